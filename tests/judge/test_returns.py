"""Findings about files (unreadable, no form, unknown or contested unit) and about a list as a whole."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from aggregator.judge.receipts import first_status
from aggregator.judge.returns import copies_of_other_units, file_findings, list_findings
from aggregator.judge.settlement import settle
from aggregator.nouns.document import Notice, Sheet
from aggregator.nouns.file import AttributedFile
from aggregator.nouns.finding import Finding
from tests.forms import form
from tests.handled import entries_of, handled, listed
from tests.sheets import CAMPAIGN, HEAD, codes, m3, only, sheet, shown, understand


def codes_of(item: AttributedFile) -> list[str]:
    return codes(file_findings(item, first_status(item), CAMPAIGN))


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, []),
        ({"unit": None}, ["unknown-unit"]),
        ({"other_units": (("tên tệp", "lien-son"),)}, ["unit-conflict"]),
        ({"other_stamp": "lien-son"}, ["unit-stamp-differs"]),
        ({"leftovers": {"M3 cu": "lien-son"}}, ["sheet-left-over"]),
        ({"misspelt": "Xã Cao Xáá"}, ["unit-misspelt"]),
        ({"body": "Hội Nông dân xã Cao Xá"}, ["body-of-commune"]),
    ],
)
def test_what_there_is_to_say_about_a_list(facts: dict[str, Any], expected: list[str]) -> None:
    assert codes_of(listed("M3.xlsx", "Trồng hoa", **facts)) == expected


def test_forms_that_a_body_signs_are_no_part_of_a_list_by_it() -> None:
    assert codes_of(handled("M1.docx", form("Trồng hoa"), body="Hội Nông dân xã")) == []


@pytest.mark.parametrize(
    ("stamp", "words"),
    [
        ({"form": "M3", "version": CAMPAIGN.forms_by_code["M3"].version, "year": "2024"}, None),
        ({"form": "M1", "version": "2024.1", "year": "2023"}, ("warning", "M1 năm 2023, không phải năm 2024")),
        ({"form": "M3", "version": "2024.0", "year": "2024"}, ("info", "M3 bản 2024.0, không phải bản 2024.1")),
        ({"form": "M9", "version": "1", "year": "2020"}, None),
        ({}, None),
    ],
)
def test_a_form_of_another_year_or_version_counts_and_is_told(
    stamp: dict[str, str], words: tuple[str, str] | None
) -> None:
    item = listed("M3.xlsx", "Trồng hoa")
    assert item.reading is not None
    stamped = replace(item, reading=replace(item.reading, stamp=stamp))
    findings = list(file_findings(stamped, first_status(stamped), CAMPAIGN))
    assert [(f.code, f.severity) for f in findings] == ([("form-other-version", words[0])] if words else [])
    assert words is None or words[1] in findings[0].message


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (handled("M3.pdf"), ["unreadable"]),
        (handled("M3.pdf", unit=None), ["unreadable"]),
        (handled("Giấy mời.docx", "Giấy mời họp", unit=None), ["not-a-form"]),
        (handled("~$M3.xlsx", ignore_reason="tệp khóa"), []),
        (handled("M3.lnk", ignore_reason="đường dẫn tắt", link=True), ["link-not-followed"]),
    ],
)
def test_what_there_is_to_say_about_other_files(item: AttributedFile, expected: list[str]) -> None:
    assert codes_of(item) == expected


def test_a_letter_that_holds_the_list_as_an_object_lacks_no_table() -> None:
    letter, another = handled("CV.docx", "Gửi kèm danh sách"), listed("CV.docx", "Trồng hoa")
    for holders, expected in ((("CV.docx",), []), ((), ["not-a-form"]), (("CV2.docx",), ["not-a-form"])):
        assert codes(file_findings(letter, "not_a_form", CAMPAIGN, holders=holders)) == expected
    assert codes(file_findings(another, "not_a_form", CAMPAIGN, holders=["CV.docx"])) == ["not-a-form"]


def test_an_unreadable_file_says_why_and_of_whom() -> None:
    finding = only(file_findings(handled("M3.pdf"), "unreadable", CAMPAIGN), "unreadable")
    assert "Xã Cao Xá" in finding.message
    assert "tệp hỏng" in finding.message


def test_a_return_that_registers_by_a_sentence_is_quoted() -> None:
    sentence = "Xã Cao Xá đăng ký mô hình “Hòa giải ở cơ sở” ở cấp huyện"
    item = handled("CV.docx", f"V/v đăng ký mô hình “Dân vận khéo” năm 2024\n{sentence}.")
    assert first_status(item) == "unreadable"
    finding = only(file_findings(item, "unreadable", CAMPAIGN), "unreadable")
    assert "đăng ký bằng lời văn (“Xã Cao Xá đăng ký mô hình" in finding.message


def test_an_unknown_unit_carries_what_was_seen_and_what_it_may_be() -> None:
    item = listed("lạ.xlsx", "Trồng hoa", unit=None, unclear_name="Xã Quang Tuyến", suggestions=("quang-tien",))
    finding = only(file_findings(item, "unknown_unit", CAMPAIGN), "unknown-unit")
    assert "Xã Quang Tuyến" in finding.message
    assert "Xã Quang Tiến" in finding.message


def test_a_list_that_two_units_sent_accuses_neither() -> None:
    first = listed("a.xlsx", "Trồng hoa", sha256="1")
    copy = listed("bb.xlsx", "Trồng hoa", unit="lien-son", sha256="1")
    settlement = settle([first, copy], entries_of([first, copy]), CAMPAIGN)
    by_file = {item.file: item for item in (first, copy)}
    assert codes(copies_of_other_units(settlement, by_file, CAMPAIGN)) == ["same-content-other-unit"]


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
    found_here = list(list_findings(type(item)(item.intake, reading, None, unit="cao-xa"), CAMPAIGN))
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
    finding = only(findings_of(sheet(f"{title}\n{m3(ENTRY)}")), "list-year-doubtful")
    assert finding.severity == "warning"
    assert "ghi năm 2023, chưa rõ có phải danh sách năm 2024 không" in finding.message
    assert shown(findings_of(sheet(f"{title.replace('2023', '2024')}\n{m3(ENTRY)}"))) == []


def test_a_sheet_or_a_table_that_may_be_a_list_is_an_error_not_a_remark() -> None:
    unlike = "| 5 | Trồng rừng ven sông | Thôn A | 2024 |"
    below = ["", "| STT | Việc làm | Nơi làm |", "| 1 | Trồng cây bóng mát | Thôn Vàng |"]
    reading = understand(m3(ENTRY, *below), sheet(unlike, "S2"))
    finding = list(list_findings(replace(handled("M3.xlsx", m3(ENTRY)), reading=reading), CAMPAIGN))
    assert [(f.code, f.severity, f.cell) for f in finding] == [
        ("table-not-joined", "error", "C5"),
        ("sheet-may-be-list", "error", "B1"),
    ]
