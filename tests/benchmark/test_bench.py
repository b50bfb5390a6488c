"""The benchmark runs. How fast it is, is no matter of a test: machines differ."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmark import make_returns
from tests.benchmark.bench import Measured, measure
from tests.benchmark.make_returns import one


def test_the_three_are_measured_on_the_same_folder(tmp_path: Path) -> None:
    for number in (0, 1, 40):
        name, data = one(number)
        (tmp_path / name).write_bytes(data)
    measured = measure(3, 1, tmp_path)
    assert min(measured.ours, measured.usual, measured.floor) > 0
    assert measured.holds


def test_a_bar_that_does_not_hold_is_seen() -> None:
    assert not Measured(130, ours=7.0, usual=10.0, floor=1.0).holds


def test_returns_are_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    made: list[int] = []
    folder = make_returns.returns(2, made.append)
    assert make_returns.returns(2, made.append) == folder
    assert made == [1, 2]
    assert len(list(folder.glob("*.xlsx"))) == 2
