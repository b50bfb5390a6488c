"""The suite itself is offline: what opens a socket fails here, and in every Python that is started from here."""

from __future__ import annotations

import socket
import subprocess
import sys

import pytest

from tests.trust.offline.sitecustomize import NetworkError


def test_no_socket_opens_and_no_name_is_looked_up() -> None:
    with pytest.raises(NetworkError):
        socket.socket()
    with pytest.raises(NetworkError):
        socket.getaddrinfo("localhost", 80)


@pytest.mark.parametrize(
    "code", ["import socket; socket.socket()", "import socket; socket.gethostbyname('localhost')"]
)
def test_nor_in_a_process_that_a_test_starts(code: str) -> None:
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert "NetworkError" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has pipes")
def test_the_workers_own_sockets_are_allowed() -> None:
    socket.socket(socket.AF_UNIX).close()
