"""A web page that was saved with a folder of companions: which files belong together, and the page as one file."""

from __future__ import annotations

import re
import unicodedata
from base64 import encodebytes
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    pass


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
