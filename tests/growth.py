"""How a work grows with what it is given: a ratio of processor times within one run, whatever the machine does."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time

_TIMES = 4  # the larger text is so many times as long
_MOST = 9.0  # a work that tries every pair of places takes 16 times as long; some growth is the machine's


def grows_evenly(work: Callable[[int], object], size: int) -> bool:
    """Whether four times the size takes at most nine times as long, in one of three tries: a machine may pause."""
    return any(_took(work, _TIMES * size) < _MOST * max(_took(work, size), 1e-3) for _ in range(3))


def _took(work: Callable[[int], object], size: int) -> float:
    began = process_time()
    work(size)
    return process_time() - began
