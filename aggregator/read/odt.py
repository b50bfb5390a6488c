"""OpenDocument text (.odt, .fodt) as one sheet; and the styles that its sheets and texts share."""

from collections import Counter
from collections.abc import Iterator

from msgspec import Struct, field

from aggregator.nouns.document import Document, Unreadable
from aggregator.read.builder import PaperBuilder, document_of
from aggregator.read.formats import Format, format_of
from aggregator.read.limits import DAMAGED, LOCKED
from aggregator.read.package import NO_XML, Element, Package, number, tree

CONTENT, STYLES, MANIFEST = "content.xml", "styles.xml", "META-INF/manifest.xml"
MOST_SPACES = 1000
BLOCKS = frozenset({"p", "h", "table", "list"})
SKIPPED = frozenset({"tracked-changes", "annotation", "note", "sequence-decls", "forms", "binary-data"})
NO_TEXT = SKIPPED | {"frame", "custom-shape", "rect"}
MOST_COLUMNS = 63


# ---- The styles of OpenDocument files: old fonts, struck and hidden text, what a number shows.


MOST_PARENTS = 20  # styles inherit; a loop of them must end
DATE_PARTS = {"year": "yyyy", "day": "d", "hours": "h", "minutes": "m", "seconds": "s", "day-of-week": "d"}
MARGINS = frozenset({"header", "footer", "header-left", "footer-left", "header-first", "footer-first"})
FIELDS = frozenset({"sheet-name", "page-number", "page-count", "date", "time", "title", "file-name", "author-name"})


class Style(Struct):
    """A named style; what it leaves open (None) its parent says."""

    parent: str = ""
    font: str | None = None
    struck: bool | None = None
    data_style: str | None = None
    hidden: bool = False


class Styles(Struct):
    """The styles of a document by name, its font faces, and the lines of its page headers and footers."""

    named: dict[str, Style] = field(default_factory=dict)
    faces: dict[str, str] = field(default_factory=dict)
    formats: dict[str, Format] = field(default_factory=dict)
    numbered: set[str] = field(default_factory=set)  # list styles that number their items
    margins: list[str] = field(default_factory=list)
    _looks: dict[str, tuple[str, bool]] = field(default_factory=dict)

    def add(self, root: Element) -> None:
        """Note the styles of a part, or of a piece of one."""
        for element in root.iter():
            name = element.get("name", "")
            if element.tag == "font-face":
                self.faces[name] = _family(element)
            elif element.tag in ("style", "default-style"):
                self.named[name] = self._style(element)
            elif element.tag == "list-style":
                levels = element.iter("list-level-style-number")
                self.numbered |= {name for level in levels if level.get("num-format") == "1"}
            elif element.tag == "date-style":
                self.formats[name] = format_of(-1, "".join(map(_date_code, element)))
            elif element.tag in MARGINS:
                lines = (text_of(paragraph, NO_TEXT | FIELDS).split() for paragraph in element.iter("p"))
                self.margins += map(" ".join, lines)

    def _style(self, element: Element) -> Style:
        style = Style(element.get("parent-style-name", ""), data_style=element.get("data-style-name"))
        for look in element.iter("text-properties"):
            face, family = look.get("font-name"), _family(look)
            if face is not None or family:
                style.font = family or self.faces.get(face or "", face or "")
            struck = look.get("text-line-through-style", look.get("text-line-through-type"))
            style.struck = style.struck if struck is None else struck != "none"
        style.hidden = any(look.get("display") == "false" for look in element.iter("table-properties"))
        return style

    def look(self, name: str) -> tuple[str, bool]:
        """The font of a style and whether it is struck, parents asked."""
        if name not in self._looks:
            chain = self._chain(name)
            font = next((style.font for style in chain if style.font is not None), "")
            struck = next((style.struck for style in chain if style.struck is not None), False)
            self._looks[name] = (font, struck)
        return self._looks[name]

    def format(self, name: str) -> Format | None:
        """The date format of a style, if it has one."""
        data_style = next((style.data_style for style in self._chain(name) if style.data_style), None)
        return None if data_style is None else self.formats.get(data_style)

    def _chain(self, name: str) -> list[Style]:
        chain: list[Style] = []
        while name in self.named and len(chain) < MOST_PARENTS:
            chain.append(self.named[name])
            name = chain[-1].parent
        return chain

    def is_hidden(self, name: str) -> bool:
        """Whether the sheets of this style are not shown."""
        return name in self.named and self.named[name].hidden


def _family(element: Element) -> str:
    return element.get("font-family", "").strip("'\"")


def _date_code(part: Element) -> str:
    """A part of a date style as Excel writes it."""
    if part.tag == "month":
        long = "mm" if part.get("style") == "long" else "m"
        return "mmm" if part.get("textual") == "true" else long
    text = (part.text or "").replace('"', "")
    return DATE_PARTS.get(part.tag, f'"{text}"' if text.strip() else "")


# ---- What sheets and texts are packed in.


def odf_package(data: bytes) -> Package:
    """The opened package of an OpenDocument file. Raises Unreadable where it is locked or has no content."""
    package = Package(data)
    if b"encryption-data" in package.part(MANIFEST):
        raise Unreadable(LOCKED)
    if CONTENT not in package:
        raise Unreadable(DAMAGED)
    return package


def count_of(element: Element, name: str) -> int:
    """How often or how far an element stands for itself."""
    return max(1, number(element.get(name), 1))


# ---- The texts.


def read_odt(data: bytes) -> Document:
    """The document as one sheet, laid out as that of a Word file. Raises Unreadable."""
    package = odf_package(data)
    return _document("odt", [package.part(STYLES), package.part(CONTENT)], package.has_pictures())


def read_fodt(data: bytes) -> Document:
    """The same from a flat file."""
    return _document("flat odt", [data.lstrip(b"\xef\xbb\xbf \r\n\t")], b"<office:binary-data" in data)


def _document(kind: str, parts: list[bytes], pictures: bool) -> Document:
    styles, roots = Styles(), [tree(part or NO_XML) for part in parts]
    for root in roots:
        styles.add(root)
    text = roots[-1].find("body/text")
    if text is None:
        raise Unreadable(DAMAGED)
    layout = _Layout(styles)
    layout.blocks(text)
    layout.builder.margin(styles.margins)
    for comment in text.iter("annotation"):
        layout.builder.comment("\n".join(map(text_of, comment.iter("p"))))
    return document_of(kind, (layout.builder.sheet(),), pictures)


class _Layout:
    """The sheet as it grows downwards."""

    def __init__(self, styles: Styles) -> None:
        self.builder = PaperBuilder()
        self._styles = styles
        self._counts, self._listed = Counter[str](), Counter[str]()

    def blocks(self, parent: Element, mark: str = "") -> None:
        """The paragraphs, lists and tables of a text, a box or a cell; the first behind its item's ``mark``."""
        for block in blocks_of(parent):
            if block.tag == "table":
                self._table(block)
            elif block.tag == "list":
                self._list(block)
            else:
                text = text_of(block)
                self.builder.line(f"{mark}{text}" if text.strip() else text, *self._styles.look(style_of(block)))
                for box in block.iter("text-box"):
                    self.blocks(box)
            mark = ""

    def _list(self, block: Element) -> None:
        """The items of a list, each behind its number or a dash as the paper shows it."""
        name = block.get("style-name", "")
        begun = self._listed[name] if block.get("continue-numbering") == "true" else 0
        for count, item in enumerate(block.iterfind("list-item"), start=begun + 1):
            self.blocks(item, f"{count}. " if name in self._styles.numbered else "- ")
            self._listed[name] = count

    def _table(self, table: Element) -> None:
        self.builder.gap()
        inside: list[Element] = []
        for row in rows_of(table):
            column, at = 1, self.builder.at
            for cell in row:
                if cell.tag == "table-cell":
                    width, height = (count_of(cell, f"number-{way}-spanned") for way in ("columns", "rows"))
                    paragraphs = list(cell_paragraphs(cell))
                    text = "\n".join(map(text_of, paragraphs)).strip() or self._number(cell)
                    looks = [self._styles.look(style_of(paragraph)) for paragraph in paragraphs] or [("", False)]
                    self.builder.put(at, column, text, *looks[0])
                    inside += (block for block in blocks_of(cell) if block.tag == "table")
                    self.builder.merge(at, column, height, width)
                column = min(column + count_of(cell, "number-columns-repeated"), MOST_COLUMNS)
            self.builder.at += 1
        self.builder.gap()
        for nested in inside:
            self._table(nested)

    def _number(self, cell: Element) -> str:
        """The number that stands by itself in a cell, as an automatic STT does."""
        name = next((listing.get("style-name", "") for listing in cell.iter("list")), None)
        if name is None or name not in self._styles.numbered:
            return ""
        self._counts[name] += 1
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


def text_of(paragraph: Element, without: frozenset[str] = NO_TEXT) -> str:
    """The text of a paragraph, without its comments, its notes and the boxes anchored in it."""
    return "".join(_pieces(paragraph, without)) if len(paragraph) else paragraph.text or ""


def _pieces(element: Element, without: frozenset[str]) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == "s":
            yield " " * min(count_of(child, "c"), MOST_SPACES)
        elif child.tag in ("tab", "line-break"):
            yield "\t" if child.tag == "tab" else "\n"
        elif child.tag not in without:
            yield from _pieces(child, without)
        yield child.tail or ""
