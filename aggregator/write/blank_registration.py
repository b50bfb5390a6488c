"""The blank forms M1 and M2 (R1): workbooks, what is asked beside the answer; Word files in the letter's layout."""

from collections.abc import Iterable, Sequence
from typing import Any

from docx.document import Document as WordDocument
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from msgspec import Struct

from aggregator.nouns.file import STAMP
from aggregator.nouns.unit import Campaign, FormItem, RegistrationForm, Signature, Unit
from aggregator.office import form as kit
from aggregator.office import word_document as word
from aggregator.vietnamese.fold import regex
from aggregator.write import blank_words

UNIT_DOTS = "." * 30
WIDTHS = (45.0, 50.0)  # digits
ZOOM = 100
SEAL_HEIGHT = 64  # room for signature, seal and name
LOOKS: dict[str, dict[str, Any]] = {
    "heading": {**kit.CENTRED, "bold": True},
    "unit": {**kit.CENTRED, "bold": True},
    "star": {**kit.CENTRED, "valign": "top"},
    "date": {**kit.CENTRED, "italic": True, "valign": "top"},
    "title": {**kit.CENTRED, "bold": True, "font_size": 14},
    "prose": {"text_wrap": True, "align": "justify", "valign": "vcenter"},
    "remark": {**kit.CENTRED, "italic": True, "font_size": 11},
    "sign": {**kit.CENTRED, "bold": True},
    "sign_hint": {**kit.CENTRED, "italic": True, "valign": "top"},
}


def registration_workbook(campaign: Campaign, form: RegistrationForm, unit: Unit | None = None) -> bytes:
    """A blank M1 or M2 as .xlsx, stamped, the same bytes each time. Raises CannotWork beyond Excel's limits."""
    book = kit.new_workbook(campaign.year, blank_words.title_of(form), campaign.title, campaign.office.name)
    sheet = book.add_worksheet(form.sheet, kit.GrowingSheet)
    place = Place(sheet, form, kit.formats(book, LOOKS | ITEM_LOOKS), blank_words.form_lists())
    _write_form(place, campaign, unit)
    blank_words.write_stamp(book, blank_words.stamp_of(campaign, form, unit), place.lists)
    return kit.bytes_of(book)


def _write_form(place: "Place", campaign: Campaign, unit: Unit | None) -> None:
    sheet, form = place.sheet, place.form
    for column, width in enumerate(WIDTHS):
        kit.write_form(sheet.set_column(column, column, width))
    # at the left whose paper it is (with room for two lines: names are long), at the right which form, of what day
    named = blank_words.holder_of(campaign, unit)
    line = f"{form.items_by_code['unit'].printed} {named.name if named else UNIT_DOTS}"
    _write_pair(place, (line, "unit"), (form.heading, "heading"), 2 * kit.LINE_HEIGHT + 4)
    _write_pair(place, ("*", "star"), (blank_words.place_and_date(campaign, unit), "date"), kit.LINE_HEIGHT + 6)
    for text in form.title:
        _merge(place, text, "title", 22)
    _write_prose(place, blank_words.intro_of(form, named), "prose")
    above, below = _items(form)
    _write_items(place, above)
    if form.statement:
        _write_prose(place, form.statement, "prose")
    if form.statement_guidance:
        _write_prose(place, form.statement_guidance, "remark")
    _write_items(place, below)
    _write_signatures(place, form.signatures)
    kit.set_page(sheet, f"Mẫu {form.code}", None, (0, 0, place.row - 1, 1), portrait=True)
    sheet.set_zoom(ZOOM)
    kit.write_form(sheet.set_selection(place.first_answer, 1, place.first_answer, 1))


def _items(form: RegistrationForm) -> tuple[list[FormItem], list[FormItem]]:
    """The items above the statement, but the unit's own line, and the numbered ones below it."""
    above = [item for item in form.items if item.code != "unit" and not item.number]
    return above, [item for item in form.items if item.number]


def _write_pair(place: "Place", left: tuple[str, str], right: tuple[str, str], high: float) -> None:
    for column, (text, look) in enumerate((left, right)):
        place.sheet.put(place.row, column, text, place.looks[look])
    place.next_row(high)


def _write_prose(place: "Place", text: str, look: str) -> None:
    _merge(place, text, look, kit.height(text, sum(WIDTHS)) + 4)


def _merge(place: "Place", text: str, look: str, high: float) -> None:
    place.sheet.across(place.row, (LABEL, ANSWER), text, place.looks[look])
    place.next_row(high)


def _write_signatures(place: "Place", signatures: tuple[Signature, ...]) -> None:
    """Who signs, side by side, the last at the right, with room for the seal and the name."""
    place.next_row(10)
    first = len(WIDTHS) - len(signatures)
    rows = [("sign", [line for s in signatures for line in s.lines], kit.LINE_HEIGHT + 2)]
    rows.append(("sign_hint", [s.hint or "" for s in signatures], kit.LINE_HEIGHT + 2))
    for look, texts, high in rows:
        for column, text in enumerate(texts, start=first):
            if text:
                place.sheet.put(place.row, column, text, place.looks[look])
        place.next_row(high)
    place.next_row(SEAL_HEIGHT)


# --- the items: labels with their guidance, cells to fill in, boxes, the level ------------------------

LABEL, ANSWER = 0, 1  # the columns
GUIDANCE_SIZE = 11
BOX_HEIGHT = 19
LEAST_HEIGHT = 26  # room to write by hand
_LABEL = {"border": 1, "text_wrap": True, "valign": "vcenter", "align": "left", "bg_color": "#F2F2F2", "indent": 1}
# Answers are text ("@"): Excel keeps “3/2024” as it is typed.
_ANSWER = {"border": 1, "text_wrap": True, "valign": "vcenter", "align": "left", "num_format": "@", "indent": 1}
ITEM_LOOKS: dict[str, dict[str, Any]] = {
    "label": _LABEL,
    "bold": {"bold": True},
    "guidance": {"italic": True, "font_size": GUIDANCE_SIZE},
    "box_label": {**_LABEL, "indent": 2},
    "answer": _ANSWER,
    "box": {**_ANSWER, "font_size": 14},
    "told": {**_LABEL, "italic": True, "font_size": GUIDANCE_SIZE},
}


class Place(Struct):
    """A sheet as it is written downwards. ``row`` comes next, from 0; ``first_answer`` is where a person begins."""

    sheet: kit.GrowingSheet
    form: RegistrationForm
    looks: dict[str, Any]
    lists: kit.Lists
    row: int = 0
    first_answer: int = 0

    def next_row(self, high: float) -> None:
        """Give the row its height and go on to the next."""
        kit.write_form(self.sheet.set_row(self.row, high))
        self.row += 1


def _write_items(place: Place, items: Iterable[FormItem]) -> None:
    """The items one under the other, the four boxes and the level in their places."""
    for item in items:
        place.first_answer = place.first_answer or place.row
        write = _write_boxes if item.code == "field" else _write_item
        write(place, item)


def _write_item(place: Place, item: FormItem) -> None:
    guidance = [text for text in (item.aside, item.guidance) if text]
    _write_label(place, item.printed, guidance)
    place.sheet.put(place.row, ANSWER, None, place.looks["answer"])
    choices = place.form.levels if item.code == "level" else ()
    _help(place, item, choices)
    place.sheet.growing = {*place.sheet.growing, place.row}
    label = kit.height(item.printed, WIDTHS[LABEL], bold=True)
    told = sum(kit.height(text, WIDTHS[LABEL], GUIDANCE_SIZE) - 2 for text in guidance)
    place.next_row(max(label + told, item.lines * kit.LINE_HEIGHT + 6, LEAST_HEIGHT))


def _write_label(place: Place, label: str, guidance: list[str]) -> None:
    """The label in bold, and on the lines below it the letter's guidance in italics."""
    looks = place.looks
    below = (looks["guidance"], "\n" + "\n".join(guidance)) if guidance else (" ",)
    kit.write_form(place.sheet.write_rich_string(place.row, LABEL, looks["bold"], label, *below, looks["label"]))


def _write_boxes(place: Place, item: FormItem) -> None:
    """The label, a row for each box (R9), and the guidance below them, as the letter has it."""
    sheet, looks = place.sheet, place.looks
    _write_label(place, item.printed, [])
    sheet.put(place.row, ANSWER, None, looks["told"])
    place.next_row(BOX_HEIGHT)
    for box in place.form.boxes:
        sheet.put(place.row, LABEL, f"- {box.label}", looks["box_label"])
        sheet.put(place.row, ANSWER, word.NOT_TICKED, looks["box"])
        _help(place, item, [word.TICKED, word.NOT_TICKED])
        place.next_row(BOX_HEIGHT)
    if item.guidance:
        _merge(place, item.guidance, "told", kit.height(item.guidance, sum(WIDTHS), GUIDANCE_SIZE) + 2)


def _help(place: Place, item: FormItem, choices: Sequence[str]) -> None:
    """The input message, and a drop-down that forbids no other wording."""
    source = place.lists.source(choices) if choices else ""
    if rule := kit.help_rule(item.label, item.hint, source, show_error=False):
        kit.write_form(place.sheet.data_validation(place.row, ANSWER, place.row, ANSWER, rule))


# ---- The blank forms M1 and M2 as Word files, in the letter's layout (R1).

_WORD_DOTS = "." * 24
_SEAL_SPACE = 48  # points for signature, seal and name
_INDENT = Pt(28)
# what the letter prints in italics within its sentences
_UNBROKEN = "\u00a0-\u00a0"
_SPAN = regex(r"(?<=\d) - (?=\d)")  # “2022 - 2025” stays on one line
_ITALIC = regex(r"((?<=“)Dân vận khéo(?=”)|\(tên tổ chức, cơ quan, đơn vị\))")


def registration_document(campaign: Campaign, form: RegistrationForm, unit: Unit | None = None) -> bytes:
    """A blank M1 or M2 as .docx, in the same way; the same campaign, form and unit give the same bytes."""
    document = word.new_document(campaign.year, blank_words.title_of(form), campaign.title, campaign.office.name)
    _add_head(document, campaign, form, unit)
    _add_sentence(document, blank_words.intro_of(form, blank_words.holder_of(campaign, unit)))
    above, below = _items(form)
    _add_items(document, form, above)
    if form.statement:
        line = _add_sentence(document, f"{form.statement} ")
        word.write_run(line, form.statement_guidance or "", GUIDANCE_SIZE, italic=True)
    _add_items(document, form, below)
    _add_signatures(document, form)
    stamp = blank_words.stamp_of(campaign, form, unit)
    word.add_properties(document, {f"{STAMP}.{name}": value for name, value in stamp.items()})
    return word.bytes_of(document)


def _add_head(document: WordDocument, campaign: Campaign, form: RegistrationForm, unit: Unit | None) -> None:
    """At the left whose paper it is, at the right which form and of what day; below, the titles."""
    left, right = word.add_columns(document, (1.0, 1.0)).rows[0].cells
    item = form.items_by_code["unit"]
    line = word.line_in(left)
    word.write_run(line, f"{item.printed} ", bold=True)
    named = blank_words.holder_of(campaign, unit)
    word.put(line, word.name_control(f"{form.code}.unit", item.label, named.name if named else None, _WORD_DOTS))
    word.write_run(word.line_in(left), "*")
    word.write_run(word.line_in(right), form.heading, 13, bold=True)
    word.write_run(word.line_in(right), blank_words.place_and_date(campaign, unit), italic=True)
    for number, text in enumerate(form.title):
        word.write_run(word.add_line(document, align=word.CENTRED, before=0 if number else 10), text, bold=True)


def _add_sentence(document: WordDocument, text: str) -> Paragraph:
    line: Paragraph = word.add_line(document, align=word.JUSTIFIED, before=6)
    line.paragraph_format.first_line_indent = _INDENT
    for part in filter(None, _ITALIC.split(_SPAN.sub(_UNBROKEN, text))):
        word.write_run(line, part, italic=bool(_ITALIC.fullmatch(part)) or part == "Dân vận khéo")
    return line


def _add_signatures(document: WordDocument, form: RegistrationForm) -> None:
    _add_gap(document, 8)
    cells = word.add_columns(document, (1.0, 1.0)).rows[0].cells
    for cell, signature in zip(cells[-len(form.signatures) :], form.signatures, strict=True):
        for text in signature.lines:
            word.write_run(word.line_in(cell), text, bold=True)
        if signature.hint:
            word.write_run(word.line_in(cell), signature.hint, italic=True)
        word.line_in(cell).paragraph_format.space_before = Pt(_SEAL_SPACE)
    _add_gap(document, 1)  # Word wants a paragraph below a table


def _add_gap(document: WordDocument, points: float) -> None:
    word.add_line(document).paragraph_format.line_spacing = Pt(points)


# --- the items: labels, dotted lines to fill in, boxes, the level, guidance in italics ----------------

_BESIDE = 60  # letters of a label and its aside that leave room for the answer on the same line
_ABOVE = 4  # points above an item


def _add_items(document: WordDocument, form: RegistrationForm, items: Iterable[FormItem]) -> None:
    for item in items:
        if item.code == "field":
            _add_boxes(document, form, item)
        else:
            _add_item(document, form, item)
        if item.guidance:
            _add_guidance(document, item.guidance)


def _add_item(document: WordDocument, form: RegistrationForm, item: FormItem) -> None:
    """The label, the dotted line, and the letter's aside where it has room: after one line, before several."""
    line = word.add_line(document, before=_ABOVE)
    word.lead_to_margin(line)
    beside = item.aside if item.aside and len(item.printed + item.aside) < _BESIDE else None
    word.write_run(line, f"{item.printed} ")
    if beside and item.lines > 1:
        word.write_run(line, f"{beside} ", GUIDANCE_SIZE, italic=True)
    tag, of_level = f"{form.code}.{item.code}", item.code == "level"
    word.put(
        line,
        word.choice_control(tag, item.label, form.levels)
        if of_level
        else word.text_control(tag, item.label, item.lines),
    )
    if beside and item.lines == 1:
        word.write_run(line, f" {beside}", GUIDANCE_SIZE, italic=True)
    if item.aside and not beside:
        _add_guidance(document, item.aside)


def _add_boxes(document: WordDocument, form: RegistrationForm, item: FormItem) -> None:
    word.write_run(word.add_line(document, before=_ABOVE), item.printed)
    for number, box in enumerate(form.boxes, start=1):
        line = word.add_line(document)
        line.paragraph_format.left_indent = _INDENT
        word.put(line, word.check_box(f"{form.code}.{item.code}.{number}", box.label))
        word.write_run(line, f" {box.label}")


def _add_guidance(document: WordDocument, text: str) -> None:
    word.write_run(word.add_line(document), text, GUIDANCE_SIZE, italic=True)
