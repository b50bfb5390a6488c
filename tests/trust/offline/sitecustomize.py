"""A Python that finds this module on its path opens no socket but those of multiprocessing on this machine."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

AF_UNIX = 1
LOOK_UPS = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo")


class NetworkError(RuntimeError):
    """Something tried to reach the network."""


def forbid() -> None:
    """Refuse sockets and look-ups of names from now on, in this process and in what is forked from it."""
    if not getattr(sys, "_offline", False):
        sys._offline = True  # type: ignore[attr-defined]  # one hook a process: it cannot be taken off again
        sys.addaudithook(_refuse)


@contextmanager
def listening() -> Iterator[None]:
    """For a test that listens, to show that nobody comes."""
    _listening.append(True)
    try:
        yield
    finally:
        _listening.pop()


_listening: list[bool] = []


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if not event.startswith("socket.") or _listening:
        return
    if event in LOOK_UPS or (event == "socket.__new__" and arguments[1] != AF_UNIX):
        raise NetworkError(f"{event} {arguments}")


if __name__ == "sitecustomize":
    forbid()
