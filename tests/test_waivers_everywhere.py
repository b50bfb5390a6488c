"""What a person waived stays listed with its reason, and counts in no total, no report and no accusation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from aggregator.nouns.finding import violations
from aggregator.nouns.outcome import Outcome
from aggregator.write.deliver import Delivery, summary_lines
from aggregator.write.master import verify_balance, verify_master
from aggregator.write.result import result_of
from tests.sheets import CAMPAIGN, of_levels, run_over, sheet, unit, workbook
from tests.write.masters import master_of, values
from tests.write.paper_reader import briefing_document, read_paper

UNITS = """
| Mã | Tên đơn vị | Nhóm |
| cao-xa | Xã Cao Xá | Xã, thị trấn |
| lam-cot | Xã Lam Cốt | Xã, thị trấn |
| ngoc-ly | Xã Ngọc Lý | Xã, thị trấn |
"""
RECEIPTS = """
| Tệp | Đơn vị | Thời điểm nhận |
| Lam Cốt.xlsx | | 28/02/2024 09:00 |
"""
WAIVERS = """
| Đơn vị | Nội dung đặc thù | Người chấp thuận | Lý do | Ngày |
| Xã Cao Xá | Số lượng cả hai cấp | Thường trực Huyện ủy | xã mới sáp nhập | 26/02/2024 |
| Xã Lam Cốt | Gửi chậm | Thường trực Huyện ủy | mất điện | 27/02/2024 |
| Xã Ngọc Lý | Chưa gửi danh sách | Thường trực Huyện ủy | đại hội | 27/02/2024 |
"""
FILES: dict[str, Any] = {
    "Cao Xá.xlsx": of_levels(3, 1, top="Đơn vị: Xã Cao Xá"),
    "Lam Cốt.xlsx": of_levels(1, 4, top="Đơn vị: Xã Lam Cốt"),
}
REASON = "Trường hợp đặc thù: Thường trực Huyện ủy đã chấp thuận, ngày 26/02/2024; lý do: xã mới sáp nhập."


def outcome_of(folder: Path, *, waived: bool = True) -> Outcome:
    tables = {"Đơn vị": UNITS, "Tiếp nhận": RECEIPTS, **({"Trường hợp đặc thù": WAIVERS} if waived else {})}
    book = folder / "so_theo_doi.xlsx"
    book.write_bytes(workbook(*(sheet(text, title) for title, text in tables.items())))
    return run_over(folder / "tiep_nhan", FILES, book=book)


@pytest.fixture
def outcome(tmp_path: Path) -> Outcome:
    return outcome_of(tmp_path)


def column_texts(outcome: Outcome, title: str) -> list[str]:
    return [str(cell) for row in values(master_of(outcome), title) for cell in row if cell is not None]


def said(outcome: Outcome) -> str:
    return "\n".join(summary_lines(outcome, Delivery(Path("m.xlsx"), None)))


def test_without_the_waivers_three_units_are_accused(tmp_path: Path) -> None:
    outcome = outcome_of(tmp_path, waived=False)
    assert violations(outcome.findings)
    assert "Đơn vị chưa đúng số lượng: 1 (" in said(outcome)
    assert "Đơn vị gửi chậm: 1 (" in said(outcome)
    assert "Đơn vị chưa gửi, đã hết hạn: 1 (" in said(outcome)


def test_the_verdict_stays_and_is_waived(outcome: Outcome) -> None:
    told = {state.code: (state.receipt, state.quota, state.quota_standing) for state in outcome.units}
    assert told == {
        "cao-xa": ("on_time", "violated", "waived"),
        "lam-cot": ("late", "met", "met"),
        "ngoc-ly": ("missing", "not_assessed", "not_assessed"),
    }
    assert [sorted(state.waived) for state in outcome.units] == [
        ["quota-district-below", "quota-province-above"],
        ["late"],
        ["missing"],
    ]


def test_nothing_counts_for_strict_or_in_the_summary(outcome: Outcome) -> None:
    assert not violations(outcome.findings)
    assert "trường hợp đặc thù được chấp thuận, không tính vào các số trên: 3" in said(outcome)
    assert not any(
        words in said(outcome) for words in ("chưa đúng số lượng:", "gửi chậm:", "chưa gửi,", "cần xác minh")
    )


@pytest.mark.parametrize(
    ("title", "group"),
    [
        ("Chưa đúng số lượng", "Không có đơn vị nào đăng ký chưa đúng số lượng."),
        (
            "Chưa đúng số lượng",
            "A. Trường hợp đặc thù được chấp thuận (không tính là chưa đúng số lượng): 1 đơn vị",
        ),
        (
            "Gửi chậm, chưa gửi",
            "A. Trường hợp đặc thù được chấp thuận (không tính là gửi chậm, chưa gửi): 2 đơn vị",
        ),
    ],
)
def test_the_sheets_list_it_apart(outcome: Outcome, title: str, group: str) -> None:
    assert group in column_texts(outcome, title)


def test_nobody_stands_among_the_late_the_silent_or_those_to_verify(outcome: Outcome) -> None:
    assert "Không có đơn vị nào gửi chậm hoặc chưa gửi." in column_texts(outcome, "Gửi chậm, chưa gửi")


def test_the_reason_stands_where_it_is_listed(outcome: Outcome) -> None:
    assert any(text.endswith(REASON) for text in column_texts(outcome, "Chưa đúng số lượng"))
    assert any("lý do: mất điện" in text for text in column_texts(outcome, "Gửi chậm, chưa gửi"))


def test_the_chase_list_asks_nothing_of_it(outcome: Outcome) -> None:
    texts = column_texts(outcome, "Tình hình gửi")
    assert not any(words in text for text in texts for words in ("Đôn đốc", "Xác minh", "đúng số lượng, đề nghị"))
    assert {"Chưa gửi (đặc thù)", "Gửi sau hạn (đặc thù)", "Trường hợp đặc thù"} <= set(texts)


def test_the_report_names_nobody_as_wrong_late_or_silent(outcome: Outcome) -> None:
    text = read_paper(briefing_document(outcome)).whole
    assert "Không có đơn vị nào được kết luận là đăng ký chưa đúng số lượng." in text
    assert "Ngoài trường hợp đặc thù nêu dưới đây, không có đơn vị nào gửi danh sách chậm so với hạn." in text
    assert "Không có đơn vị nào được kết luận là chưa gửi danh sách khi đã hết hạn." in text
    assert "Trường hợp đặc thù được chấp thuận (không tính là gửi chậm hay chưa gửi): 02 đơn vị, cụ thể:" in text
    assert REASON in text


def test_the_figures_add_up_and_the_result_says_it(outcome: Outcome) -> None:
    verify_balance(outcome)
    verify_master(master_of(outcome), outcome)
    result = result_of(outcome)
    first = result.units[0]
    assert first.quota_standing == "waived"
    assert set(first.waived) == {"quota-district-below", "quota-province-above"}


def test_a_corrected_model_says_so_where_it_stands(tmp_path: Path) -> None:
    head = "| Đơn vị | Tên mô hình | Điều đính chính | Giá trị đúng |"
    correction = "| Xã Cao Xá | Trồng hoa ven đường số 1 | Cấp đăng ký | Cấp huyện |"
    tables = {"Đơn vị": UNITS, "Đính chính": f"{head}\n{correction}"}
    book = tmp_path / "so_theo_doi.xlsx"
    book.write_bytes(workbook(*(sheet(text, title) for title, text in tables.items())))
    outcome = run_over(tmp_path / "tiep_nhan", FILES, book=book)
    texts = [t for field in CAMPAIGN.fields for t in column_texts(outcome, field.sheet)]
    texts += column_texts(outcome, "Chưa rõ lĩnh vực")
    assert [t.splitlines()[-1] for t in texts if "đính chính" in t] == ["Theo đính chính: cấp"]


def test_waiving_one_level_leaves_the_other_counting(tmp_path: Path) -> None:
    global_waiver = WAIVERS.replace("Số lượng cả hai cấp", "Số lượng cấp tỉnh")
    tables = {"Đơn vị": UNITS, "Trường hợp đặc thù": global_waiver}
    book = tmp_path / "so_theo_doi.xlsx"
    book.write_bytes(workbook(*(sheet(text, title) for title, text in tables.items())))
    state = unit(run_over(tmp_path / "tiep_nhan", FILES, book=book), "cao-xa")
    assert state.quota_standing == "violated"
    assert [limit.level for limit in state.counting_limits] == ["district"]
    assert CAMPAIGN.units_by_code["cao-xa"].name == state.name
