"""Made-up outcomes over the real roster, with invented people; each is made once and changed by nobody."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from functools import cache
from typing import Any

import pandas as pd
from msgspec import structs

from aggregator.nouns.finding import Finding
from aggregator.nouns.outcome import Balance, FileBalance, Outcome
from aggregator.nouns.unit import Column, Heading
from tests.write.outcome_maker import AS_OF, CAMPAIGN, ON_TIME, ZONE, Maker
from tests.write.outcome_parts import entries_frame, entry, level_of, submission, unit_state


@cache
def made_up_outcome(seed: int = 2024, per_unit: int = 9, copies: int = 1, as_of: dt.datetime = AS_OF) -> Outcome:
    """An outcome with every state; ``copies`` multiplies the files of each unit (to measure speed)."""
    return Maker(random.Random(seed), per_unit, copies, as_of).outcome()  # noqa: S311 -- made-up data


def with_column(outcome: Outcome, *texts: str | None) -> Outcome:
    """The same in a campaign whose M3 has a column “Kinh phí” besides, with texts of the first entries in it."""
    m3, *others = CAMPAIGN.forms
    column = Column(code="budget", head="Kinh phí (dự kiến)", width=10, added=True)
    campaign = structs.replace(
        CAMPAIGN,
        forms=(structs.replace(m3, columns=(*m3.columns, column)), *others),
        headings=(*CAMPAIGN.headings, Heading("budget", "Kinh phí", ())),
    )
    budgets = pd.Series([*texts, *[None] * (len(outcome.entries) - len(texts))], outcome.entries.index, object)
    return structs.replace(outcome, campaign=campaign, entries=outcome.entries.assign(budget=budgets))


@cache
def empty_outcome() -> Outcome:
    """Nothing came at all and the deadline is far."""
    units = [unit_state(unit, "pending", None, "not_assessed") for unit in CAMPAIGN.units]
    as_of = dt.datetime(2024, 2, 20, 7, 30, tzinfo=ZONE)
    return Outcome(CAMPAIGN, as_of, [], units, entries_frame([]), [], Balance(0, 0, 0, 0, 0), [])


@cache
def perfect_outcome() -> Outcome:
    """Every unit in time and as the rules want it."""
    return Maker(random.Random(1), 9, 1, AS_OF, perfect=True).outcome()  # noqa: S311 -- made-up data


def outcome_with(entries: list[dict[str, Any]], findings: list[Finding] | None = None) -> Outcome:
    """The first unit sent these entries (missing facts are filled in), all in one file, nobody else anything."""
    unit, *others = CAMPAIGN.units
    rows = [entry(unit.code, **{"row": number} | facts) for number, facts in enumerate(entries, start=12)]
    states = [unit_state(unit, "on_time", (ON_TIME, "book"), "met", Counter(level_of(r) for r in rows))]
    states += [unit_state(other, "missing", None, "not_assessed") for other in others]
    balance = Balance(len(rows), len(rows), 0, 0, 0)
    came = [submission("M3.xlsx", unit.code, ("M3",), (ON_TIME, "book"), "read")]
    parts = [FileBalance("M3.xlsx", unit.code, balance)]
    return Outcome(CAMPAIGN, AS_OF, came, states, entries_frame(rows), findings or [], balance, parts)
