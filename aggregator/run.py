"""The whole run on one page: intake → read → recognise → extract → normalise → settle → check → outcome.

What happens to one file by itself is composed in ``one_return``, which runs in guarded workers;
``gather`` opens files and containers round by round; ``conclude`` is the second half, on tables.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from aggregator.book.campaign import campaign_from
from aggregator.book.learn import apply_learned, learn
from aggregator.book.news import News, pending_news, pending_path, with_pending
from aggregator.book.register import ReceiptRegister
from aggregator.book.sheets import open_book, shape_findings
from aggregator.book.tracking_book import TrackingBook, read_tracking_book
from aggregator.nouns.file import Handled, Received
from aggregator.nouns.finding import Finding
from aggregator.nouns.unit import Campaign
from aggregator.read.inbox import list_inbox
from aggregator.read.member_names import decoded_name
from aggregator.read.rounds import Progress, open_all
from aggregator.understand.document import ReturnReader
from aggregator.understand.unit_names import UnitNames
from aggregator.understand.whose import handle

if TYPE_CHECKING:
    from aggregator.nouns.outcome import Outcome


def run(
    inbox: Path,
    campaign: Campaign,
    *,
    as_of: dt.datetime,
    book_path: Path | None = None,
    jobs: int = 2,
    progress: Progress = lambda done, total: None,
    meanwhile: Callable[[], object] = lambda: None,
    files: Sequence[Path] | None = None,
) -> Outcome:
    """Turn an inbox into an Outcome. Raises CannotWork where the run as a whole cannot be done.

    ``book_path`` is the tracking book (None: there is none). ``as_of``, an aware time, decides only
    between pending and missing, open and violated; it hides no file. ``meanwhile`` is done while files are read.
    ``files`` are some of the inbox's, for a run over these alone.
    """
    received = list_inbox(inbox, campaign.zone, files)
    desk = open_desk(book_path, campaign, as_of)
    names, receipts = desk.names, desk.receipts_of(received)

    def load() -> None:
        _load_tables()
        meanwhile()

    opened = open_all([receipts.dated(r) for r in received], receipts.dated, jobs, progress, load)
    inbox_order = sorted(opened, key=lambda one: one.received.file)
    handled = [
        _as_people_know(handle(names, one.received, one.read, one.unreadable, decoded_name)) for one in inbox_order
    ]
    handled += _from_paper(desk)
    handled, learned = apply_learned(handled, learn(handled, names.find, receipts.rows), names.find, desk.campaign)
    contents = [item.received.sha256 for item in handled] + [item.sha256 for item in received]
    absent = receipts.absent_files(
        [item.file for item in received] + [item.file for item in handled], contents=contents
    )
    conclude = _load_tables()
    book = replace(desk.book, receipts=receipts)
    return conclude(handled, desk.campaign, as_of, book, [*desk.findings, *absent, *learned])


@dataclass(frozen=True)
class Desk:
    """What a run goes by: the campaign as the tracking book has it, and what people wrote in the book."""

    campaign: Campaign
    names: UnitNames
    book: TrackingBook
    findings: tuple[Finding, ...]
    waiting: News

    def receipts_of(self, received: Sequence[Received]) -> ReceiptRegister:
        """What the book, and what still waits to be written into it, says of these files."""
        files, contents = [item.file for item in received], [item.sha256 for item in received]
        return with_pending(self.book.receipts.for_inbox(files, contents), self.waiting)


def open_desk(book_path: Path | None, base: Campaign, as_of: dt.datetime | None = None) -> Desk:
    """Read the tracking book, which may make a campaign of its own. Raises CannotWork where it cannot be used.

    ``as_of`` is the time of the run: the book can know of no receipt that is much later.
    """
    if book_path is None:
        return Desk(base, UnitNames(base), TrackingBook(), (), News())
    opened = open_book(book_path)
    campaign, findings = campaign_from(opened, base)
    names = UnitNames(campaign)
    book = read_tracking_book(opened, campaign, names.find, as_of)
    return Desk(
        campaign,
        names,
        book,
        (*findings, *shape_findings(opened), *book.findings),
        pending_news(pending_path(book_path)),
    )


def _load_tables() -> Callable[..., Outcome]:
    """The second half needs pandas, which takes a while to load: it does so while the workers read."""
    from aggregator.judge.conclude import conclude  # noqa: PLC0415

    return conclude


def _from_paper(desk: Desk) -> list[Handled]:
    """The lists that people took down from paper into the tracking book, read like any other."""
    reader = ReturnReader(desk.campaign) if desk.book.paper else None
    return [
        handle(desk.names, received, reader.understand(document), None)
        for received, document in desk.book.paper
        if reader is not None
    ]


def _as_people_know(item: Handled) -> Handled:
    """The file with what the tracking book says of it besides its unit: nobody's, a part, a new version."""
    if item.received.book_nobody:
        item = replace(item, unit=None, others=(), suggested=(), stamp_other=None, misspelt=None, body=None)
    if item.read and item.received.book_reading == "right":
        item = replace(item, read=replace(item.read, doubtful=None))
    part = item.received.book_part
    return replace(item, says_part=part == "adds") if part else item
