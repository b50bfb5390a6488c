"""The old Vietnamese fonts: the tables of TCVN3 and VNI; and whether a text is in one: only syllables prove it."""

import re
from collections import Counter
from collections.abc import Callable
from enum import IntEnum, StrEnum
from functools import lru_cache

from msgspec import Struct

from aggregator.vietnamese.fold import composed, regex
from aggregator.vietnamese.syllables import ACUTE, DOT, GRAVE, HOOK, TILDE, is_common, is_syllable

# ---- TCVN3, also called ABC: the one-byte encoding of the ``.Vn`` fonts (TCVN 5712:1993, VN3).


# From 0xA1 on; "." where the fonts have no Vietnamese letter. 0xAD, ư, is the soft hyphen of Latin-1.
_FROM_A1 = (
    "ĂÂÊÔƠƯĐăâêôơưđ."  # A1 - AF
    ".....àảãáạ.ằẳẵắ."  # B0 - BF
    "......ặầẩẫấậè.ẻẽ"  # C0 - CF
    "éẹềểễếệìỉ...ĩíịò"  # D0 - DF
    ".ỏõóọồổỗốộờởỡớợù"  # E0 - EF
    ".ủũúụừửữứựỳỷỹýỵ."  # F0 - FF
)
LETTERS = {chr(code): letter for code, letter in enumerate(_FROM_A1, start=0xA1) if letter != "."}
# A capital with a tone may be typed as the capital followed by a mark of its own.
MARKS = {"°": "\u0300", "±": "\u0309", "²": "\u0303", "³": "\u0301", "´": "\u0323"}

_TABLE = str.maketrans(LETTERS)
_MARKED = regex(f"([AEIOUYaeiouyĂÂÊÔƠƯăâêôơư])([{''.join(MARKS)}])")


def from_tcvn3(text: str) -> str:
    """The text read as TCVN3; characters outside the encoding stay."""
    return _MARKED.sub(lambda m: composed(m[1] + MARKS[m[2]]), text.translate(_TABLE))


# VISCII (RFC 1456), the charset of some old mails, which Python does not know: from 0x80 on, and six controls.
_FROM_80 = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ"
    "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
)
_VISCII = dict(enumerate(_FROM_80, start=0x80)) | {2: "Ẳ", 5: "Ẵ", 6: "Ẫ", 0x14: "Ỷ", 0x19: "Ỹ", 0x1E: "Ỵ"}


def from_viscii(data: bytes) -> str:
    """The bytes read as VISCII."""
    return data.decode("latin-1").translate(_VISCII)


def shows_capitals(font: str) -> bool:
    """Whether the font shows small letters as capitals: ``.VnTimeH``, ``.VnArial NarrowH``."""
    return TCVN3.is_font(font) and font.strip().casefold().endswith("h")


# what the bytes are in Western Windows that Vietnamese Windows has other letters and bare marks for
_WESTERN = {
    ord(letter): bytes([code]).decode("cp1252")
    for code in range(0xC0, 0x100)
    if ord(letter := bytes([code]).decode("cp1258")) != code
}


def as_western(text: str) -> str:
    """A text whose bytes were read as Vietnamese Windows text, read as Western Windows text, as old fonts are."""
    return text.translate(_WESTERN)


# ---- VNI-Windows: the encoding of the ``VNI-`` fonts, a base letter followed by a mark.


_CIRCUMFLEX, _BREVE = "\u0302", "\u0306"

SINGLES = {"ñ": "đ", "ô": "ơ", "ö": "ư", "î": "ỵ", "æ": "ỉ", "ó": "ĩ", "ò": "ị"}  # í and ì are themselves
_TONE = {"ù": ACUTE, "ø": GRAVE, "û": HOOK, "õ": TILDE, "ï": DOT}
_ROOF = {"â": "", "á": ACUTE, "à": GRAVE, "å": HOOK, "ã": TILDE, "ä": DOT}
_BOWL = {"ê": "", "é": ACUTE, "è": GRAVE, "ú": HOOK, "ü": TILDE, "ë": DOT}


def _pairs() -> dict[str, str]:
    pairs = {base + mark: base + tone for base in "aeouyôö" for mark, tone in _TONE.items()}
    pairs |= {base + mark: base + _CIRCUMFLEX + tone for base in "aeo" for mark, tone in _ROOF.items()}
    pairs |= {"a" + mark: "a" + _BREVE + tone for mark, tone in _BOWL.items()}
    return {typed: SINGLES.get(typed[0], typed[0]) + written[1:] for typed, written in pairs.items()}


PAIRS = {typed: composed(written) for typed, written in _pairs().items()}

_LETTERS = {**PAIRS, **{typed: composed(letter) for typed, letter in SINGLES.items()}}
_BASES = "aeouyôöAEOUYÔÖ"
_MARKS = "".join({*_TONE, *_ROOF, *_BOWL})
_WRITTEN = regex(f"[{_BASES}][{_MARKS}{_MARKS.upper()}]|[{''.join(SINGLES)}{''.join(SINGLES).upper()}]")


def from_vni(text: str) -> str:
    """The text read as VNI; characters outside the encoding stay."""
    return _WRITTEN.sub(_letter, text)


def _letter(match: re.Match[str]) -> str:
    typed = match[0]
    letter = _LETTERS.get(typed.lower())
    if letter is None:  # no such pair: the base by itself, then what follows it
        return from_vni(typed[0]) + from_vni(typed[1:])
    return letter.upper() if typed[0].isupper() else letter


# ---- The old encodings side by side: how each is read, and which characters give it away.


# What correct Vietnamese has of Latin-1; every other character of an old encoding gives it away.
_OF_VIETNAMESE = frozenset("àáâãèéêìíòóôõùúýÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ")
_ODD_CAPITAL = r"(?<=[a-z])[À-Þ]"  # chiÕn: a capital inside small letters


class Encoding(Struct, frozen=True, eq=False):
    """One old encoding. ``gives_away`` finds what cannot be in a Vietnamese word typed in Unicode."""

    name: str
    decode: Callable[[str], str]
    fonts: str  # how the names of its fonts begin
    gives_away: re.Pattern[str]

    def is_font(self, font: str) -> bool:
        """Whether a font of this name shows it."""
        return font.strip().casefold().startswith(self.fonts)


def _pattern(characters: set[str]) -> re.Pattern[str]:
    return regex(f"[{re.escape(''.join(sorted(characters - _OF_VIETNAMESE)))}]|{_ODD_CAPITAL}")


_SMALL_VNI = {mark for typed in (*PAIRS, *SINGLES) for mark in typed if not mark.isascii()}
TCVN3 = Encoding("tcvn3", from_tcvn3, ".vn", _pattern({*LETTERS, *MARKS}))
VNI = Encoding("vni", from_vni, "vni", _pattern(_SMALL_VNI | {*map(str.upper, _SMALL_VNI)}))
ENCODINGS = (TCVN3, VNI)
UNICODE = "unicode"  # the lean of a sheet whose old fonts hold correct Unicode


# ---- What one word says: typed in Unicode, or in an old encoding.


_LETTER = "A-Za-z\u00a1-\u024f\u0300-\u036f\u1e00-\u1eff"
_AFTER_DIGIT = "¹²³ªº¼½¾°±×÷·µ"  # these belong to a number before them: 1½, 5µm, 10²
_QUOTE = f"«(?!(?:ng|n|m|i)?(?![{_LETTER}]))"  # but «ng is “ông”
WORD = regex(f"(?:(?<![0-9])|(?![{_AFTER_DIGIT}]))(?!{_QUOTE})[{_LETTER}]+(?<!»)")

_SYMBOLS = "\u00a1-\u00bf×÷"
# µm, m², Ø, Ð (for Đ), a lone ½ or ® are what they are in any text; « § ¤ are letters and words in
# TCVN3, but signs elsewhere; ¦ ¸ ¨ ª never stand alone in Unicode.
_QUANTITY = regex(f"[{_SYMBOLS}ØÐ]|µ[AFHLMNSVWglms]|[A-Za-z]{{1,3}}[²³°]")
_LONE_LETTERS = frozenset("«§¤¦¸¨ª")
_MISFIT = regex("[A-Za-z][¤-¨ª-\u00ad¯µ-¸º-¿]|[¡-¨ª-¯µ-¸º-¿][A-Za-z]|[¦¸¨ª]")
_ABBREVIATION = regex("(?=.{2,5}$)[A-Z]*[§Ñ][A-Z]*")
_BEYOND_LATIN = regex("[\u0100-\u024f\u0300-\u036f\u1e00-\u1eff]")
_ETH = str.maketrans("Ðð", "Đđ")  # many type the Icelandic letter for the Vietnamese one
_CAPITAL_INSIDE = regex("[a-zà-ÿ][À-ÞĂĐƠƯ]")
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
        return Sign.KEEP if _BEYOND_LATIN.search(word) and worth(word) else Sign.NOTHING
    typed_worth, read_worth = worth(word.translate(_ETH)), worth(read)
    if typed_worth and not read_worth:
        return Sign.KEEP
    if typed_worth:
        return {0: Sign.OPEN, 1: Sign.RATHER_KEEP, -1: Sign.RATHER_READ}[typed_worth - read_worth]
    return Sign.READ if _ABBREVIATION.fullmatch(word) else _proof(word, encoding, read_worth)


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


def worth(word: str) -> int:
    """0: no Vietnamese syllable, 1: a syllable, 2: a usual one."""
    if not is_syllable(word) or _CAPITAL_INSIDE.search(word):
        return 0
    return 2 if is_common(word) else 1


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
    decisions = iter([True] * len(case.signs) if _is_whole(case) else _word_by_word(case))

    def one(match: re.Match[str]) -> str:
        return case.encoding.decode(match[0]) if next(decisions) and not is_quantity(match[0]) else match[0]

    return WORD.sub(one, case.text)


def _proved_alone(case: Case) -> bool:
    tally = case.tally
    if tally[Sign.READ_USUAL] or case.sure >= 2:
        return True
    if tally[Sign.KEEP] or tally[Sign.RATHER_KEEP]:
        return False
    # one word proves it beside others that are right in it too (“Chi bé Chi côc”), or that it leaves (“Kinh tÕ”)
    others = case.proofs + tally[Sign.OPEN] + tally[Sign.RATHER_READ] > 1
    alone = case.sure == 1 and len(case.signs) > 1 and not (tally[Sign.WRONG] or tally[Sign.MISFIT])
    return alone or (case.proofs > 0 and others)


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


def _word_by_word(case: Case) -> list[bool]:
    """A word that tells nothing goes with the nearest that does, of its line first, at a tie with the typed."""
    telling = {at: sign in _READ for at, sign in enumerate(case.signs) if sign in _READ | _KEEP}
    lines = [case.text.count("\n", 0, word.start()) for word in WORD.finditer(case.text)]

    def nearest(at: int) -> bool:
        return telling[min(telling, key=lambda other: (lines[other] != lines[at], abs(other - at), telling[other]))]

    return [nearest(at) for at in range(len(case.signs))]
