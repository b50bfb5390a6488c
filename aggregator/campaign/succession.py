"""How a list stands to an earlier one of its unit, by words and names: a piece or part of it, in its place, old."""

import re
from functools import cache, lru_cache

from aggregator.campaign.mail_words import any_marked, any_of, as_marked, keys, phrases, words
from aggregator.nouns.file import places_and_name
from aggregator.nouns.finding import data_file
from aggregator.vietnamese.fold import key

_NUMBERS = {"i": 1, "một": 1, "nhất": 1, "ii": 2, "hai": 2, "iii": 3, "ba": 3, "iv": 4, "bốn": 4, "tư": 4, "v": 5}
_BRACKETED = re.compile(r"[(\[]\s*(\d)\s*[-_/]\s*([2-9])\s*[)\]]")
_SLASH = re.compile(r"(?<![\d/.-])(\d)\s*/\s*([2-9])(?![\d/])")
_NO_MODEL = r"(?!\d|capA?C?\b|soA?C?\b|m[12]\b)"  # “bỏ đăng ký mô hình 2 đã gửi”, “thay bản đăng ký M1 đã gửi”
_NUMBER_AFTER = re.compile(r"(?<=[^\W\d_])_?(?=\d)")  # “phan1”


@cache
def _pieces() -> tuple[re.Pattern[str], ...]:
    pieces, counted = (any_marked(words("succession", name)) for name in ("pieces", "counted"))
    number, nth, of = any_marked(list(_NUMBERS)), any_marked(["thứ"]), any_marked(["trên", "trong", "of", "slash"])
    which, order = rf"(\d{{1,2}}|(?:{number}))(?!\w)", any_marked(["thứ", "số"])
    return (
        re.compile(rf"\b(?:{pieces})(?: (?:{order}))? {which}(?: (?:{of}) (\d)(?!\w))?"),
        re.compile(rf"\b(?:{counted})(?: (?:{order}))? (\d) (?:{of}) (\d)(?!\w)"),
        re.compile(rf"\b(?:{counted}) (?:{nth}) {which}()"),
        re.compile(rf"(?<!\w)(\d) (?:{any_marked(['trên', 'of'])}) ([2-9])(?!\w)"),
    )


@lru_cache(maxsize=4096)
def piece_of(text: str) -> tuple[int, int] | None:
    """Which piece of one list a list is, as a text says, and of how many (0: unsaid): “phần 2”, “(1/2)”."""
    plain = _SLASH.sub(r"\1 slash \2", _BRACKETED.sub(r" part \1 slash \2 ", text))
    found = next(filter(None, (p.search(as_marked(_NUMBER_AFTER.sub(" ", plain))) for p in _pieces())), None)
    if found is None:
        return None
    numbers = {spelt: number for word, number in _NUMBERS.items() for spelt in (as_marked(word), key(word))}
    which = numbers[found[1]] if found[1] in numbers else int(found[1])
    most = int(found[2] or 0)
    return (which, most) if not most or which <= most else None  # “(5-2)” is a day


_PART = re.compile(
    r"\bphan (?:cuoi|tiep)\b|\bb(?:o ?)?[sx]ung\b|\bdot (?:[2-9]|hai|ba|cuoi)\b|\bcon (?:lai|thieu)$"
    r"|\btiep\b(?! (?:tuc|nhan|can|dan|cong|thu))|\bnot(?: danh sach| ds|$)|\b(?:them|danh sach (?:so )?[2-9])$"
)
_PAPERS = (  # what may come beside a list, or after it, and is none
    r"\b(?:chu ky|con dau|dau|m ?[12]|ban (?:giay|ky|cung|goc)|ke hoach|bao cao|cong van|to trinh|bien ban"
    r"|minh chung)\b"
)
_MODELS = r"(?:mo hinh|mh|dien hinh|noi dung)\b"
_LISTS = rf"(?:danh sach|ds|bieu|bang|file|tep|thu|m ?[34]\b|{_MODELS})"
_NO_PAPER = rf"(?!(?: (?!{_LISTS})\w+){{0,3}}? {_PAPERS})"
_MORE = re.compile(
    rf"\b(?:gui|dang ky|bo sung) them (?:(?:\d+|cac|nhung|mot so) )?{_MODELS}"
    rf"|\bcung voi (?:(?:\d+|cac|nhung|so|phan|ban) )*{_LISTS}.{{0,30}}\b(?:da gui|gui (?:ngay|hom|lan|truoc))\b"
    rf"|\b(?:gui|nop|chuyen)(?: ban)? (?:not|tiep|bo [sx]ung(?! sau))\b{_NO_PAPER}(?!.*\b(?:sua|thay))"
    rf"|\b(?:gui|nop|chuyen)\b{_NO_PAPER} .{{0,30}}\bcon (?:lai|thieu)\b{_NO_PAPER}(?!.*\b(?:gui|nop) sau\b)"
)
_OF_A_SENDING = re.compile(r"\b(?:gui|nop|chuyen|day la|thu|tep|file|mail)\b")
_AMENDED = re.compile(r"\bsua doi bo sung\b")


def says_part(text: str) -> bool:
    """Whether words of a title, a file name or a subject say that a list is a further part."""
    return bool(piece_of(text) or _PART.search(_AMENDED.sub(" ", key(text))))


def sends_more(text: str) -> bool:
    """Whether a mail says that its list comes beside one that was sent: “xin gửi thêm 01 mô hình”."""
    words = key(text)
    return bool(_MORE.search(words) or (piece_of(text) and _OF_A_SENDING.search(words)))


def corrects_list(title: str, unit: str = "") -> bool:
    """Whether a title, a subject or a file's name says that a paper changes a list: “V/v đính chính danh sách”.

    It names a list, or nothing but the ``unit``. “Bổ sung bản M1”, “thay đổi danh sách Ban Chấp hành” change none.
    """
    said = phrases("succession", "correcting").split(phrases("remark", "unless").sub("|", as_marked(title)), 1)
    what = re.sub("[A-ZĐ]", "", said[-1])  # the letters of the marked words
    rest = {word for word in what.split() if word.isalpha()} - _OF_NO_SUBJECT - {*key(unit).split()}
    return len(said) > 1 and bool(not rest or _OF_LIST.search(what)) and not _of_paper().match(what)


@cache
def _of_paper() -> re.Pattern[str]:
    others = any_of(keys("succession", "other_subjects"))
    return re.compile(
        rf"(?: (?!{_LISTS})\w+){{0,3}}? {_PAPERS}|(?: (?!{_MODELS}|dang k[yi]\b)\w+){{0,4}}? (?:{others})\b"
    )


_OF_NO_SUBJECT = frozenset(["xa", "thi", "tran", "tt", "dang", "uy", "ubnd", "lan", "ngay", "gui"])
_OF_LIST = re.compile(rf"\b(?:{_LISTS}|dang k[yi]|dan van kheo|dvk|cap (?:tinh|huyen))\b")


@cache
def _to_come() -> re.Pattern[str]:
    going_on, ahead = any_marked(["còn tiếp", "còn nữa", "phần đầu"]), any_marked(["gửi trước", "nộp trước"])
    left, unless = any_marked(["chưa hết"]), any_marked(["hạn", "thời"])
    part, whole = any_marked(["phần", "mô hình", "cấp", "danh sách cấp", "DS cấp"]), any_marked(["danh sách", "DS"])
    return re.compile(
        rf"\b(?:{going_on})\b(?! {any_marked(['tục'])}\b)|\b(?:{left})\b(?! (?:{unless})\b)"
        rf"|\b(?:{ahead}) (?:(?:{any_marked(['một'])}|\d+) )?(?:(?:{part})\b|(?P<whole>{whole})\b)"
    )


def is_first_piece(text: str) -> bool:
    """Whether words beside a list say that it is the first piece of it, and others come: “phần 1”, “(còn tiếp)”.

    “Gửi trước danh sách, bản giấy gửi sau” is the whole list: what comes is paper.
    """
    said = _to_come().search(as_marked(text))
    of_papers = said is not None and said["whole"] and re.search(_PAPERS, key(text))
    return piece_of(text) == (1, 0) or bool(said and not of_papers)


@cache
def _keeps() -> re.Pattern[str]:
    names = ("rest", "keeping", "mending", "rows")
    rest, keeping, mending, rows = (any_marked(words("succession", name)) for name in names)
    one = rf"(?:{rows})\b|(?:{any_marked(['mô hình'])}) \|"
    return re.compile(rf"\b(?:{rest})\b(?: \w+){{0,4}}? (?:{keeping})\b|\b(?:{mending})(?: \w+){{0,3}}? (?:{one})")


def keeps_rest(text: str) -> bool:
    """Whether words beside a list say that an earlier one stays but for it: “các nội dung khác giữ nguyên”.

    So does what mends one row of it (“Thay mô hình “…” bằng mô hình trong file”), recalls a part of it alone (“gửi
    nhầm biểu của thôn 2”), or denies that it is recalled.
    """
    said, patterns = " | ".join(as_marked(part) for part in re.split('[“”"«»]', text)), _in_place()
    in_part = patterns["recalls"].search(said) and patterns["partly"].search(said)
    return bool(_keeps().search(said) or in_part or patterns["denied"].search(said))


@cache
def _in_place() -> dict[str, re.Pattern[str]]:
    said = {name: f"(?:{any_marked(words('succession', name))})" for name in data_file("words.toml")["succession"]}
    lists, former = said["lists"], said["former"]
    patterns = {
        "replaces": rf"\b{said['replacing']}(?: {said['whole']})*(?: {lists})+"
        rf"(?: {_NO_MODEL}\w+){{0,3}}? {former}\b"
        rf"|\b{lists}(?: {_NO_MODEL}\w+){{0,2}}? {former}\b(?: \w+){{0,8}}? {said['void']}\b",
        # the list as a whole, where nothing is said of a part of it
        "recalls": rf"\b{said['mistaken']} {lists}\b(?! (?:{any_marked(['cho', 'vào', 'sang', 'M1', 'M2'])})\b)"
        rf"|\b{lists}(?: {_NO_MODEL}\w+)? {former}\b(?: \w+){{0,6}}? {said['wrong']}\b"
        rf"|\b{said['taken']} {lists}(?: \w+){{0,2}}? {any_marked(['này'])}\b",
        "changes_all": rf"\b{said['changed']} {said['whole']}(?: (?:{any_marked(['các', 'những', 'nội dung'])}))*"
        rf" {said['contents']}\b(?! (?:{any_marked(['số', 'thứ', 'thực hiện'])}))\b",
        "final": rf"(?:\b{lists}(?: \w+){{0,3}}? |^){said['final']}\b",
        "amends": rf"(?<!hinh )(?<!hinhG )\b{said['amended']}(?: {lists})*(?: {any_marked(['ngày'])} [\d ]+)?$"
        rf"|\b{lists}(?: \w+)? {said['amended']}\b|\b{said['amended']} {lists}\b",
        "adds": rf"\b{said['adding']}\b",
        "partly": rf"\b{said['partly']}\b|\b{any_marked(['mô hình'])} \d",
        "denied": rf"\b{said['denied']}(?: {said['whole']})* {lists}\b",
        "beside": rf"\b{said['beside']}\b",
        "unless": rf"\b{said['unless']}\b",
        "not_final": rf"\b{said['not_final']}\b",
    }
    return {name: re.compile(pattern) for name, pattern in patterns.items()}


@lru_cache(maxsize=4096)
def replaces_list(sentence: str, *, as_long: bool = True, few: bool = False) -> bool:
    """Whether a sentence says for certain that the list which comes with it stands in the place of an earlier one.

    “Đính chính” says so only of a list about ``as_long`` as the earlier one, which may hold the mended rows alone,
    and “gửi nhầm” of none that has but a ``few`` rows.
    """
    said, patterns = as_marked(sentence), _in_place()
    if sentence.rstrip().endswith("?") or patterns["unless"].search(said) or patterns["denied"].search(said):
        return False
    final = patterns["final"].search(said) and not patterns["not_final"].search(said)
    in_part = any(patterns[n].search(said) for n in ("adds", "partly", "beside"))
    holds = {"changes_all": True, "recalls": not few, "amends": as_long}
    of_whole = any(holds[n] and patterns[n].search(said) for n in holds)
    return bool(final or patterns["replaces"].search(said) or (of_whole and not in_part))


# ---- What the names of files, folders and sheets say of their place among others.

_NUMBERED = re.compile(
    r"\blan (\d{1,2})\b|\((\d{1,2})\)|\b(?:ver|version|rev|(?:m[34])?v|(?<!cua )ban(?= \d{1,2}$)) ?(\d{1,2})\b"
)
_AFTER_NUMBERS = 50
_VERSION = re.compile(r"\b(?:ver|version|rev|(?:m[34])?v) ?(\d{1,2})\b")


def are_versions(former: str, later: str) -> bool:
    """Whether the names of two files number them as versions of one list, in this order: “v1”, “v2”."""
    first, second = (_VERSION.search(key(places_and_name(file)[1])) for file in (former, later))
    return first is not None and second is not None and int(first[1]) < int(second[1])


@cache
def _in_names() -> dict[str, re.Pattern[str]]:
    names = ("old", "old_alone", "final", "later", "adding")
    said = {name: any_marked(words("succession", name)) for name in names}
    marked = "|".join(map(as_marked, words("succession", "old_marked")))
    not_yet, new_models = (
        "".join(rf"(?<!\b{form} )" for word in before for form in (as_marked(word), key(word)))
        for before in (("chưa", "không"), ("dựng", "làm"))
    )
    replacing, whole, lists = (any_marked(words("succession", name)) for name in ("replacing", "whole", "lists"))
    made_from, is_old = any_marked(words("succession", "made_from")), f"{said['old']}|{marked}"
    patterns = {
        "old": rf"\b(?:{is_old})\b(?! lieu)|^(?:{said['old_alone']})$",
        # “thay bản nháp”, “mới, bỏ bản cũ”: the old one is another file
        "after_old": rf"(?<!biD )(?<!bi )\b(?:{replacing}|{made_from})(?: (?:{whole}))*"
        rf"(?:(?: (?:{lists}))*? (?:{is_old})|(?: (?:{lists}))+ {any_marked(['cũ'])})\b",
        "final": rf"{not_yet}\b(?:{said['final']})\b",
        # “M3 Ngọc Châu mới.xlsx”, and no list of new models
        "later": rf"\b(?:{said['later']})\b|{new_models}\b{any_marked(['mới'])}$",
        "adding": rf"\b(?:{said['adding']})\b",
    }
    return {name: re.compile(pattern) for name, pattern in patterns.items()}


_NAME_PARTS = re.compile(r"[()\[\]]|\s-\s")  # “M3 hủy (bản cũ)” is old itself


def _after_old(name: str) -> tuple[bool, str]:
    """Whether a name speaks of an old list that its own replaces, and the name's words but those."""
    parts = [as_marked(part) for part in _NAME_PARTS.split(name)]
    rest = [_in_names()["after_old"].sub("|", part) for part in parts]
    return rest != parts, " ".join(rest).strip()


def is_old_name(name: str) -> bool:
    """Whether a file, a folder or a sheet is called old or a draft: “bản cũ”, “nháp”; not “thay bản cũ”."""
    return bool(_in_names()["old"].search(_after_old(name)[1]))


def is_final_name(name: str) -> bool:
    """Whether a file or a sheet is called the last one: “chính thức”, “bản cuối”."""
    return bool(_in_names()["final"].search(as_marked(name)))


def follows_old(name: str) -> bool:
    """Whether a sheet or a file is called what stands in the place of an old one: “Bản chính thức”, “Sửa lại”."""
    later, adds = (bool(_in_names()[kind].search(as_marked(name))) for kind in ("later", "adding"))
    return (later or is_final_name(name) or _after_old(name)[0]) and not (adds or is_old_name(name))


def order_in_name(file: str) -> int:
    """What a file's name or folder says of its place among others: “lần 2”, “(2)”, “bản sửa”, “cũ”; 0: nothing."""
    folders, name = places_and_name(file)
    plain, marked = key(name), as_marked(name)
    if any(map(is_old_name, (*folders, name))):
        return -1
    folder = re.search(r"\blan (\d{1,2})$", key(folders[-1])) if folders else None
    if folder:
        return int(folder[1])
    numbers = [int(n) for groups in _NUMBERED.findall(f"{name} {plain}") for n in groups if n]
    later = _after_old(name)[0] or any(_in_names()[kind].search(marked) for kind in ("later", "adding"))
    return max([*numbers, int(later)]) + (_AFTER_NUMBERS if is_final_name(name) else 0)
