"""A form that was found, its labels known: the noun between recognising M1/M2 and taking their values out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from aggregator.lines import Line


@dataclass(frozen=True, slots=True)
class LabelledItem:
    """One item: where its label begins, and what stands between it and the next label."""

    code: str
    label: Line
    said: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class LabelledForm:
    """One M1 or M2. ``top`` is what stands above the first item, letterhead and title among it.

    ``contested`` are codes that two labels claim alike, ``titled_otherwise`` says that title and labels disagree.
    """

    form: str
    sheet: str
    first_row: int
    last_row: int
    top: tuple[Line, ...]
    items: Mapping[str, LabelledItem]
    contested: tuple[str, ...] = ()
    titled_otherwise: bool = False
