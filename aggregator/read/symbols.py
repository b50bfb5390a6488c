"""Ticks and boxes typed in a symbol font, as the characters that they look like."""

from __future__ import annotations

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


def looked_like(text: str, font: str | None) -> str:
    """The text as its font shows it; a word that stands in a symbol font by mistake keeps its letters."""
    table = SYMBOLS.get((font or "").lower())
    if table is None:
        return text
    codes = {char: ord(char) - PRIVATE if PRIVATE <= ord(char) < PRIVATE + 256 else ord(char) for char in text}
    mistaken = any(not char.isspace() and code not in table for char, code in codes.items())
    return "".join(char if mistaken and ord(char) < FIRST_SIGN else table.get(codes[char], char) for char in text)
