"""The campaign from a book alone: next year's, another district's, and what is wrong with a book."""

from __future__ import annotations

import datetime as dt
import unicodedata
from pathlib import Path

import pytest

from aggregator.book.campaign import campaign_from
from aggregator.nouns.finding import CannotWork
from aggregator.understand.unit_names import UnitNames
from tests.book.books import opened
from tests.sheets import CAMPAIGN, ZONE, shown

HEAD = "| Quy định | Giá trị | Mức độ | Căn cứ |"
NEXT_YEAR = f"""{HEAD}
| Năm đăng ký | 2025 |
| Hạn gửi (ngày, giờ) | 28/02/2025 17:00 | | điểm 2 Công văn số 15 |
| Ngày báo cáo tại Hội nghị giao ban | 05/03/2025 |
| Tỉnh | Thái Nguyên |
| Huyện | Phú Bình |
| Giới thiệu đăng ký cấp tỉnh: nhiều nhất | 3 | | điểm 5 |
| Xã, thị trấn đăng ký cấp tỉnh: ít nhất | 2 | Cần xem lại | điểm 4 |
| Xã, thị trấn đăng ký cấp tỉnh: nhiều nhất | 3 |
| Xã, thị trấn đăng ký cấp huyện: nhiều nhất | |
"""
UNITS = """| Mã | Tên đơn vị | Nhóm | Tên gọi khác | Thư điện tử | Phải gửi |
| nga-my | Xã Nga My | Xã, thị trấn | | ngamy@phubinh.vn | có |
| | Thị trấn Hương Sơn | Xã, thị trấn | | | |
| nong-dan | Hội Nông dân huyện | Cơ quan, đơn vị | HND huyện; Hội ND⏎HND | | không |
"""
DEADLINE = "| Năm đăng ký | 2024 |\n| Hạn gửi (ngày, giờ) | {} |"


def test_next_years_campaign_of_another_district_is_a_book_alone(tmp_path: Path) -> None:
    campaign, findings = campaign_from(opened(tmp_path, rules=NEXT_YEAR, units=UNITS), CAMPAIGN)
    assert findings == ()
    assert (campaign.year, campaign.deadline) == (2025, dt.datetime(2025, 2, 28, 17, tzinfo=ZONE))
    assert (campaign.deadline_source, campaign.briefing) == ("điểm 2 Công văn số 15", dt.date(2025, 3, 5))
    assert (campaign.province_cap, campaign.province_cap_source) == (3, "điểm 5")
    office = campaign.office
    assert (office.district, office.committee, office.parent) == (
        "Phú Bình",
        "HUYỆN ỦY PHÚ BÌNH",
        "ĐẢNG BỘ TỈNH THÁI NGUYÊN",
    )
    assert "huyện Phú Bình" in office.place_words
    assert [unit.code for unit in campaign.units] == ["nga-my", "thi-tran-huong-son", "nong-dan"]


PAPERS = f"""{HEAD}
| Năm đăng ký | {{}} |
| Hạn gửi (ngày, giờ) | 28/02/{{}} |
| Huyện | {{}} |
| Công văn của ban cấp trên | {{}} |
| Chủ đề của năm | Chung sức |
"""


@pytest.mark.parametrize(
    ("book", "call", "guidance"),
    [
        ((2024, "Tân Yên", ""), "số 1388-CV/BDVTU ngày 16/2/2024", "số 09-HD/HU ngày 17/8/2022"),
        ((2025, "Tân Yên", ""), "số … ngày …", "số 09-HD/HU ngày 17/8/2022"),
        (
            (2025, "Tân Yên", "Công văn số 15-CV/BDVTU ngày 10/2/2025"),
            "số 15-CV/BDVTU ngày 10/2/2025",
            "số 09-HD/HU",
        ),
        ((2024, "Phú Bình", ""), "số … ngày …", "số … ngày …"),
    ],
)
def test_a_citation_that_cannot_be_right_any_more_leaves_room_for_the_new_one(
    tmp_path: Path, book: tuple[int, str, str], call: str, guidance: str
) -> None:
    rules = PAPERS.format(book[0], *book)
    papers = campaign_from(opened(tmp_path, rules=rules), CAMPAIGN)[0].papers
    assert call in papers.call
    assert guidance in papers.guidance
    assert papers.theme == "Chung sức"


def test_the_base_s_wording_is_not_taken_for_a_new_one(tmp_path: Path) -> None:
    rules = PAPERS.format(2025, 2025, "Tân Yên", CAMPAIGN.papers.call)
    assert "số … ngày …" in campaign_from(opened(tmp_path, rules=rules), CAMPAIGN)[0].papers.call


def test_titles_and_print_heads_follow_the_year(tmp_path: Path) -> None:
    campaign, _ = campaign_from(opened(tmp_path, rules=NEXT_YEAR), CAMPAIGN)
    heads = [column.head for column in campaign.forms_by_code["M3"].columns]
    assert campaign.title.endswith("năm 2025")
    assert campaign.forms_by_code["M4"].title[-1].endswith("NĂM 2025")
    assert any("năm 2024" in head for head in heads)
    assert any("năm 2025" in head for head in heads)
    assert not any("2023" in head for head in heads)


def test_limits_are_the_books_a_blank_number_is_no_limit_and_a_missing_line_stays(tmp_path: Path) -> None:
    campaign, _ = campaign_from(opened(tmp_path, rules=NEXT_YEAR), CAMPAIGN)
    limits = {(x.group, x.level, x.minimum, x.maximum): x for x in campaign.limits}
    assert limits["commune", "province", 2, None].severity == "warning"
    assert limits["commune", "province", 2, None].source == "điểm 4"
    assert ("commune", "province", None, 3) in limits
    assert ("commune", "district", None, 5) not in limits
    assert ("commune", "district", 4, None) in limits


def test_a_unit_has_its_aliases_address_and_whether_it_must_send(tmp_path: Path) -> None:
    campaign, _ = campaign_from(opened(tmp_path, units=UNITS), CAMPAIGN)
    commune, _, farmers = campaign.units
    assert (commune.email, commune.must_send) == ("ngamy@phubinh.vn", True)
    assert (farmers.aliases, farmers.must_send) == (("HND huyện", "Hội ND", "HND"), False)
    assert UnitNames(campaign).find("HND") == (farmers, [])


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("912345678", "0912345678"),
        ("2043878123", "02043878123"),
        ("0912 345 678 (anh Hùng)", "0912 345 678 (anh Hùng)"),
        ("113", "113"),
    ],
)
def test_a_telephone_number_has_its_nought_again(tmp_path: Path, typed: str, kept: str) -> None:
    line = f"| Tên đơn vị | Nhóm | Người liên hệ, điện thoại |\n| Xã Nga My | Xã, thị trấn | {typed} |"
    campaign, _ = campaign_from(opened(tmp_path, units=line), CAMPAIGN)
    assert campaign.units[0].contact == kept


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("27/02/2024", "27/02/2024 23:59:59"),
        ("27/02/2024 23:59", "27/02/2024 23:59:59"),
        ("27/02/2024 17:00", "27/02/2024 17:00:00"),
        ("27/02/2024 16h30", "27/02/2024 16:30:00"),
    ],
)
def test_a_deadline_without_a_clock_time_is_the_whole_day(tmp_path: Path, written: str, expected: str) -> None:
    campaign, _ = campaign_from(opened(tmp_path, rules=f"{HEAD}\n{DEADLINE.format(written)}"), CAMPAIGN)
    assert f"{campaign.deadline:%d/%m/%Y %H:%M:%S}" == expected
    assert campaign.deadline.utcoffset() == dt.timedelta(hours=7)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("| Năm đăng ký | 2024 |", "thiếu dòng “Hạn gửi"),
        (DEADLINE.format(""), "ô B3 “Hạn gửi .*chưa có ngày, giờ"),
        (DEADLINE.format("cuối tháng 2"), "“cuối tháng 2” không phải là ngày, giờ"),
        ("| Năm đăng ký | hai nghìn |", "“hai nghìn” không phải là năm"),
    ],
)
def test_without_a_year_or_a_deadline_the_run_is_refused_with_the_cell(
    tmp_path: Path, lines: str, said: str
) -> None:
    with pytest.raises(CannotWork, match=said):
        campaign_from(opened(tmp_path, rules=f"{HEAD}\n{lines}"), CAMPAIGN)


def test_without_units_the_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CannotWork, match="chưa có đơn vị nào"):
        campaign_from(opened(tmp_path, units="| Tên đơn vị | Nhóm |"), CAMPAIGN)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("| Số lượng mới | 4 |", "book-rule-unknown @ A4"),
        ("| Ngày báo cáo tại Hội nghị giao ban | đầu tháng 3 |", "book-rule-unclear @ B4"),
        ("| Ngày báo cáo tại Hội nghị giao ban | 01/03/2023 |", "book-years-differ @ B4"),
        ("| Giới thiệu đăng ký cấp tỉnh: nhiều nhất | năm |", "book-rule-unclear @ B4"),
        ("| Xã, thị trấn đăng ký cấp tỉnh: ít nhất | 3 |", "book-limits-crossed @ B4"),
        ("| Xã, thị trấn đăng ký cấp tỉnh: ít nhất | một hoặc hai |", "book-rule-unclear @ B4"),
        ("| Xã, thị trấn đăng ký cấp tỉnh: ít nhất | 1 | Nặng |", "book-choice-unknown @ C4"),
    ],
)
def test_what_is_odd_in_the_rules_names_its_cell(tmp_path: Path, line: str, expected: str) -> None:
    rules = f"{HEAD}\n{DEADLINE.format('27/02/2024')}\n{line}"
    _, findings = campaign_from(opened(tmp_path, rules=rules), CAMPAIGN)
    assert shown(findings) == [expected]


def test_crossed_limits_accuse_nobody(tmp_path: Path) -> None:
    rules = f"{HEAD}\n{DEADLINE.format('27/02/2024')}\n| Xã, thị trấn đăng ký cấp tỉnh: ít nhất | 3 |"
    campaign, _ = campaign_from(opened(tmp_path, rules=rules), CAMPAIGN)
    assert not [x for x in campaign.limits if (x.group, x.level) == ("commune", "province")]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("| a | Xã A | Phường | |", "book-unit-incomplete @ C5"),
        ("| a | Phường A | xã, thị trấn, cơ quan, đơn vị | |", "book-unit-incomplete @ C5"),
        ("| a | | Xã, thị trấn | |", "book-unit-incomplete @ B5"),
        ("| a | Xã A | Xã, thị trấn | HND huyện |", "book-name-of-two-units @ D5"),
        ("| a | Xã Nga My | Xã, thị trấn | |", "book-unit-twice @ B5"),
        ("| nga-my | Xã A | Xã, thị trấn | |", "book-unit-twice @ B5"),
    ],
)
def test_what_is_odd_in_the_roster_names_its_cell(tmp_path: Path, line: str, expected: str) -> None:
    _, findings = campaign_from(opened(tmp_path, units="\n".join([*UNITS.splitlines()[:4], line])), CAMPAIGN)
    assert shown(findings) == [expected]


def test_a_name_of_two_units_leads_to_neither(tmp_path: Path) -> None:
    lines = [*UNITS.splitlines()[:4], "| a | Xã A | Xã, thị trấn | HND huyện |"]
    campaign, _ = campaign_from(opened(tmp_path, units="\n".join(lines)), CAMPAIGN)
    assert not any("HND huyện" in unit.aliases for unit in campaign.units)


def test_a_book_without_these_sheets_leaves_the_campaign_as_it_is(tmp_path: Path) -> None:
    assert campaign_from(opened(tmp_path, receipts="| Tệp | Thời điểm nhận |"), CAMPAIGN) == (CAMPAIGN, ())


MOST = "| Xã, thị trấn đăng ký cấp tỉnh: ít nhất | {} |"


@pytest.mark.parametrize(
    ("text", "minimum", "severity"),
    [
        ("không quy định", None, None), ("-", None, None), ("Không", None, None), ("2 nội dung", 2, "violation"),
        ("ít nhất 2", 2, "violation"), ("không quá 2", 1, "warning"), ("?", 1, "warning"), ("1-2", 1, "warning"),
        *((text, 2, "violation") for text in (
            "02 (hai)", "hai", "2 MH", "2 nội dung/xã", "02 nội dung/đơn vị", "2 (bắt buộc)", "02 mô hình cấp tỉnh",
            "không dưới 2", ">=2", "2,0", "2.", "2 (năm 2024)", "2 nội dung/năm", "02/năm", "2 mô hình mỗi năm",
            "2 nội dung/đơn vị/năm", "02 nội dung/xã, thị trấn", "2 (đã chốt)", "2 (theo CV 12)", "2 trở lên", "2+",
            "2 nội dung đối với mỗi xã", "2 đã sửa", "2 ạ", "2 (BTV yêu cầu)",
        )),
        *((text, 1, "warning") for text in (
            "2 (ba)", "2 hoặc 3", "2?", "khoảng 2, hỏi lại", "<=2", "tối đa 2", "2 mô hình cấp huyện", "tùy đơn vị",
            "theo công văn số 2", "2 mô hình mỗi lĩnh vực", "2 nếu có", "không bắt buộc",
            "2 (từ năm 2025)", "2 (năm 2023)", "2 (trừ xã Lan Giới)", "02 (khuyến khích)", "2 (thị trấn)",
            "2 (đang xin giảm)", "2 (được vượt)", "2 → 1", "~2", "2/3", "2 (năm)", "2 cho 2 xã", "2 (phấn đấu)",
        )),
    ],
)  # fmt: skip
def test_a_limit_in_words_and_one_not_understood_which_accuses_nobody(
    tmp_path: Path, text: str, minimum: int | None, severity: str | None
) -> None:
    rules = f"{HEAD}\n{DEADLINE.format('27/02/2024')}\n{MOST.format(text)}"
    campaign, findings = campaign_from(opened(tmp_path, rules=rules), CAMPAIGN)
    found = [x for x in campaign.limits if (x.group, x.level) == ("commune", "province") and x.minimum is not None]
    assert [(x.minimum, x.severity) for x in found] == ([(minimum, severity)] if minimum else [])
    assert ("book-rule-unclear" in [f.code for f in findings]) == (severity == "warning")


def test_a_name_typed_with_its_marks_apart_is_that_name(tmp_path: Path) -> None:
    campaign, _ = campaign_from(opened(tmp_path, units=unicodedata.normalize("NFD", UNITS)), CAMPAIGN)
    same, _ = campaign_from(opened(tmp_path, units=UNITS), CAMPAIGN)
    assert [unit.name for unit in campaign.units] == [unit.name for unit in same.units]
