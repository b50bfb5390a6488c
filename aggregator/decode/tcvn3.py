"""TCVN3, also called ABC: the one-byte encoding of the ``.Vn`` fonts (TCVN 5712:1993, VN3).

Its bytes reach us as the Latin-1 characters of the same codes: ``Phóc Hßa`` is “Phúc Hòa”. A small
letter with its tone has one code; capitals have none, the fonts whose names end in H show them.
The codes that only VN1 gives to capitals are blank in those fonts, and are left alone here.
"""

from __future__ import annotations

import re
import unicodedata

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


def decode(text: str) -> str:
    """The text read as TCVN3; characters outside the encoding stay."""
    return _MARKED.sub(_joined, text.translate(_TABLE))


def shows_capitals(font: str) -> bool:
    """Whether the font shows small letters as capitals: ``.VnTimeH``, ``.VnArial NarrowH``."""
    return is_font(font) and font.strip().casefold().endswith("h")


def is_font(font: str) -> bool:
    """Whether a font of this name shows TCVN3."""
    return font.strip().casefold().startswith(".vn")


def _joined(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", match[1] + MARKS[match[2]])
