"""`Tổng quan`: what the briefing needs on one sheet of paper, then every unit, then the gaps of the communes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aggregator.write.sheets import words
from aggregator.write.sheets.book import OVERVIEW
from aggregator.write.sheets.heat import write_heat
from aggregator.write.sheets.overview_cards import write_cards
from aggregator.write.sheets.overview_grid import WIDTHS, Block
from aggregator.write.sheets.overview_panels import write_charts
from aggregator.write.sheets.overview_paper import Paper
from aggregator.write.sheets.overview_tables import write_attention, write_entries, write_standing
from aggregator.write.sheets.overview_units import write_units

if TYPE_CHECKING:
    from aggregator.write.sheets.book import Book
    from aggregator.write.sheets.page import Page


def overview_page(book: Book) -> Page:
    """The first sheet, still empty: it leads to rows of the others, which are written before it is filled."""
    return book.page(OVERVIEW, WIDTHS)


def fill_overview(book: Book, page: Page) -> None:
    """The dashboard on the first page, all units on the second, the heat table on the third."""
    paper = Paper(page)
    _dashboard(book, page, paper)
    paper.turn("Tình hình gửi và số mô hình đăng ký của từng đơn vị")
    write_units(book, page, paper)
    group = words.lower_first(book.campaign.groups[0].title)
    paper.turn(f"Số mô hình của các {group} theo lĩnh vực và cấp đăng ký")
    write_heat(page, paper, book.view)
    paper.close()
    page.sheet.freeze_panes(4, 0)
    page.sheet.activate()


def _dashboard(book: Book, page: Page, paper: Paper) -> None:
    """Headline figures, three tables side by side, and under each a chart."""
    page.head("Tổng quan tình hình đăng ký")
    write_cards(page, book.view)
    top = page.row
    page.row = max(
        write_entries(Block(page, 0, top), book.view),
        write_standing(Block(page, 1, top), book.view),
        write_attention(Block(page, 2, top), book),
    )
    page.skip(6)
    write_charts(book, page, top, paper.left)
