"""Doubles across units: the same name is not enough, for every commune collects its litter; a witness is needed.

Two entries of different units look the same where their names are alike to a slip of the pen and, besides,
the holder is the same and more than a common body, or the goals are the same and so is the place (the holder
where no place is named), or the name is long and the place the same. What many units share is a movement, no
double. Blocks by witness keep twenty thousand entries under a second.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from aggregator.alike import EVIDENCE, LONG_NAME, SAME_GOALS, SAME_HOLDER, Alike
from aggregator.settle.pairing import bare
from aggregator.settle.same_words import names_a_place, names_one_place, names_somebody, only_slips, somebody
from aggregator.viet.fold import has_phrase, key

if TYPE_CHECKING:
    import pandas as pd

    from aggregator.campaign.model import Campaign

_LEAST_NAME, _LONG_NAME, _LONG_GOALS = 12, 40, 40  # letters
_MOST_UNITS = 3  # what more units share they share by habit
_MOST_IN_BLOCK = 24  # different names and units; what is so common is a template
_END = 10  # letters at either end of a name: a slip spoils one end only


class _Model(NamedTuple):
    label: int
    unit: str
    name: str
    holder: str
    is_somebody: bool
    goals: str
    place: str  # '' where the address names none
    communes: frozenset[str]  # those that the name speaks of


def alike_across_units(entries: pd.DataFrame, campaign: Campaign) -> list[Alike]:
    """The groups, by their first entries (columns unit, name, address, holder, holder_kind, goals)."""
    models = _models(entries, _communes(campaign))
    evidence: dict[tuple[int, int], set[str]] = defaultdict(set)
    for witness, block in _blocks(models):
        for one, other in combinations(block, 2):
            if _same(models[one], models[other]):
                evidence[one, other].add(witness)
    return list(_groups(models, evidence))


def _models(entries: pd.DataFrame, communes: Sequence[str]) -> list[_Model]:
    columns = (entries[c] for c in ("unit", "name", "address", "holder", "holder_kind", "goals"))
    found = []
    for label, unit, *texts in zip(entries.index, *columns, strict=True):
        name, place, holder, kind, goals = (text if isinstance(text, str) else "" for text in texts)
        words, who = bare(name), somebody(key(holder)) if kind == "individual" else key(holder)
        if isinstance(unit, str) and len(words) >= _LEAST_NAME:
            spoken = frozenset(c for c in communes if c in words and has_phrase(words, c))
            certain = names_somebody(who, kind)
            where = key(place) if names_a_place(key(place)) else ""
            found.append(_Model(int(label), unit, words, who, certain, key(goals), where, spoken))
    return found


def _communes(campaign: Campaign) -> list[str]:
    """The communes' names as keys, without the word for their kind: ``cao xa``."""
    kinds = [f"{key(kind)} " for kind in campaign.commune_names.kinds]
    names = [key(unit.name) for unit in campaign.units if unit.kind == "commune"]
    return [next((n.removeprefix(kind) for kind in kinds if n.startswith(kind)), n) for n in names]


def _blocks(models: Sequence[_Model]) -> Iterator[tuple[str, list[int]]]:
    """Entries that could be the same by a witness and one end of their names."""
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, model in enumerate(models):
        for witness in _witnesses(model):
            for end in (model.name[:_END], model.name[-_END:]):
                blocks[(*witness, end)].append(number)
    for witness, block in blocks.items():
        one_each = list({(models[n].unit, models[n].name): n for n in reversed(block)}.values())[::-1]
        if len({models[n].unit for n in one_each}) > 1 and len(one_each) <= _MOST_IN_BLOCK:
            yield witness[0], one_each


def _witnesses(model: _Model) -> Iterator[tuple[str, ...]]:
    """What of an entry must be the same in another, besides the name."""
    if model.is_somebody:
        yield SAME_HOLDER, model.holder
    one_place = names_one_place(model.place)
    if len(model.goals) >= _LONG_GOALS and (one_place or not model.place):
        yield SAME_GOALS, model.goals, model.place or model.holder
    if len(model.name) >= _LONG_NAME and one_place:
        yield LONG_NAME, model.place


def _same(one: _Model, other: _Model) -> bool:
    """Whether two entries of different units bear the same name, and it speaks of no two communes."""
    elsewhere = one.communes and other.communes and one.communes != other.communes
    return one.unit != other.unit and not elsewhere and only_slips(one.name, other.name)


def _groups(models: Sequence[_Model], evidence: Mapping[tuple[int, int], set[str]]) -> Iterator[Alike]:
    """The pairs joined to groups; a group of too many units is a habit."""
    group_of: dict[int, set[int]] = {}
    for pair in evidence:
        joined = set().union(*(group_of.get(n, {n}) for n in pair))
        group_of |= dict.fromkeys(joined, joined)
    for group in {min(g): g for g in group_of.values()}.values():
        rows = sorted(group)
        found = {witness for pair, those in evidence.items() if pair[0] in group for witness in those}
        if len({models[n].unit for n in rows}) <= _MOST_UNITS:
            yield Alike(tuple(models[n].label for n in rows), tuple(w for w in EVIDENCE if w in found))
