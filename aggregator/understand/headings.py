"""Headings within a list: what field, level, mode or body the rows below them are of."""

from functools import cached_property
from itertools import dropwhile

from msgspec import Struct

from aggregator.campaign.vocabulary import Vocabulary, without_numeral
from aggregator.campaign.word_lists import MODELS, any_of, keys
from aggregator.nouns.document import Row, Sheet, as_text
from aggregator.nouns.reading import LeftoverRow
from aggregator.understand.cells import is_count, is_placeholder, is_running_number, is_short_label
from aggregator.understand.entries import Head, ListTitle
from aggregator.understand.row_kinds import ANY_LEVEL, FEW_CELLS, FIGURES, counting_words, level_line, numbering
from aggregator.vietnamese.fold import grouped, key, regex

_LEAST_WIDE = 3  # columns of a merge that goes across the table
_ENDS_IN_NUMBER = regex(r"\D\d{1,3}\s*$")  # “Camera an ninh 10”, and not “… năm 2024”
_DIGITS = regex(r"\s*\(?\d")
_SENT = regex(r"(?i)^(?:trình|báo cáo)\s+")
_ASKS = regex(r"\b(?:cong nhan|xet|de nghi|dang k[yi]|dk)\b")
_LETTERED = regex(r"\s*\(?(?!Đ/)(?:[IVX]+|[A-ZĐ])\s*[-–—.:)/]")
_NUMBERED = regex(r"\s*(?:[*+•–-]\s|\(?(?:\d{1,2}|[a-e])\s*[-–—.:)/])")
_FIRST = regex(r"\s*\(?(?:0?1|I|A|a)(?!\w)")  # number of a series
_LONGEST_GROUP, _LONGEST_BODY = 7, 10  # words
_GROUP = regex(
    rf"^(?:muc |phan )?(?:[a-z]{{1,4}} |\d+ )?(?:\d thang|{any_of(keys('heading', 'group_beginnings'))})\b"
)
_BODY = regex(
    rf"(?!(?:hoi truong|khoi (?:pho|\d+))\b)"
    rf"(?:{any_of(keys('heading', 'bodies'))})\b(?: (?:{any_of(keys('heading', 'body_words'))})\b)*"
)
_COUNTED = regex(rf" \d+ {MODELS}$")
_OF_OTHERS = regex(r"\b(?:khac|con lai|co so|thon|chi bo|(?:cua|tai|o) (?:xa|thi tran|don vi|co quan))\b")
_OTHER_MODELS = regex(
    rf"\W*(?:(?:cac|nhung|nhom|phan) )*{MODELS}\b.*{_OF_OTHERS.pattern}"
    r"|(?:cac )?(?:chi bo|doan the|thon|xom|to dan pho|co so)(?: (?:chi bo|doan the|thon|xom|va|truc thuoc))*$"
    r"|(?:du phong|du bi|tham khao)$"
    r"|(?:duy tri|thuc hien|trien khai) (?:tai|o) (?:dia phuong|co so|xa|thi tran|don vi)$"
)
_LABELLED = regex(r"(?i)^(?:mục|phần)\s+")  # “Mục I:”
_BEGINS_WITH_LEVEL = regex(r"(?:mo hinh )?cap ")  # “C. CẤP CƠ SỞ (các chi bộ)” beside “B. CẤP HUYỆN”


class _Parts(Struct, frozen=True):
    """A row that may be a heading: its numeral, its text, and the column where the text stands (from 0)."""

    label: str
    text: str
    index: int

    @property
    def whole(self) -> str:
        return f"{self.label.strip('().-/ ')}- {self.text}" if self.label else self.text


class Groups:
    """The headings in force on the walk down one table."""

    def __init__(self, vocabulary: Vocabulary, sheet: Sheet, title: ListTitle, head: Head) -> None:
        self._vocabulary = vocabulary
        self._below_head = (row for row in sheet.rows if row.number > head.last_row)
        across = (each for each in sheet.merges if each.first_row == each.last_row)
        wide = (each for each in across if each.last_column - each.first_column + 1 >= _LEAST_WIDE)
        self._wide = grouped((each.first_row, (each.first_column - 1, each.last_column - 1)) for each in wide)
        self._sections_outside = False  # sections hold level headings, not the other way round
        self.field = title.field
        self.level = title.level
        self.divisions = 0  # each begun by a level's heading, or by one of no field below models
        said = (line for line in title.text.splitlines() if title.level and vocabulary.level_heading(line))
        self._level_numbering = next(map(numbering, said), None)  # how the headings that name levels are counted
        self._within: set[str] = set()  # how the headings below the level's are counted
        self.said = {"mode": vocabulary.mode_heading(title.text)}  # and the holder's kind, of all models below
        self._said_numbering: dict[str, str] = {}  # how the headings that say it are counted
        self._said_inside: set[str] = set()  # what headings say that sections or levels hold
        self.sections: list[str] = []
        self.unknown: LeftoverRow | None = None  # the last heading, where it names no field: a heading by its place

    def take(self, row: Row, head: Head, *, lettered_entries: bool, runs_on: bool = False) -> bool:
        """Whether a row is a heading, in force now; ``lettered_entries`` count I or a; ``runs_on``: it goes on."""
        parts = _parts(row)
        if parts is None:
            return self._level_beside(row, head)
        words, text = self._vocabulary, parts.text
        counted = is_running_number(parts.label)
        texts = (head.columns.get("address"), head.columns["name"], head.columns.get("stt", -1) + 1)
        if runs_on or (counted and parts.index not in texts):
            return False
        is_section, named = words.section(parts.whole)
        of_levels = numbering(parts.whole) == self._level_numbering and (
            words.is_of_own(text)
            or (words.tells_doer(text) and bool(_BEGINS_WITH_LEVEL.match(key(without_numeral(text)))))
        )
        beside = of_levels or (self._level_numbering is not None and words.is_base_heading(text))
        level = "base" if beside else self._level_recognised(text)
        placed = not counted and self._placed(parts, row, head, lettered_entries=lettered_entries)
        self.unknown = None
        if is_section and not (counted and named is None):
            field = named or (words.field_of_heading(text) if placed else None)
            self._enter_section(field, words.level_of_section(text) if level_line(words, row) else None)
            self._within.add(numbering(parts.whole))
        elif level is not None:
            self._enter_level(level, parts.whole)
        elif not counted and (
            words.other_heading(parts.whole)
            or (words.is_period(text) and (placed or parts.index == head.columns["name"]))
        ):
            self.level = None if self._ends_level(parts.whole) else self.level
        elif placed:
            return self._enter_other(row, parts)
        else:
            return False
        return True

    def enter_words(self, text: str) -> None:
        """Let a heading give its mode or holder to the models below; one that names none may end it."""
        style, words = numbering(text), self._vocabulary
        for code, said in (("mode", words.mode_heading(text)), ("holder", words.holder_heading(text))):
            known = self._said_numbering.get(code)
            if said:
                if known is None and (self.sections or self._level_numbering is not None):
                    self._said_inside.add(code)
                self.said[code], self._said_numbering[code] = said, style
            elif code in self._said_inside or (style == known and (style or self.unknown)):
                self.said[code] = None

    def enter_by_label(self, label: str) -> None:
        """Let a model's number that names a field, or a level behind its numeral, head the rows from here on."""
        lines = [line.strip() for line in label.splitlines() if not is_running_number(line)]
        label = (". " if is_short_label(next(iter(lines), "")) else " ").join(lines)
        named, level = self._vocabulary.section(label)[1], self._vocabulary.level_heading(label)
        if named:
            self._enter_section(named, None)
        elif level and numbering(label):
            self._enter_level(level, label)

    def _level_beside(self, row: Row, head: Head) -> bool:
        """Whether a level's or field's name is a heading beside a dash, the field's cell, number and holder."""
        stt = head.columns.get("stt", -1)
        passed = [head.columns.get("field"), head.columns.get("holder")]
        passed += [stt] if is_short_label(as_text(row.at(stt)).strip("()-–—/.: ")) else []
        filled = [i for i, cell in enumerate(row.cells) if not (i in passed or is_placeholder(cell))]
        places = (stt, stt + 1, head.columns.get("address"), head.columns["name"])
        if len(filled) != 1 or filled[0] not in places:
            return False
        text = as_text(row.cells[filled[0]])
        level, (is_section, named) = self._vocabulary.level_heading(text), self._vocabulary.section(text)
        if is_section:
            self._enter_section(named, level)
        else:
            self._name_level(level)
        return is_section or level is not None

    def _enter_other(self, row: Row, parts: _Parts) -> bool:
        """A text across the table in other words: it names a field or a level, or ends the section."""
        field, level = self._vocabulary.field_of_heading(parts.text), self._vocabulary.level_in_title(parts.text)
        if field or not level:
            odd = _ENDS_IN_NUMBER.search(parts.text) or (not field and _DIGITS.match(parts.text))
            if field is None and self._ends_level(parts.whole):
                self.level = None
            if odd and not self.is_across(row, parts.index):
                return False  # a model may stand in the wrong column
            if field is None:
                self.unknown = LeftoverRow(row.number, parts.index + 1, parts.text)
            self._enter_section(field, level)
        else:
            self._enter_level(level, parts.whole)
        return True

    def _level_recognised(self, text: str) -> str | None:
        """The level of a heading; “Huyện ủy”, “Trình tỉnh” name one only beside another, else maybe who does it."""
        words, level = self._vocabulary, self._level_or_body(text)
        known = words.level_heading(text) or level == words.level_of_recognition(text) != "district"
        sure = known or self._level_numbering is not None or _ASKS.search(key(text))
        return level if sure or self._has_several_bodies else None

    def _level_or_body(self, text: str) -> str | None:
        return self._vocabulary.level_of_recognition(_SENT.sub("", without_numeral(text)))

    @cached_property
    def _has_several_bodies(self) -> bool:
        rows = dropwhile(lambda row: len(row.contents) <= FEW_CELLS, reversed([*self._below_head]))  # no addressee
        few = (parts for row in rows if len(row.contents) <= FEW_CELLS and (parts := _parts(row)))
        return len({self._level_or_body(parts.text) for parts in few} - {None}) > 1

    def _enter_level(self, level: str, whole: str) -> None:
        self._name_level(level)
        self._level_numbering, self._within = numbering(whole), set()

    def _ends_level(self, whole: str) -> bool:
        """Whether a heading that is no field's ends the level: “C. Mô hình của xã” under “B. Cấp huyện”.

        One of holder, time, mode or place, or one that begins or goes on with a numbering of its own, stands within
        the level, unless it speaks of levels (“b) Đăng ký với Huyện ủy”) or of what is left.
        """
        style, text = numbering(whole), without_numeral(whole)
        if self.is_of_others(text, style == self._level_numbering):
            return True
        if self._level_numbering is None:
            return False
        if style and style == self._level_numbering:
            return not (self.is_plain(text) and _FIRST.match(whole))
        if self._vocabulary.levels_in_column(text):
            return True
        if style in ("parts", *self._within) or (style and _FIRST.match(whole)):
            self._within.add(style)
            return False
        return not self.is_plain(text)

    def is_plain(self, text: str) -> bool:
        """Whether a text groups by place, body, time, holder or mode, and is no model's name."""
        words = _COUNTED.sub("", key(text))
        short = len(words.split()) <= _LONGEST_GROUP and bool(_GROUP.search(words))
        return short or self._vocabulary.is_period(text) or self._vocabulary.other_heading(text)

    def stand_over(self, row: Row, text: str) -> None:
        """Take a text for a heading by what follows it: it may name a field, a level, or what is neither."""
        field, level = self._vocabulary.field_of_heading(text), self._vocabulary.level_in_title(text)
        self.unknown = None if field or level else LeftoverRow(row.number, 1, text)
        if field:
            self._enter_section(field, level)
        parts = _parts(row)
        whole = parts.whole if parts else text
        if level:
            self._enter_level(level, whole)
        elif not field and self._ends_level(whole):
            self.level = None

    @staticmethod
    def is_body(text: str, *, whole: bool) -> bool:
        """Whether a text is a body's name, or begins with one: “Ủy ban MTTQ xã”, “Chi hội phụ nữ thôn Ải”."""
        words = key(text)
        return bool((_BODY.fullmatch if whole else _BODY.match)(words)) and len(words.split()) <= _LONGEST_BODY

    @staticmethod
    def is_of_others(text: str, sibling: bool = False) -> bool:
        """Whether a heading is over the rest, or a commune's own; a ``sibling`` of a level's names no models."""
        return bool((_OF_OTHERS.search if sibling else _OTHER_MODELS.match)(key(without_numeral(text))))

    def _enter_section(self, named: str | None, level: str | None) -> None:
        self.field = named
        self.sections.append(named or "")
        if self._sections_outside:
            self.level = None
        elif self.level is None:
            self._sections_outside = True
        self._name_level(level)

    def hold_sections(self) -> None:
        """Let a level that the models above did not have hold the sections of a further head below it."""
        if self.level:
            self._sections_outside = False

    def _name_level(self, level: str | None) -> None:
        if level:
            self.level, self.divisions = level, self.divisions + 1

    def _placed(self, parts: _Parts, row: Row, head: Head, *, lettered_entries: bool) -> bool:
        """Whether a lone text is a heading by its place: across the table, before its columns, after a numeral."""
        if self.is_across(row, parts.index):
            return True
        if parts.label:
            return not lettered_entries
        stt = head.columns.get("stt")
        before = parts.index == stt or parts.index < min(head.columns.values())
        lettered = bool(_LETTERED.match(parts.text)) and not lettered_entries
        if stt is None and parts.index == min(head.columns.values()) != head.columns["name"]:
            numbered = bool(_NUMBERED.match(parts.text))  # “2. Công tác văn hóa”, and no “Nhà văn hóa”
            before = numbered and self._vocabulary.field_of_heading(parts.text) is not None
        return before or (lettered and parts.index != head.columns["name"])

    def is_across(self, row: Row, index: int) -> bool:
        """Whether the text of a column, from 0, is merged across the table."""
        return any(first <= index <= last for first, last in self._wide.get(row.number, ()))


def _parts(row: Row) -> _Parts | None:
    """The numeral and the one text of a row; some files repeat a merged text in every cell."""
    cells: dict[str, int] = {}
    for index, cell in row.contents.items():
        cells.setdefault(as_text(cell), index)
    first = next(iter(cells), "")
    beside = [text for text in cells if text != first and not is_count(text)]
    # “Cấp tỉnh | Quy định 1-2 | 3”, “I | Kinh tế | Tổng: 02”
    if len(beside) > 1 or any(map(FIGURES.search, [*cells][1:])):
        levels = [text for text in beside if ANY_LEVEL.search(key(text))] if is_short_label(first) else []
        beside = [text for text in beside if not _counts(text)] or levels
    texts = [(text, cells[text]) for text in (first, *beside) if first]
    if not texts or len(texts) > 2 or not any(c.isalpha() for c in texts[-1][0]):
        return None
    if len(texts) == 1:
        return None if is_count(first) or is_short_label(first) else _Parts("", *texts[0])
    label = _LABELLED.sub("", first).strip("()-–—/.: ")
    return _Parts(first, *texts[1]) if is_short_label(label) else None


def _counts(text: str) -> bool:
    """Whether a text beside a heading only counts models: “Tổng: 02”, “1 tỉnh, 2 huyện”, and not “Cấp tỉnh”."""
    return bool(counting_words([text])) and bool(FIGURES.search(text) or not ANY_LEVEL.search(key(text)))
