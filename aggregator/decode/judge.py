"""A whole cell before the judge: keep it, or read it in an old encoding, all of it or word by word.

Correct Unicode must never change, so an encoding needs proof: words that are no Vietnamese as typed
and good Vietnamese when read. The font of the cell and the rest of its sheet only tilt the balance.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from aggregator.decode.signs import WORD, Sign, is_quantity, sign

if TYPE_CHECKING:
    import re

    from aggregator.decode.encodings import Encoding


class Tilt(IntEnum):
    """What stands behind an encoding besides the words of the cell."""

    NONE = 0
    SHEET = 1
    FONT = 2


_SURE = frozenset((Sign.READ, Sign.READ_USUAL))
_READ = _SURE | {Sign.READ_SOFT, Sign.RATHER_READ}
_KEEP = frozenset((Sign.KEEP, Sign.RATHER_KEEP))
# So many proofs for each word that is usual as typed, before the whole cell is read, that word too.
_PROOFS_FOR_WHOLE = 2


@dataclass(frozen=True, slots=True)
class Case:
    """A text and an encoding it may be in. ``signs`` has one sign a word, in the order of the text."""

    text: str
    encoding: Encoding
    tilt: Tilt
    signs: tuple[Sign, ...]
    tally: Counter[Sign]  # of distinct words

    @property
    def sure(self) -> int:
        """How many distinct words prove the encoding by characters that no Unicode word has."""
        return self.tally[Sign.READ_USUAL] + self.tally[Sign.READ]

    @property
    def proofs(self) -> int:
        """How many distinct words prove the encoding."""
        return self.sure + self.tally[Sign.READ_SOFT]

    @property
    def weight(self) -> int:
        """What speaks for the encoding less what speaks against it, to choose between two."""
        against = self.tally[Sign.KEEP] + self.tally[Sign.WRONG] + self.tally[Sign.MISFIT]
        return 2 * self.proofs + self.tally[Sign.RATHER_READ] + self.tilt - against


def case(text: str, encoding: Encoding, tilt: Tilt = Tilt.NONE) -> Case:
    """The words of the text, looked at one by one."""
    words = WORD.findall(text)
    signs = {word: sign(word, encoding) for word in words}
    return Case(text, encoding, tilt, tuple(signs[word] for word in words), Counter(signs.values()))


def is_proved(case: Case) -> bool:
    """Whether the text is to be read in the encoding, in part at least."""
    return _proved_alone(case) or (case.tilt > Tilt.NONE and _proved_with_tilt(case))


def is_unicode(case: Case) -> bool:
    """Whether the text shows that it was typed in Unicode."""
    return case.tally[Sign.KEEP] > 0 and case.proofs == 0


def read(case: Case) -> str:
    """The text with its words read in the encoding, except those that were typed in Unicode."""
    decisions = iter([True] * len(case.signs) if _is_whole(case) else _word_by_word(case.signs))

    def one(match: re.Match[str]) -> str:
        return case.encoding.decode(match[0]) if next(decisions) and not is_quantity(match[0]) else match[0]

    return WORD.sub(one, case.text)


def _proved_alone(case: Case) -> bool:
    tally = case.tally
    if tally[Sign.READ_USUAL] or case.sure >= 2:
        return True
    return case.proofs >= 2 and not tally[Sign.KEEP] and not tally[Sign.RATHER_KEEP]


def _proved_with_tilt(case: Case) -> bool:
    tally = case.tally
    if tally[Sign.KEEP]:
        return False
    if case.sure or tally[Sign.READ_SOFT] + tally[Sign.RATHER_READ] > tally[Sign.RATHER_KEEP]:
        return True
    if case.tilt == Tilt.FONT and tally[Sign.MISFIT]:
        return True
    return tally[Sign.OPEN] > 0 and not tally[Sign.RATHER_KEEP]


def _is_whole(case: Case) -> bool:
    wanted = _PROOFS_FOR_WHOLE * case.tally[Sign.RATHER_KEEP]
    return not case.tally[Sign.KEEP] and case.sure >= wanted


def _word_by_word(signs: tuple[Sign, ...]) -> list[bool]:
    """A word that tells nothing goes with the nearest one that does, at a tie with the text as typed."""
    telling = {at: sign in _READ for at, sign in enumerate(signs) if sign in _READ | _KEEP}

    def nearest(at: int) -> bool:
        return telling[min(telling, key=lambda other: (abs(other - at), telling[other]))]

    return [nearest(at) for at in range(len(signs))]
