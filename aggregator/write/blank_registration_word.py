"""The blank forms M1 and M2 as Word files, in the letter's layout (R1)."""

import re
from collections.abc import Iterable

from docx.document import Document as WordDocument
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt
from docx.table import _Cell as Cell
from docx.text.paragraph import Paragraph

from aggregator.nouns.file import STAMP
from aggregator.nouns.unit import Campaign, FormItem, RegistrationForm, Unit
from aggregator.office import word_document as word
from aggregator.write.blank_words import holder_named, intro_of, place_and_date, stamp_of, title_of

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
    document = word.new_document(campaign.year, title_of(form), campaign.title, campaign.office.name)
    _write_head(document, campaign, form, unit)
    _write_sentence(document, intro_of(form, holder_named(campaign, unit)))
    write_fields(document, form, [item for item in form.items if item.code != "unit" and not item.number])
    if form.statement:
        line = _write_sentence(document, f"{form.statement} ")
        word.write_run(line, form.statement_guidance or "", GUIDANCE_SIZE, italic=True)
    write_fields(document, form, [item for item in form.items if item.number])
    _write_signatures(document, form)
    stamp = stamp_of(campaign, form, unit)
    word.add_properties(document, {f"{STAMP}.{name}": value for name, value in stamp.items()})
    return word.bytes_of(document)


def _write_head(document: WordDocument, campaign: Campaign, form: RegistrationForm, unit: Unit | None) -> None:
    """At the left whose paper it is, at the right which form and of what day; below, the titles."""
    left, right = word.add_columns(document, (1.0, 1.0)).rows[0].cells
    item = form.items_by_code["unit"]
    line = _line_in(left)
    word.write_run(line, f"{item.printed} ", bold=True)
    named = holder_named(campaign, unit)
    line._p.append(word.name_control(f"{form.code}.unit", item.label, named.name if named else None, UNIT_DOTS))
    word.write_run(_line_in(left), "*")
    word.write_run(_line_in(right), form.heading, 13, bold=True)
    word.write_run(_line_in(right), place_and_date(campaign, unit), italic=True)
    for number, text in enumerate(form.title):
        word.write_run(word.add_line(document, align=word.CENTRED, before=0 if number else 10), text, bold=True)


def _line_in(cell: Cell) -> Paragraph:
    """The next paragraph of a cell, which has an empty one to begin with."""
    first = cell.paragraphs[0]
    line: Paragraph = cell.add_paragraph() if first.runs else first
    line.alignment = word.CENTRED
    return line


def _write_sentence(document: WordDocument, text: str) -> Paragraph:
    line: Paragraph = word.add_line(document, align=word.JUSTIFIED, before=6)
    line.paragraph_format.first_line_indent = INDENT
    for part in filter(None, _ITALIC.split(_SPAN.sub(UNBROKEN, text))):
        word.write_run(line, part, italic=bool(_ITALIC.fullmatch(part)) or part == "Dân vận khéo")
    return line


def _write_signatures(document: WordDocument, form: RegistrationForm) -> None:
    """Who signs, side by side, the last at the right, with room for the seal and the name."""
    _write_gap(document, 8)
    cells = word.add_columns(document, (1.0, 1.0)).rows[0].cells
    for cell, signature in zip(cells[-len(form.signatures) :], form.signatures, strict=True):
        for text in signature.lines:
            word.write_run(_line_in(cell), text, bold=True)
        if signature.hint:
            word.write_run(_line_in(cell), signature.hint, italic=True)
        _line_in(cell).paragraph_format.space_before = Pt(SEAL_SPACE)
    _write_gap(document, 1)  # Word wants a paragraph below a table


def _write_gap(document: WordDocument, points: float) -> None:
    word.add_line(document).paragraph_format.line_spacing = Pt(points)


# --- the items: labels, dotted lines to fill in, boxes, the level, guidance in italics ----------------

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
    line = word.add_line(document, before=ABOVE)
    word.lead_to_margin(line)
    beside = item.aside if item.aside and len(item.printed + item.aside) < BESIDE else None
    word.write_run(line, f"{item.printed} ")
    if beside and item.lines > 1:
        word.write_run(line, f"{beside} ", GUIDANCE_SIZE, italic=True)
    line._p.append(_control(form, item))
    if beside and item.lines == 1:
        word.write_run(line, f" {beside}", GUIDANCE_SIZE, italic=True)
    if item.aside and not beside:
        _write_guidance(document, item.aside)


def _control(form: RegistrationForm, item: FormItem) -> BaseOxmlElement:
    tag = f"{form.code}.{item.code}"
    if item.code == "level":
        return word.choice_control(tag, item.label, [level.label for level in form.levels])
    return word.text_control(tag, item.label, item.lines)


def _write_boxes(document: WordDocument, form: RegistrationForm, item: FormItem) -> None:
    """The label, and a line for each box (R9)."""
    word.write_run(word.add_line(document, before=ABOVE), item.printed)
    for number, box in enumerate(form.boxes, start=1):
        line = word.add_line(document)
        line.paragraph_format.left_indent = BOX_INDENT
        line._p.append(word.check_box(f"{form.code}.{item.code}.{number}", box.label))
        word.write_run(line, f" {box.label}")


def _write_guidance(document: WordDocument, text: str) -> None:
    word.write_run(word.add_line(document), text, GUIDANCE_SIZE, italic=True)
