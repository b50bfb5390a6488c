"""The numbers that Word itself writes before the paragraphs of a list, such as an automatic STT."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from aggregator.read.docx_tree import number, value

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from aggregator.read.docx_styles import Listing

ROMAN = {
    1000: "M", 900: "CM", 500: "D", 400: "CD", 100: "C", 90: "XC",
    50: "L", 40: "XL", 10: "X", 9: "IX", 5: "V", 4: "IV", 1: "I",
}  # fmt: skip
MOST_IN_LETTERS = 3999  # further on, letters only fill the memory


class Numbers:
    """Counts the paragraphs of each list, in the order in which they are asked for."""

    def __init__(self, part: Element | None) -> None:
        self._abstract: dict[str, Element] = {}
        self._lists: dict[str, Element] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        if part is not None:
            self._abstract = {each.get("abstractNumId", ""): each for each in part.iterfind("abstractNum")}
            self._lists = {each.get("numId", ""): each for each in part.iterfind("num")}

    def next(self, listing: Listing) -> str:
        """The number of the next paragraph of a list, bare (``1``, ``II``, ``a``); '' for a bullet."""
        level = self._level(listing)
        counts = self._counts[self._counted_as(listing)]
        count = counts.get(listing.level, self._start(listing, level) - 1) + 1
        counts[listing.level] = count
        for deeper in [depth for depth in counts if depth > listing.level]:
            del counts[deeper]
        return written(count, value(level, "numFmt") or "decimal") if level is not None else ""

    def _level(self, listing: Listing) -> Element | None:
        own = self._override(listing, "lvl")
        abstract = self._abstract.get(value(self._lists.get(listing.list_id), "abstractNumId") or "")
        if own is not None or abstract is None:
            return own
        return next((lvl for lvl in abstract.iterfind("lvl") if lvl.get("ilvl") == str(listing.level)), None)

    def _start(self, listing: Listing, level: Element | None) -> int:
        own = self._override(listing, "startOverride")
        return number(own.get("val") if own is not None else value(level, "start"), 1)

    def _counted_as(self, listing: Listing) -> str:
        """Lists made from one pattern count on together, unless one says where it starts."""
        restarts = self._override(listing, "startOverride") is not None
        pattern = value(self._lists.get(listing.list_id), "abstractNumId")
        return listing.list_id if restarts or pattern is None else f"pattern {pattern}"

    def _override(self, listing: Listing, name: str) -> Element | None:
        entry = self._lists.get(listing.list_id)
        overrides = () if entry is None else entry.iterfind("lvlOverride")
        return next((each.find(name) for each in overrides if each.get("ilvl") == str(listing.level)), None)


def written(count: int, style: str) -> str:
    """A count as a list of that style writes it."""
    if style in {"decimal", "decimalZero"} or (count > MOST_IN_LETTERS and style != "bullet"):
        return str(count)
    match style:
        case "upperRoman" | "lowerRoman":
            return _cased(_roman(count), style)
        case "upperLetter" | "lowerLetter":
            return _cased(_letter(count), style)
    return ""


def _cased(text: str, style: str) -> str:
    return text.lower() if style.startswith("lower") else text


def _roman(count: int) -> str:
    text = ""
    for size, letters in ROMAN.items():
        times, count = divmod(count, size)
        text += letters * times
    return text


def _letter(count: int) -> str:
    """A to Z, then AA, BB and so on."""
    turns, index = divmod(max(count, 1) - 1, 26)
    return chr(ord("A") + index) * (turns + 1)
