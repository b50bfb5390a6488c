"""Where the columns of the heat table stand in the grid of the overview."""

from __future__ import annotations

from itertools import islice, pairwise
from typing import TYPE_CHECKING, NamedTuple

from aggregator.write.sheets.overview_grid import COLUMNS, Span

if TYPE_CHECKING:
    from aggregator.write.sheets.view import View

NAME: Span = (0, 14)
CELL = 3  # columns of a number


class Grid(NamedTuple):
    """The columns of the numbers by field and level, of the whole fields, of the rest of a line."""

    cells: list[Span]
    fields: list[Span]
    unknown: Span
    sums: list[Span]
    verdict: Span

    @property
    def numbers(self) -> list[Span]:
        """The columns of all numbers of a line, in order."""
        return [*self.cells, self.unknown, *self.sums]


def grid_of(view: View) -> Grid:
    """The columns for the campaign's fields and levels; the verdict takes what is left."""
    levels = len(view.level_titles)
    count = len(view.campaign.fields) * levels
    starts = range(NAME[1] + 1, NAME[1] + 1 + CELL * (count + levels + 3), CELL)
    spans = iter([(start, after - 1) for start, after in pairwise(starts)])
    cells = list(islice(spans, count))
    fields = [(cells[n][0], cells[n + levels - 1][1]) for n in range(0, count, levels)]
    unknown = next(spans)
    sums = list(spans)
    return Grid(cells, fields, unknown, sums, (sums[-1][1] + 1, COLUMNS - 1))
