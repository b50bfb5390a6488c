"""The one builder of sheets: cells, merges, notices, and what stands outside the cells; values by calamine."""

from __future__ import annotations

import html
import io
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from msgspec.structs import replace

from aggregator.nouns.document import (
    Document,
    Merge,
    Notice,
    Picture,
    Row,
    Sheet,
    Stretch,
    Value,
    as_text,
    column_letters,
    is_blank,
)
from aggregator.read.formats import is_old_font, looked_like
from aggregator.read.limits import check_cells, check_spread, check_text, unreadable
from aggregator.read.package import Package
from aggregator.vietnamese.fold import as_read, regex

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook


PARAGRAPH = regex(rb"(?s)<a:p\b.*?</a:p>")
TEXT = regex(rb"<a:t\b[^>]*>([^<]*)</a:t>|<a:(br)\b")
SECTION = regex(r"&[LCR]|\r\n?|\n")
CODE = regex(r'&(?:"[^"]*"|K(?:[0-9A-F]{6}|[0-9]{2}[+-][0-9]{3})|[0-9]{1,3}|(&)|[A-IKLNOPR-UX-Z])')
Place = tuple[int, int]  # row, column; 1-based

ERROR, UNVALUED, BROKEN, COVERED = "error-cell", "formula-without-value", "broken-string", "covered-text"
ERROR_CODES = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}  # fmt: skip
# what a cell shows of an error, where its kind is not told or somebody pasted the values
ERROR_SHOWN = regex(r"\s*(?:#(?:NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A|SPILL!|CALC!)|Err:\d{3})\s*")
LONGEST_DETAIL, LONGEST_COMMENT = 80, 6_000  # our own notes may stand before a reply
# what Excel says to its older editions before the words of a thread
BEFORE_THREAD = regex(
    r"(?s)\A\s*\[(?:Threaded comment\]|[^\[\]\n]{1,60}\](?=\s+[^\n]*go\.microsoft\.com/fwlink)).*?:[ \t\r]*\n"
)
TICKED, NOT_TICKED = "☒", "☐"
USUAL_CAPTION = regex(r"(?i)(?:(?:check ?box|option button|hộp kiểm|nút (?:chọn|tùy chọn))\s*\d*)?")
HALF_BOX = 7  # pixels: the square stands at the left of its control, half its height down
UNSURE = 3  # pixels from where two cells meet
TALLEST, LAST_ROW, FARTHEST = 50, 1_048_576, 10_000  # rows that a box reaches over; rows; pixels into a cell
USUAL_WIDTH, USUAL_HEIGHT = 64, 20  # pixels of a cell
PAPER = "Văn bản"
# a picture as it lies on a page or a sheet: from which column and row, to which; its size in EMU (360 000 a cm)
ANCHOR = regex(rb"(?s)<(?:\w+:)?(inline|anchor|(?:oneCell|twoCell|absolute)Anchor)\b.*?</(?:\w+:)?\1>")
CORNER = regex(rb"(?s)<(?:\w+:)?col>(\d{1,5})</.{0,200}?<(?:\w+:)?row>(\d{1,7})</.{0,80}?rowOff>(-?\d{1,9})</")
EXTENT = regex(rb'<(?:\w+:)?ext(?:ent)?\b[^>]*?\bcx="(\d{1,9})"[^>]*?\bcy="(\d{1,9})"')
LENGTH = regex(r"\s*([0-9]{1,6}(?:\.[0-9]{1,9})?)\s*(cm|mm|in|pt|px)?(?![\w%])")
EMU = {"cm": 360_000, "mm": 36_000, "in": 914_400, "pt": 12_700}
PIXEL, LINE = 9525, 180_000  # EMU; half a centimetre, the least that a row of a list is high
_WIDE = 4_320_000  # twelve centimetres
SAME_EDGE = 20  # twips between two edges that are one to the eye


def error_text(code: int) -> str:
    """What Excel shows for the error codes of its binary formats."""
    return ERROR_CODES.get(code, "#VALUE!")


def header_lines(text: str) -> list[str]:
    """The lines of a page header or footer as Excel writes it, without its codes (``&L&"Arial,Bold"&12``)."""
    lines = (CODE.sub(lambda code: code[1] or "", line).strip() for line in SECTION.split(text))
    return list(filter(None, lines))


class SheetBuilder:
    """Gathers one sheet. Rows and columns are 1-based; a second value for a cell replaces the first."""

    def __init__(self, name: str = "", hidden: bool = False) -> None:
        self.name, self.hidden = name, hidden
        self.cells: dict[int, dict[int, Value]] = {}
        self.merges: list[Merge] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: list[tuple[int, int]] = []  # first, last
        self.notices: list[Notice] = []  # beyond those that the builder makes itself
        self.looks: dict[Place, tuple[Stretch, ...]] = {}
        self.pictures: list[Picture] = []
        self._margins: list[str] = []
        self._unread: dict[str, dict[Place, str]] = {ERROR: {}, UNVALUED: {}, BROKEN: {}}
        self._fonts: dict[Place, str] = {}
        self._struck: set[Place] = set()
        self._count = self._letters = 0

    def put(self, row: int, column: int, value: Value, font: str = "", struck: bool = False) -> None:
        """A cell with a value; nothing for None or an empty text, and an error pasted as text is one.

        Raises Unreadable beyond 3 million cells.
        """
        if value is None or value == "":
            return
        self._count += 1
        check_cells(self._count)
        if isinstance(value, str):
            self._letters += len(value)
            check_text(len(value), self._letters)
            if ERROR_SHOWN.fullmatch(value):
                self.unread(ERROR, row, column, value.strip())
                return
            value = as_read(looked_like(value, font) if font else value)
            if font and is_old_font(font):
                self._fonts[row, column] = font
            if struck:
                self._struck.add((row, column))
                self.looks[row, column] = (Stretch(value, struck=True),)
        self.cells.setdefault(row, {})[column] = value

    def unread(self, code: str, row: int, column: int, text: str) -> None:
        """A cell whose value cannot be told: an error, a formula without value, a broken reference."""
        self._unread[code][row, column] = text

    def merge(self, row: int, column: int, height: int = 1, width: int = 1) -> None:
        """Cells that are one, from the upper left; a cell alone needs no saying."""
        if height > 1 or width > 1:
            self.merges.append(Merge(row, column, row + height - 1, column + width - 1))

    def comment(self, text: str, row: int | None = None, column: int | None = None) -> None:
        """A comment, if it says anything; in Word none says of which row it is."""
        if text := BEFORE_THREAD.sub("", text, count=1).strip():
            self.notices.append(Notice("cell-comment", row, column, text[:LONGEST_COMMENT]))

    def box(
        self,
        anchor: Sequence[float],
        ticked: bool,
        caption: str,
        widths: Mapping[int, float] = {},
        heights: Mapping[int, float] = {},
    ) -> None:
        """A check box or an option button over the cells, as a mark in the cell where it stands, with its caption.

        ``anchor`` is, from 0, column, pixels from its left, row and pixels from its top of the upper left corner,
        and the same of the lower right one; ``widths`` and ``heights`` in pixels are those of cells of unusual
        size. A ticked box between two cells marks both, and both are told of: it may be of either.
        """
        left, right, top, down, _, _, last, below = anchor
        if not 0 <= last - top < TALLEST or max(anchor) > LAST_ROW or max(right, down) > FARTHEST:
            return
        tall = sum(heights.get(row, USUAL_HEIGHT) for row in range(int(top), int(last)))
        rows = _cells_at(int(top), (down + tall + below) / 2, heights, USUAL_HEIGHT)
        columns = _cells_at(int(left), right + HALF_BOX, widths, USUAL_WIDTH)
        places = list(dict.fromkeys(self._shown_at(row, column) for row in rows for column in columns))
        caption = "" if USUAL_CAPTION.fullmatch(caption.strip()) else caption.strip()
        for row, column in places if ticked or len(places) == 1 else ():
            there = self.cells.get(row, {}).get(column)
            if not isinstance(there, bool):  # the cell that the box is linked to
                mark, text = TICKED if ticked else NOT_TICKED, as_text(there)
                self.put(row, column, f"{text} {mark} {caption}".strip() if caption else f"{mark} {text}".strip())
            if len(places) > 1:
                self.notices.append(Notice("box-unsure", row, column, caption))

    def _shown_at(self, row: int, column: int) -> Place:
        """The cell that shows what stands there: the first of a merged range."""
        merges = (m for m in self.merges if m.first_row <= row <= m.last_row)
        over = next((m for m in merges if m.first_column <= column <= m.last_column), None)
        return (over.first_row, over.first_column) if over else (row, column)

    def margin(self, lines: Iterable[str]) -> None:
        """Lines of page headers and footers, and of text boxes over the cells; a bare page number names nobody."""
        self._margins += (line for line in lines if sum(map(str.isalpha, line)) > 1)

    def picture(self, place: Place, width: str, height: str, last: Place | None = None) -> None:
        """A picture from a cell on, to the ``last`` or as far as its size, “12.3cm” or pixels, reaches; no line."""
        size = _emu(width), _emu(height)
        if not 0 < size[1] < LINE // 2:
            self.pictures.append(picture_from(*place, *size, last))

    def drawings(self, package: Package, part: str) -> None:
        """The text boxes of the drawings of a sheet, and where its pictures lie."""
        for relation in package.relations(part).values():
            drawn = package.part(relation.part) if relation.kind == "drawing" else b""
            self.pictures += filter(None, (_picture(anchor[0]) for anchor in ANCHOR.finditer(drawn)))
            for paragraph in PARAGRAPH.findall(drawn):
                pieces = (b"\n" if line_break else text for text, line_break in TEXT.findall(paragraph))
                self.margin(html.unescape(b"".join(pieces).decode("utf-8", "replace")).split("\n"))

    def rows(self, lists: Iterable[Sequence[Value]], first_row: int = 1, first_column: int = 1) -> None:
        """Rows laid out as lists that begin at the given cell and hold '' for nothing."""
        for number, values in enumerate(lists, first_row):
            above = self._letters
            for column, value in enumerate(values, first_column):
                if value != "":
                    self.put(number, column, value)
            check_text(self._letters - above, 0)

    def sheet(self) -> Sheet:
        """The sheet with its notices; rows of unread cells alone are blank, text under merged cells is told."""
        rows = tuple(self._rows())
        if covered := list(self._covered(rows)):
            hidden = {(notice.row, notice.column) for notice in covered}
            rows = tuple(_without(row, hidden) for row in rows)
        return Sheet(
            as_read(self.name),
            rows,
            tuple(self.merges),
            self.hidden,
            (*self._notices(rows), *covered, *self.notices),
            self._fonts,
            looks=self.looks,
            pictures=tuple(self.pictures),
            margins=tuple(dict.fromkeys(filter(None, (as_read(line).strip() for line in self._margins)))),
        )

    def _rows(self) -> Iterator[Row]:
        check_spread(sum(max(row, default=0) for row in self.cells.values()))
        alone = {row for places in self._unread.values() for row, _ in places}
        for number in sorted({*self.cells, *alone}):
            row = self.cells.get(number, {})
            cells = tuple(map(row.get, range(1, max(row, default=0) + 1)))
            if number in alone or not all(map(is_blank, cells)):
                yield Row(number, cells)

    def _notices(self, rows: Sequence[Row]) -> Iterator[Notice]:
        """The notices in a fixed order; hidden and struck rows only where they have content."""
        if self.hidden:
            yield Notice("hidden-sheet", detail=self.name)
        hidden = [row.number for row in rows if row.number in self.hidden_rows] if self.hidden_rows else ()
        yield from (Notice("hidden-rows", number, None, f"dòng {number}") for number in hidden)
        width = max((len(row.cells) for row in rows), default=0) if self.hidden_columns else 0
        ranges = (range(first, min(last, width) + 1) for first, last in self.hidden_columns)
        for column in sorted({column for each in ranges for column in each}):
            if not all(is_blank(row.at(column - 1)) for row in rows):
                yield Notice("hidden-columns", None, column, f"cột {column_letters(column)}")
        for row in rows if self._struck else ():
            texts = [c for c, value in enumerate(row.cells, 1) if isinstance(value, str) and not is_blank(value)]
            if texts and all((row.number, column) in self._struck for column in texts):
                yield Notice("struck-through", row.number, None, f"dòng {row.number}")
        for code, places in self._unread.items():
            yield from (Notice(code, row, column, as_read(text)) for (row, column), text in sorted(places.items()))

    def _covered(self, rows: Sequence[Row]) -> Iterator[Notice]:
        """What stands under a merged range, where Excel shows the first cell only."""
        numbers = [row.number for row in rows] if self.merges else []
        for merge in self.merges:
            first = bisect_left(numbers, merge.first_row)
            top = rows[first].cells if numbers[first : first + 1] == [merge.first_row] else ()
            shown = top[merge.first_column - 1] if len(top) >= merge.first_column else None
            for row in rows[first : bisect_left(numbers, merge.last_row + 1)]:
                for column, value in enumerate(row.cells[: merge.last_column], 1):
                    first_cell = (row.number, column) == (merge.first_row, merge.first_column)
                    if column >= merge.first_column and not (first_cell or is_blank(value) or value == shown):
                        yield Notice(COVERED, row.number, column, str(value)[:LONGEST_DETAIL])


def _without(row: Row, places: set[tuple[int | None, int | None]]) -> Row:
    cells = [None if (row.number, column) in places else value for column, value in enumerate(row.cells, 1)]
    while cells and cells[-1] is None:
        cells.pop()
    return row if tuple(cells) == row.cells else replace(row, cells=tuple(cells))


def _cells_at(first: int, at: float, sizes: Mapping[int, float], usual: float) -> list[int]:
    """The row or column (from 1) so many pixels from where one (``first``, from 0) begins; two where they meet."""
    while at > (size := sizes.get(first, usual)) + UNSURE:
        first, at = first + 1, at - size
    if at < UNSURE and first:
        return [first, first + 1]
    return [first + 1, first + 2] if at > size - UNSURE else [first + 1]


class PaperBuilder(SheetBuilder):
    """The sheet of a paper, which grows downwards: paragraphs in column A, tables in theirs, set off by a gap."""

    def __init__(self, name: str = PAPER) -> None:
        super().__init__(name)
        self.at = 1  # the row that comes next

    def line(self, text: str, font: str = "", struck: bool = False) -> None:
        """A paragraph. A blank one is only counted."""
        self.put(self.at, 1, text.strip(), font, struck)
        self.at += 1

    def row(self, cells: Mapping[int, Value]) -> None:
        """A row of a table, by column."""
        for column, value in cells.items():
            self.put(self.at, column, value)
        self.at += 1

    def gap(self) -> None:
        """A blank row, unless the row above is blank already."""
        if self.at - 1 in self.cells:
            self.at += 1

    def below(self, sheet: Sheet) -> None:
        """A whole sheet's cells, merged ranges and fonts under what is there, between two blank rows."""
        self.gap()
        above = self.at - 1
        for row in sheet.rows:
            for column, value in enumerate(row.cells, 1):
                self.put(row.number + above, column, value, sheet.fonts.get((row.number, column), ""))
        self.merges += [
            Merge(m.first_row + above, m.first_column, m.last_row + above, m.last_column) for m in sheet.merges
        ]
        self.at = max(self.cells, default=0) + 1
        self.gap()


def grid_of(edges: Iterable[int]) -> dict[int, int]:
    """The column, from 1, that each edge of a table's cells bounds; edges a hair apart bound the same."""
    columns: dict[int, int] = {}
    first, column = -SAME_EDGE, 0
    for edge in sorted({*edges}):
        if not columns or edge - first > SAME_EDGE:
            first, column = edge, column + 1
        columns[edge] = column
    return columns


def picture_over(range_: Merge, width: int, height: int) -> Picture:
    """A picture of a size in EMU over a range of cells; a long or wide one, but no line, may be a strip of rows."""
    wide = width >= _WIDE
    strip = height >= LINE and (wide or width >= 2 * height)
    return Picture(range_, max(height // LINE, 1), strip=strip, wide=wide)


def _picture(anchor: bytes) -> Picture | None:
    """The picture of an anchor; None for other drawings."""
    corners = [[*map(int, corner)] for corner in CORNER.findall(anchor)]
    if not corners or b"blip" not in anchor:
        return None
    extent = EXTENT.search(anchor)
    width, height = map(int, extent.groups()) if extent else (0, 0)
    column, row, _ = corners[0]
    last = None
    if corners[1:]:
        last_column, last_row, below = corners[1]
        last = last_row + 1 - (below == 0), last_column + 1
    return picture_from(row + 1, column + 1, width, height, last)


def picture_from(row: int, column: int, width: int, height: int, last: Place | None = None) -> Picture:
    """A picture of a size in EMU from a cell to the ``last`` one, or as far as it reaches over usual cells."""
    usual = row + height // PIXEL // USUAL_HEIGHT, column + width // PIXEL // USUAL_WIDTH
    last_row, last_column = last or usual
    return picture_over(Merge(row, column, max(last_row, row), max(last_column, column)), width, height)


def _emu(length: str) -> int:
    found = LENGTH.match(length)
    return int(float(found[1]) * EMU.get(found[2], PIXEL)) if found else 0


def document_of(kind: str, sheets: Sequence[Sheet], pictures: bool = False, pictured: bool = False) -> Document:
    """The whole file. Raises Unreadable where it has no sheets, or pictures and no cell: somebody pasted a scan."""
    if not sheets:
        raise unreadable("no-sheets")
    if pictures and not any(sheet.rows for sheet in sheets):
        raise unreadable("picture")
    return Document(kind, tuple(sheets), pictured=pictured)


# ---- Cell values through python-calamine: fast, and blind to all but values.


@contextmanager
def calamine_risk() -> Iterator[None]:
    """Passes over every way in which calamine fails; its panics are BaseException and known by name only."""
    try:
        yield
    except BaseException as error:
        if not (isinstance(error, Exception) or type(error).__name__ == "PanicException"):
            raise


def open_workbook(data: bytes) -> CalamineWorkbook:
    """Open a workbook of any kind calamine knows."""
    from python_calamine import CalamineWorkbook  # noqa: PLC0415  (loaded when a workbook comes)

    return CalamineWorkbook.from_filelike(io.BytesIO(data))


def put_values(sheet: CalamineSheet, builder: SheetBuilder) -> None:
    """Put the values of a sheet into the builder, at their true places."""
    if sheet.start is not None:
        row, column = sheet.start
        builder.rows(sheet.to_python(), row + 1, column + 1)
