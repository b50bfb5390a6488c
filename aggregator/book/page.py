"""The page of a sheet of a new book: heading and guide, head, paper, drop-downs and hints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # it ships no py.typed

from aggregator.book.heights import text_height
from aggregator.book.layout import BookColumn, BookSheet, book_layout
from aggregator.book.looks import FONT
from aggregator.campaign.model import Campaign
from aggregator.cells import column_letters
from aggregator.errors import CannotWork

HEADING, GUIDE, HEAD, FIRST = 0, 1, 2, 3  # rows, from 0
LAST = 1999  # down to this row there are drop-downs and ruled lines
_A4, _MM = 9, 1 / 25.4
_MOST_HINT, _MOST_TITLE = 255, 32  # Excel's limits for a hint


class GrowingSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter is untyped
    """A sheet whose rows below the head have a height to begin with, and yet grow with what is typed.

    XlsxWriter marks every height as fixed by hand (``customHeight``); there is no public way to leave it out.
    """

    def _xml_start_tag_unencoded(self, tag: str, attributes: Any = ()) -> None:
        if tag == "row" and dict(attributes)["r"] > FIRST:
            attributes = [(name, value) for name, value in attributes if name != "customHeight"]
        super()._xml_start_tag_unencoded(tag, attributes)


@dataclass(frozen=True)
class NewSheet:
    """A worksheet being written. ``looks`` are the named formats of the workbook."""

    to: Any  # xlsxwriter ships no types
    sheet: BookSheet
    campaign: Campaign
    looks: dict[str, Any]

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
        """The drop-down and the hint of a column."""
        spec = self.columns[column]
        options: dict[str, Any] = {"validate": "any"}
        if source := self._source(spec):
            several = spec.kind in ("units", "unit")
            options = {"validate": "list", "source": source, "error_type": "stop", "show_error": not several}
            options["error_title"], options["error_message"] = "Chưa đúng", "Xin chọn một giá trị trong danh sách."
        if spec.hint:
            options["input_title"], options["input_message"] = spec.head[:_MOST_TITLE], spec.hint[:_MOST_HINT]
        if len(options) > 1:
            checked(self.to.data_validation(first, column, last, column, options))

    def _source(self, spec: BookColumn) -> list[str] | str | None:
        if spec.kind in ("units", "unit"):
            units = book_layout().sheet("units")
            letter = column_letters([c.code for c in units.columns].index("name") + 1)
            return f"='{units.title}'!${letter}${FIRST + 1}:${letter}$500"
        lists = {"groups": [g.title for g in self.campaign.groups], "waivable": list(book_layout().waivable)}
        return lists.get(spec.choices_from or "") or list(spec.choices.values()) or None


def checked(status: object) -> None:
    """Raise CannotWork where XlsxWriter says -1 or -2 instead of writing; otherwise it stays silent."""
    if status:
        raise CannotWork(f"Không lập được sổ theo dõi (mã {status}): nội dung vượt giới hạn của Excel.")
