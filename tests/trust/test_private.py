"""What names persons is for its owner's eyes alone; what is handed out is as any other file."""

from __future__ import annotations

import sys
from pathlib import Path
from unittest.mock import patch

import pytest
from click.testing import CliRunner

from aggregator.cli import cli
from tests.sheets import InlineGuard, fill, inline
from tests.trust import trial
from tests.trust.kills import COMMANDS
from tests.trust.trial import BOOK, INBOX

HANDED_OUT = ("bieu_mau/", "mau_thu/", "HUONG_DAN.txt", ".bat", ".command")


@pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has no such modes: a folder's rights pass to its files"
)
def test_every_output_that_names_persons_is_for_its_owner_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("init", str(tmp_path / "dot"))
    folder = tmp_path / "dot"
    fill(folder / INBOX, trial.returns(1) | trial.more_returns())
    monkeypatch.chdir(folder)
    for name in ("freeze", "compare", "briefing", "letters", "check", "rollup"):
        run(*COMMANDS[name])
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    ours = {name: path for name, path in files.items() if not name.startswith(INBOX)}
    named = {name for name in ours if not any(mark in name for mark in HANDED_OUT)}
    assert {BOOK, "tong_hop_2024.xlsx", "ket_qua.json", "bao_cao_2024.docx", "tinh.xlsx", "ghi_chu.xlsx"} <= named
    assert {f"thu_gui/{name}" for name in ("danh_sach_thu.xlsx", "thu_sua_Xa_Cao_Xa.eml")} <= named
    assert {f"chot_2024-03-01_0700/{name}" for name in (BOOK, "RESULT.json", "MA_KIEM_TRA.txt")} <= named
    assert {
        name: oct(ours[name].stat().st_mode & 0o077) for name in named if ours[name].stat().st_mode & 0o077
    } == {}


def run(*arguments: str) -> None:
    with inline(), patch("aggregator.read.pool.Guard", InlineGuard):
        CliRunner().invoke(cli, arguments, catch_exceptions=False, standalone_mode=False)
