"""What lies in the inbox: listed and hashed, and nothing else."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.nouns import file as disk
from aggregator.nouns.document import Unreadable
from aggregator.nouns.finding import CannotWork
from aggregator.read.inbox import NO_TIME, file_time, list_inbox, read_whole, system_file
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
     "._M3.xlsx", "__MACOSX/M3.xlsx", "~WRL0003.tmp", "5C8A1F00.tmp",
     "a.zip!__MACOSX/._M3.xlsx", "M3.xlsx:Zone.Identifier"],
)  # fmt: skip
def test_what_programs_leave_behind_is_ignored_with_a_reason(name: str) -> None:
    assert system_file(name)


@pytest.mark.parametrize(
    "name",
    [
        "M3.xlsx",
        "~M3.xlsx",
        "$M3.xlsx",
        "template.xlsx",
        "M3.lnk",
        ".M3.xlsx",
        "M3.tmp.xlsx",
        "M3 xã Cao Xá.tmp",
        "M3.xlsx.TMP",
    ],
)
def test_what_people_send_is_not(name: str) -> None:
    assert system_file(name) is None


@pytest.mark.parametrize(
    ("data", "ignored"), [(b"", True), (b"\0\1junk", True), (b"PK\x03\x04", False), (b"%PDF-1.7", False)]
)
def test_what_is_called_tmp_is_read_where_it_is_whole(tmp_path: Path, data: bytes, ignored: bool) -> None:
    fill(tmp_path, dict.fromkeys(("wct1A2B.tmp", "~WRL0003.tmp", "5C8A1F00.tmp", "~DF12AB.tmp"), data))
    found = {item.file: bool(item.ignore_reason) for item in list_inbox(tmp_path, ZONE)}
    assert found.pop("~DF12AB.tmp")  # which holds what a program notes, whatever it looks like
    assert set(found.values()) == {ignored}


@pytest.mark.parametrize(("data", "ignored"), [(b"\x05Admin", True), (b"PK\x03\x04", False)])
def test_a_whole_workbook_that_is_called_like_a_lock_file_is_none(
    tmp_path: Path, data: bytes, ignored: bool
) -> None:
    fill(tmp_path, {"Cao Xá/~$M3.xlsx": data})
    assert [bool(item.ignore_reason) for item in list_inbox(tmp_path, ZONE)] == [ignored]


def test_ignored_files_are_listed_too(tmp_path: Path) -> None:
    fill(tmp_path, {"~$M3.xlsx": b"x"})
    assert [(item.file, bool(item.ignore_reason)) for item in list_inbox(tmp_path, ZONE)] == [("~$M3.xlsx", True)]


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
    assert item.file == "M3 \ufffdE9.xlsx"


def test_an_inbox_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CannotWork, match="Không thấy thư mục nhận về"):
        list_inbox(tmp_path / "không có", ZONE)


def test_an_inbox_that_is_a_file_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "M3.xlsx"
    path.write_bytes(b"x")
    with pytest.raises(CannotWork, match="là một tệp"):
        list_inbox(path, ZONE)


@pytest.mark.skipif(os.name == "nt", reason="Windows names are Unicode")
def test_two_names_that_differ_in_one_byte_stay_two_files(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path)
    try:
        for name in (b"M3 \xe9.xlsx", b"M3 \xea.xlsx", "M3 Cao\u202e Xá.xlsx".encode()):
            Path(os.fsdecode(folder + b"/" + name)).write_bytes(name)
    except OSError:
        pytest.skip("this system wants UTF-8")
    assert [item.file for item in list_inbox(tmp_path, ZONE)] == [
        "M3 Cao[U+202E] Xá.xlsx",
        "M3 \ufffdE9.xlsx",
        "M3 \ufffdEA.xlsx",
    ]


@pytest.mark.parametrize("ending", [".crdownload", ".part", ".partial", ".download"])
def test_a_broken_download_is_ignored_beside_the_whole_file_and_told_where_it_is_all(
    tmp_path: Path, ending: str
) -> None:
    whole, alone = f"M3.xlsx{ending}", f"M4.xlsx{ending}"
    fill(tmp_path, {whole: b"x", "M3.xlsx": b"xyz", alone: b"x"})
    by_name = {item.file: item for item in list_inbox(tmp_path, ZONE)}
    assert (bool(by_name[whole].ignore_reason), by_name[whole].unreadable) == (True, None)
    assert (by_name[alone].ignore_reason, "tải lại" in str(by_name[alone].unreadable)) == (None, True)


FRAMES = b"<html><frameset><frame src='sheet001.htm'></frameset></html>"
PAGE = b"<html><body><table><tr><td>STT</td></tr></table></body></html>"


@pytest.mark.parametrize("folder", ["M3_files", "M3.files", "m3_FILES"])
@pytest.mark.parametrize("page", ["M3.htm", "M3.html", "M3.xls"])
def test_a_saved_web_page_and_its_folder_are_one_file(tmp_path: Path, folder: str, page: str) -> None:
    inside = {f"{folder}/{name}": b"x" for name in ("stylesheet.css", "filelist.xml", "image001.png")}
    sheets = {f"{folder}/sheet00{n}.htm": PAGE for n in (1, 2)}
    fill(tmp_path, {page: FRAMES, **inside, **sheets, f"{folder}/M1.xlsx": b"of a person"})
    counted = [item for item in list_inbox(tmp_path, ZONE) if not item.ignore_reason]
    assert {item.file: len(item.companions) for item in counted} == {page: 2, f"{folder}/M1.xlsx": 0}


def test_two_pages_with_the_same_frames_are_not_the_same_file(tmp_path: Path) -> None:
    for unit in ("a", "b"):
        fill(tmp_path / unit, {"M3.htm": FRAMES, "M3_files/sheet001.htm": PAGE + unit.encode()})
    first, second = (item for item in list_inbox(tmp_path, ZONE) if not item.ignore_reason)
    assert first.sha256 != second.sha256


def test_a_folder_that_only_looks_like_a_pages_is_a_folder(tmp_path: Path) -> None:
    fill(tmp_path, {"M3_files/sheet001.htm": PAGE, "M4.xls": b"\xd0\xcf\x11\xe0", "M4_files/a.htm": PAGE})
    assert [item.file for item in list_inbox(tmp_path, ZONE) if item.ignore_reason] == []


class Vanishing:
    """A system whose files are gone, or closed, at one of the questions asked of them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, question: str, error: OSError) -> None:
        self.error = error
        real = getattr(os if question == "scandir" else Path, question)

        def asked(path: Any, *rest: Any, **more: Any) -> Any:
            if Path(path).name == "xấu":
                raise self.error
            return real(path, *rest, **more)

        monkeypatch.setattr(os if question == "scandir" else Path, question, asked)


ERRORS = [
    (FileNotFoundError(2, "gone"), "vừa bị xóa"),
    (PermissionError(13, "closed"), "không có quyền"),
    (OSError(36, "long"), "quá dài"),
    (OSError(5, "broken"), "ổ đĩa bị lỗi"),
]


@pytest.mark.parametrize("question", ["lstat", "open"])
@pytest.mark.parametrize(("error", "reason"), ERRORS)
def test_a_file_that_fails_costs_only_itself_and_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, question: str, error: OSError, reason: str
) -> None:
    monkeypatch.setattr(disk, "PAUSE", 0)
    fill(tmp_path, {"xấu": b"x", "M3.xlsx": b"y"})
    Vanishing(monkeypatch, question, error)
    good, bad = list_inbox(tmp_path, ZONE)
    assert (good.file, good.unreadable) == ("M3.xlsx", None)
    assert (bad.file, reason in str(bad.unreadable)) == ("xấu", True)


@pytest.mark.parametrize(("error", "reason"), ERRORS)
def test_a_folder_that_fails_costs_only_itself_and_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, reason: str
) -> None:
    fill(tmp_path, {"xấu/M4.xlsx": b"x", "M3.xlsx": b"y"})
    Vanishing(monkeypatch, "scandir", error)
    good, bad = list_inbox(tmp_path, ZONE)
    assert (good.file, bad.file, reason in str(bad.unreadable)) == ("M3.xlsx", "xấu", True)


def test_folders_deeper_than_any_program_goes_are_listed(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["a"] * 300)
    deep.mkdir(parents=True)
    (deep / "M3.xlsx").write_bytes(b"x")
    assert len(list_inbox(tmp_path, ZONE)) == 1


@given(st.one_of(st.none(), st.floats(), st.integers(-(2**70), 2**70)))
def test_no_file_time_stops_a_run_and_one_beyond_the_calendar_is_later_than_every_run(
    seconds: float | None,
) -> None:
    at_, doubtful = file_time(seconds, ZONE)
    assert at_.tzinfo is not None
    assert doubtful == (at_ == NO_TIME.replace(tzinfo=ZONE))
    assert doubtful or 1980 <= at_.year < 9001


def test_a_file_that_changed_since_it_was_listed_is_told_and_not_read_half(tmp_path: Path) -> None:
    fill(tmp_path, {"M3.xlsx": b"before"})
    (item,) = list_inbox(tmp_path, ZONE)
    assert item.path is not None
    assert read_whole(item.path, item.sha256) == b"before"
    item.path.write_bytes(b"after")
    with pytest.raises(Unreadable, match="vừa thay đổi"):
        read_whole(item.path, item.sha256)
    item.path.unlink()
    with pytest.raises(Unreadable, match="vừa bị xóa"):
        read_whole(item.path, item.sha256)
