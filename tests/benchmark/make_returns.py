"""Make a folder of returns to measure with: half our own blanks filled in, half typed freely, 11 models each.

The first files are one of each unit of the roster, the others further parts of their lists, so that
every model counts and is checked and printed.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from aggregator.campaign.load import default_campaign
from aggregator.campaign.model import Unit
from tests.samples import layouts
from tests.samples.catalogue import commune, table
from tests.samples.filled_blank import filled
from tests.samples.nouns import Listing
from tests.samples.workbook import xlsx

VERSION = 1  # a change here makes the folders anew
LEVELS = "pddb/ddb/db/bb"
FREE: dict[str, tuple[layouts.Layout, ...]] = {
    "commune": (
        layouts.with_brackets,
        layouts.shifted,
        layouts.sheet_per_field,
        layouts.paged,
        layouts.short_heads,
    ),
    "agency": (layouts.letter_m4, layouts.m4_with_level, layouts.m4_short),
}
FORMS = {"commune": "M3", "agency": "M4"}


def returns(count: int, progress: Callable[[int], None] = lambda done: None) -> Path:
    """The folder with so many returns; made at the first call, kept in the system's temporary folder."""
    folder = Path(tempfile.gettempdir()) / f"dan-van-kheo-benchmark-{VERSION}" / str(count)
    complete = folder.with_name(f"{count}.complete")
    if not complete.exists():
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(count):
            name, data = one(number)
            (folder / name).write_bytes(data)
            progress(number + 1)
        complete.touch()
    return folder


def one(number: int) -> tuple[str, bytes]:
    """The name and the bytes of one return; the same number gives the same."""
    units = default_campaign().units
    unit, part = units[number % len(units)], number // len(units)
    listing = _listing(unit, number)
    free = FREE[unit.kind]
    typed_freely = bool(number % 2)
    data = xlsx(free[number // 2 % len(free)](listing)) if typed_freely else filled(listing, FORMS[unit.kind])
    return f"{unit.name}{f' - phần {part + 1}' if part else ''}.xlsx", data


def _listing(unit: Unit, number: int) -> Listing:
    """Models of the catalogue, with names that no other return has."""
    hamlets = [row["unit"] for row in table("hamlets")]
    made = commune(hamlets[number % len(hamlets)], LEVELS, signed=unit.name, habit=number, start=number % 37)
    named = [replace(model, name=f"{model.name}, đợt {number + 1}") for model in made.models]
    return replace(made, place="Tân Yên", models=named)
