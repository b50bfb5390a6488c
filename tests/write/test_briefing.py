"""The report in words: its sentences change with the facts, and it accuses nobody wrongly."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from aggregator.findings import finding
from aggregator.outcome import Decision, Outcome
from aggregator.standing import OwnState
from aggregator.write.briefing import briefing_document
from tests.write.outcome_maker import CAMPAIGN, LATE
from tests.write.outcomes import empty_outcome, made_up_outcome, outcome_with, perfect_outcome
from tests.write.paper_reader import Paper, read_paper

CODES = re.compile(
    r"\b(none|null|nan|true|false|province|district|base|unknown|late|missing|pending|unit|entry|field|level|"
    r"commune|agency|economy|culture|security|collective|individual|met|violated|open|undetermined|book|email)\b",
    re.IGNORECASE,
)


def paper(outcome: Outcome) -> Paper:
    return read_paper(briefing_document(outcome))


def with_late(count: int) -> Outcome:
    """Everybody in time but the first units, who were late on a mail's evidence."""
    whole = perfect_outcome()
    late = {unit.code for unit in whole.units[:count]}
    states = [
        replace(u, receipt="late", received_at=LATE, received_from="email") if u.code in late else u
        for u in whole.units
    ]
    facts = {
        "received": "16:05 ngày 28/02/2024",
        "deadline": "hết ngày 27/02/2024",
        "evidence": "",
        "late_remedy": "",
    }
    said = [finding("late", unit=u.code, unit_name=u.name, **facts) for u in whole.units[:count]]
    return replace(whole, units=states, findings=[*whole.findings, *said])


def decided(*decisions: str) -> Outcome:
    """As many candidates for the province as decisions, and one item of the district."""
    outcome = outcome_with([*({"level": "province", "name": f"Mô hình {n}"} for n in range(len(decisions))), {}])
    made = {label: Decision(label, decision, f"Ý kiến {label}") for label, decision in enumerate(decisions)}
    return replace(outcome, decisions=made)


def test_nobody_late() -> None:
    text = paper(perfect_outcome()).text
    assert "tất cả đều đúng hạn" in text
    assert "Không có đơn vị nào gửi danh sách chậm so với hạn." in text
    assert "Không có đơn vị nào chưa gửi." in text


@pytest.mark.parametrize(("count", "words"), [(1, "01 đơn vị gửi chậm"), (12, "12 đơn vị gửi chậm")])
def test_one_late_and_many(count: int, words: str) -> None:
    read = paper(with_late(count))
    assert words in read.text
    assert len(read.table("STT", "Đơn vị", "Thời điểm nhận")) == count


def test_nothing_came_yet() -> None:
    read = paper(empty_outcome())
    for words in (
        "Chưa có đơn vị nào gửi danh sách.",
        "Đến nay chưa có mô hình, điển hình nào được đăng ký.",
        "Thời hạn gửi còn đến hết ngày 27/02/2024.",
        "Chưa có mô hình nào để đối chiếu.",
        "Đến nay chưa có nội dung nào đăng ký cấp tỉnh.",
    ):
        assert words in read.text
    assert "Biểu đồ" not in read.text  # no empty chart


def test_a_file_time_alone_accuses_nobody_of_lateness() -> None:
    outcome = with_late(1)
    weak = [replace(f, severity="warning") if f.code == "late" else f for f in outcome.findings]
    text = paper(replace(outcome, findings=weak)).text
    assert "01 đơn vị cần xác minh thời điểm nhận (chưa coi là gửi chậm)" in text
    assert "Không có đơn vị nào gửi danh sách chậm so với hạn." in text


@pytest.mark.parametrize(
    ("severity", "words"),
    [("violation", "Gửi bản M1, M2 sau hạn: 01 đơn vị."), ("warning", "Cần xác minh thời điểm nhận bản M1, M2")],
)
def test_late_forms_are_judged_apart_and_on_their_evidence(severity: str, words: str) -> None:
    whole = perfect_outcome()
    unit = whole.units[0]
    facts: dict[str, Any] = {"count": 1, "deadline": "hạn", "received": "sau", "evidence": "", "late_remedy": ""}
    late = finding("forms-late", unit=unit.code, severity=severity, unit_name=unit.name, **facts)
    text = paper(replace(whole, findings=[late])).text
    assert words in text
    assert ("Gửi bản M1, M2 sau hạn" in text) == (severity == "violation")


def test_an_own_registration_not_seen_is_no_accusation() -> None:
    whole = perfect_outcome()
    assert "không phải là căn cứ để kết luận đơn vị chưa đăng ký" in paper(whole).text
    all_in = [replace(unit, own=OwnState(registered=True, plan=True)) for unit in whole.units]
    text = paper(replace(whole, units=all_in)).text
    assert f"{len(all_in)} đơn vị đã đăng ký (đủ số đơn vị);" in text
    assert "không phải là căn cứ" not in text


def test_before_the_choice_there_is_an_empty_frame() -> None:
    read = paper(decided("none", "none"))
    assert "xem xét, lựa chọn theo khung tại Bảng 2" in read.text
    assert [row[1] for row in read.table("STT", "Tên nội dung")] == ["", ""]


def test_the_chosen_stand_in_the_frame_with_the_remarks() -> None:
    read = paper(decided("province", "back_to_district", "province"))
    assert "Đã lựa chọn 02 nội dung để giới thiệu (Bảng 2)." in read.text
    rows = read.table("STT", "Tên nội dung")
    assert [(row[1], row[4]) for row in rows[:2]] == [("Mô hình 0", "Ý kiến 0"), ("Mô hình 2", "Ý kiến 2")]
    assert "Chuyển về đăng ký cấp huyện: 01 nội dung, gồm: “Mô hình 1”" in read.text
    assert "Ngoài ra có 01 nội dung từ danh sách đăng ký cấp tỉnh chuyển về." in read.text


def test_more_than_the_cap_chosen_is_said_and_accuses_no_unit() -> None:
    text = paper(decided(*["province"] * 7)).text
    assert "đang chọn 07 nội dung, nhiều hơn 02 nội dung so với mức không quá 05" in text
    assert "không phải là thiếu sót của đơn vị nào" in text


@pytest.mark.parametrize("outcome", [made_up_outcome(), empty_outcome(), perfect_outcome(), decided("province")])
def test_the_words_are_vietnamese_and_accuse_nobody(outcome: Outcome) -> None:
    whole = paper(outcome).whole
    assert CODES.findall(whole) == []
    assert "vi phạm" not in whole.lower()


def test_the_same_outcome_gives_the_same_bytes() -> None:
    assert briefing_document(made_up_outcome()) == briefing_document(made_up_outcome())


def test_what_a_unit_typed_stays_text() -> None:
    odd = "=1+1 <w:p> & \x07“x”"
    whole = paper(outcome_with([{"level": "province", "name": odd, "goals": odd, "holder": odd}])).whole
    assert "=1+1 <w:p> & “x”" in whole


def test_pages_are_those_of_a_party_document() -> None:
    with zipfile.ZipFile(BytesIO(briefing_document(perfect_outcome()))) as package:
        page = package.read("word/document.xml").decode()
        heads = "".join(package.read(name).decode() for name in package.namelist() if "header" in name)
    assert 'w:w="11906" w:h="16838"' in page or 'w:w="11907" w:h="16839"' in page
    assert "<w:titlePg/>" in page  # no number on the first page
    assert "PAGE" in heads
    assert f"{CAMPAIGN.office.party}" in page


@pytest.mark.skipif(not shutil.which("soffice") and not os.environ.get("CI_NO_SKIP"), reason="no LibreOffice here")
def test_libreoffice_opens_it(tmp_path: Path) -> None:
    paper_file = tmp_path / "bao_cao.docx"
    paper_file.write_bytes(briefing_document(made_up_outcome()))
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(paper_file)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert (tmp_path / "bao_cao.pdf").stat().st_size > 10_000
