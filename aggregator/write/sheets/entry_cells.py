"""An entry's facts as the sheets show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aggregator.write.sheets import words
from aggregator.write.sheets.measure import HIGHEST, height, lines_needed

if TYPE_CHECKING:
    from aggregator.write.sheets.entries import Entry

TOO_LONG = "(Nội dung dài, có thể in không hết; xem tệp gốc)"


def holder(entry: Entry) -> str:
    """The holder as typed, with its kind where the typing does not say it."""
    kind = words.HOLDER.get(entry.holder_kind or "")
    typed = entry.holder or ""
    if kind is None:
        return f"{typed} (chưa rõ tập thể hay cá nhân)" if typed else "Chưa ghi"
    return kind if not typed.strip() or typed.strip().casefold() == kind.casefold() else f"{typed} ({kind})"


def mode(entry: Entry) -> str:
    """Whether the model goes on or is new."""
    return words.MODE.get(entry.mode or "", "Chưa rõ")


def completion(entry: Entry) -> str:
    """The completion as typed, with the date it comes to where that says more."""
    typed, date = entry.completion or "", words.day(entry.completion_date)
    if not date or typed == date:
        return typed or "Chưa ghi"
    return f"{typed} ({date})" if typed else date


def source(entry: Entry, *shown: tuple[str | None, float]) -> str:
    """File › sheet › row; says so where one of the shown (text, column width) does not fit a row of paper."""
    where = words.place(entry.file, entry.sheet, entry.row)
    cut = any(text and height(lines_needed(text, width)) >= HIGHEST for text, width in shown)
    return f"{where}\n{TOO_LONG}" if cut else where
