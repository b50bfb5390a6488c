"""How a list stands to an earlier one of its unit, by words and names, and where in it an entry is found again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from aggregator.campaign.sentences import parts_of
from aggregator.campaign.word_lists import MODELS, any_of, keys, marked_key, marked_pattern, phrases, words
from aggregator.nouns.file import places_and_name
from aggregator.nouns.outcome import rows_of
from aggregator.vietnamese.fold import clean, grouped, key, near, regex, sole
from aggregator.vietnamese.scope import memory

if TYPE_CHECKING:
    import pandas as pd

    from aggregator.nouns.outcome import Choice, Correction

_NUMBERS = {"i": 1, "một": 1, "nhất": 1, "ii": 2, "hai": 2, "iii": 3, "ba": 3, "iv": 4, "bốn": 4, "tư": 4, "v": 5}
_BRACKETED = regex(r"[(\[]\s*(\d)\s*[-_/]\s*([2-9])\s*[)\]]")
_SLASH = regex(r"(?<![\d/.-])(\d)\s*/\s*([1-9])(?![\d/])")
_BUT_MODELS = r"(?!\d|capA?C?\b|soA?C?\b|m[12]\b)"  # “bỏ đăng ký mô hình 2 đã gửi”, “thay bản đăng ký M1 đã gửi”
_NUMBER_AFTER = regex(r"(?<=[^\W\d_])_?(?=\d)")  # “phan1”
_ONWARD = "«tiếp»(?: «theo|nối»)?(?: «của|từ|với»)?"  # behind it stands the piece that a list follows

_WHICH = rf"(\d{{1,2}}|«{'|'.join(_NUMBERS)}»)(?!\w)"
_PIECES = (
    rf"\b«@pieces»(?: «thứ|số»)? {_WHICH}(?: «trên|trong|of|slash» (\d)(?!\w))?",
    r"\b«@counted»(?: «thứ|số»)? (\d) «trên|trong|of|slash» (\d)(?!\w)",
    rf"\b«@counted» «thứ» {_WHICH}()",
    r"(?<!\w)(\d) «trên|of» ([2-9])(?!\w)",
)
_BEHIND_ANOTHER = rf"\b{_ONWARD} $"  # “Tiếp theo trang 1”


@memory(4096)
def piece_of(text: str) -> tuple[int, int] | None:
    """Which piece of one list a list is, as a text says, and of how many (0: unsaid): “phần 2”, “(1/2)”."""
    plain = _SLASH.sub(r"\1 slash \2", _BRACKETED.sub(r" part \1 slash \2 ", text))
    said = marked_key(_NUMBER_AFTER.sub(" ", plain))
    found = next(filter(None, (_pattern(piece).search(said) for piece in _PIECES)), None)
    if found is None:
        return None
    numbers = {spelt: number for word, number in _NUMBERS.items() for spelt in (marked_key(word), key(word))}
    which = numbers[found[1]] if found[1] in numbers else int(found[1])
    which += which == 1 and _pattern(_BEHIND_ANOTHER).search(said[: found.start()]) is not None
    most = int(found[2] or 0)
    return (which, most) if most != 1 and (not most or which <= most) else None  # “(5-2)” is a day, “1/1” all


_OF_NOTHING, _ITSELF, _AT_FIRST, _BEHIND = (
    any_of(keys("addition", name)) for name in ("of_nothing", "spoken_of", "spoken_at_first", "behind")
)
_OTHERS = any_of(keys("succession", "other_subjects"))
_ITS = (
    rf"^(?:(?:{_OF_NOTHING}|xa \w+ \w+|\d{{1,2}}|\|) )*|(?<!cua )(?<!cua cac )\b(?:{_ITSELF})(?: \w+| \|){{0,6}} "
    rf"|(?:^|\| |\b(?:{_OF_NOTHING}|{_BEHIND}) )(?<!cua )(?<!cua cac )(?:{_AT_FIRST})(?: \w+| \|){{0,6}} "
)
_ENDS = rf"(?: (?:het|du|xong))?(?:$| \||(?<= sheet)|(?<= luc)| (?:{_BEHIND}|{_ITSELF}|{_AT_FIRST}|\d+)\b)"
_UNFINISHED, _ELSEWHERE = (
    regex(
        rf"\b(?:{any_of(keys('addition', said))})\b(?! tuc\b)"
        rf"|(?:{_ITS})(?<!khong )(?:{any_of(keys('addition', told))}){_ENDS}"
    )
    for said, told in (("unfinished", "undone"), ("elsewhere", "seen"))
)
# behind a page or the like: no “còn tổ chức”, “còn trang thiết bị”, “còn 3 trang trại”
_WORD_BEHIND = (
    "«@addition.behind|@addition.spoken_of|@addition.spoken_at_first|số|thứ|cuối|khác|hai|chưa|đính kèm|mặt|gửi"
    "|kế tiếp|bổ sung|phía»"
)
_ENDS_PIECE = rf"(?:$| \|| (?:{_WORD_BEHIND}|\d+)\b)"
_PAGES = rf"\b«còn» «trang|tờ»{_ENDS_PIECE}"
# “Danh sách cán bộ phụ trách đang cập nhật”, “Biểu mẫu M1 …”; not “Danh sách cán bộ xã gửi chưa đầy đủ”
_OF_ANOTHER = regex(
    rf"(?:\b(?:danh sach|ds|bang|bieu) (?:{_OTHERS}|ho (?:tham gia|dan|ngheo))"
    rf"|(?:^|\| )(?:{_OTHERS})(?![^|]*\b(?:{_ITSELF})\b))\b"
    r"(?![^|]*\b(?:m ?[34]|gui|nop|lap|duyet|thong qua|dang k[yi]|co mo hinh)\b)[^|]*"
)


# a rest, a next piece, a temporary list, what it leaves out, a later sending; none of papers, nor of signed copies
_PIECE = rf"«@pieces|@counted|sheet|mặt|bảng|dòng|hàng»{_ENDS_PIECE}"
_SOME = r"\d+|«một|hai|ba|mấy|vài|các|những»"
_REST = r"(?:«phần|số|mô hình|MH|nội dung|danh sách» «còn lại»|(?<=\| )«còn lại»)"
_IN_PIECE = "«ở|trong|tại» «@pieces|@counted|sheet»"
_WHOLE = r"«bản|danh sách|DS|file|tệp|biểu»(?: \w+){0,2} «đầy đủ»|«danh sách chính thức|gửi tiếp|danh sách đang»"
_LATER = (
    r"(?<!kinhA )(?<!kinh )(?<!khongC )(?<!khong )«gửi|nộp|nhập|bổ sung|cập nhật|bù»(?:"
    r"(?: (?!«sau|các|những|gồm|như|danh sách»\b)\w+){0,4} «sau»(?! «khi|này|đây|ngày»\b)"
    r"|(?: \w+)? «tiếp»(?! «tục|theo|nhận|thu»\b)|(?: \w+)? «nốt»)"
)
_LACKS = r"«xin nợ|nộp thiếu|thiếu mất»|«danh sách|DS|mô hình|cấp tỉnh|cấp huyện» «còn thiếu»"
_HAS_REST = (
    rf"\b(?:«còn|thiếu» (?:{_SOME})|«còn|tiếp» «ở|trong|tại|xem»(?: \w+){{0,2}}?) {_PIECE}"
    r"|\b«đây là» (?:«một» «phần»|«@pieces»(?: «số|thứ»)? (?:\d|«một|nhất|đầu»))\b"
    r"|\b«tiếp theo» «ở|tại|trong|xem»\b|^«tiếp»(?: «theo|ở|sang»)* «trang|tờ» (?:[2-9]|«sau»)$"
    r"|\b«danh sách|DS»(?: «đăng ký|này|mới|là»)* «tạm|tạm thời|sơ bộ|bước đầu»\b"
    rf"|(?<!khongC )(?<!khong )\b(?:«còn»(?: (?:{_SOME}))? «mô hình|MH|điển hình|danh sách|@pieces»"
    rf"|«còn» (?:{_SOME}) «tỉnh|huyện»)"
    r"(?: (?!«không|chưa|hơn»\b)\w+| \|){0,20} «nữa|gửi sau|nộp sau»\b"
    rf"|\b«mô hình|cấp tỉnh|cấp huyện»(?: \w+| \|){{0,3}} «khác»(?: \|)? (?:«xem|gửi»|{_IN_PIECE})\b"
    r"|\b«chưa» (?:«tính»|«có»(?=.*\b«sẽ|sau»\b))(?: \w+){0,2}? «mô hình|điển hình» «của|tại|ở»\b"
    rf"|{_REST}(?: \w+){{0,4}}? «gửi|nộp|chuyển|kèm|kèm theo|đính kèm|xem»\b"
    rf"|^(?!.*(?<!dangBĐ )\b«@of_copies|@other_subjects|@of_others»\b)(?=.*\b«mô hình|cấp tỉnh|cấp huyện»\b)"
    rf".*\b{_LATER}\b"
    rf"|^(?!.*\b«@of_copies|@other_subjects|@of_others»\b)(?:.*\b(?:{_LATER}|«chưa» «bao gồm|gồm|kể»|{_LACKS})\b"
    rf"|(?=.*\b(?:{_REST}|{_WHOLE})\b).*\b«đang» (?:«tiếp tục» )?«@sending»\b)"
)


_SO_ON = r"(?:«@addition.so_on»(?: |$))+"
_AND_OTHERS = r"«và|cùng» «một số|các|nhiều» «mô hình khác»\b"  # “… do MTTQ chủ trì”
_OPEN_END = regex(r"[(\s]*(?:…|\.{2,})\s*/\s*(?:…|\.{2,})[)\s]*")  # “…/…”, and no “./.”


def is_unfinished(text: str, *, elsewhere: bool = False) -> bool:
    """Whether a list says of itself or its models that more comes, or is elsewhere; no “Email: đang cập nhật”."""
    so_on = "/" not in text and _pattern(_SO_ON).fullmatch(marked_key(text))  # no “V/v”
    if so_on or _OPEN_END.fullmatch(text) or (elsewhere and _pattern(_AND_OTHERS).match(marked_key(text))):
        return True
    words, said = (" | ".join(map(each, parts_of(text))) for each in (key, marked_key))
    words = _OF_ANOTHER.sub("x ", words)
    rest = ("con t" in words and _pattern(_PAGES).search(said)) or (elsewhere and _pattern(_HAS_REST).search(said))
    return bool(rest or _UNFINISHED.search(words) or (elsewhere and _ELSEWHERE.search(words)))


_NEXT_PIECE = (
    rf"(?:«@pieces|@counted» )?{_ONWARD}(?: «ở»)?"
    r"(?: (?:«@pieces|@counted|@lists|sheet|đợt»|\d+))*(?: «trước|trên|đã gửi»)?"
)
_NEXT_AT_END = rf"\b(?:«tiếp theo»|{_ONWARD}(?: «ở»)? «@pieces|@counted|bảng»(?: «số|thứ»)? (?:«trước|trên»|\d))$"
_APART = regex(r"[()\[\]_]|(?:^|\s)[-–](?=\s)|:(?=\s)")


@memory(4096)
def goes_on(title: str) -> bool:
    """Whether a title, or a name, says that its list goes on with another: “… (tiếp)”, “Tiếp theo trang trước”."""
    parts = _apart(title)
    at_end = title.split()[-1:] in (["tiếp"], ["tiep"]) or _pattern(_NEXT_AT_END).search(marked_key(title))
    return bool(at_end) or any(_pattern(_NEXT_PIECE).fullmatch(marked_key(part)) for part in parts[:1] + parts[-1:])


def _apart(title: str) -> list[str]:
    return [part for part in _APART.split(title) if part.strip()]


_PART = regex(
    r"\bphan (?:cuoi|tiep)\b|\bb(?:o ?)?[sx]ung\b|\bdot (?:[2-9]|hai|ba|cuoi)\b|\bcon (?:lai|thieu)$"
    r"|\btiep\b(?! (?:tuc|nhan|can|dan|cong|thu))|\bnot(?: danh sach| ds|$)|\b(?:them|danh sach (?:so )?[2-9])$"
)
_PAPERS = (  # what may come beside a list, or after it, and is none
    r"\b(?:chu ky|con dau|dau|m ?[12]|ban (?:giay|ky|cung|goc)|ke hoach|bao cao|cong van|to trinh|bien ban"
    r"|minh chung)\b"
)
_MODELS = rf"{MODELS}\b"
_LISTS = rf"(?:danh sach|ds|bieu|bang|file|tep|thu|m ?[34]\b|{_MODELS})"
_NO_PAPER = rf"(?!(?: (?!{_LISTS})\w+){{0,3}}? {_PAPERS})"
_MORE = regex(
    rf"\b(?:gui|dang ky|bo sung) them (?:(?:\d+|cac|nhung|mot so) )?{_MODELS}"
    rf"|\bcung voi (?:(?:\d+|cac|nhung|so|phan|ban) )*{_LISTS}.{{0,30}}\b(?:da gui|gui (?:ngay|hom|lan|truoc))\b"
    rf"|\b(?:gui|nop|chuyen)(?: ban)? (?:not|tiep|bo [sx]ung(?! sau))\b{_NO_PAPER}(?!.*\b(?:sua|thay))"
    rf"|\b(?:gui|nop|chuyen)\b{_NO_PAPER} .{{0,30}}\bcon (?:lai|thieu)\b{_NO_PAPER}(?!.*\b(?:gui|nop) sau\b)"
)
_OF_A_SENDING = regex(r"\b(?:gui|nop|chuyen|day la|thu|tep|file|mail)\b")
_AMENDED = regex(r"\bsua doi bo sung\b")


@memory(4096)
def says_part(text: str) -> bool:
    """Whether words of a title, a file name or a subject say that a list is a further part."""
    return bool(piece_of(text) or _PART.search(_AMENDED.sub(" ", key(text))))


def sends_more(text: str) -> bool:
    """Whether a mail says that its list comes beside one that was sent: “xin gửi thêm 01 mô hình”."""
    words = key(text)
    return bool(_MORE.search(words) or (piece_of(text) and _OF_A_SENDING.search(words)))


def corrects_list(title: str, unit: str = "") -> bool:
    """Whether a title or name says that a paper changes a list, or no more than the ``unit``: “V/v đính chính”."""
    said = phrases("succession", "correcting").split(phrases("remark", "unless").sub("|", marked_key(title)), 1)
    what = re.sub("[A-ZĐ]", "", said[-1])  # the letters of the marked words
    rest = {word for word in what.split() if word.isalpha()} - _OF_NO_SUBJECT - {*key(unit).split()}
    return len(said) > 1 and bool(not rest or _OF_LIST.search(what)) and not _OF_PAPER.match(what)


_OF_PAPER = regex(
    rf"(?: (?!{_LISTS})\w+){{0,3}}? {_PAPERS}|(?: (?!{_MODELS}|dang k[yi]\b)\w+){{0,4}}? (?:{_OTHERS})\b"
)
_OF_NO_SUBJECT = frozenset(["xa", "thi", "tran", "tt", "dang", "uy", "ubnd", "lan", "ngay", "gui"])
_OF_LIST = regex(rf"\b(?:{_LISTS}|dang k[yi]|dan van kheo|dvk|cap (?:tinh|huyen))\b")


_TO_COME = (
    r"\b«phần đầu»\b|\b«đợt» (?:(?:«thứ» )?(?:1|i|«một|nhất»)|«đầu»)\b(?! \d)"
    r"|\b«gửi|nộp|chuyển» «từng» «@pieces»\b"
    r"|\b«gửi tạm|tạm gửi|nộp tạm|tạm nộp|gửi sơ bộ» (?P<all>«@lists|mô hình|trước»)\b"
    r"(?! «mềm|bản mềm|bản scan|bản word|bản excel|bản chưa|để»\b)"
    r"|\b«gửi trước|nộp trước|tạm gửi|gửi tạm|tạm thời|trước mắt»(?: (?!«sau|khi»\b)\w+){0,4}?"
    r" (?:\d+|«một|hai|ba|bốn|năm»)(?: «mô hình|MH»)?(?: «cấp»)? «tỉnh|huyện»\b"
    r"|\b«gửi trước|nộp trước» (?:(?:«một|những|các|một số|mấy»|\d+) )?"
    r"(?:«phần|mô hình|cấp|danh sách cấp|DS cấp»\b|(?P<whole>«danh sách|DS»)\b)"
)
# “M3 xã Cao Xá - gửi trước”, and neither “… - gửi trước bản mềm” nor “… đã gửi trước”
_SENT_FIRST = r"(?:«em|xã|xin|xin phép|tạm» )*«@at_first»(?: «ạ|nhé»)?"
# “…, mấy mô hình nữa cùng bản ký gửi sau”; no “bản đăng ký mô hình gửi sau”
_MORE_TO_COME = regex(
    r"\b(?:tam|truoc)\b.*?(?:\||\bcon\b|\bva se\b)"
    rf".*\b(?:(?<!dang ky )(?<!m[12] cac )(?<!m[12] cua cac ){MODELS}"
    r"|danh sach|ds|du|chinh thuc|bo sung|chua (?:hop|nop|gui))\b"
)


@memory(4096)
def is_first_piece(text: str) -> bool:
    """Whether words say that a list is the first piece of it (“phần 1”, “còn tiếp”), and not that paper comes."""
    said = _pattern(_TO_COME).search(marked_key(text))
    later = r"(?=.*\b(?:sau|gui lai)\b)" if said and said["all"] else ""  # “gửi tạm danh sách, bản ký gửi sau”
    papers = said is not None and (said["whole"] or said["all"]) and re.search(_PAPERS + later, key(text))
    whole = papers and not _MORE_TO_COME.search(" | ".join(map(key, parts_of(text))))
    alone = any(_pattern(_SENT_FIRST).fullmatch(marked_key(part)) for part in _apart(text)[-1:])
    return piece_of(text) == (1, 0) or is_unfinished(text) or alone or bool(said and not whole)


_KEEPS = (
    r"\b«@rest»\b(?: \w+){0,4}? «@keeping»\b"
    r"|\b«@mending»(?: (?!«rút|bỏ|bớt»\b)\w+){0,3}? (?:«@rows»\b|«mô hình» \|)"
)


def keeps_rest(text: str) -> bool:
    """Whether words beside a list say that an earlier one stays but for it: “các nội dung khác giữ nguyên”.

    So does what mends one row of it (“Thay mô hình “…” bằng mô hình trong file”), recalls a part of it alone (“gửi
    nhầm biểu của thôn 2”), or denies that it is recalled.
    """
    said = " | ".join(marked_key(part) for part in re.split('[“”"«»]', text))
    in_part = _pattern(_RECALLS).search(said) and _pattern(_PARTLY).search(said)
    return bool(_pattern(_KEEPS).search(said) or in_part or _pattern(_DENIED).search(said))


_SEVERAL = r"(?:«các|những|mọi|hai|ba»|\d)(?! «đăng ký»\b)"  # lists: “hủy 2 đăng ký đã gửi” are models
_REPLACES = (
    rf"\b«@replacing»(?: (?:«@whole»|{_SEVERAL}))*(?: «@lists»)+(?: {_BUT_MODELS}\w+){{0,3}}? «@former»\b"
    rf"|\b«@lists»(?: {_BUT_MODELS}\w+){{0,2}}? «@former»\b(?: \w+){{0,8}}? «@void»\b"
)
# the list as a whole, where nothing is said of a part of it
_RECALLS = (
    r"\b«@mistaken» «@lists»\b(?! «cho|vào|sang|M1|M2»\b)"
    rf"|\b«@lists»(?: {_BUT_MODELS}\w+)? «@former»\b(?: \w+){{0,6}}? «@wrong»\b"
    r"|\b«@taken» «@lists»(?: \w+){0,2}? «này»\b|^«bản|danh sách» «thay thế»$"
)
_CHANGES_ALL = r"\b«@changed» «@whole»(?: «các|những|nội dung»)* «@contents»\b(?! «số|thứ|thực hiện»)\b"
_FINAL = r"(?:\b«@lists»(?: \w+){0,3}? |^)«@final»\b"
_AMENDS = (
    r"(?<!hinh )(?<!hinhG )\b«@amended»(?: «@lists»)*(?: «ngày» [\d ]+)?$"
    r"|\b«@lists»(?: \w+)? «@amended»\b|\b«@amended» «@lists»\b"
    r"|^«bản» «@versions»$|^(?:«bản» )?«@amended|@versions» «lần» \d+$"
)
_PARTLY = r"\b«@partly»\b|\b«mô hình» \d"
_DENIED = r"\b«@denied»(?: «@whole»)* «@lists»\b"


def _pattern(pattern: str) -> re.Pattern[str]:
    return marked_pattern("succession", pattern)


@memory(4096)
def replaces_list(sentence: str, *, as_long: bool = True, few: bool = False) -> bool:
    """Whether a sentence says for certain that the list which comes with it stands in the place of an earlier one.

    “Đính chính” says so only of a list about ``as_long`` as the earlier one, which may hold the mended rows alone,
    and “gửi nhầm” of none that has but a ``few`` rows.
    """
    said = marked_key(sentence)
    final = _pattern(_FINAL).search(said) and not phrases("succession", "not_final").search(said)
    holds = {_CHANGES_ALL: True, _RECALLS: not few, _AMENDS: as_long}
    of_whole = any(held and _pattern(pattern).search(said) for pattern, held in holds.items())
    if not (final or _pattern(_REPLACES).search(said)):
        in_part = phrases("succession", "adding", "beside").search(said) or _pattern(_PARTLY).search(said)
        if not of_whole or in_part:
            return False  # most sentences
    unless = phrases("succession", "unless").search(said) or _pattern(_DENIED).search(said)
    return not (sentence.rstrip().endswith("?") or unless)


# ---- What the names of files, folders and sheets say of their place among others.

_NUMBERED = regex(
    r"\blan (\d{1,2})\b|\((\d{1,2})\)|\b(?:ver|version|rev|(?:m[34])?v|(?<!cua )ban(?= \d{1,2}$)) ?(\d{1,2})\b"
)
_AFTER_NUMBERS = 50
_VERSION_NUMBER = regex(r"\b(?:ver|version|rev|(?:m[34])?v) ?(\d{1,2})\b")


def are_versions(former: str, later: str) -> bool:
    """Whether the names of two files number them as versions of one list, in this order: “v1”, “v2”."""
    first, second = (_VERSION_NUMBER.search(key(places_and_name(file)[1])) for file in (former, later))
    return first is not None and second is not None and int(first[1]) < int(second[1])


@memory()
def _in_names() -> dict[str, re.Pattern[str]]:
    is_old = "|".join(("«@old»", *map(marked_key, words("succession", "old_marked"))))
    not_yet, new_models = (
        "".join(rf"(?<!\b{form} )" for word in before for form in (marked_key(word), key(word)))
        for before in (("chưa", "không"), ("dựng", "làm"))
    )
    patterns = {
        "old": rf"\b(?:{is_old})\b(?! lieu)|^«@old_alone»$",
        # “thay bản nháp”, “mới, bỏ bản cũ”: the old one is another file
        "after_old": r"(?<!biD )(?<!bi )\b«@replacing|@made_from»(?: «@whole»)*"
        rf"(?:(?: «@lists»)*? (?:{is_old})|(?: «@lists»)+ «cũ»)\b",
        "final": rf"{not_yet}\b«@final»\b",
        # “M3 Ngọc Châu mới.xlsx”, and no list of new models
        "later": rf"\b«@later»\b|{new_models}\b«mới»$",
        "adding": r"\b«@adding»\b",
    }
    return {name: _pattern(pattern) for name, pattern in patterns.items()}


_LEFT_BY_OFFICE = regex(r"(?i)~wr[a-z]\d{4}")  # what Word kept while a person typed
_NAME_PARTS = regex(r"[()\[\]]|\s-\s")  # “M3 hủy (bản cũ)” is old itself


def _after_old(name: str) -> tuple[bool, str]:
    """Whether a name speaks of an old list that its own replaces, and the name's words but those."""
    parts = [marked_key(part) for part in _NAME_PARTS.split(name)]
    rest = [_in_names()["after_old"].sub("|", part) for part in parts]
    return rest != parts, " ".join(rest).strip()


def is_old_name(name: str) -> bool:
    """Whether a file, a folder or a sheet is called old or a draft: “bản cũ”, “~WRL0003”; not “thay bản cũ”."""
    return bool(_LEFT_BY_OFFICE.fullmatch(name) or _in_names()["old"].search(_after_old(name)[1]))


def is_final_name(name: str) -> bool:
    """Whether a file or a sheet is called the last one: “chính thức”, “bản cuối”."""
    return bool(_in_names()["final"].search(marked_key(name)))


def follows_old(name: str) -> bool:
    """Whether a sheet or a file is called what stands in the place of an old one: “Bản chính thức”, “Sửa lại”."""
    later, adds = (bool(_in_names()[kind].search(marked_key(name))) for kind in ("later", "adding"))
    return (later or is_final_name(name) or _after_old(name)[0]) and not (adds or is_old_name(name))


def is_left_by_program(file: str) -> bool:
    """Whether a file is one that Word or Excel keeps for itself: “~WRL0003.tmp”, “5C8A1F00.tmp”."""
    return file.casefold().endswith(".tmp")


def order_in_name(file: str) -> int:
    """What a file's name or folder says of its place among others: “lần 2”, “(2)”, “bản sửa”, “cũ”; 0: nothing."""
    folders, name = places_and_name(file)
    plain, marked = key(name), marked_key(name)
    if any(map(is_old_name, (*folders, name))) or is_left_by_program(file):
        return -1
    folder = re.search(r"\blan (\d{1,2})$", key(folders[-1])) if folders else None
    if folder:
        return int(folder[1])
    numbers = [int(n) for groups in _NUMBERED.findall(f"{name} {plain}") for n in groups if n]
    later = _after_old(name)[0] or any(_in_names()[kind].search(marked) for kind in ("later", "adding"))
    return max([*numbers, int(later)]) + (_AFTER_NUMBERS if is_final_name(name) else 0)


# ---- How what people wrote in the book finds its entry again after a re-sending: unit, folded name, and the place.


class EntryKey(NamedTuple):
    """The unit's code (None: not known), the folded name and the folded place ('' where none is given)."""

    unit: str | None
    name: str
    place: str

    @classmethod
    def of(cls, unit: str | None, name: str | None, place: str | None) -> EntryKey:
        """The key of an entry as typed, as far as a cell of the book can hold it."""
        return cls(unit, key(clean(name or "")), key(clean(place or "")))


def key_of(line: Correction | Choice) -> EntryKey:
    """The key of the entry that a line of the book is about."""
    return EntryKey.of(line.unit, line.name, line.place)


def keys_of(entries: pd.DataFrame, unit: str = "unit") -> list[EntryKey]:
    """The key of each row, from name, address and the column of the unit (``listed_unit``: as the list says)."""
    codes = unit if unit in entries.columns else "unit"
    return [EntryKey.of(*of_entry) for _, *of_entry in rows_of(entries, codes, "name", "address")]


class Places:
    """Where entries stand, by their keys."""

    def __init__(self, keys: Iterable[EntryKey]) -> None:
        self._rows = grouped(((known.unit, known.name), (row, known.place)) for row, known in enumerate(keys))

    def of(self, entry_key: EntryKey) -> list[int] | None:
        """Its rows, between homonyms those of the very place, else of one that holds it; None: no such model."""
        same = self._rows.get((entry_key.unit, entry_key.name))
        if same is None:
            return None
        if only := sole(same):
            return [only[0]]
        exact = [row for row, place in same if place == entry_key.place]
        if exact or not entry_key.place:
            return exact or [row for row, _ in same]
        close = [row for row, place in same if place and near(place, entry_key.place)]
        return close if len(close) == 1 else [row for row, place in same if not place]


def positions(entry_key: EntryKey, *places: Places) -> list[int]:
    """Where the entry stands: by the first of the places in which its unit has a model of that name."""
    return next((rows for known in places if (rows := known.of(entry_key)) is not None), [])


def rows_of_choices(entries: pd.DataFrame, choices: Sequence[Choice]) -> list[list[int]]:
    """For each choice its rows, by the corrected unit, else the list's; what names the very place goes first."""
    if not choices:
        return []
    now, wanted = keys_of(entries), [key_of(choice) for choice in choices]
    places, listed = Places(now), Places(keys_of(entries, "listed_unit"))
    found = [positions(one, places, listed) for one in wanted]
    pairs = list(zip(wanted, found, strict=True))
    sure = {row for one, rows in pairs for row in rows if one.place == now[row].place}
    return [[r for r in rows if not one.place or one.place == now[r].place or r not in sure] for one, rows in pairs]
