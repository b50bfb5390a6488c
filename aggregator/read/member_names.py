"""The names of the files inside a mail or an archive: decoded, composed, and each its own."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

CONTROLS = re.compile(r"[\x00-\x1f\x7f]+")


def from_bytes(raw: bytes) -> str:
    """A name of unknown encoding: UTF-8 where it is that, else what Windows would have meant.

    Vietnamese letters of cp1258 stand from 0xC0 on, the accented letters of cp437 before it.
    """
    for encoding in ("utf-8", "cp1258" if max(raw, default=0) >= 0xC0 else "cp437"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("cp437")


def tidy(name: str) -> str:
    """The name on one line, in composed letters."""
    return unicodedata.normalize("NFC", CONTROLS.sub(" ", name)).strip()


def base_name(name: str) -> str:
    """The last part of what may be a path of any system."""
    return tidy(re.split(r"[/\\]", name)[-1])


class UniqueNames:
    """Gives each member a name of its own: the second “M4.xlsx” becomes “M4 (2).xlsx”."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def claim(self, name: str) -> str:
        """The name, or with the first number that makes it new."""
        path, count, claimed = PurePosixPath(name), 1, name
        while claimed.casefold() in self._taken:
            count += 1
            claimed = str(path.with_name(f"{path.stem} ({count}){path.suffix}"))
        self._taken.add(claimed.casefold())
        return claimed
