"""The height of a row that shows its whole texts; Excel and LibreOffice do not fit rows that they did not type."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct, field
from xlsxwriter.worksheet import Worksheet

from aggregator.book.layout import BookColumn, BookSheet, book_layout
from aggregator.nouns.document import column_letters
from aggregator.nouns.finding import CannotWork
from aggregator.nouns.unit import Campaign
from aggregator.office.sheet import HIGHEST, lines_needed

LINE_HEIGHT = 15.75  # points of a line of 12-point type
_SIZE = 12


def text_height(text: str, width: float) -> float:
    """The height in points that a text takes in a column as wide as so many digits."""
    return LINE_HEIGHT * lines_needed(text, width, _SIZE)


def row_height(cells: Iterable[tuple[str, float]]) -> float:
    """The height of a row from its texts and the widths of their columns."""
    return min(max((text_height(text, width) for text, width in cells), default=LINE_HEIGHT) + 3, HIGHEST)


# ---- The page of a sheet of a new book: its looks, heading and guide, head, paper, drop-downs and hints.


FONT = "Times New Roman"
NORMAL: dict[str, Any] = {"font_name": FONT, "font_size": 12, "font_family": 1, "font_scheme": "none"}
LINE, HEAD_PEOPLE, HEAD_TOOL, TOOL = "#8EA9C1", "#DCE6F1", "#E3E3E3", "#F4F4F4"
TIME, DATE, TEXT = "dd/mm/yyyy hh:mm", "dd/mm/yyyy", "@"
_CENTRED = {"align": "center", "valign": "vcenter", "text_wrap": True}
_HEAD = {**_CENTRED, "bold": True, "border": 1, "border_color": LINE}
_CELL = {"valign": "top", "text_wrap": True, "locked": False}

LOOKS: dict[str, dict[str, Any]] = {
    "heading": {**_CENTRED, "bold": True, "font_size": 15, "locked": False},
    "guide": {"italic": True, "text_wrap": True, "valign": "vcenter", "align": "left", "locked": False},
    "head": {**_HEAD, "bg_color": HEAD_PEOPLE},
    "head_tool": {**_HEAD, "bg_color": HEAD_TOOL},
    "text": dict(_CELL),
    "text_tool": {**_CELL, "num_format": TEXT, "bg_color": TOOL},
    "code": {**_CELL, "num_format": TEXT},
    "centre": {**_CELL, "align": "center"},
    "time": {**_CELL, "num_format": TIME, "align": "center"},
    "time_tool": {**_CELL, "num_format": TIME, "align": "center", "bg_color": TOOL},
    "date": {**_CELL, "num_format": DATE, "align": "center"},
    "section": {"bold": True, "valign": "vcenter", "border": 1, "border_color": LINE, "bg_color": HEAD_PEOPLE},
    "locked": {"valign": "vcenter", "text_wrap": True, "border": 1, "border_color": LINE, "bg_color": TOOL},
    "free": {"valign": "vcenter", "text_wrap": True, "border": 1, "border_color": LINE, "locked": False},
    "free_bold": {
        "valign": "vcenter", "align": "center", "bold": True, "text_wrap": True, "border": 1,
        "border_color": LINE, "locked": False,
    },
    "free_time": {
        "valign": "vcenter", "align": "center", "bold": True, "border": 1, "border_color": LINE,
        "locked": False, "num_format": TIME,
    },
    "free_date": {
        "valign": "vcenter", "align": "center", "bold": True, "border": 1, "border_color": LINE,
        "locked": False, "num_format": DATE,
    },
    "ruled": {"border": 1, "border_color": LINE},
}  # fmt: skip

HEADING, GUIDE, HEAD, FIRST = 0, 1, 2, 3  # rows, from 0
LAST = 1999  # down to this row there are drop-downs and ruled lines
_A4, _MM = 9, 1 / 25.4
_MOST_HINT, _MOST_TITLE = 255, 32  # Excel's limits for a hint and for a refusal


class GrowingSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter is untyped
    """A sheet whose rows below the head have a height to begin with, and yet grow with what is typed.

    XlsxWriter marks every height as fixed by hand (``customHeight``); there is no public way to leave it out.
    """

    def _xml_start_tag_unencoded(self, tag: str, attributes: Any = ()) -> None:
        if tag == "row" and dict(attributes)["r"] > FIRST:
            attributes = [(name, value) for name, value in attributes if name != "customHeight"]
        super()._xml_start_tag_unencoded(tag, attributes)


class NewSheet(Struct, frozen=True):
    """A worksheet being written. ``looks`` are the named formats of the workbook."""

    to: Any  # xlsxwriter ships no types
    sheet: BookSheet
    campaign: Campaign
    looks: dict[str, Any]
    lists: Lists

    @property
    def columns(self) -> tuple[BookColumn, ...]:
        """The columns in the order of the sheet."""
        return self.sheet.columns

    @property
    def last(self) -> int:
        """The last column, from 0."""
        return len(self.columns) - 1

    def text(self, row: int, column: int, words: str, look: str) -> None:
        """Write a text, which is never taken for a formula; '' only gives the look."""
        write = self.to.write_string if words else self.to.write_blank
        checked(write(row, column, words or None, self.looks[look]))

    def top(self) -> None:
        """The heading, the guide and the head."""
        office = self.campaign
        facts = {"year": office.year, "cap": f"{office.province_cap:02d}", "cap_source": office.province_cap_source}
        shown = max(n for n, column in enumerate(self.columns) if not column.hidden)
        guide = self.sheet.guide.format(**facts)
        self.to.merge_range(HEADING, 0, HEADING, shown, self.sheet.heading.format(**facts), self.looks["heading"])
        self.to.merge_range(GUIDE, 0, GUIDE, shown, guide, self.looks["guide"])
        width = sum(column.width for column in self.columns if not column.hidden)
        self.to.set_row(HEADING, 30)
        self.to.set_row(GUIDE, text_height(guide, width) + 6)
        self.to.set_row(HEAD, max(text_height(column.head, column.width * 0.85) for column in self.columns) + 6)
        for number, column in enumerate(self.columns):
            self.text(HEAD, number, column.head, "head_tool" if column.by_tool else "head")

    def paper(self, rows_shown: int = FIRST) -> None:
        """A4 landscape, one page wide, the head on each page; the head stays in view on the screen."""
        title = self.sheet.title
        self.to.set_landscape()
        self.to.set_paper(_A4)
        self.to.set_margins(left=15 * _MM, right=12 * _MM, top=14 * _MM, bottom=15 * _MM)
        self.to.center_horizontally()
        self.to.fit_to_pages(1, 0)
        self.to.repeat_rows(HEAD)
        font = f'&"{FONT},Regular"&10'
        self.to.set_footer(f"&L{font}Sổ theo dõi - {title}&R{font}Trang &P/&N", {"margin": 7 * _MM})
        self.to.freeze_panes(rows_shown, 0)
        self.to.set_zoom(90)

    def choose(self, column: int, first: int = FIRST, last: int = LAST) -> None:
        """The drop-down and the hint of a column; a closed list refuses other words and names its own."""
        spec = self.columns[column]
        options: dict[str, Any] = {"validate": "any"}
        if source := self._source(spec):
            options = {"validate": "list", "source": source, "show_error": spec.closed}
            words = ", ".join(f"“{word}”" for word in known_words(spec, self.campaign))
            options["error_title"] = "Không có trong danh sách"
            options["error_message"] = f"Xin chọn một trong: {words}."[:_MOST_HINT]
        if spec.hint:
            options["input_title"], options["input_message"] = spec.head[:_MOST_TITLE], spec.hint[:_MOST_HINT]
        if len(options) > 1:
            checked(self.to.data_validation(first, column, last, column, options))

    def _source(self, spec: BookColumn) -> str | None:
        """Where a drop-down has its words from, as a formula."""
        if spec.kind in ("units", "unit"):
            return f"={_unit_names()}"
        if spec.choices_from == "corrected":
            return f"={self._corrected()}"
        if spec.choices_from == "row":
            numbers = [n for n, column in enumerate(self.columns, start=1) if column.code.startswith("choice")]
            ends = [f"${column_letters(n)}{FIRST + 1}" for n in (numbers[0], numbers[-1])]
            everybody = self.lists.range([book_layout().nobody, *(unit.name for unit in self.campaign.units)])
            return f'=IF({ends[0]}="",{everybody},{ends[0]}:{ends[1]})'
        words = known_words(spec, self.campaign)
        return f"={self.lists.range(words)}" if words else None

    def _corrected(self) -> str:
        """What a correction may say, by what it corrects."""
        what = next(n for n, column in enumerate(self.columns) if column.code == "what")
        cell, words = f"${column_letters(what + 1)}{FIRST + 1}", self.columns[what].choices
        fields = self.lists.range([field.title for field in self.campaign.fields])
        levels = self.lists.range([level.title for level in self.campaign.levels])
        return f'IF({cell}="{words["field"]}",{fields},IF({cell}="{words["level"]}",{levels},{_unit_names()}))'


def known_words(column: BookColumn, campaign: Campaign) -> list[str]:
    """The words of a drop-down whose choices are known beforehand."""
    known = {"groups": [g.title for g in campaign.groups], "waivable": list(book_layout().waivable)}
    known |= {"fields": [field.title for field in campaign.fields]}
    known |= {"levels": [level.title for level in campaign.levels]}
    return known.get(column.choices_from or "") or list(column.choices.values())


def _unit_names() -> str:
    """The cells of the roster that name the units."""
    units = book_layout().sheet("units")
    letter = column_letters([column.code for column in units.columns].index("name") + 1)
    return f"'{units.title}'!${letter}${FIRST + 1}:${letter}$500"


class Lists(Struct):
    """The words of the drop-downs, which stand on a hidden sheet of their own: a column a list."""

    title: str
    columns: dict[tuple[str, ...], int] = field(default_factory=dict)

    def range(self, words: Sequence[str]) -> str:
        """The cells in which these words are to stand, one below the other."""
        number = self.columns.setdefault(tuple(words), len(self.columns) + 1)
        letter = column_letters(number)
        return f"'{self.title}'!${letter}$1:${letter}${len(words)}"

    def write(self, to: Any) -> None:
        """Write the sheet, once all drop-downs are known."""
        for words, number in self.columns.items():
            for row, word in enumerate(words):
                checked(to.write_string(row, number - 1, word))
        to.hide()


def checked(status: object) -> None:
    """Raise CannotWork where XlsxWriter says -1 or -2 instead of writing; otherwise it stays silent."""
    if status:
        raise CannotWork(f"Không lập được sổ theo dõi (mã {status}): nội dung vượt giới hạn của Excel.")
