"""What is taken out of a mail that Outlook saved (.msg)."""

from __future__ import annotations

import datetime as dt
import struct

import pytest

from aggregator.nouns.document import Container, Member, Unreadable
from aggregator.read.dispatch import open_container
from aggregator.read.rtf import unpack_rtf
from tests.read.cfb import Tree, compound

FIXED = "__properties_version1.0"
BOOK = b"PK\x03\x04" + bytes(5000)
SENT = dt.datetime(2024, 2, 26, 8, 30, tzinfo=dt.UTC)


def text(tag: str, value: str) -> dict[str, bytes]:
    return {f"__substg1.0_{tag}001F": value.encode("utf-16-le")}


def time(tag: int, value: dt.datetime) -> bytes:
    ticks = (value - dt.datetime(1601, 1, 1, tzinfo=dt.UTC)) // dt.timedelta(microseconds=1) * 10
    return struct.pack("<HHIQ", 0x0040, tag, 6, ticks)


def attachment(name: str, content: bytes | None, method: int = 1, more: dict[str, bytes] | None = None) -> Tree:
    kept: Tree = {} if content is None else {"__substg1.0_37010102": content}
    way = bytes(8) + struct.pack("<HHIII", 0x0003, 0x3705, 6, method, 0)
    return {**text("3707", name), **kept, FIXED: way, **(more or {})}


def mail(*attachments: Tree, fixed: bytes = b"", **streams: bytes) -> bytes:
    numbered: Tree = {f"__attach_version1.0_#{index:08X}": each for index, each in enumerate(attachments)}
    return compound({FIXED: bytes(32) + fixed, **streams, **numbered})


def opened(data: bytes) -> Container:
    return open_container(data, "thư.msg", "msg")


def test_attachments_keep_their_long_names() -> None:
    members = opened(mail(attachment("M4 Nhã Nam.xlsx", BOOK), attachment("M1.docx", b"small"))).members
    assert members == (Member("M4 Nhã Nam.xlsx", BOOK), Member("M1.docx", b"small"))


def test_a_short_name_serves_where_there_is_no_long_one() -> None:
    tree: Tree = {FIXED: bytes(8), "__substg1.0_37010102": b"x", "__substg1.0_3704001E": b"M4NHAN~1.XLS"}
    assert [member.name for member in opened(mail(tree)).members] == ["M4NHAN~1.XLS"]


def test_two_attachments_of_one_name_are_both_kept() -> None:
    members = opened(mail(attachment("M4.xlsx", b"1"), attachment("M4.xlsx", b"2"))).members
    assert members == (Member("M4.xlsx", b"1"), Member("M4 (2).xlsx", b"2"))


def test_the_mails_own_headers_say_when_it_came() -> None:
    transport = (
        "Received: from a by b; Tue, 27 Feb 2024 08:15:00 +0700\r\n"
        "Received: from c by a; Tue, 27 Feb 2024 08:14:00 +0700\r\n"
        "From: =?utf-8?q?Nh=C3=A3_Nam?= <nhanam@tanyen.vn>\r\n"
        "Date: Tue, 27 Feb 2024 08:13:00 +0700\r\n\r\n"
    )
    said = {**text("007D", transport), **text("0037", "Danh sách M3")}
    container = opened(mail(fixed=time(0x0E06, SENT), **said))
    assert container.received_at == dt.datetime(2024, 2, 27, 1, 15, tzinfo=dt.UTC)
    assert container.sent_at == dt.datetime(2024, 2, 27, 1, 13, tzinfo=dt.UTC)
    assert (container.sender, container.subject) == ("Nhã Nam <nhanam@tanyen.vn>", "Danh sách M3")


def test_without_headers_the_properties_say_when_it_came() -> None:
    fixed = time(0x0039, SENT) + time(0x0E06, SENT + dt.timedelta(minutes=2))
    container = opened(mail(fixed=fixed))
    assert (container.sent_at, container.received_at) == (SENT, SENT + dt.timedelta(minutes=2))


def test_a_time_beyond_the_calendar_is_no_time() -> None:
    assert opened(mail(fixed=struct.pack("<HHIQ", 0x0040, 0x0E06, 6, 2**64 - 1))).received_at is None


def test_the_sender_is_an_address_of_the_world_not_of_the_office() -> None:
    office = text("0C1F", "/O=HUYENUY/CN=NHANAM")
    assert opened(mail(**office)).sender is None
    assert opened(mail(**office, **text("5D01", "nhanam@tanyen.vn"))).sender == "nhanam@tanyen.vn"


def test_text_in_a_code_page_is_read() -> None:
    container = opened(mail(**{"__substg1.0_0037001E": "Xã Cao Xá".encode()}))
    assert container.subject == "Xã Cao Xá"


def inner_mail(*attachments: Tree, fixed: bytes = b"", **streams: bytes) -> Tree:
    """A mail that another holds: it has shorter fixed properties."""
    numbered: Tree = {f"__attach_version1.0_#{index:08X}": each for index, each in enumerate(attachments)}
    return {FIXED: bytes(24) + fixed, **streams, **numbered}


def holding(name: str, inner: Tree) -> Tree:
    more: Tree = {"__substg1.0_3701000D": inner}
    return {**attachment(name, None, 5), **more}


def test_a_mail_within_a_mail_is_a_member_with_its_own_time_and_sender() -> None:
    said = {**text("0037", "Xã Quế Nham gửi M3"), **text("5D01", "quenham@x.vn"), **text("1000", "Kính gửi")}
    inner = inner_mail(attachment("M3.xlsx", BOOK), fixed=time(0x0E06, SENT), **said)
    (member,) = opened(mail(holding("FW/ cũ", inner), fixed=time(0x0E06, SENT + dt.timedelta(days=3)))).members
    letter = open_container(member.data, member.name, "eml")
    assert member.name == "FW- cũ.eml"
    assert member.data == opened(mail(holding("FW/ cũ", inner))).members[0].data  # the same bytes in every run
    assert letter.members == (Member("M3.xlsx", BOOK),)
    assert (letter.received_at, letter.sender, letter.subject) == (SENT, "quenham@x.vn", "Xã Quế Nham gửi M3")
    assert letter.text == "Kính gửi"


def test_mails_within_mails_are_opened_down_to_the_last() -> None:
    tree = inner_mail(attachment("M3.xlsx", BOOK))
    for depth in range(3):
        tree = inner_mail(holding(f"thư {depth}", tree))
    (member,) = opened(mail(holding("thư", tree))).members
    for _ in range(3):
        (member,) = open_container(member.data, member.name, "eml").members
    (member,) = open_container(member.data, member.name, "eml").members
    assert member == Member("M3.xlsx", BOOK)


@pytest.mark.parametrize("wide", [False, True])
def test_the_text_of_the_mail_is_read_with_its_table(*, wide: bool) -> None:
    page = "<html><body><p>Xã Cao Xá</p><table><tr><td>STT</td><td>Tên mô hình</td></tr></table></body></html>"
    said = text("1013", page) if wide else {"__substg1.0_10130102": page.encode()}
    container = opened(mail(**said, **text("0037", "M3")))
    assert container.body is not None
    assert [row.cells for row in container.body.sheets[0].rows] == [("Xã Cao Xá",), ("STT", "Tên mô hình")]
    assert container.text is not None
    assert container.text.startswith("Xã Cao Xá")


REASONS = [(5, "lồng trong thư"), (6, "đối tượng nhúng"), (2, "liên kết")]


@pytest.mark.parametrize(("method", "reason"), REASONS)
def test_what_is_no_file_is_refused_with_the_reason(method: int, reason: str) -> None:
    container = opened(mail(attachment("thư cũ", None, method)))
    assert container.members == ()
    assert [(name, reason in why) for name, why in container.refusals] == [("thư cũ", True)]


def test_the_emblem_of_a_signature_is_no_attachment() -> None:
    shown = {**text("370E", "image/png"), **text("3712", "image001")}
    emblem = attachment("image001.png", b"png", more=shown)
    assert opened(mail(emblem)) == Container("msg", ())


@pytest.mark.parametrize("cut", [0, 100, 600, 1500])
def test_a_damaged_mail_is_unreadable_or_gives_nothing_false(cut: int) -> None:
    with pytest.raises(Unreadable):
        opened(mail(attachment("M4.xlsx", BOOK))[:cut])


RICH = rb"{\rtf1\ansi\ansicpg1258{\fonttbl{\f0 Arial;}}"
TABLE = rb"\trowd\cellx100\cellx900\intbl STT\cell\intbl T\u234?n m\'f4 h\u236?nh\cell\row\pard\par "
PAGE = (
    rb"\fromhtml1 {\*\htmltag64 <p>}\htmlrtf {\f0 \htmlrtf0 X\u227? Cao X\u225?"
    rb"{\*\htmltag72 </p>}\htmlrtf \par}\htmlrtf0 "
)
CELLS = (
    rb"{\*\htmltag64 <table><tr><td>}STT{\*\htmltag64 </td><td>}T\u234?n m\u244? h\u236?nh{\*\htmltag72 </table>}"
)
QUOTED = rb"\par From: Ban D\u226?n v\u7853?n\par Sent: 20/02/2024\par To: x\par "


def rich(data: bytes) -> bytes:
    return struct.pack("<IIII", len(data) + 12, len(data), 0x414C454D, 0) + data


@pytest.mark.parametrize(
    ("data", "rows"),
    [
        (RICH + rb"X\u227? Cao X\u225?\par " + TABLE + b"}", [("Xã Cao Xá",), ("STT", "Tên mô hình")]),
        (RICH + PAGE + CELLS + b"}", [("Xã Cao Xá",), ("STT", "Tên mô hình")]),
        (
            RICH + rb"\fromhtml1 \u-10179?\u-8703?{\*\htmltag64 <table><tr><td>}x{\*\htmltag64 <td>}\u-10179?}",
            [("😁",), ("x", "\ufffd")],
        ),
        (RICH + rb"X\u227? Cao X\u225? xin h\u7887?i" + QUOTED + TABLE + b"}", [("Xã Cao Xá xin hỏi",)]),
        (b"\x7f\x01", None),
        (RICH[:9], None),
    ],
)
def test_a_text_that_stands_in_rich_text_alone_is_read(data: bytes, rows: list[tuple[str, ...]] | None) -> None:
    body = opened(mail(**{"__substg1.0_10090102": rich(data)}, **text("0037", ""))).body
    assert (body and [row.cells for row in body.sheets[0].rows if row.texts != [""]]) == rows


@pytest.mark.parametrize(
    ("packed", "plain"),  # the two examples of the standard
    [
        (
            "2d0000002b0000004c5a4675f1c5c7a703000a00726370673132354232 0af32068656c090020627705b06c647d0a800fa0",
            b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n",
        ),
        ("1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0", b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}"),
        ("1a0000001c0000004c5a4675e2d44b5141000420", b"{\\rtf1 "),
        ("", b""),
    ],
)
def test_packed_rich_text_is_unpacked_as_far_as_it_goes(packed: str, plain: bytes) -> None:
    assert unpack_rtf(bytes.fromhex(packed)) == plain
