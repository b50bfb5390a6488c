"""Tables of a paper, written as XML in one go: python-docx needs minutes for thousands of cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from aggregator.plain_text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from docx.document import Document as WordDocument

TWENTIETHS = 1440 / 25.4  # of a point, in a millimetre
Cell = str | int | None
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_MARGINS = '<w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/>'
_BREAK = "<w:br/>"
_PARAGRAPH, _KEPT = "<w:p><w:pPr>", "<w:p><w:pPr><w:keepNext/>"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its width in millimetres, and whether it is centred."""

    head: str
    width: float
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of cells; one cell alone goes over the whole width."""

    cells: Sequence[Cell]
    bold: bool = False


def add_table(
    document: WordDocument, columns: Sequence[Column], rows: Iterable[Row], size: float = 12, *, whole: bool = False
) -> None:
    """A table at the document's end, its head on every page, no row torn over two; ``whole`` keeps it on one."""
    head = _row(columns, Row([column.head for column in columns], bold=True), size, head=True)
    body = "".join(_row(columns, row, size) for row in rows)
    if whole:
        most, cut, last = body.rpartition("<w:tr>")
        body = most.replace(_PARAGRAPH, _KEPT) + cut + last
    head = head.replace(_PARAGRAPH, _KEPT)
    grid = "".join(f'<w:gridCol w:w="{_width(column.width)}"/>' for column in columns)
    wide = _width(sum(column.width for column in columns))
    element = parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{wide}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{_MARGINS}</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{head}{body}</w:tbl>"
    )
    document.element.body.insert_element_before(element, "w:sectPr")


def _width(millimetres: float) -> int:
    return round(millimetres * TWENTIETHS)


def _row(columns: Sequence[Column], row: Row, size: float, *, head: bool = False) -> str:
    look = "<w:cantSplit/><w:tblHeader/>" if head else "<w:cantSplit/>"
    return f"<w:tr><w:trPr>{look}</w:trPr>{''.join(_cells(columns, row, size, head=head))}</w:tr>"


def _cells(columns: Sequence[Column], row: Row, size: float, *, head: bool) -> Iterator[str]:
    if len(row.cells) == 1 and len(columns) > 1:
        wide = f'<w:gridSpan w:val="{len(columns)}"/>'
        yield _cell(row.cells[0], _width(sum(c.width for c in columns)), "left", _look(row, size), wide)
        return
    for column, value in zip(columns, row.cells, strict=True):
        align = "center" if head or column.centred else "left"
        yield _cell(value, _width(column.width), align, _look(row, size))


def _look(row: Row, size: float) -> str:
    points = f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>'
    return f"<w:rPr>{'<w:b/>' if row.bold else ''}{points}</w:rPr>"


def _cell(value: Cell, width: int, align: str, look: str, wide: str = "") -> str:
    """A cell; one that goes over the whole width is a head and stays with what it is of."""
    lines = clean("" if value is None else str(value)).split("\n")
    text = _BREAK.join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in lines)
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{wide}<w:vAlign w:val="center"/></w:tcPr>'
        f'{_KEPT if wide else _PARAGRAPH}<w:spacing w:before="20" w:after="20"/><w:jc w:val="{align}"/></w:pPr>'
        f"<w:r>{look}{text}</w:r></w:p></w:tc>"
    )
