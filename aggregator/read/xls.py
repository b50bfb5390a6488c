"""Workbooks of Excel 2 to 2003 (.xls).

calamine reads the plain ones; xlrd the rest: what the values do not show, BIFF2 to BIFF4, Excel 95,
records of old programs, and sheets whose cells lie too far apart.
"""

from __future__ import annotations

import io
from importlib import import_module
from typing import TYPE_CHECKING, Any

from aggregator.errors import Unreadable
from aggregator.model import Document, Merge, Sheet
from aggregator.read.biff import BiffLook, look_at
from aggregator.read.builder import ERROR, SheetBuilder, error_text, is_old_font
from aggregator.read.calamine import calamine_errors, is_hidden, open_workbook, put_values, worksheets
from aggregator.read.formats import Format, format_of, moment
from aggregator.read.limits import DAMAGED, NO_SHEETS
from aggregator.read.locked import unlocked
from aggregator.read.margins import PICTURE
from aggregator.read.ole import workbook_stream
from aggregator.read.symbols import runs_looked_like

if TYPE_CHECKING:
    from aggregator.model import Value

TEXT, NUMBER, DATE, BOOLEAN, ERROR_CELL = range(1, 6)  # xlrd's cell types
# names of streams: calamine takes any that is called so, that of an embedded workbook too
STREAM, OLD_STREAM = "Workbook\0".encode("utf-16-le"), "Book\0".encode("utf-16-le")


def read_xls(data: bytes) -> Document:
    """Read every worksheet, hidden ones too."""
    stream = workbook_stream(data)
    look = look_at(stream)
    if look.locked:
        data = unlocked(data)
        stream = workbook_stream(data)
        look = look_at(stream)
    alone = data.count(STREAM) == 1 and OLD_STREAM not in data
    fast = alone and look.modern and look.dense
    sheets = _by_calamine(data, look) if fast and not look.telling else None
    if sheets is None:
        try:
            sheets = _by_xlrd(stream, look)
        except Unreadable:  # what xlrd stumbles over, such as a wrong count of strings, calamine may read
            sheets = _by_calamine(data, look) if fast else None
            if sheets is None:
                raise
    if not sheets:
        raise Unreadable(NO_SHEETS)
    if look.pictures and not any(sheet.rows for sheet in sheets):
        raise Unreadable(PICTURE)
    return Document("xls", sheets)


def _by_calamine(data: bytes, look: BiffLook) -> tuple[Sheet, ...] | None:
    """The sheets as calamine reads them; None where it fails."""
    builders = []
    try:
        workbook = open_workbook(data)
        with calamine_errors():
            for meta in worksheets(workbook):
                builder, sheet = SheetBuilder(meta.name, is_hidden(meta)), workbook.get_sheet_by_name(meta.name)
                put_values(sheet, builder)
                for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
                    builder.merges.append(Merge(top + 1, left + 1, bottom + 1, right + 1))
                builder.margins += look.margins.get(meta.name, ())
                builders.append(builder)
    except Unreadable:
        return None
    return None if any(map(_is_misread, builders)) else tuple(builder.sheet() for builder in builders)


def _is_misread(builder: SheetBuilder) -> bool:
    """Whether calamine took UTF-16 for single bytes, as it does where records are in an unusual order."""
    return builder.controlled


def _by_xlrd(stream: bytes, look: BiffLook) -> tuple[Sheet, ...]:
    try:
        book = _open(stream, formatting=True)
    except Unreadable:  # odd formatting records fail in many ways; values may still be read
        book = _open(stream, formatting=False)
    return tuple(_sheet(book, sheet, look) for sheet in book.sheets())


def _open(stream: bytes, formatting: bool) -> Any:
    try:
        return import_module("xlrd").open_workbook(
            file_contents=stream, formatting_info=formatting, ragged_rows=True, logfile=io.StringIO()
        )
    except Exception as error:
        raise Unreadable(DAMAGED) from error


def _sheet(book: Any, sheet: Any, look: BiffLook) -> Sheet:
    """All cells of a sheet, and what their values do not show."""
    builder = SheetBuilder(sheet.name, sheet.visibility > 0)
    builder.hidden_rows = {row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden}
    builder.hidden_columns = [(c + 1, c + 1) for c, info in sheet.colinfo_map.items() if info.hidden]
    # xlrd counts from 0 and leaves the end out
    builder.merges = [Merge(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells]
    builder.margins += look.margins.get(sheet.name, ())
    for row in range(sheet.nrows):
        for column, kind in enumerate(sheet.row_types(row)):
            if kind == ERROR_CELL:
                builder.unread(ERROR, row + 1, column + 1, error_text(sheet.cell_value(row, column)))
            elif kind == TEXT:
                builder.put(row + 1, column + 1, *_text(book, sheet, row, column))
            elif TEXT < kind <= BOOLEAN:
                builder.put(row + 1, column + 1, _value(book, sheet.cell(row, column)))
    return builder.sheet()


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
    fonts = [_font(book, index) for index in (book.xf_list[cell.xf_index].font_index, *(i for _, i in runs))]
    names = [font.name if font is not None else "" for font in fonts]
    text = runs_looked_like(cell.value, [(start, name) for (start, _), name in zip(runs, names[1:], strict=True)])
    old = next(filter(is_old_font, names), "" if runs else names[0])
    shown = fonts[1:] if runs and runs[0][0] == 0 else fonts
    return _format(book, cell.xf_index).text(text), old, all(font and font.struck_out for font in shown)


def _font(book: Any, index: int) -> Any:
    return book.font_list[index] if 0 <= index < len(book.font_list) else None
