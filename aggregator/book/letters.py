"""Sheet “Thư đã lập”: which letter with which content was made for whom and when; written, and read again.

A letter counts as sent unless a person says that it was not: then it is as if it had never been made.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from aggregator.book.cell_words import CellWords, lines_of_year
from aggregator.book.layout import book_layout
from aggregator.book.sheets import BookSheets, Line
from aggregator.nouns.finding import Mark
from aggregator.nouns.outcome import LetterMade

if TYPE_CHECKING:
    from aggregator.nouns.unit import Campaign

Row = Mapping[str, str | dt.datetime]  # by column code
_FULL = 32_000  # letters; a cell of Excel takes 32,767
_PARTS = 4  # of a mark


def letters_from(opened: BookSheets, words: CellWords) -> tuple[LetterMade, ...]:
    """The letters of the campaign's year, in the order of the sheet; rows that name none are people's own."""
    lines = lines_of_year(opened.lines("letters"), words, "at")
    return tuple(made for line in lines if (made := _made(line, words)))


def _made(line: Line, words: CellWords) -> LetterMade | None:
    sheet = book_layout().sheet("letters")
    unit, _ = words.find_unit(line.text("unit")) if line.text("unit") else (None, ())
    code = line.text("code") or (unit.code if unit else "")
    kind, at = sheet.column("kind").choice(line.text("kind")), words.time(line, "at")
    if not code or kind is None or at is None:
        return None
    sent = words.choice(line, sheet.column("sent")) != "no"
    return LetterMade(at, code, kind, line.text("content"), line.text("file"), _asked(line.text("asked")), sent)


def letters_waiting(rows: Iterable[Row]) -> Iterator[LetterMade]:
    """The letters of rows that could not be written into the book yet."""
    kind = book_layout().sheet("letters").column("kind")
    for row in rows:
        at, code = row.get("at"), kind.choice(str(row.get("kind", "")))
        if isinstance(at, dt.datetime) and code:
            facts = [str(row.get(column, "")) for column in ("code", "content", "file", "asked")]
            yield LetterMade(at, facts[0], code, facts[1], facts[2], _asked(facts[3]))


def _asked(text: str) -> tuple[Mark, ...]:
    """The points of a letter; none where a person spoilt the cell."""
    try:
        marks = [tuple(map(str, mark)) for mark in json.loads(text or "[]")]
    except (ValueError, TypeError):
        return ()
    return tuple((one[0], one[1], one[2], one[3]) for one in marks if len(one) == _PARTS)


def letter_rows(made: Sequence[LetterMade], known: Sequence[LetterMade], campaign: Campaign) -> Iterator[Row]:
    """A row for each letter that the sheet does not know yet, by column code.

    Points that a cell has no room for are left out, the last first: they are asked about as new ones then.
    """
    there = {(one.at, one.unit, one.content) for one in known}
    kinds = book_layout().sheet("letters").column("kind").choices
    for one in made:
        if (one.at, one.unit, one.content) not in there:
            points = list(one.asked)
            while len(asked := json.dumps(points, ensure_ascii=False, separators=(",", ":"))) > _FULL:
                points.pop()
            yield {
                "at": one.at,
                "unit": campaign.unit_name(one.unit),
                "kind": kinds[one.kind],
                "file": one.file,
                "count": str(len(one.asked)),
                "code": one.unit,
                "content": one.content,
                **({"asked": asked} if points else {}),
            }
