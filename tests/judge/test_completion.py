"""The day by which a model is completed: the last day of the period named, and never a guess."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aggregator.judge.completion import Completion, completion_of
from aggregator.nouns.document import Value


def completion(value: Value) -> str:
    """“2024-09-30”, with “?” where the year was assumed; else the code of the finding."""
    answer = completion_of(value, 2024)
    if answer.date is None:
        return str(answer.finding_code)
    return answer.date.isoformat() + ("?" if answer.finding_code == "completion-year-assumed" else "")


DAYS = {
    "30/10/2024": "2024-10-30",
    "30-10-2024": "2024-10-30",
    "30.10.2024": "2024-10-30",
    "30/10/24": "2024-10-30",
    " 5 / 3 / 2024 ": "2024-03-05",
    "05/03/2024": "2024-03-05",
    "ngày 30 tháng 10 năm 2024": "2024-10-30",
    "30 tháng 10 năm 2024": "2024-10-30",
    "Ngày 30 tháng 10, năm 2024": "2024-10-30",
    "15 tháng 10, 2024": "2024-10-15",
    "31/12/2024 (duy trì các năm tiếp theo)": "2024-12-31",
    "Trước Tết Nguyên đán 2025": "completion-unclear",
    "Vụ mùa 2024": "completion-unclear",
    "2024-10-30": "2024-10-30",
    "trước ngày 30/10/2024": "2024-10-30",
    "Hoàn thành 30/10/2024": "2024-10-30",
    "30/10": "2024-10-30?",
    "ngày 30 tháng 10": "2024-10-30?",
    "29/02/2024": "2024-02-29",
    "30-11": "2024-11-30?",
    "30.11": "2024-11-30?",
    "27/2": "2024-02-27?",
    "05-11": "2024-11-05?",
    "15.11.": "2024-11-15?",
    "Quý 5/2024": "completion-unclear",  # there is no such quarter
    "quý I-V": "completion-unclear",
    "quý I - 9/2024": "2024-09-30",
}
MONTHS = {
    "T11/2024": "2024-11-30",
    "T11": "2024-11-30?",
    "Tháng 11/2024": "2024-11-30",
    "tháng 11 năm 2024": "2024-11-30",
    "Tháng 11": "2024-11-30?",
    "tháng 2/2024": "2024-02-29",
    "tháng 02/2025": "2025-02-28",
    "Th.11/2024": "2024-11-30",
    "11/2024": "2024-11-30",
    "11.2024": "2024-11-30",
    "11-2024": "2024-11-30",
    "Hết tháng 11/2024": "2024-11-30",
    "Cuối tháng 11/2024": "2024-11-30",
    "Tháng 3-11/2024": "2024-11-30",
    "tháng 10, 11 năm 2024": "2024-11-30",
    "Từ tháng 3 đến tháng 11/2024": "2024-11-30",
    "Từ tháng 3/2024 đến tháng 11/2024": "2024-11-30",
    "tháng 3/2024 - 11/2024": "2024-11-30",
    "THÁNG 11/2024": "2024-11-30",
    "thang 11/2024": "2024-11-30",
    "12/24": "2024-12-31",
    "10/25": "2025-10-31",
    "tháng chín": "2024-09-30?",
    "THÁNG CHÍN NĂM 2024": "2024-09-30",
    "thang chin": "2024-09-30?",
    "tháng sáu": "2024-06-30?",
    "tháng năm": "2024-05-31?",
    "tháng năm năm 2024": "2024-05-31",
    "Tháng mười/2024": "2024-10-31",
    "hết tháng mười một": "2024-11-30?",
    "Tháng mười hai năm 2024": "2024-12-31",
}
PERIODS = {
    "Quý III/2024": "2024-09-30",
    "Quý 3/2024": "2024-09-30",
    "IV/2024": "2024-12-31",
    "quý IV năm 2024": "2024-12-31",
    "Q4/2024": "2024-12-31",
    "Q.4/2024": "2024-12-31",
    "QUÝ II": "2024-06-30?",
    "Quý III, IV/2024": "2024-12-31",
    "quý II - quý IV/2024": "2024-12-31",
    "Cuối quý III/2024": "2024-09-30",
    "6 tháng đầu năm 2024": "2024-06-30",
    "6 tháng đầu năm": "2024-06-30?",
    "6 tháng cuối năm 2024": "2024-12-31",
    "9 tháng đầu năm 2024": "2024-09-30",
    "Sáu tháng đầu năm 2024": "2024-06-30",
    "quý ba/2024": "2024-09-30",
    "Quý tư năm 2024": "2024-12-31",
}
YEARS = {
    "Năm 2024": "2024-12-31",
    "2024": "2024-12-31",
    "năm 2025": "2025-12-31",
    "Cuối năm 2024": "2024-12-31",
    "Cuối năm": "2024-12-31?",
    "Hết năm 2024": "2024-12-31",
    "Trong năm 2024": "2024-12-31",
    "Cả năm": "2024-12-31?",
    "2023-2025": "2025-12-31",
    "2023 - 2025": "2025-12-31",
    "Giai đoạn 2024-2025": "2025-12-31",
    "Từ năm 2023 đến năm 2025": "2025-12-31",
}
NONE = {
    "": "completion-missing",
    "...": "completion-missing",
    "…": "completion-missing",
    "-": "completion-missing",
    "Thường xuyên": "completion-open",
    "thường xuyên, liên tục": "completion-open",
    "Hàng năm": "completion-open",
    "Hằng năm": "completion-open",
    "Lâu dài": "completion-open",
    "Năm 2024 và những năm tiếp theo": "completion-open",
    "Từ năm 2024 trở đi": "completion-open",
    "31/02/2024": "completion-unclear",
    "30/13/2024": "completion-unclear",
    "29/02/2023": "completion-unclear",
    "Đầu năm 2024": "completion-unclear",
    "Giữa tháng 6": "completion-unclear",
    "Sau khi có kinh phí": "completion-unclear",
    "Khi nào xong": "completion-unclear",
    "Tuần 2 tháng 6": "completion-unclear",
    "x": "completion-unclear",
    "Đã hoàn thành": "completion-unclear",
    "Sang năm": "completion-unclear",
    "Trước tháng 6/2024": "completion-unclear",
    "12": "completion-unclear",
    "tháng sau": "completion-unclear",
    "tháng năm 2024": "completion-unclear",
    "9-10": "completion-unclear",
    "năm học 2023-2024": "completion-unclear",
    "trong 6 tháng": "completion-unclear",
}

ELSEWHERE = {  # as English programs and other hands write it
    "Nov-24": "2024-11-30",
    "30-Nov-24": "2024-11-30",
    "30-Nov-2024": "2024-11-30",
    "30 Nov 2024": "2024-11-30",
    "15-Oct": "2024-10-15?",
    "Sep 2024": "2024-09-30",
    "Sept. 2024": "2024-09-30",
    "October 2024": "2024-10-31",
    "Oct, 2024": "2024-10-31",
    "Dec 24": "completion-unclear",
    "Septembre 2024": "completion-unclear",
    "may 2024": "2024-05-31",
    "Tổ may 2024": "completion-unclear",
    "Tháng 10: 15/10": "2024-10-31?",
    "Tổ máy 2024": "completion-unclear",
    "2024/11/30": "2024-11-30",
    "2024.10.15": "2024-10-15",
    "2024/9/5": "2024-09-05",
    "15h00 ngày 15/10/2024": "2024-10-15",
    "17 giờ 30 phút, ngày 15/10/2024": "2024-10-15",
    "15/10/2024 – 17h00": "2024-10-15",
    "15/10/2024 17:00": "2024-10-15",
    "tháng X/2024": "2024-10-31",
    "Tháng XII năm 2024": "2024-12-31",
    "15/X/2024": "2024-10-15",
    "3-10/2024": "2024-10-31",
    "30-11/2024": "completion-unclear",
    "15/10/'24": "2024-10-15",
    "30⁄11⁄2024": "2024-11-30",
    "Tháng Giêng 2025": "2025-01-31",
    "tháng bốn 2024": "2024-04-30",
    "tháng 11 2024": "2024-11-30",
    "quý III 2024": "2024-09-30",
    "Ngày15/10/2024": "2024-10-15",
}
NO_DAY = [  # what is not understood is no day, and no end of the year
    "l5/10/2024", "O5/10/2024", "l5/10", "T1O/2024", "Tháng 1l/2024", "rằm tháng 8", "Rằm tháng Tám năm 2024",
    "âm lịch 15/8", "15/8 âm lịch", "15/8/2024 (ÂL)", "mùng 10 tháng 3", "mồng 5/5/2024", "Tháng đủ 2024",
    "tháng củ mật năm 2024", "Trung thu 2024", "khai giảng 2024",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_DAY)
def test_what_is_not_understood_is_no_day(text: str) -> None:
    assert completion(text) == "completion-unclear"


@pytest.mark.parametrize(("text", "expected"), (DAYS | MONTHS | PERIODS | YEARS | ELSEWHERE | NONE).items())
def test_the_day_that_an_office_means(text: str, expected: str) -> None:
    assert completion(text) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, "completion-missing"),
        (dt.date(2024, 10, 5), "2024-10-05"),
        (dt.datetime(2024, 10, 5, 7, 30), "2024-10-05"),  # noqa: DTZ001 -- Excel's dates know no zone
        (45595, "2024-10-30"),
        (45595.0, "2024-10-30"),
        (2024, "2024-12-31"),
        (2024.0, "2024-12-31"),
        (11, "completion-unclear"),
        (30.11, "2024-11-30?"),
        (30.1, "completion-unclear"),
        (True, "completion-unclear"),
        (dt.time(8, 0), "completion-unclear"),
    ],
)
def test_cells_that_are_no_text(value: Value, expected: str) -> None:
    assert completion(value) == expected


@pytest.mark.parametrize(
    "form", ["{:%d/%m/%Y}", "{:%d-%m-%Y}", "ngày {0.day} tháng {0.month} năm {0.year}", "{:%Y-%m-%d}"]
)
@settings(deadline=None)
@given(st.dates(dt.date(2020, 1, 1), dt.date(2035, 12, 31)))
def test_any_day_comes_back_day_before_month(form: str, day: dt.date) -> None:
    assert completion_of(form.format(day), 2024) == Completion(day)


@settings(deadline=None)
@given(st.text(alphabet="0123456789/.-quyýthángnăm IVX,", max_size=24))
def test_any_text_gets_an_answer_and_a_date_only_with_its_reason(text: str) -> None:
    answer = completion_of(text, 2024)
    assert answer.date is not None or answer.finding_code is not None


@settings(deadline=None)
@given(st.floats() | st.integers() | st.booleans())
def test_any_number_gets_an_answer(value: float) -> None:
    assert isinstance(completion_of(value, 2024), Completion)
