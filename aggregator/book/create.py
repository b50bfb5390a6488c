"""Make a new tracking book: its six sheets with guides, drop-downs and hints, ready to print on A4."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it ships no py.typed

from aggregator.book.create_rules import write_rules
from aggregator.book.create_tables import write_units, write_without_rows
from aggregator.book.layout import BookSheet, book_layout
from aggregator.book.looks import LOOKS, NORMAL
from aggregator.book.page import GrowingSheet, NewSheet
from aggregator.campaign.model import Campaign

_OPTIONS = {
    "in_memory": True,
    # What stands in the book is text (guarantee 5).
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_column_width": 72,
    "default_row_height": 21,
}


def new_book(campaign: Campaign) -> bytes:
    """The tracking book of a campaign as .xlsx: its rules and units, and four sheets to be filled.

    The same campaign gives the same bytes. Raises CannotWork where Excel's limits are passed.
    """
    target = io.BytesIO()
    book = Workbook(target, {**_OPTIONS, "default_format_properties": dict(NORMAL)})
    created = dt.datetime(campaign.year, 1, 1)  # noqa: DTZ001 -- a fixed stamp, no moment of any clock
    author = f"{campaign.office.board} {campaign.office.committee}"
    title = f"Sổ theo dõi - {campaign.title}"
    book.set_properties({"title": title, "subject": campaign.title, "author": author, "created": created})
    looks = {name: book.add_format(look) for name, look in LOOKS.items()}
    for sheet in book_layout().sheets:
        _write(NewSheet(book.add_worksheet(sheet.title, GrowingSheet), sheet, campaign, looks), sheet)
    book.close()
    return target.getvalue()


def _write(new: NewSheet, sheet: BookSheet) -> None:
    writers: dict[str, Any] = {"rules": write_rules, "units": write_units}
    writers.get(sheet.code, write_without_rows)(new)
