"""Our own blank forms, filled in as a unit does it in Excel, and saved by openpyxl."""

from __future__ import annotations

import datetime as dt
import io
import re
from typing import Any

import openpyxl

from aggregator.campaign.load import default_campaign
from aggregator.nouns.unit import Unit
from aggregator.write.blank import blank_workbook
from tests.samples.layouts import LETTER_COLUMNS, cells
from tests.samples.nouns import FIELDS, Listing
from tests.samples.parts import unzipped, zipped

MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
OWN_WORDS = "Đăng ký xây dựng đảng bộ"
FIRST_WORDS = {"economy": "I-", "culture_society": "II-", "defence_security": "III-", "political_system": "IV-"}


def blank(form: str, stamped_for: str | None = None) -> bytes:
    """The blank form as sent out, without or with a unit's stamp."""
    campaign = default_campaign()
    unit: Unit | None = campaign.units_by_code[stamped_for] if stamped_for else None
    return blank_workbook(campaign, campaign.forms_by_code[form], unit)


def filled(
    listing: Listing,
    form: str,
    stamped_for: str | None = None,
    *,
    name_it: bool = True,
    own: tuple[str, str, str] | None = None,
) -> bytes:
    """A blank form with the listing typed in.

    ``name_it``: the unit writes its name in the unit line. ``own``: what it writes of its own registration as a
    “Dân vận khéo” unit: the answer, number and date of the plan.
    """
    book = openpyxl.load_workbook(io.BytesIO(blank(form, stamped_for)))
    sheet: Any = book[form]
    if name_it:
        sheet["A2"] = f"Tên cơ quan, đơn vị: {listing.signed}"
    if own:
        row = _row_under(sheet, OWN_WORDS) - 1
        for column, said in zip((5, 7, 9), own, strict=True):
            sheet.cell(row, column).value = said
    columns = [*LETTER_COLUMNS, "level"] + (["field"] if form == "M4" else [])
    for field in FIELDS if form == "M3" else (None,):
        models = listing.of(field) if field else listing.models
        first = _row_under(sheet, FIRST_WORDS[field]) if field else _row_under(sheet, "STT") + 1
        for number, model in enumerate(models):
            for column, value in enumerate(cells(listing, model, None, columns), start=1):
                if value is not None:
                    sheet.cell(first + number, column).value = _typed(value)
    return saved(book)


def _typed(value: object) -> object:
    """The cells of the form are text: a date stays as it is typed."""
    return f"{value:%d/%m/%Y}" if isinstance(value, dt.date) else value


def _row_under(sheet: Any, words: str) -> int:
    """The number of the row below the one whose first cell begins with the words."""
    for row in range(1, sheet.max_row + 1):
        if str(sheet.cell(row, 1).value or "").startswith(words):
            return row + 1
    raise ValueError(words)


def saved(book: Any) -> bytes:
    """The workbook's bytes, the same on any day."""
    target = io.BytesIO()
    book.save(target)
    parts = unzipped(target.getvalue())
    parts["docProps/core.xml"] = MODIFIED.sub(rb"\g<1>2024-02-22T08:00:00Z", parts["docProps/core.xml"])
    return zipped(parts)
