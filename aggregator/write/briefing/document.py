"""The whole report: its head, its sections in their order, the signature, the appendices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aggregator.write.briefing.appendix_items import appendix_items
from aggregator.write.briefing.appendix_units import appendix_units
from aggregator.write.briefing.district import district
from aggregator.write.briefing.doubts import doubts
from aggregator.write.briefing.facts import Facts
from aggregator.write.briefing.forms import forms
from aggregator.write.briefing.next_steps import next_steps
from aggregator.write.briefing.numbers import numbers
from aggregator.write.briefing.province import province
from aggregator.write.briefing.results import results
from aggregator.write.briefing.situation import situation
from aggregator.write.briefing.theme import theme
from aggregator.write.briefing.times import times
from aggregator.write.party.letterhead import addressed_to, letterhead, title
from aggregator.write.party.page import party_document, say, section_head, turn_page
from aggregator.write.party.signature import signature
from aggregator.write.party.words import day
from aggregator.write.word_page import bytes_of

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

    from aggregator.outcome import Outcome

_PARTS = (
    ("I. TÌNH HÌNH VÀ KẾT QUẢ ĐĂNG KÝ", (situation, results, theme, forms)),
    ("II. SỐ LƯỢNG, THỜI HẠN VÀ NHỮNG ĐIỂM CẦN LÀM RÕ", (numbers, times, doubts)),
    ("III. ĐỀ NGHỊ, ĐỀ XUẤT", (province, district, next_steps)),
)


def briefing_document(outcome: Outcome) -> bytes:
    """The report as a Word file; the same outcome gives the same bytes."""
    facts, papers = Facts(outcome), outcome.campaign.papers
    about = f"kết quả đăng ký xây dựng {papers.subject}"
    document = party_document(outcome.campaign, f"Báo cáo {about}")
    letterhead(document, outcome.campaign, papers.report_symbol)
    title(document, "BÁO CÁO", about)
    addressed_to(document, papers.standing)
    say(document, _opening(facts))
    for head, sections in _PARTS:
        section_head(document, head)
        for section in sections:
            section(document, facts)
    say(document, f"{papers.board} kính báo cáo {papers.standing} xem xét, cho ý kiến chỉ đạo./.")
    signature(document, outcome.campaign, (papers.standing, papers.archive))
    _appendices(document, facts)
    return bytes_of(document)


def _opening(facts: Facts) -> str:
    papers, briefing = facts.campaign.papers, day(facts.campaign.briefing)
    return (
        f"Thực hiện {papers.letter}; {papers.board} báo cáo {papers.standing} tại {papers.meeting} ngày {briefing} "
        f"kết quả đăng ký xây dựng {papers.subject} như sau:"
    )


def _appendices(document: WordDocument, facts: Facts) -> None:
    turn_page(document)
    appendix_units(document, facts)
    appendix_items(document, facts, 0, facts.top)
    appendix_items(document, facts, 1, facts.second, facts.decided("back_to_district"))
