"""The table of a blank M3 or M4: where it stands, heads, sections, rows to fill in, drop-downs, and R5's row.

Rows and columns count from 0, as in XlsxWriter.
"""

from itertools import groupby
from typing import Any

from msgspec import Struct
from xlsxwriter.utility import xl_range

from aggregator.nouns.unit import Campaign, Column, Field, Form, Unit
from aggregator.office.form import GrowingSheet, Lists, height, help_rule, write_form
from aggregator.write.blank_words import Model, printed_head

TITLE_ROW = 3  # above it: the party's name, the unit line, place and date


class Block(Struct, frozen=True):
    """Rows to fill in: those of a section under its head (M3), or the whole list (M4)."""

    field: Field | None
    first: int
    last: int

    @property
    def rows(self) -> range:
        """The rows to fill in."""
        return range(self.first, self.last + 1)


class Layout(Struct, frozen=True):
    """The rows of a form, from its titles down to the signature."""

    note: int
    head: int  # the upper of the two head rows
    first: int  # row under the heads
    blocks: tuple[Block, ...]
    last: int  # row of the table; the next one ends it
    own_registration_row: int  # R5
    signature: int  # its first row, after a row of space
    last_column: int


class Blank(Struct, frozen=True):
    """A form about to be written: for whom, with everything's place and look."""

    campaign: Campaign
    form: Form
    unit: Unit | None
    place: Layout
    looks: dict[str, Any]
    lists: Lists
    models: tuple[Model, ...] = ()

    def models_of(self, block: Block) -> list[Model]:
        """What is written into a block beforehand."""
        return [m for m in self.models if block.field is None or m.field == block.field.code]


def layout(campaign: Campaign, form: Form) -> Layout:
    """The places of a form's parts."""
    note, rows = TITLE_ROW + len(form.title), form.rows_per_section
    top = note + 3
    blocks: tuple[Block, ...] = (Block(None, top, top + rows - 1),)
    if form.sections:  # each has its head above the rows to fill in
        firsts = range(top + 1, top + 1 + (rows + 1) * len(campaign.fields), rows + 1)
        blocks = tuple(Block(f, first, first + rows - 1) for f, first in zip(campaign.fields, firsts, strict=True))
    last = blocks[-1].last
    return Layout(note, note + 1, top, blocks, last, last + 2, last + 4, len(form.columns) - 1)


OFFICIAL, ADDED, ADDED_HEAD = "#F2F2F2", "#F3F8FD", "#DCEAF7"
PROSE_WIDTH = 15  # columns this wide, without a drop-down, hold sentences, which begin at the left
HEAD_SIZE = 11
ROW_HEIGHT = 22.5  # room to write by hand
_CELL = {"border": 1, "text_wrap": True, "valign": "vcenter"}

# Cells to fill in are text ("@"), so that Excel keeps what a person types: 05/10/2024 does not turn
# into the 10th of May where Windows has American settings, nor 10/2024 into "Oct-24", and goals that
# begin with "- " are no broken formula. Only STT holds numbers.
_ENTRY = {**_CELL, "num_format": "@"}

TABLE_LOOKS: dict[str, dict[str, Any]] = {
    "head": {**_CELL, "bold": True, "font_size": HEAD_SIZE, "align": "center", "bg_color": OFFICIAL},
    "added_head": {**_CELL, "bold": True, "font_size": HEAD_SIZE, "align": "center", "bg_color": ADDED_HEAD},
    "section": {**_CELL, "align": "left", "indent": 1},
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
        if block.field:  # its head over all columns, in the letter's wording (R9)
            row, head = block.first - 1, f"{block.field.numeral}- {block.field.print_head} "
            look, scope = blank.looks["section"], block.field.scope
            write_form(sheet.merge_range(row, 0, row, blank.place.last_column, "", look))
            plain, bold = blank.looks["plain"], blank.looks["bold"]
            write_form(sheet.write_rich_string(row, 0, bold, head, plain, scope, look))
            write_form(sheet.set_row(row, height(head + scope, sum(column.width for column in blank.form.columns))))
        write_rows(sheet, blank, block)
    sheet.growing = {row for block in blank.place.blocks for row in block.rows}


def write_heads(sheet: GrowingSheet, blank: Blank) -> None:
    """Write the two head rows: a group over its columns, every other head over both rows."""
    row, looks = blank.place.head, blank.looks
    for group, run in groupby(enumerate(blank.form.columns), key=lambda pair: pair[1].group):
        columns = list(run)
        if group:
            sheet.across(row, (columns[0][0], columns[-1][0]), group, looks["head"])
        for number, column in columns:
            look = looks["added_head" if column.added else "head"]
            if column.group:
                sheet.put(row + 1, number, column.head, look)
            else:
                sheet.across(row, (number, number), column.head, look, rows=2)
    upper = height("", 1, HEAD_SIZE) + 2
    write_form(sheet.set_row(row, upper))
    heights = (
        height(c.head, c.width, HEAD_SIZE, bold=True) - (0 if c.group else upper) for c in blank.form.columns
    )
    write_form(sheet.set_row(row + 1, max(heights)))


def write_rows(sheet: GrowingSheet, blank: Blank, block: Block) -> None:
    """Write the rows to fill in: STT as numbers, every other cell empty but for the models that go on."""
    looks, models = blank.looks, blank.models_of(block)
    for stt, row in enumerate(block.rows, start=1):
        write_form(sheet.set_row(row, ROW_HEIGHT))
        cells: dict[str, str | int] = {**(models[stt - 1].cells if stt <= len(models) else {}), "stt": stt}
        for number, column in enumerate(blank.form.columns):
            look = "prose" if column.width >= PROSE_WIDTH and not column.choices else "mark"
            look = "added" if column.added else "stt" if column.code == "stt" else look
            sheet.put(row, number, cells.get(column.code), looks[look])


# --- drop-downs and input messages: they help and never forbid ---------------------------------------


def write_rules(sheet: GrowingSheet, blank: Blank) -> None:
    """One rule a column, down to the table's last row: rows inserted above a section's head have it too."""
    place = blank.place
    for number, column in enumerate(blank.form.columns):
        if rule := validation(column, blank.lists):
            write_form(sheet.data_validation(place.first, number, place.last, number, rule))
    # dates and years kept as text are meant: no green corners over them
    box = xl_range(place.first, 0, place.last, place.last_column)
    write_form(sheet.ignore_errors({"number_stored_as_text": box, "two_digit_text_year": box}))


def validation(column: Column, lists: Lists) -> dict[str, object]:
    """A column's drop-down and input message, if any: the letter's own columns take any text, ours ask again."""
    title, source = printed_head(column), lists.source(column.choices) if column.choices else ""
    more: dict[str, object] = {"show_error": column.added}
    if column.added:
        told = f"Đề nghị chọn trong danh sách: {'; '.join(column.choices)}."
        more |= {"error_type": "warning", "error_title": title, "error_message": told}
    return help_rule(title, column.hint, source, **more)


# --- the row below the table in which a unit registers itself and names its plan (R5) ------------------

# The columns of the parts. Nothing stands in the column of the model's name (C) alone, so that no reader
# takes the row for a model.
BAND_QUESTION = (0, 3)
ANSWER, NUMBER_LABEL, NUMBER, DATE_LABEL, DATE = 4, 5, 6, 7, 8
_OWN_ANSWER = {"align": "center", "num_format": "@", "bg_color": ADDED}
BAND_LOOKS: dict[str, dict[str, Any]] = {
    "own_question": {**_CELL, "bold": True, "bg_color": ADDED_HEAD, "indent": 1},
    "own_label": {**_CELL, "align": "right", "bg_color": ADDED_HEAD},
    "own_answer": {**_CELL, **_OWN_ANSWER},
    "own_date": {**_CELL, **_OWN_ANSWER, "text_wrap": False, "shrink": True},
}


def write_own_registration(sheet: GrowingSheet, blank: Blank) -> None:
    """Write the question, the answer as a drop-down, and the cells for the plan's number and date."""
    own, row, looks, last = (
        blank.campaign.own_registration,
        blank.place.own_registration_row,
        blank.looks,
        blank.place.last_column,
    )
    write_form(sheet.set_row(row - 1, 8))
    sheet.across(row, BAND_QUESTION, own.question, looks["own_question"])
    sheet.put(row, ANSWER, own.unanswered, looks["own_answer"])
    sheet.put(row, NUMBER_LABEL, own.plan_number, looks["own_label"])
    sheet.put(row, NUMBER, None, looks["own_answer"])
    sheet.put(row, DATE_LABEL, own.plan_date, looks["own_label"])
    sheet.across(row, (DATE, max(last, DATE)), None, looks["own_date"])
    width = sum(column.width for column in blank.form.columns[BAND_QUESTION[0] : BAND_QUESTION[1] + 1])
    write_form(sheet.set_row(row, height(own.question, width, bold=True)))
    for column, source in ((ANSWER, blank.lists.source([own.yes, own.no])), (NUMBER, ""), (DATE, "")):
        rule = help_rule("Đăng ký của đơn vị", own.hint, source, show_error=False)
        write_form(sheet.data_validation(row, column, row, column, rule))
