"""What spans files, once it is settled: receipts, counting versions, statuses. Nouns for checks and reports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from aggregator.campaign.model import Unit
from aggregator.findings import Finding
from aggregator.received import Handled


@dataclass(frozen=True, slots=True)
class PaperReceipt:
    """A receipt without a file (paper, telephone), as a person wrote it in the tracking book."""

    unit: str
    at: dt.datetime
    note: str | None


@dataclass(frozen=True, slots=True)
class OwnPaper:
    """A unit's own registration and plan (R5) that a person saw; ``at`` where the tracking book says when."""

    unit: str
    at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Receipt:
    """The receipt of one unit.

    ``state`` is one of RECEIPTS but ``pending`` (that hangs on the time it is); ``first`` the file
    that decides the timeliness, None for paper; ``weak`` says that lateness rests on weak evidence
    (a file time, or a mail that was sent in time); ``note`` is what a person wrote of it in the book.
    """

    state: str
    at: dt.datetime | None = None
    source: str | None = None
    first: Handled | None = None
    weak: bool = False
    note: str | None = None


@dataclass(frozen=True, slots=True)
class UnitReturns:
    """What came from one unit, by kind.

    ``lists`` are complete versions, counting or superseded; ``forms`` files with M1 or M2 (R1).
    """

    lists: Sequence[Handled] = ()
    nils: Sequence[Handled] = ()
    empties: Sequence[Handled] = ()
    unreadable: Sequence[Handled] = ()
    forms: Sequence[Handled] = ()
    papers: Sequence[PaperReceipt] = ()


@dataclass(frozen=True)
class SettledUnit:
    """One unit: its receipt, the files that give its content, the superseded ones with the reason."""

    unit: Unit
    receipt: Receipt
    returns: UnitReturns
    counting: tuple[Handled, ...] = ()
    superseded: Mapping[str, str] = field(default_factory=dict)

    @property
    def last_change(self) -> Handled | None:
        """The latest file that gives the unit's content."""
        return max(self.counting, key=lambda item: (item.at, item.file), default=None)


@dataclass(frozen=True)
class Settlement:
    """Everything that spans files. ``statuses``, ``reasons`` and ``copies`` (file → original) are by file."""

    units: tuple[SettledUnit, ...]
    statuses: Mapping[str, str]
    reasons: Mapping[str, str]
    copies: Mapping[str, str]
    findings: tuple[Finding, ...]
