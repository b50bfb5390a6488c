"""What our printed forms and lists share: an A4 page, heights by the text, and a plain table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from aggregator.office.sheet import FONT_SIZE, GrowingSheet, set_paper, text_points, written


def set_page(
    sheet: Worksheet,
    footer: str,
    repeat: tuple[int, int] | None,
    area: tuple[int, int, int, int],
    *,
    portrait: bool = False,
) -> None:
    """A4, landscape unless told, one page wide, the heads (rows ``repeat``) on each page, pages numbered.

    ``area`` is the printed box: first row, first column, last row, last column, all from 0.
    """
    set_paper(sheet, (20, 15, 15, 16, 8), footer, portrait=portrait)
    if repeat:
        sheet.repeat_rows(*repeat)
    written(sheet.print_area(*area))


def height(text: str, width: float, size: float = FONT_SIZE, *, bold: bool = False) -> float:
    """The height of a row that shows the whole text: Excel fits no merged cells, and a head must never be cut."""
    return text_points(text, width, size, bold=bold) + 4


def formats(book: Workbook, looks: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The named formats, added to the workbook."""
    return {name: book.add_format(look) for name, look in looks.items()}


_PLAIN: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14, "valign": "vcenter"},
    "note": {"italic": True, "text_wrap": True, "valign": "top"},
    "head": {
        "bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True, "bg_color": "#DCEAF7",
    },
    "cell": {"border": 1, "valign": "top", "text_wrap": True},
    "order": {"border": 1, "valign": "top", "align": "center"},
}  # fmt: skip


def plain_table(  # noqa: PLR0917 -- a sheet is all of these
    book: Workbook, name: str, title: str, note: str,
    columns: Sequence[tuple[str, float]], rows: Sequence[Sequence[str]],
) -> None:  # fmt: skip
    """A sheet with a title, a note, heads (words, width) and rows, numbered at the left; text stays text."""
    sheet, looks, last = book.add_worksheet(name, GrowingSheet), formats(book, _PLAIN), len(columns) - 1
    width = sum(size for _, size in columns)
    for number, (head, size) in enumerate(columns):
        written(sheet.set_column(number, number, size))
        sheet.put(2, number, head, looks["head"])
    sheet.put(0, 0, title, looks["title"])
    sheet.across(1, (0, last), note, looks["note"])
    written(sheet.set_row(1, height(note, width) if note else 6))
    for number, row in enumerate(rows, 3):
        for column, text in enumerate(row):
            sheet.put(number, column, text, looks["cell" if column else "order"])
        heights = (height(text, size) for text, (_, size) in zip(row, columns, strict=True))
        written(sheet.set_row(number, max(heights)))
    sheet.freeze_panes(3, 0)
    if rows:
        written(sheet.autofilter(2, 0, 2 + len(rows), last))
    set_page(sheet, title, (2, 2), (0, 0, 2 + len(rows), last))
