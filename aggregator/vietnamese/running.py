"""The campaign that this process runs, as far as texts are read by it; what is remembered of texts goes by it.

Word lists and keys are asked millions of times, by functions of a text alone: they take the year and the place from
here and not from each of their callers. A run, and a worker with each document, says first which campaign it is.

Word lists, patterns and papers use the words of a huyện. What another kind of place calls otherwise is read as the
huyện's (“phường” as “thị trấn”, “Thị ủy” as “Huyện ủy”) and written as its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, ParamSpec, TypeVar
from unicodedata import combining, normalize

if TYPE_CHECKING:
    from aggregator.nouns.unit import Place

P = ParamSpec("P")
T = TypeVar("T")
_FORGET: list[Callable[[], None]] = []


class _Running:
    year: int | None = None  # none: that of the campaign that ships
    place: Place | None = None  # none: a huyện


_running = _Running()


def run_in(year: int | None, place: Place | None = None) -> None:
    """Read texts as in the campaign of a year and a place from now on, and forget how they were read before."""
    if (_running.year, _running.place) != (year, place):
        _running.year, _running.place = year, place
        for forget in _FORGET:
            forget()


def year_of_run() -> int | None:
    """The year of the campaign that runs, None where none was named."""
    return _running.year


def with_campaign(forget: Callable[[], None]) -> None:
    """Have something forgotten whenever another campaign runs."""
    _FORGET.append(forget)


def remembered(most: int | None = None, *, typed: bool = False) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """``lru_cache`` of so many answers (None: of all), for what may go by the campaign."""

    def remember(function: Callable[P, T]) -> Callable[P, T]:
        cached = lru_cache(maxsize=most, typed=typed)(function)
        with_campaign(cached.cache_clear)
        return cached  # type: ignore[return-value]  # its type knows no parameters

    return remember


def as_of_district(text: str, place: Place | None = None) -> str:
    """A text with what a place, that which runs where none is given, calls otherwise in the words of a huyện."""
    place = place or _running.place
    return _reading(place)(normalize("NFC", text)) if place and place.words else text


def of_place(text: str, place: Place | None = None) -> str:
    """A text of ours in the words of a place, of the one that runs where none is given; what is quoted stays."""
    place = place or _running.place
    return _writing(place)(text) if place and place.words else text


def ways(words: str) -> list[str]:
    """Words of a huyện in small letters, and what the place that runs calls the same: “cấp thị xã”, “cấp TX”."""
    also = _running.place.also if _running.place else ()
    return [*dict.fromkeys([words, of_place(words), *(words.replace(b, a) for a, b in also if b in words)])]


@lru_cache(maxsize=8)
def _reading(place: Place) -> Callable[[str], str]:
    pairs = [*place.also, *((own, word) for word, own in place.words)]
    spelt = {each: word for own, word in pairs for each in _spellings(own)}
    return _reworded(spelt, "")


@lru_cache(maxsize=8)
def _writing(place: Place) -> Callable[[str], str]:
    return _reworded(dict(place.words), r"“[^“”]*”|\{[^{}]*\}|")


def _spellings(words: str) -> Iterable[str]:
    """As it is written, with the mark of “uỷ” elsewhere, and, where that can be no other word, without marks."""
    bare = "".join(c for c in normalize("NFD", words) if not combining(c)).replace("đ", "d")
    return words.casefold(), words.casefold().replace("ủy", "uỷ"), *([bare.casefold()] if " " in words else ())


def _reworded(words: dict[str, str], kept: str) -> Callable[[str], str]:
    longest, folded = sorted(words, key=len, reverse=True), {was.casefold(): word for was, word in words.items()}
    pattern = re.compile(rf"{kept}(?<![^\W_])({'|'.join(map(re.escape, longest))})(?![^\W_])", re.IGNORECASE)

    def other(found: re.Match[str]) -> str:
        was = found[1]
        if was is None:
            return found[0]
        word = folded[was.casefold()]
        return word if was in words else word.upper() if was.isupper() else word[:1].upper() + word[1:]

    return lambda text: pattern.sub(other, text)
