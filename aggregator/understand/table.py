"""From a sheet with a head to its rows: the walk down one table, the heads that repeat, the sheets that go on."""

from bisect import bisect
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise, takewhile, zip_longest

from msgspec import Struct, field
from msgspec.structs import replace

from aggregator.campaign.sentences import OF_RULE, movement_in, of_another_year
from aggregator.campaign.vocabulary import Vocabulary
from aggregator.campaign.word_lists import MODELS, any_of, keys
from aggregator.nouns.document import Row, Sheet, Value, as_text, is_blank
from aggregator.nouns.reading import NUMBERS_LEFT_OUT, Possible, StatedTotal
from aggregator.understand.cells import (
    CoveredCells,
    guides,
    is_running_number,
    is_short_label,
    place_in_count,
    running_number,
)
from aggregator.understand.denials import says_no_more
from aggregator.understand.entries import (
    ASIDE,
    DECORATION,
    ENTRY,
    JOINED,
    Head,
    LevelLine,
    ListTitle,
    SheetTable,
    TableRow,
)
from aggregator.understand.head import HeadFinder, repeats
from aggregator.understand.head_columns import REGISTERS
from aggregator.understand.line_words import is_other_paper
from aggregator.understand.list_row import RICH, ListRow
from aggregator.understand.row_kinds import counts_of_level, is_total, stated_total
from aggregator.understand.table_rows import TableRows
from aggregator.understand.titles import (
    TitleReader,
    is_caption,
    is_guide,
    speaks_of_list,
    title_of_list,
    title_year,
)
from aggregator.understand.walk import Walk
from aggregator.understand.without_head import is_of_models
from aggregator.vietnamese.fold import key, regex, sole


class TableReader:
    """Knows the spellings of heads, the words of headings and of titles."""

    def __init__(self, finder: HeadFinder, vocabulary: Vocabulary, titles: TitleReader) -> None:
        self._finder = finder
        self._vocabulary = vocabulary
        self._titles = titles

    def read(self, sheet: Sheet, head: Head, title: ListTitle) -> list[SheetTable]:
        """The lists of a sheet from this head on; a further head with its own title begins another."""
        lists: list[SheetTable] = []
        now = self._vocabulary.year or 0
        former = bool(self._past_in(head, title.text.splitlines())) or (title.draft and (title.year or now) < now)
        table = TableRows(self._vocabulary, sheet, head, title)
        walk = Walk(table)
        rows = sheet.rows
        position = head.index + (head.last_row - head.first_row + 1)
        while position < len(rows):
            row = rows[position]
            if table.is_below_head(row) and self._guides(row, table.head):
                table.pass_over(row)
                position += 1
                continue
            counted = is_running_number(row.at(0))  # most rows: they are no head
            again = None if counted else self._head_again(rows, position, table.head)
            plan = self._of_tasks(table, again[1], row) if again else False
            if again is None or plan is not False:
                following = rows[position + 1] if position + 1 < len(rows) else None
                another = plan or (None if again else not counted and self._finder.another_table(row, following))
                walk.row(row, another, following)
                position += 1
                continue
            depth, new = again
            below, above = rows[position + depth :], [text for row in table.above_head() for text in row.texts]
            past = table.past_above_head() or self._past_in(new, above)
            summary = (past and title_year([past]) is None) or table.is_summed_up(below, new)
            own = None if past and summary else self._title_of(sheet, table, new, past, below)
            own = own if not summary or (own and own.level) else None  # models may come again at another level
            own = ListTitle() if own is None and former and not (past or repeats(table.head, row)) else own
            if own is not None:
                former = own.draft
                lists.append(table.result())
                table = TableRows(self._vocabulary, sheet, new, own)
                walk = Walk(table)
            else:
                table.go_on(new, rows[position : position + depth], below, summary=bool(summary))
            position += depth
        return with_levels_of_lines([*lists, table.result()])

    def _of_tasks(self, table: TableRows, head: Head, row: Row) -> bool | None:
        """Whether a further head is over tasks: True under a plan's title, None under none; False over models.

        “TT | Thời gian | Nội dung | Người thực hiện” lacks all that only models have, and the list's head has it.
        """
        plain = is_of_models(head) or repeats(table.head, row) or head.columns.keys() & {"address", "field"}
        if plain or not is_of_models(table.head):
            return False
        over = [text for above in table.above_head() for text in above.texts]
        listed = any(speaks_of_list(text) or self._vocabulary.is_heading(text) for text in over)
        plan = any(is_other_paper(key(text)) for text in over)
        if plan is listed:
            return None  # “KẾ HOẠCH TRIỂN KHAI MÔ HÌNH” too
        return plan

    def _past_in(self, head: Head, over: Iterable[str]) -> str | None:
        """What a head says over names of a former year; no lines over it, words or marks register them again."""
        words, year = head.words.get(head.columns["name"], ""), head.name_year or 0
        marked = REGISTERS.search(words) or head.columns.keys() & {"continuing", "new"}
        again = marked or any(map(self._vocabulary.goes_on, (words, *over)))
        return words if 1 < year < (self._vocabulary.year or 0) and not again else None

    def _guides(self, row: Row, head: Head) -> bool:
        """Whether a row below the head tells how to fill the columns in: “Thôn, xã | Tên | x | x”."""
        name, cells = head.cell(row, "name"), [c for at, c in row.contents.items() if at != head.columns.get("stt")]
        return self._finder.is_title_of(as_text(name), "name") or guides(name, cells, self._finder.knows)

    def without_drafts(self, tables: Sequence[SheetTable]) -> list[SheetTable]:
        """The lists of a document; beside one the models of drafts, guides, other movements are only possible."""
        past = [part for part in tables if self._past_in(part.head, part.title.text.splitlines())]
        drafts = [part for part in tables if part.title.draft or part in past or _is_of_guide(part)]
        apart = [part for part in tables if part in drafts or movement_in(part.sheet.name) == "other"]
        others = any(part.models for part in tables if part not in apart)
        return [self._only_possible(part) if others and part in apart else part for part in tables]

    def _only_possible(self, draft: SheetTable) -> SheetTable:
        rows = tuple(replace(row, role=ASIDE) if row.role in (ENTRY, JOINED) else row for row in draft.rows)
        return replace(draft, rows=rows, totals=(), possible=(*draft.possible, *self.possible_of(draft, "draft")))

    def possible_of(self, part: SheetTable, reason: str) -> Iterator[Possible]:
        """The models of a list as models that are only possible."""
        for known in part.models:
            yield ListRow(known.row, known.head, self._vocabulary, ()).possible(
                reason, part.sheet.name, known.level
            )

    def read_on(self, sheet: Sheet, former: SheetTable, *, follows: bool) -> SheetTable:
        """A sheet that goes on with a list: its columns and year; where numbers do (``follows``) its headings."""
        head = replace(former.head_in_force, first_row=0, last_row=0)
        named = self._titles.read(sheet, ())
        last = former.rows[-1] if former.rows and follows else None
        title = replace(
            former.title,
            year=named.year or former.title.year,
            year_evidence=named.year_evidence or former.title.year_evidence,
            field=named.field or (last.field if last else None),
            level=named.level or (last.level if last else None),
            of_form=named.of_form or former.title.of_form,
        )
        table = TableRows(self._vocabulary, sheet, head, title)
        walk = Walk(table)
        for row, following in zip_longest(sheet.rows, sheet.rows[1:]):
            walk.row(row, self._finder.another_table(row, following), following)
        return table.result()

    def _title_of(
        self, sheet: Sheet, table: TableRows, head: Head, past: str | None, below: Sequence[Row]
    ) -> ListTitle | None:
        """The title over a further head, where it says something new; ``past``: “KẾT QUẢ THỰC HIỆN NĂM 2023”."""
        if past:
            return replace(title_of_list(past), draft=True)
        above = table.above_head()
        lines = [line for row in above for text in row.texts for line in text.splitlines()]
        if any(map(is_caption, lines)):
            title = self._titles.read(sheet, above, head)
            if title.facts and title.facts != table.title.facts:
                return title
        numbers = (running_number(head.cell(row, "stt")) for row in below)
        return table.title_above_head() if next(filter(None, numbers), 0) == 1 else None

    def _head_again(self, rows: Sequence[Row], position: int, head: Head) -> tuple[int, Head] | None:
        """A repeated head, or another head with an STT column; its depth in rows. It begins with no model's row."""
        row = rows[position]
        again = repeats(head, row)
        may_be = again or (len(row.cells) > RICH and (self._finder.find([row]) or _may_be_broken(row)))
        new = self._finder.head_at(rows, position) if may_be else None
        new = replace(new, columns=head.columns, names_by={}) if new and new.names_by else new
        lower = self._finder.head_at(rows, position + 1) if new and not again else None
        if new and lower and lower.last_row == new.last_row:
            name = as_text(row.at(lower.columns["name"]))
            if lower.columns.keys() >= new.columns.keys() or (name and not self._finder.knows(name)):
                return None
        if new and again:  # the cells that it leaves blank are columns as before
            own = rows[position : position + new.last_row - new.first_row + 1]
            left = {code: at for code, at in head.columns.items() if all(is_blank(row.at(at)) for row in own)}
            new = replace(new, columns={**left, **new.columns})
        if new and (again or "stt" in new.columns):
            return new.last_row - new.first_row + 1, new
        return (1, head) if again else None


def _is_of_guide(part: SheetTable) -> bool:
    first = part.sheet.rows[0]
    return is_guide([part.sheet.name, *(first.texts if first.number < part.head.first_row else ())])


def _may_be_broken(row: Row) -> bool:
    """Whether the first row of a head that a person broke by hand may stand here: words only, no number."""
    return all(is_blank(cell) or (isinstance(cell, str) and not is_running_number(cell)) for cell in row.cells)


# ---- Lines that name a level stand over their models, or under them: all lines of a sheet alike.


_LEAST_LINES = 3  # under a model each; the second of two may be a heading over nothing


def with_levels_of_lines(lists: Sequence[SheetTable]) -> list[SheetTable]:
    """The lists of a sheet, where lines under the models tell their level: “01 mô hình cấp tỉnh”, “Biểu 1”.

    They stand so where no level is known above the first line and nothing follows the last, or only the models
    above are as many as each says, or each model has a line of its own (“(Đăng ký cấp tỉnh)”). A line that speaks
    of those above, or a total, tells nothing of those below, nor of those to which a heading gives another level.
    Where a line could tell of either, no level is known. Nor is it of models beyond those that the line above them
    counts; a line over all of a list that does not count them heads none.
    """
    numbers = [known.row.number for part in lists for known in part.models]
    lines = [line for part in lists for line in part.level_lines]
    levels: dict[int, str | None] = {}  # by row
    headed = {known.row.number: known.level for part in lists for known in part.models}
    for line, above in zip(lines, _blocks(numbers, lines), strict=False):
        for number in above if line.of_above and line.count in (None, len(above)) else ():
            levels[number] = line.level if headed[number] in (None, line.level) else None
    headings = [line for line in lines if not (line.is_total or line.of_above)]
    totals = [line for line in lines if line.is_total]
    from_below = _levels_from_below(lists, headings or totals, _blocks(numbers, headings or totals))
    levels |= from_below
    lists = [_with_levels(part, levels, first=part is lists[0]) for part in lists] if levels else lists
    over = [
        LevelLine(part.head.last_row, part.title.level, part.title.count, of_above=False, is_total=False)
        for part in lists
        if part.title.level and part.title.count
    ]
    stated = sorted([*over, *headings], key=lambda line: line.row)
    return list(lists) if from_below else [_with_stated(part, stated, numbers) for part in lists]


def _with_stated(part: SheetTable, lines: Sequence[LevelLine], numbers: Sequence[int]) -> SheetTable:
    """The list with what its headings state: more models than stand below them, or fewer (“Cấp huyện: 04”)."""
    own = {part.head.last_row, *(line.row for line in part.level_lines)}
    totals, beyond, title = [*part.totals, *_sections_short(part, own)], set[tuple[int, str | None]](), part.title
    for line, block in zip(lines, _blocks(numbers, lines)[1:], strict=True):
        if line.row in own and line.count and len(block) > line.count:
            of_title = line.row == part.head.last_row
            title = replace(title, level=None) if of_title else title
            beyond |= {(row, line.level) for row in block[0 if of_title else line.count :]}
        elif line.row in own and line.count and block and line.count > len(block):
            totals.append(StatedTotal(line.row, line.count, len(block)))
    rows = (replace(row, level=None) if (row.row.number, row.level) in beyond else row for row in part.rows)
    return replace(part, totals=tuple(totals), rows=tuple(rows), title=title)


_COUNT = regex(
    rf"\b0*(\d{{1,2}}) {MODELS}\b(?! (?!cap|dang k[yi]|trong do|gom|tinh|huyen|nam)[a-z])"
)  # no “… trồng trọt”
_OF_NO_MODELS = regex(rf"{OF_RULE.pattern}|\b(?:{any_of(keys('upward', 'efforts'))})\b")


def _sections_short(part: SheetTable, lines: Collection[int]) -> Iterator[StatedTotal]:
    """The headings, but for such ``lines``, that count more models than stand below: “Kinh tế: 3 mô hình”."""
    for known in part.rows:
        said = " ".join(known.row.texts) if known.role == DECORATION and known.row.number not in lines else ""
        count = sole({*map(int, _COUNT.findall(key(said)))} & {*counts_of_level(said)}) if said else None
        if (
            count
            and not (_OF_NO_MODELS.search(key(said)) or of_another_year(said))
            and len(known.row.contents) <= RICH
        ):
            below = (model for model in part.models if model.row.number > known.row.number)
            read = sum(1 for _ in takewhile(lambda model: model.group == said, below))  # noqa: B023 -- used at once
            yield from [StatedTotal(known.row.number, count, read)] if count > read > 0 else []


def _blocks(numbers: Sequence[int], lines: Sequence[LevelLine]) -> list[Sequence[int]]:
    """The rows of the models above the first line, between each two, and below the last."""
    cuts = [0, *(bisect(numbers, line.row) for line in lines), len(numbers)]
    return [numbers[first:last] for first, last in pairwise(cuts)]


def _levels_from_below(
    lists: Sequence[SheetTable], lines: Sequence[LevelLine], blocks: Sequence[Sequence[int]]
) -> dict[int, str | None]:
    """The levels by row where the lines stand under their models, None where they may; else nothing."""
    rows = {known.row.number: known for part in lists for known in part.rows}
    if not lines or not all(blocks[:-1]) or any(rows[number].level for number in blocks[0]):
        return {}
    following = next((rows[number] for number in rows if number > lines[-1].row), None)
    nothing = following is not None and any(is_short_label(c) or says_no_more(c) for c in following.row.cells)
    at_end = not (blocks[-1] or nothing)
    counted = all(line.count == len(above) for line, above in zip(lines, blocks, strict=False))
    over = all(line.count == len(below) for line, below in zip(lines, blocks[1:], strict=True))
    ones = all(line.count in (None, 1) and len(above) == 1 for line, above in zip(lines, blocks, strict=False))
    each = len(lines) >= _LEAST_LINES and ones
    unknown = dict.fromkeys(number for block in blocks for number in block)
    if (each and at_end) or (counted and (at_end or not over)):
        return unknown | {row: line.level for line, above in zip(lines, blocks, strict=False) for row in above}
    return unknown if (at_end or counted) and not lines[0].is_total else {}


def _with_levels(part: SheetTable, levels: Mapping[int, str | None], *, first: bool) -> SheetTable:
    rows = tuple(replace(known, level=levels.get(known.row.number, known.level)) for known in part.rows)
    possible = tuple(replace(one, level=None) for one in part.possible)
    title = part.title if first else replace(part.title, level=None)
    return replace(part, rows=rows, possible=possible, title=title)


# ---- Numbers that the count of a list leaves out: rows may have been deleted.


class _Count(Struct):
    """A stretch of models counted from 1: what it left out, and how many models may stand for that."""

    group: object
    last: int = 0
    spare: int = 0
    left_out: list[tuple[TableRow, tuple[str, int], str | None]] = field(default_factory=list)  # the model behind


def with_numbers_left_out(lists: Sequence[SheetTable]) -> list[SheetTable]:
    """The lists of a document with a possible model for each number that one's count leaves out and nothing bears.

    Each section may be counted anew, and another list may go on with the count. A model without a number, or with
    one that comes twice, may be the one; so is a number that stands out of its order. Where a total counts the
    models that were read nothing is left out, nor where all numbers stand there in another order.
    """
    places = [_places_in_order(part.models) for part in lists]
    numbers = [{*each.values()} - {None} for each in places]
    elsewhere = ({n for other in numbers if other.isdisjoint(own) for n in other} for own in numbers)
    return [*map(_with_left_out, lists, places, elsewhere)]


_LEAST_STEP = 5  # of a count that leaves room for rows between; 2, 4, 6 may lack others
_Places = Mapping[int, tuple[str, int] | None]  # in the list's count, by rows


def _with_left_out(part: SheetTable, places: _Places, elsewhere: Collection[object]) -> SheetTable:
    numbers = sorted(running_number(known.head.cell(known.row, "stt")) for known in part.models)
    step = numbers[0] if len(numbers) > 2 and numbers[0] >= _LEAST_STEP else 1  # “10, 20, 30”
    whole = numbers == [step * n for n in range(1, len(numbers) + 1)]  # sorted by level or by field
    counts = [] if whole or part.head.of_blocks or "stt" not in part.head.columns else _counts_of(part, places)
    lacking = [left for count in counts for left in count.left_out[: max(len(count.left_out) - count.spare, 0)]]
    lacking = [left for left in lacking if left[1] not in elsewhere]
    others = (known.row.contents.values() for known in part.rows if known.role != ENTRY) if lacking else ()
    if not lacking or any(_sums_up([*cells], len(part.models)) for cells in others):
        return part  # most lists
    found = list[Possible]()
    for known, group in groupby(lacking, lambda left: left[0]):
        left = [*group]
        labels = ", ".join(str(number) for _, (_, number), _ in left)
        place = known.row.number, known.head.columns["stt"] + 1, len(left), left[0][2]
        found.append(Possible(*place, NUMBERS_LEFT_OUT, part.sheet.name, labels))
    return replace(part, possible=(*part.possible, *found))


_OF_OTHERS = regex(rf"\d (?!(?:{MODELS}|trong do|gom|cap|tinh|huyen|co so|xa)\b)[a-z]")


def _sums_up(cells: Sequence[Value], models: int) -> bool:
    """Whether a row is the total of so many models: “Tổng số: 05 mô hình”, and no “Tổng số: 05 hộ”."""
    return (
        is_total(cells)
        and stated_total(cells) == models
        and not any(_OF_OTHERS.search(key(as_text(c))) for c in cells)
    )


def _counts_of(part: SheetTable, places: _Places) -> list[_Count]:
    """The stretches of a list, each counted from 1 on, with what they leave out."""
    covered = CoveredCells(part.sheet.rows, part.sheet.merges)
    by_column = any(code.startswith("level") for code in part.head.columns)
    counts, open_rows = dict[str, list[_Count]](), {possible.row for possible in part.possible}
    spare = sum(row < part.rows[0].row.number for row in open_rows) if part.rows else 0  # read above the head
    others = set[tuple[str, int]]()  # numbers of rows that are no models
    for known in part.rows:
        if known.role != ENTRY:
            labelled = place_in_count(known.head.cell(known.row, "stt"))
            others |= {labelled or ("", 0)}
            spare += not labelled and known.row.number in open_rows
            continue
        if (place := places[known.row.number]) is None:
            spare += covered.top_row(known.row.number, known.head.columns.get("stt", -1)) is None
            continue
        (series, number), group = place, _group_of(known)
        count = counts.setdefault(series, [_Count(group)])[-1]
        if count.last and (number == 1 or (number <= count.last and group != count.group)):
            count = _Count(group)
            counts[series].append(count)
        level = known.level if group == count.group and not by_column else None
        left = ((series, each) for each in range(count.last + 1, number))
        count.left_out += [(known, each, level) for each in left if each not in others]
        count.spare += spare + (number <= count.last)
        count.last, count.group, spare = max(number, count.last), group, 0
        others.clear()
    return [count for series in counts.values() for count in series]


def _group_of(known: TableRow) -> object:
    return known.group, known.field, known.level


def _places_in_order(models: Sequence[TableRow]) -> dict[int, tuple[str, int] | None]:
    """The places of models in their count by rows; None for one out of its order: 1, 3, 2 or 1, 2, 3, 14.

    Letters count where every label is one: “1, 2, 3, ii” has one model of no number.
    """
    labels = [place_in_count(known.head.cell(known.row, "stt")) for known in models]
    all_alike = len({place[0] for place in labels if place}) == 1
    places = {
        known.row.number: place if place and (all_alike or not place[0].isalpha()) else None
        for known, place in zip(models, labels, strict=True)
    }
    last: dict[str, int] = {}
    for known, following in zip_longest(models, models[1:]):
        if (place := places[known.row.number]) is None:
            continue
        (series, number), expected = place, last.get(place[0], 0) + 1
        beside = following if following and _group_of(following) == _group_of(known) else None
        after = places[beside.row.number] if beside else None
        swapped = after and after[0] == series and expected <= after[1] < number and (after[1] > 1 or expected == 1)
        longer = expected > 2 and str(expected) in str(number) and number > expected
        if swapped or (longer and after != (series, number + 1)):
            places[known.row.number] = None
        else:
            last[series] = number
    return places
