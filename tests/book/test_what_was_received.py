"""“Nội dung nhận”: only a list is the receipt of a list (R4); forms (R1), QĐ 266 (R5) and calls are told apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from aggregator.book.register import ReceiptRegister
from tests.book.books import tracking
from tests.sheets import at, only, shown

HEAD = "| Tệp | Đơn vị | Thời điểm nhận | Hình thức nhận | Nội dung nhận | Đã có bản ký, đóng dấu |"


def receipts(folder: Path, *lines: str) -> ReceiptRegister:
    return tracking(folder, receipts="\n".join([HEAD, *lines])).receipts


@pytest.mark.parametrize(
    ("means", "what", "counted"),
    [
        ("bản giấy", "", "list"),
        ("bản giấy", "danh sách", "list"),
        ("Zalo", "M3", "list"),
        ("điện thoại", "danh sách", "list"),
        ("bản giấy", "bản M1, M2", "forms"),
        ("bản giấy", "đăng ký, kế hoạch QĐ 266", "own"),
        ("bản giấy", "danh sách; bản M1, M2", "list forms"),
        ("bản giấy", "danh sách + kế hoạch QĐ 266", "list own"),
        ("bản giấy", "chỉ liên lạc", ""),
        *(
            ("bản giấy", f"danh sách {beside}", "list")
            for beside in ("(chưa ký)", ", chưa đóng dấu", "(không dấu)", ", không có M1", "- mai nộp M1")
        ),
        ("bản giấy", "danh sách (sẽ gửi M1)", "list"),
        ("điện thoại", "", "list"),
        ("gọi điện", "chỉ liên lạc", ""),
        ("điện thoại", "báo không đăng ký", "nil"),
        ("bản giấy", "không đăng ký mô hình nào", "nil"),
    ],
)
def test_what_counts_as_what(tmp_path: Path, means: str, what: str, counted: str) -> None:
    book = receipts(tmp_path, f"| | Xã Cao Xá | 26/02/2024 15:00 | {means} | {what} |")
    seen = {
        "list": [paper.unit for paper in book.papers if not paper.nil],
        "nil": [paper.unit for paper in book.papers if paper.nil],
        "forms": [paper.unit for paper in book.forms_on_paper],
        "own": [paper.unit for paper in book.own_papers],
    }
    assert {name: units for name, units in seen.items() if units} == {name: ["cao-xa"] for name in counted.split()}
    assert book.units_without_return == {}


def test_a_call_counts_and_is_asked_about_unless_somebody_says_what_it_was(tmp_path: Path) -> None:
    row = "| | Xã Cao Xá | 26/02/2024 | điện thoại |"
    one = only(receipts(tmp_path, row).findings, "book-received-by-phone")
    assert (one.severity, one.cell) == ("warning", "D2")
    assert "“chỉ liên lạc” ở cột “Nội dung nhận”" in one.remedy
    assert receipts(tmp_path, f"{row} chỉ liên lạc |").findings == ()


def test_forms_and_own_registration_need_no_time(tmp_path: Path) -> None:
    book = receipts(tmp_path, "| | Xã Cao Xá | | bản giấy | bản M1, M2; kế hoạch QĐ 266 |")
    assert book.findings == ()
    assert [(paper.unit, paper.models) for paper in book.forms_on_paper] == [("cao-xa", ())]
    assert [paper.at for paper in book.own_papers] == [None]


def test_what_is_not_understood_is_said_and_the_unit_is_not_silent(tmp_path: Path) -> None:
    book = receipts(tmp_path, "| | Xã Cao Xá | 26/02/2024 | bản giấy | hoa quả |")
    assert shown(book.findings) == ["book-choice-unknown @ E2"]
    assert (book.papers, book.units_without_return) == ([], {"cao-xa": ("A2",)})


def test_a_receipt_without_a_time_is_said_even_where_the_signed_copy_was_seen(tmp_path: Path) -> None:
    book = receipts(tmp_path, "| | Xã Cao Xá | | bản giấy | | có |")
    assert shown(book.findings) == ["book-receipt-without-time @ C2"]
    assert book.units_without_return == {"cao-xa": ("A2",)}


def test_the_time_of_own_papers_is_the_books(tmp_path: Path) -> None:
    (paper,) = receipts(tmp_path, "| | Xã Cao Xá | 26/02/2024 15:00 | bản giấy | QĐ 266 |").own_papers
    assert (paper.unit, paper.at) == ("cao-xa", at("26/02/2024 15:00"))


@pytest.mark.parametrize(
    "what", ["danh sách (chưa gửi)", "danh sách (sẽ gửi)", "danh sách - mai nộp", "danh sách (hẹn)"]
)
def test_a_list_that_is_to_come_did_not(tmp_path: Path, what: str) -> None:
    assert receipts(tmp_path, f"| | Xã Cao Xá | 26/02/2024 15:00 | bản giấy | {what} |").papers == []


def test_signed_and_not_signed_is_no_answer(tmp_path: Path) -> None:
    book = receipts(tmp_path, "| | Xã Cao Xá | 26/02/2024 15:00 | bản giấy | danh sách | có (chưa đóng dấu) |")
    assert "book-choice-unknown" in [one.code for one in book.findings]
