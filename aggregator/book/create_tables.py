"""Write the sheets that are tables: “Đơn vị” with the roster, the others with their head only."""

from __future__ import annotations

from aggregator.book.heights import row_height
from aggregator.book.layout import BookColumn
from aggregator.book.page import FIRST, HEAD, LAST, NewSheet, checked
from aggregator.campaign.model import Campaign, Unit
from aggregator.cells import column_letters

_HEAD_IS_KEPT = frozenset({"receipts", "choices"})  # the sheets that the program adds to
LAST_COLUMN = 16_383  # from 0
_CODES = frozenset({"official_code", "sha256", "code", "email"})


def write_units(new: NewSheet) -> None:
    """The roster of the campaign, a row a unit."""
    write_without_rows(new)
    yes = next(column for column in new.columns if column.code == "must_send").choices
    for row, unit in enumerate(new.campaign.units, start=FIRST):
        cells = _cells(unit, new.campaign, yes)
        new.to.set_row(row, row_height((cells.get(c.code, ""), c.width) for c in new.columns))
        for number, column in enumerate(new.columns):
            if cells.get(column.code):
                new.text(row, number, cells[column.code], _look(column))


def _cells(unit: Unit, campaign: Campaign, yes: object) -> dict[str, str]:
    words = dict(yes) if isinstance(yes, dict) else {}
    return {
        "code": unit.code,
        "name": unit.name,
        "group": campaign.groups_by_code[unit.kind].title,
        "aliases": "; ".join(unit.aliases),
        "email": unit.email or "",
        "contact": unit.contact or "",
        "must_send": words["yes" if unit.must_send else "no"],
        "official_code": unit.official_code or "",
    }


def write_without_rows(new: NewSheet) -> None:
    """A sheet's top, columns, drop-downs, filter and paper; rows with content get lines around them."""
    for number, column in enumerate(new.columns):
        options = {"hidden": True} if column.hidden else {}
        checked(new.to.set_column(number, number, column.width, new.looks[_look(column)], options))
        new.choose(number)
    new.top()
    new.to.autofilter(HEAD, 0, LAST, new.last)
    _rule_lines(new)
    new.paper()
    new.to.freeze_panes(FIRST, 2 if new.sheet.code == "choices" else 1)
    if new.sheet.code in _HEAD_IS_KEPT:
        _keep_head(new)


def _keep_head(new: NewSheet) -> None:
    """Lock the head, by which the program finds its columns, and nothing else; no password.

    Rows with locked cells could be neither sorted nor deleted, so that the program's own columns stay open, and so
    do the columns beside the table.
    """
    checked(new.to.set_column(new.last + 1, LAST_COLUMN, None, new.looks["text"]))
    allowed = (
        "objects", "scenarios", "format_cells", "format_columns", "format_rows", "insert_columns", "insert_rows",
        "insert_hyperlinks", "delete_columns", "delete_rows", "sort", "autofilter",
    )  # fmt: skip
    new.to.protect("", dict.fromkeys(allowed, True))


def _rule_lines(new: NewSheet) -> None:
    """Lines around the cells of every row in which something stands, however many rows there come to be."""
    last = column_letters(new.last + 1)
    rule = {"type": "formula", "criteria": f"=COUNTA($A{FIRST + 1}:${last}{FIRST + 1})>0"}
    checked(new.to.conditional_format(FIRST, 0, LAST, new.last, {**rule, "format": new.looks["ruled"]}))


def _look(column: BookColumn) -> str:
    if column.kind in ("time", "date"):
        return f"{column.kind}_tool" if column.by_tool else column.kind
    if column.code in _CODES:
        return "code"
    if column.by_tool:
        return "text_tool"
    return "centre" if column.code in ("must_send", "signed") else "text"
