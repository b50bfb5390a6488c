"""How the book knows an entry again after a re-sending: unit, folded name, and between homonyms the place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aggregator.vietnamese.fold import clean, has_phrase, key

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class EntryKey:
    """The unit's code (None: not known), the folded name and the folded place ('' where none is given)."""

    unit: str | None
    name: str
    place: str

    @classmethod
    def of(cls, unit: str | None, name: str | None, place: str | None) -> EntryKey:
        """The key of an entry as typed, as far as a cell of the book can hold it."""
        return cls(unit, key(clean(name or "")), key(clean(place or "")))


def keys_of(entries: pd.DataFrame, unit: str = "unit") -> list[EntryKey]:
    """The key of each row, from name, address and the column of the unit (``listed_unit``: as the list says)."""
    units = entries[unit if unit in entries.columns else "unit"]
    rows = zip(units, entries["name"], entries["address"], strict=True)
    return [EntryKey.of(text_or_none(unit), text_or_none(name), text_or_none(place)) for unit, name, place in rows]


def positions(wanted: EntryKey, *keys: Sequence[EntryKey]) -> list[int]:
    """Where the entry stands: by the first of the key lists in which its unit has a model of that name.

    The place decides only between homonyms: the very place, else a place that holds the other's words; without a
    place all of them fit.
    """
    for known in keys:
        same = [n for n, own in enumerate(known) if (own.unit, own.name) == (wanted.unit, wanted.name)]
        if same:
            return _by_place(wanted.place, same, known) if len(same) > 1 else same
    return []


def _by_place(place: str, same: list[int], known: Sequence[EntryKey]) -> list[int]:
    exact = [n for n in same if known[n].place == place]
    if exact or not place:
        return exact or same
    near = [n for n in same if known[n].place and _near(known[n].place, place)]
    return near if len(near) == 1 else [n for n in same if not known[n].place]


def _near(place: str, other: str) -> bool:
    """“Thôn 2” and “Thôn 2, xã Cao Xá”: one holds the other's words."""
    return has_phrase(place, other) or has_phrase(other, place)


def text_or_none(value: Any) -> str | None:
    """A text of a frame; pandas writes what is missing in its own way."""
    return value if isinstance(value, str) else None
