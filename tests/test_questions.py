"""What only a person can settle: asked once in the book, obeyed at the next run, kept where it belongs."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from openxml_audit import OpenXmlValidator

from aggregator.book.questions import QuestionKind, asked_of_findings, question_kinds
from aggregator.nouns.finding import catalogue
from aggregator.nouns.outcome import Outcome
from tests.book.books import RECEIPTS, edit, fresh, of_before, table
from tests.book.test_book_and_inbox import GOOD, STRANGE, ran, receipt, write
from tests.forms import NAME, form
from tests.sheets import CAMPAIGN, HEAD, Given, codes, m3, of_levels, only, sheet, submission, unit, workbook

ASKED, CORRECTIONS = "Cần trả lời", "Đính chính"
CAO_XA = "Đơn vị: Xã Cao Xá"


def asked(path: Path) -> list[tuple[str, str | None, str | None]]:
    """Each row of the sheet: what is asked (its first words), the answer, how it stands."""
    return [(str(row[1]).split("?")[0], row[5], row[8]) for row in table(path, ASKED)]


def first_row(path: Path, words: str) -> int:
    return next(n for n, row in enumerate(table(path, ASKED), start=4) if str(row[1]).startswith(words))


def answer(path: Path, words: str, said: Any) -> None:
    """A person answers the first question that begins with these words."""
    write(path, ASKED, first_row(path, words), Trả_lời=said, Người_trả_lời="chị Hoa")


def settled(folder: Path, files: dict[str, Given], words: str, said: Any) -> Outcome:
    """Asked in one run, answered, obeyed in the next; a third run changes no byte of the book."""
    path = fresh(folder)
    ran(folder, files)
    answer(path, words, said)
    seen = ran(folder)
    kept = path.read_bytes()
    again = ran(folder)
    assert path.read_bytes() == kept
    assert codes(again.findings) == codes(seen.findings)
    return seen


WHOSE, LEVEL, FIELD, WHEN, PART, DOUBLE, TABLE = (
    "Tệp này của đơn vị nào", "Mô hình này đăng ký ở cấp nào", "Mô hình này thuộc lĩnh vực nào",
    "Đơn vị gửi tệp này lúc nào", "Bản này thay bản trước", "Các dòng cùng tên này",
    "Trang, bảng này có phải là mô hình đăng ký không",
)  # fmt: skip


def test_a_file_of_unknown_unit_is_asked_about_and_counted_for_the_unit_that_is_answered(tmp_path: Path) -> None:
    path = tmp_path / "so_theo_doi.xlsx"
    seen = settled(tmp_path, {"la.xlsx": STRANGE}, WHOSE, "Xã Cao Xá")
    assert unit(seen, "cao-xa").receipt == "on_time"
    assert edit(path)[RECEIPTS]["B4"].value == "Xã Cao Xá"
    assert asked(path) == [(WHOSE, "Xã Cao Xá", "Đã áp dụng")]


def test_a_file_that_is_nobodys_spares_nobody(tmp_path: Path) -> None:
    path = tmp_path / "so_theo_doi.xlsx"
    seen = settled(tmp_path, {"la.xlsx": STRANGE}, WHOSE, "Không của đơn vị nào")
    assert (submission(seen, "la.xlsx").unit, submission(seen, "la.xlsx").status) == (None, "not_a_form")
    assert len(seen.entries) == 0
    assert "unknown-unit" not in codes(seen.findings)
    assert {f.severity for f in seen.findings if f.code == "missing"} == {"violation"}
    assert edit(path)[RECEIPTS]["B4"].value == "Không của đơn vị nào"


YEAR, PAST = "Danh sách ở trang này là của năm nay hay năm trước", "danh sách năm trước, không tính"
OF_2023 = of_levels(1, 4, top=f"{CAO_XA}\nDANH SÁCH ĐĂNG KÝ MÔ HÌNH “DÂN VẬN KHÉO” NĂM 2023")


def severity_of_silence(seen: Outcome, code: str) -> list[str]:
    return [f.severity for f in seen.findings if f.code == "missing" and f.unit == code]


@pytest.mark.parametrize("copies", [["la (1).xlsx"], ["A.xlsx", "bản sao/la.xlsx"]])
@pytest.mark.parametrize(
    ("said", "states"),
    [("Không của đơn vị nào", {"not_a_form"}), ("Xã Cao Xá", {"read", "duplicate"})],
)
def test_whose_a_file_is_holds_for_every_copy_at_every_run(
    tmp_path: Path, said: str, states: set[str], copies: list[str]
) -> None:
    settled(tmp_path, {"la.xlsx": STRANGE}, WHOSE, said)
    for files in (dict.fromkeys(copies, STRANGE), {}, {}):
        seen = ran(tmp_path, files)
        assert {one.status for one in seen.submissions if one.status != "ignored"} == states
        assert unit(seen, "cao-xa").receipt == ("on_time" if "read" in states else "missing")
    assert severity_of_silence(seen, "lan-gioi") == ["violation"]


def test_whom_another_name_of_a_file_of_nobodys_names_is_not_accused_until_that_is_denied_too(
    tmp_path: Path,
) -> None:
    path = tmp_path / "so_theo_doi.xlsx"
    settled(tmp_path, {"la.xlsx": STRANGE}, WHOSE, "Không của đơn vị nào")
    for files in ({"M3 Cao Xá.xlsx": STRANGE}, {}):
        seen = ran(tmp_path, files)
        assert len(seen.entries) == 0
        assert [severity_of_silence(seen, code) for code in ("cao-xa", "lan-gioi")] == [["warning"], ["violation"]]
    receipt(path, 5, Đơn_vị="Không của đơn vị nào")
    assert severity_of_silence(ran(tmp_path), "cao-xa") == ["violation"]
    receipt(path, 5, Đơn_vị="Xã Cao Xá")
    assert unit(ran(tmp_path), "cao-xa").receipt == "on_time"


@pytest.mark.parametrize(("said", "count"), [("thay bản trước", 5), ("bổ sung bản trước", 10)])
def test_whether_a_list_replaces_another_holds_for_a_copy_that_comes_first_by_its_name(
    tmp_path: Path, said: str, count: int
) -> None:
    other = of_levels(1, 4, top=CAO_XA, prefix="Camera an ninh số")
    files: dict[str, Given] = {"Cao Xá ds 1.xlsx": GOOD, "Cao Xá ds 2.xlsx": (other, "27/02/2024 09:00")}
    settled(tmp_path, files, PART, said)
    for copies in ({"A.xlsx": (other, "27/02/2024 09:00")}, {}):
        seen = ran(tmp_path, copies)
        assert (len(seen.entries), submission(seen, "A.xlsx").status) == (count, "read")
        assert not {"replaced-without-overlap", "part-open"} & set(codes(seen.findings))


@pytest.mark.parametrize(
    ("files", "words", "said"),
    [
        ({"la.xlsx": STRANGE}, WHOSE, "Xã Cao Xá"),
        ({"la.xlsx": STRANGE}, WHOSE, "Không của đơn vị nào"),
        ({"M3 Lan Giới.xlsx": GOOD}, WHOSE, "Xã Cao Xá"),
        ({"M3.xlsx": (GOOD, "28/02/2024 09:00")}, WHEN, "26/02/2024 15:00"),
        ({"M3 2023.xlsx": OF_2023}, YEAR, PAST),
    ],
)
def test_an_answer_about_a_file_whose_row_was_deleted_is_obeyed_at_once(
    tmp_path: Path, files: dict[str, Given], words: str, said: str
) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
    expected = settled(tmp_path / "a", files, words, said)
    path = fresh(tmp_path / "b")
    ran(tmp_path / "b", files)
    answer(path, words, said)
    book = edit(path)
    book[RECEIPTS].delete_rows(4)
    book.save(path)
    for _ in range(3):
        seen = ran(tmp_path / "b")
        assert codes(seen.findings) == codes(expected.findings)
        assert unit(seen, "cao-xa") == unit(expected, "cao-xa")
        assert seen.to_answer == 0
    assert [row[2] for row in asked(path)] == ["Đã áp dụng"]


def test_an_answer_about_a_file_that_is_gone_with_its_row_says_nothing(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    ran(tmp_path, {"la.xlsx": STRANGE})
    answer(path, WHOSE, "Xã Cao Xá")
    book = edit(path)
    book[RECEIPTS].delete_rows(4)
    book.save(path)
    (tmp_path / "tiep_nhan" / "la.xlsx").unlink()
    seen = ran(tmp_path)
    assert severity_of_silence(seen, "cao-xa") == ["violation"]
    assert "book-file-absent" not in codes(seen.findings)


@pytest.mark.parametrize(
    ("files", "words", "said", "head"),
    [
        ({"la.xlsx": STRANGE}, WHOSE, "Xã Cao Xá", "Đơn_vị"),
        ({"la.xlsx": STRANGE}, WHOSE, "Không của đơn vị nào", "Đơn_vị"),
        ({"M3.xlsx": (GOOD, "28/02/2024 09:00")}, WHEN, "26/02/2024 15:00", "Thời_điểm_nhận"),
        ({"M3 2023.xlsx": OF_2023}, YEAR, PAST, "Đối_chiếu_bản_đọc"),
    ],
)
def test_an_answer_that_a_person_clears_from_the_receipts_is_asked_again(
    tmp_path: Path, files: dict[str, Given], words: str, said: str, head: str
) -> None:
    path = tmp_path / "so_theo_doi.xlsx"
    settled(tmp_path, files, words, said)
    receipt(path, 4, **{head: None})
    for _ in range(3):
        assert ran(tmp_path).to_answer == 1
        assert [row[2] for row in asked(path)] == ["Đã áp dụng", None]
    write(path, ASKED, 5, Trả_lời=said)
    ran(tmp_path)
    assert [row[2] for row in asked(path)] == ["Đã áp dụng", "Đã áp dụng"]
    assert ran(tmp_path).to_answer == 0


@pytest.mark.parametrize(
    ("said", "receipt", "counted"), [(PAST, "missing", 0), ("đúng là danh sách năm nay", "on_time", 5)]
)
def test_the_year_of_a_list_is_asked_about_by_sheet_and_counts_as_answered(
    tmp_path: Path, said: str, receipt: str, counted: int
) -> None:
    seen = settled(tmp_path, {"M3 2023.xlsx": OF_2023}, YEAR, said)
    assert (unit(seen, "cao-xa").receipt, len(seen.entries)) == (receipt, counted)
    assert "list-year-doubtful" not in codes(seen.findings)


def test_a_sheet_of_last_year_is_left_out_and_this_years_counts(tmp_path: Path) -> None:
    this_year = sheet(of_levels(1, 4, top=CAO_XA), "2024")
    book = workbook(this_year, sheet(OF_2023.replace("Trồng hoa ven", "Hoa ven"), "2023"))
    seen = settled(tmp_path, {"M3.xlsx": book}, YEAR, PAST)
    assert (unit(seen, "cao-xa").quota, len(seen.entries)) == ("met", 5)


def test_that_a_list_was_read_rightly_does_not_settle_its_year(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    ran(tmp_path, {"M3 2023.xlsx": OF_2023})
    write(path, RECEIPTS, 4, Đối_chiếu_bản_đọc="đã đối chiếu, đọc đúng")
    assert "list-year-doubtful" in codes(ran(tmp_path).findings)


def test_a_model_of_unknown_level_is_corrected_as_answered(tmp_path: Path) -> None:
    seen = settled(tmp_path, {"M3.xlsx": of_levels(1, 3, unknown=1, top=CAO_XA)}, LEVEL, "Cấp huyện")
    assert unit(seen, "cao-xa").counts == {"province": 1, "district": 4, "base": 0, "unknown": 0}
    (row,) = table(tmp_path / "so_theo_doi.xlsx", CORRECTIONS)
    assert row[:2] == ["Xã Cao Xá", "Trồng hoa ven đường số 5"]
    assert row[3:5] == ["Cấp đăng ký", "Cấp huyện"]
    assert row[6:8] == ["chị Hoa", "Trả lời ở trang “Cần trả lời”"]


@pytest.mark.parametrize("said", ["Không tính mô hình", "không tính"])
@pytest.mark.parametrize("question", [LEVEL, FIELD])
def test_what_is_of_another_movement_may_be_left_out_in_answer_to_what_is_asked_of_it(
    tmp_path: Path, question: str, said: str
) -> None:
    seen = settled(
        tmp_path,
        {"M3.xlsx": of_levels(1, 4, unknown=1, top=CAO_XA).replace("I. Lĩnh vực kinh tế\n", "")},
        question,
        said,
    )
    assert len(seen.entries) == 5
    (row,) = table(tmp_path / "so_theo_doi.xlsx", CORRECTIONS)
    assert row[3:5] == ["Không tính mô hình", None]


def test_questions_of_one_kind_about_a_file_stand_together_so_that_one_answer_is_drawn_down(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    rows = [f"| {n} | Thôn 1 | Nuôi bò sinh sản lứa {n} | Tập thể | | x | 2024 | | |" for n in range(1, 4)]
    ran(tmp_path, {"M3.xlsx": f"{CAO_XA}\n\n" + m3("| 9 | Thôn 1 | Nuôi ong | Tập thể | | x | | | Tỉnh |", *rows)})
    assert [question for question, *_ in asked(path)] == [FIELD] * 4 + [LEVEL] * 3


def test_a_suggested_field_is_asked_about_with_the_suggestion_first(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    listed = f"{CAO_XA}\n\n" + m3("| 1 | Thôn 1 | Nuôi bò sinh sản | Tập thể | | x | 2024 | | Cấp tỉnh |")
    ran(tmp_path, {"M3.xlsx": listed})
    row = next(row for row in table(path, ASKED) if str(row[1]).startswith(FIELD))
    assert row[10:14] == ["Kinh tế", "Văn hóa - xã hội", "Quốc phòng - an ninh", "Hệ thống chính trị"]
    answer(path, FIELD, "Văn hóa - xã hội")
    seen = ran(tmp_path)
    assert list(seen.entries["field"]) == ["culture_society"]
    assert list(seen.entries["field_source"]) == ["correction"]


def test_a_late_time_that_only_the_file_tells_is_asked_about(tmp_path: Path) -> None:
    seen = settled(tmp_path, {"M3.xlsx": (GOOD, "28/02/2024 10:00")}, WHEN, "27/02/2024")
    assert unit(seen, "cao-xa").receipt == "on_time"
    assert "late" not in codes(seen.findings)


@pytest.mark.parametrize(("said", "count"), [("bổ sung bản trước", 10), ("thay bản trước", 5)])
def test_a_second_list_is_a_part_or_a_new_version_as_answered(tmp_path: Path, said: str, count: int) -> None:
    second = of_levels(1, 4, top=CAO_XA, prefix="Nuôi ong lấy mật hộ")
    files: dict[str, Given] = {"a.xlsx": (GOOD, "20/02/2024 08:00"), "b.xlsx": (second, "26/02/2024 08:00")}
    seen = settled(tmp_path, files, PART, said)
    assert len(seen.entries) == count
    assert "replaced-without-overlap" not in codes(seen.findings)


TWICE = f"{CAO_XA}\n\n" + m3(
    "I. Lĩnh vực kinh tế",
    "| 1 | Thôn 1 | Nuôi bò | Tập thể | | x | 30/10/2024 | a | Cấp tỉnh |",
    "| 2 | Thôn 1 | Nuôi bò | Tập thể | | x | 30/10/2024 | b | Cấp tỉnh |",
)


@pytest.mark.parametrize(("said", "count"), [("Chỉ tính một lần", 1), ("Là các mô hình khác nhau", 2)])
def test_rows_of_one_name_are_one_model_or_several_as_answered(tmp_path: Path, said: str, count: int) -> None:
    seen = settled(tmp_path, {"M3.xlsx": TWICE}, DOUBLE, said)
    assert len(seen.entries) == count
    assert "name-twice" not in codes(seen.findings)


@pytest.mark.parametrize(("said", "quota"), [("Là các mô hình khác nhau", "violated"), ("Chỉ tính một lần", "met")])
def test_what_a_person_said_of_a_name_on_two_rows_leaves_no_verdict_open(
    tmp_path: Path, said: str, quota: str
) -> None:
    rows = [f"| {n} | Thôn 1 | Trồng hoa {n} | Tập thể | | x | 30/10/2024 | a | Cấp huyện |" for n in range(1, 6)]
    top = "| 9 | Thôn 1 | Nuôi bò | Tập thể | | x | 30/10/2024 | a | Cấp tỉnh |"
    listed = f"{CAO_XA}\n\n" + m3("I. Lĩnh vực kinh tế", top, *rows)
    path = fresh(tmp_path)
    seen = ran(tmp_path, {"M3.xlsx": f"{listed}\n" + rows[1].replace("| 2 |", "| 6 |")})
    assert unit(seen, "cao-xa").quota == "undetermined"
    answer(path, DOUBLE, said)
    assert unit(ran(tmp_path), "cao-xa").quota == quota


REPEATED, ACROSS = "Các mô hình trùng tên ở hai nơi", "Các đơn vị này đăng ký cùng một mô hình"


@pytest.mark.parametrize(("said", "count"), [("chỉ tính một lần", 3), ("là các mô hình khác nhau", 4)])
def test_models_on_two_lists_of_a_unit_count_once_or_each_as_answered(
    tmp_path: Path, said: str, count: int
) -> None:
    first = m3("I. Lĩnh vực kinh tế", "| 1 | Thôn 1 | Nuôi bò lai | Tập thể | | x | 30/10/2024 | a | Cấp tỉnh |",
               "| 2 | Thôn 2 | Nuôi gà đồi | Tập thể | | x | 30/10/2024 | a | Cấp huyện |")  # fmt: skip
    second = m3("I. Lĩnh vực kinh tế", "| 1 | Thôn 1 | Nuôi bò lai | Tập thể | | x | 30/10/2024 | a | Cấp tỉnh |",
                "| 2 | Thôn 3 | Trồng vải sớm | Tập thể | | x | 30/10/2024 | a | Cấp huyện |")  # fmt: skip
    both = workbook(sheet(f"{CAO_XA}\n\n{first}", "Kinh tế 1"), sheet(f"{CAO_XA}\n\n{second}", "Kinh tế 2"))
    seen = settled(tmp_path, {"M3.xlsx": both}, REPEATED, said)
    assert len(seen.entries) == count
    assert "models-repeated" not in codes(seen.findings)


def alike(unit_line: str) -> str:
    return f"{unit_line}\n\n" + m3(
        "I. Lĩnh vực kinh tế",
        "| 1 | Thôn Ngò | Trồng dưa lưới trong nhà màng | Ông Nguyễn Văn Thử | | x | 30/10/2024 | a | Cấp huyện |",
    )


@pytest.mark.parametrize(
    ("said", "units"),
    [
        ("Không trùng với đơn vị khác", ["cao-xa", "dai-hoa"]),
        ("Là một mô hình, chỉ tính cho Xã Đại Hóa", ["dai-hoa"]),
        ("xã Cao Xá", ["cao-xa"]),
    ],
)
def test_one_model_of_two_units_counts_for_whom_people_say(tmp_path: Path, said: str, units: list[str]) -> None:
    files: dict[str, Given] = {"a.xlsx": alike(CAO_XA), "b.xlsx": alike("Đơn vị: Xã Đại Hóa")}
    path = fresh(tmp_path)
    assert "double-across-units" in codes(ran(tmp_path, files).findings)
    answer(path, ACROSS, said)
    seen = ran(tmp_path)
    assert (sorted(seen.entries["unit"]), "double-across-units" in codes(seen.findings)) == (units, False)
    assert [state for ask, _, state in asked(path) if ask.startswith(ACROSS)] == ["Đã áp dụng"]
    assert sorted(ran(tmp_path).entries["unit"]) == units
    assert [state for ask, _, state in asked(path) if ask.startswith(ACROSS)] == ["Đã áp dụng"]


def test_an_answer_about_two_units_that_names_a_third_is_refused_with_the_words_that_do(tmp_path: Path) -> None:
    files: dict[str, Given] = {"a.xlsx": alike(CAO_XA), "b.xlsx": alike("Đơn vị: Xã Đại Hóa")}
    path = fresh(tmp_path)
    ran(tmp_path, files)
    answer(path, ACROSS, "Xã Ngọc Lý")
    found = only(ran(tmp_path).findings, "book-choice-unknown")
    assert "“Không trùng với đơn vị khác”, “Là một mô hình, chỉ tính cho Xã Cao Xá”" in found.message


def test_a_list_by_another_hand_is_added_for_good_as_answered(tmp_path: Path) -> None:
    hamlet = of_levels(0, 1, top="| ĐẢNG BỘ XÃ CAO XÁ |\n| CHI BỘ THÔN TRẠI |", prefix="Nuôi ong lấy mật hộ")
    files: dict[str, Given] = {"M3.xlsx": of_levels(1, 4, top=CAO_XA), "trại.xlsx": hamlet}
    seen = settled(tmp_path, files, PART, "bổ sung bản trước")
    assert unit(seen, "cao-xa").counts["district"] == 5
    assert {"part-by-other-hand", "body-of-commune"} & set(codes(seen.findings)) == set()


BELOW = "\n\n| STT | Việc làm | Nơi làm |\n| 1 | Trồng cây bóng mát | Thôn Vàng |"
SHORT = of_levels(1, 3, top=CAO_XA)


def test_a_table_that_a_person_saw_to_be_no_list_leaves_no_verdict_open(tmp_path: Path) -> None:
    fresh(tmp_path)
    assert unit(ran(tmp_path, {"M3.xlsx": SHORT + BELOW}), "cao-xa").quota == "undetermined"
    seen = settled(tmp_path, {"M3.xlsx": SHORT + BELOW}, TABLE, "đã đối chiếu, đọc đúng")
    assert unit(seen, "cao-xa").quota == "violated"
    assert only(seen.findings, "table-not-joined").severity == "info"


def test_whether_a_table_is_of_the_list_is_asked_without_an_answer_that_sets_the_list_aside(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    ran(tmp_path, {"M3.xlsx": SHORT + BELOW})
    row = table(path, ASKED)[first_row(path, TABLE) - 4]
    assert "đã đối chiếu, đọc đúng" in row
    assert "đọc chưa đúng" not in row
    answer(path, TABLE, "đọc chưa đúng")
    seen = ran(tmp_path)
    assert len(seen.entries) == 4
    assert "(“đã đối chiếu, đọc đúng”)" in only(seen.findings, "book-choice-unknown").message


def test_what_a_person_said_to_be_replaced_is_not_asked_about_model_by_model(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    files: dict[str, Given] = {"M3.xlsx": of_levels(1, 4, top=CAO_XA)}
    files["sau.xlsx"] = of_levels(1, 3, top=CAO_XA, prefix="Nuôi ong lấy mật hộ")
    ran(tmp_path, files)
    receipt(path, 5, Thời_điểm_nhận="27/02/2024 09:00", Thay_hay_bổ_sung="thay bản trước")
    gone = [f for f in ran(tmp_path).findings if f.code == "entry-withdrawn"]
    assert {(f.file, f.severity) for f in gone} == {("sau.xlsx", "info")}


def test_a_level_that_a_person_gives_settles_a_heading_that_says_another(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    text = of_levels(0, 5, top=CAO_XA).replace("I. Lĩnh vực kinh tế", "A. Cấp tỉnh")
    assert unit(ran(tmp_path, {"M3.xlsx": text}), "cao-xa").quota == "undetermined"
    for n in range(1, 6):
        model = {"Đơn_vị": "Xã Cao Xá", "Tên_mô_hình": f"Trồng hoa ven đường số {n}"}
        level = "Cấp tỉnh" if n == 1 else "Cấp huyện"
        write(path, CORRECTIONS, n + 3, **model, Điều_đính_chính="Cấp đăng ký", Giá_trị_đúng=level)
    seen = unit(ran(tmp_path), "cao-xa")
    assert (seen.quota, seen.counts["province"], seen.counts["district"]) == ("met", 1, 4)


def test_what_a_person_found_misread_counts_as_received_and_unread(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    ran(tmp_path, {"M3.xlsx": SHORT + BELOW})
    receipt(path, 4, Đối_chiếu_bản_đọc="đọc chưa đúng")
    seen = ran(tmp_path)
    assert (unit(seen, "cao-xa").receipt, unit(seen, "cao-xa").quota) == ("unreadable", "not_assessed")
    assert len(seen.entries) == 0
    assert submission(seen, "M3.xlsx").status == "unreadable"
    assert "số liệu lấy từ tệp chưa đúng với bản gốc" in only(seen.findings, "unreadable").message


REMARK, CHANGES = "Mô hình số 7 xin rút.", "Câu này có làm đổi danh sách không"
MODELS, ROWS, PIECES = (
    "Các mô hình này có được tính không",
    "Ở đó còn mô hình",
    "Danh sách còn phần nào chưa gửi không",
)
COUNT, LEAVE_OUT, RIGHT = "tính các mô hình đang hỏi", "không tính các mô hình đang hỏi", "đã đối chiếu, đọc đúng"
SIX = of_levels(1, 6, top=CAO_XA)  # one too many for the district
LAST = "| 7 | Thôn 7 | Trồng hoa ven đường số 7"
SEVENTH = f"{CAO_XA}\n\n" + m3(
    "I. Lĩnh vực kinh tế", "| 7 | Thôn 7 | Trồng rau sạch | Tập thể | | x | 30/10/2024 | a | Cấp huyện |"
)
OPEN_MODELS: dict[str, Given] = {
    "noted": SIX.replace(LAST, f"{LAST} - xin rút"),
    "in reserve": SIX.replace("| 7 |", "| Dự phòng |"),
    "of another year": SIX.replace("Mục tiêu | Cấp đăng ký |", "Mục tiêu | Cấp đăng ký | Năm |") + " 2025 |",
    "on an old sheet": workbook(sheet(of_levels(1, 5, top=CAO_XA), "M3"), sheet(SEVENTH, "Bản cũ")),
}


@pytest.mark.parametrize("given", OPEN_MODELS.values(), ids=OPEN_MODELS)
@pytest.mark.parametrize(("said", "quota", "count"), [(COUNT, "violated", 7), (LEAVE_OUT, "met", 6)])
def test_models_that_may_not_count_do_or_do_not_as_answered_once_for_the_file(
    tmp_path: Path, given: Given, said: str, quota: str, count: int
) -> None:
    path = fresh(tmp_path)
    assert unit(ran(tmp_path, {"M3.xlsx": given}), "cao-xa").quota == "undetermined"
    assert [row[0] for row in asked(path)].count(MODELS) == 1
    seen = settled(tmp_path, {"M3.xlsx": given}, MODELS, said)
    assert (unit(seen, "cao-xa").quota, len(seen.entries)) == (quota, count)
    assert codes(seen.findings).count("models-left-out") == 7 - count
    receipt(path, 4, Đối_chiếu_bản_đọc=None)
    assert unit(ran(tmp_path), "cao-xa").quota == "undetermined"


def test_an_answer_about_models_falls_with_the_content_of_the_file_and_stands_beside_other_answers(
    tmp_path: Path,
) -> None:
    path, noted = fresh(tmp_path), SIX.replace(LAST, f"{LAST} - xin rút")
    ran(tmp_path, {"M3.xlsx": f"{noted}\n\nGhi chú: mô hình số 6 xin rút."})
    answer(path, CHANGES, "đã xem câu ghi kèm")
    ran(tmp_path)
    answer(path, MODELS, COUNT)
    assert [unit(ran(tmp_path), "cao-xa").quota for _ in range(2)] == ["violated", "violated"]
    assert {row[2] for row in asked(path)} == {"Đã áp dụng", None}  # one cell holds one answer, the other acts on
    answer(path, MODELS, None)
    assert unit(ran(tmp_path), "cao-xa").quota == "undetermined"
    answer(path, MODELS, COUNT)
    assert unit(ran(tmp_path, {"M3.xlsx": noted}), "cao-xa").quota == "undetermined"


OPEN_ROWS = {
    "a row without a name": f"{SHORT}\n| 5 | Thôn 5 | | Tập thể | | x | 30/10/2024 | a | Cấp huyện |",
    "two names in a cell": SHORT.replace("Trồng hoa ven đường số 4", "1. Trồng hoa⏎2. Nuôi gà đồi"),
    "a total of more": f"{SHORT}\nTổng cộng: 06 mô hình",
}


@pytest.mark.parametrize("text", OPEN_ROWS.values(), ids=OPEN_ROWS)
def test_rows_that_a_person_saw_to_be_no_further_model_leave_no_verdict_open(tmp_path: Path, text: str) -> None:
    fresh(tmp_path)
    assert unit(ran(tmp_path, {"M3.xlsx": text}), "cao-xa").quota == "undetermined"
    assert unit(settled(tmp_path, {"M3.xlsx": text}, ROWS, RIGHT), "cao-xa").quota == "violated"


def test_a_further_model_that_a_person_takes_down_counts_beside_the_file(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    ran(tmp_path, {"M3.xlsx": OPEN_ROWS["a row without a name"]})
    model = {"Đơn_vị": "Xã Cao Xá", "Tên_mô_hình": "Trồng rau sạch", "Cấp_đăng_ký": "Cấp huyện"}
    write(path, "Danh sách bản giấy", 4, **model, Thời_điểm_nhận="26/02/2024")
    answer(path, ROWS, RIGHT)
    assert unit(ran(tmp_path), "cao-xa").quota == "met"


def test_a_piece_that_a_person_says_to_be_all_is_the_whole_list_until_another_piece_comes(tmp_path: Path) -> None:
    piece = SHORT.replace(CAO_XA, f"{CAO_XA}\nDANH SÁCH ĐĂNG KÝ MÔ HÌNH (PHẦN 1/2)")
    path = fresh(tmp_path)
    assert unit(ran(tmp_path, {"M3.xlsx": piece}), "cao-xa").quota == "undetermined"
    assert (
        unit(settled(tmp_path, {"M3.xlsx": piece}, PIECES, "không còn phần nào khác"), "cao-xa").quota == "violated"
    )
    third = SEVENTH.replace(CAO_XA, f"{CAO_XA}\nDANH SÁCH ĐĂNG KÝ MÔ HÌNH (PHẦN 3)").replace("huyện", "cơ sở")
    assert unit(ran(tmp_path, {"M3 (3).xlsx": (third, "26/02/2024 20:00")}), "cao-xa").quota == "undetermined"
    assert [row[0] for row in asked(path)].count(PIECES) == 2


def test_a_note_that_may_change_a_list_is_asked_about_once_and_quoted(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    files: dict[str, Given] = {"M3.xlsx": f"{of_levels(1, 6, top=CAO_XA)}\n\n{REMARK}"}
    assert unit(ran(tmp_path, files), "cao-xa").quota == "undetermined"
    assert [row[0] for row in asked(path)] == [CHANGES]
    answer(path, CHANGES, "đã xem câu ghi kèm")
    seen = ran(tmp_path)
    assert unit(seen, "cao-xa").quota == "violated"
    assert "list-remark" not in codes(seen.findings)
    assert [row[2] for row in asked(path)] == ["Đã áp dụng"]


def test_what_a_mail_says_of_its_list_is_asked_about_until_a_person_read_it(tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["From"], mail["Date"] = "Xã Cao Xá <caoxa@vidu.vn>", "Mon, 26 Feb 2024 09:00:00 +0700"
    mail.set_content(f"Kính gửi Ban Dân vận, xã gửi danh sách.\n{REMARK}\nTrân trọng!")
    mail.add_attachment(workbook(of_levels(1, 6, top=CAO_XA)), "application", "xlsx", filename="M3.xlsx")
    path = fresh(tmp_path)
    assert unit(ran(tmp_path, {"thư.eml": mail.as_bytes()}), "cao-xa").quota == "undetermined"
    assert [row[0] for row in asked(path)] == [CHANGES]
    answer(path, CHANGES, "đã xem câu ghi kèm")
    seen = ran(tmp_path)
    assert (unit(seen, "cao-xa").quota, "list-remark" in codes(seen.findings)) == ("violated", False)


def bare_mail(text: str) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["Date"] = "Xã Cao Xá <caoxa@vidu.vn>", "Mon, 26 Feb 2024 09:00:00 +0700"
    mail["Subject"] = "Xã Cao Xá báo cáo"
    mail.set_content(text)
    return mail.as_bytes()


DENIALS = [
    "Xã Cao Xá không đăng ký mô hình nào trong năm 2024, nhưng sẽ có thể bổ sung sau.",
    "Năm 2024 xã không đăng ký mô hình nào, nếu có sẽ gửi sau.",
]
REPLY = "Đơn vị báo không đăng ký mô hình nào"


@pytest.mark.parametrize("text", DENIALS)
@pytest.mark.parametrize(
    ("said", "receipt_", "quota"),
    [("báo không đăng ký", "nil", "violated"), ("chỉ liên lạc", "missing", "not_assessed")],
)
def test_a_mail_that_may_register_nothing_does_or_does_not_as_answered(
    tmp_path: Path, text: str, said: str, receipt_: str, quota: str
) -> None:
    path = fresh(tmp_path)
    first = ran(tmp_path, {"thư.eml": bare_mail(text)})
    assert (unit(first, "cao-xa").receipt, "list-remark" in codes(first.findings)) == ("missing", False)
    assert [row[0] for row in asked(path)] == [REPLY + ", hay còn gửi danh sách"]
    seen = settled(tmp_path, {"thư.eml": bare_mail(text)}, REPLY, said)
    assert (unit(seen, "cao-xa").receipt, unit(seen, "cao-xa").quota) == (receipt_, quota)
    assert "reply-unclear" not in codes(seen.findings)
    assert [row[2] for row in asked(path)] == ["Đã áp dụng"]


@pytest.mark.parametrize("text", ["Xã đang tổng hợp, xin gửi danh sách chậm 2 ngày.", "Xã sẽ gửi danh sách sau."])
def test_a_promise_is_quoted_and_asks_nothing(tmp_path: Path, text: str) -> None:
    path = fresh(tmp_path)
    seen = ran(tmp_path, {"thư.eml": bare_mail(text)})
    assert text.rstrip(".") in only(seen.findings, "not-a-form").message
    assert asked(path) == []


def test_a_list_of_unknown_time_is_asked_about(tmp_path: Path) -> None:
    seen = settled(tmp_path, {"M3.xlsx": (GOOD, "28/11/2030 10:00")}, WHEN, "26/02/2024 10:00")
    assert unit(seen, "cao-xa").received_from == "book"
    assert "time-unknown" not in codes(seen.findings)


def test_an_answer_never_overrules_what_a_person_wrote_elsewhere(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    ran(tmp_path, {"la.xlsx": STRANGE})
    receipt(path, 4, Đơn_vị="Xã Lan Giới")
    answer(path, WHOSE, "Xã Cao Xá")
    seen = ran(tmp_path)
    assert submission(seen, "la.xlsx").unit == "lan-gioi"
    assert asked(path) == [(WHOSE, "Xã Cao Xá", "Sổ đã ghi khác, giữ theo sổ")]


def test_an_answer_that_fits_nothing_is_said_with_the_words_that_do_and_stays_open(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    ran(tmp_path, {"M3.xlsx": of_levels(1, 3, unknown=1, top=CAO_XA)})
    answer(path, LEVEL, "cấp trung ương")
    found = only(ran(tmp_path).findings, "book-choice-unknown")
    assert "“Cấp tỉnh”, “Cấp huyện”, “Cơ sở”" in found.message
    assert asked(path) == [(LEVEL, "cấp trung ương", None)]
    answer(path, LEVEL, "Cấp huyện")
    assert unit(ran(tmp_path), "cao-xa").counts["district"] == 4


def test_a_doubt_that_is_gone_needs_no_answer_and_is_asked_again_when_it_comes_back(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    ran(tmp_path, {"la.xlsx": STRANGE})
    receipt(path, 4, Đơn_vị="Xã Cao Xá")
    ran(tmp_path)
    assert asked(path) == [(WHOSE, None, "Không còn cần trả lời")]
    receipt(path, 4, Đơn_vị=None)
    ran(tmp_path)
    assert asked(path) == [(WHOSE, None, "Không còn cần trả lời"), (WHOSE, None, None)]


def test_what_is_in_order_is_not_asked_about(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    ran(tmp_path, {"M3.xlsx": GOOD})
    assert asked(path) == []


def test_every_finding_that_asks_is_in_the_catalogue() -> None:
    assert set(asked_of_findings()) <= set(catalogue())


@pytest.mark.parametrize("kind", question_kinds().values(), ids=lambda kind: kind.code)
def test_the_answers_to_a_question_follow_from_its_data_alone(kind: QuestionKind) -> None:
    choices = kind.answers(CAMPAIGN)
    assert bool(choices) == (kind.column not in ("units", "at"))
    assert {kind.place.choices[code] for code in kind.offers} <= {*choices}
    assert (kind.about == "file") == bool(kind.column)


def old_book(path: Path) -> None:
    """A book of before: nothing can be asked in it, its drop-downs are lists within the cells."""
    of_before(path)
    book = edit(path)
    receipts = book[RECEIPTS]
    for head in ("Thay hay bổ sung", "Mô hình trùng tên", "Đối chiếu bản đọc"):
        receipts.delete_cols(next(cell.column for cell in receipts[3] if cell.value == head))
    book.save(path)


def wrong(path: Path) -> set[str]:
    """What an Office validator calls an error in the book (openpyxl's own styles are some)."""
    return {one.description for one in OpenXmlValidator().validate(path).errors if one.severity.value == "error"}


def test_a_book_of_before_gets_the_sheets_and_keeps_every_cell(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    old_book(path)
    titles, units, before = edit(path).sheetnames, table(path, "Đơn vị"), wrong(path)
    ran(tmp_path, {"la.xlsx": STRANGE})
    book = edit(path)
    assert book.sheetnames == [*titles, ASKED, "Danh sách bản giấy", "Thư đã lập", "Danh mục"]
    assert book["Danh mục"].sheet_state == "hidden"
    assert book[ASKED]["A3"].font.b
    assert book[ASKED].column_dimensions["J"].hidden
    assert table(path, "Đơn vị") == units
    assert wrong(path) == before
    rules = {str(one.sqref)[0]: one.formula1 for one in book["Danh sách bản giấy"].data_validations.dataValidation}
    assert rules["A"] == "'Đơn vị'!$B$4:$B$500"
    answer(path, WHOSE, "Xã Cao Xá")
    assert unit(ran(tmp_path), "cao-xa").receipt == "on_time"
    assert asked(path) == [(WHOSE, "Xã Cao Xá", "Đã áp dụng")]


def test_an_answer_that_an_old_book_has_no_column_for_is_obeyed_at_every_run(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    old_book(path)
    second = of_levels(1, 4, top=CAO_XA, prefix="Nuôi ong lấy mật hộ")
    ran(tmp_path, {"a.xlsx": (GOOD, "20/02/2024 08:00"), "b.xlsx": (second, "26/02/2024 08:00")})
    answer(path, PART, "bổ sung bản trước")
    assert [len(ran(tmp_path).entries) for _ in range(3)] == [10, 10, 10]
    assert asked(path)[0][1:] == ("bổ sung bản trước", None)


# --- what leaves a verdict open is asked, and asked at once ------------------------------------------

READ = "Ở đó còn mô hình đăng ký nào"
BLOCK = "Mô hình 1\nTên mô hình: Nuôi ong lấy mật\nĐịa chỉ: Thôn 9\nCấp đăng ký: Cấp huyện"
WORDED = f"{of_levels(1, 3, top=CAO_XA)}\n\n{BLOCK}"
STATES_FIVE = f"{of_levels(1, 3, top=CAO_XA)}\n\nTổng cộng: 04 mô hình (01 cấp tỉnh, 04 cấp huyện)"
CLASH: dict[str, Given] = {
    "M3.xlsx": of_levels(1, 4, top=CAO_XA),
    "M1.xlsx": form(f"{NAME} 1", "Cấp huyện"),
}
TICKS = HEAD.replace("| Cấp đăng ký |", "| Cấp tỉnh | Cấp huyện |")


def ticked(*marks: str) -> str:
    rows = [f"| {n} | Thôn {n} | Nuôi ong {n} | Tập thể | | x | 2024 | a | {m} |" for n, m in enumerate(marks, 1)]
    return "\n".join([CAO_XA, "", "I. Lĩnh vực kinh tế", TICKS, *rows])


@pytest.mark.parametrize(
    ("files", "words", "said", "quota"),
    [
        ({"M3.xlsx": STATES_FIVE}, "Câu này có làm đổi danh sách không", "đã xem câu ghi kèm", "violated"),
        (CLASH, LEVEL, "Cấp tỉnh", "met"),
        (CLASH, LEVEL, "Cấp huyện", "violated"),
        ({"M3.xlsx": ticked("x |", "| x", "| x", "| x", "|")}, LEVEL, "Cấp huyện", "met"),
        ({"M3.xlsx": ticked("x |", "| x", "| x", "| x", "|")}, LEVEL, "Cơ sở", "violated"),
    ],
)  # fmt: skip
def test_what_leaves_a_verdict_open_is_asked_and_the_answer_concludes_it(
    tmp_path: Path, files: dict[str, Given], words: str, said: str, quota: str
) -> None:
    path = fresh(tmp_path)
    assert unit(ran(tmp_path, files), "cao-xa").quota == "undetermined"
    assert [question for question, *_ in asked(path)].count(words) == 1
    assert unit(settled(tmp_path, files, words, said), "cao-xa").quota == quota


def test_a_model_told_in_words_beside_the_table_is_asked_about(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    assert unit(ran(tmp_path, {"M3.xlsx": WORDED}), "cao-xa").quota == "undetermined"
    answer(path, READ, "đã đối chiếu, đọc đúng")
    assert unit(ran(tmp_path), "cao-xa").quota == "violated"


def test_what_matters_once_the_levels_are_told_is_asked_with_them(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    ran(tmp_path, {"M3.xlsx": f"{of_levels(1, 3, unknown=1, top=CAO_XA)}\n\nTổng cộng: 7 mô hình"})
    assert {question for question, *_ in asked(path)} == {LEVEL, READ + " chưa được tính không"}


def test_a_base_model_of_a_commune_whose_numbers_are_right_is_not_asked_about(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    assert unit(ran(tmp_path, {"M3.xlsx": ticked("x |", *["| x"] * 4, "|")}), "cao-xa").quota == "met"
    assert asked(path) == []


def test_what_waits_for_an_answer_is_not_for_information_only(tmp_path: Path) -> None:
    fresh(tmp_path)
    seen = ran(tmp_path, {"M3.xlsx": WORDED})
    assert {f.weight for f in seen.findings if f.code in ("rows-open", "quota-undetermined")} == {"look"}


def test_a_suggested_field_is_not_kept_as_the_words_of_the_list(tmp_path: Path) -> None:
    path = fresh(tmp_path)
    listed = f"{CAO_XA}\n\n" + m3("| 1 | Thôn 1 | Nuôi bò sinh sản | Tập thể | | x | 2024 | | Cấp tỉnh |")
    ran(tmp_path, {"M3.xlsx": listed})
    answer(path, FIELD, "Kinh tế")
    ran(tmp_path)
    assert table(path, CORRECTIONS)[0][5] == "chưa rõ lĩnh vực"
    assert "correction-source-changed" not in codes(ran(tmp_path).findings)


def test_levels_that_nobody_wrote_are_told_beside_a_file_of_unknown_unit(tmp_path: Path) -> None:
    fresh(tmp_path)
    seen = ran(tmp_path, {"M3.xlsx": of_levels(unknown=3, top=CAO_XA), "la.xlsx": STRANGE})
    told = next(f for f in seen.findings if f.code == "quota-undetermined" and f.unit == "cao-xa")
    assert "có 03 mô hình chưa rõ cấp đăng ký" in told.message
    assert "chưa rõ của đơn vị nào" in told.message


def test_a_list_in_words_is_asked_for_as_a_table(tmp_path: Path) -> None:
    fresh(tmp_path)
    lines = ["ĐẢNG ỦY XÃ CAO XÁ", "V/v đăng ký mô hình “Dân vận khéo” năm 2024"]
    lines += ["Xã Cao Xá đăng ký mô hình “Trồng rau sạch” ở cấp huyện."]
    seen = ran(tmp_path, {"Xã Cao Xá.xlsx": "\n".join(lines)})
    assert "kẻ thành bảng theo mẫu M3" in only(seen.findings, "unreadable").remedy
