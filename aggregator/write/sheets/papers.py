"""Where a sheet's rows come to lie on paper, so that what belongs together is not parted by the end of a page.

LibreOffice heeds page breaks made by hand; Excel does not where a sheet is fitted to the paper's width, but ends
its papers where this reckoning does, and what must not stand at the end of one is moved on by a blank row as well.
"""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

_A4_WIDTH, _A4_HEIGHT, _INCH = 11.69, 8.27, 72.0
_PIXEL = 0.75  # points
LEFT_FREE = 14.0  # points that are not filled: printers differ, and a band is higher than this


class Papers:
    """The papers of one sheet; rows are followed in order, each when it is asked about."""

    def __init__(self, sheet: Worksheet, widths: Sequence[float], margins: Mapping[str, float]) -> None:
        self._sheet = sheet
        wide = sum(width * 7 + 5 for width in widths) * _PIXEL
        room = (_A4_WIDTH - margins["left"] - margins["right"]) * _INCH
        scale = floor(100 * min(1.0, room / wide)) / 100
        self.height = (_A4_HEIGHT - margins["top"] - margins["bottom"]) * _INCH / scale
        self._followed, self._used = 0, 0.0
        self._breaks: list[int] = []

    def left(self, row: int, head: int | None) -> float:
        """The points that are left on the paper above a row; ``head`` is the row repeated on each paper."""
        for number in range(self._followed, row):
            points = self._points(number)
            if self._used + points > self.height:
                self._used = self._points(head) if head is not None else 0.0
            self._used += points
        self._followed = row
        return self.height - self._used

    def turn(self, row: int, head: int | None) -> None:
        """Begin a new paper with a row."""
        self._breaks.append(row)
        self._sheet.set_h_pagebreaks(self._breaks)
        self._followed, self._used = row, self._points(head) if head is not None else 0.0

    def _points(self, row: int) -> float:
        return _PIXEL * float(self._sheet.row_sizes[row][0])
