"""The walk down one table: every row is exactly one thing, by its words and by its place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from aggregator.campaign.mail_words import keys
from aggregator.campaign.vocabulary import Vocabulary
from aggregator.nouns.document import Row, Sheet, Value, as_text, is_blank
from aggregator.nouns.reading import AsideRow, Possible, StatedTotal
from aggregator.understand.cells import (
    Covered,
    is_count,
    is_ditto,
    is_example,
    is_guidance,
    is_placeholder,
    is_running_number,
    is_short_label,
    is_telephone,
    names_in,
    registers_nothing,
    says_no_more,
    says_nothing,
)
from aggregator.understand.entries import (
    ASIDE,
    BELOW,
    DECORATION,
    ENTRY,
    JOINED,
    Head,
    KnownRow,
    KnownSheet,
    ListTitle,
)
from aggregator.understand.row_kinds import (
    NUMBERED,
    Groups,
    is_column_numbers,
    is_footnote,
    is_note,
    is_own_registration,
    is_page_row,
    is_signature,
    is_total,
    numbering,
    starts_closing,
    stated_total,
)
from aggregator.understand.titles import is_caption, is_title
from aggregator.vietnamese.fold import is_personal_name, key

_ANY = 99
_LABEL = 3  # letters of a column's number, a mark, dots
_FEW = 2  # cells of a title's row
_RICH = 3  # a row with more filled cells is no signature and no note
_MARKS = frozenset("xv✓✔√")
_DATE = re.compile(r"\d[/.-](?:\d{1,2}[/.-])?\d{2}")  # “30/10/2024”, “10/2024”
_BROKEN = ("address", "name", "holder", "goals")  # columns whose texts are broken over rows by hand
_SUMMARY = keys("heading", "summaries")
_UNREAD = frozenset({"error-cell", "formula-without-value", "broken-string", "shared-string-missing"})


class Walk:
    """Where the walk down one table stands: the headings in force, and the entry a joined row would belong to."""

    def __init__(self, vocabulary: Vocabulary, sheet: Sheet, head: Head, title: ListTitle) -> None:
        self._vocabulary = vocabulary
        self._sheet = sheet
        self._covered = Covered(sheet.rows, sheet.merges)
        self._unread = {(n.row, n.column) for n in sheet.notices if n.code in _UNREAD and n.row and n.column}
        self._groups = Groups(vocabulary, sheet.merges, title.field, title.level)
        self._first_head = self.head = head
        self.title = title
        self._entry_row: int | None = None
        self._last_number = head.last_row
        self._closed = False
        self._inside = True  # right below the head, a model or a heading that says what follows
        self._another: bool | None = False  # in another table: True of persons or counts, None unknown
        self._taken_back: Row | None = None  # the heading in force that takes models back
        self._names: list[str] | None = None  # keys of the models' names, made when asked for
        self._known_groups: set[str | None] = {None}  # fields and levels of the headings before it
        self._since_heading = 0
        self._entries = 0
        self._at_entry = title.field, title.level
        self._fewest = _ANY  # filled cells of the models
        self._counted = True  # every model has a number or a letter
        self._lettered = False
        self._capitals = False
        self._nothing = 0
        self._rows: list[KnownRow] = []
        self._totals: list[StatedTotal] = []
        self._possible: list[Possible] = []
        self._below: list[Possible] = []  # what would be possible if a model followed
        self._unknown: list[AsideRow] = []
        self._unknown_below: list[AsideRow] = []

    def take(self, row: Row, role: str) -> None:
        """Note a row's role. Only an entry or a row joined to it leaves the entry open for more rows."""
        if role == ENTRY:
            self._entries += 1
            self._closed = False
            self._entry_row = row.number
            self._at_entry = self._groups.field, self._groups.level
            label = self._cell(row, "stt")
            self._counted = self._counted and is_short_label(label)
            self._lettered = self._lettered or (is_short_label(label) and not is_running_number(label))
            self._capitals = self._capitals or as_text(self._cell(row, "name")).isupper()
            self._possible += self._below
            self._unknown += self._unknown_below
            self._below, self._unknown_below = [], []
            self._inside = True
            self._fewest = min(self._fewest, sum(not is_blank(cell) for cell in row.cells))
        elif role != JOINED:
            self._entry_row = None
        self._last_number = row.number
        self._rows.append(KnownRow(row, role, self.head, self._groups.field, self._groups.level))

    def go_on(self, head: Head, *, summary: bool = False) -> None:
        """A further head of the same list, on a new page or in other columns: its title there ends no section.

        Below the head of a ``summary`` the models above come again.
        """
        self.head = head
        if self._groups.unknown is not None and is_title(self._groups.unknown.text):
            self._groups.field, self._groups.level = self._at_entry
        self._another, self._closed = None if summary else False, summary
        self._taken_back = None

    def is_summed_up(self, below: Sequence[Row], head: Head) -> bool:
        """Whether a further head is that of a summary: “Trong đó …” above it, or only names that stood above."""
        lines = (as_text(cell) for row in self.above_head() for cell in row.cells if isinstance(cell, str))
        if any(key(line).startswith(_SUMMARY) for line in lines):
            return bool(self._entries)
        index = head.columns["name"]
        numbered = (row.cells for row in below if row.cells and is_running_number(row.cells[0]))
        texts = [as_text(cells[index]) for cells in numbered if index < len(cells)]
        return len(head.columns) < len(self.head.columns) and bool(texts) and all(map(self._repeats, texts))

    def _repeats(self, name: str) -> bool:
        """Whether a name stands above, whole or as the beginning of another."""
        if self._names is None or len(self._names) < self._entries:
            entries = (known for known in self._rows if known.role == ENTRY)
            self._names = [f"{key(as_text(e.row.cells[e.head.columns['name']]))} " for e in entries]
        return any(above.startswith(f"{key(name)} ") for above in self._names)

    def above_head(self) -> list[Row]:
        """The rows right above a further head: below the last model, and below the rows of any other table."""
        rows: list[Row] = []
        for known in reversed(self._rows):
            if known.role in (ENTRY, JOINED) or sum(not is_blank(cell) for cell in known.row.cells) > _FEW:
                break
            rows.insert(0, known.row)
        return rows

    def row(self, row: Row, another: bool | None) -> None:
        """Decide what one row is; ``another`` says whether it heads another table."""
        self._pass_into(row, another)
        values = [c for c in row.cells if not is_blank(c)]
        if self._taken_back and self._registers_again(row):
            self.take(row, DECORATION)
        elif self._another is not False:
            self._in_another(row, values)
        elif not values:
            self._set_aside(row, values, inside=not self._closed)
        elif self._is_whole(row, values):
            self._content(row, values, inside=True)
        elif is_guidance(values):
            self._bracketed(row, values)
        elif self._says_nothing(row):
            self._nothing += 1
            self.take(row, ASIDE if self._beside_name(row) else DECORATION)
        elif self._is_decoration(row, values):
            self.take(row, DECORATION)
        else:
            self._content(row, values, inside=self._is_inside and not self._closed)

    def _pass_into(self, row: Row, another: bool | None) -> None:
        """What a row ends by where it stands: a blank row above it the entry, another table the list."""
        if row.number != self._last_number + 1:
            self._entry_row = None
            self._inside = False
        if another is False and self._begins_persons(row):
            another = True
        if another is not False:
            self._another = another
            self._closed = True

    def _is_whole(self, row: Row, values: list[Value]) -> bool:
        """A model's whole line, as most rows are: its number, a name and more cells than anything else has."""
        name = self._cell(row, "name")
        wordy = isinstance(name, str) and len(name) > _LABEL and name[0] != "("
        wordy = wordy and not (is_example(name) or is_count(name))
        return (
            wordy
            and len(values) > _RICH + 1
            and is_running_number(self._cell(row, "stt"))
            and not (registers_nothing(str(name)) or says_nothing(name))
        )

    @property
    def _is_inside(self) -> bool:
        return self._inside or not self._entries

    def _registers_again(self, row: Row) -> bool:
        """Whether a heading ends the models taken back: it names a field or a level that no heading named before.

        One right below that is numbered otherwise (“B. Đã rút” / “I. Kinh tế”) is a part of what is taken back.
        """
        assert self._taken_back is not None  # noqa: S101 -- asked only below such a heading
        above, field, level = self._taken_back, self._groups.field, self._groups.level
        if not self._groups.take(row, self.head, lettered_entries=self._lettered) or self._groups.unknown:
            return False
        new = {self._groups.field, self._groups.level} - self._known_groups
        styles = {numbering(as_text(r.cells[0])) for r in (above, row) if r.cells} - {""}
        if not new or (row.number == above.number + 1 and len(styles) > 1):
            self._groups.field, self._groups.level = field, level
            return False
        self._taken_back, self._another = None, False
        self._since_heading = self._entries
        self._enter_group(None, row)
        return True

    def _in_another(self, row: Row, values: list[Value]) -> None:
        """A row of another table: no model; what its heads leave open may be one."""
        if self._another is None and values and is_running_number(values[0]) and len(values) > 1:
            repeated = self._has_name(row) and self._repeats(as_text(self._cell(row, "name")))
            if not repeated:
                self._possible.append(self._might(row, "taken-back" if self._taken_back else "second-table"))
            self.take(row, BELOW if repeated or (self._taken_back and self._has_name(row)) else ASIDE)
        else:
            self.take(row, DECORATION)

    def _is_decoration(self, row: Row, values: list[Value]) -> bool:
        numbered = is_running_number(self._cell(row, "stt")) and self._has_name(row)
        if is_column_numbers(values) or self._is_example(row):
            return True
        if self._blank_row(row):
            self._inside = self._inside or not self._closed
            return True
        name = self._cell(row, "name")
        if is_own_registration(values) and (is_placeholder(name) or is_own_registration([name])):
            self._closed = True
            return True
        if not numbered and self._ends(row, values):
            return True
        if not self._goes_on(row, values) and self._groups.take(row, self.head, lettered_entries=self._lettered):
            self._since_heading = self._entries
            self._enter_group(self._groups.unknown, row)
            return True
        return False

    def _bracketed(self, row: Row, values: list[Value]) -> None:
        """Guidance, all in brackets; below a model, or with a level, a date or a mark, what may be a model."""
        texts = [as_text(value).strip("() ") for value in values]
        filled = self._is_marked(row) or any(map(_is_mark_or_date, texts))
        if all(map(is_short_label, texts)) or not (self._entries or filled):
            self.take(row, DECORATION)
            return
        self._possible.append(self._might(row, "name-missing"))
        self.take(row, ASIDE)

    def _enter_group(self, unknown: AsideRow | None, row: Row) -> None:
        """A heading that names field or level opens the list again; another one is told if a model is near."""
        if unknown is not None and not is_caption(unknown.text) and unknown.text not in self.title.text:
            (self._unknown if self._is_inside else self._unknown_below).append(unknown)
        if unknown is not None and self._vocabulary.is_not_registered(unknown.text):
            self._another, self._taken_back = None, row
        elif self._taken_back is None:
            self._known_groups |= {self._groups.field, self._groups.level}
        self._inside = unknown is None
        self._closed = self._closed and unknown is not None

    def _ends(self, row: Row, values: list[Value]) -> bool:
        """Totals, page marks, signatures, notes."""
        bare = all(is_count(value) for value in values)
        counted = is_running_number(self._cell(row, "stt"))
        if not counted and (bare or is_page_row(values)):
            return True
        if is_total(values):
            self._total(row, values)
            self._inside = False
            return True
        return self._closing(row, values)

    def _is_example(self, row: Row) -> bool:
        """The example that the form prints above its first line, or a row that calls itself one."""
        first = next((c for c in row.cells if not is_blank(c)), None)
        return is_example(first) or is_example(self._cell(row, "stt")) or is_example(self._cell(row, "name"))

    def _closing(self, row: Row, values: list[Value]) -> bool:
        """Signatures, “Nơi nhận”, notes. A row whose name column says something else is none of these."""
        if len(values) > _RICH:
            return False
        name = self._cell(row, "name")
        every = [as_text(c) for c in values if isinstance(c, str)]
        said = every if is_placeholder(name) else [as_text(name)]
        closing = starts_closing(said, after_gap=self._entry_row is None) or self._signed(row, every)
        footnote = len({*values}) == 1 and bool(self._entries) and is_footnote(every)
        if not (closing or footnote or is_note(said)):
            return False
        self._inside = False
        self._closed = self._closed or closing
        return True

    def _signed(self, row: Row, texts: list[str]) -> bool:
        """A line in capitals, right of the table's beginning, in a list whose names are not in capitals."""
        if self._capitals or not self._entries or not is_signature(texts):
            return False
        stt = self._cell(row, "stt")
        title = any(is_title(text) or self._groups.is_section(text) for text in texts)
        return not title and (is_blank(stt) or len(texts) > 1) and not is_short_label(stt)

    def _blank_row(self, row: Row) -> bool:
        """STT alone, “...”, dashes: a line of the form that nobody filled in."""
        stt = self.head.columns.get("stt")
        others = [(i, c) for i, c in enumerate(row.cells) if i != stt]
        if any(not is_placeholder(c) or is_ditto(c) for _, c in others) or self._unreadable(row):
            return False
        label = self._cell(row, "stt")
        return is_placeholder(label) or is_short_label(label)

    def _unreadable(self, row: Row) -> bool:
        """Whether the name's cell holds something that cannot be read."""
        return (row.number, self.head.columns["name"] + 1) in self._unread

    def _says_nothing(self, row: Row) -> bool:
        """“Không” in place of a name, or a sentence there that says so and stands alone."""
        name = self._cell(row, "name")
        stt = self.head.columns.get("stt")
        label = is_short_label(self._cell(row, "stt"))
        texts = [cell for i, cell in enumerate(row.cells) if not (is_blank(cell) or (label and i == stt))]
        if says_nothing(name) or (len(texts) == 1 and says_no_more(texts[0]) and not self._goes_on(row, texts)):
            return True
        return isinstance(name, str) and registers_nothing(name) and not self._beside_name(row)

    def _beside_name(self, row: Row) -> bool:
        """Whether a row says more than its STT, its name, dots and “không”."""
        own = (self.head.columns.get("stt"), self.head.columns["name"])
        others = (c for i, c in enumerate(row.cells) if i not in own)
        return any(not is_placeholder(c) and not says_nothing(c) for c in others)

    def _goes_on(self, row: Row, values: list[Value]) -> bool:
        """A lone word right under an entry, in a text column, goes on with that entry: it groups nothing."""
        if self._entry_row is None or len(values) > 1:
            return False
        index = next(i for i, cell in enumerate(row.cells) if not is_blank(cell))
        own = [self.head.columns.get(code) for code in ("stt", "address", "name")]
        text = as_text(values[0])
        numbered = bool(NUMBERED.match(text)) or self._groups.is_section(text)
        return index not in own and index in self.head.columns.values() and not numbered

    def _total(self, row: Row, values: list[Value]) -> None:
        stated = stated_total(values, grouped=bool(self._groups.level or self._groups.sections))
        if stated is not None and stated not in (self._entries, self._entries - self._since_heading):
            column = next(i for i, cell in enumerate(row.cells, start=1) if not is_blank(cell))
            self._totals.append(StatedTotal(row.number, stated, self._entries, column))

    def _has_name(self, row: Row) -> bool:
        name = self._cell(row, "name")
        if is_count(name):  # “007” in a whole line of a list is a name, “2” and “02 mô hình” alone are none
            whole = sum(not is_blank(cell) for cell in row.cells) > _RICH + 1
            return whole and is_running_number(self._cell(row, "stt")) and as_text(name).isdigit()
        return is_ditto(name) or not is_placeholder(name)

    def _begins_persons(self, row: Row) -> bool:
        """A table of persons without a head: below a gap, counted from 1 again, a person's name before the rest."""
        if self._is_inside or self._another is not False or not is_running_number(self._cell(row, "stt")):
            return False
        holder = self.head.columns.get("holder")
        texts = [as_text(cell) for i, cell in enumerate(row.cells) if i != holder and isinstance(cell, str)]
        first = as_text(self._cell(row, "stt")).lstrip("0").rstrip(".)") == "1"
        return (
            first
            and sum(not is_blank(c) for c in row.cells) < self._fewest
            and bool(texts)
            and is_personal_name(texts[0])
        )

    def _content(self, row: Row, values: list[Value], *, inside: bool) -> None:
        """An entry, a row joined to one, or what is set aside; under the list neither an entry nor possible."""
        has_name = self._has_name(row)
        if self._continues(row, has_name=has_name):
            self.take(row, JOINED)
            return
        counted, rich = is_running_number(self._cell(row, "stt")), len(values) > _RICH
        marked = not counted and has_name and self._is_marked(row)
        sure = counted or (rich and (marked or not self._has_telephone(row)))
        out = self._out_of_pattern(row, values)
        lone = out and has_name and self._counted and len(values) == 1
        if lone and inside:
            self._possible.append(self._might(row, "name-alone"))
            self.take(row, BELOW)
        elif has_name and (sure or inside or not (self._closed or out)):
            further = names_in(as_text(self._cell(row, "name"))) - 1
            if further:
                self._possible.append(self._might(row, "several-names", further))
            self.take(row, ENTRY)
        elif marked and not sure:
            self._set_aside(row, values, inside=True)
        elif not sure and (self._closed or (not inside and _is_signer(values))):
            self.take(row, DECORATION)
        elif out and not inside:
            self._below.append(self._might(row, "name-alone" if lone else "name-missing"))
            self.take(row, BELOW)
        else:
            self._set_aside(row, values, inside=inside or sure)

    def _has_telephone(self, row: Row) -> bool:
        """Whether a cell holds a telephone's number and nothing besides: a sum or a period is none."""
        others = [self.head.columns.get(code) for code in ("goals", "completion")]
        return any(is_telephone(cell) for i, cell in enumerate(row.cells) if i not in others)

    def _is_marked(self, row: Row) -> bool:
        """Whether a row says what only a model says: its level, or a mark for its mode."""
        marks = (as_text(self._cell(row, code)).strip() for code in ("continuing", "new"))
        return len(self._vocabulary.levels_in_column(as_text(self._cell(row, "level")))) == 1 or any(
            len(mark) == 1 and not is_placeholder(mark) for mark in marks
        )

    def _out_of_pattern(self, row: Row, values: list[Value]) -> bool:
        """Whether a row has fewer cells than any model, and no number in a list that counts its rows."""
        stt = self._cell(row, "stt")
        if "stt" not in self.head.columns or not self._entries:
            return False
        fewer = len(values) < self._fewest and not is_running_number(stt)
        if fewer and self._has_telephone(row) and not self._is_marked(row):
            return True
        return is_blank(stt) and len(values) < min(self._fewest, _RICH)

    def _set_aside(self, row: Row, values: list[Value], *, inside: bool) -> None:
        """A row with content and no name. Below a gap it is possible only if a model follows."""
        mapped = self.head.columns.values()
        outside = bool(values) and not any(not is_blank(c) for i, c in enumerate(row.cells) if i in mapped)
        if self._unreadable(row):
            self._possible.append(self._might(row, "name-unread"))
        elif not outside and values and not is_count(self._cell(row, "name")):
            (self._possible if inside else self._below).append(self._might(row, "name-missing"))
        self.take(row, ASIDE)

    def _might(self, row: Row, why: str, at_most: int = 1) -> Possible:
        """The row as possible entries, of the level that its column or the heading names."""
        column = self._vocabulary.levels_in_column(as_text(self._cell(row, "level")))
        heading = self._groups.level if self._another is False else None  # that of another table is not known
        named = column or {heading} - {None}
        text = " | ".join(as_text(c) for c in row.cells if not is_blank(c))
        level = next(iter(named)) if len(named) == 1 else None
        return Possible(row.number, self.head.columns["name"] + 1, at_most, level, why, self._sheet.name, text)

    def _continues(self, row: Row, *, has_name: bool) -> bool:
        """Whether the row belongs to the entry above: by merged cells, without STT and name, or as its rest."""
        if self._entry_row is None or self._unreadable(row):
            return False
        if not has_name:
            return is_blank(self._cell(row, "stt")) and not is_count(self._cell(row, "name"))
        if self._counted and self._is_rest(row):
            return True
        columns = [self.head.columns[c] for c in ("stt", "name") if c in self.head.columns]
        tops = [self._covered.top_row(row.number, column) for column in columns]
        under_merge = any(top is not None and top >= self._entry_row for top in tops)
        name_column = self.head.columns["name"]
        return under_merge and all(is_blank(c) for i, c in enumerate(row.cells) if i != name_column)

    def _is_rest(self, row: Row) -> bool:
        """Whether a row without number goes on in small letters with the texts of the row above, broken by hand."""
        if not is_blank(self._cell(row, "stt")):
            return False  # most rows
        filled = {index: as_text(cell) for index, cell in enumerate(row.cells) if not is_blank(cell)}
        columns = self.head.columns
        if "stt" not in columns or not filled.keys() <= {columns[code] for code in _BROKEN if code in columns}:
            return False
        address = filled.get(columns.get("address", -1), "")
        return filled[columns["name"]].lstrip('(“"')[:1].islower() and not address[:1].isupper()

    def _cell(self, row: Row, code: str) -> Value:
        index = self.head.columns.get(code)
        return row.cells[index] if index is not None and index < len(row.cells) else None

    def result(self) -> KnownSheet:
        """Every row below the first head, with what was met on the way."""
        return KnownSheet(
            self._sheet,
            self._first_head,
            tuple(self._rows),
            tuple(self._groups.sections),
            tuple(self._totals),
            self._nothing,
            self.title,
            tuple(self._possible),
            tuple(self._unknown),
        )


def _is_mark_or_date(text: str) -> bool:
    return text.casefold() in _MARKS or bool(_DATE.search(text))


def _is_signer(values: list[Value]) -> bool:
    """A person's name alone, as under a signature."""
    return len(values) == 1 and is_personal_name(as_text(values[0]))
