"""The page of a party document: A4, its margins, Times New Roman 14, the page number at the top from page 2 on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt

from aggregator.write.party.words import open_day
from aggregator.write.word_page import A4_HEIGHT, A4_WIDTH, CENTRED, JUSTIFIED, new_document, write_run

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.section import Section
    from docx.text.paragraph import Paragraph

    from aggregator.campaign.model import Campaign

LEFT, RIGHT, TOP, BOTTOM = Mm(30), Mm(15), Mm(20), Mm(20)
INDENT = Mm(12.7)
PORTRAIT, LANDSCAPE = 165.0, 262.0  # millimetres between the margins
_PAGE_NUMBER = f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple>'


def party_document(campaign: Campaign, title: str) -> WordDocument:
    """An empty paper of the board."""
    office = campaign.office
    document = new_document(campaign.year, title, campaign.title, f"{office.board} {office.committee}")
    page = document.sections[0]
    page.left_margin, page.right_margin, page.top_margin, page.bottom_margin = LEFT, RIGHT, TOP, BOTTOM
    page.header_distance = page.footer_distance = Mm(10)
    page.different_first_page_header_footer = True
    _number_pages(page)
    return document


def _number_pages(page: Section) -> None:
    number = page.header.paragraphs[0]
    number.alignment = CENTRED
    number._p.append(parse_xml(_PAGE_NUMBER))


def turn_page(document: WordDocument) -> None:
    """From here on, on new pages, the paper lies across; each page has its number."""
    page = document.add_section(WD_SECTION.NEW_PAGE)
    page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, A4_HEIGHT, A4_WIDTH
    page.left_margin, page.right_margin, page.top_margin, page.bottom_margin = Mm(20), Mm(15), Mm(20), Mm(15)
    page.different_first_page_header_footer = False


def section_head(document: WordDocument, text: str) -> None:
    """A head of the first rank: “I. TÌNH HÌNH ĐĂNG KÝ”."""
    paragraph = _paragraph(document, before=6)
    write_run(paragraph, text, bold=True)
    paragraph.paragraph_format.keep_with_next = True


def point_head(document: WordDocument, text: str) -> None:
    """A head of the second rank: “1. Việc gửi danh sách”."""
    section_head(document, text)


def say(document: WordDocument, *sentences: str) -> None:
    """A paragraph of sentences; empty ones are left out, and so is a paragraph of none.

    What announces a list stays with it, and the last sentence of a paper with its signature.
    """
    told = " ".join(sentence for sentence in sentences if sentence)
    if told:
        paragraph = _paragraph(document)
        write_run(paragraph, told)
        paragraph.paragraph_format.keep_with_next = told.endswith((":", "./.")) or None


def _paragraph(document: WordDocument, before: float = 0) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.alignment = JUSTIFIED
    look = paragraph.paragraph_format
    look.first_line_indent, look.space_before, look.space_after = INDENT, Pt(before), Pt(6)
    look.line_spacing_rule, look.line_spacing = WD_LINE_SPACING.AT_LEAST, Pt(18)
    return paragraph


def caption(document: WordDocument, text: str, before: float = 4) -> Paragraph:
    """What stands above a table or a chart, kept with it."""
    paragraph = document.add_paragraph()
    paragraph.alignment = CENTRED
    look = paragraph.paragraph_format
    look.space_before, look.space_after, look.keep_with_next = Pt(before), Pt(4), True
    write_run(paragraph, text, 13, bold=True)
    return paragraph


def reference(document: WordDocument, campaign: Campaign, kind: str, symbol: str) -> None:
    """The line below an appendix's title: the paper that it goes with; number and day are left to the hand."""
    paragraph = document.add_paragraph()
    paragraph.alignment = CENTRED
    paragraph.paragraph_format.space_after, paragraph.paragraph_format.keep_with_next = Pt(4), True
    told = f"{kind} số ……-{symbol}, {open_day(campaign)} của {campaign.papers.board}"
    write_run(paragraph, f"(Kèm theo {told})", 13, italic=True)


def remark(document: WordDocument, text: str) -> None:
    """A small line below a table."""
    paragraph = document.add_paragraph()
    paragraph.alignment = JUSTIFIED
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(3), Pt(6)
    write_run(paragraph, text, 12, italic=True)


def gap(document: WordDocument, points: float = 6) -> None:
    """A little room below a table."""
    paragraph = document.add_paragraph()
    look = paragraph.paragraph_format
    look.line_spacing_rule, look.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(points)
