"""Quotas of a unit (R2, R3): a verdict over every reading that its files allow, and what leaves it open."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import pandas as pd
from msgspec import Struct, field

from aggregator.nouns.finding import Facts, Finding, doubt_words, finding
from aggregator.nouns.outcome import rows_of
from aggregator.nouns.standing import Doubt
from aggregator.nouns.unit import Limit
from aggregator.vietnamese.fold import grouped

LEVELS = ("province", "district", "base")
Counts = dict[str, int]
Broken = frozenset[Limit]  # the limits that one reading breaks; none: it meets the quota


class CountedRow(NamedTuple):
    """An entry of a unit as it is counted. ``entry`` is its row in the frame of the outcome."""

    entry: int
    label: int
    level: str | None
    counted_level: str | None  # the level that it counts at: base, too, where silence says so (R3)
    may_be: frozenset[str] | None = None  # of unknown level: those that it may be of besides the base


class Verdict(Struct, frozen=True):
    """``quota`` is one of QUOTAS; ``broken`` the limits broken under every reading."""

    quota: str
    counts: Counts
    broken: tuple[Limit, ...] = ()
    doubts: tuple[Doubt, ...] = ()  # where undetermined: what it hangs on
    still_open: bool = False  # the deadline is ahead
    may_be: Counts = field(default_factory=dict)  # by limited level: entries of unknown level that may be of it


def rows_by_unit(entries: pd.DataFrame) -> Mapping[str | None, list[CountedRow]]:
    """The entries by unit: a verdict weighs readings row by row. Silence may say that one is base (R3).

    ``entries`` has the columns ``unit``, ``label``, ``level``, ``unknown_is_base`` and ``may_be``.
    """
    return grouped(
        (unit, CountedRow(entry, label, level, level or silent, frozenset(may_be.split()) if may_be else None))
        for entry, unit, label, level, is_base, may_be in rows_of(entries, *_OF_COUNT)
        for silent in ("base" if is_base else None,)
    )


_OF_COUNT = ("unit", "label", "level", "unknown_is_base", "may_be")


def counts_of(rows: Iterable[CountedRow]) -> Counts:
    """How many entries count at each level, and at none that is known."""
    counts = Counter(row.counted_level or "unknown" for row in rows)
    return {level: counts[level] for level in (*LEVELS, "unknown")}


Choice = frozenset[int | None]  # the places of the levels that an entry may be of; None: none that is limited
_UNLIMITED: Choice = frozenset({None})


class Readings:
    """The ways in which the entries of a unit may be read, alone and with doubts."""

    def __init__(self, rows: Iterable[CountedRow], limits: Sequence[Limit]) -> None:
        self._limits = tuple(limits)
        self._place = {level: n for n, level in enumerate(dict.fromkeys(limit.level for limit in limits))}
        self._enough = sum(_most(limits).values())  # entries of one choice: further ones change nothing
        self._any_level: Choice = frozenset({None, *self._place.values()})
        self._choices = {row.label: self._choice(row.counted_level, row.may_be) for row in rows}
        self._plain = Counter(self._choices.values())

    def with_doubts(self, doubts: Sequence[Doubt] = ()) -> frozenset[Broken]:
        """The limits that each reading breaks, over every way in which entries and doubts could stand."""
        counts, enough = defaultdict(int, self._plain), self._enough
        more = {label: _UNLIMITED for doubt in doubts for label in doubt.open_rows}
        for doubt in doubts:
            for label, level in doubt.moves:
                more[label] = more.get(label, frozenset()) | {self._place.get(level)}
            for at, number in doubt.further:
                counts[self._choice(at) | _UNLIMITED] += enough if number is None else number
        for label in more.keys() & self._choices.keys():
            choice = self._choices[label]
            counts[choice] -= 1
            counts[choice | more[label]] += 1
        limited = [(choice, min(n, enough)) for choice, n in counts.items() if n and choice != _UNLIMITED]
        return _readings(frozenset(limited), self._limits)

    def _choice(self, level: str | None, may_be: frozenset[str] | None = None) -> Choice:
        if level is None and may_be is not None:
            return _UNLIMITED | {self._place.get(each) for each in may_be}
        return self._any_level if level is None else frozenset({self._place.get(level)})


@lru_cache(maxsize=4096)  # most units stand like some other one
def _readings(choices: frozenset[tuple[Choice, int]], limits: tuple[Limit, ...]) -> frozenset[Broken]:
    """The same from how many entries have the same choice."""
    levels, most = zip(*_most(limits).items(), strict=True) if limits else ((), ())
    ways = {(0,) * len(levels)}
    for choice, count in choices:
        for _ in range(count):
            further = {_more(way, step, most) for way in ways for step in choice}
            if further == ways:
                break
            ways = further
    at = {level: place for place, level in enumerate(levels)}
    broken = (tuple(limit for limit in limits if limit.broken_by(way[at[limit.level]])) for way in ways)
    return frozenset(map(frozenset, broken))


def _most(limits: Sequence[Limit]) -> dict[str, int]:
    """Up to which count of each limited level counts are told apart: one more than its largest limit."""
    most: dict[str, int] = {}
    for limit in limits:
        bound = limit.minimum if limit.minimum is not None else limit.maximum or 0
        most[limit.level] = max(most.get(limit.level, 0), bound + 1)
    return most


def _more(way: tuple[int, ...], step: int | None, most: Sequence[int]) -> tuple[int, ...]:
    return way if step is None else (*way[:step], min(way[step] + 1, most[step]), *way[step + 1 :])


def verdict_of(
    rows: Sequence[CountedRow],
    counts: Counts,
    limits: Sequence[Limit],
    doubts: Sequence[Doubt],
    *,
    still_open: bool,
) -> Verdict:
    """Violated if every reading breaks a limit, met if none does, else undetermined.

    Doubts that only acquit leave a quota met that is met without them. While the deadline is ahead a shortfall is
    ``open``; too many is too many at any time. ``counts`` are those of the ``rows``.
    """
    doubts = [*doubts, *_silence(rows, limits)]
    readings = Readings(rows, limits)
    plain = readings.with_doubts()
    if plain == {Broken()}:
        against = [doubt for doubt in doubts if not doubt.acquits_only]
        if readings.with_doubts(against) == plain:
            return Verdict("met", counts)
        return Verdict("undetermined", counts, doubts=_decisive(readings, against))
    if Broken() in plain:
        return Verdict("undetermined", counts, doubts=(_levels_unknown(counts),))
    ways = readings.with_doubts(doubts)
    if Broken() in ways:
        unknown_too = (_levels_unknown(counts),) if counts["unknown"] else ()
        return Verdict("undetermined", counts, doubts=(*unknown_too, *_decisive(readings, doubts)))
    always = tuple(limit for limit in limits if all(limit in broken for broken in ways))
    only_short = not all(any(limit.maximum is not None for limit in broken) for broken in ways)
    unknown = [row for row in rows if row.counted_level is None]
    may_be = {x.level: sum(row.may_be is None or x.level in row.may_be for row in unknown) for x in limits}
    return Verdict("open" if still_open and only_short else "violated", counts, always, (), still_open, may_be)


def _levels_unknown(counts: Counts) -> Doubt:
    return Doubt("levels-unknown", {"count": f"{counts['unknown']:02d}"})


def _silence(rows: Sequence[CountedRow], limits: Sequence[Limit]) -> list[Doubt]:
    """What counts as base by silence, in a unit that must register upward, may be an item whose form is to come."""
    labels = [row.label for row in rows if row.level is None and row.counted_level]
    if not labels or all(limit.minimum is None for limit in limits):
        return []
    upward = tuple((label, level) for label in labels for level in dict.fromkeys(limit.level for limit in limits))
    return [Doubt("levels-by-silence", {"count": f"{len(labels):02d}"}, moves=upward, acquits_only=True)]


def _decisive(readings: Readings, doubts: Sequence[Doubt]) -> tuple[Doubt, ...]:
    """The doubts each of which alone makes the difference; where none does, those that do it only together."""
    plain = Broken() in readings.with_doubts()

    def differs(subset: Sequence[Doubt]) -> bool:
        ways = readings.with_doubts(subset)
        return (Broken() in ways and len(ways) > 1) if plain else Broken() in ways

    alone = tuple(doubt for doubt in doubts if differs([doubt]))
    if alone:
        return alone
    needed = list(doubts)
    for doubt in doubts:
        rest = [candidate for candidate in needed if candidate is not doubt]
        if differs(rest):
            needed = rest
    return tuple(needed)


def quota_findings(verdict: Verdict, *, unit: str, unit_name: str) -> list[Finding]:
    """One finding a broken limit; one where none is broken every time, or undetermined; still open a warning."""
    subject = {"unit": unit, "unit_name": unit_name}
    if verdict.quota == "undetermined":
        words = [doubt_words(doubt.code, doubt.facts) for doubt in verdict.doubts]
        why = "; ".join(dict.fromkeys(why for why, _ in words))
        remedy = " ".join(dict.fromkeys(remedy for _, remedy in words))
        return [finding("quota-undetermined", **subject, why=why, remedy=remedy)]
    if verdict.quota not in ("violated", "open"):
        return []
    if not verdict.broken:
        facts: Facts = {level: verdict.counts[level] for level in ("province", "district", "unknown")}
        variant = None if verdict.counts["unknown"] else "unread"
        return [finding("quota-any-way", variant=variant, **subject, **_shortfall(verdict), **facts)]
    return [_broken(limit, verdict, subject) for limit in verdict.broken]


def _broken(limit: Limit, verdict: Verdict, subject: dict[str, str]) -> Finding:
    below = limit.minimum is not None
    unknown = verdict.may_be[limit.level] if below else 0
    count = verdict.counts[limit.level] + unknown
    facts: Facts = {"severity": limit.severity, "still_open": ""} | (_shortfall(verdict) if below else {})
    facts |= {"count": count, "limit": limit.minimum if below else limit.maximum, "source": limit.source}
    variant = "unknown" if unknown else None if count else "none"
    return finding(limit.finding_code, variant=variant, unknown=unknown, **subject, **facts)


def _shortfall(verdict: Verdict) -> Facts:
    """What a shortfall adds to its finding while the deadline is ahead."""
    return {"severity": "warning", "still_open": " Chưa đủ, còn hạn."} if verdict.still_open else {"still_open": ""}
