"""Sheets and columns that were renamed or removed are said; merged cells are read as filled."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from aggregator.book.layout import book_layout
from aggregator.book.sheets import open_book, shape_findings
from aggregator.book.tracking_book import book_lines
from aggregator.nouns.finding import Finding
from tests.book.books import (
    CHOICES,
    RECEIPTS,
    edit,
    file,
    fresh,
    model,
    opened,
    outcome,
    read,
    run,
    table,
    tracking,
)
from tests.sheets import only, shown


def shaped(path: Path, **renamed: str) -> list[Finding]:
    """The findings once these sheets (underscores for blanks) were renamed, or removed for ''."""
    book = edit(path)
    for title, new in renamed.items():
        sheet = book[title.replace("_", " ")]
        if new:
            sheet.title = new
        else:
            book.remove(sheet)
    book.save(path)
    return shape_findings(open_book(path))


def test_a_new_book_has_all(tmp_path: Path) -> None:
    assert shaped(fresh(tmp_path)) == []


def test_a_renamed_sheet_is_said_with_what_is_not_applied(tmp_path: Path) -> None:
    one = only(shaped(fresh(tmp_path), Quy_định="Quy định 2025"), "book-sheet-absent")
    assert (one.severity, one.sheet) == ("warning", "Quy định")
    assert "Có phải là trang “Quy định 2025”?" in one.message
    assert "hạn gửi" in one.message


def test_a_removed_sheet_of_our_book_is_said(tmp_path: Path) -> None:
    assert shown(shaped(fresh(tmp_path), Đính_chính="")) == ["book-sheet-absent"]


def test_a_book_made_by_hand_may_have_one_sheet(tmp_path: Path) -> None:
    (one,) = shape_findings(opened(tmp_path, receipts="| Tệp | Đơn vị | Thời điểm nhận |"))
    assert (one.code, one.severity) == ("book-sheets-absent", "info")
    lacking = [s.title for s in book_layout().sheets if s.code != "receipts"]  # papers point to all of them
    assert [title for title in lacking if f"“{title}”" not in one.message] == []
    told = list(book_lines([one], "so_theo_doi.xlsx", there=True))
    assert told == [f"Chú ý: {one.message} {one.remedy}"]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("| Tệp | Tên đơn vị | Thời điểm nhận |", ["cao-xa"]),
        ("| Tên tệp | Đơn vị gửi | Ngày nhận |", ["cao-xa"]),
        ("| Tệp | Đơn vị nộp | Thời điểm nhận |", "book-column-unknown @ B1"),
        ("| Tệp | Của ai | Thời điểm nhận |", []),
    ],
)
def test_a_column_under_another_head(tmp_path: Path, head: str, expected: Any) -> None:
    book = opened(tmp_path, receipts=f"{head}\n| M3.xlsx | Xã Cao Xá | 26/02/2024 |")
    units = [row.unit.code for row in read(tmp_path / "so_theo_doi.xlsx").receipts.rows if row.unit]
    columns = [text for text in shown(shape_findings(book)) if "column" in text]
    assert [*units, *columns] == ([expected] if isinstance(expected, str) else expected)


def test_a_column_that_is_not_found_is_not_called_blank(tmp_path: Path) -> None:
    head = "| Đơn vị | Nội dung đặc thù | Ai đồng tình | Lý do |"
    book = tracking(tmp_path, waivers=f"{head}\n| Xã Cao Xá | Gửi chậm | Ông A | mưa |")
    assert "không tìm thấy cột “Người chấp thuận”" in only(book.findings, "waiver-incomplete").message


def test_a_unit_in_merged_cells_is_the_unit_of_every_row(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    run(path, outcome([], [model("Đường hoa"), model("Hiến đất"), model("Camera")]))
    book = edit(path)
    book[CHOICES].merge_cells("A4:A6")
    book[CHOICES]["F5"] = "giới thiệu cấp tỉnh"
    book.save(path)
    assert [choice.unit for choice in read(path).choices] == ["cao-xa"] * 3
    assert not run(path, outcome([], [model("Đường hoa"), model("Hiến đất"), model("Camera")]))


def test_no_row_is_added_under_merged_cells(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    book = edit(path)
    book[RECEIPTS]["B4"], book[RECEIPTS]["C4"] = "Xã Cao Xá", "26/02/2024"
    book[RECEIPTS].merge_cells("B4:B8")
    book.save(path)
    run(path, outcome([file("M3.xlsx")]))
    assert edit(path)[RECEIPTS]["A9"].value == "M3.xlsx"
    assert len(table(path, RECEIPTS)) == 2


@pytest.mark.parametrize(
    ("title", "is_read"), [("Tiếp nhận hồ sơ", True), ("Tiếp nhận 2024", True), ("Tiếp nhận 2023", False)]
)
def test_a_renamed_sheet_with_its_own_heads_is_read(tmp_path: Path, title: str, *, is_read: bool) -> None:
    path = fresh(tmp_path)
    book = edit(path)
    book[RECEIPTS]["B4"], book[RECEIPTS]["C4"] = "Xã Cao Xá", "26/02/2024"
    book[RECEIPTS].title = title
    book.save(path)
    assert [p.unit for p in read(path).receipts.papers] == ["cao-xa"] * is_read
    code = "book-sheet-renamed" if is_read else "book-sheet-absent"
    assert [f.code for f in shape_findings(open_book(path))] == [code]
    run(path, outcome([file("M3.xlsx")]))
    assert (edit(path)[title]["A5"].value == "M3.xlsx") == is_read


@pytest.mark.parametrize(
    ("cell", "title", "is_said"),
    [
        ("B4", "Tiếp nhận (2)", True),
        ("A4", "Tiếp nhận (2)", False),  # nothing typed
        ("B4", "Tiếp nhận 2023", False),
        ("B4", "Lưu 1", False),
    ],
)
def test_what_was_typed_into_a_copy_of_a_sheet_is_not_lost_in_silence(
    tmp_path: Path, cell: str, title: str, *, is_said: bool
) -> None:
    book = edit(path := fresh(tmp_path))
    book[RECEIPTS]["C5"] = "26/02/2024"
    copy = book.copy_worksheet(book[RECEIPTS])  # what stands in both is no matter
    copy.title, copy[cell] = title, "Xã Cao Xá"
    book.save(path)
    found = shape_findings(open_book(path))
    assert [(f.sheet, f.cell) for f in found] == [(title, cell)] * is_said
    line = f"- Sổ theo dõi cần xem lại, trang “{title}”: ô {cell}."
    assert [told for told in book_lines(found, "so_theo_doi.xlsx", there=True) if title in told] == [line] * is_said


def test_a_time_in_merged_cells_is_that_of_every_row(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    book = edit(path)
    book[RECEIPTS]["B4"], book[RECEIPTS]["B5"], book[RECEIPTS]["C4"] = "Xã Cao Xá", "Xã Lam Cốt", "26/02/2024"
    book[RECEIPTS].merge_cells("C4:C5")
    book.save(path)
    assert [p.unit for p in read(path).receipts.papers] == ["cao-xa", "lam-cot"]
