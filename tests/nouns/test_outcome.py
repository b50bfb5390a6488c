"""Rows of the frame of entries: what is unknown is None, whatever pandas writes there."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import pytest

from aggregator.judge.entries import with_changes, with_dtype
from aggregator.nouns.outcome import rows_of

DAY = dt.date(2024, 9, 30)


def frame(**columns: list[Any]) -> pd.DataFrame:
    return pd.DataFrame({name: with_dtype(name, values) for name, values in columns.items()}, index=[7, 9])


@pytest.mark.parametrize(
    ("column", "value"),
    [("name", "Trồng hoa"), ("level", "district"), ("completion_date", DAY), ("typed", {"name": "Trång hoa"})],
)
def test_a_value_comes_out_as_it_went_in_and_what_is_unknown_as_none(column: str, value: object) -> None:
    assert list(rows_of(frame(**{column: [value, None]}), column)) == [(7, value), (9, None)]


def test_numbers_are_plain_ones() -> None:
    assert [type(row) for _, row in rows_of(frame(row=[3, 4]), "row")] == [int, int]


def test_a_code_that_nobody_promised_is_kept() -> None:
    assert list(rows_of(frame(level=["ward", None]), "level")) == [(7, "ward"), (9, None)]


def test_changes_keep_the_dtypes_and_the_columns_that_there_are() -> None:
    entries = frame(level=["province", None], level_why=[None, "level-missing"])
    changes: dict[str, dict[int, Any]] = {"level": {9: "base"}, "level_why": {9: None}, "field": {9: "economy"}}
    changed = with_changes(entries, changes)
    assert list(rows_of(changed, "level", "level_why")) == [(7, "province", None), (9, "base", None)]
    assert changed.dtypes.to_dict() == entries.dtypes.to_dict()
    assert entries["level"].isna().tolist() == [False, True]
