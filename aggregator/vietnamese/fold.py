"""How texts are folded to keys."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from typing import Any, AnyStr, TypeVar, cast

from aggregator.vietnamese.scope import in_district_words, memory

K = TypeVar("K")
V = TypeVar("V")

# ---- Patterns that are compiled when they are first asked: a run over a few returns needs half of some 600.


class _Pattern:
    def __init__(self, source: Any, flags: int) -> None:
        self.pattern, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        vars(self).update({each: getattr(compiled, each) for each in _ASKED})  # found there from now on
        return getattr(compiled, name)

    def __reduce__(self) -> Any:
        return regex, (self.pattern, self._flags)


_ASKED = ("search", "match", "fullmatch", "finditer", "findall", "sub", "split")


class _PatternOfCampaign:
    def __init__(self, source: Callable[[], str]) -> None:
        self._compiled = memory()(lambda: re.compile(source()))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self._compiled(), name)


def of_campaign(source: Callable[[], str]) -> re.Pattern[str]:
    """A pattern of word lists that name the campaign's year or places, compiled anew for another one."""
    return cast("re.Pattern[str]", _PatternOfCampaign(source))


def regex(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """The pattern, compiled at its first use; one that is wrong raises re.error only then."""
    return cast("re.Pattern[AnyStr]", _Pattern(source, flags))


# ---- Folded keys: the same words typed in different ways get the same key.


_D_WITH_STROKE = str.maketrans({"đ": "d", "ð": "d", "ɖ": "d", "Đ": "D"})
_INVISIBLE = regex("[\u200b-\u200f\u2060\ufeff\u00ad]")
_NOT_WORD = regex(r"[^0-9a-z]+")


def without_marks(text: str) -> str:
    """The text in plain letters, their case kept: “Đại Hóa” is “Dai Hoa”."""
    parts = unicodedata.normalize("NFD", text.translate(_D_WITH_STROKE))
    return "".join(c for c in parts if not unicodedata.combining(c))


class _Folded(dict[int, str]):
    """What each character folds to, found out when it is first met."""

    def __missing__(self, code: int) -> str:
        lowered = unicodedata.normalize("NFKC", _INVISIBLE.sub("", chr(code))).casefold()
        self[code] = without_marks(lowered)
        return self[code]


_FOLDED = _Folded()


def _folded(text: str) -> str:
    return " ".join(text.translate(_FOLDED).split())


@memory(65536)
def fold(text: str) -> str:
    """The text in small letters without marks, wherever these stood (hoà, hòa), đ/ð as d, blanks collapsed.

    What the place that runs the campaign calls otherwise is as a huyện calls it: “Thị ủy” is “huyen uy” there.
    """
    return _folded(in_district_words(text))


@memory(65536)
def key(text: str) -> str:
    """The folded words of the text, one blank between, punctuation gone: the key that names are compared by."""
    return _NOT_WORD.sub(" ", fold(text)).strip()


def list_key(text: str) -> str:
    """The key of a word of our lists, which are the same in every place."""
    return _NOT_WORD.sub(" ", _folded(text)).strip()


def sound(text: str) -> str:
    """The key of a text in which “Quý” and “Quí”, “thôn Lý” and “thôn Lí” are one."""
    return key(text).replace("y", "i")


def composed(text: str) -> str:
    """The text with each letter and its marks as one character (NFC), as the lists of words are written."""
    return unicodedata.normalize("NFC", text)


def squeezed(text: str) -> str:
    """The key without blanks, for file names such as ``M3_VIETLAP``."""
    return key(text).replace(" ", "")


def initials(words: str) -> str:
    """The first letters of words: “Tân Yên” is “TY”."""
    return "".join(word[0] for word in words.split())


def grouped(pairs: Iterable[tuple[K, V]]) -> defaultdict[K, list[V]]:
    """The values by their keys, in their order; none where a key has no value."""
    found: defaultdict[K, list[V]] = defaultdict(list)
    for known, value in pairs:
        found[known].append(value)
    return found


def sole(values: Collection[K]) -> K | None:
    """The one value there is; None where there is none or several."""
    return next(iter(values)) if len(values) == 1 else None


def has_phrase(text_key: str, phrase_key: str) -> bool:
    """Whether the phrase stands in the text as whole words; both are keys."""
    return f" {phrase_key} " in f" {text_key} "


def begins(words: str, phrases: tuple[str, ...]) -> bool:
    """Whether a key begins with one of the phrases, in whole words."""
    return words.startswith(phrases) and any(f"{words} ".startswith(f"{phrase} ") for phrase in phrases)


def longest_first(phrases: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Phrases and what each means, as (key, code), for ``codes_in``."""
    return sorted(((key(text), code) for text, code in phrases), key=lambda pair: -len(pair[0]))


def codes_in(words: str, phrases: Iterable[tuple[str, str]]) -> set[str]:
    """The codes of the phrases in a key, the longest first; what one has taken no other finds."""
    codes, rest = set(), f" {words} "
    for phrase, code in phrases:
        if f" {phrase} " in rest:
            codes.add(code)
            rest = rest.replace(f" {phrase} ", " | ")
    return codes


def near(text: str, rival: str) -> bool:
    """Whether one of two keys holds the other's words: “Thôn 2” and “Thôn 2, xã Cao Xá”."""
    return has_phrase(text, rival) or has_phrase(rival, text)


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


# ---- Text as it may leave a reader and stand in a cell: what XML allows, within Excel's limit.


CELL_LIMIT = 32_767  # UTF-16 units; Excel refuses more
CUT = "…(xem tệp gốc)"
_BREAK = regex("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_ILLEGAL = regex("[\x00-\x08\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_DIRECTION = regex("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")  # as telephones put around a text
_SUSPECT = regex(f"{_DIRECTION.pattern[:-1]}\x00-\x08\x0b-\x1f\x85\u2028\u2029\ufffe\uffff\ud800-\udfff]")
_ESCAPED_PAIR = regex("_x([Dd][89ABab][0-9A-Fa-f]{2})__x([Dd][C-Fc-f][0-9A-Fa-f]{2})_")
_CONTROL = regex("[\x00-\x08\x0e-\x1f\ufffe\uffff]")
_LONE = regex("[\ud800-\udfff]")


def as_read(text: str) -> str:
    """The gate through which every text passes on its way out of a reader: nothing behind it stops a run.

    Line breaks are alike, control characters are blanks, the two halves of a character (an emoji, also as
    Excel's escapes) are one again, and a half alone is U+FFFD. Marks of direction are gone.
    Soft hyphens stay: TCVN3 writes ư so.
    """
    if "_x" in text:
        text = _ESCAPED_PAIR.sub(lambda pair: chr(int(pair[1], 16)) + chr(int(pair[2], 16)), text)
    if text.isprintable() or not _SUSPECT.search(text):
        return text
    if _LONE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _CONTROL.sub(" ", _BREAK.sub("\n", _DIRECTION.sub("", text)))


def clean(text: str) -> str:
    """The text without control characters, its line breaks alike, cut (and marked so) at Excel's limit."""
    if not text.isprintable() and _SUSPECT.search(text):
        text = _ILLEGAL.sub("", _BREAK.sub("\n", text))
    if len(text) * 2 <= CELL_LIMIT or len(units := text.encode("utf-16-le")) <= CELL_LIMIT * 2:
        return text
    return units[: (CELL_LIMIT - len(CUT)) * 2].decode("utf-16-le", errors="ignore") + CUT
