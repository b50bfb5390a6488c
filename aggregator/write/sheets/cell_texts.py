"""The Vietnamese words for codes, moments and places, as the sheets print them."""

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TypeVar

from msgspec.structs import replace

from aggregator.campaign.load import code_words
from aggregator.nouns import result as to
from aggregator.nouns.outcome import Outcome
from aggregator.nouns.result import Province
from aggregator.nouns.standing import NOT_OBLIGED, in_time
from aggregator.nouns.unit import Campaign, Limit
from aggregator.office.page import Group
from aggregator.vietnamese.official_style import figure, lower_first, upper_first

_CODES = code_words()
RECEIPT, STANDING = _CODES["receipt"], _CODES["quota"]
RECEIPTS = tuple(code for code in RECEIPT if code != NOT_OBLIGED)  # in the order of tables
TO_VERIFY = "Cần xác minh"
STILL_TIME = "Còn hạn gửi"
STATUS = {"ignored": "Bỏ qua"} | _CODES["status"]  # the book tells nothing of files that are passed over
RECEIVED_FROM, SEVERITY = _CODES["evidence"], _CODES["severity"]
MODE, HOLDER, DECISION = _CODES["mode"], _CODES["holder"], _CODES["decision"]
T = TypeVar("T")
K = TypeVar("K")
_LETTERS = "ABCDĐEGHIK"
_PATH, _PATH_HEAD = 90, 34  # letters of a path that are shown, and those before the gap
UNKNOWN_FIELD = "Chưa rõ lĩnh vực"
UNKNOWN_LEVEL = "Chưa rõ cấp"
Dateline = Outcome | Province  # what a workbook is printed of: a campaign, and the moment of its figures


def clock(moment: dt.datetime | None, zone: dt.tzinfo) -> str:
    """A moment on the district's clock: ``16:30 ngày 27/02/2024``."""
    return f"{moment.astimezone(zone):%H:%M ngày %d/%m/%Y}" if moment else ""


def receipt_time(at: dt.datetime | None, source: str | None, as_of: dt.datetime, zone: dt.tzinfo) -> str:
    """When something came, in words; '' for a time that cannot be (R4). A day that people wrote stays a day."""
    at = None if at and source == "file_time" and at > as_of else at  # the inbox was copied since
    whole_day = at and source == "book" and at.astimezone(zone).time() == dt.time()
    return f"{at.astimezone(zone):%d/%m/%Y}" if at and whole_day else clock(at, zone)


@lru_cache(maxsize=4096)
def day(date: dt.date | None) -> str:
    """A date, day first: ``30/09/2024``."""
    return f"{date:%d/%m/%Y}" if date else ""


# what waits for an answer in the tracking book: the label, and the book's sheet
TO_ANSWER, QUESTIONS = "Điểm cần trả lời (sổ theo dõi)", "Cần trả lời"


def as_of_line(run: Dateline) -> str:
    """The line that every page carries."""
    return f"Số liệu chốt lúc {clock(run.as_of, run.campaign.zone)}"


def lateness(received_at: dt.datetime | None, deadline: dt.datetime) -> str:
    """How long after the deadline something came: ``2 ngày 3 giờ``; the deadline's last second is in time."""
    if received_at is None or in_time(received_at, deadline):
        return ""
    # a day of which nobody wrote the clock time
    if not (received_at.hour or received_at.minute or received_at.second):
        return f"{max((received_at.date() - deadline.date()).days, 1)} ngày"
    minutes = int((received_at - deadline).total_seconds()) // 60
    parts = ((minutes // 1440, "ngày"), (minutes // 60 % 24, "giờ"), (minutes % 60, "phút"))
    told = [f"{figure(count)} {word}" for count, word in parts if count]
    return " ".join(told[:2]) or "dưới 1 phút"


def place(file: str | None, sheet: str | None, row: int | None) -> str:
    """Where something stands: file › sheet › row; a very long path is shown without its middle."""
    parts = (short_path(file) if file else None, sheet, f"dòng {row}" if row else None)
    return " › ".join(part for part in parts if part)


def lines(*parts: str | None) -> str:
    """What there is of these, one below the other."""
    return "\n".join(part for part in parts if part)


def short_path(file: str) -> str:
    """A path for a narrow column; the whole one stands in “Sổ tiếp nhận”."""
    return file if len(file) <= _PATH else f"{file[:_PATH_HEAD]}…{file[_PATH_HEAD + 1 - _PATH :]}"


def bound(limit: Limit) -> str:
    """The bound of a limit in words."""
    return f"ít nhất {limit.minimum}" if limit.minimum is not None else f"nhiều nhất {limit.maximum}"


def limits_in_words(campaign: Campaign, limits: Iterable[Limit | to.Limit]) -> str:
    """Limits by level: ``cấp tỉnh từ 1 đến 2 nội dung, cấp huyện nhiều nhất 5 nội dung``."""
    bounds: dict[str, list[int | None]] = {}
    for limit in limits:
        low_high = bounds.setdefault(limit.level, [None, None])
        low_high[0] = limit.minimum if limit.minimum is not None else low_high[0]
        low_high[1] = limit.maximum if limit.maximum is not None else low_high[1]
    told = [f"{lower_first(level_in(campaign, level))} {_range(*pair)} nội dung" for level, pair in bounds.items()]
    return ", ".join(told) or "không có"


def _range(low: int | None, high: int | None) -> str:
    if low is None or high is None:
        return f"ít nhất {low}" if low is not None else f"nhiều nhất {high}"
    return f"{low}" if low == high else f"từ {low} đến {high}"


def level_titles(campaign: Campaign) -> dict[str, str]:
    """The levels' titles by code, the unknown one last."""
    return {level.code: level.title for level in campaign.levels} | {"unknown": UNKNOWN_LEVEL}


def level_in(campaign: Campaign, level: str | None) -> str:
    """A level in words."""
    return level_titles(campaign).get(level or "unknown", UNKNOWN_LEVEL)


def field_in(campaign: Campaign, field: str | None) -> str:
    """A field in words."""
    known = campaign.fields_by_code.get(field or "")
    return known.title if known else UNKNOWN_FIELD


def field_titles(campaign: Campaign) -> dict[str | None, str]:
    """The fields' titles, the watched ones marked (R7), the unknown one (None) last."""
    titles: dict[str | None, str] = {
        field.code: f"{field.numeral}. {field.title}{' (trọng tâm)' * field.theme}" for field in campaign.fields
    }
    return titles | {None: UNKNOWN_FIELD}


def with_letters(groups: Iterable[Group[T]]) -> list[Group[T]]:
    """The groups that have lines, lettered in their order: A, B, C, D, Đ, E."""
    shown = [group for group in groups if group.lines]
    return [replace(g, title=f"{letter}. {g.title}") for letter, g in zip(_LETTERS, shown, strict=False)]


def counts_in_words(counts: Mapping[K, int], titles: Mapping[K, str]) -> str:
    """Counts by code as a phrase: ``cấp tỉnh 2, cấp huyện 4``; what is zero is left out."""
    told = [f"{lower_first(title)} {figure(counts[code])}" for code, title in titles.items() if counts.get(code)]
    return ", ".join(told) or "không có"


def whole_level(title: str) -> str:
    """A level's title where it stands alone, or within a sentence: ``Cấp cơ sở`` for ``Cơ sở``."""
    return title if "cấp" in title.lower() else f"Cấp {lower_first(title)}"


def short_level(title: str) -> str:
    """A level's title for a narrow column: ``Tỉnh`` for ``Cấp tỉnh``, ``Chưa rõ`` for ``Chưa rõ cấp``."""
    short = title.removeprefix("Cấp ").removesuffix(" cấp")
    return upper_first(short)
