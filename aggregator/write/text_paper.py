"""A template filled and laid out as a party document: its head, its parts in order, its tables, the signature."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from docx.document import Document as WordDocument
from msgspec import Struct

from aggregator.campaign.texts import Part, render
from aggregator.nouns.unit import Campaign
from aggregator.office import word_party as party
from aggregator.office.word_document import bytes_of
from aggregator.vietnamese.official_style import day, flat, within

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


def campaign_facts(campaign: Campaign) -> dict[str, Any]:
    """What every paper and mail may say of the campaign; ``criteria`` is the decision of R5 without its day."""
    return {
        "papers": campaign.papers,
        "year": str(campaign.year),
        "district": campaign.office.district,
        "sender": campaign.office.name,
        "criteria": campaign.papers.criteria.partition(" ngày ")[0],
        "briefing": campaign.briefing,
        "cap": campaign.province_cap,
        "open_day": open_day(campaign),
    }


class Draft(Struct, frozen=True):
    """A paper as a Word file; ``trouble``: why the office's own template was not used."""

    data: bytes
    trouble: str | None = None


Tables = Mapping[str, party.Table]  # by the names that a template places them by


def draft_of(
    template: str, campaign: Campaign, facts: Mapping[str, Any], tables: Tables, folder: Path | None
) -> Draft:
    """The paper of a template (of the office in ``folder``, if any), with its tables; same facts, same bytes."""
    text = render(template, {**facts, "tables": tuple(tables)}, folder, campaign.office.place)
    office, kind, about = campaign.office, text.line("Loại"), text.line("Về việc")
    document = party.party_document(campaign.year, f"{kind.capitalize()} {about}", campaign.title, office.name)
    letter = f"V/v {about}" if not text.line("Nhan đề") else None
    place = f"{office.district}, {open_day(campaign, ' ' * 5)}"
    head = party.Head(office.committee, office.board, text.line("Ký hiệu"), office.party, place, letter)
    party.letterhead(document, head)
    if text.line("Nhan đề"):
        party.title(document, kind, about)
    party.addressed_to(document, text.head.get("Kính gửi", ()))
    first = next((n for n, part in enumerate(text.parts) if part.kind in _PAGES), len(text.parts))
    _write(document, text.parts[:first], tables)
    party.signature(document, campaign.papers.signer, text.head.get("Nơi nhận", ()))
    _write(document, text.parts[first:], tables)
    if "as_of" in facts:  # a report that lies there is known by it, however it was edited since
        document.core_properties.version = facts["as_of"].isoformat()
    return Draft(bytes_of(document), text.trouble)


def _write(document: WordDocument, parts: Sequence[Part], tables: Tables) -> None:
    heading: list[str] = []  # the lines of an appendix's title stand in one paragraph
    for place, part in enumerate(parts):
        follows = parts[place + 1].kind if place + 1 < len(parts) else None
        if part.kind == "appendix":
            heading.append(part.text.upper() if heading else part.text)
            if follows != "appendix":
                party.caption(document, "\n".join(heading), _APPENDIX)
                heading.clear()
        elif part.kind == "table":
            party.add_table(document, tables[part.text])
            if follows not in (None, "remark", *_PAGES):
                party.gap(document)
        elif part.kind in _PAGES:
            party.turn_page(document, landscape=part.kind == "across")
        else:
            _LINES[part.kind](document, part.text)


_LINES = {
    "section": party.section_head,
    "caption": party.caption,
    "reference": party.reference,
    "remark": party.remark,
    "paragraph": party.say,
}
