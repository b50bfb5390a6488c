"""A paper in the layout of party documents: page, letterhead, heads, paragraphs, appendices and signature."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Length, Mm, Pt

from aggregator.office.word_document import (
    A4_HEIGHT,
    A4_WIDTH,
    CENTRED,
    JUSTIFIED,
    add_columns,
    new_document,
    write_run,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document as WordDocument
    from docx.section import Section
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph


PORTRAIT, WIDER, LANDSCAPE = 165.0, 175.0, 262.0  # millimetres between the margins; appendices are wider
_LEFT, _RIGHT, _TOP, _BOTTOM = Mm(30), Mm(15), Mm(20), Mm(20)
_INDENT = Mm(12.7)
_PAGE_NUMBER = f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple>'
_HALVES = (44, 56)
_ROOM = "     "  # for the hand
_ROOM_TO_SIGN = 4  # empty lines


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a paper: who issues it, the symbol behind its number, place and open day.

    ``about`` is what a letter without a title is about (“V/v …”).
    """

    body: str
    board: str
    symbol: str
    party: str
    place_and_day: str
    about: str | None = None


def party_document(year: int, title: str, subject: str, author: str) -> WordDocument:
    """An empty paper: A4, Times New Roman 14, the page number at the top from page 2 on."""
    document = new_document(year, title, subject, author)
    page = document.sections[0]
    page.left_margin, page.right_margin, page.top_margin, page.bottom_margin = _LEFT, _RIGHT, _TOP, _BOTTOM
    page.header_distance = page.footer_distance = Mm(10)
    page.different_first_page_header_footer = True
    _number_pages(page)
    return document


def _number_pages(page: Section) -> None:
    number = page.header.paragraphs[0]
    number.alignment = CENTRED
    number._p.append(parse_xml(_PAGE_NUMBER))


def turn_page(document: WordDocument, *, landscape: bool) -> None:
    """From here on a new page with narrower margins, upright or across; each page has its number."""
    page = document.add_section(WD_SECTION.NEW_PAGE)
    page.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    page.page_width, page.page_height = (A4_HEIGHT, A4_WIDTH) if landscape else (A4_WIDTH, A4_HEIGHT)
    page.left_margin, page.right_margin, page.top_margin, page.bottom_margin = Mm(20), Mm(15), Mm(16), Mm(10)
    page.different_first_page_header_footer = False


def letterhead(document: WordDocument, head: Head) -> None:
    """The body and its board on the left, the Party, place and day on the right; number and day are left open."""
    left, right = add_columns(document, _HALVES).rows[0].cells
    _line(left, head.body, first=True)
    _line(left, head.board, bold=True)
    _line(left, "*")
    _line(left, f"Số {_ROOM}-{head.symbol}")
    if head.about:
        _line(left, head.about, size=12, italic=True)
    party = _line(right, "", first=True)
    write_run(party, head.party, 15, bold=True)
    party.runs[0].underline = True
    _line(right, "")
    _line(right, head.place_and_day, italic=True)


def _line(
    cell: _Cell, text: str, *, first: bool = False, bold: bool = False, italic: bool = False, size: float = 14
) -> Paragraph:
    paragraph: Paragraph = cell.paragraphs[0] if first else cell.add_paragraph()
    paragraph.alignment = CENTRED
    if text:
        write_run(paragraph, text, size, bold=bold, italic=italic)
    return paragraph


def title(document: WordDocument, kind: str, about: str) -> None:
    """The kind of paper and what it is about: “BÁO CÁO”, “kết quả đăng ký …”."""
    for text, size, before in ((kind, 16, 18), (about, 14, 0), ("-----", 14, 0)):
        write_run(_centred(document, before=before), text, size, bold=text != "-----")


def addressed_to(document: WordDocument, names: Sequence[str]) -> None:
    """“Kính gửi: …”; several names stand below each other."""
    for place, name in enumerate(names):
        paragraph = _centred(document, before=12 if place == 0 else 0, after=12 if name is names[-1] else 2)
        if place == 0:
            write_run(paragraph, "Kính gửi: ", italic=True)
        write_run(paragraph, name)


def section_head(document: WordDocument, text: str) -> None:
    """A head: “I. TÌNH HÌNH ĐĂNG KÝ”, “1. Việc gửi danh sách”."""
    paragraph = _paragraph(document, before=6)
    write_run(paragraph, text, bold=True)
    paragraph.paragraph_format.keep_with_next = True


def say(document: WordDocument, text: str) -> None:
    """A paragraph. What announces a list stays with it, and the last sentence of a paper with its signature."""
    paragraph = _paragraph(document)
    write_run(paragraph, text)
    paragraph.paragraph_format.keep_with_next = text.endswith((":", "./.")) or None


def _paragraph(document: WordDocument, before: float = 0) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.alignment = JUSTIFIED
    look = paragraph.paragraph_format
    look.first_line_indent, look.space_before, look.space_after = _INDENT, Pt(before), Pt(6)
    look.line_spacing_rule, look.line_spacing = WD_LINE_SPACING.AT_LEAST, Pt(18)
    return paragraph


def _centred(document: WordDocument, before: float = 0, after: float = 0, *, kept: bool = False) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.alignment = CENTRED
    look = paragraph.paragraph_format
    look.space_before, look.space_after, look.keep_with_next = Pt(before), Pt(after), kept or None
    return paragraph


def caption(document: WordDocument, text: str, size: float = 13) -> None:
    """What stands above a table, or an appendix's number and title (of size 14), kept with what follows."""
    write_run(_centred(document, before=4, after=4, kept=True), text, size, bold=True)


def reference(document: WordDocument, text: str) -> None:
    """The line below an appendix's title: the paper that it goes with."""
    write_run(_centred(document, after=4, kept=True), text, 13, italic=True)


def remark(document: WordDocument, text: str) -> None:
    """A small line above or below a table."""
    paragraph = document.add_paragraph()
    paragraph.alignment = JUSTIFIED
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(2), Pt(3)
    write_run(paragraph, text, 11, italic=True)


def gap(document: WordDocument, points: float = 6) -> None:
    """A little room below a table."""
    look = document.add_paragraph().paragraph_format
    look.line_spacing_rule, look.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(points)


def signature(document: WordDocument, signer: str, receivers: Sequence[str]) -> None:
    """Who gets it and who signs, never torn over two pages; the name is left to the hand."""
    before = document.add_paragraph()
    before.paragraph_format.keep_with_next = True
    before.paragraph_format.line_spacing = Length(Pt(8))
    row = add_columns(document, (50, 50)).rows[0]
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    left, right = row.cells
    run = left.paragraphs[0].add_run("Nơi nhận:")
    run.underline, run.font.size = True, Pt(14)
    for place, name in enumerate(receivers):
        end = "." if place == len(receivers) - 1 else ","
        write_run(left.add_paragraph(), f"- {name}{end}", 12)
    _line(right, signer, first=True, bold=True)
    for _ in range(_ROOM_TO_SIGN):
        _line(right, "")
