"""The runs of a Word paragraph: stretches of text of one look, with what Word shows for them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from aggregator.read.docx_tree import number, on, value

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

INSERTED, DELETED = "inserted", "deleted"
CHANGES = {"ins": INSERTED, "moveTo": INSERTED, "del": DELETED, "moveFrom": DELETED}
WRAPPERS = frozenset(
    {"hyperlink", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "bdo", "dir", "oMath"}
)
CHECKED, UNCHECKED = "☒", "☐"
SHOWN = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
CODE = re.compile("[0-9A-Fa-f]{1,4}")
PRIVATE = 0xF000  # where Word keeps the characters of its symbol fonts
SYMBOLS = {
    "wingdings": {
        0x6F: "☐", 0x71: "☐", 0x72: "☐", 0x78: "☒", 0xA8: "☐",
        0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    },
    "wingdings 2": {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "☐"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text. ``font`` and ``style`` are what the run itself names, not what it inherits.

    ``change`` is ``inserted`` or ``deleted`` where the change is tracked, else empty.
    """

    text: str
    font: str | None = None
    style: str | None = None
    bold: bool = False
    italic: bool = False
    underline: bool = False
    struck: bool = False
    marked: bool = False  # with a highlighter
    hidden: bool = False
    change: str = ""


def runs_of(parent: Element, change: str = "") -> Iterator[Run]:
    """The runs of a paragraph in order, deleted ones included. Text boxes are not entered."""
    for child in parent:
        if child.tag == "r":
            yield _run(child, change)
        elif child.tag in CHANGES:
            yield from runs_of(child, CHANGES[child.tag] if change != DELETED else change)
        elif child.tag in WRAPPERS:
            yield from _control(child, change)


def _control(wrapper: Element, change: str) -> Iterator[Run]:
    """The runs of a wrapper. A check box is one mark."""
    box = wrapper.find("sdtPr/checkbox")
    if box is not None:
        mark = CHECKED if on(box, "checked") else UNCHECKED
        first = next(runs_of(wrapper, change), Run("", change=change))
        yield replace(first, text=mark)
    else:
        yield from runs_of(wrapper, change)


def _run(element: Element, change: str) -> Run:
    look = element.find("rPr")
    font = font_of(look)
    return Run(
        text="".join(_shown(piece, font) for piece in element),
        font=font,
        style=value(look, "rStyle"),
        bold=on(look, "b"),
        italic=on(look, "i"),
        underline=value(look, "u") not in (None, "none"),
        struck=on(look, "strike", "dstrike"),
        marked=value(look, "highlight") not in (None, "none"),
        hidden=on(look, "vanish"),
        change=change,
    )


def font_of(look: Element | None) -> str | None:
    """The font that run properties name, if they do."""
    fonts = None if look is None else look.find("rFonts")
    return None if fonts is None else fonts.get("ascii") or fonts.get("hAnsi") or fonts.get("cs")


def _shown(piece: Element, font: str | None) -> str:
    """What one piece of a run looks like on paper."""
    match piece.tag:
        case "t" | "delText":
            return _symbols(piece.text or "", font)
        case "sym":
            return _symbols(_character(piece.get("char", "")), piece.get("font"))
        case "fldChar":
            return _form_field(piece)
    return SHOWN.get(piece.tag, "")


def _character(code: str) -> str:
    """The character of a code of four hexadecimal digits; nothing for what is no code."""
    return chr(int(code, 16)) if CODE.fullmatch(code) else ""


def _symbols(text: str, font: str | None) -> str:
    """Ticks and boxes of the symbol fonts as the characters that they look like."""
    if not (font or "").lower().startswith("wingdings"):
        return text
    table = SYMBOLS.get((font or "").lower(), {})
    return "".join(table.get(ord(char) & ~PRIVATE, char) for char in text)


def _form_field(piece: Element) -> str:
    """The mark or the choice of an old form field; its text, if any, is in runs of its own."""
    box = piece.find("ffData/checkBox")
    if box is not None:
        state = box.find("checked")
        return CHECKED if on(box, "checked" if state is not None else "default") else UNCHECKED
    entries = [entry.get("val", "") for entry in piece.iterfind("ffData/ddList/listEntry")]
    chosen = number(value(piece, "ffData/ddList/result"), 0)
    return entries[chosen] if chosen < len(entries) else ""


def boxes_of(paragraph: Element) -> Iterator[Element]:
    """The contents of the text boxes anchored in a paragraph, each once."""
    for child in paragraph:
        if child.tag == "txbxContent":
            yield child
        elif child.tag not in {"Fallback", "del", "moveFrom"}:
            yield from boxes_of(child)
