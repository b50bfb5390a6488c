"""Settle every unit: its versions, what counts, its receipt; and the status of every file.

Then put what was settled and checked into the nouns of the outcome: submissions, entries in order, the balance.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd
from msgspec.structs import replace

from aggregator.campaign.level_words import levels_stated
from aggregator.campaign.mail_words import sentences
from aggregator.judge.doubts import doubts_of_versions, leaves_unread
from aggregator.judge.receipts import duplicates, first_status, receipt_of
from aggregator.judge.repeats import Doubles, doubles_of
from aggregator.judge.returns import NO_NAMES, NO_TABLE, no_form_reason
from aggregator.judge.row_doubts import MOST_CELLS
from aggregator.judge.versions import Model, Succession, Version, labels_of, settle_versions
from aggregator.nouns.file import Handled, places_and_name
from aggregator.nouns.finding import Finding, doubt_asks, few, finding
from aggregator.nouns.outcome import Balance, FileBalance, Submission
from aggregator.nouns.standing import (
    MODELS_OPEN,
    UNCOUNTED,
    Doubt,
    PaperReceipt,
    Receipt,
    Settlement,
    UnitAccount,
    UnitReturns,
)
from aggregator.nouns.unit import UPWARD, Campaign, Unit
from aggregator.vietnamese.fold import grouped
from aggregator.vietnamese.wording import quoted

Entries = Mapping[str, Sequence[Model]]  # by file


def settle(
    handled: Sequence[Handled],
    entries: Entries,
    campaign: Campaign,
    papers: Sequence[PaperReceipt] = (),
    earlier_years: Mapping[str, str] | None = None,
    *,
    forms_on_paper: Collection[str] = (),
) -> Settlement:
    """Settle duplicates, versions and receipts of all units (design §4).

    ``earlier_years`` are files whose lists are all of an earlier year, with the reason; ``forms_on_paper`` units
    (codes) whose forms a person saw on paper: one of which nothing else came is not silent.
    """
    set_aside = earlier_years or {}
    copies = duplicates(handled)
    statuses = {item.file: "duplicate" if item.file in copies else first_status(item) for item in handled}
    statuses |= {file: "superseded" for file in set_aside if statuses[file] in ("empty", "nil", "unreadable")}
    reasons = {file: f"giống hệt tệp “{original}”" for file, original in copies.items()} | dict(set_aside)
    of_unit = grouped((unit, item) for item in handled for unit in item.units or (None,))
    units: list[UnitAccount] = []
    findings: list[Finding] = []
    counting: set[int] = set()
    repeats: dict[int, int] = {}
    replacements: dict[str, list[str]] = defaultdict(list)  # by file, why for each unit
    for unit in campaign.units:
        returns = _returns(unit, of_unit[unit.code], statuses, [p for p in papers if p.unit == unit.code])
        versions = [_version(item, unit.code, entries, of_unit[unit.code]) for item in returns.lists]
        unread = leaves_unread(returns.unreadable, returns.lists)
        succession = settle_versions(versions, unit.code, unit.name, unread=unread)
        doubles = doubles_of(succession.counting, unit.code, succession.extracts)
        counting |= labels_of(succession.counting)
        repeats |= {copy.label: copy.original for copy in doubles.copies}
        account, answered = _unit(unit, returns, succession, doubles, campaign)
        if account.receipt.state == "missing" and unit.code in forms_on_paper:
            account = replace(account, receipt=Receipt("forms_only"))
        units.append(account)
        findings += (*succession.findings, *doubles.findings)
        for file, models in _left_out(answered, succession.counting):
            counting -= {model.label for model in models}
            names = few([quoted(model.text) for model in models], MOST_CELLS, "; ")
            facts: dict[str, Any] = {"unit_name": unit.name, "count": len(models), "names": names}
            findings.append(finding("models-left-out", unit=unit.code, file=file, **facts))
        for file, reason in succession.superseded.items():
            replacements[file].append(reason)
    for item in handled:
        if statuses[item.file] in ("read", "unknown_unit") and None in _units_with_lists(item):
            version = _version(item, None, entries)
            doubles = doubles_of([version], None)
            counting |= labels_of([version])
            repeats |= {copy.label: copy.original for copy in doubles.copies}
            findings += doubles.findings
    by_file = {item.file: item for item in handled}
    for file, why in replacements.items():
        if len(why) == len(_units_with_lists(by_file[file])):
            statuses[file], reasons[file] = "superseded", why[0]
    return Settlement(
        tuple(units), statuses, reasons, copies, tuple(findings), frozenset(counting - repeats.keys()), repeats
    )


def _units_with_lists(item: Handled) -> set[str | None]:
    return {item.unit_of_list(part) for part in item.read.lists if part.entries} if item.read else set()


def _version(item: Handled, unit: str | None, entries: Entries, came: Sequence[Handled] = ()) -> Version:
    """The list of a unit in a file, with what the letters of the same mail, among all that ``came``, say of it."""
    assert item.read is not None  # noqa: S101 -- a list was read from it
    lists = tuple(part for part in item.read.lists if item.unit_of_list(part) == unit)
    mail, models = item.file.rpartition("!")[0], tuple(entries.get(item.file, ()))
    if len(item.units) > 1 or item.unknown_sheets:
        models = tuple(model for model in models if item.unit_of_row(model.sheet, model.row) == unit)
    letters = [i for i in came if mail and i.file.startswith(f"{mail}!") and not i.entries]
    return Version(item, models, lists, tuple(text for letter in letters for text in letter.of_succession))


def _returns(
    unit: Unit, came: Sequence[Handled], statuses: Mapping[str, str], papers: Sequence[PaperReceipt]
) -> UnitReturns:
    """What came from a unit, by kind. A blank form that is the copy of another unit's is the unit's own.

    A file of several units is to each what its own sheets or rows are.
    """

    def of(*kinds: str) -> list[Handled]:
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


def _unit(
    unit: Unit, returns: UnitReturns, succession: Succession, doubles: Doubles, campaign: Campaign
) -> tuple[UnitAccount, list[Doubt]]:
    """The account of a unit, and the doubts that a person settled in the tracking book."""
    receipt = receipt_of(returns, campaign.deadline)
    counting = tuple(version.item for version in succession.counting)
    answers = {item.file: item.received.book_reading for item in counting}
    found = doubts_of_versions(succession, doubles, campaign)
    doubts = grouped((doubt.is_answered(answers), doubt) for doubt in found)
    account = UnitAccount(unit, receipt, returns, counting, dict(succession.superseded), tuple(doubts[False]))
    return account, doubts[True]


def _left_out(answered: Iterable[Doubt], counting: Iterable[Version]) -> Iterator[tuple[str, list[Model]]]:
    """The models of each file that a person said not to count, in answer to a doubt about them."""
    rows = frozenset[int]().union(*(doubt.open_rows for doubt in answered if doubt_asks(doubt.code) == MODELS_OPEN))
    for version in counting:
        models = [model for model in version.models if model.label in rows]
        if models and UNCOUNTED in version.item.received.book_reading:
            yield version.item.file, models


_REASONS = {
    "empty": "biểu mẫu chưa ghi mô hình nào",
    "nil": "báo không đăng ký",
    "unknown_unit": "chưa rõ của đơn vị nào",
}


def submissions_of(handled: Sequence[Handled], settlement: Settlement, campaign: Campaign) -> list[Submission]:
    """Every file with its status and the reason for it, in the order of names."""
    return [
        Submission(
            file=item.file,
            sha256=item.received.sha256,
            unit=item.unit,
            forms=forms_of(item),
            received_at=item.at,
            received_from=item.received.source,
            status=settlement.statuses[item.file],
            reason=_reason(item, settlement, campaign),
            note=item.received.book_note,
            clues=item.clues,
            time_known=item.received.time_known,
        )
        for item in handled
    ]


def forms_of(item: Handled) -> tuple[str, ...]:
    """The forms found in a file: M3 or M4, then M1 and M2."""
    registered = sorted({form.form for form in item.read.registrations}) if item.read else []
    return (*((item.form,) if item.form else ()), *registered)


def _reason(item: Handled, settlement: Settlement, campaign: Campaign) -> str | None:
    status = settlement.statuses[item.file]
    if status == "not_a_form":
        return no_form_reason(item)
    if status == "unreadable" and not item.unreadable:
        return NO_NAMES if item.read and item.read.lists else NO_TABLE
    reason = settlement.reasons.get(item.file) or item.received.ignored or item.unreadable or _REASONS.get(status)
    names = ", ".join(map(campaign.unit_name, item.units[1:]))  # whose lists it holds besides
    return "; ".join(filter(None, (reason, names and f"tệp có cả danh sách của {names}"))) or None


def levels_named_in(handled: Sequence[Handled], settlement: Settlement, year: int) -> dict[str, dict[str, str]]:
    """By unit the levels above the base that its files name beside their lists, each with the words that do.

    The words stand in the paper, its mail or the names of files and folders; a folder that holds another unit's
    files too names nothing, nor does a form that is read, which tells its model's level. Of several words that name
    a level those are told that count the most models of it.
    """
    places = {item.file: places_and_name(item.file) for item in handled}
    owners: dict[tuple[str, ...], set[str | None]] = defaultdict(set)
    for item in handled:
        for depth in range(len(places[item.file][0])):
            owners[tuple(places[item.file][0][: depth + 1])].add(item.unit)
    named: dict[str, dict[str, str]] = defaultdict(dict)
    most: dict[tuple[str, str], int] = {}
    for item in handled:
        if item.unit is None or settlement.statuses[item.file] not in ("read", "unreadable"):
            continue
        if item.forms and not item.entries:
            continue
        folders, name = places[item.file]
        own = [folder for n, folder in enumerate(folders) if len(owners[tuple(folders[: n + 1])]) == 1]
        mail = sentences(item.received.mail_text or "")
        words = [*(item.read.levels_named if item.read else ()), item.received.subject or "", *mail]
        said = [(text, text) for text in words] + [(re.sub(r"[\d_]+", " ", text), text) for text in (*own, name)]
        for text, shown in said:
            for level, count in levels_stated(text, year).items():
                if level in UPWARD and count != 0 and (count or 0) > most.get((item.unit, level), -1):
                    named[item.unit][level], most[item.unit, level] = shown, count or 0
    return named


def in_print_order(
    entries: pd.DataFrame, settlement: Settlement, handled: Mapping[str, Handled], campaign: Campaign
) -> pd.DataFrame:
    """The entries that count, by unit in roster order (unknown units last), then by file as received.

    Adds the columns ``label`` (the row in ``entries``), ``unit`` and ``form``. What a copy of an entry says of
    level or field holds where the entry is silent.
    """
    frame = _with_copies(entries, settlement.repeats).loc[sorted(settlement.counting)]
    items = [handled[file] for file in frame["file"]]
    rows = zip(items, frame["sheet"], frame["row"], strict=True)
    units = [item.unit_of_row(sheet, int(row)) for item, sheet, row in rows]
    place = {unit.code: number for number, unit in enumerate(campaign.units)}
    frame["label"] = frame.index
    frame["unit"] = pd.Series(units, index=frame.index, dtype=object)
    frame["form"] = pd.Series([item.form for item in items], index=frame.index, dtype=object)
    keyed = enumerate(zip(units, items, strict=True))
    order = [(place.get(unit or "", len(place)), item.at, item.file, n) for n, (unit, item) in keyed]
    frame = frame.iloc[sorted(range(len(order)), key=order.__getitem__)]
    return frame.reset_index(drop=True)


_FROM_COPIES = {
    column: [column, *(f"{column}_{part}" for part in ("source", "why", "text"))] for column in ("level", "field")
}


def _with_copies(entries: pd.DataFrame, repeats: Mapping[int, int]) -> pd.DataFrame:
    """The entries with level and field as their copies say them, where they are silent themselves."""
    if not repeats:
        return entries
    table: dict[str, dict[Any, Any]] = {
        name: entries[name].to_dict() for names in _FROM_COPIES.values() for name in names
    }

    def silent(column: str, label: int) -> bool:
        return not isinstance(table[column][label], str) or table[f"{column}_source"][label] == "suggested"

    for copy, original in repeats.items():
        for column, names in _FROM_COPIES.items():
            if silent(column, original) and not silent(column, copy):
                for name in names:
                    table[name][original] = table[name][copy]
    return entries.assign(**{name: pd.Series(values, dtype=object) for name, values in table.items()})


def in_unit_order(entries: pd.DataFrame, campaign: Campaign) -> pd.DataFrame:
    """The entries by unit again once a person has moved some to another unit or taken some out.

    Adds the column ``unknown_is_base``: an entry of unknown level counts as base in a unit whose group registers
    upward only “if any” (R3).
    """
    place = {unit.code: number for number, unit in enumerate(campaign.units)}
    units = [unit if isinstance(unit, str) else "" for unit in entries["unit"]]
    order = sorted(range(len(units)), key=lambda n: (place.get(units[n], len(place)), n))
    frame = entries.iloc[order].reset_index(drop=True)
    must = {limit.group for limit in campaign.limits if limit.minimum is not None}
    free = {unit.code for unit in campaign.units if unit.kind not in must}
    frame["unknown_is_base"] = [unit in free for unit in frame["unit"]]
    return frame


def balance_of(counting: Mapping[str, Handled], excluded: Iterable[str] = ()) -> tuple[Balance, list[FileBalance]]:
    """The rows of every file whose entries count, as the reader counted them, and their sum.

    ``excluded`` names the file of each entry that does not count after all: its row stands among those set aside.
    """
    counts = Counter(excluded)
    parts = [FileBalance(file, item.unit, _balance(item, counts[file])) for file, item in counting.items()]
    return _sum([part.balance for part in parts]), parts


def _balance(item: Handled, excluded: int) -> Balance:
    lists = item.read.lists if item.read else ()
    rows = [(p.rows_seen, len(p.entries), p.rows_joined, p.rows_decoration, p.rows_set_aside) for p in lists]
    return _sum([*(Balance(*counts) for counts in rows), Balance(0, -excluded, 0, 0, excluded)])


def _sum(balances: Sequence[Balance]) -> Balance:
    return Balance(*(sum(getattr(balance, part) for balance in balances) for part in Balance.__struct_fields__))
