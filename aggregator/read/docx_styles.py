"""What a Word paragraph inherits from its style: the font, and the place in a numbered list."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aggregator.read.docx_runs import font_of
from aggregator.read.docx_tree import number, value

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element


@dataclass(frozen=True, slots=True)
class Listing:
    """A place in a numbered list: which list, and how deep in it."""

    list_id: str
    level: int


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a file by their id, and the names of the two that count where none is named."""

    by_id: dict[str, Element] = field(default_factory=dict)
    usual: str | None = None
    usual_font: str | None = None

    def font(self, paragraph: Element) -> str | None:
        """The font of a paragraph's runs, where they name none."""
        named = (font_of(style.find("rPr")) for style in self._chain(_style_id(paragraph)))
        return next(filter(None, named), self.usual_font)

    def run_font(self, style: str | None) -> str | None:
        """The font that a character style gives."""
        named = (font_of(element.find("rPr")) for element in self._chain(style)) if style else ()
        return next(filter(None, named), None)

    def listing(self, paragraph: Element) -> Listing | None:
        """The list that a paragraph belongs to, by itself or by its style."""
        found = _listing(paragraph)
        inherited = (_listing(style) for style in self._chain(_style_id(paragraph)))
        found = found or next(filter(None, inherited), None)
        return None if found is None or found.list_id == "0" else found

    def _chain(self, style_id: str | None) -> Iterator[Element]:
        """A style and those that it is based on, nearest first."""
        seen: set[str] = set()
        current = style_id or self.usual
        while current is not None and current in self.by_id and current not in seen:
            seen.add(current)
            style = self.by_id[current]
            yield style
            current = value(style, "basedOn")


def styles_of(part: Element | None) -> Styles:
    """The styles of a file; it may have none."""
    if part is None:
        return Styles()
    by_id = {style.get("styleId", ""): style for style in part.iterfind("style")}
    usual = next((name for name, style in by_id.items() if _is_usual(style)), None)
    return Styles(by_id, usual, font_of(part.find("docDefaults/rPrDefault/rPr")))


def _is_usual(style: Element) -> bool:
    return style.get("type") == "paragraph" and style.get("default") in {"1", "true", "on"}


def _style_id(paragraph: Element) -> str | None:
    return value(paragraph, "pPr/pStyle")


def _listing(element: Element) -> Listing | None:
    list_id = value(element, "pPr/numPr/numId")
    return None if list_id is None else Listing(list_id, number(value(element, "pPr/numPr/ilvl"), 0))
