"""Rows that may be a list's without its head: a next page, a second sheet or table, an object that stays closed."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import count, dropwhile, islice, takewhile, zip_longest

from msgspec.structs import replace

from aggregator.campaign.additions import models_added
from aggregator.campaign.level_words import levels_claimed, levels_spoken_of
from aggregator.campaign.mail_words import (
    MODELS,
    as_marked,
    asks,
    changes_list,
    marked,
    may_be_reserve,
    movement_in,
    names_model,
    parts_of,
    phrases,
    promises,
    quotable,
    quotes_name,
    sentences,
    undoes,
)
from aggregator.campaign.vocabulary import Vocabulary
from aggregator.nouns.document import Row, Sheet, Value, as_text, is_blank
from aggregator.nouns.reading import Possible
from aggregator.understand import line_walk
from aggregator.understand.cells import (
    is_count,
    is_placeholder,
    is_running_number,
    is_telephone,
    registers_nothing,
    running_number,
    says_nothing,
    year_in,
)
from aggregator.understand.entries import DECORATION, Head, KnownSheet, filled
from aggregator.understand.head import HeadFinder
from aggregator.understand.row_kinds import heads_figures, is_total, starts_closing, was_recognised
from aggregator.understand.titles import is_caption, is_guide, title_year
from aggregator.vietnamese.decode import is_garbled
from aggregator.vietnamese.fold import grouped, has_phrase, is_personal_name, key, regex, sole

ANY_NUMBER = 99  # entries that an object may hold which nobody opened
_CLOSED = {"embedded-not-opened": "embedded", "picture-large": "unread-part", "cut-off": "unread-part"}
_MARKS = frozenset({"continuing", "new", "level_province", "level_district", "level_base"})
_ONLY_OF_MODELS = _MARKS | {"level"}  # no plan and no schedule has such a column
_LONGEST_MARK = 24  # letters
_LEAST_NAME = 2  # words
_LEAST_CELLS = 3  # of a row that looks like a list's
_LEAST_TEXT = 3  # words of its longest text
_HOLDERS = frozenset({"tap the", "ca nhan", "tt", "cn"})
_NUMBERED = regex(r"\s*(?:\(?\d{1,2}\s*[.)/:-](?!\d)|[-–+•*●▪]|[Mm]ô hình (?:số )?\d{1,2}\s*[:.-])\s*[“‘\"'«]?\w")
_LEAST_NAMES = 2  # lines below the one that registers
_PIECE = regex(r"[:;,()|\t\n]|\s{2,}|\s[–-]\s")
_DASHES = "-–+•*●▪"
_SEGMENT = regex(r"[;\n]|(?<=[^\W\dIVX][^\W\dIVX])[.]\s")
_BULLET = regex(r"\s*(?:\(?\d{1,2}\s*[.)/:-]|[-–+•*●▪])\s*")
_OF_YEAR = regex(r"(?!.*\b(?:ngay|thang|quy)\b).*\bnam 20\d\d")
_LETTER = regex(r"(?:cong van|to trinh|ve viec|v v)\b|so (?:\d+ )?(?:cv|ttr)\b")
_OF_MODELS = regex(r"\b(?:mo hinh|dien hinh|danh sach|dang ky)\b")
# over a further model, and no demand or paper: “Xin thêm”, “Bổ sung sau họp”, “Nội dung thứ tư cấp huyện”
_OF_FURTHER = regex(
    r"(?!.*\b(?:can|yeu cau|xem|lien he|y kien|thong tin|giai thich|ho so|tai lieu|dien thoai|tong) )"
    rf"(?:(?:.* )?(?:them|tiep|bo sung|con nua|phat sinh|ngoai danh sach)|(?:(?:.* )?{MODELS} )?(?:so|thu) \w+)"
    r"(?: (?:mo hinh|noi dung|cap (?:tinh|huyen)|(?:so|thu) \w+|sau(?: \w+){1,3}))*"
)
_TELLS = marked("lines", r"«đã|sẽ|số mô hình»\b")  # and names nothing: “Đã họp …”
# behind a level or “đăng ký”: “Bản M1 …”, “Đề nghị …”, “Giấy khen …”, “ngày 27/02”
_NO_NAME = marked("lines", r"(?!«về»)«@points|@demands|@asides|@tells|@no_names»\b|«ngày|từ» \d")
_BY_REGISTRANT = regex(r"(?:(?:xa|thi tran) .*)?(?:dang k[yi]|mo hinh)\b")
_NEXT = regex(r"\(?\d{1,2}\s*(?:[.,)/:-]\s*[^\W\d]|$)")
_BESIDE = "{} (bên phải)"  # how the clerk is told of a table beside a list
_NONE = regex(r"0+(?: (?:mo hinh|dien hinh|noi dung))?")
_AFTER_LEVEL = regex(r"[Cc]ấp (?:tỉnh|huyện|cơ sở|xã)\b[^:;.]{0,20}:\s*[^\W\d_a-z]\w* \w+")  # “Cấp tỉnh: Hiến đất”
_REGISTERS_MODEL = regex(
    r"(?<!da )(?<!duoc )(?<!danh sach )\bdang k[yi]"
    r"(?: (?:xay dung|thuc hien|tham gia|trien khai|duy tri|tiep tuc|va))*"
    r" (?:(?:\d{1,2}|mot) )?(?:mo hinh|dien hinh)\b"
)
_TELLS_MODEL = regex(r"(?:xay dung |dang ky )?mo hinh (?!nhu sau|sau day|gom )\w+ \w+")
_LEAST_CHOICES = 3  # in a column that a drop-down takes them from
_MANY_CHOICES = 7
_LONGEST_CHOICE = 6  # words
_LEAST_FILLED = 4  # columns of a row whose number alone goes on


class WithoutHead:
    """Judges the rows of sheets that have no head."""

    def __init__(self, finder: HeadFinder, vocabulary: Vocabulary) -> None:
        self._finder = finder
        self._vocabulary = vocabulary

    def goes_on(self, sheet: Sheet, former: KnownSheet) -> bool:
        """Whether the rows surely go on with the list: each numbered one fits its columns, and most prove it."""
        head = former.head_in_force
        numbered = [row for row in sheet.rows if is_running_number(head.cell(row, "stt"))]
        if not numbered or any(self._finder.another_table(row) is not False for row in sheet.rows):
            return False
        follows = self.follows(sheet, former)
        if _has_own_title(sheet, former, numbered[0]) or not (
            follows or self._begins_part(sheet, former, numbered[0])
        ):
            return False
        proved = sum(self._proves(row, head, follows=follows) for row in numbered)
        return all(self._fits(row, head) for row in numbered) and 2 * proved >= len(numbered)

    @staticmethod
    def follows(sheet: Sheet, former: KnownSheet) -> bool:
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

    def _begins_part(self, sheet: Sheet, former: KnownSheet, row: Row) -> bool:
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
        marks = (as_text(head.cell(row, code)) for code in _MARKS & head.columns.keys())
        level = as_text(head.cell(row, "level"))
        return (
            isinstance(name, str)
            and len(name.split()) >= _LEAST_NAME
            and row.filled.keys() <= known
            and all(len(mark) <= _LONGEST_MARK for mark in marks)
            and (is_placeholder(level) or bool(self._vocabulary.levels_in_column(level)))
        )

    def _proves(self, row: Row, head: Head, *, follows: bool = False) -> bool:
        """Whether a cell says what only its column says, or the row goes on counting with most columns filled."""
        marked = any(not is_blank(head.cell(row, code)) for code in _MARKS)
        level = self._vocabulary.levels_in_column(as_text(head.cell(row, "level")))
        return marked or bool(level) or (follows and len(row.filled) >= _LEAST_FILLED)

    def without_choices(self, sheet: Sheet, head: Head) -> Sheet:
        """The sheet without the choices of drop-downs: columns beyond a blank one, or that begin above the head."""
        last = max(head.columns.values())
        if max(len(row.cells) for row in sheet.rows) <= last + 1:
            return sheet
        held: dict[int, dict[int, Value]] = defaultdict(dict)
        for row in sheet.rows:
            for index in range(last + 1, len(row.cells)):
                if not is_blank(row.cells[index]):
                    held[index][row.number] = row.cells[index]
        blank = next(index for index in count(last + 1) if index not in held)
        beyond = {
            at: cells for at, cells in held.items() if at > blank or min(cells) < head.first_row <= max(cells)
        }
        meanings = {self._finder.meaning(as_text(cell)) for cells in held.values() for cell in cells.values()}
        if not beyond or meanings & {"name", "stt"}:
            return sheet  # a further table
        lines = {row.number for row in sheet.rows if row.number > head.last_row and not any(row.cells[1:blank])}
        chosen = {
            index
            for index, cells in beyond.items()
            if self._are_choices(cells) and (min(cells) <= head.last_row or lines & cells.keys())
        }
        beside = {at for index in beyond.keys() - chosen for at in (index - 1, index + 1)}
        rows = (
            Row(row.number, tuple(None if at in chosen - beside else cell for at, cell in enumerate(row.cells)))
            for row in sheet.rows
        )
        return filled(sheet, rows) if chosen - beside else sheet

    def cut_beside(self, sheet: Sheet, head: Head) -> tuple[Sheet, tuple[int, Head], Sheet] | None:
        """The list without a small table or a note beyond a blank column, its head, and that; None without one."""
        of_head = [row for row in sheet.rows if head.first_row <= row.number <= head.last_row]
        merged = (range(m.first_column - 1, m.last_column) for m in sheet.merges if m.last_row >= head.first_row)
        known = {at for row in of_head for at in row.filled}.union(*merged)
        gaps = (at for at in range(head.columns["name"] + 1, max(known)) if at not in known)
        return next(filter(None, (self._cut_at(sheet, head, at) for at in gaps)), None)

    def _cut_at(self, sheet: Sheet, head: Head, gap: int) -> tuple[Sheet, tuple[int, Head], Sheet] | None:
        """Cut there, if what is beyond stands also in rows of no model (a lower head) and is apart."""
        rows = {row.number: row for row in sheet.rows if row.number >= head.first_row}
        beyond = [number for number, row in rows.items() if any(at > gap for at in row.filled)]
        block = {number for at, number in enumerate(beyond) if number == beyond[0] + at}
        models = _of_models([*rows.values()], head)
        blank = all(is_blank(rows[number].at(gap)) for number in block)
        if not blank or block <= {head.first_row, *models} or models & ({*beyond} - block):
            return None
        right = tuple(_beyond(rows[number], gap) for number in sorted(block))
        if not self._is_apart(right, models, head, gap):
            return None
        left = filled(sheet, (Row(r.number, r.cells[:gap]) if r.number in block else r for r in sheet.rows))
        if (found := self._finder.find(left.rows)) is None:
            return None
        name = _BESIDE.format(sheet.name)
        bare = replace(sheet, name=name, rows=right, merges=(), notices=(), typed={}, looks={}, margins=())
        return left, found, bare

    def _is_apart(self, rows: Sequence[Row], models: Collection[int], head: Head, gap: int) -> bool:
        """Whether rows beside a list's head and models give it no column, no level, and take no model back."""
        beside = [text for row in rows if row.number in models for text in row.texts]
        of_head = [text for row in rows if row.number <= head.last_row for text in row.texts]
        given = {*map(self._finder.meaning, of_head)} - {None}
        if given & {"name", "stt"} or any(changes_list(text, beside_list=True) for text in beside):
            return False
        if rows[1:] and all(len(row.filled) > 1 and is_count([*row.filled.values()][-1]) for row in rows[1:]):
            return True  # “Cấp | Số lượng”
        alone = [text for row in rows if len(row.filled) == 1 for text in row.texts]  # “2 - cấp huyện”
        if any(map(self._vocabulary.level_heading, (*beside, *alone))):
            return False
        if {row.number for row in rows if row.number > head.last_row} == models:
            return False  # each of its values is a model's
        own = {code for code, at in head.columns.items() if at < gap}
        return given - own <= (set() if beside else {"note"})

    def told_beside(self, sheet: Sheet, head: Head) -> Iterator[Possible]:
        """The models that a small table or a note beyond a blank column adds: “Đăng ký thêm” over “Bếp ăn”."""
        models = _of_models(sheet.rows, head) if self._finder.beside(sheet.rows, head) is None else set()
        last, width = max(models, default=0), max(len(row.cells) for row in sheet.rows)
        headed = {at for at, words in head.words.items() if words}
        if last >= head.last_row and headed >= {*range(head.columns["name"] + 1, width - 1)}:
            return  # most lists: no column is blank
        rows = [row for row in sheet.rows if head.first_row <= row.number <= last]
        held = {at for row in rows for at in row.filled}
        for gap in (at for at in range(head.columns["name"] + 1, max(held, default=0)) if at not in held):
            first, *below = (_beyond(row, gap) for row in rows if any(at > gap for at in row.filled))
            if models <= {first.number, *(row.number for row in below)}:
                continue
            unknown = {*map(self._finder.meaning, first.texts)} & {None, "name", *_MARKS}
            below = [row for row in below if unknown or row.number not in models]
            label, *said = (", ".join(map(as_text, row.filled.values())) for row in (first, *below))
            if is_guide([label]) or (may_be_reserve(label) and not has_phrase(key(label), "ngoai danh sach")):
                return
            names = {key(as_text(head.cell(row, "name"))) for row in rows if row.number in models}
            told = [
                (row, level)
                for row, text in zip(below, said, strict=True)
                for level in self._told_under(label, text, len(models))
                if key(text) not in names
            ]
            if not told and len(label.split()) > _LEAST_TEXT:
                over, _, rest = label.rpartition(":")
                told = [(first, level) for level in self._told_under(over, rest.strip(), len(models))]
            for row, level in told:
                text = " | ".join(map(as_text, row.filled.values()))
                yield Possible(row.number, min(row.filled) + 1, 1, level, "in-words", sheet.name, text)
            return

    def rows_beside(self, sheet: Sheet, head: Head) -> Iterator[Possible]:
        """The rows that go on to the right of a list where its head has ended, with no head of their own."""
        held = [at for row in sheet.rows if head.first_row <= row.number <= head.last_row for at in row.filled]
        merged = (m.last_column - 1 for m in sheet.merges if head.first_row <= m.first_row <= head.last_row)
        end = max((*held, *merged, *head.columns.values())) + 1
        beyond = [_beyond(row, end) for row in sheet.rows if len(row.cells) > end]
        if not any(self._finder.another_table(row) for row in beyond):
            like = filter(self._is_of_a_list, beyond)
            yield from (replace(self._possible(sheet, row), why="in-words") for row in like)

    def pasted(self, part: KnownSheet) -> Iterator[Possible]:
        """The rows of a list that stand as one text in a cell: “5; Thôn Giữa; Nuôi ong lấy mật; Tập thể; x”."""
        for row in (known.row for known in part.rows if known.role == DECORATION and len(known.row.filled) == 1):
            text = as_text(*row.filled.values())
            if not text[:1].isdigit():
                continue  # most rows
            pieces = [piece.strip() for piece in _PIECE.split(text) if piece.strip()]
            wordy = any(len(key(piece).split()) >= _LEAST_TEXT for piece in pieces)  # no “(1): cấp tỉnh; (2): …”
            if len(pieces) > _LEAST_CELLS and wordy and is_running_number(pieces[0]):
                yield replace(self._possible(part.sheet, row), why="in-words")

    def _told_under(self, label: str, said: str, count: int) -> Sequence[str | None]:
        """The level, or None, of a model that words below others tell, beside a list of so many; else nothing."""
        if added := models_added(self._vocabulary, f"{label.rstrip(' :')}: {said}" if label else said):
            return added[:1]
        over = _NEXT.match(label) and running_number(label) == count + 1
        further = over or _OF_FURTHER.fullmatch(key(label.partition("(")[0].partition(",")[0]))
        named = len(key(said).split()) >= _LEAST_TEXT and said.lstrip("-–+•*“\"'( ")[:1].isupper()
        of_label = is_personal_name(said) if over else has_phrase(key(said), key(label))  # “5. Người lập”, and who
        named = named and not _TELLS.match(as_marked(said)) and not (of_label and not label.isdigit())
        return (None,) if (further and named) or (_NEXT.match(said) and running_number(said) == count + 1) else ()

    def _are_choices(self, cells: Mapping[int, Value]) -> bool:
        """Whether a column's cells, by rows, are places, levels … or numbers, each once; many may have a head."""
        texts = list(map(as_text, cells.values()))
        if many := len(texts) >= _MANY_CHOICES:
            texts = [text.title() if text.isupper() else text for text in texts]
            headed = not self._is_choice(texts[0]) and len(texts[0].split()) <= _LONGEST_CHOICE
            texts = texts[1:] if headed else texts
        dense = max(cells) - min(cells) < len(cells) * (1 + many) and len({*map(key, texts)}) == len(texts)
        return dense and len(texts) >= _LEAST_CHOICES and all(map(self._is_choice, texts))

    def _is_choice(self, text: str) -> bool:
        first, *_, last = [*(words := text.split()), *words]
        if last.isdigit() and self._is_ours(key(" ".join(words[:-1]))):
            return False  # “Cấp huyện 4” counts
        proper = len(words) <= _LONGEST_CHOICE and first[0].isupper() and (last.istitle() or last.isdigit())
        known = self._is_ours(key(text)) or self._vocabulary.field_in_column(text) or is_running_number(text)
        return bool(proper or known)

    def possible(self, sheet: Sheet, *, beside_list: bool, head: Head | None = None) -> Iterator[Possible]:
        """The rows of a sheet without a head that look like a list's, where the sheet or they speak of models.

        Those above a ``head`` must have marks or a level in its columns.
        """
        headed = any(self._finder.another_table(row) is not False for row in sheet.rows)
        if headed and any(self._vocabulary.reports_past(text) for row in sheet.rows for text in row.texts):
            return
        persons, found = False, False
        ours = beside_list and not self.is_another_paper(sheet)
        ours = ours or any(has_phrase(text, "mo hinh") for text in _texts(sheet.rows))
        for row, below in zip_longest(sheet.rows, sheet.rows[1:]):
            heads = self._finder.another_table(row, below)
            line = " ".join(row.texts) if head and len(row.filled) == 1 else ""  # “Ví dụ:”
            persons = heads is True or (persons and heads is False and not line)
            persons = persons or self._vocabulary.is_not_registered(line)
            of_ours = ours or any(self._is_ours(text) for text in _texts([row])) or is_garbled(" ".join(row.texts))
            like = self._is_of_a_list(row) and (head is None or self._proves(row, head))
            like = like or (head is None and looks_like_an_entry(row))
            if not persons and heads is False and of_ours and like and not heads_figures(row, below):
                found = True
                yield self._possible(sheet, row)
        level = self._vocabulary.level_heading(sheet.name) if beside_list and not found else None
        lines = [line for line in _texts(sheet.rows) if len(line.split()) >= _LEAST_TEXT]
        if level and len(lines) > 1 and not any(map(registers_nothing, lines)):  # its title and a model in prose
            row = sheet.rows[0]
            yield Possible(row.number, 1, 1, level, "in-words", sheet.name, " | ".join(row.texts))

    def is_another_paper(self, sheet: Sheet, head: Head | None = None) -> bool:
        """Whether a sheet has the title of another paper over heads of its own, and neither speaks of models."""
        if head and (
            head.columns.keys() & _ONLY_OF_MODELS
            or has_phrase(head.words.get(head.columns.get("holder", -1), ""), "tap the")
            or _OF_MODELS.search(head.words.get(head.columns["name"], "mo hinh"))
        ):
            return False
        heads = (i for i, row in enumerate(sheet.rows) if self._finder.another_table(row) is not False)
        above = [*_texts(sheet.rows[: next(heads, 0)])]
        ours = any(_OF_MODELS.search(line) or movement_in(line) == "ours" for line in above)
        return any(map(_is_other_paper, above)) and not ours

    def over_rows_above(self, sheet: Sheet, index: int, head: Head) -> tuple[int, Head]:
        """Where a head stands, or would over rows right below the title that its own go on with: theirs is lost."""
        above = [row for row in sheet.rows[:index] if not all(map(is_running_number, row.filled.values()))]
        lines = [row for row in above if not looks_like_an_entry(row)]
        headings = [row for row in lines if any(map(self._vocabulary.is_heading, row.texts))]
        title = next((row for row in reversed(lines) if row not in headings), Row(0, ()))
        of_list = above[above.index(title) + 1 :] if self._is_of_title(title) else []
        models = [row for row in of_list if row not in lines]
        if not models or head.names_by or not all(self._fits(r, head) and self._proves(r, head) for r in models):
            return index, head
        below = [r for r in sheet.rows if r.number > head.last_row and is_running_number(head.cell(r, "stt"))]
        last, following, *_ = (running_number(head.cell(row, "stt")) for row in (models[-1], *below, above[0]))
        headed = of_list[0] in headings or len(title.texts) > 1  # by a section or what is left of the head
        goes_on = not below or following == last + 1 or (following == 1 and headed and above[-1] in headings)
        columns = (below, "address"), (models, "name")
        places, names = ({key(as_text(head.cell(row, of)))[:4] for row in rows} for rows, of in columns)  # “Thôn …”
        if not goes_on or places & names:
            return index, head
        first = of_list[0].number
        return sheet.rows.index(of_list[0]), replace(head, first_row=first, last_row=first - 1)

    def _is_of_title(self, row: Row) -> bool:
        """Whether a row is of this year's title, names the paper that it goes with, or is left of a head."""
        text = " ".join(row.texts)
        year, now = title_year([text]), self._vocabulary.year
        ours = year == now or movement_in(text) == "ours" or has_phrase(key(text), "kem theo")
        of_head = len(row.texts) > 1 and all(map(self._finder.meaning, row.texts))
        return year in (None, now) and (of_head or (ours and not self._vocabulary.is_not_registered(text)))

    def told_above(self, sheet: Sheet, head: Head) -> Iterator[Possible]:
        """The lines above a list that tell a model of a level: “1. Cấp tỉnh: Mô hình “…” của Hội Nông dân xã.”."""
        for row in (row for row in sheet.rows if row.number < head.first_row):
            for text in row.texts:
                label, _, told = text.partition(":")
                level = self._vocabulary.level_heading(label) if _TELLS_MODEL.match(key(told)) else None
                if level and not (self._vocabulary.levels_by_number(text) or registers_nothing(told)):
                    yield Possible(row.number, 1, 1, level, "in-words", sheet.name, text)

    def written_otherwise(
        self, sheets: Sequence[Sheet], movement: Sequence[str], *, only_cards: bool, others: Collection[str]
    ) -> Iterator[Possible]:
        """What may be models in a document that registers, without a table: numbered lines, cards, a matrix."""
        texts = [text for sheet in sheets for row in sheet.rows for text in row.texts]
        heads = (
            text for text in texts if not _NUMBERED.match(text) or text.isupper() or text.rstrip().endswith(":")
        )
        speaks = any(has_phrase(" ".join(map(key, texts)), name) for name in movement)
        if speaks and any(line_walk.may_register(key(text)) for text in heads):  # and no task among others
            yield from self._in_rows(sheets, only_cards=only_cards, others=others)

    def told(
        self,
        sheets: Sequence[Sheet],
        movement: Sequence[str],
        year: int,
        units: Sequence[str],
        *,
        others: Collection[str],
    ) -> list[Possible]:
        """The models that a paper, no plan or report, registers by a sentence, else names by level in some lines.

        ``units`` are the keys of names; sheets of ``others`` have the title of another paper.
        """
        lines = [line for sheet in sheets for line in _texts(sheet.rows)]
        top = lines[: line_walk.MOST_TOP_LINES]
        speaks = lines == top or any(has_phrase(" ".join(lines), name) for name in movement)
        if not (speaks or has_phrase(" ".join(lines), "mo hinh")) or any(map(line_walk.is_plan, top)):
            return []
        nothing = not speaks or any(registers_nothing(line) or promises(line) for line in lines)
        found = [
            Possible(row.number, 1, 1, sole(levels_claimed(sentence)), "in-words", sheet.name, quotable(sentence))
            for sheet, row, sentence in (() if nothing else _registering(sheets, year))
            if not _is_of_another(key(sentence), lines, units)
        ]
        other = any(line.startswith("danh muc") and not line_walk.is_title(line) for line in top)
        if found or other or any(map(line_walk.is_order, lines)):
            return found
        found = [each for sheet in sheets if sheet.name not in others for each in self._by_level(sheet)]
        return found if len(found) > 1 and not all(self._tells_of_level(each.text) for each in found) else []

    def _by_level(self, sheet: Sheet) -> Iterator[Possible]:
        """The lines that name models with a level or a field (“Cấp huyện: A, B”, “A (huyện)”), or below a level."""
        under, counted = "", False
        for row in sheet.rows:
            past = any(
                phrases("remark", "past").search(as_marked(text)) and "dang k" not in key(text)
                for text in row.texts
            )
            for at, text in enumerate(_SEGMENT.split(" | ".join(row.texts))):
                pieces = [_BULLET.sub("", piece, count=1).strip() for piece in _PIECE.split(text)]
                told = [self._vocabulary.level_heading(piece) or "" for piece in pieces]
                level = next(filter(None, told), "")
                head = ":" in text and bool(told[0] or self._vocabulary.section(pieces[0])[0])
                named = zip(pieces[head:], told[head:], strict=True)
                names = [piece for piece, of_level in named if not of_level and _may_name(piece)]
                ends = past or asks(text) or registers_nothing(text) or is_total([text]) or starts_closing([text])
                of_below = level if head or not names else " "  # “A (huyện)” says no level of the next
                under = "" if ends else of_below if level else under
                counted = bool(line_walk.COUNTS.search(key(text))) if level else counted
                item = at or (_BULLET.match(text) and not (counted and text.strip()[0] in _DASHES))
                tells = head and names and names[0][0].islower() and pieces[0][0].isupper()  # “… phải có xác nhận”
                if names and not (ends or tells) and (level or head or (under and item)):
                    said = level or under.strip() or None
                    yield Possible(row.number, 1, len(names), said, "no-head", sheet.name, text.strip())

    def _tells_of_level(self, text: str) -> bool:
        """Whether what stands behind a level or a field is no name: “Cấp tỉnh: Bằng khen …”."""
        label, _, said = _BULLET.sub("", text, count=1).replace(" | ", ":", 1).partition(":")
        return _is_no_name(said) and bool(
            self._vocabulary.level_heading(label) or self._vocabulary.section(label)[0]
        )

    def _in_rows(self, sheets: Sequence[Sheet], *, only_cards: bool, others: Collection[str]) -> Iterator[Possible]:
        for sheet in sheets:
            rows = rows_of_list(sheet)
            labelled = [(row, index) for row in rows if (index := self._name_label(row)) is not None]
            if len(labelled) == 1 and _is_note(*" ".join(labelled[0][0].texts).partition(":")[::2]):
                labelled = []
            if labelled:
                cards = grouped((key(as_text(row.at(at)).partition(":")[0]), (row, at)) for row, at in labelled)
                usual = max(cards.values(), key=len)
                yield from (each for row, index in usual for each in self._beside_label(sheet, row, index))
            elif not only_cards and sheet.name not in others:
                counts = [row for row in rows if any(map(self._counts, row.texts))]
                lines = [row for row in rows if _is_numbered_line(row) or any(map(self._quotes, row.texts))]
                lines = [row for row in lines if row not in counts]
                lines = [row for row in lines if not any(map(self._is_label, row.texts))]
                if len(lines) > 1 or not counts:  # “Cấp huyện: 04 mô hình” and who sends it
                    yield from (self._possible(sheet, row) for row in lines)
                yield from self._in_matrix(sheet, rows)

    def _counts(self, text: str) -> bool:
        """Whether a line counts the models of a level, and names none: “1. Cấp tỉnh: 01 mô hình”."""
        label, _, rest = text.partition(":")
        counts = is_count(rest.strip(" .;")) and not {*rest}.isdisjoint("123456789")
        return bool(counts and self._vocabulary.level_heading(label))

    def _quotes(self, text: str) -> bool:
        """Whether a line quotes a model behind its level: “Mô hình cấp huyện: “Chợ quê …”, gửi sau”."""
        label, _, rest = text.partition(":")
        return quotes_name(rest) and bool(self._vocabulary.level_heading(label))

    def _is_label(self, text: str) -> bool:
        """Whether a line tells where or when, and no name: “- Địa chỉ: thôn Trung”."""
        label, _, rest = _BULLET.sub("", text).partition(":")
        return bool(key(rest)) and self._finder.meaning(label) in ("address", "completion")

    def _in_matrix(self, sheet: Sheet, rows: Sequence[Row]) -> Iterator[Possible]:
        """The names in the cells of a table whose heads are levels or fields: “Lĩnh vực | Cấp tỉnh | Cấp huyện”."""
        level, field = self._vocabulary.level_heading, self._vocabulary.field_in_column
        heads: dict[int, str | None] = {}
        for row in rows:
            texts = {at: as_text(cell) for at, cell in row.filled.items()}
            if not heads:
                levels = {at: level(text) for at, text in texts.items() if level(text)}
                fields = [at for at, text in texts.items() if field(text)]
                heads = levels if len(levels) > 1 else dict.fromkeys(fields) if len(fields) > 1 else {}
                continue
            of_row = next(filter(None, map(level, texts.values())), None)
            for at in heads.keys() & texts.keys():
                names = [line for line in texts[at].splitlines() if len(key(line).split()) >= _LEAST_NAME]
                if names and not registers_nothing(texts[at]):
                    place = row.number, at + 1, len(names)
                    yield Possible(*place, heads[at] or of_row, "no-head", sheet.name, texts[at])

    def unread(self, sheets: Sequence[Sheet], movement: Sequence[str], *, of_text: bool) -> Iterator[Possible]:
        """The list that a doubtful document holds, unread: by its title, or what may be models in a plain text."""
        for sheet in sheets:
            lines = [*_texts(sheet.rows)]
            top = lines[: line_walk.MOST_TOP_LINES]
            speaks = any(has_phrase(" ".join(lines if of_text else top), name) for name in movement)
            others = (line for line in top if not (of_text and line_walk.may_register(line)))  # “PHIẾU ĐĂNG KÝ …”
            texts = [text for row in sheet.rows for text in row.texts] if of_text else []
            if not speaks or any(map(_is_other_paper, others)) or is_guide(texts):
                continue
            if any(map(line_walk.may_open, top)) or self._may_hold_models(texts):
                yield Possible(1, 1, ANY_NUMBER, None, "unread-part", sheet.name, sheet.name)

    def _may_hold_models(self, texts: Sequence[str]) -> bool:
        """Whether lines name a level and count nothing, or one that registers has a name behind it or two below."""
        named = -1  # the line that registers
        for text in dropwhile(lambda text: not line_walk.may_register(key(text)), texts):
            label, colon, rest = text.partition(":")
            name = _BULLET.sub("", rest if colon else text, count=1).strip()
            wordy = len(key(name).split()) >= _LEAST_TEXT
            if colon and wordy and line_walk.may_register(key(label)) and not _is_note(label, name):
                return True
            named += named < 0 or (wordy and name[:1].isalpha() and not colon)
        bare = (text for text in texts if not (is_total([text]) or line_walk.may_register(key(text))))
        bare = (text for text in bare if not (line_walk.COUNTS.search(key(text)) or self._tells_of_level(text)))
        told = [piece for text in bare for piece in _PIECE.split(text)]
        of_level = any(map(self._vocabulary.level_heading, told)) or any(map(levels_spoken_of, told))
        return named >= _LEAST_NAMES or of_level

    def _name_label(self, row: Row) -> int | None:
        """The column (from 0) of a label that means the model's name, with something beside or behind it."""
        for index, cell in enumerate(row.cells):
            if isinstance(cell, str) and cell.strip():
                label, _, value = cell.partition(":")
                if key(value) and self._finder.meaning(label) == "name":
                    return None if says_nothing(value) or _NONE.fullmatch(key(value)) else index
                beside = any(not is_blank(other) for other in row.cells[index + 1 :])
                of_letter = any(map(_OF_LETTER.match, map(key, cell.splitlines())))
                return index if beside and not of_letter and self._finder.meaning(cell) == "name" else None
        return None

    def _beside_label(self, sheet: Sheet, row: Row, label: int) -> Iterator[Possible]:
        """What stands beside a name's label: one model, or several where other rows have such cells, too."""
        filled = [i for i, cell in enumerate(row.cells) if i > label and not is_placeholder(cell)] or [label]
        seen: set[str] = set()
        for index in filled:
            text = as_text(row.cells[index])
            both = (filled[0], index)
            column = any(
                not any(is_placeholder(other.at(i)) for i in both) for other in sheet.rows if other is not row
            )
            if key(text) not in seen and (index == filled[0] or column):
                yield Possible(row.number, index + 1, 1, None, "no-head", sheet.name, text)
            seen.add(key(text))

    def _is_of_a_list(self, row: Row) -> bool:
        """A row without a number that has a name of several words, and a level, a holder or a mark."""
        texts = list(map(as_text, row.filled.values()))
        wordy = any(len(key(text).split()) >= _LEAST_TEXT for text in texts)
        proves = any((len(text) == 1 and not text.isdigit()) or self._is_ours(key(text)) for text in texts)
        plain = any(map(is_telephone, texts)) or all(map(self._finder.meaning, texts))  # or what is left of a head
        figures = 2 * sum(map(str.isdigit, texts[1:])) > len(texts[1:])  # “A | B | E = 1 đến 2 | 1 | 2 | 3”
        return len(texts) >= _LEAST_FILLED and wordy and proves and not (plain or figures)

    def _is_ours(self, text: str) -> bool:
        return text in _HOLDERS or self._vocabulary.level_heading(text) is not None

    def _possible(self, sheet: Sheet, row: Row) -> Possible:
        texts = list(map(as_text, row.filled.values()))
        named = {level for text in texts if (level := self._vocabulary.level_heading(text))}
        longest = max(range(len(row.cells)), key=lambda index: len(as_text(row.cells[index])))
        why = "taken-back" if was_recognised(row, self._vocabulary.year) else "no-head"
        return Possible(row.number, longest + 1, 1, sole(named), why, sheet.name, " | ".join(texts))


# of a letter's head: “Số 12-CV/CB / V/v đăng ký mô hình …” stands beside the country's name
_OF_LETTER = regex(r"(?:v v|ve viec|so(?: \d+)? (?:cv|bc|tb|tt|kh|bcd?v?)) ?\b")


def _of_models(rows: Sequence[Row], head: Head) -> set[int]:
    """The rows, by their numbers, that a list numbers, or names where it numbers none."""
    numbered = {row.number for row in rows if is_running_number(head.cell(row, "stt"))}
    below = (row for row in rows if row.number > head.last_row)
    return numbered or {row.number for row in below if not is_blank(head.cell(row, "name"))}


def _beyond(row: Row, gap: int) -> Row:
    """A row without the cells before a column."""
    return Row(row.number, (None,) * gap + row.cells[gap:])


def _texts(rows: Iterable[Row]) -> Iterator[str]:
    return (key(text) for row in rows for text in row.texts)


def _has_own_title(sheet: Sheet, former: KnownSheet, first: Row) -> bool:
    """Whether a line above the first model begins another list or names a year; a title come again does not."""
    above = (row for row in sheet.rows if row.number < first.number)
    lines = (line for row in above for cell in row.cells for line in as_text(cell).splitlines())
    further = [line for line in lines if " ".join(line.split()) not in former.title.text]
    return any(is_caption(line) or year_in(line) or _OF_YEAR.fullmatch(key(line)) for line in further)


def rows_of_list(sheet: Sheet) -> tuple[Row, ...]:
    """The rows that may be a list's: in a letter, a plan or a report those below the line that opens it."""
    if not any(map(_is_other_paper, islice(_texts(sheet.rows), line_walk.MOST_TOP_LINES))):
        return sheet.rows
    opened = dropwhile(lambda row: not any(map(line_walk.may_open, _texts([row]))), sheet.rows)
    return tuple(opened)[1:]


def _is_other_paper(line: str) -> bool:
    """Whether a line, its key, says that a paper is a letter, a plan, a report …."""
    return line_walk.is_plan(line) or bool(_LETTER.match(line))


def _registering(sheets: Sequence[Sheet], year: int) -> Iterator[tuple[Sheet, Row, str]]:
    """The sentences that register models by name (“đăng ký 01 mô hình: “…””), above an order to several units."""
    lines = ((sheet, row, text) for sheet in sheets for row in sheet.rows for text in row.texts)
    for sheet, row, text in takewhile(lambda line: not line_walk.is_order(key(line[2])), lines):
        yield from ((sheet, row, each) for each in sentences(text) if _registers_by_name(each, year))


def _registers_by_name(sentence: str, year: int) -> bool:
    """Whether a sentence registers a model by its name now, and neither adds, nor asks, nor tells of before."""
    bare = line_walk.without_themes(sentence) if "dang k" in key(sentence) else ""
    named = bare and (quotes_name(bare) or names_model(bare) or _AFTER_LEVEL.search(bare))
    if not (named and _REGISTERS_MODEL.search(key(bare))):
        return False  # most sentences
    clauses = (part for part in parts_of(sentence) if _REGISTERS_MODEL.search(key(part)))
    past = phrases("remark", "past").search(as_marked(sentence))
    return not (past or line_walk.leaves_open(sentence, year)) and any(not undoes(part) for part in clauses)


def _is_of_another(sentence: str, lines: Sequence[str], units: Sequence[str]) -> bool:
    """Whether a sentence names communes, and the other lines only others; all are keys."""
    own = {unit for unit in units if line_walk.is_communes_name(unit) and has_phrase(sentence, unit)}
    if not own:
        return False  # most sentences
    heads = [line for line in lines if len(line.split()) <= _LONGEST_CHOICE]
    others = {
        unit for unit in units for line in heads if line_walk.is_communes_name(unit) and has_phrase(line, unit)
    }
    return bool(others) and not own & others


def _may_name(piece: str) -> bool:
    """Whether a piece of a line may be a model's name, and counts none."""
    words = key(piece)
    return piece[:1].isalpha() and len(words.split()) >= _LEAST_NAME and not line_walk.COUNTS.search(words)


def _is_note(label: str, value: str) -> bool:
    """Whether a label or a value that registers holds no name: “Đăng ký mô hình Dân vận khéo: đã hoàn thành”."""
    registers = any(map(line_walk.may_register, (key(label), key(value)))) and not key(label).startswith("ten ")
    said = value.strip(" “”\"'")
    words = [word for word in line_walk.LEVEL.sub("", said).split() if word.strip(",.;").isalpha()]
    is_note = not said[:1].isupper() and (len(words) < _LEAST_NAME or _is_no_name(said))
    of_person = is_personal_name(said) and not _BY_REGISTRANT.match(key(label))
    return registers and bool(said) and (is_note or of_person)


def _is_no_name(text: str) -> bool:
    """Whether a text begins with what is no model's name: a paper, a wish, a date, a person."""
    person, comma, _ = text.strip().partition(",")
    return bool(_NO_NAME.match(as_marked(text.strip())) or (comma and is_personal_name(person)))


def _is_numbered_line(row: Row) -> bool:
    """A row that is one text of several words after a number or a dash, or a number and such a text."""
    cells = list(map(as_text, row.filled.values()))
    text = cells[0] if len(cells) == 1 else f"{cells[0]}. {cells[1]}" if len(cells) == 2 else ""
    return bool(_NUMBERED.match(text)) and len(key(text).split()) > _LEAST_TEXT and not registers_nothing(text)


def looks_like_an_entry(row: Row) -> bool:
    """A number, a name of several words, and more; a person's row has a name, a row of statistics figures."""
    cells = [*row.filled.values()]
    wordy = any(len(key(text).split()) >= _LEAST_TEXT and not is_personal_name(text) for text in row.texts)
    figures = sum(isinstance(cell, (int, float)) and not isinstance(cell, bool) for cell in cells[1:])
    return len(cells) >= _LEAST_CELLS and is_running_number(cells[0]) and wordy and figures <= 1


def unopened(sheet: Sheet) -> Iterator[Possible]:
    """What a reader saw and could not open: any number of entries may stand there."""
    for notice in sheet.notices:
        if notice.code in _CLOSED:
            place = notice.row or 1, notice.column or 1
            yield Possible(*place, ANY_NUMBER, None, _CLOSED[notice.code], sheet.name, notice.detail)
