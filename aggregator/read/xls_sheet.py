"""A close look at an .xls with xlrd: every cell, and all that the values do not show.

It also reads what calamine cannot: BIFF2 to BIFF4, and sheets whose cells lie too far apart.
"""

from __future__ import annotations

import io
from importlib import import_module
from typing import TYPE_CHECKING, Any

from aggregator.errors import Unreadable
from aggregator.model import Merge
from aggregator.read.error_codes import error_text
from aggregator.read.limits import DAMAGED
from aggregator.read.seen import Seen, is_old_font
from aggregator.read.serials import is_date_format, is_elapsed_format, moment

if TYPE_CHECKING:
    from aggregator.model import Value
    from aggregator.read.grid import Cells
    from aggregator.read.seen import Place

TEXT, NUMBER, DATE, BOOLEAN, ERROR = range(1, 6)  # xlrd's cell types


def open_with_xlrd(data: bytes) -> Any:
    """Open with formatting where xlrd can, without it where it cannot."""
    try:
        return _open(data, formatting=True)
    except Exception:  # odd formatting records fail in many ways; values may still be read
        return _open(data, formatting=False)


def _open(data: bytes, formatting: bool) -> Any:
    try:
        return import_module("xlrd").open_workbook(
            file_contents=data, formatting_info=formatting, ragged_rows=True, logfile=io.StringIO()
        )
    except Exception as error:
        raise Unreadable(DAMAGED) from error


def look_closely(book: Any, sheet: Any) -> tuple[Cells, Seen]:
    """All cells of a sheet, and what their values do not show."""
    cells: Cells = {}
    seen = Seen(hidden_rows=_hidden_rows(sheet), hidden_columns=_hidden_columns(sheet))
    for row in range(sheet.nrows):
        for column, kind in enumerate(sheet.row_types(row)):
            if TEXT <= kind <= ERROR:
                _take(book, sheet, (row + 1, column + 1), cells, seen)
    return cells, seen


def merges_of(sheet: Any) -> list[Merge]:
    """The merged ranges; xlrd counts from 0 and leaves the end out."""
    return [Merge(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells]


def _hidden_rows(sheet: Any) -> set[int]:
    return {row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden}


def _hidden_columns(sheet: Any) -> list[tuple[int, int]]:
    return [(column + 1, column + 1) for column, info in sheet.colinfo_map.items() if info.hidden]


def _take(book: Any, sheet: Any, place: Place, cells: Cells, seen: Seen) -> None:
    row, column = place
    cell = sheet.cell(row - 1, column - 1)
    if cell.ctype == ERROR:
        seen.errors[place] = error_text(cell.value)
        return
    cells.setdefault(row, {})[column] = _value(book, cell)
    if cell.ctype == TEXT and cell.xf_index is not None:
        _take_fonts(book, sheet, place, cell.xf_index, seen)


def _value(book: Any, cell: Any) -> Value:
    if cell.ctype == BOOLEAN:
        return bool(cell.value)
    if cell.ctype == DATE:
        number, code = _format(book, cell.xf_index)
        return moment(cell.value, bool(book.datemode), is_elapsed_format(number, code))
    value: Value = cell.value
    return None if value == "" else value


def _format(book: Any, style: int | None) -> tuple[int, str | None]:
    if style is None:
        return 14, None
    found = book.format_map.get(book.xf_list[style].format_key)
    code = found.format_str if found is not None else None
    return (14, None) if code is None or not is_date_format(0, code) else (0, code)


def _take_fonts(book: Any, sheet: Any, place: Place, style: int, seen: Seen) -> None:
    """Note an old font or a strike-through, of the whole cell or of the runs of its rich text."""
    runs = sheet.rich_text_runlist_map.get((place[0] - 1, place[1] - 1), ())
    fonts = [_font(book, book.xf_list[style].font_index), *(_font(book, index) for _, index in runs)]
    old = next((font.name for font in fonts if font is not None and is_old_font(font.name)), None)
    if old is not None:
        seen.fonts[place] = old
    shown = fonts[1:] if runs and runs[0][0] == 0 else fonts
    if all(font is not None and font.struck_out for font in shown):
        seen.struck.add(place)


def _font(book: Any, index: int) -> Any:
    return book.font_list[index] if 0 <= index < len(book.font_list) else None
