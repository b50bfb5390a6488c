"""A workbook of the board's: its letterhead and the moment of its figures on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aggregator.office.page import Letterhead
from aggregator.office.workbook import Book, workbook_bytes
from aggregator.write.sheets.words import Dated, as_of_line

if TYPE_CHECKING:
    from collections.abc import Callable


def board_workbook(title: str, run: Dated, fill: Callable[[Book], None], home: str | None = None) -> bytes:
    """The workbook that ``fill`` makes, as of the moment of the run; the same facts give the same bytes."""
    campaign = run.campaign
    office = campaign.office
    head = Letterhead(office.committee, office.board, office.party, campaign.title, as_of_line(run))
    author, made_at = f"{office.board} {office.committee}", run.as_of.astimezone(campaign.zone)
    return workbook_bytes(fill, head, title=title, author=author, made_at=made_at, home=home)
