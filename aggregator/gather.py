"""Open everything that was received, in guarded workers, round by round: what containers hold comes in the next."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from aggregator.guard import Died, Guard, start_server
from aggregator.intake.listing import system_file
from aggregator.model import Container
from aggregator.received import Received
from aggregator.returned import MAIL_KINDS, ReturnRead, nothing_in

MOST_ROUNDS = 5  # a mail with an archive with an archive …
# what a worker loads before its first file; this process needs none of it
WORKERS_NEED = ("aggregator.gather", "aggregator.one_return", "aggregator.read.xlsx", "python_calamine")
TOO_DEEP = "nằm trong quá nhiều lớp tệp nén"
Progress = Callable[[int, int], None]  # files done, files known
Dated = Callable[[Received], Received]  # what the tracking book knows of a file


@dataclass(frozen=True, slots=True)
class Opened:
    """One submission as opened: what it says, or why it cannot be read."""

    received: Received
    read: ReturnRead | None = None
    unreadable: str | None = None


def start_workers() -> None:
    """Let the workers load what they need, ahead of ``open_all`` and without waiting for them."""
    start_server(WORKERS_NEED)


def open_all(
    received: Sequence[Received], dated: Dated, jobs: int, progress: Progress, meanwhile: Callable[[], object]
) -> list[Opened]:
    """Open every file and, in further rounds, what containers hold. Nothing in a file can stop this.

    ``meanwhile`` is done by this process while the workers begin to read.
    """
    done: list[Opened] = []
    waiting = list(received)
    with Guard(jobs=jobs, preload=WORKERS_NEED) as guard:
        for _ in range(MOST_ROUNDS):
            members: list[Received] = []
            total = len(done) + len(waiting)
            for opened, container in _round(guard, waiting, meanwhile):
                if container is None:
                    done.append(opened)
                else:
                    refused, taken = _members(opened.received, container, dated)
                    done += refused
                    members += taken
                progress(len(done), total + len(members))
            if not members:
                return done
            waiting = members
    return done + [Opened(item, unreadable=TOO_DEEP) for item in waiting]


def _round(
    guard: Guard, waiting: Sequence[Received], meanwhile: Callable[[], object]
) -> Iterator[tuple[Opened, Container | None]]:
    readable = [item for item in waiting if not item.ignored and not item.unreadable]
    for item in waiting:
        if item.ignored or item.unreadable:
            yield Opened(item, unreadable=item.unreadable), None
    results = guard.map(_open, readable)
    meanwhile()
    for item, result in zip(readable, results, strict=True):
        kept = replace(item, data=None)
        if isinstance(result, Died):
            yield Opened(kept, unreadable=result.reason), None
        elif isinstance(result, Container) and (result.members or result.refused):
            yield Opened(kept), result
        elif isinstance(result, Container):
            yield _nothing_in(_sent_by(kept, result), result), None
        else:
            yield Opened(kept, result), None


def _nothing_in(item: Received, container: Container) -> Opened:
    """An archive without files is of no use; a mail without attachments was read, and holds no list."""
    if container.kind in MAIL_KINDS:
        return Opened(item, nothing_in(container.kind))
    return Opened(item, unreadable="không có tệp nào bên trong")


def _open(item: Received) -> ReturnRead | Container:
    """Done in a worker: this process does not load the readers."""
    from aggregator.one_return import Job, open_one  # noqa: PLC0415

    return open_one(Job(item.file, item.path, item.data))


def _members(parent: Received, container: Container, dated: Dated) -> tuple[list[Opened], list[Received]]:
    """The members as submissions of their own: a mail's have its time, an archive's the archive's."""
    base = replace(_sent_by(parent, container), path=None, data=None, book_unit=None, book_note=None)
    unit_of_parent = parent.book_unit

    def member(name: str, data: bytes | None) -> Received:
        content = data if data is not None else name.encode()
        return dated(
            replace(
                base,
                file=f"{parent.file}!{name}",
                sha256=hashlib.sha256(content).hexdigest(),
                data=data,
                ignored=system_file(name),
                book_unit=unit_of_parent,
                book_what=frozenset(),
            )
        )

    refused = [Opened(member(name, None), unreadable=reason) for name, reason in container.refused]
    return refused, [member(m.name, m.data) for m in container.members]


def _sent_by(parent: Received, container: Container) -> Received:
    """A container with what its own headers say: the time of receipt where the book does not say it, the sender."""
    at = container.received or container.sent
    if at is not None and parent.source == "file_time":
        parent = replace(parent, at=at.astimezone(parent.at.tzinfo), source="email")
    return replace(
        parent,
        sent=container.sent or parent.sent,
        sender=container.sender or parent.sender,
        subject=container.subject or parent.subject,
    )
