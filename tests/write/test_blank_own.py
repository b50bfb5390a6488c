"""R5 on the blank M3 and M4: the unit's own registration, which never counts as a model of its list."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from aggregator.campaign.load import default_campaign
from aggregator.read.xlsx import read_xlsx
from aggregator.understand.document import ReturnReader
from aggregator.write.blank import blank_workbook
from aggregator.write.blank_table import layout
from tests.sheets import offered

if TYPE_CHECKING:
    from openpyxl import Workbook

    from aggregator.nouns.reading import ListReading
    from aggregator.nouns.unit import Form


CAMPAIGN = default_campaign()
READER = ReturnReader(CAMPAIGN)
each_form = pytest.mark.parametrize("form", CAMPAIGN.forms, ids=lambda form: form.code)
answers = pytest.mark.parametrize(
    "answer",
    [("Có", "15-KH/ĐU", "20/02/2024"), ("Không", None, None), ("x", "số 3", "2/2024"), (None, None, None)],
    ids=["yes", "no", "mark", "cleared"],
)


def row_of(form: Form) -> int:
    """The block's row, as Excel numbers it."""
    return layout(CAMPAIGN, form).own_registration_row + 1


def opened(form: Form) -> Workbook:
    return load_workbook(io.BytesIO(blank_workbook(CAMPAIGN, form)))


def read(book: Workbook) -> ListReading:
    target = io.BytesIO()
    book.save(target)
    [found] = READER.understand(read_xlsx(target.getvalue())).lists
    return found


def filled(form: Form, answer: tuple[str | None, ...], names: list[str]) -> Workbook:
    """The blank with models in its last rows, right above the block, and the block answered."""
    book = opened(form)
    sheet, last = book[form.sheet], layout(CAMPAIGN, form).last + 1
    for row, name in zip(range(last - len(names) + 1, last + 1), names, strict=True):
        sheet.cell(row, 3).value = name
    for column, value in zip((5, 7, 9), answer, strict=True):
        sheet.cell(row_of(form), column).value = value
    return book


@each_form
def test_the_block_stands_between_the_table_and_the_signature(form: Form) -> None:
    place = layout(CAMPAIGN, form)
    assert place.last < place.own_registration_row < place.signature
    assert [cell.value for cell in opened(form)[form.sheet][row_of(form)] if cell.value] == [
        "Đăng ký xây dựng đảng bộ, cơ quan, đơn vị “Dân vận khéo” (theo Quyết định số 266-QĐ/HU):",
        "☐ Có   ☐ Không",
        "Kế hoạch số:",
        "Ngày ban hành:",
    ]


@each_form
def test_the_answer_is_a_drop_down_and_number_and_date_are_text(form: Form) -> None:
    book, row = opened(form), row_of(form)
    sheet = book[form.sheet]
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation if f"{row}" in str(rule.sqref)}
    assert offered(book, rules[f"E{row}"].formula1) == ["Có", "Không"]
    assert {rules[f"{column}{row}"].prompt for column in "EGI"} == {CAMPAIGN.own_registration.hint}
    assert {sheet[f"{column}{row}"].number_format for column in "EGI"} == {"@"}


@each_form
def test_the_empty_block_is_no_model(form: Form) -> None:
    found = read(opened(form))
    assert (found.entries, found.leftovers, found.strays) == ((), (), ())


@each_form
@answers
def test_a_filled_block_never_changes_the_list(form: Form, answer: tuple[str | None, ...]) -> None:
    names = ["Mô hình thứ nhất", "Mô hình thứ hai"]
    found = read(filled(form, answer, names))
    assert [entry.values["name"] for entry in found.entries] == names
    assert (found.leftovers, found.strays, found.rows_joined) == ((), (), 0)


@each_form
def test_the_space_above_the_block_may_be_deleted(form: Form) -> None:
    book = filled(form, ("Có", "15-KH/ĐU", "20/02/2024"), ["Mô hình thứ nhất"])
    sheet = book[form.sheet]
    sheet.move_range(f"A{row_of(form)}:J{row_of(form)}", rows=-1)
    found = read(book)
    assert [entry.values["name"] for entry in found.entries] == ["Mô hình thứ nhất"]
    assert (found.leftovers, found.rows_joined) == ((), 0)


@each_form
def test_no_label_stands_in_the_column_of_the_models_name(form: Form) -> None:
    assert opened(form)[form.sheet].cell(row_of(form), 3).value is None
