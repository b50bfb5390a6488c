"""RESULT.json: what other programs are promised."""

from __future__ import annotations

import copy
import datetime as dt
import json
from functools import cache
from importlib.resources import files
from typing import Any, get_args

import jsonschema
import numpy as np
import pandas as pd
import pytest
from msgspec import to_builtins

from aggregator.nouns.outcome import Outcome
from aggregator.nouns.result import (
    FIELDS,
    HOLDERS,
    KINDS,
    LEVELS,
    RECEIVED_FROM,
    STATUSES,
    Choice,
    Mode,
    Result,
)
from aggregator.write.result import result_bytes, result_of, schema_text
from tests.plain_results import result_dict, result_from
from tests.write.outcome_maker import CAMPAIGN
from tests.write.outcome_parts import entry
from tests.write.outcomes import empty_outcome, made_up_outcome, outcome_with, perfect_outcome, with_column

OUTCOMES = {"full": made_up_outcome(), "empty": empty_outcome(), "perfect": perfect_outcome()}


@cache
def validator() -> jsonschema.Draft202012Validator:
    schema = json.loads((files("aggregator.write") / "result.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def test_the_schema_in_the_package_is_that_of_the_types() -> None:
    """After a change of the types: ``python -m aggregator.write.result``."""
    committed = (files("aggregator.write") / "result.schema.json").read_text(encoding="utf-8")
    assert committed == schema_text()


def test_what_is_written_is_read_back_the_same() -> None:
    for outcome in OUTCOMES.values():
        there = result_of(outcome)
        back = result_from(json.loads(result_bytes(outcome)), there.source)
        for name in Result.__struct_fields__:
            read, written = (to_builtins(getattr(result, name), order="sorted") for result in (back, there))
            assert read == written, name


def test_a_column_that_the_forms_have_besides_is_a_key_of_its_own() -> None:
    made = result_dict(with_column(outcome_with([{}, {}]), "5 triệu đồng"))
    assert [entry["budget"] for entry in made["entries"]] == ["5 triệu đồng", None]
    assert validator().is_valid(made)


def full() -> dict[str, Any]:
    return copy.deepcopy(_full())


@cache
def _full() -> dict[str, Any]:
    return result_dict(OUTCOMES["full"])


def short() -> dict[str, Any]:
    """The result with the first of each kind only, which is checked in a moment."""
    return copy.deepcopy({key: value[:1] if isinstance(value, list) else value for key, value in _full().items()})


def test_the_short_result_keeps_the_schema() -> None:
    assert validator().is_valid(short())
    assert all(short()[section] for section in SECTIONS)


@pytest.mark.parametrize("outcome", OUTCOMES.values(), ids=OUTCOMES.keys())
def test_every_result_keeps_the_schema(outcome: Outcome) -> None:
    assert [e.message for e in validator().iter_errors(json.loads(result_bytes(outcome)))] == []


@pytest.mark.parametrize("counts", ["by_status", "entries_by_field", "entries_by_level"])
def test_counts_by_code_have_every_code_and_no_other(counts: str) -> None:
    whole = short()
    lacking = copy.deepcopy(whole)
    lacking["totals"][counts].popitem()
    assert not validator().is_valid(lacking)
    whole["totals"][counts]["other"] = 1
    assert not validator().is_valid(whole)


def test_the_keys_stand_in_the_order_of_the_contract() -> None:
    result = full()
    assert list(result) == [
        "campaign", "totals", "units", "submissions", "entries", "registrations", "findings", "decisions",
    ]  # fmt: skip
    assert list(result["campaign"])[:4] == ["year", "deadline", "briefing", "as_of"]
    assert list(result["totals"]) == [
        "files", "by_status", "rows_seen", "entries", "rows_joined", "rows_decoration", "rows_set_aside",
        "entries_by_field", "entries_by_level",
    ]  # fmt: skip
    assert list(result["units"][0]) == [
        "code", "name", "kind", "receipt", "received_at", "received_from", "quota", "counts", "forms",
        "own_registration", "quota_standing", "waived", "signed", "must_send",
    ]  # fmt: skip
    assert list(result["units"][0]["forms"]) == ["needed", "matched", "received", "on_paper", "paper"]
    assert list(result["units"][0]["own_registration"]) == [
        "registered", "plan", "plan_number", "plan_date", "plan_date_typed", "received_at", "received_from",
        "files",
    ]  # fmt: skip
    assert list(result["registrations"][0]) == [
        "unit", "form", "name", "holder_kind", "holder", "field", "level", "content", "period", "scope", "results",
        "file", "sheet", "row", "entry", "replaced",
    ]  # fmt: skip
    assert list(result["submissions"][0]) == [
        "file", "sha256", "unit", "forms", "received_at", "received_from", "status", "reason",
    ]  # fmt: skip
    assert list(result["entries"][0])[:19] == [
        "unit", "form", "field", "field_source", "level", "level_source", "stt", "address", "name", "holder",
        "holder_kind", "mode", "completion", "completion_date", "goals", "typed", "file", "sheet", "row",
    ]  # fmt: skip
    assert list(result["findings"][0]) == [
        "code", "severity", "unit", "file", "sheet", "cell", "message", "remedy",
    ]  # fmt: skip


def test_times_carry_the_offset_of_the_district() -> None:
    campaign = full()["campaign"]
    assert campaign == {
        "year": 2024,
        "deadline": "2024-02-27T23:59:59+07:00",
        "briefing": "2024-03-01",
        "as_of": "2024-02-29T08:15:00+07:00",
        "title": "Phong trào thi đua “Dân vận khéo” năm 2024",
        "province": "Bắc Giang",
        "district": "Tân Yên",
        "province_cap": 5,
        "limits": campaign["limits"],
    }


def test_a_time_of_another_zone_is_told_on_the_districts_clock() -> None:
    london = made_up_outcome(as_of=dt.datetime(2024, 2, 27, 17, 0, tzinfo=dt.UTC))
    assert result_dict(london)["campaign"]["as_of"] == "2024-02-28T00:00:00+07:00"


def test_all_units_of_the_roster_are_listed() -> None:
    assert [unit["code"] for unit in result_dict(OUTCOMES["empty"])["units"]] == [u.code for u in CAMPAIGN.units]


def test_the_result_is_readable_text_without_nan() -> None:
    text = result_bytes(OUTCOMES["full"]).decode("utf-8")
    assert "Thị trấn Cao Thượng" in text
    assert "NaN" not in text
    assert text.startswith('{\n  "campaign"')


def test_the_same_outcome_gives_the_same_bytes() -> None:
    assert result_bytes(made_up_outcome()) == result_bytes(made_up_outcome.__wrapped__())


@pytest.mark.parametrize("nothing", [None, float("nan"), pd.NaT, pd.NA])
def test_whatever_kind_of_nothing_the_frame_holds_is_null(nothing: object) -> None:
    facts = {"note": nothing, "completion_date": nothing, "level": nothing, "typed": nothing}
    told = result_dict(outcome_with([facts, {}]))["entries"][0]
    assert [told[key] for key in facts] == [None] * 4


def test_numbers_and_dates_of_pandas_become_plain() -> None:
    outcome = outcome_with([{"row": np.int64(15), "completion_date": pd.Timestamp(2024, 9, 30)}])
    told = json.loads(result_bytes(outcome))["entries"][0]
    assert (told["row"], told["completion_date"]) == (15, "2024-09-30")


def test_what_was_typed_is_kept_beside() -> None:
    told = result_dict(outcome_with([{"typed": {"name": "M« h×nh"}}]))["entries"][0]
    assert told["typed"] == {"name": "M« h×nh"}
    assert entry("x", 1)["typed"] is None


def test_a_registration_names_the_entry_it_is_of() -> None:
    result = full()
    places = [{key: entry[key] for key in ("file", "sheet", "row")} for entry in result["entries"]]
    of = [form["entry"] for form in result["registrations"]]
    assert None in of
    assert all(place in places for place in of if place)
    assert [form.entry is None for form in OUTCOMES["full"].registrations] == [place is None for place in of]


def test_what_was_not_seen_of_the_units_own_registration_is_null() -> None:
    (unit, *_) = result_dict(OUTCOMES["empty"])["units"]
    assert unit["forms"] == {"needed": 0, "matched": 0, "received": 0, "on_paper": False, "paper": 0}
    assert unit["own_registration"] == {
        "registered": None, "plan": False, "plan_number": None, "plan_date": None, "plan_date_typed": None,
        "received_at": None, "received_from": None, "files": [],
    }  # fmt: skip


def test_the_date_of_a_plan_is_told_as_typed_and_as_a_day() -> None:
    told = next(unit["own_registration"] for unit in full()["units"] if unit["own_registration"]["plan_date"])
    assert (told["plan_date"], told["plan_date_typed"]) == ("2024-02-20", "20/02/2024")


def test_every_key_of_the_forms_and_of_the_own_registration_is_required() -> None:
    for inner in ("forms", "own_registration"):
        for key in short()["units"][0][inner]:
            broken = short()
            del broken["units"][0][inner][key]
            assert not validator().is_valid(broken), key


SECTIONS = ["campaign", "totals", "units", "submissions", "entries", "registrations", "findings"]


@pytest.mark.parametrize("section", SECTIONS)
def test_a_missing_key_breaks_the_schema(section: str) -> None:
    for key in short()[section] if isinstance(short()[section], dict) else short()[section][0]:
        broken = short()
        holder = broken[section] if isinstance(broken[section], dict) else broken[section][0]
        del holder[key]
        assert not validator().is_valid(broken), key


@pytest.mark.parametrize(
    ("section", "key", "value"),
    [
        ("units", "receipt", "lost"),
        ("units", "quota", None),
        ("units", "received_at", "2024-02-27T10:00:00"),
        ("submissions", "status", "unknown"),
        ("submissions", "file", "C:\\inbox\\a.xlsx"),
        ("entries", "field", "kinh tế"),
        ("entries", "completion_date", "30/09/2024"),
        ("entries", "row", 0),
        ("findings", "severity", "fatal"),
        ("findings", "code", "Quota Broken"),
    ],
)
def test_a_value_outside_the_contract_breaks_the_schema(section: str, key: str, value: object) -> None:
    broken = short()
    broken[section][0][key] = value
    assert not validator().is_valid(broken)


def test_later_work_may_add_keys() -> None:
    more = short()
    for holder in (more, more["campaign"], more["units"][0], more["entries"][0]):
        holder["added_later"] = 1
    assert validator().is_valid(more)


def enums(value: Any) -> set[frozenset[str]]:
    """Every list of allowed texts in the schema."""
    if isinstance(value, dict):
        own = {frozenset(code for code in value["enum"] if code)} if isinstance(value.get("enum"), list) else set()
        return own.union(*(enums(part) for part in value.values()))
    return set().union(*map(enums, value)) if isinstance(value, list) else set()


@pytest.mark.parametrize(
    "codes", [KINDS, LEVELS, FIELDS, HOLDERS, get_args(Mode), get_args(Choice), RECEIVED_FROM, STATUSES]
)
def test_the_schema_promises_the_codes_of_the_reader(codes: tuple[str, ...]) -> None:
    assert frozenset(codes) in enums(validator().schema)


def test_the_campaign_in_data_keeps_to_the_promised_codes() -> None:
    assert {group.code for group in CAMPAIGN.groups} == set(KINDS)
    assert {level.code for level in CAMPAIGN.levels} == set(LEVELS)
    assert {field.code for field in CAMPAIGN.fields} == set(FIELDS)


def test_the_limits_are_told_with_their_source() -> None:
    told = full()["campaign"]["limits"]
    assert [(x["group"], x["level"], x["minimum"], x["maximum"]) for x in told] == [
        (x.group, x.level, x.minimum, x.maximum) for x in CAMPAIGN.limits
    ]
    assert all(x["source"] for x in told)
