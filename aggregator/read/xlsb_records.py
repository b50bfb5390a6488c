"""The records of an .xlsb part, and the pieces they are made of."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

U16, U32, F64 = struct.Struct("<H"), struct.Struct("<I"), struct.Struct("<d")


def records(part: bytes) -> Iterator[tuple[int, bytes]]:
    """The records as (number, content). A part cut short ends early."""
    at, end = 0, len(part)
    while at < end:
        number, at = _varying(part, at, 2)
        size, at = _varying(part, at, 4)
        yield number, part[at : at + size]
        at += size


def _varying(part: bytes, at: int, most: int) -> tuple[int, int]:
    """A number of 7 bits a byte, low bits first, and where it ends."""
    number = 0
    for shift in range(0, 7 * most, 7):
        byte = part[at] if at < len(part) else 0
        at += 1
        number |= (byte & 0x7F) << shift
        if byte < 0x80:
            break
    return number, at


def u16(record: bytes, at: int) -> int:
    """A 16-bit number."""
    return int(U16.unpack_from(record, at)[0])


def u32(record: bytes, at: int) -> int:
    """A 32-bit number."""
    return int(U32.unpack_from(record, at)[0])


def wide_string(record: bytes, at: int) -> tuple[str, int]:
    """A counted UTF-16 string, and where it ends; a null one is empty."""
    count = u32(record, at)
    if count == 0xFFFFFFFF:
        return "", at + 4
    end = at + 4 + 2 * count
    return record[at + 4 : end].decode("utf-16-le", "replace"), end


def rk_number(packed: int) -> float:
    """A number packed in 32 bits: an integer or the upper half of a double, perhaps times 100."""
    if packed & 2:
        number = float((packed >> 2) - (1 << 30 if packed & 0x80000000 else 0))
    else:
        number = float(F64.unpack(b"\0\0\0\0" + U32.pack(packed & 0xFFFFFFFC))[0])
    return number / 100 if packed & 1 else number
