"""The table of a blank form: heads, sections and numbered rows."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from aggregator.write.paper import height, written

if TYPE_CHECKING:
    from aggregator.campaign.model import Column, Field, Form
    from aggregator.write.blank_layout import Blank, Block
    from aggregator.write.paper import GrowingSheet

OFFICIAL, ADDED, ADDED_HEAD = "#F2F2F2", "#F3F8FD", "#DCEAF7"
PROSE_WIDTH = 15  # columns this wide, without a drop-down, hold sentences, which begin at the left
HEAD_SIZE = 11
ROW_HEIGHT = 22.5  # room to write by hand
_CELL = {"border": 1, "text_wrap": True, "valign": "vcenter"}

# Cells to fill in are text ("@"), so that Excel keeps what a person types: 05/10/2024 does not turn
# into the 10th of May where Windows has American settings, nor 10/2024 into "Oct-24", and goals that
# begin with "- " are no broken formula. Only STT holds numbers.
_ENTRY = {**_CELL, "num_format": "@"}

LOOKS: dict[str, dict[str, Any]] = {
    "head": {**_CELL, "bold": True, "font_size": HEAD_SIZE, "align": "center", "bg_color": OFFICIAL},
    "added_head": {**_CELL, "bold": True, "font_size": HEAD_SIZE, "align": "center", "bg_color": ADDED_HEAD},
    "section": {**_CELL, "align": "left"},
    "bold": {"bold": True},
    "plain": {},
    "stt": {**_CELL, "align": "center", "num_format": "0"},
    "prose": {**_ENTRY, "align": "left"},
    "mark": {**_ENTRY, "align": "center"},
    "added": {**_ENTRY, "align": "center", "bg_color": ADDED},
}


def write_table(sheet: GrowingSheet, blank: Blank) -> None:
    """Write the heads (R8), the sections and the rows of a form."""
    write_heads(sheet, blank)
    for block in blank.place.blocks:
        if block.field:
            write_section(sheet, blank, block.first - 1, block.field)
        write_rows(sheet, blank, block)
    sheet.growing = {row for block in blank.place.blocks for row in block.rows}


def write_heads(sheet: GrowingSheet, blank: Blank) -> None:
    """Write the two head rows: a group over its columns, every other head over both rows."""
    row, looks = blank.place.head, blank.looks
    for group, run in groupby(enumerate(blank.form.columns), key=lambda pair: pair[1].group):
        columns = list(run)
        if group:
            written(sheet.merge_range(row, columns[0][0], row, columns[-1][0], group, looks["head"]))
        for number, column in columns:
            _write_head(sheet, row, number, column, looks)
    _set_head_heights(sheet, blank.form, row)


def _write_head(sheet: GrowingSheet, row: int, number: int, column: Column, looks: dict[str, Any]) -> None:
    look = looks["added_head" if column.added else "head"]
    if column.group:
        written(sheet.write_string(row + 1, number, column.head, look))
    else:
        written(sheet.merge_range(row, number, row + 1, number, column.head, look))


def _set_head_heights(sheet: GrowingSheet, form: Form, row: int) -> None:
    upper = height("", 1, HEAD_SIZE) + 2
    grouped = max(_head_height(column) for column in form.columns if column.group)
    alone = max(_head_height(column) for column in form.columns if not column.group)
    written(sheet.set_row(row, upper))
    written(sheet.set_row(row + 1, max(grouped, alone - upper)))


def _head_height(column: Column) -> float:
    return height(column.head, column.width, HEAD_SIZE, bold=True)


def write_section(sheet: GrowingSheet, blank: Blank, row: int, field: Field) -> None:
    """Write a section's head over all columns, in the letter's wording (R9)."""
    looks, last = blank.looks, blank.place.last_column
    head, scope, look = f"{field.numeral}- {field.print_head} ", field.scope, looks["section"]
    written(sheet.merge_range(row, 0, row, last, "", look))
    written(sheet.write_rich_string(row, 0, looks["bold"], head, looks["plain"], scope, look))
    written(sheet.set_row(row, height(head + scope, sum(column.width for column in blank.form.columns))))


def write_rows(sheet: GrowingSheet, blank: Blank, block: Block) -> None:
    """Write the rows to fill in: STT as numbers, every other cell empty."""
    looks = blank.looks
    for stt, row in enumerate(block.rows, start=1):
        written(sheet.set_row(row, ROW_HEIGHT))
        for number, column in enumerate(blank.form.columns):
            if column.code == "stt":
                written(sheet.write_number(row, number, stt, looks["stt"]))
            else:
                written(sheet.write_blank(row, number, None, looks[_look_of(column)]))


def _look_of(column: Column) -> str:
    if column.added:
        return "added"
    return "prose" if column.width >= PROSE_WIDTH and not column.choices else "mark"
