"""What one returned file says once its tables are found: plain and small, as workers send it, free of pandas."""

from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct, field, structs

from aggregator.nouns.document import Container, Document, MemberFile, Notice, Value
from aggregator.nouns.finding import Mark

NUMBERS_LEFT_OUT = "numbers-left-out"  # by the count of a list: nothing that stands there is unread


class RawEntry(Struct):
    """One entry as typed.

    ``values`` go by column code, ``notes`` by the head of a column outside the form; ``remark`` is what
    stands in a column of notes (“Ghi chú”), which is among them. ``field_heading`` and ``level_heading``
    are what the headings above say, ``group`` is the last of these; ``level_remark`` is said under a head that may
    be of other levels; ``typed`` is the original text of cells decoded from an old font.
    """

    row: int
    values: dict[str, Value]
    field_heading: str | None = None
    level_heading: str | None = None
    notes: dict[str, str] = field(default_factory=dict)
    remark: str | None = None
    typed: dict[str, str] = field(default_factory=dict)
    group: str = ""
    level_remark: str | None = None


class LeftoverRow(Struct, frozen=True):
    """A row with content that is no entry and no decoration: its row number, first column and text.

    ``name`` is what stands where a model is named, and names none (“Mô hình số 1”).
    """

    row: int
    column: int
    text: str
    name: str = ""


class StatedTotal(Struct, frozen=True):
    """A total written under the table, with what was counted above it."""

    row: int
    figure: int
    count: int
    column: int = 1


class UnitWords(Struct, frozen=True):
    """Words that may name the unit. ``labelled``: after “Đơn vị:”; otherwise a line of the paper's head.

    ``side`` is 0 on the left of the head, and counts the blocks of lines to the right of it. ``weak``: it counts
    where nothing else names a unit.
    """

    sheet: str
    row: int
    text: str
    labelled: bool
    side: int = 0
    weak: bool = False


class Possible(Struct, frozen=True):
    """What was seen and not understood, and may hold from none to ``at_most`` entries: evidence for the unit only.

    ``level`` is the one it names, None where it may be any. ``reason``: ``name-unread`` (an error cell, a formula
    without value, a broken string), ``picture-over`` (a picture where the name should stand),
    ``name-missing`` (content without a name), ``name-alone`` (a name without
    number or anything else in a list that numbers its models), ``several-names`` (more in an entry's cell),
    ``names-beside`` (“X, Y” there, which may be one slogan),
    ``numbers-left-out`` (which ``text`` says, by the list's own count),
    ``no-head`` (a sheet or table without a head whose rows look like the list's),
    ``in-words`` (a line or a sheet that tells a model of a level in words),
    ``line-unread`` (a line of a list of lines that no model was read in),
    ``other-year`` (in a list that says another year and dates of this one, beside one of this year),
    ``second-table`` (a table beside or below that was not joined), ``draft`` (one called a draft or another choice
    beside the list), ``taken-back`` (under a heading of what is not registered),
    ``embedded`` (an object not opened), ``row-deleted`` (whose deletion nobody accepted),
    ``unread-part``. ``text`` is what stands there, as far as it can be quoted; ``unit``: another's sheet.
    """

    row: int
    column: int
    at_most: int
    level: str | None
    reason: str
    sheet: str = ""
    text: str = ""
    unit: str = ""


class ListReading(Struct, frozen=True):
    """The list found on one sheet: ``columns`` gives each column code its number (1-based).

    ``title`` are the lines above the head that speak of the list; ``year`` is the only year that they, the heads
    or the sheet's name say, with the words that say it (``year_evidence``). ``movement`` are the words of another
    movement in a title that does not name this one. ``level_in_title`` and ``field_in_title`` hold for the whole
    list; ``hand`` are lines that may name a body, party cell or hamlet whose list it is. ``possible`` are rows that
    may be entries and were not understood. In a joint list of several units ``unit`` is whose these rows are.
    """

    sheet: str
    columns: Mapping[str, int]
    entries: tuple[RawEntry, ...]
    leftovers: tuple[LeftoverRow, ...]
    totals: tuple[StatedTotal, ...]
    rows_seen: int
    rows_joined: int
    rows_decoration: int
    rows_set_aside: int
    sections: tuple[str, ...]  # field codes of the section rows met
    nil_rows: tuple[int, ...]  # rows that say “Không đăng ký” in place of a name
    strays: tuple[LeftoverRow, ...] = ()  # cells outside every column of the table
    possible: tuple[Possible, ...] = ()
    # rows that head models in words of no field: those below have no section
    unknown_groups: tuple[LeftoverRow, ...] = ()
    title: str = ""
    year: int | None = None
    year_evidence: str | None = None
    head_year: int | None = None  # this year, where the two heads of the mode name last year and this one (R8)
    other_names: tuple[str, ...] = ()  # heads of further columns of names
    name_year: int | None = None  # the year of the column that the names were taken from, where its head says one
    movement: str | None = None
    level_in_title: str | None = None
    field_in_title: str | None = None
    hand: tuple[UnitWords, ...] = ()
    draft: bool = False  # its sheet, or a line over it, calls it a draft or another choice
    unit: str = ""


class FormDoubt(Struct, frozen=True):
    """What a form leaves open: a finding code, the row, and the words that stand there."""

    code: str
    row: int
    text: str


OF_UNIT = frozenset({"unit", "holder", "address"})


class RawRegistration(Struct, frozen=True):
    """One M1 or M2 as typed (R1). ``row`` is where it begins; ``rows`` the row of each item's label.

    ``values`` has the text of each item by code (``unit``, ``name``, ``holder``, …), None where nothing was
    written. ``ticked`` are the fields whose boxes are ticked, in any way: two are a doubt, and no field. One that
    ``denies`` says in place of its model that none is registered, and has no values but those of the unit.
    """

    form: str
    sheet: str
    row: int
    values: Mapping[str, str | None]
    rows: Mapping[str, int]
    ticks: tuple[str, ...] = ()
    level_tick: str | None = None
    doubts: tuple[FormDoubt, ...] = ()
    denies: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether nobody filled it in; the unit's name alone fills nothing in."""
        content = any(value for code, value in self.values.items() if code not in OF_UNIT)
        return not (content or self.ticks or self.level_tick or self.doubts)


class OwnRegistration(Struct, frozen=True):
    """What says that the unit registers itself as a “Dân vận khéo” unit (R5).

    ``kind``: ``registration`` or ``plan`` (a paper of its own), or ``block`` (on M3/M4, where ``answer`` is what
    it says). ``number`` and ``date`` are those of the paper, or of the plan, as typed.
    """

    kind: str
    sheet: str
    row: int
    answer: bool | None = None
    number: str | None = None
    date: str | None = None


class ReturnReading(Struct, frozen=True):
    """Everything taken from one file."""

    kind: str
    lists: tuple[ListReading, ...]
    unit_words: tuple[UnitWords, ...]
    stamp: Mapping[str, str]
    form_words: str | None  # a form's code written on the paper (“Mẫu M3”)
    says_nothing: bool  # “đơn vị không đăng ký”
    other_sheets: tuple[tuple[str, int], ...]  # sheets without a table: name, rows with content
    notices: tuple[tuple[str, Notice], ...]  # (sheet, notice)
    decoded: int = 0  # cells decoded from old fonts
    denies_upward: bool = False  # what it says that it does not register is of the province and the district alone
    of_program: bool = False  # a workbook of this program, dropped back into the inbox
    registrations: tuple[RawRegistration, ...] = ()
    own_registration: OwnRegistration | None = None
    margins: tuple[UnitWords, ...] = ()  # lines of page headers, footers and text boxes
    elsewhere: tuple[
        UnitWords, ...
    ] = ()  # lines of sheets without a list beside one that has it (a covering letter)
    further: tuple[UnitWords, ...] = ()  # lines over a second table of a sheet, which may be another unit's
    places: tuple[str, ...] = ()  # “Cao Xá, ngày …”: where the paper was written
    by_row: tuple[UnitWords, ...] = ()  # a list's column “Đơn vị” and its headings of no field, for each model
    possible: tuple[Possible, ...] = ()  # what stands outside every list: sheets, tables and objects not understood
    promise: str | None = None  # the sentence that promises the list or asks for more time, where there is no list
    of_succession: tuple[str, ...] = ()  # lines that say that the list is a part, or stands in the place of another
    remarks: tuple[str, ...] = ()  # sentences beside the lists that may change what they say
    sentences: tuple[str, ...] = ()  # the others there, which may name a model of any list of the unit
    doubtful: str | None = None  # why what was read may be wrong, in Vietnamese
    marks: tuple[Mark, ...] = ()  # what our annotated copy asked to be mended, where this is one come back
    level_words: tuple[str, ...] = ()  # words beside the lists that give models a level above the base
    of_lines: bool = False  # its lists are lines, which count where the unit has no table
    nil_sheets: tuple[str, ...] = ()  # of several, those without models that say that their unit registers nothing

    @property
    def is_mail(self) -> bool:
        """Whether it is a mail by itself: nothing was attached to it."""
        return self.kind in MAIL_KINDS

    @property
    def has_content(self) -> bool:
        """Whether a list, a form, a paper of the unit's own or a nil return was found in it."""
        return bool(self.lists or self.registrations or self.own_registration or self.says_nothing)

    @property
    def has_own_papers(self) -> bool:
        """Whether the file is a paper of R5 by itself: the unit's own registration or its plan."""
        return self.own_registration is not None and self.own_registration.kind != "block"


MAIL_KINDS = ("eml", "msg")


def nothing_in(kind: str) -> ReturnReading:
    """What is read from a file that holds neither sheet nor text."""
    return ReturnReading(kind, (), (), {}, None, says_nothing=False, other_sheets=(), notices=())


def with_closed_parts(reading: ReturnReading, names: Iterable[str]) -> ReturnReading:
    """What was read, with a notice for each document inside that stays closed."""
    closed = (("", Notice("embedded-not-opened", detail=name)) for name in names)
    return structs.replace(reading, notices=(*reading.notices, *closed))


# a function of a module, or a partial, which workers import by name
Understand = Callable[[Document], ReturnReading]


class Answer(Struct, frozen=True):
    """What a worker says of one file: what it reads there, and what it took out of it.

    ``unreadable`` is the Vietnamese reason where a document with others inside cannot be read itself.
    ``ignore_reason`` says what it is where it is nothing that anybody sent, as a mail's card or emblem.
    ``container`` has what a mail's headers say, what was refused and ignored; ``members`` are those of it that are
    read.
    """

    reading: ReturnReading | None = None
    unreadable: str | None = None
    container: Container | None = None
    members: tuple[MemberFile, ...] = ()
    ignore_reason: str | None = None
