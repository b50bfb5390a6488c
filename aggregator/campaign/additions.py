"""What a sentence adds to a list: models by number, level or name, named, sent apart or promised."""

import re
from collections.abc import Sequence

from aggregator.campaign.level_words import levels_claimed, levels_spoken_of, levels_stated
from aggregator.campaign.sentences import changes_list, names_model, parts_of, promises
from aggregator.campaign.succession import is_unfinished
from aggregator.campaign.vocabulary import Vocabulary, only_filler
from aggregator.campaign.word_lists import MODELS, any_of, keys, marked_key, phrases
from aggregator.vietnamese.fold import has_phrase, key, of_campaign, regex, sole
from aggregator.vietnamese.scope import memory

_ITS_NUMBER = regex(r"(?i)\b(?:thứ|số)\s+\d{1,2}\b")
_OF_ONE_LISTED = regex(rf"\b{MODELS} (?:so )?\d")
_COUNTED = regex(rf"(?<!\d)(\d{{1,2}}) {MODELS}\b|\b(?:cac|nhung|mot so|nhieu|hai|ba) {MODELS}\b")
_LEAST_WORDS = 3  # of a model's name
_SAYS, _BEGINS, _BESIDES, _VERBS, _HELPS, _ASKED = (
    any_of(keys("addition", name)) for name in ("says", "beginnings", "besides", "verbs", "helps", "asked")
)
_UNLESS = of_campaign(lambda: rf"\b(?:{any_of(keys('addition', 'unless'))})\b")
_OF_PAPERS = rf"\b(?:{any_of(keys('addition', 'papers'))})\b"
# no model, though named like one: “Bổ sung: Kế hoạch số 12-KH/ĐU”, “Thêm: Số điện thoại …”
_NO_ADDITION = regex(
    r"(?:so dien thoai|(?:dia chi )?email)(?: (?:cua )?(?:lien he|nguoi lap|nguoi phu trach|dong chi)\b| \d|$)"
    rf"|(?:{_OF_PAPERS} )?m ?[12]\b|bien ban hop\b"
    rf"|(?!.*\b(?:danh sach|bieu|file|tep|phu luc|m ?[34]|{MODELS})\b)(?:{_OF_PAPERS}|quyet dinh|cong van|to trinh)"
    r" (?:so \d+ [a-z]{2,3}$|thanh lap\b|(?:\w+ ){0,2}gui kem$)"
)
# not “không bỏ sót …”, “quên mô hình nào thì báo lại”, “Đề nghị Ban giới thiệu thêm các mô hình hay”
_ADDS = regex(
    rf"(?<!\bkhong )(?<!\bkhong bo )(?<!\bkhong de )\b"
    rf"(?:(?:{_SAYS})\b(?! nao\b| so dien thoai(?!.*(?:\d|\bva) {MODELS}\b))"
    rf"|(?:{_VERBS})(?: (?:{_HELPS}|hai|ba|\d{{1,2}}))* (?:{MODELS}|dong)\b(?! nao\b))"
)
_ASKS_BOARD = regex(
    rf"\b(?:de nghi|mong|nho|xin) (?:ban|huyen uy)(?: \w+){{0,6}}? (?:{_ASKED})(?: cho xa)?"
    r" them (?:cac|nhung|mot so)\b"
)
_BEGINS_ADDING = regex(rf"(?:^|\| )(?:{_BEGINS})\b")
# “Ghi chú: còn 01 mô hình là …”, and no “Còn 04 mô hình là cấp huyện”
_ONE_MORE = regex(
    rf"(?:ghi chu \| |luu y \| )?con (?:thieu )?\d{{1,2}} {MODELS}\b"
    r"(?! (?:la |o |thuoc |dang k[yi] )*cap\b(?! \w+ nua\b))"
)
_BESIDES_LIST = regex(rf"\b(?:{_BESIDES})\b")
_REGISTERS_MODELS = regex(rf"\bdang k[yi]\b.*\b{MODELS}\b")
# a part of a sentence that is no model's name, but says something of models
_OF_SENTENCE = regex(
    rf"\b(?:{MODELS}|{_SAYS}|{_BEGINS}|{_VERBS}|{_BESIDES}|dang k[yi]|cap (?:tinh|huyen)|danh sach)\b"
)
# models by their number or level, and no paper about them: “còn 01 mô hình cấp huyện”
_OF_MODELS = regex(
    rf"(?!.*{_OF_PAPERS}(?:(?!\b(?:con|thieu)\b).)*\b{MODELS}\b)(?=.*\b{MODELS}\b)"
    rf".*(?:\bcap (?:tinh|huyen)\b|(?<!\d)\d{{1,2}} {MODELS}\b|\b{MODELS} (?:con|tiep|khac|chua)\b)"
)
# “Danh sách cấp huyện đã gửi qua Zalo”, “… gửi riêng bằng văn bản giấy”
_SENT_APART = regex(
    rf"(?:^|\| )(?:rieng |cac )*(?:danh sach|ds|phan|{MODELS})(?: dang k[yi])? cap (?:tinh|huyen)"
    r"(?: (?:xa|don vi|se|xin|duoc))* (?:da (?:gui|nop)|(?:gui|nop) (?:rieng|qua|sau|truoc|bang|roi))\b"
)


def _come_later(part: str, former: str) -> bool:
    """Whether a part of a sentence promises models, named there or in the part before it."""
    of_former = not re.search(_OF_PAPERS, key(part)) and _OF_MODELS.match(key(former))
    return promises(part) and bool(_OF_MODELS.match(key(part)) or of_former)


@memory(4096)
def addition(vocabulary: Vocabulary, sentence: str) -> tuple[str | None, int | None] | None:
    """The level and number (None: any) of models that a sentence adds to a list; None: it adds none."""
    parts = parts_of(sentence)
    words = " | ".join(map(key, parts))
    about = [part for part in map(key, parts) if len(parts) == 1 or _OF_SENTENCE.search(part)]
    if "?" in sentence or _UNLESS.search(" | ".join(about)):
        return None
    levels = levels_spoken_of(sentence)
    later = promises(sentence) and any(_come_later(part, other) for part in parts for other in parts)
    besides = _BESIDES_LIST.search(words) and (levels or _REGISTERS_MODELS.search(words))
    if _SENT_APART.search(words) or is_unfinished(sentence, elsewhere=True):
        return sole(levels), None
    if promises(sentence) and not (later or besides):
        return None
    counted, numbered = _COUNTED.search(words), _OF_ONE_LISTED.search(words)
    titled = (part for part in parts[1:2] if part[0].isupper() and not _NO_ADDITION.match(key(part)))
    named = levels or any(len(part.split()) >= _LEAST_WORDS for part in titled)
    adds = bool(_ADDS.search(_ASKS_BOARD.sub("|", words)) or (named and _BEGINS_ADDING.search(words)))
    adds = adds or bool(_ONE_MORE.match(words))
    if adds and phrases("remark", "enclosed").search(marked_key(sentence)):
        adds = names_model(sentence) or ":" in sentence  # “Xã gửi lại danh sách, bổ sung 01 mô hình” adds none
    if not (later or adds or besides):
        told = len(levels) == 1 and not (counted or numbered) and levels == levels_claimed(sentence)
        told = told and (
            _tells_model(vocabulary, parts)
            or (names_model(sentence) and not changes_list(sentence, beside_list=True))
        )
        if not told or any(count is not None for count in levels_stated(sentence).values()):  # “cấp huyện: 4”
            return None
    elif not levels and re.search(r"\b(?:cap (?:xa|co so)|mo hinh co so)\b", words):
        return None
    number = int(counted[1]) if counted and counted[1] else None if counted or len(levels) > 1 else 1
    return sole(levels), number


def repeats_count(vocabulary: Vocabulary, text: str, name: str, level: str | None) -> bool:
    """Whether a text outside a list only names a model of it, at its level: “- Cấp tỉnh: Nuôi ong”."""
    named = {code for part in parts_of(text) if (code := vocabulary.level_heading(_ITS_NUMBER.sub("", part)))}
    return _says_name(text, name) and (level is None or named | levels_claimed(text) <= {level})


def _tells_model(vocabulary: Vocabulary, parts: Sequence[str]) -> bool:
    """Whether one part of a sentence is a level, and another may be a model's name."""
    of_level = [part for part in parts if vocabulary.level_heading(_ITS_NUMBER.sub("", part))]
    if not of_level or any(vocabulary.section(part)[0] for part in parts):
        return False  # “II. Lĩnh vực văn hóa - xã hội (đăng ký cấp huyện)”
    names = [key(part) for part in parts if part not in of_level]
    plain = [name for name in names if not only_filler(re.sub(r"\bcap\b", "", name))]
    spoken_of = (*keys("heading", "of_above"), *keys("addition", "legends"), *keys("addition", "looks"))
    of_others = any(has_phrase(key(part), words) for part in parts for words in spoken_of)
    return any(len(name.split()) >= _LEAST_WORDS for name in plain) and not of_others


def _says_name(sentence: str, name: str) -> bool:
    """Whether a sentence gives a name as a whole: “… mô hình “Nuôi ong” cấp huyện”, and not “Nuôi ong lấy mật”."""
    words, named = (" | ".join(map(key, parts_of(text))) for text in (sentence, name))
    whole = rf"\b{re.escape(named)}(?: \||$| (?:cap|do|cua|dang k[yi]|nua)\b)"
    return bool(named) and bool(re.search(whole, words))
