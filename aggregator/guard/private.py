"""A private folder for what a run takes out of mails and archives; the next run sweeps those of killed ones."""

from __future__ import annotations

import contextlib
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO

PREFIX = "aggregator-run-"
OWNER = "owner.lock"  # locked as long as the run lives: a process number may be another's tomorrow


@contextlib.contextmanager
def private_folder() -> Iterator[Path | None]:
    """A folder that only this user can look into, gone afterwards; None where the machine can make none."""
    sweep()
    try:
        folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    except OSError:
        yield None
        return
    owner = _locked(folder / OWNER)
    try:
        yield folder
    finally:
        if owner is not None:
            owner.close()
        shutil.rmtree(folder, ignore_errors=True)


def sweep() -> None:
    """Remove the folders of runs that were killed; those of living runs, and of other users, are left alone."""
    with contextlib.suppress(OSError):
        for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
            if folder.is_dir() and not folder.is_symlink() and (folder / OWNER).exists():
                owner = _locked(folder / OWNER)
                if owner is not None:
                    owner.close()
                    shutil.rmtree(folder, ignore_errors=True)


def _locked(path: Path) -> IO[bytes] | None:
    """The file, locked by this process; None where another holds it, or nobody may."""
    try:
        stream = path.open("ab")
    except OSError:
        return None
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - exists on Windows only

            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 - does not exist on Windows

            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        stream.close()
        return None
    return stream
