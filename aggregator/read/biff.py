"""A cheap look at the records of an .xls: how far its sheets reach, and whether a close look is needed."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aggregator.read.limits import fits_densely

if TYPE_CHECKING:
    from collections.abc import Iterator

HEADER = struct.Struct("<HH")
BOF = 0x0809  # of BIFF5 and BIFF8; older ones have other numbers
FILEPASS, FONT, COLINFO, BOOLERR, MULRK = 0x2F, 0x31, 0x7D, 0x205, 0xBD
ROW, DIMENSIONS = 0x208, 0x200
FORMULAS = frozenset({0x06, 0x206, 0x406})
# NUMBER, LABEL, BOOLERR, RSTRING, LABELSST, RK, MULRK and formulas: row and column come first
CELLS = frozenset({0x203, 0x204, BOOLERR, 0xD6, 0xFD, 0x27E, MULRK}) | FORMULAS
HIDDEN_ROW, HIDDEN_COLUMN, STRUCK = 0x20, 0x01, 0x08


@dataclass(slots=True)
class Reach:
    """How far one sheet reaches."""

    rows: int = 0
    columns: int = 0
    filled: int = 0

    def add(self, row: int, column: int, width: int = 1) -> None:
        """Count ``width`` cells from a 0-based place on."""
        self.rows = max(self.rows, row + 1)
        self.columns = max(self.columns, column + width)
        self.filled += width


@dataclass(slots=True)
class BiffLook:
    """What the records show at first sight."""

    modern: bool = False  # BIFF5 or BIFF8
    locked: bool = False
    telling: bool = False  # hidden rows or columns, errors, old fonts, strike-through
    sheets: list[Reach] = field(default_factory=list)
    declared: int = 0  # cells, by the dimension records: calamine reserves room for them unseen

    @property
    def dense(self) -> bool:
        """Whether all sheets together may be laid out as rectangles: calamine does so at once."""
        box = sum(sheet.rows * sheet.columns for sheet in self.sheets)
        return fits_densely(1, max(box, self.declared), sum(sheet.filled for sheet in self.sheets))


def records(stream: bytes) -> Iterator[tuple[int, int, int]]:
    """The records as (number, where the content begins, its size)."""
    at, end = 0, len(stream) - 4
    while at <= end:
        number, size = HEADER.unpack_from(stream, at)
        yield number, at + 4, min(size, len(stream) - at - 4)
        at += 4 + size


def look_at(stream: bytes) -> BiffLook:
    """Walk the records once."""
    look = BiffLook(modern=stream[:2] == b"\x09\x08")
    sheet = Reach()
    for number, at, size in records(stream):
        if number in CELLS and size >= 6:
            row, column = HEADER.unpack_from(stream, at)
            sheet.add(row, column, max(1, (size - 6) // 6) if number == MULRK else 1)
            look.telling = look.telling or is_error(number, stream, at, size)
        elif number == BOF:
            sheet = Reach()
            look.sheets.append(sheet)
        elif number == DIMENSIONS:
            look.declared += declared_cells(stream[at : at + size])
        elif number == FILEPASS:
            look.locked = True
        elif number in (ROW, COLINFO, FONT):
            look.telling = look.telling or is_telling(number, stream[at : at + size])
    return look


def declared_cells(record: bytes) -> int:
    """The cells a dimension record speaks of: rows from, to, columns from, to, in two widths."""
    layout = {14: "<IIHH", 10: "<HHHH"}.get(len(record))
    if layout is None:
        return 0
    top, bottom, left, right = struct.unpack_from(layout, record)
    return int(abs(bottom - top) * abs(right - left))


def is_error(number: int, stream: bytes, at: int, size: int) -> bool:
    """Whether a cell record shows an error."""
    if number == BOOLERR:
        return size >= 8 and stream[at + 7] == 1
    return number in FORMULAS and size >= 14 and stream[at + 6] == 2 and stream[at + 12 : at + 14] == b"\xff\xff"


def is_telling(number: int, record: bytes) -> bool:
    """Whether a row or column is hidden, or a font is old or struck through."""
    if number == ROW:
        return len(record) > 12 and bool(record[12] & HIDDEN_ROW)
    if number == COLINFO:
        return len(record) > 8 and bool(record[8] & HIDDEN_COLUMN)
    name = record[14:].replace(b"\x00", b"").lower()
    return len(record) > 2 and (bool(record[2] & STRUCK) or b".vn" in name or b"vni" in name)
