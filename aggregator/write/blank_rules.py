"""Drop-downs and input messages of a blank form: they help and never forbid."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlsxwriter.utility import xl_range  # type: ignore[import-untyped]  # it ships no py.typed

from aggregator.write.paper import written

if TYPE_CHECKING:
    from aggregator.campaign.model import Column
    from aggregator.write.blank_layout import Blank, Layout
    from aggregator.write.paper import GrowingSheet


def write_rules(sheet: GrowingSheet, blank: Blank) -> None:
    """One rule a column, from the first row under the heads to the table's last.

    The section heads lie inside, so that a row inserted anywhere, even right above the next section's
    head, has the drop-downs too.
    """
    place, titles = blank.place, {heading.code: heading.title for heading in blank.campaign.headings}
    for number, column in enumerate(blank.form.columns):
        if rule := validation(column, titles[column.code]):
            written(sheet.data_validation(place.first, number, place.last, number, rule))
    _spare_green_corners(sheet, place)


def validation(column: Column, title: str) -> dict[str, Any]:
    """The drop-down and the input message of a column; empty where it has neither.

    The letter's own columns take any text (a name as the holder, ✓ as a mark); ours ask again.
    """
    rule: dict[str, Any] = {}
    if column.hint:
        rule |= {"validate": "any", "input_title": title, "input_message": column.hint}
    if column.choices:
        rule |= {"validate": "list", "source": list(column.choices), "show_error": column.added}
    if column.choices and column.added:
        told = f"Đề nghị chọn trong danh sách: {'; '.join(column.choices)}."
        rule |= {"error_type": "warning", "error_title": title, "error_message": told}
    return rule


def _spare_green_corners(sheet: GrowingSheet, place: Layout) -> None:
    """Dates and years kept as text are meant: no green corners over them."""
    box = xl_range(place.first, 0, place.last, place.last_column)
    written(sheet.ignore_errors({"number_stored_as_text": box, "two_digit_text_year": box}))
