"""LibreOffice as a person at work: forms are filled in there through its own interface, and saved."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import uuid
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
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


def converted(paths: Sequence[Path], kind: str, folder: Path) -> list[Path]:
    """Files opened and saved as another kind in a folder, or printed there, by one LibreOffice for all."""
    office = shutil.which("soffice")
    assert office, "CI_NO_SKIP is set and LibreOffice is not installed"
    profile = f"-env:UserInstallation={(folder.resolve() / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--norestore", "--convert-to", kind, "--outdir", str(folder)]
    subprocess.run([*command, *map(str, paths)], check=True, capture_output=True, timeout=180)
    return [folder / f"{path.stem}.{kind.partition(':')[0]}" for path in paths]


def fill_in_office(source: Path, target: Path, typed: Mapping[str, Any]) -> None:
    """Fill a form in LibreOffice; ``typed`` are the ``cells`` of a workbook or the ``controls`` of a document."""
    fill_all_in_office([(source, target, typed)])


def fill_all_in_office(forms: Iterable[tuple[Path, Path, Mapping[str, Any]]]) -> None:
    """Fill several forms one after the other, as ``fill_in_office``, in one LibreOffice."""
    office, python = shutil.which("soffice"), python_with_uno()
    assert office, "CI_NO_SKIP is set and LibreOffice is not installed"
    assert python, "CI_NO_SKIP is set and no Python has LibreOffice's uno"
    jobs = [
        {"source": str(source.resolve()), "target": str(target.resolve())} | dict(typed)
        for source, target, typed in forms
    ]
    folder = Path(jobs[0]["target"]).parent
    job = folder / "jobs.json"
    job.write_text(json.dumps(jobs), encoding="utf-8")
    pipe = f"round-trip-{uuid.uuid4().hex}"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    listening = f"--accept=pipe,name={pipe};urp;"
    with subprocess.Popen([office, profile, "--headless", "--norestore", listening]) as running:
        try:
            subprocess.run([python, str(FILLER), pipe, str(job)], check=True, capture_output=True, timeout=180)
            running.wait(60)
        finally:
            running.kill()
