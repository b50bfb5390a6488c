"""Where outputs may go, and how they must be called."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import pytest

from aggregator.nouns.finding import CannotWork
from aggregator.write.places import (
    check_suffix,
    check_targets,
    drafts_beside,
    refuse_blanks,
    refuse_inbox,
    refuse_kept,
)


@pytest.mark.parametrize("name", ["bao_cao.docx", "BAO CAO.DOCX"])
def test_a_report_is_called_as_word_files_are(name: str) -> None:
    check_suffix(Path(name), ".docx")


@pytest.mark.parametrize("name", ["bao_cao", "bao_cao.xlsx", "bao_cao.docx.pdf", ".docx"])
def test_any_other_name_is_refused_in_one_sentence(name: str) -> None:
    with pytest.raises(CannotWork, match=r"phải kết thúc bằng “\.docx”"):
        check_suffix(Path(name), ".docx")


def test_a_report_that_is_called_like_a_draft_beside_it_is_refused(tmp_path: Path) -> None:
    letter, notice = drafts_beside(tmp_path / "bao_cao.docx", 2024)
    with pytest.raises(CannotWork, match="không được trùng tên"):
        check_targets(tmp_path / "tiep_nhan", [letter, letter, notice], None)


@pytest.mark.parametrize("name", ["DS.xlsx", "thư.eml", "Cao Xá.zip"])
def test_blank_forms_never_go_where_returns_lie(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"")
    with pytest.raises(CannotWork, match="đây là thư mục nhận về hoặc đang có tệp của các đơn vị"):
        refuse_inbox(tmp_path)


@pytest.mark.parametrize("place", ["tiep_nhan", "tiep_nhan/moi"])
def test_an_empty_inbox_beside_its_book_is_known_by_its_name(tmp_path: Path, place: str) -> None:
    (tmp_path / "so_theo_doi.xlsx").write_bytes(b"")
    (tmp_path / place).mkdir(parents=True)
    with pytest.raises(CannotWork, match="Không ghi biểu mẫu"):
        refuse_inbox(tmp_path / place)


@pytest.mark.parametrize("names", [(), ("M3.xlsx", "M1.docx"), ("Hướng dẫn.docx",), ("so_theo_doi.xlsx", "a.xlsx")])
def test_blank_forms_may_go_anywhere_else(tmp_path: Path, names: tuple[str, ...]) -> None:
    for name in names:
        (tmp_path / name).write_bytes(b"")
    refuse_inbox(tmp_path)
    refuse_inbox(tmp_path / "moi")


def test_a_folder_of_our_blanks_is_no_inbox(tmp_path: Path) -> None:
    for name in ("M1.docx", "M1.xlsx", "M2.docx", "M2.xlsx", "M3.xlsx"):
        (tmp_path / name).write_bytes(b"")
    refuse_blanks(tmp_path)
    (tmp_path / "M4.xlsx").write_bytes(b"")
    with pytest.raises(CannotWork, match="là thư mục biểu mẫu để gửi đi"):
        refuse_blanks(tmp_path)


def test_so_is_a_folder_with_the_units_own_copies(tmp_path: Path) -> None:
    (tmp_path / "theo_don_vi").mkdir()
    with pytest.raises(CannotWork, match="là thư mục biểu mẫu để gửi đi"):
        refuse_blanks(tmp_path)


@pytest.mark.parametrize(
    ("target", "why"),
    [
        ("so_theo_doi.xlsx", "là sổ theo dõi, không ghi đè"),
        ("so rieng.xlsx", "là sổ theo dõi, không ghi đè"),
        ("thu/BHXH.xlsx", "vào thư mục nhận về"),
        ("tiep_nhan", "vào thư mục nhận về"),
        ("chot_2024-03-01_0700/tong_hop.xlsx", "là bản chốt, không bao giờ bị ghi đè"),
        ("ghi_chu.xlsx", ""),
        ("moi/so_theo_doi.xlsx", ""),
    ],
)
def test_what_people_wrote_and_sent_is_never_written_over(tmp_path: Path, target: str, why: str) -> None:
    """As the copy of ``check``, the workbook of ``rollup``."""
    for name in ("so_theo_doi.xlsx", "so rieng.xlsx"):
        (tmp_path / name).write_bytes(b"")
    asked = (tmp_path / target, tmp_path / "so rieng.xlsx", [tmp_path / "thu" / "M4.xlsx"])
    with pytest.raises(CannotWork, match=why) if why else nullcontext():
        refuse_kept(*asked)
