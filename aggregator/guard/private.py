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
TRIES = 3
OWNER = "owner.lock"  # locked as long as the run lives: a process number may be another's tomorrow


@contextlib.contextmanager
def private_folder() -> Iterator[Path | None]:
    """A folder that only this user can look into, gone afterwards; None where the machine can make none."""
    sweep()
    folder, owner = _made()
    if folder is None:
        yield None
        return
    try:
        yield folder
    finally:
        if owner is not None:
            owner.close()
        shutil.rmtree(folder, ignore_errors=True)


def _made() -> tuple[Path | None, IO[bytes] | None]:
    """A new folder and its lock; another, where a run that sweeps just then took it for a dead one's."""
    with contextlib.suppress(OSError):
        for _ in range(TRIES):
            folder = Path(tempfile.mkdtemp(prefix=PREFIX))
            owner = _locked(folder / OWNER)
            if owner is not None and (folder / OWNER).exists():
                return folder, owner
    return None, None


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
