"""The whole run on one page: intake → read → recognise → extract → normalise → settle → check → outcome.

What happens to one file by itself is composed in ``one_return``, which runs in guarded workers;
``gather`` opens files and containers round by round. Here the stages meet.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from aggregator.book.receipts import Book, read_book
from aggregator.campaign.model import Campaign
from aggregator.check.content import content_findings
from aggregator.check.files import copies_of_other_units, doubts, file_findings
from aggregator.check.lists import list_findings
from aggregator.check.units import check_unit
from aggregator.extract.frame import raw_frame
from aggregator.findings import Finding
from aggregator.gather import Dated, Opened, Progress, open_all
from aggregator.intake.listing import list_inbox
from aggregator.normalise.entries import normalise
from aggregator.outcome import ENTRY_COLUMNS, Outcome, UnitState
from aggregator.received import Handled, Received
from aggregator.recognise.attribution import handle
from aggregator.recognise.unit_names import UnitNames
from aggregator.report import balance_of, in_print_order, submissions_of
from aggregator.settle.repeated_sheets import set_repeats_aside
from aggregator.settle.units import settle
from aggregator.settle.versions import keys_by_file
from aggregator.settled import PaperReceipt, Settlement


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
    opened = open_all([dated(item) for item in received], dated, jobs, progress)
    handled, repeats = _handle(sorted(opened, key=lambda o: o.received.file), names)
    absent = book.absent_files([item.file for item in received] + [item.file for item in handled])
    findings = [*book.findings, *absent, *repeats]
    return _conclude(handled, campaign, as_of, book.papers, findings)


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


def _conclude(
    handled: Sequence[Handled],
    campaign: Campaign,
    as_of: dt.datetime,
    papers: Sequence[PaperReceipt],
    findings: Sequence[Finding],
) -> Outcome:
    """Settle what spans files, check, and gather everything that the reports are written from."""
    lists = [(item.file, part) for item in handled if item.read for part in item.read.lists]
    everything = normalise(raw_frame(lists), campaign)
    settlement = settle(handled, keys_by_file(everything), campaign, papers)
    counting = {item.file: item for item in handled if settlement.statuses[item.file] in ("read", "unknown_unit")}
    entries = in_print_order(everything, counting, campaign)
    states, unit_findings = _check_units(handled, settlement, entries, campaign, as_of)
    balance, file_balances = balance_of(counting)
    return Outcome(
        campaign=campaign,
        as_of=as_of,
        submissions=submissions_of(handled, settlement),
        units=states,
        entries=entries[list(ENTRY_COLUMNS)],
        findings=[
            *findings,
            *_check_files(handled, settlement, counting, campaign),
            *settlement.findings,
            *unit_findings,
            *content_findings(entries, campaign),
        ],
        balance=balance,
        file_balances=file_balances,
    )


def _check_units(
    handled: Sequence[Handled],
    settlement: Settlement,
    entries: pd.DataFrame,
    campaign: Campaign,
    as_of: dt.datetime,
) -> tuple[list[UnitState], list[Finding]]:
    unsure = doubts(handled, settlement)
    own = dict(list(entries.groupby("unit", sort=False)))
    none = entries.iloc[0:0]
    checked = [check_unit(u, own.get(u.unit.code, none), campaign, as_of, unsure) for u in settlement.units]
    return [state for state, _ in checked], [finding for _, found in checked for finding in found]


def _check_files(
    handled: Sequence[Handled], settlement: Settlement, counting: Mapping[str, Handled], campaign: Campaign
) -> list[Finding]:
    found = [f for item in handled for f in file_findings(item, settlement.statuses[item.file], campaign)]
    found += copies_of_other_units(settlement, {item.file: item for item in handled}, campaign)
    return found + [f for item in counting.values() for f in list_findings(item, campaign)]
