"""Vietnamese text compared and cleaned: folded keys, personal names, and the gate through which all text passes."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# ---- Folded keys: the same words typed in different ways get the same key.


_D_WITH_STROKE = str.maketrans({"đ": "d", "ð": "d", "ɖ": "d"})
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_NOT_WORD = re.compile(r"[^0-9a-z]+")


class _Folded(dict[int, str]):
    """What each character folds to, found out when it is first met."""

    def __missing__(self, code: int) -> str:
        lowered = unicodedata.normalize("NFKC", _INVISIBLE.sub("", chr(code))).casefold()
        parts = unicodedata.normalize("NFD", lowered.translate(_D_WITH_STROKE))
        self[code] = "".join(c for c in parts if not unicodedata.combining(c))
        return self[code]


_FOLDED = _Folded()


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """The text in small letters without marks (NFKC, casefold, đ/ð→d), blanks collapsed.

    Where the tone mark stood (hoà, hòa) no longer matters.
    """
    return " ".join(text.translate(_FOLDED).split())


@lru_cache(maxsize=65536)
def key(text: str) -> str:
    """The folded words of the text, one blank between, punctuation gone: the key that names are compared by."""
    return _NOT_WORD.sub(" ", fold(text)).strip()


def squeezed(text: str) -> str:
    """The key without blanks, for file names such as ``M3_VIETLAP``."""
    return key(text).replace(" ", "")


def has_phrase(text_key: str, phrase_key: str) -> bool:
    """Whether the phrase stands in the text as whole words; both are keys."""
    return f" {phrase_key} " in f" {text_key} "


# ---- Vietnamese personal names, as far as their shape shows them.


_SURNAME_LIST = """
    nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dao doan vuong trinh
    truong dinh lam phung mai to ha ta luong luu thai ton tang nong hua giap than khong nghiem quach
    chu cao la kieu diem dam chau thach ngoc trieu bach tieu van nhu ngu ong tong vi ma thi thieu
    leo giang phi tu ninh man mac khuc dong
"""
SURNAMES = frozenset(_SURNAME_LIST.split())
_LONGEST = 5  # words


def is_personal_name(text: str) -> bool:
    """A bare personal name: a surname and one to four more words, each with a capital."""
    words = text.split()
    return (
        2 <= len(words) <= _LONGEST
        and all(w[0].isupper() and w.isalpha() for w in words)
        and key(words[0]) in SURNAMES
    )


# ---- Text as it may leave a reader and stand in a cell: what XML allows, within Excel's limit, always
# plain text.


CELL_LIMIT = 32_767  # UTF-16 units; Excel refuses more
CUT = "…(xem tệp gốc)"
_BREAK = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_ILLEGAL = re.compile("[\x00-\x08\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_SUSPECT = re.compile("[\x00-\x08\x0b-\x1f\x85\u2028\u2029\ufffe\uffff\ud800-\udfff]")
_ESCAPED_PAIR = re.compile("_x([Dd][89ABab][0-9A-Fa-f]{2})__x([Dd][C-Fc-f][0-9A-Fa-f]{2})_")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\ufffe\uffff]")
_LONE = re.compile("[\ud800-\udfff]")


def as_read(text: str) -> str:
    """The gate through which every text passes on its way out of a reader: nothing behind it stops a run.

    Line breaks are alike, control characters are blanks, the two halves of a character (an emoji, also as
    Excel's escapes) are one again, and a half alone is U+FFFD. Soft hyphens stay: TCVN3 writes ư so.
    """
    if "_x" in text:
        text = _ESCAPED_PAIR.sub(lambda pair: chr(int(pair[1], 16)) + chr(int(pair[2], 16)), text)
    if text.isprintable() or not _SUSPECT.search(text):
        return text
    if _LONE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _CONTROL.sub(" ", _BREAK.sub("\n", text))


def may_change(text: str) -> bool:
    """Whether the gate may change a text: a quick look at many cells put together."""
    return "_x" in text or (not text.isprintable() and _SUSPECT.search(text) is not None)


def clean(text: str) -> str:
    """The text without control characters, its line breaks alike, cut (and marked so) at Excel's limit."""
    if not text.isprintable() and _SUSPECT.search(text):
        text = _ILLEGAL.sub("", _BREAK.sub("\n", text))
    return text if len(text) * 2 <= CELL_LIMIT else _cut(text)


def _cut(text: str) -> str:
    units = text.encode("utf-16-le")
    if len(units) <= CELL_LIMIT * 2:
        return text
    room = (CELL_LIMIT - len(CUT)) * 2
    return units[:room].decode("utf-16-le", errors="ignore") + CUT
