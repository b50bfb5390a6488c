"""One text, a cell or a name, out of an old encoding."""

from __future__ import annotations

import re

from aggregator.decode import tcvn3
from aggregator.decode.encodings import ENCODINGS, UNICODE, Encoding
from aggregator.decode.judge import Case, Tilt, case, is_proved, is_unicode, read

_SUSPECT = re.compile("[\u00a1-\u00ff]")


def decode_text(text: str, font: str | None = None, lean: str | None = None) -> str | None:
    """The text in Unicode, or None where it is Unicode already or nothing proves an old encoding.

    ``font`` is the name of its font; ``lean`` is what the texts around it are in: ``tcvn3``, ``vni``
    or ``unicode``. Both only tip the balance: correct Unicode stays, whatever they say.
    """
    if not _SUSPECT.search(text):
        return None
    proved = _best_case(text, font, lean)
    if proved is None:
        return None
    decoded = read(proved)
    if font and tcvn3.shows_capitals(font):
        decoded = decoded.upper()
    return decoded if decoded != text else None


def _best_case(text: str, font: str | None = None, lean: str | None = None) -> Case | None:
    """The case for the encoding that the text is proved to be in, or None."""
    return _best([case(text, encoding, _tilt(encoding, font, lean)) for encoding in ENCODINGS])


def proves(text: str) -> str | None:
    """What the words of the text prove by themselves: ``tcvn3``, ``vni``, ``unicode``, or None."""
    if text.isascii():
        return None
    cases = [case(text, encoding) for encoding in ENCODINGS]
    proved = _best(cases)
    if proved:
        return proved.encoding.name
    return UNICODE if all(map(is_unicode, cases)) else None


def _best(cases: list[Case]) -> Case | None:
    return max(filter(is_proved, cases), key=lambda one: one.weight, default=None)


def _tilt(encoding: Encoding, font: str | None, lean: str | None) -> Tilt:
    if font:
        return Tilt.FONT if encoding.is_font(font) and lean != UNICODE else Tilt.NONE
    return Tilt.SHEET if lean == encoding.name else Tilt.NONE
