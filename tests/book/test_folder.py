"""``aggregator init``: the folder of a new campaign."""

from __future__ import annotations

from pathlib import Path

import pytest

from aggregator.book.campaign import campaign_from
from aggregator.book.folder import guide_text, new_campaign_folder
from aggregator.book.opened import open_book
from aggregator.campaign.model import Campaign
from aggregator.errors import CannotWork
from tests.sheets import CAMPAIGN


def blanks(campaign: Campaign, folder: Path) -> list[Path]:
    folder.mkdir()
    path = folder / f"M3 {campaign.year}.xlsx"
    path.write_bytes(b"")
    return [path]


def test_the_folder_has_book_blank_forms_an_empty_inbox_and_a_guide(tmp_path: Path) -> None:
    folder = tmp_path / "dot_2024"
    paths = new_campaign_folder(folder, CAMPAIGN, blanks)
    assert sorted(p.relative_to(folder).as_posix() for p in paths) == [
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
