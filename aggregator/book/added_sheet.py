"""Give a book of before the sheet “Cần trả lời”: the last one, in the looks that the book has already."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.sax.saxutils import escape, quoteattr

from aggregator.book.layout import BookColumn, book_layout
from aggregator.book.page import text_height
from aggregator.book.sheets import BookSheets, sheets_of
from aggregator.nouns.document import cell_name, column_letters
from aggregator.office.package import NotUpdated, Parts, ScannedSheet, scan

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD, _LAST = 3, 2000  # rows
_SHEET = """\
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="{main}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0">\
<pane ySplit="{head}" topLeftCell="A{first}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>\
<cols>{columns}</cols><sheetData>{rows}</sheetData><mergeCells count="2"><mergeCell ref="A1:{shown}1"/>\
<mergeCell ref="A2:{shown}2"/></mergeCells><dataValidations count="1"><dataValidation type="list" allowBlank="1" \
showInputMessage="1" promptTitle={title} prompt={hint} sqref="{answers}"><formula1>{formula}</formula1>\
</dataValidation></dataValidations><pageMargins left="0.6" right="0.5" top="0.55" bottom="0.6" header="0.3" \
footer="0.3"/><pageSetup paperSize="9" fitToHeight="0" orientation="landscape"/></worksheet>"""


def with_question_sheet(opened: BookSheets, year: int) -> BookSheets:
    """The book with the sheet, empty below its head. Raises NotUpdated where its package is not understood."""
    parts = Parts(opened.data)
    folder = parts.main.rpartition("/")[0]
    names = parts.names
    part = next(
        name for n in range(1, 1000) if (name := f"{folder}/worksheets/sheet{n}.xml".lstrip("/")) not in names
    )
    workbook = parts.part(parts.main).decode("utf-8")
    number = 1 + max(map(int, re.findall(r'\bsheetId="(\d+)"', workbook)), default=0)
    relation = f"rIdCauHoi{number}"
    relations = f"{folder}/_rels/{parts.main.rpartition('/')[2]}.rels".lstrip("/")
    title = quoteattr(book_layout().sheet("questions").title)
    tags = {
        parts.main: ("sheets", f'sheet name={title} sheetId="{number}" xmlns:q="{_OFFICE}" q:id="{relation}"'),
        relations: ("Relationships", f'Relationship Id="{relation}" Type="{_OFFICE}/worksheet" Target="/{part}"'),
        "[Content_Types].xml": ("Types", f'Override PartName="/{part}" ContentType="{_TYPE}"'),
    }
    changed = {name: _with_last(parts.part(name), *tag) for name, tag in tags.items()}
    return sheets_of(parts.replaced(changed | {part: _sheet(opened, parts, year).encode()}))


def _with_last(data: bytes, inside: str, tag: str) -> bytes:
    """An element added as the last one inside another, with the prefix that stands there."""
    text, found = re.subn(
        rf"</(\w+:)?{inside}>", lambda end: f"<{end[1] or ''}{tag}/>{end[0]}", data.decode("utf-8")
    )
    if found != 1:
        raise NotUpdated("tệp không phải là sổ Excel (.xlsx) hoặc đã hỏng")
    return text.encode()


def _sheet(opened: BookSheets, parts: Parts, year: int) -> str:
    sheet, units = book_layout().sheet("questions"), book_layout().sheet("units")
    numbers = {column.code: n for n, column in enumerate(sheet.columns, start=1)}
    letters = {code: column_letters(n) for code, n in numbers.items()}
    first = _HEAD + 1
    choices = [letter for code, letter in letters.items() if code.startswith("choice")]
    own = f"${choices[0]}{first}:${choices[-1]}{first}"
    names = column_letters(opened.head("units").columns["name"]) if opened.has("units") else None
    everybody = f"'{units.title}'!${names}${opened.head('units').row + 1}:${names}$500" if names else own
    answer = sheet.column("answer")
    looks = _Looks(opened, parts)
    return _SHEET.format(
        main=_MAIN, head=_HEAD, first=first, shown=letters["state"],
        columns="".join(looks.column(n, column) for n, column in enumerate(sheet.columns, start=1)),
        rows="".join(_rows(looks, sheet.heading.format(year=year), sheet.guide)),
        title=quoteattr(answer.head), hint=quoteattr(answer.hint or ""),
        answers=f"{letters['answer']}{first}:{letters['answer']}{_LAST}",
        formula=escape(f'IF(${choices[0]}{first}="",{everybody},{own})'),
    )  # fmt: skip


def _rows(looks: _Looks, heading: str, guide: str) -> Iterator[str]:
    """Heading, guide and head; the guide as high as it needs."""
    columns = book_layout().sheet("questions").columns
    width = sum(column.width for column in columns if not column.hidden)
    yield f'<row r="1" ht="30" customHeight="1">{_cell(1, 1, heading, looks.heading)}</row>'
    height = text_height(guide, width) + 6
    yield f'<row r="2" ht="{height:g}" customHeight="1">{_cell(2, 1, guide, looks.guide)}</row>'
    heads = (_cell(_HEAD, n, column.head, looks.head) for n, column in enumerate(columns, start=1))
    yield f'<row r="{_HEAD}" ht="37.5" customHeight="1">{"".join(heads)}</row>'


def _cell(row: int, column: int, text: str, style: str) -> str:
    look = f' s="{style}"' if style else ""
    return f'<c r="{cell_name(row, column)}"{look} t="inlineStr"><is><t>{escape(text)}</t></is></c>'


class _Looks:
    """The styles of “Tiếp nhận” and “Đính chính”, for the same kinds of cells; '' where there is none."""

    def __init__(self, opened: BookSheets, parts: Parts) -> None:
        self._receipts = self._scanned(opened, parts, "receipts")
        self._corrections = self._scanned(opened, parts, "corrections")
        head = opened.head("receipts")
        self.head = self._style(self._receipts, head.row, head.columns["file"])
        self.heading, self.guide = (self._style(self._receipts, row, 1) if row < head.row else "" for row in (1, 2))
        self._styles = {
            "tool": self._below(self._receipts, head.columns, "file"),
            "text": self._below(self._receipts, head.columns, "note"),
            "date": self._below(self._corrections, opened.head("corrections").columns, "date")
            if self._corrections
            else "",
        }

    @staticmethod
    def _scanned(opened: BookSheets, parts: Parts, code: str) -> ScannedSheet | None:
        name = parts.titles.get(opened.written(book_layout().sheet(code).title))
        return scan(parts.part(name)) if name and opened.has(code) else None

    @staticmethod
    def _style(sheet: ScannedSheet | None, row: int, column: int) -> str:
        known = sheet.rows.get(row) if sheet else None
        return known.cells[column].style if known and column in known.cells else ""

    @staticmethod
    def _below(sheet: ScannedSheet | None, columns: Mapping[str, int], code: str) -> str:
        return sheet.column_styles.get(columns.get(code, 0), "") if sheet else ""

    def column(self, number: int, column: BookColumn) -> str:
        """The element of a column."""
        style = self._styles["tool" if column.by_tool else "date" if column.kind == "date" else "text"]
        look = f' style="{style}"' if style else ""
        hidden = ' hidden="1"' if column.hidden else ""
        return (
            f'<col min="{number}" max="{number}" width="{column.width + 0.625:g}"{look}{hidden} customWidth="1"/>'
        )
