"""Checks of a list as a whole: rows set aside, stated totals, hidden things, other sheets, wrong form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aggregator.campaign.model import Campaign
from aggregator.cells import cell_name, column_letters
from aggregator.check.content import short
from aggregator.findings import Finding, finding
from aggregator.model import Notice
from aggregator.received import Handled
from aggregator.returned import AsideRow, ListRead

_MOST_ROWS_NAMED = 12
_ANYWHERE = "embedded-not-opened"  # also on sheets without a list: the list may be what stays closed
_BY_CELL = ("error-cell", "formula-without-value", "broken-string", "covered-text")


def list_findings(item: Handled, campaign: Campaign) -> Iterator[Finding]:
    """Everything to say about one file whose list was read."""
    if item.read is None:
        return
    name = campaign.unit_name(item.unit)
    if item.read.doubtful and item.entries:
        yield finding("reading-doubtful", unit=item.unit, file=item.file, unit_name=name, reason=item.read.doubtful)
    for part in item.read.lists:
        yield from _rows_aside(item, part)
        yield from _totals(item, part)
    stated = {part.year for part in item.read.lists if part.entries} - {None, campaign.year}
    for year in sorted(year for year in stated if year):
        years = {"stated": str(year), "year": str(campaign.year)}
        yield finding("list-of-other-year", unit=item.unit, file=item.file, **years)
    yield from _notices(item)
    yield from _other_sheets(item)
    if item.read.doubtful:
        facts = {"unit_name": name, "reason": item.read.doubtful}
        yield finding("doubtful-reading", unit=item.unit, file=item.file, **facts)
    if item.read.decoded:
        yield finding("old-font", unit=item.unit, file=item.file, count=item.read.decoded)
    if item.unit and item.form and not item.body and item.form != (expected := _expected_form(item.unit, campaign)):
        yield finding(
            "wrong-form", unit=item.unit, file=item.file, unit_name=name, form=item.form, expected=expected
        )


def _expected_form(unit: str, campaign: Campaign) -> str:
    return campaign.groups_by_code[campaign.units_by_code[unit].kind].form


def _rows_aside(item: Handled, part: ListRead) -> Iterator[Finding]:
    second = [one for one in part.possible if one.why == "second-table"]
    if second:
        cell = cell_name(second[0].row, second[0].column)
        yield finding("table-not-joined", unit=item.unit, file=item.file, sheet=part.sheet, cell=cell,
                      count=len(second), rows=_some([str(one.row) for one in second]))  # fmt: skip
    for aside in part.aside:
        if any(one.row == aside.row for one in second):
            continue
        yield finding(
            "row-without-name",
            unit=item.unit,
            file=item.file,
            sheet=part.sheet,
            cell=cell_name(aside.row, part.columns.get("name", aside.column)),
            row=aside.row,
            text=short(aside.text),
        )
    for group in part.unknown_groups:
        cell = cell_name(group.row, group.column)
        yield finding("group-unknown", unit=item.unit, file=item.file, sheet=part.sheet, cell=cell, row=group.row,
                      text=short(group.text))  # fmt: skip
    if part.unused:
        yield _unused(item, part)


def _unused(item: Handled, part: ListRead) -> Finding:
    cells: Sequence[AsideRow] = part.unused[:_MOST_ROWS_NAMED]
    return finding(
        "cell-not-used",
        unit=item.unit,
        file=item.file,
        sheet=part.sheet,
        cell=cell_name(cells[0].row, cells[0].column),
        cells=", ".join(cell_name(c.row, c.column) for c in cells)
        + (" …" if len(part.unused) > len(cells) else ""),
        text=short("; ".join(c.text for c in cells)),
    )


def _totals(item: Handled, part: ListRead) -> Iterator[Finding]:
    for total in part.totals:
        yield finding(
            "total-differs",
            unit=item.unit,
            file=item.file,
            sheet=part.sheet,
            cell=cell_name(total.row, total.column),
            stated=total.stated,
            counted=total.counted,
        )


def _notices(item: Handled) -> Iterator[Finding]:
    """Notices of the sheets that hold a list: each error cell by itself, rows and columns together."""
    assert item.read is not None  # noqa: S101 -- list_findings has looked
    with_list = {part.sheet: part for part in item.read.lists}
    grouped: dict[tuple[str, str], list[Notice]] = {}
    for sheet, notice in item.read.notices:
        if notice.code == _ANYWHERE:
            cell = cell_name(notice.row, notice.column) if notice.row and notice.column else None
            yield finding(_ANYWHERE, unit=item.unit, file=item.file, sheet=sheet, cell=cell, detail=notice.detail)
            continue
        if sheet not in with_list or (notice.code == "hidden-sheet" and not with_list[sheet].entries):
            continue
        if notice.code in _BY_CELL and notice.row and notice.column:
            cell = cell_name(notice.row, notice.column)
            yield finding(notice.code, unit=item.unit, file=item.file, sheet=sheet, cell=cell, detail=notice.detail)
        else:
            grouped.setdefault((sheet, notice.code), []).append(notice)
    for (sheet, code), notices in grouped.items():
        rows = _some([str(n.row) for n in notices if n.row])
        columns = _some([column_letters(n.column) for n in notices if n.column])
        yield finding(code, unit=item.unit, file=item.file, sheet=sheet, rows=rows, columns=columns)


def _other_sheets(item: Handled) -> Iterator[Finding]:
    assert item.read is not None  # noqa: S101 -- list_findings has looked
    for sheet, rows in item.read.other_sheets:
        like = [one for one in item.read.possible if one.sheet == sheet and one.why == "no-head"]
        if like:
            cell, named = cell_name(like[0].row, like[0].column), _some([str(one.row) for one in like])
            yield finding("sheet-may-be-list", unit=item.unit, file=item.file, sheet=sheet, cell=cell,
                          count=len(like), rows=named)  # fmt: skip
        else:
            yield finding("sheet-without-list", unit=item.unit, file=item.file, sheet=sheet, count=rows)


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:_MOST_ROWS_NAMED]) + (" …" if len(names) > _MOST_ROWS_NAMED else "")
