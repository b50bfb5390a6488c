"""Rows known for what they are under a head, and the entries taken out of them: values by column, and the rest."""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from msgspec import Struct, structs

from aggregator.campaign.load import code_words
from aggregator.campaign.word_lists import any_of, keys
from aggregator.nouns.document import Notice, Row, Sheet, Value, as_text, is_blank
from aggregator.nouns.reading import LeftoverRow, ListReading, Possible, RawEntry, StatedTotal, UnitWords
from aggregator.understand.cells import CoveredCells, is_ditto, is_placeholder, names_in
from aggregator.vietnamese.fold import key, of_campaign, regex

_NUMBERED_NAME = regex(r"(?s)\s*(\d{1,3})\s*[.)/:]\s*([^\W\d].*)")
_TICKED = "x"
_WITHDRAWN = of_campaign(lambda: rf"(?:{any_of(keys('withdrawn', 'notes'))})\b")
_SAID = code_words()["mode"] | code_words()["holder"]
_TICK = regex(r"[☒☑✓✔√✗✘]")
_OF_UNITS = regex(
    r"(?:ten )?(?:(?:co quan )?don vi(?: (?:dang k[yi]|gui|nop|bao cao))?"
    r"|xa(?: (?:phuong )?thi tran)?|thi tran|dia phuong)"
)
# BELOW is set aside too: a row under the list that is out of its pattern, and no signature that we know
ENTRY, JOINED, DECORATION, ASIDE, BELOW = "entry", "joint_text", "decoration", "aside", "below"
OF_NAMES = (frozenset({"stt", "name"}), frozenset({"name", "level"}))  # columns of a list of hardly more


_TAB = "\t"
_SIGNS = (_TAB, ";", ",")
_MOST_OF_SENTENCE = 6  # parts between semicolons or commas


class Head(Struct, frozen=True):
    """The head of a table; columns go by their indexes from 0."""

    first_row: int
    last_row: int
    columns: Mapping[str, int]  # by column code
    extra: Mapping[int, str]  # the heads that are none of the form's
    words: Mapping[int, str]  # every head's key
    remarks: frozenset[int] = frozenset()  # those of ``extra`` that are notes
    years: tuple[int, ...] = ()  # that the two columns of the mode name: last year and this year (R8)
    other_names: tuple[int, ...] = ()  # of another year than ``name_year``, or of none that is known
    name_year: int | None = None
    names_by: Mapping[int, str] = {}  # by what the heads of names side by side say of models
    levels_of_others: frozenset[int] = frozenset()  # “Đã được công nhận” over “Tỉnh | Huyện”
    of_blocks: int = 0  # where blocks were made a table the column (from 1) of all values, else 0
    index: int = 0  # of its first row among the rows that it was found in

    def cell(self, row: Row, code: str) -> Value:
        """The cell of a row in the column of a code; None where the table has no such column."""
        index = self.columns.get(code)
        return None if index is None or index >= len(row.cells) else row.cells[index]

    @property
    def of_units(self) -> Mapping[int, bool]:
        """The columns that say whose a row is, and whether they do for certain."""
        found = {index: words for index, words in self.words.items() if _OF_UNITS.fullmatch(words)}
        beside = "address" in self.columns
        return {index: "don vi" in words or (beside and words != "xa") for index, words in found.items()}

    @property
    def year(self) -> int | None:
        """The year that the two heads of the mode name beside the last one; the letter’s own heads do not (R8)."""
        return self.years[1] if len(self.years) == 2 and self.years[1] == self.years[0] + 1 else None


def without_strike_through(sheet: Sheet, head: Head) -> Sheet:
    """A list without the words struck through in the midst of its cells, each of them noticed.

    A model struck out of several in one cell stays: nobody may know whether it is withdrawn. So does one whose
    name is struck, or its level, or the name but for “.” or “xin rút”: its row is noticed as a struck one is.
    """
    kept: dict[tuple[int, int], str] = {}
    rows_struck: list[Notice] = []
    whole = {notice.row for notice in sheet.notices if notice.code == "struck-through"}
    telling = {at + 1 for code, at in head.columns.items() if code == "name" or code.startswith("level")}
    for (row, column), stretches in sheet.looks.items():
        text, rest = ("".join(one.text for one in stretches if not (bare and one.struck)) for bare in (False, True))
        if row <= head.last_row:
            continue
        if not rest.strip() and text.strip() and column in telling and row not in whole:
            rows_struck.append(Notice("struck-through", row, None, f"dòng {row}"))
            whole.add(row)
        elif rest.strip() and rest != text and names_in(rest) == names_in(text):
            is_name = next(filter(str.isalpha, rest), "").isupper() and not _WITHDRAWN.match(key(rest))
            if column == head.columns["name"] + 1 and not is_name:
                rows_struck.append(Notice("struck-through", row, None, f"dòng {row}"))
                continue
            kept[row, column] = re.sub(r"[^\S\n]+", " ", rest).strip()
    rows = (
        Row(row.number, tuple(kept.get((row.number, at), cell) for at, cell in enumerate(row.cells, 1)))
        for row in sheet.rows
    )
    notices = (
        Notice(
            "struck-words",
            *place,
            " ".join("".join(one.text for one in run).strip() for through, run in runs if through),
        )
        for place in kept
        for runs in [groupby(sheet.looks[place], lambda one: one.struck)]
    )
    return structs.replace(sheet, rows=tuple(rows), notices=(*sheet.notices, *notices, *rows_struck))


def by_names(sheet: Sheet, head: Head) -> list[tuple[Sheet, Head]]:
    """A list with names side by side as one for each column of names, ticked for what the head of that says."""
    parts: list[tuple[Sheet, Head]] = []
    for index, code in head.names_by.items():
        others = [at for at in head.names_by if at != index]
        rows = [row for row in sheet.rows if row.number <= head.last_row]
        for row in sheet.rows[len(rows) :]:
            named = not is_placeholder(row.at(index))
            if named and len(row.contents) > 1:
                cells = [*row.cells, *(None,) * (max(head.names_by) + 1 - len(row.cells))]
                for at in others:
                    cells[at] = _TICKED if at == others[0] else None
                rows.append(Row(row.number, tuple(cells)))
            elif named or all(is_placeholder(row.at(at)) for at in others):
                rows.append(row)
        columns = {**head.columns, "name": index, code: others[0]}
        part = structs.replace(sheet, rows=tuple(rows))
        parts.append((part, structs.replace(head, columns=columns, names_by={})))
    return parts


def with_name(row: Row, head: Head) -> Row:
    """A row with the name from another column of names, where none of them is known to be the one."""
    if head.name_year is not None or not head.other_names:
        return row  # most rows
    cells = [*row.cells, *(None,) * (max(head.words) + 1 - len(row.cells))]
    index = head.columns["name"]
    cells[index] = next((cells[at] for at in (index, *head.other_names) if not is_placeholder(cells[at])), None)
    return Row(row.number, tuple(cells))


def columns_apart(sheet: Sheet) -> Iterator[Sheet]:
    """A sheet pasted as lines, cut at tabs and bars, semicolons or commas: first where most lines are parted."""
    texts = {row.number: row.texts[0] for row in sheet.rows if len(row.contents) == len(row.texts) == 1}
    for cut in sorted((_cut_at(texts, sign) for sign in _SIGNS), key=len, reverse=True):
        rows = (Row(r.number, tuple(map(str.strip, cut[r.number]))) if r.number in cut else r for r in sheet.rows)
        yield from [structs.replace(sheet, rows=tuple(rows))] if cut else []


def _cut_at(texts: Mapping[int, str], sign: str) -> dict[int, list[str]]:
    """The lines that a sign parts, in parts; commas part all alike, but for those before a blank."""
    cut = {number: parts for number, text in texts.items() if len(parts := _parts_of(text, sign)) > 1}
    usual = Counter(map(len, cut.values())).most_common(1)[0][0] if cut else 0
    if sign == _TAB or usual <= _MOST_OF_SENTENCE:
        return cut if sign == _TAB else {}
    if sign == ";":
        return {number: parts for number, parts in cut.items() if 2 * len(parts) >= usual}
    cut = {number: parts if len(parts) == usual else _whole_cells(parts) for number, parts in cut.items()}
    return cut if len(cut) > 1 and {*map(len, cut.values())} <= {1, usual} else {}


def _parts_of(text: str, sign: str) -> list[str]:
    """A line in parts as Excel saves it, with quotes around cells that hold the sign; a bar is as a tab."""
    whole = text.replace("|", _TAB) if sign == _TAB else text
    if sign not in whole or '"' not in whole or whole.count('"') % 2:
        return [whole] if sign != _TAB and "\n" in whole else whole.split(sign)
    return [part for row in csv.reader(whole.splitlines(keepends=True), delimiter=sign) for part in row]


def _whole_cells(parts: Sequence[str]) -> list[str]:
    """Parts with those that begin with a blank put to the one before: “Camera, an ninh”."""
    whole: list[str] = []
    for part in parts:
        whole[-1:] = [f"{whole[-1]},{part}"] if whole and part[:1].isspace() else [*whole[-1:], part]
    return whole


def cut_at(sheet: Sheet, column: int, first_row: int) -> tuple[Sheet, Sheet]:
    """Two tables side by side as two sheets of one name. A line above both belongs to both."""
    left = (Row(row.number, row.cells[:column]) for row in sheet.rows)
    right = (r.from_column(column) if r.number >= first_row or len(r.cells) > column else r for r in sheet.rows)
    return without_blank_rows(sheet, left), without_blank_rows(sheet, right)


def without_blank_rows(sheet: Sheet, rows: Iterable[Row]) -> Sheet:
    """A sheet of those rows that hold anything."""
    return structs.replace(sheet, rows=tuple(row for row in rows if row.contents))


class ListTitle(Struct, frozen=True):
    """What stands above a list and holds for all of it: see ``ListReading``."""

    text: str = ""
    year: int | None = None
    year_evidence: str | None = None
    movement: str | None = None
    level: str | None = None
    field: str | None = None
    hand: tuple[UnitWords, ...] = ()
    draft: bool = False
    of_form: bool = False  # its level may be the form's, and is the models' only beside other levels
    count: int | None = None  # how many models the line that names the level says there are

    @property
    def facts(self) -> frozenset[object]:
        """What it says, apart from the words: two pages of one list say the same."""
        said = (self.year, self.level, self.field, "other" if self.movement else None)
        return frozenset({*enumerate(said), *(words.text for words in self.hand)} - {(i, None) for i in range(4)})


class TableRow(Struct, frozen=True):
    """One row and its role; headings above it say its ``field``, ``level``, mode, holder where no column does."""

    row: Row
    role: str
    head: Head
    field: str | None = None
    level: str | None = None
    group: str = ""  # the last heading above it
    kinds: Mapping[str, str] = {}  # of its mode and its holder


class LevelLine(Struct, frozen=True):
    """A row that names the level of models, and how many they are where it says so."""

    row: int
    level: str | None  # None: one that is not known
    count: int | None
    of_above: bool  # it says itself that they stand above it, as a total does
    is_total: bool


class SheetTable(Struct, frozen=True):
    """A table of a sheet, every row below its first head known for what it is."""

    sheet: Sheet
    head: Head
    rows: tuple[TableRow, ...]
    sections: tuple[str, ...]
    totals: tuple[StatedTotal, ...]
    nil_rows: tuple[int, ...]
    title: ListTitle = ListTitle()
    possible: tuple[Possible, ...] = ()
    unknown_groups: tuple[LeftoverRow, ...] = ()
    level_lines: tuple[LevelLine, ...] = ()

    @property
    def models(self) -> list[TableRow]:
        """The rows that name a model."""
        return [known for known in self.rows if known.role == ENTRY]

    @property
    def withdrawals(self) -> list[TableRow]:
        """The rows that a heading takes back."""
        numbers = {possible.row for possible in self.possible if possible.reason == "taken-back"}
        return [known for known in self.rows if known.row.number in numbers]

    @property
    def of_models(self) -> list[int]:
        """The numbers of the rows that name a model or go on with one."""
        return [known.row.number for known in self.rows if known.role in (ENTRY, JOINED)]

    @property
    def head_in_force(self) -> Head:
        """The head above the last row: the first one, or one that came again."""
        return self.rows[-1].head if self.rows else self.head


def with_lines_of_blocks(table: SheetTable, whole: Sheet, unread: Sequence[Possible] = ()) -> SheetTable:
    """A list of blocks with the other rows of the ``whole`` sheet: each is its block's, ``unread`` ones open."""
    open_rows = {line.row for line in unread}
    shown = {row.number for row in table.sheet.rows}
    lines = (row.number for row in whole.rows if row.number not in shown)
    every = [*table.rows, *(TableRow(Row(number, ()), JOINED, table.head) for number in lines)]
    rows: list[TableRow] = []
    of_model = False
    for row in sorted(every, key=lambda one: one.row.number):
        if row.row.number in open_rows and row.role not in (ENTRY, ASIDE):
            rows.append(structs.replace(row, row=Row(row.row.number, ()), role=ASIDE))
            continue
        rows.append(row if of_model or row.role != JOINED else structs.replace(row, role=DECORATION))
        of_model = rows[-1].role in (ENTRY, JOINED)
    return structs.replace(table, rows=tuple(rows), possible=(*table.possible, *unread))


# ---- The values of the rows that are models.


def take_list(table: SheetTable) -> ListReading:
    """The list of a sheet. Every cell of a row is used, or stands among the rows and cells set aside."""
    taking = _Taking(table)
    for known_row in table.rows:
        taking.take(known_row)
    if "stt" not in table.head.columns:
        _take_numbers_off(taking.entries)
    roles = Counter(known_row.role for known_row in table.rows)
    title = table.title
    return ListReading(
        sheet=table.sheet.name,
        columns={code: table.head.of_blocks or index + 1 for code, index in table.head.columns.items()},
        entries=tuple(taking.entries),
        leftovers=tuple(taking.aside),
        totals=table.totals,
        rows_seen=len(table.rows),
        rows_joined=roles[JOINED],
        rows_decoration=roles[DECORATION],
        rows_set_aside=roles[ASIDE] + roles[BELOW],
        sections=table.sections,
        nil_rows=table.nil_rows,
        strays=tuple(taking.unused),
        possible=table.possible,
        unknown_groups=table.unknown_groups,
        title=title.text,
        year=title.year,
        year_evidence=title.year_evidence,
        head_year=table.head.year,
        other_names=tuple(table.head.extra[index] for index in table.head.other_names),
        name_year=table.head.name_year,
        movement=title.movement,
        level_in_title=title.level,
        field_in_title=title.field,
        draft=title.draft,
        hand=title.hand,
    )


def _take_numbers_off(entries: Sequence[RawEntry]) -> None:
    """Where no column counts and every name begins with a number (“1. Trồng vải”), that is the entry's STT."""
    numbered = [(e, found) for e in entries if (found := _NUMBERED_NAME.match(as_text(e.values.get("name"))))]
    if 1 < len(numbered) == len(entries):
        for entry, parts in numbered:
            entry.values |= {"stt": parts[1], "name": parts[2]}


class _Taking:
    def __init__(self, known: SheetTable) -> None:
        self._typed = known.sheet.typed
        self._covered = CoveredCells(known.sheet.rows, known.sheet.merges)
        self.entries: list[RawEntry] = []
        self.aside: list[LeftoverRow] = []
        self.unused: list[LeftoverRow] = []

    def take(self, known: TableRow) -> None:
        """Take one row for what it is."""
        if known.role == ENTRY:
            self._entry(known)
        elif known.role == JOINED:
            self._join(known.row, known.head)
        elif known.role != DECORATION:
            name = as_text(known.head.cell(known.row, "name")).strip()
            aside = structs.replace(_whole(known.row), name="" if is_placeholder(name) else name)
            (self.aside if known.role == ASIDE else self.unused).append(aside)

    def _entry(self, known: TableRow) -> None:
        row, head = known.row, known.head
        values = {code: self._value(row, code, index) for code, index in head.columns.items()}
        if known.kinds:
            typed = tuple(code for code, value in values.items() if not is_blank(value))
            own = {code for code in known.kinds if any(each.startswith(code) for each in typed)}
            values |= {code: _SAID[said] for code, said in known.kinds.items() if code not in own}
        self.entries.append(RawEntry(row.number, values, known.field, known.level, group=known.group))
        self._keep_beside(self._with_merged(row, head), head)

    def _with_merged(self, row: Row, head: Head) -> Row:
        """The row with what merged cells beside the form's columns say: a year, a tick, a note of several rows."""
        blank = [at for at in head.extra if at not in row.contents]
        merged = {at: value for at in blank if not is_blank(value := self._covered.value(row.number, at))}
        if not merged:
            return row  # most rows
        width = max(len(row.cells), *(at + 1 for at in merged))
        cells = [*row.cells, *(None,) * (width - len(row.cells))]
        return Row(row.number, tuple(merged.get(at, cell) for at, cell in enumerate(cells)))

    def _value(self, row: Row, code: str, index: int) -> Value:
        """A cell's value, or what a merge or a ditto mark says that it is; a merged name names no second entry."""
        value = row.contents.get(index)
        if value is None:
            above = None if code in ("stt", "name") else self._covered.value(row.number, index)
            return None if is_blank(above) else above
        if is_ditto(value) and code != "stt":
            return self.entries[-1].values.get(code) if self.entries else None
        return value

    def _join(self, row: Row, head: Head) -> None:
        values = self.entries[-1].values
        for code, index in head.columns.items():
            value = row.at(index)
            above = values.get(code)
            if not (is_placeholder(value) or is_ditto(value) or as_text(value) in as_text(above).splitlines()):
                values[code] = value if is_blank(above) else f"{as_text(above)}\n{as_text(value)}"
        self._keep_beside(row, head)

    def _keep_beside(self, row: Row, head: Head) -> None:
        """What stands beside the form's columns: notes under a head, cells under none, text before decoding."""
        entry = self.entries[-1]
        mapped = set(head.columns.values())
        for index, own in row.contents.items():
            if index in mapped:
                continue  # most cells
            name, cell = head.extra.get(index), own
            if name is not None and is_ditto(cell):
                cell = self.entries[-2].notes.get(name) if len(self.entries) > 1 else None
            ticked = name is not None and _TICK.search(as_text(cell))
            if is_placeholder(cell) and not ticked:
                continue
            if name is None:
                self.unused.append(LeftoverRow(row.number, index + 1, as_text(cell)))
            else:
                entry.notes[name] = joint_text(entry.notes.get(name), as_text(cell))
                if index in head.remarks:
                    entry.remark = joint_text(entry.remark, as_text(cell))
        for code, index in head.columns.items() if self._typed else ():
            if (original := self._typed.get((row.number, index + 1))) is not None:
                entry.typed[code] = joint_text(entry.typed.get(code), original)


def _whole(row: Row) -> LeftoverRow:
    filled = row.contents
    return LeftoverRow(row.number, min(filled, default=0) + 1, " | ".join(map(as_text, filled.values())))


def joint_text(above: str | None, below: str) -> str:
    """Two texts as lines of one, where there is one above."""
    return f"{above}\n{below}" if above else below
