"""The whole job against other ways of doing less: ``python -m tests.benchmark.bench``.

Each measurement is a fresh process, its start included. In each round all take turns, and a ratio is of one round.
A table in Markdown comes out; ``--profile N`` tells where the time of N returns goes instead.
"""

from __future__ import annotations

import compileall
import cProfile
import importlib.util
import pstats
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import click

from tests.benchmark.returns import campaign_folder
from tests.benchmark.rivals import RIVALS

BARS = {130: 0.6, 2000: 0.3}  # at most so many times the usual script
CHECK_BAR = 0.6  # seconds of processor time that ``check`` may take
AS_OF = "01/03/2024 07:00"
REPOSITORY = Path(__file__).parents[2]
MIB = 1024 * 1024


@dataclass
class Measured:
    """The rounds of one size: seconds of ours and of each rival, and the highest memory of our processes."""

    returns: int
    ours: list[float] = field(default_factory=list)
    rivals: dict[str, list[float]] = field(default_factory=dict)
    memory: int = 0  # bytes; 0: not known on this system

    def ratios(self, rival: str) -> list[float]:
        """Ours by the rival's, round by round."""
        return [ours / its for ours, its in zip(self.ours, self.rivals[rival], strict=True)]

    @property
    def holds(self) -> bool:
        """Whether the bar holds, where there is one for so many returns."""
        bar = BARS.get(self.returns)
        return bar is None or median(self.ratios("openpyxl")) <= bar

    def row(self, names: Sequence[str]) -> str:
        """A line of the table."""
        told = [spread(self.ratios(name)) if name in self.rivals else "-" for name in names]
        memory = f"{self.memory / MIB:.0f}" if self.memory else "-"
        each = f"{1000 * median(self.ours) / self.returns:.1f}"
        return "| " + " | ".join([f"{self.returns}", f"{median(self.ours):.2f}", each, memory, *told]) + " |"


def spread(values: Sequence[float]) -> str:
    """The median, and from where to where: ``0.52 (0.50-0.55)``."""
    return f"{median(values):.2f} ({min(values):.2f}-{max(values):.2f})"


def heads(names: Sequence[str]) -> str:
    """The head of the table."""
    told = ["returns", "s", "ms a return", "MiB", *(f"x {name}" for name in names)]
    return "| " + " | ".join(told) + " |\n|" + "---|" * len(told)


def available() -> list[str]:
    """The rivals whose libraries are installed."""
    return [name for name in RIVALS if name != "polars" or importlib.util.find_spec("polars")]


def measure(folder: Path, returns: int, rounds: int, names: Sequence[str]) -> Measured:
    """Time all of them on one campaign folder, which is copied so that each run finds the book as it was."""
    measured = Measured(returns, rivals={name: [] for name in names})
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as name:
            out = Path(name)
            shutil.copy(folder / "so_theo_doi.xlsx", out / "so_theo_doi.xlsx")
            command = [
                "aggregator",
                "aggregate",
                str(folder / "tiep_nhan"),
                "--book",
                str(out / "so_theo_doi.xlsx"),
            ]
            command += ["-o", str(out / "master.xlsx"), "--json", str(out / "result.json"), "--as-of", AS_OF]
            seconds, memory = timed(command)
            measured.ours.append(seconds)
            measured.memory = max(measured.memory, memory)
            for rival in names:
                order = ["tests.benchmark.rivals", rival, str(folder / "tiep_nhan"), str(out / f"{rival}.xlsx")]
                measured.rivals[rival].append(timed(order)[0])
    return measured


def _whole_job(folder: Path, out: Path) -> list[str]:
    """The command line: master, RESULT.json and the book are written."""
    book, master, result = (str(out / name) for name in ("so_theo_doi.xlsx", "master.xlsx", "result.json"))
    return [
        "aggregate",
        str(folder / "tiep_nhan"),
        "--book",
        book,
        "-o",
        master,
        "--json",
        result,
        "--as-of",
        AS_OF,
    ]


def timed(command: Sequence[str]) -> tuple[float, int]:
    """The seconds of a module run in a process of its own, and the highest memory of it and its children."""
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", *command], cwd=REPOSITORY, stdout=subprocess.DEVNULL)
    highest = [0]
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.05):
            highest[0] = max(highest[0], tree_memory(process.pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    status = process.wait()
    seconds = time.perf_counter() - start
    done.set()
    watcher.join()
    if status:
        raise subprocess.CalledProcessError(status, list(command))
    return seconds, highest[0]


def tree_memory(root: int) -> int:
    """The bytes that a process and its children hold, as Linux tells them; 0 elsewhere."""
    pages, parents = {}, {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            told = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has ended
        parents[int(path.parent.name)], pages[int(path.parent.name)] = int(told[1]), int(told[21])
    return sum(pages[process] for process in _tree(root, parents)) * 4096


def _tree(root: int, parents: dict[int, int]) -> Iterator[int]:
    if root in parents:
        yield root
    for child, parent in parents.items():
        if parent == root:
            yield from _tree(child, parents)


def processor_seconds(command: Sequence[str]) -> float:
    """The processor time of a module run in a process of its own."""
    code = (
        "import resource, runpy, sys\n"
        "sys.argv = sys.argv[1:]\n"
        "try:\n    runpy.run_module(sys.argv[0], run_name='__main__', alter_sys=True)\n"
        "except SystemExit:\n    pass\n"
        "used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]\n"
        "print(sum(u.ru_utime + u.ru_stime for u in used), file=sys.stderr)"
    )
    order = [sys.executable, "-c", code, *command]
    told = subprocess.run(order, cwd=REPOSITORY, capture_output=True, text=True, check=True).stderr
    return float(told.splitlines()[-1])


def profile(returns: int) -> Iterator[str]:
    """Where the time goes when one process does it all: by room of ours, by library."""
    from aggregator.cli import cli

    folder = campaign_folder(returns)
    with tempfile.TemporaryDirectory() as name:
        shutil.copy(folder / "so_theo_doi.xlsx", Path(name) / "so_theo_doi.xlsx")
        profiler = cProfile.Profile()
        profiler.enable()
        cli.main([*_whole_job(folder, Path(name)), "--jobs", "1"], standalone_mode=False)
        profiler.disable()
    seconds: Counter[str] = Counter()
    for (file, _, function), (_, _, own, _, _) in pstats.Stats(profiler).stats.items():  # type: ignore[attr-defined]
        seconds[_place(file, function)] += own
    for place, used in seconds.most_common(20):
        yield f"{used / seconds.total():6.1%}  {place}"


def _place(file: str, function: str) -> str:
    """The room of ours or the library that a function belongs to."""
    parts = Path(file).parts
    if "aggregator" in parts:
        below = parts[parts.index("aggregator") + 1 :]
        return "aggregator/" + "/".join(below[:-1] or below)
    if "site-packages" in parts:
        return parts[parts.index("site-packages") + 1]
    return f"built in: {function}" if file == "~" else "standard library"


@click.command()
@click.option("--returns", multiple=True, type=int, default=(1, 70, 130, 2000), show_default=True, help="How many.")
@click.option("--rounds", type=int, default=5, show_default=True, help="How often each is measured.")
@click.option("--profile", "profiled", type=int, default=None, help="Tell where the time of so many returns goes.")
def main(returns: tuple[int, ...], rounds: int, profiled: int | None) -> None:
    """Print the table; exit with 1 where a bar does not hold."""
    compileall.compile_dir(REPOSITORY / "aggregator", quiet=1)  # as pip leaves a package that it installs
    if profiled:
        for line in profile(profiled):
            click.echo(line)
        return
    held, names = True, available()
    click.echo(heads(names))
    for count in returns:
        if count == 1:
            held &= _check(rounds)
            continue
        folder = campaign_folder(count)
        measured = measure(folder, count, rounds, names if count <= 2000 else [])  # the others take an hour
        click.echo(measured.row(names))
        held &= measured.holds
    sys.exit(0 if held else 1)


def _check(rounds: int) -> bool:
    """One return, checked: the processor's seconds."""
    file = next((campaign_folder(70) / "tiep_nhan").glob("*.xlsx"))
    used = [processor_seconds(["aggregator", "check", str(file)]) for _ in range(rounds)]
    click.echo(f"check of one return: {spread(used)} s of the processor")
    return median(used) <= CHECK_BAR


if __name__ == "__main__":
    main()
