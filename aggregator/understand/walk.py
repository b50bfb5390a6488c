"""The walk down one table: every row is exactly one thing, by its words and by its place."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import takewhile

from msgspec.structs import replace

from aggregator.campaign.level_words import explains_marks, levels_stated
from aggregator.campaign.mail_words import changes_list, is_rejected, keys, may_be_reserve, movement_in
from aggregator.campaign.vocabulary import Vocabulary, may_be_open, without_numeral
from aggregator.nouns.document import Row, Sheet, as_text, is_blank
from aggregator.nouns.reading import AsideRow, Possible, StatedTotal
from aggregator.nouns.unit import FIELD_TICK
from aggregator.understand.cells import (
    Covered,
    denies_of_unit,
    is_count,
    is_ditto,
    is_guidance,
    is_nameless,
    is_placeholder,
    is_running_number,
    is_short_label,
    names_in,
    registers_nothing_at_all,
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
    LevelLine,
    ListTitle,
    with_name,
)
from aggregator.understand.list_row import RICH, ListRow, Pattern
from aggregator.understand.row_kinds import (
    Groups,
    counts_some,
    is_column_numbers,
    is_count_row,
    is_footnote,
    is_note,
    is_page_row,
    is_said_of_above,
    is_signature,
    is_total,
    level_line,
    numbering,
    starts_closing,
    stated_total,
    was_recognised,
)
from aggregator.understand.titles import is_caption, is_title, title_year, titled
from aggregator.vietnamese.fold import key, regex

_WITHDRAWN = regex(
    r"\b(?:khong|rut|huy|(?<!xay |noi )dung|thoi|giai the)\b"
)  # “Đăng ký cấp tỉnh” below it is withdrawn too
_OVER, _BENEATH, _EITHER = "over", "beneath", "either"
_TELLS_ABOVE = regex(r"(?i)\W*(?:\(|(?:cấp )?đăng ký)")  # the model above it, where a heading is not sure
_LABEL = regex(r"(?i)^cấp (?:(?:mô hình|MH) )?(?:đăng k[ýí]|ĐK|đề nghị)\s*:")  # “Cấp đăng ký: huyện”
_THE_REST = regex(r"(?i)\b(?:còn lại|khác)\b")  # below them it may speak against a heading
_OF_SEVERAL = regex(r"(?i)^\s*(?:các|những|nhóm)\s")
_FEW = 2  # cells of a title's row
_NO_NUMBER = (0, "0", "00")  # before the line that tells how to fill the columns in
_MOST_ABOVE = 25  # rows over a list that are looked at
_SUMMARY = keys("heading", "summaries")
_UNREAD = ("error-cell", "formula-without-value", "broken-string", "shared-string-missing", "covered-text")


class Walk:
    """Where the walk down one table stands: the headings in force, and the entry a joined row would belong to."""

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
        self._known_groups: set[str | None] = {None}  # fields and levels of the headings before it
        self._since_heading = 0
        above = (row for row in sheet.rows[:_MOST_ABOVE] if row.number < head.first_row)
        self._nothing = {row.number: None for row in above if _denies(row)}  # they say that nothing is registered
        self._noted = False  # below “Ghi chú:”
        self._counts_above = -1  # the last row of a table of counts
        self._hamlets = False  # they stand in rows of their own over their models
        self._names_broken = False  # a name went on in a row of its own, in small letters
        self._group = ""  # the last row that heads models or may head them
        self._at_entry = title.field, title.level
        self._following: Row | None = None
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
        if len(row.cells) > self._width:
            within = Row(row.number, row.cells[: self._width])
            beside = len(within.filled) == 1 < len(row.filled)
            row = within if beside and any(map(self._vocabulary.is_heading, within.texts)) else row
        return ListRow(with_name(row, self.head), self.head, self._vocabulary, self._unread.get(row.number, ()))

    @property
    def _next(self) -> ListRow | None:
        return self._line(self._following) if self._following else None

    def _take(self, line: ListRow, role: str) -> None:
        """Note a row's role. Only an entry or a row joined to it leaves the entry open for more rows."""
        if role == ENTRY:
            if isinstance(line.label, str):
                self._groups.enter_by_label(line.label)
            headed = self._since_heading == self._pattern.entries
            if not headed and self._pattern.begins_again(line) and not self._sheet_level:
                self._groups.level = None  # a heading may have been left out
            self._pattern.learn(line)
            self._names.append(f"{key(as_text(line.name))} ")
            self._closed = self._noted = False
            self._entry_row = line.row.number
            self._at_entry = self._groups.field, self._groups.level
            self._possible += self._below
            self._unknown += self._unknown_below
            self._below, self._unknown_below = [], []
            self._inside = True
        elif role != JOINED:
            self._entry_row = None
            if role == DECORATION and _denies(line.row):
                self._nothing[line.row.number] = None
        self._last_number = line.row.number
        groups = self._groups
        said = {code: text for code, text in groups.said.items() if text} if role == ENTRY else {}
        if "mode" in said and self._vocabulary.mode_heading(as_text(line.cell("period"))):
            del said["mode"]  # the row says it
        field = None if self._says_own_field(line) else groups.field
        self._rows.append(KnownRow(line.row, role, self.head, field, groups.level, self._group, said))

    def _says_own_field(self, line: ListRow) -> bool:
        """Whether a row's cell or tick says another field than sheet name or title, which are over all rows."""
        over_all = None if self._groups.sections else self._groups.field
        if over_all is None:
            return False  # most rows
        ticks = {as_text(line.cell(code)) for code in self.head.columns if code.startswith(FIELD_TICK)}
        said = self._vocabulary.field_in_column(as_text(line.cell("field")))
        return len(ticks) > 1 or said not in (None, over_all)

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
            self._take(self._line(row), DECORATION)

    def is_below_head(self, row: Row) -> bool:
        """Whether a row without a number stands right below the head, but for the numbers of the columns."""
        if "stt" not in self.head.columns or row.number != self._last_number + 1:
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

    def _repeats(self, name: str) -> bool:
        """Whether a name stands above, whole or as the beginning of another."""
        return any(above.startswith(f"{key(name)} ") for above in self._names)

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
        rows = (row for row in self.above_head() if len(row.filled) < _FEW or not is_running_number(row.at(0)))
        return (as_text(text) for row in rows for text in row.texts)

    def above_head(self) -> list[Row]:
        """The rows right above a further head: below the last model, and below the rows of any other table."""

        def stands_over(known: KnownRow) -> bool:
            return known.role not in (ENTRY, JOINED) and len(known.row.filled) <= _FEW

        return [known.row for known in takewhile(stands_over, reversed(self._rows))][::-1]

    def row(self, row: Row, another: bool | None, following: Row | None = None) -> None:
        """Decide what a row before ``following`` is; ``another`` says whether it heads another table."""
        line, self._following = self._line(row), following
        if is_count_row(row, after=self._counts_above == self._last_number, below=following):
            self._inside, self._counts_above = False, row.number
            self._take(line, DECORATION)
            return
        self._pass_into(line, another)
        if self._taken_back and self._registers_again(self._taken_back, row):
            self._take(line, DECORATION)
        else:
            self._decide(line)

    def _decide(self, line: ListRow) -> None:
        if self._another is not False:
            self._in_another(line)
        elif not line.filled:
            self._set_aside(line, inside=not self._closed)
        elif line.is_whole:
            self._content(line, inside=True)
        elif (self._noted and len(line.filled) <= _FEW and not line.has_name) or self._tells_above(line):
            self._take(line, DECORATION)  # “1 | Mô hình cấp tỉnh do Đảng ủy chỉ đạo” under “Ghi chú:”
        elif line.is_form_line:
            self._inside = self._inside or not self._closed
            self._take(line, DECORATION)
        elif is_guidance(line.filled):
            self._bracketed(line)
        elif line.denies or (line.is_lone_denial and not self._goes_on(line)):
            self._nothing[line.row.number] = None
            self._take(line, ASIDE if line.says_more else DECORATION)
        elif not self._pattern.entries and _denies(line.row):  # a note under an empty table
            self._nothing[line.row.number] = None
            self._take(line, DECORATION)
        elif self._is_decoration(line):
            self._take(line, DECORATION)
        else:
            self._content(line, inside=self._is_inside and not self._closed)

    def _tells_above(self, line: ListRow) -> bool:
        """Whether a field or level, alone under the names, is of the model above it; of none if it only may be."""
        if self._entry_row is None or not (told := self._told(line.row)):
            return False  # most rows
        kind, code = told
        place, top = self._places[kind], self._covered.top_row(line.row.number, self.head.columns.get("stt", -1))
        if place != _BENEATH and top != self._entry_row:
            headed = place == _OVER or getattr(self._groups, kind) is not None
            unsure = not headed and bool(_TELLS_ABOVE.match(line.texts[0]))
            if unsure and kind == "level":  # “các mô hình trên” below it are not those above it
                self._level_lines.append(LevelLine(line.row.number, None, 0, of_above=True, is_total=False))
            return unsure
        at = max(at for at, known in enumerate(self._rows) if known.role == ENTRY)
        self._rows[at] = replace(self._rows[at], **{kind: code})
        return True

    def _told(self, row: Row) -> tuple[str, str] | None:
        """The field or level that stands alone under the names, not across the table: (“level”, “district”)."""
        index = self.head.columns["name"]
        if not index or row.filled.keys() != {index} or self._groups.is_across(row, index):
            return None  # most rows
        text = _LABEL.sub("", as_text(row.at(index)).strip("()-–+* "))
        field, level = self._vocabulary.section(text)[1], self._vocabulary.level_heading(text)
        return ("field", field) if field else ("level", level) if level else None

    @cached_property
    def _places(self) -> Mapping[str, str]:
        """Where a field or level alone stands, by the kind: over models, beneath one each, or either.

        Beneath, where each follows a model and one comes twice; but a heading may stand over a further page again.
        """
        found, seen, models = defaultdict[str, str](lambda: _OVER), set[tuple[str, str]](), 0
        for row in (row for row in self._sheet.rows if row.number > self._first_head.last_row):
            if told := self._told(row):
                page = seen == {told} and models > 1 and not _TELLS_ABOVE.match(row.texts[0])
                place = found.get(told[0], _EITHER) if models else _OVER
                found[told[0]] = _BENEATH if place == _EITHER and told in seen and not page else place
                seen.add(told)
            of_model = len(row.filled) > _FEW or min(row.filled, default=0) > self.head.columns["name"]
            models = models + 1 if of_model else 0
            seen = seen if told or of_model else set()  # below a heading
        return found

    def _pass_into(self, line: ListRow, another: bool | None) -> None:
        """What a row ends by where it stands: a blank row above it the entry, another table the list."""
        if line.row.number != self._last_number + 1:
            self._entry_row = None
            self._inside = self._inside and bool(self.head.of_blocks)  # whose rows always stand apart
        outside = another is self._another is False and not self._is_inside
        if outside and len(line.filled) < self._pattern.fewest and line.begins_persons:
            another = True  # a table of persons without a head, below a gap
        if another is not False:
            self._another = another
            self._closed = True

    @property
    def _is_inside(self) -> bool:
        return self._inside or not self._pattern.entries

    def _registers_again(self, above: Row, row: Row) -> bool:
        """Whether a heading ends the models taken back: it names a field or level anew, and no part of these."""
        field, level = self._groups.field, self._groups.level
        taken = self._groups.take(row, self.head, lettered_entries=self._pattern.lettered)
        past = not any(_WITHDRAWN.search(key(text)) and not is_rejected(text) for text in above.texts)
        this_year = self._is_of_this_year(row) if past else self._year_of_group(row) == self.title.year is not None
        text = " ".join(row.texts)
        sibling = taken and self._groups.unknown and numbering(text) == numbering(" ".join(above.texts)) != ""
        sibling = sibling and not (self._takes_back(text, row) or self._is_of_other_movement(row))
        this_year = this_year or bool(sibling) or self._vocabulary.is_of_movement(text)
        if not (taken or this_year) or (self._groups.unknown and not this_year):
            return False
        new = {self._groups.field, self._groups.level} - self._known_groups
        styles = {numbering(as_text(r.cells[0])) for r in (above, row) if r.cells} - {""}
        if not this_year and (not new or (row.number == above.number + 1 and len(styles) > 1)):
            self._groups.field, self._groups.level = field, level
            return False
        self._taken_back, self._another = None, False
        self._since_heading = self._pattern.entries
        self._enter_group(None, row)
        return True

    def _in_another(self, line: ListRow) -> None:
        """A row of another table: no model; what its heads leave open may be one."""
        numbered = len(line.filled) > 1 and is_running_number(line.filled[0])
        if self._another is None and numbered and not self._counts(line):
            repeated = line.has_name and self._repeats(as_text(line.name))
            before = self._taken_back or was_recognised(line.row, self._vocabulary.year)
            why = "taken-back" if before else "second-table"
            over = self._taken_back.texts if self._taken_back and self._closed else ()
            past = any(map(self._vocabulary.reports_past, over))  # and the table has a head of its own
            self._possible += [] if repeated or past else [self._might(line, why)]
            self._take(line, BELOW if repeated or (before and line.has_name) else ASIDE)
        else:
            self._take(line, DECORATION)

    def _counts(self, line: ListRow) -> bool:
        """Whether a row counts the models of a kind: “1 | Mô hình mới | 3 | 1 | 4”."""
        kind, *counts = line.filled[1:]
        named = self._vocabulary.is_heading(as_text(kind)) or self._vocabulary.other_heading(as_text(kind))
        return len(counts) > 1 and named and all(map(is_count, counts))

    def _is_decoration(self, line: ListRow) -> bool:
        alone = len(line.texts) == len(line.filled) == 1
        if self._tells_no_model(line, alone=alone):
            return True
        if line.is_own_registration:
            self._closed = True
            return True
        broken = self._entry_row is not None and line.is_rest
        rest = broken and self._names_broken and self._vocabulary.level_heading(as_text(line.name)) is None
        body = alone and self._heads_body(line)
        heads = "" if body or is_said_of_above(line.texts) else self._pattern.heads(line, self._next, broken=broken)
        if not (heads or body or (line.counted and line.has_name)) and self._ends(line):
            return True
        if self._pattern.is_first_lettered(line, self._next):
            return False
        takes = not (rest or self._goes_on(line)) and self._groups.take(
            line.row, self.head, lettered_entries=self._pattern.lettered, runs_on=self._pattern.runs_on(line)
        )
        if heads and not takes:
            self._groups.stand_over(line.row, heads)
            body = self._groups.is_body(without_numeral(heads), whole=True)
            if self._groups.unknown and not (body or self._groups.is_plain(heads)):
                self._possible.append(self._might(line, "name-alone"))
        hamlet = self._heads_hamlet(line)
        if takes or heads or body:
            self._since_heading = self._pattern.entries
            self._names_level(line)
            text, known = " ".join(line.texts), self._groups.unknown is None
            apart = known and numbering(text) != numbering(self._group)
            if not (apart and may_be_open(self._group, self._vocabulary.year or 0)):
                self._group = text  # “B. Dự phòng” is over its “I. Kinh tế”
            self._groups.enter_said(text)
            self._enter_group(self._groups.unknown if takes or heads else None, line.row)
        return takes or body or hamlet or bool(heads)

    def _tells_no_model(self, line: ListRow, *, alone: bool) -> bool:
        """An example, numbers of columns or of models by levels, a level of those above or of none, a remark."""
        is_example = line.is_example
        if is_example and alone and len(line.texts[0].split()) <= _FEW:  # “Ví dụ:” is over others
            self._group = line.texts[0]
        given = self._vocabulary.levels_by_number(line.texts[0]) if alone else []
        by_number = sum(max(len(numbers), 1) for _, numbers in given) > 1  # “Mô hình 1: cấp tỉnh” may head
        if line.denies_level:
            self._groups.level = None
        legend = alone and (explains_marks(line.texts[0]) or counts_some(line.texts[0]))
        known = is_example or by_number or legend or line.denies_level or is_column_numbers(line.filled)
        return known or self._names_level(line, of_above=True) or self._is_remark(line)

    def _is_remark(self, line: ListRow) -> bool:
        """Whether a row says in brackets what others do, no level, field or taking back: “(KH số 12-KH/ĐU)”."""
        text = _in_brackets(line.row)
        if not text or self._in_brackets[key(text)] < _FEW:
            return False  # most rows
        if self._goes_on(line) or self.head.columns.get("address") in line.row.filled:
            return False
        of_level = level_line(self._vocabulary, line.row) or self._vocabulary.is_heading(text)
        return not (of_level or self._vocabulary.field_of_heading(text) or may_be_reserve(text))

    @cached_property
    def _in_brackets(self) -> Counter[str]:
        return Counter(key(text) for row in self._sheet.rows if (text := _in_brackets(row)))

    def _heads_hamlet(self, line: ListRow) -> bool:
        """Take “1 | Thôn Trại” over models without number, the first also without address."""
        columns, below = self.head.columns, self._next
        if line.is_unread or not line.counted or {*line.row.filled} != {columns["stt"], columns.get("address")}:
            return False
        over = below is not None and below.has_name and not below.counted and len(below.filled) > 1
        first = over and not self._pattern.entries and below is not None and is_blank(below.cell("address"))
        if not (first or (over and self._hamlets)):
            return False
        self._hamlets, self._group = True, as_text(line.cell("address"))
        return True

    def _heads_body(self, line: ListRow) -> bool:
        """Whether a body's name stands alone over a model, in a column of texts: it groups, and ends no section."""
        below, (index,), columns = self._next, line.row.filled, self.head.columns
        if below is None or len(below.filled) <= RICH or not below.has_name or self._goes_on(line):
            return False
        return self._groups.is_body(line.texts[0], whole=index != columns.get("address"))

    def _names_level(self, line: ListRow, *, of_above: bool = False, is_total: bool = False) -> bool:
        """Note a line that names a level of models; with ``of_above`` one that says that they stand above it."""
        named = level_line(self._vocabulary, line.row, is_total=is_total)
        if of_above and named and _THE_REST.search(line.texts[0]) and not numbering(line.texts[0]):
            last = not (self._next and self._next.has_name and len(self._next.filled) > _FEW)
            against = self._places["level"] == _EITHER or named.level not in (self._groups.level, "base")
            against = against and self._year_of_group(line.row) in (None, self._vocabulary.year)
            named = replace(named, level=None, of_above=True) if last and against else named
        if named is None or (of_above and not (named.of_above and len(line.texts) == len(line.filled) == 1)):
            return False
        self._level_lines.append(named)
        return True

    def _bracketed(self, line: ListRow) -> None:
        """Guidance, all in brackets; below a model, or with a level, a date or a mark, what may be a model."""
        only_labels = all(is_short_label(as_text(cell).strip("() ")) for cell in line.filled)
        possible = not only_labels and (self._pattern.entries > 0 or line.is_marked_in_brackets)
        self._possible += [self._might(line, "name-missing")] if possible else []
        self._take(line, ASIDE if possible else DECORATION)

    def _enter_group(self, unknown: AsideRow | None, row: Row) -> None:
        """A heading that names field or level opens the list again; another one is told if a model is near."""
        if unknown is not None and not is_caption(unknown.text) and unknown.text not in self.title.text:
            self._unknown_below.append(unknown)
        if (unknown is not None and self._takes_back(unknown.text, row)) or self._is_of_other_movement(row):
            self._another, self._taken_back = None, row
        elif self._taken_back is None:
            self._known_groups |= {self._groups.field, self._groups.level}
        self._inside = unknown is None
        self._closed = self._closed and unknown is not None

    def _takes_back(self, text: str, row: Row) -> bool:
        """Whether a heading is over models not registered, recognised before, or of a year before another's."""
        if self._vocabulary.is_past(text):
            return self._pattern.entries > 0 or any(map(self._is_of_this_year, self._lines_below_head))
        if self._vocabulary.is_not_registered(text) or self._vocabulary.reports_past(text):
            return True
        year, ours = self._year_of_group(row), self._vocabulary.year or self.title.year
        if year is None or ours is None or year >= ours or any(map(self._vocabulary.goes_on, row.texts)):
            return False
        return any(self._year_of_group(other) == ours for other in self._lines_below_head)

    def _is_of_other_movement(self, row: Row) -> bool:
        """Whether a heading is of another movement than one that is numbered alike, or than the models above it."""
        text = " ".join(row.texts)
        if not (self._lines_of_movements or movement_in(text)):
            return False  # most lists
        bare = _OF_SEVERAL.sub("", without_numeral(text))
        beside = {n: line for n, line in self._lines_of_movements.items() if numbering(line) == numbering(text)}
        if movement_in(text) == "other" and self._groups.unknown is not None:
            above = any(known.role == ENTRY and not known.group for known in self._rows)
            if above or (self._pattern.entries and numbering(text) and max(beside, default=0) <= row.number):
                return True
        plain = self._groups.is_plain(bare) or self._groups.is_body(bare, whole=False)
        named = self._vocabulary.is_of_other_movement(text, beside.values())
        return named and (movement_in(text) == "other" or not plain)

    @cached_property
    def _lines_below_head(self) -> Sequence[Row]:
        return [row for row in self._few_below_head if not starts_closing(row.texts)]

    @cached_property
    def _few_below_head(self) -> Sequence[Row]:
        below = (row for row in self._sheet.rows if row.number > self._first_head.last_row)
        return [row for row in below if len(row.filled) <= _FEW]

    @cached_property
    def _lines_of_movements(self) -> Mapping[int, str]:
        """The lines below the head by their rows, where one of them names a movement."""
        if not any(movement_in(" ".join(row.texts)) for row in self._few_below_head if row.texts):
            return {}  # most lists
        lines = {row.number: " ".join(row.texts) for row in self._lines_below_head}
        return lines if any(map(movement_in, lines.values())) else {}

    def _is_of_this_year(self, row: Row) -> bool:
        """Whether a line names this year, or says that models are registered."""
        said = any(map(self._vocabulary.says_registers, row.texts)) and len(row.filled) <= _FEW
        return said or self._year_of_group(row) == (self._vocabulary.year or self.title.year) is not None

    @staticmethod
    def _year_of_group(row: Row) -> int | None:
        return title_year(map(as_text, row.texts)) if len(row.filled) <= _FEW else None

    def _ends(self, line: ListRow) -> bool:
        if not line.counted and (all(map(is_count, line.filled)) or is_page_row(line.filled)):
            return True
        if is_total(line.filled) and not self._begins_with_heading(line):
            self._total(line)
            self._inside = False
            return True
        return self._closing(line)

    def _begins_with_heading(self, line: ListRow) -> bool:
        """Whether a heading is over models, whatever total stands beside it: “I | Cấp tỉnh | Tổng: 03”."""
        label, *named = map(as_text, line.filled[:_FEW])
        own = [label] if named and not is_total([label]) else []  # “A. CẤP TỈNH | Tổng: 01”
        by_field = bool(own) and self._vocabulary.section(label)[0]
        return by_field or (bool(numbering(label)) and any(map(self._vocabulary.is_heading, (*own, *named))))

    def _closing(self, line: ListRow) -> bool:
        """Signatures, “Nơi nhận”, notes. A row whose name column says something else is none of these."""
        if len(line.filled) > RICH:
            return False
        every = line.texts
        said = every if is_placeholder(line.name) else [as_text(line.name)]
        closing = starts_closing(said, after_gap=self._entry_row is None)
        signed = not closing and self._signed(line)
        closing = closing or signed
        footnote = len({*line.filled}) == 1 and bool(self._pattern.entries) and is_footnote(every)
        remark = len(line.filled) == len(every) == 1 and changes_list(every[0], beside_list=True)
        remark = remark and not (self._is_rest(line) or self._vocabulary.is_not_registered(every[0]))
        if not (closing or footnote or remark or is_note(said) or is_said_of_above(every)):
            return False
        if signed and line.has_name:
            self._below.append(self._might(line, "name-alone"))
        self._inside = False
        self._noted = self._noted or (is_note(every[-1:]) and len(key(every[-1]).split()) <= _FEW)
        self._closed = self._closed or closing
        return True

    def _signed(self, line: ListRow) -> bool:
        """A line in capitals, right of the table's beginning, in a list whose names are not in capitals."""
        texts = line.texts
        if self._pattern.capitals or not self._pattern.entries or not is_signature(texts):
            return False
        title = any(is_title(text) or self._vocabulary.is_heading(text) for text in texts)
        return not title and (is_blank(line.label) or len(texts) > 1) and not is_short_label(line.label)

    def _goes_on(self, line: ListRow) -> bool:
        """A lone word right under an entry, in a text column, goes on with that entry: it groups nothing."""
        return self._entry_row is not None and line.is_lone_text

    def _total(self, line: ListRow) -> None:
        grouped = bool(self._groups.level or self._groups.sections)
        of_level = self._names_level(line, is_total=True)
        stated = stated_total(line.filled, grouped=grouped)
        counted = (self._pattern.entries, self._pattern.entries - self._since_heading)
        if stated is None or stated in counted or (of_level and not grouped):
            return
        total = StatedTotal(line.row.number, stated, self._pattern.entries, min(line.row.filled) + 1)
        if self._pattern.entries:
            self._totals.append(total)
        else:
            self._stated_above = total

    def _content(self, line: ListRow, *, inside: bool) -> None:
        """An entry, a row joined to one, or what is set aside; under the list neither an entry nor possible."""
        has_name = line.has_name
        if self._continues(line, has_name=has_name):
            self._join(line, has_name=has_name)
            return
        rich = len(line.filled) > RICH
        marked = not line.counted and has_name and line.is_marked
        odd = not inside and self._pattern.is_odd(line)
        sure = line.counted or (rich and (inside or not odd) and (marked or not line.has_telephone))
        headed = rich or self._since_heading == self._pattern.entries or line.is_marked
        lone = (
            has_name
            and not rich
            and (self._pattern.is_lone(line, self._next) or (not headed and self._pattern.counts_again(line)))
        )
        if (lone and (inside or line.counted)) or (line.counted and line.is_bracketed):
            self._possible.append(self._might(line, "name-alone"))
            self._group = as_text(line.name)
            may_head = self._groups.is_of_others(self._group)  # “Các mô hình còn lại”
            self._groups.level = None if may_head else self._groups.level
            self._take(line, BELOW)
        elif has_name and (
            line.is_ticked or is_nameless(line.name, alone=not line.counted and len(line.filled) == 1)
        ):
            self._set_aside(line, inside=True)
        elif self._pattern.counted and self._pattern.entries and line.is_person:
            placeless = is_placeholder(line.cell("address"))  # no holder of a model
            self._possible += [] if placeless else [self._might(line, "name-alone")]
            self._take(line, BELOW)
        elif has_name and (sure or inside or not (self._closed or odd)):
            further = names_in(as_text(line.name)) - 1
            if further:
                self._possible.append(self._might(line, "several-names", further))
            self._take(line, ENTRY)
        elif marked and not sure:
            self._set_aside(line, inside=True)
        elif not sure and (self._closed or (not inside and line.is_signer)):
            self._take(line, DECORATION)
        elif odd and not inside:
            self._below.append(self._might(line, "name-alone" if lone else "name-missing"))
            self._take(line, BELOW)
        else:
            self._set_aside(line, inside=inside or sure)

    def _is_section_beside_level(self, line: ListRow) -> bool:
        """Take the heading of a section that stands beside a level, which may be one model's or all models'."""
        if line.has_name or not line.levels:
            return False  # most rows
        at = self.head.columns["level"]
        bare = Row(line.row.number, (*line.row.cells[:at], None, *line.row.cells[at + 1 :]))
        return self._vocabulary.section(" ".join(bare.texts))[0] and self._is_decoration(self._line(bare))

    def _join(self, line: ListRow, *, has_name: bool) -> None:
        """A row of the entry above; what has a ditto mark or a name in capitals may be a model of its own."""
        alone = line.row.filled.keys() == {self.head.columns.get("address")}
        if alone and any(levels_stated(text, self._vocabulary.year or 0) for text in line.texts):
            self._take(line, DECORATION)
            return
        own = is_ditto(line.name) or (as_text(line.name)[:1].isupper() and not line.is_rest)
        if has_name and own:
            self._possible.append(self._might(line, "name-missing" if is_ditto(line.name) else "name-alone"))
        self._names_broken = self._names_broken or (has_name and line.is_rest)
        self._take(line, JOINED)

    def _set_aside(self, line: ListRow, *, inside: bool) -> None:
        """A row with content and no name. Below a gap it is possible only if a model follows."""
        unread = () if line.filled else self._unread.get(line.row.number, ())
        headings = (known.row.filled for known in self._rows if self._group in known.row.texts)
        if self._group and any(column - 1 in filled for filled in headings for column in unread):
            self._groups.field = self._groups.level = None  # as below a heading that nobody can read
        within = not line.row.filled.keys().isdisjoint(self.head.columns.values())
        if line.is_unread:
            self._possible.append(self._might(line, "name-unread"))
        elif within and not is_count(line.name):
            (self._possible if inside else self._below).append(self._might(line, "name-missing"))
        self._take(line, ASIDE)

    def _might(self, line: ListRow, why: str, at_most: int = 1) -> Possible:
        """The row as possible entries, of its own level or the heading's; that of another table is not known."""
        heading = self._groups.level if self._another is False else None
        return line.possible(why, self._sheet.name, heading, at_most)

    def _is_rest(self, line: ListRow) -> bool:
        if self._entry_row is None or not self._pattern.counted:
            return False
        return line.is_rest or (line.is_rest_of_names and self._breaks_names)

    @cached_property
    def _breaks_names(self) -> bool:
        """Whether the list's names go on in rows of their own, in small letters, more than once."""
        below = (self._line(row) for row in self._sheet.rows if row.number > self._first_head.last_row)
        return sum(line.is_rest for line in below) > 1

    def _continues(self, line: ListRow, *, has_name: bool) -> bool:
        """Whether the row belongs to the entry above: by merged cells, without STT and name, or as its rest."""
        if self._is_section_beside_level(line) or self._entry_row is None or line.is_unread:
            return False
        if not has_name:
            return (is_blank(line.label) or line.is_bullet) and not is_count(line.name)
        if self._is_rest(line) or (is_ditto(line.name) and is_blank(line.label) and self._pattern.counted):
            return True
        columns = [self.head.columns[c] for c in ("stt", "name") if c in self.head.columns]
        tops = [self._covered.top_row(line.row.number, column) for column in columns]
        under_merge = any(top is not None and top >= self._entry_row for top in tops)
        return under_merge and line.row.filled.keys() <= {self.head.columns["name"]}

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


def _denies(row: Row) -> bool:
    """Whether a row is one line that says of its unit that it registers nothing."""
    texts = row.texts[:1] if row.texts and len({*row.filled.values()}) == 1 else []
    return any(map(denies_of_unit, texts)) and registers_nothing_at_all(texts, of_models=True)


def _in_brackets(row: Row) -> str:
    """The only text of a row, where it stands in brackets from end to end; else ''."""
    text, *others = {*map(as_text, row.filled.values())} or [""]
    text = text.strip()
    return text if not others and text[:1] + text[-1:] == "()" else ""
