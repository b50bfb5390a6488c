"""The page around the table of a blank form: a party document's head, titles and note, signature."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aggregator.write.blank_layout import TITLE_ROW
from aggregator.write.blank_words import place_and_date
from aggregator.write.paper import LINE_HEIGHT, height, set_page, written

if TYPE_CHECKING:
    from aggregator.campaign.model import Column
    from aggregator.write.blank_layout import Blank
    from aggregator.write.paper import GrowingSheet

UNIT_LINE = "Tên cơ quan, đơn vị: "
DOTS = "." * 40
ZOOM = 90
LEFT = 3  # columns of the head's left block: STT, address, name
SIGNATURE = 3  # columns of the signature, at the right
SEAL_HEIGHT = 80  # room for signature, seal and name
NOTE_SIZE = 11

_CENTRED = {"align": "center", "valign": "vcenter", "text_wrap": True}
LOOKS: dict[str, dict[str, Any]] = {
    "committee": {**_CENTRED},
    "unit": {**_CENTRED, "bold": True, "valign": "top"},
    "party": {**_CENTRED, "bold": True, "underline": 1},
    "date": {**_CENTRED, "italic": True},
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
    _write_left_head(sheet, blank)
    _write_right_head(sheet, blank)
    _write_titles(sheet, blank)
    end = _write_signature(sheet, blank)
    set_page(sheet, f"Mẫu {form.code}", (place.head, place.head + 1), (0, 0, end, place.last_column))
    sheet.freeze_panes(place.first, 0)
    sheet.set_zoom(ZOOM)
    written(sheet.set_selection(place.blocks[0].first, 1, place.blocks[0].first, 1))


def _write_left_head(sheet: GrowingSheet, blank: Blank) -> None:
    """Whose paper it is. The unit's name goes into the second line."""
    looks = blank.looks
    line = UNIT_LINE + (blank.unit.name if blank.unit else DOTS)
    written(sheet.merge_range(0, 0, 0, LEFT - 1, blank.campaign.office.committee, looks["committee"]))
    written(sheet.merge_range(1, 0, 1, LEFT - 1, line, looks["unit"]))
    written(sheet.set_row(0, LINE_HEIGHT + 2))
    # Room for two lines, as people write long names and Excel does not fit merged cells.
    written(sheet.set_row(1, max(2 * LINE_HEIGHT, height(line, _width(blank.form.columns[:LEFT]), bold=True))))


def _write_right_head(sheet: GrowingSheet, blank: Blank) -> None:
    """The party's name, and place and date: a commune's paper is dated from the commune."""
    campaign, unit, looks, last = blank.campaign, blank.unit, blank.looks, blank.place.last_column
    first = (last + 1) // 2
    written(sheet.merge_range(0, first, 0, last, campaign.office.party, looks["party"]))
    written(sheet.merge_range(1, first, 1, last, place_and_date(campaign, unit), looks["date"]))
    written(sheet.set_row(2, 6))


def _write_titles(sheet: GrowingSheet, blank: Blank) -> None:
    form, place, looks = blank.form, blank.place, blank.looks
    for row, line in enumerate(form.title, start=TITLE_ROW):
        written(sheet.merge_range(row, 0, row, place.last_column, line, looks["title"]))
        written(sheet.set_row(row, 20))
    written(sheet.merge_range(place.note, 0, place.note, place.last_column, form.note, looks["note"]))
    written(sheet.set_row(place.note, height(form.note, _width(form.columns), NOTE_SIZE) + 4))


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
