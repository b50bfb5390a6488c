"""What is said of the forms M1 and M2: missing, without a row, contradicting the list, incomplete, long."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from aggregator.judge.content import registration_findings
from aggregator.nouns.finding import Finding
from aggregator.nouns.outcome import Clash, Matching, Registration
from tests.forms import registration
from tests.sheets import CAMPAIGN, at, codes, only

WHOLE = {
    "field": "economy", "level": "district", "content": "Họp thôn", "period": "Năm 2024", "scope": "Thôn Trại",
    "results": "500 m",
}  # fmt: skip
LISTED: dict[str, Any] = {
    "unit": "cao-xa", "name": "Đường hoa", "level": "base", "level_source": "column", "unknown_is_base": False,
    "holder": "Ông Tám",
}  # fmt: skip


def form(name: str = "Đường hoa", row: int = 1, **facts: Any) -> Registration:
    return registration(name, row, **(WHOLE | {"entry": 0} | facts))


def findings_of(
    *forms: Registration,
    entries: list[dict[str, Any]] | None = None,
    clashes: list[Clash] | None = None,
    **more: Any,
) -> list[Finding]:
    """The findings about these forms; the unit has one entry unless others are given."""
    frame = pd.DataFrame([LISTED | entry for entry in entries or [{}]], dtype=object)
    assessed = more.pop("assessed", {"cao-xa"})
    return registration_findings(Matching(forms, **more), clashes or [], frame, assessed, CAMPAIGN)


def test_a_whole_form_with_its_row_gives_nothing_to_say() -> None:
    assert findings_of(form()) == []


def test_upward_entries_without_a_form_are_one_finding_of_the_unit() -> None:
    entries = [{"name": f"Mô hình {n}", "level": "district"} for n in range(3)]
    finding = only(findings_of(form(), entries=entries), "forms-missing")
    assert (finding.severity, finding.unit) == ("warning", "cao-xa")
    assert "còn 2 nội dung" in finding.message
    assert "Mô hình 1; Mô hình 2" in finding.message


def test_an_entry_that_a_form_resembles_is_not_called_without_form() -> None:
    stray = form(entry=None)
    findings = findings_of(stray, entries=[{"level": "district"}], doubtful=((stray, 0),))
    assert codes(findings) == ["form-doubtful"]


def test_many_names_are_cut_with_dots() -> None:
    entries = [{"name": f"Mô hình {n}", "level": "province"} for n in range(12)]
    assert only(findings_of(entries=entries), "forms-missing").message.endswith("Mô hình 7 ….")


def test_a_form_without_its_row_is_said() -> None:
    assert codes(findings_of(form(entry=None))) == ["form-without-entry"]


def test_without_a_list_no_form_can_lack_its_row() -> None:
    assert findings_of(form(entry=None), assessed=set()) == []


def test_a_further_form_of_the_same_model_is_for_information() -> None:
    early, late = form(replaced=True), form(row=9, file="M1 sửa.docx", received_at=at("27/02/2024 08:00"))
    finding = only(findings_of(early, late, again=((early, late),)), "form-again")
    assert (finding.severity, finding.file) == ("info", "M1.docx")
    assert "M1 sửa.docx" in finding.message


@pytest.mark.parametrize(
    ("aspect", "of_list", "of_form", "words"),
    [
        ("level", "district", "province", "danh sách ghi cấp huyện, bản M1 ghi cấp tỉnh"),
        ("field", "economy", "defence_security", "Kinh tế"),
        ("holder", "individual", "collective", "danh sách ghi “Ông Tám”, nhưng bản đăng ký là mẫu M1"),
    ],
)
def test_a_contradiction_names_both_sides(aspect: str, of_list: str, of_form: str, words: str) -> None:
    registration = form()
    (finding,) = findings_of(registration, clashes=[Clash(registration, 0, aspect, of_list, of_form)])
    assert (finding.code, finding.severity) == (f"form-{aspect}-differs", "warning")
    assert words in finding.message


@pytest.mark.parametrize("item", ["field", "level", "content", "period"])
def test_an_empty_item_is_named_as_the_form_prints_it(item: str) -> None:
    labels = CAMPAIGN.registration_forms_by_code["M1"].items_by_code
    empty: dict[str, Any] = {item: None}
    finding = only(findings_of(form(**empty)), "form-incomplete")
    assert f"“{labels[item].label}”" in finding.message


def test_what_is_in_doubt_is_not_called_empty_too() -> None:
    findings = findings_of(form(level=None, doubts=(("registration-level-unclear", 9, "tỉnh, huyện"),)))
    assert [(f.code, f.cell) for f in findings] == [("registration-level-unclear", "A9")]


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("Từ tháng 3 đến tháng 10", []),
        ("Năm 2024", []),
        ("Giai đoạn 2022 - 2025", []),
        ("Năm 2023", ["form-period-other-year"]),
        ("2025-2026", ["form-period-other-year"]),
    ],
)
def test_a_period_that_does_not_touch_the_year_is_for_information(period: str, expected: list[str]) -> None:
    findings = findings_of(form(period=period))
    assert codes(findings) == expected
    assert {f.severity for f in findings} <= {"info"}


@pytest.mark.parametrize(("lines", "expected"), [(5, []), (12, []), (13, ["form-content-length"])])
def test_content_far_from_the_lines_asked_is_for_information(lines: int, expected: list[str]) -> None:
    findings = findings_of(form(content="\n".join(["Họp thôn"] * lines)))
    assert codes(findings) == expected
    assert {f.severity for f in findings} <= {"info"}


def test_the_report_says_that_the_levels_come_from_the_forms_and_what_became_of_the_rest() -> None:
    by_form = {"level": "district", "level_source": "registration"}
    silent = {"level": None, "level_source": None, "unknown_is_base": True}
    finding = only(findings_of(form(), entries=[by_form, silent, silent]), "levels-from-forms")
    assert "Cấp đăng ký của 1 mô hình của Xã Cao Xá lấy theo bản M1, M2" in finding.message
    assert "Còn 2 mô hình không ghi cấp và không có bản M1, M2 được tính là cấp cơ sở" in finding.message
