"""Receipts without a file, signed copies, and what a person wrote of a file, taken into a run."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from aggregator.book.register import ReceiptRegister
from aggregator.nouns.file import Received
from tests.book.books import tracking
from tests.sheets import CAMPAIGN, at, shown

HEAD = (
    "| Tệp | Đơn vị | Thời điểm nhận | Hình thức nhận | Đã có bản ký, đóng dấu | Ghi chú | Đơn vị máy nhận ra "
    "| Thời điểm máy ghi nhận | Nguồn | Mã băm |"
)


def receipts(folder: Path, *lines: str) -> ReceiptRegister:
    return tracking(folder, receipts="\n".join([HEAD, *lines])).receipts


@pytest.mark.parametrize("between", ["; ", "⏎", ";⏎"])
def test_one_receipt_counts_for_every_unit_that_it_names(tmp_path: Path, between: str) -> None:
    book = receipts(tmp_path, f"| | Xã Cao Xá{between}Lam Cốt{between}nong-dan | 26/02/2024 15:00 | bản giấy |")
    assert [(p.unit, p.at) for p in book.papers] == [
        (code, at("26/02/2024 15:00")) for code in ("cao-xa", "lam-cot", "nong-dan")
    ]
    assert book.findings == ()


def test_an_unknown_unit_among_several_is_said_and_the_others_count(tmp_path: Path) -> None:
    book = receipts(tmp_path, "| | Xã Cao Xá; Nước ngoài | 26/02/2024 15:00 |")
    assert [p.unit for p in book.papers] == ["cao-xa"]
    assert shown(book.findings) == ["book-unit-unknown @ B2"]


@pytest.mark.parametrize("mark", ["có", "x", "X", "✓", "đã có"])
def test_the_signed_copy_is_marked_for_the_unit(tmp_path: Path, mark: str) -> None:
    book = receipts(
        tmp_path,
        f"| | Xã Cao Xá; Xã Lam Cốt | | | {mark} | nộp tay |",
        f"| M4.xlsx | | | | {mark} | | Hội Nông dân huyện |",
        "| M3.xlsx | Xã Ngọc Lý | | | không |",
    )
    assert book.signed == {"cao-xa", "lam-cot", "nong-dan"}
    assert shown(book.findings) == ["book-receipt-without-time @ C2"]
    assert book.papers == []
    assert book.uncounted == {"cao-xa": ("A2",), "lam-cot": ("A2",)}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("| | Xã Cao Xá | | bản giấy |", "book-receipt-without-time @ C2"),
        ("| | | 26/02/2024 | bản giấy |", "book-receipt-without-unit @ B2"),
        ("| M3.xlsx | Xã Cao Xá; Xã Lam Cốt | |", "book-one-unit-only @ B2"),
        ("| M3.xlsx | | | | có lẽ |", "book-choice-unknown @ E2"),
        ("| M3.xlsx | Xã Cao Xá, Nước ngoài | |", "book-unit-unknown @ B2"),
        ("| M3.xlsx | Xã Cao Xá (gửi nhầm sang Xã Lan Giới) | |", "book-unit-unknown @ B2"),
        ("| | Xã Cao Xá | 26/02/2025 15:00 |", "book-time-impossible @ C2"),
        ("| | Xã Cao Xá | 26/02/1924 15:00 |", "book-time-impossible @ C2"),
        ("| M3.xlsx | Xã Cao Xá | 26/02/2034 |", "book-time-impossible @ C2"),
    ],
)
def test_a_receipt_that_cannot_count_is_a_finding(tmp_path: Path, line: str, expected: str) -> None:
    book = receipts(tmp_path, line)
    assert shown(book.findings) == [expected]
    assert book.papers == []


def test_a_file_of_several_units_leaves_none_of_them_accused(tmp_path: Path) -> None:
    book = receipts(tmp_path, "| M3.xlsx | Xã Cao Xá, Xã Lam Cốt | 26/02/2024 |")
    assert book.uncounted == {"cao-xa": ("A2",), "lam-cot": ("A2",)}


FILE = Received("M3.xlsx", "abc", at("28/02/2024 08:00"), "file_time")


def test_a_persons_time_and_unit_go_before_all(tmp_path: Path) -> None:
    line = "| M3.xlsx | Xã Cao Xá | 26/02/2024 15:00 | | | qua Zalo | Xã Lam Cốt | 28/02/2024 08:00 | giờ của tệp |"
    found = receipts(tmp_path, line).dated(FILE)
    assert (found.at, found.source, found.book_note) == (at("26/02/2024 15:00"), "book", "qua Zalo")
    assert found.book_unit == CAMPAIGN.units_by_code["cao-xa"]


def test_the_files_time_is_that_of_the_first_sight_of_its_content(tmp_path: Path) -> None:
    book = receipts(tmp_path, "| gốc.xlsx | | | | | | Xã Cao Xá | 26/02/2024 08:00 | giờ của tệp | ABC |")
    found = book.dated(FILE)
    assert (found.at, found.source, found.book_unit) == (at("26/02/2024 08:00"), "file_time", None)


def test_a_mails_time_is_not_touched_by_a_file_time(tmp_path: Path) -> None:
    book = receipts(tmp_path, "| gốc.xlsx | | | | | | Xã Cao Xá | 26/02/2024 08:00 | giờ của tệp | abc |")
    mailed = replace(FILE, source="email")
    assert book.dated(mailed) == mailed
