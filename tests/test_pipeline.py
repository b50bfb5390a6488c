"""The whole run: an inbox in, an outcome out."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from msgspec import structs

from aggregator import run as pipeline
from aggregator.book.create import new_book
from aggregator.judge.compare import province_of
from aggregator.nouns.finding import CannotWork, reason, violations
from aggregator.write.master import master_workbook, verify_balance
from aggregator.write.province import provincial_workbook
from tests.forms import NAME, SILENT, form, forms
from tests.plain_results import result_dict, result_from
from tests.sheets import (
    AFTER,
    CAMPAIGN,
    HEAD,
    Given,
    at,
    codes,
    fill,
    m3,
    of_levels,
    only,
    run_over,
    sheet,
    statuses,
    submission,
    unit,
    workbook,
)

CAO_XA = of_levels(1, 4, top="Đơn vị: Xã Cao Xá")
LATE = "28/02/2024 09:00"
MIXED: dict[str, Given] = {
    "M3 Cao Xá.xlsx": CAO_XA,
    "M3 Cao Xá - Copy.xlsx": CAO_XA,
    "Liên Sơn/M3.xlsx": of_levels(0, 4),
    "Liên Sơn/M3 lần 2.xlsx": (of_levels(1, 4), LATE),
    "M4 Phòng Nội vụ.xlsx": of_levels(unknown=2),
    "M3 Việt Lập.xlsx": HEAD,
    "danh sach.xlsx": of_levels(1, 2),
    "Giấy mời.xlsx": "Giấy mời họp",
    "hỏng.xlsx": b"PK\x03\x04 hong",
    "M3 Tân Trung.pdf": b"%PDF-1.4\n",
    "~$M3.xlsx": b"x",
    "Thumbs.db": b"x",
}


def zipped(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 2, 1, 0, 0, 0)), data)
    return stream.getvalue()


def mail(attachments: list[tuple[str, bytes]], **headers: str) -> bytes:
    message = EmailMessage()
    for name, value in headers.items():
        message[name] = value
    message.set_content("Kính gửi Ban Dân vận.")
    for name, data in attachments:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def book(path: Path, *lines: str) -> Path:
    head = "| Tệp | Đơn vị | Thời điểm nhận | Ghi chú |"
    path.write_bytes(workbook(sheet("\n".join([head, *lines]), "Tiếp nhận")))
    return path


def test_every_kind_of_file_gets_its_status(tmp_path: Path) -> None:
    assert statuses(run_over(tmp_path / "in", MIXED)) == {
        "M3 Cao Xá.xlsx": "read",
        "M3 Cao Xá - Copy.xlsx": "duplicate",
        "Liên Sơn/M3.xlsx": "superseded",
        "Liên Sơn/M3 lần 2.xlsx": "read",
        "M4 Phòng Nội vụ.xlsx": "read",
        "M3 Việt Lập.xlsx": "empty",
        "danh sach.xlsx": "unknown_unit",
        "Giấy mời.xlsx": "not_a_form",
        "hỏng.xlsx": "unreadable",
        "M3 Tân Trung.pdf": "unreadable",
        "~$M3.xlsx": "ignored",
        "Thumbs.db": "ignored",
    }


def test_the_sums_come_out(tmp_path: Path) -> None:
    outcome = run_over(tmp_path / "in", MIXED)
    verify_balance(outcome)
    assert outcome.balance.entries == len(outcome.entries) == 5 + 5 + 2 + 3
    assert sum(outcome.by_status.values()) == len(MIXED)


def test_every_file_that_does_not_count_says_why(tmp_path: Path) -> None:
    outcome = run_over(tmp_path / "in", MIXED)
    assert [s.file for s in outcome.submissions if s.status != "read" and not s.reason] == []


def test_the_workers_come_to_the_same(tmp_path: Path) -> None:
    """The one run here that reads in guarded processes."""
    inline = run_over(tmp_path / "in", MIXED)
    guarded = pipeline.run(tmp_path / "in", CAMPAIGN, as_of=AFTER, jobs=2)
    assert guarded.entries.equals(inline.entries)
    assert guarded.submissions == inline.submissions
    assert guarded.units == inline.units
    assert guarded.findings == inline.findings


def test_entries_come_in_the_order_of_the_roster_and_unknown_units_last(tmp_path: Path) -> None:
    units = run_over(tmp_path / "in", MIXED).entries["unit"]
    assert list(dict.fromkeys(units.astype(object).where(units.notna(), None))) == [
        "cao-xa", "lien-son", "phong-noi-vu", None,
    ]  # fmt: skip


def test_counted_rows_are_the_units_own(tmp_path: Path) -> None:
    outcome = run_over(tmp_path / "in", MIXED)
    for state in outcome.units:
        assert set(outcome.entries.loc[list(state.entry_labels), "unit"]) <= {state.code}
        assert sum(state.counts.values()) == len(state.entry_labels)


def test_a_silent_unit_says_how_many_files_have_no_unit(tmp_path: Path) -> None:
    outcome = run_over(tmp_path / "in", MIXED)
    silent = next(f for f in outcome.findings if f.code == "missing")
    assert "Còn 2 tệp" in silent.message  # the list of nobody and the damaged file


def test_as_of_hides_no_file(tmp_path: Path) -> None:
    early = run_over(tmp_path / "in", MIXED, at("01/02/2024 08:00"))
    assert statuses(early) == statuses(run_over(tmp_path / "in", MIXED))
    assert "missing" not in codes(early.findings)


def test_late_on_a_file_time_is_no_violation_and_on_the_books_word_it_is(tmp_path: Path) -> None:
    files: dict[str, Given] = {"M3 Cao Xá.xlsx": (CAO_XA, LATE)}
    by_time = only(run_over(tmp_path / "in", files).findings, "late")
    path = book(tmp_path / "so.xlsx", f"| M3 Cao Xá.xlsx | | {LATE} |")
    by_book = only(run_over(tmp_path / "in", files, book=path).findings, "late")
    assert (by_time.severity, by_book.severity) == ("warning", "violation")


def test_the_books_time_goes_before_the_files(tmp_path: Path) -> None:
    path = book(tmp_path / "so.xlsx", "| M3 Cao Xá.xlsx | | 26/02/2024 07:00 | nhận qua Zalo |")
    outcome = run_over(tmp_path / "in", {"M3 Cao Xá.xlsx": (CAO_XA, LATE)}, book=path)
    state = unit(outcome, "cao-xa")
    assert (state.receipt, state.received_from, state.received_at) == ("on_time", "book", at("26/02/2024 07:00"))
    assert submission(outcome, "M3 Cao Xá.xlsx").note == "nhận qua Zalo"


def test_the_books_unit_goes_before_every_clue(tmp_path: Path) -> None:
    path = book(tmp_path / "so.xlsx", "| M3 Cao Xá.xlsx | Xã Liên Sơn | |")
    outcome = run_over(tmp_path / "in", {"M3 Cao Xá.xlsx": CAO_XA}, book=path)
    assert submission(outcome, "M3 Cao Xá.xlsx").unit == "lien-son"
    assert "unit-conflict" not in codes(outcome.findings)


def test_paper_in_the_book_is_a_receipt_but_no_content(tmp_path: Path) -> None:
    path = book(tmp_path / "so.xlsx", "| | Xã Cao Xá | 26/02/2024 | bản giấy |")
    state = unit(run_over(tmp_path / "in", {"x.txt": b"x"}, book=path), "cao-xa")
    assert (state.receipt, state.quota) == ("on_time", "not_assessed")


def test_a_books_file_that_is_not_there_is_a_finding(tmp_path: Path) -> None:
    path = book(tmp_path / "so.xlsx", "| M3 Lan Giới.xlsx | | 26/02/2024 |")
    assert "book-file-absent" in codes(run_over(tmp_path / "in", MIXED, book=path).findings)


def test_members_of_an_archive_are_submissions_with_its_time(tmp_path: Path) -> None:
    data = zipped({"M3 Cao Xá.xlsx": workbook(CAO_XA), "phụ/M4 Phòng Nội vụ.xlsx": workbook(of_levels(base=1))})
    outcome = run_over(tmp_path / "in", {"gửi.zip": (data, "25/02/2024 10:00")})
    assert statuses(outcome) == {"gửi.zip!M3 Cao Xá.xlsx": "read", "gửi.zip!phụ/M4 Phòng Nội vụ.xlsx": "read"}
    assert {s.received_at for s in outcome.submissions} == {at("25/02/2024 10:00")}


def test_members_of_a_mail_take_its_time_and_its_evidence_is_strong(tmp_path: Path) -> None:
    data = mail(
        [("M3.xlsx", workbook(CAO_XA))],
        Date="Wed, 28 Feb 2024 09:00:00 +0700",
        From="cong chuc <a@example.org>",
        Subject="Danh sach",
    )
    outcome = run_over(tmp_path / "in", {"thư.eml": (data, "26/02/2024 09:00")})
    (came,) = outcome.submissions
    assert (came.file, came.received_from, came.received_at) == ("thư.eml!M3.xlsx", "email", at("28/02/2024 09:00"))
    assert unit(outcome, "cao-xa").receipt == "late"


def test_two_attachments_of_one_name_are_two_submissions(tmp_path: Path) -> None:
    data = mail(
        [("M3.xlsx", workbook(CAO_XA)), ("M3.xlsx", workbook(of_levels(1, 4, top="Đơn vị: Xã Liên Sơn")))],
        Date="Mon, 26 Feb 2024 09:00:00 +0700",
    )
    outcome = run_over(tmp_path / "in", {"thư.eml": data})
    assert sorted(s.unit or "" for s in outcome.submissions) == ["cao-xa", "lien-son"]


@pytest.mark.parametrize("depth", [1, 3])
def test_archives_in_archives_are_opened(tmp_path: Path, depth: int) -> None:
    data, name = workbook(CAO_XA), "M3.xlsx"
    for _ in range(depth):
        data, name = zipped({name: data}), "trong.zip"
    outcome = run_over(tmp_path / "in", {"ngoài.zip": data})
    assert list(statuses(outcome).values()) == ["read"]


def test_archives_without_end_are_given_up_with_a_reason(tmp_path: Path) -> None:
    data, name = workbook(CAO_XA), "M3.xlsx"
    for _ in range(9):
        data, name = zipped({name: data}), "trong.zip"
    (came,) = run_over(tmp_path / "in", {"ngoài.zip": data}).submissions
    assert (came.status, came.reason) == ("unreadable", "nằm trong quá nhiều lớp tệp nén")


def test_an_empty_archive_is_itself_a_submission(tmp_path: Path) -> None:
    assert statuses(run_over(tmp_path / "in", {"rỗng.zip": zipped({})})) == {"rỗng.zip": "unreadable"}


def test_our_own_workbooks_dropped_into_the_inbox_are_no_returns(tmp_path: Path) -> None:
    judged = run_over(tmp_path / "first", {"M3.xlsx": CAO_XA})
    province = province_of([result_from(result_dict(judged), "1.json")], CAMPAIGN)
    made = {"tong_hop_2024.xlsx": master_workbook(judged), "tinh.xlsx": provincial_workbook(province)}
    outcome = run_over(tmp_path / "in", made)
    assert statuses(outcome) == dict.fromkeys(made, "not_a_form")
    assert {item.reason for item in outcome.submissions} == {reason("ours")}


def test_two_parts_count_together(tmp_path: Path) -> None:
    more = of_levels(0, 2, top="Đơn vị: Xã Cao Xá", prefix="Nuôi gà đồi số")
    outcome = run_over(
        tmp_path / "in",
        {"M3.xlsx": of_levels(1, 2, top="Đơn vị: Xã Cao Xá"), "M3 bổ sung.xlsx": (more, "26/02/2024 10:00")},
    )
    assert unit(outcome, "cao-xa").counts["district"] == 4
    assert unit(outcome, "cao-xa").quota == "met"
    assert unit(outcome, "cao-xa").files == ("M3.xlsx", "M3 bổ sung.xlsx")


def test_a_conflict_of_clues_is_shown_and_the_visible_line_counts(tmp_path: Path) -> None:
    outcome = run_over(tmp_path / "in", {"M3 Liên Sơn.xlsx": CAO_XA})
    assert submission(outcome, "M3 Liên Sơn.xlsx").unit == "cao-xa"
    assert "unit-conflict" in codes(outcome.findings, "cao-xa")


def test_another_units_hidden_stamp_is_only_a_remark(tmp_path: Path) -> None:
    stamp = sheet("| form | M3 |\n| unit | lien-son |", "_bieu_mau")
    outcome = run_over(tmp_path / "in", {"M3.xlsx": workbook(CAO_XA, stamp)})
    assert submission(outcome, "M3.xlsx").unit == "cao-xa"
    assert "unit-stamp-differs" in codes(outcome.findings)
    assert "unit-conflict" not in codes(outcome.findings)


def test_a_table_with_content_but_no_names_is_an_alarm(tmp_path: Path) -> None:
    outcome = run_over(tmp_path / "in", {"M3 Cao Xá.xlsx": m3("| 1 | Thôn Trại | | Tập thể |")})
    told = " ".join(f.message for f in outcome.findings if f.file == "M3 Cao Xá.xlsx")
    assert {"no-rows", "row-without-name"} & set(codes(outcome.findings, "cao-xa"))
    assert "biểu mẫu trống" not in told


@pytest.mark.parametrize(
    ("files", "fails"),
    [({"M3 Cao Xá.xlsx": of_levels(0, 4)}, True), ({"M3 Cao Xá.xlsx": (CAO_XA, LATE)}, False)],
    ids=["short", "late by file time"],
)
def test_strict_fails_on_a_violation_only(tmp_path: Path, files: dict[str, Given], fails: bool) -> None:
    outcome = run_over(tmp_path / "in", files)
    own = [f for f in outcome.findings if f.code != "missing"]
    assert bool(violations(structs.replace(outcome, findings=own).findings)) is fails


def test_progress_ends_at_the_number_of_files(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    files: dict[str, Given] = {"gửi.zip": zipped({"M3 Cao Xá.xlsx": workbook(CAO_XA)}), "M3 Liên Sơn.xlsx": HEAD}
    run_over(tmp_path / "in", files, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (2, 2)
    assert all(done <= total for done, total in seen)


def test_the_inbox_is_never_written_to(tmp_path: Path) -> None:
    inbox = fill(tmp_path / "in", MIXED)
    before = {p: (p.stat().st_mtime_ns, p.read_bytes()) for p in inbox.rglob("*") if p.is_file()}
    run_over(inbox, {})
    assert {p: (p.stat().st_mtime_ns, p.read_bytes()) for p in inbox.rglob("*") if p.is_file()} == before


def test_an_inbox_that_is_not_there_ends_the_run_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CannotWork, match="Không thấy thư mục nhận về"):
        pipeline.run(tmp_path / "in", CAMPAIGN, as_of=AFTER)


def test_a_whole_inbox_of_lists_and_forms(tmp_path: Path) -> None:
    """Levels and fields from the forms, one form without its row, and the sums still come out."""
    files: dict[str, Given] = {"M3.xlsx": SILENT, **forms(1, 4), "M1 gà.xlsx": form("Nuôi gà đồi")}
    outcome = run_over(tmp_path / "in", files)
    verify_balance(outcome)
    told = outcome.entries[outcome.entries["level_source"] == "registration"]
    assert told["level"].tolist() == ["province", *["district"] * 4]
    assert [found.entry for found in outcome.registrations].count(None) == 1
    assert {s.forms for s in outcome.submissions} == {("M3",), ("M1",)}
    assert "form-without-entry" in codes(outcome.findings, "cao-xa")


def test_forms_beside_the_list_in_one_workbook_belong_to_it(tmp_path: Path) -> None:
    data = workbook(CAO_XA, form(f"{NAME} 1", "Cấp tỉnh"))
    outcome = run_over(tmp_path / "in", {"M3.xlsx": data})
    assert submission(outcome, "M3.xlsx").forms == ("M3", "M1")
    assert (unit(outcome, "cao-xa").forms_needed, unit(outcome, "cao-xa").forms_matched) == (5, 1)


def test_the_block_of_the_units_own_registration_is_no_model(tmp_path: Path) -> None:
    block = "| Đăng ký xây dựng đảng bộ, cơ quan, đơn vị “Dân vận khéo”: Có | | | | Kế hoạch số: 15-KH/ĐU |"
    outcome = run_over(tmp_path / "in", {"M3.xlsx": f"{CAO_XA}\n\n{block}"})
    own = unit(outcome, "cao-xa").own_registration
    assert (own.registered, own.plan, own.plan_number, own.files) == (True, True, "15-KH/ĐU", ("M3.xlsx",))
    assert len(outcome.entries) == 5


def test_a_mail_without_an_attachment_is_no_list_and_no_unreadable_return(tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "UBND xã Cao Xá <x@example.org>", "Xã Cao Xá xin nộp chậm"
    mail.set_content("Mai xã gửi danh sách.")
    outcome = run_over(tmp_path / "in", {"thư Cao Xá.eml": mail.as_bytes()})
    assert statuses(outcome) == {"thư Cao Xá.eml": "not_a_form"}
    assert submission(outcome, "thư Cao Xá.eml").reason == "thư không đính kèm tệp nào, xem lời thư"
    assert unit(outcome, "cao-xa").receipt == "missing"
    about = only([f for f in outcome.findings if f.unit == "cao-xa"], "missing")
    assert about.severity == "warning"
    assert "Chưa thấy danh sách mang tên xã Cao Xá" in about.message


@pytest.mark.parametrize(
    ("text", "of_body"),
    [
        ("Gửi danh sách.\n--\nTrần Văn B\nChủ tịch Hội Nông dân xã Cao Xá", True),
        ("Xã gửi danh sách đăng ký.\n--\nTrần Văn B\nChủ tịch Hội Nông dân xã Cao Xá", False),
        ("Gửi danh sách.\n--\nTrần Văn B\nCông chức Văn hóa - xã hội xã Cao Xá", False),
        ("Gửi danh sách.\n--\nTrần Văn B, Chủ tịch MTTQ, Trưởng khối Dân vận xã Cao Xá", False),
    ],
)
def test_who_signs_a_mail_made_no_list_that_the_commune_sends(tmp_path: Path, text: str, of_body: bool) -> None:
    mail = EmailMessage()
    mail["From"], mail["Date"] = "b@vidu.vn", "20 Feb 2024 09:00:00 +0700"
    mail.set_content(f"Kính gửi Ban Dân vận.\n{text}")
    mail.add_attachment(workbook(of_levels(1, 3)), "application", "xlsx", filename="M3.xlsx")
    outcome = run_over(tmp_path, {"thư.eml": mail.as_bytes()})
    said = [f.message for f in outcome.findings if f.code == "body-of-commune"]
    assert ["không ghi đơn vị lập" in one for one in said] == [True] * of_body


def test_the_units_that_our_own_book_lists_have_sent_nothing(tmp_path: Path) -> None:
    outcome = run_over(tmp_path / "in", {"so_theo_doi.xlsx": new_book(CAMPAIGN)})
    assert submission(outcome, "so_theo_doi.xlsx").unit is None
    assert statuses(outcome) == {"so_theo_doi.xlsx": "not_a_form"}
    told = only([f for f in outcome.findings if f.file], "not-a-form")
    assert "là sổ theo dõi hoặc bảng tổng hợp của Ban Dân vận, không phải hồ sơ của đơn vị" in told.message
