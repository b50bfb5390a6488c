"""Carry the answers of “Cần trả lời” over to where they belong, and mark the rows that are done with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aggregator.book.answers import AskedQuestion, contradicted
from aggregator.book.layout import book_layout
from aggregator.book.questions import questions
from aggregator.campaign.model import Unit

if TYPE_CHECKING:
    from aggregator.book.corrections import Correction
    from aggregator.book.read import TrackingBook
    from aggregator.outcome import Outcome

Cells = dict[str, str | dt.datetime]  # by column code


@dataclass
class SettledAnswers:
    """Cells for rows of “Tiếp nhận”, lines for “Đính chính”, and what the rows of “Cần trả lời” are marked with."""

    receipts: dict[int, Cells] = field(default_factory=dict)
    corrections: tuple[Cells, ...] = ()
    states: dict[int, Cells] = field(default_factory=dict)


def settled_by(outcome: Outcome, book: TrackingBook) -> SettledAnswers:
    """What this run's answers come to. An answer that the book has no place for acts on, and its row stays open.

    An open question whose doubt is gone, while what it is about is still there, needs no answer any more.
    """
    doubts = {question.key for question in questions(outcome)}
    there = {one.sha256 for one in outcome.submissions} | {unit for unit in outcome.entries["unit"] if unit}
    settled = SettledAnswers()
    for one in book.asked:
        if one.acts:
            state = _in_receipts(one, book, settled) if one.column else _in_corrections(one, outcome, book, settled)
        else:
            gone = one.state is None and one.key not in doubts and one.subject[0] in there
            state = "gone" if gone else None
        if state:
            words = book_layout().sheet("questions").column("state").choices
            settled.states[one.row] = {"key": one.key, "state": words[state]}
    return settled


def _in_receipts(one: AskedQuestion, book: TrackingBook, settled: SettledAnswers) -> str | None:
    column = one.column or ""
    rows = [row for row in book.receipts.rows if one.is_about(row)]
    if not rows or column not in book.columns.get("receipts", ()):
        return None
    blank = [row for row in rows if one.fits(row)]
    for row in blank:
        cells = settled.receipts.setdefault(row.row, {"file": row.file or ""})
        cells[column] = _words(one, column)
    return "settled" if blank else "other"


def _words(one: AskedQuestion, column: str) -> str | dt.datetime:
    """The answer as the column has it."""
    if isinstance(one.answer, dt.datetime):
        return one.answer
    if column == "units":
        return one.answer.name if isinstance(one.answer, Unit) else book_layout().nobody
    return book_layout().sheet("receipts").column(column).choices[str(one.answer)]


def _in_corrections(
    one: AskedQuestion, outcome: Outcome, book: TrackingBook, settled: SettledAnswers
) -> str | None:
    if not book.columns.get("corrections"):
        return None
    made = one.correction()
    if contradicted(made, [correction for correction in book.corrections if correction.row > 0]):
        return "other"
    settled.corrections = (*settled.corrections, _line(made, outcome, book.said.get(made.row, "")))
    return "settled"


def _line(made: Correction, outcome: Outcome, was: str) -> Cells:
    """A correction as a line of the sheet."""
    campaign = outcome.campaign
    titles: Mapping[str, str] = {}
    if made.what == "field":
        titles = {code: kind.title for code, kind in campaign.fields_by_code.items()}
    elif made.what == "level":
        titles = {code: kind.title for code, kind in campaign.levels_by_code.items()}
    on = made.date or outcome.as_of.date()
    cells: Cells = {
        "unit": campaign.unit_name(made.unit) if made.unit else "",
        "name": made.name,
        "place": made.place,
        "what": book_layout().sheet("corrections").column("what").choices[made.what],
        "value": titles.get(made.value or "", ""),
        "was": was,
        "who": made.who or "",
        "why": made.why or "",
        "date": dt.datetime(on.year, on.month, on.day, tzinfo=outcome.as_of.tzinfo),
    }
    return {code: value for code, value in cells.items() if value}
