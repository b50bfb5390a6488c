"""What lies in the inbox: listed and hashed, and nothing else."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from aggregator.errors import CannotWork
from aggregator.intake.listing import list_inbox, system_file
from tests.sheets import ZONE, at, fill


def test_every_file_is_listed_by_name_with_its_hash_and_time(tmp_path: Path) -> None:
    fill(tmp_path, {"b.txt": (b"hai", "26/02/2024 09:00"), "Cao Xá/a.txt": (b"mot", "27/02/2024 23:59")})
    found = list_inbox(tmp_path, ZONE)
    assert [(item.file, item.at, item.source) for item in found] == [
        ("Cao Xá/a.txt", at("27/02/2024 23:59"), "file_time"),
        ("b.txt", at("26/02/2024 09:00"), "file_time"),
    ]
    assert found[0].sha256 == hashlib.sha256(b"mot").hexdigest()


@pytest.mark.parametrize(
    "name",
    ["~$M3.xlsx", "Cao Xá/~$M3.docx", ".~lock.M3.xlsx#", "Thumbs.db", "thumbs.DB", "desktop.ini", ".DS_Store",
     "._M3.xlsx", "__MACOSX/M3.xlsx", "M3.tmp", "M3.lnk", "a.zip!__MACOSX/._M3.xlsx"],
)  # fmt: skip
def test_what_programs_leave_behind_is_ignored_with_a_reason(name: str) -> None:
    assert system_file(name)


@pytest.mark.parametrize(
    "name", ["M3.xlsx", "~M3.xlsx", "$M3.xlsx", "template.xlsx", "lnk.xlsx", ".M3.xlsx", "M3.tmp.xlsx"]
)
def test_what_people_send_is_not(name: str) -> None:
    assert system_file(name) is None


def test_ignored_files_are_listed_too(tmp_path: Path) -> None:
    fill(tmp_path, {"~$M3.xlsx": b"x"})
    assert [(item.file, bool(item.ignored)) for item in list_inbox(tmp_path, ZONE)] == [("~$M3.xlsx", True)]


def test_links_are_listed_and_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "ngoài"
    fill(secret, {"M3.xlsx": b"x"})
    inbox = tmp_path / "in"
    inbox.mkdir()
    try:
        (inbox / "folder").symlink_to(secret, target_is_directory=True)
        (inbox / "file.xlsx").symlink_to(secret / "M3.xlsx")
    except OSError:
        pytest.skip("this system makes no links")
    found = list_inbox(inbox, ZONE)
    assert [(item.file, item.link, item.path) for item in found] == [
        ("file.xlsx", True, None),
        ("folder", True, None),
    ]


@pytest.mark.skipif(os.name == "nt", reason="Windows names are Unicode")
def test_a_name_that_is_no_utf8_is_listed(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/M3 \xe9.xlsx"
    try:
        Path(os.fsdecode(path)).write_bytes(b"x")
    except OSError:
        pytest.skip("this system wants UTF-8")
    (item,) = list_inbox(tmp_path, ZONE)
    assert item.file == "M3 \ufffd.xlsx"


def test_an_inbox_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CannotWork, match="Không thấy thư mục nhận về"):
        list_inbox(tmp_path / "không có", ZONE)


def test_an_inbox_that_is_a_file_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "M3.xlsx"
    path.write_bytes(b"x")
    with pytest.raises(CannotWork, match="là một tệp"):
        list_inbox(path, ZONE)
