"""What a cell says as a value of the campaign: its text, a mark, a level, a field, a holder."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, takewhile

from msgspec import Struct

from aggregator.campaign.level_words import edges_of, levels_claimed, levels_noted
from aggregator.campaign.sentences import of_another_year
from aggregator.campaign.vocabulary import Vocabulary
from aggregator.campaign.word_lists import pattern, word_set
from aggregator.nouns.document import Value, as_text
from aggregator.nouns.unit import UPWARD, Field
from aggregator.vietnamese.fold import composed, fold, is_personal_name, key, regex, sole

_BLANKS = regex("[\u00a0\u2000-\u200a\u202f\u205f\u3000\t]")
_INVISIBLE = regex("[\u200b-\u200f\u2060\ufeff\u00ad]")
_ODD = regex(f"{_BLANKS.pattern}|{_INVISIBLE.pattern}|[\r\n]")
_AROUND_BREAKS = regex(r" *\n *")


def clean(text: str) -> str:
    """NFC, no invisible letters, plain blanks, one kind of line break, no blanks at the ends."""
    if not _ODD.search(text):  # most texts
        return composed(text).strip()
    plain = composed(_INVISIBLE.sub("", text))
    plain = _BLANKS.sub(" ", plain.replace("\r\n", "\n").replace("\r", "\n"))
    return _AROUND_BREAKS.sub("\n", plain).strip()


def text_of(value: Value) -> str | None:
    """A cell as text: a date as dd/mm/yyyy, a whole number without its decimal; None where nothing stands."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "x" if value else "không"
    if isinstance(value, (dt.datetime, dt.date)):
        return f"{value:%d/%m/%Y}"
    return clean(value if isinstance(value, str) else as_text(value)) or None


_TICK, _CROSS = regex("[✓✔✅☑√]\ufe0f?"), regex("[✗✘✕✖❌❎]\ufe0f?")
_NO_SIGN = frozenset("-–—−.…_ ☐□▢○◯◻⬜❏❑❒▫:;,/\\|()[]{}¨\ufe0e\ufe0f")


def is_mark(value: Value) -> bool:
    """x, X, ✓, v, có, 2023, a date are marks; nothing, “không”, 0, “-” and dots are none."""
    if value is None or isinstance(value, bool):
        return bool(value)
    if isinstance(value, (int, float)):
        return value != 0
    if not isinstance(value, str):
        return True
    words = key(value)
    return words not in word_set("mark", "none") if words else any(c not in _NO_SIGN for c in fold(value))


def marks_in(cells: Mapping[str, Value]) -> set[str]:
    """Which of the cells of one choice bear a mark; beside a tick a cross is none: “✓” and “✗”."""
    marks = {code for code, value in cells.items() if is_mark(value)}
    crosses = {code for code in marks if _CROSS.fullmatch(str(cells[code]).strip())}
    ticked = any(_TICK.fullmatch(str(cells[code]).strip()) for code in marks)
    return marks - crosses if ticked else marks


def is_sign(value: Value) -> bool:
    """A mark, or a word for none, that says nothing besides: “x”, “✓”, “có”, “không”, dots."""
    words = key(value) if isinstance(value, str) else ""
    return len(words) <= 1 or words in word_set("mark", "none") or words in ("co", "tap the", "ca nhan")


def mode_of(continuing: Value, new: Value, words: Value = None) -> tuple[str | None, str | None]:
    """The mode, or why it is unclear (``mode-both``, ``mode-neither``); ``words`` tell it without marks."""
    chosen = marks_in({"continuing": continuing, "new": new})
    marks = ("continuing" in chosen, "new" in chosen)
    if marks == (True, True):
        return None, "mode-both"
    if marks == (False, False):
        mode = _mode_in_words(key(words)) if isinstance(words, str) else None
        return mode, None if mode else "mode-neither"
    said = continuing if marks[0] else new  # “duy trì” under “Mô hình mới” says what it is itself
    mode = _mode_in_words(key(said)) if isinstance(said, str) else None
    return mode or ("continuing" if marks[0] else "new"), None


def _mode_in_words(words: str) -> str | None:
    padded = f" {words} "
    new = any(f" {w} " in padded for w in word_set("mark", "new"))
    continuing = any(f" {w} " in padded for w in word_set("mark", "continuing"))
    return None if new == continuing else "new" if new else "continuing"


class Answer(Struct, frozen=True):
    """A level or a field as a code; ``finding_code`` is a finding code where it is not known, with its text."""

    code: str | None
    source: str | None
    finding_code: str | None = None
    text: str | None = None


class LevelRemark(Struct, frozen=True):
    """The level above the base that a cell of another column says, or its text where it may say one."""

    level: str | None = None
    text: str | None = None


def level_of(
    words: Vocabulary,
    *,
    column: str | None,
    marks: Mapping[str, Value],
    heading: str | None,
    name: str | None,
    remark: str | None,
    level_remarks: Sequence[LevelRemark] = (),
) -> Answer:
    """The first that answers: column, heading, then brackets after the name or a note (design §4), other cells.

    Two levels, or a heading against the model's own words, are unclear; a note of another year says nothing.
    """
    levels = {code for code, mark in marks.items() if is_mark(mark)}
    if column:
        levels |= words.levels_in_column(column)
    if level := sole(levels):
        return Answer(level, "column")
    if levels:
        return Answer(None, None, "level-unclear", column or _titles(words, sorted(levels)))
    notes = [*_parts_said(re.split(r"[;.\n]", remark or ""))]
    parts = [*_parts_said((edge for edge, _ in edges_of(name or ""))), *notes]
    levels = {level for part in parts if (level := _level_noted(words, part))}
    levels = levels or {said.level for said in level_remarks if said.level}
    level = sole(levels)
    if heading and level not in (None, heading):
        return Answer(None, None, "level-unclear", _titles(words, (heading, level)))
    if heading:
        return Answer(heading, "heading")
    if level:
        return Answer(level, "text")
    told = (part.strip() for part in notes if levels_noted(part))
    remarks = (said.text for said in level_remarks if said.text)
    unclear = column or _titles(words, sorted(levels)) or next(chain(told, remarks), None)
    return Answer(None, None, "level-unclear" if unclear else "level-missing", unclear)


def _titles(words: Vocabulary, levels: Iterable[str]) -> str:
    return ", ".join(words.level_titles[code] for code in levels)


def _parts_said(sentences: Iterable[str]) -> Iterator[str]:
    """The parts of what is set off from a name, or of a note, that are not of another year or of the past."""
    # “Năm 2023, cấp huyện” and “Cấp huyện, 2023” are the past, “cấp huyện, từ 2022” is not
    before, past = (pattern("level", name) for name in ("year_before", "past"))
    for sentence in sentences:
        parts = pattern("level", "pause").split(sentence)
        said = takewhile(lambda part: not (of_another_year(part) or before.search(key(part))), parts)
        yield from (part for part in said if not past.search(key(part)))


def _level_noted(words: Vocabulary, part: str) -> str | None:
    """The level of a note that says no more than its mode: “Cấp tỉnh”, “Kèm M1 cấp tỉnh”, “cơ sở - tiếp tục”."""
    said = key(part)
    beside = pattern("level", "beside" if "cap " in said else "beside_mode")
    return words.level_heading(part) or words.level_heading(beside.sub(" ", said))


# columns in which a level is told beside what they are for, with the levels that nobody has there otherwise: a
# holder may be a body of the district
_LEVEL_ASIDE = {"holder": {"province"}} | dict.fromkeys(("continuing", "new", "mode", "period"), UPWARD)
LEVEL_REMARK = tuple(_LEVEL_ASIDE)


def level_remark(words: Vocabulary, code: str, value: Value) -> LevelRemark:
    """“Tập thể, đăng ký cấp tỉnh” under the holder, “x (cấp tỉnh)” under what is new; not of another year."""
    if not isinstance(value, str) or not pattern("level", "says_cap").search(text := clean(value)):
        return LevelRemark()  # most cells
    parts = [*_parts_said(re.split(r"[;.\n]", text))]
    if not any(map(levels_claimed, parts)):
        return LevelRemark()
    pieces = [piece for part in parts for piece in pattern("level", "pieces").split(part)]
    said = [(level, piece) for piece in pieces if (level := _level_noted(words, piece))]
    registers = pattern("level", "registers")
    sure = {level for level, piece in said if level in _LEVEL_ASIDE[code] or registers.search(key(piece))}
    if level := sole(sure):
        return LevelRemark(level)
    unclear = sure or code != "holder" or pattern("level", "of_model").fullmatch(key(" ".join(parts)))
    return LevelRemark(text=text) if unclear else LevelRemark()


# “Chi  hội”, “Chi ⏎ hội”: of several blanks one stays, the line's end where one is among them
_WIDE_BLANK = regex(r"\s{2,}|[^\S \n]")
_NAME_WEIGHT = 3  # the name says more of the field than the goals do


class FieldFinder:
    """Finds fields with a campaign's words."""

    def __init__(self, words: Vocabulary, fields: tuple[Field, ...]) -> None:
        self._words = words
        self._suggest = {f.code: tuple(dict.fromkeys(f" {key(w)} " for w in f.suggest)) for f in fields}
        self._other_wording = frozenset(key(w) for f in fields for w in f.other_wording)

    def find(self, heading: str | None, column: str | None, name: str | None, goals: str | None) -> Answer:
        """The first that answers (R9): heading, column; else the row's words suggest it, till a person confirms."""
        if heading:
            return Answer(heading, "section")
        guess = self._guess(name or "", goals or "")
        if column:
            field = self._words.field_in_column(column)
            # M1 and M2 word the economy with the environment, which stands in section II of M3 (R9)
            several = key(column) in self._other_wording
            if field and not (several and guess not in (None, field)):
                return Answer(field, "column")
            if field is None and guess is None:
                return Answer(None, None, "field-unclear", column)
        if guess:
            return Answer(guess, "suggested", "field-suggested")
        return Answer(None, None, "field-unclear" if column else "field-missing", column)

    def _guess(self, name: str, goals: str) -> str | None:
        """The field with the most words in the row, if one has more than every other."""
        in_name, in_goals = f" {key(name)} ", f" {key(goals)} "
        scores = {
            code: sum(_NAME_WEIGHT * (word in in_name) + (word in in_goals) for word in words)
            for code, words in self._suggest.items()
        }
        best = max(scores.values())
        leaders = [code for code, score in scores.items() if score == best]
        return sole(leaders) if best else None


_holder = partial(pattern, "holder")


def holder_kind(text: str | None, *, collective: bool = False, individual: bool = False) -> str | None:
    """``collective``, ``individual`` or None, by the first that answers (design §4); the flags are marks."""
    if collective != individual:
        return "collective" if collective else "individual"
    if not text:
        return None
    words = key(text)
    short = _holder("short_kind").match(text)  # “CN”, “CN - Nguyễn Thị Mơ”
    says_collective = bool(re.search(r"\btap the\b", words)) or bool(short and short[1] == "TT")
    says_individual = bool(re.search(r"\bca nhan\b", words)) or bool(short and short[1] == "CN")
    if says_collective and says_individual:
        return None  # the printed words, nothing chosen
    if says_collective or says_individual:
        return "collective" if says_collective else "individual"
    blanks = _WIDE_BLANK.sub(lambda found: "\n" if "\n" in found[0] else " ", composed(text))
    whole = _holder("edges").sub("", blanks)
    return _by_beginning(whole, whole.casefold().replace("\n", " "), key(whole))


def _by_beginning(text: str, lowered: str, words: str) -> str | None:
    """A title of address, an organisation's word, a personal name: whatever the text begins with."""
    title = _holder("title").match(lowered)
    if (title and text[title.end()].isupper()) or _holder("bare_title").match(words):
        return "individual"
    calling = _holder("calling").match(lowered)
    if calling and _personal(text[calling.end() :]):
        return "individual"
    body = _holder("bare_body").match(words) if lowered.isascii() else _holder("body").match(lowered)
    return "collective" if body else "individual" if _personal(text) else None


def _personal(text: str) -> bool:
    """A personal name, alone or with what the person is behind a mark, also in capitals; or several, each sure.

    Without a middle name or a calling “Đỗ Gia (HTX)” may be a place or a group, “Đoàn Cao Xá” a youth union.
    """
    persons = [_holder("edges").sub("", each).strip() for each in _holder("between").split(text)]
    sure = (is_personal_name(each) and _holder("middle").match(each.casefold()) for each in persons)
    if len(persons) > 1 and all(sure):
        return True
    name, *rest = re.split(r"[,(–\-:;\n/]", text, maxsplit=1)
    if not is_personal_name(name) or any(map(is_personal_name, rest)):
        return False
    words, behind = name.casefold().split(), "".join(rest).casefold().strip()
    if _holder("middle").match(" ".join(words)) or _holder("calling").match(f"{behind} "):
        return True
    return words[0] != "đoàn" and (not behind or (len(words) > 2 and not _holder("body").match(behind)))
