"""Rows as the model wants them, from dense lists or from single cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aggregator.model import Row, Value
from aggregator.read.limits import check_spread

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff"

Cells = dict[int, dict[int, Value]]  # row -> column -> value, both 1-based


def is_blank(value: Value) -> bool:
    """Whether a cell shows nothing: None, or text of blanks only."""
    return value is None or (isinstance(value, str) and not value.strip().strip(ZERO_WIDTH).strip())


def dense_rows(lists: Iterable[Sequence[Value]], first_row: int, first_column: int) -> list[Row]:
    """Rows with content, from lists that begin at the given 1-based cell and hold '' for nothing."""
    left: tuple[Value, ...] = (None,) * (first_column - 1)
    rows = []
    for number, values in enumerate(lists, first_row):
        if values.count("") != len(values):
            cells = trimmed(left + tuple([None if value == "" else value for value in values]))
            if not all(map(is_blank, cells)):
                rows.append(Row(number, cells))
    return rows


def sparse_rows(cells: Mapping[int, Mapping[int, Value]]) -> list[Row]:
    """Rows with content, from single cells. Raises Unreadable where they lie too far to the right."""
    check_spread(sum(max(columns, default=0) for columns in cells.values()))
    return [
        Row(number, trimmed(spread(cells[number])))
        for number in sorted(cells)
        if not all(map(is_blank, cells[number].values()))
    ]


def spread(cells: Mapping[int, Value]) -> tuple[Value, ...]:
    """The cells of one row from column A on, gaps filled with None."""
    return tuple([cells.get(column) for column in range(1, max(cells, default=0) + 1)])


def trimmed(cells: tuple[Value, ...]) -> tuple[Value, ...]:
    """Without the trailing blanks."""
    end = len(cells)
    while end and cells[end - 1] is None:
        end -= 1
    return cells[:end]


def with_blank_rows(rows: Iterable[Row], numbers: Iterable[int]) -> tuple[Row, ...]:
    """The rows, and a blank one for each number not among them (it holds only errors)."""
    found = {row.number: row for row in rows}
    for number in numbers:
        found.setdefault(number, Row(number, ()))
    return tuple(found[number] for number in sorted(found))
