"""Declared tables: a column is its head, its width, its style and the function that gives its cell, in one line.

The lines of a group are made column by column: each distinct value of a column is cleaned, measured and put into
XML once, and each line is written whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import count, repeat
from typing import Generic, TypeVar

from msgspec import Struct, field

from aggregator.office.page import FIRST, Page
from aggregator.office.sheet import STYLES, TONES, Span, Value, height, lines_needed, text_height
from aggregator.vietnamese.fold import clean

T = TypeVar("T")
T_contra = TypeVar("T_contra", contravariant=True)

_FORMULA_SIGNS = ("=", "+", "-", "@")
_LOW = height(1)
_Cell = tuple[str, float]  # the end of its XML, its points


class Column(Struct, Generic[T_contra], frozen=True):
    """A column: its head, its width in Excel's units, the style of its cells, and what its cell is.

    ``tone`` colours its cell otherwise than the line (None: as the line); ``span`` merges it with the columns that
    follow, as many as the number says with its own; ``total`` is its cell in the line of totals.
    """

    head: str
    width: float
    style: str
    cell: Callable[[T_contra], Value]
    tone: Callable[[T_contra], str | None] | None = None
    span: Callable[[T_contra], int] | None = None
    total: Callable[[Sequence[T_contra]], Value] | None = None


def order() -> Column[object]:
    """The column of running numbers, which count the lines of a table, or of a group where that begins anew."""
    return Column("STT", 5, "order", _running)


def _running(line: object) -> Value:
    raise AssertionError(line)  # the table counts


class Group(Struct, Generic[T], frozen=True):
    """Lines under a band with a title (None: no band); ``empty`` is said where there are none.

    ``mark`` is what links find the band by; a folded group shows its band, and its lines when it is opened.
    """

    title: str | None
    lines: Sequence[T]
    empty: str = ""
    mark: str = ""
    folded: bool = False


class Table(Struct, Generic[T], frozen=True):
    """The columns, and what is true of a whole line.

    ``tone`` colours it, ``keep`` wants the next line on the same paper, ``mark`` is what links find it by;
    ``anew`` counts the running numbers of each group by themselves.
    """

    columns: Sequence[Column[T]]
    tone: Callable[[T], str] | None = None
    keep: Callable[[T], bool] | None = None
    mark: Callable[[T], str] | None = None
    anew: bool = False

    @property
    def widths(self) -> list[float]:
        """The widths of the columns."""
        return [column.width for column in self.columns]

    def write(
        self, page: Page, groups: Iterable[Group[T]], *, total: str | None = None, filtered: bool = False
    ) -> None:
        """Write the table at the page's cursor, the first head frozen; ``total``: the words of totals, if any."""
        needed = max(lines_needed(c.head, c.width - 1, 10, True) for c in self.columns)
        for number, column in enumerate(self.columns):
            page.sheet.put(page.row, number, column.head, page.styles.get("head"))
        page.advance(height(max(needed, 2)))
        page.keep_head()
        first, pen = page.row, Pen(page, self)
        page.marks.setdefault(FIRST, first)
        lines: list[T] = []
        for group in groups:
            pen.group(group)
            lines += group.lines
        if filtered and page.row > first:
            page.sheet.autofilter(first - 1, 0, page.row - 1, page.last)
        if total is not None:
            write_total(page, self.columns, total, lines)


def write_total(page: Page, columns: Sequence[Column[T]], words: str, lines: Sequence[T]) -> None:
    """Write the line of totals; its words run on over the columns that have none."""
    sums = [None if column.total is None else column.total(lines) for column in columns]
    words_end = next((n for n, column in enumerate(columns) if n and column.total is not None), len(columns)) - 1
    page.sheet.across(page.row, (0, words_end), words, page.styles.get("sum"))
    needed = [lines_needed(words, sum(column.width for column in columns[: words_end + 1]), 10, True)]
    for number in range(words_end + 1, len(columns)):
        page.sheet.put(page.row, number, sums[number], page.styles.get("sum_number"))
        needed.append(lines_needed(str(sums[number] or ""), columns[number].width, 10, True))
    page.advance(height(max(needed)) + 3)


class Pen(Struct, Generic[T]):
    """Writes the lines of a table, each as high as its highest cell needs."""

    page: Page
    table: Table[T]
    _inks: dict[tuple[int, str, int], _Ink] = field(default_factory=dict)
    _numbers: count[int] = field(default_factory=lambda: count(1))

    def group(self, group: Group[T]) -> None:
        """A band never stands alone at the foot of a paper: its first line stays with it."""
        page = self.page
        if self.table.anew:
            self._numbers = count(1)
        lines = self._layout(group.lines)
        if group.title is not None:
            points = height(lines_needed(group.title, page.width, 10, True)) + 3
            below = 0 if group.folded else self._together(lines, 0) if lines else _LOW + 8
            page.keep(points, below)
            if group.mark:
                page.marks[group.mark] = page.row
            page.line(group.title, "band", points)
            if group.folded and group.lines:
                page.set_height(page.row - 1, points, collapsed=True)
        if lines:
            self._write(lines, paged=group.title is not None, folded=group.folded)
        elif group.empty:
            page.line(group.empty, "empty", height(lines_needed(group.empty, page.width)) + 8)

    def lines(self, lines: Sequence[T]) -> None:
        """Write lines at the page's cursor without a head or a band."""
        self._write(self._layout(lines), paged=False, folded=False)

    def points(self, line: T) -> float:
        """The height that a line will have."""
        return self._layout([line])[0].points

    def _write(self, lines: Sequence[_Line], *, paged: bool, folded: bool) -> None:
        page, sheet = self.page, self.page.sheet
        for place, line in enumerate(lines):
            if paged and not folded:
                with_next = line.keep or place == len(lines) - 2  # nor does the last line stand alone at a head
                page.keep(line.points, self._together(lines, place + 1) if with_next else 0)
            if line.mark:
                page.marks.setdefault(line.mark, page.row)
            sheet.prepare(page.row, line.cells, line.points, folded=folded)
            for span in line.spans:
                sheet.merge_prepared(page.row, span)
            page.note_height(0 if folded else line.points)

    @staticmethod
    def _together(lines: Sequence[_Line], place: int) -> float:
        """The points of a line, and of the one after it where it keeps that."""
        group = lines[place : place + (2 if lines[place : place + 1] and lines[place].keep else 1)]
        return sum(line.points for line in group)

    def _layout(self, lines: Sequence[T]) -> list[_Line]:
        """The lines as they are written, made column by column."""
        if not lines:
            return []
        table, columns = self.table, range(len(self.table.columns))
        tones = list(map(table.tone, lines)) if table.tone else None
        cells, points = zip(*(zip(*self._cells(n, lines, tones), strict=True) for n in columns), strict=True)
        layout = list(map(_Line, map(list, zip(*cells, strict=True)), map(max, *points)))
        for number, column in enumerate(table.columns):
            if column.span is not None:
                self._merge(number, column.span, lines, layout)
        for line, thing in zip(layout, lines, strict=True) if table.keep or table.mark else ():
            line.keep = table.keep is not None and table.keep(thing)
            line.mark = table.mark(thing) if table.mark else ""
        return layout

    def _cells(self, number: int, lines: Sequence[T], tones: Sequence[str] | None) -> Iterable[_Cell]:
        """The cells of a column; a value that came before, in the same tone, is not made again."""
        column = self.table.columns[number]
        if column.cell is _running:
            values: Iterable[Value] = [next(self._numbers) for _ in lines]
        else:
            values = map(column.cell, lines)
        looks: Sequence[str] = tones or [""] * len(lines)
        if column.tone is not None:
            looks = [look if own is None else own for look, own in zip(looks, map(column.tone, lines), strict=True)]
        if column.span is None and len(set(looks)) == 1:
            return map(self._ink(number, looks[0], 1).__getitem__, values)
        pairs = list(zip(looks, repeat(1) if column.span is None else map(column.span, lines), strict=False))
        inks = {(look, wide): self._ink(number, look, wide) for look, wide in dict.fromkeys(pairs)}
        return [inks[pair][value] for pair, value in zip(pairs, values, strict=True)]

    def _ink(self, number: int, tone: str, wide: int) -> _Ink:
        ink = self._inks.get((number, tone, wide))
        if ink is None:
            width = sum(self.table.widths[number : number + wide]) + 0.7 * (wide - 1)
            ink = self._inks[number, tone, wide] = _Ink(self.page, self.table.columns[number].style, tone, width)
        return ink

    def _merge(self, number: int, span: Callable[[T], int], lines: Sequence[T], layout: Sequence[_Line]) -> None:
        """Merged cells all look alike, and those behind the first are blank."""
        for thing, line in zip(lines, layout, strict=True):
            last = number + span(thing) - 1
            if last > number:
                look = line.cells[number].split('"', 3)[2]
                line.cells[number + 1 : last + 1] = [f'" s="{look}"/>'] * (last - number)
                line.spans.append((number, last))


class _Ink(dict[Value, _Cell]):
    """The cells of a column in a tone by their values, each made when it is first asked for."""

    def __init__(self, page: Page, style: str, tone: str, width: float) -> None:
        super().__init__()
        self._sheet, self._styles, self._look = page.sheet, page.styles, (style, tone)
        self._form, self._width = page.styles.get(style, tone), width
        look = STYLES[style] | TONES[tone]
        self._size, self._bold = look.get("font_size", 10), look.get("bold", False)

    def __missing__(self, value: Value) -> _Cell:
        if isinstance(value, str):
            text, form = clean(value), self._form
            if text.startswith(_FORMULA_SIGNS):  # it stays text when it is edited
                form = self._styles.get(*self._look, quoted=True)
            points = text_height(lines_needed(text, self._width, self._size, self._bold), self._size)
            cell = self._sheet.cell_xml(text, form), points
        else:
            cell = self._sheet.cell_xml(value, self._form), _LOW
        self[value] = cell
        return cell


class _Line(Struct):
    """A line as it is written: the ends of its cells' XML, its height, and what is true of it whole."""

    cells: list[str]
    points: float
    keep: bool = False
    mark: str = ""
    spans: list[Span] = field(default_factory=list)
