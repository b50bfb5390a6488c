"""Workbooks of Excel 2 to 2003 (.xls)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aggregator.errors import Unreadable
from aggregator.model import Document, Merge, Sheet
from aggregator.read import biff, xls_sheet
from aggregator.read.cells import calamine_errors, is_hidden, open_workbook, rows_of, worksheets
from aggregator.read.grid import sparse_rows
from aggregator.read.limits import NO_SHEETS
from aggregator.read.locked import unlocked
from aggregator.read.ole import workbook_stream
from aggregator.read.seen import Seen, make_sheet

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, SheetMetadata


def read_xls(data: bytes) -> Document:
    """Read every worksheet, hidden ones too."""
    look = biff.look_at(workbook_stream(data))
    if look.locked:
        data = unlocked(data)
        look = biff.look_at(workbook_stream(data))
    sheets = _by_calamine(data, look) if look.modern and look.dense else None
    sheets = _by_xlrd(data) if sheets is None else sheets
    if not sheets:
        raise Unreadable(NO_SHEETS)
    return Document("xls", sheets)


def _by_calamine(data: bytes, look: biff.BiffLook) -> tuple[Sheet, ...] | None:
    """The sheets as calamine reads them, looked at closely where that pays; None where it fails."""
    try:
        workbook = open_workbook(data)
        with calamine_errors():
            found = [(meta, workbook.get_sheet_by_name(meta.name)) for meta in worksheets(workbook)]
    except Unreadable:
        return None
    seen = _seen_by_name(data) if look.telling else {}
    sheets = tuple(_sheet(meta, sheet, seen.get(meta.name)) for meta, sheet in found)
    return None if any(map(_is_misread, sheets)) else sheets


def _is_misread(sheet: Sheet) -> bool:
    """Whether calamine took UTF-16 for single bytes, as it does where records are in an unusual order."""
    return any(isinstance(value, str) and "\x00" in value for row in sheet.rows for value in row.cells)


def _sheet(meta: SheetMetadata, sheet: CalamineSheet, seen: Seen | None) -> Sheet:
    ranges = sheet.merged_cell_ranges or ()
    merges = [Merge(top + 1, left + 1, bottom + 1, right + 1) for (top, left), (bottom, right) in ranges]
    return make_sheet(meta.name, rows_of(sheet), merges, is_hidden(meta), seen)


def _seen_by_name(data: bytes) -> dict[str, Seen]:
    try:
        book: Any = xls_sheet.open_with_xlrd(data)
    except Unreadable:
        return {}
    return {sheet.name: xls_sheet.look_closely(book, sheet)[1] for sheet in book.sheets()}


def _by_xlrd(data: bytes) -> tuple[Sheet, ...]:
    book: Any = xls_sheet.open_with_xlrd(data)
    sheets = []
    for sheet in book.sheets():
        cells, seen = xls_sheet.look_closely(book, sheet)
        merges = xls_sheet.merges_of(sheet)
        sheets.append(make_sheet(sheet.name, sparse_rows(cells), merges, sheet.visibility > 0, seen))
    return tuple(sheets)
