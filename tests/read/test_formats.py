"""What a cell shows for its number is what it says."""

from __future__ import annotations

import datetime as dt
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.read.formats import format_of, moment

DECEMBER = 45627.0  # 1 December 2024


@pytest.mark.parametrize(
    ("code", "number", "shown"),
    [
        ("0%", 1.0, "100%"),
        ("0.0%", 0.955, "95,5%"),
        ("0%", -0.05, "-5%"),
        ('0"%"', 80.0, "80%"),
        ("0.0\\%", 95.5, "95,5%"),
        ('"Trên "0%', 0.8, "Trên 80%"),
        ('"Thôn "0', 5.0, "Thôn 5"),
        ("\\T0", 5.0, "T5"),
        ('General" hộ"', 15.0, "15 hộ"),
        ('#,##0" đồng"', 1500000.4, "1.500.000 đồng"),
        ('#,##0.0" ha"', 2.25, "2,3 ha"),
        ("#,##0\\ [$₫-42A]", 1500.0, "1.500 ₫"),
        ('0" hộ";"thiếu "0;"không có"', 0.0, "không có"),
        ('0" hộ";"thiếu "0;"không có"', -3.0, "thiếu 3"),
        ('"x";;', 1.0, "x"),
        ('[=1]"Cấp tỉnh";[=2]"Cấp huyện";"Cơ sở"', 1.0, "Cấp tỉnh"),
        ('[=1]"Cấp tỉnh";[=2]"Cấp huyện";"Cơ sở"', 2.0, "Cấp huyện"),
        ('[=1]"Cấp tỉnh";[=2]"Cấp huyện";"Cơ sở"', 3.0, "Cơ sở"),
        ('[>=1000]#,##0" kg";0" tạ"', 1500.0, "1.500 kg"),
        ('[>=1000]#,##0" kg";0" tạ"', 15.0, "15 tạ"),
        ('[Red][<>0]"x";[=0]"không"', 0.0, "không"),
        ("00", 5.0, "05"),
        ("0000000000", 912345678.0, "0912345678"),
    ],
)
def test_a_number_is_shown_with_the_words_of_its_format(code: str, number: float, shown: str) -> None:
    assert format_of(164, code).value(number, False) == shown


@pytest.mark.parametrize(
    "code",
    ["General", "0", "0.00", "#,##0", "_-* #,##0_-;-* #,##0_-", "0.00E+00", "# ?/?", "0;-0;;@", "[Red]0"],
)
def test_a_format_without_words_leaves_the_number(code: str) -> None:
    assert format_of(164, code).value(1500.5, False) == 1500.5
    assert not format_of(164, code).notable


def test_zeros_that_stand_before_no_number_change_nothing() -> None:
    assert [format_of(164, "00").value(number, False) for number in (7.0, 12.0)] == ["07", 12.0]


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("mmm-yy", "12/2024"),
        ("mm/yyyy", "12/2024"),
        ("[$-42A]mmmm yyyy", "12/2024"),
        ('"Tháng "mm/yyyy', "Tháng 12/2024"),
        ('"Quý IV/"yyyy', "Quý IV/2024"),
        ("yyyy", "2024"),
        ("mmmm", "Tháng 12"),
    ],
)
def test_a_month_or_a_year_shown_without_a_day_has_none(code: str, shown: str) -> None:
    assert format_of(164, code).value(DECEMBER, False) == shown


@pytest.mark.parametrize(
    "code", ["dd/mm/yyyy", "d-mmm-yy", "dd/mm", '"ngày "d" tháng "m" năm "yyyy', "[$-42A]d mmmm"]
)
def test_a_date_shown_with_its_day_is_a_date(code: str) -> None:
    assert format_of(164, code).value(DECEMBER, False) == dt.date(2024, 12, 1)


def test_formats_that_excel_has_by_number_are_known() -> None:
    shown = [format_of(number, None).value(DECEMBER, False) for number in (0, 14, 17)]

    assert shown == [DECEMBER, dt.date(2024, 12, 1), "12/2024"]
    assert format_of(9, None).value(0.5, False) == "50%"
    assert format_of(46, None).value(1.5, False) == dt.timedelta(hours=36)


def test_a_section_left_empty_is_a_section_and_shows_no_words_of_another() -> None:
    assert [format_of(164, '"x";;').value(number, False) for number in (0.0, -1.0)] == [0.0, -1.0]


def test_a_number_that_meets_no_condition_of_a_format_stays_a_number() -> None:
    assert [format_of(164, '[=1]"x";[=2]"y"').value(number, False) for number in (2.0, 3.0)] == ["y", 3.0]


def test_text_takes_the_words_of_its_format() -> None:
    assert format_of(164, '"Thôn "@').text("Trại") == "Thôn Trại"
    assert format_of(164, '0;0;0;"Thôn "@').text("Trại") == "Thôn Trại"
    assert format_of(164, "0%").text("Trại") == "Trại"


@pytest.mark.parametrize(("epoch_1904", "expected"), [(False, dt.date(2024, 2, 27)), (True, dt.date(2028, 2, 28))])
def test_days_are_counted_from_the_workbooks_own_calendar(epoch_1904: bool, expected: dt.date) -> None:
    assert moment(45349, epoch_1904) == expected


@given(st.text(max_size=30), st.floats(allow_nan=True))
def test_no_format_and_no_number_stop_a_run(code: str, number: float) -> None:
    value = format_of(164, code).value(number, False)

    assert value is not None or not math.isfinite(number)
