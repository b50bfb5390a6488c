"""RESULT.json: the outcome for other programs. Keys are only ever added, never renamed."""

from __future__ import annotations

import datetime as dt
import json
from functools import partial
from typing import TYPE_CHECKING, Any

from aggregator.outcome import ENTRY_COLUMNS
from aggregator.write.sheets.entries import blank_to_none

if TYPE_CHECKING:
    from aggregator.campaign.model import Limit
    from aggregator.findings import Finding
    from aggregator.outcome import Decision, Outcome, Registration, Submission
    from aggregator.standing import OwnState, UnitState

_ADDED = ("note", "cells")  # keys that came later stand last
ENTRY_KEYS = (*(key for key in ENTRY_COLUMNS if key not in _ADDED), *_ADDED)
REGISTRATION_KEYS = (
    "unit",
    "form",
    "name",
    "holder_kind",
    "holder",
    "field",
    "level",
    "content",
    "period",
    "scope",
    "results",
    "file",
    "sheet",
    "row",
)


def result_bytes(outcome: Outcome) -> bytes:
    """The result as UTF-8 JSON without NaN, a list with an item a line; the same outcome gives the same bytes."""
    parts = (f"  {_json(name)}: {_lines(value)}" for name, value in result_dict(outcome).items())
    return ("{\n" + ",\n".join(parts) + "\n}\n").encode()


def _lines(value: Any) -> str:
    """A list with one item a line. The library would indent it without its encoder in C, ten times as slowly."""
    if isinstance(value, list) and value:
        return "[\n    " + ",\n    ".join(map(_json, value)) + "\n  ]"
    return _json(value)


_json = partial(json.dumps, ensure_ascii=False, allow_nan=False)


def result_dict(outcome: Outcome) -> dict[str, Any]:
    """The result as plain values: what is unknown is None, dates and times are ISO 8601 texts."""
    zone, places = outcome.campaign.zone, _places(outcome)
    return {
        "campaign": _campaign(outcome),
        "totals": _totals(outcome),
        "units": [_unit(unit, zone) for unit in outcome.units],
        "submissions": [_submission(submission, zone) for submission in outcome.submissions],
        "entries": _entries(outcome),
        "registrations": [_registration(form, places) for form in outcome.registrations],
        "findings": [_finding(finding) for finding in outcome.findings],
        "decisions": [_decision(decision, places) for decision in outcome.decisions.values()],
    }


def _campaign(outcome: Outcome) -> dict[str, Any]:
    campaign = outcome.campaign
    return {
        "year": campaign.year,
        "deadline": _moment(campaign.deadline, campaign.zone),
        "briefing": campaign.briefing.isoformat(),
        "as_of": _moment(outcome.as_of, campaign.zone),
        "title": campaign.title,
        "province": campaign.office.province,
        "district": campaign.office.district,
        "province_cap": campaign.province_cap,
        "limits": [_limit(limit) for limit in campaign.limits],
    }


def _limit(limit: Limit) -> dict[str, Any]:
    """R2, R3: what the verdicts of the units rest on."""
    return {
        "group": limit.group,
        "level": limit.level,
        "minimum": limit.minimum,
        "maximum": limit.maximum,
        "severity": limit.severity,
        "source": limit.source,
    }


def _totals(outcome: Outcome) -> dict[str, Any]:
    balance = outcome.balance
    return {
        "files": len(outcome.submissions),
        "by_status": outcome.by_status,
        "rows_seen": balance.rows_seen,
        "entries": balance.entries,
        "rows_joined": balance.rows_joined,
        "rows_decoration": balance.rows_decoration,
        "rows_set_aside": balance.rows_set_aside,
        "entries_by_field": outcome.entries_by_field,
        "entries_by_level": outcome.entries_by_level,
    }


def _unit(unit: UnitState, zone: dt.tzinfo) -> dict[str, Any]:
    return {
        "code": unit.code,
        "name": unit.name,
        "kind": unit.kind,
        "receipt": unit.receipt,
        "received_at": _moment(unit.received_at, zone),
        "received_from": unit.received_from,
        "quota": unit.quota,
        "counts": {level: int(count) for level, count in unit.counts.items()},
        "forms": _forms(unit),
        "own_registration": _own(unit.own, zone),
        "quota_standing": unit.quota_standing,
        "waived": sorted(unit.waived),
        "signed": unit.signed,
        "must_send": unit.must_send,
    }


def _forms(unit: UnitState) -> dict[str, Any]:
    """R1: how many M1/M2 the entries need, how many of these have theirs, how many forms came at all."""
    counts = {"needed": unit.forms_needed, "matched": unit.forms_matched, "received": unit.forms_received}
    return {**counts, "on_paper": unit.forms_on_paper}


def _own(own: OwnState, zone: dt.tzinfo) -> dict[str, Any]:
    """R5: null where nothing of it was seen in the inbox, which accuses nobody."""
    return {
        "registered": own.registered,
        "plan": own.plan,
        "plan_number": own.plan_number,
        "plan_date": own.plan_day.isoformat() if own.plan_day else None,
        "plan_date_typed": own.plan_date,
        "received_at": _moment(own.received_at, zone),
        "received_from": own.received_from,
        "files": list(own.files),
    }


def _submission(came: Submission, zone: dt.tzinfo) -> dict[str, Any]:
    return {
        "file": came.file,
        "sha256": came.sha256,
        "unit": came.unit,
        "forms": list(came.forms),
        "received_at": _moment(came.received_at, zone),
        "received_from": came.received_from,
        "status": came.status,
        "reason": came.reason,
    }


def _entries(outcome: Outcome) -> list[dict[str, Any]]:
    columns = [[_plain(value) for value in blank_to_none(outcome.entries[key])] for key in ENTRY_KEYS]
    return [dict(zip(ENTRY_KEYS, values, strict=True)) for values in zip(*columns, strict=True)]


def _places(outcome: Outcome) -> dict[int, dict[str, Any]]:
    """Where each entry stands, by its index label in the frame."""
    frame = outcome.entries
    rows = zip(frame.index, frame["file"], frame["sheet"], frame["row"], strict=True)
    return {int(label): {"file": file, "sheet": sheet, "row": int(row)} for label, file, sheet, row in rows}


def _decision(decision: Decision, places: dict[int, dict[str, Any]]) -> dict[str, Any]:
    """R6: what becomes of a candidate, which is told by its place; the inner opinion stays in the house."""
    facts = {"proposal": decision.proposal, "decision": decision.decision, "remark": decision.note}
    return places[decision.entry] | facts


def _registration(form: Registration, places: dict[int, dict[str, Any]]) -> dict[str, Any]:
    told = {key: getattr(form, key) for key in REGISTRATION_KEYS}
    return told | {"entry": places[form.entry] if form.entry is not None else None, "replaced": form.replaced}


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "unit": finding.unit,
        "file": finding.file,
        "sheet": finding.sheet,
        "cell": finding.cell,
        "message": finding.message,
        "remedy": finding.remedy,
    }


def _moment(moment: dt.datetime | None, zone: dt.tzinfo) -> str | None:
    """An aware time on the district's clock, to the second, with its offset."""
    return moment.astimezone(zone).isoformat(timespec="seconds") if moment else None


def _plain(value: Any) -> Any:
    """A value as JSON knows it: dates as ISO texts, numpy's numbers as Python's."""
    if isinstance(value, dt.datetime):  # pandas gives dates as Timestamps
        return value.date().isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    return value.item() if hasattr(value, "item") else value
