"""The blank forms M1 and M2 as workbooks: what is asked at the left, the answer at the right (R1)."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from aggregator.write.blank_registration_items import LOOKS as ITEM_LOOKS
from aggregator.write.blank_registration_items import Place, write_items
from aggregator.write.blank_stamp import stamp_of, write_stamp
from aggregator.write.blank_words import intro_of, place_and_date
from aggregator.write.paper import LINE_HEIGHT, GrowingSheet, formats, height, new_workbook, set_page, written

if TYPE_CHECKING:
    from aggregator.campaign.model import Campaign, Unit
    from aggregator.campaign.registration_form import RegistrationForm, Signature

UNIT_DOTS = "." * 30
WIDTHS = (45.0, 50.0)  # digits
ZOOM = 100
SEAL_HEIGHT = 64  # room for signature, seal and name
_CENTRED = {"align": "center", "valign": "vcenter", "text_wrap": True}
LOOKS: dict[str, dict[str, Any]] = {
    "heading": {**_CENTRED, "bold": True},
    "unit": {**_CENTRED, "bold": True},
    "star": {**_CENTRED, "valign": "top"},
    "date": {**_CENTRED, "italic": True, "valign": "top"},
    "title": {**_CENTRED, "bold": True, "font_size": 14},
    "prose": {"text_wrap": True, "align": "justify", "valign": "vcenter"},
    "remark": {**_CENTRED, "italic": True, "font_size": 11},
    "sign": {**_CENTRED, "bold": True},
    "sign_hint": {**_CENTRED, "italic": True, "valign": "top"},
}


def registration_workbook(campaign: Campaign, form: RegistrationForm, unit: Unit | None = None) -> bytes:
    """A blank M1 or M2 as .xlsx, stamped, and with the unit's name where a unit is given.

    The same campaign, form and unit give the same bytes. Raises CannotWork where Excel's limits are passed.
    """
    target, office = io.BytesIO(), campaign.office
    title = f"Mẫu {form.code} - {' '.join(form.title)}"
    book = new_workbook(target, campaign.year, title, campaign.title, f"{office.board} {office.committee}")
    sheet = book.add_worksheet(form.sheet, GrowingSheet)
    _write_form(Place(sheet, form, formats(book, LOOKS | ITEM_LOOKS)), campaign, unit)
    write_stamp(book, stamp_of(campaign, form, unit))
    book.close()
    return target.getvalue()


def _write_form(place: Place, campaign: Campaign, unit: Unit | None) -> None:
    sheet, form = place.sheet, place.form
    for column, width in enumerate(WIDTHS):
        written(sheet.set_column(column, column, width))
    _write_head(place, campaign, unit)
    _write_prose(place, intro_of(campaign, form, unit), "prose")
    write_items(place, [item for item in form.items if item.code != "unit" and not item.number], WIDTHS)
    if form.statement:
        _write_prose(place, form.statement, "prose")
    if form.statement_guidance:
        _write_prose(place, form.statement_guidance, "remark")
    write_items(place, [item for item in form.items if item.number], WIDTHS)
    _write_signatures(place, form.signatures)
    set_page(sheet, f"Mẫu {form.code}", None, (0, 0, place.row - 1, 1), portrait=True)
    sheet.set_zoom(ZOOM)
    written(sheet.set_selection(place.first_answer, 1, place.first_answer, 1))


def _write_head(place: Place, campaign: Campaign, unit: Unit | None) -> None:
    """At the left whose paper it is, at the right which form and of what day; below, the titles."""
    line = f"{place.form.items_by_code['unit'].printed} {unit.name if unit else UNIT_DOTS}"
    # Room for two lines, as people write long names.
    _write_pair(place, (line, "unit"), (place.form.heading, "heading"), 2 * LINE_HEIGHT + 4)
    _write_pair(place, ("*", "star"), (place_and_date(campaign, unit), "date"), LINE_HEIGHT + 6)
    for text in place.form.title:
        _merge(place, text, "title", 22)


def _write_pair(place: Place, left: tuple[str, str], right: tuple[str, str], high: float) -> None:
    for column, (text, look) in enumerate((left, right)):
        written(place.sheet.write_string(place.row, column, text, place.looks[look]))
    place.next_row(high)


def _write_prose(place: Place, text: str, look: str) -> None:
    _merge(place, text, look, height(text, sum(WIDTHS)) + 4)


def _merge(place: Place, text: str, look: str, high: float) -> None:
    written(place.sheet.merge_range(place.row, 0, place.row, 1, text, place.looks[look]))
    place.next_row(high)


def _write_signatures(place: Place, signatures: tuple[Signature, ...]) -> None:
    """Who signs, side by side, the last at the right, with room for the seal and the name."""
    place.next_row(10)
    first = len(WIDTHS) - len(signatures)
    rows = [("sign", [line for s in signatures for line in s.lines], LINE_HEIGHT + 2)]
    rows.append(("sign_hint", [s.hint or "" for s in signatures], LINE_HEIGHT + 2))
    for look, texts, high in rows:
        for column, text in enumerate(texts, start=first):
            if text:
                written(place.sheet.write_string(place.row, column, text, place.looks[look]))
        place.next_row(high)
    place.next_row(SEAL_HEIGHT)
