"""The items of a blank M1 or M2 in a workbook: labels with their guidance, cells to fill in, boxes, the level."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aggregator.write.blank_words import NOT_TICKED, TICKED
from aggregator.write.paper import LINE_HEIGHT, height, written

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xlsxwriter.format import Format  # type: ignore[import-untyped]  # it ships no py.typed

    from aggregator.campaign.registration_form import FormItem, RegistrationForm
    from aggregator.write.paper import GrowingSheet

LABEL, ANSWER = 0, 1  # the columns
GUIDANCE_SIZE = 11
BOX_HEIGHT = 19
LEAST_HEIGHT = 26  # room to write by hand
MOST_TITLE = 32  # letters of an input message's title in Excel
_LABEL = {"border": 1, "text_wrap": True, "valign": "vcenter", "align": "left", "bg_color": "#F2F2F2", "indent": 1}
# Answers are text ("@"): Excel keeps “3/2024” as it is typed.
_ANSWER = {"border": 1, "text_wrap": True, "valign": "vcenter", "align": "left", "num_format": "@", "indent": 1}
LOOKS: dict[str, dict[str, Any]] = {
    "label": _LABEL,
    "bold": {"bold": True},
    "guidance": {"italic": True, "font_size": GUIDANCE_SIZE},
    "box_label": {**_LABEL, "indent": 2},
    "answer": _ANSWER,
    "box": {**_ANSWER, "font_size": 14},
    "told": {**_LABEL, "italic": True, "font_size": GUIDANCE_SIZE},
}


@dataclass
class Place:
    """A sheet as it is written downwards. ``row`` comes next, from 0; ``first_answer`` is where a person begins."""

    sheet: GrowingSheet
    form: RegistrationForm
    looks: dict[str, Format]
    row: int = 0
    first_answer: int = 0

    def next_row(self, high: float) -> None:
        """Give the row its height and go on to the next."""
        written(self.sheet.set_row(self.row, high))
        self.row += 1


def write_items(place: Place, items: Iterable[FormItem], widths: tuple[float, float]) -> None:
    """Write the items one under the other, the four boxes and the level in their places."""
    for item in items:
        place.first_answer = place.first_answer or place.row
        if item.code == "field":
            _write_boxes(place, item, widths)
        else:
            _write_item(place, item, widths)


def _write_item(place: Place, item: FormItem, widths: tuple[float, float]) -> None:
    guidance = [text for text in (item.aside, item.guidance) if text]
    _write_label(place, item.printed, guidance)
    written(place.sheet.write_blank(place.row, ANSWER, None, place.looks["answer"]))
    choices = [level.label for level in place.form.levels] if item.code == "level" else []
    _help(place, item, choices)
    place.sheet.growing = {*place.sheet.growing, place.row}
    label = height(item.printed, widths[LABEL], bold=True)
    told = sum(height(text, widths[LABEL], GUIDANCE_SIZE) - 2 for text in guidance)
    place.next_row(max(label + told, item.lines * LINE_HEIGHT + 6, LEAST_HEIGHT))


def _write_label(place: Place, label: str, guidance: list[str]) -> None:
    """The label in bold, and on the lines below it the letter's guidance in italics."""
    sheet, looks = place.sheet, place.looks
    if not guidance:
        written(sheet.write_rich_string(place.row, LABEL, looks["bold"], label, " ", looks["label"]))
        return
    parts = (looks["bold"], label, looks["guidance"], "\n" + "\n".join(guidance))
    written(sheet.write_rich_string(place.row, LABEL, *parts, looks["label"]))


def _write_boxes(place: Place, item: FormItem, widths: tuple[float, float]) -> None:
    """The label with its guidance beside it, and below it a row for each box (R9)."""
    sheet, looks = place.sheet, place.looks
    _write_label(place, item.printed, [])
    written(sheet.write_string(place.row, ANSWER, item.guidance or "", looks["told"]))
    place.next_row(height(item.guidance or "", widths[ANSWER], GUIDANCE_SIZE) + 2)
    for box in place.form.boxes:
        written(sheet.write_string(place.row, LABEL, f"- {box.label}", looks["box_label"]))
        written(sheet.write_string(place.row, ANSWER, NOT_TICKED, looks["box"]))
        _help(place, item, [TICKED, NOT_TICKED])
        place.next_row(BOX_HEIGHT)


def _help(place: Place, item: FormItem, choices: list[str]) -> None:
    """The input message, and a drop-down that forbids no other wording."""
    rule: dict[str, Any] = {"validate": "any", "input_title": item.label[:MOST_TITLE], "input_message": item.hint}
    if choices:
        rule |= {"validate": "list", "source": choices, "show_error": False}
    written(place.sheet.data_validation(place.row, ANSWER, place.row, ANSWER, rule))
