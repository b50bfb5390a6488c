"""Put new cells into the bytes of a sheet: into blank cells of a row, or as rows below the last one.

The scan finds where rows and cells stand, so that nothing else is touched.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element
from xml.parsers import expat
from xml.sax.saxutils import escape

from aggregator.book.package import NotUpdated, attribute, local
from aggregator.book.page import row_height
from aggregator.nouns.document import cell_name
from aggregator.vietnamese.fold import clean

_BUILT_IN = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_NOT_CODE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


def date_styles(styles: Element | None) -> Callable[[str], bool]:
    """A function from a cell's style number (as written) to whether it shows a date; '' shows none."""
    if styles is None:
        return lambda style: False
    codes = {attribute(e, "numFmtId"): attribute(e, "formatCode") for e in _all(styles, "numFmt")}
    dates = {number for number, code in codes.items() if _is_date(code)} | {
        str(number) for number in _BUILT_IN if str(number) not in codes
    }
    formats = next(iter(_all(styles, "cellXfs")), None)
    numbers = [attribute(xf, "numFmtId") for xf in formats] if formats is not None else []
    shown = {str(n) for n, number in enumerate(numbers) if number in dates}
    return lambda style: style in shown


def _is_date(code: str) -> bool:
    return bool(re.search(r"[ymdhs]", _NOT_CODE.sub("", code), re.IGNORECASE)) and "general" not in code.lower()


def _all(styles: Element, name: str) -> list[Element]:
    return [element for element in styles.iter() if local(element.tag) == name]


_REFERENCE = re.compile(r"([A-Z]+)(\d+)")
_MOST_COLUMNS = 400  # columns that may hold anything of ours
_CONTENT = frozenset({"v", "f", "is"})
_TEXTS = frozenset({"s", "inlineStr", "str"})
_START_TAG = re.compile(rb"""<(?:[^>"']|"[^"]*"|'[^']*')*>""")  # a “>” may stand within an attribute
_OTHER_ENCODING = re.compile(rb"""\A[^>]*\bencoding\s*=\s*["'](?!utf-8|us-ascii)""", re.IGNORECASE)


@dataclass
class ScannedCell:
    """A cell element: its column, style and span in bytes.

    ``filled``: it has a value or a formula; ``typed``: it holds a text that is no formula's result.
    """

    column: int
    style: str
    start: int
    end: int = 0
    filled: bool = False
    text: bool = False
    formula: bool = False

    @property
    def typed(self) -> bool:
        """Whether somebody typed words into it."""
        return self.filled and self.text and not self.formula


@dataclass
class ScannedRow:
    """A row element. ``inner`` is where its content ends; None where it is written ``<row …/>``."""

    number: int
    start: int
    inner: int | None = None
    end: int = 0
    cells: dict[int, ScannedCell] = field(default_factory=dict)


@dataclass
class ScannedSheet:
    """A sheet's rows by number, its columns' styles, and the span of ``sheetData``; prefix such as ``x:``."""

    data: bytes
    rows: dict[int, ScannedRow] = field(default_factory=dict)
    column_styles: dict[int, str] = field(default_factory=dict)
    widths: dict[int, float] = field(default_factory=dict)
    prefix: str = ""
    start: int = 0
    inner: int | None = None
    end: int = 0

    def last_taken(self, own: Collection[int]) -> int:
        """The last row with anything in one of these columns, or with words that somebody typed beside them.

        A formula or a number that people filled down beside them takes no row.
        """
        taken = (
            number
            for number, row in self.rows.items()
            if any(cell.typed or (cell.filled and cell.column in own) for cell in row.cells.values())
        )
        return max(taken, default=0)


def scan(data: bytes) -> ScannedSheet:
    """Scan a worksheet part. Raises NotUpdated where it is no well-formed UTF-8 XML."""
    scanner = _Scanner(ScannedSheet(data))
    try:
        scanner.parser.Parse(data, True)
    except expat.ExpatError as error:
        raise NotUpdated("một trang của sổ đã hỏng") from error
    if not scanner.sheet.end or _OTHER_ENCODING.match(data):
        raise NotUpdated("một trang của sổ không có bảng tính")
    return scanner.sheet


class _Scanner:
    """Walks through the part with expat, which knows where each tag begins."""

    def __init__(self, sheet: ScannedSheet) -> None:
        self.sheet = sheet
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._begin
        self.parser.EndElementHandler = self._end
        self._row: ScannedRow | None = None
        self._cell: ScannedCell | None = None

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        at, name = self.parser.CurrentByteIndex, tag.rpartition(":")[2]
        if name == "sheetData":
            self.sheet.start, self.sheet.prefix = at, tag.removesuffix("sheetData")
        elif name == "col":
            self._column(attributes)
        elif name == "row":
            number = int(attributes.get("r", max(self.sheet.rows, default=0) + 1))
            self._row = self.sheet.rows[number] = ScannedRow(number, at)
        elif name == "c" and self._row is not None:
            column = _column(attributes.get("r", "")) or max(self._row.cells, default=0) + 1
            self._cell = self._row.cells[column] = ScannedCell(column, attributes.get("s", ""), at)
            self._cell.text = attributes.get("t") in _TEXTS
        elif name in _CONTENT and self._cell is not None:
            self._cell.filled = True
            self._cell.formula = self._cell.formula or name == "f"

    def _column(self, attributes: dict[str, str]) -> None:
        columns = range(int(attributes["min"]), min(int(attributes["max"]), _MOST_COLUMNS) + 1)
        if "style" in attributes:
            self.sheet.column_styles |= dict.fromkeys(columns, attributes["style"])
        if "width" in attributes and attributes.get("hidden") not in {"1", "true"}:
            self.sheet.widths |= dict.fromkeys(columns, float(attributes["width"]))

    def _end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name == "c" and self._cell is not None:
            self._cell.end = self._after(self._cell.start)[1]
            self._cell = None
        elif name == "row" and self._row is not None:
            self._row.inner, self._row.end = self._after(self._row.start)
            self._row = None
        elif name == "sheetData":
            self.sheet.inner, self.sheet.end = self._after(self.sheet.start)

    def _after(self, start: int) -> tuple[int | None, int]:
        """Where the content of the element that ends here ends (None: it has no end tag), and where the element.

        Its start tag says whether it has one: at the end of one without, expat stands at what follows.
        """
        tag = _START_TAG.match(self.sheet.data, start)
        if tag is None:
            raise NotUpdated("một trang của sổ viết bằng bảng mã khác")
        if tag[0].endswith(b"/>"):
            return None, tag.end()
        at = self.parser.CurrentByteIndex
        return at, self.sheet.data.index(b">", at) + 1


def _column(reference: str) -> int:
    """The number of a cell's column (C12 → 3), 0 where there is no reference."""
    found = _REFERENCE.fullmatch(reference)
    number = 0
    for letter in found.group(1) if found else "":
        number = number * 26 + ord(letter) - 64
    return number


Value = str | dt.datetime
Values = Mapping[int, Value]  # by column, 1-based
Edit = tuple[int, int, bytes]  # bytes from, to, replaced by
_SELF_CLOSED = re.compile(rb"\s*/>$")


@dataclass(frozen=True)
class Splice:
    """One sheet to be added to.

    ``head`` is the row of its head, ``last`` the last row that is taken; ``is_date`` says whether a style
    shows a time; ``epoch`` is the day from which the workbook counts.
    """

    sheet: ScannedSheet
    head: int
    last: int
    is_date: Callable[[str], bool]
    epoch: dt.datetime

    def with_rows(self, rows: Mapping[int, Values]) -> bytes:
        """The part with these cells, by row number. A cell in which anything stands is left as it is."""
        there = self.sheet.rows
        edits = [edit for n, values in rows.items() if n in there for edit in self._fill(there[n], values)]
        edits += self._new_rows({n: values for n, values in sorted(rows.items()) if n not in there})
        return _edited(self.sheet.data, edits)

    def _fill(self, row: ScannedRow, values: Values) -> list[Edit]:
        free = {c: v for c, v in sorted(values.items()) if c not in row.cells or not row.cells[c].filled}
        cells = {c: self._cell(row.number, c, v) for c, v in free.items()}
        if row.inner is None:
            return [(row.start, row.end, self._opened(row.start, row.end, b"".join(cells.values()), "row"))]
        return _grouped([_place(row, row.inner, c, new) for c, new in cells.items()])

    def _new_rows(self, rows: Mapping[int, Values]) -> list[Edit]:
        """Rows of their own, each before the next one that is there."""
        made = {n: self._row(n, values) for n, values in rows.items()}
        sheet = self.sheet
        if made and sheet.inner is None:
            whole = self._opened(sheet.start, sheet.end, b"".join(made.values()), "sheetData")
            return [(sheet.start, sheet.end, whole)]
        there = sorted(sheet.rows)
        below = {n: there[bisect(there, n) :] for n in made if n < max(there, default=0)}
        starts = {n: min(sheet.rows[m].start for m in rows) for n, rows in below.items()}
        places = {n: starts.get(n, sheet.inner or 0) for n in made}
        return _grouped([(places[n], places[n], new) for n, new in made.items()])

    def _row(self, number: int, values: Values) -> bytes:
        cells = b"".join(self._cell(number, column, value) for column, value in sorted(values.items()))
        widths = self.sheet.widths
        height = row_height((_shown(value), widths[column]) for column, value in values.items() if column in widths)
        return f'<{self.sheet.prefix}row r="{number}" ht="{height:g}">'.encode() + cells + self._close("row")

    def _cell(self, number: int, column: int, value: Value) -> bytes:
        """A cell with text, or with a time where its style shows one; text never becomes a formula."""
        p, style = self.sheet.prefix, self._style(number, column)
        start = f'<{p}c r="{cell_name(number, column)}"' + (f' s="{style}"' if style else "")
        if isinstance(value, dt.datetime) and self.is_date(style):
            return f"{start}><{p}v>{self._serial(value)}</{p}v></{p}c>".encode()
        inside = f'<{p}is><{p}t xml:space="preserve">{escape(_shown(value))}</{p}t></{p}is>'
        return f'{start} t="inlineStr">{inside}</{p}c>'.encode()

    def _style(self, number: int, column: int) -> str:
        """The style that the blank cell has, else its column's, else that of the row above (but for the head)."""
        there = self.sheet.rows.get(number)
        if there and column in there.cells:
            return there.cells[column].style
        if column in self.sheet.column_styles:
            return self.sheet.column_styles[column]
        above = self.sheet.rows.get(self.last)
        cell = above.cells.get(column) if above and above.number > self.head else None
        return cell.style if cell else ""

    def _serial(self, at: dt.datetime) -> str:
        days = (at.replace(tzinfo=None, microsecond=0) - self.epoch) / dt.timedelta(days=1)
        return repr(days)

    def _opened(self, start: int, end: int, inside: bytes, name: str) -> bytes:
        """An element that was written ``<…/>``, with something inside."""
        return _SELF_CLOSED.sub(b">", self.sheet.data[start:end]) + inside + self._close(name)

    def _close(self, name: str) -> bytes:
        return f"</{self.sheet.prefix}{name}>".encode()


def emptied(sheet: ScannedSheet, rows: Collection[int]) -> bytes:
    """The part with the cells of these rows made blank; their looks stay."""
    edits = []
    for number, cell in ((n, cell) for n in rows for cell in sheet.rows[n].cells.values() if cell.filled):
        style = f' s="{cell.style}"' if cell.style else ""
        blank = f'<{sheet.prefix}c r="{cell_name(number, cell.column)}"{style}/>'.encode()
        edits.append((cell.start, cell.end, blank))
    return _edited(sheet.data, edits)


def _edited(data: bytes, edits: Iterable[Edit]) -> bytes:
    """The part with what is replaced; the edits do not overlap."""
    parts: list[bytes] = []
    at = 0
    for start, end, new in sorted(edits):
        parts += (data[at:start], new)
        at = end
    return b"".join((*parts, data[at:]))


def _shown(value: Value) -> str:
    return f"{value:%d/%m/%Y %H:%M}" if isinstance(value, dt.datetime) else clean(value)


def _place(row: ScannedRow, inner: int, column: int, new: bytes) -> Edit:
    """In place of the blank cell that is there, else before the next one, else at the end of the row."""
    if column in row.cells:
        return row.cells[column].start, row.cells[column].end, new
    at = min((cell.start for number, cell in row.cells.items() if number > column), default=inner)
    return at, at, new


def _grouped(edits: list[Edit]) -> list[Edit]:
    """What is put in at the same place, together and in its order."""
    joined: dict[tuple[int, int], list[bytes]] = {}
    for start, end, new in edits:
        joined.setdefault((start, end), []).append(new)
    return [(start, end, b"".join(news)) for (start, end), news in joined.items()]
