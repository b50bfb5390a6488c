"""One row under the head of a list: what it could be by its own cells, and beside the models so far."""

from collections.abc import Collection

from aggregator.campaign.vocabulary import Vocabulary, without_numeral
from aggregator.campaign.word_lists import MODELS, any_of, keys, words
from aggregator.nouns.document import Row, Value, as_number, as_text, is_blank
from aggregator.nouns.reading import Possible
from aggregator.understand.cells import (
    BULLETS,
    CoveredCells,
    counts_on,
    is_count,
    is_ditto,
    is_example,
    is_placeholder,
    is_running_number,
    is_short_label,
    is_stand_in,
    is_telephone,
)
from aggregator.understand.denials import registers_nothing, says_no_more, says_nothing
from aggregator.understand.entries import Head
from aggregator.understand.own_registration import is_of_own_registration, is_own_registration
from aggregator.understand.row_kinds import NUMBERED, is_recipient, is_total
from aggregator.vietnamese.fold import begins, is_personal_name, key, regex, sole

RICH = 3  # a row with more filled cells is no signature and no note
FEW = 2  # cells of a heading's row, rows between it and what it heads
_LABEL = 3  # letters of a column's number, a mark, dots
_MARKS = frozenset("xv✓✔√")
_TICK = regex(r"([xvokn])(?: ?\1)*")
_DATE = regex(r"\d[/.-](?:\d{1,2}[/.-])?\d{2}")  # “30/10/2024”, “10/2024”
_LETTERED = regex(r"[a-zđ]\s?[.)/]")  # “b) Hoàn thành trong năm 2024”
# what a unit does not register; “Khu dân cư không đăng ký cưới sớm” is a name
_OF_MODELS = regex(rf"\b(?:{MODELS}|dan van kheo|cap (?:tinh|huyen|co so)|linh vuc (?:nay|tren))\b|\bdang k[yi]$")
_BULLETS = tuple(f"—{BULLETS}")
_BROKEN = ("address", "name", "holder", "goals")  # columns whose texts are broken over rows by hand
_OF_PERSONS = regex(rf"(?:(?:danh sach|ds|cac) )?(?:{any_of(keys('signature', 'persons'))})\b")
_OFFICES = tuple(word for name in ("offices", "titles", "beginnings") for word in keys("signature", name))
_TITLE = regex(rf"(?i)(?:{any_of(words('holder', 'titles'))})\.?:?\s+")


def _names_person(text: str) -> bool:
    return is_personal_name(_TITLE.sub("", text, count=1))


class ListRow:
    """A row and its head; ``unread`` columns, from 1, hold something that cannot be read."""

    def __init__(self, row: Row, head: Head, vocabulary: Vocabulary, unread: Collection[int]) -> None:
        self.row = row
        self.head = head
        self._vocabulary = vocabulary
        self.filled: list[Value] = [*row.contents.values()]
        self.name = row.at(head.columns["name"])  # its cell under “Tên mô hình”
        self.label = row.at(head.columns.get("stt"))  # under “STT”
        self.counted = is_running_number(self.label)
        self.is_unread = head.columns["name"] + 1 in unread

    def cell(self, code: str) -> Value:
        """The cell in a column of the form, None where the head has no such column."""
        return self.head.cell(self.row, code)

    @property
    def number(self) -> str:
        """Its label without what stands around it: “2” for “02.”, “a” for “a)”."""
        return as_number(self.label)

    @property
    def texts(self) -> list[str]:
        """The cells that hold words, as they are shown."""
        return [as_text(text) for text in self.filled if isinstance(text, str)]

    @property
    def is_whole(self) -> bool:
        """A model's whole line: number, name, more cells than else; in a list of names and levels its level."""
        name = self.name
        if not isinstance(name, str) or len(name) <= _LABEL:
            return False  # most rows that are no model
        whole = self.counted and len(self.filled) > RICH + 1
        if not (whole or (self.head.columns.keys() == {"name", "level"} and len(self.levels) == 1)):
            return False
        none = is_placeholder(name) or self.is_example or is_count(name) or says_nothing(name)
        return not (none or name[0] == "(" or registers_nothing(name))

    @property
    def has_name(self) -> bool:
        """Whether the name's cell holds one."""
        if is_count(self.name):  # “007” in a whole line of a list is a name, “2” and “02 mô hình” alone are none
            digits = as_text(self.name)
            return len(self.filled) > RICH + 1 and self.counted and digits.isdigit() and bool(digits.strip("0"))
        return is_ditto(self.name) or not is_placeholder(self.name)

    @property
    def is_name_alone(self) -> bool:
        """Whether one cell is filled, or besides the name the goals alone: a model says where or whose it is."""
        pair = len(self.filled) == 2 and self.has_name and not is_blank(self.cell("goals"))
        return len(self.filled) == 1 or pair

    @property
    def is_bracketed(self) -> bool:
        """Whether its name stands in brackets from end to end, and nothing beside it but a number."""
        name = as_text(self.name)
        return name[:1] + name[-1:] == "()" and len(self.filled) == len({*self.filled} & {self.label, self.name})

    @property
    def is_ticked(self) -> bool:
        """Whether a tick stands in place of its name, and nothing beside it but its number, its level and ticks."""
        if not _TICK.fullmatch(key(as_text(self.name))):
            return False  # most rows
        own = (self.head.columns.get("stt"), self.head.columns.get("level"))
        cells = (cell for index, cell in enumerate(self.row.cells) if index not in own)
        others = {key(as_text(cell)) for cell in cells if not is_placeholder(cell)}
        return len(others) == 1 and all(map(_TICK.fullmatch, others))

    @property
    def is_example(self) -> bool:
        """The example that the form prints above its first line, or a row that calls itself one."""
        named = any(map(is_example, (next(iter(self.filled), None), self.label, self.name)))
        return named or is_stand_in(self.name, self.cell("address"), self.cell("holder"))

    @property
    def is_form_line(self) -> bool:
        """STT alone, “...”, dashes: a line of the form that nobody filled in."""
        stt = self.head.columns.get("stt")
        others = [cell for i, cell in self.row.contents.items() if i != stt]
        if self.is_unread or not all(map(is_placeholder, others)) or any(map(is_ditto, others)):
            return False
        return is_placeholder(self.label) or is_short_label(self.label)

    @property
    def is_own_registration(self) -> bool:
        """A heading of what the unit registers for itself (QĐ 266), with or without a number before it."""
        return is_own_registration(self.filled[0]) and (
            is_placeholder(self.name) or is_of_own_registration(self.name)
        )

    @property
    def is_marked(self) -> bool:
        """Whether a row says what only a model says: its level, or a mark for its mode."""
        marks = (as_text(self.cell(code)).strip() for code in ("continuing", "new"))
        return len(self.levels) == 1 or any(len(mark) == 1 and not is_placeholder(mark) for mark in marks)

    @property
    def is_marked_in_brackets(self) -> bool:
        """A level, a mark or a date in what stands in brackets."""
        texts = [as_text(cell).strip("() ") for cell in self.filled]
        return self.is_marked or any(text.casefold() in _MARKS or _DATE.search(text) for text in texts)

    @property
    def levels(self) -> frozenset[str]:
        """The levels that its own column names."""
        return self._vocabulary.levels_in_column(as_text(self.cell("level")))

    @property
    def has_telephone(self) -> bool:
        """Whether a cell holds a telephone's number and nothing besides: a sum or a period is none."""
        others = [self.head.columns.get(code) for code in ("goals", "completion")]
        return any(is_telephone(cell) for i, cell in enumerate(self.row.cells) if i not in others)

    @property
    def is_signer(self) -> bool:
        """A person's name alone, as under a signature."""
        return len(self.filled) == 1 and is_personal_name(as_text(self.filled[0]))

    @property
    def is_person(self) -> bool:
        """A row without number whose name is a person's, and that says nothing that only a model says."""
        few = not self.counted and len(self.filled) <= RICH + 1 and not self.is_marked
        return few and _names_person(as_text(self.name))

    @property
    def begins_persons(self) -> bool:
        """Whether it begins a count again from 1, and a person's name stands before the rest."""
        return self.is_of_person and self.number == "1"

    @property
    def is_of_person(self) -> bool:
        """Whether it has a number, a person's name first, which is no holder's, and nothing of a model."""
        if not self.counted or len(self.filled) == 1 or self.is_marked:
            return False
        others = [self.head.columns.get(code) for code in ("stt", "holder")]
        texts = [as_text(c) for i, c in enumerate(self.row.cells) if i not in others and isinstance(c, str)]
        return bool(texts) and _names_person(texts[0])

    @property
    def heads_persons(self) -> bool:
        """Whether it is a heading over persons, whatever level it names: “Cán bộ phụ trách cấp huyện”."""
        words = sole({text for text in self.texts if not is_short_label(text)})
        return words is not None and bool(_OF_PERSONS.match(key(without_numeral(words))))

    @property
    def is_below_persons(self) -> bool:
        """Whether it says no more than who somebody is: “1. Nguyễn Văn An”, “2 | Thôn Chợ | Bà Bình | Bí thư”."""
        first, *others = [text for text in self.texts if not is_short_label(text)] or [""]
        names = (text.split(" - ")[0] for text in (first, without_numeral(first), as_text(self.name)))
        office = first == self.name or not self.has_name or begins(key(as_text(self.name)), _OFFICES)
        person = (office or _names_person(as_text(self.name))) and any(map(_names_person, names))
        if person and self.number and self.has_name:
            person = any(begins(key(text), _OFFICES) for text in others)  # one with a number may be a model
        return person and len(others) < RICH and not self.is_marked

    @property
    def is_of_recipient(self) -> bool:
        """Whether it says behind a number to whom the paper goes: “5 | Lưu VT”, “6. Lưu: VP, năm 2024”."""
        if len(self.filled) > FEW:
            return False  # most rows
        numbered = any(as_text(cell)[:1].isdigit() for cell in self.filled)
        return numbered and any(map(is_recipient, self.texts))

    @property
    def counts_kind(self) -> bool:
        """Whether it counts the models of a kind: “1 | Mô hình mới | 3 | 1 | 4”."""
        kind, *counts = self.filled[1:]
        named = self._vocabulary.is_heading(as_text(kind)) or self._vocabulary.other_heading(as_text(kind))
        return len(counts) > 1 and named and all(map(is_count, counts))

    @property
    def says_more(self) -> bool:
        """Whether a row says more than its STT, its name, its level, its unit, dots and “không”."""
        own = [*(self.head.columns.get(code) for code in ("stt", "name", "level")), *self.head.of_units]
        others = (cell for i, cell in enumerate(self.row.cells) if i not in own)
        return any(not is_placeholder(cell) and not says_nothing(cell) for cell in others)

    @property
    def denies(self) -> bool:
        """“Không” in place of its name, or a sentence there that says so of models."""
        name = self.name
        said = isinstance(name, str) and registers_nothing(name) and not self.says_more
        return says_nothing(name) or (said and bool(_OF_MODELS.search(key(as_text(name)))))

    @property
    def is_lone_denial(self) -> bool:
        """Whether it says “không” in one cell, whichever this is, and no more but a number."""
        labelled = self.head.columns.get("stt") if is_short_label(self.label) else None
        texts = [cell for index, cell in self.row.contents.items() if index != labelled]
        return len(texts) == 1 and says_no_more(texts[0])

    @property
    def denies_level(self) -> bool:
        """“* Cấp tỉnh: không có” alone in place of a name: the heading of a level that has no model."""
        label, _, rest = as_text(self.name).partition(":")
        alone = len(self.filled) == 1 and bool(self._vocabulary.level_heading(label))
        return alone and says_no_more(rest.strip())

    @property
    def is_lone_text(self) -> bool:
        """Whether it has one cell, in a column of texts that follow the name, and none that could be a heading."""
        if len(self.filled) != 1:
            return False
        (index,), columns, text = self.row.contents, self.head.columns, as_text(self.filled[0])
        own = [columns.get(code) for code in ("stt", "address", "name")]
        heading = NUMBERED.match(text) or self._vocabulary.section(text)[0]
        return index not in own and index in columns.values() and not heading

    @property
    def is_rest(self) -> bool:
        """Whether a row without number goes on in small letters with the texts of the row above, broken by hand."""
        if not is_blank(self.label):
            return False  # most rows
        filled = {index: as_text(cell) for index, cell in self.row.contents.items()}
        columns = self.head.columns
        if "stt" not in columns or not filled.keys() <= {columns[code] for code in _BROKEN if code in columns}:
            return False
        address = filled.get(columns.get("address", -1), "")
        name = filled.get(columns["name"], "").lstrip('(“"')
        return name[:1].islower() and not _LETTERED.match(name) and not address[:1].isupper()

    @property
    def is_bullet(self) -> bool:
        """Whether it is a further goal of the row above, with a sign for a number: “- | + Sơ kết 6 tháng”."""
        own = [self.head.columns.get(code, -1) for code in ("stt", "goals")]
        return as_text(self.label).strip() in _BULLETS and sorted(self.row.contents) == sorted(own)

    @property
    def is_rest_of_names(self) -> bool:
        """Whether a row is a proper name alone, as the end of a name: “Đài Loan” below “Trồng ổi lê”."""
        words = as_text(self.name).split()
        alone = self.row.contents.keys() == {self.head.columns["name"]} and len(words) == 2
        return alone and all(word.istitle() and word.isalpha() for word in words)

    def possible(self, reason: str, sheet: str, heading: str | None, at_most: int = 1) -> Possible:
        """The row as possible entries, of the level that its column, or else the ``heading``, names."""
        text = " | ".join(as_text(cell) for cell in self.filled)
        level = sole(self.levels or {heading} - {None})
        return Possible(self.row.number, self.head.columns["name"] + 1, at_most, level, reason, sheet, text)


# ---- A row beside the models of its list: a model, its part, or a heading.


_ANY = 99

_ITEM = regex(r"[a-eđ]\s?[.)]?")


class Pattern:
    """The models of a list, one after the other, as far as the walk has come."""

    def __init__(self, vocabulary: Vocabulary, covered: CoveredCells) -> None:
        self._vocabulary = vocabulary
        self._covered = covered
        self.entries = 0  # their number
        self.fewest = _ANY  # filled cells of the barest one
        self.counted = True  # each has a number or a letter
        self.lettered = False  # one has no number
        self.capitals = False  # a name stands in capitals
        self._last_label = self._field = ""
        self._again = ""  # the label of the last bare row counted from 1 again
        self._heading_shape: list[bool] | None = None  # which cells a heading left blank

    def learn(self, line: ListRow) -> None:
        """Take a model into account."""
        self.entries += 1
        self._last_label = as_text(line.label).strip(" .)")
        self._field = key(as_text(line.cell("field")))
        labelled = is_short_label(line.label)
        self.counted = self.counted and labelled
        self.lettered = self.lettered or (labelled and not line.counted)
        self.capitals = self.capitals or as_text(line.name).isupper()
        self.fewest = min(self.fewest, len(line.filled))

    def counts(self, line: ListRow) -> bool:
        """Whether a row goes on with the count of the models above it."""
        return line.counted and counts_on(self._last_label, line.label)

    def runs_on(self, line: ListRow) -> bool:
        """Whether a row goes on with the count of a list whose models say hardly more than their names."""
        return self.fewest <= FEW and self.counts(line)

    def begins_again(self, line: ListRow) -> bool:
        """Whether a model is counted from 1 again, and is not of another field by its own column."""
        first = line.number == "1" and self._last_label.isdigit()
        return first and key(as_text(line.cell("field"))) == self._field

    def counts_again(self, line: ListRow) -> bool:
        """Whether a numbered row of few cells, fewer than any model's, begins another count, or goes on in it."""
        label = line.number
        begins = label == "1" and self.entries > 1 and self.fewest > RICH + 1
        again = line.counted and (begins or (bool(self._again) and counts_on(self._again, label)))
        self._again = label if again else self._again
        return again

    def heads(self, line: ListRow, below: ListRow | None, *, broken: bool) -> str:
        """The one text of a row over richer ones counted from 1, or shaped as such; not of a ``broken`` name."""
        texts = dict.fromkeys(as_text(cell) for cell in line.filled if not is_placeholder(cell))
        words = [text for text in texts if not (is_short_label(text.strip("()-–—/.: ")) or is_count(text))]
        if below is None or len(words) != 1 or len(texts) > FEW or is_total(line.filled):
            return ""
        if broken or counts_on(self._last_label, line.label):
            return ""
        if not (_near(line, below) and below.counted and len(below.filled) > FEW and below.has_name):
            return ""
        shape = [is_blank(cell) for cell in line.row.cells]
        if below.number == "1":
            self._heading_shape = shape
        return words[0] if self._heading_shape == shape else ""

    def is_first_lettered(self, line: ListRow, below: ListRow | None) -> bool:
        """“I | Tủ sách” right over “II | …”: a model, however headings are counted, unless it names a field."""
        if below is None or line.counted or len(line.filled) != FEW or not line.has_name:
            return False
        name = as_text(line.name)
        if is_blank(line.label) or self._vocabulary.is_heading(name) or self._vocabulary.field_of_heading(name):
            return False
        return below.has_name and len(below.filled) > RICH and counts_on(line.label, below.label)

    def is_lone(self, line: ListRow, below: ListRow | None) -> bool:
        """Whether a row with a name may be a model, or a part of the one above, or a heading."""
        single = self.is_odd(line) and (self.counted or self.fewest > RICH) and line.is_name_alone
        return self.is_sub_item(line) or single or self._may_head(line, below)

    def is_odd(self, line: ListRow) -> bool:
        """Whether a row without number has fewer cells than any model: one alone where the list counts no rows."""
        if self.is_sub_item(line):
            return True
        if not self.entries:
            return False
        if "stt" not in line.head.columns:
            return len(line.filled) == 1 and self.fewest >= RICH
        fewer = len(line.filled) < self.fewest and not line.counted
        worded = self.counted and not is_blank(line.label) and not is_short_label(line.label)
        if fewer and (line.has_telephone or worded) and not line.is_marked:
            return True
        return is_blank(line.label) and len(line.filled) < min(self.fewest, RICH)

    def is_sub_item(self, line: ListRow) -> bool:
        """“2.1 Tổ tự quản …” or “a) …” below model 2, or a dash and a text, where every model says more."""
        if not (FEW <= len(line.filled) <= RICH and len(line.filled) < self.fewest < _ANY):
            return False  # most rows
        label, last = as_text(line.label).strip(), self._last_label
        below = bool(last) and (label.startswith(f"{last}.") or (last.isdigit() and bool(_ITEM.fullmatch(label))))
        dashed = label in _BULLETS or (not label and as_text(line.name).startswith(_BULLETS))
        return not line.is_marked and (below or dashed)

    def _may_head(self, line: ListRow, below: ListRow | None) -> bool:
        """Whether a row that says hardly more than a name stands over richer rows that do not count on from it."""
        if below is None or line.is_marked:
            return False
        if not _near(line, below) or len(below.filled) <= RICH + 1 or not below.has_name:
            return False
        if is_blank(line.label):
            return self._covered.top_row(line.row.number, line.head.columns.get("stt", 0)) is None
        bullets = line.label == below.label and not as_text(line.label).strip(" .)").isalnum()
        return not (bullets or counts_on(line.label, below.label) or counts_on(self._last_label, line.label))


def _near(line: ListRow, below: ListRow) -> bool:
    return below.row.number <= line.row.number + FEW
