"""The draft letter to the superior board: the items chosen for the province, and the M1 or M2 of each (R6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aggregator.write.briefing.phrases import level
from aggregator.write.onward.chosen import final
from aggregator.write.onward.copies import copies
from aggregator.write.onward.item import item_of
from aggregator.write.party.letterhead import addressed_to, letterhead
from aggregator.write.party.page import gap, party_document, say
from aggregator.write.party.signature import signature
from aggregator.write.party.table import Column, Row, add_table
from aggregator.write.party.words import two
from aggregator.write.word_page import bytes_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document as WordDocument

    from aggregator.outcome import Outcome
    from aggregator.write.briefing.facts import Facts
    from aggregator.write.onward.item import Item

_COLUMNS = (
    Column("STT", 11, centred=True),
    Column("Tên nội dung", 58),
    Column("Đơn vị đăng ký", 34),
    Column("Tập thể hoặc cá nhân", 38),
    Column("Lĩnh vực", 24, centred=True),
)


def onward_letter(outcome: Outcome) -> bytes | None:
    """The letter as a Word file; None where nothing is chosen, or more than may be presented."""
    facts, entries = final(outcome, "province")
    if not entries:
        return None
    chosen = [item_of(facts, entry) for entry in entries]
    campaign, papers = outcome.campaign, outcome.campaign.papers
    title = level(facts, 0)
    about = f"giới thiệu nội dung đăng ký xây dựng {_of_level(papers.subject, title)}"
    document = party_document(campaign, f"Công văn {about}")
    letterhead(document, campaign, papers.letter_symbol, f"V/v {about}")
    addressed_to(document, papers.superior)
    _body(document, facts, chosen, title)
    receivers = (
        "Như trên",
        f"{papers.standing} (để báo cáo)",
        "Các đơn vị có nội dung được giới thiệu",
        papers.archive,
    )
    signature(document, campaign, receivers)
    copies(document, campaign, chosen)
    return bytes_of(document)


def _of_level(subject: str, level: str) -> str:
    """The level before the year: “… “Dân vận khéo” cấp tỉnh năm 2024”."""
    head, year, tail = subject.rpartition(" năm ")
    return f"{head} {level}{year}{tail}" if year else f"{subject} {level}"


def _body(document: WordDocument, facts: Facts, chosen: Sequence[Item], title: str) -> None:
    papers = facts.campaign.papers
    say(
        document,
        f"Thực hiện {papers.call} và {papers.guidance}, {papers.standing} đã xét, lựa chọn {two(len(chosen))} nội "
        f"dung để giới thiệu đăng ký xây dựng {_of_level(papers.subject, title)}; {papers.board} trân trọng gửi "
        f"{papers.superior} danh sách như sau:",
    )
    rows = (Row([n, item.name, item.unit, item.holder, item.field]) for n, item in enumerate(chosen, start=1))
    add_table(document, _COLUMNS, rows, whole=True)
    gap(document)
    forms = "bản đăng ký M1, M2" if all(item.form for item in chosen) else "đăng ký"
    say(document, f"(Kèm theo nội dung {forms} của từng mô hình, điển hình)")
    say(document, f"{papers.board} trân trọng đề nghị {papers.superior} xem xét, tổng hợp./.")
