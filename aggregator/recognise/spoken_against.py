"""Whom the words of an unknown file speak against: “XÃ BÍCH SƠN” is no agency, and no commune of another name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from aggregator.recognise.unit_lines import LONGEST_NAME, of_a_commune
from aggregator.recognise.unit_names import UnitNames, begins
from aggregator.returned import UnitWords
from aggregator.viet.syllables import is_folded_syllable

_OF_COMMUNE = re.compile(r"\b(?:xa(?! hoi\b)|thi tran) (?P<name>[a-z]+ [a-z]+)\b")
_LEAST_LETTERS = 2  # of a word that is written out


def spoken_against(
    names: UnitNames, lines: Sequence[UnitWords], around: Sequence[str]
) -> tuple[frozenset[str], frozenset[str]]:
    """The kinds and the units (codes) that the lines of the paper and the names around it speak against.

    An abbreviation speaks against nobody of its kind, and a name against no unit whose name is anything like it.
    """
    commune, agency = _kinds(names)
    texts = [line.text for line in lines if line.labelled or len(line.text) < LONGEST_NAME]
    kinds: set[str] = set()
    units: set[str] = set()
    for text in (*texts, *around):
        words = names.agencies.words(text)
        if of_a_commune(names, text):
            kinds.add(agency)
            units |= _unlike(names, commune, [m.group("name") for m in _OF_COMMUNE.finditer(words)])
        elif text in texts and begins(words, names.words.district_heads):
            kinds.add(commune)
            units |= _unlike(names, agency, [words])
    return frozenset(kinds if len(kinds) == 1 else ()), frozenset(units)


def _kinds(names: UnitNames) -> tuple[str, str]:
    """The codes of the two kinds: the communes', and that of all other units."""
    communes = {unit.kind for unit in names.campaign.units if names.is_commune(unit)}
    codes = [group.code for group in names.campaign.groups]
    commune = next((code for code in codes if code in communes), codes[0])
    return commune, next((code for code in codes if code != commune), commune)


def _unlike(names: UnitNames, kind: str, spelt: Sequence[str]) -> set[str]:
    written = [
        name for name in spelt if all(len(w) >= _LEAST_LETTERS and is_folded_syllable(w) for w in name.split())
    ]
    alike = frozenset().union(*(names.alike(name) for name in written))
    return {u.code for u in names.campaign.units if u.kind == kind and u.code not in alike} if written else set()
