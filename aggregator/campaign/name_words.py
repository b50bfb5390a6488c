"""The words from which units' names are composed, as ``names.toml`` has them: folded keys, ready to be compared."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """Words before, within and after names; what each means stands in ``names.toml``."""

    wrappers: tuple[str, ...]
    national: tuple[str, ...]
    fillers: tuple[str, ...]
    heads: tuple[str, ...]
    left_out: tuple[str, ...]
    district_heads: tuple[str, ...]
    committee: tuple[str, ...]
    after_names: tuple[str, ...]
    other_levels: tuple[str, ...]
    over_names: tuple[str, ...]
    hands: tuple[str, ...]
    subordinates: tuple[str, ...]
    not_before_commune: tuple[str, ...]


@dataclass(frozen=True)
class NameWords(Words):
    """Folded words. ``abbreviations`` are of the roster's own names, ``same`` the names of one body."""

    abbreviations: dict[str, str]
    same: tuple[tuple[str, ...], ...]
