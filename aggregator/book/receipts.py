"""Read sheet “Tiếp nhận” of the tracking book: what people know about when a file came, and from whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from aggregator.book.cell_words import CellWords, receipts_of_year
from aggregator.book.layout import book_layout
from aggregator.book.register import SHEET, BookReceipt, ReceiptRegister, file_key
from aggregator.book.sheets import BookSheets, Line
from aggregator.findings import Finding, finding
from aggregator.viet.fold import key


def read_receipts(opened: BookSheets, words: CellWords) -> ReceiptRegister:
    """The rows of the sheet that are of the campaign's year, with findings for what cannot be understood."""
    known = len(words.findings)
    rows = tuple(_row(line, words) for line in receipts_of_year(opened.lines("receipts"), words))
    hashed = opened.has("receipts") and "sha256" in opened.head("receipts").columns
    book = ReceiptRegister(rows, hashed=hashed)
    found = (*words.findings[known:], *_twice(rows), *_contradictions(book))
    return replace(book, findings=found)


_PEOPLES = {column.code for column in book_layout().sheet("receipts").columns if not column.by_tool}


def _twice(rows: Sequence[BookReceipt]) -> Iterator[Finding]:
    """Rows of one file in which people wrote; what the program itself wrote twice is mended without a word."""
    seen: set[tuple[str, str | None]] = set()
    for row in (row for row in rows if row.sha256 is None or row.written & _PEOPLES):
        content = (file_key(row.file or ""), row.sha256)
        if row.file and content in seen:
            yield finding("book-row-twice", sheet=SHEET, cell=row.cell, text=row.file)
        seen.add(content)


def _contradictions(book: ReceiptRegister) -> Iterator[Finding]:
    """Rows of one content under several names, of which a person wrote different units.

    Different times are none: the same file may well come twice.
    """
    for rows in book.by_content.values():
        said = [row for row in {file_key(row.file or ""): row for row in rows}.values() if row.unit is not None]
        other = next((row for row in said[1:] if row.unit != said[0].unit), None)
        if other:
            first: dict[str, Any] = {"other": said[0].file, "row": said[0].row}
            yield finding("book-content-contradicts", sheet=SHEET, cell=other.cell, text=other.file, **first)


def _row(line: Line, words: CellWords) -> BookReceipt:
    sheet = book_layout().sheet("receipts")
    known = len(words.findings)
    file = line.text("file") or None
    nobody = bool(file) and key(line.text("units")) == key(book_layout().nobody)
    one = words.unit(line, "units") if file and not nobody else None
    units = words.units(line, "units") if not file else (one,) if one else ()
    found_unit, _ = words.find_unit(line.text("found_unit")) if line.text("found_unit") else (None, ())
    at = words.time_of_receipt(line, "at")
    what, understood = words.choices(line, sheet.column("what"))
    row = BookReceipt(
        file=file,
        unit=units[0] if units else None,
        at=at,
        note=line.text("note") or None,
        cell=line.cell("file"),
        others=units[1:],
        doubted=words.named(line, "units") if file and not one and not nobody else (),
        means=line.text("means") or None,
        by_phone=sheet.column("means").choice(line.text("means")) == "phone",
        what=what,
        unclear=not understood or (bool(line.text("at")) and at is None),
        signed=words.yes_or_no(line, sheet.column("signed")),
        found_unit=found_unit,
        found_at=words.time(line, "found_at"),
        found_from=sheet.column("found_from").choice(line.text("found_from")),
        state=sheet.column("state").choice(line.text("state")),
        sha256=line.text("sha256").lower() or None,
        first_seen=words.time(line, "first_seen"),
        clues=tuple(part for part in line.text("clues").split("; ") if part),
        row=line.number,
        nobody=nobody,
        part=words.choice(line, sheet.column("part")),
        reading=words.choice(line, sheet.column("reading")),
        written=frozenset(line.cells),
    )
    if not file:
        _check_without_file(row, line, words, quiet=len(words.findings) > known)
    return row


def _check_without_file(row: BookReceipt, line: Line, words: CellWords, *, quiet: bool) -> None:
    """A receipt without a file needs a unit and a time, else it counts for nobody; a call may be a reminder."""
    text = line.text("units")
    if not text and (row.at or row.signed or row.what):
        words.note("book-receipt-without-unit", line, "units")
    elif row.units and row.means_list and not line.text("at") and not quiet:
        words.note("book-receipt-without-time", line, "at", text=text)
    elif row.by_phone and not row.what and row.counts_as_list:
        head = book_layout().sheet("receipts").column("what").head
        words.note("book-received-by-phone", line, "means", text=text, head=head)
