"""`aggregator briefing`: the report beside the inbox, and the drafts once the book has made its choice."""

from __future__ import annotations

import shutil
from pathlib import Path

import docx
from click.testing import CliRunner
from msgspec.structs import replace

from aggregator.cli import cli
from aggregator.nouns.finding import CannotWork, Finding
from aggregator.run import deliver_briefing
from aggregator.write.deliver_papers import BriefingDelivery, Paper
from aggregator.write.places import drafts_beside
from tests.write.outcomes import perfect_outcome
from tests.write.paper_reader import briefing_document
from tests.write.test_briefing import decided, proposed

SAMPLES = Path(__file__).parent.parent / "samples"
OWN_LIST = "Chính Ban Dân vận Huyện ủy chưa có danh sách trong thư mục nhận về: bổ sung trước khi trình."
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
    letter, notice = (draft.place for draft in first.drafts)
    assert (letter.exists(), notice.exists()) == (True, True)
    second = deliver_briefing(decided("none"), report)
    assert second == BriefingDelivery(Paper("Báo cáo", report, report), (), (letter, notice), (OWN_LIST,))
    assert any("không còn đúng" in line for line in second.lines())


def edited(path: Path) -> bytes:
    """The file as Word leaves it when a person has added a sentence."""
    document = docx.Document(str(path))
    document.add_paragraph("Đồng chí Phó Bí thư yêu cầu bổ sung.")
    document.save(str(path))
    return path.read_bytes()


def test_what_nobody_edited_is_written_anew(tmp_path: Path) -> None:
    report = tmp_path / "bao_cao.docx"
    deliver_briefing(decided("none"), report)
    deliver_briefing(decided("province"), report)
    assert report.read_bytes() == briefing_document(decided("province"))
    assert [path.name for path in tmp_path.glob("bao_cao*")] == ["bao_cao.docx"]


def test_what_people_edited_is_kept_and_the_new_one_lies_beside(tmp_path: Path) -> None:
    report = tmp_path / "bao_cao.docx"
    outcome = decided("province", "back_to_district")
    papers = [report, *drafts_beside(report, 2024)]
    deliver_briefing(outcome, report)
    kept = [edited(paper) for paper in papers]
    told = [*deliver_briefing(outcome, report).lines()]
    assert [paper.read_bytes() for paper in papers] == kept
    beside = tmp_path / "bao_cao_20240229_0815.docx"
    assert told[0] == f"Báo cáo “{report}” đã được sửa bằng tay nên giữ nguyên; bản mới: {beside}"
    assert beside.read_bytes() == briefing_document(outcome)
    assert ["đã được sửa bằng tay nên giữ nguyên" in line for line in told[:3]] == [True] * 3


def test_the_same_run_again_takes_the_same_place_beside_an_edited_report(tmp_path: Path) -> None:
    report = tmp_path / "bao_cao.docx"
    report.write_bytes(b"not of ours")
    for _ in range(2):
        deliver_briefing(decided("none"), report)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bao_cao.docx", "bao_cao_20240229_0815.docx"]
    assert report.read_bytes() == b"not of ours"


def unclear(code: str, cell: str, sheet: str = "Xét, giới thiệu") -> Finding:
    return Finding(code, "warning", None, None, sheet, cell, "Sổ theo dõi …", "Chọn lại.")


def test_decisions_that_were_not_understood_hold_the_drafts_back_and_name_their_cells(tmp_path: Path) -> None:
    findings = [unclear("book-choice-unknown", "F9"), unclear("choice-twice", "F27")]
    outcome = replace(decided("province", "back_to_district"), findings=findings)
    briefed = deliver_briefing(outcome, tmp_path / "bao_cao.docx")
    assert briefed.drafts == ()
    _, told = briefed.notes
    assert told == (
        "Chưa lập dự thảo công văn: 2 quyết định trong sổ chưa hiểu được (trang “Xét, giới thiệu”, ô F9, F27). "
        "Hãy chọn lại trong danh sách rồi chạy lại."
    )
    assert [*briefed.lines()][-1].startswith("Việc tiếp theo: chọn lại các quyết định")


def test_an_unclear_choice_on_another_sheet_holds_nothing_back(tmp_path: Path) -> None:
    other = unclear("book-choice-unknown", "E4", "Đính chính")
    briefed = deliver_briefing(replace(decided("province"), findings=[other]), tmp_path / "bao_cao.docx")
    assert len(briefed.drafts) == 1


def test_more_chosen_than_may_be_presented_is_said(tmp_path: Path) -> None:
    briefed = deliver_briefing(decided(*["province"] * 7, "back_to_district"), tmp_path / "bao_cao.docx")
    assert briefed.drafts == ()
    assert "đang chọn 07 nội dung giới thiệu cấp tỉnh, nhiều hơn 05" in briefed.notes[1]
    assert "Chưa lập dự thảo công văn, thông báo" in briefed.notes[1]
    assert [*briefed.lines()][-1].startswith("Việc tiếp theo: chọn lại các quyết định")


def test_before_any_choice_nothing_is_said_of_drafts(tmp_path: Path) -> None:
    briefed = deliver_briefing(decided("none"), tmp_path / "bao_cao.docx")
    assert [*briefed.lines()][:-1] == [f"Báo cáo: {tmp_path / 'bao_cao.docx'}", OWN_LIST]


def test_a_proposal_alone_makes_no_drafts_and_says_so(tmp_path: Path) -> None:
    briefed = deliver_briefing(proposed("province"), tmp_path / "bao_cao.docx")
    assert briefed.drafts == ()
    assert "mới có đề xuất, chưa có quyết định" in briefed.notes[1]


def test_the_board_s_own_list_is_asked_for_only_where_it_is_wanting(tmp_path: Path) -> None:
    assert deliver_briefing(perfect_outcome(), tmp_path / "bao_cao.docx").notes == ()


def test_a_broken_template_of_the_office_is_told_and_the_report_is_made(tmp_path: Path) -> None:
    (tmp_path / "mau_thu").mkdir()
    (tmp_path / "mau_thu" / "bao_cao.j2").write_text("Loại: X\n---\n{{ table('la') }}\n", encoding="utf-8")
    briefed = deliver_briefing(perfect_outcome(), tmp_path / "bao_cao.docx")
    assert "bao_cao.j2, dòng 3" in briefed.notes[0]
    assert briefed.report.place.read_bytes() == briefing_document(perfect_outcome())


def test_a_report_must_be_called_docx(tmp_path: Path) -> None:
    inbox = tmp_path / "tiep_nhan"
    inbox.mkdir()
    result = CliRunner().invoke(cli, ["briefing", str(inbox), "-o", str(tmp_path / "bao_cao.doc"), *AS_OF])
    assert isinstance(result.exception, CannotWork)
    assert "phải kết thúc bằng “.docx”" in str(result.exception)
