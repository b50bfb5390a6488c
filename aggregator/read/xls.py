"""Workbooks of Excel 2 to 2003 (.xls): a cheap look at their records says by what their cells are read."""

import io
import struct
from collections.abc import Container, Iterator
from importlib import import_module
from typing import Any

from msgspec import Struct, field

from aggregator.nouns.document import Document, Merge, Sheet, Unreadable, Value
from aggregator.read.builder import (
    ERROR,
    USUAL_HEIGHT,
    USUAL_WIDTH,
    SheetBuilder,
    calamine_risk,
    document_of,
    error_text,
    header_lines,
    open_workbook,
    put_values,
)
from aggregator.read.embedded_objects import workbook_stream
from aggregator.read.formats import Format, format_of, is_notable_font, is_old_font, moment, runs_looked_like
from aggregator.read.limits import fits_densely, unreadable
from aggregator.read.package import SMALL_PICTURE, unlock
from aggregator.vietnamese.fold import regex

HEADER = struct.Struct("<HH")
BOF = 0x0809  # of BIFF5 and BIFF8; older ones have other numbers
BIFF8 = 0x0600
NOTE, FILEPASS, FONT, COLINFO, BOOLERR, MULRK = 0x1C, 0x2F, 0x31, 0x7D, 0x205, 0xBD
ROW, DIMENSIONS, FORMAT, STYLE, BOUNDSHEET = 0x208, 0x200, 0x41E, 0xE0, 0x85
PAGE_HEADER, PAGE_FOOTER, TEXT_BOX, CONTINUE, PICTURES = 0x14, 0x15, 0x1B6, 0x3C, 0xEB
DRAWING, OBJECT = 0xEC, 0x5D
ANCHOR = bytes.fromhex("000010f012000000")  # of a drawn object: two bytes of flags and its place follow
PLACE = struct.Struct("<8H")
PARTS = (1, USUAL_WIDTH / 1024, 1, USUAL_HEIGHT / 256)
DRAWN = frozenset({DRAWING, OBJECT, TEXT_BOX, CONTINUE})
BOXES = (0x0B, 0x0C)  # objects: check box, option button
STATE = regex(rb"(?:\x0a\0\x0c|\x12\0\x08)\0\x01\0")  # of a ticked box; the former where LibreOffice wrote it
ODD_FORMULAS = frozenset({0x206, 0x406})  # of old programs; calamine takes them for something else
FORMULAS = ODD_FORMULAS | {0x06}
# NUMBER, LABEL, BOOLERR, RSTRING, LABELSST, RK, MULRK and formulas: row and column come first
CELLS = frozenset({0x203, 0x204, BOOLERR, 0xD6, 0xFD, 0x27E, MULRK}) | FORMULAS
HIDDEN_ROW, HIDDEN_COLUMN, STRUCK, STYLE_OF_STYLES = 0x20, 0x01, 0x08, 0x04
ONE_BYTE = "cp1258"


class SheetLook(Struct):
    """How far one sheet reaches, and what stands around and over its cells."""

    rows: int = 0
    columns: int = 0
    filled: int = 0
    margins: list[str] = field(default_factory=list)
    boxes: list[tuple[list[float], bool, str]] = field(default_factory=list)  # place, whether ticked, caption


class BiffLook(Struct):
    """What the records show at first sight."""

    modern: bool = False  # BIFF5 or BIFF8
    wide: bool = False  # BIFF8: its strings are Unicode
    locked: bool = False
    telling: bool = False  # comments, what is hidden, errors, formats or fonts of note, what calamine misreads
    pictures: bool = False
    sheets: list[SheetLook] = field(default_factory=list)
    declared: int = 0  # cells, by the dimension records: calamine reserves room for them unseen
    formats: set[int] = field(default_factory=set)  # the numbers of those that show words
    names: dict[int, str] = field(default_factory=dict)  # where a sheet begins: its name
    by_name: dict[str, SheetLook] = field(default_factory=dict)

    @property
    def dense(self) -> bool:
        """Whether all sheets together may be laid out as rectangles: calamine does so at once."""
        box = sum(sheet.rows * sheet.columns for sheet in self.sheets)
        return fits_densely(1, max(box, self.declared), sum(sheet.filled for sheet in self.sheets))


def records(stream: bytes) -> Iterator[tuple[int, int, int]]:
    """The records as (number, where the content begins, its size)."""
    at, end = 0, len(stream) - 4
    while at <= end:
        number, size = HEADER.unpack_from(stream, at)
        yield number, at + 4, min(size, len(stream) - at - 4)
        at += 4 + size


def look_at(stream: bytes) -> BiffLook:
    """Walk the records once."""
    look = BiffLook(modern=stream[:2] == b"\x09\x08", wide=stream[4:6] == struct.pack("<H", BIFF8))
    sheet, drawn = SheetLook(), _Drawn()
    for number, at, size in records(stream):
        if number in CELLS and size >= 6:
            row, column = HEADER.unpack_from(stream, at)
            width = max(1, (size - 6) // 6) if number == MULRK else 1
            sheet.rows, sheet.columns = max(sheet.rows, row + 1), max(sheet.columns, column + width)
            sheet.filled += width
            look.telling = look.telling or number in ODD_FORMULAS or is_error(number, stream, at, size)
        elif number == BOF:
            sheet = SheetLook()
            look.sheets.append(sheet)
            look.by_name.setdefault(look.names.get(at - 4, ""), sheet)
        elif number == DIMENSIONS:
            look.declared += declared_cells(stream[at : at + size])
        elif number == NOTE:
            look.telling = True
        elif number == FILEPASS:
            look.locked = True
        elif number in (ROW, COLINFO, FONT):
            look.telling = look.telling or is_telling(number, stream[at : at + size], look.wide)
        elif number in (FORMAT, STYLE, BOUNDSHEET, PAGE_HEADER, PAGE_FOOTER, PICTURES):
            _note(look, sheet, number, stream[at : at + size])
        elif number in DRAWN:
            drawn.take(sheet, number, stream[at : at + size])
    return look


class _Drawn(Struct):
    """What hangs over the cells of a sheet, record by record."""

    place: bytes = b""
    is_box: bool = False
    length: int = 0  # of the text that comes in the next record

    def take(self, sheet: SheetLook, number: int, record: bytes) -> None:
        """The place of an object, the object, and its text: a line over the cells, or the caption of a box."""
        if number == DRAWING and ANCHOR in record:
            self.place = record[record.rindex(ANCHOR) + len(ANCHOR) + 2 :][: PLACE.size]
        elif number == OBJECT:
            self.is_box = len(record) > 6 and record[4] in BOXES and len(self.place) == PLACE.size
            if self.is_box:
                anchor = [n * part for n, part in zip(PLACE.unpack(self.place), PARTS * 2, strict=True)]
                sheet.boxes.append((anchor, STATE.search(record) is not None, ""))
            self.place = b""
        elif number == CONTINUE and self.length:
            text = string_at(b"\0\0" + record, 0, True, self.length)
            if self.is_box:
                sheet.boxes[-1] = (*sheet.boxes[-1][:2], text)
            else:
                sheet.margins += text.splitlines()
        self.length = HEADER.unpack_from(record, 8)[1] if number == TEXT_BOX and len(record) >= 12 else 0


def _note(look: BiffLook, sheet: SheetLook, number: int, record: bytes) -> None:
    """A format or a style that uses it, a sheet's name, lines of its page header, or that there are pictures."""
    if number == FORMAT and len(record) > 3:
        index = HEADER.unpack_from(record)[0]
        if format_of(index, string_at(record, 2, look.wide)).notable:
            look.formats.add(index)
    elif number == STYLE and len(record) > 5:
        index = HEADER.unpack_from(record)[1]
        used = not record[4] & STYLE_OF_STYLES
        look.telling = look.telling or (used and (index in look.formats or format_of(index, None).notable))
    elif number == PICTURES:
        look.pictures = look.pictures or len(record) >= SMALL_PICTURE
    elif number == BOUNDSHEET and len(record) > 7:
        name = bytes((record[6], 0)) + record[7:] if look.wide else record[6:]
        look.names[int.from_bytes(record[:4], "little")] = string_at(name, 0, look.wide)
    elif len(record) > 2:
        sheet.margins += header_lines(string_at(record, 0, look.wide))


def string_at(record: bytes, at: int, wide: bool, count: int | None = None) -> str:
    """A string of BIFF8 (``wide``: two bytes of count, a flag) or BIFF5 (a byte of count)."""
    if not wide:
        return record[at + 1 : at + 1 + record[at]].decode(ONE_BYTE, "replace") if len(record) > at else ""
    if len(record) < at + 3:
        return ""
    count = int.from_bytes(record[at : at + 2], "little") if count is None else count
    width, code = (2, "utf-16-le") if record[at + 2] & 1 else (1, "latin-1")
    return record[at + 3 : at + 3 + width * count].decode(code, "replace")


def declared_cells(record: bytes) -> int:
    """The cells a dimension record speaks of: rows from, to, columns from, to, in two widths."""
    layout = {14: "<IIHH", 10: "<HHHH"}.get(len(record))
    top, bottom, left, right = struct.unpack_from(layout, record) if layout else (0, 0, 0, 0)
    return int(abs(bottom - top) * abs(right - left))


def is_error(number: int, stream: bytes, at: int, size: int) -> bool:
    """Whether a cell record shows an error."""
    if number == BOOLERR:
        return size >= 8 and stream[at + 7] == 1
    return number in FORMULAS and size >= 14 and stream[at + 6] == 2 and stream[at + 12 : at + 14] == b"\xff\xff"


def is_telling(number: int, record: bytes, wide: bool = True) -> bool:
    """Whether a row or column is hidden, a font is of note or struck through."""
    if number == ROW:
        return len(record) > 12 and bool(record[12] & HIDDEN_ROW)
    if number == COLINFO:
        return len(record) > 8 and bool(record[8] & HIDDEN_COLUMN)
    name = record[16:].replace(b"\x00", b"").decode("latin-1") if wide else record[15:].decode("latin-1")
    return len(record) > 2 and (bool(record[2] & STRUCK) or is_notable_font(name))


# ---- The sheets.


TEXT, NUMBER, DATE, BOOLEAN, ERROR_CELL = range(1, 6)  # xlrd's cell types
# names of streams: calamine takes any that is called so, that of an embedded workbook too
STREAM, OLD_STREAM = "Workbook\0".encode("utf-16-le"), "Book\0".encode("utf-16-le")


def read_xls(data: bytes) -> Document:
    """Read every worksheet, hidden ones too."""
    stream = workbook_stream(data)
    look = look_at(stream)
    if look.locked:
        data = unlock(data)
        stream = workbook_stream(data)
        look = look_at(stream)
    alone = data.count(STREAM) == 1 and OLD_STREAM not in data
    fast = alone and look.modern and look.dense
    sheets = _by_calamine(data, look) if fast and not look.telling else None
    if sheets is None:
        try:
            try:
                book = _open(stream, formatting=True)
            except Unreadable:  # odd formatting records fail in many ways; values may still be read
                book = _open(stream, formatting=False)
            sheets = tuple(_sheet(book, sheet, look) for sheet in book.sheets())
        except Unreadable:  # what xlrd stumbles over, such as a wrong count of strings, calamine may read
            sheets = _by_calamine(data, look) if fast else None
            if sheets is None:
                raise
    return document_of("xls", sheets, look.pictures)


def _by_calamine(data: bytes, look: BiffLook) -> tuple[Sheet, ...] | None:
    """The sheets as calamine reads them; None where it fails."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum  # noqa: PLC0415  (loaded when a workbook comes)

    builders = []
    with calamine_risk():
        workbook = open_workbook(data)
        for meta in workbook.sheets_metadata:
            if meta.typ == SheetTypeEnum.WorkSheet:
                builder = SheetBuilder(meta.name, meta.visible != SheetVisibleEnum.Visible)
                sheet = workbook.get_sheet_by_name(meta.name)
                if any("\x00" in value for row in sheet.iter_rows() for value in row if isinstance(value, str)):
                    return None  # where records are in an unusual order it takes UTF-16 for single bytes
                put_values(sheet, builder)
                for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
                    builder.merges.append(Merge(top + 1, left + 1, bottom + 1, right + 1))
                _over_cells(builder, look.by_name.get(meta.name, SheetLook()))
                builders.append(builder)
        return tuple(builder.sheet() for builder in builders)
    return None


def _open(stream: bytes, formatting: bool) -> Any:
    try:
        return import_module("xlrd").open_workbook(
            file_contents=stream, formatting_info=formatting, ragged_rows=True, logfile=io.StringIO()
        )
    except Exception as error:
        raise unreadable("damaged") from error


def _sheet(book: Any, sheet: Any, look: BiffLook) -> Sheet:
    """All cells of a sheet, and what their values do not show."""
    builder = SheetBuilder(sheet.name, sheet.visibility > 0)
    builder.hidden_rows = {row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden}
    builder.hidden_columns = [(c + 1, c + 1) for c, info in sheet.colinfo_map.items() if info.hidden]
    # xlrd counts from 0 and leaves the end out
    builder.merges = [Merge(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells]
    comments = {place: note.text for place, note in sheet.cell_note_map.items()}
    boxed = {line for text in comments.values() for line in text.splitlines()}  # which hang in boxes of their own
    for (row, column), text in sorted(comments.items()):
        builder.comment(text, row + 1, column + 1)
    for row in range(sheet.nrows):
        for column, kind in enumerate(sheet.row_types(row)):
            if kind == ERROR_CELL:
                builder.unread(ERROR, row + 1, column + 1, error_text(sheet.cell_value(row, column)))
            elif kind == TEXT:
                builder.put(row + 1, column + 1, *_text(book, sheet, row, column))
            elif TEXT < kind <= BOOLEAN:
                builder.put(row + 1, column + 1, _value(book, sheet.cell(row, column)))
    _over_cells(builder, look.by_name.get(sheet.name, SheetLook()), boxed)
    return builder.sheet()


def _over_cells(builder: SheetBuilder, look: SheetLook, comments: Container[str] = ()) -> None:
    """The lines around and over the cells that hang in no comment's box, and the check boxes."""
    builder.margin(line for line in look.margins if line not in comments)
    for box in look.boxes:
        builder.box(*box)


def _value(book: Any, cell: Any) -> Value:
    if cell.ctype == BOOLEAN:
        return bool(cell.value)
    if cell.xf_index is None:
        return moment(cell.value, bool(book.datemode)) if cell.ctype == DATE else cell.value
    return _format(book, cell.xf_index).value(cell.value, bool(book.datemode))


def _format(book: Any, style: int) -> Format:
    found = book.format_map.get(book.xf_list[style].format_key)
    return format_of(0, found.format_str) if found is not None and found.format_str else Format("plain")


def _text(book: Any, sheet: Any, row: int, column: int) -> tuple[str, str, bool]:
    """A text as its runs look and its format shows it, a font of note, and whether all of it is struck through."""
    cell = sheet.cell(row, column)
    if cell.xf_index is None:
        return cell.value, "", False
    runs = sheet.rich_text_runlist_map.get((row, column), ())
    indexes = (book.xf_list[cell.xf_index].font_index, *(index for _, index in runs))
    fonts = [book.font_list[index] if 0 <= index < len(book.font_list) else None for index in indexes]
    names = [font.name if font is not None else "" for font in fonts]
    text = runs_looked_like(cell.value, [(start, name) for (start, _), name in zip(runs, names[1:], strict=True)])
    old = next(filter(is_old_font, names), "" if runs else names[0])
    shown = fonts[1:] if runs and runs[0][0] == 0 else fonts
    return _format(book, cell.xf_index).text(text), old, all(font and font.struck_out for font in shown)
