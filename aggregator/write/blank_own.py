"""The row below the table of M3 and M4 in which a unit registers itself and names its plan (R5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aggregator.write.blank_table import ADDED, ADDED_HEAD
from aggregator.write.paper import height, written

if TYPE_CHECKING:
    from aggregator.write.blank_layout import Blank
    from aggregator.write.paper import GrowingSheet

# The columns of the parts. Nothing stands in the column of the model's name (C) alone, so that no reader
# takes the row for a model.
QUESTION = (0, 3)
ANSWER, NUMBER_LABEL, NUMBER, DATE_LABEL, DATE = 4, 5, 6, 7, 8
_CELL = {"border": 1, "text_wrap": True, "valign": "vcenter"}
LOOKS: dict[str, dict[str, Any]] = {
    "own_question": {**_CELL, "bold": True, "bg_color": ADDED_HEAD},
    "own_label": {**_CELL, "align": "right", "bg_color": ADDED_HEAD},
    "own_answer": {**_CELL, "align": "center", "num_format": "@", "bg_color": ADDED},
    "own_date": {
        **_CELL,
        "align": "center",
        "num_format": "@",
        "bg_color": ADDED,
        "text_wrap": False,
        "shrink": True,
    },
}


def write_own_registration(sheet: GrowingSheet, blank: Blank) -> None:
    """Write the question, the answer as a drop-down, and the cells for the plan's number and date."""
    own, row, looks, last = blank.campaign.own_registration, blank.place.own, blank.looks, blank.place.last_column
    written(sheet.set_row(row - 1, 8))
    written(sheet.merge_range(row, QUESTION[0], row, QUESTION[1], own.question, looks["own_question"]))
    written(sheet.write_string(row, ANSWER, own.unanswered, looks["own_answer"]))
    written(sheet.write_string(row, NUMBER_LABEL, own.plan_number, looks["own_label"]))
    written(sheet.write_blank(row, NUMBER, None, looks["own_answer"]))
    written(sheet.write_string(row, DATE_LABEL, own.plan_date, looks["own_label"]))
    written(sheet.write_blank(row, DATE, None, looks["own_date"]))
    if last > DATE:
        written(sheet.merge_range(row, DATE, row, last, "", looks["own_date"]))
    width = sum(column.width for column in blank.form.columns[QUESTION[0] : QUESTION[1] + 1])
    written(sheet.set_row(row, height(own.question, width, bold=True)))
    _help(sheet, blank)


def _help(sheet: GrowingSheet, blank: Blank) -> None:
    own, row = blank.campaign.own_registration, blank.place.own
    told = {"input_title": "Đăng ký của đơn vị", "input_message": own.hint}
    choice = {"validate": "list", "source": [own.yes, own.no], "show_error": False}
    written(sheet.data_validation(row, ANSWER, row, ANSWER, told | choice))
    for column in (NUMBER, DATE):
        written(sheet.data_validation(row, column, row, column, told | {"validate": "any"}))
