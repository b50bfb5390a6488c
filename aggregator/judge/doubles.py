"""Models that stand in the lists of several units: groups to be looked at, never merged; nobody is accused.

The same name is not enough, for every commune collects its litter: a witness is needed.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import combinations
from typing import NamedTuple

import pandas as pd
from msgspec import Struct

from aggregator.campaign.mail_words import any_of, keys
from aggregator.judge.content import cell_of
from aggregator.judge.entries import rows_of
from aggregator.judge.matching import bare
from aggregator.nouns.finding import Finding, data_file, finding, short
from aggregator.nouns.unit import Campaign
from aggregator.vietnamese.fold import grouped, has_phrase, key

SAME_HOLDER, SAME_GOALS, LONG_NAME = "holder", "goals", "name"
EVIDENCE = {
    SAME_HOLDER: "cùng tập thể hoặc cá nhân thực hiện",
    SAME_GOALS: "mục tiêu giống nhau từng chữ",
    LONG_NAME: "tên dài giống nhau và cùng địa chỉ",
}


class Cluster(Struct, frozen=True):
    """``rows`` are index labels of the entries frame, of two units at least; ``evidence`` some of EVIDENCE."""

    rows: tuple[int, ...]
    evidence: tuple[str, ...]


_CLOSE = 92.0  # of 100: two whole names
_SLIP = 70.0  # of 100: the words in which they differ; “Sen” and “Mẫu” are two hamlets
HAMLETS = any_of([*map(key, data_file("names.toml")["hamlets"]), "ban"])  # every commune has a “Thôn Trung”
_HAMLET = re.compile(rf"\b(?:{HAMLETS})\b")
_NAMELESS = re.compile(r"\b(?:xa|thi tran|co quan|don vi|truong)$|^luc luong\b")  # whose “Đảng ủy xã” is not said
_COMMON = frozenset(keys("double", "common"))
_PLACELESS = frozenset(keys("double", "placeless"))
_TITLE_WORDS = frozenset(word for title in keys("double", "titles") for word in title.split())


@lru_cache(maxsize=4096)
def names_somebody(holder: str, kind: str) -> bool:
    """Whether a holder (a key) is one certain person or body: “Hội Phụ nữ xã”, “Chi bộ thôn Trung” are not."""
    words = holder.split()
    if kind == "individual":
        return len([word for word in words if word not in _TITLE_WORDS]) > 1
    if _HAMLET.search(holder) or _NAMELESS.search(holder):
        return False
    return any(word not in _COMMON and not word.isdigit() for word in words)


def somebody(holder: str) -> str:
    """A person (a key) without the title before the name: “Ông”, “Đồng chí” and none are one."""
    words = holder.split()
    while words and words[0] in _TITLE_WORDS:
        words.pop(0)
    return " ".join(words)


def _place_words(place: str) -> list[str]:
    """The words of an address (a key) that name a place: “Toàn xã”, “Cơ quan”, “Các thôn” have none.

    Every commune has a “Thôn Trung”: a place of one word alone may well be found twice in the district.
    """
    return [word for word in place.split() if word not in _PLACELESS]


def only_slips(name: str, rival: str) -> bool:
    """Whether two names (keys) are one to a slip of the pen; another number or another proper name is none."""
    from rapidfuzz import fuzz  # noqa: PLC0415 -- only where two could be the same

    if name == rival:
        return True
    surplus, rival_surplus = _surplus(name, rival), _surplus(rival, name)
    if fuzz.ratio(name, rival) < _CLOSE or any(word.isdigit() for word in (*surplus, *rival_surplus)):
        return False
    return not surplus or not rival_surplus or fuzz.ratio(" ".join(surplus), " ".join(rival_surplus)) >= _SLIP


def _surplus(name: str, rival: str) -> list[str]:
    """The words of one that the other lacks."""
    rival_words = set(rival.split())
    return [word for word in name.split() if word not in rival_words]


_LEAST_GOALS = 40  # letters; a shorter text is written alike by chance


def same_text_across_units(entries: pd.DataFrame, doubles: Collection[int]) -> list[tuple[int, ...]]:
    """Models that units wrote alike, name and goals to the word: a question, no double.

    The groups as index labels (columns unit, name, goals); entries among ``doubles`` have their finding already.
    """
    groups: dict[tuple[str, str], dict[int, str]] = defaultdict(dict)  # by the words: label → unit
    for label, unit, name, goals in rows_of(entries, "unit", "name", "goals"):
        words = key(goals) if isinstance(unit, str) and isinstance(goals, str) else ""
        if len(words) >= _LEAST_GOALS and label not in doubles:
            groups[key(str(name)), words][int(label)] = unit
    return [tuple(group) for group in groups.values() if len(set(group.values())) > 1]


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


def doubles_across_units(entries: pd.DataFrame, campaign: Campaign) -> list[Cluster]:
    """The groups, by their first entries (columns unit, name, address, holder, holder_kind, goals)."""
    models, communes_in = _models(entries), _commune_finder(campaign)
    evidence: dict[tuple[int, int], set[str]] = defaultdict(set)
    for witness, block in _blocks(models):
        for first, second in combinations(block, 2):
            if _is_double(models[first], models[second], communes_in):
                evidence[first, second].add(witness)
    return list(_groups(models, evidence))


def _models(entries: pd.DataFrame) -> list[_Model]:
    rows = rows_of(entries, "unit", "name", "address", "holder", "holder_kind", "goals")
    models = []
    for label, unit, *texts in rows:
        name, place, holder, kind, goals = (text if isinstance(text, str) else "" for text in texts)
        words, body = bare(name), somebody(key(holder)) if kind == "individual" else key(holder)
        if isinstance(unit, str) and len(words) >= _LEAST_NAME:
            certain = names_somebody(body, kind)
            where = key(place) if _place_words(key(place)) else ""
            models.append(_Model(int(label), unit, words, body, certain, key(goals), where))
    return models


def _commune_finder(campaign: Campaign) -> Callable[[str], frozenset[str]]:
    """A function from a name's words to the communes that it speaks of, without the word for their kind."""
    kinds = re.compile(f"^(?:{any_of([key(kind) for kind in campaign.commune_names.kinds])}) ")
    communes = [kinds.sub("", key(unit.name)) for unit in campaign.units if unit.kind == "commune"]
    return cache(lambda name: frozenset(commune for commune in communes if has_phrase(name, commune)))


def _blocks(models: Sequence[_Model]) -> Iterator[tuple[str, list[int]]]:
    """Entries that could be the same by a witness and one end of their names."""
    blocks = grouped(
        ((*witness, end), number)
        for number, model in enumerate(models)
        for witness in _witnesses(model)
        for end in (model.name[:_END], model.name[-_END:])
    )
    for witness, block in blocks.items():
        one_each = list({(models[n].unit, models[n].name): n for n in reversed(block)}.values())[::-1]
        if len({models[n].unit for n in one_each}) > 1 and len(one_each) <= _MOST_IN_BLOCK:
            yield witness[0], one_each


def _witnesses(model: _Model) -> Iterator[tuple[str, ...]]:
    """What of an entry must be the same in another, besides the name."""
    if model.is_somebody:
        yield SAME_HOLDER, model.holder
    one_place = len(_place_words(model.place)) > 1
    if len(model.goals) >= _LONG_GOALS and (one_place or not model.place):
        yield SAME_GOALS, model.goals, model.place or model.holder
    if len(model.name) >= _LONG_NAME and one_place:
        yield LONG_NAME, model.place


def _is_double(model: _Model, rival: _Model, communes_in: Callable[[str], frozenset[str]]) -> bool:
    """Whether two entries of different units bear the same name, and it speaks of no two communes."""
    if model.unit == rival.unit or not only_slips(model.name, rival.name):
        return False
    communes = {communes_in(model.name), communes_in(rival.name)} - {frozenset()}
    return len(communes) < 2


def _groups(models: Sequence[_Model], evidence: Mapping[tuple[int, int], set[str]]) -> Iterator[Cluster]:
    """The pairs joined to groups; a group of too many units is a habit."""
    group_of: dict[int, set[int]] = {}
    for pair in evidence:
        members = set().union(*(group_of.get(n, {n}) for n in pair))
        group_of |= dict.fromkeys(members, members)
    witnesses: dict[int, set[str]] = defaultdict(set)
    for (first, _), kinds in evidence.items():
        witnesses[min(group_of[first])] |= kinds
    for first, group in {min(g): g for g in group_of.values()}.items():
        rows, kinds = sorted(group), witnesses[first]
        if len({models[n].unit for n in rows}) <= _MOST_UNITS:
            yield Cluster(tuple(models[n].label for n in rows), tuple(w for w in EVIDENCE if w in kinds))


def double_findings(groups: Iterable[Cluster], entries: pd.DataFrame, campaign: Campaign) -> Iterator[Finding]:
    """One finding a group, of no unit: the board asks the units, each of which may be right."""
    for group in groups:
        evidence = ", ".join(EVIDENCE[witness] for witness in group.evidence)
        yield _of_group("double-across-units", group.rows, entries, campaign, evidence=evidence)


def same_text_findings(
    groups: Iterable[Sequence[int]], entries: pd.DataFrame, campaign: Campaign
) -> Iterator[Finding]:
    """One finding a group of models that units wrote alike to the word; nobody is accused of copying."""
    return (_of_group("same-text-other-units", group, entries, campaign) for group in groups)


def _of_group(code: str, labels: Sequence[int], entries: pd.DataFrame, campaign: Campaign, **facts: str) -> Finding:
    rows = entries.loc[list(labels)]
    first = rows.iloc[0]
    places = "; ".join(
        f"{campaign.unit_name(unit)} (“{file}”, trang “{sheet}”, dòng {row})"
        for unit, file, sheet, row in zip(rows["unit"], rows["file"], rows["sheet"], rows["row"], strict=True)
    )
    return finding(
        code,
        file=first["file"],
        sheet=first["sheet"],
        cell=cell_of(first["cells"], first["row"]),
        name=short(first["name"]),
        count=rows["unit"].nunique(),
        places=places,
        **facts,
    )
