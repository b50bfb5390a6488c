"""The grid of the overview: three equal blocks side by side, each a label and five narrow columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from aggregator.write.sheets.cells import Value, put, put_across, put_link, set_height

if TYPE_CHECKING:
    from aggregator.write.sheets.page import Page

_BLOCK = (36.0, 15.5, 6.0, 6.0, 6.0, 6.0)
_GAP = 1.6
BLOCKS = 3
WIDTHS = (*_BLOCK, _GAP, *_BLOCK, _GAP, *_BLOCK)
_ROW = 15.5  # points
_STEP = len(_BLOCK) + 1
_LAST = len(_BLOCK) - 1

Slots = Sequence[tuple[int, int]]
FIVE: Slots = ((1, 1), (2, 2), (3, 3), (4, 4), (5, 5))
THREE: Slots = ((1, 1), (2, 3), (4, 5))
PLACE_AND_COUNT: Slots = ((1, 3), (4, 5))


class Block:
    """One of the three blocks, with a cursor of its own; the rows of all blocks are equally high."""

    def __init__(self, page: Page, number: int, row: int) -> None:
        self.page = page
        self.left = number * _STEP
        self.row = row

    def title(self, text: str) -> None:
        """A line over the whole block."""
        style = self.page.styles.get("band")
        put_across(self.page.sheet, self.row, (self.left, self.left + _LAST), text, style)
        self._next(_ROW)

    def heads(self, label: str, heads: Sequence[str], slots: Slots) -> None:
        """A line of column heads, two lines of text high."""
        self._write(label, heads, slots, ("head", "head"))
        self._next(26)

    def counts(
        self, label: str, values: Sequence[Value], slots: Slots, *, bold: bool = False, tone: str = ""
    ) -> None:
        """A line of counts."""
        styles = ("label_bold", "count_bold") if bold else ("label", "count")
        self._write(label, values, slots, styles, tone)
        self._next(_ROW)

    def linked(self, label: str, sheet: str, value: Value, tone: str) -> None:
        """A line of what needs attention: a link to its sheet, the sheet's name for readers on paper, a count."""
        put_link(self.page.sheet, self.row, self.left, label, self.page.styles.get("link"), to=sheet)
        self._slot(PLACE_AND_COUNT[0], sheet, "word", "")
        self._slot(PLACE_AND_COUNT[1], value, "count_bold", tone)
        self._next(_ROW)

    def _write(
        self, label: str, values: Sequence[Value], slots: Slots, styles: tuple[str, str], tone: str = ""
    ) -> None:
        put(self.page.sheet, self.row, self.left, label, self.page.styles.get(styles[0]))
        for slot, value in zip(slots, values, strict=True):
            self._slot(slot, value, styles[1], tone)

    def _slot(self, slot: tuple[int, int], value: Value, style: str, tone: str) -> None:
        first, last = (self.left + column for column in slot)
        put_across(self.page.sheet, self.row, (first, last), value, self.page.styles.get(style, tone))

    def _next(self, points: float) -> None:
        set_height(self.page.sheet, self.row, points)
        self.row += 1
