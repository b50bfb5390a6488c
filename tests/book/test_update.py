"""What a run adds to the book, and that nothing which stands in it changes."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

import pytest
from msgspec.structs import replace
from openpyxl.chart import BarChart
from openpyxl.comments import Comment
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation

from aggregator.book.news import News
from aggregator.book.sheets import BookSheets
from aggregator.book.update import held_open, updated_book
from aggregator.nouns.outcome import Submission
from aggregator.office.package import NotUpdated
from tests.book.books import CHOICES, RECEIPTS, edit, file, fresh, model, outcome, read, run, table
from tests.sheets import CAMPAIGN, at, shown
from tests.soffice import converted, needs_office

TWO = outcome(
    [file("M3 Cao Xá.xlsx"), file("thư.eml!M4.xlsx", "cong-an", received_from="email")], [model("Đường hoa")]
)


def test_new_files_get_a_row_with_what_the_program_saw(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    assert run(path, TWO)
    first, second = read(path).receipts.rows
    assert (first.file, first.found_at, first.found_from) == ("M3 Cao Xá.xlsx", at("26/02/2024 09:00"), "file_time")
    assert (first.found_unit.code if first.found_unit else None, first.state) == ("cao-xa", "read")
    assert (first.first_seen, first.sha256) == (TWO.as_of, TWO.submissions[0].sha256)
    assert (first.unit, first.at, first.note) == (None, None, None)
    assert (second.file, second.found_from) == ("thư.eml!M4.xlsx", "email")


def test_what_the_program_writes_is_no_persons_word(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    run(path, TWO)
    known = read(path).receipts.receipt("M3 Cao Xá.xlsx")
    assert known is not None
    assert (known.unit, known.at) == (None, None)


def test_times_are_real_dates_that_sort(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    run(path, TWO)
    cell = edit(path)[RECEIPTS]["M4"]
    assert cell.value == dt.datetime(2024, 2, 26, 9, 0)  # noqa: DTZ001 -- a workbook's time
    assert cell.number_format == "dd/mm/yyyy hh:mm"


def test_new_candidates_get_a_row_and_wait_for_a_decision(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    entries = [
        model("Đường hoa"),
        model("Hiến đất", level="district"),
        model("Ao cá", level="base"),
        model("Lạ", None),
    ]
    run(path, outcome([], entries))
    assert [row[:7] for row in table(path, CHOICES)] == [
        ["Xã Cao Xá", "Đường hoa", "Thôn Đồng Mẫu", "Kinh tế", "Cấp tỉnh", None, "Chưa xét"],
        ["Xã Cao Xá", "Hiến đất", "Thôn Đồng Mẫu", "Kinh tế", "Cấp huyện", None, "Chưa xét"],
    ]


def test_a_second_run_without_news_changes_no_byte(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    assert run(path, TWO)
    before = path.read_bytes()
    assert not run(path, TWO)
    assert path.read_bytes() == before


def test_without_news_there_is_nothing_to_write(tmp_path: Path) -> None:
    assert updated_book(read(fresh(tmp_path)).sheets, News(), CAMPAIGN) is None


def test_a_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    run(path, outcome([], [model('=HYPERLINK("x") <b> & "y"')]))
    cell = edit(path)[CHOICES]["B4"]
    assert (cell.value, cell.data_type) == ('=HYPERLINK("x") <b> & "y"', "s")
    assert cell.number_format == "@"  # and stays so when somebody edits the cell


def test_a_renamed_file_keeps_its_row_and_what_was_written_of_it(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    run(path, outcome([file("M3.xlsx")]))
    book = edit(path)
    book[RECEIPTS]["B4"] = "Xã Lam Cốt"
    book.save(path)
    assert not run(path, outcome([file("M3 mới.xlsx", content="M3.xlsx")]))
    receipts = read(path).receipts.for_inbox(["M3 mới.xlsx"])
    known = receipts.receipt("M3 mới.xlsx", file("M3.xlsx").sha256)
    assert known is not None
    assert known.unit is not None
    assert known.unit.code == "lam-cot"
    assert receipts.absent_files(["M3 mới.xlsx"], [file("M3.xlsx").sha256]) == []


def test_a_copied_file_gets_a_row_and_keeps_the_first_seen_time(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    run(path, outcome([file("M3.xlsx")]))
    copies = [file("M3.xlsx"), file("M3 (1).xlsx", content="M3.xlsx", status="duplicate")]
    assert run(path, outcome(copies, as_of=at("05/03/2024 08:00")))
    assert [row.first_seen for row in read(path).receipts.rows] == [TWO.as_of, TWO.as_of]


def by_hand(path: Path, row: int, **cells: str) -> None:
    """A person writes into a row: ``unit``, ``at`` or ``note``."""
    book = edit(path)
    for what, words in cells.items():
        book[RECEIPTS][f"{ {'unit': 'B', 'at': 'C', 'note': 'K'}[what] }{row}"] = words
    book.save(path)


def word(path: Path, one: Submission, *inbox: str) -> tuple[str | None, str | None, str | None]:
    """What the book says of a file: unit, time, note."""
    known = read(path).receipts.for_inbox([one.file, *inbox]).receipt(one.file, one.sha256)
    if known is None:
        return None, None, None
    return known.unit.code if known.unit else None, f"{known.at:%d/%m}" if known.at else None, known.note


def test_a_persons_word_is_about_the_content_and_not_about_another_under_the_same_name(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    run(path, outcome([file("M3.xlsx")]))
    by_hand(path, 4, unit="Xã Lam Cốt", at="20/02/2024 08:00", note="Zalo")
    new, moved = file("M3.xlsx", content="bản khác"), file("đã xem/M3.xlsx", content="M3.xlsx")
    assert word(path, new) == (None, None, None)
    assert word(path, moved, "M3.xlsx") == ("lam-cot", "20/02", "Zalo")
    assert run(path, outcome([new, moved]))
    assert shown(read(path).findings) == []


def test_a_persons_word_survives_that_a_copy_is_made_and_the_original_goes(tmp_path: Path) -> None:
    path, copy = fresh(tmp_path), file("Cao Xa - A.xlsx", content="A.xlsx")
    run(path, outcome([file("A.xlsx")]))
    by_hand(path, 4, unit="Xã Lam Cốt", at="20/02/2024 08:00", note="Zalo")
    run(path, outcome([file("A.xlsx"), copy]))
    assert word(path, copy, "A.xlsx") == ("lam-cot", "20/02", "Zalo")
    assert word(path, copy) == ("lam-cot", "20/02", "Zalo")
    renamed = file("Xã Cao Xá.xlsx", content="A.xlsx")
    assert word(path, renamed) == ("lam-cot", "20/02", "Zalo")
    assert not run(path, outcome([renamed]))


def test_two_words_about_one_content_hold_each_for_its_own_file_only(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    files = [file(name, content="một") for name in ("a.xlsx", "b.xlsx", "c.xlsx")]
    run(path, outcome(files))
    by_hand(path, 4, unit="Xã Lam Cốt", at="20/02/2024")
    by_hand(path, 5, unit="Xã Cao Xá", at="20/02/2024")
    assert [word(path, one, "a.xlsx", "b.xlsx")[:2] for one in files] == [
        ("lam-cot", "20/02"),
        ("cao-xa", "20/02"),
        (None, "20/02"),
    ]
    assert shown(read(path).findings) == ["book-content-contradicts @ A5"]


def test_a_blank_form_that_many_send_is_known_by_its_name_only(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    run(path, outcome([file("trống.xlsx", "cao-xa", content="trống", status="empty")]))
    receipts = read(path).receipts.for_inbox(["khác.xlsx"])
    assert receipts.receipt("khác.xlsx", file("x", content="trống").sha256) is None


def test_a_row_that_a_person_entered_by_name_gets_its_hash(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    book = edit(path)
    book[RECEIPTS]["A4"], book[RECEIPTS]["C4"] = "M3.xlsx", "25/02/2024 10:00"
    book.save(path)
    assert run(path, outcome([file("M3.xlsx", received_at=at("25/02/2024 10:00"), received_from="book")]))
    (row,) = read(path).receipts.rows
    assert (row.sha256, row.at, row.found_at) == (file("M3.xlsx").sha256, at("25/02/2024 10:00"), None)


def test_ignored_files_get_no_row(tmp_path: Path) -> None:
    assert not run(fresh(tmp_path), outcome([file("~$M3.xlsx", None, status="ignored")]))


def decorated(path: Path) -> None:
    """A book as people make it their own (with drop-downs and a part that openpyxl would drop)."""
    book = edit(path)
    sheet = book[RECEIPTS]
    sheet["A4"], sheet["G4"], sheet["B4"] = "cũ.xlsx", "đã gọi điện", "Xã Lam Cốt"
    sheet["G4"].comment = Comment("Hỏi lại chị Hoa", "Ban")
    sheet["G4"].font, sheet["A4"].fill = Font(bold=True), PatternFill("solid", fgColor="FFFF00")
    sheet["T3"], sheet["T4"], sheet["T5"] = "Cột của tôi", "=LEN(G4)", "xem sau"
    sheet.column_dimensions["A"].width = 61.5
    sheet.freeze_panes = "C4"
    mine = DataValidation(type="list", formula1='"gấp,thường"', sqref="R4:R90")
    sheet.add_data_validation(mine)
    book.create_sheet("Của tôi")["A1"] = "việc riêng"
    book.save(path)
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("xl/media/image1.png", b"\x89PNG")


def test_formats_comments_filters_and_peoples_own_columns_stay(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    decorated(path)
    assert run(path, TWO)
    book = edit(path)
    sheet = book[RECEIPTS]
    assert (sheet["G4"].value, sheet["G4"].comment.text, sheet["G4"].font.b) == (
        "đã gọi điện",
        "Hỏi lại chị Hoa",
        True,
    )
    assert sheet["A4"].fill.fgColor.rgb == "00FFFF00"
    assert (sheet["T3"].value, sheet["T4"].value, sheet["T5"].value) == ("Cột của tôi", "=LEN(G4)", "xem sau")
    assert sheet.column_dimensions["A"].width == 61.5
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("C4", "A3:R2000")
    assert any(v.formula1 == '"gấp,thường"' for v in sheet.data_validations.dataValidation)
    assert book["Của tôi"]["A1"].value == "việc riêng"
    assert [sheet.cell(row, 1).value for row in (4, 5, 6, 7)] == [
        "cũ.xlsx",
        None,
        "M3 Cao Xá.xlsx",
        "thư.eml!M4.xlsx",
    ]


def test_a_persons_chart_sheet_does_not_hinder(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    book = edit(path)
    book.create_chartsheet("Biểu đồ").add_chart(BarChart())
    book.save(path)
    assert run(path, TWO)
    assert [row.file for row in read(path).receipts.rows] == ["M3 Cao Xá.xlsx", "thư.eml!M4.xlsx"]


def test_every_other_part_of_the_file_stays_byte_for_byte(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    decorated(path)
    before = parts(path)
    run(path, TWO)
    after = parts(path)
    assert list(before) == list(after)
    changed = [name for name in before if before[name] != after[name]]
    assert changed == ["xl/worksheets/sheet4.xml", "xl/worksheets/sheet8.xml"]


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_a_colour_that_a_person_gave_a_row_does_not_spread(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    decorated(path)
    run(path, TWO)
    assert edit(path)[RECEIPTS]["A6"].fill.fgColor.rgb != "00FFFF00"


def test_rows_that_are_formatted_but_blank_are_filled_in_place(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    book = edit(path)
    for row in range(4, 9):
        book[RECEIPTS].cell(row, 7).font = Font(italic=True)
    book.save(path)
    run(path, TWO)
    sheet = edit(path)[RECEIPTS]
    assert [(sheet.cell(n, 1).value, sheet.cell(n, 7).font.i) for n in (4, 5)] == [
        ("M3 Cao Xá.xlsx", True),
        ("thư.eml!M4.xlsx", True),
    ]


@pytest.mark.parametrize("moved", ["order", "inserted", "down"])
def test_columns_in_another_order_and_rows_above_are_found_by_their_heads(tmp_path: Path, moved: str) -> None:
    path = fresh(tmp_path)
    book = edit(path)
    sheet = book[RECEIPTS]
    if moved == "order":
        sheet["A3"], sheet["B3"] = "Đơn vị", "Tệp"
    elif moved == "inserted":
        sheet.insert_cols(1, 2)
    else:
        sheet.insert_rows(1, 3)
    book.save(path)
    assert run(path, TWO)
    assert not run(path, TWO)
    assert [row.file for row in read(path).receipts.rows] == ["M3 Cao Xá.xlsx", "thư.eml!M4.xlsx"]


def test_a_file_that_is_no_workbook_is_not_added_to() -> None:
    with pytest.raises(NotUpdated, match="hỏng"):
        updated_book(BookSheets({}, data=b"hong"), News({"receipts": ({"file": "a"},)}), CAMPAIGN)


def test_a_lock_file_beside_the_book_says_that_it_is_open(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    assert held_open(path) is None
    (tmp_path / "~$so_theo_doi.xlsx").write_bytes(b"")
    assert held_open(path) == ("Excel", "~$so_theo_doi.xlsx")


@needs_office
def test_a_book_saved_by_libreoffice_and_as_ods_and_back_still_works(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    run(path, TWO)
    book = edit(path)
    book[RECEIPTS]["B7"], book[RECEIPTS]["C7"] = "Xã Lan Giới", "26/02/2024 16:30"
    for row in range(5, 30):  # as people draw lines below the table
        for column in range(1, 15):
            book[RECEIPTS].cell(row, column).border = Border(bottom=Side("thin"))
    book.save(path)
    before = read(path)
    (saved,) = converted([path], "xlsx", tmp_path / "saved")
    (ods,) = converted([path], "ods", tmp_path / "ods")
    (back,) = (made.rename(tmp_path / "back.xlsx") for made in converted([ods], "xlsx", tmp_path / "back"))
    for one in (saved, ods, back):
        assert replace(read(one), sheets=before.sheets) == before
    for one in (saved, back):
        assert not run(one, TWO)
        known = table(one, RECEIPTS)
        assert run(
            one, outcome([*TWO.submissions, file("mới.xlsx", received_at=at("27/02/2024 17:00"))], [model("Mới")])
        )
        assert table(one, RECEIPTS)[: len(known)] == known
        assert [(row.file, row.found_at) for row in read(one).receipts.rows][-1] == (
            "mới.xlsx",
            at("27/02/2024 17:00"),
        )
        assert read(one).choices[-1].name == "Mới"
    for one, again in zip((saved, back), converted([saved, back], "ods", tmp_path / "again"), strict=True):
        assert read(again).receipts == read(one).receipts
    with pytest.raises(NotUpdated):
        run(ods, outcome([file("mới.xlsx")]))


def test_a_formula_that_is_filled_down_beside_the_table_moves_no_row(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    book = edit(path)
    for row in range(4, 301):
        book[RECEIPTS].cell(row, 20).value = f"=LEN(A{row})"
    book.save(path)
    run(path, TWO)
    assert [edit(path)[RECEIPTS].cell(n, 1).value for n in (4, 5)] == ["M3 Cao Xá.xlsx", "thư.eml!M4.xlsx"]
