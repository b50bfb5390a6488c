"""Word lists of the campaign's data: by which rows and mails are understood, and by which units are told."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from msgspec import Struct

from aggregator.nouns.finding import data_file
from aggregator.vietnamese.fold import fold, has_phrase, key

# ---- The words of ``words.toml``, by which rows of a list are told apart and holders are known.


def words(table: str, name: str) -> list[str]:
    """A list of words as it is written, with the campaign's years, such as ``words("holder", "titles")``."""
    year: int = data_file("campaign.toml")["campaign"]["year"]
    years = {"last_year": year - 1, "year": year, "next_year": year + 1}
    return [text.format_map(years) for text in data_file("words.toml")[table][name]]


@cache
def keys(table: str, name: str, file: str = "words.toml") -> tuple[str, ...]:
    """The same words, or those of another file, as folded keys, in their order."""
    return tuple(map(key, words(table, name) if file == "words.toml" else data_file(file)[table][name]))


def any_of(texts: Sequence[str]) -> str:
    """A pattern that fits any of the texts, the longest first."""
    return "|".join(map(re.escape, sorted(texts, key=lambda text: (-len(text), text))))


# the marks of Vietnamese letters, each as a capital behind the letters of its word: “bỏ” is “boH”, “bổ” is “boCH”
_MARKS = str.maketrans(dict(zip("\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323", "GACTBHOD", strict=True)))
_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=4096)
def _marked(text: str) -> tuple[tuple[str, str], ...]:
    """The words of a text, each as its letters and its marks, wherever in the word these stand (hoà, hòa)."""
    plain = unicodedata.normalize("NFC", text).casefold()
    return tuple(_letters_and_marks(word) for word in _WORD.findall(plain))


@lru_cache(maxsize=4096)
def _letters_and_marks(word: str) -> tuple[str, str]:
    parts = unicodedata.normalize("NFD", word.replace("đ", "dĐ")).translate(_MARKS)
    return "".join(c for c in parts if not c.isupper()), "".join(sorted(c for c in parts if c.isupper()))


def as_marked(text: str) -> str:
    """A text's words, each with its marks behind its letters, between single blanks."""
    return " ".join(letters + marks for letters, marks in _marked(text))


def any_marked(phrases: Sequence[str]) -> str:
    """A pattern that fits any of the phrases in a marked text: “xin bỏ” or “xin bo”, and never “xin bổ sung”."""
    return "|".join(
        " ".join(f"{letters}(?:{marks})?" if marks else letters for letters, marks in _marked(phrase))
        for phrase in phrases
    )


@cache
def phrases(table: str, name: str, *more: str) -> re.Pattern[str]:
    """A pattern for the phrases of lists of ``words.toml`` in a marked text, as whole words."""
    return re.compile(rf"\b(?:{any_marked([text for each in (name, *more) for text in words(table, each)])})\b")


@lru_cache(maxsize=4096)
def changes_list(sentence: str, *, beside_list: bool, of_model: bool = False, undone: bool = False) -> bool:
    """Whether a sentence may change what a list says (“xin rút mô hình số 2”, “mô hình 2 của xã …”), never surely.

    What is added to a list is said so only where the sentence does not come ``beside_list``. ``of_model``: it hangs
    on one model, which it need not name. ``undone``: the list that came with it does not yet say what it says.
    """
    if _SAYS_NONE.fullmatch(fold(sentence)):
        return False
    parts = (as_marked(_OF_ITSELF.sub("", part)) for part in re.split("[,;]", sentence))
    said = " | ".join(part for part in parts if not _of_past().match(part))
    for name in ("unless", "requests"):
        said = phrases("remark", name).sub("|", said)
    says = {name for name in data_file("words.toml")["remark"] if phrases("remark", name).search(said)}
    enclosed = not undone and "enclosed" in says and ("lists" in says or "papers" not in says)
    if not (of_model or "about" in says) or enclosed:
        return False
    changes = {"changes", "withdrawals"} & says
    if changes or "rules" in says:
        return bool(changes)
    single = "single" in says or bool(_ONE_NUMBER.search(key(sentence))) or quotes_name(sentence)
    moved = ((single or of_model) and {"levels", "cues"} <= says) or bool(
        _moves_model().search(as_marked(sentence))
    )
    others = any(_OF_OTHERS.search(HELP.sub("|", key(_OF_ITSELF.sub("", part)))) for part in parts_of(sentence))
    return ("additions" in says and not beside_list) or moved or (single and others)


@lru_cache(maxsize=4096)
def raises_model(sentence: str) -> bool:
    """Whether a sentence says of one model, by name or number, at which level above the base it is registered.

    One that begins with the level is no sentence: it tells a model, as a heading with its row does.
    """
    words = as_marked(_QUOTED.sub(" ", sentence))
    told = _BEGINS_WITH_LEVEL.match(key(sentence)) or _says_nothing_new(sentence)
    about = phrases("remark", "about").search(words) and not told
    one = phrases("remark", "single").search(words) or _ONE_NUMBER.search(key(sentence)) or quotes_name(sentence)
    return bool(about and one and levels_claimed(sentence))


@lru_cache(maxsize=4096)
def models_spoken_of(sentence: str) -> tuple[bool, frozenset[int]]:
    """Whether a mail without files speaks of models, by name or number, in whatever words; how many it counts."""
    words = key(sentence)
    if not phrases("remark", "about").search(as_marked(sentence)) or _says_nothing_new(sentence):
        return False, frozenset()
    counts = {_COUNT_WORDS.get(count) or int(count) for count in _COUNT_OF_MODELS.findall(words)}
    return bool(_ONE_NUMBER.search(words) or quotes_name(sentence) or names_model(sentence)), frozenset(counts)


def asks_or_promises(sentence: str) -> bool:
    """Whether a sentence asks something of the board, or tells what is to come: it tells nothing of a list."""
    words = key(sentence)
    asks = "?" in sentence or any(has_phrase(words, phrase) for phrase in keys("nothing", "questions"))
    return asks or promises(sentence)


def _says_nothing_new(sentence: str) -> bool:
    """Whether a sentence asks, or tells of the rules, of the past, of levels of other years, or that all stays."""
    other_level = levels_spoken_of(sentence) - levels_claimed(sentence)
    told = any(_of_past().match(as_marked(part)) for part in re.split("[,;]", sentence))
    only_tells = phrases("remark", "unless").search(as_marked(sentence)) or OF_RULE.search(key(sentence))
    return bool(other_level or told or only_tells or asks_or_promises(sentence))


_BEGINS_WITH_LEVEL = re.compile(r"(?:\d+ )?(?:(?:mo hinh|dien hinh|noi dung) )?cap (?:tinh|huyen)\b")
_COUNT_WORDS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5}
_COUNT_OF_MODELS = re.compile(rf"\b(\d{{1,2}}|{'|'.join(_COUNT_WORDS)}) (?:mo hinh|dien hinh|noi dung|mh)\b")


# “do xã …”, “do Hội Nông dân huyện chủ trì”
_OF_OTHERS = re.compile(
    rf"\b(?:{any_of(keys('remark', 'others'))})\b"
    rf"|\b(?:do|cua|thuoc) (?:{any_of(keys('denial', 'bodies'))})\b(?: (?!cap\b|xa\b|thon\b)[a-z]+){{0,6}} huyen\b"
)
# “học tập mô hình của xã khác”, “hỗ trợ của Phòng …”: whose help or example it is
HELP = re.compile(
    r"\b(?:ho tro|giup do|phoi hop|huong dan|chi dao|quan tam|hoc tap|tham khao|hoc hoi|theo|nhu)"
    r"(?: (?:mo hinh|cach lam|kinh nghiem|mau|tu))* (?:cua|tai|o|do)\b"
)


def takes_back(sentence: str) -> bool:
    """Whether a sentence says that a model is taken out of a list: “gửi lại danh sách, bỏ mô hình số 2”."""
    said = phrases("remark", "unless").sub("|", as_marked(sentence))
    return all(phrases("remark", name).search(said) for name in ("about", "withdrawals"))


@cache
def _denial() -> re.Pattern[str]:
    said = {name: any_of(keys("denial", name)) for name in ("says", "between")}
    level = r"(?:cap )?(?:tinh|huyen)"
    return re.compile(
        r"(?:.*\b)?(?:{says})(?: (?:{between}))* (?P<levels>cap (?:tinh|huyen)(?: (?:va|hoac|hay) {level})*)"
        r"(?: (?:{between}))*".format_map(said | {"level": level})
    )


@lru_cache(maxsize=4096)
def levels_denied(sentence: str, year: int) -> frozenset[str]:
    """The levels above the base at which a unit says that it registers none: “Xã không đăng ký mô hình cấp tỉnh”.

    Of everything, and this year: not of one field, not “không đăng ký thêm”.
    """
    words = key(sentence)
    if "?" in sentence or not re.search(r"\bcap (?:tinh|huyen)\b", words) or of_another_year(words, year):
        return frozenset()
    names = ("in_part", "who", "so_far")
    in_part, who, so_far = (re.search(rf"\b(?:{any_of(keys('denial', name))})\b", words) for name in names)
    if in_part or not who or (so_far and re.search(r"(?<!khong )(?<!chua )(?<!ko )\bdang k[yi]\b", words)):
        return frozenset()
    found = [match for part in parts_of(sentence) if (match := _denial().fullmatch(key(part)))]
    return frozenset(LEVEL_CODES[level] for m in found for level in re.findall("tinh|huyen", m["levels"]))


@cache
def _moves_model() -> re.Pattern[str]:
    """“Chuyển mô hình … xuống cấp xã”: of one model, by whatever name, and of no list.

    “… giúp đỡ để mô hình được công nhận ở cấp huyện” says what for.
    """
    verbs, helps, to = (any_marked(words("remark", name)) for name in ("moves", "helps", "directions"))
    model, cap = any_marked(["mô hình", "điển hình", "MH", "nội dung", "dòng"]), any_marked(["cấp"])
    level = any_marked(["tỉnh", "huyện", "xã", "cơ sở"])
    aims, given = any_marked(["để"]), any_marked(["được công nhận", "được khen", "được xét", "được xem xét"])
    moved = (
        rf"\b(?!(?:{aims}) (?:\w+ ){{0,8}}?(?:{given})\b)(?:{verbs})(?: (?:{helps}))* (?:{model}) (?:\w+ ){{0,20}}?"
    )
    return re.compile(rf"{moved}(?:{to}) (?:{cap}) (?:{level})\b")


def quotes_name(text: str) -> bool:
    """Whether a text has something in quotation marks that may be a model's name, and not the movement's."""
    return any(not _MOVEMENT.fullmatch(key(quoted)) for quoted in _QUOTED.findall(text))


def names_model(text: str) -> bool:
    """Whether a text gives a model's name, in quotation marks or with a capital: “mô hình Nuôi ong lấy mật”."""
    plain = unicodedata.normalize("NFC", text)
    quotes = any(
        not _OF_LEVELS.issuperset(key(quoted).split()) for quoted in _QUOTED.findall(text)
    )  # “Cấp đăng ký”
    return (quotes and quotes_name(text)) or any(
        each["name"][0].isupper() and not _is_person(each, plain) for each in _NAMED.finditer(plain)
    )


def _is_person(named: re.Match[str], text: str) -> bool:
    """Whether a name is a person's: “Người lập biểu là Nguyễn Văn An”, and not “Cấp tỉnh là Nuôi Ong Lấy Mật”."""
    before = key(text[: named.start()])
    of_model = re.search(r"\b(?:mo hinh|dien hinh|noi dung|mh|cap|thieu|dang k[yi])\b", before)
    return named[0].startswith("là") and named["name"].istitle() and not of_model


_OF_LEVELS = frozenset([*keys("heading", "filler"), *keys("heading", "of_levels")])


_NAMED = re.compile(
    r"\b(?:[Mm]ô hình|MH|[Đđ]iển hình|[Nn]ội dung|là|chọn|gồm|thêm)\s+"
    r"(?!(?i:công văn|kế hoạch|hướng dẫn|thông báo|quyết định)\s+(?:số|của|ngày|\d)"
    r"|Dân vận|Ban |Đảng|Huyện|Tỉnh|UBND|Ủy|Hội |Đoàn|Thôn|Xã )(?P<name>\w{2,}(?:\s+\w+){2})"
)
# “Mô hình dự phòng: không có”, “Không có mô hình nào xin rút”
_SAYS_NONE = re.compile(
    r".*: ?(?:khong(?: co)?|ko|0)[ .;]*"
    r"|\W*khong co (?:mo hinh|noi dung|dien hinh) nao (?!.*\b(?:nhung|chi|ma)\b)[^,;:]*"
)


@cache
def _of_past() -> re.Pattern[str]:
    """“Năm trước xã đã xin rút 01 mô hình”, of no model that is registered now."""
    past, tense = (any_marked(words("remark", name)) for name in ("past", "past_tense"))
    changes = any_marked([*words("remark", "changes"), *words("remark", "withdrawals"), "rút", "bỏ", "thay"])
    return re.compile(rf"(?:{past})(?: \w+){{0,3}} (?:{tense}) (?:{changes})\b")


# a dash within “2024 - 2025” is no pause
_STRONG = r"[:;()\[\]“”\"«»|*\n]|/(?!\d)|\.(?!\d)|(?<!20\d\d\s)[-–—+]+(?=\s)|[-–—+]+(?=\s)(?!\s20\d\d)"
_PAUSES = {True: re.compile(rf"{_STRONG}|,(?!\d)"), False: re.compile(_STRONG)}


def parts_of(sentence: str, *, commas: bool = True) -> list[str]:
    """What stands between the pauses of a sentence, of which each counts and names one thing."""
    return [part.strip() for part in _PAUSES[commas].split(sentence) if key(part)]


_STATED = re.compile(
    r"(?:(?P<total>\b(?:gom|gom co|tong so|tong cong|tong so la|dang ky|danh sach)|cap (?P<over>tinh|huyen|co so)) "
    r"(?:\| )?)?(?<![\d/.-])(?P<count>\d{1,2})"
    r" (?:mo hinh|dien hinh|noi dung)(?: (?!cap)[a-z]+){0,3}(?: cap (?P<level>tinh|huyen|co so))?\b"
)
OF_RULE = re.compile(rf"\b(?:{any_of(keys('heading', 'rules'))}|tu \d{{1,2}})\b")
ANY_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


def of_another_year(text: str, year: int) -> bool:
    """Whether a text names a year besides this one."""
    return not {*ANY_YEAR.findall(text)} <= {str(year)}


@lru_cache(maxsize=1024)
def models_stated(sentence: str, year: int) -> tuple[tuple[str | None, int], ...]:
    """How many models a sentence says that a list of the year has: (level, None for all; how many)."""
    words = " | ".join(map(key, parts_of(sentence)))
    if OF_RULE.search(words) or "?" in sentence or of_another_year(words, year):
        return ()
    found = ((m["level"] or m["over"], int(m["count"]), m["total"]) for m in _STATED.finditer(words))
    return tuple((level and LEVEL_CODES[level], count) for level, count, total in found if level or total)


LEVEL_CODES = {"tinh": "province", "huyen": "district", "xa": "base", "co so": "base"}
_ABOVE_BASE = ("tinh", "huyen")
_ANY_LEVEL = any_of([*LEVEL_CODES])
# each level stands with its number between two of these
_COUNTED = re.compile(rf"[,;()\n]|\bva\b|:(?=\W*(?:cap )?(?:{_ANY_LEVEL})\b)")
_IN_BRACKETS = re.compile(r"\( ?(\d{1,2})(?: (?:mo hinh|mh|noi dung|dien hinh))? ?\)")  # “cấp tỉnh (01 mô hình)”
_STRETCH = re.compile(r"\d ?(?:-|–|den) ?\d{1,2} (?:mo hinh|noi dung|dien hinh|cap)\b")
_BY_NUMBER = re.compile(r"(?<!tong )\b(?:so|stt|thu)[ .:]*\d{1,2}(?: ?(?:,|-|–|va|den) ?(?:so )?\d{1,2})*(?!\d)")
_LEVEL_COUNTED = re.compile(
    rf"(?<!\d )\b(?P<count>\d{{1,2}}) (?:(?!cap)[a-z]+ ){{0,6}}cap (?P<level>{_ANY_LEVEL})\b"
    rf"|(?:^|(?<=\d )|\b(?:mo hinh|trong do|dang k[yi]|de nghi|gom|co|la|so luong) )(?:cap )?"
    rf"(?P<level_of>{_ANY_LEVEL}) (?:la |co |gom )?(?P<counted>\d{{1,2}})(?!\d)"
    rf"|^(?P<bare>\d{{1,2}}) (?P<level_alone>{_ANY_LEVEL})$"
)
_ANY_CAP, _ANY_UPWARD = r"c[aấ]p\s+", r"(?:t[iỉ]nh|huy[eệ]n|c[oơ] s[oở])\b"
_RUN_OF_LEVELS = re.compile(
    rf"\b(?:{_ANY_CAP})?{_ANY_UPWARD}(?:\s*(?:[,;/&–-]|\b(?:v[aà]|ho[aặ]c|hay)\b)\s*"
    rf"(?:(?:các|mô hình|nội dung|điển hình)\s+)*(?:{_ANY_CAP}x[aã]\b|(?:{_ANY_CAP})?{_ANY_UPWARD}))+",
    re.IGNORECASE,
)
_GOING_ON = re.compile(r"\b(?:tu|giai doan)(?: nam)? 20\d\d(?: (?:den )?(?:nam )?20\d\d)?\b")
_OTHER_YEARS, _EFFORTS = (
    rf"(?<!\btu )\b(?:{any_of([*map(key, words('upward', name))])})\b" for name in ("other_years", "efforts")
)
_LATER = re.compile(rf"{_OTHER_YEARS}|{_EFFORTS}")  # before a level
_THEN = re.compile(rf"(?:(?!\bva\b).)*?{_OTHER_YEARS}")  # behind it
_ONLY_LATER = re.compile(rf"(?:trong |vao )?{_OTHER_YEARS}")
_OF_LIST = re.compile(r"\b(?:danh sach|bieu|bang|file|tep)\b.*\b(?:khong|chua) co\b")
_TO_WHOM = re.compile(r"^(?:can cu|kinh gui|noi nhan)\b")


class _Upward(Struct, frozen=True):
    """The patterns by which a level above the base is known in a marked text, and what denies it there."""

    mention: re.Pattern[str]
    denied: re.Pattern[str]  # before it
    denied_behind: re.Pattern[str]
    won: re.Pattern[str]  # before it
    acts: re.Pattern[str]  # behind it
    asked: re.Pattern[str]
    registered: re.Pattern[str]  # as the level
    copula: re.Pattern[str]


@cache
def _upward() -> _Upward:
    said = {name: f"(?:{any_marked(words('upward', name))})" for name in data_file("words.toml")["upward"]}
    said |= {name: f"(?:{any_marked(text)})" for name, text in _OF_GRAMMAR.items()}
    said["alone"] = r"^(?:{links} )?(?P<alone>{level})$".format_map(said)
    patterns = (
        r"\b(?P<agent>{agents} )?(?:{cap}|{cues}(?: {links})*) (?P<level>{level})\b(?! {bodies}\b)|{alone}",
        r"\b{denials}(?: (?:{denied}|\d+))* $",
        r"(?: ?\b(?:{subjects}|\d+))* ?\b{denials}(?: (?:{denied}|\d+))*(?: {reasons}\b.*)?",
        r"\b{won}(?: {won_of})* $",
        r"(?: {before_acts})* {acts}\b",
        r"\b{asked}\b",
        r"\b{registers}(?: {links})*(?: {cap})? {level}$",
        r" {copula}\b",
    )
    return _Upward(*(re.compile(pattern.format_map(said)) for pattern in patterns))


@lru_cache(maxsize=4096)
def _levels_told(text: str) -> tuple[tuple[str, bool], ...]:
    """Each level above the base that a text names, and whether it says that models are registered there.

    They are not where it is denied (“chưa có mô hình cấp tỉnh”), was won, is asked for help, or is of another year;
    what the models' names say (“Hiến đất …”, “Xóm không có ma túy”) denies nothing.
    """
    words, found = key(text), list[tuple[str, bool]]()
    apart = _OF_LIST.search(words) and _says(words, "bringing", "sent")  # “Danh sách không có …, đã gửi bản giấy”
    clauses = [as_marked(part[:_MOST_OF_CLAUSE]) for part in parts_of(_QUOTED.sub(" ", text))]
    named = len(clauses) == 1 or any(clause.count(" ") >= _LEAST_BLANKS for clause in clauses)
    for former, clause, following in zip(["", *clauses], clauses, [*clauses[1:], ""], strict=False):
        for mention in _upward().mention.finditer(clause):
            if mention["level"] or named:
                level = _CAPITALS.sub("", mention["level"] or mention["alone"])
                denied = _denied(clause, mention, following) and not apart
                another_time = _of_another_time(former, clause, mention, following)
                said_of_others = mention["agent"] or another_time or _was_won(clause, mention)
                found.append((LEVEL_CODES[level], not (denied or said_of_others)))
    return tuple(found)


def _of_another_time(former: str, clause: str, level: re.Match[str], following: str) -> bool:
    """Whether a level is said of another year: “phấn đấu … cấp tỉnh”, “Năm sau, …”, “Cấp tỉnh: năm sau”."""
    behind = clause[level.end() :] or ("" if clause[: level.start()] else following)
    before, told, alone = (
        _GOING_ON.sub("|", _CAPITALS.sub("", each)) for each in (clause[: level.start()], behind, former)
    )
    return bool(_LATER.search(before) or _THEN.match(told) or _ONLY_LATER.fullmatch(alone))


def _denied(clause: str, level: re.Match[str], following: str) -> bool:
    """Whether what stands before or behind a level denies it, or the clause after it: “Cấp tỉnh: không”."""
    said = _upward()
    behind, *rest = said.copula.split(clause[level.end() :], maxsplit=1)
    after = "" if said.mention.search(following) else following  # “cấp tỉnh (không phải cấp huyện)”
    told = behind or "".join(rest).strip() or after
    return bool(said.denied.search(clause[: level.start()]) or said.denied_behind.fullmatch(told))


def _was_won(clause: str, level: re.Match[str]) -> bool:
    """Whether a level was won or is asked for help, and neither registered nor is recognition there asked for."""
    said = _upward()
    acts = None if said.registered.search(clause[: level.end()]) else said.acts.match(clause[level.end() :])
    found = said.won.search(clause[: level.start()]) or acts
    return bool(found) and not (said.asked.search(clause) and found and _RECOGNISES.search(found[0]))


_OF_GRAMMAR = {
    "level": ["tỉnh", "huyện"],
    "cap": ["cấp"],
    "copula": ["là", "thì"],
    "registers": ["đăng ký", "đăng kí", "ĐK"],
}
_CAPITALS = re.compile("[A-ZĐ]")  # the marks of a marked text
_MOST_OF_CLAUSE = 2000  # letters; nobody writes more between two pauses
_LEAST_BLANKS = 2  # between the words of a model's name
_RECOGNISES = re.compile(any_marked(["công nhận"]))


def levels_claimed(text: str) -> frozenset[str]:
    """The levels above the base at which a text says that models are registered."""
    return frozenset(level for level, claimed in _levels_told(text) if claimed)


def levels_spoken_of(text: str) -> frozenset[str]:
    """The levels above the base that a text names as levels, whatever it says of them."""
    return frozenset(level for level, _ in _levels_told(text))


@lru_cache(maxsize=4096)
def levels_stated(text: str, year: int) -> Mapping[str, int | None]:
    """The levels that words beside a list give models of it without saying which, each with how many, None: unsaid.

    A level above the base (“Trình tỉnh”, “in đậm: cấp tỉnh”), or levels counted (“03 cấp tỉnh, 02 cấp xã”); words
    that only list the levels, as the letter's title does, give none, nor do those of the rules or of other years.
    """
    said = key(text)
    counting = _IN_BRACKETS.sub(r"\1", _BY_NUMBER.sub("", fold(text)))  # “mô hình số 2, 3” counts none
    of_rules = OF_RULE.search(said) or _STRETCH.search(counting) or _TO_WHOM.match(said)
    if of_rules or of_another_year(_GOING_ON.sub("", said), year):
        return {}
    parts = _COUNTED.split(counting)
    found = [m for part in parts for m in _LEVEL_COUNTED.finditer(key(part))]
    said_of = [
        (m["level"] or m["level_of"] or m["level_alone"], m["count"] or m["counted"] or m["bare"]) for m in found
    ]
    counts: dict[str, int | None] = {LEVEL_CODES[level]: int(count) for level, count in said_of}
    denied = levels_spoken_of(text) - levels_claimed(text)
    named = levels_claimed(_RUN_OF_LEVELS.sub("|", unicodedata.normalize("NFC", text)))
    return dict.fromkeys(named) | {level: count for level, count in counts.items() if level not in denied}


_CORRECTS = any_of([*keys("heading", "corrected"), "dung la", "chuyen", "len", "xuong"])
_TO = r"(?:la|thanh|sang|len|xuong|ve|lai|dang k[yi]|mo hinh|muc)"
# what may stand before “xuống cơ sở” where it is a model that goes there: “Cử cán bộ xuống cơ sở” moves none
_ITS_ROW = r"(?:xin|de nghi|xa|ban|huyen|mo hinh|dien hinh|noi dung|mh|nay|so|\d+|da|se|duoc|cho|nen|xet|lai)"
_NOTED = re.compile(
    r"(?:mo hinh |dien hinh )?(?:(?:cap )?(?P<alone>tinh|huyen|co so)|cap (?P<base>xa))"
    r"|.*\b(?:dang k[yi]|dk|de nghi|de xuat|gioi thieu|chon|xet|trinh|nang|len)\b(?: (?!cap)\w+){0,4}?"
    r" (?:cap (?P<level>tinh|huyen)\b.*|(?P<last>tinh|huyen)(?: uy)?)"
    rf"|(?:.* )?(?:{_CORRECTS})(?: {_TO})* cap (?P<corrected>tinh|huyen|xa)"
    rf"|(?:{_ITS_ROW} )*(?:{_CORRECTS}|ha|dua)(?: {_TO})* (?P<to_base>co so)"
)


@lru_cache(maxsize=4096)
def levels_noted(note: str, year: int) -> frozenset[str]:
    """The levels at which a note beside a model says that it is registered: “ĐK cấp tỉnh”, “Sửa lại: cấp tỉnh”.

    “OCOP cấp tỉnh” and “Huyện đã khen” say nothing of it.
    """
    parts = [part for part in re.split(r"[;.,\n]", note) if all(claimed for _, claimed in _levels_told(part))]
    found = [
        _NOTED.fullmatch(key(part)) for part in parts if not of_another_year(_GOING_ON.sub("", key(part)), year)
    ]
    return frozenset(LEVEL_CODES[next(filter(None, m.groups()))] for m in found if m)


def levels_mentioned(text: str) -> frozenset[str]:
    """The levels above the base whose words stand anywhere in a text."""
    return frozenset(LEVEL_CODES[word] for word in key(text).split() if word in _ABOVE_BASE)


def only_proposes(sentence: str) -> bool:
    """Whether a sentence that may change a list only asks that a model be presented to a higher level (R6)."""
    said = as_marked(sentence)
    asked, level = (phrases("remark", name).search(said) for name in ("proposals", "levels"))
    return bool(asked and level and asked.end() < level.start()) and not _changes().search(said)


def only_withdraws(sentence: str) -> bool:
    """Whether a sentence takes models back and does nothing else to a list: none comes, none changes its level.

    It counts none but those: “xin rút 01 mô hình”, and not “xin rút mô hình số 2, tổng số 05 mô hình”.
    """
    said = as_marked(_BESIDE_NAME.sub(" ", sentence))
    rest = _COUNT_TAKEN.sub("|", phrases("remark", "withdrawals").sub("|", said))
    return rest != said and not (
        phrases("remark", "changes", "otherwise").search(rest) or _COUNTS_MODELS.search(rest)
    )


_COUNT_TAKEN = re.compile(r"\| \d{1,2}\b")
_COUNTS_MODELS = re.compile(rf"\b\d{{1,2}} (?:{any_marked(['mô hình', 'điển hình', 'nội dung', 'MH'])})\b")


@cache
def _changes() -> re.Pattern[str]:
    return phrases("remark", "changes", "withdrawals")


# a name in quotes, brackets, and the level of “01 mô hình cấp huyện”
_BESIDE_NAME = re.compile(
    r"[“\"«‘'][^”\"»’']{0,200}[”\"»’']|\([^()]{0,200}\)"
    r"|(?<=mô hình) cấp (?:tỉnh|huyện|cơ sở|xã)\b"
)
_OF_ITSELF = re.compile(r"\b(?:do|của|thuộc|ở|tại) (?:xã|thị trấn|đơn vị|cơ quan)\W*$")  # no other unit's


@lru_cache(maxsize=4096)
def changes_model(note: str) -> bool:
    """Whether a note beside a model says that it becomes another one, or one of another level."""
    return bool(_changes().search(phrases("remark", "unless").sub("|", as_marked(note))))


@cache
def _withdrawn() -> re.Pattern[str]:
    notes, exact, joins = (any_marked(words("withdrawn", name)) for name in ("notes", "exact", "joins"))
    model = any_marked(["mô hình", "MH", "nội dung", "mục", "dòng", "STT", "số thứ tự"])
    row = any_marked(["trên", "ở trên", "dưới", "ở dưới", "khác", "số", "thứ"])
    return re.compile(
        rf"\b(?:{notes}|(?:{joins})\b(?: \w+){{0,4}}? (?:{model}) (?:{row}|\d{{1,2}}))\b|^(?:{exact})$"
    )


def _of_withdrawing(text: str) -> str:
    return phrases("withdrawn", "unless").sub("|", as_marked(text))


@lru_cache(maxsize=4096)
def may_be_withdrawn(note: str) -> bool:
    """Whether a note beside a model says that it may be registered no more."""
    return bool(_withdrawn().search(_of_withdrawing(note)))


@cache
def _withdrawing_part(*, later: bool) -> re.Pattern[str]:
    said = {name: f"(?:{any_marked(words('withdrawn', name))})" for name in data_file("words.toml")["withdrawn"]}
    says = "{verbs}|{denials} {decisions}|{moves}(?: {moves_to})* {later}" + ("|{later}" if later else "")
    pattern = f"(?:{{before}} )*(?:{says})(?: {{after}})*(?: {{reasons}}\\b.*)?"
    return re.compile(pattern.format_map(said))


@cache
def _withdrawing_verb() -> re.Pattern[str]:
    verbs = any_of([*keys("withdrawn", "verbs"), *keys("withdrawn", "decisions"), *keys("withdrawn", "later")])
    return re.compile(rf"\b(?:{verbs})\b")


@lru_cache(maxsize=65536)  # asked of every cell
def withdrawing_part(text: object, *, later: bool = False) -> str | None:
    """The part of a name, of goals or of another cell, set off by a mark, that says that its model is withdrawn.

    “Trồng hoa - xin rút”, “(không thực hiện nữa) …”; “Bỏ thuốc lá” and “rút kinh nghiệm” are no such parts. With
    ``later`` another time says it alone: “năm sau”.
    """
    if not isinstance(text, str) or not _withdrawing_verb().search(key(text)):
        return None  # most cells
    pattern = _withdrawing_part(later=later)
    parts = (part for piece in parts_of(text, commas=False) for part in (piece, piece.rpartition(",")[2].strip()))
    return next((part for part in parts if part and pattern.fullmatch(_of_withdrawing(part))), None)


# what brackets tell of the past beside a level
RECOGNISED = re.compile(r"\(\s*(?:năm \d{4} )?đã (?:được|đạt)\b[^()]*\)", re.IGNORECASE)
_ANOTHER_TIME = re.compile(
    r"(?!.*\b(?:dang k[yi]|de nghi|tiep tuc|duy tri|tu(?: nam)? 20\d\d)\b)"
    r"(?:(?:da|tung) (?:dat|duoc|cong nhan|la)\b|.*\b20\d\d\b)"
)


def level_of_another_time(level: str, year: int) -> bool:
    """Whether a level is that of before or of another year: “Đã đạt huyện”, “Huyện 2023”."""
    said = key(RECOGNISED.sub(" ", unicodedata.normalize("NFC", level)))
    return str(year) not in said and bool(_ANOTHER_TIME.match(said))


@lru_cache(maxsize=1024)
def may_be_reserve(heading: str) -> bool:
    """Whether a heading may be over models that are not registered: “Dự phòng”, “Mô hình đã triển khai”."""
    said = _of_withdrawing(heading)
    rest = phrases("withdrawn", "done").sub("|", said)
    done = rest != said and not phrases("withdrawn", "unless_done").search(rest)
    year = data_file("campaign.toml")["campaign"]["year"]
    later = min(map(int, ANY_YEAR.findall(heading)), default=year) > year
    withdrawn = may_be_withdrawn(heading) or withdrawing_part(heading) or is_rejected(heading)
    return done or later or bool(withdrawn or phrases("withdrawn", "headings").search(said))


@cache
def _rejected() -> re.Pattern[str]:
    said = {
        name: any_marked(words("withdrawn", name)) for name in ("denied", "chosen", "rejected", "rejected_alone")
    }
    pattern = r"\b(?:(?:{denied}) (?:\w+ ){{0,4}}?(?:{chosen})|{rejected})\b(?!.* capA?C?\b)|^(?:{rejected_alone})$"
    return re.compile(pattern.format_map(said))


@lru_cache(maxsize=4096)
def is_rejected(heading: str) -> bool:
    """Whether a heading, or a name, is over models that nobody chose: “Không được lựa chọn”, “Bị loại sau rà soát”.

    What is not presented to a level may be registered all the same.
    """
    said = as_marked(heading)
    return bool(_rejected().search(said)) and not phrases("withdrawn", "unless_rejected").search(said)


_MOVEMENT = re.compile(rf"\b(?:{any_of(keys('lists', 'movement', 'campaign.toml'))})\b")
_OTHER_MOVEMENT = re.compile(rf"\b(?:{any_of(keys('lists', 'other_movements', 'campaign.toml'))})\b")


def movement_in(text: str) -> str:
    """What a text names: ``ours``, the movement of the campaign; ``other``, another one alone; or nothing."""
    words = key(text)
    return "ours" if _MOVEMENT.search(words) else "other" if _OTHER_MOVEMENT.search(words) else ""


def comment_changes(comment: str) -> bool:
    """Whether a comment on a model says that it is withdrawn, replaced or of another level."""
    return may_be_withdrawn(comment) or changes_list(comment, beside_list=True, of_model=True)


# ---- The words by which mails are understood, and by which units are told of findings.


_GOES_ON = re.compile(r"[.;]\s+(?=(?:thế chỗ|thay vào|thế vào)\b)", re.IGNORECASE)  # the sentence before it
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+|[\r\n]+")
_BROKEN = re.compile(r"(?<=[^\s.!?;:])[ \t]*\r?\n(?=(\w))")  # a line that a mail program may have broken
_MOST_QUOTED = 200  # characters
LOST_LETTER = re.compile(r"(?<=[^\W\d_])\?+(?=[^\W\d_])|\?{2,}(?=[^\W\d_])|\ufffd")  # “??NG ?Y X? PH?C H?A”
_MOST_LOST = 5
_QUOTED = re.compile(r"[“\"«‘']\s*(\w[^”\"»’']{5,500})[”\"»’']")
_ONE_NUMBER = re.compile(
    r"\b(?:mo hinh|dien hinh|mh|dong|stt|noi dung)(?:(?:(?: cap (?:tinh|huyen|co so|xa))? (?:so|thu))? \d{1,2}\b"
    r"(?! (?:cap|o cap|mo hinh|mh)\b)| thu (?:nhat|hai|ba|tu|nam|sau|bay|tam)\b)"
)


@cache
def mail_words(table: str, name: str) -> tuple[str, ...]:
    """A list of words of ``mail.toml`` as they stand in a folded line, where punctuation counts (“From:”)."""
    return tuple(map(fold, data_file("mail.toml")[table][name]))


QUOTED = "> "  # before the head of a mail that is quoted, and handed on where a unit sent it
QUOTE_MARK = re.compile(r"^[ \t]*>[> ]*", re.MULTILINE)  # at the beginning of a quoted line


def without_quoted(text: str) -> str:
    """The lines of a text but for those that it quotes."""
    return "\n".join(line for line in text.splitlines() if not QUOTE_MARK.match(line))


@cache
def zones() -> dict[str, int]:
    """Minutes east of Greenwich by the folded name of a zone."""
    return {fold(name): minutes for name, minutes in data_file("mail.toml")["zones"].items()}


def is_forward(subject: str | None) -> bool:
    """Whether the subject says that the mail hands on another (“Fwd: …”)."""
    return fold(subject or "").partition(":")[0].strip() in mail_words("subject", "forwards")


def is_answer(subject: str | None) -> bool:
    """Whether the subject says that the mail answers another (“Re: …”)."""
    return fold(subject or "").partition(":")[0].strip() in mail_words("subject", "answers")


def _says(words: str, table: str, name: str) -> bool:
    return any(has_phrase(words, phrase) for phrase in keys(table, name, "mail.toml"))


def promises(text: str) -> bool:
    """Whether a sentence promises the list or asks for more time (“sẽ gửi sau”, “xin lùi thời hạn”)."""
    words = key(text)
    return _says(words, "promise", "phrases") and not _says(words, "promise", "unless")


def may_bring_list(subject: str | None, text: str | None) -> bool:
    """Whether a mail without files speaks of a list or models, or is empty; no thanks or automatic reply does.

    A question does only where it says that something was sent (“Xã đã gửi hôm 20, Ban nhận được chưa?”).
    """
    return not _is_automatic(subject) and (not text or any(map(_brings_list, sentences(text))))


def _is_automatic(subject: str | None) -> bool:
    words = f"{key(subject or '')} "
    return any(words.startswith(f"{automatic} ") for automatic in keys("bringing", "automatic", "mail.toml"))


def may_be_anybodys_list(subject: str | None, text: str | None) -> bool:
    """Whether a mail without files that names no unit says that it brings a list, or holds what cannot be read."""
    said = (subject or "", *sentences(text or ""))
    brings = any(_brings_list(part) and _says(key(part), "earlier", "lists") for part in said)
    return not _is_automatic(subject) and (brings or len(LOST_LETTER.findall(text or "")) > _MOST_LOST)


def _brings_list(sentence: str) -> bool:
    """Whether a sentence speaks of what the unit sent or registers, and not of the board's papers alone."""
    words = key(sentence)
    asks = "?" in sentence or any(has_phrase(words, phrase) for phrase in keys("nothing", "questions"))
    parts = () if asks else map(key, re.split("[,;]", sentence))  # none undoes what another says
    brings = any(_says(p, "bringing", "phrases") and not _says(p, "bringing", "unless") for p in parts)
    return brings or _says(words, "bringing", "arrived") or _says(_without(words, "bringing"), "bringing", "sent")


def says_sent_before(text: str) -> bool:
    """Whether a sentence excuses a late mail: the list, or its paper, came before it, or leave was given."""
    parts = [key(part) for part in re.split("[,;]", text)]
    of_list = [p for p in parts if _says(p, "earlier", "lists") or not _says(p, "earlier", "others")]
    words = _without(" | ".join(of_list), "earlier")
    of_unit = _without(" | ".join(p for p in of_list if not _says(p, "earlier", "hamlets")), "earlier")
    hands_on = _says(key(text), "earlier", "handing") and _says(of_unit, "earlier", "handed")
    return hands_on or _says(words, "earlier", "phrases") or says_permitted(text)


def _without(words: str, table: str) -> str:
    """Words without the phrases under ``unless`` of a table, the longest first."""
    for phrase in sorted(keys(table, "unless", "mail.toml"), key=len, reverse=True):
        words = re.sub(rf"\b{re.escape(phrase)}\b", "|", words)
    return words


def says_permitted(text: str) -> bool:
    """Whether a sentence says that the unit was given leave to send later (“Trưởng Ban đồng ý cho lùi đến …”)."""
    words = key(text)
    given = all(_says(words, "earlier", name) for name in ("permitted", "sendings", "later"))
    return given and not _says(words, "earlier", "requests")


@lru_cache(maxsize=4096)
def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text; a line that begins with a capital is another one."""
    unbroken = _GOES_ON.sub(", ", _BROKEN.sub(lambda found: found[0] if found[1].isupper() else " ", text))
    return tuple(filter(None, (" ".join(part.split()) for part in _SENTENCE_END.split(unbroken))))


def quotable(sentence: str) -> str:
    """A sentence as it may be quoted: not too long, without its full stop."""
    short = sentence if len(sentence) <= _MOST_QUOTED else f"{sentence[:_MOST_QUOTED]}…"
    return short.rstrip(".;")


class Asking(Struct, frozen=True):
    """How a finding is put to a unit: ``manner`` heads its table; ``words`` may hold facts."""

    manner: str
    words: str


def doubt_requests() -> dict[str, str]:
    """By the code of a doubt what is asked of the unit; what only the board can settle is not there."""
    words: dict[str, str] = data_file("letters.toml")["doubt"]
    return words


def doubt_told_by(doubt: str) -> tuple[str, ...]:
    """The findings that tell a doubt already, by their codes."""
    return tuple(data_file("letters.toml")["doubt_told_by"].get(doubt, ()))


def letter_words() -> dict[str, str]:
    """By finding code what a letter says in place of the finding's own words."""
    words: dict[str, str] = data_file("letters.toml")["words"]
    return words


@cache
def asking() -> dict[str, Asking]:
    """By finding code; a code that is not there is not told to units."""
    tables = ("doubt", "doubt_told_by", "words", "house")
    manners = ((manner, texts) for manner, texts in data_file("letters.toml").items() if manner not in tables)
    return {code: Asking(manner, words) for manner, texts in manners for code, words in texts.items()}
