"""A printed workbook as bytes: our fonts, texts that stay texts, and a moment of making that is not the clock's."""

from __future__ import annotations

import gc
import io
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import xlsxwriter  # type: ignore[import-untyped]  # it ships no py.typed

from aggregator.office.page import Letterhead, Page
from aggregator.office.sheet import Sheet
from aggregator.office.styles import TYPEFACE, Styles
from aggregator.office.table import FIRST

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Sequence


@dataclass
class Book:
    """A workbook while its sheets are written; every sheet but the one named ``home`` leads back to that."""

    workbook: xlsxwriter.Workbook
    letterhead: Letterhead
    home: str | None = None
    pages: dict[str, Page] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.styles = Styles(self.workbook)

    def page(self, name: str, widths: Sequence[float]) -> Page:
        """A new sheet, with its paper set."""
        home = self.home if name != self.home else None
        sheet = self.workbook.add_worksheet(name, Sheet)
        made = self.pages[name] = Page(sheet, self.styles, self.letterhead, widths, home)
        return made

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
) -> bytes:
    """The workbook that ``fill`` makes page by page; the same facts give the same bytes (guarantee 3).

    ``made_at`` is a time on the office's clock. Raises CellNotWritten where a cell cannot be written.
    """
    stream = io.BytesIO()
    with _without_collecting():
        workbook = xlsxwriter.Workbook(stream, _options())
        created = made_at.replace(tzinfo=None, microsecond=0)
        workbook.set_properties({"title": title, "author": author, "created": created})
        book = Book(workbook, letterhead, home)
        fill(book)
        for page in book.pages.values():
            page.close()
        workbook.close()
    return stream.getvalue()


def _options() -> dict[str, Any]:
    """The library's options, made anew for each workbook because it writes into them."""
    return {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_size": 11} | TYPEFACE,
    }


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Spare the collector the walk over half a million things that all stay: a quarter of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
