"""What is taken out of a mail (.eml)."""

from __future__ import annotations

import base64
import datetime as dt
from email.message import EmailMessage

import pytest

from aggregator.errors import Unreadable
from aggregator.model import Container, Member
from aggregator.read.containers import open_container

BOOK = b"PK\x03\x04" + bytes(range(256))
BOOK_64 = base64.encodebytes(BOOK)
EMBLEM = bytes(2000)


def opened(data: bytes) -> Container:
    return open_container(data, "thư.eml", "eml")


def mail(*parts: bytes, head: str = "", boundary: str = "XX") -> bytes:
    """A mail by hand: its text, and parts with their own headers."""
    top = f"{head}MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary={boundary}\n\n".encode()
    cut = f"--{boundary}".encode()
    text = b"Content-Type: text/plain; charset=utf-8\n\nKinh gui Ban Dan van"
    return top + b"".join(cut + b"\n" + part + b"\n" for part in (text, *parts)) + cut + b"--\n"


def attached(disposition: bytes, kind: bytes = b"application/octet-stream", body: bytes = BOOK_64) -> bytes:
    head = b"Content-Type: " + kind + b"\nContent-Disposition: " + disposition
    return head + b"\nContent-Transfer-Encoding: base64\n\n" + body


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        (b'attachment; filename="M4.xlsx"', "M4.xlsx"),
        (b"attachment; filename=M4 Nha Nam.xlsx", "M4 Nha Nam.xlsx"),
        (b"attachment; filename*=UTF-8''M4%20Nh%C3%A3%20Nam.xlsx", "M4 Nhã Nam.xlsx"),
        (b"attachment; filename*0*=UTF-8''M4%20Nh%C3%A3; filename*1=\" Nam.xlsx\"", "M4 Nhã Nam.xlsx"),
        (b'attachment; filename="=?utf-8?B?TTQgTmjDoyBOYW0ueGxzeA==?="', "M4 Nhã Nam.xlsx"),
        (b'attachment; filename="=?utf-8?Q?M4_Nh=C3?= =?utf-8?Q?=A3_Nam.xlsx?="', "M4 Nhã Nam.xlsx"),
        ('attachment; filename="M4 Nhã Nam.xlsx"'.encode(), "M4 Nhã Nam.xlsx"),
        ("attachment; filename=M4 Nhã Nam.xlsx".encode(), "M4 Nhã Nam.xlsx"),
        (b'attachment; filename="C:\\\\Users\\\\an\\\\M4.xlsx"', "M4.xlsx"),
        (b'attachment; filename="../../M4.xlsx"', "M4.xlsx"),
        (b'attachment; filename="M4\n .xlsx"', "M4 .xlsx"),
    ],
)
def test_file_names_are_read_however_they_are_written(disposition: bytes, name: str) -> None:
    assert opened(mail(attached(disposition))).members == (Member(name, BOOK),)


def test_the_name_may_stand_in_the_content_type_only() -> None:
    part = attached(b"attachment", b'application/vnd.ms-excel; name="M3.xls"')
    assert opened(mail(part)).members == (Member("M3.xls", BOOK),)


def test_an_attachment_without_a_name_gets_one_with_the_right_ending() -> None:
    members = opened(mail(attached(b"attachment", b"application/pdf"))).members
    assert members == (Member("tệp đính kèm.pdf", BOOK),)


def test_a_mail_made_by_the_library_is_read() -> None:
    message = EmailMessage()
    message["From"] = "Nhã Nam <nhanam@tanyen.vn>"
    message["Subject"] = "Thị trấn Nhã Nam gửi danh sách M3"
    message["Date"] = "Tue, 27 Feb 2024 16:59:00 +0700"
    message.set_content("Kính gửi")
    message.add_attachment(BOOK, maintype="application", subtype="vnd.ms-excel", filename="M3 Nhã Nam.xls")
    assert opened(message.as_bytes()) == Container(
        "eml",
        (Member("M3 Nhã Nam.xls", BOOK),),
        sent=dt.datetime(2024, 2, 27, 9, 59, tzinfo=dt.UTC),
        sender="nhanam@tanyen.vn",
        subject="Thị trấn Nhã Nam gửi danh sách M3",
    )


def test_the_topmost_received_says_when_it_came() -> None:
    head = (
        "Received: from mx (mx [10.0.0.1]); by tanyen;\n Tue, 27 Feb 2024 17:00:05 +0700 (ICT)\n"
        "Received: from pc by mx; Tue, 27 Feb 2024 16:00:00 +0700\n"
        "From: a@b.vn\n"
    )
    assert opened(mail(head=head)).received == dt.datetime(2024, 2, 27, 10, 0, 5, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    "date", ["", "hôm qua", "Tue, 99 Feb 2024 16:00:00 +0700", "Tue, 27 Feb 2024 16:00:00 +9999"]
)
def test_a_bad_date_is_no_date(date: str) -> None:
    container = opened(mail(head=f"Received: by x; {date}\nDate: {date}\n"))
    assert (container.received, container.sent) == (None, None)


def test_subjects_are_decoded_even_if_the_sender_broke_the_rules() -> None:
    assert opened("Subject: Xã Cao Xá gửi M3\n\n".encode()).subject == "Xã Cao Xá gửi M3"
    assert opened(b"Subject: =?utf-8?B?!!!?=\n\n").subject is not None
    assert opened(b"Subject: =?no-such?Q?M3?=\n\n").subject == "M3"


def test_a_mail_without_attachments_has_no_members() -> None:
    assert opened(mail(head="From: a@b.vn\n")) == Container("eml", (), sender="a@b.vn")
    assert opened(b"From: a@b.vn\n\nchi co chu").members == ()


def test_two_attachments_of_one_name_are_both_kept() -> None:
    part = attached(b'attachment; filename="M4.xlsx"')
    assert [member.name for member in opened(mail(part, part, part)).members] == [
        "M4.xlsx",
        "M4 (2).xlsx",
        "M4 (3).xlsx",
    ]


def test_a_forwarded_mail_is_one_member() -> None:
    inner = mail(attached(b'attachment; filename="M4.xlsx"'), head="Subject: M4 TTYT\n", boundary="YY")
    outer = opened(mail(b"Content-Type: message/rfc822\n\n" + inner))
    assert [member.name for member in outer.members] == ["M4 TTYT.eml"]
    assert opened(outer.members[0].data).members == (Member("M4.xlsx", BOOK),)


def test_a_forwarded_mail_wrongly_in_base64_is_read_too() -> None:
    inner = mail(attached(b'attachment; filename="M4.xlsx"'), head="Subject: M4\n", boundary="YY")
    part = attached(b'attachment; filename="cu.eml"', b"message/rfc822", base64.encodebytes(inner))
    outer = opened(mail(part))
    assert opened(outer.members[0].data).members == (Member("M4.xlsx", BOOK),)


def test_an_emblem_in_the_text_is_no_attachment_but_a_photograph_is() -> None:
    emblem = base64.encodebytes(EMBLEM)
    photo = base64.encodebytes(EMBLEM * 100)
    inline = b'inline; filename="image001.png"'
    container = opened(mail(attached(inline, b"image/png", emblem), attached(inline, b"image/png", photo)))
    assert [len(member.data) for member in container.members] == [len(EMBLEM) * 100]
    assert container.refused == ()


def test_an_attached_image_is_kept_however_small() -> None:
    part = attached(b'attachment; filename="M3.jpg"', b"image/jpeg", base64.encodebytes(EMBLEM))
    assert [member.name for member in opened(mail(part)).members] == ["M3.jpg"]


@pytest.mark.parametrize(
    ("name", "kind", "reason"),
    [
        (b"winmail.dat", b"application/ms-tnef", "winmail.dat"),
        (b"winmail.dat", b"application/octet-stream", "winmail.dat"),
        (b"smime.p7s", b"application/pkcs7-signature", "chữ ký số"),
    ],
)
def test_what_cannot_be_opened_is_refused_with_the_reason(name: bytes, kind: bytes, reason: str) -> None:
    container = opened(mail(attached(b"attachment; filename=" + name, kind)))
    assert container.members == ()
    assert [(who, reason in why) for who, why in container.refused] == [(name.decode(), True)]


def test_a_truncated_mail_gives_what_there_is() -> None:
    data = mail(attached(b'attachment; filename="M4.xlsx"'))
    (member,) = opened(data[:-60]).members
    assert member.name == "M4.xlsx"
    assert BOOK.startswith(member.data)


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x03\x04 no mail", b"From: a@b.vn\nContent-Type: multipart/mixed; boundary=XX\n\nno parts"],
)
def test_a_broken_mail_is_unreadable(data: bytes) -> None:
    with pytest.raises(Unreadable):
        opened(data)
