"""Name and goals written alike to the word by several units: told as a group, in which nobody is merged."""

from __future__ import annotations

from typing import Any

from aggregator.campaign.load import default_campaign
from aggregator.judge.doubles import same_text_across_units, same_text_findings
from tests.write.outcome_parts import entries_frame, entry

GOALS = "Lắp 24 mắt camera trên các trục đường chính, giảm 20% vụ trộm cắp vặt"
NAME = "Camera an ninh trên các trục đường thôn"


def model(unit: str | None, row: int, **facts: Any) -> dict[str, Any]:
    return entry(unit, row, **{"name": NAME, "goals": GOALS, **facts})


def test_the_same_words_of_two_units_are_a_group() -> None:
    frame = entries_frame(
        [model("cao-xa", 9), model("ngoc-ly", 9, name=NAME.upper()), model("lam-cot", 9, name="Khác")]
    )
    assert same_text_across_units(frame, doubles=()) == [(0, 1)]


def test_one_unit_alone_short_goals_and_what_is_told_already_are_none() -> None:
    frame = entries_frame([model("cao-xa", 9), model("cao-xa", 10), model(None, 11)])
    assert same_text_across_units(frame, doubles=()) == []
    short = entries_frame([model(unit, 9, goals="Xanh, sạch, đẹp") for unit in ("cao-xa", "ngoc-ly")])
    assert same_text_across_units(short, doubles=()) == []
    two = entries_frame([model(unit, 9) for unit in ("cao-xa", "ngoc-ly")])
    assert same_text_across_units(two, doubles=(0, 1)) == []


def test_the_finding_names_units_files_and_rows_and_accuses_nobody() -> None:
    frame = entries_frame([model("cao-xa", 9), model("ngoc-ly", 12)])
    (finding,) = same_text_findings(same_text_across_units(frame, doubles=()), frame, default_campaign())
    assert (finding.code, finding.severity, finding.unit) == ("same-text-other-units", "info", None)
    assert "2 đơn vị" in finding.message
    assert "Xã Cao Xá" in finding.message
    assert "dòng 12" in finding.message
