"""Numbers, days, names and lists as official Vietnamese papers write them."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from aggregator.vietnamese.fold import clean

# what findings count: “gửi 1 bản”, “còn 2 tệp”; what stands in quotation marks was typed by people and stays
_THINGS = "bản|bảng|dòng|điểm|đơn vị|giờ|lần|mô hình|ngày|nội dung|ô|phút|tệp|trang"
_COUNTED = re.compile(rf"“[^”]*”|(?<![\w/:.,–-])[1-9](?= (?:{_THINGS})\b)")
_STRAIGHT = re.compile(r'"([^"]*)"')
_CLOCK = re.compile(r"\b([01]\d|2[0-3]):([0-5]\d),? ngày (\d{1,2})/(\d{1,2})/(\d{4})")

_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def figure(number: int) -> str:
    """A number in a table: 1, 12, 1.234."""
    return f"{number:,}".replace(",", ".")


def two(number: int) -> str:
    """A count in a sentence: 0, 01, 02 … 10; thousands with a point: 1.234."""
    return f"{number:02d}" if 0 < number < 10 else figure(number)


def two_digits(text: str) -> str:
    """A sentence of the catalogue with its counts as papers write them: “gửi 01 bản”."""
    return _COUNTED.sub(lambda m: m[0] if m[0].startswith("“") else f"0{m[0]}", text)


def percent(part: int, whole: int) -> str:
    """A share with at most one decimal after a comma: ``45,5%``, ``50%``; of nothing there is none."""
    share = f"{part * 100 / whole:.1f}" if whole else ""
    return f"{share.removesuffix('.0').replace('.', ',')}%" if whole else ""


def day(date: dt.date) -> str:
    """A day: ``01/3/2024``, ``27/02/2024``; the months 1 and 2 have a nought, so that no figure can be added."""
    month = f"{date:%m}" if date.month < 3 else str(date.month)
    return f"{date:%d}/{month}/{date:%Y}"


def moment(at: dt.datetime) -> str:
    """A moment on its own clock: ``07 giờ 00 phút, ngày 01/3/2024``."""
    return f"{at:%H} giờ {at:%M} phút, ngày {day(at.date())}"


def due(deadline: dt.datetime) -> str:
    """The deadline; a whole day is told as such (R4): “hết ngày 27/02/2024”."""
    whole = (deadline.hour, deadline.minute) == (23, 59)
    return f"hết ngày {day(deadline.date())}" if whole else moment(deadline)


def clocks(text: str, deadline: dt.datetime) -> str:
    """A sentence of the catalogue with its moments as papers write them, the deadline as the day that ends."""
    screen = (f"{deadline:%H:%M ngày %d/%m/%Y}", f"{deadline:%H:%M, ngày %d/%m/%Y}")
    for form in screen:
        text = text.replace(f"hạn {form}", f"hạn {due(deadline)}")
        text = text.replace(f"hạn gửi là {form}", f"hạn gửi: {due(deadline)}")
    return _CLOCK.sub(lambda m: f"{m[1]} giờ {m[2]} phút, ngày {day(dt.date(*map(int, m.group(5, 4, 3))))}", text)


def flat(text: str | None) -> str:
    """Text that a person typed, on one line, without signs that would turn round what stands beside it."""
    return " ".join(_TURNING.sub("", clean(text or "")).split())


def quoted(text: str) -> str:
    """A name in quotation marks; what it quotes itself stands in single ones."""
    inner = _STRAIGHT.sub(r"‘\1’", flat(text))
    return f"“{inner.replace('“', '‘').replace('”', '’')}”"


def upper_first(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """The text with a small first letter; numerals and abbreviations (“I. Kinh tế”) stay."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def begins_with_kind(name: str, kinds: Iterable[str]) -> bool:
    """Whether a name is a commune's: its kind, then a name with a capital (“Xã Đại Hóa”, and no “Xã hội”)."""
    told = upper_first(name)
    return any(told.startswith(f"{kind} ") and told[len(kind) + 1 : len(kind) + 2].isupper() for kind in kinds)


def within(name: str, kinds: Iterable[str]) -> str:
    """A unit's name within a sentence: “xã Đại Hóa”, “thị trấn Nhã Nam”; bodies keep their capital."""
    told = flat(name)
    return lower_first(told) if begins_with_kind(told, kinds) else told


def communes_within(text: str, kinds: Sequence[str]) -> str:
    """A sentence whose communes are small but at its beginnings; what is quoted was typed by people and stays."""
    names = "|".join(map(re.escape, kinds))
    pattern = re.compile(rf"“[^”]*”|(?<!^)(?<![.!?] )\b({names})(?= (\w))")
    return pattern.sub(lambda m: m[0].lower() if m[1] and m[2].isupper() else m[0], text)


def series(names: Sequence[str]) -> str:
    """Names in a row: “A, B và C”; with semicolons where a name has a comma or an “và” of its own."""
    if any("," in name or " và " in name for name in names):
        return "; ".join(names)
    *first, last = names or [""]
    return f"{', '.join(first)} và {last}" if first else last
