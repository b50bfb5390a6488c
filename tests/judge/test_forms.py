"""What the forms tell of their entries: level and field where the list is silent, and contradictions (R9)."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from aggregator.judge.forms import tell
from aggregator.nouns.outcome import Clash, Matching, Registration
from tests.forms import registration
from tests.sheets import CAMPAIGN

SILENT: dict[str, Any] = {
    "unit": "cao-xa", "name": "Đường hoa", "goals": "Đẹp", "level": None, "level_source": None,
    "level_why": "level-missing", "field": None, "field_source": None, "field_why": "field-missing",
    "holder_kind": None, "unknown_is_base": False,
}  # fmt: skip


def after_forms(*forms: Registration, **entry: Any) -> tuple[dict[str, Any], list[Clash]]:
    """The only entry after its form spoke, and the contradictions."""
    frame, clashes = tell(rows(entry), Matching(forms), CAMPAIGN)
    return dict(frame.iloc[0]), clashes


def rows(*entries: dict[str, Any]) -> pd.DataFrame:
    return pd.DataFrame([SILENT | entry for entry in entries], dtype=object)


def form(**facts: Any) -> Registration:
    return registration("Đường hoa", **({"entry": 0} | facts))


def lines(clashes: list[Clash]) -> list[str]:
    return [f"{clash.aspect}: {clash.of_list} / {clash.of_form}" for clash in clashes]


def test_a_silent_list_takes_level_and_field_from_the_form() -> None:
    entry, clashes = after_forms(form(level="province", field="defence_security"))
    assert (entry["level"], entry["level_source"], entry["level_why"]) == ("province", "registration", None)
    assert (entry["field"], entry["field_source"], entry["field_why"]) == ("defence_security", "registration", None)
    assert clashes == []


def test_a_form_that_says_nothing_tells_nothing() -> None:
    entry, clashes = after_forms(form())
    assert (entry["level"], entry["field"], clashes) == (None, None, [])


@pytest.mark.parametrize("source", ["column", "heading"])
def test_the_list_keeps_its_level_and_the_contradiction_is_shown(source: str) -> None:
    entry, clashes = after_forms(form(level="province"), level="district", level_source=source)
    assert (entry["level"], entry["level_source"]) == ("district", source)
    assert lines(clashes) == ["level: district / province"]
    assert clashes[0].rival == "province"


def test_the_form_goes_before_words_in_brackets_and_the_contradiction_is_shown_all_the_same() -> None:
    entry, clashes = after_forms(form(level="province"), level="district", level_source="text")
    assert (entry["level"], entry["level_source"]) == ("province", "registration")
    assert clashes[0].rival == "district"


def test_what_a_person_corrected_stays_and_contradicts_nothing() -> None:
    facts = {"level": "district", "level_source": "correction", "field": "economy", "field_source": "correction"}
    entry, clashes = after_forms(form(level="province", field="defence_security"), **facts)
    assert (entry["level"], entry["field"], clashes) == ("district", "economy", [])


def test_the_same_level_is_no_contradiction() -> None:
    assert after_forms(form(level="district"), level="district", level_source="column")[1] == []


def test_a_field_that_differs_is_a_contradiction_and_the_list_counts() -> None:
    entry, clashes = after_forms(form(field="defence_security"), field="economy", field_source="section")
    assert entry["field"] == "economy"
    assert lines(clashes) == ["field: economy / defence_security"]


def test_the_box_of_economy_and_environment_never_contradicts_section_two() -> None:
    assert after_forms(form(field="economy"), field="culture_society", field_source="section")[1] == []


def test_on_m4_that_box_only_suggests_where_the_row_speaks_of_the_environment() -> None:
    entry, _ = after_forms(form(field="economy"), name="Bảo vệ môi trường nông thôn")
    assert (entry["field"], entry["field_source"]) == ("culture_society", "suggested")
    assert after_forms(form(field="economy"), name="Hiến đất làm đường")[0]["field_source"] == "registration"


def test_a_suggested_field_gives_way_to_the_form() -> None:
    entry, clashes = after_forms(form(field="political_system"), field="economy", field_source="suggested")
    assert (entry["field"], entry["field_source"], clashes) == ("political_system", "registration", [])


def test_a_person_on_m1_is_a_contradiction() -> None:
    assert lines(after_forms(form(), holder_kind="individual")[1]) == ["holder: individual / collective"]


def base_by_silence(*forms: Registration, **second: Any) -> list[bool]:
    """Whether each of two entries of unknown level would count as base."""
    frame, _ = tell(rows({}, second), Matching(forms), CAMPAIGN)
    return [bool(value) for value in frame["unknown_is_base"]]


def test_in_a_silent_list_whose_forms_came_what_has_no_form_is_base() -> None:
    assert base_by_silence(form(level="province"))[1]


def test_without_any_form_silence_says_nothing() -> None:
    assert base_by_silence() == [False, False]


def test_where_the_list_names_a_level_itself_silence_says_nothing() -> None:
    assert not base_by_silence(form(level="province"), level="base", level_source="column")[0]


def test_where_the_list_names_two_levels_silence_says_nothing() -> None:
    assert base_by_silence(form(level="province"), level_why="level-unclear") == [False, False]


def test_where_a_form_has_no_row_silence_says_nothing() -> None:
    stray = registration("Nuôi gà", 9, level="district")
    assert base_by_silence(form(level="province"), stray) == [False, False]


def test_an_entry_whose_form_leaves_the_level_open_is_not_base() -> None:
    open_form = registration("Nuôi gà", 9, entry=1)
    assert base_by_silence(form(level="province"), open_form) == [True, False]


def test_an_agencys_entry_whose_form_leaves_the_level_open_is_not_base_either() -> None:
    frame, _ = tell(rows({"unknown_is_base": True}), Matching((form(),)), CAMPAIGN)
    assert not frame["unknown_is_base"].iloc[0]


def test_a_replaced_form_tells_nothing() -> None:
    assert after_forms(form(level="province", replaced=True))[0]["level"] is None
