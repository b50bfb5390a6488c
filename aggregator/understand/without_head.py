"""Rows that may be a list's without its head: a next page, a second sheet or table, an object that stays closed."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from msgspec.structs import replace

from aggregator.campaign.sentences import movement_in
from aggregator.campaign.vocabulary import Vocabulary
from aggregator.campaign.word_lists import any_of, keys
from aggregator.nouns.document import Row, Sheet, Value, as_text, is_blank
from aggregator.nouns.reading import Possible
from aggregator.understand import line_words
from aggregator.understand.cells import (
    is_example,
    is_placeholder,
    is_running_number,
    is_telephone,
    running_number,
    year_in,
)
from aggregator.understand.denials import registers_nothing
from aggregator.understand.entries import BELOW, DECORATION, JOINED, Head, SheetTable
from aggregator.understand.head import HeadFinder
from aggregator.understand.list_row import FEW
from aggregator.understand.row_kinds import heads_figures, is_recipient, was_recognised
from aggregator.understand.side_tables import MARKS, is_of_level_or_holder
from aggregator.understand.titles import is_caption, title_year
from aggregator.vietnamese.decode import is_garbled
from aggregator.vietnamese.fold import has_phrase, is_personal_name, key, regex, sole

ANY_NUMBER = 99  # entries that an object may hold which nobody opened
_CLOSED = {"embedded-not-opened": "embedded", "picture-large": "unread-part", "cut-off": "unread-part"}
_ONLY_OF_MODELS = MARKS | {"level"}  # no plan and no schedule has such a column
_LONGEST_MARK = 24  # letters
_LEAST_NAME = 2  # words
_LEAST_LINES = 6  # of a picture that alone fills a sheet
_LEAST_CELLS = 3  # of a row that looks like a list's
_LEAST_TEXT = 3  # words of its longest text
_NUMBER_OF_LINE, _DASH = regex(r"\(?(\d{1,2})[.)]\s+"), regex(r"\s+[-–|;]\s+")
_PERIOD = regex(r"\b(?:thang|quy|nam) [ivx\d]|\b\d{1,2} \d{1,2} 20\d\d\b|\bcap (?:tinh|huyen|co so)\b")
_LEVEL_OR_HOLDER = regex(r"(?:cap )?(?:tinh|huyen|co so)|tap the|ca nhan")
_QUOTED, _WORD = regex(r"“([^”]*)”"), regex(r"[^\W\d_]{2}")
PIECE = regex(r"[:;,()|\t\n]|\s{2,}|\s[–-]\s")
_OF_YEAR = regex(r"(?!.*\b(?:ngay|thang|quy)\b).*\bnam 20\d\d")
_OF_MODELS = regex(r"\b(?:mo hinh|dien hinh|danh sach|dang ky)\b")
# what a person in a body or in it is: “Bí thư Đảng ủy”, “CT Hội ND”, “Tổ trưởng”
_OFFICES = any_of(keys("signature", "titles") + keys("signature", "offices"))
_OFFICE = regex(rf"(?:{_OFFICES})\b|(?:{any_of(keys('holder', 'callings'))})$")
_LEAST_FILLED = 4  # columns of a row whose number alone goes on


class WithoutHead:
    """Judges the rows of sheets that have no head."""

    def __init__(self, finder: HeadFinder, vocabulary: Vocabulary) -> None:
        self._finder = finder
        self._vocabulary = vocabulary

    def goes_on(self, sheet: Sheet, former: SheetTable) -> bool:
        """Whether the rows surely go on with the list: each numbered one fits its columns, and most prove it."""
        head = former.head_in_force
        numbered = [row for row in sheet.rows if is_running_number(head.cell(row, "stt"))]
        if not numbered or any(self._finder.another_table(row) is not False for row in sheet.rows):
            return False
        if are_of_persons(sheet.rows):
            return False
        follows = self.follows(sheet, former)
        begun = follows or self._begins_part(sheet, former, numbered[0])
        if not begun or _has_own_title(sheet, former, numbered[0]):
            return False
        proved = sum(self._proves(row, head, follows=follows) for row in numbered)
        return all(self._fits(row, head) for row in numbered) and 2 * proved >= len(numbered)

    @staticmethod
    def follows(sheet: Sheet, former: SheetTable) -> bool:
        """Whether the first number of the sheet is the list's next one, or the first below its last heading."""
        head = former.head_in_force
        entries = former.models
        first = next((cell for row in sheet.rows if is_running_number(cell := head.cell(row, "stt"))), None)
        if not entries or first is None:
            return False
        before, last = entries[-1], former.rows[-1]
        begun = (last.field, last.level) != (before.field, before.level)
        following = running_number(head.cell(before.row, "stt")) + 1
        begun = begun or not is_running_number(head.cell(sheet.rows[0], "stt"))  # or a heading begins the sheet
        return running_number(first) == following or (begun and running_number(first) == 1)

    def _begins_part(self, sheet: Sheet, former: SheetTable, row: Row) -> bool:
        """Whether a first number that is not the next one may be the list's: of a part, or further on."""
        head = former.head_in_force
        numbers = (running_number(head.cell(known.row, "stt")) for known in former.models)
        named = self._vocabulary.field_in_column(sheet.name) or self._vocabulary.level_heading(sheet.name)
        return bool(named) or 0 < max(numbers, default=0) < running_number(head.cell(row, "stt"))

    def _fits(self, row: Row, head: Head) -> bool:
        """Whether every cell may stand in the column that the head gives it."""
        name = head.cell(row, "name")
        if is_placeholder(name):
            return all(is_placeholder(cell) or is_running_number(cell) for cell in row.cells)
        known = {*head.columns.values(), *head.extra}
        marks = (as_text(head.cell(row, code)) for code in MARKS & head.columns.keys())
        level = as_text(head.cell(row, "level"))
        return (
            isinstance(name, str)
            and len(name.split()) >= _LEAST_NAME
            and row.contents.keys() <= known
            and all(len(mark) <= _LONGEST_MARK for mark in marks)
            and (is_placeholder(level) or bool(self._vocabulary.levels_in_column(level)))
        )

    def _proves(self, row: Row, head: Head, *, follows: bool = False) -> bool:
        """Whether a cell says what only its column says, or the row goes on counting with most columns filled."""
        marked = any(not is_blank(head.cell(row, code)) for code in MARKS)
        level = self._vocabulary.levels_in_column(as_text(head.cell(row, "level")))
        return marked or bool(level) or (follows and len(row.contents) >= _LEAST_FILLED)

    def rows_beside(self, sheet: Sheet, head: Head) -> Iterator[Possible]:
        """The rows that go on to the right of a list where its head has ended, with no head of their own."""
        held = [at for row in sheet.rows if head.first_row <= row.number <= head.last_row for at in row.contents]
        merged = (m.last_column - 1 for m in sheet.merges if head.first_row <= m.first_row <= head.last_row)
        end = max((*held, *merged, *head.columns.values())) + 1
        beyond = [row.from_column(end) for row in sheet.rows if len(row.cells) > end]
        if not any(self._finder.another_table(row) for row in beyond):
            like = filter(self._is_of_a_list, beyond)
            yield from (possible_row(sheet, row, self._vocabulary, "in-words") for row in like)

    def pasted(self, part: SheetTable) -> Iterator[Possible]:
        """The rows of a list that stand as one text in a cell: “5; Thôn Giữa; Nuôi ong lấy mật; Tập thể; x”."""
        numbers = [running_number(part.head_in_force.cell(known.row, "stt")) for known in part.models]
        following = {len(numbers) + 1, *(number + 1 for number in numbers[-1:])}
        for known in (k for k in part.rows if len(k.row.contents) == 1 and k.role in (DECORATION, JOINED, BELOW)):
            row, text = known.row, as_text(*known.row.contents.values())
            if not text[:1].isdigit() or text.isdigit() or is_recipient(text):
                continue  # most rows; “6. Lưu: VT, VP, năm 2024”
            following = set() if (number := running_number(text)) == 1 else following  # of tasks, of papers
            if pieces_of_line(text, goes_on=number in following):
                following.add(number + 1)
                yield possible_row(part.sheet, row, self._vocabulary, "in-words")
                continue
            if known.role == BELOW:
                continue  # “1) Công văn số 05 - ngày … - Ban Dân vận Huyện ủy”
            pieces = [piece.strip() for piece in PIECE.split(text) if piece.strip()]
            wordy = any(len(key(piece).split()) >= _LEAST_TEXT for piece in pieces)  # no “(1): cấp tỉnh; (2): …”
            told = known.role != JOINED or any(map(self._is_mark, pieces[1:]))  # no goals that go on
            if len(pieces) > _LEAST_CELLS and wordy and told and is_running_number(pieces[0]):
                yield possible_row(part.sheet, row, self._vocabulary, "in-words")

    def in_lines(self, sheet: Sheet, title: str) -> Iterator[Possible]:
        """The rows that stand as lines in text boxes, margins and comments."""
        noted = (each.detail for each in sheet.notices if each.code == "cell-comment")
        lines = [*sheet.margins, *(line for text in noted for line in text.splitlines())]
        for number, line in enumerate(lines, 1):
            if pieces := pieces_of_line(line.strip()):
                yield replace(
                    possible_row(sheet, Row(number, tuple(pieces)), self._vocabulary, "in-words"), sheet=title
                )

    def possible(self, sheet: Sheet, *, beside_list: bool, head: Head | None = None) -> Iterator[Possible]:
        """The rows of a sheet without a head that look like a list's, where the sheet or they speak of models.

        Those above a ``head`` must have marks or a level in its columns.
        """
        headed = any(self._finder.another_table(row) is not False for row in sheet.rows)
        if headed and any(map(self._vocabulary.reports_past, sheet.texts)):
            return
        persons, found = are_of_persons(sheet.rows) and not _may_be_of_models(sheet.rows), False
        ours = beside_list and not self.is_another_paper(sheet)
        ours = ours or any(has_phrase(text, "mo hinh") for text in line_words.keys_in(sheet.rows))
        for row, below in zip_longest(sheet.rows, sheet.rows[1:]):
            heads = self._finder.another_table(row, below)
            line = " ".join(row.texts) if head and len(row.contents) == 1 else ""  # “Ví dụ:”
            persons = heads is True or (persons and heads is False and not line)
            persons = persons or self._vocabulary.is_not_registered(line)
            named = () if ours else row.texts
            of_ours = ours or any(is_of_level_or_holder(text, self._vocabulary) for text in named)
            of_ours = of_ours or is_garbled(" ".join(named))
            like = self._is_of_a_list(row) and (head is None or self._proves(row, head))
            like = like or (head is None and looks_like_an_entry(row))
            if not persons and heads is False and of_ours and like and not heads_figures(row, below):
                found = True
                yield possible_row(sheet, row, self._vocabulary)
        level = self._vocabulary.level_heading(sheet.name) if beside_list and not found else None
        lines = [line for line in line_words.keys_in(sheet.rows) if len(line.split()) >= _LEAST_TEXT]
        if level and len(lines) > 1 and not any(map(registers_nothing, lines)):  # its title and a model in prose
            row = sheet.rows[0]
            yield Possible(row.number, 1, 1, level, "in-words", sheet.name, " | ".join(row.texts))

    def is_another_paper(self, sheet: Sheet, head: Head | None = None) -> bool:
        """Whether a sheet has the title of another paper over heads of its own, and neither speaks of models."""
        if head and is_of_models(head):
            return False
        heads = (i for i, row in enumerate(sheet.rows) if self._finder.another_table(row) is not False)
        above = [*line_words.keys_in(sheet.rows[: next(heads, 0)])]
        ours = any(_OF_MODELS.search(line) or movement_in(line) == "ours" for line in above)
        return any(map(line_words.is_other_paper, above)) and not ours

    def over_rows_above(self, sheet: Sheet, head: Head) -> Head:
        """A head, or the one lost over rows right below a title that its own go on with."""
        above = [row for row in sheet.rows[: head.index] if not all(map(is_running_number, row.contents.values()))]
        lines = [row for row in above if not looks_like_an_entry(row)]
        headings = [row for row in lines if any(map(self._vocabulary.is_heading, row.texts))]
        title = next((row for row in reversed(lines) if row not in headings), Row(0, ()))
        of_list = above[above.index(title) + 1 :] if self._is_of_title(title) else []
        models = [row for row in of_list if row not in lines]
        if not models or head.names_by or not all(self._fits(r, head) and self._proves(r, head) for r in models):
            return head
        below = [r for r in sheet.rows if r.number > head.last_row and is_running_number(head.cell(r, "stt"))]
        last, following, *_ = (running_number(head.cell(row, "stt")) for row in (models[-1], *below, above[0]))
        headed = of_list[0] in headings or len(title.texts) > 1  # by a section or what is left of the head
        goes_on = not below or following == last + 1 or (following == 1 and headed and above[-1] in headings)
        columns = (below, "address"), (models, "name")
        places, names = ({key(as_text(head.cell(row, of)))[:4] for row in rows} for rows, of in columns)  # “Thôn …”
        if not goes_on or places & names:
            return head
        first = of_list[0].number
        return replace(head, first_row=first, last_row=first - 1, index=sheet.rows.index(of_list[0]))

    def begins_above(self, sheet: Sheet, head: Head) -> bool:
        """Whether a list's rows may begin above a head: a section does, or its first number below is not 1."""
        over = [row for row in sheet.rows if row.number < head.first_row]
        last = max((at for at, row in enumerate(over) if looks_like_an_entry(row)), default=0)
        above = (row for row in over[:last] if len({*row.contents.values()}) == 1)
        below = (head.cell(row, "stt") for row in sheet.rows if row.number > head.last_row)
        begun = running_number(next(filter(is_running_number, below), 1)) > 1
        return begun or any(self._vocabulary.section(text)[0] for row in above for text in row.texts)

    def _is_of_title(self, row: Row) -> bool:
        """Whether a row is of this year's title, names the paper that it goes with, or is left of a head."""
        text = " ".join(row.texts)
        year, now = title_year([text]), self._vocabulary.year
        ours = year == now or movement_in(text) == "ours" or has_phrase(key(text), "kem theo")
        of_head = len(row.texts) > 1 and all(map(self._finder.meaning, row.texts))
        return year in (None, now) and (of_head or (ours and not self._vocabulary.is_not_registered(text)))

    def _is_mark(self, text: str) -> bool:
        return (len(text) == 1 and not text.isdigit()) or is_of_level_or_holder(text, self._vocabulary)

    def _is_of_a_list(self, row: Row) -> bool:
        """A row without a number that has a name of several words, and a level, a holder or a mark."""
        texts = list(map(as_text, row.contents.values()))
        if len(texts) < _LEAST_FILLED:
            return False  # most rows
        wordy = any(len(key(text).split()) >= _LEAST_TEXT for text in texts)
        proves = any(map(self._is_mark, texts))
        plain = any(map(is_telephone, texts)) or all(map(self._finder.meaning, texts))  # or what is left of a head
        figures = 2 * sum(map(str.isdigit, texts[1:])) > len(texts[1:])  # “A | B | E = 1 đến 2 | 1 | 2 | 3”
        return wordy and proves and not (plain or figures)


def are_of_persons(rows: Sequence[Row]) -> bool:
    """Whether each numbered row, of several, begins with a person's name; most tell an office, a telephone.

    None of them tells a level, when or by a mark, as the rows of models do whose holders are persons.
    """
    texts = _texts_of_persons(rows)
    of_office = (any(is_telephone(t) or _OFFICE.match(key(t)) for t in said) for said in texts)
    of_models = (_PERIOD.search(words) or words == "x" for said in texts for words in map(key, said))
    return 2 * sum(of_office) > len(texts) and not any(of_models)


def _texts_of_persons(rows: Sequence[Row]) -> list[list[str]]:
    """What the numbered rows, of several, say behind a person's name; nothing where one begins otherwise."""
    numbered = (row for row in rows if is_running_number(row.at(0)))
    texts = [row.from_column(1).texts for row in numbered]
    persons = len(texts) >= FEW and all(said and is_personal_name(said[0]) for said in texts)
    return [said[1:] for said in texts] if persons else []  # none for most sheets


def _may_be_of_models(rows: Sequence[Row]) -> bool:
    """Whether rows of persons say more of each than an office: a task, or a model that the person holds."""
    texts = _texts_of_persons(rows)
    return all(any(len(t.split()) > _LEAST_TEXT and not _OFFICE.match(key(t)) for t in said) for said in texts)


def is_of_models(head: Head) -> bool:
    """Whether a head says by a word or a column that its rows are models, and no tasks of a plan."""
    holder, name = (head.words.get(head.columns.get(code, -1), "mo hinh") for code in ("holder", "name"))
    of_list = head.columns.keys() & _ONLY_OF_MODELS or _OF_MODELS.search(name)
    return bool(of_list or ("holder" in head.columns and has_phrase(holder, "tap the")))


def _has_own_title(sheet: Sheet, former: SheetTable, first: Row) -> bool:
    """Whether a line above the first model begins another list or names a year; a title come again does not."""
    above = (row for row in sheet.rows if row.number < first.number)
    lines = (line for row in above for cell in row.cells for line in as_text(cell).splitlines())
    further = [line for line in lines if " ".join(line.split()) not in former.title.text]
    return any(is_caption(line) or year_in(line) or _OF_YEAR.fullmatch(key(line)) for line in further)


def possible_row(sheet: Sheet, row: Row, vocabulary: Vocabulary, reason: str = "no-head") -> Possible:
    """A row as a model that is only possible, with the one level that a cell of it names."""
    texts = list(map(as_text, row.contents.values()))
    longest = max(range(len(row.cells)), key=lambda index: len(as_text(row.cells[index])))
    reason = "taken-back" if reason == "no-head" and was_recognised(row, vocabulary.year) else reason
    level = sole({*map(vocabulary.level_heading, texts)} - {None})
    return Possible(row.number, longest + 1, 1, level, reason, sheet.name, " | ".join(texts))


def pieces_of_line(line: str, *, goes_on: bool = False) -> list[str]:
    """The number, place, name … that a line between dashes says: “1. Thôn Hạ - Trồng hoa - Tập thể - Quý III”.

    No person with an office, and no task or paper whose pieces go on in small letters; but any, between commas too,
    where the line's number ``goes_on`` with a list's: “7. Trồng hoa ven đường, thôn Hạ, tháng 10/2024”.
    """
    number = _NUMBER_OF_LINE.match(line)
    pieces = (PIECE if goes_on else _DASH).split(line[number.end() :]) if number else []
    said = list(map(key, pieces))
    if not number or len(pieces) < _LEAST_CELLS or not any(map(_PERIOD.search, said)):
        return []
    other = not goes_on and (_OFFICE.match(said[1]) or any(piece[:1].islower() for piece in pieces))
    return [] if other and not any(map(_LEVEL_OR_HOLDER.fullmatch, said)) else [number[1], *pieces]


def looks_like_an_entry(row: Row) -> bool:
    """A number, a name of several words, and more; a person's row has a name, a row of statistics figures."""
    cells = [*row.contents.values()]
    wordy = any(len(key(text).split()) >= _LEAST_TEXT and not is_personal_name(text) for text in row.texts)
    figures = sum(_is_figure(cell) for cell in cells[1:])
    return len(cells) >= _LEAST_CELLS and is_running_number(cells[0]) and wordy and figures <= 1


def _is_figure(cell: Value) -> bool:
    """Whether a cell holds a number, as text of one or two digits: no year."""
    typed = isinstance(cell, str) and len(cell.strip()) <= 2 and cell.strip().isdecimal()
    return typed or (isinstance(cell, (int, float)) and not isinstance(cell, bool))


def _may_have_told_a_model(detail: str) -> bool:
    """Whether a row of a table that is perhaps deleted has words, and is no example and no numbers of columns."""
    texts = [(_QUOTED.findall(piece) or [piece])[0].strip() for piece in detail.split(" | ")]
    return any(map(_WORD.search, texts)) and not any(map(is_example, texts))


def unopened(sheet: Sheet) -> Iterator[Possible]:
    """What a reader saw and could not open: any number of entries may stand there; and rows perhaps deleted."""
    if not sheet.rows and any(picture.lines >= _LEAST_LINES for picture in sheet.pictures):
        yield Possible(1, 1, ANY_NUMBER, None, "unread-part", sheet.name, sheet.name)
    for notice in sheet.notices:
        if notice.code in _CLOSED:
            place = notice.row or 1, notice.column or 1
            yield Possible(*place, ANY_NUMBER, None, _CLOSED[notice.code], sheet.name, notice.detail)
        elif notice.code == "row-deleted" and _may_have_told_a_model(notice.detail):
            yield Possible(notice.row or 1, 1, 1, None, notice.code, sheet.name, notice.detail)
