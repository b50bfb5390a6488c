"""What the headers of a mail say: who sent it, about what, and when it was sent and received."""

from __future__ import annotations

import datetime as dt
import re
from email.errors import HeaderParseError
from email.header import decode_header
from email.policy import Compat32
from email.utils import parseaddr, parsedate_to_datetime
from typing import TYPE_CHECKING

from aggregator.read.member_names import from_bytes, tidy

if TYPE_CHECKING:
    from email.message import Message

FOLD = re.compile(r"\r?\n(?=[ \t])")


class Lenient(Compat32):
    """The old mail policy, which never refuses a header, with raw 8-bit text decoded.

    The new one cuts unquoted file names at their first blank and raises on odd headers.
    """

    def header_fetch_parse(self, name: str, value: str) -> str:
        """The header on one line, as text."""
        return FOLD.sub("", from_bytes(value.encode("utf-8", "surrogateescape")))


def text(value: str | None) -> str | None:
    """A header's text with its encoded words decoded, where they can be; None for nothing."""
    return tidy(_words(value)) or tidy(value) or None if value else None


def sender(message: Message) -> str | None:
    """The address in From."""
    address = parseaddr(message.get("From", ""))[1]
    return address if "@" in address else None


def received(message: Message) -> dt.datetime | None:
    """When the last server got it: the time in the topmost Received."""
    return moment(message.get("Received", "").rpartition(";")[2])


def sent(message: Message) -> dt.datetime | None:
    """When the sender says that it was sent: Date."""
    return moment(message.get("Date", ""))


def moment(written: str) -> dt.datetime | None:
    """An aware time, or None for what is no date. A time without a zone is UTC, as mail has it."""
    try:
        time = parsedate_to_datetime(written.strip())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return time if time.tzinfo else time.replace(tzinfo=dt.UTC)


def _words(value: str) -> str:
    try:
        parts = decode_header(value)
    except (HeaderParseError, ValueError):
        return value
    return "".join(part if isinstance(part, str) else _decoded(part, charset) for part, charset in parts)


def _decoded(part: bytes, charset: str | None) -> str:
    """One encoded word. Plain stretches between come as bytes in Python's own escapes."""
    if charset is None:
        return part.decode("raw-unicode-escape")
    try:
        return part.decode(charset)
    except (LookupError, UnicodeDecodeError):
        return from_bytes(part)
