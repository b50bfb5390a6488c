"""The answers to the questions of “Cần trả lời”: read, obeyed, and kept where each belongs.

An answer that was not yet carried over acts as if it stood in “Tiếp nhận” or “Đính chính” already, without
overruling a cell that a person filled there. Once it is carried over its row is marked, and acts no more.
"""

import datetime as dt
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from aggregator.book.cell_words import CellWords
from aggregator.book.layout import book_layout, in_quotes
from aggregator.book.questions import ONLY_FOR, choices_of_entry, kind_and_subject, question_kinds
from aggregator.book.register import BookReceipt, ReceiptRegister, file_key
from aggregator.book.sheets import BookSheets, Line
from aggregator.nouns.outcome import Correction
from aggregator.nouns.unit import Unit
from aggregator.vietnamese.fold import key, key_of

WHY = "Trả lời ở trang “{}”"
AnswerValue = str | Unit | dt.datetime  # the code of a choice, a unit, a time; "" where it is of no unit


class AskedQuestion(Struct, frozen=True):
    """A row of the sheet: its question, the ``answer`` as far as it is understood, and whether it is done with.

    ``state`` is the code of “Tình trạng” (None: the row is open), ``subject`` as in a Question.
    """

    row: int
    key: str
    kind: str
    subject: tuple[str, ...]
    answer: AnswerValue | None
    who: str | None
    date: dt.date | None
    state: str | None

    @property
    def acts(self) -> bool:
        """Whether the answer is still to be carried over."""
        return self.answer is not None and self.state is None

    @property
    def known(self) -> bool:
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
        """Whether the answer belongs in a receipt's row: nobody wrote there, understood or not."""
        return self.is_about(row) and self.column not in row.written

    def corrections(self) -> tuple[Correction, ...]:
        """The answer about entries as lines of “Đính chính”."""
        entries = [self.subject[n : n + 3] for n in range(0, len(self.subject), 3)]
        what, value, said = question_kinds()[self.kind].what or "", None, str(self.answer)
        if self.kind == "double":
            what = said
        elif self.kind != "across":
            value = said
        elif said != what:  # one model, which counts for one unit alone
            what, entries = "exclude", [entry for entry in entries if entry[0] != said]
        why, kept = WHY.format(book_layout().sheet("questions").title), book_layout().sheet("corrections").title
        return tuple(
            Correction(unit or None, name, place, what, value, self.who, why, self.date, kept, "", row=-self.row)
            for unit, name, place in entries
        )


def asked_from(opened: BookSheets, words: CellWords) -> tuple[AskedQuestion, ...]:
    """The rows of the sheet; an answer that is not understood is a finding, and its question stays open."""
    return tuple(asked for line in opened.lines("questions") if (asked := _asked(line, words)))


def _asked(line: Line, words: CellWords) -> AskedQuestion | None:
    about = kind_and_subject(line.text("key"))
    if about is None:
        return None
    sheet, (kind, subject) = book_layout().sheet("questions"), about
    state = sheet.column("state").choice(line.text("state"))
    answer = _answer(line, kind, words) if state is None else None
    date = words.date(line, "date") if state is None else None
    return AskedQuestion(
        line.number, line.text("key"), kind, subject, answer, line.text("who") or None, date, state
    )


def _answer(line: Line, kind: str, words: CellWords) -> AnswerValue | None:
    """What an answer means; None where there is none, or none that fits."""
    text = line.text("answer")
    if not text:
        return None
    if kind == "unit":
        return "" if key(text) == key(book_layout().nobody) else words.unit(line, "answer")
    if kind == "time":
        return words.time_of_receipt(line, "answer")
    if kind == "across":
        code, allowed = _across(line, words)
    elif kind in ("level", "field"):
        code = words.code_of(text, kind)
        allowed = choices_of_entry(kind, words.campaign)
    else:
        described = question_kinds()[kind]
        sheet = book_layout().sheet("receipts" if described.column else "corrections")
        column = sheet.column(described.column or "what")
        code = column.choice(text)
        allowed = tuple(column.choices.values()) if described.column else choices_of_entry(kind, words.campaign)
    if code is None:
        head = book_layout().sheet("questions").column("answer").head
        words.note("book-choice-unknown", line, "answer", text=text, head=head, allowed=in_quotes(allowed))
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


def with_answers(receipts: ReceiptRegister, asked: Sequence[AskedQuestion]) -> ReceiptRegister:
    """The receipts as if the answers stood in the blank cells of their rows."""
    acting = [one for one in asked if one.acts and one.column]
    rows = list(receipts.rows)
    for one in acting:
        rows = [_answered(row, one.column, one.answer) if one.fits(row) else row for row in rows]
    return replace(receipts, rows=tuple(rows)) if acting else receipts


def _answered(row: BookReceipt, column: str | None, answer: AnswerValue | None) -> BookReceipt:
    if column == "units":
        return replace(row, unit=answer) if isinstance(answer, Unit) else replace(row, nobody=True)
    if isinstance(answer, dt.datetime):
        return replace(row, at=answer)
    code = str(answer)
    if column == "what":
        return replace(row, what=frozenset({code}))
    if column == "part":
        return replace(row, part=code)
    return replace(row, doubles=code) if column == "doubles" else replace(row, reading=code)


def corrections_of(asked: Sequence[AskedQuestion], corrections: Sequence[Correction]) -> tuple[Correction, ...]:
    """The answers about entries as corrections; where a person corrected the same thing already, that holds."""
    made = (made for one in asked if one.acts and not one.column for made in one.corrections())
    return tuple(one for one in made if not contradicted(one, corrections))


def contradicted(made: Correction, corrections: Sequence[Correction]) -> bool:
    """Whether a line of “Đính chính” says something of the same thing already."""
    same = ("once", "apart") if made.what in ("once", "apart") else (made.what,)
    return any(one.what in same and key_of(one) == key_of(made) for one in corrections)
