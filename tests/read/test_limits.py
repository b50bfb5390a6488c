"""What containers hold lies on disk, all of it or none, and there is an end to it."""

from __future__ import annotations

import hashlib
import shutil
from collections import namedtuple
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.nouns.document import Member, MemberFile, Unreadable
from aggregator.read.limits import MAX_MEMBERS, MAX_TOTAL, Purse, Room, keep


def test_members_are_kept_by_their_content_and_equal_ones_once(tmp_path: Path) -> None:
    kept = keep([Member("a.xlsx", b"1"), Member("b.xlsx", b"1"), Member("c.xlsx", b"2")], 0, Room(), tmp_path)
    assert [(item.name, item.path.read_bytes(), item.size) for item in kept] == [
        ("a.xlsx", b"1", 1),
        ("b.xlsx", b"1", 1),
        ("c.xlsx", b"2", 1),
    ]
    assert kept[0].sha256 == hashlib.sha256(b"1").hexdigest()
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("room", [Room(bytes=3), Room(members=2), Room(bytes=0), Room(members=0)])
def test_what_does_not_fit_is_not_kept_in_part(tmp_path: Path, room: Room) -> None:
    with pytest.raises(Unreadable, match="vượt quá"):
        keep([Member("a", b"12"), Member("b", b"34")], 1, room, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_is_nearly_full_is_told_as_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(9, 9, 0))
    with pytest.raises(Unreadable, match="sắp đầy"):
        keep([Member("a", b"1")], 0, Room(), tmp_path)


def kept(size: int) -> MemberFile:
    return MemberFile("a", "", size, Path())


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, MAX_TOTAL), st.integers(0, MAX_MEMBERS))))
def test_no_tree_and_no_run_ever_holds_more_than_its_room(spent: list[tuple[str, int, int]]) -> None:
    purse = Purse(bytes=2 * MAX_TOTAL, members=2 * MAX_MEMBERS)
    taken: dict[str, list[tuple[int, int]]] = {}
    for tree, size, others in spent:
        if purse.spend(tree, [kept(size)], others) is None:
            taken.setdefault(tree, []).append((size, others + 1))
    sums = {tree: [sum(column) for column in zip(*each, strict=True)] for tree, each in taken.items()}
    assert all(size <= MAX_TOTAL and members <= MAX_MEMBERS for size, members in sums.values())
    assert sum(size for size, _ in sums.values()) <= 2 * MAX_TOTAL
    assert purse.bytes >= 0
    assert purse.members >= 0


def test_where_there_is_no_folder_nothing_is_taken_out() -> None:
    with pytest.raises(Unreadable, match="thư mục tạm"):
        keep([Member("a", b"1")], 0, Room(), None)
