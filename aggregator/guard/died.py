"""The end of an item that gave no result, in words for the clerk."""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aggregator.guard.worker import Failure

if TYPE_CHECKING:
    from aggregator.guard.worker import Reply

TOO_SLOW = "đọc quá {timeout:g} giây, đã dừng"
BROKEN = "làm hỏng trình đọc (tệp bị hỏng)"
TOO_BIG = "cần quá nhiều bộ nhớ"

KILLED = -9  # the exit code of a process that the system stopped for want of memory


@dataclass(frozen=True, slots=True)
class Died:
    """An item that gave no result: the Vietnamese reason, and the technical cause."""

    reason: str
    detail: str = ""


def died_of(error: BaseException, timeout: float) -> Died:
    """What the pool says of a task that did not come back; ``timeout`` in seconds."""
    if isinstance(error, TimeoutError):
        return Died(TOO_SLOW.format(timeout=timeout))
    reason = TOO_BIG if getattr(error, "exitcode", None) == KILLED else BROKEN
    return Died(reason, _told(error))


def unpacked(reply: Reply) -> object:
    """The result that a worker sent, or ``Died`` where it sent a failure."""
    if isinstance(reply, Failure):
        return Died(reply.reason or (TOO_BIG if reply.memory else BROKEN), reply.detail)
    try:
        return pickle.loads(reply)  # noqa: S301 - made by our own worker
    except Exception as error:  # a result that cannot be rebuilt costs one item
        return Died(BROKEN, _told(error))


def _told(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"
