"""Give a book of before the sheets that it lacks: the last ones, in the looks that the book has already."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from aggregator.book.layout import BookColumn, BookSheet, book_layout
from aggregator.book.page import FIRST, HEAD, LAST, known_words, text_height
from aggregator.book.sheets import BookSheets, sheets_of
from aggregator.nouns.document import cell_name, column_letters
from aggregator.nouns.unit import Campaign
from aggregator.office.package import NotUpdated, Parts, ScannedSheet, scan
from aggregator.vietnamese.fold import key

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LONGEST = 255  # letters of a list within a formula
_SHEET = """\
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="{main}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0">\
<pane ySplit="{head}" topLeftCell="A{first}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>\
<cols>{columns}</cols><sheetData>{rows}</sheetData><mergeCells count="2"><mergeCell ref="A1:{shown}1"/>\
<mergeCell ref="A2:{shown}2"/></mergeCells>{drop_downs}<pageMargins left="0.6" right="0.5" top="0.55" bottom="0.6" \
header="0.3" footer="0.3"/><pageSetup paperSize="9" fitToHeight="0" orientation="landscape"/></worksheet>"""


def lacking_sheets(opened: BookSheets) -> tuple[str, ...]:
    """The codes of the sheets that a later version of the program has and a book of ours lacks."""
    there = {key(title) for title in opened.titles}
    return tuple(sheet.code for sheet in book_layout().sheets if sheet.optional and key(sheet.title) not in there)


def with_sheets(opened: BookSheets, codes: Sequence[str], campaign: Campaign) -> BookSheets:
    """The book with the sheets, empty below their heads. Raises NotUpdated where its package is not understood."""
    parts = Parts(opened.data)
    folder, _, file = parts.main.rpartition("/")
    relations = f"{folder}/_rels/{file}.rels".lstrip("/")
    changed = {name: parts.part(name) for name in (parts.main, relations, "[Content_Types].xml")}
    looks = _Looks(opened, parts)
    first = 1 + max(map(int, re.findall(rb'\bsheetId="(\d+)"', changed[parts.main])), default=0)
    for number, code in enumerate(codes, start=first):
        sheet = book_layout().sheet(code)
        taken = {*parts.names, *changed}
        names = (f"{folder}/worksheets/sheet{n}.xml".lstrip("/") for n in range(1, 1000))
        part = next(name for name in names if name not in taken)
        relation = f"rIdTrang{number}"
        tags = {
            parts.main: (
                "sheets",
                f'sheet name={quoteattr(sheet.title)} sheetId="{number}" xmlns:q="{_OFFICE}" q:id="{relation}"',
            ),
            relations: (
                "Relationships",
                f'Relationship Id="{relation}" Type="{_OFFICE}/worksheet" Target="/{part}"',
            ),
            "[Content_Types].xml": ("Types", f'Override PartName="/{part}" ContentType="{_TYPE}"'),
        }
        changed |= {name: _with_last(changed[name], *tag) for name, tag in tags.items()}
        changed[part] = _sheet(sheet, opened, looks, campaign).encode()
    return sheets_of(parts.replaced(changed))


def _with_last(data: bytes, inside: str, tag: str) -> bytes:
    """An element added as the last one inside another, with the prefix that stands there."""
    text, found = re.subn(
        rf"</(\w+:)?{inside}>", lambda end: f"<{end[1] or ''}{tag}/>{end[0]}", data.decode("utf-8")
    )
    if found != 1:
        raise NotUpdated("tệp không phải là sổ Excel (.xlsx) hoặc đã hỏng")
    return text.encode()


def _sheet(sheet: BookSheet, opened: BookSheets, looks: _Looks, campaign: Campaign) -> str:
    shown = max(n for n, column in enumerate(sheet.columns, start=1) if not column.hidden)
    drop_downs = "".join(_drop_downs(sheet, opened, campaign))
    count = drop_downs.count("<dataValidation ")
    return _SHEET.format(
        main=_MAIN, head=HEAD + 1, first=FIRST + 1, shown=column_letters(shown),
        columns="".join(looks.column(n, column) for n, column in enumerate(sheet.columns, start=1)),
        rows="".join(_rows(looks, sheet, campaign.year)),
        drop_downs=f'<dataValidations count="{count}">{drop_downs}</dataValidations>' if count else "",
    )  # fmt: skip


def _drop_downs(sheet: BookSheet, opened: BookSheets, campaign: Campaign) -> Iterator[str]:
    """The drop-down and the hint of each column that has one."""
    for number, column in enumerate(sheet.columns, start=1):
        formula, letter = _formula(column, sheet, opened, campaign), column_letters(number)
        if formula is None and column.hint is None:
            continue
        kind = ' type="list"' if formula else ""
        refuses = ' showErrorMessage="1"' if formula and column.closed else ""
        hint = f" promptTitle={quoteattr(column.head)} prompt={quoteattr(column.hint or '')}" if column.hint else ""
        yield (
            f'<dataValidation{kind} allowBlank="1" showInputMessage="1"{refuses}{hint} '
            f'sqref="{letter}{FIRST + 1}:{letter}{LAST + 1}">'
            + (f"<formula1>{escape(formula)}</formula1>" if formula else "")
            + "</dataValidation>"
        )


def _formula(column: BookColumn, sheet: BookSheet, opened: BookSheets, campaign: Campaign) -> str | None:
    """Where a drop-down has its words from: the roster, the row, or the words themselves where they have room."""
    if column.by_tool:
        return None
    units = book_layout().sheet("units")
    names = column_letters(opened.head("units").columns["name"]) if opened.has("units") else None
    everybody = f"'{units.title}'!${names}${opened.head('units').row + 1}:${names}$500" if names else None
    if column.kind in ("unit", "units"):
        return everybody
    if column.choices_from == "row":
        numbers = [n for n, other in enumerate(sheet.columns, start=1) if other.code.startswith("choice")]
        ends = [f"${column_letters(n)}{FIRST + 1}" for n in (numbers[0], numbers[-1])]
        return f'IF({ends[0]}="",{everybody or ":".join(ends)},{":".join(ends)})'
    words = known_words(column, campaign)
    plain = words and not any("," in word or '"' in word for word in words) and len(",".join(words)) <= _LONGEST
    return f'"{",".join(words)}"' if plain else None


def _rows(looks: _Looks, sheet: BookSheet, year: int) -> Iterator[str]:
    """Heading, guide and head; the guide as high as it needs."""
    width = sum(column.width for column in sheet.columns if not column.hidden)
    yield f'<row r="1" ht="30" customHeight="1">{_cell(1, 1, sheet.heading.format(year=year), looks.heading)}</row>'
    height = text_height(sheet.guide, width) + 6
    yield f'<row r="2" ht="{height:g}" customHeight="1">{_cell(2, 1, sheet.guide, looks.guide)}</row>'
    heads = (_cell(HEAD + 1, n, column.head, looks.head) for n, column in enumerate(sheet.columns, start=1))
    yield f'<row r="{HEAD + 1}" ht="37.5" customHeight="1">{"".join(heads)}</row>'


def _cell(row: int, column: int, text: str, style: str) -> str:
    look = f' s="{style}"' if style else ""
    return f'<c r="{cell_name(row, column)}"{look} t="inlineStr"><is><t>{escape(text)}</t></is></c>'


class _Looks:
    """The styles of “Tiếp nhận” and “Đính chính”, for the same kinds of cells; '' where there is none."""

    def __init__(self, opened: BookSheets, parts: Parts) -> None:
        receipts, corrections = (self._scanned(opened, parts, code) for code in ("receipts", "corrections"))
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
        by_tool = "tool" if column.by_tool else "text"
        kind = {"time": "time_tool" if column.by_tool else "time", "date": "date"}.get(column.kind, by_tool)
        look = f' style="{self._styles[kind]}"' if self._styles[kind] else ""
        hidden = ' hidden="1"' if column.hidden else ""
        return (
            f'<col min="{number}" max="{number}" width="{column.width + 0.625:g}"{look}{hidden} customWidth="1"/>'
        )
