"""The sender's own workbook back: cells marked and commented, a first sheet “Nội dung cần sửa”, a stamp.

What is no .xlsx (.xls, .ods, Word, PDF) comes back as an .xlsx rendering of the table as it was read, marked alike.
"""

import datetime as dt
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace
from xlsxwriter import Workbook

from aggregator.nouns.document import Document, Sheet, as_text
from aggregator.nouns.file import CORRECTION_SHEET, CORRECTION_STAMP
from aggregator.nouns.finding import CannotWork, or_cannot_work
from aggregator.nouns.outcome import Outcome
from aggregator.nouns.unit import Campaign
from aggregator.office.files import write_atomically
from aggregator.office.form import FONT_SIZE, NORMAL, OPTIONS, GrowingSheet, bytes_of, written
from aggregator.office.notes import Copy, Cover, Note, with_notes
from aggregator.office.sheet import height, lines_needed
from aggregator.vietnamese.fold import clean, grouped
from aggregator.write.dossier import Dossier, Point, UnitCheck, short_file
from aggregator.write.letters import copy_name
from aggregator.write.sheets.words import clock
from aggregator.write.text_paper import addressee

# makes the copies, in order: .xlsx with their notes, documents as read, or the reason why there is none
Annotate = Callable[[Sequence[Copy]], Iterable[bytes | Document | str]]
_KEPT_ENDINGS = (".xlsx", ".xlsm")
_HEADS = ("STT", "Trang", "Ô", "Nội dung", "Đề nghị")
_WIDTHS = (6, 22, 8, 62, 48)
_CELL_COLUMN = 2
_CREATED = dt.datetime(2000, 1, 1)  # noqa: DTZ001 -- a fixed stamp, no moment of any clock
_MOST_WIDTH, _LEAST_WIDTH = 45, 6
_PAGE_WIDTH = 115  # what a page across takes in columns of this font
_A_LETTER = 1.2  # width of a letter in columns: some are wider than a digit


def points_of_file(dossier: Dossier, file: str) -> list[Point]:
    """What a copy of the file says: what concerns no single cell, then cell by cell; the certain first."""
    mine = [p for p in dossier.points if p.file == file or p.file is None]
    return sorted(mine, key=lambda p: (p.manner == "remark", bool(_cells(p, file)), p.manner != "ask"))


def _cells(point: Point, file: str) -> list[tuple[str, str]]:
    """The cells of the file that a point is about, with their sheets."""
    return [(sheet, cell) for of, sheet, cell in point.places if of == file]


def files_to_return(dossier: Dossier) -> list[str]:
    """The files that go back: those with points of their own, else the one that gives the unit's content."""
    within = dict.fromkeys(p.file for p in dossier.mending if p.file and p.sheet)
    within |= dict.fromkeys(file for p in dossier.mending for file, _, _ in p.places)
    whole = any(p.file is None for p in dossier.mending)
    if not within and whole and dossier.unit.files:
        return [dossier.unit.files[-1]]
    return sorted((file for file in within if file), key=lambda file: file not in dossier.unit.files)


def cover_of(dossier: Dossier, file: str, campaign: Campaign, as_of: dt.datetime) -> Cover:
    """The first sheet and the stamp of a copy, by which a returned one is known."""
    points = points_of_file(dossier, file)
    cells = [_cells(point, file) for point in points]
    lines = (
        f"Kính gửi: {addressee(campaign, dossier.unit.name)}",
        f"{campaign.papers.board} đã xem tệp này, tính đến {clock(as_of, campaign.zone)}.",
        "Đề nghị sửa ngay "
        + ("tại các ô tô màu (bấm vào cột “Ô” để tới ô)" if any(cells) else "trong các trang sau")
        + ", lưu lại rồi gửi lại tệp này."
        + ("" if all(cells) else " Điểm không ghi ô là về cả tệp hoặc cả danh sách."),
        "Không phải xóa trang này" + (" và các ghi chú." if any(cells) else "."),
    )
    rows = [
        (str(n), p.sheet or (at[0][0] if at else ""), ", ".join(cell for _, cell in at), p.what, p.ask)
        for n, (p, at) in enumerate(zip(points, cells, strict=True), 1)
    ]
    made = as_of.astimezone(campaign.zone).isoformat()
    stamp = [("unit", dossier.unit.code), ("year", str(campaign.year)), ("made", made)]
    return Cover(
        name=CORRECTION_SHEET,
        title=CORRECTION_SHEET.upper(),
        lines=lines,
        heads=_HEADS,
        widths=_WIDTHS,
        rows=tuple(rows),
        links=tuple(at[0] if at else None for at in cells),
        linked=_CELL_COLUMN,
        author=campaign.office.name,
        stamp_name=CORRECTION_STAMP,
        stamp=(*stamp, *(("point", *p.key) for p in points if p.manner != "remark")),
    )


def annotated(
    outcome: Outcome, wanted: Sequence[tuple[Dossier, str]], annotate: Annotate
) -> Iterator[tuple[str, bytes] | str]:
    """For each file its annotated copy (ending, bytes), or why there is none."""
    copies: list[Copy] = []
    for dossier, file in wanted:
        marks = [
            Note(sheet, cell, f"{point.what}\n{point.ask}")
            for point in points_of_file(dossier, file)
            for sheet, cell in _cells(point, file)
        ]
        copies.append((file, tuple(marks), cover_of(dossier, file, outcome.campaign, outcome.as_of)))
    for (file, notes, cover), made in zip(copies, annotate(copies), strict=True):
        suffix = Path(short_file(file)).suffix.lower()
        if isinstance(made, str):
            yield made
        elif isinstance(made, bytes):
            yield (suffix if suffix in _KEPT_ENDINGS else ".xlsx").removeprefix("."), made
        else:
            yield "xlsx", rendered(made, notes, cover)


def rendered(document: Document, notes: Sequence[Note], cover: Cover) -> bytes:
    """The tables of a file that is no .xlsx, as and where they were read, with the notes in their cells."""
    book = Workbook(io.BytesIO(), OPTIONS)
    book.set_properties({"author": cover.author, "created": _CREATED})
    plain, look = (book.add_format({**NORMAL, "text_wrap": True, "valign": "top", "border": n}) for n in (0, 1))
    for number, sheet in enumerate(document.sheets, 1):
        _write(book, sheet, number, look, plain)
    return with_notes(bytes_of(book), notes, cover)


def _write(book: Workbook, sheet: Sheet, number: int, look: object, plain: object) -> None:
    """One sheet, to be printed on pages as wide as it is: a line by itself stands across the whole table."""
    page = book.add_worksheet(sheet.name[:31] or f"Trang {number}", GrowingSheet)
    page.fit_paper()
    texts = {(row.number, n): as_text(v) for row in sheet.rows for n, v in enumerate(row.cells, 1) if v is not None}
    spans = {(m.first_row, m.first_column): (m.last_row, m.last_column) for m in sheet.merges}
    alone = Counter(row for row, _ in texts)
    last = max((column for _, column in texts), default=1)
    lines = {at for at in texts if alone[at[0]] == 1 and at[1] == 1 and at not in spans}
    spans |= {(row, 1): (row, last) for row, _ in lines}
    widths = dict(enumerate(_column_widths({at: text for at, text in texts.items() if at not in spans}, last), 1))
    for column, width in widths.items():
        written(page.set_column(column - 1, column - 1, width))
    needed: dict[int, int] = {}
    for (row, column), text in texts.items():
        last_row, last_column = spans.get((row, column), (row, column))
        style = plain if (row, column) in lines else look
        if (last_row, last_column) != (row, column):
            page.merge_range(row - 1, column - 1, last_row - 1, last_column - 1, clean(text), style)
        else:
            written(page.write_string(row - 1, column - 1, clean(text), style))
        room = sum(widths[n] for n in range(column, min(last_column, last) + 1))
        if last_row == row:
            needed[row] = max(needed.get(row, 1), lines_needed(text, room, FONT_SIZE))
    covered = {(r, c) for (row, column), (rows, columns) in spans.items()
               for r in range(row, rows + 1) for c in range(column, columns + 1)}  # fmt: skip
    table = {(row, n) for row, count in alone.items() if count > 1 for n in range(1, last + 1)}
    for row, column in sorted(table - covered - texts.keys()):
        written(page.write_blank(row - 1, column - 1, None, look))
    for row, count in needed.items():
        written(page.set_row(row - 1, height(count, FONT_SIZE)))


def _column_widths(texts: Mapping[tuple[int, int], str], last: int) -> Iterator[float]:
    """The widths of the columns by what stands in single cells; all together as wide as a page."""
    by_column = grouped((column, _A_LETTER * len(text) + 2) for (_, column), text in texts.items())
    longest = (max(by_column.get(column, (0,))) for column in range(1, last + 1))
    wanted = [min(max(each, _LEAST_WIDTH), _MOST_WIDTH) for each in longest]
    yield from (max(round(each * _PAGE_WIDTH / sum(wanted), 1), _LEAST_WIDTH) for each in wanted)


def put_copies(
    outcome: Outcome, units: Sequence[UnitCheck], files: Sequence[Path], target: Path, annotate: Annotate
) -> Iterator[str]:
    """Write the copies: one to the file named, several into the folder; a line each. Raises CannotWork."""
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
        with or_cannot_work(f"Không ghi được “{place}”", "hãy chọn nơi khác"):
            place.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(place, data)
        yield f"Bản ghi chú: {place}"
