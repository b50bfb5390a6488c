"""A RESULT.json read back: the nouns that a comparison and the provincial workbook are made from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from aggregator.standing import Counted


@dataclass(frozen=True, slots=True)
class ResultLimit:
    """How many entries of a level a kind of unit registers, as the district judged it (R2, R3)."""

    group: str
    level: str
    minimum: int | None
    maximum: int | None


@dataclass(frozen=True, slots=True)
class ResultUnit(Counted):
    """Where a unit stood: the words of ``UnitState``, as far as other programs are promised them."""

    code: str
    name: str
    kind: str
    receipt: str
    received_at: dt.datetime | None
    received_from: str | None
    quota: str
    counts: Mapping[str, int]  # province, district, base, unknown
    quota_standing: str  # one of STANDINGS: the verdict as totals count it
    waived: frozenset[str] = frozenset()  # codes of the findings that a person waived
    must_send: bool = True


@dataclass(frozen=True, slots=True)
class ResultFile:
    """One received file and what became of it."""

    file: str
    sha256: str
    unit: str | None
    status: str
    received_at: dt.datetime


@dataclass(frozen=True, slots=True)
class ResultEntry:
    """One model. ``field`` is None where it is only suggested; ``decision`` None where nobody decided (R6)."""

    unit: str | None
    field: str | None
    level: str | None
    name: str
    address: str | None
    holder: str | None
    holder_kind: str | None
    mode: str | None
    completion: str | None
    file: str
    sheet: str
    row: int
    decision: str | None = None
    remark: str | None = None

    @property
    def place(self) -> tuple[str, str, int]:
        """File, sheet and row: no two entries of one result share them."""
        return self.file, self.sheet, self.row


@dataclass(frozen=True, slots=True)
class ResultFinding:
    """One point to note."""

    code: str
    severity: str
    unit: str | None
    message: str


@dataclass(frozen=True)
class Result:
    """One run of one district. Names of places, cap and limits are None in results of earlier versions."""

    source: str  # the file, as messages name it
    year: int
    deadline: dt.datetime
    briefing: dt.date
    as_of: dt.datetime
    title: str | None
    province: str | None
    district: str | None
    province_cap: int | None
    limits: tuple[ResultLimit, ...] | None
    units: Sequence[ResultUnit]
    files: Sequence[ResultFile]
    entries: Sequence[ResultEntry]
    findings: Sequence[ResultFinding]

    @cached_property
    def names(self) -> dict[str, str]:
        """The units' names by code."""
        return {unit.code: unit.name for unit in self.units}

    def unit_name(self, code: str | None) -> str:
        """The unit's name, or words that say that it is not known."""
        return self.names.get(code, code) if code else "Chưa rõ đơn vị"

    def accused(self, code: str, unit: str) -> bool:
        """Whether a violation of that code, such as ``late``, was found of the unit; a warning accuses nobody."""
        return (code, unit) in self._violations

    @cached_property
    def _violations(self) -> frozenset[tuple[str, str | None]]:
        return frozenset((f.code, f.unit) for f in self.findings if f.severity == "violation")
