"""List and hash what lies in the inbox. Nothing is opened here but to hash it; no link is followed."""

from __future__ import annotations

import datetime as dt
import fnmatch
import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from aggregator.errors import CannotWork, meaning
from aggregator.received import Received

# files that programs leave behind: pattern and what the clerk reads about them
_SYSTEM_FILES = (
    ("~$*", "tệp khóa tạm của Word, Excel"),
    (".~lock.*#", "tệp khóa tạm của LibreOffice"),
    ("thumbs.db", "tệp hệ thống của Windows"),
    ("ehthumbs.db", "tệp hệ thống của Windows"),
    ("desktop.ini", "tệp hệ thống của Windows"),
    (".ds_store", "tệp hệ thống của macOS"),
    ("._*", "tệp hệ thống của macOS"),
    (".directory", "tệp hệ thống"),
    ("*.tmp", "tệp tạm"),
    ("*.lnk", "đường dẫn tắt của Windows"),
)
_SYSTEM_FOLDERS = ("__macosx", ".git", "$recycle.bin", "system volume information")


def system_file(name: str) -> str | None:
    """Why a file of this name (with its folders) is ignored, or None."""
    *folders, last = name.casefold().replace("!", "/").split("/")
    if any(folder in _SYSTEM_FOLDERS for folder in folders):
        return "tệp hệ thống"
    return next((reason for pattern, reason in _SYSTEM_FILES if fnmatch.fnmatch(last, pattern)), None)


def list_inbox(inbox: Path, zone: dt.tzinfo) -> list[Received]:
    """Every file under the inbox, sorted by name, with its hash and the file's time on the district's clock.

    An inbox may be empty: paper may have come, and the board asks who is to be waited for. Raises CannotWork
    where the inbox is missing, is no folder or cannot be listed.
    """
    check_inbox(inbox)
    try:
        found = sorted(_walk(inbox), key=lambda path: relative_name(inbox, path))
    except OSError as error:
        raise CannotWork(f"Không mở được thư mục “{inbox}”: {meaning(error)}; kiểm tra quyền truy cập.") from error
    return [_receive(inbox, path, zone) for path in found]


def check_inbox(inbox: Path) -> None:
    """Raise CannotWork where the inbox is missing or is no folder."""
    if not inbox.exists():
        raise CannotWork(f"Không thấy thư mục nhận về “{inbox}”; kiểm tra lại tên thư mục rồi chạy lại.")
    if not inbox.is_dir():
        raise CannotWork(f"“{inbox}” là một tệp, không phải thư mục; hãy chỉ thư mục chứa các tệp nhận về.")


def _walk(inbox: Path) -> Iterator[Path]:
    def fail(error: OSError) -> None:
        raise error

    for folder, folders, files in os.walk(inbox, onerror=fail, followlinks=False):
        here = Path(folder)
        yield from (here / name for name in files)
        yield from (here / name for name in folders if (here / name).is_symlink())


def relative_name(inbox: Path, path: Path) -> str:
    """The path within the inbox with ``/`` between; bytes that are no UTF-8 become replacement signs."""
    return os.fsencode(path.relative_to(inbox).as_posix()).decode("utf-8", "replace")


def _receive(inbox: Path, path: Path, zone: dt.tzinfo) -> Received:
    name = relative_name(inbox, path)
    status = path.lstat()
    at = dt.datetime.fromtimestamp(int(status.st_mtime), tz=zone)
    link = stat.S_ISLNK(status.st_mode)
    if link or not stat.S_ISREG(status.st_mode):
        reason = "là đường dẫn tắt (link), chương trình không mở" if link else "không phải tệp thường"
        return Received(name, _hash_of(name), at, "file_time", ignored=reason, link=link)
    ignored = system_file(name)
    try:
        return Received(name, hash_file(path), at, "file_time", path=path, ignored=ignored)
    except OSError:
        reason = "không mở được (tệp đang bị khóa hoặc không có quyền đọc)"
        return Received(name, _hash_of(name), at, "file_time", unreadable=reason, ignored=ignored)


def hash_file(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _hash_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
