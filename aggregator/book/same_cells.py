"""The guard before a book is put in place: it opens, and every cell that stood in it stands there still."""

from __future__ import annotations

import io
from collections.abc import Collection, Mapping, Sequence
from itertools import zip_longest

from python_calamine import CalamineWorkbook

from aggregator.book.opened import BookSheets
from aggregator.book.workbook_parts import NotUpdated
from aggregator.cells import is_blank
from aggregator.model import Value
from aggregator.viet.fold import key

Rows = Sequence[Sequence[Value]]
_WHY = "tự kiểm tra thấy sổ sẽ không còn nguyên vẹn"


def check_same_cells(opened: BookSheets, after: bytes, changed: Mapping[str, Collection[int]]) -> None:
    """Raise NotUpdated where the new book does not open, or lacks a cell of the old one or has another value there.

    ``changed`` are the titles of the sheets that are not byte for byte the old ones, each with the rows that were
    emptied. Cells that were blank may have come to be filled.
    """
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(after))
        titles = {key(title): title for title in book.sheet_names}
        new: dict[str, Rows] = {
            title: book.get_sheet_by_name(titles[key(title)]).to_python(skip_empty_area=False) for title in changed
        }
    except Exception as error:
        raise NotUpdated(_WHY) from error
    same = tuple(book.sheet_names)[: len(opened.titles)] == opened.titles
    if not same or not all(_kept(opened.sheet(title), new[title], rows) for title, rows in changed.items()):
        raise NotUpdated(_WHY)


def _kept(old: Rows, new: Rows, emptied: Collection[int]) -> bool:
    """Whether all cells are there but those of the emptied rows (from 1), which may be blank."""
    pairs = enumerate(zip_longest(old, new, fillvalue=()), start=1)
    return all(_kept_row(() if number in emptied else a, b) for number, (a, b) in pairs)


def _kept_row(old: Sequence[Value], new: Sequence[Value]) -> bool:
    blank = all(is_blank(value) for value in old[len(new) :])
    return blank and all(is_blank(a) or a == b for a, b in zip(old, new, strict=False))
