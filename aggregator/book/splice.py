"""Put new cells into the bytes of a sheet, where the scan finds rows and cells; give a book the sheets it lacks."""

import datetime as dt
import re
from bisect import bisect
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property
from io import BytesIO
from itertools import count, takewhile, zip_longest
from xml.sax.saxutils import escape, quoteattr

from msgspec import Struct
from python_calamine import CalamineWorkbook, SheetVisibleEnum

from aggregator.book.create import FIRST, HEAD, LAST, DropDowns, row_height, unit_names
from aggregator.book.layout import BookColumn, BookSheet, book_layout
from aggregator.book.sheets import BookSheets, sheets_of
from aggregator.nouns.document import as_text, cell_name, column_letters, is_blank
from aggregator.nouns.unit import Campaign
from aggregator.office import package as xml
from aggregator.office.form import Lists, text_points
from aggregator.vietnamese.fold import clean, key, regex

EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001 -- on no clock: the day 0 of most workbooks
_BUILT_IN = frozenset(map(str, (*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59))))
_NOT_CODE = regex(r'"[^"]*"|\\.|\[[^\]]*\]')


def date_styles(styles: xml.Element | None) -> Callable[[str], bool]:
    """A function from a cell's style number (as written) to whether it shows a date; '' shows none."""
    if styles is None:
        return lambda style: False
    groups = (styles.child(name) for name in ("numFmts", "cellXfs"))
    formats, cells = ([each.attributes for each in group.children] if group else [] for group in groups)
    codes = {each.get("numFmtId", ""): each.get("formatCode", "") for each in formats}
    dates = {
        number
        for number, code in codes.items()
        if re.search(r"[ymdhs]", _NOT_CODE.sub("", code), re.IGNORECASE) and "general" not in code.lower()
    } | (_BUILT_IN - codes.keys())
    shown = {str(n) for n, each in enumerate(cells) if each.get("numFmtId") in dates}
    return lambda style: style in shown


Value = str | dt.datetime
Values = Mapping[int, Value]  # by column, 1-based


class Splice(Struct, frozen=True, dict=True):
    """One sheet to be added to: its head and last taken rows, the styles of times, the day dates count from."""

    sheet: xml.ScannedSheet
    head: int
    last: int
    is_date: Callable[[str], bool]
    epoch: dt.datetime

    def with_rows(self, rows: Mapping[int, Values]) -> bytes:
        """The part with these cells, by row number. A cell in which anything stands is left as it is."""
        there = self.sheet.rows
        edits = [edit for n, values in rows.items() if n in there for edit in self._fill(there[n], values)]
        edits += self._new_rows({n: values for n, values in sorted(rows.items()) if n not in there})
        return xml.apply_edits(self.sheet.data, edits)

    def _fill(self, row: xml.ScannedRow, values: Values) -> list[xml.Edit]:
        free = {c: v for c, v in sorted(values.items()) if c not in row.cells or not row.cells[c].filled}
        shown = {c: _shown(v) for c, v in free.items()}
        cells = {c: self._cell(row.number, c, v, shown[c]).encode() for c, v in free.items()}
        taller = self._taller(row.element, self._height(shown))
        if row.element.inner is None:
            start, end, new = xml.appending(self.sheet.data, row.element, b"".join(cells.values()))
            return [(start, end, xml.START_TAG.sub(lambda tag: xml.with_attributes(tag[0], taller), new, count=1))]
        placed = [xml.cell_insertion(self.sheet.data, row, c, new) for c, new in cells.items()]
        return [*placed, *([xml.retagging(self.sheet.data, row.element, taller)] if taller else [])]

    @staticmethod
    def _taller(row: xml.Element, height: float) -> dict[str, str | None]:
        """The height of a row too low for new texts (Excel fits none that is there); a person's own stays."""
        fixed = row.attributes.get("customHeight") in {"1", "true"}  # LibreOffice says of every row whether it is
        low = not fixed and float(row.attributes.get("ht", row_height(()))) < height
        return {"ht": f"{height:g}"} if low else {}

    def _new_rows(self, rows: Mapping[int, Values]) -> list[xml.Edit]:
        """Rows of their own, each before the next one that is there."""
        made, sheet = {n: self._row(n, values) for n, values in rows.items()}, self.sheet
        if made and sheet.body.inner is None:
            return [xml.appending(sheet.data, sheet.body, b"".join(made.values()))]
        starts = [(n, row.element.start) for n, row in sorted(sheet.rows.items())]
        places = {
            n: min((start for _, start in starts[bisect(starts, (n,)) :]), default=sheet.body.inner or 0)
            for n in made
        }
        return [(places[n], places[n], new) for n, new in made.items()]

    def _row(self, number: int, values: Values) -> bytes:
        shown = {column: _shown(value) for column, value in sorted(values.items())}
        cells = "".join([self._cell(number, column, values[column], text) for column, text in shown.items()])
        p = self._prefix
        return f'<{p}row r="{number}" ht="{self._height(shown):g}">{cells}</{p}row>'.encode()

    def _height(self, shown: Mapping[int, str]) -> float:
        """The height that texts need, by their columns."""
        widths = self.sheet.widths
        return row_height((text, widths[column]) for column, text in shown.items() if column in widths)

    def _cell(self, number: int, column: int, value: Value, shown: str) -> str:
        """A cell with text, or with a time where its style shows one; text never becomes a formula."""
        p, style = self._prefix, self._style(number, column)
        start = f'<{p}c r="{column_letters(column)}{number}"' + (f' s="{style}"' if style else "")
        if isinstance(value, dt.datetime) and self.is_date(style):
            days = (value.replace(tzinfo=None, microsecond=0) - self.epoch) / dt.timedelta(days=1)
            return f"{start}><{p}v>{days!r}</{p}v></{p}c>"
        return f'{start} t="inlineStr"><{p}is>{xml.text_runs(shown, p)}</{p}is></{p}c>'

    @cached_property
    def _prefix(self) -> str:
        return self.sheet.prefix  # asked for every cell

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


def without_cells(sheet: xml.ScannedSheet, rows: Collection[int]) -> bytes:
    """The part with the cells of these rows made blank; their looks stay."""
    cells = [(n, cell) for n in rows for cell in sheet.rows[n].cells.values() if cell.filled]
    blanks = [
        f'<{sheet.prefix}c r="{cell_name(n, cell.column)}"' + (f' s="{cell.style}"/>' if cell.style else "/>")
        for n, cell in cells
    ]
    return xml.apply_edits(
        sheet.data, [(c.start, c.end, new.encode()) for (_, c), new in zip(cells, blanks, strict=True)]
    )


def _shown(value: Value) -> str:
    return f"{value:%d/%m/%Y %H:%M}" if isinstance(value, dt.datetime) else clean(value)


# ---- The sheets that a book of before lacks.

_RULE = {  # XlsxWriter's word for a part of a drop-down, and Excel's
    "error_title": "errorTitle", "error_message": "error", "input_title": "promptTitle", "input_message": "prompt",
}  # fmt: skip
_SHEET = """\
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="{main}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0">\
<pane ySplit="{head}" topLeftCell="A{first}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>\
<cols>{columns}</cols><sheetData>{rows}</sheetData><mergeCells count="2"><mergeCell ref="A1:{shown}1"/>\
<mergeCell ref="A2:{shown}2"/></mergeCells>{drop_downs}<pageMargins left="0.6" right="0.5" top="0.55" bottom="0.6" \
header="0.3" footer="0.3"/><pageSetup paperSize="9" fitToHeight="0" orientation="landscape"/></worksheet>"""


def with_sheets(sheets: BookSheets, codes: Sequence[str], campaign: Campaign) -> BookSheets:
    """The book with empty sheets, the words of their drop-downs on its hidden sheet. Raises NotUpdated."""
    package = xml.Package(sheets.data)
    looks, lists = _Looks(sheets, package), _lists(sheets)
    head = sheets.head("units") if sheets.has("units") else None
    roster = sheets.text_of(book_layout().sheet("units").title)
    units = unit_names(roster, head.columns["name"], head.row + 1) if head else None
    drop_downs = DropDowns(campaign, lists, units)
    for code in codes:
        sheet = book_layout().sheet(code)
        package.add_sheet(sheet.title, _sheet(sheet, looks, drop_downs, package.namespace).encode())
    _add_words(package, lists)
    return sheets_of(package.data())


def _lists(opened: BookSheets) -> Lists:
    """The hidden sheet with the words of the drop-downs as it stands; one so named that people see is theirs."""
    workbook = CalamineWorkbook.from_filelike(BytesIO(opened.data))
    there = {key(sheet.name): sheet for sheet in workbook.sheets_metadata}
    plain = book_layout().lists
    titles = (plain if number == 1 else f"{plain} {number}" for number in count(1))
    seen = SheetVisibleEnum.Visible
    title = next(x for x in titles if key(x) not in there or there[key(x)].visible != seen)
    if key(title) not in there:
        return Lists(title)
    name = there[key(title)].name
    columns = list(zip_longest(*workbook.get_sheet_by_name(name).to_python(skip_empty_area=False), fillvalue=""))
    words = [tuple(map(as_text, takewhile(lambda cell: not is_blank(cell), column))) for column in columns]
    return Lists(name, {known: number for number, known in enumerate(words, start=1)}, len(columns) + 1)


def _add_words(package: xml.Package, lists: Lists) -> None:
    """Add words to the hidden sheet of the drop-downs, or the whole sheet; what stands there stays."""
    part = package.titles.get(lists.title)
    sheet = xml.scan(
        package.part(part) if part else f'<worksheet xmlns="{package.namespace}"><sheetData/></worksheet>'.encode()
    )
    data = Splice(sheet, 0, 0, lambda style: False, EPOCH).with_rows(lists.cells())
    if part:
        package.changes[part] = data
    else:
        package.add_sheet(lists.title, data, "hidden")


def _sheet(sheet: BookSheet, looks: "_Looks", drop_downs: DropDowns, namespace: str) -> str:
    shown = max(n for n, column in enumerate(sheet.columns, start=1) if not column.hidden)
    rules = list(_rules(sheet, drop_downs))
    return _SHEET.format(
        main=namespace, head=HEAD + 1, first=FIRST + 1, shown=column_letters(shown),
        columns="".join(looks.column(n, column) for n, column in enumerate(sheet.columns, start=1)),
        rows="".join(_rows(looks, sheet, drop_downs.campaign.year)),
        drop_downs=f'<dataValidations count="{len(rules)}">{"".join(rules)}</dataValidations>' if rules else "",
    )  # fmt: skip


def _rules(sheet: BookSheet, drop_downs: DropDowns) -> Iterator[str]:
    for number, column in enumerate(sheet.columns, start=1):
        if rule := drop_downs.rule(column, sheet):
            source, letter = rule.get("source", "").removeprefix("="), column_letters(number)
            marks = ['type="list"'] * bool(source) + ['allowBlank="1" showInputMessage="1"']
            marks += ['showErrorMessage="1"'] * bool(rule.get("show_error"))
            marks += [f"{name}={quoteattr(rule[option])}" for option, name in _RULE.items() if option in rule]
            formula = f"<formula1>{escape(source)}</formula1>" if source else ""
            place = f'sqref="{letter}{FIRST + 1}:{letter}{LAST + 1}"'
            yield f"<dataValidation {' '.join(marks)} {place}>{formula}</dataValidation>"


def _rows(looks: "_Looks", sheet: BookSheet, year: int) -> Iterator[str]:
    width = sum(column.width for column in sheet.columns if not column.hidden)
    yield f'<row r="1" ht="30" customHeight="1">{_cell(1, 1, sheet.heading.format(year=year), looks.heading)}</row>'
    height = text_points(sheet.guide, width) + 6
    yield f'<row r="2" ht="{height:g}" customHeight="1">{_cell(2, 1, sheet.guide, looks.guide)}</row>'
    heads = (_cell(HEAD + 1, n, column.head, looks.head) for n, column in enumerate(sheet.columns, start=1))
    yield f'<row r="{HEAD + 1}" ht="37.5" customHeight="1">{"".join(heads)}</row>'


def _cell(row: int, column: int, text: str, style: str) -> str:
    look = f' s="{style}"' if style else ""
    return f'<c r="{cell_name(row, column)}"{look} t="inlineStr"><is><t>{escape(text)}</t></is></c>'


_LOOKED_AT = ("receipts", "corrections")


class _Looks:
    """The styles of “Tiếp nhận” and “Đính chính”, for the same kinds of cells; '' where there is none."""

    def __init__(self, opened: BookSheets, parts: xml.Parts) -> None:
        names = {code: parts.titles.get(opened.text_of(book_layout().sheet(code).title)) for code in _LOOKED_AT}
        receipts, corrections = (
            xml.scan(parts.part(name)) if name and opened.has(code) else None for code, name in names.items()
        )
        head = opened.head("receipts")
        self.head = self._style(receipts, head.row, head.columns["file"])
        self.heading, self.guide = (self._style(receipts, row, 1) if row < head.row else "" for row in (1, 2))
        dates = opened.head("corrections").columns if corrections else {}
        self._styles = {
            "tool": self._below(receipts, head.columns, "file"),
            "text": self._below(receipts, head.columns, "note"),
            "time": self._below(receipts, head.columns, "at"),
            "time_tool": self._below(receipts, head.columns, "found_at"),
            "date": self._below(corrections, dates, "date"),
        }

    @staticmethod
    def _style(sheet: xml.ScannedSheet | None, row: int, column: int) -> str:
        known = sheet.rows.get(row) if sheet else None
        return known.cells[column].style if known and column in known.cells else ""

    @staticmethod
    def _below(sheet: xml.ScannedSheet | None, columns: Mapping[str, int], code: str) -> str:
        return sheet.column_styles.get(columns.get(code, 0), "") if sheet else ""

    def column(self, number: int, column: BookColumn) -> str:
        """The element of a column."""
        by_tool = "tool" if column.by_tool else "text"
        kind = {"time": "time_tool" if column.by_tool else "time", "date": "date"}.get(column.kind, by_tool)
        look = f' style="{self._styles[kind]}"' if self._styles[kind] else ""
        hidden = ' hidden="1"' if column.hidden else ""
        return (
            f'<col min="{number}" max="{number}" width="{column.width + 0.625:g}"{look}{hidden} customWidth="1"/>'
        )
