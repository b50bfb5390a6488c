"""Binary workbooks of Excel 2007 and later (.xlsb), of which calamine shows little: all is in the records."""

import struct
from collections.abc import Iterator

from msgspec import Struct, field

from aggregator.nouns.document import Document, Merge, Sheet
from aggregator.read.builder import BROKEN, ERROR, SheetBuilder, document_of, error_text, header_lines
from aggregator.read.formats import Styles, Text, is_old_font, runs_looked_like
from aggregator.read.limits import unreadable
from aggregator.read.package import Package
from aggregator.read.xlsx import BROKEN_STRING, BookSheet, put_boxes, put_comments

WORKBOOK = "xl/workbook.bin"
U16, U32, F64 = struct.Struct("<H"), struct.Struct("<I"), struct.Struct("<d")
PROPERTIES, SHEET = 153, 156  # records of the workbook
FONT, FORMAT, STYLE, BEGIN_STYLES, END_STYLES, STRING_ITEM = 43, 44, 47, 617, 618, 19
COMMENT, COMMENT_TEXT = 635, 637
ROW, COLUMNS, MERGE, HEADER_FOOTER = 0, 60, 176, 479  # records of a sheet
RK, ERROR_CELL, BOOLEAN, STRING, SHARED, RICH = 2, 3, 4, 6, 7, 62  # 5 and 9: a number
RESULT_STRING, RESULT_BOOLEAN, RESULT_ERROR = 8, 10, 11
CELLS = frozenset({*range(RK, RESULT_ERROR + 1), RICH})
VALUE = 8  # where the value stands in a cell record
FONT_NAME = 21  # where the name stands in a font record
HIDDEN_ROW, HIDDEN_COLUMN, STRUCK = 0x10, 0x01, 0x08
NO_STRING = 0xFFFFFFFF

Fonts = list[tuple[str, bool]]  # name, struck


class _Book(Struct):
    """The workbook part, and the strings and styles its sheets share."""

    package: Package
    sheets: list[BookSheet] = field(default_factory=list)
    epoch_1904: bool = False
    styles: Styles = field(default_factory=Styles)
    fonts: Fonts = field(default_factory=list)
    strings: list[Text] = field(default_factory=list)


def read_xlsb(data: bytes) -> Document:
    """Read every worksheet, hidden ones too."""
    book = _read_book(Package(data))
    return document_of("xlsb", [_read_sheet(book, sheet) for sheet in book.sheets], book.package.has_pictures())


def _read_book(package: Package) -> _Book:
    related = package.relations(WORKBOOK)
    parts = {relation.kind: relation.part for relation in related.values()}
    book = _Book(package)
    book.styles, book.fonts = read_styles(package.part(parts.get("styles", "xl/styles.bin")))
    strings = records(package.part(parts.get("sharedStrings", "xl/sharedStrings.bin")))
    book.strings = [rich_string(record, 0, book.fonts) for number, record in strings if number == STRING_ITEM]
    for number, record in records(package.part(WORKBOOK)):
        if number == PROPERTIES:
            book.epoch_1904 = bool(u32(record, 0) & 1)
        elif number == SHEET:
            relation_id, at = wide_string(record, 8)
            relation = related.get(relation_id)
            if relation is not None and relation.kind == "worksheet":
                book.sheets.append(BookSheet(wide_string(record, at)[0], relation.part, u32(record, 0) in (1, 2)))
    return book


def _read_sheet(book: _Book, sheet: BookSheet) -> Sheet:
    part = book.package.part(sheet.part)
    if not part:
        raise unreadable("damaged")
    builder = SheetBuilder(sheet.name, sheet.hidden)
    _SheetRecords(book, builder).read(part)
    builder.drawings(book.package, sheet.part)
    put_comments(book.package, sheet.part, builder, _comments_in)
    put_boxes(book.package, sheet.part, b"", builder)
    return builder.sheet()


def _comments_in(part: bytes) -> Iterator[tuple[int, int, str]]:
    """The comments of ``xl/comments1.bin`` as (row, column, text)."""
    place = 0, 0
    for number, record in records(part):
        if number == COMMENT and len(record) > 16:
            place = u32(record, 4) + 1, u32(record, 12) + 1
        elif number == COMMENT_TEXT and len(record) > 4:
            yield *place, wide_string(record, 1)[0]


class _SheetRecords:
    def __init__(self, book: _Book, builder: SheetBuilder) -> None:
        self._book, self._builder = book, builder
        self._row = 0

    def read(self, part: bytes) -> None:
        """Walk the records."""
        for number, record in records(part):
            if number in CELLS and len(record) > VALUE:
                self._cell(number, record)
            elif number == ROW and len(record) > 11:
                self._row = u32(record, 0) + 1
                if record[11] & HIDDEN_ROW:
                    self._builder.hidden_rows.add(self._row)
            elif number == COLUMNS and len(record) > 16 and u16(record, 16) & HIDDEN_COLUMN:
                self._builder.hidden_columns.append((u32(record, 0) + 1, u32(record, 4) + 1))
            elif number == MERGE and len(record) >= 16:
                top, bottom, left, right = (u32(record, at) + 1 for at in (0, 4, 8, 12))
                self._builder.merges.append(Merge(top, left, bottom, right))
            elif number == HEADER_FOOTER:
                at = 2
                while at + 4 <= len(record):
                    text, at = wide_string(record, at)
                    self._builder.margin(header_lines(text))

    def _cell(self, number: int, record: bytes) -> None:
        row, column = self._row, u32(record, 0) + 1
        style = int.from_bytes(record[4:7], "little")
        if number in (ERROR_CELL, RESULT_ERROR):
            self._builder.unread(ERROR, row, column, error_text(record[VALUE]))
        elif number in (STRING, SHARED, RICH, RESULT_STRING):
            self._text(number, record, column, style)
        elif number in (BOOLEAN, RESULT_BOOLEAN):
            self._builder.put(row, column, bool(record[VALUE]))
        else:
            value = rk_number(u32(record, VALUE)) if number == RK else float(F64.unpack_from(record, VALUE)[0])
            self._builder.put(row, column, self._book.styles.shown(value, style, self._book.epoch_1904))

    def _text(self, number: int, record: bytes, column: int, style: int) -> None:
        book, index = self._book, u32(record, VALUE)
        if number == SHARED and index >= len(book.strings):
            self._builder.unread(BROKEN, self._row, column, BROKEN_STRING.format(index))
            return
        if number == SHARED:
            text = book.strings[index]
        elif number == RICH:
            text = rich_string(record, VALUE, book.fonts)
        else:
            text = Text(wide_string(record, VALUE)[0])
        if text.text:
            struck = text.struck or style in book.styles.struck
            shown = book.styles.shown(text.text, style, book.epoch_1904)
            self._builder.put(self._row, column, shown, book.styles.fonts.get(style) or text.font, struck)


def read_styles(part: bytes) -> tuple[Styles, Fonts]:
    """The cell styles, and the fonts that rich text refers to."""
    styles, fonts, formats = Styles(), Fonts(), dict[int, str]()
    count, counting = 0, False
    for number, record in records(part):
        if number == FONT:
            fonts.append((wide_string(record, FONT_NAME)[0], bool(record[2] & STRUCK)))
        elif number == FORMAT:
            formats[u16(record, 0)] = wide_string(record, 2)[0]
        elif number in (BEGIN_STYLES, END_STYLES):
            counting = number == BEGIN_STYLES
        elif number == STYLE and counting:
            format_id, index = u16(record, 2), u16(record, 4)
            font = fonts[index] if index < len(fonts) else ("", False)
            styles.add(count, font, format_id, formats.get(format_id))
            count += 1
    return styles, fonts


def rich_string(record: bytes, at: int, fonts: Fonts) -> Text:
    """A string as its runs look: an old font in one of them, and whether all are struck."""
    text, end = wide_string(record, at + 1)
    if not record[at] & 1 or len(record) < end + 4:
        return Text(text)
    count = min(u32(record, end), (len(record) - end - 4) // 4)
    runs = [(u16(record, end + 4 + 4 * n), u16(record, end + 6 + 4 * n)) for n in range(count)]
    used = [fonts[index] if index < len(fonts) else ("", False) for _, index in runs]
    font = next((name for name, _ in used if is_old_font(name)), "")
    text = runs_looked_like(text, [(start, name) for (start, _), (name, _) in zip(runs, used, strict=True)])
    return Text(text, font, bool(runs) and runs[0][0] == 0 and all(struck for _, struck in used))


def records(part: bytes) -> Iterator[tuple[int, bytes]]:
    """The records as (number, content). A part cut short ends early."""
    at, end = 0, len(part)
    while at < end:
        number, at = _varying(part, at, 2)
        size, at = _varying(part, at, 4)
        yield number, part[at : at + size]
        at += size


def _varying(part: bytes, at: int, most: int) -> tuple[int, int]:
    """A number of 7 bits a byte, low bits first, and where it ends."""
    number = 0
    for shift in range(0, 7 * most, 7):
        byte = part[at] if at < len(part) else 0
        at += 1
        number |= (byte & 0x7F) << shift
        if byte < 0x80:
            break
    return number, at


def u16(record: bytes, at: int) -> int:
    """A 16-bit number."""
    return int(U16.unpack_from(record, at)[0])


def u32(record: bytes, at: int) -> int:
    """A 32-bit number."""
    return int(U32.unpack_from(record, at)[0])


def wide_string(record: bytes, at: int) -> tuple[str, int]:
    """A counted UTF-16 string, and where it ends; a null one is empty."""
    count = u32(record, at)
    if count == NO_STRING:
        return "", at + 4
    end = at + 4 + 2 * count
    return record[at + 4 : end].decode("utf-16-le", "surrogatepass"), end


def rk_number(packed: int) -> float:
    """A number packed in 32 bits: an integer or the upper half of a double, perhaps times 100."""
    if packed & 2:
        number = float((packed >> 2) - (1 << 30 if packed & 0x80000000 else 0))
    else:
        number = float(F64.unpack(b"\0\0\0\0" + U32.pack(packed & 0xFFFFFFFC))[0])
    return number / 100 if packed & 1 else number
