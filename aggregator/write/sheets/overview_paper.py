"""The pages of the overview as sheets of paper: each part fills one A4 page, whatever the program that prints.

Excel ignores manual page breaks where a sheet is fitted to pages, LibreOffice does not: so each page is filled
with a blank row to just under what a page holds, and has a break as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aggregator.write.sheets.cells import put_across, set_height
from aggregator.write.sheets.overview_grid import COLUMNS, PIXELS

if TYPE_CHECKING:
    from aggregator.write.sheets.page import Page

_LEFT, _TOP, _BOTTOM = 0.3, 0.3, 0.5  # margins, in inches
_A4_WIDTH, _A4_HEIGHT = 11.69, 8.27
_POINTS = 0.75  # of a pixel
_SLACK = 12.0  # points; printers differ, and the next page's first row is higher than this
HEIGHT = COLUMNS * PIXELS * _POINTS * (_A4_HEIGHT - _TOP - _BOTTOM) / (_A4_WIDTH - 2 * _LEFT) - _SLACK
_TITLE = 30.0


class Paper:
    """The paper under a page's cursor: what is used of it, where it ends."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._top = 0
        self._breaks: list[int] = []
        page.sheet.set_margins(left=_LEFT, right=_LEFT, top=_TOP, bottom=_BOTTOM)

    @property
    def left(self) -> float:
        """The points that are left on the paper below the cursor; below nought where it is overfull."""
        sizes = self._page.sheet.row_sizes
        return HEIGHT - _POINTS * float(sum(sizes[row][0] for row in range(self._top, self._page.row)))

    def turn(self, title: str) -> None:
        """Go on with a new sheet of paper that has a title of its own."""
        page = self._page
        if self.left > 1:
            page.skip(int(self.left))
        self._top = page.row
        self._breaks.append(page.row)
        page.sheet.set_h_pagebreaks(self._breaks)
        put_across(page.sheet, page.row, (0, COLUMNS - 1), title, page.styles.get("turned"))
        set_height(page.sheet, page.row, _TITLE)
        page.row += 1

    def close(self) -> None:
        """Print what stands in the grid and nothing beside it, as wide as the paper."""
        self._page.sheet.print_area(0, 0, self._page.row - 1, COLUMNS - 1)
        self._page.sheet.fit_to_pages(1, 0)
