"""Commands killed at any moment, at each change of a file, and in the middle of a write.

``python -m tests.trust.kills`` – every file is then the old one or the new one, whole; the next run ends well and
sweeps what the killed one left.
"""

from __future__ import annotations

import os
import random
import re
import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import click

from tests.trust import trial
from tests.trust.trial import AS_OF, INBOX, Tally, command, content, copied

_RESULT = "ket_qua.json"
_USUAL = ["aggregate", INBOX, "--as-of", AS_OF, "--json", _RESULT]
COMMANDS = {
    "aggregate": _USUAL,
    "freeze": [*_USUAL, "--freeze"],
    "compare": [*_USUAL, "--compare", _RESULT],
    "briefing": ["briefing", INBOX, "--as-of", AS_OF],
    "letters": ["letters", INBOX, "--as-of", AS_OF],
    "check": ["check", f"{INBOX}/{trial.FAULTY}", "--as-of", AS_OF, "-o", "ghi_chu.xlsx"],
    "rollup": ["rollup", _RESULT, "-o", "tinh.xlsx"],
    "blank": ["blank", "-o", "mau", "--per-unit"],
    "init": ["init", "dot"],
}
_WITHOUT_INBOX = ("init", "blank")
_USUAL_END = {"check": (1,)}  # there is something to mend
_BESIDE = re.compile(r"_20240301_0700\.\w+$")  # how an output is called where the old one is held open
_HALF = (0, 500, 4_000, 9_000, 20_000, 40_000)  # bytes of a file after which the system kills the writer
Files = dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Stand:
    """A command, the folder that it begins with, and every content that a file may have: old, new, or newest.

    ``newest`` is what a second run makes of it: by then the book knows the files.
    """

    name: str
    arguments: list[str]
    template: Path
    old: Files
    new: Files
    newest: Files
    changes: int
    seconds: float


def stand(name: str, place: Path, *, guarded: bool = False) -> Stand:
    """Run a command to its end, twice, to know what it makes and how many changes of files that takes."""
    template, arguments = place / f"{name}.template", COMMANDS[name]
    if not template.exists():
        trial.campaign_folder(template, trial.returns(3, **{trial.FAULTY: trial.faulty(2)}), units=trial.FEW)
        if name not in _WITHOUT_INBOX:  # outputs of an earlier state lie there
            command(template, _USUAL)
            if name not in ("aggregate", "freeze", "compare"):
                command(template, arguments)
            trial.fill(template / INBOX, trial.more_returns())
        if name == "rollup":
            command(template, _USUAL)
    folder = copied(template, place / name)
    began = trial.time.monotonic()
    first = command(folder, arguments, guarded=guarded)
    seconds = trial.time.monotonic() - began
    if first.status not in _USUAL_END.get(name, (0,)):
        raise RuntimeError(first.printed)
    new = content(folder)
    command(folder, arguments)
    old = content(template)
    if name != "init" and new == old:
        raise RuntimeError(f"{name} changes nothing: there is nothing to be lost")
    return Stand(name, arguments, template, old, new, content(folder), first.changes, seconds)


def judge(made: Stand, folder: Path, tally: Tally, when: str, *, told: str | None = None) -> None:
    """After a kill: nothing is half-written; the next run makes all there is to make, and sweeps.

    ``told`` is what a run said that went on without something: it may have written its outputs beside the old ones.
    """
    where = f"{made.name}, {when}"
    for name, data in content(folder).items() if told is None else ():
        known = [files.get(name) for files in (made.old, made.new, made.newest)]
        begun = name.endswith("/") and any(other.startswith(name) for other in made.new)
        tally.hold(data in known or trial.hidden(name) or begun, f"{where}: {name} is half-written")
    missing = [name for name in made.old if name not in content(folder)]
    tally.hold(not missing, f"{where}: {missing} is gone")
    again = command(folder, made.arguments)
    tally.hold(
        again.status in _USUAL_END.get(made.name, (0,)), f"{where}: the next run says {again.printed[-300:]}"
    )
    found = content(folder)
    wrong = [n for n in {*found, *made.new} if found.get(n) not in (made.new.get(n), made.newest.get(n))]
    wrong = [name for name in wrong if not (told and _BESIDE.search(name) and name.rpartition("/")[2] in told)]
    tally.hold(not wrong, f"{where}: after the next run {wrong} differ or are left over")
    left = trial.content(folder.with_name(f"{folder.name}.tmp"))
    tally.hold(not left, f"{where}: the next run left {list(left)} among the temporary files")


def _killed_at(number: int, change: int, _: str) -> None:
    if change == number:
        os.kill(os.getpid(), signal.SIGKILL)


def at_each_change(made: Stand, place: Path, tally: Tally, most: int) -> None:
    """Killed just before each change of a file, or before so many of them evenly spread."""
    step = max(1, made.changes // most)
    for number in range(1, made.changes + 1, step):
        folder = copied(made.template, place / made.name)
        end = command(folder, made.arguments, hook=partial(_killed_at, number))
        tally.tried += 1
        tally.hold(end.status == -signal.SIGKILL, f"{made.name} was not killed at change {number}")
        judge(made, folder, tally, f"killed at change {number}")


def in_the_middle_of_a_write(made: Stand, place: Path, tally: Tally) -> None:
    """Killed by the system when a file has so many bytes."""

    def limited(size: int) -> None:
        import resource

        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    for size in _HALF:
        folder = copied(made.template, place / made.name)
        end = command(folder, made.arguments, prepare=partial(limited, size))
        tally.tried += 1
        tally.hold(end.status in (0, 1, -signal.SIGXFSZ), f"{made.name}: {end.printed[-300:]}")
        judge(made, folder, tally, f"killed in the middle of a write at {size} bytes")


def at_any_moment(made: Stand, place: Path, tally: Tally, count: int, rng: random.Random) -> None:
    """Killed at random moments of a run with its workers."""
    for _ in range(count):
        folder = copied(made.template, place / made.name)
        moment = rng.uniform(0, made.seconds * 1.05)
        command(folder, made.arguments, kill_after=moment, guarded=True)
        tally.tried += 1
        judge(made, folder, tally, f"killed after {moment:.3f} s")


def _trials(names: tuple[str, ...], changes: int, moments: int, seed: int) -> Iterator[Tally]:
    rng = random.Random(seed)
    trial.warm()
    with trial.workplace() as place:
        each, middle, random_ = (
            Tally(what, "python -m tests.trust.kills")
            for what in ("killed at each change of a file", "in the middle of a write", "at random moments")
        )
        for name in names:
            made = stand(name, place)
            sys.stderr.write(f"  {name}: {made.changes} changes of files, {made.seconds:.1f} s\n")
            if changes:
                at_each_change(made, place, each, changes)
                in_the_middle_of_a_write(made, place, middle)
            if moments:
                made = stand(name, place, guarded=True)
                at_any_moment(made, place, random_, moments, rng)
        random_.hold(not trial.left_running(place), "workers of killed runs live on")
    each.notes.append(f"{', '.join(names)}")
    yield from (tally for tally in (each, middle, random_) if tally.tried)


@click.command()
@click.option("--changes", default=10_000, help="At most so many changes of files of each command.")
@click.option("--moments", default=200, help="Kills of each command at random moments.")
@click.option("--seed", default=1)
@click.argument("names", nargs=-1)
def main(names: tuple[str, ...], changes: int, moments: int, seed: int) -> None:
    """Kill commands, and look at what they leave."""
    sys.exit(max(tally.show() for tally in _trials(names or tuple(COMMANDS), changes, moments, seed)))


if __name__ == "__main__":
    main()
