"""The blank forms M1 and M2 as Word files, in the letter's layout (R1)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docx.shared import Pt

from aggregator.write.blank_registration_fields import GUIDANCE_SIZE, write_fields
from aggregator.write.blank_stamp import stamp_of
from aggregator.write.blank_words import intro_of, place_and_date
from aggregator.write.word_controls import name_control
from aggregator.write.word_page import (
    CENTRED,
    JUSTIFIED,
    add_columns,
    add_line,
    bytes_of,
    new_document,
    write_run,
)
from aggregator.write.word_stamp import stamp_document

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.table import _Cell as Cell
    from docx.text.paragraph import Paragraph

    from aggregator.campaign.model import Campaign, Unit
    from aggregator.campaign.registration_form import RegistrationForm

UNIT_DOTS = "." * 24
SEAL_SPACE = 48  # points for signature, seal and name
INDENT = Pt(28)
# what the letter prints in italics within its sentences
UNBROKEN = "\u00a0-\u00a0"
_SPAN = re.compile(r"(?<=\d) - (?=\d)")  # “2022 - 2025” stays on one line
_ITALIC = re.compile(r"((?<=“)Dân vận khéo(?=”)|\(tên tổ chức, cơ quan, đơn vị\))")


def registration_document(campaign: Campaign, form: RegistrationForm, unit: Unit | None = None) -> bytes:
    """A blank M1 or M2 as .docx, stamped, and with the unit's name where a unit is given.

    The same campaign, form and unit give the same bytes.
    """
    office = campaign.office
    title = f"Mẫu {form.code} - {' '.join(form.title)}"
    document = new_document(campaign.year, title, campaign.title, f"{office.board} {office.committee}")
    _write_head(document, campaign, form, unit)
    _write_sentence(document, intro_of(campaign, form, unit))
    write_fields(document, form, [item for item in form.items if item.code != "unit" and not item.number])
    if form.statement:
        line = _write_sentence(document, f"{form.statement} ")
        write_run(line, form.statement_guidance or "", GUIDANCE_SIZE, italic=True)
    write_fields(document, form, [item for item in form.items if item.number])
    _write_signatures(document, form)
    stamp_document(document, stamp_of(campaign, form, unit))
    return bytes_of(document)


def _write_head(document: WordDocument, campaign: Campaign, form: RegistrationForm, unit: Unit | None) -> None:
    """At the left whose paper it is, at the right which form and of what day; below, the titles."""
    left, right = add_columns(document, (1.0, 1.0)).rows[0].cells
    item = form.items_by_code["unit"]
    line = _line_in(left)
    write_run(line, f"{item.printed} ", bold=True)
    line._p.append(name_control(f"{form.code}.unit", item.label, unit.name if unit else None, UNIT_DOTS))
    write_run(_line_in(left), "*")
    write_run(_line_in(right), form.heading, 13, bold=True)
    write_run(_line_in(right), place_and_date(campaign, unit), italic=True)
    for number, text in enumerate(form.title):
        write_run(add_line(document, align=CENTRED, before=0 if number else 10), text, bold=True)


def _line_in(cell: Cell) -> Paragraph:
    """The next paragraph of a cell, which has an empty one to begin with."""
    first = cell.paragraphs[0]
    line: Paragraph = cell.add_paragraph() if first.runs else first
    line.alignment = CENTRED
    return line


def _write_sentence(document: WordDocument, text: str) -> Paragraph:
    line: Paragraph = add_line(document, align=JUSTIFIED, before=6)
    line.paragraph_format.first_line_indent = INDENT
    for part in filter(None, _ITALIC.split(_SPAN.sub(UNBROKEN, text))):
        write_run(line, part, italic=bool(_ITALIC.fullmatch(part)) or part == "Dân vận khéo")
    return line


def _write_signatures(document: WordDocument, form: RegistrationForm) -> None:
    """Who signs, side by side, the last at the right, with room for the seal and the name."""
    _write_gap(document, 8)
    cells = add_columns(document, (1.0, 1.0)).rows[0].cells
    for cell, signature in zip(cells[-len(form.signatures) :], form.signatures, strict=True):
        for text in signature.lines:
            write_run(_line_in(cell), text, bold=True)
        if signature.hint:
            write_run(_line_in(cell), signature.hint, italic=True)
        _line_in(cell).paragraph_format.space_before = Pt(SEAL_SPACE)
    _write_gap(document, 1)  # Word wants a paragraph below a table


def _write_gap(document: WordDocument, points: float) -> None:
    add_line(document).paragraph_format.line_spacing = Pt(points)
