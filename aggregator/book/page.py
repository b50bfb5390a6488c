"""The page of a sheet of the book: heights (Excel fits no rows that it did not type), looks, drop-downs, paper."""

from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from aggregator.book.sheets import BookColumn, BookSheet, book_layout, in_quotes
from aggregator.nouns.document import column_letters
from aggregator.nouns.unit import Campaign
from aggregator.office.form import (
    LINE_HEIGHT,
    MOST_HINT,
    GrowingSheet,
    Lists,
    help_rule,
    set_paper,
    text_points,
    written,
)
from aggregator.office.sheet import HIGHEST


def row_height(cells: Iterable[tuple[str, float]]) -> float:
    """The height of a row from its texts and the widths of their columns."""
    return min(max((text_points(text, width) for text, width in cells), default=LINE_HEIGHT) + 3, HIGHEST)


# ---- The page of a sheet of a new book.


LINE, HEAD_PEOPLE, HEAD_TOOL, TOOL = "#8EA9C1", "#DCE6F1", "#E3E3E3", "#F4F4F4"
TIME, DATE, TEXT = "dd/mm/yyyy hh:mm", "dd/mm/yyyy", "@"
_CENTRED = {"align": "center", "valign": "vcenter", "text_wrap": True}
_HEAD = {**_CENTRED, "bold": True, "border": 1, "border_color": LINE}
_EDGE = {"valign": "vcenter", "border": 1, "border_color": LINE}
_VALUE = {**_EDGE, "align": "center", "bold": True, "locked": False}
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
    "section": {**_EDGE, "bold": True, "bg_color": HEAD_PEOPLE},
    "locked": {**_EDGE, "text_wrap": True, "bg_color": TOOL},
    "free": {**_EDGE, "text_wrap": True, "locked": False},
    "free_bold": {**_VALUE, "text_wrap": True},
    "free_time": {**_VALUE, "num_format": TIME},
    "free_date": {**_VALUE, "num_format": DATE},
    "ruled": {"border": 1, "border_color": LINE},
}  # fmt: skip

HEADING, GUIDE, HEAD, FIRST = 0, 1, 2, 3  # rows, from 0
LAST = 1999  # down to this row there are drop-downs and ruled lines
_LAST_UNIT = 500  # down to this row the drop-downs look for names of units


class NewSheet(Struct, frozen=True):
    """A worksheet being written. ``looks`` are the named formats of the workbook."""

    to: GrowingSheet
    sheet: BookSheet
    campaign: Campaign
    looks: dict[str, Any]
    drop_downs: "DropDowns"

    @property
    def columns(self) -> tuple[BookColumn, ...]:
        """The columns in the order of the sheet."""
        return self.sheet.columns

    @property
    def last(self) -> int:
        """The last column, from 0."""
        return len(self.columns) - 1

    def put(self, row: int, column: int, value: str | int | None, look: str) -> None:
        """Write a text, which is never taken for a formula, or a number; nothing only gives the look."""
        self.to.put(row, column, value, self.looks[look])

    def top(self) -> None:
        """The heading, the guide and the head."""
        year, cap, source = self.campaign.year, self.campaign.province_cap, self.campaign.province_cap_source
        facts = {"year": year, "cap": f"{cap:02d}", "cap_source": source}
        shown = max(n for n, column in enumerate(self.columns) if not column.hidden)
        guide = self.sheet.guide.format(**facts)
        self.to.across(HEADING, (0, shown), self.sheet.heading.format(**facts), self.looks["heading"])
        self.to.across(GUIDE, (0, shown), guide, self.looks["guide"])
        width = sum(column.width for column in self.columns if not column.hidden)
        self.to.set_row(HEADING, 30)
        self.to.set_row(GUIDE, text_points(guide, width) + 6)
        self.to.set_row(HEAD, max(text_points(column.head, column.width * 0.85) for column in self.columns) + 6)
        for number, column in enumerate(self.columns):
            self.put(HEAD, number, column.head, "head_tool" if column.by_tool else "head")

    def paper(self) -> None:
        """A4 landscape, one page wide, the head on each page; the head stays in view on the screen."""
        set_paper(self.to, (15, 12, 14, 15, 7), f"Sổ theo dõi - {self.sheet.title}")
        self.to.repeat_rows(HEAD)
        self.to.freeze_panes(FIRST, 0)
        self.to.set_zoom(90)

    def choose(self, column: int, first: int = FIRST, last: int = LAST) -> None:
        """The drop-down and the hint of a column."""
        if options := self.drop_downs.rule(self.columns[column], self.sheet):
            written(self.to.data_validation(first, column, last, column, options))


class DropDowns(Struct, frozen=True):
    """The drop-downs and hints of a book; ``units`` are the roster's cells with the units' names, if any."""

    campaign: Campaign
    lists: Lists
    units: str | None

    def rule(self, column: BookColumn, sheet: BookSheet) -> dict[str, Any]:
        """A column's, as XlsxWriter takes it, or nothing; a closed list refuses other words and names its own."""
        words = in_quotes(known_words(column, self.campaign))
        return help_rule(
            column.head,
            column.hint,
            self._source(column, sheet),
            show_error=column.closed,
            error_title="Không có trong danh sách",
            error_message=f"Xin chọn một trong: {words}."[:MOST_HINT],
        )

    def _source(self, column: BookColumn, sheet: BookSheet) -> str:
        """Where a drop-down has its words from, as a formula; '' where there is none."""
        if column.kind in ("units", "unit"):
            return self._units()
        if column.choices_from == "corrected":
            return self._corrected(sheet)
        if column.choices_from == "row":
            letters = [letter for letter, code in _letters(sheet) if code.startswith("choice")]
            ends = [f"${letter}{FIRST + 1}" for letter in (letters[0], letters[-1])]
            everybody = self.lists.source([book_layout().nobody, *self._names()])
            return f'IF({ends[0]}="",{everybody},{ends[0]}:{ends[1]})'
        words = known_words(column, self.campaign)
        return self.lists.source(words) if words else ""

    def _corrected(self, sheet: BookSheet) -> str:
        """What a correction may say, by what it corrects."""
        letter, words = next(x for x, code in _letters(sheet) if code == "what"), sheet.column("what").choices
        cell = f"${letter}{FIRST + 1}"
        fields = self.lists.source(field.title for field in self.campaign.fields)
        levels = self.lists.source(level.title for level in self.campaign.levels)
        return f'IF({cell}="{words["field"]}",{fields},IF({cell}="{words["level"]}",{levels},{self._units()}))'

    def _units(self) -> str:
        return self.units or self.lists.source(self._names())

    def _names(self) -> list[str]:
        return [unit.name for unit in self.campaign.units]


def _letters(sheet: BookSheet) -> list[tuple[str, str]]:
    return [(column_letters(n), column.code) for n, column in enumerate(sheet.columns, start=1)]


def known_words(column: BookColumn, campaign: Campaign) -> list[str]:
    """The words of a drop-down whose choices are known beforehand."""
    known = {"groups": [g.title for g in campaign.groups], "waivable": list(book_layout().waivable)}
    known |= {"fields": [field.title for field in campaign.fields]}
    known |= {"levels": [level.title for level in campaign.levels]}
    return known.get(column.choices_from or "") or list(column.choices.values())


def unit_names(title: str, column: int, first: int = FIRST + 1) -> str:
    """The cells of the roster that name the units; the column and the first row from 1."""
    letter, quoted = column_letters(column), title.replace("'", "''")
    return f"'{quoted}'!${letter}${first}:${letter}${_LAST_UNIT}"
