"""Rows get the height that their text needs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.office.sheet import HIGHEST, height, lines_needed

TEXT = st.text(alphabet="aăâbcdđeêMWĨữợ .,-\n", max_size=200)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, 1),
        ("Cơ sở", 9, 1),
        ("Cấp huyện", 9, 1),
        ("Tiếp tục duy trì", 10, 2),
        ("Quý III/2024\n(30/09/2024)", 12, 2),
        ("một\n\nba", 10, 3),
        ("Chi bộ Ngân hàng Nông nghiệp và Phát triển nông thôn huyện", 24, 3),
        ("danh_sach_dang_ky_mo_hinh_dan_van_kheo_nam_2024_ban_cuoi.xlsx", 20, 3),
    ],
)
def test_text_wraps_by_words_and_long_names_anywhere(text: str, width: float, lines: int) -> None:
    assert lines_needed(text, width) == lines


@given(TEXT, TEXT)
def test_more_text_never_needs_fewer_lines(text: str, more: str) -> None:
    assert lines_needed(f"{text} {more}", 12) >= lines_needed(text, 12)


@given(TEXT)
def test_a_wider_column_never_needs_more_lines(text: str) -> None:
    assert lines_needed(text, 30) <= lines_needed(text, 12)


@given(TEXT)
def test_bold_and_large_letters_never_need_fewer_lines(text: str) -> None:
    assert lines_needed(text, 12, 10, True) >= lines_needed(text, 12, 10)
    assert lines_needed(text, 12, 12) >= lines_needed(text, 12, 10)


def test_no_row_is_higher_than_excel_allows() -> None:
    assert height(1000) == HIGHEST
