"""The cells that the charts are drawn from: beside the printed grid, in sight on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from aggregator.write.sheets.cells import Value, checked, put, put_across
from aggregator.write.sheets.overview_grid import COLUMNS

if TYPE_CHECKING:
    from aggregator.write.sheets.page import Page

_LEFT = COLUMNS + 2
_LABEL, _WIDTH = 30.0, 12.0
_MOST = 6  # columns of a table

Range = list[str | int]  # as XlsxWriter takes it: sheet, first row and column, last row and column


class Table:
    """A small table of chart data: labels, and columns of numbers under heads."""

    def __init__(self, sheet: str, row: int, lines: int) -> None:
        self._sheet, self._first, self._last = sheet, row, row + lines - 1

    @property
    def labels(self) -> Range:
        """The cells of the labels."""
        return self.column(0)

    def column(self, number: int) -> Range:
        """The cells of a column; 1 is the first one of numbers."""
        return [self._sheet, self._first, _LEFT + number, self._last, _LEFT + number]

    def head(self, number: int) -> Range:
        """The cell of a column's head."""
        return [self._sheet, self._first - 1, _LEFT + number]


class Data:
    """The tables one under another, beside the grid."""

    def __init__(self, page: Page, row: int) -> None:
        self._page, self._row = page, row
        for column in range(_LEFT, _LEFT + _MOST):
            width = _LABEL if column == _LEFT else _WIDTH
            checked(page.sheet.set_column(column, column, width), page.sheet, "cột số liệu của biểu đồ")
        title = "Số liệu của các biểu đồ (không in)"
        put_across(page.sheet, row, (_LEFT, _LEFT + _MOST - 1), title, page.styles.get("note"))
        self._row += 1

    def table(self, heads: Sequence[str], lines: Sequence[tuple[Value, ...]]) -> Table:
        """Write a table under those that stand already."""
        for number, head in enumerate(heads):
            put(self._page.sheet, self._row, _LEFT + number, head, self._page.styles.get("data_head"))
        for row, line in enumerate(lines, start=self._row + 1):
            for number, value in enumerate(line):
                put(self._page.sheet, row, _LEFT + number, value, self._page.styles.get("data"))
        table = Table(self._page.sheet.get_name(), self._row + 1, len(lines))
        self._row += len(lines) + 2
        return table
