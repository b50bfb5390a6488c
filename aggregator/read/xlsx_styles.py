"""What the cells of a workbook share: its strings and its styles, in .xlsx and .xlsb alike."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct, field

from aggregator.nouns.document import Value
from aggregator.read.builder import is_old_font
from aggregator.read.formats import Format, format_of, is_symbol_font, looked_like
from aggregator.read.package import parse

FALSE = ("0", "false", "off")
NOTABLE_FONT = re.compile(rb"""["'](?:\.vn|vni|wingdings|webdings|symbol["']|marlett)""", re.IGNORECASE)
NOTABLE_FORMAT = re.compile(rb"""numFmtId=["'](?:9|10|17)["']|<(?:\w+:)?numFmt\s""")
PHONETIC = "rPh"
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
PLAIN = Format("plain")


def is_notable_font(name: str) -> bool:
    """Whether text in this font shows something else than its letters."""
    return is_old_font(name) or is_symbol_font(name)


class Styles(Struct):
    """For each style number of a cell: its notable font, whether it is struck, and its format unless plain."""

    fonts: dict[int, str] = field(default_factory=dict)
    struck: set[int] = field(default_factory=set)
    formats: dict[int, Format] = field(default_factory=dict)

    @property
    def notable(self) -> set[int]:
        """The style numbers that call for a close look."""
        return {*self.fonts, *self.struck, *(n for n, format_ in self.formats.items() if format_.notable)}

    def add(self, number: int, font: tuple[str, bool], format_id: int, code: str | None) -> None:
        """Note a style: its font (name, struck) and its number format."""
        name, struck = font
        if is_notable_font(name):
            self.fonts[number] = name
        if struck:
            self.struck.add(number)
        format_ = format_of(format_id, code)
        if format_.kind != "plain":
            self.formats[number] = format_

    def shown(self, value: Value, style: int, epoch_1904: bool) -> Value:
        """What a cell of this style shows for a number or a text."""
        format_ = self.formats.get(style)
        if format_ is None or isinstance(value, bool):
            return value
        if isinstance(value, str):
            return format_.text(value)
        return format_.value(value, epoch_1904) if isinstance(value, (int, float)) else value


class Text(Struct, frozen=True):
    """A string as its runs look, an old font that one of them is in, and whether all of them are struck."""

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
        self._font = self._run_font = ""
        self._struck: list[bool] = []
        self._run_struck = self._taking = self._phonetic = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element inside the string begins."""
        if name == "t":
            self._taking = not self._phonetic
        elif name == "r":
            self._run_struck, self._run_font = False, ""
        elif name == PHONETIC:
            self._phonetic = True
        elif name == "rFont":
            self._run_font = attributes.get("val", "")
            if is_old_font(self._run_font):
                self._font = self._font or self._run_font
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
            self._pieces.append(looked_like(text, self._run_font))

    def finished(self) -> Text:
        """The string as put together."""
        return Text(unescaped("".join(self._pieces)), self._font, bool(self._struck) and all(self._struck))


def unescaped(text: str) -> str:
    """Text with Excel's own escapes (_x000D_ for a carriage return) put back."""
    return ESCAPED.sub(lambda code: chr(int(code[1], 16)), text) if "_x" in text else text


def has_notable_runs(xml: bytes) -> bool:
    """Whether a part has rich text in a notable font or struck through at all."""
    return b"rPr" in xml and (b"strike" in xml or NOTABLE_FONT.search(xml) is not None)


def has_notable_styles(xml: bytes) -> bool:
    """Whether the styles part names a notable font, a strike-through or a format of its own at all."""
    return b"strike" in xml or any(clue.search(xml) for clue in (NOTABLE_FONT, NOTABLE_FORMAT))


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
        index, format_id = int(attributes.get("fontId", "0")), int(attributes.get("numFmtId", "0"))
        font = self._fonts[index] if index < len(self._fonts) else ("", False)
        self.styles.add(self._count, font, format_id, self._formats.get(format_id))
        self._count += 1
