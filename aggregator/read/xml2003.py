"""Workbooks in the XML of Excel 2003 (SpreadsheetML), often called .xls or .xml."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from aggregator.nouns.document import Document, Merge, Value
from aggregator.nouns.finding import Unreadable
from aggregator.read.builder import ERROR, UNVALUED, SheetBuilder, comment_notice, header_lines
from aggregator.read.formats import Format, format_of, month_shown
from aggregator.read.limits import NO_SHEETS
from aggregator.read.package import UTF16, parse

NAMED_FORMATS = {
    "Percent": "0.00%",
    "Standard": "#,##0.00",
    "Short Time": "h:mm",
    "Long Time": "h:mm",
} | dict.fromkeys(("Short Date", "Medium Date", "Long Date", "General Date"), "dd/mm/yyyy")
NOT_CODES = frozenset(
    {"Currency", "Euro Currency", "Fixed", "Standard", "Scientific", "Yes/No", "True/False", "On/Off"}
)
PLAIN = Format("plain")


def read_xml2003(data: bytes) -> Document:
    """Read every worksheet, hidden ones too."""
    handler = _Workbook()
    parse(data if data.startswith(UTF16) else data.lstrip(b"\xef\xbb\xbf \r\n\t"), handler)
    if not handler.builders:
        raise Unreadable(NO_SHEETS)
    return Document("xml2003", tuple(builder.sheet() for builder in handler.builders))


class _Workbook:
    """Takes the events of the whole file and gathers sheet after sheet."""

    def __init__(self) -> None:
        self.builders: list[SheetBuilder] = []
        self._builder = SheetBuilder()
        self._fonts: dict[str, str] = {}
        self._struck: set[str] = set()
        self._formats: dict[str, Format] = {}
        self._style = ""
        self._type, self._formula = "", ""
        self._data: list[str] | None = None
        self._visible: list[str] | None = None
        self._comment: list[str] | None = None

    def _start_sheet(self, name: str) -> None:
        self._builder = SheetBuilder(name)
        self._row = self._column = self._table_column = self._across = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        begin = {
            "Style": self._begin_style,
            "Font": self._font,
            "NumberFormat": self._format,
            "Header": self._margin,
            "Footer": self._margin,
            "Worksheet": lambda a: self._start_sheet(a.get("Name", "")),
            "Column": self._begin_column,
            "Row": self._begin_row,
            "Cell": self._begin_cell,
            "Data": self._begin_data,
        }.get(name)
        if begin is not None:
            begin(attributes)
        elif name == "Comment":
            self._comment = []
        elif name == "Visible":
            self._visible = []

    def end(self, name: str) -> None:
        """An element ends."""
        if name == "Data" and self._comment is None:
            self._end_data()
        elif name == "Cell":
            self._end_cell()
        elif name == "Comment":
            said = "".join(self._comment or ())
            self._builder.notices += comment_notice(said, self._row, self._column)
            self._comment = None
        elif name == "Visible":
            self._builder.hidden = "".join(self._visible or ()) in ("SheetHidden", "SheetVeryHidden")
            self._visible = None
        elif name == "Worksheet":
            self.builders.append(self._builder)

    def text(self, text: str) -> None:
        """Characters."""
        if self._visible is not None:
            self._visible.append(text)
        elif self._comment is not None:
            self._comment.append(text)
        elif self._data is not None:
            self._data.append(text)

    def _begin_style(self, attributes: Mapping[str, str]) -> None:
        self._style, parent = attributes.get("ID", ""), attributes.get("Parent", "Default")
        if parent in self._fonts:
            self._fonts[self._style] = self._fonts[parent]
        if parent in self._formats:
            self._formats[self._style] = self._formats[parent]

    def _font(self, attributes: Mapping[str, str]) -> None:
        if "FontName" in attributes:
            self._fonts[self._style] = attributes["FontName"]
        if attributes.get("StrikeThrough") == "1":
            self._struck.add(self._style)

    def _format(self, attributes: Mapping[str, str]) -> None:
        code = attributes.get("Format", "")
        code = "General" if code in NOT_CODES else NAMED_FORMATS.get(code, code)
        self._formats[self._style] = format_of(-1, code)

    def _margin(self, attributes: Mapping[str, str]) -> None:
        self._builder.margins += header_lines(attributes.get("Data", ""))

    def _begin_column(self, attributes: Mapping[str, str]) -> None:
        first = _number(attributes, "Index", self._table_column + 1)
        self._table_column = first + _number(attributes, "Span", 0)
        if attributes.get("Hidden") == "1":
            self._builder.hidden_columns.append((first, self._table_column))

    def _begin_row(self, attributes: Mapping[str, str]) -> None:
        self._row = _number(attributes, "Index", self._row + 1)
        self._column = self._across = 0
        if attributes.get("Hidden") == "1":
            self._builder.hidden_rows.add(self._row)

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        self._column = _number(attributes, "Index", self._column + self._across + 1)
        self._across = _number(attributes, "MergeAcross", 0)
        self._formula = attributes.get("Formula", "")
        self._cell_style = attributes.get("StyleID", "Default")
        self._filled = False
        down = _number(attributes, "MergeDown", 0)
        if self._across or down:
            self._builder.merges.append(
                Merge(self._row, self._column, self._row + down, self._column + self._across)
            )

    def _begin_data(self, attributes: Mapping[str, str]) -> None:
        if self._comment is None:
            self._type, self._data = attributes.get("Type", "String"), []

    def _end_data(self) -> None:
        text, self._data = "".join(self._data or ()), None
        self._filled = self._filled or bool(text) or self._type == "Error"
        if self._type == "Error":
            self._builder.unread(ERROR, self._row, self._column, text)
        elif text:
            style = self._cell_style
            value = _value(self._type, text, self._formats.get(style, PLAIN))
            font, struck = self._fonts.get(style, ""), style in self._struck
            self._builder.put(self._row, self._column, value, font, struck)

    def _end_cell(self) -> None:
        if self._formula and not self._filled and self._type != "String":
            self._builder.unread(UNVALUED, self._row, self._column, self._formula)
        self._type = ""


def _number(attributes: Mapping[str, str], name: str, otherwise: int) -> int:
    value = attributes.get(name, "")
    return int(value) if value.isdecimal() else otherwise


def _value(kind: str, text: str, format_: Format) -> Value:
    try:
        if kind == "Number":
            number = float(text)
            return number if format_.kind in ("date", "elapsed") else format_.value(number, False)
        if kind == "DateTime":
            when = dt.datetime.fromisoformat(text)
            date = when.date() if when.time() == dt.time() else when
            return month_shown(date, format_.sections[0]) if format_.kind == "month" else date
    except ValueError:
        return text
    return text == "1" if kind == "Boolean" else format_.text(text)
