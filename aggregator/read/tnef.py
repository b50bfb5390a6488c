"""What mail programs wrap files in: Outlook's winmail.dat (TNEF) and signed envelopes (PKCS 7)."""

import struct
import zlib
from base64 import b64decode
from binascii import Error as NoBase64
from typing import NamedTuple

from msgspec import Struct, field

from aggregator.nouns.document import Container, Member, Unreadable
from aggregator.read.limits import DAMAGED, MAX_FILE, check_unpacked
from aggregator.read.mail_parts import UNNAMED, Attachments
from aggregator.read.member_names import from_bytes

MAGIC = b"\x78\x9f\x3e\x22"
FIRST, HEADER, CHECKSUM = 6, 9, 2  # sizes: the mark and its key; level, name and length; what follows a value
NEW_FILE, FILE_NAME, FILE_DATA, FILE_PROPERTIES = 0x69002, 0x18010, 0x6800F, 0x69005
BODY, PROPERTIES = 0x2800C, 0x69003
LONG_NAME, DISPLAY_NAME, OBJECT, TEXT, PAGE = 0x3707, 0x3001, 0x3701, 0x1000, 0x1013
NARROW, WIDE, EMBEDDED, BINARY, MANY, NAMED = 0x1E, 0x1F, 0x0D, 0x102, 0x1000, 0x8000
SIZES = {1: 0, 2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 10: 4, 11: 4, 13: 0, 20: 8, 64: 8, 72: 16}
IDENTIFIER = 16  # bytes before the mail in an embedded object


class Packed(Struct):
    """The files as (name, bytes), and the text of the mail, plain and as a page."""

    files: list[tuple[str, bytes]] = field(default_factory=list)
    plain: str = ""
    page: str = ""


def open_tnef(data: bytes, _name: str) -> Container:
    """The files of a winmail.dat that was saved by itself. Raises Unreadable."""
    found = Attachments()
    for name, content in unpack(data).files:
        found.add(name, content)
    return found.container("tnef")


def unpack(data: bytes) -> Packed:
    """Everything that a winmail.dat holds. Raises Unreadable where it is damaged before its first file ends."""
    if not data.startswith(MAGIC):
        raise Unreadable(DAMAGED)
    packed, file = Packed(), _File()
    at = FIRST
    try:
        while at + HEADER <= len(data):
            _, kind, size = struct.unpack_from("<BII", data, at)
            value = data[at + HEADER : at + HEADER + size]
            at += HEADER + size + CHECKSUM
            if kind == NEW_FILE:
                file.finish(packed)
                file = _File()
            elif not file.take(kind, value):
                _take_text(packed, kind, value)
    except struct.error as error:
        if not packed.files and not file.content:
            raise Unreadable(DAMAGED) from error
    file.finish(packed)
    return packed


class _File(Struct):
    """One file as its attributes come."""

    name: str = ""
    content: bytes = b""
    long_name: str = ""

    def take(self, kind: int, value: bytes) -> bool:
        """Take an attribute, if it is one of a file."""
        if kind == FILE_NAME:
            self.name = from_bytes(value.rstrip(b"\x00"))
        elif kind == FILE_DATA:
            self.content = self.content or value
        elif kind == FILE_PROPERTIES:
            properties = _properties(value)
            self.long_name = _text(properties, LONG_NAME)
            self.name = self.name or _text(properties, DISPLAY_NAME)
            self.content = _embedded(properties) or self.content
        else:
            return False
        return True

    def finish(self, packed: Packed) -> None:
        """Add the file to the others, if it is one."""
        if self.content:
            packed.files.append((self.long_name or self.name or UNNAMED, self.content))


def _take_text(packed: Packed, kind: int, value: bytes) -> None:
    if kind == BODY:
        packed.plain = from_bytes(value.rstrip(b"\x00"))
    elif kind == PROPERTIES:
        properties = _properties(value)
        packed.plain = packed.plain or _text(properties, TEXT)
        packed.page = _text(properties, PAGE)


def _embedded(properties: dict[int, tuple[int, bytes]]) -> bytes:
    """A mail in the mail: it is packed the same way."""
    _, value = properties.get(OBJECT, (0, b""))
    return value[IDENTIFIER:] if value[IDENTIFIER:].startswith(MAGIC) else b""


def _text(properties: dict[int, tuple[int, bytes]], tag: int) -> str:
    kind, value = properties.get(tag, (0, b""))
    return (
        value.decode("utf-16-le", "replace").rstrip("\x00") if kind == WIDE else from_bytes(value.rstrip(b"\x00"))
    )


def _properties(data: bytes) -> dict[int, tuple[int, bytes]]:
    """The properties by number: their kind and the bytes of their (first) value."""
    found: dict[int, tuple[int, bytes]] = {}
    (count,), at = struct.unpack_from("<I", data, 0), 4
    for _ in range(min(count, len(data))):
        kind, tag = struct.unpack_from("<HH", data, at)
        at += 4
        if tag >= NAMED:
            at = _after_name(data, at)
        many, plain = kind & MANY, kind & ~MANY
        variable = plain in (NARROW, WIDE, EMBEDDED, BINARY)
        values = 1
        if many or variable:
            (values,) = struct.unpack_from("<I", data, at)
            at += 4
        for number in range(min(values, len(data))):
            if variable:
                (size,) = struct.unpack_from("<I", data, at)
                at += 4
            elif plain in SIZES:
                size = SIZES[plain]
            else:
                return found  # a kind nobody knows: where the next one begins is not known either
            if number == 0:
                found.setdefault(tag, (plain, data[at : at + size]))
            at += size + -size % 4
    return found


def _after_name(data: bytes, at: int) -> int:
    (kind,) = struct.unpack_from("<I", data, at + IDENTIFIER)
    at += IDENTIFIER + 4
    if kind == 0:
        return at + 4
    (size,) = struct.unpack_from("<I", data, at)
    return int(at + 4 + size + -size % 4)


# ---- Mails signed as a whole (PKCS 7): what was signed, out of its envelope.


SIGNED, COMPRESSED = bytes.fromhex("2a864886f70d010702"), bytes.fromhex("2a864886f70d0109100109")
ENCRYPTED = (bytes.fromhex("2a864886f70d010703"), bytes.fromhex("2a864886f70d010706"))
OCTETS, SEQUENCE, TYPE_NAME = 0x04, 0x30, 0x06
CONSTRUCTED, INDEFINITE = 0x20, 0x80
END = b"\x00\x00"
MOST_DEPTH = 30
PEM = b"-----BEGIN "

LOCKED_MAIL = "đã được mã hóa (S/MIME), chỉ người có khóa mới mở được; đề nghị gửi lại bản không mã hóa"
ONLY_SIGNATURE = "chỉ là chữ ký số, không chứa tệp nào; đề nghị gửi cả tệp đã ký"


class Element(NamedTuple):
    """One element of an ASN.1 structure: its tag, its content, and where the next one begins."""

    tag: int
    start: int
    end: int
    after: int


def open_signed(data: bytes, name: str) -> Container:
    """The file that a .p7m holds, under its name without that ending. Raises Unreadable."""
    content = signed_content(data)
    plain = name.rpartition("/")[2].rpartition("!")[2]
    plain = plain[: -len(".p7m")] if plain.lower().endswith(".p7m") else plain
    return Container("p7m", (Member(plain or "nội dung", content),))


def signed_content(data: bytes) -> bytes:
    """The bytes that were signed or compressed, out of DER, BER or PEM. Raises Unreadable."""
    data = _from_pem(data) if data.startswith(PEM) else data
    try:
        return _content(data, 0)
    except (IndexError, RecursionError) as error:
        raise Unreadable(DAMAGED) from error


def _content(data: bytes, depth: int) -> bytes:
    kind, holder = _two(data, _element(data, 0))
    oid = data[kind.start : kind.end]
    if oid in ENCRYPTED:
        raise Unreadable(LOCKED_MAIL)
    if oid not in (SIGNED, COMPRESSED) or holder is None:
        raise Unreadable(DAMAGED)
    parts = _children(data, _element(data, holder.start))
    inner = next((part for part in parts if part.tag == SEQUENCE and data[part.start] == TYPE_NAME), None)
    # the algorithm of a compressed content is such a sequence too, and comes first
    if oid == COMPRESSED:
        inner = parts[-1]
    if inner is None:
        raise Unreadable(DAMAGED)
    inner_kind, inner_holder = _two(data, inner)
    if inner_holder is None:
        raise Unreadable(ONLY_SIGNATURE)
    content = _octets(data, _element(data, inner_holder.start), 0)
    if oid == COMPRESSED:
        content = _unpacked(content)
    if data[inner_kind.start : inner_kind.end] in (SIGNED, COMPRESSED, *ENCRYPTED) and depth < MOST_DEPTH:
        return _content(content, depth + 1)
    return content


def _two(data: bytes, sequence: Element) -> tuple[Element, Element | None]:
    """An identifier and, where it is there, what it says the kind of."""
    parts = _children(data, sequence)
    if not parts or parts[0].tag != TYPE_NAME:
        raise Unreadable(DAMAGED)
    return parts[0], parts[1] if len(parts) > 1 else None


def _element(data: bytes, at: int, depth: int = 0) -> Element:
    tag, length, start = data[at], data[at + 1], at + 2
    if depth > MOST_DEPTH:
        raise Unreadable(DAMAGED)
    if length == INDEFINITE:
        end = start
        while data[end : end + 2] != END:
            end = _element(data, end, depth + 1).after
        return Element(tag, start, end, end + 2)
    if length & INDEFINITE:
        size = length & 0x7F
        length, start = int.from_bytes(data[start : start + size]), start + size
    if start + length > len(data):
        raise Unreadable(DAMAGED)
    return Element(tag, start, start + length, start + length)


def _children(data: bytes, parent: Element) -> list[Element]:
    children, at = [], parent.start
    while at < parent.end:
        children.append(_element(data, at))
        at = children[-1].after
    return children


def _octets(data: bytes, element: Element, depth: int) -> bytes:
    """The bytes of a string, which may be written in pieces."""
    if not element.tag & CONSTRUCTED or depth > MOST_DEPTH:
        return data[element.start : element.end]
    if element.tag != OCTETS | CONSTRUCTED:
        return data[element.start : element.end]
    return b"".join(_octets(data, piece, depth + 1) for piece in _children(data, element))


def _unpacked(content: bytes) -> bytes:
    try:
        plain = zlib.decompressobj().decompress(content, MAX_FILE + 1)
    except zlib.error as error:
        raise Unreadable(DAMAGED) from error
    check_unpacked(len(plain))
    return plain


def _from_pem(data: bytes) -> bytes:
    lines = data.replace(b"\r", b"").split(b"\n")
    try:
        return b64decode(b"".join(line for line in lines if line and not line.startswith(b"-----")))
    except NoBase64 as error:
        raise Unreadable(DAMAGED) from error
