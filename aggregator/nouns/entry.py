"""The frame of entries, a row a model, and the one way from it to rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


def rows_of(entries: pd.DataFrame, *columns: str) -> Iterator[tuple[Any, ...]]:
    """Of each entry its index label and its values in some columns, as plain Python has them.

    What is unknown is None, and a time, as pandas has dates, its day. For those who write, and those who compare
    entries one with another; who counts or looks for something asks the frame.
    """
    return zip(entries.index.tolist(), *(_plain(entries[column]) for column in columns), strict=True)


def _plain(column: pd.Series) -> list[Any]:
    column = column.dt.date if column.dtype.kind == "M" else column
    pairs = zip(column.tolist(), column.isna().tolist(), strict=True)
    return [None if unknown else value for value, unknown in pairs]
