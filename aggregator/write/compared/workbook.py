"""`so_sanh_<year>.xlsx`, beside the master: what came in since a run, what became of a year's models."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aggregator.results.comparison import Comparison, SinceRun, SinceYear
from aggregator.write.compared.run import file_sheet, model_sheet
from aggregator.write.compared.year import year_sheet
from aggregator.write.sheets.workbook import MakePage, workbook_bytes

if TYPE_CHECKING:
    from aggregator.write.sheets.words import Dated


def comparison_workbook(comparison: Comparison, run: Dated) -> bytes:
    """The workbook; ``run`` is the present one, whose office and moment head the pages."""

    def fill(page_of: MakePage) -> None:
        if isinstance(comparison, SinceRun):
            file_sheet(page_of, comparison)
            model_sheet(page_of, comparison, run.campaign)
        if isinstance(comparison, SinceYear):
            year_sheet(page_of, comparison)

    return workbook_bytes(f"So sánh {run.campaign.title}", run, fill)
