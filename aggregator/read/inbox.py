"""The inbox as it is found on the disk: every file listed, hashed and dated, whatever happens meanwhile."""

import contextlib
import datetime as dt
import fnmatch
import hashlib
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from msgspec.structs import replace

from aggregator.nouns.document import Unreadable
from aggregator.nouns.file import Intake, patiently, places_and_name
from aggregator.nouns.finding import CannotWork, data_file, meaning, reason
from aggregator.read.limits import MAX_FILE, MIB, unreadable
from aggregator.read.member_names import PAGE_START, UniqueNames, harmless, saved_pages

# the first day of old file systems and of clocks that were never set is no time
EARLIEST, LATEST = dt.datetime(1980, 1, 2, tzinfo=dt.UTC), dt.datetime(9000, 1, 1, tzinfo=dt.UTC)
NO_TIME = dt.datetime(9000, 1, 1)  # noqa: DTZ001 - takes the district's zone; later than any run, so no evidence


def read_whole(path: Path, sha256: str | None = None) -> bytes:
    """A file's bytes. Raises Unreadable where they cannot be had, or are no longer those that had this hash."""
    try:
        if path.stat().st_size > MAX_FILE:
            raise unreadable("over-size", most=MAX_FILE // MIB)
        data = patiently(path.read_bytes)
    except OSError as error:
        raise Unreadable(reason_of(error)) from error
    if sha256 is not None and hashlib.sha256(data).hexdigest() != sha256:
        raise unreadable("file-changes")
    return data


def _hash_file(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def reason_of(error: OSError) -> str:
    """Why a file or a folder cannot be read, for the clerk."""
    return reason("gone") if isinstance(error, FileNotFoundError) else reason("not-opened-for", why=meaning(error))


def file_time(seconds: float | None, zone: dt.tzinfo) -> tuple[dt.datetime, bool]:
    """A file's time on the district's clock, later than every run where it can be none; whether it is doubtful."""
    try:
        at = dt.datetime.fromtimestamp(int(seconds), tz=dt.UTC) if seconds is not None else LATEST
    except (ValueError, OverflowError, OSError):
        at = LATEST
    return (at.astimezone(zone), False) if EARLIEST <= at < LATEST else (NO_TIME.replace(tzinfo=zone), True)


# ---- List and hash what lies in the inbox. Nothing is opened here but to hash it; no link is followed.


_LOCK, _LEFT_BY_OFFICE = "~$", "~*.tmp"  # a lock file holds who has it open, never a document
_DOCUMENTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"{\\rtf")  # how a whole one that a person saved begins
_SYSTEM_FOLDERS = ("__macosx", ".git", "$recycle.bin", "system volume information")
_HALF_LOADED = (".crdownload", ".part", ".partial", ".download", ".opdownload")


def system_file(name: str) -> str | None:
    """Why a file of this name (with its folders) is ignored, or None."""
    *folders, last = name.casefold().replace("!", "/").split("/")
    if any(folder in _SYSTEM_FOLDERS for folder in folders):
        return "tệp hệ thống"
    patterns = data_file("reasons.toml")["system"].items()
    return next((words for pattern, words in patterns if fnmatch.fnmatch(last, pattern)), None)


def remnant_of(name: str, path: Path | None) -> str | None:
    """Why a file of this name and content is ignored, or None; no whole document called “~$….xlsx”, “….tmp” is."""
    whole = _start(path).startswith(_DOCUMENTS)
    if whole and places_and_name(name)[1].startswith(_LOCK):
        return system_file(name.replace(_LOCK, ""))
    why = system_file(name)
    if whole and why == reason(_LEFT_BY_OFFICE) and not places_and_name(name)[1].casefold().startswith("~df"):
        return None  # Word's “~WRL0003.tmp” may be all that is left of a list; “~DF….tmp” is no document
    return why or (reason("temporary") if name.casefold().endswith(".tmp") and not whole else None)


def list_inbox(inbox: Path, zone: dt.tzinfo, files: Sequence[Path] | None = None) -> list[Intake]:
    """Every file under the inbox, sorted by name, with its hash and the file's time on the district's clock.

    A file or folder that cannot be listed, vanishes or has a path too long is in the list, unreadable, with the
    reason. An inbox may be empty: paper may have come, and the board asks who is to be waited for. ``files`` are
    the only ones taken, where given. Raises CannotWork where the inbox itself is missing, is no folder or cannot
    be listed.
    """
    check_inbox(inbox)
    walk = [(path, None) for path in files] if files else _walk(inbox)
    found = sorted(walk, key=lambda item: (relative_name(inbox, item[0]), item[0]))
    names = UniqueNames(same=str)  # here “M3.xlsx” and “m3.xlsx” are two files already
    listed = [_receive(names.claim(relative_name(inbox, path)), path, zone, error) for path, error in found]
    return _with_pages(_with_half_loaded(listed))


def files_named(inbox: Path, condition: Callable[[str], bool]) -> list[Path]:
    """The files under the inbox whose names there are wanted; none is opened."""
    names = ((path, relative_name(inbox, path)) for path, error in _walk(inbox) if error is None)
    return [path for path, name in names if condition(name) and not system_file(name)]


def files_beside(
    inbox: Path, paths: Sequence[Path], zone: dt.tzinfo, condition: Callable[[str], bool]
) -> tuple[list[Intake], list[Intake]]:
    """These files and what lies in the inbox under such names; and those of the latter with another content."""
    listed = [i for i in list_inbox(inbox, zone, [*paths, *files_named(inbox, condition)]) if not i.ignore_reason]
    contents = {item.sha256 for item in listed if item.path in paths}
    return listed, [item for item in listed if item.sha256 not in contents]


def given_files(paths: Sequence[Path], inbox_name: str) -> tuple[Path, tuple[Path, ...]]:
    """Some files whole, and their inbox, or common folder. Raises CannotWork: missing, folders, several drives."""
    for path in paths:
        if not path.exists():
            raise CannotWork(f"Không thấy tệp “{path}”; kiểm tra lại tên tệp.")
        if path.is_dir():
            raise CannotWork(f"“{path}” là thư mục; cả thư mục nhận về thì dùng lệnh aggregate.")
    whole = tuple(dict.fromkeys(path.absolute() for path in paths))
    inbox = next((folder for folder in whole[0].parents if folder.name == inbox_name), whole[0].parent)
    try:
        return Path(os.path.commonpath([inbox, *(path.parent for path in whole)])), whole
    except ValueError as error:
        raise CannotWork("Các tệp nằm ở nhiều ổ đĩa; hãy chép vào một thư mục rồi chạy lại.") from error


def check_inbox(inbox: Path) -> None:
    """Raise CannotWork where the inbox is missing or is no folder."""
    try:
        mode = inbox.stat().st_mode
    except FileNotFoundError as error:
        raise CannotWork(f"Không thấy thư mục nhận về “{inbox}”; kiểm tra lại tên thư mục rồi chạy lại.") from error
    except OSError as error:
        raise _not_opened(inbox, error) from error
    if not stat.S_ISDIR(mode):
        raise CannotWork(f"“{inbox}” là một tệp, không phải thư mục; hãy chỉ thư mục chứa các tệp nhận về.")


def _walk(inbox: Path) -> Iterator[tuple[Path, OSError | None]]:
    """Every file and link, and every folder that cannot be listed, with what the system says of it."""
    folders = [inbox]
    for folder in folders:  # which grow on the way
        try:
            with os.scandir(folder) as scan:
                entries = list(scan)
        except OSError as error:
            if folder == inbox:
                raise _not_opened(inbox, error) from error
            yield folder, error
            continue
        for entry in entries:
            try:
                is_folder, failure = entry.is_dir(follow_symlinks=False), None
            except OSError as error:
                is_folder, failure = False, error
            if is_folder:
                folders.append(folder / entry.name)
            else:
                yield folder / entry.name, failure


def _not_opened(inbox: Path, error: OSError) -> CannotWork:
    return CannotWork(f"Không mở được thư mục “{inbox}”: {meaning(error)}; kiểm tra quyền truy cập.")


def relative_name(inbox: Path, path: Path) -> str:
    """The path within the inbox with ``/`` between; what text cannot hold, or turns it round, is made visible."""
    return harmless(path.relative_to(inbox).as_posix())


def _receive(name: str, path: Path, zone: dt.tzinfo, error: OSError | None) -> Intake:
    try:  # the time of what cannot be opened may be known all the same
        at, doubtful = file_time(path.lstat().st_mtime, zone)
    except OSError:
        at, doubtful = file_time(None, zone)
    item = Intake(name, _hash_of(name), at, "file_time", time_doubtful=doubtful, ignore_reason=system_file(name))
    try:
        if error is not None:
            raise error
        mode = path.lstat().st_mode
        if stat.S_ISLNK(mode):
            return replace(item, ignore_reason="là đường dẫn tắt (link), chương trình không mở", link=True)
        if not stat.S_ISREG(mode):
            return replace(item, ignore_reason="không phải tệp thường")
        sha256 = patiently(lambda: _hash_file(path))
        return replace(item, sha256=sha256, path=path, ignore_reason=remnant_of(name, path))
    except OSError as failure:
        return replace(item, unreadable=reason_of(failure))


def _with_half_loaded(listed: Sequence[Intake]) -> list[Intake]:
    """A download that broke off is left over where the whole file lies beside it; else it is all that came."""
    names = {item.file for item in listed}

    def judged(item: Intake) -> Intake:
        stem, dot, end = item.file.rpartition(".")
        if item.ignore_reason or f"{dot}{end}".lower() not in _HALF_LOADED:
            return item
        left_over = replace(item, ignore_reason=reason("left-over"), unreadable=None)
        return left_over if stem in names else replace(item, unreadable=reason("not-loaded"))

    return [judged(item) for item in listed]


def _with_pages(listed: Sequence[Intake]) -> list[Intake]:
    """A saved web page and the folder of its companions are one file: the page."""
    by_name = {item.file: item for item in listed}
    pages, frames = saved_pages(by_name, lambda name: _start(by_name[name].path))

    def judged(item: Intake) -> Intake:
        if item.file in pages:
            page = pages[item.file].rpartition("/")[2]
            return replace(item, ignore_reason=item.ignore_reason or reason("companion-of", page=page))
        if item.file not in frames:
            return item
        inner = [by_name[name] for name in frames[item.file]]
        whole = _hash_of("".join((item.sha256, *(sheet.sha256 for sheet in inner))))
        return replace(item, sha256=whole, companions=tuple(sheet.path for sheet in inner if sheet.path))

    return [judged(item) for item in listed]


def _start(path: Path | None) -> bytes:
    if path is not None:
        with contextlib.suppress(OSError), path.open("rb") as stream:
            return stream.read(PAGE_START)
    return b""


def _hash_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
