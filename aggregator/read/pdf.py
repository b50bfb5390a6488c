"""PDF with a text layer: its ruled tables and the words around them. What is read so is always doubtful."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any

from msgspec import Struct

from aggregator.nouns.document import Document
from aggregator.nouns.finding import Unreadable
from aggregator.read.builder import PaperBuilder
from aggregator.read.limits import DAMAGED, LOCKED
from aggregator.read.pdf_aligned import aligned_rows, columns_of, lines_of, one_after_the_other, unwrapped

SCAN = "là bản quét (ảnh) nên chưa lấy được số liệu; đề nghị gửi thêm tệp Excel hoặc Word gốc"
DOUBTFUL = "bảng lấy ra từ tệp PDF có thể sót hoặc lệch ô"
TOO_LONG = "là PDF quá dài ({pages} trang) nên chưa đọc; đề nghị gửi tệp Excel hoặc Word gốc"
MOST_PAGES = 40  # more are not read within a file's time
LEAST_LETTERS = 20  # a page number or a stamp on a scan is no text layer
SAME_LINE = 3  # points between the tops of the words of one line
LEAST_EDGES = 8  # of ruled lines; under a letterhead one or two may stand
WIDE_GAP = 12  # points between words that stand in columns of their own


def read_pdf(data: bytes) -> Document:
    """Ruled tables as rows in their columns, other lines as rows of column A; page after page, one sheet.

    Raises Unreadable for a scan, a locked or a very long file.
    """
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    builder = PaperBuilder("PDF")
    try:
        with import_module("pdfplumber").open(io.BytesIO(data)) as pdf:
            if sum(len(page.chars) for page in pdf.pages[:3]) < LEAST_LETTERS:
                raise Unreadable(SCAN)
            if len(pdf.pages) > MOST_PAGES:
                raise Unreadable(TOO_LONG.format(pages=len(pdf.pages)))
            if not _aligned(pdf.pages, builder):
                layout = _Layout(builder)
                for page in pdf.pages:
                    layout.page(page)
                    page.close()
    except (Unreadable, MemoryError):
        raise
    except Exception as error:
        raise Unreadable(LOCKED if "Password" in f"{type(error).__name__} {error!r}" else DAMAGED) from error
    return Document("pdf", (builder.sheet(),), doubtful=DOUBTFUL)


def _aligned(pages: Sequence[Any], builder: PaperBuilder) -> bool:
    """Put the rows of a table without ruled lines into the builder; False where there is none, or a ruled one."""
    if any(len(page.edges) >= LEAST_EDGES for page in pages):
        return False
    lines = one_after_the_other([lines_of(page) for page in pages])
    columns = columns_of(lines)
    for row in aligned_rows(lines, columns) if columns else ():
        builder.row(row)
    return bool(columns)


class _Table(Struct):
    """Where a table's rows and columns stood on its page (points), and where its rows stand in the sheet."""

    tops: list[int]
    edges: list[int]
    first_row: int
    columns: int = 0

    def goes_on_right_in(self, other: _Table) -> bool:
        """Whether another page has the same rows at the same heights, in other columns: a wide sheet printed."""
        return len(self.tops) > 1 and self.tops == other.tops and self.edges != other.edges


class _Layout:
    """The sheet as it grows page after page."""

    def __init__(self, builder: PaperBuilder) -> None:
        self._builder = builder
        self._open_table = 0  # columns of the table with which the page above ends
        self._laid_out: list[_Table] = []

    def page(self, page: Any) -> None:
        """Lines and tables from the top down. A row cut by the end of a page goes on at the top of the next."""
        tables = sorted(page.find_tables(), key=lambda table: table.bbox[1])
        outside = page
        for table in tables:
            outside = outside.outside_bbox(table.bbox) if _fits(table.bbox, page.bbox) else outside
        lines = list(_lines(outside.extract_words()))
        for number, table in enumerate(tables):
            above = [line for line in lines if line[0] < table.bbox[1]]
            lines = lines[len(above) :]
            self._lines(above)
            self._table(table, goes_on=number == 0 and not above)
        self._lines(lines)

    def _lines(self, lines: list[tuple[float, list[str]]]) -> None:
        for _, texts in lines:
            self._builder.row(dict(enumerate(texts, 1)))
            self._open_table = 0

    def _table(self, table: Any, goes_on: bool) -> None:
        laid_out = _Table(
            [round(row.bbox[1]) for row in table.rows],
            sorted({round(cell[0]) for cell in table.cells}),
            self._builder.at,
        )
        rows = [[unwrapped(text or "") for text in row] for row in table.extract()]
        left = next((before for before in self._laid_out if before.goes_on_right_in(laid_out)), None)
        if left is not None:
            self._right_of(left, rows)
            return
        laid_out.columns = max(map(len, rows), default=0)
        self._laid_out.append(laid_out)
        for number, row in enumerate(rows):
            cells = {column: text for column, text in enumerate(row, 1) if text}
            if goes_on and number == 0 and len(row) == self._open_table and 1 not in cells:
                self._join(cells)
            else:
                self._builder.row(cells)
        self._open_table = len(rows[-1]) if rows else 0

    def _right_of(self, left: _Table, rows: list[list[str]]) -> None:
        """The right half of a table too wide for its page, beside the rows of the left half."""
        for at, row in enumerate(rows, left.first_row):
            for column, text in enumerate(row, left.columns + 1):
                self._builder.put(at, column, text)
        left.columns += max(map(len, rows), default=0)

    def _join(self, cells: dict[int, str]) -> None:
        """The lower part of the row above, which has no number of its own."""
        at = self._builder.at - 1
        for column, text in cells.items():
            upper = self._builder.cells.get(at, {}).get(column)
            self._builder.put(at, column, f"{upper} {text}" if upper else text)


def _fits(inner: Sequence[float], outer: Sequence[float]) -> bool:
    return inner[0] >= outer[0] and inner[1] >= outer[1] and inner[2] <= outer[2] and inner[3] <= outer[3]


def _lines(words: list[dict[str, Any]]) -> Iterator[tuple[float, list[str]]]:
    """The lines as (top, texts): words far apart on one line are texts of their own, as two letterheads are."""
    top, right = float("-inf"), 0.0
    texts: list[str] = []
    for word in sorted(words, key=lambda word: (round(word["top"] / SAME_LINE), word["x0"])):
        if abs(word["top"] - top) > SAME_LINE:
            if texts:
                yield top, texts
            top, texts = word["top"], [word["text"]]
        elif word["x0"] - right > WIDE_GAP:
            texts.append(word["text"])
        else:
            texts[-1] += " " + word["text"]
        right = word["x1"]
    if texts:
        yield top, texts
