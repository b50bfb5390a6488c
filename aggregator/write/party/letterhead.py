"""The head of a party document: the body and its board on the left, the Party, place and date on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.shared import Pt

from aggregator.write.party.words import open_day
from aggregator.write.word_page import CENTRED, add_columns, write_run

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

    from aggregator.campaign.model import Campaign

_HALVES = (44, 56)
_ROOM = "     "  # for the hand


def letterhead(document: WordDocument, campaign: Campaign, symbol: str, about: str | None = None) -> None:
    """Write the head; number and day are left open. ``about`` is what a letter without a title is about."""
    office = campaign.office
    left, right = add_columns(document, _HALVES).rows[0].cells
    _line(left, office.committee, first=True)
    _line(left, office.board, bold=True)
    _line(left, "*")
    _line(left, f"Số {_ROOM}-{symbol}")
    if about:
        _line(left, about, size=12, italic=True)
    party = _line(right, "", first=True)
    write_run(party, office.party, 15, bold=True)
    party.runs[0].underline = True
    _line(right, "")
    _line(right, f"{campaign.office.district}, {open_day(campaign, _ROOM)}", italic=True)


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
        paragraph = document.add_paragraph()
        paragraph.alignment = CENTRED
        paragraph.paragraph_format.space_before = Pt(before)
        write_run(paragraph, text, size, bold=text != "-----")


def addressed_to(document: WordDocument, *names: str) -> None:
    """“Kính gửi: …”; several names stand below each other."""
    for place, name in enumerate(names):
        paragraph = document.add_paragraph()
        paragraph.alignment = CENTRED
        look = paragraph.paragraph_format
        look.space_before, look.space_after = Pt(12 if place == 0 else 0), Pt(12 if name is names[-1] else 2)
        if place == 0:
            write_run(paragraph, "Kính gửi: ", italic=True)
        write_run(paragraph, name)
