"""What happens in a guarded worker: its limits, and one task; nothing but bytes or a plain failure leaves it."""

from __future__ import annotations

import atexit
import contextlib
import faulthandler
import gc
import multiprocessing
import os
import pickle
import signal
import sys
from traceback import format_exception_only
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from aggregator.nouns.document import Unreadable
from aggregator.nouns.file import private_folder
from aggregator.nouns.finding import or_cannot_work

if TYPE_CHECKING:
    from collections.abc import Sequence
    from multiprocessing.context import BaseContext

NO_CRASH_DIALOGS = 0x0001 | 0x0002  # SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX


class Failure(Struct, frozen=True):
    """An exception of a task, told without the exception, which may not be picklable."""

    reason: str = ""  # Vietnamese, where the task itself gave one
    memory: bool = False
    detail: str = ""


Reply = bytes | Failure


def run_all(payloads: Sequence[bytes], memory: int) -> list[Reply]:
    """Do some tasks, one after the other."""
    return [run(payload, memory) for payload in payloads]


def run(payload: bytes, memory: int) -> Reply:
    """Do one task, a pickled (function, item), within so many bytes; the reply is its pickled result."""
    _limit(memory)
    try:
        function, item = pickle.loads(payload)  # noqa: S301 - made by our own parent process
        return pickle.dumps(function(item), pickle.HIGHEST_PROTOCOL)
    except Unreadable as error:
        return Failure(reason=str(error), detail=_told(error))
    except MemoryError as error:
        return Failure(memory=True, detail=_told(error))
    except BaseException as error:  # a panic of a Rust reader is a BaseException
        return Failure(detail=_told(error))


def enter() -> None:
    """Prepare a new worker process: mute and mortal."""
    gc.freeze()  # what the server loaded for all workers stays
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # dies at once, even inside a C loop
    faulthandler.disable()
    with contextlib.suppress(OSError):  # panics and abort messages of dying workers stay off the clerk's terminal
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 2)
        os.close(nowhere)
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - needed on Windows only

        ctypes.windll.kernel32.SetErrorMode(NO_CRASH_DIALOGS)


def _told(error: BaseException) -> str:
    return "".join(format_exception_only(error)).strip()


def _limit(memory: int) -> None:
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - does not exist on Windows

    for limit, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CORE, 0)):
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(limit, (most, resource.getrlimit(limit)[1]))


# ---- How worker processes are started: the method, its server, and its locks.


_LONGEST_FOLDER = 88  # bytes; the path of a socket has 107, of which its name takes 18
NEEDED = ("__main__", "aggregator.read.worker", "pebble")  # what every worker imports
# what a worker loads before its first file, beside what understands it; the main process needs none of it
WORKERS_NEED = ("aggregator.read.dispatch", "aggregator.read.xlsx", "python_calamine")


def default_method() -> str:
    """The start method: a server that forks clean workers (plain fork inherits locks) where it can; else spawn."""
    methods = multiprocessing.get_all_start_methods()
    served = sys.platform == "linux" and "forkserver" in methods and _sockets_are_private()
    return "forkserver" if served else "spawn"


def warm_up(context: BaseContext, preload: Sequence[str]) -> None:
    """Start the server that forks the workers, if there is one, without waiting for it. Raises CannotWork."""
    if context.get_start_method() != "forkserver":
        return
    from multiprocessing import forkserver, resource_tracker  # noqa: PLC0415 - do not exist on Windows

    _sockets_are_private()
    context.set_forkserver_preload([*NEEDED, *preload])
    resource_tracker.ensure_running()  # it lets the signal through again that is held back now
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # an interrupted run is told once, here
    try:
        with or_cannot_work("Không khởi động được phần đọc tệp của chương trình", "hãy chạy lại"):
            forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _sockets_are_private() -> bool:
    """Let sockets lie in a folder of ours, swept after a kill. False: there is none, or its path is too long."""
    config: dict[str, str] = multiprocessing.current_process()._config  # type: ignore[attr-defined]  # no public way
    if "tempdir" not in config:
        with contextlib.suppress(OSError), contextlib.ExitStack() as stack:
            config["tempdir"] = os.fspath(stack.enter_context(private_folder()))
            atexit.register(stack.pop_all().close)
    return len(os.fsencode(config.get("tempdir", "/" * _LONGEST_FOLDER))) < _LONGEST_FOLDER


def start_workers(preload: Sequence[str]) -> None:
    """Let the workers load what they need, ``preload`` too, ahead of the first file."""
    warm_up(multiprocessing.get_context(default_method()), (*WORKERS_NEED, *preload))


class KeptLocks:
    """A context whose locks live as long as itself: pebble drops them while workers may still be starting."""

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
