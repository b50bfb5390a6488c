"""Every unit of the roster on the overview: how it sent and how many models at each level."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aggregator.write.sheets import words
from aggregator.write.sheets.cells import put, put_across, set_height
from aggregator.write.sheets.measure import height, lines_needed
from aggregator.write.sheets.overview_grid import BLOCKS, FIVE, WIDTHS, Block

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aggregator.outcome import UnitState
    from aggregator.write.sheets.page import Page
    from aggregator.write.sheets.view import View

_SIZE = 10.0


def write_units(page: Page, view: View) -> int:
    """Write the units in three blocks; a group starts a block of its own. Returns the rows used."""
    parts = _parts(view)
    short = [words.short_level(title) for title in view.level_titles.values()]
    for number, units in enumerate(parts):
        label = view.campaign.groups_by_code[units[0].kind].title if units else ""
        Block(page, number, page.row).heads(label, ("Tình hình gửi", *short), FIVE)
    page.row += 1
    rows = max(map(len, parts), default=0)
    for row in range(rows):
        _write_row(page, view, [part[row] if row < len(part) else None for part in parts])
    _write_legend(page, view)
    return rows


def _parts(view: View) -> list[list[UnitState]]:
    """The units cut into three blocks of as few rows as possible."""
    groups = [[u for u in view.units if u.kind == group.code] for group in view.campaign.groups]
    if len(groups) > BLOCKS:
        groups = [view.units]
    rows = 1
    while sum(-(-len(group) // rows) for group in groups) > BLOCKS:
        rows += 1
    return [group[start : start + rows] for group in groups for start in range(0, len(group), rows)]


def _write_row(page: Page, view: View, units: Sequence[UnitState | None]) -> None:
    needed = 1
    for number, unit in enumerate(units):
        if unit is not None:
            left = number * ((len(WIDTHS) + 1) // BLOCKS)
            needed = max(needed, lines_needed(unit.name, WIDTHS[0], _SIZE))
            needed = max(needed, lines_needed(view.short_receipt(unit), WIDTHS[1], _SIZE))
            _write_unit(page, view, unit, left)
    set_height(page.sheet, page.row, height(needed, _SIZE) + 0.5)
    page.row += 1


def _write_unit(page: Page, view: View, unit: UnitState, left: int) -> None:
    put(page.sheet, page.row, left, unit.name, page.styles.get("unit"))
    receipt = view.short_receipt(unit)
    put(page.sheet, page.row, left + 1, receipt, page.styles.get("unit_word", _receipt_tone(unit, receipt)))
    for number, level in enumerate(view.level_titles, start=left + 2):
        count = unit.counts.get(level, 0)
        shown = count if count or unit.receipt in words.WITH_COUNTS else None
        put(page.sheet, page.row, number, shown, page.styles.get("unit_count", _count_tone(unit, level)))


def _receipt_tone(unit: UnitState, receipt: str) -> str:
    if receipt == words.TO_VERIFY:
        return "doubt"
    return {"late": "bad", "missing": "bad_bold", "on_time": "good"}.get(unit.receipt, "")


def _count_tone(unit: UnitState, level: str) -> str:
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
    put_across(page.sheet, page.row, (0, len(WIDTHS) - 1), legend, page.styles.get("note"))
    set_height(page.sheet, page.row, 15)
    page.row += 1
