"""A frozen copy is written once and never again, and later runs say what changed since."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
from pathlib import Path

import pytest

from aggregator.deliver import deliver
from aggregator.errors import CannotWork
from aggregator.freeze import HASHES
from aggregator.outcome import Outcome
from tests.results.made import model
from tests.write.outcomes import outcome_with

FOLDER = "chot_2024-02-29_0815"
LATER = dt.timedelta(hours=2)


def outcome(*names: str) -> Outcome:
    return outcome_with([model(name) for name in names])


def later(made: Outcome) -> Outcome:
    return dataclasses.replace(made, as_of=made.as_of + LATER)


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_outputs_are_kept_with_their_hashes(tmp_path: Path) -> None:
    (tmp_path / "bao_cao_2024.docx").write_bytes(b"report")
    book = tmp_path / "so_theo_doi.xlsx"
    book.write_bytes(b"book")
    told = deliver(outcome("Đường hoa"), tmp_path / "tong_hop_2024.xlsx", None, book, frozen=True)
    kept = content(tmp_path / FOLDER)
    assert sorted(kept) == [
        HASHES, "RESULT.json", "bao_cao_2024.docx", "so_theo_doi.xlsx", "tong_hop_2024.xlsx",
    ]  # fmt: skip
    assert kept["tong_hop_2024.xlsx"] == (tmp_path / "tong_hop_2024.xlsx").read_bytes()
    for line in kept[HASHES].decode().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256(kept[name]).hexdigest() == digest
    assert any(FOLDER in note for note in told.notes)


def test_nothing_is_frozen_unless_asked(tmp_path: Path) -> None:
    assert deliver(outcome("Đường hoa"), tmp_path / "m.xlsx", None).notes == ()
    assert [path.name for path in tmp_path.iterdir()] == ["m.xlsx"]


def test_the_same_run_again_is_fine_and_changes_nothing(tmp_path: Path) -> None:
    for _ in range(2):
        deliver(outcome("Đường hoa"), tmp_path / "m.xlsx", None, frozen=True)
    assert [path.name for path in tmp_path.glob("chot_*")] == [FOLDER]


def test_another_content_of_the_same_moment_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    master = tmp_path / "m.xlsx"
    deliver(outcome("Đường hoa"), master, None, frozen=True)
    before, frozen = master.read_bytes(), content(tmp_path / FOLDER)
    with pytest.raises(CannotWork, match="không bao giờ bị ghi đè"):
        deliver(outcome("Camera an ninh"), master, None, frozen=True)
    assert (master.read_bytes(), content(tmp_path / FOLDER)) == (before, frozen)


def test_a_later_run_says_what_changed_since(tmp_path: Path) -> None:
    deliver(outcome("Đường hoa"), tmp_path / "m.xlsx", None, frozen=True)
    told = deliver(later(outcome("Đường hoa", "Camera an ninh")), tmp_path / "m.xlsx", None)
    assert told.notes == (
        f"So với bản chốt “{FOLDER}”: 1 đơn vị thay đổi tình hình gửi hoặc số lượng, 1 mô hình mới.",
    )


def test_the_last_frozen_copy_counts(tmp_path: Path) -> None:
    deliver(outcome("Đường hoa"), tmp_path / "m.xlsx", None, frozen=True)
    second = later(outcome("Camera an ninh"))
    deliver(second, tmp_path / "m.xlsx", None, frozen=True)
    told = deliver(later(second), tmp_path / "m.xlsx", None)
    assert told.notes == ("So với bản chốt “chot_2024-02-29_1015”: không có thay đổi.",)


def test_a_frozen_paper_that_was_altered_is_told(tmp_path: Path) -> None:
    deliver(outcome("Đường hoa"), tmp_path / "m.xlsx", None, frozen=True)
    (tmp_path / FOLDER / "m.xlsx").write_bytes(b"other")
    told = deliver(later(outcome("Đường hoa")), tmp_path / "m.xlsx", None)
    assert f"{FOLDER}/m.xlsx" in told.notes[-1]


def test_a_result_that_can_no_longer_be_read_stops_no_run(tmp_path: Path) -> None:
    deliver(outcome("Đường hoa"), tmp_path / "m.xlsx", None, frozen=True)
    (tmp_path / FOLDER / "RESULT.json").unlink()
    told = deliver(later(outcome("Đường hoa")), tmp_path / "m.xlsx", None)
    assert told.notes == (f"Chú ý: tệp trong bản chốt không còn đúng như lúc chốt: {FOLDER}/RESULT.json.",)
