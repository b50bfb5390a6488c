"""What all our printed workbooks share: an A4 sheet in Times New Roman, and no write that fails unseen."""

from __future__ import annotations

import datetime as dt
import math
import textwrap
from typing import TYPE_CHECKING, Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from aggregator.nouns.finding import CannotWork
from aggregator.vietnamese.fold import clean

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from io import BytesIO


FONT = "Times New Roman"
FONT_SIZE = 12
LINE_HEIGHT = 15.75  # points, one line at FONT_SIZE
A4 = 9  # Excel's number of the paper
LETTERS, BOLD_LETTERS = 1.1, 0.97  # letters of Vietnamese prose that fill the width of one digit
MM = 1 / 25.4  # a millimetre in inches

# The Normal style, so that whatever is typed beside the table looks alike. Without "none" XlsxWriter ties
# the fonts to the theme, and Excel shows Calibri.
NORMAL = {"font_name": FONT, "font_size": FONT_SIZE, "font_family": 1, "font_scheme": "none"}

OPTIONS = {
    "in_memory": True,
    # What a unit or the campaign's files say stays text (guarantee 5).
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    # Widths and heights in pixels, as Excel has them with the Normal style in this font.
    "default_column_width": 72,
    "default_row_height": 21,
}


def new_workbook(target: BytesIO, year: int, title: str, subject: str, author: str) -> Workbook:
    """An empty workbook with its document properties; the same ``year`` gives the same bytes on any day."""
    book = Workbook(target, {**OPTIONS, "default_format_properties": dict(NORMAL)})  # it changes the dict
    created = dt.datetime(year, 1, 1)  # noqa: DTZ001  (a fixed stamp, no moment of any clock)
    book.set_properties({"title": title, "subject": subject, "author": author, "created": created})
    return book


class GrowingSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter is untyped
    """A sheet whose ``growing`` rows have a height to begin with, and yet grow with what is typed.

    XlsxWriter marks every height as fixed by hand (``customHeight``), and then Excel and LibreOffice
    cut what a person types; there is no public way to leave the mark out.
    """

    growing: Collection[int] = ()

    def _xml_start_tag_unencoded(self, tag: str, attributes: Any = ()) -> None:
        if tag == "row" and dict(attributes)["r"] - 1 in self.growing:
            attributes = [(name, value) for name, value in attributes if name != "customHeight"]
        super()._xml_start_tag_unencoded(tag, attributes)


def written(status: object) -> None:
    """Raise CannotWork where XlsxWriter says -1 or -2 instead of writing; otherwise it stays silent."""
    if status:
        raise CannotWork(
            f"Không ghi được trang tính (mã {status}): nội dung vượt giới hạn của Excel; "
            "đề nghị rút ngắn nội dung hoặc chia nhỏ bảng."
        )


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
    sheet.set_paper(A4)
    if not portrait:
        sheet.set_landscape()
    sheet.set_margins(left=20 * MM, right=15 * MM, top=15 * MM, bottom=16 * MM)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)
    if repeat:
        sheet.repeat_rows(*repeat)
    written(sheet.print_area(*area))
    font = f'&"{FONT},Regular"&10'
    written(sheet.set_footer(f"&L{font}{footer}&R{font}Trang &P/&N", {"margin": 8 * MM}))


def height(text: str, width: float, size: float = FONT_SIZE, *, bold: bool = False) -> float:
    """The row height in points that shows the whole text in a column of ``width`` digits.

    Excel does not fit the height of merged cells, and a head must never be cut.
    """
    room = width * FONT_SIZE / size * (BOLD_LETTERS if bold else LETTERS)
    lines = sum(len(textwrap.wrap(part, max(1, math.floor(room)))) or 1 for part in text.split("\n"))
    return lines * LINE_HEIGHT * size / FONT_SIZE + 4


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
}  # fmt: skip


def plain_table(  # noqa: PLR0917 -- a sheet is all of these
    book: Workbook, name: str, title: str, note: str,
    columns: Sequence[tuple[str, float]], rows: Sequence[Sequence[str]],
) -> None:  # fmt: skip
    """A sheet with a title, a note, the heads of the columns (words, width) and rows; text stays text."""
    sheet, looks, last = book.add_worksheet(name), formats(book, _PLAIN), len(columns) - 1
    width = sum(size for _, size in columns)
    for number, (head, size) in enumerate(columns):
        written(sheet.set_column(number, number, size))
        written(sheet.write_string(2, number, head, looks["head"]))
    written(sheet.write_string(0, 0, title, looks["title"]))
    written(sheet.merge_range(1, 0, 1, last, note, looks["note"]))
    written(sheet.set_row(1, height(note, width) if note else 6))
    for number, row in enumerate(rows, 3):
        for column, text in enumerate(row):
            written(sheet.write_string(number, column, clean(text), looks["cell"]))
        heights = (height(text, size) for text, (_, size) in zip(row, columns, strict=True))
        written(sheet.set_row(number, max(heights)))
    sheet.freeze_panes(3, 0)
    if rows:
        written(sheet.autofilter(2, 0, 2 + len(rows), last))
    set_page(sheet, title, (2, 2), (0, 0, 2 + len(rows), last))
