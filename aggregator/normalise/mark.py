"""Marks in the two mode columns: any mark people use, and the words that are none."""

from __future__ import annotations

from aggregator.model import Value
from aggregator.viet.fold import fold, key

# “o” is Wingdings’ empty box, or a zero
_NONE_WORDS = frozenset(
    {"khong", "ko", "k", "kg", "0", "o", "00", "chua", "chua co", "khong co", "false", "no", "sai"}
)
_NO_SIGN = frozenset("-–—−.…_ ☐□▢○◯◻⬜❏❑❒▫:;,/\\|()[]{}¨\ufe0e\ufe0f")
_NEW_WORDS = ("moi", "xay dung moi", "dang ky moi")
_CONTINUING_WORDS = ("tiep tuc", "duy tri", "da va dang", "cu", "da co")


def is_mark(value: Value) -> bool:
    """x, X, ✓, v, có, 2023, a date are marks; nothing, “không”, 0, “-” and dots are none."""
    if value is None or isinstance(value, bool):
        return bool(value)
    if isinstance(value, (int, float)):
        return value != 0
    if not isinstance(value, str):
        return True
    words = key(value)
    if words:
        return words not in _NONE_WORDS
    return any(c not in _NO_SIGN for c in fold(value))


def is_sign(value: Value) -> bool:
    """A mark, or a word for none, that says nothing besides: “x”, “✓”, “có”, “không”, dots."""
    words = key(value) if isinstance(value, str) else ""
    return len(words) <= 1 or words in _NONE_WORDS or words in ("co", "tap the", "ca nhan")


def mode_of(continuing: Value, new: Value, words: Value = None) -> tuple[str | None, str | None]:
    """The mode and, where it is unclear, why (``mode-both``, ``mode-neither``).

    ``words`` is the text of a single mode column, used where neither mark column is marked.
    """
    marked = (is_mark(continuing), is_mark(new))
    if marked == (True, True):
        return None, "mode-both"
    if marked == (False, False):
        named = _mode_in_words(key(words)) if isinstance(words, str) else None
        return named, None if named else "mode-neither"
    return ("continuing", None) if marked[0] else ("new", None)


def _mode_in_words(words: str) -> str | None:
    padded = f" {words} "
    new = any(f" {w} " in padded for w in _NEW_WORDS)
    continuing = any(f" {w} " in padded for w in _CONTINUING_WORDS)
    return None if new == continuing else "new" if new else "continuing"
