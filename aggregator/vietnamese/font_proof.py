"""Whether a text is in an old font: only syllables prove it."""

from __future__ import annotations

import re
from collections import Counter
from enum import IntEnum, StrEnum
from functools import lru_cache

from msgspec import Struct

from aggregator.vietnamese.old_fonts import ENCODINGS, Encoding
from aggregator.vietnamese.syllables import is_common, is_syllable

# ---- What one word says: typed in Unicode, or in an old encoding.


_LETTER = "A-Za-z\u00a1-\u024f\u0300-\u036f\u1e00-\u1eff"
_AFTER_DIGIT = "¹²³ªº¼½¾°±×÷·µ"  # these belong to a number before them: 1½, 5µm, 10²
_QUOTE = f"«(?!(?:ng|n|m|i)?(?![{_LETTER}]))"  # but «ng is “ông”
WORD = re.compile(f"(?:(?<![0-9])|(?![{_AFTER_DIGIT}]))(?!{_QUOTE})[{_LETTER}]+(?<!»)")

_SYMBOLS = "\u00a1-\u00bf×÷"
# µm, m², Ø, Ð (for Đ), a lone ½ or ® are what they are in any text; « § ¤ are letters and words in
# TCVN3, but signs elsewhere; ¦ ¸ ¨ ª never stand alone in Unicode.
_QUANTITY = re.compile(f"[{_SYMBOLS}ØÐ]|µ[AFHLMNSVWglms]|[A-Za-z]{{1,3}}[²³°]")
_LONE_LETTERS = frozenset("«§¤¦¸¨ª")
_MISFIT = re.compile("[A-Za-z][¤-¨ª-\u00ad¯µ-¸º-¿]|[¡-¨ª-¯µ-¸º-¿][A-Za-z]|[¦¸¨ª]")
_ABBREVIATION = re.compile("(?=.{2,5}$)[A-Z]*[§Ñ][A-Z]*")
_BEYOND_LATIN = re.compile("[\u0100-\u024f\u0300-\u036f\u1e00-\u1eff]")
_ETH = str.maketrans("Ðð", "Đđ")  # many type the Icelandic letter for the Vietnamese one
_ODD_CAPITAL = re.compile("[a-zà-ÿ][À-Þ]")
_LONGEST_WORD, _LONGEST_TOKEN = 20, 40  # what the caches take in
_MOST_PLAIN = 65536
_PLAIN: set[str] = set()  # tokens that were found to be plain


class Sign(StrEnum):
    """How a word stands as typed against how it stands when read in an old encoding."""

    NOTHING = "the reading changes nothing, and the word tells nothing"
    KEEP = "right as typed, wrong when read"
    RATHER_KEEP = "right both ways, usual as typed"
    OPEN = "right both ways, and equally usual"
    RATHER_READ = "right both ways, usual when read"
    READ_SOFT = "wrong as typed, right when read, though only Vietnamese letters were typed"
    READ = "wrong as typed, right when read"
    READ_USUAL = "the same, and a usual word when read"
    MISFIT = "wrong both ways, with a symbol among its letters as only old fonts have it"
    WRONG = "wrong both ways"


def sign(word: str, encoding: Encoding) -> Sign:
    """What the word says about an encoding. A run longer than any word says nothing."""
    return _sign(word, encoding) if len(word) <= _LONGEST_WORD else Sign.NOTHING


@lru_cache(maxsize=65536)
def _sign(word: str, encoding: Encoding) -> Sign:
    read = encoding.decode(word)
    if is_quantity(word) or word in "«§¤":
        return Sign.NOTHING
    if read == word:
        return Sign.KEEP if _BEYOND_LATIN.search(word) and is_syllable(word) else Sign.NOTHING
    typed_worth, read_worth = _worth(word.translate(_ETH)), _worth(read)
    if typed_worth:
        return _usual(typed_worth, read_worth)
    if _ABBREVIATION.fullmatch(word):
        return Sign.READ
    return _proof(word, encoding, read_worth)


def is_quantity(word: str) -> bool:
    """Whether the word is a unit or a lone symbol, which no reading may touch."""
    return word not in _LONE_LETTERS and _QUANTITY.fullmatch(word) is not None


def are_plain(tokens: set[str]) -> bool:
    """Whether all are plain. Those of the files before cost nothing: lists share most of their words."""
    new = tokens - _PLAIN
    if not all(map(is_plain, new)):
        return False
    if len(_PLAIN) < _MOST_PLAIN:
        _PLAIN.update(token for token in new if len(token) <= _LONGEST_TOKEN)
    return True


def is_plain(token: str) -> bool:
    """Whether nothing in the token is better read in an old encoding."""
    if token.isascii():
        return True
    proofs = (Sign.READ_SOFT, Sign.READ, Sign.READ_USUAL)
    return not any(sign(word, encoding) in proofs for word in WORD.findall(token) for encoding in ENCODINGS)


def _worth(word: str) -> int:
    """0: no Vietnamese syllable, 1: a syllable, 2: a usual one."""
    if not is_syllable(word) or _ODD_CAPITAL.search(word):
        return 0
    return 2 if is_common(word) else 1


def _usual(typed_worth: int, read_worth: int) -> Sign:
    if not read_worth:
        return Sign.KEEP
    if typed_worth == read_worth:
        return Sign.OPEN
    return Sign.RATHER_KEEP if typed_worth > read_worth else Sign.RATHER_READ


def _proof(word: str, encoding: Encoding, read_worth: int) -> Sign:
    if not read_worth or word in _LONE_LETTERS:
        return Sign.MISFIT if _MISFIT.search(word) else Sign.WRONG
    if not encoding.gives_away.search(word):
        return Sign.READ_SOFT
    return Sign.READ_USUAL if read_worth == 2 and len(word) > 2 else Sign.READ


# ---- A whole cell before the judge: keep it, or read it in an old encoding, all of it or word by word.


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


class Case(Struct, frozen=True):
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
