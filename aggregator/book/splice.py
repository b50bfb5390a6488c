"""Put new cells into the bytes of a sheet: into blank cells of a row, or as rows below the last one.

The scan finds where rows and cells stand, so that nothing else is touched.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect
from collections.abc import Callable, Collection, Mapping
from xml.etree.ElementTree import Element

from msgspec import Struct

from aggregator.book.page import row_height
from aggregator.nouns.document import cell_name, column_letters
from aggregator.office.outline import Edit, edited
from aggregator.office.package import ScannedRow, ScannedSheet, attribute, local, xml_text
from aggregator.vietnamese.fold import clean

EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001 -- on no clock: the day 0 of most workbooks
_BUILT_IN = frozenset(map(str, (*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59))))
_NOT_CODE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


def date_styles(styles: Element | None) -> Callable[[str], bool]:
    """A function from a cell's style number (as written) to whether it shows a date; '' shows none."""
    if styles is None:
        return lambda style: False
    codes = {attribute(e, "numFmtId"): attribute(e, "formatCode") for e in _all(styles, "numFmt")}
    dates = {number for number, code in codes.items() if _is_date(code)} | (_BUILT_IN - codes.keys())
    formats = next(iter(_all(styles, "cellXfs")), None)
    numbers = [attribute(xf, "numFmtId") for xf in formats] if formats is not None else []
    shown = {str(n) for n, number in enumerate(numbers) if number in dates}
    return lambda style: style in shown


def _is_date(code: str) -> bool:
    return bool(re.search(r"[ymdhs]", _NOT_CODE.sub("", code), re.IGNORECASE)) and "general" not in code.lower()


def _all(styles: Element, name: str) -> list[Element]:
    return [element for element in styles.iter() if local(element.tag) == name]


Value = str | dt.datetime
Values = Mapping[int, Value]  # by column, 1-based
_SELF_CLOSED = re.compile(rb"\s*/>$")


class Splice(Struct, frozen=True):
    """One sheet to be added to.

    ``head`` is the row of its head, ``last`` the last row that is taken; ``is_date`` says whether a style
    shows a time; ``epoch`` is the day from which the workbook counts.
    """

    sheet: ScannedSheet
    head: int
    last: int
    is_date: Callable[[str], bool]
    epoch: dt.datetime

    def with_rows(self, rows: Mapping[int, Values]) -> bytes:
        """The part with these cells, by row number. A cell in which anything stands is left as it is."""
        there = self.sheet.rows
        edits = [edit for n, values in rows.items() if n in there for edit in self._fill(there[n], values)]
        edits += self._new_rows({n: values for n, values in sorted(rows.items()) if n not in there})
        return edited(self.sheet.data, edits)

    def _fill(self, row: ScannedRow, values: Values) -> list[Edit]:
        free = {c: v for c, v in sorted(values.items()) if c not in row.cells or not row.cells[c].filled}
        cells = {c: self._cell(row.number, c, v, _shown(v)).encode() for c, v in free.items()}
        if row.inner is None:
            return [(row.start, row.end, self._opened(row.start, row.end, b"".join(cells.values()), "row"))]
        return [_place(row, row.inner, c, new) for c, new in cells.items()]

    def _new_rows(self, rows: Mapping[int, Values]) -> list[Edit]:
        """Rows of their own, each before the next one that is there."""
        made = {n: self._row(n, values) for n, values in rows.items()}
        sheet = self.sheet
        if made and sheet.inner is None:
            whole = self._opened(sheet.start, sheet.end, b"".join(made.values()), "sheetData")
            return [(sheet.start, sheet.end, whole)]
        there = sorted(sheet.rows)
        lowest = there[-1] if there else 0
        starts = {n: min(sheet.rows[m].start for m in there[bisect(there, n) :]) for n in made if n < lowest}
        places = {n: starts.get(n, sheet.inner or 0) for n in made}
        return [(places[n], places[n], new) for n, new in made.items()]

    def _row(self, number: int, values: Values) -> bytes:
        widths = self.sheet.widths
        shown = [(column, value, _shown(value)) for column, value in sorted(values.items())]
        cells = "".join([self._cell(number, *cell) for cell in shown])
        height = row_height((text, widths[column]) for column, _, text in shown if column in widths)
        p = self.sheet.prefix
        return f'<{p}row r="{number}" ht="{height:g}">{cells}</{p}row>'.encode()

    def _cell(self, number: int, column: int, value: Value, shown: str) -> str:
        """A cell with text, or with a time where its style shows one; text never becomes a formula."""
        p, style = self.sheet.prefix, self._style(number, column)
        start = f'<{p}c r="{column_letters(column)}{number}"' + (f' s="{style}"' if style else "")
        if isinstance(value, dt.datetime) and self.is_date(style):
            days = (value.replace(tzinfo=None, microsecond=0) - self.epoch) / dt.timedelta(days=1)
            return f"{start}><{p}v>{days!r}</{p}v></{p}c>"
        return f'{start} t="inlineStr"><{p}is><{p}t xml:space="preserve">{xml_text(shown)}</{p}t></{p}is></{p}c>'

    def _style(self, number: int, column: int) -> str:
        """The style that the blank cell has, else its column's, else that of the row above (but for the head)."""
        there = self.sheet.rows.get(number)
        if there and column in there.cells:
            return there.cells[column].style
        if column in self.sheet.column_styles:
            return self.sheet.column_styles[column]
        above = self.sheet.rows.get(self.last)
        cell = above.cells.get(column) if above and above.number > self.head else None
        return cell.style if cell else ""

    def _opened(self, start: int, end: int, inside: bytes, name: str) -> bytes:
        """An element that was written ``<…/>``, with something inside."""
        end_tag = f"</{self.sheet.prefix}{name}>".encode()
        return _SELF_CLOSED.sub(b">", self.sheet.data[start:end]) + inside + end_tag


def emptied(sheet: ScannedSheet, rows: Collection[int]) -> bytes:
    """The part with the cells of these rows made blank; their looks stay."""
    cells = [(n, cell) for n in rows for cell in sheet.rows[n].cells.values() if cell.filled]
    blanks = [
        f'<{sheet.prefix}c r="{cell_name(n, cell.column)}"' + (f' s="{cell.style}"/>' if cell.style else "/>")
        for n, cell in cells
    ]
    return edited(sheet.data, [(c.start, c.end, new.encode()) for (_, c), new in zip(cells, blanks, strict=True)])


def _shown(value: Value) -> str:
    return f"{value:%d/%m/%Y %H:%M}" if isinstance(value, dt.datetime) else clean(value)


def _place(row: ScannedRow, inner: int, column: int, new: bytes) -> Edit:
    """In place of the blank cell that is there, else before the next one, else at the end of the row."""
    if column in row.cells:
        return row.cells[column].start, row.cells[column].end, new
    at = min((cell.start for number, cell in row.cells.items() if number > column), default=inner)
    return at, at, new
