"""Quotas (R2, R3): the verdict over every way in which entries of unknown level could stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import product
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aggregator.judge.entries import with_dtype
from aggregator.judge.quotas import (
    CountedRow,
    Readings,
    Verdict,
    counts_of,
    quota_findings,
    rows_by_unit,
    verdict_of,
)
from aggregator.nouns.standing import Doubt
from aggregator.nouns.unit import Limit
from tests.sheets import CAMPAIGN, codes

LEVELS = ("province", "district", "base")
COMMUNE = [limit for limit in CAMPAIGN.limits if limit.group == "commune"]
AGENCY = [limit for limit in CAMPAIGN.limits if limit.group == "agency"]


def rows(province: int = 0, district: int = 0, base: int = 0, unknown: int = 0) -> list[CountedRow]:
    """So many entries of each level, numbered through."""
    levels = ["province"] * province + ["district"] * district + ["base"] * base + [None] * unknown
    return [CountedRow(number, number, level, level) for number, level in enumerate(levels)]


def verdict_over(
    rows: list[CountedRow], limits: Sequence[Limit], doubts: Sequence[Doubt] = (), *, still_open: bool = False
) -> Verdict:
    counts = Counter(row.counted_level or "unknown" for row in rows)
    return verdict_of(rows, counts, limits, doubts, still_open=still_open)


def judged(
    *counts: int, doubts: Sequence[Doubt] = (), limits: Sequence[Limit] = COMMUNE, still_open: bool = False
) -> Verdict:
    return verdict_over(rows(*counts), limits, doubts, still_open=still_open)


def verdict(*counts: int, **more: Any) -> tuple[str, list[str]]:
    """The verdict and the codes of its findings."""
    judgement = judged(*counts, **more)
    return judgement.quota, codes(quota_findings(judgement, unit="cao-xa", unit_name="Xã Cao Xá"))


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


def test_what_no_reading_mends_says_whether_levels_or_rows_are_not_known() -> None:
    def told(judgement: Verdict) -> str:
        (remark,) = quota_findings(judgement, unit="cao-xa", unit_name="Xã Cao Xá")
        return remark.message

    assert "có 1 mô hình chưa rõ cấp" in told(judged(0, 3, 0, 1))
    unread = told(judged(0, 3, doubts=[Doubt("rows-unread", {}, further=((None, 1),))]))
    assert "có nội dung chưa đọc được rõ" in unread
    assert "cấp tỉnh (0) và cấp huyện (3) vẫn chưa đúng" in unread


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


@pytest.mark.parametrize(
    ("given_counts", "silent", "limits", "expected"),
    [
        ((1, 2), 2, COMMUNE, "undetermined"),  # the forms of two district items may be to come
        ((1, 4), 3, COMMUNE, "met"),
        ((1, 1), 2, COMMUNE, "violated"),
        ((3, 4), 1, COMMUNE, "violated"),
        ((0, 6), 1, AGENCY, "violated"),
    ],
)
def test_what_counts_as_base_by_silence_speaks_for_the_unit_and_never_against_it(
    given_counts: tuple[int, ...], silent: int, limits: Sequence[Limit], expected: str
) -> None:
    by_silence = [CountedRow(90 + n, 90 + n, None, "base") for n in range(silent)]
    judgement = verdict_over([*rows(*given_counts), *by_silence], limits)
    assert (judgement.quota, judgement.counts["base"]) == (expected, silent)


def test_before_the_deadline_a_shortfall_is_open_and_a_warning() -> None:
    judgement = judged(1, 3, still_open=True)
    (findings,) = quota_findings(judgement, unit="cao-xa", unit_name="Xã Cao Xá")
    assert (judgement.quota, findings.code, findings.severity) == ("open", "quota-district-below", "warning")
    assert "Chưa đủ, còn hạn" in findings.message


def test_too_many_is_too_many_at_any_time() -> None:
    assert verdict(3, 4, still_open=True) == ("violated", ["quota-province-above"])


def test_a_shortfall_beside_an_excess_is_still_no_violation_before_the_deadline() -> None:
    judgement = judged(3, 3, still_open=True)
    findings = {f.code: f.severity for f in quota_findings(judgement, unit="cao-xa", unit_name="Xã Cao Xá")}
    assert findings == {"quota-province-above": "violation", "quota-district-below": "warning"}


def test_a_finding_names_the_count_the_limit_and_the_source() -> None:
    judgement = judged(0, 4)
    (findings,) = quota_findings(judgement, unit="cao-xa", unit_name="Xã Cao Xá")
    assert "Xã Cao Xá chưa đăng ký nội dung cấp tỉnh nào, quy định ít nhất 1 nội dung" in findings.message
    assert "“mỗi đơn vị đăng ký ít nhất 01 nội dung cấp tỉnh”" in findings.message


@pytest.mark.parametrize(
    ("given_counts", "words"),
    [
        ((1, 0, 0, 3), "đăng ký nhiều nhất 3 nội dung cấp huyện, kể cả 3 mô hình chưa rõ cấp; quy định ít nhất 4"),
        ((1, 1, 0, 2), "đăng ký nhiều nhất 3 nội dung cấp huyện, kể cả 2 mô hình chưa rõ cấp; quy định ít nhất 4"),
        ((1, 1, 2, 0), "đăng ký 1 nội dung cấp huyện, quy định ít nhất 4"),
        ((1, 0, 3, 0), "chưa đăng ký nội dung cấp huyện nào, quy định ít nhất 4"),
        ((3, 4, 0, 1), "đăng ký 3 nội dung cấp tỉnh, quy định nhiều nhất 2"),
    ],
)
def test_a_shortfall_counts_the_models_that_may_be_of_its_level(given_counts: tuple[int, ...], words: str) -> None:
    (told,) = quota_findings(judged(*given_counts), unit="cao-xa", unit_name="Xã Cao Xá")
    assert (told.severity, words in told.message) == ("violation", True)


def test_a_model_that_may_be_of_another_level_only_is_not_among_them() -> None:
    unsure = CountedRow(9, 9, None, None, may_be=frozenset({"province"}))
    judgement = verdict_over([*rows(1, 3), unsure], COMMUNE)
    (told,) = quota_findings(judgement, unit="cao-xa", unit_name="Xã Cao Xá")
    assert "đăng ký 3 nội dung cấp huyện, quy định ít nhất 4" in told.message


def test_an_undetermined_verdict_says_how_many_are_unknown() -> None:
    judgement = judged(1, 3, 0, 2)
    (findings,) = quota_findings(judgement, unit="cao-xa", unit_name="Xã Cao Xá")
    assert "có 02 mô hình chưa rõ cấp" in findings.message


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
    judgement = judged(province, district, base, unknown, still_open=still_open)
    too_many = all(way & {"p>", "d>"} for way in ways)
    if not any(ways):
        assert judgement.quota == "met"
    elif not all(ways):
        assert judgement.quota == "undetermined"
    else:
        assert judgement.quota == ("violated" if too_many or not still_open else "open")
        always = set.intersection(*ways)
        assert {f"{x.level[0]}{'<' if x.minimum is not None else '>'}" for x in judgement.broken} == always


def test_silence_that_means_base_is_counted_as_base() -> None:
    columns: dict[str, list[Any]] = {
        "unit": ["cao-xa"] * 4,
        "label": [*range(4)],
        "may_be": [None] * 4,
        "level": ["province", None, "base", None],
        "unknown_is_base": [True] * 4,
    }
    entries = pd.DataFrame({name: with_dtype(name, values) for name, values in columns.items()})
    rows = rows_by_unit(entries)
    assert counts_of(rows["cao-xa"]) == {"province": 1, "district": 0, "base": 3, "unknown": 0}
    assert counts_of(rows["lam-cot"]) == dict.fromkeys(("province", "district", "base", "unknown"), 0)


# --- doubts -------------------------------------------------------------------------------------------


def further(levels: str, *, acquits: bool = False) -> Doubt:
    """Entries that may be beside those counted, as letters; “*” for as many as there may be."""
    of = {"p": "province", "d": "district", "b": "base", "?": None, "*": None}
    tally = tuple((of[letter], None if letter == "*" else 1) for letter in levels)
    return Doubt("form-without-row", {"count": "01", "names": "“Nuôi gà”"}, tally, acquits_only=acquits)


def open_rows(*labels: int, acquits: bool = False) -> Doubt:
    return Doubt("file-contested", {"file": "M3.xlsx"}, open_rows=frozenset(labels), acquits_only=acquits)


def move(*pairs: tuple[int, str]) -> Doubt:
    return Doubt("levels-differ", {"count": "01", "names": "“Nuôi gà”"}, moves=pairs)


@pytest.mark.parametrize(
    ("counts", "doubt", "expected"),
    [
        ((1, 4), further("d"), "met"),
        ((1, 4), further("dd"), "undetermined"),
        ((1, 2), further("dd"), "undetermined"),
        ((1, 2), further("d"), "violated"),
        ((0, 4), further("?"), "undetermined"),
        ((0, 3), further("p"), "violated"),
        ((0, 3), further("??"), "undetermined"),
        ((1, 4), further("b"), "met"),
        ((3, 4), further("ppp"), "violated"),
        ((0, 0), further("*"), "undetermined"),
        ((1, 4), further("*", acquits=True), "met"),
        ((3, 4), further("*", acquits=True), "violated"),
        ((3, 4), open_rows(0), "undetermined"),
        ((3, 4), open_rows(3), "violated"),
        ((1, 4), open_rows(0), "undetermined"),
        ((1, 4), open_rows(0, acquits=True), "met"),
        ((0, 5), move((0, "province")), "undetermined"),
        ((1, 5), move((1, "province")), "met"),
        ((0, 0, 2), move((0, "province")), "violated"),
    ],
)
def test_a_doubt_counts_where_the_verdict_hangs_on_it(counts: tuple[int, ...], doubt: Doubt, expected: str) -> None:
    assert judged(*counts, doubts=[doubt]).quota == expected


def test_two_doubts_may_change_a_verdict_only_together_and_both_are_told() -> None:
    stray, clash = further("d"), move((0, "province"))
    assert judged(0, 4, doubts=[stray]).quota == judged(0, 4, doubts=[clash]).quota == "violated"
    judgement = judged(0, 4, doubts=[stray, clash, further("b")])
    assert (judgement.quota, judgement.doubts) == ("undetermined", (stray, clash))
    (findings,) = quota_findings(judgement, unit="cao-xa", unit_name="Xã Cao Xá")
    assert "chưa thấy mô hình tương ứng" in findings.message
    assert "ghi cấp khác nhau" in findings.message
    assert "đăng ký ở cấp nào" in findings.remedy


def test_a_limit_that_a_doubt_could_mend_is_not_among_the_broken() -> None:
    judgement = judged(0, 2, doubts=[further("p")])
    assert (judgement.quota, [limit.level for limit in judgement.broken]) == ("violated", ["district"])


def test_verdicts_follow_from_the_limits_however_large() -> None:
    least = Limit(group="commune", level="district", minimum=20, source="điểm 3", severity="violation")
    most = Limit(group="commune", level="district", maximum=30, source="điểm 3", severity="violation")
    assert judged(0, 5, doubts=[further("d" * 15)], limits=[least]).quota == "undetermined"
    assert judged(0, 5, doubts=[further("d" * 14)], limits=[least]).quota == "violated"
    assert judged(0, 20, doubts=[further("d" * 10)], limits=[least, most]).quota == "met"
    assert judged(0, 20, doubts=[further("d" * 11)], limits=[least, most]).quota == "undetermined"


def test_before_the_deadline_a_shortfall_that_a_doubt_leaves_stays_open() -> None:
    assert judged(1, 1, doubts=[further("d")], still_open=True).quota == "open"


def test_hundreds_of_doubts_take_no_time() -> None:
    doubts = [further("?" * 300), move(*((n, "province") for n in range(4)))]
    assert judged(1, 4, doubts=doubts).quota == "undetermined"


SOME = st.integers(0, 3)


@settings(deadline=None, max_examples=60)
@given(
    SOME, SOME, st.lists(st.sampled_from("pdb?"), max_size=3), st.sets(st.integers(0, 3), max_size=2), st.booleans()
)
def test_readings_equal_brute_force(
    province: int, district: int, more: list[str], rows_open: set[int], acquits: bool
) -> None:
    """Every open row may count or not, every further entry too, at its level or at any."""
    tally, doubts = rows(province, district), [further("".join(more)), open_rows(*rows_open, acquits=acquits)]
    choices = [[row.level, None] if row.label in rows_open else [row.level] for row in tally]
    choices += [[None, *({"p": ["province"], "d": ["district"], "b": ["base"]}.get(m, LEVELS))] for m in more]
    ways = [[way.count(limit.level) for limit in COMMUNE] for way in product(*choices)]
    expected = {frozenset(x for x, n in zip(COMMUNE, way, strict=True) if x.broken_by(n)) for way in ways}
    assert Readings(tally, COMMUNE).with_doubts(doubts) == expected
