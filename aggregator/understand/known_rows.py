"""The rows of one table as far as the walk has come: what each is, and the headings in force."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import takewhile

from msgspec.structs import replace

from aggregator.campaign.mail_words import keys, may_be_reserve
from aggregator.campaign.vocabulary import Vocabulary
from aggregator.nouns.document import Row, Sheet, as_text, is_blank
from aggregator.nouns.reading import AsideRow, Possible, StatedTotal
from aggregator.nouns.unit import FIELD_TICK
from aggregator.understand.cells import Covered, is_count, is_running_number
from aggregator.understand.denials import denies_of_unit, registers_nothing_at_all
from aggregator.understand.entries import (
    DECORATION,
    ENTRY,
    JOINED,
    Head,
    KnownRow,
    KnownSheet,
    LevelLine,
    ListTitle,
    with_name,
)
from aggregator.understand.headings import Groups
from aggregator.understand.list_row import FEW, ListRow, Pattern
from aggregator.understand.outlook import Outlook
from aggregator.understand.paper_lines import is_title, title_year, titled
from aggregator.understand.row_kinds import is_column_numbers, numbering, starts_closing
from aggregator.vietnamese.fold import key

_NO_NUMBER = (0, "0", "00")  # before the line that tells how to fill the columns in
_MOST_ABOVE = 25  # rows over a list that are looked at
_SUMMARY = keys("heading", "summaries")
_UNREAD = ("error-cell", "formula-without-value", "broken-string", "shared-string-missing", "covered-text")


class KnownRows:
    """The rows known so far, the headings over the next one, and the entry that it could belong to."""

    def __init__(self, vocabulary: Vocabulary, sheet: Sheet, head: Head, title: ListTitle) -> None:
        self._vocabulary = vocabulary
        self._sheet = sheet
        self._covered = Covered(sheet.rows, sheet.merges)
        self._pattern = Pattern(vocabulary, self._covered)
        self._unread: dict[int | None, set[int]] = defaultdict(set)  # columns by row
        for notice in sheet.notices:
            if notice.code in _UNREAD and notice.column:
                self._unread[notice.row].add(notice.column)
        self._groups = Groups(vocabulary, sheet, title, head)
        year = vocabulary.year or title.year
        self._outlook = Outlook(vocabulary, sheet, head, groups=self._groups, pattern=self._pattern, year=year)
        self._sheet_level = vocabulary.level_heading(sheet.name)
        self._first_head = self.head = head
        self.title = title
        self._width = max(head.words, default=max(head.columns.values())) + 1
        self._entry_row: int | None = None
        self._last_number = head.last_row
        self._closed = False
        self._inside = True  # right below the head, a model or a heading that says what follows
        self._another: bool | None = False  # in another table: True of persons or counts, None unknown
        self._taken_back: Row | None = None  # the heading in force that takes models back
        self._names: list[str] = []  # keys of the models' names, each with a blank behind it
        self._since_heading = 0
        above = (row for row in sheet.rows[:_MOST_ABOVE] if row.number < head.first_row)
        self._nothing = {row.number: None for row in above if denies(row)}  # they say that nothing is registered
        self._noted = False  # below “Ghi chú:”
        self._group = ""  # the last row that heads models or may head them
        self._ungrouped = False  # a model stands below none
        self._known_groups: set[str | None] = {None}  # fields and levels of the headings before it
        self._at_entry = title.field, title.level
        self._stated_above: StatedTotal | None = None  # over the models
        self._rows: list[KnownRow] = []
        self._totals: list[StatedTotal] = []
        self._level_lines: list[LevelLine] = []
        self._possible: list[Possible] = []
        self._below: list[Possible] = []  # what would be possible if a model followed
        self._unknown: list[AsideRow] = []
        self._unknown_below: list[AsideRow] = []

    def _line(self, row: Row) -> ListRow:
        """The row; a heading without what stands right of the table, such as a summary of the levels."""
        if len(row.cells) > self._width:  # few rows
            within = Row(row.number, row.cells[: self._width])
            beside = len(within.filled) == 1 < len(row.filled)
            row = within if beside and any(map(self._vocabulary.is_heading, within.texts)) else row
        return ListRow(with_name(row, self.head), self.head, self._vocabulary, self._unread.get(row.number, ()))

    def _take(self, line: ListRow, role: str) -> None:
        """Note the role of a row that is no entry; only one joined to it leaves an entry open for more rows."""
        if role != JOINED:
            self._entry_row = None
            if role == DECORATION and denies(line.row):
                self._nothing[line.row.number] = None
        self._note(line, role, {})

    def _take_entry(self, line: ListRow) -> None:
        """Note an entry; what stood below the one before it was within the list."""
        groups, pattern = self._groups, self._pattern
        if isinstance(line.label, str):
            groups.enter_by_label(line.label)
        headed = self._since_heading == pattern.entries
        if not headed and pattern.begins_again(line) and not self._sheet_level:
            groups.level = None  # a heading may have been left out
        pattern.learn(line)
        self._names.append(f"{key(as_text(line.name))} ")
        self._closed = self._noted = False
        self._inside = True
        self._ungrouped = self._ungrouped or not self._group
        self._entry_row = line.row.number
        self._at_entry = groups.field, groups.level
        self._possible += self._below
        self._unknown += self._unknown_below
        self._below, self._unknown_below = [], []
        said = {code: text for code, text in groups.said.items() if text}
        if "mode" in said and self._vocabulary.mode_heading(as_text(line.cell("period"))):
            del said["mode"]  # the row says it
        self._note(line, ENTRY, said)

    def _note(self, line: ListRow, role: str, said: dict[str, str]) -> None:
        groups = self._groups
        field = None if self._says_own_field(line) else groups.field
        self._last_number = line.row.number
        self._rows.append(KnownRow(line.row, role, self.head, field, groups.level, self._group, said))

    def _says_own_field(self, line: ListRow) -> bool:
        """Whether a row's cell or tick says another field than sheet name or title, which are over all rows."""
        over_all = None if self._groups.sections else self._groups.field
        if over_all is None:
            return False  # most rows
        ticks = {as_text(line.cell(code)) for code in self.head.columns if code.startswith(FIELD_TICK)}
        said = self._vocabulary.field_in_column(as_text(line.cell("field")))
        return len(ticks) > 1 or said not in (None, over_all)

    def _might(self, line: ListRow, why: str, at_most: int = 1) -> Possible:
        """The row as possible entries, of its own level or the heading's; that of another table is not known."""
        heading = self._groups.level if self._another is False else None
        return line.possible(why, self._sheet.name, heading, at_most)

    def _repeats(self, name: str) -> bool:
        """Whether a name stands above, whole or as the beginning of another."""
        return any(above.startswith(f"{key(name)} ") for above in self._names)

    # ---- A further head, and what stands right above it.

    def go_on(self, head: Head, rows: Sequence[Row], *, summary: bool = False) -> None:
        """A further head of the list with its own ``rows``; below that of a ``summary`` the models come again."""
        self.head = head
        unknown = self._groups.unknown
        others = unknown is None or numbering(unknown.text) or self._groups.is_of_others(unknown.text)
        if unknown is not None and is_title(unknown.text) and not others:
            self._groups.field, self._groups.level = self._at_entry
        self._another, self._closed = None if summary else False, summary
        self._taken_back = None
        for row in rows:
            self.pass_over(row)

    def is_below_head(self, row: Row) -> bool:
        """Whether a row without a number stands right below the head, but for the numbers of the columns."""
        if row.number != self._last_number + 1 or "stt" not in self.head.columns:
            return False
        stt = row.at(self.head.columns["stt"])
        if not (is_blank(stt) or stt in _NO_NUMBER) or is_count(row.at(self.head.columns["name"])):
            return False  # most rows
        return all(is_column_numbers(known.row.cells) for known in self._rows)

    def pass_over(self, row: Row) -> None:
        """A row that tells something of the columns, and of no model."""
        self._take(self._line(row), DECORATION)

    def is_summed_up(self, below: Sequence[Row], head: Head) -> bool:
        """Whether a further head is that of a summary: “Trong đó …” above it, or only names that stood above."""
        if any(key(line).startswith(_SUMMARY) for line in self._texts_above_head()):
            return bool(self._pattern.entries)
        index = head.columns["name"]
        texts = [as_text(row.at(index)) for row in below if is_running_number(row.at(0)) and len(row.cells) > index]
        return len(head.columns) < len(self.head.columns) and bool(texts) and all(map(self._repeats, texts))

    def past_above_head(self) -> str | None:
        """The line over a further head that says that its rows are not registered now: “Kết quả năm 2023”."""
        lines = [*self._texts_above_head()]
        nothing = {as_text(text) for row in self.above_head() if row.number in self._nothing for text in row.texts}
        said = (n for n, line in enumerate(lines, 1) if line in nothing or denies_of_unit(line))
        below = lines[max(said, default=0) :]
        below = below if any(map(is_title, below)) else lines  # what a unit says above another's title
        return next((line for line in below if self._vocabulary.is_not_registered(line)), None)

    def title_above_head(self) -> ListTitle | None:
        """The line over a further head that names another year or nothing known; any below a draft's models."""
        lines = [line for line in self._texts_above_head() if not starts_closing([line])]
        years = [line for line in lines if title_year([line]) not in (None, self.title.year)]
        past = self.title.draft or any(map(may_be_reserve, self.title.text.splitlines()))
        for line in years or (lines if past else ()):
            level = self._vocabulary.level_heading(line) or self._vocabulary.level_in_title(line)
            return replace(titled(line), level=level, field=self._vocabulary.section(line)[1])
        unknown = self._groups.unknown
        if unknown is None or all(row.number != unknown.row for row in self.above_head()):
            return None
        title = titled(unknown.text)
        same = title.year == self.title.year if title.year else self._groups.is_plain(unknown.text)
        return None if same else title

    def _texts_above_head(self) -> Iterator[str]:
        rows = (row for row in self.above_head() if len(row.filled) < FEW or not is_running_number(row.at(0)))
        return (as_text(text) for row in rows for text in row.texts)

    def above_head(self) -> list[Row]:
        """The rows right above a further head: below the last model, and below the rows of any other table."""

        def stands_over(known: KnownRow) -> bool:
            return known.role not in (ENTRY, JOINED) and len(known.row.filled) <= FEW

        return [known.row for known in takewhile(stands_over, reversed(self._rows))][::-1]

    def result(self) -> KnownSheet:
        """Every row below the first head, with what was met on the way."""
        if self._stated_above and self._stated_above.stated != self._pattern.entries:
            self._totals.append(replace(self._stated_above, counted=self._pattern.entries))
        return KnownSheet(
            self._sheet,
            self._first_head,
            tuple(self._rows),
            tuple(self._groups.sections),
            tuple(self._totals),
            tuple(self._nothing),
            self.title,
            tuple(self._possible),
            tuple(self._unknown if self._pattern.entries else self._unknown_below),
            tuple(self._level_lines),
        )


def denies(row: Row) -> bool:
    """Whether a row is one line that says of its unit that it registers nothing."""
    texts = row.texts[:1] if row.texts and len({*row.filled.values()}) == 1 else []
    return any(map(denies_of_unit, texts)) and registers_nothing_at_all(texts, of_models=True)
