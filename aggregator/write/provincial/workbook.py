"""The provincial workbook: several districts on four printed pages, with the master's look (R6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aggregator.write.provincial.candidates import candidate_sheet
from aggregator.write.provincial.quotas import quota_sheet
from aggregator.write.provincial.timeliness import timeliness_sheet
from aggregator.write.provincial.totals import total_sheet
from aggregator.write.sheets.workbook import MakePage, workbook_bytes

if TYPE_CHECKING:
    from aggregator.rollup.province import Province


def provincial_workbook(province: Province) -> bytes:
    """The whole workbook; the same results give the same bytes."""

    def fill(page_of: MakePage) -> None:
        for sheet in (total_sheet, timeliness_sheet, quota_sheet, candidate_sheet):
            sheet(page_of, province)

    return workbook_bytes(f"Tổng hợp toàn tỉnh {province.campaign.title}", province, fill)
