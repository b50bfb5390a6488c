"""Our own parsers under a fuzzer that looks for new ways through them: dates, marks, names, fonts, labels, keys.

``python -m tests.trust.guided`` – needs ``pip install atheris`` (Linux, macOS). The laws are those of
``test_parsers.py``; each parser is fuzzed in a process of its own, which ends at the first text that breaks a law.
"""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

# what the fuzzer may see is loaded in `fuzz`, under its eyes: nothing of ours is imported here
LAWS = {
    "dates": "test_a_date_is_a_day_near_the_campaigns_or_none_and_then_it_says_why",
    "marks": "test_marks_and_holders_always_have_an_answer",
    "names": "test_a_name_means_the_same_unit_however_its_letters_are_composed",
    "fonts": "test_what_was_decoded_once_is_not_decoded_again",
    "labels": "test_labels_lie_within_their_lines_one_behind_the_other",
    "keys": "test_folding_and_cleaning_twice_is_folding_and_cleaning_once",
}
FONTS = (None, ".VnTime", ".VnTimeH", "VNI-Times", "Arial")
WIDEST = 200  # bytes of a text


def fuzz(name: str, runs: int, seed: int) -> None:
    """Fuzz one parser; ends the process."""
    atheris: Any = importlib.import_module("atheris")
    with atheris.instrument_imports(include=["aggregator"]):
        parsers: Any = importlib.import_module("tests.trust.test_parsers")
    parsers.reaching = _plain  # the fuzzer counts the lines itself
    law = getattr(parsers, LAWS[name]).hypothesis.inner_test

    def one(data: bytes) -> None:
        law(*arguments(name, data))

    with tempfile.NamedTemporaryFile("w", suffix=".dict") as words:
        words.writelines(f'"{_escaped(word)}"\n' for word in parsers.WORDS)
        words.flush()
        options = [f"-runs={runs}", f"-seed={seed}", f"-max_len={WIDEST}", f"-dict={words.name}", "-timeout=20"]
        atheris.Setup([sys.argv[0], *options, "-close_fd_mask=1"], one)
        atheris.Fuzz()


def _plain(function: Callable[..., Any], *arguments: Any) -> Any:
    return function(*arguments)


def _escaped(word: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in word.encode("utf-8", "surrogatepass"))


def arguments(name: str, data: bytes) -> tuple[Any, ...]:
    """What a law is given: texts, some with bytes that are no text."""
    texts = [part.decode("utf-8", "surrogateescape") for part in data.split(b"\0")]
    if name == "labels":
        return (texts[:6],)
    if name == "marks":
        return tuple([*texts, "", ""][:3])
    whole = " ".join(texts)
    return (whole, FONTS[len(data) % len(FONTS)]) if name == "fonts" else (whole,)


def fuzzed(name: str, runs: int, seed: int) -> tuple[int, str]:
    """How many texts were tried, and the end of what the fuzzer says where a law broke."""
    program = [
        sys.executable,
        "-m",
        "tests.trust.guided",
        "--alone",
        name,
        "--runs",
        str(runs),
        "--seed",
        str(seed),
    ]
    root = Path(__file__).parents[2]
    done = subprocess.run(program, check=False, capture_output=True, text=True, errors="replace", cwd=root)
    tried = [int(number) for number in re.findall(r"^(?:#|Done )(\d+)", done.stderr, re.MULTILINE)]
    return max(tried, default=0), "" if done.returncode == 0 else done.stderr[-1500:]


@click.command()
@click.option("--runs", default=100_000, help="Texts for each parser.")
@click.option("--seed", default=1)
@click.option("--alone", help="Only this parser, in this process.")
@click.argument("names", nargs=-1)
def main(names: tuple[str, ...], runs: int, seed: int, alone: str | None) -> None:
    """Fuzz the parsers."""
    if alone:
        fuzz(alone, runs, seed)
        return
    from tests.trust.trial import Tally

    tally = Tally(
        f"texts for our own parsers, led by coverage: {', '.join(names or LAWS)}", "python -m tests.trust.guided"
    )
    for name in names or LAWS:
        tried, loss = fuzzed(name, runs, seed)
        sys.stderr.write(f"  {name}: {tried}\n")
        tally.tried += tried
        tally.hold(not loss and tried >= runs, f"{name}, text {tried}: {loss}")
    sys.exit(tally.show())


if __name__ == "__main__":
    main()
