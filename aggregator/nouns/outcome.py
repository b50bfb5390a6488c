"""What people wrote in the tracking book, and what a run comes to by it: what the reports are written from."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from aggregator.nouns.finding import Finding, Mark
from aggregator.nouns.reading import FormDoubt
from aggregator.nouns.result import STATUSES
from aggregator.nouns.standing import (
    NOT_SEEN,
    FormsPaper,
    OwnPaper,
    OwnRegistrationState,
    PaperReceipt,
    UnitState,
    in_time,
)
from aggregator.nouns.unit import Campaign

if TYPE_CHECKING:
    import pandas as pd


# it counts for nothing; of several rows one counts, or all do; it is another one than what other units have
WITHOUT_VALUE = ("exclude", "once", "apart", "distinct")
OPEN = ""  # what a correction that is not understood corrects
UNSAID = "unsaid"  # what one corrects that says no more than a name


class Correction(msgspec.Struct, frozen=True):
    """One correction: of which entry, what, and the value as a code (None with WITHOUT_VALUE).

    ``unit`` is the code that the entry stands under without corrections; ``was`` the words of the list
    when it was corrected; ``sheet`` and ``cell`` where the correction stands, ``row`` its row (below nought: that
    of an answer which is not carried over yet).
    """

    unit: str | None
    name: str
    place: str
    aspect: str
    value: str | None
    person: str | None
    reason: str | None
    date: dt.date | None
    sheet: str
    cell: str
    was: str | None = None
    row: int = 0


class Waiver(msgspec.Struct, frozen=True):
    """One waiver: unit (code), rule (words, codes), who, why, when; ``is_open``: unclear, it lifts nothing."""

    unit: str
    rule: str
    codes: tuple[str, ...]
    person: str
    reason: str
    date: dt.date | None
    cell: str
    is_open: bool = False

    @property
    def mark(self) -> str:
        """What is added to the message of a finding that it lifts, or may lift."""
        if self.is_open:
            return f" Sổ theo dõi (trang “Trường hợp đặc thù”, ô {self.cell}) có ghi trường hợp đặc thù chưa rõ."
        when = f", ngày {self.date:%d/%m/%Y}" if self.date else ""
        return f" Trường hợp đặc thù: {self.person} đã chấp thuận{when}; lý do: {self.reason.rstrip('.')}."


class Choice(msgspec.Struct, frozen=True):
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


class LetterRecord(msgspec.Struct, frozen=True):
    """A letter made in an earlier run, as the tracking book remembers it.

    ``unit`` is a code, ``kind`` one of ``reminder``, ``correction``, ``receipt``; ``content`` is the sum of what it
    says, ``marks`` its points. One that a person says was not ``sent`` was never made.
    """

    at: dt.datetime
    unit: str
    kind: str
    content: str
    file: str
    marks: tuple[Mark, ...] = ()
    sent: bool = True


class Record(msgspec.Struct, frozen=True):
    """All of it. ``papers`` are lists without a file (R4), ``own_papers`` the units' own registrations (R5).

    ``paper_files`` are the names of lists that were taken down from paper; ``files_by_unit`` are, by unit, cells
    that tell of a receipt and cannot be counted, ``times_by_unit`` those that say when, with the time as far as it
    is understood, ``lost_files`` those that were received and are not in the inbox, with their times;
    ``forms_on_paper`` are the forms M1, M2 that a person saw (R1), ``signed`` the units (codes) whose signed copy
    was seen. ``open_corrections`` are not understood: they change nothing, and what hangs on them is open; so with
    ``open_rows``, by unit the cells of “Danh sách bản giấy” that are not understood.
    """

    corrections: Sequence[Correction] = ()
    waivers: Sequence[Waiver] = ()
    choices: Sequence[Choice] = ()
    papers: Sequence[PaperReceipt] = ()
    own_papers: Sequence[OwnPaper] = ()
    paper_files: frozenset[str] = frozenset()
    files_by_unit: Mapping[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    times_by_unit: Mapping[str, tuple[tuple[str, dt.datetime | None], ...]] = msgspec.field(default_factory=dict)
    lost_files: Mapping[str, tuple[tuple[str, dt.datetime | None], ...]] = msgspec.field(default_factory=dict)
    forms_on_paper: Sequence[FormsPaper] = ()
    signed: frozenset[str] = frozenset()
    open_rows: Mapping[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    open_corrections: Sequence[Correction] = ()

    @property
    def units_with_forms(self) -> frozenset[str]:
        """The units (codes) whose forms M1, M2 a person saw on paper."""
        return frozenset(paper.unit for paper in self.forms_on_paper)


NOTHING = Record()


class FormMatches(msgspec.Struct, frozen=True):
    """The registrations with their entries, further forms of the same model, and pairs that may belong together."""

    registrations: tuple[Registration, ...]
    repeats: tuple[tuple[Registration, Registration], ...] = ()  # (earlier form, the later one that counts)
    doubtful: tuple[tuple[Registration, int], ...] = ()  # (form, index of the entry it resembles)

    @property
    def counting_forms(self) -> tuple[Registration, ...]:
        """The registrations without those that a later form of the same model replaces."""
        return tuple(form for form in self.registrations if not form.replaced)


class Clash(msgspec.Struct, frozen=True):
    """A form that contradicts its entry's ``level``, ``field`` or ``holder``, which stands so if ``by_form``."""

    registration: Registration
    index: int
    aspect: str
    of_list: str
    of_form: str
    by_form: bool = False

    @property
    def rival(self) -> str:
        """What it stands as if the other of the two is right."""
        return self.of_list if self.by_form else self.of_form


class UnitForms(msgspec.Struct, frozen=True):
    """The forms of one unit that count (R1), what they contradict, and the unit's own registration (R5)."""

    registrations: Sequence[Registration] = ()
    clashes: Sequence[Clash] = ()
    repeats: Sequence[tuple[Registration, Registration]] = ()
    own_registration: OwnRegistrationState = NOT_SEEN

    def late(self, deadline: dt.datetime) -> list[Registration]:
        """Forms whose first version came after the deadline (R4); of unknown time none did."""
        first = {form.place: form for form in self.registrations}
        for earlier, later in self.repeats:
            if earlier.received_at < first[later.place].received_at or not earlier.time_known:
                first[later.place] = earlier
        return [form for form in first.values() if not in_time(form.received_at, deadline) and form.time_known]


NO_FORMS = UnitForms()


class Registration(msgspec.Struct, frozen=True):
    """One M1 or M2 (R1). ``entry`` is the index label of the entry it is of, None where none is certain.

    ``field`` and ``level`` are codes, None where the form leaves them open; ``rows`` gives the row of each item;
    ``doubts`` are what the form leaves open. ``sent`` is a mail's own date; ``replaced`` says that a later form
    of the same model counts instead.
    """

    unit: str | None
    form: str
    name: str | None
    holder_kind: str
    holder: str | None
    field: str | None
    level: str | None
    content: str | None
    period: str | None
    scope: str | None
    results: str | None
    file: str
    sheet: str
    row: int
    received_at: dt.datetime
    received_from: str
    address: str | None = None
    of_sender: bool = False  # its unit is that of the mail or the folder; neither it nor its file's name names one
    rows: Mapping[str, int] = msgspec.field(default_factory=dict)
    doubts: tuple[FormDoubt, ...] = ()
    entry: int | None = None
    sent_at: dt.datetime | None = None
    earlier_sendings: tuple[str, ...] = ()
    replaced: bool = False
    time_known: bool = True  # whether ``received_at`` is evidence of anything

    @property
    def place(self) -> tuple[str, str, int, str]:
        """File, sheet, row and name: no two forms share them, though they may stand side by side."""
        return self.file, self.sheet, self.row, self.name or ""


class Submission(msgspec.Struct, frozen=True):
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
    clues: tuple[str, ...] = ()  # sender and spelling of the unit, which the tracking book keeps
    time_known: bool = True  # whether ``received_at`` is evidence of anything; no page prints it else


class Balance(msgspec.Struct, frozen=True):
    """The conservation of rows: seen = entries + joined + decoration + set aside."""

    rows_seen: int
    entries: int
    rows_joined: int
    rows_decoration: int
    rows_set_aside: int

    @property
    def parts(self) -> int:
        """All rows that became something."""
        return self.entries + self.rows_joined + self.rows_decoration + self.rows_set_aside

    @property
    def holds(self) -> bool:
        """Whether nothing was lost between the cells and the tables."""
        return self.rows_seen == self.parts


class FileBalance(msgspec.Struct, frozen=True):
    """The balance of one file whose entries count."""

    file: str
    unit: str | None
    balance: Balance


class Decision(msgspec.Struct, frozen=True):
    """What becomes of a candidate (R6); ``entry`` is its index label in the frame.

    ``proposal`` is the board's, ``decision`` the standing committee's, each of ``Choice``. ``opinion`` never
    leaves the house; ``note`` may be sent to the unit.
    """

    entry: int
    proposal: str = "none"
    decision: str = "none"
    opinion: str | None = None
    note: str | None = None

    @property
    def course(self) -> str:
        """The decision; as long as none is taken, what is proposed."""
        return self.decision if self.decision != "none" else self.proposal


class Outcome(msgspec.Struct, frozen=True):
    """Everything a run found.

    ``entries`` has ENTRY_COLUMNS, then what the forms have besides; one row an entry, in the order of printing.
    ``decisions`` are those written in the tracking book, by the entry's index label; no entry needs one.
    ``listed_words`` is what the list says of an entry that a person corrected without writing that down, by the row
    of the correction. ``letters`` are the letters that were made of it, for the tracking book to remember.
    """

    campaign: Campaign
    as_of: dt.datetime
    submissions: Sequence[Submission]
    units: Sequence[UnitState]
    entries: pd.DataFrame
    findings: Sequence[Finding]
    balance: Balance
    file_balances: Sequence[FileBalance]
    registrations: Sequence[Registration] = ()
    decisions: Mapping[int, Decision] = msgspec.field(default_factory=dict)
    moved_from: Mapping[int, str | None] = msgspec.field(default_factory=dict)  # label → unit that the list names
    listed_words: Mapping[int, str] = msgspec.field(default_factory=dict)
    letters: Sequence[LetterRecord] = ()
    to_answer: int = 0  # questions that wait in the tracking book for a person's answer
    alike: Sequence[tuple[int, ...]] = ()  # index labels of entries that several units may have registered alike

    @property
    def came(self) -> bool:
        """Whether any file came but those that are passed over: Thumbs.db, the pictures of a mail."""
        return any(submission.status != "ignored" for submission in self.submissions)

    @property
    def by_status(self) -> dict[str, int]:
        """The number of submissions by status; every status is there."""
        counts = Counter(s.status for s in self.submissions)
        return {status: counts[status] for status in STATUSES}

    @property
    def entries_by_field(self) -> dict[str, int]:
        """Entries by field; a suggested field counts as unknown until a person confirms it."""
        fields = self.entries["field"].where(self.entries["field_source"] != "suggested")
        return self._count(fields, [field.code for field in self.campaign.fields])

    @property
    def entries_by_level(self) -> dict[str, int]:
        """Entries by level."""
        return self._count(self.entries["level"], [level.code for level in self.campaign.levels])

    @staticmethod
    def _count(values: pd.Series, codes: list[str]) -> dict[str, int]:
        counts = values.value_counts()  # what is unknown is not among them
        return {code: int(counts.get(code, 0)) for code in codes} | {"unknown": int(len(values) - counts.sum())}


# ---- The one way from the frame of entries, a row a model, to rows.


def rows_of(entries: pd.DataFrame, *columns: str) -> Iterator[tuple[Any, ...]]:
    """Of each entry its index label and its values in some columns, as plain Python has them.

    What is unknown is None, and a time, as pandas has dates, its day. For those who write, and those who compare
    entries one with another; who counts or looks for something asks the frame.
    """
    return zip(entries.index.tolist(), *(_plain(entries[column]) for column in columns), strict=True)


def some_rows_of(entries: pd.DataFrame, labels: Iterable[int], *columns: str) -> dict[int, tuple[Any, ...]]:
    """The same of some entries, by their index labels."""
    wanted = list(labels)
    rows = rows_of(entries[entries.index.isin(wanted)], *columns) if wanted else ()
    return {label: tuple(values) for label, *values in rows}


def _plain(column: pd.Series) -> list[Any]:
    column = column.dt.date if column.dtype.kind == "M" else column
    pairs = zip(column.tolist(), column.isna().tolist(), strict=True)
    return [None if unknown else value for value, unknown in pairs]
