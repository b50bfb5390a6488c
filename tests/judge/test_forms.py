"""What the forms tell of their entries (R9), and what a unit's files say of its own registration (R5)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import pytest
from msgspec.structs import replace

from aggregator.judge.entries import with_dtype
from aggregator.judge.forms import tell
from aggregator.judge.standings import day_of, own_registration_states
from aggregator.nouns.file import AttributedFile
from aggregator.nouns.outcome import Clash, FormMatches, Registration, rows_of
from aggregator.nouns.reading import OwnRegistration
from aggregator.nouns.standing import OwnRegistrationState
from tests.forms import registration
from tests.handled import listed
from tests.sheets import CAMPAIGN, at

SILENT: dict[str, Any] = {
    "unit": "cao-xa", "name": "Đường hoa", "goals": "Đẹp", "level": None, "level_source": None,
    "level_why": "level-missing", "level_text": None, "field": None, "field_source": None,
    "field_why": "field-missing", "holder_kind": None, "unknown_is_base": False,
    "file": "M3.xlsx", "sheet": "M3", "cells": {},
}  # fmt: skip


def after_forms(*forms: Registration, **entry: Any) -> tuple[dict[str, Any], list[Clash]]:
    """The only entry after its form spoke, and the contradictions."""
    frame, clashes = tell(rows(entry), FormMatches(forms), CAMPAIGN)
    ((_, *values),) = rows_of(frame, *frame.columns)
    return dict(zip(frame.columns, values, strict=True)), clashes


def rows(*entries: dict[str, Any]) -> pd.DataFrame:
    columns = {name: [(SILENT | entry)[name] for entry in entries] for name in SILENT}
    return pd.DataFrame({name: with_dtype(name, values) for name, values in columns.items()})


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
    frame, _ = tell(rows({}, second), FormMatches(forms), CAMPAIGN)
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
    frame, _ = tell(rows({"unknown_is_base": True}), FormMatches((form(),)), CAMPAIGN)
    assert not frame["unknown_is_base"].iloc[0]


def test_a_replaced_form_tells_nothing() -> None:
    assert after_forms(form(level="province", replaced=True))[0]["level"] is None


EARLY, LATE = "20/02/2024 08:00", "26/02/2024 08:00"


def state_of(file: str, kind: str, when: str = EARLY, **facts: object) -> AttributedFile:
    """A file that says something of it."""
    item = listed(file, "Trồng hoa", when=when)
    assert item.reading is not None
    registration = OwnRegistration(kind, "Sheet1", 1, **facts)  # type: ignore[arg-type]
    return replace(item, reading=replace(item.reading, own_registration=registration))


def state(*items: AttributedFile, status: str = "read") -> OwnRegistrationState | None:
    return own_registration_states(items, {item.file: status for item in items}).get("cao-xa")


def test_nothing_said_is_nothing_seen() -> None:
    assert state(listed("M3.xlsx", "Trồng hoa")) is None


def test_the_block_on_the_list_answers() -> None:
    unit_state = state(state_of("M3.xlsx", "block", answer=True, number="15-KH/ĐU", date="20/02/2024"))
    assert unit_state is not None
    assert (unit_state.registered, unit_state.plan, unit_state.plan_number) == (True, True, "15-KH/ĐU")
    assert (unit_state.plan_date, unit_state.plan_day) == ("20/02/2024", dt.date(2024, 2, 20))
    assert (unit_state.files, unit_state.received_at) == (("M3.xlsx",), at(EARLY))


def test_a_block_that_says_no_is_no_and_has_no_time() -> None:
    unit_state = state(state_of("M3.xlsx", "block", answer=False))
    assert unit_state is not None
    assert (unit_state.registered, unit_state.plan, unit_state.received_at) == (False, False, None)


def test_the_later_answer_counts_whatever_the_files_are_called() -> None:
    unit_state = state(
        state_of("a.xlsx", "block", LATE, answer=True), state_of("b.xlsx", "block", EARLY, answer=False)
    )
    assert unit_state is not None
    assert unit_state.registered is True


def test_a_paper_of_registration_goes_before_the_block() -> None:
    unit_state = state(state_of("R5.docx", "registration"), state_of("M3.xlsx", "block", LATE, answer=False))
    assert unit_state is not None
    assert unit_state.registered is True


def test_the_number_of_a_registration_is_not_that_of_a_plan() -> None:
    unit_state = state(state_of("R5.docx", "registration", number="09-ĐK/ĐU", date="23/02/2024"))
    assert unit_state is not None
    assert (unit_state.registered, unit_state.plan, unit_state.plan_number) == (True, False, None)


def test_a_plan_alone_is_no_registration() -> None:
    unit_state = state(state_of("KH.docx", "plan", number="21-KH/ĐU"))
    assert unit_state is not None
    assert (unit_state.registered, unit_state.plan, unit_state.plan_number) == (None, True, "21-KH/ĐU")


def test_a_plan_with_its_number_goes_before_a_later_one_without() -> None:
    unit_state = state(state_of("KH.docx", "plan", number="21-KH/ĐU"), state_of("KH 2.docx", "plan", LATE))
    assert unit_state is not None
    assert unit_state.plan_number == "21-KH/ĐU"


@pytest.mark.parametrize(("status", "expected"), [("superseded", True), ("empty", True), ("duplicate", False)])
def test_which_files_are_looked_into(status: str, *, expected: bool) -> None:
    assert (state(state_of("M3.xlsx", "block", answer=True), status=status) is not None) is expected


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("20/02/2024", dt.date(2024, 2, 20)),
        ("ngày 5 tháng 3 năm 2024", dt.date(2024, 3, 5)),
        ("5.3.2024", dt.date(2024, 3, 5)),
        ("2024-02-20", dt.date(2024, 2, 20)),
        ("31/02/2024", None),
        ("tháng 2/2024", None),
        (None, None),
    ],
)
def test_the_day_of_a_paper(text: str | None, day: dt.date | None) -> None:
    assert day_of(text) == day


def test_in_a_list_with_ticks_for_the_levels_above_alone_what_is_not_ticked_is_base() -> None:
    ticks = {"level_province": "I", "level_district": "J"}
    ticked = {"level": "province", "level_source": "column", "level_why": None}

    def base(cells: dict[str, str], first: dict[str, Any]) -> bool:
        frame, _ = tell(rows(first | {"cells": cells}, {"cells": cells}), FormMatches(()), CAMPAIGN)
        return bool(frame["unknown_is_base"].iloc[1])

    assert base(ticks, ticked)
    assert not base(ticks, {})
    assert not base(ticks | {"level_base": "K"}, ticked)
