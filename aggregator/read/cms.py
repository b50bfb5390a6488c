"""Signed files and mails (.p7m): what was signed, out of its envelope. Nothing is verified or decrypted."""

from __future__ import annotations

import zlib
from base64 import b64decode
from binascii import Error as NoBase64
from typing import NamedTuple

from aggregator.nouns.document import Container, Member
from aggregator.nouns.finding import Unreadable
from aggregator.read.limits import DAMAGED, MAX_FILE, check_part_size

SIGNED, COMPRESSED = bytes.fromhex("2a864886f70d010702"), bytes.fromhex("2a864886f70d0109100109")
ENCRYPTED = (bytes.fromhex("2a864886f70d010703"), bytes.fromhex("2a864886f70d010706"))
OCTETS, SEQUENCE, OBJECT = 0x04, 0x30, 0x06
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
    inner = next((part for part in parts if part.tag == SEQUENCE and data[part.start] == OBJECT), None)
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
    if not parts or parts[0].tag != OBJECT:
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
    check_part_size(len(plain))
    return plain


def _from_pem(data: bytes) -> bytes:
    lines = data.replace(b"\r", b"").split(b"\n")
    try:
        return b64decode(b"".join(line for line in lines if line and not line.startswith(b"-----")))
    except NoBase64 as error:
        raise Unreadable(DAMAGED) from error
