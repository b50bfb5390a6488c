"""Numbers, days and lists as official Vietnamese papers write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aggregator.plain_text import clean

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence


def two(number: int) -> str:
    """A count in a sentence: 0, 01, 02 … 10; thousands with a point: 1.234."""
    return f"{number:02d}" if 0 < number < 10 else f"{number:,}".replace(",", ".")


def percent(part: int, whole: int) -> str:
    """A share with at most one decimal after a comma: ``45,5%``, ``50%``; none of nothing is ``0%``."""
    share = f"{part * 100 / whole:.1f}" if whole else "0"
    return f"{share.removesuffix('.0').replace('.', ',')}%"


def day(date: dt.date) -> str:
    """A day: ``01/3/2024``, ``27/02/2024``; the months 1 and 2 have a nought, so that no figure can be added."""
    month = f"{date:%m}" if date.month < 3 else str(date.month)
    return f"{date:%d}/{month}/{date:%Y}"


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


def upper_first(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]
