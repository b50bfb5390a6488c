"""The entries frame as plain records: whatever kind of nothing the frame holds becomes None."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from aggregator.results.model import ENTRY_COLUMNS
from aggregator.results.model import Entry as ResultEntry

if TYPE_CHECKING:
    import pandas as pd

_NOTHING: Mapping[str, str | None] = {}


class Entry(ResultEntry, frozen=True, kw_only=True):
    """One model of a list; ``label`` is its index label in the frame.

    ``added`` is what the campaign's forms have besides the promised columns, by column code.
    """

    label: int
    added: Mapping[str, str | None] = _NOTHING


def added_columns(frame: pd.DataFrame) -> list[str]:
    """The codes of the columns that the campaign's forms have besides the promised ones."""
    return [str(name) for name in frame.columns if name not in ENTRY_COLUMNS]


def columns_of(frame: pd.DataFrame, names: Sequence[str]) -> list[list[Any]]:
    """The values of some columns as plain Python ones; None, NaN and NaT all become None, times become days."""
    return [_plain(frame[name]) for name in names]


def _plain(values: pd.Series[Any]) -> list[Any]:
    whole: list[Any] = values.astype(object).where(values.notna(), None).tolist()
    if any(isinstance(value, dt.datetime) for value in whole):  # pandas gives dates as Timestamps
        return [value.date() if isinstance(value, dt.datetime) else value for value in whole]
    return whole


def entries_of(frame: pd.DataFrame) -> list[Entry]:
    """The rows of the entries frame, in its order."""
    added = added_columns(frame)
    rows = zip(*columns_of(frame, ENTRY_COLUMNS), strict=True)
    more: Any = zip(*columns_of(frame, added), strict=True) if added else (() for _ in range(len(frame)))
    return [
        Entry(**dict(zip(ENTRY_COLUMNS, row, strict=True)), label=label, added=dict(zip(added, extra, strict=True)))
        for label, row, extra in zip(frame.index.tolist(), rows, more, strict=True)
    ]
