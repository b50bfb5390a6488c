"""Files put in place whole, and packages whose bytes are always the same."""

from __future__ import annotations

import glob
import io
import os
import tempfile
import time
import zipfile
from pathlib import Path

# ---- Files appear whole or not at all (guarantee 3).


_LONG_AGO = 3600  # seconds


def write_atomically(path: Path, data: bytes) -> None:
    """Put the bytes at the path in one step: a killed run leaves what was there before.

    A link is followed, so that the file it leads to is the one that changes. Raises OSError where the folder
    cannot be written to, or the file is held open by Excel.
    """
    path = path.resolve() if path.is_symlink() else path
    _sweep(path)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    aside = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())  # a loss of power must not leave an empty file under the name
        aside.chmod(_usual_mode(path))
        aside.replace(path)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise


def _sweep(path: Path) -> None:
    """Take away what runs left that were killed long ago; a run that is under way keeps its own."""
    for left in path.parent.glob(f".{glob.escape(path.name)}.*.tmp"):
        try:
            if time.time() - left.stat().st_mtime > _LONG_AGO:
                left.unlink()
        except OSError:
            continue  # somebody else's, or gone by now


def _usual_mode(path: Path) -> int:
    """The mode of the file to be replaced, or that of any new file (mkstemp's is for the owner alone)."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


# ---- One zip writer for what openpyxl and python-docx make: the same parts, the same bytes (guarantee
# 3).


FIRST = "[Content_Types].xml"  # where every reader of Office files looks first
NO_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can tell
PLAIN_FILE = 0o600 << 16
MSDOS = 0


def normal_zip(data: bytes) -> bytes:
    """The package anew: parts by name with the table of contents first, no times, one compression.

    Raises zipfile.BadZipFile where the bytes are no zip.
    """
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as package,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as anew,
    ):
        for name in sorted(package.namelist(), key=lambda name: (name != FIRST, name)):
            anew.writestr(_bare(name), package.read(name))
    return target.getvalue()


def _bare(name: str) -> zipfile.ZipInfo:
    """An entry that tells nothing of the day and the machine."""
    entry = zipfile.ZipInfo(name, NO_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = MSDOS
    entry.external_attr = PLAIN_FILE
    return entry
