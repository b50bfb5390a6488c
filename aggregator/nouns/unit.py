"""The campaign as the letter and the office set it (R1–R11), frozen, in the shape of the text it comes from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import cached_property

from msgspec import Struct


class FieldBox(Struct, frozen=True, kw_only=True):
    """A box to tick (R9): it says ``field``, never contradicts ``also``, suggests it on M4 with ``also_words``."""

    label: str
    field: str
    also: tuple[str, ...] = ()
    also_words: tuple[str, ...] = ()
    spellings: tuple[str, ...]


class FormItem(Struct, frozen=True, kw_only=True):
    """What a form asks for, in print order. ``label`` has neither number nor colon: see ``printed``.

    ``aside`` is guidance on the label's own line, ``guidance`` on the line below: advice, and no value (R11).
    ``hint`` is the input message, empty where it would only repeat the guidance.
    ``spellings`` and ``exact`` are what a returned form may call the item; the label is one of them.
    """

    code: str
    number: str | None = None
    label: str
    aside: str | None = None
    guidance: str | None = None
    lines: int
    hint: str = ""
    spellings: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()

    @property
    def printed(self) -> str:
        """The label as printed: “1. Tên mô hình đăng ký:”."""
        return f"{self.number}. {self.label}:" if self.number else f"{self.label}:"


class Signature(Struct, frozen=True):
    """Who signs: the lines, and what stands in brackets below them."""

    lines: tuple[str, ...]
    hint: str | None = None


class RegistrationHead(Struct, frozen=True, kw_only=True):
    """The words of M1 or M2 around its items: those without a number stand before ``statement``."""

    code: str
    version: str
    sheet: str
    holder_kind: str
    heading: str
    title: tuple[str, ...]
    intro: str
    unit_words: str | None = None
    statement: str | None = None
    statement_guidance: str | None = None
    known_by: tuple[str, ...]


class RegistrationForm(RegistrationHead, frozen=True, kw_only=True, dict=True):
    """M1 or M2, the form behind each province and district item (R1)."""

    signatures: tuple[Signature, ...]
    items: tuple[FormItem, ...]
    boxes: tuple[FieldBox, ...]
    levels: tuple[str, ...]  # the titles of those that have such a form

    @cached_property
    def items_by_code(self) -> dict[str, FormItem]:
        """The items by code."""
        return {item.code: item for item in self.items}

    @cached_property
    def guidance(self) -> tuple[str, ...]:
        """Every text of the form that is advice and never a value."""
        texts = [text for item in self.items for text in (item.aside, item.guidance)]
        return tuple(text for text in (*texts, self.statement_guidance, self.unit_words) if text)


class OwnRegistration(Struct, frozen=True):
    """R5 on the M3/M4 blank: the unit's own registration as a “Dân vận khéo” unit, and its plan.

    The last four are the words by which a paper of its own is known: how titles begin, the bodies that they name,
    and what only the registration of models says.
    """

    question: str
    yes: str
    no: str
    unanswered: str
    plan_number: str
    plan_date: str
    hint: str
    source: str
    paper_titles: tuple[str, ...]
    plan_titles: tuple[str, ...]
    bodies: tuple[str, ...]
    of_models: tuple[str, ...]


class Papers(Struct, frozen=True):
    """The words of the report and of the letters onward (R5, R6, R7), as such papers write them.

    ``call`` is the superior board's letter that the district answers; ``letter`` the district's own to the
    units; ``criteria`` the decision that the units register themselves under (R5); ``commune_body`` is whom
    a paper to a commune is addressed to.
    """

    board: str
    standing: str
    superior: str
    signer: str
    subject: str
    letter: str
    call: str
    guidance: str
    criteria: str
    theme: str
    meeting: str
    report_symbol: str
    letter_symbol: str
    notice_symbol: str
    commune_body: str
    archive: str


class Words(Struct, frozen=True):
    """Words before, within and after units' names; what each means stands in ``names.toml``."""

    wrappers: tuple[str, ...]
    national: tuple[str, ...]
    fillers: tuple[str, ...]
    heads: tuple[str, ...]
    left_out: tuple[str, ...]
    district_heads: tuple[str, ...]
    committee: tuple[str, ...]
    after_names: tuple[str, ...]
    other_levels: tuple[str, ...]
    over_names: tuple[str, ...]
    elsewhere: tuple[str, ...]
    provinces: tuple[str, ...]
    hamlet_hands: tuple[str, ...]
    hands: tuple[str, ...]
    hamlets: tuple[str, ...]
    subordinates: tuple[str, ...]
    bodies_within: tuple[str, ...]
    unions: tuple[str, ...]
    beside_names: tuple[str, ...]
    numbered_beside: tuple[str, ...]
    mail_rooms: tuple[str, ...]
    blocks: tuple[str, ...]
    with_others: tuple[str, ...]
    runs_on: tuple[str, ...]
    not_before_commune: tuple[str, ...]
    papers: tuple[str, ...]


class NameWords(Words, frozen=True):
    """The same as folded keys. ``abbreviations`` are of the roster's own names, ``same`` the names of one body."""

    abbreviations: dict[str, str]
    same: tuple[tuple[str, ...], ...]


UNKNOWN_UNIT = "Chưa rõ đơn vị"  # in the place of a name
DISTRICT = "district"  # the group of a limit that holds for all units together (R6)
NOT_LIMITED = "base"  # the level that the letter sets no number for
UPWARD = ("province", "district")  # the levels whose items have a form (R1) and may be presented (R6)
OTHER = "other"  # the code of the heads that other tables have


class PlaceKind(Struct, frozen=True):
    """A kind of place that runs campaigns: a huyện, a town, a city; its kinds of communes.

    ``words`` are a huyện's with its own instead, for what it calls otherwise; ``also`` is what else it calls so,
    each with the huyện's word.
    """

    kind: str
    communes: tuple[str, ...]
    words: tuple[tuple[str, str], ...] = ()
    also: tuple[tuple[str, str], ...] = ()

    def word(self, of_district: str) -> str:
        """Its own word for a huyện's."""
        return dict(self.words).get(of_district, of_district)


class Office(Struct, frozen=True):
    """Who runs the campaign, as printed on papers, and the place words that say nothing in a unit's name.

    ``kind`` is what kind of ``place`` it is: “huyện”, “thị xã”.
    """

    province: str
    district: str
    seat: str  # the commune where the district's bodies are
    parent: str
    committee: str
    board: str
    party: str
    place_words: tuple[str, ...]
    kind: str
    place: PlaceKind | None = None

    @property
    def name(self) -> str:
        """The board with its committee, as sender and author: “BAN DÂN VẬN HUYỆN ỦY TÂN YÊN”."""
        return f"{self.board} {self.committee}"

    @property
    def among_districts(self) -> str:
        """The district's name beside others of the province: “Kỳ Anh”, and “Thị xã Kỳ Anh” of the same name."""
        return self.district if self.kind == "huyện" else f"{self.kind.capitalize()} {self.district}"


class CommuneNames(Struct, frozen=True):
    """How communes sign: words for each kind of commune, and the bodies that speak for the commune itself.

    ``kinds`` are those of the place and of its roster, ``others`` those of other places.
    """

    kinds: dict[str, tuple[str, ...]]
    bodies: tuple[str, ...]
    others: dict[str, tuple[str, ...]] = {}

    def of(self, place: PlaceKind, units: Iterable[Unit]) -> CommuneNames:
        """The same for a place and its roster."""
        names, known = [unit.name for unit in units], self.kinds | self.others
        here = {k for k in known if k in place.communes or any(name.startswith(f"{k} ") for name in names)}
        kinds, others = ({k: v for k, v in known.items() if (k in here) is used} for used in (True, False))
        return CommuneNames(kinds, self.bodies, others)


class Group(Struct, frozen=True):
    """A kind of unit (R1): which list it sends."""

    code: str
    title: str
    form: str


class Limit(Struct, frozen=True, kw_only=True):
    """How many entries of a level a group registers (R2, R3), with its source in the letter."""

    group: str
    level: str
    minimum: int | None = None
    maximum: int | None = None
    source: str
    severity: str

    @property
    def finding_code(self) -> str:
        """The code of the finding that says that it is broken: ``quota-province-below``."""
        return f"quota-{self.level}-{'above' if self.minimum is None else 'below'}"

    def broken_by(self, count: int) -> bool:
        """Whether that many entries breaks the limit."""
        return (self.minimum is not None and count < self.minimum) or (
            self.maximum is not None and count > self.maximum
        )


class Level(Struct, frozen=True):
    """A level of registration and the words people use for it; ``column_words`` say it in its column only."""

    code: str
    title: str
    words: tuple[str, ...]
    column_words: tuple[str, ...] = ()


class ListWords(Struct, frozen=True):
    """The words (keys) that tell a list of this movement; ``abbreviations`` are written out in tables' heads."""

    movement: tuple[str, ...]
    other_movements: tuple[str, ...]
    abbreviations: Mapping[str, str]


class Field(Struct, frozen=True):
    """One of the four fields (R9), with the words of its heads and the words that suggest it."""

    code: str
    numeral: str
    title: str
    print_head: str
    scope: str
    sheet: str
    theme: bool
    heads: tuple[str, ...]
    suggest: tuple[str, ...]
    other_wording: tuple[str, ...] = ()


class Column(Struct, frozen=True, kw_only=True):
    """A column of a printed form. ``choices`` make a drop-down, ``hint`` an input message.

    ``choices_from``: whose titles the choices are, ``levels``, ``fields`` or a kind of code.
    """

    code: str
    head: str
    width: float
    group: str | None = None
    hint: str | None = None
    choices: tuple[str, ...] = ()
    choices_from: str | None = None
    added: bool = False


class FormHead(Struct, frozen=True, kw_only=True):
    """The words of a list form (M3, M4) around its columns, and whether it has the four sections."""

    code: str
    version: str
    title: tuple[str, ...]
    sheet: str
    sections: bool
    rows_per_section: int
    signature: tuple[str, ...]
    note: str


class Form(FormHead, frozen=True, kw_only=True):
    """A list form, its columns in print order."""

    columns: tuple[Column, ...]


class Heading(Struct, frozen=True):
    """What a column may be called in a returned table: words in its head, words it starts with, or the whole."""

    code: str
    title: str = ""  # in the file; a loaded one has a title
    spellings: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()


FIELD_TICK = "field_"  # begins the code of a column in which one field is ticked


class Unit(Struct, frozen=True):
    """A unit of the roster; ``must_send_unclear`` is the book's cell that leaves open whether silence is one."""

    code: str
    name: str
    kind: str
    official_code: str | None
    aliases: tuple[str, ...]
    email: str | None = None
    contact: str | None = None
    must_send: bool = True
    must_send_unclear: str | None = None


class Campaign(Struct, frozen=True, dict=True):
    """One registration campaign, whole."""

    year: int
    deadline: dt.datetime  # the last second that counts, aware (R4)
    deadline_source: str
    briefing: dt.date
    title: str
    office: Office
    places: tuple[PlaceKind, ...]
    commune_names: CommuneNames
    name_words: NameWords
    cap: Limit  # how many items all units together may present to the province (R6); accuses no unit
    groups: tuple[Group, ...]
    limits: tuple[Limit, ...]
    lists: ListWords
    levels: tuple[Level, ...]
    fields: tuple[Field, ...]
    forms: tuple[Form, ...]
    registration_forms: tuple[RegistrationForm, ...]
    own_registration: OwnRegistration
    papers: Papers
    headings: tuple[Heading, ...]
    units: tuple[Unit, ...]

    @property
    def zone(self) -> dt.tzinfo:
        """The district's clock (UTC+7, whatever the machine says)."""
        zone = self.deadline.tzinfo
        assert zone is not None  # noqa: S101 -- the loader makes it aware
        return zone

    @property
    def province_cap(self) -> int:
        """How many items may be presented to the province (R6)."""
        return self.cap.maximum or 0

    @property
    def province_cap_source(self) -> str:
        """Where the letter says so."""
        return self.cap.source

    @property
    def due(self) -> str:
        """The deadline in words; a whole day is told as such (R4)."""
        at = self.deadline
        day = f"ngày {at:%d/%m/%Y}"
        return f"hết {day}" if (at.hour, at.minute) == (23, 59) else f"{at:%H:%M} {day}"

    @cached_property
    def units_by_code(self) -> dict[str, Unit]:
        """The roster by code."""
        return {unit.code: unit for unit in self.units}

    @cached_property
    def fields_by_code(self) -> dict[str, Field]:
        """The fields by code."""
        return {field.code: field for field in self.fields}

    @cached_property
    def levels_by_code(self) -> dict[str, Level]:
        """The levels by code."""
        return {level.code: level for level in self.levels}

    @cached_property
    def forms_by_code(self) -> dict[str, Form]:
        """The list forms by code."""
        return {form.code: form for form in self.forms}

    @cached_property
    def registration_forms_by_code(self) -> dict[str, RegistrationForm]:
        """M1 and M2 by code."""
        return {form.code: form for form in self.registration_forms}

    @cached_property
    def groups_by_code(self) -> dict[str, Group]:
        """The groups of units by code."""
        return {group.code: group for group in self.groups}

    def unit_name(self, code: str | None) -> str:
        """The unit's name, or words that say that it is not known."""
        return self.units_by_code[code].name if code else UNKNOWN_UNIT
