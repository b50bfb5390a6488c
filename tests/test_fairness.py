"""Nobody is accused of what was not understood (design §4): the law over made-up campaigns.

``FAIRNESS_CAMPAIGNS`` says over how many (some 1,000 at night).
"""

from __future__ import annotations

import os
import random

import pytest
from msgspec.structs import replace

from aggregator.nouns.file import AttributedFile
from aggregator.nouns.finding import violations
from aggregator.nouns.outcome import Outcome
from tests.campaigns import SMUDGES, campaign, judged

CAMPAIGNS = int(os.environ.get("FAIRNESS_CAMPAIGNS", "40"))
# further ones that found something: rows unread in one of two versions, a later list that may be another unit's
SEEDS = sorted({*range(CAMPAIGNS), 84, 129, 166, 196})


def accusations(outcome: Outcome) -> set[tuple[str | None, str]]:
    """Who is accused of what: the quotas are one charge, for which limit is broken hangs on what was read."""
    return {
        (f.unit, "quota" if f.code.startswith("quota-") else f.code)
        for f in violations(outcome.findings)
        if f.code != "row-without-name"
    }


def standings(outcome: Outcome) -> dict[str, tuple[str, str, dict[str, int]]]:
    return {unit.code: (unit.receipt, unit.quota, unit.counts) for unit in outcome.units}


def entries(outcome: Outcome) -> list[tuple[str, ...]]:
    frame = outcome.entries
    return sorted(zip(frame["unit"].map(str), frame["name"], frame["level"].map(str), strict=True))


@pytest.mark.parametrize("seed", SEEDS)
def test_what_becomes_unreadable_accuses_nobody(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 -- made-up data
    whole = campaign(rng)
    before = accusations(judged(whole))
    for name, smudge in rng.sample(sorted(SMUDGES.items()), 5):
        place = rng.randrange(len(whole)) if whole else 0
        smudged = smudge(rng, whole[place]) if whole else None
        if smudged is not None:
            after = accusations(judged([*whole[:place], smudged, *whole[place + 1 :]]))
            assert after <= before, f"{name}: {whole[place].file}"


@pytest.mark.parametrize("seed", SEEDS[::4])
def test_the_order_of_files_and_of_sheets_does_not_matter(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 -- made-up data
    whole = campaign(rng)
    turned = [_turned(rng, item) for item in rng.sample(whole, len(whole))]
    one, other = judged(whole), judged(turned)
    assert standings(one) == standings(other)
    assert entries(one) == entries(other)


def _turned(rng: random.Random, item: AttributedFile) -> AttributedFile:
    if item.reading is None:
        return item
    return replace(
        item, reading=replace(item.reading, lists=tuple(rng.sample(item.reading.lists, len(item.reading.lists))))
    )
