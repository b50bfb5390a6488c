"""What is taken out of a mail (.eml)."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from aggregator.nouns.document import Container, Member, Notice, Unreadable
from aggregator.nouns.finding import reason
from aggregator.read.dispatch import open_container
from aggregator.read.kinds import sniff
from aggregator.read.mail_parts import moment
from tests.read.envelopes import ENCRYPTED, encrypted, signed, tnef

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
        (b'attachment; filename="12/BC-UBND M4.xlsx"', "12-BC-UBND M4.xlsx"),
        (b"attachment; filename*=''M4%20Nh%C3%A3%20Nam.xlsx", "M4 Nhã Nam.xlsx"),
        (b"attachment; filename=\"M4 Nh? Nam.xlsx\"; filename*=UTF-8''M4%20Nh%C3%A3%20Nam.xlsx", "M4 Nhã Nam.xlsx"),
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
    assert replace(opened(message.as_bytes()), body=None) == Container(
        "eml",
        (Member("M3 Nhã Nam.xls", BOOK),),
        sent_at=dt.datetime(2024, 2, 27, 9, 59, tzinfo=dt.UTC),
        sender="Nhã Nam <nhanam@tanyen.vn>",
        subject="Thị trấn Nhã Nam gửi danh sách M3",
        text="Kính gửi",
    )


def test_the_topmost_received_says_when_it_came() -> None:
    head = (
        "Received: from mx (mx [10.0.0.1]); by tanyen;\n Tue, 27 Feb 2024 17:00:05 +0700 (ICT)\n"
        "Received: from pc by mx; Tue, 27 Feb 2024 16:00:00 +0700\n"
        "From: a@b.vn\n"
    )
    assert opened(mail(head=head)).received_at == dt.datetime(2024, 2, 27, 10, 0, 5, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    "date",
    [
        "", "hôm qua", "Tue, 99 Feb 2024 16:00:00 +0700", "Fri, 31 Dec 9999 23:59:59 +0700",
        "Sat, 01 Jan 0000 00:00:00 +0000", "Thu, 1 Jan 1970 00:00:00 +0000", "Mon, 1 Jan 0024 00:00:00 +0700",
    ],
)  # fmt: skip
def test_a_bad_date_is_no_date_and_a_doubt(date: str) -> None:
    container = opened(mail(head=f"Received: by x; {date}\nDate: {date}\n"))
    assert (container.received_at, container.sent_at, container.time_doubtful) == (None, None, bool(date))


HALF_PAST_NINE = dt.datetime(2024, 2, 27, 14, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    "date",
    [
        "Tue, 27 Feb 2024 21:30:00 +0700", "Tue, 27 Feb 2024 21:30:00 ICT", "27 Feb 2024 21:30:00 GMT+07:00",
        "27 Feb 2024 21:30:00 GMT+7", "Tue Feb 27 2024 21:30:00 GMT+0700 (Indochina Time)",
        "27 Feb 2024 21:30 UTC+7", "Tue, 27 Feb 2024 21:30:00 (Indochina Time)",
        "Tue, 27 Feb 2024 21:30:00 SE Asia Standard Time",
        "Tue, 27 Feb 2024 9:30:00 PM +0700", "Tue Feb 27 21:30:00 ICT 2024", "2024-02-27T21:30:00+07:00",
        "Tue, 27 Feb 2024 14:30:00 GMT", "Tue, 27 Feb 2024 14:30:00 -0000", "27 Feb 24 14:30:00 Z",
        "Tue, 27 Feb 2024 09:30:00 EST", "Tue, 27 Feb 2024 21:30:00 Giờ Đông Dương", "Tue Feb 27 21:30:00 2024 +07",
    ],
)  # fmt: skip
def test_zones_are_understood_however_they_are_written(date: str) -> None:
    container = opened(mail(head=f"Date: {date}\n"))
    assert (container.sent_at, container.time_doubtful) == (HALF_PAST_NINE, False)


@pytest.mark.parametrize("zone", ["", "XYZ", "+9999", "(giờ máy chủ)", "QQ+QQ"])
def test_a_zone_that_nobody_knows_makes_the_time_doubtful_and_is_read_as_ours(zone: str) -> None:
    container = opened(mail(head=f"Received: by x; Tue, 27 Feb 2024 21:30:00 {zone}\n"))
    assert (container.received_at, container.time_doubtful) == (HALF_PAST_NINE, True)


@given(st.text(max_size=60), st.text("0123456789:+- ,FebMonGT()", max_size=60))
def test_no_date_stops_a_mail(first: str, second: str) -> None:
    for written in (first, second, f"27 Feb 2024 {second}"):
        at, sure = moment(written)
        assert at is not None or not sure


def test_subjects_are_decoded_even_if_the_sender_broke_the_rules() -> None:
    assert opened("Subject: Xã Cao Xá gửi M3\n\n".encode()).subject == "Xã Cao Xá gửi M3"
    assert opened(b"Subject: =?utf-8?B?!!!?=\n\n").subject is not None
    assert opened(b"Subject: =?no-such?Q?M3?=\n\n").subject == "M3"


def test_a_mail_without_attachments_has_no_members() -> None:
    container = opened(mail(head="From: a@b.vn\n"))
    assert (container.members, container.sender, container.text) == ((), "a@b.vn", "Kinh gui Ban Dan van")
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


@pytest.mark.parametrize("size", [19, 100, 56, 3001])
def test_base64_of_chunks_that_are_padded_each_is_joined(size: int) -> None:
    chunks = b"".join(base64.encodebytes(BOOK[at : at + size]) for at in range(0, len(BOOK), size))
    outer = opened(mail(attached(b'attachment; filename="M3.xlsx"', body=chunks)))
    assert outer.members == (Member("M3.xlsx", BOOK),)


LIST = "".join(f"<tr><td>{n}</td><td>Đường hoa số {n}</td></tr>" for n in range(1, 9))
PAGE = f"<p>Xã Cao Xá</p><table><tr><td>STT</td><td>Tên mô hình</td></tr>{LIST}</table>".encode()


@pytest.mark.parametrize("left", [400, 401, 402, 403])
def test_a_text_in_base64_that_breaks_off_is_read_as_far_as_it_goes(left: int) -> None:
    head = b"From: a@b.vn\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
    body = opened(head + base64.b64encode(PAGE)[:left]).body
    assert body is not None
    assert "Đường hoa số 3" in [text for row in body.sheets[0].rows for text in row.texts]
    assert Notice("cut-off") in body.sheets[0].notices


def test_a_text_in_a_mail_that_breaks_off_is_told_and_a_whole_one_is_not() -> None:
    top = b"From: a@b.vn\nContent-Type: multipart/alternative; boundary=XX\n\n--XX\n"
    text = "Content-Type: text/plain; charset=utf-8\n\nSTT\tTên mô hình\n1\tĐường hoa\n2\tĐường".encode()
    for end, codes in ((b"", ["cut-off"]), (b"\n--XX--\n", []), (bytes(20) + b"\n--XX--\n", ["cut-off"])):
        body = opened(top + text + end).body
        assert body is not None
        assert [notice.code for notice in body.sheets[0].notices] == codes


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
    assert container.refusals == ()


def test_an_attached_image_is_kept_however_small() -> None:
    part = attached(b'attachment; filename="M3.jpg"', b"image/jpeg", base64.encodebytes(EMBLEM))
    assert [member.name for member in opened(mail(part)).members] == ["M3.jpg"]


def test_a_signature_is_no_attachment_and_is_told() -> None:
    part = attached(b'attachment; filename="smime.p7s"', b"application/pkcs7-signature")
    container = opened(mail(part))
    assert (container.members, container.refusals) == ((), ())
    assert [(name, "chữ ký số" in reason) for name, reason in container.trifles] == [("smime.p7s", True)]


def test_the_second_half_of_a_macs_file_is_ignored() -> None:
    name = b'attachment; filename="M3.xlsx"'
    fork = attached(name, b"application/applefile", base64.encodebytes(b"\x00\x05\x16\x07" + bytes(40)))
    both = b"Content-Type: multipart/appledouble; boundary=YY\n\n--YY\n" + fork + b"\n--YY\n" + attached(name)
    container = opened(mail(both + b"\n--YY--\n"))
    assert container.members == (Member("M3.xlsx", BOOK),)
    assert [name for name, _ in container.trifles] == ["._M3.xlsx"]


def test_a_winmail_dat_is_opened_and_its_files_are_the_mails() -> None:
    for kind in (b"application/ms-tnef", b"application/octet-stream"):
        packed = base64.encodebytes(tnef({"M3 Song Vân.xlsx": BOOK}))
        container = opened(mail(attached(b"attachment; filename=winmail.dat", kind, packed)))
        assert container.members == (Member("M3 Song Vân.xlsx", BOOK),)


def test_a_broken_winmail_dat_is_refused_with_the_reason() -> None:
    for broken in (tnef({"M3.xlsx": BOOK})[:12] + b"\x01", tnef({})[:6] + b"\x07" * 200):
        packed = base64.encodebytes(broken)
        container = opened(mail(attached(b"attachment; filename=winmail.dat", body=packed)))
        assert container.members == ()
        assert container.refusals == (("winmail.dat", reason("damaged")),)
    whole = base64.encodebytes(tnef({}, "Xã Cao Xá gửi danh sách."))  # of a text alone nothing is missing
    assert opened(mail(attached(b"attachment; filename=winmail.dat", body=whole))).refusals == ()


@pytest.mark.parametrize("indefinite", [False, True])
def test_what_was_signed_as_a_whole_is_opened(*, indefinite: bool) -> None:
    inner = mail(attached(b'attachment; filename="M4.xlsx"'))
    envelope = base64.encodebytes(signed(inner, indefinite=indefinite))
    part = attached(b"attachment; filename=smime.p7m", b"application/pkcs7-mime", envelope)
    assert opened(mail(part, boundary="YY")).members == (Member("M4.xlsx", BOOK),)


def test_an_encrypted_mail_is_refused_for_that() -> None:
    part = attached(
        b"attachment; filename=smime.p7m", b"application/x-pkcs7-mime", base64.encodebytes(encrypted(b"?" * 40))
    )
    container = opened(mail(part))
    assert [(name, "mã hóa" in reason) for name, reason in container.refusals] == [("smime.p7m", True)]


@pytest.mark.parametrize("end", ["`\nend\n", " \nend\n", "end\n"])
def test_files_written_into_the_text_are_taken_out(end: str) -> None:
    lines = [binascii.b2a_uu(BOOK[at : at + 45]).decode() for at in range(0, len(BOOK), 45)]
    text = "Kinh gui.\n\nbegin 644 M3 Lam Cot.xlsx\n" + "".join(lines) + end + "\nTran trong.\n"
    container = opened(("From: a@b.vn\n\n" + text).encode())
    assert container.members == (Member("M3 Lam Cot.xlsx", BOOK),)
    assert container.text == "Kinh gui.\n\n\nTran trong."


@pytest.mark.parametrize("rest", ["", "\n", "\n--\nTran trong"])
def test_a_file_written_into_the_text_and_cut_is_taken_out_as_far_as_it_goes(rest: str) -> None:
    lines = "".join(binascii.b2a_uu(BOOK[at : at + 45]).decode() for at in range(0, 225, 45))
    container = opened(f"From: a@b.vn\n\nKinh gui.\n\nbegin 644 M3 tiep.xlsx\n{lines}{rest}".encode())
    assert container.members == (Member("M3 tiep.xlsx", BOOK[:225]),)
    assert container.text == f"Kinh gui.\n\n{rest}".strip()


WHOLE = "<p>Xã Cao Xá gửi danh sách đăng ký năm 2024</p><p>Nơi nhận: Như trên; lưu Văn phòng</p>"


@pytest.mark.parametrize(
    ("kind", "data", "said"),
    [
        (b"charset=utf-8", WHOLE.encode().replace("ơ".encode(), b"\xc6"), "danh sách đăng ký"),
        (b"", WHOLE.encode().replace("ơ".encode(), b"\xc6"), "danh sách đăng ký"),
        (b"charset=utf-8", WHOLE.encode()[:-5] + b"\xe1\xbb", "danh sách đăng ký"),
        (b"charset=windows-1258", "thôn Đông, đội Tư".encode("cp1258", "ignore"), "thôn Đông, đi Tư"),
        (b"charset=utf-8", "thôn Đông, đội Tư".encode("cp1258", "ignore"), "thôn Đông, đi Tư"),
    ],
)
def test_one_wrong_byte_makes_no_other_encoding_of_a_text(kind: bytes, data: bytes, said: str) -> None:
    container = opened(b"From: a@b.vn\nContent-Type: text/html; " + kind + b"\n\n" + data)
    assert said in (container.text or "")


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        (b"windows-1258", "X· Cao X¸ göi danh s¸ch ®¨ng ký, ®iÒn ®æi"),
        (b"windows-1252", "X· Cao X¸, dån ®iÒn ®æi thöa"),
    ],
)
def test_a_text_in_the_bytes_of_an_old_font_is_read(charset: bytes, text: str) -> None:
    raw = text.encode("cp1252")
    container = opened(b"From: a@b.vn\nContent-Type: text/plain; charset=" + charset + b"\n\n" + raw)
    assert container.text is not None
    assert container.text.startswith("Xã Cao Xá")
    assert "điền đổi" in container.text


@pytest.mark.parametrize("line", ["no header at all", "x" * 2000, "Gửi lại lần 2", "X-A: b\nwrapped\nagain"])
def test_a_line_among_the_headers_that_is_none_is_passed_over(line: str) -> None:
    data = mail(attached(b'attachment; filename="M4.xlsx"'), head=f"From: a@b.vn\n{line}\n")
    assert opened(data).members == (Member("M4.xlsx", BOOK),)
    assert (
        opened(b"From: a@b.vn\nKinh gui\nBan Dan van: xin gui\n\n.").text == "Kinh gui\nBan Dan van: xin gui\n\n."
    )
    part = attached(b'attachment; filename="M4.xlsx"')
    kind, rest = part.split(b"\n", 1)
    assert opened(mail(kind + f"\n{line}\n".encode() + rest)).members == (Member("M4.xlsx", BOOK),)
    (handed_on,) = opened(mail(b"Content-Type: message/rfc822\n\n" + data, boundary="YY")).members
    assert opened(handed_on.data).members == (Member("M4.xlsx", BOOK),)


@pytest.mark.parametrize("words", ["", "Kinh gui Ban Dan van\n\n"])
def test_a_mail_whose_text_is_encrypted_holds_what_nobody_can_read(words: str) -> None:
    locked = f"{words}-----BEGIN PGP MESSAGE-----\n\nhQEMA7x\n-----END PGP MESSAGE-----\n"
    container = opened(f"From: a@b.vn\nContent-Type: text/plain\n\n{locked}".encode())
    assert [(name, "mã hóa" in reason) for name, reason in container.refusals] == [("lời thư", True)]
    assert container.text == (words.strip() or None)
    quoted = "".join(f"> {line}\n" for line in locked.splitlines())
    assert not opened(f"From: a@b.vn\nContent-Type: text/plain\n\n{quoted}".encode()).refusals


@pytest.mark.parametrize(
    ("part", "name", "reason"),
    [
        (
            b'Content-Type: text/x-moz-deleted\nContent-Disposition: inline; filename="Deleted: M3.xlsx"\n\nYou',
            "M3.xlsx",
            "khỏi thư, chỉ còn lại tên tệp",
        ),
        (
            b"Content-Type: application/vnd.ms-excel; name=M3.xls\nX-Mozilla-Altered: AttachmentDetached\n\nYou",
            "M3.xls",
            "khỏi thư, chỉ còn lại tên tệp",
        ),
        (
            b"Content-Type: application/octet-stream; name=encrypted.asc\n\n-----BEGIN PGP MESSAGE-----\n",
            "encrypted.asc",
            "mã hóa",
        ),
        (
            attached(
                b"attachment; filename=smime.p7m",
                b"application/pkcs7-mime",
                base64.b64encode(b"0\x82\x10\0" + b"\x06\x09" + ENCRYPTED + b"\1" * 40),
            ),
            "smime.p7m",
            "mã hóa",
        ),
    ],
)
def test_what_is_deleted_or_locked_is_called_so(part: bytes, name: str, reason: str) -> None:
    assert [(file, reason in why) for file, why in opened(mail(part)).refusals] == [(name, True)]


def test_every_mail_of_a_folder_is_opened_and_quoted_lines_are_restored() -> None:
    book = attached(b"attachment; filename=M3.xlsx")
    letters = [mail(book, head=f"Subject: xa {n}\n") + b"\n>From nay\n\n" for n in (1, 2, 2)]
    data = b"".join(b"From - Mon Feb 26 09:12:00 2024\n" + letter for letter in letters)
    assert sniff(data) == "mbox"
    members = open_container(data, "thu.mbox", "mbox").members
    assert [member.name for member in members] == ["xa 1.eml", "xa 2.eml", "xa 2 (2).eml"]
    assert all(b"\nFrom nay" in member.data for member in members)
    assert [m.name for member in members for m in opened(member.data).members] == ["M3.xlsx"] * 3


def test_a_mail_as_apple_keeps_it_is_opened() -> None:
    letter = mail(attached(b"attachment; filename=M3.xlsx"), head="From: a@b.vn\n")
    data = f"{len(letter)}  \n".encode() + letter + b"<?xml version='1.0'?><plist/>"
    assert sniff(data) == "emlx"
    assert open_container(data, "1.emlx", "emlx").members == (Member("M3.xlsx", BOOK),)


def test_more_attachments_than_anybody_sends_are_one_unreadable_mail() -> None:
    part = attached(b"attachment; filename=a.txt", body=b"eA==\n")
    with pytest.raises(Unreadable, match="quá nhiều tệp"):
        opened(mail(*[part] * 1001))


OWN = "Xã Cao Xá xin gửi.\nNguyễn Văn An, 0912"
QUOTES = [
    "Vào Th 2, 26 thg 2, 2024 lúc 09:12 Ban Dân vận <bdv@x.vn> đã viết:\n> Đề nghị gửi danh sách",
    "On Mon, Feb 26, 2024 BDV <bdv@x.vn> wrote:\n> De nghi",
    "-----Original Message-----\nFrom: bdv\nDe nghi",
    "----- Thư gốc -----\nDe nghi",
    "From: bdv@x.vn\nSent: Monday\nTo: xa\nDe nghi",
    "Từ: Ban Dân vận\nĐã gửi: Thứ Hai\nTới: xã\nĐề nghị",
    "*From:* bdv@x.vn\n*Sent:* Monday\nDe nghi",
    "> De nghi",
]


@pytest.mark.parametrize("quote", QUOTES)
def test_the_senders_own_words_end_where_a_quoted_mail_begins(quote: str) -> None:
    head = "Subject: Re: M3\nContent-Type: text/plain; charset=utf-8\n\n"
    assert opened(f"{head}{OWN}\n\n{quote}\n".encode()).text == OWN


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        ("Nguyễn Thị Lan | Văn phòng | Đảng ủy xã Cao Xá | 0912 | lan@x.vn", True),
        ("1 | Trồng vải | Thôn Ngò | Tập thể | Cấp huyện", False),
        ("STT | Tên mô hình | Địa chỉ | Tập thể | Cấp\n- | Trồng vải | Thôn Ngò | Tập thể | Huyện", False),
    ],
)
def test_a_signature_in_cells_is_the_senders_words_and_a_row_of_a_list_is_not(lines: str, kept: bool) -> None:
    head = "Subject: M3\nContent-Type: text/plain; charset=utf-8\n\n"
    assert opened(f"{head}{OWN}\n\n{lines}\n".encode()).text == (f"{OWN}\n\n{lines}" if kept else OWN)


@pytest.mark.parametrize(
    "quote",
    [
        "<div style='border:none;border-top:solid #E1E1E1 1.0pt'>From: Ban Dân vận</div><p>Đề nghị</p>",
        "<p>-----Original Message-----<br>From: Ban Dân vận</p><p>Đề nghị</p>",
        "<div class='gmail_quote'>Đề nghị</div>", "<blockquote type='cite'>Đề nghị</blockquote>",
        "<div id='divRplyFwdMsg'>Đề nghị</div>", "<div id=appendonsend></div>Đề nghị",
    ],
)  # fmt: skip
def test_so_they_do_in_web_mail(quote: str) -> None:
    head = "Subject: Re: M3\nContent-Type: text/html; charset=utf-8\n\n"
    page = f"<html><style>p {{}}</style><body><p>Xã Cao Xá xin gửi.</p><p>Nguyễn Văn An, 0912</p>{quote}"
    assert opened(f"{head}{page}".encode()).text == OWN


@pytest.mark.parametrize("subject", ["Fwd: M3", "FW: M3", "Chuyển tiếp: M3"])
def test_of_a_mail_handed_on_what_is_handed_on_counts(subject: str) -> None:
    body = f"Gửi đồng chí.\n---------- Forwarded message ---------\nFrom: xa@x.vn\nDate: Monday\n\n{OWN}"
    text = opened(f"Subject: {subject}\nContent-Type: text/plain; charset=utf-8\n\n{body}".encode()).text
    assert text is not None
    assert OWN in text


@pytest.mark.parametrize(
    ("lines", "kept"), [("> Xã B không đăng ký mô hình.", False), (f"> {'|'.join('1abcd')}", True)]
)
def test_of_a_mail_handed_on_quoted_lines_say_nothing_but_may_hold_a_list(lines: str, kept: bool) -> None:
    head = "Subject: Fwd: M3\nContent-Type: text/plain; charset=utf-8\n\n"
    body = opened(f"{head}Xã sẽ gửi sau.\n\n{lines}\n".encode()).body
    assert body is not None
    assert (len(body.sheets[0].rows) == 3) is kept


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (
            "Xã Cao Xá đã gửi danh sách M3 ngày\n26/02/2024 vào hộp thư cũ, nay gửi lại.\nĐã gửi từ iPhone",
            ["Xã Cao Xá đã gửi danh sách M3 ngày 26/02/2024 vào hộp thư cũ, nay gửi lại"],
        ),
        ("Gửi bản mềm, bản giấy đã nộp trực tiếp.", ["Gửi bản mềm, bản giấy đã nộp trực tiếp"]),
        (
            "---------- Forwarded message ---------\nTừ: Xã Cao Xá <x@x.vn>\nDate: Th 2, 26 thg 2, 2024\n",
            ["Từ: Xã Cao Xá <x@x.vn>, Date: Th 2, 26 thg 2, 2024"],
        ),
        ("Xã xin gửi.\n> ---- Forwarded message ----\n> From: xa\n> Date: Monday\n", ["From: xa, Date: Monday"]),
        ("Xã gửi danh sách theo mẫu Ban Dân vận đã gửi.\nSẽ gửi lại bản có dấu.", []),
        # whether such a head is a unit's, ``whose`` knows
        (
            "Xã xin gửi.\n\nFrom: bdv@x.vn\nSent: 26/02/2024\nĐề nghị các đơn vị gửi lại.",
            ["> From: bdv@x.vn, Sent: 26/02/2024"],
        ),
        (
            "Em chuyển.\n\n*Từ:* Xã A <a@b.vn>\n*Ngày gửi:* 26/02/2024",
            ["> Từ: Xã A <a@b.vn>, Ngày gửi: 26/02/2024"],
        ),
        ("Thư gốc\nTừ Xã A\nNgày 26-02-2024 15:20", ["> Ngày 26-02-2024 15:20"]),
        ("Ngày 26/02/2024 Xã A gửi:\nKính gửi Ban", ["> Ngày 26/02/2024 Xã A gửi:"]),
        (
            "On Mon, Feb 26, 2024 at 3:20 PM Xã A <a@b.vn> wrote:\n> ds",
            ["> On Mon, Feb 26, 2024 at 3:20 PM Xã A <a@b.vn> wrote:"],
        ),
        ("Em chuyển danh sách xã A gửi em hôm 26/02.", ["Em chuyển danh sách xã A gửi em hôm 26/02"]),
        (
            "Danh sách này xã A nộp ngày 26/2, hôm nay mới chuyển.",
            ["Danh sách này xã A nộp ngày 26/2, hôm nay mới chuyển"],
        ),
        ("Các chi bộ nộp ngày 26/2 nên xã gửi muộn.", []),
        ("Hạn nộp ngày 27/02, xã xin gửi theo mẫu chị gửi em.", []),
        ("Xã xin gửi.\n> Các đơn vị đã gửi ngày 26/02", []),
        ("Xã gửi.\n\nVào 20/02/2024, UBND xã A <a@b.vn> đã viết:\n> Ban cho em hỏi mẫu M3 lấy ở đâu ạ?", []),
    ],
)
def test_what_says_that_the_list_was_sent_before_is_kept(body: str, words: list[str]) -> None:
    head = "Subject: M3\nContent-Type: text/plain; charset=utf-8\n\n"
    assert list(opened(f"{head}{body}".encode()).earlier_sendings) == words


@pytest.mark.parametrize(
    ("subject", "words"),
    [
        ("Re: DS", []),
        ("Trả lời: DS", []),
        ("Fwd: DS", ["Từ: Xã A, Ngày: 26/02/2024"]),
        ("DS", ["> Từ: Xã A, Ngày: 26/02/2024"]),
    ],
)
def test_what_an_answer_quotes_was_not_handed_on(subject: str, words: list[str]) -> None:
    head = f"Subject: {subject}\nContent-Type: text/plain; charset=utf-8\n\n"
    assert list(opened(f"{head}Xã gửi.\n\nTừ: Xã A\nNgày: 26/02/2024\n".encode()).earlier_sendings) == words


@pytest.mark.parametrize(
    "before", [b"\xef\xbb\xbf", b"\r\n\r\n", b">From canbo@example.vn Mon Feb 26 09:12:00 2024\n"]
)
def test_what_an_editor_or_a_mail_folder_leaves_before_the_headers_changes_nothing(before: bytes) -> None:
    data = before + mail(attached(b"attachment; filename=M3.xlsx"), head="From: a@b.vn\n")
    assert sniff(data) == "eml"
    assert opened(data).members == (Member("M3.xlsx", BOOK),)


def test_line_ends_that_were_made_new_twice_cut_no_mail() -> None:
    data = mail(attached(b"attachment; filename=M3.xlsx"), head="From: a@b.vn\n").replace(b"\n", b"\r\r\n")
    assert sniff(data) == "eml"
    assert opened(data).members == (Member("M3.xlsx", BOOK),)


@pytest.mark.parametrize("way", [b"base64 ", b"BASE64", b"base64; x", b'"base64"', b"base64 (by a gateway)"])
def test_how_an_attachment_is_packed_is_understood_with_what_stands_behind_it(way: bytes) -> None:
    part = attached(b"attachment; filename=M3.xlsx").replace(b"base64", way, 1)
    assert opened(mail(part)).members == (Member("M3.xlsx", BOOK),)


def test_an_attachment_may_be_packed_in_no_way_at_all() -> None:
    part = attached(b"attachment; filename=M3.xlsx", body=BOOK).replace(b"base64", b"binary", 1)
    data = mail(part, head="From: a@b.vn\n")
    assert sniff(data) == "eml"
    assert opened(data).members == (Member("M3.xlsx", BOOK),)


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


@pytest.mark.parametrize(
    ("written", "sender"),
    [
        ("=?utf-8?B?WMOjIENhbyBYw6E=?= <x@y.vn>", "Xã Cao Xá <x@y.vn>"),
        ('"VP, xa Cao Xa" <x@y.vn>', "VP xa Cao Xa <x@y.vn>"),
        ("x@y.vn", "x@y.vn"),
        ('"x@y.vn" <x@y.vn>', "x@y.vn"),
        ("Xa Cao Xa", None),
    ],
)
def test_the_sender_keeps_the_name_before_the_address(written: str, sender: str | None) -> None:
    mail = f"From: {written}\nTo: a@b.vn\nSubject: M3\nDate: Mon, 26 Feb 2024 09:00:00 +0700\n\nKinh gui\n"
    assert open_container(mail.encode(), "thu.eml", "eml").sender == sender


def test_blanks_behind_a_broken_line_of_quoted_printable_count_nothing() -> None:
    head = "From: a@b.vn\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
    assert opened(f"{head}=C4= \n=90=E1=BA=A2NG=\t\n =E1=BB=A6Y\n".encode()).text == "ĐẢNG ỦY"


def test_the_rows_of_a_list_in_a_mail_are_no_words_of_the_sender() -> None:
    row = "<tr><td>1</td><td>Thôn Ngò</td><td>Trồng hoa</td><td>x</td><td>Cấp huyện</td></tr>"
    page = f"<p>Kính gửi Ban.</p><table>{row}</table><p>Xin bỏ mô hình số 2.</p>"
    head = "From: a@b.vn\nContent-Type: text/{}; charset=utf-8\n\n"
    assert (opened(f"{head.format('html')}{page}".encode()).text or "").split() == [
        "Kính",
        "gửi",
        "Ban.",
        "Xin",
        "bỏ",
        "mô",
        "hình",
        "số",
        "2.",
    ]
    plain = "Kính gửi Ban.\n1\tThôn Ngò\tTrồng hoa\tx\tCấp huyện\nTrân trọng."
    assert opened(f"{head.format('plain')}{plain}".encode()).text == "Kính gửi Ban.\nTrân trọng."


def test_a_text_in_viscii_is_read() -> None:
    head = b"From: a@b.vn\nContent-Type: text/plain; charset=VISCII\n\n"
    assert opened(head + b"X\xe3 H\xfep \xd0\xd1c, \xd0\x06y").text == "Xã Hợp Đức, ĐẪy"


@pytest.mark.parametrize(
    ("subject", "body", "lines"),
    [
        ("Phòng Y tế không đăng ký", "", ["Phòng Y tế không đăng ký"]),
        ("Re: Phòng Y tế không đăng ký", "", None),
        ("Phòng Y tế", "Không đăng ký", ["Phòng Y tế", "Không đăng ký"]),
        ("", "", None),
    ],
)
def test_a_subject_of_its_own_may_be_all_that_a_mail_says(subject: str, body: str, lines: list[str] | None) -> None:
    head = f"Subject: {subject}\nContent-Type: text/plain; charset=utf-8\n\n"
    found = opened(f"{head}{body}".encode()).body
    assert (found and [row.cells[0] for row in found.sheets[0].rows]) == lines


def test_a_card_beside_the_list_is_ignored_and_told() -> None:
    card = base64.encodebytes(b"BEGIN:VCARD\r\nEND:VCARD")
    container = opened(
        mail(
            attached(b'attachment; filename="a.vcf"', b"text/x-vcard", card),
            attached(b'attachment; filename="M3.xlsx"'),
        )
    )
    assert [member.name for member in container.members] == ["M3.xlsx"]
    assert [(name, "danh thiếp" in reason) for name, reason in container.trifles] == [("a.vcf", True)]


@pytest.mark.parametrize(("other", "members"), [((), ["logo.gif", "ATT00001.txt"]), (("M3.xlsx",), ["M3.xlsx"])])
def test_an_emblem_is_left_out_only_where_the_mail_brings_other_things(
    other: tuple[str, ...], members: list[str]
) -> None:
    emblem = base64.encodebytes(b"GIF89a\x01\0\x01\0")
    names = {
        "logo.gif": (b"image/gif", emblem),
        "ATT00001.txt": (b"text/plain", b"IA=="),
        **dict.fromkeys(other, ()),
    }
    parts = (attached(f'attachment; filename="{name}"'.encode(), *how) for name, how in names.items())
    container = opened(mail(*parts))
    assert [member.name for member in container.members] == members
    assert [name for name, _ in container.trifles] == [name for name in names if name not in members]
