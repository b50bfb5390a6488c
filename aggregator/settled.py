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
    (see ``weak_evidence``); ``note`` is what a person wrote of it in the book. ``on_time`` without ``at``: a list
    was received, and nothing says when.
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
    """One unit: its receipt, the files that give its content, the superseded ones with the reason.

    ``doubts`` are what versions and doubles leave open.
    """

    unit: Unit
    receipt: Receipt
    returns: UnitReturns
    counting: tuple[Handled, ...] = ()
    superseded: Mapping[str, str] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()

    @property
    def last_change(self) -> Handled | None:
        """The latest file that gives the unit's content."""
        return max(self.counting, key=lambda item: (item.at, item.file), default=None)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something seen and not understood, or not certain, that may change what is said of a unit.

    ``code`` finds its words in the catalogue of doubts, ``facts`` fill them. ``further`` are entries that may be
    beside those counted: (level, or None for any; how many, or None for as many as there may be). ``open_rows`` are
    labels (column ``label``) of counted entries that may not count, ``moved`` the other level that one may stand
    at. What ``acquits_only`` speaks for the unit and never against it: a quota that is met stays met.
    """

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)
    further: tuple[tuple[str | None, int | None], ...] = ()
    open_rows: frozenset[int] = frozenset()
    moved: tuple[tuple[int, str], ...] = ()
    acquits_only: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that may be a unit's and is not certainly so, or was not understood (design §4): what spares it.

    ``doubts`` may change its counts. ``named`` are files that may be its list though they do not count as it,
    ``unknown`` the lists of unknown unit that may be its own, ``unattributed`` how many files are of unknown or
    contested unit.
    ``in_time`` are those of them that may have come in time, and files of the unit that could not be read.
    ``recorded`` are cells of the tracking book that tell of a receipt, ``moved_to`` the entries that people moved
    to it, ``promises`` what its mails promise.
    """

    doubts: tuple[Doubt, ...] = ()
    named: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    unattributed: int = 0
    in_time: tuple[str, ...] = ()
    recorded: tuple[str, ...] = ()
    moved_to: int = 0
    promises: tuple[tuple[str, str], ...] = ()  # (file, the words)
    contested: tuple[str, ...] = ()  # files that count as the unit's, and another clue names another unit


NO_EVIDENCE = Evidence()


@dataclass(frozen=True)
class Settlement:
    """Everything that spans files. ``statuses``, ``reasons`` and ``copies`` (file → original) are by file.

    ``counting`` are the labels of the entries that count, in the frame of all entries; ``repeats`` those that only
    repeat one of them (label → that one).
    """

    units: tuple[SettledUnit, ...]
    statuses: Mapping[str, str]
    reasons: Mapping[str, str]
    copies: Mapping[str, str]
    findings: tuple[Finding, ...]
    counting: frozenset[int] = frozenset()
    repeats: Mapping[int, int] = field(default_factory=dict)
