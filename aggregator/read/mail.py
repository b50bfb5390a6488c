"""Mails (.eml, .emlx, .mbox, and those signed as a whole): attachments, text, and what headers say."""

import binascii
import re
import zlib
from base64 import b64decode
from collections.abc import Iterator
from contextlib import suppress
from email.errors import CloseBoundaryNotFoundDefect, MissingHeaderBodySeparatorDefect
from email.message import Message
from email.parser import BytesParser
from email.utils import collapse_rfc2231_value
from typing import NamedTuple, cast

from aggregator.campaign.mails import without_quotes
from aggregator.nouns.document import Container, Member, Unreadable
from aggregator.nouns.finding import reason
from aggregator.read import mail_parts
from aggregator.read.limits import MAX_FILE, MAX_MEMBERS, ZEROS, check_unpacked, unreadable
from aggregator.read.member_names import UniqueNames, base_name
from aggregator.read.outlook import TNEF, unpack
from aggregator.vietnamese.decode import from_bytes
from aggregator.vietnamese.fold import regex
from aggregator.vietnamese.old_fonts import from_viscii

LEFT_OUT = {"message/partial": "piece-of-mail", "text/x-moz-deleted": "deleted-from-mail"}
LOCKED_TEXT = "-----BEGIN PGP MESSAGE-----"
BODY = "lời thư"
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
SIGNED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
PACKED = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
# what stands before the headers of a mail that was taken out of a mail folder or through an editor
LEADING = regex(rb"(?:\xef\xbb\xbf)?\s*(?:>?From [^\n]*\n)?")
HEAD_END = regex(rb"\r?\n\r?\n|\Z")
CONTENT_HEADER = regex(rb"(?im)^Content-[A-Za-z-]+:")
# a line among the headers that is none: programs pass over it
NO_HEADER = regex(rb"(?m)^(?![!-9;-~]+:|[ \t]|From )[^\r\n]+\r?\n")
EMLX_HEAD = regex(rb"(?:\xef\xbb\xbf)?\s*(\d{1,9})[ \t]*\r?\n")
MBOX_LINE = regex(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\n]*\n(?=[!-9;-~]+:)")
NO_BASE64, NOT_PACKED = regex(r"[^A-Za-z0-9+/]+"), regex(r"[^A-Za-z0-9+/=]+")
SOFT_BREAK = regex(r"=[ \t]+(?=\r?\n)")  # blanks at the end of a packed line count nothing
MBOX_QUOTED = regex(rb"(?m)^>(>*From )")


def open_mail(data: bytes, _name: str) -> Container:
    """The attachments of a mail; a mail forwarded as an attachment is a member “….eml”. Raises Unreadable."""
    message = _parsed(data)
    if not message.keys():
        raise unreadable("no-mail")
    found, text = mail_parts.Attachments(), mail_parts.MailText(mail_parts.text(message.get("Subject")))
    _take_all(message, found, text)
    return found.mail("eml", mail_parts.sender(message), mail_parts.times(message), text)


def open_emlx(data: bytes, name: str) -> Container:
    """A mail as Apple Mail keeps it: its length, the mail, and notes of the program. Raises Unreadable."""
    head = EMLX_HEAD.match(data)
    if head is None:
        raise unreadable("no-mail")
    return open_mail(data[head.end() : head.end() + int(head[1])], name)


def open_mbox(data: bytes, _name: str) -> Container:
    """The mails of a whole mail folder, each a member named by its subject. Raises Unreadable."""
    starts = list(MBOX_LINE.finditer(data))
    if not starts:
        raise unreadable("no-mail")
    if len(starts) > MAX_MEMBERS:
        raise unreadable("too-many", most=MAX_MEMBERS)
    ends = [start.start() for start in starts[1:]] + [len(data)]
    names, members = UniqueNames(), []
    for start, end in zip(starts, ends, strict=True):
        mail = MBOX_QUOTED.sub(rb"\1", data[start.end() : end])
        subject = mail_parts.text(_parsed(mail, only_head=True).get("Subject"))
        members.append(Member(names.claim(_file_name(subject)), mail))
    return Container("mbox", tuple(members))


def _parsed(data: bytes, *, only_head: bool = False) -> Message:
    data = LEADING.sub(b"", data, count=1)
    if b"\r\r\n" in data[: data.find(b"\n") + 1]:  # line ends that were made new twice
        data = data.replace(b"\r\r\n", b"\r\n")
    end = next(HEAD_END.finditer(data)).start()
    end = max((header.start() for header in CONTENT_HEADER.finditer(data, 0, end)), default=0)
    data = NO_HEADER.sub(b"", data[:end]) + data[end:]
    return BytesParser(policy=mail_parts.Lenient()).parsebytes(data, headersonly=only_head)


def _mended(part: Message) -> Message:
    """A part with all its headers, where a line among them that is none cut it off."""
    cut = part.keys() and any(isinstance(each, MissingHeaderBodySeparatorDefect) for each in part.defects)
    return _parsed(part.as_bytes().replace(b"\n\n", b"\n", 1)) if cut else part


def _take_all(message: Message, found: mail_parts.Attachments, text: mail_parts.MailText) -> None:
    text.cut |= any(isinstance(each, CloseBoundaryNotFoundDefect) for each in message.defects)
    for part in _leaves(message):
        try:
            _take(part, found, text)
        except (Unreadable, MemoryError):
            raise
        except Exception:  # an odd part costs itself, and is named
            found.refuse(_name(part), reason("damaged"))


def _leaves(part: Message) -> Iterator[Message]:
    """The parts that hold something, in order; a forwarded mail is one part and stays closed."""
    part = _mended(part)
    if part.get_content_maintype() != "multipart":
        yield part
    elif part.is_multipart():
        for inner in _parts(part):
            yield from _leaves(inner)
    else:
        raise unreadable("no-parts")


def _take(part: Message, found: mail_parts.Attachments, text: mail_parts.MailText) -> None:
    kind, way = part.get_content_type(), part.get_content_disposition()
    if _is_body(part):
        _take_text(part, found, text)
    elif kind in SIGNED:
        _take_signed(part, found, text)
    elif kind in PACKED or base_name(_name(part)).lower() == "winmail.dat":
        _take_packed(part, found, text)
    elif kind in LEFT_OUT or "X-Mozilla-Altered" in part:
        found.refuse(_name(part).removeprefix("Deleted: "), reason(LEFT_OUT.get(kind, "deleted-from-mail")))
    elif _content(part).startswith(LOCKED_TEXT.encode()):
        found.refuse(_name(part), reason("locked-mail"))
    else:
        inline = way != "attachment" and (way == "inline" or "Content-ID" in part)
        data = _forwarded(part) if kind == "message/rfc822" else _content(part)
        found.add(_name(part), data, kind, inline)


def _is_body(part: Message) -> bool:
    """Whether it is the text of the mail, or a server's report about it."""
    if part.get_content_disposition() == "attachment" or part.get_filename():
        return False
    kind = part.get_content_type()
    return part.get_content_maintype() == "text" or (
        kind.startswith("message/") and kind not in ("message/rfc822", "message/partial")
    )


def _take_text(part: Message, found: mail_parts.Attachments, text: mail_parts.MailText) -> None:
    kind, words = part.get_content_type(), _text(part)
    packed = NOT_PACKED.sub("", str(part.get_payload())) if _way(part) == "base64" else ""
    text.cut |= len(packed) % 4 > 0 or ZEROS.decode() in words
    if LOCKED_TEXT in without_quotes(words):
        found.refuse(BODY, reason("locked-mail"))
        words = words.partition(LOCKED_TEXT)[0]
    if kind == "text/html":
        text.web.append(words)
    elif kind.startswith("text/"):
        words, files = mail_parts.without_uuencoded(words)
        text.plain.append(words)
        for name, data in files:
            found.add(name, data)


def _take_signed(part: Message, found: mail_parts.Attachments, text: mail_parts.MailText) -> None:
    """A mail signed as a whole: what was signed is a mail, or a file that was signed before it was attached."""
    try:
        content = signed_content(_content(part))
    except Unreadable as error:
        found.refuse(_name(part), str(error))
        return
    inner = _parsed(content)
    if "Content-Type" in inner:
        _take_all(inner, found, text)
    else:
        found.add(_name(part).removesuffix(".p7m"), content)


def _take_packed(part: Message, found: mail_parts.Attachments, text: mail_parts.MailText) -> None:
    """A winmail.dat: its files count as the mail's own."""
    data = _content(part)
    if not data.startswith(TNEF):
        found.add(_name(part), data)
        return
    try:
        packed = unpack(data)
    except Unreadable as error:
        found.refuse(_name(part), str(error))
        return
    for name, content in packed.files:
        found.add(name, content)
    if packed.cut and not packed.files:
        found.refuse(_name(part), reason("damaged"))
    text.plain += [packed.plain] if packed.plain and not text.plain else []
    text.web += [packed.page] if packed.page and not text.web else []


def _name(part: Message) -> str:
    # of two names the encoded one, which the parser puts last
    said = dict(part.get_params([], "content-disposition")).get("filename")
    said = said or dict(part.get_params([], "content-type")).get("name")
    if isinstance(said, tuple) and not said[0]:  # it does not say its charset
        said = from_bytes(said[2].encode("latin-1", "replace"))
    named = mail_parts.text(collapse_rfc2231_value(said) if said else None)
    kind = part.get_content_type()
    if kind == "message/rfc822":
        named = named or mail_parts.text(_inner(part).get("Subject")) or mail_parts.NAMELESS_FILE
        return _file_name(named)
    return named or mail_parts.NAMELESS_FILE + SUFFIXES.get(kind, "")


def _file_name(subject: str | None) -> str:
    named = re.sub(r"[/\\!]", "-", subject or "thư")
    return named if named.lower().endswith(".eml") else f"{named}.eml"


def _content(part: Message) -> bytes:
    """The bytes of a part, as far as they go; some programs pad each chunk of the base64 that they put together."""
    packed, way = part.get_payload(), _way(part)
    if isinstance(packed, str) and way == "base64":
        chunks = (NO_BASE64.sub("", chunk) for chunk in packed.split("="))
        return b"".join(b64decode(f"{chunk[: len(chunk) - (len(chunk) % 4 == 1)]}==") for chunk in chunks)
    if isinstance(packed, str) and way == "quoted-printable":
        part.set_payload(SOFT_BREAK.sub("=", packed))
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _way(part: Message) -> str:
    return part.get("Content-Transfer-Encoding", "").strip().lower()


def _text(part: Message) -> str:
    raw = _content(part)
    if part.get_content_charset() in ("viscii", "csviscii"):
        return from_viscii(raw)
    for charset in (part.get_content_charset() or "utf-8", "utf-8"):
        try:
            return raw.decode(charset)
        except (LookupError, UnicodeDecodeError):
            continue
    return from_bytes(raw)


def _forwarded(part: Message) -> bytes:
    """The forwarded mail as a file. Some programs write it in base64, against the standard."""
    inner = _mended(_inner(part))
    if _way(part) == "base64" and not inner.keys():
        with suppress(binascii.Error):
            return b64decode(str(inner.get_payload()))
    return inner.as_bytes()


def _inner(part: Message) -> Message:
    return next(iter(_parts(part)), part)


def _parts(part: Message) -> list[Message]:
    return cast("list[Message]", part.get_payload()) if part.is_multipart() else []


# ---- Mails signed as a whole (PKCS 7): what was signed, out of its envelope.


SIGNED_DATA, COMPRESSED = bytes.fromhex("2a864886f70d010702"), bytes.fromhex("2a864886f70d0109100109")
ENCRYPTED = (bytes.fromhex("2a864886f70d010703"), bytes.fromhex("2a864886f70d010706"))
OCTETS, SEQUENCE, TYPE_NAME = 0x04, 0x30, 0x06
CONSTRUCTED, INDEFINITE = 0x20, 0x80
END = b"\x00\x00"
MOST_DEPTH, MOST_BEFORE_KIND = 30, 32
PEM = b"-----BEGIN "


class Element(NamedTuple):
    """One element of an ASN.1 structure: its tag, its content, and where the next one begins."""

    tag: int
    start: int
    end: int
    after: int


def open_signed(data: bytes, name: str) -> Container:
    """The file that a .p7m holds, under its name without that ending. Raises Unreadable."""
    content = signed_content(data)
    plain = re.sub(r"\.p7m\Z", "", re.split("[/!]", name)[-1], flags=re.IGNORECASE)
    return Container("p7m", (Member(plain or "nội dung", content),))


def signed_content(data: bytes) -> bytes:
    """The bytes that were signed or compressed, out of DER, BER or PEM. Raises Unreadable."""
    try:
        if data.startswith(PEM):
            lines = data.replace(b"\r", b"").split(b"\n")
            data = b64decode(b"".join(line for line in lines if line and not line.startswith(b"-----")))
        return _enveloped(data, 0)
    except (binascii.Error, zlib.error, IndexError, RecursionError) as error:
        raise unreadable("damaged") from error


def _enveloped(data: bytes, depth: int) -> bytes:
    if any(oid in data[:MOST_BEFORE_KIND] for oid in ENCRYPTED):
        raise unreadable("locked-mail")
    kind, holder = _two(data, _element(data, 0))
    oid = data[kind.start : kind.end]
    if oid not in (SIGNED_DATA, COMPRESSED) or holder is None:
        raise unreadable("damaged")
    parts = _children(data, _element(data, holder.start))
    inner = next((part for part in parts if part.tag == SEQUENCE and data[part.start] == TYPE_NAME), None)
    # the algorithm of a compressed content is such a sequence too, and comes first
    if oid == COMPRESSED:
        inner = parts[-1]
    if inner is None:
        raise unreadable("damaged")
    inner_kind, inner_holder = _two(data, inner)
    if inner_holder is None:
        raise unreadable("only-signature")
    content = _octets(data, _element(data, inner_holder.start), 0)
    if oid == COMPRESSED:
        content = zlib.decompressobj().decompress(content, MAX_FILE + 1)
        check_unpacked(len(content))
    if data[inner_kind.start : inner_kind.end] in (SIGNED_DATA, COMPRESSED, *ENCRYPTED) and depth < MOST_DEPTH:
        return _enveloped(content, depth + 1)
    return content


def _two(data: bytes, sequence: Element) -> tuple[Element, Element | None]:
    """An identifier and, where it is there, what it says the kind of."""
    parts = _children(data, sequence)
    if not parts or parts[0].tag != TYPE_NAME:
        raise unreadable("damaged")
    return parts[0], parts[1] if len(parts) > 1 else None


def _element(data: bytes, at: int, depth: int = 0) -> Element:
    tag, length, start = data[at], data[at + 1], at + 2
    if depth > MOST_DEPTH:
        raise unreadable("damaged")
    if length == INDEFINITE:
        end = start
        while data[end : end + 2] != END:
            end = _element(data, end, depth + 1).after
        return Element(tag, start, end, end + 2)
    if length & INDEFINITE:
        size = length & 0x7F
        length, start = int.from_bytes(data[start : start + size]), start + size
    if start + length > len(data):
        raise unreadable("damaged")
    return Element(tag, start, start + length, start + length)


def _children(data: bytes, parent: Element) -> list[Element]:
    children, at = [], parent.start
    while at < parent.end:
        children.append(_element(data, at))
        at = children[-1].after
    return children


def _octets(data: bytes, element: Element, depth: int) -> bytes:
    """The bytes of a string, which may be written in pieces."""
    if element.tag != OCTETS | CONSTRUCTED or depth > MOST_DEPTH:
        return data[element.start : element.end]
    return b"".join(_octets(data, piece, depth + 1) for piece in _children(data, element))
