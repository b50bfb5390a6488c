"""`Tổng quan`: what the briefing needs, on one page that can be put on the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aggregator.write.sheets.overview_cards import write_cards
from aggregator.write.sheets.overview_grid import WIDTHS, Block
from aggregator.write.sheets.overview_tables import write_attention, write_entries, write_standing
from aggregator.write.sheets.overview_units import write_units

if TYPE_CHECKING:
    from aggregator.write.sheets.book import Book

SHEET = "Tổng quan"
_FITS_ONE_PAGE = 40  # rows of units in a block; a longer roster goes on over further pages


def overview_sheet(book: Book) -> None:
    """Headline figures, three tables side by side, and every unit with its counts."""
    page = book.page(SHEET, WIDTHS)
    page.head("Tổng quan tình hình đăng ký")
    write_cards(page, book.view)
    page.skip(7)
    top = page.row
    bottoms = (
        write_standing(Block(page, 0, top), book.view),
        write_entries(Block(page, 1, top), book.view),
        write_attention(Block(page, 2, top), book.view),
    )
    page.row = max(bottoms)
    page.skip(7)
    rows = write_units(page, book.view)
    page.sheet.set_margins(left=0.3, right=0.3, top=0.3, bottom=0.5)
    page.sheet.freeze_panes(4, 0)
    page.sheet.fit_to_pages(1, 1 if rows <= _FITS_ONE_PAGE else 0)
    page.sheet.activate()
