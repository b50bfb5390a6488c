"""A file appears whole or not at all."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from aggregator.office.files import write_atomically


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "bảng.xlsx"
    path.write_bytes(b"old and longer")
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"


def test_a_failed_write_leaves_the_old_file_and_no_litter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "bảng.xlsx"
    path.write_bytes(b"old")
    monkeypatch.setattr(Path, "replace", held_open)
    with pytest.raises(PermissionError):
        write_atomically(path, b"new")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("bảng.xlsx", b"old")]


def held_open(*_: object) -> None:
    raise PermissionError("held open by Excel")


def test_a_missing_folder_is_the_callers_to_explain(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_atomically(tmp_path / "nowhere" / "file", b"")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_others_may_read_the_file_as_any_other(tmp_path: Path) -> None:
    plain, ours = tmp_path / "plain", tmp_path / "ours"
    plain.write_bytes(b"")
    write_atomically(ours, b"")
    assert ours.stat().st_mode == plain.stat().st_mode
    ours.chmod(0o600)
    write_atomically(ours, b"again")
    assert ours.stat().st_mode & 0o777 == 0o600


def test_a_link_is_followed_and_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "sổ.xlsx", tmp_path / "lối tắt.xlsx"
    real.write_bytes(b"old")
    try:
        link.symlink_to(real)
    except OSError:
        pytest.skip("links need a right that this user lacks")
    write_atomically(link, b"new")
    assert (link.is_symlink(), real.read_bytes()) == (True, b"new")


def test_what_a_killed_run_left_long_ago_is_taken_away(tmp_path: Path) -> None:
    path = tmp_path / "bảng.xlsx"
    old, young = tmp_path / ".bảng.xlsx.a1.tmp", tmp_path / ".bảng.xlsx.b2.tmp"
    for left in (old, young):
        left.write_bytes(b"half")
    os.utime(old, (0, 0))
    write_atomically(path, b"new")
    assert sorted(p.name for p in tmp_path.iterdir()) == [young.name, path.name]
