"""One model, once: the same name in several sheets, parts or files of one unit is one entry (design §4).

A summary beside its parts, in either order, one row enough; a print copy of a sheet. Where address or holder
differ both count, and whatever hangs on it stays open.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from aggregator.nouns.file import Handled
from aggregator.nouns.finding import Finding, finding
from aggregator.nouns.reading import ListRead
from aggregator.vietnamese.fold import has_phrase, key

if TYPE_CHECKING:
    import pandas as pd


# ---- One model, once: the same name in several sheets, parts or files of one unit is one entry (design
# §4).


_KINDS = frozenset(map(key, ("Tập thể", "Cá nhân", "TT", "CN")))  # say no holder, only its kind


class Copy(NamedTuple):
    """An entry that only repeats another one, and that one: labels of the frame of all entries."""

    label: int
    kept: int


@dataclass
class Once:
    """What the doubles of one unit come to: copies that do not count, and pairs that may be one model."""

    copies: list[Copy] = field(default_factory=list)
    may_be_one: list[tuple[Model, Model]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def models_once(versions: Sequence[Version], unit: str | None) -> Once:
    """Go through the lists of one unit that count (or of one file of unknown unit), its own before other hands'."""
    by_name: dict[str, list[list[Model]]] = defaultdict(list)  # of each model the entries that are it
    once = Once()
    apart = {v.item.file for v in versions if v.item.received.book_doubles == "apart"}  # so a person said
    for models in _lists(versions):
        if models and models[0].file in apart:
            continue
        taken: set[int] = set()  # within one list the same name is another model
        for model in models:
            groups = [group for group in by_name[model.name] if id(group) not in taken]
            group = _same(model, groups)
            if group is None:
                if groups and model.name:
                    once.may_be_one.append((groups[0][0], model))
                group = []
                by_name[model.name].append(group)
            else:
                once.copies.append(Copy(model.label, group[0].label))
            group.append(model)
            taken.add(id(group))
    answered = {version.item.file for version in versions if version.item.received.book_doubles}
    once.findings = [found for found in _told(once, versions, unit) if found.file not in answered]
    return once


def _lists(versions: Sequence[Version]) -> Iterable[list[Model]]:
    """The entries list by list: the unit's own before those of other hands, the fullest first, then as received."""
    parts = []
    for version in sorted(versions, key=lambda v: (bool(v.hand), *v.order, v.item.file)):
        sheets: dict[str, list[Model]] = defaultdict(list)
        for model in version.models:
            sheets[model.sheet].append(model)
        hands = {part.sheet: bool(hand_of(part)) for part in version.lists}
        parts += [
            (bool(version.hand) or hands.get(sheet, False), -len(those), those) for sheet, those in sheets.items()
        ]
    return [models for *_, models in sorted(parts, key=lambda part: part[:2])]


def _same(model: Model, groups: Sequence[list[Model]]) -> list[Model] | None:
    """The model that an entry is: of the same address first, then of one within the other."""
    alike = [
        group for group in groups if all(model.is_also(other) and _one_holder(model, other) for other in group)
    ]
    exact = (group for group in alike if group[0].address == model.address)
    return next(exact, alike[0] if alike else None) if model.name else None


def _one_holder(one: Model, other: Model) -> bool:
    return one.holder in _KINDS or other.holder in _KINDS or within(one.holder, other.holder)


def _told(once: Once, versions: Sequence[Version], unit: str | None) -> Iterable[Finding]:
    """One finding for each two lists: a list that only repeats another, or models that both have."""
    models = {model.label: model for version in versions for model in version.models}
    sizes: dict[tuple[str, str], int] = defaultdict(int)
    for model in models.values():
        sizes[model.file, model.sheet] += 1
    pairs: dict[tuple[str, str, str, str], list[Model]] = defaultdict(list)
    for copy, kept in once.copies:
        here, there = models[copy], models[kept]
        pairs[here.file, here.sheet, there.file, there.sheet].append(here)
    for (file, sheet, other_file, other), those in pairs.items():
        code = "sheet-repeats" if len(those) == sizes[file, sheet] else "models-repeated"
        where = f"“{other}”" if file == other_file else f"“{other}” của tệp “{other_file}”"
        names = "; ".join(f"“{model.typed}”" for model in those[:3]) + (" …" if len(those) > 3 else "")
        yield finding(code, unit=unit, file=file, sheet=sheet, count=len(those), other=where, names=names)


# ---- Versions of one unit's list: what supersedes what, what is a further part, what that leaves open
# (design §4).


_NUMBERED = re.compile(r"\blan (\d{1,2})\b|\((\d{1,2})\)")
_LATER = re.compile(r"\b(?:sua|chinh sua|bo sung|thay the|moi nhat|chinh thuc)\b")
_YEARS = re.compile(r"\b20\d\d\b")
_BULLET = re.compile(r"^\s*(?:\d{1,2}\s*[.)]|[a-h]\s*[.)])\s*(?=\D)")
_BEFORE_NAME = re.compile(
    r"^(?:(?:xay dung|dang ky) )?(?:mo hinh|dien hinh)(?: dien hinh)?(?: dan van kheo)? (?=\w+ \w)"
)
_LAST_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]\s*$")
_LEVEL = re.compile(r"(?:(?:dang ky|de nghi|thuoc|mo hinh|dien hinh) )*(?:cap )?(?:tinh|huyen|co so|xa|thi tran)")
_ONE_DAY = dt.timedelta(days=1)
# how a later list stands to an earlier one
SUPERSEDES, REPLACES, PART, SURE_PART, APART = "supersedes", "replaces", "part", "sure-part", "apart"


class Model(NamedTuple):
    """An entry as far as versions need it: its row in the frame of all entries, its place, its words as keys."""

    label: int
    file: str
    sheet: str
    row: int
    name: str
    address: str
    holder: str
    typed: str  # the name
    level: str | None = None

    def is_also(self, other: Model) -> bool:
        """Whether two entries are one model as far as name and address say: equal, or one address in the other."""
        return self.name == other.name and within(self.address, other.address)


def within(one: str, other: str) -> bool:
    """Whether one of two keys stands in the other; nothing stands in everything."""
    return not one or not other or has_phrase(one, other) or has_phrase(other, one)


def name_key(name: str) -> str:
    """A name's key without the number or “Mô hình” before it and the level in brackets after it."""
    brackets = _LAST_BRACKETS.search(name)
    said = name[: brackets.start()] if brackets and _LEVEL.fullmatch(key(brackets.group(1))) else name
    return _BEFORE_NAME.sub("", key(_BULLET.sub("", said))) or key(name)


def models_of(entries: pd.DataFrame) -> dict[str, list[Model]]:
    """The entries by file, from the columns file, sheet, row, name, address, holder and level."""
    found: dict[str, list[Model]] = {}
    columns = (entries[c] for c in ("file", "sheet", "row", "name", "address", "holder", "level"))
    for label, file, sheet, row, name, address, holder, level in zip(entries.index, *columns, strict=True):
        words = name_key(name or ""), key(address or ""), key(holder or "")
        found.setdefault(file, []).append(Model(int(label), file, sheet, int(row), *words, name or "", level))
    return found


@dataclass(frozen=True, eq=False)
class Version:
    """A complete list of a unit: its file, the tables in it that are the unit's, and their entries."""

    item: Handled
    models: tuple[Model, ...]
    lists: tuple[ListRead, ...] = ()

    @cached_property
    def hand(self) -> str:
        """Whose hand: the unit itself (empty), or a body, party cell or hamlet of it. Only one hand supersedes."""
        if self.item.body:
            return key(self.item.body)
        hands = [hand_of(part) for part in self.lists if part.entries]
        return "|".join(dict.fromkeys(hands)) if hands and all(hands) else ""

    @property
    def order(self) -> tuple[dt.datetime, int]:
        """When it came, and what its name says of its place among others of that moment."""
        return self.item.at, _told_order(self.item.file)

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
        found: dict[str, list[Model]] = {}
        for model in self.models:
            found.setdefault(model.name, []).append(model)
        return found

    def has(self, wanted: Model) -> bool:
        """Whether a model stands in this version."""
        return any(model.is_also(wanted) for model in self._by_name.get(wanted.name, ()))

    def shares_with(self, other: Version) -> bool:
        """Whether at least one model stands in both."""
        return any(
            self.has(model) for name in self._by_name.keys() & other._by_name for model in other._by_name[name]
        )


def hand_of(part: ListRead) -> str:
    """The key of the lines that name the body, party cell or hamlet whose list it is; '' for the unit's own."""
    return key(" ".join(words.text for words in part.hand))


@dataclass
class Settled:
    """What one unit's lists come to: the counting versions, the superseded files with their reason.

    ``open_versions`` are superseded ones that may count all the same, ``loose`` counting ones that a later one may
    have replaced: (version, the other one).
    """

    counting: list[Version] = field(default_factory=list)
    superseded: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    open_versions: list[tuple[Version, Version]] = field(default_factory=list)
    loose: list[tuple[Version, Version]] = field(default_factory=list)
    gone: list[tuple[Version, Version]] = field(default_factory=list)


def settle_versions(versions: Sequence[Version], unit: str, unit_name: str, *, unread: bool = False) -> Settled:
    """Go through a unit's complete lists in the order of receipt; of one moment, as their names say.

    ``unread``: the unit's files hold something unread, so that no model is surely withdrawn.
    """
    settled = Settled()
    by_time = all(version.item.timed for version in versions)
    for version in sorted(versions, key=lambda v: (*(v.order if by_time else v.order[::-1]), v.item.file)):
        _add(settled, version, {"unit": unit, "unit_name": unit_name})
    settled.findings += _withdrawn(settled, {"unit": unit, "unit_name": unit_name}, "possible" if unread else None)
    return settled


def _told_order(file: str) -> int:
    """What a file's name says of its place among others: “lần 2”, “(2)”, “bản sửa”; 0 where it says nothing."""
    name = re.split(r"[/!]", file)[-1]
    numbers = [int(n) for found in _NUMBERED.findall(f"{key(name)} {name}") for n in found if n]
    return max([*numbers, int(bool(_LATER.search(key(name))))])


def _relation(old: Version, new: Version) -> str:
    """How a later list stands to an earlier one that counts; what a person said of it comes first."""
    if new.item.received.book_part:
        return SUPERSEDES if new.item.received.book_part == "replaces" else SURE_PART
    if old.item.contested or new.item.contested or old.hand != new.hand:
        return APART
    if old.shares_with(new):  # of one moment neither is the later one: a summary beside its parts
        timed = old.item.timed and new.item.timed
        later = new.order > old.order if timed else new.order[1] > old.order[1]
        return SUPERSEDES if later else PART
    if old.item.says_part or new.item.says_part or _other_scope(old, new):
        return SURE_PART
    return PART if _came_together(old, new) or _other_title(old, new) else REPLACES


def _other_scope(old: Version, new: Version) -> bool:
    """Whether both name levels, or fields, and no common one."""
    return any(a and b and not a & b for a, b in zip(old.scope[:2], new.scope[:2], strict=True))


def _other_title(old: Version, new: Version) -> bool:
    mine, theirs = old.scope[2], new.scope[2]
    return bool(mine and theirs) and not mine & theirs


def _came_together(old: Version, new: Version) -> bool:
    """In one mail or folder, or within a day."""
    one, other = (re.split(r"[/!][^/!]*$", version.item.file)[0] for version in (old, new))
    same_place = one == other and one not in (old.item.file, new.item.file)
    return same_place or abs(new.item.at - old.item.at) <= _ONE_DAY


def _add(settled: Settled, version: Version, who: dict[str, str]) -> None:
    relations = [(old, _relation(old, version)) for old in settled.counting]
    shared = [old for old, relation in relations if relation == SUPERSEDES]
    replaced = [old for old, relation in relations if relation == REPLACES]
    parts = [old for old, relation in relations if relation in (PART, SURE_PART)]
    file, item = version.item.file, version.item
    if replaced and not shared:
        settled.findings.append(finding("replaced-without-overlap", file=file, other=replaced[-1].item.file, **who))
    if parts and not (shared or replaced):
        code = "further-part" if item.says_part else "part-assumed"
        settled.findings.append(finding(code, file=file, other=parts[-1].item.file, **who))
    elif version.hand and not item.body and not item.received.book_part:
        settled.findings.append(finding("part-by-other-hand", file=file, written=_hand_words(version), **who))
    settled.loose += [(old, version) for old, relation in relations if relation == PART]
    settled.open_versions += [(old, version) for old in replaced]
    settled.open_versions += [(old, version) for old in shared if _narrower(old, version)]
    gone = {id(old) for old in (*shared, *replaced)}
    settled.gone += [(old, version) for old in settled.counting if id(old) in gone]
    settled.counting = [old for old in settled.counting if id(old) not in gone] + [version]
    settled.superseded |= {old.item.file: f"có bản sau: {file}" for old in (*shared, *replaced)}


def _narrower(old: Version, new: Version) -> bool:
    """Whether the later list is of one level or field, and the earlier one was not of that alone."""
    return any(b and a != b for a, b in zip(old.scope[:2], new.scope[:2], strict=True))


def _hand_words(version: Version) -> str:
    words = (" ".join(w.text for w in part.hand) for part in version.lists if part.hand)
    return "; ".join(dict.fromkeys(words))


def _withdrawn(settled: Settled, who: dict[str, str], variant: str | None) -> Iterator[Finding]:
    """The models that no counting list names any more, each told once, of the last list that named it."""
    later: list[Version] = []
    told: list[Finding] = []
    for old, new in reversed(settled.gone):
        for model in reversed(old.models):
            if not any(version.has(model) for version in (*settled.counting, *later)):
                facts = {"name": model.typed, "old_file": old.item.file}
                told.append(finding("entry-withdrawn", file=new.item.file, variant=variant, **facts, **who))
        later.append(old)
    return reversed(told)


def labels_of(versions: Iterable[Version]) -> frozenset[int]:
    """The labels of the entries of some versions."""
    return frozenset(model.label for version in versions for model in version.models)
