"""One table of an .ods: its rows at their true places, repeated ones only where they have content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aggregator.model import Merge, Row
from aggregator.read.grid import is_blank, spread, trimmed
from aggregator.read.limits import check_cells, check_spread
from aggregator.read.ods_cell import Cell
from aggregator.read.seen import Seen, is_old_font

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aggregator.model import Value
    from aggregator.read.ods_styles import Styles

CELLS = ("table-cell", "covered-table-cell")
NOT_SHOWN = ("collapse", "filter")


class Table:
    """Takes the events inside one table."""

    def __init__(self, attributes: Mapping[str, str], styles: Styles) -> None:
        self.name = attributes.get("name", "")
        self.hidden = styles.is_hidden(attributes.get("style-name", ""))
        self.rows: list[Row] = []
        self.merges: list[Merge] = []
        self.seen = Seen()
        self._styles = styles
        self._column_styles: list[tuple[int, int, str]] = []  # first, last, cell style
        self._row = self._column = self._declared = self._count = self._width = 0
        self._repeated = 1
        self._groups: list[bool] = []
        self._values: dict[int, Value] = {}
        self._cells: dict[int, Cell] = {}
        self._cell: Cell | None = None

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if self._cell is not None:
            self._cell.start(name, attributes)
        elif name in CELLS:
            self._cell = Cell(attributes)
        elif name == "table-row":
            self._start_row(attributes)
        elif name == "table-row-group":
            self._groups.append(attributes.get("display") == "false")
        elif name == "table-column":
            self._declare_column(attributes)

    def end(self, name: str) -> None:
        """An element ends."""
        if name in CELLS and self._cell is not None:
            self._end_cell(self._cell)
            self._cell = None
        elif self._cell is not None:
            self._cell.end(name)
        elif name == "table-row":
            self._end_row()
        elif name == "table-row-group":
            self._groups.pop()

    def text(self, text: str) -> None:
        """Characters."""
        if self._cell is not None:
            self._cell.text(text)

    def _declare_column(self, attributes: Mapping[str, str]) -> None:
        first = self._declared + 1
        self._declared += repeated(attributes, "number-columns-repeated")
        self._column_styles.append((first, self._declared, attributes.get("default-cell-style-name", "")))
        if attributes.get("visibility") in NOT_SHOWN:
            self.seen.hidden_columns.append((first, self._declared))

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        self._repeated = repeated(attributes, "number-rows-repeated")
        self._row_style = attributes.get("default-cell-style-name", "")
        self._row_hidden = attributes.get("visibility") in NOT_SHOWN or any(self._groups)
        self._column = 0
        self._values, self._cells = {}, {}

    def _inherited_style(self, column: int) -> str:
        declared = (style for first, last, style in self._column_styles if first <= column <= last)
        return self._row_style or next(declared, "")

    def _end_cell(self, cell: Cell) -> None:
        first, self._column = self._column + 1, self._column + cell.repeated
        if cell.width > 1 or cell.height > 1:
            top = self._row + 1
            self.merges.append(Merge(top, first, top + cell.height - 1, first + cell.width - 1))
        if cell.has_content:
            self._count += cell.repeated * self._repeated
            check_cells(self._count)
            cell.style = cell.style or self._inherited_style(first)
            columns = range(first, self._column + 1)
            self._values.update(dict.fromkeys(columns, cell.value))
            self._cells.update(dict.fromkeys(columns, cell))

    def _end_row(self) -> None:
        if any(cell.is_error or not is_blank(cell.value) for cell in self._cells.values()):
            self._width += max(self._values)
            check_spread(self._width)
            cells = trimmed(spread(self._values))
            for number in range(self._row + 1, self._row + self._repeated + 1):
                self.rows.append(Row(number, cells))
                self._note(number)
        self._row += self._repeated

    def _note(self, row: int) -> None:
        if self._row_hidden:
            self.seen.hidden_rows.add(row)
        for column, cell in self._cells.items():
            if cell.is_error:
                self.seen.errors[row, column] = cell.shown
            font, struck = self._styles.look(cell.style)
            if is_old_font(font):
                self.seen.fonts[row, column] = font
            if struck:
                self.seen.struck.add((row, column))


def repeated(attributes: Mapping[str, str], name: str) -> int:
    """How often an element stands for itself."""
    value = attributes.get(name, "1")
    return max(1, int(value)) if value.isdecimal() and len(value) < 10 else 1
