"""The whole run on one page: intake → read → recognise → extract → normalise → settle → check → outcome.

What happens to one file by itself is composed in ``one_return``, which runs in guarded workers;
``gather`` opens files and containers round by round; ``conclude`` is the second half, on tables.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from aggregator.book.receipts import Book, read_book
from aggregator.campaign.model import Campaign
from aggregator.findings import Finding
from aggregator.gather import Dated, Opened, Progress, open_all
from aggregator.intake.listing import list_inbox
from aggregator.received import Handled, Received
from aggregator.recognise.attribution import handle
from aggregator.recognise.unit_names import UnitNames
from aggregator.settle.repeated_sheets import set_repeats_aside

if TYPE_CHECKING:
    from aggregator.outcome import Outcome


def run(
    inbox: Path,
    campaign: Campaign,
    *,
    as_of: dt.datetime,
    book_path: Path | None = None,
    jobs: int = 2,
    progress: Progress = lambda done, total: None,
) -> Outcome:
    """Turn an inbox into an Outcome. Raises CannotWork where the run as a whole cannot be done.

    ``book_path`` is the tracking book (None: there is none). ``as_of``, an aware time, decides only
    between pending and missing, open and violated; it hides no file.
    """
    received = list_inbox(inbox, campaign.zone)
    names = UnitNames(campaign)
    book = read_book(book_path, campaign.zone, names.find) if book_path else Book()
    dated = _dating(book)
    opened = open_all([dated(item) for item in received], dated, jobs, progress, meanwhile=_load_tables)
    handled, repeats = _handle(sorted(opened, key=lambda o: o.received.file), names)
    absent = book.absent_files([item.file for item in received] + [item.file for item in handled])
    findings = [*book.findings, *absent, *repeats]
    conclude = _load_tables()
    return conclude(handled, campaign, as_of, book.papers, findings)


def _load_tables() -> Callable[..., Outcome]:
    """The second half needs pandas, which takes a while to load: it does so while the workers read."""
    from aggregator.conclude import conclude  # noqa: PLC0415

    return conclude


def _dating(book: Book) -> Dated:
    """What a person wrote in the tracking book goes before the file's own time and words."""

    def dated(item: Received) -> Received:
        known = book.receipt(item.file)
        if known is None:
            return item
        if known.at:
            item = replace(item, at=known.at, source="book")
        return replace(item, book_unit=known.unit or item.book_unit, book_note=known.note)

    return dated


def _handle(opened: Sequence[Opened], names: UnitNames) -> tuple[list[Handled], list[Finding]]:
    """Attribute each opened file to its unit; sheets that only repeat another are set aside."""
    handled: list[Handled] = []
    findings: list[Finding] = []
    for one in opened:
        read = one.read
        if read is not None:
            read, repeats = set_repeats_aside(read, one.received.file)
            findings += repeats
        handled.append(handle(names, one.received, read, one.unreadable))
    return handled, findings
