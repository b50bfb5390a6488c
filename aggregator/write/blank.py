"""The blank forms M3 and M4: whose it is, titles, what is asked, the letter's table, a signature, a stamp."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from aggregator.write.blank_table import (
    OWN_LOOKS,
    TABLE_LOOKS,
    TITLE_ROW,
    Blank,
    layout,
    write_own_registration,
    write_rules,
    write_table,
)
from aggregator.write.blank_words import place_and_date, requests, stamp_of, write_stamp
from aggregator.write.paper import (
    LINE_HEIGHT,
    GrowingSheet,
    formats,
    height,
    new_workbook,
    set_page,
    written,
)

if TYPE_CHECKING:
    from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it ships no py.typed

    from aggregator.campaign.model import Campaign, Column, Form, Unit

UNIT_LINE = "Tên cơ quan, đơn vị: "
DOTS = "." * 40
ZOOM = 90
LEFT = 3  # columns of the head's left block: STT, address, name
SIGNATURE = 3  # columns of the signature, at the right
SEAL_HEIGHT = 80  # room for signature, seal and name
NOTE_SIZE = 11

_CENTRED = {"align": "center", "valign": "vcenter", "text_wrap": True}
PAGE_LOOKS: dict[str, dict[str, Any]] = {
    "unit": {**_CENTRED, "bold": True, "valign": "top"},
    "date": {**_CENTRED, "italic": True, "valign": "top"},
    "title": {**_CENTRED, "bold": True, "font_size": 14},
    "note": {**_CENTRED, "italic": True, "font_size": NOTE_SIZE},
    "sign": {**_CENTRED, "bold": True},
    "sign_hint": {**_CENTRED, "italic": True},
}


def write_page(sheet: GrowingSheet, blank: Blank) -> None:
    """Write all that stands around the table, and set up the paper and the view."""
    form, place = blank.form, blank.place
    for number, column in enumerate(form.columns):
        written(sheet.set_column(number, number, column.width))
    _write_head(sheet, blank)
    _write_titles(sheet, blank)
    end = _write_signature(sheet, blank)
    set_page(sheet, f"Mẫu {form.code}", (place.head, place.head + 1), (0, 0, end, place.last_column))
    sheet.freeze_panes(place.first, 0)
    sheet.set_zoom(ZOOM)
    written(sheet.set_selection(place.blocks[0].first, 1, place.blocks[0].first, 1))


def _write_head(sheet: GrowingSheet, blank: Blank) -> None:
    """Whose paper it is, at the left; place and date, at the right. A unit's own letterhead is its own matter."""
    looks, last, first = blank.looks, blank.place.last_column, (blank.place.last_column + 1) // 2
    line = UNIT_LINE + (blank.unit.name if blank.unit else DOTS)
    written(sheet.set_row(0, 6))
    written(sheet.merge_range(1, 0, 1, LEFT - 1, line, looks["unit"]))
    written(sheet.merge_range(1, first, 1, last, place_and_date(blank.campaign, blank.unit), looks["date"]))
    # Room for two lines, as people write long names and Excel does not fit merged cells.
    written(sheet.set_row(1, max(2 * LINE_HEIGHT, height(line, _width(blank.form.columns[:LEFT]), bold=True))))
    written(sheet.set_row(2, 6))


def _write_titles(sheet: GrowingSheet, blank: Blank) -> None:
    form, place, looks = blank.form, blank.place, blank.looks
    for row, line in enumerate(form.title, start=TITLE_ROW):
        written(sheet.merge_range(row, 0, row, place.last_column, line, looks["title"]))
        written(sheet.set_row(row, 20))
    note = f"{requests(blank.campaign, form)}\n{form.note}"
    written(sheet.merge_range(place.note, 0, place.note, place.last_column, note, looks["note"]))
    written(sheet.set_row(place.note, height(note, _width(form.columns), NOTE_SIZE) + 4))


def _write_signature(sheet: GrowingSheet, blank: Blank) -> int:
    """Who signs, at the lower right, with room for the seal and the name; the last row used."""
    form, place = blank.form, blank.place
    lines = [*((line, "sign") for line in form.signature), ("(Ký tên, đóng dấu)", "sign_hint"), ("", "sign")]
    first = place.last_column + 1 - SIGNATURE
    written(sheet.set_row(place.signature - 1, 8))
    for row, (text, look) in enumerate(lines, start=place.signature):
        written(sheet.merge_range(row, first, row, place.last_column, text, blank.looks[look]))
        written(sheet.set_row(row, LINE_HEIGHT + 2 if text else SEAL_HEIGHT))
    return place.signature + len(lines) - 1


def _width(columns: tuple[Column, ...]) -> float:
    return sum(column.width for column in columns)


def blank_workbook(campaign: Campaign, form: Form, unit: Unit | None = None) -> bytes:
    """A blank form as .xlsx, stamped with form, version and year, and with the unit where one is given.

    The same campaign, form and unit give the same bytes. Raises CannotWork where Excel's limits are passed.
    """
    target, office = io.BytesIO(), campaign.office
    title = f"Mẫu {form.code} - {' '.join(form.title)}"
    book = new_workbook(target, campaign.year, title, campaign.title, f"{office.board} {office.committee}")
    _write_form(book, campaign, form, unit)
    write_stamp(book, stamp_of(campaign, form, unit))
    book.close()
    return target.getvalue()


def _write_form(book: Workbook, campaign: Campaign, form: Form, unit: Unit | None) -> None:
    sheet = book.add_worksheet(form.sheet, GrowingSheet)
    looks = formats(book, PAGE_LOOKS | TABLE_LOOKS | OWN_LOOKS)
    blank = Blank(campaign, form, unit, layout(campaign, form), looks)
    write_page(sheet, blank)
    write_table(sheet, blank)
    write_rules(sheet, blank)
    write_own_registration(sheet, blank)
