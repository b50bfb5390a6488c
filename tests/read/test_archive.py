"""What is taken out of an archive (.zip)."""

from __future__ import annotations

import io
import stat
import struct
import subprocess
import sys
import zipfile
import zlib
from typing import TYPE_CHECKING

import pytest

from aggregator.nouns.document import Container, Member, Unreadable
from aggregator.nouns.finding import reason
from aggregator.read import embedded_objects, limits
from aggregator.read.dispatch import open_container, read
from aggregator.read.embedded_objects import check_sizes
from aggregator.read.kinds import sniff
from aggregator.read.limits import Room

if TYPE_CHECKING:
    from collections.abc import Mapping


def opened(data: bytes) -> Container:
    return open_container(data, "hồ sơ.zip", "zip")


def packed(files: Mapping[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as writer:
        for name, content in files.items():
            writer.writestr(name, content)
    return file.getvalue()


def named(raw: bytes, extra: bytes = b"") -> bytes:
    """An archive of one file whose name is written in these very bytes, in an encoding left unsaid."""
    entry = zipfile.ZipInfo("?" * len(raw))
    entry.extra = extra
    return packed({entry: b"M3"}).replace(b"?" * len(raw), raw)


def names(container: Container) -> list[str]:
    return [member.name for member in container.members]


def reasons(container: Container) -> dict[str, str]:
    return dict(container.refusals)


def test_files_keep_their_folders() -> None:
    data = packed({"Xã Cao Xá/": b"", "Xã Cao Xá/M3.xlsx": b"1", "M4.xlsx": b"2"})
    assert opened(data) == Container("zip", (Member("Xã Cao Xá/M3.xlsx", b"1"), Member("M4.xlsx", b"2")))


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("Xã Lý Cốt.xlsx".encode(), "Xã Lý Cốt.xlsx"),
        ("Xa\u0303 Ngo\u0323c Vân.xlsx".encode("cp1258"), "Xã Ngọc Vân.xlsx"),
        ("Café.xlsx".encode("cp437"), "Café.xlsx"),
        (b"M3\\Cao Xa.xlsx", "M3/Cao Xa.xlsx"),
        ("Xa\u0303 Cao Xa\u0301.xlsx".encode(), "Xã Cao Xá.xlsx"),
    ],
)
def test_names_are_read_in_the_packers_encoding(raw: bytes, name: str) -> None:
    assert names(opened(named(raw))) == [name]


def test_the_unicode_path_field_wins_if_it_was_made_for_this_name() -> None:
    raw = b"Xa Cao Xa.xlsx"
    path = "Xã Cao Xá.xlsx".encode()
    for checksum, name in ((zlib.crc32(raw), "Xã Cao Xá.xlsx"), (1, "Xa Cao Xa.xlsx")):
        content = struct.pack("<BL", 1, checksum) + path
        extra = struct.pack("<HH", 0x7075, len(content)) + content
        assert names(opened(named(raw, extra))) == [name]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/M4.xlsx", "M4.xlsx"),
        ("C:/Users/VP/M3 Phúc Sơn.xlsx", "Users/VP/M3 Phúc Sơn.xlsx"),
        ("D:\\M3.xlsx", "M3.xlsx"),
        ("//may/chung/M3.xlsx", "may/chung/M3.xlsx"),
    ],
)
def test_a_whole_path_of_another_machine_is_none_of_ours(path: str, name: str) -> None:
    assert names(opened(packed({path: b"1"}))) == [name]


@pytest.mark.parametrize("path", ["../M3.xlsx", "a/../../M3.xlsx", "..\\M3.xlsx", "/../M3.xlsx", "C:/../M3.xlsx"])
def test_a_path_that_leads_elsewhere_is_refused_and_not_forgotten(path: str) -> None:
    container = opened(packed({path: b"1", "M4.xlsx": b"2"}))
    assert names(container) == ["M4.xlsx"]
    assert list(reasons(container).values()) == [reason("unsafe-path")]


def test_a_link_is_refused() -> None:
    entry = zipfile.ZipInfo("M3.xlsx")
    entry.create_system, entry.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    assert reasons(opened(packed({entry: b"/etc/passwd"}))) == {"M3.xlsx": reason("member-is-link")}


def test_a_locked_file_is_refused_for_its_password() -> None:
    data = bytearray(packed({"M3.xlsx": b"1"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert "có mật khẩu" in reasons(opened(bytes(data)))["M3.xlsx"]


def test_two_files_of_one_name_are_both_kept() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as writer:
        writer.writestr("a/M3.xlsx", b"1")
        with pytest.warns(UserWarning, match="Duplicate name"):
            writer.writestr("a/M3.xlsx", b"2")
    assert opened(file.getvalue()).members == (Member("a/M3.xlsx", b"1"), Member("a/M3 (2).xlsx", b"2"))


def test_what_is_too_large_is_refused_and_the_rest_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded_objects, "MAX_MEMBER", 1000)
    container = opened(packed({"to.bin": bytes(1001), "M3.xlsx": bytes(1000)}))
    assert names(container) == ["M3.xlsx"]
    assert reasons(container) == {"to.bin": reason("member-too-big", most=0)}


def test_the_total_is_limited_and_the_rest_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded_objects, "MAX_TOTAL", 1500)
    container = opened(packed({"1.bin": bytes(1000), "2.bin": bytes(1000), "3.bin": bytes(500)}))
    assert names(container) == ["1.bin", "3.bin"]
    assert reasons(container) == {"2.bin": reason("members-too-big", total=0)}


def test_a_file_larger_than_its_header_says_is_damaged_not_unpacked() -> None:
    data = packed({"bom.bin": bytes(1_000_000)})
    lying = data.replace(struct.pack("<I", 1_000_000), struct.pack("<I", 10))
    assert reasons(opened(lying)) == {"bom.bin": "tệp bị hỏng hoặc bị cắt cụt, không mở được"}


def test_a_damaged_file_is_refused_and_the_rest_is_taken() -> None:
    data = packed({"M3.xlsx": b"danh sach" * 9, "M4.xlsx": b"con nguyen"}, zipfile.ZIP_STORED)
    container = opened(data.replace(b"danh sach", b"danh XXXX", 1))
    assert names(container) == ["M4.xlsx"]
    assert list(reasons(container)) == ["M3.xlsx"]


def test_a_strange_compression_is_refused() -> None:
    data = bytearray(packed({"M3.xlsx": b"1"}))
    struct.pack_into("<H", data, 8, 9)
    struct.pack_into("<H", data, data.index(b"PK\x01\x02") + 10, 9)
    assert reasons(opened(bytes(data))) == {"M3.xlsx": reason("strange-packing")}


def test_too_many_files_are_not_opened_at_all() -> None:
    with pytest.raises(Unreadable, match="quá nhiều tệp"):
        opened(packed({f"{number}.xlsx": b"" for number in range(limits.MAX_MEMBERS + 1)}, zipfile.ZIP_STORED))


@pytest.mark.parametrize("kept", [0, 4, 40, -30])
def test_a_broken_archive_is_unreadable(kept: int) -> None:
    with pytest.raises(Unreadable):
        opened(packed({"M3.xlsx": b"1"})[:kept])


@pytest.mark.parametrize("folder", ["M3_files", "M3.files"])
def test_a_saved_web_page_and_its_companions_are_one_member(folder: str) -> None:
    frames = b"<html><frameset><frame src='sheet001.htm'></frameset></html>"
    page = b"<html><table><tr><td>STT</td></tr></table></html>"
    files: dict[str | zipfile.ZipInfo, bytes] = {
        "a/M3.htm": frames,
        f"a/{folder}/sheet001.htm": page,
        f"a/{folder}/style.css": b"td {}",
    }
    container = opened(packed({**files, f"a/{folder}/M1.xlsx": b"of a person"}))
    assert names(container) == ["a/M3.htm", f"a/{folder}/M1.xlsx"]
    assert sniff(container.members[0].data) == "mhtml"
    assert read(container.members[0].data, "M3.htm").sheets[0].rows[0].cells == ("STT",)
    assert [name for name, _ in container.trifles] == [f"a/{folder}/sheet001.htm", f"a/{folder}/style.css"]


@pytest.mark.parametrize(
    ("room", "fits"),
    [
        (Room(), True), (Room(bytes=2000), True), (Room(bytes=1999), False),
        (Room(bytes=9999, members=2), True), (Room(bytes=9999, members=1), False),
    ],
)  # fmt: skip
def test_an_archive_that_says_that_it_is_too_large_for_its_room_stays_closed(*, room: Room, fits: bool) -> None:
    data = packed({"1.bin": bytes(1000), "2.bin": bytes(1000)})
    if fits:
        check_sizes(data, room)
        return
    with pytest.raises(Unreadable, match="vượt quá"):
        check_sizes(data, room)


def test_an_archive_in_an_archive_is_one_member() -> None:
    inner = packed({"M3.xlsx": b"1"})
    assert opened(packed({"trong.zip": inner})).members == (Member("trong.zip", inner),)


def test_opening_containers_loads_no_heavy_library() -> None:
    heavy = "{'pandas', 'openpyxl', 'docx', 'olefile'}"
    code = f"import sys, aggregator.read.dispatch; print({heavy} & {{*sys.modules}})"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "set()"
