"""Tables of a Word paper, written as XML in one go: python-docx needs minutes for thousands of cells."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from aggregator.vietnamese.fold import clean
from aggregator.vietnamese.wording import figure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docx.document import Document as WordDocument


TWENTIETHS = 1440 / 25.4  # of a point, in a millimetre
Cell = str | int | None
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_MARGINS = '<w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/>'
_BREAK = "<w:br/>"
_LONG, _LETTER = 14, 0.176  # lines of a long row; millimetres of a letter for each point of its size
_TOGETHER = 3  # last rows, so that neither the last nor a total stands alone on a new page
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


@dataclass(frozen=True, slots=True)
class Table:
    """A whole table; ``size`` of its letters in points; ``whole`` keeps it on one page, ``air`` points a cell."""

    columns: Sequence[Column]
    rows: Sequence[Row]
    size: float = 12
    whole: bool = False
    air: int = 1


def add_table(document: WordDocument, table: Table) -> None:
    """A table at the document's end, its head on every page, its last rows together.

    No row is torn over two pages but one so long that it would leave half a page empty.
    """
    columns = table.columns
    head = _kept(_row(table, Row([column.head for column in columns], bold=True), "<w:tblHeader/>"))
    rows = [_row(table, row) for row in table.rows]
    loose = 0 if table.whole else max(len(rows) - _TOGETHER, 0)
    body = "".join([*rows[:loose], *map(_kept, rows[loose:-1]), *rows[-1:]])
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


def _kept(row: str) -> str:
    """The row, kept on one page with the next."""
    return row.replace(_KEPT, _PARAGRAPH).replace(_PARAGRAPH, _KEPT)


def _row(table: Table, row: Row, head: str = "") -> str:
    whole = "" if _is_long(table.columns, row, table.size) else "<w:cantSplit/>"
    cells = "".join(_cells(table, row, head=bool(head)))
    return f"<w:tr><w:trPr>{whole}{head}</w:trPr>{cells}</w:tr>"


def _is_long(columns: Sequence[Column], row: Row, size: float) -> bool:
    """Whether a cell needs more lines than a row may keep together, by the usual width of a letter."""
    if len(row.cells) == 1:
        return False
    for column, value in zip(columns, row.cells, strict=True):
        room = column.width / (size * _LETTER)
        if sum(math.ceil(len(line) / room) or 1 for line in _text(value).split("\n")) > _LONG:
            return True
    return False


def _cells(table: Table, row: Row, *, head: bool) -> Iterator[str]:
    columns, look = table.columns, _look(row, table)
    if len(row.cells) == 1 and len(columns) > 1:
        wide = f'<w:gridSpan w:val="{len(columns)}"/>'
        yield _cell(row.cells[0], _width(sum(c.width for c in columns)), "left", look, wide)
        return
    for column, value in zip(columns, row.cells, strict=True):
        align = "center" if head or column.centred else "left"
        yield _cell(value, _width(column.width), align, look)


def _look(row: Row, table: Table) -> tuple[str, str]:
    """The room above and below a row's text, and the look of its letters, those of an empty cell too."""
    size, room = round(table.size * 2), table.air * 20
    letters = f'<w:rPr>{"<w:b/>" if row.bold else ""}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
    return f'<w:spacing w:before="{room}" w:after="{room}"/>', letters


def _text(value: Cell) -> str:
    return "" if value is None else figure(value) if isinstance(value, int) else value


def _cell(value: Cell, width: int, align: str, look: tuple[str, str], wide: str = "") -> str:
    """A cell; one that goes over the whole width is a head and stays with what it is of."""
    lines = clean(_text(value)).split("\n")
    text = _BREAK.join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in lines)
    room, letters = look
    start = _KEPT if wide else _PARAGRAPH
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{wide}<w:vAlign w:val="center"/></w:tcPr>'
        f'{start}{room}<w:jc w:val="{align}"/>{letters}</w:pPr>'
        f"<w:r>{letters}{text}</w:r></w:p></w:tc>"
    )
