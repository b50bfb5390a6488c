"""What is counted is counted alike on every page, and what is not known is an empty cell and no nought."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from functools import cache
from typing import Any

import pytest
from msgspec import structs

from aggregator.nouns.finding import finding
from aggregator.nouns.outcome import Outcome
from aggregator.write.deliver import Delivery, summary_lines
from aggregator.write.master import SelfCheckFailed, verify_balance
from aggregator.write.sheets import cell_texts
from aggregator.write.sheets.charts import days
from aggregator.write.sheets.view import View
from tests.write import masters
from tests.write.outcome_maker import AS_OF, CAMPAIGN, LATE, ON_TIME
from tests.write.outcome_parts import entry, level_of, unit_state
from tests.write.outcomes import empty_outcome, made_up_outcome, outcome_with

FIRST = CAMPAIGN.units[0]
AGENCY = next(unit for unit in CAMPAIGN.units if unit.kind == "agency")


def book(outcome: Outcome) -> Any:
    return masters.opened(masters.master_of(outcome))


def values(outcome: Outcome, sheet: str) -> list[list[Any]]:
    return masters.values(masters.master_of(outcome), sheet)


def said(outcome: Outcome, sheet: str) -> str:
    return "\n".join(str(cell) for row in values(outcome, sheet) for cell in row if cell is not None)


def with_states(**states: Any) -> Outcome:
    """Nothing came but from the units of these codes (``_`` for ``-``), whose facts are given."""
    given = {code.replace("_", "-"): facts for code, facts in states.items()}
    outcome = structs.replace(empty_outcome(), as_of=AS_OF)
    silent = {"receipt": "missing"}
    units = [structs.replace(unit, **given.get(unit.code, silent)) for unit in outcome.units]
    return structs.replace(outcome, units=units)


def came(receipt: str, at: dt.datetime, **more: Any) -> dict[str, Any]:
    return {"receipt": receipt, "received_at": at, "received_from": "book"} | more


# --- units whose list was not read -----------------------------------------------------------------


@cache
def paper() -> Outcome:
    units = [unit_state(unit, "missing", None, "not_assessed") for unit in CAMPAIGN.units]
    units[0] = unit_state(FIRST, "on_time", (ON_TIME, "book"), "not_assessed")
    return structs.replace(empty_outcome(), as_of=AS_OF, units=units)


def test_a_list_on_paper_has_empty_cells_on_every_page() -> None:
    line = next(row for row in values(paper(), "Tình hình gửi") if row[1] == FIRST.name)
    assert line[7:12] == [None] * 5


def test_a_list_on_paper_is_chased_for_its_figures() -> None:
    rows = [row for row in values(paper(), "Tình hình gửi") if row[0] is not None]
    place = next(n for n, row in enumerate(rows) if row[1] == FIRST.name)
    assert "Đã nhận (bản giấy, bản quét), chưa có số liệu" in str(rows[place - 1][0])
    assert rows[place][-2] == "Đề nghị gửi bản Excel, hoặc nhập vào mẫu M3"
    assert "Không còn việc phải đôn đốc" not in said(paper(), "Tình hình gửi")


def test_a_nil_return_counts_none() -> None:
    units = [unit_state(unit, "missing", None, "not_assessed") for unit in CAMPAIGN.units]
    units[0] = unit_state(FIRST, "nil", (ON_TIME, "book"), "met")
    outcome = structs.replace(paper(), units=units)
    assert next(row for row in values(outcome, "Tình hình gửi") if row[1] == FIRST.name)[7:12] == [0] * 5


# --- the day chart ---------------------------------------------------------------------------------


def late_by(unit: str, severity: str) -> Any:
    facts = {"unit_name": unit, "received": "x", "deadline": "y", "evidence": "", "late_remedy": "z"}
    return finding("late", unit=unit, severity=severity, **facts)


def test_only_who_is_called_late_is_late_on_the_chart() -> None:
    states = {"cao_thuong": "late", "nha_nam": "late", "an_duong": "nil"}
    made = {code: came(receipt, LATE) for code, receipt in states.items()}
    outcome = with_states(**made, cao_xa=came("on_time", ON_TIME))
    found = [late_by("cao-thuong", "violation"), late_by("nha-nam", "warning")]
    told = {day.label: day for day in days(View(structs.replace(outcome, findings=found)))}
    assert (told["28/02"].in_time, told["28/02"].late, told["28/02"].doubtful) == (0, 1, 2)
    assert (told["26/02"].in_time, told["26/02"].whole) == (1, 1)


def test_what_came_after_the_moment_of_the_figures_is_not_drawn() -> None:
    after = came("late", AS_OF + dt.timedelta(days=4))
    told = days(View(with_states(cao_thuong=after, nha_nam=came("on_time", ON_TIME))))
    assert [day.label for day in told] == ["26/02", "27/02"]
    assert days(View(with_states(cao_thuong=after))) == []


@pytest.mark.parametrize("count", [1, 20, len(CAMPAIGN.units)])
def test_the_axis_ends_at_the_number_of_units(count: int) -> None:
    units = [came("on_time", ON_TIME) for _ in range(count)]
    states = {unit.code.replace("-", "_"): facts for unit, facts in zip(CAMPAIGN.units, units, strict=False)}
    chart = book(with_states(**states))["Tổng quan"]._charts[0]
    assert count <= chart.y_axis.scaling.max <= len(CAMPAIGN.units)


# --- one number ------------------------------------------------------------------------------------


def test_terminal_overview_and_sheet_count_the_same_points(tmp_path: Any) -> None:
    outcome = made_up_outcome()
    points = View(outcome).points
    lines = "\n".join(summary_lines(outcome, Delivery(tmp_path / "m.xlsx", None)))
    assert f"- Điểm phải xử lý trong nội dung: {points['handle']} (" in lines
    assert f"- Điểm cần xem lại trong nội dung: {points['look']} (" in lines
    shown = Counter(row[1] for row in values(outcome, "Nội dung cần sửa") if isinstance(row[0], int))
    assert shown["Phải xử lý"] + shown["Chưa đúng quy định"] == points["handle"]
    assert shown["Cần xem lại"] == points["look"]


def test_what_keeping_the_book_finds_counts_on_the_terminal_too(tmp_path: Any) -> None:
    found = finding("unknown-unit", file="a.xlsx", clues="", suggestion="")
    delivered = Delivery(tmp_path / "m.xlsx", None, book_findings=(found,))
    lines = "\n".join(summary_lines(outcome_with([{}]), delivered))
    assert "Điểm phải xử lý trong nội dung: 1 (" in lines
    assert "Điểm cần xem lại" not in lines


def test_who_is_short_while_there_is_time_is_told_on_the_terminal(tmp_path: Any) -> None:
    lines = "\n".join(summary_lines(made_up_outcome(), Delivery(tmp_path / "m.xlsx", None)))
    units = sum(unit.quota_standing == "open" for unit in made_up_outcome().units)
    assert f"- Đơn vị chưa đủ số lượng, còn hạn: {units} (" in lines


def test_models_of_no_known_unit_are_not_of_a_unit() -> None:
    rows = [entry(FIRST.code, 12, level="district"), entry(None, 13, level="district")]
    outcome = structs.replace(outcome_with([{}]), entries=frame(rows))
    assert "Có 2 nội dung đăng ký cấp huyện, của 1 đơn vị (và 1 nội dung chưa rõ đơn vị)" in said(
        outcome, "Cấp huyện"
    )


def frame(rows: list[dict[str, Any]]) -> Any:
    return outcome_with([{}]).entries.iloc[:0].pipe(lambda empty: type(empty)(rows, columns=empty.columns))


# --- silence in an agency's list -------------------------------------------------------------------


@cache
def silent() -> Outcome:
    """An agency with one model of no level, and one model of no known unit."""
    rows = [entry(AGENCY.code, 12, level=None, form="M4"), entry(None, 13, level="base", form="M4")]
    units = [unit_state(unit, "missing", None, "not_assessed") for unit in CAMPAIGN.units]
    place = CAMPAIGN.units.index(AGENCY)
    silence = {"base_by_silence": frozenset({0})}
    units[place] = unit_state(AGENCY, "on_time", (ON_TIME, "book"), "met", Counter(base=1), **silence)
    return structs.replace(outcome_with([{}, {}]), units=units, entries=frame(rows))


def test_pages_that_count_by_unit_say_what_silence_counts_as() -> None:
    text = said(silent(), "Tình hình gửi")
    assert "Cột “Tính là cơ sở” gồm cả 1 mô hình không ghi cấp" in text
    assert "Ngoài ra có 1 mô hình chưa rõ đơn vị." in text


def test_where_every_level_is_written_nothing_is_said_of_silence() -> None:
    assert "không ghi cấp" not in said(outcome_with([{}]), "Tình hình gửi")


def test_the_counts_of_the_units_are_those_of_the_entries() -> None:
    verify_balance(silent())
    lost = [structs.replace(unit, counts={**unit.counts, "base": 0}) for unit in silent().units]
    with pytest.raises(SelfCheckFailed, match="cộng theo đơn vị"):
        verify_balance(structs.replace(silent(), units=lost))


def test_a_commune_has_no_silence_that_counts_as_base() -> None:
    outcome = outcome_with([{"level": None}])
    assert View(outcome).counted_level(View(outcome).entries[0]) == "unknown"
    assert level_of(entry(None, 1, level=None)) == "unknown"


# --- numbers and paths as they are shown -----------------------------------------------------------


def test_thousands_are_set_apart() -> None:
    outcome = outcome_with([{} for _ in range(1205)])
    sheet = book(outcome)["Tổng quan"]
    formats = {cell.number_format for row in sheet.iter_rows() for cell in row if cell.value == 1205}
    assert all(form.startswith("#,##0") for form in formats)
    assert formats
    assert "Cộng: 1.205 mô hình (cấp huyện 1.205" in said(outcome, "I. Kinh tế")
    assert {row[0].number_format for row in book(outcome)["I. Kinh tế"].iter_rows(min_row=8)} == {"General"}


def test_a_very_long_path_is_shown_without_its_middle_and_whole_in_the_register() -> None:
    path = "Thư mục nhận về ngày 26 tháng 02/" * 8 + "Danh sách đăng ký mô hình M3.xlsx"
    outcome = outcome_with([{"file": path}])
    outcome = structs.replace(
        outcome, submissions=[structs.replace(outcome.submissions[0], file=path)], file_balances=[]
    )
    shown = next(cell for row in values(outcome, "I. Kinh tế") for cell in row if "dòng 12" in str(cell))
    assert "…" in shown
    assert shown.endswith("Danh sách đăng ký mô hình M3.xlsx › M3 › dòng 12")
    assert len(shown) < 120
    assert path in said(outcome, "Sổ tiếp nhận")


def test_a_usual_path_is_shown_whole() -> None:
    assert cell_texts.short_path("Xã Cao Xá/M3.xlsx") == "Xã Cao Xá/M3.xlsx"
