"""The entries of many lists as one pandas frame of raw cells, each row with its origin."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from aggregator.cells import column_letters
from aggregator.returned import ListRead

# what a person can have typed, by column code; a column that the campaign declares besides comes after these
RAW_COLUMNS = (
    "stt",
    "address",
    "name",
    "holder",
    "holder_collective",
    "holder_individual",
    "continuing",
    "new",
    "mode",
    "period",
    "completion",
    "goals",
    "level",
    "level_province",
    "level_district",
    "level_base",
    "field",
)
ORIGIN_COLUMNS = ("file", "sheet", "row", "field_heading", "level_heading", "notes", "remark", "decoded", "cells")


def raw_frame(lists: Iterable[tuple[str, ListRead]]) -> pd.DataFrame:
    """One row an entry: RAW_COLUMNS as typed (objects), every other column of the lists, then ORIGIN_COLUMNS.

    ``lists`` pairs each list with its file. ``cells`` maps column codes to letters, ``decoded``
    column codes to the text before decoding, ``notes`` heads outside the form to their text.
    """
    records: list[tuple[Any, ...]] = []
    pairs = list(lists)
    more = sorted({code for _, part in pairs for code in part.columns} - {*RAW_COLUMNS})
    columns = (*RAW_COLUMNS, *more)
    for file, part in pairs:
        letters = {code: column_letters(number) for code, number in part.columns.items()}
        for entry in part.entries:
            typed = [entry.values.get(code) for code in columns]
            origin = (file, part.sheet, entry.row, entry.field_heading, entry.level_heading)
            records.append((*typed, *origin, entry.notes, entry.remark, entry.typed, letters))
    return pd.DataFrame(records, columns=[*columns, *ORIGIN_COLUMNS], dtype=object)
