"""Mails (.eml): their attachments, and what their headers say."""

from __future__ import annotations

import binascii
from base64 import b64decode
from email.parser import BytesParser
from typing import TYPE_CHECKING, cast

from aggregator.errors import Unreadable
from aggregator.model import Container
from aggregator.read import mail_headers as headers
from aggregator.read.attachments import UNNAMED, Attachments

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message

NO_MAIL = "không phải thư điện tử hợp lệ, không mở được"
NO_PARTS = "thư bị hỏng, không tách được các tệp đính kèm"
SUFFIXES = {
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.ms-excel": ".xls",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/msword": ".doc",
    "application/pdf": ".pdf",
    "application/zip": ".zip",
    "message/rfc822": ".eml",
    "image/jpeg": ".jpg",
    "image/png": ".png",
}


def open_mail(data: bytes, _name: str) -> Container:
    """The attachments of a mail; a mail forwarded as an attachment is a member “….eml”. Raises Unreadable."""
    message = BytesParser(policy=headers.Lenient()).parsebytes(data)
    if not message.keys():
        raise Unreadable(NO_MAIL)
    found = Attachments()
    for part in _leaves(message):
        _take(part, found)
    return Container(
        "eml",
        found.members,
        found.refused,
        received=headers.received(message),
        sent=headers.sent(message),
        sender=headers.sender(message),
        subject=headers.text(message.get("Subject")),
    )


def _leaves(part: Message) -> Iterator[Message]:
    """The parts that hold something, in order; a forwarded mail is one part and stays closed."""
    if part.get_content_maintype() != "multipart":
        yield part
    elif part.is_multipart():
        for inner in _parts(part):
            yield from _leaves(inner)
    else:
        raise Unreadable(NO_PARTS)


def _take(part: Message, found: Attachments) -> None:
    kind, way = part.get_content_type(), part.get_content_disposition()
    if _is_body(part):
        return
    inline = way != "attachment" and (way == "inline" or "Content-ID" in part)
    data = _forwarded(part) if kind == "message/rfc822" else _content(part)
    found.add(_name(part), data, kind, inline)


def _is_body(part: Message) -> bool:
    """Whether it is the text of the mail, or a server's report about it."""
    if part.get_content_disposition() == "attachment" or part.get_filename():
        return False
    kind = part.get_content_type()
    return part.get_content_maintype() == "text" or (kind.startswith("message/") and kind != "message/rfc822")


def _name(part: Message) -> str:
    named = headers.text(part.get_filename())
    kind = part.get_content_type()
    if kind == "message/rfc822":
        named = named or headers.text(_inner(part).get("Subject")) or UNNAMED
        return named if named.lower().endswith(".eml") else f"{named}.eml".replace("/", "-").replace("\\", "-")
    return named or UNNAMED + SUFFIXES.get(kind, "")


def _content(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _forwarded(part: Message) -> bytes:
    """The forwarded mail as a file. Some programs write it in base64, against the standard."""
    inner = _inner(part)
    if part.get("Content-Transfer-Encoding", "").strip().lower() == "base64" and not inner.keys():
        try:
            return b64decode(str(inner.get_payload()))
        except binascii.Error:
            pass
    return inner.as_bytes()


def _inner(part: Message) -> Message:
    return next(iter(_parts(part)), part)


def _parts(part: Message) -> list[Message]:
    return cast("list[Message]", part.get_payload()) if part.is_multipart() else []
