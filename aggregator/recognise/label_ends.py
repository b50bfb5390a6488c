"""Where a label of M1/M2 ends and its value begins: at a colon, at dots, at the end of the line, or nowhere."""

from __future__ import annotations

import re

from aggregator.lines import words_of
from aggregator.viet.fold import key

SURE = 3  # a label with its colon, or one with a number that stands alone
_BRACKETS = r"(?:\([^()]*(?:\([^()]*\)[^()]*)*\)\s*)*"
COLON = re.compile(rf"\s*{_BRACKETS}[:：]+|\s*(?:[.…_]{{2,}}|…)")
_FILLED_COLON = re.compile(r"([^:：(\n]{1,45})[:：]")
_LEFT_OPEN = re.compile(rf"\s*{_BRACKETS}\s*")
_GOES_ON = re.compile(r"\s*[,;/&]")
_DASH = re.compile(r"\s*[-–—=]+\s")
_FILLER_WORDS = """
đăng ký kí xây dựng mô hình điển hình nội dung của năm cụ thể dự kiến thực hiện dân vận khéo
giai đoạn triển khai đạt được và là chính tóm tắt cá nhân tập thể
"""
_FILLER = frozenset(key(word) for word in _FILLER_WORDS.split())


def ending(text: str, end: int, exact: bool, words: int, numbered: bool) -> tuple[int, int] | None:
    """How strong a label is that ends here, and where its value begins."""
    colon = COLON.match(text, end) or (None if exact else _filled_colon(text, end))
    if colon:
        return SURE + numbered, colon.end()
    alone = _LEFT_OPEN.match(text, end)
    if alone and alone.end() == len(text):
        return 2 + numbered, end
    if exact or _GOES_ON.match(text, end):
        return None
    strength = _run_on(text, end, words, numbered)
    return (strength, end) if strength else None


def _filled_colon(text: str, end: int) -> re.Match[str] | None:
    """A colon after a few more words of the same kind: “Tên mô hình đăng ký xây dựng năm 2024:”."""
    found = _FILLED_COLON.match(text, end)
    words = words_of(found.group(1)) if found else []
    return found if all(word.key in _FILLER or word.key.isdigit() for word in words) else None


def _run_on(text: str, end: int, words: int, numbered: bool) -> int:
    """The strength of a label whose value follows without a colon; 0 is none."""
    if _DASH.match(text, end) or (numbered and words > 1):
        return 2
    return 1 if words > 2 else 0
