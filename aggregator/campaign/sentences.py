"""What sentences of papers and mails say, by the campaign's words: what they change, withdraw, leave or promise."""

import re
from collections.abc import Sequence

from aggregator.campaign.word_lists import (
    MODELS,
    any_of,
    any_with_marks,
    campaign_year,
    keys,
    marked_key,
    marked_pattern,
    phrases,
    words,
)
from aggregator.nouns.finding import data_file
from aggregator.vietnamese.fold import composed, fold, has_phrase, key, of_campaign, regex
from aggregator.vietnamese.scope import in_district_words, memory


@memory(4096)
def changes_list(sentence: str, *, beside_list: bool, of_model: bool = False, undone: bool = False) -> bool:
    """Whether a sentence may change what a list says (“xin rút mô hình số 2”, “mô hình 2 của xã …”), never surely.

    What is added to a list is said so only where the sentence does not come ``beside_list``. ``of_model``: it hangs
    on one model, which it need not name. ``undone``: the list that came with it does not yet say what it says.
    """
    if _SAYS_NONE.fullmatch(fold(sentence)):
        return False
    parts = (marked_key(_OF_ITSELF.sub("", in_district_words(part))) for part in re.split("[,;]", sentence))
    said = " | ".join(part for part in parts if not marked_pattern("remark", OF_PAST).match(part))
    for name in ("unless", "requests"):
        said = phrases("remark", name).sub("|", said)
    if not (of_model or phrases("remark", "about").search(said)):
        return False  # most sentences
    says = {name for name in data_file("words.toml")["remark"] if phrases("remark", name).search(said)}
    if not undone and "enclosed" in says and ("lists" in says or "papers" not in says):
        return False
    changes = {"changes", "withdrawals"} & says
    if changes or "rules" in says:
        return bool(changes)
    if ("additions" in says and not beside_list) or marked_pattern("remark", _MOVES_MODEL).search(
        marked_key(sentence)
    ):
        return True
    return of_model and ({"levels", "cues"} <= says or _is_of_others(sentence))


# “do xã …”, “do Hội Nông dân huyện chủ trì”
_OF_OTHERS = regex(
    rf"\b(?:{any_of(keys('remark', 'others'))})\b"
    r"|\b(?:do|cua|thuoc) (?!ban (?:thuong vu|chap hanh)\b)"
    rf"(?:{any_of(keys('denial', 'bodies'))})\b(?: (?!cap\b|xa\b|thon\b)[a-z]+){{0,6}} huyen\b"
)
# “học tập mô hình của xã khác”, “hỗ trợ của Phòng …”: whose help or example it is
HELP = regex(
    r"\b(?:ho tro|giup do|phoi hop|huong dan|chi dao|quan tam|hoc tap|tham khao|hoc hoi|theo|nhu)"
    r"(?: (?:mo hinh|cach lam|kinh nghiem|mau|tu))* (?:cua|tai|o|do)\b|\bphoi hop (?:thuc hien )?(?:voi|cung)\b"
)


_ADDRESS = regex(r"(?i)\b(?:https?://|www\.)[^\s<>]+")  # of a page: “…/edit?usp=sharing”


@memory(4096)
def asks(sentence: str) -> bool:
    """Whether a sentence asks something of the board: it tells nothing of a list."""
    words = key(sentence)
    return "?" in _ADDRESS.sub("", sentence) or any(has_phrase(words, p) for p in keys("nothing", "questions"))


def takes_back(sentence: str) -> bool:
    """Whether a sentence says that a model is taken out of a list: “gửi lại danh sách, bỏ mô hình số 2”."""
    said = phrases("remark", "unless").sub("|", marked_key(sentence))
    return all(phrases("remark", name).search(said) for name in ("about", "withdrawals"))


@memory(4096)
def is_idle(sentence: str, *names: str) -> bool:
    """Whether all that a sentence says of models, ``names`` apart, is who, when, where, costs, papers or praise."""
    if _is_of_others(sentence, names):
        return False
    said = " | ".join(map(marked_key, parts_of(sentence)))
    for name in sorted(names, key=len, reverse=True):
        said = _in_marked(name).sub(" ", said)
    for name in ("unless", "requests"):
        said = phrases("remark", name).sub("|", said)
    return all(map(_is_idle_part, said.split("|")))


def _is_of_others(sentence: str, names: Sequence[str] = ()) -> bool:
    """Whether a sentence says whose a model is, and that is nobody of the ``names``: “do xã Ngọc Lý thực hiện”."""
    parts = (HELP.sub("|", key(_OF_ITSELF.sub("", in_district_words(part)))) for part in parts_of(sentence))
    own = regex(rf"\b(?:{any_of([*(key(name) for name in names if ' ' in name), '-'])})\b")
    return any(_OF_OTHERS.search(own.sub("|", part)) for part in parts)


@memory(4096)
def _in_marked(name: str) -> re.Pattern[str]:
    """A pattern for a name in the marked parts of a sentence, whatever its marks."""
    return regex(r"\b" + "(?: [|])* ".join(rf"{word}[A-ZĐ]*\b" for word in key(name).split() or ["-"]))


def _is_idle_part(part: str) -> bool:
    plain = phrases("remark", "aims").sub(" ", part)
    if phrases("remark", "undoing").search(plain):
        return False
    if (
        phrases("remark", "praise").search(part)
        or not marked_pattern("remark", _SAYS_NOTHING).sub("", part).strip()
    ):
        return True
    return bool(phrases("remark", "idle").search(part)) and not marked_pattern("remark", _GIVES_LEVEL).search(plain)


# a level, and no body or helper: “ở phạm vi huyện”, and not “UBND huyện”, “đề nghị huyện hỗ trợ”
_GIVES_LEVEL = (
    r"(?<!ubnd )\b«tỉnh|huyện»\b(?! «ủy|đoàn|hỗ trợ|quan tâm|giúp đỡ|tạo điều kiện|hướng dẫn»\b)"
    r"|(?<!cung )\b«cấp»\b|\b«mô hình cơ sở»\b"
)
_SAYS_NOTHING = r"\b(?:«@heading.filler|@beside»|\d+)\b"


def undoes(sentence: str) -> bool:
    """Whether a sentence has a word that denies, corrects or takes back something."""
    return bool(phrases("remark", "undoing").search(marked_key(sentence)))


def takes_by_look(sentence: str) -> bool:
    """Whether a sentence says that models of some look do not stand as the list says: “Dòng bôi đỏ: rút”."""
    return bool(phrases("addition", "looks").search(marked_key(sentence))) and undoes(sentence)


# “Chuyển mô hình … xuống cấp xã”: of one model, by whatever name, and of no list;
# “… giúp đỡ để mô hình được công nhận ở cấp huyện” says what for
_MOVES_MODEL = (
    r"\b(?!«để» (?:\w+ ){0,8}?«được công nhận|được khen|được xét|được xem xét»\b)«@moves»(?: «@helps»)*"
    r"(?: (?:\d+|«một|hai|ba|bốn|năm»))? «@heading.models|dòng» (?:\w+ ){0,20}?"
    r"(?:«@directions» «cấp» «tỉnh|huyện|xã|cơ sở»|«xuống|lên|sang|thành» «tỉnh|huyện|cơ sở»)\b"
)


def quotes_name(text: str) -> bool:
    """Whether a text has something in quotation marks that may be a model's name, and not the movement's."""
    return any(not _MOVEMENT.fullmatch(key(quoted)) for quoted in QUOTED_NAME.findall(text))


def names_model(text: str) -> bool:
    """Whether a text gives a model's name, in quotation marks or with a capital: “mô hình Nuôi ong lấy mật”."""
    plain = composed(text)
    # no name of a column: “Cấp đăng ký”
    quotes = any(not _OF_LEVELS.issuperset(key(quoted).split()) for quoted in QUOTED_NAME.findall(text))
    return (quotes and quotes_name(text)) or any(
        each["name"][0].isupper() and not _is_person(each, plain) for each in _NAMED.finditer(plain)
    )


def _is_person(named: re.Match[str], text: str) -> bool:
    """Whether a name is a person's: “Người lập biểu là Nguyễn Văn An”, and not “Cấp tỉnh là Nuôi Ong Lấy Mật”."""
    before = key(text[: named.start()])
    of_model = re.search(rf"\b(?:{MODELS}|cap|thieu|dang k[yi])\b", before)
    return named[0].startswith("là") and named["name"].istitle() and not of_model


_OF_LEVELS = frozenset([*keys("heading", "filler"), *keys("heading", "of_levels")])


_NAMED = regex(
    r"\b(?:[Mm]ô hình|MH|[Đđ]iển hình|[Nn]ội dung|là|chọn|gồm|thêm)\s+"
    r"(?!(?i:công văn|kế hoạch|hướng dẫn|thông báo|quyết định)\s+(?:số|của|ngày|\d)"
    r"|Dân vận|Ban |Đảng|Huyện|Tỉnh|UBND|Ủy|Hội |Đoàn|Thôn|Xã )(?P<name>\w{2,}(?:\s+\w+){2})"
)
# “Mô hình dự phòng: không có”, “Không có mô hình nào xin rút”
_SAYS_NONE = regex(
    r".*: ?(?:khong(?: co)?|ko|0)[ .;]*"
    r"|\W*khong co (?:mo hinh|noi dung|dien hinh) nao (?!.*\b(?:nhung|chi|ma)\b)[^,;:]*"
)


# “Năm trước xã đã xin rút 01 mô hình”, of no model that is registered now
OF_PAST = r"\b«@past»(?: \w+){0,3} «@past_tense» «@changes|@withdrawals|rút|bỏ|thay»\b"


# a dash within “2024 - 2025” is no pause
_STRONG = r"[:;()\[\]“”\"«»|*\n]|/(?!\d)|\.(?!\d)|(?<!20\d\d\s)[-–—+]+(?=\s)|[-–—+]+(?=\s)(?!\s20\d\d)"
_PAUSES = {True: regex(rf"{_STRONG}|,(?!\d)"), False: regex(_STRONG)}


def parts_of(sentence: str, *, commas: bool = True) -> list[str]:
    """What stands between the pauses of a sentence, of which each counts and names one thing."""
    return [part.strip() for part in _PAUSES[commas].split(sentence) if key(part)]


OF_RULE = regex(rf"\b(?:{any_of(keys('heading', 'rules'))}|tu \d{{1,2}})\b")
OF_PART = regex(  # “Bảng 3. Nội dung cấp cơ sở” counts nothing; “số mô hình bằng 3” does
    r"\b(?:bieu|(?<!mo hinh )(?<!luong )(?<!so )bang|muc|phan|nhom|phu luc|mau|dot|quy|thang)(?: so)? \d{1,2}\b"
    r"(?!(?:\W+(?:(?:va|den) )?\d{1,2})*[ ,]+(?:la|dang k[yi]|thuoc|xin)\b)"
)
ANY_YEAR = regex(r"(?<!\d)20\d\d(?!\d)")


def of_another_year(text: str) -> bool:
    """Whether a text names a year besides the campaign's."""
    return not {*ANY_YEAR.findall(text)} <= {str(campaign_year())}


@memory(4096)
def only_proposes(sentence: str) -> bool:
    """Whether a sentence that may change a list only asks that a model be presented to a higher level (R6)."""
    said = marked_key(sentence)
    asked, level = (phrases("remark", name).search(said) for name in ("proposals", "levels"))
    changes = phrases("remark", "changes", "withdrawals").search(said)
    return bool(asked and level and asked.end() < level.start() and not changes)


def only_withdraws(sentence: str) -> bool:
    """Whether a sentence takes models back, and neither changes nor counts others: “xin rút 01 mô hình”."""
    said = marked_key(_BESIDE_NAME.sub(" ", in_district_words(sentence)))
    rest = _COUNT_TAKEN.sub("|", phrases("remark", "withdrawals").sub("|", said))
    return rest != said and not (
        phrases("remark", "changes", "otherwise").search(rest) or _COUNTS_MODELS.search(rest)
    )


_COUNT_TAKEN = regex(r"\| \d{1,2}\b")
_COUNTS_MODELS = regex(rf"\b\d{{1,2}} (?:{any_with_marks(words('heading', 'models'))})\b")


# a name in quotes, brackets, and the level of “01 mô hình cấp huyện”
_BESIDE_NAME = regex(
    r"[“\"«‘'][^”\"»’']{0,200}[”\"»’']|\([^()]{0,200}\)"
    r"|(?<=mô hình) cấp (?:tỉnh|huyện|cơ sở|xã)\b"
)
_FIRST_OF_LIST = regex(r":\s*\d{1,2}\W*$")


def names_number(sentence: str) -> bool:
    """Whether a sentence speaks of one model by its number, and not “gồm các nội dung: 1. …”."""
    return bool(_ONE_NUMBER.search(key(_FIRST_OF_LIST.sub("", sentence))))


_OF_ITSELF = regex(r"\b(?:do|của|thuộc|ở|tại) (?:xã|thị trấn|đơn vị|cơ quan)\W*$")  # no other unit's


@memory(4096)
def changes_model(note: str) -> bool:
    """Whether a note beside a model says that it becomes another one, or one of another level."""
    said = phrases("remark", "unless").sub("|", marked_key(note))
    return bool(phrases("remark", "changes", "withdrawals").search(said))


_WITHDRAWN = (
    r"\b(?:«@notes»|«@joins»\b(?: \w+){0,4}? «mô hình|MH|nội dung|mục|dòng|STT|số thứ tự»"
    r" (?:«trên|ở trên|dưới|ở dưới|khác|số|thứ»|\d{1,2}))\b|^«@exact»$"
)


def _of_withdrawing(text: str) -> str:
    return phrases("withdrawn", "unless").sub("|", marked_key(text))


@memory(4096)
def may_be_withdrawn(note: str) -> bool:
    """Whether a note beside a model says that it may be registered no more."""
    return bool(marked_pattern("withdrawn", _WITHDRAWN).search(_of_withdrawing(note)))


# what a part says, with or without another time that says it alone
_WITHDRAWING = {
    later: rf"(?:«@before» )*(?:«@verbs»|«@denials» «@decisions»|«@moves»(?: «@moves_to»)* «@later»{alone})"
    r"(?: «@after»)*(?: «@reasons»\b.*)?"
    for later, alone in ((False, ""), (True, "|«@later»"))
}


_WITHDRAWING_VERB = of_campaign(
    lambda: rf"\b(?:{any_of([w for name in ('verbs', 'decisions', 'later') for w in keys('withdrawn', name)])})\b"
)


@memory(65536)  # asked of every cell
def withdrawing_part(text: object, *, later: bool = False) -> str | None:
    """The part of a name, of goals or of another cell, set off by a mark, that says that its model is withdrawn.

    “Trồng hoa - xin rút”, “(không thực hiện nữa) …”; “Bỏ thuốc lá” and “rút kinh nghiệm” are no such parts. With
    ``later`` another time says it alone: “năm sau”.
    """
    if not isinstance(text, str) or not _WITHDRAWING_VERB.search(key(text)):
        return None  # most cells
    pattern = marked_pattern("withdrawn", _WITHDRAWING[later])
    parts = (part for piece in parts_of(text, commas=False) for part in (piece, piece.rpartition(",")[2].strip()))
    bare = ((part, _PLACE.sub("", composed(part)).strip()) for part in parts)
    said = ((part, words) for part, rest in bare if rest for words in (part, rest))
    return next((part for part, words in said if pattern.fullmatch(_of_withdrawing(words))), None)


_PLACE = regex(  # “Thôn Bùi và thôn Hậu”, “Bùi xin dừng”
    r"\b(?:và )?(?i:thôn|xóm|làng|bản|khu|phố|xã)(?:(?: (?:[A-ZÀ-ÝĂĐĨŨƠƯẠ-Ỹ]\w*|\d+)){1,2}| \w+)"
    r"|^[A-ZÀ-ÝĂĐĨŨƠƯẠ-Ỹ]\w*(?= xin\b)"
)


# what brackets tell of the past beside a level
RECOGNITION = regex(r"(?i)\(\s*(?:năm \d{4} )?đã (?:được|đạt)\b[^()]*\)")
_ANOTHER_TIME = regex(
    r"(?!.*\b(?:dang k[yi]|de nghi|tiep tuc|duy tri|tu(?: nam)? 20\d\d)\b)"
    r"(?:(?:da|tung) (?:dat|duoc|cong nhan|la)\b|.*\b20\d\d\b)"
)


@memory(4096)
def level_of_another_time(level: str) -> bool:
    """Whether a level is that of before or of another year: “Đã đạt huyện”, “Huyện 2023”."""
    said = key(RECOGNITION.sub(" ", composed(level)))
    return str(campaign_year()) not in said and bool(_ANOTHER_TIME.match(said))


@memory(1024)
def may_be_reserve(heading: str) -> bool:
    """Whether a heading may be over models not registered this year: “Dự phòng”, “Mô hình đã triển khai”."""
    said = _of_withdrawing(heading)
    rest = phrases("withdrawn", "done").sub("|", said)
    done = rest != said and not phrases("withdrawn", "unless_done").search(rest)
    year = campaign_year()
    later = min(map(int, ANY_YEAR.findall(heading)), default=year) > year
    withdrawn = may_be_withdrawn(heading) or withdrawing_part(heading) or is_rejected(heading)
    return done or later or bool(withdrawn or phrases("withdrawn", "headings").search(said))


_REJECTED = r"\b(?:«@denied» (?:\w+ ){0,4}?«@chosen»|«@rejected»)\b(?!.* capA?C?\b)|^«@rejected_alone»$"


@memory(4096)
def is_rejected(heading: str) -> bool:
    """Whether a heading, or a name, is over models that nobody chose: “Không được lựa chọn”; not of a level."""
    said = marked_key(heading)
    unless = phrases("withdrawn", "unless_rejected").search(said)
    return bool(marked_pattern("withdrawn", _REJECTED).search(said) and not unless)


_MOVEMENT = regex(rf"\b(?:{any_of(keys('lists', 'movement', 'campaign.toml'))})\b")
_OTHER_MOVEMENT = regex(rf"\b(?:{any_of(keys('lists', 'other_movements', 'campaign.toml'))})\b")


@memory(4096)
def movement_in(text: str) -> str:
    """What a text names: ``ours``, the movement of the campaign; ``other``, another one alone; or nothing."""
    words = key(text)
    return "ours" if _MOVEMENT.search(words) else "other" if _OTHER_MOVEMENT.search(words) else ""


def comment_changes(comment: str) -> bool:
    """Whether a comment on a model says that it is withdrawn, replaced or of another level."""
    return may_be_withdrawn(comment) or changes_list(comment, beside_list=True, of_model=True)


# ---- A text's sentences, and what may be promised in one.

_GOES_ON = regex(r"(?i)[.;]\s+(?=(?:thế chỗ|thay vào|thế vào)\b)")  # the sentence before it
_SENTENCE_END = regex(r"(?<=[.!?;])\s+|[\r\n]+")
# a line that a mail program may have broken, and no item of a list
_BROKEN = regex(r"(?<=[^\s.!?;:])[ \t]*\r?\n(?!\d{1,2}\s?[.)]\s)(?=(\w))")
_MOST_QUOTED = 200  # characters
QUOTED_NAME = regex(r"[“\"«‘']\s*(\w[^”\"»’']{5,500})[”\"»’']")
_ONE_NUMBER = regex(
    rf"\b(?:{MODELS}|dong|stt|muc)"
    r"(?: thu (?:nhat|hai|ba|tu|nam|sau|bay|tam)\b"
    r"|(?: o| tai)? muc [ivx]+\b"
    r"|(?:(?: cap (?:tinh|huyen|co so|xa))? (?:so|thu))? \d{1,2}\b"
    # “07 mô hình (01 tỉnh, 04 huyện)”
    r"(?! (?:cap|o cap|mo hinh|mh|(?:tinh|huyen) \d{1,2} (?:huyen|co so|xa|thon))\b))"
)


def has_words(words: str, table: str, name: str) -> bool:
    """Whether folded words hold a phrase of a list of ``mail.toml``."""
    return any(has_phrase(words, phrase) for phrase in keys(table, name, "mail.toml"))


@memory(4096)
def promises(text: str) -> bool:
    """Whether a sentence promises the list or asks for more time (“sẽ gửi sau”, “xin lùi thời hạn”)."""
    words = key(text)
    return has_words(words, "promise", "phrases") and not has_words(words, "promise", "unless")


@memory(4096)
def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text; a line that begins with a capital is another one."""
    unbroken = _GOES_ON.sub(", ", _BROKEN.sub(lambda found: found[0] if found[1].isupper() else " ", text))
    return tuple(filter(None, (" ".join(part.split()) for part in _SENTENCE_END.split(unbroken))))


def quotable(sentence: str) -> str:
    """A sentence as it may be quoted: not too long, without its full stop."""
    short = sentence if len(sentence) <= _MOST_QUOTED else f"{sentence[:_MOST_QUOTED]}…"
    return short.rstrip(".;")
