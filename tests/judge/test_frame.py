"""The entries of many lists as one frame of raw cells, each with its origin."""

from __future__ import annotations

from aggregator.judge.entries import ORIGIN_COLUMNS, RAW_COLUMNS, raw_frame
from tests.sheets import m3, read_list, sheet

FIRST = read_list(sheet(m3("A. Cấp tỉnh", "I. Kinh tế", "| 1 | Thôn Trại | Trồng hoa |"), "M3"))
SECOND = read_list("| | Tên mô hình | STT | Mục tiêu |\n| | Nuôi gà | 1 | Thu nhập |")


def test_columns_are_the_forms_then_the_origin() -> None:
    assert tuple(raw_frame([]).columns) == RAW_COLUMNS + ORIGIN_COLUMNS


def test_no_lists_make_an_empty_frame() -> None:
    assert len(raw_frame([])) == 0


def test_each_entry_knows_where_it_stands() -> None:
    frame = raw_frame([("a.xlsx", FIRST), ("b/c.xlsx", SECOND)])
    assert frame[["file", "sheet", "row", "name"]].to_numpy().tolist() == [
        ["a.xlsx", "M3", 4, "Trồng hoa"],
        ["b/c.xlsx", "Sheet1", 2, "Nuôi gà"],
    ]


def test_headings_come_with_the_entry() -> None:
    frame = raw_frame([("a.xlsx", FIRST)])
    assert frame.loc[0, "field_heading"] == "economy"
    assert frame.loc[0, "level_heading"] == "province"


def test_cells_are_named_by_the_letters_of_their_own_table() -> None:
    cells = raw_frame([("b.xlsx", SECOND)]).loc[0, "cells"]
    assert cells == {"name": "B", "stt": "C", "goals": "D"}


def test_a_column_that_the_table_lacks_is_none() -> None:
    assert raw_frame([("b.xlsx", SECOND)]).loc[0, "address"] is None
