"""Word forms as people write them: paragraphs of marked-up text, tables and controls, saved and read back."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from aggregator.nouns.reading import RawRegistration, ReturnReading
from aggregator.read.dispatch import read
from aggregator.vietnamese.decode import decode_document
from tests.sheets import reader

if TYPE_CHECKING:
    from docx.document import Document as WordDocument


BOXES = (
    "Xây dựng Đảng và hệ thống chính trị",
    "Phát triển kinh tế, bảo vệ môi trường",
    "Văn hóa - xã hội",
    "Quốc phòng- an ninh",
)
Block = str | Sequence[Sequence[str]]
LOOKS = {"*": "bold", "_": "underline", "~": "strike", "/": "italic"}
W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
_MARKUP = re.compile(r"\{([*_~/])([^{}]*)\}")  # {*bold}, {_underlined}, {~struck}, {/italic}


def paper(*blocks: Block, font: str | None = None) -> WordDocument:
    """A Word file: a text is a paragraph (``\\n`` breaks its line), rows are a table, ``<w:…>`` is raw markup."""
    word = docx.Document()
    if font:
        word.styles["Normal"].font.name = font
    for block in blocks:
        if not isinstance(block, str):
            _table(word, block)
        elif block.startswith("<w:"):
            element = parse_xml(re.sub(r"^<(w:\w+)", rf"<\1 {nsdecls('w')} {W14}", block))
            word.element.body.insert(len(word.element.body) - 1, element)
        else:
            _write(word.add_paragraph(), block)
    return word


def _table(word: WordDocument, rows: Sequence[Sequence[str]]) -> None:
    table = word.add_table(len(rows), max(map(len, rows)))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=False):
            first, *more = text.split("¶")
            _write(cell.paragraphs[0], first)
            for part in more:
                _write(cell.add_paragraph(), part)


def _write(paragraph: Any, text: str) -> None:
    at = 0
    for part in _MARKUP.finditer(text):
        paragraph.add_run(text[at : part.start()])
        setattr(_font(paragraph.add_run(part[2])), LOOKS[part[1]], True)
        at = part.end()
    paragraph.add_run(text[at:])


def _font(run: Any) -> Any:
    return run.font


def checkbox(label: str, *, on: bool) -> str:
    """A paragraph with a content control to tick, and its label."""
    return (
        f'<w:p><w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{int(on)}"/></w14:checkbox></w:sdtPr>'
        f"<w:sdtContent><w:r><w:t>{'☒' if on else '☐'}</w:t></w:r></w:sdtContent></w:sdt>"
        f'<w:r><w:t xml:space="preserve"> {label}</w:t></w:r></w:p>'
    )


def dropdown(label: str, shown: str, *, placeholder: bool = False) -> str:
    """A paragraph with a label and a drop-down."""
    mark = "<w:showingPlcHdr/>" if placeholder else ""
    return (
        f'<w:p><w:r><w:t xml:space="preserve">{label} </w:t></w:r><w:sdt><w:sdtPr>{mark}<w:dropDownList/></w:sdtPr>'
        f"<w:sdtContent><w:r><w:t>{shown}</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    )


def tracked(before: str, deleted: str, inserted: str) -> str:
    """A paragraph in which one text was replaced by another with changes tracked."""
    return (
        f'<w:p><w:r><w:t xml:space="preserve">{before}</w:t></w:r>'
        f'<w:del w:id="1" w:author="a"><w:r><w:delText xml:space="preserve">{deleted}</w:delText></w:r></w:del>'
        f'<w:ins w:id="2" w:author="a"><w:r><w:t xml:space="preserve">{inserted}</w:t></w:r></w:ins></w:p>'
    )


def symbol(font: str, code: str, text: str) -> str:
    """A paragraph that begins with a symbol of a Wingdings font."""
    return (
        f'<w:p><w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {text}</w:t></w:r></w:p>'
    )


def understood(word: WordDocument) -> ReturnReading:
    """The saved file read, decoded and understood, as a worker does it."""
    file = io.BytesIO()
    word.save(file)
    return reader().understand(decode_document(read(file.getvalue(), "M1.docx")))


def facts(raw: RawRegistration) -> dict[str, object]:
    """A registration in short: what was read, without what is missing."""
    values = {code: text for code, text in raw.values.items() if text is not None}
    found: dict[str, object] = {"form": raw.form, **values}
    if raw.ticks:
        found["field"] = " + ".join(raw.ticks)
    else:
        found.pop("field", None)
    found.pop("level", None)
    if raw.level_tick:
        found["level"] = raw.level_tick
    if raw.doubts:
        found["doubts"] = sorted(doubt.code.removeprefix("registration-") for doubt in raw.doubts)
    return found
