"""A bar chart whose bars are pictures and whose words are text: it needs no drawing library and prints sharply."""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Length, Mm, Pt

from aggregator.plain_text import clean
from aggregator.write.party.page import PORTRAIT
from aggregator.write.party.words import figure
from aggregator.write.word_page import CENTRED, write_run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document as WordDocument
    from docx.table import Table, _Row
    from docx.text.paragraph import Paragraph

Colour = tuple[int, int, int]
COLOURS: tuple[Colour, ...] = (
    (31, 56, 100),
    (68, 114, 196),
    (157, 195, 230),
    (208, 206, 206),
)  # apart in black and white too
_LABELS, _FIGURES = 58.0, 14.0  # millimetres of the words before a bar and of the figure after it
_LONGEST = PORTRAIT - _LABELS - _FIGURES - 8
_WIDTHS: tuple[Length, Length] = (Mm(_LABELS), Mm(PORTRAIT - _LABELS))
_THICK = Mm(4.6)


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: what it is of, and its parts; the figure at its end is their sum."""

    label: str
    parts: Sequence[int]


def bar_chart(document: WordDocument, bars: Sequence[Bar], legend: Sequence[str] = ()) -> None:
    """The bars below each other, of one scale; ``legend`` names the parts where there are several."""
    most = max(sum(bar.parts) for bar in bars)
    table: Table = document.add_table(rows=0, cols=2)
    table.autofit = False
    for column, width in zip(table.columns, _WIDTHS, strict=True):
        column.width = width
    for bar in bars:
        row: _Row = table.add_row()  # type: ignore[no-untyped-call]  # the library has no types here
        _keep(row)
        words, drawing = _paragraphs(row)
        words.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        write_run(words, bar.label, 12)
        for place, part in enumerate(bar.parts):
            if part:
                _draw(drawing, COLOURS[place], Mm(_LONGEST * part / most), f"{bar.label}: {figure(part)}")
        write_run(drawing, f" {figure(sum(bar.parts))}", 12, bold=True)
    if legend:
        _explain(document, legend)


def _paragraphs(row: _Row) -> tuple[Paragraph, Paragraph]:
    for cell, width in zip(row.cells, _WIDTHS, strict=True):
        cell.width = width
        look = cell.paragraphs[0].paragraph_format
        look.space_before = look.space_after = Pt(2)
        look.keep_with_next = True
    return row.cells[0].paragraphs[0], row.cells[1].paragraphs[0]


def _draw(paragraph: Paragraph, colour: Colour, length: Length, said: str) -> None:
    drawn = paragraph.add_run().add_picture(io.BytesIO(_picture(colour)), length, _THICK)
    for side in ("distT", "distB", "distL", "distR"):
        drawn._inline.set(side, "0")  # or LibreOffice leaves gaps between the parts
    told = drawn._inline.docPr
    told.set("descr", clean(said))
    told.set("name", clean(said))


def _explain(document: WordDocument, legend: Sequence[str]) -> None:
    line = document.add_paragraph()
    line.alignment = CENTRED
    line.paragraph_format.space_before = Pt(3)
    for place, words in enumerate(legend):
        _draw(line, COLOURS[place], Mm(6), words)
        write_run(line, f" {words}{'' if place == len(legend) - 1 else '      '}", 12)


def _keep(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


@cache
def _picture(colour: Colour, side: int = 8) -> bytes:
    """A small PNG of one colour, to be stretched."""
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    lines = (b"\0" + bytes(colour) * side) * side
    return (
        b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(lines)) + _chunk(b"IEND", b"")
    )


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
