"""What people wrote in the tracking book and a run goes by: corrections, waivers, choices, receipts on paper."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from aggregator.nouns.finding import Mark
from aggregator.nouns.standing import FormsPaper, OwnPaper, PaperReceipt

# it counts for nothing; of several rows one counts, or all do; it is another one than what other units have
WITHOUT_VALUE = ("exclude", "once", "apart", "distinct")


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction: of which entry, what, and the value as a code (None with WITHOUT_VALUE).

    ``unit`` is the code that the entry stands under without corrections; ``was`` the words of the list
    when it was corrected; ``sheet`` and ``cell`` where the correction stands, ``row`` its row (below nought: that
    of an answer which is not carried over yet).
    """

    unit: str | None
    name: str
    place: str
    what: str
    value: str | None
    who: str | None
    why: str | None
    date: dt.date | None
    sheet: str
    cell: str
    was: str | None = None
    row: int = 0


@dataclass(frozen=True, slots=True)
class Waiver:
    """One waiver: the unit's code, the rule in words and as finding codes, who approved it, why and when."""

    unit: str
    rule: str
    codes: tuple[str, ...]
    who: str
    why: str
    date: dt.date | None
    cell: str

    @property
    def mark(self) -> str:
        """What is added to the message of a finding that it lifts."""
        when = f", ngày {self.date:%d/%m/%Y}" if self.date else ""
        return f" Trường hợp đặc thù: {self.who} đã chấp thuận{when}; lý do: {self.why.rstrip('.')}."


@dataclass(frozen=True, slots=True)
class Choice:
    """One candidate (R6): what the board proposes and what the standing committee decided.

    Both are ``province``, ``to_district``, ``district`` or ``open``. ``opinion`` is of the house alone; ``note``
    may be sent to the unit; ``words`` say the course as the sheet does.
    """

    unit: str | None
    name: str
    place: str
    proposal: str
    decision: str
    opinion: str | None
    note: str | None
    sheet: str
    cell: str
    words: str

    @property
    def course(self) -> str:
        """The decision; as long as none is taken, what is proposed."""
        return self.decision if self.decision != "open" else self.proposal


@dataclass(frozen=True, slots=True)
class LetterMade:
    """A letter made in an earlier run, as the tracking book remembers it.

    ``unit`` is a code, ``kind`` one of ``reminder``, ``correction``, ``receipt``; ``content`` is the sum of what it
    says, ``asked`` its points. One that a person says was not ``sent`` was never made.
    """

    at: dt.datetime
    unit: str
    kind: str
    content: str
    file: str
    asked: tuple[Mark, ...] = ()
    sent: bool = True


@dataclass(frozen=True)
class Record:
    """All of it. ``papers`` are lists without a file (R4), ``own_papers`` the units' own registrations (R5).

    ``paper_files`` are the names of lists that were taken down from paper; ``recorded`` are, by unit, cells that
    tell of a receipt and cannot be counted; ``forms_on_paper`` are the forms M1, M2 that a
    person saw (R1), ``signed`` the units (codes) whose signed copy was seen.
    """

    corrections: Sequence[Correction] = ()
    waivers: Sequence[Waiver] = ()
    choices: Sequence[Choice] = ()
    papers: Sequence[PaperReceipt] = ()
    own_papers: Sequence[OwnPaper] = ()
    paper_files: frozenset[str] = frozenset()
    recorded: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    forms_on_paper: Sequence[FormsPaper] = ()
    signed: frozenset[str] = frozenset()


NOTHING = Record()
