"""The provincial workbook: several districts on four printed pages, with the master's look (R6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aggregator.write.provincial.candidates import candidate_sheet
from aggregator.write.provincial.quotas import quota_sheet
from aggregator.write.provincial.timeliness import timeliness_sheet
from aggregator.write.provincial.totals import total_sheet
from aggregator.write.sheets.page import Page
from aggregator.write.sheets.styles import Styles
from aggregator.write.sheets.workbook import workbook_bytes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    from aggregator.rollup.province import Province


def provincial_workbook(province: Province) -> bytes:
    """The whole workbook; the same results give the same bytes."""

    def fill(workbook: Workbook) -> None:
        styles = Styles(workbook)

        def page(name: str, widths: Sequence[float]) -> Page:
            return Page(workbook.add_worksheet(name), styles, province, widths)

        for sheet in (total_sheet, timeliness_sheet, quota_sheet, candidate_sheet):
            sheet(page, province)

    return workbook_bytes(f"Tổng hợp toàn tỉnh {province.campaign.title}", province, fill)
