"""What mails are packed into, made by hand: winmail.dat, signed and encrypted envelopes."""

from __future__ import annotations

import struct
from collections.abc import Mapping

SIGNED, ENCRYPTED, DATA = (bytes.fromhex(f"2a864886f70d0107{kind}") for kind in ("02", "03", "01"))


def tnef(files: Mapping[str, bytes], text: str = "", *, long_names: bool = True) -> bytes:
    """A winmail.dat with these files; their names in the old attribute only, or also in full."""
    parts = [_attribute(1, 0x89006, struct.pack("<I", 0x10000))]
    if text:
        parts.append(_attribute(1, 0x2800C, text.encode() + b"\x00"))
    for name, data in files.items():
        parts.append(_attribute(2, 0x69002, bytes(14)))
        short = name if not long_names else "TEP~1.XLS"
        parts += [_attribute(2, 0x18010, short.encode() + b"\x00"), _attribute(2, 0x6800F, data)]
        if long_names:
            parts.append(_attribute(2, 0x69005, _properties({0x3707: name})))
    return struct.pack("<IH", 0x223E9F78, 1) + b"".join(parts)


def _attribute(level: int, kind: int, value: bytes) -> bytes:
    return struct.pack("<BII", level, kind, len(value)) + value + struct.pack("<H", sum(value) & 0xFFFF)


def _properties(texts: Mapping[int, str]) -> bytes:
    """Properties, with a whole number and a named one before the texts."""
    parts = [struct.pack("<HHI", 3, 0x0E21, 7)]
    parts.append(struct.pack("<HH", 11, 0x8001) + bytes(16) + struct.pack("<III", 0, 5, 1))
    for tag, text in texts.items():
        raw = text.encode("utf-16-le") + b"\x00\x00"
        parts.append(struct.pack("<HHII", 0x1F, tag, 1, len(raw)) + raw + bytes(-len(raw) % 4))
    return struct.pack("<I", len(parts)) + b"".join(parts)


def _element(tag: int, *content: bytes, indefinite: bool = False) -> bytes:
    body = b"".join(content)
    if indefinite:
        return bytes((tag, 0x80)) + body + b"\x00\x00"
    size = len(body).to_bytes((len(body).bit_length() + 7) // 8 or 1, "big")
    head = bytes((tag, len(body))) if len(body) < 128 else bytes((tag, 0x80 | len(size))) + size
    return head + body


def signed(content: bytes, *, indefinite: bool = False) -> bytes:
    """A content signed as a whole; written at once, or in pieces of unknown length, as mail programs stream it."""
    pieces = [_element(4, content[at : at + 1000]) for at in range(0, len(content), 1000)]
    octets = _element(0x24, *pieces, indefinite=True) if indefinite else _element(4, content)

    def element(tag: int, *inner: bytes) -> bytes:
        return _element(tag, *inner, indefinite=indefinite)

    inner = element(0x30, _element(6, DATA), element(0xA0, octets))
    body = element(0x30, _element(2, b"\x01"), _element(0x31), inner, _element(0x31))
    return element(0x30, _element(6, SIGNED), element(0xA0, body))


def encrypted(content: bytes) -> bytes:
    """A content that only its addressee can open."""
    return _element(0x30, _element(6, ENCRYPTED), _element(0xA0, _element(0x30, _element(4, content))))
