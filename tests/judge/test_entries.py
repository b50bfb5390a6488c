"""The one frame of all entries: raw cells with their origin, then normalised column by column."""

from __future__ import annotations

import datetime as dt
import unicodedata
from typing import Any

import pandas as pd
import pytest
from msgspec.structs import replace

from aggregator.judge.entries import ORIGIN_COLUMNS, RAW_COLUMNS, normalise, raw_columns
from aggregator.nouns.document import Document, Sheet
from aggregator.nouns.outcome import rows_of
from aggregator.nouns.unit import Column, Heading
from aggregator.understand.document import ReturnReader
from tests.sheets import CAMPAIGN, m3, read_list, sheet

FIRST = read_list(sheet(m3("A. Cấp tỉnh", "I. Kinh tế", "| 1 | Thôn Trại | Trồng hoa |"), "M3"))
SECOND = read_list("| | Tên mô hình | STT | Mục tiêu |\n| | Nuôi gà | 1 | Thu nhập |")


def test_columns_are_the_forms_then_the_origin() -> None:
    assert tuple(raw_columns([])) == RAW_COLUMNS + ORIGIN_COLUMNS


def test_no_lists_make_no_entry() -> None:
    assert not any(raw_columns([]).values())


def test_each_entry_knows_where_it_stands() -> None:
    raw = raw_columns([("a.xlsx", FIRST), ("b/c.xlsx", SECOND)])
    assert list(zip(*(raw[column] for column in ("file", "sheet", "row", "name")), strict=True)) == [
        ("a.xlsx", "M3", 4, "Trồng hoa"),
        ("b/c.xlsx", "Sheet1", 2, "Nuôi gà"),
    ]


def test_headings_come_with_the_entry() -> None:
    raw = raw_columns([("a.xlsx", FIRST)])
    assert (raw["field_heading"][0], raw["level_heading"][0]) == ("economy", "province")


def test_cells_are_named_by_the_letters_of_their_own_table() -> None:
    cells = raw_columns([("b.xlsx", SECOND)])["cells"][0]
    assert cells == {"name": "B", "stt": "C", "goals": "D"}


def test_a_column_that_the_table_lacks_is_none() -> None:
    assert raw_columns([("b.xlsx", SECOND)])["address"][0] is None


def frame(contents: Sheet | str) -> pd.DataFrame:
    return normalise(raw_columns([("M3.xlsx", read_list(contents))]), CAMPAIGN)


def record(contents: Sheet | str) -> dict[str, Any]:
    entries = frame(contents)
    (values,) = values_of(entries, *entries.columns)
    return dict(zip(entries.columns, values, strict=True))


def values_of(entries: pd.DataFrame, *columns: str) -> list[list[Any]]:
    return [list(values) for _, *values in rows_of(entries, *columns)]


def test_another_level_in_a_column_of_ticks_is_no_tick() -> None:
    marks = ["x", "1", "đk", "Cấp tỉnh", "Tỉnh", "cơ sở"]
    rows = (f"| {n} | Trồng hoa | Thôn Trại | {mark} |" for n, mark in enumerate(marks, 1))
    levels = frame("\n".join(["| STT | Tên mô hình | Địa chỉ | Cấp huyện |", *rows]))["level"]
    assert [level if isinstance(level, str) else None for level in levels] == [*["district"] * 3, *[None] * 3]


FULL = m3("I. Kinh tế", "| 1 | Thôn Trại | Trồng hoa | Bà Trần Thị Mận | | x | Quý III | Đường đẹp | Cấp tỉnh |")


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("stt", "1"),
        ("address", "Thôn Trại"),
        ("name", "Trồng hoa"),
        ("holder", "Bà Trần Thị Mận"),
        ("holder_kind", "individual"),
        ("mode", "new"),
        ("mode_why", None),
        ("completion", "Quý III"),
        ("completion_date", dt.date(2024, 9, 30)),
        ("completion_why", "completion-year-assumed"),
        ("goals", "Đường đẹp"),
        ("level", "province"),
        ("level_source", "column"),
        ("level_why", None),
        ("field", "economy"),
        ("field_source", "section"),
        ("field_why", None),
        ("note", None),
        ("typed", None),
        ("file", "M3.xlsx"),
        ("sheet", "Sheet1"),
        ("row", 3),
    ],
)
def test_a_full_entry(column: str, value: object) -> None:
    assert record(FULL)[column] == value


def test_no_entries_make_an_empty_frame_with_all_columns() -> None:
    empty = normalise(raw_columns([]), CAMPAIGN)
    assert len(empty) == 0
    assert list(empty.columns) == list(frame(FULL).columns)


def test_each_column_has_its_dtype() -> None:
    kinds = {name: str(dtype) for name, dtype in frame(FULL).dtypes.items()}
    codes = {"field", "field_source", "level", "level_source", "holder_kind", "mode"}
    others = {"completion_date": "datetime64[s]", "row": "int64", "typed": "object", "cells": "object"}
    assert kinds == dict.fromkeys(kinds, "str") | dict.fromkeys(codes, "category") | others


def test_a_real_date_is_shown_as_the_country_writes_it() -> None:
    rows = sheet(m3("| 1 | Thôn Trại | Trồng hoa | Tập thể | | x | 5 |"))
    cells = list(rows.rows[1].cells)
    cells[6] = dt.datetime(2024, 10, 5)  # noqa: DTZ001 -- Excel's dates know no zone
    date_row = sheet("")
    date_row = type(date_row)("Sheet1", (rows.rows[0], type(rows.rows[1])(2, tuple(cells))))
    row = record(date_row)
    assert (row["completion"], row["completion_date"]) == ("05/10/2024", dt.date(2024, 10, 5))


def test_the_text_as_typed_stands_beside_where_it_differs() -> None:
    originals = unicodedata.normalize("NFD", "Trồng hoa")
    row = record(m3(f"| 1 | Thôn\u00a0Trại | {originals} | Tập thể |"))
    assert row["name"] == "Trồng hoa"
    assert row["typed"] == {"name": originals, "address": "Thôn\u00a0Trại"}


def test_blanks_at_the_ends_are_no_difference() -> None:
    assert record(m3("| 1 | Thôn Trại | Trồng hoa⏎ | Tập thể |"))["typed"] is None


def test_cells_decoded_from_an_old_font_keep_their_original() -> None:
    rows = sheet(m3("| 1 | Thôn Trại | Trồng hoa | Tập thể |"), typed={(2, 3): "Trång hoa"})
    assert record(rows)["typed"] == {"name": "Trång hoa"}


def test_notes_name_their_head() -> None:
    text = "| STT | Tên mô hình | Địa chỉ | Ghi chú | Kinh phí |\n| 1 | Trồng hoa | Thôn Trại | mới | 5 triệu |"
    assert record(text)["note"] == "Ghi chú: mới\nKinh phí: 5 triệu"


def test_every_row_stands_by_itself() -> None:
    row = frame(m3(*(f"| {n} | Thôn {n} | Mô hình {n}a | Tập thể | | x |" for n in (3, 1, 2))))
    assert row["stt"].tolist() == ["3", "1", "2"]
    assert row["name"].tolist() == ["Mô hình 3a", "Mô hình 1a", "Mô hình 2a"]


def test_marks_for_levels_and_holders_in_columns_of_their_own() -> None:
    text = """
        | STT | Tên mô hình | Địa chỉ | Tập thể | Cá nhân | Cấp tỉnh | Cấp huyện |
        | 1 | Trồng hoa | Thôn Trại | x | | | x |
        | 2 | Nuôi gà | Thôn Ngò | | x | x | |
    """
    assert values_of(frame(text), "holder_kind", "level") == [
        ["collective", "district"],
        ["individual", "province"],
    ]


def test_a_column_that_the_campaign_declares_is_read_without_a_line_of_code() -> None:
    budget = Heading("budget", "Kinh phí", ("kinh phí",), ())
    column = Column(code="budget", head="Kinh phí", width=10, added=True)
    forms = tuple(replace(form, columns=(*form.columns, column)) for form in CAMPAIGN.forms)
    with_budget = [
        replace(h, spellings=tuple(w for w in h.spellings if w != "kinh phí")) for h in CAMPAIGN.headings
    ]
    richer = replace(CAMPAIGN, headings=(*with_budget, budget), forms=forms)
    contents = sheet(
        "| STT | Địa chỉ | Tên mô hình | Mục tiêu | Kinh phí |\n| 1 | Thôn Trại | Trồng hoa | Đẹp | 5 triệu |"
    )
    (part,) = ReturnReader(richer).understand(Document("xlsx", (contents,))).lists
    assert normalise(raw_columns([("M3.xlsx", part)]), richer)["budget"].tolist() == ["5 triệu"]
    undeclared = replace(richer, forms=CAMPAIGN.forms)
    assert normalise(raw_columns([("M3.xlsx", part)]), undeclared)["note"].tolist() == ["Kinh phí: 5 triệu"]
    part.entries[0].values["budget"] = decomposed = unicodedata.normalize("NFD", "5 triệu")
    entries = normalise(raw_columns([("M3.xlsx", part)]), richer)
    assert (entries["budget"].tolist(), entries["typed"].tolist()) == (["5 triệu"], [{"budget": decomposed}])


def test_a_period_beside_the_completion_is_kept_and_may_say_the_mode() -> None:
    head = "| STT | Tên mô hình | Địa chỉ | Thời gian triển khai | Dự kiến hoàn thành |"
    row = record(f"{head}\n| 1 | Trồng hoa | Thôn Trại | Xây dựng mới | Quý IV |")
    assert (row["note"], row["mode"]) == ("Thời gian triển khai: Xây dựng mới", "new")


def test_two_ticked_levels_are_quoted_as_people_call_them() -> None:
    head = "| STT | Tên mô hình | Địa chỉ | Mục tiêu | Cấp tỉnh | Cấp huyện |"
    row = record(f"{head}\n| 1 | Trồng hoa | Thôn Trại | Đẹp | x | x |")
    assert (row["level"], row["level_text"]) == (None, "Cấp huyện, Cấp tỉnh")


TICKED = [
    "| STT | Địa chỉ | Tên mô hình | Thời gian triển khai | | Hoàn thành | Cấp đăng ký | | | Lĩnh vực |",
    "| | | | Duy trì | Mới | | Tỉnh | Huyện | Cơ sở | Kinh tế | VH-XH | QP-AN | XD HTCT |",
    "| 1 | Thôn Trại | Dự án một | | x | 2024 | x | | | x |",
    "| 2 | Thôn Ngò | Dự án hai | x | | 2024 | | x | | | | x |",
    "| 3 | Thôn Ngò | Dự án ba | x | | 2024 | | | x | x | x |",
    "| 4 | Thôn Ngò | Dự án bốn | x | | 2024 | | | x | | | | x |",
]


def test_fields_levels_and_modes_may_be_ticked_below_their_heads() -> None:
    assert values_of(frame("\n".join(TICKED)), "mode", "level", "field", "field_source") == [
        ["new", "province", "economy", "column"],
        ["continuing", "district", "defence_security", "column"],
        ["continuing", "base", None, None],
        ["continuing", "base", "political_system", "column"],
    ]


def test_a_mark_beside_another_says_by_its_words_or_its_shape_which_mode_is_meant() -> None:
    head = "| STT | Tên mô hình | Tiếp tục duy trì | Xây dựng mới |"
    rows = "| 1 | Trồng hoa | ✗ | ✓ |\n| 2 | Nuôi gà | | duy trì |\n| 3 | Nuôi ong | x | x |"
    assert values_of(frame(f"{head}\n{rows}"), "mode") == [["new"], ["continuing"], [None]]


def test_a_field_named_once_below_the_head_is_no_head() -> None:
    text = "| STT | Tên mô hình | Địa chỉ | Lĩnh vực |\n| | Dự án | Thôn Trại | Kinh tế |"
    assert frame(text)["field"].tolist() == ["economy"]


def test_numbers_before_every_name_are_the_missing_column_of_numbers() -> None:
    head = "| Địa chỉ | Tên mô hình | Mục tiêu |"
    counted = f"{head}\n| Thôn Trại | 1. Trồng hoa | Đẹp |\n| Thôn Ngò | 02) Nuôi gà | Thu nhập |"
    assert frame(counted)[["stt", "name"]].to_numpy().tolist() == [["1", "Trồng hoa"], ["02", "Nuôi gà"]]
    some = f"{head}\n| Thôn Trại | 1. Trồng hoa | Đẹp |\n| Thôn Ngò | Nuôi gà | Thu nhập |"
    assert frame(some)["name"].tolist() == ["1. Trồng hoa", "Nuôi gà"]


def test_a_level_after_a_dash_at_the_end_of_a_name_reaches_the_entry() -> None:
    values = frame(m3("| 1 | Thôn Trại | Camera an ninh - cấp huyện |"))[["name", "level", "level_source"]]
    assert values.to_numpy().tolist() == [["Camera an ninh - cấp huyện", "district", "text"]]


@pytest.mark.parametrize(
    "files",
    [
        ("M3 cấp tỉnh.xlsx", "M3 cấp huyện.xlsx"),
        ("DVK 1 tinh.xlsx", "DVK 2 huyen.xlsx"),
        ("Xã Cao Xá/Mẫu tỉnh.xlsx", "Xã Cao Xá/Mẫu huyện.xlsx"),
    ],
)
def test_the_level_in_a_files_name_counts_only_beside_another_file_of_the_same_unit(files: tuple[str, str]) -> None:
    part = read_list(m3("| 1 | Thôn Trại | Trồng hoa |"))
    raw = raw_columns((file, part) for file in files)
    one, two = ({files[0]: "cao-xa", files[1]: other} for other in ("cao-xa", "lien-son"))
    assert normalise(raw, CAMPAIGN, one)["level"].tolist() == ["province", "district"]
    assert normalise(raw, CAMPAIGN, two)["level"].isna().all()


@pytest.mark.parametrize(
    "files",
    [
        ("DVK gửi tỉnh.xlsx", "DVK gửi huyện.xlsx"),
        ("Mẫu huyện.xlsx", "DS xã.xlsx"),
        ("1 huyen.xlsx", "2 huyen.xlsx"),
    ],
)
def test_files_not_called_alike_or_sent_somewhere_tell_no_level_by_their_names(files: tuple[str, str]) -> None:
    part = read_list(m3("| 1 | Thôn Trại | Trồng hoa |"))
    raw = raw_columns((file, part) for file in files)
    assert normalise(raw, CAMPAIGN, dict.fromkeys(files, "cao-xa"))["level"].isna().all()


@pytest.mark.parametrize(
    ("note", "levels", "whys"),
    [
        ("", [None, None], ["level-unclear", "level-missing"]),
        ("Đăng ký cấp huyện", ["district", None], [None, "level-missing"]),
        ("Duy trì", [None, None], ["level-unclear", "level-missing"]),
    ],
)
def test_levels_under_an_unsure_head_are_asked_about_where_nothing_else_gives_any(
    note: str, levels: list[str | None], whys: list[str | None]
) -> None:
    head = "| STT | Địa chỉ | Tên mô hình | Mục tiêu | Cấp quản lý | Ghi chú |"
    rows = f"| 1 | Thôn Trại | Trồng hoa | Đẹp | Tỉnh ủy | {note} |\n| 2 | Thôn Ngò | Nuôi ong | Khá | | |"
    found = frame(f"{head}\n{rows}")
    assert values_of(found, "level", "level_why") == [list(pair) for pair in zip(levels, whys, strict=True)]
    asked = "Cấp quản lý: Tỉnh ủy" if whys[0] else None
    assert values_of(found, "level_text") == [[asked], [None]]
