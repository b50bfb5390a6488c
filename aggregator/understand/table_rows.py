"""The rows of one table: what those are that the walk has passed, what stands above a head or further below."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import takewhile

from msgspec.structs import replace

from aggregator.campaign.level_words import levels_mentioned
from aggregator.campaign.sentences import may_be_reserve, movement_in
from aggregator.campaign.vocabulary import Vocabulary, without_numeral
from aggregator.campaign.word_lists import keys
from aggregator.nouns.document import Row, Sheet, as_text, is_blank
from aggregator.nouns.reading import LeftoverRow, Possible, StatedTotal
from aggregator.nouns.unit import FIELD_TICK
from aggregator.understand.cells import CoveredCells, further_models, is_count, is_running_number
from aggregator.understand.denials import denies_of_unit, registers_nothing_at_all
from aggregator.understand.entries import (
    DECORATION,
    ENTRY,
    JOINED,
    Head,
    LevelLine,
    ListTitle,
    SheetTable,
    TableRow,
    with_name,
)
from aggregator.understand.headings import Groups
from aggregator.understand.list_row import FEW, RICH, ListRow, Pattern
from aggregator.understand.row_kinds import is_column_numbers, numbering, starts_closing
from aggregator.understand.titles import is_caption, is_title, title_of_list, title_year
from aggregator.vietnamese.fold import key, regex

_NO_NUMBER = (0, "0", "00")  # before the line that tells how to fill the columns in
_MOST_ABOVE = 25  # rows over a list that are looked at
_SUMMARY = keys("heading", "summaries")
_UNREAD = ("error-cell", "formula-without-value", "broken-string", "shared-string-missing", "covered-text")
_OVER, _BENEATH, EITHER = "over", "beneath", "either"
_TELLS_ABOVE = regex(r"(?i)\W*(?:\(|(?:cấp )?đăng ký)")  # the model above it, where a heading is not sure
_LABEL = regex(r"(?i)^cấp (?:(?:mô hình|MH) )?(?:đăng k[ýí]|ĐK|đề nghị)\s*:")  # “Cấp đăng ký: huyện”
_OF_SEVERAL = regex(r"(?i)^\s*(?:các|những|nhóm)\s")


class TableRows:
    """The rows known so far, the headings over the next one, and the entry that it could belong to."""

    def __init__(self, vocabulary: Vocabulary, sheet: Sheet, head: Head, title: ListTitle) -> None:
        self.vocabulary = vocabulary
        self._sheet = sheet
        self.covered_cells = CoveredCells(sheet.rows, sheet.merges)
        self.pattern = Pattern(vocabulary, self.covered_cells)
        self.unread_columns: dict[int | None, set[int]] = defaultdict(set)  # columns by row
        for notice in sheet.notices:
            if notice.code in _UNREAD and notice.column:
                self.unread_columns[notice.row].add(notice.column)
        self.groups = Groups(vocabulary, sheet, title, head)
        self.year = vocabulary.year or title.year  # the campaign's, or else the title's
        self._sheet_level = vocabulary.level_heading(sheet.name)
        self._first_head = self.head = head
        self.title = title
        self._width = max(head.words, default=max(head.columns.values())) + 1
        self.entry_row: int | None = None
        self.last_number = head.last_row
        self.is_closed = False
        self.is_inside = True  # right below the head, a model or a heading that says what follows
        self.other_table: bool | None = False  # in another table: True of persons or counts, None unknown
        self.withdrawal: Row | None = None  # the heading in force that takes models back
        self._names: list[str] = []  # keys of the models' names, each with a blank behind it
        self.since_heading = 0
        above = (row for row in sheet.rows[:_MOST_ABOVE] if row.number < head.first_row)
        self.denials = {row.number: None for row in above if denies(row)}  # they say that nothing is registered
        self.is_below_note = False  # below “Ghi chú:”
        self.group = ""  # the last row that heads models or may head them
        self._sections: set[tuple[int, str | None, str]] = set()  # division, field and heading of models
        self._ungrouped = False  # a model stands below none
        self.earlier_groups: set[str | None] = {None}  # fields and levels of the headings before it
        self._at_entry = title.field, title.level
        self.total_above: StatedTotal | None = None  # over the models
        self.rows: list[TableRow] = []
        self.totals: list[StatedTotal] = []
        self.form_lines: set[int] = set()  # STT alone
        self.level_lines: list[LevelLine] = []
        self.possible: list[Possible] = []
        self.possible_below: list[Possible] = []  # what would be possible if a model followed
        self._unknown: list[LeftoverRow] = []
        self.unknown_below: list[LeftoverRow] = []

    def line(self, row: Row) -> ListRow:
        """The row; a heading without what stands right of the table, such as a summary of the levels."""
        if len(row.cells) > self._width:  # few rows
            within = Row(row.number, row.cells[: self._width])
            beside = len(within.contents) == 1 < len(row.contents)
            row = within if beside and any(map(self.vocabulary.is_heading, within.texts)) else row
        return ListRow(
            with_name(row, self.head), self.head, self.vocabulary, self.unread_columns.get(row.number, ())
        )

    @property
    def is_within_list(self) -> bool:
        """Whether the next row may belong to the list: nothing ended its entries, or none stands there yet."""
        return self.is_inside or not self.pattern.entries

    def take(self, line: ListRow, role: str) -> None:
        """Note the role of a row that is no entry; only one joined to it leaves an entry open for more rows."""
        if role != JOINED:
            self.entry_row = None
            if role == DECORATION and denies(line.row):
                self.denials[line.row.number] = None
        self._note(line, role, {})

    def take_entry(self, line: ListRow) -> None:
        """Note an entry; what stood below the one before it was within the list."""
        groups, pattern = self.groups, self.pattern
        if isinstance(line.label, str):
            groups.enter_by_label(line.label)
        headed = self.since_heading == pattern.entries
        again = self._heads_again(line) if headed else pattern.begins_again(line)
        if again and not self._sheet_level:
            groups.level = None  # a heading may have been left out
        pattern.learn(line)
        self._names.append(f"{key(as_text(line.name))} ")
        self.is_closed = self.is_below_note = False
        self.is_inside = True
        self._ungrouped = self._ungrouped or not self.group
        self.entry_row = line.row.number
        self._at_entry = groups.field, groups.level
        self.possible += self.possible_below
        self._unknown += self.unknown_below
        self.possible_below, self.unknown_below = [], []
        said = {code: text for code, text in groups.said.items() if text}
        if "mode" in said and self.vocabulary.mode_heading(as_text(line.cell("period"))):
            del said["mode"]  # the row says it
        self._note(line, ENTRY, said)

    def _heads_again(self, line: ListRow) -> bool:
        """Whether a section comes with its same words again under one level's heading, counted from 1 again.

        That of another field or below another mode or holder is another one: “Duy trì” stands in each field.
        """
        section = (self.groups.divisions, self.groups.field, self.group)
        again = section in self._sections and line.number == "1" and not levels_mentioned(self.group)
        self._sections.add(section)
        return again

    def _note(self, line: ListRow, role: str, said: dict[str, str]) -> None:
        groups = self.groups
        field = None if self._says_own_field(line) else groups.field
        self.last_number = line.row.number
        self.rows.append(TableRow(line.row, role, self.head, field, groups.level, self.group, said))

    def _says_own_field(self, line: ListRow) -> bool:
        """Whether a row's cell or tick says another field than sheet name or title, which are over all rows."""
        over_all = None if self.groups.sections else self.groups.field
        if over_all is None:
            return False  # most rows
        ticks = {as_text(line.cell(code)) for code in self.head.columns if code.startswith(FIELD_TICK)}
        said = self.vocabulary.field_in_column(as_text(line.cell("field")))
        return len(ticks) > 1 or said not in (None, over_all)

    def possible_of(self, line: ListRow, why: str, at_most: int = 1) -> Possible:
        """The row as possible entries, of its own level or the heading's; that of another table is not known."""
        heading = self.groups.level if self.other_table is False else None
        return line.possible(why, self._sheet.name, heading, at_most)

    def possible_beside(self, line: ListRow) -> Iterator[Possible]:
        """Further models that a row's goals, address or holder plainly tell: “Mô hình 2: Nuôi ong lấy mật”."""
        name = as_text(line.name)
        for code in ("goals", "address", "holder"):
            if further := further_models(as_text(line.cell(code)), name):
                might = self.possible_of(line, "names-beside", further)
                yield replace(might, level=None, column=self.head.columns[code] + 1)

    def levels_below_each_other(self, line: ListRow) -> int:
        """How many levels that differ stand in a row's level cell, a line each: one of each model; else 0."""
        lines = as_text(line.cell("level")).splitlines()
        if not lines[1:]:
            return 0  # most rows
        said = [text for text in lines if len(self.vocabulary.levels_in_column(text)) == 1]  # no “☐ Tỉnh”
        levels = [*filter(None, map(self.vocabulary.level_heading, said))]
        return len(levels) if len({*levels}) > 1 else 0

    def repeats(self, name: str) -> bool:
        """Whether a name stands above, whole or as the beginning of another."""
        return any(above.startswith(f"{key(name)} ") for above in self._names)

    # ---- A further head, and what stands right above it.

    def go_on(self, head: Head, rows: Sequence[Row], below: Sequence[Row], *, summary: bool = False) -> None:
        """A further head of the list with its own ``rows``; below that of a ``summary`` the models come again."""
        self.head = head
        unknown = self.groups.unknown
        others = unknown is None or numbering(unknown.text) or self.groups.is_of_others(unknown.text)
        if unknown is not None and is_title(unknown.text) and not others:
            self.groups.field, self.groups.level = self._at_entry
        first = next((row for row in below if row.texts and not is_column_numbers(row.cells)), Row(0, ()))
        if self._at_entry[1] is None and self.vocabulary.section(" ".join(first.texts))[0]:
            self.groups.hold_sections()
        self.other_table, self.is_closed = None if summary else False, summary
        self.withdrawal = None
        for row in rows:
            self.pass_over(row)

    def is_below_head(self, row: Row) -> bool:
        """Whether a row without a number stands right below the head, but for the numbers of the columns."""
        if self._names or row.number != self.last_number + 1 or "stt" not in self.head.columns:
            return False  # most rows
        stt = row.at(self.head.columns["stt"])
        if not (is_blank(stt) or stt in _NO_NUMBER) or is_count(row.at(self.head.columns["name"])):
            return False
        return all(is_column_numbers(known.row.cells) for known in self.rows)

    def pass_over(self, row: Row) -> None:
        """A row that tells something of the columns, and of no model."""
        self.take(self.line(row), DECORATION)

    def is_summed_up(self, below: Sequence[Row], head: Head) -> bool:
        """Whether a further head is that of a summary: “Trong đó …” above it, or only names that stood above."""
        if any(key(line).startswith(_SUMMARY) for line in self._texts_above_head()):
            return bool(self.pattern.entries)
        index = head.columns["name"]
        texts = [as_text(row.at(index)) for row in below if is_running_number(row.at(0)) and len(row.cells) > index]
        return len(head.columns) < len(self.head.columns) and bool(texts) and all(map(self.repeats, texts))

    def past_above_head(self) -> str | None:
        """The line over a further head that says that its rows are not registered now: “Kết quả năm 2023”."""
        lines = [*self._texts_above_head()]
        nothing = {as_text(text) for row in self.above_head() if row.number in self.denials for text in row.texts}
        said = (n for n, line in enumerate(lines, 1) if line in nothing or denies_of_unit(line))
        below = lines[max(said, default=0) :]
        below = below if any(map(is_title, below)) else lines  # what a unit says above another's title
        return next((line for line in below if self.vocabulary.is_not_registered(line)), None)

    def title_above_head(self) -> ListTitle | None:
        """The line over a further head that names another year or nothing known; any below a draft's models."""
        lines = [line for line in self._texts_above_head() if not starts_closing([line])]
        years = [line for line in lines if title_year([line]) not in (None, self.title.year)]
        past = self.title.draft or any(may_be_reserve(line) for line in self.title.text.splitlines())
        for line in years or (lines if past else ()):
            level = self.vocabulary.level_heading(line) or self.vocabulary.level_in_title(line)
            return replace(title_of_list(line), level=level, field=self.vocabulary.section(line)[1])
        unknown = self.groups.unknown
        if unknown is None or all(row.number != unknown.row for row in self.above_head()):
            return None
        title = title_of_list(unknown.text)
        same = title.year == self.title.year if title.year else self.groups.is_plain(unknown.text)
        return None if same else title

    def _texts_above_head(self) -> Iterator[str]:
        rows = (row for row in self.above_head() if len(row.contents) < FEW or not is_running_number(row.at(0)))
        return (as_text(text) for row in rows for text in row.texts)

    def above_head(self) -> list[Row]:
        """The rows right above a further head: below the last model, and below the rows of any other table."""

        def stands_over(known: TableRow) -> bool:
            return known.role not in (ENTRY, JOINED) and len(known.row.contents) <= FEW

        return [known.row for known in takewhile(stands_over, reversed(self.rows))][::-1]

    # ---- Headings over models that are not registered; what stands further below.

    @cached_property
    def rows_below(self) -> Sequence[Row]:
        """What stands below the first head."""
        return [row for row in self._sheet.rows if row.number > self._first_head.last_row]

    @cached_property
    def _lines_below(self) -> Sequence[Row]:
        return [row for row in self._few_below if not starts_closing(row.texts)]

    @cached_property
    def _few_below(self) -> Sequence[Row]:
        return [row for row in self.rows_below if len(row.contents) <= FEW]

    @cached_property
    def _lines_of_movements(self) -> Mapping[int, str]:
        """The lines by their rows, where one of them names a movement."""
        if not any(movement_in(" ".join(row.texts)) for row in self._few_below if row.texts):
            return {}  # most lists
        last = max((row.number for row in self.rows_below if len(row.contents) > RICH), default=0)  # over models
        lines = {row.number: " ".join(row.texts) for row in self._lines_below if row.number < last}
        titles = {n for n, line in lines.items() if is_caption(line)}  # of a further table, on two lines at most
        lines = {n: line for n, line in lines.items() if titles.isdisjoint((n - 1, n))}
        return lines if any(map(movement_in, lines.values())) else {}

    def is_of_this_year(self, row: Row) -> bool:
        """Whether a line names this year, or says that models are registered."""
        said = any(map(self.vocabulary.says_registers, row.texts)) and len(row.contents) <= FEW
        return said or year_of_group(row) == self.year is not None

    def takes_back(self, row: Row, text: str) -> bool:
        """Whether a heading (or a ``text`` that names no field or level) is over models that are not registered."""
        return bool(text and self._is_of_past(text, row)) or self._is_of_other_movement(row)

    def _is_of_past(self, text: str, row: Row) -> bool:
        """Whether a heading is over models not registered, recognised before, or of a year before another's."""
        if self.vocabulary.is_past(text):
            return self.pattern.entries > 0 or any(map(self.is_of_this_year, self._lines_below))
        if self.vocabulary.is_not_registered(text) or self.vocabulary.reports_past(text):
            return True
        year, ours = year_of_group(row), self.year
        if year is None or ours is None or year >= ours or any(map(self.vocabulary.goes_on, row.texts)):
            return False
        return any(year_of_group(other) == ours for other in self._lines_below)

    def _is_of_other_movement(self, row: Row) -> bool:
        """Whether a heading is of another movement than one that is numbered alike, or than the models above it."""
        text = " ".join(row.texts)
        movement = movement_in(text)
        if not (movement or self._lines_of_movements):
            return False  # most lists
        style, bare = numbering(text), _OF_SEVERAL.sub("", without_numeral(text))
        beside = {n: line for n, line in self._lines_of_movements.items() if numbering(line) == style}
        if movement == "other" and self.groups.unknown is not None:
            last = self.pattern.entries and style and max(beside, default=0) <= row.number
            if self._ungrouped or last:
                return True
        plain = self.groups.is_plain(bare) or self.groups.is_body(bare, whole=False)
        plain = plain or self.groups.unknown is None  # it names a field or a level
        return (movement == "other" or not plain) and self.vocabulary.is_of_other_movement(text, beside.values())

    def _alone(self, row: Row, index: int) -> tuple[str, str] | None:
        """The field or level alone in the column of names, not across the table: (“level”, “district”)."""
        if not index or row.contents.keys() != {index} or self.groups.is_across(row, index):
            return None  # most rows
        text = _LABEL.sub("", as_text(row.at(index)).strip("()-–+* "))
        field, level = self.vocabulary.section(text)[1], self.vocabulary.level_heading(text)
        return ("field", field) if field else ("level", level) if level else None

    def tells_above(self, line: ListRow) -> bool:
        """Whether a field or level, alone under the names, is of the model above it; of none if it only may be."""
        if self.entry_row is None or not (told := self._alone(line.row, self.head.columns["name"])):
            return False  # most rows
        kind, code = told
        place = self.places[kind]
        top = self.covered_cells.top_row(line.row.number, self.head.columns.get("stt", -1))
        if place != _BENEATH and top != self.entry_row:
            headed = place == _OVER or getattr(self.groups, kind) is not None
            unsure = not headed and bool(_TELLS_ABOVE.match(line.texts[0]))
            if unsure and kind == "level":  # “các mô hình trên” below it are not those above it
                self.level_lines.append(LevelLine(line.row.number, None, 0, of_above=True, is_total=False))
            return unsure
        at = max(at for at, known in enumerate(self.rows) if known.role == ENTRY)
        self.rows[at] = replace(self.rows[at], **{kind: code})
        return True

    @cached_property
    def places(self) -> Mapping[str, str]:
        """Where a field or level alone stands, by the kind: over models, beneath one each, or either.

        Beneath, where each follows a model and one comes twice; but a heading may stand over a further page again.
        """
        found, seen, models = defaultdict[str, str](lambda: _OVER), set[tuple[str, str]](), 0
        name = self._first_head.columns["name"]
        for row in self.rows_below:
            if alone := self._alone(row, name):
                page = seen == {alone} and models > 1 and not _TELLS_ABOVE.match(row.texts[0])
                place = found.get(alone[0], EITHER) if models else _OVER
                found[alone[0]] = _BENEATH if place == EITHER and alone in seen and not page else place
                seen.add(alone)
            of_model = len(row.contents) > FEW or min(row.contents, default=0) > name
            models = models + 1 if of_model else 0
            seen = seen if alone or of_model else set()  # below a heading
        return found

    @cached_property
    def brackets(self) -> Counter[str]:
        """How often each text stands alone in a row, in brackets."""
        return Counter(key(text) for row in self._sheet.rows if (text := in_brackets(row)))

    def result(self) -> SheetTable:
        """Every row below the first head, with what was met on the way."""
        if self.total_above and self.total_above.figure != self.pattern.entries:
            self.totals.append(replace(self.total_above, count=self.pattern.entries))
        return SheetTable(
            self._sheet,
            self._first_head,
            tuple(self.rows),
            tuple(self.groups.sections),
            tuple(self.totals),
            tuple(self.denials),
            self.title,
            (*self.possible, *self._in_pictures()),
            tuple(self._unknown if self.pattern.entries else self.unknown_below),
            tuple(self.level_lines),
        )

    def _in_pictures(self) -> Iterator[Possible]:
        """The pictures within the list where no name stands, or of the look of rows where not all have one.

        An emblem stands above it, a seal and a signature on or below what closes it, or over few of its columns.
        """
        name, first = self.head.columns["name"], self._first_head.last_row + 1
        width = max(self.head.columns.values()) - min(self.head.columns.values()) + 1
        numbers = [known.row.number for known in self.rows if known.role in (ENTRY, JOINED)]
        below = [k.row for k in self.rows if k.row.number > max(numbers, default=first)]
        closing = (row.number for row in below if starts_closing(row.texts, after_gap=True))
        closed = next(closing, self.last_number + 3)
        for picture in self._sheet.pictures:
            over = picture.range
            if not (over.first_column <= name + 1 <= over.last_column and first <= over.first_row < closed):
                continue
            nameless = [n for n in range(over.first_row, over.last_row + 1) if n not in numbers]
            columns = over.last_column - over.first_column + 1
            like_rows = picture.strip and (picture.wide or 2 * columns > width)
            if self.form_lines.intersection(nameless) or (like_rows and nameless):
                above = [known.level for known in self.rows if known.row.number <= over.first_row]
                level = above[-1] if above else None
                place = over.first_row, name + 1, picture.lines
                yield Possible(*place, level, "picture-over", self._sheet.name)


def denies(row: Row) -> bool:
    """Whether a row is one line that says of its unit that it registers nothing."""
    texts = row.texts[:1] if row.texts and len({*row.contents.values()}) == 1 else []
    return any(map(denies_of_unit, texts)) and registers_nothing_at_all(texts, of_models=True)


def year_of_group(row: Row) -> int | None:
    """The year that a row of hardly more than a text names."""
    return title_year(map(as_text, row.texts)) if len(row.contents) <= FEW else None


def in_brackets(row: Row) -> str:
    """The only text of a row, where it stands in brackets from end to end; else ''."""
    text, *others = {*map(as_text, row.contents.values())} or [""]
    text = text.strip()
    return text if not others and text[:1] + text[-1:] == "()" else ""
