"""One cell of an .ods: its value from the attributes, its text from the paragraphs."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aggregator.model import Value

# What hangs on a cell without being its content: comments and drawings.
ASIDE = frozenset({"annotation", "frame", "shapes", "custom-shape", "object", "control", "g", "line", "rect"})
ERROR = re.compile(r"#[A-Z/0]+[!?A]|Err:[0-9]+")
DURATION = re.compile(r"(-?)P(?:([0-9]+)D)?T?(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9.,]+)S)?")
MOST_SPACES = 1000
MIDNIGHT = dt.datetime(1900, 1, 1)  # noqa: DTZ001  (a cell has no zone)


class Cell:
    """Takes the events inside one cell."""

    def __init__(self, attributes: Mapping[str, str]) -> None:
        self.style = attributes.get("style-name", "")
        self.repeated = _count(attributes, "number-columns-repeated")
        self.width = _count(attributes, "number-columns-spanned")
        self.height = _count(attributes, "number-rows-spanned")
        self._attributes = attributes
        self._kind = attributes.get("value-type", "")
        self._paragraphs: list[str] = []
        self._aside = self._inside = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element inside the cell begins."""
        if name in ASIDE:
            self._aside += 1
        elif self._aside:
            return
        elif name == "p":
            self._paragraphs.append("")
            self._inside += 1
        elif name == "s":
            self.text(" " * min(_count(attributes, "c"), MOST_SPACES))
        elif name in ("tab", "line-break"):
            self.text("\t" if name == "tab" else "\n")

    def end(self, name: str) -> None:
        """An element inside the cell ends."""
        if name in ASIDE:
            self._aside -= 1
        elif name == "p" and not self._aside:
            self._inside -= 1

    def text(self, text: str) -> None:
        """Characters inside the cell."""
        if self._inside and not self._aside:
            self._paragraphs[-1] += text

    @property
    def shown(self) -> str:
        """The text as the sheet shows it."""
        return "\n".join(self._paragraphs)

    @property
    def is_error(self) -> bool:
        """Whether a formula failed: LibreOffice says so, others only show it."""
        return self._kind == "error" or ("formula" in self._attributes and ERROR.fullmatch(self.shown) is not None)

    @property
    def has_content(self) -> bool:
        """Whether there is a value, a text or an error."""
        return self.is_error or self.value is not None

    @property
    def value(self) -> Value:
        """The value; None for an error and for an empty cell."""
        if self.is_error:
            return None
        try:
            return self._typed()
        except ValueError:
            return self.shown or None

    def _typed(self) -> Value:
        if self._kind in ("float", "percentage", "currency"):
            return float(self._attributes.get("value", ""))
        if self._kind == "boolean":
            return self._attributes.get("boolean-value") == "true"
        if self._kind == "date":
            return date_value(self._attributes.get("date-value", ""))
        if self._kind == "time":
            return time_value(self._attributes.get("time-value", ""))
        return self.shown or self._attributes.get("string-value") or None


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


def _count(attributes: Mapping[str, str], name: str) -> int:
    value = attributes.get(name, "1")
    return max(1, int(value)) if value.isdecimal() and len(value) < 10 else 1
