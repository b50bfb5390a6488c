"""The forms M1 and M2 in the master: beside the models, at the end where no list has them, unit by unit."""

from __future__ import annotations

from typing import Any

from msgspec import structs

from aggregator.nouns.finding import finding
from aggregator.nouns.outcome import Outcome, Registration
from aggregator.nouns.standing import OwnRegistrationState
from aggregator.write.master import master_workbook, verify_master
from tests.write.outcome_forms import late_forms, registration
from tests.write.outcome_maker import CAMPAIGN
from tests.write.outcomes import outcome_with
from tests.write.test_master import full, full_master, sheet, table, words

UNIT = CAMPAIGN.units[0]
TOP, SECOND = "Cấp tỉnh", "Cấp huyện"


def of_forms(*forms: Registration, own: OwnRegistrationState | None = None, **entry: Any) -> bytes:
    """The master of one unit with one district entry and these forms."""
    outcome = outcome_with([{"level": "district"} | entry])
    first, *others = outcome.units
    state = structs.replace(first, forms_needed=1, forms_matched=int(any(f.entry == 0 for f in forms)))
    state = structs.replace(state, own_registration=own) if own else state
    return master_workbook(structs.replace(outcome, registrations=forms, units=[state, *others]))


def form(**facts: Any) -> Registration:
    return registration(UNIT.code, **({"entry": 0} | facts))


def line(data: bytes, name: str = SECOND) -> dict[str, Any]:
    (only,) = table(data, name)
    return only


def under(data: bytes, name: str = SECOND) -> list[object]:
    """What stands on the line under the only model."""
    rows = sheet(data, name)
    first = next(n for n, row in enumerate(rows) if row[0] == 1)
    return [cell for cell in rows[first + 1] if cell != ""]


def strays(data: bytes, name: str) -> list[list[object]]:
    """The lines under the band of forms that no list has."""
    rows = sheet(data, name)
    first = next((n for n, row in enumerate(rows) if str(row[0]).startswith("Bản M1, M2 cấp")), len(rows))
    return [row for row in rows[first + 1 :] if row[0] == "" and row[3] != ""]


def test_the_forms_words_stand_beside_the_lists() -> None:
    data = of_forms(form(content="Họp thôn", period="Năm 2024", scope="Thôn Trại", results="1 km đường"))
    assert line(data)["Bản M1, M2"] == "Mẫu M1"
    assert line(data)["Mục tiêu đề ra"] == "Hiến 500 m² đất"
    assert under(data) == [
        "Theo bản M1",
        "Nội dung thực hiện: Họp thôn",
        "Kết quả dự kiến: 1 km đường",
        "Thời gian, phạm vi: Năm 2024; Thôn Trại",
        "M1.docx › Văn bản › dòng 1",
    ]


def test_without_a_form_it_says_that_none_was_seen() -> None:
    assert line(of_forms())["Bản M1, M2"] == "Chưa thấy"


def test_a_level_taken_from_the_form_says_so() -> None:
    assert line(of_forms(form(), level_source="registration"))["Bản M1, M2"] == "Mẫu M1\nCấp lấy theo bản M1"


def test_a_form_of_another_level_shows_it() -> None:
    assert line(of_forms(form(level="province")))["Bản M1, M2"] == "Mẫu M1\nBản M1 ghi cấp tỉnh"


def test_another_name_on_the_form_is_shown() -> None:
    told = under(of_forms(form(name="Hiến đất mở đường", content="Họp thôn")))
    assert told[1] == "(Tên trong bản M1: Hiến đất mở đường)\nNội dung thực hiện: Họp thôn"


def test_a_form_that_no_list_has_stands_at_the_end_and_is_not_counted() -> None:
    data = of_forms(form(entry=None, name="Nuôi gà đồi", level="district"))
    assert [row[2] for row in strays(data, SECOND)] == ["Nuôi gà đồi"]
    assert strays(data, TOP) == []
    assert len(table(data, SECOND)) == 1


def test_a_form_of_no_clear_level_that_no_list_has_stands_on_both_sheets() -> None:
    data = of_forms(form(entry=None, level=None))
    assert [row[6] for name in (TOP, SECOND) for row in strays(data, name)] == ["Mẫu M1\nChưa rõ cấp"] * 2


def test_a_replaced_form_is_shown_nowhere() -> None:
    data = of_forms(form(replaced=True, content="Bản cũ"), form(row=2, content="Bản mới"))
    assert "Bản cũ" not in words(data, SECOND)
    assert "Bản mới" in words(data, SECOND)


def test_the_self_check_counts_the_models_and_not_the_forms() -> None:
    outcome = outcome_with([{"level": "district"}])
    outcome = structs.replace(outcome, registrations=(form(entry=None),))
    verify_master(master_workbook(outcome), outcome)


def unit_line(data: bytes) -> dict[str, Any]:
    return next(told for told in table(data, "Tình hình gửi") if told["Đơn vị"] == UNIT.name)


def test_each_unit_tells_its_forms_its_own_registration_and_its_plan() -> None:
    own = OwnRegistrationState(registered=True, plan=True, plan_number="15-KH/ĐU", plan_date="20/02/2024")
    told = unit_line(of_forms(form(), form(row=2, entry=None), own=own))
    assert told["Bản M1, M2: đã thấy/ phải có"] == "1/1\n(+1)"
    assert told["Đăng ký đơn vị “Dân vận khéo”"] == "Có"
    assert told["Kế hoạch\n(số, ngày)"] == "15-KH/ĐU, 20/02/2024"


def test_what_was_not_seen_is_only_not_seen() -> None:
    told = unit_line(of_forms())
    assert told["Bản M1, M2: đã thấy/ phải có"] == "0/1"
    assert told["Đăng ký đơn vị “Dân vận khéo”"] == told["Kế hoạch\n(số, ngày)"] == "Chưa thấy trong thư mục"
    assert "Đề nghị gửi 1 bản M1, M2 chưa thấy" in told["Việc cần làm"]


def with_findings(*found: Any) -> Outcome:
    outcome = outcome_with([{"level": "district"}], list(found))
    return structs.replace(outcome, registrations=(form(file="M1 muộn.docx"),))


def test_late_forms_stand_apart_from_late_lists_and_weak_evidence_apart_from_both() -> None:
    certain, weak = (
        words(
            master_workbook(with_findings(late_forms(UNIT.code, UNIT.name, "M1 muộn.docx", certain=c))), NAME_LATE
        )
        for c in (True, False)
    )
    assert ". Gửi bản M1, M2 chậm so với hạn (xét riêng với danh sách): 1 đơn vị" in certain
    assert "Cần xác minh thời điểm nhận bản" not in certain
    assert ". Cần xác minh thời điểm nhận bản M1, M2 (chưa coi là gửi chậm): 1 đơn vị" in weak
    assert "Gửi bản M1, M2 chậm" not in weak


NAME_LATE = "Gửi chậm, chưa gửi"


def test_a_unit_with_forms_only_is_told_how_many_it_sent() -> None:
    assert "chưa gửi danh sách, đã gửi 01 bản M1, M2" in words(full_master(), NAME_LATE)


def test_a_verdict_says_where_its_levels_come_from() -> None:
    outcome = full()
    unit = next(unit for unit in outcome.units if unit.quota == "violated")
    said = finding("levels-from-forms", unit=unit.code, unit_name=unit.name, count=3, rest="")
    data = master_workbook(structs.replace(outcome, findings=[*outcome.findings, said]))
    rows = [row for row in sheet(data, "Chưa đúng số lượng") if row[6] == "Căn cứ về cấp"]
    assert [row[3] for row in rows] == [said.message]
