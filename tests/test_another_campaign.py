"""Next year's campaign of another district runs from its tracking book alone, without a line of code."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import html
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from aggregator.book.create import new_book
from aggregator.nouns.finding import violations
from aggregator.nouns.outcome import Outcome
from aggregator.run import deliver_briefing
from aggregator.write.blank import write_blank_forms
from aggregator.write.deliver import Delivery, summary_lines
from aggregator.write.master import master_workbook, verify_balance, verify_master
from tests.sheets import CAMPAIGN, ZONE, m3, run_over, statuses, unit

UNITS = (
    ("uc-ky", "Xã Úc Kỳ", "Xã, thị trấn", "Đảng ủy Úc Kỳ", "có"),
    ("huong-son", "Thị trấn Hương Sơn", "Xã, thị trấn", None, "có"),
    ("kha-son", "Xã Kha Sơn", "Xã, thị trấn", None, "không"),
    ("phong-van-hoa", "Phòng Văn hóa và Thông tin", "Cơ quan, đơn vị", "Phòng VH&TT", "có"),
)
RULES: dict[str, Any] = {
    "Năm đăng ký": 2025,
    "Hạn gửi (ngày, giờ)": dt.datetime(2025, 3, 5, 17, 0),  # noqa: DTZ001 -- a cell knows no zone
    "Ngày báo cáo tại Hội nghị giao ban": dt.datetime(2025, 3, 10),  # noqa: DTZ001
    "Tỉnh": "Thái Nguyên",
    "Huyện": "Phú Bình",
    "Cấp ủy, in ở đầu văn bản": "HUYỆN ỦY PHÚ BÌNH",
    "Xã, thị trấn đăng ký cấp huyện: ít nhất": 2,
}
ENTRIES = m3(
    "| 1 | Thôn Trại | Trồng hoa | Tập thể | x | | 2025 | | Cấp tỉnh |",
    "| 2 | Thôn Trại | Đường điện | Tập thể | | x | tháng 10 | | Cấp huyện |",
    "| 3 | Thôn Ngoài | Thu gom rác | Tập thể | | x | 2025 | | Cấp huyện |",
)


OTHERS = ENTRIES.replace("Thôn", "Tổ dân phố")


def edited_book(path: Path) -> Path:
    """The default book, its sheets “Quy định” and “Đơn vị” rewritten by a person."""
    book = openpyxl.load_workbook(io.BytesIO(new_book(CAMPAIGN)))
    for row in book["Quy định"].iter_rows():
        title: Any = row[0].value
        if title in RULES:
            row[1].value = RULES[title]
    sheet: Any = book["Đơn vị"]
    head: Any = next(row for row in sheet.iter_rows() if row[0].value == "Mã")
    columns = {cell.value: cell.column for cell in head}
    sheet.delete_rows(head[0].row + 1, sheet.max_row)
    for number, (code, name, group, aliases, must) in enumerate(UNITS, start=head[0].row + 1):
        values = {"Mã": code, "Tên đơn vị": name, "Nhóm": group, "Tên gọi khác": aliases, "Phải gửi": must}
        for title, value in values.items():
            sheet.cell(number, columns[title], value)
    chosen: Any = book["Xét, giới thiệu"]
    for number, (name, decision) in enumerate((("Xã Úc Kỳ", "tỉnh"), ("Thị trấn Hương Sơn", "về huyện")), start=4):
        chosen.cell(number, 1).value, chosen.cell(number, 2).value = name, "Trồng hoa"
        chosen.cell(number, 7).value = decision
    book.save(path)
    return path


@pytest.fixture
def outcome(tmp_path: Path) -> Outcome:
    files = {"M3 Úc Kỳ.xlsx": (ENTRIES, "05/03/2025 16:59"), "TT Hương Sơn M3.xlsx": (OTHERS, "05/03/2025 17:01")}
    book = edited_book(tmp_path / "so_theo_doi.xlsx")
    return run_over(tmp_path / "tiep_nhan", files, dt.datetime(2025, 3, 10, 7, tzinfo=ZONE), book=book)


def test_the_campaign_is_the_book_s(outcome: Outcome) -> None:
    campaign = outcome.campaign
    assert (campaign.year, campaign.office.district) == (2025, "Phú Bình")
    assert f"{campaign.deadline:%d/%m/%Y %H:%M %z}" == "05/03/2025 17:00 +0700"


def test_the_units_are_the_book_s_and_whoever_need_not_send_is_not_expected(outcome: Outcome) -> None:
    assert [(state.code, state.expected) for state in outcome.units] == [
        ("uc-ky", True), ("huong-son", True), ("kha-son", False), ("phong-van-hoa", True),
    ]  # fmt: skip
    assert set(statuses(outcome).values()) == {"read"}


def test_its_deadline_and_its_limits_decide(outcome: Outcome) -> None:
    assert (unit(outcome, "uc-ky").receipt, unit(outcome, "uc-ky").quota) == ("on_time", "met")
    assert unit(outcome, "huong-son").receipt == "late"
    assert [f.unit for f in violations(outcome.findings)] == ["phong-van-hoa"]


def test_a_month_without_a_year_is_of_that_year(outcome: Outcome) -> None:
    days = outcome.entries["completion_date"].dropna().dt.date.tolist()
    assert dt.date(2025, 10, 31) in days
    assert {day.year for day in days} == {2025}


def test_whoever_need_not_send_stands_in_the_master_and_counts_nowhere(outcome: Outcome) -> None:
    data = master_workbook(outcome)
    verify_balance(outcome)
    verify_master(data, outcome)
    sheet = openpyxl.load_workbook(io.BytesIO(data))["Tình hình gửi"]
    told = [row for row in sheet.iter_rows(values_only=True) if "Xã Kha Sơn" in row]
    assert [row[2] for row in told] == ["Không phải gửi"]
    assert "Đơn vị phải gửi danh sách: 3, gồm 1 đúng hạn; 1 cần xác minh thời điểm nhận; 1 chưa gửi." in list(
        summary_lines(outcome, Delivery(Path("m.xlsx"), None))
    )


OLD = re.compile(r"Bắc Giang|Tân Yên|1388-CV|09-HD/HU|266-QĐ/HU|năm 2024", re.IGNORECASE)


def words(path: Path) -> str:
    """Everything that a person may read in a file, with what the office program shows of its properties."""
    if path.suffix == ".eml":
        mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        return f"{mail['subject']}\n{mail.get_body().get_content()}"  # type: ignore[union-attr]
    with zipfile.ZipFile(path) as package:
        parts = [package.read(name).decode() for name in package.namelist() if name.endswith((".xml", ".rels"))]
    plain = [re.sub(r"<[^>]*>", "", re.sub(r"</(?:w:p|si|c|t)>", "\n", part)) for part in parts]
    prompts = [value for part in parts for value in re.findall(r'(?:prompt|promptTitle|error)="([^"]*)"', part)]
    return html.unescape("\n".join([*plain, *prompts]))


def left_over(paths: list[Path]) -> Iterator[str]:
    for path in paths:
        for line in words(path).splitlines():
            if OLD.search(line) and not line.startswith("Mô hình đã và đang hoạt động"):
                yield f"{path.name}: {line.strip()[:200]}"


def test_no_paper_of_it_names_the_old_place_year_or_letter(tmp_path: Path, outcome: Outcome) -> None:
    master = tmp_path / "tong_hop.xlsx"
    master.write_bytes(master_workbook(outcome))
    deliver_briefing(outcome, tmp_path / "bao_cao.docx")
    new = tmp_path / "so_moi.xlsx"
    new.write_bytes(new_book(outcome.campaign))
    blanks = write_blank_forms(outcome.campaign, tmp_path / "bieu_mau", per_unit=True)
    papers = list(tmp_path.glob("*.docx"))
    assert len(papers) == 3
    assert list(left_over([master, new, *papers, *(p for p in blanks if p.suffix != ".txt")])) == []
    assert len(blanks) > len(UNITS)


def test_the_letter_to_the_province_leaves_room_for_the_number_that_is_not_known(outcome: Outcome) -> None:
    papers = outcome.campaign.papers
    assert papers.call == "Công văn số … ngày … của Ban Dân vận Tỉnh ủy"
    assert papers.superior == "Ban Dân vận Tỉnh ủy Thái Nguyên"
    assert papers.letter.endswith("năm 2025")
    m1, m2 = outcome.campaign.registration_forms
    assert "số … ngày …" in m1.intro
    assert m1.title[-1].endswith("năm 2025")
    assert m2.statement is not None
    assert "2025" in m2.statement
