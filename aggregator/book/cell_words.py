"""What single cells of the book say: units, times, dates, choices; what is unclear becomes a finding.

A book that is taken over into a new campaign keeps the rows of the year before, and they do not act.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Collection, Sequence
from functools import cached_property
from typing import Any

from msgspec import Struct, field

from aggregator.book.layout import BookColumn, book_layout, in_quotes
from aggregator.book.sheets import Line
from aggregator.book.units import TICKS, FindUnit, UnitSaid, units_said
from aggregator.campaign.vocabulary import Vocabulary
from aggregator.nouns.finding import Finding, finding
from aggregator.nouns.unit import Campaign, Unit
from aggregator.vietnamese.fold import key
from aggregator.vietnamese.times import read_time, understood

_BETWEEN = re.compile(r"[;\n+]|\bvà\b")
_YES = frozenset({"co", "x", "v", "da co", "da ky", "co ky", "da dong dau", "da ky dong dau", "roi", "yes", "1"})
_OF_FILES = ("units", "answer")  # the columns that say whose a file is, which may be nobody's
_NO = frozenset({"khong", "chua", "chua co", "no", "0"})


class CellWords(Struct, dict=True):
    """Reads the cells of lines and keeps the findings on the way."""

    campaign: Campaign
    find_unit: FindUnit
    as_of: dt.datetime | None = None  # nothing was received much later than this
    findings: list[Finding] = field(default_factory=list)

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return Vocabulary(self.campaign.fields, self.campaign.levels)

    def code_of(self, text: str, what: str) -> str | None:
        """The code of the ``field``, or of the one ``level``, that a text names."""
        if what == "field":
            return self._vocabulary.field_in_column(text)
        levels = self._vocabulary.levels_in_column(text)
        return next(iter(levels)) if len(levels) == 1 else None

    def note(self, code: str, line: Line, column: str, **facts: Any) -> None:
        """Keep a finding that names the sheet and the cell."""
        self.findings.append(finding(code, sheet=line.sheet, cell=line.cell(column), **facts))

    def units(self, line: Line, column: str) -> tuple[Unit, ...]:
        """The units of a cell, one or several; a part that names none is a finding, the others count."""
        for one in units_said(line.text(column), self.find_unit):
            if one.unit is None:
                self._unknown(line, column, one)
        return self.named(line, column)

    def named(self, line: Line, column: str) -> tuple[Unit, ...]:
        """The units that a cell names, whatever else stands there; no finding."""
        said = units_said(line.text(column), self.find_unit)
        return tuple(dict.fromkeys(one.unit for one in said if one.unit))

    def unit(self, line: Line, column: str) -> Unit | None:
        """The one unit of a cell; where it names several, or anything else besides, it names none."""
        said = units_said(line.text(column), self.find_unit)
        units = {one.unit.code: one.unit for one in said if one.unit}
        if len(units) > 1:
            self.note("book-one-unit-only", line, column, text=line.text(column))
        elif said and not all(one.unit for one in said):
            unknown = UnitSaid(line.text(column), None, next(one.suggestions for one in said if not one.unit))
            self._unknown(line, column, unknown)
        else:
            return next(iter(units.values()), None)
        return None

    def _unknown(self, line: Line, column: str, said: UnitSaid) -> None:
        likely = " hoặc ".join(unit.name for unit in said.suggestions)
        if not likely and column in _OF_FILES and key(said.text).startswith("khong "):
            likely = f"“{book_layout().nobody}”"
        hint = f" Có phải là {likely}?" if likely else ""
        self.note("book-unit-unknown", line, column, text=said.text, suggestion=hint)

    def time(self, line: Line, column: str) -> dt.datetime | None:
        """The aware time of a cell."""
        if column not in line.cells:
            return None
        zone, year = self.campaign.zone, self.campaign.year
        at = read_time(line.cells[column], zone, year)
        if at is None:
            text = line.text(column)
            self.note("book-time-unclear", line, column, text=text, understood=understood(text, year))
        return at.astimezone(zone) if at else None

    def time_of_receipt(self, line: Line, column: str) -> dt.datetime | None:
        """The time of a receipt; one after the run, or of another year than the campaign's, is a finding."""
        at = self.time(line, column)
        if at is None:
            return None
        late = self.as_of is not None and at > self.as_of + dt.timedelta(days=1)
        if not late and at.year == self.campaign.year:
            return at
        why = "sau thời điểm tổng hợp" if late else f"không thuộc năm {self.campaign.year}"
        self.note("book-time-impossible", line, column, text=f"{at:%d/%m/%Y}", why=why)
        return None

    def date(self, line: Line, column: str) -> dt.date | None:
        """The date of a cell."""
        at = self.time(line, column)
        return at.date() if at else None

    def choice(self, line: Line, column: BookColumn) -> str | None:
        """The code of the choice that a cell holds."""
        text = line.text(column.code)
        code = column.choice(text) if text else None
        if text and code is None:
            self.unknown_choice(line, column)
        return code

    def choices(self, line: Line, column: BookColumn) -> tuple[frozenset[str], bool]:
        """The codes of the choices that a cell holds, with “;”, “+” or “và” between; whether all was understood."""
        text = line.text(column.code)
        whole = column.choice(text) if text else None
        parts = [] if whole or not text else [part for part in _BETWEEN.split(text) if part.strip()]
        codes = [whole] if whole else [column.choice(part) for part in parts]
        if None in codes:
            self.unknown_choice(line, column)
        return frozenset(code for code in codes if code), None not in codes

    def unknown_choice(self, line: Line, column: BookColumn, allowed: Collection[str] = ()) -> None:
        """Keep a finding: a cell holds none of the words that may stand there, the column's own or these."""
        words = in_quotes(allowed) if allowed else column.allowed
        facts = {"text": line.text(column.code), "head": column.head, "allowed": words}
        self.note("book-choice-unknown", line, column.code, **facts)

    def yes_or_no(self, line: Line, column: BookColumn) -> bool | None:
        """Whether a cell says yes, in any of the ways that people tick a box."""
        value = line.cells.get(column.code)
        text = line.text(column.code)
        if isinstance(value, bool) or not text:
            return value if isinstance(value, bool) else None
        if key(text) in _YES or text in TICKS:
            return True
        return False if key(text) in _NO else self.choice(line, column) == "yes"


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
    at = read_time(line.cells.get(column), words.campaign.zone)
    return at.year if at else None


def _without(lines: Sequence[Line], years: dict[int, int | None], words: CellWords) -> list[Line]:
    this = words.campaign.year
    earlier = {number: year for number, year in years.items() if year and year < this}
    if earlier:
        facts: dict[str, Any] = {
            "count": len(earlier),
            "years": ", ".join(map(str, sorted({*earlier.values()}))),
            "year": this,
        }
        words.findings.append(finding("book-rows-of-other-year", sheet=lines[0].sheet, **facts))
    return [line for line in lines if line.number not in earlier]
