"""Read sheet “Tiếp nhận” of the tracking book: what people know about when a file came, and from whom."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from aggregator.book.cell_words import CellWords, FindUnit
from aggregator.book.layout import book_layout
from aggregator.book.opened import Line, OpenBook, open_book
from aggregator.book.receipt_book import SHEET, Book, BookReceipt, file_key
from aggregator.findings import finding

__all__ = ["Book", "BookReceipt", "FindUnit", "file_key", "read_book", "read_receipts"]


def read_book(path: Path, zone: dt.tzinfo, find_unit: FindUnit) -> Book:
    """Read the sheet of a book. Raises CannotWork where it cannot be opened; odd cells become findings."""
    return read_receipts(open_book(path), zone, find_unit)


def read_receipts(opened: OpenBook, zone: dt.tzinfo, find_unit: FindUnit) -> Book:
    """The rows of the sheet, with findings for what cannot be understood."""
    words = CellWords(zone, find_unit)
    rows = [_row(line, words) for line in opened.lines("receipts")]
    seen: set[tuple[str, str | None]] = set()
    for row in rows:
        content = (file_key(row.file or ""), row.sha256)
        if row.file and content in seen:
            words.findings.append(finding("book-row-twice", sheet=SHEET, cell=row.cell, text=row.file))
        seen.add(content)
    hashed = opened.has("receipts") and "sha256" in opened.head("receipts").columns
    return Book(tuple(rows), tuple(words.findings), hashed=hashed)


def _row(line: Line, words: CellWords) -> BookReceipt:
    sheet = book_layout().sheet("receipts")
    units = words.units(line, "units")
    file = line.text("file") or None
    if file and len(units) > 1:
        words.note("book-file-many-units", line, "units", text=file)
        units = ()
    found_unit, _ = words.find_unit(line.text("found_unit")) if line.text("found_unit") else (None, ())
    row = BookReceipt(
        file=file,
        unit=units[0] if units else None,
        at=words.time(line, "at"),
        note=line.text("note") or None,
        cell=line.cell("file"),
        others=units[1:],
        means=line.text("means") or None,
        signed=words.yes_or_no(line, sheet.column("signed")),
        found_unit=found_unit,
        found_at=words.time(line, "found_at"),
        found_from=sheet.column("found_from").choice(line.text("found_from")),
        state=sheet.column("state").choice(line.text("state")),
        sha256=line.text("sha256").lower() or None,
        first_seen=words.time(line, "first_seen"),
        row=line.number,
    )
    _check_without_file(row, line, words)
    return row


def _check_without_file(row: BookReceipt, line: Line, words: CellWords) -> None:
    """A receipt without a file needs a unit and a time, else it counts for nobody."""
    if row.file or line.text("units"):
        if not row.file and row.unit and row.at is None and not line.text("at") and not row.signed:
            words.note("book-receipt-without-time", line, "at", text=line.text("units"))
    elif row.at or row.signed:
        words.note("book-receipt-without-unit", line, "units")
