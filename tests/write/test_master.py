"""The master workbook: what a clerk finds in it, and what must never happen to what a unit typed."""

from __future__ import annotations

import datetime as dt
import io
import os
import re
import shutil
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from msgspec import structs
from python_calamine import CalamineWorkbook

from aggregator.nouns.finding import finding
from aggregator.nouns.outcome import Outcome
from aggregator.office.sheet import height, lines_needed
from aggregator.write.master import master_sheets, master_workbook, verify_master
from tests.soffice import converted
from tests.write.masters import master_of, opened
from tests.write.outcome_maker import CAMPAIGN
from tests.write.outcomes import empty_outcome, made_up_outcome, outcome_with, perfect_outcome

if TYPE_CHECKING:
    from collections.abc import Sequence


SHEETS = [  # the contract
    "Tổng quan",
    "I. Kinh tế",
    "II. Văn hóa - xã hội",
    "III. Quốc phòng - an ninh",
    "IV. Hệ thống chính trị",
    "Chưa rõ lĩnh vực",
    "Chưa đúng số lượng",
    "Gửi chậm, chưa gửi",
    "Nội dung cần sửa",
    "Cấp tỉnh",
    "Cấp huyện",
    "Tình hình gửi",
    "Sổ tiếp nhận",
    "Đối chiếu số liệu",
]
HOSTILE = [
    "=1+1",
    "+84 912 000 000",
    "-cmd|' /C calc'!A0",
    "@SUM(A1)",
    "{=SUM(A1:A2)}",
    "http://example.com/a",
    "mailto:a@example.com",
    "internal:'Tổng quan'!A1",
    "0912000000",
    "<b>&amp;</b>",
    "_x0041_",
    "  đầu và cuối có dấu cách  ",
]
Cells = list[list[object]]


def full() -> Outcome:
    return made_up_outcome()


def full_master() -> bytes:
    return master_of(full())


def sheet(data: bytes, name: str) -> Cells:
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return [list(row) for row in workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)]


def table(data: bytes, name: str) -> list[dict[str, object]]:
    """The numbered lines of a sheet, by the heads of its columns."""
    rows = sheet(data, name)
    head = next(number for number, row in enumerate(rows) if row[0] == "STT")
    lines = [row for row in rows[head + 1 :] if isinstance(row[0], float)]
    return [dict(zip(map(str, rows[head]), line, strict=True)) for line in lines]


def words(data: bytes, name: str) -> str:
    return "\n".join(str(cell) for row in sheet(data, name) for cell in row if cell != "")


def xml(data: bytes, pattern: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return "\n".join(package.read(n).decode() for n in package.namelist() if re.search(pattern, n))


def test_the_sheets_stand_in_the_order_of_the_contract() -> None:
    assert CalamineWorkbook.from_filelike(io.BytesIO(full_master())).sheet_names == SHEETS
    assert [sheet.name for sheet in master_sheets(CAMPAIGN)] == SHEETS


def test_the_same_outcome_gives_the_same_bytes() -> None:
    again = made_up_outcome.__wrapped__()
    assert again is not full()
    assert master_workbook(again) == full_master()


def test_a_large_master_is_assembled_on_disk_and_has_the_same_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aggregator.write.master.LARGE", 0)
    packages = [zipfile.ZipFile(io.BytesIO(data)) for data in (full_master(), master_workbook(full()))]
    small, large = ({name: package.read(name) for name in package.namelist()} for package in packages)
    assert small == large
    assert master_workbook(full()) == master_workbook(full())


def test_the_master_bears_the_moment_of_its_figures_and_not_of_its_writing() -> None:
    assert "2024-02-29T08:15:00Z" in xml(full_master(), "core.xml")


@pytest.mark.parametrize("name", SHEETS)
def test_each_sheet_says_when_its_figures_were_taken(name: str) -> None:
    assert "Số liệu chốt lúc 08:15 ngày 29/02/2024" in words(full_master(), name)


@pytest.mark.parametrize("name", SHEETS)
def test_each_sheet_prints_on_a4_landscape_with_page_numbers(name: str) -> None:
    paper = opened(full_master())[name]
    assert (paper.page_setup.orientation, str(paper.page_setup.paperSize)) == ("landscape", "9")
    assert (paper.page_setup.fitToWidth or 1) == 1
    assert paper.sheet_properties.pageSetUpPr is not None
    assert paper.sheet_properties.pageSetUpPr.fitToPage
    assert "Trang &amp;P/&amp;N" in xml(full_master(), f"sheet{SHEETS.index(name) + 1}.xml")
    assert paper.freeze_panes is not None


@pytest.mark.parametrize("name", SHEETS[1:])
def test_each_table_repeats_its_head_in_print(name: str) -> None:
    paper = opened(full_master())[name]
    row = int(str(paper.print_title_rows).split(":")[0].strip("$"))
    assert paper.cell(row, 1).value == "STT"


def test_each_entry_stands_on_one_field_sheet_and_leads_back_to_file_sheet_and_row() -> None:
    shown = [line["Nguồn"] for name in SHEETS[1:6] for line in table(full_master(), name)]
    entries = full().entries
    places = [
        f"{file} › {sheet} › dòng {row}"
        for file, sheet, row in zip(entries["file"], entries["sheet"], entries["row"], strict=True)
    ]
    assert sorted(map(str, shown)) == sorted(places)


def test_a_column_that_the_forms_have_besides_is_shown_before_the_notes() -> None:
    outcome = outcome_with([{}, {}])
    frame = outcome.entries.assign(funding=pd.Series(["5 triệu đồng", None], dtype=object))
    shown = table(master_workbook(structs.replace(outcome, entries=frame)), "I. Kinh tế")
    assert [line["funding"] for line in shown] == ["5 triệu đồng", ""]


def test_a_suggested_field_is_no_field() -> None:
    suggested = outcome_with([{"field": "economy", "field_source": "suggested"}])
    data = master_workbook(suggested)
    assert table(data, "I. Kinh tế") == []
    assert table(data, "Chưa rõ lĩnh vực")[0]["Gợi ý lĩnh vực"] == "I. Kinh tế"


def test_entries_of_an_unknown_unit_stand_last_and_say_so() -> None:
    unit = [line["Đơn vị"] for name in SHEETS[1:6] for line in table(full_master(), name)[-1:] if line["Đơn vị"]]
    assert "Chưa rõ đơn vị" in unit


def test_entries_stand_in_the_order_of_the_roster() -> None:
    roster = [unit.name for unit in CAMPAIGN.units] + ["Chưa rõ đơn vị"]
    for name in SHEETS[1:6]:
        places = [roster.index(str(line["Đơn vị"])) for line in table(full_master(), name)]
        assert places == sorted(places)


@pytest.mark.parametrize("typed", HOSTILE)
def test_text_stays_text(typed: str) -> None:
    data = master_workbook(outcome_with([{"name": typed, "goals": typed, "note": typed, "file": typed}]))
    line = table(data, "I. Kinh tế")[0]
    assert (line["Tên mô hình"], line["Mục tiêu đề ra"], line["Ghi chú"]) == (typed, typed, typed)
    assert "<f>" not in xml(data, "worksheets/sheet")
    assert "http" not in re.sub(r'http://(schemas|purl|www\.w3)[^"]*', "", xml(data, "rels"))


def test_text_like_a_formula_stays_text_even_when_a_person_edits_it() -> None:
    plain, quoted = (master_workbook(outcome_with([{"name": name}])) for name in ("1+1", "=1+1"))
    assert "quotePrefix" not in xml(plain, "styles.xml")
    assert "quotePrefix" in xml(quoted, "styles.xml")


def test_control_characters_are_dropped_and_line_breaks_kept() -> None:
    data = master_workbook(outcome_with([{"goals": "một\x00\x07\r\nhai\x0bba\ufffe\ud800"}]))
    assert table(data, "I. Kinh tế")[0]["Mục tiêu đề ra"] == "một\nhai\nba"


@pytest.mark.parametrize("letter", ["a", "ộ", "😀"])
def test_text_beyond_the_limit_of_a_cell_says_that_it_is_cut(letter: str) -> None:
    data = master_workbook(outcome_with([{"goals": letter * 40_000}]))
    line = table(data, "I. Kinh tế")[0]
    shown = str(line["Mục tiêu đề ra"])
    assert shown.endswith("…(xem tệp gốc)")
    assert len(shown.encode("utf-16-le")) // 2 in {32_766, 32_767}
    assert "in không hết" in str(line["Nguồn"])


def test_completion_shows_what_was_typed_and_the_date_it_comes_to() -> None:
    facts: list[dict[str, Any]] = [
        {"completion": "Quý III/2024", "completion_date": dt.date(2024, 9, 30)},
        {"completion": "30/09/2024", "completion_date": dt.date(2024, 9, 30)},
        {"completion": "Thường xuyên", "completion_date": None},
        {"completion": None, "completion_date": None},
    ]
    shown = [line["Thời gian hoàn thành"] for line in table(master_workbook(outcome_with(facts)), "I. Kinh tế")]
    assert shown == ["Quý III/2024 (30/09/2024)", "30/09/2024", "Thường xuyên", "Chưa ghi"]


def test_the_holder_is_shown_as_typed_with_its_kind() -> None:
    facts: list[dict[str, Any]] = [
        {"holder": "Tập thể", "holder_kind": "collective"},
        {"holder": "Bà Trần Thị Mẫu", "holder_kind": "individual"},
        {"holder": "Nhóm A", "holder_kind": None},
        {"holder": None, "holder_kind": None},
    ]
    shown = [line["Tập thể / cá nhân"] for line in table(master_workbook(outcome_with(facts)), "I. Kinh tế")]
    assert shown == ["Tập thể", "Bà Trần Thị Mẫu (Cá nhân)", "Nhóm A (chưa rõ tập thể hay cá nhân)", "Chưa ghi"]


EMPTY_WORDS = [
    ("I. Kinh tế", "Chưa có mô hình nào đăng ký ở lĩnh vực kinh tế."),
    ("Chưa rõ lĩnh vực", "Không có mô hình nào chưa rõ lĩnh vực."),
    ("Chưa đúng số lượng", "Không có đơn vị nào đăng ký chưa đúng số lượng."),
    ("Nội dung cần sửa", "Không có nội dung nào cần sửa."),
    ("Cấp tỉnh", "Chưa có nội dung nào đăng ký cấp tỉnh."),
    ("Sổ tiếp nhận", "Chưa có tệp nào trong thư mục nhận về."),
    ("Đối chiếu số liệu", "Chưa có tệp nào được đưa vào số liệu."),
]


@pytest.mark.parametrize(("name", "said"), EMPTY_WORDS)
def test_an_empty_report_says_so_in_words(name: str, said: str) -> None:
    assert said in words(master_of(empty_outcome()), name)


def test_when_all_came_in_time_the_report_of_the_late_says_so() -> None:
    said = words(master_of(perfect_outcome()), "Gửi chậm, chưa gửi")
    assert "Không có đơn vị nào gửi chậm hoặc chưa gửi." in said


def test_a_quota_verdict_names_rule_source_count_limit_and_the_rows_counted() -> None:
    outcome = full()
    unit = next(unit for unit in outcome.units if unit.quota == "violated" and unit.kind == "commune")
    rows = sheet(full_master(), "Chưa đúng số lượng")
    start = next(number for number, row in enumerate(rows) if row[1] == unit.name)
    limit = unit.broken[0]
    assert rows[start][2] == "Cấp tỉnh"
    assert str(rows[start][3]).casefold() == limit.source.casefold()
    assert (rows[start][4], rows[start][5]) == (unit.counts["province"], "ít nhất 1")
    counted = rows[start + len(unit.broken) : start + len(unit.broken) + len(unit.entry_labels)]
    assert {row[1] for row in counted} == {unit.name}  # so that a filter by unit shows them
    assert {row[3] for row in counted} == set(outcome.entries["name"].loc[list(unit.entry_labels)])


def test_the_rules_of_all_limits_are_said_once_above_what_is_not_concluded() -> None:
    outcome = full()
    said = words(full_master(), "Chưa đúng số lượng")
    for group, begin in (("commune", "Quy định đối với xã, thị trấn: "), ("agency", "Quy định đối với cơ quan, ")):
        note = said.partition(begin)[2].partition("\n")[0]
        assert said.count(begin) == 1
        assert all(limit.source in note for limit in outcome.campaign.limits if limit.group == group)
    unit = next(unit for unit in outcome.units if unit.quota == "undetermined")
    row = next(row for row in sheet(full_master(), "Chưa đúng số lượng") if row[1] == unit.name)
    assert row[2:6:3] == ["Các cấp", "nêu ở đầu trang"]
    assert (row[4], "điểm 3" in str(row[3])) == (sum(unit.counts.values()), False)


def test_violated_undetermined_and_open_quotas_stand_apart_in_this_order() -> None:
    said = words(full_master(), "Chưa đúng số lượng")
    bands = [said.index(text) for text in ("A. Đơn vị", "B. Đơn vị chưa kết luận", "C. Đơn vị đăng ký chưa đủ")]
    assert bands == sorted(bands)


def test_lateness_on_weak_evidence_is_never_called_late() -> None:
    outcome = full()
    weak = {f.unit for f in outcome.findings if f.code == "late" and f.severity == "warning"}
    names = {unit.name for unit in outcome.units if unit.code in weak}
    assert names
    lines = {line["Đơn vị"]: line for line in reversed(table(full_master(), "Gửi chậm, chưa gửi"))}
    for name in names:
        assert lines[name]["Tình trạng"] == "Cần xác minh thời điểm nhận"
        assert lines[name]["Căn cứ"] == "giờ lưu của tệp"
        assert lines[name]["Quá hạn"] == ""


def test_a_contested_silence_is_to_be_verified() -> None:
    contested = {f.unit for f in full().findings if f.code == "missing" and f.severity == "warning"}
    names = {unit.name for unit in full().units if unit.code in contested}
    said = {line["Đơn vị"]: line["Hạn gửi: danh sách"] for line in table(full_master(), "Tình hình gửi")}
    assert names
    assert {said[name] for name in names} == {"Cần xác minh việc gửi"}


def test_the_people_who_read_never_meet_the_word_of_party_discipline() -> None:
    for name in SHEETS:
        assert "vi phạm" not in words(full_master(), name).casefold()


def test_every_finding_is_told_on_some_sheet() -> None:
    told = "\n".join(words(full_master(), name) for name in SHEETS[6:9])
    assert [f.message for f in full().findings if f.message not in told] == []


def test_a_quota_finding_of_a_unit_in_good_standing_is_still_told() -> None:
    unit = CAMPAIGN.units[0]
    said = finding("quota-undetermined", unit=unit.code, unit_name=unit.name, why="lý do thử")
    data = master_workbook(outcome_with([{}], [said]))
    assert "lý do thử" in "\n".join(words(data, name) for name in SHEETS)


def test_a_finding_that_names_no_unit_is_told_with_the_contents() -> None:
    stray = structs.replace(
        full(), findings=[finding("late", received="x", deadline="y", evidence="", late_remedy="z")]
    )
    assert len(table(master_workbook(stray), "Nội dung cần sửa")) == 1


def test_every_unit_of_the_roster_and_every_file_has_its_line() -> None:
    told = [str(line["Đơn vị"]) for line in table(full_master(), "Tình hình gửi")]
    assert sorted(told) == sorted(unit.name for unit in CAMPAIGN.units)
    files = {line["Tệp"] for line in table(full_master(), "Sổ tiếp nhận")}
    assert files == {submission.file for submission in full().submissions}


def test_the_balance_is_printed_and_says_when_it_does_not_hold() -> None:
    assert "KHÔNG KHỚP" not in words(full_master(), "Đối chiếu số liệu")
    lost = structs.replace(full(), balance=structs.replace(full().balance, rows_seen=1))
    data = master_workbook(lost)
    assert "KHÔNG KHỚP" in words(data, "Đối chiếu số liệu")
    assert "KHÔNG KHỚP" in words(data, "Tổng quan")


@pytest.mark.parametrize("outcome", [full(), empty_outcome(), perfect_outcome()], ids=["full", "empty", "perfect"])
def test_what_was_written_passes_the_self_check(outcome: Outcome) -> None:
    verify_master(master_of(outcome), outcome)


@pytest.mark.skipif(
    shutil.which("soffice") is None and os.environ.get("CI_NO_SKIP") != "1", reason="LibreOffice is not installed"
)
def test_libreoffice_opens_the_master_and_reads_the_same(tmp_path: Path) -> None:
    (tmp_path / "master.xlsx").write_bytes(full_master())
    (saved,) = converted([tmp_path / "master.xlsx"], "xlsx", tmp_path / "out")
    again = saved.read_bytes()
    for name in SHEETS:
        assert words(again, name) == words(full_master(), name)


def test_no_english_code_reaches_the_reader() -> None:
    codes: Sequence[str] = (
        "on_time", "file_time", "not_assessed", "undetermined", "forms_only", "unknown", "economy",
        "collective", "individual", "continuing", "None", "nan", "NaT",
    )  # fmt: skip
    said = "\n".join(words(full_master(), name) for name in SHEETS)
    assert [code for code in codes if re.search(rf"\b{code}\b", said)] == []


def test_a_row_is_as_high_as_its_bold_words_need() -> None:
    paper = opened(full_master())["Chưa đúng số lượng"]
    for row in range(8, paper.max_row + 1):
        cell = paper.cell(row, 7)
        if cell.font.bold and cell.value:
            needed = height(lines_needed(str(cell.value), paper.column_dimensions["G"].width - 0.72, 10, True))
            assert (paper.row_dimensions[row].height or 0) >= needed - 1
