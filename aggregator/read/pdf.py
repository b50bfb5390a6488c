"""PDF with a text layer: its ruled tables and the words around them. What is read so is always doubtful."""

from __future__ import annotations

import io
import logging
from importlib import import_module
from typing import TYPE_CHECKING, Any

from aggregator.errors import Unreadable
from aggregator.model import Document
from aggregator.read.builder import PaperBuilder
from aggregator.read.limits import DAMAGED, LOCKED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SCAN = (
    "là bản quét/ảnh (PDF không có lớp chữ), chương trình không đọc được bảng bên trong; "
    "đề nghị gửi thêm tệp Excel hoặc Word gốc"
)
DOUBTFUL = "bảng đọc từ lớp chữ của tệp PDF, có thể sót hoặc lệch ô; đề nghị đối chiếu với bản gốc"
TOO_LONG = "là PDF quá dài ({pages} trang), chương trình không đọc; đề nghị gửi tệp Excel hoặc Word gốc"
MOST_PAGES = 40  # more are not read within a file's time
LEAST_LETTERS = 20  # a page number or a stamp on a scan is no text layer
SAME_LINE = 3  # points between the tops of the words of one line
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
            for page in pdf.pages:
                _page(page, builder)
                page.close()
    except (Unreadable, MemoryError):
        raise
    except Exception as error:
        raise Unreadable(LOCKED if "Password" in f"{type(error).__name__} {error!r}" else DAMAGED) from error
    return Document("pdf", (builder.sheet(),), doubtful=DOUBTFUL)


def _page(page: Any, builder: PaperBuilder) -> None:
    """Lines and tables from the top down."""
    tables = sorted(page.find_tables(), key=lambda table: table.bbox[1])
    outside = page
    for table in tables:
        outside = outside.outside_bbox(table.bbox) if _fits(table.bbox, page.bbox) else outside
    lines = list(_lines(outside.extract_words()))
    for table in tables:
        above = [line for line in lines if line[0] < table.bbox[1]]
        lines = lines[len(above) :]
        _write_lines(above, builder)
        _write_table(table.extract(), builder)
    _write_lines(lines, builder)


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


def _write_lines(lines: list[tuple[float, list[str]]], builder: PaperBuilder) -> None:
    for _, texts in lines:
        builder.row(dict(enumerate(texts, 1)))


def _write_table(rows: list[list[str | None]], builder: PaperBuilder) -> None:
    """The rows of a table. One that goes on at the top of the next page follows without a gap."""
    for row in rows:
        builder.row({column: (text or "").strip() for column, text in enumerate(row, 1)})
