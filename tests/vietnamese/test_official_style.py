"""Numbers and lists as official papers write them; report and master share one way."""

from __future__ import annotations

import datetime as dt
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from aggregator.vietnamese.official_style import (
    clocks,
    communes_within,
    figure,
    percent,
    quotation,
    two,
    two_digits,
    within,
)
from aggregator.write.master import master_workbook
from tests.write.outcomes import outcome_with
from tests.write.paper_reader import briefing_document, read_paper

KINDS = ("Xã", "Thị trấn")
DEADLINE = dt.datetime(2024, 2, 27, 23, 59, 59)  # noqa: DTZ001 -- on the district's clock


@pytest.mark.parametrize(
    ("number", "in_a_sentence", "in_a_table"),
    [(0, "0", "0"), (1, "01", "1"), (9, "09", "9"), (10, "10", "10"), (1234, "1.234", "1.234")],
)
def test_counts(number: int, in_a_sentence: str, in_a_table: str) -> None:
    assert (two(number), figure(number)) == (in_a_sentence, in_a_table)


@pytest.mark.parametrize(
    ("part", "whole", "told"), [(1, 2, "50%"), (1, 3, "33,3%"), (3, 3, "100%"), (0, 5, "0%"), (0, 0, "")]
)
def test_shares(part: int, whole: int, told: str) -> None:
    assert percent(part, whole) == told


def test_report_and_master_print_the_same_share() -> None:
    outcome = outcome_with([{"field": "economy"}, {"field": "defence_security"}])
    assert "chiếm 50% tổng số" in read_paper(briefing_document(outcome)).text
    sheet = CalamineWorkbook.from_filelike(BytesIO(master_workbook(outcome))).get_sheet_by_name("Tổng quan")
    printed = "\n".join(str(cell) for row in sheet.to_python() for cell in row)
    assert "50%" in printed
    assert "50,0%" not in printed


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Xã Cao Xá", "xã Cao Xá"),
        ("Xã Đại Hóa", "xã Đại Hóa"),
        ("Xã Ứng Hòa", "xã Ứng Hòa"),
        ("Thị trấn Ẩm Thượng", "thị trấn Ẩm Thượng"),
        ("Xã hội học", "Xã hội học"),
        ("Phòng Nội vụ", "Phòng Nội vụ"),
    ],
)
def test_a_kind_of_commune_is_small_within_a_sentence_before_any_capital(name: str, told: str) -> None:
    assert within(name, KINDS) == told
    assert communes_within(f"Danh sách của {name}. {name} gửi “{name}”.", KINDS) == (
        f"Danh sách của {told}. {name} gửi “{name}”."
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Tệp “DS “DVK” Xã Cao Xá.xlsx” của Xã Cao Xá.", "Tệp “DS “DVK” Xã Cao Xá.xlsx” của xã Cao Xá."),
        ("Đã gửi.\nXã Cao Xá chưa gửi.", "Đã gửi.\nXã Cao Xá chưa gửi."),
        ("“A” và Xã Cao Xá, “Xã B”", "“A” và xã Cao Xá, “Xã B”"),
        ("Thiếu “ở Xã Cao Xá", "Thiếu “ở xã Cao Xá"),
    ],
)
def test_what_people_typed_and_the_beginnings_of_lines_keep_their_capitals(text: str, told: str) -> None:
    assert communes_within(text, KINDS) == told


@pytest.mark.parametrize(
    ("told", "in_a_paper"),
    [
        ("lúc 00:21 ngày 28/02/2024", "lúc 00 giờ 21 phút, ngày 28/02/2024"),
        ("sau hạn 23:59 ngày 27/02/2024.", "sau hạn hết ngày 27/02/2024."),
        ("hạn gửi là 23:59 ngày 27/02/2024", "hạn gửi: hết ngày 27/02/2024"),
        ("lúc 7:05 tối", "lúc 7:05 tối"),
    ],
)
def test_moments_of_findings_are_told_as_papers_write_them(told: str, in_a_paper: str) -> None:
    assert clocks(told, DEADLINE) == in_a_paper


def test_a_name_that_quotes_has_single_marks_within_its_own() -> None:
    assert quotation("Phương châm “dân biết” ") == "“Phương châm ‘dân biết’”"
    assert quotation('Công nghệ "sông trong ao"') == "“Công nghệ ‘sông trong ao’”"
    assert quotation('Ống nước 2" cho thôn') == '“Ống nước 2" cho thôn”'


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("Còn 2 tệp chưa rõ; gửi 1 bản M1, M2.", "Còn 02 tệp chưa rõ; gửi 01 bản M1, M2."),
        ("đăng ký 12 mô hình, 3 nội dung", "đăng ký 12 mô hình, 03 nội dung"),
        ("ghi lại 5 trong 6 mô hình", "ghi lại 05 trong 06 mô hình"),
        ("từ 4-5 nội dung; mẫu M3 tệp", "từ 4-5 nội dung; mẫu M3 tệp"),
        ("lúc 08:05 ngày 28/2/2024; đường 1,2 ô", "lúc 08:05 ngày 28/2/2024; đường 1,2 ô"),
        ("mô hình “Nuôi 3 ô cá” của 2 đơn vị", "mô hình “Nuôi 3 ô cá” của 02 đơn vị"),
    ],
)
def test_counts_of_findings_have_two_digits_and_what_was_typed_stays(typed: str, told: str) -> None:
    assert two_digits(typed) == told
