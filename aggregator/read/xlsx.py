"""Workbooks of Excel 2007 and later: .xlsx, .xlsm, Strict Open XML, and what other programs write as such."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from aggregator.errors import Unreadable
from aggregator.model import Document
from aggregator.read import xlsx_strings, xlsx_styles
from aggregator.read.cells import calamine_errors, open_workbook, rows_of
from aggregator.read.grid import sparse_rows
from aggregator.read.limits import NO_SHEETS
from aggregator.read.package import Package
from aggregator.read.seen import make_sheet
from aggregator.read.xlsx_book import read_book
from aggregator.read.xlsx_look import look_at, merges_of, uses
from aggregator.read.xlsx_sheet import look_closely

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

    from aggregator.model import Row, Sheet
    from aggregator.read.seen import Seen
    from aggregator.read.xlsx_book import BookSheet
    from aggregator.read.xlsx_look import Look
    from aggregator.read.xlsx_strings import Text
    from aggregator.read.xlsx_styles import Styles


def read_xlsx(data: bytes) -> Document:
    """Read every worksheet, hidden ones too."""
    return _Reader(data).document()


class _Reader:
    """One workbook being read; its parts are parsed at most once, and only when a sheet needs them."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._package = Package(data)
        self._book = read_book(self._package)

    def document(self) -> Document:
        if not self._book.sheets:
            raise Unreadable(NO_SHEETS)
        return Document("xlsx", tuple(map(self._sheet, self._book.sheets)))

    def _sheet(self, sheet: BookSheet) -> Sheet:
        xml = self._package.part(sheet.part)
        if not xml:
            return make_sheet(sheet.name, (), (), sheet.hidden, None)
        look = look_at(xml)
        rows = self._dense_rows(sheet) if look.dense and self._book.plain_epoch else None
        seen: Seen | None = None
        if rows is None or self._needs_close_look(xml, look):
            cells, seen = look_closely(xml, self._strings, self._styles, self._book.epoch_1904)
            rows = sparse_rows(cells) if rows is None else rows
        return make_sheet(sheet.name, rows, merges_of(xml), sheet.hidden, seen)

    def _needs_close_look(self, xml: bytes, look: Look) -> bool:
        return look.telling or self._has_rich_strings or uses(xml, look, self._notable_styles)

    def _dense_rows(self, sheet: BookSheet) -> list[Row] | None:
        """The rows as calamine reads them; None where it fails."""
        try:
            with calamine_errors():
                workbook = self._calamine
                return None if workbook is None else rows_of(workbook.get_sheet_by_name(sheet.name))
        except Unreadable:
            return None

    @cached_property
    def _calamine(self) -> CalamineWorkbook | None:
        try:
            return open_workbook(self._data)
        except Unreadable:
            return None

    @cached_property
    def _styles_part(self) -> bytes:
        return self._package.part(self._book.styles)

    @cached_property
    def _strings_part(self) -> bytes:
        return self._package.part(self._book.strings)

    @cached_property
    def _styles(self) -> Styles:
        return xlsx_styles.read_styles(self._styles_part)

    @cached_property
    def _strings(self) -> list[Text]:
        return xlsx_strings.read_strings(self._strings_part)

    @cached_property
    def _has_rich_strings(self) -> bool:
        return xlsx_strings.may_be_notable(self._strings_part)

    @cached_property
    def _notable_styles(self) -> set[int]:
        return self._styles.notable if xlsx_styles.may_be_notable(self._styles_part) else set()
