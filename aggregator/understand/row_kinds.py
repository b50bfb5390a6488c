"""What a row is that names no model: a total, a count, a note, a signature, or a heading over others."""

from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import dropwhile, pairwise

from msgspec import Struct

from aggregator.campaign.mail_words import MODELS, OF_PART, OF_RULE, any_of, keys
from aggregator.campaign.vocabulary import Vocabulary, without_numeral
from aggregator.nouns.document import Row, Sheet, Value, as_text, is_blank
from aggregator.nouns.reading import AsideRow
from aggregator.understand.cells import is_count, is_placeholder, is_running_number, is_short_label, year_in
from aggregator.understand.entries import Head, LevelLine, ListTitle
from aggregator.vietnamese.fold import fold, grouped, has_phrase, key, regex, sole

_PARTS_OF_LIST = any_of(keys("heading", "parts"))
_TOTAL = regex(
    rf"(?:tong cong|tong so|tong|cong|danh sach (?:nay )?(?:gom|co))(?: (?:[ivx]+|[a-e]|{_PARTS_OF_LIST}))*"
    r"(?: (?:so|cong|mo hinh|noi dung|linh vuc|muc|toan|chung|dien hinh|trang|theo)\b.*)?(?: \d.*)?"
    rf"|(?:toan (?:xa|thi tran|don vi|co quan)|tong hop) \d{{1,3}} {MODELS}\b.*"
)
_PART_TOTAL = regex(rf"(?:tong cong|tong so|tong|cong) (?:{_PARTS_OF_LIST})\b")
_OTHER_TOTAL = regex(
    r"tong (?:so |cong )?(?:ho|dang vien|chi bo|hoi vien|doan vien|nguoi|thon|kinh phi|nhan khau|dan)\b"
)
_PAGE_TOTAL = regex(
    r"(?:(?:tong )?cong (?:so )?trang|cong mang sang|mang sang|(?:cong )?chuyen (?:sang )?trang)\b.{0,40}"
)
_PAGE_MARK = regex(
    r"(?:trang|to so|to|page)(?: so)? \d{1,3}(?: (?:of )?\d{1,3})?(?: trang)?|\d{1,3} (?:\d{1,3}|trang)|\d{1,3}"
)
_TOTAL_START = regex(r"(?:tong cong|tong so)\b")
_SIGNER = any_of(keys("signature", "on_behalf"))
_CLOSING_START = regex(
    rf"(?:noi nhan|da ky|nguoi lap|nguoi tong hop|can bo tong hop|ky ten|ky va ghi|ky ghi|ky dong dau|xac nhan cua"
    rf"|(?:t m|tm|kt|k t|tl|t l|thay mat) (?:{_SIGNER}))\b"
)
_PLACE_AND_DATE = regex(r"\bngay\b.{0,12}\bthang\b.{0,8}\bnam\b")
_TITLES = frozenset(keys("signature", "titles"))
_SIGNATURE_HINT = regex(r"\n|\(\s*[Kk]ý")
_ANY_SIGNER = regex(
    rf"(?:quyen |q )?(?:{any_of(keys('signature', 'beginnings'))})(?: [a-z]+){{0,7}}"
    r"|thu truong (?:co quan|don vi)(?: [a-z]+){0,9}(?: \d)?"  # “… TRƯỜNG THPT TÂN YÊN SỐ 1”
)
_OWN_REGISTRATION = regex(r"dang ky (?:xay dung )?(?:(?:dang bo|chi bo|co quan|don vi) )+(?:dat )?dan van kheo\b")
_LONGEST_SIGNATURE = 9  # words
_NOTE_START = regex(rf"(?:{any_of(keys('signature', 'notes'))})\b")

_COUNT_OF_LEVEL = regex(
    rf"\b0*(\d{{1,2}}) {MODELS}\b"
    r"|\b(?:tinh|huyen|so|xa|mo hinh|mh|dien hinh|noi dung) 0*(\d{1,2})$"
)
_STRETCH = regex(r"\b\d{1,2}\s*(?:[-–—]|đến)\s*\d{1,2}\b")
_SAID_OF_ABOVE = regex(
    r"(?:cac |nhung )?(?:mo hinh|noi dung|dien hinh|danh sach) (?:nay|(?:(?:o|neu|ke|phia) )?tren(?: day)?) "
    r"(?:da|duoc|la|do|dang|deu|thuoc|se|de nghi|co|duy tri)\b"
    r"|.* (?:mo hinh|noi dung|dien hinh) (?:nay|(?:(?:o|neu|ke|phia) )?tren(?: day)?)$"
)
_AWARDED = regex(r"\b(?:da|duoc) (?:[a-z]+ ){0,5}cong nhan\b|\b(?:khen|bieu duong|tang)\b")
_SOME_OF_THEM = regex(
    rf"\b\d{{1,2}} {MODELS}\b.*"
    r" \d{1,2} (?:la|dang k[yi]|thuoc) (?:cap )?(?:tinh|huyen|co so|xa)\b"
)
_OF_ABOVE = regex(rf"\b(?:{any_of(keys('heading', 'of_above'))}|ca \d+ (?:mo hinh|noi dung)(?! sau))\b")

_FOOTNOTE = regex(r"(?s)\s*\(\s*\*+\s*\)|.*\.\s*/\s*\.\s*$")


def is_total(values: Sequence[Value]) -> bool:
    """Whether a row counts the models, such as “Tổng cộng: 7 mô hình”."""
    words = [key(v) for v in values if isinstance(v, str)]
    counts = any(isinstance(v, (int, float)) for v in values) or any(map(str.isdigit, "".join(words)))
    return any(_TOTAL.fullmatch(w) for w in words) or (counts and any(_TOTAL_START.match(w) for w in words))


_STATED = regex(r"(?:^|(?<= ))0*(\d{1,3})( (?:cap )?(?:tinh|huyen|co so|xa)\b)?(?= |$)")


def stated_total(values: Sequence[Value], *, grouped: bool = True) -> int | None:
    """The number that a total row states for all, or their sum; None if unclear, or of a part not ``grouped``."""
    if any(isinstance(v, str) and _OTHER_TOTAL.match(key(v)) for v in values):
        return None
    if any(isinstance(v, str) and _PART_TOTAL.match(key(v)) for v in values):
        figures = [word for v in values for word in key(as_text(v)).split() if word.isdigit()]
        if len(figures) > 1 or not grouped:
            return None
    of_levels = [v for v in values if isinstance(v, str) and len(_counts_by_level(v)) == 1]  # each in a cell
    for value in values if len(of_levels) < 2 else [v for v in values if v not in of_levels]:
        said = value.rpartition("=")[2] if isinstance(value, str) else ""
        whole = _STATED.findall(key(said.partition("(")[0]))  # “07 (tỉnh 00, huyện 04, xã 03)”
        found = whole if len(whole) == 1 and not whole[0][1] else _STATED.findall(key(said))
        if found:
            return sum(int(number) for number, level in found if level) if found[0][1] else int(found[0][0])
    numbers = {int(v) for v in values if isinstance(v, (int, float)) and not isinstance(v, bool) and v == int(v)}
    return sole(numbers) or sum(count for text in of_levels for count in _counts_by_level(text)) or None


_LEVEL, ANY_LEVEL = (regex(rf"\b(?:{levels})\b") for levels in ("tinh|huyen|co so", "tinh|huyen|co so|xa"))
_COUNTING = regex(
    rf"(?:(?:{any_of([*keys('heading', 'counting'), *keys('heading', 'rules'), *keys('heading', 'filler')])}"
    r"|tinh|huyen|co so|xa|thi tran|\d{1,3})(?: |$))+"
)
FIGURES = regex(r"\d{1,2}\b")

_FEW_CELLS, _MOST_COUNTS = 3, 6  # a model has more than those; a row of counts no more than these
_QUOTA = regex(rf"\d ?[-–] ?\d|\b(?:{any_of(keys('heading', 'rules'))}|chi tieu|giao|dinh muc)\b")


def is_quota_row(row: Row) -> bool:
    """A row of such a table that tells what is asked for, or how much of that there is."""
    return is_count_row(row) and any(_QUOTA.search(fold(text)) for text in map(as_text, row.filled.values()))


def is_count_row(row: Row, *, after: bool = False, below: Row | None = None) -> bool:
    """A row of a small table of counts or quotas: “Tỉnh | 01-02 | 1”; its head or a blank level over it.

    A level heads what stands ``below`` it, if that is none, whatever counts stand beside the level (“Cấp tỉnh | Quy
    định 1-2 | Đăng ký 03”), and a level beside one number does; unless they stand ``after`` such a row.
    """
    words = _words_of_counts(row) if after or len(row.filled) > 1 else ""
    if not words:
        return False  # most rows
    figures, of_level = FIGURES.findall(words), bool(_LEVEL.search(words))
    if figures and after:
        return True
    counts = _words_of_counts(below) if below else ""
    if figures:
        of_table = of_level and "|" in words and (len(figures) > 1 or bool(OF_RULE.search(words)))
        return of_table and (below is None or bool(counts) or len({*_LEVEL.findall(words)}) > 1)
    if "|" not in words:
        return after and (below is None or bool(counts) or not _may_be_headed(below))
    return bool(counts) and of_level != bool(_LEVEL.search(counts))


def heads_figures(row: Row, below: Row | None) -> bool:
    """Whether a row of words heads a table of figures: “Đơn vị | Số mô hình | Cấp tỉnh” over “Xã … | 7 | 1”."""
    if len(row.filled) < _FEW_CELLS:
        return False  # most rows
    heads, cells = [*row.filled.values()], [*below.filled.values()] if below else []
    counted = sum(map(is_count, cells[1:]))
    return 1 < counted < len(heads) and not (is_total(cells) or any(map(is_count, heads)))


_DECISION = regex(r"\d+ qd\b")


def was_recognised(row: Row, year: int | None) -> bool:
    """Whether a row has a decision's number (“145/QĐ-UBND”) and, by itself, a year before this one."""
    years = [found for cell in row.filled.values() if (found := year_in(cell))]
    return bool(years) and max(years) < (year or 0) and any(_DECISION.match(key(text)) for text in row.texts)


def _may_be_headed(row: Row) -> bool:
    """Whether a row may stand below a heading: a model, though it has few cells, or a numbered heading."""
    cells = [*row.filled.values()]
    numbered = len(cells) > 1 and is_running_number(cells[0])
    return numbered or len(cells) > _FEW_CELLS or any(map(NUMBERED.match, map(as_text, cells[:1])))


def _words_of_counts(row: Row) -> str:
    """What a row says besides its number, where that is counts, levels and words of such tables alone; else ''."""
    cells = [*row.filled.values()]
    words = counting_words(cells) if len(cells) <= _MOST_COUNTS else ()
    words = words if len({*words}) > 1 else words[:1]  # one text across the table
    return " | ".join(words) if words and not is_total(cells) else ""


def counting_words(cells: Sequence[Value]) -> Sequence[str]:
    """The words (keys) of cells that hold nothing but counts and what is counted; none where one holds more."""
    words = list[str]()
    for cell in cells[1:] if cells and is_running_number(cells[0]) else cells:
        words.append(key(as_text(cell)))
        if not _COUNTING.fullmatch(words[-1]) or "=" in as_text(cell):
            return ()  # most rows, and “=1+1”
    return words


_OF_LEVELS = regex(
    r"\b(?:tinh|huyen|co so|xa) 0*(\d{1,2})\b"
    rf"|\b0*(\d{{1,2}}) (?:{MODELS} )?(?:dang k[yi] )?(?:cap )?(?:tinh|huyen|co so|xa)\b"
)
_OF_MODELS = regex(rf"\b{MODELS}\b")
_DETAILS, _EACH = regex(r"[(:]"), regex(r"[(),;]")
_WHOLE = regex(rf"(?!.*\b(?:tinh|huyen|co so|xa)\b).*?\b0*(\d{{1,2}}) {MODELS}")


@lru_cache(maxsize=4096)
def stated_around(text: str) -> int:
    """How many models a line over or under a list states, in all or level by level; 0 where it states none."""
    words = key(text)
    if not _OF_MODELS.search(words) or OF_RULE.search(words):
        return 0
    counts = _counts_by_level(text)
    whole = _WHOLE.fullmatch(key(_DETAILS.split(text, maxsplit=1)[0]))
    if whole and len(counts) > 1:
        return int(whole[1])
    return (stated_total([text]) or 0) if is_total([text]) else sum(counts) if len(counts) > 1 else 0


def _counts_by_level(text: str) -> list[int]:
    """The counts beside levels: “tổng số: 03, cấp tỉnh: 1” has one, which is no part of what stands before it."""
    found = (_OF_LEVELS.findall(key(each)) for each in _EACH.split(text))
    return [int(behind or before) for pairs in found for behind, before in pairs]


def counts_of_level(text: str) -> list[int]:
    """How many models a line that names their level says they are; the rules’ words (“4-5 mô hình”) count none."""
    words = OF_PART.sub("", key(without_numeral(text)))
    counts = [int(before or behind) for before, behind in _COUNT_OF_LEVEL.findall(words)]
    return [] if OF_RULE.search(words) or _STRETCH.search(text) else counts


def counts_some(text: str) -> bool:
    """Whether a line counts all models and, apart, those of a level: “Trong 5 mô hình có 3 là cấp tỉnh”."""
    return bool(_SOME_OF_THEM.search(key(text)))


def level_line(vocabulary: Vocabulary, row: Row, *, is_total: bool = False) -> LevelLine | None:
    """What a row says of the level of models, and their number; None where it names no level or several."""
    cells = list(map(as_text, row.filled.values()))
    labelled = len(cells) > 1 and is_short_label(cells[0])
    texts = [without_numeral(text) for text in dict.fromkeys(cells[labelled:])]
    levels = {code for text in texts if (code := vocabulary.level_heading(text) or vocabulary.level_in_title(text))}
    if len(levels) != 1:
        return None
    words = key(" ".join(texts))
    counts = counts_of_level(" ".join(texts))
    of_level = _counts_by_level(" ".join(texts))
    partly = of_level and stated_total(texts) not in (None, *of_level)  # “Kinh tế (tổng số: 03, cấp tỉnh: 1)”
    if (
        has_phrase(words, "trong do")
        or _SOME_OF_THEM.search(words)
        or _AWARDED.search(words)
        or partly
        or (is_total and len(counts) > 1)
    ):
        return None
    count = sole(counts)
    return LevelLine(row.number, levels.pop(), count, bool(_OF_ABOVE.search(words)), is_total)


def is_said_of_above(texts: Sequence[str]) -> bool:
    """“(Mô hình trên đã được tặng Giấy khen)”: a remark on what stands above, and no heading."""
    return len(texts) == 1 and bool(_SAID_OF_ABOVE.match(key(texts[0])))


def is_page_row(values: Sequence[Value]) -> bool:
    """A total of a printed page, or its number: “Cộng trang 1: 03 mô hình”, “Trang 2/3”, “- 2 -”."""
    texts = list(dict.fromkeys(key(as_text(v)) for v in values))
    if any(isinstance(v, str) and _PAGE_TOTAL.fullmatch(key(v)) for v in values):
        return True
    return len(texts) == 1 and bool(_PAGE_MARK.fullmatch(texts[0]))


def is_signature(texts: Sequence[str]) -> bool:
    """Whether a row looks like a line of signatures wherever it stands: few words, all in capitals, no figures."""
    capitals = all(text.upper() == text and not any(map(str.isdigit, text)) for text in texts)
    return bool(texts) and capitals and all(len(key(t)) > 1 and len(t.split()) <= _LONGEST_SIGNATURE for t in texts)


def starts_closing(texts: Sequence[str], *, after_gap: bool = False) -> bool:
    """Whether a row begins the closing block; ``after_gap`` with any signer's title in capitals, too."""
    return any(_is_closing(text, after_gap=after_gap) for text in texts)


def _is_closing(text: str, *, after_gap: bool) -> bool:
    title = _SIGNATURE_HINT.split(text, maxsplit=1)[0].strip() or text
    words = key(title)
    signer = words in _TITLES or (after_gap and title.isupper() and _ANY_SIGNER.fullmatch(words))
    return bool(signer or _CLOSING_START.match(words) or (_PLACE_AND_DATE.search(words) and len(words) < 60))


def is_own_registration(values: Sequence[Value]) -> bool:
    """Whether a row is the block of our blanks in which the unit registers itself (R5): it names no model."""
    first = next((v for v in values if not is_blank(v)), None)
    return isinstance(first, str) and bool(_OWN_REGISTRATION.match(key(first)))


def is_note(texts: Sequence[str]) -> bool:
    """“Ghi chú: …” under a table."""
    return bool(_NOTE_START.match(next(filter(None, map(key, texts)), "")))


def is_footnote(texts: Sequence[str]) -> bool:
    """“(*) Mô hình trọng điểm”, or a sentence that ends the paper with “./.”."""
    return bool(texts) and bool(_FOOTNOTE.match(texts[0]))


_LEAST_LETTERS = 6  # that number columns alone


def is_column_numbers(values: Sequence[Value]) -> bool:
    """A row that only numbers the columns: (1) (2) (3) …, 1 2 3 …, A B 1 2 …, a b c …, 4 5=a 6=4+5 …"""
    labels: list[str] = []
    for value in values:
        label = as_text(value).partition("=")[0].strip("()[]. ")
        if len(label) > 2:
            return False  # most rows
        labels += [label] if label or not is_blank(value) else []
    if len(labels) < 4:
        return False
    numbers = [int(label) for label in labels if label.isdigit()]
    letters = [label for label in labels if not label.isdigit()]
    in_order = len(numbers) >= 3 and all(b - a == 1 for a, b in pairwise(numbers))
    alphabet = all(key(a) <= key(b) and a != b for a, b in pairwise(letters))
    in_order = in_order or (alphabet and not numbers and len(letters) >= _LEAST_LETTERS)
    return in_order and all(letter.isalpha() and len(letter) == 1 for letter in letters)


NUMBERED = regex(r"\s*(?!Đ/)(?:[IVX]+|[A-ZĐ]|\d{1,2})\s*[-–—.:)/]")  # “Đ/c” is no number

_LABEL = regex(
    r"\s*\(?(?:(?P<parts>\d{1,2}(?:\.\d{1,2})+)|(?P<number>\d{1,2})|(?P<roman>[IVX]+)|(?P<letter>[A-ZĐ])|(?P<small>[a-eđ]))"
    r"(?:\s*[-–—.:)/]|\s*$)"
)


@lru_cache(maxsize=4096)
def numbering(text: str) -> str:
    """How a heading counts: ``roman``, ``letter``, ``small`` (letters), ``number``, ``parts`` (1.1), or nothing."""
    label = _LABEL.match(text)
    return next((style for style, found in label.groupdict().items() if found), "") if label else ""


# ---- Headings within a list: what field, level, mode or body the rows below them are of.


_LEAST_WIDE = 3  # columns of a merge that goes across the table
_ENDS_IN_NUMBER = regex(r"\D\d{1,3}\s*$")  # “Camera an ninh 10”, and not “… năm 2024”
_DIGITS = regex(r"\s*\(?\d")
_SENT = regex(r"(?i)^(?:trình|báo cáo)\s+")
_ASKS = regex(r"\b(?:cong nhan|xet|de nghi|dang k[yi]|dk)\b")
_LETTERED = regex(r"\s*\(?(?!Đ/)(?:[IVX]+|[A-ZĐ])\s*[-–—.:)/]")
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
        said = (line for line in title.text.splitlines() if title.level and vocabulary.level_heading(line))
        self._level_numbering = next(map(numbering, said), None)  # how the headings that name levels are counted
        self._within: set[str] = set()  # how the headings below the level's are counted
        self.said = {"mode": vocabulary.mode_heading(title.text)}  # and the holder's kind, of all models below
        self._said_numbering: dict[str, str] = {}  # how the headings that say it are counted
        self._said_inside: set[str] = set()  # what headings say that sections or levels hold
        self.sections: list[str] = []
        self.unknown: AsideRow | None = None  # the last heading, where it names no field: a heading by its place

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

    def enter_said(self, text: str) -> None:
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
        self.level = level or self.level
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
                self.unknown = AsideRow(row.number, parts.index + 1, parts.text)
            self._enter_section(field, level)
        else:
            self._enter_level(level, parts.whole)
        return True

    def _level_recognised(self, text: str) -> str | None:
        """The level of a heading; “Huyện ủy”, “Trình tỉnh” name one only beside another, else maybe who does it."""
        words, level = self._vocabulary, self._level_or_body(text)
        known = words.level_heading(text) or level == words.level_recognised(text) != "district"
        sure = known or self._level_numbering is not None or _ASKS.search(key(text))
        return level if sure or self._has_several_bodies else None

    def _level_or_body(self, text: str) -> str | None:
        return self._vocabulary.level_recognised(_SENT.sub("", without_numeral(text)))

    @cached_property
    def _has_several_bodies(self) -> bool:
        rows = dropwhile(lambda row: len(row.filled) <= _FEW_CELLS, reversed([*self._below_head]))  # no addressee
        few = (parts for row in rows if len(row.filled) <= _FEW_CELLS and (parts := _parts(row)))
        return len({self._level_or_body(parts.text) for parts in few} - {None}) > 1

    def _enter_level(self, level: str, whole: str) -> None:
        self.level, self._level_numbering, self._within = level, numbering(whole), set()

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
        self.unknown = None if field or level else AsideRow(row.number, 1, text)
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
        self.level = level or self.level

    def _placed(self, parts: _Parts, row: Row, head: Head, *, lettered_entries: bool) -> bool:
        """Whether a lone text is a heading by its place: across the table, before its columns, after a numeral."""
        if self.is_across(row, parts.index):
            return True
        if parts.label:
            return not lettered_entries
        stt = head.columns.get("stt")
        before = parts.index == stt or parts.index < min(head.columns.values())
        lettered = bool(_LETTERED.match(parts.text)) and not lettered_entries
        return before or (lettered and parts.index != head.columns["name"])

    def is_across(self, row: Row, index: int) -> bool:
        """Whether the text of a column, from 0, is merged across the table."""
        return any(first <= index <= last for first, last in self._wide.get(row.number, ()))


def _parts(row: Row) -> _Parts | None:
    """The numeral and the one text of a row; some files repeat a merged text in every cell."""
    cells: dict[str, int] = {}
    for index, cell in row.filled.items():
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
    return _Parts(first, *texts[1]) if is_short_label(label) or is_short_label(first) else None


def _counts(text: str) -> bool:
    """Whether a text beside a heading only counts models: “Tổng: 02”, “1 tỉnh, 2 huyện”, and not “Cấp tỉnh”."""
    return bool(counting_words([text])) and bool(FIGURES.search(text) or not ANY_LEVEL.search(key(text)))


_LABELLED = regex(r"(?i)^(?:mục|phần)\s+")  # “Mục I:”
