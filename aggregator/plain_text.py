"""Text as it may leave a reader and stand in a cell: what XML allows, within Excel's limit, always plain text."""

from __future__ import annotations

import re

CELL_LIMIT = 32_767  # UTF-16 units; Excel refuses more
CUT = "…(xem tệp gốc)"
_BREAK = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_ILLEGAL = re.compile("[\x00-\x08\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_SUSPECT = re.compile("[\x00-\x08\x0b-\x1f\x85\u2028\u2029\ufffe\uffff\ud800-\udfff]")
_ESCAPED_PAIR = re.compile("_x([Dd][89ABab][0-9A-Fa-f]{2})__x([Dd][C-Fc-f][0-9A-Fa-f]{2})_")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\ufffe\uffff]")
_LONE = re.compile("[\ud800-\udfff]")


def as_read(text: str) -> str:
    """The gate through which every text passes on its way out of a reader: nothing behind it stops a run.

    Line breaks are alike, control characters are blanks, the two halves of a character (an emoji, also as
    Excel's escapes) are one again, and a half alone is U+FFFD. Soft hyphens stay: TCVN3 writes ư so.
    """
    if "_x" in text:
        text = _ESCAPED_PAIR.sub(lambda pair: chr(int(pair[1], 16)) + chr(int(pair[2], 16)), text)
    if text.isprintable() or not _SUSPECT.search(text):
        return text
    if _LONE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _CONTROL.sub(" ", _BREAK.sub("\n", text))


def may_change(text: str) -> bool:
    """Whether the gate may change a text: a quick look at many cells put together."""
    return "_x" in text or (not text.isprintable() and _SUSPECT.search(text) is not None)


def clean(text: str) -> str:
    """The text without control characters, its line breaks alike, cut (and marked so) at Excel's limit."""
    if _SUSPECT.search(text):
        text = _ILLEGAL.sub("", _BREAK.sub("\n", text))
    return text if len(text) * 2 <= CELL_LIMIT else _cut(text)


def _cut(text: str) -> str:
    units = text.encode("utf-16-le")
    if len(units) <= CELL_LIMIT * 2:
        return text
    room = (CELL_LIMIT - len(CUT)) * 2
    return units[:room].decode("utf-16-le", errors="ignore") + CUT
