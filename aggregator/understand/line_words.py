"""What a line says of a list: its title, that a unit registers what stands below, that the paper is another."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from aggregator.campaign.sentences import asks, names_model, parts_of, quotes_name, undoes
from aggregator.campaign.word_lists import MODELS, any_of, keys, marked_key, marked_pattern, phrases
from aggregator.nouns.document import Row, Sheet, as_text
from aggregator.understand.cells import DOTS
from aggregator.understand.denials import registers_nothing
from aggregator.understand.headings import Groups
from aggregator.understand.titles import title_year
from aggregator.vietnamese.fold import begins, composed, has_phrase, key, of_campaign, regex
from aggregator.vietnamese.scope import spellings

_MOST_ROWS = 500  # of a paper or a mail
MOST_TOP_LINES = 12  # of a paper, in which it says what it is
_LIST = regex(
    r"(?:(?:phu luc|bieu|bang|ban)(?: (?:so|mau|tong hop|chi tiet|[ivx]+|m?\d{1,2}))* (?:danh sach|dang k[yi])"
    r"|(?:[a-z] )?danh sach)\b"
)
_MODELS = r"(?:mo hinh|dien hinh|dan van kheo|dvk)"
REGISTERS_MODELS = regex(rf"\bdang k[yi]\b.*\b{_MODELS}\b|\b{_MODELS}\b.*\bdang k[yi]\b")
_REGISTRANTS = any_of(keys("lines", "registrants"))


def _of_title() -> str:
    return any_of([*keys("lines", "of_title"), *keys("lines", "subordinates")])


# “DANH SÁCH (các nội dung) ĐĂNG KÝ (XÂY DỰNG) MÔ HÌNH …”, and not “DANH SÁCH CÁN BỘ PHỤ TRÁCH MÔ HÌNH”
_TITLE = of_campaign(
    lambda: (
        r"(?:(?:v v|ve viec|ket qua|phu luc|bieu|bang|ban|phieu|mau|so|tong hop|[a-z]|\d{1,2}|m3|m4) )*"
        rf"(?P<said>(?:(?:{_of_title()}|{_REGISTRANTS}|\d{{1,2}}) )*"
        rf"{_MODELS}\b(?P<bare>(?: (?:{_MODELS}|nam 20\d\d))*$)?)"
    )
)
# “…, Đảng ủy xã Cao Xá đăng ký …”, and not “các xã đăng ký”, “xã yêu cầu các chi bộ đăng ký”
_BY_UNIT = regex(
    rf"(?<!cac )(?<!moi )(?<!tung )(?<!nhung )\b(?:{_REGISTRANTS})\b(?<!phong(?= trao))"
    r"(?: va moi truong| (?!(?:cac|moi|tung|nhung) (?!noi dung|mo hinh|dien hinh))[a-z0-9]+){0,12}? dang k[yi]\b"
)
_AS_FOLLOWS = regex(r"\b(?:gom(?: co)?|cu the|sau day|duoi day|(?:nhu|hinh|kheo|noi dung) sau)$")
_LONGEST_TITLE = 20  # words
_NO_LIST = ("kinh gui", "noi nhan", "can cu", "ke hoach", "huong dan", "quyet dinh", "to trinh", "ghi chu")
_PLAN_NO = regex(r"so (?:\d+ )?(?:kh|bc|tb|qd|nq|bb|hd|ctr)\b")
_LETTER = regex(r"(?:cong van|to trinh|ve viec|v v)\b|so (?:\d+ )?(?:cv|ttr)\b")
_OF_LIST = regex(r"(?:bao cao|thong bao|phieu) (?:danh sach|dang k[yi])\b|phieu trinh\b")  # and no report
# what orders something of several units, as the board's letter does
ORDER = regex(rf"(?:\d{{1,2}} )?doi voi (?:cac|moi) (?:{any_of(keys('lines', 'subordinates'))})\b")


def levels() -> str:
    """A pattern for what stands behind “cấp” in a sentence."""
    return any_of([each for level in ("tỉnh", "huyện", "cơ sở", "xã") for each in spellings(level)])


_AFTER_LEVEL = of_campaign(  # “Cấp tỉnh: Hiến đất”
    lambda: rf"[Cc]ấp (?:{levels()})\b[^:;.]{{0,20}}:\s*[^\W\d_a-z]\w* \w+"
)
_REGISTERS_MODEL = regex(
    r"(?<!da )(?<!duoc )(?<!danh sach )\bdang k[yi]"
    r"(?: (?:xay dung|thuc hien|tham gia|trien khai|duy tri|tiep tuc|va))*"
    r" (?:(?:\d{1,2}|mot) )?(?:mo hinh|dien hinh)\b"
)
# “theo chủ đề “…””, “thực hiện Chỉ thị “…””: of no model
THEME = regex(
    r"(?i)(?:chủ đề|chỉ thị|nghị quyết|phong trào|cuộc vận động|phương châm|khẩu hiệu|đề án|danh hiệu|cuộc thi"
    r"|tên cũ|(?:của|do|theo)(?:\s+(?!gồm\b|là\b)\w+){1,5})\s*:?\s*[“\"«‘][^”\"»’]*[”\"»’]"
)
QUOTE = regex(r"[“\"«‘]([^“”\"«»‘]{5,}?)[”\"»’]")
COUNTS = regex(rf"\b\d{{1,2}} {MODELS}\b")
LEVEL = of_campaign(lambda: rf"(?i)cấp\s+(?:{levels()})\b")
MARK = regex(
    r"\s*(?:(?P<roman>[IVX]{1,4})\s*[.)/:–-]+(?!\w)|\(?(?P<digit>\d{1,2})\s*(?:[.)/:]+(?!\d)|[–-]+\s)"
    rf"|(?P<capital>[A-HĐ])[.)/](?!\w)|(?P<letter>[a-hđ])\s?[.)/](?!\w)|(?P<star>\*+)|(?P<dash>[-–—{DOTS}✓⮚])"
    r"|(?P<plus>\+))\s*"
)
DEPTH = {"capital": 1, "roman": 2, "digit": 3, "star": 4, "letter": 4, "dash": 5, "plus": 6}
MODEL_LABEL = regex(r"(?i)(?:tên\s+)?(?:mô hình|điển hình|mh)(?:\s+(?:số\s*)?\d{1,2})?\s*[:–-]\s*")
PLACE = regex(
    r"(?i)(?:(?:ở|tại|địa chỉ|địa điểm|thuộc)\s*:?\s*)?(?:các\s+)?"
    r"(?:thôn|xóm|làng|bản|tổ dân phố|tdp|khu(?: phố| dân cư)?|phố|xã|thị trấn|tt|phường|ấp)\.?\s+(?P<called>\w)"
)
# “Xã đề nghị …”, “Bản giấy gửi sau”
_OF_LETTER = marked_pattern(
    "lines", r"(?:«@registrants|@before_tells» )*«@asides|@tells»\b|.*\b«@tells» «@asked»\b"
)
_TELLS_OF_LIST = marked_pattern(  # “Danh sách trên …”, “Hồ sơ M1 sẽ nộp …”, whom to call
    "lines",
    r"«danh sách|các mô hình» «trên|này|gồm»\b|(?:«@before_tells» )+«sẽ|đã» «@tells»\b|«@calls»\b.*\b0\d{2}",
)
_OF_POINTS = marked_pattern("lines", r"(?:«@points|@demands|@of_points»(?: |$))+")
_ASKED = marked_pattern("lines", r"(?:«kính» )?«đề nghị» «@asked»\b|«số liệu» .*\d")


class Line(Struct):
    """A line of a sheet."""

    at: int  # among the lines
    row: int
    text: str
    mark: str  # its kind: “digit”, “dash” … or ''
    number: str
    words: str  # behind its mark
    cells: bool = False  # a row of a table
    taken: bool = False  # a model, a part of one or a heading

    @property
    def depth(self) -> int:
        """How deep its mark stands; without one above all."""
        return DEPTH.get(self.mark, 0)


def lines_of(sheet: Sheet) -> list[Line]:
    """The lines of a paper or a mail, none of a longer sheet; a row of a table is one of kind ``cells``."""
    lines: list[Line] = []
    for row in sheet.rows if len(sheet.rows) <= _MOST_ROWS else ():
        cells = [*map(as_text, row.contents.values())]
        if len(cells) == 2 and MARK.fullmatch(f"{cells[0].strip(' .)')}. "):
            cells = [f"{cells[0].strip(' .)')}. {cells[1]}"]
        elif len(cells) > 1 and len(key(MARK.sub("", cells[0], count=1)).split()) >= 2 and MARK.match(cells[0]):
            cells = ["; ".join(cells)]  # a text whose lines were cut at their commas
        texts = ["\n".join(cells)] if len(cells) > 1 else composed("".join(cells)).splitlines()
        for text in filter(str.strip, texts):
            found = MARK.match(text) if len(cells) == 1 else None
            mark, number = (str(found.lastgroup), found["digit"] or "") if found else ("", "")
            said = text[found.end() if found else 0 :].strip()
            lines.append(Line(len(lines) + 1, row.number, text.strip(), mark, number, said, len(cells) > 1))
    return lines


def keys_in(rows: Iterable[Row]) -> Iterator[str]:
    """The keys of the texts of rows."""
    return (key(text) for row in rows for text in row.texts)


def quotes(text: str) -> list[re.Match[str]]:
    """What stands in quotation marks and is no movement's name."""
    return [each for each in QUOTE.finditer(text) if quotes_name(each[0])]


def titles_list(text: str, keys_of: Sequence[str] = (), *, sure: bool = True) -> bool:
    """Whether a line, with its keys, is the title of a list of models: “DANH SÁCH ĐĂNG KÝ MÔ HÌNH …”.

    In capitals, or of a “danh mục” or “tổng hợp”, “đăng ký” may stand anywhere, or be left out: “MÔ HÌNH … NĂM
    2024”. In small letters “Đăng ký mô hình …” may go on with another paper's title, and is not ``sure``.
    """
    for found in filter(None, map(_TITLE.match, keys_of or (key(text),))):
        said, words = found["said"], found.string
        listed = said.startswith("danh muc") or words.startswith("tong hop") or text.isupper()
        begun = said.startswith("dang k") and not (sure and not _LIST.match(words))
        if begun or said.startswith("danh sach") or (listed and ("dang k" in words or found["bare"] is not None)):
            return True
    return False


def opens(text: str, year: int, keys_of: Sequence[str] = (), *, sure: bool = False) -> bool:
    """Whether a line, with its keys, is the title of a list, or a sentence by which a unit registers models.

    ``sure``: whatever stands above. Such a sentence ends with “như sau”, and not just with a colon.
    """
    words = key(text)
    said = ("dang k", "danh sach", "danh muc")
    if not (text.isupper() or any(word in each for each in keys_of or (words,) for word in said)):
        return False  # most lines
    if any(
        has_phrase(words, phrase) for name in ("refers", "other_lists") for phrase in keys("lines", name)
    ) or registers_nothing(words):
        return False
    if titles_list(text, keys_of, sure=sure):
        return True
    by_unit = len(words.split()) <= _LONGEST_TITLE and _BY_UNIT.match(words)
    short = not sure and by_unit and REGISTERS_MODELS.search(words)
    return bool(short or _leads(text, by_colon=not sure)) and not leaves_open(text, year)


def begins_list(texts: Sequence[str], at: int) -> bool:
    """Whether a line begins the title of a list, on one or two, or a unit registers what stands below it."""
    pair = " ".join(texts[at : at + 2])
    return _leads(texts[at]) or (bool(_LIST.match(key(pair))) and titles_list(pair))


def _leads(text: str, *, by_colon: bool = True) -> bool:
    """Whether a unit registers models by a sentence, and they stand below: “… đăng ký … như sau:”."""
    words = key(text)
    follows = (by_colon and text.rstrip().endswith(":")) or _AS_FOLLOWS.search(words)
    return bool(follows and REGISTERS_MODELS.search(words) and _BY_UNIT.search(words))


def may_open(words: str) -> bool:
    """Whether a line, its key, may be over models: “DANH SÁCH …”, “… đăng ký mô hình như sau”, in this paper."""
    beside = has_phrase(words, "kem theo") or has_phrase(words, "gui kem")
    return not beside and bool(_LIST.match(words) or (may_register(words) and _AS_FOLLOWS.search(words)))


def may_register(words: str) -> bool:
    """Whether a line, its key, may be a title of a list, or register models."""
    registers = has_phrase(words, "danh sach") or bool(REGISTERS_MODELS.search(words))
    return registers and not (words.startswith(_NO_LIST) or registers_nothing(words))


def is_plan(words: str) -> bool:
    """Whether a line at the top, its key, makes a paper a plan, a guide, minutes …: its points are no list."""
    return not _OF_LIST.match(words) and (begins(words, keys("lines", "papers")) or bool(_PLAN_NO.match(words)))


def is_other_paper(words: str) -> bool:
    """Whether a line, its key, says that a paper is a letter, a plan, a report …."""
    return is_plan(words) or bool(_LETTER.match(words))


def is_communes_name(unit: str) -> bool:
    """Whether the name of a unit, a key, is a commune's."""
    return unit.startswith(("xa ", "thi tran "))


def registers_by_name(sentence: str, year: int) -> bool:
    """Whether a sentence registers a model by its name now, and neither adds, nor asks, nor tells of before."""
    bare = THEME.sub(" ", composed(sentence)) if "dang k" in key(sentence) else ""
    named = bare and (quotes_name(bare) or names_model(bare) or _AFTER_LEVEL.search(bare))
    if not (named and _REGISTERS_MODEL.search(key(bare))):
        return False  # most sentences
    clauses = (part for part in parts_of(sentence) if _REGISTERS_MODEL.search(key(part)))
    past = phrases("remark", "past").search(marked_key(sentence))
    return not (past or leaves_open(sentence, year)) and any(not undoes(part) for part in clauses)


def leaves_open(sentence: str, year: int) -> bool:
    """Whether a sentence on registering is of another year, a condition, a question, an order, a wish, a plan."""
    bare = QUOTE.sub(" ", sentence)
    if (
        title_year([bare]) not in (None, year)
        or asks(bare)
        or phrases("lines", "conditions").search(marked_key(bare))
    ):
        return True
    open_words = marked_pattern(
        "lines",
        r"\b(?:«@wishes»|«@makes_others»\b(?! (?:«số|của|tại»|\d)))\b.*\b«đăng ký|đăng kí»\b"
        r"|\b«hỏi»$|\b«có»\b.* «không»$",
    )
    return any(open_words.search(marked_key(part)) for part in parts_of(bare))


def closes(said: str, *others: str) -> bool:
    """Whether a line begins as the end of a letter does, or as phrases of ``others``: “Trân trọng cảm ơn”."""
    begun = "|".join(f"@{name}" for name in ("closings", *others))
    return bool(marked_pattern("lines", rf"«{begun}»\b|«trân trọng|xin trân trọng»$").match(marked_key(said)))


def is_of_tail(said: str, before: Sequence[str], *, beyond: bool) -> bool:
    """Whether what seems a model may be a line of a letter below a list: “Đề nghị Ban …”, “Kinh phí: …”.

    ``beyond`` the quota also one with a label, no doer's, as none ``before`` it has, and what is said to people.
    """
    label, colon, rest = said.partition(":")
    words = marked_key(label)
    if _TELLS_OF_LIST.match(words) and not any(map(_TELLS_OF_LIST.match, map(marked_key, before))):
        return True
    if colon:
        doer = Groups.is_body(label, whole=False) or PLACE.match(label) or MODEL_LABEL.match(said) or quotes(label)
        told = any(pattern.match(marked_key(rest)) for pattern in (_OF_LETTER, _TELLS_OF_LIST))
        named = (doer and not told) or any(":" in each for each in before)
        return (beyond and not named) or bool(_OF_POINTS.fullmatch(words))
    return bool(closes(label) or _ASKED.match(words) or (beyond and _OF_LETTER.match(words)))


def model_names(told: str) -> list[str]:
    """The models behind a heading's colon: each in quotes, or parted by semicolons."""
    starts = [each.start() for each in quotes(told)]
    if len(starts) > 1:
        return [told[a:b].strip(" ;,.") for a, b in pairwise([0, *starts[1:], len(told)])]
    parts = [MARK.sub("", part, count=1).strip() for part in re.split(r"[;\t]", told) if key(part)]
    named = all(part[:1].isupper() or key(part).startswith("mo hinh ") for part in parts)
    return parts if named else [MARK.sub("", told, count=1)]
