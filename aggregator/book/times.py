"""Times as people write them in the tracking book."""

from __future__ import annotations

import datetime as dt
import re

from aggregator.viet.fold import fold

_DATE = re.compile(r"(?<!\d)(\d{1,2})\s*(?:[/.-]|thang)\s*(\d{1,2})\s*(?:[/.-]|,?\s*nam)\s*(\d{4}|\d{2})(?!\d)")
_FIRST_SERIAL, _LAST_SERIAL = 36526, 73050  # Excel's day numbers of 2000 to 2099
_DAY_NAUGHT = dt.datetime(1899, 12, 30)  # noqa: DTZ001 -- Excel's calendar knows no zone
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_CLOCK = re.compile(
    r"(?<![\d.])(\d{1,2})\s*(?::|\.(?=\d\d)|h(?![a-z])|g(?![a-z])|gio)\s*(\d{2}(?!\d))?(?::(\d{2})(?!\d))?\s*(?:phut|p\b)?"
)
_MORNING = {hour: hour for hour in range(12)}
_AFTERNOON = {hour: hour % 12 + 12 for hour in range(1, 13)} | {hour: hour for hour in range(13, 24)}
_EVENING = {hour: hour + 12 for hour in range(5, 12)} | {hour: hour for hour in range(17, 24)}
_NIGHT = {hour: hour for hour in (1, 2, 3, 4, *range(18, 24))} | {hour: hour + 12 for hour in range(7, 12)}
# the hour of the day by the part of the day that is named; an hour that is not there contradicts the word
_HOURS = {
    "sa": _MORNING | {12: 0},
    "am": _MORNING | {12: 0},
    "sang": _MORNING,
    "trua": {10: 10, 11: 11, 12: 12, 13: 13, 1: 13, 2: 14},
    "chieu": _AFTERNOON,
    "ch": _AFTERNOON,
    "pm": _AFTERNOON,
    "toi": _EVENING,
    "dem": _NIGHT,
}
_PARTS = re.compile(rf"\b({'|'.join(_HOURS)})\b")
# words around a time that say nothing of it
_FILLER = re.compile(
    r"\b(?:luc|hoi|vao|ngay|khoang|buoi|nhan|den|gui|thu (?:hai|ba|tu|nam|sau|bay)|chu nhat|t[2-7]|cn)\b"
    r"|[\s,;.()\-]"
)


def read_time(value: object, zone: dt.tzinfo) -> dt.datetime | None:
    """An aware time from a cell: a date with or without a clock time, day before month; None if it is no time.

    A date alone is its first minute: it decides nothing on the last day of a deadline. A text with words
    that are not understood is no time.
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
            whole = dt.datetime.fromisoformat(text.upper())
            return whole.replace(tzinfo=whole.tzinfo or zone)
        date, clock = _date(text), _clock(_ISO.sub(" ", _DATE.sub(" ", text, count=1), count=1))
        return dt.datetime.combine(date, clock, tzinfo=zone) if date and clock else None
    except ValueError:
        return None


def _clock(text: str) -> dt.time | None:
    """The clock time in what is left of a text without its date; None where something is not understood."""
    found = _CLOCK.search(text)
    rest = _CLOCK.sub(" ", text, count=1)
    parts = _PARTS.findall(rest)
    if _FILLER.sub("", _PARTS.sub(" ", rest)) or len(parts) > 1:
        return None
    if found is None:
        return dt.time()
    hour, minute, second = (int(part or 0) for part in found.groups())
    whole = _HOURS[parts[0]].get(hour) if parts else hour
    return None if whole is None else dt.time(whole, minute, second)


def _date(text: str) -> dt.date | None:
    if found := _DATE.search(text):
        day, month, year = map(int, found.groups())
        return dt.date(year + 2000 if year < 100 else year, month, day)
    if found := _ISO.search(text):
        return dt.date(*map(int, found.groups()))
    return None
