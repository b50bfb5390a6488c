"""Small questions about a cell: is it blank, a placeholder, a running number?"""

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from aggregator.campaign.sentences import movement_in
from aggregator.campaign.word_lists import any_of, any_with_marks, keys, marked_key, words
from aggregator.nouns.document import Merge, Row, Value, as_number, as_text, is_blank
from aggregator.vietnamese.fold import composed, key, regex
from aggregator.vietnamese.official_style import in_figures
from aggregator.vietnamese.scope import memory

_NUMBER = regex(r"\(?\d{1,3}([.,]\d{1,2})*\s*[.)/]?")
_ROMAN = regex(r"[IVX]{1,5}[.)]?")
_YEAR = regex(r"(?:trong )?(?:nam )?(20\d\d)")
_COUNT = regex(r"(?:so luong )?(?:gom |co )?\d{1,3}(?: (?:mo hinh(?: dien hinh)?|mh|dien hinh|noi dung|muc|cai))?")
_TELEPHONE = regex(r"(?=.*\d)(?!.*(?<!\d)20\d\d(?!\d))[\s\d.\-+()]{8,}")  # “(2024-2025)” is a stretch of years
_DIGITS = regex(r"\d+")
_TELEPHONE_LABEL = regex(r"(?i)(?:sđt|đt|điện thoại|tel|zalo)\s*[:.]?\s*")
_DIALLED = regex(r"[\s\d.\-+()]+")
_TRUNK = regex(r"\(?(?:\+\s?84|84|0)")  # what a number without a label begins with
_YEAR_AT_END = regex(r"[.\-/\s](?:19|20)\d\d$")  # “01.3-31.12.2024” is a period
_LEAST_DIGITS, _MOST_DIGITS = 9, 12  # of a telephone
_MOBILE = regex(r"[35789]\d{8}(?<!000)")  # without its 0, as a spreadsheet keeps a number
_LEAST_GUIDED = 3  # cells in brackets of a row of guidance
_GUIDES = regex(
    r"(?:ghi|neu|dien|danh dau|tich|chon) .*|x|(?:ngay )?thang(?: nam)?|.*\b(?:ngan gon|khai quat)\b.*"
    r"|(?P<choice>(?:cap )?tinh (?:cap )?huyen(?: (?:hoac |cap )*(?:co so|xa))?)"
)
_GUIDES_NAME = regex(  # “Ghi ngắn gọn”, “Tên mô hình ngắn gọn, …”, and no model “Ghi số nhà, gắn biển tên ngõ”
    r"(?:ghi|dien) (?:ro |day du |cu the )*(?:ten mo hinh|ten ngan|ten cu the|ngan gon)\b.*|ghi ro|ghi (?:ro )?ten"
    r"|(?:neu|ten|ten mo hinh)\b.*\b(?:ngan gon|khai quat)\b.*"
)
_DITTO = frozenset(
    {"nt", "n t", "nhu tren", "nhu tren nt", "tuong tu", "nhu mo hinh tren", "cung mo hinh tren", "mo hinh tren"}
)
_LONGEST_DITTO = 20  # letters
_DITTO_SIGNS = regex(r"[\s\-–]*(?:\"|''|,,|〃|″|”|“|''|’’|´´|//|↓)[\s\-–]*")
_EXAMPLE = regex(r"(?:vd|vi du|thi du|mau|mau ghi|ghi mau|cach ghi|huong dan(?: ghi)?)(?: \d{1,2})?")
_STAND_IN = regex(
    r"\b(?:thon|xom|khu|tdp|to dan pho|xa|thi tran|chi bo|chi hoi|don vi|van|thi|ong|ba|mo hinh) [a-dx]\b"
    r"|\bmo hinh mau\b"
)
_IN_STAND_INS = frozenset("abcdx") | {"mau"}  # words of which each of these has one
_OF_EXAMPLE = regex(r"(?:(?:ong|ba|d c|dong chi) )?[a-z]+ (?:van|thi) [a-dx]|(?:ten )?mo hinh (?:mau|[a-dx])")
_EXAMPLE_START = regex(
    r"(?is)\s*(?:vd|v\.d|ví dụ|thí dụ)(?:\s+(?:mẫu|minh họa|cách ghi))?\s*\d*\s*[:.\-–)]"
    r"|.*[(\[]\s*(?:vd|ví dụ|ví dụ mẫu)\s*[)\]]\s*$"
)
DOTS = "•●▪"
BULLETS = f"-–+*{DOTS}"  # within brackets of a pattern the dash comes first
_NUMBERED_NAME = regex(rf"(?:^|[\n;])\s*(?:\(?\d{{1,2}}\s*[.)/-]|[a-h]\s*[.)]|[{BULLETS}])\s*(?=[“\"«‘]?\w)")
_INLINE = regex(r"(?:^|(\S{1,20})\s+)\(?(\d)\s*[.)/]\s*(?=[^\W\d_])")
_DOTTED = regex(rf"(?:^|\s)[{DOTS}]\s*(?=\w)")  # within a line, too
_COUNTS = regex(r"\d\s*[.)/]")  # without it nothing is counted
# what stands before each name of a line that tells several: “a) … b) …”, “Mô hình 1: … Mô hình 2: …”
_LETTERS, _NUMBERS = (
    regex(r"(?:^|\s)([a-h])\)\s*\w"),
    regex(r"(?i)\b(?:mô hình|MH|nội dung) (?:số )?(\d)\s*[:.–-]"),
)
# “02 mô hình: … và …”, “2 mô hình …, …”; “3 mô hình kinh tế vườn đồi” is one name
_STATED = regex(r"(?i)\W*0?([2-9]) (?:mô hình|MH|điển hình)\b(\s*:)?")
_QUOTED = r"[“\"«]([^”\"»]+)[”\"»]"
# “X” và “Y”, “X”, mô hình “Y”; “Nhà sạch”, “Vườn đẹp” is one slogan
_QUOTES = regex(rf"(?i)\W*(?:mô hình )?{_QUOTED}(?:(?:\s*(?:[,;/+&|–-]|\bvà\b|mô hình))+\s*{_QUOTED})+[\s.;]*")
_JOINED = regex(r"\s*(?:[,;/+&]|\bvà)\s+[Mm]ô hình\s+[“\"«]?(?=[^\W\d_])|[^\S\n]\+\s+(?=[“\"«]?[^\W\d_])")
# “X / Y”, “X và Y” without “mô hình”, each begun like a name; what follows in small letters goes on
_BESIDE = regex(r"[^\S\n]+[/+&|][^\S\n]+|[^\S\n]*[,;](?:[^\S\n]+và)?[^\S\n]+|[^\S\n]+và[^\S\n]+")
_MODEL = regex(r"^[Mm]ô hình\s+(?=[“\"«])")
_PARTED, _JOINS = regex(r"[,;]|\bvà\b"), regex(r"(?i)\b(?:và|mô hình)\b")
_DASHED = regex(r"(?:^\s*|\s)[-–+*]\s+(?=\w)")
_OF_WHOM = regex(rf"(?:{any_of(keys('heading', 'bodies'))}|thon|xom|khu|tdp|to|ban|xa|thi tran)\b")  # no name
_OF_NAME_ABOVE = regex(
    r"(?:dang k[yi]|dk|tiep tuc|duy tri|nam 20\d\d|tai (?:thon|xom|tdp|xa))\b|.*\bcap (?:tinh|huyen|co so|xa)\b"
    r"|(?:(?:co|quy mo) \d+|da duoc|kinh phi|nguoi phu trach|gan voi|bat dau tu thang|do (?:hoi|doan|ban|chi))\b"
    r"|(?:trien khai|thuc hien|xay dung moi|mo hinh (?:moi|diem))(?: (?:tai|tu|nam|trong|cua)\b|$)"
)
_MAY_TELL_SEVERAL = regex(rf"[“\"«)\d,;{DOTS}]|[^\S ]|\s(?:[Mm]ô hình|và|[+/&|])\s|^\s*[-–+*]")  # few names
_BEFORE_FIRST = frozenset({"hinh", "gom", "sau"})  # “Mô hình 1. …”, “gồm 1. …”; in “tổ 1. …” the tổ is counted
_LEAST_WORDS = 3  # of a line that may be a name by itself
_LEAST_LISTED = 4  # of a name in quotes after a comma, or without “mô hình” after a sign
_OPENING = '“"«‘'
_RUNS_ON = regex(r"(?i)[,:–-]\s*$|\b(?:và|của|với|cho|trong|tại|ở|về|theo|là|gắn|các|do|từ|đến)\s*$")
_LETTER = regex(r"[A-Za-zđĐ]\s*[.)]?")
_NAMELESS = regex(rf"(?=.*[a-z])(?:(?:{any_of(keys('nothing', 'nameless'))}|\d{{1,4}})(?: |$))+")
_PROMPTS = keys("nothing", "prompts")
_PROMPT = regex(rf"(?:{any_of(_PROMPTS)})(?: (?:{any_of(keys('nothing', 'prompted'))}))*")
_OF_REGISTERING = any_with_marks(
    [text for name in ("nameless", "registering", "undecided") for text in words("nothing", name)]
)
_UNDECIDED = regex(
    rf"(?=.*\b(?:{any_with_marks(words('nothing', 'undecided'))})\b)(?:(?:{_OF_REGISTERING}|\d{{1,4}})(?: |$))+"
)

_of_value = memory(4096, typed=True)  # asked of one cell again and again; 1 is not True


@_of_value
def is_placeholder(value: Value) -> bool:
    """Nothing, dots and dashes where a text should stand (“...”, “…”, “-”), or what a drop-down says unopened."""
    words = key(value) if isinstance(value, str) else "-"
    return is_blank(value) or not words or (words.startswith(_PROMPTS) and _PROMPT.fullmatch(words) is not None)


@_of_value
def is_nameless(value: Value, *, alone: bool = False) -> bool:
    """“Mô hình 1”, “Chờ ý kiến Đảng ủy” in place of a name; ``alone`` in its row the former may head others."""
    if not isinstance(value, str):
        return False
    return bool((not alone and _NAMELESS.fullmatch(key(value))) or _UNDECIDED.fullmatch(marked_key(value)))


@_of_value
def is_count(value: Value) -> bool:
    """A number and nothing besides, of models too: “02 mô hình”, “2”, 2, a telephone’s."""
    if not isinstance(value, str):
        return is_running_number(value)
    return bool(_COUNT.fullmatch(key(value)) or _TELEPHONE.fullmatch(value))


@_of_value
def is_ditto(value: Value) -> bool:
    """“nt”, “-nt-”, “''”, “như trên”: the same as the cell above."""
    if not isinstance(value, str) or len(value) > _LONGEST_DITTO:
        return False
    return key(value) in _DITTO or (not value[:1].isalnum() and _DITTO_SIGNS.fullmatch(value) is not None)


@_of_value
def is_example(value: Value) -> bool:
    """“VD”, “Ví dụ: …”: the example that a form prints."""
    if not isinstance(value, str):
        return False
    may_begin = value.lstrip()[:1] in ("v", "V", "t", "T") or "(" in value or "[" in value
    return bool(_EXAMPLE.fullmatch(key(value)) or (may_begin and _EXAMPLE_START.match(composed(value))))


def is_stand_in(name: Value, *others: Value) -> bool:
    """Whether a row has letters for names, as a form's example: “Mô hình mẫu | Thôn A, xã B | Nguyễn Văn A”."""
    texts = [key(value) for value in (name, *others) if isinstance(value, str)]
    standing = [text for text in texts if not _IN_STAND_INS.isdisjoint(text.split()) and _STAND_IN.search(text)]
    return len(standing) > 1 and any(map(_OF_EXAMPLE.fullmatch, standing))


def is_guidance(values: Sequence[Value]) -> bool:
    """Whether a row says in brackets, cell by cell, what to fill in: “(ghi tên mô hình)”, “(đánh dấu x)”."""
    return len(values) >= _LEAST_GUIDED and all(_is_bracketed(as_text(value)) for value in values)


def guides(name: Value, values: Iterable[Value], is_head: Callable[[str], bool]) -> bool:
    """The same of a row right below the head: a choice of levels, all in brackets, or each guides or heads."""
    said, texts = as_text(name), list(map(as_text, values))
    of_name = (_GUIDES if _is_bracketed(said) else _GUIDES_NAME).fullmatch(key(said)) if said else True
    told = [_GUIDES.fullmatch(key(text)) for text in texts]
    each = all(tells or is_head(text.strip("() ")) for text, tells in zip(texts, told, strict=True))
    sure = any(tells and ((said and tells["choice"]) or (each and " " in tells[0])) for tells in told)
    return bool(of_name) and (sure or bool(said and is_guidance(texts)))


def _is_bracketed(text: str) -> bool:
    return text.startswith("(") and text.endswith(")")


def is_telephone(value: Value) -> bool:
    """“0912 345 678”, “ĐT: 0204.3.878.xxx” without words besides; no sum of money and no period."""
    if isinstance(value, (int, float)):
        return bool(_MOBILE.fullmatch(as_text(value)))
    text = value.strip() if isinstance(value, str) else ""
    label = _TELEPHONE_LABEL.match(text)
    number = text[label.end() :] if label else text
    called = bool(label) or (bool(_TRUNK.match(number)) and not _YEAR_AT_END.search(number))
    digits = sum(map(str.isdigit, number))
    return called and bool(_DIALLED.fullmatch(number)) and _LEAST_DIGITS <= digits <= _MOST_DIGITS


@_of_value
def names_in(text: str, *, beside: bool = True) -> int:
    """How many names a cell seems to hold: numbered or with bullets, else lines that each begin like one.

    Two ``beside`` each other in a line may be one slogan: “Đảng viên đi trước, Làng nước theo sau”.
    """
    if not _MAY_TELL_SEVERAL.search(text):
        return 1
    if (counted := max(_counted_inline(text), len(_DOTTED.findall(text)), _told_in_line(text, beside))) > 1:
        return counted
    if ";" not in text and len(text.splitlines()) < 2:
        return 1
    numbered = len(_NUMBERED_NAME.findall(text))
    lines: list[str] = [line.strip() for line in re.split(r"[\n;]", text) if line.strip()]
    if numbered > 1 or text.isupper():
        bare = numbered > 0 and not _NUMBERED_NAME.match(text) and len(lines[0].split()) >= _LEAST_WORDS
        return max(numbered + int(bare and not lines[0].endswith(":")), 1)
    plain = [line for each in lines if (line := _without_mark(each))]
    begun = [
        line
        for above, line in pairwise(["", *plain])
        if line.lstrip(_OPENING)[:1].isupper() and len(line.split()) >= _LEAST_WORDS and not _RUNS_ON.search(above)
    ]
    alike = sum(_is_quoted_like(line, plain[0]) for line in begun)
    return max(alike, sum(line[0] not in _OPENING for line in begun), 1)


def _is_quoted_like(line: str, first: str) -> bool:
    """Whether a line of a cell has quotes as the first has: the words over a name in quotes are none themselves."""
    if line[0] in _OPENING:
        return bool(re.search(_QUOTED, first))
    return first[0] not in _OPENING or bool(re.search(_QUOTED, line))


def _without_mark(line: str) -> str:
    """A line of a cell without the mark before it; nothing where that tells of the name above it: “- Thôn Chợ”."""
    bare = _NUMBERED_NAME.sub("", line)
    told = ":" in bare or any(of.match(key(bare)) for of in (_OF_WHOM, _OF_NAME_ABOVE))
    return "" if bare != line and told else bare


def _told_in_line(text: str, beside: bool) -> int:
    """How many names stand in one line between letters, numbers, quotes or signs; 1 where it may be one name."""
    line = in_figures(text)
    if stated := _STATED.match(line):
        parts = [part for part in _PARTED.split(line[stated.end() :]) if len(part.split()) >= _LEAST_WORDS]
        return int(stated[1]) if stated[2] or len(parts) == int(stated[1]) else 1
    for marks, first in ((_LETTERS, "a"), (_NUMBERS, "1")):
        found = marks.findall(line)
        if found[:1] == [first] and found == [chr(ord(first) + n) for n in range(len(found))]:
            return len(found)
    if _QUOTES.fullmatch(line):
        names = [key(name) for name in re.findall(_QUOTED, line)]
        least = 2 if _JOINS.search(re.sub(_QUOTED, " ", line)) else _LEAST_LISTED
        return sum(len(name.split()) >= least and not movement_in(name) for name in names) or 1
    if beside and (count := _beside_each_other(line)) > 1:
        return count
    for sign in (_JOINED, _DASHED) if line.lstrip().startswith(("-", "–", "+", "*")) else (_JOINED,):
        parts = [part.strip(' “”"«»') for part in sign.split(line) if part.strip()]
        if len(parts) < 2:
            continue  # most lines
        names = [p for p in parts if p[:1].isupper() and len(p.split()) >= _LEAST_WORDS and not movement_in(p)]
        whose = any(_OF_WHOM.match(key(part)) for part in names[1:])
        if len(parts) == len(names) and not (whose or line.isupper()):
            return len(names)
    return 1


def _beside_each_other(line: str) -> int:
    """How many names a sign or “và” parts; 1 where capitals stand elsewhere, too, or all stands in quotes."""
    shown = re.sub(_QUOTED, lambda quoted: f"“{quoted[1][0]}{'x' * (len(quoted[1]) - 1)}”", line)
    parts: list[str] = []
    at = 0
    for start, end in [*(sign.span() for sign in _BESIDE.finditer(shown)), (len(line), len(line))]:
        part, at = _MODEL.sub("", line[at:start].strip()).strip(_OPENING + "”» ."), end
        if parts and not part[:1].isupper():
            parts[-1] = f"{parts[-1]} {part}"
        else:
            parts.append(part)
    whose = any(_OF_WHOM.match(key(part)) for part in parts[1:] if not any(f"{q}{part}" in line for q in _OPENING))
    names = [p for p in parts if len(p.split()) >= _LEAST_LISTED and p[1:].islower() and not movement_in(p)]
    return len(parts) if len(parts) == len(names) and not whose else 1


_NAME = r"(?P<name>[“\"]?[^\W\d](?:[^\n;:.]*\s){2}[^\n;.]+)"
_OF_MODEL = "(?i:mô hình|mh|điển hình)"
_FURTHER_MODEL = regex(
    rf"(?:^|[\n;.])\s*[{BULLETS}]?\s*(?:{_OF_MODEL}\s*(?:(?i:thứ|số)\s*)?(?:[2-9]|(?i:hai|ba))\s*[:.–-]"
    rf"|[2-9]\s*[.)]\s*{_OF_MODEL}\b[:\s])\s*{_NAME}"
    rf"|(?:^|\n)\s*[{BULLETS}]\s*{_OF_MODEL}\s*:\s*{_NAME.replace('name', 'bare')}"
)


_GOAL, _PURPOSE = (regex(rf"(?:{any_with_marks(words('nothing', of))})\b") for of in ("goals", "purposes"))


def _is_goal(text: str) -> bool:
    said = marked_key(text)
    return bool(_GOAL.match(said) or (text[:1].islower() and _PURPOSE.match(said)))


@memory(4096)
def _named_further(text: str) -> Sequence[str]:
    if "ình" not in text and "MH" not in text:
        return ()  # most texts
    return [match["name"] or match["bare"] for match in _FURTHER_MODEL.finditer(composed(text))]


def further_models(text: str, name: str) -> int:
    """How many further models a cell of goals, address or holder plainly tells beside its row's ``name``."""
    if not (found := _named_further(text)):
        return 0  # most cells
    begins = " ".join(key(name).split()[:2])  # “Mô hình trồng hoa nhân rộng ra 3 thôn”
    others = (key(each) for each in found if not _is_goal(each))
    return sum(each not in key(name) and not each.startswith(begins) for each in others)


def _counted_inline(text: str) -> int:
    """How far a line counts its names: “1. Trồng hoa 2. Nuôi gà”; the 1 begins it, or stands after a colon."""
    found = _INLINE.findall(text) if _COUNTS.search(text) else []
    before = found[0][0] if found else ""
    begins = not before or before.endswith((":", ";", ",", "-")) or key(before) in _BEFORE_FIRST
    return len(found) if begins and [int(digit) for _, digit in found] == list(range(1, len(found) + 1)) else 0


@_of_value
def is_running_number(value: Value) -> bool:
    """A number as a list counts its rows: 1, 1.0, “01”, “2.”, “1.1”."""
    if isinstance(value, str):
        text = value.strip()
        return not text[:1].isalpha() and _NUMBER.fullmatch(text) is not None
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value < 1000


@_of_value
def running_number(value: Value) -> int:
    """The number that a row bears: 2 of “2.”, “02”, 2.0; 0 where it bears none."""
    found = _DIGITS.search(as_text(value).partition(".")[0])
    return int(found[0]) if found else 0


@_of_value
def year_in(value: Value) -> int | None:
    """The year that a cell says and nothing besides: 2023, “2023”, “Năm 2023”."""
    text = key(as_text(value)) if isinstance(value, (str, int, float)) else ""
    found = _YEAR.fullmatch(text)
    return int(found.group(1)) if found else None


@_of_value
def is_short_label(value: Value) -> bool:
    """What may stand in an STT column: a running number, a Roman numeral, a letter."""
    if is_running_number(value):
        return True
    text = value.strip() if isinstance(value, str) else ""
    return bool(_ROMAN.fullmatch(text) or _LETTER.fullmatch(text))


_ALPHABETS = (
    "abcdđeghiklm",
    "abcdefghijklm",
    ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"],
)
_NEXT = frozenset(pair for order in _ALPHABETS for pair in pairwise(order))


@_of_value
def counts_on(first: Value, second: Value) -> bool:
    """Whether a label is the next one after another: “1” → “2”, “1.1” → “1.2”, “a” → “b”, “II” → “III”."""
    before, after = (as_text(label).strip(" .)").casefold() for label in (first, second))
    if (before, after) in _NEXT:
        return True
    (stem, dot, number), (other, other_dot, next_number) = before.rpartition("."), after.rpartition(".")
    numbers = number.isdecimal() and next_number.isdecimal()
    return (stem, dot) == (other, other_dot) and numbers and int(next_number) == int(number) + 1


_PLACE = regex(r"((?:(?:\w+\.)+|[^\W\d]+[ .]?)?)0*(\d{1,3})")  # no year, no telephone


@_of_value
def place_in_count(label: Value) -> tuple[str, int] | None:
    """What a label counts in, and its place: “1.2” → (“1”, 2), “MH 3” → (“mh”, 3), “IV” → (“I”, 4)."""
    text = as_number(label).strip(" -–:#")
    if counted := _PLACE.fullmatch(text):
        return counted[1].strip(" .").casefold(), int(counted[2])
    orders = {"i": _ALPHABETS[2], "b": _ALPHABETS[1]} if text else {}
    found = ((s, [*order].index(text.casefold()) + 1) for s, order in orders.items() if text.casefold() in order)
    return next(((sign.upper() if text.isupper() else sign, place) for sign, place in found), None)


# ---- Which cells a vertical merge covers, so that a merged value is there for every row of it.


class CoveredCells:
    """Looks up the top cell of vertical merges. Columns are indexes from 0."""

    def __init__(self, rows: Sequence[Row], merges: Sequence[Merge]) -> None:
        self._tops: dict[tuple[int, int], tuple[int, int]] = {}
        tall = [merge for merge in merges if merge.last_row > merge.first_row]
        self._rows = {row.number: row for row in rows} if tall else {}
        for merge in tall:
            self._cover(merge)

    def _cover(self, merge: Merge) -> None:
        """Only rows with content need covering: a merge may span a million empty ones."""
        last = min(merge.last_row, max(self._rows, default=0))
        columns = range(merge.first_column - 1, min(merge.last_column, merge.first_column + 50))
        for number in range(merge.first_row + 1, last + 1):
            if number in self._rows:
                for column in columns:
                    self._tops[(number, column)] = (merge.first_row, merge.first_column - 1)

    def top_row(self, row: int, column: int) -> int | None:
        """The first row of the merge that covers this cell from above, or None."""
        top = self._tops.get((row, column))
        return top[0] if top else None

    def value(self, row: int, column: int) -> Value:
        """The value of the merge that covers this cell from above, or None."""
        top = self._tops.get((row, column))
        return self._rows[top[0]].at(top[1]) if top and top[0] in self._rows else None
