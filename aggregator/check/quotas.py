"""Quotas of a unit (R2, R3): a verdict over every way in which entries of unknown level could stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from aggregator.campaign.model import Limit
from aggregator.findings import Finding, finding

KNOWN = ("province", "district", "base")
Counts = dict[str, int]


@dataclass(frozen=True, slots=True)
class Verdict:
    """``quota`` is one of QUOTAS; ``broken`` the limits broken under every assignment."""

    quota: str
    counts: Counts
    broken: tuple[Limit, ...] = ()
    why: str | None = None  # where undetermined: what is not known
    still_open: bool = False  # the deadline is ahead


def counts_by_level(levels: Sequence[str | None], *, unknown_is_base: bool) -> Counts:
    """Entries by level. In an agency's list an entry of unknown level counts as base (R3)."""
    counts = dict.fromkeys((*KNOWN, "unknown"), 0)
    for level in levels:
        counts[level if level in KNOWN else "base" if unknown_is_base else "unknown"] += 1
    return counts


def assignments(counts: Counts) -> Iterator[Counts]:
    """Every way in which the entries of unknown level could be province, district or base."""
    unknown = counts["unknown"]
    for province in range(unknown + 1):
        for district in range(unknown - province + 1):
            yield {
                "province": counts["province"] + province,
                "district": counts["district"] + district,
                "base": counts["base"] + unknown - province - district,
            }


def assess(counts: Counts, limits: Sequence[Limit], *, still_open: bool) -> Verdict:
    """The verdict: violated if every assignment breaks a limit, met if none does, else undetermined.

    While the deadline is ahead a shortfall is ``open``; too many is too many at any time.
    """
    ways = [[limit for limit in limits if limit.broken_by(way[limit.level])] for way in assignments(counts)]
    always = tuple(limit for limit in limits if all(limit in broken for broken in ways))
    if not any(ways):
        return Verdict("met", counts)
    if all(ways):
        only_short = not all(any(limit.maximum is not None for limit in broken) for broken in ways)
        quota = "open" if still_open and only_short else "violated"
        return Verdict(quota, counts, always, still_open=still_open)
    return Verdict("undetermined", counts, (), f"{counts['unknown']} mô hình chưa rõ cấp đăng ký")


def cautious(with_all: Verdict, without: Verdict, why: str) -> Verdict:
    """Where part of the evidence is contested and the verdict hangs on it, nobody is accused."""
    if with_all.quota == without.quota:
        return with_all
    return Verdict("undetermined", with_all.counts, (), why)


def quota_findings(verdict: Verdict, *, unit: str, unit_name: str) -> list[Finding]:
    """One finding a broken limit; one where no single limit is broken every time; one where undetermined.

    While the deadline is ahead a shortfall is a warning, also beside an excess that is none.
    """
    who = {"unit": unit, "unit_name": unit_name}
    if verdict.quota == "undetermined":
        return [finding("quota-undetermined", **who, why=verdict.why)]
    if verdict.quota not in ("violated", "open"):
        return []
    if not verdict.broken:
        facts: dict[str, Any] = {level: verdict.counts[level] for level in ("province", "district", "unknown")}
        return [finding("quota-any-way", **who, **_shortfall(verdict), **facts)]
    return [_broken(limit, verdict, who) for limit in verdict.broken]


def _broken(limit: Limit, verdict: Verdict, who: dict[str, str]) -> Finding:
    below = limit.minimum is not None
    said: dict[str, Any] = {"severity": limit.severity, "still_open": ""}
    return finding(
        limit.finding_code,
        **who,
        **(said | (_shortfall(verdict) if below else {})),
        count=verdict.counts[limit.level],
        limit=limit.minimum if below else limit.maximum,
        source=limit.source,
    )


def _shortfall(verdict: Verdict) -> dict[str, Any]:
    """What a shortfall adds to its finding while the deadline is ahead."""
    return {"severity": "warning", "still_open": " Chưa đủ, còn hạn."} if verdict.still_open else {"still_open": ""}
