"""Shared strings, with what their runs of rich text say: an old font, a strike-through."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aggregator.read.markup import parse
from aggregator.read.seen import is_old_font
from aggregator.read.xlsx_styles import FALSE, OLD_FONT

if TYPE_CHECKING:
    from collections.abc import Mapping

PHONETIC = "rPh"
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Text:
    """A string: its text, an old font one of its runs is in, and whether all its runs are struck."""

    text: str
    font: str = ""
    struck: bool = False


class Runs:
    """Puts one string together from the elements inside ``si`` or ``is``."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Begin a new string."""
        self._pieces: list[str] = []
        self._font = ""
        self._struck: list[bool] = []
        self._run_struck = False
        self._taking = False
        self._phonetic = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element inside the string begins."""
        if name == "t":
            self._taking = not self._phonetic
        elif name == "r":
            self._run_struck = False
        elif name == PHONETIC:
            self._phonetic = True
        elif name == "rFont" and is_old_font(attributes.get("val", "")):
            self._font = self._font or attributes["val"]
        elif name == "strike":
            self._run_struck = attributes.get("val", "1") not in FALSE

    def end(self, name: str) -> None:
        """An element inside the string ends."""
        if name == "t":
            self._taking = False
        elif name == "r":
            self._struck.append(self._run_struck)
        elif name == PHONETIC:
            self._phonetic = False

    def text(self, text: str) -> None:
        """Characters inside the string."""
        if self._taking:
            self._pieces.append(text)

    def finished(self) -> Text:
        """The string as put together."""
        return Text(unescaped("".join(self._pieces)), self._font, bool(self._struck) and all(self._struck))


def unescaped(text: str) -> str:
    """Text with Excel's own escapes (_x000D_ for a carriage return) put back."""
    return ESCAPED.sub(lambda code: chr(int(code[1], 16)), text) if "_x" in text else text


def may_be_notable(xml: bytes) -> bool:
    """Whether a part has rich text in an old font or struck through at all."""
    return b"rPr" in xml and (b"strike" in xml or OLD_FONT.search(xml) is not None)


def read_strings(xml: bytes) -> list[Text]:
    """Read a shared strings part; an absent one gives none."""
    handler = _StringsHandler()
    if xml:
        parse(xml, handler)
    return handler.strings


class _StringsHandler:
    def __init__(self) -> None:
        self.strings: list[Text] = []
        self._runs = Runs()

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "si":
            self._runs.clear()
        else:
            self._runs.start(name, attributes)

    def end(self, name: str) -> None:
        if name == "si":
            self.strings.append(self._runs.finished())
        else:
            self._runs.end(name)

    def text(self, text: str) -> None:
        self._runs.text(text)
