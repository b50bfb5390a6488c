"""Models of different units that look the same: a group to be looked at, never merged."""

from __future__ import annotations

from dataclasses import dataclass

SAME_HOLDER, SAME_GOALS, LONG_NAME = "holder", "goals", "name"
EVIDENCE = (SAME_HOLDER, SAME_GOALS, LONG_NAME)


@dataclass(frozen=True, slots=True)
class Alike:
    """``rows`` are index labels of the entries frame, of two units at least; ``evidence`` some of EVIDENCE."""

    rows: tuple[int, ...]
    evidence: tuple[str, ...]
