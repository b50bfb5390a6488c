"""Rows that may be a list's without its head: a next page, a second sheet or table, an object that stays closed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from aggregator.campaign.vocabulary import Vocabulary
from aggregator.cells import as_text, is_blank, is_placeholder, is_running_number
from aggregator.model import Row, Sheet, Value
from aggregator.recognise.head import HeadFinder
from aggregator.returned import Possible
from aggregator.rows import ENTRY, Head, KnownSheet
from aggregator.viet.fold import has_phrase, key
from aggregator.viet.names import is_personal_name

ANY_NUMBER = 99  # entries that an object may hold which nobody opened
_CLOSED = frozenset({"embedded-not-opened", "unread-part", "part-unreadable", "picture-only"})
_MARKS = frozenset({"continuing", "new", "level_province", "level_district", "level_base"})
_LONGEST_MARK = 24  # letters
_LEAST_NAME = 2  # words
_LEAST_CELLS = 3  # of a row that looks like a list's
_LEAST_TEXT = 3  # words of its longest text
_HOLDERS = frozenset({"tap the", "ca nhan", "tt", "cn"})
_MOST_FIGURES = 1  # of a model's row, besides its number
_LEAST_FILLED = 4  # columns of a row whose number alone goes on


class WithoutHead:
    """Judges the rows of sheets that have no head."""

    def __init__(self, finder: HeadFinder, vocabulary: Vocabulary) -> None:
        self._finder = finder
        self._vocabulary = vocabulary

    def goes_on(self, sheet: Sheet, former: KnownSheet) -> bool:
        """Whether the rows surely go on with the list: every numbered row fits its columns and most prove it."""
        head = former.head_in_force
        numbered = [row for row in sheet.rows if is_running_number(_cell(row, head, "stt"))]
        if not numbered or any(self._finder.another_table(row) is not False for row in sheet.rows):
            return False
        follows = self.follows(sheet, former)
        proved = sum(self._proves(row, head, follows=follows) for row in numbered)
        return all(self._fits(row, head) for row in numbered) and 2 * proved >= len(numbered)

    @staticmethod
    def follows(sheet: Sheet, former: KnownSheet) -> bool:
        """Whether the first number of the sheet is the list's next one, or the first below its last heading."""
        head = former.head_in_force
        entries = [known for known in former.rows if known.role == ENTRY]
        first = next((cell for row in sheet.rows if is_running_number(cell := _cell(row, head, "stt"))), None)
        if not entries or first is None:
            return False
        before, last = entries[-1], former.rows[-1]
        begun = (last.field, last.level) != (before.field, before.level)
        return _number(first) == (1 if begun else _number(_cell(before.row, head, "stt")) + 1)

    def _fits(self, row: Row, head: Head) -> bool:
        """Whether every cell may stand in the column that the head gives it."""
        name = _cell(row, head, "name")
        if is_placeholder(name):
            return all(is_placeholder(cell) or is_running_number(cell) for cell in row.cells)
        known = {*head.columns.values(), *head.extra}
        marks = (as_text(_cell(row, head, code)) for code in _MARKS & head.columns.keys())
        level = as_text(_cell(row, head, "level"))
        return (
            isinstance(name, str)
            and len(name.split()) >= _LEAST_NAME
            and not any(index not in known and not is_blank(cell) for index, cell in enumerate(row.cells))
            and all(len(mark) <= _LONGEST_MARK for mark in marks)
            and (is_placeholder(level) or bool(self._vocabulary.levels_in_column(level)))
        )

    def _proves(self, row: Row, head: Head, *, follows: bool) -> bool:
        """Whether a cell says what only its column says, or the row goes on counting with most columns filled."""
        marked = any(not is_blank(_cell(row, head, code)) for code in _MARKS)
        level = self._vocabulary.levels_in_column(as_text(_cell(row, head, "level")))
        filled = sum(not is_blank(cell) for cell in row.cells)
        return marked or bool(level) or (follows and filled >= _LEAST_FILLED)

    def possible(self, sheet: Sheet, *, beside_list: bool) -> Iterator[Possible]:
        """The rows of a sheet without a head that look like a list's.

        In a file without a list the sheet must speak of models, or the row of a level or a holder.
        """
        persons = False
        ours = beside_list or any(has_phrase(text, "mo hinh") for text in _texts(sheet.rows))
        for row in sheet.rows:
            heads = self._finder.another_table(row)
            persons = heads is True or (persons and heads is False)
            of_ours = ours or any(self._is_ours(text) for text in _texts([row]))
            if not persons and heads is False and of_ours and _looks_like_an_entry(row):
                yield self._possible(sheet, row)

    def _is_ours(self, text: str) -> bool:
        return text in _HOLDERS or self._vocabulary.level_heading(text) is not None

    def _possible(self, sheet: Sheet, row: Row) -> Possible:
        texts = [as_text(cell) for cell in row.cells if not is_blank(cell)]
        named = {level for text in texts if (level := self._vocabulary.level_heading(text))}
        longest = max(range(len(row.cells)), key=lambda index: len(as_text(row.cells[index])))
        level = named.pop() if len(named) == 1 else None
        return Possible(row.number, longest + 1, 1, level, "no-head", sheet.name, " | ".join(texts))


def _texts(rows: Iterable[Row]) -> Iterator[str]:
    return (key(cell) for row in rows for cell in row.cells if isinstance(cell, str))


def _looks_like_an_entry(row: Row) -> bool:
    """A number, a name of several words, and more; a person's row has a name, a row of statistics figures."""
    cells = [cell for cell in row.cells if not is_blank(cell)]
    texts = [cell for cell in cells if isinstance(cell, str)]
    wordy = any(len(key(text).split()) >= _LEAST_TEXT and not is_personal_name(text) for text in texts)
    figures = sum(isinstance(cell, (int, float)) and not isinstance(cell, bool) for cell in cells[1:])
    return len(cells) >= _LEAST_CELLS and is_running_number(cells[0]) and wordy and figures <= _MOST_FIGURES


def unopened(sheet: Sheet) -> Iterator[Possible]:
    """What a reader saw and could not open: any number of entries may stand there."""
    for notice in sheet.notices:
        if notice.code in _CLOSED:
            why = "embedded" if notice.code == "embedded-not-opened" else "unread-part"
            yield Possible(notice.row or 1, notice.column or 1, ANY_NUMBER, None, why, sheet.name, notice.detail)


def cut_at(sheet: Sheet, column: int, first_row: int) -> tuple[Sheet, Sheet]:
    """Two tables side by side as two sheets of one name. A line above both belongs to both."""
    left = (Row(row.number, row.cells[:column]) for row in sheet.rows)
    right = (
        Row(row.number, (None,) * column + row.cells[column:])
        if row.number >= first_row or len(row.cells) > column
        else row
        for row in sheet.rows
    )
    return _filled(sheet, left), _filled(sheet, right)


def _filled(sheet: Sheet, rows: Iterable[Row]) -> Sheet:
    return replace(sheet, rows=tuple(row for row in rows if any(not is_blank(cell) for cell in row.cells)))


def _cell(row: Row, head: Head, code: str) -> Value:
    index = head.columns.get(code)
    return row.cells[index] if index is not None and index < len(row.cells) else None


def _number(value: Value) -> int:
    digits = "".join(c for c in as_text(value).split(".")[0] if c.isdigit())
    return int(digits) if digits else 0
