"""The lines of a sheet in reading order, with their looks: how a form is read, in text and in cells alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from aggregator.nouns.document import Sheet, Stretch, as_text
from aggregator.vietnamese.fold import key

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of one cell (row and column 1-based). ``looks`` make up the text, or are empty where it is plain."""

    row: int
    column: int
    text: str
    looks: tuple[Stretch, ...] = ()

    def cut(self, start: int, end: int | None = None) -> Line:
        """A part of the line, as a slice of its text."""
        end = len(self.text) if end is None else end
        return replace(self, text=self.text[start:end], looks=tuple(_between(self.looks, start, end)))


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word and where it stands in the text of its line."""

    key: str
    start: int
    end: int


def words_of(text: str) -> list[Word]:
    """The words of a text, folded, in order."""
    found = _WORD.finditer(text)
    return [Word(part, word.start(), word.end()) for word in found for part in key(word.group()).split()]


def lines_of(sheet: Sheet) -> Iterator[Line]:
    """Every line with content, row by row, cell by cell. A row that is struck through is so in all its cells."""
    struck = {notice.row for notice in sheet.notices if notice.code == "struck-through"}
    for row in sheet.rows:
        for column, value in enumerate(row.cells, start=1):
            text = unicodedata.normalize("NFC", as_text(value))
            looks = _looks(sheet.looks.get((row.number, column), ()), text)
            if row.number in struck:
                looks = (Stretch(text, struck=True),)
            yield from _split(Line(row.number, column, text, looks))


def _looks(looks: Sequence[Stretch], text: str) -> tuple[Stretch, ...]:
    """The stretches cut to the text; none where they do not make it up (half decoded, half composed)."""
    own = tuple(replace(one, text=unicodedata.normalize("NFC", one.text)) for one in looks)
    whole = "".join(one.text for one in own)
    start = whole.find(text)
    return tuple(_between(own, start, start + len(text))) if start >= 0 else ()


def _split(cell: Line) -> Iterator[Line]:
    start = 0
    for part in cell.text.splitlines(keepends=True):
        if part.strip():
            yield cell.cut(start, start + len(part.rstrip()))
        start += len(part)


def _between(looks: Sequence[Stretch], start: int, end: int) -> Iterator[Stretch]:
    at = 0
    for one in looks:
        text = one.text[max(start - at, 0) : max(end - at, 0)]
        if text:
            yield replace(one, text=text)
        at += len(one.text)


# ---- A form that was found, its labels known: the noun between recognising M1/M2 and taking their values
# out.


@dataclass(frozen=True, slots=True)
class LabelledItem:
    """One item: where its label begins, and what stands between it and the next label."""

    code: str
    label: Line
    said: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class LabelledForm:
    """One M1 or M2. ``top`` is what stands above the first item, letterhead and title among it.

    ``contested`` are codes that two labels claim alike, ``titled_otherwise`` says that title and labels disagree.
    """

    form: str
    sheet: str
    first_row: int
    last_row: int
    top: tuple[Line, ...]
    items: Mapping[str, LabelledItem]
    contested: tuple[str, ...] = ()
    titled_otherwise: bool = False
