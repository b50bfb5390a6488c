"""Checks of a list as a whole."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aggregator.judge.returns import list_findings
from aggregator.nouns.document import Notice, Sheet
from aggregator.nouns.finding import Finding
from tests.handled import handled, listed
from tests.sheets import CAMPAIGN, HEAD, m3, only, sheet, shown, understand

ENTRY = "| 1 | Thôn Trại | Trồng hoa | Tập thể |"


def findings_of(text: str | Sheet, **facts: object) -> list[Finding]:
    return list(list_findings(handled("M3.xlsx", text, **facts), CAMPAIGN))  # type: ignore[arg-type]


def test_a_clean_list_has_no_finding() -> None:
    assert findings_of(m3(ENTRY)) == []


def test_a_row_set_aside_is_named_with_its_text() -> None:
    finding = only(findings_of(m3(ENTRY, "| 2 | Thôn Ngò | | Cá nhân |")), "row-without-name")
    assert finding.cell == "C3"
    assert "Thôn Ngò | Cá nhân" in finding.message


def test_a_total_unlike_the_count_is_named() -> None:
    finding = only(findings_of(m3(ENTRY, "Tổng cộng: 7 mô hình")), "total-differs")
    assert finding.cell == "A3"
    assert "7" in finding.message


def test_cells_outside_the_table_are_named_together() -> None:
    text = m3(f"{ENTRY} | | | | | | đã họp dân |", "| 2 | Thôn Ngò | Nuôi gà | | | | | | | | chưa họp |")
    finding = only(findings_of(text), "cell-not-used")
    assert finding.cell == "K2"
    assert "K2, K3" in finding.message
    assert "đã họp dân; chưa họp" in finding.message


@pytest.mark.parametrize(
    ("notice", "expected"),
    [
        (Notice("error-cell", 2, 4, "#REF!"), "error-cell @ D2"),
        (Notice("formula-without-value", 2, 4), "formula-without-value @ D2"),
        (Notice("hidden-rows", 2), "hidden-rows"),
        (Notice("hidden-columns", None, 4), "hidden-columns"),
        (Notice("struck-through", 2), "struck-through"),
        (Notice("hidden-sheet"), "hidden-sheet"),
        (Notice("tracked-change", 2), "tracked-change"),
    ],
)
def test_what_the_eye_sees_and_bare_cells_do_not(notice: Notice, expected: str) -> None:
    assert shown(findings_of(sheet(m3(ENTRY), notices=[notice]))) == [expected]


def test_hidden_rows_are_named_together() -> None:
    (finding,) = findings_of(sheet(m3(ENTRY), notices=[Notice("hidden-rows", 2), Notice("hidden-rows", 5)]))
    assert "2, 5" in finding.message


def test_many_hidden_rows_are_not_all_named() -> None:
    (finding,) = findings_of(sheet(m3(ENTRY), notices=[Notice("hidden-rows", n) for n in range(1, 99)]))
    assert "…" in finding.message
    assert "50" not in finding.message


def test_a_sheet_without_a_list_is_accounted_for() -> None:
    item = handled("M3.xlsx", m3(ENTRY))
    reading = understand(sheet(m3(ENTRY), "M3"), sheet("Hướng dẫn cách ghi", "HD"))
    found_here = list(list_findings(type(item)(item.received, reading, None, unit="cao-xa"), CAMPAIGN))
    assert [(f.code, f.sheet) for f in found_here] == [("sheet-without-list", "HD")]


@pytest.mark.parametrize(
    ("unit", "form", "expected"),
    [
        ("cao-xa", "M4", ["wrong-form"]),
        ("toa-an", "M3", ["wrong-form"]),
        ("cao-xa", "M3", []),
        ("toa-an", "M4", []),
        (None, "M3", []),
    ],
)
def test_r1_the_wrong_form_for_the_unit_is_a_warning(unit: str | None, form: str, expected: list[str]) -> None:
    assert shown(list_findings(listed("M3.xlsx", "Trồng hoa", unit=unit, form=form), CAMPAIGN)) == expected


def test_cells_decoded_from_old_fonts_are_counted() -> None:
    finding = only(findings_of(sheet(m3(ENTRY), typed={(2, 3): "Trång hoa"})), "old-font")
    assert finding.severity == "info"
    assert finding.message.startswith("1 ô")


def test_an_unreadable_file_has_no_list_to_check() -> None:
    assert list(list_findings(handled("M3.pdf"), CAMPAIGN)) == []


def test_an_empty_list_has_no_finding_here() -> None:
    assert findings_of(HEAD) == []


def test_a_list_with_the_title_of_another_year_is_asked_about() -> None:
    title = "| DANH SÁCH ĐĂNG KÝ MÔ HÌNH “DÂN VẬN KHÉO” NĂM 2023 |"
    finding = only(findings_of(sheet(f"{title}\n{m3(ENTRY)}")), "list-of-other-year")
    assert finding.severity == "warning"
    assert "năm 2023, không phải năm 2024" in finding.message
    assert shown(findings_of(sheet(f"{title.replace('2023', '2024')}\n{m3(ENTRY)}"))) == []


def test_a_sheet_or_a_table_that_may_be_a_list_is_an_error_not_a_remark() -> None:
    unlike = "| 5 | Trồng rừng ven sông | Thôn A | 2024 |"
    below = ["", "| STT | Việc làm | Nơi làm |", "| 1 | Trồng cây bóng mát | Thôn Vàng |"]
    reading = understand(m3(ENTRY, *below), sheet(unlike, "S2"))
    finding = list(list_findings(replace(handled("M3.xlsx", m3(ENTRY)), read=reading), CAMPAIGN))
    assert [(f.code, f.severity, f.cell) for f in finding] == [
        ("table-not-joined", "error", "C5"),
        ("sheet-may-be-list", "error", "B1"),
    ]
