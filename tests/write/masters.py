"""Masters made and opened once a process. Whoever takes one reads it and changes nothing."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import Any
from unittest.mock import patch

import openpyxl
from openpyxl.worksheet.merge import MergedCellRange

from aggregator.nouns.outcome import Outcome
from aggregator.write.master import master_workbook

_WRITTEN: dict[int, tuple[Outcome, bytes]] = {}  # with the outcome, so that its id stays its own


def master_of(outcome: Outcome) -> bytes:
    """The master of an outcome; the same outcome again is not written again."""
    if id(outcome) not in _WRITTEN:
        _WRITTEN[id(outcome)] = outcome, master_workbook(outcome)
    return _WRITTEN[id(outcome)][1]


@lru_cache(maxsize=6)
def opened(data: bytes) -> Any:
    """A workbook as openpyxl has it, with all its sheets, their looks and links.

    But for the borders within merged cells: nobody looks at them, and they cost as much as all the rest.
    """
    with patch.object(MergedCellRange, "format"):
        return openpyxl.load_workbook(io.BytesIO(data))


@lru_cache(maxsize=64)
def values(data: bytes, sheet: str) -> list[list[Any]]:
    """The values of one sheet; the others are not read."""
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    return [list(row) for row in book[sheet].iter_rows(values_only=True)]
