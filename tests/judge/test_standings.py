"""Where each unit stands; late, silent, empty (R4): on the evidence there is, and spared where there is doubt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from aggregator import run as pipeline
from aggregator.judge.standings import (
    empty_finding,
    late_finding,
    late_forms_findings,
    missing_finding,
    moment,
    time_unknown_finding,
)
from aggregator.nouns.finding import Finding
from aggregator.nouns.outcome import Registration, UnitForms
from aggregator.nouns.standing import NO_EVIDENCE, Evidence, Receipt
from aggregator.write.dossier import dossiers
from aggregator.write.sheets.view import Facts
from tests.forms import NAME, SILENT, form, forms, registration
from tests.handled import listed
from tests.sheets import (
    AFTER,
    BEFORE,
    CAMPAIGN,
    HEAD,
    Given,
    at,
    codes,
    fill,
    inline,
    of_levels,
    only,
    run_over,
    unit,
    workbook,
)

WHO: dict[str, Any] = {"unit": "cao-xa", "unit_name": "Xã Cao Xá"}
LATE, IN_TIME = "28/02/2024 08:05", "27/02/2024 22:00"


def late(source: str = "book", *, sent: str | None = None, **evidence: Any) -> Finding:
    first = listed("M3.xlsx", "Trồng hoa", when=LATE, source=source, sent_at=at(sent) if sent else None)
    receipt = Receipt("late", at(LATE), source, first)
    return late_finding(receipt, CAMPAIGN.deadline, Evidence(**evidence), WHO)


def silence(*, unclear: str | None = None, **evidence: Any) -> Finding:
    return missing_finding(CAMPAIGN.deadline, Evidence(**evidence), WHO, (), unclear)


def test_a_moment_is_written_as_the_clerk_writes_it() -> None:
    assert moment(at(LATE)) == "08:05 ngày 28/02/2024"


@pytest.mark.parametrize(("source", "words"), [("book", "theo sổ theo dõi"), ("email", "theo thư điện tử")])
def test_late_on_the_evidence_of_the_book_or_of_a_mail_is_a_violation(source: str, words: str) -> None:
    finding = late(source)
    assert finding.severity == "violation"
    assert words in finding.message
    assert "08:05 ngày 28/02/2024" in finding.message
    assert "23:59 ngày 27/02/2024" in finding.message


def test_late_on_a_file_time_alone_is_a_call_to_verify() -> None:
    finding = late("file_time")
    assert finding.severity == "warning"
    assert "sau hạn" not in finding.message
    assert "cần xác minh thời điểm nhận" in finding.message
    assert "sổ theo dõi" in finding.remedy


def test_a_mail_sent_in_time_that_arrived_after_says_so() -> None:
    finding = late("email", sent=IN_TIME)
    assert finding.severity == "warning"
    assert "thư được gửi đi lúc 22:00 ngày 27/02/2024" in finding.message


@pytest.mark.parametrize(
    ("words", "severity"),
    [
        ("Xã đã gửi danh sách ngày 26/02/2024 vào hộp thư cũ", "warning"),
        ("bản giấy đã nộp trực tiếp", "warning"),
        ("Từ: Xã Cao Xá, Date: Th 2, 26 thg 2, 2024 vào lúc 15:02", "warning"),
        ("Xã đã gửi danh sách ngày 28/02/2024", "violation"),  # late by its own words
    ],
)
def test_late_is_no_violation_where_the_mail_says_that_the_list_was_sent_before(words: str, severity: str) -> None:
    first = listed("a.eml!M3.xlsx", "Trồng hoa", when=LATE, source="email", earlier_sendings=(words,))
    finding = late_finding(Receipt("late", at(LATE), "email", first), CAMPAIGN.deadline, Evidence(), WHO)
    assert finding.severity == severity
    assert (words in finding.message) == (severity == "warning")
    by_book = late_finding(Receipt("late", at(LATE), "book", first), CAMPAIGN.deadline, Evidence(), WHO)
    assert by_book.severity == "violation"


def test_a_late_list_of_a_unit_that_answered_in_time_is_only_to_be_looked_at() -> None:
    first = listed("a.eml!M3.xlsx", "Trồng hoa", when=LATE, source="email")
    receipt = Receipt("late", at(LATE), "email", first)
    finding = late_finding(receipt, CAMPAIGN.deadline, Evidence(), WHO, "không đăng ký.docx")
    assert finding.severity == "warning"
    assert "đã báo không đăng ký (tệp “không đăng ký.docx”)" in finding.message


def test_a_later_mail_that_names_the_day_of_an_earlier_sending_spares_too() -> None:
    first = listed("a.eml!M3.xlsx", "Trồng hoa", when=LATE, source="email")
    for words, severity in (("đã gửi ngày 26/02", "warning"), ("nay gửi lại", "violation")):
        receipt, evidence = Receipt("late", at(LATE), "email", first), Evidence(earlier_sendings=(words,))
        assert late_finding(receipt, CAMPAIGN.deadline, evidence, WHO).severity == severity


@pytest.mark.parametrize("kind", ["in_time", "contested_files"])
def test_late_accuses_nobody_while_another_file_may_be_the_timely_list(kind: str) -> None:
    file = "M3.xlsx" if kind == "contested_files" else "lạ.xlsx"
    evidence: dict[str, Any] = {kind: (file,)}
    finding = late(**evidence)
    assert finding.severity == "warning"
    assert f"“{file}”" in finding.message


def test_where_no_time_is_known_none_is_told() -> None:
    finding = time_unknown_finding(Receipt("on_time", first=listed("M3.xlsx", "Trồng hoa", when=LATE)), WHO)
    assert finding.severity == "warning"
    assert "giờ lưu của tệp muộn hơn thời điểm tổng hợp" in finding.message
    assert "2024" not in finding.message


def test_missing_is_a_violation() -> None:
    finding = silence()
    assert (finding.code, finding.severity) == ("missing", "violation")
    assert "tệp" not in finding.message


def test_missing_says_how_many_files_are_of_unknown_unit() -> None:
    finding = silence(unattributed=3)
    assert finding.severity == "violation"
    assert "Còn 3 tệp chưa rõ" in finding.message


@pytest.mark.parametrize("kind", ["naming_files", "unknown"])
def test_a_unit_whose_list_another_file_may_be_is_not_accused_of_silence(kind: str) -> None:
    evidence: dict[str, Any] = {kind: ("a.xlsx", "b.xlsx")}
    finding = silence(**evidence)
    assert finding.severity == "warning"
    assert "Chưa thấy danh sách mang tên" in finding.message
    assert "“a.xlsx”, “b.xlsx”" in finding.message


def test_a_promise_or_a_word_in_the_book_speaks_against_silence_and_is_quoted() -> None:
    promised = silence(promises=(("thư.eml", "Xã xin gửi sau"),))
    assert (promised.severity, "Xã xin gửi sau" in promised.message) == ("warning", True)
    assert silence(recorded_files=("B7",)).severity == silence(moved_to=2).severity == "warning"
    assert silence(unclear="F12").severity == "warning"


def test_a_blank_form_is_no_accusation_while_the_list_may_be_in_another_file() -> None:
    assert empty_finding("M3.xlsx", Evidence(), WHO).severity == "error"
    spared = empty_finding("M3.xlsx", Evidence(unknown=("lạ.xlsx",)), WHO)
    assert (spared.severity, "“lạ.xlsx”" in spared.message) == ("warning", True)


def late_forms(
    forms: Sequence[Registration], evidence: Evidence = NO_EVIDENCE, *, has_list: bool = False
) -> list[Finding]:
    """The findings on forms of one unit."""
    return late_forms_findings(UnitForms(forms), CAMPAIGN.deadline, WHO, evidence, has_list=has_list)


def test_late_forms_that_name_no_unit_and_answer_to_no_model_of_the_list_accuse_nobody() -> None:
    sent_on, own = (
        registration(received_at=at(LATE), received_from="email", file=f"{entry}.docx", entry=entry, of_sender=True)
        for entry in (None, 3)
    )
    assert [f.severity for f in late_forms([sent_on], has_list=True)] == ["warning"]
    assert [f.severity for f in late_forms([replace(sent_on, of_sender=False)], has_list=True)] == ["violation"]
    assert [f.severity for f in late_forms([sent_on])] == ["violation"]  # beside no list every form is the unit's
    assert [f.severity for f in late_forms([own, sent_on], has_list=True)] == ["violation", "warning"]


def test_late_forms_are_told_apart_by_their_evidence_and_spared_like_lists() -> None:
    forms = [
        registration("Nuôi gà", n, received_at=at(LATE), received_from=source, file=f"{n}.docx")
        for n, source in enumerate(("book", "file_time", "email"))
    ]
    finding = late_forms(forms, Evidence())
    assert [(f.severity, f.message.split()[0] == "2" or " 2 bản" in f.message) for f in finding] == [
        ("violation", True),
        ("warning", False),
    ]
    spared = late_forms(forms, Evidence(in_time=("scan.pdf",)))
    assert {f.severity for f in spared} == {"warning"}
    contested = late_forms(forms[:1], Evidence(contested_files=("0.docx",)))
    assert {f.severity for f in contested} == {"warning"}


@pytest.mark.parametrize(
    ("words", "severity"),
    [
        ("Bản giấy M1, M2 xã đã nộp trực tiếp sáng 26/02", "warning"),
        ("xã đã gửi nhầm vào hộp thư cũ ngày 27/02/2024", "warning"),
        ("Đồng chí Trưởng Ban đồng ý cho xã lùi đến ngày 29/02/2024", "warning"),
        ("xã đã gửi ngày 28/02/2024", "violation"),  # late by its own words
        ("xã đã gửi rồi ạ", "violation"),  # a mail beside it that names no day speaks of anything
    ],
)
def test_late_forms_are_only_to_be_verified_beside_a_mail_that_tells_of_an_earlier_day(
    words: str, severity: str
) -> None:
    evidence = Evidence(earlier_sendings=(words,))
    by_mail, by_book = (
        [registration(received_at=at(LATE), received_from=source, file="M1.docx")] for source in ("email", "book")
    )
    (finding,) = late_forms(by_mail, evidence)
    assert (finding.severity, words in finding.message) == (severity, severity == "warning")
    (of_book,) = late_forms(by_book, evidence)
    assert of_book.severity == "violation"


GOOD = of_levels(1, 4, top="Đơn vị: Xã Cao Xá")
SHORT = of_levels(0, 4, top="Đơn vị: Xã Cao Xá")
NOTHING = f"Đơn vị: {{}}\nNăm 2024 đơn vị không đăng ký mô hình “Dân vận khéo”\n\n{HEAD}"
NEXT_DAY = "28/02/2024 09:00"


def state(
    tmp_path: Path, files: dict[str, Given], code: str = "cao-xa", *, before: bool = False
) -> tuple[str, str]:
    """Receipt and quota of a unit."""
    standing = unit(run_over(tmp_path / "in", files, BEFORE if before else AFTER), code)
    return standing.receipt, standing.quota


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"M3.xlsx": GOOD}, ("on_time", "met")),
        ({"M3.xlsx": (GOOD, NEXT_DAY)}, ("late", "met")),
        ({"M3.xlsx": SHORT}, ("on_time", "violated")),
        ({"M3 Cao Xá.xlsx": HEAD}, ("empty", "not_assessed")),
        ({"M3 Cao Xá.xlsx": b""}, ("unreadable", "not_assessed")),
        ({"M3.xlsx": NOTHING.format("Xã Cao Xá")}, ("nil", "violated")),
        ({"M3 Liên Sơn.xlsx": of_levels(1, 4)}, ("missing", "not_assessed")),
        ({"M3 Cao Xá.xlsx": HEAD, "M3.xlsx": (GOOD, NEXT_DAY)}, ("late", "met")),
    ],
)
def test_receipt_and_quota(tmp_path: Path, files: dict[str, Given], expected: tuple[str, str]) -> None:
    assert state(tmp_path, files) == expected


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"M3.xlsx": SHORT}, ("on_time", "open")),
        ({"M3 Liên Sơn.xlsx": GOOD}, ("on_time", "met")),
        ({"x.txt": b"x"}, ("pending", "not_assessed")),
    ],
)
def test_before_the_deadline_nothing_is_missing_and_a_shortfall_is_open(
    tmp_path: Path, files: dict[str, Given], expected: tuple[str, str]
) -> None:
    assert state(tmp_path, files, before=True) == expected


def test_a_nil_return_of_an_agency_meets_its_quota(tmp_path: Path) -> None:
    assert state(tmp_path, {"M4.xlsx": NOTHING.format("Phòng Nội vụ")}, "phong-noi-vu") == ("nil", "met")


def test_an_unknown_level_is_base_for_an_agency_and_open_for_a_commune(tmp_path: Path) -> None:
    files: dict[str, Given] = {
        "M4 Phòng Nội vụ.xlsx": of_levels(unknown=3),
        "M3 Cao Xá.xlsx": of_levels(1, 3, 0, 1),
    }
    outcome = run_over(tmp_path / "in", files)
    assert unit(outcome, "phong-noi-vu").counts == {"province": 0, "district": 0, "base": 3, "unknown": 0}
    assert unit(outcome, "phong-noi-vu").quota == "met"
    assert unit(outcome, "cao-xa").counts == {"province": 1, "district": 3, "base": 0, "unknown": 1}
    assert unit(outcome, "cao-xa").quota == "undetermined"


SILENT_LIST = of_levels(unknown=3)


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("M4 Phòng Nội vụ.xlsx", SILENT_LIST + "\nTổng cộng: 03 mô hình (02 cấp tỉnh, 01 cấp huyện)"),
        ("M4 Phòng Nội vụ.xlsx", SILENT_LIST + "\n\nTrong đó: tỉnh: 02, huyện: 01"),
        ("M4 Phòng Nội vụ.xlsx", "Cơ quan đăng ký 02 mô hình cấp tỉnh, 01 mô hình cấp huyện:\n\n" + SILENT_LIST),
        ("M4 Phòng Nội vụ.xlsx", SILENT_LIST + "\n\nGhi chú: in đậm đăng ký cấp tỉnh"),
        ("Phòng Nội vụ/Cấp tỉnh/M4.xlsx", SILENT_LIST),
        ("Phòng Nội vụ/DK tinh.xlsx", SILENT_LIST),
        ("Phòng Nội vụ/trình tỉnh 1.xlsx", SILENT_LIST),
        ("M4 Phòng Nội vụ.xlsx", of_levels(unknown=3).replace("Đường đẹp |  |", "Đường đẹp | A |")),
    ],
)
def test_a_level_seen_beside_an_agencys_rows_leaves_them_open(tmp_path: Path, file: str, content: str) -> None:
    noted = unit(run_over(tmp_path / "in", {file: content}), "phong-noi-vu")
    assert (noted.quota, noted.counts["unknown"]) == ("undetermined", 3)


def test_who_registers_nothing_upward_is_not_said_to_register_nothing(tmp_path: Path) -> None:
    upward = NOTHING.replace("“Dân vận khéo”", "cấp tỉnh, cấp huyện").format("Phòng Nội vụ")
    outcome = run_over(tmp_path / "in", {"M4.xlsx": upward})
    assert "mô hình cấp cơ sở, nếu có, chưa thấy" in only(outcome.findings, "nil-upward").message
    (told,) = (one for one in dossiers(Facts(outcome)) if one.unit.code == "phong-noi-vu")
    assert [came.what for came in told.arrivals] == ["văn bản báo không đăng ký mô hình cấp tỉnh, cấp huyện"]


def test_rows_may_be_of_the_levels_alone_that_an_agencys_words_name(tmp_path: Path) -> None:
    few, many = (f"{of_levels(unknown=count)}\n\nGhi chú: in đậm đăng ký cấp huyện" for count in (3, 6))
    noted = [
        unit(run_over(tmp_path / str(n), {"M4 Phòng Nội vụ.xlsx": content}), "phong-noi-vu")
        for n, content in enumerate((few, many))
    ]
    assert [(each.quota, each.counts["unknown"]) for each in noted] == [("met", 3), ("undetermined", 6)]


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("M4 Phòng Nội vụ.xlsx", "Danh sách đăng ký mô hình cấp tỉnh, cấp huyện năm 2024\n\n" + SILENT_LIST),
        ("M4 Phòng Nội vụ.xlsx", SILENT_LIST + "\n\nĐơn vị không đăng ký mô hình cấp tỉnh"),
        ("M4 Phòng Nội vụ.xlsx", SILENT_LIST + "\n\nNơi nhận: Ban Dân vận Tỉnh ủy; cơ quan cấp huyện"),
        ("M4 Phòng Nội vụ.xlsx", SILENT_LIST + "\n\nNăm 2023 có 01 mô hình cấp tỉnh"),
        ("M4 Phòng Nội vụ.xlsx", SILENT_LIST + "\n\nTổng: 00 cấp tỉnh, 00 cấp huyện"),
        ("M4 Phòng Nội vụ.xlsx", of_levels(1, 0, 0, 3) + "\nTổng cộng: 04 mô hình (01 cấp tỉnh)"),
        ("Khối cơ quan cấp huyện/Phòng Nội vụ/M4.xlsx", SILENT_LIST),
    ],
)
def test_words_that_give_no_model_a_level_leave_an_agencys_silence_base(
    tmp_path: Path, file: str, content: str
) -> None:
    noted = unit(run_over(tmp_path / "in", {file: content}), "phong-noi-vu")
    assert (noted.quota, noted.counts["base"]) == ("met", 3)


def test_an_empty_form_earns_no_time_of_receipt(tmp_path: Path) -> None:
    assert unit(run_over(tmp_path / "in", {"M3 Cao Xá.xlsx": HEAD}), "cao-xa").received_at is None


def test_a_late_correction_is_a_finding_and_no_lateness(tmp_path: Path) -> None:
    better = of_levels(2, 4, top="Đơn vị: Xã Cao Xá")
    outcome = run_over(tmp_path / "in", {"M3.xlsx": GOOD, "M3 sửa.xlsx": (better, NEXT_DAY)})
    assert unit(outcome, "cao-xa").receipt == "on_time"
    assert "revised-after-deadline" in codes(outcome.findings, "cao-xa")
    assert "late" not in codes(outcome.findings, "cao-xa")


def test_a_scan_in_time_and_a_readable_copy_later_is_in_time_with_a_warning(tmp_path: Path) -> None:
    outcome = run_over(tmp_path / "in", {"M3 Cao Xá.pdf": b"%PDF-1.4\n", "M3 Cao Xá.xlsx": (GOOD, NEXT_DAY)})
    assert unit(outcome, "cao-xa").receipt == "on_time"
    assert "unreadable-counted" in codes(outcome.findings, "cao-xa")


def test_a_bodys_list_alone_accuses_the_commune_of_no_shortfall(tmp_path: Path) -> None:
    outcome = run_over(tmp_path / "in", {"M3.xlsx": of_levels(0, 1, top="Đơn vị: Hội Nông dân xã Cao Xá")})
    assert unit(outcome, "cao-xa").quota == "undetermined"
    assert "chưa có danh sách chung" in only(outcome.findings, "quota-undetermined").message


def test_a_contested_file_that_decides_the_verdict_makes_it_undetermined(tmp_path: Path) -> None:
    contested = of_levels(2, 0, top="Đơn vị: Xã Cao Xá", prefix="Nuôi gà đồi số")
    outcome = run_over(tmp_path / "in", {"M3 Cao Xá.xlsx": GOOD, "M3 Liên Sơn.xlsx": contested})
    assert unit(outcome, "cao-xa").quota == "undetermined"
    silent = next(f for f in outcome.findings if f.code == "missing" and f.unit == "lien-son")
    assert silent.severity == "warning"
    assert "M3 Liên Sơn.xlsx" in silent.message


def test_a_nil_return_after_a_list_is_a_warning_and_the_list_counts(tmp_path: Path) -> None:
    outcome = run_over(tmp_path / "in", {"M3.xlsx": GOOD, "nil.xlsx": (NOTHING.format("Xã Cao Xá"), NEXT_DAY)})
    assert unit(outcome, "cao-xa").quota == "met"
    assert "nil-after-list" in codes(outcome.findings, "cao-xa")


def test_a_mail_that_registers_at_the_base_alone_speaks_not_against_the_list_of_it(tmp_path: Path) -> None:
    note = "XÃ CAO XÁ\nĐơn vị không đăng ký cấp tỉnh, cấp huyện, chỉ đăng ký mô hình “Dân vận khéo” cấp cơ sở."
    outcome = run_over(tmp_path / "in", {"M3.xlsx": GOOD, "thư.xlsx": (workbook(note), NEXT_DAY)})
    assert "nil-after-list" not in codes(outcome.findings, "cao-xa")


@pytest.mark.parametrize(("name", "told"), [("", True), ("Không đăng ký", False)])
def test_a_blank_form_beside_a_nil_return_hides_it_not_and_one_that_says_so_speaks_for_itself(
    tmp_path: Path, name: str, *, told: bool
) -> None:
    m1 = form(name, "", box=9, content="", period="", results="")
    nil = workbook(NOTHING.format("Xã Cao Xá"), m1) if told else workbook(m1)
    outcome = run_over(tmp_path / "in", {"M3.xlsx": GOOD, "nil.xlsx": (nil, NEXT_DAY)})
    assert unit(outcome, "cao-xa").quota == "met"
    assert ("nil-after-list" in codes(outcome.findings, "cao-xa")) == told


def test_a_commune_without_level_column_whose_forms_came_is_met_and_the_report_says_why(tmp_path: Path) -> None:
    assert state(tmp_path, {"M3.xlsx": SILENT}) == ("on_time", "undetermined")
    outcome = run_over(tmp_path / "in", {"M3.xlsx": SILENT, **forms(1, 4)})
    standing = unit(outcome, "cao-xa")
    assert (standing.quota, standing.counts) == ("met", {"province": 1, "district": 4, "base": 4, "unknown": 0})
    assert (standing.forms_needed, standing.forms_matched, standing.forms_received) == (5, 5, 5)
    assert "lấy theo bản M1, M2" in only(outcome.findings, "levels-from-forms").message


def test_a_commune_without_level_column_whose_forms_are_too_few_may_have_more_to_come(tmp_path: Path) -> None:
    outcome = run_over(tmp_path / "in", {"M3.xlsx": SILENT, **forms(1, 2)})
    assert unit(outcome, "cao-xa").quota == "undetermined"
    assert "chưa có bản M1, M2" in only(outcome.findings, "quota-undetermined").message
    assert "levels-from-forms" in codes(outcome.findings, "cao-xa")


def test_a_form_without_its_row_that_could_change_the_verdict_makes_it_undetermined(tmp_path: Path) -> None:
    stray = {"M1 gà.xlsx": form("Nuôi gà đồi", "Cấp tỉnh")}
    assert state(tmp_path, {"M3.xlsx": SHORT, **stray}) == ("on_time", "undetermined")


def test_a_form_without_its_row_that_changes_nothing_is_only_said(tmp_path: Path) -> None:
    stray = {"M1 gà.xlsx": form("Nuôi gà đồi", "Cấp tỉnh")}
    outcome = run_over(tmp_path / "in", {"M3.xlsx": GOOD, **stray})
    assert unit(outcome, "cao-xa").quota == "met"
    assert "form-without-entry" in codes(outcome.findings, "cao-xa")


def test_list_and_form_of_different_levels_leave_the_verdict_open_where_it_hangs_on_them(tmp_path: Path) -> None:
    outcome = run_over(tmp_path / "in", {"M3.xlsx": GOOD, "M1.xlsx": form(f"{NAME} 2", "Cấp tỉnh")})
    assert unit(outcome, "cao-xa").quota == "undetermined"
    assert "danh sách ghi cấp huyện, bản M1 ghi cấp tỉnh" in only(outcome.findings, "form-level-differs").message
    rich = of_levels(1, 5, top="Đơn vị: Xã Cao Xá")
    assert state(tmp_path / "b", {"M3.xlsx": rich, "M1.xlsx": form(f"{NAME} 2", "Cấp tỉnh")}) == ("on_time", "met")


def test_a_form_that_leaves_the_level_open_leaves_the_verdict_open(tmp_path: Path) -> None:
    files: dict[str, Given] = {"M3.xlsx": SILENT, **forms(1, 3), "M1.xlsx": form(f"{NAME} 9", "")}
    assert state(tmp_path, files) == ("on_time", "undetermined")


def test_a_unit_that_sent_only_forms_is_told_so_and_is_not_silent(tmp_path: Path) -> None:
    outcome = run_over(tmp_path / "in", {**forms(1, 2)})
    standing = unit(outcome, "cao-xa")
    assert (standing.receipt, standing.quota, standing.forms_received) == ("forms_only", "not_assessed", 3)
    assert "chưa gửi danh sách, đã gửi 03 bản M1, M2" in only(outcome.findings, "forms-only").message
    assert not {"missing", "form-without-entry"} & set(codes(outcome.findings, "cao-xa"))


def test_the_deadline_of_the_forms_is_judged_apart_from_the_lists(tmp_path: Path) -> None:
    late: dict[str, Given] = {name: (text, NEXT_DAY) for name, text in forms(1, 1).items()}
    outcome = run_over(tmp_path / "in", {"M3.xlsx": GOOD, **late})
    assert unit(outcome, "cao-xa").receipt == "on_time"
    finding = only(outcome.findings, "forms-late")
    assert (finding.severity, "late" in codes(outcome.findings, "cao-xa")) == ("warning", False)
    assert "2 bản M1, M2 của xã Cao Xá" in finding.message
    turned = run_over(tmp_path / "b", {"M3.xlsx": (GOOD, NEXT_DAY), **forms(1, 1)})
    assert unit(turned, "cao-xa").receipt == "late"
    assert "forms-late" not in codes(turned.findings)


def test_a_late_correction_of_a_form_does_not_undo_a_timely_one(tmp_path: Path) -> None:
    again = {"M1 sửa.xlsx": (form(f"{NAME} 1", "Cấp tỉnh", content="Ghi lại"), NEXT_DAY)}
    outcome = run_over(tmp_path / "in", {"M3.xlsx": GOOD, **forms(1), **again})
    assert "form-again" in codes(outcome.findings)
    assert "forms-late" not in codes(outcome.findings)


def test_a_paper_of_the_units_own_registration_is_named_where_the_list_is_missing(tmp_path: Path) -> None:
    paper = "ĐẢNG BỘ XÃ CAO XÁ\nSố 15-KH/ĐU\nKẾ HOẠCH\nXây dựng đảng bộ “Dân vận khéo” năm 2024\nĐảng ủy xã đề ra"
    outcome = run_over(tmp_path / "in", {"Kế hoạch Cao Xá.xlsx": paper})
    standing = unit(outcome, "cao-xa")
    assert (standing.receipt, standing.own_registration.plan, standing.own_registration.registered) == (
        "missing",
        True,
        None,
    )
    finding = next(f for f in outcome.findings if f.code == "missing" and f.unit == "cao-xa")
    assert "Đã nhận văn bản đăng ký đơn vị" in finding.message


def test_at_the_very_deadline_nothing_is_missing_and_a_second_later_it_is(tmp_path: Path) -> None:
    last = CAMPAIGN.deadline.replace(microsecond=400_000)
    standings = [unit(run_over(tmp_path / "in", {"M3.xlsx": SHORT}, as_of), code) for as_of, code in (
        (CAMPAIGN.deadline, "lien-son"), (last, "lien-son"), (last + dt.timedelta(seconds=1), "lien-son"),
        (CAMPAIGN.deadline, "cao-xa"), (last + dt.timedelta(seconds=1), "cao-xa"),
    )]  # fmt: skip
    assert [state.receipt for state in standings[:3]] == ["pending", "pending", "missing"]
    assert [state.quota for state in standings[3:]] == ["open", "violated"]


def test_a_form_received_in_the_last_second_is_in_time() -> None:
    last = CAMPAIGN.deadline.replace(microsecond=999_000)
    forms = [
        registration("Nuôi gà", n, received_at=at) for n, at in enumerate((last, last + dt.timedelta(seconds=1)))
    ]
    assert [form.row for form in UnitForms(forms).late(CAMPAIGN.deadline)] == [1]
    assert UnitForms([replace(forms[1], time_known=False)]).late(CAMPAIGN.deadline) == []


def test_a_file_time_after_the_moment_of_the_figures_makes_nobody_late_and_is_not_told(tmp_path: Path) -> None:
    outcome = run_over(tmp_path / "in", {"M3.xlsx": (GOOD, "28/11/2026 23:57")})
    standing = unit(outcome, "cao-xa")
    assert (standing.receipt, standing.received_at, standing.time_known) == ("on_time", None, False)
    finding = only(outcome.findings, "time-unknown")
    assert "chưa rõ thời điểm nhận" in finding.message
    assert "2026" not in finding.message
    assert "late" not in codes(outcome.findings, "cao-xa")


def test_a_sole_contested_file_accuses_its_unit_of_nothing(tmp_path: Path) -> None:
    outcome = run_over(tmp_path / "in", {"M3 Liên Sơn.xlsx": SHORT})
    assert unit(outcome, "cao-xa").quota == "undetermined"
    assert {f.severity for f in outcome.findings if f.unit == "lien-son"} == {"warning"}


FREE = replace(CAMPAIGN, units=tuple(replace(each, must_send=each.code != "cao-xa") for each in CAMPAIGN.units))
MANY = of_levels(1, 7, top="Đơn vị: Xã Cao Xá")


@pytest.mark.parametrize(
    ("files", "receipt", "quota", "told"),
    [
        ({}, "missing", "not_assessed", []),
        ({"M3 Cao Xá.xlsx": HEAD}, "empty", "not_assessed", ["empty"]),
        ({"M3.xlsx": (GOOD, NEXT_DAY)}, "late", "met", []),
        ({"M3.xlsx": SHORT}, "on_time", "met", []),
        ({"M3.xlsx": (MANY, NEXT_DAY)}, "late", "violated", ["quota-district-above"]),
    ],
)
def test_a_unit_that_need_not_send_is_told_only_what_its_list_says(
    tmp_path: Path, files: dict[str, Given], receipt: str, quota: str, told: list[str]
) -> None:
    others = {"M3 Lam Cốt.xlsx": of_levels(1, 4, top="Đơn vị: Xã Lam Cốt")}
    with inline():
        outcome = pipeline.run(fill(tmp_path / "in", others | files), FREE, as_of=AFTER)
    standing, view = unit(outcome, "cao-xa"), Facts(outcome)
    assert (standing.receipt, standing.quota, standing.forms_lacking) == (receipt, quota, 0)
    assert codes(outcome.findings, "cao-xa") == told
    assert (standing in view.units, standing in view.obliged) == (receipt in {"late", "on_time"}, False)
    assert view.receipt(standing) == "not_obliged"
