"""Locked files. Excel locks some with a password of its own, which everybody knows: those are opened."""

from __future__ import annotations

import io
import re
from importlib import import_module

from aggregator.errors import Unreadable
from aggregator.read.limits import LOCKED, MAX_SPIN

DEFAULT_PASSWORD = "VelvetSweatshop"  # noqa: S105  (what Excel uses for workbooks “protected” without a password)
SPIN = re.compile(rb'spinCount="([0-9]+)"')


def unlocked(data: bytes) -> bytes:
    """The bytes of the workbook inside a locked file.

    Raises Unreadable where the password is not Excel's own.
    """
    if any(int(rounds) > MAX_SPIN for rounds in SPIN.findall(data)):
        raise Unreadable(LOCKED)
    opened = io.BytesIO()
    try:
        office_file = import_module("msoffcrypto").OfficeFile(io.BytesIO(data))
        office_file.load_key(password=DEFAULT_PASSWORD)
        office_file.decrypt(opened)
    except Exception as error:  # a wrong password shows itself in many ways
        raise Unreadable(LOCKED) from error
    if not opened.getvalue().startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise Unreadable(LOCKED)
    return opened.getvalue()
