"""Sheets and columns of the book that are not found under their names: what is therefore not applied is said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from aggregator.book.layout import BookSheet, book_layout
from aggregator.book.opened import BookSheets
from aggregator.cells import as_text, cell_name
from aggregator.findings import Finding, finding
from aggregator.viet.fold import key

_OURS = 3  # a book with so many of our sheets was made by this program
_ALIKE = 75  # of 100


def shape_findings(opened: BookSheets) -> list[Finding]:
    """A finding for each sheet or column that seems to have been renamed or removed.

    A book made by hand may have one sheet only: what it lacks is said once, for information.
    """
    sheets = book_layout().sheets
    absent = [sheet for sheet in sheets if not opened.has(sheet.code)]
    likely = {sheet.code: _renamed(sheet, opened) for sheet in absent}
    ours = len(sheets) - len(absent)
    heavy = [sheet for sheet in absent if likely[sheet.code] or ours >= _OURS]
    light = [sheet for sheet in absent if sheet not in heavy]
    found = [_absent(sheet, likely[sheet.code]) for sheet in heavy]
    if light:
        names = "; ".join(f"“{sheet.title}” ({sheet.absent})" for sheet in light)
        found.append(finding("book-sheets-absent", severity=None if ours else "warning", names=names))
    return found + [f for sheet in sheets if opened.has(sheet.code) for f in _columns(sheet, opened)]


def _absent(sheet: BookSheet, renamed: str | None) -> Finding:
    suggestion = f" Có phải là trang “{renamed}”?" if renamed else ""
    return finding("book-sheet-absent", sheet=sheet.title, absent=sheet.absent, suggestion=suggestion)


def _renamed(sheet: BookSheet, opened: BookSheets) -> str | None:
    """The sheet of another name that seems to be this one: “Quy định 2025”."""
    ours = {key(known.title) for known in book_layout().sheets}
    others = [title for title in opened.titles if key(title) not in ours]
    return next((title for title in others if _alike(title, sheet.title)), None)


def _columns(sheet: BookSheet, opened: BookSheets) -> Iterator[Finding]:
    """The columns of ours that are not there while an unknown head looks like them."""
    head = opened.head(sheet.code)
    known = {name for column in sheet.columns for name in column.heads}
    strange = {n: text for n, text in _heads(opened, sheet, head.row).items() if key(text) not in known}
    for column in sheet.columns:
        if column.code in head.columns:
            continue
        number = next((n for n, text in strange.items() if any(_alike(text, h) for h in column.heads)), None)
        if number:
            cell = cell_name(head.row, number)
            names = {"text": strange[number], "head": column.head}
            yield finding("book-column-unknown", sheet=sheet.title, cell=cell, **names)


def _heads(opened: BookSheets, sheet: BookSheet, row: int) -> Mapping[int, str]:
    cells = opened.row(sheet.code, row)
    return {number: as_text(cell) for number, cell in enumerate(cells, start=1) if as_text(cell)}


def _alike(text: str, name: str) -> bool:
    from rapidfuzz import fuzz  # noqa: PLC0415 -- rarely needed

    said, wanted = key(text), key(name)
    return said.startswith(f"{wanted} ") or said.endswith(f" {wanted}") or fuzz.ratio(said, wanted) >= _ALIKE
