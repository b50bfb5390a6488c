"""How a unit stands: its receipt, its quotas, its papers, and the evidence that leaves a verdict open."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Literal, get_args

from msgspec import Struct, field

from aggregator.nouns.file import AttributedFile
from aggregator.nouns.finding import Finding, Place, doubt_asks
from aggregator.nouns.unit import Limit, Unit


class PaperReceipt(Struct, frozen=True):
    """A receipt without a file (paper, telephone), as a person wrote it in the tracking book.

    ``nil``: it says that the unit registers nothing.
    """

    unit: str
    at: dt.datetime
    note: str | None
    nil: bool = False


class OwnPaper(Struct, frozen=True):
    """A unit's own registration and plan (R5) that a person saw; ``at`` where the tracking book says when."""

    unit: str
    at: dt.datetime | None


class FormsPaper(Struct, frozen=True):
    """Forms M1, M2 of a unit that a person saw on paper (R1): of which ``models`` (names or STT), none: of all.

    ``sheet`` and ``cell`` are the place in the tracking book.
    """

    unit: str
    models: tuple[str, ...]
    sheet: str
    cell: str


class Receipt(Struct, frozen=True):
    """The receipt of one unit.

    ``state`` is one of ``ReceiptCode`` but ``pending`` (that hangs on the time it is); ``first`` the file
    that decides the timeliness, None for paper; ``note`` is what a person wrote of it in the book. ``on_time``
    without ``at``: a list was received, and nothing says when.
    """

    state: str
    at: dt.datetime | None = None
    source: str | None = None
    first: AttributedFile | None = None
    note: str | None = None


class UnitReturns(Struct, frozen=True):
    """What came from one unit, by kind.

    ``lists`` are complete versions, counting or superseded; ``forms`` files with M1 or M2 (R1).
    """

    lists: Sequence[AttributedFile] = ()
    nils: Sequence[AttributedFile] = ()
    empties: Sequence[AttributedFile] = ()
    unreadable: Sequence[AttributedFile] = ()
    forms: Sequence[AttributedFile] = ()
    papers: Sequence[PaperReceipt] = ()


class Doubt(Struct, frozen=True):
    """Something seen and not understood, or not certain, that may change what is said of a unit.

    ``code`` finds its words in the catalogue of doubts, ``facts`` fill them. ``further`` are entries that may be
    beside those counted: (level, or None for any; how many, or None for as many as there may be). ``open_rows`` are
    labels (column ``label``) of counted entries that may not count, ``moves`` the other level that one may stand
    at. What ``acquits_only`` speaks for the unit and never against it: a quota that is met stays met.
    A person is asked about it in its ``file``, or in each of ``asked_in``, two of the facts; ``places`` is a third.
    """

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)
    further: tuple[tuple[str | None, int | None], ...] = ()
    open_rows: frozenset[int] = frozenset()
    moves: tuple[tuple[int, str], ...] = ()
    acquits_only: bool = False

    @property
    def files(self) -> Sequence[str]:
        """The files in which a person is asked about it."""
        files: Sequence[str] = self.facts.get("asked_in", (self.facts.get("file"),))  # type: ignore[assignment]
        return files

    @property
    def places(self) -> tuple[Place, ...]:
        """The cells that it is about, as far as single rows are."""
        places: tuple[Place, ...] = self.facts.get("places", ())  # type: ignore[assignment]
        return places

    @property
    def of_models(self) -> bool:
        """Whether a person is asked which models count."""
        return doubt_asks(self.code) == MODELS_OPEN

    def is_answered(self, answers: Mapping[str, frozenset[str]]) -> bool:
        """Whether a person settled it: ``answers`` are what the book says of reading each file (codes)."""
        said = [answer for file in self.files for answer in answers.get(file, ())]
        return bool(said) and not _SETTLED_BY.get(doubt_asks(self.code) or "", frozenset()).isdisjoint(said)


# by the finding that asks about a doubt the answers that leave nothing open (codes of “Đối chiếu bản đọc”)
MODELS_OPEN, UNCOUNTED = "models-open", "uncounted"
_SETTLED_BY = {
    MODELS_OPEN: frozenset({"counted", UNCOUNTED}),
    "rows-open": frozenset({"right"}),
    "remark-open": frozenset({"noted", "right"}),
    "pieces-open": frozenset({"whole"}),
    "part-open": frozenset(),  # the column “Thay hay bổ sung”, by which versions are told apart
}


class UnitAccount(Struct, frozen=True):
    """One unit: receipt, files that count, superseded ones with the reason, ``doubts`` of versions and doubles."""

    unit: Unit
    receipt: Receipt
    returns: UnitReturns
    counting_files: tuple[AttributedFile, ...] = ()
    superseded: Mapping[str, str] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()

    @property
    def last_change(self) -> AttributedFile | None:
        """The latest file that gives the unit's content."""
        return max(self.counting_files, key=lambda item: (item.at, item.file), default=None)


class Evidence(Struct, frozen=True):
    """All that may be a unit's and is not certainly so, or was not understood (design §4): what spares it.

    ``doubts`` may change its counts. ``naming_files`` are files that may be its list though they do not count as
    it, ``unknown`` the lists of unknown unit that may be its own, ``unattributed`` how many files are of unknown or
    contested unit.
    ``in_time`` are those of them that may have come in time, files of the unit that could not be read, and cells
    of the tracking book that tell of a receipt in time.
    ``recorded_files`` are cells of the tracking book that tell of a receipt, ``lost_files`` files that it says were
    received and that are not there, ``moved_to`` the entries that people moved to it, ``promises`` what its mails
    promise, ``remarks`` what may change its lists: (file, sentence).
    """

    doubts: tuple[Doubt, ...] = ()
    naming_files: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    unattributed: int = 0
    in_time: tuple[str, ...] = ()
    recorded_files: tuple[str, ...] = ()
    open_rows: tuple[str, ...] = ()  # cells of a list taken down from paper, not understood
    lost_files: tuple[str, ...] = ()
    moved_to: int = 0
    promises: tuple[tuple[str, str], ...] = ()  # (file, the words)
    remarks: tuple[tuple[str, str], ...] = ()
    earlier_sendings: tuple[str, ...] = ()  # what its mails say of an earlier sending
    contested_files: tuple[str, ...] = ()  # files that count as the unit's, and another clue names another unit


NO_EVIDENCE = Evidence()


class Settlement(Struct, frozen=True):
    """Everything that spans files. ``statuses``, ``reasons`` and ``copies`` (file → original) are by file.

    ``counting_labels`` are the labels of the entries that count, in the frame of all entries; ``repeats`` those
    that only repeat one of them (label → that one).
    """

    units: tuple[UnitAccount, ...]
    statuses: Mapping[str, str]
    reasons: Mapping[str, str]
    copies: Mapping[str, str]
    findings: tuple[Finding, ...]
    counting_labels: frozenset[int] = frozenset()
    repeats: Mapping[int, int] = field(default_factory=dict)


ReceiptCode = Literal["on_time", "late", "empty", "nil", "unreadable", "forms_only", "missing", "pending"]
Quota = Literal["met", "violated", "undetermined", "open", "not_assessed"]
Standing = Literal[Quota, "waived", "noted"]

SILENT = ("missing", "pending")
UNUSABLE = ("empty", "unreadable", "forms_only")  # something came, and no list can be made of it
QUOTAS: tuple[str, ...] = get_args(Quota)
STANDINGS: tuple[str, ...] = get_args(Standing)
_JUDGED = ("violated", "undetermined", "open")


# how a receipt is told: its code, or what keeps it from being said (R4: nobody is called late or silent in doubt)
TIME_TO_VERIFY, SENDING_TO_VERIFY, NOT_OBLIGED = "time_to_verify", "sending_to_verify", "not_obliged"
TO_VERIFY = (TIME_TO_VERIFY, SENDING_TO_VERIFY)
WAIVED = ("late_waived", "missing_waived", "empty_waived")  # counts for nothing, and is still told
_IN_DOUBT = {"late": TIME_TO_VERIFY, "missing": SENDING_TO_VERIFY}


def in_time(at: dt.datetime, deadline: dt.datetime) -> bool:
    """Whether a moment is before the deadline's end, whose last second counts whole (R4). Both are aware."""
    return at.replace(microsecond=0) <= deadline


def weak_evidence(source: str, sent_at: dt.datetime | None, deadline: dt.datetime) -> bool:
    """A file time, which much may have changed, or a mail that was sent in time and arrived after (R4)."""
    return source == "file_time" or (source == "email" and sent_at is not None and in_time(sent_at, deadline))


class OwnRegistrationState(Struct, frozen=True):
    """R5: own registration and plan as seen in the inbox; ``plan_date`` as typed, ``plan_day`` the day it says."""

    registered: bool | None = None  # None: not seen, which accuses nobody
    plan: bool = False
    plan_number: str | None = None
    plan_date: str | None = None
    plan_day: dt.date | None = None
    files: tuple[str, ...] = ()
    received_at: dt.datetime | None = None
    received_from: str | None = None
    sent_at: dt.datetime | None = None  # a mail's own date

    def receipt(self, deadline: dt.datetime, as_of: dt.datetime) -> str | None:
        """R4 of the registration: ``on_time``, ``late``, TIME_TO_VERIFY; None where no time is known."""
        if self.received_at is None:
            return None
        weak = self.received_at > as_of or weak_evidence(self.received_from or "", self.sent_at, deadline)
        return "on_time" if in_time(self.received_at, deadline) else TIME_TO_VERIFY if weak else "late"


NOT_SEEN = OwnRegistrationState()


class Participant:
    """Whether a unit counts among others: the same of a unit of this run and of one read back from a result."""

    __slots__ = ()
    receipt: str
    received_at: dt.datetime | None
    must_send: bool
    waived: frozenset[str]

    @property
    def time_known(self) -> bool:
        """Whether it is known when a list came that nothing calls late."""
        return self.receipt != "on_time" or self.received_at is not None

    @property
    def expected(self) -> bool:
        """Whether the unit counts among those that register: it must, or it did."""
        return self.must_send or self.receipt in ("on_time", "late")

    @property
    def silent(self) -> bool:
        """Whether no list came; the time for it may not be over."""
        return self.receipt in SILENT

    @property
    def unusable(self) -> bool:
        """Whether something came, and no list can be made of it."""
        return self.receipt in UNUSABLE and self.must_send and not self.receipt_waived

    @property
    def receipt_waived(self) -> bool:
        """Whether a person waived what the receipt says (``late``, ``missing``, ``empty``)."""
        return self.receipt in self.waived

    def receipt_code(self, *, accused: bool) -> str:
        """How the receipt is told: one of ``ReceiptCode``, TO_VERIFY, WAIVED or NOT_OBLIGED.

        Nobody is late or silent who is not ``accused`` of it, nor in time of whose list no time is known.
        """
        if not self.must_send:
            return NOT_OBLIGED
        if self.receipt_waived:
            return f"{self.receipt}_waived"
        if not self.time_known:
            return TIME_TO_VERIFY
        return self.receipt if accused else _IN_DOUBT.get(self.receipt, self.receipt)


class UnitState(Struct, Participant, frozen=True):
    """Where a unit stands: receipt of its list, quota verdict, counts by level.

    ``entry_labels`` are the rows of the entries frame that were counted, as index labels.
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
    may_be: Mapping[str, int] = field(default_factory=dict)  # by level: entries of unknown level that may be of it
    files: tuple[str, ...] = ()
    entry_labels: tuple[int, ...] = ()
    broken: tuple[Limit, ...] = ()
    open_doubts: tuple[Doubt, ...] = ()  # those on which an undetermined quota hangs
    receipt_note: str | None = None
    lost_files: tuple[str, ...] = ()  # files that the tracking book says were received and that are not there
    open_rows: frozenset[int] = frozenset()  # those of these that may not count: marked as withdrawn, hidden
    base_by_silence: frozenset[int] = frozenset()  # those of these that count as base and do not say so (R3)
    forms_needed: int = 0  # entries of province and district level, each of which has an M1 or M2 (R1)
    forms_matched: int = 0  # those of them whose form was seen
    forms_received: int = 0  # all forms of the unit that count, with a row in the list or without
    own_registration: OwnRegistrationState = NOT_SEEN
    forms_on_paper: bool = False  # M1, M2 of the unit were seen on paper, as the tracking book says
    forms_of_paper: frozenset[int] = frozenset()  # index labels of the entries whose form was seen on paper alone
    signed: bool = False  # the signed and sealed copy was seen, as the tracking book says
    waived: frozenset[str] = frozenset()  # codes of the findings that a person waived
    must_send: bool = True  # the board confirms the roster; whoever need not send is never called silent

    @property
    def doubts(self) -> tuple[str, ...]:
        """The codes of what an undetermined quota hangs on."""
        return tuple(doubt.code for doubt in self.open_doubts)

    @property
    def forms_lacking(self) -> int:
        """The items of province and district level whose M1 or M2 was seen in no way (R1)."""
        return self.forms_needed - self.forms_seen if self.must_send else 0

    @property
    def forms_seen(self) -> int:
        """The items whose M1 or M2 was seen, in a file or on paper."""
        return self.forms_matched + len(self.forms_of_paper)

    @property
    def has_counts(self) -> bool:
        """Whether a list was read, so that a count of none says something; a paper receipt has none."""
        return self.quota != "not_assessed" or any(self.counts.values())

    @property
    def unread(self) -> bool:
        """Whether a list came, in time or late, of which no figures are known: paper, a scan."""
        return self.receipt in ("on_time", "late") and not self.has_counts

    @property
    def counting_limits(self) -> tuple[Limit, ...]:
        """The broken limits that are neither waived nor, by their severity, mere reminders."""
        return tuple(limit for limit in self._unwaived if limit.severity == "violation")

    @property
    def quota_standing(self) -> str:
        """The verdict as totals count it, one of STANDINGS: ``noted`` where only reminders are left."""
        if self.quota not in _JUDGED:
            return self.quota
        if not self.broken:
            code = "quota-undetermined" if self.quota == "undetermined" else "quota-any-way"
            return "waived" if code in self.waived else self.quota
        if not self._unwaived:
            return "waived"
        return "noted" if self.quota == "violated" and not self.counting_limits else self.quota

    @property
    def _unwaived(self) -> tuple[Limit, ...]:
        return tuple(limit for limit in self.broken if limit.finding_code not in self.waived)
