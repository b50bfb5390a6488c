"""Where outputs may go, and how they must be called."""

from __future__ import annotations

from pathlib import Path

import pytest

from aggregator.errors import CannotWork
from aggregator.outputs import drafts_beside
from aggregator.targets import check_suffix, check_targets


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
