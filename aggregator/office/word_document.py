"""What our Word files share: A4 in Times New Roman, fixed properties, runs, lines, a digest; controls of forms."""

import datetime as dt
import hashlib
import io
import zipfile
from collections.abc import Iterable, Mapping
from typing import NamedTuple
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length, Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from aggregator.office.package import normal_zip
from aggregator.office.sheet import FONT
from aggregator.vietnamese.fold import clean

Cell = _Cell  # python-docx names it nowhere else
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
_VERSION = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}version"


def new_document(year: int, title: str, subject: str, author: str) -> WordDocument:
    """An empty document with its properties; the same ``year`` gives the same bytes on any day."""
    document = Document()
    _drop_leftovers(document)
    _set_language(document)
    _set_font(document)
    page = document.sections[0]
    page.orientation = WD_ORIENT.PORTRAIT
    page.page_width, page.page_height = A4_WIDTH, A4_HEIGHT
    page.left_margin, page.right_margin, page.top_margin, page.bottom_margin = LEFT, RIGHT, TOP, BOTTOM
    page.footer_distance = Mm(8)
    properties, stamp = document.core_properties, dt.datetime(year, 1, 1)  # noqa: DTZ001  (fixed, no moment of any clock)
    properties.title, properties.subject = clean(title)[:MOST_PROPERTY], clean(subject)[:MOST_PROPERTY]
    properties.author = properties.last_modified_by = clean(author)[:MOST_PROPERTY]
    properties.created = properties.modified = stamp
    properties.comments, properties.keywords, properties.language = "", "", LANGUAGE
    return document


def _drop_leftovers(document: WordDocument) -> None:
    """Take out the template's second styles, a picture of another page, the name of a program that never saw it."""
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


class Imprint(NamedTuple):
    """What a file of ours says of its making, edited or not: the digest of the page, and of what moment it is."""

    digest: str | None = None
    version: str | None = None
    page: bytes = b""  # as it is now


def imprint_of(data: bytes) -> Imprint:
    """What the file says of its making; nothing where it is none of ours, or cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            page, properties = package.read(_PAGE), package.read(_PROPERTIES)
        root = ElementTree.fromstring(properties)  # noqa: S314 -- a file beside our inbox
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError, OSError, ValueError, RuntimeError):
        return Imprint()  # RuntimeError: a locked package
    return Imprint(root.findtext(_IDENTIFIER), root.findtext(_VERSION), page)


def untouched(data: bytes) -> bool:
    """Whether the file is one of ours that nobody has saved since; whatever cannot be read is not."""
    paper = imprint_of(data)
    return paper.digest == _digest(paper.page)


def _set_font(document: WordDocument) -> None:
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(SIZE)
    look = style.element.get_or_add_rPr()
    for script in ("w:cs", "w:eastAsia"):
        look.rFonts.set(qn(script), FONT)
    spacing = style.paragraph_format
    spacing.space_before, spacing.space_after, spacing.line_spacing = Pt(0), Pt(0), 1.0


def add_line(document: WordDocument, align: WD_ALIGN_PARAGRAPH = LEFT_ALIGNED, before: float = 0) -> Paragraph:
    """An empty paragraph; ``before`` are the points above it."""
    paragraph = document.add_paragraph()
    paragraph.alignment = align
    paragraph.paragraph_format.space_before = Pt(before)
    return paragraph


def line_in(cell: Cell) -> Paragraph:
    """The next paragraph of a cell, centred; a cell has an empty one to begin with."""
    first = cell.paragraphs[0]
    line: Paragraph = cell.add_paragraph() if first.runs else first
    line.alignment = CENTRED
    return line


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


NOT_TICKED, TICKED = "☐", "☒"
BOX_FONT = "MS Gothic"  # it has both boxes on every Windows
MOST_TITLE = 64  # letters of a control's title in Word
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
LEADER = "<w:tab/>"  # dots to the right margin: the paragraph has the tab stop
RICH_TEXT = "<w:richText/>"
NEXT_LINE = "<w:br/>"
BOLD = "<w:rPr><w:b/></w:rPr>"


def text_control(tag: str, title: str, lines: int = 1) -> BaseOxmlElement:
    """A text to type where ``lines`` dotted lines stand."""
    return _control(tag, title, RICH_TEXT, NEXT_LINE.join([LEADER] * lines), filled=False)


def put(line: Paragraph, part: BaseOxmlElement) -> None:
    """Add to a line what python-docx has no call for: a control, a page number."""
    line._p.append(part)


def name_control(tag: str, title: str, name: str | None, dots: str) -> BaseOxmlElement:
    """A name to type, or the one that is known already."""
    content = f"<w:t>{escape(clean(name or dots))}</w:t>"
    return _control(tag, title, RICH_TEXT, content, filled=name is not None, look=BOLD)


def choice_control(tag: str, title: str, choices: Iterable[str]) -> BaseOxmlElement:
    """A drop-down with a dotted line before anything is chosen."""
    items = "".join(f"<w:listItem w:displayText={quoteattr(c)} w:value={quoteattr(c)}/>" for c in choices)
    return _control(tag, title, f"<w:dropDownList>{items}</w:dropDownList>", LEADER, filled=False)


def check_box(tag: str, title: str) -> BaseOxmlElement:
    """An empty box that a click ticks with a cross."""
    kind = (
        f'<w14:checkbox><w14:checked w14:val="0"/>'
        f'<w14:checkedState w14:val="{ord(TICKED):04X}" w14:font="{BOX_FONT}"/>'
        f'<w14:uncheckedState w14:val="{ord(NOT_TICKED):04X}" w14:font="{BOX_FONT}"/></w14:checkbox>'
    )
    look = f'<w:rPr><w:rFonts w:ascii="{BOX_FONT}" w:hAnsi="{BOX_FONT}" w:eastAsia="{BOX_FONT}"/></w:rPr>'
    return _control(tag, title, kind, f"<w:t>{NOT_TICKED}</w:t>", filled=True, look=look)


def _control(tag: str, title: str, kind: str, content: str, *, filled: bool, look: str = "") -> BaseOxmlElement:
    placeholder = "" if filled else "<w:showingPlcHdr/>"
    return parse_xml(
        f"<w:sdt {NAMESPACES}><w:sdtPr>{look}<w:alias w:val={quoteattr(title[:MOST_TITLE])}/>"
        f"<w:tag w:val={quoteattr(tag)}/>{placeholder}{kind}</w:sdtPr>"
        f"<w:sdtContent><w:r>{look}{content}</w:r></w:sdtContent></w:sdt>"
    )


_CUSTOM = "/docProps/custom.xml"
_SET = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # the property set of custom properties
_FIRST_ID = 2  # 0 and 1 are reserved
_SCHEMAS = "http://schemas.openxmlformats.org/officeDocument/2006"


def add_properties(document: WordDocument, values: Mapping[str, str]) -> None:
    """Custom properties, which nobody sees and which Word and LibreOffice keep when they save."""
    properties = "".join(
        f'<property fmtid="{_SET}" pid="{pid}" name={quoteattr(name)}>'
        f"<vt:lpwstr>{escape(clean(value))}</vt:lpwstr></property>"
        for pid, (name, value) in enumerate(values.items(), start=_FIRST_ID)
    )
    whole = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Properties xmlns="{_SCHEMAS}/custom-properties" xmlns:vt="{_SCHEMAS}/docPropsVTypes">'
        f"{properties}</Properties>"
    )
    package = document.part.package
    part = Part(PackURI(_CUSTOM), CONTENT_TYPE.OFC_CUSTOM_PROPERTIES, whole.encode(), package)
    package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)
