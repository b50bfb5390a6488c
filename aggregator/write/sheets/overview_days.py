"""The receipt of the units day by day, around the deadline (R4)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from aggregator.write.sheets.view import View

_BEFORE, _AFTER = 13, 7  # days told one by one before and after the deadline; what lies further is lumped


class Day(NamedTuple):
    """One day: units that sent in time, after the deadline, and all until then (None: that day is still ahead)."""

    label: str
    in_time: int
    after: int
    until: int | None
    deadline: bool


def days(view: View) -> list[Day]:
    """The days from the first receipt to the last, the deadline's among them; none where nothing came."""
    zone, deadline = view.campaign.zone, view.campaign.deadline
    moments = [unit.received_at.astimezone(zone) for unit in view.units if unit.received_at]
    if not moments:
        return []
    due = deadline.astimezone(zone).date()
    first = max(min(*(m.date() for m in moments), due), due - dt.timedelta(_BEFORE))
    last = min(max(*(m.date() for m in moments), due), due + dt.timedelta(_AFTER))
    in_time = Counter(min(max(m.date(), first), last) for m in moments if m <= deadline)
    after = Counter(min(max(m.date(), first), last) for m in moments if m > deadline)
    today = max(view.outcome.as_of.astimezone(zone).date(), *in_time, *after)
    told, until = [], 0
    for day in (first + dt.timedelta(n) for n in range((last - first).days + 1)):
        until += in_time[day] + after[day]
        label = _label(
            day, min(m.date() for m in moments) < first == day, max(m.date() for m in moments) > last == day
        )
        told.append(Day(label, in_time[day], after[day], until if day <= today else None, day == due))
    return told


def _label(day: dt.date, earlier_too: bool, later_too: bool) -> str:
    before = "đến " if earlier_too else "từ " if later_too else ""
    return f"{before}{day:%d/%m}"
