"""A web page that was saved with a folder of companions: which files belong together, and the page as one file."""

from __future__ import annotations

import re
import unicodedata
from base64 import encodebytes
from collections.abc import Iterable, Sequence
from dataclasses import replace
from email.parser import BytesParser
from html import unescape
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from aggregator.nouns.document import Document, Sheet
from aggregator.nouns.finding import Unreadable
from aggregator.read.html import NO_TABLE, read_html
from aggregator.read.text import decoded

if TYPE_CHECKING:
    from email.message import Message


FRAMES = re.compile(rb"<frameset\b", re.IGNORECASE)
SHEET_PAGE = re.compile(r"sheet\d+\.html?$", re.IGNORECASE)
# the folder of a page, and what programs put into it; a workbook that a person put there is none of it
FOLDER = re.compile(r"(.+?)(?:_files|\.files)$", re.IGNORECASE)
COMPANION = re.compile(
    r"\.(?:html?|css|js|xml|png|gif|jpe?g|svg|bmp|ico|thmx|emz|wmz|mso|woff2?|rcv|txt)$", re.IGNORECASE
)
COMPANION_OF = "đi kèm trang web đã lưu “{page}”"
PAGES = (".htm", ".html", ".mht", ".mhtml", ".xls", ".doc")
BOUNDARY = "=_page"


def is_frames(data: bytes) -> bool:
    """Whether a page only frames others that hold its content."""
    return FRAMES.search(data[:65536]) is not None


def in_one_file(pages: Iterable[tuple[str, bytes]]) -> bytes:
    """A page and its companions (name, bytes) as one .mht file."""
    head = f'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="{BOUNDARY}"\n'
    parts = [
        f"\n--{BOUNDARY}\nContent-Location: {last_part(name).encode('ascii', 'replace').decode()}\n"
        "Content-Type: text/html\nContent-Transfer-Encoding: base64\n\n".encode()
        + encodebytes(page)
        for name, page in pages
    ]
    return b"".join((head.encode(), *parts, f"\n--{BOUNDARY}--\n".encode()))


def companions(names: Iterable[str]) -> dict[str, str]:
    """Of files named with their folders: which of them go with a saved page, and with which (companion → page)."""
    listed = list(names)
    pages = {_stem(name): name for name in listed if name.lower().endswith(PAGES)}
    found: dict[str, str] = {}
    for name in listed:
        path = PurePosixPath(name)
        folder = FOLDER.match(str(path.parent))
        page = pages.get(_folded(folder[1])) if folder else None
        if page is not None and COMPANION.search(path.name):
            found[name] = page
    return found


def holds_a_sheet(name: str) -> bool:
    """Whether a companion is the page of a sheet of the workbook."""
    return SHEET_PAGE.search(name) is not None


def _stem(name: str) -> str:
    return _folded(str(PurePosixPath(name).with_suffix("")))


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def last_part(location: str) -> str:
    """The file name at the end of an address or a path."""
    return unquote(location).replace("\\", "/").rpartition("/")[2]


# ---- The tables of web pages that Excel, Word and browsers save, all sheets of a workbook together.


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
