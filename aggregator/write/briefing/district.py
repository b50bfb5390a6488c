"""What the board proposes for the district level: how many and which (R6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aggregator.write.briefing.phrases import level
from aggregator.write.party.page import point_head, say
from aggregator.write.party.words import two
from aggregator.write.sheets import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document as WordDocument

    from aggregator.write.briefing.facts import Facts


def district(document: WordDocument, facts: Facts) -> None:
    """The items registered, those that come back from the province's list, and the number proposed."""
    point_head(document, f"2. Đề xuất mô hình, điển hình {level(facts, 1)}")
    say(document, *_proposal(facts))


def _proposal(facts: Facts) -> Iterator[str]:
    entries, second, board = facts.second, level(facts, 1), facts.campaign.papers.board
    back, chosen = facts.decided("back_to_district"), facts.decided("district")
    if not entries and not back:
        yield f"Đến nay chưa có nội dung nào đăng ký {second} để đề xuất."
        return
    if entries:
        units = {entry.unit for entry in entries if entry.unit}
        yield f"Có {two(len(entries))} nội dung của {two(len(units))} đơn vị đăng ký {second} ({_fields(facts)})."
    if back:
        yield f"Ngoài ra có {two(len(back))} nội dung đăng ký {level(facts, 0)} được đề xuất chuyển về."
    if chosen:
        total = two(len(chosen) + len(back))
        yield f"{board} đề xuất {total} nội dung {second}, gồm các nội dung được ghi ở cột “Đề xuất” của Phụ lục 3."
    else:
        total = two(len(entries) + len(back))
        yield (
            f"{board} đề xuất {facts.campaign.papers.standing} xem xét số lượng trong {total} nội dung nêu tại "
            "Phụ lục 3; các nội dung còn điểm cần làm rõ được xét sau khi đơn vị bổ sung."
        )


def _fields(facts: Facts) -> str:
    counts: dict[str, int] = {}
    for entry in facts.second:
        title = words.lower_first(facts.field_title(entry).split(". ", 1)[-1])
        counts[title] = counts.get(title, 0) + 1
    return ", ".join(f"{two(count)} {title}" for title, count in counts.items())
