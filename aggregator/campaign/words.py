"""The words of ``words.toml``, by which rows of a list are told apart and holders are known."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from aggregator.vietnamese.fold import key


@cache
def _tables() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((files("aggregator.campaign") / "data" / "words.toml").read_text(encoding="utf-8"))


def words(table: str, name: str) -> list[str]:
    """A list of words as it is written, such as ``words("holder", "titles")``."""
    return _tables()[table][name]


def keys(table: str, name: str) -> tuple[str, ...]:
    """The same words as folded keys, in their order."""
    return tuple(map(key, words(table, name)))


def any_of(texts: Sequence[str]) -> str:
    """A pattern that fits any of the texts, the longest first."""
    return "|".join(map(re.escape, sorted(texts, key=lambda text: (-len(text), text))))
