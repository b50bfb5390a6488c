"""Archives (.zip): the files in them, with their folders, within limits that hold even when headers lie."""

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator

from aggregator.nouns.document import Container, Member
from aggregator.nouns.finding import Unreadable
from aggregator.read.limits import DAMAGED, LOCKED, MAX_MEMBERS, MAX_TOTAL, MIB, TOO_MANY, Room
from aggregator.read.member_names import (
    COMPANION_OF,
    PAGE_START,
    UniqueNames,
    from_bytes,
    in_one_file,
    last_part,
    saved_pages,
    tidy,
)
from aggregator.read.package import ZIP_FAULTS, entries_of, is_folder

MAX_MEMBER = 100 * MIB

TOO_BIG = f"quá lớn: chỉ lấy ra được tệp đến {MAX_MEMBER // MIB} MB"
NO_ROOM = f"chưa lấy ra: các tệp trong tệp nén cộng lại vượt quá {MAX_TOTAL // MIB} MB"
UNSAFE = "đường dẫn trong tệp nén không an toàn, không lấy ra; đề nghị nén lại"
LINK = "là liên kết, không phải tệp; đề nghị gửi chính tệp đó"
STRANGE = "kiểu nén lạ, chưa mở được; đề nghị nén lại bằng .zip thông thường"

ENCRYPTED, UTF8 = 0x0001, 0x0800  # bits of the general purpose flag
UNIX = 3
UNICODE_PATH = 0x7075
UNSAFE_PATH = re.compile(r"^/|^[A-Za-z]:|(?:^|/)\.\.(?:/|$)|\x00")


def open_archive(data: bytes, _name: str) -> Container:
    """The files of an archive, named with their folders and ``/``. Raises Unreadable.

    What cannot be taken out is listed as refused; folders are no members.
    """
    members: dict[str, bytes] = {}
    refused: list[tuple[str, str]] = []
    names, room = UniqueNames(), MAX_TOTAL
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not is_folder(entry)]
            if len(entries) > MAX_MEMBERS:
                raise Unreadable(TOO_MANY)
            for entry in entries:
                path = member_path(entry)
                name = names.claim(path or "?")
                try:
                    members[name] = _unpacked(archive, entry, path, room)
                    room -= len(members[name])
                except Unreadable as reason:
                    refused.append((name, str(reason)))
    except ZIP_FAULTS as error:
        raise Unreadable(DAMAGED) from error
    return _with_pages(members, refused)


def check_declared(data: bytes, room: Room) -> None:
    """Refuse an archive that says itself that it holds more than there is room for, before anything is unpacked.

    One with all the room to itself is opened as far as it goes. Raises Unreadable.
    """
    if room.bytes >= MAX_TOTAL and room.members >= MAX_MEMBERS:
        return
    entries = entries_of(data)
    if not room.holds(sum(entry.file_size for entry in entries), len(entries)):
        raise Unreadable(room.reason)


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, path: str, room: int) -> bytes:
    for reason in _objections(entry, path, room):
        raise Unreadable(reason)
    try:
        with archive.open(entry) as file:
            return file.read(entry.file_size)
    except NotImplementedError as error:
        raise Unreadable(STRANGE) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, struct.error) as error:
        raise Unreadable(DAMAGED) from error


def _with_pages(members: dict[str, bytes], refused: Iterable[tuple[str, str]]) -> Container:
    """What was taken out; a saved web page and the folder of its companions are one member."""
    pages, frames = saved_pages(members, lambda name: members[name][:PAGE_START])
    for page, sheets in frames.items():
        members[page] = in_one_file((name, members[name]) for name in (page, *sheets))
    return Container(
        "zip",
        tuple(Member(name, data) for name, data in members.items() if name not in pages),
        tuple(refused),
        ignored=tuple((name, COMPANION_OF.format(page=last_part(page))) for name, page in pages.items()),
    )


def member_path(entry: zipfile.ZipInfo) -> str:
    """The path of an entry in composed letters, whatever encoding the packer wrote it in."""
    path = _unicode_path(entry) or _decoded_path(entry)
    return tidy(path.replace("\\", "/")) if "\x00" not in path else path


def _objections(entry: zipfile.ZipInfo, path: str, room: int) -> Iterator[str]:
    """Why an entry is not taken out, if there is a reason. Nothing is unpacked to know it."""
    if not path or UNSAFE_PATH.search(path):
        yield UNSAFE
    if entry.create_system == UNIX and stat.S_ISLNK(entry.external_attr >> 16):
        yield LINK
    if entry.flag_bits & ENCRYPTED:
        yield LOCKED
    if entry.file_size > MAX_MEMBER:
        yield TOO_BIG
    if entry.file_size > room:
        yield NO_ROOM


def _decoded_path(entry: zipfile.ZipInfo) -> str:
    if entry.flag_bits & UTF8:
        return entry.orig_filename
    return from_bytes(entry.orig_filename.encode("cp437"))


def _unicode_path(entry: zipfile.ZipInfo) -> str | None:
    """The path in the Unicode Path field, if it is there and was made for this very name."""
    for kind, content in _extra_fields(entry.extra):
        if kind == UNICODE_PATH and len(content) > 5 and not entry.flag_bits & UTF8:
            version, checksum = struct.unpack_from("<BL", content)
            if version == 1 and checksum == zlib.crc32(entry.orig_filename.encode("cp437")):
                return content[5:].decode("utf-8", "replace")
    return None


def _extra_fields(extra: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        yield kind, extra[at + 4 : at + 4 + size]
        at += 4 + size
