"""Nothing leaves the machine while the tests run, and nothing that they started outlives them."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from aggregator.vietnamese.scope import enter
from tests import soffice
from tests.sheets import CAMPAIGN
from tests.trust.offline import sitecustomize as offline

_FOR_CHILDREN = str(Path(offline.__file__).parent)  # on the path of every Python that is started from here


@pytest.fixture(scope="session", autouse=True)
def _offline() -> Iterator[None]:
    """Neither a test nor a program that it starts may open a socket."""
    offline.forbid()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join(filter(None, [_FOR_CHILDREN, os.environ.get("PYTHONPATH")])))
        yield


@pytest.fixture(autouse=True)
def _shipped_campaign() -> Iterator[None]:
    """Each test reads texts as in the shipped campaign, whatever the one before it ran, with what that knew."""
    yield
    enter(CAMPAIGN.year, CAMPAIGN.office)


@pytest.fixture(scope="session", autouse=True)
def _office_ends() -> Iterator[None]:
    yield
    soffice.end()


def pytest_collection_finish() -> None:
    enter(CAMPAIGN.year, CAMPAIGN.office)
    gc.freeze()  # what was collected stays: no need to look through it again and again for garbage
    gc.set_threshold(50_000)  # nor after every few entries, which takes a seventh of the time
