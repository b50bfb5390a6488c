"""What the forms M1 and M2, as read by eye, make of a unit's levels; and where RESULT.json has them otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

from tests.recount_ledger import FORMS

Listed = Mapping[int, tuple[str, str | None]]  # name and level of each row


def with_forms(unit: str, listed: Listed) -> Iterator[list[str | None]]:
    """The levels of the rows, in every way in which list or form may be right; the list's own way comes first.

    Where no row names a level and every form has its row, a row without form is base.
    """
    said = {form.name: form.level for form in FORMS if form.unit == unit}
    silent = bool(said) and None not in said and not any(level for _, level in listed.values())
    ways = [_ways(level, said.get(name), "base" if silent else None) for name, level in listed.values()]
    yield from map(list, product(*ways))


def _ways(listed: str | None, told: str | None, otherwise: str | None) -> list[str | None]:
    if listed is None:
        return [told or otherwise]
    return [listed] if told in (None, listed) else [listed, told]


def form_differences(result: Mapping[str, Any]) -> list[str]:
    """One line where the forms, or the rows that they are of, are not those of the ledger."""
    names = {_place(entry): " ".join(entry["name"].split()) for entry in result["entries"]}
    given = Counter(
        (form["file"], form["form"], form["unit"], form["level"], form["entry"] and names[_place(form["entry"])])
        for form in result["registrations"]
    )
    seen = Counter((form.file, form.form, form.unit, form.level, form.name) for form in FORMS)
    return [] if given == seen else [f"forms: {given - seen!r} instead of {seen - given!r}"]


def _place(place: Mapping[str, Any]) -> tuple[str, str, int]:
    return place["file"], place["sheet"], place["row"]
