"""OpenDocument workbooks (.ods), and the same as one flat file of XML (.fods).

calamine shows neither merged ranges nor hidden rows, errors and fonts here, and lays repeated
cells out one by one, so the content is walked anyway; the cells are taken on the way.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from aggregator.nouns.document import Document, Merge, Value
from aggregator.nouns.finding import Unreadable
from aggregator.read.builder import ERROR, SMALL_PICTURE, SheetBuilder, comment_notice, has_letters, has_pictures
from aggregator.read.formats import SIGNS, Format, month_shown
from aggregator.read.limits import NO_SHEETS, PICTURE, check_cells
from aggregator.read.odt import CONTENT, MOST_SPACES, STYLES, Styles, count_of, odf_package
from aggregator.read.package import parse

CELLS = ("table-cell", "covered-table-cell")
NOT_SHOWN = ("collapse", "filter")
# What hangs on a cell without being its content: comments and drawings.
ASIDE = frozenset({"annotation", "frame", "shapes", "custom-shape", "object", "control", "g", "line", "rect"})
ERROR_SHOWN = re.compile(r"#[A-Z/0]+[!?A]|Err:[0-9]+")
DURATION = re.compile(r"(-?)P(?:([0-9]+)D)?T?(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9.,]+)S)?")
TRUTHS = ("TRUE", "FALSE")  # a formula without the type of one
MIDNIGHT = dt.datetime(1900, 1, 1)  # noqa: DTZ001  (a cell has no zone)


def read_ods(data: bytes) -> Document:
    """Read every sheet, hidden ones too."""
    package = odf_package(data)
    styles = Styles()
    if STYLES in package:
        parse(package.part(STYLES), styles)
    return _document("ods", package.part(CONTENT), styles, has_pictures(package))


def read_fods(data: bytes) -> Document:
    """Read every sheet of a flat file."""
    pictures = b"<office:binary-data" in data and len(data) > SMALL_PICTURE
    return _document("flat ods", data.lstrip(b"\xef\xbb\xbf \r\n\t"), Styles(), pictures)


def _document(kind: str, xml: bytes, styles: Styles, pictures: bool) -> Document:
    handler = _Content(styles)
    parse(xml, handler)
    if not handler.builders:
        raise Unreadable(NO_SHEETS)
    for builder in handler.builders:
        builder.margins += styles.margins
    sheets = tuple(builder.sheet() for builder in handler.builders)
    if pictures and not any(sheet.rows for sheet in sheets):
        raise Unreadable(PICTURE)
    return Document(kind, sheets)


class _Content:
    """Takes the events of the content part: styles first, then table after table."""

    def __init__(self, styles: Styles) -> None:
        self.builders: list[SheetBuilder] = []
        self._styles = styles
        self._table: _Table | None = None
        self._depth = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "table":
            self._depth += 1
            if self._depth == 1:
                self._table = _Table(attributes, self._styles)
        elif self._table is None:
            self._styles.start(name, attributes)
        elif self._depth == 1:
            self._table.start(name, attributes)

    def end(self, name: str) -> None:
        if name == "table":
            self._depth -= 1
            if self._depth == 0 and self._table is not None:
                self.builders.append(self._table.builder)
                self._table = None
        elif self._table is None:
            self._styles.end(name)
        elif self._depth == 1:
            self._table.end(name)

    def text(self, text: str) -> None:
        if self._table is None:
            self._styles.text(text)
        elif self._depth == 1:
            self._table.text(text)


class _Table:
    """Takes the events inside one table; repeated rows are kept only where they have content."""

    def __init__(self, attributes: Mapping[str, str], styles: Styles) -> None:
        self.builder = SheetBuilder(attributes.get("name", ""), styles.is_hidden(attributes.get("style-name", "")))
        self._styles = styles
        self._column_styles: list[tuple[int, int, str]] = []  # first, last, cell style
        self._row = self._column = self._declared = 0
        self._repeated = 1
        self._groups: list[bool] = []
        self._cells: dict[int, _Cell] = {}
        self._cell: _Cell | None = None
        self._box = ""  # the line of a text box over the cells

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if self._cell is not None:
            self._cell.start(name, attributes)
        elif name in CELLS:
            self._cell = _Cell(attributes)
        elif name == "table-row":
            self._start_row(attributes)
        elif name == "table-row-group":
            self._groups.append(attributes.get("display") == "false")
        elif name == "table-column":
            self._declare_column(attributes)
        elif name == "p":
            self._box = ""

    def end(self, name: str) -> None:
        """An element ends."""
        if name in CELLS and self._cell is not None:
            self._end_cell(self._cell)
            self._cell = None
        elif self._cell is not None:
            self._cell.end(name)
        elif name == "table-row":
            self._end_row()
        elif name == "table-row-group":
            self._groups.pop()
        elif name == "p":
            self.builder.margins += filter(has_letters, [self._box])

    def text(self, text: str) -> None:
        """Characters."""
        if self._cell is not None:
            self._cell.text(text)
        else:
            self._box += text

    def _declare_column(self, attributes: Mapping[str, str]) -> None:
        first = self._declared + 1
        self._declared += count_of(attributes, "number-columns-repeated")
        self._column_styles.append((first, self._declared, attributes.get("default-cell-style-name", "")))
        if attributes.get("visibility") in NOT_SHOWN:
            self.builder.hidden_columns.append((first, self._declared))

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        self._repeated = count_of(attributes, "number-rows-repeated")
        self._row_style = attributes.get("default-cell-style-name", "")
        self._row_hidden = attributes.get("visibility") in NOT_SHOWN or any(self._groups)
        self._column = 0
        self._cells = {}

    def _end_cell(self, cell: _Cell) -> None:
        first, self._column = self._column + 1, self._column + cell.repeated
        self.builder.margins += filter(has_letters, cell.boxes)
        self.builder.notices += comment_notice("\n".join(cell.comment), self._row + 1, first)
        if cell.width > 1 or cell.height > 1:
            top = self._row + 1
            self.builder.merges.append(Merge(top, first, top + cell.height - 1, first + cell.width - 1))
        declared = (style for start, last, style in self._column_styles if start <= first <= last)
        cell.style = cell.style or self._row_style or next(declared, "")
        cell.format = self._styles.format(cell.style)
        if cell.is_error or cell.value is not None:
            check_cells(cell.repeated * self._repeated)
            self._cells.update(dict.fromkeys(range(first, self._column + 1), cell))

    def _end_row(self) -> None:
        top, self._row = self._row, self._row + self._repeated
        if not any(cell.is_error or not cell.is_blank for cell in self._cells.values()):
            return
        for row in range(top + 1, self._row + 1):
            if self._row_hidden:
                self.builder.hidden_rows.add(row)
            for column, cell in self._cells.items():
                if cell.is_error:
                    self.builder.unread(ERROR, row, column, cell.shown)
                else:
                    self.builder.put(row, column, cell.value, *self._styles.look(cell.style))


class _Cell:
    """Takes the events inside one cell: its value from the attributes, its text from the paragraphs."""

    def __init__(self, attributes: Mapping[str, str]) -> None:
        self.style = attributes.get("style-name", "")
        self.format: Format | None = None
        self.repeated = count_of(attributes, "number-columns-repeated")
        self.width = count_of(attributes, "number-columns-spanned")
        self.height = count_of(attributes, "number-rows-spanned")
        self.boxes: list[str] = []  # lines of the text boxes that hang on the cell
        self.comment: list[str] = []  # lines of the comment on it
        self._in_comment = False
        self._attributes = attributes
        self._kind = attributes.get("value-type", "")
        self._paragraphs: list[str] = []
        self._aside: list[str] = []
        self._inside = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element inside the cell begins."""
        if name in ASIDE:
            self._aside.append(name)
        elif self._aside:
            if name == "p":
                self._in_comment = "annotation" in self._aside
                (self.comment if self._in_comment else self.boxes).append("")
        elif name == "p":
            self._paragraphs.append("")
            self._inside += 1
        elif name == "s":
            self.text(" " * min(count_of(attributes, "c"), MOST_SPACES))
        elif name in ("tab", "line-break"):
            self.text("\t" if name == "tab" else "\n")

    def end(self, name: str) -> None:
        """An element inside the cell ends."""
        if name in ASIDE:
            self._aside.pop()
        elif name == "p" and not self._aside:
            self._inside -= 1
        elif name == "p":
            self._in_comment = False

    def text(self, text: str) -> None:
        """Characters inside the cell."""
        if self._in_comment:
            self.comment[-1] += text
        elif self._aside:
            if self.boxes and "annotation" not in self._aside:
                self.boxes[-1] += text
        elif self._inside:
            self._paragraphs[-1] += text

    @property
    def shown(self) -> str:
        """The text as the sheet shows it."""
        return "\n".join(self._paragraphs)

    @property
    def is_error(self) -> bool:
        """Whether a formula failed: LibreOffice says so, others only show it."""
        failed = "formula" in self._attributes and ERROR_SHOWN.fullmatch(self.shown) is not None
        return self._kind == "error" or failed

    @property
    def is_blank(self) -> bool:
        """Whether the cell shows nothing but blanks."""
        return self.value is None or (isinstance(self.value, str) and not self.value.strip())

    @property
    def value(self) -> Value:
        """The value as the sheet shows it; None for an error and for an empty cell."""
        if self.is_error:
            return None
        try:
            return self._typed()
        except ValueError:
            return self.shown or None

    def _typed(self) -> Value:
        if self._kind in ("float", "percentage", "currency"):
            return self._number()
        if self._kind == "boolean":
            return self._attributes.get("boolean-value") == "true"
        if self._kind == "date":
            when = date_value(self._attributes.get("date-value", ""))
            is_month = self.format is not None and self.format.kind == "month"
            return month_shown(when, self.format.sections[0]) if is_month and self.format is not None else when
        if self._kind == "time":
            return time_value(self._attributes.get("time-value", ""))
        return self.shown or self._attributes.get("string-value") or None

    def _number(self) -> Value:
        if self.shown in TRUTHS:
            return self.shown == TRUTHS[0]
        if self._kind == "percentage" and self.shown:
            return self.shown.replace(".", ",")
        return self.shown if shows_words(self.shown) else float(self._attributes.get("value", ""))


def shows_words(shown: str) -> bool:
    """Whether a number is shown with words, a sign of percent or money, or zeros before it."""
    words = any((c.isalpha() and c not in "eE") or c in SIGNS for c in shown)
    return words or (shown.isdecimal() and len(shown) > 1 and shown.startswith("0"))


def date_value(text: str) -> dt.date | dt.datetime:
    """A date, or a moment where a time of day is given."""
    if "T" not in text:
        return dt.date.fromisoformat(text)
    return dt.datetime.fromisoformat(re.sub(r"([.,][0-9]+)?Z?$", "", text))


def time_value(text: str) -> dt.time | dt.timedelta:
    """A time of day, or a length of time of a day and more."""
    found = DURATION.fullmatch(text)
    if found is None:
        raise ValueError(text)
    sign, days, hours, minutes, seconds = found.groups("0")
    length = dt.timedelta(
        days=int(days), hours=int(hours), minutes=int(minutes), seconds=float(seconds.replace(",", "."))
    )
    if sign == "-" or length >= dt.timedelta(days=1):
        return -length if sign == "-" else length
    return (MIDNIGHT + length).time()
