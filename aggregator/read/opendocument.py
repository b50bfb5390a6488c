"""OpenDocument: texts (.odt, .fodt) as one sheet, workbooks (.ods, .fods), and the styles that they share."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from msgspec import Struct, ValidationError, convert, field

from aggregator.nouns.document import Document, Value, is_blank
from aggregator.read.builder import ERROR, ERROR_SHOWN, PaperBuilder, SheetBuilder, document_of
from aggregator.read.formats import SIGNS, Format, format_of, month_shown
from aggregator.read.limits import check_cells, unreadable
from aggregator.read.package import NO_XML, Element, Package, number, tree, walk
from aggregator.vietnamese.fold import regex

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
    if part.tag == "month":
        long = "mm" if part.get("style") == "long" else "m"
        return "mmm" if part.get("textual") == "true" else long
    text = (part.text or "").replace('"', "")
    return DATE_PARTS.get(part.tag, f'"{text}"' if text.strip() else "")


# ---- What sheets and texts are packed in.


def _parts(data: bytes) -> tuple[list[bytes], bool]:
    """The parts with styles and content, one in a flat file; and whether it holds pictures.

    Raises Unreadable where it is locked or has no content.
    """
    if not data.startswith(b"PK"):
        return [data.lstrip(b"\xef\xbb\xbf \r\n\t")], b"<office:binary-data" in data
    package = Package(data)
    if b"encryption-data" in package.part(MANIFEST):
        raise unreadable("locked")
    if CONTENT not in package:
        raise unreadable("damaged")
    return [package.part(STYLES), package.part(CONTENT)], package.has_pictures()


def count_of(element: Element, name: str) -> int:
    """How often or how far an element stands for itself."""
    return max(1, number(element.get(name), 1))


# ---- The texts.


def read_odt(data: bytes) -> Document:
    """The document, a flat one too, as one sheet, laid out as that of a Word file. Raises Unreadable."""
    parts, pictures = _parts(data)
    styles, roots = Styles(), [tree(part or NO_XML) for part in parts]
    for root in roots:
        styles.add(root)
    text = roots[-1].find("body/text")
    if text is None:
        raise unreadable("damaged")
    layout = _Layout(styles)
    layout.blocks(text)
    layout.builder.margin(styles.margins)
    for comment in text.iter("annotation"):
        layout.builder.comment("\n".join(map(text_of, comment.iter("p"))))
    return document_of("odt" if parts[1:] else "flat odt", (layout.builder.sheet(),), pictures)


class _Layout:
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


# ---- The workbooks. calamine shows neither merged ranges nor hidden rows, errors and fonts here, and lays repeated
# cells out one by one, so the content is walked anyway; the cells are taken on the way.


CELLS = ("table-cell", "covered-table-cell")
NOT_SHOWN = ("collapse", "filter")
# What hangs on a cell without being its content: comments and drawings.
ASIDE = frozenset({"annotation", "frame", "shapes", "custom-shape", "object", "control", "g", "line", "rect"})
FRACTION = regex(r"([.,][0-9]+)?Z?$")  # of a second
STYLE_PARTS = ("font-face-decls", "styles", "automatic-styles", "master-styles")
TABLE_PARTS = ("table", "table-column", "table-row-group", "table-row", "shapes")
TRUTHS = ("TRUE", "FALSE")  # a formula without the type of one
MIDNIGHT = dt.datetime(1900, 1, 1)  # noqa: DTZ001  (a cell has no zone)


def read_ods(data: bytes) -> Document:
    """Read every sheet, hidden ones and those of a flat file too.

    The content is walked: styles first, then table after table, row by row; a table in a cell is not entered.
    """
    parts, pictures = _parts(data)
    styles = Styles()
    for part in parts[:-1]:
        styles.add(tree(part or NO_XML))
    table, depth, builders = _Table(Element(""), styles), 0, list[SheetBuilder]()
    for event, element in walk(parts[-1], *STYLE_PARTS, *TABLE_PARTS):
        if element.tag == "table":
            depth += 1 if event == "start" else -1
            if event == "start" and depth == 1:
                table = _Table(element, styles)
            elif event == "end" and depth == 0:
                builders.append(table.builder)
        elif depth == 1:
            table.take(event, element)
        elif depth == 0 and event == "end":
            styles.add(element)
    for builder in builders:
        builder.margin(styles.margins)
    return document_of("ods" if parts[1:] else "flat ods", [builder.sheet() for builder in builders], pictures)


class _Cell(Struct, frozen=True):
    """The style of a cell, its value, and what it shows where its formula failed."""

    style: str
    value: Value
    error: str | None = None


class _Table:
    """Takes the parts of one table; repeated rows are kept only where they have content."""

    def __init__(self, table: Element, styles: Styles) -> None:
        self.builder = SheetBuilder(table.get("name", ""), styles.is_hidden(table.get("style-name", "")))
        self._styles = styles
        self._column_styles: list[tuple[int, int, str]] = []  # first, last, cell style
        self._row = self._declared = 0
        self._groups: list[bool] = []  # whether those that are open are hidden

    def take(self, event: str, element: Element) -> None:
        """A column, a row, a group of rows or the shapes over the cells, at the ``start`` or at the ``end``."""
        if element.tag == "table-row-group":
            if event == "start":
                self._groups.append(element.get("display") == "false")
            else:
                self._groups.pop()
        elif event == "start" and element.tag == "table-column":
            first = self._declared + 1
            self._declared += count_of(element, "number-columns-repeated")
            self._column_styles.append((first, self._declared, element.get("default-cell-style-name", "")))
            if element.get("visibility") in NOT_SHOWN:
                self.builder.hidden_columns.append((first, self._declared))
        elif event == "end" and element.tag == "shapes":
            self.builder.margin(map(text_of, element.iter("p")))
        elif event == "end" and element.tag == "table-row":
            self._take_row(element)
            element.clear()

    def _take_row(self, row: Element) -> None:
        top, self._row, last = self._row + 1, self._row + count_of(row, "number-rows-repeated"), 0
        cells: dict[int, _Cell] = {}
        for element in row:
            if element.tag in CELLS:
                first, last = last + 1, last + count_of(element, "number-columns-repeated")
                self._hangs(element, top, first)
                cell = self._cell(element, row, first)
                if cell.error is not None or cell.value is not None:
                    check_cells((last - first + 1) * (self._row - top + 1))
                    cells.update(dict.fromkeys(range(first, last + 1), cell))
        if all(cell.error is None and is_blank(cell.value) for cell in cells.values()):
            return
        for at in range(top, self._row + 1):
            if row.get("visibility") in NOT_SHOWN or any(self._groups):
                self.builder.hidden_rows.add(at)
            for column, cell in cells.items():
                if cell.error is not None:
                    self.builder.unread(ERROR, at, column, cell.error)
                else:
                    self.builder.put(at, column, cell.value, *self._styles.look(cell.style))

    def _hangs(self, cell: Element, row: int, column: int) -> None:
        """Note how far a cell reaches, and the comments and drawings that hang on it."""
        height, width = count_of(cell, "number-rows-spanned"), count_of(cell, "number-columns-spanned")
        self.builder.merge(row, column, height, width)
        for part in parts_of(cell):
            if part.tag == "annotation":
                self.builder.comment("\n".join(map(text_of, part.iter("p"))), row, column)
            elif part.tag != "p":
                self.builder.margin(map(text_of, part.iter("p")))

    def _cell(self, cell: Element, row: Element, column: int) -> _Cell:
        declared = (style for start, end, style in self._column_styles if start <= column <= end)
        style = cell.get("style-name") or row.get("default-cell-style-name") or next(declared, "")
        shown = "\n".join(text_of(part) for part in parts_of(cell) if part.tag == "p")
        failed = "formula" in cell.keys() and ERROR_SHOWN.fullmatch(shown)  # noqa: SIM118 - an element is no dict
        if failed or cell.get("value-type") == "error":  # LibreOffice says so, others only show it
            return _Cell(style, None, shown)
        return _Cell(style, cell_value(cell, shown, self._styles.format(style)))


def parts_of(cell: Element) -> Iterator[Element]:
    """The paragraphs of a cell, and the comments and drawings that hang on it."""
    for child in cell:
        if child.tag == "p" or child.tag in ASIDE:
            yield child
        if len(child) and child.tag not in ASIDE and child.tag != "table":
            yield from parts_of(child)


def cell_value(cell: Element, shown: str, format_: Format | None) -> Value:
    """The value of a cell as the sheet shows it, which has this text; None where it is empty."""
    kind = cell.get("value-type", "")
    try:
        if kind in ("float", "percentage", "currency"):
            return _number(cell, kind, shown)
        if kind == "boolean":
            return cell.get("boolean-value") == "true"
        if kind == "date":
            when = date_value(cell.get("date-value", ""))
            return month_shown(when, format_.sections[0]) if format_ and format_.kind == "month" else when
        if kind == "time":
            return time_value(cell.get("time-value", ""))
    except (ValueError, ValidationError):
        return shown or None
    return shown or cell.get("string-value") or None


def _number(cell: Element, kind: str, shown: str) -> Value:
    if shown in TRUTHS:
        return shown == TRUTHS[0]
    if kind == "percentage" and shown:
        return shown.replace(".", ",")
    return shown if shows_words(shown) else float(cell.get("value", ""))


def shows_words(shown: str) -> bool:
    """Whether a number is shown with words, a sign of percent or money, or zeros before it."""
    words = any((c.isalpha() and c not in "eE") or c in SIGNS for c in shown)
    return words or (shown.isdecimal() and len(shown) > 1 and shown.startswith("0"))


def date_value(text: str) -> dt.date | dt.datetime:
    """A date, or a moment where a time of day is given."""
    if "T" not in text:
        return dt.date.fromisoformat(text)
    return dt.datetime.fromisoformat(FRACTION.sub("", text))


def time_value(text: str) -> dt.time | dt.timedelta:
    """A time of day, or a length of time of a day and more."""
    length = convert(text.replace(",", "."), dt.timedelta)
    return (MIDNIGHT + length).time() if dt.timedelta() <= length < dt.timedelta(days=1) else length
