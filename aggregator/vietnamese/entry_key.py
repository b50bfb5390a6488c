"""How the book knows an entry again after a re-sending: unit, folded name, and between homonyms the place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from aggregator.vietnamese.fold import clean, has_phrase, key

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
    units = entries[unit if unit in entries.columns else "unit"]
    rows = zip(units, entries["name"], entries["address"], strict=True)
    return [EntryKey.of(text_or_none(unit), text_or_none(name), text_or_none(place)) for unit, name, place in rows]


class Places:
    """Where entries stand, by their keys."""

    def __init__(self, keys: Iterable[EntryKey]) -> None:
        self._rows: dict[tuple[str | None, str], list[tuple[int, str]]] = defaultdict(list)
        for row, known in enumerate(keys):
            self._rows[known.unit, known.name].append((row, known.place))

    def of(self, wanted: EntryKey) -> list[int] | None:
        """The rows of an entry; None where its unit has no model of that name.

        The place decides only between homonyms: the very place, else a place that holds the other's words; without
        a place all of them fit.
        """
        same = self._rows.get((wanted.unit, wanted.name))
        if same is None:
            return None
        if len(same) == 1:
            return [same[0][0]]
        exact = [row for row, place in same if place == wanted.place]
        if exact or not wanted.place:
            return exact or [row for row, _ in same]
        near = [row for row, place in same if place and _near(place, wanted.place)]
        return near if len(near) == 1 else [row for row, place in same if not place]


def _near(place: str, other: str) -> bool:
    """“Thôn 2” and “Thôn 2, xã Cao Xá”: one holds the other's words."""
    return has_phrase(place, other) or has_phrase(other, place)


def positions(wanted: EntryKey, *places: Places) -> list[int]:
    """Where the entry stands: by the first of the places in which its unit has a model of that name."""
    return next((rows for known in places if (rows := known.of(wanted)) is not None), [])


def rows_of_choices(entries: pd.DataFrame, choices: Sequence[Choice]) -> list[list[int]]:
    """For each choice the rows of the entries that it is about, by the corrected unit, else the unit of the list.

    A row of the sheet whose place is not quite the entry's gives way to one that names the very place.
    """
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


def text_or_none(value: Any) -> str | None:
    """A text of a frame; pandas writes what is missing in its own way."""
    return value if isinstance(value, str) else None
