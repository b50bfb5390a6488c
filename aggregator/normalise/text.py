"""Text as typed, in one normal form: NFC, plain blanks, plain line breaks."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

from aggregator.model import Value

_BLANKS = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000\t]")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_ODD = re.compile(f"{_BLANKS.pattern}|{_INVISIBLE.pattern}|[\r\n]")
_AROUND_BREAKS = re.compile(r" *\n *")


def clean(text: str) -> str:
    """NFC, no invisible letters, plain blanks, one kind of line break, no blanks at the ends."""
    if not _ODD.search(text):  # most texts
        return unicodedata.normalize("NFC", text).strip()
    plain = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    plain = _BLANKS.sub(" ", plain.replace("\r\n", "\n").replace("\r", "\n"))
    return _AROUND_BREAKS.sub("\n", plain).strip()


def shown(value: Value) -> str | None:
    """A cell as text: a date as dd/mm/yyyy, a whole number without its decimal; None where nothing stands."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "x" if value else "không"
    if isinstance(value, (dt.datetime, dt.date)):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return clean(str(value)) or None
