"""What mails say in words: the days that they name."""

from __future__ import annotations

import datetime as dt

import pytest

from aggregator.campaign.mail_words import days_in

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
