"""`aggregator briefing`: the report beside the inbox, and the drafts once the book has made its choice."""

from __future__ import annotations

import shutil
from pathlib import Path

from click.testing import CliRunner

from aggregator.cli import cli
from aggregator.deliver_briefing import Briefed, briefing_lines, deliver_briefing
from tests.write.test_briefing import decided

SAMPLES = Path(__file__).parent.parent / "samples"
AS_OF = ("--as-of", "01/03/2024 07:00")


def test_the_report_lies_beside_the_inbox(tmp_path: Path) -> None:
    inbox = tmp_path / "tiep_nhan"
    inbox.mkdir()
    shutil.copy(SAMPLES / "tiep_nhan" / "M3_xa_Quang_Tien.xlsx", inbox)
    result = CliRunner().invoke(cli, ["briefing", str(inbox), *AS_OF, "--jobs", "1"])
    assert result.exit_code == 0, result.output
    assert f"Báo cáo: {tmp_path / 'bao_cao_2024.docx'}" in result.output
    assert (tmp_path / "bao_cao_2024.docx").stat().st_size > 10_000
    assert [path.name for path in inbox.iterdir()] == ["M3_xa_Quang_Tien.xlsx"]


def test_the_drafts_come_with_the_choice_and_an_old_one_is_called_so(tmp_path: Path) -> None:
    report = tmp_path / "bao_cao.docx"
    first = deliver_briefing(decided("province", "back_to_district"), report)
    letter, notice = (place for _, place in first.drafts)
    assert (letter.exists(), notice.exists()) == (True, True)
    second = deliver_briefing(decided("none"), report)
    assert second == Briefed(report, (), (letter, notice))
    assert any("không còn đúng" in line for line in briefing_lines(second))
