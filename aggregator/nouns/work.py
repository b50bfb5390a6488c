"""Work that a second core does: in a copy of this process, while this one goes on; where none can be made, later.

A copy of the process costs nothing to start and knows all that this one knows, but only Linux makes it safely, and
only of a process with one thread.
"""

import ctypes
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeVar

Item = TypeVar("Item")
Answer = TypeVar("Answer")
FEW = 100  # items of a work that take no longer here than in a copy
LARGE = 512 * 1024**2  # bytes that a process may take to be copied: in time the copy takes as much again
_PR_SET_PDEATHSIG = 1


def in_halves(work: Callable[[Item], Answer], items: Sequence[Item]) -> list[Answer]:
    """What ``work`` gives for each item, in their order; of many items a half is done aside."""
    if len(items) < FEW:
        return [work(item) for item in items]
    first, middle = [work(items[0])], len(items) // 2  # what that compiles and remembers the copy has too
    with second_core(lambda: [work(item) for item in items[middle:]]) as others:
        return first + [work(item) for item in items[1:middle]] + others()


@contextmanager
def second_core(work: Callable[[], Answer]) -> Iterator[Callable[[], Answer]]:
    """Begin a work whose result can be pickled; the function that waits for it, or does it, and raises as it does.

    It must be one that can be done twice: here again where its process died. Nobody waits for what is not asked.
    """
    if not _can_part():
        yield work
        return
    context = multiprocessing.get_context("fork")
    receiving, sending = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(work, receiving, sending, os.getpid()))
    process.start()
    sending.close()

    def wait() -> Answer:
        try:
            succeeded, result = receiving.recv()
        except Exception:  # it died, or what it sent cannot be rebuilt
            process.join()  # what it held is free only then
            return work()
        if succeeded:
            answer: Answer = result
            return answer
        raise result

    try:
        yield wait
    finally:
        receiving.close()  # a process that still wants to send sees that nobody listens
        process.join()


def _can_part() -> bool:
    """Whether there is a second core, and a copy would miss no thread of this process and not fill the memory."""
    if sys.platform != "linux" or (os.cpu_count() or 1) == 1:
        return False
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        alone = len(os.listdir("/proc/self/task")) == 1  # noqa: PTH208 -- names alone
    except (OSError, ValueError, IndexError):
        return False
    return alone and pages * os.sysconf("SC_PAGE_SIZE") <= LARGE


def _answer(work: Callable[[], object], receiving: Connection, sending: Connection, waiting: int) -> None:
    """Do the work and send what it gave, or raised; Ctrl-C lets it finish, the ``waiting`` one's death ends it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != waiting:  # it was killed before that
        return
    receiving.close()
    try:
        answer = (True, work())
    except BaseException as error:  # the process that waits raises it
        answer = (False, error)
    with suppress(OSError):
        sending.send(answer)
