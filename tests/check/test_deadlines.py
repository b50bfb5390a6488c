"""Deadlines (R4): late and missing, each on the evidence there is."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from aggregator.check.deadlines import late_finding, missing_finding, moment, revised_finding
from aggregator.findings import Finding
from tests.sheets import CAMPAIGN, at

WHO: dict[str, Any] = {"unit": "cao-xa", "unit_name": "Xã Cao Xá"}
WHEN = at("28/02/2024 08:05")


def late(source: str = "book", *, weak: bool = False, sent: dt.datetime | None = None) -> Finding:
    return late_finding(
        **WHO, file="M3.xlsx", at=WHEN, source=source, weak=weak, sent=sent, deadline=CAMPAIGN.deadline
    )


def missing(unattributed: int = 0, *named_in: str) -> Finding:
    return missing_finding(
        **WHO, deadline=CAMPAIGN.deadline, unattributed=unattributed, named_in=named_in, own_papers=()
    )


def test_a_moment_is_written_as_the_clerk_writes_it() -> None:
    assert moment(WHEN) == "08:05 ngày 28/02/2024"


@pytest.mark.parametrize(("source", "words"), [("book", "theo sổ theo dõi"), ("email", "theo thư điện tử")])
def test_late_on_the_evidence_of_the_book_or_of_a_mail_is_a_violation(source: str, words: str) -> None:
    found = late(source)
    assert found.severity == "violation"
    assert words in found.message
    assert "08:05 ngày 28/02/2024" in found.message
    assert "23:59 ngày 27/02/2024" in found.message


def test_late_on_a_file_time_alone_is_a_call_to_verify() -> None:
    found = late("file_time", weak=True)
    assert found.severity == "warning"
    assert "cần xác minh thời điểm nhận" in found.message
    assert "sổ theo dõi" in found.remedy


def test_a_mail_sent_in_time_that_arrived_after_says_so() -> None:
    found = late("email", weak=True, sent=at("27/02/2024 22:00"))
    assert found.severity == "warning"
    assert "thư được gửi đi lúc 22:00 ngày 27/02/2024" in found.message


def test_missing_is_a_violation() -> None:
    found = missing()
    assert (found.code, found.severity) == ("missing", "violation")
    assert "tệp" not in found.message


def test_missing_says_how_many_files_are_of_unknown_unit() -> None:
    assert "Còn 3 tệp chưa rõ" in missing(3).message


def test_a_unit_that_a_contested_file_names_is_not_accused_of_silence() -> None:
    found = missing(1, "a.xlsx", "b.xlsx")
    assert found.severity == "warning"
    assert "“a.xlsx”, “b.xlsx”" in found.message


def test_a_late_correction_is_a_warning() -> None:
    found = revised_finding(**WHO, file="M3.xlsx", at=WHEN)
    assert (found.code, found.severity) == ("revised-after-deadline", "warning")
