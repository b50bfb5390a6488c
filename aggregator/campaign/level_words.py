"""What the sentences beside a list say of models and of their levels: added, denied, counted, of another time."""

import re
from collections.abc import Mapping

from aggregator.campaign.sentences import (
    OF_PART,
    OF_PAST,
    OF_RULE,
    QUOTED_NAME,
    asks,
    has_words,
    names_model,
    names_number,
    of_another_year,
    parts_of,
    promises,
    quotes_name,
)
from aggregator.campaign.word_lists import (
    MODELS,
    any_of,
    any_with_marks,
    keys,
    marked_key,
    marked_pattern,
    phrases,
)
from aggregator.vietnamese.fold import composed, fold, key, of_campaign, regex
from aggregator.vietnamese.official_style import NUMERALS, in_figures, numeral
from aggregator.vietnamese.scope import in_district_words, memory


@memory(4096)
def models_spoken_of(sentence: str) -> tuple[bool, frozenset[int]]:
    """Whether a mail without files speaks of models, by name or number, in whatever words; how many it counts."""
    words = key(sentence)
    if not phrases("remark", "about").search(marked_key(sentence)) or _says_nothing_new(sentence):
        return False, frozenset()
    counts = {numeral(count) for count in _COUNT_OF_MODELS.findall(words)}
    return bool(names_number(sentence) or quotes_name(sentence) or names_model(sentence)), frozenset(counts)


# “Mô hình kinh tế của xã là đăng ký cấp tỉnh”, and neither “danh sách mô hình …” nor “01 mô hình …”
_CALLS_LEVEL = (
    r"(?<!\bsachA )(?<!\bsach )(?<!\bcacA )(?<!\bcac )(?<!\d )\b«@called»(?: (?!«danh sách|gồm|có»\b)\w+){1,15}?"
    r" «là|đăng ký|đăng kí|ĐK|thuộc|lên|ở»(?: «là|đăng ký|đăng kí|ĐK|thuộc|lên|ở|mô hình|của|cấp»)*"
    r" «tỉnh|huyện»\b"
)


_CALLS_BY_NUMBER = regex(rf"\b(?:{MODELS}|dong|stt) (?:so|thu) \d{{1,2}}\b")  # “M1 của mô hình số 3 (cấp tỉnh)”
_SPEAKS_OF_LEVEL = regex(r"\bcap(?! (?:uy|nhat|phep|phat)\b)\b")


@memory(4096)
def levels_corrected(sentence: str) -> tuple[bool, frozenset[str]]:
    """Whether a sentence says that a level was mistyped; at which levels, in any words, it calls a model."""
    said = marked_key(sentence)
    if not (levels_spoken_of(sentence) or _SPEAKS_OF_LEVEL.search(key(sentence))) or _says_nothing_new(sentence):
        return False, frozenset()
    calls = marked_pattern("remark", _CALLS_LEVEL).search(said) or _CALLS_BY_NUMBER.search(key(sentence))
    return bool(phrases("remark", "mistyped").search(said)), levels_claimed(sentence) if calls else frozenset()


def _says_nothing_new(sentence: str) -> bool:
    """Whether a sentence asks, or tells of the rules, of the past, of levels of other years, or that all stays."""
    return bool(
        levels_spoken_of(sentence) - levels_claimed(sentence)
        or any(marked_pattern("remark", OF_PAST).match(marked_key(part)) for part in re.split("[,;]", sentence))
        or phrases("remark", "unless").search(marked_key(sentence))
        or OF_RULE.search(key(sentence))
        or asks(sentence)
        or promises(sentence)
    )


_COUNT_OF_MODELS = regex(rf"\b(\d{{1,2}}|{'|'.join(NUMERALS[1:6])}) {MODELS}\b")  # “sau” is “sáu”, or after


@memory()
def _of_denial(name: str) -> re.Pattern[str]:
    return regex(rf"\b(?:{any_of(keys('denial', name))})\b")


@memory()
def _denial() -> re.Pattern[str]:
    says, between = (any_of(keys("denial", name)) for name in ("says", "between"))
    levels = r"cap (?:tinh|huyen)(?: (?:va|hoac|hay) (?:cap )?(?:tinh|huyen))*"
    return regex(rf"(?:.*\b)?(?:{says})(?: (?:{between}))* (?P<levels>{levels})(?: (?:{between}))*")


@memory(4096)
def levels_denied(sentence: str) -> frozenset[str]:
    """The levels above the base at which a unit says that it registers none, of everything and this year."""
    words = key(sentence)
    if "?" in sentence or not re.search(r"\bcap (?:tinh|huyen)\b", words) or of_another_year(words):
        return frozenset()
    in_part, who, so_far = (_of_denial(name).search(words) for name in ("in_part", "who", "so_far"))
    if in_part or not who or (so_far and re.search(r"(?<!khong )(?<!chua )(?<!ko )\bdang k[yi]\b", words)):
        return frozenset()
    found = [match for part in parts_of(sentence) if (match := _denial().fullmatch(key(part)))]
    return frozenset(LEVEL_CODES[level] for m in found for level in re.findall("tinh|huyen", m["levels"]))


_STATED = regex(
    r"(?:(?P<total>\b(?:chon|an dinh|gom|gom co|tong so|tong cong|tong so la|dang ky"
    r"|(?:gui|nop|kem)(?: (?:kem|theo|anh|chi|ban|ve|len|huyen|cac))*|so luong(?: dang k[yi])?|m ?[34]"
    r"|danh sach(?: nay)?(?: gom| co)?)|cap (?P<over>tinh|huyen|co so)) (?:\| )?)?(?<![\d/.-])(?P<count>\d{1,2})"
    rf" {MODELS}(?: (?!cap)[a-z]+){{0,3}}(?: cap (?P<level>tinh|huyen|co so|xa|thon|xom))?\b"
)
_OF_SUM = (
    rf"(?:tong|cong|tat ca|so(?: luong)?(?= {MODELS}\b))"
    rf"(?: (?:cong|so|{MODELS}|dang k[yi]|la|co|gom|toan xa|cua xa))*(?: \|)?"
)
_ALONE = regex(r"\(\s*0*(\d{1,2})(?: \(\w+\))? (?:mô hình|mh|điển hình)\s*\)")  # “(05 mô hình)”, under a title
_SUMMED = regex(rf"(?=.*\b{MODELS}\b){_OF_SUM} (\d{{1,2}})(?: {MODELS})?(?: (?:a|nhe))?(?= \||$)")
_OF_UNIT = regex(  # “Năm nay toàn xã có 05 mô hình đăng ký”, and neither “… đang hoạt động” nor “… trồng vải”
    r"(?:(?:nam nay|nam 20\d\d|\||toan|ca|chung|ben) )*(?:xa|thi tran|don vi|dia phuong|toi|em)"
    r"(?: (?:em|minh|(?!co\b)\w+ \w+))?"
    rf"(?: (?:co|gom|dang k[yi]|duoc|tat ca|tong (?:so|cong)|\|))* (\d{{1,2}}) {MODELS}"
    r"(?: (?:dang k[yi]|dan van kheo|(?:trong )?(?:nam nay|nam 20\d\d)|a|nhe|kem theo))*(?: \||$)"
)

# by the district
_ORDERED = regex(r"\bgiao(?: cho)?(?: xa| don vi)?(?: \|)? (?:dang k[yi] )?\d(?!.*\bdang k[yi]\b)")
# no list: “Chỉ tiêu huyện giao: đăng ký 06 mô hình”, “Hiện có tổng số 15 mô hình”, “Chi bộ đăng ký 12 …, xã chọn …”
_OF_NO_LIST = regex(
    rf"{_ORDERED.pattern}"
    r"|^(?!.*\b(?:dang k[yi]|danh sach|gui|kem)\b).*\b(?:hien (?:dang )?co|(?:dang|con) (?:hoat dong|duy tri)"
    r"|den nay\b(?!.*\b(?:chon|nhu tren)))\b"
    r"|^(?!.*\b(?:nam nay|nam 20\d\d|danh sach)\b)(?:(?:toan )?xa )?(?:hang nam|moi nam|luy ke(?!.*\bdang k[yi]))\b"
    rf"|^nam (?:ngoai|truoc)(?: xa)? co(?: tong so)? \d+ {MODELS}(?: cap \w+)?$"
    rf"|\b(?:chi bo|chi hoi|thon|xom)(?: \w+)? (?:dang k[yi]|de xuat)\b.*\bchon cac {MODELS} tr(?:ong|en)\b"
    rf"(?!.*\b{MODELS}\b)"
)


# “Huyện giao 7 mô hình, xã em gửi …”; no “Đề nghị các xã, thị trấn đăng ký …”
_OWN_CLAUSE = regex(
    r"(?i)[,;:.]\s+((?:(?:toàn |cả )?xã(?: em| mình| \w+ \w+)?|(?:thị trấn|đơn vị) (?:em|mình)|em)"
    r"(?: (?:đã|xin|cũng|chỉ))* (?:gửi|nộp|đăng k[ýí]|có|chọn|lựa chọn)\b.*)"
)
_AS_ASKED = regex(r"(?i)(?<!chưa )(?<!không )\b(đủ .*?) theo (?:đúng )?(?:yêu cầu|quy định)\b")


def _of_unit(sentence: str) -> str:
    """What a sentence, in figures, says of its unit behind what is asked of it or of others."""
    text = in_figures(sentence)
    own = _OWN_CLAUSE.search(text)
    asked = own and key(text[: own.start()])
    told = own[1] if own and asked and (OF_RULE.search(asked) or _ORDERED.search(asked)) else text
    return _AS_ASKED.sub(r"\1", told)


@memory(1024)
def models_stated(sentence: str) -> tuple[tuple[str | None, int], ...]:
    """How many models a sentence says that a list of this year has: (level, None for all; how many)."""
    words = " | ".join(map(key, parts_of(_of_unit(sentence))))
    if OF_RULE.search(words) or _OF_NO_LIST.search(words) or "?" in sentence or of_another_year(words):
        return ()
    found = ((m["level"] or m["over"], int(m["count"]), m["total"]) for m in _STATED.finditer(words))
    said = ((level and LEVEL_CODES.get(level, "base"), many) for level, many, total in found if level or total)
    # “Tổng số mô hình đăng ký: 12”
    summed = _SUMMED.match(words) or _OF_UNIT.match(words) or _ALONE.fullmatch(sentence.casefold())
    return tuple(said) or (((None, int(summed[1])),) if summed else ())


_NAMED_COUNT = regex(rf"(?<![\d.,/-])(?<!cv )(?<!cv so )(?<!chi tieu )\b(\d{{1,2}}) ?{MODELS}\b")


def models_in_name(name: str) -> int:
    """How many models a file's name or a subject counts (“M3 (05 mô hình)”); else 0 (“CV 45 mô hình”)."""
    words = key(in_figures(name))
    found = [] if OF_RULE.search(words) or of_another_year(words) else _NAMED_COUNT.findall(words)
    return int(found[0]) if len(found) == 1 and not levels_spoken_of(name) else 0


LEVEL_CODES = {"tinh": "province", "huyen": "district", "xa": "base", "co so": "base"}
_ABOVE_BASE = ("tinh", "huyen")
_ANY_LEVEL = any_of([*LEVEL_CODES])
# each level stands with its number between two of these
_COUNTED = regex(rf"[,;()\n]|\bva\b|:(?=\W*(?:cap )?(?:{_ANY_LEVEL})\b)")
_IN_BRACKETS = regex(  # “cấp tỉnh (01 mô hình)”, “cấp huyện (số lượng: 06)”
    rf"\( ?(?:(?:so luong|sl|tong(?: so)?)\b[: ]*)?(\d{{1,2}})(?: {MODELS})? ?\)"
)
_STRETCH = regex(r"\d ?(?:-|–|den) ?\d{1,2} (?:mo hinh|noi dung|dien hinh|cap)\b")
_BY_NUMBER = regex(r"(?<!tong )\b(?:so|stt|thu)[ .:]*\d{1,2}(?: ?(?:,|-|–|va|den) ?(?:so )?\d{1,2})*(?!\d)")
# “1 tỉnh, 5 huyện”: each number stands before its level
_BARE_COUNT = rf"(\d{{1,2}}) (?:{MODELS} )?(?:cap )?(tinh|huyen|co so|xa)\b"
_BARE_COUNTS = regex(rf"(?<!tinh )(?<!huyen )\b{_BARE_COUNT}(?:\W+(?:va )?{_BARE_COUNT})+(?!\W*\d)")
_NUMERAL = regex(r"^\W*\d{1,2}[.)]\s+(?=[a-z])")
# “1 = cấp tỉnh, 2 = cấp huyện”: marks of a column, and neither counts nor numbers of models
_OF_CODES = regex(r"\b(?:cot|ky hieu|ma|quy uoc|ghi chu|chu thich|chu giai)\b")
_MARK = r"(?<!hinh )(?<!mh )(?<!dung )(?<!dong )(?<!muc )(?<!nhom )(?<!phan )(?<!\d )(?<!\d[,-] )(?<![\d/.,–-])\b"
_EXPLAINED = regex(
    rf"{_MARK}(?P<mark>\d{{1,2}})(?: ?(?P<sign>[:=])| la\b)?"
    rf" ?(?:(?:mo hinh|dang k[yi]|cap) )*(?P<level>{_ANY_LEVEL})\b"
)
_OF_COUNTS = regex(rf"\b(?:tong|trong do|gom)\b|\d {MODELS}\b")
_LEVEL_COUNTED = regex(
    rf"(?<!\d )\b(?P<count>\d{{1,2}}) (?:(?!cap)[a-z]+ ){{0,6}}cap (?P<level>{_ANY_LEVEL})\b"
    rf"|(?:^|(?<=\d )|\b(?:mo hinh|trong do|dang k[yi]|de nghi|gom|co|la|so luong) )(?:cap )?"
    rf"(?P<level_of>{_ANY_LEVEL}) (?:la |co |gom )?(?P<counted>\d{{1,2}})(?!\d)(?! (?:(?!cap)[a-z]+ ){{1,6}}cap )"
    rf"|^(?P<bare>\d{{1,2}}) (?P<level_alone>{_ANY_LEVEL})$"
)
_ANY_CAP, _ANY_UPWARD = r"c[aấ]p\s+", r"(?:t[iỉ]nh|huy[eệ]n|c[oơ] s[oở])\b"
_RUN_OF_LEVELS = regex(  # in the words of a huyện
    rf"(?i)\b(?:{_ANY_CAP})?{_ANY_UPWARD}(?:\s*(?:[,;/&–-]|\b(?:v[aà]|ho[aặ]c|hay)\b)\s*"
    rf"(?:(?:các|mô hình|nội dung|điển hình)\s+)*(?:{_ANY_CAP}x[aã]\b|(?:{_ANY_CAP})?{_ANY_UPWARD}))+"
)
_GOING_ON = regex(r"\b(?:tu|giai doan)(?: nam)? 20\d\d(?: (?:den )?(?:nam )?20\d\d)?\b")


def _upward_words(name: str) -> str:
    return rf"(?<!\btu )\b(?:{any_of(keys('upward', name))})\b"


_LATER = of_campaign(lambda: rf"{_upward_words('other_years')}|{_upward_words('efforts')}")  # before a level
_THEN = of_campaign(lambda: rf"(?:(?!\bva\b).)*?{_upward_words('other_years')}")  # behind it
_ONLY_LATER = of_campaign(lambda: rf"(?:trong |vao )?{_upward_words('other_years')}")
_OF_LIST = regex(r"\b(?:danh sach|bieu|bang|file|tep)\b.*\b(?:khong|chua) co\b")
_TO_WHOM = regex(r"^(?:can cu|kinh gui|noi nhan)\b")


# by which a level above the base is known in a marked text, and what denies it there
_LEVEL, _CAP, _REGISTERS = "«tỉnh|huyện»", "«cấp»", "«đăng ký|đăng kí|ĐK»"
_MENTION = (
    rf"\b(?P<agent>«@agents» )?(?:{_CAP}|«@cues»(?: «@links»)*) (?P<level>{_LEVEL})\b(?! «@bodies»\b)"
    rf"|^(?:«@links» )?(?P<alone>{_LEVEL})$"
)
_DENIED_BEFORE = r"\b«@denials»(?: (?:«@denied»|\d+))* $"
_DENIED_BEHIND = r"(?: ?\b(?:«@subjects»|\d+))* ?\b«@denials»(?: (?:«@denied»|\d+))*(?: «@reasons»\b.*)?"
_WON_BEFORE = r"\b«@won»(?: «@won_of»)* $"
_ACTS_BEHIND = r"(?: «@before_acts»)* «@acts»\b"
_ASKED = r"\b«@asked»\b"
_AS_LEVEL = rf"\b{_REGISTERS}(?: «@links»)*(?: {_CAP})? {_LEVEL}$"
_COPULA = r" «là|thì»\b"


def _upward(pattern: str) -> re.Pattern[str]:
    return marked_pattern("upward", pattern)


@memory(4096)
def _levels_told(text: str) -> tuple[tuple[str, bool], ...]:
    """Each level above the base that a text names, and whether it says that models are registered there.

    They are not where it is denied (“chưa có mô hình cấp tỉnh”), was won, is asked for help, or is of another year;
    what the models' names say (“Hiến đất …”, “Xóm không có ma túy”) denies nothing.
    """
    words, found = key(text), list[tuple[str, bool]]()
    # “Danh sách không có …, đã gửi bản giấy”
    apart = _OF_LIST.search(words) and has_words(words, "bringing", "sent")
    clauses = [marked_key(part[:_MOST_OF_CLAUSE]) for part in parts_of(QUOTED_NAME.sub(" ", text))]
    named = len(clauses) == 1 or any(clause.count(" ") >= _LEAST_BLANKS for clause in clauses)
    for former, clause, following in zip(["", *clauses], clauses, [*clauses[1:], ""], strict=False):
        for mention in _upward(_MENTION).finditer(clause):
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
    behind, *rest = _upward(_COPULA).split(clause[level.end() :], maxsplit=1)
    after = "" if _upward(_MENTION).search(following) else following  # “cấp tỉnh (không phải cấp huyện)”
    told = behind or "".join(rest).strip() or after
    before = _upward(_DENIED_BEFORE).search(clause[: level.start()])
    return bool(before or _upward(_DENIED_BEHIND).fullmatch(told))


def _was_won(clause: str, level: re.Match[str]) -> bool:
    """Whether a level was won or is asked for help, and neither registered nor is recognition there asked for."""
    registers = _upward(_AS_LEVEL).search(clause[: level.end()])
    acts = None if registers else _upward(_ACTS_BEHIND).match(clause[level.end() :])
    found = _upward(_WON_BEFORE).search(clause[: level.start()]) or acts
    return bool(found) and not (_upward(_ASKED).search(clause) and found and _RECOGNISES.search(found[0]))


_CAPITALS = regex("[A-ZĐ]")  # the marks of a marked text
_MOST_OF_CLAUSE = 2000  # letters; nobody writes more between two pauses
_LEAST_BLANKS = 2  # between the words of a model's name
_RECOGNISES = regex(any_with_marks(["công nhận"]))


def levels_claimed(text: str) -> frozenset[str]:
    """The levels above the base at which a text says that models are registered."""
    return frozenset(level for level, claimed in _levels_told(text) if claimed)


def levels_spoken_of(text: str) -> frozenset[str]:
    """The levels above the base that a text names as levels, whatever it says of them."""
    return frozenset(level for level, _ in _levels_told(text))


@memory(4096)
def is_of_codes(text: str) -> bool:
    """Whether a text says that it is a legend: “Cột cấp: …”, “Ký hiệu …”."""
    return bool(_OF_CODES.search(fold(text)))


@memory(4096)
def explains_marks(text: str) -> bool:
    """Whether a text is a column's legend: “(1 = cấp tỉnh, 2 = cấp huyện)”, one mark a level, in an order."""
    folded = fold(text)
    found = [*_EXPLAINED.finditer(folded)]
    if not found or _OF_COUNTS.search(folded):
        return False  # most texts
    marks, levels = [int(m["mark"]) for m in found], {LEVEL_CODES[m["level"]] for m in found}
    run = [*range(min(marks), max(marks) + 1)]
    if len(levels) < len(marks) or marks not in (run, run[::-1]):
        return False
    return is_of_codes(text) or (len(marks) > 1 and marks[0] <= 1 and all(m["sign"] for m in found))


@memory(4096)
def levels_stated(text: str) -> Mapping[str, int | None]:
    """The levels that words beside a list give models of it without saying which, each with how many, None: unsaid.

    A level above the base (“Trình tỉnh”, “in đậm: cấp tỉnh”), or levels counted (“03 cấp tỉnh, 02 cấp xã”); words
    that only list the levels, as the letter's title does, give none, nor do those of the rules or of other years.
    """
    text = _of_unit(text)
    said = key(text)
    plain = OF_PART.sub("phan", _NUMERAL.sub("", fold(text)))
    plain = _BARE_COUNTS.sub(lambda run: re.sub(_BARE_COUNT, r"\1 cap \2,", run[0]), plain)
    counting = _IN_BRACKETS.sub(r"\1", _BY_NUMBER.sub("", plain))  # “mô hình số 2, 3” counts none
    if explains_marks(counting):
        return {}
    ordered = _ORDERED.search(" | ".join(map(key, parts_of(text))))
    of_rules = ordered or OF_RULE.search(said) or _STRETCH.search(counting) or _TO_WHOM.match(said)
    if of_rules or of_another_year(_GOING_ON.sub("", said)):
        return {}
    parts = _COUNTED.split(counting)
    found = [m for part in parts for m in _LEVEL_COUNTED.finditer(key(part))]
    said_of = [
        (m["level"] or m["level_of"] or m["level_alone"], m["count"] or m["counted"] or m["bare"]) for m in found
    ]
    counts: dict[str, int | None] = {LEVEL_CODES[level]: int(count) for level, count in said_of}
    denied = levels_spoken_of(text) - levels_claimed(text)
    named = levels_claimed(_RUN_OF_LEVELS.sub("|", in_district_words(composed(text))))
    stated = dict.fromkeys(named) | {level: count for level, count in counts.items() if level not in denied}
    return {level: stated[level] for level in dict.fromkeys(LEVEL_CODES.values()) if level in stated}


_CORRECTS = any_of([*keys("heading", "corrected"), "dung la", "chuyen", "len", "xuong"])
_TO = r"(?:la|thanh|sang|len|xuong|ve|lai|dang k[yi]|mo hinh|muc)"
# what may stand before “xuống cơ sở” where it is a model that goes there: “Cử cán bộ xuống cơ sở” moves none
_ITS_ROW = rf"(?:xin|de nghi|xa|ban|huyen|{MODELS}|nay|so|\d+|da|se|duoc|cho|nen|xet|lai)"
# “Trình cấp tỉnh xếp hạng di tích”
_HONOUR = rf"(?: (?:xem|xet|duyet|cong nhan|phe|tang|trao|ho so))* (?:{any_of(keys('upward', 'honours'))})\b"
_NOTED = regex(
    r"(?:mo hinh |dien hinh )?(?:(?:cap )?(?P<alone>tinh|huyen|co so)|cap (?P<base>xa))"
    r"|.*\b(?:dang k[yi]|dk|de nghi|de xuat|gioi thieu|chon|xet|trinh|nang|len)\b(?: (?!cap)\w+){0,4}?"
    rf" (?:cap (?P<level>tinh|huyen)\b(?!{_HONOUR}).*|(?P<last>tinh|huyen)(?: uy)?)"
    rf"|(?:.* )?(?:{_CORRECTS})(?: {_TO})* cap (?P<corrected>tinh|huyen|xa)"
    rf"|(?:{_ITS_ROW} )*(?:{_CORRECTS}|ha|dua)(?: {_TO})* (?P<to_base>co so)"
)


@memory(4096)
def levels_noted(note: str) -> frozenset[str]:
    """The levels at which a note says that its model is registered: “ĐK cấp tỉnh”, and not “OCOP cấp tỉnh”."""
    parts = [part for part in re.split(r"[;.,\n]", note) if all(claimed for _, claimed in _levels_told(part))]
    found = [_NOTED.fullmatch(key(p)) for p in parts if not of_another_year(_GOING_ON.sub("", key(p)))]
    return frozenset(LEVEL_CODES[next(filter(None, m.groups()))] for m in found if m)


def levels_mentioned(text: str) -> frozenset[str]:
    """The levels above the base whose words stand anywhere in a text."""
    return frozenset(LEVEL_CODES[word] for word in key(text).split() if word in _ABOVE_BASE)


# what stands behind or before a model's name: in brackets, behind a dash with “cấp”, before a colon or a dash
_EDGES = (
    regex(r"(?s)(?P<name>.*?)(?<!\s)\s*[(\[](?P<edge>[^()\[\]]*)[)\]][\s.;,]*"),
    regex(r"(?is)(?P<name>.*)\s[-–—]\s*(?P<edge>[^-–—()]*\bcấp\s[^-–—()]*?)[\s.;,]*"),
    regex(r"(?s)\s*[(\[](?P<edge>[^()\[\]]*)[)\]][\s.:–-]*(?P<name>.*)"),
    regex(r"(?s)(?P<edge>[^:–—()\[\]]*?)(?::|\s[-–—]\s)\s*(?P<name>.*)"),
)


def edges_of(name: str) -> list[tuple[str, str]]:
    """What is set off before and behind a model's name, where its level may stand, each with the rest."""
    found = (edge.fullmatch(name) for edge in _EDGES)
    return [(each["edge"], each["name"]) for each in found if each and each["name"]]
