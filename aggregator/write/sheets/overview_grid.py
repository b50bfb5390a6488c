"""The grid of the overview: many equal narrow columns, so that tables of any cut share one sheet of paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from aggregator.write.sheets.cells import Value, put_across, put_link, set_height

if TYPE_CHECKING:
    from aggregator.write.sheets.page import Page

PIXELS = 15  # of a column
BLOCKS, BLOCK, GAP = 3, 30, 2  # blocks side by side, the columns of a block and between two
COLUMNS = BLOCKS * BLOCK + (BLOCKS - 1) * GAP
WIDTHS = ((PIXELS - 5) / 7,) * COLUMNS  # Excel adds five pixels to a width's seven a unit
ROW = 15.0  # points of a row with one line of text
HEAD_ROW = 27.0  # of a row with two bold lines

Span = tuple[int, int]  # the first and the last column
Slots = Sequence[Span]  # the label's, then the values'
FIVE: Slots = ((0, 13), (14, 17), (18, 20), (21, 23), (24, 26), (27, 29))
THREE: Slots = ((0, 12), (13, 17), (18, 25), (26, 29))
PLACE_AND_COUNT: Slots = ((0, 15), (16, 24), (25, 29))
UNIT: Slots = ((0, 11), (12, 17), (18, 20), (21, 23), (24, 26), (27, 29))


def units_of(span: Span) -> float:
    """The width of merged columns in Excel's units, without the margins of the cell."""
    return (span[1] - span[0] + 1) * PIXELS / 7 - 1.4


def left_of(block: int) -> int:
    """The first column of a block."""
    return block * (BLOCK + GAP)


class Block:
    """One of the three blocks, with a cursor of its own; the rows of all blocks are equally high."""

    def __init__(self, page: Page, number: int, row: int) -> None:
        self.page = page
        self.left = left_of(number)
        self.row = row

    def title(self, text: str) -> None:
        """A line over the whole block."""
        self.cell((0, BLOCK - 1), text, "band")
        self._next(ROW)

    def heads(self, heads: Sequence[str], slots: Slots, small: int = 0) -> None:
        """A line of column heads, two lines of text high; so many of the last ones are small."""
        for number, (span, head) in enumerate(zip(slots, heads, strict=True)):
            self.cell(span, head, "head_small" if number >= len(heads) - small else "head")
        self._next(HEAD_ROW)

    def counts(
        self, label: str, values: Sequence[Value], slots: Slots, *, bold: bool = False, tone: str = ""
    ) -> None:
        """A line of counts."""
        styles = ("label_bold", "count_bold") if bold else ("label", "count")
        self.cell(slots[0], label, styles[0], tone)
        for span, value in zip(slots[1:], values, strict=True):
            self.cell(span, value, styles[1], tone)
        self._next(ROW)

    def linked(self, label: str, sheet: str, row: int, value: Value, tone: str) -> None:
        """A line of what needs attention: a link to its rows, the sheet's name for readers on paper, a count."""
        self.link(PLACE_AND_COUNT[0], label, "link", sheet, row)
        self.cell(PLACE_AND_COUNT[1], sheet, "word")
        self.cell(PLACE_AND_COUNT[2], value, "count_bold", tone)
        self._next(ROW)

    def cell(self, span: Span, value: Value, style: str, tone: str = "") -> None:
        """One value in the cursor's row over some columns of the block."""
        columns = (self.left + span[0], self.left + span[1])
        put_across(self.page.sheet, self.row, columns, value, self.page.styles.get(style, tone))

    def link(self, span: Span, label: str, style: str, sheet: str, row: int, *, tone: str = "") -> None:
        """A link to a row of a sheet, over some columns of the block."""
        self.cell(span, None, style, tone)
        form = self.page.styles.get(style, tone)
        put_link(self.page.sheet, self.row, self.left + span[0], label, form, to=sheet, at=row)

    def _next(self, points: float) -> None:
        set_height(self.page.sheet, self.row, points)
        self.row += 1
