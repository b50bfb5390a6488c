"""Numbers, days and lists as official Vietnamese papers write them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aggregator.plain_text import clean
from aggregator.write.sheets.words import percent, upper_first

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from aggregator.campaign.model import Campaign


__all__ = [
    "day",
    "figure",
    "flat",
    "listed",
    "moment",
    "open_day",
    "percent",
    "series",
    "two",
    "two_digits",
    "upper_first",
]
# what findings count: “gửi 1 bản”, “còn 2 tệp”; what stands in quotation marks was typed by people and stays
_THINGS = "bản|bảng|dòng|điểm|đơn vị|giờ|lần|mô hình|ngày|nội dung|ô|phút|tệp|trang"
_COUNTED = re.compile(rf"“[^”]*”|(?<![\w/:.,–-])[1-9](?= (?:{_THINGS})\b)")


def figure(number: int) -> str:
    """A number in a table: 1, 12, 1.234."""
    return f"{number:,}".replace(",", ".")


def two(number: int) -> str:
    """A count in a sentence: 0, 01, 02 … 10; thousands with a point: 1.234."""
    return f"{number:02d}" if 0 < number < 10 else figure(number)


def two_digits(text: str) -> str:
    """A sentence of the catalogue with its counts as papers write them: “gửi 01 bản”."""
    return _COUNTED.sub(lambda m: m[0] if m[0].startswith("“") else f"0{m[0]}", text)


def day(date: dt.date) -> str:
    """A day: ``01/3/2024``, ``27/02/2024``; the months 1 and 2 have a nought, so that no figure can be added."""
    month = f"{date:%m}" if date.month < 3 else str(date.month)
    return f"{date:%d}/{month}/{date:%Y}"


def open_day(campaign: Campaign, room: str = "……") -> str:
    """The day of a paper, left to the hand: “ngày …… tháng 3 năm 2024”, in the month of the briefing."""
    _, month, year = day(campaign.briefing).split("/")
    return f"ngày {room} tháng {month} năm {year}"


def moment(at: dt.datetime | None, zone: dt.tzinfo) -> str:
    """A moment in a sentence: ``07 giờ 00 phút ngày 01/3/2024``."""
    if at is None:
        return "chưa rõ"
    local = at.astimezone(zone)
    return f"{local:%H} giờ {local:%M} phút ngày {day(local.date())}"


def flat(text: str | None) -> str:
    """Text that a person typed, on one line."""
    return " ".join(clean(text or "").split())


def series(names: Sequence[str]) -> str:
    """Names in a row: “A, B và C”; with semicolons where a name has a comma or an “và” of its own."""
    if any("," in name or " và " in name for name in names):
        return "; ".join(names)
    *first, last = names or [""]
    return f"{', '.join(first)} và {last}" if first else last


def listed(names: Sequence[str]) -> str:
    """Units in a row: always with semicolons, because some names have a comma or an “và” of their own."""
    return "; ".join(names)
