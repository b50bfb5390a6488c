"""``aggregator init``: the folder of a new campaign."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from aggregator.book.campaign import campaign_from
from aggregator.book.create import guide_text, launcher_files, new_campaign_folder
from aggregator.book.sheets import open_book
from aggregator.nouns.finding import CannotWork
from aggregator.nouns.unit import Campaign
from tests.sheets import CAMPAIGN

NAMES = ("1_Tong_hop", "2_Bao_cao", "3_Thu_nhac")


def blanks(campaign: Campaign, folder: Path) -> list[Path]:
    folder.mkdir(exist_ok=True)
    path = folder / f"M3 {campaign.year}.xlsx"
    path.write_bytes(b"")
    return [path]


def test_the_folder_has_book_blank_forms_an_empty_inbox_and_a_guide(tmp_path: Path) -> None:
    folder = tmp_path / "dot_2024"
    paths = new_campaign_folder(folder, CAMPAIGN, blanks)
    assert sorted(p.relative_to(folder).as_posix() for p in paths) == [
        *(f"{name}.{ending}" for name in NAMES for ending in ("bat", "command")),
        "HUONG_DAN.txt",
        "bieu_mau/M3 2024.xlsx",
        "so_theo_doi.xlsx",
        "tiep_nhan",
    ]
    assert list((folder / "tiep_nhan").iterdir()) == []
    assert campaign_from(open_book(folder / "so_theo_doi.xlsx"), CAMPAIGN) == (CAMPAIGN, ())


def test_an_empty_folder_may_be_there_already(tmp_path: Path) -> None:
    assert new_campaign_folder(tmp_path, CAMPAIGN, blanks)


@pytest.mark.parametrize("name", ["so_theo_doi.xlsx", "bieu_mau", "tiep_nhan", "HUONG_DAN.txt"])
def test_nothing_is_ever_overwritten(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("của tôi", encoding="utf-8")
    with pytest.raises(CannotWork, match=rf"đã có “{name}”; chương trình không ghi đè"):
        new_campaign_folder(tmp_path, CAMPAIGN, blanks)
    assert [p.name for p in tmp_path.iterdir()] == [name]


def test_a_folder_that_cannot_be_made_is_refused_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "tep").write_text("", encoding="utf-8")
    with pytest.raises(CannotWork, match="Không lập được thư mục"):
        new_campaign_folder(tmp_path / "tep" / "dot", CAMPAIGN, blanks)


def test_the_guide_opens_in_notepad_and_says_the_command_and_the_deadline(tmp_path: Path) -> None:
    new_campaign_folder(tmp_path, CAMPAIGN, blanks)
    data = (tmp_path / "HUONG_DAN.txt").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\n") == data.count(b"\r\n")
    assert "aggregator aggregate tiep_nhan" in guide_text(CAMPAIGN)
    assert "hết ngày 27/02/2024" in guide_text(CAMPAIGN)


def broken_blanks(campaign: Campaign, folder: Path) -> list[Path]:
    raise OSError(28, "no space")


def test_what_was_stopped_half_way_is_gone_on_with(tmp_path: Path) -> None:
    with pytest.raises(CannotWork, match=r"ổ đĩa đã đầy.*gõ lại lệnh này để lập tiếp"):
        new_campaign_folder(tmp_path, CAMPAIGN, broken_blanks)
    (tmp_path / "tiep_nhan" / "M3.xlsx").write_bytes(b"came meanwhile")
    new_campaign_folder(tmp_path, CAMPAIGN, blanks)
    assert campaign_from(open_book(tmp_path / "so_theo_doi.xlsx"), CAMPAIGN) == (CAMPAIGN, ())
    assert (tmp_path / "tiep_nhan" / "M3.xlsx").read_bytes() == b"came meanwhile"
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize("moment", range(6))
def test_a_kill_at_any_step_leaves_no_half_book_and_a_folder_that_can_be_finished(
    tmp_path: Path, moment: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = 0

    def killed(self: Path, data: bytes) -> int:
        nonlocal done
        done += 1
        if done > moment:
            with self.open("wb") as stream:
                stream.write(data[:10])
            raise KeyboardInterrupt
        with self.open("wb") as stream:
            return stream.write(data)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", killed)
        with pytest.raises(KeyboardInterrupt):
            new_campaign_folder(tmp_path, CAMPAIGN, blanks)
    assert not (tmp_path / "so_theo_doi.xlsx").exists()
    new_campaign_folder(tmp_path, CAMPAIGN, blanks)
    assert campaign_from(open_book(tmp_path / "so_theo_doi.xlsx"), CAMPAIGN) == (CAMPAIGN, ())
    assert not list(tmp_path.glob(".*"))


def test_on_another_computer_only_the_files_to_double_click_are_laid_anew(tmp_path: Path) -> None:
    new_campaign_folder(tmp_path, CAMPAIGN, blanks)
    (tmp_path / "1_Tong_hop.bat").write_bytes(b"old")
    book = (tmp_path / "so_theo_doi.xlsx").read_bytes()
    made = new_campaign_folder(tmp_path, CAMPAIGN, broken_blanks)
    assert {path.stem for path in made} == set(NAMES)
    assert sys.executable in (tmp_path / "1_Tong_hop.bat").read_text(encoding="utf-8")
    assert (tmp_path / "so_theo_doi.xlsx").read_bytes() == book


def test_a_batch_file_says_its_code_page_and_runs_the_program_that_was_found() -> None:
    made = dict(launcher_files(r"C:\Phòng 100%\python.exe", "win32"))
    assert set(made) == {f"{name}.bat" for name in NAMES}
    lines = made["1_Tong_hop.bat"].decode("utf-8").split("\r\n")
    assert lines[1] == "chcp 65001 >nul"
    assert r'"C:\Phòng 100%%\python.exe" -m aggregator aggregate tiep_nhan --open' in lines
    assert lines[-2] == "pause >nul"
    assert "\n" not in made["1_Tong_hop.bat"].decode("utf-8").replace("\r\n", "")


@pytest.mark.skipif(os.name == "nt", reason="a shell script")
def test_the_file_for_other_systems_runs_the_command_where_it_lies(tmp_path: Path) -> None:
    program = tmp_path / "trình duyệt 'của tôi'"
    program.write_text('#!/bin/sh\necho "$PWD: $*"\nexit 2\n', encoding="utf-8")
    program.chmod(0o755)
    script = tmp_path / "2_Bao_cao.command"
    script.write_bytes(dict(launcher_files(str(program), "darwin"))[script.name])
    ran = subprocess.run(["/bin/sh", str(script)], input=b"\n", capture_output=True, check=False, cwd="/")
    said = ran.stdout.decode("utf-8")
    assert f"{tmp_path}: -m aggregator briefing tiep_nhan --open" in said
    assert "Chưa làm được: xem dòng báo ở trên." in said
