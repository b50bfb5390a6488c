"""The tracking book as it stands: its sheets as lines whose cells are known by the columns' codes.

A sheet is found by its title, its head by the head words within the first rows, columns stand in any
order, and columns that the program does not know are people's own.
"""

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from python_calamine import CalamineSheet, CalamineWorkbook

from aggregator.book.clerk_words import in_quotes, word_lists
from aggregator.book.layout import BookSheet, book_layout
from aggregator.campaign import GUIDE
from aggregator.nouns.document import Value, as_text, cell_name, is_blank
from aggregator.nouns.finding import CannotWork, Finding, finding, or_cannot_work
from aggregator.vietnamese.fold import key, regex
from aggregator.vietnamese.scope import memory

Range = tuple[tuple[int, int], tuple[int, int]]
_UNITS = ("unit", "units")
HEAD_ROWS = 20  # the head stands within the first rows


class Head(Struct, frozen=True):
    """Where a sheet's head stands: its row (1-based) and the column (1-based) of each known code."""

    row: int
    columns: Mapping[str, int]


class Line(Struct, frozen=True):
    """One row below a head. ``cells`` holds the cells with content, by column code."""

    sheet: str
    number: int
    columns: Mapping[str, int]
    cells: Mapping[str, Value]

    def text(self, code: str) -> str:
        """A cell as a person reads it, '' where it is blank."""
        return as_text(self.cells.get(code))

    def cell(self, code: str) -> str:
        """The name of a cell, such as ``C12``; of the first known column where the sheet has no such one."""
        return cell_name(self.number, self.columns.get(code, min(self.columns.values())))

    def finding(self, code: str, column: str, **facts: Any) -> Finding:
        """A finding that names the sheet and the cell."""
        return finding(code, sheet=self.sheet, cell=self.cell(column), **facts)


class BookSheets(Struct, frozen=True):
    """The cells of a tracking book, by the code of our sheet. No rows: there is no such sheet.

    ``titles`` are those of all its sheets; ``merged`` the merged ranges of ours: ((first row, column), (last row,
    column)), from 0; ``data`` the bytes of the file.
    """

    rows: Mapping[str, Sequence[Sequence[Value]]]
    titles: tuple[str, ...] = ()
    merged: Mapping[str, Sequence[Range]] = field(default_factory=dict)
    data: bytes = b""
    names: Mapping[str, str] = field(default_factory=dict)  # code → the title that it bears here

    def has(self, code: str) -> bool:
        """Whether the book has the sheet and anything stands on it."""
        return bool(self.rows.get(code))

    def head(self, code: str) -> Head:
        """Where the head of a sheet stands. Raises CannotWork where it is not found."""
        sheet = book_layout().sheet(code)
        for number, row in enumerate(self.rows.get(code, ())[:HEAD_ROWS], start=1):
            columns = _columns(sheet, row)
            if all(column.code in columns for column in sheet.columns if column.required):
                return Head(number, columns)
        wanted = in_quotes(column.head for column in sheet.columns if column.required)
        raise CannotWork(
            f"Sổ theo dõi, trang “{sheet.title}”: không thấy dòng tiêu đề có các cột {wanted}; "
            "hãy ghi lại tên các cột đó."
        )

    def columns(self, code: str) -> frozenset[str]:
        """The codes of the columns that a sheet has; none where there is no such sheet."""
        return frozenset(self.head(code).columns) if self.has(code) else frozenset()

    def lines(self, code: str) -> list[Line]:
        """The rows with content below the head; none where there is no such sheet."""
        if not self.has(code):
            return []
        sheet, head = book_layout().sheet(code), self.head(code)
        found = (
            (number, _cells(row, head.columns))
            for number, row in enumerate(self.rows[code][head.row :], start=head.row + 1)
        )
        people = {c.code: head.columns[c.code] for c in sheet.columns if not c.by_tool and c.code in head.columns}
        merged = {
            c.code: head.columns[c.code]
            for c in sheet.columns
            if c.code in head.columns and (c.kind in _UNITS or (c.kind == "time" and not c.by_tool))
        }
        lines: list[Line] = []
        for number, written in found:
            if written:
                cells = self._merged_above(sheet, number, merged) | written
                above = lines[-1].cells if lines else {}
                same = {c: above[c] for c in cells if c in above and c in people and _says_same(cells[c])}
                lines.append(Line(sheet.title, number, head.columns, cells | same))
        return lines

    def row(self, code: str, number: int) -> Sequence[Value]:
        """The cells of a row (1-based) of a sheet."""
        return self.rows[code][number - 1]

    def last_merged(self, code: str, last: int) -> int:
        """The last row of the merged cells that begin in a row of the sheet up to ``last``, else ``last``."""
        return max([last, *(end + 1 for (start, _), (end, _) in self.merged.get(code, ()) if start < last)])

    def _merged_above(self, sheet: BookSheet, number: int, units: Mapping[str, int]) -> dict[str, Value]:
        """The units and times that stand in merged cells over several rows of which this is one."""
        values = {
            code: self.rows[sheet.code][first][column - 1]
            for code, column in units.items()
            for (first, left), (last, _) in self.merged.get(sheet.code, ())
            if left == column - 1 and first < number - 1 <= last
        }
        return {code: value for code, value in values.items() if not is_blank(value)}

    @property
    def lacking_sheets(self) -> tuple[str, ...]:
        """The codes of the sheets that a later version of the program has and a book of ours lacks."""
        return tuple(each.code for each in book_layout().sheets if each.optional and each.code not in self.names)

    def text_of(self, title: str) -> str:
        """A title of ours as people write it in this book."""
        code = next((sheet.code for sheet in book_layout().sheets if key(sheet.title) == key(title)), "")
        named = self.names.get(code)
        return named or next((name for name in self.titles if key(name) == key(title)), title)


def open_book(path: Path) -> BookSheets:
    """Open the book; the same bytes are opened once. Raises CannotWork where it cannot be opened."""
    with or_cannot_work(f"Không đọc được sổ theo dõi “{path}”", "kiểm tra quyền đọc tệp rồi chạy lại"):
        data = path.read_bytes()
    try:
        return sheets_of(data)
    except Exception as error:
        raise CannotWork(
            f"Không mở được sổ theo dõi “{path}”: tệp không phải là sổ Excel (.xlsx) hoặc đã hỏng; xem mục "
            f"“Khi có sự cố” trong {GUIDE}."
        ) from error


@memory(1)
def sheets_of(data: bytes) -> BookSheets:
    """The sheets of a book from its bytes; those of the last book are kept: a run asks for them several times."""
    workbook = CalamineWorkbook.from_filelike(BytesIO(data))
    titles = {key(name): name for name in reversed(workbook.sheet_names)}
    ours = {sheet.code: titles[key(sheet.title)] for sheet in book_layout().sheets if key(sheet.title) in titles}
    others = [name for name in workbook.sheet_names if name not in ours.values()]
    rules = workbook.get_sheet_by_name(ours[_RULES]).to_python() if _RULES in ours else []
    said = {as_text(cell) for row in rules[:HEAD_ROWS] for cell in row}
    for sheet in book_layout().sheets if said else ():
        alike = [name for name in others if sheet.code not in (*ours, _RULES) and _alike(name, sheet.title)]
        of_year = len(alike) == 1 and said.issuperset(_YEAR.findall(alike[0]))
        if of_year and _has_heads(sheet, workbook.get_sheet_by_name(alike[0])):
            ours[sheet.code] = alike[0]
    sheets = {code: workbook.get_sheet_by_name(title) for code, title in ours.items()}
    return BookSheets(
        {code: sheet.to_python(skip_empty_area=False) for code, sheet in sheets.items()},
        tuple(workbook.sheet_names),
        {code: sheet.merged_cell_ranges or () for code, sheet in sheets.items()},
        data,
        ours,
    )


_RULES = "rules"  # the sheet that says the year: one renamed is asked about, the others are read
_YEAR = regex(r"\d{4}")


def _has_heads(sheet: BookSheet, there: CalamineSheet) -> bool:
    """Whether a sheet of another title has most of the heads of one of ours: it was renamed."""
    rows = there.to_python(skip_empty_area=False)[:HEAD_ROWS]
    return 2 * max((len(_columns(sheet, row)) for row in rows), default=0) > len(sheet.columns)


def _columns(sheet: BookSheet, row: Sequence[Value]) -> dict[str, int]:
    """The column (1-based) of each code whose head stands in the row; the first of two equal heads."""
    heads: dict[str, int] = {}
    for number, cell in enumerate(row, start=1):
        if isinstance(cell, str):
            heads.setdefault(key(cell), number)
    found = {c.code: min((heads[h] for h in c.heads if h in heads), default=0) for c in sheet.columns}
    return {code: number for code, number in found.items() if number}


def _cells(row: Sequence[Value], columns: Mapping[str, int]) -> dict[str, Value]:
    values = {code: row[number - 1] for code, number in columns.items() if number <= len(row)}
    return {code: value for code, value in values.items() if not is_blank(value)}


_DITTO = frozenset("\"”“″〃'’")


def _says_same(value: Value) -> bool:
    """Whether a cell says the same as the one above: “nt”, “như trên”, a mark of repetition."""
    text = as_text(value)
    return key(text) in word_lists()["remark"]["same"] or (bool(text) and _DITTO.issuperset(text))


_OURS = 3  # a book with so many of our sheets was made by this program
_ALIKE = 75  # of 100


def shape_findings(book_sheets: BookSheets) -> list[Finding]:
    """A finding for each sheet or column that seems renamed or removed; what a book by hand lacks is said once."""
    sheets = book_layout().sheets
    absent = [sheet for sheet in sheets if not book_sheets.has(sheet.code) and not sheet.optional]
    others = [title for title in book_sheets.titles if title not in book_sheets.names.values()]
    likely = {s.code: next((other for other in others if _alike(other, s.title)), None) for s in absent}
    ours = sum(book_sheets.has(sheet.code) for sheet in sheets)
    heavy = [sheet for sheet in absent if likely[sheet.code] or ours >= _OURS]
    light = [sheet for sheet in absent if sheet not in heavy]
    if light:  # to a book made by hand nothing is added: papers point to sheets that it lacks
        light = [sheet for sheet in sheets if not book_sheets.has(sheet.code) and sheet not in heavy]
    found = [
        finding(
            "book-sheet-absent",
            sheet=sheet.title,
            absent=sheet.absent,
            suggestion=f" Có phải là trang “{likely[sheet.code]}”?" if likely[sheet.code] else "",
        )
        for sheet in heavy
    ]
    if light:
        names = "; ".join(f"“{sheet.title}” ({sheet.absent})" for sheet in light)
        found.append(finding("book-sheets-absent", severity=None if ours else "warning", names=names))
    found += [
        finding("book-sheet-renamed", sheet=sheet.title, text=title)
        for sheet in sheets
        if (title := book_sheets.names.get(sheet.code)) and key(title) != key(sheet.title)
    ]
    return found + [f for s in sheets if book_sheets.has(s.code) for f in _column_findings(s, book_sheets)]


def _column_findings(sheet: BookSheet, opened: BookSheets) -> Iterator[Finding]:
    """The columns of ours that are not there while an unknown head looks like them."""
    head = opened.head(sheet.code)
    known = {name for column in sheet.columns for name in column.heads}
    heads = enumerate(map(as_text, opened.row(sheet.code, head.row)), start=1)
    strange = {number: text for number, text in heads if text and key(text) not in known}
    for column in sheet.columns:
        if column.code in head.columns:
            continue
        number = next((n for n, text in strange.items() if any(_alike(text, h) for h in column.heads)), None)
        if number:
            cell = cell_name(head.row, number)
            names = {"text": strange[number], "head": column.head}
            yield finding("book-column-unknown", sheet=sheet.title, cell=cell, **names)


def _alike(text: str, name: str) -> bool:
    from rapidfuzz import fuzz  # noqa: PLC0415 -- rarely needed

    said, wanted = key(text), key(name)
    return said.startswith(f"{wanted} ") or said.endswith(f" {wanted}") or fuzz.ratio(said, wanted) >= _ALIKE
