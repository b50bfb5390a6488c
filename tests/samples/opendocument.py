"""Write a sheet as .ods, the smallest that is one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from tests.samples.nouns import Cell, Sheet
from tests.samples.parts import zipped

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
CONTENT = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    f'<office:document-content xmlns:office="{OASIS}office:1.0" xmlns:table="{OASIS}table:1.0" '
    f'xmlns:text="{OASIS}text:1.0" office:version="1.2"><office:body><office:spreadsheet>'
    "{tables}</office:spreadsheet></office:body></office:document-content>"
)
MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    f'<manifest:manifest xmlns:manifest="{OASIS}manifest:1.0" manifest:version="1.2">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{MIMETYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)


def ods(sheets: Sequence[Sheet]) -> bytes:
    """The workbook; merges become spans with covered cells."""
    content = CONTENT.format(tables="".join(_table(sheet) for sheet in sheets))
    parts = {"mimetype": MIMETYPE, "content.xml": content, "META-INF/manifest.xml": MANIFEST}
    return zipped({name: text.encode() for name, text in parts.items()}, stored=("mimetype",))


def _table(sheet: Sheet) -> str:
    width = max(len(row) for row in sheet.rows)
    spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in sheet.merges}
    covered = {
        (row, column)
        for top, left, bottom, right in sheet.merges
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    } - set(spans)
    rows = []
    for number, row in enumerate(sheet.rows):
        made = [
            "<table:covered-table-cell/>" if (number, column) in covered
            else _cell(row[column] if column < len(row) else None, spans.get((number, column)))
            for column in range(width)
        ]  # fmt: skip
        rows.append(f"<table:table-row>{''.join(made)}</table:table-row>")
    columns = f'<table:table-column table:number-columns-repeated="{width}"/>'
    return f"<table:table table:name={quoteattr(sheet.name)}>{columns}{''.join(rows)}</table:table>"


def _cell(cell: Cell, span: tuple[int, int] | None) -> str:
    spanned = ""
    if span:
        spanned = f' table:number-rows-spanned="{span[0]}" table:number-columns-spanned="{span[1]}"'
    if cell is None:
        return f"<table:table-cell{spanned}/>"
    if isinstance(cell, dt.date):
        kind, shown = f'date" office:date-value="{cell:%Y-%m-%d}', f"{cell:%d/%m/%Y}"
    elif isinstance(cell, int):
        kind, shown = f'float" office:value="{cell}', str(cell)
    else:
        kind, shown = "string", cell
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in shown.split("\n"))
    return f'<table:table-cell office:value-type="{kind}"{spanned}>{lines}</table:table-cell>'
