"""The pool of guarded workers: one file costs itself, never the run."""

from __future__ import annotations

import concurrent.futures.process
import contextlib
import multiprocessing
import pickle
from collections import deque
from itertools import islice
from time import monotonic
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from msgspec import Struct

from aggregator.read import worker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pebble import ProcessPool

TOO_SLOW = "đọc quá {timeout:g} giây, đã dừng"
BROKEN = "đang đọc thì dừng, có thể do tệp bị hỏng"
TOO_BIG = "cần quá nhiều bộ nhớ"

KILLED = -9  # the exit code of a process that the system stopped for want of memory


class Death(Struct, frozen=True):
    """An item that gave no result: the Vietnamese reason, and the technical cause."""

    reason: str
    detail: str = ""


def died_of(error: BaseException, exitcode: int | None) -> Death:
    """What an error says of a task that did not come back, and the exit code of its process."""
    return Death(TOO_BIG if exitcode == KILLED else BROKEN, f"{type(error).__name__}: {error}")


def unpack(reply: worker.Reply) -> object:
    """The result that a worker sent, or ``Death`` where it sent a failure."""
    if isinstance(reply, worker.Failure):
        return Death(reply.reason or (TOO_BIG if reply.memory else BROKEN), reply.detail)
    try:
        return pickle.loads(reply)  # noqa: S301 - made by our own worker
    except Exception as error:  # a result that cannot be rebuilt costs one item
        return died_of(error, None)


Item = TypeVar("Item")
Result = TypeVar("Result")

PULSE = 0.01  # seconds between two looks of the pool at its workers, and most of what it takes to stop
POLL = 1.0  # seconds between two looks at whether the pool itself still lives
WAITING = 2  # batches a worker that are sent ahead: what they bring back waits here
PATIENCE = 10  # tasks of a guard that took too long and may be tried again alone
MEMORY = 1536 * 1024**2  # bytes of all workers: with the process that waits for them 2 GiB
LEAST = 512 * 1024**2  # bytes of one worker: its libraries alone lay claim to a third of it
STUCK = 60.0  # seconds beyond its time after which a task that nobody answers for shows that the pool is broken
CLOSING = 10.0  # seconds that a stopped pool may take to end
TRIES = 3  # how often a task is sent again when the pool, not the task, broke


class _Ticket(Struct):
    """A batch of tasks on its way; ``payloads`` are kept so that they can be sent again."""

    payloads: Sequence[bytes]
    pool: ProcessPool
    future: concurrent.futures.Future[list[worker.Reply]]
    tries: int = 1


class Guard:
    """A pool of guarded workers, kept for several rounds of ``map``.

    ``timeout`` is in seconds an item, or the first try of a batch; ``memory`` in bytes for all workers together
    (POSIX only); ``preload`` names modules that the workers will need. Creating a guard early costs nothing and
    lets the workers' server start meanwhile.
    """

    def __init__(
        self,
        jobs: int = 2,
        timeout: float = 20.0,
        memory: int = MEMORY,
        context: str | None = None,
        preload: Sequence[str] = (),
    ) -> None:
        self._jobs, self._timeout, self._memory = max(1, jobs), timeout, memory
        self._share = min(memory, max(memory // self._jobs, LEAST))
        self._context = multiprocessing.get_context(context or worker.default_method())
        self._pool: ProcessPool | None = None
        self._patience = PATIENCE
        worker.warm_up(self._context, preload)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Stop the workers at once, whatever they are doing. A later ``map`` starts new ones."""
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.stop()  # type: ignore[no-untyped-call]  # pebble types only a part of itself
            with contextlib.suppress(TimeoutError):  # it was interrupted while it started: its threads are daemons
                pool.join(CLOSING)

    def map(
        self, function: Callable[[Item], Result], items: Iterable[Item], batch: int = 1
    ) -> Iterator[Result | Death]:
        """The result of ``function`` for each item, in the order of ``items``, or ``Death``.

        A worker gets so many items at once as ``batch`` says; one that spoils the others' is tried by itself.
        Work begins at once; results come as they are ready, and items are asked for as they are needed.
        ``function`` and the items must be picklable. An ``Unreadable`` raised by ``function`` gives its own reason
        to ``Death``. What took too long, too much memory or its process with it beside others is tried again alone,
        with all the memory: a verdict must not hang on how busy the machine was, nor on the number of workers.
        Closing the iterator early stops the workers.
        """
        payloads = (pickle.dumps((function, item)) for item in items)
        batches = iter(lambda: list(islice(payloads, batch)), [])
        tickets = deque(map(self._send, islice(batches, self._jobs * WAITING)))
        return self._results(tickets, batches)

    def _results(self, tickets: deque[_Ticket], batches: Iterator[Sequence[bytes]]) -> Iterator[Any]:
        try:
            while tickets:
                outcome = self._outcome(tickets[0], tickets)
                if len(tickets[0].payloads) > 1 and self._is_spoilt(outcome):
                    payloads = tickets.popleft().payloads  # one of them spoilt it for all: each by itself
                    tickets.extendleft([self._send([payload]) for payload in payloads][::-1])
                    continue
                if self._was_cramped(tickets[0]):
                    outcome = self._alone(tickets)
                tickets.popleft()
                yield from [outcome] if isinstance(outcome, Death) else map(unpack, outcome)
                tickets.extend(map(self._send, islice(batches, 1)))
        finally:
            if tickets:
                self.close()

    @staticmethod
    def _is_spoilt(outcome: Death | list[worker.Reply]) -> bool:
        """Whether a batch did not come back, or a task of it had not the memory that it may have alone."""
        return isinstance(outcome, Death) or any(
            isinstance(reply, worker.Failure) and reply.memory for reply in outcome
        )

    def _was_cramped(self, ticket: _Ticket) -> bool:
        """Whether it might have come to its end with more time, or more memory, for itself."""
        if not ticket.future.done():
            return False
        error = ticket.future.exception()
        if isinstance(error, TimeoutError):
            return self._patience > 0
        if self._share == self._memory:
            return False
        return not _broken(ticket) if error else self._is_spoilt(ticket.future.result())

    def _alone(self, tickets: deque[_Ticket]) -> Death | list[worker.Reply]:
        """Try the first task again once nothing else runs."""
        self._patience -= isinstance(tickets[0].future.exception(), TimeoutError)
        for other in list(tickets)[1:]:
            self._outcome(other, tickets)
        again = self._send(tickets[0].payloads, self._memory)
        tickets[0].pool, tickets[0].future = again.pool, again.future
        return self._outcome(tickets[0], (tickets[0],))

    def _outcome(self, ticket: _Ticket, waiting: Iterable[_Ticket]) -> Death | list[worker.Reply]:
        while not self._settled(ticket):
            if ticket.tries >= TRIES:
                return Death(BROKEN, "the pool of workers broke")
            ticket.tries += 1
            self._send_again(waiting)
        error = ticket.future.exception()
        if isinstance(error, TimeoutError):
            return Death(TOO_SLOW.format(timeout=self._timeout))
        return died_of(error, getattr(error, "exitcode", None)) if error else ticket.future.result()

    def _settled(self, ticket: _Ticket) -> bool:
        """Wait for the task. False where it never ends: a worker killed at a bad moment takes a lock with it."""
        latest = monotonic() + self._timeout + STUCK
        while not concurrent.futures.wait((ticket.future,), timeout=POLL).done:
            if monotonic() > latest:
                self.close()
            if not ticket.pool.active:
                return False
        return not _broken(ticket)

    def _send(self, payloads: Sequence[bytes], memory: int | None = None) -> _Ticket:
        pool = self._pool
        if pool is None or not pool.active:
            self.close()
            pool = self._pool = self._new_pool()
        future = pool.schedule(worker.run_all, args=(payloads, memory or self._share), timeout=self._timeout)
        return _Ticket(payloads, pool, future)

    def _send_again(self, waiting: Iterable[_Ticket]) -> None:
        """Send again, to a new pool, the tasks that the broken one left behind."""
        for ticket in waiting:
            if _broken(ticket) or not (ticket.future.done() or ticket.pool.active):
                again = self._send(ticket.payloads)
                ticket.pool, ticket.future = again.pool, again.future

    def _new_pool(self) -> ProcessPool:
        from pebble import CONSTS, ProcessPool  # noqa: PLC0415 - slow; imported while the server starts

        CONSTS.sleep_unit = PULSE
        locks = cast("Any", worker.KeptLocks(self._context))
        return ProcessPool(max_workers=self._jobs, initializer=worker.enter, context=locks)


def _broken(ticket: _Ticket) -> bool:
    return ticket.future.done() and isinstance(
        ticket.future.exception(), concurrent.futures.process.BrokenProcessPool
    )
