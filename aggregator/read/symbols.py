"""Ticks and boxes typed in a symbol font, as the characters that they look like."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

SYMBOLS = {
    "wingdings": {
        0x6C: "●", 0x6E: "■", 0x6F: "☐", 0x71: "☐", 0x72: "☐", 0x78: "☒", 0xA8: "☐",
        0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    },
    "wingdings 2": {
        0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "●", 0xA2: "■", 0xA3: "☐",
    },
    "webdings": {0x61: "✓", 0x63: "☐", 0x67: "■", 0x6E: "●", 0x72: "✗"},
    "symbol": {0xB4: "×", 0xB7: "•", 0xD6: "√"},
    "marlett": {0x61: "✓", 0x62: "✓", 0x72: "✗"},
}  # fmt: skip
PRIVATE = 0xF000  # where Office keeps the characters of its symbol fonts
FIRST_SIGN = 0x80  # below it a letter of a whole word may have got into the font by mistake


def is_symbol_font(name: str) -> bool:
    """Whether a font shows signs in the place of letters."""
    return name.lower() in SYMBOLS


def runs_looked_like(text: str, runs: Sequence[tuple[int, str]]) -> str:
    """A rich text as it looks; ``runs`` are where each stretch begins and its font."""
    if not runs:
        return text
    ends = [*(start for start, _ in runs[1:]), len(text)]
    return text[: runs[0][0]] + "".join(
        looked_like(text[start:end], font) for (start, font), end in zip(runs, ends, strict=True)
    )


def looked_like(text: str, font: str | None) -> str:
    """The text as its font shows it; a word that stands in a symbol font by mistake keeps its letters."""
    table = SYMBOLS.get((font or "").lower())
    if table is None:
        return text
    codes = {char: ord(char) - PRIVATE if PRIVATE <= ord(char) < PRIVATE + 256 else ord(char) for char in text}
    mistaken = any(not char.isspace() and code not in table for char, code in codes.items())
    return "".join(char if mistaken and ord(char) < FIRST_SIGN else table.get(codes[char], char) for char in text)
