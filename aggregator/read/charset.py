"""Text out of bytes whose encoding is written inside, or nowhere."""

from __future__ import annotations

import codecs
import re

META = re.compile(rb"""charset\s*=\s*["']?([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
VIETNAMESE_WINDOWS = "windows-1258"


def decoded(data: bytes) -> str:
    """The text: by its byte order mark, as UTF-8, by the charset it names, or as Vietnamese Windows text."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode(_named(data) or VIETNAMESE_WINDOWS, "replace")


def _named(data: bytes) -> str | None:
    found = META.search(data[:4096])
    if found is None:
        return None
    try:
        name = codecs.lookup(found[1].decode()).name
    except LookupError:
        return None
    return None if name.startswith("utf") else name  # it said UTF-8 and was not
