"""Cell references as Excel writes them: B7 is row 7, column 2."""

from __future__ import annotations

import re
from functools import lru_cache

from aggregator.model import Merge

RANGE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Za-z]{1,3})\$?([0-9]{1,7}))?\Z")


@lru_cache(maxsize=20_000)
def column_number(letters: str) -> int:
    """The 1-based number of a column: A is 1, XFD is 16384."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def merge_of(reference: str) -> Merge | None:
    """A merged range from ``A1:C2``; None where it is no range of at least two cells."""
    found = RANGE.match(reference)
    if found is None or found[3] is None:
        return None
    columns = sorted((column_number(found[1]), column_number(found[3])))
    rows = sorted((int(found[2]), int(found[4])))
    return Merge(rows[0], columns[0], rows[1], columns[1]) if columns[0] < columns[1] or rows[0] < rows[1] else None
