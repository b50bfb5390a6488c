"""Choosing: which candidates go up to the province, which stay with the district (R6)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from aggregator.book.choices import Chosen, join_choices
from tests.book.books import model, tracking
from tests.sheets import CAMPAIGN, only, shown
from tests.write.outcome_parts import entries_frame

HEAD = "| Đơn vị | Tên mô hình | Địa chỉ | Quyết định | Ý kiến |"


def chosen(folder: Path, lines: str, *entries: dict[str, Any]) -> Chosen:
    book = tracking(folder, choices=f"{HEAD}\n{lines}")
    return join_choices(entries_frame(list(entries)), book.choices, CAMPAIGN)


def test_decision_and_remark_are_joined_to_the_entry(tmp_path: Path) -> None:
    line = "| Xã Cao Xá | Đường hoa | Thôn Đồng Mẫu | Giới thiệu cấp tỉnh | mô hình tốt |"
    found = chosen(tmp_path, line, model("Hiến đất"), model("ĐƯỜNG HOA"))
    assert (found.decision(1), found.remark(1)) == ("province", "mô hình tốt")
    assert (found.decision(0), found.remark(0)) == ("open", None)
    assert found.findings == ()


def test_what_goes_back_counts_for_the_district(tmp_path: Path) -> None:
    line = "| Xã Cao Xá | Đường hoa | | chuyển về cấp huyện |"
    found = chosen(tmp_path, line, model("Đường hoa"), model("Hiến đất"))
    assert [found.level_after(n, "province") for n in (0, 1)] == ["district", "province"]


def test_more_than_five_for_the_province_are_named_and_accuse_no_unit(tmp_path: Path) -> None:
    names = [f"Mô hình {n}" for n in range(6)]
    lines = "\n".join(f"| Xã Cao Xá | {name} | | giới thiệu cấp tỉnh |" for name in names)
    one = only(chosen(tmp_path, lines, *map(model, names)).findings, "province-cap-exceeded")
    assert one.unit is None
    assert one.severity == "warning"
    assert all(name in one.message for name in names)
    assert chosen(tmp_path, "\n".join(lines.splitlines()[:5]), *map(model, names)).findings == ()


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("| Xã Cao Xá | Đã rút | | giới thiệu cấp tỉnh |", ["choice-without-entry @ D2"]),
        ("| Xã Cao Xá | Đã rút | | chưa chọn |", []),
        ("| Xã Cao Xá | Hiến đất | | giới thiệu cấp tỉnh |", ["choice-level-differs @ D2"]),
        ("| Xã Cao Xá | Hiến đất | | giới thiệu cấp huyện |", []),
        (
            "| Xã Cao Xá | Đường hoa | | giới thiệu cấp tỉnh |\n| Xã Cao Xá | Đường hoa | | chuyển về cấp huyện |",
            ["choice-twice @ D3"],
        ),
    ],
)
def test_a_choice_that_does_not_fit_the_lists_is_a_finding(tmp_path: Path, lines: str, expected: list[str]) -> None:
    entries = [model("Đường hoa"), model("Hiến đất", level="district")]
    assert shown(chosen(tmp_path, lines, *entries).findings) == expected


@pytest.mark.parametrize(
    ("level", "decision", "meant", "said"),
    [
        ("district", "chuyển về cấp huyện", "district", []),
        ("province", "giới thiệu cấp huyện", "to_district", []),
        ("province", "giữ cấp huyện", "to_district", []),
        ("district", "về huyện", "district", []),
        ("province", "đưa lên tỉnh", "province", []),
        ("province", "Tỉnh", "province", []),
        ("district", "giới thiệu cấp tỉnh", "province", ["choice-level-differs @ D2"]),
    ],
)
def test_a_decision_means_what_fits_the_level(
    tmp_path: Path, level: str, decision: str, meant: str, said: list[str]
) -> None:
    found = chosen(tmp_path, f"| Xã Cao Xá | Đường hoa | | {decision} |", model("Đường hoa", level=level))
    assert (found.decision(0), shown(found.findings)) == (meant, said)


def test_a_decision_survives_that_the_address_is_written_otherwise(tmp_path: Path) -> None:
    line = "| Xã Cao Xá | Đường hoa | Thôn 2 | giới thiệu cấp tỉnh |"
    found = chosen(tmp_path, line, model("Đường hoa", address="Thôn 2, xã Cao Xá"))
    assert (found.decision(0), found.findings) == ("province", ())


def test_the_very_place_goes_before_another_spelling(tmp_path: Path) -> None:
    line = "| Xã Cao Xá | Đường hoa | {} |"
    lines = [line.format("Thôn 2 | giới thiệu cấp tỉnh"), line.format("Thôn 3 | chuyển về cấp huyện")]
    found = chosen(tmp_path, "\n".join(lines), model("Đường hoa", address="Thôn 3"))
    assert found.decision(0) == "to_district"
    assert shown(found.findings) == ["choice-without-entry @ D2"]


def test_an_unknown_decision_is_a_finding_and_undecided(tmp_path: Path) -> None:
    book = tracking(tmp_path, choices=f"{HEAD}\n| Xã Cao Xá | Đường hoa | | đưa lên trung ương |")
    assert shown(book.findings) == ["book-choice-unknown @ D2"]
    assert book.choices[0].decision == "open"
