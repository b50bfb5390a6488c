"""Write a sheet as a web page, which the reporting systems of ministries call .xls."""

from __future__ import annotations

import datetime as dt
from html import escape

from tests.samples.nouns import Cell, Sheet

PAGE = (
    '<html xmlns:x="urn:schemas-microsoft-com:office:excel">\n<head><meta http-equiv="Content-Type" '
    'content="text/html; charset=utf-8"></head>\n<body><table border="1">\n{rows}\n</table></body></html>\n'
)


def html(sheet: Sheet) -> bytes:
    """The page, one table; merges become spans."""
    return PAGE.format(rows="\n".join(_row(sheet, number) for number in range(len(sheet.rows)))).encode()


def _row(sheet: Sheet, number: int) -> str:
    width = max(len(row) for row in sheet.rows)
    row = sheet.rows[number] + [None] * (width - len(sheet.rows[number]))
    made = []
    for column, cell in enumerate(row):
        merge = next((m for m in sheet.merges if m[0] <= number <= m[2] and m[1] <= column <= m[3]), None)
        if merge and (number, column) != merge[:2]:
            continue
        spans = f' rowspan="{merge[2] - merge[0] + 1}" colspan="{merge[3] - merge[1] + 1}"' if merge else ""
        made.append(f"<td{spans}>{_shown(cell)}</td>")
    return f"<tr>{''.join(made)}</tr>"


def _shown(cell: Cell) -> str:
    text = f"{cell:%d/%m/%Y}" if isinstance(cell, dt.date) else "" if cell is None else str(cell)
    return escape(text).replace("\n", "<br>")
