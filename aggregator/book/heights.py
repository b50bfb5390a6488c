"""The height of a row that shows its whole texts; Excel and LibreOffice do not fit rows that they did not type."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterable

LINE = 15.75  # points of a line of 12-point type
_HIGHEST = 409  # points; Excel refuses more
_LETTERS = 1.02  # letters of Vietnamese prose in the width of one digit


def text_height(text: str, width: float) -> float:
    """The height in points that a text takes in a column as wide as so many digits."""
    room = max(1, math.floor(width * _LETTERS))
    return LINE * sum(len(textwrap.wrap(part, room)) or 1 for part in text.split("\n"))


def row_height(cells: Iterable[tuple[str, float]]) -> float:
    """The height of a row from its texts and the widths of their columns."""
    return min(max((text_height(text, width) for text, width in cells), default=LINE) + 3, _HIGHEST)
