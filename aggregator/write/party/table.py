"""Tables of a paper, written as XML in one go: python-docx needs minutes for thousands of cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from aggregator.write.sheets.text import clean

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


def add_table(document: WordDocument, columns: Sequence[Column], rows: Iterable[Row], size: float = 12) -> None:
    """A table at the document's end, its head on every page; no row is torn over two pages."""
    head = _row(columns, Row([column.head for column in columns], bold=True), size, head=True)
    body = "".join(_row(columns, row, size) for row in rows)
    grid = "".join(f'<w:gridCol w:w="{_width(column.width)}"/>' for column in columns)
    whole = _width(sum(column.width for column in columns))
    element = parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{whole}" w:type="dxa"/><w:jc w:val="center"/>'
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
        yield _cell(row.cells[0], _width(sum(c.width for c in columns)), size, row.bold, "left", len(columns))
        return
    for column, value in zip(columns, row.cells, strict=True):
        align = "center" if head or column.centred else "left"
        yield _cell(value, _width(column.width), size, row.bold, align, 1)


def _cell(value: Cell, width: int, size: float, bold: bool, align: str, span: int) -> str:  # noqa: FBT001, PLR0917
    lines = clean("" if value is None else str(value)).split("\n")
    text = _BREAK.join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in lines)
    points = f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>'
    look = f"<w:rPr>{'<w:b/>' if bold else ''}{points}</w:rPr>"
    wide = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{wide}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:spacing w:before="20" w:after="20"/><w:jc w:val="{align}"/></w:pPr>'
        f"<w:r>{look}{text}</w:r></w:p></w:tc>"
    )
