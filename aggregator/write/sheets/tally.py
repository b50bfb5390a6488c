"""The small tables under the candidates: the decisions by field and by unit, and the numbers that result (R6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aggregator.write.sheets import words
from aggregator.write.sheets.cells import put, put_across, set_height
from aggregator.write.sheets.measure import height, lines_needed
from aggregator.write.sheets.table import Column, Line, Pen, write_band, write_total

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from aggregator.write.sheets.entries import Entry
    from aggregator.write.sheets.page import Page
    from aggregator.write.sheets.view import View

_LABEL = (0, 2)  # the columns under a label; the six numbers stand in those that follow
_ROOM = 80.0  # points that a title, its heads and the first lines take


class Tally(NamedTuple):
    """What a table counts: its six heads, and the numbers of some entries."""

    heads: tuple[str, ...]
    numbers: Callable[[View, Iterable[Entry]], tuple[int, ...]]


class Parts(NamedTuple):
    """What a table is divided by: its title, the head of the labels, the entries under each label."""

    title: str
    head: str
    entries: list[tuple[str, list[Entry]]]


def write_tally(page: Page, view: View, tally: Tally, parts: Parts) -> None:
    """Write a line for each part and their sum; a part without any entry is left out."""
    columns = [Column("", width, "number") for width in page.widths]
    columns[0] = Column("", page.widths[0], "text")
    page.skip(10)
    page.keep(height(1), _ROOM)
    write_band(page, columns, parts.title)
    _write_heads(page, (parts.head, *tally.heads))
    numbers = [(told, tally.numbers(view, entries)) for told, entries in parts.entries]
    lines = [Line((told, None, None, *counts), "", (), (_LABEL,)) for told, counts in numbers if any(counts)]
    pen = Pen(page, columns)
    for line in lines:
        if page.keep(pen.together([line])):  # the heads that print repeats are those of the models
            _write_heads(page, (parts.head, *tally.heads))
        pen.write([line])
    sums = tally.numbers(view, [entry for _, entries in parts.entries for entry in entries])
    write_total(page, columns, ("Cộng", None, None, *sums))


def _write_heads(page: Page, heads: Sequence[str]) -> None:
    style = page.styles.get("head")
    put_across(page.sheet, page.row, _LABEL, heads[0], style)
    for column, head in enumerate(heads[1:], start=_LABEL[1] + 1):
        put(page.sheet, page.row, column, head, style)
    needed = max(
        lines_needed(head, width - 1, 10, True)
        for head, width in zip(heads[1:], page.widths[_LABEL[1] + 1 :], strict=True)
    )
    set_height(page.sheet, page.row, height(needed))
    page.row += 1


def by_field(view: View, titles: dict[str | None, str]) -> list[tuple[str, list[Entry]]]:
    """The entries of each field, under its title."""
    return [(title, [e for e in view.entries if e.settled_field == code]) for code, title in titles.items()]


def by_unit(view: View) -> list[tuple[str, list[Entry]]]:
    """The entries of each unit, those of no known unit last."""
    parts = [(unit.name, [e for e in view.entries if e.unit == unit.code]) for unit in view.roster]
    return [*parts, (words.UNKNOWN_UNIT, [e for e in view.entries if e.unit not in view.states])]
