"""A paper in the layout of party documents: page, letterhead, heads, paragraphs, tables, appendices, signature."""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import count
from typing import Generic, NamedTuple, TypeVar
from xml.sax.saxutils import escape

from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Length, Mm, Pt
from docx.text.paragraph import Paragraph
from msgspec import Struct

from aggregator.office import word_document as word
from aggregator.office.sheet import Column, Value, running
from aggregator.vietnamese.fold import clean
from aggregator.vietnamese.official_style import figure

TWENTIETHS = 1440 / 25.4  # of a point, in a millimetre
T = TypeVar("T")
_ALIGN = {"text": "left", "centre": "center", "order": "center"}
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_MARGINS = '<w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/>'
_BREAK = "<w:br/>"
_LONG, _LETTER = 14, 0.176  # lines of a long row; millimetres of a letter for each point of its size
_TOGETHER = 3  # last rows, so that neither the last nor a total stands alone on a new page
_PARAGRAPH, _KEPT = "<w:p><w:pPr>", "<w:p><w:pPr><w:keepNext/>"


class Group(Struct, Generic[T], frozen=True):
    """Lines under a title over the whole width (None: no title)."""

    title: str | None
    lines: Sequence[T]
    bold: bool = True  # the title


class Table(Struct, Generic[T], frozen=True):
    """A whole table: its columns, its lines in groups; ``bold`` lines stand out.

    ``size`` is that of its letters in points; ``whole`` keeps it on one page, ``air`` are the points a cell.
    """

    columns: Sequence[Column[T]]
    groups: Iterable[Group[T]]
    bold: Callable[[T], bool] | None = None
    size: float = 12
    whole: bool = False
    air: int = 1


class _Row(NamedTuple):
    """A row of cells; one cell alone goes over the whole width."""

    cells: Sequence[Value]
    bold: bool = False


def _rows(table: Table[T]) -> Iterator[_Row]:
    numbers, lines = count(1), list[T]()
    for group in table.groups:
        if group.title is not None:
            yield _Row([group.title], group.bold)
        for line in group.lines:
            cells = [str(next(numbers)) if c.cell is running else c.cell(line) for c in table.columns]
            yield _Row(cells, table.bold is not None and table.bold(line))
        lines += group.lines
    if any(column.total for column in table.columns):
        yield _Row([column.total(lines) if column.total else None for column in table.columns], bold=True)


def add_table(document: WordDocument, table: Table[T]) -> None:
    """A table, its head on every page, its last rows together, no row torn but one of half a page."""
    columns = table.columns
    head = _with_next(_row(table, _Row([column.head for column in columns], bold=True), "<w:tblHeader/>"))
    rows = [_row(table, row) for row in _rows(table)]
    loose = 0 if table.whole else max(len(rows) - _TOGETHER, 0)
    body = "".join([*rows[:loose], *map(_with_next, rows[loose:-1]), *rows[-1:]])
    grid = "".join(f'<w:gridCol w:w="{_width(column.width)}"/>' for column in columns)
    wide = _width(sum(column.width for column in columns))
    element = parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{wide}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{_MARGINS}</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{head}{body}</w:tbl>"
    )
    document.element.body.insert_element_before(element, "w:sectPr")


def _width(millimetres: float) -> int:
    return round(millimetres * TWENTIETHS)


def _with_next(row: str) -> str:
    return row.replace(_KEPT, _PARAGRAPH).replace(_PARAGRAPH, _KEPT)


def _row(table: Table[T], row: _Row, head: str = "") -> str:
    whole = "" if _is_long(table.columns, row, table.size) else "<w:cantSplit/>"
    cells = "".join(_cells(table, row, head=bool(head)))
    return f"<w:tr><w:trPr>{whole}{head}</w:trPr>{cells}</w:tr>"


def _is_long(columns: Sequence[Column[T]], row: _Row, size: float) -> bool:
    """Whether a cell needs more lines than a row may keep together, by the usual width of a letter."""
    if len(row.cells) == 1:
        return False
    for column, value in zip(columns, row.cells, strict=True):
        room = column.width / (size * _LETTER)
        if sum(math.ceil(len(line) / room) or 1 for line in _text(value).split("\n")) > _LONG:
            return True
    return False


def _cells(table: Table[T], row: _Row, *, head: bool) -> Iterator[str]:
    columns, look = table.columns, _look(row, table)
    if len(row.cells) == 1 and len(columns) > 1:
        wide = f'<w:gridSpan w:val="{len(columns)}"/>'
        yield _cell(row.cells[0], _width(sum(c.width for c in columns)), "left", look, wide)
        return
    for column, value in zip(columns, row.cells, strict=True):
        yield _cell(value, _width(column.width), _ALIGN["centre" if head else column.style], look)


def _look(row: _Row, table: Table[T]) -> tuple[str, str]:
    """The room above and below a row's text, and the look of its letters, those of an empty cell too."""
    size, room = round(table.size * 2), table.air * 20
    letters = f'<w:rPr>{"<w:b/>" if row.bold else ""}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
    return f'<w:spacing w:before="{room}" w:after="{room}"/>', letters


def _text(value: Value) -> str:
    return "" if value is None else figure(value) if isinstance(value, int) else value


def _cell(value: Value, width: int, align: str, look: tuple[str, str], wide: str = "") -> str:
    """A cell; one that goes over the whole width is a head and stays with what it is of."""
    lines = clean(_text(value)).split("\n")
    text = _BREAK.join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in lines)
    room, letters = look
    start = _KEPT if wide else _PARAGRAPH
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{wide}<w:vAlign w:val="center"/></w:tcPr>'
        f'{start}{room}<w:jc w:val="{align}"/>{letters}</w:pPr>'
        f"<w:r>{letters}{text}</w:r></w:p></w:tc>"
    )


PORTRAIT, WIDER, LANDSCAPE = 165.0, 175.0, 262.0  # millimetres between the margins; appendices are wider
_LEFT, _RIGHT, _TOP, _BOTTOM = Mm(30), Mm(15), Mm(20), Mm(20)
_INDENT = Mm(12.7)
_PAGE_NUMBER = f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple>'
_HALVES = (44, 56)
_ROOM = "     "  # for the hand
_ROOM_TO_SIGN = 4  # empty lines


class Head(Struct, frozen=True):
    """The head of a paper: who issues it, symbol, place and open day, what a letter without title is about."""

    body: str
    board: str
    symbol: str
    party: str
    place_and_day: str
    about: str | None = None


def party_document(year: int, title: str, subject: str, author: str) -> WordDocument:
    """An empty paper: A4, Times New Roman 14, the page number at the top from page 2 on."""
    document = word.new_document(year, title, subject, author)
    page = document.sections[0]
    page.left_margin, page.right_margin, page.top_margin, page.bottom_margin = _LEFT, _RIGHT, _TOP, _BOTTOM
    page.header_distance = page.footer_distance = Mm(10)
    page.different_first_page_header_footer = True
    number = page.header.paragraphs[0]
    number.alignment = word.CENTRED
    word.put(number, parse_xml(_PAGE_NUMBER))
    return document


def turn_page(document: WordDocument, *, landscape: bool) -> None:
    """From here on a new page with narrower margins, upright or across; each page has its number."""
    page = document.add_section(WD_SECTION.NEW_PAGE)
    # The break stands in a paragraph of its own, which below a full page would make a blank one.
    form = document.paragraphs[-1].paragraph_format
    form.line_spacing = form.space_before = form.space_after = Pt(1)
    page.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    page.page_width, page.page_height = (
        (word.A4_HEIGHT, word.A4_WIDTH) if landscape else (word.A4_WIDTH, word.A4_HEIGHT)
    )
    page.left_margin, page.right_margin, page.top_margin, page.bottom_margin = Mm(20), Mm(15), Mm(16), Mm(10)
    page.different_first_page_header_footer = False


def letterhead(document: WordDocument, head: Head) -> None:
    """The body and its board on the left, the Party, place and day on the right; number and day are left open."""
    left, right = word.add_columns(document, _HALVES).rows[0].cells
    _line(left, head.body)
    _line(left, head.board, bold=True)
    _line(left, "*")
    _line(left, f"Số {_ROOM}-{head.symbol}")
    if head.about:
        _line(left, head.about, size=12, italic=True)
    party = word.line_in(right)
    word.write_run(party, head.party, 15, bold=True)
    party.runs[0].underline = True
    _line(right, "")
    _line(right, head.place_and_day, italic=True)


def _line(cell: word.Cell, text: str, *, bold: bool = False, italic: bool = False, size: float = 14) -> None:
    paragraph = word.line_in(cell)
    if text:
        word.write_run(paragraph, text, size, bold=bold, italic=italic)


def title(document: WordDocument, kind: str, about: str) -> None:
    """The kind of paper and what it is about: “BÁO CÁO”, “kết quả đăng ký …”."""
    for text, size, before in ((kind, 16, 18), (about, 14, 0), ("-----", 14, 0)):
        word.write_run(_centred(document, before=before), text, size, bold=text != "-----")


def addressed_to(document: WordDocument, names: Sequence[str]) -> None:
    """“Kính gửi: …”; several names stand below each other."""
    for place, name in enumerate(names):
        paragraph = _centred(document, before=12 if place == 0 else 0, after=12 if name is names[-1] else 2)
        if place == 0:
            word.write_run(paragraph, "Kính gửi: ", italic=True)
        word.write_run(paragraph, name)


def section_head(document: WordDocument, text: str) -> None:
    """A head: “I. TÌNH HÌNH ĐĂNG KÝ”, “1. Việc gửi danh sách”."""
    paragraph = _paragraph(document, before=6)
    word.write_run(paragraph, text, bold=True)
    paragraph.paragraph_format.keep_with_next = True


def say(document: WordDocument, text: str) -> None:
    """A paragraph. What announces a list stays with it, and the last sentence of a paper with its signature."""
    paragraph = _paragraph(document)
    word.write_run(paragraph, text)
    paragraph.paragraph_format.keep_with_next = text.endswith((":", "./.")) or None


def _paragraph(document: WordDocument, before: float = 0) -> Paragraph:
    paragraph = word.add_line(document, word.JUSTIFIED, before)
    look = paragraph.paragraph_format
    look.first_line_indent, look.space_after = _INDENT, Pt(6)
    look.line_spacing_rule, look.line_spacing = WD_LINE_SPACING.AT_LEAST, Pt(18)
    return paragraph


def _centred(document: WordDocument, before: float = 0, after: float = 0, *, with_next: bool = False) -> Paragraph:
    paragraph = word.add_line(document, word.CENTRED, before)
    look = paragraph.paragraph_format
    look.space_after, look.keep_with_next = Pt(after), with_next or None
    return paragraph


def caption(document: WordDocument, text: str, size: float = 13) -> None:
    """What stands above a table, or an appendix's number and title (of size 14), kept with what follows."""
    word.write_run(_centred(document, before=4, after=4, with_next=True), text, size, bold=True)


def reference(document: WordDocument, text: str) -> None:
    """The line below an appendix's title: the paper that it goes with."""
    word.write_run(_centred(document, after=4, with_next=True), text, 13, italic=True)


def remark(document: WordDocument, text: str) -> None:
    """A small line above or below a table."""
    paragraph = word.add_line(document, word.JUSTIFIED, 2)
    paragraph.paragraph_format.space_after = Pt(3)
    word.write_run(paragraph, text, 11, italic=True)


def gap(document: WordDocument) -> None:
    """A little room below a table."""
    look = document.add_paragraph().paragraph_format
    look.line_spacing_rule, look.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(6)


def signature(document: WordDocument, signer: str, receivers: Sequence[str]) -> None:
    """Who gets it and who signs, never torn over two pages; the name is left to the hand."""
    before = document.add_paragraph()
    before.paragraph_format.keep_with_next = True
    before.paragraph_format.line_spacing = Length(Pt(8))
    row = word.add_columns(document, (50, 50)).rows[0]
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    left, right = row.cells
    run = left.paragraphs[0].add_run("Nơi nhận:")
    run.underline, run.font.size = True, Pt(14)
    for place, name in enumerate(receivers):
        end = "." if place == len(receivers) - 1 else ","
        word.write_run(left.add_paragraph(), f"- {name}{end}", 12)
    _line(right, signer, bold=True)
    for _ in range(_ROOM_TO_SIGN):
        _line(right, "")
