"""Where rows and cells stand in the bytes of a sheet, so that rows can be added and nothing else touched."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.parsers import expat

from aggregator.book.workbook_parts import NotUpdated

_REFERENCE = re.compile(r"([A-Z]+)(\d+)")
_TAG = re.compile(rb"""<(?:[^<>"']|"[^"]*"|'[^']*')*>""")
_MOST_COLUMNS = 400  # columns that may hold anything of ours
_CONTENT = frozenset({"v", "f", "is"})


@dataclass
class ScannedCell:
    """A cell element: its column, style and span in bytes. ``filled``: it has a value or a formula."""

    column: int
    style: str
    start: int
    end: int = 0
    filled: bool = False


@dataclass
class ScannedRow:
    """A row element. ``inner`` is where its content ends; None where it is written ``<row …/>``."""

    number: int
    start: int
    inner: int | None = None
    end: int = 0
    cells: dict[int, ScannedCell] = field(default_factory=dict)

    @property
    def filled(self) -> bool:
        """Whether anything stands in the row."""
        return any(cell.filled for cell in self.cells.values())


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

    @property
    def last_filled(self) -> int:
        """The number of the last row in which anything stands."""
        return max((number for number, row in self.rows.items() if row.filled), default=0)


def scan(data: bytes) -> ScannedSheet:
    """Scan a worksheet part. Raises NotUpdated where it is no well-formed UTF-8 XML."""
    scanner = _Scanner(ScannedSheet(data))
    try:
        scanner.parser.Parse(data, True)
    except expat.ExpatError as error:
        raise NotUpdated("một trang của sổ đã hỏng") from error
    if not scanner.sheet.end or b'encoding="utf-16' in data[:100].lower():
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
        elif name in _CONTENT and self._cell is not None:
            self._cell.filled = True

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
        """Where the content of the element that ends here ends (None: it has no end tag), and where the element."""
        opened = _TAG.match(self.sheet.data, start)
        if opened is None:
            raise NotUpdated("một trang của sổ đã hỏng")
        if opened.group().endswith(b"/>"):  # where the parser stands says nothing: it may be the next end tag
            return None, opened.end()
        at = self.parser.CurrentByteIndex
        return at, self.sheet.data.index(b">", at) + 1


def _column(reference: str) -> int:
    """The number of a cell's column (C12 → 3), 0 where there is no reference."""
    found = _REFERENCE.fullmatch(reference)
    number = 0
    for letter in found.group(1) if found else "":
        number = number * 26 + ord(letter) - 64
    return number
