"""A printed workbook: its pages, the tables declared on them, and bytes that no clock changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import accumulate, count, repeat
from typing import Any, Generic, TypeVar

import xlsxwriter
from msgspec import Struct, field

from aggregator.nouns.file import private_folder
from aggregator.office import sheet as kit
from aggregator.office.sheet import Column, running
from aggregator.vietnamese.fold import clean

FIRST = "first"  # the mark of the first row of a sheet's table


class Book(Struct):
    """A workbook while its sheets are written; every sheet but the one named ``home`` leads back to that."""

    workbook: xlsxwriter.Workbook
    styles: kit.Styles
    letterhead: Letterhead
    home: str | None = None
    pages: dict[str, Page] = field(default_factory=dict)

    def page(self, name: str, widths: Sequence[float]) -> Page:
        """A new sheet, with its paper set."""
        home = self.home if name != self.home else None
        sheet = self.workbook.add_worksheet(name, kit.Sheet)
        paper = self.pages[name] = Page(sheet, self.styles, self.letterhead, widths, home)
        return paper

    def place(self, sheet: str, mark: str) -> int:
        """The row (0-based) of a mark on a sheet; the first of its table where it is not there."""
        marks = self.pages[sheet].marks
        return marks.get(mark, marks.get(FIRST, 0))

    def chart(self, kind: str, subtype: str | None) -> Any:
        """A new chart, to be placed on a page."""
        return self.workbook.add_chart({"type": kind} | ({"subtype": subtype} if subtype else {}))


def workbook_bytes(
    fill: Callable[[Book], None],
    letterhead: Letterhead,
    *,
    title: str,
    author: str,
    made_at: dt.datetime,
    home: str | None = None,
    large: bool = False,
) -> bytes:
    """The workbook that ``fill`` makes page by page; the same facts give the same bytes (guarantee 3).

    ``made_at`` is a time on the office's clock. The parts of a ``large`` workbook lie on disk, in a private folder,
    until they are packed: they would take as much memory again. Raises CellNotWritten where a cell is refused.
    """
    with ExitStack() as stack:
        stack.enter_context(kit.collector_paused())
        folder = stack.enter_context(private_folder()) if large else None
        workbook = kit.PackedWorkbook(folder, stack.enter_context(ThreadPoolExecutor(1)))
        workbook.str_table = kit.Strings()
        created = made_at.replace(tzinfo=None, microsecond=0)
        workbook.set_properties({"title": title, "author": author, "created": created})
        book = Book(workbook, kit.Styles(workbook), letterhead, home)
        fill(book)
        for page in book.pages.values():
            page.close()
        workbook.close()
        return workbook.package()


_A4_WIDTH, _A4_HEIGHT, _INCH = 11.69, 8.27, 72.0
_OFFICE_WIDTH = 36.0  # what the office's name needs at either side of the head
_MARGINS = {"left": 0.4, "right": 0.4, "top": 0.45, "bottom": 0.6}  # inches
_USUAL = 15.0  # points of a row that nobody gave a height
_LEFT_FREE = 14.0  # points that are not filled: printers differ, and a band is higher than this
_ALL = "A1:Z1048576"


class Letterhead(Struct, frozen=True):
    """What heads and foots every page: who issues it and under whom, what it is about, when it was true."""

    office: str
    board: str
    party: str
    subject: str
    moment: str


class Page:
    """A sheet with a cursor (``row``, 0-based) that tables are written at; it leads back to the sheet ``home``."""

    def __init__(
        self,
        sheet: kit.Sheet,
        styles: kit.Styles,
        letterhead: Letterhead,
        widths: Sequence[float],
        home: str | None = None,
    ) -> None:
        self.sheet, self.styles, self.letterhead, self.widths = sheet, styles, letterhead, widths
        self.last = len(widths) - 1
        self.width = sum(widths) + 0.7 * self.last  # merged, with the margins of the cells within
        self.row = 0
        self.marks: dict[str, int] = {}  # rows that links lead to
        self._home = home
        self._head: int | None = None
        self._points: dict[int, float] = {}
        self._followed, self._filled, self._breaks = 0, 0.0, list[int]()
        self.set_margins(**_MARGINS)
        for number, width in enumerate(widths):
            sheet.check(sheet.set_column(number, number, width), f"cột {number + 1}")
        self._set_paper()
        if home is not None:  # a link to it at the top right, beside what is printed
            sheet.check(sheet.set_column(self.last + 1, self.last + 1, 13), "cột liên kết")
            sheet.link(0, self.last + 1, f"↩ {home}", styles.get("back"), to=home)

    def set_margins(self, *, left: float, right: float, top: float, bottom: float) -> None:
        """Set the margins in inches, which say how much a paper holds."""
        self.sheet.set_margins(left=left, right=right, top=top, bottom=bottom)
        wide = sum(width * 7 + 5 for width in self.widths) * 0.75
        scale = int(100 * min(1.0, (_A4_WIDTH - left - right) * _INCH / wide)) / 100
        self.paper_points = (_A4_HEIGHT - top - bottom) * _INCH / scale

    def _set_paper(self) -> None:
        sheet, head = self.sheet, self.letterhead
        sheet.fit_paper()
        sheet.center_horizontally()
        sheet.hide_gridlines(2)
        sheet.outline_settings(symbols_below=False)
        # Text stays text, and Excel need not mark what looks like a number.
        sheet.ignore_errors({"number_stored_as_text": _ALL, "two_digit_text_year": _ALL})
        small = f'&"{kit.FONT},Regular"&9'
        subject = head.subject.replace("&", "&&")
        footer = f"&L{small}{subject}&C{small}{head.moment}&R{small}Trang &P/&N"
        sheet.check(sheet.set_footer(footer, {"margin": 0.3}), "chân trang")

    def close(self) -> None:
        """Print the tables and nothing beside them."""
        if self._home is not None:
            self.sheet.print_area(0, 0, max(self.row - 1, 0), self.last)

    def head(self, title: str, *notes: str, alarm: str = "") -> None:
        """Write the office, the title, the moment of the figures, and notes under them; an alarm in red first."""
        head, styles = self.letterhead, self.styles
        office, party = (0, self._reach(self.widths)), (self.last - self._reach(self.widths[::-1]), self.last)
        self.sheet.across(0, office, head.office, styles.get("office"))
        self.sheet.across(0, party, head.party, styles.get("party"))
        self.sheet.across(1, office, f"{head.board}\n*", styles.get("office_bold"))
        self.set_height(0, 16)
        self.set_height(1, 28)
        self.row = 2
        self.line(title.upper(), "title", 24)
        self.line(f"{head.subject} · {head.moment}", "as_of", 18)
        if alarm:
            self.line(alarm, "alarm", kit.height(kit.lines_needed(alarm, self.width, 11, True), 11))
        for note in notes:
            self.line(note, "note", kit.height(kit.lines_needed(note, self.width)))
        self.advance(5)

    def line(self, value: kit.Value, style: str, points: float, columns: kit.Span | None = None) -> None:
        """Write one value over the whole width, or over some columns, and go on below it."""
        self.sheet.across(self.row, columns or (0, self.last), value, self.styles.get(style))
        self.advance(points)

    def advance(self, points: float) -> None:
        """Give the cursor's row its height and go on below it; an empty row is a little room."""
        self.set_height(self.row, points)
        self.row += 1

    def set_height(self, row: int, points: float, *, collapsed: bool = False) -> None:
        """Give a row its height; ``collapsed`` marks the row above a folded group."""
        options = {"collapsed": True} if collapsed else None
        self.sheet.check(self.sheet.set_row(row, points, None, options), f"dòng {row + 1}")
        self._points[row] = points

    def note_height(self, points: float) -> None:
        """Know the height of a row that was written whole, and go on below it; none where it is folded away."""
        self._points[self.row] = points
        self.row += 1

    def keep_head(self) -> None:
        """Freeze what stands above the cursor and repeat the row above it in print; the first call counts."""
        if self._head is None:
            self._head = self.row - 1
            self.sheet.freeze_panes(self.row, 0)
            self.sheet.check(self.sheet.repeat_rows(self._head), "dòng đầu bảng")

    @property
    def room(self) -> float:
        """The points that are left on the paper above the cursor."""
        for number in range(self._followed, self.row):
            points = self._points.get(number, _USUAL)
            if self._filled + points > self.paper_points:
                self._filled = self._repeated
            self._filled += points
        self._followed = self.row
        return self.paper_points - self._filled

    @property
    def _repeated(self) -> float:
        return self._points.get(self._head, _USUAL) if self._head is not None else 0.0

    def keep(self, first: float, below: float = 0) -> bool:
        """Turn the paper where a row of so many points, and what belongs to it, does not fit; whether it turned."""
        room = self.room
        turned = first + min(below, self.paper_points / 2) > room
        if turned:
            if first <= room and room > _LEFT_FREE + 1:
                self.advance(int(room - _LEFT_FREE))
            self._breaks.append(self.row)
            self.sheet.set_h_pagebreaks(self._breaks)
            self._followed, self._filled = self.row, self._repeated
        return turned

    @staticmethod
    def _reach(widths: Sequence[float]) -> int:
        reaching = (n for n, width in enumerate(accumulate(widths)) if width >= _OFFICE_WIDTH)
        return next(reaching, len(widths) - 1)


# ---- Declared tables: a column is its head, its width, its style and the function that gives its cell. The lines
# of a group are made column by column: each distinct value is cleaned, measured and put into XML once.

T = TypeVar("T")

_FORMULA_SIGNS = ("=", "+", "-", "@")
_LOW = kit.height(1)
_Cell = tuple[str, float]  # the end of its XML, its points


class Group(Struct, Generic[T], frozen=True):
    """Lines under a band ``title`` (None: no band), else ``empty``; links find it by ``mark``; it may be folded."""

    title: str | None
    lines: Sequence[T]
    empty: str = ""
    mark: str = ""
    folded: bool = False


class Table(Struct, Generic[T], frozen=True):
    """The columns, and what is true of a whole line.

    ``tone`` colours it, ``keep`` wants the next line on the same paper, ``mark`` is what links find it by;
    ``anew`` counts the running numbers of each group by themselves.
    """

    columns: Sequence[Column[T]]
    tone: Callable[[T], str] | None = None
    keep: Callable[[T], bool] | None = None
    mark: Callable[[T], str] | None = None
    anew: bool = False

    @property
    def widths(self) -> list[float]:
        """The widths of the columns."""
        return [column.width for column in self.columns]

    def write(
        self, page: Page, groups: Iterable[Group[T]], *, total: str | None = None, filtered: bool = False
    ) -> None:
        """Write the table at the page's cursor, the first head frozen; ``total``: the words of totals, if any."""
        needed = max(kit.lines_needed(c.head, c.width - 1, 10, True) for c in self.columns)
        for number, column in enumerate(self.columns):
            page.sheet.put(page.row, number, column.head, page.styles.get("head"))
        page.advance(kit.height(max(needed, 2)))
        page.keep_head()
        first, pen = page.row, Pen(page, self)
        page.marks.setdefault(FIRST, first)
        lines: list[T] = []
        for group in groups:
            pen.group(group)
            lines += group.lines
        if filtered and page.row > first:
            page.sheet.autofilter(first - 1, 0, page.row - 1, page.last)
        if total is not None:
            write_total(page, self.columns, total, lines)


def write_total(page: Page, columns: Sequence[Column[T]], words: str, lines: Sequence[T]) -> None:
    """Write the line of totals; its words run on over the columns that have none."""
    sums = [None if column.total is None else column.total(lines) for column in columns]
    words_end = next((n for n, column in enumerate(columns) if n and column.total is not None), len(columns)) - 1
    page.sheet.across(page.row, (0, words_end), words, page.styles.get("sum"))
    needed = [kit.lines_needed(words, sum(column.width for column in columns[: words_end + 1]), 10, True)]
    for number in range(words_end + 1, len(columns)):
        page.sheet.put(page.row, number, sums[number], page.styles.get("sum_number"))
        needed.append(kit.lines_needed(str(sums[number] or ""), columns[number].width, 10, True))
    page.advance(kit.height(max(needed)) + 3)


class Pen(Struct, Generic[T]):
    """Writes the lines of a table, each as high as its highest cell needs."""

    page: Page
    table: Table[T]
    _inks: dict[tuple[int, str, int], _Ink] = field(default_factory=dict)
    _numbers: count[int] = field(default_factory=lambda: count(1))

    def group(self, group: Group[T]) -> None:
        """A band never stands alone at the foot of a paper: its first line stays with it."""
        page = self.page
        if self.table.anew:
            self._numbers = count(1)
        lines = self._layout(group.lines)
        if group.title is not None:
            points = kit.height(kit.lines_needed(group.title, page.width, 10, True)) + 3
            below = 0 if group.folded else self._together(lines, 0) if lines else _LOW + 8
            page.keep(points, below)
            if group.mark:
                page.marks[group.mark] = page.row
            page.line(group.title, "band", points)
            if group.folded and group.lines:
                page.set_height(page.row - 1, points, collapsed=True)
        if lines:
            self._write(lines, paged=group.title is not None, folded=group.folded)
        elif group.empty:
            page.line(group.empty, "empty", kit.height(kit.lines_needed(group.empty, page.width)) + 8)

    def lines(self, lines: Sequence[T]) -> None:
        """Write lines at the page's cursor without a head or a band."""
        self._write(self._layout(lines), paged=False, folded=False)

    def points(self, line: T) -> float:
        """The height that a line will have."""
        return self._layout([line])[0].points

    def _write(self, lines: Sequence[_Line], *, paged: bool, folded: bool) -> None:
        page, sheet = self.page, self.page.sheet
        for place, line in enumerate(lines):
            if paged and not folded:
                # the band kept room for the first
                below = self._together(lines, place) - line.points if place else 0
                page.keep(line.points, below)
            if line.mark:
                page.marks.setdefault(line.mark, page.row)
            sheet.prepare(page.row, line.cells, line.points, folded=folded)
            for span in line.spans:
                sheet.merge_prepared(page.row, span)
            page.note_height(0 if folded else line.points)

    @staticmethod
    def _together(lines: Sequence[_Line], place: int) -> float:
        """The points of a line and of up to two that stay with it: one that it keeps, the last alone."""
        end = place + 1
        while end < min(place + 3, len(lines)) and (lines[end - 1].keep or end == len(lines) - 1):
            end += 1
        return sum(line.points for line in lines[place:end])

    def _layout(self, lines: Sequence[T]) -> list[_Line]:
        if not lines:
            return []
        table, columns = self.table, range(len(self.table.columns))
        tones = list(map(table.tone, lines)) if table.tone else None
        cells, points = zip(*(zip(*self._cells(n, lines, tones), strict=True) for n in columns), strict=True)
        layout = list(map(_Line, map(list, zip(*cells, strict=True)), map(max, *points)))
        for number, column in enumerate(table.columns):
            if column.span is not None:
                self._merge(number, column.span, lines, layout)
        for line, thing in zip(layout, lines, strict=True) if table.keep or table.mark else ():
            line.keep = table.keep is not None and table.keep(thing)
            line.mark = table.mark(thing) if table.mark else ""
        return layout

    def _cells(self, number: int, lines: Sequence[T], tones: Sequence[str] | None) -> Iterable[_Cell]:
        """The cells of a column; a value that came before, in the same tone, is not made again."""
        column = self.table.columns[number]
        if column.cell is running:
            values: Iterable[kit.Value] = [next(self._numbers) for _ in lines]
        else:
            values = map(column.cell, lines)
        looks: Sequence[str] = tones or [""] * len(lines)
        if column.tone is not None:
            looks = [look if own is None else own for look, own in zip(looks, map(column.tone, lines), strict=True)]
        if column.span is None and len(set(looks)) == 1:
            return map(self._ink(number, looks[0], 1).__getitem__, values)
        pairs = list(zip(looks, repeat(1) if column.span is None else map(column.span, lines), strict=False))
        inks = {(look, wide): self._ink(number, look, wide) for look, wide in dict.fromkeys(pairs)}
        return [inks[pair][value] for pair, value in zip(pairs, values, strict=True)]

    def _ink(self, number: int, tone: str, wide: int) -> _Ink:
        ink = self._inks.get((number, tone, wide))
        if ink is None:
            width = sum(self.table.widths[number : number + wide]) + 0.7 * (wide - 1)
            ink = self._inks[number, tone, wide] = _Ink(self.page, self.table.columns[number].style, tone, width)
        return ink

    def _merge(self, number: int, span: Callable[[T], int], lines: Sequence[T], layout: Sequence[_Line]) -> None:
        """Merged cells all look alike, and those behind the first are blank."""
        for thing, line in zip(lines, layout, strict=True):
            last = number + span(thing) - 1
            if last > number:
                look = line.cells[number].split('"', 3)[2]
                line.cells[number + 1 : last + 1] = [f'" s="{look}"/>'] * (last - number)
                line.spans.append((number, last))


class _Ink(dict[kit.Value, _Cell]):
    """The cells of a column in a tone by their values, each made when it is first asked for."""

    def __init__(self, page: Page, style: str, tone: str, width: float) -> None:
        super().__init__()
        self._sheet, self._styles, self._look = page.sheet, page.styles, (style, tone)
        self._form, self._width = page.styles.get(style, tone), width
        look = kit.STYLES[style] | kit.TONES[tone]
        self._size, self._bold = look.get("font_size", 10), look.get("bold", False)

    def __missing__(self, value: kit.Value) -> _Cell:
        if isinstance(value, str):
            text, form = clean(value), self._form
            if text.startswith(_FORMULA_SIGNS):  # it stays text when it is edited
                form = self._styles.get(*self._look, quoted=True)
            points = kit.text_height(kit.lines_needed(text, self._width, self._size, self._bold), self._size)
            cell = self._sheet.cell_xml(text, form), points
        else:
            cell = self._sheet.cell_xml(value, self._form), _LOW
        self[value] = cell
        return cell


class _Line(Struct):
    """A line as it is written: the ends of its cells' XML, its height, and what is true of it whole."""

    cells: list[str]
    points: float
    keep: bool = False
    mark: str = ""
    spans: list[kit.Span] = field(default_factory=list)
