"""click in Vietnamese: help pages, usage errors and the progress bar."""

from __future__ import annotations

import sys
from typing import Any

import click


class VietnameseCommand(click.Command):
    """A command whose help page has Vietnamese headings."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("options_metavar", "[TÙY CHỌN]…")
        super().__init__(*args, **kwargs)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The line of usage."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="Cách dùng: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options under a Vietnamese heading."""
        _write_options(self, ctx, formatter)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """``--help`` explained in Vietnamese."""
        return _in_vietnamese(super().get_help_option(ctx))


class VietnameseGroup(click.Group):
    """A group of commands whose help page has Vietnamese headings."""

    command_class = VietnameseCommand

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The line of usage."""
        formatter.write_usage(ctx.command_path, "LỆNH [TÙY CHỌN]…", prefix="Cách dùng: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, then the commands."""
        _write_options(self, ctx, formatter)
        rows = [(name, self.commands[name].get_short_help_str(100)) for name in self.list_commands(ctx)]
        with formatter.section("Các lệnh"):
            formatter.write_dl(rows)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of use, not of the alphabet."""
        return list(self.commands)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """``--help`` explained in Vietnamese."""
        return _in_vietnamese(super().get_help_option(ctx))


def _in_vietnamese(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = "Xem hướng dẫn này rồi thoát."
    return option


def _write_options(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    options = [p for p in command.get_params(ctx) if isinstance(p, click.Option)]
    records = [record for option in options if (record := option.get_help_record(ctx)) is not None]
    with formatter.section("Tùy chọn"):
        formatter.write_dl(records)


def usage_sentence(error: click.ClickException) -> str:
    """One Vietnamese sentence for what was typed wrongly on the command line."""
    hint = " Gõ thêm --help để xem cách dùng."
    if isinstance(error, click.NoSuchOption):
        return f"Không có tùy chọn “{error.option_name}”.{hint}"
    if isinstance(error, click.MissingParameter):
        return f"Thiếu {_name(error)}.{hint}"
    if isinstance(error, click.BadParameter):
        return f"Giá trị của {_name(error)} không dùng được.{hint}"
    if isinstance(error, click.UsageError) and "No such command" in error.message:
        return f"Không có lệnh này.{hint}"
    if isinstance(error, click.UsageError) and "unexpected extra argument" in error.message:
        extra = error.message.partition("(")[2].partition(")")[0]
        return (
            f"Thừa “{extra}” trên dòng lệnh: tên hoặc thời điểm có dấu cách phải đặt trong dấu ngoặc kép, "
            f'ví dụ "Đợt 2024/tiep_nhan".{hint}'
        )
    return f"Dòng lệnh chưa đúng.{hint}"


def _name(error: click.BadParameter) -> str:
    parameter: Any = error.param
    return str(parameter.make_metavar(error.ctx)) if parameter is not None and error.ctx else "tham số"


def bar(length: int, label: str) -> Any:
    """A progress bar of click's; silent where the output is no terminal."""
    hidden = not sys.stdout.isatty()
    return click.progressbar(length=length, label=label, show_eta=False, show_percent=True, width=30, hidden=hidden)
