"""The items of a blank M1 or M2 in Word: labels, dotted lines to fill in, boxes, the level, guidance in italics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.shared import Pt

from aggregator.write.word_controls import check_box, choice_control, text_control
from aggregator.write.word_page import add_line, lead_to_margin, write_run

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement

    from aggregator.campaign.registration_form import FormItem, RegistrationForm

GUIDANCE_SIZE = 11
BESIDE = 60  # letters of a label and its aside that leave room for the answer on the same line
BOX_INDENT = Pt(28)
ABOVE = 4  # points above an item


def write_fields(document: WordDocument, form: RegistrationForm, items: Iterable[FormItem]) -> None:
    """Write the items one under the other."""
    for item in items:
        if item.code == "field":
            _write_boxes(document, form, item)
        else:
            _write_item(document, form, item)
        if item.guidance:
            _write_guidance(document, item.guidance)


def _write_item(document: WordDocument, form: RegistrationForm, item: FormItem) -> None:
    """The label, the dotted line, and the letter's aside where it has room: after one line, before several."""
    line = add_line(document, before=ABOVE)
    lead_to_margin(line)
    beside = item.aside if item.aside and len(item.printed + item.aside) < BESIDE else None
    write_run(line, f"{item.printed} ")
    if beside and item.lines > 1:
        write_run(line, f"{beside} ", GUIDANCE_SIZE, italic=True)
    line._p.append(_control(form, item))
    if beside and item.lines == 1:
        write_run(line, f" {beside}", GUIDANCE_SIZE, italic=True)
    if item.aside and not beside:
        _write_guidance(document, item.aside)


def _control(form: RegistrationForm, item: FormItem) -> BaseOxmlElement:
    tag = f"{form.code}.{item.code}"
    if item.code == "level":
        return choice_control(tag, item.label, [level.label for level in form.levels])
    return text_control(tag, item.label, item.lines)


def _write_boxes(document: WordDocument, form: RegistrationForm, item: FormItem) -> None:
    """The label, and a line for each box (R9)."""
    write_run(add_line(document, before=ABOVE), item.printed)
    for number, box in enumerate(form.boxes, start=1):
        line = add_line(document)
        line.paragraph_format.left_indent = BOX_INDENT
        line._p.append(check_box(f"{form.code}.{item.code}.{number}", box.label))
        write_run(line, f" {box.label}")


def _write_guidance(document: WordDocument, text: str) -> None:
    write_run(add_line(document), text, GUIDANCE_SIZE, italic=True)
