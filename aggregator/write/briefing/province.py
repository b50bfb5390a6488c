"""What may be presented to the province: the candidates, the decisions made, a frame for the rest (R6)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from aggregator.write.briefing.phrases import level
from aggregator.write.party.page import caption, gap, point_head, say
from aggregator.write.party.table import Column, Row, add_table
from aggregator.write.party.words import flat, listed, two
from aggregator.write.sheets import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docx.document import Document as WordDocument

    from aggregator.write.briefing.facts import Facts
    from aggregator.write.sheets.entries import Entry

_COLUMNS = (
    Column("STT", 11, centred=True),
    Column("Tên nội dung", 60),
    Column("Đơn vị đăng ký", 36),
    Column("Lĩnh vực", 30, centred=True),
    Column("Ghi chú", 28),
)


def province(document: WordDocument, facts: Facts) -> None:
    """The candidates in a sentence, then what was chosen or what is to be chosen."""
    point_head(
        document, f"1. Nội dung đề nghị xét, giới thiệu đăng ký xây dựng mô hình, điển hình {level(facts, 0)}"
    )
    chosen, back = facts.decided("province"), facts.decided("back_to_district")
    say(document, *_candidates(facts))
    say(document, _chosen(facts, chosen))
    if chosen or facts.top:
        caption(document, f"Bảng 2. {_headed(facts, chosen)}")
        add_table(document, _COLUMNS, _frame(facts, chosen), whole=True)
        gap(document)
    say(document, _back(facts, back))


def _candidates(facts: Facts) -> Iterator[str]:
    campaign, entries = facts.campaign, facts.top
    if not entries:
        yield f"Đến nay chưa có nội dung nào đăng ký {level(facts, 0)}."
        return
    units = {entry.unit for entry in entries if entry.unit}
    fields = Counter(words.lower_first(facts.field_title(entry).split(". ", 1)[-1]) for entry in entries)
    told = ", ".join(f"{two(count)} {title}" for title, count in fields.items())
    yield (
        f"Có {two(len(entries))} nội dung của {two(len(units))} đơn vị đăng ký {level(facts, 0)} "
        f"(theo lĩnh vực: {told}); danh sách tại Phụ lục 2."
    )
    yield (
        f"Theo {campaign.province_cap_source}, {campaign.papers.standing} xét và giới thiệu không quá "
        f"{two(campaign.province_cap)} nội dung."
    )


def _headed(facts: Facts, chosen: Sequence[Entry]) -> str:
    """What the table is: what is proposed, what is put before the standing members, or a frame to write in."""
    title, cap = level(facts, 0), facts.campaign.province_cap
    if not chosen:
        return f"Khung ghi nội dung lựa chọn giới thiệu {title} (không quá {two(cap)} nội dung)"
    if len(chosen) > cap:
        return f"Nội dung trình xem xét, lựa chọn giới thiệu {title}"
    room = ", các dòng trống để ghi bổ sung" if _room(facts, chosen) else ""
    return f"Nội dung đề xuất giới thiệu {title}{room}"


def _room(facts: Facts, chosen: Sequence[Entry]) -> int:
    """How many more may be chosen, while there are candidates for them."""
    return max(min(facts.campaign.province_cap, len(facts.top)) - len(chosen), 0)


def _chosen(facts: Facts, chosen: Sequence[Entry]) -> str:
    papers, cap = facts.campaign.papers, facts.campaign.province_cap
    if not facts.top and not chosen:
        return ""
    if not chosen:
        return f"{papers.board} kính đề nghị {papers.standing} xem xét, lựa chọn theo khung tại Bảng 2."
    if len(chosen) > cap:
        return (
            f"{papers.board} trình {two(len(chosen))} nội dung để {papers.standing} xem xét, lựa chọn "
            f"không quá {two(cap)} nội dung (Bảng 2)."
        )
    room = _room(facts, chosen)
    more = f"; có thể xem xét bổ sung không quá {two(room)} nội dung" if room else ""
    return f"{papers.board} đề xuất {two(len(chosen))} nội dung (Bảng 2){more}."


def _frame(facts: Facts, chosen: Sequence[Entry]) -> Iterator[Row]:
    """The chosen, and empty rows up to the cap while there are candidates for them."""
    for number, entry in enumerate(chosen, start=1):
        about = (facts.name(entry.unit), facts.field_title(entry), flat(facts.remark(entry)))
        yield Row([number, facts.plain_name(entry.name), *about])
    for number in range(len(chosen) + 1, len(chosen) + _room(facts, chosen) + 1):
        yield Row([number, "\n", None, None, None])


def _back(facts: Facts, back: Sequence[Entry]) -> str:
    told = [f"“{facts.plain_name(entry.name)}” ({facts.called(facts.name(entry.unit))})" for entry in back]
    head = f"{facts.campaign.papers.board} đề xuất chuyển về đăng ký {level(facts, 1)}"
    return f"{head} {two(len(back))} nội dung, gồm: {listed(told)}." if back else ""
