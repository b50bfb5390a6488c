"""The command line: arguments, progress, printing, exit status; click in Vietnamese. No rule lives here."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from aggregator import __version__, run
from aggregator.campaign import BOOK, GUIDE, LETTERS
from aggregator.nouns.finding import CannotWork, meaning, violations

if TYPE_CHECKING:
    from aggregator.nouns.outcome import Outcome


Command = Callable[..., Any]
DONE, VIOLATED, NOT_DONE = 0, 1, 2
_WHOLE = "không tệp kết quả nào bị ghi dở: mỗi tệp vẫn là bản cũ hoặc đã là bản mới"
_UNFORESEEN = "Chương trình gặp lỗi ngoài dự kiến ({kind}: {error}); {whole}. Hãy báo người phụ trách."
_SILENCED = "Không ghi được các dòng báo ra màn hình hoặc ra tệp nhận lời báo ({why}); {whole}."
_MOST_JOBS = 64
_MOMENT = "“28/02/2024 17:00” (chỉ ghi ngày thì tính từ 0 giờ ngày đó; mặc định: bây giờ)"


# ---- click in Vietnamese: help pages, usage errors and the progress bar.


class VietnameseCommand(click.Command):
    """A command whose help page has Vietnamese headings."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"options_metavar": "[TÙY CHỌN]…", **kwargs})

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


class VietnameseGroup(VietnameseCommand, click.Group):
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
            meant = _meant(name.lower(), self.commands)
            known = ", ".join(self.commands)
            raise CannotWork(f"Không có lệnh “{name}”.{meant} Các lệnh: {known}. Gõ --help để xem cách dùng.")
        return super().resolve_command(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of use, not of the alphabet."""
        return list(self.commands)


_WANTED = {"integer": "phải là số nguyên từ 1 trở lên"}
_EXAMPLES = {"--as-of": ', ví dụ "28/02/2024 17:00"'}


def _meant(typed: str, known: Iterable[str]) -> str:
    """The one name that was probably meant, asked back; '' where none is like what was typed."""
    from difflib import get_close_matches  # only a slip of the keyboard needs it

    like = get_close_matches(typed, [*known], n=1, cutoff=0.5)
    return f" Có phải “{like[0]}” không?" if like else ""


def usage_sentence(error: click.ClickException) -> str:
    """One Vietnamese sentence for what was typed wrongly on the command line, and what to type instead."""
    hint = " Gõ thêm --help để xem cách dùng."
    if isinstance(error, click.NoSuchOption):
        meant = _meant(error.option_name, error.possibilities or ())
        return f"Không có tùy chọn “{error.option_name}”.{meant}{hint}"
    if isinstance(error, click.MissingParameter):
        return f"Thiếu {_name(error).rstrip('…')}.{hint}"
    if isinstance(error, click.BadOptionUsage):
        return f"Tùy chọn {error.option_name} cần một giá trị{_EXAMPLES.get(error.option_name, '')}.{hint}"
    if isinstance(error, click.BadParameter):
        name = error.param.opts[0] if isinstance(error.param, click.Option) else _name(error)
        kind = error.param.type.name if error.param is not None else ""
        return f"{name}: {_WANTED.get(kind, 'giá trị không dùng được')}.{hint}"
    extra = error.message.partition("(")[2].partition(")")[0]
    if isinstance(error, click.UsageError) and "unexpected extra argument" in error.message:
        return (
            f"Thừa “{extra}” trên dòng lệnh: tên hoặc thời điểm có dấu cách phải đặt trong dấu ngoặc kép, "
            f'ví dụ "Đợt 2024/tiep_nhan".{hint}'
        )
    return f"Dòng lệnh chưa đúng.{hint}"


def _name(error: click.BadParameter) -> str:
    return str(error.param.make_metavar(error.ctx)) if error.param is not None and error.ctx else "tham số"


def bar(length: int, label: str) -> Any:
    """A progress bar of click's; silent where the output is no terminal."""
    hidden = not sys.stdout.isatty()
    return click.progressbar(length=length, label=label, show_eta=False, show_percent=True, width=30, hidden=hidden)


# ---- The commands.


def _run_options(command: Command) -> Command:
    options = (
        click.option("--book", metavar="SỔ.xlsx", type=click.Path(path_type=Path),
                     help=f"Sổ theo dõi (mặc định: {BOOK} cùng chỗ với thư mục nhận về)."),
        click.option("--as-of", metavar="THỜI_ĐIỂM",
                     help=f"Số liệu tính đến thời điểm này, ví dụ {_MOMENT}."),
        click.option("--jobs", metavar="SỐ", type=int, default=None,
                     help="Số tệp đọc cùng lúc, mặc định bằng số nhân của máy."),
        click.option("--open", "shown", is_flag=True, help="Mở kết quả ngay khi xong."),
    )  # fmt: skip
    return reduce(lambda done, option: option(done), reversed(options), command)


@click.group(
    cls=VietnameseGroup, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(__version__, message="%(version)s", help="Xem phiên bản rồi thoát.")
@click.pass_context
def cli(context: click.Context) -> None:
    """Tổng hợp các danh sách đăng ký mô hình, điển hình “Dân vận khéo” do cơ sở gửi về."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


@cli.command()
@click.argument("folder", metavar="THƯ_MỤC", type=click.Path(path_type=Path))
def init(folder: Path) -> None:
    """Lập thư mục cho một đợt đăng ký: sổ theo dõi, biểu mẫu trống, thư mục nhận về."""
    made = run.new_folder(folder)
    folder = folder.resolve()
    if any(path.name == BOOK for path in made):
        click.echo(f"Đã lập thư mục “{folder}”: mở {GUIDE} để xem cách làm.")
    else:
        click.echo(f"Thư mục “{folder}” đã có sẵn: chỉ làm lại {len(made)} tệp bấm đúp để chạy trên máy này.")
        click.echo("Nếu muốn lập thư mục cho đợt khác thì gõ lại lệnh với tên thư mục khác.")
    if other := run.other_campaign(folder):
        click.echo(
            f"Chú ý: “{other}” cũng là thư mục của một đợt đăng ký, hai thư mục lồng vào nhau; nếu gõ nhầm thì "
            "dùng tiếp thư mục đã có hồ sơ."
        )


@cli.command()
@click.option("-o", "folder", metavar="THƯ_MỤC", type=click.Path(path_type=Path), default=None,
              help="Nơi ghi biểu mẫu (mặc định: blank_forms; cùng chỗ với sổ theo dõi: bieu_mau).")  # fmt: skip
@click.option("--per-unit", is_flag=True, help="Làm thêm cho mỗi đơn vị bộ biểu mẫu ghi sẵn tên và một thư nháp.")
@click.option("--from", "earlier_result", metavar="TỆP.json", type=click.Path(path_type=Path),
              help="Cùng --per-unit: ghi sẵn mô hình tiếp tục duy trì theo kết quả JSON trước đây.")  # fmt: skip
@click.option("--book", metavar="SỔ.xlsx", type=click.Path(path_type=Path),
              help=f"Sổ theo dõi (mặc định: {BOOK} ở thư mục đang đứng, nếu có).")  # fmt: skip
def blank(folder: Path | None, per_unit: bool, earlier_result: Path | None, book: Path | None) -> None:
    """Làm biểu mẫu trống M1, M2, M3, M4 để gửi các đơn vị."""
    _tell(run.blanks(folder, book, per_unit=per_unit, before=earlier_result))


@cli.command()
@click.argument("folder", metavar="THƯ_MỤC_NHẬN_VỀ")
@click.option("-o", "master", metavar="TỆP.xlsx", type=click.Path(path_type=Path),
              help="Bảng tổng hợp (mặc định: tong_hop_<năm>.xlsx cùng chỗ với thư mục nhận về).")  # fmt: skip
@click.option("--json", "result", metavar="TỆP.json", type=click.Path(path_type=Path),
              help="Ghi thêm kết quả dạng JSON cho máy đọc.")  # fmt: skip
@_run_options
@click.option(
    "--strict", is_flag=True, help="Thoát với mã 1 nếu có đơn vị chưa đúng số lượng hoặc gửi chậm, chưa gửi."
)
@click.option("--compare", "before", metavar="TỆP.json", type=click.Path(path_type=Path),
              help="So với kết quả JSON của lần chạy trước hoặc của năm trước.")  # fmt: skip
@click.option("--freeze", "frozen", is_flag=True, help="Lưu thêm một bản chốt không bao giờ bị ghi đè.")
def aggregate(  # noqa: PLR0917 -- click passes every option by name
    folder: str, master: Path | None, result: Path | None, book: Path | None, as_of: str | None,
    jobs: int | None, shown: bool, strict: bool, before: Path | None, frozen: bool,
) -> int:  # fmt: skip
    """Tổng hợp thư mục nhận về thành bảng tổng hợp huyện."""
    place = run.set_out(folder, book)
    earlier = run.earlier_result(before, result)
    target = place.master(master, result, compared=earlier is not None)
    outcome, desk = _run(place, as_of, jobs)
    delivered = run.deliver(
        outcome, target, result, place.book, earlier, frozen=frozen, inbox=place.inbox, keep=desk.keep
    )
    if before and earlier is None:
        click.echo(f"Chưa có kết quả lần trước ở “{before}”: lần chạy sau sẽ so sánh với kết quả vừa ghi.")
    _tell(run.summary(outcome, place, delivered))
    if shown:
        _show(delivered.master)
    return VIOLATED if strict and violations(outcome.findings) else DONE


@cli.command()
@click.argument("folder", metavar="THƯ_MỤC_NHẬN_VỀ")
@click.option("-o", "report", metavar="TỆP.docx", type=click.Path(path_type=Path),
              help="Báo cáo (mặc định: bao_cao_<năm>.docx cùng chỗ với thư mục nhận về).")  # fmt: skip
@_run_options
def briefing(  # noqa: PLR0917 -- click passes every option by name
    folder: str, report: Path | None, book: Path | None, as_of: str | None, jobs: int | None, shown: bool
) -> None:
    """Lập báo cáo Word cho hội nghị giao ban và các dự thảo gửi đi sau khi đã chọn nội dung."""
    place = run.set_out(folder, book)
    target = place.report(report)
    outcome, desk = _run(place, as_of, jobs)
    briefed = run.deliver_briefing(outcome, target, place.book, desk.keep)
    _tell(run.summary(outcome, place, briefed))
    if shown:
        _show(briefed.report.place)


@cli.command()
@click.argument("folder", metavar="THƯ_MỤC_NHẬN_VỀ")
@click.option("-o", "target", metavar="THƯ_MỤC", type=click.Path(path_type=Path),
              help=f"Nơi ghi thư nháp (mặc định: {LETTERS} cùng chỗ với thư mục nhận về).")  # fmt: skip
@_run_options
def letters(  # noqa: PLR0917 -- click passes every option by name
    folder: str, target: Path | None, book: Path | None, as_of: str | None, jobs: int | None, shown: bool
) -> int:
    """Lập thư nháp gửi các đơn vị: nhắc gửi, đề nghị sửa (kèm bản ghi chú), xác nhận đã nhận."""
    place = run.set_out(folder, book)
    letters_folder = place.letters(target)
    outcome, desk = _run(place, as_of, jobs)
    sent = run.deliver_letters(outcome, desk, place, letters_folder, _jobs(jobs))
    _tell(run.summary(outcome, place, sent))
    if shown:
        _show(sent.place)
    return NOT_DONE if sent.troubles else DONE


@cli.command()
@click.argument("files", metavar="TỆP…", type=click.Path(path_type=Path), nargs=-1, required=True)
@click.option("-o", "target", metavar="TỆP.xlsx", type=click.Path(path_type=Path),
              help="Ghi thêm bản ghi chú: tệp gửi về với các ô cần sửa được tô màu, ghi chú.")  # fmt: skip
@click.option(
    "--book", metavar="SỔ.xlsx", type=click.Path(path_type=Path),
    help=f"Sổ theo dõi (mặc định: {BOOK} cùng chỗ với thư mục nhận về, nếu tệp nằm trong đó).",
)  # fmt: skip
@click.option("--as-of", metavar="THỜI_ĐIỂM", help=f"Thời điểm xét, ví dụ {_MOMENT}.")
def check(files: tuple[Path, ...], target: Path | None, book: Path | None, as_of: str | None) -> int:
    """Kiểm tra một hồ sơ gửi về (hoặc vài tệp của một đơn vị); thoát với mã 1 nếu có điểm phải sửa."""
    lines, to_mend = run.check(files, target, book, as_of)
    _tell(lines)
    return VIOLATED if to_mend else DONE


@cli.command()
@click.argument("results", metavar="TỆP.json…", type=click.Path(path_type=Path), nargs=-1, required=True)
@click.option("-o", "target", metavar="TỆP.xlsx", type=click.Path(path_type=Path),
              help="Bảng tổng hợp tỉnh (mặc định: tong_hop_tinh_<năm>.xlsx ở thư mục đang đứng).")  # fmt: skip
def rollup(results: tuple[Path, ...], target: Path | None) -> None:
    """Cộng kết quả JSON của nhiều huyện thành bảng tổng hợp tỉnh."""
    _tell(run.deliver_rollup(results, target))


def _run(place: run.CampaignFolder, as_of: str | None, jobs: int | None) -> tuple[Outcome, run.Desk]:
    at = place.time(as_of)
    with bar(1, "Đang đọc các tệp") as progress:
        done_before = 0

        def advance(done: int, total: int) -> None:
            nonlocal done_before
            progress.length = max(total, 1)
            progress.update(done - done_before)
            done_before = done

        desk = run.open_desk(place.book, place.base, at)
        outcome = run.run_at(
            desk, place.inbox, as_of=at, jobs=_jobs(jobs), progress=advance, meanwhile=run.load_writers
        )
        return outcome, desk


def _tell(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)


def _show(path: Path) -> None:
    """Open a result in the person's own program; where that cannot be done it is said, and nothing fails."""
    import subprocess

    try:
        if sys.platform == "win32":
            os.startfile(path)  # noqa: S606 -- a file that this run wrote
        else:
            command = "open" if sys.platform == "darwin" else "xdg-open"
            silent = subprocess.DEVNULL
            subprocess.Popen([command, os.fspath(path)], stdout=silent, stderr=silent, start_new_session=True)  # noqa: S603
    except OSError:
        click.echo(f"Không tự mở được “{path}”; hãy mở tệp đó bằng Excel hoặc Word.")


def _jobs(asked: int | None) -> int:
    if asked is not None and asked < 1:
        raise CannotWork("--jobs phải là số nguyên từ 1 trở lên.")
    return min(asked or os.cpu_count() or 1, _MOST_JOBS)


def main() -> NoReturn:
    """Run the command line and exit: 0 done, 1 ``--strict`` and a violation, 2 it could not be done."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # nothing multiplies matrices; threads forbid work aside
    gc.disable()  # a run keeps nearly all that it makes; looking for garbage takes a tenth of its time
    status = _status()
    gc.freeze()  # nor at the end
    sys.exit(status)


def _status() -> int:
    try:
        return cli.main(standalone_mode=False) or DONE
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except (CannotWork, click.ClickException) as error:
        sentence = usage_sentence(error) if isinstance(error, click.ClickException) else str(error)
        click.echo(sentence, err=True)
    except (click.Abort, KeyboardInterrupt):
        click.echo(f"Đã dừng theo yêu cầu; {_WHOLE}.", err=True)
    except MemoryError:
        click.echo("Máy không đủ bộ nhớ; hãy đóng bớt chương trình khác hoặc chạy với --jobs 1.", err=True)
    except SystemExit:  # click's answer to a pipe that nobody reads any more: the work is done
        return DONE
    except Exception as error:
        if isinstance(error, OSError) and _is_mute():
            click.echo(_SILENCED.format(why=meaning(error), whole=_WHOLE), err=True)
        else:
            click.echo(_UNFORESEEN.format(kind=type(error).__name__, error=error, whole=_WHOLE), err=True)
    return NOT_DONE


def _is_mute() -> bool:
    """Whether nothing can be printed (the disk of the file it goes to is full); then nothing more is tried."""
    try:
        sys.stdout.write("\n")
        sys.stdout.flush()
    except (OSError, ValueError):
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return True
    return False
