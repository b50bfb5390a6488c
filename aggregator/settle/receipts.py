"""The receipt of each unit: what came, when, and on what evidence (design §4, R4)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from aggregator.received import Handled
from aggregator.settled import PaperReceipt, Receipt, UnitReturns
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


def receipt_of(returns: UnitReturns, deadline: dt.datetime) -> Receipt:
    """The receipt of a unit: the earliest complete version decides, scans and paper count with it."""
    scans = [item for item in returns.unreadable if may_be_list(item)]
    if returns.lists or returns.papers:
        own = [
            item for item in returns.lists if not item.body
        ] or returns.lists  # a body's part is not yet the list
        return _of_list([*own, *scans], returns.papers, deadline)
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
            return Receipt(state, first.at, first.received.source, first, note=first.received.book_note)
    return Receipt("missing")


def _order(item: Handled) -> tuple[dt.datetime, int, str]:
    return item.first_at, len(item.file), item.file


def _of_list(items: Sequence[Handled], papers: Sequence[PaperReceipt], deadline: dt.datetime) -> Receipt:
    first = min(items, key=_order, default=None)
    paper = min(papers, key=lambda p: p.at, default=None)
    if first is None or (paper is not None and paper.at <= first.first_at):
        assert paper is not None  # noqa: S101 -- one of the two is there
        return Receipt(_timeliness(paper.at, deadline), paper.at, "book", note=paper.note)
    at, source = first.first_at, first.first_source
    sent_in_time = first.received.sent is not None and first.received.sent <= deadline
    weak = source == "file_time" or (source == "email" and sent_in_time)
    return Receipt(_timeliness(at, deadline), at, source, first, weak, first.received.book_note)


def _timeliness(at: dt.datetime, deadline: dt.datetime) -> str:
    """The last second of the deadline still counts (R4)."""
    return "on_time" if at.replace(microsecond=0) <= deadline else "late"
