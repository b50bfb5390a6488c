"""What stands under a table and is no entry: totals, signatures, “Nơi nhận”, notes, column numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from aggregator.cells import as_text, is_blank
from aggregator.model import Value
from aggregator.viet.fold import key

_TOTAL = re.compile(
    r"(?:tong cong|tong so|tong|cong|danh sach (?:nay )?(?:gom|co))(?: [ivx]+)*"
    r"(?: (?:so|cong|mo hinh|noi dung|linh vuc|muc|toan|chung|dien hinh|trang|theo)\b.*)?(?: \d.*)?"
)
_PAGE_TOTAL = re.compile(
    r"(?:(?:tong )?cong (?:so )?trang|cong mang sang|mang sang|(?:cong )?chuyen (?:sang )?trang)\b.{0,40}"
)
_PAGE_MARK = re.compile(
    r"(?:trang|to so|to|page)(?: so)? \d{1,3}(?: \d{1,3})?(?: trang)?|\d{1,3} (?:\d{1,3}|trang)|\d{1,3}"
)
_TOTAL_START = re.compile(r"(?:tong cong|tong so)\b")
_SIGNER = r"(?:dang|ban|ubnd|uy|chi|chu|bi|thu|truong|giam|hieu|bch|btv|co quan|hoi|lanh|pho|thuong)"
_CLOSING_START = re.compile(
    rf"(?:noi nhan|da ky|nguoi lap|nguoi tong hop|can bo tong hop|ky ten|ky va ghi|ky ghi|ky dong dau|xac nhan cua"
    rf"|(?:t m|tm|kt|k t|tl|t l|thay mat) {_SIGNER})\b"
)
_PLACE_AND_DATE = re.compile(r"\bngay\b.{0,12}\bthang\b.{0,8}\bnam\b")
_TITLES = frozenset(
    key(words)
    for words in [
        "bí thư",
        "phó bí thư",
        "chủ tịch",
        "phó chủ tịch",
        "thủ trưởng",
        "thủ trưởng cơ quan, đơn vị",
        "thủ trưởng đơn vị",
        "thủ trưởng cơ quan",
        "giám đốc",
        "phó giám đốc",
        "hiệu trưởng",
        "trưởng phòng",
        "trưởng ban",
        "phó trưởng ban",
        "chánh văn phòng",
        "người lập",
        "người lập biểu",
        "người lập danh sách",
        "cán bộ tổng hợp",
        "lãnh đạo",
        "lãnh đạo cơ quan, đơn vị",
        "lãnh đạo tổ chức, cơ quan, đơn vị",
        "ban chấp hành",
        "ban thường vụ",
        "chi ủy",
        "đảng ủy",
        "bí thư chi bộ",
        "bí thư đảng ủy",
        "chủ tịch ubnd",
        "chủ tịch ubnd xã",
        "trưởng thôn",
        "người kê khai",
        "người tổng hợp",
        "ký tên, đóng dấu",
        "ký, đóng dấu",
        "ký, ghi rõ họ tên",
        "viện trưởng",
        "chánh án",
        "chi cục trưởng",
        "chánh thanh tra",
        "chủ nhiệm",
    ]
)
_SIGNATURE_HINT = re.compile(r"\n|\(\s*[Kk]ý")
_ANY_SIGNER = re.compile(
    r"(?:quyen |q )?(?:bi thu|pho|chu tich|truong|giam doc|hieu truong|thu truong|chi cuc truong|vien truong|chanh"
    r"|thuong truc|nguoi|can bo|ke toan|thu ky|chu nhiem|doi truong|to truong|chi huy truong|chinh tri vien"
    r"|dai dien|lanh dao|dang uy|chi uy|ban chap hanh|ban thuong vu|ubnd|uy ban|hoi dong|chi bo|dang bo)"
    r"(?: [a-z]+){0,7}"
)
_OWN_REGISTRATION = re.compile(r"dang ky xay dung (?:(?:dang bo|chi bo|co quan|don vi) )+dan van kheo theo\b")
_LONGEST_SIGNATURE = 9  # words
_NOTE_START = re.compile(r"(?:ghi chu|luu y|chu thich|chu y)\b")


def is_total(values: Sequence[Value]) -> bool:
    """Whether a row counts the models, such as “Tổng cộng: 7 mô hình”."""
    words = [key(v) for v in values if isinstance(v, str)]
    counts = any(isinstance(v, (int, float)) for v in values) or any(c.isdigit() for w in words for c in w)
    return any(_TOTAL.fullmatch(w) for w in words) or (counts and any(_TOTAL_START.match(w) for w in words))


def stated_total(values: Sequence[Value]) -> int | None:
    """The number a total row states for all: in its words, else the only number of the row; None if unclear."""
    for value in values:
        if isinstance(value, str) and (number := re.search(r"(?:^|\s)0*(\d{1,3})(?:\s|$)", key(value))):
            return int(number.group(1))
    numbers = {int(v) for v in values if isinstance(v, (int, float)) and not isinstance(v, bool) and v == int(v)}
    return numbers.pop() if len(numbers) == 1 else None


def is_page_row(values: Sequence[Value]) -> bool:
    """A total of a printed page, or its number: “Cộng trang 1: 03 mô hình”, “Trang 2/3”, “- 2 -”."""
    texts = list(dict.fromkeys(key(as_text(v)) for v in values))
    if any(isinstance(v, str) and _PAGE_TOTAL.fullmatch(key(v)) for v in values):
        return True
    return len(texts) == 1 and bool(_PAGE_MARK.fullmatch(texts[0]))


def is_signature(texts: Sequence[str]) -> bool:
    """Whether a row looks like a line of signatures wherever it stands: few words, all in capitals, no figures."""
    return bool(texts) and all(
        text.upper() == text
        and not any(c.isdigit() for c in text)
        and len(key(text)) > 1
        and len(text.split()) <= _LONGEST_SIGNATURE
        for text in texts
    )


def starts_closing(texts: Sequence[str], *, after_gap: bool = False) -> bool:
    """Whether a row begins the closing block: place and date, “Nơi nhận”, a signer's title.

    ``after_gap``: a blank row stands between; then a title in capitals need not be one of the usual ones.
    """
    return any(_is_closing(text, after_gap=after_gap) for text in texts)


def _is_closing(text: str, *, after_gap: bool) -> bool:
    title = _SIGNATURE_HINT.split(text, maxsplit=1)[0].strip() or text
    words = key(title)
    if after_gap and title.isupper() and _ANY_SIGNER.fullmatch(words):
        return True
    return (
        words in _TITLES
        or bool(_CLOSING_START.match(words))
        or bool(_PLACE_AND_DATE.search(words) and len(words) < 60)
    )


def is_own_registration(values: Sequence[Value]) -> bool:
    """Whether a row is the block of our blanks in which the unit registers itself (R5): it names no model."""
    first = next((v for v in values if not is_blank(v)), None)
    return isinstance(first, str) and bool(_OWN_REGISTRATION.match(key(first)))


def is_note(texts: Sequence[str]) -> bool:
    """“Ghi chú: …” under a table."""
    return bool(texts) and bool(_NOTE_START.match(key(texts[0])))


def is_column_numbers(values: Sequence[Value]) -> bool:
    """A row that only numbers the columns: (1) (2) (3) …, 1 2 3 …, A B 1 2 …"""
    labels = [as_text(v).strip("()[]. ") for v in values if not is_blank(v)]
    if len(labels) < 4 or any(len(label) > 2 for label in labels):
        return False
    numbers = [int(label) for label in labels if label.isdigit()]
    letters = [label for label in labels if not label.isdigit()]
    in_order = all(b - a == 1 for a, b in pairwise(numbers))
    return (
        in_order
        and len(numbers) + len(letters) == len(labels)
        and all(x.isalpha() and len(x) == 1 for x in letters)
        and len(numbers) >= 3
    )
