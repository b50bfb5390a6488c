"""What Outlook writes: its mails (.msg) and its packages of files (winmail.dat, TNEF)."""

import datetime as dt
import io
import struct
from contextlib import suppress
from email.message import EmailMessage, Message
from email.parser import HeaderParser
from email.utils import format_datetime
from typing import Any

from msgspec import Struct, field

from aggregator.nouns.document import Container, Unreadable
from aggregator.nouns.finding import reason
from aggregator.read import mail_parts
from aggregator.read.html import text_in
from aggregator.read.kinds import open_ole
from aggregator.read.limits import unreadable
from aggregator.read.rtf import page_within, read_rtf, unpack_rtf
from aggregator.vietnamese.decode import from_bytes

SUBJECT, HEADERS, SENDER, SENDER_SMTP = 0x0037, 0x007D, 0x0C1F, 0x5D01
BODY, PAGE, RICH_TEXT = 0x1000, 0x1013, 0x1009
SUBMITTED, DELIVERED = 0x0039, 0x0E06
CONTENT, METHOD, MIME_TYPE, CONTENT_ID = 0x3701, 0x3705, 0x370E, 0x3712
LONG_NAME, SHORT_NAME, DISPLAY_NAME = 0x3707, 0x3704, 0x3001

EMBEDDED, CLOSED = 5, {5: "mail-inside", 6: "object-inside"}  # ways to attach; why what came so stays closed
STREAM = 2  # what olefile calls a stream
PROPERTIES = "__properties_version1.0"
ATTACHMENT = "__attach_version1.0_#"
TOP_HEADER, INNER_HEADER, ATTACHMENT_HEADER, ENTRY = 32, 24, 8, 16  # sizes in the stream of fixed properties
DEEPEST = 10  # storages within storages: five mails within mails
EPOCH = dt.datetime(1601, 1, 1, tzinfo=dt.UTC)


class _Storage:
    def __init__(self, ole: Any, path: list[str], header: int) -> None:
        self._ole, self.path = ole, path
        self._fixed = (self._stream(PROPERTIES) or b"")[header:]

    def text(self, tag: int) -> str | None:
        """A text, kept in Unicode or in the sender's code page."""
        wide = self._stream(f"__substg1.0_{tag:04X}001F")
        if wide is not None:
            return wide.decode("utf-16-le", "replace").rstrip("\x00")
        narrow = self._stream(f"__substg1.0_{tag:04X}001E")
        return None if narrow is None else from_bytes(narrow).rstrip("\x00")

    def data(self, tag: int) -> bytes | None:
        """The bytes of a property."""
        return self._stream(f"__substg1.0_{tag:04X}0102")

    def number(self, tag: int) -> int | None:
        """A whole number of the fixed properties."""
        return next((struct.unpack_from("<i", entry, 8)[0] for entry in self._entries(tag)), None)

    def time(self, tag: int) -> dt.datetime | None:
        """A time of the fixed properties: tenths of microseconds since 1601."""
        ticks = next((struct.unpack_from("<Q", entry, 8)[0] for entry in self._entries(tag)), None)
        with suppress(OverflowError):
            return None if ticks is None else EPOCH + dt.timedelta(microseconds=ticks // 10)
        return None

    def _entries(self, tag: int) -> list[bytes]:
        whole = range(0, len(self._fixed) - ENTRY + 1, ENTRY)
        entries = (self._fixed[at : at + ENTRY] for at in whole)
        return [entry for entry in entries if struct.unpack_from("<H", entry, 2)[0] == tag]

    def _stream(self, name: str) -> bytes | None:
        path = [*self.path, name]
        if not self._ole.exists(path) or self._ole.get_type(path) != STREAM:
            return None
        with self._ole.openstream(path) as stream:
            data: bytes = stream.read()
        return data


def open_outlook(data: bytes, _name: str) -> Container:
    """The attachments of an Outlook mail; its times are those of its own headers, if any. Raises Unreadable."""
    with open_ole(data) as ole:
        mail = _Storage(ole, [], TOP_HEADER)
        transport = _transport(mail)
        times, delivered, submitted = mail_parts.times(transport), mail.time(DELIVERED), mail.time(SUBMITTED)
        doubtful = times.doubtful and delivered is None and submitted is None
        times = mail_parts.Times(times.received_at or delivered, times.sent_at or submitted, doubtful)
        text = mail_parts.MailText(_subject(mail, transport), [mail.text(BODY) or ""], [_page(mail)])
        return _attached(ole, []).mail("msg", _sender(mail, transport), times, text)


def _transport(mail: _Storage) -> Message:
    return HeaderParser(policy=mail_parts.Lenient()).parsestr(mail.text(HEADERS) or "")


def _subject(mail: _Storage, transport: Message) -> str | None:
    return mail_parts.text(mail.text(SUBJECT)) or mail_parts.text(transport.get("Subject"))


def _attached(ole: Any, path: list[str]) -> mail_parts.Attachments:
    depth, found = len(path), mail_parts.Attachments()
    below = (each[depth] for each in ole.listdir() if len(each) > depth and each[:depth] == path)
    for name in sorted({name for name in below if name.startswith(ATTACHMENT)}):
        _take(ole, _Storage(ole, [*path, name], ATTACHMENT_HEADER), found)
    return found


def _page(mail: _Storage) -> str:
    """The text of the mail as a web page, in whatever the page says of its letters; else out of its rich text."""
    return mail.text(PAGE) or text_in(mail.data(PAGE) or b"") or _page_of(mail.data(RICH_TEXT))


def _page_of(packed: bytes | None) -> str:
    """The rich text of a mail as a web page; of one that cannot be read the plain text stands beside it."""
    text = unpack_rtf(packed or b"")
    with suppress(Unreadable, ValueError):
        return page_within(text) or mail_parts.page_of(read_rtf(text).sheets[0].rows) if text else ""
    return ""


def _sender(mail: _Storage, transport: Message) -> str | None:
    """An address as the world writes it; within one office Outlook knows another kind."""
    stored = (mail.text(SENDER_SMTP), mail.text(SENDER))
    return next((address for address in stored if address and "@" in address), None) or mail_parts.sender(transport)


def _take(ole: Any, attachment: _Storage, found: mail_parts.Attachments) -> None:
    names = (attachment.text(tag) for tag in (LONG_NAME, SHORT_NAME, DISPLAY_NAME))
    name = next(filter(None, names), mail_parts.NAMELESS_FILE)
    method, content = attachment.number(METHOD), attachment.data(CONTENT)
    inside = [*attachment.path, f"__substg1.0_{CONTENT:04X}000D"]
    if content is not None:
        kind = (attachment.text(MIME_TYPE) or "").lower()
        found.add(name, content, kind, inline=attachment.text(CONTENT_ID) is not None)
    elif method == EMBEDDED and ole.exists(inside) and len(inside) < DEEPEST:
        found.add(name if name.lower().endswith((".msg", ".eml")) else f"{name}.eml", _as_mail(ole, inside))
    else:
        found.refuse(name, reason(CLOSED.get(method or 0, "only-link")))


def _as_mail(ole: Any, path: list[str]) -> bytes:
    """A mail within the mail, written as the world writes mails, so that it is opened like any other."""
    mail = _Storage(ole, path, INNER_HEADER)
    transport = _transport(mail)
    written = EmailMessage()
    stamps = {"Received": transport.get("Received"), "Date": transport.get("Date")}
    if stamps["Received"] is None and (came := mail.time(DELIVERED)):
        stamps["Received"] = f"by outlook; {format_datetime(came)}"
    if stamps["Date"] is None and (left := mail.time(SUBMITTED)):
        stamps["Date"] = format_datetime(left)
    for name, value in stamps.items():
        if value:
            written[name] = " ".join(value.split())
    written["From"] = _sender(mail, transport) or "x"
    written["Subject"] = _subject(mail, transport) or ""
    written.set_content(mail.text(BODY) or "")
    if page := _page(mail):
        written.add_alternative(page, subtype="html")
    found = _attached(ole, path)
    for member in found.members:
        written.add_attachment(member.data, maintype="application", subtype="octet-stream", filename=member.name)
    for name, why in found.refusals:
        written.add_attachment(f"{name}: {why}", filename=f"{name}.txt")
    for number, part in enumerate(written.walk()):
        if part.is_multipart():
            part.set_boundary(f"=_thu_{number}_")  # the library would draw one by lot
    return written.as_bytes()


# ---- winmail.dat: what is attached to a mail, and its text, as attributes one after the other.


TNEF = b"\x78\x9f\x3e\x22"
FIRST, HEADER, CHECKSUM = 6, 9, 2  # sizes: the mark and its key; level, name and length; what follows a value
NEW_FILE, FILE_NAME, FILE_DATA, FILE_PROPERTIES = 0x69002, 0x18010, 0x6800F, 0x69005
MAIL_TEXT, MAIL_PROPERTIES = 0x2800C, 0x69003
NARROW, WIDE, OBJECT, BINARY, MANY, NAMED = 0x1E, 0x1F, 0x0D, 0x102, 0x1000, 0x8000
SIZES = {1: 0, 2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 10: 4, 11: 4, 13: 0, 20: 8, 64: 8, 72: 16}
IDENTIFIER = 16  # bytes before the mail in an embedded object


class TnefContent(Struct):
    """The files as (name, bytes), and the text of the mail, plain and as a page; ``cut``: its end is missing."""

    files: list[tuple[str, bytes]] = field(default_factory=list)
    plain: str = ""
    page: str = ""
    cut: bool = False


def open_tnef(data: bytes, _name: str) -> Container:
    """The files of a winmail.dat that was saved by itself. Raises Unreadable."""
    found, packed = mail_parts.Attachments(), unpack(data)
    for name, content in packed.files:
        found.add(name, content)
    if packed.cut and not packed.files:
        raise unreadable("damaged")
    return found.container("tnef")


def unpack(data: bytes) -> TnefContent:
    """Everything that a winmail.dat holds. Raises Unreadable where it is damaged before its first file ends."""
    if not data.startswith(TNEF):
        raise unreadable("damaged")
    packed, file = TnefContent(), _File()
    at = FIRST
    try:
        while at + HEADER <= len(data):
            _, kind, size = struct.unpack_from("<BII", data, at)
            value = data[at + HEADER : at + HEADER + size]
            at += HEADER + size + CHECKSUM
            if kind == NEW_FILE:
                file.finish(packed)
                file = _File()
            elif not file.take(kind, value):
                _take_text(packed, kind, value)
    except struct.error as error:
        if not packed.files and not file.content:
            raise unreadable("damaged") from error
    file.finish(packed)
    packed.cut = at > len(data) + CHECKSUM or bool(data[at:].strip(b"\x00\r\n\t "))
    return packed


class _File(Struct):
    name: str = ""
    content: bytes = b""
    long_name: str = ""

    def take(self, kind: int, value: bytes) -> bool:
        """Take an attribute, if it is one of a file."""
        if kind == FILE_NAME:
            self.name = from_bytes(value.rstrip(b"\x00"))
        elif kind == FILE_DATA:
            self.content = self.content or value
        elif kind == FILE_PROPERTIES:
            properties = _properties(value)
            self.long_name = _text(properties, LONG_NAME)
            self.name = self.name or _text(properties, DISPLAY_NAME)
            value = properties.get(CONTENT, (0, b""))[1][IDENTIFIER:]  # a mail in it, packed the same way
            self.content = value if value.startswith(TNEF) else self.content
        else:
            return False
        return True

    def finish(self, packed: TnefContent) -> None:
        """Add the file to the others, if it is one."""
        if self.content:
            packed.files.append((self.long_name or self.name or mail_parts.NAMELESS_FILE, self.content))


def _take_text(packed: TnefContent, kind: int, value: bytes) -> None:
    if kind == MAIL_TEXT:
        packed.plain = from_bytes(value.rstrip(b"\x00"))
    elif kind == MAIL_PROPERTIES:
        properties = _properties(value)
        packed.plain = packed.plain or _text(properties, BODY)
        packed.page = _text(properties, PAGE) or _page_of(properties.get(RICH_TEXT, (0, b""))[1])


def _text(properties: dict[int, tuple[int, bytes]], tag: int) -> str:
    kind, value = properties.get(tag, (0, b""))
    wide = kind == WIDE
    return value.decode("utf-16-le", "replace").rstrip("\x00") if wide else from_bytes(value.rstrip(b"\x00"))


def _properties(data: bytes) -> dict[int, tuple[int, bytes]]:
    """The properties by number: their kind and the bytes of their (first) value."""
    stream, found = io.BytesIO(data), dict[int, tuple[int, bytes]]()

    def number() -> int:
        return int(struct.unpack("<I", stream.read(4))[0])

    for _ in range(min(number(), len(data))):
        kind, tag = struct.unpack("<HH", stream.read(4))
        if tag >= NAMED:
            stream.seek(IDENTIFIER, io.SEEK_CUR)
            stream.seek(_padded(number()) if number() else 4, io.SEEK_CUR)  # its name, or its number
        plain = kind & ~MANY
        variable = plain in (NARROW, WIDE, OBJECT, BINARY)
        for place in range(min(number(), len(data)) if kind & MANY or variable else 1):
            size = number() if variable else SIZES.get(plain)
            if size is None:
                return found  # a kind nobody knows: where the next one begins is not known either
            value = stream.read(_padded(size))[:size]
            if place == 0:
                found.setdefault(tag, (plain, value))
    return found


def _padded(size: int) -> int:
    return size + -size % 4
