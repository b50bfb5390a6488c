"""What two results differ in: since an earlier run of the same year, or since another year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from aggregator.results.model import Result, ResultEntry, ResultFile, ResultUnit

Pair = tuple[ResultEntry, ResultEntry]  # before, now


@dataclass(frozen=True)
class Comparison:
    """What both kinds share: the earlier result, the present one, and the models found in one of them only."""

    before: Result
    now: Result
    new: Sequence[ResultEntry]
    vanished: Sequence[ResultEntry]


@dataclass(frozen=True)
class SinceRun(Comparison):
    """What came in since an earlier run of the same campaign. ``units``: those whose receipt changed."""

    level_changed: Sequence[Pair]
    new_files: Sequence[ResultFile]
    gone_files: Sequence[ResultFile]
    units: Sequence[tuple[ResultUnit | None, ResultUnit]]

    @property
    def is_same(self) -> bool:
        """Whether nothing of it changed."""
        parts = (self.new, self.vanished, self.level_changed, self.new_files, self.gone_files, self.units)
        return not any(parts)


@dataclass(frozen=True)
class SinceYear(Comparison):
    """What became of an earlier year's models. Only units with a list of both years are compared.

    ``vanished``: models of then that their unit no longer names. ``new``: those that say they go on from
    before, and were not there. ``known``: those that say they are new, and were there.
    """

    known: Sequence[Pair] = field(default_factory=tuple)
    not_compared: Sequence[str] = field(default_factory=tuple)  # names of units whose list of now is not seen
