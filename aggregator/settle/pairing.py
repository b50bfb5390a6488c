"""Which form is of which entry of one unit: by folded name, then by closeness, with witnesses. One to one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from aggregator.outcome import Registration
from aggregator.viet.fold import has_phrase, key

_FILLER = ("xay dung mo hinh", "mo hinh dien hinh", "mo hinh", "dien hinh", "dan van kheo", "noi dung")
_CERTAIN, _CERTAIN_WITH_WITNESS, _DOUBTFUL = 90.0, 82.0, 70.0
_MARGIN = 6.0  # so much closer than the next must a pair be; what one witness is worth
_LEAST_CONTAINED = 12  # letters of a name that may stand inside a longer one
_NUMBER = re.compile(r"\b(?!20\d\d\b)\d+\b")

Closeness = Callable[[Registration, "Named"], float]


@dataclass(frozen=True, slots=True)
class Named:
    """An entry as far as matching needs it: everything as keys."""

    index: int
    name: str
    address: str
    holder: str


@dataclass(slots=True)
class Pairs:
    """``certain`` and ``doubtful``: place of the form → place of the entry."""

    certain: dict[int, int] = field(default_factory=dict)
    doubtful: dict[int, int] = field(default_factory=dict)


def bare(name: str | None) -> str:
    """A model's name as a key, without the words that every model has."""
    words = f" {key(name or '')} "
    for filler in _FILLER:
        words = words.replace(f" {filler} ", " ")
    return " ".join(words.split())


def pair(forms: Sequence[Registration], entries: Sequence[Named]) -> Pairs:
    """Pair forms with entries: those of the same name first, then what is close among the rest."""
    pairs = Pairs()
    for closeness in (_same_name, _alike):
        open_forms = {i for i in range(len(forms)) if i not in pairs.certain and i not in pairs.doubtful}
        taken = {*pairs.certain.values(), *pairs.doubtful.values()}
        open_entries = {j for j in range(len(entries)) if j not in taken}
        scores = {
            (i, j): score
            for i in open_forms
            for j in open_entries
            if (score := closeness(forms[i], entries[j])) >= _DOUBTFUL
        }
        _settle(scores, pairs)
    return pairs


def _settle(scores: dict[tuple[int, int], float], pairs: Pairs) -> None:
    """Take the certain pairs, the closest first, until none is left; what then remains is doubtful."""
    while (best := next(_certain(scores), None)) is not None:
        pairs.certain[best[0]] = best[1]
        scores = {(i, j): s for (i, j), s in scores.items() if i != best[0] and j != best[1]}
    for (i, j), _ in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        pairs.doubtful.setdefault(i, j)


def _certain(scores: dict[tuple[int, int], float]) -> Iterator[tuple[int, int]]:
    """The pairs that are close enough, and closer by the margin than any other pair of either side."""
    for (i, j), score in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        rival = max((s for (a, b), s in scores.items() if (a == i) != (b == j)), default=0.0)
        if score >= _CERTAIN and score - rival >= _MARGIN:
            yield i, j


def _same_name(form: Registration, entry: Named) -> float:
    """100 and more for the same name, else 0."""
    name = bare(form.name)
    return 100.0 + _MARGIN * _witnesses(form, entry) if name and name == entry.name else 0.0


def _alike(form: Registration, entry: Named) -> float:
    """0 to 112: how alike the names are, raised where address or holder bear witness."""
    from rapidfuzz import fuzz  # noqa: PLC0415 -- only where forms came

    name, witnesses = bare(form.name), _witnesses(form, entry)
    if not name:
        return 0.0
    score = fuzz.ratio(name, entry.name)
    shorter, longer = sorted((name, entry.name), key=len)
    if len(shorter) >= _LEAST_CONTAINED and has_phrase(longer, shorter):
        score = max(score, _CERTAIN)
    if _numbers_differ(name, entry.name):
        return min(score, _CERTAIN_WITH_WITNESS)
    if witnesses and score >= _CERTAIN_WITH_WITNESS:
        score = max(score, _CERTAIN)
    return score + _MARGIN * witnesses


def _numbers_differ(one: str, other: str) -> bool:
    """“Tổ tự quản số 1” and “số 2” are as alike as names can be, and two models."""
    mine, theirs = set(_NUMBER.findall(one)), set(_NUMBER.findall(other))
    return bool(mine and theirs) and mine != theirs


def _witnesses(form: Registration, entry: Named) -> int:
    where = key(f"{form.scope or ''} {form.address or ''}")
    return _agree(entry.address, where) + _agree(entry.holder, key(form.holder or ""))


def _agree(one: str, other: str) -> bool:
    """Whether one of two texts stands in the other, both saying something."""
    return bool(one and other) and (has_phrase(other, one) or has_phrase(one, other))
