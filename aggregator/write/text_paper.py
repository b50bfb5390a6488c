"""A rendered text laid out as a party document: its head, its parts in their order, its tables, the signature."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from docx.document import Document as WordDocument

from aggregator.campaign.texts import Part, Text
from aggregator.nouns.unit import Campaign
from aggregator.office.word_document import bytes_of
from aggregator.office.word_party import (
    Head,
    Table,
    add_table,
    addressed_to,
    caption,
    gap,
    letterhead,
    party_document,
    reference,
    remark,
    say,
    section_head,
    signature,
    title,
    turn_page,
)
from aggregator.vietnamese.wording import day, flat, within

_APPENDIX = 14  # points of an appendix's number and title
_PAGES = ("page", "across")  # parts that turn the page; before the first of them stands the signature


def open_day(campaign: Campaign, room: str = "……") -> str:
    """The day of a paper, left to the hand: “ngày …… tháng 3 năm 2024”, in the month of the briefing."""
    _, month, year = day(campaign.briefing).split("/")
    return f"ngày {room} tháng {month} năm {year}"


def addressee(campaign: Campaign, name: str) -> str:
    """Whom a paper to a unit goes to: a commune's party committee (“Đảng ủy xã Đại Hóa”), a body by its name."""
    called = within(name, campaign.commune_names.kinds)
    return called if called == flat(name) else f"{campaign.papers.commune_body} {called}"


def paper_of(campaign: Campaign, text: Text, tables: Mapping[str, Table]) -> bytes:
    """The paper as a Word file; the same text and tables give the same bytes."""
    office, kind, about = campaign.office, text.line("Loại"), text.line("Về việc")
    author = f"{office.board} {office.committee}"
    document = party_document(campaign.year, f"{kind.capitalize()} {about}", campaign.title, author)
    letter = f"V/v {about}" if not text.line("Nhan đề") else None
    place = f"{office.district}, {open_day(campaign, ' ' * 5)}"
    letterhead(document, Head(office.committee, office.board, text.line("Ký hiệu"), office.party, place, letter))
    if text.line("Nhan đề"):
        title(document, kind, about)
    addressed_to(document, text.head.get("Kính gửi", ()))
    first = next((n for n, part in enumerate(text.parts) if part.kind in _PAGES), len(text.parts))
    _write(document, text.parts[:first], tables)
    signature(document, campaign.papers.signer, text.head.get("Nơi nhận", ()))
    _write(document, text.parts[first:], tables)
    return bytes_of(document)


def _write(document: WordDocument, parts: Sequence[Part], tables: Mapping[str, Table]) -> None:
    title: list[str] = []  # the lines of an appendix's title stand in one paragraph
    for place, part in enumerate(parts):
        follows = parts[place + 1].kind if place + 1 < len(parts) else None
        if part.kind == "appendix":
            title.append(part.text.upper() if title else part.text)
            if follows != "appendix":
                caption(document, "\n".join(title), _APPENDIX)
                title.clear()
        elif part.kind == "table":
            add_table(document, tables[part.text])
            if follows not in (None, "remark", *_PAGES):
                gap(document)
        elif part.kind in _PAGES:
            turn_page(document, landscape=part.kind == "across")
        else:
            _LINES[part.kind](document, part.text)


_LINES = {
    "section": section_head,
    "caption": caption,
    "reference": reference,
    "remark": remark,
    "paragraph": say,
}
