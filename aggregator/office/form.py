"""Workbooks that people fill in (blank forms, the tracking book), plain lists, and documents as they were read."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from itertools import count
from typing import Any, TypeVar

from msgspec import Struct, field
from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from aggregator.nouns import document
from aggregator.nouns.document import as_text
from aggregator.nouns.finding import CannotWork
from aggregator.office import sheet as print_kit
from aggregator.office.sheet import FONT, TEXT_STAYS, TYPEFACE, Column, Sheet, lines_needed
from aggregator.vietnamese.fold import clean, grouped

T = TypeVar("T")
FONT_SIZE = 12
CENTRED: dict[str, Any] = {"align": "center", "valign": "vcenter", "text_wrap": True}
LINE_HEIGHT = 15.75  # points, one line at FONT_SIZE
_MM = 1 / 25.4  # a millimetre in inches
MOST_HINT, MOST_TITLE = 255, 32  # letters of an input message or of a refusal, and of its title, in Excel

# The Normal style, so that whatever is typed beside the table looks alike. Without "none" XlsxWriter ties
# the fonts to the theme, and Excel shows Calibri.
NORMAL = {**TYPEFACE, "font_size": FONT_SIZE}

OPTIONS = {
    **TEXT_STAYS,
    "in_memory": True,
    # Widths and heights in pixels, as Excel has them with the Normal style in this font.
    "default_column_width": 72,
    "default_row_height": 21,
}


def new_workbook(year: int, title: str, subject: str, author: str) -> Workbook:
    """An empty workbook with its document properties; the same ``year`` gives the same bytes on any day."""
    book = Workbook(BytesIO(), {**OPTIONS, "default_format_properties": dict(NORMAL)})  # it changes the dict
    created = dt.datetime(year, 1, 1)  # noqa: DTZ001  (a fixed stamp, no moment of any clock)
    book.set_properties({"title": title, "subject": subject, "author": author, "created": created})
    return book


def bytes_of(book: Workbook) -> bytes:
    """The finished workbook."""
    book.close()
    data: bytes = book.filename.getvalue()
    return data


class GrowingSheet(Sheet):
    """A sheet whose ``growing`` rows have a height to begin with, and yet grow with what is typed.

    XlsxWriter marks every height as fixed by hand (``customHeight``), and then Excel and LibreOffice
    cut what a person types; there is no public way to leave the mark out.
    """

    growing: Collection[int] = ()

    def _xml_start_tag_unencoded(self, tag: str, attributes: Any = ()) -> None:
        if tag == "row" and dict(attributes)["r"] - 1 in self.growing:
            attributes = [(name, value) for name, value in attributes if name != "customHeight"]
        super()._xml_start_tag_unencoded(tag, attributes)

    def check(self, code: int | None, _: str) -> None:
        """Raise CannotWork unless all is well: what was to be written comes from the campaign's files."""
        write_form(code)


def text_points(text: str, width: float, size: float = FONT_SIZE, *, bold: bool = False) -> float:
    """The points that a whole text takes in a column of ``width`` digits: nobody fits rows that no person typed."""
    return lines_needed(text, width, size, bold) * LINE_HEIGHT * size / FONT_SIZE


def set_paper(sheet: Sheet, margins: Sequence[float], footer: str, *, portrait: bool = False) -> None:
    """A4 and one page wide, pages numbered; the margins in mm: left, right, top, bottom, that of the footer."""
    sheet.fit_paper(portrait=portrait)
    left, right, top, bottom, below = (margin * _MM for margin in margins)
    sheet.set_margins(left=left, right=right, top=top, bottom=bottom)
    sheet.center_horizontally()
    font = f'&"{FONT},Regular"&10'
    write_form(sheet.set_footer(f"&L{font}{footer}&R{font}Trang &P/&N", {"margin": below}))


def help_rule(title: str, hint: str | None, source: str = "", **more: object) -> dict[str, object]:
    """Hint and drop-down of cells for XlsxWriter, or empty; ``source`` is a formula, ``more`` of the drop-down."""
    rule: dict[str, object] = {}
    if hint:
        rule = {"validate": "any", "input_title": title[:MOST_TITLE], "input_message": hint[:MOST_HINT]}
    return rule | ({"validate": "list", "source": f"={source}", **more} if source else {})


def write_form(status: object) -> None:
    """Raise CannotWork where XlsxWriter says -1 or -2 instead of writing; otherwise it stays silent."""
    if status:
        raise CannotWork(
            f"Không ghi được trang tính (mã {status}): nội dung vượt giới hạn của Excel; "
            "đề nghị rút ngắn nội dung hoặc chia nhỏ bảng."
        )


class Lists(Struct):
    """The words of the drop-downs of a workbook, on a hidden sheet: a column a list.

    A list within the rule itself would break at the commas of its words, and at 255 letters. ``columns`` are the
    columns (from 1) by their words; those before ``free`` are there already.
    """

    title: str
    columns: dict[tuple[str, ...], int] = field(default_factory=dict)
    free: int = 1

    def source(self, words: Iterable[str]) -> str:
        """The cells in which these words are to stand, one below the other."""
        words = tuple(words)
        number = self.columns.get(words) or max([self.free - 1, *self.columns.values()]) + 1
        self.columns[words] = number
        letter = xl_col_to_name(number - 1)
        return f"'{self.title}'!${letter}$1:${letter}${len(words)}"

    def cells(self) -> dict[int, dict[int, str]]:
        """The words to be written, by row and column, both from 1."""
        rows: dict[int, dict[int, str]] = {}
        for words, column in self.columns.items():
            for row, word in enumerate(words if column >= self.free else (), start=1):
                rows.setdefault(row, {})[column] = word
        return rows

    def write(self, to: Worksheet) -> None:
        """Write the words, once all drop-downs are known."""
        for row, cells in self.cells().items():
            for column, word in cells.items():
                write_form(to.write_string(row - 1, column - 1, word))


def set_page(
    sheet: Sheet,
    footer: str,
    repeat: tuple[int, int] | None,
    area: tuple[int, int, int, int],
    *,
    portrait: bool = False,
) -> None:
    """A4 across unless told, one page wide, numbered, the rows ``repeat`` on each; ``area`` is printed (from 0)."""
    set_paper(sheet, (20, 15, 15, 16, 8), footer, portrait=portrait)
    if repeat:
        sheet.repeat_rows(*repeat)
    write_form(sheet.print_area(*area))


def height(text: str, width: float, size: float = FONT_SIZE, *, bold: bool = False) -> float:
    """The height of a row that shows the whole text: Excel fits no merged cells, and a head must never be cut."""
    return text_points(text, width, size, bold=bold) + 4


def formats(book: Workbook, looks: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The named formats, added to the workbook."""
    return {name: book.add_format(look) for name, look in looks.items()}


_PLAIN: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14, "valign": "vcenter"},
    "note": {"italic": True, "text_wrap": True, "valign": "top"},
    "head": {**CENTRED, "bold": True, "border": 1, "bg_color": "#DCEAF7"},
    "text": {"border": 1, "valign": "top", "text_wrap": True},
    "order": {"border": 1, "valign": "top", "align": "center"},
}  # fmt: skip


def plain_table(
    book: Workbook, name: str, title: str, note: str, table: tuple[Sequence[Column[T]], Sequence[T]]
) -> None:
    """A sheet with a title, a note, and a table (columns, lines) numbered at the left; text stays text."""
    (given, lines), numbers = table, count(1)
    columns = [Column[T]("STT", 6, "order", lambda _: next(numbers)), *given]
    sheet, looks, last = book.add_worksheet(name, GrowingSheet), formats(book, _PLAIN), len(given)
    for number, column in enumerate(columns):
        write_form(sheet.set_column(number, number, column.width))
        sheet.put(2, number, column.head, looks["head"])
    sheet.put(0, 0, title, looks["title"])
    sheet.across(1, (0, last), note, looks["note"])
    write_form(sheet.set_row(1, height(note, sum(column.width for column in columns)) if note else 6))
    for row, line in enumerate(lines, 3):
        texts = [str(column.cell(line) or "") for column in columns]
        for number, (text, column) in enumerate(zip(texts, columns, strict=True)):
            sheet.put(row, number, text, looks[column.style])
        heights = (height(text, column.width) for text, column in zip(texts, columns, strict=True))
        write_form(sheet.set_row(row, max(heights)))
    sheet.freeze_panes(3, 0)
    if lines:
        write_form(sheet.autofilter(2, 0, 2 + len(lines), last))
    set_page(sheet, title, (2, 2), (0, 0, 2 + len(lines), last))


# ---- A document that was read, drawn as it was, to be printed on pages as wide as it is.

_CREATED = dt.datetime(2000, 1, 1)  # noqa: DTZ001 -- a fixed stamp, no moment of any clock
_MOST_WIDTH, _LEAST_WIDTH = 45, 6
_PAGE_WIDTH = 115  # what a page across takes in columns of this font
_A_LETTER = 1.2  # width of a letter in columns: some are wider than a digit


def drawing_of(source: document.Document, author: str) -> bytes:
    """The tables of a file that is no .xlsx as a workbook, as and where they were read."""
    book = Workbook(BytesIO(), OPTIONS)
    book.set_properties({"author": author, "created": _CREATED})
    plain, look = (book.add_format({**NORMAL, "text_wrap": True, "valign": "top", "border": n}) for n in (0, 1))
    for number, sheet in enumerate(source.sheets, 1):
        _draw(book, sheet, number, look, plain)
    return bytes_of(book)


def _draw(book: Workbook, sheet: document.Sheet, number: int, look: object, plain: object) -> None:
    """One sheet, to be printed on pages as wide as it is: a line by itself stands across the whole table."""
    page = book.add_worksheet(sheet.name[:31] or f"Trang {number}", GrowingSheet)
    page.fit_paper()
    texts = {(row.number, n): as_text(v) for row in sheet.rows for n, v in enumerate(row.cells, 1) if v is not None}
    spans = {(m.first_row, m.first_column): (m.last_row, m.last_column) for m in sheet.merges}
    alone = Counter(row for row, _ in texts)
    last = max((column for _, column in texts), default=1)
    lines = {at for at in texts if alone[at[0]] == 1 and at[1] == 1 and at not in spans}
    spans |= {(row, 1): (row, last) for row, _ in lines}
    widths = dict(enumerate(_column_widths({at: text for at, text in texts.items() if at not in spans}, last), 1))
    for column, width in widths.items():
        write_form(page.set_column(column - 1, column - 1, width))
    needed: dict[int, int] = {}
    for (row, column), text in texts.items():
        last_row, last_column = spans.get((row, column), (row, column))
        style = plain if (row, column) in lines else look
        if (last_row, last_column) != (row, column):
            page.merge_range(row - 1, column - 1, last_row - 1, last_column - 1, clean(text), style)
        else:
            write_form(page.write_string(row - 1, column - 1, clean(text), style))
        room = sum(widths[n] for n in range(column, min(last_column, last) + 1))
        if last_row == row:
            needed[row] = max(needed.get(row, 1), lines_needed(text, room, FONT_SIZE))
    covered = {(r, c) for (row, column), (rows, columns) in spans.items()
               for r in range(row, rows + 1) for c in range(column, columns + 1)}  # fmt: skip
    table = {(row, n) for row, count in alone.items() if count > 1 for n in range(1, last + 1)}
    for row, column in sorted(table - covered - texts.keys()):
        write_form(page.write_blank(row - 1, column - 1, None, look))
    for row, most in needed.items():
        write_form(page.set_row(row - 1, print_kit.height(most, FONT_SIZE)))


def _column_widths(texts: Mapping[tuple[int, int], str], last: int) -> Iterator[float]:
    """The widths of the columns by what stands in single cells; all together as wide as a page."""
    by_column = grouped((column, _A_LETTER * len(text) + 2) for (_, column), text in texts.items())
    longest = (max(by_column.get(column, (0,))) for column in range(1, last + 1))
    wanted = [min(max(each, _LEAST_WIDTH), _MOST_WIDTH) for each in longest]
    yield from (max(round(each * _PAGE_WIDTH / sum(wanted), 1), _LEAST_WIDTH) for each in wanted)
