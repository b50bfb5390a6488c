"""The campaign that this process runs, as far as texts are read by it; what is remembered of texts goes by it.

Word lists and keys are asked millions of times, by functions of a text alone: they take the year and the place from
here and not from each of their callers. A run, and a worker with each document, says first which campaign it is.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
_FORGET: list[Callable[[], None]] = []


class _Running:
    year: int | None = None  # none: that of the campaign that ships


_running = _Running()


def run_in(year: int | None) -> None:
    """Read texts as in the campaign of a year from now on; what was remembered of another one is forgotten."""
    if _running.year != year:
        _running.year = year
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
