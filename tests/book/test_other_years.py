"""Last year's rows in a book that is taken over: they stay, and do not act."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from aggregator.book.campaign import in_year
from aggregator.book.tracking_book import TrackingBook, read_tracking_book
from aggregator.nouns.finding import Finding
from tests.book.books import NAMES, opened, tracking
from tests.sheets import CAMPAIGN, at, only, shown

NEXT = replace(in_year(CAMPAIGN, 2025), deadline=at("05/03/2025 17:00"))
RECEIPTS = "| Tệp | Đơn vị | Thời điểm nhận | Thời điểm máy ghi nhận | Nguồn | Lần đầu thấy | Mã băm |"
CORRECTIONS = "| Đơn vị | Tên mô hình | Điều đính chính | Giá trị đúng | Ngày |"
WAIVERS = "| Đơn vị | Nội dung đặc thù | Người chấp thuận | Lý do | Ngày |"
CHOICES = "| Đơn vị | Tên mô hình | Quyết định | Năm |"


def told(book: TrackingBook) -> Finding:
    return only(book.findings, "book-rows-of-other-year")


@pytest.mark.parametrize(
    ("sheet", "head", "row"),
    [
        ("corrections", CORRECTIONS, "| Xã Cao Xá | Đường hoa | Cấp đăng ký | Cấp huyện | {} |"),
        ("waivers", WAIVERS, "| Xã Cao Xá | Gửi chậm | Ông A | mưa lũ | {} |"),
    ],
)
def test_what_was_decided_last_year_is_not_applied(tmp_path: Path, sheet: str, head: str, row: str) -> None:
    lines = [row.format(date) for date in ("28/02/2024", "27/02/2024", "28/02/2025", "")]
    book = tracking(tmp_path, NEXT, **{sheet: "\n".join([head, *lines])})
    assert [one.cell[1:] for one in getattr(book, sheet)] == ["4", "5"]
    assert "2 dòng của năm 2024 không dùng cho đợt 2025" in told(book).message
    assert told(book).severity == "info"


def test_last_years_choices_are_not_this_years(tmp_path: Path) -> None:
    lines = "| Xã Cao Xá | Đường hoa | giới thiệu cấp tỉnh | {} |\n"
    book = tracking(tmp_path, NEXT, choices=CHOICES + "\n" + "".join(lines.format(y) for y in ("2024", "2025", "")))
    assert [choice.cell for choice in book.choices] == ["C3", "C4"]


def test_last_years_files_are_not_known_this_year(tmp_path: Path) -> None:
    seen = "| 26/02/2024 09:00 | giờ của tệp | 27/02/2024 08:00 |"
    lines = [f"| M3.xlsx | Xã Cao Xá | | {seen[2:]} abc |", f"| b.xlsx | Xã Cao Xá | 27/02/2025 | {seen[2:]} def |"]
    book = tracking(tmp_path, NEXT, receipts="\n".join([RECEIPTS, *lines]))
    assert [row.file for row in book.receipts.rows] == ["b.xlsx"]
    assert not book.receipts.knows("M3.xlsx", "abc")
    assert "1 dòng" in told(book).message


def test_last_years_paper_receipts_count_for_nobody(tmp_path: Path) -> None:
    lines = [f"| | {name} | 26/02/2024 |" for name in ("Xã Cao Xá", "Xã Lan Giới", "Xã Ngọc Lý")]
    book = tracking(tmp_path, NEXT, receipts="\n".join([RECEIPTS, *lines, "| | Xã Lam Cốt | 26/02/2025 |"]))
    assert [paper.unit for paper in book.receipts.papers] == ["lam-cot"]
    assert book.receipts.units_without_return == {}
    assert shown(book.findings) == ["book-rows-of-other-year"]


def test_a_single_time_of_another_year_is_a_slip_that_is_said(tmp_path: Path) -> None:
    lines = "| | Xã Cao Xá | 26/02/2024 |\n| | Xã Lam Cốt | 26/02/2025 |"
    book = tracking(tmp_path, NEXT, receipts=f"{RECEIPTS}\n{lines}")
    assert shown(book.findings) == ["book-time-impossible @ C2"]
    assert book.receipts.units_without_return == {"cao-xa": ("A2",)}


def test_nothing_is_received_long_after_the_run(tmp_path: Path) -> None:
    lines = "| | Xã Cao Xá | 27/02/2024 |\n| | Xã Lam Cốt | 25/02/2024 |"
    book = read_tracking_book(
        opened(tmp_path, receipts=f"{RECEIPTS}\n{lines}"), CAMPAIGN, NAMES.find, at("25/02/2024 08:00")
    )
    assert shown(book.findings) == ["book-time-impossible @ C2"]
    assert [paper.unit for paper in book.receipts.papers] == ["lam-cot"]
