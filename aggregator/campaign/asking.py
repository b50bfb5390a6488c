"""What a unit is told of each finding, from ``data/letters.toml``; apart from the templates, which load Jinja2."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Asking:
    """How a finding is put to a unit: ``manner`` heads its table; ``words`` may hold facts."""

    manner: str
    words: str


@cache
def _texts() -> dict[str, dict[str, str]]:
    text = (files("aggregator.campaign") / "data" / "letters.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def asked_of_doubts() -> dict[str, str]:
    """By the code of a doubt what is asked of the unit; what only the board can settle is not there."""
    return _texts()["doubt"]


@cache
def asking() -> dict[str, Asking]:
    """By finding code; a code that is not there is not told to units."""
    manners = ((manner, texts) for manner, texts in _texts().items() if manner != "doubt")
    return {code: Asking(manner, words) for manner, texts in manners for code, words in texts.items()}
