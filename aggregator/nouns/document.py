"""What a returned file holds once it is read: plain cells, nothing understood yet; for workers, without pandas."""

import datetime as dt
import re
from collections.abc import Mapping
from functools import cache, cached_property, lru_cache
from itertools import chain
from pathlib import Path

from msgspec import Struct, field

_ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff"
_CELL_NAME = re.compile(r"([A-Z]+)(\d+)")
Value = str | bool | int | float | dt.datetime | dt.date | dt.time | dt.timedelta | None


class Unreadable(Exception):
    """One file cannot be read. The text is the Vietnamese reason shown to the clerk; the run goes on."""


class Row(Struct, frozen=True, dict=True):
    """One physical row. ``cells`` starts at column A; trailing blanks are cut."""

    number: int  # 1-based, as Excel shows it
    cells: tuple[Value, ...]

    def at(self, index: int | None) -> Value:
        """The cell in a column, from 0; None where there is no such column or the row ends before it."""
        return self.cells[index] if index is not None and 0 <= index < len(self.cells) else None

    def from_column(self, index: int) -> "Row":
        """The row without the cells before a column, from 0: these are blank."""
        return Row(self.number, (None,) * index + self.cells[index:])

    @cached_property
    def contents(self) -> dict[int, Value]:
        """The cells with anything in them, by columns from 0."""
        return {index: cell for index, cell in enumerate(self.cells) if cell is not None and not is_blank(cell)}

    @cached_property
    def texts(self) -> list[str]:
        """The cells that hold text, blank or not."""
        return [cell for cell in self.cells if isinstance(cell, str)]


class Merge(Struct, frozen=True):
    """A merged range; rows and columns 1-based, both ends included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


class Picture(Struct, frozen=True):
    """A picture over cells; the ``lines`` of a list that it may show, and whether it is a ``strip``, like rows.

    A ``wide`` one is wider than any signature.
    """

    range: Merge
    lines: int
    strip: bool
    wide: bool = False


class Notice(Struct, frozen=True):
    """Something the reader saw that the bare cell values do not show.

    ``code`` is a finding code: ``hidden-sheet``, ``hidden-rows``, ``hidden-columns``,
    ``struck-through``, ``struck-words``, ``error-cell``, ``formula-without-value``, ``broken-string``,
    ``covered-text``, ``tracked-change``, ``row-deleted``, ``embedded-not-opened``, ``picture-large``, ``cut-off``,
    ``cell-comment``, ``box-unsure``.
    ``row`` and ``column`` are 1-based, or None where the notice is of the whole sheet;
    ``detail`` is shown to the clerk (the error text, the rows concerned).
    """

    code: str
    row: int | None = None
    column: int | None = None
    detail: str = ""


class Stretch(Struct, frozen=True):
    """A part of a cell's text that has one look. The stretches of a cell, put together, are its text."""

    text: str
    bold: bool = False
    italic: bool = False
    underlined: bool = False
    struck: bool = False
    marked: bool = False  # with a highlighter


class Sheet(Struct, frozen=True):
    """A worksheet, or the text and tables of a Word file laid out as rows.

    ``rows`` holds the rows with content, in order: a gap in the numbers is a gap of blank
    rows. A row that holds nothing but error cells is present with blank cells.
    ``fonts`` names the old Vietnamese fonts (``.Vn…``, ``VNI-…``) by (row, column), and only those.
    ``typed`` keeps the original text of each cell that was decoded from an old font.
    ``looks`` gives the stretches of the cells that are not plain all through, where the reader sees them (Word).
    ``margins`` are the lines of page headers and footers and of text boxes over the cells: they may name the unit.
    """

    name: str
    rows: tuple[Row, ...]
    merges: tuple[Merge, ...] = ()
    hidden: bool = False
    notices: tuple[Notice, ...] = ()
    fonts: Mapping[tuple[int, int], str] = field(default_factory=dict)
    typed: Mapping[tuple[int, int], str] = field(default_factory=dict)
    looks: Mapping[tuple[int, int], tuple[Stretch, ...]] = field(default_factory=dict)
    margins: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()

    @property
    def texts(self) -> list[str]:
        """The texts of its rows, from above and from the left."""
        return [text for row in self.rows for text in row.texts]


class Document(Struct, frozen=True):
    """One opened file. ``kind`` is what the bytes say it is: ``xlsx``, ``xls``, ``ods``, ``docx``, …

    ``doubtful`` says in Vietnamese why what was read may be wrong (a PDF's text layer), or None.
    ``pictured``: it holds a picture so large that it may be the list, scanned.
    """

    kind: str
    sheets: tuple[Sheet, ...]
    doubtful: str | None = None
    pictured: bool = False


class Member(Struct, frozen=True):
    """A file inside a mail or an archive: its name there (with ``/``) and its bytes."""

    name: str
    data: bytes


class MemberFile(Struct, frozen=True):
    """A member as it lies on disk: its name in its container, its hash, its size in bytes, and where it is."""

    name: str
    sha256: str
    size: int
    path: Path


class Container(Struct, frozen=True):
    """An opened mail or archive.

    ``received_at`` and ``sent_at`` (aware times), ``sender`` and ``subject`` are a mail's own; an archive has none.
    ``time_doubtful``: its headers cannot be taken at their word. ``text`` is what its sender wrote, without
    quoted mails and bounded, ``earlier_sendings`` what in it says that the list came earlier, ``body`` the text
    laid out with its tables. ``refusals`` lists (member name, Vietnamese reason) of what was not taken out,
    ``trifles`` the same of what no person attached.
    """

    kind: str  # "eml", "msg", "mbox", "zip", …
    members: tuple[Member, ...]
    refusals: tuple[tuple[str, str], ...] = ()
    received_at: dt.datetime | None = None
    sent_at: dt.datetime | None = None
    sender: str | None = None
    subject: str | None = None
    trifles: tuple[tuple[str, str], ...] = ()
    time_doubtful: bool = False
    text: str | None = None
    earlier_sendings: tuple[str, ...] = ()
    body: Document | None = None


def texts_in(sheet: Sheet) -> list[str]:
    """The different texts of a sheet, in the order in which they first stand."""
    cells = dict.fromkeys(chain.from_iterable(row.cells for row in sheet.rows))
    return [cell for cell in cells if isinstance(cell, str)]


SHOWN_DECIMALS = 10


def is_blank(value: Value) -> bool:
    """Nothing, or blanks only."""
    if value is None or not isinstance(value, str):
        return value is None
    text = value.strip()
    return not text or (text[0] in _ZERO_WIDTH and not text.strip(_ZERO_WIDTH).strip())


def as_text(value: Value) -> str:
    """A cell as a person would read it, for messages and joined cells."""
    if isinstance(value, str):
        return value.strip()
    if value is None:
        return ""
    number = round(value, SHOWN_DECIMALS) if isinstance(value, float) else value  # 0.30000000000000004 is 0.3
    return str(int(number) if isinstance(number, float) and number.is_integer() else number).strip()


def as_number(label: Value) -> str:
    """A row's number without what stands around it: “2” for “02.” and “(2)”, “a” for “a)”."""
    return as_text(label).strip(" .()/").lstrip("0")


@cache
def column_letters(column: int) -> str:
    """The letters of a column, 1-based: 1 → A, 27 → AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@lru_cache(maxsize=20_000)
def column_number(letters: str) -> int:
    """The 1-based number of a column: A is 1, XFD is 16384."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def cell_name(row: int, column: int) -> str:
    """A cell's name, row and column 1-based: (12, 3) → C12."""
    return f"{column_letters(column)}{row}"


def cell_place(name: str) -> tuple[int, int]:
    """The row and column of a cell, 1-based: C12 → (12, 3); (0, 0) for what is no cell's name."""
    match = _CELL_NAME.fullmatch(name)
    return (int(match[2]), column_number(match[1])) if match else (0, 0)
