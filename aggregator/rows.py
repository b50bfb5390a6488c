"""What each row under a head is: the noun between recognising a sheet and taking its entries out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from aggregator.model import Row, Sheet
from aggregator.returned import AsideRow, Possible, StatedTotal, UnitWords

# BELOW is set aside too: a row under the list that is out of its pattern, and no signature that we know
ENTRY, JOINED, DECORATION, ASIDE, BELOW = "entry", "joined", "decoration", "aside", "below"


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a table.

    All go by column indexes from 0: ``columns`` by column code, ``extra`` the heads that are none of the
    form's, ``remarks`` those of them that are notes, ``words`` every head's key. ``years`` are those that the two
    columns of the mode name, in order: last year and this year (R8).
    """

    first_row: int
    last_row: int
    columns: Mapping[str, int]
    extra: Mapping[int, str]
    words: Mapping[int, str]
    remarks: frozenset[int] = frozenset()
    years: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ListTitle:
    """What stands above a list and holds for all of it: see ``ListRead``."""

    text: str = ""
    year: int | None = None
    year_evidence: str | None = None
    movement: str | None = None
    level: str | None = None
    field: str | None = None
    hand: tuple[UnitWords, ...] = ()

    @property
    def facts(self) -> frozenset[object]:
        """What it says, apart from the words: two pages of one list say the same."""
        said = (self.year, self.level, self.field, "other" if self.movement else None)
        return frozenset({*enumerate(said), *(words.text for words in self.hand)} - {(i, None) for i in range(4)})


@dataclass(frozen=True, slots=True)
class KnownRow:
    """One row and its role. ``field`` and ``level`` are what the headings above an entry say."""

    row: Row
    role: str
    head: Head
    field: str | None = None
    level: str | None = None


@dataclass(frozen=True, slots=True)
class KnownSheet:
    """A table of a sheet, every row below its first head known for what it is."""

    sheet: Sheet
    head: Head
    rows: tuple[KnownRow, ...]
    sections: tuple[str, ...]
    totals: tuple[StatedTotal, ...]
    nothing_said: int
    title: ListTitle = ListTitle()
    possible: tuple[Possible, ...] = ()
    unknown_groups: tuple[AsideRow, ...] = ()

    @property
    def head_year(self) -> int | None:
        """The year that the two heads of the mode name beside the last one; the letter’s own heads do not (R8)."""
        years = self.head.years
        return years[1] if len(years) == 2 and years[1] == years[0] + 1 else None

    @property
    def head_in_force(self) -> Head:
        """The head above the last row: the first one, or one that came again."""
        return self.rows[-1].head if self.rows else self.head
