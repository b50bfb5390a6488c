"""The old Vietnamese fonts: the tables of TCVN3 and VNI and what is known of each."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from msgspec import Struct

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
_MARKED = re.compile(f"([AEIOUYaeiouyĂÂÊÔƠƯăâêôơư])([{''.join(MARKS)}])")


def from_tcvn3(text: str) -> str:
    """The text read as TCVN3; characters outside the encoding stay."""
    return _MARKED.sub(_joined, text.translate(_TABLE))


def shows_capitals(font: str) -> bool:
    """Whether the font shows small letters as capitals: ``.VnTimeH``, ``.VnArial NarrowH``."""
    return is_tcvn3_font(font) and font.strip().casefold().endswith("h")


def is_tcvn3_font(font: str) -> bool:
    """Whether a font of this name shows TCVN3."""
    return font.strip().casefold().startswith(".vn")


def _joined(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", match[1] + MARKS[match[2]])


# ---- VNI-Windows: the encoding of the ``VNI-`` fonts, a base letter followed by a mark.


_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
_CIRCUMFLEX, _BREVE = "\u0302", "\u0306"

SINGLES = {"ñ": "đ", "ô": "ơ", "ö": "ư", "î": "ỵ", "æ": "ỉ", "ó": "ĩ", "ò": "ị"}  # í and ì are themselves
_TONE = {"ù": _ACUTE, "ø": _GRAVE, "û": _HOOK, "õ": _TILDE, "ï": _DOT}
_ROOF = {"â": "", "á": _ACUTE, "à": _GRAVE, "å": _HOOK, "ã": _TILDE, "ä": _DOT}
_BOWL = {"ê": "", "é": _ACUTE, "è": _GRAVE, "ú": _HOOK, "ü": _TILDE, "ë": _DOT}


def _pairs() -> dict[str, str]:
    pairs = {base + mark: base + tone for base in "aeouyôö" for mark, tone in _TONE.items()}
    pairs |= {base + mark: base + _CIRCUMFLEX + tone for base in "aeo" for mark, tone in _ROOF.items()}
    pairs |= {"a" + mark: "a" + _BREVE + tone for mark, tone in _BOWL.items()}
    return {typed: SINGLES.get(typed[0], typed[0]) + written[1:] for typed, written in pairs.items()}


PAIRS = {typed: unicodedata.normalize("NFC", written) for typed, written in _pairs().items()}

_LETTERS = {**PAIRS, **{typed: unicodedata.normalize("NFC", letter) for typed, letter in SINGLES.items()}}
_BASES = "aeouyôöAEOUYÔÖ"
_MARKS = "".join({*_TONE, *_ROOF, *_BOWL})
_WRITTEN = re.compile(f"[{_BASES}][{_MARKS}{_MARKS.upper()}]|[{''.join(SINGLES)}{''.join(SINGLES).upper()}]")


def from_vni(text: str) -> str:
    """The text read as VNI; characters outside the encoding stay."""
    return _WRITTEN.sub(_letter, text)


def is_vni_font(font: str) -> bool:
    """Whether a font of this name shows VNI."""
    return font.strip().casefold().startswith("vni")


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
    is_font: Callable[[str], bool]
    gives_away: re.Pattern[str]


def _pattern(characters: set[str]) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(''.join(sorted(characters - _OF_VIETNAMESE)))}]|{_ODD_CAPITAL}")


def _of_vni() -> set[str]:
    small = {mark for typed in (*PAIRS, *SINGLES) for mark in typed if not mark.isascii()}
    return small | {mark.upper() for mark in small}


TCVN3 = Encoding("tcvn3", from_tcvn3, is_tcvn3_font, _pattern({*LETTERS, *MARKS}))
VNI = Encoding("vni", from_vni, is_vni_font, _pattern(_of_vni()))
ENCODINGS = (TCVN3, VNI)
UNICODE = "unicode"  # the lean of a sheet whose old fonts hold correct Unicode
