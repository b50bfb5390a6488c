"""What stands outside the cells: page headers and footers, text boxes, and pictures pasted in their place."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from aggregator.errors import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aggregator.model import Sheet
    from aggregator.read.package import Package

PICTURE = (
    "là bản quét hoặc ảnh dán trong tệp, không có ô chữ nào để đọc; đề nghị gửi tệp Excel hoặc Word có bảng gõ được"
)
MARGIN = re.compile(rb"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)\b[^>]*>([^<]+)</", re.DOTALL)
PARAGRAPH = re.compile(rb"<a:p\b.*?</a:p>", re.DOTALL)
TEXT = re.compile(rb"<a:t\b[^>]*>([^<]*)</a:t>|<a:(br)\b")
SECTION = re.compile(r"&[LCR]|\r\n?|\n")
CODE = re.compile(r'&(?:"[^"]*"|K(?:[0-9A-F]{6}|[0-9]{2}[+-][0-9]{3})|[0-9]{1,3}|(&)|[A-Za-z])')
IMAGE = re.compile(r"(?:^|/)(?:media|pictures)/.*\.(?:png|jpe?g|emf|wmf|gif|tiff?|bmp|webp)$")
SMALL_PICTURE = 4_000  # bytes; an emblem or a line is smaller than a photographed form
LARGE_PICTURE = 30_000  # beside text an emblem may be larger


def header_lines(text: str) -> list[str]:
    """The lines of a page header or footer as Excel writes them, without its codes (``&L&"Arial,Bold"&12``)."""
    lines = (CODE.sub(lambda code: code[1] or "", line).strip() for line in SECTION.split(text))
    return [line for line in lines if has_letters(line)]


def margin_lines(xml: bytes) -> Iterator[str]:
    """The lines of the page headers and footers of an .xlsx sheet."""
    for found in MARGIN.findall(xml):
        yield from header_lines(html.unescape(found.decode("utf-8", "replace")))


def drawing_lines(xml: bytes) -> Iterator[str]:
    """The lines of the text boxes of a drawing part."""
    for paragraph in PARAGRAPH.findall(xml):
        pieces = (b"\n" if broken else text for text, broken in TEXT.findall(paragraph))
        text = html.unescape(b"".join(pieces).decode("utf-8", "replace"))
        yield from (line for line in text.split("\n") if has_letters(line))


def has_letters(text: str) -> bool:
    """Whether a line says anything: a page's number alone names nobody."""
    return sum(map(str.isalpha, text)) > 1


def refuse_pictures(sheets: Iterable[Sheet], package: Package) -> None:
    """Raise Unreadable for a file without a single cell that holds a picture: somebody pasted a scan."""
    if not any(sheet.rows for sheet in sheets) and has_pictures(package):
        raise Unreadable(PICTURE)


def has_pictures(package: Package, least: int = SMALL_PICTURE) -> bool:
    """Whether a package holds a picture large enough to show a table."""
    return any(IMAGE.search(name) and package.size(name) >= least for name in package.names)


def is_pictured(package: Package) -> bool:
    """Whether a package holds a picture that may be a scan beside the text."""
    return has_pictures(package, LARGE_PICTURE)
