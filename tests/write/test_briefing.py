"""The report in words: its sentences change with the facts, and it accuses nobody wrongly."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from msgspec.structs import replace

from aggregator.nouns.finding import Finding, finding
from aggregator.nouns.outcome import Decision, Outcome
from aggregator.nouns.standing import OwnRegistrationState
from aggregator.nouns.unit import UPWARD
from aggregator.write.briefing.sentences import _without_files
from aggregator.write.sheets.view import Facts
from tests.sheets import at
from tests.soffice import converted
from tests.write.outcome_maker import CAMPAIGN, LATE, ON_TIME
from tests.write.outcome_parts import submission
from tests.write.outcomes import empty_outcome, made_up_outcome, outcome_with, perfect_outcome
from tests.write.paper_reader import Paper, briefing_document, read_paper

CODES = re.compile(
    r"\b(none|null|nan|true|false|province|district|base|unknown|late|missing|pending|unit|entry|field|level|"
    r"commune|agency|economy|culture|security|collective|individual|met|violated|open|undetermined|book|email)\b",
    re.IGNORECASE,
)


def paper(outcome: Outcome) -> Paper:
    """The report, read; that of the same outcome is made once."""
    if id(outcome) not in _READ:
        _READ[id(outcome)] = outcome, read_paper(briefing_document(outcome))
    return _READ[id(outcome)][1]


_READ: dict[int, tuple[Outcome, Paper]] = {}


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


OPINION = "Chưa đủ điều kiện"  # never leaves the house


def candidates(*decisions: Decision) -> Outcome:
    """As many candidates for the province as decisions, and one item of the district."""
    outcome = outcome_with([*({"level": "province", "name": f"Mô hình {n}"} for n in range(len(decisions))), {}])
    return replace(outcome, decisions={decision.entry: decision for decision in decisions})


def decided(*decisions: str) -> Outcome:
    """What the standing members decided, and nothing proposed."""
    return candidates(*(Decision(n, "none", d, OPINION, f"Ghi chú {n}") for n, d in enumerate(decisions)))


def proposed(*proposals: str) -> Outcome:
    """What the board proposes, and nothing decided."""
    return candidates(*(Decision(n, p, "none", OPINION, f"Ghi chú {n}") for n, p in enumerate(proposals)))


def test_only_a_commune_s_name_is_small_within_a_sentence() -> None:
    facts = Facts(perfect_outcome())
    names = "Có Xã Cao Xá và Phòng Lao động - Thương binh và Xã hội"
    told = finding("quota-undetermined", unit_name=names, why="chưa rõ")
    assert "Có xã Cao Xá và Phòng Lao động - Thương binh và Xã hội" in facts.message(told)


def test_forms_on_paper_are_asked_of_nobody() -> None:
    first, *others = decided("none", "none").units
    state = replace(
        first, forms_needed=3, forms_matched=1, forms_on_paper=True, forms_of_paper=frozenset({901, 902})
    )
    text = paper(replace(decided("none", "none"), units=[state, *others])).text
    assert "đã thấy bản đăng ký của 01 nội dung, đã nhận bản giấy của 02 nội dung." in text
    assert "chỉ đạo các đơn vị gửi đủ bản M1, M2" not in text.lower()


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


def test_the_points_told_with_the_times_are_named_beside_the_number_of_the_others() -> None:
    outcome = made_up_outcome()
    first, words = outcome.units[0], "(không kể 01 điểm về danh sách sửa sau hạn đã nêu tại điểm 2, mục II), gồm:"
    about = {"unit": first.code, "unit_name": first.name, "received": "10:00 ngày 28/02/2024"}
    without = [f for f in outcome.findings if f.code != "revised-after-deadline"]
    assert words not in paper(replace(outcome, findings=without)).text
    assert words in paper(replace(outcome, findings=[*without, finding("revised-after-deadline", **about)])).text


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


@pytest.mark.parametrize(
    ("receipt", "source", "day", "named"),
    [
        ("nil", "book", 28, True),
        ("unreadable", "email", 28, True),
        ("nil", "email", 27, False),
        ("unreadable", "file_time", 28, False),  # no evidence
    ],
)
def test_what_came_late_and_is_no_list_is_named_beside_nobody_late(
    receipt: str, source: str, day: int, *, named: bool
) -> None:
    outcome = perfect_outcome()
    first, *others = outcome.units
    state = replace(first, receipt=receipt, received_from=source, received_at=at(f"{day}/02/2024 10:00"))
    text = paper(replace(outcome, units=[state, *others])).text
    assert "Không có đơn vị nào gửi danh sách chậm so với hạn." in text
    assert (f"(chưa coi là gửi chậm): 01 đơn vị ({Facts(outcome).title_of(first.name)})." in text) == named


def test_a_file_time_alone_accuses_nobody_of_lateness() -> None:
    outcome = with_late(1)
    weak = [replace(f, severity="warning") if f.code == "late" else f for f in outcome.findings]
    text = paper(replace(outcome, findings=weak)).text
    assert "01 đơn vị cần xác minh thời điểm nhận (chưa coi là gửi chậm)" in text
    assert "Không có đơn vị nào gửi danh sách chậm so với hạn." in text


@pytest.mark.parametrize(
    ("severity", "words"),
    [
        ("violation", "Gửi bản M1, M2 sau hạn: 01 đơn vị (thị trấn Cao Thượng)."),
        ("warning", "Cần xác minh thời điểm nhận bản M1, M2"),
    ],
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
    all_in = [
        replace(unit, own_registration=OwnRegistrationState(registered=True, plan=True)) for unit in whole.units
    ]
    text = paper(replace(whole, units=all_in)).text
    assert "đã đăng ký (đủ số đơn vị);" in text
    assert f"{len(all_in)} đơn vị đã có kế hoạch." in text
    assert "không phải là căn cứ" not in text


def test_before_the_choice_there_is_an_empty_frame() -> None:
    read = paper(decided("none", "none"))
    assert "xem xét, lựa chọn, ghi vào Bảng 2." in read.text
    assert read.line("Bảng 2") == "Bảng 2. Nội dung giới thiệu đăng ký cấp tỉnh (không quá 05 nội dung)"
    assert [row[1] for row in read.table("STT", "Tên nội dung")] == ["", ""]


@pytest.mark.parametrize(
    ("decisions", "words", "headed", "rows"),
    [
        (
            ["province"] * 4 + ["none"] * 3,
            "Ban Dân vận Huyện ủy đề xuất 04 nội dung (Bảng 2); có thể xem xét bổ sung không quá 01 nội dung.",
            "Bảng 2. Nội dung đề xuất giới thiệu cấp tỉnh, các dòng trống để ghi bổ sung",
            5,
        ),
        (
            ["province"] * 5 + ["none"],
            "Ban Dân vận Huyện ủy đề xuất 05 nội dung (Bảng 2).",
            "Bảng 2. Nội dung đề xuất giới thiệu cấp tỉnh",
            5,
        ),
        (
            ["province"] * 7,
            "trình 07 nội dung để Thường trực Huyện ủy xem xét, lựa chọn không quá 05 nội dung (Bảng 2).",
            "Bảng 2. Nội dung trình xem xét, lựa chọn giới thiệu cấp tỉnh",
            7,
        ),
    ],
)
def test_the_board_proposes_and_the_standing_members_choose(
    decisions: list[str], words: str, headed: str, rows: int
) -> None:
    read = paper(proposed(*decisions))
    assert words in read.text
    assert read.line("Bảng 2") == headed
    assert len(read.table("STT", "Tên nội dung")) == rows


def test_a_proposal_is_no_decision_and_what_is_open_is_named() -> None:
    read = paper(proposed("province", "back_to_district", "province", "none"))
    assert "Ban Dân vận Huyện ủy đề xuất 02 nội dung (Bảng 2)" in read.text
    assert "Chưa có đề xuất: 01 nội dung đăng ký cấp tỉnh, gồm: “Mô hình 3” (thị trấn Cao Thượng)." in read.text
    assert "đã xét" not in read.whole
    assert "Theo ý kiến của Thường trực" not in read.whole


def test_a_decision_is_told_as_one_and_a_proposal_beside_it_as_a_proposal() -> None:
    read = paper(candidates(Decision(0, "none", "province"), Decision(1, "district", "back_to_district"),
                            Decision(2, "province", "none"), Decision(3)))  # fmt: skip
    assert (
        "đã ghi nhận: giới thiệu 01 nội dung (Bảng 2); chuyển về đăng ký cấp huyện 01 nội dung, gồm: “Mô hì"
        in read.text
    )
    assert "Chưa có ý kiến quyết định: 02 nội dung đăng ký cấp tỉnh, gồm: “Mô hình 2” (thị trấn" in read.text
    assert "Ban Dân vận Huyện ủy đề xuất 01 nội dung (Bảng 2)" in read.text
    marks = [row[3] for table in read.tables for row in table if len(row) == 4 and row[0] in set("1234")]
    assert marks[:4] == ["Giới thiệu", "Chuyển về", "Đề xuất", ""]


def test_the_chosen_stand_in_the_frame_with_the_notes_that_may_go_out() -> None:
    read = paper(proposed("province", "back_to_district", "province"))
    rows = read.table("STT", "Tên nội dung")
    assert [(row[1], row[4]) for row in rows[:2]] == [("Mô hình 0", "Ghi chú 0"), ("Mô hình 2", "Ghi chú 2")]
    assert OPINION not in read.whole
    assert "đề xuất chuyển về đăng ký cấp huyện 01 nội dung, gồm: “Mô hình 1” (thị trấn Cao Thượng)." in read.text
    assert "Ngoài ra có 01 nội dung đăng ký cấp tỉnh được đề xuất chuyển về." in read.text


def test_more_chosen_than_may_be_presented_is_no_point_for_the_units_to_clear_up() -> None:
    exceeded = Finding("province-cap-exceeded", "warning", None, None, None, None, "Đã chọn 7.", "Chọn lại.")
    outcome = replace(decided(*["province"] * 7), findings=[exceeded])
    assert "Không có điểm nào cần làm rõ." in paper(outcome).text


@pytest.mark.parametrize("count", [0, 2, 7])
def test_the_report_speaks_of_no_tracking_book(count: int) -> None:
    assert "sổ theo dõi" not in paper(decided("none", *["province"] * count)).whole.lower()


def test_communes_are_small_within_a_sentence_and_large_in_tables() -> None:
    whole = perfect_outcome()
    commune, agency = whole.units[2], whole.units[-1]
    silent = [replace(u, signed=True) if u in (commune, agency) else u for u in whole.units]
    facts: dict[str, Any] = {"unit_name": commune.name, "why": "chưa rõ cấp"}
    unsure = finding("quota-undetermined", unit=commune.code, **facts)
    states = [replace(u, quota="undetermined") if u.code == commune.code else u for u in silent]
    read = paper(replace(whole, units=states, findings=[unsure]))
    assert "01 đơn vị (xã An Dương): chưa rõ cấp." in read.text
    assert "của 02 đơn vị (xã An Dương; Liên đoàn Lao động huyện)." in read.text
    assert any(row[1] == "Xã An Dương" for row in read.table("STT", "Đơn vị", "Tình hình gửi") if len(row) > 1)


@pytest.mark.parametrize(("may_be", "words"), [(0, ""), (1, " (chưa kể 01 mô hình chưa rõ cấp)")])
def test_a_level_of_which_nothing_is_registered_is_said_in_words_with_the_models_that_may_be_of_it(
    may_be: int, words: str
) -> None:
    whole = outcome_with([])
    limits = [limit for limit in CAMPAIGN.limits if limit.group == "commune" and limit.minimum]
    facts: dict[str, Any] = {
        "counts": {"province": 0, "district": 1, "unknown": 2},
        "may_be": dict.fromkeys(UPWARD, may_be),
    }
    unit = replace(whole.units[0], quota="violated", broken=tuple(limits), **facts)
    read = paper(replace(whole, units=[unit, *whole.units[1:]]))
    assert read.table("STT", "Đơn vị", "Nội dung", "Căn cứ")[0][2] == (
        f"Chưa đăng ký nội dung cấp tỉnh nào{words}, quy định ít nhất 01 nội dung "
        f"Đăng ký 01 nội dung cấp huyện{words}, quy định ít nhất 04 nội dung"
    )


def test_while_there_is_time_a_short_unit_is_reminded_and_not_told_to_register_anew() -> None:
    whole = outcome_with([])
    unit = replace(whole.units[0], quota="open", counts={"province": 0, "district": 3})
    others = [replace(other, receipt="pending") for other in whole.units[1:]]
    text = paper(replace(whole, units=[unit, *others], as_of=empty_outcome().as_of)).text
    assert "Nhắc 01 đơn vị đăng ký bổ sung cho đủ trước khi hết hạn" in text
    assert "đăng ký lại" not in text


def test_the_units_that_cannot_be_judged_are_named_by_what_is_wanting() -> None:
    whole = outcome_with([])
    paper_sent, unusable, *silent = whole.units
    states = [
        replace(paper_sent, quota="not_assessed"),
        replace(unusable, receipt="empty"),
        *[replace(unit, receipt="pending") for unit in silent],
    ]
    told = paper(replace(whole, units=states)).line("Chưa có căn cứ xét")
    assert f"gồm: {len(silent)} đơn vị chưa gửi, còn trong hạn; 01 đơn vị đã gửi nhưng chưa có danh sách" in told
    assert told.endswith("01 đơn vị gửi bản giấy, chưa có số liệu (thị trấn Cao Thượng).")
    scan = submission("Scan.pdf", paper_sent.code, (), (ON_TIME, "book"), "unreadable")
    told = paper(replace(whole, units=states, submissions=[scan])).line("Chưa có căn cứ xét")
    assert told.endswith("01 đơn vị gửi bản chưa đọc được, chưa có số liệu (thị trấn Cao Thượng).")


def test_a_list_that_was_not_read_is_empty_in_the_appendix_and_not_nought() -> None:
    whole = outcome_with([])
    states = [replace(unit, quota="not_assessed") for unit in whole.units]
    row = paper(replace(whole, units=states)).table("STT", "Đơn vị", "Tình hình gửi")[1]
    assert (row[1], row[2], row[4:9]) == ("Thị trấn Cao Thượng", "Đúng hạn", [""] * 5)


def test_nothing_double_says_no_more_than_was_looked_for() -> None:
    text = paper(outcome_with([{}])).text
    assert "Chưa phát hiện mô hình do nhiều đơn vị cùng đăng ký." in text
    assert "trùng lặp." not in text


def test_what_many_units_wrote_word_for_word_is_told_in_one_sentence() -> None:
    alike = [
        Finding("same-text-other-units", "warning", None, None, None, None, f"Mô hình {n} giống nhau.", "Rà soát.")
        for n in range(3)
    ]
    text = paper(outcome_with([{}], alike)).text
    assert "Có 03 nội dung được nhiều đơn vị ghi giống nhau từng chữ cả tên và mục tiêu; Ban Dân vận" in text
    assert "Chưa phát hiện" not in text


def test_each_appendix_says_which_report_it_belongs_to_and_begins_a_page() -> None:
    data = briefing_document(decided("none"))
    line = "(Kèm theo Báo cáo số ……-BC/BDVHU ngày …… tháng 3 năm 2024 của Ban Dân vận Huyện ủy)"
    assert read_paper(data).lines.count(line) == 3
    document = docx.Document(BytesIO(data))
    assert len(document.sections) == 4
    assert sum(p.text.startswith("Phụ lục ") for p in document.paragraphs) == 3


def test_the_letter_answered_leaves_room_for_its_number_and_day() -> None:
    opening = paper(perfect_outcome()).line("Thực hiện")
    assert opening.startswith(
        "Thực hiện Công văn số ……-CV/HU ngày …… tháng 02 năm 2024 của Huyện ủy về việc triển khai"
    )


def test_numbers_in_a_list_are_no_figures() -> None:
    read = paper(outcome_with([{"level": "district"}] * 1001))
    assert read.tables[-1][-1][0] == "1001"
    assert read.table("Lĩnh vực, nhóm đơn vị")[0][-1] == "1.001"
    assert "Tổng số có 1.001 mô hình" in read.text


def test_the_last_rows_of_a_table_stay_together_and_only_a_long_row_is_torn() -> None:
    entries = [{"name": "Hiến đất"}] * 5 + [{"name": "Hiến đất làm đường; " * 60}]
    data = briefing_document(outcome_with([{"level": "district"} | entry for entry in entries]))
    rows = docx.Document(BytesIO(data)).tables[-1].rows
    kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in rows]
    assert kept == [True, True, None, None, None, True, True, None]  # head, unit, six items
    whole = [row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rows]
    assert whole == [True] * 7 + [False]


def test_a_day_that_a_file_s_clock_alone_tells_and_that_is_still_to_come_is_not_printed() -> None:
    whole = perfect_outcome()
    first, *others = whole.units
    later = replace(first, received_at=whole.as_of + dt.timedelta(days=1000), received_from="file_time")
    row = paper(replace(whole, units=[later, *others])).table("STT", "Đơn vị", "Tình hình gửi")[1]
    assert (row[1], row[3]) == ("Thị trấn Cao Thượng", "")


def test_the_board_gives_itself_no_order_and_names_what_it_verifies_itself() -> None:
    whole = outcome_with([])
    assert any(unit.name == CAMPAIGN.papers.board for unit in whole.units)
    silent = [
        finding("missing", unit=u.code, silence="", deadline="", others="", missing_remedy="") for u in whole.units
    ]
    told = paper(replace(whole, findings=silent)).line("- Chỉ đạo")
    assert told.startswith(f"- Chỉ đạo {len(whole.units) - 2} đơn vị chưa gửi danh sách khẩn trương gửi danh sách")


def test_the_same_reason_of_several_units_is_one_line_with_their_names() -> None:
    whole = perfect_outcome()
    codes = {unit.code for unit in whole.units[2:5]}
    said = [
        finding("quota-undetermined", unit=u.code, unit_name=u.name, why="chưa rõ cấp") for u in whole.units[2:5]
    ]
    states = [replace(u, quota="undetermined") if u.code in codes else u for u in whole.units]
    lines = paper(replace(whole, units=states, findings=said)).lines
    assert "- 03 đơn vị (xã An Dương; xã Cao Xá; xã Đại Hóa): chưa rõ cấp." in lines


@pytest.mark.parametrize(
    ("why", "several", "alone"),
    [
        ("có 01 mô hình chưa rõ cấp", "mỗi đơn vị có 01 mô hình chưa rõ cấp.", "có 01 mô hình chưa rõ cấp."),
        ("chưa rõ cấp", "chưa rõ cấp.", "chưa rõ cấp."),
    ],
)
def test_what_is_counted_of_several_units_is_said_of_each(why: str, several: str, alone: str) -> None:
    whole = perfect_outcome()
    for units, words in ((whole.units[2:4], several), (whole.units[2:3], alone)):
        codes = {unit.code for unit in units}
        said = [finding("quota-undetermined", unit=u.code, unit_name=u.name, why=why) for u in units]
        states = [replace(u, quota="undetermined") if u.code in codes else u for u in whole.units]
        (line,) = [x for x in paper(replace(whole, units=states, findings=said)).lines if "chưa rõ cấp" in x]
        assert line.endswith(f"): {words}")


@pytest.mark.parametrize("outcome", [made_up_outcome(), empty_outcome(), perfect_outcome(), proposed("province")])
def test_the_words_are_vietnamese_and_accuse_nobody(outcome: Outcome) -> None:
    whole = paper(outcome).whole
    assert CODES.findall(whole) == []
    assert "vi phạm" not in whole.lower()


def test_the_same_outcome_gives_the_same_bytes() -> None:
    assert briefing_document(made_up_outcome()) == briefing_document(made_up_outcome.__wrapped__())


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
    (printed,) = converted([paper_file], "pdf", tmp_path)
    assert printed.stat().st_size > 10_000


_PLACES = "(“a.xlsx”, trang “M3”, dòng 9)", "(“b.xlsx”, trang “M4”, dòng 7)"


@pytest.mark.parametrize(
    ("told", "in_paper"),
    [
        ("“Hoa” có ở: “a.xlsx”, trang “M3”, dòng 9; “a.xlsx”, trang “M3”, dòng 10.", "“Hoa” có ở."),
        (f"Có ở: Xã A {_PLACES[0]}; Huyện đoàn {_PLACES[1]}.", "Có ở: Xã A; Huyện đoàn."),
        ("Tệp “b.xlsx” của A giống hệt tệp “a.xlsx” của B.", "Danh sách của A giống hệt danh sách của B."),
    ],
)  # fmt: skip
def test_a_signed_paper_names_no_file_sheet_or_row(told: str, in_paper: str) -> None:
    assert _without_files(told) == in_paper


def test_the_report_says_whether_the_sending_or_the_time_is_to_be_verified() -> None:
    whole = perfect_outcome()
    late = replace(whole.units[0], receipt="late", received_at=LATE, received_from="file_time")
    text = paper(replace(whole, units=[late, *whole.units[1:]])).text
    assert "tiếp tục xác minh thời điểm nhận của 01 đơn vị" in text
