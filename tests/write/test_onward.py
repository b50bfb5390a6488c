"""What goes onward once at most five are chosen (R6)."""

from __future__ import annotations

from dataclasses import replace

from aggregator.outcome import Outcome, Registration
from aggregator.write.onward import onward_letter, returned_notice
from tests.write.outcome_maker import CAMPAIGN, ON_TIME
from tests.write.paper_reader import Paper, read_paper
from tests.write.test_briefing import decided


def letter(outcome: Outcome) -> Paper:
    data = onward_letter(outcome)
    assert data is not None
    return read_paper(data)


def notice(outcome: Outcome) -> Paper:
    data = returned_notice(outcome)
    assert data is not None
    return read_paper(data)


def registration(entry: int, **facts: object) -> Registration:
    usual = {
        "unit": CAMPAIGN.units[0].code,
        "form": "M1",
        "name": f"Mô hình {entry}",
        "holder_kind": "collective",
        "holder": "Chi hội Phụ nữ",
        "field": "economy",
        "level": "province",
        "content": "Vận động\nhiến đất",
        "period": "Năm 2024",
        "scope": "Thôn Đồng Mẫu",
        "results": "Hoàn thành 1,2 km",
        "file": "M1.docx",
        "sheet": "M1",
        "row": 1,
        "received_at": ON_TIME,
        "received_from": "book",
        "entry": entry,
    }
    return Registration(**(usual | facts))  # type: ignore[arg-type]


def test_nothing_goes_out_before_a_choice() -> None:
    assert onward_letter(decided("none")) is None
    assert returned_notice(decided("none")) is None


def test_nothing_goes_out_while_more_than_the_cap_are_chosen() -> None:
    outcome = decided(*["province"] * 6, "back_to_district")
    assert onward_letter(outcome) is None
    assert returned_notice(outcome) is None


def test_the_letter_answers_the_board_of_the_province() -> None:
    read = letter(decided("province", "none", "province"))
    assert "Thực hiện Công văn số 1388-CV/BDVTU ngày 16/2/2024 của Ban Dân vận Tỉnh ủy" in read.text
    assert "lựa chọn 02 nội dung" in read.text
    assert [row[1] for row in read.table("STT", "Tên nội dung")] == ["Mô hình 0", "Mô hình 2"]


def test_the_letter_takes_the_form_that_counts_and_says_where_there_is_none() -> None:
    outcome = decided("province", "province")
    forms = (registration(0, content="Bản cũ", replaced=True), registration(0))
    read = letter(replace(outcome, registrations=forms))
    first, second = ([*map(tuple, table[1:])] for table in read.tables if table[0][0] == "Mục")
    assert ("Nội dung thực hiện", "Vận động hiến đất") in first
    assert ("Kết quả dự kiến", "Hoàn thành 1,2 km") in first
    assert ("Tên mô hình đăng ký", "Mô hình 1") in second
    assert len([line for line in read.lines if line.startswith("Chưa thấy bản M1, M2")]) == 1


def test_the_notice_names_what_went_back_and_blames_nobody() -> None:
    read = notice(decided("province", "back_to_district"))
    assert [row[1:] for row in read.table("STT", "Đơn vị")] == [[CAMPAIGN.units[0].name, "Mô hình 1", "Ý kiến 1"]]
    assert "thông báo 01 nội dung" in read.text
    assert "không phải là thiếu sót của đơn vị" in read.text
    assert f"Kính gửi: {CAMPAIGN.units[0].name}" in read.text


def test_the_same_decisions_give_the_same_bytes() -> None:
    assert onward_letter(decided("province")) == onward_letter(decided("province"))
    assert returned_notice(decided("back_to_district")) == returned_notice(decided("back_to_district"))
