"""A received file taken up again, in a guarded worker, to be sent back with notes in its cells.

Imports neither pandas nor openpyxl: a worker must start fast.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from aggregator.nouns.document import Container, Document, Member
from aggregator.nouns.finding import Unreadable
from aggregator.office.note_parts import Cover
from aggregator.office.notes import Note, with_notes
from aggregator.office.package import NotUpdated
from aggregator.read.dispatch import open_container, read
from aggregator.read.kinds import CONTAINER_KINDS, sniff
from aggregator.read.package import Package
from aggregator.vietnamese.decode import decode_document

VANISHED = "không còn trong thư mục nhận về"


@dataclass(frozen=True, slots=True)
class CopyJob:
    """A file of an inbox (``!`` before what a mail or an archive holds), and what its copy is to say."""

    inbox: Path
    file: str
    notes: tuple[Note, ...]
    cover: Cover


def annotated_return(job: CopyJob) -> bytes | Document:
    """The sender's own .xlsx with the notes; of any other file the tables as read. Raises Unreadable."""
    data = _bytes_of(job.inbox, job.file)
    name, kind = job.file.rpartition("!")[2], sniff(data)
    if kind == "xlsx":
        Package(data)  # refuses what unpacks beyond all limits
        try:
            return with_notes(data, job.notes, job.cover)
        except NotUpdated:
            pass  # the tables as read, then
    return decode_document(read(data, name, kind))


def _bytes_of(inbox: Path, file: str) -> bytes:
    """What lies in the inbox under that name; the longest name of a file that is there is the container's."""
    parts = file.split("!")
    for number in range(len(parts), 0, -1):
        path = inbox / "!".join(parts[:number])
        if path.is_file():
            try:
                return _member(path.read_bytes(), path.name, "!".join(parts[number:]))
            except OSError as error:
                raise Unreadable("không mở được") from error
    raise Unreadable(VANISHED)


def _member(data: bytes, name: str, rest: str) -> bytes:
    if not rest:
        return data
    kind = sniff(data)
    container = open_container(data, name, kind) if kind in CONTAINER_KINDS else Container(kind, ())
    for member in _longest_first(container):
        if rest == member.name:
            return member.data
        if rest.startswith(f"{member.name}!"):
            return _member(member.data, member.name, rest.removeprefix(f"{member.name}!"))
    raise Unreadable(VANISHED)


def _longest_first(container: Container) -> list[Member]:
    return sorted(container.members, key=lambda member: -len(member.name))
