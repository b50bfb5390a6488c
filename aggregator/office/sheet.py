"""Sheets whose rows have the height that their texts need and whose writes never fail unseen; forms' drop-downs.

Neither Excel nor LibreOffice can be trusted to size rows of a workbook that no person has opened yet,
and Excel never sizes merged rows. The widths are those of Times New Roman, in thousandths of the font size.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from io import BytesIO
from typing import Any

from msgspec import Struct, field
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from aggregator.nouns.finding import CannotWork
from aggregator.office.styles import FONT, TYPEFACE
from aggregator.vietnamese.fold import clean

_REGULAR = {
    180: "'",
    250: " ,.·",
    278: "ijlt;:/\\",
    333: "frI!()-‘’›[]",
    389: "sJ",
    408: '"',
    444: "acez?“”",
    556: "FPS",
    564: "+<=>",
    611: "ELTZ",
    667: "BCR",
    722: "wADGHKNOQUVXYĐ",
    778: "m&",
    833: "%",
    889: "M",
    921: "@",
    944: "W",
    1000: "…",
}
_BOLD = {
    250: " ,.·",
    278: "il/\\'",
    333: "fjt;:!()-‘’›[]",
    389: "sI",
    444: "cerz",
    555: '"',
    556: "bdhknpquđS",
    570: "+<=>",
    611: "FP",
    667: "BELTZ",
    722: "wACDNRUVXYĐ",
    778: "GHKOQ",
    833: "m&",
    930: "@",
    944: "M",
    1000: "W%…",
}
_OTHER = 500  # other small letters and digits; the Vietnamese ones are as wide as their plain kin
_SAFETY = 1.03  # printers and screens wrap a little earlier than the sums say
_UNIT_POINTS = 5.25  # a column's unit of width is 7 pixels at 96 dots an inch

LINE = 1.275  # height of a line, in font sizes
PADDING = 1.5  # points above and below the text of a row
HIGHEST = 409.0  # points; Excel makes no row higher


class _Widths(dict[int, int]):
    """Widths by letter; those that no list names are as wide as their plain kin, and remembered."""

    def __missing__(self, letter: int) -> int:
        bare = ord(unicodedata.normalize("NFD", chr(letter))[0])
        width = self[letter] = self.get(bare, _OTHER)
        return width


_WIDTHS = [
    _Widths({ord(letter): width for width, letters in table.items() for letter in letters})
    for table in (_REGULAR, _BOLD)
]


_MOST_WORDS = 100_000
_WORD_WIDTHS: tuple[dict[str, int], dict[str, int]] = ({}, {})  # the widths of words, plain and bold


def lines_needed(text: str, width: float, size: float = 10, bold: bool = False) -> int:
    """The lines that the text takes when wrapped by words in a column of that width (Excel's units)."""
    room = width * _UNIT_POINTS / (size * _SAFETY) * 1000
    if "\n" not in text:
        return 1 if len(text) * 600 <= room else _wrapped(text, room, bold)
    return sum(_wrapped(line, room, bold) for line in text.split("\n"))


def _wrapped(line: str, room: float, bold: bool) -> int:
    lines, filled = 1, 0.0
    widths, cache = _WIDTHS[bold], _WORD_WIDTHS[bold]
    if len(cache) > _MOST_WORDS:
        cache.clear()
    for word in line.split(" "):
        need = cache.get(word)
        if need is None:
            need = cache[word] = sum(map(widths.__getitem__, map(ord, word)))
        if not filled:
            filled = need
        elif filled + 250 + need > room:
            lines, filled = lines + 1, need
        else:
            filled += 250 + need
        while filled > room:  # a word longer than the column, such as a file name, is broken anywhere
            lines, filled = lines + 1, filled - room
    return lines


@cache
def text_height(lines: int, size: float = 10) -> float:
    """The height of a row of a table for the lines of its highest cell; no row is lower than one of usual size."""
    return max(height(1), height(1, lines * size))


def height(lines: int, size: float = 10) -> float:
    """The points that so many lines take, at most what Excel allows."""
    return min(HIGHEST, round(lines * size * LINE + PADDING, 1))


Value = str | int | None
Span = tuple[int, int]  # the first and the last column

_LETTERS = [xl_col_to_name(number) for number in range(100)]  # no table of ours is wider


class CellNotWritten(CannotWork):
    """A cell, row or column of an output could not be written: the output must not appear."""


class _Rows(Worksheet):  # type: ignore[misc]  # XlsxWriter is untyped
    """A worksheet with prepared rows among the library's own; no drawing may stand below a prepared one."""

    def __init__(self) -> None:
        super().__init__()
        self._prepared: dict[int, str] = {}
        self.outline_row_level: int  # the library's own: the deepest group of rows
        self.dim_rowmin: int | None  # the library's own: the first and the last row with anything in it
        self.dim_rowmax: int | None

    def cell_xml(self, value: Value, style: Format) -> str:
        """The end of a cell's XML, behind its row number: ``" s="3" t="s"><v>7</v></c>``."""
        look = style._get_xf_index()
        if isinstance(value, str) and value:
            number = self.str_table._get_shared_string_index(value)
            return f'" s="{look}" t="s"><v>{number}</v></c>'
        return f'" s="{look}"><v>{value}</v></c>' if isinstance(value, int) else f'" s="{look}"/>'

    def prepare(self, row: int, cells: Sequence[str], points: float, *, folded: bool = False) -> None:
        """Keep a row of cells from the first column on, each the end of its XML; ``folded`` hides it in a group."""
        if self._check_dimensions(row, len(cells) - 1):
            raise CellNotWritten(_fault(self, f"dòng {row + 1}", -1))
        number = row + 1
        inner = "".join([f'<c r="{letter}{number}{cell}' for letter, cell in zip(_LETTERS, cells, strict=False)])
        hidden = ' hidden="1"' if folded else ""
        level = ' outlineLevel="1"' if folded else ""
        height = f'ht="{_on_screen(points):.16g}"{hidden} customHeight="1"{level}'
        self._prepared[row] = f'<row r="{number}" {height}>{inner}</row>'
        self.outline_row_level = max(self.outline_row_level, int(folded))

    def merge_prepared(self, row: int, columns: Span) -> None:
        """Merge cells of a prepared row."""
        self.merge.append([row, columns[0], row, columns[1]])

    def _write_rows(self) -> None:
        """The library's rows in runs between the prepared ones, which leave the memory as they are written."""
        first, last = self.dim_rowmin or 0, self.dim_rowmax or 0
        start = first
        for row in sorted(self._prepared):
            self._write_run(start, row - 1)
            self.fh.write(self._prepared.pop(row))
            start = row + 1
        self._write_run(start, last)
        self.dim_rowmin, self.dim_rowmax = first, last

    def _write_run(self, first: int, last: int) -> None:
        if first <= last:
            self.dim_rowmin, self.dim_rowmax = first, last
            super()._write_rows()


class Sheet(_Rows):
    """A worksheet whose writes never fail unseen."""

    def put(self, row: int, column: int, value: Value, style: Format) -> None:
        """Write one cell: text as text, whatever it begins with; numbers as numbers; None as a blank."""
        if isinstance(value, str) and value:
            code = self.write_string(row, column, clean(value), style)
        elif isinstance(value, int):
            code = self.write_number(row, column, value, style)
        else:
            code = self.write_blank(row, column, None, style)
        self.check(code, f"ô dòng {row + 1}, cột {column + 1}")

    def across(self, row: int, columns: Span, value: Value, style: Format, *, rows: int = 1) -> None:
        """Write one value over the columns from the first to the last, and over so many rows, merged."""
        first, last = columns
        if first != last or rows > 1:
            code = self.merge_range(row, first, row + rows - 1, last, "", style)
            self.check(code, f"ô gộp ở dòng {row + 1}")
        self.put(row, first, value, style)

    def link(self, row: int, column: int, text: str, style: Format, *, to: str, at: int = 0) -> None:
        """Write a link to a row (0-based) of a sheet of the workbook; its name is ours, never a unit's text."""
        code = self.write_url(row, column, f"internal:'{to}'!A{at + 1}", style, clean(text))
        self.check(code, f"ô dòng {row + 1}, cột {column + 1}")

    def check(self, code: int | None, place: str) -> None:
        """Raise CellNotWritten unless the library's return code says that all is well."""
        if code:
            raise CellNotWritten(_fault(self, place, code))


def _fault(sheet: Worksheet, place: str, code: int) -> str:
    return (
        f"Lỗi bên trong chương trình: không ghi được {place} ở trang “{sheet.get_name()}” (mã {code}); "
        "bảng tổng hợp chưa được ghi. Đề nghị báo cho người phụ trách chương trình."
    )


def _on_screen(points: float) -> float:
    """The height in points as the library rounds it: to whole pixels."""
    return int(points * 4 / 3 + 0.5) * 0.75


# ---- Workbooks that people fill in: blank forms, the tracking book.


FONT_SIZE = 12
LINE_HEIGHT = 15.75  # points, one line at FONT_SIZE
_A4, _MM = 9, 1 / 25.4  # Excel's number of the paper, a millimetre in inches
MOST_HINT, MOST_TITLE = 255, 32  # letters of an input message or of a refusal, and of its title, in Excel

# The Normal style, so that whatever is typed beside the table looks alike. Without "none" XlsxWriter ties
# the fonts to the theme, and Excel shows Calibri.
NORMAL = {**TYPEFACE, "font_size": FONT_SIZE}

OPTIONS = {
    "in_memory": True,
    # What a unit, the office or the campaign's files say stays text (guarantee 5).
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
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
        written(code)


def text_points(text: str, width: float, size: float = FONT_SIZE, *, bold: bool = False) -> float:
    """The points that a whole text takes in a column of ``width`` digits: nobody fits rows that no person typed."""
    return lines_needed(text, width, size, bold) * LINE_HEIGHT * size / FONT_SIZE


def set_paper(sheet: Worksheet, margins: Sequence[float], footer: str, *, portrait: bool = False) -> None:
    """A4 and one page wide, pages numbered; the margins in mm: left, right, top, bottom, that of the footer."""
    sheet.set_paper(_A4)
    if not portrait:
        sheet.set_landscape()
    left, right, top, bottom, below = (margin * _MM for margin in margins)
    sheet.set_margins(left=left, right=right, top=top, bottom=bottom)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)
    font = f'&"{FONT},Regular"&10'
    written(sheet.set_footer(f"&L{font}{footer}&R{font}Trang &P/&N", {"margin": below}))


def help_rule(title: str, hint: str | None, source: str = "", **more: object) -> dict[str, object]:
    """The hint and the drop-down of cells, as XlsxWriter takes them; empty where there is neither.

    ``source`` is where the drop-down has its words from, as a formula; ``more`` is true of the drop-down.
    """
    rule: dict[str, object] = {}
    if hint:
        rule = {"validate": "any", "input_title": title[:MOST_TITLE], "input_message": hint[:MOST_HINT]}
    return rule | ({"validate": "list", "source": f"={source}", **more} if source else {})


def written(status: object) -> None:
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
                written(to.write_string(row - 1, column - 1, word))
