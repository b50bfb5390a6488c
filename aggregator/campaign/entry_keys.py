"""How what people wrote in the book finds its entry again after a re-sending: unit, folded name, and the place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from aggregator.nouns.outcome import rows_of
from aggregator.vietnamese.fold import clean, grouped, key, near, sole

if TYPE_CHECKING:
    import pandas as pd

    from aggregator.nouns.outcome import Choice, Correction


class EntryKey(NamedTuple):
    """The unit's code (None: not known), the folded name and the folded place ('' where none is given)."""

    unit: str | None
    name: str
    place: str

    @classmethod
    def of(cls, unit: str | None, name: str | None, place: str | None) -> EntryKey:
        """The key of an entry as typed, as far as a cell of the book can hold it."""
        return cls(unit, key(clean(name or "")), key(clean(place or "")))


def key_of(line: Correction | Choice) -> EntryKey:
    """The key of the entry that a line of the book is about."""
    return EntryKey.of(line.unit, line.name, line.place)


def keys_of(entries: pd.DataFrame, unit: str = "unit") -> list[EntryKey]:
    """The key of each row, from name, address and the column of the unit (``listed_unit``: as the list says)."""
    codes = unit if unit in entries.columns else "unit"
    return [EntryKey.of(*of_entry) for _, *of_entry in rows_of(entries, codes, "name", "address")]


class Places:
    """Where entries stand, by their keys."""

    def __init__(self, keys: Iterable[EntryKey]) -> None:
        self._rows = grouped(((known.unit, known.name), (row, known.place)) for row, known in enumerate(keys))

    def of(self, entry_key: EntryKey) -> list[int] | None:
        """Its rows, between homonyms those of the very place, else of one that holds it; None: no such model."""
        same = self._rows.get((entry_key.unit, entry_key.name))
        if same is None:
            return None
        if only := sole(same):
            return [only[0]]
        exact = [row for row, place in same if place == entry_key.place]
        if exact or not entry_key.place:
            return exact or [row for row, _ in same]
        close = [row for row, place in same if place and near(place, entry_key.place)]
        return close if len(close) == 1 else [row for row, place in same if not place]


def positions(entry_key: EntryKey, *places: Places) -> list[int]:
    """Where the entry stands: by the first of the places in which its unit has a model of that name."""
    return next((rows for known in places if (rows := known.of(entry_key)) is not None), [])


def rows_of_choices(entries: pd.DataFrame, choices: Sequence[Choice]) -> list[list[int]]:
    """For each choice its rows, by the corrected unit, else the list's; what names the very place goes first."""
    if not choices:
        return []
    now, wanted = keys_of(entries), [key_of(choice) for choice in choices]
    places, listed = Places(now), Places(keys_of(entries, "listed_unit"))
    found = [positions(one, places, listed) for one in wanted]
    pairs = list(zip(wanted, found, strict=True))
    sure = {row for one, rows in pairs for row in rows if one.place == now[row].place}
    return [
        [row for row in rows if not one.place or one.place == now[row].place or row not in sure]
        for one, rows in pairs
    ]
