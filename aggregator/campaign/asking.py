"""What a unit is told of each finding, from ``data/letters.toml``; apart from the templates, which load Jinja2."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Asking:
    """How a finding is put to a unit: ``manner`` heads its table; ``words`` may hold facts."""

    manner: str
    words: str


@cache
def _texts() -> dict[str, dict[str, Any]]:
    text = (files("aggregator.campaign") / "data" / "letters.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def asked_of_doubts() -> dict[str, str]:
    """By the code of a doubt what is asked of the unit; what only the board can settle is not there."""
    words: dict[str, str] = _texts()["doubt"]
    return words


def kept_in_house(code: str, topic: str) -> bool:
    """Whether a finding of this code and topic is never told to a unit as a point of its letter."""
    house = _texts()["house"]
    return topic in house["topics"] or code in house["codes"]


@cache
def asking() -> dict[str, Asking]:
    """By finding code; a code that is not there is not told to units."""
    manners = ((manner, texts) for manner, texts in _texts().items() if manner not in ("doubt", "house"))
    return {code: Asking(manner, words) for manner, texts in manners for code, words in texts.items()}
