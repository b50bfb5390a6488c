"""Received files made from tables, for the tests of what spans files."""

from __future__ import annotations

import hashlib
from typing import Any

from aggregator.judge.versions import Model, name_key
from aggregator.nouns.document import Sheet
from aggregator.nouns.file import AttributedFile, Intake
from aggregator.vietnamese.fold import key
from tests.sheets import CAMPAIGN, ON_TIME, at, m3, understand


def rows_of(*names: str) -> str:
    """A list with these names, each at “Thôn Trại”, or at a place given as “name @ place”."""
    parts = [name.partition(" @ ") for name in names]
    lines = [f"| {n} | {place or 'Thôn Trại'} | {name} | Tập thể |" for n, (name, _, place) in enumerate(parts, 1)]
    return m3("I. Kinh tế", *lines)


def handled(
    file: str = "M3.xlsx",
    text: str | Sheet | None = None,
    when: str = ON_TIME,
    *,
    unit: str | None = "cao-xa",
    source: str = "file_time",
    **more: Any,
) -> AttributedFile:
    """A file of a unit as read; without a table it could not be read. Other facts by their names."""
    received = {
        name: more.pop(name)
        for name in ("ignore_reason", "sent_at", "earlier_sendings", "sender", "link", "sha256")
        if name in more
    }
    received.setdefault("sha256", hashlib.sha256(f"{file}{text}".encode()).hexdigest())
    read = understand(text) if text is not None else None
    unreadable = None if text is not None or received.get("ignore_reason") else "tệp hỏng"
    facts = {"unit": unit, "form": "M3" if read and read.lists else None} | more
    return AttributedFile(Intake(file, at=at(when), source=source, **received), read, unreadable, **facts)


def listed(file: str, *names: str, when: str = ON_TIME, **more: Any) -> AttributedFile:
    """A unit's list with these names."""
    return handled(file, rows_of(*names), when, **more)


def entries_of(items: list[AttributedFile]) -> dict[str, list[Model]]:
    """Every entry by file, numbered through."""
    found: dict[str, list[Model]] = {}
    label = 0
    for item in items:
        for part in item.reading.lists if item.reading else ():
            for entry in part.entries:
                codes = ("name", "address", "holder", "goals")
                name, place, holder, goals = (str(entry.values.get(code) or "") for code in codes)
                level = {"Cấp tỉnh": "province", "Cấp huyện": "district", "Cơ sở": "base"}.get(
                    str(entry.values.get("level"))
                )
                where, words = (label, item.file, part.sheet, entry.row), (name_key(name), key(place), key(holder))
                told = (str(entry.values.get(code) or "") for code in ("continuing", "new", "completion"))
                field = str(entry.values["field"]) if "field" in entry.values else None
                model = Model(
                    *where,
                    *words,
                    name,
                    level,
                    key(goals),
                    field,
                    (entry.field_heading, *told),
                    entry.field_heading,
                )
                found.setdefault(item.file, []).append(model)
                label += 1
    return found


def unit_name(code: str) -> str:
    return CAMPAIGN.unit_name(code)
