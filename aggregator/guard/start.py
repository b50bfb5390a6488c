"""How worker processes are started: the method, its server, and its locks."""

from __future__ import annotations

import multiprocessing
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from multiprocessing.context import BaseContext

NEEDED = ("__main__", "pebble", "aggregator.guard.worker")  # what every worker imports


def default_method() -> str:
    """The start method: a server that forks clean workers where that is usual, else spawn.

    Plain fork would start some 15 ms sooner, but a worker is replaced while other threads
    run, and may then inherit their locks.
    """
    methods = multiprocessing.get_all_start_methods()
    return "forkserver" if sys.platform == "linux" and "forkserver" in methods else "spawn"


def warm_up(context: BaseContext, preload: Sequence[str]) -> None:
    """Start the server that forks the workers, if there is one, without waiting for it."""
    if context.get_start_method() != "forkserver":
        return
    from multiprocessing import forkserver  # noqa: PLC0415 - does not exist on Windows

    context.set_forkserver_preload([*NEEDED, *preload])
    forkserver.ensure_running()


def start_server(preload: Sequence[str]) -> None:
    """What a guard does when it is made, for a program that knows early that it will need one."""
    warm_up(multiprocessing.get_context(default_method()), preload)


class KeptLocks:
    """A multiprocessing context whose locks live as long as itself.

    pebble drops its locks before it stops its workers; a worker that is just starting would
    miss them and complain on the terminal.
    """

    def __init__(self, context: BaseContext) -> None:
        self._context = context
        self._locks: list[object] = []

    def RLock(self) -> object:  # noqa: N802 - the name that pebble calls
        """A new lock of the context, remembered."""
        lock = self._context.RLock()
        self._locks.append(lock)
        return lock

    def __getattr__(self, name: str) -> Any:
        return getattr(self._context, name)
