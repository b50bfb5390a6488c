"""Mails, scans and odd archives: what comes besides workbooks."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from email.header import Header
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32

BOUNDARY = "=_thu_gui_ban_dan_van"


@dataclass(frozen=True)
class Letter:
    """A mail's headers and text. ``sent`` and ``received`` are dates as mails have them."""

    sender: str
    subject: str
    sent: str
    received: str
    text: str


def mail(letter: Letter, attachments: dict[str, bytes]) -> bytes:
    """The mail as a program saves it, as .eml."""
    message = MIMEMultipart(boundary=BOUNDARY)
    message["Received"] = f"from mail.example.vn by mx.example.vn with ESMTPS; {letter.received}"
    message["Date"] = letter.sent
    message["From"] = letter.sender
    message["To"] = "bandanvan@example.vn"
    message["Subject"] = Header(letter.subject, "utf-8", header_name="Subject").encode()
    message.attach(MIMEText(letter.text, "plain", "utf-8"))
    for name, data in attachments.items():
        part = MIMEApplication(data, "vnd.openxmlformats-officedocument.spreadsheetml.sheet")
        part.add_header("Content-Disposition", "attachment", filename=("utf-8", "", name))
        message.attach(part)
    return message.as_bytes(policy=compat32.clone(linesep="\r\n"))


def scan(mark: str = "1") -> bytes:
    """A page of a scanner: a PDF with one grey picture and no letter in it. Each ``mark`` gives another file."""
    picture = bytes((x * 7 + y * 13) % 56 + 200 for y in range(24) for x in range(16))
    content = b"q 595 0 0 842 0 0 cm /S Do Q"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</S 4 0 R>>>>/Contents 5 0 R>>",
        b"<</Type/XObject/Subtype/Image/Width 16/Height 24/ColorSpace/DeviceGray/BitsPerComponent 8/Length %d>>\n"
        b"stream\n%s\nendstream" % (len(picture), picture),
        b"<</Length %d>>\nstream\n%s\nendstream" % (len(content), content),
    ]
    made, places = b"%%PDF-1.4\n%%%s\n" % mark.encode(), []
    for number, body in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
    return made + end % (len(objects) + 1, table, len(objects) + 1, len(made))


def empty_7z() -> bytes:
    """A 7-Zip archive, which the program receives and does not open: here one with nothing in it."""
    start = bytes(20)  # where the next header stands, how long it is, its checksum
    return b"7z\xbc\xaf\x27\x1c\x00\x04" + zlib.crc32(start).to_bytes(4, "little") + start
