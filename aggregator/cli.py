"""The command line: arguments, progress, printing, exit status. No rule lives here."""

from __future__ import annotations

import datetime as dt
import gc
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from aggregator import __version__
from aggregator.book.layout import BLANKS, BOOK, GUIDE, INBOX
from aggregator.nouns.finding import CannotWork, meaning
from aggregator.terminal import VietnameseGroup, bar, usage_sentence
from aggregator.write import places as outputs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aggregator.nouns.outcome import Outcome
    from aggregator.nouns.result import Result
    from aggregator.nouns.unit import Campaign


Command = Callable[..., Any]
DONE, VIOLATED, NOT_DONE = 0, 1, 2
_WHOLE = "không tệp kết quả nào bị ghi dở: mỗi tệp vẫn là bản cũ hoặc đã là bản mới"
_UNFORESEEN = "Chương trình gặp lỗi ngoài dự kiến ({kind}: {error}); {whole}. Hãy báo người phụ trách."
_SILENCED = "Không ghi được các dòng báo ra màn hình hoặc ra tệp nhận lời báo ({why}); {whole}."
_MOST_JOBS = 64
_NO_NAME = "(chưa ghi tên)"  # an empty argument must not mean the current folder


def _run_options(command: Command) -> Command:
    """The options of every run over an inbox."""
    options = (
        click.option("--book", metavar="SỔ.xlsx", type=click.Path(path_type=Path),
                     help=f"Sổ theo dõi (mặc định: {BOOK} cạnh thư mục nhận về)."),
        click.option("--as-of", metavar="THỜI_ĐIỂM",
                     help="Thời điểm chốt số liệu, ví dụ “28/02/2024 17:00” (mặc định: bây giờ)."),
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
    from aggregator.book.folder import new_campaign_folder  # noqa: PLC0415 -- help must come at once
    from aggregator.campaign.load import default_campaign  # noqa: PLC0415
    from aggregator.write.blank import write_blank_forms  # noqa: PLC0415

    made = new_campaign_folder(
        folder, default_campaign(), lambda campaign, place: write_blank_forms(campaign, place, False)
    )
    if any(path.name == BOOK for path in made):
        click.echo(f"Đã lập thư mục “{folder}”: mở {GUIDE} để xem cách làm.")
    else:
        click.echo(f"Thư mục “{folder}” đã có sẵn: chỉ làm lại {len(made)} tệp bấm đúp để chạy trên máy này.")


@cli.command()
@click.option("-o", "folder", metavar="THƯ_MỤC", type=click.Path(path_type=Path), default=None,
              help="Nơi ghi biểu mẫu (mặc định: blank_forms; cạnh sổ theo dõi: bieu_mau).")  # fmt: skip
@click.option("--per-unit", is_flag=True, help="Làm thêm cho mỗi đơn vị bộ biểu mẫu ghi sẵn tên và một thư nháp.")
@click.option("--book", metavar="SỔ.xlsx", type=click.Path(path_type=Path),
              help=f"Sổ theo dõi (mặc định: {BOOK} ở thư mục đang đứng, nếu có).")  # fmt: skip
def blank(folder: Path | None, per_unit: bool, book: Path | None) -> None:
    """Làm biểu mẫu trống M1, M2, M3, M4 để gửi các đơn vị."""
    from aggregator.book.campaign import campaign_of  # noqa: PLC0415 -- help must come at once
    from aggregator.campaign.load import default_campaign  # noqa: PLC0415
    from aggregator.write.blank import draft_gaps, write_blank_forms  # noqa: PLC0415
    from aggregator.write.places import refuse_inbox  # noqa: PLC0415

    base, known_book = default_campaign(), _book_path(book, Path())
    place = folder or Path(BLANKS if known_book else "blank_forms")
    campaign = campaign_of(known_book, base)
    try:
        refuse_inbox(place, BOOK, INBOX)
        paths = write_blank_forms(campaign, place, per_unit, earlier=base)
    except OSError as error:
        raise CannotWork(f"Không ghi được biểu mẫu vào “{place}”: {_why(error)}") from error
    click.echo(f"Đã ghi {len(paths)} tệp vào thư mục “{place}”.")
    for line in draft_gaps(campaign, place) if per_unit else ():
        click.echo(line)


@cli.command()
@click.argument("folder", metavar="THƯ_MỤC_NHẬN_VỀ")
@click.option("-o", "master", metavar="TỆP.xlsx", type=click.Path(path_type=Path),
              help="Bảng tổng hợp (mặc định: tong_hop_<năm>.xlsx cạnh thư mục nhận về).")  # fmt: skip
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
    inbox, beside, known_book, base, campaign = _set_out(folder, book)
    from aggregator.write.places import check_suffix, check_targets  # noqa: PLC0415 -- the workers start first

    target = master or beside / outputs.master_name(campaign.year)
    earlier = _earlier(before)
    beside_it = [outputs.comparison_path(target, campaign.year)] if earlier else []
    check_targets(inbox, [target, *([result] if result else []), *beside_it], known_book)
    check_suffix(target, ".xlsx")
    outcome = _run(inbox, base, known_book, _time(as_of, campaign), jobs)

    from aggregator.write.deliver import deliver, strict_fails  # noqa: PLC0415
    from aggregator.write.summary import summary_lines  # noqa: PLC0415

    delivered = deliver(outcome, target, result, known_book, earlier, frozen=frozen)
    for line in (*_about_book(outcome, known_book), *summary_lines(outcome, delivered)):
        click.echo(line)
    if shown:
        _show(delivered.master)
    return VIOLATED if strict and strict_fails(outcome) else DONE


@cli.command()
@click.argument("folder", metavar="THƯ_MỤC_NHẬN_VỀ")
@click.option("-o", "report", metavar="TỆP.docx", type=click.Path(path_type=Path),
              help="Báo cáo (mặc định: bao_cao_<năm>.docx cạnh thư mục nhận về).")  # fmt: skip
@_run_options
def briefing(  # noqa: PLR0917 -- click passes every option by name
    folder: str, report: Path | None, book: Path | None, as_of: str | None, jobs: int | None, shown: bool
) -> None:
    """Lập báo cáo Word cho hội nghị giao ban và các dự thảo gửi đi sau khi đã chọn nội dung."""
    inbox, beside, known_book, base, campaign = _set_out(folder, book)
    from aggregator.write.places import check_suffix, check_targets  # noqa: PLC0415 -- the workers start first

    target = report or beside / outputs.report_name(campaign.year)
    check_suffix(target, ".docx")
    check_targets(inbox, [target, *outputs.drafts_beside(target, campaign.year)], known_book)
    outcome = _run(inbox, base, known_book, _time(as_of, campaign), jobs)

    from aggregator.write.deliver import briefing_lines, deliver_briefing  # noqa: PLC0415 -- after reading

    briefed = deliver_briefing(outcome, target, known_book)
    for line in (*_about_book(outcome, known_book), *briefing_lines(briefed)):
        click.echo(line)
    if shown:
        _show(briefed.report.place)


@cli.command()
@click.argument("results", metavar="TỆP.json…", type=click.Path(path_type=Path), nargs=-1, required=True)
@click.option("-o", "target", metavar="TỆP.xlsx", type=click.Path(path_type=Path),
              help="Bảng tổng hợp tỉnh (mặc định: tong_hop_tinh_<năm>.xlsx ở thư mục đang đứng).")  # fmt: skip
def rollup(results: tuple[Path, ...], target: Path | None) -> None:
    """Cộng kết quả JSON của nhiều huyện thành bảng tổng hợp tỉnh."""
    from aggregator.campaign.load import default_campaign  # noqa: PLC0415 -- help must come at once
    from aggregator.write.deliver import deliver_rollup  # noqa: PLC0415

    for line in deliver_rollup(results, target, default_campaign()):
        click.echo(line)


def _set_out(folder: str, book: Path | None) -> tuple[Path, Path, Path | None, Campaign, Campaign]:
    """What a run over an inbox begins with: inbox, folder beside it, book, the usual campaign and the book's."""
    from aggregator.read.rounds import start_workers  # noqa: PLC0415 -- help must come at once

    start_workers()  # first of all: they load what they need while this process does

    from aggregator.book.campaign import campaign_of  # noqa: PLC0415
    from aggregator.campaign.load import default_campaign  # noqa: PLC0415
    from aggregator.read.inbox import check_inbox  # noqa: PLC0415
    from aggregator.write.places import refuse_blanks, refuse_campaign_folder  # noqa: PLC0415

    inbox = Path(folder.strip() or _NO_NAME)
    check_inbox(inbox)
    refuse_campaign_folder(inbox, BOOK, INBOX)
    refuse_blanks(inbox, INBOX)
    beside = Path(os.path.abspath(inbox)).parent  # noqa: PTH100 -- resolve() would follow links
    known_book = _book_path(book, beside)
    base = default_campaign()
    return inbox, beside, known_book, base, campaign_of(known_book, base)


def _run(inbox: Path, campaign: Campaign, book: Path | None, as_of: dt.datetime, jobs: int | None) -> Outcome:
    from aggregator.run import run  # noqa: PLC0415 -- help must come at once

    with bar(1, "Đang đọc các tệp") as progress:
        done_before = 0

        def advance(done: int, total: int) -> None:
            nonlocal done_before
            progress.length = max(total, 1)
            progress.update(done - done_before)
            done_before = done

        return run(inbox, campaign, as_of=as_of, book_path=book, jobs=_jobs(jobs), progress=advance,
                   meanwhile=_load_writers)  # fmt: skip


def _about_book(outcome: Outcome, book: Path | None) -> Iterator[str]:
    """What the clerk must know of the tracking book before the figures."""
    from aggregator.book.tracking_book import book_lines  # noqa: PLC0415

    return book_lines(outcome.findings, BOOK, there=book is not None)


def _earlier(path: Path | None) -> Result | None:
    """The result to compare with, read before the run: what cannot be read is told at once."""
    from aggregator.write.result import read_result  # noqa: PLC0415

    return read_result(path) if path else None


def _load_writers() -> None:
    """What ``deliver`` needs takes a while to load, too."""
    import aggregator.write.deliver  # noqa: PLC0415
    import aggregator.write.summary  # noqa: F401, PLC0415


def _show(path: Path) -> None:
    """Open a result in the person's own program; where that cannot be done it is said, and nothing fails."""
    import subprocess  # noqa: PLC0415 -- rarely needed

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


def _book_path(given: Path | None, beside: Path) -> Path | None:
    if given is not None and not given.is_file():
        raise CannotWork(f"Không thấy sổ theo dõi “{given}”; kiểm tra lại đường dẫn.")
    usual = beside / BOOK
    return given or (usual if usual.is_file() else None)


def _time(text: str | None, campaign: Campaign) -> dt.datetime:
    from aggregator.book.times import read_time, understood  # noqa: PLC0415

    if text is None:
        return dt.datetime.now(campaign.zone).replace(microsecond=0)
    at = read_time(text, campaign.zone, campaign.year)
    if at is None:
        raise CannotWork(
            f"“{text}” không phải là thời điểm ({understood(text, campaign.year)}); hãy ghi như “28/02/2024 17:00” "
            "hoặc “2024-02-28T17:00”."
        )
    return at.astimezone(campaign.zone)


def _why(error: OSError) -> str:
    return f"{meaning(error)}; kiểm tra thư mục có tồn tại, có quyền ghi và còn chỗ trống."


def main() -> NoReturn:
    """Run the command line and exit: 0 done, 1 ``--strict`` and a violation, 2 it could not be done."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
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
