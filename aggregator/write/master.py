"""The master workbook: the district's figures and reports. The list of its sheets stands here, once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from aggregator.write.sheets import balance, contents, deadlines, fields, levels, overview, quotas, units, words
from aggregator.write.sheets import balance as submissions
from aggregator.write.sheets.overview import board_workbook
from aggregator.write.sheets.view import View

if TYPE_CHECKING:
    from aggregator.nouns.outcome import Outcome
    from aggregator.nouns.unit import Campaign
    from aggregator.office.page import Book


class MasterSheet(NamedTuple):
    """A sheet: its name, what writes it, and how many numbered lines it must have (None: no fixed number).

    What writes it may leave the rest for when all sheets are written, as a function.
    """

    name: str
    write: Callable[[Book, View], Callable[[], None] | None]
    lines: Callable[[Outcome], int] | None = None


def master_sheets(campaign: Campaign) -> list[MasterSheet]:
    """The sheets in the order of the contract; those of fields and levels are called as the campaign calls them."""
    return [
        MasterSheet(overview.SHEET, overview.overview_sheet),
        *(
            MasterSheet(field.sheet, partial(fields.field_sheet, field=field), _of_field(field.code))
            for field in campaign.fields
        ),
        MasterSheet(words.UNKNOWN_FIELD, fields.unknown_field_sheet, _of_field("unknown")),
        MasterSheet(quotas.SHEET, quotas.quota_sheet),
        MasterSheet(deadlines.SHEET, deadlines.deadline_sheet),
        MasterSheet(contents.SHEET, contents.content_sheet),
        *(
            MasterSheet(level.title, partial(levels.level_sheet, level=level), _of_level(level.code))
            for level in campaign.levels[:2]
        ),
        MasterSheet(units.SHEET, units.unit_sheet, lambda outcome: len(outcome.units)),
        MasterSheet(
            submissions.REGISTER_SHEET, submissions.submission_sheet, lambda outcome: len(outcome.submissions)
        ),
        MasterSheet(balance.SHEET, balance.balance_sheet, lambda outcome: len(outcome.file_balances)),
    ]


def _of_field(code: str) -> Callable[[Outcome], int]:
    return lambda outcome: outcome.entries_by_field[code]


def _of_level(code: str) -> Callable[[Outcome], int]:
    return lambda outcome: outcome.entries_by_level[code]


def master_workbook(outcome: Outcome) -> bytes:
    """The whole workbook; the same outcome gives the same bytes.

    Nothing that a unit typed becomes more than text. Raises CellNotWritten where a cell cannot be written.
    """
    view = View(outcome)

    def fill(book: Book) -> None:
        left = [sheet.write(book, view) for sheet in master_sheets(outcome.campaign)]
        for finish in left:
            if finish is not None:
                finish()

    return board_workbook(f"Tổng hợp {outcome.campaign.title}", outcome, fill, overview.SHEET)
