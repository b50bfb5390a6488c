"""The disk: private folders, which the next run sweeps where a run was killed, and files held for a moment."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import IO


Result = TypeVar("Result")

IN_TEMPORARY = "aggregator-run-"  # what a run takes out of mails and archives, and what LibreOffice makes
BESIDE_OUTPUTS = ".dang_ghi-"  # outputs that are being written, before they stand in their place whole
OWNER = "owner.lock"  # locked as long as the run lives: a process number may be another's tomorrow
TRIES, PAUSE = 4, 0.25  # a virus scanner or OneDrive holds a file for a moment


def patiently(work: Callable[[], Result]) -> Result:
    """Do it again for a moment where Windows says that somebody else holds the file. Raises OSError."""
    for _ in range(TRIES - 1 if sys.platform == "win32" else 0):
        try:
            return work()
        except PermissionError:
            time.sleep(PAUSE)
    return work()


@contextlib.contextmanager
def private_folder(parent: Path | None = None, prefix: str = IN_TEMPORARY) -> Iterator[Path]:
    """A folder that only this user can look into, gone afterwards; without ``parent`` among the temporary files.

    Those that killed runs left in the same place are swept first. Raises OSError where none can be made.
    """
    sweep(parent, prefix)
    folder, owner = _made(parent, prefix)
    try:
        yield folder
    finally:
        if owner is not None:
            owner.close()
        _remove(folder)


def _remove(folder: Path) -> None:
    """Remove a folder, its lock last: where this is stopped half-way, the next run goes on with it."""
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            elif path.name != OWNER:
                path.unlink()
    shutil.rmtree(folder, ignore_errors=True)


def _made(parent: Path | None, prefix: str) -> tuple[Path, IO[bytes] | None]:
    """A new folder and its lock (None where the disk knows no locks: then nobody sweeps it either)."""
    for _ in range(TRIES):
        folder = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
        try:
            owner = _locked(folder / OWNER)
        except (BlockingIOError, FileNotFoundError):  # a run that sweeps just then took it for a dead one's
            continue
        except OSError:
            return folder, None
        if (folder / OWNER).exists():
            return folder, owner
        owner.close()
    raise FileExistsError(f"no folder of {prefix} stays")


def sweep(parent: Path | None, prefix: str) -> None:
    """Remove the folders of runs that were killed; those of living runs, and of other users, are left alone."""
    with contextlib.suppress(OSError):
        for folder in (parent or Path(tempfile.gettempdir())).glob(f"{prefix}*"):
            with contextlib.suppress(OSError):
                if not _is_ours(folder):
                    continue
                if (folder / OWNER).is_file():
                    _locked(folder / OWNER).close()
                    _remove(folder)
                else:
                    folder.rmdir()  # killed before it locked the folder, which is empty then


def _is_ours(folder: Path) -> bool:
    """Whether it is a folder, no link, and of this user: in a common place others may lay anything."""
    if not folder.is_dir() or folder.is_symlink():
        return False
    return sys.platform == "win32" or folder.stat().st_uid == os.getuid()


def _locked(path: Path) -> IO[bytes]:
    """The file, locked by this process. Raises BlockingIOError where another holds it, OSError where nobody may."""
    stream = path.open("ab")
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - exists on Windows only

            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 - does not exist on Windows

            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        stream.close()
        raise
    return stream


def write_durably(path: Path, data: bytes) -> None:
    """Write a new file, for its owner alone, that outlives a loss of power. Raises OSError."""
    with path.open("xb") as stream:
        path.chmod(0o600)
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def settle_folder(folder: Path) -> None:
    """Let the names in a folder outlive a loss of power, where the system can say so much."""
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
