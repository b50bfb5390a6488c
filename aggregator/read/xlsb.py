"""Binary workbooks of Excel 2007 and later (.xlsb).

calamine shows neither merged ranges nor hidden rows, errors and fonts here, so the records
have to be walked anyway; the cells are taken on the way.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aggregator.errors import Unreadable
from aggregator.model import Document, Sheet
from aggregator.read.grid import sparse_rows
from aggregator.read.limits import NO_SHEETS
from aggregator.read.package import Package
from aggregator.read.seen import make_sheet
from aggregator.read.xlsb_records import records, u32, wide_string
from aggregator.read.xlsb_sheet import SheetRecords
from aggregator.read.xlsb_styles import Fonts, read_strings, read_styles
from aggregator.read.xlsx_book import BookSheet, relations
from aggregator.read.xlsx_styles import Styles

if TYPE_CHECKING:
    from aggregator.read.xlsx_strings import Text

WORKBOOK = "xl/workbook.bin"
PROPERTIES, SHEET = 153, 156


@dataclass(slots=True)
class _Book:
    """The workbook part, and the strings and styles its sheets share."""

    package: Package
    sheets: list[BookSheet] = field(default_factory=list)
    epoch_1904: bool = False
    styles: Styles = field(default_factory=Styles)
    fonts: Fonts = field(default_factory=list)
    strings: list[Text] = field(default_factory=list)


def read_xlsb(data: bytes) -> Document:
    """Read every worksheet, hidden ones too."""
    book = _read_book(Package(data))
    if not book.sheets:
        raise Unreadable(NO_SHEETS)
    return Document("xlsb", tuple(_read_sheet(book, sheet) for sheet in book.sheets))


def _read_book(package: Package) -> _Book:
    related = relations(package, WORKBOOK)
    parts = {relation.kind: relation.part for relation in related.values()}
    book = _Book(package)
    book.styles, book.fonts = read_styles(package.part(parts.get("styles", "xl/styles.bin")))
    book.strings = read_strings(package.part(parts.get("sharedStrings", "xl/sharedStrings.bin")), book.fonts)
    for number, record in records(package.part(WORKBOOK)):
        if number == PROPERTIES:
            book.epoch_1904 = bool(u32(record, 0) & 1)
        elif number == SHEET:
            relation_id, at = wide_string(record, 8)
            relation = related.get(relation_id)
            if relation is not None and relation.kind == "worksheet":
                book.sheets.append(BookSheet(wide_string(record, at)[0], relation.part, u32(record, 0) in (1, 2)))
    return book


def _read_sheet(book: _Book, sheet: BookSheet) -> Sheet:
    found = SheetRecords(book.strings, book.styles, book.fonts, book.epoch_1904)
    found.read(book.package.part(sheet.part))
    return make_sheet(sheet.name, sparse_rows(found.cells), found.merges, sheet.hidden, found.seen)
