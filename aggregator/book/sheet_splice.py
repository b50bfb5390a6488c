"""Put new cells into the bytes of a sheet: into blank cells of a row, or as rows below the last one."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from xml.sax.saxutils import escape

from aggregator.book.sheet_scan import ScannedRow, ScannedSheet
from aggregator.cells import cell_name

Value = str | dt.datetime
Values = Mapping[int, Value]  # by column, 1-based
IsDate = Callable[[str], bool]  # whether a style shows a number as a time
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001 -- Excel's day 0 is on no clock
_SELF_CLOSED = re.compile(rb"\s*/>$")


def spliced(sheet: ScannedSheet, rows: Mapping[int, Values], is_date: IsDate) -> bytes:
    """The part with these cells, by row number. A cell in which anything stands is left as it is."""
    edits = [edit for number, values in sorted(rows.items()) for edit in _row_edits(sheet, number, values, is_date)]
    data = sheet.data
    for start, end, new in sorted(edits, key=lambda e: (e[0], e[1]), reverse=True):
        data = data[:start] + new + data[end:]
    return data


Edit = tuple[int, int, bytes]  # bytes from, to, replaced by


def _row_edits(sheet: ScannedSheet, number: int, values: Values, is_date: IsDate) -> list[Edit]:
    row = sheet.rows.get(number)
    if row is None:
        return [_new_row(sheet, number, values, is_date)]
    free = {c: v for c, v in values.items() if c not in row.cells or not row.cells[c].filled}
    cells = {c: _cell(sheet, row, number, c, v, is_date) for c, v in free.items()}
    if row.inner is None:
        opened = _SELF_CLOSED.sub(b">", sheet.data[row.start : row.end])
        inside = b"".join(new for _, new in sorted(cells.items()))
        return [(row.start, row.end, opened + inside + _close(sheet, "row"))]
    return _grouped([_cell_edit(row, column, new) for column, new in sorted(cells.items())])


def _cell_edit(row: ScannedRow, column: int, new: bytes) -> Edit:
    """In place of the blank cell that is there, else before the next one, else at the end of the row."""
    if column in row.cells:
        return row.cells[column].start, row.cells[column].end, new
    after = [cell.start for number, cell in sorted(row.cells.items()) if number > column]
    assert row.inner is not None  # noqa: S101 -- the caller has looked
    at = after[0] if after else row.inner
    return at, at, new


def _grouped(edits: list[Edit]) -> list[Edit]:
    """Cells that are put in at the same place, together and in their order."""
    joined: dict[tuple[int, int], bytes] = {}
    for start, end, new in edits:
        joined[start, end] = joined.get((start, end), b"") + new
    return [(start, end, new) for (start, end), new in joined.items()]


def _new_row(sheet: ScannedSheet, number: int, values: Values, is_date: IsDate) -> Edit:
    """A row of its own, before the next one that is there."""
    cells = b"".join(_cell(sheet, None, number, c, v, is_date) for c, v in sorted(values.items()))
    new = f'<{sheet.prefix}row r="{number}">'.encode() + cells + _close(sheet, "row")
    if sheet.inner is None:
        opened = _SELF_CLOSED.sub(b">", sheet.data[sheet.start : sheet.end])
        return sheet.start, sheet.end, opened + new + _close(sheet, "sheetData")
    after = [row.start for n, row in sorted(sheet.rows.items()) if n > number]
    at = after[0] if after else sheet.inner
    return at, at, new


def _cell(
    sheet: ScannedSheet, row: ScannedRow | None, number: int, column: int, value: Value, is_date: IsDate
) -> bytes:
    """A cell with text, or with a time where its style shows one; text never becomes a formula (guarantee 5)."""
    there = row.cells.get(column) if row else None
    style = (there.style if there else "") or sheet.column_styles.get(column, "")
    style = style or _style_above(sheet, number, column)
    looks = f' s="{style}"' if style else ""
    start = f'<{sheet.prefix}c r="{cell_name(number, column)}"{looks}'
    if isinstance(value, dt.datetime) and is_date(style):
        return f"{start}><{sheet.prefix}v>{_serial(value)}</{sheet.prefix}v></{sheet.prefix}c>".encode()
    text = f"{value:%d/%m/%Y %H:%M}" if isinstance(value, dt.datetime) else _FORBIDDEN.sub("", value)
    p = sheet.prefix
    inside = f'<{p}is><{p}t xml:space="preserve">{escape(text)}</{p}t></{p}is>'
    return f'{start} t="inlineStr">{inside}</{p}c>'.encode()


def _style_above(sheet: ScannedSheet, number: int, column: int) -> str:
    """The style of the row above, where that is no head: rows are added from the second line on only."""
    above = sheet.rows.get(number - 1)
    return above.cells[column].style if above and column in above.cells else ""


def _serial(at: dt.datetime) -> str:
    days = (at.replace(tzinfo=None, microsecond=0) - _EPOCH) / dt.timedelta(days=1)
    return repr(round(days, 9))


def _close(sheet: ScannedSheet, name: str) -> bytes:
    return f"</{sheet.prefix}{name}>".encode()
