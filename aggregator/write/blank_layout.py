"""Where everything stands on a blank form. Rows and columns count from 0, as in XlsxWriter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlsxwriter.format import Format  # type: ignore[import-untyped]  # it ships no py.typed

    from aggregator.campaign.model import Campaign, Field, Form, Unit

TITLE_ROW = 3  # above it: the party's name, the unit line, place and date


@dataclass(frozen=True)
class Block:
    """Rows to fill in: those of a section under its head (M3), or the whole list (M4)."""

    field: Field | None
    first: int
    last: int

    @property
    def rows(self) -> range:
        """The rows to fill in."""
        return range(self.first, self.last + 1)


@dataclass(frozen=True)
class Layout:
    """The rows of a form, from its titles down to the signature."""

    note: int
    head: int  # the upper of the two head rows
    blocks: tuple[Block, ...]
    last_column: int

    @property
    def first(self) -> int:
        """The first row under the heads."""
        return self.head + 2

    @property
    def last(self) -> int:
        """The last row of the table."""
        return self.blocks[-1].last

    @property
    def own(self) -> int:
        """The row of the unit's own registration (R5); the row between ends the table."""
        return self.last + 2

    @property
    def signature(self) -> int:
        """The first row of the signature, after a row of space."""
        return self.own + 2


@dataclass(frozen=True)
class Blank:
    """A form about to be written: for whom, with everything's place and look."""

    campaign: Campaign
    form: Form
    unit: Unit | None
    place: Layout
    looks: dict[str, Format]


def layout(campaign: Campaign, form: Form) -> Layout:
    """The places of a form's parts."""
    note = TITLE_ROW + len(form.title)
    return Layout(note, note + 1, _blocks(campaign, form, note + 3), len(form.columns) - 1)


def _blocks(campaign: Campaign, form: Form, top: int) -> tuple[Block, ...]:
    if not form.sections:
        return (Block(None, top, top + form.rows_per_section - 1),)
    step = form.rows_per_section + 1  # the rows to fill in and the section's head above them
    firsts = range(top + 1, top + 1 + step * len(campaign.fields), step)
    return tuple(
        Block(field, first, first + form.rows_per_section - 1)
        for field, first in zip(campaign.fields, firsts, strict=True)
    )
