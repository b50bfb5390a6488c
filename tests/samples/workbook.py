"""Write sheets as .xlsx, the way Excel would."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

from xlsxwriter import Workbook

from tests.samples.nouns import Cell, Sheet

CREATED = dt.datetime(2024, 2, 19, 8)  # noqa: DTZ001  (a fixed stamp)
LOOKS: dict[str, dict[str, Any]] = {
    "plain": {"text_wrap": False},
    "title": {"bold": True, "align": "center", "valign": "vcenter"},
    "head": {"bold": True, "align": "center", "valign": "vcenter", "text_wrap": True, "border": 1},
    "section": {"bold": True, "valign": "vcenter", "text_wrap": True, "border": 1},
    "row": {"valign": "top", "text_wrap": True, "border": 1},
    "sign": {"bold": True},
    "struck": {"valign": "top", "text_wrap": True, "border": 1, "font_strikeout": True},
}
ERROR = "#REF!"
IN_CAPITALS = ("title", "sign")
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def xlsx(sheets: Sequence[Sheet], **options: object) -> bytes:
    """The workbook. ``options`` are XlsxWriter's own, such as ``date_1904``."""
    target = io.BytesIO()
    book = Workbook(target, {**OPTIONS, **options})
    book.set_properties({"created": CREATED, "author": "Văn phòng"})
    for sheet in sheets:
        _write(book, sheet)
    book.close()
    return target.getvalue()


def _write(book: Workbook, sheet: Sheet) -> None:
    page = book.add_worksheet(sheet.name)
    page.set_landscape()
    page.set_paper(9)
    for column, width in enumerate(sheet.widths):
        page.set_column(column, column, width)
    formats = {
        look: book.add_format({"font_name": _font(sheet, look), "font_size": 12, **known})
        for look, known in LOOKS.items()
    }
    dates = book.add_format({"font_name": sheet.font, "font_size": 12, **LOOKS["row"], "num_format": "dd/mm/yyyy"})
    for top, left, bottom, right in sheet.merges:
        page.merge_range(top, left, bottom, right, "", formats[sheet.looks[top]])
    width = max((len(row) for row in sheet.rows), default=0)
    for number, row in enumerate(sheet.rows):
        look = sheet.looks[number]
        for column, cell in enumerate(row + [None] * (width - len(row) if look in ("row", "head") else 0)):
            look_of_cell = formats["struck" if number in sheet.struck else look]
            _cell(page, number, column, cell, dates if isinstance(cell, dt.date) else look_of_cell)
        if number in sheet.hidden:
            page.set_row(number, None, None, {"hidden": True})


def _font(sheet: Sheet, look: str) -> str:
    """The .Vn fonts show capitals by another font, whose name ends in H."""
    return sheet.font + "H" if sheet.font.startswith(".Vn") and look in IN_CAPITALS else sheet.font


def _cell(page: Any, row: int, column: int, cell: Cell, look: Any) -> None:
    if isinstance(cell, dt.date):
        page.write_datetime(row, column, cell, look)
    elif isinstance(cell, int):
        page.write_number(row, column, cell, look)
    elif cell == ERROR:
        page.write_formula(row, column, "=#REF!", look, ERROR)
    elif cell:
        page.write_string(row, column, cell, look)
    else:  # a format alone: the cell has its border
        page.write_blank(row, column, None, look)
