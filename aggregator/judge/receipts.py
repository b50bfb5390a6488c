"""What became of each file, and what that makes of its unit's receipt: what came, when, on what evidence (R4)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from aggregator.judge.years import of_other_movement
from aggregator.nouns.file import Handled, Received
from aggregator.nouns.standing import PaperReceipt, Receipt, UnitReturns, in_time, weak_evidence
from aggregator.nouns.unit import Campaign
from aggregator.vietnamese.fold import key


def duplicates(handled: Iterable[Handled]) -> dict[str, str]:
    """Files with the same content as an earlier one: file → original.

    The earliest received is the original; ties go to the shortest name. Files that were not
    read (ignored, unreadable, no form) are what they are, however often they came.
    """
    by_content: dict[str, list[Handled]] = {}
    for item in handled:
        if first_status(item) not in ("ignored", "unreadable", "not_a_form"):
            by_content.setdefault(item.received.sha256, []).append(item)
    copies: dict[str, str] = {}
    for group in by_content.values():
        original, *repeats = sorted(group, key=lambda item: (item.at, len(item.file), item.file))
        copies |= {item.file: original.file for item in repeats}
    return copies


def first_status(item: Handled) -> str:
    """The first status that fits the file without its unit's other versions; ``read`` where it has entries."""
    if item.received.ignored:
        return "ignored"
    if item.unreadable or item.read is None:
        return "unreadable"
    content = item.read.lists or item.read.says_nothing or item.has_papers or item.read.possible
    if item.read.ours or not content or (of_other_movement(item) and not item.has_papers):
        return "not_a_form"
    if item.entries or item.forms or item.read.own_papers:
        return "read" if item.unit else "unknown_unit"
    if says_nil(item):
        return "nil"
    possible = item.read.possible or any(part.possible for part in item.read.lists)
    return "unreadable" if item.nameless or possible else "empty"


def says_nil(item: Handled) -> bool:
    """Whether a return without entries says that nothing is registered: in a sentence, or in every section."""
    if item.read is None or item.entries:
        return False
    if item.read.says_nothing:
        return True
    nil_sections = sum(part.nothing_said for part in item.read.lists)
    sections = sum(len(part.sections) for part in item.read.lists)
    return nil_sections > 0 and nil_sections >= sections


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

    def is_evidence(received: Received) -> bool:
        if received.source == "file_time" and received.at > as_of:
            return False
        doubtful = received.time_doubtful and received.source != "book"
        return not doubtful or in_time(received.at, campaign.deadline)

    return [
        item if is_evidence(item.received) else replace(item, received=replace(item.received, time_known=False))
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
