"""The campaign by which this process reads texts: its year, its office, the words of its place.

Keys and word lists are asked millions of times, by functions of a text alone; they take the campaign from here, so
that no year is handed down through all of them. What this asks of others:

- ``enter`` is called by ``run.py`` alone: with the shipped campaign before a tracking book is opened, with the
  book's as soon as it is known, and in a worker for each document; where nothing is read yet also by
  ``understand/rehearsal.py``. A process reads for one campaign at a time.
- What goes by the campaign (a key, a word list, a pattern of either) is remembered by ``memory`` or ``of_campaign``
  (``fold.py``) and forgotten when another one is entered; it is no constant of a module and in no other cache.
- Words of our lists are folded by ``list_key``, which no campaign changes.
- What is written without a run (blank forms, a province's workbook of several campaigns) is given its place.

Word lists, patterns and papers use the words of a huyện. What another kind of place calls otherwise is read as the
huyện's (“phường” as “thị trấn”, “Thị ủy” as “Huyện ủy”) and written as its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, ParamSpec, TypeVar
from unicodedata import combining, normalize

from msgspec import Struct

if TYPE_CHECKING:
    from aggregator.nouns.unit import Office, PlaceKind

P = ParamSpec("P")
T = TypeVar("T")


class Scope(Struct):
    """A campaign's year and office; None where none was entered: those of the campaign that ships."""

    year: int | None = None
    office: Office | None = None

    @property
    def place(self) -> PlaceKind | None:
        """What kind of place the office is of."""
        return self.office.place if self.office else None


scope = Scope()
_MEMORIES: list[Callable[[], None]] = []  # how each is emptied


def enter(year: int | None, office: Office | None = None) -> None:
    """Read texts as in the campaign of a year and an office from now on; nothing happens where it is the same."""
    if (scope.year, scope.office) != (year, office):
        scope.year, scope.office = year, office
        for forget in _MEMORIES:
            forget()


def memory(most: int | None = None, *, typed: bool = False) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """``lru_cache`` of so many answers (None: of all), for what goes by the campaign; made as a module loads."""

    def remember(function: Callable[P, T]) -> Callable[P, T]:
        cached = lru_cache(maxsize=most, typed=typed)(function)
        _MEMORIES.append(cached.cache_clear)
        return cached  # type: ignore[return-value]  # its type knows no parameters

    return remember


# ---- A place's words and those of a huyện.


def in_district_words(text: str, place: PlaceKind | None = None) -> str:
    """A text with what a place, the campaign's where none is given, calls otherwise in the words of a huyện."""
    place = place or scope.place
    return _reading(place)(normalize("NFC", text)) if place and place.words else text


def in_place_words(text: str, place: PlaceKind | None = None) -> str:
    """A text of ours in the words of a place, the campaign's where none is given; what is quoted stays."""
    place = place or scope.place
    return _writing(place)(text) if place and place.words else text


def spellings(words: str) -> list[str]:
    """Words of a huyện in small letters, and what the campaign's place calls the same: “cấp thị xã”, “cấp TX”."""
    also = scope.place.also if scope.place else ()
    return [*dict.fromkeys([words, in_place_words(words), *(words.replace(b, a) for a, b in also if b in words)])]


@lru_cache(maxsize=8)
def _reading(place: PlaceKind) -> Callable[[str], str]:
    pairs = [*place.also, *((own, word) for word, own in place.words)]
    return _exchange({each: word for own, word in pairs for each in _ways_to_type(own)}, "")


@lru_cache(maxsize=8)
def _writing(place: PlaceKind) -> Callable[[str], str]:
    return _exchange(dict(place.words), r"“[^“”]*”|\{[^{}]*\}|")  # but quotations, and the names of facts


def _ways_to_type(words: str) -> Iterable[str]:
    """Words as people type them: with the mark of “uỷ”, and without marks where that can be no other word."""
    plain = words.casefold()
    bare = "".join(c for c in normalize("NFD", plain) if not combining(c)).replace("đ", "d")
    return plain, plain.replace("ủy", "uỷ"), *([bare] if " " in words else ())


def _exchange(words: dict[str, str], but: str) -> Callable[[str], str]:
    """Puts other words in the place of these, in their case: small, with a capital, in capitals."""
    longest, folded = sorted(words, key=len, reverse=True), {was.casefold(): word for was, word in words.items()}
    pattern = rf"(?i){but}(?<![^\W_])({'|'.join(map(re.escape, longest))})(?![^\W_])"

    def other(match: re.Match[str]) -> str:
        was = match[1]
        if was is None:
            return match[0]
        word = folded[was.casefold()]
        return word if was in words else word.upper() if was.isupper() else word[:1].upper() + word[1:]

    return lambda text: re.sub(pattern, other, text)
