"""Measure a whole run against the usual script and the floor: ``python -m tests.benchmark.bench``.

Each measurement is a fresh process, its start included. The three take turns, and the best of each counts.
"""

from __future__ import annotations

import compileall
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import click

from tests.benchmark.make_returns import returns

BARS = {130: 0.6, 2000: 0.5}  # at most so many times the usual script
ROUNDS = {130: 5, 2000: 2}
REPOSITORY = Path(__file__).parents[2]


@dataclass(frozen=True)
class Measured:
    """The best seconds of each, for a folder of ``files`` returns."""

    files: int
    ours: float
    usual: float
    floor: float

    @property
    def ratio(self) -> float:
        """Ours by the usual script's."""
        return self.ours / self.usual

    @property
    def holds(self) -> bool:
        """Whether the bar holds, where there is one for so many files."""
        return self.ratio <= BARS.get(self.files, float("inf"))

    def __str__(self) -> str:
        bar = f"{BARS[self.files]:.2f}" if self.files in BARS else "-"
        seconds = f"{self.ours:8.2f} s {self.usual:8.2f} s {self.floor:8.2f} s"
        return f"{self.files:6d} {seconds} {self.ratio:7.2f} {bar:>5} {self.ours / self.floor:8.1f}"


HEAD = f"{'files':>6} {'ours':>10} {'usual':>10} {'floor':>10} {'ratio':>7} {'bar':>5} {'x floor':>8}"


def measure(files: int, rounds: int, folder: Path | None = None) -> Measured:
    """Time the three on one folder of returns."""
    inbox = folder or returns(files)
    with tempfile.TemporaryDirectory() as name:
        out = Path(name)
        ours = [
            "aggregator",
            "aggregate",
            str(inbox),
            "-o",
            str(out / "master.xlsx"),
            "--as-of",
            "01/03/2024 07:00",
        ]
        commands = (
            [*ours, "--json", str(out / "result.json")],
            ["tests.benchmark.usual", str(inbox), str(out / "usual.xlsx")],
            ["tests.benchmark.floor", str(inbox)],
        )
        turns = [[_seconds(command) for command in commands] for _ in range(rounds)]
    best = [min(times) for times in zip(*turns, strict=True)]
    return Measured(files, *best)


def _seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", *command], check=True, capture_output=True, cwd=REPOSITORY)
    return time.perf_counter() - start


@click.command()
@click.option("--files", multiple=True, type=int, default=(130, 2000), help="How many returns.", show_default=True)
@click.option("--rounds", type=int, default=None, help="How often each is measured.")
def main(files: tuple[int, ...], rounds: int | None) -> None:
    """Print a table of seconds and ratios; exit with 1 where a bar does not hold."""
    compileall.compile_dir(REPOSITORY / "aggregator", quiet=1)  # as pip leaves a package that it installs
    click.echo(HEAD)
    measured = []
    for count in files:
        measured.append(measure(count, rounds or ROUNDS.get(count, 3)))
        click.echo(str(measured[-1]))
    sys.exit(0 if all(one.holds for one in measured) else 1)


if __name__ == "__main__":
    main()
