"""A file appears whole or not at all."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from aggregator.nouns.file import BESIDE_OUTPUTS, OWNER, private_folder, write_atomically


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
def test_a_new_file_is_for_its_owner_alone_unless_it_is_to_be_handed_out(tmp_path: Path) -> None:
    plain, ours, blank = tmp_path / "plain", tmp_path / "ours", tmp_path / "blank"
    plain.write_bytes(b"")
    write_atomically(ours, b"")
    write_atomically(blank, b"", shared=True)
    assert (ours.stat().st_mode & 0o777, blank.stat().st_mode) == (0o600, plain.stat().st_mode)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_a_file_that_people_opened_to_others_stays_open(tmp_path: Path) -> None:
    path = tmp_path / "ours"
    path.write_bytes(b"")
    path.chmod(0o640)
    write_atomically(path, b"again")
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_link_is_followed_and_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "sổ.xlsx", tmp_path / "lối tắt.xlsx"
    real.write_bytes(b"old")
    try:
        link.symlink_to(real)
    except OSError:
        pytest.skip("links need a right that this user lacks")
    write_atomically(link, b"new")
    assert (link.is_symlink(), real.read_bytes()) == (True, b"new")


def test_what_killed_runs_left_is_taken_away_and_what_a_living_one_writes_is_not(tmp_path: Path) -> None:
    left = tmp_path / f"{BESIDE_OUTPUTS}dead"
    left.mkdir()
    for name in ("báo cáo.docx", OWNER):
        (left / name).write_bytes(b"half")
    with private_folder(tmp_path, BESIDE_OUTPUTS) as living:
        write_atomically(tmp_path / "bảng.xlsx", b"new")
        assert sorted(p.name for p in tmp_path.iterdir()) == sorted([living.name, "bảng.xlsx"])


def test_nothing_takes_its_place_before_it_is_safe_from_a_loss_of_power(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, done = tmp_path / "bảng.xlsx", list[str]()
    fsync, replace = os.fsync, Path.replace

    def synced(handle: int) -> None:
        done.append("fsync")
        fsync(handle)

    def replaced(*paths: Path) -> Path:
        done.append("replace")
        return replace(*paths)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "replace", replaced)
    write_atomically(path, b"new")
    assert done[:2] == ["fsync", "replace"]


def test_a_folder_that_takes_no_file_is_named_and_not_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkdtemp", refuse)
    with pytest.raises(PermissionError) as error:
        write_atomically(tmp_path / "bảng.xlsx", b"new")
    assert error.value.filename == str(tmp_path)
