"""An entry's facts as the sheets show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aggregator.office.measure import HIGHEST, height, lines_needed
from aggregator.write.sheets import words

if TYPE_CHECKING:
    from aggregator.write.sheets.entries import Entry

_SURELY_FITS = 250  # letters; a column of 26 holds at least 13 wide ones a line, a row 31 lines
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
    cut = any(_is_long(text) and height(lines_needed(text, width)) >= HIGHEST for text, width in shown if text)
    return f"{where}\n{TOO_LONG}" if cut else where


def _is_long(text: str) -> bool:
    """Whether a text may be too high for a row at all: others need not be measured."""
    return len(text) > _SURELY_FITS or text.count("\n") > _SURELY_FITS // 10
