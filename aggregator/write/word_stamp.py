"""The stamp of a Word file: custom document properties, which Word and LibreOffice keep when they save."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from aggregator.plain_text import clean
from aggregator.stamp import STAMP

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

PART = "/docProps/custom.xml"
SET = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # the property set of custom properties
FIRST_ID = 2  # 0 and 1 are reserved
SCHEMAS = "http://schemas.openxmlformats.org/officeDocument/2006"


def stamp_document(document: WordDocument, stamp: dict[str, str]) -> None:
    """Put the stamp into the document as properties ``_bieu_mau.form``, ``_bieu_mau.version``, …"""
    package = document.part.package
    part = Part(PackURI(PART), CONTENT_TYPE.OFC_CUSTOM_PROPERTIES, _properties(stamp).encode(), package)
    package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)


def _properties(stamp: dict[str, str]) -> str:
    properties = "".join(
        f'<property fmtid="{SET}" pid="{pid}" name={quoteattr(f"{STAMP}.{name}")}>'
        f"<vt:lpwstr>{escape(clean(value))}</vt:lpwstr></property>"
        for pid, (name, value) in enumerate(stamp.items(), start=FIRST_ID)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Properties xmlns="{SCHEMAS}/custom-properties" xmlns:vt="{SCHEMAS}/docPropsVTypes">'
        f"{properties}</Properties>"
    )
