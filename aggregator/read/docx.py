"""Word files (.docx, .docm): the text and its tables, laid out as the rows of one sheet."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from aggregator.model import Document, Merge, Notice, Row, Sheet, Stretch
from aggregator.read.docx_numbers import Numbers
from aggregator.read.docx_runs import boxes_of
from aggregator.read.docx_stamp import stamp_sheets
from aggregator.read.docx_styles import styles_of
from aggregator.read.docx_table import Cell, TableRow, merges_of, table_rows
from aggregator.read.docx_text import Text, TextReader
from aggregator.read.docx_tree import WordFile, children
from aggregator.read.seen import Seen, make_sheet

if TYPE_CHECKING:
    from collections.abc import Iterable
    from xml.etree.ElementTree import Element

SHEET = "Văn bản"
NOTHING = Text("")


def read_docx(data: bytes) -> Document:
    """The document as one sheet: a row a paragraph (column A), and the rows of each table in its columns.

    Rows without text count too: tables are set off from the text by a gap in the row numbers.
    Text boxes and tables within cells follow the paragraph or the table that holds them.
    Tracked insertions are read and deletions are not. Raises Unreadable.
    """
    word = WordFile(data)
    reader = TextReader(styles_of(word.part("styles.xml")), Numbers(word.part("numbering.xml")))
    layout = _Layout(reader)
    layout.blocks(word.body)
    return Document("docx", (layout.sheet(), *stamp_sheets(word.custom_properties)))


@dataclass(slots=True)
class _Layout:
    """The sheet as it grows downwards."""

    reader: TextReader
    at: int = 1  # the row that comes next
    rows: list[Row] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    changes: list[Notice] = field(default_factory=list)
    looks: dict[tuple[int, int], tuple[Stretch, ...]] = field(default_factory=dict)
    seen: Seen = field(default_factory=Seen)

    def sheet(self) -> Sheet:
        made = make_sheet(SHEET, self.rows, self.merges, False, self.seen)
        return replace(made, notices=(*made.notices, *self.changes), looks=self.looks)

    def blocks(self, parent: Element) -> None:
        for block in children(parent, "p", "tbl"):
            if block.tag == "p":
                self._paragraph(block)
            else:
                self._table(block)

    def _paragraph(self, paragraph: Element) -> None:
        self._write({1: self.reader.text([paragraph])})
        for box in boxes_of(paragraph):
            self.blocks(box)

    def _table(self, table: Element) -> None:
        """The rows of a table between two blank rows, then what its cells hold besides text."""
        self._gap()
        kept = [(self._table_row(row), row) for row in table_rows(table) if self._keep(row)]
        self.merges += merges_of(kept)
        self._gap()
        for cell in (cell for _, row in kept for cell in row.cells):
            self._inside(cell)

    def _keep(self, row: TableRow) -> bool:
        """Whether the row still stands; a row whose deletion is tracked leaves a notice only."""
        if row.deleted:
            texts = [self.reader.text(children(cell.element, "p")) for cell in row.cells]
            quoted = " | ".join(change for text in texts for change in text.changes)
            self.changes.append(Notice("tracked-change", self.at, None, quoted or "xóa một dòng của bảng"))
        return not row.deleted

    def _table_row(self, row: TableRow) -> int:
        texts = {cell.column: self._cell(cell) for cell in row.cells}
        if row.hidden:
            self.seen.hidden_rows.add(self.at)
        if row.inserted and not any(text.changes for text in texts.values()):
            self.changes.append(Notice("tracked-change", self.at, None, "thêm một dòng của bảng"))
        return self._write(texts)

    def _cell(self, cell: Cell) -> Text:
        return NOTHING if cell.continues else self.reader.text(children(cell.element, "p"))

    def _inside(self, cell: Cell) -> None:
        for paragraph in children(cell.element, "p"):
            for box in boxes_of(paragraph):
                self.blocks(box)
        for table in children(cell.element, "tbl"):
            self._table(table)

    def _gap(self) -> None:
        """A blank row, unless the row above is blank already."""
        if self.rows and self.rows[-1].number == self.at - 1:
            self.at += 1

    def _write(self, texts: dict[int, Text]) -> int:
        """Write one row, and go to the next. A blank row is only counted."""
        number, self.at = self.at, self.at + 1
        for column, text in texts.items():
            self._notice(number, column, text)
        cells = tuple(_values(texts))
        if cells:
            self.rows.append(Row(number, cells))
        return number

    def _notice(self, row: int, column: int, text: Text) -> None:
        if text.hidden:
            self.seen.hidden_rows.add(row)
        if text.struck:
            self.seen.struck.add((row, column))
        if text.font:
            self.seen.fonts[row, column] = text.font
        if text.looks:
            self.looks[row, column] = text.looks
        if text.changes:
            self.changes.append(Notice("tracked-change", row, column, "; ".join(text.changes)))


def _values(texts: dict[int, Text]) -> Iterable[str | None]:
    """The cells from column A to the last with text."""
    filled = {column: text.text for column, text in texts.items() if text.text}
    return (filled.get(column) for column in range(1, max(filled, default=0) + 1))
