"""The receipt of the units day by day, around the deadline (R4)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from aggregator.standing import in_time
from aggregator.write.sheets.overview_counts import ACCUSED_LATE

if TYPE_CHECKING:
    from aggregator.write.sheets.view import View

_BEFORE, _AFTER = 13, 7  # days told one by one before and after the deadline; what lies further is lumped


class Day(NamedTuple):
    """One day: units that sent in time, that are called late, that came after the deadline otherwise.

    ``until`` is how many sent until then (None: that day is still ahead).
    """

    label: str
    in_time: int
    late: int
    doubtful: int
    until: int | None
    deadline: bool

    @property
    def whole(self) -> int:
        """All units of the day."""
        return self.in_time + self.late + self.doubtful


def days(view: View) -> list[Day]:
    """The days from the first receipt to the last, the deadline's among them; none where nothing came.

    A receipt after the moment of the figures is not told. Only who is called late counts as late.
    """
    zone, deadline, as_of = view.campaign.zone, view.campaign.deadline, view.outcome.as_of
    came = [(u, u.received_at.astimezone(zone)) for u in view.units if u.received_at and u.received_at <= as_of]
    if not came:
        return []
    due = deadline.astimezone(zone).date()
    dates = [moment.date() for _, moment in came]
    first = max(min(*dates, due), due - dt.timedelta(_BEFORE))
    last = min(max(*dates, due), due + dt.timedelta(_AFTER))
    counts: Counter[tuple[dt.date, str]] = Counter()
    for unit, moment in came:
        after = "late" if view.receipt(unit) == ACCUSED_LATE else "doubtful"
        counts[min(max(moment.date(), first), last), "in_time" if in_time(moment, deadline) else after] += 1
    today, told, until = as_of.astimezone(zone).date(), [], 0
    for day in (first + dt.timedelta(n) for n in range((last - first).days + 1)):
        timely, late, doubtful = (counts[day, kind] for kind in ("in_time", "late", "doubtful"))
        until += timely + late + doubtful
        label = _label(day, min(dates) < first == day, max(dates) > last == day)
        told.append(Day(label, timely, late, doubtful, until if day <= today else None, day == due))
    return told


def _label(day: dt.date, earlier_too: bool, later_too: bool) -> str:
    before = "đến " if earlier_too else "từ " if later_too else ""
    return f"{before}{day:%d/%m}"
