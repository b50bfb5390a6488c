"""All that is asked of the disk about a received file, under one guard: what fails costs that file only."""

from __future__ import annotations

import datetime as dt
import hashlib
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from aggregator.errors import Unreadable, meaning
from aggregator.read.limits import MAX_FILE, MIB

Result = TypeVar("Result")

# the first day of old file systems and of clocks that were never set is no time
EARLIEST, LATEST = dt.datetime(1980, 1, 2, tzinfo=dt.UTC), dt.datetime(9000, 1, 1, tzinfo=dt.UTC)
NO_TIME = dt.datetime(9000, 1, 1)  # noqa: DTZ001 - takes the district's zone; later than any run, so no evidence
TRIES, PAUSE = 4, 0.25  # a virus scanner or OneDrive holds a file for a moment

GONE = "vừa bị xóa hoặc chuyển đi trong lúc chương trình chạy; nếu tệp còn, chạy lại"
CHANGED = "vừa thay đổi trong lúc chương trình chạy (đang được chép vào hoặc đang mở để sửa); chạy lại sau ít phút"


def patiently(work: Callable[[], Result]) -> Result:
    """Do it again for a moment where Windows says that somebody else holds the file. Raises OSError."""
    for _ in range(TRIES - 1 if sys.platform == "win32" else 0):
        try:
            return work()
        except PermissionError:
            time.sleep(PAUSE)
    return work()


def read_whole(path: Path, sha256: str | None = None) -> bytes:
    """A file's bytes. Raises Unreadable where they cannot be had, or are no longer those that had this hash."""
    try:
        if path.stat().st_size > MAX_FILE:
            raise Unreadable(f"quá lớn (trên {MAX_FILE // MIB} MB)")
        data = patiently(path.read_bytes)
    except OSError as error:
        raise Unreadable(reason_of(error)) from error
    if sha256 is not None and hashlib.sha256(data).hexdigest() != sha256:
        raise Unreadable(CHANGED)
    return data


def hash_file(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal. Raises OSError."""

    def hashed() -> str:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()

    return patiently(hashed)


def reason_of(error: OSError) -> str:
    """Why a file or a folder cannot be read, for the clerk."""
    return GONE if isinstance(error, FileNotFoundError) else f"không mở được: {meaning(error)}"


def file_time(seconds: float | None, zone: dt.tzinfo) -> tuple[dt.datetime, bool]:
    """A file's time on the district's clock, and whether it is doubtful.

    A time that no file of ours can have, or none, becomes one that is later than every run: evidence of nothing.
    """
    try:
        at = dt.datetime.fromtimestamp(int(seconds), tz=dt.UTC) if seconds is not None else LATEST
    except (ValueError, OverflowError, OSError):
        at = LATEST
    return (at.astimezone(zone), False) if EARLIEST <= at < LATEST else (NO_TIME.replace(tzinfo=zone), True)
