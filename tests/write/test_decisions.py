"""What was decided in the tracking book: on the candidates' sheets, in their numbers, in the tasks (R6)."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache
from typing import Any

import pytest
from msgspec.structs import replace
from python_calamine import CalamineWorkbook

from aggregator.nouns.outcome import Decision, Outcome
from aggregator.write.master import verify_master
from tests.write.masters import master_of, opened
from tests.write.outcomes import made_up_outcome, outcome_with, with_column

TOP, SECOND = "Cấp tỉnh", "Cấp huyện"
UP, DOWN, STAY, OPEN = "province", "back_to_district", "district", "none"


@cache
def decided(*items: tuple[str | None, str], remark: str | None = None) -> Outcome:
    """One unit with an item for each (level, decision), named “Mô hình 0” and on."""
    outcome = outcome_with([{"name": f"Mô hình {n}", "level": level} for n, (level, _) in enumerate(items)])
    codes = enumerate(code for _, code in items)
    return replace(
        outcome, decisions={n: Decision(n, decision=code, note=remark) for n, code in codes if code != OPEN}
    )


def rows(outcome: Outcome, sheet: str) -> list[list[Any]]:
    data = master_of(outcome)
    verify_master(data, outcome)
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return [list(row) for row in workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False)]


def texts(outcome: Outcome, sheet: str) -> str:
    return "\n".join(str(cell) for row in rows(outcome, sheet) for cell in row)


def results(outcome: Outcome, sheet: str) -> dict[str, str]:
    """The column of the decisions, by the model's name."""
    found = rows(outcome, sheet)
    head = next(row for row in found if row[0] == "STT")
    column = head.index("Kết quả xét,\ný kiến")
    return {row[2]: row[column] for row in found if str(row[2]).startswith("Mô hình ")}


def band(outcome: Outcome, sheet: str, title: str) -> list[tuple[Any, str]]:
    """The numbers and names of the lines under a band."""
    found = rows(outcome, sheet)
    first = next((n for n, row in enumerate(found) if str(row[0]).startswith(title)), None)
    return [] if first is None else [(row[0], row[2]) for row in found[first + 1 : first + 2]]


def tally(outcome: Outcome, sheet: str, label: str) -> list[int]:
    """The numbers of the first line of a small table with that label."""
    found = rows(outcome, sheet)
    start = next(n for n, row in enumerate(found) if str(row[0]).startswith("Kết quả xét cấp"))
    return [int(cell) for cell in next(row for row in found[start:] if row[0] == label)[3:9]]


def test_a_decision_has_a_column_of_its_own_with_the_remark() -> None:
    outcome = decided(("province", UP), ("province", OPEN), remark="Tiêu biểu của huyện")
    assert results(outcome, TOP) == {
        "Mô hình 0": "Giới thiệu cấp tỉnh\nTiêu biểu của huyện",
        "Mô hình 1": "Chưa xét",
    }


def test_a_remark_without_a_decision_is_told_too() -> None:
    outcome = outcome_with([{"name": "Mô hình 0", "level": "province"}])
    outcome = replace(outcome, decisions={0: Decision(0, note="Chờ hồ sơ")})
    assert results(outcome, TOP) == {"Mô hình 0": "Chưa xét\nChờ hồ sơ"}


def test_what_goes_back_stands_on_the_districts_sheet_numbered_apart() -> None:
    outcome = decided(("province", DOWN), ("district", OPEN))
    assert band(outcome, SECOND, "Chuyển về từ cấp tỉnh: 1 nội dung") == [("(1)", "Mô hình 0")]
    assert results(outcome, TOP) == {"Mô hình 0": "Chuyển về cấp huyện"}


def test_an_item_of_the_district_may_be_raised_and_then_stands_on_both_sheets() -> None:
    outcome = decided(("district", UP), ("province", OPEN))
    assert band(outcome, TOP, "Đề nghị nâng lên cấp tỉnh: 1 nội dung") == [("(1)", "Mô hình 0")]
    assert results(outcome, SECOND) == {"Mô hình 0": "Giới thiệu cấp tỉnh"}


ITEMS = (("province", UP), ("province", DOWN), ("province", OPEN), ("district", STAY), ("district", UP),
         ("district", OPEN), ("district", OPEN), ("base", OPEN))  # fmt: skip


@pytest.mark.parametrize("label", ["Cộng", "I. Kinh tế (trọng tâm)"])
def test_the_parts_of_the_province_add_up(label: str) -> None:
    own, up, down, left, raised, chosen = tally(decided(*ITEMS), TOP, label)
    assert tally(with_column(decided(*ITEMS), "5 triệu"), TOP, label) == [own, up, down, left, raised, chosen]
    assert (own, up, down, left, raised, chosen) == (3, 1, 1, 1, 1, 2)
    assert own == up + down + left


def test_the_parts_of_the_district_add_up() -> None:
    own, came, whole, presented, up, left = tally(decided(*ITEMS), SECOND, "Cộng")
    assert (own, came, whole, presented, up, left) == (4, 1, 5, 2, 1, 2)
    assert (own + came, presented + up + left) == (whole, whole)


def test_the_district_is_told_by_unit_too() -> None:
    outcome = decided(*ITEMS)
    assert "Kết quả xét cấp huyện theo đơn vị" in texts(outcome, SECOND)
    assert tally(outcome, SECOND, outcome.units[0].name) == [4, 1, 5, 2, 1, 2]


def test_the_sentence_above_says_the_same() -> None:
    assert "3 nội dung đăng ký, gồm 1 giới thiệu cấp tỉnh, 1 chuyển về cấp huyện, 1 chưa xét" in texts(
        decided(*ITEMS), TOP
    )
    assert "4 nội dung đăng ký và 1 nội dung chuyển về từ cấp tỉnh, cộng 5; gồm 2 giới thiệu" in texts(
        decided(*ITEMS), SECOND
    )


def test_more_than_the_cap_is_marked_with_the_names_and_accuses_nobody() -> None:
    said = texts(decided(*[("province", UP)] * 6), TOP)
    assert "đang chọn 6 nội dung cấp tỉnh, nhiều hơn 01 nội dung so với mức không quá 05" in said
    assert "không phải lỗi của đơn vị nào" in said
    assert all(f"“Mô hình {n}”" in said for n in range(6))


def test_as_many_as_the_cap_are_not_marked() -> None:
    assert "nhiều hơn" not in texts(decided(*[("province", UP)] * 5), TOP).split("Số đăng ký nhiều hơn")[0]


def test_without_decisions_there_are_no_tables_of_them() -> None:
    assert "Kết quả xét cấp" not in texts(made_up_outcome(), TOP) + texts(made_up_outcome(), SECOND)


def tasks(outcome: Outcome) -> dict[str, tuple[Any, str | None]]:
    """The tasks of the overview: the number, and where the link leads."""
    sheet = opened(master_of(outcome))["Tổng quan"]
    lines = [row for row in sheet.iter_rows(min_col=65, max_col=94) if row[0].hyperlink]
    return {
        str(row[0].value): (next(c.value for c in row[::-1] if c.value is not None), row[0].hyperlink.location)
        for row in lines
        if row[0].hyperlink and row[16].value
    }


def numbers(outcome: Outcome, *labels: str) -> Sequence[Any]:
    return [tasks(outcome).get(label, (None, None))[0] for label in labels]


def test_before_the_choice_the_task_is_to_choose() -> None:
    outcome = decided(("province", OPEN), ("province", OPEN), ("district", OPEN))
    assert numbers(
        outcome, "Nội dung cấp tỉnh để chọn (không quá 05)", "Nội dung cấp huyện để đề xuất, giới thiệu"
    ) == [2, 1]


def test_the_tasks_follow_the_decisions() -> None:
    outcome = decided(*ITEMS)
    labels = ("Đã chọn cấp tỉnh (không quá 05)", "Nội dung cấp tỉnh chưa xét")
    assert numbers(outcome, *labels) == ["2/5", 1]
    labels = ("Đã đề xuất, giới thiệu cấp huyện", "Nội dung cấp huyện chưa xét")
    assert numbers(outcome, *labels) == ["2/5", 2]


def test_a_choice_that_is_done_leaves_nothing_to_consider() -> None:
    outcome = decided(("province", UP), ("province", DOWN))
    assert numbers(outcome, "Đã chọn cấp tỉnh (không quá 05)", "Nội dung cấp tỉnh chưa xét") == ["1/5", None]


def test_too_many_chosen_is_a_task() -> None:
    assert numbers(decided(*[("province", UP)] * 6), "Chọn quá 05 nội dung, cần chọn lại") == ["6/5"]


def test_a_task_leads_to_its_first_row() -> None:
    outcome = decided(("province", UP), ("province", OPEN), ("district", OPEN))
    _, location = tasks(outcome)["Nội dung cấp tỉnh chưa xét"]
    sheet, cell = str(location).replace("'", "").split("!")
    assert rows(outcome, sheet)[int(cell.removeprefix("A")) - 1][2] == "Mô hình 1"
