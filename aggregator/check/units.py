"""Where each unit stands: receipt, deadline findings (R4) and quota verdict (R2, R3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from aggregator.campaign.model import Campaign, Limit
from aggregator.check.deadlines import late_finding, missing_finding, moment, revised_finding
from aggregator.check.quotas import Verdict, assess, cautious, counts_by_level, quota_findings
from aggregator.findings import Finding, finding
from aggregator.outcome import UnitState
from aggregator.settled import SettledUnit


@dataclass(frozen=True)
class Doubts:
    """What keeps silence from being certain: files of unknown or contested unit, and the units they may be of."""

    unattributed: int
    named_in: Mapping[str, tuple[str, ...]]  # unit code → files


def check_unit(
    settled: SettledUnit, entries: pd.DataFrame, campaign: Campaign, as_of: dt.datetime, doubts: Doubts
) -> tuple[UnitState, list[Finding]]:
    """The state of one unit and its findings. ``entries`` are those that count for it (columns file, level)."""
    unit = settled.unit
    receipt = settled.receipt
    state = "pending" if receipt.state == "missing" and as_of <= campaign.deadline else receipt.state
    verdict = _verdict(settled, entries, campaign, as_of)
    known_at = receipt.at if state != "empty" else None
    unit_state = UnitState(
        code=unit.code,
        name=unit.name,
        kind=unit.kind,
        receipt=state,
        received_at=known_at,
        received_from=receipt.source if known_at else None,
        quota=verdict.quota,
        counts=verdict.counts,
        files=tuple(item.file for item in settled.counting),
        counted=tuple(int(i) for i in entries.index),
        broken=verdict.broken,
    )
    findings = _receipt_findings(settled, state, campaign, doubts)
    return unit_state, findings + quota_findings(verdict, unit=unit.code, unit_name=unit.name)


def _receipt_findings(settled: SettledUnit, state: str, campaign: Campaign, doubts: Doubts) -> list[Finding]:
    unit, receipt = settled.unit, settled.receipt
    who = {"unit": unit.code, "unit_name": unit.name}
    if state == "missing":
        named = doubts.named_in.get(unit.code, ())
        return [
            missing_finding(**who, deadline=campaign.deadline, unattributed=doubts.unattributed, named_in=named)
        ]
    found: list[Finding] = []
    if state == "late" and receipt.at and receipt.source:
        first = receipt.first
        found.append(
            late_finding(
                **who,
                file=first.file if first else None,
                at=receipt.at,
                source=receipt.source,
                weak=receipt.weak,
                sent=first.received.sent if first else None,
                deadline=campaign.deadline,
            )
        )
    return found + _notes(settled, state, campaign)


def _notes(settled: SettledUnit, state: str, campaign: Campaign) -> list[Finding]:
    """What is to be said of a receipt besides its timeliness."""
    unit, first, last = settled.unit, settled.receipt.first, settled.last_change
    who = {"unit": unit.code, "unit_name": unit.name}
    found: list[Finding] = []
    if state in ("empty", "nil") and first:
        found.append(finding("empty" if state == "empty" else "nil-return", file=first.file, **who))
    if state in ("on_time", "late") and first and first.unreadable:
        found.append(finding("unreadable-counted", file=first.file, received=moment(first.at), **who))
    if state == "on_time" and last and last.at > campaign.deadline:
        found.append(revised_finding(**who, file=last.file, at=last.at))
    if settled.counting and settled.returns.nils:
        nil = settled.returns.nils[0]
        found.append(finding("nil-after-list", file=nil.file, other=settled.counting[0].file, **who))
    return found


def _verdict(settled: SettledUnit, entries: pd.DataFrame, campaign: Campaign, as_of: dt.datetime) -> Verdict:
    """The quota verdict; where it hangs on contested files, or on a body's list alone, it is undetermined."""
    kind = settled.unit.kind
    limits = [limit for limit in campaign.limits if limit.group == kind]
    upward_only = _registers_upward_only(limits)
    still_open = as_of <= campaign.deadline

    def assessed(rows: pd.DataFrame) -> Verdict:
        levels = [level if isinstance(level, str) else None for level in rows["level"]]
        return assess(counts_by_level(levels, unknown_is_base=upward_only), limits, still_open=still_open)

    if not settled.counting:
        whole = assessed(entries)
        return whole if settled.receipt.state == "nil" else Verdict("not_assessed", whole.counts)
    verdict = assessed(entries)
    contested = {item.file for item in settled.counting if item.contested}
    if contested and len(contested) < len(settled.counting):
        verdict = cautious(verdict, assessed(entries[~entries["file"].isin(contested)]), _CONTESTED)
    if verdict.quota == "violated" and all(item.body for item in settled.counting) and _only_short(verdict.broken):
        return Verdict("undetermined", verdict.counts, (), _BODIES_ONLY)
    return verdict


_CONTESTED = "có tệp chưa thống nhất là của đơn vị nào, kết luận phụ thuộc vào tệp đó"
_BODIES_ONLY = "mới có danh sách của tổ chức trực thuộc, chưa có danh sách chung của đơn vị"


def _only_short(broken: Sequence[Limit]) -> bool:
    return all(limit.minimum is not None for limit in broken)


def _registers_upward_only(limits: Sequence[Limit]) -> bool:
    """A group without a lower limit registers upward “if any” (R3): an entry of unknown level is base."""
    return all(limit.minimum is None for limit in limits)
