"""The forms of each unit that count, with what they contradict and the unit's own registration (R1, R5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from aggregator.outcome import Registration
from aggregator.registered import Clash, Matching, UnitForms
from aggregator.standing import NOT_SEEN, OwnState

T = TypeVar("T")


def forms_by_unit(
    matching: Matching, clashes: Sequence[Clash], own: Mapping[str, OwnState], units: Iterable[str]
) -> dict[str, UnitForms]:
    """One for each of the units, whether anything came or not."""
    registrations = _by_unit((form, form) for form in matching.counting)
    contradicting = _by_unit((clash.registration, clash) for clash in clashes)
    again = _by_unit((earlier, (earlier, later)) for earlier, later in matching.again)
    return {
        unit: UnitForms(registrations[unit], contradicting[unit], again[unit], own.get(unit, NOT_SEEN))
        for unit in units
    }


def _by_unit(those: Iterable[tuple[Registration, T]]) -> defaultdict[str | None, list[T]]:
    found: defaultdict[str | None, list[T]] = defaultdict(list)
    for form, what in those:
        found[form.unit].append(what)
    return found
