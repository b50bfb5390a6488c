"""What people know about each receipt: the noun that sheet “Tiếp nhận” is read into.

A row is about a content where it carries the content's hash, which the program writes: what people wrote of it
holds for every file with that content, whatever it is called now, and not for another content that has come to
bear the name. A row without a hash goes by the file's name.
"""

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TypeVar

from msgspec import Struct, field, structs

from aggregator.book.clerk_words import pattern
from aggregator.book.layout import book_layout
from aggregator.campaign import BOOK
from aggregator.nouns.file import AttributedFile, EarlierList, Intake
from aggregator.nouns.finding import Finding, finding
from aggregator.nouns.standing import FormsPaper, OwnPaper, PaperReceipt
from aggregator.nouns.unit import Unit
from aggregator.vietnamese.fold import clean, composed, grouped, regex, sole

T = TypeVar("T")


def common_value(values: Iterable[T | None]) -> T | None:
    """The one value that was written, None where none was or two contradict."""
    return sole({value for value in values if value is not None})


LIST, NIL, FORMS, OWN = "list", "nil", "forms", "own"  # codes of “Nội dung nhận”


class BookReceipt(Struct, frozen=True):
    """One row: a file of the inbox (None: a receipt without a file), its unit, time and note as far as written.

    ``further_units`` are further units of a receipt without a file; ``what`` the codes of what was received, as
    written; ``by_phone``: it was told by telephone; ``unclear``: the time or what was received is not to be
    understood; ``time_text`` are the words of a time that is not, and may be another than the file's own;
    ``none_in_time``: it says that nothing came, or that it came late.
    ``models`` are those whose M1, M2 were received without a file.
    ``found_unit``, ``found_at``, ``found_from``, ``state``, ``clues`` and ``sha256`` are what the program wrote
    when it first saw the content. ``doubtful_units`` are units that a cell may mean besides; ``borrowed``: the unit
    was written of the same content under another name. ``of_earlier_year``: whatever its dates say, none is of the
    campaign's year. ``nobody``: it is no unit's; ``part`` and ``doubles`` are codes of their columns, ``reading``
    all of its own; ``typed_columns`` are the columns in which anything stands.
    """

    file: str | None
    unit: Unit | None
    at: dt.datetime | None
    note: str | None
    cell: str
    further_units: tuple[Unit, ...] = ()
    means: str | None = None
    by_phone: bool = False
    what: frozenset[str] = frozenset()
    time_text: str | None = None
    unclear: bool = False
    none_in_time: bool = False
    signed: bool | None = None
    found_unit: Unit | None = None
    found_at: dt.datetime | None = None
    found_from: str | None = None
    state: str | None = None
    sha256: str | None = None
    first_seen: dt.datetime | None = None
    clues: tuple[str, ...] = ()
    row: int = 0
    doubtful_units: tuple[Unit, ...] = ()
    denied: bool = False
    borrowed: bool = False
    is_nobodys: bool = False
    part: str | None = None
    reading: frozenset[str] = frozenset()
    doubles: str | None = None
    typed_columns: frozenset[str] = frozenset()
    models: tuple[str, ...] = ()
    models_cell: str = ""
    of_earlier_year: bool = False

    @property
    def remark(self) -> str | None:
        """How it was received and what was noted of it, in a person's words."""
        return "; ".join(part for part in (self.means, self.note) if part) or None

    @property
    def units(self) -> tuple[Unit, ...]:
        """The units that it is of, as a person wrote, else as the program found."""
        first = self.unit or self.found_unit
        return (first, *self.further_units) if first else ()

    @property
    def doubts(self) -> tuple[tuple[str, str], ...]:
        """The cell with each unit (code) that the file may be of, '' where it may be of another than it says."""
        return tuple((self.cell, code) for code in (*(u.code for u in self.doubtful_units), *[""] * self.denied))

    @property
    def means_list(self) -> bool:
        """Whether it tells of a list, or that there is none (R4): without a file it does unless it says so."""
        return not self.what or not self.what.isdisjoint((LIST, NIL))

    @property
    def units_without_return(self) -> tuple[Unit, ...]:
        """The units of a receipt that is told of and cannot be counted."""
        told = self.file is None and not self.counts_as_list and (self.unclear or self.means_list)
        doubted = self.doubtful_units if self.file is not None or self.unclear or self.means_list else ()
        return (*(self.units if told else ()), *doubted)

    @property
    def counts_as_list(self) -> bool:
        """Whether it is the receipt of a list, or of word that there is none, without a file."""
        return self.file is None and self.at is not None and self.means_list and not self.unclear


_ESCAPED = regex(r"_x([0-9A-Fa-f]{1,4})_")
SHEET = book_layout().sheet("receipts").title
IN_MANY_HANDS = ("empty", "nil")  # a blank form lies with many units: such a row goes by the name too
_LISTS = ("read", "superseded")
_NO_LIST = ("empty", "not_a_form", "ignored")
_MISREAD = "số liệu lấy từ tệp chưa đúng với bản gốc nên chưa được tính"


class ReceiptRegister(Struct, frozen=True, dict=True):
    """What a run needs of the sheet.

    ``removed_files`` are the contents whose row names a file that is not there any more, ``contents`` those that
    are known to be there; ``lost_rows`` the rows of returns that are not there under any name.
    """

    rows: tuple[BookReceipt, ...] = ()
    findings: tuple[Finding, ...] = ()
    removed_files: frozenset[str] = frozenset()
    contents: frozenset[str] = frozenset()
    lost_rows: tuple[BookReceipt, ...] = ()
    hashed: bool = False  # the sheet has a column for the hash
    pending: Mapping[str, dt.datetime] = field(default_factory=dict)  # first file times not yet in the book

    @cached_property
    def by_file(self) -> dict[str, list[BookReceipt]]:
        """The rows by file name, in the order of the sheet."""
        return grouped((file_key(row.file), row) for row in self.rows if row.file is not None)

    @cached_property
    def by_content(self) -> dict[str, list[BookReceipt]]:
        """The rows by content, but for contents that lie in many hands."""
        return grouped((r.sha256, r) for r in self.rows if r.sha256 and r.file and r.state not in IN_MANY_HANDS)

    def own_rows(self, file: str, sha256: str | None = None) -> list[BookReceipt]:
        """The rows of a file with this content, by its name; of two the lower says what holds."""
        named = self.by_file.get(file_key(file), ())
        return [row for row in named if sha256 is None or row.sha256 in (None, sha256)]

    def receipt(self, file: str, sha256: str | None = None) -> BookReceipt | None:
        """What people wrote about a file: in its own row first, else of the same content, if that is one thing."""
        own = self.own_rows(file, sha256)[::-1]
        same = [row for row in self.by_content.get(sha256 or "", ()) if row not in own]
        if not own and not same:
            return None

        def told(what: Callable[[BookReceipt], T | None]) -> T | None:
            return next(filter(None, map(what, own)), None) or common_value(map(what, same))

        def all_told(what: Callable[[BookReceipt], frozenset[str]]) -> frozenset[str]:
            return (
                frozenset().union(*map(what, own)) or common_value(what(row) or None for row in same) or frozenset()
            )

        def whose(row: BookReceipt) -> Unit | bool | None:
            return row.unit or row.is_nobodys or None

        of = told(whose)
        return structs.replace(
            next((row for row in (*own, *same) if row.doubts or row.time_text), (own or same)[0]),
            unit=of if isinstance(of, Unit) else None,
            at=told(lambda row: row.at),
            note=told(lambda row: row.note),
            what=all_told(lambda row: row.what),
            borrowed=not any(map(whose, own)),
            is_nobodys=of is True,
            part=told(lambda row: row.part),
            reading=all_told(lambda row: row.reading),
            doubles=told(lambda row: row.doubles),
        )

    def codes_of_file(self, file: str) -> frozenset[str]:
        """The units (codes) that the rows of a file of the inbox name, or those of its members."""
        return self._codes_by_file.get(file_key(file), frozenset())

    @cached_property
    def _codes_by_file(self) -> dict[str, frozenset[str]]:
        named = ((file_key((row.file or "").partition("!")[0]), u.code) for row in self.rows for u in row.units)
        return {file: frozenset(codes) for file, codes in grouped(named).items()}

    def by_unit(self, files: Iterable[Intake], clues: Callable[[Intake], Iterable[str]]) -> dict[str, list[Intake]]:
        """Files of the inbox by the units (codes) of their rows, else by those of ``clues``; without nobody's."""
        mine = (item for item in files if not ((row := self.receipt(item.file, item.sha256)) and row.is_nobodys))
        return grouped((u, item) for item in mine for u in sorted(self.codes_of_file(item.file) or clues(item)))

    def knows(self, file: str, sha256: str) -> bool:
        """Whether a row stands for this file with this content already, be it under a name that is gone."""
        named = self.by_file.get(file_key(file), ())
        return any(row.sha256 in (None, sha256) for row in named) or (not named and sha256 in self.removed_files)

    def with_time(self, item: Intake) -> Intake:
        """The file with what people wrote of it, else with the file's time when its content was first seen."""
        seen = self.first_times.get(item.sha256)
        if seen is not None and item.source == "file_time":
            item = structs.replace(item, at=seen)
        item = structs.replace(item, earlier=self._earlier(item))
        known = self.receipt(item.file, item.sha256)
        if known is None:
            return item
        if known.at:
            item = structs.replace(item, at=known.at, source="book")
        elif known.time_text and item.source == "email":
            item = structs.replace(item, time_doubtful=True, book_time=known.time_text)
        return structs.replace(
            item,
            book_doubts=() if known.unit else known.doubts,
            book_unit=known.unit or item.book_unit,
            book_note=known.note,
            book_kinds=known.what,
            book_borrowed=known.borrowed and (known.unit is not None or known.is_nobodys),
            book_nobody=known.is_nobodys or (item.book_nobody and known.unit is None),
            book_part=known.part,
            book_reading=known.reading,
            book_doubles=known.doubles,
        )

    def as_first_received(self, item: AttributedFile) -> AttributedFile:
        """The file with the first time of its unit's content, whose mail or file is gone or was replaced (R4)."""
        sha, file, came = item.intake.sha256, item.file, [(item.at, item.intake.source)]
        for row in self.by_content.get(sha, ()) if sha in self.removed_files else self.own_rows(file, sha):
            theirs = not (item.unit and row.units) or item.unit in (unit.code for unit in row.units)
            if theirs and row.sha256 and row.found_at and row.found_from in ("email", "file_time"):
                came.append((row.found_at, row.found_from))
        at, source = min(came) if item.intake.source != "book" else came[0]
        return structs.replace(item, intake=structs.replace(item.intake, at=at, source=source))

    def _earlier(self, item: Intake) -> tuple[EarlierList, ...]:
        """The lists that bore the name of a file before and were overwritten: of whom, and when they came."""
        lists = (row for row in self.by_file.get(file_key(item.file), ()) if row.units and row.state in _LISTS)
        return tuple(
            EarlierList(row.units[0].code, at, "book" if row.at else row.found_from or "file_time", row.cell)
            for row in lists
            if row.sha256 not in (None, item.sha256, *self.contents) and (at := row.at or row.found_at)
        )

    @cached_property
    def first_times(self) -> dict[str, dt.datetime]:
        """By content, the file's time when the program first saw it."""
        found = dict(self.pending)
        for row in self.rows:
            if row.sha256 and row.found_at and row.found_from == "file_time":
                found[row.sha256] = min(row.found_at, found.get(row.sha256, row.found_at))
        return found

    def for_inbox(self, files: Collection[str], contents: Collection[str] = ()) -> "ReceiptRegister":
        """The book as it stands to an inbox with these top-level files: rows of files gone may be renamed ones."""
        there, known = {file_key(file) for file in files}, self.by_content.items()
        outermost = {sha: {file_key(row.file or "").partition("!")[0] for row in rows} for sha, rows in known}
        gone = frozenset(sha for sha, names in outermost.items() if not names <= there)
        return structs.replace(self, removed_files=gone, contents=frozenset(contents))

    @property
    def papers(self) -> list[PaperReceipt]:
        """Lists received without a file: on paper, by Zalo; one for each unit that the row names (R4)."""
        rows = [(row, row.what & {LIST, NIL} == {NIL}) for row in self.rows if row.counts_as_list]
        return [PaperReceipt(u.code, row.at, row.remark, nil=nil) for row, nil in rows if row.at for u in row.units]

    @property
    def own_papers(self) -> list[OwnPaper]:
        """The units' own registrations that were seen, on paper or in a file that nobody can read (R5)."""
        rows = [row for row in self.rows if OWN in row.what]
        return [OwnPaper(unit.code, row.at or row.found_at) for row in rows for unit in row.units]

    @property
    def forms_on_paper(self) -> list[FormsPaper]:
        """The forms M1, M2 that were seen on paper (R1)."""
        rows = [row for row in self.rows if FORMS in row.what]
        return [FormsPaper(unit.code, row.models, SHEET, row.models_cell) for row in rows for unit in row.units]

    @property
    def units_without_return(self) -> dict[str, tuple[str, ...]]:
        """By unit, the cells of rows that tell of a receipt and cannot be counted: the unit is not silent."""
        found = grouped((unit.code, row.cell) for row in self.rows for unit in row.units_without_return)
        return {unit: tuple(cells) for unit, cells in found.items()}

    @property
    def uncounted_times(self) -> dict[str, tuple[tuple[str, dt.datetime | None], ...]]:
        """Those that say when, with the time, if it is understood: nobody is late who may have sent in time."""
        timed = (row for row in self.rows if (row.at or row.time_text) and not row.none_in_time)
        told = (
            (u.code, f"{BOOK}!{SHEET}, ô {row.cell}", row.at) for row in timed for u in row.units_without_return
        )
        found = grouped((unit, (cell, at)) for unit, cell, at in told)
        return {unit: tuple(rows) for unit, rows in found.items()}

    @property
    def units_signed(self) -> frozenset[str]:
        """The codes of the units whose signed and sealed copy was seen."""
        return frozenset(unit.code for row in self.rows if row.signed for unit in row.units)

    def without_files(
        self, files: Sequence[str], contents: Collection[str], ignored_files: Collection[str] = ()
    ) -> "ReceiptRegister":
        """The book as it stands to all that was opened: what was received and is not there was not understood.

        An overwritten file is as gone as one that was taken away. What was seen to be no list is not missed, nor
        what is seen so now (``ignored_files``), however it was taken before; nor what its name calls a form M1, M2,
        and what came in an earlier year.
        """
        there, no_list = {file_key(file) for file in files}, {file_key(file) for file in ignored_files}
        lost = (
            row
            for row in self.rows
            if row.file and not row.is_nobodys and row.means_list and row.state not in _NO_LIST
            if not (row.of_earlier_year or (LIST not in row.what and _is_of_forms(row.file)))
            if (row.sha256 not in contents if row.sha256 else file_key(row.file) not in there)
            if file_key(row.file) not in no_list
        )
        return structs.replace(self, lost_rows=tuple(lost))

    @property
    def lost_lists(self) -> dict[str, tuple[tuple[str, dt.datetime | None], ...]]:
        """By unit, the files of it that were received and are not there, and when they came."""
        found = grouped((u.code, (r.file or "", r.at or r.found_at)) for r in self.lost_rows for u in r.units)
        return {unit: tuple(files) for unit, files in found.items()}

    def absent_files(self, files: Sequence[str], contents: Collection[str] = ()) -> list[Finding]:
        """A finding for each row whose file is there under no name (``contents``: hashes); not of nobody's."""
        there = {file_key(file) for file in files}
        return [
            finding("book-file-absent", sheet=SHEET, cell=row.cell, text=row.file)
            for name, rows in self.by_file.items()
            for row in rows[-1:]
            if name not in there and not row.is_nobodys and (row.sha256 is None or row.sha256 not in contents)
            if row.row
        ]


def as_people_know(item: AttributedFile) -> AttributedFile:
    """The file with what the tracking book says of it besides its unit: nobody's, read rightly or not, a part."""
    others = [(f"sổ theo dõi (trang “{SHEET}”, ô {cell})", code) for cell, code in item.intake.book_doubts]
    if item.unit:
        told = [(where, code) for where, code in others if code and code not in item.units]
        told = told or [(where, item.unit) for where, code in others if not code]
        item = structs.replace(item, other_units=(*item.other_units, *told))
    if item.intake.book_nobody:
        # whom a further name of the content names
        spared = item.other_units if item.intake.book_borrowed else ()
        item = structs.replace(item, unit=None, suggestions=(), other_stamp=None, misspelt=None, body=None)
        item = structs.replace(item, other_units=spared)
    if item.reading and "right" in item.intake.book_reading:
        item = structs.replace(item, reading=structs.replace(item.reading, doubtful=None))
    if item.reading and "wrong" in item.intake.book_reading:
        item = structs.replace(item, reading=None, unreadable=_MISREAD)
    part = item.intake.book_part
    return structs.replace(item, says_part=part == "adds") if part else item


def _is_of_forms(file: str) -> bool:
    """Whether a file's name begins with M1 or M2 and tells of nothing beside: a list may come “kèm M1, M2”."""
    name = composed(re.split(r"[/!]", file)[-1])
    forms = pattern("receipt", "forms_first").match(name)
    return bool(forms and not pattern("receipt", "list_beside").search(name.rpartition(".")[0][forms.end() :]))


def file_key(name: str) -> str:
    """A file's name to be compared: NFC, forward strokes, no blanks around, LibreOffice's escapes undone."""
    plain = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), name)
    return composed(clean(plain)).replace("\\", "/").strip().strip("/")
