"""A close look at an .xlsx sheet: every cell as it shows itself, and all that the values do not show.

It is slower than calamine and never lays the sheet out as a rectangle, so it also reads
the sheets whose cells lie too far apart.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from aggregator.nouns.document import Merge, Value
from aggregator.read.builder import BROKEN, ERROR, UNVALUED, SheetBuilder
from aggregator.read.xlsx_styles import Runs, Styles, Text, unescaped

FRACTION = re.compile(r"\.[0-9]+")  # of a second
RANGE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Za-z]{1,3})\$?([0-9]{1,7}))?\Z")
TRUE = ("1", "true", "on")
BROKEN_STRING = "chuỗi dùng chung số {}"


@lru_cache(maxsize=20_000)
def column_number(letters: str) -> int:
    """The 1-based number of a column: A is 1, XFD is 16384."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def merge_of(reference: str) -> Merge | None:
    """A merged range from ``A1:C2``; None where it is no range of at least two cells."""
    found = RANGE.match(reference)
    if found is None or found[3] is None:
        return None
    columns = sorted((column_number(found[1]), column_number(found[3])))
    rows = sorted((int(found[2]), int(found[4])))
    return Merge(rows[0], columns[0], rows[1], columns[1]) if columns[0] < columns[1] or rows[0] < rows[1] else None


class SheetHandler:
    """Takes the events of one sheet part and puts its cells into the builder."""

    def __init__(self, builder: SheetBuilder, strings: Sequence[Text], styles: Styles, epoch_1904: bool) -> None:
        self._builder, self._strings, self._styles, self._epoch_1904 = builder, strings, styles, epoch_1904
        self._row = self._column = 0
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
            self._builder.hidden_rows.add(self._row)

    def _hidden_columns(self, attributes: Mapping[str, str]) -> None:
        if is_hidden(attributes, "width"):
            first = int(attributes.get("min", "1"))
            self._builder.hidden_columns.append((first, int(attributes.get("max", first))))

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
        if text is None:
            detail = BROKEN_STRING.format("".join(self._value).strip())
            self._builder.unread(BROKEN, self._row, self._column, detail)
        elif self._type == "e":
            self._builder.unread(ERROR, self._row, self._column, text.text or "#VALUE!")
        elif text.text:
            value = self._styles.shown(self._cell_value(text.text), self._style, self._epoch_1904)
            struck = text.struck or self._style in self._styles.struck
            font = self._styles.fonts.get(self._style) or text.font
            self._builder.put(self._row, self._column, value, font, struck)
        elif self._formula is not None and self._type != "str":
            self._builder.unread(UNVALUED, self._row, self._column, "=" + "".join(self._formula))

    def _text(self) -> Text | None:
        """The text of the cell; None where it points to a shared string that is not there."""
        value = "".join(self._value)
        if self._type == "s":
            index = int(value) if value.strip().isdecimal() else -1
            if not value.strip():
                return Text("")
            return self._strings[index] if 0 <= index < len(self._strings) else None
        if self._type == "inlineStr":
            inline = self._runs.finished()
            return inline if inline.text else Text(value)
        return Text(unescaped(value) if self._type == "str" else value)

    def _cell_value(self, text: str) -> Value:
        if self._type in ("s", "str", "inlineStr"):
            return text
        if self._type == "b":
            return text.strip() in TRUE
        if self._type == "d":
            return iso_value(text)
        try:
            return float(text)
        except ValueError:
            return text


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
