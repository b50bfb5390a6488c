"""Times and days as people write them, day before month."""

import contextlib
import datetime as dt
import re
from collections.abc import Sequence

from aggregator.nouns.finding import data_file
from aggregator.vietnamese.fold import fold, regex
from aggregator.vietnamese.scope import memory

# ---- Times as people write them, day before month: “16h30 ngày 27/02/2024”.


_DATE = regex(r"(?<!\d)(\d{1,2})\s*(?:[/.-]|thang)\s*(\d{1,2})\s*(?:[/.-]|,?\s*nam)\s*(\d{4}|\d{2})(?!\d)")
# a day without its year, where the campaign says which: “27/2”, “27 tháng 2”; “27.2” but not “17.30”, a clock time
_SHORT_DATE = regex(
    r"(?<![\d/.-])(?:(\d{1,2})\s*(?:[/-]|thang)\s*(\d{1,2})|(2[5-9]|3[01])\.(\d{1,2})|(\d{1,2})\.(\d))(?![\d/.-])"
)
_FIRST_SERIAL, _LAST_SERIAL = 36526, 73050  # Excel's day numbers of 2000 to 2099
_DAY_NAUGHT = dt.datetime(1899, 12, 30)  # noqa: DTZ001 -- Excel's calendar knows no zone
_ISO = regex(r"(?<!\d)(?P<year>\d{4})-(?P<month>\d\d?)-(?P<day>\d\d?)(?!\d)")
_CLOCK = regex(
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
_PARTS = regex(rf"\b({'|'.join(_HOURS)})\b")
# words around a time that say nothing of it
_FILLER = regex(
    r"\b(?:luc|hoi|vao|ngay|hom|khoang|buoi|nhan|den|gui|nop|qua zalo|zalo|ban giay|(?:dau|cuoi) gio"
    r"|(?:d/c|dong chi) [a-z]+(?= (?:nop|gui)\b)|thu (?:hai|ba|tu|nam|sau|bay)|chu nhat|t[2-7]|cn)\b"
    r"|[\s,;.()\-]"
)


def read_time(value: object, zone: dt.tzinfo, year: int | None = None) -> dt.datetime | None:
    """An aware time from a cell: a date with or without a clock time, day before month; None if it is no time.

    A date alone is its first minute: it decides nothing on the last day of a deadline. A date without a year is of
    ``year``, where one is given. A text with words that are not understood is no time.
    """
    if isinstance(value, dt.datetime):
        whole = (value + dt.timedelta(milliseconds=500)).replace(microsecond=0)  # .ods keeps times nearly
        return whole.replace(tzinfo=value.tzinfo or zone)
    if isinstance(value, dt.date):
        return dt.datetime(value.year, value.month, value.day, tzinfo=zone)
    if isinstance(value, (int, float)) and not isinstance(value, bool) and _FIRST_SERIAL <= value <= _LAST_SERIAL:
        return (_DAY_NAUGHT + dt.timedelta(seconds=round(value * 86400))).replace(tzinfo=zone)
    return _from_text(fold(value), zone, year) if isinstance(value, str) else None


def partial_time(text: str, year: int | None = None) -> str:
    """What of a text that is no time was understood, as the end of a sentence."""
    date, rest = _date(fold(text), year)
    if date is not None:
        return f"chỉ hiểu được ngày {date:%d/%m/%Y}, không hiểu phần còn lại"
    clock = _CLOCK.search(rest)
    return f"chỉ hiểu được giờ “{clock[0].strip()}”, không thấy ngày" if clock else "không hiểu được ngày nào"


def _from_text(text: str, zone: dt.tzinfo, year: int | None) -> dt.datetime | None:
    try:
        if "t" in text and _ISO.match(text):
            whole = dt.datetime.fromisoformat(text.upper())
            return whole.replace(tzinfo=whole.tzinfo or zone)
    except ValueError:
        return None
    date, rest = _date(text, year)
    clock = _clock(rest) if date else None
    return dt.datetime.combine(date, clock, tzinfo=zone) if date and clock else None


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
    if (hour, minute, second, parts) == (24, 0, 0, []):
        return dt.time(23, 59, 59)  # “24h ngày 27/2” is the end of that day
    whole = _HOURS[parts[0]].get(hour) if parts else hour
    return dt.time(whole, minute, second) if whole is not None and max(minute, second) < 60 and whole < 24 else None


def _date(text: str, year: int | None) -> tuple[dt.date | None, str]:
    """The first day that a text names, and the text without it."""
    short = (_SHORT_DATE, lambda parts: _day_first([*parts, year or 0]))
    forms = ((_DATE, _day_first), (_ISO, lambda parts: _day_first(parts[::-1])), short)
    for pattern, made in forms if year else forms[:2]:
        if found := pattern.search(text):
            try:
                date = made([int(part) for part in found.groups() if part])
            except ValueError:
                return None, text
            return date, f"{text[: found.start()]} {text[found.end() :]}"
    return None, text


def _day_first(parts: Sequence[int]) -> dt.date:
    day, month, year = parts
    return dt.date(year + 2000 if year < 100 else year, month, day)


# ---- The days that the words of a mail or a file's name speak of.


_IN_FIGURES = regex(
    r"(?<![\w/.-])(?P<day>\d\d?)(?P<mark>[/.-])(?P<month>\d\d?)(?:(?P=mark)(?P<year>20\d\d|\d\d))?(?![\w/-])"
)


@memory()
def _months(language: str) -> dict[str, int]:
    return {fold(name): number for name, number in data_file("mail.toml")["months"][language].items()}


@memory()
def _in_words() -> tuple[re.Pattern[str], ...]:
    """“26 thg 2, 2024”, “26 tháng Hai năm 2024”, “26 Feb 2024”; and “February 26, 2024”."""
    vietnamese, english = ("|".join(sorted(_months(name), reverse=True)) for name in ("vietnamese", "english"))
    year, of_year = r"(?:,?\s+(?:nam\s+)?(?P<year>20\d\d))?(?!\d)", r",?\s+(?P<year>20\d\d)\b"
    return (
        regex(rf"(?<!\d)(?P<day>\d\d?)\s+(?:thg|thang)\.?\s*(?P<month>\d\d?|(?:{vietnamese})\b){year}"),
        regex(rf"(?<!\d)(?P<day>\d\d?)\s+(?P<month>{english})[a-z]*\.?{of_year}"),
        regex(rf"\b(?P<month>{english})[a-z]*\.?\s+(?P<day>\d\d?){of_year}"),
    )


def days_in(text: str, year: int) -> frozenset[dt.date]:
    """The days that a text names, day before month where that can be; one without its year is of ``year``."""
    days, months = set(), _months("vietnamese") | _months("english")
    for each in (each for pattern in (_ISO, _IN_FIGURES, *_in_words()) for each in pattern.finditer(fold(text))):
        parts = each.groupdict()
        if parts.get("mark") == "." and not parts["year"]:
            continue  # a clock time, a number
        order = [int(parts["day"]), months.get(parts["month"]) or int(parts["month"]), int(parts["year"] or year)]
        if parts.get("mark") and order[1] > max(months.values()):
            order[:2] = order[1::-1]
        with contextlib.suppress(ValueError):
            days.add(_day_first(order))
    return frozenset(days)
