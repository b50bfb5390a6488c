"""The status of each received file, as far as it can be told without the other versions of its unit."""

from __future__ import annotations

from collections.abc import Iterable

from aggregator.received import Handled
from aggregator.settle.years import of_other_movement


def duplicates(handled: Iterable[Handled]) -> dict[str, str]:
    """Files with the same content as an earlier one: file → original.

    The earliest received is the original; ties go to the shortest name. Files that were not
    read (ignored, unreadable, no form) are what they are, however often they came.
    """
    by_content: dict[str, list[Handled]] = {}
    for item in handled:
        if own_status(item) not in ("ignored", "unreadable", "not_a_form"):
            by_content.setdefault(item.received.sha256, []).append(item)
    copies: dict[str, str] = {}
    for same in by_content.values():
        original, *others = sorted(same, key=lambda item: (item.at, len(item.file), item.file))
        copies |= {item.file: original.file for item in others}
    return copies


def own_status(item: Handled) -> str:
    """The first status that fits the file by itself; ``read`` where it has entries."""
    if item.received.ignored:
        return "ignored"
    if item.unreadable or item.read is None:
        return "unreadable"
    seen = item.read.lists or item.read.says_nothing or item.has_papers or item.read.possible
    if item.read.ours or not seen or (of_other_movement(item) and not item.has_papers):
        return "not_a_form"
    if item.entries or item.forms or item.read.own_papers:
        return "read" if item.unit else "unknown_unit"
    if says_nil(item):
        return "nil"
    possible = item.read.possible or any(part.possible for part in item.read.lists)
    return "unreadable" if item.nameless or possible else "empty"


def says_nil(item: Handled) -> bool:
    """Whether a return without entries says that nothing is registered: in a sentence, or in every section."""
    if item.read is None or item.entries:
        return False
    if item.read.says_nothing:
        return True
    said = sum(part.nothing_said for part in item.read.lists)
    sections = sum(len(part.sections) for part in item.read.lists)
    return said > 0 and said >= sections
