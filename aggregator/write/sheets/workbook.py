"""A printed workbook as bytes: our fonts, texts that stay texts, and a moment of making that is not the clock's."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import xlsxwriter  # type: ignore[import-untyped]  # it ships no py.typed

from aggregator.write.sheets.styles import TYPEFACE

if TYPE_CHECKING:
    from aggregator.write.sheets.words import Dated


def workbook_bytes(title: str, run: Dated, fill: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    """The workbook that ``fill`` writes; the same facts give the same bytes (guarantee 3)."""
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, _options())
    office, zone = run.campaign.office, run.campaign.zone
    workbook.set_properties(
        {
            "title": title,
            "author": f"{office.board} {office.committee}",
            "created": run.as_of.astimezone(zone).replace(tzinfo=None, microsecond=0),
        }
    )
    fill(workbook)
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
