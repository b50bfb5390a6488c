"""Choosing: which candidates go up to the province, which stay with the district (R6)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from aggregator.judge.decisions import Selection, join_choices
from tests.book.books import model, tracking
from tests.sheets import CAMPAIGN, only, shown
from tests.write.outcome_parts import entries_frame

HEAD = "| Đơn vị | Tên mô hình | Địa chỉ | Quyết định | Ý kiến |"


def chosen(folder: Path, lines: str, *entries: dict[str, Any]) -> Selection:
    book = tracking(folder, choices=f"{HEAD}\n{lines}")
    return join_choices(entries_frame(list(entries)), book.choices, CAMPAIGN)


def course(selection: Selection, label: int = 0) -> str:
    return selection.by_entry[label].course if label in selection.by_entry else "open"


def test_an_old_book_has_one_column_for_the_decision_and_an_inner_opinion(tmp_path: Path) -> None:
    line = "| Xã Cao Xá | Đường hoa | Thôn Đồng Mẫu | Giới thiệu cấp tỉnh | mô hình tốt |"
    selection = chosen(tmp_path, line, model("Hiến đất"), model("ĐƯỜNG HOA"))
    choice = selection.by_entry[1]
    assert (choice.proposal, choice.decision) == ("open", "province")
    assert (choice.opinion, choice.note) == ("mô hình tốt", None)
    assert 0 not in selection.by_entry
    assert selection.findings == ()


TWO = "| Đơn vị | Tên mô hình | Ban đề xuất | Thường trực quyết định | Ý kiến nội bộ | Ghi chú gửi đơn vị |"


def test_proposal_and_decision_opinion_and_note_are_two_things_each(tmp_path: Path) -> None:
    lines = (
        "| Xã Cao Xá | Đường hoa | giới thiệu cấp tỉnh | chuyển về huyện | chưa đủ điều kiện | bổ sung kế hoạch |"
    )
    book = tracking(tmp_path, choices=f"{TWO}\n{lines}\n| Xã Cao Xá | Hiến đất | giới thiệu cấp tỉnh | | | |")
    selection = join_choices(entries_frame([model("Đường hoa"), model("Hiến đất")]), book.choices, CAMPAIGN)
    told = [(c.proposal, c.decision, c.course, c.opinion, c.note) for c in selection.by_entry.values()]
    assert told == [
        ("province", "to_district", "to_district", "chưa đủ điều kiện", "bổ sung kế hoạch"),
        ("province", "open", "province", None, None),
    ]


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
    selection = chosen(tmp_path, f"| Xã Cao Xá | Đường hoa | | {decision} |", model("Đường hoa", level=level))
    assert (course(selection), shown(selection.findings)) == (meant, said)


def test_a_decision_survives_that_the_address_is_written_otherwise(tmp_path: Path) -> None:
    line = "| Xã Cao Xá | Đường hoa | Thôn 2 | giới thiệu cấp tỉnh |"
    selection = chosen(tmp_path, line, model("Đường hoa", address="Thôn 2, xã Cao Xá"))
    assert (course(selection), selection.findings) == ("province", ())


def test_the_very_place_goes_before_another_spelling(tmp_path: Path) -> None:
    line = "| Xã Cao Xá | Đường hoa | {} |"
    lines = [line.format("Thôn 2 | giới thiệu cấp tỉnh"), line.format("Thôn 3 | chuyển về cấp huyện")]
    selection = chosen(tmp_path, "\n".join(lines), model("Đường hoa", address="Thôn 3"))
    assert course(selection) == "to_district"
    assert shown(selection.findings) == ["choice-without-entry @ D2"]


def test_an_unknown_decision_is_a_finding_and_undecided(tmp_path: Path) -> None:
    book = tracking(tmp_path, choices=f"{HEAD}\n| Xã Cao Xá | Đường hoa | | đưa lên trung ương |")
    assert shown(book.findings) == ["book-choice-unknown @ D2"]
    assert book.choices[0].decision == "open"
