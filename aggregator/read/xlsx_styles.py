"""The cell styles that matter here: old Vietnamese fonts, strike-through, dates."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aggregator.read.markup import parse
from aggregator.read.seen import is_old_font
from aggregator.read.serials import is_date_format, is_elapsed_format

if TYPE_CHECKING:
    from collections.abc import Mapping

OLD_FONT = re.compile(rb"""["'](?:\.vn|vni)""", re.IGNORECASE)
FALSE = ("0", "false", "off")


@dataclass(slots=True)
class Styles:
    """For each style number of a cell: its old font, whether it is struck, whether it shows a date."""

    fonts: dict[int, str] = field(default_factory=dict)
    struck: set[int] = field(default_factory=set)
    dates: set[int] = field(default_factory=set)
    elapsed: set[int] = field(default_factory=set)

    @property
    def notable(self) -> set[int]:
        """The style numbers that call for a close look."""
        return {*self.fonts, *self.struck}


def may_be_notable(xml: bytes) -> bool:
    """Whether the styles part names an old font or a strike-through at all."""
    return b"strike" in xml or OLD_FONT.search(xml) is not None


def read_styles(xml: bytes) -> Styles:
    """Read a styles part; an absent one gives no styles."""
    handler = _StylesHandler()
    if xml:
        parse(xml, handler)
    return handler.styles


class _StylesHandler:
    def __init__(self) -> None:
        self.styles = Styles()
        self._path: list[str] = []
        self._fonts: list[tuple[str, bool]] = []  # name, struck
        self._formats: dict[int, str] = {}
        self._count = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        inside = self._path[-1] if self._path else ""
        self._path.append(name)
        if name == "font" and inside == "fonts":
            self._fonts.append(("", False))
        elif inside == "font" and self._fonts and "dxf" not in self._path:
            self._font(name, attributes)
        elif name == "numFmt" and inside == "numFmts":
            self._formats[int(attributes.get("numFmtId", "0"))] = attributes.get("formatCode", "")
        elif name == "xf" and inside == "cellXfs":
            self._style(attributes)

    def end(self, name: str) -> None:
        self._path.pop()

    def text(self, text: str) -> None:
        pass

    def _font(self, name: str, attributes: Mapping[str, str]) -> None:
        font, struck = self._fonts[-1]
        if name == "name":
            self._fonts[-1] = (attributes.get("val", ""), struck)
        elif name == "strike":
            self._fonts[-1] = (font, attributes.get("val", "1") not in FALSE)

    def _style(self, attributes: Mapping[str, str]) -> None:
        number, self._count = self._count, self._count + 1
        index = int(attributes.get("fontId", "0"))
        font, struck = self._fonts[index] if index < len(self._fonts) else ("", False)
        if is_old_font(font):
            self.styles.fonts[number] = font
        if struck:
            self.styles.struck.add(number)
        self._date(number, int(attributes.get("numFmtId", "0")))

    def _date(self, number: int, format_id: int) -> None:
        code = self._formats.get(format_id)
        if is_date_format(format_id, code):
            self.styles.dates.add(number)
        if is_elapsed_format(format_id, code):
            self.styles.elapsed.add(number)
