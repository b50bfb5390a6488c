"""`aggregator letters` and `aggregator check`: what lies in the folder, what comes back, what goes wrong."""

from __future__ import annotations

import datetime as dt
import email
import io
import re
import shutil
from collections.abc import Callable
from email import policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from unittest.mock import patch

import docx
import openpyxl
import pytest
from click.testing import CliRunner, Result
from openpyxl.styles import Font
from openxml_audit import OpenXmlValidator

from aggregator.campaign.texts import lay_templates
from aggregator.cli import cli
from aggregator.nouns.finding import CannotWork
from aggregator.nouns.outcome import Outcome
from tests.book.books import edit, fresh, table
from tests.samples.oddities import wrong_dimension
from tests.sheets import (
    AFTER,
    ON_TIME,
    Given,
    InlineGuard,
    at,
    codes,
    fill,
    inline,
    of_levels,
    only,
    run_over,
    workbook,
)
from tests.soffice import needs_office, saved_as
from tests.write.test_letters import FULL, NAMELESS, NO_MODE, listed

AS_OF = ("--as-of", "29/02/2024 08:00")
M3 = "M3 Xã Cao Xá.xlsx"


def run(*arguments: object) -> Result:
    with inline(), patch("aggregator.read.pool.Guard", InlineGuard):
        words = [str(argument) for argument in arguments]
        return CliRunner().invoke(cli, words, catch_exceptions=False, standalone_mode=False)


def letters(inbox: Path, *more: object) -> Result:
    return run("letters", inbox, *AS_OF, "--jobs", 1, *more)


def mail(path: Path) -> EmailMessage:
    return email.message_from_bytes(path.read_bytes(), policy=policy.default)


def copy_of(path: Path) -> tuple[str, bytes]:
    """The only file attached to a draft."""
    (attached,) = mail(path).iter_attachments()
    return str(attached.get_filename()), attached.get_content()


def rows(path: Path, sheet: str) -> list[tuple[Any, ...]]:
    return list(openpyxl.load_workbook(path)[sheet].iter_rows(min_row=4, values_only=True))


def test_a_draft_opens_unsent_in_vietnamese_with_the_senders_own_file(tmp_path: Path) -> None:
    inbox = fill(tmp_path / "tiep_nhan", {M3: listed("cao-xa", NAMELESS)})
    result = letters(inbox)
    assert result.return_value == 0, result.output
    draft = mail(tmp_path / "thu_gui" / "thu_sua_Xa_Cao_Xa.eml")
    text = draft.get_body()
    assert text is not None
    assert (draft["X-Unsent"], "Kính gửi: Đảng ủy xã Cao Xá" in text.get_content()) == ("1", True)
    assert draft["Subject"] == "Đề nghị sửa, bổ sung hồ sơ đăng ký mô hình “Dân vận khéo” năm 2024 - Xã Cao Xá"
    name, data = copy_of(tmp_path / "thu_gui" / "thu_sua_Xa_Cao_Xa.eml")
    assert name == "M3 Xã Cao Xá_can_sua.xlsx"
    assert openpyxl.load_workbook(io.BytesIO(data))["Sheet1"]["C5"].comment is not None


MADE = "Thư đã lập"


def drafts(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_same_run_gives_the_same_bytes_and_an_hour_later_nothing_is_said_again(tmp_path: Path) -> None:
    book = fresh(tmp_path)
    inbox = fill(tmp_path / "tiep_nhan", {M3: listed("cao-xa", NO_MODE)})
    letters(inbox)
    first, remembered = drafts(tmp_path / "thu_gui"), table(book, MADE)
    letters(inbox)
    assert (drafts(tmp_path / "thu_gui"), table(book, MADE)) == (first, remembered)
    later = run("letters", inbox, "--as-of", "29/02/2024 09:00", "--jobs", 1)
    assert "Đã lập 0 thư nháp." in later.output
    listing = rows(tmp_path / "thu_gui" / "danh_sach_thu.xlsx", "Danh sách thư")
    assert {row[7] for row in listing} == {"Đã lập trước đây, không có gì mới"}


def test_the_book_remembers_the_letters_though_their_folder_was_deleted(tmp_path: Path) -> None:
    book = fresh(tmp_path)
    inbox = fill(tmp_path / "tiep_nhan", {M3: listed("cao-xa", NO_MODE)})
    letters(inbox)
    shutil.rmtree(tmp_path / "thu_gui")
    assert "Đã lập 0 thư nháp." in run("letters", inbox, "--as-of", "29/02/2024 09:00", "--jobs", 1).output
    (row,) = [row for row in table(book, MADE) if row[1] == "Xã Cao Xá"]
    assert row[0] == dt.datetime(2024, 2, 29, 8, 0)  # noqa: DTZ001 -- a cell of Excel knows no zone
    assert row[2:5] == ["Đề nghị sửa, bổ sung", "thu_sua_Xa_Cao_Xa.eml", "3"]
    next_day = run("letters", inbox, "--as-of", "01/03/2024 08:00", "--jobs", 1)
    assert "nhắc gửi" in next_day.output
    text = mail(tmp_path / "thu_gui" / "thu_nhac_lan_2_Xa_Dai_Hoa.eml").get_body()
    assert text is not None
    assert "Tiếp theo thư ngày 29/02/2024" in text.get_content()


def test_a_letter_that_a_person_did_not_send_is_made_again(tmp_path: Path) -> None:
    book = fresh(tmp_path)
    inbox = fill(tmp_path / "tiep_nhan", {M3: listed("cao-xa", NO_MODE)})
    letters(inbox)
    opened = edit(book)
    line = next(row for row in opened[MADE].iter_rows(min_row=4) if row[1].value == "Xã Cao Xá")
    line[5].value = "không"
    opened.save(book)
    assert "Đã lập 1 thư nháp: 1 đề nghị sửa" in run("letters", inbox, "--as-of", "29/02/2024 09:00").output


def test_letters_made_while_the_book_is_open_are_remembered_all_the_same(tmp_path: Path) -> None:
    book = fresh(tmp_path)
    inbox = fill(tmp_path / "tiep_nhan", {M3: listed("cao-xa", NO_MODE)})
    lock = book.with_name(f"~${book.name}")
    lock.touch()
    assert "Chưa ghi thêm được vào sổ theo dõi" in letters(inbox).output
    assert table(book, MADE) == []
    again = run("letters", inbox, "--as-of", "29/02/2024 09:00", "--jobs", 1)
    assert "Đã lập 0 thư nháp." in again.output
    lock.unlink()
    run("aggregate", inbox, "--as-of", "29/02/2024 09:30", "--jobs", 1)
    assert {row[0].hour for row in table(book, MADE)} == {8}


def test_the_list_has_a_row_a_letter_and_the_units_without(tmp_path: Path) -> None:
    letters(fill(tmp_path / "tiep_nhan", {M3: listed("cao-xa", NO_MODE)}))
    place = tmp_path / "thu_gui" / "danh_sach_thu.xlsx"
    names = {path.name for path in (tmp_path / "thu_gui").glob("*.eml")}
    assert {row[5] for row in rows(place, "Danh sách thư")} == names
    assert [row[1:3] for row in rows(place, "Không lập thư")] == [("Ban Dân vận Huyện ủy", "Chính cơ quan gửi thư")]
    assert list(OpenXmlValidator().validate(place).errors) == []


def returned(data: bytes, **cells: str) -> bytes:
    """The annotated copy as a unit saves it once it has written into these cells."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for cell, text in cells.items():
        book["Sheet1"][cell] = text
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def again(folder: Path, data: bytes) -> Outcome:
    files: dict[str, Given] = {M3: listed("cao-xa", NAMELESS), "M3_can_sua.xlsx": (data, "28/02/2024 10:00")}
    return run_over(folder, files)


@pytest.mark.parametrize("writer", ["Excel", "WPS", pytest.param("LibreOffice", marks=needs_office)])
def test_a_copy_corrected_as_it_says_makes_the_finding_vanish(writer: str, tmp_path: Path) -> None:
    """The list is made, and the copy is mended and saved, by one program: WPS tells a wrong extent of the sheet."""

    def saved(data: bytes) -> bytes:
        kept: dict[str, Callable[[], bytes]] = {
            "Excel": lambda: data,
            "WPS": lambda: wrong_dimension(data),
            "LibreOffice": lambda: saved_as(data, "xlsx", "xlsx"),
        }
        return kept[writer]()

    letters(fill(tmp_path / "tiep_nhan", {M3: saved(workbook(listed("cao-xa", NAMELESS)))}))
    _, data = copy_of(tmp_path / "thu_gui" / "thu_sua_Xa_Cao_Xa.eml")
    outcome = again(tmp_path / "lan_2", saved(returned(data, C5="Camera an ninh")))
    assert "row-without-name" not in codes(outcome.findings)
    assert "sheet-without-list" not in codes(outcome.findings)
    assert "đã sửa 1/3 chỗ; còn 2 chỗ chưa sửa" in only(outcome.findings, "copy-returned").message
    assert list(outcome.entries["name"]) == ["Trồng hoa", "Camera an ninh"]


def test_a_copy_come_back_untouched_has_nothing_mended(tmp_path: Path) -> None:
    letters(fill(tmp_path / "tiep_nhan", {M3: listed("cao-xa", NAMELESS)}))
    _, data = copy_of(tmp_path / "thu_gui" / "thu_sua_Xa_Cao_Xa.eml")
    outcome = again(tmp_path / "lan_2", returned(data))
    assert "đã sửa 0/3 chỗ" in only(outcome.findings, "copy-returned").message


def test_a_word_file_comes_back_as_the_table_that_was_read(tmp_path: Path) -> None:
    inbox = tmp_path / "tiep_nhan"
    inbox.mkdir()
    source = Path(__file__).parent.parent / "samples" / "tiep_nhan" / "Ngọc Vân - M1 rau an toàn.docx"
    shutil.copy(source, inbox)
    fill(inbox, {"M3 Xã Ngọc Vân.xlsx": listed("ngoc-van", NO_MODE)})
    assert letters(inbox).return_value == 0
    attached = [
        one.get_filename() for one in mail(tmp_path / "thu_gui" / "thu_sua_Xa_Ngoc_Van.eml").iter_attachments()
    ]
    assert attached == ["M3 Xã Ngọc Vân_can_sua.xlsx", "Ngọc Vân - M1 rau an toàn_can_sua.xlsx"]


def with_address(book: Path, text: str) -> None:
    opened = openpyxl.load_workbook(book)
    sheet = opened["Đơn vị"]
    head = next(row for row in sheet.iter_rows() if any(cell.value == "Thư điện tử" for cell in row))
    column = next(n for n, cell in enumerate(head) if cell.value == "Thư điện tử")
    place = next(row for row in sheet.iter_rows() if any(cell.value == "Xã Cao Xá" for cell in row))
    place[column].value = text
    opened.save(book)


def test_what_goes_wrong_is_one_sentence_each_and_the_other_letters_are_made(tmp_path: Path) -> None:
    book = fresh(tmp_path)
    with_address(book, "dia chi sai")
    inbox = fill(tmp_path / "tiep_nhan", {M3: listed("cao-xa", NAMELESS)})
    lay_templates(tmp_path / "mau_thu")
    for name in ("thu_sua.j2", "trang_can_sua.j2"):
        reword(tmp_path / "mau_thu" / name, "{{ addressee }}", "{{ nguoi_nhan }}")
    blocked = tmp_path / "thu_gui" / "thu_nhac_Xa_Dai_Hoa.eml"
    blocked.mkdir(parents=True)
    result = letters(inbox)
    assert result.return_value == 2
    assert "Xã Cao Xá: “dia; chi; sai” không phải là địa chỉ thư" in result.output
    assert "thu_sua.j2, dòng 4: chương trình không biết chỗ điền này" in result.output
    assert "trang_can_sua.j2, dòng 4: chương trình không biết chỗ điền này" in result.output
    assert f"Không ghi được thư “{blocked}”" in result.output
    text = mail(tmp_path / "thu_gui" / "thu_sua_Xa_Cao_Xa.eml").get_body()
    assert text is not None
    assert "Kính gửi: Đảng ủy xã Cao Xá" in text.get_content()


def reword(template: Path, old: str, new: str) -> None:
    text = template.read_text("utf-8")
    assert old in text
    template.write_text(text.replace(old, new), "utf-8")


def test_the_first_sheet_of_a_copy_is_in_the_office_s_own_words(tmp_path: Path) -> None:
    fresh(tmp_path)
    inbox = fill(tmp_path / "tiep_nhan", {M3: listed("cao-xa", NAMELESS)})
    lay_templates(tmp_path / "mau_thu")
    reword(tmp_path / "mau_thu" / "trang_can_sua.j2", "Đề nghị sửa ngay", "Trân trọng đề nghị sửa")
    assert run("check", inbox / M3, "-o", tmp_path / "a.xlsx", *AS_OF).return_value == 1
    assert letters(inbox).return_value == 0
    (copy,) = mail(tmp_path / "thu_gui" / "thu_sua_Xa_Cao_Xa.eml").iter_attachments()
    for data in ((tmp_path / "a.xlsx").read_bytes(), copy.get_content()):
        lines = [row[0].value for row in openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].iter_rows()]
        assert str(lines[3]).startswith("Trân trọng đề nghị sửa tại các ô tô màu")


def test_a_return_that_vanished_leaves_the_letter_without_its_copy(tmp_path: Path) -> None:
    inbox = fill(tmp_path / "tiep_nhan", {M3: listed("cao-xa", NAMELESS)})
    with patch("aggregator.read.dispatch.Path.is_file", return_value=False):
        result = letters(inbox)
    assert result.return_value == 2
    assert "Xã Cao Xá: thư không kèm được bản ghi chú" in result.output
    assert list(mail(tmp_path / "thu_gui" / "thu_sua_Xa_Cao_Xa.eml").iter_attachments()) == []


def test_letters_never_go_into_the_inbox(tmp_path: Path) -> None:
    inbox = fill(tmp_path / "tiep_nhan", {})
    with pytest.raises(CannotWork, match="Không ghi thư vào thư mục nhận về"):
        letters(inbox, "-o", inbox / "thu")
    assert list(inbox.iterdir()) == []


@pytest.mark.parametrize(
    ("table", "status", "words"),
    [
        (FULL, 0, "Không có điểm nào phải sửa."),
        (of_levels(province=1), 1, "chưa đăng ký nội dung cấp huyện nào"),
        (NAMELESS, 1, "không có tên mô hình"),
        (of_levels(unknown=9), 1, "Cần sửa, làm rõ: 1 điểm."),  # what is asked alike of nine models is one
    ],
)
def test_check_says_all_at_once_and_whether_there_is_something_to_mend(
    table: str, status: int, words: str, tmp_path: Path
) -> None:
    fill(tmp_path, {M3: listed("cao-xa", table)})
    result = run("check", tmp_path / M3, *AS_OF)
    assert (result.return_value, words in result.output) == (status, True), result.output
    assert result.output.startswith("Xã Cao Xá - mẫu M3\n")


def test_check_of_the_boards_own_book_asks_nothing_of_anybody(tmp_path: Path) -> None:
    fresh(tmp_path)
    result = run("check", tmp_path / "so_theo_doi.xlsx", *AS_OF)
    assert (result.return_value, result.output.splitlines()[0]) == (0, "Không của đơn vị nào")
    assert "Ban Dân vận" in result.output
    assert "mẫu M" not in result.output


def test_check_says_what_the_files_lack_and_forgets_other_units(tmp_path: Path) -> None:
    fill(tmp_path, {M3: listed("cao-xa", FULL), "M3 Xã Đại Hóa.xlsx": listed("dai-hoa", NAMELESS)})
    output = run("check", tmp_path / M3, *AS_OF).output
    assert output.count("  - bản M1 của mô hình") == 5
    assert "  - đăng ký đơn vị “Dân vận khéo”, kèm kế hoạch" in output
    assert "Đại Hóa" not in output


def test_check_names_what_else_of_the_unit_lies_in_the_inbox(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox, more = tmp_path / "tiep_nhan", listed("cao-xa", of_levels(province=1, prefix="Hiến đất số"))
    files: dict[str, Given] = {
        M3: listed("cao-xa", FULL),
        "bổ sung.xlsx": more,
        "Xã Cao Xá/M1.docx": b"x",
        "bản sao.xlsx": more,
        "Xã Cao Xá gửi lại.xlsx": listed("cao-xa", FULL),
        "M3 Đại Hóa.xlsx": listed("dai-hoa", FULL),
    }
    fresh(tmp_path)
    fill(inbox, files)
    monkeypatch.chdir(tmp_path)
    first = run("check", f"tiep_nhan/{M3}", *AS_OF).output
    command = 'aggregator check "tiep_nhan/M3 Xã Cao Xá.xlsx" "tiep_nhan/Xã Cao Xá/M1.docx"'
    assert ("còn 1 tệp khác của đơn vị" in first, first.count(command)) == (True, 1), first
    run(
        "aggregate", "tiep_nhan", *AS_OF
    )  # the book now knows whose the others are: a copy of what was read is none
    assert "còn 3 tệp khác của đơn vị" in run("check", f"tiep_nhan/{M3}", *AS_OF).output
    alone = run("check", "tiep_nhan/M3 Đại Hóa.xlsx", *AS_OF).output
    assert "tệp khác của đơn vị" not in alone
    assert "tệp khác của đơn vị" not in run("check", *(f"tiep_nhan/{name}" for name in files), *AS_OF).output


def test_check_writes_a_copy_with_the_cells_commented_and_never_over_the_file(tmp_path: Path) -> None:
    fill(tmp_path, {M3: listed("cao-xa", NAMELESS)})
    result = run("check", tmp_path / M3, "-o", tmp_path / "sua.xlsx", *AS_OF)
    assert (result.return_value, f"Bản ghi chú: {tmp_path / 'sua.xlsx'}" in result.output) == (1, True)
    assert openpyxl.load_workbook(tmp_path / "sua.xlsx").sheetnames[0] == "Nội dung cần sửa"


def test_a_time_of_the_file_is_no_matter_of_check(tmp_path: Path) -> None:
    fill(tmp_path, {M3: (listed("cao-xa", FULL), "28/02/2024 10:00")})
    assert run("check", tmp_path / M3, *AS_OF).return_value == 0
    assert at(ON_TIME) < AFTER


def copy_pages(folder: Path) -> tuple[str, Any]:
    """What the letter to Cao Xá says, and the workbook that goes with it."""
    draft = folder / "thu_gui" / "thu_sua_Xa_Cao_Xa.eml"
    text = mail(draft).get_body()
    assert text is not None
    return text.get_content(), openpyxl.load_workbook(io.BytesIO(copy_of(draft)[1]))


def looked_at(look: str) -> bytes:
    """A list of which a person sees at once that something is with its row 7."""
    text = of_levels(1, 5)
    text = text.replace("ven đường số 3", "ven đường số 3 (dự phòng)") if look == "noted" else text
    book = openpyxl.load_workbook(io.BytesIO(workbook(listed("cao-xa", text))))
    page = book["Sheet1"]
    if look == "struck":
        for cell in page[7]:
            cell.font = Font(strike=True)
    page.row_dimensions[7].hidden = look == "hidden"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("look", ["struck", "hidden", "noted"])
def test_what_is_asked_of_a_row_is_marked_in_the_row(look: str, tmp_path: Path) -> None:
    letters(fill(tmp_path / "tiep_nhan", {M3: looked_at(look)}))
    text, book = copy_pages(tmp_path)
    cell = book["Sheet1"]["C7"]
    assert (cell.comment is not None, cell.fill.fgColor.rgb) == (True, "FFFFF2CC")
    assert [row[2] for row in book.worksheets[0].iter_rows(min_row=8, values_only=True)] == ["C7"]
    assert "ô cần sửa, làm rõ được tô màu và ghi chú" in text


def test_a_copy_without_marked_cells_speaks_of_none(tmp_path: Path) -> None:
    letters(fill(tmp_path / "tiep_nhan", {M3: listed("cao-xa", of_levels(3, 4))}))
    text, book = copy_pages(tmp_path)
    assert "nhiều nhất 02 nội dung" in text
    said = " ".join(str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row if cell.value)
    for words in (text, said):
        assert not re.search("tô màu|ghi chú", words)
    assert "về cả tệp hoặc cả danh sách" in said


def test_what_is_of_the_whole_file_stands_above_what_is_of_cells(tmp_path: Path) -> None:
    text = of_levels(3, 4).replace(
        "| 5 | Thôn 5 | Trồng hoa ven đường số 5 | Tập thể |", "| 5 | Thôn 5 | Nuôi ong | |"
    )
    letters(fill(tmp_path / "tiep_nhan", {M3: listed("cao-xa", text)}))
    lines = [*copy_pages(tmp_path)[1].worksheets[0].iter_rows(min_row=8, values_only=True)]
    assert [line[2] for line in lines] == ["", "D9"]


def test_the_copy_of_a_word_file_prints_on_pages_as_wide_as_its_table(tmp_path: Path) -> None:
    lines = ["TÊN CƠ QUAN, ĐƠN VỊ: ĐẢNG ỦY XÃ CAO XÁ, HUYỆN TÂN YÊN, TỈNH BẮC GIANG " * 2, *NO_MODE.splitlines()]
    paper = docx.Document()
    paper.add_paragraph(lines[0])
    rows = [line.strip("|").split("|") for line in lines[1:] if line.startswith("|")]
    table = paper.add_table(rows=0, cols=9)
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text.strip()
    stream = io.BytesIO()
    paper.save(stream)
    letters(fill(tmp_path / "tiep_nhan", {"M3 Xã Cao Xá.docx": stream.getvalue()}))
    page = copy_pages(tmp_path)[1].worksheets[1]
    assert (page.page_setup.orientation, page.page_setup.fitToHeight) == ("landscape", 0)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert "A1:I1" in map(str, page.merged_cells.ranges)
    assert page.row_dimensions[1].height > 30
    assert sum(page.column_dimensions[letter].width for letter in "ABCDEFGHI") < 140
