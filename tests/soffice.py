"""LibreOffice as a person at work: files are opened, filled in through its own interface, and saved."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import uuid
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack, suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

FILLER = Path(__file__).with_name("round_trip_office.py")


@cache
def python_with_uno() -> str | None:
    """A Python that can talk to LibreOffice: the system's, or the one that LibreOffice brings."""
    office = Path(shutil.which("soffice") or "soffice").resolve()
    candidates = (Path("/usr/bin/python3"), office.with_name("python"))
    return next((str(python) for python in candidates if python.exists() and _has_uno(python)), None)


def _has_uno(python: Path) -> bool:
    return subprocess.run([python, "-c", "import uno"], check=False, capture_output=True).returncode == 0


needs_office = pytest.mark.skipif(
    os.environ.get("CI_NO_SKIP") != "1" and (shutil.which("soffice") is None or python_with_uno() is None),
    reason="LibreOffice or its uno is not installed",
)


_running = ExitStack()  # the LibreOffice that waits for work, until ``end``


@cache
def _office() -> tuple[list[str], str]:
    """LibreOffice as a command, with the profile of one that waits for work, and the pipe where that one listens.

    It is started once a process: a start costs ten times what a file does. Without uno none waits, and each command
    starts its own. Raises FileNotFoundError without LibreOffice.
    """
    office = shutil.which("soffice")
    if office is None:
        message = "LibreOffice is not installed: soffice is not on the PATH"
        raise FileNotFoundError(message)
    folder = _running.enter_context(TemporaryDirectory(ignore_cleanup_errors=True))
    command = [office, f"-env:UserInstallation={Path(folder).as_uri()}", "--headless", "--norestore"]
    pipe = f"tests-{uuid.uuid4().hex}"
    if python_with_uno():
        listening = [*command, f"--accept=pipe,name={pipe};urp;"]
        waiting = subprocess.Popen(listening, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _running.callback(_ended, waiting, pipe)
        _asked(pipe, "stay")
    return command, pipe


def _asked(pipe: str, what: str) -> None:
    """Ask the LibreOffice that waits at a pipe to ``stay``, to ``end``, or for the jobs of a file."""
    python = python_with_uno()
    assert python, "CI_NO_SKIP is set and no Python has LibreOffice's uno"
    command = [python, str(FILLER), pipe, what]
    done = subprocess.run(command, check=False, capture_output=True, timeout=180)
    if done.returncode < 0:  # uno itself crashed, not what is judged: once more
        done = subprocess.run(command, check=False, capture_output=True, timeout=180)
    done.check_returncode()


def _ended(waiting: subprocess.Popen[bytes], pipe: str) -> None:
    try:
        if waiting.poll() is None:
            with suppress(subprocess.CalledProcessError):  # it is killed below
                _asked(pipe, "end")
            waiting.wait(60)
    finally:
        waiting.kill()
        waiting.wait()


def end() -> None:
    """End the LibreOffice that waits for work, if one was started."""
    _running.close()
    _office.cache_clear()


def converted(paths: Sequence[Path], kind: str, folder: Path) -> list[Path]:
    """Files opened and saved as another kind in a folder, or printed there, by one LibreOffice for all."""
    program, _ = _office()
    command = [*program, "--convert-to", kind, "--outdir", str(folder.resolve())]
    command += [str(path.resolve()) for path in paths]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return [folder / f"{path.stem}.{kind.partition(':')[0]}" for path in paths]


def saved_as(data: bytes, old: str, new: str) -> bytes:
    """A file of one suffix as LibreOffice saves it under another, or anew under the same."""
    with TemporaryDirectory() as name:
        source = Path(name) / f"a.{old}"
        source.write_bytes(data)
        return converted([source], new, Path(name) / "saved")[0].read_bytes()


def fill_in_office(source: Path, target: Path, typed: Mapping[str, Any]) -> None:
    """Fill a form in LibreOffice; ``typed`` are the ``cells`` of a workbook or the ``controls`` of a document."""
    fill_all_in_office([(source, target, typed)])


def fill_all_in_office(forms: Iterable[tuple[Path, Path, Mapping[str, Any]]]) -> None:
    """Fill several forms one after the other, as ``fill_in_office``."""
    jobs = [
        {"source": str(source.resolve()), "target": str(target.resolve())} | dict(typed)
        for source, target, typed in forms
    ]
    job = Path(jobs[0]["target"]).with_name("jobs.json")
    job.write_text(json.dumps(jobs), encoding="utf-8")
    _asked(_office()[1], str(job))
