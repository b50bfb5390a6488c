"""Settle every unit: its versions, what counts, its receipt; and the status of every file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aggregator.campaign.model import Campaign, Unit
from aggregator.findings import Finding
from aggregator.received import Handled
from aggregator.settle.receipts import receipt_of
from aggregator.settle.statuses import duplicates, own_status
from aggregator.settle.versions import EntryKey, Settled, Version, settle_versions
from aggregator.settled import PaperReceipt, Receipt, SettledUnit, Settlement, UnitReturns

Entries = Mapping[str, Sequence[tuple[EntryKey, str]]]  # by file: (key, name) of each entry


def settle(
    handled: Sequence[Handled],
    entries: Entries,
    campaign: Campaign,
    papers: Sequence[PaperReceipt] = (),
) -> Settlement:
    """Settle duplicates, versions and receipts of all units (design §4)."""
    copies = duplicates(handled)
    statuses = {item.file: "duplicate" if item.file in copies else own_status(item) for item in handled}
    reasons = {file: f"giống hệt tệp “{original}”" for file, original in copies.items()}
    units: list[SettledUnit] = []
    findings: list[Finding] = []
    for unit in campaign.units:
        own = [item for item in handled if item.unit == unit.code]
        returns = _returns(own, statuses, [p for p in papers if p.unit == unit.code])
        settled = settle_versions([Version(i, tuple(entries.get(i.file, ()))) for i in returns.lists], unit.name)
        receipt = receipt_of(returns, campaign.deadline)
        units.append(_unit(unit, receipt, returns, settled))
        findings += settled.findings
        statuses |= dict.fromkeys(settled.superseded, "superseded")
        reasons |= settled.superseded
    return Settlement(tuple(units), statuses, reasons, copies, tuple(findings))


def _returns(own: Sequence[Handled], statuses: Mapping[str, str], papers: Sequence[PaperReceipt]) -> UnitReturns:
    """What came from a unit, by kind. A blank form that is the copy of another unit's is the unit's own."""

    def of(*wanted: str) -> list[Handled]:
        return [i for i in own if statuses[i.file] in wanted]

    copies = of("duplicate")
    return UnitReturns(
        lists=[i for i in of("read") if i.entries],
        forms=[i for i in of("read") if i.forms],
        nils=of("nil") + [i for i in copies if own_status(i) == "nil"],
        empties=of("empty") + [i for i in copies if own_status(i) == "empty"],
        unreadable=of("unreadable"),
        papers=papers,
    )


def _unit(unit: Unit, receipt: Receipt, returns: UnitReturns, settled: Settled) -> SettledUnit:
    return SettledUnit(unit, receipt, returns, tuple(v.item for v in settled.counting), dict(settled.superseded))
