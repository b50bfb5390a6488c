"""The tracking book over whole inboxes: what people wrote holds, and what it leaves open accuses nobody."""

from __future__ import annotations

import io
from collections.abc import Mapping
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from aggregator.book.tracking_book import book_lines
from aggregator.book.update import keep_book
from aggregator.nouns.outcome import Outcome
from tests.book.books import NAMES, edit, fresh, read, table
from tests.forms import forms
from tests.sheets import AFTER, Given, codes, of_levels, only, run_over, submission, unit, workbook

GOOD = of_levels(1, 4, top="Đơn vị: Xã Cao Xá")
STRANGE = of_levels(1, 4, top="Đơn vị: Đội tự quản Kỳ Lạ")
OTHER = of_levels(1, 4, top="Đơn vị: Xã Lan Giới", prefix="Hiến đất làm đường đoạn")
LATE = "28/02/2024 10:00"


def write(path: Path, title: str, row: int, **cells: Any) -> None:
    """A person writes into cells, by the heads (underscores for blanks)."""
    write_rows(path, title, {row: cells})


def write_rows(path: Path, title: str, rows: Mapping[int, Mapping[str, Any]]) -> None:
    """The same in several rows, by their numbers, before the book is saved."""
    book = edit(path)
    heads = {str(cell.value).replace(" ", "_"): cell.column for cell in book[title][3]}
    for row, cells in rows.items():
        for head, value in cells.items():
            book[title].cell(row, heads[head]).value = value
    book.save(path)


def receipt(path: Path, row: int, **cells: Any) -> None:
    write(path, "Tiếp nhận", row, **cells)


def ran(folder: Path, files: Mapping[str, Given] = {}, as_of: Any = AFTER) -> Outcome:
    """A run over the inbox with its book, which is kept."""
    path = folder / "so_theo_doi.xlsx"
    beside: dict[str, Given] = {"~$M3.xlsx": b"a lock: the inbox may not be empty"}
    seen = run_over(folder / "tiep_nhan", {**beside, **files}, as_of, book=path)
    assert keep_book(path, read(path), seen, NAMES.find) == []
    return seen


def remove(folder: Path, name: str, to: str | None = None) -> None:
    old = folder / "tiep_nhan" / name
    if to is None:
        old.unlink()
    else:
        (folder / "tiep_nhan" / to).parent.mkdir(exist_ok=True)
        old.rename(folder / "tiep_nhan" / to)


@pytest.mark.parametrize(
    "cells",
    [
        {"Đã_có_bản_ký,_đóng_dấu": "có"},
        {"Thời_điểm_nhận": "cuối tháng"},
        {"Thời_điểm_nhận": "26/02/2042"},
        {"Thời_điểm_nhận": "26/02/2024", "Nội_dung_nhận": "hoa quả"},
    ],
)
def test_a_unit_of_which_the_book_tells_something_unclear_is_not_accused_of_silence(
    tmp_path: Path, cells: dict[str, str]
) -> None:
    path = fresh(tmp_path)
    receipt(path, 4, Đơn_vị="Xã Cao Xá", **cells)
    found = [f for f in ran(tmp_path).findings if f.code == "missing" and f.unit == "cao-xa"]
    assert [f.severity for f in found] == ["warning"]
    assert "ô A4" in found[0].message


@pytest.mark.parametrize(("what", "severities"), [("", []), ("chỉ liên lạc", ["violation"])])
def test_a_call_ends_a_silence_unless_it_was_a_mere_contact(
    tmp_path: Path, what: str, severities: list[str]
) -> None:
    path = fresh(tmp_path)
    row = {"Đơn_vị": "Xã Cao Xá", "Thời_điểm_nhận": "26/02/2024", "Hình_thức_nhận": "điện thoại"}
    receipt(path, 4, **row, Nội_dung_nhận=what)
    found = [f for f in ran(tmp_path).findings if f.code == "missing" and f.unit == "cao-xa"]
    assert [f.severity for f in found] == severities


def test_a_unit_that_may_not_have_to_send_is_not_accused_of_silence(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    write(path, "Đơn vị", 4, Phải_gửi="tùy")
    seen = ran(tmp_path)
    code = seen.campaign.units[0].code
    assert only(seen.findings, "book-choice-unknown").cell == "G4"
    assert [f.severity for f in seen.findings if f.code == "missing" and f.unit == code] == ["warning"]


@pytest.mark.parametrize("words", ["không cần", "ko", "miễn", "0", 0, "không phải gửi", False])
def test_whoever_need_not_send_in_any_wording(tmp_path: Path, words: object) -> None:
    path = fresh(tmp_path)
    write(path, "Đơn vị", 4, Phải_gửi=words)
    seen = ran(tmp_path)
    assert not seen.units[0].must_send
    assert codes(seen.findings, seen.units[0].code) == []


@pytest.mark.parametrize(
    ("said", "seen"),
    [
        ("đủ", True),
        ("cả 5 mô hình", True),
        ("tất cả", True),
        ("chưa đủ", False),
        ("đủ 5/6", False),
        ("đủ 5/5", True),
    ],
)
def test_forms_of_all_models_on_paper_are_told_in_a_word(tmp_path: Path, said: str, *, seen: bool) -> None:
    path = fresh(tmp_path)
    of_models = {"Bản_M1,_M2_của_mô_hình": said}
    receipt(path, 4, Đơn_vị="Xã Cao Xá", Thời_điểm_nhận="26/02/2024", Nội_dung_nhận="bản M1, M2", **of_models)
    found = codes(ran(tmp_path, {"M3.xlsx": (GOOD, LATE)}).findings, "cao-xa")
    assert ("forms-missing" in found) is not seen


def test_forms_on_paper_are_not_asked_for_and_qd_266_on_paper_is_seen(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    receipt(path, 4, Đơn_vị="Xã Cao Xá", Thời_điểm_nhận="26/02/2024 15:00", Nội_dung_nhận="bản M1, M2; QĐ 266")
    seen = ran(tmp_path, {"M3.xlsx": (GOOD, LATE)})
    state = unit(seen, "cao-xa")
    assert state.receipt == "late"
    assert state.forms_on_paper
    assert (state.own_registration.registered, state.own_registration.received_from) == (True, "book")
    assert "forms-missing" not in codes(seen.findings, "cao-xa")
    assert only(seen.findings, "forms-on-paper").unit == "cao-xa"


def test_another_file_under_the_same_name_is_not_the_persons_unit(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    ran(tmp_path, {"M3.xlsx": STRANGE})
    receipt(path, 4, Đơn_vị="Xã Cao Xá", Thời_điểm_nhận="20/02/2024 10:00")
    remove(tmp_path, "M3.xlsx", "da_xem/M3.xlsx")
    seen = ran(tmp_path, {"M3.xlsx": OTHER})
    assert submission(seen, "M3.xlsx").unit == "lan-gioi"
    assert submission(seen, "da_xem/M3.xlsx").unit == "cao-xa"
    assert unit(seen, "cao-xa").received_from == "book"
    assert not {"late", "missing"} & set(codes(seen.findings, "lan-gioi"))


def test_a_persons_word_survives_copying_and_deleting(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    ran(tmp_path, {"A.xlsx": (STRANGE, LATE)})
    receipt(path, 4, Đơn_vị="Xã Cao Xá", Thời_điểm_nhận="26/02/2024 10:00", Ghi_chú="Zalo")
    ran(tmp_path, {"bản sao.xlsx": (STRANGE, LATE)})
    remove(tmp_path, "A.xlsx")
    seen = ran(tmp_path)
    state = unit(seen, "cao-xa")
    assert (state.receipt, state.received_from, state.receipt_note) == ("on_time", "book", "Zalo")
    assert "book-file-absent" not in codes(seen.findings)


def test_a_copy_that_bears_another_units_name_accuses_neither(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    ran(tmp_path, {"A.xlsx": STRANGE})
    receipt(path, 4, Đơn_vị="Xã Cao Xá")
    seen = ran(tmp_path, {"M3 Lan Giới.xlsx": STRANGE})
    assert [f.severity for f in seen.findings if f.code == "missing" and f.unit == "lan-gioi"] == ["warning"]


def test_a_list_in_time_that_was_overwritten_after_the_deadline_was_in_time(tmp_path: Path) -> None:
    fresh(tmp_path)
    ran(tmp_path, {"M3.xlsx": (GOOD, "26/02/2024 09:00")})
    better = of_levels(2, 4, top="Đơn vị: Xã Cao Xá")
    seen = ran(tmp_path, {"M3.xlsx": (better, LATE)})
    state = unit(seen, "cao-xa")
    assert (state.receipt, state.received_from) == ("on_time", "file_time")
    assert "09:00 ngày 26/02/2024" in only(seen.findings, "content-replaced").message
    assert only(seen.findings, "revised-after-deadline").unit == "cao-xa"
    assert "late" not in codes(seen.findings, "cao-xa")
    assert unit(ran(tmp_path), "cao-xa").receipt == "on_time"


def mail(day: int, *lists: str, sender: str = "Xã Cao Xá <caoxa@vidu.vn>") -> bytes:
    """A mail of February with workbooks, which are the same bytes each time."""
    message = EmailMessage()
    message["From"], message["Date"] = sender, f"{day} Feb 2024 09:00:00 +0700"
    message.set_content(f"Kính gửi lần {day}.")
    for n, given in enumerate(lists):
        message.add_attachment(workbook(given), "application", "xlsx", filename=f"tep {n}.xlsx")
    return message.as_bytes()


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ({"a.eml": mail(22, GOOD)}, {"b.eml": mail(28, GOOD)}),
        ({"a.eml": mail(22, GOOD)}, {"a.eml": mail(28, GOOD)}),
        ({"a.eml": mail(22, GOOD)}, {"Cao Xá/M3.xlsx": (GOOD, LATE)}),
        ({"M3.xlsx": (GOOD, "22/02/2024 09:00")}, {"b.eml": mail(28, GOOD)}),
    ],
)
def test_a_list_that_comes_again_late_was_in_time_though_its_first_mail_is_gone(
    tmp_path: Path, first: dict[str, Given], then: dict[str, Given]
) -> None:
    path = fresh(tmp_path)
    ran(tmp_path, first)
    remove(tmp_path, *first)
    seen = ran(tmp_path, then)
    state = unit(seen, "cao-xa")
    assert (state.receipt, f"{state.received_at:%d/%m %H:%M}") == ("on_time", "22/02 09:00")
    assert not {"late", "revised-after-deadline"} & set(codes(seen.findings, "cao-xa"))
    kept = path.read_bytes()
    assert unit(ran(tmp_path), "cao-xa").receipt == "on_time"
    assert path.read_bytes() == kept


def test_forms_that_come_again_late_were_in_time_though_their_first_mail_is_gone(tmp_path: Path) -> None:
    fresh(tmp_path)
    sent = [*forms(1, 4).values()]
    ran(tmp_path, {"M3.xlsx": GOOD, "a.eml": mail(22, *sent)})
    remove(tmp_path, "a.eml")
    assert "forms-late" not in codes(ran(tmp_path, {"b.eml": mail(28, *sent)}).findings, "cao-xa")


@pytest.mark.parametrize(
    ("again", "late"), [(GOOD.replace("số 1", "số 9"), ("cao-xa", "warning")), (OTHER, ("lan-gioi", "violation"))]
)
def test_another_content_than_that_of_a_mail_that_is_gone_is_late(
    tmp_path: Path, again: str, late: tuple[str, str]
) -> None:
    fresh(tmp_path)
    ran(tmp_path, {"a.eml": mail(22, GOOD)})
    remove(tmp_path, "a.eml")
    seen = ran(tmp_path, {"b.eml": mail(28, again, sender="x@vidu.vn")})
    one = only(seen.findings, "late")
    assert (one.unit, one.severity) == late


def test_a_list_of_no_unit_of_its_own_is_not_in_time_by_what_another_unit_sent(tmp_path: Path) -> None:
    fresh(tmp_path)
    bare = of_levels(1, 4)
    ran(tmp_path, {"a.eml": mail(22, bare, sender="Xã Lan Giới <langioi@vidu.vn>")})
    remove(tmp_path, "a.eml")
    assert unit(ran(tmp_path, {"b.eml": mail(28, bare)}), "cao-xa").receipt == "late"


def test_a_time_that_a_person_wrote_holds_whatever_was_seen_before(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    ran(tmp_path, {"a.eml": mail(22, GOOD)})
    receipt(path, 4, Thời_điểm_nhận="28/02/2024 15:00")
    remove(tmp_path, "a.eml")
    state = unit(ran(tmp_path, {"b.eml": mail(28, GOOD)}), "cao-xa")
    assert (state.receipt, state.received_from) == ("late", "book")


def test_another_units_list_under_the_same_name_does_not_make_a_late_one_timely(tmp_path: Path) -> None:
    fresh(tmp_path)
    ran(tmp_path, {"M3.xlsx": (OTHER, "26/02/2024 09:00")})
    assert unit(ran(tmp_path, {"M3.xlsx": (GOOD, LATE)}), "cao-xa").receipt == "late"


def test_what_was_learned_of_a_file_that_is_gone_is_still_known(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    ran(tmp_path, {"a.xlsx": STRANGE})
    receipt(path, 4, Đơn_vị="Xã Cao Xá")
    remove(tmp_path, "a.xlsx")
    again = of_levels(2, 4, top="Đơn vị: ĐỘI TỰ QUẢN KỲ LẠ", prefix="Camera an ninh số")
    seen = ran(tmp_path, {"b.xlsx": again})
    assert submission(seen, "b.xlsx").unit == "cao-xa"
    assert "a.xlsx" in only(seen.findings, "unit-learned").message


def named(field: str) -> str:
    return f"Trồng hoa ven đường số {field}"


def test_a_unit_that_an_entry_was_moved_to_is_not_accused_of_silence(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    write(path, "Đính chính", 4, Đơn_vị="Xã Cao Xá", Tên_mô_hình=named("1"), Điều_đính_chính="Đơn vị",
          Giá_trị_đúng="Xã Lan Giới")  # fmt: skip
    seen = ran(tmp_path, {"M3.xlsx": GOOD})
    one = next(f for f in seen.findings if f.code == "missing" and f.unit == "lan-gioi")
    assert one.severity == "warning"
    assert "1 mô hình được chuyển sang" in one.message


@pytest.mark.parametrize("first", ["decision", "correction"])
def test_a_decision_survives_that_the_unit_is_corrected(tmp_path: Path, first: str) -> None:
    path = fresh(tmp_path)
    moves = {
        "Đơn_vị": "Xã Cao Xá",
        "Tên_mô_hình": named("1"),
        "Điều_đính_chính": "Đơn vị",
        "Giá_trị_đúng": "Lan Giới",
    }
    if first == "correction":
        write(path, "Đính chính", 4, **moves)
    ran(tmp_path, {"M3.xlsx": GOOD})
    rows = [row[1] for row in table(path, "Xét, giới thiệu")]
    write(path, "Xét, giới thiệu", 4 + rows.index(named("1")), Thường_trực_quyết_định="giới thiệu cấp tỉnh")
    write(path, "Đính chính", 4, **moves)
    seen = ran(tmp_path)
    (label,) = (n for n, one in seen.decisions.items() if one.decision == "province")
    assert seen.entries.at[label, "unit"] == "lan-gioi"
    assert len(table(path, "Xét, giới thiệu")) == len(rows)
    assert not [code for code in codes(seen.findings) if code.startswith("choice-")]


def test_a_decision_on_an_excluded_entry_says_that_it_was_excluded(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    ran(tmp_path, {"M3.xlsx": GOOD})
    write(path, "Xét, giới thiệu", 4, Thường_trực_quyết_định="giới thiệu cấp tỉnh")
    name = table(path, "Xét, giới thiệu")[0][1]
    write(path, "Đính chính", 4, Đơn_vị="Xã Cao Xá", Tên_mô_hình=name, Điều_đính_chính="Không tính mô hình")
    found = codes(ran(tmp_path).findings)
    assert "choice-of-excluded" in found
    assert "choice-without-entry" not in found


def test_a_correction_keeps_what_the_list_said_and_notices_a_change(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    cells = {
        "Đơn_vị": "Xã Cao Xá",
        "Tên_mô_hình": named("1"),
        "Điều_đính_chính": "Cấp đăng ký",
        "Giá_trị_đúng": "Cơ sở",
    }
    write(path, "Đính chính", 4, **cells)
    ran(tmp_path, {"M3.xlsx": GOOD})
    assert table(path, "Đính chính")[0][5] == "Cấp tỉnh"
    before = path.read_bytes()
    assert "correction-source-changed" not in codes(ran(tmp_path).findings)
    assert path.read_bytes() == before
    seen = ran(tmp_path, {"M3 lần 2.xlsx": (GOOD.replace("Cấp tỉnh", "Cấp huyện"), LATE)})
    assert "correction-source-changed" in codes(seen.findings)


def test_a_homonym_without_an_address_has_a_row_of_its_own(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    two = GOOD.replace("| 2 | Thôn 2 | Trồng hoa ven đường số 2", "| 2 | | Trồng hoa ven đường số 1")
    ran(tmp_path, {"M3.xlsx": two})
    rows = [row[1:3] for row in table(path, "Xét, giới thiệu") if row[1] == named("1")]
    assert rows == [[named("1"), "Thôn 1"], [named("1"), None]]
    before = path.read_bytes()
    ran(tmp_path)
    assert path.read_bytes() == before


def test_the_clues_stand_in_a_hidden_column(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    ran(tmp_path, {"a.xlsx": STRANGE})
    sheet = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))["Tiếp nhận"]
    letter = next(cell.column_letter for cell in sheet[3] if cell.value == "Người gửi, cách ghi tên")
    assert sheet.column_dimensions[letter].hidden
    assert sheet[f"{letter}4"].value == "doi tu quan ky la"


@pytest.mark.parametrize("lost", ["taken away", "overwritten by another unit's"])
def test_a_unit_whose_list_was_received_and_is_gone_is_not_accused_of_silence(tmp_path: Path, lost: str) -> None:
    fresh(tmp_path)
    ran(tmp_path, {"M3.xlsx": GOOD})
    remove(tmp_path, "M3.xlsx")
    seen = ran(tmp_path, {"M3.xlsx": OTHER} if lost.startswith("over") else {})
    (missing,) = [f for f in seen.findings if f.code == "missing" and f.unit == "cao-xa"]
    assert (missing.severity, "“M3.xlsx”" in missing.message) == ("warning", True)
    others = {f.severity for f in seen.findings if f.code == "missing" and f.unit not in ("cao-xa", "lan-gioi")}
    assert others == {"violation"}


def test_the_terminal_tells_of_files_that_are_gone(tmp_path: Path) -> None:
    fresh(tmp_path)
    ran(tmp_path, {"M3.xlsx": GOOD})
    remove(tmp_path, "M3.xlsx")
    lines = [*book_lines(ran(tmp_path).findings, "so_theo_doi.xlsx", there=True)]
    assert "ghi đã nhận ở sổ theo dõi (trang “Tiếp nhận”: ô A4) nay không thấy" in lines[0]


def test_a_list_in_time_that_is_gone_leaves_a_later_one_of_the_unit_open(tmp_path: Path) -> None:
    fresh(tmp_path)
    ran(tmp_path, {"M3.xlsx": GOOD})
    receipt(tmp_path / "so_theo_doi.xlsx", 4, Thời_điểm_nhận="26/02/2024 10:00")
    remove(tmp_path, "M3.xlsx")
    ran(tmp_path, {"M3 mới.xlsx": of_levels(2, 4, top="Đơn vị: Xã Cao Xá")})
    receipt(tmp_path / "so_theo_doi.xlsx", 5, Thời_điểm_nhận=LATE)
    late = only(ran(tmp_path).findings, "late")
    assert (late.unit, late.severity, "“M3.xlsx”" in late.message) == ("cao-xa", "warning", True)


@pytest.mark.parametrize(
    ("said", "counted", "conflicts"),
    [
        ("Xã Lan Giới?", "cao-xa", 1),
        ("Cao Xá?", "cao-xa", 0),
        ("Xã Lan Giới (đã hỏi xã)", "lan-gioi", 0),
        *((said, "cao-xa", 1) for said in ("không phải Cao Xá", "xã khác", "sai đơn vị", "chưa rõ của ai")),
        *((said, "cao-xa", 0) for said in ("đúng", "giữ nguyên", "xã này")),
    ],
)
def test_a_file_that_a_person_doubts_to_be_of_its_unit_accuses_it_of_no_shortfall(
    tmp_path: Path, said: str, counted: str, conflicts: int
) -> None:
    fresh(tmp_path)
    ran(tmp_path, {"M3.xlsx": of_levels(0, 5, top="Đơn vị: Xã Cao Xá")})
    receipt(tmp_path / "so_theo_doi.xlsx", 4, Đơn_vị=said)
    seen = ran(tmp_path)
    assert seen.submissions[0].unit == counted
    assert codes(seen.findings).count("unit-conflict") == conflicts
    assert codes(seen.findings).count("quota-province-below") == 1 - conflicts


def test_a_receipt_that_is_not_understood_leaves_a_later_list_of_the_unit_open(tmp_path: Path) -> None:
    fresh(tmp_path)
    receipt(tmp_path / "so_theo_doi.xlsx", 4, Đơn_vị="Cao Xá?", Thời_điểm_nhận="26/02/2024")
    receipt(tmp_path / "so_theo_doi.xlsx", 5, Tệp="M3.xlsx", Thời_điểm_nhận=LATE)
    late = only(ran(tmp_path, {"M3.xlsx": GOOD}).findings, "late")
    assert (late.severity, "Tiếp nhận, ô A4" in late.message) == ("warning", True)


@pytest.mark.parametrize("what", [{"Đơn_vị": "Không của đơn vị nào"}, {"Nội_dung_nhận": "văn bản khác"}])
def test_what_was_laid_there_by_mistake_and_taken_away_spares_nobody(tmp_path: Path, what: dict[str, str]) -> None:
    fresh(tmp_path)
    ran(tmp_path, {"M3.xlsx": GOOD})
    remove(tmp_path, "M3.xlsx")
    receipt(tmp_path / "so_theo_doi.xlsx", 4, **what)
    seen = ran(tmp_path)
    assert [f.severity for f in seen.findings if f.code == "missing" and f.unit == "cao-xa"] == ["violation"]
    assert ("book-file-absent" in codes(seen.findings)) == ("Đơn_vị" not in what)


def test_a_blank_form_that_was_taken_away_ends_no_silence(tmp_path: Path) -> None:
    fresh(tmp_path)
    ran(tmp_path, {"M3.xlsx": of_levels(0, 0, top="Đơn vị: Xã Cao Xá")})
    remove(tmp_path, "M3.xlsx")
    found = [f for f in ran(tmp_path).findings if f.code == "missing" and f.unit == "cao-xa"]
    assert [f.severity for f in found] == ["violation"]


@pytest.mark.parametrize(
    ("row", "severity"),
    [
        ({"Tệp": "M1 Cao Xá.docx"}, "violation"),
        ({"Tệp": "thu.eml!M2_Cao Xá.docx"}, "violation"),
        ({"Tệp": "Mẫu M1 Cao Xá.docx"}, "violation"),
        ({"Tệp": "M1, M3 Cao Xá.zip"}, "warning"),
        ({"Tệp": "Xã Cao Xá đăng ký DVK kèm M1, M2.xlsx"}, "warning"),
        ({"Tệp": "Cao Xá (M1+M2+bảng tổng hợp).xlsx"}, "warning"),
        ({"Tệp": "Hồ sơ Cao Xá và M2.zip!bang.xlsx"}, "warning"),
        ({"Tệp": "M1 Cao Xá.docx", "Nội_dung_nhận": "danh sách"}, "warning"),
        ({"Tệp": "Cao Xá.xlsx"}, "warning"),
        ({"Tệp": "Cao Xá.xlsx", "Thời_điểm_nhận": "26/02/2023"}, "violation"),
    ],
)
def test_forms_and_what_came_last_year_are_no_lost_list(tmp_path: Path, row: dict[str, str], severity: str) -> None:
    fresh(tmp_path)
    receipt(tmp_path / "so_theo_doi.xlsx", 4, **row, Đơn_vị="Xã Cao Xá")
    seen = ran(tmp_path, {"M3.xlsx": OTHER})
    (missing,) = [f for f in seen.findings if f.code == "missing" and f.unit == "cao-xa"]
    assert missing.severity == severity
    assert missing.message.startswith("Chưa thấy danh sách mang tên") == (severity == "warning")
