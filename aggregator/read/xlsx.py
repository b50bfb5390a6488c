"""Workbooks of Excel 2007 and later (.xlsx, .xlsm), Strict ones too, and what other programs write as such.

Two tracks: calamine gives the cells, ten times as fast as a reader in Python; what it hides (errors, formulas
without a value, hidden rows, struck text, old fonts) is taken from the parts themselves, only where their bytes
have signs of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from html import unescape
from typing import TYPE_CHECKING

from msgspec import Struct, field, structs

from aggregator.nouns.document import Document, Merge, Sheet, Unreadable, Value, cell_place, column_number
from aggregator.nouns.finding import reason
from aggregator.read.builder import (
    BROKEN,
    ERROR,
    UNVALUED,
    SheetBuilder,
    calamine_risk,
    document_of,
    header_lines,
    open_workbook,
    put_values,
)
from aggregator.read.formats import (
    Styles,
    Text,
    has_notable_runs,
    has_notable_styles,
    read_strings,
    read_styles,
    rich_text,
    without_escapes,
)
from aggregator.read.kinds import tags
from aggregator.read.limits import check_cells, fits_densely, unreadable
from aggregator.read.package import LARGE_PICTURE, NO_XML, Element, Package, Relation, tree, walk
from aggregator.vietnamese.fold import regex

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook


# ---- The cells of a sheet one by one, as each shows itself: slower than calamine, and never a rectangle.


FRACTION = regex(r"\.[0-9]+")  # of a second
RANGE = regex(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Za-z]{1,3})\$?([0-9]{1,7}))?\Z")
TRUE = ("1", "true", "on")
BROKEN_STRING = "đoạn chữ số {}"


def merge_of(reference: str) -> Merge | None:
    """A merged range from ``A1:C2``; None where it is no range of at least two cells."""
    found = RANGE.match(reference)
    if found is None or found[3] is None:
        return None
    columns = sorted((column_number(found[1]), column_number(found[3])))
    rows = sorted((int(found[2]), int(found[4])))
    return Merge(rows[0], columns[0], rows[1], columns[1]) if columns[0] < columns[1] or rows[0] < rows[1] else None


class SheetReader:
    """Puts the cells of one sheet part into the builder, and says which rows and columns are hidden."""

    def __init__(self, builder: SheetBuilder, strings: Sequence[Text], styles: Styles, epoch_1904: bool) -> None:
        self._builder, self._strings, self._styles, self._epoch_1904 = builder, strings, styles, epoch_1904
        self._row = self._column = 0

    def read(self, xml: bytes) -> None:
        """Walk the part, cell by cell. Raises Unreadable."""
        for event, element in walk(xml, "col", "row", "c"):
            if event == "end":
                if element.tag == "c":
                    self._cell(element)
                element.clear()
            elif element.tag == "row":
                number = element.get("r", "")
                self._row, self._column = int(number) if number.isdecimal() else self._row + 1, 0
                if is_hidden(element, "ht"):
                    self._builder.hidden_rows.add(self._row)
            elif element.tag == "col" and is_hidden(element, "width"):
                first = int(element.get("min", "1"))
                self._builder.hidden_columns.append((first, int(element.get("max", first))))

    def _cell(self, cell: Element) -> None:
        place = RANGE.match(cell.get("r", ""))
        if place is None:
            self._column += 1
        else:
            self._row, self._column = int(place[2]), column_number(place[1])
        kind, style = cell.get("t", "n"), int(cell.get("s") or 0)
        value = cell.findtext("v", "")
        text = self._text(kind, value, cell)
        if text is None:
            self._builder.unread(BROKEN, self._row, self._column, BROKEN_STRING.format(value.strip()))
        elif kind == "e":
            self._builder.unread(ERROR, self._row, self._column, text.text or "#VALUE!")
        elif text.text:
            shown = self._styles.shown(cell_value(kind, text.text), style, self._epoch_1904)
            font, struck = self._styles.fonts.get(style) or text.font, text.struck or style in self._styles.struck
            self._builder.put(self._row, self._column, shown, font, struck)
            if text.looks:
                self._builder.looks[self._row, self._column] = text.looks
        elif kind != "str" and (formula := cell.findtext("f")) is not None:
            self._builder.unread(UNVALUED, self._row, self._column, f"={formula}")

    def _text(self, kind: str, value: str, cell: Element) -> Text | None:
        """The text of the cell; None where it points to a shared string that is not there."""
        if kind == "s":
            number = value.strip().removesuffix(".0")  # some programs write every number so
            index = int(number) if number.isdecimal() else -1
            if not number:
                return Text("")
            return self._strings[index] if 0 <= index < len(self._strings) else None
        inline = cell.find("is") if kind == "inlineStr" else None
        text = Text("") if inline is None else rich_text(inline)
        return text if text.text else Text(without_escapes(value) if kind == "str" else value)


def cell_value(kind: str, text: str) -> Value:
    """The value of a cell of this type (``t``)."""
    if kind == "b":
        return text.strip() in TRUE
    if kind == "d":
        return iso_value(text)
    try:
        return text if kind in ("s", "str", "inlineStr") else float(text)
    except ValueError:
        return text


def is_hidden(element: Element, size: str) -> bool:
    """Whether a row or a group of columns is not shown: hidden, or of no height or width."""
    return element.get("hidden") in TRUE or element.get(size, "1").strip("0.") == ""


def iso_value(text: str) -> Value:
    """A date or a time of day written as ISO 8601; the text itself where it is none."""
    for kind in (dt.date, dt.time, dt.datetime):
        try:
            return kind.fromisoformat(FRACTION.sub("", text))
        except ValueError:
            continue
    return text


# ---- The workbook.


DEFAULT_WORKBOOK = "xl/workbook.xml"


class BookSheet(Struct, frozen=True):
    """A worksheet as the workbook lists it."""

    name: str
    part: str
    hidden: bool


class Book(Struct):
    """The workbook part: its sheets in order, its calendar, and where its strings and styles are."""

    sheets: list[BookSheet] = field(default_factory=list)
    epoch_1904: bool = False
    plain_epoch: bool = True  # calamine knows date1904="1" and not "true"
    strings: str = "xl/sharedStrings.xml"
    styles: str = "xl/styles.xml"


def read_book(package: Package) -> Book:
    """Read the workbook part and its relationships. Chart, macro and dialog sheets are left out."""
    part = DEFAULT_WORKBOOK if DEFAULT_WORKBOOK in package else package.main_part(DEFAULT_WORKBOOK)
    related = package.relations(part)
    parts = {relation.kind: relation.part for relation in related.values()}
    book = Book()
    book.strings = parts.get("sharedStrings", book.strings)
    book.styles = parts.get("styles", book.styles)
    calendar_read = False
    for element in tree(package.part(part) or NO_XML).iter():
        if element.tag == "workbookPr":  # Excel 2013 writes a second one, at the end, without a say in the calendar
            written = element.get("date1904")
            book.epoch_1904 = book.epoch_1904 if calendar_read else written in TRUE
            book.plain_epoch = (
                book.plain_epoch and written in (None, "0", TRUE[0]) and not (calendar_read and written)
            )
            calendar_read = True
        elif element.tag == "sheet":
            usual = Relation("worksheet", f"xl/worksheets/sheet{element.get('sheetId', '')}.xml")
            relation = related.get(element.get("id", ""), usual)
            hidden = element.get("state", "visible") in ("hidden", "veryHidden")
            of_code = hidden and element.get("id") == ""  # left of a module of macros: it has no cells
            if relation.kind == "worksheet" and not of_code:
                book.sheets.append(BookSheet(element.get("name", ""), relation.part, hidden))
    return book


# ---- The sheets: by calamine where it shows all that is to be seen, else by a close look.


# A cell as every program writes it; what deviates (quotes, prefixes, no r) is read by the close look instead.
# Possessive, so that a hostile cell with a thousand attributes is given up at once.
CELL = regex(rb'<c(?>\s+(?:r="([A-Z]{1,3})([0-9]{1,7})"|s="([0-9]+)"|[\w:]+="[^"<>]*"))*+\s*+(/?)>')
HIDDEN = regex(rb'\s(?:hidden="(?:1|true|on)"|(?:ht|width)="0(?:\.0+)?")')
MAY_HIDE = (b'hidden="', b'ht="0"', b'ht="0.0', b'width="0"', b'width="0.0')  # found far faster than the pattern
NO_VALUE = regex(rb"(?:</f>|<f\b[^<>]*/>)\s*(?:</c>|<v\s*/>|<v></v>)")
MERGE = regex(rb"mergeCell\s[^<>]*?ref=[\"']([A-Za-z0-9:$]+)[\"']")
SHARED = regex(rb't="s"[^<>]*>\s*<v[^<>]*>([^<]*)</v>')  # what begins with letters is found far faster
MARGIN = regex(rb"(?s)<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)\b[^>]*>([^<]+)</")
COMMENT = regex(rb"<(?:\w+:)?(?:threadedC|c)omment\s")
COMMENT_CELL = regex(rb"[^<>]{0,300}?\bref=[\"']([A-Z]{1,3}\d{1,7})[\"'][^<>]{0,300}(?<!/)>")
COMMENT_TEXT = regex(rb"<(?:\w+:)?t(?:ext)?(?:\s[^<>]*)?>([^<]*)</(?:\w+:)?t(?:ext)?>")
STRING = regex(rb"<(?:\w+:)?si\b")
SHAPE = regex(rb"(?s)<v:shape\s.*?</v:shape>")
SHAPE_ID = regex(rb'id="_x0000_s(\d+)"')
BOX = regex(rb'ObjectType="(?:Checkbox|Radio)"')
CONTROL = regex(rb'objectType="(?:CheckBox|Radio)"')
TICK = regex(rb"<x:Checked>\s*1")
ANCHOR, NUMBER, CORNERS = regex(rb"<x:Anchor>([^<]*)<"), regex(rb"-?\d+"), 8
CAPTION = regex(rb">([^<>]+)(?=<(?!/x:))")
SIZE = regex(r"\d{1,7}(?:\.\d*)?")
MOST_COLUMNS, MOST_BOXES = 100, 3000  # whose widths are looked at; that are placed


def read_xlsx(data: bytes) -> Document:
    """Read every worksheet, hidden ones too. A part that is missing makes it a damaged one."""
    reader = _Reader(data)
    has_pictures, sheets = reader.package.has_pictures, list(map(reader.sheet, reader.book.sheets))
    document = document_of("xlsx", sheets, has_pictures(), has_pictures(LARGE_PICTURE))
    return structs.replace(document, doubtful=reader.doubtful) if reader.doubtful else document


class _Reader:
    """One workbook being read; its parts are parsed at most once, and only when a sheet needs them."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.package = Package(data)
        self.book = read_book(self.package)
        self.doubtful: str | None = None

    def sheet(self, sheet: BookSheet) -> Sheet:
        """One worksheet."""
        xml = self.package.part(sheet.part)
        if not xml or (not self._strings_part and b't="s"' in xml):
            raise unreadable("damaged")
        builder = SheetBuilder(sheet.name, sheet.hidden)
        if self._tells_more(xml) or not self._put_values(sheet, builder):
            SheetReader(builder, self._strings, self._styles, self.book.epoch_1904).read(xml)
        builder.merges += filter(None, (merge_of(reference.decode()) for reference in MERGE.findall(xml)))
        for text in MARGIN.findall(xml) if b"Header" in xml or b"Footer" in xml else ():
            builder.margin(header_lines(without_escapes(unescape(text.decode("utf-8", "replace")))))
        if b"drawing" in xml:
            builder.drawings(self.package, sheet.part)
        if b"legacyDrawing" in xml:
            put_comments(self.package, sheet.part, builder, comments_in)
            put_boxes(self.package, sheet.part, xml, builder)
        return builder.sheet()

    def _tells_more(self, xml: bytes) -> bool:
        """Whether the sheet has more to see than calamine shows, or may not be laid out as a rectangle."""
        return (
            not (is_dense(xml) and self.book.plain_epoch)
            or is_telling(xml)
            or has_notable_runs(self._strings_part)
            or self._uses_notable_styles(xml)
            # a cell points to no shared string, or has blanks around: calamine shows nothing, or the first
            or not all(i.isdigit() and int(i) < self._strings_count for i in set(SHARED.findall(xml)))
        )

    def _uses_notable_styles(self, xml: bytes) -> bool:
        notable = self._styles.notable if has_notable_styles(self._styles_part) else ()
        used = {cell[3] for cell in CELL.finditer(xml) if not cell[4]} if notable else ()
        return any(int(style or b"0") in notable for style in used)

    def _put_values(self, sheet: BookSheet, builder: SheetBuilder) -> bool:
        """The values as calamine reads them; False where it fails, or would take the first of two of one name."""
        with calamine_risk():
            if self._calamine is not None and [s.name for s in self.book.sheets].count(sheet.name) == 1:
                put_values(self._calamine.get_sheet_by_name(sheet.name), builder)
                return True
        return False

    @cached_property
    def _calamine(self) -> CalamineWorkbook | None:
        with calamine_risk():
            return open_workbook(self._data)
        return None

    @cached_property
    def _styles_part(self) -> bytes:
        return self.package.part(self.book.styles)

    @cached_property
    def _strings_part(self) -> bytes:
        return self.package.part(self.book.strings)

    @cached_property
    def _strings_count(self) -> int:
        return len(STRING.findall(self._strings_part))

    @cached_property
    def _styles(self) -> Styles:
        try:
            return read_styles(self._styles_part)
        except Unreadable as error:  # the cells are read all the same, as Excel does that repairs the file
            if str(error) != reason("damaged"):
                raise
            fonts, ended, _ = self._styles_part.partition(b"</fonts>")
            plain = ended and not has_notable_styles(fonts.partition(b"<fonts")[2])
            self.doubtful = None if plain else reason("lost-looks")
            return Styles()

    @cached_property
    def _strings(self) -> list[Text]:
        return read_strings(self._strings_part)


def put_comments(
    package: Package, part: str, builder: SheetBuilder, notes_in: Callable[[bytes], Iterable[tuple[int, int, str]]]
) -> None:
    """The comments on a sheet's cells; of a thread its own words, not those for old programs (``notes_in``)."""
    related = package.relations(part).values()
    threads, notes = (
        [comment for r in related if r.kind == kind for comment in read_part(package.part(r.part))]
        for kind, read_part in (("threadedComment", comments_in), ("comments", notes_in))
    )
    threaded = {(row, column) for row, column, _ in threads}
    for row, column, text in (*threads, *(note for note in notes if note[:2] not in threaded)):
        builder.comment(text, row, column)


def comments_in(xml: bytes) -> Iterator[tuple[int, int, str]]:
    """The comments of ``xl/comments1.xml`` or ``xl/threadedComments/…`` that say anything: row, column, text."""
    for comment in COMMENT.split(xml)[1:]:
        text = unescape(b"".join(COMMENT_TEXT.findall(comment)).decode("utf-8", "replace"))
        if (cell := COMMENT_CELL.match(comment)) and text.strip():
            yield *cell_place(cell[1].decode()), text


def put_boxes(package: Package, part: str, xml: bytes, builder: SheetBuilder) -> None:
    """The check boxes and option buttons over the cells; a tick may stand in their properties alone."""
    related = package.relations(part)
    drawn = [package.part(each.part) for each in related.values() if each.kind == "vmlDrawing"]
    boxes = [shape for shapes in drawn for shape in SHAPE.findall(shapes) if BOX.search(shape)]
    if not boxes:
        return
    markup = xml.decode("utf-8", "replace")
    controls = [
        (each.get("shapeId", ""), properties)
        for each in tags(markup, "control")
        if (relation := related.get(each.get("r:id", "")))
        and CONTROL.search(properties := package.part(relation.part))
    ]
    by_shape, in_order = dict(controls), [each for _, each in controls] if len(controls) == len(boxes) else []
    heights = {
        int(float(each["r"])) - 1: float(each["ht"]) / 0.75
        for each in tags(markup, "row")
        if is_number(each.get("ht")) and is_number(each.get("r"))
    }
    widths = {
        column: float(each["width"]) * 7 + 5
        for each in tags(markup, "col")
        if all(is_number(each.get(name)) for name in ("width", "min", "max"))
        for column in range(int(float(each["min"])) - 1, min(int(float(each["max"])), MOST_COLUMNS))
    }
    for index, box in enumerate(boxes[:MOST_BOXES]):
        shape = SHAPE_ID.search(box)
        properties = by_shape.get(shape[1].decode() if shape else "", in_order[index] if in_order else b"")
        ticked = b'checked="Checked"' in properties if properties else TICK.search(box) is not None
        caption = unescape(" ".join(b" ".join(CAPTION.findall(box)).decode("utf-8", "replace").split()))
        if len(anchor := [float(n) for n in NUMBER.findall(b"".join(ANCHOR.findall(box)))]) == CORNERS:
            builder.box(anchor, ticked, caption, widths, heights)


def is_number(text: str | None) -> bool:
    """Whether an attribute is a plain number."""
    return text is not None and SIZE.fullmatch(text) is not None


def is_telling(xml: bytes) -> bool:
    """Whether a sheet has hidden rows, errors, misplaced texts, formulas without values or rich text of note."""
    return (
        b't="e"' in xml
        or b't="inlineStr"><v>' in xml
        or (any(clue in xml for clue in MAY_HIDE) and HIDDEN.search(xml) is not None)
        or (b"<f" in xml and NO_VALUE.search(xml) is not None)
        or has_notable_runs(xml)
    )


def is_dense(xml: bytes) -> bool:
    """Whether a sheet, all of whose cells CELL sees, may be laid out as the rectangle that those with content fill.

    Raises Unreadable for entities and too many cells.
    """
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        raise unreadable("entities")
    columns, rows = set(), set()
    cells = filled = 0
    for cell in CELL.finditer(xml):
        cells += 1
        column, row, _, closed = cell.groups()
        if not closed:
            filled += 1
            columns.add(column)
            rows.add(row)
    check_cells(filled)
    written = xml.count(b"<c ") + xml.count(b"<c>") + xml.count(b"<c/>")
    odd = xml.startswith((b"\xff\xfe", b"\xfe\xff")) or b":sheetData" in xml or b"<c\n" in xml
    if odd or cells != written or None in rows:  # no plain UTF-8, prefixes, cells in no usual writing
        return False
    last = max((column_number(letters.decode()) for letters in columns), default=0)
    return fits_densely(max(map(int, rows), default=0), last, filled)
