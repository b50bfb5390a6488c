"""click in Vietnamese: help pages, usage errors and the progress bar."""

import sys
from collections.abc import Sequence
from typing import Any

import click

from aggregator.nouns.finding import CannotWork


class _Vietnamese(click.Command):
    """Vietnamese headings on the help page."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The line of usage."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="Cách dùng: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options under a Vietnamese heading."""
        options = [p for p in self.get_params(ctx) if isinstance(p, click.Option)]
        records = [record for option in options if (record := option.get_help_record(ctx)) is not None]
        with formatter.section("Tùy chọn"):
            formatter.write_dl(records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """``--help`` explained in Vietnamese."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Xem hướng dẫn này rồi thoát."
        return option


class VietnameseCommand(_Vietnamese):
    """A command whose help page has Vietnamese headings."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"options_metavar": "[TÙY CHỌN]…", **kwargs})


class VietnameseGroup(_Vietnamese, click.Group):
    """A group of commands whose help page has Vietnamese headings."""

    command_class = VietnameseCommand

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """What stands behind the name of the program."""
        return ["LỆNH", "[TÙY CHỌN]…"]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, then the commands."""
        super().format_options(ctx, formatter)
        rows = [(name, self.commands[name].get_short_help_str(100)) for name in self.list_commands(ctx)]
        with formatter.section("Các lệnh"):
            formatter.write_dl(rows)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command typed. Raises CannotWork where there is none of that name, with one that looks like it."""
        name = args[0]
        if name not in self.commands and not name.startswith("-"):
            like = _close(name, list(self.commands))
            meant = f" Có phải “{like}” không?" if like else ""
            known = ", ".join(self.commands)
            raise CannotWork(f"Không có lệnh “{name}”.{meant} Các lệnh: {known}. Gõ --help để xem cách dùng.")
        return super().resolve_command(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of use, not of the alphabet."""
        return list(self.commands)


def usage_sentence(error: click.ClickException) -> str:
    """One Vietnamese sentence for what was typed wrongly on the command line, and what to type instead."""
    hint = " Gõ thêm --help để xem cách dùng."
    if isinstance(error, click.NoSuchOption):
        return f"Không có tùy chọn “{error.option_name}”{_like(error.possibilities)}.{hint}"
    if isinstance(error, click.MissingParameter):
        return f"Thiếu {_name(error).rstrip('…')}.{hint}"
    if isinstance(error, click.BadOptionUsage):
        return f"Tùy chọn {error.option_name} cần một giá trị{_example(error)}.{hint}"
    if isinstance(error, click.BadParameter):
        return f"{_option(error)}: {_WANTED.get(_kind(error), 'giá trị không dùng được')}.{hint}"
    extra = error.message.partition("(")[2].partition(")")[0]
    if isinstance(error, click.UsageError) and "unexpected extra argument" in error.message:
        return (
            f"Thừa “{extra}” trên dòng lệnh: tên hoặc thời điểm có dấu cách phải đặt trong dấu ngoặc kép, "
            f'ví dụ "Đợt 2024/tiep_nhan".{hint}'
        )
    return f"Dòng lệnh chưa đúng.{hint}"


def _close(name: str, names: Sequence[str]) -> str | None:
    from difflib import get_close_matches  # noqa: PLC0415 -- only a slip of the keyboard needs it

    return next(iter(get_close_matches(name.lower(), names, n=1, cutoff=0.5)), None)


_WANTED = {"integer": "phải là số nguyên từ 1 trở lên"}
_EXAMPLES = {"--as-of": ', ví dụ "28/02/2024 17:00"'}


def _like(names: Sequence[str] | None) -> str:
    return f"; có phải {' hoặc '.join(names)} không" if names else ""


def _example(error: click.BadOptionUsage) -> str:
    return _EXAMPLES.get(error.option_name, "")


def _kind(error: click.BadParameter) -> str:
    return error.param.type.name if error.param is not None else ""


def _option(error: click.BadParameter) -> str:
    return error.param.opts[0] if isinstance(error.param, click.Option) else _name(error)


def _name(error: click.BadParameter) -> str:
    return str(error.param.make_metavar(error.ctx)) if error.param is not None and error.ctx else "tham số"


def bar(length: int, label: str) -> Any:
    """A progress bar of click's; silent where the output is no terminal."""
    hidden = not sys.stdout.isatty()
    return click.progressbar(length=length, label=label, show_eta=False, show_percent=True, width=30, hidden=hidden)
