"""Verdicts that hang on forms: every way in which list or form could be right must come to the same (R1, R2)."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from aggregator.check.quotas import Verdict
from aggregator.check.verdicts import verdict_of
from aggregator.registered import Clash, UnitForms
from aggregator.settled import Receipt, SettledUnit, UnitReturns
from tests.forms import registration
from tests.handled import listed
from tests.sheets import AFTER, BEFORE, CAMPAIGN

LEVELS = {"p": "province", "d": "district", "b": "base", "?": None}


def verdict(levels: str, unit: str = "cao-xa", *, strays: str = "", clashes: str = "", **more: Any) -> Verdict:
    """The verdict on entries given as letters, forms without a row likewise, and clashes as “here→there” pairs."""
    rows = [("M3.xlsx", LEVELS[letter], more.get("silent_is_base", False)) for letter in levels]
    entries = pd.DataFrame(rows, columns=["file", "level", "unknown_is_base"], dtype=object)
    forms = UnitForms(
        registrations=[registration("Nuôi gà", n, level=LEVELS[letter]) for n, letter in enumerate(strays)],
        clashes=[
            Clash(registration("Nuôi gà"), n, "level", LEVELS[here] or "", LEVELS[there] or "")
            for n, (here, there) in enumerate(map(tuple, clashes.split()))
        ],
    )
    counting = (listed("M3.xlsx", "Trồng hoa"),) if more.get("listed", True) else ()
    receipt = Receipt(more.get("receipt", "on_time"))
    settled = SettledUnit(CAMPAIGN.units_by_code[unit], receipt, UnitReturns(), counting)
    return verdict_of(settled, entries, CAMPAIGN, more.get("as_of", AFTER), forms)


@pytest.mark.parametrize(
    ("levels", "strays", "expected"),
    [
        ("pdddd", "", "met"),
        ("pdddd", "d", "met"),
        ("pdddd", "dd", "undetermined"),
        ("pdd", "dd", "undetermined"),
        ("pdd", "d", "violated"),
        ("dddd", "?", "undetermined"),
        ("ddd", "p", "violated"),
        ("ddd", "??", "undetermined"),
        ("pdddd", "b", "met"),
        ("ppp dddd", "ppp", "violated"),
    ],
)
def test_a_form_without_its_row_counts_where_it_could_change_the_verdict(
    levels: str, strays: str, expected: str
) -> None:
    assert verdict(levels.replace(" ", ""), strays=strays).quota == expected


@pytest.mark.parametrize(
    ("levels", "clashes", "expected"),
    [
        ("pdddd", "dp", "undetermined"),
        ("pddddd", "dp", "met"),
        ("bb", "bp", "violated"),
        ("ddddd", "dp", "undetermined"),
        ("ddddb", "dp bd", "undetermined"),
    ],
)
def test_a_contradiction_counts_where_the_verdict_hangs_on_it(levels: str, clashes: str, expected: str) -> None:
    assert verdict(levels, clashes=clashes).quota == expected


def test_a_contradiction_and_a_form_without_row_may_change_it_only_together() -> None:
    assert verdict("dddd", strays="d").quota == verdict("dddd", clashes="dp").quota == "violated"
    found = verdict("dddd", strays="d", clashes="dp")
    assert (found.quota, found.broken) == ("undetermined", ())
    assert found.why is not None
    assert "ghi cấp khác nhau" in found.why
    assert "chưa thấy mô hình tương ứng" in found.why


def test_silence_that_means_base_is_counted_as_base() -> None:
    found = verdict("pdddd???", silent_is_base=True)
    assert (found.quota, found.counts) == ("met", {"province": 1, "district": 4, "base": 3, "unknown": 0})
    assert verdict("pdddd???").quota == "undetermined"


def test_an_agency_may_register_too_much_by_a_form_without_its_row() -> None:
    assert verdict("pp", "phong-noi-vu", strays="p").quota == "undetermined"
    assert verdict("p", "phong-noi-vu", strays="p").quota == "met"


def test_a_nil_return_with_a_form_is_not_certain() -> None:
    assert verdict("", listed=False, receipt="nil").quota == "violated"
    assert verdict("", listed=False, receipt="nil", strays="pdddd").quota == "undetermined"


def test_forms_alone_are_not_assessed() -> None:
    assert verdict("", listed=False, receipt="forms_only", strays="pdddd").quota == "not_assessed"


def test_before_the_deadline_a_shortfall_stays_open() -> None:
    assert verdict("pd", strays="d", as_of=BEFORE).quota == "open"


def test_hundreds_of_forms_without_a_row_take_no_time() -> None:
    assert verdict("pdddd", strays="?" * 300, clashes="dp " * 30).quota == "undetermined"
