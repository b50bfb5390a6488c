"""Find the unit that a file name, a folder name or a mail's subject speaks of (“M3_VIETLAP (1).xlsx”)."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from aggregator.campaign.model import Unit
from aggregator.recognise.unit_names import BODY_WORDS, Named, UnitNames
from aggregator.viet.fold import key

_CAMEL = re.compile(r"(?<=[a-zà-ỹ])(?=[A-ZĐ])")
_DIGITS = re.compile(r"(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])")
# words that hold a unit's name by chance (“báo cáo xã …” is not Cao Xá), and whom the mail is for
_NOISE = re.compile(
    r"\b(?:(?:gui|nop|trinh|ve|cho|den|qua) )+(?:ban dan van|bdv)(?: huyen uy| hu)?"
    r"|\b(?:bao cao|dang ky|danh sach|mo hinh|dien hinh|dan van kheo|bac giang)\b"
)
# mail addresses put the body before the name without a blank: ubndcaoxa@…
_BODIES = ("ubndxa", "ubnd", "danguyxa", "danguy", "dangboxa", "dangbo", "duxa", "vpubnd")
_MOST_WORDS = 12
_LEAST_SQUEEZED = 6  # letters of a name whose words may be run together or apart


@dataclass(frozen=True)
class _Hit:
    first: int
    last: int
    letters: str
    unit: Unit


def unit_in_name(names: UnitNames, text: str) -> Named | None:
    """The one unit named in free words; None where none or several are.

    Names that overlap a longer one do not count (“THPT Nhã Nam” is no commune), a commune with its
    kind goes before bare names (“báo cáo xã Lan Giới” is not Cao Xá), and a commune after a body's
    name wins (“Hội Nông dân xã Cao Xá”).
    """
    words = _words(names, text)
    all_hits = _hits(names, words)
    hits = _longest(all_hits)
    if _ambiguous(hits, all_hits):
        return None
    explicit = [h for h in hits if h.letters in names.explicit]
    communes = explicit or [h for h in hits if names.is_commune(h.unit)]
    if len({h.unit.code for h in communes}) == 1:
        commune = communes[-1]
        body = _body_before(names, words[: commune.first])
        others = [h for h in hits if h.unit.code != commune.unit.code and h.first > commune.last]
        return None if others else Named(commune.unit, "exact", text, body)
    if len({h.unit.code for h in hits}) == 1:
        return Named(hits[0].unit, "exact", text)
    return None


def _words(names: UnitNames, text: str) -> list[str]:
    spaced = _DIGITS.sub(" ", key(_CAMEL.sub(" ", text)))
    bare = {name.replace(" ", "") for name in names.bare}
    return [_without_body(word, bare) for word in _NOISE.sub("|", spaced).split()]


def _without_body(word: str, bare: Collection[str]) -> str:
    return next((rest for body in _BODIES if (rest := word.removeprefix(body)) in bare), word)


def _hits(names: UnitNames, words: list[str]) -> list[_Hit]:
    found = []
    for first in range(len(words)):
        letters = ""
        for last in range(first, min(first + _MOST_WORDS, len(words))):
            letters += words[last]
            if letters in names.squeezed and not (
                _by_chance(names, words[first : last + 1], letters) or _of_other_kind(names, words[:first], letters)
            ):
                found.append(_Hit(first, last, letters, names.squeezed[letters]))
    return found


def _by_chance(names: UnitNames, words: list[str], letters: str) -> bool:
    """Whether short words only happen to make up an abbreviation between them (“đợt c, A1” is no CA)."""
    return len(words) > 1 and len(letters) < _LEAST_SQUEEZED and not names.is_name(" ".join(words))


def _of_other_kind(names: UnitNames, before: list[str], letters: str) -> bool:
    """“xã Nhã Nam” is not the town: a bare name after the wrong kind of commune names nobody."""
    if not names.is_commune(names.squeezed[letters]) or letters in names.explicit:
        return False
    return any(" ".join(before[-size:]) in names.kind_words for size in (1, 2))


def _ambiguous(chosen: list[_Hit], hits: list[_Hit]) -> bool:
    """Whether another unit's name reaches into a chosen one (“Cao Xá, Liên Sơn” holds “xã Liên Sơn”)."""
    return any(
        hit.unit != name.unit and (hit.first < name.first <= hit.last or hit.first <= name.last < hit.last)
        for hit in hits
        for name in chosen
    )


def _longest(hits: list[_Hit]) -> list[_Hit]:
    chosen: list[_Hit] = []
    for hit in sorted(hits, key=lambda h: (-len(h.letters), h.first)):
        if all(hit.last < other.first or hit.first > other.last for other in chosen):
            chosen.append(hit)
    return sorted(chosen, key=lambda h: h.first)


def _body_before(names: UnitNames, before: list[str]) -> str | None:
    """The body's words right before a commune's name, unless that body speaks for the commune."""
    starts = [i for i, word in enumerate(before) if word in BODY_WORDS]
    if not starts:
        return None
    body = " ".join(before[starts[0] :])
    for size in range(1, 6):
        if " ".join(before[-size:]) in names.bodies:
            return None
    return body if "|" not in body else None
