"""A printed workbook as bytes: our fonts, texts that stay texts, and a moment of making that is not the clock's."""

import datetime as dt
import gc
import io
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from itertools import accumulate
from pathlib import Path
from typing import Any

import xlsxwriter
from msgspec import Struct, field
from xlsxwriter.packager import Packager

from aggregator.nouns.file import private_folder
from aggregator.office.package import Pressed, packed, pressed
from aggregator.office.sheet import (
    FONT,
    TEXT_STAYS,
    TYPEFACE,
    Sheet,
    Span,
    Strings,
    Styles,
    Value,
    height,
    lines_needed,
)

FIRST = "first"  # the mark of the first row of a sheet's table


class Book(Struct):
    """A workbook while its sheets are written; every sheet but the one named ``home`` leads back to that."""

    workbook: xlsxwriter.Workbook
    styles: Styles
    letterhead: "Letterhead"
    home: str | None = None
    pages: "dict[str, Page]" = field(default_factory=dict)

    def page(self, name: str, widths: Sequence[float]) -> "Page":
        """A new sheet, with its paper set."""
        home = self.home if name != self.home else None
        sheet = self.workbook.add_worksheet(name, Sheet)
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
    letterhead: "Letterhead",
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
        stack.enter_context(_collector_paused())
        folder = stack.enter_context(private_folder()) if large else None
        workbook = _Workbook(folder, stack.enter_context(ThreadPoolExecutor(1)))
        workbook.str_table = Strings()
        created = made_at.replace(tzinfo=None, microsecond=0)
        workbook.set_properties({"title": title, "author": author, "created": created})
        book = Book(workbook, Styles(workbook), letterhead, home)
        fill(book)
        for page in book.pages.values():
            page.close()
        workbook.close()
        return workbook.packed()


class _Workbook(xlsxwriter.Workbook):  # type: ignore[misc]  # XlsxWriter is untyped
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

    def packed(self) -> bytes:
        """The bytes of the closed workbook."""
        return packed(part.result() for part in self._packager.parts)


class _Packager(Packager):  # type: ignore[misc]
    """Writes the parts while another thread presses those that are written; the library has none left to pack."""

    def __init__(self, aside: Executor) -> None:
        super().__init__()
        self._aside = aside
        self.parts: list[Future[Pressed]] = []

    def _filename(self, xml_filename: str) -> Any:
        self._press()
        return super()._filename(xml_filename)

    def _create_package(self) -> list[Any]:
        super()._create_package()
        self._press()
        return []

    def _press(self) -> None:
        for place, name, _ in self.filenames[len(self.parts) :]:
            self.parts.append(self._aside.submit(_pressed, place, name))


def _pressed(place: Any, name: str) -> Pressed:
    """A part from its stream or file."""
    return pressed(name, Path(place).read_bytes() if isinstance(place, str) else place.getvalue().encode())


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Spare the collector the walk over half a million things that all stay: a quarter of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


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
        self, sheet: Sheet, styles: Styles, letterhead: Letterhead, widths: Sequence[float], home: str | None = None
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
        small = f'&"{FONT},Regular"&9'
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
            self.line(alarm, "alarm", height(lines_needed(alarm, self.width, 11, True), 11))
        for note in notes:
            self.line(note, "note", height(lines_needed(note, self.width)))
        self.advance(5)

    def line(self, value: Value, style: str, points: float, columns: Span | None = None) -> None:
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
        """Go on with a new sheet of paper where a row of so many points, and what belongs to it, does not fit.

        Where the row alone would fit, a blank one keeps it from standing there. Whether the paper was turned.
        """
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
