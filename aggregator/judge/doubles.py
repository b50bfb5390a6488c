"""Models that stand twice: in one unit's lists, where one counts; in several units', where a witness is needed."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, combinations, permutations
from typing import NamedTuple

import pandas as pd
from msgspec import Struct, field, structs

from aggregator.campaign.load import code_words
from aggregator.campaign.succession import is_old_name
from aggregator.campaign.word_lists import any_of, keys, pattern
from aggregator.judge.content import cell_of
from aggregator.judge.pairs import bare, numbers_in
from aggregator.judge.versions import Model, Version, alike, by_list, hand_of, typing_changes, within
from aggregator.nouns.document import cell_name
from aggregator.nouns.finding import Finding, data_file, few, finding, short
from aggregator.nouns.outcome import rows_of, some_rows_of
from aggregator.nouns.unit import Campaign
from aggregator.vietnamese.fold import grouped, has_phrase, key, regex
from aggregator.vietnamese.official_style import quotation
from aggregator.vietnamese.scope import memory

SAME_HOLDER, SAME_GOALS, LONG_NAME = "holder", "goals", "name"
EVIDENCE: dict[str, str] = data_file("reasons.toml")["double"]


class Cluster(Struct, frozen=True):
    """``rows`` are index labels of the entries frame, of two units at least; ``evidence`` some of EVIDENCE."""

    rows: tuple[int, ...]
    evidence: tuple[str, ...]


_CLOSE = 92.0  # of 100: two whole names
_SLIP = 70.0  # of 100: the words in which they differ; “Sen” and “Mẫu” are two hamlets
HAMLETS = any_of([*map(key, data_file("names.toml")["hamlets"]), "ban"])  # every commune has a “Thôn Trung”
_HAMLET = regex(rf"\b(?:{HAMLETS})\b")
_COMMON = frozenset(keys("double", "common"))
_PLACELESS = frozenset(keys("double", "placeless"))
_TITLE_WORDS = frozenset(word for title in keys("double", "titles") for word in title.split())


@memory(4096)
def names_person(holder: str, kind: str) -> bool:
    """Whether a holder (a key) is one certain person or body: “Hội Phụ nữ xã”, “Chi bộ thôn Trung” are not."""
    words = holder.split()
    if kind == "individual":
        return len([word for word in words if word not in _TITLE_WORDS]) > 1
    if _HAMLET.search(holder) or pattern("holder", "nameless").search(holder):
        return False
    return any(word not in _COMMON and not word.isdigit() for word in words)


def person_of(holder: str) -> str:
    """A person (a key) without the title before the name: “Ông”, “Đồng chí” and none are one."""
    words = holder.split()
    while words and words[0] in _TITLE_WORDS:
        words.pop(0)
    return " ".join(words)


def _place_words(place: str) -> list[str]:
    """The words of an address (a key) that name a place: “Toàn xã”, “Cơ quan”, “Các thôn” have none."""
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
    rival_words = set(rival.split())
    return [word for word in name.split() if word not in rival_words]


_LEAST_GOALS = 40  # letters; a shorter text is written alike by chance


def same_text_across_units(entries: pd.DataFrame, doubles: Collection[int]) -> list[Cluster]:
    """Models that units wrote alike, name and goals to the word; none of ``doubles``: a question, no evidence."""
    rows = rows_of(entries, "unit", "name", "goals")
    free = ((key(name or ""), key(goals or ""), u, n) for n, u, name, goals in rows if u and n not in doubles)
    groups = grouped(((name, goals), (u, n)) for name, goals, u, n in free if len(goals) >= _LEAST_GOALS).values()
    return [Cluster(tuple(n for _, n in group), ()) for group in groups if len({unit for unit, _ in group}) > 1]


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
    """The entries of known units with a name that tells something, one by one: each is compared with others."""
    models = []
    for label, unit, *texts in rows_of(entries, "unit", "name", "address", "holder", "holder_kind", "goals"):
        name, place, holder, kind, goals = (text or "" for text in texts)
        words, body = bare(name), person_of(key(holder)) if kind == "individual" else key(holder)
        if unit and len(words) >= _LEAST_NAME:
            certain = names_person(body, kind)
            where = key(place) if _place_words(key(place)) else ""
            models.append(_Model(label, unit, words, body, certain, key(goals), where))
    return models


def _commune_finder(campaign: Campaign) -> Callable[[str], frozenset[str]]:
    """A function from a name's words to the communes that it speaks of, without the word for their kind."""
    kinds = regex(f"^(?:{any_of([key(kind) for kind in campaign.commune_names.kinds])}) ")
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


def double_findings(groups: Sequence[Cluster], entries: pd.DataFrame, campaign: Campaign) -> Iterator[Finding]:
    """One finding a group, of no unit: the board asks the units, each of which may be right.

    A group without evidence is of models that units wrote alike to the word; nobody is accused of copying.
    """
    columns = ("unit", "file", "sheet", "row", "cells", "name")
    rows = some_rows_of(entries, chain.from_iterable(group.rows for group in groups), *columns)
    for group in groups:
        alike = [rows[label] for label in group.rows]
        places = "; ".join(
            f"{campaign.unit_name(u)} (“{f}”, trang “{s}”, dòng {row})" for u, f, s, row, *_ in alike
        )
        _, file, sheet, row, cells, name = alike[0]
        evidence = ", ".join(EVIDENCE[kind] for kind in group.evidence)
        facts = {"name": short(name), "places": places, "evidence": evidence}
        code = "double-across-units" if group.evidence else "same-text-other-units"
        count = len({unit for unit, *_ in alike})
        yield finding(code, file=file, sheet=sheet, cell=cell_of(cells, row), count=count, **facts)


# ---- Models that stand twice in the lists of one unit, where one counts, and pairs that may be one.

_KINDS = frozenset(map(key, (*code_words()["holder"].values(), "TT", "CN")))  # say no holder, only its kind


class Copy(NamedTuple):
    """An entry that only repeats another one, and that one: labels of the frame of all entries."""

    label: int
    original: int


class Doubles(Struct):
    """What the doubles of one unit come to: copies that do not count, and pairs that may be one model."""

    copies: list[Copy] = field(default_factory=list)
    look_alikes: list[tuple[Model, Model]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def doubles_of(versions: Sequence[Version], unit: str | None, extracts: Collection[str] = ()) -> Doubles:
    """Go through a unit's lists that count (or one unknown file), its own first; ``extracts`` correct a part."""
    by_name: dict[str, list[list[Model]]] = defaultdict(list)  # of each model the entries that are it
    doubles = Doubles()
    apart = {v.item.file for v in versions if v.item.intake.book_doubles == "apart"}  # so a person said
    plans = _plans(versions)
    lists = [models for models in _lists(versions, extracts) if models[0].file not in apart]
    for models in sorted(lists, key=lambda models: models[0].label in plans):
        is_plan = models[0].label in plans
        doubles.look_alikes += _pasted_again(models)
        group_ids: set[int] = set()  # within one list the same name is another model
        for model in models:
            groups = [group for group in by_name[model.name] if id(group) not in group_ids]
            group = groups[0] if groups and is_plan else _group_of(model, groups)
            if group is None:
                if groups and model.name:
                    doubles.look_alikes.append((groups[0][0], model))
                group = []
                by_name[model.name].append(group)
            else:
                doubles.copies.append(Copy(model.label, group[0].label))
            group.append(model)
            group_ids.add(id(group))
    doubles.look_alikes += _worded_otherwise(lists, [[m.label for m in x] for g in by_name.values() for x in g])
    known = {frozenset(pair) for pair in doubles.copies}
    known |= {frozenset((a.label, b.label)) for a, b in doubles.look_alikes}
    for first, second in combinations(by_list(v for v in versions if v.item.file not in apart), 2):
        pairs = [(a, b) for a, b in typing_changes(first, second) if not alike(a.name, b.name)]
        pairs += [pair for pair in _one_longer(first, second) if pair not in pairs]
        doubles.look_alikes += [(a, b) for a, b in pairs if frozenset((a.label, b.label)) not in known]
    doubles.look_alikes += (pair for models in lists for pair in _cut_short(models))
    answered = {version.item.file for version in versions if version.item.intake.book_doubles}
    repeats = _repeat_findings(doubles, versions, unit, extracts)
    doubles.findings = [repeat for repeat in repeats if repeat.file not in answered]
    return doubles


def _lists(versions: Sequence[Version], extracts: Collection[str]) -> Iterable[list[Model]]:
    """The entries list by list: the unit's own before other hands', extracts, old sheets last, the fullest."""
    parts: list[tuple[bool, bool, bool, int, list[Model]]] = []
    for version in sorted(versions, key=lambda v: (bool(v.hand), *v.order, v.item.file)):
        hands = {part.sheet: bool(hand_of(part)) for part in version.lists}
        for models in by_list([version]):
            sheet = models[0].sheet
            of_hand = bool(version.hand) or hands.get(sheet, False)
            order = of_hand, version.item.file not in extracts, is_old_name(sheet)
            parts += ((*order, -len(models), again) for again in _apart_where_pasted(models))
    return [models for *_, models in sorted(parts, key=lambda part: part[:4])]


def _group_of(model: Model, groups: Sequence[list[Model]]) -> list[Model] | None:
    """The model that an entry is: of the same address first, then of one within the other."""
    candidates = [group for group in groups if all(model.is_also(m) and _held_alike(model, m) for m in group)]
    exact = (group for group in candidates if group[0].address == model.address)
    return next(exact, candidates[0] if candidates else None) if model.name else None


def _held_alike(model: Model, rival: Model) -> bool:
    """Whether two holders may be one; a word for the kind alone says none."""
    return not _KINDS.isdisjoint((model.holder, rival.holder)) or within(model.holder, rival.holder)


def _plans(versions: Sequence[Version]) -> set[int]:
    """The lists (first labels) that only tell more of a fuller one's models in the file, without place or level."""
    plans: set[int] = set()
    for first, second in permutations(by_list(versions), 2):
        names = {model.name for model in first}
        bare = all(model.name in names and not (model.address or model.level) for model in second)
        if first[0].file == second[0].file and bare and any(model.address or model.level for model in first):
            plans.add(second[0].label)
    return plans


def _worded_otherwise(lists: Sequence[list[Model]], groups: Iterable[list[int]]) -> Iterator[tuple[Model, Model]]:
    """Pairs in two lists of one file that may be one model, neither of which has its like in the other list."""
    group_of = {label: group for group in groups for label in group}
    for first, second in combinations(lists, 2):
        if first[0].file != second[0].file:
            continue
        free = [
            [m for m in models if group_of[m.label][0] == m.label and rivals.isdisjoint(group_of[m.label])]
            for models, rivals in ((first, {m.label for m in second}), (second, {m.label for m in first}))
        ]
        for rival in free[1]:
            model = next((model for model in free[0] if _may_be_one(model, rival)), None)
            if model is not None:
                free[0].remove(model)
                yield model, rival


def _may_be_one(model: Model, rival: Model) -> bool:
    """Whether two entries may be one model in other words: nothing else differs, nor any number in the names."""
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415 -- only where two could be the same

    names, levels = (model.name, rival.name), {model.level, rival.level} - {None}
    placed = _held_alike(model, rival) and within(model.address, rival.address)
    if len(levels) > 1 or not placed or not all(names) or numbers_in(model.name) != numbers_in(rival.name):
        return False
    return within(*names) or only_slips(*names) or Levenshtein.distance(*names) == 1


_LEAST_PASTED = 3  # names


def _apart_where_pasted(models: list[Model]) -> Iterator[list[Model]]:
    """A list, or one that was pasted below itself as the lists that it is: row by row it begins again.

    Nor where the section or mode differs: such rows are asked about. Not where rows say no place: these may be
    the models of hamlets that stand over them.
    """
    rows = [(m.name, m.address, m.holder, m.level, m.goals, m.terms) for m in models]
    starts = (at for at in range(_LEAST_PASTED, len(rows) - _LEAST_PASTED + 1) if rows[at] == rows[0])
    size = next((at for at in starts if rows[at:] == rows[:-at]), len(rows))
    pasted = all(model.name and model.address for model in models) and len({*rows[:size]}) == size
    size = size if pasted else len(rows)
    yield from (models[first : first + size] for first in range(0, len(rows), size))


def _pasted_again(models: Sequence[Model]) -> list[tuple[Model, Model]]:
    """Rows under a name that stood above with another address, where half of the list comes again."""
    first: dict[str, Model] = {}
    repeats = [(above, model) for model in models if (above := first.setdefault(model.name, model)) is not model]
    pasted = len({model.name for _, model in repeats}) >= _LEAST_PASTED and 2 * len(repeats) >= len(models)
    return [(above, model) for above, model in repeats if pasted and above.address != model.address]


def _repeat_findings(
    doubles: Doubles, versions: Sequence[Version], unit: str | None, extracts: Collection[str]
) -> Iterable[Finding]:
    """One finding for each two lists: one only repeats another, or both share models; ``extracts`` are asked."""
    models = {model.label: model for version in versions for model in version.models}
    lists = ((version.item.file, part) for version in versions for part in version.lists)
    columns = {(file, part.sheet): part.columns.get("name", 1) for file, part in lists}
    sizes = Counter((model.file, model.sheet) for model in models.values())
    tables = {model.label: table for table, rows in enumerate(by_list(versions)) for model in rows}
    pairs: dict[tuple[str, str, str, str, bool], list[Model]] = defaultdict(list)
    for copy, original in doubles.copies:
        model, source = models[copy], models[original]
        if source.file not in extracts:
            below = tables[copy] == tables[original]  # in one table
            pairs[model.file, model.sheet, source.file, source.sheet, below].append(model)
    for (file, sheet, other_file, other_sheet, below), repeats in pairs.items():
        code = "sheet-repeats" if len(repeats) == sizes[file, sheet] else "models-repeated"
        beside = "" if sheet != other_sheet else " (các dòng phía trên)" if below else " (bảng khác)"
        where = f"“{other_sheet}”{beside}" if file == other_file else f"“{other_sheet}” của tệp “{other_file}”"
        names = few([quotation(model.text) for model in repeats], 3, "; ")
        found = finding(code, unit=unit, file=file, sheet=sheet, count=len(repeats), other=where, names=names)
        places = (cell_name(model.row, columns.get((file, sheet), 1)) for model in repeats)
        yield structs.replace(found, places=tuple((file, sheet, cell) for cell in places))


def _one_longer(first: Sequence[Model], second: Sequence[Model]) -> Iterator[tuple[Model, Model]]:
    """Pairs of which one name is the other with more words, of one address and one holder: “… trên địa bàn”."""
    placed = (model for model in second if model.address and model.holder not in _KINDS)
    at_place = grouped(((model.address, model.holder), model) for model in placed)
    for model in first:
        for rival in at_place.get((model.address, model.holder), ())[:_MOST_AT_PLACE]:
            if model.name != rival.name and within(model.name, rival.name):
                yield model, rival


def _cut_short(models: Sequence[Model]) -> Iterator[tuple[Model, Model]]:
    """Pairs in one list that differ in the end of their names alone: its extract may be read as a part of it."""
    for model, rival in _one_longer(models, models):
        same = model.goals == rival.goals and model.level == rival.level
        if model.goals and same and model.label < rival.label:
            yield model, rival


_MOST_AT_PLACE = 20  # models of one holder at one place
