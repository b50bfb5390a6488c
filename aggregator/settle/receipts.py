"""The receipt of each unit: what came, when, and on what evidence (design §4, R4)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from aggregator.campaign.model import Campaign
from aggregator.received import Handled, Received
from aggregator.settled import PaperReceipt, Receipt, UnitReturns
from aggregator.standing import in_time, weak_evidence
from aggregator.viet.fold import key

# a scan or a locked file of a unit counts as its list, unless its name says that it is something else
_SOMETHING_ELSE = re.compile(
    r"\b(?:m ?1|m ?2|cong van|to trinh|ke hoach|bao cao|quyet dinh|giay moi|thong bao|huong dan|qd ?266|bien ban)\b"
)
_A_LIST = re.compile(r"\b(?:m ?3|m ?4|danh sach|ds)\b")


def may_be_list(item: Handled) -> bool:
    """Whether an unreadable file of a unit may well be its list: as a person wrote, else in doubt it may."""
    if item.received.book_what:
        return "list" in item.received.book_what
    name = key(item.file.rpartition("/")[2])
    return bool(_A_LIST.search(name)) or not _SOMETHING_ELSE.search(name)


def with_known_times(handled: Iterable[Handled], campaign: Campaign, as_of: dt.datetime) -> list[Handled]:
    """The files, with whether their times are evidence of anything.

    A file time later than the moment of the figures is none (the inbox was copied since), nor is a mail's time
    whose zone is not understood, where it would be late.
    """

    def known(received: Received) -> bool:
        if received.source == "file_time" and received.at > as_of:
            return False
        doubtful = received.time_doubtful and received.source != "book"
        return not doubtful or in_time(received.at, campaign.deadline)

    return [
        item if known(item.received) else replace(item, received=replace(item.received, time_known=False))
        for item in handled
    ]


def receipt_of(returns: UnitReturns, deadline: dt.datetime) -> Receipt:
    """The receipt of a unit: the earliest complete version decides, scans and paper count with it."""
    scans = [item for item in returns.unreadable if may_be_list(item)]
    if returns.lists or returns.papers:
        lists = [item for item in returns.lists if not is_part_of_body(item)] or returns.lists
        return _of_list([*lists, *scans], returns.papers, deadline)
    kinds = (
        ("nil", returns.nils),
        ("unreadable", scans),
        ("forms_only", returns.forms),
        ("unreadable", returns.unreadable),
        ("empty", returns.empties),
    )
    for state, items in kinds:
        if items:
            first = min(items, key=_order)
            at, source = (first.at, first.received.source) if first.received.time_known else (None, None)
            return Receipt(state, at, source, first, note=first.received.book_note)
    return Receipt("missing")


def is_part_of_body(item: Handled) -> bool:
    """Whether a body, party cell or hamlet of the unit made the list: its part is not yet the unit's list."""
    lists = [part for part in item.read.lists if part.entries] if item.read else []
    return bool(item.body) or (bool(lists) and all(part.hand for part in lists))


def _order(item: Handled) -> tuple[bool, dt.datetime, int, str]:
    return not item.timed, item.first_at, len(item.file), item.file


def _of_list(items: Sequence[Handled], papers: Sequence[PaperReceipt], deadline: dt.datetime) -> Receipt:
    first = min(items, key=_order, default=None)
    paper = min(papers, key=lambda p: p.at, default=None)
    if paper is not None and (first is None or not first.timed or paper.at <= first.first_at):
        return Receipt("on_time" if in_time(paper.at, deadline) else "late", paper.at, "book", note=paper.note)
    assert first is not None  # noqa: S101 -- one of the two is there
    if not first.timed:
        return Receipt("on_time", first=first, note=first.received.book_note)
    at, source = first.first_at, first.first_source
    state = "on_time" if in_time(at, deadline) else "late"
    weak = weak_evidence(source, first.received.sent, deadline)
    return Receipt(state, at, source, first, weak, first.received.book_note)
