"""Settle every unit: its versions, what counts, its receipt; and the status of every file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from aggregator.judge.possible import doubts_of_versions, leaves_unread
from aggregator.judge.receipts import duplicates, own_status, receipt_of
from aggregator.judge.versions import Model, Once, Settled, Version, labels_of, models_once, settle_versions
from aggregator.nouns.file import Handled
from aggregator.nouns.finding import Finding
from aggregator.nouns.standing import PaperReceipt, SettledUnit, Settlement, UnitReturns
from aggregator.nouns.unit import Campaign, Unit

Entries = Mapping[str, Sequence[Model]]  # by file


def settle(
    handled: Sequence[Handled],
    entries: Entries,
    campaign: Campaign,
    papers: Sequence[PaperReceipt] = (),
    earlier_years: Mapping[str, str] | None = None,
) -> Settlement:
    """Settle duplicates, versions and receipts of all units (design §4).

    ``earlier_years`` are files whose lists are all of an earlier year, with the reason.
    """
    set_aside = earlier_years or {}
    copies = duplicates(handled)
    statuses = {item.file: "duplicate" if item.file in copies else own_status(item) for item in handled}
    statuses |= {file: "superseded" for file in set_aside if statuses[file] in ("empty", "nil", "unreadable")}
    reasons = {file: f"giống hệt tệp “{original}”" for file, original in copies.items()} | dict(set_aside)
    of_unit = _by_unit(handled)
    units: list[SettledUnit] = []
    findings: list[Finding] = []
    counting: set[int] = set()
    repeats: dict[int, int] = {}
    replaced: dict[str, list[str]] = defaultdict(list)  # by file, why for each unit
    for unit in campaign.units:
        returns = _returns(unit, of_unit[unit.code], statuses, [p for p in papers if p.unit == unit.code])
        versions = [_version(item, unit.code, entries) for item in returns.lists]
        unread = leaves_unread(returns.unreadable, returns.lists)
        settled = settle_versions(versions, unit.code, unit.name, unread=unread)
        once = models_once(settled.counting, unit.code)
        counting |= labels_of(settled.counting)
        repeats |= {copy.label: copy.kept for copy in once.copies}
        units.append(_unit(unit, returns, settled, once, campaign))
        findings += (*settled.findings, *once.findings)
        for file, reason in settled.superseded.items():
            replaced[file].append(reason)
    for item in of_unit[None]:
        if statuses[item.file] == "unknown_unit":
            version = Version(item, tuple(entries.get(item.file, ())), item.read.lists if item.read else ())
            once = models_once([version], None)
            counting |= labels_of([version])
            repeats |= {copy.label: copy.kept for copy in once.copies}
            findings += once.findings
    by_file = {item.file: item for item in handled}
    for file, why in replaced.items():
        if len(why) == len(_units_with_lists(by_file[file])):
            statuses[file], reasons[file] = "superseded", why[0]
    return Settlement(
        tuple(units), statuses, reasons, copies, tuple(findings), frozenset(counting - repeats.keys()), repeats
    )


def _by_unit(handled: Iterable[Handled]) -> defaultdict[str | None, list[Handled]]:
    """The files by the units whose lists or papers they hold."""
    found: defaultdict[str | None, list[Handled]] = defaultdict(list)
    for item in handled:
        for unit in item.units or (None,):
            found[unit].append(item)
    return found


def _units_with_lists(item: Handled) -> set[str | None]:
    return {item.unit_of_sheet(part.sheet) for part in item.read.lists if part.entries} if item.read else set()


def _version(item: Handled, unit: str, entries: Entries) -> Version:
    assert item.read is not None  # noqa: S101 -- a list was read from it
    lists = tuple(part for part in item.read.lists if item.unit_of_sheet(part.sheet) == unit)
    sheets = {part.sheet for part in lists}
    return Version(item, tuple(m for m in entries.get(item.file, ()) if m.sheet in sheets), lists)


def _returns(
    unit: Unit, came: Sequence[Handled], statuses: Mapping[str, str], papers: Sequence[PaperReceipt]
) -> UnitReturns:
    """What came from a unit, by kind. A blank form that is the copy of another unit's is the unit's own."""

    def of(*wanted: str) -> list[Handled]:
        return [i for i in came if statuses[i.file] in wanted]

    copies = of("duplicate")
    return UnitReturns(
        lists=[i for i in of("read") if unit.code in _units_with_lists(i)],
        forms=[i for i in of("read") if i.forms],
        nils=of("nil") + [i for i in copies if own_status(i) == "nil"],
        empties=of("empty") + [i for i in copies if own_status(i) == "empty"],
        unreadable=of("unreadable"),
        papers=papers,
    )


def _unit(unit: Unit, returns: UnitReturns, settled: Settled, once: Once, campaign: Campaign) -> SettledUnit:
    receipt = receipt_of(returns, campaign.deadline)
    counting = tuple(version.item for version in settled.counting)
    doubts = doubts_of_versions(settled, once, campaign)
    return SettledUnit(unit, receipt, returns, counting, dict(settled.superseded), tuple(doubts))
