"""One run at a time writes the book: a small file beside it says who is at it, and since when.

It is held for the moment of writing alone. What a killed run left is taken over: at once where its process is known
to be gone, else after two minutes.
"""

from __future__ import annotations

import getpass
import json
import os
import platform
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from msgspec import Struct
from msgspec.structs import asdict

_STALE, _PATIENCE, _PAUSE = 120.0, 20.0, 0.1  # seconds


class Holder(Struct, frozen=True):
    """Who holds the lock: the person, the computer, the process, and the clock time in words."""

    person: str
    computer: str
    process: int
    since: str

    @classmethod
    def of_this_process(cls) -> Holder:
        """The process that asks."""
        person = "?"
        with suppress(OSError, KeyError, ImportError):
            person = getpass.getuser()
        return cls(person, platform.node(), os.getpid(), time.strftime("%H:%M:%S %d/%m/%Y"))

    @property
    def gone(self) -> bool:
        """Whether it holds no more: it is ours, or its process ended (elsewhere and on Windows nobody knows)."""
        if self.computer != platform.node():
            return False
        if os.name == "nt" or self.process == os.getpid():
            return self.process == os.getpid()
        try:
            os.kill(self.process, 0)
        except OSError as error:
            return isinstance(error, ProcessLookupError)
        return False


class Busy(Exception):
    """Another run writes the book. The text is who, and since when, in Vietnamese."""


def lock_path(book: Path) -> Path:
    """Where the lock of a book lies: ``.so_theo_doi.dang_ghi.json`` beside it."""
    return book.with_name(f".{book.stem}.dang_ghi.json")


@contextmanager
def locked(book: Path, patience: float = _PATIENCE) -> Iterator[None]:
    """Hold the book while it is read and written anew. Raises Busy where another run holds it too long.

    A folder in which no file can be made, or taken away, lets nobody write the book either: there the lock is left
    out.
    """
    path, mine = lock_path(book), Holder.of_this_process()
    end = time.monotonic() + patience
    while not _take(path, mine):
        other = _holder(path)
        if _is_stale(path, other):
            try:
                path.unlink(missing_ok=True)
            except OSError:
                break
        elif time.monotonic() >= end:
            who = f"{other.person} (máy {other.computer}) từ {other.since}" if other else "người khác"
            raise Busy(f"một lần chạy khác của {who} đang ghi sổ")
        else:
            time.sleep(_PAUSE)
    try:
        yield
    finally:
        if _holder(path) == mine:
            with suppress(OSError):
                path.unlink()


def _take(path: Path, mine: Holder) -> bool:
    """Whether the lock is ours now (or none can be made)."""
    try:
        with path.open("x", encoding="utf-8") as stream:
            json.dump(asdict(mine), stream)
    except FileExistsError:
        return False
    except OSError:
        return path.parent.is_dir() and not path.exists()
    return True


def _holder(path: Path) -> Holder | None:
    """Who holds the lock; None while it is being written, or where it cannot be read."""
    try:
        return Holder(**json.loads(path.read_bytes()))
    except (OSError, ValueError, TypeError):
        return None


def _is_stale(path: Path, holder: Holder | None) -> bool:
    if holder is not None and holder.gone:
        return True
    try:
        return time.time() - path.stat().st_mtime > _STALE
    except OSError:
        return False
