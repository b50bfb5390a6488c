"""A sheet that repeats another sheet of the same file (a print copy) is set aside, and said."""

from __future__ import annotations

from dataclasses import replace

from aggregator.cells import as_text
from aggregator.findings import Finding, finding
from aggregator.returned import ListRead, RawEntry, ReturnRead
from aggregator.viet.fold import key

_LEAST = 2  # one common entry may be chance


def set_repeats_aside(read: ReturnRead, file: str) -> tuple[ReturnRead, list[Finding]]:
    """The return without lists that only repeat an earlier list of the file; their rows count as set aside."""
    kept: list[ListRead] = []
    findings: list[Finding] = []
    for part in read.lists:
        original = next((other for other in kept if _repeats(part, other)), None)
        if original is None:
            kept.append(part)
            continue
        count = len(part.entries)
        kept.append(replace(part, entries=(), totals=(), rows_set_aside=part.rows_set_aside + count))
        findings.append(finding("sheet-repeats", file=file, sheet=part.sheet, count=count, other=original.sheet))
    return (replace(read, lists=tuple(kept)), findings) if findings else (read, [])


def _repeats(part: ListRead, other: ListRead) -> bool:
    wanted = [_entry_key(entry) for entry in part.entries]
    return len(wanted) >= _LEAST and set(wanted) <= {_entry_key(entry) for entry in other.entries}


def _entry_key(entry: RawEntry) -> tuple[str, str]:
    return key(as_text(entry.values.get("name"))), key(as_text(entry.values.get("address")))
