"""Waivers: the finding stays listed with its reason and counts for nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from aggregator.judge.decisions import apply_waivers
from aggregator.nouns.finding import Finding, finding, violations
from tests.book.books import tracking
from tests.sheets import shown

HEAD = "| Đơn vị | Nội dung đặc thù | Người chấp thuận | Lý do | Ngày |"
FULL = "| Xã Cao Xá | Số lượng cấp tỉnh | Thường trực Huyện ủy | xã mới sáp nhập | 26/02/2024 |"


def short(unit: str = "cao-xa", code: str = "quota-province-below") -> Finding:
    facts = {"unit_name": unit, "count": 0, "limit": 1, "source": "điểm 3", "still_open": ""}
    return finding(code, unit=unit, **facts)  # type: ignore[arg-type] # facts of a message


def test_a_waived_finding_stays_listed_with_its_reason_and_is_no_violation(tmp_path: Path) -> None:
    book = tracking(tmp_path, waivers=f"{HEAD}\n{FULL}")
    found, waived = apply_waivers([short()], book.waivers)
    assert violations(found) == []
    assert found[0].code == "quota-province-below"
    assert found[0].message.endswith(
        "Trường hợp đặc thù: Thường trực Huyện ủy đã chấp thuận, ngày 26/02/2024; lý do: xã mới sáp nhập."
    )
    assert [(lifted, waiver.rule) for lifted, waiver in waived] == [(short(), "Số lượng cấp tỉnh")]


def test_another_unit_and_another_rule_are_not_waived(tmp_path: Path) -> None:
    book = tracking(tmp_path, waivers=f"{HEAD}\n{FULL}")
    others = [short("lam-cot"), short(code="quota-district-below")]
    assert apply_waivers(others, book.waivers) == (others, [])


def test_waiving_twice_says_the_reason_once(tmp_path: Path) -> None:
    book = tracking(tmp_path, waivers=f"{HEAD}\n{FULL}")
    once, _ = apply_waivers([short()], book.waivers)
    assert apply_waivers(once, book.waivers) == (once, [])


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("| Xã Cao Xá | Số lượng cấp tỉnh | | xã mới |", "waiver-incomplete @ C2"),
        ("| Xã Cao Xá | Số lượng cấp tỉnh | Thường trực | |", "waiver-incomplete @ D2"),
        ("| Xã Cao Xá | | Thường trực | xã mới |", "waiver-incomplete @ B2"),
        ("| Xã Cao Xá | Mọi thứ | Thường trực | xã mới |", "book-choice-unknown @ B2"),
        ("| Nước ngoài | Gửi chậm | Thường trực | lũ lụt |", "book-unit-unknown @ A2"),
    ],
)
def test_a_waiver_without_approver_reason_or_rule_is_not_applied(tmp_path: Path, line: str, expected: str) -> None:
    book = tracking(tmp_path, waivers=f"{HEAD}\n{line}")
    applied = [waiver for waiver in book.waivers if not waiver.is_open]
    assert (applied, shown(book.findings)) == ([], [expected])


OTHER_WORDS = {
    "quota-province-below": [
        "cấp tỉnh",
        "SL cấp tỉnh",
        "không đăng ký cấp tỉnh",
        "vượt số lượng cấp tỉnh",
        "cả hai cấp",
    ],
    "late": ["chậm", "gửi muộn", "được gửi chậm", "Gửi chậm (mất điện)"],
    "missing": ["chưa gửi", "miễn gửi danh sách", "được gửi sau"],
}


@pytest.mark.parametrize(("code", "words"), [(code, word) for code, words in OTHER_WORDS.items() for word in words])
def test_a_waiver_in_other_words_is_that_waiver(tmp_path: Path, code: str, words: str) -> None:
    book = tracking(tmp_path, waivers=f"{HEAD}\n| Xã Cao Xá, Xã Lan Giới | {words} | Thường trực | mưa lũ |")
    assert [(one.unit, one.is_open) for one in book.waivers] == [("cao-xa", False), ("lan-gioi", False)]
    assert all(code in one.codes for one in book.waivers)
    assert book.findings == ()


@pytest.mark.parametrize(
    "line",
    [
        "| Xã Cao Xá | đặc thù | Thường trực | xã mới |",
        "| Xã Cao Xá | | Thường trực | xã mới |",
        "| Xã Cao Xá? | Số lượng cấp tỉnh | Thường trực | xã mới |",
        "| Xã Cao Xá | Số lượng cấp tỉnh? | Thường trực | xã mới |",
    ],
)
def test_a_waiver_that_is_not_understood_spares_its_unit_and_lifts_nothing(tmp_path: Path, line: str) -> None:
    book = tracking(tmp_path, waivers=f"{HEAD}\n{line}")
    (own, other), waived = apply_waivers([short(), short("lam-cot")], book.waivers)
    assert (own.severity, other.severity, waived) == ("warning", "violation", [])
    assert "Trường hợp đặc thù" in own.message
    assert book.findings


@pytest.mark.parametrize("who", ["không chấp thuận", "chưa ai duyệt", "chờ ý kiến", "?"])
def test_a_waiver_that_nobody_approved_is_not_applied(tmp_path: Path, who: str) -> None:
    book = tracking(tmp_path, waivers=f"{HEAD}\n| Xã Cao Xá | Gửi chậm | {who} | mưa |")
    assert (book.waivers, shown(book.findings)) == ((), ["waiver-incomplete @ C2"])
