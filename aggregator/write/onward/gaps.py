"""What the clerk is to add before the letter goes out: told on the terminal, never printed in the letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aggregator.write.onward.chosen import final
from aggregator.write.onward.copies import blanks
from aggregator.write.onward.item import item_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aggregator.outcome import Outcome
    from aggregator.write.onward.item import Item


def letter_gaps(outcome: Outcome) -> list[str]:
    """A line for each chosen item that lacks its M1 or M2 (R1), or of which a line is left blank."""
    facts, chosen = final(outcome, "province")
    told = [
        f"- “{item.name}” ({facts.called(item.unit)}): {'; '.join(lacking)}."
        for item in (item_of(facts, entry) for entry in chosen)
        if (lacking := list(_lacking(item)))
    ]
    return ["Trước khi phát hành công văn giới thiệu, cần bổ sung:", *told] if told else []


def _lacking(item: Item) -> Iterator[str]:
    if item.form is None:
        yield "chưa thấy bản M1, M2 (nội dung kèm theo lấy từ danh sách)"
    left = [label.lower() for label in blanks(item)]
    if left:
        yield f"để trống vì chưa rõ: {', '.join(left)}"
