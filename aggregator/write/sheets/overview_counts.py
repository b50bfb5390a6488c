"""What the overview counts: units by receipt, entries by level, what came on which day."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from aggregator.standing import UNUSABLE
from aggregator.write.sheets import words

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from aggregator.standing import UnitState
    from aggregator.write.sheets.entries import Entry
    from aggregator.write.sheets.view import View

ACCUSED_LATE, ACCUSED_MISSING = words.RECEIPT["late"], words.RECEIPT["missing"]


def receipts(view: View) -> Counter[str]:
    """The units by receipt in words, where weak evidence is called what it is."""
    return Counter(view.receipt(unit) for unit in view.units)


def unusable(unit: UnitState) -> bool:
    """Whether something came and no list can be made of it."""
    return unit.receipt in UNUSABLE and not unit.receipt_waived


def by_group(view: View, belongs: Callable[[UnitState], bool]) -> tuple[int, int, int]:
    """The units that belong: of the first group, of the others, of all."""
    kinds = [unit.kind for unit in view.units if belongs(unit)]
    first = kinds.count(view.campaign.groups[0].code)
    return first, len(kinds) - first, len(kinds)


def by_level(view: View, entries: Iterable[Entry]) -> tuple[int, ...]:
    """The entries by level, the unknown one last."""
    levels = Counter(e.level if e.level in view.level_titles else "unknown" for e in entries)
    return tuple(levels[level] for level in view.level_titles)


def with_sum(counts: Sequence[int]) -> tuple[int, ...]:
    """The counts, with their sum before them."""
    return sum(counts), *counts


def of_fields(view: View, codes: Collection[str | None]) -> list[Entry]:
    """The entries of some fields; a suggested field counts as unknown (None)."""
    return [entry for entry in view.entries if entry.settled_field in codes]


def theme(view: View) -> list[str]:
    """The codes of the fields that are watched this year (R7)."""
    return [field.code for field in view.campaign.fields if field.theme]
