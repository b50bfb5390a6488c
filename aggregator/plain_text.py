"""Text as it may stand in a cell: what XML allows, within Excel's limit, and always plain text."""

from __future__ import annotations

import re

CELL_LIMIT = 32_767  # UTF-16 units; Excel refuses more
CUT = "…(xem tệp gốc)"
_BREAK = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_ILLEGAL = re.compile("[\x00-\x08\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_SUSPECT = re.compile("[\x00-\x08\x0b-\x1f\x85\u2028\u2029\ufffe\uffff\ud800-\udfff]")


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
