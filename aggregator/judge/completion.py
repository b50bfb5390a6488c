"""The day by which a model is completed: a small grammar of how offices write it. Day before month, always."""

import calendar
import datetime as dt
import re
from collections.abc import Callable
from functools import partial
from typing import Any

from msgspec import Struct

from aggregator.campaign.word_lists import pattern
from aggregator.nouns.document import Value
from aggregator.nouns.finding import data_file
from aggregator.vietnamese.fold import composed, fold

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_MONTHS = 12
_words = partial(pattern, "completion")
_NEAR = 10  # years around the campaign's that two digits may mean
_FIRST_SERIAL, _LAST_SERIAL = 36526, 73050  # Excel's day numbers of 2000 to 2099
_ENGLISH: list[str] = data_file("judging.toml")["completion"]["english"]
_SLASHES = str.maketrans("⁄∕", "//")


class Completion(Struct, frozen=True):
    """``date``: the last day of the period named, or None; ``finding_code``: the code of what there is to say."""

    date: dt.date | None
    finding_code: str | None = None


def completion_of(value: Value, year: int) -> Completion:
    """Read the completion cell. A period without a year takes the campaign's, with ``completion-year-assumed``."""
    if isinstance(value, dt.datetime):
        return Completion(value.date())
    if isinstance(value, dt.date):
        return Completion(value)
    if isinstance(value, (bool, dt.time, dt.timedelta)):
        return Completion(None, "completion-unclear")
    if isinstance(value, (int, float)):
        return _of_number(value, year)
    lowered = composed(value or "").lower()
    if _words("lunar").search(lowered):
        return Completion(None, "completion-unclear")  # a day of another calendar
    return _of_text(_words("clock").sub(" ", fold(_in_figures(lowered))), year)


def _in_figures(text: str) -> str:
    """Months and quarters in words as figures, accents on: “tháng sáu” is June, “tháng sau” the next month."""
    text = _words("apostrophe").sub("", text.translate(_SLASHES))
    text = _words("in_roman").sub(lambda match: f"{match.lastindex}", text)
    text = _words("in_english").sub(_of_english, text)
    return _words("in_words").sub(lambda match: f"{match[1]} {(match.lastindex or 0) - 1}", text)


def _of_english(match: re.Match[str]) -> str:
    """“30-Nov-24” as “30/11/24”, “Nov-24” as “tháng 11/24”; “Dec 24” may be a day or a year and stays."""
    if match["month"] == "may" and not match["day"] and match.string[: match.start()].strip()[-1:].isalpha():
        return match[0]  # “Tổ may 2024” sew
    day, month, year = match["day"], str(_ENGLISH.index(match["month"]) + 1), match["year"] or match["short"]
    whole = "/".join(filter(None, (day, month, year)))
    return whole if day else f"tháng {whole}" if year else match[0]


def _of_number(value: float, year: int) -> Completion:
    if _FIRST_SERIAL <= value <= _LAST_SERIAL:
        return Completion(dt.date(1899, 12, 30) + dt.timedelta(days=int(value)))
    text = str(int(value)) if float(value).is_integer() else str(value)
    if re.fullmatch(r"\d{1,2}\.\d", text):
        return Completion(None, "completion-unclear")  # 30.1 as a number is 30.1 or 30.10
    return _of_text(text, year)


def _of_text(text: str, year: int) -> Completion:
    if not text.strip(" .…-–—_"):
        return Completion(None, "completion-missing")
    try:
        found = [*_words("periods").finditer(text)]
        days = [_last_day(match, year) for match in found]
    except ValueError:  # 31/02, 30/13: no such day
        return Completion(None, "completion-unclear")
    rest, bare = _words("periods").sub(" ", text), _words("brackets").sub(" ", text)
    is_open = _words("open").search(text) and not any(with_year for _, with_year in days)
    if is_open or _words("beyond").search(bare):
        return Completion(None, "completion-open")
    if not days or _words("vague").search(_words("halves").sub(" ", text)) or any(c.isdigit() for c in rest):
        return Completion(None, "completion-unclear")
    bare_year = all(match["year"] and match["year"] == match["yy"] for match in found)
    if (all(match["year"] for match in found) and _words("month_unread").search(rest)) or (
        bare_year and any(map(str.isalpha, _words("beside_year").sub(" ", rest)))
    ):
        return Completion(None, "completion-unclear")
    date = max(day for day, _ in days)
    return Completion(
        date, None if days[-1][1] or any(w for d, w in days if d == date) else "completion-year-assumed"
    )


def _last_day(match: re.Match[str], year: int) -> tuple[dt.date, bool]:
    """The last day of one expression, and whether it names its year. Raises ValueError on impossible days."""
    g = match.groupdict()
    kind = next(k for k in _READERS if g[k])
    return _READERS[kind](g, year)


def _year(text: str | None, assumed: int) -> tuple[int, bool]:
    if not text or not text.isdigit():
        return assumed, text is not None
    return (int(text) if len(text) == 4 else 2000 + int(text)), True


def _day(day: str, month: str, year_text: str | None, year: int) -> tuple[dt.date, bool]:
    y, has_year = _year(year_text, year)
    return dt.date(y, int(month), int(day)), has_year


def _end_of_month(month: int, year_text: str | None, year: int) -> tuple[dt.date, bool]:
    y, has_year = _year(year_text, year)
    if not 1 <= month <= 12:
        raise ValueError(month)
    return dt.date(y, month, calendar.monthrange(y, month)[1]), has_year


def _numbers(text: str) -> list[str]:
    return re.findall(r"iii|iv|ii|i|\d+", text)


_Groups = dict[str, str | None]


def _half(g: _Groups, year: int) -> tuple[dt.date, bool]:
    months = {"6": 6, "sau": 6, "9": 9, "chin": 9, "3": 3, "ba": 3}[g["hn"] or ""]
    return _end_of_month(12 if g["hw"] == "cuoi" else months, g["hy"], year)


def _day_month(g: _Groups, year: int) -> tuple[dt.date, bool]:
    """“30/10”; “12/24” is December 2024. “9-10” may be two months: ValueError."""
    first, second = g["pd"] or "", g["pm"] or ""
    if int(first) <= _MONTHS < int(second) and abs(2000 + int(second) - year) <= _NEAR:
        return _end_of_month(int(first), f"20{second}", year)
    if g["ps"] == "-" and int(first) <= _MONTHS and not (len(first) == len(second) == 2):
        raise ValueError(first)
    return _day(first, second, None, year)


_READERS: dict[str, Callable[[Any, int], tuple[dt.date, bool]]] = {
    "d_words": lambda g, y: _day(g["wd"], g["wm"], g["wy"] or g["wy2"], y),
    "d_full": lambda g, y: _day(g["fd"], g["fm"], g["fy"], y),
    "d_iso": lambda g, y: _day(g["id"], g["im"], g["iy"], y),
    "half": _half,
    "quarter": lambda g, y: _end_of_month(3 * max(_ROMAN[q] for q in _numbers(g["qs"])), g["qy"] or g["qy_w"], y),
    "quarter_year": lambda g, y: _end_of_month(3 * _ROMAN[g["rq"]], g["ry"], y),
    "month": lambda g, y: _end_of_month(int(_numbers(g["ms"])[-1]), g["my"] or g["my_w"], y),
    "months": lambda g, y: _end_of_month(int(g["lm"]), g["ly"], y),
    "month_year": lambda g, y: _end_of_month(int(g["nm"]), g["ny"], y),
    "day_month": _day_month,
    "year_end": lambda g, y: _end_of_month(12, g["ey"], y),
    "year": lambda g, y: _end_of_month(12, g["yy"], y),
}
