"""XML read event by event, without entities: a DOCTYPE is refused before it can expand.

Characters that XML forbids are mended first, as Excel and Word do: one of them must not lose the file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol
from xml.parsers import expat

from aggregator.nouns.finding import Unreadable
from aggregator.read.limits import DAMAGED, ENTITIES

if TYPE_CHECKING:
    from collections.abc import Mapping


UTF16 = (b"\xff\xfe", b"\xfe\xff")
# raw control characters, U+FFFE and U+FFFF, halves of characters in UTF-8, and references that may be to such
ILLEGAL = re.compile(
    rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]|\xed[\xa0-\xbf][\x80-\xbf]|&#[xX]?[0-9A-Fa-f]+;"
)
REFERENCES = re.compile(rb"(?:&#(?:[xX][0-9A-Fa-f]{1,8}|[0-9]{1,9});)+")
REFERENCE = re.compile(rb"&#(?:[xX]([0-9A-Fa-f]+)|([0-9]+));")
SEPARATOR = "\n"  # cannot stand in a namespace or a name


class Handler(Protocol):
    """What takes the events. Names come without their namespace."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None: ...  # noqa: D102

    def end(self, name: str) -> None: ...  # noqa: D102

    def text(self, text: str) -> None: ...  # noqa: D102


def parse(data: bytes, handler: Handler) -> None:
    """Send the elements of an XML part to the handler, in order."""
    parser = expat.ParserCreate(namespace_separator=SEPARATOR)
    parser.buffer_text = True
    names: dict[str, str] = {}

    def local(name: str) -> str:
        found = names.get(name)
        if found is None:
            found = names[name] = name.rpartition(SEPARATOR)[2]
        return found

    def start(name: str, attributes: dict[str, str]) -> None:
        handler.start(local(name), {local(key): value for key, value in attributes.items()})

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda name: handler.end(local(name))
    parser.CharacterDataHandler = handler.text
    parser.StartDoctypeDeclHandler = refuse_doctype
    try:
        parser.Parse(well_formed(data), True)
    except expat.ExpatError as error:
        raise Unreadable(DAMAGED) from error


def refuse_doctype(*_declaration: object) -> None:
    """Stop at a DOCTYPE: no office program writes one, and entities are how XML bombs are built."""
    raise Unreadable(ENTITIES)


def well_formed(data: bytes) -> bytes:
    """XML with a blank for each character that XML forbids, and the two halves of a character put together."""
    if data.startswith(UTF16):
        return data
    if ILLEGAL.search(data):
        data = REFERENCES.sub(lambda found: _characters(found[0]), data)
        data = ILLEGAL.sub(lambda found: found[0] if found[0].startswith(b"&") else b" ", data)
    return data


def _characters(references: bytes) -> bytes:
    """References that stand together: as they are where XML allows each, else the characters that they make up."""
    codes = [int(x, 16) if x else int(d) for x, d in REFERENCE.findall(references)]
    if all(map(_is_allowed, codes)):
        return references
    text = "".join(chr(code) if code < 0x110000 else "\ufffd" for code in codes)
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return "".join(f"&#{ord(char)};" if _is_allowed(ord(char)) else " " for char in text).encode()


def _is_allowed(code: int) -> bool:
    return code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0xFFFF < code < 0x110000
