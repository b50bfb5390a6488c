"""Folded keys: the same words typed in different ways get the same key."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

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
