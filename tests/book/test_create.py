"""A new tracking book: what stands in it, and that it says the campaign it was made from."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from pathlib import Path

import pytest
from openpyxl.utils import get_column_letter

from aggregator.book.campaign import campaign_from
from aggregator.book.create import new_book
from aggregator.book.layout import book_layout
from aggregator.book.sheets import open_book
from aggregator.nouns.finding import catalogue
from tests.book.books import edit, file, fresh, model, outcome, run
from tests.sheets import CAMPAIGN

SHEETS = [
    "Quy định", "Đơn vị", "Cần trả lời", "Tiếp nhận", "Danh sách bản giấy", "Đính chính", "Trường hợp đặc thù",
    "Xét, giới thiệu", "Thư đã lập",
]  # fmt: skip


def test_the_book_has_its_sheets_in_order_and_hides_the_words_of_the_drop_downs(tmp_path: Path) -> None:
    book = edit(fresh(tmp_path))
    assert book.sheetnames == [*SHEETS, "Danh mục"]
    assert [made.title for made in book if made.sheet_state != "visible"] == ["Danh mục"]


def test_the_same_campaign_gives_the_same_bytes() -> None:
    assert new_book(CAMPAIGN) == new_book(CAMPAIGN)


def test_a_new_book_says_the_campaign_it_was_made_from(tmp_path: Path) -> None:
    assert campaign_from(open_book(fresh(tmp_path)), CAMPAIGN) == (CAMPAIGN, ())


@pytest.mark.parametrize("title", SHEETS)
def test_every_sheet_prints_on_a4_across_one_page_wide(tmp_path: Path, title: str) -> None:
    made = edit(fresh(tmp_path))[title]
    assert (made.page_setup.paperSize, made.page_setup.orientation) == (9, "landscape")
    assert made.sheet_properties.pageSetUpPr.fitToPage
    assert (made.page_setup.fitToWidth or 1, made.page_setup.fitToHeight) == (1, 0)
    assert made.print_title_rows == "$3:$3"
    assert {cell.font.name for row in made.iter_rows(max_row=5) for cell in row} == {"Times New Roman"}


def test_the_rules_and_the_heads_that_the_program_needs_are_protected_without_a_password(tmp_path: Path) -> None:
    book = edit(fresh(tmp_path))
    assert [made.title for made in book if made.protection.sheet] == ["Quy định", "Tiếp nhận", "Xét, giới thiệu"]
    assert {made.protection.password for made in book} == {None}
    assert book["Quy định"]["A5"].protection.locked
    assert not book["Quy định"]["B5"].protection.locked


@pytest.mark.parametrize("title", ["Tiếp nhận", "Xét, giới thiệu"])
def test_below_the_head_and_beside_the_table_people_do_as_they_like(tmp_path: Path, title: str) -> None:
    sheet = edit(fresh(tmp_path))[title]
    head = [cell for cell in sheet[3] if cell.value]
    assert all(cell.protection.locked for cell in head)
    assert not any(sheet.column_dimensions[cell.column_letter].protection.locked for cell in head)
    beside = sheet.column_dimensions[get_column_letter(head[-1].column + 1)]
    assert (beside.max, beside.protection.locked) == (16_384, False)
    # in the file, “1” forbids
    forbidden = ("formatCells", "insertRows", "deleteRows", "insertColumns", "sort", "autoFilter", "objects")
    assert not any(getattr(sheet.protection, name) for name in forbidden)


def test_no_row_below_the_head_has_a_fixed_height(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    run(path, outcome([file("M3 Cao Xá.xlsx")], [model("Đường hoa " * 30)]))
    with zipfile.ZipFile(path) as package:
        for number in range(1, 9):
            data = package.read(f"xl/worksheets/sheet{number}.xml").decode()
            assert "customHeight" not in data.split("<sheetData>")[0]
            fixed = [row for row in re.findall(r"<row [^>]*>", data) if "customHeight" in row]
            assert {re.findall(r' r="(\d+)"', row)[0] for row in fixed} <= {"1", "2", "3"}


def test_only_a_weight_that_somebody_reads_can_be_chosen(tmp_path: Path) -> None:
    sheet = edit(fresh(tmp_path))["Quy định"]
    cap = next(row for row in sheet.iter_rows() if row[0].value == "Giới thiệu đăng ký cấp tỉnh: nhiều nhất")
    assert cap[2].value is None
    assert cap[2].protection.locked
    assert not any(cap[2].coordinate in one.sqref for one in sheet.data_validations.dataValidation)


def test_every_choice_has_a_drop_down(tmp_path: Path) -> None:
    book = edit(fresh(tmp_path))
    for described in book_layout().sheets[1:]:
        lists = [d.sqref for d in book[described.title].data_validations.dataValidation if d.type == "list"]
        choices = [c for c in described.columns if c.kind in ("choice", "unit", "units") or c.choices_from]
        assert len(lists) == len(choices), described.title


def test_the_deadline_is_a_real_date_with_its_clock_time(tmp_path: Path) -> None:
    values = {row[0].value: row[1].value for row in edit(fresh(tmp_path))["Quy định"].iter_rows(min_row=4)}
    assert values["Hạn gửi (ngày, giờ)"] == dt.datetime(2024, 2, 27, 23, 59)  # noqa: DTZ001 -- a workbook's time


def test_each_limit_stands_with_number_severity_and_source(tmp_path: Path) -> None:
    lines = {row[0]: row[1:4] for row in edit(fresh(tmp_path))["Quy định"].iter_rows(min_row=4, values_only=True)}
    number, severity, source = lines["Xã, thị trấn đăng ký cấp tỉnh: ít nhất"]
    assert (number, severity) == (1, "Chưa đúng quy định")
    assert "ít nhất 01 nội dung cấp tỉnh" in source
    assert lines["Cơ quan, đơn vị đăng ký cấp tỉnh: ít nhất"][0] is None


def test_what_may_be_waived_is_in_the_catalogue() -> None:
    codes = {code for codes in book_layout().waivable.values() for code in codes}
    assert codes <= set(catalogue())
