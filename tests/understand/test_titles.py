"""What a title says of its list."""

from __future__ import annotations

import pytest

from aggregator.understand.titles import form_words, title_year


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
