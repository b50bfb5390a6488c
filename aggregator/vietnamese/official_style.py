"""Numbers, days, names and lists as official Vietnamese papers write them."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from functools import cache

from aggregator.nouns.finding import within_quotes
from aggregator.vietnamese.fold import clean, composed, regex, without_marks

# what findings count: “gửi 1 bản”, “còn 2 tệp”; what stands in quotation marks was typed by people and stays
_THINGS = "bản|bảng|dòng|điểm|đơn vị|giờ|lần|mô hình|ngày|nội dung|ô|phút|tệp|trang"
_COUNTED = regex(rf"“[^”]*”|(?<![\w/:.,–-])[1-9](?= (?:trong \d+ )?(?:{_THINGS})\b)")
_SCREEN_CLOCK = regex(r"\b([01]\d|2[0-3]):([0-5]\d),? ngày (\d{1,2})/(\d{1,2})/(\d{4})")

_TURNING = regex("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def figure(number: int) -> str:
    """A number in a table: 1, 12, 1.234."""
    return f"{number:,}".replace(",", ".")


def two(number: int) -> str:
    """A count in a sentence: 0, 01, 02 … 10; thousands with a point: 1.234."""
    return f"{number:02d}" if 0 < number < 10 else figure(number)


def two_digits(text: str) -> str:
    """A sentence of the catalogue with its counts as papers write them: “gửi 01 bản”."""
    return _COUNTED.sub(lambda m: m[0] if m[0].startswith("“") else f"0{m[0]}", text)


_ONES = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
NUMERALS = ("khong", *map(without_marks, _ONES), "muoi")  # folded


def numeral(word: str) -> int:
    """The number that digits or a folded word of ``NUMERALS`` say."""
    return int(word) if word.isdecimal() else NUMERALS.index(word)


_OTHER_ONES = {"mốt": 1, "tư": 4, "lăm": 5, "bẩy": 7}  # behind a ten, or in another spelling
_TENS = rf"(?:(?:hai|ba) )?(?:mười|mươi)(?: (?:{'|'.join((*_ONES, *_OTHER_ONES))}))?"
_IN_WORDS = rf"(?:{_TENS}|{'|'.join(_ONES)}|bẩy)"
_YEAR, _RANGE = ("trong", "cả", "mỗi", "đầu", "cuối", "hằng", "hàng"), ("đến", "tới", "hoặc")  # “trong năm mô hình”
_NO_COUNT = "".join(rf"(?<!\b{word} )" for word in (*_YEAR, *_RANGE))
_COUNT_IN_WORDS = regex(
    rf"(?i)(?<!\w){_NO_COUNT}{_IN_WORDS}(?= (?:mô hình|MH|điển hình|nội dung)\b)|(?<=: ){_IN_WORDS}(?=[\s./;)]*$)"
)
_OF_LEVEL = rf"(?:\d{{1,2}}|{_IN_WORDS}) (?:(?:mô hình|MH) )?(?:cấp )?(?:tỉnh|huyện|cơ sở|xã)\b"
_LEVELS_COUNTED = regex(rf"(?i)(?<!\w){_NO_COUNT}{_OF_LEVEL}(?:\W+(?:và )?{_OF_LEVEL})+")  # “Một tỉnh, bốn huyện”
_FIRST_WORDS = regex(rf"(?i)(?<!\w){_IN_WORDS}(?= )")
_SAID_AGAIN = regex(rf"(?i)(?<=\d) ?\({_IN_WORDS}\)")


def in_figures(text: str) -> str:
    """A text with its counts of models in figures: “Tổng cộng: mười hai mô hình”, “07 (bảy) mô hình”."""
    text = _LEVELS_COUNTED.sub(lambda run: _FIRST_WORDS.sub(_figures, run[0]), composed(text))
    return _COUNT_IN_WORDS.sub(_figures, _SAID_AGAIN.sub("", text))


def _figures(count: re.Match[str]) -> str:
    *tens, last = count[0].lower().split()
    ones = _OTHER_ONES.get(last) or (_ONES.index(last) + 1 if last in _ONES else 0)
    ten = 0 if not tens and ones else 10 * (_ONES.index(tens[0]) + 1 if tens and tens[0] in _ONES else 1)
    return str(ten + ones)


def percent(part: int, whole: int) -> str:
    """A share with at most one decimal after a comma: ``45,5%``, ``50%``; of nothing there is none."""
    return f"{part * 100 / whole:.1f}".removesuffix(".0").replace(".", ",") + "%" if whole else ""


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
    return _SCREEN_CLOCK.sub(
        lambda m: f"{m[1]} giờ {m[2]} phút, ngày {day(dt.date(*map(int, m.group(5, 4, 3))))}", text
    )


def flat(text: str | None) -> str:
    """Text that a person typed, on one line, without signs that would turn round what stands beside it."""
    return " ".join(_TURNING.sub("", clean(text or "")).split())


def quotation(text: str) -> str:
    """A name in quotation marks; what it quotes itself stands in single ones."""
    return f"“{within_quotes(flat(text))}”"


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


@cache
def _communes(kinds: tuple[str, ...]) -> re.Pattern[str]:
    names = "|".join(map(re.escape, kinds))
    quoted_name = r"“(?:[^“”]|“[^“”]*”)*”"  # a file's name may quote another
    return regex(rf"{quoted_name}|(?<!^)(?<!\n)(?<![.!?] )\b({names})(?= (\w))")


def communes_within(text: str, kinds: tuple[str, ...]) -> str:
    """A sentence whose communes are small but at its beginnings; what is quoted was typed by people and stays."""
    if not any(text.find(kind, 1) > 0 for kind in kinds):
        return text  # most sentences name one at their beginning, or none
    return _communes(kinds).sub(lambda m: m[0].lower() if m[1] and m[2].isupper() else m[0], text)


def series(names: Sequence[str]) -> str:
    """Names in a row: “A, B và C”; with semicolons where a name has a comma or an “và” of its own."""
    if any("," in name or " và " in name for name in names):
        return "; ".join(names)
    *first, last = names or [""]
    return f"{', '.join(first)} và {last}" if first else last
