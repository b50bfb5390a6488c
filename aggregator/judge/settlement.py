"""Settle every unit: its versions, what counts, its receipt; the status of every file; what lists leave open."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from msgspec.structs import replace

from aggregator.campaign.sentences import may_be_reserve
from aggregator.campaign.succession import follows_old, is_old_name, order_in_name
from aggregator.judge.doubles import HAMLETS, Doubles, doubles_of
from aggregator.judge.receipts import duplicates, first_status, receipt_of, year_in_doubt
from aggregator.judge.row_doubts import MOST_CELLS, doubts_of_rows
from aggregator.judge.succession import Succession, nearly_whole, only_leaves_out, settle_versions
from aggregator.judge.versions import Model, Version, hand_of, labels_of, sheets_of_modes
from aggregator.nouns.document import as_number
from aggregator.nouns.file import AttributedFile, places_and_name
from aggregator.nouns.finding import Facts, Finding, few, finding
from aggregator.nouns.outcome import NOTHING, Record
from aggregator.nouns.reading import NUMBERS_LEFT_OUT, ListReading
from aggregator.nouns.standing import UNCOUNTED, Doubt, PaperReceipt, Receipt, Settlement, UnitAccount, UnitReturns
from aggregator.nouns.unit import Campaign, Unit
from aggregator.nouns.work import in_halves
from aggregator.vietnamese.fold import grouped, key, regex
from aggregator.vietnamese.official_style import quotation
from aggregator.vietnamese.times import days_in

Entries = Mapping[str, Sequence[Model]]  # by file


def settle(
    files: Sequence[AttributedFile],
    entries: Entries,
    campaign: Campaign,
    record: Record = NOTHING,
    earlier_years: Mapping[str, str] = {},
) -> Settlement:
    """Settle duplicates, versions and receipts of all units (design §4).

    ``earlier_years``: files with the reason; units whose forms came on paper and nothing else are not silent.
    """
    copies = duplicates(files)
    statuses = {item.file: "duplicate" if item.file in copies else first_status(item) for item in files}
    statuses |= {file: "superseded" for file in earlier_years if statuses[file] in ("empty", "nil", "unreadable")}
    reasons = {file: f"giống hệt tệp “{original}”" for file, original in copies.items()} | dict(earlier_years)
    of_unit = grouped((unit, item) for item in files for unit in item.units or (None,))
    units: list[UnitAccount] = []
    findings: list[Finding] = []
    counting: set[int] = set()
    repeats: dict[int, int] = {}
    replacements: dict[str, list[str]] = {}  # by file, why for each unit
    of_papers = grouped((paper.unit, paper) for paper in record.papers)
    came = [
        _came(unit, _returns(unit, of_unit[unit.code], statuses, of_papers[unit.code]), entries, of_unit[unit.code])
        for unit in campaign.units
    ]
    doubts = in_halves(lambda each: [*doubts_of_versions(each.succession, each.doubles, campaign)], came)
    for (unit, returns, succession, doubles), found in zip(came, doubts, strict=True):
        counting |= labels_of(succession.versions)
        repeats |= {copy.label: copy.original for copy in doubles.copies}
        account, answered = _account(unit, returns, succession, found, campaign)
        if account.receipt.state == "missing" and unit.code in record.units_with_forms:
            account = replace(account, receipt=Receipt("forms_only"))
        units.append(account)
        findings += (*succession.findings, *doubles.findings)
        for file, models in _left_out(answered, succession.versions):
            counting -= {model.label for model in models}
            names = few([quotation(model.text) for model in models], MOST_CELLS, "; ")
            facts: Facts = {"unit_name": unit.name, "count": len(models), "names": names}
            findings.append(finding("models-left-out", unit=unit.code, file=file, **facts))
        for file, reason in succession.superseded.items():
            replacements.setdefault(file, []).append(reason)
    for item in files:
        if statuses[item.file] in ("read", "unknown_unit") and None in _units_with_lists(item):
            version = _version(item, None, entries)
            doubles = doubles_of([version], None)
            counting |= labels_of([version])
            repeats |= {copy.label: copy.original for copy in doubles.copies}
            findings += doubles.findings
    by_file = {item.file: item for item in files}
    for file, why in replacements.items():
        if len(why) == len(_units_with_lists(by_file[file])):
            statuses[file], reasons[file] = "superseded", why[0]
    return Settlement(
        tuple(units), statuses, reasons, copies, tuple(findings), frozenset(counting - repeats.keys()), repeats
    )


def _units_with_lists(item: AttributedFile) -> set[str | None]:
    return {item.unit_of_list(part) for part in item.content.lists if part.entries}


def _version(
    item: AttributedFile, unit: str | None, entries: Entries, came: Sequence[AttributedFile] = ()
) -> Version:
    """The list of a unit in a file, with what the letters of the same mail, among all that ``came``, say of it."""
    lists = tuple(part for part in item.content.lists if item.unit_of_list(part) == unit)
    mail, models = item.file.rpartition("!")[0], tuple(entries.get(item.file, ()))
    if len(item.units) > 1 or item.unknown_sheets:
        models = tuple(model for model in models if item.unit_of_row(model.sheet, model.row) == unit)
    letters = [i for i in came if mail and i.file.startswith(f"{mail}!") and not i.entries]
    return Version(item, models, lists, tuple(text for letter in letters for text in letter.of_succession))


def _returns(
    unit: Unit, came: Sequence[AttributedFile], statuses: Mapping[str, str], papers: Sequence[PaperReceipt]
) -> UnitReturns:
    """What came from a unit, by kind: of a file of several its own sheets or rows, of copied blanks its own."""

    def of(*kinds: str) -> list[AttributedFile]:
        return [i for i in came if statuses[i.file] in kinds]

    known = [(i, i.of_unit(unit.code)) for i in of("read", "nil", "empty", "unreadable")]
    kinds = grouped((first_status(own) if own is not i else statuses[i.file], (i, own)) for i, own in known)
    copies = grouped((first_status(i.of_unit(unit.code)), i) for i in of("duplicate"))
    return UnitReturns(
        lists=[i for i, own in kinds["read"] if own.entries],
        forms=[i for i, own in kinds["read"] if own.forms],
        nils=[i for i, _ in kinds["nil"]] + copies["nil"],
        empties=[i for i, _ in kinds["empty"]] + copies["empty"],
        unreadable=[i for i, _ in kinds["unreadable"]],
        papers=papers,
    )


class _Came(NamedTuple):
    """What came from a unit, and which of it counts."""

    unit: Unit
    returns: UnitReturns
    succession: Succession
    doubles: Doubles


def _came(unit: Unit, returns: UnitReturns, entries: Entries, came: Sequence[AttributedFile]) -> _Came:
    versions = [_version(item, unit.code, entries, came) for item in returns.lists]
    unread = leaves_unread(returns.unreadable, returns.lists)
    succession = settle_versions(versions, unit.code, unit.name, unread=unread)
    return _Came(unit, returns, succession, doubles_of(succession.versions, unit.code, succession.extracts))


def _account(
    unit: Unit, returns: UnitReturns, succession: Succession, found: Iterable[Doubt], campaign: Campaign
) -> tuple[UnitAccount, list[Doubt]]:
    """The account of a unit, and the doubts that a person settled in the tracking book."""
    receipt = receipt_of(returns, campaign.deadline)
    counting = tuple(version.item for version in succession.versions)
    answers = {item.file: item.intake.book_reading for item in counting}
    doubts = grouped((doubt.is_answered(answers), doubt) for doubt in found)
    account = UnitAccount(unit, receipt, returns, counting, dict(succession.superseded), tuple(doubts[False]))
    return account, doubts[True]


def _left_out(answered: Iterable[Doubt], counting: Iterable[Version]) -> Iterator[tuple[str, list[Model]]]:
    """The models of each file that a person said not to count, in answer to a doubt about them."""
    rows = frozenset[int]().union(*(doubt.open_rows for doubt in answered if doubt.of_models))
    for version in counting:
        models = [model for model in version.models if model.label in rows]
        if models and UNCOUNTED in version.item.intake.book_reading:
            yield version.item.file, models


# ---- What the lists that count leave open.

ANY_NUMBER = ((None, None),)


def doubts_of_versions(succession: Succession, doubles: Doubles, campaign: Campaign) -> Iterator[Doubt]:
    """What versions, doubles and doubtful lists of a unit leave open."""
    copies = {copy.label for copy in doubles.copies}
    for old, new in succession.open_versions:
        models = [model for model in old.models if not any(version.has(model) for version in succession.versions)]
        twins = ((model, peer.twin(model)) for model in old.models for peer in succession.versions)
        moved = tuple((now.label, m.level) for m, now in twins if now and m.level and m.level != now.level)
        if models or moved:
            further = tuple((model.level, 1) for model in models)
            excuses = only_leaves_out(old, new)
            yield Doubt("version-replaced", _later(old, new), further, moves=moved, acquits_only=excuses)
        yield from _only_in(new, old, copies)
    for old, new in succession.loose:
        if old in succession.versions and new in succession.versions:
            yield _loose(old, new, copies, unsaid=new.item.file in succession.extracts)
    for model, rival in doubles.look_alikes:
        yield Doubt("may-be-one-model", _of_two(model, rival), open_rows=frozenset({rival.label}))
    yield from _copies_differ(succession, doubles)
    for version in succession.versions:
        rows, facts = labels_of([version]) - copies, {"file": version.item.file}
        if version.item.contested:
            alone = all(peer.item.contested for peer in succession.versions)  # without it nothing is judged
            yield Doubt("file-contested", facts, ANY_NUMBER if alone else (), rows, acquits_only=alone)
            before = labels_of([peer for peer in succession.versions if version.is_after(peer)])
            yield Doubt("file-contested", facts, open_rows=before - rows, acquits_only=True)  # it may replace them
        if version.hand and not version.item.intake.book_part:
            code = "joint-list" if version.is_joint else "other-hand"
            yield Doubt(code, facts, open_rows=rows, acquits_only=not version.is_joint)
        yield from _replaced_within(version, rows, campaign.year)
        yield from _doubtful_lists(version, rows, campaign)
        yield from doubts_of_rows(version, rows, campaign)
    yield from _files_in_reserve(succession.versions, copies)
    yield from _pieces_missing(succession.versions)
    if succession.versions and all(version.hand for version in succession.versions):
        yield _hands_alone(succession.versions, copies)


def _hands_alone(counting: Sequence[Version], copies: set[int]) -> Doubt:
    """Only lists by other hands came: the unit's own may say more, and all else than joint lists do."""
    if not all(version.is_joint for version in counting):
        return Doubt("other-hands-only", further=ANY_NUMBER, acquits_only=True)
    files = ", ".join(f"“{version.item.file}”" for version in counting)
    return Doubt("joint-only", {"files": files}, ANY_NUMBER, labels_of(counting) - copies)


def _files_in_reserve(counting: Sequence[Version], copies: set[int]) -> Iterator[Doubt]:
    """Files whose names say that their models are not registered, beside others: “dự phòng.xlsx”."""
    names = {version: places_and_name(version.item.file)[1] for version in counting}
    reserved = (version for version in counting if may_be_reserve(names[version]))
    called = [version for version in reserved if not follows_old(names[version])]
    for version in called if len(called) < len(counting) else ():
        rows = few([str(model.row) for model in version.models], MOST_CELLS)
        facts = {"file": version.item.file, "rows": f"{rows} (tên tệp ghi “{names[version]}”)"}
        yield Doubt("rows-noted", facts, open_rows=labels_of([version]) - copies)


def _pieces_missing(counting: Sequence[Version]) -> Iterator[Doubt]:
    """The pieces of one list that were announced and did not come; a list without a number stands for the first."""
    parts = [version for version in counting if version.pieces]
    pieces = {piece for version in parts for piece in version.pieces}
    known = {which for which, _ in pieces} | ({1} if len(parts) < len(counting) else set())
    missing = set(range(1, max(map(max, pieces), default=0) + 1)) - known
    if counting and all(version.starts for version in counting):
        parts, missing = [*counting], missing or {2}
    if missing:
        last, files = max(parts, key=lambda version: version.order), (f"“{part.item.file}”" for part in parts)
        facts = {"files": ", ".join(files), "missing": ", ".join(map(str, sorted(missing))), "file": last.item.file}
        yield Doubt("pieces-missing", facts, ANY_NUMBER, acquits_only=True)


def _only_in(new: Version, old: Version, copies: set[int]) -> Iterator[Doubt]:
    """An excess does not rest on the models that only one of two lists has, of which either may be right."""
    added = frozenset(model.label for model in new.models if not old.has(model)) - copies
    if added and old.shares_with(new):
        yield Doubt("version-replaced", _later(old, new), open_rows=added, acquits_only=True)


def _later(old: Version, new: Version) -> dict[str, object]:
    """The facts of a doubt about two lists: a person is asked about the later one."""
    return {"file": old.item.file, "other": new.item.file, "asked_in": (new.item.file,)}


def _loose(old: Version, new: Version, copies: set[int], *, unsaid: bool) -> Doubt:
    """Two counted lists, the later maybe a new version; ``unsaid``: it names few models, or few again."""
    facts = _later(old, new)
    old_rows, new_rows = (
        frozenset(m.label for m in a.models if not b.has(m)) - copies for a, b in ((old, new), (new, old))
    )
    if old.shares_with(new) and not new.is_after(old):  # which is right is open where each has models of its own
        both = old_rows | new_rows if old_rows and new_rows else frozenset()
        return Doubt("versions-of-one-moment", facts, open_rows=both)
    by_name = follows_old(places_and_name(new.item.file)[1])
    longish = 2 * len(new.models) > old.most and not new.item.says_part
    few = longish if old.shares_with(new) else unsaid
    in_place = nearly_whole(old, new) or (new.is_after(old) and (by_name or few))
    return Doubt("part-or-version", facts, open_rows=old_rows, acquits_only=not in_place)


_OF_HAMLET = regex(rf"(?:{HAMLETS}) ")  # the name of a sheet
_Table = tuple[ListReading, Sequence[Model]]  # a list of a file, or what comes in it once more, with its models


def _replaced_within(version: Version, rows: frozenset[int], year: int) -> Iterator[Doubt]:
    """Lists of one file of which the later may be a new version of the earlier: models that only one has.

    Names of sheets and titles say which is which (“Lần 1”, “Lần 2”). Without such words both must be whole lists
    that share a good part, and an excess does not rest on what only the second has either; nor, where it only lacks
    some, on these.
    """
    tables, of_modes = [*_tables(version)], sheets_of_modes(version.models)
    for pair in combinations(tables, 2):
        names, said, (old, new) = [(part.sheet, part.title.rpartition("\n")[2]) for part, _ in pair], False, pair
        if names[0] != names[1]:  # most pairs are one list in which names come again
            places = _places(names, year)
            said, (old, new) = places[0] != places[1], pair if places[0] <= places[1] else pair[::-1]
        modes = {old[0].sheet, new[0].sheet} <= of_modes and old[0].sheet != new[0].sheet
        if modes or _are_parts(old, new) or is_old_name(old[0].sheet):
            continue
        by_name = grouped((model.name, model) for model in new[1])
        twins = [(model, twin) for model in old[1] for twin in by_name.get(model.name, ()) if model.is_also(twin)]
        shared = {model.label for both in twins for model in both}
        only = [rows & {model.label for model in models} - shared for _, models in (old, new)]
        sizes = sorted(len(models) for _, models in pair)
        whole = len(twins) > 1 and 4 * len(twins) >= sizes[1] <= 2 * sizes[0]
        if said and (twins or follows_old(new[0].sheet)):
            doubtful = [(only[0], False)]
        elif whole and all(only):
            doubtful = [(only[0], False), (only[1], True)]
        else:
            doubtful = [(only[0], True)] if whole and len(tables) == len(pair) else []
        row_of = {model.label: model.row for _, models in pair for model in models}
        sheets = " và ".join(dict.fromkeys(f"“{part.sheet}”" for part, _ in pair))
        for labels, acquits in doubtful:
            at = few([f"{row_of[label]}" for label in sorted(labels)], MOST_CELLS)
            facts = {"sheets": sheets, "file": version.item.file, "rows": at}
            yield Doubt("list-replaced-within", facts, open_rows=labels, acquits_only=acquits)


def _tables(version: Version) -> Iterator[_Table]:
    """The lists of a file; one in which models come again below others is two, from the number 1 above them."""
    models = {(model.sheet, model.row): model for model in version.models}
    for part in version.lists:
        rows = [(models[at], e) for e in part.entries if (at := (part.sheet, e.row)) in models]
        first = {(m.name, m.address): n for n, (m, _) in reversed([*enumerate(rows)])}
        again = [(above, n) for n, (m, _) in enumerate(rows) if (above := first[m.name, m.address]) != n]
        last, cut = max((above for above, _ in again), default=0), min((n for _, n in again), default=0)
        numbers = [as_number(entry.values.get("stt")) for _, entry in rows]
        cut = (
            next((n for n in range(cut, last, -1) if numbers[n] == "1"), cut)
            if len(again) > 1 and last < cut
            else 0
        )
        yield from ((part, [model for model, _ in half]) for half in (rows[:cut], rows[cut:]) if half)


def _places(names: Sequence[tuple[str, str]], year: int) -> list[tuple[int, dt.date]]:
    """What sheets' names and titles say of the places of lists among others: “lần 2”, “cũ”; days where all do."""
    days = [{day for name in each for day in days_in(name.replace(".", "/"), year)} for each in names]
    orders = [[*map(order_in_name, each)] for each in names]
    last = [max(of_one) if all(days) else dt.date.min for of_one in days]
    return [(min(o) if min(o) < 0 else max(o), day) for o, day in zip(orders, last, strict=True)]


def _are_parts(old: _Table, new: _Table) -> bool:
    """Whether two lists are of different hands, levels, fields or hamlets, or one is of a level alone."""
    scopes = {(part.level_in_title, part.field_in_title, hand_of(part)) for part, _ in (old, new)}
    levels = [{model.level for model in models} for _, models in (old, new)]
    sheets = sorted(key(part.sheet) for part, _ in (old, new))
    # “Thôn Am mới” may be a new version of “Thôn Am”, and “Thôn Trại Mới” is none
    of_hamlets = all(map(_OF_HAMLET.match, sheets)) and not sheets[1].startswith(sheets[0])
    return len(scopes) > 1 or of_hamlets or (levels[0] != levels[1] and 1 in map(len, levels))


def _copies_differ(succession: Succession, doubles: Doubles) -> Iterator[Doubt]:
    """One model at two levels in two lists: which is right is open."""
    models = {model.label: model for version in succession.versions for model in version.models}
    for copy, original in doubles.copies:
        model, repeat = models[original], models[copy]
        if model.level and repeat.level and model.level != repeat.level:
            yield Doubt("copies-differ", _of_two(model, repeat), moves=((original, repeat.level),))


def _doubtful_lists(version: Version, rows: frozenset[int], campaign: Campaign) -> Iterator[Doubt]:
    item = version.item
    if item.content.doubtful:
        facts = {"file": item.file, "reason": item.content.doubtful}
        yield Doubt("reading-doubtful", facts, ANY_NUMBER, rows)
    parts = [part for part in version.lists if part.entries]
    called_so = is_old_name(places_and_name(item.file)[1])
    if parts and (called_so or all(part.draft or is_old_name(part.sheet) for part in parts)):
        yield Doubt("draft-only", {"file": item.file}, ANY_NUMBER, rows, acquits_only=True)
    for part in parts:
        if year_in_doubt(item, part, campaign):
            own = {(part.sheet, entry.row) for entry in part.entries}
            of_part = frozenset(model.label for model in version.models if (model.sheet, model.row) in own) & rows
            years = {"file": item.file, "sheet": part.sheet, "stated": str(part.year), "year": str(campaign.year)}
            beside = any(not year_in_doubt(item, other, campaign) for other in parts)
            yield Doubt("year-in-doubt", years, () if beside else ANY_NUMBER, of_part)


def _of_two(model: Model, rival: Model) -> dict[str, object]:
    sheets = [f"trang “{each.sheet}”, " if model.file == rival.file else "" for each in (model, rival)]
    place, other = (f"“{m.file}”, {sheet}dòng {m.row}" for m, sheet in zip((model, rival), sheets, strict=True))
    return {"name": model.text, "place": place, "other": other}


def leaves_unread(unreadable: Sequence[AttributedFile], lists: Iterable[AttributedFile]) -> bool:
    """Whether a unit's files hold anything unread, where a model could stand that seems withdrawn."""
    readings = [item.content for item in lists]
    possible = (one for reading in readings for part in reading.lists for one in part.possible)
    return (
        bool(unreadable)
        or any(reading.possible or reading.doubtful for reading in readings)
        or any(one.reason != NUMBERS_LEFT_OUT for one in possible)  # where a number lacks nothing is unread
    )
