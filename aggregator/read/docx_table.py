"""The grid of a Word table: which cell stands in which columns, and what is merged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aggregator.model import Merge
from aggregator.read.docx_tree import children, number, value

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

MAX_SPAN = 63  # Word's own limit of columns


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell in the grid. ``continues``: it is the lower part of a cell merged downwards."""

    element: Element
    column: int  # 1-based
    span: int
    continues: bool


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of the grid; ``deleted`` or ``inserted`` where that change is tracked."""

    cells: tuple[Cell, ...]
    deleted: bool
    inserted: bool
    hidden: bool


def table_rows(table: Element) -> Iterator[TableRow]:
    """The rows of a table, from the top."""
    for row in children(table, "tr"):
        properties = row.find("trPr")
        marks = frozenset() if properties is None else frozenset(mark.tag for mark in properties)
        yield TableRow(tuple(_cells(row)), "del" in marks, "ins" in marks, "hidden" in marks)


def merges_of(rows: list[tuple[int, TableRow]]) -> Iterator[Merge]:
    """The merged ranges of a table whose rows stand at the given numbers."""
    open_cells: dict[int, Merge] = {}
    for at, row in rows:
        below: dict[int, Merge] = {}
        for cell in row.cells:
            above = open_cells.pop(cell.column, None) if cell.continues else None
            first = at if above is None else above.first_row
            below[cell.column] = Merge(first, cell.column, at, cell.column + cell.span - 1)
        yield from filter(_is_merge, open_cells.values())
        open_cells = below
    yield from filter(_is_merge, open_cells.values())


def _is_merge(merge: Merge) -> bool:
    return merge.first_row != merge.last_row or merge.first_column != merge.last_column


def _cells(row: Element) -> Iterator[Cell]:
    column = 1 + _span(value(row, "trPr/gridBefore"), 0)
    for element in children(row, "tc"):
        span = _span(value(element, "tcPr/gridSpan"), 1)
        yield Cell(element, column, span, _continues(element))
        column += span


def _continues(cell: Element) -> bool:
    """Whether it belongs to the cell above: marked so, and with no text of its own to lose."""
    merge = cell.find("tcPr/vMerge")
    if merge is None or merge.get("val", "continue") != "continue":
        return False
    return not any((text.text or "").strip() for text in cell.iter("t"))


def _span(text: str | None, default: int) -> int:
    return min(number(text, default), MAX_SPAN)
