"""Quotas (R2, R3): the verdict over every way in which entries of unknown level could stand."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aggregator.campaign.model import Limit
from aggregator.check.quotas import Counts, Verdict, assess, assignments, cautious, counts_by_level, quota_findings
from tests.sheets import CAMPAIGN, codes

LEVELS = ("province", "district", "base")
COMMUNE = [limit for limit in CAMPAIGN.limits if limit.group == "commune"]
AGENCY = [limit for limit in CAMPAIGN.limits if limit.group == "agency"]


def counts(province: int = 0, district: int = 0, base: int = 0, unknown: int = 0) -> Counts:
    return {"province": province, "district": district, "base": base, "unknown": unknown}


def verdict(
    province: int = 0,
    district: int = 0,
    base: int = 0,
    unknown: int = 0,
    *,
    limits: list[Limit] = COMMUNE,
    still_open: bool = False,
) -> tuple[str, list[str]]:
    """The verdict and the codes of its findings."""
    found = assess(counts(province, district, base, unknown), limits, still_open=still_open)
    return found.quota, codes(quota_findings(found, unit="cao-xa", unit_name="Xã Cao Xá"))


@pytest.mark.parametrize(
    ("given_counts", "expected"),
    [
        ((1, 4), ("met", [])),
        ((2, 5), ("met", [])),
        ((2, 4, 30), ("met", [])),
        ((0, 4), ("violated", ["quota-province-below"])),
        ((3, 4), ("violated", ["quota-province-above"])),
        ((1, 3), ("violated", ["quota-district-below"])),
        ((1, 6), ("violated", ["quota-district-above"])),
        ((0, 0), ("violated", ["quota-province-below", "quota-district-below"])),
        ((0, 6), ("violated", ["quota-province-below", "quota-district-above"])),
        ((3, 3), ("violated", ["quota-province-above", "quota-district-below"])),
        ((1, 4, 0, 1), ("met", [])),
        ((1, 3, 0, 1), ("undetermined", ["quota-undetermined"])),
        ((0, 4, 0, 1), ("undetermined", ["quota-undetermined"])),
        ((1, 5, 0, 1), ("undetermined", ["quota-undetermined"])),
        ((0, 0, 0, 5), ("undetermined", ["quota-undetermined"])),
        ((0, 0, 0, 4), ("violated", ["quota-any-way"])),
        ((3, 4, 0, 9), ("violated", ["quota-province-above"])),
        ((1, 6, 0, 1), ("violated", ["quota-district-above"])),
        ((0, 1, 0, 1), ("violated", ["quota-district-below"])),
        ((0, 3, 0, 1), ("violated", ["quota-any-way"])),
    ],
)
def test_r2_a_commune(given_counts: tuple[int, ...], expected: tuple[str, list[str]]) -> None:
    assert verdict(*given_counts) == expected


@pytest.mark.parametrize(
    ("given_counts", "expected"),
    [
        ((0, 0), ("met", [])),
        ((2, 5), ("met", [])),
        ((3, 0), ("violated", ["quota-province-above"])),
        ((0, 6), ("violated", ["quota-district-above"])),
    ],
)
def test_r3_an_agency_registers_upward_if_any(
    given_counts: tuple[int, ...], expected: tuple[str, list[str]]
) -> None:
    assert verdict(*given_counts, limits=AGENCY) == expected


def test_before_the_deadline_a_shortfall_is_open_and_a_warning() -> None:
    found = assess(counts(1, 3), COMMUNE, still_open=True)
    (said,) = quota_findings(found, unit="cao-xa", unit_name="Xã Cao Xá")
    assert (found.quota, said.code, said.severity) == ("open", "quota-district-below", "warning")
    assert "Chưa đủ, còn hạn" in said.message


def test_too_many_is_too_many_at_any_time() -> None:
    assert verdict(3, 4, still_open=True) == ("violated", ["quota-province-above"])


def test_a_shortfall_beside_an_excess_is_still_no_violation_before_the_deadline() -> None:
    found = assess(counts(3, 3), COMMUNE, still_open=True)
    said = {f.code: f.severity for f in quota_findings(found, unit="cao-xa", unit_name="Xã Cao Xá")}
    assert said == {"quota-province-above": "violation", "quota-district-below": "warning"}


def test_a_finding_names_the_count_the_limit_and_the_source() -> None:
    found = assess(counts(0, 4), COMMUNE, still_open=False)
    (said,) = quota_findings(found, unit="cao-xa", unit_name="Xã Cao Xá")
    assert "Xã Cao Xá đăng ký 0 nội dung cấp tỉnh, ít nhất phải có 1" in said.message
    assert "“mỗi đơn vị đăng ký ít nhất 01 nội dung cấp tỉnh”" in said.message


def test_an_undetermined_verdict_says_how_many_are_unknown() -> None:
    found = assess(counts(1, 3, 0, 2), COMMUNE, still_open=False)
    (said,) = quota_findings(found, unit="cao-xa", unit_name="Xã Cao Xá")
    assert "2 mô hình chưa rõ cấp" in said.message


@settings(deadline=None)
@given(*(st.integers(0, 7) for _ in range(3)), st.integers(0, 5), st.booleans())
def test_the_verdict_equals_brute_force(
    province: int, district: int, base: int, unknown: int, still_open: bool
) -> None:
    def broken(extra: tuple[str, ...]) -> set[str]:
        p, d = province + extra.count("province"), district + extra.count("district")
        rules = {"p<": p < 1, "p>": p > 2, "d<": d < 4, "d>": d > 5}
        return {name for name, is_broken in rules.items() if is_broken}

    ways = [broken(extra) for extra in product(LEVELS, repeat=unknown)]
    found = assess(counts(province, district, base, unknown), COMMUNE, still_open=still_open)
    too_many = all(way & {"p>", "d>"} for way in ways)
    if not any(ways):
        assert found.quota == "met"
    elif not all(ways):
        assert found.quota == "undetermined"
    else:
        assert found.quota == ("violated" if too_many or not still_open else "open")
        always = set.intersection(*ways)
        assert {f"{x.level[0]}{'<' if x.minimum is not None else '>'}" for x in found.broken} == always


@settings(deadline=None)
@given(*(st.integers(0, 5) for _ in range(4)))
def test_assignments_neither_lose_nor_invent_an_entry(p: int, d: int, b: int, u: int) -> None:
    ways = list(assignments(counts(p, d, b, u)))
    assert len(ways) == (u + 1) * (u + 2) // 2
    assert {sum(way.values()) for way in ways} == {p + d + b + u}


@pytest.mark.parametrize(("unknown_is_base", "expected"), [(False, (1, 0, 1, 2)), (True, (1, 0, 3, 0))])
def test_counts_by_level(unknown_is_base: bool, expected: tuple[int, ...]) -> None:
    found = counts_by_level(["province", None, "base", None], unknown_is_base=unknown_is_base)
    assert tuple(found.values()) == expected


def test_where_the_verdict_hangs_on_contested_files_nobody_is_accused() -> None:
    met, violated = Verdict("met", counts(1, 4)), Verdict("violated", counts(0, 4))
    assert cautious(met, violated, "tranh chấp").quota == "undetermined"
    assert cautious(violated, violated, "tranh chấp").quota == "violated"
