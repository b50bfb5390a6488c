"""Results beside each other: two of one district compared, and several districts in one province (R6)."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from msgspec import Struct, convert, field

from aggregator.nouns.result import Entry, Limit, Result, Submission, Unit
from aggregator.nouns.unit import Campaign
from aggregator.nouns.unit import Limit as CampaignLimit

Pair = tuple[Entry, Entry]  # before, now
CHANGES = ("level", "field", "unit", "holder", "mode", "completion", "decision")  # what may change of a model


class Change(Struct, frozen=True):
    """One model of both results, and what of it is no longer as it was: some of CHANGES."""

    before: Entry
    now: Entry
    aspects: tuple[str, ...]


class Comparison(Struct, frozen=True):
    """What both kinds share: the earlier result, the present one, and the models found in one of them only."""

    before: Result
    now: Result
    new: Sequence[Entry]
    vanished: Sequence[Entry]


class SinceRun(Comparison, frozen=True):
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
        return [change for change in self.changed if "level" in change.aspects]


class SinceYear(Comparison, frozen=True):
    """What became of an earlier year's models. Only units with a list of both years are compared.

    ``vanished``: models of then that their unit no longer names. ``new``: those that say they go on from
    before, and were not there. ``known``: those that say they are new, and were there.
    """

    known: Sequence[Pair] = field(default_factory=tuple)
    not_compared: Sequence[str] = field(default_factory=tuple)  # names of units whose list of now is not seen


_UNKNOWN = "unknown"


class District(Struct, frozen=True, dict=True):
    """One district of the province, with the counts that the provincial sheets ask for."""

    name: str
    result: Result

    @cached_property
    def entries(self) -> Counter[tuple[str, str]]:
        """Entries by field and level; what is not known counts as ``unknown``."""
        return Counter((e.settled_field or _UNKNOWN, e.level or _UNKNOWN) for e in self.result.entries)

    def units(self, kind: str | None = None) -> list[Unit]:
        """The units of a kind that count, in the order of the roster; None: of all kinds."""
        return [unit for unit in self.result.units if unit.expected and kind in (None, unit.kind)]

    @property
    def candidates(self) -> list[Entry]:
        """The entries registered for the province or raised to it by decision, those chosen first (R6)."""
        result = self.result
        candidates = [e for e in result.entries if "province" in (e.level, result.decision(e))]
        return sorted(candidates, key=lambda entry: _RANK.get(result.decision(entry), 1))

    @property
    def registered(self) -> int:
        """How many of them were registered for the province."""
        return sum(1 for entry in self.candidates if entry.level == "province")

    @property
    def chosen(self) -> int:
        """How many of them the district presents."""
        return sum(1 for entry in self.candidates if self.result.decision(entry) == "province")


_RANK = {"province": 0, "none": 1, "district": 2, "back_to_district": 2}


class Province(Struct, frozen=True, dict=True):
    """The districts, and the campaign with the provincial board's head, as sheets print it."""

    campaign: Campaign
    districts: Sequence[District]

    @property
    def as_of(self) -> dt.datetime:
        """The latest moment at which a district took its figures."""
        return max(district.result.as_of for district in self.districts)

    @cached_property
    def limits(self) -> dict[tuple[Limit, ...], list[str]]:
        """The sets of limits that districts judged by, each with their names; an old result has the usual ones."""
        names: dict[tuple[Limit, ...], list[str]] = {}
        for district in self.districts:
            limits = district.result.campaign.limits
            bounds = self.campaign.limits if limits is None else limits
            names.setdefault(tuple(map(_bounds, bounds)), []).append(district.name)
        return names


def _bounds(limit: CampaignLimit | Limit) -> Limit:
    """A limit without its source, which every district may word otherwise."""
    return convert(
        {"group": limit.group, "level": limit.level, "minimum": limit.minimum, "maximum": limit.maximum}, Limit
    )
