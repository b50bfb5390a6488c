"""Rows of another year: the book that is taken over into a new campaign keeps them, and they do not act."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from aggregator.book.cell_words import CellWords
from aggregator.book.opened import Line
from aggregator.book.times import read_time
from aggregator.findings import finding

_A_LOT = 3  # so many receipts without a file, all of one earlier year, are last year's and no slip of the pen


def lines_of_year(lines: Sequence[Line], words: CellWords, column: str) -> list[Line]:
    """The lines but those whose own year, or date, lies before the campaign's; one finding tells of these."""
    return _without(lines, {line.number: _year(line, column, words) for line in lines}, words)


def receipts_of_year(lines: Sequence[Line], words: CellWords) -> list[Line]:
    """The receipts but those of an earlier year.

    The program's own date says when a row was made. A row without one is of an earlier year where the sheet
    shows that it was in use then; a single earlier time is a slip, which is said and not applied.
    """
    made = {line.number: _year(line, "first_seen", words) for line in lines}
    told = {line.number: _year(line, "at", words) for line in lines}
    loose = Counter(told[number] for number, year in made.items() if year is None)
    in_use = {*made.values(), *(year for year, count in loose.items() if count >= _A_LOT)}
    own: dict[int, int | None] = {}
    for number, year in made.items():
        own[number] = told[number] if told[number] in in_use and year is None else year
        if year is not None and (told[number] or year) > year:
            own[number] = told[number]
    return _without(lines, own, words)


def _year(line: Line, column: str, words: CellWords) -> int | None:
    text = line.text(column)
    if text.isdecimal() and len(text) == 4:
        return int(text)
    at = read_time(line.cells.get(column), words.zone)
    return at.year if at else None


def _without(lines: Sequence[Line], years: dict[int, int | None], words: CellWords) -> list[Line]:
    this = words.year
    earlier = {number: year for number, year in years.items() if this and year and year < this}
    if earlier:
        words.findings.append(
            finding(
                "book-rows-of-other-year",
                sheet=lines[0].sheet,
                count=len(earlier),
                years=_listed(earlier.values()),
                year=this,
            )
        )
    return [line for line in lines if line.number not in earlier]


def _listed(years: Collection[int]) -> str:
    return ", ".join(str(year) for year in sorted(set(years)))
