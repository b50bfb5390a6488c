"""Small questions about what several rows say of one thing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

T = TypeVar("T")


def first(values: Iterable[T | None]) -> T | None:
    """The first that was written."""
    return next((value for value in values if value is not None), None)


def agreed(values: Iterable[T | None]) -> T | None:
    """The one value that was written, None where none was or two contradict."""
    said = {value for value in values if value is not None}
    return said.pop() if len(said) == 1 else None


def grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    """The values by name, in their order."""
    found: dict[str, list[T]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found
