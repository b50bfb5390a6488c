"""Times as people write them in the tracking book."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aggregator.book.times import read_time
from tests.sheets import ZONE


def told(value: object) -> str | None:
    found = read_time(value, ZONE)
    return f"{found:%d/%m/%Y %H:%M:%S %z}" if found else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("27/02/2024 16:30", "27/02/2024 16:30:00"),
        ("27/2/2024 16:30:05", "27/02/2024 16:30:05"),
        ("27-02-2024 16h30", "27/02/2024 16:30:00"),
        ("27.02.2024 16 giờ 30", "27/02/2024 16:30:00"),
        ("16h30 ngày 27/02/2024", "27/02/2024 16:30:00"),
        ("16:30, 27/02/2024", "27/02/2024 16:30:00"),
        ("8h ngày 27/02/2024", "27/02/2024 08:00:00"),
        ("27/02/2024", "27/02/2024 00:00:00"),
        ("2024-02-27", "27/02/2024 00:00:00"),
        ("2024-02-27 16:30", "27/02/2024 16:30:00"),
        ("2024-02-27T16:30", "27/02/2024 16:30:00"),
        ("2024-02-27T16:30:00+07:00", "27/02/2024 16:30:00"),
        ("03/04/2024", "03/04/2024 00:00:00"),
    ],
)
def test_times_as_people_write_them_day_before_month(text: str, expected: str) -> None:
    assert told(text) == f"{expected} +0700"


@pytest.mark.parametrize(
    "value", ["", "chiều thứ ba", "31/02/2024", "27/02", "27/02/2024 25:00", "16:30", None, 12, "2024-13-01T00:00"]
)
def test_what_is_no_time(value: object) -> None:
    assert told(value) is None


def test_real_dates_of_excel() -> None:
    assert told(dt.datetime(2024, 2, 27, 16, 30)) == "27/02/2024 16:30:00 +0700"  # noqa: DTZ001 -- no zone
    assert told(dt.date(2024, 2, 27)) == "27/02/2024 00:00:00 +0700"


def test_a_time_with_its_own_zone_keeps_it() -> None:
    found = read_time("2024-02-27T16:30:00+00:00", ZONE)
    assert found is not None
    assert found.utcoffset() == dt.timedelta(0)


@settings(deadline=None)
@given(st.text(alphabet="0123456789/-:.hTt giờngày+Z", max_size=30))
def test_any_text_is_an_aware_time_or_none(text: str) -> None:
    found = read_time(text, ZONE)
    assert found is None or found.tzinfo is not None
