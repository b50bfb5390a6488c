"""The workbook while its sheets are written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aggregator.write.sheets.page import Page
from aggregator.write.sheets.styles import Styles
from aggregator.write.sheets.table import FIRST
from aggregator.write.sheets.view import View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    from aggregator.outcome import Outcome

OVERVIEW = "Tổng quan"


class Book:
    """What every sheet needs: the workbook's styles, the outcome and the look-ups on it."""

    def __init__(self, workbook: Workbook, outcome: Outcome) -> None:
        self._workbook = workbook
        self.outcome = outcome
        self.campaign = outcome.campaign
        self.view = View(outcome)
        self.styles = Styles(workbook)
        self._pages: dict[str, Page] = {}

    def page(self, name: str, widths: Sequence[float]) -> Page:
        """A new sheet, with its paper set; every one but the overview leads back to it."""
        home = None if name == OVERVIEW else OVERVIEW
        made = Page(self._workbook.add_worksheet(name), self.styles, self.outcome, widths, home)
        self._pages[name] = made
        return made

    def place(self, sheet: str, mark: str) -> int:
        """The row (0-based) of a mark on a sheet; the first of its table where it is not there."""
        marks = self._pages[sheet].marks
        return marks.get(mark, marks.get(FIRST, 0))

    def close(self) -> None:
        """Finish every sheet."""
        for page in self._pages.values():
            page.close()

    def chart(self, kind: str, subtype: str | None) -> Any:
        """A new chart, to be placed on a page."""
        return self._workbook.add_chart({"type": kind} | ({"subtype": subtype} if subtype else {}))
