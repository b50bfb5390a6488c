"""The draft notice to the units whose candidates went back to the district level (R6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aggregator.write.briefing.phrases import level
from aggregator.write.onward.chosen import final
from aggregator.write.party.letterhead import addressed_to, letterhead, title
from aggregator.write.party.page import gap, party_document, say
from aggregator.write.party.signature import signature
from aggregator.write.party.table import Column, Row, add_table
from aggregator.write.party.words import flat, two
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
    about = f"chuyển nội dung đăng ký {level(facts, 0)} về {level(facts, 1)} năm {campaign.year}"
    document = party_document(campaign, f"Thông báo {about}")
    letterhead(document, campaign, papers.notice_symbol)
    title(document, "THÔNG BÁO", about)
    addressed_to(document, *_addressees(facts, back))
    _body(document, facts, back)
    receivers = ("Như trên", f"{papers.standing} (để báo cáo)", papers.archive)
    signature(document, campaign, receivers)
    return bytes_of(document)


def _addressees(facts: Facts, back: Sequence[Entry]) -> list[str]:
    """Whom the notice goes to: one unit by name, several in the table."""
    units = _units(back)
    return [_addressee(facts, units[0])] if len(units) == 1 else ["Các đơn vị có tên trong danh sách dưới đây"]


def _addressee(facts: Facts, code: str) -> str:
    """A commune's party committee (“Đảng ủy xã Lan Giới”); a body by its own name."""
    name = facts.called(facts.name(code))
    return f"{facts.campaign.papers.commune_body} {name}" if facts.is_commune(name) else name


def _units(back: Sequence[Entry]) -> list[str]:
    return list(dict.fromkeys(entry.unit for entry in back if entry.unit))


def _body(document: WordDocument, facts: Facts, back: Sequence[Entry]) -> None:
    papers, first, second = facts.campaign.papers, level(facts, 0), level(facts, 1)
    say(
        document,
        f"Thực hiện {papers.letter}; trên cơ sở kết quả xét, giới thiệu nội dung {first} của {papers.standing}, "
        f"{papers.board} thông báo {two(len(back))} nội dung đăng ký {first} được chuyển về {second} như sau:",
    )
    add_table(document, _COLUMNS, _rows(facts, back))
    gap(document)
    say(document, _reason(facts), *_counting(facts, back))
    who = "các đơn vị" if len(_units(back)) > 1 else "đơn vị"
    what = "các nội dung" if len(back) > 1 else "nội dung"
    say(
        document,
        f"Đề nghị {who} tiếp tục triển khai thực hiện {what} trên ở {second}; không phải lập lại danh sách, "
        "bản đăng ký đã gửi./.",
    )


def _reason(facts: Facts) -> str:
    """Why they went back: the cap only where it is reached, else the choice of the standing members."""
    second, papers = level(facts, 1), facts.campaign.papers
    cap = facts.campaign.province_cap
    if len(facts.decided("province")) == cap:
        told = f"do số nội dung được giới thiệu {level(facts, 0)} không quá {two(cap)}"
    else:
        told = f"thực hiện theo kết quả xét, lựa chọn của {papers.standing}"
    return f"Việc chuyển về {second} {told}, không phải là thiếu sót của đơn vị."


def _counting(facts: Facts, back: Sequence[Entry]) -> Iterator[str]:
    """What it means for the unit's numbers (R2, R3): the counts are those that it registered."""
    first, second = level(facts, 0), level(facts, 1)
    yield f"Đơn vị không còn nội dung {first} do chuyển về không bị tính là thiếu nội dung đăng ký {first};"
    yield (
        f"nội dung chuyển về không tính vào số nội dung đăng ký {second} theo quy định{_bounds(facts, back)} của "
        "đơn vị."
    )


def _bounds(facts: Facts, back: Sequence[Entry]) -> str:
    """How many of the second level are asked of these units: “ (04 - 05 nội dung)”."""
    kinds = {state.kind for code in _units(back) if (state := facts.states.get(code))}
    code = facts.campaign.levels[1].code
    limits = [limit for limit in facts.campaign.limits if limit.level == code and limit.group in kinds]
    least = {limit.minimum for limit in limits if limit.minimum is not None}
    most = {limit.maximum for limit in limits if limit.maximum is not None}
    if len(least) == 1 and len(most) == 1:
        return f" ({two(least.pop())} - {two(most.pop())} nội dung)"
    return f" (không quá {two(most.pop())} nội dung)" if len(most) == 1 else ""


def _rows(facts: Facts, back: Sequence[Entry]) -> Iterator[Row]:
    for number, entry in enumerate(back, start=1):
        yield Row([number, facts.name(entry.unit), facts.plain_name(entry.name), flat(facts.remark(entry))])
