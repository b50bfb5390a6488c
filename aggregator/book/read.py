"""Everything that a run needs of the tracking book, read once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aggregator.book.cell_words import CellWords
from aggregator.book.choices import Choice, choices_from
from aggregator.book.corrections import Correction, corrections_from
from aggregator.book.receipts import Book, read_receipts
from aggregator.book.unit_cells import FindUnit
from aggregator.book.waivers import Waiver, waivers_from

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from aggregator.book.opened import OpenBook
    from aggregator.campaign.model import Campaign
    from aggregator.findings import Finding


@dataclass(frozen=True)
class TrackingBook:
    """What people know and decided. ``findings`` are about the sheets but “Quy định”, “Đơn vị”.

    ``said`` is what the lists said when corrections were applied, by row of “Đính chính”: a run fills it in.
    """

    receipts: Book = field(default_factory=Book)
    corrections: tuple[Correction, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    choices: tuple[Choice, ...] = ()
    findings: tuple[Finding, ...] = ()
    said: Mapping[int, str] = field(default_factory=dict)


def read_tracking_book(
    opened: OpenBook, campaign: Campaign, find_unit: FindUnit, as_of: dt.datetime | None = None
) -> TrackingBook:
    """Read all sheets but those that make the campaign. Raises CannotWork where a sheet has lost its head.

    ``as_of`` is the time of the run: no receipt can be much later.
    """
    receipts = read_receipts(opened, CellWords(campaign.zone, find_unit, campaign.year, as_of))
    words = CellWords(campaign.zone, find_unit, campaign.year, as_of)
    corrections = corrections_from(opened, campaign, words)
    waivers = waivers_from(opened, words)
    choices = choices_from(opened, words)
    return TrackingBook(receipts, corrections, waivers, choices, (*receipts.findings, *words.findings))
