"""The words from which units' names are composed, as ``names.toml`` has them: folded keys, ready to be compared."""

from __future__ import annotations

from dataclasses import dataclass

from aggregator.campaign.table import Table
from aggregator.viet.fold import key


@dataclass(frozen=True)
class NameWords:
    """Folded words. ``abbreviations`` are of the roster's own names, ``same`` the names of one body."""

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
    abbreviations: dict[str, str]
    same: tuple[tuple[str, ...], ...]


def load_name_words(t: Table) -> NameWords:
    """The words of ``names.toml``. Raises CannotWork with the key and what was expected."""

    def words(name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(key(text) for text in t.texts(name)))

    short = t.table("abbreviations")
    return NameWords(
        wrappers=words("wrappers"),
        national=words("national"),
        fillers=words("fillers"),
        heads=words("heads"),
        left_out=words("left_out"),
        district_heads=words("district_heads"),
        committee=words("committee"),
        after_names=words("after_names"),
        other_levels=words("other_levels"),
        over_names=words("over_names"),
        hands=words("hands"),
        subordinates=words("subordinates"),
        not_before_commune=words("not_before_commune"),
        abbreviations={key(name): key(short.text(name)) for name in short.names()},
        same=tuple(tuple(key(text) for text in each.texts("names")) for each in t.tables("same")),
    )
