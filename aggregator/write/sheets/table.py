"""Tables on a page: heads, groups of lines, totals; an empty group says so in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from aggregator.write.sheets.cells import Value, put, put_across, set_height
from aggregator.write.sheets.measure import height, lines_needed
from aggregator.write.sheets.styles import is_bold, size_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from xlsxwriter.format import Format  # type: ignore[import-untyped]

    from aggregator.write.sheets.page import Page


FIRST = "first"  # the mark of the first row of a sheet's table
_FORMULA_SIGNS = ("=", "+", "-", "@")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its width in Excel's units and the style of its cells."""

    head: str
    width: float
    style: str = "text"


class Line(NamedTuple):
    """A line of a table; ``tone`` colours it whole, ``accents`` colour single cells: (column, tone).

    ``spans`` are columns (first, last) whose cells are merged; ``keep`` wants the next line on the same paper;
    ``mark`` is what links find the line by.
    """

    cells: tuple[Value, ...]
    tone: str = ""
    accents: tuple[tuple[int, str], ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    keep: bool = False
    mark: str = ""


class Group(NamedTuple):
    """Lines under a band with a title (None: no band); ``empty`` is said where there are none.

    ``mark`` is what links find the band by.
    """

    title: str | None
    lines: Sequence[Line]
    empty: str
    mark: str = ""


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
    page.marks.setdefault(FIRST, first)
    for group in groups:
        _write_group(page, columns, group)
    if filtered and page.row > first:
        page.sheet.autofilter(first - 1, 0, page.row - 1, len(columns) - 1)
    if total is not None:
        write_total(page, columns, total)


def _write_group(page: Page, columns: Sequence[Column], group: Group) -> None:
    """A band never stands alone at the foot of a paper: its first line stays with it."""
    pen = Pen(page, columns)
    if group.title is not None:
        below = pen.together(group.lines[:2]) if group.lines else height(1) + 8
        page.keep(_band_points(page, group.title), below)
        if group.mark:
            page.marks[group.mark] = page.row
        write_band(page, columns, group.title)
    if group.lines:
        pen.write(group.lines, paged=group.title is not None)
    else:
        write_empty(page, columns, group.empty)


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
    set_height(page.sheet, page.row, _band_points(page, title))
    page.row += 1


def _band_points(page: Page, title: str) -> float:
    return height(lines_needed(title, page.width, 10, True)) + 3


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
    widths = [sum(column.width for column in columns[: last_blank + 1])]
    widths += [column.width for column in columns[last_blank + 1 :]]
    told = zip((total[0], *total[last_blank + 1 :]), widths, strict=True)
    needed = max(lines_needed(str(value), width, 10, True) for value, width in told if value is not None)
    set_height(page.sheet, page.row, height(needed) + 3)
    page.row += 1


class Look(NamedTuple):
    """How a cell of a line looks, and what its height is reckoned from."""

    style: str
    tone: str
    format: Format
    width: float
    size: float
    bold: bool


class Pen:
    """Writes lines, each as high as its longest cell needs."""

    def __init__(self, page: Page, columns: Sequence[Column]) -> None:
        self._page, self._columns = page, columns
        self._known: dict[tuple[object, ...], list[Look]] = {}

    def write(self, lines: Sequence[Line], *, paged: bool = False) -> None:
        """Write the lines at the cursor; ``paged`` ends each paper by hand, and keeps on one what it must."""
        page = self._page
        for place, line in enumerate(lines):
            looks = self._looks(line)
            points = _points(line, looks)
            if paged:
                page.keep(points, self.together(lines[place + 1 : place + 2]) if line.keep else 0)
            if line.mark:
                page.marks.setdefault(line.mark, page.row)
            self._write(line, looks)
            set_height(page.sheet, page.row, points)
            page.row += 1

    def together(self, lines: Sequence[Line]) -> float:
        """The points of the first line, and of the second where the first one keeps it."""
        kept = lines[: 2 if lines and lines[0].keep else 1]
        return sum(_points(line, self._looks(line)) for line in kept)

    def _write(self, line: Line, looks: Sequence[Look]) -> None:
        sheet, row, styles = self._page.sheet, self._page.row, self._page.styles
        ends = dict(line.spans)
        for number, (value, look) in enumerate(zip(line.cells, looks, strict=True)):
            form = look.format
            if isinstance(value, str) and value.startswith(_FORMULA_SIGNS):
                form = styles.get(look.style, look.tone, quoted=True)
            if number in ends:
                put_across(sheet, row, (number, ends[number]), value, form)
            elif not any(first < number <= last for first, last in line.spans):
                put(sheet, row, number, value, form)

    def _looks(self, line: Line) -> list[Look]:
        key = (line.tone, line.accents, line.spans)
        looks = self._known.get(key)
        if looks is None:
            looks = self._known[key] = list(self._made(line))
        return looks

    def _made(self, line: Line) -> Iterator[Look]:
        accents, widths = dict(line.accents), [column.width for column in self._columns]
        for first, last in line.spans:
            widths[first] = sum(widths[first : last + 1]) + 0.7 * (last - first)
        for number, column in enumerate(self._columns):
            style, tone = column.style, accents.get(number, line.tone)
            form = self._page.styles.get(style, tone)
            yield Look(style, tone, form, widths[number], size_of(style), is_bold(style, tone))


def _points(line: Line, looks: Sequence[Look]) -> float:
    highest = 10.0
    for value, (_, _, _, width, size, bold) in zip(line.cells, looks, strict=True):
        if isinstance(value, str):
            highest = max(highest, lines_needed(value, width, size, bold) * size)
    return height(1, highest)


def write_lines(page: Page, columns: Sequence[Column], lines: Sequence[Line]) -> None:
    """Write lines at the page's cursor without a head."""
    Pen(page, columns).write(lines)
