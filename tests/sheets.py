"""Tests show returned sheets as tables: a text becomes a sheet, a workbook, an inbox, an outcome."""

from __future__ import annotations

import datetime as dt
import io
import os
import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Self
from unittest.mock import patch

import xlsxwriter
from openpyxl.utils import range_boundaries

from aggregator import run as pipeline
from aggregator.campaign.load import default_campaign
from aggregator.nouns.document import Document, Merge, Notice, Row, Sheet, Unreadable, Value
from aggregator.nouns.finding import Finding
from aggregator.nouns.outcome import Outcome, Submission
from aggregator.nouns.reading import ListReading, ReturnReading
from aggregator.nouns.standing import UnitState
from aggregator.read.pool import Death
from aggregator.understand.document import ReturnReader

CAMPAIGN = default_campaign()
ZONE = CAMPAIGN.zone
BREAK = "⏎"  # a line break within a cell
ON_TIME = "26/02/2024 09:00"
AFTER = dt.datetime(2024, 2, 29, 8, 0, tzinfo=ZONE)  # the deadline has passed
BEFORE = dt.datetime(2024, 2, 20, 8, 0, tzinfo=ZONE)
# the columns of M3 with the two that most tests need
HEAD = (
    "| STT | Địa chỉ | Tên mô hình | Tập thể hoặc cá nhân | Duy trì | Xây dựng mới "
    "| Hoàn thành | Mục tiêu | Cấp đăng ký |"
)


def cells(line: str) -> tuple[Value, ...]:
    """One line of a table: ``| 1 | Thôn Trại | … |``; whole numbers are numbers; other lines stand in column A."""
    if not line.startswith("|"):
        return (line,) if line else ()
    values = [_value(part.strip()) for part in line.strip().strip("|").split("|")]
    while values and values[-1] is None:
        values.pop()
    return tuple(values)


def _value(text: str) -> Value:
    if not text:
        return None
    return int(text) if re.fullmatch(r"[1-9]\d{0,2}", text) else text.replace(BREAK, "\n")


def rows(text: str) -> tuple[Row, ...]:
    """Rows with content, numbered from 1; an empty line is a blank row."""
    lines = [line.strip() for line in textwrap.dedent(text).strip("\n").splitlines()]
    numbered = [(number, cells(line)) for number, line in enumerate(lines, start=1)]
    return tuple(Row(number, values) for number, values in numbered if values)


def sheet(
    text: str, name: str = "Sheet1", *, merges: Iterable[str] = (), notices: Sequence[Notice] = (), **more: Any
) -> Sheet:
    """A sheet from its table; ``merges`` are ranges such as ``C3:C4``."""
    return Sheet(name, rows(text), tuple(merge(m) for m in merges), notices=tuple(notices), **more)


def merge(cell_range: str) -> Merge:
    """``B3:C4`` as a merged range."""
    (a, first), (b, last) = re.findall(r"([A-Z])(\d+)", cell_range)
    return Merge(int(first), ord(a) - 64, int(last), ord(b) - 64)


def m3(*lines: str) -> str:
    """A table under the usual head. A line of words only is a section row or a signature."""
    return "\n".join([HEAD, *lines])


@cache
def reader() -> ReturnReader:
    return ReturnReader(CAMPAIGN)


def understand(*sheets: Sheet | str) -> ReturnReading:
    """A return of these sheets, understood."""
    made = [sheet(s, f"Sheet{n}") if isinstance(s, str) else s for n, s in enumerate(sheets, start=1)]
    return reader().understand(Document("xlsx", tuple(made)))


def read_list(given: Sheet | str) -> ListReading:
    """The only list of a sheet."""
    (part,) = understand(given).lists
    return part


def names(part: ListReading) -> list[str]:
    """The entries as “row: name”."""
    return [f"{entry.row}: {entry.values['name']}" for entry in part.entries]


def aside(part: ListReading) -> list[str]:
    """The rows set aside as “row: text”."""
    return [f"{row.row}: {row.text}" for row in part.leftovers]


def balance(part: ListReading) -> tuple[int, int, int, int, int]:
    """Rows seen, entries, joined, decoration, set aside."""
    return part.rows_seen, len(part.entries), part.rows_joined, part.rows_decoration, part.rows_set_aside


def shown(findings: Iterable[Finding]) -> list[str]:
    """The findings as “code @ cell”."""
    return [f"{f.code} @ {f.cell}" if f.cell else f.code for f in findings]


def codes(findings: Iterable[Finding], unit: str | None = None) -> list[str]:
    """The codes of the findings, of one unit where it is named."""
    return [f.code for f in findings if unit is None or f.unit == unit]


def only(findings: Iterable[Finding], code: str) -> Finding:
    """The only finding of this code."""
    (found,) = [f for f in findings if f.code == code]
    return found


def workbook(*sheets: Sheet | str) -> bytes:
    """The bytes of an .xlsx with these sheets."""
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(stream, options)
    book.set_properties({"created": dt.datetime(2024, 2, 1)})  # noqa: DTZ001 -- a workbook's times know no zone
    for number, given in enumerate(sheets, start=1):
        made = sheet(given, f"Sheet{number}") if isinstance(given, str) else given
        _write(book.add_worksheet(made.name), made)
    book.close()
    return stream.getvalue()


def _write(target: Any, made: Sheet) -> None:
    for row in made.rows:
        for column, value in enumerate(row.cells):
            if value is not None:
                target.write(row.number - 1, column, value)


def at(text: str) -> dt.datetime:
    """A time on the district's clock, from “26/02/2024 09:00”."""
    return dt.datetime.strptime(text, "%d/%m/%Y %H:%M").replace(tzinfo=ZONE)


Given = str | bytes | tuple[str | bytes, str]  # a table or bytes, with the file's time


def fill(inbox: Path, files: Mapping[str, Given]) -> Path:
    """Put files into an inbox: a table (a workbook is made of it) or bytes, with the time it came."""
    inbox.mkdir(parents=True, exist_ok=True)
    for name, given in files.items():
        content, when = given if isinstance(given, tuple) else (given, ON_TIME)
        path = inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(workbook(content) if isinstance(content, str) else content)
        stamp = at(when).timestamp()
        os.utime(path, (stamp, stamp))
    return inbox


class InlineGuard:
    """Reads in this process: quick, and nothing in these tests crashes a reader."""

    def __init__(self, *_: object, **__: object) -> None:
        pass

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def map(self, function: Any, items: Iterable[Any], _batch: int = 1) -> Iterator[Any]:
        for item in items:
            try:
                yield function(item)
            except Unreadable as error:
                yield Death(str(error))


def inline() -> Any:
    """Within this context files are read without worker processes."""
    return patch.multiple("aggregator.read.rounds", Guard=InlineGuard)


@cache
def desk_without_book() -> pipeline.Desk:
    """What every run without a tracking book goes by: the names of the roster, spelt out once."""
    return pipeline.open_desk(None, CAMPAIGN)


def run_over(
    inbox: Path, files: Mapping[str, Given], as_of: dt.datetime = AFTER, book: Path | None = None, **more: Any
) -> Outcome:
    """The outcome of an inbox made of these files, read in this process."""
    fill(inbox, files)
    with inline():
        desk = pipeline.open_desk(book, CAMPAIGN, as_of) if book else desk_without_book()
        return pipeline.run_at(desk, inbox, as_of=as_of, **more)


def unit(outcome: Outcome, code: str) -> UnitState:
    """Where one unit stands."""
    return next(state for state in outcome.units if state.code == code)


def submission(outcome: Outcome, file: str) -> Submission:
    """What became of one file."""
    return next(s for s in outcome.submissions if s.file == file)


def statuses(outcome: Outcome) -> dict[str, str]:
    """Every file with its status."""
    return {s.file: s.status for s in outcome.submissions}


def of_levels(province: int = 0, district: int = 0, base: int = 0, unknown: int = 0, **more: str) -> str:
    """A complete list with so many entries of each level, all different and without other faults."""
    levels = ["Cấp tỉnh"] * province + ["Cấp huyện"] * district + ["Cơ sở"] * base + [""] * unknown
    prefix = more.get("prefix", "Trồng hoa ven đường số")
    lines = [
        f"| {n} | Thôn {n} | {prefix} {n} | Tập thể | | x | 30/10/2024 | Đường đẹp | {level} |"
        for n, level in enumerate(levels, start=1)
    ]
    return "\n".join([*more.get("top", "").splitlines(), "", HEAD, "I. Lĩnh vực kinh tế", *lines])


def offered(book: Any, formula: str) -> list[str]:
    """The words of a drop-down, as Excel resolves it: those in all the ranges that its formula names."""
    words = []
    for title, named in re.findall(r"'([^']+)'!(\$[A-Z]+\$\d+:\$[A-Z]+\$\d+)", formula):
        left, top, right, bottom = range_boundaries(named.replace("$", ""))
        found = book[title].iter_rows(top, bottom, left, right, values_only=True)
        words += [str(value) for row in found for value in row if value]
    return words


def within_cell(formula: str) -> bool:
    """Whether a drop-down is a list within the rule itself, which commas cut."""
    return formula.startswith('"')
