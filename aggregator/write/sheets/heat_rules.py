"""The rules that tint the heat table: more models, deeper; a field without any is set off; no list, grey."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlsxwriter.utility import xl_rowcol_to_cell  # type: ignore[import-untyped]

from aggregator.write.sheets.cells import checked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aggregator.write.sheets.overview_grid import Span
    from aggregator.write.sheets.page import Page

DEEPEST = "#8FB0D6"


def classes(most: int) -> tuple[tuple[int, int], ...]:
    """Three classes of counts, the last one open: for a highest count of 4, 1 and 2 and from 3 on."""
    step = max(1, most // 3)
    return (1, step), (step + 1, 2 * step), (2 * step + 1, max(most, 2 * step + 1))


def add_rules(page: Page, rows: Span, fields: Sequence[Span], sums: Span, most: int) -> None:
    """Tint the cells of the fields by rules, the column of sums by a scale."""
    for field in fields:
        for rule in _field_rules(page, rows[0], field, most):
            _add(page, rows, field, rule)
    here = xl_rowcol_to_cell(rows[0], fields[0][0], col_abs=True)
    _add(page, rows, (fields[-1][1] + 1, sums[1]), _formula(f"=NOT(ISNUMBER({here}))", page, "heat_blank"))
    scale = {
        "type": "2_color_scale",
        "min_type": "num",
        "min_value": 0,
        "min_color": "#FFFFFF",
        "max_color": DEEPEST,
    }
    _add(page, rows, sums, scale)


def _field_rules(page: Page, row: int, field: Span, most: int) -> Iterator[dict[str, Any]]:
    here = xl_rowcol_to_cell(row, field[0])
    first, last = (xl_rowcol_to_cell(row, column, col_abs=True) for column in field)
    yield _formula(f"=NOT(ISNUMBER({first}))", page, "heat_blank")
    yield _formula(f"=SUM({first}:{last})=0", page, "heat_gap")
    for (low, high), tone in zip(classes(most), ("heat_low", "heat_middle", "heat_high"), strict=True):
        yield _formula(f"=AND({here}>={low},{here}<={high})", page, tone)


def _formula(criteria: str, page: Page, tone: str) -> dict[str, Any]:
    return {"type": "formula", "criteria": criteria, "format": page.styles.rule(tone), "stop_if_true": True}


def _add(page: Page, rows: Span, columns: Span, rule: dict[str, Any]) -> None:
    code = page.sheet.conditional_format(rows[0], columns[0], rows[1], columns[1], rule)
    checked(code, page.sheet, "định dạng theo điều kiện")
