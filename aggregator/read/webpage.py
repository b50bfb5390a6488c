"""The tables of web pages that Excel, Word and browsers save, all sheets of a workbook together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from email.parser import BytesParser
from html import unescape
from typing import TYPE_CHECKING

from aggregator.errors import Unreadable
from aggregator.model import Document, Sheet
from aggregator.read.charset import decoded
from aggregator.read.html import NO_TABLE, read_html
from aggregator.read.saved_page import holds_a_sheet, last_part

if TYPE_CHECKING:
    from email.message import Message

SHEET_NAME = re.compile(
    r"<x:Name>([^<]*)</x:Name>\s*<x:WorksheetSource\s+HRef\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE
)


def read_mhtml(data: bytes) -> Document:
    """The tables of a web page in one file; each sheet of a saved workbook is a sheet. Raises Unreadable."""
    message = BytesParser().parsebytes(data)
    parts = [part for part in message.walk() if part.get_content_type() == "text/html"]
    return read_pages([(_location(part), _page(part)) for part in parts])


def read_pages(pages: Sequence[tuple[str, bytes]]) -> Document:
    """One document of several pages (name, bytes). One that only frames others is none. Raises Unreadable."""
    names = {
        last_part(unescape(source)): unescape(name)
        for _, page in pages
        for name, source in SHEET_NAME.findall(decoded(page))
    }
    chosen = [page for page in pages if holds_a_sheet(page[0])] or pages
    sheets: list[Sheet] = []
    for number, (location, page) in enumerate(chosen, start=1):
        try:
            read = read_html(page).sheets
        except Unreadable as reason:
            if str(reason) != NO_TABLE:
                raise
            continue
        title = names.get(last_part(location)) or (read[0].name if len(chosen) == 1 else f"Trang {number}")
        sheets += (replace(sheet, name=title) for sheet in read)
    if not sheets:
        raise Unreadable(NO_TABLE)
    return Document("html", tuple(sheets))


def _location(part: Message) -> str:
    return str(part.get("Content-Location", ""))


def _page(part: Message) -> bytes:
    """The page in UTF-8 where its header says another charset than the page itself."""
    raw = part.get_payload(decode=True)
    data = raw if isinstance(raw, bytes) else b""
    try:
        return data.decode(part.get_content_charset() or "utf-8").encode()
    except (LookupError, UnicodeError):
        return data
