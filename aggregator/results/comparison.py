"""What two results differ in: since an earlier run of the same year, or since another year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from aggregator.results.model import Entry, Result, Submission, Unit

Pair = tuple[Entry, Entry]  # before, now
CHANGES = ("level", "field", "unit", "holder", "mode", "completion", "decision")  # what may change of a model


@dataclass(frozen=True)
class Change:
    """One model of both results, and what of it is no longer as it was: some of CHANGES."""

    before: Entry
    now: Entry
    what: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """What both kinds share: the earlier result, the present one, and the models found in one of them only."""

    before: Result
    now: Result
    new: Sequence[Entry]
    vanished: Sequence[Entry]


@dataclass(frozen=True)
class SinceRun(Comparison):
    """What changed since an earlier run of the same campaign.

    ``units``: those whose receipt, quota or numbers are not as they were (None: the roster had or has no such).
    """

    changed: Sequence[Change]
    new_files: Sequence[Submission]
    gone_files: Sequence[Submission]
    units: Sequence[tuple[Unit | None, Unit | None]]

    @property
    def level_changed(self) -> list[Change]:
        """The models that changed their level, whatever else of them changed."""
        return [change for change in self.changed if "level" in change.what]

    @property
    def is_same(self) -> bool:
        """Whether nothing of it changed."""
        return not any((self.new, self.vanished, self.changed, self.new_files, self.gone_files, self.units))


@dataclass(frozen=True)
class SinceYear(Comparison):
    """What became of an earlier year's models. Only units with a list of both years are compared.

    ``vanished``: models of then that their unit no longer names. ``new``: those that say they go on from
    before, and were not there. ``known``: those that say they are new, and were there.
    """

    known: Sequence[Pair] = field(default_factory=tuple)
    not_compared: Sequence[str] = field(default_factory=tuple)  # names of units whose list of now is not seen
