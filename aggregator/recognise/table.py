"""Walk the rows under a head and say what each one is; every row is exactly one thing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from aggregator.campaign.vocabulary import Vocabulary
from aggregator.cells import (
    as_text,
    is_blank,
    is_placeholder,
    is_running_number,
    is_short_label,
    registers_nothing,
    says_nothing,
)
from aggregator.merged import Covered
from aggregator.model import Row, Sheet, Value
from aggregator.recognise.endings import (
    is_column_numbers,
    is_note,
    is_own_registration,
    is_total,
    starts_closing,
    stated_total,
)
from aggregator.recognise.head import HeadFinder, repeats
from aggregator.returned import StatedTotal
from aggregator.rows import ASIDE, DECORATION, ENTRY, JOINED, Head, KnownRow, KnownSheet

_RICH = 3  # a row with more filled cells is no signature and no note
_MOST_HEADING_CELLS = 2  # a numeral and the heading


_NUMBERED = re.compile(r"\s*(?:[IVX]+|[A-ZĐ]|\d{1,2})\s*[-–—.:)/]")


class TableReader:
    """Knows the spellings of heads and the words of headings."""

    def __init__(self, finder: HeadFinder, vocabulary: Vocabulary) -> None:
        self._finder = finder
        self._vocabulary = vocabulary

    def read(self, sheet: Sheet, index: int, head: Head, title_level: str | None) -> KnownSheet:
        """Read from the head at ``sheet.rows[index]`` to the end of the sheet.

        ``title_level`` is the level that the sheet's name or title names. A further head on the
        same sheet gives new columns to the rows below it.
        """
        walk = _Walk(self._vocabulary, sheet, head, title_level)
        rows = sheet.rows
        position = index + (head.last_row - head.first_row + 1)
        while position < len(rows):
            again = self._head_again(rows, position, walk.head)
            if again is None:
                walk.row(rows[position])
                position += 1
                continue
            depth, walk.head = again
            for row in rows[position : position + depth]:
                walk.take(row, DECORATION)
            position += depth
        return walk.result(head)

    def _head_again(self, rows: Sequence[Row], position: int, head: Head) -> tuple[int, Head] | None:
        """A repeated head, or another head with an STT column; its depth in rows."""
        row = rows[position]
        if repeats(head, row):
            new = self._finder.head_at(rows, position)
            return (new.last_row - new.first_row + 1, new) if new else (1, head)
        if len(row.cells) > _RICH:
            found = self._finder.find(rows[position : position + 1])
            if found and "stt" in found[1].columns:
                new = self._finder.head_at(rows, position) or found[1]
                return new.last_row - new.first_row + 1, new
        return None


class _Walk:
    """Where the walk down one sheet stands: the headings in force, and the entry a joined row would belong to."""

    def __init__(self, vocabulary: Vocabulary, sheet: Sheet, head: Head, level: str | None) -> None:
        self._vocabulary = vocabulary
        self._sheet = sheet
        self._covered = Covered(sheet.rows, sheet.merges)
        self.head = head
        self._field = vocabulary.field_in_column(sheet.name)
        self._level = level
        self._sections_outside = False  # sections hold level headings, not the other way round
        self._entry_row: int | None = None
        self._last_number = head.last_row
        self._closed = False
        self._since_heading = 0
        self._entries = 0
        self._nothing = 0
        self._rows: list[KnownRow] = []
        self._sections: list[str] = []
        self._totals: list[StatedTotal] = []

    def take(self, row: Row, role: str) -> None:
        """Note a row's role. Only an entry or a row joined to it leaves the entry open for more rows."""
        if role == ENTRY:
            self._entries += 1
            self._closed = False
            self._entry_row = row.number
        elif role != JOINED:
            self._entry_row = None
        self._last_number = row.number
        self._rows.append(KnownRow(row, role, self.head, self._field, self._level))

    def row(self, row: Row) -> None:
        """Decide what one row is."""
        if row.number != self._last_number + 1:
            self._entry_row = None  # a blank row ends the entry
        values = [c for c in row.cells if not is_blank(c)]
        if not values:
            self.take(row, ASIDE)
        elif self._says_nothing(row):
            self._nothing += 1
            self.take(row, ASIDE if self._beside_name(row) else DECORATION)
        elif self._is_decoration(row, values):
            self.take(row, DECORATION)
        else:
            self.take(row, self._content(row, values))

    def _is_decoration(self, row: Row, values: list[Value]) -> bool:
        if (not self._goes_on(row, values) and self._heading(values)) or is_column_numbers(values):
            return True
        if self._blank_row(row):
            return True
        if is_own_registration(values) and is_placeholder(self._cell(row, "name")):
            self._closed = True
            return True
        if is_running_number(self._cell(row, "stt")) and not is_placeholder(self._cell(row, "name")):
            return False
        if is_total(values):
            self._total(row, values)
            return True
        return self._closing(row, values)

    def _closing(self, row: Row, values: list[Value]) -> bool:
        """Signatures, “Nơi nhận”, notes. A row whose name column says something else is none of these."""
        name = self._cell(row, "name")
        said = [c for c in values if isinstance(c, str)] if is_placeholder(name) else [as_text(name)]
        closing = starts_closing(said, after_gap=self._entry_row is None)
        if len(values) > _RICH or not (closing or is_note(said)):
            return False
        self._closed = self._closed or closing
        return True

    def _blank_row(self, row: Row) -> bool:
        """STT alone, “...”, dashes: a line of the form that nobody filled in."""
        stt = self.head.columns.get("stt")
        if any(not is_placeholder(c) for i, c in enumerate(row.cells) if i != stt):
            return False
        label = self._cell(row, "stt")
        return is_placeholder(label) or is_short_label(label)

    def _says_nothing(self, row: Row) -> bool:
        """“Không” in place of a name, or a sentence there that says so and stands alone."""
        name = self._cell(row, "name")
        if says_nothing(name):
            return True
        return isinstance(name, str) and registers_nothing(name) and not self._beside_name(row)

    def _beside_name(self, row: Row) -> bool:
        """Whether a row says more than its STT, its name, dots and “không”."""
        own = (self.head.columns.get("stt"), self.head.columns["name"])
        others = (c for i, c in enumerate(row.cells) if i not in own)
        return any(not is_placeholder(c) and not says_nothing(c) for c in others)

    def _goes_on(self, row: Row, values: list[Value]) -> bool:
        """A lone word right under an entry, in a text column, goes on with that entry: it groups nothing."""
        if self._entry_row is None or len(values) > 1:
            return False
        index = next(i for i, cell in enumerate(row.cells) if not is_blank(cell))
        own = [self.head.columns.get(code) for code in ("stt", "address", "name")]
        text = as_text(values[0])
        numbered = bool(_NUMBERED.match(text)) or self._vocabulary.section(text)[0]
        return index not in own and index in self.head.columns.values() and not numbered

    def _heading(self, values: list[Value]) -> bool:
        """Section rows, level headings and other group headings: one text, perhaps after its numeral."""
        texts = list(dict.fromkeys(as_text(v) for v in values))
        if len(texts) > _MOST_HEADING_CELLS:
            return False
        if len(texts) == _MOST_HEADING_CELLS and (not is_short_label(texts[0]) or is_running_number(values[0])):
            return False
        text = texts[-1] if len(texts) == 1 else f"{texts[0].rstrip('.-) ')}- {texts[1]}"
        is_section, named = self._vocabulary.section(text)
        level = self._vocabulary.level_heading(text)
        if is_section:
            self._enter_section(named, self._vocabulary.level_in_title(text))
        elif level is not None:
            self._enter(level)
        return is_section or level is not None or self._vocabulary.other_heading(text)

    def _enter_section(self, named: str | None, level: str | None) -> None:
        self._field = named
        self._sections.append(named or "")
        if self._sections_outside:
            self._level = None
        elif self._level is None:
            self._sections_outside = True
        self._enter(level or self._level)

    def _enter(self, level: str | None) -> None:
        self._level = level
        self._since_heading = self._entries
        self._closed = False

    def _total(self, row: Row, values: list[Value]) -> None:
        stated = stated_total(values)
        if stated is not None and stated not in (self._entries, self._entries - self._since_heading):
            column = next(i for i, cell in enumerate(row.cells, start=1) if not is_blank(cell))
            self._totals.append(StatedTotal(row.number, stated, self._entries, column))

    def _content(self, row: Row, values: list[Value]) -> str:
        has_name = not is_placeholder(self._cell(row, "name"))
        if self._continues(row, has_name=has_name):
            return JOINED
        sure = is_running_number(self._cell(row, "stt")) or len(values) > _RICH
        if has_name and (sure or not self._closed):
            return ENTRY
        return DECORATION if self._closed and len(values) <= _RICH else ASIDE

    def _continues(self, row: Row, *, has_name: bool) -> bool:
        """Whether the row belongs to the entry above: by merged cells, or with neither STT nor name under it."""
        if self._entry_row is None:
            return False
        if not has_name:
            return is_blank(self._cell(row, "stt"))
        columns = [self.head.columns[c] for c in ("stt", "name") if c in self.head.columns]
        tops = [self._covered.top_row(row.number, column) for column in columns]
        under_merge = any(top is not None and top >= self._entry_row for top in tops)
        name_column = self.head.columns["name"]
        return under_merge and all(is_blank(c) for i, c in enumerate(row.cells) if i != name_column)

    def _cell(self, row: Row, code: str) -> Value:
        index = self.head.columns.get(code)
        return row.cells[index] if index is not None and index < len(row.cells) else None

    def result(self, first_head: Head) -> KnownSheet:
        """Every row below the first head, with what was met on the way."""
        return KnownSheet(
            self._sheet, first_head, tuple(self._rows), tuple(self._sections), tuple(self._totals), self._nothing
        )
