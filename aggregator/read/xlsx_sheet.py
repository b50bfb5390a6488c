"""A close look at an .xlsx sheet: every cell with its value, and all that the values do not show.

It is slower than calamine and never lays the sheet out as a rectangle, so it also reads
the sheets whose cells lie too far apart.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from aggregator.read.limits import check_cells
from aggregator.read.markup import parse
from aggregator.read.references import RANGE, column_number
from aggregator.read.seen import Seen
from aggregator.read.serials import moment
from aggregator.read.xlsx_book import TRUE
from aggregator.read.xlsx_strings import Runs, Text, unescaped

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aggregator.model import Value
    from aggregator.read.grid import Cells
    from aggregator.read.xlsx_styles import Styles


FRACTION = re.compile(r"\.[0-9]+")  # of a second


class SheetHandler:
    """Takes the events of one sheet part and fills ``cells`` and ``seen``."""

    def __init__(self, strings: Sequence[Text], styles: Styles, epoch_1904: bool) -> None:
        self.cells: Cells = {}
        self.seen = Seen()
        self._strings, self._styles, self._epoch_1904 = strings, styles, epoch_1904
        self._row = self._column = self._count = 0
        self._in_cell = self._inline = False
        self._type, self._style = "n", 0
        self._runs = Runs()
        self._value: list[str] = []
        self._formula: list[str] | None = None
        self._taking: list[str] | None = None

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if name == "c":
            self._start_cell(attributes)
        elif self._inline:
            self._runs.start(name, attributes)
        elif name == "row":
            self._start_row(attributes)
        elif name == "col":
            self._hidden_columns(attributes)
        elif self._in_cell:
            self._start_content(name)

    def end(self, name: str) -> None:
        """An element ends."""
        if name == "c":
            self._end_cell()
        elif name == "is":
            self._inline = False
        elif self._inline:
            self._runs.end(name)
        else:
            self._taking = None

    def text(self, text: str) -> None:
        """Characters."""
        if self._taking is not None:
            self._taking.append(text)
        elif self._inline:
            self._runs.text(text)

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        number = attributes.get("r", "")
        self._row = int(number) if number.isdecimal() else self._row + 1
        self._column = 0
        if is_hidden(attributes, "ht"):
            self.seen.hidden_rows.add(self._row)

    def _hidden_columns(self, attributes: Mapping[str, str]) -> None:
        if is_hidden(attributes, "width"):
            first = int(attributes.get("min", "1"))
            self.seen.hidden_columns.append((first, int(attributes.get("max", first))))

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        place = RANGE.match(attributes.get("r", ""))
        if place is None:
            self._column += 1
        else:
            self._row, self._column = int(place[2]), column_number(place[1])
        self._type = attributes.get("t", "n")
        self._style = int(attributes.get("s") or 0)
        self._value, self._formula = [], None
        self._in_cell = True
        self._runs.clear()

    def _start_content(self, name: str) -> None:
        if name == "v":
            self._taking = self._value
        elif name == "f":
            self._taking = self._formula = []
        elif name == "is":
            self._inline = True

    def _end_cell(self) -> None:
        self._in_cell = self._inline = False
        text = self._text()
        place = (self._row, self._column)
        if self._type == "e":
            self.seen.errors[place] = text.text or "#VALUE!"
        elif not text.text:
            if self._formula is not None and self._type != "str":
                self.seen.unvalued[place] = "=" + "".join(self._formula)
        else:
            self._keep(text)

    def _text(self) -> Text:
        value = "".join(self._value)
        if self._type == "s":
            index = int(value) if value.strip().isdecimal() else -1
            return self._strings[index] if 0 <= index < len(self._strings) else Text("")
        if self._type == "inlineStr":
            inline = self._runs.finished()
            return inline if inline.text else Text(value)
        return Text(unescaped(value) if self._type == "str" else value)

    def _keep(self, text: Text) -> None:
        self._count += 1
        check_cells(self._count)
        self.cells.setdefault(self._row, {})[self._column] = self._cell_value(text.text)
        font = self._styles.fonts.get(self._style) or text.font
        if font:
            self.seen.fonts[self._row, self._column] = font
        if text.struck or self._style in self._styles.struck:
            self.seen.struck.add((self._row, self._column))

    def _cell_value(self, text: str) -> Value:
        if self._type in ("s", "str", "inlineStr"):
            return text
        if self._type == "b":
            return text.strip() in TRUE
        if self._type == "d":
            return iso_value(text)
        return self._number(text)

    def _number(self, text: str) -> Value:
        try:
            number = float(text)
        except ValueError:
            return text
        if self._style in self._styles.dates:
            return moment(number, self._epoch_1904, self._style in self._styles.elapsed)
        return number


def is_hidden(attributes: Mapping[str, str], size: str) -> bool:
    """Whether a row or a group of columns is not shown: hidden, or of no height or width."""
    return attributes.get("hidden") in TRUE or attributes.get(size, "1").strip("0.") == ""


def iso_value(text: str) -> Value:
    """A date or a time of day written as ISO 8601; the text itself where it is none."""
    for kind in (dt.date, dt.time, dt.datetime):
        try:
            return kind.fromisoformat(FRACTION.sub("", text))
        except ValueError:
            continue
    return text


def look_closely(xml: bytes, strings: Sequence[Text], styles: Styles, epoch_1904: bool) -> tuple[Cells, Seen]:
    """All cells of a sheet part, and what their values do not show."""
    handler = SheetHandler(strings, styles, epoch_1904)
    parse(xml, handler)
    return handler.cells, handler.seen
