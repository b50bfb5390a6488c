"""The attachments of one mail as they are collected: what is a file, what is decoration, what is refused."""

from __future__ import annotations

from dataclasses import dataclass, field

from aggregator.errors import Unreadable
from aggregator.model import Member
from aggregator.read.limits import MAX_MEMBERS, MIB, TOO_MANY
from aggregator.read.member_names import UniqueNames, base_name

SMALL_IMAGE = MIB // 10  # an emblem in a signature is smaller, a photographed form is not
UNNAMED = "tệp đính kèm"
SIGNATURE = "là chữ ký số của thư, không phải tệp gửi kèm"
RESOURCES = "phần phụ mà máy Apple kèm theo tệp, không có nội dung riêng"
APPLE_PART = "application/applefile"
APPLE_MARKS = (b"\x00\x05\x16\x07", b"\x00\x05\x16\x00")
SIGNATURES = frozenset(
    {"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"}
)


@dataclass(slots=True)
class Attachments:
    """The files of one mail, each under a name of its own, and what was not taken out."""

    _members: list[Member] = field(default_factory=list)
    _refused: list[tuple[str, str]] = field(default_factory=list)
    _ignored: list[tuple[str, str]] = field(default_factory=list)
    _names: UniqueNames = field(default_factory=UniqueNames)

    @property
    def members(self) -> tuple[Member, ...]:
        """The files, in the order of the mail."""
        return tuple(self._members)

    @property
    def refused(self) -> tuple[tuple[str, str], ...]:
        """The name of each attachment that was not taken out, and why in Vietnamese."""
        return tuple(self._refused)

    @property
    def ignored(self) -> tuple[tuple[str, str], ...]:
        """The name of each part that no person attached, and what it is in Vietnamese."""
        return tuple(self._ignored)

    def add(self, name: str, data: bytes, kind: str = "", inline: bool = False) -> None:
        """Take an attachment. ``kind`` is its MIME type; ``inline``: the text of the mail shows it.

        Raises Unreadable where there are more than anybody sends.
        """
        if kind in SIGNATURES:
            self._ignored.append((self._claim(name), SIGNATURE))
        elif kind == APPLE_PART or data.startswith(APPLE_MARKS):
            self._ignored.append((self._claim(f"._{base_name(name)}"), RESOURCES))
        elif not (inline and kind.startswith("image/") and len(data) < SMALL_IMAGE):
            self._members.append(Member(self._claim(name), data))

    def refuse(self, name: str, reason: str) -> None:
        """Say of an attachment that it cannot be taken out, and why."""
        self._refused.append((self._claim(name), reason))

    def _claim(self, name: str) -> str:
        if len(self._members) + len(self._refused) >= MAX_MEMBERS:
            raise Unreadable(TOO_MANY)
        return self._names.claim(base_name(name) or UNNAMED)
