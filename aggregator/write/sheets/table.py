"""Tables on a page: heads, groups of lines, totals; an empty group says so in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from aggregator.write.sheets.cells import Value, put, put_across, set_height
from aggregator.write.sheets.measure import height, lines_needed
from aggregator.write.sheets.styles import is_bold, size_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xlsxwriter.format import Format  # type: ignore[import-untyped]

    from aggregator.write.sheets.page import Page


_FORMULA_SIGNS = ("=", "+", "-", "@")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its width in Excel's units and the style of its cells."""

    head: str
    width: float
    style: str = "text"


class Line(NamedTuple):
    """A line of a table; ``tone`` colours it whole, ``accents`` colour single cells: (column, tone)."""

    cells: tuple[Value, ...]
    tone: str = ""
    accents: tuple[tuple[int, str], ...] = ()


class Group(NamedTuple):
    """Lines under a band with a title (None: no band); ``empty`` is said where there are none."""

    title: str | None
    lines: Sequence[Line]
    empty: str


def write_table(
    page: Page,
    columns: Sequence[Column],
    groups: Iterable[Group],
    *,
    total: tuple[Value, ...] | None = None,
    filtered: bool = False,
) -> None:
    """Write a table at the page's cursor; the first table's head is frozen and repeated on every page."""
    write_head(page, columns)
    first = page.row
    for group in groups:
        if group.title is not None:
            write_band(page, columns, group.title)
        if group.lines:
            write_lines(page, columns, group.lines)
        else:
            write_empty(page, columns, group.empty)
    if filtered and page.row > first:
        page.sheet.autofilter(first - 1, 0, page.row - 1, len(columns) - 1)
    if total is not None:
        write_total(page, columns, total)


def write_head(page: Page, columns: Sequence[Column]) -> None:
    """Write the heads of the columns; the first head of a page is frozen and repeated in print."""
    needed = max(lines_needed(c.head, c.width - 1, 10, True) for c in columns)
    for number, column in enumerate(columns):
        put(page.sheet, page.row, number, column.head, page.styles.get("head"))
    set_height(page.sheet, page.row, height(max(needed, 2)))
    page.row += 1
    page.keep_head()


def write_band(page: Page, columns: Sequence[Column], title: str) -> None:
    """Write the title of a group over the whole table."""
    put_across(page.sheet, page.row, (0, len(columns) - 1), title, page.styles.get("band"))
    set_height(page.sheet, page.row, height(lines_needed(title, page.width, 10, True)) + 3)
    page.row += 1


def write_empty(page: Page, columns: Sequence[Column], words: str) -> None:
    """Say in words that there is nothing to list."""
    put_across(page.sheet, page.row, (0, len(columns) - 1), words, page.styles.get("empty"))
    set_height(page.sheet, page.row, height(lines_needed(words, page.width)) + 8)
    page.row += 1


def write_total(page: Page, columns: Sequence[Column], total: tuple[Value, ...]) -> None:
    """Write the line of totals; the words of its first cell run on over the blanks that follow."""
    last_blank = next((n for n, value in enumerate(total[1:]) if value is not None), len(columns) - 1)
    put_across(page.sheet, page.row, (0, last_blank), total[0], page.styles.get("sum"))
    for number, value in enumerate(total[last_blank + 1 :], start=last_blank + 1):
        put(page.sheet, page.row, number, value, page.styles.get("sum_number"))
    room = sum(column.width for column in columns[: last_blank + 1])
    set_height(page.sheet, page.row, height(lines_needed(str(total[0]), room, 10, True)) + 3)
    page.row += 1


class Look(NamedTuple):
    """How a cell of a line looks, and what its height is reckoned from."""

    style: str
    tone: str
    format: Format
    width: float
    size: float
    bold: bool


def write_lines(page: Page, columns: Sequence[Column], lines: Iterable[Line]) -> None:
    """Write the lines, each as high as its longest cell needs. The inner loop is the writer's hot path."""
    sheet, row = page.sheet, page.row
    known: dict[tuple[str, tuple[tuple[int, str], ...]], list[Look]] = {}
    for cells, tone, accents in lines:
        looks = known.get((tone, accents))
        if looks is None:
            looks = known[tone, accents] = _looks(page, columns, tone, dict(accents))
        highest = 10.0
        for number, (value, look) in enumerate(zip(cells, looks, strict=True)):
            style, tone_here, form, width, size, bold = look
            if isinstance(value, str):
                highest = max(highest, lines_needed(value, width, size, bold) * size)
                if value.startswith(_FORMULA_SIGNS):
                    form = page.styles.get(style, tone_here, quoted=True)
            put(sheet, row, number, value, form)
        set_height(sheet, row, height(1, highest))
        row += 1
    page.row = row


def _looks(page: Page, columns: Sequence[Column], tone: str, accents: dict[int, str]) -> list[Look]:
    tones = [accents.get(number, tone) for number in range(len(columns))]
    return [
        Look(c.style, t, page.styles.get(c.style, t), c.width, size_of(c.style), is_bold(c.style, t))
        for c, t in zip(columns, tones, strict=True)
    ]
