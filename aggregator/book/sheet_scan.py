"""Where rows and cells stand in the bytes of a sheet, so that rows can be added and nothing else touched."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from xml.parsers import expat

from aggregator.book.workbook_parts import NotUpdated

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
