"""OpenDocument workbooks (.ods), and the same as one flat file of XML (.fods).

calamine shows neither merged ranges nor hidden rows, errors and fonts here, and lays repeated
cells out one by one, so the content is walked anyway; the cells are taken on the way.
"""

import datetime as dt
import re
from collections.abc import Iterator

from msgspec import Struct

from aggregator.nouns.document import Document, Value, is_blank
from aggregator.read.builder import ERROR, SheetBuilder, document_of
from aggregator.read.formats import SIGNS, Format, month_shown
from aggregator.read.limits import check_cells
from aggregator.read.odt import CONTENT, STYLES, Styles, count_of, odf_package, text_of
from aggregator.read.package import NO_XML, SMALL_PICTURE, Element, tree, walk
from aggregator.vietnamese.fold import regex

CELLS = ("table-cell", "covered-table-cell")
NOT_SHOWN = ("collapse", "filter")
# What hangs on a cell without being its content: comments and drawings.
ASIDE = frozenset({"annotation", "frame", "shapes", "custom-shape", "object", "control", "g", "line", "rect"})
ERROR_SHOWN = regex(r"#[A-Z/0]+[!?A]|Err:[0-9]+")
DURATION = regex(r"(-?)P(?:([0-9]+)D)?T?(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9.,]+)S)?")
STYLE_PARTS = ("font-face-decls", "styles", "automatic-styles", "master-styles")
TABLE_PARTS = ("table", "table-column", "table-row-group", "table-row", "shapes")
TRUTHS = ("TRUE", "FALSE")  # a formula without the type of one
MIDNIGHT = dt.datetime(1900, 1, 1)  # noqa: DTZ001  (a cell has no zone)


def read_ods(data: bytes) -> Document:
    """Read every sheet, hidden ones too."""
    package, styles = odf_package(data), Styles()
    styles.add(tree(package.part(STYLES) or NO_XML))
    return _document("ods", package.part(CONTENT), styles, package.has_pictures())


def read_fods(data: bytes) -> Document:
    """Read every sheet of a flat file."""
    pictures = b"<office:binary-data" in data and len(data) > SMALL_PICTURE
    return _document("flat ods", data.lstrip(b"\xef\xbb\xbf \r\n\t"), Styles(), pictures)


def _document(kind: str, xml: bytes, styles: Styles, pictures: bool) -> Document:
    """Walk the content: styles first, then table after table, row by row; a table in a cell is not entered."""
    table, depth, builders = _Table(Element(""), styles), 0, list[SheetBuilder]()
    for event, element in walk(xml, *STYLE_PARTS, *TABLE_PARTS):
        if element.tag == "table":
            depth += 1 if event == "start" else -1
            if event == "start" and depth == 1:
                table = _Table(element, styles)
            elif event == "end" and depth == 0:
                builders.append(table.builder)
        elif depth == 1:
            table.take(event, element)
        elif depth == 0 and event == "end":
            styles.add(element)
    for builder in builders:
        builder.margin(styles.margins)
    return document_of(kind, [builder.sheet() for builder in builders], pictures)


class _Cell(Struct, frozen=True):
    """The style of a cell, its value, and what it shows where its formula failed."""

    style: str
    value: Value
    error: str | None = None


class _Table:
    """Takes the parts of one table; repeated rows are kept only where they have content."""

    def __init__(self, table: Element, styles: Styles) -> None:
        self.builder = SheetBuilder(table.get("name", ""), styles.is_hidden(table.get("style-name", "")))
        self._styles = styles
        self._column_styles: list[tuple[int, int, str]] = []  # first, last, cell style
        self._row = self._declared = 0
        self._groups: list[bool] = []  # whether those that are open are hidden

    def take(self, event: str, element: Element) -> None:
        """A column, a row, a group of rows or the shapes over the cells, at the ``start`` or at the ``end``."""
        if element.tag == "table-row-group":
            if event == "start":
                self._groups.append(element.get("display") == "false")
            else:
                self._groups.pop()
        elif event == "start" and element.tag == "table-column":
            first = self._declared + 1
            self._declared += count_of(element, "number-columns-repeated")
            self._column_styles.append((first, self._declared, element.get("default-cell-style-name", "")))
            if element.get("visibility") in NOT_SHOWN:
                self.builder.hidden_columns.append((first, self._declared))
        elif event == "end" and element.tag == "shapes":
            self.builder.margin(map(text_of, element.iter("p")))
        elif event == "end" and element.tag == "table-row":
            self._take_row(element)
            element.clear()

    def _take_row(self, row: Element) -> None:
        top, self._row, last = self._row + 1, self._row + count_of(row, "number-rows-repeated"), 0
        cells: dict[int, _Cell] = {}
        for element in row:
            if element.tag in CELLS:
                first, last = last + 1, last + count_of(element, "number-columns-repeated")
                self._hangs(element, top, first)
                cell = self._cell(element, row, first)
                if cell.error is not None or cell.value is not None:
                    check_cells((last - first + 1) * (self._row - top + 1))
                    cells.update(dict.fromkeys(range(first, last + 1), cell))
        if all(cell.error is None and is_blank(cell.value) for cell in cells.values()):
            return
        for number in range(top, self._row + 1):
            if row.get("visibility") in NOT_SHOWN or any(self._groups):
                self.builder.hidden_rows.add(number)
            for column, cell in cells.items():
                if cell.error is not None:
                    self.builder.unread(ERROR, number, column, cell.error)
                else:
                    self.builder.put(number, column, cell.value, *self._styles.look(cell.style))

    def _hangs(self, cell: Element, row: int, column: int) -> None:
        """Note how far a cell reaches, and the comments and drawings that hang on it."""
        height, width = count_of(cell, "number-rows-spanned"), count_of(cell, "number-columns-spanned")
        self.builder.merge(row, column, height, width)
        for part in parts_of(cell):
            if part.tag == "annotation":
                self.builder.comment("\n".join(map(text_of, part.iter("p"))), row, column)
            elif part.tag != "p":
                self.builder.margin(map(text_of, part.iter("p")))

    def _cell(self, cell: Element, row: Element, column: int) -> _Cell:
        declared = (style for start, end, style in self._column_styles if start <= column <= end)
        style = cell.get("style-name") or row.get("default-cell-style-name") or next(declared, "")
        shown = "\n".join(text_of(part) for part in parts_of(cell) if part.tag == "p")
        failed = "formula" in cell.keys() and ERROR_SHOWN.fullmatch(shown)  # noqa: SIM118 - an element is no dict
        if failed or cell.get("value-type") == "error":  # LibreOffice says so, others only show it
            return _Cell(style, None, shown)
        return _Cell(style, cell_value(cell, shown, self._styles.format(style)))


def parts_of(cell: Element) -> Iterator[Element]:
    """The paragraphs of a cell, and the comments and drawings that hang on it."""
    for child in cell:
        if child.tag == "p" or child.tag in ASIDE:
            yield child
        if len(child) and child.tag not in ASIDE and child.tag != "table":
            yield from parts_of(child)


def cell_value(cell: Element, shown: str, format_: Format | None) -> Value:
    """The value of a cell as the sheet shows it, which has this text; None where it is empty."""
    kind = cell.get("value-type", "")
    try:
        if kind in ("float", "percentage", "currency"):
            return _number(cell, kind, shown)
        if kind == "boolean":
            return cell.get("boolean-value") == "true"
        if kind == "date":
            when = date_value(cell.get("date-value", ""))
            return month_shown(when, format_.sections[0]) if format_ and format_.kind == "month" else when
        if kind == "time":
            return time_value(cell.get("time-value", ""))
    except ValueError:
        return shown or None
    return shown or cell.get("string-value") or None


def _number(cell: Element, kind: str, shown: str) -> Value:
    if shown in TRUTHS:
        return shown == TRUTHS[0]
    if kind == "percentage" and shown:
        return shown.replace(".", ",")
    return shown if shows_words(shown) else float(cell.get("value", ""))


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
