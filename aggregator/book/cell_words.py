"""What single cells of the book say: units, times, dates, choices; what is unclear becomes a finding."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from aggregator.book.layout import BookColumn
from aggregator.book.opened import Line
from aggregator.book.times import read_time
from aggregator.campaign.model import Unit
from aggregator.findings import Finding, finding
from aggregator.viet.fold import key

FindUnit = Callable[[str], tuple[Unit | None, Sequence[Unit]]]  # a name → the unit, or suggestions
_BETWEEN = re.compile(r"[;\n]")
_YES = frozenset({"co", "x", "v", "da co", "roi", "yes", "1"})
_NO = frozenset({"khong", "chua", "chua co", "no", "0"})
_YES_SIGNS = frozenset("✓✔☑")


@dataclass
class CellWords:
    """Reads the cells of lines and keeps the findings on the way."""

    zone: dt.tzinfo
    find_unit: FindUnit
    findings: list[Finding] = field(default_factory=list)

    def note(self, code: str, line: Line, column: str, **facts: Any) -> None:
        """Keep a finding that names the sheet and the cell."""
        self.findings.append(finding(code, sheet=line.sheet, cell=line.cell(column), **facts))

    def units(self, line: Line, column: str) -> tuple[Unit, ...]:
        """The units of a cell, one or several with “;” or line breaks between."""
        parts = [part.strip() for part in _BETWEEN.split(line.text(column)) if part.strip()]
        found = [self._unit(line, column, part) for part in parts]
        return tuple(dict.fromkeys(unit for unit in found if unit))

    def unit(self, line: Line, column: str) -> Unit | None:
        """The one unit of a cell."""
        text = line.text(column)
        return self._unit(line, column, text) if text else None

    def _unit(self, line: Line, column: str, text: str) -> Unit | None:
        unit, suggested = self.find_unit(text)
        if unit is None:
            hint = f" Có phải là {' hoặc '.join(u.name for u in suggested)}?" if suggested else ""
            self.note("book-unit-unknown", line, column, text=text, suggestion=hint)
        return unit

    def time(self, line: Line, column: str) -> dt.datetime | None:
        """The aware time of a cell."""
        if column not in line.cells:
            return None
        at = read_time(line.cells[column], self.zone)
        if at is None:
            self.note("book-time-unclear", line, column, text=line.text(column))
        return at.astimezone(self.zone) if at else None

    def date(self, line: Line, column: str) -> dt.date | None:
        """The date of a cell."""
        at = self.time(line, column)
        return at.date() if at else None

    def choice(self, line: Line, column: BookColumn) -> str | None:
        """The code of the choice that a cell holds."""
        text = line.text(column.code)
        code = column.choice(text) if text else None
        if text and code is None:
            allowed = ", ".join(f"“{words}”" for words in column.choices.values())
            self.note("book-choice-unknown", line, column.code, text=text, head=column.head, allowed=allowed)
        return code

    def yes_or_no(self, line: Line, column: BookColumn) -> bool | None:
        """Whether a cell says yes, in any of the ways that people tick a box."""
        value = line.cells.get(column.code)
        text = line.text(column.code)
        if isinstance(value, bool) or not text:
            return value if isinstance(value, bool) else None
        if key(text) in _YES or text in _YES_SIGNS:
            return True
        return False if key(text) in _NO else self.choice(line, column) == "yes"
