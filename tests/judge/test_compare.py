"""What came in since an earlier run, and what became of last year's models."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
from msgspec.structs import replace
from python_calamine import CalamineWorkbook

from aggregator.judge.compare import compare, since_run, since_year
from aggregator.nouns.finding import CannotWork
from aggregator.nouns.result import Decision, Finding, Result, Severity, Submission
from aggregator.write.comparison import comparison_workbook
from aggregator.write.freeze import comparison_line
from tests.judge.results import model, names, of_year, result
from tests.write.outcomes import outcome_with

HOUR = dt.timedelta(hours=1)


def since(*before: str, now: tuple[str, ...]) -> tuple[list[str], list[str]]:
    comparison = since_run(result(*map(model, before)), result(*map(model, now)))
    return names(comparison.new), names(comparison.vanished)


def came(result_: Result, *files: str) -> Result:
    raw = [
        Submission(file=f, sha256=f, unit=None, status="read", received_at=dt.datetime(2024, 2, 26, tzinfo=dt.UTC))
        for f in files
    ]
    return replace(result_, submissions=raw)


def test_the_same_result_has_no_changes() -> None:
    first = result(model("Đường hoa phụ nữ"), model("Camera an ninh"))
    comparison = since_run(first, first)
    assert comparison_line(comparison) == "không có thay đổi"


def test_new_and_vanished_models_are_told() -> None:
    assert since("Đường hoa phụ nữ", now=("Camera an ninh",)) == (["Camera an ninh"], ["Đường hoa phụ nữ"])


def test_a_slip_mended_is_the_same_model() -> None:
    assert since("Tuyến đường hoa phụ nư", now=("Tuyến đường hoa phụ nữ",)) == ([], [])
    assert since("Thu gom rác thải sinh hoat tại nguồn", now=("Thu gom rác thải sinh hoạt tại nguồ",)) == ([], [])


def test_another_number_is_another_model() -> None:
    assert since("Tổ tự quản an ninh số 1", now=("Tổ tự quản an ninh số 2",))[0] == ["Tổ tự quản an ninh số 2"]


def test_the_same_name_twice_is_counted_twice() -> None:
    assert since("Đường hoa", now=("Đường hoa", "Đường hoa")) == (["Đường hoa"], [])


def test_a_model_whose_unit_became_known_is_not_new() -> None:
    now = result(model("Đường hoa"))
    before = replace(now, entries=[replace(now.entries[0], unit=None)])
    assert since_run(before, now).new == []


def test_a_changed_level_is_told() -> None:
    comparison = since_run(
        result(model("Đường hoa", level="district")), result(model("Đường hoa", level="province"))
    )
    assert [(c.before.level, c.now.level) for c in comparison.level_changed] == [("district", "province")]
    assert comparison_line(comparison).endswith("1 mô hình đổi cấp")


@pytest.mark.parametrize(
    ("facts", "aspect"),
    [
        ({"field": "political_system"}, "field"),
        ({"holder": "Bà Nguyễn Thị Lành"}, "holder"),
        ({"mode": "continuing"}, "mode"),
        ({"completion": "Quý IV/2024"}, "completion"),
    ],
)
def test_whatever_else_changed_of_a_model_is_told(facts: dict[str, Any], aspect: str) -> None:
    usual = {"field": "economy", "holder": "Hội Phụ nữ", "mode": "new", "completion": "2024"}
    comparison = since_run(result(model("Đường hoa", **usual)), result(model("Đường hoa", **(usual | facts))))
    assert [change.aspects for change in comparison.changed] == [(aspect,)]
    assert "1 mô hình có thay đổi khác" in comparison_line(comparison)


def test_a_decision_is_a_change_and_an_open_one_is_none() -> None:
    before = result(model("Đường hoa", level="province"))
    entry = before.entries[0]
    chosen, still_open = (
        replace(before, decisions=[Decision(file=entry.file, sheet=entry.sheet, row=entry.row, decision=code)])
        for code in ("province", "none")
    )
    assert [change.aspects for change in since_run(before, chosen).changed] == [("decision",)]
    assert comparison_line(since_run(before, still_open)) == "không có thay đổi"


def test_a_unit_that_the_roster_lost_or_that_stands_otherwise_is_told() -> None:
    before = result(model("Đường hoa"))
    first, *further = before.units
    absence = since_run(before, replace(before, units=further))
    assert [(old.code if old else None, now) for old, now in absence.units] == [(first.code, None)]
    codes = replace(first, quota_standing="violated")
    change = since_run(before, replace(before, units=[codes, *further]))
    assert [now.code for _, now in change.units if now] == [first.code]


def test_files_are_known_by_their_content_and_units_by_their_receipt() -> None:
    empty, first = result(), result(model("Đường hoa"))
    comparison = since_run(came(empty, "a"), came(first, "a", "b"))
    assert [file.file for file in comparison.new_files] == ["b"]
    assert comparison.gone_files == []
    assert {"cao-thuong"} <= {now.code for _, now in comparison.units if now}


def test_a_copy_of_a_known_file_is_a_new_file_and_a_renamed_one_is_none() -> None:
    whole = came(result(model("Đường hoa")), "a")
    (file,) = whole.submissions
    renamed = replace(whole, submissions=[replace(file, file="b")])
    copied = replace(whole, submissions=[file, replace(file, file="b", status="duplicate")])
    assert (since_run(whole, renamed).new_files, since_run(whole, renamed).gone_files) == ([], [])
    assert [f.file for f in since_run(whole, copied).new_files] == ["b"]
    assert [f.file for f in since_run(copied, whole).gone_files] == ["b"]


def test_a_model_of_last_year_that_its_unit_no_longer_names_vanished() -> None:
    before = of_year(2023, model("Đường hoa"), model("Camera an ninh"))
    comparison = since_year(before, result(model("Đường hoa", mode="continuing")))
    assert names(comparison.vanished) == ["Camera an ninh"]


def test_a_unit_whose_list_is_not_seen_yet_is_not_judged() -> None:
    comparison = since_year(of_year(2023, model("Đường hoa")), result())
    assert (comparison.vanished, list(comparison.not_compared)) == ([], ["Thị trấn Cao Thượng"])


def test_models_of_a_unit_that_registered_nothing_last_year_are_compared() -> None:
    before = of_year(2023)
    nil = [replace(before.units[0], receipt="nil"), *before.units[1:]]
    comparison = since_year(replace(before, units=nil), result(model("Camera an ninh", mode="continuing")))
    assert names(comparison.new) == ["Camera an ninh"]


def test_the_year_in_a_name_does_not_matter() -> None:
    comparison = since_year(of_year(2023, model("Đường hoa năm 2023")), result(model("Đường hoa năm 2024")))
    assert comparison.vanished == []


def test_modes_that_contradict_last_year_are_told() -> None:
    now = result(model("Đường hoa", mode="new"), model("Camera an ninh", mode="continuing"))
    comparison = since_year(of_year(2023, model("Đường hoa")), now)
    assert names(pair[1] for pair in comparison.known) == ["Đường hoa"]
    assert names(comparison.new) == ["Camera an ninh"]


def test_another_district_or_a_later_year_is_refused() -> None:
    first = result(model("Đường hoa"))
    with pytest.raises(CannotWork, match="Yên Thế"):
        compare(result(model("Đường hoa"), district="Yên Thế"), first)
    with pytest.raises(CannotWork, match="năm 2025"):
        compare(of_year(2025, model("Đường hoa")), first)


@pytest.mark.parametrize(("year", "sheets"), [(2024, ["Hồ sơ", "Mô hình"]), (2023, ["So với năm 2023"])])
def test_the_workbook_says_what_is_compared(year: int, sheets: list[str]) -> None:
    now = outcome_with([model("=1+1", mode="continuing")])
    data = comparison_workbook(compare(of_year(year, model("Đường hoa")), result(model("=1+1"))), now)
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    assert workbook.sheet_names == sheets
    cells = [str(c) for row in workbook.get_sheet_by_name(sheets[-1]).to_python() for c in row]
    assert "Đường hoa" in cells
    assert data == comparison_workbook(compare(of_year(year, model("Đường hoa")), result(model("=1+1"))), now)


def with_lateness(receipt: str, severity: Severity | None, waived: tuple[str, ...] = ()) -> Result:
    """The first unit of a result stands so."""
    raw = result(model("Đường hoa"))
    first, *further = raw.units
    unit = replace(first, receipt=receipt, waived=frozenset(waived))
    findings = [Finding(code="late", severity=severity, unit=unit.code, message="…")] if severity else []
    return replace(raw, units=[unit, *further], findings=findings)


def unit_lines(before: Result, now: Result) -> list[tuple[str, str]]:
    """The units of the sheet “Hồ sơ” as (receipt before, receipt now)."""
    data = comparison_workbook(since_run(before, now), outcome_with([{}]))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("Hồ sơ").to_python()
    lines = [row for row in rows if row[1] == before.units[0].name]
    return [(str(row[4]).splitlines()[0], str(row[5]).splitlines()[0]) for row in lines]


def test_weak_lateness_is_never_called_late_in_the_comparison() -> None:
    lines = unit_lines(with_lateness("on_time", None), with_lateness("late", "warning"))
    assert lines == [("Đúng hạn", "Cần xác minh thời điểm nhận")]


def test_a_lateness_that_was_verified_is_news() -> None:
    lines = unit_lines(with_lateness("late", "warning"), with_lateness("late", "violation"))
    assert lines == [("Cần xác minh thời điểm nhận", "Gửi chậm")]


def test_a_lateness_that_was_waived_says_so() -> None:
    lines = unit_lines(with_lateness("on_time", None), with_lateness("late", "warning", ("late",)))
    assert lines == [("Đúng hạn", "Gửi sau hạn (đặc thù)")]


def files_told(before: Result, now: Result) -> list[tuple[str, ...]]:
    """The rows of the sheet “Hồ sơ” below its head: bands, and files with the time told of them."""
    data = comparison_workbook(since_run(before, now), outcome_with([{}]))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("Hồ sơ").to_python()
    first = next(n for n, row in enumerate(rows, 1) if row[0] == "STT")
    return [(str(row[2]), str(row[3])) if row[1] else (str(row[0]),) for row in rows[first:] if any(row)]


def test_only_what_changed_has_a_section_and_no_time_is_told_that_cannot_be() -> None:
    first = replace(result(model("Đường hoa")), submissions=[])
    day = Submission(
        file="a.xlsx", sha256="a", unit=None, status="read", received_from="book",
        received_at=dt.datetime(2024, 2, 26, tzinfo=first.campaign.deadline.tzinfo),
    )  # fmt: skip
    copied = replace(day, file="b.xlsx", sha256="b", received_from="file_time", received_at=first.as_of + HOUR)
    assert files_told(first, replace(first, submissions=[day, copied])) == [
        ("A. Tệp mới: 2 tệp",), ("a.xlsx", "26/02/2024"), ("b.xlsx", ""),
    ]  # fmt: skip
    assert files_told(first, first) == [("Hồ sơ không có gì thay đổi.",)]
