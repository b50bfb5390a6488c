"""The stamp of our blank M1 and M2 in Word: custom document properties, as rows of a hidden sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aggregator.model import Row, Sheet
from aggregator.stamp import STAMP

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

PREFIX = f"{STAMP}."


def stamp_sheets(properties: Element | None) -> tuple[Sheet, ...]:
    """The stamp as a hidden sheet of names and values; no sheet where the file has none.

    ``properties`` is the tree of ``docProps/custom.xml``.
    """
    found = () if properties is None else properties.iterfind("property")
    pairs = [(p.get("name", ""), "".join(p.itertext())) for p in found]
    stamp = [(name.removeprefix(PREFIX), value) for name, value in pairs if name.startswith(PREFIX)]
    rows = tuple(Row(number, pair) for number, pair in enumerate(stamp, start=1))
    return (Sheet(STAMP, rows, hidden=True),) if rows else ()
