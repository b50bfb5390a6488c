"""What only a person can settle, as questions: each asked once, in sheet “Cần trả lời”; and the answers.

A question comes from a finding whose kind ``questions.toml`` declares. It is known again by its kind and by what it
is about: the content of a file (its hash), or an entry (unit, name, place). A new content, or a model of another
name, is another question.
"""

import datetime as dt
import json
import tomllib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache, cached_property
from typing import Any

from msgspec import Struct, structs

from aggregator.book.cells import CellWords
from aggregator.book.clerk_words import data_text
from aggregator.book.layout import BookColumn, book_layout
from aggregator.book.register import IN_MANY_HANDS, BookReceipt, ReceiptRegister, file_key
from aggregator.book.sheets import Line
from aggregator.campaign.succession import key_of
from aggregator.nouns.finding import Finding
from aggregator.nouns.outcome import Correction, Outcome, Submission, rows_of
from aggregator.nouns.unit import Campaign, Unit
from aggregator.vietnamese.fold import clean, grouped, key, regex

_ROW = regex(r"[A-Z]+(\d+)")
_OF_ENTRY = 3  # parts of what an entry is known by: unit, name, place
ONLY_FOR = "Là một mô hình, chỉ tính cho {}"  # an answer about models of several units
MOST_CHOICES = sum(column.code.startswith("choice") for column in book_layout().sheet("questions").columns)


class QuestionKind(Struct, frozen=True):
    """A kind of question: what it is about, what is asked, and where the answer is kept.

    ``column`` is a column of “Tiếp nhận”, ``what`` a thing that “Đính chính” corrects; ``only`` the severities of
    the findings that ask it (none: any), ``offers`` the choices of the column that fit it (none: all).
    """

    code: str
    about: str
    ask: str
    column: str | None = None
    what: str | None = None
    only: Sequence[str] = ()
    offers: Sequence[str] = ()

    @property
    def of_value(self) -> bool:
        """Whether the right field or level is asked, beside what is offered."""
        return self.what in ("field", "level")

    @property
    def place(self) -> BookColumn:
        """The column whose choices are offered: that of the answer, else what “Đính chính” corrects."""
        column = book_layout().sheet("receipts").column(self.column) if self.column else None
        return column or book_layout().sheet("corrections").column("what")

    def answers(self, campaign: Campaign, first: str | None = None) -> tuple[str, ...]:
        """The answers to choose from, in words, a suggested field (``first``, a code) first."""
        fields, choices = sorted(campaign.fields, key=lambda field: field.code != first), self.place.choices
        values = {"field": [f.title for f in fields], "level": [level.title for level in campaign.levels]}
        return *values.get(self.what or "", ()), *(choices[code] for code in self.offers or choices)


class Question(Struct, frozen=True, dict=True):
    """One doubt: its kind, what it is about, what was seen where, and the answers to choose from.

    ``subject`` is the file's hash (and its name, where the same content lies in many hands), or the entry's unit (a
    code), name and place; of several entries one after the other. No ``choices``: any unit.
    """

    kind: str
    subject: tuple[str, ...]
    unit: str | None
    file: str
    place: str
    evidence: str
    choices: tuple[str, ...] = ()

    @cached_property
    def key(self) -> str:
        """What the question is known by, as the book keeps it."""
        return json.dumps([self.kind, *map(clean, self.subject)], ensure_ascii=False)


@cache
def question_kinds() -> Mapping[str, QuestionKind]:
    """The kinds by their codes."""
    return {code: QuestionKind(code, **facts) for code, facts in _declared()["kind"].items()}


@cache
def asked_of_findings() -> Mapping[str, QuestionKind]:
    """By the code of a finding, the kind of question that it asks."""
    return {code: question_kinds()[kind] for code, kind in _declared()["finding"].items()}


@cache
def _declared() -> dict[str, dict[str, Any]]:
    return tomllib.loads(data_text("questions.toml"))


def kind_and_subject(key: str) -> tuple[str, tuple[str, ...]] | None:
    """What a key of the book says; None where somebody spoilt it."""
    try:
        parts = json.loads(key)
    except ValueError:
        return None
    if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts) or len(parts) < 2:
        return None
    kind = question_kinds().get(parts[0])
    most = MOST_CHOICES * _OF_ENTRY if kind and kind.about == "entries" else _OF_ENTRY
    return (parts[0], tuple(parts[1:])) if kind and len(parts) <= most + 1 else None


def questions(outcome: Outcome) -> list[Question]:
    """Every doubt that a person can settle, once, in the order of findings, those of a kind and file together."""
    ask = _Asking(outcome)
    found: dict[str, Question] = {}
    for finding in outcome.findings:
        kind = asked_of_findings().get(finding.code)
        if kind is not None and (not kind.only or finding.severity in kind.only):
            for question in ask.about(kind, finding):
                found.setdefault(question.key, question)
    together = grouped(((question.kind, question.file), question) for question in found.values())
    return [question for group in together.values() for question in group]


def open_questions(outcome: Outcome, answers: Collection[str]) -> int:
    """How many doubts of a run wait for an answer; ``answers`` are the keys of those that have one."""
    return sum(question.key not in answers for question in questions(outcome))


class _Asking:
    def __init__(self, outcome: Outcome) -> None:
        self._campaign, self._as_of = outcome.campaign, outcome.as_of
        self._files = {one.file: one for one in outcome.submissions}
        self._lists = Counter(one.unit for one in outcome.submissions if one.status in ("read", "superseded"))
        rows = rows_of(outcome.entries, "file", "sheet", "row", "unit", "name", "address", "field")
        labelled = {label: ((file, sheet, row), tuple(entry)) for label, file, sheet, row, *entry in rows}
        self._entries = dict(labelled.values())
        for form in outcome.registrations:  # one that contradicts its entry's level asks about the entry
            if form.entry in labelled:
                self._entries[form.file, form.sheet, form.rows.get("level", form.row)] = labelled[form.entry][1]
        self._alike = {labelled[labels[0]][0]: [labelled[n][1] for n in labels] for labels in outcome.alike}

    def about(self, kind: QuestionKind, finding: Finding) -> Iterator[Question]:
        ask = {"file": self._of_file, "entry": self._of_entry, "entries": self._of_entries}
        return ask[kind.about](kind, finding)

    def _of_file(self, kind: QuestionKind, finding: Finding) -> Iterator[Question]:
        seen = self._files.get(finding.file or "")
        if seen is None or (kind.column == "at" and seen.received_from == "book"):
            return
        if kind.column == "part" and self._lists[seen.unit] < 2:
            return
        where = " ".join(part for part in (finding.sheet, finding.cell) if part)
        choices = self._choices_of_file(kind, seen)
        in_many_hands = (file_key(seen.file),) if seen.status in IN_MANY_HANDS else ()
        yield Question(
            kind.code, (seen.sha256, *in_many_hands), finding.unit, seen.file, where, finding.message, choices
        )

    def _choices_of_file(self, kind: QuestionKind, seen: Submission) -> tuple[str, ...]:
        if kind.column == "units":
            return ()
        if kind.column == "at":
            last_day = f"{self._campaign.deadline:%d/%m/%Y}"
            possible = seen.received_at <= self._as_of
            return (f"{seen.received_at:%d/%m/%Y %H:%M}", last_day) if possible else (last_day,)
        return kind.answers(self._campaign)

    def _of_entry(self, kind: QuestionKind, finding: Finding) -> Iterator[Question]:
        """The question about the entry in the finding's cell; one of unknown unit is asked whose it is first."""
        entry = self._entries.get(_place(finding))
        if entry is None or entry[0] is None or not entry[1]:
            return
        unit, name, place, stated = entry
        subject = (unit, name, (place or "") if kind.of_value else "")
        where, choices = f"{finding.sheet} {finding.cell}", kind.answers(self._campaign, stated)
        yield Question(kind.code, subject, unit, finding.file or "", where, finding.message, choices)

    def _of_entries(self, kind: QuestionKind, finding: Finding) -> Iterator[Question]:
        """The question about models of several units that may be one; the finding is at the first of them."""
        group = self._alike.get(_place(finding), [])
        units = tuple(dict.fromkeys(unit for unit, *_ in group if unit))
        if len(units) < len(group) or len(group) >= MOST_CHOICES:
            return  # one unit twice is asked about by itself
        subject = tuple(part or "" for unit, name, place, _ in group for part in (unit, name, place))
        only = (ONLY_FOR.format(self._campaign.unit_name(unit)) for unit in units)
        choices = (*kind.answers(self._campaign), *only)
        where = f"{finding.sheet} {finding.cell}"
        yield Question(kind.code, subject, None, finding.file or "", where, finding.message, choices)


def _place(finding: Finding) -> tuple[str, str, int]:
    row = _ROW.fullmatch(finding.cell or "")
    return finding.file or "", finding.sheet or "", int(row[1]) if row else 0


# ---- The answers: read, obeyed, and kept where each belongs. One that was not yet carried over acts as if it stood
# in “Tiếp nhận” or “Đính chính” already, without overruling a cell that a person filled there. Once it is carried
# over its row is marked, and acts no more.

AnswerValue = str | Unit | dt.datetime  # the code of a choice, a unit, a time; "" where it is of no unit


class QuestionRow(Struct, frozen=True):
    """A row of the sheet: its question, the ``answer`` as understood, the code of its ``state`` (None: open)."""

    row: int
    key: str
    kind: str
    subject: tuple[str, ...]
    answer: AnswerValue | None
    person: str | None
    date: dt.date | None
    state: str | None
    cell: str = ""  # of the answer
    file: str = ""
    unit: Unit | None = None  # of the file, as the program found

    @property
    def acts(self) -> bool:
        """Whether the answer is still to be carried over."""
        return self.answer is not None and self.state is None

    @property
    def is_known(self) -> bool:
        """Whether its question is asked no more: it is open, or was answered."""
        return self.state != "gone"

    @property
    def column(self) -> str | None:
        """The column of “Tiếp nhận” that the answer belongs in."""
        return question_kinds()[self.kind].column

    def is_about(self, row: BookReceipt) -> bool:
        """Whether it is about the file of a receipt's row."""
        sha, *file = self.subject
        return row.file is not None and row.sha256 == sha and file in ([], [file_key(row.file)])

    def fits(self, row: BookReceipt) -> bool:
        """Whether the answer belongs in a receipt's row: nobody wrote there, or the answer to another question."""
        offers = question_kinds()[self.kind].offers
        beside = self.column == "reading" and row.reading and row.reading.isdisjoint(offers)
        return self.is_about(row) and (self.column not in row.typed_columns or bool(beside))

    def corrections(self) -> tuple[Correction, ...]:
        """The answer about entries as lines of “Đính chính”."""
        entries = [self.subject[n : n + 3] for n in range(0, len(self.subject), 3)]
        kind, said, sheet = question_kinds()[self.kind], str(self.answer), book_layout().sheet("questions").title
        what, value = (said, None) if said in kind.offers else (kind.what or "", said)
        if kind.about == "entries" and value:  # one model, which counts for one unit alone
            what, value, entries = "exclude", None, [entry for entry in entries if entry[0] != said]
        by = (self.person, f"Trả lời ở trang “{sheet}”", self.date, sheet, self.cell)
        return tuple(Correction(u or None, name, at, what, value, *by, row=-self.row) for u, name, at in entries)


def asked_in(line: Line, words: CellWords, rows: Mapping[str | None, list[BookReceipt]]) -> QuestionRow | None:
    """A row of the sheet; an answer that is not understood is a finding, and its question stays open.

    One whose answer a person cleared from the ``rows`` of “Tiếp nhận”, here by content, is asked again.
    """
    about = kind_and_subject(line.text("key"))
    if about is None:
        return None
    sheet, (kind, subject) = book_layout().sheet("questions"), about
    state = sheet.column("state").choice(line.text("state"))
    answer = _answer(line, kind, words) if state is None else None
    date, who = words.date(line, "date") if state is None else None, line.text("who") or None
    identity = line.number, line.text("key"), kind, subject
    file, (unit, _) = line.text("file"), words.find_unit(line.text("unit"))
    one = QuestionRow(*identity, answer, who, date, state, line.cell("answer"), file, unit)
    kept = any(one.is_about(row) and not one.fits(row) for row in rows[subject[0]])
    cleared = one.column and state in ("settled", "other") and not kept
    return structs.replace(one, state="gone") if cleared else one


def _answer(line: Line, kind: str, words: CellWords) -> AnswerValue | None:
    text = line.text("answer")
    if not text:
        return None
    asked = question_kinds()[kind]
    if asked.column == "units":
        return "" if book_layout().says_nobody(text) else words.unit(line, "answer")
    if asked.column == "at":
        return words.time_of_receipt(line, "answer")
    if asked.about == "entries":
        code, allowed = _across(line, words)
    else:
        code, allowed = asked.place.choice(text), asked.answers(words.campaign)
        code = code if code in (asked.offers or asked.place.choices) else None
        code = code or (words.code_of(text, asked.what) if asked.what and asked.of_value else None)
    if code is None:
        words.unknown_choice(line, book_layout().sheet("questions").column("answer"), allowed)
    return code


def _across(line: Line, words: CellWords) -> tuple[str | None, tuple[str, ...]]:
    """What is said of models of several units: that they differ, or the code of the unit that one counts for."""
    about = kind_and_subject(line.text("key"))
    units = about[1][::3] if about else ()
    text, choices = key(line.text("answer")), book_layout().sheet("corrections").column("what").choices
    unit, _ = words.find_unit(text.removeprefix(key(ONLY_FOR.format(""))).strip())
    differ = text in map(key, (choices["distinct"], choices["apart"]))
    code = "distinct" if differ else unit.code if unit and unit.code in units else None
    allowed = tuple(line.text(f"choice{n}") for n in range(1, len(units) + 2))
    return code, tuple(filter(None, allowed))


def with_answers(receipts: ReceiptRegister, questions: Sequence[QuestionRow]) -> ReceiptRegister:
    """The receipts as if the answers stood in the blank cells of their rows, be these deleted."""
    acting = [one for one in questions if one.acts and one.column]
    rows = list(receipts.rows)
    for one in acting:
        if not any(map(one.is_about, rows)):  # it is no list that could be missed
            state, sha = "ignored" if len(one.subject) == 1 else "empty", one.subject[0]
            known = BookReceipt(one.file, None, None, None, one.cell, found_unit=one.unit, state=state, sha256=sha)
            rows.append(known)
        rows = [_answered(row, one.column, one.answer) if one.fits(row) else row for row in rows]
    return structs.replace(receipts, rows=tuple(rows)) if acting else receipts


def _answered(row: BookReceipt, column: str | None, answer: AnswerValue | None) -> BookReceipt:
    if column == "units":
        return (
            structs.replace(row, unit=answer) if isinstance(answer, Unit) else structs.replace(row, is_nobodys=True)
        )
    if isinstance(answer, dt.datetime):
        return structs.replace(row, at=answer)
    if column in ("what", "reading"):
        return structs.replace(row, **{column: getattr(row, column) | {str(answer)}})
    return structs.replace(row, **{str(column): str(answer)})  # part, doubles: fields of these names


def corrections_of(questions: Sequence[QuestionRow], corrections: Sequence[Correction]) -> tuple[Correction, ...]:
    """The answers about entries as corrections; where a person corrected the same thing already, that holds."""
    made = (made for one in questions if one.acts and not one.column for made in one.corrections())
    return tuple(one for one in made if not contradicts(one, corrections))


def contradicts(correction: Correction, corrections: Sequence[Correction]) -> bool:
    """Whether a line of “Đính chính” says something of the same thing already."""
    same = ("once", "apart") if correction.aspect in ("once", "apart") else (correction.aspect,)
    return any(one.aspect in same and key_of(one) == key_of(correction) for one in corrections)
