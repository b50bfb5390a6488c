"""Where each unit stands: receipt, deadline findings (R4) and quota verdict (R2, R3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import pandas as pd

from aggregator.campaign.model import Campaign, Limit
from aggregator.check.deadlines import late_finding, late_words, missing_finding, moment, revised_finding
from aggregator.check.quotas import Verdict, assess, cautious, counts_by_level, quota_findings
from aggregator.findings import Finding, finding
from aggregator.outcome import OwnState, Registration, UnitState
from aggregator.registered import Clash
from aggregator.settled import SettledUnit


@dataclass(frozen=True)
class Doubts:
    """What keeps silence from being certain: files of unknown or contested unit, and the units they may be of."""

    unattributed: int
    named_in: Mapping[str, tuple[str, ...]]  # unit code → files


@dataclass(frozen=True)
class UnitForms:
    """The forms of one unit that count (R1): those of an entry, those of none, and the levels they contradict."""

    registrations: Sequence[Registration] = ()
    clashes: Sequence[Clash] = ()
    own: OwnState = OwnState()

    @property
    def without_entry(self) -> list[Registration]:
        """Forms that no row of the list answers to."""
        return [form for form in self.registrations if form.entry is None]

    @property
    def level_clashes(self) -> list[Clash]:
        """Forms that name another level than the list."""
        return [clash for clash in self.clashes if clash.what == "level"]


def check_unit(
    settled: SettledUnit,
    entries: pd.DataFrame,
    campaign: Campaign,
    as_of: dt.datetime,
    doubts: Doubts,
    forms: UnitForms = UnitForms(),
) -> tuple[UnitState, list[Finding]]:
    """The state of one unit and its findings. ``entries`` are those that count for it (columns file, level)."""
    unit = settled.unit
    receipt = settled.receipt
    state = "pending" if receipt.state == "missing" and as_of <= campaign.deadline else receipt.state
    verdict = _verdict(settled, entries, campaign, as_of, forms)
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
        forms_needed=int(entries["level"].isin(["province", "district"]).sum()),
        forms_matched=sum(form.entry is not None for form in forms.registrations),
        forms_received=len(forms.registrations),
        own=forms.own,
    )
    findings = _receipt_findings(settled, state, campaign, doubts)
    findings += _forms_findings(forms, state, campaign, unit.code, unit.name)
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
    in_time = any(item.at <= campaign.deadline for item in settled.returns.lists)
    if state == "on_time" and in_time and last and last.at > campaign.deadline:
        found.append(revised_finding(**who, file=last.file, at=last.at))
    if settled.counting and settled.returns.nils:
        nil = settled.returns.nils[0]
        found.append(finding("nil-after-list", file=nil.file, other=settled.counting[0].file, **who))
    return found


def _forms_findings(forms: UnitForms, state: str, campaign: Campaign, unit: str, unit_name: str) -> list[Finding]:
    """The deadline of the forms is judged apart from that of the list (R4)."""
    who = {"unit": unit, "unit_name": unit_name}
    found = [finding("forms-only", **who, count=len(forms.registrations))] if state == "forms_only" else []
    late = [form for form in forms.registrations if form.received_at > campaign.deadline]
    if not late:
        return found
    last = max(late, key=lambda form: form.received_at)
    said = late_words(
        last.received_at, last.received_from, campaign.deadline, weak=last.received_from == "file_time"
    )
    return [*found, finding("forms-late", **who, file=last.file, **said)]


def _verdict(
    settled: SettledUnit, entries: pd.DataFrame, campaign: Campaign, as_of: dt.datetime, forms: UnitForms
) -> Verdict:
    """The quota verdict; where it hangs on what is contested or not certain, it is undetermined."""
    judge = _Judge(
        limits=[limit for limit in campaign.limits if limit.group == settled.unit.kind],
        still_open=as_of <= campaign.deadline,
        silent_means_base=_rest_is_base(entries, forms),
    )
    labels = [int(i) for i in entries.index]
    levels = {i: v if isinstance(v, str) else None for i, v in zip(labels, entries["level"], strict=True)}
    verdict = judge.assess(levels.values())
    if not settled.counting:
        return verdict if settled.receipt.state == "nil" else Verdict("not_assessed", verdict.counts)
    contested = {item.file for item in settled.counting if item.contested}
    if contested and len(contested) < len(settled.counting):
        sure = entries[~entries["file"].isin(contested)]["level"]
        verdict = cautious(verdict, judge.assess(v if isinstance(v, str) else None for v in sure), _CONTESTED)
    verdict = _with_clashes(verdict, levels, judge, forms)
    for level in {form.level for form in forms.without_entry}:
        for possible in [level] if level else ["province", "district"]:
            verdict = cautious(verdict, judge.assess([*levels.values(), possible]), _FORM_WITHOUT_ROW)
    if verdict.quota == "violated" and all(item.body for item in settled.counting) and _only_short(verdict.broken):
        return Verdict("undetermined", verdict.counts, (), _BODIES_ONLY)
    return verdict


def _with_clashes(verdict: Verdict, levels: dict[int, str | None], judge: _Judge, forms: UnitForms) -> Verdict:
    """Every way in which list or form could be right where they name different levels."""
    clashes = forms.level_clashes[:_MOST_CLASHES]
    for choice in product((False, True), repeat=len(clashes)):
        told = {c.index: c.told for c, by_form in zip(clashes, choice, strict=True) if by_form}
        verdict = cautious(verdict, judge.assess((levels | told).values()), _LEVELS_DIFFER)
    return verdict


def _rest_is_base(entries: pd.DataFrame, forms: UnitForms) -> bool:
    """A list that names no level, whose unit sent forms that all have their row: what has no form is base (R1)."""
    sources = set(entries["level_source"].dropna()) if "level_source" in entries else set()
    return sources == {"registration"} and not forms.without_entry


@dataclass(frozen=True)
class _Judge:
    """Assesses levels against the limits of a unit's group."""

    limits: Sequence[Limit]
    still_open: bool
    silent_means_base: bool

    def assess(self, levels: Iterable[str | None]) -> Verdict:
        """The verdict on the levels of a list."""
        base = self.silent_means_base or _registers_upward_only(self.limits)
        counts = counts_by_level(list(levels), unknown_is_base=base)
        return assess(counts, self.limits, still_open=self.still_open)


_MOST_CLASHES = 6
_CONTESTED = "có tệp chưa thống nhất là của đơn vị nào, kết luận phụ thuộc vào tệp đó"
_BODIES_ONLY = "mới có danh sách của tổ chức trực thuộc, chưa có danh sách chung của đơn vị"
_FORM_WITHOUT_ROW = "có bản M1/M2 chưa thấy mô hình tương ứng trong danh sách, kết luận phụ thuộc vào mô hình đó"
_LEVELS_DIFFER = "danh sách và bản M1/M2 ghi cấp khác nhau, kết luận phụ thuộc vào cấp nào đúng"


def _only_short(broken: Sequence[Limit]) -> bool:
    return all(limit.minimum is not None for limit in broken)


def _registers_upward_only(limits: Sequence[Limit]) -> bool:
    """A group without a lower limit registers upward “if any” (R3): an entry of unknown level is base."""
    return all(limit.minimum is None for limit in limits)
