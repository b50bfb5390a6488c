"""PDF with a text layer: its ruled tables and the words around them. What is read so is always doubtful."""

import io
import logging
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from itertools import pairwise, takewhile
from math import ceil
from statistics import median
from typing import Any

from msgspec import Struct, structs

from aggregator.nouns.document import Document, Unreadable
from aggregator.nouns.finding import reason
from aggregator.read.builder import PaperBuilder
from aggregator.read.limits import unreadable
from aggregator.vietnamese.fold import regex

MOST_PAGES = 40  # more are not read within a file's time
LEAST_LETTERS = 20  # a page number or a stamp on a scan is no text layer
SAME_LINE = 3  # points between the tops of the words of one line
LEAST_EDGES = 8  # of ruled lines; under a letterhead one or two may stand
WIDE_GAP = 12  # points between words that stand in columns of their own


def read_pdf(data: bytes) -> Document:
    """Ruled tables as rows, other lines in column A, in one sheet. Raises Unreadable: a scan, locked, very long."""
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    builder = PaperBuilder("PDF")
    try:
        with import_module("pdfplumber").open(io.BytesIO(data)) as pdf:
            if sum(len(page.chars) for page in pdf.pages[:3]) < LEAST_LETTERS:
                raise unreadable("scan")
            if len(pdf.pages) > MOST_PAGES:
                raise unreadable("pdf-too-long", pages=len(pdf.pages))
            if not _aligned(pdf.pages, builder):
                layout = _Layout(builder)
                for page in pdf.pages:
                    layout.page(page)
                    page.close()
    except (Unreadable, MemoryError):
        raise
    except Exception as error:
        raise unreadable("locked" if "Password" in f"{type(error).__name__} {error!r}" else "damaged") from error
    return Document("pdf", (builder.sheet(),), doubtful=reason("pdf-doubtful"))


def _aligned(pages: Sequence[Any], builder: PaperBuilder) -> bool:
    """Put the rows of a table without ruled lines into the builder; False where there is none, or a ruled one."""
    if any(len(page.edges) >= LEAST_EDGES for page in pages):
        return False
    lines = one_after_the_other([lines_of(page) for page in pages])
    columns = columns_of(lines)
    for row in aligned_rows(lines, columns) if columns else ():
        builder.row(row)
    return bool(columns)


class _Table(Struct):
    """Where a table's rows and columns stood on its page (points), and where its rows stand in the sheet."""

    tops: list[int]
    edges: list[int]
    first_row: int
    columns: int = 0


class _Layout:
    def __init__(self, builder: PaperBuilder) -> None:
        self._builder = builder
        self._open_table = 0  # columns of the table with which the page above ends
        self._laid_out: list[_Table] = []

    def page(self, page: Any) -> None:
        """Lines and tables from the top down. A row cut by the end of a page goes on at the top of the next."""
        tables = sorted(page.find_tables(), key=lambda table: table.bbox[1])
        outside = page
        for table in tables:
            outside = outside.outside_bbox(table.bbox) if _fits(table.bbox, page.bbox) else outside
        lines = list(_lines(outside.extract_words()))
        for number, table in enumerate(tables):
            above = [line for line in lines if line[0] < table.bbox[1]]
            lines = lines[len(above) :]
            self._lines(above)
            self._table(table, goes_on=number == 0 and not above)
        self._lines(lines)

    def _lines(self, lines: list[tuple[float, list[str]]]) -> None:
        for _, texts in lines:
            self._builder.row(dict(enumerate(texts, 1)))
            self._open_table = 0

    def _table(self, table: Any, goes_on: bool) -> None:
        laid_out = _Table(
            [round(row.bbox[1]) for row in table.rows],
            sorted({round(cell[0]) for cell in table.cells}),
            self._builder.at,
        )
        rows = [[unwrap(text or "") for text in row] for row in table.extract()]
        # rows at the same heights as on another page, in other columns: the right half of a wide sheet printed
        alike = (table for table in self._laid_out if len(table.tops) > 1 and table.tops == laid_out.tops)
        left = next((table for table in alike if table.edges != laid_out.edges), None)
        if left is not None:
            for at, row in enumerate(rows, left.first_row):
                for column, text in enumerate(row, left.columns + 1):
                    self._builder.put(at, column, text)
            left.columns += max(map(len, rows), default=0)
            return
        laid_out.columns = max(map(len, rows), default=0)
        self._laid_out.append(laid_out)
        for number, row in enumerate(rows):
            cells = {column: text for column, text in enumerate(row, 1) if text}
            if goes_on and number == 0 and len(row) == self._open_table and 1 not in cells:
                self._join(cells)
            else:
                self._builder.row(cells)
        self._open_table = len(rows[-1]) if rows else 0

    def _join(self, cells: dict[int, str]) -> None:
        """The lower part of the row above, which has no number of its own."""
        at = self._builder.at - 1
        for column, text in cells.items():
            upper = self._builder.cells.get(at, {}).get(column)
            self._builder.put(at, column, f"{upper} {text}" if upper else text)


def _fits(inner: Sequence[float], outer: Sequence[float]) -> bool:
    return inner[0] >= outer[0] and inner[1] >= outer[1] and inner[2] <= outer[2] and inner[3] <= outer[3]


def _lines(words: list[dict[str, Any]]) -> Iterator[tuple[float, list[str]]]:
    """The lines as (top, texts): words far apart on one line are texts of their own, as two letterheads are."""
    top, right = float("-inf"), 0.0
    texts: list[str] = []
    for word in sorted(words, key=lambda word: (round(word["top"] / SAME_LINE), word["x0"])):
        if abs(word["top"] - top) > SAME_LINE:
            if texts:
                yield top, texts
            top, texts = word["top"], [word["text"]]
        elif word["x0"] - right > WIDE_GAP:
            texts.append(word["text"])
        else:
            texts[-1] += " " + word["text"]
        right = word["x1"]
    if texts:
        yield top, texts


# ---- A table without ruled lines, read by how its words stand: columns between gutters, rows round numbers.
#
# A gutter is a stretch of the page's width that hardly any line of the table crosses. Each running number of the
# first column (and “STT” itself) anchors a row; what stands between two anchors belongs to the one on its side of
# the widest gap. A line that crosses gutters and begins at the left is no row of cells: a heading or a title.


SPACE = 0.4  # of a letter's height, between words of one cell at most
LEAST_GUTTER = 1.0  # points
LEAST_COLUMNS, LEAST_LINES = 4, 2
FINE = 2  # steps a point in which gutters are sought
CROSSING = 0.08  # of the table's lines may cross a gutter
WIDE = 0.4  # of the table's width: a text as wide is no head over two columns
FAR = 1.9  # times a letter's height between two lines: the table ends there
NUMBER = regex(r"\d{1,3}")
PAGE_NUMBER = regex(r"[-–\s]*(?:[Tt]rang\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?[-–\s]*")
ANCHOR = regex(r"(?:\d{1,3}|[Ss]?\.?[Tt]\.?[Tt]\.?)[.)]?")
WRAP = regex(r"\s*\n(?!\s*(?:[-+•*]|\d+[.)]\s))")
BROKEN_YEAR = regex(r"(?<=/)\n(?=20\d\d\b)|(?<=/2)\n(?=0\d\d\b)|(?<=/20)\n(?=\d\d\b)|(?<=/20\d)\n(?=\d\b)")


class Segment(Struct, frozen=True):
    """Words of one line that stand together, or one of them (points)."""

    left: float
    right: float
    text: str
    words: "tuple[Segment, ...]" = ()


class Line(Struct, frozen=True):
    """The segments of one line, from the left; ``top`` and ``bottom`` on its page (points)."""

    top: float
    bottom: float
    segments: tuple[Segment, ...]


Columns = Sequence[tuple[float, float]]
Cells = Mapping[int, str]  # by column, from 1


def lines_of(page: Any) -> list[Line]:
    """The lines of a page of pdfplumber, from the top."""
    words = sorted(page.extract_words(x_tolerance=1), key=lambda word: (word["top"], word["x0"]))
    rows: list[list[Mapping[str, Any]]] = []
    for word in words:
        if not rows or word["top"] - rows[-1][0]["top"] > SAME_LINE:
            rows.append([])
        rows[-1].append(word)
    return [_line(row) for row in rows]


def _line(given: Sequence[Mapping[str, Any]]) -> Line:
    segments: list[Segment] = []
    space = SPACE * min(word["bottom"] - word["top"] for word in given)
    for word in sorted(given, key=lambda word: word["x0"]):
        number = len(segments) == 1 and NUMBER.fullmatch(segments[0].text)  # an STT close to the next cell
        if segments and word["x0"] - segments[-1].right <= space and not number:
            last = segments.pop()
            words = (*last.words, Segment(word["x0"], word["x1"], word["text"]))
            segments.append(Segment(last.left, word["x1"], f"{last.text} {word['text']}", words))
        else:
            alone = Segment(word["x0"], word["x1"], word["text"])
            segments.append(Segment(alone.left, alone.right, alone.text, (alone,)))
    return Line(given[0]["top"], max(word["bottom"] for word in given), tuple(segments))


def one_after_the_other(pages: Sequence[Sequence[Line]]) -> list[Line]:
    """The lines of all pages as if on one long page, without the pages' numbers: a row may go on overleaf."""
    lines: list[Line] = []
    for page in pages:
        numbers = [len(line.segments) == 1 and PAGE_NUMBER.fullmatch(line.segments[0].text) for line in page]
        kept = [line for at, line in enumerate(page) if at not in (0, len(page) - 1) or not numbers[at]]
        below = lines[-1].bottom + 1 - kept[0].top if lines and kept else 0.0
        lines += [structs.replace(line, top=line.top + below, bottom=line.bottom + below) for line in kept]
    return lines


def columns_of(lines: Sequence[Line]) -> Columns:
    """The columns of a table, from the left, by its counted lines, which heads widen; none without four."""
    begin = next((at for at, line in enumerate(lines) if NUMBER.fullmatch(line.segments[0].text)), len(lines))
    counted = [line for line in lines[begin:] if len(line.segments) >= LEAST_COLUMNS and _is_anchor(line)]
    if len(counted) < LEAST_LINES:
        return ()
    columns = _covered([segment for line in counted for segment in line.segments[1:]], len(counted))
    for line in lines[:begin]:
        for segment in line.segments[_is_anchor(line) :] if len(line.segments) >= LEAST_COLUMNS else ():
            over = [n for n, (left, right) in enumerate(columns) if segment.left <= right and left <= segment.right]
            if len(over) == 1:
                left, right = columns[over[0]]
                columns[over[0]] = (min(left, segment.left), max(right, segment.right))
            elif not over:
                columns = sorted([*columns, (segment.left, segment.right)])
    first = (min(line.segments[0].left for line in counted), columns[0][0])
    return [first, *columns] if len(columns) >= LEAST_COLUMNS - 1 else ()


def _covered(texts: Sequence[Segment], lines: int) -> list[tuple[float, float]]:
    """The stretches of the width that the texts of so many lines cover, but for a few that run over."""
    crossed = [0] * (int(max(text.right for text in texts) * FINE) + 2)
    for text in texts:
        for point in range(ceil(text.left * FINE), int(text.right * FINE) + 1):
            crossed[point] += 1
    covered: list[tuple[float, float]] = []
    for point, count in enumerate(crossed):
        if count > CROSSING * lines:
            if covered and point / FINE - covered[-1][1] <= LEAST_GUTTER:
                covered[-1] = (covered[-1][0], point / FINE)
            else:
                covered.append((point / FINE, point / FINE))
    return covered


def _is_anchor(line: Line) -> bool:
    return bool(ANCHOR.fullmatch(line.segments[0].text))


def aligned_rows(lines: Sequence[Line], columns: Columns) -> Iterator[Cells]:
    """The lines as rows of the table and the texts around it, in order."""
    cells = [None if _crosses(line, columns) else _cells(line, columns) for line in lines]
    anchors = [at for at, row in enumerate(cells) if row and ANCHOR.fullmatch(row.get(1, ""))]
    owner = _owners(lines, cells, anchors)
    at = 0
    while at < len(lines):
        if owner[at] is None:
            text, at = _around(lines, owner, cells, at)
            yield text
            continue
        end = at
        while end < len(lines) and owner[end] == owner[at]:
            end += 1
        yield _joined([row for row in cells[at:end] if row])
        at = end


def _crosses(line: Line, columns: Columns) -> bool:
    """Whether a line is no row of cells: it runs over gutters from the left, or over much of the table."""
    width = columns[-1][1] - columns[0][0]
    for segment in line.segments:
        first, last = _column(segment.left, columns), _column(segment.right, columns)
        wide = segment.right - segment.left > WIDE * width
        alone = len(line.segments) == 1 and last - first > 1
        if last > first and (wide or first == 1 or alone):
            return True
    return False


def _column(point: float, columns: Columns) -> int:
    """The column (from 1) in or before which a point stands."""
    return max((number for number, (left, _) in enumerate(columns, 1) if left - 1 <= point), default=1)


def _cells(line: Line, columns: Columns) -> dict[int, str]:
    cells: dict[int, str] = {}
    for number, segment in enumerate(line.segments):
        first = number == 0 and _is_anchor(line) and segment.left < columns[1][0]
        for word in segment.words:
            column = 1 if first else _column((word.left + word.right) / 2, columns)
            cells[column] = f"{cells[column]} {word.text}" if column in cells else word.text
    return cells


def _owners(lines: Sequence[Line], cells: Sequence[Cells | None], anchors: Sequence[int]) -> list[int | None]:
    """For each line the anchor whose row it belongs to; None for what stands around the table."""
    owner: list[int | None] = [None] * len(lines)
    steps = [b.top - a.top for a, b in pairwise(lines)]
    usual = median([line.bottom - line.top for line in lines] or [0.0])
    for number, at in enumerate(anchors):
        owner[at] = at
        before = anchors[number - 1] if number else -1
        above = list(range(at - 1, before, -1))
        reach = _reach(cells, above)
        if number and reach and reach[-1] == before + 1:  # nothing else between the two anchors
            cut = max(range(before, at), key=lambda line: (round(steps[line], 1), line))
            owner[before + 1 : cut + 1] = [before] * (cut - before)
            owner[cut + 1 : at] = [at] * (at - cut - 1)
            continue
        for line in _near(reach, steps, usual, -1):
            owner[line] = at
        for line in _near(_reach(cells, range(before + 1, at)) if number else (), steps, usual, 1):
            owner[line] = before if owner[line] is None else owner[line]
    if anchors:
        for line in _near(_reach(cells, range(anchors[-1] + 1, len(lines))), steps, usual, 1):
            owner[line] = anchors[-1]
    return owner


def _reach(cells: Sequence[Cells | None], lines: Sequence[int]) -> list[int]:
    """The lines up to the first that crosses gutters."""
    return list(takewhile(lambda line: cells[line] is not None, lines))


def _near(lines: Sequence[int], steps: Sequence[float], usual: float, way: int) -> Iterator[int]:
    """The lines that follow at no more than the usual distance."""
    return takewhile(lambda line: steps[line if way < 0 else line - 1] <= FAR * usual, lines)


def _around(
    lines: Sequence[Line], owner: Sequence[int | None], cells: Sequence[Cells | None], at: int
) -> tuple[Cells, int]:
    """A line outside the rows; a heading that its width broke is one text."""
    if cells[at] is not None or len(lines[at].segments) > 1:
        return {number: segment.text for number, segment in enumerate(lines[at].segments, 1)}, at + 1
    text = lines[at].segments[0].text
    at += 1
    while at < len(lines) and owner[at] is None and len(lines[at].segments) == 1:
        more = lines[at].segments[0].text
        if not (text.count("(") > text.count(")") or more[:1].islower()):
            break
        text, at = f"{text} {more}", at + 1
    return {1: text}, at


def _joined(rows: Sequence[Cells]) -> Cells:
    columns = sorted({column for row in rows for column in row})
    return {column: unwrap("\n".join(row[column] for row in rows if column in row)) for column in columns}


def unwrap(text: str) -> str:
    """A cell's text without the line breaks that its width makes; one before a dash or a number is meant."""
    return WRAP.sub(" ", BROKEN_YEAR.sub("", text.strip()))
