"""What the styles of an OpenDocument file say: fonts, strike-through, hidden sheets, date formats, page margins."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aggregator.read.builder import has_letters
from aggregator.read.formats import Format, format_of

if TYPE_CHECKING:
    from collections.abc import Mapping


MOST_PARENTS = 20  # styles inherit; a loop of them must end
DATE_PARTS = {"day": "d", "hours": "h", "minutes": "m", "seconds": "s", "day-of-week": "d"}
MARGINS = frozenset({"header", "footer", "header-left", "footer-left", "header-first", "footer-first"})
FIELDS = frozenset({"sheet-name", "page-number", "page-count", "date", "time", "title", "file-name", "author-name"})


@dataclass(slots=True)
class Style:
    """A named style; what it leaves open (None) its parent says."""

    parent: str = ""
    font: str | None = None
    struck: bool | None = None
    data_style: str | None = None
    hidden: bool = False


@dataclass(slots=True)
class Styles:
    """The styles of a document by name, its font faces, and the lines of its page headers and footers."""

    named: dict[str, Style] = field(default_factory=dict)
    faces: dict[str, str] = field(default_factory=dict)
    formats: dict[str, Format] = field(default_factory=dict)
    numbered: set[str] = field(default_factory=set)  # list styles that number their items
    margins: list[str] = field(default_factory=list)
    _open: Style | None = None
    _looks: dict[str, tuple[str, bool]] = field(default_factory=dict)
    _date: str | None = None  # the date style that is open
    _code: str = ""
    _list: str = ""
    _margin: int = 0
    _field: int = 0
    _line: str | None = None

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element inside the styles begins."""
        if name == "font-face":
            self.faces[attributes.get("name", "")] = attributes.get("font-family", "").strip("'\"")
        elif name in ("style", "default-style"):
            self._open = Style(
                attributes.get("parent-style-name", ""), data_style=attributes.get("data-style-name")
            )
            self.named[attributes.get("name", "")] = self._open
        elif name == "text-properties" and self._open is not None:
            self._text_properties(self._open, attributes)
        elif name == "table-properties" and self._open is not None:
            self._open.hidden = attributes.get("display") == "false"
        elif name == "list-style":
            self._list = attributes.get("name", "")
        elif name == "list-level-style-number" and attributes.get("num-format") == "1":
            self.numbered.add(self._list)
        elif name == "date-style":
            self._date, self._code = attributes.get("name", ""), ""
        elif self._date is not None:
            self._date_part(name, attributes)
        else:
            self._start_margin(name)

    def end(self, name: str) -> None:
        """An element inside the styles ends."""
        if name in ("style", "default-style"):
            self._open = None
        elif name == "date-style" and self._date is not None:
            self.formats[self._date] = format_of(-1, self._code)
            self._date = None
        elif name in MARGINS:
            self._margin -= 1
        elif name in FIELDS:
            self._field -= 1
        elif name == "p" and self._line is not None:
            self.margins += filter(has_letters, [self._line.strip()])
            self._line = None

    def text(self, text: str) -> None:
        """Characters: of a date's words, or of a page header."""
        if self._date is not None and text.strip():
            self._code += '"' + text.replace('"', "") + '"'
        elif self._line is not None and not self._field:
            self._line += text

    def _date_part(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "month":
            long = "mm" if attributes.get("style") == "long" else "m"
            self._code += "mmm" if attributes.get("textual") == "true" else long
        elif name == "year":
            self._code += "yyyy"
        else:
            self._code += DATE_PARTS.get(name, "")

    def _start_margin(self, name: str) -> None:
        if name in MARGINS:
            self._margin += 1
        elif name in FIELDS:
            self._field += 1
        elif name == "p" and self._margin:
            self._line = ""

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
            chain = self._chain(name)
            font = next((style.font for style in chain if style.font is not None), "")
            struck = next((style.struck for style in chain if style.struck is not None), False)
            self._looks[name] = (font, struck)
        return self._looks[name]

    def format(self, name: str) -> Format | None:
        """The date format of a style, if it has one."""
        data_style = next((style.data_style for style in self._chain(name) if style.data_style), None)
        return None if data_style is None else self.formats.get(data_style)

    def _chain(self, name: str) -> list[Style]:
        chain: list[Style] = []
        while name in self.named and len(chain) < MOST_PARENTS:
            chain.append(self.named[name])
            name = chain[-1].parent
        return chain

    def is_hidden(self, name: str) -> bool:
        """Whether the sheets of this style are not shown."""
        return name in self.named and self.named[name].hidden
