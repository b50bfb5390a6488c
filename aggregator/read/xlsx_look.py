"""A cheap look at the bytes of a sheet: how far it reaches, and whether a close look is needed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aggregator.errors import Unreadable
from aggregator.read.limits import ENTITIES, check_cells, fits_densely
from aggregator.read.references import column_number, merge_of
from aggregator.read.xlsx_styles import OLD_FONT

if TYPE_CHECKING:
    from aggregator.model import Merge

# A cell as every program writes it; what deviates (quotes, prefixes, no r) is read by the close look instead.
# Possessive, so that a hostile cell with a thousand attributes is given up at once.
CELL = re.compile(
    rb'<c(?>\s+(?:r="([A-Z]{1,3})([0-9]{1,7})"|s="([0-9]+)"|[\w:]+="[^"<>]*"))*+\s*+(/?)>',
)
COLUMN = re.compile(rb'<c r="([A-Z]{1,3})[0-9]{1,7}"')
ROW = re.compile(rb'<c r="[A-Z]{1,3}([0-9]{1,7})"')
QUICK_CELLS = 1_000_000
HIDDEN = re.compile(rb'\s(?:hidden="(?:1|true|on)"|(?:ht|width)="0(?:\.0+)?")')
MAY_HIDE = (b'hidden="', b'ht="0', b'width="0')  # found far faster than the pattern
UNVALUED = re.compile(rb"(?:</f>|<f\b[^<>]*/>)\s*(?:</c>|<v\s*/>|<v></v>)")
MERGE = re.compile(rb"<(?:\w+:)?mergeCell\s[^<>]*?ref=[\"']([A-Za-z0-9:$]+)[\"']")


@dataclass(slots=True)
class Look:
    """What the bytes of a sheet show at first sight."""

    dense: bool  # it may be laid out as a rectangle
    telling: bool = False  # hidden rows, errors, formulas without values, rich text
    styles: set[bytes | None] | None = None  # of the cells with content, where they were looked at


def look_at(xml: bytes) -> Look:
    """Look at a sheet part. Raises Unreadable where it declares entities or has too many cells."""
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        raise Unreadable(ENTITIES)
    look = Look(dense=True) if is_small(xml) else measure(xml)
    look.telling = (
        b't="e"' in xml
        or (any(clue in xml for clue in MAY_HIDE) and HIDDEN.search(xml) is not None)
        or (b"<f" in xml and UNVALUED.search(xml) is not None)
        or (b"<rPr" in xml and (b"strike" in xml or OLD_FONT.search(xml) is not None))
    )
    return look


def uses(xml: bytes, look: Look, notable: set[int]) -> bool:
    """Whether a cell with content has one of these styles."""
    if not notable:
        return False
    styles = measure(xml).styles if look.styles is None else look.styles
    return any(int(style or b"0") in notable for style in styles or ())


def is_small(xml: bytes) -> bool:
    """Whether all cells, empty ones too, lie in a small rectangle: the ordinary case, seen fastest."""
    if xml.count(b"<c ") > QUICK_CELLS:
        return False
    letters, numbers = COLUMN.findall(xml), ROW.findall(xml)
    if len(letters) != len(numbers) or not is_regular(xml, len(numbers)):
        return False
    rows, columns = max(map(int, set(numbers)), default=0), reach(set(letters))
    return fits_densely(rows, columns, 0)


def measure(xml: bytes) -> Look:
    """How far the cells with content reach, and the styles they use."""
    columns, rows, styles = set(), set(), set()
    cells = filled = 0
    for cell in CELL.finditer(xml):
        cells += 1
        column, row, style, closed = cell.groups()
        if not closed:
            filled += 1
            columns.add(column)
            rows.add(row)
            styles.add(style)
    check_cells(filled)
    dense = None not in rows and is_regular(xml, cells)
    dense = dense and fits_densely(max(map(int, rows), default=0), reach(columns), filled)
    return Look(dense, styles=styles)


def reach(columns: set[bytes]) -> int:
    """The number of the last of these columns."""
    return max((column_number(letters.decode()) for letters in columns), default=0)


def is_regular(xml: bytes, cells: int) -> bool:
    """Whether the pattern saw every cell: plain UTF-8 without prefixes, each cell in the usual writing."""
    if xml.startswith((b"\xff\xfe", b"\xfe\xff")) or b":sheetData" in xml:
        return False
    return cells == xml.count(b"<c ") + xml.count(b"<c>") + xml.count(b"<c/>") and b"<c\n" not in xml


def merges_of(xml: bytes) -> list[Merge]:
    """The merged ranges of a sheet."""
    found = (merge_of(reference.decode()) for reference in MERGE.findall(xml))
    return [merge for merge in found if merge is not None]
