"""The blank forms say what the letter says, help whoever fills them in, and are known when they return."""

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
from aggregator.write.blank import blank_workbook
from aggregator.write.blank_table import Layout, layout
from tests.sheets import offered

if TYPE_CHECKING:
    from openpyxl.worksheet.cell_range import CellRange
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.worksheet import Worksheet

    from aggregator.nouns.unit import Form


CAMPAIGN = default_campaign()
COMMITTED = Path(__file__).parents[2] / "blank_forms"
OFFICIAL_HEADS = [
    "STT",
    "Địa chỉ xây dựng mô hình",
    "Tên mô hình",
    "Tập thể hoặc cá nhân",
    "Mô hình đã và đang hoạt động tiếp tục đăng ký để duy trì thực hiện năm 2023",
    "Mô hình đăng ký xây dựng mới trong năm 2024",
    "Dự kiến thời gian hoàn thành",
    "Mục tiêu đề ra (nêu dự kiến kế hoạch xây dựng)",
]
ADDED_HEADS = {"M3": ["Cấp đăng ký"], "M4": ["Cấp đăng ký", "Lĩnh vực"]}
SECTIONS = [
    (
        "I- Lĩnh vực kinh tế (Xây dựng nông thôn mới; Phát triển kinh tế, nâng cao hiệu quả sản xuất; Hiến "
        "đất, xây dựng cơ sở hạ tầng)"
    ),
    (
        "II- Lĩnh vực văn hóa – xã hội (Bảo vệ môi trường; vệ sinh an toàn thực phẩm; xây dựng đời sống "
        "văn hóa, nâng cao sức khỏe nhân dân; Phát triển bảo hiểm y tế, Phát triển giáo dục – đào tạo)"
    ),
    (
        "III- Lĩnh vực Quốc phòng – an ninh (Phòng chống tệ nạn xã hội; bảo vệ an ninh trật tự; an ninh "
        "giáp ranh và các mô hình tự quản về an ninh)"
    ),
    (
        "IV- Lĩnh vực xây dựng hệ thống chính trị (Xây dựng khối đại đoàn kết toàn dân; thực hiện QCDC; "
        "Góp ý xây dựng Đảng, xây dựng chính quyền trong sạch, vững mạnh....)"
    ),
]

each_form = pytest.mark.parametrize("form", CAMPAIGN.forms, ids=lambda form: form.code)


@cache
def blank(code: str, unit: str | None = None) -> bytes:
    return blank_workbook(CAMPAIGN, CAMPAIGN.forms_by_code[code], CAMPAIGN.units_by_code[unit] if unit else None)


def opened(code: str, unit: str | None = None) -> Workbook:
    return load_workbook(io.BytesIO(blank(code, unit)))


def sheet_of(form: Form) -> Worksheet:
    return opened(form.code)[form.sheet]


def place_of(form: Form) -> Layout:
    return layout(CAMPAIGN, form)


def rows_to_fill(form: Form) -> list[int]:
    """As Excel numbers them."""
    return [row + 1 for block in place_of(form).blocks for row in block.rows]


def values(sheet: Worksheet, row: int) -> list[object]:
    return [cell.value for cell in sheet[row]]


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


@each_form
def test_the_committed_form_is_what_the_code_writes(form: Form) -> None:
    assert parts((COMMITTED / f"{form.code}.xlsx").read_bytes()) == parts(blank(form.code))


@each_form
def test_the_same_form_has_the_same_bytes_on_any_day(form: Form) -> None:
    assert blank_workbook(CAMPAIGN, form) == blank(form.code)


@each_form
def test_the_heads_have_the_letters_wording_and_order_and_ours_follow(form: Form) -> None:
    sheet, head = sheet_of(form), place_of(form).head + 1
    upper, lower = values(sheet, head), values(sheet, head + 1)
    assert [a if b is None else b for a, b in zip(upper, lower, strict=True)] == (
        OFFICIAL_HEADS + ADDED_HEADS[form.code]
    )
    assert upper[4:6] == ["Thời gian triển khai", None]


@each_form
def test_the_heads_and_only_they_are_merged_in_the_table(form: Form) -> None:
    head = place_of(form).head + 1
    merged = {str(box) for box in sheet_of(form).merged_cells.ranges if box.min_row in {head, head + 1}}
    alone = [c for c in "ABCDGHIJ" if c <= "ABCDEFGHIJ"[len(form.columns) - 1]]
    assert merged == {f"E{head}:F{head}", *(f"{c}{head}:{c}{head + 1}" for c in alone)}


def test_m3_has_the_letters_four_sections() -> None:
    form = CAMPAIGN.forms_by_code["M3"]
    sheet = sheet_of(form)
    assert [sheet.cell(block.first, 1).value for block in place_of(form).blocks] == SECTIONS


@each_form
def test_stt_is_numbered_anew_in_each_section_with_numbers(form: Form) -> None:
    sheet = sheet_of(form)
    once = list(range(1, form.rows_per_section + 1))
    assert [sheet.cell(row, 1).value for row in rows_to_fill(form)] == once * len(place_of(form).blocks)


@each_form
def test_nothing_is_filled_in_but_stt(form: Form) -> None:
    sheet = sheet_of(form)
    assert not any(value for row in rows_to_fill(form) for value in values(sheet, row)[1:])


@each_form
def test_cells_to_fill_in_are_bordered_text_that_wraps(form: Form) -> None:
    sheet = sheet_of(form)
    cells = [cell for row in rows_to_fill(form) for cell in sheet[row][1 : len(form.columns)]]
    assert {(cell.number_format, cell.alignment.wrap_text, cell.border.top.style) for cell in cells} == {
        ("@", True, "thin")
    }


@each_form
def test_rows_to_fill_in_grow_with_what_is_typed(form: Form) -> None:
    xml = parts(blank(form.code))["xl/worksheets/sheet1.xml"].decode()
    heads = {row: xml.split(f'<row r="{row}" ')[1].split(">")[0] for row in rows_to_fill(form)}
    assert all('ht="' in head and "customHeight" not in head for head in heads.values())


@each_form
def test_drop_downs_and_hints_span_the_whole_table(form: Form) -> None:
    place = place_of(form)
    found = {box(rule).min_col - 1: rule for rule in rules_of_the_table(form)}
    wanted = {n: column for n, column in enumerate(form.columns) if column.choices or column.hint}
    assert found.keys() == wanted.keys()
    for number, column in wanted.items():
        assert (box(found[number]).min_row, box(found[number]).max_row) == (place.first + 1, place.last + 1)
        assert choices_of(form, found[number]) == column.choices
        assert found[number].prompt == column.hint


def rules_of_the_table(form: Form) -> list[DataValidation]:
    last = place_of(form).last + 1
    return [r for r in sheet_of(form).data_validations.dataValidation if box(r).max_row <= last]


def box(rule: DataValidation) -> CellRange:
    only: CellRange
    [only] = rule.sqref.ranges
    return only


def choices_of(form: Form, rule: DataValidation) -> tuple[str, ...]:
    return tuple(offered(opened(form.code), str(rule.formula1))) if rule.type == "list" else ()


@each_form
def test_no_drop_down_forbids_another_wording(form: Form) -> None:
    """A column of the letter takes any text in silence; one of ours asks again and then takes it too."""
    for rule in rules_of_the_table(form):
        column = form.columns[box(rule).min_col - 1]
        if column.choices:
            assert (rule.showErrorMessage, rule.errorStyle) == (
                (True, "warning") if column.added else (False, None)
            )


@each_form
def test_hints_keep_within_excels_limits(form: Form) -> None:
    for rule in sheet_of(form).data_validations.dataValidation:
        assert len(rule.promptTitle or "") <= 32
        assert len(rule.prompt or "") <= 255


@each_form
def test_rows_can_be_inserted(form: Form) -> None:
    assert not sheet_of(form).protection.sheet


@each_form
def test_it_prints_on_a4_landscape_one_page_wide_with_heads_on_each_page(form: Form) -> None:
    sheet, head = sheet_of(form), place_of(form).head + 1
    setup = sheet.page_setup
    assert (setup.paperSize, setup.orientation, setup.fitToHeight) == (9, "landscape", 0)
    assert sheet.sheet_properties.pageSetUpPr
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == f"${head}:${head + 1}"
    assert sheet.freeze_panes == f"A{head + 2}"
    assert sheet.print_area == f"'{form.sheet}'!$A$1:${'ABCDEFGHIJ'[len(form.columns) - 1]}${sheet.max_row}"
    assert sheet.oddFooter
    assert str(sheet.oddFooter.right.text) == "Trang &P/&N"


@each_form
def test_everything_is_in_times_new_roman(form: Form) -> None:
    """The scheme must be none: Excel shows a font with one in whatever the theme says."""
    fonts = {(cell.font.name, cell.font.scheme) for row in sheet_of(form).iter_rows() for cell in row}
    assert fonts == {("Times New Roman", None)}


@each_form
def test_the_head_is_the_units_own_and_whoever_leads_it_signs(form: Form) -> None:
    sheet, place = sheet_of(form), place_of(form)
    top = [value for row in (1, 2) for value in values(sheet, row) if value]
    assert top == [
        "Tên cơ quan, đơn vị: " + "." * 40,
        "Tân Yên, ngày ..... tháng ..... năm 2024",
    ]
    bottom = [
        value for row in range(place.signature + 1, sheet.max_row + 1) for value in values(sheet, row) if value
    ]
    assert bottom == [*form.signature, "(Ký tên, đóng dấu)"]


@each_form
def test_it_says_the_years_theme_the_numbers_and_the_deadline(form: Form) -> None:
    told = str(sheet_of(form).cell(place_of(form).note + 1, 1).value).splitlines()
    numbers = {
        "M3": "Đăng ký từ 01 đến 02 nội dung cấp tỉnh; từ 04 đến 05 nội dung cấp huyện.",
        "M4": "Nếu có đăng ký: không quá 02 nội dung cấp tỉnh; không quá 05 nội dung cấp huyện.",
    }
    assert told == [
        f"Chủ đề năm 2024: “{CAMPAIGN.papers.theme}”.",
        f"{numbers[form.code]} Gửi chậm nhất ngày 27/02/2024.",
        form.note,
    ]


def test_a_units_copy_names_the_unit_and_a_communes_is_dated_from_the_commune() -> None:
    sheet = opened("M3", "cao-xa")["M3"]
    assert [value for value in values(sheet, 2) if value] == [
        "Tên cơ quan, đơn vị: Xã Cao Xá",
        "Cao Xá, ngày ..... tháng ..... năm 2024",
    ]


def test_an_agencys_copy_is_dated_from_the_district() -> None:
    assert "Tân Yên, ngày ..... tháng ..... năm 2024" in values(opened("M4", "cong-an")["M4"], 2)


@pytest.mark.parametrize(("code", "unit"), [("M3", None), ("M4", None), ("M3", "cao-xa"), ("M4", "cong-an")])
def test_it_is_stamped_where_excel_does_not_show_it(code: str, unit: str | None) -> None:
    sheet = opened(code, unit)[STAMP]
    assert sheet.sheet_state == "veryHidden"
    assert {name.value: value.value for name, value in sheet.iter_rows(max_col=2)} == {
        "form": code,
        "version": CAMPAIGN.forms_by_code[code].version,
        "year": "2024",
        "unit": unit,
    }


@each_form
def test_the_file_tells_what_it_is(form: Form) -> None:
    told = opened(form.code).properties
    assert told.title == f"Mẫu {form.code} - {' '.join(form.title)}"
    assert told.subject == CAMPAIGN.title


@each_form
def test_no_choice_holds_the_comma_that_parts_them(form: Form) -> None:
    assert not [choice for column in form.columns for choice in column.choices if "," in choice]
