"""Write a sheet as a Word file: the lines above the table as paragraphs, the table with its merged cells."""

from __future__ import annotations

import datetime as dt
from xml.sax.saxutils import escape

from tests.samples.nouns import Cell, Sheet
from tests.samples.parts import zipped

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TYPES = (
    f'{DECLARATION}<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{KIND}"/></Types>'
)
RELATIONS = (
    f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{RELATION}" Target="word/document.xml"/></Relationships>'
)
BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def docx(sheet: Sheet) -> bytes:
    """The Word file. Rows that look like a table make one table, the others paragraphs."""
    body: list[str] = []
    rows: list[str] = []
    width = max((len(row) for number, row in enumerate(sheet.rows) if _in_table(sheet, number)), default=0)
    for number, row in enumerate(sheet.rows):
        if _in_table(sheet, number):
            rows.append(_row(sheet, number, width))
            continue
        if rows:
            body.append(_table(rows, width))
            rows = []
        body += [_paragraph(_shown(cell)) for cell in row if cell is not None]
    body += [_table(rows, width)] if rows else []
    page = '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr>'
    document = f'{DECLARATION}<w:document xmlns:w="{MAIN}"><w:body>{"".join(body)}{page}</w:body></w:document>'
    parts = {"[Content_Types].xml": TYPES, "_rels/.rels": RELATIONS, "word/document.xml": document}
    return zipped({name: text.encode() for name, text in parts.items()})


def _in_table(sheet: Sheet, number: int) -> bool:
    return sheet.looks[number] in ("head", "section", "row")


def _table(rows: list[str], width: int) -> str:
    grid = "".join('<w:gridCol w:w="1500"/>' for _ in range(width))
    style = f'<w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblBorders>{BORDERS}</w:tblBorders></w:tblPr>'
    return f"<w:tbl>{style}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def _row(sheet: Sheet, number: int, width: int) -> str:
    row = sheet.rows[number]
    made, column = [], 0
    while column < width:
        merge = next((m for m in sheet.merges if m[0] <= number <= m[2] and m[1] <= column <= m[3]), None)
        across = merge[3] - merge[1] + 1 if merge else 1
        down = ""
        if merge and merge[2] > merge[0]:
            down = '<w:vMerge w:val="restart"/>' if number == merge[0] else "<w:vMerge/>"
        span = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
        text = _shown(row[column]) if column < len(row) else ""
        made.append(f"<w:tc><w:tcPr>{span}{down}</w:tcPr>{_paragraph(text)}</w:tc>")
        column += across
    return f"<w:tr>{''.join(made)}</w:tr>"


def _paragraph(text: str) -> str:
    runs = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:p><w:r>{runs}</w:r></w:p>" if text else "<w:p/>"


def _shown(cell: Cell) -> str:
    return f"{cell:%d/%m/%Y}" if isinstance(cell, dt.date) else "" if cell is None else str(cell)
