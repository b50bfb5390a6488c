"""Writing grows with what there is to write and no faster: operations are counted, not seconds."""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest
from msgspec.structs import replace

from aggregator.nouns.outcome import Outcome
from aggregator.nouns.unit import Unit
from aggregator.write.master import master_workbook, verify_balance, verify_master
from aggregator.write.result import result_bytes
from tests.write.outcome_maker import AS_OF, CAMPAIGN, Maker

SIZES = (50, 100, 200)
SLACK = 1.12  # longer numbers are longer texts; whatever grows with the square is far above


def of_units(count: int) -> Outcome:
    """An outcome of so many communes in every state."""
    units = tuple(Unit(f"xa-{n}", f"Xã Thử {n:03d}", "commune", None, (), must_send=True) for n in range(count))
    return Maker(random.Random(5), 8, 1, AS_OF, campaign=replace(CAMPAIGN, units=units)).outcome()  # noqa: S311


def calls(work: Callable[[], Any]) -> Counter[str]:
    """How often Python functions and the library's are called, by where they are written."""
    counted: Counter[str] = Counter()

    def count(frame: FrameType, event: str, _: Any) -> None:
        if event in ("call", "c_call"):
            counted["all"] += 1

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return counted


WORKS: dict[str, Callable[[Outcome], Any]] = {
    "master": master_workbook,
    "result": result_bytes,
    "balance": verify_balance,
}


@pytest.mark.parametrize("name", WORKS)
def test_twice_the_units_are_at_most_twice_the_operations(name: str) -> None:
    made = [of_units(size) for size in SIZES]
    WORKS[name](made[0])  # what is made once is made
    small, middle, large = (calls(lambda outcome=outcome: WORKS[name](outcome))["all"] for outcome in made)  # type: ignore[misc]
    assert large - middle <= SLACK * 2 * (middle - small), (small, middle, large)


def test_the_self_check_reads_each_sheet_once(monkeypatch: pytest.MonkeyPatch) -> None:
    outcome = of_units(20)
    data = master_workbook(outcome)
    few = calls(lambda: verify_master(data, outcome))["all"]
    assert few < 100 * len(outcome.entries)
