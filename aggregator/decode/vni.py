"""VNI-Windows: the encoding of the ``VNI-`` fonts, a base letter followed by a mark.

Base and mark are Latin-1 characters: ``Tröôøng`` is “Trường”. A mark gives the tone, or the tone
together with the circumflex of â ê ô or the breve of ă. Đ, Ơ, Ư, Ỵ and the I with tones have one
character each. Marks exist in both sizes; the base letter decides about capitals.
"""

from __future__ import annotations

import re
import unicodedata

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


def decode(text: str) -> str:
    """The text read as VNI; characters outside the encoding stay."""
    return _WRITTEN.sub(_letter, text)


def is_font(font: str) -> bool:
    """Whether a font of this name shows VNI."""
    return font.strip().casefold().startswith("vni")


def _letter(match: re.Match[str]) -> str:
    typed = match[0]
    letter = _LETTERS.get(typed.lower())
    if letter is None:  # no such pair: the base by itself, then what follows it
        return decode(typed[0]) + decode(typed[1:])
    return letter.upper() if typed[0].isupper() else letter
