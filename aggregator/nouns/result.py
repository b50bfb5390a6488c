"""RESULT.json as types: what is written, what is read back, the schema that says it; and results beside each other.

Keys are only ever added, never renamed. Those that came after the first version have a usual value, so that older
results are read; whoever writes gives every key.
"""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Annotated, Literal, get_args

from msgspec import Meta, Struct, convert, field
from msgspec.structs import replace

from aggregator.nouns import unit as of_letter
from aggregator.nouns.standing import Participant, Quota, ReceiptCode, Standing

Status = Literal[
    "ignored", "unreadable", "not_a_form", "duplicate", "empty", "nil", "unknown_unit", "superseded", "read"
]
Evidence = Literal["book", "email", "file_time"]
Kind = Literal["commune", "agency"]
Level = Literal["province", "district", "base"]
Field = Literal["economy", "culture_society", "defence_security", "political_system"]
Holder = Literal["collective", "individual"]
Mode = Literal["continuing", "new"]
Choice = Literal["province", "back_to_district", "district", "none"]
Severity = Literal["violation", "error", "warning", "info"]
FieldSource = Literal["section", "column", "registration", "suggested", "correction"]
LevelSource = Literal["correction", "column", "heading", "registration", "text"]

STATUSES: tuple[str, ...] = get_args(Status)
RECEIVED_FROM: tuple[str, ...] = get_args(Evidence)
KINDS: tuple[str, ...] = get_args(Kind)  # of units
LEVELS: tuple[str, ...] = get_args(Level)
FIELDS: tuple[str, ...] = get_args(Field)
HOLDERS: tuple[str, ...] = get_args(Holder)
MODES: tuple[str, ...] = get_args(Mode)  # each a column to tick, too

Moment = Annotated[dt.datetime, Meta(tz=True)]
Count = Annotated[int, Meta(ge=0)]
Row = Annotated[int, Meta(ge=1)]
Slug = Annotated[str, Meta(pattern="^[a-z0-9]+(-[a-z0-9]+)*$")]
Path = Annotated[str, Meta(pattern=r"^[^/\\][^\\]*$")]  # relative to the inbox, with “/”
Letters = Annotated[str, Meta(pattern="^[A-Z]{1,3}$")]
ByLevel = dict[Literal[Level, "unknown"], Count]
ByField = dict[Literal[Field, "unknown"], Count]


class Limit(Struct, frozen=True, kw_only=True):
    """How many entries of a level a kind of unit registers, as the district judged it (R2, R3)."""

    group: Kind
    level: Level
    minimum: Count | None
    maximum: Count | None
    severity: Severity = "violation"
    source: str = ""


class Campaign(Struct, frozen=True, kw_only=True):
    """The campaign as the district ran it; ``limits`` None: the usual ones (an older result)."""

    year: Count
    deadline: Moment
    briefing: dt.date
    as_of: Moment
    title: str | None = None
    province: str | None = None
    district: str | None = None
    province_cap: Count | None = None
    limits: tuple[Limit, ...] | None = None


class Totals(Struct, frozen=True, kw_only=True):
    """What all files and rows come to: files = sum of by_status, rows_seen = entries and the other rows."""

    files: Count
    by_status: dict[Status, Count]
    rows_seen: Count
    entries: Count
    rows_joined: Count
    rows_decoration: Count
    rows_set_aside: Count
    entries_by_field: ByField
    entries_by_level: ByLevel


class Forms(Struct, frozen=True, kw_only=True):
    """R1: how many M1/M2 the entries need, how many of these have theirs, how many forms came at all."""

    needed: Count = 0
    matched: Count = 0
    received: Count = 0
    on_paper: bool = False
    paper: Count = 0  # needed ones that were seen on paper alone


class OwnRegistration(Struct, frozen=True, kw_only=True):
    """R5: null where nothing of it was seen in the inbox, which accuses nobody."""

    registered: bool | None = None
    plan: bool = False
    plan_number: str | None = None
    plan_date: dt.date | None = None
    plan_date_typed: str | None = None
    received_at: Moment | None = None
    received_from: Evidence | None = None
    files: tuple[Path, ...] = ()


class Unit(Struct, Participant, frozen=True, kw_only=True):
    """Where a unit stood; ``waived`` are the codes of the findings that a person waived."""

    code: Slug
    name: str
    kind: Kind
    receipt: ReceiptCode
    received_at: Moment | None
    received_from: Evidence | None
    quota: Quota
    counts: ByLevel
    forms: Forms = field(default_factory=Forms)
    own_registration: OwnRegistration = field(default_factory=OwnRegistration)
    quota_standing: Standing | None = None  # None in older results: as the quota
    waived: frozenset[Slug] = frozenset()
    signed: bool = False
    must_send: bool = True

    @property
    def standing(self) -> str:
        """The verdict as totals count it."""
        return self.quota_standing or self.quota

    def count(self, level: str) -> int:
        """How many entries of a level (or ``unknown``) were counted."""
        return next((number for code, number in self.counts.items() if code == level), 0)


class Submission(Struct, frozen=True, kw_only=True):
    """One received file and what became of it."""

    file: Path
    sha256: str
    unit: str | None
    forms: tuple[str, ...] = ()
    received_at: Moment
    received_from: Evidence | None = None
    status: Status
    reason: str | None = None


class Place(Struct, frozen=True, kw_only=True):
    """File, sheet and row: no two entries of one result share them."""

    file: Path
    sheet: str
    row: Row

    @property
    def place(self) -> tuple[str, str, int]:
        """The place as a key."""
        return self.file, self.sheet, self.row


class Entry(Struct, frozen=True, kw_only=True):
    """One model of a list M3 or M4, as the entries frame has it: its columns are these."""

    unit: str | None
    form: Literal["M3", "M4"] | None = None
    field: Field | None
    field_source: FieldSource | None = None
    level: Level | None
    level_source: LevelSource | None = None
    stt: str | int | float | None = None
    address: str | None
    name: str | None
    holder: str | None
    holder_kind: Holder | None
    mode: Mode | None
    completion: str | None
    completion_date: dt.date | None = None
    goals: str | None = None
    typed: dict[str, str] | None = None  # column → the original text, where it differs
    file: Path
    sheet: str
    row: Row
    note: str | None = None
    cells: dict[str, Letters] | None = None  # column → its letter

    @property
    def place(self) -> tuple[str, str, int]:
        """File, sheet and row: no two entries of one result share them."""
        return self.file, self.sheet, self.row

    @property
    def settled_field(self) -> Field | None:
        """The field that counts: a suggested one does not until a person confirms it."""
        return None if self.field_source == "suggested" else self.field


ENTRY_COLUMNS: tuple[str, ...] = Entry.__struct_fields__


def further_columns(campaign: of_letter.Campaign) -> list[of_letter.Column]:
    """The columns of the campaign's forms for which no key is promised, each under its title in ``columns.toml``.

    Texts of theirs are keys of their own in RESULT.json, columns of sheets, and compared.
    """
    titles = {heading.code: heading.title for heading in campaign.headings}
    columns = {column.code: column for form in campaign.forms for column in form.columns}
    promised = {*ENTRY_COLUMNS, *MODES}
    return [replace(column, head=titles[code]) for code, column in columns.items() if code not in promised]


class Registration(Struct, frozen=True, kw_only=True):
    """One M1 or M2 (R1), and where the entry stands that it is of."""

    unit: str | None
    form: Literal["M1", "M2"]
    name: str | None
    holder_kind: Holder | None
    holder: str | None
    field: Field | None
    level: Level | None
    content: str | None
    period: str | None
    scope: str | None
    results: str | None
    file: Path
    sheet: str = ""
    row: Count = 0
    entry: Place | None = None
    replaced: bool = False


class Finding(Struct, frozen=True, kw_only=True):
    """One point to note; a violation accuses, a warning nobody."""

    code: Slug
    severity: Severity
    unit: str | None
    file: str | None = None
    sheet: str | None = None
    cell: str | None = None
    message: str
    remedy: str = ""


class Decision(Place, frozen=True, kw_only=True):
    """R6: what a person decided on a candidate, which is told by its place."""

    proposal: Choice = "none"
    decision: Choice
    remark: str | None = None


class Result(Struct, kw_only=True, dict=True):
    """One run of one district.

    ``source`` is what messages call it, ``further`` the texts of further columns, entry by entry, which are keys of
    the entries in the file: neither is a key of its own.
    """

    campaign: Campaign
    totals: Totals
    units: list[Unit]
    submissions: list[Submission]
    entries: list[Entry]
    registrations: list[Registration]
    findings: list[Finding]
    decisions: list[Decision] = field(default_factory=list)
    source: str = ""
    further: list[dict[str, str | None]] = field(default_factory=list)

    @property
    def year(self) -> int:
        """The year of the campaign."""
        return self.campaign.year

    @property
    def district(self) -> str | None:
        """The district's name; None in older results."""
        return self.campaign.district

    @property
    def as_of(self) -> dt.datetime:
        """The moment of the figures."""
        return self.campaign.as_of

    @cached_property
    def names(self) -> dict[str, str]:
        """The units' names by code."""
        return {unit.code: unit.name for unit in self.units}

    def unit_name(self, code: str | None) -> str:
        """The unit's name, or words that say that it is not known."""
        return self.names.get(code, code) if code else of_letter.UNKNOWN_UNIT

    @cached_property
    def _decided(self) -> dict[tuple[str, str, int], Decision]:
        return {decision.place: decision for decision in self.decisions}

    def decision(self, entry: Entry) -> str:
        """What was decided on an entry; ``none`` where nobody decided (R6)."""
        decided = self._decided.get(entry.place)
        return decided.decision if decided else "none"

    def remark(self, entry: Entry) -> str | None:
        """What was remarked on an entry."""
        decided = self._decided.get(entry.place)
        return decided.remark if decided else None

    @cached_property
    def _further(self) -> dict[tuple[str, str, int], dict[str, str | None]]:
        return {entry.place: texts for entry, texts in zip(self.entries, self.further, strict=False)}

    def further_columns_of(self, entry: Entry) -> Mapping[str, str | None]:
        """What stands in the further columns of an entry, by their codes."""
        return self._further.get(entry.place, {})

    def accused(self, code: str, unit: str) -> bool:
        """Whether a violation of that code, such as ``late``, was found of the unit; a warning accuses nobody."""
        return (code, unit) in self._violations

    def receipt_of(self, unit: Unit) -> str:
        """How a unit's receipt is told, by its findings."""
        return unit.receipt_code(accused=self.accused(unit.receipt, unit.code))

    @cached_property
    def _violations(self) -> frozenset[tuple[str, str | None]]:
        return frozenset((f.code, f.unit) for f in self.findings if f.severity == "violation")


# ---- Results beside each other: two of one district compared, and several districts in one province (R6).

Pair = tuple[Entry, Entry]  # before, now
# what may change of a model, beside the texts of further columns
CHANGES = ("level", "field", "unit", "holder", "mode", "completion", "decision")


class Change(Struct, frozen=True):
    """One model of both results, and what of it is no longer as it was: some of CHANGES, codes of columns."""

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

    campaign: of_letter.Campaign
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


def _bounds(limit: of_letter.Limit | Limit) -> Limit:
    """A limit without its source, which every district may word otherwise."""
    return convert({name: getattr(limit, name) for name in ("group", "level", "minimum", "maximum")}, Limit)
