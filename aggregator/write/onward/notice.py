"""The draft notice to the units whose candidates went back to the district level (R6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aggregator.write.onward.chosen import final
from aggregator.write.party.letterhead import addressed_to, letterhead, title
from aggregator.write.party.page import gap, party_document, say
from aggregator.write.party.signature import signature
from aggregator.write.party.table import Column, Row, add_table
from aggregator.write.party.words import flat, two
from aggregator.write.sheets import words
from aggregator.write.word_page import bytes_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docx.document import Document as WordDocument

    from aggregator.outcome import Outcome
    from aggregator.write.briefing.facts import Facts
    from aggregator.write.sheets.entries import Entry

_COLUMNS = (
    Column("STT", 11, centred=True),
    Column("Đơn vị", 44),
    Column("Tên nội dung", 76),
    Column("Ghi chú", 34),
)


def returned_notice(outcome: Outcome) -> bytes | None:
    """The notice as a Word file; None where nothing went back, or the choice for the province is not final."""
    facts, back = final(outcome, "back_to_district")
    if not back:
        return None
    back = sorted(back, key=lambda entry: facts.rank(entry.unit))
    campaign, papers = outcome.campaign, outcome.campaign.papers
    about = f"chuyển nội dung đăng ký {_level(facts, 0)} về {_level(facts, 1)} năm {campaign.year}"
    document = party_document(campaign, f"Thông báo {about}")
    letterhead(document, campaign, papers.notice_symbol)
    title(document, "THÔNG BÁO", about)
    addressed_to(document, *_units(facts, back))
    _body(document, facts, back)
    receivers = ("Như trên", f"{papers.standing} (để báo cáo)", papers.archive)
    signature(document, campaign, receivers)
    return bytes_of(document)


def _level(facts: Facts, place: int) -> str:
    return words.lower_first(facts.campaign.levels[place].title)


def _units(facts: Facts, back: Sequence[Entry]) -> list[str]:
    """Whom the notice goes to: one unit by name, several in the table."""
    names = list(dict.fromkeys(facts.name(entry.unit) for entry in back if entry.unit))
    return names if len(names) == 1 else ["Các đơn vị có tên trong danh sách dưới đây"]


def _body(document: WordDocument, facts: Facts, back: Sequence[Entry]) -> None:
    papers, first, second = facts.campaign.papers, _level(facts, 0), _level(facts, 1)
    say(
        document,
        f"Thực hiện {papers.letter}; trên cơ sở kết quả xét, giới thiệu nội dung {first} của {papers.standing}, "
        f"{papers.board} thông báo {two(len(back))} nội dung đăng ký {first} được chuyển về {second} như sau:",
    )
    add_table(document, _COLUMNS, _rows(facts, back))
    gap(document)
    say(
        document,
        f"Việc chuyển về {second} do số nội dung được giới thiệu {first} không quá "
        f"{two(facts.campaign.province_cap)}, không phải là thiếu sót của đơn vị. Đề nghị các đơn vị tiếp tục "
        f"triển khai, điều chỉnh danh sách và bản đăng ký theo {second}, gửi về {papers.board} để theo dõi./.",
    )


def _rows(facts: Facts, back: Sequence[Entry]) -> Iterator[Row]:
    for number, entry in enumerate(back, start=1):
        yield Row([number, facts.name(entry.unit), flat(entry.name), flat(facts.remark(entry))])
