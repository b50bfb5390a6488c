"""Workbooks in the XML of Excel 2003 (SpreadsheetML), often called .xls or .xml."""

import datetime as dt

from msgspec import Struct, field

from aggregator.nouns.document import Document, Value
from aggregator.read.builder import ERROR, UNVALUED, SheetBuilder, document_of, header_lines
from aggregator.read.formats import Format, format_of, month_shown
from aggregator.read.package import UTF16, Element, number, walk

NAMED_FORMATS = {"Percent": "0.00%", "Standard": "#,##0.00", "Short Time": "h:mm", "Long Time": "h:mm"}
NAMED_FORMATS |= dict.fromkeys(("Short Date", "Medium Date", "Long Date", "General Date"), "dd/mm/yyyy")
NOT_CODES = frozenset(
    {"Currency", "Euro Currency", "Fixed", "Standard", "Scientific", "Yes/No", "True/False", "On/Off"}
)
PLAIN = Format("plain")


def read_xml2003(data: bytes) -> Document:
    """Read every worksheet, hidden ones too."""
    styles, sheet, sheets = _Styles(), _Sheet("", _Styles()), []
    xml = data if data.startswith(UTF16) else data.lstrip(b"\xef\xbb\xbf \r\n\t")
    for event, element in walk(xml, "Style", "Worksheet", "Column", "Row", "Header", "Footer", "Visible"):
        if event == "start":
            if element.tag == "Worksheet":
                sheet = _Sheet(element.get("Name", ""), styles)
        elif element.tag == "Style":
            styles.add(element)
        elif element.tag == "Column":
            sheet.take_column(element)
        elif element.tag == "Row":
            sheet.take_row(element)
            element.clear()
        elif element.tag in ("Header", "Footer"):
            sheet.builder.margin(header_lines(element.get("Data", "")))
        elif element.tag == "Visible":
            sheet.builder.hidden = element.text in ("SheetHidden", "SheetVeryHidden")
        else:
            sheets.append(sheet.builder.sheet())
    return document_of("xml2003", sheets)


class _Styles(Struct):
    """The font and the number format of each style, and those that are struck."""

    fonts: dict[str, str] = field(default_factory=dict)
    struck: set[str] = field(default_factory=set)
    formats: dict[str, Format] = field(default_factory=dict)

    def add(self, style: Element) -> None:
        """A style; what it leaves open its parent says."""
        name, parent = style.get("ID", ""), style.get("Parent", "Default")
        if parent in self.fonts:
            self.fonts[name] = self.fonts[parent]
        if parent in self.formats:
            self.formats[name] = self.formats[parent]
        for font in style.iter("Font"):
            self.fonts[name] = font.get("FontName", self.fonts.get(name, ""))
            self.struck |= {name} if font.get("StrikeThrough") == "1" else set()
        for format_ in style.iter("NumberFormat"):
            code = format_.get("Format", "")
            self.formats[name] = format_of(-1, "General" if code in NOT_CODES else NAMED_FORMATS.get(code, code))


class _Sheet:
    def __init__(self, name: str, styles: _Styles) -> None:
        self.builder = SheetBuilder(name)
        self._styles = styles
        self._row = self._declared = 0

    def take_column(self, column: Element) -> None:
        """Columns of one look."""
        first = number(column.get("Index"), self._declared + 1)
        self._declared = first + number(column.get("Span"), 0)
        if column.get("Hidden") == "1":
            self.builder.hidden_columns.append((first, self._declared))

    def take_row(self, row: Element) -> None:
        """A row with its cells."""
        self._row = number(row.get("Index"), self._row + 1)
        if row.get("Hidden") == "1":
            self.builder.hidden_rows.add(self._row)
        column = across = 0
        for cell in row.iterfind("Cell"):
            column = number(cell.get("Index"), column + across + 1)
            across, down = number(cell.get("MergeAcross"), 0), number(cell.get("MergeDown"), 0)
            self.builder.merge(self._row, column, down + 1, across + 1)
            self._cell(cell, column)

    def _cell(self, cell: Element, column: int) -> None:
        for comment in cell.iterfind("Comment"):
            self.builder.comment("".join(comment.itertext()), self._row, column)
        data, style = cell.find("Data"), cell.get("StyleID", "Default")
        kind = "" if data is None else data.get("Type", "String")
        text = "" if data is None else "".join(data.itertext())
        if kind == "Error":
            self.builder.unread(ERROR, self._row, column, text)
        elif text:
            value = _value(kind, text, self._styles.formats.get(style, PLAIN))
            struck = style in self._styles.struck
            self.builder.put(self._row, column, value, self._styles.fonts.get(style, ""), struck)
        elif cell.get("Formula") and kind != "String":
            self.builder.unread(UNVALUED, self._row, column, cell.get("Formula", ""))


def _value(kind: str, text: str, format_: Format) -> Value:
    try:
        if kind == "Number":
            amount = float(text)
            return amount if format_.kind in ("date", "elapsed") else format_.value(amount, False)
        if kind == "DateTime":
            when = dt.datetime.fromisoformat(text)
            date = when.date() if when.time() == dt.time() else when
            return month_shown(date, format_.sections[0]) if format_.kind == "month" else date
    except ValueError:
        return text
    return text == "1" if kind == "Boolean" else format_.text(text)
