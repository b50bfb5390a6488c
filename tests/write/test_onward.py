"""What goes onward once at most five are chosen (R6)."""

from __future__ import annotations

import re
from typing import Any

import pytest
from msgspec.structs import replace

from aggregator.nouns.finding import finding
from aggregator.nouns.outcome import Decision, Outcome, Registration
from aggregator.write.onward import BLANK, letter_gaps, onward_letter, returned_notice, why_not_final
from aggregator.write.sheets.view import Facts
from tests.write.outcome_maker import CAMPAIGN, ON_TIME
from tests.write.outcomes import outcome_with, with_column
from tests.write.paper_reader import Paper, read_paper
from tests.write.test_briefing import OPINION, decided, proposed


def letter(outcome: Outcome) -> Paper:
    draft = onward_letter(Facts(outcome))
    assert draft is not None
    return read_paper(draft.data)


def notice(outcome: Outcome) -> Paper:
    draft = returned_notice(Facts(outcome))
    assert draft is not None
    return read_paper(draft.data)


def annexes(read: Paper) -> list[dict[str, str]]:
    """Label → text of each annex."""
    return [dict(table[1:]) for table in read.tables if table[0][0] == "Mục"]


def registration(entry: int, **facts: object) -> Registration:
    usual = {
        "unit": CAMPAIGN.units[0].code,
        "form": "M1",
        "name": f"Mô hình {entry}",
        "holder_kind": "collective",
        "holder": "Chi hội Phụ nữ",
        "field": "economy",
        "level": "province",
        "content": "Vận động\nhiến đất",
        "period": "Năm 2024",
        "scope": "Thôn Đồng Mẫu",
        "results": "Hoàn thành 1,2 km",
        "file": "M1.docx",
        "sheet": "M1",
        "row": 1,
        "received_at": ON_TIME,
        "received_from": "book",
        "entry": entry,
    }
    return Registration(**(usual | facts))  # type: ignore[arg-type]


def test_nothing_goes_out_before_a_choice() -> None:
    assert onward_letter(Facts(decided("none"))) is None
    assert returned_notice(Facts(decided("none"))) is None
    assert why_not_final(Facts(decided("none"))) is None


def test_nothing_goes_out_on_a_proposal_and_the_clerk_reads_why() -> None:
    outcome = proposed("province", "back_to_district")
    assert onward_letter(Facts(outcome)) is None
    assert returned_notice(Facts(outcome)) is None
    assert "chưa có quyết định của Thường trực Huyện ủy" in str(why_not_final(Facts(outcome)))


@pytest.mark.parametrize("decision", ["province", "back_to_district"])
def test_the_inner_opinion_never_leaves_the_house(decision: str) -> None:
    for draft in (onward_letter(Facts(decided(decision))), returned_notice(Facts(decided(decision)))):
        assert draft is None or OPINION not in read_paper(draft.data).whole


def test_a_column_that_the_office_added_stands_in_the_annex_of_an_item() -> None:
    read = letter(with_column(decided("province", "province"), "5 triệu"))
    assert [annex.get("Kinh phí") for annex in annexes(read)] == ["5 triệu", None]


def test_nothing_goes_out_while_more_than_the_cap_are_chosen() -> None:
    outcome = decided(*["province"] * 6, "back_to_district")
    assert onward_letter(Facts(outcome)) is None
    assert returned_notice(Facts(outcome)) is None


def test_the_letter_answers_the_board_of_the_province() -> None:
    read = letter(decided("province", "none", "province"))
    assert "Thực hiện Công văn số 1388-CV/BDVTU ngày 16/2/2024 của Ban Dân vận Tỉnh ủy" in read.text
    assert "thực hiện ý kiến của Thường trực Huyện ủy tại Hội nghị giao ban ngày 01/3/2024" in read.text
    assert "giới thiệu 02 nội dung đăng ký" in read.text
    assert "đã xét" not in read.whole
    assert [row[1] for row in read.table("STT", "Tên nội dung")] == ["Mô hình 0", "Mô hình 2"]


def test_the_letter_takes_the_form_that_counts_and_says_where_there_is_none() -> None:
    outcome = decided("province", "province")
    forms = (registration(0, content="Bản cũ", replaced=True), registration(0))
    read = letter(replace(outcome, registrations=forms))
    first, second = annexes(read)
    assert first["Nội dung thực hiện"] == "Vận động hiến đất"
    assert first["Kết quả dự kiến"] == "Hoàn thành 1,2 km"
    assert second["Tên mô hình đăng ký"] == "Mô hình 1"


@pytest.mark.parametrize(
    ("chosen", "words", "titles"),
    [(1, "(Kèm theo Phụ lục)", ["Phụ lục"]), (2, "(Kèm theo Phụ lục 1 và Phụ lục 2)", ["Phụ lục 1", "Phụ lục 2"])],
)
def test_appendices_are_numbered_where_there_are_several(chosen: int, words: str, titles: list[str]) -> None:
    lines = letter(decided(*["province"] * chosen)).lines
    assert words in lines
    ending = " NỘI DUNG ĐĂNG KÝ MÔ HÌNH, ĐIỂN HÌNH CẤP TỈNH"
    assert [line.removesuffix(ending) for line in lines if line.endswith(ending)] == titles


def test_a_word_to_the_clerk_never_goes_out_but_stands_on_the_terminal() -> None:
    unclear = {"level": "province", "name": "Đường hoa", "field": None, "field_source": None}
    unclear |= {"mode": None, "completion": None, "completion_date": None, "holder": None, "holder_kind": None}
    whole = outcome_with([unclear, {"level": "province", "name": "Camera"}])
    outcome = replace(
        whole,
        decisions={n: Decision(n, decision="province") for n in range(2)},
        registrations=[registration(1)],
    )
    read = letter(outcome)
    assert re.findall(r"[Cc]hưa \w+", read.whole) == []
    assert read.table("STT", "Tên nội dung")[0][1:] == ["Đường hoa", "Thị trấn Cao Thượng", BLANK, BLANK]
    assert annexes(read)[0]["Lĩnh vực"] == BLANK
    head, told = letter_gaps(Facts(outcome))
    assert head == "Trước khi phát hành công văn giới thiệu, cần bổ sung, làm rõ:"
    assert told == (
        "- “Đường hoa” (thị trấn Cao Thượng): chưa thấy bản M1, M2 (phụ lục lấy từ danh sách); "
        "để trống vì chưa rõ: tập thể hoặc cá nhân, lĩnh vực, hình thức, thời gian hoàn thành."
    )


def test_nothing_is_wanting_where_all_is_known() -> None:
    assert letter_gaps(Facts(replace(decided("province"), registrations=[registration(0)]))) == []
    assert letter_gaps(Facts(decided("none"))) == []


@pytest.mark.parametrize(
    ("level", "of_form", "is_open", "told"),
    [
        ("province", "province", True, "chưa rõ đơn vị có còn đăng ký hay không (trả lời ở sổ theo dõi, "),
        ("district", "district", False, "đang tính là cấp huyện, công văn giới thiệu cấp tỉnh"),
        (None, None, False, "chưa rõ cấp, công văn giới thiệu cấp tỉnh"),
        ("province", "district", False, "danh sách ghi cấp tỉnh, bản M1 ghi cấp huyện"),
    ],
)
def test_a_doubt_about_a_chosen_item_is_told_before_the_letter_goes_out(
    level: str | None, of_form: str | None, is_open: bool, told: str
) -> None:
    whole = outcome_with([{"level": level, "name": "Đường hoa"}])
    rows = frozenset({0}) if is_open else frozenset()
    outcome = replace(
        whole,
        units=[replace(unit, open_rows=rows) for unit in whole.units],
        decisions={0: Decision(0, decision="province")},
        registrations=[registration(0, level=of_form)],
    )
    line = letter_gaps(Facts(outcome))[1]
    assert line.startswith(f"- “Đường hoa” (thị trấn Cao Thượng): {told}")


def test_a_chosen_item_of_a_contested_list_is_told_so() -> None:
    whole = decided("province")
    facts = {"unit": CAMPAIGN.units[0].code, "file": whole.entries["file"][0], "unit_name": "Thị trấn Cao Thượng"}
    conflict = finding("unit-conflict", other_clue="tên tệp", other="Xã Cao Xá", **facts)
    outcome = replace(whole, findings=[conflict], registrations=[registration(0)])
    assert "chưa thống nhất là của đơn vị nào" in letter_gaps(Facts(outcome))[1]


@pytest.mark.parametrize(
    ("facts", "shown"),
    [
        ({}, "Chi hội Phụ nữ (Tập thể)"),
        ({"holder": None, "holder_kind": "individual"}, "Cá nhân"),
        ({"holder": "Tập thể"}, "Tập thể"),
    ],
)
def test_the_holder_is_the_same_on_the_first_page_and_in_the_annex(facts: dict[str, Any], shown: str) -> None:
    read = letter(replace(decided("province"), registrations=[registration(0, **facts)]))
    assert read.table("STT", "Tên nội dung")[0][3] == shown
    assert annexes(read)[0]["Tập thể hoặc cá nhân"] == shown


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Đường hoa (đăng ký cấp tỉnh)", "Đường hoa"),
        ("Đường hoa (cấp tỉnh).", "Đường hoa"),
        ("Đường hoa [Mô hình cấp huyện năm 2024]", "Đường hoa"),
        ("Đường hoa (thôn Trại) (cấp tỉnh)", "Đường hoa (thôn Trại)"),
        ("Sản phẩm đạt OCOP (3 sao cấp tỉnh)", "Sản phẩm đạt OCOP (3 sao cấp tỉnh)"),
        ("Giữ yên giáp ranh (2 tỉnh)", "Giữ yên giáp ranh (2 tỉnh)"),
        ("Tuyến đường tỉnh 295", "Tuyến đường tỉnh 295"),
        ("(cấp tỉnh)", "(cấp tỉnh)"),
    ],
)
def test_only_a_bracket_that_says_nothing_but_a_level_is_left_out(name: str, shown: str) -> None:
    made = outcome_with([{"level": "province", "name": name}])
    outcome = replace(made, decisions={0: Decision(0, decision="province")})
    read = letter(outcome)
    assert read.table("STT", "Tên nội dung")[0][1] == shown
    assert annexes(read)[0]["Tên mô hình đăng ký"] == shown
    back = replace(made, decisions={0: Decision(0, decision="back_to_district")})
    assert notice(back).table("STT", "Đơn vị")[0][2] == shown


def test_the_symbols_are_those_of_the_board() -> None:
    assert "-CV/BDVHU" in letter(decided("province")).whole
    assert "-TB/BDVHU" in notice(decided("back_to_district")).whole
    line = "(Kèm theo Công văn số ……-CV/BDVHU ngày …… tháng 3 năm 2024 của Ban Dân vận Huyện ủy)"
    assert letter(decided("province", "province")).lines.count(line) == 2


def test_the_notice_names_what_went_back_and_blames_nobody() -> None:
    read = notice(decided("province", "back_to_district"))
    assert [row[1:] for row in read.table("STT", "Đơn vị")] == [[CAMPAIGN.units[0].name, "Mô hình 1", "Ghi chú 1"]]
    assert "thông báo 01 nội dung" in read.text
    assert "không phải là thiếu sót của đơn vị" in read.text
    assert "Đề nghị đơn vị tiếp tục" in read.text
    assert (
        "Nội dung này vẫn được tính là đơn vị đã đăng ký cấp tỉnh và không tính vào số nội dung cấp huyện của đơn "
        "vị (quy định từ 04 đến 05 nội dung)."
    ) in read.text
    assert "chưa có ý kiến quyết định" not in read.text


def test_what_nobody_decided_on_is_counted_in_the_notice_and_not_listed_as_if_it_went_back() -> None:
    read = notice(decided("province", "back_to_district", "none", "none"))
    assert "Còn 02 nội dung đăng ký cấp tỉnh chưa có ý kiến quyết định" in read.text
    [back] = [table[1:] for table in read.tables if table[0][:2] == ["STT", "Đơn vị"]]
    assert [row[2] for row in back] == ["Mô hình 1"]


@pytest.mark.parametrize(
    ("chosen", "reason"),
    [
        (2, "theo kết quả lựa chọn chung, không phải là thiếu sót của đơn vị."),
        (5, "do số nội dung được giới thiệu cấp tỉnh không quá 05, không phải là thiếu sót của đơn vị."),
    ],
)
def test_the_reason_is_the_cap_only_where_it_is_reached(chosen: int, reason: str) -> None:
    text = notice(decided(*["province"] * chosen, "back_to_district")).text
    assert f"Việc chuyển về cấp huyện {reason}" in text


def test_a_notice_is_addressed_among_its_receivers_a_commune_by_its_committee() -> None:
    made = decided("back_to_district", "back_to_district")

    def of(*codes: str) -> Paper:
        return notice(replace(made, entries=made.entries.assign(unit=list(codes))))

    assert "Kính gửi" not in of("cong-an", "cong-an", "an-duong").whole
    assert "- Đảng bộ Công an huyện," in of("cong-an", "cong-an", "an-duong").whole
    assert "- Đảng ủy xã Đại Hóa," in of("dai-hoa", "dai-hoa", "an-duong").whole
    assert "(quy định không quá 05 nội dung)" in of("cong-an", "cong-an", "an-duong").text
    several = of("cong-an", "lan-gioi", "lan-gioi")
    assert "- Các đơn vị có tên trong Thông báo," in several.whole
    assert "Đề nghị các đơn vị tiếp tục" in several.text
    assert "quy định" not in several.line("Việc chuyển về")


def test_the_same_decisions_give_the_same_bytes() -> None:
    assert onward_letter(Facts(decided("province"))) == onward_letter(Facts(decided("province")))
    assert returned_notice(Facts(decided("back_to_district"))) == returned_notice(
        Facts(decided("back_to_district"))
    )
