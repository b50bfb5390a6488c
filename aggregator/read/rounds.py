"""Open all that was received, in guarded workers, round by round, within one budget for what containers hold."""

import contextlib
import hashlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import islice
from pathlib import Path

from msgspec import Struct, structs

from aggregator.nouns.document import Container, Document, MemberFile
from aggregator.nouns.file import Intake, private_folder
from aggregator.nouns.finding import reason
from aggregator.nouns.reading import MAIL_KINDS, Answer, ReturnReading, Understand, with_closed_parts
from aggregator.read.dispatch import Job, open_one, read_again
from aggregator.read.inbox import remnant_of
from aggregator.read.limits import Purse
from aggregator.read.pool import Death, Guard
from aggregator.read.worker import WORKERS_NEED

MOST_ROUNDS = 7  # a mail folder with a mail with a mail with an archive with a document with another …
BATCH = 8  # files that a worker gets at once: sending each by itself takes as long as reading a third of it
FEWEST = 32  # batches of a round, so that no worker ends long before the others
Progress = Callable[[int, int], None]  # files done, files known
WithTime = Callable[[Intake], Intake]  # what the tracking book knows of a file


class OpenedFile(Struct, frozen=True):
    """One submission as opened: what it says, or why it cannot be read."""

    intake: Intake
    reading: ReturnReading | None = None
    unreadable: str | None = None


def open_all(
    intakes: Sequence[Intake],
    dated: WithTime,
    understand: Understand,
    *,
    jobs: int,
    progress: Progress = lambda done, total: None,
    meanwhile: Callable[[], object] = lambda: None,
) -> Iterator[OpenedFile]:
    """Open every file and, in further rounds, what containers hold. Nothing in a file can stop this.

    ``understand`` is done in the workers with each document, ``meanwhile`` here while they begin to read. What is
    opened comes at once: whoever takes it has the time in which the workers read the next.
    """
    done = 0
    waiting = list(intakes)
    purse = Purse()
    needed = (*WORKERS_NEED, getattr(understand, "func", understand).__module__)
    folder = None
    with contextlib.ExitStack() as stack:
        with contextlib.suppress(OSError):  # a machine that can make none opens no container
            folder = stack.enter_context(private_folder())
        guard = stack.enter_context(Guard(jobs=1 if len(waiting) == 1 else jobs, preload=needed))
        for _ in range(MOST_ROUNDS):
            members: list[Intake] = []
            total = done + len(waiting)
            for item, answer in _round(guard, waiting, purse, folder, understand=understand, meanwhile=meanwhile):
                finished, taken = _submissions(item, answer, purse, dated)
                done += len(finished)
                members += taken
                progress(done, total + len(members))
                yield from finished
            waiting = members
            if not members:
                break
    yield from (OpenedFile(item, unreadable=reason("too-deep")) for item in waiting)


def _round(
    guard: Guard,
    waiting: Sequence[Intake],
    purse: Purse,
    folder: Path | None,
    *,
    understand: Understand,
    meanwhile: Callable[[], object],
) -> Iterator[tuple[Intake, Answer | Death]]:
    """What the workers answer for each file that can be opened at all."""
    readable = [item for item in waiting if not item.ignore_reason and not item.unreadable]
    for item in waiting:
        if item.ignore_reason or item.unreadable:
            yield item, Answer(unreadable=item.unreadable)
    rooms = ((item, purse.room(_tree(item))) for item in readable)
    jobs = (Job(item.file, item.path, item.sha256, item.companions, room, folder) for item, room in rooms)
    results = guard.map(partial(open_one, understand=understand), jobs, min(BATCH, max(1, len(readable) // FEWEST)))
    with ThreadPoolExecutor(1) as aside:
        loaded = aside.submit(meanwhile)
        yield from zip(readable, results, strict=True)
        loaded.result()


def _tree(item: Intake) -> str:
    """The file of the inbox that a member is in, however deep."""
    return item.file.partition("!")[0]


def _submissions(
    item: Intake, answer: Answer | Death, purse: Purse, dated: WithTime
) -> tuple[list[OpenedFile], list[Intake]]:
    """What of a file is done, and its members for the next round; a mail that says something counts too."""
    if isinstance(answer, Death):
        return [OpenedFile(item, unreadable=answer.reason)], []
    container = answer.container
    if answer.ignore_reason:
        return [OpenedFile(structs.replace(item, ignore_reason=answer.ignore_reason))], []
    if container is None:
        return [OpenedFile(item, answer.reading, answer.unreadable)], []
    named = [*container.refusals, *container.trifles]
    over, sent = purse.spend(_tree(item), answer.members, len(named)), _sent_by(item, container)
    if over is not None:
        if answer.reading is None:
            return [OpenedFile(item, unreadable=answer.unreadable or over)], []
        return [OpenedFile(sent, with_closed_parts(answer.reading, [kept.name for kept in answer.members]))], []
    members = ((_member(sent, name, None, dated), reason) for name, reason in named)
    done = [OpenedFile(member, unreadable=reason) for member, reason in islice(members, len(container.refusals))]
    done += [OpenedFile(structs.replace(member, ignore_reason=reason)) for member, reason in members]
    if answer.reading is not None or answer.unreadable is not None:
        done.append(OpenedFile(sent, answer.reading, answer.unreadable))
    elif not answer.members and not container.refusals:
        done.append(OpenedFile(sent, unreadable=reason("nothing-inside")))
    return done, [_member(sent, kept.name, kept, dated) for kept in answer.members]


def _member(parent: Intake, name: str, kept: MemberFile | None, dated: WithTime) -> Intake:
    """A member as a submission of its own: one of a mail has the mail's time, one of an archive the archive's."""
    return dated(
        structs.replace(
            parent,
            file=f"{parent.file}!{name}",
            sha256=kept.sha256 if kept else hashlib.sha256(name.encode()).hexdigest(),
            path=kept.path if kept else None,
            companions=(),
            ignore_reason=remnant_of(name, kept.path if kept else None),
            book_note=None,
            book_kinds=frozenset(),
        )
    )


def _sent_by(parent: Intake, container: Container) -> Intake:
    """A container with what its own headers say: the sender, and the time where the book does not say it."""
    if container.kind not in MAIL_KINDS:
        return parent
    at = container.received_at or (container.sent_at if parent.source == "file_time" else None)
    if parent.source != "book":
        if at is not None:
            at = at.astimezone(parent.at.tzinfo)
            parent = structs.replace(parent, at=at, source="email", time_doubtful=container.time_doubtful)
        elif parent.source == "file_time" and container.time_doubtful:
            parent = structs.replace(parent, time_doubtful=True)
    return structs.replace(
        parent,
        sent_at=container.sent_at or parent.sent_at,
        sender=container.sender or parent.sender,
        subject=container.subject or parent.subject,
        mail_text=container.text or parent.mail_text,
        earlier_sendings=container.earlier_sendings or parent.earlier_sendings,
    )


def read_all_again(
    inbox: Path, works: Sequence[tuple[str, Callable[[bytes], bytes | None]]], jobs: int
) -> Iterator[bytes | Document | str]:
    """For each file of the inbox what its work makes of it (``read_again``), or the reason why there is nothing."""
    if works:
        home = getattr(works[0][1], "func", works[0][1]).__module__
        with Guard(min(jobs, len(works)), preload=(*WORKERS_NEED, home)) as guard:
            for result in guard.map(partial(_again, inbox), works):
                yield result.reason if isinstance(result, Death) else result


def _again(inbox: Path, work: tuple[str, Callable[[bytes], bytes | None]]) -> bytes | Document:
    return read_again(inbox, *work)
