"""The names of files: decoded, composed, harmless to look at, and each its own."""

from __future__ import annotations

import html
import re
import unicodedata
from base64 import b64decode
from binascii import Error as NoBase64
from collections.abc import Callable
from pathlib import PurePosixPath
from quopri import decodestring
from urllib.parse import unquote_to_bytes

CONTROLS = re.compile(r"[\x00-\x1f\x7f]+")
# turn the text round them round, on the screen and on paper
BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
SHOWN = re.compile(r"\[U\+[0-9A-F]{4}\]")
PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
# =?UTF-8?B?…?=, and what is left of it where “?” cannot stand in a file's name
ENCODED_WORD = re.compile(
    r"=([?_])([A-Za-z0-9-]+)\1([BbQq])\1(.*?)\1=(?![0-9A-F]{2}|_=(?!_[A-Za-z]))(?:[ _]+(?==[?_][A-Za-z]))?"
)
CHARSET_FIRST = re.compile(r"^(?:UTF|utf)-8'[A-Za-z-]*'(?=.*%)")
MISREAD = re.compile("[ÃÂÄÆÅ][\u0080-\u00bf\u0152-\u2122]|á[º»]")  # UTF-8 taken for Western Windows text


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
    """The name on one line, in composed letters; what would turn it round is shown instead."""
    return unicodedata.normalize("NFC", harmless(CONTROLS.sub(" ", name))).strip()


def harmless(name: str) -> str:
    """The name with every character that text cannot hold, or that turns text round, made visible.

    A byte that is no UTF-8 becomes “�E9”: two names that differ in it stay two. U+202E becomes “[U+202E]”.
    """
    return UNFIT.sub(lambda found: _visible(ord(found[0])), name)


def _visible(code: int) -> str:
    if 0xDC80 <= code <= 0xDCFF:
        return f"\ufffd{code - 0xDC00:02X}"
    return f"\ufffd{code:04X}" if 0xD800 <= code <= 0xDFFF else f"[U+{code:04X}]"


def base_name(name: str) -> str:
    """The last part of what may be a path of any system."""
    return tidy(re.split(r"[/\\]", name)[-1])


def decoded_name(file: str) -> str:
    """What the name of a file says once mail and web encodings are taken off it, for people and attribution.

    ``file`` is as in RESULT.json, with ``/`` and ``!`` between; each part is decoded by itself, and what is no
    encoding stays as it is.
    """
    return "".join(part if part in "/!" else _decoded(part) for part in re.split(r"([/!])", file))


def _decoded(name: str) -> str:
    plain = ENCODED_WORD.sub(_word, SHOWN.sub("", name))
    plain = PERCENT.sub(_percent, CHARSET_FIRST.sub("", plain))
    if "&#" in plain:
        plain = html.unescape(plain)
    return tidy(_well_read(plain))


def _word(found: re.Match[str]) -> str:
    charset, way, text = found[2], found[3].upper(), found[4]
    try:
        if way == "B":
            raw = b64decode(text.translate({95: "/", 45: "+"}) + "=" * (-len(text) % 4))
        else:
            raw = decodestring(text.encode("ascii"), header=True)
        return raw.decode(charset)
    except (NoBase64, LookupError, ValueError):
        return found[0]


def _percent(found: re.Match[str]) -> str:
    try:
        return unquote_to_bytes(found[0]).decode()
    except UnicodeDecodeError:
        return found[0]


def _well_read(name: str) -> str:
    """UTF-8 that was once taken for Western Windows text (“XÃ£” for “Xã”), read rightly."""
    if not MISREAD.search(name):
        return name
    raw = bytearray()
    for letter in name:
        try:
            raw += letter.encode("cp1252")
        except UnicodeEncodeError:
            if not "\x80" <= letter <= "\x9f":
                return name
            raw.append(ord(letter))
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return name


class UniqueNames:
    """Gives each member a name of its own: the second “M4.xlsx” becomes “M4 (2).xlsx”.

    ``same`` says what two names have in common that are one; capitals make no other name unless it says so.
    """

    def __init__(self, same: Callable[[str], str] = str.casefold) -> None:
        self._same = same
        self._taken: set[str] = set()
        self._count: dict[str, int] = {}

    def claim(self, name: str) -> str:
        """The name, or with the first number that makes it new."""
        path, claimed = PurePosixPath(name), name
        while self._same(claimed) in self._taken:
            count = self._count[name] = self._count.get(name, 1) + 1
            claimed = str(path.with_name(f"{path.stem} ({count}){path.suffix}"))
        self._taken.add(self._same(claimed))
        return claimed
