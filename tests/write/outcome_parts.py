"""The parts of a made-up outcome: entries, states of units, submissions."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from typing import Any

import pandas as pd

from aggregator.nouns.outcome import Submission
from aggregator.nouns.result import ENTRY_COLUMNS
from aggregator.nouns.standing import UnitState
from aggregator.nouns.unit import Unit

Came = tuple[dt.datetime, str]  # when, and on what evidence


def entry(unit: str | None, row: int, **facts: Any) -> dict[str, Any]:
    """One row of the entries frame, with facts of your own."""
    usual = {
        "unit": unit,
        "form": "M3",
        "field": "economy",
        "field_source": "section",
        "level": "district",
        "level_source": "column",
        "stt": "1",
        "address": "Thôn Đồng Mẫu",
        "name": "Vận động nhân dân hiến đất làm đường",
        "holder": "Tập thể",
        "holder_kind": "collective",
        "mode": "new",
        "completion": "Quý III/2024",
        "completion_date": dt.date(2024, 9, 30),
        "goals": "Hiến 500 m² đất",
        "note": None,
        "typed": None,
        "file": "M3.xlsx",
        "sheet": "M3",
        "row": row,
        "cells": {"name": "C", "goals": "H"},
    }
    return usual | facts


def entries_frame(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """The entries frame, with the dtypes that pandas gives (missing texts become NaN)."""
    return pd.DataFrame(rows, columns=list(ENTRY_COLUMNS))


def level_of(row: dict[str, Any]) -> str:
    return row["level"] if isinstance(row["level"], str) else "unknown"


def unit_state(
    unit: Unit,
    receipt: str,
    came: Came | None,
    quota: str,
    counts: Counter[str] | None = None,
    **more: Any,
) -> UnitState:
    by_level = {level: (counts or Counter())[level] for level in ("province", "district", "base", "unknown")}
    return UnitState(unit.code, unit.name, unit.kind, receipt, *(came or (None, None)), quota, by_level, **more)  # type: ignore[call-arg]


def submission(
    file: str, unit: str | None, forms: tuple[str, ...], came: Came, status: str, *, reason: str | None = None
) -> Submission:
    return Submission(file, hashlib.sha256(file.encode()).hexdigest(), unit, forms, *came, status, reason)
