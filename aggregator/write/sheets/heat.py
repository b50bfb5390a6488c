"""The heat table: communes × fields × levels, where gaps show at a glance, on the screen and in black and white."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from aggregator.write.sheets import words
from aggregator.write.sheets.cells import checked, put, put_across, set_height
from aggregator.write.sheets.heat_grid import CELL, NAME, Grid, grid_of
from aggregator.write.sheets.heat_rules import add_rules, classes
from aggregator.write.sheets.overview_grid import COLUMNS, HEAD_ROW, ROW
from aggregator.write.sheets.overview_units import count_tone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aggregator.standing import UnitState
    from aggregator.write.sheets.cells import Value
    from aggregator.write.sheets.overview_grid import Span
    from aggregator.write.sheets.overview_paper import Paper
    from aggregator.write.sheets.page import Page
    from aggregator.write.sheets.view import View

_ROOMIEST = 26.0
_BELOW = 3 * ROW + 4  # the line of totals, the legend and the notes
Counts = Counter[tuple[str | None, str]]  # entries by field and level; the unknown field is None


def write_heat(page: Page, paper: Paper, view: View) -> None:
    """Write a line for each unit of the first group (R1), tinted by rules, and their sum."""
    grid = grid_of(view)
    units = [unit for unit in view.units if unit.kind == view.campaign.groups[0].code]
    counts = _count(view)
    _write_heads(page, view, grid)
    first, height = page.row, _height(paper, len(units))
    for unit in units:
        _write_unit(page, view, grid, unit, counts[unit.code])
        set_height(page.sheet, page.row, height)
        page.row += 1
    most = max((n for u in units for (f, _), n in counts[u.code].items() if f is not None), default=0)
    if units:
        add_rules(page, (first, page.row - 1), grid.fields, grid.sums[-1], most)
    _write_total(page, grid, view, [counts[unit.code] for unit in units])
    _write_legend(page, most)
    if notes := view.count_notes(units):
        put_across(page.sheet, page.row, (0, COLUMNS - 1), " ".join(notes), page.styles.get("note"))
        set_height(page.sheet, page.row, ROW)
        page.row += 1


def _height(paper: Paper, lines: int) -> float:
    room = int((paper.left - _BELOW) / max(lines, 1))
    return max(ROW, min(_ROOMIEST, room))


def _count(view: View) -> dict[str | None, Counts]:
    counts: dict[str | None, Counts] = {unit.code: Counter() for unit in view.units}
    for entry in view.entries:
        counts.setdefault(entry.unit, Counter())[entry.settled_field, view.counted_level(entry)] += 1
    return counts


def _write_heads(page: Page, view: View, grid: Grid) -> None:
    head, small = page.styles.get("head"), page.styles.get("head_small")
    top, below = page.row, page.row + 1
    fields = [f"{view.field_titles[f.code]}{' (trọng tâm)' if f.theme else ''}" for f in view.campaign.fields]
    for columns, text in zip(grid.fields, fields, strict=True):
        put_across(page.sheet, top, columns, text, head)
    put_across(page.sheet, top, (grid.sums[0][0], grid.sums[-1][1]), "Tất cả lĩnh vực", head)
    short = [words.short_level(title) for title in view.level_titles.values()]
    for columns, text in zip((*grid.cells, *grid.sums), [*short * len(fields), *short, "Cộng"], strict=True):
        put_across(page.sheet, below, columns, text, small)
    whole = ((NAME, view.campaign.groups[0].title), (grid.unknown, words.UNKNOWN_FIELD))
    for columns, text in (*whole, (grid.verdict, "Số lượng so với quy định")):
        style = small if columns == grid.unknown else head
        code = page.sheet.merge_range(top, columns[0], below, columns[1], "", style)
        checked(code, page.sheet, "đầu bảng")
        put(page.sheet, top, columns[0], text, style)
    set_height(page.sheet, top, ROW + 1)
    set_height(page.sheet, below, HEAD_ROW)
    page.row += 2


def _write_unit(page: Page, view: View, grid: Grid, unit: UnitState, counts: Counts) -> None:
    listed = unit.has_counts
    values = _values(view, counts)
    tones = [count_tone(unit, level) for level in view.level_titles]
    edges = {span[0] for span in grid.fields}
    looks = [("heat_edge" if span[0] in edges else "heat", "") for span in grid.cells]
    looks += [("heat_edge", ""), ("heat_sum_edge", tones[0]), *(("heat_sum", tone) for tone in (*tones[1:], ""))]
    put_across(page.sheet, page.row, NAME, unit.name, page.styles.get("label"))
    for columns, value, look in zip(grid.numbers, values, looks, strict=True):
        put_across(page.sheet, page.row, columns, value if listed else None, page.styles.get(*look))
    told, tone = _verdict(view, unit, listed=listed)
    put_across(page.sheet, page.row, grid.verdict, told, page.styles.get("word", tone))


def _values(view: View, counts: Counts) -> list[int]:
    """The numbers of a line: by field and level, of no known field, by level, all."""
    fields = [counts[f.code, level] for f in view.campaign.fields for level in view.level_titles]
    unknown = sum(n for (field, _), n in counts.items() if field is None)
    levels = [sum(n for (_, at), n in counts.items() if at == level) for level in view.level_titles]
    return [*fields, unknown, *levels, sum(levels)]


def _verdict(view: View, unit: UnitState, *, listed: bool) -> tuple[str, str]:
    if not listed:
        return view.short_receipt(unit), "doubt" if view.short_receipt(unit) == words.TO_VERIFY else ""
    return view.quota(unit), {"violated": "bad_bold", "undetermined": "doubt"}.get(unit.quota_standing, "")


def _write_total(page: Page, grid: Grid, view: View, counts: Sequence[Counts]) -> None:
    whole: Counts = Counter()
    for one in counts:
        whole.update(one)
    style = page.styles.get("sum_number")
    put_across(page.sheet, page.row, NAME, "Cộng", page.styles.get("sum"))
    for columns, value in zip(grid.numbers, _values(view, whole), strict=True):
        put_across(page.sheet, page.row, columns, value, style)
    put_across(page.sheet, page.row, grid.verdict, None, style)
    set_height(page.sheet, page.row, ROW)
    page.row += 1


def _write_legend(page: Page, most: int) -> None:
    told: list[tuple[Span, Value, str, str]] = [((0, 14), "Chú giải: số mô hình trong mỗi ô", "note", "")]
    column = 15
    samples = [
        ("–", "cả lĩnh vực chưa có mô hình nào", "heat_gap", 22),
        ("", "chưa có danh sách đọc được", "heat_blank", 18),
    ]
    names = ("heat_low", "heat_middle", "heat_high")
    ranges = [f"{low}" if low == high else f"{low}–{high}" for low, high in classes(most)[:2]]
    ranges.append(f"từ {classes(most)[2][0]}")
    samples += [(told_range, "", name, 0) for told_range, name in zip(ranges, names, strict=True)]
    for sample, text, tone, room in samples:
        told.append(((column, column + CELL - 1), sample, "word", tone))
        column += CELL
        if room:
            told.append(((column, column + room - 1), f" {text}", "note", ""))
            column += room
    told.append(((column, COLUMNS - 1), " mô hình; số in đỏ đậm: chưa đúng quy định", "note", ""))
    for columns, value, style, tone in told:
        put_across(page.sheet, page.row, columns, value, page.styles.get(style, tone))
    set_height(page.sheet, page.row, ROW)
    page.row += 1
