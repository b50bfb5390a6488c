"""The end of a party document: who gets it on the left, who signs on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.oxml import OxmlElement
from docx.shared import Pt

from aggregator.write.word_page import CENTRED, add_columns, write_run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document as WordDocument
    from docx.table import _Cell, _Row

    from aggregator.campaign.model import Campaign

_ROOM_TO_SIGN = 4  # empty lines


def signature(document: WordDocument, campaign: Campaign, receivers: Sequence[str]) -> None:
    """Write the block, never torn over two pages; the name is left to the hand."""
    before = document.add_paragraph()
    before.paragraph_format.keep_with_next = True
    before.paragraph_format.line_spacing = Pt(8)
    row = add_columns(document, (50, 50)).rows[0]
    _keep_whole(row)
    left, right = row.cells
    _receivers(left, receivers)
    paragraph = right.paragraphs[0]
    paragraph.alignment = CENTRED
    write_run(paragraph, campaign.papers.signer, bold=True)
    for _ in range(_ROOM_TO_SIGN):
        right.add_paragraph().alignment = CENTRED


def _receivers(cell: _Cell, receivers: Sequence[str]) -> None:
    head = cell.paragraphs[0]
    run = head.add_run("Nơi nhận:")
    run.underline, run.font.size = True, Pt(14)
    for place, name in enumerate(receivers):
        end = "." if place == len(receivers) - 1 else ","
        write_run(cell.add_paragraph(), f"- {name}{end}", 12)


def _keep_whole(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
