"""Where each unit stands: receipt, deadline findings (R4) and quota verdict (R2, R3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aggregator.campaign.model import Campaign
from aggregator.check.deadlines import (
    SOURCES,
    late_finding,
    late_forms_findings,
    missing_finding,
    moment,
    revised_finding,
    told_of_silent,
)
from aggregator.check.quotas import quota_findings
from aggregator.check.verdicts import verdict_of
from aggregator.findings import Finding, finding
from aggregator.registered import NO_FORMS, UnitForms
from aggregator.settled import SettledUnit
from aggregator.standing import UnitState

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Doubts:
    """What keeps silence from being certain: files of unknown or contested unit, and the units they may be of."""

    unattributed: int
    named_in: Mapping[str, tuple[str, ...]]  # unit code → files
    uncounted: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # unit code → cells of the tracking book
    moved_to: Mapping[str, int] = field(default_factory=dict)  # unit code → entries that a person moved to it


def check_unit(
    settled: SettledUnit,
    entries: pd.DataFrame,
    campaign: Campaign,
    as_of: dt.datetime,
    *,
    doubts: Doubts,
    forms: UnitForms = NO_FORMS,
) -> tuple[UnitState, list[Finding]]:
    """The state of one unit and its findings.

    ``entries`` are those that count for it (columns file, level, unknown_is_base).
    """
    unit = settled.unit
    receipt = settled.receipt
    state = "pending" if receipt.state == "missing" and as_of <= campaign.deadline else receipt.state
    verdict = verdict_of(settled, entries, campaign, as_of, forms)
    known_at = receipt.at if state != "empty" else None
    upward = {int(i) for i in entries.index[entries["level"].isin(["province", "district"])]}
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
        forms_needed=len(upward),
        forms_matched=len(upward & {form.entry for form in forms.registrations}),
        forms_received=len(forms.registrations),
        own=forms.own,
        receipt_note=receipt.note,
        must_send=unit.must_send,
    )
    findings = _receipt_findings(settled, state, campaign, doubts, forms)
    findings += _forms_findings(forms, state, campaign, {"unit": unit.code, "unit_name": unit.name})
    return unit_state, findings + quota_findings(verdict, unit=unit.code, unit_name=unit.name)


def _receipt_findings(
    settled: SettledUnit, state: str, campaign: Campaign, doubts: Doubts, forms: UnitForms
) -> list[Finding]:
    unit, receipt = settled.unit, settled.receipt
    who = {"unit": unit.code, "unit_name": unit.name}
    if state == "missing":
        silent = missing_finding(
            **who,
            deadline=campaign.deadline,
            unattributed=doubts.unattributed,
            named_in=doubts.named_in.get(unit.code, ()),
            own_papers=forms.own.files,
            told=told_of_silent(
                doubts.uncounted.get(unit.code, ()), doubts.moved_to.get(unit.code, 0), unit.must_send_unclear
            ),
        )
        return [silent]
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
    if state in ("on_time", "late") and first and first.earlier:
        earlier = first.earlier
        words = {"received": moment(earlier.at), "evidence": SOURCES[earlier.source], "cell_of_book": earlier.cell}
        found.append(finding("content-replaced", file=first.file, now=moment(first.at), **words, **who))
    elif state in ("on_time", "late") and first and first.unreadable:
        found.append(finding("unreadable-counted", file=first.file, received=moment(first.at), **who))
    in_time = any(item.first_at <= campaign.deadline for item in settled.returns.lists)
    if state == "on_time" and in_time and last and last.at > campaign.deadline:
        found.append(revised_finding(**who, file=last.file, at=last.at))
    if settled.counting and settled.returns.nils:
        nil = settled.returns.nils[0]
        found.append(finding("nil-after-list", file=nil.file, other=settled.counting[0].file, **who))
    return found


def _forms_findings(forms: UnitForms, state: str, campaign: Campaign, who: dict[str, str]) -> list[Finding]:
    """The deadline of the forms is judged apart from that of the list (R4)."""
    count = len(forms.registrations)
    words = f"{count} bản M1/M2" if count else "bản M1/M2 (bản giấy)"
    found = [finding("forms-only", **who, forms=words)] if state == "forms_only" else []
    return found + late_forms_findings(forms.late(campaign.deadline), campaign.deadline, who)
