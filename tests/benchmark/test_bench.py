"""The benchmark runs. How fast it is, is no matter of a test: machines differ."""

from __future__ import annotations

from pathlib import Path

from aggregator.campaign.load import default_campaign
from tests.benchmark.bench import Measured, available, heads, measure, spread
from tests.benchmark.returns import make, one


def test_all_are_measured_on_the_same_folder(tmp_path: Path) -> None:
    make(tmp_path, 2)
    names = [name for name in available() if name in {"openpyxl", "floor"}]
    measured = measure(tmp_path, 2, 1, names)
    assert len(measured.ours) == len(measured.rivals["openpyxl"]) == len(measured.rivals["floor"]) == 1
    assert measured.holds
    assert measured.row(names).count("|") == heads(names).splitlines()[0].count("|")


def test_a_bar_that_does_not_hold_is_seen() -> None:
    assert not Measured(130, [7.0, 6.5, 7.2], {"openpyxl": [10.0, 10.0, 10.0]}).holds
    assert Measured(131, [7.0], {"openpyxl": [1.0]}).holds


def test_a_ratio_is_told_with_its_spread() -> None:
    assert spread([0.5, 0.75, 0.52]) == "0.52 (0.50-0.75)"


def test_every_list_is_its_units_own_and_the_same_each_time(tmp_path: Path) -> None:
    make(tmp_path, 3)
    files = sorted((tmp_path / "tiep_nhan").iterdir())
    assert len({file.read_bytes() for file in files}) == 3
    assert files[1].read_bytes() == one(1, "Xã Bình Quang")
    assert default_campaign().groups[0].form == "M3"
