"""Locked files. Excel locks some with a password of its own, which everybody knows: those are opened."""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from importlib import import_module

from aggregator.nouns.finding import Unreadable
from aggregator.read.limits import (
    DAMAGED,
    LOCKED,
    MAX_PART,
    MAX_PARTS,
    MAX_SPIN,
    MIB,
    check_part_size,
    check_unpacked_size,
)

DEFAULT_PASSWORD = "VelvetSweatshop"  # noqa: S105  (what Excel uses for workbooks “protected” without a password)
SPIN = re.compile(rb'spinCount="([0-9]+)"')


def unlocked(data: bytes) -> bytes:
    """The bytes of the workbook inside a locked file.

    Raises Unreadable where the password is not Excel's own.
    """
    if any(int(rounds) > MAX_SPIN for rounds in SPIN.findall(data)):
        raise Unreadable(LOCKED)
    opened = io.BytesIO()
    try:
        office_file = import_module("msoffcrypto").OfficeFile(io.BytesIO(data))
        office_file.load_key(password=DEFAULT_PASSWORD)
        office_file.decrypt(opened)
    except Exception as error:  # a wrong password shows itself in many ways
        raise Unreadable(LOCKED) from error
    if not opened.getvalue().startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise Unreadable(LOCKED)
    return opened.getvalue()


# ---- The parts of a zip package (.xlsx, .xlsb, .ods), unpacked within limits even when its headers lie.


STORED, DEFLATED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED
MOST_EXPANSION = 1032  # deflate cannot expand further than this
HARMLESS = 8 * MIB
LOCAL_HEADER = 30
ENCRYPTED_FLAG = 1


class Package:
    """A zip package in memory. Part names are looked up without regard to case or slashes."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._parts = {normal_name(entry.filename): entry for entry in entries_of(data)}
        self._check_sizes()

    def __contains__(self, name: str) -> bool:
        return normal_name(name) in self._parts

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parts, as normalised."""
        return tuple(self._parts)

    def part(self, name: str) -> bytes:
        """The unpacked bytes of a part; b'' where the package has none of that name."""
        entry = self._parts.get(normal_name(name))
        return b"" if entry is None else self._unpack(entry)

    def written_name(self, name: str) -> str:
        """The name of a part as its package writes it."""
        return self._parts[normal_name(name)].filename

    def size(self, name: str) -> int:
        """The unpacked size of a part as the package states it; 0 where there is none."""
        entry = self._parts.get(normal_name(name))
        return 0 if entry is None else entry.file_size

    def _unpack(self, entry: zipfile.ZipInfo) -> bytes:
        raw = self._raw(entry)
        if entry.compress_type == STORED:
            return raw
        if entry.compress_type != DEFLATED:
            raise Unreadable(DAMAGED)
        return inflate(raw)

    def _raw(self, entry: zipfile.ZipInfo) -> bytes:
        if entry.flag_bits & ENCRYPTED_FLAG:
            raise Unreadable(LOCKED)
        at = entry.header_offset
        if self._data[at : at + 4] != b"PK\x03\x04" or len(self._data) < at + LOCAL_HEADER:
            raise Unreadable(DAMAGED)
        name, extra = struct.unpack_from("<HH", self._data, at + 26)
        start = at + LOCAL_HEADER + name + extra
        return self._data[start : start + entry.compress_size]

    def _check_sizes(self) -> None:
        """Refuse bombs: what the headers declare, and what large parts really unpack to."""
        entries = self._parts.values()
        if len(entries) > MAX_PARTS:
            raise Unreadable(f"quá lớn: hơn {MAX_PARTS} tệp con bên trong")
        for entry in entries:
            check_part_size(entry.file_size)
        check_unpacked_size(sum(entry.file_size for entry in entries))
        check_unpacked_size(sum(map(self._worst_size, entries)))

    def _worst_size(self, entry: zipfile.ZipInfo) -> int:
        """The unpacked size, at worst: counted only where the packed size leaves room for harm."""
        if entry.compress_type == STORED:
            return entry.compress_size
        if entry.compress_size * MOST_EXPANSION <= HARMLESS or entry.compress_type != DEFLATED:
            return entry.file_size
        return unpacked_size(self._raw(entry))


def entries_of(data: bytes) -> list[zipfile.ZipInfo]:
    """The entries of the central directory, folders left out."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return [entry for entry in archive.infolist() if not entry.is_dir()]
    except (zipfile.BadZipFile, NotImplementedError, struct.error, ValueError, OSError) as error:
        raise Unreadable(DAMAGED) from error


def normal_name(name: str) -> str:
    """A part name as it is looked up: forward slashes, no leading slash, lower case."""
    return posixpath.normpath(name.replace("\\", "/").lstrip("/")).lower()


def inflate(raw: bytes) -> bytes:
    """Unpack deflated bytes, at most 300 MiB."""
    try:
        unpacked = zlib.decompressobj(-zlib.MAX_WBITS).decompress(raw, MAX_PART + 1)
    except zlib.error as error:
        raise Unreadable(DAMAGED) from error
    check_part_size(len(unpacked))
    return unpacked


def unpacked_size(raw: bytes) -> int:
    """Count what deflated bytes unpack to without keeping it; stops above 300 MiB."""
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    size = 0
    try:
        while raw and not inflater.eof:
            size += len(inflater.decompress(raw, MIB))
            check_part_size(size)
            raw = inflater.unconsumed_tail
    except zlib.error as error:
        raise Unreadable(DAMAGED) from error
    return size
