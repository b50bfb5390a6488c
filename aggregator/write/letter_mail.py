"""A letter as a mail draft (.eml) that mail programs open ready to send; the same letter, the same bytes."""

from __future__ import annotations

import hashlib
from email.header import Header
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aggregator.campaign.texts import Text


_TYPES = {
    "xlsx": "vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xlsm": "vnd.ms-excel.sheet.macroEnabled.12",
    "docx": "vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def mail_draft(letter: Text, to: str | None, copies: Mapping[str, bytes], boundary: str | None = None) -> bytes:
    """A draft (``X-Unsent``) with the files attached by their names.

    ``to`` is what the book has, empty where it has nothing. Without a ``boundary`` the letter gets one of its own,
    and a Message-ID, from what it says.
    """
    sum_ = hashlib.sha256(f"{to}\n{letter.line('Tiêu đề')}\n{letter.body}".encode())
    for name, copy in copies.items():
        sum_.update(name.encode() + copy)
    mail = MIMEMultipart(boundary=boundary or f"=_{sum_.hexdigest()[:24]}")
    mail["X-Unsent"] = "1"
    if boundary is None:
        mail["Message-ID"] = f"<{sum_.hexdigest()[:32]}@thu-nhap.invalid>"
    mail["To"] = to or ""
    # Header, for the newer EmailMessage loses blanks where it folds a Vietnamese subject.
    mail["Subject"] = Header(letter.line("Tiêu đề"), "utf-8", header_name="Subject").encode()
    mail.attach(MIMEText(letter.body.replace("\n", "\r\n"), "plain", "utf-8"))
    for name, copy in copies.items():
        attached = MIMEApplication(copy, _TYPES.get(name.rpartition(".")[2].lower(), "octet-stream"))
        attached.add_header("Content-Disposition", "attachment", filename=name)
        mail.attach(attached)
    return mail.as_bytes(policy=compat32.clone(linesep="\r\n"))
