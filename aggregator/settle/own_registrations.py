"""R5: what a unit's files say of its own registration and its plan under QĐ 266; silence accuses nobody."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from aggregator.received import Handled
from aggregator.returned import OwnRegistration
from aggregator.settled import OwnPaper
from aggregator.standing import NOT_SEEN, OwnState

_LOOKED_INTO = ("read", "unknown_unit", "superseded", "empty", "nil")
_DAY = re.compile(r"(\d{1,2})\D{1,9}(\d{1,2})\D{1,7}(20\d\d)(?!\d)")  # day before month, always
_ISO = re.compile(r"(20\d\d)-(\d\d)-(\d\d)")
Said = tuple[Handled, OwnRegistration]


def own_states(
    handled: Iterable[Handled], statuses: Mapping[str, str], papers: Iterable[OwnPaper] = ()
) -> dict[str, OwnState]:
    """What was seen of each unit that said anything, by its code: in the inbox, or on paper as the book says."""
    said: dict[str, list[Said]] = {}
    for item in sorted(handled, key=lambda item: (item.at, item.file)):
        own = item.read.own_registration if item.read else None
        if own and item.unit and statuses[item.file] in _LOOKED_INTO:
            said.setdefault(item.unit, []).append((item, own))
    states = {unit: _state(those) for unit, those in said.items()}
    for paper in papers:
        states[paper.unit] = _with_paper(states.get(paper.unit, NOT_SEEN), paper)
    return states


def _with_paper(state: OwnState, paper: OwnPaper) -> OwnState:
    """With what a person received: the words of the book's choice name registration and plan."""
    known = replace(state, registered=True, plan=True)
    if paper.at is None or (state.received_at is not None and state.received_at <= paper.at):
        return known
    return replace(known, received_at=paper.at, received_from="book")


def _state(said: list[Said]) -> OwnState:
    """``said`` in the order of receipt: the last answer counts, and the last plan that has a number."""
    answers = [own.answer for _, own in said if own.kind == "block" and own.answer is not None]
    seen = any(own.kind == "registration" for _, own in said)
    plans = [own for _, own in said if _tells_of_plan(own)]
    plan = next((own for own in reversed(plans) if own.number), plans[-1] if plans else None)
    first = next((item for item, own in said if own.kind != "block" or own.answer), None)
    return OwnState(
        registered=True if seen else answers[-1] if answers else None,
        plan=plan is not None,
        plan_number=plan.number if plan else None,
        plan_date=plan.date if plan else None,
        plan_day=day_of(plan.date) if plan else None,
        files=tuple(item.file for item, _ in said),
        received_at=first.at if first and first.received.time_known else None,
        received_from=first.received.source if first and first.received.time_known else None,
    )


def _tells_of_plan(own: OwnRegistration) -> bool:
    """The number on a paper of registration is its own, not the plan's."""
    return own.kind == "plan" or (own.kind == "block" and bool(own.number or own.date))


def day_of(text: str | None) -> dt.date | None:
    """The day that a paper's date names, in figures or in words; None where it names none."""
    iso, day = _ISO.search(text or ""), _DAY.search(text or "")
    try:
        if iso:
            return dt.date(*map(int, iso.groups()))
        return dt.date(int(day[3]), int(day[2]), int(day[1])) if day else None
    except ValueError:  # 31/02
        return None
