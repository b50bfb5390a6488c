"""Which cells a vertical merge covers, so that a merged value is there for every row of it."""

from __future__ import annotations

from collections.abc import Sequence

from aggregator.model import Merge, Row, Value


class Covered:
    """Looks up the top cell of vertical merges. Columns are indexes from 0."""

    def __init__(self, rows: Sequence[Row], merges: Sequence[Merge]) -> None:
        self._tops: dict[tuple[int, int], tuple[int, int]] = {}
        tall = [m for m in merges if m.last_row > m.first_row]
        if not tall:
            return
        self._rows = {row.number: row for row in rows}
        for merge in tall:
            self._cover(merge)

    def _cover(self, merge: Merge) -> None:
        """Only rows with content need covering: a merge may span a million empty ones."""
        last = min(merge.last_row, max(self._rows, default=0))
        columns = range(merge.first_column - 1, min(merge.last_column, merge.first_column + 50))
        for number in range(merge.first_row + 1, last + 1):
            if number in self._rows:
                for column in columns:
                    self._tops[(number, column)] = (merge.first_row, merge.first_column - 1)

    def top_row(self, row: int, column: int) -> int | None:
        """The first row of the merge that covers this cell from above, or None."""
        top = self._tops.get((row, column))
        return top[0] if top else None

    def value(self, row: int, column: int) -> Value:
        """The value of the merge that covers this cell from above, or None."""
        top = self._tops.get((row, column))
        if top is None or top[0] not in self._rows:
            return None
        cells = self._rows[top[0]].cells
        return cells[top[1]] if top[1] < len(cells) else None
