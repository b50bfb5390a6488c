"""The names of files: decoded, tidied, made unique; and which files belong to a web page saved with its folder."""

import html
import re
from base64 import b64decode, encodebytes
from collections.abc import Callable, Collection, Iterable
from functools import partial
from pathlib import PurePosixPath
from quopri import decodestring
from urllib.parse import unquote, unquote_to_bytes

from aggregator.vietnamese.decode import MISREAD
from aggregator.vietnamese.fold import composed, regex

PATH = regex(r"[A-Za-z]:|[/.~]|[^\\]*\\")  # how a path of another machine begins
CONTROLS = regex(r"[\x00-\x1f\x7f]+")
UNFIT = regex("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
Decoder = Callable[[re.Match[str]], str]
SHOWN = regex(r"\[U\+[0-9A-F]{4}\]")
# =?UTF-8?B?…?=, and what is left of it where “?” cannot stand in a file's name
ENCODED_WORD = regex(
    r"=([?_])([A-Za-z0-9-]+)\1([BbQq])\1(.*?)\1=(?![0-9A-F]{2}|_=(?!_[A-Za-z]))(?:[ _]+(?==[?_][A-Za-z]))?"
)


def tidy(name: str) -> str:
    """The name on one line, in composed letters; what would turn it round is shown instead."""
    return composed(harmless(CONTROLS.sub(" ", name))).strip()


def harmless(name: str) -> str:
    """The name; what text cannot hold (a byte: “�E9”), or turns it round (“[U+202E]”), is made visible."""

    def visible(found: re.Match[str]) -> str:
        code = ord(found[0])
        if 0xDC80 <= code <= 0xDCFF:
            return f"\ufffd{code - 0xDC00:02X}"
        return f"\ufffd{code:04X}" if 0xD800 <= code <= 0xDFFF else f"[U+{code:04X}]"

    return UNFIT.sub(visible, name)


def base_name(name: str) -> str:
    """The last part of what may be a path of any system; in “12/BC-UBND xã.xlsx” the slash belongs to the name."""
    return tidy(re.split(r"[/\\]", name)[-1] if PATH.match(name) else name.replace("/", "-"))


def decoded_name(file: str) -> str:
    """What a file's name, ``/`` and ``!`` between its parts, says once mail and web encodings are taken off."""
    return "".join(part if part in "/!" else _decoded(part) for part in re.split(r"([/!])", file))


def _decoded(name: str) -> str:
    for coded, decode in DECODERS:
        name = coded.sub(partial(_or_as_it_is, decode), name)
    return tidy(right_reading(name))


def _or_as_it_is(decode: Decoder, found: re.Match[str]) -> str:
    try:
        return decode(found)
    except (LookupError, ValueError):
        return found[0]


def _word(found: re.Match[str]) -> str:
    charset, way, text = found[2], found[3].upper(), found[4]
    if way == "B":
        return b64decode(text.translate({95: "/", 45: "+"}) + "=" * (-len(text) % 4)).decode(charset)
    return decodestring(text.encode("ascii"), header=True).decode(charset)


def _ours(letters: str) -> str:
    if LATIN.fullmatch(letters):  # “&IBM-” would be a dash
        return letters
    raise ValueError(letters)


LATIN = regex("[ -~\u00c0-\u024f\u0300-\u036f\u1ea0-\u1ef9]+")
PERCENT = regex(r"(?:%[0-9A-Fa-f]{2})+"), lambda found: unquote_to_bytes(found[0]).decode()
# how systems and programs write what they cannot carry as letters, each with what it means; taken off in this order
DECODERS: tuple[tuple[re.Pattern[str], Decoder], ...] = (
    (SHOWN, lambda _: ""),
    (ENCODED_WORD, _word),
    (regex(r"^(?:UTF|utf)-8'[A-Za-z-]*'(?=.*%)"), lambda _: ""),
    PERCENT,
    PERCENT,  # an address within an address: %25C3%25A3
    (regex(r".*=[C-F][0-9A-F]=[89AB][0-9A-F].*"), lambda found: decodestring(found[0].encode()).decode()),
    (regex(r"(?:#U|\\u|%u|_x(?=.{4}_))([0-9A-Fa-f]{4})(?:(?<=_x....)_)?"), lambda x: _ours(chr(int(x[1], 16)))),
    (regex(r"&(?:#[0-9xX][0-9A-Fa-f]*;?|[A-Za-z]+;)"), lambda found: html.unescape(found[0])),
    (regex(r"&([A-Za-z0-9+,]+-)"), lambda found: _ours(f"+{found[1].replace(',', '/')}".encode().decode("utf-7"))),
)


def right_reading(name: str) -> str:
    """A name or a text: UTF-8 that was once taken for Western Windows text (“XÃ£” for “Xã”), read rightly."""
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
    """Gives each member a name of its own, “M4 (2).xlsx”; ``same``: what two names that are one share."""

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


# ---- A web page that was saved with a folder of companions: which files belong together, and the page as one file.


FRAMES = regex(rb"(?i)<frameset\b")
SHEET_PAGE = regex(r"(?i)sheet\d+\.html?$")
# the folder of a page, and what programs put into it; a workbook that a person put there is none of it
FOLDER = regex(r"(?i)(.+?)(?:_files|\.files)$")
COMPANION = regex(r"(?i)\.(?:html?|css|js|xml|png|gif|jpe?g|svg|bmp|ico|thmx|emz|wmz|mso|woff2?|rcv|txt)$")
PAGES = (".htm", ".html", ".mht", ".mhtml", ".xls", ".doc")
BOUNDARY = "=_page"
PAGE_START = 65536  # bytes of a page that tell that it is one, and whether it frames others


def is_frames(data: bytes) -> bool:
    """Whether a page only frames others that hold its content."""
    return FRAMES.search(data[:PAGE_START]) is not None


def in_one_file(pages: Iterable[tuple[str, bytes]]) -> bytes:
    """A page and its companions (name, bytes) as one .mht file."""
    head = f'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="{BOUNDARY}"\n'
    parts = [
        f"\n--{BOUNDARY}\nContent-Location: {last_part(name).encode('ascii', 'replace').decode()}\n"
        "Content-Type: text/html\nContent-Transfer-Encoding: base64\n\n".encode()
        + encodebytes(page)
        for name, page in pages
    ]
    return b"".join((head.encode(), *parts, f"\n--{BOUNDARY}--\n".encode()))


def saved_pages(
    names: Collection[str], start: Callable[[str], bytes]
) -> tuple[dict[str, str], dict[str, list[str]]]:
    """Companion → the saved page, and the sheets of each page that frames them; ``start`` gives first bytes."""
    listed = (name for name in names if name.lower().endswith(PAGES))
    pages = {_folded(str(PurePosixPath(name).with_suffix(""))): name for name in listed}
    companions: dict[str, str] = {}
    for name in names:
        path = PurePosixPath(name)
        folder = FOLDER.match(str(path.parent))
        page = pages.get(_folded(folder[1])) if folder and COMPANION.search(path.name) else None
        if page is not None and b"<html" in start(page).replace(b"\x00", b"").lower():
            companions[name] = page
    sheets: dict[str, list[str]] = {}
    for name, page in sorted(companions.items()):
        if holds_a_sheet(name) and is_frames(start(page)):
            sheets.setdefault(page, []).append(name)
    return companions, sheets


def holds_a_sheet(name: str) -> bool:
    """Whether a companion is the page of a sheet of the workbook."""
    return SHEET_PAGE.search(name) is not None


def _folded(name: str) -> str:
    return composed(name).casefold()


def last_part(location: str) -> str:
    """The file name at the end of an address or a path."""
    return unquote(location).replace("\\", "/").rpartition("/")[2]
