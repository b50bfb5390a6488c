"""R5: what a unit's files say of its own registration and its plan; silence accuses nobody."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from aggregator.judge.forms import day_of, own_states
from aggregator.nouns.file import Handled
from aggregator.nouns.reading import OwnRegistration
from aggregator.nouns.standing import OwnState
from tests.handled import listed
from tests.sheets import at

EARLY, LATE = "20/02/2024 08:00", "26/02/2024 08:00"


def state_of(file: str, kind: str, when: str = EARLY, **facts: object) -> Handled:
    """A file that says something of it."""
    item = listed(file, "Trồng hoa", when=when)
    assert item.read is not None
    registration = OwnRegistration(kind, "Sheet1", 1, **facts)  # type: ignore[arg-type]
    return replace(item, read=replace(item.read, own_registration=registration))


def state(*items: Handled, status: str = "read") -> OwnState | None:
    return own_states(items, {item.file: status for item in items}).get("cao-xa")


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
