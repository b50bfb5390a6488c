"""A slice of every trial, with the seeds of the day it was written; the long forms run by hand (see the README)."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from tests.trust import bombs, fuzz, laws, trial
from tests.trust.seeds import SEEDS
from tests.trust.trial import ROOT, Tally

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows neither forks nor limits")


def tally() -> Tally:
    return Tally("a slice", "")


def by_itself(trial_: str, *arguments: str) -> None:
    """Run a trial in a process of its own, which may fork, and hold it to lose nothing."""
    variables = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
    code = f"from tests.trust.{trial_} import main; main()"  # not -m: workers would load the whole trial
    program = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(program, check=False, capture_output=True, text=True, cwd=ROOT, env=variables)
    assert done.returncode == 0, done.stderr[-3000:]


def test_spoilt_returns_are_accounted_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    for made in fuzz.trials(len(SEEDS), 3, samples=False):
        assert made.lost == []


@posix
def test_kills_leave_everything_old_or_new() -> None:
    by_itself("kills", "--changes", "1", "--moments", "1", "freeze")


@posix
def test_disks_that_refuse_and_odd_inboxes_lose_nothing() -> None:
    by_itself("disk", "--changes", "1", "--runs", "1", "--files", "0", "--pairs", "0", "aggregate")


@posix
def test_a_handful_of_bombs_costs_itself(tmp_path: Path) -> None:
    names = ["the far corner.xlsx", "entities.docx", "10,000 attachments.eml", "repeated cells.ods", "spans.htm"]
    made = tally()
    bombs.explode(tmp_path, names, made)
    assert made.lost == []


def test_made_up_campaigns_count_as_recounted_and_units_stand_apart(tmp_path: Path) -> None:
    rng, made = random.Random(2), tally()
    for size in (3, 12):
        sent = laws.campaign(rng, size)
        result = laws.result_over(laws.lay(tmp_path / str(size), sent))
        laws.counts_as_recounted(sent, result, made)
        laws.units_are_apart(sent, result, tmp_path, rng, made)
    assert made.lost == []


def test_no_circumstance_changes_a_byte(tmp_path: Path) -> None:
    every = {name: value for environment, _ in laws.CIRCUMSTANCES.values() for name, value in environment.items()}
    rng, made = random.Random(3), tally()
    together = {"files in another order": (every, ["--jobs", "1"])}
    laws.circumstances_change_nothing(laws.campaign(rng, 4), tmp_path, rng, made, together)
    assert made.lost == []


def test_a_trial_that_loses_something_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    made = Tally("something", "python -m something", tried=1)
    made.hold(False, "a file")
    assert made.show() == 1
    assert capsys.readouterr().out == "| something | 1 | 1 | `python -m something` |\n"


@posix
def test_the_trials_see_what_they_look_for(tmp_path: Path) -> None:
    """A half-written file, an invented model and a changed count are losses."""
    folder = trial.campaign_folder(tmp_path / "a", {})
    from tests.trust.kills import Stand, judge

    (folder / "tong_hop_2024.xlsx").write_bytes(b"half")
    old = {"tong_hop_2024.xlsx": b"old", "so_theo_doi.xlsx": (folder / "so_theo_doi.xlsx").read_bytes()}
    made = tally()
    stand = Stand("help", ["--version"], folder, old, old, old, 1, 1.0)
    judge_only_content = made.lost
    judge(stand, folder, made, "here")
    assert any("half-written" in loss for loss in judge_only_content)
