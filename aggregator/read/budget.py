"""How much the mails and archives of a run may hold, and where it is kept: on disk, never in the main process."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aggregator.nouns.document import MemberFile
from aggregator.nouns.finding import Unreadable, meaning
from aggregator.read.limits import MAX_MEMBERS, MAX_TOTAL, MIB, OVER_BUDGET, RUN_MEMBERS, RUN_OVER_BUDGET, RUN_TOTAL

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from aggregator.nouns.document import Member


NO_FOLDER = "chưa mở được: máy không tạo được thư mục tạm"
LEAST_FREE = 100 * MIB  # of the disk that holds temporary files


@dataclass(frozen=True, slots=True)
class Room:
    """What a container may still hold: bytes, and files with the folders of the tree that they stand in."""

    bytes: int = MAX_TOTAL
    members: int = MAX_MEMBERS
    reason: str = OVER_BUDGET  # why more than this is not taken

    def holds(self, size: int, members: int) -> bool:
        """Whether so much fits."""
        return size <= self.bytes and members <= self.members


def keep(members: Sequence[Member], others: int, room: Room, folder: Path | None) -> tuple[MemberFile, ...]:
    """Write the members of one container into the folder, all or none; ``others`` are named and not kept.

    Equal contents are written once. Raises Unreadable where they are more than there is room for.
    """
    if not members and not others:
        return ()
    size = sum(len(member.data) for member in members)
    if not room.holds(size, len(members) + others):
        raise Unreadable(room.reason)
    if members and folder is None:
        raise Unreadable(NO_FOLDER)
    try:
        return tuple(_written(member, folder) for member in members if folder is not None)
    except OSError as error:
        raise Unreadable(f"chưa mở được, thư mục tạm của máy: {meaning(error)}") from error


def _written(member: Member, folder: Path) -> MemberFile:
    sha256 = hashlib.sha256(member.data).hexdigest()
    path = folder / sha256
    if not path.exists():
        if shutil.disk_usage(folder).free < len(member.data) + LEAST_FREE:
            raise Unreadable("chưa mở được: ổ đĩa chứa thư mục tạm của máy sắp đầy")
        half = folder / f"{sha256}.{os.getpid()}"
        try:
            half.write_bytes(member.data)
            half.replace(path)
        finally:
            with contextlib.suppress(OSError):
                half.unlink(missing_ok=True)
    return MemberFile(member.name, sha256, len(member.data), path)


@dataclass(slots=True)
class Purse:
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

    def spend(self, tree: str, kept: Sequence[MemberFile], others: int) -> str | None:
        """Take what a container holds from the room; where it does not fit, take nothing and say why."""
        room = self.room(tree)
        size, members = sum(item.size for item in kept), len(kept) + others
        if not room.holds(size, members):
            return room.reason
        left_bytes, left_members = self._trees.get(tree, (MAX_TOTAL, MAX_MEMBERS))
        self._trees[tree] = (left_bytes - size, left_members - members)
        self.bytes -= size
        self.members -= members
        return None
