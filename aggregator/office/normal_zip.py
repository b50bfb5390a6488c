"""One zip writer for what openpyxl and python-docx make: the same parts, the same bytes (guarantee 3)."""

from __future__ import annotations

import io
import zipfile

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
