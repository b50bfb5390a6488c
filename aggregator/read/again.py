"""A received file taken up again, in a guarded worker, to be sent back with notes in its cells.

Imports neither pandas nor openpyxl: a worker must start fast.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from aggregator.nouns.document import Document
from aggregator.nouns.finding import Unreadable
from aggregator.read.dispatch import open_container, read
from aggregator.read.embedded import embedded_members
from aggregator.read.inbox import relative_name
from aggregator.read.kinds import CONTAINER_KINDS, sniff
from aggregator.read.package import Package
from aggregator.vietnamese.decode import decode_document

VANISHED = "không còn trong thư mục nhận về"


def read_again(inbox: Path, file: str, annotate: Callable[[bytes], bytes | None]) -> bytes | Document:
    """What ``annotate`` makes of an .xlsx of the inbox, if it makes anything; of any other file the document.

    ``file`` is its name, with ``!`` before what a mail or an archive holds. Raises Unreadable.
    """
    data = _bytes_of(inbox, file)
    name, kind = file.rpartition("!")[2], sniff(data)
    if kind == "xlsx":
        Package(data)  # refuses what unpacks beyond all limits
        annotated = annotate(data)
        if annotated is not None:
            return annotated
    return decode_document(read(data, name, kind))


def _bytes_of(inbox: Path, file: str) -> bytes:
    """What lies in the inbox under that name; the longest name of a file that is there is the container's."""
    parts = file.split("!")
    for number in range(len(parts), 0, -1):
        path = _path_of(inbox, "!".join(parts[:number]))
        if path.is_file():
            try:
                return _member(path.read_bytes(), path.name, "!".join(parts[number:]))
            except OSError as error:
                raise Unreadable("không mở được") from error
    raise Unreadable(VANISHED)


def _path_of(inbox: Path, name: str) -> Path:
    """Where a file lies that is called so in our papers: of an odd name, what text cannot hold is shown there."""
    path = inbox / name
    if path.is_file() or not ("[U+" in name or "\ufffd" in name):
        return path
    return next((other for other in sorted(inbox.rglob("*")) if relative_name(inbox, other) == name), path)


def _member(data: bytes, name: str, rest: str) -> bytes:
    if not rest:
        return data
    kind = sniff(data)
    held = open_container(data, name, kind) if kind in CONTAINER_KINDS else embedded_members(data, kind)
    for member in sorted(held.members, key=lambda member: -len(member.name)):
        if rest == member.name:
            return member.data
        if rest.startswith(f"{member.name}!"):
            return _member(member.data, member.name, rest.removeprefix(f"{member.name}!"))
    raise Unreadable(VANISHED)
