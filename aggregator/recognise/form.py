"""Which list form a return is on (R1, R9): stamp, words on the paper, sections, a field column, file name."""

from __future__ import annotations

import re

from aggregator.returned import ReturnRead
from aggregator.viet.fold import key

_IN_NAME = re.compile(r"(?:^|[^a-z0-9])m ?([34])(?![0-9])")
_LEAST_SECTIONS = 2
LISTS = ("M3", "M4")


def form_of(read: ReturnRead, file: str, own: str | None = None) -> str | None:
    """The form that the evidence shows, else the unit's ``own``: M4 is M3 without its sections, much fits both.

    None where neither is known.
    """
    if read.stamp.get("form") in LISTS:
        return read.stamp["form"]
    if read.form_words in LISTS:
        return read.form_words
    if sum(len([s for s in part.sections if s]) for part in read.lists) >= _LEAST_SECTIONS:
        return "M3"
    found = _IN_NAME.search(key(file.rpartition("/")[2]))
    if found:
        return f"M{found.group(1)}"
    return own or ("M4" if any("field" in part.columns for part in read.lists) else None)
