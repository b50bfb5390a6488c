"""What the cells of a workbook share: its strings and its styles, in .xlsx and .xlsb alike."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from msgspec import Struct, field

from aggregator.nouns.document import Value
from aggregator.read.builder import is_old_font
from aggregator.read.formats import Format, format_of, is_symbol_font, looked_like
from aggregator.read.package import NO_XML, on, tree, value, walk

NOTABLE_FONT = re.compile(rb"""["'](?:\.vn|vni|wingdings|webdings|symbol["']|marlett)""", re.IGNORECASE)
NOTABLE_FORMAT = re.compile(rb"""numFmtId=["'](?:9|10|17)["']|<(?:\w+:)?numFmt\s""")
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


def rich_text(string: Element) -> Text:
    """A string (``si`` or ``is``) as its runs look; what tells how to pronounce it is left out."""
    pieces, fonts, struck = [], [], []
    for part in string:
        if part.tag == "t":
            pieces.append(part.text or "")
        elif part.tag == "r":
            look = part.find("rPr")
            font = value(look, "rFont") or ""
            pieces += [looked_like(text.text or "", font) for text in part.iterfind("t")]
            fonts.append(font)
            struck.append(on(look, "strike"))
    old = next(filter(is_old_font, fonts), "")
    return Text(unescaped("".join(pieces)), old, bool(struck) and all(struck))


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
    strings = []
    for event, element in walk(xml or NO_XML, "si"):
        if event == "end":
            strings.append(rich_text(element))
            element.clear()
    return strings


def read_styles(xml: bytes) -> Styles:
    """Read a styles part; an absent one gives no styles."""
    root, styles = tree(xml or NO_XML), Styles()
    fonts = [(value(font, "name") or "", on(font, "strike")) for font in root.iterfind("fonts/font")]
    formats = {
        int(each.get("numFmtId", "0")): each.get("formatCode", "") for each in root.iterfind("numFmts/numFmt")
    }
    for number, style in enumerate(root.iterfind("cellXfs/xf")):
        index, format_id = int(style.get("fontId", "0")), int(style.get("numFmtId", "0"))
        styles.add(number, fonts[index] if index < len(fonts) else ("", False), format_id, formats.get(format_id))
    return styles
