"""The old encodings side by side: how each is read, and which characters give it away."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aggregator.decode import tcvn3, vni

if TYPE_CHECKING:
    from collections.abc import Callable

# What correct Vietnamese has of Latin-1; every other character of an old encoding gives it away.
_OF_VIETNAMESE = frozenset("àáâãèéêìíòóôõùúýÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ")
_ODD_CAPITAL = r"(?<=[a-z])[À-Þ]"  # chiÕn: a capital inside small letters


@dataclass(frozen=True, slots=True, eq=False)
class Encoding:
    """One old encoding. ``gives_away`` finds what cannot be in a Vietnamese word typed in Unicode."""

    name: str
    decode: Callable[[str], str]
    is_font: Callable[[str], bool]
    gives_away: re.Pattern[str]


def _pattern(characters: set[str]) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(''.join(sorted(characters - _OF_VIETNAMESE)))}]|{_ODD_CAPITAL}")


def _of_vni() -> set[str]:
    small = {mark for typed in (*vni.PAIRS, *vni.SINGLES) for mark in typed if not mark.isascii()}
    return small | {mark.upper() for mark in small}


TCVN3 = Encoding("tcvn3", tcvn3.decode, tcvn3.is_font, _pattern({*tcvn3.LETTERS, *tcvn3.MARKS}))
VNI = Encoding("vni", vni.decode, vni.is_font, _pattern(_of_vni()))
ENCODINGS = (TCVN3, VNI)
UNICODE = "unicode"  # the lean of a sheet whose old fonts hold correct Unicode
