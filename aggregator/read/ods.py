"""OpenDocument workbooks (.ods).

calamine shows neither merged ranges nor hidden rows, errors and fonts here, and lays repeated
cells out one by one, so the content is walked anyway; the cells are taken on the way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aggregator.errors import Unreadable
from aggregator.model import Document, Sheet
from aggregator.read.limits import DAMAGED, LOCKED, NO_SHEETS
from aggregator.read.markup import parse
from aggregator.read.ods_styles import NOTABLE, Styles
from aggregator.read.ods_table import Table
from aggregator.read.package import Package
from aggregator.read.seen import make_sheet

if TYPE_CHECKING:
    from collections.abc import Mapping

CONTENT, STYLES, MANIFEST = "content.xml", "styles.xml", "META-INF/manifest.xml"


def read_ods(data: bytes) -> Document:
    """Read every sheet, hidden ones too."""
    package = Package(data)
    if b"encryption-data" in package.part(MANIFEST):
        raise Unreadable(LOCKED)
    if CONTENT not in package:
        raise Unreadable(DAMAGED)
    handler = _Content(_named_styles(package))
    parse(package.part(CONTENT), handler)
    if not handler.sheets:
        raise Unreadable(NO_SHEETS)
    return Document("ods", tuple(handler.sheets))


def _named_styles(package: Package) -> Styles:
    """The styles of the styles part, where it has anything to say."""
    styles = Styles()
    part = package.part(STYLES)
    if NOTABLE.search(part):
        parse(part, styles)
    return styles


class _Content:
    """Takes the events of the content part: styles first, then table after table."""

    def __init__(self, styles: Styles) -> None:
        self.sheets: list[Sheet] = []
        self._styles = styles
        self._table: Table | None = None
        self._depth = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "table":
            self._depth += 1
            if self._depth == 1:
                self._table = Table(attributes, self._styles)
        elif self._table is None:
            self._styles.start(name, attributes)
        elif self._depth == 1:
            self._table.start(name, attributes)

    def end(self, name: str) -> None:
        if name == "table":
            self._depth -= 1
            if self._depth == 0 and self._table is not None:
                table, self._table = self._table, None
                self.sheets.append(make_sheet(table.name, table.rows, table.merges, table.hidden, table.seen))
        elif self._table is None:
            self._styles.end(name)
        elif self._depth == 1:
            self._table.end(name)

    def text(self, text: str) -> None:
        if self._table is not None and self._depth == 1:
            self._table.text(text)
