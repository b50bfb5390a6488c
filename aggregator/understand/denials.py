"""What says that nothing is registered: “Không” in place of a name, a sentence of a paper or a mail."""

import re
from collections.abc import Iterable

from aggregator.campaign.sentences import promises, quotes_name, sentences
from aggregator.campaign.word_lists import MODELS, any_of, any_with_marks, keys, marked_key, words
from aggregator.nouns.document import Value, as_text
from aggregator.nouns.finding import data_file
from aggregator.vietnamese.fold import key, of_campaign, regex
from aggregator.vietnamese.scope import memory

NOTHING = frozenset(keys("nothing", "names"))
_OF_LIST = any_of(keys("nothing", "things"))
_POLITE = "(?: (?:a|nhe|nha|dau|em|anh|chi|ban))*"
_NO = (
    r"khong (?:(?:co nhu cau|co|thuc hien|tham gia|xay dung|lua chon|de xuat|de nghi|to chuc|tap the|ca nhan"
    r"|va|hoac|nao) )*"
    rf"(?:dang k[yi](?= (?:{_OF_LIST})\b|{_POLITE}$)|mo hinh|dien hinh|noi dung(?: nao)? dang ky)"
)
_NOT_YET = r"chua co (?:mo hinh|dien hinh|noi dung|tap the|ca nhan)(?: [a-z]+){0,4} dang ky"
_NONE = rf"\b(?:{_NO}|{_NOT_YET})\b"
# “không đăng ký lại”, “không đăng ký các mô hình đã được công nhận” are advice; “không đăng ký đúng hạn” tells how
_ADVICE = (
    r"(?!(?: (?:cac|nhung|mo hinh|dien hinh|noi dung|dan van kheo|nao|bi|nam|20\d\d))*"
    r" (?:lai|trung(?! tam\b)|du phong|du bi|thay the|qua|vuot|da|hinh thuc|tran lan|dan trai|chung chung"
    r"|chay theo|lap|dung (?:han|thoi|mau|quy|tien|ke hoach)|kip|day du|du so|cham|muon|tre|som|truoc)\b)"
)
# “không đăng ký mô hình mới”, “… cấp tỉnh” is said of some
_OF_SOME = (
    r"(?!(?: (?:cac|nhung|them|mo hinh|dien hinh|noi dung|dang ky|dan van kheo|nao|cua|la))*"
    r" (?:moi|(?:o )?(?<!cac )cap(?! tinh (?:va |hoac )?(?:cap )?huyen)|them|bo sung|khac|thuoc|theo|qua|bang"
    r"|ca nhan|tap the(?! (?:va |hoac )?ca nhan)|(?:trong |o |ve )?linh vuc)\b)"
)
_OF_ALL = regex(rf"{_NONE}{_ADVICE}{_OF_SOME}")
_UPWARD_ALONE = regex(
    rf"\b(?:{_NO}|{_NOT_YET})(?: [a-z]+){{0,8}}? cap tinh (?:va |hoac )?(?:cap )?huyen\b"
    r"(?! (?:va |hoac )?(?:cap )?(?:co so|xa)\b)"
)
# a part of the unit, one level or field, whoever it may be, or a question
_DENIED = regex(_NONE)
_PARTS = regex(rf"\b(?:{any_with_marks(words('nothing', 'parts'))})\b")
_RURAL = marked_key("nông thôn")  # in the names of units, and no hamlet
_ONE_MODEL = regex(r"\b(?:mo hinh|dien hinh) (?:so |thu )?\d+\b")
_ASKS = regex(rf"\b(?:{any_of(keys('nothing', 'questions'))})\b| khong$")
_REGISTERS_SOME = regex(
    r"(?<!khong )\b(?:dang ky|duy tri|giu nguyen|tiep tuc thuc hien)\b(?: (?!khong)[a-z]+){0,3}"
    rf" (?:0*[1-9]\d*|cac) {MODELS}\b"
    rf"|\bcap [a-z ]{{2,6}} (?:dang ky )?\d+ {MODELS}\b"
)
_KEEPS = regex(
    r"(?<!khong )(?<!chua )(?<!da )(?P<only>\b(?<!dia )chi )?(?:van )?"
    r"\b(?:dang ky|duy tri|giu|tiep tuc|thuc hien|xay dung|trien khai|lam|to chuc|nhan rong)\b"
    r"(?: (?!cua)[a-z]+){0,3}? (?:\d+ )?(?:mo hinh|dien hinh)\b|^mo hinh(?P<base> (?:cap )?co so)?\b"
)
# who says of itself that it registers “nội dung nào”; “Công an không đăng ký …” may be a commune's body
_HEADS = any_of([key(each) for each in data_file("names.toml")["district_heads"]])
_SELF = (
    rf"(?:(?:co quan |don vi )?(?:{_HEADS})"
    r"(?: (?!khong\b)[a-z]+){0,6}?|chung toi|chung em|(?:don vi|co quan)(?: chung toi| toi)?)"
)
_OF_MODELS = regex(
    r"\b(?:mo hinh|dien hinh)\b|^(?:kinh gui (?:[a-z]+ ){1,6}?)?(?:nam (?:nay|20\d\d) )?"
    rf"{_SELF}(?: don vi)?(?: nam (?:nay|20\d\d)| xin)* khong (?:co )?dang k[yi] noi dung nao\b"
    rf"|\bkhong (?:co )?dang k[yi]{_POLITE}$"
)
# “Số mô hình đăng ký: 0”, “Đơn vị đăng ký: 0 mô hình”, of everything: no words besides those of a count
_IN_NAME = r"(?!(?:cap|linh vuc|thon|xom|to|chi|khong)\b)[a-z]+"  # “… của Hạt Kiểm lâm: 0 mô hình”
_OF_UNIT = (
    rf"cua (?:(?:{_HEADS})(?: {_IN_NAME}){{0,6}}?|(?:xa|thi tran)(?: {_IN_NAME}){{2}}|(?:{_IN_NAME} ){{1,6}}?huyen)"
)


def _none_counted() -> str:
    counted = f"(?:{any_of(keys('nothing', 'counted'))})"
    return (
        rf"(?=.*\bdang k[yi]\b)(?:(?=.*\b{MODELS}\b.*\|)(?:{counted} )+(?:{_OF_UNIT} (?:{counted} )*)?\| "
        r"(?:khong|ko|0+|chua)"
        rf"|(?:{counted} )+(?<=\bdang k[yi] )(?:\| )?0+ {MODELS})(?: (?:{counted}|nao))*"
    )


_NONE_TOLD = of_campaign(_none_counted)
_YEAR_SPOKEN_OF = of_campaign(
    lambda: (
        r"(?<!nhu )(?<!giong )(?<!tu )(?<!voi )\b"
        rf"(?:(?P<past>{any_of(keys('remark', 'past'))})|nam (?:nay|20\d\d))\b"
    )
)
_NONE_YET = regex(rf"\bchua dang k[yi](?: duoc)?(?: (?!cap\b)[a-z]+){{0,3}} {MODELS}(?: [a-z]+){{0,4}}? nao\b")
_REGISTERS_NOTHING = regex(rf"{_NONE}{_ADVICE}")


def says_nothing(value: Value) -> bool:
    """“Không”, “Không đăng ký” in place of a name."""
    return isinstance(value, str) and key(value) in NOTHING


def registers_nothing(text: str) -> bool:
    """Whether a sentence says that the unit registers nothing (“Năm 2024 đơn vị không đăng ký mô hình”)."""
    words = key(text)
    return ("khong " in words or "chua co " in words) and bool(_REGISTERS_NOTHING.search(words))


def registers_none_yet(text: str) -> bool:
    """Whether a sentence says “năm nay chưa đăng ký mô hình nào”: it may mean “không”, or that a list comes."""
    return bool(_NONE_YET.search(key(text)))


def registers_nothing_at_all(texts: Iterable[str], *, of_models: bool = False) -> bool:
    """Whether a letter or mail says so of everything: not of new models, of one level or one field alone.

    ``of_models``: in a sentence that names models, or nothing that could be meant besides. A letter that registers,
    keeps or goes on with models elsewhere says nothing of the kind.
    """
    said = [(sentence, key(sentence)) for text in texts for sentence in sentences(text)]
    stated = ((text, words) for text, words in said if "?" not in text and not _ASKS.search(words))
    stated = ((text, words) for text, words in stated if not of_models or _OF_MODELS.search(words))
    stated = ((text, words) for text, words in stated if not _of_last_year(text))
    of_all = any(_OF_ALL.search(words) and not _by_some(text) for text, words in stated)
    counted = any(_tells_none(text) for text, words in said if "dang k" in words)
    of_all = of_all or (counted and not any(promises(text) for text, _ in said))
    return of_all and not any(_REGISTERS_SOME.search(words) or _keeps_one(text) for text, words in said)


def _tells_none(sentence: str) -> bool:
    """Whether a sentence counts no models at all: “Số mô hình đăng ký: 0”, “Tổng số mô hình đăng ký: không”."""
    label, _, told = sentence.rpartition(":")
    words = " | ".join(filter(None, (key(label), key(told))))
    return "?" not in sentence and bool(_NONE_TOLD.fullmatch(words))


def _of_last_year(sentence: str) -> bool:
    """Whether all that a sentence denies is of a year before: “Năm 2023 không đăng ký, năm nay đăng ký như sau”."""
    past, denied = False, []
    for part in map(key, re.split("[,;]", sentence)):
        years = [*_YEAR_SPOKEN_OF.finditer(part)]
        of_part = years[-1]["past"] is not None if years else past
        denied += [of_part] if _DENIED.search(part) else []
        past = of_part and len(part.split()) <= 3  # “Năm 2023, đơn vị không …”
    return bool(denied) and all(denied)


@memory(4096)
def denies_of_unit(text: str) -> bool:
    """Whether a line, and no heading, says that its unit registers nothing: “Phòng không đăng ký mô hình”."""
    subject = "" if text.rstrip().endswith(":") else subject_that_denies(text)
    return bool(subject) and not _OF_MODELS.search(subject)


def subject_that_denies(text: str) -> str:
    """The key of what stands before “không đăng ký mô hình” in a sentence that says it."""
    words = key(text)
    denied = _DENIED.search(words) if "khong" in words or "chua" in words else None
    return words[: denied.start()].strip() if denied else ""


def _keeps_one(sentence: str) -> bool:
    """Whether a part of a sentence has the unit do one model, by its name or alone: “chỉ thực hiện mô hình …”."""
    parts = [(part, _KEEPS.search(key(part))) for part in re.split("[,;]", sentence)]
    return any(
        kept and not _DENIED.search(key(part)) and (kept["only"] or kept["base"] or quotes_name(part))
        for part, kept in parts
    )


def denies_upward_alone(texts: Iterable[str]) -> bool:
    """Whether what a letter or mail denies is the levels above the base: “không đăng ký cấp tỉnh, cấp huyện”."""
    said = [key(sentence) for text in texts for sentence in sentences(text)]
    denied = [words for words in said if _OF_ALL.search(words)]
    return bool(denied) and all(_UPWARD_ALONE.search(words) for words in denied)


def _by_some(sentence: str) -> bool:
    """Whether what stands before “không đăng ký” is only a part of a unit, one model, or nobody in particular."""
    before = subject_that_denies(sentence)
    subject = " ".join(marked_key(sentence).split()[: len(before.split())]).replace(_RURAL, "|")
    return bool(_PARTS.search(subject) or _ONE_MODEL.search(before))


def says_no_more(value: Value) -> bool:
    """“Không đăng ký” where a heading could stand: an empty group; “Không đăng ký nữa” is a heading."""
    if says_nothing(value):
        return True
    words = key(value) if isinstance(value, str) else ""
    begins = words.startswith(("khong ", "chua co ")) and not as_text(value).rstrip().endswith(":")
    return begins and not re.search(r"\b(?:nua|tiep|tiep tuc|lai)\b", words) and registers_nothing(words)
