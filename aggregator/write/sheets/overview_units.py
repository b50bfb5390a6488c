"""Every unit of the roster on the overview: how it sent and how many models at each level."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aggregator.write.sheets import words
from aggregator.write.sheets.cells import put_across, set_height
from aggregator.write.sheets.measure import height, lines_needed
from aggregator.write.sheets.overview_grid import BLOCKS, COLUMNS, UNIT, Block, units_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aggregator.outcome import UnitState
    from aggregator.write.sheets.overview_paper import Paper
    from aggregator.write.sheets.page import Page
    from aggregator.write.sheets.view import View

_SIZE = 10.0
_ROOMIEST = 25.0  # points of a row, where the paper has room to spare
_LEGEND = 16.0


def write_units(page: Page, paper: Paper, view: View) -> None:
    """Write the units in three blocks over the whole paper; a group starts a block of its own."""
    parts = _parts(view)
    short = [words.short_level(title) for title in view.level_titles.values()]
    for number, units in enumerate(parts):
        label = view.campaign.groups_by_code[units[0].kind].title if units else ""
        Block(page, number, page.row).heads((label, "Tình hình gửi", *map(_narrow, short)), UNIT)
    page.row += 1
    lines = [
        [part[row] if row < len(part) else None for part in parts] for row in range(max(map(len, parts), default=0))
    ]
    room = min(_ROOMIEST, (paper.left - _LEGEND) / max(len(lines), 1))
    for line in lines:
        _write_line(page, view, line, int(room))
    _write_legend(page, view)


def _narrow(short: str) -> str:
    """A level's short title over two lines, for the narrowest columns."""
    return short.replace(" ", "\n")


def _parts(view: View) -> list[list[UnitState]]:
    """The units cut into three blocks of as few rows as possible."""
    groups = [[u for u in view.units if u.kind == group.code] for group in view.campaign.groups]
    if len(groups) > BLOCKS:
        groups = [view.units]
    rows = 1
    while sum(-(-len(group) // rows) for group in groups) > BLOCKS:
        rows += 1
    return [group[start : start + rows] for group in groups for start in range(0, len(group), rows)]


def _write_line(page: Page, view: View, units: Sequence[UnitState | None], room: float) -> None:
    needed = 1
    for number, unit in enumerate(units):
        if unit is not None:
            needed = max(needed, lines_needed(unit.name, units_of(UNIT[0]), _SIZE))
            needed = max(needed, lines_needed(view.short_receipt(unit), units_of(UNIT[1]), _SIZE))
            _write_unit(Block(page, number, page.row), view, unit)
    set_height(page.sheet, page.row, max(room, height(needed, _SIZE)))
    page.row += 1


def _write_unit(block: Block, view: View, unit: UnitState) -> None:
    block.cell(UNIT[0], unit.name, "unit")
    receipt = view.short_receipt(unit)
    block.cell(UNIT[1], receipt, "unit_word", _receipt_tone(unit, receipt))
    for span, level in zip(UNIT[2:], view.level_titles, strict=True):
        count = unit.counts.get(level, 0)
        shown = count if count or unit.receipt in words.WITH_COUNTS else None
        block.cell(span, shown, "unit_count", count_tone(unit, level))


def _receipt_tone(unit: UnitState, receipt: str) -> str:
    if receipt == words.TO_VERIFY:
        return "doubt"
    return {"late": "bad", "missing": "bad_bold", "on_time": "good"}.get(unit.receipt, "")


def count_tone(unit: UnitState, level: str) -> str:
    """How the count of a level looks: red where it breaks a limit, tinted where the verdict hangs on it."""
    if unit.quota == "violated" and level in {limit.level for limit in unit.broken}:
        return "bad_bold"
    return "doubt" if unit.quota == "undetermined" and level == "unknown" else ""


def _write_legend(page: Page, view: View) -> None:
    strays = sum(entry.unit is None for entry in view.entries)
    more = f" Ngoài ra có {strays} mô hình chưa rõ đơn vị." if strays else ""
    legend = (
        "Số in đỏ đậm: chưa đúng số lượng theo quy định. Ô nền vàng: cần xác minh hoặc chưa kết luận được. "
        f"Ô trống: chưa có danh sách đọc được.{more}"
    )
    put_across(page.sheet, page.row, (0, COLUMNS - 1), legend, page.styles.get("note"))
    set_height(page.sheet, page.row, _LEGEND)
    page.row += 1
