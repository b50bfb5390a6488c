"""OpenDocument texts (.odt), and the same as one flat file of XML (.fodt): text and tables as one sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from aggregator.nouns.document import Document, Merge
from aggregator.nouns.finding import Unreadable
from aggregator.read.builder import PaperBuilder, has_pictures
from aggregator.read.docx_styles import tree
from aggregator.read.limits import DAMAGED, PICTURE
from aggregator.read.markup import parse
from aggregator.read.odf_styles import Styles
from aggregator.read.ods import CONTENT, MOST_SPACES, STYLES, count_of, odf_package

if TYPE_CHECKING:
    from collections.abc import Iterator


BLOCKS = frozenset({"p", "h", "table", "list"})
SKIPPED = frozenset({"tracked-changes", "annotation", "note", "sequence-decls", "forms", "binary-data"})
MOST_COLUMNS = 63


def read_odt(data: bytes) -> Document:
    """The document as one sheet, laid out as that of a Word file. Raises Unreadable."""
    package = odf_package(data)
    parts = [package.part(STYLES), package.part(CONTENT)]
    return _document("odt", parts, has_pictures(package))


def read_fodt(data: bytes) -> Document:
    """The same from a flat file."""
    return _document("flat odt", [data.lstrip(b"\xef\xbb\xbf \r\n\t")], b"<office:binary-data" in data)


def _document(kind: str, parts: list[bytes], pictures: bool) -> Document:
    styles = Styles()
    for part in filter(None, parts):
        parse(part, styles)
    text = tree(parts[-1]).find("body/text")
    if text is None:
        raise Unreadable(DAMAGED)
    layout = _Layout(styles)
    layout.blocks(text)
    layout.builder.margins += styles.margins
    sheet = layout.builder.sheet()
    if pictures and not sheet.rows:
        raise Unreadable(PICTURE)
    return Document(kind, (sheet,))


class _Layout:
    """The sheet as it grows downwards."""

    def __init__(self, styles: Styles) -> None:
        self.builder = PaperBuilder()
        self._styles = styles
        self._counts: dict[str, int] = {}

    def blocks(self, parent: Element) -> None:
        """The paragraphs, lists and tables of a text, a box or a cell."""
        for block in blocks_of(parent):
            if block.tag == "table":
                self._table(block)
            elif block.tag == "list":
                for item in block:
                    self.blocks(item)
            else:
                self.builder.line(text_of(block), *self._styles.look(style_of(block)))
                self._boxes(block)

    def _boxes(self, paragraph: Element) -> None:
        for box in paragraph.iter("text-box"):
            self.blocks(box)

    def _table(self, table: Element) -> None:
        self.builder.gap()
        inside: list[Element] = []
        for row in rows_of(table):
            self._row(row, inside)
        self.builder.gap()
        for nested in inside:
            self._table(nested)

    def _row(self, row: Element, inside: list[Element]) -> None:
        column, at = 1, self.builder.at
        for cell in row:
            width, height = (count_of(cell.attrib, f"number-{way}-spanned") for way in ("columns", "rows"))
            if cell.tag == "table-cell":
                paragraphs = list(cell_paragraphs(cell))
                text = "\n".join(map(text_of, paragraphs)).strip() or self._number(cell)
                looks = [self._styles.look(style_of(paragraph)) for paragraph in paragraphs] or [("", False)]
                self.builder.put(at, column, text, *looks[0])
                inside += (block for block in blocks_of(cell) if block.tag == "table")
                if width > 1 or height > 1:
                    self.builder.merges.append(Merge(at, column, at + height - 1, column + width - 1))
            column = min(column + count_of(cell.attrib, "number-columns-repeated"), MOST_COLUMNS)
        self.builder.at += 1

    def _number(self, cell: Element) -> str:
        """The number that stands by itself in a cell, as an automatic STT does."""
        listing = next(cell.iter("list"), None)
        if listing is None or listing.get("style-name", "") not in self._styles.numbered:
            return ""
        name = listing.get("style-name", "")
        self._counts[name] = self._counts.get(name, 0) + 1
        return str(self._counts[name])


def blocks_of(parent: Element) -> Iterator[Element]:
    """The blocks of a text in order, those within sections and indexes too."""
    for child in parent:
        if child.tag in BLOCKS:
            yield child
        elif child.tag not in SKIPPED:
            yield from blocks_of(child)


def rows_of(table: Element) -> Iterator[Element]:
    """The rows of a table, those of its head and of its groups too."""
    for child in table:
        if child.tag == "table-row":
            yield child
        elif child.tag in ("table-header-rows", "table-rows", "table-row-group"):
            yield from rows_of(child)


def cell_paragraphs(cell: Element) -> Iterator[Element]:
    """The paragraphs of a cell, those of its lists too; not those of a table within it."""
    for block in blocks_of(cell):
        if block.tag == "list":
            for item in block:
                yield from cell_paragraphs(item)
        elif block.tag != "table":
            yield block


def style_of(paragraph: Element) -> str:
    """The style that gives the font: that of the first run which names one, else the paragraph's."""
    run = next((span for span in paragraph.iter("span") if span.get("style-name")), None)
    return (paragraph if run is None else run).get("style-name", "")


def text_of(paragraph: Element) -> str:
    """The text of a paragraph, without its comments, its notes and the boxes anchored in it."""
    return "".join(_pieces(paragraph))


def _pieces(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == "s":
            yield " " * min(count_of(child.attrib, "c"), MOST_SPACES)
        elif child.tag in ("tab", "line-break"):
            yield "\t" if child.tag == "tab" else "\n"
        elif child.tag not in SKIPPED and child.tag not in ("frame", "custom-shape", "rect"):
            yield from _pieces(child)
        yield child.tail or ""
