"""RESULT.json: the outcome for other programs. Keys are only ever added, never renamed."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

from aggregator.write.sheets.entries import blank_to_none

if TYPE_CHECKING:
    from aggregator.findings import Finding
    from aggregator.outcome import Outcome, Submission, UnitState

ENTRY_KEYS = (
    "unit",
    "form",
    "field",
    "field_source",
    "level",
    "level_source",
    "stt",
    "address",
    "name",
    "holder",
    "holder_kind",
    "mode",
    "completion",
    "completion_date",
    "goals",
    "typed",
    "file",
    "sheet",
    "row",
    "note",
    "cells",
)


def result_bytes(outcome: Outcome) -> bytes:
    """The result as UTF-8 JSON, indented by two, without NaN; the same outcome gives the same bytes."""
    text = json.dumps(result_dict(outcome), ensure_ascii=False, indent=2, allow_nan=False)
    return f"{text}\n".encode()


def result_dict(outcome: Outcome) -> dict[str, Any]:
    """The result as plain values: what is unknown is None, dates and times are ISO 8601 texts."""
    zone = outcome.campaign.zone
    return {
        "campaign": _campaign(outcome),
        "totals": _totals(outcome),
        "units": [_unit(unit, zone) for unit in outcome.units],
        "submissions": [_submission(submission, zone) for submission in outcome.submissions],
        "entries": _entries(outcome),
        "registrations": [],
        "findings": [_finding(finding) for finding in outcome.findings],
    }


def _campaign(outcome: Outcome) -> dict[str, Any]:
    campaign = outcome.campaign
    return {
        "year": campaign.year,
        "deadline": _moment(campaign.deadline, campaign.zone),
        "briefing": campaign.briefing.isoformat(),
        "as_of": _moment(outcome.as_of, campaign.zone),
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
