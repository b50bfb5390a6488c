"""Where each unit stands: receipt, deadline findings (R4) and quota verdict (R2, R3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from aggregator.campaign.model import Campaign
from aggregator.check.deadlines import (
    SOURCES,
    empty_finding,
    late_finding,
    late_forms_findings,
    missing_finding,
    moment,
    time_unknown_finding,
)
from aggregator.check.quotas import CountedRow, Verdict, counts_of, quota_findings, verdict_of
from aggregator.findings import Finding, finding
from aggregator.registered import NO_FORMS, UnitForms
from aggregator.settled import NO_EVIDENCE, Evidence, SettledUnit
from aggregator.standing import UnitState, in_time

_UPWARD = ("province", "district")  # such an entry has a form of its own (R1)


def check_unit(
    settled: SettledUnit,
    rows: Sequence[CountedRow],
    campaign: Campaign,
    as_of: dt.datetime,
    *,
    evidence: Evidence = NO_EVIDENCE,
    forms: UnitForms = NO_FORMS,
) -> tuple[UnitState, list[Finding]]:
    """The state of one unit and its findings. ``rows`` are the entries that count for it."""
    unit, receipt = settled.unit, settled.receipt
    still_open = in_time(as_of, campaign.deadline)
    state = "pending" if receipt.state == "missing" and still_open else receipt.state
    verdict = _verdict(settled, rows, campaign, evidence, still_open=still_open)
    known_at = receipt.at if state != "empty" else None
    upward = {row.entry for row in rows if row.level in _UPWARD}
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
        counted=tuple(row.entry for row in rows),
        broken=verdict.broken,
        forms_needed=len(upward),
        forms_matched=len(upward & {form.entry for form in forms.registrations}),
        forms_received=len(forms.registrations),
        own=forms.own,
        receipt_note=receipt.note,
        must_send=unit.must_send,
    )
    who = {"unit": unit.code, "unit_name": unit.name}
    findings = _receipt_findings(settled, unit_state, campaign, evidence, forms)
    if state == "forms_only":
        count = len(forms.registrations)
        sent = f"{count:02d} bản M1, M2" if count else "bản M1, M2 (bản giấy)"
        findings.append(finding("forms-only", **who, forms=sent))
    findings += late_forms_findings(forms.late(campaign.deadline), campaign.deadline, who, evidence)
    return unit_state, findings + quota_findings(verdict, unit=unit.code, unit_name=unit.name)


def _verdict(
    settled: SettledUnit, rows: Sequence[CountedRow], campaign: Campaign, evidence: Evidence, *, still_open: bool
) -> Verdict:
    if not settled.counting and settled.receipt.state != "nil":
        return Verdict("not_assessed", counts_of(rows))
    limits = [limit for limit in campaign.limits if limit.group == settled.unit.kind]
    return verdict_of(rows, limits, evidence.doubts, still_open=still_open)


def _receipt_findings(
    settled: SettledUnit, state: UnitState, campaign: Campaign, evidence: Evidence, forms: UnitForms
) -> list[Finding]:
    unit, receipt, deadline = settled.unit, settled.receipt, campaign.deadline
    who = {"unit": unit.code, "unit_name": unit.name}
    if state.receipt == "missing":
        return [missing_finding(deadline, evidence, who, forms.own.files, unit.must_send_unclear)]
    found: list[Finding] = []
    if state.receipt == "pending" and evidence.promises:
        file, words = evidence.promises[0]
        found.append(finding("list-promised", file=file, words=words, **who))
    if state.receipt == "late":
        found.append(late_finding(receipt, deadline, evidence, who))
    if not state.time_known:
        found.append(time_unknown_finding(receipt, who))
    if state.receipt == "empty" and receipt.first:
        found.append(empty_finding(receipt.first.file, evidence, who))
    if state.receipt == "nil" and receipt.first:
        found.append(finding("nil-return", file=receipt.first.file, **who))
    return found + _notes(settled, state.receipt, campaign, who)


def _notes(settled: SettledUnit, state: str, campaign: Campaign, who: dict[str, str]) -> list[Finding]:
    """What is to be said of a list besides its timeliness."""
    first, last = settled.receipt.first, settled.last_change
    found: list[Finding] = []
    if state in ("on_time", "late") and first and first.earlier:
        earlier = first.earlier
        words = {"received": moment(earlier.at), "evidence": SOURCES[earlier.source], "cell_of_book": earlier.cell}
        found.append(finding("content-replaced", file=first.file, now=moment(first.at), **words, **who))
    elif state in ("on_time", "late") and first and not first.entries:
        at = f" lúc {moment(first.at)}" if first.timed else ""
        found.append(finding("unreadable-counted", file=first.file, received=at, **who))
    lists = [item for item in settled.returns.lists if item.timed]
    came_in_time = any(in_time(item.first_at, campaign.deadline) for item in lists)
    if state == "on_time" and came_in_time and last and last.timed and not in_time(last.at, campaign.deadline):
        found.append(finding("revised-after-deadline", file=last.file, received=moment(last.at), **who))
    if settled.counting and settled.returns.nils:
        nil = settled.returns.nils[0]
        found.append(finding("nil-after-list", file=nil.file, other=settled.counting[0].file, **who))
    return found
