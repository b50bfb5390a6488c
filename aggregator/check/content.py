"""Checks of the entries themselves: what is missing, unclear or written twice. From tables to findings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pandas as pd

from aggregator.campaign.model import Campaign
from aggregator.findings import Finding, finding
from aggregator.viet.fold import key

_NUMBERED_LINE = re.compile(r"^\s*(?:\d{1,2}\s*[.)/-]|[-–+•*])\s*\S")
_SHORT = 90  # letters of a name that a message quotes


def content_findings(entries: pd.DataFrame, campaign: Campaign) -> list[Finding]:
    """Findings of every entry that counts.

    ``entries`` has ENTRY_COLUMNS and the ``…_why`` columns of ``normalise``. Each finding names
    unit, file, sheet and cell.
    """
    findings: list[Finding] = []
    for record in _records(entries):
        facts = _facts(record, campaign)
        for check in _CHECKS:
            findings += check(record, facts)
    return findings + list(_twice(entries, campaign))


def _records(entries: pd.DataFrame) -> list[Record]:
    return [dict(zip(entries.columns, row, strict=True)) for row in entries.itertuples(index=False, name=None)]


Record = dict[str, Any]
Check = Callable[[Record, Record], Iterator[Finding]]


def _facts(record: Record, campaign: Campaign) -> Record:
    return {
        "unit": record["unit"],
        "file": record["file"],
        "sheet": record["sheet"],
        "unit_name": campaign.unit_name(record["unit"]),
        "name": short(record["name"]),
        "year": campaign.year,
        "field": campaign.fields_by_code[record["field"]].title if record["field"] else None,
    }


def short(text: str | None) -> str:
    """A name on one line, cut where it is long, for messages."""
    line = " ".join((text or "").split())
    return line if len(line) <= _SHORT else line[: _SHORT - 1].rstrip() + "…"


def _cell(record: Record, column: str) -> str | None:
    """The cell of a column, or the row's name cell where the table has no such column."""
    letter = record["cells"].get(column) or record["cells"].get("name")
    return f"{letter}{record['row']}" if letter else None


def _several_names(record: Record, facts: Record) -> Iterator[Finding]:
    lines = [line for line in (record["name"] or "").splitlines() if _NUMBERED_LINE.match(line)]
    if len(lines) > 1:
        yield finding("several-names", cell=_cell(record, "name"), **facts)


def _mode(record: Record, facts: Record) -> Iterator[Finding]:
    if record["mode_why"]:
        yield finding(record["mode_why"], cell=_cell(record, "continuing"), **facts)


def _holder(record: Record, facts: Record) -> Iterator[Finding]:
    if record["holder_kind"] is None:
        code = "holder-unclear" if record["holder"] else "holder-missing"
        yield finding(code, cell=_cell(record, "holder"), text=short(record["holder"]), **facts)


def _completion(record: Record, facts: Record) -> Iterator[Finding]:
    cell, text = _cell(record, "completion"), short(record["completion"])
    if record["completion_why"]:
        yield finding(record["completion_why"], cell=cell, text=text, **facts)
    elif record["completion_date"] and record["completion_date"].year < facts["year"]:
        yield finding("completion-past", cell=cell, text=text, **facts)


def _level(record: Record, facts: Record) -> Iterator[Finding]:
    if record["level"] is None and record["level_why"]:
        counted_as_base = record["level_why"] == "level-missing" and record["unknown_is_base"]  # R3
        code, text = "level-base" if counted_as_base else record["level_why"], short(record["level_text"])
        yield finding(code, cell=_cell(record, "level"), text=text, **facts)


def _field(record: Record, facts: Record) -> Iterator[Finding]:
    if record["field_why"]:
        yield finding(record["field_why"], cell=_cell(record, "field"), text=short(record["field_text"]), **facts)


_CHECKS: tuple[Check, ...] = (_several_names, _mode, _holder, _completion, _level, _field)


def _twice(entries: pd.DataFrame, campaign: Campaign) -> Iterator[Finding]:
    """The same model twice in a unit: same folded name and address."""
    same: dict[tuple[str, str, str], list[int]] = {}
    for position, (unit, name, address) in enumerate(
        zip(entries["unit"], entries["name"], entries["address"], strict=True)
    ):
        if isinstance(unit, str):
            same.setdefault((unit, key(name or ""), key(address or "")), []).append(position)
    for (unit, _, _), positions in same.items():
        rows = entries.iloc[positions]
        if len(positions) > 1 and not (
            "apart" in rows and rows["apart"].all()
        ):  # a person may know that they differ
            first = _records(rows.iloc[:1])[0]
            places = "; ".join(
                f"“{f}”, trang “{s}”, dòng {r}"
                for f, s, r in zip(rows["file"], rows["sheet"], rows["row"], strict=True)
            )
            yield finding(
                "name-twice",
                unit=unit,
                file=first["file"],
                sheet=first["sheet"],
                cell=_cell(first, "name"),
                unit_name=campaign.unit_name(unit),
                name=short(first["name"]),
                places=places,
            )
