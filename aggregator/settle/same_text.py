"""Models that different units wrote alike, name and goals to the word: no double, but worth a question.

Where a wording travels from unit to unit the goals of each are not its own. Told as groups, never merged.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from aggregator.viet.fold import key

if TYPE_CHECKING:
    from collections.abc import Collection

    import pandas as pd

_LEAST_GOALS = 40  # letters; a shorter text is written alike by chance


def same_text_across_units(entries: pd.DataFrame, told: Collection[int]) -> list[tuple[int, ...]]:
    """The groups as index labels (columns unit, name, goals); entries in ``told`` are doubles already."""
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    units: dict[tuple[str, str], set[str]] = defaultdict(set)
    rows = zip(entries.index, entries["unit"], entries["name"], entries["goals"], strict=True)
    for label, unit, name, goals in rows:
        if (
            isinstance(unit, str)
            and isinstance(goals, str)
            and label not in told
            and len(key(goals)) >= _LEAST_GOALS
        ):
            words = key(str(name)), key(goals)
            groups[words].append(int(label))
            units[words].add(unit)
    return [tuple(group) for words, group in groups.items() if len(units[words]) > 1]
