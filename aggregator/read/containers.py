"""Mails and archives, opened into the files that they hold."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

from aggregator.errors import Unreadable
from aggregator.read.limits import DAMAGED, check_file_size

if TYPE_CHECKING:
    from collections.abc import Callable

    from aggregator.model import Container

# kind: module, function. Each is loaded when the first container of its kind comes.
OPENERS = {
    "eml": ("mail", "open_mail"),
    "emlx": ("mail", "open_emlx"),
    "mbox": ("mail", "open_mbox"),
    "msg": ("outlook", "open_outlook"),
    "tnef": ("tnef", "open_tnef"),
    "p7m": ("cms", "open_signed"),
    "uu": ("mail_text", "open_uuencoded"),
    "zip": ("archive", "open_archive"),
}


def open_container(data: bytes, name: str, kind: str) -> Container:
    """Open a mail (``eml``, ``msg``, …) or an archive (``zip``, …); ``name`` is its file name.

    A container inside is an ordinary member. Raises Unreadable where nothing can be taken out.
    """
    check_file_size(data)
    try:
        return _opener(kind)(data, name)
    except (Unreadable, MemoryError):
        raise
    except Exception as error:
        raise Unreadable(DAMAGED) from error


def _opener(kind: str) -> Callable[[bytes, str], Container]:
    module, function = OPENERS[kind]
    return cast("Callable[[bytes, str], Container]", getattr(import_module(f"aggregator.read.{module}"), function))
