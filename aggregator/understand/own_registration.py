"""The unit's own registration (R5): a paper of its own, a plan, or the block on M3/M4."""

import re
from collections.abc import Sequence
from itertools import takewhile

from msgspec import structs

from aggregator.campaign.word_lists import any_of, keys
from aggregator.nouns.document import Sheet, Value, texts_in
from aggregator.nouns.reading import OwnRegistration
from aggregator.nouns.unit import Campaign
from aggregator.understand.cells import BULLETS
from aggregator.understand.form_values import Options
from aggregator.understand.labels import Line, lines_of
from aggregator.vietnamese.fold import begins, has_phrase, key, regex

_TOP = 20  # lines in which a title stands
_MOST_TITLE = 4  # lines of one title
_LONGEST_OWN_TITLE = 45  # words
_THEME = "dan van kheo"
_PAPER_NUMBER = regex(r"\b(?:số|Số|SỐ)\s*:?\s*(\d+\s*[-/–]\s*[^\s,;:]+)")
_DATE = regex(r"(?i)ngày\s*(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})|\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b")
_MAY_ASK = regex(r"(?i)\W*[đd]\S{1,3}ng\s+k\S{1,3}\s+x\S{1,4}y\s+d")
_HEADING = regex(r"dang ky (?:xay dung )?(?:(?:dang bo|chi bo|co quan|don vi) )+(?:dat )?dan van kheo\b")
_BESIDE = regex(r"(?:ke hoach so|ngay ban hanh)\b|co\W+khong$")
_ITEM = regex(rf"\s*(?:\d{{1,2}}\s*[.)/:-]|[a-h]\s*[.)]|[{BULLETS}])\s*(?=\D)")
_TASK = regex(rf"(?:{any_of(keys('heading', 'own_tasks'))})\b")
_HAMLET = regex(r"\b(?:thon|xom|tdp|to dan pho|khu pho|ban)\b")
_FILL = " \t.…_:-–"


def is_own_registration(first: Value) -> bool:
    """Whether a row's first cell begins the block in which a unit registers itself (R5), which ends its list."""
    return isinstance(first, str) and bool(_HEADING.match(key(first)))


def is_of_own_registration(text: Value) -> bool:
    """Whether a cell is of that block: its heading, or what stands beside it, closer where the form was printed."""
    return is_own_registration(text) or (isinstance(text, str) and bool(_BESIDE.match(key(text))))


class OwnRegistrationFinder:
    """Knows the words of the campaign for it."""

    def __init__(self, campaign: Campaign) -> None:
        self._words = words = campaign.own_registration
        self._answers = Options({"yes": [words.yes], "no": [words.no]})
        self._question = key(words.question.split("(")[0])
        self._papers = tuple(map(key, words.paper_titles))
        self._plans = tuple(map(key, words.plan_titles))
        self._bodies = tuple(map(key, words.bodies))
        self._of_models = tuple(map(key, words.of_models))
        self._decision = tuple(re.findall(r"\d{2,}", words.question))  # “266”

    def find(self, sheet: Sheet, *, has_list: bool, of_mail: bool) -> OwnRegistration | None:
        """The block beside a list, wherever it stands; without a list the paper that the sheet is, by its title.

        ``of_mail``: its lines are a mail's, whose subject does not go on in the greeting below it.
        """
        block = self._block(sheet) if has_list else None
        return block if block or has_list else self._paper(sheet, 1 if of_mail else _MOST_TITLE)

    def is_all(self, texts: Sequence[str]) -> bool:
        """Whether a mail that registers its unit by the decision says nothing of models, their lists or levels.

        Lines behind numbers or bullets may be models, unless they begin as tasks do, and name no hamlet.
        """
        lines = (_ITEM.sub("", text, 1) for text in texts if _ITEM.match(text))
        if not all(_TASK.match(line) and not _HAMLET.search(line) for line in map(key, lines)):
            return False
        words = " | ".join(map(key, texts))
        named = any(has_phrase(words, number) for number in self._decision)
        lists = (*self._of_models, *keys("lines", "of_list"))
        return named and not any(has_phrase(words, phrase) for phrase in lists)

    def _paper(self, sheet: Sheet, most: int) -> OwnRegistration | None:
        top = [line for line, _ in zip(lines_of(sheet), range(_TOP), strict=False)]
        for index, line in enumerate(top):
            kind = self._kind(key(line.text))
            if kind and self._is_title(top[index : index + most], kind):
                return _dated(OwnRegistration(kind, sheet.name, line.row), top)
        return None

    def _kind(self, words: str) -> str | None:
        return "registration" if begins(words, self._papers) else "plan" if begins(words, self._plans) else None

    def _is_title(self, lines: Sequence[Line], kind: str) -> bool:
        """Whether the lines up to the one that names the theme speak of a body, and not of models."""
        before = list(takewhile(lambda line: not has_phrase(key(line.text), _THEME), lines))
        title = " ".join(key(line.text) for line in lines[: len(before) + 1])
        said = has_phrase(title, _THEME) and len(title.split()) <= _LONGEST_OWN_TITLE
        bodies = any(has_phrase(title, body) for body in self._bodies)
        builds = kind == "plan" and has_phrase(title, "xay dung")
        return said and (bodies or builds) and not any(has_phrase(title, words) for words in self._of_models)

    def _block(self, sheet: Sheet) -> OwnRegistration | None:
        asked = set(filter(_MAY_ASK.match, texts_in(sheet)))  # a quick look that spares the lists all the rest
        if not asked:
            return None
        first = next(row.number for row in sheet.rows if not asked.isdisjoint(row.cells))
        lines = list(lines_of(structs.replace(sheet, rows=tuple(row for row in sheet.rows if row.number >= first))))
        index = next((i for i, line in enumerate(lines) if self._question in key(line.text)), None)
        if index is None:
            return None
        row = lines[index].row
        block = [line for line in lines[index:] if line.row <= row + 2]
        answer = self._answer(lines[index], block[1:])
        number = _after(block, self._words.plan_number)
        date = _after(block, self._words.plan_date)
        filled = answer is not None or number or date
        return OwnRegistration("block", sheet.name, row, answer, number, date) if filled else None

    def _answer(self, question: Line, following: Sequence[Line]) -> bool | None:
        """Yes or no, at the question's end or beside it; None where nobody answered, or nobody can tell."""
        beside = [line.text for line in following if line.row == question.row]
        answers = (self._said(text) for text in (question.text.rpartition(":")[2], *beside[:1]))
        return next((answer for answer in answers if answer is not None), None)

    def _said(self, text: str) -> bool | None:
        """One word alone, or the ticked one, where nothing else is said."""
        ticks = self._answers.read([Line(0, 0, text)])
        return None if ticks.further_words or ticks.choice is None else ticks.choice == "yes"


def _after(lines: Sequence[Line], label: str) -> str | None:
    """What follows a label, in its own cell or in the next one of the row."""
    wanted = key(label)
    for index, line in enumerate(lines):
        if key(line.text).startswith(wanted):
            own = line.text.partition(":")[2].strip(_FILL)
            beside = [one.text for one in lines[index + 1 :] if one.row == line.row][:1]
            beside = [text.strip(_FILL) for text in beside if ":" not in text]
            return own or next(iter(beside), None) or None
    return None


def _dated(found: OwnRegistration, top: Sequence[Line]) -> OwnRegistration:
    """With the number and the date that the paper's head gives."""
    text = "\n".join(line.text for line in top)
    number, date = _PAPER_NUMBER.search(text), _DATE.search(text)
    said = " ".join(date.group().split()) if date else None
    return OwnRegistration(found.kind, found.sheet, found.row, None, number.group(1) if number else None, said)
