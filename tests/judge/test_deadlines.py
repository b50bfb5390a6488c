"""Deadlines (R4): late, silent, empty; each on the evidence there is, and spared where there is doubt."""

from __future__ import annotations

from typing import Any

import pytest

from aggregator.judge.standings import (
    empty_finding,
    late_finding,
    late_forms_findings,
    missing_finding,
    moment,
    time_unknown_finding,
)
from aggregator.nouns.finding import Finding
from aggregator.nouns.standing import Evidence, Receipt
from tests.forms import registration
from tests.handled import listed
from tests.sheets import CAMPAIGN, at

WHO: dict[str, Any] = {"unit": "cao-xa", "unit_name": "Xã Cao Xá"}
LATE, IN_TIME = "28/02/2024 08:05", "27/02/2024 22:00"


def late(source: str = "book", *, sent: str | None = None, **evidence: Any) -> Finding:
    first = listed("M3.xlsx", "Trồng hoa", when=LATE, source=source, sent=at(sent) if sent else None)
    weak = source == "file_time" or sent is not None
    receipt = Receipt("late", at(LATE), source, first, weak)
    return late_finding(receipt, CAMPAIGN.deadline, Evidence(**evidence), WHO)


def silence(*, unclear: str | None = None, **evidence: Any) -> Finding:
    return missing_finding(CAMPAIGN.deadline, Evidence(**evidence), WHO, (), unclear)


def test_a_moment_is_written_as_the_clerk_writes_it() -> None:
    assert moment(at(LATE)) == "08:05 ngày 28/02/2024"


@pytest.mark.parametrize(("source", "words"), [("book", "theo sổ theo dõi"), ("email", "theo thư điện tử")])
def test_late_on_the_evidence_of_the_book_or_of_a_mail_is_a_violation(source: str, words: str) -> None:
    finding = late(source)
    assert finding.severity == "violation"
    assert words in finding.message
    assert "08:05 ngày 28/02/2024" in finding.message
    assert "23:59 ngày 27/02/2024" in finding.message


def test_late_on_a_file_time_alone_is_a_call_to_verify() -> None:
    finding = late("file_time")
    assert finding.severity == "warning"
    assert "sau hạn" not in finding.message
    assert "cần xác minh thời điểm nhận" in finding.message
    assert "sổ theo dõi" in finding.remedy


def test_a_mail_sent_in_time_that_arrived_after_says_so() -> None:
    finding = late("email", sent=IN_TIME)
    assert finding.severity == "warning"
    assert "thư được gửi đi lúc 22:00 ngày 27/02/2024" in finding.message


@pytest.mark.parametrize("kind", ["in_time", "contested"])
def test_late_accuses_nobody_while_another_file_may_be_the_timely_list(kind: str) -> None:
    file = "M3.xlsx" if kind == "contested" else "lạ.xlsx"
    evidence: dict[str, Any] = {kind: (file,)}
    finding = late(**evidence)
    assert finding.severity == "warning"
    assert f"“{file}”" in finding.message


def test_where_no_time_is_known_none_is_told() -> None:
    finding = time_unknown_finding(Receipt("on_time", first=listed("M3.xlsx", "Trồng hoa", when=LATE)), WHO)
    assert finding.severity == "warning"
    assert "giờ lưu của tệp muộn hơn thời điểm tổng hợp" in finding.message
    assert "2024" not in finding.message


def test_missing_is_a_violation() -> None:
    finding = silence()
    assert (finding.code, finding.severity) == ("missing", "violation")
    assert "tệp" not in finding.message


def test_missing_says_how_many_files_are_of_unknown_unit() -> None:
    finding = silence(unattributed=3)
    assert finding.severity == "violation"
    assert "Còn 3 tệp chưa rõ" in finding.message


@pytest.mark.parametrize("kind", ["named", "unknown"])
def test_a_unit_whose_list_another_file_may_be_is_not_accused_of_silence(kind: str) -> None:
    evidence: dict[str, Any] = {kind: ("a.xlsx", "b.xlsx")}
    finding = silence(**evidence)
    assert finding.severity == "warning"
    assert "Chưa thấy danh sách mang tên" in finding.message
    assert "“a.xlsx”, “b.xlsx”" in finding.message


def test_a_promise_or_a_word_in_the_book_speaks_against_silence_and_is_quoted() -> None:
    promised = silence(promises=(("thư.eml", "Xã xin gửi sau"),))
    assert (promised.severity, "Xã xin gửi sau" in promised.message) == ("warning", True)
    assert silence(recorded=("B7",)).severity == silence(moved_to=2).severity == "warning"
    assert silence(unclear="F12").severity == "warning"


def test_a_blank_form_is_no_accusation_while_the_list_may_be_in_another_file() -> None:
    assert empty_finding("M3.xlsx", Evidence(), WHO).severity == "error"
    spared = empty_finding("M3.xlsx", Evidence(unknown=("lạ.xlsx",)), WHO)
    assert (spared.severity, "“lạ.xlsx”" in spared.message) == ("warning", True)


def test_late_forms_are_told_apart_by_their_evidence_and_spared_like_lists() -> None:
    forms = [
        registration("Nuôi gà", n, received_at=at(LATE), received_from=source, file=f"{n}.docx")
        for n, source in enumerate(("book", "file_time", "email"))
    ]
    finding = late_forms_findings(forms, CAMPAIGN.deadline, WHO, Evidence())
    assert [(f.severity, f.message.split()[0] == "2" or " 2 bản" in f.message) for f in finding] == [
        ("violation", True),
        ("warning", False),
    ]
    spared = late_forms_findings(forms, CAMPAIGN.deadline, WHO, Evidence(in_time=("scan.pdf",)))
    assert {f.severity for f in spared} == {"warning"}
    contested = late_forms_findings(forms[:1], CAMPAIGN.deadline, WHO, Evidence(contested=("0.docx",)))
    assert {f.severity for f in contested} == {"warning"}
