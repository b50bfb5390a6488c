"""Files put in place whole, and packages whose bytes are always the same."""

import contextlib
import io
import os
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path

from aggregator.nouns.file import BESIDE_OUTPUTS, patiently, private_folder, settle_folder, write_durably


def write_atomically(path: Path, data: bytes, *, shared: bool = False) -> None:
    """Put the bytes at the path in one step: a killed run, or a loss of power, leaves what was there before.

    A link is followed, so that the file it leads to is the one that changes. A file that is there keeps its mode; a
    new one is for its owner alone, unless it is ``shared`` (a blank form, which can be made anew: nobody waits for
    the disk). Raises OSError where the file is held open by Excel; its ``filename`` is the folder where that cannot
    be written to.
    """
    path = path.resolve() if path.is_symlink() else path
    with contextlib.ExitStack() as stack:
        try:
            aside = stack.enter_context(private_folder(path.parent, BESIDE_OUTPUTS)) / path.name
        except OSError as error:
            raise OSError(error.errno, error.strerror, os.fspath(path.parent)) from error
        if shared:
            aside.write_bytes(data)
        else:
            write_durably(aside, data)
        aside.chmod(_mode(path, shared=shared))
        patiently(lambda: aside.replace(path))
        if not shared:
            settle_folder(path.parent)


def _mode(path: Path, *, shared: bool) -> int:
    """The mode of the file to be replaced, or that of a new file."""
    if path.exists():
        return path.stat().st_mode & 0o777
    if not shared:
        return 0o600
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


FIRST = "[Content_Types].xml"  # where every reader of Office files looks first
NO_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can tell
PLAIN_FILE = 0o600 << 16
MSDOS = 0
PRESSED = 4  # of 9: what is usual (6) takes twice the time and saves a twelfth


def normal_zip(data: bytes) -> bytes:
    """The package anew: table of contents first, then by name, no times, one compression. Raises BadZipFile."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = sorted(package.namelist(), key=lambda name: (name != FIRST, name))
        return packed(pressed(name, package.read(name)) for name in names)


Pressed = tuple[zipfile.ZipInfo, bytes]  # a part of a package, and its bytes there


def pressed(name: str, content: bytes) -> Pressed:
    """A part as it lies in a package, that tells nothing of day and machine; other threads work meanwhile."""
    entry, press = zipfile.ZipInfo(name, NO_TIME), zlib.compressobj(PRESSED, zlib.DEFLATED, -zlib.MAX_WBITS)
    entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, MSDOS, PLAIN_FILE
    body = press.compress(content) + press.flush()
    entry.CRC, entry.file_size, entry.compress_size = zlib.crc32(content), len(content), len(body)
    return entry, body


def packed(parts: Iterable[Pressed]) -> bytes:
    """The package of these parts, in their order."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for entry, body in parts:  # the library itself writes only what it has pressed
            entry.header_offset = target.tell()
            target.write(entry.FileHeader() + body)
            package.filelist.append(entry)
        package.start_dir = target.tell()
        package._didModify = True  # type: ignore[attr-defined]
    return target.getvalue()
