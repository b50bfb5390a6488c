"""Times as people write them in the tracking book."""

from __future__ import annotations

import datetime as dt
import re

from aggregator.viet.fold import fold

_DATE = re.compile(r"(?<!\d)(\d{1,2})\s*(?:[/.-]|thang)\s*(\d{1,2})\s*(?:[/.-]|,?\s*nam)\s*(\d{4}|\d{2})(?!\d)")
_FIRST_SERIAL, _LAST_SERIAL = 36526, 73050  # Excel's day numbers of 2000 to 2099
_DAY_NAUGHT = dt.datetime(1899, 12, 30)  # noqa: DTZ001 -- Excel's calendar knows no zone
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_CLOCK = re.compile(r"(?<!\d)(\d{1,2})\s*(?::|h|gio)\s*(\d{2})?(?::(\d{2}))?")


def read_time(value: object, zone: dt.tzinfo) -> dt.datetime | None:
    """An aware time from a cell: a date with or without a clock time, day before month; None if it is no time.

    A date alone is its first minute: it decides nothing on the last day of a deadline.
    """
    if isinstance(value, dt.datetime):
        whole = (value + dt.timedelta(milliseconds=500)).replace(microsecond=0)  # .ods keeps times nearly
        return whole.replace(tzinfo=value.tzinfo or zone)
    if isinstance(value, dt.date):
        return dt.datetime(value.year, value.month, value.day, tzinfo=zone)
    if isinstance(value, (int, float)) and not isinstance(value, bool) and _FIRST_SERIAL <= value <= _LAST_SERIAL:
        return (_DAY_NAUGHT + dt.timedelta(seconds=round(value * 86400))).replace(tzinfo=zone)
    return _from_text(fold(value), zone) if isinstance(value, str) else None


def _from_text(text: str, zone: dt.tzinfo) -> dt.datetime | None:
    try:
        if "t" in text and _ISO.match(text):
            whole = dt.datetime.fromisoformat(text)
            return whole.replace(tzinfo=whole.tzinfo or zone)
        date = _date(text)
        clock = _CLOCK.search(_ISO.sub(" ", _DATE.sub(" ", text)))
        hour, minute, second = (int(part or 0) for part in clock.groups()) if clock else (0, 0, 0)
        return dt.datetime.combine(date, dt.time(hour, minute, second), tzinfo=zone) if date else None
    except ValueError:
        return None


def _date(text: str) -> dt.date | None:
    if found := _DATE.search(text):
        day, month, year = map(int, found.groups())
        return dt.date(year + 2000 if year < 100 else year, month, day)
    if found := _ISO.search(text):
        return dt.date(*map(int, found.groups()))
    return None
