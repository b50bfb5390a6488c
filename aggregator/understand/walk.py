"""The walk down one table: every row is exactly one thing, by its words and by its place."""

from functools import cached_property

from msgspec.structs import replace

from aggregator.campaign.level_words import explains_marks, levels_stated
from aggregator.campaign.sentences import changes_list, is_rejected, may_be_reserve
from aggregator.campaign.vocabulary import may_be_open, without_numeral
from aggregator.nouns.document import Row, as_text, is_blank
from aggregator.nouns.reading import LeftoverRow, StatedTotal
from aggregator.understand.cells import (
    counts_on,
    is_count,
    is_ditto,
    is_guidance,
    is_nameless,
    is_placeholder,
    is_running_number,
    is_short_label,
    is_telephone,
    names_in,
)
from aggregator.understand.entries import ASIDE, BELOW, DECORATION, JOINED
from aggregator.understand.list_row import FEW, RICH, ListRow
from aggregator.understand.row_kinds import (
    counts_other_year,
    counts_some,
    is_column_numbers,
    is_count_row,
    is_footnote,
    is_note,
    is_page_row,
    is_signature,
    is_total,
    level_line,
    numbering,
    speaks_of_above,
    starts_closing,
    stated_total,
    was_recognised,
)
from aggregator.understand.table_rows import EITHER, TableRows, denies, in_brackets, year_of_group
from aggregator.understand.titles import is_caption, is_title
from aggregator.vietnamese.fold import is_personal_name, key, regex

# “Đăng ký cấp tỉnh” below it is withdrawn too
_WITHDRAWN = regex(r"\b(?:khong|rut|huy|(?<!xay |noi )dung|thoi|giai the)\b")
_THE_REST = regex(r"(?i)\b(?:còn lại|khác)\b")  # below them it may speak against a heading


class Walk:
    """The walk down one table: each row is the first of what is asked in order, by itself and by its place."""

    def __init__(self, table: TableRows) -> None:
        self._table = table  # where each row is noted
        self._following: Row | None = None
        self._counts_above = -1  # the last row of a table of counts
        self._hamlets = False  # they stand in rows of their own over their models
        self._person: ListRow | None = None  # the last of those who stand under a heading of their own, or that
        self._names_broken = False  # a name went on in a row of its own, in small letters

    @cached_property
    def _next(self) -> ListRow | None:
        return self._table.line(self._following) if self._following else None

    def row(self, row: Row, another: bool | None, following: Row | None = None) -> None:
        """Decide what a row before ``following`` is; ``another`` says whether it heads another table."""
        table = self._table
        line, self._following = table.line(row), following
        self.__dict__.pop("_next", None)  # that of the row before
        if is_count_row(row, after=self._counts_above == table.last_number, below=following):
            table.is_inside, self._counts_above = False, row.number
            table.take(line, DECORATION)
            return
        self._pass_into(line, another)
        if table.withdrawal and self._registers_again(table.withdrawal, row):
            table.take(line, DECORATION)
        else:
            self._decide(line)

    def _decide(self, line: ListRow) -> None:
        table = self._table
        if table.other_table is not False:
            self._in_another(line)
        elif not line.filled:
            self._set_aside(line, inside=not table.is_closed)
        elif self._tells_persons(line) or line.is_of_recipient:
            table.take(line, DECORATION)
        elif line.is_whole:
            self._content(line, inside=True)
        elif (table.is_below_note and len(line.filled) <= FEW and not line.has_name) or table.tells_above(line):
            table.take(line, DECORATION)  # “1 | Mô hình cấp tỉnh do Đảng ủy chỉ đạo” under “Ghi chú:”
        elif line.is_form_line:
            table.form_lines.add(line.row.number)
            table.is_inside = table.is_inside or not table.is_closed
            table.take(line, DECORATION)
        elif is_guidance(line.filled):
            self._bracketed(line)
        elif line.denies or (line.is_lone_denial and not self._goes_on(line)):
            table.denials[line.row.number] = None
            table.take(line, ASIDE if line.says_more else DECORATION)
        elif (not table.pattern.entries and denies(line.row)) or self._is_decoration(line):
            table.take(line, DECORATION)  # the former is a note under an empty table
        else:
            self._content(line, inside=table.is_within_list and not table.is_closed)

    def _pass_into(self, line: ListRow, another: bool | None) -> None:
        """What a row ends by where it stands: a blank row above it the entry, another table the list."""
        table = self._table
        if line.row.number != table.last_number + 1:
            table.entry_row = None
            table.is_inside = table.is_inside and bool(table.head.of_blocks)  # whose rows always stand apart
        plain = another is table.other_table is False and len(line.filled) < table.pattern.fewest
        person = self._is_person(line)  # under their heading, and the list may go on
        if plain and table.pattern.entries and line.begins_persons and not person:
            headed = table.since_heading == table.pattern.entries  # “II. CẤP TỈNH” over persons who are models
            called = any(map(is_telephone, line.row.contents.values())) and not is_personal_name(as_text(line.name))
            several = self._next is not None and self._next.is_of_person and (called or not headed)
            another = several or not table.is_within_list  # a table of persons without a head, or one below a gap
        if another is not False:
            table.other_table = another
            table.is_closed = True

    def _registers_again(self, above: Row, row: Row) -> bool:
        """Whether a heading ends the models taken back: it names a field or level anew, and no part of these."""
        table = self._table
        field, level = table.groups.field, table.groups.level
        taken = table.groups.take(row, table.head, lettered_entries=table.pattern.lettered)
        past = not any(_WITHDRAWN.search(key(text)) and not is_rejected(text) for text in above.texts)
        year = year_of_group(row)
        this_year = table.is_of_this_year(row) if past else year == table.title.year is not None
        text = " ".join(row.texts)
        sibling = taken and table.groups.unknown and numbering(text) == numbering(" ".join(above.texts)) != ""
        sibling = sibling and not table.takes_back(row, text)
        this_year = this_year or bool(sibling) or table.vocabulary.is_of_movement(text)
        if not (taken or this_year) or (table.groups.unknown and not this_year):
            return False
        new = {table.groups.field, table.groups.level} - table.earlier_groups
        styles = {numbering(as_text(r.cells[0])) for r in (above, row) if r.cells} - {""}
        if not this_year and (not new or (row.number == above.number + 1 and len(styles) > 1)):
            table.groups.field, table.groups.level = field, level
            return False
        table.withdrawal, table.other_table = None, False
        table.since_heading = table.pattern.entries
        self._enter_group(None, row)
        return True

    def _in_another(self, line: ListRow) -> None:
        """A row of another table: no model; what its heads leave open may be one."""
        table = self._table
        numbered = len(line.filled) > 1 and is_running_number(line.filled[0])
        bare = table.withdrawal is not None and "stt" not in table.head.columns  # whose models have no number
        numbered = numbered or (bare and line.has_name and len(line.filled) > RICH)
        if table.other_table is None and numbered and not line.counts_kind:
            repeated = line.has_name and table.repeats(as_text(line.name))
            before = table.withdrawal or was_recognised(line.row, table.vocabulary.year)
            why = "taken-back" if before else "second-table"
            over = table.withdrawal.texts if table.withdrawal and table.is_closed else ()
            past = any(map(table.vocabulary.reports_past, over))  # and the table has a head of its own
            table.possible += [] if repeated or past else [table.possible_of(line, why)]
            table.take(line, BELOW if repeated or (before and line.has_name) else ASIDE)
        else:
            table.take(line, DECORATION)

    def _tells_persons(self, line: ListRow) -> bool:
        """Whether a row heads persons, who are no models and do not go on with their count, or is one of them."""
        below = self._next if line.heads_persons else None
        heads = below is not None and below.is_below_persons and not self._table.pattern.counts(below)
        self._person = line if heads or self._is_person(line) else None
        self._table.entry_row = None if heads else self._table.entry_row
        return self._person is not None

    def _is_person(self, line: ListRow) -> bool:
        """Whether a row is of a person below others, whatever he is: “3 | Lê Văn Ba | Nông dân” behind a 2."""
        above = self._person
        if above is None:
            return False  # most rows
        goes_on = counts_on(above.label, line.label) and len(line.filled) <= len(above.filled)
        return line.is_below_persons or (goes_on and line.is_of_person)

    def _is_decoration(self, line: ListRow) -> bool:
        table = self._table
        alone = len(line.texts) == len(line.filled) == 1
        if self._tells_no_model(line, alone=alone):
            return True
        if line.is_own_registration:
            table.is_closed = True
            return True
        broken = table.entry_row is not None and line.is_rest
        rest = broken and self._names_broken and table.vocabulary.level_heading(as_text(line.name)) is None
        body = alone and self._heads_body(line)
        beside = body or speaks_of_above(line.texts) or is_page_row(line.filled)
        heads = "" if beside else table.pattern.heads(line, self._next, broken=broken)
        if not (heads or body or (line.counted and line.has_name)) and self._ends(line):
            return True
        if table.pattern.is_first_lettered(line, self._next):
            return False
        takes = not (rest or self._goes_on(line)) and table.groups.take(
            line.row, table.head, lettered_entries=table.pattern.lettered, runs_on=table.pattern.runs_on(line)
        )
        if heads and not takes:
            table.groups.stand_over(line.row, heads)
            body = table.groups.is_body(without_numeral(heads), whole=True)
            if table.groups.unknown and not (body or table.groups.is_plain(heads)):
                table.possible.append(table.possible_of(line, "name-alone"))
        hamlet = self._heads_hamlet(line)
        if takes or heads or body:
            text, known = " ".join(line.texts), table.groups.unknown is None
            if table.since_heading != table.pattern.entries and not table.vocabulary.section(text)[0]:
                table.groups.divisions += 1
            table.since_heading = table.pattern.entries
            self._names_level(line)
            apart = known and numbering(text) != numbering(table.group)
            if not (apart and may_be_open(table.group)):
                table.group = text  # “B. Dự phòng” is over its “I. Kinh tế”
            table.groups.enter_words(text)
            self._enter_group(table.groups.unknown if takes or heads else None, line.row)
        return takes or body or hamlet or bool(heads)

    def _tells_no_model(self, line: ListRow, *, alone: bool) -> bool:
        """An example, numbers of columns or of models by levels, a level of those above or of none, a remark."""
        table = self._table
        text = line.texts[0] if alone else ""
        is_example = line.is_example
        if is_example and 0 < len(text.split()) <= FEW:  # “Ví dụ:” is over others
            table.group = text
        if alone and line.denies_level:
            table.groups.level = None
            return True
        given = table.vocabulary.levels_by_number(text)
        by_number = sum(max(len(numbers), 1) for _, numbers in given) > 1  # “Mô hình 1: cấp tỉnh” may head
        known = is_example or by_number or explains_marks(text) or counts_some(text)
        known = known or is_column_numbers(line.filled)
        return known or self._names_level(line, of_above=True) or self._is_remark(line)

    def _is_remark(self, line: ListRow) -> bool:
        """Whether a row says in brackets what others do, no level, field or taking back: “(KH số 12-KH/ĐU)”."""
        table = self._table
        text = in_brackets(line.row)
        if not text or table.brackets[key(text)] < FEW:
            return False  # most rows
        if self._goes_on(line) or table.head.columns.get("address") in line.row.contents:
            return False
        of_level = level_line(table.vocabulary, line.row) or table.vocabulary.is_heading(text)
        return not (of_level or table.vocabulary.field_of_heading(text) or may_be_reserve(text))

    def _heads_hamlet(self, line: ListRow) -> bool:
        """Take “1 | Thôn Trại” over models without number, the first also without address."""
        table = self._table
        columns, below = table.head.columns, self._next
        if not line.counted or line.row.contents.keys() != {columns["stt"], columns.get("address")}:
            return False
        if line.is_unread or below is None or below.counted or not below.has_name or len(below.filled) < FEW:
            return False
        if not self._hamlets and (table.pattern.entries or not is_blank(below.cell("address"))):
            return False
        self._hamlets, table.group = True, as_text(line.cell("address"))
        return True

    def _heads_body(self, line: ListRow) -> bool:
        """Whether a body's name stands alone over a model, in a column of texts: it groups, and ends no section."""
        below, (index,), columns = self._next, line.row.contents, self._table.head.columns
        if below is None or len(below.filled) <= RICH or not below.has_name or self._goes_on(line):
            return False
        return self._table.groups.is_body(line.texts[0], whole=index != columns.get("address"))

    def _names_level(self, line: ListRow, *, of_above: bool = False, is_total: bool = False) -> bool:
        """Note a line that names a level of models; with ``of_above`` one that says that they stand above it."""
        table = self._table
        named = level_line(table.vocabulary, line.row, is_total=is_total)
        if of_above and named and _THE_REST.search(line.texts[0]) and not numbering(line.texts[0]):
            last = not (self._next and self._next.has_name and len(self._next.filled) > FEW)
            against = table.places["level"] == EITHER or named.level not in (table.groups.level, "base")
            against = against and year_of_group(line.row) in (None, table.vocabulary.year)
            named = replace(named, level=None, of_above=True) if last and against else named
        if named is None or (of_above and not (named.of_above and len(line.texts) == len(line.filled) == 1)):
            return False
        table.level_lines.append(named)
        return True

    def _bracketed(self, line: ListRow) -> None:
        """Guidance, all in brackets; below a model, or with a level, a date or a mark, what may be a model."""
        table = self._table
        only_labels = all(is_short_label(as_text(cell).strip("() ")) for cell in line.filled)
        possible = not only_labels and (table.pattern.entries > 0 or line.is_marked_in_brackets)
        table.possible += [table.possible_of(line, "name-missing")] if possible else []
        table.take(line, ASIDE if possible else DECORATION)

    def _enter_group(self, unknown: LeftoverRow | None, row: Row) -> None:
        """A heading that names field or level opens the list again; another one is told if a model is near."""
        table = self._table
        if unknown is not None and not is_caption(unknown.text) and unknown.text not in table.title.text:
            table.unknown_below.append(unknown)
        if table.takes_back(row, unknown.text if unknown else ""):
            table.other_table, table.withdrawal = None, row
        elif table.withdrawal is None:
            table.earlier_groups |= {table.groups.field, table.groups.level}
        table.is_inside = unknown is None
        table.is_closed = table.is_closed and unknown is not None

    def _ends(self, line: ListRow) -> bool:
        if not line.counted and (all(map(is_count, line.filled)) or is_page_row(line.filled)):
            return True
        if is_total(line.filled) and not self._begins_with_heading(line):
            self._total(line)
            self._table.is_inside = False
            return True
        return self._closing(line)

    def _begins_with_heading(self, line: ListRow) -> bool:
        """Whether a heading is over models, whatever total stands beside it: “I | Cấp tỉnh | Tổng: 03”."""
        label, *named = map(as_text, line.filled[:FEW])
        own = [label] if named and not is_total([label]) else []  # “A. CẤP TỈNH | Tổng: 01”
        by_field = bool(own) and self._table.vocabulary.section(label)[0]
        return by_field or (bool(numbering(label)) and any(map(self._table.vocabulary.is_heading, (*own, *named))))

    def _closing(self, line: ListRow) -> bool:
        """Signatures, “Nơi nhận”, notes. A row whose name column says something else is none of these."""
        table = self._table
        if len(line.filled) > RICH:
            return False
        every = line.texts
        said = every if is_placeholder(line.name) else [as_text(line.name)]
        closing = starts_closing(said, after_gap=table.entry_row is None)
        signed = not closing and self._signed(line)
        closing = closing or signed
        footnote = len({*line.filled}) == 1 and bool(table.pattern.entries) and is_footnote(every)
        if not (closing or footnote or is_note(said) or speaks_of_above(every) or self._is_request(line)):
            return False
        if signed and line.has_name:
            table.possible_below.append(table.possible_of(line, "name-alone"))
        table.is_inside = False
        table.is_below_note = table.is_below_note or (is_note(every[-1:]) and len(key(every[-1]).split()) <= FEW)
        table.is_closed = table.is_closed or closing
        return True

    def _is_request(self, line: ListRow) -> bool:
        """Whether a lone sentence asks to change the list: “Xin rút mô hình số 2”."""
        asks = len(line.filled) == len(line.texts) == 1 and changes_list(line.texts[0], beside_list=True)
        return asks and not (self._is_rest(line) or self._table.vocabulary.is_not_registered(line.texts[0]))

    def _signed(self, line: ListRow) -> bool:
        """A line in capitals, right of the table's beginning, in a list whose names are not in capitals."""
        table = self._table
        texts = line.texts
        if table.pattern.capitals or not table.pattern.entries or not is_signature(texts):
            return False
        title = any(is_title(text) or table.vocabulary.is_heading(text) for text in texts)
        return not title and (is_blank(line.label) or len(texts) > 1) and not is_short_label(line.label)

    def _goes_on(self, line: ListRow) -> bool:
        """A lone word right under an entry, in a text column, goes on with that entry: it groups nothing."""
        return self._table.entry_row is not None and line.is_lone_text

    def _total(self, line: ListRow) -> None:
        table = self._table
        grouped = bool(table.groups.level or table.groups.sections)
        of_level = self._names_level(line, is_total=True)
        stated = stated_total(line.filled, grouped=grouped)
        counted = (table.pattern.entries, table.pattern.entries - table.since_heading)
        past = any(counts_other_year(text, (table.year, table.title.year)) for text in line.texts)
        if stated is None or stated in counted or (of_level and not grouped) or past:
            return
        total = StatedTotal(line.row.number, stated, table.pattern.entries, min(line.row.contents) + 1)
        if table.pattern.entries:
            table.totals.append(total)
        else:
            table.total_above = total

    def _content(self, line: ListRow, *, inside: bool) -> None:
        """An entry, a row joined to one, or what is set aside; under the list neither an entry nor possible."""
        table = self._table
        has_name = line.has_name
        if self._continues(line, has_name=has_name):
            self._join(line, has_name=has_name)
            return
        rich = len(line.filled) > RICH
        marked = not line.counted and has_name and line.is_marked
        odd = not inside and table.pattern.is_odd(line)
        sure = line.counted or (rich and (inside or not odd) and (marked or not line.has_telephone))
        headed = rich or table.since_heading == table.pattern.entries or line.is_marked
        lone = (
            has_name
            and not rich
            and (table.pattern.is_lone(line, self._next) or (not headed and table.pattern.counts_again(line)))
        )
        if (lone and (inside or line.counted)) or (line.counted and line.is_bracketed):
            table.possible.append(table.possible_of(line, "name-alone"))
            table.group = as_text(line.name)
            may_head = table.groups.is_of_others(table.group)  # “Các mô hình còn lại”
            table.groups.level = None if may_head else table.groups.level
            table.take(line, BELOW)
        elif has_name and (
            line.is_ticked or is_nameless(line.name, alone=not line.counted and len(line.filled) == 1)
        ):
            self._set_aside(line, inside=True)
        elif table.pattern.counted and table.pattern.entries and line.is_person:
            placeless = is_placeholder(line.cell("address"))  # no holder of a model
            table.possible += [] if placeless else [table.possible_of(line, "name-alone")]
            table.take(line, BELOW)
        elif has_name and (sure or inside or not (table.is_closed or odd)):
            name, levels = as_text(line.name), table.levels_below_each_other(line)
            if further := max(names_in(name), levels) - 1:
                several = max(names_in(name, beside=False), levels) > 1
                table.possible.append(
                    table.possible_of(line, "several-names" if several else "names-beside", further)
                )
            table.possible += table.possible_beside(line)
            table.take_entry(line)
        elif marked and not sure:
            self._set_aside(line, inside=True)
        elif not sure and (table.is_closed or (not inside and line.is_signer)):
            table.take(line, DECORATION)
        elif odd and not inside:
            table.possible_below.append(table.possible_of(line, "name-alone" if lone else "name-missing"))
            table.take(line, BELOW)
        else:
            self._set_aside(line, inside=inside or sure)

    def _is_section_beside_level(self, line: ListRow) -> bool:
        """Take the heading of a section that stands beside a level, which may be one model's or all models'."""
        table = self._table
        if line.has_name or not line.levels:
            return False  # most rows
        at = table.head.columns["level"]
        bare = Row(line.row.number, (*line.row.cells[:at], None, *line.row.cells[at + 1 :]))
        return table.vocabulary.section(" ".join(bare.texts))[0] and self._is_decoration(table.line(bare))

    def _join(self, line: ListRow, *, has_name: bool) -> None:
        """A row of the entry above; what has a ditto mark or a name in capitals may be a model of its own."""
        table = self._table
        alone = line.row.contents.keys() == {table.head.columns.get("address")}
        if alone and any(levels_stated(text) for text in line.texts):
            table.take(line, DECORATION)
            return
        own = is_ditto(line.name) or (as_text(line.name)[:1].isupper() and not line.is_rest)
        if has_name and own:
            table.possible.append(table.possible_of(line, "name-missing" if is_ditto(line.name) else "name-alone"))
        self._names_broken = self._names_broken or (has_name and line.is_rest)
        table.take(line, JOINED)

    def _set_aside(self, line: ListRow, *, inside: bool) -> None:
        """A row with content and no name. Below a gap it is possible only if a model follows."""
        table = self._table
        unread = () if line.filled else table.unread_columns.get(line.row.number, ())
        headings = (known.row.contents for known in table.rows if table.group in known.row.texts)
        if table.group and any(column - 1 in filled for filled in headings for column in unread):
            table.groups.field = table.groups.level = None  # as below a heading that nobody can read
        within = not line.row.contents.keys().isdisjoint(table.head.columns.values())
        if line.is_unread:
            table.possible.append(table.possible_of(line, "name-unread"))
        elif within and not is_count(line.name):
            (table.possible if inside else table.possible_below).append(table.possible_of(line, "name-missing"))
        table.take(line, ASIDE)

    def _is_rest(self, line: ListRow) -> bool:
        if self._table.entry_row is None or not self._table.pattern.counted:
            return False
        return line.is_rest or (line.is_rest_of_names and self._breaks_names)

    @cached_property
    def _breaks_names(self) -> bool:
        """Whether the list's names go on in rows of their own, in small letters, more than once."""
        return sum(self._table.line(row).is_rest for row in self._table.rows_below) > 1

    def _continues(self, line: ListRow, *, has_name: bool) -> bool:
        """Whether the row belongs to the entry above: by merged cells, without STT and name, or as its rest."""
        table = self._table
        if self._is_section_beside_level(line) or table.entry_row is None or line.is_unread:
            return False
        if not has_name:
            return (is_blank(line.label) or line.is_bullet) and not is_count(line.name)
        if self._is_rest(line) or (is_ditto(line.name) and is_blank(line.label) and table.pattern.counted):
            return True
        columns = [table.head.columns[c] for c in ("stt", "name") if c in table.head.columns]
        tops = [table.covered_cells.top_row(line.row.number, column) for column in columns]
        under_merge = any(top is not None and top >= table.entry_row for top in tops)
        return under_merge and line.row.contents.keys() <= {table.head.columns["name"]}
