"""The blank M1 and M2 as workbooks: the letter's wording, help with filling in, a stamp."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook, load_workbook

from aggregator.campaign.load import default_campaign
from aggregator.nouns.file import STAMP
from aggregator.vietnamese.fold import key
from aggregator.write.blank_registration import registration_workbook
from tests.sheets import offered

if TYPE_CHECKING:
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.worksheet import Worksheet

    from aggregator.nouns.unit import RegistrationForm


CAMPAIGN = default_campaign()
COMMITTED = Path(__file__).parents[2] / "blank_forms"
BOXES = [
    "- Xây dựng Đảng và hệ thống chính trị",
    "- Phát triển kinh tế, bảo vệ môi trường",
    "- Văn hóa - xã hội",
    "- Quốc phòng - an ninh",
]

each_form = pytest.mark.parametrize("form", CAMPAIGN.registration_forms, ids=lambda form: form.code)


@cache
def blank(code: str, unit: str | None = None) -> bytes:
    form = CAMPAIGN.registration_forms_by_code[code]
    return registration_workbook(CAMPAIGN, form, CAMPAIGN.units_by_code[unit] if unit else None)


def opened(code: str, unit: str | None = None) -> Workbook:
    return load_workbook(io.BytesIO(blank(code, unit)))


def sheet_of(form: RegistrationForm) -> Worksheet:
    return opened(form.code)[form.sheet]


def labels(sheet: Worksheet) -> list[str]:
    return [str(row[0].value) for row in sheet.iter_rows(max_col=1) if row[0].value]


def row_of(sheet: Worksheet, label: str) -> int:
    return next(row for row in range(1, 60) if str(sheet.cell(row, 1).value or "").startswith(label))


def rule_at(sheet: Worksheet, row: int) -> DataValidation:
    rules: list[DataValidation] = sheet.data_validations.dataValidation
    return next(rule for rule in rules if f"B{row}" in rule.sqref)


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


@each_form
def test_the_committed_form_is_what_the_code_writes(form: RegistrationForm) -> None:
    assert parts((COMMITTED / f"{form.code}.xlsx").read_bytes()) == parts(blank(form.code))


@each_form
def test_the_same_form_has_the_same_bytes_on_any_day(form: RegistrationForm) -> None:
    assert registration_workbook(CAMPAIGN, form) == blank(form.code)


@each_form
def test_every_item_stands_in_its_order_with_its_guidance_below(form: RegistrationForm) -> None:
    texts = labels(sheet_of(form))
    wanted = [
        "\n".join([item.printed, *(text for text in (item.aside, item.guidance) if text)]).strip()
        for item in form.items
        if item.code not in {"unit", "field"}
    ]
    assert [text.strip() for text in texts if text.strip() in wanted] == wanted


@each_form
def test_the_head_says_whose_paper_it_is_and_the_title_is_the_letters(form: RegistrationForm) -> None:
    sheet = sheet_of(form)
    assert sheet["A1"].value == "Tên cơ quan, đơn vị: " + "." * 30
    assert (sheet["B1"].value, sheet["A2"].value) == (form.heading, "*")
    assert [sheet["A3"].value, sheet["A4"].value] == [
        "BẢN ĐĂNG KÝ",
        "Xây dựng mô hình, điển hình “Dân vận khéo” năm 2024",
    ]


def test_the_opening_sentence_is_the_letters() -> None:
    assert key(str(opened("M1")["M1"]["A5"].value)) == key(
        "Thực hiện Hướng dẫn số 09-HD/HU ngày 17/8/2022 của Ban Thường vụ Huyện ủy về xây dựng mô hình, điển "
        "hình “Dân vận khéo” giai đoạn 2022 - 2025; (tên tổ chức, cơ quan, đơn vị) đã tổ chức họp và thống nhất "
        "đăng ký xây dựng mô hình, điển hình “Dân vận khéo” năm (giai đoạn) 2024 như sau:"
    )


@each_form
def test_r9_the_four_boxes_are_ticked_by_a_drop_down_and_take_an_x_too(form: RegistrationForm) -> None:
    sheet = sheet_of(form)
    first = row_of(sheet, "2. Thuộc lĩnh vực:") + 1
    assert [sheet.cell(row, 1).value for row in range(first, first + 4)] == BOXES
    for row in range(first, first + 4):
        rule = rule_at(sheet, row)
        assert sheet.cell(row, 2).value == "☐"
        assert offered(sheet.parent, str(rule.formula1)) == ["☒", "☐"]
        assert not rule.showErrorMessage


@each_form
def test_the_level_is_a_drop_down_that_takes_another_wording(form: RegistrationForm) -> None:
    sheet = sheet_of(form)
    rule = rule_at(sheet, row_of(sheet, "3. Đăng ký mô hình, điển hình ở cấp:"))
    assert offered(sheet.parent, str(rule.formula1)) == ["Cấp tỉnh", "Cấp huyện"]
    assert not rule.showErrorMessage


@each_form
def test_hints_say_what_the_printed_guidance_does_not_within_excels_limits(form: RegistrationForm) -> None:
    rules = sheet_of(form).data_validations.dataValidation
    hints = {item.hint for item in form.items if item.code != "unit" and item.hint}
    assert {rule.prompt for rule in rules if rule.prompt} == hints
    assert not [item.code for item in form.items if item.hint and item.hint.strip(".") in str(item.guidance)]
    assert all(len(rule.promptTitle or "") <= 32 and len(rule.prompt or "") <= 255 for rule in rules)


@each_form
def test_nothing_is_filled_in_and_what_is_typed_stays_text(form: RegistrationForm) -> None:
    sheet = sheet_of(form)
    for item in form.items:
        if item.code not in {"unit", "field"}:
            cell = sheet.cell(row_of(sheet, item.printed), 2)
            assert (cell.value, cell.number_format, cell.alignment.wrap_text) == (None, "@", True)


@each_form
def test_it_prints_on_a4_portrait_in_times_new_roman(form: RegistrationForm) -> None:
    sheet = sheet_of(form)
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "portrait")
    fonts = {(cell.font.name, cell.font.scheme) for row in sheet.iter_rows() for cell in row}
    assert fonts == {("Times New Roman", None)}


@each_form
def test_who_signs_stands_at_the_bottom(form: RegistrationForm) -> None:
    sheet = sheet_of(form)
    signed = [cell.value for row in sheet.iter_rows() for cell in row if cell.value][-4:]
    lines = [line for signature in form.signatures for line in signature.lines]
    assert [value for value in signed if value in lines] == lines


@pytest.mark.parametrize(("code", "unit"), [("M1", None), ("M2", None), ("M1", "cao-xa"), ("M2", "cong-an")])
def test_it_is_stamped_where_excel_does_not_show_it(code: str, unit: str | None) -> None:
    sheet = opened(code, unit)[STAMP]
    assert sheet.sheet_state == "veryHidden"
    assert {name.value: value.value for name, value in sheet.iter_rows(max_col=2)} == {
        "form": code,
        "version": CAMPAIGN.registration_forms_by_code[code].version,
        "year": "2024",
        "unit": unit,
    }


def test_a_communes_copy_leaves_the_name_to_the_body_that_holds_the_model() -> None:
    sheet = opened("M1", "cao-xa")["M1"]
    assert sheet["A1"].value == "Tên cơ quan, đơn vị: " + "." * 30
    assert sheet["B2"].value == "Cao Xá, ngày ..... tháng ..... năm 2024"
    assert "2025; (tên tổ chức, cơ quan, đơn vị) đã tổ chức họp và thống nhất" in str(sheet["A5"].value)


def test_an_agencys_name_is_not_changed_within_the_sentence() -> None:
    assert "2025; Đảng bộ Công an huyện đã tổ chức họp" in str(opened("M1", "cong-an")["M1"]["A5"].value)
