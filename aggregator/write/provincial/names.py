"""Under a table of figures: the units behind them by name, district by district, over the page's whole width."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aggregator.write.sheets.cells import checked, put_across, set_height
from aggregator.write.sheets.measure import height, lines_needed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aggregator.write.sheets.page import Page

_LABELS = 2  # columns that the label reaches over
_TITLE = 2  # the row of the page's title: over names the heads of the figures would mislead in print

Told = tuple[str, str]  # what is told of the units, their names


def write_names(page: Page, districts: Sequence[tuple[str, Sequence[Told]]], empty: str) -> None:
    """A band for each district, and under it a line for each thing told; ``empty`` where there is nothing."""
    last = len(page.widths) - 1
    room = page.width - sum(page.widths[:_LABELS])
    checked(page.sheet.repeat_rows(_TITLE), page.sheet, "dòng đầu trang")
    for name, told in districts:
        _across(page, (0, last), name, "band", height(1) + 3)
        for label, names in told:
            put_across(page.sheet, page.row, (0, _LABELS - 1), label, page.styles.get("label"))
            lines = max(lines_needed(names, room), lines_needed(label, sum(page.widths[:_LABELS])))
            _across(page, (_LABELS, last), names, "text", height(lines))
        if not told:
            _across(page, (0, last), empty, "empty", height(1) + 4)


def _across(page: Page, columns: tuple[int, int], text: str, style: str, points: float) -> None:
    put_across(page.sheet, page.row, columns, text, page.styles.get(style))
    set_height(page.sheet, page.row, points)
    page.row += 1
