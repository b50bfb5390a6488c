"""Every unit settled: its receipt, what counts, and the status of every file."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from aggregator.judge.settlement import settle
from aggregator.nouns.file import AttributedFile
from aggregator.nouns.outcome import Outcome
from aggregator.nouns.standing import Settlement, UnitAccount
from tests.handled import entries_of, handled, listed
from tests.sheets import (
    CAMPAIGN,
    HEAD,
    Given,
    codes,
    m3,
    of_levels,
    only,
    run_over,
    statuses,
    submission,
    unit,
    workbook,
)

EARLY, LATE = "26/02/2024 09:00", "28/02/2024 09:00"


def settle_all(*items: AttributedFile) -> Settlement:
    return settle(items, entries_of(list(items)), CAMPAIGN)


def of(settlement: Settlement, code: str) -> UnitAccount:
    return next(unit for unit in settlement.units if unit.unit.code == code)


def test_every_unit_of_the_roster_is_there_even_if_nothing_came() -> None:
    settlement = settle_all()
    assert [unit.unit for unit in settlement.units] == list(CAMPAIGN.units)
    assert {unit.receipt.state for unit in settlement.units} == {"missing"}


def test_a_superseded_file_says_by_what() -> None:
    settlement = settle_all(
        listed("cũ.xlsx", "Trồng hoa", when=EARLY), listed("mới.xlsx", "Trồng hoa", "Nuôi gà", when=LATE)
    )
    assert settlement.statuses == {"cũ.xlsx": "superseded", "mới.xlsx": "read"}
    assert settlement.reasons == {"cũ.xlsx": "có bản sau: mới.xlsx"}


def test_a_late_correction_does_not_undo_a_timely_list() -> None:
    settlement = settle_all(
        listed("cũ.xlsx", "Trồng hoa", when=EARLY), listed("mới.xlsx", "Trồng hoa", "Nuôi gà", when=LATE)
    )
    unit = of(settlement, "cao-xa")
    assert unit.receipt.state == "on_time"
    assert unit.last_change is not None
    assert unit.last_change.file == "mới.xlsx"


def test_a_duplicate_counts_once_and_names_its_original() -> None:
    settlement = settle_all(*(listed(f, "Trồng hoa", sha256="1") for f in ("M3.xlsx", "M3 (1).xlsx")))
    assert settlement.statuses == {"M3.xlsx": "read", "M3 (1).xlsx": "duplicate"}
    assert "M3.xlsx" in settlement.reasons["M3 (1).xlsx"]


def test_two_units_that_send_back_the_same_blank_form_are_both_empty() -> None:
    settlement = settle_all(
        handled("a.xlsx", HEAD, unit="cao-xa", sha256="1"), handled("bb.xlsx", HEAD, unit="lien-son", sha256="1")
    )
    assert [of(settlement, code).receipt.state for code in ("cao-xa", "lien-son")] == ["empty", "empty"]


def test_a_list_of_an_unknown_unit_belongs_to_no_unit() -> None:
    settlement = settle_all(listed("lạ.xlsx", "Trồng hoa", unit=None))
    assert settlement.statuses == {"lạ.xlsx": "unknown_unit"}
    assert {unit.receipt.state for unit in settlement.units} == {"missing"}


def test_a_letter_in_the_same_mail_says_that_the_list_replaces_the_earlier() -> None:
    old = listed("1.eml!M3.xlsx", "Trồng hoa", "Nuôi gà", when="22/02/2024 08:00", source="email")
    new = listed("2.eml!M3.xlsx", "Trồng ổi", when="22/02/2024 15:00", source="email")
    words = "Danh sách kèm theo thay thế danh sách đã gửi."
    letter = handled("2.eml!Công văn.docx", words, "22/02/2024 15:00", form=None, of_succession=(words,))
    assert settle_all(old, new).statuses["1.eml!M3.xlsx"] == "read"
    assert settle_all(old, new, letter).statuses["1.eml!M3.xlsx"] == "superseded"


UNITS = ("Xã Cao Xá", "Xã Ngọc Thiện", "Xã Liên Sơn")
JOINT = "| STT | {} | Địa chỉ | Tên mô hình | Tập thể hoặc cá nhân | Mới | Hoàn thành | Mục tiêu | Cấp đăng ký |"
TOP = "DANH SÁCH ĐĂNG KÝ MÔ HÌNH, ĐIỂN HÌNH “DÂN VẬN KHÉO” NĂM 2024 - CỤM SỐ 2"


def model(number: int, whose: str, level: str = "Cấp huyện", name: str = "Trồng hoa ven đường số") -> str:
    return f"| {number} | {whose} | Thôn {number} | {name} {number} | Tập thể | x | 30/10/2024 | Đẹp | {level} |"


def joint(*whose: str, column: str = "Đơn vị") -> str:
    """A list of a cluster: of each unit one model of the province and four of the district."""
    lines = [model(n, name, "Cấp huyện" if n > 1 else "Cấp tỉnh") for name in whose for n in range(1, 6)]
    return "\n".join([TOP, JOINT.format(column), *lines])


def under_headings(*headings: str) -> str:
    lines = [line for name in headings for line in (name, *(model(n, "") for n in range(1, 3)))]
    return "\n".join([TOP, JOINT.format("Ghi chú"), *lines])


def of_rows(outcome: Outcome) -> dict[str, int]:
    return dict(Counter(outcome.entries["unit"].astype(object).fillna("").tolist()))


@pytest.mark.parametrize("column", ["Đơn vị", "Xã, thị trấn", "Đơn vị đăng ký"])
def test_the_rows_of_a_joint_list_count_for_the_units_that_they_name_and_settle_no_verdict(
    tmp_path: Path, column: str
) -> None:
    outcome = run_over(tmp_path / "in", {"cụm 2.xlsx": joint(*UNITS, column=column)})
    assert of_rows(outcome) == {"cao-xa": 5, "ngoc-thien": 5, "lien-son": 5}
    for code in ("cao-xa", "ngoc-thien", "lien-son"):
        assert (unit(outcome, code).receipt, unit(outcome, code).quota) == ("on_time", "undetermined")
        assert "joint-list" in codes(outcome.findings, code)
    told = next(f for f in outcome.findings if f.code == "joint-list" and f.unit == "lien-son")
    assert "“cụm 2.xlsx”" in told.message
    assert "dòng 13, 14, 15, 16, 17" in told.message
    came = submission(outcome, "cụm 2.xlsx")
    assert (came.status, came.unit) == ("read", "cao-xa")
    assert came.reason == "tệp có cả danh sách của Xã Ngọc Thiện, Xã Liên Sơn"


@pytest.mark.parametrize("numbered", [("I. XÃ CAO XÁ", "II. XÃ LIÊN SƠN"), ("Xã Cao Xá:", "Xã Liên Sơn:")])
def test_headings_of_units_say_whose_the_rows_below_are(tmp_path: Path, numbered: tuple[str, str]) -> None:
    outcome = run_over(tmp_path / "in", {"cụm 2.xlsx": under_headings(*numbered)})
    assert of_rows(outcome) == {"cao-xa": 2, "lien-son": 2}
    assert {unit(outcome, code).quota for code in ("cao-xa", "lien-son")} == {"undetermined"}
    assert "group-unknown" not in codes(outcome.findings)


def test_a_joint_list_supersedes_no_list_of_a_units_own_and_repeats_its_models(tmp_path: Path) -> None:
    own = of_levels(1, 4, top="ĐẢNG ỦY XÃ CAO XÁ")
    files: dict[str, Given] = {"M3 Cao Xá.xlsx": own, "cụm 2.xlsx": (joint(*UNITS), "27/02/2024 10:00")}
    outcome = run_over(tmp_path / "in", files)
    assert statuses(outcome) == {"M3 Cao Xá.xlsx": "read", "cụm 2.xlsx": "read"}
    assert (of_rows(outcome)["cao-xa"], unit(outcome, "cao-xa").quota) == (5, "met")
    assert {*outcome.entries.query("unit == 'cao-xa'")["file"]} == {"M3 Cao Xá.xlsx"}
    assert unit(outcome, "lien-son").quota == "undetermined"


def test_a_ditto_mark_names_the_unit_above(tmp_path: Path) -> None:
    table = joint(*UNITS).splitlines()
    for at in (3, 4, 9):
        table[at] = table[at].replace("Xã Cao Xá", "nt").replace("Xã Ngọc Thiện", "như trên")
    outcome = run_over(tmp_path / "in", {"cụm 2.xlsx": "\n".join(table)})
    assert of_rows(outcome) == {"cao-xa": 5, "ngoc-thien": 5, "lien-son": 5}


@pytest.mark.parametrize(("own", "more"), [(5, [model(9, "Xã Cao Xá", name="Nuôi ong lấy mật")]), (3, [])])
def test_neither_an_excess_nor_a_quota_met_rests_on_a_joint_list(tmp_path: Path, own: int, more: list[str]) -> None:
    files: dict[str, Given] = {
        "M3 Cao Xá.xlsx": of_levels(1, own, top="ĐẢNG ỦY XÃ CAO XÁ"),
        "cụm 2.xlsx": "\n".join([joint(*UNITS), *more]),
    }
    assert unit(run_over(tmp_path / "in", files), "cao-xa").quota == "undetermined"


def test_rows_that_name_nobody_stay_of_unknown_unit_and_spare_those_named(tmp_path: Path) -> None:
    more = "\n".join([joint(*UNITS), model(6, "Cơ sở 3"), model(7, "")])
    own = of_levels(1, 1, top="ĐẢNG ỦY XÃ CAO XÁ", prefix="Nuôi gà số")
    outcome = run_over(tmp_path / "in", {"M3 Cao Xá.xlsx": own, "cụm 2.xlsx": more})
    assert of_rows(outcome)[""] == 2
    assert only(outcome.findings, "unknown-unit-sheet").file == "cụm 2.xlsx"
    assert {f.severity for f in outcome.findings if f.code == "missing"} == {"warning"}


@pytest.mark.parametrize(
    "bodies", [("Hội LHPN xã", "Thôn Đông", "Chi bộ 3"), ("Hội Nông dân", "Thôn Liên Sơn", "Thôn 5")]
)
def test_a_column_of_the_units_own_bodies_and_hamlets_makes_no_joint_list(
    tmp_path: Path, bodies: tuple[str, ...]
) -> None:
    lines = [
        model(n, name, "Cấp huyện" if n > 1 else "Cấp tỉnh") for n, name in enumerate((*bodies, *bodies[:2]), 1)
    ]
    table = "\n".join(["ĐẢNG ỦY XÃ CAO XÁ", TOP, JOINT.format("Đơn vị"), *lines])
    outcome = run_over(tmp_path / "in", {"M3.xlsx": table})
    assert (of_rows(outcome), unit(outcome, "cao-xa").quota) == ({"cao-xa": 5}, "met")
    assert "joint-list" not in codes(outcome.findings)


def test_a_column_of_places_makes_no_joint_list(tmp_path: Path) -> None:
    table = joint(*UNITS, column="Xã").replace("| Địa chỉ ", "| Ghi chú ")
    outcome = run_over(tmp_path / "in", {"danh sách.xlsx": table})
    assert of_rows(outcome) == {"": 15}


@pytest.mark.parametrize(
    "places", [("Thôn Đồng Lạng, xã Ngọc Lý", "Xã Ngọc Vân", "Hai xã"), ("Ngọc Lý", "Ngọc Vân", "")]
)
def test_the_addresses_under_a_joint_letterhead_say_whose_each_model_is(
    tmp_path: Path, places: tuple[str, ...]
) -> None:
    rows = [
        f"| {n} | {place} | Trồng hoa ven đường số {n} | Tập thể | | x | | | Cấp huyện |"
        for n, place in enumerate(places, 1)
    ]
    outcome = run_over(tmp_path / "in", {"cụm.xlsx": "Tên đơn vị: Xã Ngọc Lý, xã Ngọc Vân\n" + m3(*rows)})
    assert of_rows(outcome) == {"ngoc-ly": 1, "ngoc-van": 1, "": 1}
    assert {unit(outcome, code).quota for code in ("ngoc-ly", "ngoc-van")} == {"undetermined"}
    assert "body-of-commune" not in codes(outcome.findings)
    assert "violation" in {f.severity for f in outcome.findings if f.code == "missing" and f.unit == "cao-xa"}


def test_a_joint_list_whose_rows_name_nobody_is_asked_about_and_leaves_none_of_its_units_silent(
    tmp_path: Path,
) -> None:
    outcome = run_over(tmp_path / "in", {"ds.xlsx": of_levels(0, 2, top="Chi cục Thuế và Kho bạc Nhà nước huyện")})
    assert only(outcome.findings, "unknown-unit").file == "ds.xlsx"
    silent = {f.unit: f.severity for f in outcome.findings if f.code == "missing"}
    assert {code for code, severity in silent.items() if severity == "warning"} == {"chi-cuc-thue", "kho-bac"}


def test_a_joint_list_that_came_late_makes_nobody_late_for_certain(tmp_path: Path) -> None:
    mail = b"Received: by x; Thu, 29 Feb 2024 08:00:00 +0700\r\nFrom: cum2@example.vn\r\nSubject: Cum 2\r\n"
    body = "\r\n".join(f"<p>{TOP}</p><table>{rows_in_html(joint(*UNITS))}</table>".splitlines())
    content = mail + b"Content-Type: text/html; charset=utf-8\r\n\r\n" + body.encode()
    outcome = run_over(tmp_path / "in", {"cum2.eml": content})
    late = [f for f in outcome.findings if f.code == "late"]
    assert {(f.unit, f.severity) for f in late} == {(c, "warning") for c in ("cao-xa", "ngoc-thien", "lien-son")}
    assert all("danh sách chung" in f.message for f in late)


def rows_in_html(table: str) -> str:
    rows = ([cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[1:])
    return "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)


ASKED = [
    "BẢN ĐĂNG KÝ", "1. Tên mô hình đăng ký: Mô hình của {}", "2. Thuộc lĩnh vực: Kinh tế",
    "3. Đăng ký mô hình, điển hình ở cấp: Huyện", "4. Nội dung thực hiện: Họp dân",
    "5. Thời gian thực hiện: Quý III", "7. Kết quả dự kiến: Tốt", "THỦ TRƯỞNG CƠ QUAN",
]  # fmt: skip


def test_each_form_of_a_paper_of_several_agencies_is_its_own_units(tmp_path: Path) -> None:
    offices = ("PHÒNG NỘI VỤ", "PHÒNG Y TẾ", "HẠT KIỂM LÂM")
    paper = "\n".join(line.format(name) for name in offices for line in ("HUYỆN ỦY TÂN YÊN", name, *ASKED))
    outcome = run_over(tmp_path / "in", {"khối cơ quan.xlsx": paper})
    assert [form.unit for form in outcome.registrations] == ["phong-noi-vu", "phong-y-te", "kiem-lam"]
    assert {unit(outcome, code).receipt for code in ("phong-noi-vu", "phong-y-te", "kiem-lam")} == {"forms_only"}


AGENCIES = {
    "phong-noi-vu": "PHÒNG NỘI VỤ",
    "buu-dien": "CHI BỘ BƯU ĐIỆN HUYỆN",
    "ban-to-chuc": "BAN TỔ CHỨC HUYỆN ỦY",
}
OWN_TITLE = "DANH SÁCH ĐĂNG KÝ XÂY DỰNG\nMÔ HÌNH, ĐIỂN HÌNH “DÂN VẬN KHÉO” NĂM 2024"
ALONE = "Năm 2024 đơn vị không đăng ký mô hình."
OWN_TABLES = {  # what an agency's own sheet or table holds: its receipt
    "| 1 | | Không đăng ký |": "nil",
    "| | | Không có mô hình đăng ký |\n| 2 |": "nil",
    "Không đăng ký": "nil",
    f"| 1 |\n| 2 |\n\n{ALONE}": "nil",
    "| 1 |\n| 2 |\n...": "empty",
    "| 1 |\n\nĐơn vị không đăng ký mô hình cấp tỉnh.": "empty",
    "| 1 | Tại cơ quan | | Tập thể |": "unreadable",
}


def own_tables(nil: str, at: int, province: int = 0) -> list[str]:
    """The list of each agency under its own line and title; that at one place holds something else."""
    tables = [of_levels(province, district=1, base=1, top=f"{name}\n{OWN_TITLE}") for name in AGENCIES.values()]
    tables = [table.replace("I. Lĩnh vực kinh tế\n", "") for table in tables]
    name = [*AGENCIES.values()][at]
    tables[at] = f"{name}\n{ALONE}" if nil == ALONE else "\n".join([name, OWN_TITLE, HEAD, nil])
    return tables


@pytest.mark.parametrize("at", [0, 1, 2])
@pytest.mark.parametrize(("nil", "receipt"), [*OWN_TABLES.items(), (ALONE, "nil")])
def test_a_file_of_several_agencies_is_to_each_what_its_own_sheet_or_table_is(
    tmp_path: Path, nil: str, receipt: str, at: int
) -> None:
    tables = own_tables(nil, at)
    if receipt == "unreadable" and at < 2:
        tables = tables[:at] + tables[at + 1 :] + tables[at : at + 1]
    for file in (workbook(*tables), workbook("\n\n\n".join(tables))):
        outcome = run_over(tmp_path / str(len(file)), {"khối.xlsx": file})
        for code in AGENCIES:
            own = code == [*AGENCIES][at]
            state = unit(outcome, code)
            assert (code, state.receipt) == (code, receipt if own else "on_time")
            assert state.quota == ("not_assessed" if own and receipt != "nil" else "met")
        accused = {f.unit for f in outcome.findings if f.severity == "violation"}
        assert accused.isdisjoint(AGENCIES)
        assert {"phong-y-te", "cao-xa"} <= accused
        assert {"joint-list", "unit-conflict", "table-not-joined"}.isdisjoint(codes(outcome.findings))


def test_an_excess_under_an_agencys_own_line_and_title_is_called(tmp_path: Path) -> None:
    tables = own_tables(ALONE, 2, province=3)
    for file in (workbook(*tables), workbook("\n\n\n".join(tables))):
        outcome = run_over(tmp_path / str(len(file)), {"khối.xlsx": file})
        assert [unit(outcome, code).quota for code in AGENCIES] == ["violated", "violated", "met"]


GATHERED = """BAN DÂN VẬN HUYỆN ỦY
CỤM THI ĐUA SỐ 3
KHỐI THI ĐUA NỘI CHÍNH
TỔNG HỢP ĐĂNG KÝ CỦA CÁC ĐƠN VỊ
TRÍCH DANH SÁCH ĐĂNG KÝ MÔ HÌNH NĂM 2024
DANH SÁCH MÔ HÌNH ĐỀ NGHỊ XÉT CẤP TỈNH NĂM 2024
DANH SÁCH CHUNG ĐĂNG KÝ MÔ HÌNH “DÂN VẬN KHÉO” NĂM 2024""".splitlines()


@pytest.mark.parametrize("over", [*GATHERED, "HUYỆN ỦY TÂN YÊN\nBAN DÂN VẬN\nTỔNG HỢP CHUNG"])
def test_no_verdict_rests_on_tables_of_several_that_somebody_gathered(tmp_path: Path, over: str) -> None:
    tables = "\n\n\n".join([over, *own_tables(ALONE, 2, province=3)])
    outcome = run_over(tmp_path / "in", {"khối.xlsx": workbook(tables)})
    assert {unit(outcome, code).quota for code in ("phong-noi-vu", "buu-dien")} == {"undetermined"}
    assert unit(outcome, "ban-to-chuc").receipt == "nil"


@pytest.mark.parametrize("nil", ["Không", "Không đăng ký", "Không có mô hình", "Đơn vị không đăng ký mô hình nào"])
@pytest.mark.parametrize("last", [True, False])
def test_a_row_of_a_joint_list_that_registers_nothing_is_its_agencys_answer(
    tmp_path: Path, nil: str, last: bool
) -> None:
    names, row = ["Phòng Tư pháp", "Thanh tra huyện"], f"| 1 | {{}} | | {nil} |"
    by_column, by_heading = [model(n, name) for n, name in enumerate(names, 1)], []
    by_column.insert(2 if last else 0, row.format("Phòng Nội vụ"))
    for name in [*names, "Phòng Nội vụ"] if last else ["Phòng Nội vụ", *names]:
        by_heading += [name, row.format("") if name == "Phòng Nội vụ" else model(1, "")]
    for column, lines in (("Đơn vị", by_column), ("Ghi chú", by_heading)):
        outcome = run_over(tmp_path / column, {"ds.xlsx": "\n".join([TOP, JOINT.format(column), *lines])})
        receipts = [unit(outcome, code).receipt for code in ("phong-noi-vu", "phong-tu-phap", "thanh-tra")]
        assert receipts == ["nil", "on_time", "on_time"]
        assert "row-without-name" not in codes(outcome.findings)
        assert submission(outcome, "ds.xlsx").unit == "phong-tu-phap"


def test_a_row_of_a_joint_list_without_a_name_registers_something_unread(tmp_path: Path) -> None:
    rows = [*(model(n, name) for n, name in enumerate(UNITS, 1)), "| 4 | Xã Cao Thượng | Thôn 4 | | Tập thể |"]
    outcome = run_over(tmp_path / "in", {"ds.xlsx": "\n".join([TOP, JOINT.format("Đơn vị"), *rows])})
    told = next(f for f in outcome.findings if f.code == "missing" and f.unit == "cao-thuong")
    assert told.severity == "warning"


def test_the_forms_alone_on_one_agencys_sheet_are_its_own(tmp_path: Path) -> None:
    paper = "\n".join(line.format("PHÒNG Y TẾ") for line in ("HUYỆN ỦY TÂN YÊN", "PHÒNG Y TẾ", *ASKED))
    lists = own_tables(ALONE, 2)
    for sheets in ([paper, *lists], [*lists, paper]):
        outcome = run_over(tmp_path / str(sheets.index(paper)), {"khối.xlsx": workbook(*sheets)})
        assert [form.unit for form in outcome.registrations] == ["phong-y-te"]
        receipts = [unit(outcome, code).receipt for code in ("phong-y-te", *AGENCIES)]
        assert receipts == ["forms_only", "on_time", "on_time", "nil"]
        assert "unit-conflict" not in codes(outcome.findings)


def test_the_forms_of_another_agency_beside_one_agencys_list_are_asked_about(tmp_path: Path) -> None:
    paper = "\n".join(line.format("PHÒNG Y TẾ") for line in ("HUYỆN ỦY TÂN YÊN", "PHÒNG Y TẾ", *ASKED))
    outcome = run_over(tmp_path / "in", {"M4.xlsx": workbook(own_tables(ALONE, 2)[0], paper)})
    assert unit(outcome, "phong-noi-vu").receipt == "on_time"
    assert only(outcome.findings, "unit-conflict").unit == "phong-noi-vu"
