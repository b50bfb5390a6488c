"""Files appear whole or not at all (guarantee 3)."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_atomically(path: Path, data: bytes) -> None:
    """Put the bytes at the path in one step: a killed run leaves what was there before.

    Raises OSError where the folder cannot be written to, or the file is held open by Excel.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    aside = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        aside.chmod(_usual_mode(path))
        aside.replace(path)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise


def _usual_mode(path: Path) -> int:
    """The mode of the file to be replaced, or that of any new file (mkstemp's is for the owner alone)."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
