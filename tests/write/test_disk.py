"""Private folders belong to living runs; what is held for a moment is tried again."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from aggregator.nouns import file as disk
from aggregator.nouns.file import IN_TEMPORARY, OWNER, patiently, private_folder, sweep

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


def test_a_folder_is_gone_afterwards_and_stays_while_its_run_lives(temporary: Path) -> None:
    with private_folder() as folder:
        (folder / "a").write_bytes(b"1")
        sweep(None, IN_TEMPORARY)
        assert names(folder) == ["a", OWNER]
    assert names(temporary) == []


@posix
def test_a_folder_is_for_its_owner_alone(tmp_path: Path) -> None:
    with private_folder(tmp_path) as folder:
        assert folder.stat().st_mode & 0o777 == 0o700


def test_the_folder_of_a_killed_run_is_swept_and_what_is_not_ours_stays(temporary: Path) -> None:
    killed, foreign = temporary / f"{IN_TEMPORARY}dead", temporary / f"{IN_TEMPORARY}other"
    for folder in (killed, foreign, temporary / "else"):
        folder.mkdir()
        (folder / "M3.xlsx").write_bytes(b"1")
    (killed / OWNER).write_bytes(b"")
    with private_folder():
        pass
    assert names(temporary) == [foreign.name, "else"]


@posix
def test_a_link_and_the_folder_of_another_user_are_never_swept(
    temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, link = temporary / "mine", temporary / f"{IN_TEMPORARY}link"
    real.mkdir()
    (real / OWNER).write_bytes(b"")
    link.symlink_to(real)
    foreign = temporary / f"{IN_TEMPORARY}foreign"
    foreign.mkdir()
    (foreign / OWNER).write_bytes(b"")
    monkeypatch.setattr(os, "getuid", lambda: foreign.stat().st_uid + 1)
    sweep(None, IN_TEMPORARY)
    monkeypatch.undo()
    assert names(real) == [OWNER]
    assert names(foreign) == [OWNER]


def test_where_no_folder_can_be_made_the_system_says_why(temporary: Path) -> None:
    with pytest.raises(FileNotFoundError), private_folder(temporary / "missing"):
        pass


@posix
def test_a_disk_without_locks_still_has_private_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr("fcntl.flock", refuse)
    with private_folder(tmp_path) as folder, private_folder(tmp_path) as other:
        assert folder.is_dir()
        assert other.is_dir()
    assert names(tmp_path) == []


def held(times: int) -> Callable[[], str]:
    """A file that somebody holds for so many tries."""
    left = [times]

    def work() -> str:
        left[0] -= 1
        if left[0] >= 0:
            raise PermissionError(13, "held")
        return "done"

    return work


def test_windows_is_asked_again_for_a_file_that_is_held_for_a_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "PAUSE", 0)
    monkeypatch.setattr(sys, "platform", "win32")
    assert patiently(held(disk.TRIES - 1)) == "done"
    with pytest.raises(PermissionError):
        patiently(held(disk.TRIES))


@posix
def test_elsewhere_a_refusal_is_final() -> None:
    with pytest.raises(PermissionError):
        patiently(held(1))
