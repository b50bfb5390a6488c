"""What may be presented to the province: the candidates, the decisions made, a frame for the rest (R6)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from aggregator.write.briefing.phrases import level
from aggregator.write.party.page import caption, gap, point_head, say
from aggregator.write.party.table import Column, Row, add_table
from aggregator.write.party.words import flat, two
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
        kind = "được lựa chọn" if chosen else "đề nghị lựa chọn"
        caption(document, f"Bảng 2. Nội dung {kind} để giới thiệu {level(facts, 0)}")
        add_table(document, _COLUMNS, _frame(facts, chosen), whole=True)
        gap(document)
    say(document, *_back(facts, back))


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


def _chosen(facts: Facts, chosen: Sequence[Entry]) -> str:
    papers, cap = facts.campaign.papers, facts.campaign.province_cap
    if not facts.top and not chosen:
        return ""
    if not chosen:
        return f"{papers.board} kính đề nghị {papers.standing} xem xét, lựa chọn theo khung tại Bảng 2."
    if len(chosen) > cap:
        return (
            f"Sổ theo dõi đang chọn {two(len(chosen))} nội dung, nhiều hơn {two(len(chosen) - cap)} nội dung so "
            f"với mức không quá {two(cap)}; kính đề nghị {papers.standing} chọn lại trước khi gửi "
            f"{papers.superior}. Việc chọn nhiều hơn không phải là thiếu sót của đơn vị nào."
        )
    left = cap - len(chosen)
    room = (
        f" Còn có thể lựa chọn thêm không quá {two(left)} nội dung."
        if left and len(facts.top) > len(chosen)
        else ""
    )
    return f"Đã lựa chọn {two(len(chosen))} nội dung để giới thiệu (Bảng 2).{room}"


def _frame(facts: Facts, chosen: Sequence[Entry]) -> Iterator[Row]:
    """The chosen, and empty rows up to the cap while there are candidates for them."""
    for number, entry in enumerate(chosen, start=1):
        about = (facts.name(entry.unit), facts.field_title(entry), flat(facts.remark(entry)))
        yield Row([number, flat(entry.name), *about])
    most = min(facts.campaign.province_cap, len(facts.top))
    for number in range(len(chosen) + 1, most + 1):
        yield Row([number, "\n", None, None, None])


def _back(facts: Facts, back: Sequence[Entry]) -> Iterator[str]:
    if back:
        yield f"Chuyển về đăng ký {level(facts, 1)}: {two(len(back))} nội dung, gồm:"
        yield "; ".join(f"“{flat(entry.name)}” ({flat(facts.name(entry.unit))})" for entry in back) + "."
