"""How many lines a text takes in a column, so that rows get the height they need in every program.

Neither Excel nor LibreOffice can be trusted to size rows of a workbook that no person has opened yet,
and Excel never sizes merged rows. The widths are those of Times New Roman, in thousandths of the font size.
"""

from __future__ import annotations

import unicodedata
from functools import cache

_REGULAR = {
    180: "'",
    250: " ,.·",
    278: "ijlt;:/\\",
    333: "frI!()-‘’›[]",
    389: "sJ",
    408: '"',
    444: "acez?“”",
    556: "FPS",
    564: "+<=>",
    611: "ELTZ",
    667: "BCR",
    722: "wADGHKNOQUVXYĐ",
    778: "m&",
    833: "%",
    889: "M",
    921: "@",
    944: "W",
    1000: "…",
}
_BOLD = {
    250: " ,.·",
    278: "il/\\'",
    333: "fjt;:!()-‘’›[]",
    389: "sI",
    444: "cerz",
    555: '"',
    556: "bdhknpquđS",
    570: "+<=>",
    611: "FP",
    667: "BELTZ",
    722: "wACDNRUVXYĐ",
    778: "GHKOQ",
    833: "m&",
    930: "@",
    944: "M",
    1000: "W%…",
}
_OTHER = 500  # other small letters and digits; the Vietnamese ones are as wide as their plain kin
_SAFETY = 1.03  # printers and screens wrap a little earlier than the sums say
_UNIT_POINTS = 5.25  # a column's unit of width is 7 pixels at 96 dots an inch

LINE = 1.275  # height of a line, in font sizes
PADDING = 1.5  # points above and below the text of a row
HIGHEST = 409.0  # points; Excel makes no row higher


class _Widths(dict[int, int]):
    """Widths by letter; those that no list names are as wide as their plain kin, and remembered."""

    def __missing__(self, letter: int) -> int:
        bare = ord(unicodedata.normalize("NFD", chr(letter))[0])
        width = self[letter] = self.get(bare, _OTHER)
        return width


_WIDTHS = [
    _Widths({ord(letter): width for width, letters in table.items() for letter in letters})
    for table in (_REGULAR, _BOLD)
]


_MOST_KNOWN = 100_000
_KNOWN: tuple[dict[str, int], dict[str, int]] = ({}, {})  # the widths of words, plain and bold


def lines_needed(text: str, width: float, size: float = 10, bold: bool = False) -> int:
    """The lines that the text takes when wrapped by words in a column of that width (Excel's units)."""
    room = width * _UNIT_POINTS / (size * _SAFETY) * 1000
    if "\n" not in text:
        return 1 if len(text) * 600 <= room else _wrapped(text, room, bold)
    return sum(_wrapped(line, room, bold) for line in text.split("\n"))


def _wrapped(line: str, room: float, bold: bool) -> int:
    lines, used = 1, 0.0
    widths, known = _WIDTHS[bold], _KNOWN[bold]
    if len(known) > _MOST_KNOWN:
        known.clear()
    for word in line.split(" "):
        need = known.get(word)
        if need is None:
            need = known[word] = sum(map(widths.__getitem__, map(ord, word)))
        if not used:
            used = need
        elif used + 250 + need > room:
            lines, used = lines + 1, need
        else:
            used += 250 + need
        while used > room:  # a word longer than the column, such as a file name, is broken anywhere
            lines, used = lines + 1, used - room
    return lines


@cache
def text_height(lines: int, size: float = 10) -> float:
    """The height of a row of a table for the lines of its highest cell; no row is lower than one of usual size."""
    return max(height(1), height(1, lines * size))


def height(lines: int, size: float = 10) -> float:
    """The points that so many lines take, at most what Excel allows."""
    return min(HIGHEST, round(lines * size * LINE + PADDING, 1))
