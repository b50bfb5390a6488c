"""Add what a run saw for the first time to the tracking book; nothing that stands in it is changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from pathlib import Path

from aggregator.book.added_sheet import with_question_sheet
from aggregator.book.date_styles import date_styles
from aggregator.book.layout import book_layout
from aggregator.book.news import NewRow, News
from aggregator.book.opened import BookSheets, Head
from aggregator.book.receipt_book import file_key
from aggregator.book.same_cells import check_same_cells
from aggregator.book.sheet_scan import scan
from aggregator.book.sheet_splice import Splice, Values, emptied
from aggregator.book.workbook_parts import NotUpdated, Parts

__all__ = ["NotUpdated", "held_open", "lock_file", "updated_book"]
_KNOWN_BY = {"receipts": "file", "corrections": "name", "questions": "key"}
_EPOCHS = {False: dt.datetime(1899, 12, 30), True: dt.datetime(1904, 1, 1)}  # noqa: DTZ001 -- on no clock


def updated_book(opened: BookSheets, news: News, year: int) -> bytes | None:
    """The book with the news added below what stands there, or None where it has nothing to add.

    A book of before, in which nothing can be asked, gets the sheet for it, with the campaign's year in its heading.

    Only rows and blank cells of the sheets that News knows are added to; every other part of the file stays byte
    for byte, and so do their rows, widths, order, filters, formats and comments. The caller puts the bytes in
    place in one step. Raises NotUpdated where the file is no .xlsx workbook, or where reading the new book again
    shows that it would not be whole.
    """
    if not news:
        return None
    before = opened
    if news.rows.get("questions") and not opened.has("questions"):
        opened = with_question_sheet(opened, year)
    parts = Parts(opened.data)
    changed: dict[str, bytes] = {}
    for code in (sheet.code for sheet in book_layout().sheets):
        new, fills, doubled = news.rows.get(code, ()), news.fills.get(code, {}), news.doubled.get(code, ())
        name = parts.sheet(book_layout().sheet(code).title)
        if name and opened.has(code) and (new or fills or doubled):
            head, data = opened.head(code), parts.part(name)
            splice = _splice(parts, emptied(scan(data), doubled) if doubled else data, opened, code, doubled)
            first = splice.last + 1
            added = {first + n: row for n, row in enumerate(new)} | _same_rows(opened, code, fills)
            changed[name] = splice.with_rows({n: _by_column(row, head) for n, row in added.items()})
    changed = {name: data for name, data in changed.items() if data != parts.part(name)}
    return _guarded(before, parts, changed, news) if changed else None


def _guarded(opened: BookSheets, parts: Parts, changed: Mapping[str, bytes], news: News) -> bytes:
    """The new book, once it was read again. Raises NotUpdated where a cell of the old one would be lost."""
    for data in changed.values():
        scan(data)
    after = parts.replaced(changed)
    sheets = {sheet.title: news.doubled.get(sheet.code, ()) for sheet in book_layout().sheets}
    check_same_cells(opened, after, {t: rows for t, rows in sheets.items() if parts.sheet(t) in changed})
    return after


def _splice(parts: Parts, data: bytes, opened: BookSheets, code: str, blank: Collection[int]) -> Splice:
    """The sheet as it lies in a part; new rows come below the last in which something of ours is to be seen.

    ``blank`` are rows that were emptied.
    """
    head = opened.head(code)
    epoch, sheet = _EPOCHS[parts.dates_from_1904], scan(data)
    tool = {head.columns[c.code] for c in book_layout().sheet(code).columns if c.by_tool and c.code in head.columns}
    lines = (line.number for line in opened.lines(code) if line.number not in blank)
    last = opened.last_merged(code, max([head.row, sheet.last_taken(tool), *lines]))
    return Splice(sheet, head.row, last, date_styles(parts.styles()), epoch)


def _by_column(row: NewRow, head: Head) -> Values:
    return {head.columns[code]: value for code, value in row.items() if code in head.columns}


def _same_rows(opened: BookSheets, code: str, fills: Mapping[int, NewRow]) -> dict[int, NewRow]:
    """The cells to fill whose row still is of the same file or model: people may have saved the book meanwhile."""
    if not fills:
        return {}
    by = _KNOWN_BY[code]
    names = {line.number: file_key(line.text(by)) for line in opened.lines(code)}
    return {n: row for n, row in fills.items() if names.get(n) == file_key(str(row[by]))}


def lock_file(path: Path) -> Path | None:
    """The lock file that Excel or LibreOffice lays beside a book that they have open."""
    locks = (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#"))
    return next((lock for lock in locks if lock.exists()), None)


def held_open(path: Path) -> str | None:
    """The program that seems to have the book open, or None."""
    lock = lock_file(path)
    return None if lock is None else "Excel" if lock.name.startswith("~$") else "LibreOffice"
