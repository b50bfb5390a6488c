"""What stands under a table and is no entry."""

from __future__ import annotations

import pytest

from aggregator.nouns.document import Value
from aggregator.understand.row_kinds import is_column_numbers, is_note, is_total, starts_closing, stated_total

X: Value = None


@pytest.mark.parametrize(
    ("values", "stated"),
    [
        (["Tổng cộng: 7 mô hình"], 7),
        (["Số lượng: 05 mô hình"], 5),
        (["Số mô hình đăng ký: 5"], 5),
        (["Tổng số: 07 mô hình"], 7),
        (["TỔNG CỘNG", 7], 7),
        (["Tổng", 7.0], 7),
        (["Cộng", "12"], 12),
        (["Tổng cộng 3 mô hình, trong đó 1 cấp tỉnh"], 3),
        (["Cộng: 3 tỉnh + 4 huyện + 1 cơ sở = 8 mô hình"], 8),
        (["Tổng cộng: 01 cấp tỉnh, 04 cấp huyện, 02 cấp xã"], 7),
        (["Cộng", "Cấp tỉnh: 01", "Cấp huyện: 04"], 5),
        (["Cộng", "Cấp tỉnh: 01", "Cấp huyện: 04", "05"], 5),
        (["Tổng số: 07 hộ"], None),
        (["Tổng số: 07 hộ đăng ký"], 7),
        (["Cộng 07 đồng chí"], 7),
        (["Tổng: 07 dòng họ"], 7),
        (["Tổng: 300 triệu đồng"], None),
        (["Tổng cộng"], None),
        (["Tổng cộng", 3, 2], None),
    ],
)
def test_totals_and_the_number_they_state(values: list[Value], stated: int | None) -> None:
    assert is_total(values)
    assert stated_total(values) == stated


@pytest.mark.parametrize(
    "text",
    [
        "Tổng vệ sinh đường làng",
        "Cộng đồng tự quản",
        "Tổ tổng hợp",
        "Hội đồng",
        "Tổng đài 1022",
        "Số lượng",
        "Số lượng 30 hộ",
        "",
    ],
)
def test_names_that_begin_like_a_total_are_none(text: str) -> None:
    assert not is_total([text])


@pytest.mark.parametrize(
    "text",
    [
        "Nơi nhận:",
        "NƠI NHẬN",
        "T/M ĐẢNG ỦY",
        "TM. BAN THƯỜNG VỤ",
        "KT. CHỦ TỊCH",
        "BÍ THƯ",
        "Phó Bí thư",
        "Người lập biểu",
        "Người tổng hợp",
        "Thủ trưởng cơ quan, đơn vị",
        "(Ký tên, đóng dấu)",
        "Xác nhận của UBND xã",
        "Tân Yên, ngày 20 tháng 02 năm 2024",
        "..., ngày … tháng … năm 2024",
        "Trân trọng! -- Nguyễn Thị Lụa, Phòng Tư pháp, ĐT: 0912 345 679",
    ],
)
def test_these_words_begin_the_closing_block(text: str) -> None:
    assert starts_closing([text])


@pytest.mark.parametrize(
    "text",
    [
        "Bí thư chi bộ gần dân",
        "Thủ trưởng gương mẫu",
        "Chi bộ 4 tốt",
        "TM nông sản sạch",
        "Trân trọng người có công",
        "Từ ngày 01 tháng 3 đến ngày 30 tháng 11 năm 2024 vận động nhân dân hiến đất mở rộng đường thôn",
        "",
    ],
)
def test_these_words_do_not(text: str) -> None:
    assert not starts_closing([text])


def test_notes_begin_with_their_word() -> None:
    assert is_note(["Ghi chú: đã họp dân"])
    assert is_note(["Lưu ý:"])
    assert not is_note(["Sổ ghi chú điện tử"])
    assert not is_note([])


@pytest.mark.parametrize(
    "values",
    [
        ["(1)", "(2)", "(3)", "(4)"],
        [1, 2, 3, 4, 5, 6, 7, 8],
        ["A", "B", 1, 2, 3],
        [1.0, X, 2.0, 3.0, 4.0],
        ["[1]", "[2]", "[3]", "[4]"],
    ],
)
def test_a_row_that_numbers_the_columns(values: list[Value]) -> None:
    assert is_column_numbers(values)


@pytest.mark.parametrize(
    "values", [[1, 2, 3], [4, 3, 2, 1], [1, 2, 4, 5], ["A", "B", "C", "D"], [1, "Thôn", 2, 3], ["x", "x", 1, 2]]
)
def test_rows_that_number_nothing(values: list[Value]) -> None:
    assert not is_column_numbers(values)
