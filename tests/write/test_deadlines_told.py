"""The three deadlines side by side (R4, R5), times that cannot be, and findings of several units."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from msgspec import structs

from aggregator.nouns.finding import finding
from aggregator.nouns.outcome import Outcome
from aggregator.nouns.standing import OwnRegistrationState
from aggregator.write.briefing.sentences import report_facts
from aggregator.write.dossier import dossiers
from aggregator.write.letters import letters_of, text_of
from aggregator.write.master import master_workbook
from aggregator.write.sheets.cell_texts import lateness
from aggregator.write.sheets.charts import days
from aggregator.write.sheets.view import Facts, View
from tests.write.outcome_forms import late_forms, registration
from tests.write.outcome_maker import AS_OF, CAMPAIGN, LATE, ON_TIME
from tests.write.outcomes import outcome_with
from tests.write.paper_reader import briefing_document, read_paper
from tests.write.test_master import sheet, table, words

UNIT = CAMPAIGN.units[0]
AFTER = AS_OF + dt.timedelta(days=1000)
LAST = CAMPAIGN.deadline + dt.timedelta(seconds=0.4)  # the last second counts whole


def with_first(outcome: Outcome, **facts: Any) -> Outcome:
    first, *others = outcome.units
    return structs.replace(outcome, units=[structs.replace(first, **facts), *others])


def line(outcome: Outcome, name: str = "Tình hình gửi") -> dict[str, Any]:
    return next(told for told in table(master_workbook(outcome), name) if told["Đơn vị"] == UNIT.name)


def late(severity: str) -> Any:
    facts = {"unit_name": UNIT.name, "received": "x", "deadline": "y", "evidence": "", "late_remedy": "z"}
    return finding("late", unit=UNIT.code, severity=severity, **facts)


def test_a_file_time_after_the_moment_of_the_figures_is_printed_nowhere() -> None:
    outcome = with_first(
        outcome_with([{}], [late("warning")]), receipt="late", received_at=AFTER, received_from="file_time"
    )
    came = structs.replace(outcome.submissions[0], received_at=AFTER, received_from="file_time")
    data = master_workbook(structs.replace(outcome, submissions=[came]))
    for name in ("Tình hình gửi", "Sổ tiếp nhận", "Gửi chậm, chưa gửi", "Tổng quan"):
        assert f"{AFTER:%d/%m/%Y}" not in words(data, name)
        assert " ngày 23 giờ" not in words(data, name)


@pytest.mark.parametrize(("severity", "told"), [("violation", "16 giờ 5 phút"), ("warning", "")])
def test_how_late_is_told_only_where_it_is_certain(severity: str, told: str) -> None:
    outcome = with_first(outcome_with([{}], [late(severity)]), receipt="late", received_at=LATE)
    assert line(outcome, "Gửi chậm, chưa gửi")["Quá hạn"] == told


def test_a_list_of_unknown_time_is_to_be_verified_on_page_and_report_and_is_not_told_twice() -> None:
    unknown = finding("time-unknown", unit=UNIT.code, file="M3.xlsx", unit_name=UNIT.name, why="đã chép lại")
    outcome = with_first(outcome_with([{}], [unknown]), receipt="on_time", received_at=None, received_from=None)
    told = line(outcome, "Gửi chậm, chưa gửi")
    assert (told["Tình trạng"], told["Thời điểm nhận"]) == ("Cần xác minh thời điểm nhận", "")
    assert (told["Nội dung"], told["Việc cần làm"]) == (unknown.message, unknown.remedy)
    assert "chưa rõ thời điểm nhận" not in words(master_workbook(outcome), "Nội dung cần sửa")
    assert (
        "- 01 đơn vị (thị trấn Cao Thượng): cần xác minh thời điểm nhận."
        in read_paper(briefing_document(outcome)).text
    )


@pytest.mark.parametrize(
    ("own", "state", "received"),
    [
        (OwnRegistrationState(), "Chưa thấy trong thư mục", ""),
        (
            OwnRegistrationState(True, received_at=ON_TIME, received_from="book"),
            "Đúng hạn",
            "09:40 ngày 26/02/2024\n(sổ theo dõi)",
        ),
        (
            OwnRegistrationState(True, received_at=LATE, received_from="email"),
            "Gửi chậm",
            "16:05 ngày 28/02/2024\n(thư điện tử)",
        ),
        (OwnRegistrationState(None, plan=True, received_at=AFTER, received_from="file_time"), "Cần xác minh", ""),
        (
            OwnRegistrationState(True, received_at=LATE, received_from="email", sent_at=ON_TIME),
            "Cần xác minh",
            "16:05 ngày 28/02/2024\n(thư điện tử)",
        ),
        (
            OwnRegistrationState(True, received_at=LAST, received_from="email"),
            "Đúng hạn",
            "23:59 ngày 27/02/2024\n(thư điện tử)",
        ),
    ],
)
def test_each_unit_tells_when_its_own_registration_came(
    own: OwnRegistrationState, state: str, received: str
) -> None:
    told = line(with_first(outcome_with([{}]), own_registration=own))
    assert told["Hạn gửi: đăng ký đơn vị"] == state
    assert told["Đăng ký, kế hoạch: nhận lúc (căn cứ)"] == received


@pytest.mark.parametrize(("certain", "told"), [(True, "Gửi chậm"), (False, "Cần xác minh"), (None, "Đúng hạn")])
def test_each_unit_tells_how_its_forms_stand_to_the_deadline(certain: bool | None, told: str) -> None:
    found = [] if certain is None else [late_forms(UNIT.code, UNIT.name, "M1.docx", certain=certain)]
    outcome = with_first(outcome_with([{"level": "district"}], found), forms_received=1, forms_needed=1)
    outcome = structs.replace(outcome, registrations=[registration(UNIT.code, entry=0, file="M1.docx")])
    assert line(outcome)["Hạn gửi: bản M1, M2"] == told


def test_a_finding_of_several_units_is_not_of_an_unknown_one() -> None:
    several = structs.replace(late("info"), code="same-text-other-units", unit=None, file="a.xlsx")
    of = [row[2] for row in sheet(master_workbook(outcome_with([{}], [several])), "Nội dung cần sửa")]
    assert "Nhiều đơn vị (xem cột “Nội dung”)" in of
    assert "Chưa rõ đơn vị" not in of


def test_what_is_to_be_done_stands_by_unit_and_what_only_explains_is_folded() -> None:
    first, second, *_ = CAMPAIGN.units
    facts = {"file": "a.xlsx", "sheet": "M3", "cell": "E12", "name": "x"}
    found = [
        finding("mode-neither", unit=first.code, **facts),
        finding("unreadable", unit=second.code, file="b.xlsx", unit_name=second.name, reason="hỏng"),
        structs.replace(finding("mode-neither", unit=first.code, **facts), severity="info"),
    ]
    shown = [row[0] for row in sheet(master_workbook(outcome_with([{}], found)), "Nội dung cần sửa")]
    bands = [text for text in shown if isinstance(text, str) and ": 1 điểm" in text]
    assert bands == [
        f"{second.name}: 1 điểm phải xử lý",
        f"{first.name}: 1 điểm cần xem lại",
        "Để biết: 1 điểm (bấm dấu + bên trái để xem)",
    ]


def test_an_own_registration_sent_in_time_that_came_after_is_called_late_nowhere() -> None:
    own = OwnRegistrationState(True, received_at=LATE, received_from="email", sent_at=ON_TIME)
    told = read_paper(briefing_document(with_first(outcome_with([{}]), own_registration=own))).text
    assert f"cần xác minh thời điểm nhận (chưa coi là gửi chậm): 01 đơn vị ({UNIT.name.lower()[:8]}" in told
    certain = read_paper(
        briefing_document(with_first(outcome_with([{}]), own_registration=structs.replace(own, sent_at=None)))
    ).text
    assert "cần xác minh thời điểm nhận (chưa coi là gửi chậm): 01 đơn vị" not in certain


@pytest.mark.parametrize(("later", "overdue"), [(0.4, ""), (2.0, "dưới 1 phút"), (60.0, "1 phút")])
def test_the_last_second_of_the_deadline_counts_whole(later: float, overdue: str) -> None:
    assert lateness(CAMPAIGN.deadline + dt.timedelta(seconds=later), CAMPAIGN.deadline) == overdue


@pytest.mark.parametrize(("later", "over"), [(0.4, False), (1.0, True)])
def test_figures_of_the_last_second_call_no_deadline_over(later: float, over: bool) -> None:
    now = CAMPAIGN.deadline + dt.timedelta(seconds=later)
    at = {"received_at": now, "received_from": "email"}
    outcome = structs.replace(with_first(outcome_with([{}]), receipt="on_time", **at), as_of=now)
    assert report_facts(Facts(outcome))["over"] is over
    day = next(day for day in days(View(outcome)) if day.in_time or day.doubtful)
    assert (day.in_time, day.doubtful) == (int(not over), int(over))


@pytest.mark.parametrize(("later", "first"), [(0.4, "Nhắc gửi"), (1.0, "Đề nghị gửi ngay")])
def test_a_reminder_of_the_last_second_still_reminds(later: float, first: str) -> None:
    outcome = structs.replace(outcome_with([{}]), as_of=CAMPAIGN.deadline + dt.timedelta(seconds=later))
    outcome = with_first(outcome, receipt="missing", received_at=None, received_from=None)
    made = letters_of(dossiers(Facts(outcome)), outcome.campaign, outcome.as_of, ())
    (letter,) = [letter for letter in made.letters if letter.unit == UNIT.code]
    assert text_of(letter, outcome.campaign, outcome.as_of, (), None).line("Tiêu đề").startswith(first)
