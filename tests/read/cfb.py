"""Writes compound files (OLE2), such as Outlook's .msg, as small as they can be."""

from __future__ import annotations

import struct

SECTOR, MINI, CUTOFF = 512, 64, 4096
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
STORAGE, STREAM, ROOT = 1, 2, 5

Tree = dict[str, "bytes | Tree"]


def compound(tree: Tree) -> bytes:
    """A compound file of nested storages (dicts) and streams (bytes)."""
    return _File(tree).written()


class _File:
    def __init__(self, tree: Tree) -> None:
        self.sectors: list[bytes] = []
        self.chains: list[int] = []
        self.mini = b""
        self.mini_chains: list[int] = []
        self.entries: list[bytes] = [b""]
        first = self._directory(tree)
        start = self._store(self.mini)
        self.entries[0] = _entry("Root Entry", ROOT, first, FREE, start, len(self.mini))

    def written(self) -> bytes:
        mini_fat = self._store(b"".join(struct.pack("<I", n) for n in self.mini_chains))
        count = len(self.mini_chains) and -(-len(self.mini_chains) * 4 // SECTOR)
        directory = self._store(b"".join(self.entries))
        fat = [*self.chains, FAT]
        while len(fat) > SECTOR // 4:
            message = "too large for this writer"
            raise ValueError(message)
        fat += [FREE] * (SECTOR // 4 - len(fat))
        body = b"".join(self.sectors) + struct.pack(f"<{len(fat)}I", *fat)
        return self._header(directory, mini_fat, count) + body

    def _header(self, directory: int, mini_fat: int, mini_count: int) -> bytes:
        head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        head += bytes(6) + struct.pack("<III", 0, 1, directory) + bytes(4)
        head += struct.pack("<IIIII", CUTOFF, mini_fat, mini_count, END, 0)
        return head + struct.pack("<I", len(self.sectors)) + struct.pack("<I", FREE) * 108

    def _directory(self, tree: Tree) -> int:
        """Write the entries of a storage; siblings hang on one another to the right."""
        following = FREE
        for name in sorted(tree, key=lambda name: (len(name), name.upper()), reverse=True):
            content = tree[name]
            if isinstance(content, bytes):
                entry = _entry(name, STREAM, FREE, following, self._stream(content), len(content))
            else:
                entry = _entry(name, STORAGE, self._directory(content), following, 0, 0)
            self.entries.append(entry)
            following = len(self.entries) - 1
        return following

    def _stream(self, content: bytes) -> int:
        if len(content) >= CUTOFF:
            return self._store(content)
        start = len(self.mini_chains)
        self.mini += _padded(content, MINI)
        _chain(self.mini_chains, -(-len(content) // MINI))
        return start if content else END

    def _store(self, content: bytes) -> int:
        start = len(self.sectors)
        padded = _padded(content, SECTOR)
        self.sectors += [padded[at : at + SECTOR] for at in range(0, len(padded), SECTOR)]
        _chain(self.chains, len(padded) // SECTOR)
        return start if content else END


def _chain(table: list[int], length: int) -> None:
    start = len(table)
    table += [*range(start + 1, start + length), END] if length else []


def _padded(content: bytes, size: int) -> bytes:
    return content + bytes(-len(content) % size)


def _entry(name: str, kind: int, child: int, following: int, *place: int) -> bytes:
    wide = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<BBIII", kind, 1, FREE, following, child)
    return wide.ljust(64, b"\0") + struct.pack("<H", len(wide)) + links + bytes(36) + struct.pack("<IQ", *place)
