"""How the book knows an entry again after a re-sending: unit, folded name, folded place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aggregator.plain_text import clean
from aggregator.viet.fold import key

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

    def fits(self, other: EntryKey) -> bool:
        """Same unit and name, and same place where both give one."""
        same_place = self.place == other.place or not self.place or not other.place
        return self.unit == other.unit and self.name == other.name and same_place


def keys_of(entries: pd.DataFrame) -> list[EntryKey]:
    """The key of each row, from the columns unit, name and address."""
    rows = zip(entries["unit"], entries["name"], entries["address"], strict=True)
    return [EntryKey.of(text_or_none(unit), text_or_none(name), text_or_none(place)) for unit, name, place in rows]


def positions(wanted: EntryKey, keys: Sequence[EntryKey]) -> list[int]:
    """Where the entry stands: the rows with the very key, else those that fit it."""
    exact = [n for n, own in enumerate(keys) if own == wanted]
    return exact or [n for n, own in enumerate(keys) if own.fits(wanted)]


def text_or_none(value: Any) -> str | None:
    """A text of a frame; pandas writes what is missing in its own way."""
    return value if isinstance(value, str) else None
