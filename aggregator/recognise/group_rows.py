"""Rows that group the models below them: sections in any wording and numbering, levels, holders, periods (R9)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from aggregator.campaign.vocabulary import Vocabulary
from aggregator.cells import as_text, is_blank, is_count, is_running_number, is_short_label
from aggregator.model import Merge, Row
from aggregator.returned import AsideRow
from aggregator.rows import Head

_MOST_PARTS = 2  # a numeral and the heading; a count of models may stand beside
_LEAST_WIDE = 3  # columns of a merge that goes across the table
_DIGITS = re.compile(r"\s*\(?\d")
NUMBERED = re.compile(r"\s*(?:[IVX]+|[A-ZĐ]|\d{1,2})\s*[-–—.:)/]")
_LETTERED = re.compile(r"\s*\(?(?:[IVX]+|[A-ZĐ])\s*[-–—.:)/]")


@dataclass(frozen=True, slots=True)
class _Parts:
    """A row that may be a heading: its numeral, its text, and the column where the text stands (from 0)."""

    label: str
    text: str
    index: int

    @property
    def whole(self) -> str:
        return f"{self.label.strip('().-/ ')}- {self.text}" if self.label else self.text


class Groups:
    """The headings in force on the walk down one table."""

    def __init__(
        self, vocabulary: Vocabulary, merges: Iterable[Merge], field: str | None, level: str | None
    ) -> None:
        self._vocabulary = vocabulary
        self._wide = _wide_merges(merges)
        self._sections_outside = False  # sections hold level headings, not the other way round
        self.field = field
        self.level = level
        self.sections: list[str] = []
        self.unknown: AsideRow | None = None  # the last heading, where it names no field: a heading by its place

    def take(self, row: Row, head: Head, *, lettered_entries: bool) -> bool:
        """Whether the row is a heading, in force from now. ``lettered_entries``: models count I, II or a, b."""
        parts = _parts(row)
        if parts is None:
            return False
        words, text = self._vocabulary, parts.text
        counted = is_running_number(parts.label)
        if counted and parts.index not in (head.columns.get("address"), head.columns["name"]):
            return False
        is_section, named = words.section(parts.whole)
        level = words.level_heading(text)
        placed = not counted and self._placed(parts, row, head, lettered_entries=lettered_entries)
        self.unknown = None
        if is_section and not (counted and named is None):
            self._enter_section(
                named or (words.field_of_heading(text) if placed else None), words.level_in_title(text)
            )
        elif level is not None:
            self.level = level
        elif not counted and self._groups_otherwise(parts, head, placed=placed):
            return True
        elif placed:
            return self._enter_other(row, parts)
        else:
            return False
        return True

    def _groups_otherwise(self, parts: _Parts, head: Head, *, placed: bool) -> bool:
        period = self._vocabulary.is_period(parts.text) and (placed or parts.index == head.columns["name"])
        return period or self._vocabulary.other_heading(parts.whole)

    def is_section(self, text: str) -> bool:
        """Whether a text by itself is a section's heading."""
        return self._vocabulary.section(text)[0]

    def _enter_other(self, row: Row, parts: _Parts) -> bool:
        """A text across the table in other words: it names a field or a level, or ends the section."""
        field, level = self._vocabulary.field_of_heading(parts.text), self._vocabulary.level_in_title(parts.text)
        if field or not level:
            if not field and _DIGITS.match(parts.text) and not self._across(row, parts.index):
                return False  # a model may stand in the wrong column
            if field is None:
                self.unknown = AsideRow(row.number, parts.index + 1, parts.text)
            self._enter_section(field, level)
        else:
            self.level = level
        return True

    def _enter_section(self, named: str | None, level: str | None) -> None:
        self.field = named
        self.sections.append(named or "")
        if self._sections_outside:
            self.level = None
        elif self.level is None:
            self._sections_outside = True
        self.level = level or self.level

    def _placed(self, parts: _Parts, row: Row, head: Head, *, lettered_entries: bool) -> bool:
        """Whether a lone text is a heading by its place: across the table, before its columns, after a numeral."""
        if self._across(row, parts.index):
            return True
        if parts.label:
            return not lettered_entries
        stt = head.columns.get("stt")
        before = parts.index == stt or parts.index < min(head.columns.values())
        lettered = bool(_LETTERED.match(parts.text)) and not lettered_entries
        return before or (lettered and parts.index != head.columns["name"])

    def _across(self, row: Row, index: int) -> bool:
        return any(first <= index <= last for first, last in self._wide.get(row.number, ()))


def _parts(row: Row) -> _Parts | None:
    """The numeral and the one text of a row; some files repeat a merged text in every cell."""
    cells: dict[str, int] = {}
    for index, cell in enumerate(row.cells):
        if not is_blank(cell):
            cells.setdefault(as_text(cell), index)
    first = next(iter(cells), None)
    texts = [(text, index) for text, index in cells.items() if text == first or not is_count(text)]
    if first is None or len(texts) > _MOST_PARTS or not any(c.isalpha() for c in texts[-1][0]):
        return None
    if len(texts) == 1:
        return None if is_count(first) or is_short_label(first) else _Parts("", *texts[0])
    return _Parts(first, *texts[1]) if is_short_label(first.strip("()")) or is_short_label(first) else None


def _wide_merges(merges: Iterable[Merge]) -> dict[int, list[tuple[int, int]]]:
    wide: dict[int, list[tuple[int, int]]] = {}
    for merge in merges:
        if merge.first_row == merge.last_row and merge.last_column - merge.first_column + 1 >= _LEAST_WIDE:
            wide.setdefault(merge.first_row, []).append((merge.first_column - 1, merge.last_column - 1))
    return wide
