"""Results made by hand: a RESULT.json of a few units and models, as plain values."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from aggregator.nouns.result import Result
from tests.plain_results import result_dict, result_from
from tests.write.outcomes import empty_outcome, outcome_with

UNIT = "cao-thuong"  # the first of the roster, whose entries ``outcome_with`` makes


def values(*entries: dict[str, Any], **campaign: Any) -> dict[str, Any]:
    """The values of a result whose first unit sent these entries; ``campaign`` replaces facts of its head."""
    values_of = result_dict(outcome_with(list(entries)) if entries else empty_outcome())
    values_of["campaign"] |= campaign
    return values_of


def model(name: str, **facts: Any) -> dict[str, Any]:
    """An entry of that name."""
    return {"name": name, "address": None} | facts


def result(*entries: dict[str, Any], **campaign: Any) -> Result:
    """The same, read back."""
    return result_from(values(*entries, **campaign), "tệp thử")


def of_year(year: int, *entries: dict[str, Any]) -> Result:
    """The result of another year."""
    as_of = dt.datetime(year, 3, 1, 7, tzinfo=dt.timezone(dt.timedelta(hours=7)))
    return result(*entries, year=year, as_of=as_of.isoformat())


def write(path: Path, values_of: dict[str, Any]) -> Path:
    """Put the values into a file."""
    path.write_text(json.dumps(values_of, ensure_ascii=False), encoding="utf-8")
    return path


def names(entries: Any) -> list[str]:
    """The names of entries."""
    return [entry.name for entry in entries]
