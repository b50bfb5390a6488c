"""What a close look at a sheet sees beside the values, and the sheet made of both."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aggregator.model import Notice, Row, Sheet
from aggregator.read.grid import is_blank, with_blank_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from aggregator.model import Merge

Place = tuple[int, int]  # row, column; 1-based

OLD_FONTS = (".vn", "vni")


def is_old_font(name: str) -> bool:
    """Whether a font's name is of the TCVN3 (.VnTime) or the VNI family."""
    return name.lower().startswith(OLD_FONTS)


@dataclass(slots=True)
class Seen:
    """What the bare values of one sheet do not show. Filled by the reader that walks the sheet."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)  # first, last
    errors: dict[Place, str] = field(default_factory=dict)
    unvalued: dict[Place, str] = field(default_factory=dict)  # formulas without a stored value
    fonts: dict[Place, str] = field(default_factory=dict)
    struck: set[Place] = field(default_factory=set)


def make_sheet(name: str, rows: Iterable[Row], merges: Iterable[Merge], hidden: bool, seen: Seen | None) -> Sheet:
    """The sheet, with its notices. A row that holds nothing but errors is present and blank."""
    seen = seen or Seen()
    kept = without_errors(rows, seen)
    notices = tuple(notices_of(name, kept, hidden, seen))
    return Sheet(name, kept, tuple(merges), hidden, notices, text_fonts(kept, seen))


def without_errors(rows: Iterable[Row], seen: Seen) -> tuple[Row, ...]:
    """The rows with None where a cell shows an error, and blank rows for errors that stand alone."""
    if not seen.errors and not seen.unvalued:
        return tuple(rows)
    places = {*seen.errors, *seen.unvalued}
    cleared = [cleared_row(row, places) for row in rows]
    return with_blank_rows(cleared, {row for row, _ in places})


def cleared_row(row: Row, places: set[Place]) -> Row:
    """The row with None at the given places."""
    cells = [None if (row.number, column) in places else value for column, value in enumerate(row.cells, 1)]
    while cells and cells[-1] is None:
        cells.pop()
    return Row(row.number, tuple(cells))


def notices_of(name: str, rows: Sequence[Row], hidden: bool, seen: Seen) -> Iterator[Notice]:
    """The notices of a sheet, in a fixed order; hidden and struck rows only where they have content."""
    if hidden:
        yield Notice("hidden-sheet", detail=name)
    for row in rows:
        if row.number in seen.hidden_rows:
            yield Notice("hidden-rows", row.number, None, f"dòng {row.number}")
    for column in hidden_columns(rows, seen):
        yield Notice("hidden-columns", None, column, f"cột {column_letters(column)}")
    for row in rows:
        if seen.struck and is_struck(row, seen):
            yield Notice("struck-through", row.number, None, f"dòng {row.number}")
    for (row_number, column), text in sorted(seen.errors.items()):
        yield Notice("error-cell", row_number, column, text)
    for (row_number, column), text in sorted(seen.unvalued.items()):
        yield Notice("formula-without-value", row_number, column, text)


def hidden_columns(rows: Sequence[Row], seen: Seen) -> list[int]:
    """The hidden columns that have content."""
    if not seen.hidden_columns:
        return []
    width = max((len(row.cells) for row in rows), default=0)
    hidden = {c for first, last in seen.hidden_columns for c in range(first, min(last, width) + 1)}
    used = {c for row in rows for c in hidden if c <= len(row.cells) and not is_blank(row.cells[c - 1])}
    return sorted(used)


def is_struck(row: Row, seen: Seen) -> bool:
    """Whether every text of the row is struck through."""
    texts = [c for c, value in enumerate(row.cells, 1) if isinstance(value, str) and not is_blank(value)]
    return bool(texts) and all((row.number, column) in seen.struck for column in texts)


def text_fonts(rows: Sequence[Row], seen: Seen) -> dict[Place, str]:
    """The old fonts of the cells that hold text."""
    if not seen.fonts:
        return {}
    return {
        (row.number, column): seen.fonts[row.number, column]
        for row in rows
        for column, value in enumerate(row.cells, 1)
        if isinstance(value, str) and (row.number, column) in seen.fonts
    }


def column_letters(column: int) -> str:
    """The letters of a 1-based column: 1 is A, 16384 is XFD."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
