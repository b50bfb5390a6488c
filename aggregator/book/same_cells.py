"""The guard before a book is put in place: it opens, and every cell that stood in it stands there still."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from python_calamine import CalamineError, CalamineWorkbook

from aggregator.book.workbook_parts import NotUpdated
from aggregator.cells import is_blank
from aggregator.model import Value

Rows = Sequence[Sequence[Value]]
_WHY = "tự kiểm tra thấy sổ sẽ không còn nguyên vẹn"


def check_same_cells(before: bytes, after: bytes) -> None:
    """Raise NotUpdated where the new book does not open, or lacks a cell of the old one or has another value there.

    Cells that were blank may have come to be filled.
    """
    try:
        old, new = _sheets(before), _sheets(after)
    except Exception as error:
        raise NotUpdated(_WHY) from error
    if list(old) != list(new) or not all(
        _kept(rows, new[title]) for title, rows in old.items() if rows is not None
    ):
        raise NotUpdated(_WHY)


def _sheets(data: bytes) -> Mapping[str, Rows | None]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: _rows(book, name) for name in book.sheet_names}


def _rows(book: CalamineWorkbook, name: str) -> Rows | None:
    """The cells of a sheet; None for a sheet of another kind, such as a chart."""
    try:
        rows: Rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except CalamineError:
        return None
    return rows


def _kept(old: Rows, new: Rows | None) -> bool:
    return new is not None and len(new) >= len(old) and all(_kept_row(a, b) for a, b in zip(old, new, strict=False))


def _kept_row(old: Sequence[Value], new: Sequence[Value]) -> bool:
    blank = all(is_blank(value) for value in old[len(new) :])
    return blank and all(is_blank(a) or a == b for a, b in zip(old, new, strict=False))
