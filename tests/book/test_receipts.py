"""Sheet “Tiếp nhận” of the tracking book."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from aggregator.book.cells import CellWords
from aggregator.book.receipts import read_receipts
from aggregator.book.register import ReceiptRegister, file_key
from aggregator.book.sheets import open_book
from aggregator.nouns.finding import CannotWork
from aggregator.understand.unit_names import UnitNames
from tests.sheets import CAMPAIGN, at, only, sheet, shown, workbook

NAMES = UnitNames(CAMPAIGN)
HEAD = "| Tệp | Đơn vị | Thời điểm nhận | Ghi chú |"


def book(tmp_path: Path, *lines: str, name: str = "Tiếp nhận") -> ReceiptRegister:
    path = tmp_path / "so_theo_doi.xlsx"
    path.write_bytes(workbook(sheet("\n".join(lines), name)))
    return read_receipts(open_book(path), CellWords(CAMPAIGN, NAMES.find))


def test_a_row_gives_unit_time_and_note(tmp_path: Path) -> None:
    row = book(tmp_path, HEAD, "| M3.xlsx | Xã Cao Xá | 26/02/2024 09:00 | nhận qua Zalo |").receipt("M3.xlsx")
    assert row is not None
    assert row.unit is not None
    assert (row.unit.code, row.at, row.note) == ("cao-xa", at("26/02/2024 09:00"), "nhận qua Zalo")


def test_title_rows_above_and_another_order_do_not_matter(tmp_path: Path) -> None:
    row = book(
        tmp_path, "SỔ TIẾP NHẬN", "", "| Thời điểm nhận | Ghi chú | Tệp |", "| 26/02/2024 09:00 | | M3.xlsx |"
    ).receipt("M3.xlsx")
    assert row is not None
    assert (row.unit, row.at) == (None, at("26/02/2024 09:00"))


@pytest.mark.parametrize("written", ["Xã Cao Xá", "cao-xa", "UBND xã Cao Xá", "CAO XÁ"])
def test_a_unit_may_be_named_by_name_alias_or_code(tmp_path: Path, written: str) -> None:
    row = book(tmp_path, HEAD, f"| M3.xlsx | {written} | |").receipt("M3.xlsx")
    assert row is not None
    assert row.unit == CAMPAIGN.units_by_code["cao-xa"]


@pytest.mark.parametrize(
    ("written", "found"),
    [*((said, []) for said in ("ok", "đúng rồi", "không thay đổi")), ("ok?", ["book-unit-unknown @ B2"])],
)
def test_a_word_that_a_file_s_unit_stays_names_no_other(tmp_path: Path, written: str, found: list[str]) -> None:
    seen = book(tmp_path, HEAD, f"| M3.xlsx | {written} | |")
    row = seen.receipt("M3.xlsx")
    assert row is not None
    assert (row.unit, row.denied, shown(seen.findings)) == (None, False, found)


@pytest.mark.parametrize(("written", "unit"), [("Cao Xá, tên tệp sai", "cao-xa"), ("tên tệp sai", None)])
def test_a_wrong_name_of_a_file_denies_its_unit_only_where_it_names_none(
    tmp_path: Path, written: str, unit: str | None
) -> None:
    row = book(tmp_path, HEAD, f"| M3.xlsx | {written} | |").receipt("M3.xlsx")
    assert row is not None
    assert (row.unit and row.unit.code, row.denied) == (unit, unit is None)


@pytest.mark.parametrize(
    ("written", "real"),
    [
        ("Cao Xá\\M3.xlsx", "Cao Xá/M3.xlsx"),
        (unicodedata.normalize("NFD", "M3 Cao Xá.xlsx"), "M3 Cao Xá.xlsx"),
        ("M3 Cao Xá.xlsx", unicodedata.normalize("NFD", "M3 Cao Xá.xlsx")),
    ],
)
def test_file_names_are_compared_without_their_normal_form_and_strokes(
    tmp_path: Path, written: str, real: str
) -> None:
    assert book(tmp_path, HEAD, f"| {written} | | 26/02/2024 |").receipt(real) is not None


def test_a_receipt_without_a_file_is_paper(tmp_path: Path) -> None:
    (paper,) = book(tmp_path, HEAD, "| | Xã Cao Xá | 26/02/2024 | bản giấy |").papers
    assert (paper.unit, paper.at, paper.note) == ("cao-xa", at("26/02/2024 00:00"), "bản giấy")


def test_paper_without_unit_or_time_is_none(tmp_path: Path) -> None:
    found = book(tmp_path, HEAD, "| | Xã Cao Xá | | |", "| | | 26/02/2024 | |")
    assert found.papers == []


def test_an_unknown_unit_is_a_finding_with_a_suggestion(tmp_path: Path) -> None:
    one = only(book(tmp_path, HEAD, "| M3.xlsx | Xã Quang Tuyến | |").findings, "book-unit-unknown")
    assert one.cell == "B2"
    assert "Xã Quang Tiến" in one.message


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("không phải của huyện mình", "Có phải là “Không của đơn vị nào”?"),
        ("Ban Dân Vận", "Có phải là Ban Dân vận Huyện ủy?"),
        ("Nước ngoài", None),
    ],
)
def test_what_may_be_meant_by_a_name_that_no_unit_has_is_offered(
    tmp_path: Path, text: str, suggestion: str | None
) -> None:
    one = only(book(tmp_path, HEAD, f"| M3.xlsx | {text} | |").findings, "book-unit-unknown")
    assert suggestion in one.message if suggestion else "Có phải" not in one.message


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("| M3.xlsx | Nước ngoài | |", "book-unit-unknown @ B2"),
        ("| M3.xlsx | | chiều qua |", "book-time-unclear @ C2"),
    ],
)
def test_odd_cells_are_findings(tmp_path: Path, line: str, expected: str) -> None:
    assert shown(book(tmp_path, HEAD, line).findings) == [expected]


def test_a_file_written_twice_is_a_finding_and_the_lower_row_counts(tmp_path: Path) -> None:
    found = book(tmp_path, HEAD, "| a.xlsx | | 26/02/2024 |", "| a.xlsx | | 27/02/2024 |")
    row = found.receipt("a.xlsx")
    assert shown(found.findings) == ["book-row-twice @ A3"]
    assert row is not None
    assert row.at == at("27/02/2024 00:00")


def test_a_file_that_is_not_in_the_inbox_is_a_finding(tmp_path: Path) -> None:
    found = book(tmp_path, HEAD, "| a.xlsx | | 26/02/2024 |", "| b.xlsx | | 26/02/2024 |")
    assert shown(found.absent_files(["b.xlsx"])) == ["book-file-absent @ A2"]


@pytest.mark.parametrize(
    ("there", "ignored", "lost"),
    [
        (["thư.eml!a.vcf"], ["thư.eml!a.vcf"], []),  # an earlier program took it for a list that it could not read
        (["thư.eml!a.vcf"], [], ["thư.eml!a.vcf"]),  # overwritten
        ([], [], ["thư.eml!a.vcf"]),
    ],
)
def test_what_lies_there_and_is_no_list_is_not_lost(
    tmp_path: Path, there: list[str], ignored: list[str], lost: list[str]
) -> None:
    row = f"| thư.eml!a.vcf | Xã Cao Xá | | | {'a' * 64} |"
    found = book(tmp_path, f"{HEAD} Mã băm |", row).without_files(there, {"b" * 64}, ignored)
    assert [each.file for each in found.lost_rows] == lost


@pytest.mark.parametrize(
    ("file", "is_lost"),
    [
        ("M1 Cao Xá.docx", False), ("M1, M2 xã Cao Xá.docx", False), ("Phiếu M1_trồng hoa.docx", False),
        ("M1 + biểu tổng hợp Cao Xá.xlsx", True), ("M1,2,3 Cao Xá.xlsx", True), ("M2 toàn bộ Cao Xá.xlsx", True),
        ("M1, M2 và file tổng Cao Xá.xlsx", True), ("Hồ sơ xã Cao Xá (kèm M1, M2).xlsx", True),
    ],
)  # fmt: skip
def test_forms_that_are_gone_are_no_list_unless_their_name_says_more(
    tmp_path: Path, file: str, *, is_lost: bool
) -> None:
    assert bool(book(tmp_path, HEAD, f"| {file} | Xã Cao Xá |").without_files([], ()).lost_rows) == is_lost


def test_a_book_without_the_sheet_knows_nothing(tmp_path: Path) -> None:
    assert book(tmp_path, "Quy định", name="Quy định") == ReceiptRegister()


def test_a_sheet_without_the_head_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CannotWork, match="không thấy dòng tiêu đề"):
        book(tmp_path, "| Tên | Ngày |")


def test_a_book_that_does_not_open_is_refused_with_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "so_theo_doi.xlsx"
    path.write_bytes(b"hong")
    with pytest.raises(CannotWork, match="Không mở được sổ theo dõi"):
        open_book(path)


def test_a_name_that_libreoffice_took_for_an_escape_is_the_same_file() -> None:
    assert file_key("M3_xa_Quang_Tien.xlsx") == file_key("M3\nQuang_Tien.xlsx")
    assert file_key("M3_xa_Quang_Tien.xlsx") != file_key("M3_Quang_Tien.xlsx")
