"""Excel's day numbers as dates, and the number formats that make a number a date."""

from __future__ import annotations

import datetime as dt
import re

EPOCH_1900 = dt.datetime(1899, 12, 30)  # noqa: DTZ001  (a cell has no zone)
EPOCH_1904 = dt.datetime(1904, 1, 1)  # noqa: DTZ001
FIRST_OF_MARCH_1900 = 60  # Excel counts a 29 February 1900 that never was

BUILTIN_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
NO_CODE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE | re.DOTALL)
DATE_LETTER = re.compile(r"[dmyhs]", re.IGNORECASE)
ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)

Moment = dt.datetime | dt.date | dt.time | dt.timedelta


def is_date_format(number: int, code: str | None) -> bool:
    """Whether a number format shows a date or a time."""
    if code is None:
        return number in BUILTIN_DATES
    bare = NO_CODE.sub("", code.partition(";")[0])
    return "general" not in bare.lower() and DATE_LETTER.search(bare) is not None


def is_elapsed_format(number: int, code: str | None) -> bool:
    """Whether a number format shows a length of time ([h]:mm)."""
    return number == 46 if code is None else ELAPSED.search(NO_CODE.sub("", code)) is not None


def moment(serial: float, epoch_1904: bool, elapsed: bool = False) -> Moment | float:
    """The date, time or length of time of a serial; the number itself where no calendar reaches."""
    try:
        return _moment(serial, epoch_1904, elapsed)
    except (OverflowError, ValueError):
        return serial


def _moment(serial: float, epoch_1904: bool, elapsed: bool) -> Moment:
    length = dt.timedelta(milliseconds=round(serial * 86_400_000))
    if elapsed:
        return length
    if 0 <= serial < 1:
        return (EPOCH_1900 + length).time()
    if epoch_1904:
        when = EPOCH_1904 + length
    else:
        when = EPOCH_1900 + length + dt.timedelta(days=int(serial < FIRST_OF_MARCH_1900))
    return when.date() if serial == int(serial) else when
