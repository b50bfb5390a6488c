"""Workbooks in the XML of Excel 2003 (SpreadsheetML), often called .xls or .xml."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from aggregator.errors import Unreadable
from aggregator.model import Document, Merge, Sheet
from aggregator.read.grid import sparse_rows
from aggregator.read.limits import NO_SHEETS, check_cells
from aggregator.read.markup import parse
from aggregator.read.seen import Seen, is_old_font, make_sheet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aggregator.model import Value
    from aggregator.read.grid import Cells


def read_xml2003(data: bytes) -> Document:
    """Read every worksheet, hidden ones too."""
    handler = _Workbook()
    parse(
        data.lstrip(b"\xef\xbb\xbf \r\n\t") if not data.startswith((b"\xff\xfe", b"\xfe\xff")) else data,
        handler,
    )
    if not handler.sheets:
        raise Unreadable(NO_SHEETS)
    return Document("xml2003", tuple(handler.sheets))


class _Workbook:
    """Takes the events of the whole file and gathers sheet after sheet."""

    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self._fonts: dict[str, str] = {}
        self._struck: set[str] = set()
        self._style = ""
        self._count = 0
        self._start_sheet("")

    def _start_sheet(self, name: str) -> None:
        self._name, self._hidden = name, False
        self._cells: Cells = {}
        self._merges: list[Merge] = []
        self._seen = Seen()
        self._row = self._column = self._table_column = self._across = 0
        self._type, self._formula = "", ""
        self._data: list[str] | None = None
        self._visible: list[str] | None = None
        self._comment = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        begin = {
            "Style": self._begin_style,
            "Font": self._font,
            "Worksheet": lambda a: self._start_sheet(a.get("Name", "")),
            "Column": self._begin_column,
            "Row": self._begin_row,
            "Cell": self._begin_cell,
            "Data": self._begin_data,
        }.get(name)
        if begin is not None:
            begin(attributes)
        elif name == "Comment":
            self._comment = True
        elif name == "Visible":
            self._visible = []

    def end(self, name: str) -> None:
        """An element ends."""
        if name == "Data" and not self._comment:
            self._end_data()
        elif name == "Cell":
            self._end_cell()
        elif name == "Comment":
            self._comment = False
        elif name == "Visible":
            self._hidden = "".join(self._visible or ()) in ("SheetHidden", "SheetVeryHidden")
            self._visible = None
        elif name == "Worksheet":
            rows = sparse_rows(self._cells)
            self.sheets.append(make_sheet(self._name, rows, self._merges, self._hidden, self._seen))

    def text(self, text: str) -> None:
        """Characters."""
        if self._visible is not None:
            self._visible.append(text)
        elif self._data is not None and not self._comment:
            self._data.append(text)

    def _begin_style(self, attributes: Mapping[str, str]) -> None:
        self._style, parent = attributes.get("ID", ""), attributes.get("Parent", "Default")
        if parent in self._fonts:
            self._fonts[self._style] = self._fonts[parent]

    def _font(self, attributes: Mapping[str, str]) -> None:
        if "FontName" in attributes:
            self._fonts[self._style] = attributes["FontName"]
        if attributes.get("StrikeThrough") == "1":
            self._struck.add(self._style)

    def _begin_column(self, attributes: Mapping[str, str]) -> None:
        first = _number(attributes, "Index", self._table_column + 1)
        self._table_column = first + _number(attributes, "Span", 0)
        if attributes.get("Hidden") == "1":
            self._seen.hidden_columns.append((first, self._table_column))

    def _begin_row(self, attributes: Mapping[str, str]) -> None:
        self._row = _number(attributes, "Index", self._row + 1)
        self._column = self._across = 0
        if attributes.get("Hidden") == "1":
            self._seen.hidden_rows.add(self._row)

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        self._column = _number(attributes, "Index", self._column + self._across + 1)
        self._across = _number(attributes, "MergeAcross", 0)
        self._formula = attributes.get("Formula", "")
        self._cell_style = attributes.get("StyleID", "Default")
        self._filled = False
        down = _number(attributes, "MergeDown", 0)
        if self._across or down:
            self._merges.append(Merge(self._row, self._column, self._row + down, self._column + self._across))

    def _begin_data(self, attributes: Mapping[str, str]) -> None:
        if not self._comment:
            self._type, self._data = attributes.get("Type", "String"), []

    def _end_data(self) -> None:
        text, self._data = "".join(self._data or ()), None
        place = (self._row, self._column)
        if self._type == "Error":
            self._filled = True
            self._seen.errors[place] = text
        elif text:
            self._filled = True
            self._keep(place, _value(self._type, text))

    def _keep(self, place: tuple[int, int], value: Value) -> None:
        self._count += 1
        check_cells(self._count)
        self._cells.setdefault(place[0], {})[place[1]] = value
        font = self._fonts.get(self._cell_style, "")
        if is_old_font(font):
            self._seen.fonts[place] = font
        if self._cell_style in self._struck:
            self._seen.struck.add(place)

    def _end_cell(self) -> None:
        if self._formula and not self._filled and self._type != "String":
            self._seen.unvalued[self._row, self._column] = self._formula
        self._type = ""


def _number(attributes: Mapping[str, str], name: str, otherwise: int) -> int:
    value = attributes.get(name, "")
    return int(value) if value.isdecimal() else otherwise


def _value(kind: str, text: str) -> Value:
    try:
        if kind == "Number":
            return float(text)
        if kind == "DateTime":
            return _date(dt.datetime.fromisoformat(text))
    except ValueError:
        return text
    return text == "1" if kind == "Boolean" else text


def _date(when: dt.datetime) -> dt.datetime | dt.date:
    return when.date() if when.time() == dt.time() else when
