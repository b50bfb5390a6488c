"""What the trials share: a campaign's folder, commands run in a child that may be stopped, the table's lines."""

from __future__ import annotations

import atexit
import contextlib
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import util
from pathlib import Path
from typing import Any
from unittest.mock import patch

from click.testing import CliRunner
from msgspec.structs import replace

from aggregator.book.create import new_book
from aggregator.nouns.unit import Unit
from tests.book.books import fresh
from tests.sheets import CAMPAIGN, Given, InlineGuard, fill, inline, of_levels

ON_THE_WAY = ".dang_"  # what our files on their way are called
AS_OF = "01/03/2024 07:00"
COMMUNES = [unit for unit in CAMPAIGN.units if unit.kind == "commune"]
# the units of a campaign whose commands make files for each unit
FEW = tuple(unit for unit in CAMPAIGN.units if unit in COMMUNES[:5] or unit.name == "Phòng Nội vụ")
ROOT = Path(__file__).parents[2]
BOOK, INBOX = "so_theo_doi.xlsx", "tiep_nhan"
FAULTY = "M3 Xã Cao Xá.xlsx"  # a return with something to mend
# what a change of a file is to Python's own audit; opening is one where it may write
CHANGES = {"os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.chmod", "os.link", "os.truncate", "fsync"}
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
PATIENCE = 120.0  # seconds for one command


@dataclass(slots=True)
class Tally:
    """How often something was tried, and what was lost: the line of the README's table."""

    what: str
    command: str
    tried: int = 0
    lost: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)

    def hold(self, truth: object, otherwise: str) -> None:
        """Note a loss where something does not hold, and say it at once: a trial may take hours."""
        if not truth:
            self.lost.append(otherwise)
            sys.stderr.write(f"  lost: {otherwise}\n")

    def show(self) -> int:
        """Print the line; the exit status."""
        notes = "".join(f"; {note}" for note in self.notes)
        sys.stdout.write(f"| {self.what} | {self.tried:,}{notes} | {len(self.lost)} | `{self.command}` |\n")
        sys.stderr.write(f"  {time.monotonic() - self.began:.0f} s\n")
        return 1 if self.lost else 0


def returns(count: int, **more: Given) -> dict[str, Given]:
    """A return each of so many communes: lists as they should be, and others by name."""
    made: dict[str, Given] = {
        f"M3 {unit.name}.xlsx": of_levels(1, 4, top=f"Đơn vị: {unit.name}", prefix=f"Mô hình {unit.name}")
        for unit in COMMUNES[:count]
    }
    return made | more


def faulty(unknown: int = 1) -> Given:
    """A return with something to mend: too many models, some without a level."""
    return of_levels(2, 6, 0, unknown, top="Đơn vị: Xã Cao Xá", prefix="Mô hình Xã Cao Xá")


def more_returns() -> dict[str, Given]:
    """What comes later: an agency's list, one of nobody, and one that was sent again."""
    return {"M4 Phòng Nội vụ.xlsx": of_levels(1, 2), "M3 lạ.xlsx": of_levels(2), FAULTY: faulty()}


def campaign_folder(folder: Path, files: dict[str, Given], *, units: Sequence[Unit] = ()) -> Path:
    """A campaign's folder: tracking book, of these units (none given: of all), and inbox."""
    folder.mkdir(parents=True)
    if units:
        (folder / BOOK).write_bytes(new_book(replace(CAMPAIGN, units=tuple(units))))
    else:
        fresh(folder)
    fill(folder / INBOX, files)
    return folder


def content(folder: Path) -> dict[str, bytes]:
    """Every file under a folder but what lies in the inbox; folders that are empty end in ``/``."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if name.partition("/")[0] == INBOX:
            continue
        if path.is_file():
            found[name] = path.read_bytes()
        elif not path.is_dir() or not any(path.iterdir()):  # a socket, an empty folder
            found[f"{name}/"] = b""
    return found


def hidden(name: str) -> bool:
    """Whether a file is on its way, where people do not look; the next run sweeps, or goes on."""
    lock = name.endswith(".dang_ghi.json")  # of the book: one whose holder is gone is taken over
    return lock or any(part.startswith(ON_THE_WAY) for part in name.split("/"))


Hook = Callable[[int, str], object]  # what happens at the so-many-th change of a file: its number, what it is


@dataclass(frozen=True, slots=True)
class End:
    """How a command ended: the exit status (negative: the signal), what it printed, how many changes it made."""

    status: int
    printed: str
    changes: int


def command(
    folder: Path,
    arguments: Sequence[str],
    *,
    hook: Hook | None = None,
    prepare: Callable[[], object] = lambda: None,
    kill_after: float | None = None,
    guarded: bool = False,
    output: str = "",
) -> End:
    """Run one command in a forked child, its working folder the campaign's; with a temporary folder of its own.

    ``hook`` is called before each change of a file; ``prepare`` before the command; ``kill_after`` are seconds.
    """
    temporary = folder.with_name(f"{folder.name}.tmp")
    temporary.mkdir(exist_ok=True)
    printed = folder.with_name(f"{output or folder.name}.out")
    counter = folder.with_name(f"{output or folder.name}.count")
    for path in (printed, counter):
        path.write_bytes(b"")
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        _be_the_command(partial(_enter, folder, temporary, printed, prepare), arguments, counter, hook, guarded)
    status = _waited(child, kill_after)
    return End(status, printed.read_text("utf-8", "replace"), counter.stat().st_size)


def _be_the_command(
    enter: Callable[[], None], arguments: Sequence[str], counter: Path, hook: Hook | None, guarded: bool
) -> None:
    status = 99
    try:
        atexit._clear()  # what this process does at its end is not the child's to do
        atexit.register(util._exit_function)  # type: ignore[attr-defined]  # no public way
        count = os.open(counter, os.O_WRONLY | os.O_APPEND)
        enter()
        _watch(count, hook)
        with contextlib.nullcontext() if guarded else _here():
            status = _status_of(arguments)
    except BaseException as error:
        os.write(2, f"Traceback? {error!r}".encode())
    finally:
        atexit._run_exitfuncs()
        os._exit(status)


@contextlib.contextmanager
def _here() -> Iterator[None]:
    """In one process: also what workers write, the annotated copies, and what is done aside, the tracking book."""
    at_once = patch("aggregator.nouns.work._can_part", return_value=False)
    no_server = patch("aggregator.read.worker.start_workers")
    with inline(), patch("aggregator.read.pool.Guard", InlineGuard), at_once, no_server:
        yield


def _enter(folder: Path, temporary: Path, printed: Path, prepare: Callable[[], object]) -> None:
    """What a shell does before a command: where it stands, where its temporary files lie, where it prints to."""
    os.setsid()
    out = os.open(printed, os.O_WRONLY | os.O_TRUNC)
    os.dup2(out, 1)
    os.dup2(out, 2)
    tempfile.tempdir = os.environ["TMPDIR"] = str(temporary)
    os.environ["PYTHONPATH"] = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    os.chdir(folder)
    prepare()


def _status_of(arguments: Sequence[str]) -> int:
    from aggregator.cli import main

    sys.argv = ["aggregator", *arguments]
    try:
        main()
    except SystemExit as end:
        return int(end.code or 0)
    return 0  # never reached: main() always exits


def _watch(count: int, hook: Hook | None) -> None:
    """Count every change of a file, before it happens, and let the hook do what it will."""
    made, at_it = [0], [False]

    def change(what: str) -> None:
        if at_it[0]:
            return
        made[0] += 1
        os.write(count, b".")
        if hook is not None:
            at_it[0] = True
            try:
                hook(made[0], what)
            finally:
                at_it[0] = False

    def audit(event: str, arguments: tuple[Any, ...]) -> None:
        if event in CHANGES or (event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITES):
            change(f"{event} {arguments[0]}")

    sys.addaudithook(audit)
    fsync = os.fsync

    def synced(handle: int) -> None:
        change(f"fsync {handle}")
        fsync(handle)

    os.fsync = synced  # type: ignore[assignment]  # the program hands over numbers only


def _waited(child: int, kill_after: float | None) -> int:
    end = time.monotonic() + (PATIENCE if kill_after is None else kill_after)
    while time.monotonic() < end:
        pid, status = os.waitpid(child, os.WNOHANG)
        if pid:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.002)
    os.kill(child, signal.SIGKILL)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if kill_after is None:
        raise TimeoutError("the command does not end")
    return status


def left_running(place: Path, session_over: float = 30.0) -> list[str]:
    """The processes of a trial in this place that killed commands left behind, after a while that they may take."""
    end = time.monotonic() + session_over
    while (there := _orphans(place)) and time.monotonic() < end:
        time.sleep(0.2)
    return there


def _orphans(place: Path) -> list[str]:
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            environment = (path / "environ").read_bytes()
            if b"TMPDIR=" + os.fsencode(place) in environment and int(path.name) != os.getpid():
                found.append((path / "cmdline").read_text().replace("\0", " "))
    return found


@contextlib.contextmanager
def workplace() -> Iterator[Path]:
    """A folder for a trial, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="aggregator-trial-", ignore_cleanup_errors=True) as name:
        yield Path(name).resolve()


def copied(template: Path, place: Path) -> Path:
    """A fresh copy of a campaign's folder, with the times of its files."""
    for old in (place, place.with_name(f"{place.name}.tmp")):
        shutil.rmtree(old, ignore_errors=True)
    return Path(shutil.copytree(template, place))


def warm() -> None:
    """Load what the commands need, and run one, so that no child reads the campaign and its words anew."""
    import aggregator.judge.conclude
    import aggregator.understand.document
    import aggregator.write.blank
    import aggregator.write.briefing  # noqa: F401
    from aggregator.cli import cli

    with workplace() as place, _here():
        folder = campaign_folder(place / "warm", returns(3), units=FEW)
        with contextlib.chdir(folder):
            arguments = ["aggregate", INBOX, "--as-of", AS_OF]
            CliRunner().invoke(cli, arguments, standalone_mode=False, catch_exceptions=False)
