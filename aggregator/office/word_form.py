"""A Word form: content controls (a text to type, a box to tick, a choice to make), and its hidden properties.

What a control shows before anyone fills it in is marked as a placeholder: a click selects it whole, and the
first letter typed replaces it. Texts are rich text: of plain text LibreOffice forgets that it is a placeholder.
Word keeps the tags, older versions of LibreOffice do not: nobody may need them to read a form.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from aggregator.vietnamese.fold import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement


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


def name_control(tag: str, title: str, name: str | None, dots: str) -> BaseOxmlElement:
    """A name to type, or the one that is known already."""
    shown = f"<w:t>{escape(clean(name or dots))}</w:t>"
    return _control(tag, title, RICH_TEXT, shown, filled=name is not None, look=BOLD)


def choice_control(tag: str, title: str, choices: Iterable[str]) -> BaseOxmlElement:
    """A drop-down with a dotted line before anything is chosen."""
    items = "".join(f"<w:listItem w:displayText={_quoted(c)} w:value={_quoted(c)}/>" for c in choices)
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


def _control(tag: str, title: str, kind: str, shown: str, *, filled: bool, look: str = "") -> BaseOxmlElement:
    placeholder = "" if filled else "<w:showingPlcHdr/>"
    return parse_xml(
        f"<w:sdt {NAMESPACES}><w:sdtPr>{look}<w:alias w:val={_quoted(title[:MOST_TITLE])}/>"
        f"<w:tag w:val={_quoted(tag)}/>{placeholder}{kind}</w:sdtPr>"
        f"<w:sdtContent><w:r>{look}{shown}</w:r></w:sdtContent></w:sdt>"
    )


def _quoted(text: str) -> str:
    return quoteattr(text)


_CUSTOM = "/docProps/custom.xml"
_SET = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # the property set of custom properties
_FIRST_ID = 2  # 0 and 1 are reserved
_SCHEMAS = "http://schemas.openxmlformats.org/officeDocument/2006"


def add_properties(document: WordDocument, values: Mapping[str, str]) -> None:
    """Custom properties, which nobody sees and which Word and LibreOffice keep when they save."""
    package = document.part.package
    part = Part(PackURI(_CUSTOM), CONTENT_TYPE.OFC_CUSTOM_PROPERTIES, _properties(values).encode(), package)
    package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)


def _properties(values: Mapping[str, str]) -> str:
    properties = "".join(
        f'<property fmtid="{_SET}" pid="{pid}" name={quoteattr(name)}>'
        f"<vt:lpwstr>{escape(clean(value))}</vt:lpwstr></property>"
        for pid, (name, value) in enumerate(values.items(), start=_FIRST_ID)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Properties xmlns="{_SCHEMAS}/custom-properties" xmlns:vt="{_SCHEMAS}/docPropsVTypes">'
        f"{properties}</Properties>"
    )
