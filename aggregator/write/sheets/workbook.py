"""A printed workbook as bytes: our fonts, texts that stay texts, and a moment of making that is not the clock's."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import xlsxwriter  # type: ignore[import-untyped]  # it ships no py.typed

from aggregator.write.sheets.page import Page
from aggregator.write.sheets.styles import TYPEFACE, Styles

if TYPE_CHECKING:
    from aggregator.write.sheets.words import Dated

MakePage = Callable[[str, Sequence[float]], Page]  # a sheet's name and the widths of its columns → the sheet


def workbook_bytes(title: str, run: Dated, fill: Callable[[MakePage], None]) -> bytes:
    """The workbook that ``fill`` makes page by page; the same facts give the same bytes (guarantee 3)."""
    stream = io.BytesIO()
    workbook = new_workbook(stream, title, run)
    styles = Styles(workbook)
    fill(lambda name, widths: Page(workbook.add_worksheet(name), styles, run, widths))
    workbook.close()
    return stream.getvalue()


def new_workbook(stream: io.BytesIO, title: str, run: Dated) -> xlsxwriter.Workbook:
    """An empty workbook of the board's, made at the moment of the figures."""
    workbook = xlsxwriter.Workbook(stream, _options())
    office, zone = run.campaign.office, run.campaign.zone
    workbook.set_properties(
        {
            "title": title,
            "author": f"{office.board} {office.committee}",
            "created": run.as_of.astimezone(zone).replace(tzinfo=None, microsecond=0),
        }
    )
    return workbook


def _options() -> dict[str, Any]:
    """The library's options, made anew for each workbook because it writes into them."""
    return {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_size": 11} | TYPEFACE,
    }
