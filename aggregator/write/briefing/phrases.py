"""Phrases that several sections use: groups of units, names of units, levels."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from aggregator.write.party.words import day, listed, two
from aggregator.write.sheets import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aggregator.standing import UnitState
    from aggregator.write.briefing.facts import Facts

_NAMED = 12  # units in a sentence


def names(facts: Facts, units: Sequence[UnitState]) -> str:
    """The units' names in a row, within a sentence."""
    return listed([facts.called(unit.name) for unit in units])


def counted(facts: Facts, units: Sequence[UnitState]) -> str:
    """How many and who: “01 đơn vị (xã An Dương)”; of many, the groups and where they are named."""
    return f"{two(len(units))} đơn vị ({names_or_groups(facts, units)})"


def names_or_groups(facts: Facts, units: Sequence[UnitState]) -> str:
    """Who they are, or of many which groups they are of."""
    return names(facts, units) if len(units) <= _NAMED else f"{groups(facts, units)}; danh sách tại Phụ lục 1"


def groups(facts: Facts, units: Sequence[UnitState]) -> str:
    """The units by group: “22 xã, thị trấn và 47 cơ quan, đơn vị”; a group without any is left out."""
    kinds = Counter(unit.kind for unit in units)
    told = [f"{two(kinds[g.code])} {words.lower_first(g.title)}" for g in facts.campaign.groups if kinds[g.code]]
    return " và ".join(told)


def levels(facts: Facts, counts: Counter[str]) -> str:
    """Counts by level: “35 cấp tỉnh, 118 cấp huyện, 86 cơ sở”; what is nought is left out."""
    titles = facts.level_titles.items()
    return ", ".join(f"{two(counts[code])} {words.lower_first(title)}" for code, title in titles if counts[code])


def level(facts: Facts, place: int) -> str:
    """The title of the first or second level in a sentence: “cấp tỉnh”."""
    return words.lower_first(facts.campaign.levels[place].title)


def due(facts: Facts) -> str:
    """The deadline; a whole day is told as such (R4)."""
    local = facts.campaign.deadline
    whole = (local.hour, local.minute) == (23, 59)
    return f"hết ngày {day(local.date())}" if whole else f"{local:%H} giờ {local:%M} phút ngày {day(local.date())}"
