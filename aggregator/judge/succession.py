"""Lists of one unit side by side (design §4): what supersedes what, what is a part, what that leaves open."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from msgspec import Struct, field, structs

from aggregator.campaign.succession import are_versions, is_final_name, is_left_by_program, keeps_rest
from aggregator.judge.versions import OLDER, Model, Version, alike, by_list, few_again, name_key, typing_changes
from aggregator.nouns.file import places_and_name
from aggregator.nouns.finding import Facts, Finding, few, finding
from aggregator.nouns.unit import UPWARD
from aggregator.vietnamese.decode import LOST
from aggregator.vietnamese.fold import key, regex
from aggregator.vietnamese.official_style import quotation
from aggregator.vietnamese.times import days_in

_LAST_NUMBER = regex(r"(?<!\d )\d{1,2}$")
_ONE_DAY = dt.timedelta(days=1)

_UPWARD_LEVELS = regex(r"\bcap tinh(?: va)?(?: cap)? huyen\b")
_OF_LEVELS = frozenset({"cap", "tinh", "huyen", "xa", "co", "so"})  # words of a file's name
# how a later list stands to an earlier one
SUPERSEDES, REPLACES, PART, SURE_PART, APART = "supersedes", "replaces", "part", "sure-part", "apart"
EXTRACT = "extract"  # it corrects a part of the earlier one

_MOST_ROWS = 12  # quoted
_MOST_LOST = 6  # letters of a name that is still known again
_GAP = "zqz"  # in no name
_LOOSE = (PART, EXTRACT, REPLACES)


def _with_one_name(versions: Sequence[Version]) -> list[Version]:
    """The versions with one name for a model that stands in several of their lists under like names."""
    names: dict[int, str] = {}
    models = [model for version in versions for model in version.models]
    for model in (model for model in models if 0 < model.text.count(LOST) <= _MOST_LOST):
        whole = name_key(model.text.replace(LOST, _GAP)).replace(_GAP, "[a-z ]{0,3}")
        others = (other.name for other in models if LOST not in other.text and re.fullmatch(whole, other.name))
        names.update((model.label, name) for name in others)
    for first, second in combinations(by_list(versions), 2):
        for model, repeat in typing_changes(first, second):
            if model.name != repeat.name and alike(model.name, repeat.name):
                names.setdefault(repeat.label, names.get(model.label, model.name))

    def named(version: Version) -> Version:
        models = tuple(m._replace(name=names.get(m.label, m.name)) for m in version.models)
        return version if models == version.models else structs.replace(version, models=models)

    return [named(version) for version in versions]


class Succession(Struct):
    """What one unit's lists come to: the counting versions, the superseded files with their reason.

    ``open_versions`` are superseded ones that may count all the same, ``loose`` counting ones that a later one may
    have replaced: (version, the other one); ``extracts`` are files that name again only a part of an earlier one.
    """

    versions: list[Version] = field(default_factory=list)
    superseded: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    open_versions: list[tuple[Version, Version]] = field(default_factory=list)
    loose: list[tuple[Version, Version]] = field(default_factory=list)
    departures: list[tuple[Version, Version]] = field(default_factory=list)
    extracts: set[str] = field(default_factory=set)


def settle_versions(versions: Sequence[Version], unit: str, unit_name: str, *, unread: bool = False) -> Succession:
    """Go through a unit's lists in the order of receipt, or of names; ``unread``: none is surely withdrawn."""
    subject = {"unit": unit, "unit_name": unit_name}
    versions = _with_one_name(versions)
    by_time = all(version.item.timed for version in versions)
    ordered = sorted(versions, key=lambda v: (*(v.order if by_time else v.order[::-1]), v.item.file))
    succession = _in_order([version for version in ordered if not version.is_copy], subject)
    prints = [(v, lists) for v in ordered if v.is_copy and (lists := _printed(v, succession.versions))]
    aside = {id(version) for version, _ in prints}
    if any(version.is_copy for version in ordered):
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
    """The counting lists that a PDF, come with or after them, prints: most models, or all if letters are lost."""
    lists = [old for old in counting if old.hand == version.hand and version.shares_with(old)]
    total = sum(len(old.models) for old in lists)
    shared = sum(any(old.has(model) for old in lists) for model in version.models)
    told = any(each.item.intake.book_part == "adds" or each.item.contested for each in (version, *lists))
    told = told or any(map(version.surely_replaces, lists))  # “gửi lại danh sách thay thế …”
    if told or version.item.intake.book_part or any(old.is_after(version) or old.order[1] < 0 for old in lists):
        return []
    of_both = 2 * shared > max(len(version.models), total)
    return lists if of_both and (version.of_pdf or _same(lists, [version])) else []


def _same(first: Iterable[Version], second: Iterable[Version]) -> bool:
    """Whether lists have the same models, each at its level."""
    models, others = ({(m.name, m.level) for version in lists for m in version.models} for lists in (first, second))
    return models == others


def _set_aside(succession: Succession, version: Version, lists: Sequence[Version], subject: dict[str, str]) -> None:
    """Let a PDF neither replace nor add to the lists that it prints; what it says otherwise is told, and open."""
    last = lists[-1]
    copy = "bản PDF" if version.of_pdf else "bản hỏng chữ"
    succession.superseded[version.item.file] = f"{copy} của tệp: {last.item.file}"
    models = {(model.name, model.level) for old in lists for model in old.models}
    told = any(old.item.intake.book_part == "replaces" for old in lists)
    if not told and models != {(model.name, model.level) for model in version.models}:
        place: Facts = {"file": version.item.file, "other": last.item.file, **subject}
        count, total = sum((m.name, m.level) in models for m in version.models), len(models)
        succession.findings.append(finding("part-corrects", variant="print", count=count, total=total, **place))
        succession.open_versions += [(version, old) for old in lists]


def _relation(old: Version, new: Version) -> str:
    """How a later list stands to an earlier one that counts; what a person said of it comes first."""
    if old.item.intake.book_part == OLDER:
        return SUPERSEDES
    if new.item.intake.book_part in ("replaces", "adds"):
        return SUPERSEDES if new.item.intake.book_part == "replaces" else SURE_PART
    if old.item.contested or new.item.contested or old.hand != new.hand:
        maybe_version = any(words.text.startswith("BẢN ") for part in new.lists for words in part.hand)
        return PART if maybe_version else APART
    if old.pieces and new.pieces and {n for n, _ in old.pieces}.isdisjoint(n for n, _ in new.pieces):
        return SURE_PART if few_again(old, new) else PART  # “(1-3)”, “(2-3)” may be days
    beside = _both_final(old, new) or _scopes_differ(old, new) or _apart(old, new, "level", one=True)
    if new.surely_replaces(old) and not beside:
        return SUPERSEDES
    shares = old.shares_with(new) or (2 * new.most <= old.most and new.names_some_of(old))
    return _sharing(old, new) if shares else _without_overlap(old, new)


def _sharing(old: Version, new: Version) -> str:
    """The same where it repeats a model; of one moment neither is the later one: a summary beside its parts."""
    if not new.is_after(old) or (new.item.says_part and not old.item.says_part and few_again(old, new)):
        return PART
    return EXTRACT if _is_extract(old, new) else SUPERSEDES


def _without_overlap(old: Version, new: Version) -> str:
    as_long = 2 * len(new.models) > old.most
    left = is_left_by_program(old.item.file) and not new.item.says_part  # of another paper, or of long ago
    if left or (new.says_new and as_long and not _both_final(old, new)):
        return REPLACES
    if old.item.says_part and new.item.says_part and _called_alike(old, new):
        return PART  # a further part, or the same part anew
    sections = _apart(old, new, "section", one=True)
    one_mail = old.item.at == new.item.at and old.item.intake.source == new.item.intake.source == "email"
    of_fields = (sections and _came_together(old, new)) or (one_mail and _apart(old, new, "field"))
    versions = are_versions(old.item.file, new.item.file)  # and no parts, whatever their levels
    by_rows = not versions and (_named_by_level(old, new) or of_fields)
    if old.item.says_part or new.item.says_part or _scopes_differ(old, new) or by_rows:
        return SURE_PART
    apart = sections or _apart(old, new, "level") or _one_each(old, new) or _differ(old.scope[2], new.scope[2])
    if not versions and (apart or _came_together(old, new)):
        return PART
    few = not as_long and any(map(keeps_rest, new.item.of_succession))
    return EXTRACT if few else REPLACES  # corrected rows under new names, “các nội dung khác giữ nguyên”


def _is_extract(old: Version, new: Version) -> bool:
    """Whether a later list names again only a part of an earlier one: corrected rows, one level, one field."""
    missing = [model for model in old.models if not new.has(model)]
    unread = new.most - len(new.models)  # which may be those that are missing
    fewer = new.most < len(old.models) and 2 * (len(missing) - unread) > len(old.models)
    levels, kept = ({model.level for model in models} for models in (missing, new.models))
    elsewhere = None not in levels and levels.isdisjoint(kept) and (len(kept) == 1 or not only_leaves_out(old, new))
    return bool(missing) and (fewer or elsewhere or _narrower(old, new) or _is_of_upward(new, missing))


def _is_of_upward(new: Version, missing: Sequence[Model]) -> bool:
    """Whether a later list is of the levels above the base, by its title, and what it lacks is of neither."""
    titles = (places_and_name(new.item.file)[1], *(part.title for part in new.lists))
    upward = any(map(_UPWARD_LEVELS.search, map(key, titles))) and all(m.level in UPWARD for m in new.models)
    return upward and all(model.level not in UPWARD for model in missing)


def _scopes_differ(old: Version, new: Version) -> bool:
    """Whether both name levels, or fields, and no common one."""
    return any(map(_differ, old.scope[:2], new.scope[:2]))


def _told_apart(old: Version, new: Version) -> str:
    """By what two lists are parts, as a message goes on; nothing where it is none of these."""
    level, field, title = map(_differ, old.scope, new.scope)
    signs = {
        "gửi cùng đợt": _came_together(old, new),
        "ghi cấp khác": level or _apart(old, new, "level"),
        "ghi lĩnh vực khác": field or _apart(old, new, "field"),
        "ghi tiêu đề khác": title,
    }
    words = ", ".join(sign for sign, holds in signs.items() if holds)
    return words and f" và {words}"


def _differ(names: frozenset[str], rivals: frozenset[str]) -> bool:
    return bool(names and rivals) and names.isdisjoint(rivals)


def _both_final(old: Version, new: Version) -> bool:
    """Whether both files are called “chính thức”, none the later one, and share no model: a file a field."""
    final = all(is_final_name(places_and_name(version.item.file)[1]) for version in (old, new))
    return final and new.order[1] <= old.order[1] and not old.shares_with(new)


def _called_alike(old: Version, new: Version) -> bool:
    """Whether two lists bear the same file name and the same titles, levels and fields."""
    first, second = (places_and_name(version.item.file)[1] for version in (old, new))
    return key(first) == key(second) and old.scope == new.scope


def _named_by_level(old: Version, new: Version) -> bool:
    """Whether they are called alike but for levels, as their models are, or for numbers, and are a file a level."""
    first, second = ({*key(places_and_name(version.item.file)[1]).split()} for version in (old, new))
    if first == second or not all(word in _OF_LEVELS or word.isdigit() for word in first ^ second):
        return False
    worded = not (first - second).isdisjoint(_OF_LEVELS) and not (second - first).isdisjoint(_OF_LEVELS)
    return _apart(old, new, "level", one=not worded) and (worded or _came_together(old, new))


def _apart(old: Version, new: Version, what: str, *, one: bool = False) -> bool:
    """Whether the levels (or fields) of all models are known, and none is in both lists; each of ``one``."""
    first, second = ({getattr(model, what) for model in version.models} for version in (old, new))
    return None not in first | second and first.isdisjoint(second) and not (one and len(first | second) > 2)


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
    return _same([old], [new]) and not new.item.intake.book_part


def _add(succession: Succession, version: Version, subject: dict[str, str]) -> None:
    former = next((old for old, _ in succession.departures if _is_again(old, version)), None)
    later = [old for old in succession.versions if old.shares_with(version)]
    if former is not None and later:  # an old list turns up again: what came between goes on counting
        file = version.item.file
        succession.superseded[file] = f"trùng bản trước “{former.item.file}”, có bản sau: {later[-1].item.file}"
        succession.open_versions += [(version, old) for old in later]
        return
    relations = [(old, _relation(old, version)) for old in succession.versions]
    predecessors = [old for old, relation in relations if relation == SUPERSEDES]
    extracts = [old for old, relation in relations if relation == EXTRACT]
    # a corrected part replaces that part alone: what counted beside it goes on counting
    strangers = [old for old, relation in relations if relation == REPLACES and not (predecessors or extracts)]
    parts = [old for old, r in relations if r in (PART, SURE_PART) or (r == REPLACES and old not in strangers)]
    file, item = version.item.file, version.item
    place = {"file": file, **subject}
    unsure = [
        old
        for old in predecessors
        if not version.surely_replaces(old)
        if _called_later(old, version) or few_again(old, version) or len(version.models) < old.most
    ]
    succession.open_versions += [(old, version) for old in unsure]
    changed = [old for old in unsure if not (_is_again(old, version) or old.item.says_part)]
    if disputed := [old for old in changed if _order_disputed(old, version)]:
        succession.findings.append(finding("order-disputed", other=disputed[-1].item.file, **place))
    elif again := extracts or [  # of the whole list again but for some, ``entry-withdrawn`` asks about those
        old for old in unsure if len(version.models) < old.most and not only_leaves_out(old, version)
    ]:
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
        last, why = parts[-1], _told_apart(parts[-1], version)
        shared = sum(map(version.has, last.models))
        variant = "again" if shared and code == "part-assumed" else None
        part_facts: Facts = {"other": last.item.file, "why": why, "count": shared} | place
        succession.findings.append(finding(code, variant=variant, **part_facts))
    elif version.is_joint:
        rows = few([str(model.row) for model in version.models], _MOST_ROWS)
        succession.findings.append(finding("joint-list", count=f"{len(version.models):02d}", rows=rows, **place))
    elif version.hand and not item.body and not item.intake.book_part:
        words = dict.fromkeys(" ".join(w.text for w in part.hand) for part in version.lists if part.hand)
        succession.findings.append(finding("part-by-other-hand", written="; ".join(words), **place))
    if any(r == SURE_PART and version.is_after(old) and version.shares_with(old) for old, r in relations):
        succession.extracts.add(file)  # a person says that it adds: what it repeats, it corrects
    succession.loose += [(old, version) for old, r in relations if r in _LOOSE and old not in strangers]
    succession.open_versions += [(old, version) for old in strangers]
    ends = {id(old) for old in (*predecessors, *strangers)}
    succession.departures += [(old, version) for old in succession.versions if id(old) in ends]
    succession.versions = [old for old in succession.versions if id(old) not in ends] + [version]
    succession.superseded |= {old.item.file: f"có bản sau: {file}" for old in (*predecessors, *strangers)}


def nearly_whole(old: Version, new: Version) -> bool:
    """Whether a later list repeats most of an earlier one and is not of one level or field alone."""
    return new.is_after(old) and not (few_again(old, new) or _narrower(old, new))


def only_leaves_out(old: Version, new: Version) -> bool:
    """Whether a later list is an earlier one but for some models: they excuse what it lacks, and blame nobody."""
    whole = nearly_whole(old, new) and 3 * new.most >= 2 * old.most
    return whole and not _called_later(old, new) and not any(map(keeps_rest, new.item.of_succession))


def _called_later(old: Version, new: Version) -> bool:
    """Whether the earlier list is called or dated later."""
    by_file = all(version.item.intake.source == "file_time" for version in (old, new))
    called_old = by_file and old.item.at > new.item.at  # though the file's time is the later
    return called_old or _order_disputed(old, new)


def _order_disputed(old: Version, new: Version) -> bool:
    """Whether names or titles (“v2”, “26-2”) call the earlier list the later one, and only a file's time not."""
    weak = any(version.item.intake.source == "file_time" for version in (old, new))
    days = [days_in(places_and_name(each.item.file)[1], each.item.at.year) for each in (old, new)]
    by_name = old.order[1] > new.order[1] or (all(days) and max(days[0]) > max(days[1]))
    return weak and (by_name or (old.says_new and not new.says_new))


def _narrower(old: Version, new: Version) -> bool:
    """Whether the later list is of one level or field, and the earlier one was not of that alone."""
    return any(len(b) == 1 and a != b for a, b in zip(old.scope[:2], new.scope[:2], strict=True))


def _withdrawals(succession: Succession, subject: dict[str, str], variant: str | None) -> Iterator[Finding]:
    """The models that no counting list names any more, each told once, with the last list that named it."""
    later: list[Version] = []
    findings: list[Finding] = []
    for old, new in reversed(succession.departures):
        versions = (*succession.versions, *later)
        names = [quotation(m.text) for m in old.models if not any(version.has(m) for version in versions)]
        if names:
            facts: Facts = {"names": "; ".join(names), "count": len(names), "old_file": old.item.file}
            told = new.item.intake.book_part == "replaces" or old.item.intake.book_part == OLDER
            case = "settled" if told else variant
            findings.append(finding("entry-withdrawn", file=new.item.file, variant=case, **facts, **subject))
        later.append(old)
    return reversed(findings)
