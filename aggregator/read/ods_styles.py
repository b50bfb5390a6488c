"""The styles of an .ods that matter here: old Vietnamese fonts, strike-through, hidden sheets."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

NOTABLE = re.compile(rb"\.vn|vni|line-through", re.IGNORECASE)
MOST_PARENTS = 20  # styles inherit; a loop of them must end


@dataclass(slots=True)
class Style:
    """A named style; what it leaves open (None) its parent says."""

    parent: str = ""
    font: str | None = None
    struck: bool | None = None
    hidden: bool = False


@dataclass(slots=True)
class Styles:
    """The styles of a document, by family and name, and its font faces."""

    named: dict[str, Style] = field(default_factory=dict)
    faces: dict[str, str] = field(default_factory=dict)
    _open: Style | None = None
    _looks: dict[str, tuple[str, bool]] = field(default_factory=dict)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element inside the styles begins."""
        if name == "font-face":
            self.faces[attributes.get("name", "")] = attributes.get("font-family", "").strip("'\"")
        elif name in ("style", "default-style"):
            self._open = Style(attributes.get("parent-style-name", ""))
            self.named[attributes.get("name", "")] = self._open
        elif name == "text-properties" and self._open is not None:
            self._text_properties(self._open, attributes)
        elif name == "table-properties" and self._open is not None:
            self._open.hidden = attributes.get("display") == "false"

    def end(self, name: str) -> None:
        """An element inside the styles ends."""
        if name in ("style", "default-style"):
            self._open = None

    def text(self, text: str) -> None:
        """Styles have no characters of their own."""

    def _text_properties(self, style: Style, attributes: Mapping[str, str]) -> None:
        face = attributes.get("font-name")
        family = attributes.get("font-family", "").strip("'\"")
        if face is not None or family:
            style.font = family or self.faces.get(face or "", face or "")
        if "text-line-through-style" in attributes or "text-line-through-type" in attributes:
            shown = attributes.get("text-line-through-style", attributes.get("text-line-through-type"))
            style.struck = shown != "none"

    def look(self, name: str) -> tuple[str, bool]:
        """The font of a style and whether it is struck, parents asked."""
        if name not in self._looks:
            self._looks[name] = self._look(name)
        return self._looks[name]

    def _look(self, name: str) -> tuple[str, bool]:
        font, struck = None, None
        for _ in range(MOST_PARENTS):
            style = self.named.get(name)
            if style is None:
                break
            font = style.font if font is None else font
            struck = style.struck if struck is None else struck
            name = style.parent
        return font or "", bool(struck)

    def is_hidden(self, name: str) -> bool:
        """Whether the sheets of this style are not shown."""
        return name in self.named and self.named[name].hidden
