"""The sender's own workbook back: cells marked and commented, a first sheet “Nội dung cần sửa”, a stamp.

What is no .xlsx (.xls, .ods, Word, PDF) comes back as an .xlsx rendering of the table as it was read, marked alike.
"""

import datetime as dt
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from msgspec.structs import replace
from xlsxwriter import Workbook

from aggregator.nouns.document import Document, Sheet, as_text
from aggregator.nouns.file import CORRECTION_SHEET, CORRECTION_STAMP
from aggregator.nouns.finding import CannotWork, meaning
from aggregator.nouns.outcome import Outcome
from aggregator.nouns.unit import Campaign
from aggregator.office.files import write_atomically
from aggregator.office.form import NORMAL, OPTIONS, bytes_of, written
from aggregator.office.note_parts import Cover
from aggregator.office.notes import Copy, Note, with_notes
from aggregator.vietnamese.fold import clean
from aggregator.write.dossier import Dossier, Point, UnitCheck, short_file
from aggregator.write.letters import copy_name
from aggregator.write.text_paper import addressee

# makes the copies, in order: .xlsx with their notes, documents as read, or the reason why there is none
Annotate = Callable[[Sequence[Copy]], Iterable[bytes | Document | str]]
_KEPT_ENDINGS = (".xlsx", ".xlsm")
_HEADS = ("STT", "Trang", "Ô", "Nội dung", "Đề nghị")
_WIDTHS = (6, 22, 8, 62, 48)
_CELL_COLUMN = 2
_CREATED = dt.datetime(2000, 1, 1)  # noqa: DTZ001 -- a fixed stamp, no moment of any clock
_MOST_WIDTH, _LEAST_WIDTH = 45, 6


def points_of_file(dossier: Dossier, file: str) -> list[Point]:
    """What a copy of the file says: its own points, and what concerns the unit as a whole; the certain first."""
    mine = [p for p in dossier.points if p.file == file or p.file is None]
    return sorted(mine, key=lambda p: (p.manner != "ask", p.file is None))


def files_to_return(dossier: Dossier) -> list[str]:
    """The files that go back: those with points of their own, else the one that gives the unit's content."""
    within = dict.fromkeys(p.file for p in dossier.mending if p.file and p.sheet)
    whole = any(p.file is None for p in dossier.mending)
    if not within and whole and dossier.unit.files:
        return [dossier.unit.files[-1]]
    return sorted((file for file in within if file), key=lambda file: file not in dossier.unit.files)


def cover_of(dossier: Dossier, file: str, campaign: Campaign, as_of: dt.datetime) -> Cover:
    """The first sheet and the stamp of a copy, by which a returned one is known."""
    points = points_of_file(dossier, file)
    to = addressee(campaign, dossier.unit.name)
    now = as_of.astimezone(campaign.zone)
    lines = (
        f"Kính gửi: {to}",
        f"{campaign.papers.board} đã xem tệp này, tính đến {now:%H:%M} ngày {now:%d/%m/%Y}.",
        "Đề nghị sửa ngay tại các ô tô màu (bấm vào cột “Ô” để tới ô), lưu lại rồi gửi lại tệp này.",
        "Không phải xóa trang này và các ghi chú.",
    )
    rows = [(str(n), p.sheet or "", p.cell or "", p.what, p.ask) for n, p in enumerate(points, 1)]
    links = [(p.sheet, p.cell) if p.sheet and p.cell else None for p in points]
    stamp = [("unit", dossier.unit.code), ("year", str(campaign.year)), ("made", now.isoformat()),
             *(("point", *p.key) for p in points if p.manner != "remark")]  # fmt: skip
    return Cover(
        name=CORRECTION_SHEET,
        title=CORRECTION_SHEET.upper(),
        lines=lines,
        heads=_HEADS,
        widths=_WIDTHS,
        rows=tuple(rows),
        links=tuple(links),
        linked=_CELL_COLUMN,
        author=campaign.office.name,
        stamp_name=CORRECTION_STAMP,
        stamp=tuple(stamp),
    )


def notes_of(dossier: Dossier, file: str) -> list[Note]:
    """The marks of a copy: each point that has a cell, with what to do in its comment."""
    return [
        Note(p.sheet, p.cell, f"{p.what}\n{p.ask}")
        for p in points_of_file(dossier, file)
        if p.sheet and p.cell and p.file == file
    ]


def annotated(
    outcome: Outcome, wanted: Sequence[tuple[Dossier, str]], annotate: Annotate
) -> Iterator[tuple[str, bytes] | str]:
    """For each file its annotated copy (ending, bytes), or why there is none."""
    campaign, as_of = outcome.campaign, outcome.as_of
    copies = [(file, tuple(notes_of(d, file)), cover_of(d, file, campaign, as_of)) for d, file in wanted]
    for (file, notes, cover), made in zip(copies, annotate(copies), strict=True):
        suffix = Path(short_file(file)).suffix.lower()
        if isinstance(made, str):
            yield made
        elif isinstance(made, bytes):
            yield (suffix if suffix in _KEPT_ENDINGS else ".xlsx").removeprefix("."), made
        else:
            yield "xlsx", rendered(made, notes, cover)


def rendered(document: Document, notes: Sequence[Note], cover: Cover) -> bytes:
    """The tables of a file that is no .xlsx, as they were read, with the notes in their cells.

    Rows, columns and merged ranges stand where they were read; text stays text.
    """
    book = Workbook(io.BytesIO(), OPTIONS)
    book.set_properties({"author": cover.author, "created": _CREATED})
    look = book.add_format({**NORMAL, "text_wrap": True, "valign": "top", "border": 1})
    for number, sheet in enumerate(document.sheets, 1):
        _write(book, sheet, number, look)
    return with_notes(bytes_of(book), notes, cover)


def _write(book: Workbook, sheet: Sheet, number: int, look: object) -> None:
    page = book.add_worksheet(sheet.name[:31] or f"Trang {number}")
    texts = {(row.number, n): as_text(v) for row in sheet.rows for n, v in enumerate(row.cells, 1) if v is not None}
    for column in {column for _, column in texts}:
        longest = max(len(text) for (_, c), text in texts.items() if c == column)
        written(page.set_column(column - 1, column - 1, min(max(longest + 2, _LEAST_WIDTH), _MOST_WIDTH)))
    for (row, column), text in texts.items():
        written(page.write_string(row - 1, column - 1, clean(text), look))
    for m in sheet.merges:
        if (m.first_row, m.first_column) != (m.last_row, m.last_column):
            text = texts.get((m.first_row, m.first_column), "")
            page.merge_range(
                m.first_row - 1, m.first_column - 1, m.last_row - 1, m.last_column - 1, clean(text), look
            )


def put_copies(
    outcome: Outcome, units: Sequence[UnitCheck], files: Sequence[Path], target: Path, annotate: Annotate
) -> Iterator[str]:
    """Write the annotated copies of the ``files``: one to the file named, several into the folder; a line for each.

    Raises CannotWork where one cannot be made or written.
    """
    dossiers = [replace(one.dossier, points=one.points) for one in units if one.dossier]
    wanted = [(dossier, file) for dossier in dossiers for file in files_to_return(dossier)]
    if not wanted:
        yield "Không có điểm nào phải ghi chú nên không làm bản ghi chú."
    for (_, file), made in zip(wanted, annotated(outcome, wanted, annotate), strict=True):
        if isinstance(made, str):
            raise CannotWork(f"Không làm được bản ghi chú của tệp “{file}”: tệp {made}.")
        ending, data = made
        place = target / copy_name(file, ending) if target.is_dir() or len(wanted) > 1 else target
        if place.absolute() in files:
            raise CannotWork(f"Không ghi đè “{place}”; hãy chọn tên khác cho bản ghi chú bằng tùy chọn -o.")
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(place, data)
        except OSError as error:
            raise CannotWork(f"Không ghi được “{place}”: {meaning(error)}; hãy chọn nơi khác.") from error
        yield f"Bản ghi chú: {place}"
