"""Spoilt returns in every format: each is accounted for, none stops the run, and no model is invented.

``python -m tests.trust.fuzz`` – mutants are opened by the guarded workers, some go through the whole run.
"""

from __future__ import annotations

import contextlib
import os
import random
import re
import resource
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import click

from aggregator import run as pipeline
from aggregator.read.inbox import list_inbox
from aggregator.read.rounds import OpenedFile, open_all
from aggregator.run import understand
from aggregator.vietnamese.fold import squeezed
from aggregator.write.master import verify_balance
from tests.sheets import AFTER, CAMPAIGN, InlineGuard
from tests.trust import trial
from tests.trust.seeds import FORM, GRID, SEEDS, SPOILS, sample_seeds, spoils_of
from tests.trust.trial import Tally

BATCH = 2000
WHOLE = 60  # of each batch go through the whole run
TEXTLESS = ("zip directory", "parts", "XML tree")  # ways that put no new letter into a document
# all that the seeds say, letters and digits alone: a name of an entry is a part of it, or, where one text was moved
# into the cell of another, texts of it one behind the other
_SAID = {squeezed(text) for _, texts in GRID for text in texts} | {squeezed(p.text) for p in FORM.paragraphs}
KNOWN = " ".join(sorted(_SAID))
_TEXTS = re.compile(f"(?:{'|'.join(map(re.escape, sorted(_SAID - {''}, key=len, reverse=True)))})+")


Mutant = tuple[str, str, bytes]  # name, way, bytes
Seeds = Mapping[str, bytes]


def mutants(rng: random.Random, count: int, given: Seeds) -> Iterator[Mutant]:
    """Name, way and bytes of so many mutants, each seed as often as the others."""
    seeds = list(given.items())
    for number in range(count):
        name, data = seeds[number % len(seeds)]
        way = rng.choice(spoils_of(name, data))
        yield f"{number:05d} {way} {name}", way, SPOILS[way](rng, data)


def opened(inbox: Path, batch: Sequence[Mutant], *, jobs: int) -> list[OpenedFile]:
    """What the readers say of an inbox of these mutants; without ``jobs`` they read in this process."""
    _lay(inbox, batch)
    of_year = partial(understand, year=CAMPAIGN.year)
    with _patched(jobs == 0):
        return list(open_all(list_inbox(inbox, CAMPAIGN.zone), lambda item: item, of_year, jobs=jobs))


def _lay(inbox: Path, batch: Sequence[Mutant]) -> None:
    inbox.mkdir()
    for name, _, data in batch:
        (inbox / name).write_bytes(data)


class CountingGuard(InlineGuard):
    """Reads in this process, as ``InlineGuard``, but what a reader raises costs its file, as in a worker."""

    def map(self, function: Any, items: Any, _batch: int = 1) -> Iterator[Any]:
        for item in items:
            yield from super().map(_unless_it_raises(function), [item])


def _unless_it_raises(function: Any) -> Any:
    from aggregator.nouns.document import Unreadable
    from aggregator.read.pool import BROKEN

    def quiet(item: Any) -> Any:
        try:
            return function(item)
        except Unreadable:
            raise
        except Exception as error:
            raise Unreadable(BROKEN) from error

    return quiet


def _patched(inline: bool) -> Any:
    from unittest.mock import patch

    return patch("aggregator.read.rounds.Guard", CountingGuard) if inline else contextlib.nullcontext()


def is_known(name: object) -> bool:
    """Whether the seeds say this name of an entry, line by line."""
    return all(text in KNOWN or _TEXTS.fullmatch(text) for text in map(squeezed, str(name).split("\n")))


def judge(
    found: Sequence[OpenedFile], batch: Sequence[Mutant], tally: Tally, reasons: Counter[str], *, known: bool
) -> None:
    """Every file in the list; every row of every list counted once; no entry that the seeds do not hold.

    Where the texts of the seeds are not ``known``, the entries are counted only.
    """
    listed = {item.intake.file.partition("!")[0] for item in found}
    ways = {name: way for name, way, _ in batch}
    for name in ways:
        tally.hold(name in listed, f"{name}: not in the list")
    for item in found:
        file = item.intake.file
        reasons[item.unreadable or ("ignored" if item.intake.ignore_reason else "read")] += 1
        for part in item.reading.lists if item.reading else ():
            sides = len(part.entries) + part.rows_joined + part.rows_decoration + part.rows_set_aside
            tally.hold(part.rows_seen == sides, f"{file}: {part.rows_seen} rows seen, {sides} told")
            if known and ways[file.partition("!")[0]] in TEXTLESS:
                names = [entry.values["name"] for entry in part.entries]
                invented = [name for name in names if not is_known(name)]
                tally.hold(not invented, f"{file}: invented {invented}")


def judge_whole(inbox: Path, batch: Sequence[Mutant], tally: Tally) -> None:
    """Some of them through the whole run: the sums come out."""
    _lay(inbox, batch)
    with _patched(True):
        outcome = pipeline.run(inbox, CAMPAIGN, as_of=AFTER)
    verify_balance(outcome)
    listed = {submission.file.partition("!")[0] for submission in outcome.submissions}
    for path in inbox.iterdir():
        tally.hold(path.name in listed, f"{path.name}: not among the submissions")


def trials(count: int, seed: int, *, jobs: int = 0, samples: bool = True) -> Iterator[Tally]:
    """So many mutants of our own seeds, and of the sample campaign's returns, batch by batch."""
    os.environ["PATH"] = ""  # LibreOffice is fuzzed by others
    command = "python -m tests.trust.fuzz"
    yield _spoilt(Tally("spoilt returns in every format", command), count, seed, SEEDS, jobs=jobs, known=True)
    if samples:
        tally = Tally("spoilt returns of the sample campaign, and blank forms", command)
        yield _spoilt(tally, count, seed, sample_seeds(), jobs=jobs, known=False)


def _spoilt(tally: Tally, count: int, seed: int, seeds: Seeds, *, jobs: int, known: bool) -> Tally:
    rng, reasons = random.Random(seed), Counter[str]()
    made = mutants(rng, count, seeds)
    with trial.workplace() as place:
        while batch := list(islice(made, BATCH)):
            number = str(tally.tried)
            judge(opened(place / number, batch, jobs=jobs), batch, tally, reasons, known=known)
            judge_whole(place / f"{number} whole", batch[:WHOLE], tally)
            trial.shutil.rmtree(place / number)
            tally.tried += len(batch)
    most = (
        max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) // 1024
    )
    tally.notes.append(f"{len(seeds)} seeds, the largest process {most} MiB")
    for reason, times in reasons.most_common(12):
        sys.stderr.write(f"  {times:6d} {reason}\n")
    return tally


@click.command()
@click.option("--count", default=20_000, help="Mutants of our own seeds, and as many of the sample's returns.")
@click.option("--seed", default=1)
@click.option("--jobs", default=2, help="Workers that read at once.")
def main(count: int, seed: int, jobs: int) -> None:
    """Read spoilt returns."""
    sys.exit(max(tally.show() for tally in trials(count, seed, jobs=jobs)))


if __name__ == "__main__":
    main()
