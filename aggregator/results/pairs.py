"""Which model of one result is which of another: by its row, within a unit by name and place, name, closeness."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence

from aggregator.results.comparison import Pair
from aggregator.results.model import Entry
from aggregator.viet.fold import key

_CLOSE = 90.0  # of 100: one name with a slip mended
_YEAR = re.compile(r"\b(?:nam )?20\d\d\b")
_NUMBER = re.compile(r"\d+")

Place = tuple[str, str, int]
_Scored = tuple[float, Entry, Entry]


def paired(before: Sequence[Entry], now: Sequence[Entry]) -> list[Pair]:
    """The pairs, one to one, in the order of now."""
    pairs: list[Pair] = []
    left, right = list(before), list(now)
    for same in (_row, _name_and_place, _name):
        found = list(_by_key(left, right, same))
        pairs += found
        left, right = _without(left, [pair[0] for pair in found]), _without(right, [pair[1] for pair in found])
    pairs += _close(left, right)
    order = {entry.place: number for number, entry in enumerate(now)}
    return sorted(pairs, key=lambda pair: order[pair[1].place])


def _row(entry: Entry) -> tuple[str, str, int, str]:
    """The very row of the file: so a model is known again whose unit was not, or was corrected."""
    return *entry.place, words_of(entry)


def _name_and_place(entry: Entry) -> tuple[str | None, str, str]:
    return entry.unit, words_of(entry), key(entry.address or "")


def _name(entry: Entry) -> tuple[str | None, str]:
    return entry.unit, words_of(entry)


def words_of(entry: Entry) -> str:
    """The name as a key, without the year that a continuing model carries in it."""
    return " ".join(_YEAR.sub(" ", key(entry.name)).split())


def _by_key(left: Sequence[Entry], right: Sequence[Entry], same: Callable[[Entry], Hashable]) -> Iterator[Pair]:
    waiting: dict[Hashable, list[Entry]] = defaultdict(list)
    for entry in reversed(left):
        waiting[same(entry)].append(entry)
    for entry in right:
        if waiting[same(entry)]:
            yield waiting[same(entry)].pop(), entry


def _without(entries: Sequence[Entry], taken: Sequence[Entry]) -> list[Entry]:
    places = {entry.place for entry in taken}
    return [entry for entry in entries if entry.place not in places]


def _close(left: Sequence[Entry], right: Sequence[Entry]) -> list[Pair]:
    """What remains, the closest first; other numbers make another model."""
    scores = sorted(_scores(left, right), key=lambda scored: -scored[0])
    before: set[Place] = set()
    now: set[Place] = set()
    pairs = []
    for _, one, other in scores:
        if one.place not in before and other.place not in now:
            before.add(one.place)
            now.add(other.place)
            pairs.append((one, other))
    return pairs


def _scores(left: Sequence[Entry], right: Sequence[Entry]) -> Iterator[_Scored]:
    from rapidfuzz import fuzz  # noqa: PLC0415 -- only where something changed

    by_unit: dict[str | None, list[Entry]] = defaultdict(list)
    for entry in left:
        by_unit[entry.unit].append(entry)
    for other in right:
        mine = words_of(other)
        for one in by_unit[other.unit]:
            theirs = words_of(one)
            score = fuzz.ratio(mine, theirs, score_cutoff=_CLOSE)
            if score and _NUMBER.findall(mine) == _NUMBER.findall(theirs):
                yield score, one, other
