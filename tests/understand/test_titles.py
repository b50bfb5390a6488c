"""What a title says of its list."""

from __future__ import annotations

import pytest

from aggregator.understand.titles import form_words, title_year
from tests.sheets import m3, understand

ONE = "| 1 | Thôn Trại | Trồng hoa ven đường | Tập thể | | x | 30/10/2024 | Đường đẹp | Cấp tỉnh |"


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Mẫu M3", "M3"),
        ("(Mẫu số M4)", "M4"),
        ("MẪU BIỂU M 3", "M3"),
        ("Mẫu M1", "M1"),
        ("Mẫu 3", None),
        ("Phòng M3", None),
    ],
)
def test_the_code_of_a_form_on_the_paper(text: str, form: str | None) -> None:
    assert form_words(["DANH SÁCH", text]) == form


@pytest.mark.parametrize(
    ("titles", "year"),
    [
        (["DANH SÁCH ĐĂNG KÝ MÔ HÌNH, ĐIỂN HÌNH “DÂN VẬN KHÉO” NĂM 2023"], 2023),
        (["DANH SÁCH ĐĂNG KÝ", "MÔ HÌNH NĂM 2024"], 2024),
        (["MÔ HÌNH GIAI ĐOẠN NĂM 2021 - 2025"], None),
        (["MÔ HÌNH NĂM 2023", "ĐĂNG KÝ NĂM 2024"], None),
        (["DANH SÁCH ĐĂNG KÝ"], None),
    ],
)
def test_the_year_of_a_title_is_the_only_one_that_it_names(titles: list[str], year: int | None) -> None:
    assert title_year(titles) == year


@pytest.mark.parametrize(
    ("above", "draft"),
    [
        ("Ví dụ:\n| 1 | Thôn A | Trồng hoa | Tập thể | | x |", False),
        ("Ví dụ:", True),
        ("Ví dụ:\nDANH SÁCH ĐĂNG KÝ", True),
    ],
)
def test_an_example_above_a_head_is_no_draft(above: str, draft: bool) -> None:
    (part,) = understand(f"{above}\n{m3(ONE)}").lists
    assert part.draft is draft
