"""The nouns of the samples: a model, a unit's list, and the sheet that a unit types it on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

Cell = str | int | dt.date | None
Make = Callable[[], bytes]
LEVELS = {"p": "Cấp tỉnh", "d": "Cấp huyện", "b": "Cơ sở"}
FIELDS = {
    "economy": "Kinh tế",
    "culture_society": "Văn hóa - xã hội",
    "defence_security": "Quốc phòng - an ninh",
    "political_system": "Hệ thống chính trị",
}


@dataclass(frozen=True)
class Model:
    """One invented model. ``level`` is p, d, b, or ? where the unit does not say it."""

    field: str
    level: str
    name: str
    address: str
    holder: str
    new: bool
    completion: Cell
    goals: str


@dataclass(frozen=True)
class Listing:
    """What a unit registers. ``signed`` is the unit's line on the paper, ``place`` the town of the date line."""

    signed: str
    place: str
    models: Sequence[Model]
    habit: int = 0  # which of the usual ways of writing marks and levels this office has

    def of(self, code: str) -> list[Model]:
        """The models of one field."""
        return [model for model in self.models if model.field == code]


@dataclass
class Sheet:
    """A sheet as typed: rows of cells from A1 on, merges (0-based, inclusive), looks by row."""

    name: str
    rows: list[list[Cell]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    looks: dict[int, str] = field(default_factory=dict)  # "title", "head", "section", "row", "sign"
    hidden: set[int] = field(default_factory=set)
    struck: set[int] = field(default_factory=set)
    widths: Sequence[float] = (5, 16, 30, 18, 12, 12, 14, 36, 11, 14)
    font: str = "Times New Roman"

    def add(self, *cells: Cell, look: str = "plain", merge: tuple[int, int] | None = None) -> int:
        """Append a row; its number. ``merge`` joins the cells from one column to another."""
        number = len(self.rows)
        self.rows.append(list(cells))
        self.looks[number] = look
        if merge:
            self.merges.append((number, merge[0], number, merge[1]))
        return number

    def skip(self, rows: int = 1) -> None:
        """Leave rows blank."""
        for _ in range(rows):
            self.add()
