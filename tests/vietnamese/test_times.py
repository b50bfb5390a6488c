"""Times as people write them, in the tracking book and on the command line."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aggregator.vietnamese.times import days_in, partial_time, read_time
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
        ("5h chiều ngày 27/02/2024", "27/02/2024 17:00:00"),
        ("5 giờ chiều 27/02/2024", "27/02/2024 17:00:00"),
        ("5 giờ 15 phút chiều, 27/02/2024", "27/02/2024 17:15:00"),
        ("27/02/2024 5:30 CH", "27/02/2024 17:30:00"),
        ("27/02/2024 5:30 PM", "27/02/2024 17:30:00"),
        ("27/02/2024 5:30:10 PM", "27/02/2024 17:30:10"),
        ("27/02/2024 12:00 SA", "27/02/2024 00:00:00"),
        ("27/02/2024 12:30 PM", "27/02/2024 12:30:00"),
        ("27/02/2024 17g30", "27/02/2024 17:30:00"),
        ("27.02.2024 17.30", "27/02/2024 17:30:00"),
        ("8h30 sáng thứ hai, 26/02/2024", "26/02/2024 08:30:00"),
        ("7h tối 26/02/2024", "26/02/2024 19:00:00"),
        ("19h tối 26/02/2024", "26/02/2024 19:00:00"),
        ("1 giờ trưa 26/02/2024", "26/02/2024 13:00:00"),
        ("10h đêm 26/02/2024", "26/02/2024 22:00:00"),
        ("16h chiều 26/02/2024", "26/02/2024 16:00:00"),
        ("sáng ngày 26 tháng 2 năm 2024", "26/02/2024 00:00:00"),
        ("26/02/2024 (qua Zalo)", "26/02/2024 00:00:00"),
        ("26/02/2024, đ/c Hà nộp", "26/02/2024 00:00:00"),
        ("nhận bản giấy hôm 26/02/2024", "26/02/2024 00:00:00"),
        ("cuối giờ chiều 27/02/2024", "27/02/2024 00:00:00"),
        ("24h ngày 27/02/2024", "27/02/2024 23:59:59"),
    ],
)
def test_times_as_people_write_them_day_before_month(text: str, expected: str) -> None:
    assert told(text) == f"{expected} +0700"


@pytest.mark.parametrize(
    "value",
    [
        "khoảng cuối buổi 26/02/2024",
        "26/02/2024 hoặc 27/02/2024",
        "19h sáng 26/02/2024",
        "12h tối 26/02/2024",
        "5 rưỡi chiều 26/02/2024",
        "sau 16h30 26/02/2024",
        "hẹn nộp 26/02/2024",
        "26/02/2024 chưa nhận",
        "24h30 26/02/2024",
        "",
        "chiều thứ ba",
        "31/02/2024",
        "27/02",
        "27/02/2024 25:00",
        "16:30",
        None,
        12,
        "2024-13-01T00:00",
    ],
)
def test_what_is_no_time(value: object) -> None:
    assert told(value) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("27/2", "27/02/2024 00:00:00"),
        ("ngày 27/2", "27/02/2024 00:00:00"),
        ("27-02", "27/02/2024 00:00:00"),
        ("27.2", "27/02/2024 00:00:00"),
        ("27.02", "27/02/2024 00:00:00"),
        ("16h30 ngày 27/2", "27/02/2024 16:30:00"),
        ("27/2 lúc 16.30", "27/02/2024 16:30:00"),
        ("chiều 26 tháng 2", "26/02/2024 00:00:00"),
        ("27/02/2023", "27/02/2023 00:00:00"),
        ("17.30", None),
        ("31/2", None),
        ("2/2024", None),
        ("27/2 hoặc 28/2", None),
    ],
)
def test_a_day_without_its_year_is_of_the_campaigns(text: str, expected: str | None) -> None:
    found = read_time(text, ZONE, 2024)
    assert (f"{found:%d/%m/%Y %H:%M:%S}" if found else None) == expected


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("27/2 cuối buổi", "chỉ hiểu được ngày 27/02/2024, không hiểu phần còn lại"),
        ("16h30", "chỉ hiểu được giờ “16h30”, không thấy ngày"),
        ("31/02/2024", "không hiểu được ngày nào"),
        ("cuối tháng", "không hiểu được ngày nào"),
    ],
)
def test_of_what_is_no_time_it_is_said_what_was_understood(text: str, said: str) -> None:
    assert partial_time(text, 2024) == said


def test_real_dates_of_excel() -> None:
    assert told(dt.datetime(2024, 2, 27, 16, 30)) == "27/02/2024 16:30:00 +0700"  # noqa: DTZ001 -- no zone
    assert told(dt.date(2024, 2, 27)) == "27/02/2024 00:00:00 +0700"


def test_a_time_of_greenwich() -> None:
    found = read_time("2024-02-27T09:30:00Z", ZONE)
    assert found is not None
    assert f"{found.astimezone(ZONE):%H:%M}" == "16:30"


def test_a_time_with_its_own_zone_keeps_it() -> None:
    found = read_time("2024-02-27T16:30:00+00:00", ZONE)
    assert found is not None
    assert found.utcoffset() == dt.timedelta(0)


@settings(deadline=None)
@given(st.text(alphabet="0123456789/-:.hTt giờngày+Z", max_size=30))
def test_any_text_is_an_aware_time_or_none(text: str) -> None:
    found = read_time(text, ZONE)
    assert found is None or found.tzinfo is not None


THE_DAY = dt.date(2024, 2, 26)


@pytest.mark.parametrize(
    "text",
    [
        "Date: Th 2, 26 thg 2, 2024 vào lúc 15:02", "Sent: Monday, February 26, 2024 3:02 PM", "ngày 26/2",
        "Đã gửi: 26 Tháng Hai 2024 15:02", "Mon, 26 Feb 2024 08:50:00 +0700", "26 tháng 02 năm 2024",
        "2/26/2024 3:02 PM", "2024-02-26T15:02", "26-02-2024, 15.02", "26.02.24",
    ],
)  # fmt: skip
def test_a_day_is_read_however_programs_and_people_write_it(text: str) -> None:
    assert days_in(text, 2024) == {THE_DAY}


@pytest.mark.parametrize("text", ["3 bản năm 2024", "Công văn số 15-CV/BDV", "lúc 15.02", "45/45/2024", "26 máy"])
def test_what_is_no_day_is_none(text: str) -> None:
    assert not days_in(text, 2024)
