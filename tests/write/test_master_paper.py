"""The master as paper and on the screen: what stays together, how high rows are, where links lead."""

from __future__ import annotations

import re
from typing import Any

import openpyxl.utils
import pytest
from msgspec import structs

from aggregator.nouns.finding import finding
from aggregator.nouns.outcome import Outcome
from aggregator.nouns.result import ENTRY_COLUMNS
from aggregator.office.sheet import height, lines_needed
from aggregator.write.master import verify_master
from aggregator.write.sheets.view import Entry
from tests.write.masters import master_of, opened
from tests.write.outcome_maker import CAMPAIGN
from tests.write.outcomes import empty_outcome, made_up_outcome, outcome_with

SHEETS = ("Chưa đúng số lượng", "Gửi chậm, chưa gửi", "Cấp tỉnh", "Cấp huyện", "Tình hình gửi")
FULL = made_up_outcome()


def book() -> Any:
    return opened(master_of(FULL))


def of(outcome: Outcome) -> Any:
    return opened(master_of(outcome))


def links(sheet: Any) -> list[tuple[Any, str]]:
    """The cells with a link, and where it leads."""
    return [(cell, cell.hyperlink.location) for row in sheet.iter_rows() for cell in row if cell.hyperlink]


def is_band(sheet: Any, row: int) -> bool:
    """Whether a title over the whole table stands in a row."""
    return any(r.min_row == row and r.min_col == 1 and r.max_col > 7 for r in sheet.merged_cells.ranges)


def filled(sheet: Any, row: int) -> bool:
    return any(cell.value is not None for cell in sheet[row])


@pytest.mark.parametrize("name", SHEETS)
def test_no_paper_ends_with_a_title_alone(name: str) -> None:
    sheet = book()[name]
    breaks = [b.id for b in sheet.row_breaks.brk]
    assert breaks or name == "Chưa đúng số lượng" or sheet.max_row < 60
    for last in breaks:
        above = last if filled(sheet, last) else last - 1
        assert not (is_band(sheet, above) and ": 0 " not in str(sheet.cell(above, 1).value))


def test_a_model_and_its_form_stand_on_one_paper() -> None:
    for name in ("Cấp tỉnh", "Cấp huyện"):
        sheet = book()[name]
        for last in (b.id for b in sheet.row_breaks.brk):
            assert not str(sheet.cell(last + 1, 2).value).startswith("Theo bản")


def test_a_blank_row_moves_on_what_would_stand_at_the_end_where_breaks_are_ignored() -> None:
    """Excel ends a paper by its rows only: where the title alone would still fit, a blank row fills its place."""
    blanks = 0
    for name in SHEETS:
        sheet = book()[name]
        for last in (b.id for b in sheet.row_breaks.brk):
            if not filled(sheet, last):
                blanks += 1
                assert is_band(sheet, last + 1) or filled(sheet, last + 1)
    assert blanks


@pytest.mark.parametrize("name", SHEETS)
def test_the_line_of_totals_shows_every_number_whole(name: str) -> None:
    sheet = book()[name]
    totals = [row for row in range(1, sheet.max_row + 1) if str(sheet.cell(row, 1).value).startswith("Cộng:")]
    for row in totals:
        for cell in sheet[row][1:]:
            if isinstance(cell.value, str):
                width = sheet.column_dimensions[cell.column_letter].width - 0.72
                needed = height(lines_needed(cell.value, width, 10, True))
                assert (sheet.row_dimensions[row].height or 15) >= needed - 1


def test_every_sheet_leads_back_to_the_overview_beside_what_is_printed() -> None:
    for sheet in book().worksheets[1:]:
        ((cell, location),) = links(sheet)
        assert location == "'Tổng quan'!A1"
        assert (cell.value, cell.row) == ("↩ Tổng quan", 1)
        _, last = re.findall(r"\$([A-Z]+)\$\d+", str(sheet.print_area))
        assert cell.column == openpyxl.utils.column_index_from_string(last) + 1


def test_every_task_leads_to_the_band_or_the_row_it_counts() -> None:
    sheet = book()["Tổng quan"]
    leads: dict[Any, list[Any]] = {}
    for cell, location in links(sheet):
        target, row = re.findall(r"'(.*)'!A(\d+)", location)[0]
        leads.setdefault(cell.value, [there.value for there in book()[target][int(row)]])
    for label, title in (
        ("Đơn vị chưa gửi, đã hết hạn", "Chưa gửi"),
        ("Đơn vị gửi chậm", "Đã gửi nhưng chậm"),
        ("Đơn vị chưa có danh sách dùng được", "Đã gửi nhưng"),
        ("Đơn vị chưa kết luận được số lượng", "Đơn vị chưa kết luận được"),
        ("Đơn vị gửi chậm bản M1, M2", "Gửi bản M1, M2"),
        ("Bản M1, M2 chưa thấy trong danh sách", "Bản M1, M2 cấp huyện, kể cả bản chưa rõ cấp"),
    ):
        assert re.sub(r"^\w\. ", "", str(leads[label][0])).startswith(title)
    assert leads["Điểm phải xử lý trong nội dung"][1] == "Phải xử lý"
    assert leads["Điểm cần xem lại trong nội dung"][1] == "Cần xem lại"
    assert leads["Tệp chưa rõ đơn vị hoặc không đọc được"][6] in {"Không đọc được", "Chưa rõ đơn vị"}


def test_what_is_to_be_done_is_one_sentence() -> None:
    outcome = outcome_with([{}])
    first, *others = outcome.units
    unit = structs.replace(first, quota="undetermined", forms_needed=2, receipt_note="Nhắc hai lần")
    sheet = of(structs.replace(outcome, units=[unit, *others]))["Tình hình gửi"]
    asked = next(row[-2] for row in sheet.iter_rows(values_only=True) if row[1] == unit.name)
    assert asked == ("Hỏi rõ cấp của từng mô hình; đề nghị gửi 2 bản M1, M2 chưa thấy; ghi chú: Nhắc hai lần")


def test_the_self_check_knows_the_sheets_by_their_titles() -> None:
    for title in ("Chưa rõ lĩnh vực", "Tình hình gửi", "Sổ tiếp nhận"):
        assert title in book().sheetnames
    for outcome in (FULL, empty_outcome()):
        verify_master(master_of(outcome), outcome)


def test_the_records_have_the_columns_of_the_frame() -> None:
    assert Entry.__struct_fields__ == (*ENTRY_COLUMNS, "label", "further_columns")


def test_a_finding_leads_by_its_weight_whatever_the_order() -> None:
    weak = finding("mode-neither", unit=CAMPAIGN.units[0].code, file="a.xlsx", sheet="M3", cell="E12", name="x")
    sheet = of(outcome_with([{}], [weak]))["Tổng quan"]
    labels = {cell.value for cell, _ in links(sheet)}
    assert "Điểm cần xem lại trong nội dung" in labels
    assert "Điểm phải xử lý trong nội dung" not in labels
