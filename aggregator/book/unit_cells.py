"""The units that a cell names, however people divide them: “;”, line breaks, “,”, “+”, “&”, “/”, “và”."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from aggregator.campaign.model import Unit

FindUnit = Callable[[str], tuple[Unit | None, Sequence[Unit]]]  # a whole name → the unit, or suggestions
_BETWEEN = re.compile(r"[;\n]")
_MAYBE_BETWEEN = re.compile(r"\s*[,+&/]\s*|\s+(?:và|va)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class UnitSaid:
    """A part of a cell: its words, the unit that they name, else units whose names look like them."""

    text: str
    unit: Unit | None
    suggestions: Sequence[Unit] = ()


def units_said(text: str, find: FindUnit) -> list[UnitSaid]:
    """The parts of a cell in their order. A name may itself hold a comma or “và”: the longest names go first."""
    whole = _said(text, find)
    if whole.unit:
        return [whole]
    parts = [part.strip() for part in _BETWEEN.split(text) if part.strip()]
    return [said for part in parts for said in _divided(part, find)]


def _divided(part: str, find: FindUnit) -> Iterator[UnitSaid]:
    cuts = [(0, 0), *((m.start(), m.end()) for m in _MAYBE_BETWEEN.finditer(part)), (len(part), len(part))]
    begin = 0
    while begin < len(cuts) - 1:
        spans = [(part[cuts[begin][1] : cuts[end][0]], end) for end in range(len(cuts) - 1, begin, -1)]
        found = [(_said(words, find), end) for words, end in spans]
        said, begin = next(((one, end) for one, end in found if one.unit), found[-1])
        if said.text:
            yield said


def _said(text: str, find: FindUnit) -> UnitSaid:
    unit, suggestions = find(text) if text.strip() else (None, ())
    return UnitSaid(text.strip(), unit, suggestions)
