"""Small questions about a cell: is it blank, a placeholder, a running number?"""

from __future__ import annotations

import re

from aggregator.model import Value
from aggregator.viet.fold import key

_NUMBER = re.compile(r"\(?\d{1,3}([.,]\d{1,2})*\s*[.)/]?")
_ROMAN = re.compile(r"[IVX]{1,5}[.)]?")
_LETTER = re.compile(r"[A-Za-zđĐ]\s*[.)]?")
_ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff"
NOTHING = frozenset(
    key(words)
    for words in (
        "Không", "Không có", "Không đăng ký", "Không đăng kí", "Không có mô hình", "Không có mô hình nào",
        "Không đăng ký mô hình", "Không đăng ký mô hình nào", "Không có đăng ký", "Chưa đăng ký", "Chưa có",
        "Không có nội dung đăng ký", "Không có nội dung",
    )
)  # fmt: skip


def is_blank(value: Value) -> bool:
    """Nothing, or blanks only."""
    return value is None or (isinstance(value, str) and not value.strip().strip(_ZERO_WIDTH).strip())


def is_placeholder(value: Value) -> bool:
    """Nothing, or dots and dashes where a text should stand (“...”, “…”, “-”)."""
    return is_blank(value) or (isinstance(value, str) and not key(value))


def says_nothing(value: Value) -> bool:
    """“Không”, “Không đăng ký” in place of a name."""
    return isinstance(value, str) and key(value) in NOTHING


_REGISTERS_NOTHING = re.compile(r"\bkhong (?:co |thuc hien )?(?:dang ky|dang ki|mo hinh|noi dung dang ky)\b")


def registers_nothing(text: str) -> bool:
    """Whether a sentence says that the unit registers nothing (“Năm 2024 đơn vị không đăng ký mô hình”)."""
    return bool(_REGISTERS_NOTHING.search(key(text)))


def is_running_number(value: Value) -> bool:
    """A number as a list counts its rows: 1, 1.0, “01”, “2.”, “1.1”."""
    if isinstance(value, bool):
        return False
    if isinstance(value, (int, float)):
        return 0 <= value < 1000
    return isinstance(value, str) and bool(_NUMBER.fullmatch(value.strip()))


def is_short_label(value: Value) -> bool:
    """What may stand in an STT column: a running number, a Roman numeral, a letter."""
    if is_running_number(value):
        return True
    text = value.strip() if isinstance(value, str) else ""
    return bool(_ROMAN.fullmatch(text) or _LETTER.fullmatch(text))


def as_text(value: Value) -> str:
    """A cell as a person would read it, for messages and joined cells."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def column_letters(column: int) -> str:
    """The letters of a column, 1-based: 1 → A, 27 → AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """A cell's name, row and column 1-based: (12, 3) → C12."""
    return f"{column_letters(column)}{row}"
