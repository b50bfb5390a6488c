"""Nothing leaves the machine while the tests run: neither a test nor a program that it starts may open a socket."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.trust.offline import sitecustomize as offline

_FOR_CHILDREN = str(Path(offline.__file__).parent)  # on the path of every Python that is started from here


@pytest.fixture(scope="session", autouse=True)
def _offline() -> Iterator[None]:
    offline.forbid()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join(filter(None, [_FOR_CHILDREN, os.environ.get("PYTHONPATH")])))
        yield
