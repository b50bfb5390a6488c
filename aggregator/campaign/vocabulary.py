"""The words of a campaign for its fields and levels; a section is known by its words, never by its numeral (R9)."""

import re
from collections.abc import Iterable, Sequence

from aggregator.campaign.level_words import LEVEL_CODES
from aggregator.campaign.sentences import (
    ANY_YEAR,
    OF_PART,
    RECOGNITION,
    is_rejected,
    may_be_reserve,
    movement_in,
    parts_of,
)
from aggregator.campaign.word_lists import MODELS, any_of, campaign_year, keys
from aggregator.nouns.unit import Campaign
from aggregator.vietnamese.fold import codes_in, composed, fold, has_phrase, key, longest_first, regex, sole
from aggregator.vietnamese.scope import memory

_NUMERAL = regex(
    r"^\s*(?:\(\s*(?:[IVX]+|\d{1,2}|[A-Ea-eđĐ])\s*\)|(?:[IVX]+|\d{1,2}|[A-Ea-eđĐ])\s*[-–—.:)/]+)\s*[-–—.:]*\s*"
)
_SHORT_FIELD = regex(r"^lv\b")  # “LV VH - XH”
_ROMAN_START = regex(r"^\s*[IVX]+\s*[-–—.:)/ ]")
_PART = regex(r"(?i)^\s*(?:phần|mục|nhóm)\s+(?:thứ\s+)?\w{1,4}\s*[-–—.:)/]+\s*")
_FIELD_LABEL = regex(r"(?i)^\s*lĩnh vực\s*(?:[IVX]+\b|\d)?\s*[-–—.:)]\s*")
_FIELD_NUMBER = regex(r"^\s*(?:lĩnh vực|lv)\b\.?\s*(?:số\b)?")  # “LV II”
_CUT = regex(r"[(\[:]")
_CAP = regex(r"(?i)\bcấp\s")
_LEADING = keys("heading", "leading")
_TASKS = keys("heading", "tasks")
_PERIOD = regex(r"(?:quy|thang|dot|hoc ky|ky|6 thang|sau thang)(?: (?:dau|cuoi))?(?: (?:nam|[ivx]+|\d{1,4}))*")
# what registers models of before again: “Nhân rộng các mô hình đã công nhận năm 2023”
_AGAIN = r"tiep tuc|duy tri|chuyen (?:sang|tiep|qua)|(?<!da )(?<!duoc )nhan rong"
# but in a report: “Đánh giá việc duy trì các mô hình đã được công nhận năm 2023”
_TELLS = rf"(?!(?:phan \w+ )?(?:{any_of(keys('heading', 'reports'))})\b)"
# what heads models that are not registered any more, or are only reported on
_NOT_REGISTERED = regex(
    r"\bkhong (?:dang ky|dang ki|tiep tuc|duy tri|thuc hien|con)\b(?! (?:(?:len|voi|o) )?(?:cap|tinh|huyen)\b)"
    r"|\bkhong trien khai\b|\bchua (?:trien khai|thuc hien)\b|\bda (?:rut|huy|ket thuc|dung|giai the)\b"
    r"|(?<!noi )(?<!xay )(?<!su )(?<!ap )\b(?:rut|huy|dung) (?:khoi|ten|dang ky|thuc hien|hoat dong)\b"
    r"|^ket qua (?:thuc hien|xay dung|duy tri|nhan rong|nam|cong nhan)\b"
    r"|^(?:(?:cac|danh sach|bang) )?(?:(?:mo hinh|dien hinh) )?(?:de nghi )?khen thuong\b"
    rf"|^(?!{_TELLS}.*\b(?:{_AGAIN})\b)"
    rf".*\b(?:{any_of(keys('heading', 'past'))}) (?:(?!dang k[yi]\b)\w+ ){{0,4}}nam \d{{4}}$"
)
_REPORTS = regex(rf"(?!{_TELLS})(?!.*\bdang k[yi]\b)")
_SINCE = r"tu nam|tu 20\d\d(?!.*\b(?:20\d\d|den|toi|nay)\b)|so voi"
_GOES_ON = rf"{_AGAIN}|{_SINCE}"
_GOING_ON = regex(rf"^{_TELLS}.*\b(?:{_AGAIN})\b|\b(?:{_SINCE})\b")
_DRAFTS = any_of(keys("heading", "drafts"))
_DRAFT = regex(
    rf"(?!.*\b(?:{_GOES_ON})\b)"  # “… từ năm trước” is registered
    rf"(?:(?:(?:ban|danh sach|cac|mo hinh|dien hinh) )*(?:{_DRAFTS})(?: .{{0,25}})?"
    rf"|.{{0,80}}\b(?:mo hinh|danh sach|noi dung|dien hinh)\b.{{0,80}} (?:{_DRAFTS}))"
)
_PAST = regex(
    rf"(?!{_TELLS}.*\b(?:{_GOES_ON})\b)(?!.*(?:\bdang k[yi]\b|\d{{4}}$))"
    rf".{{0,40}}\b(?:{any_of(keys('heading', 'past'))})\b.{{0,25}}"
)
_MODES = {mode: regex(rf"\b(?:{any_of(keys('heading', mode))})\b") for mode in ("continuing", "new")}
_BARE_MODES = {"continuing": "cu", "new": "moi"}
_HOLDERS = {"tap the": "collective", "ca nhan": "individual"}
_REGISTERS = regex(
    rf"(?:(?:cac|nhung|danh sach|nhom|phan|{MODELS}) )*"
    r"(?:dang k[yi]|xay dung moi|lam moi|de nghi xet|(?:duoc )?(?:lua )?chon)\b"
)
_OF_THE_BASE = regex(r"\b(?:mo hinh|dien hinh|kheo) co so(?: (?:trong )?nam \d{4})?$")
_FILLER = frozenset(keys("heading", "filler"))
_OF_MOVEMENT = frozenset(keys("heading", "of_movement"))
_BESIDE_LEVEL = frozenset(keys("heading", "beside_level"))
_BODIES, _BASES = (any_of(keys("heading", name)) for name in ("recognisers", "base"))
_OF_BODY = regex(rf"\b(?:uy|cong nhan|{_BODIES})\b")
# the levels listed right after “cấp”: “tỉnh”, “tỉnh, huyện”, “tỉnh và cấp huyện”
_AFTER_LEVEL_WORD = regex(rf"\bcap((?: (?:va|hoac|hay|{any_of([*LEVEL_CODES])})\b)+)")
_OTHER_GROUPS = frozenset(keys("heading", "groups"))
_ASKS = regex(r"[?☐□▢⬜❏❑❒]|\[\s*\]|\(\s*\)")  # a box that is not ticked, too
_DENIES = regex(r"\b(?:khong|chua)\b(?! (?:co|ra) (?:quyet dinh|qd|ket qua|van ban)\b)")
_OF_AGENCY = regex(
    rf"(?:(?:chi bo|chi uy|dang bo|dang uy|co quan|don vi) )*"
    rf"(?:{any_of(keys('heading', 'agencies'))})\b(?! (?:chong|ngua|thu|chay)\b)"
)
_BEHIND_AGENCY = regex(r"\s[-–—]\s|,")
_AS_TO = regex(r"^(?:doi voi|ve) (?=cap )")
_AND_BASE = regex(r"\bco so\b(?! luong)")  # besides another level; “có số lượng …” is none
_DENIED_LEVEL = regex(r"\b(?:khong|chua|ngoai)(?: \w+){0,5} cap\b.*")
_BRACKET = "zz"  # “cấp tỉnh (yêu cầu ít nhất 01)”, which asks no level for anything
_WHOSE_LEVEL = regex(
    rf"(?<!tieu )\b(?:{any_of(keys('heading', 'whose_level'))})"
    rf"(?: (?:{_BRACKET}|so|cua|ve|toi|den|len|thuoc|tong hop|m?\d+|[ivx]+))* cap .*"
    rf"|\bcap (?:{any_of([*LEVEL_CODES])}) (?=(?:{any_of(keys('heading', 'acts_of_level'))})\b)"
)
# who does what stands below, and at no level: “Tập thể cấp xã”, “Các mô hình do cấp xã thực hiện”
_BASE = r"cap (?:xa|thi tran|thon|co so)"
_DONE_BY, _DOER = (any_of(keys("heading", name)) for name in ("done_by", "doers"))
_DOERS = regex(
    rf"(?!.*\b(?:dang k[yi]|d ky|dk|cong nhan|xet)\b)(?=.*\b{_BASE}\b)"
    rf".*\b(?:(?:do|cua) cap|{_BASE} (?:{_DONE_BY})|{_DOER})\b"
)
# what such a heading says, and nothing of a model's name
_OF_DOERS = regex(rf"\b(?:{_BASE}|{_DONE_BY}|{_DOER}|do|cua|cac|nhung|va|xa|thi tran|thon|chinh tri xa hoi)\b")
_IN_ROUND = regex(r"\([^()]*\)")
_OF_A_FORM = regex(rf"(?<!tieu )\b(?:{any_of(keys('heading', 'forms'))})\b")
_LEAST_LETTERS = 3
_BASE_HEADING = regex(
    rf"(?!.*\b(?:cua|cac)\b)(?P<before>.*?)(?P<at>(?:{any_of(keys('heading', 'base_at'))}) )?"
    rf"(?:{any_of(keys('heading', 'base'))})"
)
_OWN = "(?:xa|thi tran|co so|dia phuong|don vi|co quan)"
# behind the headings of the levels above, counted as they are: “3. Các mô hình của xã”, “3. Các mô hình thực hiện
# ở cơ sở”, “Các mô hình còn lại (cơ sở)”, “3. Nội dung cơ sở tự xây dựng”
_OF_OWN = regex(
    rf"(?:(?:cac|nhung|{MODELS}|dan van kheo|con lai|khac|rieng) )*"
    rf"(?:(?:cua|rieng) (?:cap )?{_OWN}(?: nha)?|(?:(?:dang ky|thuc hien|trien khai|tai|o|{_OWN}) )*co so"
    rf"|(?:do )?{_OWN} tu(?: (?:xay dung|thuc hien|trien khai|to chuc|lam|quan ly|cong nhan|dang ky|va))+)"
)
# “STT 1, 3 và 5”, “mô hình số 2 đến số 5”: models by their numbers; “04 mô hình” counts them
_ONE_NUMBER = rf"(?:(?:{any_of(keys('heading', 'numbering'))})[ .:]*)*\d{{1,2}}(?!\d)"
_NUMBERS = rf"{_ONE_NUMBER}(?: ?(?:,|-|–|va|den) ?(?:(?:va|tu|den|cac) )?{_ONE_NUMBER})*(?! ?(?:{MODELS}|[%/]))"
_OF_A_PART = regex(rf"\bdanh sach(?: so)? \d|{OF_PART.pattern}")
_IS_NUMBERS = regex(r"[a-z][ .:]*\d{1,2}(?!\d)|\d ?(?:,|va) ?\d")
_BY_NUMBER = frozenset(keys("heading", "by_number"))
_of_text = memory(4096)  # the same titles, heads and headings stand in every return


class Vocabulary:
    """Knows the heads of a campaign's fields, the words of its levels, and its year."""

    def __init__(self, campaign: Campaign) -> None:
        fields, levels, office, self.year = campaign.fields, campaign.levels, campaign.office, campaign.year
        places = any_of([key(office.province), key(office.district)])
        self._of_place = regex(rf" (?:{places})\b")  # “Huyện ủy Tân Yên”
        self.level_titles = {level.code: level.title for level in levels}
        self._field_phrases = longest_first((words, f.code) for f in fields for words in f.heads)
        self._fields = dict(self._field_phrases)
        self._numerals = {f.numeral.casefold(): f.code for f in fields}
        self._level_phrases = longest_first((words, level.code) for level in levels for words in level.words)
        self._column_phrases = longest_first(
            (words, level.code) for level in levels for words in (*level.words, *level.column_words)
        )
        self._levels, self._in_column = dict(self._level_phrases), dict(self._column_phrases)
        level = any_of([*self._levels])
        self._said_by_number = regex(
            rf"\b(?:(?P<rest>con lai)|(?P<numbers>(?:so )?khong|{_NUMBERS})|(?P<level>{level})"
            rf"|\d+ {MODELS}|(?P<word>\w+))\b"
        )
        own = rf"(?:dang uy|chi bo|{_BASES})(?: (?:{_BASES}))?(?: xet)? cong nhan"
        self._body = regex(rf"\b(?:do )?(?:{own}|(?:(?:{_BODIES}) )*(?P<level>{level})(?: uy)?)\b")

    @_of_text
    def section(self, text: str) -> tuple[bool, str | None]:
        """Whether a row's only text is a section heading, and the field it names (None: none of the four)."""
        numeral = bool(_ROMAN_START.match(text))
        words, bare = key(_CUT.split(_plain_heading(text), maxsplit=1)[0]), _field_words(text)
        words = _SHORT_FIELD.sub("linh vuc", words)
        labelled = has_phrase(words, "linh vuc")
        if bare in self._fields:
            return True, self._fields[bare]
        if labelled and words.find("linh vuc") <= len("cac mo hinh thuoc "):
            return True, self._only_field_in(bare)
        if numeral and not self.names_agency(text):
            field = self._only_field_in(bare)
            return field is not None and any(f"{bare} ".startswith(f"{phrase} ") for phrase in self._fields), field
        return False, None

    def field_of_heading(self, text: str) -> str | None:
        """The one field of a row that heads others by its place, in any wording: “C. Mô hình giữ gìn an ninh”."""
        if self.names_agency(text):
            return None
        words = _field_words(text)
        bare = _bare_words(words, _TASKS)
        return self._fields.get(words) or self._fields.get(bare) or self._only_field_in(words)

    def names_agency(self, heading: str) -> bool:
        """Whether a heading names an agency and no field behind it: “Phòng Kinh tế”, not “Ngân hàng - kinh tế”."""
        if not _OF_AGENCY.match(key(_plain_heading(heading))):
            return False  # most headings
        agency, *rest = _BEHIND_AGENCY.split(_plain_heading(heading), maxsplit=1)
        named = bool(rest) and _bare_words(key(rest[0]), _TASKS) in self._fields
        return not named or self._only_field_in(key(agency)) is not None

    def _only_field_in(self, words: str) -> str | None:
        """The field whose words stand in the text, if they are the words of one field only."""
        return sole(codes_in(words, self._field_phrases))

    @_of_text
    def field_in_column(self, text: str) -> str | None:
        """The field that a field column, a sheet name or a box names, or None."""
        words = _field_words(text)
        numeral = self._numerals.get(_FIELD_NUMBER.sub("", text.casefold()).strip().rstrip(".)"))
        return numeral or self._fields.get(words) or self._only_field_in(words)

    @_of_text
    def levels_in_column(self, text: str) -> frozenset[str]:
        """Every level that words of a level column name; all where they ask (“Huyện ?”, “☐ Huyện”) or deny."""
        now = RECOGNITION.sub(" ", composed(text)) if "(" in text else text
        if now != text and (levels := self.levels_in_column(now)):
            return levels
        codes = codes_in(self._written_across(text).replace("xa hoi", ""), self._column_phrases)
        asked = codes and (_ASKS.search(text) or _DENIES.search(key(text)))
        return frozenset(LEVEL_CODES.values() if asked else codes)

    @_of_text
    def level_heading(self, text: str) -> str | None:
        """The one level that a heading, a sheet name or brackets name and say nothing besides."""
        words = f" {_AS_TO.sub('', self._written_across(_PART.sub('', _NUMERAL.sub('', text))))} "
        for phrase, level in self._level_phrases:
            if f" {phrase} " in words:
                rest = words.replace(f" {phrase} ", " ", 1).split()
                if self.tells_doer(text) if level == "base" else _AND_BASE.search(words):
                    return None
                return level if _say_nothing(rest) else None
        return None

    def is_heading(self, text: str) -> bool:
        """Whether a text by itself names a section or a level: “ĐĂNG KÝ CẤP TỈNH” is nobody's signature."""
        return self.section(text)[0] or self.level_heading(text) is not None

    @_of_text
    def level_of_recognition(self, text: str) -> str | None:
        """The one level of a heading or cell, also by its body: “Đề nghị Tỉnh ủy công nhận”."""
        words = self._of_place.sub("", _heading_key(_PART.sub("", text)))
        if not _OF_BODY.search(words):
            return self.level_heading(text)  # most texts
        level = sole({self._levels.get(body["level"], "base") for body in self._body.finditer(words)})
        rest = self._body.sub(" ", words).split()
        return level if _say_nothing(rest) else None

    def level_of_abbreviation(self, text: str) -> str | None:
        """The level of a text that is no more than a word of the level column: “H”, “2. ĐKH”."""
        return self._in_column.get(_heading_key(text))

    @staticmethod
    def level_may_be_of_form(text: str) -> bool:
        """Whether the level that a sheet's name or a caption names may be its form's: “Mẫu 3 huyện”."""
        words = key(text)
        form = _OF_A_FORM.search(words) and not re.search(rf"\b{MODELS}\b", words)
        return bool(form) or not (has_phrase(words, "cap") or has_phrase(words, "co so"))

    @staticmethod
    def tells_doer(text: str) -> bool:
        """Whether the level of the base in a heading may be whose the models are: “Cấp xã (ban, ngành)”."""
        if not _DOERS.match(key(text)):
            return False  # most rows
        outside = _IN_ROUND.sub("", _NUMERAL.sub("", text).partition(":")[0])
        return only_filler(_OF_DOERS.sub("", key(outside)))

    @staticmethod
    def is_base_heading(text: str) -> bool:
        """Whether a heading beside those of the levels above is of the base: “C. Xã”, “Mô hình đăng ký tại xã”."""
        found = _BASE_HEADING.fullmatch(_heading_key(_PART.sub("", text)))
        at = found is not None and found["at"] and "dang k" not in found["before"]
        return found is not None and not at and only_filler(found["before"])

    @staticmethod
    def is_of_own(text: str) -> bool:
        """Whether a heading counted like those of the levels above is of the base: “3. Các mô hình của xã”."""
        return bool(_OF_OWN.fullmatch(_heading_key(text)))

    @_of_text
    def levels_by_number(self, text: str) -> tuple[tuple[str, frozenset[int]], ...]:
        """Each level and the numbers of its models, as “Cấp tỉnh: STT 1, 3; còn lại cấp huyện” says; {}: the rest.

        {0} are none: “Cấp tỉnh: không; cấp huyện: STT 1, 3”.
        Nothing where the text says anything besides, or only numbers that may count models (“cấp tỉnh: 1”).
        """
        folded = fold(without_numeral(text))
        if not _IS_NUMBERS.search(folded):
            return ()  # most lines
        found = [(m.lastgroup, m[0]) for m in self._said_by_number.finditer(folded)]
        said = [pair for pair in found if pair[0] not in (None, "word")]
        others = [words for kind, words in found if kind == "word" and words not in _BY_NUMBER]
        by_number = any(kind == "numbers" and _IS_NUMBERS.search(words) for kind, words in said)
        by_number = by_number and not _OF_A_PART.search(fold(text))
        pairs = [dict(sorted(pair)) for pair in zip(said[::2], said[1::2], strict=False)]
        paired = len(said) % 2 == 0 and all("level" in pair and len(pair) == 2 for pair in pairs)
        # “mô hình số không đăng ký cấp huyện” may lack a number
        none = any(first[1].endswith("khong") for first in said[::2])
        if none or not (by_number and paired and only_filler(" ".join(others))):
            return ()
        numbers = [_numbers_in(pair.get("numbers", "").replace("khong", "0")) for pair in pairs]
        return tuple(zip([self._levels[pair["level"]] for pair in pairs], numbers, strict=True))

    @_of_text
    def level_of_section(self, text: str) -> str | None:
        """The one level that a field's heading gives its models: “Kinh tế (cấp tỉnh)”, no “(OCOP cấp tỉnh)”."""
        level = self.level_in_title(text)
        before = (key(part).partition(" cap ")[0] for part in parts_of(_plain_heading(text)) if _CAP.search(part))
        said = (_bare_words(words, _TASKS) for words in before if not words.startswith("cap "))
        return level if all(only_filler(w) or codes_in(w, self._field_phrases) for w in said) else None

    def _written_across(self, text: str) -> str:
        """The key of a text, also of a level's name that is written downwards, letter by letter."""
        words = key(text)
        if words.count(" ") < _LEAST_LETTERS or len(words) > 2 * words.count(" ") + 1:
            return words  # most texts
        joined = words.replace(" ", "")
        return next((phrase for phrase, _ in self._level_phrases if phrase.replace(" ", "") == joined), words)

    @staticmethod
    def other_heading(text: str) -> bool:
        """Whether a row only groups the models below it by holder or by mode (“B. Cá nhân”, “Mô hình mới”)."""
        return _bare_heading(text) in _OTHER_GROUPS or Vocabulary.tells_doer(text)

    @staticmethod
    @_of_text
    def mode_heading(text: str) -> str | None:
        """The one mode that a heading names: “A. TIẾP TỤC DUY TRÌ”, “Các mô hình đăng ký mới”; of two none."""
        words, bare = _heading_key(text), _bare_heading(text)
        modes = {mode for mode, said in _MODES.items() if said.search(words) or bare == _BARE_MODES[mode]}
        return modes.pop() if len(modes) == 1 and not Vocabulary.is_not_registered(text) else None

    @staticmethod
    @_of_text
    def holder_heading(text: str) -> str | None:
        """The kind of holder that a heading names and says nothing besides: “A. TẬP THỂ”, “Điển hình cá nhân”."""
        return _HOLDERS.get(_bare_heading(text))

    @staticmethod
    @_of_text
    def is_not_registered(text: str) -> bool:
        """Whether a heading is over models that are not registered: “Các mô hình không đăng ký nữa”."""
        past = Vocabulary.is_draft(text) or Vocabulary.is_past(text)
        return past or is_rejected(text) or bool(_NOT_REGISTERED.search(_heading_key(text)))

    @staticmethod
    def is_past(text: str) -> bool:
        """Whether a heading is over models that were recognised or done before: “Mô hình đã được công nhận”."""
        return bool(_PAST.fullmatch(_heading_key(text)))

    def reports_past(self, text: str) -> bool:
        """Whether a line reports on a year before this one: “ĐÁNH GIÁ MÔ HÌNH NĂM 2023”, and registers nothing."""
        years = ANY_YEAR.findall(text)
        return bool(years) and int(max(years)) < self.year and bool(_REPORTS.match(_heading_key(text)))

    def is_of_other_movement(self, text: str, beside: Iterable[str]) -> bool:
        """Whether a heading, or a sheet's name, is of another movement than those ``beside`` it.

        One of them is of this movement and says nothing else: “A. Mô hình Dân vận khéo” beside “B. Công trình, phần
        việc”; or it names another, beside one that names this.
        """
        named, ours = movement_in(text), [each for each in beside if movement_in(each) == "ours"]
        if named or not ours:
            return named == "other" and bool(ours)
        says = (self.level_heading, self.level_in_title, self.mode_heading, self.is_period, self.other_heading)
        said = self.section(text)[0] or any(each(text) for each in says)
        return not said and any(map(self.is_of_movement, ours))

    @staticmethod
    def is_of_movement(heading: str) -> bool:
        """Whether a heading says no more than that its models are of this movement: “Phần I: Dân vận khéo”."""
        words = key(_CUT.split(_plain_heading(heading), maxsplit=1)[0])
        return movement_in(words) == "ours" and all(
            word in _OF_MOVEMENT or only_filler(word) for word in words.split()
        )

    @staticmethod
    def says_registers(text: str) -> bool:
        """Whether a heading is over models that are registered: “Các mô hình đăng ký năm nay”."""
        return bool(_REGISTERS.match(_heading_key(text)))

    @staticmethod
    def goes_on(text: str) -> bool:
        """Whether a heading registers models of before again: “Mô hình năm trước tiếp tục duy trì”."""
        return bool(_GOING_ON.search(_heading_key(text)))

    @staticmethod
    def is_draft(text: str) -> bool:
        """Whether a sheet's name or a line over a list calls it a draft, another choice, or last year's."""
        return bool(_DRAFT.fullmatch(_heading_key(text)))

    @staticmethod
    def is_period(text: str) -> bool:
        """Whether a row groups by time: “QUÝ II”, “Tháng 6”, “Đợt 1 năm 2024”."""
        return bool(_PERIOD.fullmatch(_heading_key(text)))

    @_of_text
    def level_in_title(self, text: str) -> str | None:
        """The one level of a title (“… cấp tỉnh năm 2024”, “… khéo cơ sở”); a title that names two says nothing."""
        words = key(text)
        if "cap " not in words and "co so" not in words:
            return None  # most texts
        words = key(text.replace("(", f" {_BRACKET} "))
        words = _WHOSE_LEVEL.sub(" ", _DENIED_LEVEL.sub(" ", words)).replace(f" {_BRACKET} ", " ")
        listed = " ".join(_AFTER_LEVEL_WORD.findall(words))
        levels = {level for name, level in LEVEL_CODES.items() if listed and has_phrase(listed, name)}
        if not levels and _OF_THE_BASE.search(words):
            return "base"
        if levels == {"base"} and self.tells_doer(text):
            return None
        return sole(levels)


# no year of models: “B. Đăng ký cấp huyện theo Quyết định số 266-QĐ/HU ngày 21/01/2022”, “(Hướng dẫn 9 năm 2022)”
_CITED = regex(
    r"(\bdang k[yi]\b(?:(?!\bcong nhan\b).)*)\btheo\b.*?\bngay (?:\d{1,2} (?:thang )?){2}(?:nam )?20\d\d"
    r"|^((?!.*\b(?:cong nhan|dat|khen|thuc hien|xay dung|hoan thanh)\b)(?:.*(?P<apart>\| )(?:theo )?|.*\b)?)"
    r"(?:huong dan|nghi quyet)(?: so)? \d+(?: [a-z]{2} \| [a-z]{2}| \| [a-z]{2} [a-z]{2}|(?= ngay)|(?(apart)|(?!)))"
    r"(?: ngay \d+(?: thang)? \d+)?(?: nam)? 20\d\d"
)


@_of_text
def may_be_open(heading: str) -> bool:
    """Whether models under a heading may not be registered: in reserve, or of a level reached before this year."""
    years = ANY_YEAR.findall(_CITED.sub(r"\1\2", " | ".join(map(key, parts_of(heading)))))
    past = (bool(years) and int(max(years)) < campaign_year()) or Vocabulary.is_not_registered(heading)
    past = past and not ({"tinh", "huyen"}.isdisjoint(key(heading).split()) or Vocabulary.goes_on(heading))
    return past or may_be_reserve(heading)


@_of_text
def without_numeral(text: str) -> str:
    """A heading without the number before it."""
    return _NUMERAL.sub("", text)


def _heading_key(text: str) -> str:
    return key(without_numeral(text))


def _bare_heading(text: str) -> str:
    """What a heading says besides filler."""
    return " ".join(word for word in _heading_key(text).split() if not only_filler(word))


def _plain_heading(text: str) -> str:
    """A heading without its number, whether before or after “Lĩnh vực”, and without the colon there."""
    plain = _PART.sub("", _NUMERAL.sub("", composed(text)))
    return _FIELD_LABEL.sub("Lĩnh vực ", plain)


def _say_nothing(beside_level: Sequence[str]) -> bool:
    """Whether words beside a level's say nothing besides it."""
    return all(word in _BESIDE_LEVEL or only_filler(word) for word in beside_level)


@_of_text
def only_filler(words: str) -> bool:
    """Whether words (a key) say nothing by themselves in a heading."""
    return all(word in _FILLER or word.isdigit() for word in words.split())


def _numbers_in(words: str) -> frozenset[int]:
    """The numbers of “1, 3 và 5” and of “2 đến 5”, “2-5”."""
    numbers = set[int]()
    for first, last in re.findall(r"(\d+)(?: ?(?:-|–|den)[^\d,]*(\d+))?", words):
        numbers |= {*range(int(first), int(last or first) + 1)}
    return frozenset(numbers)


def _field_words(text: str) -> str:
    """What a heading or a cell says of a field, before any brackets."""
    return _bare_words(key(_CUT.split(_plain_heading(text), maxsplit=1)[0]).replace("linh vuc", " ").strip())


def _bare_words(words: str, more: tuple[str, ...] = ()) -> str:
    leading = (*_LEADING, *more)
    while found := next((each for each in leading if words.startswith(f"{each} ")), ""):
        words = words[len(found) + 1 :]
    return words
