"""What a line of a paper is: the title of a list, a sentence that registers, an order, a plan."""

import re
from collections.abc import Sequence

from aggregator.campaign.mail_words import any_of, as_marked, asks, keys, marked, parts_of, phrases, quotes_name
from aggregator.understand.cells import registers_nothing
from aggregator.understand.paper_lines import title_year
from aggregator.vietnamese.fold import begins, composed, has_phrase, key, regex

MOST_TOP_LINES = 12  # of a paper, in which it says what it is
LIST_TITLE = regex(r"(?:(?:phu luc|bieu|bang|ban)\b.{0,20}\b(?:danh sach|dang k[yi])|(?:[a-z] )?danh sach)\b")
_MODELS = r"(?:mo hinh|dien hinh|dan van kheo|dvk)"
REGISTERS = regex(rf"\bdang k[yi]\b.*\b{_MODELS}\b|\b{_MODELS}\b.*\bdang k[yi]\b")
# “DANH SÁCH (các nội dung) ĐĂNG KÝ (XÂY DỰNG) MÔ HÌNH …”, and not “DANH SÁCH CÁN BỘ PHỤ TRÁCH MÔ HÌNH”
_OF_TITLE = any_of(keys("lines", "of_title"))
_REGISTRANTS = any_of(keys("lines", "registrants"))
_MODELS_TITLE = regex(
    rf"(?:(?:v v|ve viec|phu luc|bieu|bang|ban|phieu|mau|so|tong hop|[a-z]|\d{{1,2}}|m3|m4) )*"
    rf"(?:danh sach|danh muc|dang k[yi])\b(?: (?:{_OF_TITLE}|{_REGISTRANTS}|\d{{1,2}}))* {_MODELS}\b"
)
_IN_CAPITALS = regex(r"(?:noi dung|cac|nhung)\b.*\bdang k[yi]\b")  # “CÁC MÔ HÌNH … ĐĂNG KÝ NĂM 2024”
# “…, Đảng ủy xã Cao Xá đăng ký …”, and not “các xã đăng ký”, “xã yêu cầu các chi bộ đăng ký”
_BY_UNIT = regex(
    rf"(?<!cac )(?<!moi )(?<!tung )(?<!nhung )\b(?:{_REGISTRANTS})\b(?<!phong(?= trao))"
    r"(?: (?!(?:cac|moi|tung|nhung) (?!noi dung|mo hinh|dien hinh))[a-z0-9]+){0,12}? dang k[yi]\b"
)
AS_FOLLOWS = regex(r"\b(?:gom(?: co)?|cu the|sau day|duoi day|sau)$")
_LONGEST_TITLE = 20  # words
_PLAN_NO = regex(r"so (?:\d+ )?(?:kh|bc|tb|qd|nq|bb|hd|ctr)\b")
_OF_LIST = regex(r"(?:bao cao|thong bao) (?:danh sach|dang k[yi])\b")  # and no report
_ORDER = regex(rf"(?:\d{{1,2}} )?doi voi (?:cac|moi) (?:{any_of(keys('lines', 'subordinates'))})\b")
# “theo chủ đề “…””, “thực hiện Chỉ thị “…””: of no model
THEME = regex(
    r"(?i)(?:chủ đề|chỉ thị|nghị quyết|phong trào|cuộc vận động|phương châm|khẩu hiệu|đề án|danh hiệu|cuộc thi"
    r"|tên cũ|(?:của|do|theo)(?:\s+(?!gồm\b|là\b)\w+){1,5})\s*:?\s*[“\"«‘][^”\"»’]*[”\"»’]"
)
QUOTED = regex(r"[“\"«‘]([^“”\"«»‘]{5,}?)[”\"»’]")
LEVEL = regex(r"(?i)cấp\s+(?:tỉnh|huyện|cơ sở|xã)\b")


def quotes(text: str) -> list[re.Match[str]]:
    """What stands in quotation marks and is no movement's name."""
    return [each for each in QUOTED.finditer(text) if quotes_name(each[0])]


def opens(text: str, year: int, keys_of: Sequence[str] = ()) -> bool:
    """Whether a line, with its keys, is the title of a list of models, or says that a unit registers some."""
    words = key(text)
    if not any(word in each for each in keys_of or (words,) for word in ("dang k", "danh sach", "danh muc")):
        return False  # most lines
    if any(
        has_phrase(words, phrase) for name in ("refers", "other_lists") for phrase in keys("lines", name)
    ) or registers_nothing(words):
        return False
    if any(map(_MODELS_TITLE.match, keys_of or (words,))):
        return True
    if text.isupper() and _IN_CAPITALS.match(words) and REGISTERS.search(words):
        return True
    by_unit = _BY_UNIT.match(words) if len(words.split()) <= _LONGEST_TITLE else None
    follows = text.rstrip().endswith(":") or AS_FOLLOWS.search(words)
    by_unit = REGISTERS.search(words) and (by_unit or (follows and _BY_UNIT.search(words)))
    return bool(by_unit) and not leaves_open(text, year)


def is_whole_title(text: str, keys_of: Sequence[str]) -> bool:
    """Whether a line that opens a list does so whatever stands above: “Đăng ký mô hình …” goes on with a title."""
    return text.isupper() or not key(text).startswith("dang k") or any(map(LIST_TITLE.match, keys_of))


def is_list_title(text: str) -> bool:
    """Whether a line is the title of a list of models, and says so: “DANH SÁCH ĐĂNG KÝ MÔ HÌNH …”."""
    words = key(text)
    return bool(LIST_TITLE.match(words) and _MODELS_TITLE.match(words))


def begins_list(texts: Sequence[str], at: int) -> bool:
    """Whether a line begins the title of a list, on one or two, or is a sentence: “… đăng ký … như sau:”."""
    leads = texts[at].rstrip().endswith(":") and bool(REGISTERS.search(key(texts[at])))
    return leads or is_list_title(" ".join(texts[at : at + 2]))


def is_plan(words: str) -> bool:
    """Whether a line at the top, its key, makes a paper a plan, a guide, minutes …: its points are no list."""
    return not _OF_LIST.match(words) and (begins(words, keys("lines", "papers")) or bool(_PLAN_NO.match(words)))


def is_order(words: str) -> bool:
    """Whether a line, its key, orders something of several units, as the board's letter does."""
    return bool(_ORDER.match(words))


def is_commune(unit: str) -> bool:
    """Whether the name of a unit, a key, is a commune's."""
    return unit.startswith(("xa ", "thi tran "))


def without_themes(text: str) -> str:
    """A text without the quoted names of what is no model: “theo chủ đề “…””."""
    return THEME.sub(" ", composed(text))


def leaves_open(sentence: str, year: int) -> bool:
    """Whether a sentence on registering is of another year, a condition, a question, an order, a wish, a plan."""
    bare = QUOTED.sub(" ", sentence)
    if (
        title_year([bare]) not in (None, year)
        or asks(bare)
        or phrases("lines", "conditions").search(as_marked(bare))
    ):
        return True
    open_words = marked(
        "lines",
        r"\b(?:«@wishes»|«@makes_others»\b(?! (?:«số|của|tại»|\d)))\b.*\b«đăng ký|đăng kí»\b"
        r"|\b«hỏi»$|\b«có»\b.* «không»$",
    )
    return any(open_words.search(as_marked(part)) for part in parts_of(bare))
