"""The stream of records inside an .xls, taken out only where its chains of sectors end."""

from __future__ import annotations

import io
from importlib import import_module
from typing import TYPE_CHECKING, Any

from aggregator.errors import Unreadable
from aggregator.read.limits import DAMAGED, MAX_FILE

if TYPE_CHECKING:
    from collections.abc import Sequence

MAGIC = b"\xd0\xcf\x11\xe0"
STREAMS = ("Workbook", "Book")


def workbook_stream(data: bytes) -> bytes:
    """The stream of records, out of its OLE file where it is in one.

    Raises Unreadable where a chain of sectors loops: calamine follows it until the memory is full.
    """
    if not data.startswith(MAGIC):
        return data
    try:
        with import_module("olefile").OleFileIO(io.BytesIO(data)) as ole:
            check_chains(ole)
            name = next(name for name in STREAMS if ole.exists(name))
            stream: bytes = ole.openstream(name).read(MAX_FILE)
            return stream
    except Exception as error:
        raise Unreadable(DAMAGED) from error


def check_chains(ole: Any) -> None:
    """Refuse an OLE file in which a chain of sectors comes back to itself."""
    ole.loadminifat()
    entries = [entry for entry in ole.direntries if entry is not None]
    mini = [e.isectStart for e in entries if e.size < ole.minisectorcutoff and e is not ole.root]
    large = [e.isectStart for e in entries if e.size >= ole.minisectorcutoff or e is ole.root]
    starts = [ole.first_dir_sector, ole.first_mini_fat_sector, *large]
    if any(loops(ole.fat, start) for start in starts) or any(loops(ole.minifat, start) for start in mini):
        raise Unreadable(DAMAGED)


def loops(table: Sequence[int], start: int) -> bool:
    """Whether the chain from a sector on is longer than there are sectors."""
    steps = 0
    while 0 <= start < len(table):
        start = table[start]
        steps += 1
        if steps > len(table):
            return True
    return False
