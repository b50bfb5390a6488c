"""One sheet as paper: A4 landscape, the office's head, the moment the figures were taken, page numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aggregator.write.sheets.cells import checked, put_across, put_link, set_height
from aggregator.write.sheets.measure import height, lines_needed
from aggregator.write.sheets.papers import LEFT_FREE, Papers
from aggregator.write.sheets.styles import FONT, Styles
from aggregator.write.sheets.words import as_of_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

    from aggregator.write.sheets.words import Dated

_A4 = 9
_OFFICE_WIDTH = 36.0  # what the office's name needs at either side of the head
_MARGINS = {"left": 0.4, "right": 0.4, "top": 0.45, "bottom": 0.6}  # inches


class Page:
    """A sheet with a cursor (``row``, 0-based) that tables are written at."""

    def __init__(
        self, sheet: Worksheet, styles: Styles, outcome: Dated, widths: Sequence[float], home: str | None = None
    ) -> None:
        self.sheet = sheet
        self.styles = styles
        self.outcome = outcome
        self.widths = widths
        self.width = sum(widths) + 0.7 * (len(widths) - 1)  # merged, with the margins of the cells within
        self.row = 0
        self.marks: dict[str, int] = {}  # rows that links lead to
        self._head: int | None = None
        self._home = home
        self._papers = Papers(sheet, widths, _MARGINS)
        for number, width in enumerate(widths):
            checked(sheet.set_column(number, number, width), sheet, f"cột {number + 1}")
        self._set_paper()
        if home is not None:
            self._write_way_home(home)

    def _set_paper(self) -> None:
        self.sheet.set_landscape()
        self.sheet.set_paper(_A4)
        self.sheet.set_margins(**_MARGINS)
        self.sheet.center_horizontally()
        self.sheet.fit_to_pages(1, 0)
        self.sheet.hide_gridlines(2)
        # Text stays text, and Excel need not mark what looks like a number.
        whole = "A1:Z1048576"
        self.sheet.ignore_errors({"number_stored_as_text": whole, "two_digit_text_year": whole})
        small = f'&"{FONT},Regular"&9'
        title = self.outcome.campaign.title.replace("&", "&&")
        moment = as_of_line(self.outcome)
        footer = f"&L{small}{title}&C{small}{moment}&R{small}Trang &P/&N"
        checked(self.sheet.set_footer(footer, {"margin": 0.3}), self.sheet, "chân trang")

    def _write_way_home(self, home: str) -> None:
        """A link to the first sheet at the top right, beside what is printed."""
        column = len(self.widths)
        checked(self.sheet.set_column(column, column, 13), self.sheet, "cột liên kết")
        put_link(self.sheet, 0, column, f"↩ {home}", self.styles.get("back"), to=home)

    def close(self) -> None:
        """Print the tables and nothing beside them."""
        if self._home is not None:
            self.sheet.print_area(0, 0, max(self.row - 1, 0), len(self.widths) - 1)

    def head(self, title: str, *notes: str, alarm: str = "") -> None:
        """Write the office, the title, the moment of the figures, and notes under them; an alarm in red first."""
        office = self.outcome.campaign.office
        last = len(self.widths) - 1
        left, right = self._reach(self.widths), last - self._reach(self.widths[::-1])
        put_across(self.sheet, 0, (0, left), office.committee, self.styles.get("office"))
        put_across(self.sheet, 0, (right, last), office.party, self.styles.get("party"))
        put_across(self.sheet, 1, (0, left), f"{office.board}\n*", self.styles.get("office_bold"))
        set_height(self.sheet, 0, 16)
        set_height(self.sheet, 1, 28)
        self._across(2, title.upper(), "title", 24)
        self._across(3, f"{self.outcome.campaign.title} · {as_of_line(self.outcome)}", "as_of", 18)
        self.row = 4
        if alarm:
            self._across(self.row, alarm, "alarm", height(lines_needed(alarm, self.width, 11, True), 11))
            self.row += 1
        for note in notes:
            self._across(self.row, note, "note", height(lines_needed(note, self.width)))
            self.row += 1
        self.skip(5)

    def skip(self, points: float = 8) -> None:
        """Leave a little room."""
        set_height(self.sheet, self.row, points)
        self.row += 1

    def keep_head(self) -> None:
        """Freeze what stands above the cursor and repeat the row above it in print; the first call counts."""
        if self._head is None:
            self._head = self.row - 1
            self.sheet.freeze_panes(self.row, 0)
            checked(self.sheet.repeat_rows(self._head), self.sheet, "dòng đầu bảng")

    def keep(self, first: float, below: float = 0) -> bool:
        """Go on with a new sheet of paper where a row of so many points, and what belongs to it, does not fit.

        Where the row alone would fit, a blank one keeps it from standing there. Whether the paper was turned.
        """
        left = self._papers.left(self.row, self._head)
        turned = first + min(below, self._papers.height / 2) > left
        if turned:
            if first <= left and left > LEFT_FREE + 1:
                self.skip(int(left - LEFT_FREE))
            self._papers.turn(self.row, self._head)
        return turned

    def _across(self, row: int, text: str, style: str, points: float) -> None:
        put_across(self.sheet, row, (0, len(self.widths) - 1), text, self.styles.get(style))
        set_height(self.sheet, row, points)

    @staticmethod
    def _reach(widths: Sequence[float]) -> int:
        taken = 0.0
        for number, width in enumerate(widths):
            taken += width
            if taken >= _OFFICE_WIDTH:
                return number
        return len(widths) - 1
