"""The lists of one unit side by side (design §4): what supersedes what, what is a part, what that leaves open.

And each model once: the same name in several sheets, parts or files of one unit is one entry, be it a summary
beside its parts, in either order, or a print copy of a sheet. Where address or holder differ both count, and
whatever hangs on it stays open. A list that was typed again, with other words in its names, is the same list where
its rows have the same address, holder and goals.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import combinations
from typing import NamedTuple

import pandas as pd
from msgspec import Struct, field, structs

from aggregator.campaign.succession import (
    are_versions,
    is_final_name,
    is_first_piece,
    is_old_name,
    keeps_rest,
    order_in_name,
    piece_of,
    replaces_list,
)
from aggregator.campaign.vocabulary import Vocabulary, edges_of
from aggregator.judge.entries import rows_of
from aggregator.nouns.file import Handled, places_and_name
from aggregator.nouns.finding import Facts, Finding, few, finding
from aggregator.nouns.reading import ListRead
from aggregator.nouns.unit import UPWARD
from aggregator.vietnamese.fold import grouped, key, near, regex, sole
from aggregator.vietnamese.wording import days_in, quoted

_YEARS = regex(r"\b20\d\d\b")
_BULLET = regex(r"^\s*(?:\d{1,2}\s*[.)]|[a-h]\s*[.)])\s*(?=\D)")
_BEFORE_NAME = regex(
    r"^(?:(?:xay dung|dang ky) )?(?:mo hinh|mh|dien hinh)(?: dien hinh)?(?: dan van kheo)? (?=\w+ \w)"
)
_LEVEL = regex(r"(?:(?:dang ky|de nghi|thuoc|mo hinh|dien hinh) )*(?:cap )?(?:tinh|huyen|co so|xa|thi tran)")
_LAST_NUMBER = regex(r"(?<!\d )\d{1,2}$")
_ONE_DAY, _BEFORE_ALL = dt.timedelta(days=1), dt.datetime.min.replace(tzinfo=dt.UTC)
_OF_LEVELS = frozenset({"cap", "tinh", "huyen", "xa", "co", "so"})  # words of a file's name
# how a later list stands to an earlier one
SUPERSEDES, REPLACES, PART, SURE_PART, APART = "supersedes", "replaces", "part", "sure-part", "apart"
EXTRACT = "extract"  # it corrects a part of the earlier one
_JOINT = "danh sach chung"  # the hand of all joint lists
_MOST_ROWS = 12  # quoted
_LOOSE = (PART, EXTRACT, REPLACES)
_OLDER = "older"  # a person says that the other list is the later one, whatever the times say


class Model(NamedTuple):
    """An entry as far as versions need it: its row in the frame of all entries, its place, its words as keys."""

    label: int
    file: str
    sheet: str
    row: int
    name: str
    address: str
    holder: str
    text: str  # the name
    level: str | None = None
    goals: str = ""
    field: str | None = None  # where the list or its file's name says it
    terms: tuple[str | None, ...] = ()  # field, mode and completion

    def is_also(self, model: Model) -> bool:
        """Whether two entries are one model as far as name and address say: equal, or one address in the other."""
        return self.name == model.name and within(self.address, model.address)


def within(text: str, rival: str) -> bool:
    """Whether one of two keys stands in the other; nothing stands in everything."""
    return not text or not rival or near(text, rival)


@lru_cache(maxsize=65536)  # many lists have the same names
def name_key(name: str) -> str:
    """A name's key without the number, “Mô hình” or the level before it and the level behind it."""
    text = next((rest for edge, rest in edges_of(name) if _LEVEL.fullmatch(key(edge))), name)
    return _BEFORE_NAME.sub("", key(_BULLET.sub("", text))) or key(name)


def models_of(entries: pd.DataFrame) -> dict[str, list[Model]]:
    """The entries by file, from their columns: place, words, level, field, mode, completion."""
    by_file: dict[str, list[Model]] = {}
    columns = ("file", "sheet", "row", "name", "address", "holder", "level", "goals", "field_source")
    terms = ("field", "mode", "completion")
    for row_of in rows_of(entries, *columns, *terms):
        (label, file, sheet, row, name, address, holder, level, goals, source), told = row_of[:-3], row_of[-3:]
        words = name_key(name or ""), key(address or ""), key(holder or "")
        place = int(label), file, sheet, int(row)
        of_field = told[0] if source == "section" else None
        model = Model(*place, *words, name or "", level, key(goals or ""), of_field, told)
        by_file.setdefault(file, []).append(model)
    return by_file


class Version(Struct, frozen=True, eq=False, dict=True):
    """A complete list of a unit: its file, the tables in it that are the unit's, and their entries.

    ``letters`` are the lines of papers in the same mail that say how the list stands to an earlier one.
    """

    item: Handled
    models: tuple[Model, ...]
    lists: tuple[ListRead, ...] = ()
    letters: tuple[str, ...] = ()

    @cached_property
    def most(self) -> int:
        """How many models it has at the most: rows that were not understood may be some."""
        return len(self.models) + sum(row.at_most for part in self.lists for row in part.possible)

    @cached_property
    def hand(self) -> str:
        """Whose hand: the unit itself (empty), or a body, party cell or hamlet of it. Only one hand supersedes."""
        if self.item.body:
            return key(self.item.body)
        if self.is_joint:
            return _JOINT
        hands = [hand_of(part) for part in self.lists if part.entries]
        return "|".join(dict.fromkeys(hands)) if hands and all(hands) else ""

    @property
    def is_print(self) -> bool:
        """Whether it was read from the text of a PDF, which may lack or misplace some."""
        return self.item.content.kind == "pdf" and bool(self.item.content.doubtful)

    @cached_property
    def is_joint(self) -> bool:
        """Whether it is a part of a joint list of several units, which another hand made."""
        return self.item.is_joint and any(part.unit for part in self.lists)

    @cached_property
    def pieces(self) -> frozenset[tuple[int, int]]:
        """Which pieces of one list it says that it is, and of how many (0: it does not say)."""
        return frozenset(filter(None, map(piece_of, self.item.of_succession)))

    @cached_property
    def starts(self) -> bool:
        """Whether its file's name or its mail says that it is the first piece of the list, and others come."""
        of_mail = (text for text in self.item.of_succession if text not in self.item.content.of_succession)
        return any(map(is_first_piece, (places_and_name(self.item.file)[1], *of_mail)))

    def surely_replaces(self, old: Version) -> bool:
        """Whether a person, or the words that came with it, put it in the place of an earlier list for certain."""
        if old.item.received.book_part == _OLDER:
            return True
        if self.item.received.book_part:
            return self.item.received.book_part == "replaces"
        texts = *self.item.of_succession, *self.letters
        as_long = len(self.models) >= old.most or (
            4 * len(self.models) >= 3 * old.most and not _few_again(old, self)
        )
        keeps = any(map(keeps_rest, texts))
        few = keeps or 2 * len(self.models) <= old.most
        said = [text for text in texts if replaces_list(text, as_long=as_long and not keeps, few=few)]
        days = {day for text in said for day in days_in(text, self.item.at.year)} - {self.item.at.date()}
        if (
            self.item.says_part
            or self.order[1] < 0
            or not self.is_after(old)
            or (days and old.item.says_part and old.item.at.date() not in days)
        ):
            return False
        shares = self.shares_with(old)  # what is shorter and has none of its models may be the rest of them
        left_behind = old.order[1] < 0 <= self.order[1] and shares and old.item.at <= self.item.at
        final = left_behind or (is_final_name(self.item.file) and (shares or as_long))
        return (final and shares) or ((final or bool(said)) and self.item.at != old.item.at)

    @cached_property
    def order(self) -> tuple[dt.datetime, int]:
        """When it came, and what its name says of its place among others of that moment.

        The time of a file that is called old or a draft says nothing: it goes before all others, as does what a
        person calls the older one.
        """
        place, received = order_in_name(self.item.file), self.item.received
        if received.book_part == _OLDER:
            return _BEFORE_ALL, -1
        return (_BEFORE_ALL if place < 0 and received.source == "file_time" else self.item.at), place

    def is_after(self, other: Version) -> bool:
        """Whether it came later; of one moment, or where times are unknown, as the names say."""
        timed = self.item.timed and other.item.timed
        return self.order > other.order if timed else self.order[1] > other.order[1]

    @cached_property
    def says_new(self) -> bool:
        """Whether its title, name or mail says that it stands in the place of another: “bản điều chỉnh”."""
        return any(map(replaces_list, self.item.of_succession))

    @cached_property
    def scope(self) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
        """The levels, fields and titles that its lists bear: a file a level or a file a field differs in them."""
        return (
            frozenset(part.level_in_title for part in self.lists if part.level_in_title),
            frozenset(part.field_in_title for part in self.lists if part.field_in_title),
            frozenset(title for part in self.lists if (title := _YEARS.sub("", key(part.title)))),
        )

    @cached_property
    def _by_name(self) -> dict[str, list[Model]]:
        return grouped((model.name, model) for model in self.models)

    def has(self, model: Model) -> bool:
        """Whether a model stands in this version."""
        return self.twin(model) is not None

    def twin(self, model: Model) -> Model | None:
        """The entry of this version that is a model."""
        return next((m for m in self._by_name.get(model.name, ()) if m.is_also(model)), None)

    def shares_with(self, other: Version) -> bool:
        """Whether at least one model stands in both."""
        return any(
            self.has(model) for name in self._by_name.keys() & other._by_name for model in other._by_name[name]
        )

    def names_some_of(self, other: Version) -> bool:
        """Whether at least one name stands in both, be it at another place: a row that was corrected."""
        return bool((self._by_name.keys() & other._by_name) - {""})


_LEAST_RETYPED = 3  # rows alike in address, holder and goals, each with goals of its own
_LEAST_GOALS = 8  # letters; shorter goals are written alike by chance


def retyped(first: Sequence[Model], second: Sequence[Model]) -> list[tuple[Model, Model]]:
    """The rows of two lists that are one row typed twice, as far as address, holder and goals say; else none."""
    by_row = [_by_other_words(models) for models in (first, second)]
    pairs = [(by_row[0][words], model) for words, model in by_row[1].items() if words in by_row[0]]
    enough = len({model.goals for _, model in pairs}) >= _LEAST_RETYPED
    return pairs if enough and 3 * len(pairs) >= 2 * min(len(first), len(second)) else []


def _by_other_words(models: Sequence[Model]) -> dict[tuple[str, str, str], Model]:
    """The entries by all but their names, those alone that are like no other of their list."""
    told = (m for m in models if m.name and m.address and m.holder and len(m.goals) >= _LEAST_GOALS)
    rows = grouped(((model.address, model.holder, model.goals), model) for model in told)
    return {words: model for words, group in rows.items() if (model := sole(group))}


def alike(name: str, rival: str) -> bool:
    """Whether two names (keys) share at least three in five of the words of the shorter one."""
    words, rival_words = set(name.split()), set(rival.split())
    return 5 * len(words & rival_words) >= 3 * min(len(words), len(rival_words))


def by_list(versions: Iterable[Version]) -> list[list[Model]]:
    """The entries list by list: a table of a sheet."""
    lists: list[list[Model]] = []
    for version in versions:
        tables = {(part.sheet, e.row): n for n, part in enumerate(version.lists) for e in part.entries}
        by_table = grouped(((m.sheet, tables.get((m.sheet, m.row), 0)), m) for m in version.models)
        lists += by_table.values()
    return lists


def _with_one_name(versions: Sequence[Version]) -> list[Version]:
    """The versions with one name for a model that stands in several of their lists under like names."""
    names: dict[int, str] = {}
    for first, second in combinations(by_list(versions), 2):
        for model, repeat in retyped(first, second):
            if model.name != repeat.name and alike(model.name, repeat.name):
                names.setdefault(repeat.label, names.get(model.label, model.name))

    def named(version: Version) -> Version:
        models = tuple(m._replace(name=names.get(m.label, m.name)) for m in version.models)
        return version if models == version.models else structs.replace(version, models=models)

    return [named(version) for version in versions]


def hand_of(part: ListRead) -> str:
    """The key of the lines that name the body, party cell or hamlet whose list it is; '' for the unit's own."""
    return key(" ".join(words.text for words in part.hand))


class Succession(Struct):
    """What one unit's lists come to: the counting versions, the superseded files with their reason.

    ``open_versions`` are superseded ones that may count all the same, ``loose`` counting ones that a later one may
    have replaced: (version, the other one); ``extracts`` are files that name again only a part of an earlier one.
    """

    counting: list[Version] = field(default_factory=list)
    superseded: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    open_versions: list[tuple[Version, Version]] = field(default_factory=list)
    loose: list[tuple[Version, Version]] = field(default_factory=list)
    departures: list[tuple[Version, Version]] = field(default_factory=list)
    extracts: set[str] = field(default_factory=set)


def settle_versions(versions: Sequence[Version], unit: str, unit_name: str, *, unread: bool = False) -> Succession:
    """Go through a unit's complete lists in the order of receipt; of one moment, as their names say.

    ``unread``: the unit's files hold something unread, so that no model is surely withdrawn.
    """
    subject = {"unit": unit, "unit_name": unit_name}
    versions = _with_one_name(versions)
    by_time = all(version.item.timed for version in versions)
    ordered = sorted(versions, key=lambda v: (*(v.order if by_time else v.order[::-1]), v.item.file))
    succession = _in_order([version for version in ordered if not version.is_print], subject)
    prints = [(v, lists) for v in ordered if v.is_print and (lists := _printed(v, succession.counting))]
    aside = {id(version) for version, _ in prints}
    if any(version.is_print for version in ordered):
        succession = _in_order([version for version in ordered if id(version) not in aside], subject)
    for version, lists in prints:
        _set_aside(succession, version, lists, subject)
    succession.findings += _withdrawals(succession, subject, "possible" if unread else None)
    return succession


def _in_order(versions: Iterable[Version], subject: dict[str, str]) -> Succession:
    succession = Succession()
    for version in versions:
        _add(succession, version, subject)
    return succession


def _printed(version: Version, counting: Sequence[Version]) -> list[Version]:
    """The lists that count and that a PDF, which came with or after them, prints: most models are of both."""
    lists = [old for old in counting if old.hand == version.hand and version.shares_with(old)]
    total = sum(len(old.models) for old in lists)
    shared = sum(any(old.has(model) for old in lists) for model in version.models)
    told = any(each.item.received.book_part == "adds" or each.item.contested for each in (version, *lists))
    if told or version.item.received.book_part or any(old.is_after(version) or old.order[1] < 0 for old in lists):
        return []
    return lists if 2 * shared > max(len(version.models), total) else []


def _set_aside(succession: Succession, version: Version, lists: Sequence[Version], subject: dict[str, str]) -> None:
    """Let a PDF neither replace nor add to the lists that it prints; what it says otherwise is told, and open."""
    last = lists[-1]
    succession.superseded[version.item.file] = f"bản PDF của tệp: {last.item.file}"
    models = {(model.name, model.level) for old in lists for model in old.models}
    told = any(old.item.received.book_part == "replaces" for old in lists)
    if not told and models != {(model.name, model.level) for model in version.models}:
        place: Facts = {"file": version.item.file, "other": last.item.file, **subject}
        count, total = sum((m.name, m.level) in models for m in version.models), len(models)
        succession.findings.append(finding("part-corrects", variant="print", count=count, total=total, **place))
        succession.open_versions += [(version, old) for old in lists]


def _relation(old: Version, new: Version) -> str:
    """How a later list stands to an earlier one that counts; what a person said of it comes first."""
    if old.item.received.book_part == _OLDER:
        return SUPERSEDES
    if new.item.received.book_part in ("replaces", "adds"):
        return SUPERSEDES if new.item.received.book_part == "replaces" else SURE_PART
    if old.item.contested or new.item.contested or old.hand != new.hand:
        return APART
    if old.pieces and new.pieces and {n for n, _ in old.pieces}.isdisjoint(n for n, _ in new.pieces):
        return SURE_PART if _few_again(old, new) else PART  # “(1-3)”, “(2-3)” may be days
    if new.surely_replaces(old) and not (_scopes_differ(old, new) or _codes_differ(old, new, "level")):
        return SUPERSEDES
    shares = old.shares_with(new) or (2 * new.most <= old.most and new.names_some_of(old))
    return _sharing(old, new) if shares else _without_overlap(old, new)


def _sharing(old: Version, new: Version) -> str:
    """The same where it repeats a model; of one moment neither is the later one: a summary beside its parts."""
    if not new.is_after(old) or (new.item.says_part and not old.item.says_part and _few_again(old, new)):
        return PART
    return EXTRACT if _is_extract(old, new) else SUPERSEDES


def _without_overlap(old: Version, new: Version) -> str:
    as_long = 2 * len(new.models) > old.most
    if new.says_new and as_long:
        return REPLACES
    if old.item.says_part and new.item.says_part and _called_alike(old, new):
        return PART  # a further part, or the same part anew
    of_fields = _codes_differ(old, new, "field") and _came_together(old, new)
    versions = are_versions(old.item.file, new.item.file)  # and no parts, whatever their levels
    by_rows = not versions and (_named_by_level(old, new) or of_fields)
    if old.item.says_part or new.item.says_part or _scopes_differ(old, new) or by_rows:
        return SURE_PART
    titles_differ = _differ(old.scope[2], new.scope[2])
    apart = titles_differ or _levels_apart(old, new) or _one_each(old, new)
    if not versions and (apart or _came_together(old, new)):
        return PART
    few = not as_long and any(map(keeps_rest, new.item.of_succession))
    return EXTRACT if few else REPLACES  # corrected rows under new names, “các nội dung khác giữ nguyên”


def _is_extract(old: Version, new: Version) -> bool:
    """Whether a later list names again only a part of an earlier one: corrected rows, one level, one field.

    What it does not name stays registered as far as it is of other levels, or by far the most.
    """
    missing = [model for model in old.models if not new.has(model)]
    unread = new.most - len(new.models)  # which may be those that are missing
    fewer = new.most < len(old.models) and 2 * (len(missing) - unread) > len(old.models)
    levels = {model.level for model in missing}
    elsewhere = None not in levels and levels.isdisjoint(model.level for model in new.models)
    return bool(missing) and (fewer or elsewhere or _narrower(old, new))


def _scopes_differ(old: Version, new: Version) -> bool:
    """Whether both name levels, or fields, and no common one."""
    return any(map(_differ, old.scope[:2], new.scope[:2]))


def _told_apart(old: Version, new: Version) -> str:
    """By what two lists are parts, as a message goes on; nothing where it is none of these."""
    level, field, title = map(_differ, old.scope, new.scope)
    signs = {
        "gửi cùng đợt": _came_together(old, new),
        "ghi cấp khác": level or _codes_differ(old, new, "level") or _named_by_level(old, new),
        "ghi lĩnh vực khác": field or _codes_differ(old, new, "field"),
        "ghi tiêu đề khác": title,
    }
    words = ", ".join(sign for sign, holds in signs.items() if holds)
    return words and f" và {words}"


def _differ(names: frozenset[str], rivals: frozenset[str]) -> bool:
    return bool(names and rivals) and names.isdisjoint(rivals)


def _called_alike(old: Version, new: Version) -> bool:
    """Whether two lists bear the same file name and the same titles, levels and fields."""
    first, second = (places_and_name(version.item.file)[1] for version in (old, new))
    return key(first) == key(second) and old.scope == new.scope


def _codes_differ(old: Version, new: Version, what: str) -> bool:
    """Whether all models of each are of one level (or field), and not of the same: a file a level."""
    codes = [{getattr(model, what) for model in version.models} for version in (old, new)]
    return all(len(each) == 1 and None not in each for each in codes) and codes[0] != codes[1]


def _named_by_level(old: Version, new: Version) -> bool:
    """Whether they are called alike but for levels, as their models are: “cấp tỉnh, cấp huyện”, “cơ sở”.

    Or but for numbers, came together, and are a file a level: “1 tinh”, “2 huyen”.
    """
    first, second = ({*key(places_and_name(version.item.file)[1]).split()} for version in (old, new))
    if first == second or not all(word in _OF_LEVELS or word.isdigit() for word in first ^ second):
        return False
    worded = not (first - second).isdisjoint(_OF_LEVELS) and not (second - first).isdisjoint(_OF_LEVELS)
    return (worded and _levels_apart(old, new)) or (_codes_differ(old, new, "level") and _came_together(old, new))


def _levels_apart(old: Version, new: Version) -> bool:
    """Whether the levels of all models are known, and none is in both lists."""
    first, second = ({model.level for model in version.models} for version in (old, new))
    return None not in first | second and first.isdisjoint(second)


def _one_each(old: Version, new: Version) -> bool:
    """Whether each is of one model and they are called alike but for a number: a file a model."""
    names = [key(places_and_name(version.item.file)[1]) for version in (old, new)]
    numbered = all(_LAST_NUMBER.search(name) for name in names) and old.order[1] == new.order[1] == 0
    alike = names[0] != names[1] and len({_LAST_NUMBER.sub("", name) for name in names}) == 1
    return old.most == new.most == 1 and numbered and alike


def _came_together(old: Version, new: Version) -> bool:
    """In one mail or folder, or within a day."""
    old_places, new_places = (places_and_name(version.item.file)[0] for version in (old, new))
    return (old_places == new_places and bool(old_places)) or abs(new.item.at - old.item.at) <= _ONE_DAY


def _is_again(old: Version, new: Version) -> bool:
    """Whether a list has the models of an earlier one, each at its level, and no other."""
    first, second = ({(model.name, model.level) for model in version.models} for version in (old, new))
    return first == second and not new.item.received.book_part


def _add(succession: Succession, version: Version, subject: dict[str, str]) -> None:
    former = next((old for old, _ in succession.departures if _is_again(old, version)), None)
    later = [old for old in succession.counting if old.shares_with(version)]
    if former is not None and later:  # an old list turns up again: what came between goes on counting
        file = version.item.file
        succession.superseded[file] = f"trùng bản trước “{former.item.file}”, có bản sau: {later[-1].item.file}"
        succession.open_versions += [(version, old) for old in later]
        return
    relations = [(old, _relation(old, version)) for old in succession.counting]
    predecessors = [old for old, relation in relations if relation == SUPERSEDES]
    extracts = [old for old, relation in relations if relation == EXTRACT]
    # a corrected part replaces that part alone: what counted beside it goes on counting
    strangers = [old for old, relation in relations if relation == REPLACES and not (predecessors or extracts)]
    parts = [old for old, r in relations if r in (PART, SURE_PART) or (r == REPLACES and old not in strangers)]
    file, item = version.item.file, version.item
    place = {"file": file, **subject}
    unsure = [old for old in predecessors if not version.surely_replaces(old) and _may_go_on(old, version)]
    succession.open_versions += [(old, version) for old in unsure]
    changed = [old for old in unsure if not (_is_again(old, version) or old.item.says_part)]
    if disputed := [old for old in changed if _order_disputed(old, version)]:
        succession.findings.append(finding("order-disputed", other=disputed[-1].item.file, **place))
    elif again := extracts or [old for old in unsure if len(version.models) < old.most]:
        old = again[-1]
        count = sum(map(version.has, old.models))
        variant = "shorter" if not extracts else None if count else "few"
        facts: Facts = {"other": old.item.file, "count": count, "total": len(old.models)} | place
        succession.findings.append(finding("part-corrects", variant=variant, **facts))
    succession.extracts |= {file} if extracts else set()
    if strangers:
        succession.findings.append(finding("replaced-without-overlap", other=strangers[-1].item.file, **place))
    if parts and not (predecessors or strangers or extracts):
        code = "further-part" if item.says_part else "part-assumed"
        why = _told_apart(parts[-1], version)
        succession.findings.append(finding(code, other=parts[-1].item.file, why=why, **place))
    elif version.is_joint:
        rows = few([str(model.row) for model in version.models], _MOST_ROWS)
        succession.findings.append(finding("joint-list", count=f"{len(version.models):02d}", rows=rows, **place))
    elif version.hand and not item.body and not item.received.book_part:
        words = dict.fromkeys(" ".join(w.text for w in part.hand) for part in version.lists if part.hand)
        succession.findings.append(finding("part-by-other-hand", written="; ".join(words), **place))
    if any(r == SURE_PART and version.is_after(old) and version.shares_with(old) for old, r in relations):
        succession.extracts.add(file)  # a person says that it adds: what it repeats, it corrects
    succession.loose += [(old, version) for old, r in relations if r in _LOOSE and old not in strangers]
    succession.open_versions += [(old, version) for old in strangers]
    ends = {id(old) for old in (*predecessors, *strangers)}
    succession.departures += [(old, version) for old in succession.counting if id(old) in ends]
    succession.counting = [old for old in succession.counting if id(old) not in ends] + [version]
    succession.superseded |= {old.item.file: f"có bản sau: {file}" for old in (*predecessors, *strangers)}


def nearly_whole(old: Version, new: Version) -> bool:
    """Whether a later list repeats most of an earlier one and is not of one level or field alone."""
    return new.is_after(old) and not (_few_again(old, new) or _narrower(old, new))


def _may_go_on(old: Version, new: Version) -> bool:
    """Whether a list that was superseded may go on counting: it is called or dated later, or is longer."""
    by_file = all(version.item.received.source == "file_time" for version in (old, new))
    called_old = by_file and old.item.at > new.item.at  # though the file's time is the later
    return called_old or _order_disputed(old, new) or _few_again(old, new) or len(new.models) < old.most


def _order_disputed(old: Version, new: Version) -> bool:
    """Whether names or titles call the earlier list the later one, and a file's time alone says otherwise.

    “v2” is older than “v1”, “26-2” than “20-2”, “bản điều chỉnh” than the list without such words.
    """
    weak = any(version.item.received.source == "file_time" for version in (old, new))
    days = [days_in(places_and_name(each.item.file)[1], each.item.at.year) for each in (old, new)]
    by_name = old.order[1] > new.order[1] or (all(days) and max(days[0]) > max(days[1]))
    return weak and (by_name or (old.says_new and not new.says_new))


def _few_again(old: Version, new: Version) -> bool:
    """Whether a later list, though as long, names again less than half of an earlier one."""
    return 2 * sum(map(new.has, old.models)) < old.most


def _narrower(old: Version, new: Version) -> bool:
    """Whether the later list is of one level or field, and the earlier one was not of that alone."""
    return any(len(b) == 1 and a != b for a, b in zip(old.scope[:2], new.scope[:2], strict=True))


def _withdrawals(succession: Succession, subject: dict[str, str], variant: str | None) -> Iterator[Finding]:
    """The models that no counting list names any more, each told once, with the last list that named it."""
    later: list[Version] = []
    findings: list[Finding] = []
    for old, new in reversed(succession.departures):
        versions = (*succession.counting, *later)
        names = [quoted(m.text) for m in old.models if not any(version.has(m) for version in versions)]
        if names:
            facts: Facts = {"names": "; ".join(names), "count": len(names), "old_file": old.item.file}
            told = new.item.received.book_part == "replaces" or old.item.received.book_part == _OLDER
            case = "settled" if told else variant
            findings.append(finding("entry-withdrawn", file=new.item.file, variant=case, **facts, **subject))
        later.append(old)
    return reversed(findings)


_OF_MODELS = regex(r"\b(?:mo hinh|mh)\b")


def sheets_of_modes(models: Iterable[Model]) -> frozenset[str]:
    """The sheets of a file that are told apart by mode, and share no model: “MH cũ”, “Đăng ký mới”; not “Cũ”.

    Two versions of a list may be called so, too: where a row's own mode is another, or where the rows say none and
    both are whole lists.
    """
    by_sheet = grouped((model.sheet, model) for model in models)
    modes = {sheet: Vocabulary.mode_heading(sheet) for sheet in by_sheet} if len(by_sheet) > 1 else {}
    of_mode = grouped((mode, model) for sheet, mode in modes.items() for model in by_sheet[sheet] if mode)
    if len(of_mode) <= 1:
        return frozenset()
    old, new = of_mode["continuing"], of_mode["new"]
    stated = [said == mode for said, each in of_mode.items() for m in each for mode in m.terms[1:2] if mode]
    parts = stated or not all({model.level for model in each}.issuperset(UPWARD) for each in (old, new))
    apart = all(stated) and parts and {model.name for model in old}.isdisjoint(model.name for model in new)
    told = [s for s, mode in modes.items() if mode and (_OF_MODELS.search(key(s)) or not is_old_name(s))]
    return frozenset(told if apart else ())


def labels_of(versions: Iterable[Version]) -> frozenset[int]:
    """The labels of the entries of some versions."""
    return frozenset(model.label for version in versions for model in version.models)
