"""What a row is that names no model: a total, a count, a note, a signature, numbers of columns."""

from collections.abc import Collection, Sequence
from itertools import pairwise

from aggregator.campaign.sentences import ANY_YEAR, OF_PART, OF_RULE
from aggregator.campaign.vocabulary import Vocabulary, without_numeral
from aggregator.campaign.word_lists import MODELS, any_of, keys
from aggregator.nouns.document import Row, Value, as_text, is_blank
from aggregator.understand.cells import is_count, is_running_number, is_short_label, year_in
from aggregator.understand.entries import LevelLine
from aggregator.vietnamese.fold import fold, has_phrase, key, regex, sole
from aggregator.vietnamese.official_style import in_figures
from aggregator.vietnamese.scope import memory

_PARTS_OF_LIST = any_of(keys("heading", "parts"))
_TOTAL = regex(
    rf"(?:tong cong|tong so|tong|cong|danh sach (?:nay )?(?:gom|co))(?: (?:[ivx]+|[a-e]|{_PARTS_OF_LIST}))*"
    r"(?: (?:so|cong|mo hinh|noi dung|linh vuc|muc|toan|chung|dien hinh|trang|theo)\b.*)?(?: \d.*)?"
    rf"|(?:toan (?:xa|thi tran|don vi|co quan)|tong hop) \d{{1,3}} {MODELS}\b.*"
    rf"|so (?:luong|{MODELS})(?: {MODELS}| dang k[yi])* \d{{1,3}}(?: {MODELS})?"
)
_PART_TOTAL = regex(rf"(?:tong cong|tong so|tong|cong) (?:{_PARTS_OF_LIST})\b")
_OF_NO_ROWS = "ho|dang vien|hoi vien|doan vien|nhan khau"
# “Tổng số hộ: 07”, “Tổng số: 07 hộ”, “Tổng: 300 triệu đồng”; “05 thôn”, “05 dòng họ” may be rows
_OTHER_TOTAL = regex(
    rf"(?:tong|cong) (?:so |cong )?(?:(?:so )?(?:{_OF_NO_ROWS}|chi bo|nguoi|thon|kinh phi|dan)"
    rf"|(?:co |la )?\d+(?: \d{{3}})* (?:{_OF_NO_ROWS}|trieu|ty|nghin|dong(?! chi| ho)|km|met|ha)"
    rf"(?! (?:{MODELS}|dang k[yi])))\b"
)
_PAGE_TOTAL = regex(
    r"(?:(?:tong )?cong (?:so )?trang|cong mang sang|mang sang|(?:cong )?chuyen (?:sang )?trang"
    r"|(?:cong )?(?:so )?trang truoc)\b.{0,40}"
)
_FORM_NAME = regex(r"mau m ?[1-4]")  # stands beside it at the foot of our forms
_PAGE_MARK = regex(
    r"(?:trang|to so|to|page)(?: so)? \d{1,3}(?: (?:of )?\d{1,3})?(?: trang)?|\d{1,3} (?:\d{1,3}|trang)|\d{1,3}"
)
_COUNT_AND_REST = regex(r"\b\d{1,2}\b.*")
_TOTAL_START = regex(r"(?:tong cong|tong so)\b")
_SIGNER = any_of(keys("signature", "on_behalf"))
_CLOSING_START = regex(
    rf"(?:noi nhan|da ky|nguoi lap|nguoi tong hop|can bo tong hop|ky ten|ky va ghi|ky ghi|ky dong dau|xac nhan cua"
    rf"|(?:t m|tm|kt|k t|tl|t l|thay mat) (?:{_SIGNER}))\b"
)
# no “Lưu văn hóa dân gian”
_COPY = regex(rf"(?:\d{{1,2}} )?luu(?: (?:{any_of(keys('signature', 'archives'))}|20\d\d))+")
_BODY = regex(rf"(?:\d{{1,2}} )?(?:{any_of(keys('signature', 'recipients'))})\b")
_TO_WHOM = regex(r"(?i)\(\s*để (?:(?:b/?c|báo cáo|biết|t/?h|thực hiện|theo dõi|chỉ đạo|phối hợp)(?:,| và|\s)*)+\)")
_THANKS = regex(r"(?i)(?:xin )?trân trọng(?: cảm ơn| báo cáo)?(?:\s*[!.,/]|$)")
_PLACE_AND_DATE = regex(r"\bngay\b.{0,12}\bthang\b.{0,8}\bnam\b")
_TITLES = frozenset(keys("signature", "titles"))
_SIGNATURE_HINT = regex(r"\n|\(\s*[Kk]ý")
_ANY_SIGNER = regex(
    rf"(?:quyen |q )?(?:{any_of(keys('signature', 'beginnings'))})(?: [a-z]+){{0,7}}"
    r"|thu truong (?:co quan|don vi)(?: [a-z]+){0,9}(?: \d)?"  # “… TRƯỜNG THPT TÂN YÊN SỐ 1”
)
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
    values = [in_figures(v) if isinstance(v, str) else v for v in values]
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


def counts_other_year(text: str, years: Collection[int | None]) -> bool:
    """Whether a total names, before its number, none of the ``years`` but another: “Tổng số năm 2023: 09”."""
    words = key(text)
    named = ANY_YEAR.findall(_COUNT_AND_REST.sub("", words, count=1)) if "20" in words else ()
    return bool(named) and {*named}.isdisjoint(map(str, years))


_LEVEL, ANY_LEVEL = (regex(rf"\b(?:{levels})\b") for levels in ("tinh|huyen|co so", "tinh|huyen|co so|xa"))
_COUNTING = regex(
    rf"(?:(?:{any_of([*keys('heading', 'counting'), *keys('heading', 'rules'), *keys('heading', 'filler')])}"
    r"|tinh|huyen|co so|xa|thi tran|\d{1,3})(?: |$))+"
)
FIGURES = regex(r"\d{1,2}\b")

FEW_CELLS, _MOST_COUNTS = 3, 6  # a model has more than those; a row of counts no more than these
_QUOTA = regex(rf"\d ?[-–] ?\d|\b(?:{any_of(keys('heading', 'rules'))}|chi tieu|giao|dinh muc)\b")


def is_quota_row(row: Row) -> bool:
    """A row of such a table that tells what is asked for, or how much of that there is."""
    return is_count_row(row) and any(_QUOTA.search(fold(text)) for text in map(as_text, row.contents.values()))


def is_count_row(row: Row, *, after: bool = False, below: Row | None = None) -> bool:
    """A row of a small table of counts or quotas: “Tỉnh | 01-02 | 1”; its head or a blank level over it.

    A level heads what stands ``below`` it, if that is none, whatever counts stand beside the level (“Cấp tỉnh | Quy
    định 1-2 | Đăng ký 03”), and a level beside one number does; unless they stand ``after`` such a row.
    """
    words = _words_of_counts(row) if after or len(row.contents) > 1 else ""
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
    if len(row.contents) < FEW_CELLS:
        return False  # most rows
    heads, cells = [*row.contents.values()], [*below.contents.values()] if below else []
    counted = sum(map(is_count, cells[1:]))
    return 1 < counted < len(heads) and not (is_total(cells) or any(map(is_count, heads)))


_DECISION = regex(r"\d+ qd\b")


def was_recognised(row: Row, year: int | None) -> bool:
    """Whether a row has a decision's number (“145/QĐ-UBND”) and, by itself, a year before this one."""
    years = [found for cell in row.contents.values() if (found := year_in(cell))]
    return bool(years) and max(years) < (year or 0) and any(_DECISION.match(key(text)) for text in row.texts)


def _may_be_headed(row: Row) -> bool:
    """Whether a row may stand below a heading: a model, though it has few cells, or a numbered heading."""
    cells = [*row.contents.values()]
    numbered = len(cells) > 1 and is_running_number(cells[0])
    return numbered or len(cells) > FEW_CELLS or any(map(NUMBERED.match, map(as_text, cells[:1])))


def _words_of_counts(row: Row) -> str:
    """What a row says besides its number, where that is counts, levels and words of such tables alone; else ''."""
    cells = [*row.contents.values()]
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


@memory(4096)
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


@memory(4096)
def counts_of_level(text: str) -> Sequence[int]:
    """How many models a line that names their level says they are; the rules’ words (“4-5 mô hình”) count none."""
    words = OF_PART.sub("", key(without_numeral(text)))
    counts = tuple(int(before or behind) for before, behind in _COUNT_OF_LEVEL.findall(words))
    return () if OF_RULE.search(words) or _STRETCH.search(text) else counts


@memory(4096)
def counts_some(text: str) -> bool:
    """Whether a line counts all models and, apart, those of a level: “Trong 5 mô hình có 3 là cấp tỉnh”."""
    return bool(_SOME_OF_THEM.search(key(text)))


def level_line(vocabulary: Vocabulary, row: Row, *, is_total: bool = False) -> LevelLine | None:
    """What a row says of the level of models, and their number; None where it names no level or several."""
    cells = list(map(as_text, row.contents.values()))
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


def speaks_of_above(texts: Sequence[str]) -> bool:
    """“(Mô hình trên đã được tặng Giấy khen)”: a remark on what stands above, and no heading."""
    return len(texts) == 1 and bool(_SAID_OF_ABOVE.match(key(texts[0])))


def is_page_row(values: Sequence[Value]) -> bool:
    """A total of a printed page, or its number: “Cộng trang 1: 03 mô hình”, “Trang 2/3”, “- 2 -”."""
    texts = [each for each in dict.fromkeys(key(as_text(v)) for v in values) if not _FORM_NAME.fullmatch(each)]
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
    closing = _CLOSING_START.match(words) or _THANKS.match(text)
    return bool(signer or closing or (_PLACE_AND_DATE.search(words) and len(words) < 60))


def is_recipient(text: str) -> bool:
    """Whether a line says to whom a paper goes: “6. Lưu: VT, VP, năm 2024”, “- UBND xã (để báo cáo)”."""
    words = key(text)
    return bool(_COPY.fullmatch(words) or (_TO_WHOM.search(text) and _BODY.match(words)))


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
        labels += [fold(label)] if label or not is_blank(value) else []
    if len(labels) < 4:
        return False
    numbers = [int(label) for label in labels if label.isdecimal()]
    letters = [label for label in labels if not label.isdecimal()]
    in_order = len(numbers) >= 3 and all(b - a == 1 for a, b in pairwise(numbers))
    alphabet = all(key(a) <= key(b) and a != b for a, b in pairwise(letters))
    in_order = in_order or (alphabet and not numbers and len(letters) >= _LEAST_LETTERS)
    return in_order and all(letter.isalpha() and len(letter) == 1 for letter in letters)


NUMBERED = regex(r"\s*(?!Đ/)(?:[IVX]+|[A-ZĐ]|\d{1,2})\s*[-–—.:)/]")  # “Đ/c” is no number

_LABEL = regex(
    r"\s*\(?(?:(?P<parts>\d{1,2}(?:\.\d{1,2})+)|(?P<number>\d{1,2})|(?P<roman>[IVX]+)|(?P<letter>[A-ZĐ])|(?P<small>[a-eđ]))"
    r"(?:\s*[-–—.:)/]|\s*$)"
)


@memory(4096)
def numbering(text: str) -> str:
    """How a heading counts: ``roman``, ``letter``, ``small`` (letters), ``number``, ``parts`` (1.1), or nothing."""
    label = _LABEL.match(text)
    return next((style for style, found in label.groupdict().items() if found), "") if label else ""
