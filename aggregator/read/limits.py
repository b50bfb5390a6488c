"""How much may be asked of the machine, looked at first: by a file, by what it holds, by a whole run."""

import contextlib
import hashlib
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct, field

from aggregator.nouns.document import Member, MemberFile, Unreadable
from aggregator.nouns.finding import meaning, reason

MIB = 1024 * 1024
MAX_FILE = 100 * MIB
MAX_UNPACKED = 512 * MIB
MAX_PART = 300 * MIB
MAX_PARTS = 10_000
MAX_DENSE_CELLS = 20_000_000
ALWAYS_DENSE_CELLS = 1_000_000
LEAST_DENSITY = 0.02  # of a large box, the share of cells that must be filled to lay it out densely
MAX_CELLS = 3_000_000
MAX_TEXT, MAX_TEXTS = MIB, 64 * MIB  # letters of a cell (or a row laid out at once), and of a sheet
MAX_MARKUP = 20 * MIB  # of HTML, which is read slowly
MAX_MEMBERS = 1_000  # of a mail or an archive, and of all that lies in it together
MAX_TOTAL = 300 * MIB  # the same in bytes
RUN_MEMBERS, RUN_TOTAL = 20_000, 4096 * MIB  # of all mails and archives of a run
MAX_SPIN = 1_000_000  # rounds of hashing a locked file may ask for

ZEROS = bytes(16)  # what a failed copy leaves of a piece of a file
OVER_BUDGET = (
    f"chưa mở: cùng các tệp khác trong thư hoặc tệp nén đã vượt quá {MAX_MEMBERS} tệp hoặc {MAX_TOTAL // MIB} MB; "
    "đề nghị lưu riêng tệp này vào thư mục nhận về"
)
RUN_OVER_BUDGET = "chưa mở: các thư, tệp nén của lần chạy này cộng lại quá lớn; đề nghị giải nén sẵn tệp này"


def unreadable(name: str, **facts: object) -> Unreadable:
    """What is raised where a file cannot be read, for a reason of ``reasons.toml``."""
    return Unreadable(reason(name, **facts))


def check_file_size(data: bytes) -> None:
    """Refuse a file of more than 100 MiB."""
    if len(data) > MAX_FILE:
        raise unreadable("too-large", size=len(data) // MIB, most=MAX_FILE // MIB)


def check_unpacked(size: int, most: int = MAX_PART) -> None:
    """Refuse one part of a package that unpacks to more than 300 MiB, or all of them to more than ``most``."""
    if size > most:
        raise unreadable("bomb")


def check_cells(count: int) -> None:
    """Refuse a sheet of more filled cells than any return can have."""
    if count > MAX_CELLS:
        raise unreadable("too-many-cells", most=MAX_CELLS // 1_000_000)


def check_text(size: int, total: int) -> None:
    """Refuse a text, or a sheet of texts, of more letters than anybody reads."""
    if size > MAX_TEXT or total > MAX_TEXTS:
        raise unreadable("bomb")


def check_spread(width: int) -> None:
    """Refuse rows whose cells lie so far to the right that all the blanks before them fill the memory."""
    if width > MAX_DENSE_CELLS:
        raise unreadable("too-wide")


def fits_densely(rows: int, columns: int, filled: int) -> bool:
    """Whether a rectangle may be laid out whole: one cell in the far corner makes 17 billion cells out of two."""
    box = rows * columns
    return box <= ALWAYS_DENSE_CELLS or (box <= MAX_DENSE_CELLS and filled >= box * LEAST_DENSITY)


# ---- How much a mail or an archive, and a run of them, may hold.


LEAST_FREE = 100 * MIB  # of the disk that holds temporary files


class Room(Struct, frozen=True):
    """What a container may still hold: bytes, and files with the folders of the tree that they stand in."""

    bytes: int = MAX_TOTAL
    members: int = MAX_MEMBERS
    reason: str = OVER_BUDGET  # why more than this is not taken

    def holds(self, size: int, members: int) -> bool:
        """Whether so much fits."""
        return size <= self.bytes and members <= self.members


def keep(members: Sequence[Member], others: int, room: Room, folder: Path | None) -> tuple[MemberFile, ...]:
    """Write a container's members into the folder, equal ones once, all or none. Raises Unreadable: no room."""
    if not members and not others:
        return ()
    size = sum(len(member.data) for member in members)
    if not room.holds(size, len(members) + others):
        raise Unreadable(room.reason)
    if members and folder is None:
        raise unreadable("no-folder")
    try:
        return tuple(_written(member, folder) for member in members if folder is not None)
    except OSError as error:
        raise unreadable("temporary-folder", why=meaning(error)) from error


def _written(member: Member, folder: Path) -> MemberFile:
    sha256 = hashlib.sha256(member.data).hexdigest()
    path = folder / sha256
    if not path.exists():
        if shutil.disk_usage(folder).free < len(member.data) + LEAST_FREE:
            raise unreadable("disk-full")
        half = folder / f"{sha256}.{os.getpid()}"
        try:
            half.write_bytes(member.data)
            half.replace(path)
        finally:
            with contextlib.suppress(OSError):
                half.unlink(missing_ok=True)
    return MemberFile(member.name, sha256, len(member.data), path)


class Purse(Struct):
    """What is left of the run's room, and of that of each tree: a file of the inbox with all that lies in it."""

    bytes: int = RUN_TOTAL
    members: int = RUN_MEMBERS
    _trees: dict[str, tuple[int, int]] = field(default_factory=dict)

    def room(self, tree: str) -> Room:
        """What a container of this tree may hold now."""
        size, members = self._trees.get(tree, (MAX_TOTAL, MAX_MEMBERS))
        if size <= self.bytes and members <= self.members:
            return Room(size, members)
        return Room(min(size, self.bytes), min(members, self.members), RUN_OVER_BUDGET)

    def spend(self, tree: str, member_files: Sequence[MemberFile], others: int) -> str | None:
        """Take what a container holds from the room; where it does not fit, take nothing and say why."""
        room, size, members = self.room(tree), sum(item.size for item in member_files), len(member_files) + others
        if not room.holds(size, members):
            return room.reason
        left_bytes, left_members = self._trees.get(tree, (MAX_TOTAL, MAX_MEMBERS))
        self._trees[tree] = (left_bytes - size, left_members - members)
        self.bytes -= size
        self.members -= members
        return None
