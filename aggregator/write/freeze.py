"""A frozen copy of a run: outputs, book, papers and returns, by their hashes; and what changed since the last."""

import datetime as dt
import hashlib
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Sized
from pathlib import Path

from msgspec import Struct

from aggregator.campaign import BOOK
from aggregator.nouns.file import BESIDE_OUTPUTS, patiently, private_folder, settle_folder, write_durably
from aggregator.nouns.finding import CannotWork, or_cannot_work
from aggregator.nouns.outcome import Outcome
from aggregator.nouns.result import Comparison, Result, SinceRun, SinceYear
from aggregator.office.form import bytes_of, new_workbook, plain_table
from aggregator.office.sheet import Column
from aggregator.write.result import read_result, result_of

Compare = Callable[[Result, Result], Comparison]  # raises CannotWork where the two cannot be compared
Locate = Callable[[str], tuple[str, Path] | None]  # a submission's file → the whole file: its name, where it lies


def since_frozen(outcome: Outcome, master: Path, compare: Compare) -> Iterator[str]:
    """What changed since the last frozen copy beside the master, and which papers of frozen ones are altered."""
    last = last_frozen(master, outcome.as_of.astimezone(outcome.campaign.zone), outcome.campaign.year)
    if last is not None:
        folder, before = last
        if before.district == outcome.campaign.office.among_districts:
            yield f"So với bản chốt “{folder.name}”: {comparison_line(compare(before, result_of(outcome)))}."
    if changed := damaged_papers(master):
        yield f"Chú ý: tệp trong bản chốt không còn đúng như lúc chốt: {', '.join(changed)}."


def comparison_line(comparison: Comparison) -> str:
    """What changed, in one sentence without its full stop."""
    told: tuple[tuple[Sized, str], ...] = ()
    if isinstance(comparison, SinceRun):
        told = (
            (comparison.new_files, "tệp mới"),
            (comparison.gone_files, "tệp không còn"),
            (comparison.units, "đơn vị thay đổi tình hình gửi hoặc số lượng"),
            (comparison.new, "mô hình mới"),
            (comparison.vanished, "mô hình không còn"),
            (comparison.level_changed, "mô hình đổi cấp"),
            ([x for x in comparison.changed if "level" not in x.aspects], "mô hình có thay đổi khác"),
        )
    elif isinstance(comparison, SinceYear):
        year = comparison.before.year
        told = (
            (comparison.vanished, f"mô hình năm {year} không thấy trong danh sách năm nay"),
            (comparison.new, f"mô hình ghi tiếp tục duy trì nhưng năm {year} không có"),
            (comparison.known, f"mô hình ghi xây dựng mới nhưng năm {year} đã có"),
            (comparison.not_compared, "đơn vị chưa so được"),
        )
    nothing = "không có gì khác" if isinstance(comparison, SinceYear) else "không có thay đổi"
    return ", ".join(f"{len(models)} {what}" for models, what in told if models) or nothing


# ---- A frozen copy: the outputs as they were, in a dated folder with their hashes, written once.

HASHES, RESULT = "MA_KIEM_TRA.txt", "RESULT.json"
_HASHES_BEFORE = "MA_BAM.txt"  # as copies of earlier versions call it
ORIGINALS, LISTED = "ho_so", "HO_SO.xlsx"  # the returns, and the table of them
_BESIDE_PAPERS = frozenset({HASHES, _HASHES_BEFORE, ORIGINALS})
_SHORT = 16  # digits of a hash in a file's name; the table and the hashes have all 64
_START, _FORM = "chot_", "chot_%Y-%m-%d_%H%M"


def frozen_folder(master: Path, as_of: dt.datetime) -> Path:
    """The folder of a moment: ``chot_2024-03-01_0700`` beside the master."""
    return master.parent / as_of.strftime(_FORM)


_KEPT = ("read", "nil", "empty", "unreadable", "superseded", "unknown_unit")  # what a receipt or a count rests on
_WEB = (".htm", ".html")
_NOTE = (
    "Hồ sơ được tính trong bản chốt này, chép nguyên từ thư mục nhận về; thư và tệp nén để nguyên cả thư, cả tệp. "
    "Muốn lấy lại: chép tệp ở cột “Tệp trong bản chốt” ra thư mục nhận về, đặt lại tên như cột bên cạnh."
)


class Original(Struct, frozen=True):
    """A received file that a frozen copy keeps: by which name there, whose it is, its name in the inbox."""

    name: str
    sha256: str
    units: tuple[str, ...]
    file: str
    path: Path


_ORIGINALS: tuple[Column[Original], ...] = (
    Column("Đơn vị", 34, "text", lambda x: "; ".join(x.units)),
    Column("Tệp trong bản chốt", 34, "text", lambda x: x.name),
    Column("Tệp trong thư mục nhận về", 60, "text", lambda x: x.file),
    Column("Mã kiểm tra (SHA-256)", 68, "text", lambda x: x.sha256),
)


def originals_of(outcome: Outcome, locate: Locate) -> list[Original]:
    """The received files that count in a run, or decide the time of a unit; equal contents have one name there.

    Of a mail or an archive the whole is kept, of a saved web page its folder too. System files and what is no
    return are left out, and so is what people took down from paper: that stands in the tracking book. Raises
    CannotWork where a file cannot be read, or is no longer what the run read.
    """
    contents = {submission.sha256 for submission in outcome.submissions if submission.status in _KEPT}
    units: dict[str, dict[str, None]] = {}
    places: dict[str, Path] = {}
    for submission in outcome.submissions:
        copied = submission.status == "duplicate" and submission.sha256 in contents
        if (submission.status in _KEPT or copied) and submission.file.partition("!")[0] != BOOK:
            whole = locate(submission.file)
            if whole is None:
                raise _changed_meanwhile(submission.file)
            unit = outcome.campaign.unit_name(submission.unit)
            units.setdefault(whole[0], {})[unit] = None
            places[whole[0]] = whole[1]
    hashes = {submission.file: submission.sha256 for submission in outcome.submissions}
    originals: list[Original] = []
    for file, names in units.items():
        page = places[file]
        for path in (page, *_pages_parts(page)):
            digest = _digest(path)
            if digest != hashes.get(file, digest) and path == page:
                raise _changed_meanwhile(file)
            ending = path.suffix.lower() if re.fullmatch(r"\.[a-z0-9]{1,8}", path.suffix.lower()) else ""
            beside = f"{file.removesuffix(page.name)}{path.relative_to(page.parent).as_posix()}"
            name = f"{ORIGINALS}/{digest[:_SHORT]}{ending}"
            originals.append(Original(name, digest, tuple(names), file if path == page else beside, path))
    return originals


def _changed_meanwhile(file: str) -> CannotWork:
    return CannotWork(f"Tệp “{file}” đã thay đổi trong lúc chạy nên chưa chốt; hãy chạy lại.")


def _pages_parts(page: Path) -> Iterator[Path]:
    """What lies in the folder that a browser lays beside a saved page."""
    if page.suffix.lower() in _WEB:
        for folder in (page.with_name(f"{page.stem}{ending}") for ending in ("_files", ".files")):
            yield from (path for path in sorted(folder.rglob("*")) if path.is_file())


def _digest(path: Path) -> str:
    failure = f"Không đọc được “{path.name}” để đưa vào bản chốt"
    with or_cannot_work(failure, "kiểm tra tệp rồi chạy lại"), path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256")
    return digest.hexdigest()


def table_of_originals(outcome: Outcome, originals: Sequence[Original]) -> bytes:
    """The workbook that says whose each kept file is and what it was called."""
    campaign = outcome.campaign
    title = f"Hồ sơ kèm bản chốt, đợt đăng ký năm {campaign.year}"
    book = new_workbook(campaign.year, title, campaign.title, campaign.office.name)
    plain_table(book, "Hồ sơ", title, _NOTE, (_ORIGINALS, originals))
    return bytes_of(book)


def papers_of(
    outputs: Mapping[str, bytes], book: Path | None, papers_beside: Sequence[Path], paper_bytes: Mapping[str, bytes]
) -> dict[str, bytes]:
    """What is kept, name → bytes: the outputs, the tracking book, and the papers that lie beside the master.

    ``papers_beside`` are the report and the drafts, kept as they lie there, edited or not; ``paper_bytes`` the
    fresh ones that stand in where none lies. A book that is called like the master keeps its name behind another
    word.
    """
    papers = dict(outputs)
    if book is not None:
        taken = {name.lower() for name in papers}  # names that differ in capitals are one on Windows
        name = f"so_theo_doi_{book.name}" if book.name.lower() in taken else book.name
        papers |= _there({name: book})
    return papers | dict(paper_bytes) | _there({path.name: path for path in papers_beside})


def _there(paths: Mapping[str, Path]) -> dict[str, bytes]:
    """Those of the papers that are there. Raises CannotWork where one is and cannot be read."""
    found = {name: _bytes(path) for name, path in paths.items() if path.is_file()}
    for name, data in found.items():
        if data is None:
            raise CannotWork(f"Không đọc được “{name}” để đưa vào bản chốt; hãy đóng tệp nếu đang mở rồi chạy lại.")
    return {name: data for name, data in found.items() if data is not None}


def refuse_other_content(folder: Path, papers: Mapping[str, bytes]) -> None:
    """Raise CannotWork where that moment was frozen with another content: asked before outputs are written."""
    there = {path.name: _bytes(path) for path in folder.glob("*") if path.name not in _BESIDE_PAPERS}
    if folder.exists() and dict.fromkeys(papers) | there != dict(papers):
        raise CannotWork(
            f"Đã có bản chốt “{folder.name}” với nội dung khác; bản chốt không bao giờ bị ghi đè. "
            "Hãy chạy lại với thời điểm --as-of khác, hoặc bỏ tùy chọn --freeze."
        )


def freeze(folder: Path, papers: Mapping[str, bytes], originals: Sequence[Original] = ()) -> None:
    """Put papers (name → bytes), originals and their hashes into the folder, whole or not at all (guarantee 3)."""
    if folder.exists():
        return  # the same content: see refuse_other_content
    failure, remedy = f"Không ghi được bản chốt “{folder}”", "kiểm tra quyền ghi và chỗ trống"
    with or_cannot_work(failure, remedy), private_folder(folder.parent, BESIDE_OUTPUTS) as aside:
        whole = aside / folder.name
        whole.mkdir(0o700)  # it names persons
        if originals:
            (whole / ORIGINALS).mkdir(0o700)
        sums = {name: hashlib.sha256(data).hexdigest() for name, data in papers.items()}
        sums |= {one.name: one.sha256 for one in originals}
        lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(sums.items()))  # as sha256sum reads them
        for name, data in {**papers, HASHES: lines.encode()}.items():
            write_durably(whole / name, data)
        for original in {original.name: original for original in originals}.values():
            data = original.path.read_bytes()
            if hashlib.sha256(data).hexdigest() != original.sha256:
                raise _changed_meanwhile(original.file)
            write_durably(whole / original.name, data)
        settle_folder(whole)
        patiently(lambda: whole.rename(folder))
        settle_folder(folder.parent)


def last_frozen(master: Path, before: dt.datetime, year: int) -> tuple[Path, Result] | None:
    """The latest frozen copy of the year beside the master, of a moment before this one; None where none is."""
    own = frozen_folder(master, before).name
    for folder in sorted(_folders(master.parent), reverse=True):
        if folder.name < own:
            try:
                result = read_result(folder / RESULT)
            except CannotWork:
                continue  # ``damaged`` tells of it
            if result.year == year:
                return folder, result
    return None


def damaged_papers(master: Path) -> list[str]:
    """The frozen papers beside the master that are no longer what was frozen, as ``folder/paper``."""
    return [f"{folder.name}/{name}" for folder in sorted(_folders(master.parent)) for name in _changed(folder)]


def _folders(parent: Path) -> Iterable[Path]:
    return [path for path in parent.glob(f"{_START}*") if path.is_dir() and _hashes_of(path).is_file()]


def _hashes_of(folder: Path) -> Path:
    before = folder / _HASHES_BEFORE
    return before if before.is_file() else folder / HASHES


def _changed(folder: Path) -> Iterator[str]:
    """The papers that no longer match, originals that are gone (their content is not read), unreadable hashes."""
    path = _hashes_of(folder)
    hashes = _bytes(path)
    if hashes is None:
        yield path.name
        return
    for line in hashes.decode("utf-8", errors="replace").splitlines():
        digest, _, name = line.partition("  ")
        if name.startswith(f"{ORIGINALS}/") and os.path.isfile(folder / name):  # noqa: PTH113 -- never raises
            continue
        data = _bytes(folder / name)
        if data is None or hashlib.sha256(data).hexdigest() != digest:
            yield name


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except (OSError, ValueError):  # ValueError: a name that no file can have
        return None
