"""Every unit of the roster on the overview: how it sent and how many models at each level."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aggregator.write.sheets import words
from aggregator.write.sheets.cells import put_across, set_height
from aggregator.write.sheets.measure import height, lines_needed
from aggregator.write.sheets.overview_grid import BLOCKS, COLUMNS, UNIT, Block, units_of
from aggregator.write.sheets.styles import size_of
from aggregator.write.sheets.units import SHEET as UNIT_SHEET

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aggregator.standing import UnitState
    from aggregator.write.sheets.book import Book
    from aggregator.write.sheets.overview_grid import Span
    from aggregator.write.sheets.overview_paper import Paper
    from aggregator.write.sheets.page import Page
    from aggregator.write.sheets.view import View

_SIZE = size_of("unit")
_ROOMIEST = 28  # points of a row, where the paper has room to spare


def write_units(book: Book, page: Page, paper: Paper) -> None:
    """Write the units in three blocks over the whole paper; a group starts a block of its own."""
    view = book.view
    parts = _parts(view)
    short = [words.short_level(title) for title in view.level_titles.values()]
    for number, units in enumerate(parts):
        label = view.campaign.groups_by_code[units[0].kind].title if units else ""
        Block(page, number, page.row).heads((label, "Tình hình gửi", *short), UNIT, small=len(short))
    page.row += 1
    lines = [
        [part[row] if row < len(part) else None for part in parts] for row in range(max(map(len, parts), default=0))
    ]
    needs = [_need(view, line) for line in lines]
    legend = _legend(view)
    least = _least(needs, paper.left - legend.points)
    for line, need in zip(lines, needs, strict=True):
        _write_line(book, page, line)
        set_height(page.sheet, page.row, max(need, least))
        page.row += 1
    put_across(page.sheet, page.row, (0, COLUMNS - 1), legend.text, page.styles.get("note"))
    set_height(page.sheet, page.row, legend.points)
    page.row += 1


def _parts(view: View) -> list[list[UnitState]]:
    """The units cut into three blocks of as few rows as possible."""
    groups = [[u for u in view.units if u.kind == group.code] for group in view.campaign.groups]
    if len(groups) > BLOCKS:
        groups = [view.units]
    rows = 1
    while sum(-(-len(group) // rows) for group in groups) > BLOCKS:
        rows += 1
    return [group[start : start + rows] for group in groups for start in range(0, len(group), rows)]


def _least(needs: Sequence[float], room: float) -> int:
    """The height that no row falls short of, as even as the room allows."""
    fitting = [least for least in range(_ROOMIEST) if sum(max(need, least) for need in needs) + len(needs) <= room]
    return max(fitting, default=0)


def _need(view: View, units: Sequence[UnitState | None]) -> float:
    """The points that the longest texts of a line take."""
    texts = [(text, span) for unit in units if unit for text, span in _texts(view, unit)]
    return height(max(lines_needed(text, units_of(span), _SIZE) for text, span in texts), _SIZE) + 0.5


def _texts(view: View, unit: UnitState) -> tuple[tuple[str, Span], ...]:
    return (unit.name, UNIT[0]), (view.short_receipt(unit), UNIT[1])


def _write_line(book: Book, page: Page, units: Sequence[UnitState | None]) -> None:
    for number, unit in enumerate(units):
        if unit is not None:
            row = book.place(UNIT_SHEET, unit.code)
            _write_unit(Block(page, number, page.row), book.view, unit, row)


def _write_unit(block: Block, view: View, unit: UnitState, row: int) -> None:
    """One unit, its name a link to its row; LibreOffice wraps no link, so beside a long name its receipt is."""
    receipt = view.short_receipt(unit)
    tone = _receipt_tone(unit, receipt)
    named, short = _fits(unit.name, UNIT[0]), _fits(receipt, UNIT[1])
    if named:
        block.link(UNIT[0], unit.name, "unit_link", UNIT_SHEET, row)
    else:
        block.cell(UNIT[0], unit.name, "unit")
    if short and not named:
        block.link(UNIT[1], receipt, "unit_word", UNIT_SHEET, row, tone=tone)
    else:
        block.cell(UNIT[1], receipt, "unit_word", tone)
    for span, level in zip(UNIT[2:], view.level_titles, strict=True):
        count = unit.counts.get(level, 0)
        block.cell(span, count if unit.has_counts else None, "unit_count", count_tone(unit, level))


def _fits(text: str, span: Span) -> bool:
    return lines_needed(text, units_of(span), _SIZE) == 1


def _receipt_tone(unit: UnitState, receipt: str) -> str:
    if receipt == words.TO_VERIFY:
        return "doubt"
    if unit.receipt_waived:
        return ""
    return {"late": "bad", "missing": "bad_bold", "on_time": "good"}.get(unit.receipt, "")


def count_tone(unit: UnitState, level: str) -> str:
    """How the count of a level looks: red where it breaks a limit, tinted where the verdict hangs on it."""
    if unit.quota_standing == "violated" and level in {limit.level for limit in unit.counting_limits}:
        return "bad_bold"
    return "doubt" if unit.quota_standing == "undetermined" and level == "unknown" else ""


class Legend(NamedTuple):
    """The words under the units, and the points that they take."""

    text: str
    points: float


def _legend(view: View) -> Legend:
    told = (
        "Số in đỏ đậm: chưa đúng số lượng theo quy định. Ô nền vàng: cần xác minh hoặc chưa kết luận được.",
        "Ô trống: chưa có danh sách đọc được.",
        *view.count_notes(view.units),
    )
    text = " ".join(told)
    return Legend(text, height(lines_needed(text, units_of((0, COLUMNS - 1)))) + 1)
