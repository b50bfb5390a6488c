"""What a run comes to: the nouns that the reports are written from."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aggregator.campaign.model import Campaign, Limit
from aggregator.findings import Finding

if TYPE_CHECKING:
    import pandas as pd

STATUSES = (
    "ignored",
    "unreadable",
    "not_a_form",
    "duplicate",
    "empty",
    "nil",
    "unknown_unit",
    "superseded",
    "read",
)
RECEIPTS = ("on_time", "late", "empty", "nil", "unreadable", "forms_only", "missing", "pending")
QUOTAS = ("met", "violated", "undetermined", "open", "not_assessed")
RECEIVED_FROM = ("book", "email", "file_time")

ENTRY_COLUMNS = (
    "unit",  # code or None
    "form",  # "M3" / "M4"
    "field",
    "field_source",
    "level",
    "level_source",
    "stt",
    "address",
    "name",
    "holder",
    "holder_kind",
    "mode",
    "completion",
    "completion_date",  # datetime.date or None
    "goals",
    "note",
    "typed",  # {column: original text} or None
    "file",
    "sheet",
    "row",
    "cells",  # {column: column letter}
)


@dataclass(frozen=True, slots=True)
class Submission:
    """One received file, or a member of a mail or an archive, and what became of it."""

    file: str  # relative to the inbox, "/" between, "mail.eml!M4.xlsx" for members
    sha256: str
    unit: str | None
    forms: tuple[str, ...]
    received_at: dt.datetime
    received_from: str
    status: str
    reason: str | None
    note: str | None = None  # what a person wrote in the tracking book


@dataclass(frozen=True, slots=True)
class UnitState:
    """Where a unit stands: receipt of its list, quota verdict, counts by level.

    ``counted`` are the rows of the entries frame that were counted, as index labels.
    ``files`` are the files that give its content; ``broken`` the limits broken under every assignment.
    """

    code: str
    name: str
    kind: str
    receipt: str
    received_at: dt.datetime | None
    received_from: str | None
    quota: str
    counts: dict[str, int]  # province, district, base, unknown
    files: tuple[str, ...] = ()
    counted: tuple[int, ...] = ()
    broken: tuple[Limit, ...] = ()
    receipt_note: str | None = None


@dataclass(frozen=True, slots=True)
class Balance:
    """The conservation of rows: seen = entries + joined + decoration + set aside."""

    rows_seen: int
    entries: int
    rows_joined: int
    rows_decoration: int
    rows_set_aside: int

    @property
    def holds(self) -> bool:
        """Whether nothing was lost between the cells and the tables."""
        parts = self.entries + self.rows_joined + self.rows_decoration + self.rows_set_aside
        return self.rows_seen == parts


@dataclass(frozen=True, slots=True)
class FileBalance:
    """The balance of one file whose entries count."""

    file: str
    unit: str | None
    balance: Balance


@dataclass(frozen=True)
class Outcome:
    """Everything a run found. ``entries`` has ENTRY_COLUMNS, one row an entry, in the order of printing."""

    campaign: Campaign
    as_of: dt.datetime
    submissions: Sequence[Submission]
    units: Sequence[UnitState]
    entries: pd.DataFrame
    findings: Sequence[Finding]
    balance: Balance
    file_balances: Sequence[FileBalance]

    @property
    def by_status(self) -> dict[str, int]:
        """The number of submissions by status; every status is there."""
        counts = Counter(s.status for s in self.submissions)
        return {status: counts[status] for status in STATUSES}

    @property
    def entries_by_field(self) -> dict[str, int]:
        """Entries by field; a suggested field counts as unknown until a person confirms it."""
        known = self.entries["field"].where(self.entries["field_source"] != "suggested")
        return self._count(known, [field.code for field in self.campaign.fields])

    @property
    def entries_by_level(self) -> dict[str, int]:
        """Entries by level."""
        return self._count(self.entries["level"], [level.code for level in self.campaign.levels])

    @staticmethod
    def _count(values: pd.Series, codes: list[str]) -> dict[str, int]:
        counts = Counter(v for v in values if isinstance(v, str))
        return {code: counts[code] for code in codes} | {"unknown": len(values) - counts.total()}
