"""Write sheet “Quy định”: a line for each rule, with its source in the letter and how heavily it weighs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from aggregator.book.heights import row_height
from aggregator.book.layout import book_layout
from aggregator.book.limits import LimitLine, limit_lines
from aggregator.book.page import FIRST, NewSheet, checked
from aggregator.book.papers import CODE
from aggregator.campaign.model import Campaign

_PROSE = 40  # letters; longer texts stand to the left, in plain type
Value = str | int | dt.datetime | dt.date | None


@dataclass(frozen=True)
class _Line:
    section: str
    label: str
    value: Value
    severity: str
    source: str
    note: str


def write_rules(new: NewSheet) -> None:
    """Write the sheet. Labels are locked without a password, so that the program finds them again."""
    for number, column in enumerate(new.columns):
        checked(new.to.set_column(number, number, column.width))
    new.top()
    row, section = FIRST, ""
    severity = [column.code for column in new.columns].index("severity")
    for line in _lines(new.campaign):
        if line.section != section:
            section = line.section
            new.to.merge_range(row, 0, row, new.last, section, new.looks["section"])
            new.to.set_row(row, 22)
            row += 1
        _write_line(new, row, line)
        if line.severity:
            new.choose(severity, row, row)
        row += 1
    new.paper()
    new.to.print_area(0, 0, row - 1, new.last)
    new.to.protect("", {"format_cells": True, "format_columns": True, "format_rows": True, "objects": True})


def _write_line(new: NewSheet, row: int, line: _Line) -> None:
    new.text(row, 0, line.label, "locked")
    _write_value(new, row, line.value)
    new.text(row, 2, line.severity, "free" if line.severity else "locked")
    new.text(row, 3, line.source, "free")
    new.text(row, 4, line.note, "free")
    texts = (line.label, str(line.value or ""), line.severity, line.source, line.note)
    widths = [column.width for column in new.columns]
    new.to.set_row(row, max(22, row_height(zip(texts, widths, strict=True))))


def _write_value(new: NewSheet, row: int, value: Value) -> None:
    if isinstance(value, dt.datetime):
        checked(new.to.write_datetime(row, 1, value.replace(tzinfo=None), new.looks["free_time"]))
    elif isinstance(value, dt.date):
        checked(new.to.write_datetime(row, 1, value, new.looks["free_date"]))
    elif isinstance(value, int):
        checked(new.to.write_number(row, 1, value, new.looks["free_bold"]))
    else:
        new.text(row, 1, value or "", "free" if value and len(value) > _PROSE else "free_bold")


def _lines(campaign: Campaign) -> Iterator[_Line]:
    layout = book_layout()
    severities = layout.sheet("rules").column("severity").choices
    sources = {"deadline": campaign.deadline_source, "province_cap": campaign.province_cap_source}
    limits = [_limit(x, severities[x.limit.severity if x.limit else "violation"]) for x in limit_lines(campaign)]
    plain = [
        _Line(rule.section, rule.label, _value(campaign, rule.code), "", sources.get(rule.code, ""), rule.note)
        for rule in layout.rules
    ]
    yield from sorted((*plain, *limits), key=lambda line: line.section)


def _value(campaign: Campaign, code: str) -> Value:
    values: dict[str, Value] = {
        "year": campaign.year,
        "deadline": campaign.deadline.replace(second=0),
        "briefing": campaign.briefing,
        "province_cap": campaign.province_cap,
    }
    if code.startswith(CODE):
        return str(getattr(campaign.papers, code.removeprefix(CODE)))
    return values[code] if code in values else str(getattr(campaign.office, code))


def _limit(line: LimitLine, severity: str) -> _Line:
    words = book_layout().limits
    value = getattr(line.limit, line.bound) if line.limit else None
    source = line.limit.source if line.limit else ""
    return _Line(words.section, line.label, value, severity, source, "" if line.limit else words.note)
