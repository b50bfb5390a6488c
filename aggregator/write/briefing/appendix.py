"""The head of an appendix: its number, what it is, and the report that it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aggregator.write.party.page import caption, reference

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

    from aggregator.write.briefing.facts import Facts


def appendix_head(document: WordDocument, facts: Facts, number: int, title: str) -> None:
    """“Phụ lục 2”, its title in capitals, and the line that ties it to the report; each begins a page."""
    head = caption(document, f"Phụ lục {number}\n{title.upper()}")
    head.paragraph_format.page_break_before = number > 1  # the first has its page from the section
    reference(document, facts.campaign, "Báo cáo", facts.campaign.papers.report_symbol)
