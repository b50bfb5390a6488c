"""Findings: what the program has to say about a return or a unit, and the one catalogue of its words."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

SEVERITIES = ("violation", "error", "warning", "info")


@dataclass(frozen=True, slots=True)
class Finding:
    """One point to note: who (unit code), where (file, sheet, cell such as ``C12``), what, and what to do."""

    code: str
    severity: str
    unit: str | None
    file: str | None
    sheet: str | None
    cell: str | None
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """The words of one code; ``message`` and ``remedy`` hold {facts}."""

    severity: str
    message: str
    remedy: str


@cache
def catalogue() -> dict[str, CatalogueEntry]:
    """Every finding code with its usual severity and its words, from ``findings.toml``."""
    text = (files("aggregator") / "findings.toml").read_text(encoding="utf-8")
    return {code: CatalogueEntry(**entry) for code, entry in tomllib.loads(text).items()}


def finding(
    code: str,
    *,
    unit: str | None = None,
    file: str | None = None,
    sheet: str | None = None,
    cell: str | None = None,
    severity: str | None = None,
    **facts: object,
) -> Finding:
    """Make a finding from the catalogue.

    ``facts`` fill the braces of the message; ``file`` and ``sheet`` need not be repeated there,
    and ``unit`` in the message is the fact ``unit_name`` (the code is no word for people).
    ``severity`` replaces the usual one.
    """
    entry = catalogue()[code]
    words = {"file": file, "sheet": sheet, "cell_name": cell, **facts}
    words["unit"] = facts.get("unit_name")
    return Finding(
        code,
        severity or entry.severity,
        unit,
        file,
        sheet,
        cell,
        entry.message.format_map(words),
        entry.remedy.format_map(words),
    )


def violations(findings: Iterable[Finding]) -> list[Finding]:
    """The findings that make ``--strict`` fail."""
    return [f for f in findings if f.severity == "violation"]
