"""What our printed Word files share: A4 in Times New Roman, fixed properties, runs and lines of text, a digest.

The file carries the digest of its own page: Word and LibreOffice write the page anew whenever they save, so that
an edited file no longer matches and is never written over.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import zipfile
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt

from aggregator.office.files import normal_zip
from aggregator.vietnamese.fold import clean

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.table import Table
    from docx.text.paragraph import Paragraph


FONT = "Times New Roman"
MOST_PROPERTY = 255  # letters of a document property
SIZE = 14  # points, as party documents have it
A4_WIDTH, A4_HEIGHT = Mm(210), Mm(297)
LEFT, RIGHT, TOP, BOTTOM = Mm(30), Mm(15), Mm(15), Mm(12)
TEXT_WIDTH = A4_WIDTH - LEFT - RIGHT
LANGUAGE = "vi-VN"  # or Word marks every word as misspelt
LEFTOVERS = ("/stylesWithEffects", "/thumbnail", "/extended-properties")
LEFT_ALIGNED, CENTRED = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER
JUSTIFIED = WD_ALIGN_PARAGRAPH.JUSTIFY
_PAGE, _PROPERTIES = "word/document.xml", "docProps/core.xml"
_IDENTIFIER = "{http://purl.org/dc/elements/1.1/}identifier"


def new_document(year: int, title: str, subject: str, author: str) -> WordDocument:
    """An empty document with its properties; the same ``year`` gives the same bytes on any day."""
    document = Document()
    _drop_leftovers(document)
    _set_language(document)
    _set_font(document)
    _set_page(document)
    told, stamp = document.core_properties, dt.datetime(year, 1, 1)  # noqa: DTZ001  (fixed, no moment of any clock)
    told.title, told.subject = clean(title)[:MOST_PROPERTY], clean(subject)[:MOST_PROPERTY]
    told.author = told.last_modified_by = clean(author)[:MOST_PROPERTY]
    told.created = told.modified = stamp
    told.comments, told.keywords, told.language = "", "", LANGUAGE
    return document


def _drop_leftovers(document: WordDocument) -> None:
    """Take out what the library's template brings along.

    That is a second set of styles, a picture of another page, and the name of a program that never saw it.
    """
    for owner in (document.part, document.part.package):
        for number, relation in list(owner.rels.items()):
            if relation.reltype.endswith(LEFTOVERS):
                owner.rels.pop(number)


def _set_language(document: WordDocument) -> None:
    """Vietnamese for all text: in the defaults of the styles, and where the theme's fonts are chosen."""
    for element in (document.styles.element, document.settings.element):
        for tag in ("w:lang", "w:themeFontLang"):
            for language in element.iter(qn(tag)):
                for script in ("w:val", "w:eastAsia"):
                    language.set(qn(script), LANGUAGE)


def bytes_of(document: WordDocument) -> bytes:
    """The file, the same bytes for the same content; it carries the digest of its own page."""
    document.core_properties.identifier = _digest(document.part.blob)
    target = io.BytesIO()
    document.save(target)
    return normal_zip(target.getvalue())


def _digest(page: bytes) -> str:
    """What the property ``identifier`` of our files holds: the SHA-256 of ``word/document.xml``."""
    return f"sha256:{hashlib.sha256(page).hexdigest()}"


def untouched(data: bytes) -> bool:
    """Whether the file is one of ours that nobody has saved since; whatever cannot be read is not."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            page, properties = package.read(_PAGE), package.read(_PROPERTIES)
        stated = ElementTree.fromstring(properties).findtext(_IDENTIFIER)  # noqa: S314 -- a file beside our inbox
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError, OSError, ValueError, RuntimeError):
        return False  # RuntimeError: a locked package
    return stated == _digest(page)


def _set_font(document: WordDocument) -> None:
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(SIZE)
    look = style.element.get_or_add_rPr()
    for script in ("w:cs", "w:eastAsia"):
        look.rFonts.set(qn(script), FONT)
    spacing = style.paragraph_format
    spacing.space_before, spacing.space_after, spacing.line_spacing = Pt(0), Pt(0), 1.0


def _set_page(document: WordDocument) -> None:
    page = document.sections[0]
    page.orientation = WD_ORIENT.PORTRAIT
    page.page_width, page.page_height = A4_WIDTH, A4_HEIGHT
    page.left_margin, page.right_margin, page.top_margin, page.bottom_margin = LEFT, RIGHT, TOP, BOTTOM
    page.footer_distance = Mm(8)


def add_line(
    parent: WordDocument, text: str = "", align: WD_ALIGN_PARAGRAPH = LEFT_ALIGNED, before: float = 0
) -> Paragraph:
    """A paragraph; ``before`` are the points above it."""
    paragraph = parent.add_paragraph(clean(text))
    paragraph.alignment = align
    paragraph.paragraph_format.space_before = Pt(before)
    return paragraph


def write_run(
    paragraph: Paragraph, text: str, size: float | None = None, *, bold: bool = False, italic: bool = False
) -> None:
    """A stretch of text of one look at the paragraph's end, without what XML does not allow."""
    run = paragraph.add_run(clean(text))
    run.bold, run.italic = bold or None, italic or None
    if size:
        run.font.size = Pt(size)


def lead_to_margin(paragraph: Paragraph) -> None:
    """Dots from each tab to the right margin."""
    stops = paragraph.paragraph_format.tab_stops
    stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)


def add_columns(document: WordDocument, widths: tuple[float, ...]) -> Table:
    """A table of one row without borders, to set things side by side; ``widths`` are parts of the whole."""
    table: Table = document.add_table(rows=1, cols=len(widths))
    table.autofit = False
    for cell, part in zip(table.rows[0].cells, widths, strict=True):
        cell.width = Length(int(TEXT_WIDTH * part / sum(widths)))
    return table
