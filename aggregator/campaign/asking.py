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
def asking() -> dict[str, Asking]:
    """By finding code; a code that is not there is not told to units."""
    text = (files("aggregator.campaign") / "data" / "letters.toml").read_text(encoding="utf-8")
    return {code: Asking(m, words) for m, by_code in tomllib.loads(text).items() for code, words in by_code.items()}
