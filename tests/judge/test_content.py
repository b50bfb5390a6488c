"""Checks of the entries themselves, each finding with its cell."""

from __future__ import annotations

import pytest

from aggregator.judge.content import content_findings
from aggregator.judge.entries import normalise, raw_frame
from aggregator.nouns.document import Sheet
from aggregator.nouns.finding import Finding, short
from tests.sheets import CAMPAIGN, m3, read_list, shown

GOOD = "| 1 | Thôn Trại | Trồng hoa | Tập thể | | x | 30/10/2024 | Đường đẹp | Cấp huyện |"


def findings_of(cells: Sheet | str, unit: str | None = "cao-xa", *, base: bool = False) -> list[Finding]:
    """The findings of one list."""
    entries = normalise(raw_frame([("M3.xlsx", read_list(cells))]), CAMPAIGN)
    entries["unit"], entries["form"], entries["unknown_is_base"] = unit, "M3", base
    return content_findings(entries, CAMPAIGN)


def codes_of(*lines: str) -> list[str]:
    return shown(findings_of(m3("I. Kinh tế", *lines)))


def test_a_good_entry_has_no_finding() -> None:
    assert codes_of(GOOD) == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("| 1 | T | 1. Trồng hoa⏎2. Nuôi gà | Tập thể | | x | 30/10/2024 | | Cấp huyện |", "several-names @ C3"),
        ("| 1 | T | Trồng hoa | Tập thể | x | x | 30/10/2024 | | Cấp huyện |", "mode-both @ E3"),
        ("| 1 | T | Trồng hoa | Tập thể | | | 30/10/2024 | | Cấp huyện |", "mode-neither @ E3"),
        ("| 1 | T | Trồng hoa | | | x | 30/10/2024 | | Cấp huyện |", "holder-missing @ D3"),
        ("| 1 | T | Trồng hoa | 12 người | | x | 30/10/2024 | | Cấp huyện |", "holder-unclear @ D3"),
        ("| 1 | T | Trồng hoa | Tập thể | | x | | | Cấp huyện |", "completion-missing @ G3"),
        ("| 1 | T | Trồng hoa | Tập thể | | x | Khi nào xong | | Cấp huyện |", "completion-unclear @ G3"),
        ("| 1 | T | Trồng hoa | Tập thể | | x | Thường xuyên | | Cấp huyện |", "completion-open @ G3"),
        ("| 1 | T | Trồng hoa | Tập thể | | x | Quý III | | Cấp huyện |", "completion-year-assumed @ G3"),
        ("| 1 | T | Trồng hoa | Tập thể | | x | 30/10/2023 | | Cấp huyện |", "completion-past @ G3"),
        ("| 1 | T | Trồng hoa | Tập thể | | x | 30/10/2024 | | |", "level-missing @ I3"),
        ("| 1 | T | Trồng hoa | Tập thể | | x | 30/10/2024 | | Tỉnh, huyện |", "level-unclear @ I3"),
    ],
)
def test_each_fault_is_one_finding_at_its_cell(line: str, expected: str) -> None:
    assert codes_of(line) == [expected]


def test_all_faults_of_an_entry_come_at_once() -> None:
    assert codes_of("| 1 | Thôn Trại | Trồng hoa |") == [
        "mode-neither @ E3", "holder-missing @ D3", "completion-missing @ G3", "level-missing @ I3",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Gương người tốt", "field-missing @ C2"), ("Camera an ninh", "field-suggested @ C2")],
)
def test_an_entry_without_a_field(name: str, expected: str) -> None:
    assert shown(findings_of(m3(GOOD.replace("Trồng hoa", name)))) == [expected]


def test_where_the_table_lacks_the_column_the_name_is_the_place() -> None:
    text = "| | Tên mô hình | Địa chỉ | Mục tiêu |\n| | Gương người tốt | Thôn Trại | |"
    assert {f.cell for f in findings_of(text)} == {"B2"}


def test_the_same_model_twice_is_one_finding_that_names_every_place() -> None:
    again = GOOD.replace("| 1 |", "| 2 |").replace("Trồng hoa", "TRỒNG HOA.")
    (twice,) = findings_of(m3("I. Kinh tế", GOOD, again))
    assert (twice.code, twice.cell) == ("name-twice", "C3")
    assert "dòng 3" in twice.message
    assert "dòng 4" in twice.message


def test_the_same_name_in_two_villages_is_two_models() -> None:
    assert codes_of(GOOD, GOOD.replace("Thôn Trại", "Thôn Ngò")) == []


def test_an_unknown_level_in_an_agencys_list_is_only_a_remark() -> None:
    line = "| 1 | T | Trồng hoa | Tập thể | | x | 30/10/2024 | | |"
    severities = [findings_of(m3("I. Kinh tế", line), base=base)[0].severity for base in (False, True)]
    assert severities == ["warning", "info"]


def test_every_finding_names_unit_file_and_sheet() -> None:
    for finding in findings_of(m3("| 1 | | Trồng hoa |", "| 2 | | Trồng hoa |")):
        assert (finding.unit, finding.file, finding.sheet) == ("cao-xa", "M3.xlsx", "Sheet1")


def test_entries_of_an_unknown_unit_are_checked_too_but_not_for_repeats() -> None:
    assert shown(
        findings_of(m3("I. Kinh tế", GOOD, GOOD.replace("| 1 |", "| 2 |").replace("x", "")), unit=None)
    ) == ["mode-neither @ E4"]


def test_a_long_name_is_cut_in_messages() -> None:
    assert len(short("Trồng hoa " * 40)) <= 90
    assert short("Trồng\n hoa") == "Trồng hoa"
    assert short(None) == ""
