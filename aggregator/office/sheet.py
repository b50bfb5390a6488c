"""Sheets in one quiet palette, whose rows have the height that their texts need and whose writes never fail unseen.

Neither Excel nor LibreOffice can be trusted to size rows of a workbook that no person has opened yet,
and Excel never sizes merged rows. The widths are those of Times New Roman, in thousandths of the font size.
"""

import gc
import io
import os
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Generic, TypeVar

from msgspec import Struct
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.packager import Packager
from xlsxwriter.sharedstrings import SharedStrings, SharedStringTable
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from aggregator.nouns.finding import CannotWork
from aggregator.office.package import SHORT_ESCAPE, Deflated, deflate, pack
from aggregator.vietnamese.fold import clean

FONT = "Times New Roman"
# Without "none" the library ties the font to the theme, and Excel shows another one.
TYPEFACE = {"font_name": FONT, "font_family": 1, "font_scheme": "none"}
INK, RED, GREEN, AMBER, GREY = "#1F2933", "#9B1C1C", "#26603A", "#8A5A00", "#5F6B76"
LINK = "#1D4F91"
RULE, HEAD_FILL, BAND_FILL, FORM_FILL = "#A3ADB8", "#E3E9EF", "#F3EFE6", "#F1F5F9"

COUNT = "#,##0"  # shows the reader's own separator of thousands
_GRID = {"border": 1, "border_color": RULE}
_CELL: dict[str, Any] = _GRID | {"valign": "top"}
_MID = {"align": "center", "valign": "vcenter"}

STYLES: dict[str, dict[str, Any]] = {
    # the head of a page
    "office": _MID | {"font_size": 11},
    "office_bold": _MID | {"font_size": 11, "bold": True, "valign": "top"},
    "party": _MID | {"font_size": 11, "bold": True, "underline": 1},
    "title": _MID | {"font_size": 15, "bold": True, "font_color": RED},
    "as_of": _MID | {"font_size": 11, "italic": True},
    "alarm": {"font_size": 11, "bold": True, "font_color": RED, "valign": "vcenter"},
    "back": {"font_size": 10, "font_color": LINK, "underline": 1, "valign": "vcenter"},
    "note": {"font_size": 10, "italic": True, "font_color": GREY, "valign": "vcenter"},
    # tables
    "head": _MID | _GRID | {"bold": True, "bg_color": HEAD_FILL},
    "text": _CELL,
    "name": _CELL | {"bold": True},
    "centre": _CELL | {"align": "center"},
    "order": _CELL | {"align": "center"},
    "number": _CELL | {"align": "center", "num_format": COUNT},
    "small": _CELL | {"font_size": 9, "font_color": GREY},
    "band": _GRID | {"bold": True, "bg_color": BAND_FILL, "valign": "vcenter"},
    "empty": _GRID | _MID | {"italic": True, "font_color": GREEN},
    "sum": _GRID | {"bold": True, "bg_color": HEAD_FILL, "valign": "vcenter"},
    "sum_number": _MID | _GRID | {"bold": True, "bg_color": HEAD_FILL, "num_format": COUNT},
    # the overview
    "card_figure": _MID | {"font_size": 20, "bold": True, "bg_color": BAND_FILL, "num_format": COUNT},
    "card_caption": _MID | {"font_size": 10, "bold": True, "bg_color": BAND_FILL},
    "card_detail": _MID | {"font_size": 9, "bg_color": BAND_FILL, "font_color": GREY, "valign": "top"},
    "panel": _GRID | _MID | {"italic": True, "font_size": 11, "font_color": GREY},
    "data_head": _GRID | _MID | {"font_size": 9, "bold": True, "font_color": GREY},
    "data": _GRID | {"font_size": 9, "font_color": GREY, "num_format": COUNT},
    "label": _GRID | {"valign": "vcenter"},
    "label_bold": _GRID | {"valign": "vcenter", "bold": True},
    "count": _GRID | _MID | {"num_format": COUNT},
    "count_bold": _GRID | _MID | {"num_format": COUNT, "bold": True},
    "word": _GRID | _MID,
    "link": _GRID | {"valign": "vcenter", "font_color": LINK, "underline": 1},
}

TONES: dict[str, dict[str, Any]] = {
    "": {},
    "bad": {"font_color": RED},
    "bad_bold": {"font_color": RED, "bold": True},
    "good": {"font_color": GREEN},
    "doubt": {"bg_color": "#FFF3D1"},
    "form": {"bg_color": FORM_FILL},
    "form_plain": {"bg_color": FORM_FILL, "bold": False},
    "form_dim": {"bg_color": FORM_FILL, "font_color": GREY, "italic": True},
    "dim": {"font_color": GREY, "italic": True},
    "bold": {"bold": True},
    "key": {"bg_color": BAND_FILL},
    "key_bold": {"bg_color": BAND_FILL, "bold": True},
}


class Styles:
    """The formats of one workbook; each is made when first asked for."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._formats: dict[tuple[str, str, bool], Format] = {}

    def get(self, style: str, tone: str = "", *, quoted: bool = False) -> Format:
        """The format of a style, in a tone; ``quoted`` keeps a text that begins with “=” text when it is edited."""
        key = (style, tone, quoted)
        if key not in self._formats:
            properties = {"font_size": 10, "font_color": INK, "text_wrap": True, "quote_prefix": quoted} | TYPEFACE
            self._formats[key] = self._workbook.add_format(properties | STYLES[style] | TONES[tone])
        return self._formats[key]


# ---- How many lines a text takes, and how high they are.

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


class _WordWidths(dict[str, int]):
    """Widths by word, each measured when it is first met."""

    def __init__(self, letters: _Widths) -> None:
        super().__init__()
        self._letters = letters

    def __missing__(self, word: str) -> int:
        if len(self) > _MOST_WORDS:
            self.clear()
        width = self[word] = sum(map(self._letters.__getitem__, map(ord, word)))
        return width


_MOST_WORDS = 100_000
_WORD_WIDTHS = [_WordWidths(letters) for letters in _WIDTHS]


def lines_needed(text: str, width: float, size: float = 10, bold: bool = False) -> int:
    """The lines that the text takes when wrapped by words in a column of that width (Excel's units)."""
    room = width * _UNIT_POINTS / (size * _SAFETY) * 1000
    if "\n" not in text:
        return 1 if len(text) * 600 <= room else _wrapped(text, room, bold)
    return sum(_wrapped(line, room, bold) for line in text.split("\n"))


def _wrapped(line: str, room: float, bold: bool) -> int:
    needs = list(map(_WORD_WIDTHS[bold].__getitem__, line.split(" ")))
    if sum(needs) + 250 * (len(needs) - 1) <= room:
        return 1
    lines, filled = 1, 0.0
    for need in needs:
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


# ---- The sheets.

# What a unit, the office or the campaign's files say stays text (guarantee 5).
TEXT_STAYS = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
Value = str | int | None
Span = tuple[int, int]  # the first and the last column
T_contra = TypeVar("T_contra", contravariant=True)

_A4 = 9  # Excel's number of the paper
_LETTERS = [xl_col_to_name(number) for number in range(100)]  # no table of ours is wider


class Column(Struct, Generic[T_contra], frozen=True):
    """A column of a table on a sheet or in a paper: its head, its width, the style of its cells, what its cell is.

    The width is in Excel's units, in a paper in millimetres. ``tone`` colours its cell otherwise than the line
    (None: as the line); ``span`` merges it with the columns that follow, as many as the number says with its own;
    ``total`` is its cell in the line of totals.
    """

    head: str
    width: float
    style: str
    cell: Callable[[T_contra], Value]
    tone: Callable[[T_contra], str | None] | None = None
    span: Callable[[T_contra], int] | None = None
    total: Callable[[Sequence[T_contra]], Value] | None = None


def order(width: float = 5) -> Column[object]:
    """The column of running numbers, which count the lines of a table, or of a group where that begins anew."""
    return Column("STT", width, "order", running)


def running(line: object) -> Value:
    """The cell of a column of running numbers, which the table counts."""
    raise AssertionError(line)


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
        self._prepared[row] = f'<row r="{number}" {_row_height(points, folded)}>{inner}</row>'
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

    def fit_paper(self, *, portrait: bool = False) -> None:
        """A4 and one page wide."""
        self.set_paper(_A4)
        if not portrait:
            self.set_landscape()
        self.fit_to_pages(1, 0)

    def check(self, code: int | None, place: str) -> None:
        """Raise CellNotWritten unless the library's return code says that all is well."""
        if code:
            raise CellNotWritten(_fault(self, place, code))


def _fault(sheet: Worksheet, place: str, code: int) -> str:
    return (
        f"Lỗi bên trong chương trình: không ghi được {place} ở trang “{sheet.get_name()}” (mã {code}); "
        "bảng tổng hợp chưa được ghi. Đề nghị báo cho người phụ trách chương trình."
    )


@cache
def _row_height(points: float, folded: bool) -> str:
    """The attributes of a row of that height, which the library rounds to whole pixels."""
    on_screen = int(points * 4 / 3 + 0.5) * 0.75
    hidden, level = (' hidden="1"', ' outlineLevel="1"') if folded else ("", "")
    return f'ht="{on_screen:.16g}"{hidden} customHeight="1"{level}'


class Strings(SharedStringTable):  # type: ignore[misc]  # XlsxWriter is untyped
    """The texts of a workbook, which stand in the order in which they were first written: nothing to sort."""

    def _sort_string_data(self) -> None:
        self.string_array: list[str] = list(self.string_table)
        self.string_table.clear()


# ---- The workbook and its package: bytes that no clock changes.


class PackedWorkbook(Workbook):  # type: ignore[misc]  # XlsxWriter is untyped
    """A workbook whose parts are pressed ``aside``, and packed here; the library's own stream stays empty."""

    def __init__(self, folder: Path | None, aside: Executor) -> None:
        options = {
            "in_memory": folder is None,
            "tmpdir": folder and os.fspath(folder),
            **TEXT_STAYS,
            "default_format_properties": {"font_size": 11} | TYPEFACE,  # a dict of its own: it is written into
        }
        super().__init__(io.BytesIO(), options)
        self._packager = _Packager(aside)

    def _get_packager(self) -> Packager:
        return self._packager

    def package(self) -> bytes:
        """The bytes of the file, once the workbook is closed."""
        return pack(part.result() for part in self._packager.parts)


class _Packager(Packager):  # type: ignore[misc]
    """Writes the parts while another thread presses those that are written; the library has none left to pack."""

    def __init__(self, aside: Executor) -> None:
        super().__init__()
        self._aside = aside
        self.parts: list[Future[Deflated]] = []

    def _filename(self, xml_filename: str) -> Any:
        self._press()
        return super()._filename(xml_filename)

    def _create_package(self) -> list[Any]:
        super()._create_package()
        self._press()
        return []

    def _write_shared_strings_file(self) -> None:
        strings = _SharedStrings()
        strings.string_table = self.workbook.str_table
        if strings.string_table.count:
            strings._set_xml_writer(self._filename("xl/sharedStrings.xml"))
            strings._assemble_xml_file()

    def _press(self) -> None:
        for place, name, _ in self.filenames[len(self.parts) :]:
            self.parts.append(self._aside.submit(_pressed, place, name))


class _SharedStrings(SharedStrings):  # type: ignore[misc]
    def _write_si(self, string: str) -> None:
        """Most texts stand in XML as they are; the library finds that out by six searches in each."""
        plain = string.isprintable() and "&" not in string and "<" not in string and ">" not in string
        if plain and "_x" not in string and string == string.strip():
            self.fh.write(f"<si><t>{string}</t></si>")
        else:
            super()._write_si(string)

    @staticmethod
    def _escape_control_characters(data: str) -> str:
        """LibreOffice takes shorter ones, too: ``_xa_`` in “M3_xa_Cao_Xa.xlsx” for a line break."""
        return SHORT_ESCAPE.sub("x005F_", SharedStrings._escape_control_characters(data))


def _pressed(place: Any, name: str) -> Deflated:
    return deflate(name, Path(place).read_bytes() if isinstance(place, str) else place.getvalue().encode())


@contextmanager
def collector_paused() -> Iterator[None]:
    """Spare the collector the walk over half a million things that all stay: a quarter of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
