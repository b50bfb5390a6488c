"""Lists as they come: a dozen ways to word, number, break and lay out each of their parts, and one meaning."""

from __future__ import annotations

import csv
import io
from itertools import zip_longest

import pytest
from msgspec.structs import replace

from aggregator.campaign.level_words import edges_of, levels_claimed
from aggregator.campaign.sentences import only_withdraws
from aggregator.campaign.vocabulary import Vocabulary
from aggregator.nouns.document import Document, Merge, Notice, Picture, Row, Sheet, Stretch
from aggregator.nouns.reading import ListReading, Possible
from aggregator.understand.document import return_of
from aggregator.understand.head import HeadFinder
from aggregator.understand.side_tables import SideTables
from tests.growth import grows_evenly
from tests.sheets import BREAK, CAMPAIGN, HEAD, aside, balance, m3, names, read_list, sheet, understand

ONE = "| 1 | Thôn Trại | Trồng hoa ven đường | Tập thể | | x | 30/10/2024 | Đường đẹp | Cấp tỉnh |"
TWO = "| 2 | Thôn Ngò | Nuôi gà đồi | Cá nhân | x | | Quý III | Thu nhập | Cấp huyện |"
THREE = "| 3 | Thôn Vàng | Tiếng kẻng giờ ngủ yên | Tập thể | x | | Tháng 6 | Bình yên | Cấp huyện |"
TITLE = "DANH SÁCH ĐĂNG KÝ MÔ HÌNH, ĐIỂN HÌNH “DÂN VẬN KHÉO” NĂM 2024"
TITLE_ROW = f"| {TITLE} | | | | | | | | |"
SECTION = "| I. Lĩnh vực kinh tế | | | | | | | | |"
FINDER = HeadFinder(CAMPAIGN.headings, CAMPAIGN.lists.abbreviations, CAMPAIGN.year)
SIDE_TABLES = SideTables(FINDER, Vocabulary(CAMPAIGN))
PERSONS = """
| 1 | Nguyễn Văn A | Phó Bí thư - Tổ trưởng | 0987000001 |
| 2 | Trần Thị B | Chủ tịch MTTQ - Tổ phó | 0987000002 |
""".strip().splitlines()


def lists(*sheets: Sheet | str) -> list[ListReading]:
    """The lists of a return; each row of each is one thing."""
    found = list(understand(*sheets).lists)
    for part in found:
        seen, entries, joined, decoration, set_aside = balance(part)
        assert seen == entries + joined + decoration + set_aside
    return found


def fields(part: ListReading) -> list[str | None]:
    return [entry.field_heading for entry in part.entries]


def levels(part: ListReading) -> list[str | None]:
    return [entry.level_heading for entry in part.entries]


def why(possible: tuple[Possible, ...]) -> list[tuple[int, str, int, str | None]]:
    return [(one.row, one.reason, one.at_most, one.level) for one in possible]


SECTIONS = {
    "economy": [
        "| I | Kinh tế | 02 mô hình |", "| I | | Kinh tế | 2 |", "A. Kinh tế", "1. Kinh tế", "(1) Kinh tế",
        "| 1 | Kinh tế |", "| (I) | Lĩnh vực kinh tế | | | | | | 02 mô hình |", "3. Công tác phát triển kinh tế",
        "| I | LĨNH VỰC KINH TẾ | LĨNH VỰC KINH TẾ | LĨNH VỰC KINH TẾ |", "LĨNH VỰC: KINH TẾ", "- Về kinh tế:",
        "| A | Công tác phát triển kinh tế |", "Nhóm I: Kinh tế", "| a) | Kinh tế |",
        "C. Mô hình kinh tế ở nông thôn", "| I | Lĩnh vực kinh tế | | | | | | Tổng: 02 |",
        "| I. KINH TẾ | | | | | | | Cộng 2 mô hình |", "| | I. KINH TẾ | Tổng số 2 mô hình |",
        "| | LĨNH VỰC KINH TẾ | | | | | | Tổng: 02 |", "| I | | KINH TẾ | | | | | | 1 tỉnh, 2 huyện |",
        "| I. Kinh tế | | | | | | | | Tổng số mô hình | 6 |",
    ],
    "defence_security": [
        "C. Mô hình đảm bảo quốc phòng, giữ vững an ninh", "III. Giữ gìn an ninh trật tự",
        "| 3 | Quốc phòng - an ninh |",
        "3. Công tác bảo đảm an ninh trật tự", "| III | QP-AN | 01 MH |", "Lĩnh vực III: Quốc phòng, an ninh",
    ],
    "political_system": [
        "| IV | Xây dựng hệ thống chính trị | 03 mô hình |", "4. Công tác xây dựng Đảng", "(IV) HTCT",
        "D/ Hệ thống chính trị",
    ],
    None: [
        "V. Công tác khác", "E. Các mô hình còn lại", "| V | Nội dung khác |", "| B | Khối trường học |",
        "Thôn Trại",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("field", "line"), [(field, line) for field, given in SECTIONS.items() for line in given])
def test_a_section_in_any_wording_gives_its_field_and_ends_the_one_before(field: str | None, line: str) -> None:
    part = read_list(m3("II. Văn hóa - xã hội", ONE, line, TWO))
    assert names(part) == ["3: Trồng hoa ven đường", "5: Nuôi gà đồi"]
    assert fields(part) == ["culture_society", field]
    assert bool(part.unknown_groups) == (field is None)


def test_a_heading_that_no_model_follows_is_told_of_no_model() -> None:
    persons = ["Phân công nhiệm vụ", "| STT | Họ và tên | Chức vụ | Điện thoại |", PERSONS[0]]
    assert read_list(m3("I. Kinh tế", ONE, *persons)).unknown_groups == ()


@pytest.mark.parametrize(
    "line", ["QUÝ II", "| | | Quý III/2024 |", "Đợt 1", "Tháng 6 năm 2024", "B. Cá nhân", "Mô hình mới"]
)
def test_a_row_that_groups_by_time_holder_or_mode_leaves_the_section(line: str) -> None:
    part = read_list(m3("I. Kinh tế", ONE, line, TWO))
    assert fields(part) == ["economy", "economy"]


@pytest.mark.parametrize("line", ["Lĩnh vực kinh tế", "LĨNH VỰC: KINH TẾ", "| | | Lĩnh vực: Phát triển kinh tế |"])
def test_a_line_between_title_and_head_gives_the_field(line: str) -> None:
    part = read_list(f"{TITLE}\n{line}\n\n{m3(ONE)}")
    assert (fields(part), part.field_in_title) == (["economy"], "economy")


@pytest.mark.parametrize(
    ("name", "field"), [("Kinh tế", "economy"), ("Phòng Kinh tế và Hạ tầng", None), ("Trung tâm Y tế", None)]
)
def test_a_sheet_called_as_a_field_gives_it_and_one_called_as_an_agency_none(name: str, field: str | None) -> None:
    assert read_list(sheet(m3(ONE), name)).field_in_title == field


HEADS = {
    "two years": """
        | STT | Đ/c xây dựng MH | Mô hình/điển hình | Đối tượng (TT/CN) | Thời gian | | TGHT | Mục tiêu | Cấp |
        | | | | | 2023 | 2024 | | | |""",
    "two years in words": """
        | TT | Địa chỉ | Tên MH, ĐH | TT/CN | Thời gian triển khai | | TG HT | Mục tiêu | Cấp ĐK |
        | | | | | Năm 2023 | Năm 2024 | | | |""",
    "a letter wrong": "| STT | Địa chĩ xây dựg mô hìn | Tên mô hìh | Tập thể hoặc cá nhâ | Đã và đnag hoạt động "
    "| Xây dựng mói | Dự kiến thời gian hoàn thnàh | Mục tiu đề ra | Cấp đăg ký |",
    "broken by hand": """
        | STT | Địa chỉ | Tên | Tập thể | Thời gian | | Dự kiến | Mục tiêu | Cấp |
        | | xây dựng | mô hình | hoặc | triển khai | | thời gian | đề ra | đăng ký |
        | | mô hình | | cá nhân | Duy trì | Xây dựng mới | hoàn thành | | |""",
    "the letter's, broken": """
        | TT | Địa chỉ xây | Tên mô | Tập thể | Mô hình đã và | Mô hình đăng | Dự kiến thời | Mục tiêu đề | Cấp ĐK |
        | | dựng mô | hình | hoặc cá | đang hoạt động | ký xây dựng | gian hoàn | ra (nêu dự | |
        | | hình | | nhân | tiếp tục duy trì | mới năm 2024 | thành | kiến kế hoạch) | |""",
    "a form service's": "| 1. STT * | 2. Địa chỉ xây dựng mô hình (bắt buộc) * | 3. Tên mô hình (bắt buộc) * "
    "| 4. Tập thể/cá nhân * | 5. Duy trì | 6. Mới | 7. Dự kiến hoàn thành * | 8. Mục tiêu * | 9. Cấp đăng ký * |",
}  # fmt: skip
COLUMNS = {
    "stt": 1,
    "address": 2,
    "name": 3,
    "holder": 4,
    "continuing": 5,
    "new": 6,
    "completion": 7,
    "goals": 8,
    "level": 9,
}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_a_head_in_any_wording_means_the_same_columns(head: str) -> None:
    part = read_list(f"{head}\n{ONE}\n{TWO}")
    assert dict(part.columns) == COLUMNS
    assert len(part.entries) == 2


def test_the_first_model_is_no_rest_of_a_head() -> None:
    head = "| Địa chỉ | Tên mô hình | Tập thể hoặc cá nhân | Mục tiêu |"
    part = read_list(f"{head}\n| Thôn Trại | Mô hình trồng hoa | Tập thể | Mục tiêu sạch đẹp |")
    assert names(part) == ["2: Mô hình trồng hoa"]


def test_what_a_form_service_adds_becomes_a_note() -> None:
    part = read_list(
        "| Dấu thời gian | Địa chỉ email | Tên mô hình * | Địa chỉ * | Mục tiêu * |\n"
        "| 20/02/2024 10:00:00 | a@tanyen.vn | Trồng hoa | Thôn Trại | Đẹp |"
    )
    assert part.entries[0].values["address"] == "Thôn Trại"
    assert part.entries[0].notes["Địa chỉ email"] == "a@tanyen.vn"


UNDER = {
    "a body's signature": ["", "| | | | | | | T/M CẤP ỦY |", "| | | | | | | BÍ THƯ |", "", "| | | | | | | Lê A |"],
    "without a gap": ["| | | | | | TM. CẤP ỦY |", "| | | | | | Nguyễn Văn Tám |"],
    "two signers": [
        "| | NGƯỜI LẬP BIỂU | | | | | T/M CẤP ỦY |", "| | (Ký, ghi rõ họ tên) | | | | | (Ký tên, đóng dấu) |", "",
        "| | Trần Văn A | | | | | Nguyễn Văn Tám |",
    ],
    "small letters": ["", "| | Người lập biểu | | | | | Thủ trưởng |", "| | Trần A | | | | | Lê Văn B |"],
    "a lone name": ["", "| | | Nguyễn Văn Tám |"],
    "a contact": ["", "Người liên hệ: Nguyễn Văn A, ĐT 0987654321"],
    "addressees": ["", "Nơi nhận:", "- Như trên;", "- Lưu VT.", "| | | | | TM. ĐẢNG ỦY |"],
    "a note": ["", "Ghi chú: các mô hình cấp tỉnh gửi bản M1 sau", "| | | | | | HIỆU TRƯỞNG |"],
    "a request": ["", "* Đề nghị Ban Dân vận xem xét./."],
    "a committee's": ["| | | | | | XÁC NHẬN CỦA ĐẢNG ỦY |", "| | | | | | BÍ THƯ |", "| | | | | | Phạm Văn C |"],
    "on behalf": ["", "| | | | Tân Yên, ngày 20 tháng 2 năm 2024 |", "| | | | TUQ. BCH |", "", "| | | | Lê Tám |"],
    "a page's number": ["", "| | | | | | | 2 |"],
    "a page's mark": ["Trang 1/2"],
    "a count": ["", "| | | 02 mô hình |"],
    "a bare number": ["| | | 2 |"],
    "an example": ["| VD | Thôn A | Trồng cây bóng mát | Tập thể | | x |"],
    "an example in words": ["| | | Ví dụ: Trồng cây xanh | Tập thể |"],
    "the head again": [HEAD],
    "a total": ["Tổng số: 02 mô hình", "(Danh sách này có 02 mô hình)"],
}  # fmt: skip


@pytest.mark.parametrize("tail", UNDER.values(), ids=UNDER)
def test_what_stands_under_a_list_is_no_model_and_may_be_none(tail: list[str]) -> None:
    part = read_list(m3(ONE, TWO, *tail))
    assert names(part) == ["2: Trồng hoa ven đường", "3: Nuôi gà đồi"]
    assert part.rows_joined == 0
    assert (aside(part), part.possible) == ([], ())


@pytest.mark.parametrize(
    "line",
    [
        "Cộng trang 1: 02 mô hình",
        "| | | Cộng trang 1: 02 mô hình |",
        "Trang 1/2",
        "| Mẫu M3 | Trang 1/2 |",
        "| | | | | 1 |",
    ],
)
def test_what_a_page_ends_with_does_not_end_the_list(line: str) -> None:
    part = read_list(m3("I. Kinh tế", ONE, TWO, line, THREE))
    assert fields(part) == ["economy"] * 3
    assert (aside(part), part.totals) == ([], ())


def test_a_row_below_a_gap_with_fewer_cells_than_any_model_is_told_and_counts_nothing() -> None:
    part = read_list(m3(ONE, TWO, "", "| | Nguyễn Văn A | Công chức VHXH |"))
    assert len(part.entries) == 2
    assert [cell.text for cell in part.strays] == ["Nguyễn Văn A | Công chức VHXH"]
    assert part.possible == ()


OTHER_TABLES = {
    "persons": ["", "TỔ CHỈ ĐẠO THỰC HIỆN", "| STT | Họ và tên | Chức vụ | Điện thoại |", *PERSONS],
    "persons, no numbers": ["", "| | Họ và tên | Chức vụ | Nhiệm vụ |", *PERSONS],
    "persons, no gap": ["| TT | Họ tên | Chức danh |", *PERSONS],
    "persons, no head": ["", "TỔ CHỈ ĐẠO", *PERSONS],
    "persons, a level over them": ["Cán bộ phụ trách cấp huyện", *(f"| {n} | | Lê An | Bí thư |" for n in (1, 2))],
    "persons, a line each": ["| | | Tổ giúp việc |", "1. Nguyễn Văn An", "Đ/c Lê Thị Bình - Chủ tịch MTTQ"],
    "counts": ["", "| STT | Lĩnh vực | Số lượng |", "| 1 | Kinh tế | 2 |", "| 2 | VH-XH | 3 |", "| | Tổng | 5 |"],
    "levels": ["", "| STT | Cấp đăng ký | Số mô hình |", "| 1 | Cấp tỉnh | 1 |", "| 2 | Cấp huyện | 4 |"],
    "a score sheet": ["", "| STT | Tiêu chí | Điểm tối đa | Tự chấm |", "| 1 | Có kế hoạch cụ thể | 10 | 9 |"],
    "criteria": ["", "| TT | Tên tiêu chí | Nội dung | Thang điểm |", "| 1 | Được dân đồng tình | QĐ 266 | 10 |"],
    "papers": ["", "| STT | Số, ký hiệu | Trích yếu | Ngày ký |", "| 1 | 62-KH/HU | Kế hoạch dân vận khéo | 5/2 |"],
    "inspections": ["", "| TT | Thời gian | Địa điểm | Thành phần |", "| 1 | Tháng 5 | UBND xã | Lãnh đạo xã |"],
    "tasks": ["", "| TT | Nội dung công việc | Chủ trì | Thời gian |", "| 1 | Sơ kết sáu tháng | Khối | Tháng 6 |"],
    "counts by bodies": ["", "| STT | Tên tổ chức | Số mô hình đăng ký |", "| 1 | Hội Nông dân | 2 |"],
    "a schedule": ["", "TIẾN ĐỘ", "| TT | Thời gian | Nội dung | Người thực hiện |", "| 1 | Tháng 8 | Họp | BTV |"],
    "persons, numbers as text": ["Tổ chỉ đạo", *(f"| {n}. | Lê Văn An | Bí thư | Tổ trưởng |" for n in (1, 2))],
    "contacts": ["", "| Đơn vị công tác | Họ tên | SĐT | Email |", "| Thôn A | Lê C | 0987000003 | c@tanyen.vn |"],
}  # fmt: skip


@pytest.mark.parametrize("table", OTHER_TABLES.values(), ids=OTHER_TABLES)
def test_the_heads_of_another_table_end_the_list(table: list[str]) -> None:
    part = read_list(m3(ONE, TWO, *table))
    assert len(part.entries) == 2
    assert (aside(part), part.possible) == ([], ())


@pytest.mark.parametrize(
    "head",
    [
        "| STT | Việc làm hay | Điểm nhấn | Người làm |",
        "| STT | Việc làm cụ thể | Thành phần | Cấp đăng ký |",
        "| TT | Thời gian | Nội dung | Người thực hiện |",
    ],
)
def test_heads_that_leave_open_what_the_rows_are_leave_models_possible(head: str) -> None:
    part = read_list(m3(ONE, TWO, "", head, "| 1 | Trồng cây bóng mát ven đê | Cả thôn | Huyện |"))
    assert [possible.reason for possible in part.possible] == ["second-table"]


@pytest.mark.parametrize("heading", ["DANH SÁCH MÔ HÌNH BỔ SUNG", "B. CẤP HUYỆN", "II. Lĩnh vực văn hóa - xã hội"])
def test_a_table_with_a_schedules_heads_under_a_lists_title_or_heading_goes_on_with_the_models(
    heading: str,
) -> None:
    table = ["| TT | Thời gian | Nội dung | Người thực hiện |", "| 1 | Tháng 8 | Bếp ăn tình thương | Hội Phụ nữ |"]
    found = lists(m3(ONE, TWO, "", heading, *table))
    assert [entry.values["name"] for part in found for entry in part.entries][2:] == ["Bếp ăn tình thương"]


@pytest.mark.parametrize("heading", ["Cán bộ phụ trách cấp huyện", "Phân công phụ trách", "Ban chỉ đạo"])
def test_a_list_goes_on_below_persons_under_a_heading_of_theirs(heading: str) -> None:
    persons = ["| 1 | Nguyễn Văn An | Bí thư |", "| 2 | Lê Thị Bình | Chủ tịch |"]
    assert names(read_list(m3(ONE, heading, *persons, TWO))) == ["2: Trồng hoa ven đường", "6: Nuôi gà đồi"]
    farmer = "| 3 | Trần Thị Mơ | Nông dân |"
    assert names(read_list(m3(ONE, heading, *persons, farmer, TWO))) == ["2: Trồng hoa ven đường", "7: Nuôi gà đồi"]
    assert len(read_list(m3(ONE, heading, TWO)).entries) == 2
    assert len(read_list(m3(ONE, heading, persons[1])).entries) == 2  # whose number goes on with the models'


def test_models_of_persons_counted_from_1_again_with_fewer_cells_are_models() -> None:
    """The holder stands under “Địa chỉ”, and no goals are told: a level or a mark makes each a model."""
    persons = [
        "| 1 | Nguyễn Văn Tám | Nuôi ong lấy mật | Cá nhân | | x | | | Cấp huyện |",
        "| 2 | Trần Thị Nhài | Trồng rau sạch | Cá nhân | | x | | | Cơ sở |",
    ]
    assert len(read_list(m3(ONE, TWO, *persons)).entries) == 4


def test_a_list_below_another_table_is_read_again() -> None:
    found = lists(m3(ONE, *OTHER_TABLES["persons"], "", "DANH SÁCH MÔ HÌNH CẤP HUYỆN", HEAD, TWO))
    assert [names(part) for part in found] == [["2: Trồng hoa ven đường"], ["11: Nuôi gà đồi"]]


def test_a_table_below_that_may_be_a_list_is_possible_evidence() -> None:
    part = read_list(m3(ONE, "", "| STT | Việc làm | Nơi làm |", "| 1 | Trồng cây bóng mát | Thôn Vàng |"))
    assert len(part.entries) == 1
    assert why(part.possible) == [(5, "second-table", 1, None)]
    assert aside(part) == ["5: 1 | Trồng cây bóng mát | Thôn Vàng"]


def test_two_tables_side_by_side_are_both_read_each_with_its_caption() -> None:
    given = f"""
        {TITLE}
        | A. Cấp tỉnh | | | | | B. Cấp huyện |
        | STT | Tên mô hình | Địa chỉ | Mục tiêu | | STT | Tên mô hình | Địa chỉ | Mục tiêu |
        | 1 | Trồng hoa | Thôn A | Đẹp | | 1 | Nuôi gà đồi | Thôn B | Giàu |
        | | | | | | 2 | Nuôi vịt | Thôn B | Giàu |
    """
    left, right = lists(given)
    assert (names(left), levels(left)) == (["4: Trồng hoa"], ["province"])
    assert (names(right), levels(right)) == (["4: Nuôi gà đồi", "5: Nuôi vịt"], ["district", "district"])
    assert (left.year, right.year) == (2024, 2024)
    assert right.columns["name"] == 7


def test_persons_beside_a_list_are_none_of_its_models() -> None:
    beside = ["| STT | Họ và tên | Chức vụ |", *(line.rsplit("|", 2)[0] + "|" for line in PERSONS)]
    rows = [f"{left.rstrip('| ')} {right}" for left, right in zip((HEAD, ONE, TWO), beside, strict=True)]
    (part,) = lists("\n".join(rows))
    assert names(part) == ["2: Trồng hoa ven đường", "3: Nuôi gà đồi"]
    assert part.entries[0].notes == {}


TWO_ROWS_OF_HEAD = """
| STT | Địa chỉ | Tên mô hình | Tập thể, cá nhân | Thời gian triển khai | | Hoàn thành | Mục tiêu | Cấp đăng ký |
| | | | | Tiếp tục duy trì | Xây dựng mới | | | |
""".strip().splitlines()
BESIDE = {
    "contacts": ["Người phụ trách | SĐT", "Nguyễn Văn Lực | 0912345678", "Trần Thị Thu | 0987654321"],
    "fields": ["Lĩnh vực | Số lượng", "Kinh tế | 1", "Quốc phòng - an ninh | 1", "Văn hóa | 0"],
    "levels": ["Cấp | Số lượng", "Tỉnh | 1", "Huyện | 2", "Cơ sở | 0"],
    "guidance": ["Hướng dẫn: ghi rõ cấp đăng ký", "Gửi trước 27/02/2024"],
    "a note": ["Ghi chú chung", "Xã gửi bản ký sau"],
    "persons": ["Cán bộ phụ trách cấp huyện", "Nguyễn Văn Lực", "Trần Thị Thu"],
    "persons and offices": ["Tổ giúp việc |", "Nguyễn Văn Lực | Bí thư", "Trần Thị Thu | Chủ tịch MTTQ"],
    "one person": ["Đầu mối liên hệ", "Nguyễn Văn Lực"],
    "a telephone": ["SĐT", "0912345678", "0987654321"],
    "from the lower row": ["", "Cán bộ phụ trách | SĐT", "Nguyễn Thị Lan | 0912345678"],
}


def with_beside(*beside: str, heads: int = 2) -> str:
    rows = [*(TWO_ROWS_OF_HEAD if heads == 2 else [HEAD]), SECTION, ONE, TWO, THREE]
    return "\n".join(f"{row} | {side} |" for row, side in zip_longest(rows, beside, fillvalue=""))


@pytest.mark.parametrize("beside", BESIDE.values(), ids=BESIDE)
def test_a_small_table_beside_a_list_takes_nothing_from_it_and_gives_it_nothing(beside: list[str]) -> None:
    plain, read = (understand(with_beside(*side)) for side in ([], beside))
    (alone,), (part,) = plain.lists, read.lists
    assert [replace(entry, notes={}) for entry in part.entries] == [*alone.entries]
    assert {"continuing", "new", "level"} <= part.columns.keys()
    assert (part.strays, read.possible, read.remarks) == ((), (), ())


@pytest.mark.parametrize(
    "beside",
    [
        ["Ghi chú", "", "", "", "xin rút"],
        ["Ý kiến", "của Đảng ủy", "", "", "Xin rút mô hình này"],
        ["Phân loại", "đã duyệt", "", "Cấp tỉnh", "Cơ sở"],
    ],
)
def test_what_a_column_beyond_a_blank_one_says_of_models_stays_theirs(beside: list[str]) -> None:
    (part,) = lists(with_beside(*beside))
    assert [entry.row for entry in part.entries if beside[4] in entry.notes.values()] == [5]


@pytest.mark.parametrize(
    ("beside", "level_counts"),
    [
        (["Phân loại |", "Cấp tỉnh | Cấp huyện", "x |", "| x", "| x"], "T H H"),
        (["Mức đăng ký |", "Tỉnh | Huyện", "x |", "| x", "| x"], "T H H"),
        (["Đăng ký | |", "T | H | CS", "x | |", "| x |", "| | x"], "T H C"),
        (["Đề nghị |", "Tỉnh | Huyện", "x |", "| x"], "T H -"),
    ],
)
def test_levels_behind_a_blank_column_are_the_lists(beside: list[str], level_counts: str) -> None:
    left = [line.rsplit("|", 2)[0] for line in (*TWO_ROWS_OF_HEAD, ONE, TWO, THREE)]
    (part,) = lists("\n".join(f"{row} | | {side} |" for row, side in zip_longest(left, beside, fillvalue="")))
    codes = {"level_province": "T", "level_district": "H", "level_base": "C"}
    told = (next((codes[code] for code in codes if entry.values.get(code)), "-") for entry in part.entries)
    assert (" ".join(told), {"continuing", "new"} <= part.columns.keys()) == (level_counts, True)


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        (["| PHÂN CÔNG PHỤ TRÁCH MÔ HÌNH |", "| 1 | Bếp ăn tình thương | Nguyễn Văn An |"], [2]),
        (["| ĐĂNG KÝ ĐỀ TÀI, SÁNG KIẾN |", "| 1 | Mô hình hóa hồ sơ đảng viên | Nguyễn Thị Hà |"], []),
        (["| MÔ HÌNH |", "| 1 | Sáng kiến chống rác thải | Tập thể |"], [2]),
    ],
)
def test_a_sheet_of_another_movement_adds_no_model(lines: list[str], rows: list[int]) -> None:
    read = understand(sheet(m3(ONE)), sheet("\n".join(lines), name="Sheet2"))
    assert [each.row for each in read.possible] == rows


def test_a_legend_beside_the_head_explains_the_levels() -> None:
    rows = [*TWO_ROWS_OF_HEAD, ONE.replace("Cấp tỉnh", "1"), TWO.replace("Cấp huyện", "2")]
    legend = ["| Quy ước: 1 - cấp tỉnh |", "| 2 - cấp huyện |"]
    (part,) = lists("\n".join(f"{row} {side}" for row, side in zip_longest(rows, legend, fillvalue="")))
    assert [entry.values["level"] for entry in part.entries] == ["Cấp tỉnh", "Cấp huyện"]


@pytest.mark.parametrize(
    ("beside", "level"),
    [
        (["Đăng ký thêm", "Bếp ăn tình thương - cấp huyện"], "district"),
        (["Mô hình bổ sung | Cấp", "Bếp ăn tình thương | Huyện"], "district"),
        (["Mô hình thêm | Cấp đăng ký", "Bếp ăn tình thương | Cấp huyện"], "district"),
        (["Bổ sung mô hình thứ 4 | Cấp huyện", "Bếp ăn tình thương, thôn Nội"], "district"),
        (["Thêm 01 mô hình cấp huyện:", "Bếp ăn tình thương"], "district"),
        (["Mô hình thứ 4 (bổ sung)", "Bếp ăn tình thương, cấp tỉnh"], "province"),
        (["Nội dung bổ sung | Địa chỉ", "Bếp ăn tình thương | Thôn Nội"], None),
        (["Ghi chú", "Còn thiếu mô hình “Bếp ăn tình thương”"], None),
        (["Phần tiếp", "4. Bếp ăn tình thương"], None),
        (["4 | Bếp ăn tình thương | Thôn Nội"], None),
        (["4", "Bếp ăn tình thương"], None),
        (["Xin thêm:", "Bếp ăn tình thương"], None),
        (["Bổ sung sau họp:", "Bếp ăn tình thương (Hội Phụ nữ)"], None),
        (["Mô hình ngoài danh sách:", "Bếp ăn tình thương"], None),
        (["Nội dung thứ tư cấp huyện:", "Bếp ăn tình thương"], None),
        (["Ghi thêm: Bếp ăn tình thương"], None),
        (["Cấp huyện", "Bếp ăn tình thương"], "district"),
        (["Thôn Hậu xin thêm:", "Bếp ăn tình thương"], None),
        (["Phát sinh thêm", "Bếp ăn tình thương"], None),
        (["4", "Tổ 4 tự quản an toàn"], None),
    ],
)
@pytest.mark.parametrize("heads", [1, 2])
def test_a_model_told_beside_a_list_is_possible(beside: list[str], level: str | None, heads: int) -> None:
    if heads == 1 and beside[0] == "Ghi chú":
        return  # a remark on the first model
    read = understand(with_beside(*beside, heads=heads))
    assert [each.level for each in read.possible] == [level]
    assert len(read.lists[0].entries) == 3


@pytest.mark.parametrize(
    "beside",
    [
        ["Thông tin thêm:", "Người lập biểu: Nguyễn Văn An"], ["Xem thêm:", "Kế hoạch số 15-KH/ĐU"],
        ["Hồ sơ bổ sung", "Biên bản họp xét chọn"], ["Công văn số 15", "Của Huyện ủy Tân Yên"],
        ["Kỳ họp thứ 5", "Ban Chấp hành Đảng bộ xã"], ["4. Người lập", "Nguyễn Văn An"],
        ["Ghi thêm:", "Đã họp Ban Chấp hành"], ["Xin thêm:", "Xin thêm kinh phí hỗ trợ"],
    ],
)  # fmt: skip
def test_papers_persons_and_sentences_noted_beside_a_list_are_no_model(beside: list[str]) -> None:
    assert understand(with_beside(*beside)).possible == ()


def test_a_table_may_begin_anywhere() -> None:
    lines = ["", *[""] * 13, *(f"| | {line}" for line in (HEAD, "| I | Kinh tế |", ONE, "", "| | | | | BÍ THƯ |"))]
    (part,) = lists("x" + "\n".join(lines))
    assert part.columns["name"] == 5
    assert (names(part), fields(part)) == (["17: Trồng hoa ven đường"], ["economy"])


@pytest.mark.parametrize(
    "captions",
    [
        ("BIỂU 1: ĐĂNG KÝ CẤP TỈNH", "BIỂU 2: ĐĂNG KÝ CẤP HUYỆN"),
        ("Biểu số 01: Mô hình cấp tỉnh", "Biểu số 02: Mô hình cấp huyện"),
        ("A. DANH SÁCH MÔ HÌNH CẤP TỈNH", "B. DANH SÁCH MÔ HÌNH CẤP HUYỆN"),
        ("Phụ lục 1. Cấp tỉnh", "Phụ lục 2. Cấp huyện"),
        ("Cấp tỉnh", "Cấp huyện"),
    ],
)
def test_captions_over_tables_give_their_levels(captions: tuple[str, str]) -> None:
    found = lists("\n".join([captions[0], HEAD, ONE, "", captions[1], HEAD, TWO]))
    assert [level for part in found for level in levels(part)] == ["province", "district"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("a) Đăng ký cấp tỉnh:", "b) Đăng ký cấp huyện:"),
        ("Đăng ký với tỉnh:", "Đăng ký với huyện:"),
        ("1. Nội dung đăng ký cấp tỉnh năm 2024", "2. Nội dung đăng ký cấp huyện năm 2024"),
        ("* Mô hình đăng ký cấp tỉnh", "* Mô hình đăng ký cấp huyện"),
        ("ĐĂNG KÝ CẤP TỈNH", "ĐĂNG KÝ CẤP HUYỆN"),
    ],
)
def test_a_levels_heading_between_title_and_head_is_read_as_over_further_tables(first: str, second: str) -> None:
    found = lists("\n".join([TITLE, first, HEAD, ONE, second, HEAD, TWO]))
    assert [level for part in found for level in levels(part)] == ["province", "district"]
    (part,) = lists("\n".join([TITLE, first, HEAD, ONE, second, TWO]))
    assert levels(part) == ["province", "district"]


def test_what_is_no_levels_heading_between_title_and_head_gives_no_level() -> None:
    for line in ("TỈNH BẮC GIANG", "Kính gửi Huyện ủy", "Đạt OCOP cấp tỉnh", "Đăng ký cấp tỉnh, cấp huyện"):
        assert levels(read_list("\n".join([TITLE, line, HEAD, ONE]))) == [None]


def test_a_caption_that_says_nothing_but_a_level_names_it_and_a_title_does_not() -> None:
    found = lists("\n".join(["BIỂU 1: CẤP HUYỆN", HEAD, ONE, "", "BIỂU 3: MÔ HÌNH Ở CƠ SỞ", HEAD, TWO]))
    assert [level for part in found for level in levels(part)] == ["district", "base"]
    whole = read_list(f"DANH SÁCH ĐĂNG KÝ MÔ HÌNH DÂN VẬN KHÉO Ở CƠ SỞ NĂM 2024\n{m3(ONE)}")
    assert levels(whole) == [None]


@pytest.mark.parametrize(
    "line",
    [
        "DANH SÁCH ĐĂNG KÝ MÔ HÌNH “DÂN VẬN KHÉO” CỦA CÁC CƠ QUAN CẤP HUYỆN NĂM 2024",
        "TỔNG HỢP MÔ HÌNH “DÂN VẬN KHÉO” CỦA CÁC ĐƠN VỊ CẤP XÃ NĂM 2024",
        "DANH SÁCH MÔ HÌNH “DÂN VẬN KHÉO” NĂM 2024 (GỬI CẤP HUYỆN)",
        "DANH SÁCH MÔ HÌNH “DÂN VẬN KHÉO” BÁO CÁO CẤP HUYỆN NĂM 2024",
        "(Biểu gửi cấp huyện)",
        "Biểu số 3 - cấp huyện",
        "Mẫu dùng cho cấp huyện",
        "Phụ lục kèm theo Công văn cấp huyện",
        "Biểu tổng hợp cấp xã",
        "Cấp xã lập, gửi cấp huyện",
        "(Mẫu M3 của Ban Dân vận cấp huyện)",
    ],
)
def test_the_level_of_a_sender_an_addressee_or_a_form_is_none_of_the_models(line: str) -> None:
    """Headings in the list say it all the same, and so does the title of models of a level."""
    assert levels(read_list("\n".join([TITLE, line, HEAD, ONE]))) == [None]
    headed = read_list("\n".join([line, HEAD, ONE, "A. CẤP TỈNH", TWO, "B. CẤP HUYỆN", THREE]))
    assert levels(headed)[1:] == ["province", "district"]
    assert levels(read_list("\n".join([f"{TITLE} CẤP HUYỆN", line, HEAD, ONE]))) == ["district"]


SHEETS_OF_FORMS = (
    "Mẫu 3 huyện",
    "DVK huyện",
    "Dân vận huyện",
    "bieu huyen",
    "M3 (huyện)",
    "2024 huyện",
    "MH huyện",
)


@pytest.mark.parametrize("name", SHEETS_OF_FORMS)
def test_a_sheets_name_that_may_be_its_forms_gives_a_level_only_beside_one_of_another(name: str) -> None:
    """“Mẫu huyện” is the district's form; beside “Mẫu tỉnh” they are a sheet a level."""
    assert levels(read_list(sheet(m3(ONE, TWO), name))) == [None, None]
    other = name.replace("huyện", "tỉnh").replace("huyen", "tinh")
    read = understand(sheet(m3(ONE), other), sheet(m3(TWO), name))
    assert [level for part in read.lists for level in levels(part)] == ["province", "district"]


def test_the_headings_of_a_list_give_their_levels_whatever_its_sheets_name() -> None:
    assert levels(read_list(sheet(m3(ONE, "B. CẤP HUYỆN", TWO), "Mẫu 3 huyện"))) == [None, "district"]
    assert levels(read_list(sheet(m3(ONE), "Cấp huyện"))) == ["district"]


def test_a_title_printed_on_each_page_ends_no_section() -> None:
    (part,) = lists("\n".join([TITLE, HEAD, "I. Kinh tế", ONE, "", TITLE, HEAD, TWO]))
    assert fields(part) == ["economy", "economy"]
    assert part.unknown_groups == ()


def test_a_page_that_became_a_sheet_goes_on_with_its_list() -> None:
    first = sheet("\n".join([TITLE, HEAD, "I. Kinh tế", ONE]), "Table 1")
    second = sheet("\n".join(["| 2 |", TWO, "II. Văn hóa - xã hội", THREE]), "Table 2")
    read = understand(first, second)
    assert [fields(part) for part in read.lists] == [["economy"], ["economy", "culture_society"]]
    assert (read.other_sheets, read.possible) == ((), ())


@pytest.mark.parametrize(
    ("row", "rows"),
    [
        ("| 1 | Th?n ??ng Khanh | H?p t?c x? rau an to?n | ?o?n Thanh ni?n | C?p huy?n |", [2]),
        ("| 1 | ThÃ´n PhÃº | Váº­n Ä‘á»™ng nhÃ¢n dÃ¢n | Há»™i NÃ´ng dÃ¢n | Cáº¥p huyá»‡n |", [2]),
        ("| 1 | Thôn Đồng Khanh | Kiểm tra sổ sách | Đoàn Thanh niên | Tháng 6 |", []),
        ("| 1 | Vì sao? | Để làm gì? Ai làm? | Khi nào? | Tháng 6 |", []),
        ("Th?n ??ng Khanh g?i l?ch tr?c", []),
    ],
)
def test_rows_whose_letters_were_lost_on_the_way_may_be_a_list(row: str, rows: list[int]) -> None:
    read = understand(f"| STT | ??a ch? | N?i dung | Ng??i l?m | C?p |\n{row}")
    assert [(one.row, one.reason) for one in read.possible] == [(number, "no-head") for number in rows]


def test_a_page_may_begin_right_below_a_section_row() -> None:
    first = sheet("\n".join([TITLE, HEAD, "I. Kinh tế", ONE, "II. Văn hóa - xã hội"]), "Table 1")
    found = lists(
        first, sheet("\n".join([ONE.replace("hoa", "cây"), "III. QP-AN", TWO.replace("2", "1", 1)]), "Table 2")
    )
    assert [fields(part) for part in found] == [["economy"], ["culture_society", "defence_security"]]


def test_a_sheet_without_head_that_is_named_after_a_field_gives_it() -> None:
    second = sheet("\n".join([ONE.replace("hoa", "cây"), TWO]), "VH-XH")
    found = lists(sheet(f"{TITLE}\n{m3(ONE)}", "Kinh tế"), second)
    assert fields(found[1]) == ["culture_society", "culture_society"]


def test_a_sheet_without_head_that_may_be_a_list_is_possible_evidence() -> None:
    unlike = "| 5 | Trồng rừng ven sông | Thôn A | 2024 |\n| 6 | Bảo vệ nguồn nước | Thôn A |"
    read = understand(m3(ONE), sheet(unlike, "S2"))
    assert len(read.lists) == 1
    assert why(read.possible) == [(1, "no-head", 1, None), (2, "no-head", 1, None)]


HEADLESS = {
    "head of the second section": (
        [SECTION, ONE, "II. Văn hóa - xã hội", HEAD, TWO],
        ["economy", "culture_society"],
    ),
    "head between two models": (["I. Kinh tế", ONE, HEAD, TWO], ["economy", "economy"]),
    "what is left of a head": (["| | | | | Duy trì | Xây dựng mới | | | Cấp", ONE, HEAD, TWO], [None, None]),
    "head below the last model": (
        ["I. Kinh tế", ONE, "II. Văn hóa - xã hội", TWO, HEAD],
        ["economy", "culture_society"],
    ),
    "numbers from 1 in a section": (
        [
            "(Kèm theo Công văn số 12-CV/ĐU)",
            "I. Kinh tế",
            ONE,
            "II. Văn hóa - xã hội",
            HEAD,
            TWO.replace("2", "1", 1),
        ],
        ["economy", "culture_society"],
    ),
}
MODEL = "| 1 | Thôn Ngò | Nuôi ong lấy mật | Tập thể | | x | 12/2024 | 50 hộ | Cấp huyện |"


@pytest.mark.parametrize(("rows", "expected"), HEADLESS.values(), ids=HEADLESS)
def test_rows_above_the_first_head_that_surely_fit_it_are_models(
    rows: list[str], expected: list[str | None]
) -> None:
    (part,) = lists("\n".join([TITLE, *rows]))
    assert fields(part) == expected
    assert [entry.values["level"] for entry in part.entries] == ["Cấp tỉnh", "Cấp huyện"]


@pytest.mark.parametrize(
    ("row", "whys"),
    [
        (
            f"{SECTION}\n{ONE.replace('1', '', 1)}\n{SECTION}",
            ["second-table"],
        ),  # nothing tells that it is gone on with
        (MODEL, ["second-table"]),
        (f"NĂM 2023\n{MODEL}", ["second-table"]),
        (f"Danh sách cũ\n{MODEL}", ["second-table"]),
        (f"Ví dụ cách ghi:\n{MODEL}", []),
        (f"Không đăng ký:\n{MODEL}", []),
        (f"Kết quả năm 2023\n{MODEL}", []),
        (MODEL.replace("Thôn Ngò | Nuôi ong lấy mật", "Nuôi ong lấy mật | Thôn Ngò"), ["second-table"]),
        ("| 1 | Tên đơn vị | Đảng ủy xã Cao Xá | Tập thể |", []),
        ("| 1 | Bí thư Đảng ủy | Nguyễn Văn Thắng phụ trách chung | Cá nhân |", []),
        ("| 1 | Nguyễn Văn A | Bí thư Đảng ủy xã | Trưởng ban | | x | 0912345678 |", []),
        ("| 1 | Trồng hoa ven đường | Thôn Trại | Tập thể | | x | Đường đẹp |", ["second-table"]),
        ("| 1 | Trồng hoa ven đường | Thôn Trại | Tập thể | | Huyện |", ["second-table"]),
        ("| 1 | Lĩnh vực kinh tế | 3 | 2 | 1 |", []),
        ("| Cấp tỉnh | 01-02 | 1 |", []),
    ],
)
def test_rows_above_the_first_head_that_do_not_fit_it_are_possible(row: str, whys: list[str]) -> None:
    (part,) = lists("\n".join([TITLE, row, HEAD, ONE]))
    assert (len(part.entries), [one.reason for one in part.possible]) == (1, whys)


def test_rows_of_a_list_without_head_and_numbers_are_possible() -> None:
    read = understand("\n".join([TITLE, ONE.replace("1", "", 1), TWO.replace("2", "", 1)]))
    assert [one.reason for one in read.possible] == ["no-head", "no-head"]


def test_a_list_whose_head_is_gone_is_possible_evidence_of_the_levels_it_names() -> None:
    read = understand(f"XÃ CAO XÁ\n{ONE}\n{TWO}")
    assert why(read.possible) == [(2, "no-head", 1, "province"), (3, "no-head", 1, "district")]


@pytest.mark.parametrize(
    "other",
    [
        "| 1 | Cột điện cao thế mạ kẽm | 7308 | Cho đường dây |",
        "| 1 | Thu ngoài quốc doanh | 7 | 8 |",
    ],
)
def test_a_workbook_of_other_business_holds_no_models(other: str) -> None:
    assert understand(other).possible == ()


@pytest.mark.parametrize(
    "other",
    [
        "Hướng dẫn ghi biểu\n| 1 | Ghi tên thôn |\n| 2 | Ghi tên mô hình ngắn gọn |",
        "Thôn Trại\nThôn Ngò",
        "\n".join(OTHER_TABLES["persons"]),
        "\n".join(["TỔ CHỈ ĐẠO", *PERSONS]),
        "Kính gửi Ban Dân vận Huyện ủy\nĐảng ủy xã gửi danh sách đăng ký mô hình",
        "TỔNG HỢP\n| Lĩnh vực | Tổng số | Cấp tỉnh | Cấp huyện |\n| Văn hóa - xã hội | 2 | 1 | 1 |",
        "| Đơn vị | Số mô hình đăng ký | Trong đó cấp tỉnh | Cấp huyện |\n| Xã Cao Xá huyện | 7 | 1 | 5 |",
        "KẾT QUẢ PHONG TRÀO NĂM 2023\n| TT | Mô hình | Kết quả | Xếp loại |\n| 1 | Mỗi nhà một cây | Đạt | Tốt |",
        "ĐÁNH GIÁ MÔ HÌNH NĂM 2023\n| STT | Mô hình năm 2023 | Đánh giá |\n| 1 | Mỗi nhà một cây | Tốt |",
        "DANH SÁCH ĐĂNG KÝ SÁNG KIẾN NĂM 2024\n| TT | Sáng kiến | Nơi |\n| 1 | Mỗi nhà một cây | Thôn A |",
    ],
    ids=[
        "guide",
        "look-up",
        "persons",
        "persons, no head",
        "letter",
        "counts",
        "of units",
        "results",
        "marks",
        "other movement",
    ],
)
def test_sheets_of_another_kind_may_hold_no_models(other: str) -> None:
    assert understand(m3(ONE), sheet(other, "S2")).possible == ()


def test_numbers_of_the_columns_of_a_budget_are_no_model() -> None:
    budget = (
        "Dự toán theo mô hình mới\n| A | B | E = 1 đến 2 | 1 | 2 | 3 | 4 | 5 |\n| I | Thu phí, lệ phí | | 5 | 6 |"
    )
    assert understand(sheet(budget)).possible == ()


def test_rows_above_a_head_are_told_where_its_numbers_go_on_or_a_section_stands_over_it() -> None:
    head = "| STT | Tên mô hình | Địa chỉ | Mục tiêu |"
    above = "| 1 | Thôn Ngò | Nuôi ong lấy mật ở đồi | Tập thể | | x | Năm 2024 |"
    for begin, first, whys in (("", 2, 1), (SECTION, 1, 1), ("", 1, 0)):
        read = understand(f"{TITLE}\n{begin}\n{above}\n{head}\n| {first} | Trồng hoa ven đường | Thôn Trại | Đẹp |")
        assert [one.reason for part in read.lists for one in part.possible] == ["second-table"] * whys
    contact = "| 1 | Nguyễn Văn Bình | Phó Bí thư Đảng ủy xã phụ trách Dân vận | 0987654321 |"
    read = understand(f"{TITLE}\n{contact}\n{SECTION}\n{head}\n| 1 | Trồng hoa ven đường | Thôn Trại | Đẹp |")
    assert [part.possible for part in read.lists] == [()]


@pytest.mark.parametrize(
    ("box", "at_most"),
    [
        (("5; Thôn Hạ; Mỗi nhà một cây; Tập thể; x; 2024", "6  Thôn Am  Đường hoa phụ nữ  Tập thể  x"), 2),
        (("2 | Thôn Hạ | Mỗi nhà một cây | Tập thể | | x | 2024", "3\tThôn Am\tĐường hoa phụ nữ\tTập thể\tx"), 2),
        (("ĐẢNG ỦY XÃ CAO XÁ", "Trang 1/2", "Lưu ý: ghi rõ cấp tỉnh, cấp huyện"), 0),
        (("Tổng số mô hình đăng ký: 6; cấp tỉnh: 1; cấp huyện: 3; cấp cơ sở: 2",), 0),
        (("1 | Tiếp nhận hồ sơ của các thôn | x", "2 | Tổng hợp, thẩm định danh sách | x"), 0),
    ],
)
def test_rows_in_a_text_box_may_be_models_of_the_list(box: tuple[str, ...], at_most: int) -> None:
    page = replace(sheet(m3(ONE)), margins=box)
    found = [(one.sheet, one.reason) for one in understand(page).possible]
    assert found == [(f"{page.name} (khung chữ)", "in-words")] * at_most


@pytest.mark.parametrize(
    "title",
    ["KẾT QUẢ ĐĂNG KÝ NĂM 2024", "KẾT QUẢ NĂM 2024", "ĐĂNG KÝ NĂM 2024, KẾT QUẢ NĂM 2023", "DANH SÁCH 2023"],
)
def test_a_sheet_that_reports_on_no_year_before_may_hold_models(title: str) -> None:
    other = f"{title}\n| TT | Mô hình | Nơi |\n| 1 | Mỗi nhà một cây | Thôn A |"
    assert [one.reason for one in understand(m3(ONE), sheet(other, "S2")).possible] == ["no-head"]


@pytest.mark.parametrize(("year", "why_not"), [("2023", "taken-back"), ("2024", "second-table")])
def test_models_below_with_a_decision_of_years_before_were_recognised(year: str, why_not: str) -> None:
    rows = ["", "| TT | Tên mô hình | Số quyết định | Năm |", f"| 1 | Mỗi nhà một cây | 145/QĐ-UBND | {year} |"]
    assert [one.reason for one in read_list(m3(ONE, *rows)).possible] == [why_not]


def test_what_cannot_be_read_may_be_a_model_of_the_level_its_row_names() -> None:
    notices = [
        Notice("error-cell", 2, 3, "#REF!"),
        Notice("formula-without-value", 3, 3),
        Notice("broken-string", 4, 3),
    ]
    rows = ["| 1 | Thôn Trại | | Tập thể | | x | | | Cấp tỉnh |", "| 2 |", "| 3 | Thôn A | | | | | | | Cấp huyện |"]
    part = read_list(sheet(m3(*rows, THREE, "| 4 | Thôn B | | | | | | | Cấp tỉnh, huyện |"), notices=notices))
    assert len(part.entries) == 1
    assert why(part.possible) == [
        (2, "name-unread", 1, "province"),
        (3, "name-unread", 1, None),
        (4, "name-unread", 1, "district"),
        (6, "name-missing", 1, None),
    ]


def test_an_object_that_stays_closed_may_hold_any_number() -> None:
    read = understand(sheet(m3(ONE), notices=[Notice("embedded-not-opened", detail="M1.docx")]))
    assert [(one.reason, one.text) for one in read.possible] == [("embedded", "M1.docx")]


@pytest.mark.parametrize(
    ("name", "further"),
    [
        ("1. Trồng hoa⏎2. Nuôi gà⏎3. Nuôi vịt", 2),
        ("- Trồng hoa⏎- Nuôi gà", 1),
        ("a) Trồng hoa; b) Nuôi gà", 1),
        ("Trồng hoa ven đường; Nuôi gà đồi sạch; Thắp sáng đường quê", 2),
        ("Trồng hoa ven đường⏎- Nuôi gà⏎- Nuôi vịt", 2),
        ("Các mô hình sau:⏎- Nuôi gà⏎- Nuôi vịt", 1),
        ("1. Trồng hoa 2. Nuôi gà 3. Nuôi vịt", 2),
        ("Các mô hình: 1. Trồng hoa 2. Nuôi gà", 1),
        ("Thắp sáng đường quê ở tổ 1. Thôn Đông và tổ 2. Thôn Tây", 0),
        ("Thực hiện Nghị quyết 1. Về nông thôn và Nghị quyết 2. Về đất đai", 0),
        ("Xây nhà văn hóa giai đoạn 1. Phần móng giai đoạn 2. Phần mái", 0),
        ("Mô hình 1. Trồng hoa Mô hình 2. Nuôi gà", 1),
        ("1. Trồng hoa toàn khu 2. Nuôi gà", 1),
        ("Thực hiện 3 sạch, 5 không", 0),
        ("• Trồng hoa ven đường", 0),
        ("Trồng hoa ven đường⏎Nuôi gà ở đồi", 1),
        ("• Trồng hoa ven đường • Nuôi gà ở đồi", 1),
        ("Mô hình “Trồng hoa⏎ven đường”", 0),
        ("Mô hình trồng hoa và⏎Bảo vệ cảnh quan làng", 0),
        ("TRỒNG HOA VEN⏎ĐƯỜNG LÀNG TRẠI", 0),
        ("Camera an ninh - đường điện sáng", 0),
        ("a) Trồng hoa ven đường b) Nuôi gà ở đồi", 1),
        ("Mô hình 1: Trồng hoa ven đường. Mô hình 2: Nuôi gà ở đồi. Mô hình 3: Camera an ninh", 2),
        ("03 mô hình: Trồng hoa ven đường, Nuôi gà và Camera an ninh", 2),
        ("2 mô hình trồng hoa ven đường, nuôi gà ở đồi", 1),
        ("“Trồng hoa ven đường”, “Nuôi gà ở đồi” và “Camera an ninh”", 2),
        ("Mô hình “Trồng hoa ven đường” và mô hình “Nuôi gà”", 1),
        ("Trồng hoa ven đường và mô hình “Nuôi gà ở đồi”", 1),
        ("Trồng hoa ven đường, mô hình Nuôi gà ở đồi", 1),
        ("“Trồng hoa ven đường”, “Nuôi gà ở đồi”", 1),
        ("“Trồng hoa” và “Nuôi gà”", 1),
        ("“Nhà sạch”, “Vườn đẹp”", 0),
        ("““Nhà sạch”, “Vườn đẹp””", 0),
        ("3 mô hình kinh tế vườn đồi", 0),
        ("02 mô hình nuôi gà đồi và ong", 0),
        ("Câu lạc bộ Dân số & Kế hoạch hóa gia đình", 0),
        ("Xây dựng nông thôn mới / Đô thị văn minh sạch đẹp", 1),
        ("Nuôi gà ở đồi vải & Camera an ninh đường làng", 1),
        ("Nuôi gà ở đồi vải và Camera an ninh đường làng", 1),
        ("Nuôi gà ở đồi vải, Camera an ninh đường làng", 1),
        ("Nuôi gà ở đồi vải, camera an ninh đường làng", 0),
        ("“Nuôi gà ở đồi vải và Camera an ninh đường làng”", 0),
        ("Mô hình nuôi gà + Mô hình trồng hoa", 1),
        ("“Trồng hoa ven đường” / “Nuôi gà ở đồi”", 1),
        ("“Trồng hoa ven đường”⏎“Nuôi gà ở đồi”", 1),
        ("Mô hình điểm về môi trường⏎“Trồng hoa ven đường”", 0),
        ("“Trồng hoa ven đường”⏎Thôn Trại Mới", 0),
        ("“Trồng hoa ven đường”; Nuôi gà ở đồi; Thắp sáng đường quê", 2),
        ("“Trồng hoa ven đường”; Khu dân cư sạch đẹp; Thắp sáng đường quê", 1),
        ("- “Trồng hoa ven đường”⏎- “Nuôi gà ở đồi”", 1),
        ("Tuyến đường Sáng - Xanh, Sạch - Đẹp, An toàn giao thông", 0),
        ("Trồng hoa ở bốn thôn, Thôn Hạ làm điểm", 0),
        ("Ngày thứ Bảy / Chủ nhật xanh hằng tháng", 0),
        ("Cánh đồng mẫu lớn + Liên kết tiêu thụ nông sản", 1),
        ("Trồng hoa ven đường + Hội Phụ nữ xã", 0),
        ("- Trồng hoa ven đường - Nuôi gà ở đồi", 1),
        ("Trồng hoa ven đường, mô hình “Dân vận khéo”", 0),
        ("“Trồng hoa ven đường” gắn với “Nuôi gà ở đồi”", 0),
        ("Xây dựng mô hình 1 điểm đến, 3 không", 0),
        ("Nhân rộng điển hình và mô hình kinh tế vườn", 0),
        ("Trồng hoa ven đường / Hội Phụ nữ xã", 0),
        ("Giải phóng mặt bằng đường 295/298 + nhánh rẽ", 0),
        ("- Trồng hoa ven đường - Thôn Trại Mới", 0),
        ("TRỒNG HOA VEN ĐƯỜNG / NUÔI GÀ Ở ĐỒI", 0),
        ("Trồng hoa ven đường⏎- Nuôi gà ở đồi", 1),
        ("Trồng hoa ven đường⏎b) Nuôi gà ở đồi", 1),
        ("Trồng hoa ven đường⏎- Thôn Trại Mới", 0),
        ("Trồng hoa ven đường⏎- Địa chỉ: Thôn Trại", 0),
        ("Trồng hoa ven đường⏎- vệ sinh hằng tuần", 0),
        ("Trồng hoa ven đường⏎- ĐK cấp huyện", 0),
        ("Trồng hoa ven đường⏎- Tiếp tục duy trì", 0),
        ("Trồng hoa ven đường⏎- Xin đề nghị cấp tỉnh", 0),
        ("Trồng hoa ven đường⏎- Triển khai tại thôn Hạ", 0),
        ("Trồng hoa ven đường⏎+ Xây dựng mới năm 2024", 0),
        ("Trồng hoa ven đường⏎* Mô hình điểm của xã", 0),
        ("Trồng hoa ven đường⏎+ Nuôi gà ở đồi", 1),
        ("Trồng hoa ven đường⏎- Thực hiện nếp sống văn minh", 1),
        ("Trồng hoa ven đường⏎- Do Hội Phụ nữ xã chủ trì", 0),
        ("Trồng hoa ven đường⏎- Có 30 hộ tham gia", 0),
        ("Trồng hoa ven đường⏎- Quy mô 5 ha với 20 hộ", 0),
        ("Trồng hoa ven đường⏎* Đã được công nhận năm 2022", 0),
        ("Trồng hoa ven đường⏎- Vốn vay giúp hội viên nghèo", 1),
        ("Trồng hoa ven đường⏎- Bắt đầu từ ngôi nhà sạch", 1),
    ],
)
def test_several_names_in_a_cell_may_be_further_models(name: str, further: int) -> None:
    part = read_list(m3(f"| 1 | Thôn Trại | {name} | Tập thể | | x | | | Cấp huyện |"))
    assert len(part.entries) == 1
    assert [one.at_most for one in part.possible] == [further] * bool(further)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("1. Trồng hoa ven đường 2. Nuôi gà ở đồi", "several-names"),
        ("“Trồng hoa ven đường” và “Nuôi gà ở đồi”", "several-names"),
        ("Trồng hoa ven đường, mô hình Nuôi gà ở đồi", "several-names"),
        ("Đảng viên đi trước, Làng nước theo sau", "names-beside"),
        ("Vận động hiến đất mở đường và Giữ gìn vệ sinh chung", "names-beside"),
        ("Trồng hoa ven đường / Nuôi gà ở đồi", "names-beside"),
        ("Hai mô hình: Trồng hoa ven đường, Nuôi gà ở đồi", "several-names"),
    ],
)
def test_what_may_be_one_slogan_is_told_from_what_is_several_names(name: str, why: str) -> None:
    part = read_list(m3(f"| 1 | Thôn Trại | {name} | Tập thể | | x | | | Cấp huyện |"))
    assert [(one.reason, one.at_most) for one in part.possible] == [(why, 1)]


WIDE, SQUARE = Picture(Merge(3, 2, 4, 6), 4, strip=True), Picture(Merge(3, 3, 3, 3), 2, strip=False)


@pytest.mark.parametrize(
    ("lines", "picture", "shown"),
    [
        ((ONE, "| 2 | | | | | | | | |"), SQUARE, [(3, 2)]),  # a number and a picture beside it
        ((ONE, "| 2 | | | | | | | | |"), WIDE, [(3, 4)]),
        ((ONE,), WIDE, [(3, 4)]),  # a strip right below the list
        ((ONE,), SQUARE, []),  # a seal there
        ((ONE, "BÍ THƯ", "Nguyễn Văn A"), replace(WIDE, range=Merge(4, 2, 5, 6)), []),  # a signature
        ((ONE, "BÍ THƯ", "Nguyễn Văn A"), WIDE, []),  # a signature with its title, over the title
        ((ONE,), replace(WIDE, range=Merge(3, 3, 4, 5)), []),  # and where no title is typed
        ((ONE,), replace(WIDE, range=Merge(3, 3, 4, 5), wide=True), [(3, 4)]),  # no signature is so wide
        ((ONE, TWO, THREE), WIDE, []),  # a picture over models that are written
        ((ONE,), replace(WIDE, range=Merge(3, 6, 4, 9)), []),  # beside the names
    ],
)
def test_a_picture_where_names_should_stand_may_show_models(
    lines: tuple[str, ...], picture: Picture, shown: list[tuple[int, int]]
) -> None:
    part = read_list(sheet(m3(*lines), pictures=(picture,)))
    assert [(one.row, one.at_most) for one in part.possible if one.reason == "picture-over"] == shown


def test_a_sheet_that_is_a_picture_beside_a_list_may_be_its_next_page() -> None:
    page = Sheet("Trang 2", (), pictures=(Picture(Merge(1, 1, 20, 9), 20, strip=False),))
    logo = Sheet("Trang 2", (), pictures=(Picture(Merge(1, 1, 3, 2), 3, strip=False),))
    assert [one.reason for one in understand(sheet(m3(ONE)), page).possible] == ["unread-part"]
    assert understand(sheet(m3(ONE)), logo).possible == ()


LINE = "5. Thôn Hạ - Mỗi nhà một cây xanh - Tập thể - Tháng 10/2024"


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (LINE, ["in-words"]),
        ("5. Đ/c Nguyễn Văn An - Trưởng ban - 0912 345 678", []),
        ("Thôn Hạ - Tập thể - 2024", []),
        ("5. Thôn Hạ - trồng hoa ven đường - tập thể - quý III/2024", ["in-words"]),
        ("1. Thôn Hạ - Bí thư chi bộ - Tháng 3/2024 họp dân", []),
        ("1. Ban Thường vụ Đảng ủy - lãnh đạo, chỉ đạo - Quý I/2024", []),
        ("1. Kế hoạch số 15-KH/ĐU - ngày 15/02/2024 - của Đảng ủy xã", []),
    ],
)
def test_a_row_as_a_line_of_a_text_box_a_comment_or_below_the_list_may_be_a_model(
    line: str, why: list[str]
) -> None:
    for returned in (
        sheet(m3(ONE), margins=(line,)),
        sheet(m3(ONE), notices=[Notice("cell-comment", 2, 3, line)]),
        sheet(m3(ONE, "", "BÍ THƯ", f"| {line} |")),
    ):
        assert [one.reason for one in understand(returned).possible] == why


def test_a_paper_among_the_notes_below_a_list_is_no_model() -> None:
    note = "| 1) Công văn số 05 - ngày 05/02/2024 - Ban Dân vận Huyện ủy |"
    assert understand(m3(ONE, TWO, "", note)).possible == ()


OF_PERSONS = [(4, "Lê Văn An", "Trưởng thôn"), (5, "Trần Thị Mơ", "Bí thư chi bộ"), (6, "Vũ Đức Tài", "Đảng viên")]


@pytest.mark.parametrize(
    ("more", "found", "why"),
    [
        ("Trồng hoa ven đường | Cấp huyện", 6, []),  # models, by their level
        ("Vận động hiến đất làm đường | Đẹp", 3, ["no-head"] * 3),  # models, or persons' tasks
        ("Thôn Hạ | 0912 345 678", 3, []),
    ],
)
def test_a_page_without_head_that_tells_models_of_persons_in_office_is_none_of_persons(
    more: str, found: int, why: list[str]
) -> None:
    title = "DANH SÁCH ĐĂNG KÝ MÔ HÌNH “DÂN VẬN KHÉO” NĂM 2024"
    head = "| STT | Họ và tên | Chức vụ | Tên mô hình | Cấp đăng ký |"
    first = [f"| {n} | Hoàng Văn {n} | Trưởng thôn | Nuôi ong nhóm {n} | Cấp huyện |" for n in (1, 2, 3)]
    page = "\n".join(f"| {n} | {name} | {office} | {more} |" for n, name, office in OF_PERSONS)
    read = understand(sheet("\n".join([title, head, *first])), sheet(page, name="Trang 2"))
    assert sum(len(part.entries) for part in read.lists) == found
    assert [one.reason for one in read.possible] == why


def test_persons_under_a_heading_of_a_level_are_models() -> None:
    full = [f"| {n} | Trồng hoa nhóm {n} | Thôn Hạ | Đẹp |" for n in (1, 2, 3)]
    persons = [f"| {n} | {name} | {office} |" for n, (_, name, office) in enumerate(OF_PERSONS, 1)]
    head = "| STT | Tên mô hình, điển hình | Địa chỉ | Nội dung thực hiện |"
    part = read_list(
        "\n".join(["DANH SÁCH DÂN VẬN KHÉO 2024", head, "I. CẤP HUYỆN", *full, "II. CẤP TỈNH", *persons])
    )
    assert names(part)[3:] == [f"{row}: {name}" for row, (_, name, _) in enumerate(OF_PERSONS, 8)]
    called = [f"| {n} | {name} | {office} | 091234567{n} |" for n, (_, name, office) in enumerate(OF_PERSONS, 1)]
    assert len(read_list(m3(ONE, TWO, "Cấp xã", *called)).entries) == len((ONE, TWO))  # whom to ring up


@pytest.mark.parametrize(
    ("last", "said"),
    [("Trang 1/2", ("Trang 1/2",)), ("- 1/2 -", ("Trang 1/2",)), ("Trang 2/2", ()), ("Trang 1/1", ()), ("1", ())],
)
def test_a_list_that_ends_on_a_page_before_the_last_is_its_first_piece(last: str, said: tuple[str, ...]) -> None:
    assert understand(m3(ONE, TWO, f"| {last} |")).of_succession == said
    assert understand(m3(ONE, f"| {last} |", TWO)).of_succession == ()


def test_levels_below_each_other_may_be_of_as_many_models_as_there_are() -> None:
    ticked = ("☐ Cấp tỉnh⏎☒ Cấp huyện⏎☐ Cấp cơ sở", 0), ("[ ] Tỉnh⏎[x] Huyện", 0), ("Cấp huyện⏎(huyện)", 0)
    for levels, further in (("Huyện⏎Huyện⏎Tỉnh", 2), ("Cấp⏎huyện", 0), ("Cấp huyện⏎(đã họp dân)", 0), *ticked):
        part = read_list(m3(f"| 1 | Thôn Trại | Trồng hoa ven đường | Tập thể | | x | | | {levels} |"))
        assert [(one.reason, one.at_most) for one in part.possible] == [("several-names", further)] * bool(further)


def test_a_row_pasted_as_one_text_below_a_model_is_told_in_any_column() -> None:
    for text in ("5; Thôn Hạ; Mỗi nhà một cây xanh; Tập thể; x", "5  Thôn Hạ  Mỗi nhà một cây xanh  Tập thể  x"):
        read = understand(m3(ONE, f"| | {text} |"))
        assert [one.reason for one in read.possible] == ["in-words"]
    goals = "1) Vận động 20 hộ hiến đất; 2) Làm 300m đường bê tông; 3) Trồng hoa hai bên đường"
    assert understand(m3(ONE, f"| | | | | | | {goals} |")).possible == ()


@pytest.mark.parametrize("row", ["| | {} |", "| | | {} |"])
@pytest.mark.parametrize("body", ["Ủy ban MTTQ xã", "Hội Nông dân", "Đảng ủy", "Đoàn TNCS Hồ Chí Minh"])
def test_a_body_alone_over_models_heads_them_and_joins_none(row: str, body: str) -> None:
    dashed = [line.replace(f"| {n} |", "| - |", 1) for n, line in enumerate((ONE, TWO), 1)]
    part = read_list(m3("I. Kinh tế", row.format(body), dashed[0], row.format("Công an xã"), dashed[1]))
    assert fields(part) == ["economy"] * 2
    assert [entry.group for entry in part.entries] == [body, "Công an xã"]
    assert (part.possible, part.rows_joined) == ((), 0)


def test_the_rest_of_an_address_is_no_body() -> None:
    part = read_list(m3(ONE, "| | Hội trường thôn |", TWO))
    assert "Hội trường thôn" in str(part.entries[0].values["address"])


UNDER_ALL = {
    "whom to ring up": ["| | Đầu mối liên hệ | Nguyễn Văn An | 0912345678 |"],
    "who made the table": ["| | Người lập biểu | Nguyễn Văn An | | | Thủ trưởng |"],
    "a person alone": ["| | | Nguyễn Văn An | Trưởng ban |"],
    "a sum of money": ["| | | Kinh phí thực hiện: 50 triệu đồng |"],
    "an example in words": ["| 3 | Thôn A | Trồng hoa (ví dụ) | Tập thể | | x | 12/2024 | | Cấp huyện |"],
    "an example of the form": ["| * | Thôn A | Ví dụ mẫu: Trồng hoa | Tập thể | | x | 12/2024 | Đẹp | Cấp huyện |"],
    "to whom it goes": ["Nơi nhận:", "| 1 | UBND xã |", "3. Đảng ủy (để b/c)", "| 4 | | Lưu: VT, năm 2024 |"],
    "a copy to be kept": ["3. Lưu: VT, VP, năm 2024"],
    "a committee": ["Ban chỉ đạo:", "| 1 | | Đ/c Nguyễn Văn An | Bí thư |", "| 2 | | Đ/c Lê Thị Hoa | Ủy viên |"],
}  # fmt: skip


@pytest.mark.parametrize("tail", UNDER_ALL.values(), ids=UNDER_ALL)
def test_persons_sums_and_examples_right_under_the_models_are_none(tail: list[str]) -> None:
    assert names(read_list(m3(ONE, TWO, *tail))) == ["2: Trồng hoa ven đường", "3: Nuôi gà đồi"]


@pytest.mark.parametrize(
    "tail", ["3. Lưu: VT, VP, năm 2024", "| 3 | | Lưu VT |", "| | 3 | Lưu: VT |", "3. Đảng ủy xã (để b/c) - 2024"]
)
def test_to_whom_a_paper_goes_is_no_possible_model_though_its_number_goes_on(tail: str) -> None:
    assert [*understand(m3(ONE, TWO, tail)).lists[0].possible] == []
    assert [*understand(m3(ONE, TWO, "", tail)).possible] == []
    for model in ("Lưu truyền hát ống", "Lưu văn phòng phẩm", "Lưu văn thư điện tử", "Tủ sách (để thực hiện)"):
        assert model in names(read_list(m3(ONE, TWO, f"| 3 | | {model} |")))[2]


@pytest.mark.parametrize(
    "name", ["Lưu văn hóa dân gian", "Ngân hàng rác (để theo dõi)", "Tuyên truyền (để thực hiện)"]
)
def test_a_name_that_sounds_like_whom_a_paper_goes_to_is_a_model(name: str) -> None:
    assert names(read_list(m3(ONE, TWO, f"| 3 | | {name} |")))[-1].endswith(name)


def test_persons_whose_numbers_are_those_of_the_list_may_be_models_under_any_heading() -> None:
    part = read_list(
        m3(ONE, TWO, "Tổ công tác cấp huyện", "| 3 | Thôn A | Nguyễn Văn An |", "| 4 | | Lê Thị Bình |")
    )
    assert (len(part.entries) + len(part.possible)) == 4


def test_a_person_with_a_place_right_under_the_models_may_hold_one() -> None:
    part = read_list(m3(ONE, TWO, "| | Thôn A | Nguyễn Văn An |"))
    assert (len(part.entries), [row.row for row in part.possible]) == (2, [4])


def test_bare_rows_counted_from_1_again_under_no_heading_may_be_models() -> None:
    """Tasks, sums of money, a plan: far fewer cells than any model has."""
    part = read_list(m3(ONE, TWO, "| 1 | | Tuyên truyền, vận động |", "| 2 | | Kiểm tra, giám sát |"))
    assert names(part) == ["2: Trồng hoa ven đường", "3: Nuôi gà đồi"]
    assert [(row.row, row.at_most) for row in part.possible] == [(4, 1), (5, 1)]
    under_heading = read_list(m3(ONE, TWO, "B. Cấp huyện", "| 1 | | Tổ hòa giải |", "| 2 | | Tiếng kẻng |"))
    assert len(under_heading.entries) == 4


@pytest.mark.parametrize(
    "remark", ["(Mô hình trên đã được công nhận năm 2023)", "Mô hình nêu trên được tặng Giấy khen cấp huyện"]
)
def test_a_remark_on_the_model_above_takes_back_nothing_below_and_gives_no_level(remark: str) -> None:
    part = read_list(m3(ONE, remark, TWO, THREE))
    assert len(part.entries) == 3
    assert levels(part) == [None] * 3
    assert part.possible == ()


@pytest.mark.parametrize("mark", ["nt", "-nt-", "- nt -", "''", '"', "〃", "như trên", "Như trên", "//"])
def test_a_ditto_mark_says_what_stands_above(mark: str) -> None:
    part = read_list(m3(ONE, f"| 2 | {mark} | Nuôi gà đồi | {mark} | | {mark} | {mark} | {mark} | {mark} |"))
    first, second = (dict(entry.values) for entry in part.entries)
    assert {**second, "stt": 1, "name": first["name"]} == first


@pytest.mark.parametrize("mark", ["nt", "(nt)", "-nt-", "như trên", '"', "Cùng mô hình trên"])
def test_a_ditto_mark_for_a_name_without_number_is_the_model_above_at_another_place(mark: str) -> None:
    """It may be meant as a model of its own: that is possible, and asked about."""
    part = read_list(m3(ONE, f"| | Thôn Ngò | {mark} | Cá nhân | | x | | Thu nhập | Cấp huyện |"))
    assert names(part) == ["2: Trồng hoa ven đường"]
    assert part.entries[0].values["address"] == "Thôn Trại\nThôn Ngò"
    assert why(part.possible) == [(3, "name-missing", 1, "district")]


@pytest.mark.parametrize(
    "name",
    [
        "Mô hình", "Mô hình 1", "Mô hình số 2", "MH 02", "Mô hình...", "Mô hình “…”", "Các mô hình khác",
        "Và các mô hình còn lại", "Điển hình", "Mô hình “Dân vận khéo”", "Mô hình mới", "Tên mô hình",
        "Như mục 1",
    ],
)  # fmt: skip
def test_words_in_place_of_a_name_name_no_model_and_may_stand_for_one(name: str) -> None:
    part = read_list(m3(ONE, TWO.replace("Nuôi gà đồi", name), f"| 3 | | {name} |"))
    assert names(part) == ["2: Trồng hoa ven đường"]
    assert [(row.row, row.at_most) for row in part.possible] == [(3, 1), (4, 1)]


@pytest.mark.parametrize(
    "name", ["Mô hình 3 sạch", "Mô hình mới ở thôn Hạ", "19/5", "Mô hình 5K", "Mô hình khác biệt"]
)
def test_a_name_of_few_words_is_one(name: str) -> None:
    assert names(read_list(m3(ONE, TWO.replace("Nuôi gà đồi", name)))) == ["2: Trồng hoa ven đường", f"3: {name}"]


def test_a_name_that_goes_on_in_small_letters_is_no_section_of_the_words_it_holds() -> None:
    """“Tiếng kẻng / an ninh”, in a list whose names go on in rows of their own."""
    part = read_list(m3(ONE, "| | | và vườn nhà |", TWO.replace("Nuôi gà đồi", "Tiếng kẻng"), "| | | an ninh |"))
    assert names(part) == ["2: Trồng hoa ven đường\nvà vườn nhà", "4: Tiếng kẻng\nan ninh"]


def test_a_list_in_capitals_is_no_line_of_signatures() -> None:
    part = read_list(
        m3(ONE.upper(), TWO.upper(), "| | THÔN VÀNG | TIẾNG KẺNG | TẬP THỂ |", "| | | | | | T/M ĐẢNG ỦY |")
    )
    assert len(part.entries) == 3
    assert part.rows_joined == 0


YEARS = {
    (2023, "a title"): sheet(TITLE.replace("2024", "2023") + "\n" + m3(ONE)),
    (2023, "a title of two lines"): sheet("DANH SÁCH MÔ HÌNH\n“DÂN VẬN KHÉO” NĂM 2023\n" + m3(ONE)),
    (2023, "a sheet's name"): sheet(m3(ONE), "M3 2023"),
    (2023, "the two heads"): sheet(HEADS["two years"].replace("2023", "2022").replace("2024", "2023") + "\n" + ONE),
    (2023, "the date"): sheet("| | Cao Xá, ngày 20 tháng 02 năm 2023 |\n" + m3(ONE)),
    (2024, "the title before the name"): sheet(TITLE + "\n" + m3(ONE), "M3 2023"),
    (None, "two years"): sheet("DANH SÁCH MÔ HÌNH DÂN VẬN KHÉO GIAI ĐOẠN 2022-2025\n" + m3(ONE), "Sheet 2023"),
    (None, "nothing"): sheet(m3(ONE)),
}


@pytest.mark.parametrize(
    ("year", "given"), [(year, given) for (year, _), given in YEARS.items()], ids=[w for _, w in YEARS]
)
def test_the_year_is_told_of_each_list(year: int | None, given: Sheet) -> None:
    part = read_list(given)
    assert part.year == year
    assert (part.year_evidence is None) == (year is None)


def test_the_year_of_the_heads_is_told_beside_a_title_left_from_last_year() -> None:
    part = read_list(f"{TITLE.replace('2024', '2023')}\n{HEADS['two years']}\n{ONE}")
    assert (part.year, part.head_year) == (2023, 2024)


def test_two_years_on_one_sheet_are_two_lists() -> None:
    old = TITLE.replace("2024", "2023")
    found = lists("\n".join([TITLE, HEAD, ONE, "", old, HEAD, TWO]))
    assert [(part.year, len(part.entries)) for part in found] == [(2024, 1), (2023, 1)]


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("DANH SÁCH MÔ HÌNH HỌC TẬP VÀ LÀM THEO TƯ TƯỞNG HỒ CHÍ MINH NĂM 2024", True),
        ("DANH SÁCH ĐĂNG KÝ\nTHÔN NÔNG THÔN MỚI KIỂU MẪU NĂM 2024", True),
        ("DANH SÁCH SÁNG KIẾN KINH NGHIỆM NĂM 2024", True),
        ("DANH SÁCH ĐĂNG KÝ\nCÔNG TRÌNH THANH NIÊN NĂM 2024", True),
        ("DANH SÁCH ĐĂNG KÝ THỰC HIỆN TUYẾN ĐƯỜNG SÁNG - XANH - SẠCH - ĐẸP NĂM 2024", True),
        ("DANH SÁCH ĐĂNG KÝ DANH HIỆU THI ĐUA NĂM 2024", True),
        ("ĐĂNG KÝ THI ĐUA “CỰU CHIẾN BINH GƯƠNG MẪU” NĂM 2024", True),
        ("BIỂU ĐĂNG KÝ MÔ HÌNH “5 KHÔNG, 3 SẠCH” NĂM 2024", True),
        ("DANH SÁCH ĐĂNG KÝ DANH HIỆU “DÂN VẬN KHÉO” NĂM 2024", False),
        ("DANH SÁCH ĐĂNG KÝ MÔ HÌNH, CÔNG TRÌNH NĂM 2024", False),
        ("DANH SÁCH MÔ HÌNH DÂN VẬN KHÉO GẮN VỚI HỌC TẬP VÀ LÀM THEO BÁC NĂM 2024", False),
        ("DANH SÁCH ĐĂNG KÝ MÔ HÌNH NĂM 2024", False),
        ("Lĩnh vực xây dựng nông thôn mới", False),
    ],
)
def test_another_movement_is_known_by_its_title(title: str, other: bool) -> None:
    assert bool(read_list(f"{title}\n{m3(ONE)}").movement) == other


def test_a_line_of_a_hamlet_or_a_body_is_given_as_the_hand() -> None:
    part = read_list(f"ĐẢNG BỘ XÃ CAO XÁ\nCHI BỘ THÔN TRẠI\n{TITLE}\n{m3(ONE)}")
    assert [words.text for words in part.hand] == ["CHI BỘ THÔN TRẠI"]


@pytest.mark.parametrize(
    "superior", ["CÔNG AN TỈNH BẮC GIANG", "HỘI NÔNG DÂN TỈNH", "BAN DÂN VẬN TRUNG ƯƠNG", "BƯU ĐIỆN TỈNH BẮC GIANG"]
)
def test_the_line_of_the_units_superior_is_no_hand(superior: str) -> None:
    assert read_list(f"{superior}\nPHÒNG NỘI VỤ\n{TITLE}\n{m3(ONE)}").hand == ()


@pytest.mark.parametrize(
    "heading", ["CÁC MÔ HÌNH KHÔNG ĐĂNG KÝ NỮA", "B. Mô hình đã rút", "C- Kết quả thực hiện năm trước"]
)
def test_models_under_a_heading_that_takes_them_back_are_only_possible(heading: str) -> None:
    (part,) = lists("\n".join([HEAD, ONE, "", heading, TWO]))
    assert (len(part.entries), why(part.possible)) == (1, [(5, "taken-back", 1, "district")])


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("I. ĐĂNG KÝ NĂM 2024", "II. MÔ HÌNH ĐỀ XUẤT NHƯNG KHÔNG ĐƯỢC LỰA CHỌN"),
        ("I. Đăng ký", "II. Bị loại sau rà soát"),
        ("A. Đăng ký", "B. Mô hình chưa được BTV thông qua"),
        ("I. Mô hình Dân vận khéo", "II. Xây dựng NTM kiểu mẫu"),
        ("A. MÔ HÌNH “DÂN VẬN KHÉO”", "B. MÔ HÌNH HỌC TẬP VÀ LÀM THEO BÁC"),
        ("Phần I: DVK", "Phần II: Công trình, phần việc"),
        ("I. Phong trào thi đua “Dân vận khéo”", "II. Phong trào thi đua xây dựng nông thôn mới"),
        ("I. Dân vận khéo", "II. Các phong trào thi đua khác"), ("", "MÔ HÌNH HỌC TẬP VÀ LÀM THEO BÁC"),
    ],
)  # fmt: skip
def test_models_that_nobody_chose_or_of_another_movement_are_only_possible(first: str, second: str) -> None:
    (part,) = lists("\n".join([TITLE, HEAD, first, ONE, second, TWO]))
    assert [entry.values["name"] for entry in part.entries] == ["Trồng hoa ven đường"]
    assert [one.reason for one in part.possible] == ["taken-back"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("I. MÔ HÌNH KHÔNG ĐƯỢC LỰA CHỌN", "II. MÔ HÌNH ĐƯỢC LỰA CHỌN"),
        ("A. Học tập và làm theo Bác", "B. Dân vận khéo"), ("I. Bị loại", "II. Đăng ký năm nay"),
    ],
)  # fmt: skip
def test_what_is_registered_below_what_nobody_chose_counts(first: str, second: str) -> None:
    (part,) = lists("\n".join([TITLE, HEAD, first, ONE, second, TWO]))
    assert [entry.values["name"] for entry in part.entries] == ["Nuôi gà đồi"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("I. Mô hình Dân vận khéo", "II. Các mô hình khác"), ("A. Mô hình Dân vận khéo", "B. Điển hình cá nhân"),
        ("I. Xây dựng nông thôn mới", "II. Học tập và làm theo Bác, xây dựng đời sống văn hóa"),
        ("I. Dân vận khéo cấp tỉnh", "II. Cấp huyện"), ("Mô hình Dân vận khéo", "Ủy ban MTTQ xã"),
        ("I. Đăng ký", "II. Mô hình không trình cấp tỉnh"),
    ],
)  # fmt: skip
def test_groups_of_one_movement_all_count(first: str, second: str) -> None:
    (part,) = lists("\n".join([TITLE, HEAD, first, ONE, second, TWO]))
    assert (len(part.entries), part.possible) == (2, ())


BARE_HEAD, BARE_ONE, BARE_TWO = (line.replace(line[: line.index("|", 1)], "", 1) for line in (HEAD, ONE, TWO))


@pytest.mark.parametrize("head", [HEAD, BARE_HEAD], ids=["numbered", "not numbered"])
@pytest.mark.parametrize("heading", ["* Trong giữ gìn an ninh, quốc phòng", "Nhóm thứ hai", "Khối nhà trường"])
@pytest.mark.parametrize(
    "below",
    [
        [
            "DANH SÁCH ĐĂNG KÝ XÂY DỰNG",
            "MÔ HÌNH, ĐIỂN HÌNH “DÂN VẬN KHÉO” NĂM 2024",
            HEAD,
            "| 1 |",
            "| 2 |",
            "| ... |",
        ],
        ["Phong trào “Dân vận khéo” năm 2024"],
    ],
    ids=["a blank form", "a line"],
)
def test_what_names_the_movement_below_the_last_model_makes_no_heading_another_movements(
    head: str, heading: str, below: list[str]
) -> None:
    one, two = (ONE, TWO) if head is HEAD else (BARE_ONE, BARE_TWO)
    text = "\n".join([TITLE, head, one, heading, two, "", *below])
    part, *_ = understand(sheet(text, merges=["A4:H4"])).lists
    assert (len(part.entries), part.possible) == (2, ())


def test_models_without_numbers_under_a_heading_that_takes_them_back_are_possible() -> None:
    text = "\n".join([BARE_HEAD, BARE_ONE, "", "CÁC MÔ HÌNH KHÔNG ĐĂNG KÝ NỮA", BARE_TWO])
    (part,) = lists(sheet(text, merges=["A4:H4"]))
    assert (len(part.entries), why(part.possible)) == (1, [(5, "taken-back", 1, "district")])


@pytest.mark.parametrize(
    "heading", ["2. Công tác văn hóa xã hội", "(2) Mô hình văn hóa - xã hội", "LV VH - XH", "* Về VH-XH"]
)
def test_a_section_in_the_first_column_of_a_list_without_numbers_heads_the_models_below_it(heading: str) -> None:
    part = read_list("\n".join([TITLE, BARE_HEAD, "1. Công tác phát triển kinh tế", BARE_ONE, heading, BARE_TWO]))
    assert fields(part) == ["economy", "culture_society"]
    assert [entry.values["address"] for entry in part.entries] == ["Thôn Trại", "Thôn Ngò"]


def test_a_place_named_for_a_field_heads_no_section_of_a_list_without_numbers() -> None:
    part = read_list("\n".join([TITLE, BARE_HEAD, "I. Kinh tế", BARE_ONE, "Nhà văn hóa thôn", BARE_TWO]))
    assert fields(part)[0] == "economy"
    assert "culture_society" not in fields(part)


def test_a_page_that_takes_over_from_the_one_before_groups_nothing() -> None:
    part = read_list(m3("I. Kinh tế", ONE, "| | | Cộng trang 1 |", HEAD, "| | | Trang trước chuyển sang |", TWO))
    assert (fields(part), part.possible) == (["economy", "economy"], ())


@pytest.mark.parametrize("words", ["Chưa lựa chọn được mô hình", "Chưa chọn", "Chưa thống nhất được mô hình"])
def test_a_level_for_which_nothing_was_chosen_yet_takes_nothing_from_the_table_below_it(words: str) -> None:
    found = lists(
        "\n".join([TITLE, "1. Cấp tỉnh", HEAD, f"| 1 | | {words} | | | | | | |", "2. Cấp huyện", HEAD, TWO])
    )
    assert [entry.values["name"] for part in found for entry in part.entries] == ["Nuôi gà đồi"]


@pytest.mark.parametrize("name", ["Không chọn", "Loại", "HT Bác", "NTM kiểu mẫu", "Không được duyệt"])
def test_models_on_a_sheet_named_for_another_movement_or_for_what_nobody_chose_are_only_possible(name: str) -> None:
    own, other = lists(sheet(m3(ONE), "M3"), sheet(m3(TWO), name))
    assert (len(own.entries), len(other.entries), [one.reason for one in other.possible]) == (1, 0, ["draft"])


@pytest.mark.parametrize("heading", ["B. Mô hình đã rút", "CÁC MÔ HÌNH KHÔNG ĐĂNG KÝ NỮA"])
def test_what_was_registered_before_it_was_taken_back_is_not_registered_again(heading: str) -> None:
    (part,) = lists("\n".join([HEAD, ONE, "", heading, "1. Đăng ký mới", TWO]))
    assert (len(part.entries), [one.reason for one in part.possible]) == (1, ["taken-back"])


@pytest.mark.parametrize("past", ["I. Mô hình năm 2023", "I. KẾT QUẢ NĂM 2023", "A. Mô hình đã đăng ký năm 2023"])
@pytest.mark.parametrize("now", ["II. Mô hình năm 2024", "II. ĐĂNG KÝ NĂM 2024"])
def test_a_group_of_last_years_models_beside_one_of_this_years_is_only_possible(past: str, now: str) -> None:
    (part,) = lists("\n".join([TITLE, HEAD, past, ONE, now, TWO]))
    assert [one.reason for one in part.possible] == ["taken-back"]
    assert [entry.values["name"] for entry in part.entries] == ["Nuôi gà đồi"]


@pytest.mark.parametrize(
    "lines",
    [["I. Mô hình năm 2023 tiếp tục duy trì", ONE, "II. Mô hình năm 2024", TWO], ["Mô hình năm 2023", ONE, TWO]],
)
def test_last_years_models_that_go_on_or_stand_alone_count(lines: list[str]) -> None:
    (part,) = lists("\n".join([TITLE, HEAD, *lines]))
    assert len(part.entries) == 2


@pytest.mark.parametrize(
    "heading",
    ["Mô hình năm trước tiếp tục duy trì", "B. Mô hình năm trước chuyển sang", "Mô hình thực hiện từ năm trước"],
)
def test_models_that_go_on_from_last_year_are_registered(heading: str) -> None:
    (part,) = lists("\n".join([HEAD, ONE, "", heading, TWO]))
    assert (len(part.entries), part.possible) == (2, ())


GUIDED = (
    "| (1) | (ghi thôn) | (ghi tên mô hình) | (tập thể/cá nhân) | (đánh dấu x) | | (ngày) | (mục tiêu) | (cấp) |"
)


def test_a_row_that_says_in_brackets_what_to_fill_in_is_no_model() -> None:
    part = read_list(m3(GUIDED, ONE))
    assert (names(part), part.possible) == (["3: Trồng hoa ven đường"], ())


BRACKETED = "| | (Thôn Đình) | (Nuôi ong lấy mật) | (Tập thể) | | (x) | (30/10/2024) | (Tăng thu) | (Cấp huyện) |"


@pytest.mark.parametrize(
    ("lines", "row"),
    [((BRACKETED, ONE), 2), ((ONE, BRACKETED), 3), ((ONE, "", BRACKETED), 4), ((ONE, TWO, GUIDED), 4)],
    ids=["above", "below", "below a gap", "words only"],
)
def test_a_row_in_brackets_that_is_no_guidance_may_be_a_model(lines: tuple[str, ...], row: int) -> None:
    part = read_list(m3(*lines))
    assert len(part.entries) == len({ONE, TWO} & set(lines))
    assert [one.row for one in part.possible] == [row]
    assert [one.row for one in part.leftovers] == [row]


@pytest.mark.parametrize(
    "contact",
    [
        "| | Đồng chí Nguyễn Văn Hùng | Phó Bí thư Đảng ủy | 0912 345 678 |",
        "| | Nguyễn Văn Hùng | Văn phòng Đảng ủy | ĐT: 0204.3878.123 |",
        "| Đầu mối: | Đồng chí Hùng | Phó Bí thư | 0912345678 |",
    ],
)
def test_whom_to_ring_up_is_no_model_and_blurs_nothing(contact: str) -> None:
    part = read_list(m3(ONE, TWO, "", contact))
    assert (names(part), part.possible) == (["2: Trồng hoa ven đường", "3: Nuôi gà đồi"], ())


@pytest.mark.parametrize("between", ["", "Ghi chú: các mô hình đã họp dân"])
@pytest.mark.parametrize(
    ("completion", "goals"),
    [
        ("30/10/2024", "500.000.000"),
        ("30/10/2024", "500 000 000"),
        ("30/10/2024", "0987.654.321"),
        ("01.3-31.12.2024", "Tăng thu nhập"),
        ("2023 - 2024", "1.500.000.000"),
    ],
)
def test_a_sum_of_money_or_a_period_is_no_telephone_and_its_row_a_model(
    between: str, completion: str, goals: str
) -> None:
    row = f"| | Thôn Đình | Nuôi ong lấy mật | Tập thể | | x | {completion} | {goals} | Cấp huyện |"
    assert [entry.values["name"] for entry in read_list(m3(ONE, TWO, between, row)).entries][2:] == [
        "Nuôi ong lấy mật"
    ]


@pytest.mark.parametrize("under", ["Ghi chú: đã họp dân", "| | | | | | | T/M CẤP ỦY |"])
def test_a_name_with_a_level_below_the_end_of_a_list_may_be_a_model(under: str) -> None:
    part = read_list(m3(ONE, TWO, under, "", "| | | Nuôi ong lấy mật | | | | | | Cấp huyện |"))
    assert len(part.entries) == 2
    assert why(part.possible) == [(6, "name-missing", 1, "district")]


LINES = ["1. Trồng hoa ven đường, thôn Trại", "2. Nuôi gà đồi, thôn Ngò"]
ON_ITS_SIDE = """
| STT | 1 | 2 |
| Địa chỉ | Thôn Trại | Thôn Ngò |
| Tên mô hình | Trồng hoa ven đường | Nuôi gà đồi |
| Cấp đăng ký | Cấp tỉnh | Cấp huyện |
"""


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(["Xã Cao Xá đăng ký mô hình Dân vận khéo năm 2024 như sau:", *LINES]),
        TITLE + ON_ITS_SIDE,
        "\n".join(["Xã đăng ký mô hình Dân vận khéo năm 2024:", "Tên mô hình: Nuôi gà", "Tên mô hình: Nuôi ong"]),
    ],
)
def test_a_list_that_is_no_table_is_as_many_possible_models(text: str) -> None:
    found = understand(sheet(text))
    assert (found.lists, found.registrations, len(found.possible)) == ((), (), 2)


@pytest.mark.parametrize(
    "line",
    [
        "II. Quốc phòng - an ninh: không đăng ký mô hình nào",
        "3. Lĩnh vực quốc phòng - an ninh không đăng ký mô hình",
        "Cấp tỉnh: không đăng ký",
    ],
)
def test_a_part_that_registers_nothing_makes_no_nil_return_of_the_models_beside_it(line: str) -> None:
    read = understand(sheet("\n".join([TITLE, *LINES, line])))
    assert (read.says_nothing, read.lists, len(read.possible)) == (False, (), 2)


@pytest.mark.parametrize(
    "text",
    [
        "BÁO CÁO\nNăm 2024 xã không đăng ký mô hình Dân vận khéo.",
        "Kính gửi: Ban Dân vận\n1. Năm 2024 xã không đăng ký mô hình Dân vận khéo\n2. Lý do: đang sáp nhập thôn",
        f"{TITLE}\n1. Xã không đăng ký mô hình nào",
    ],
)
def test_a_paper_that_registers_nothing_says_so_and_holds_no_possible_models(text: str) -> None:
    read = understand(sheet(text))
    assert (read.says_nothing, read.possible) == (True, ())


LETTER = ["1. Đảng ủy đã họp thống nhất với các chi bộ", "2. Đề nghị Ban Dân vận xem xét, tổng hợp"]
PAPERS = {
    "a letter": "CÔNG VĂN\nVề việc đăng ký mô hình Dân vận khéo năm 2024",
    "a letter by its number": "Số: 12-CV/ĐU\nV/v đăng ký mô hình Dân vận khéo năm 2024",
    "a plan": "KẾ HOẠCH\nĐăng ký, xây dựng mô hình Dân vận khéo năm 2024",
    "a report": "BÁO CÁO\nkết quả đăng ký mô hình Dân vận khéo",
    "with its list beside": "TỜ TRÌNH\nĐề nghị đăng ký mô hình Dân vận khéo\nDanh sách đăng ký mô hình kèm theo",
}


@pytest.mark.parametrize("top", PAPERS.values(), ids=PAPERS)
def test_the_points_of_a_letter_or_a_plan_are_no_possible_models(top: str) -> None:
    assert understand(sheet("\n".join([top, *LETTER]))).possible == ()


@pytest.mark.parametrize("opening", ["Đảng ủy xã đăng ký các mô hình như sau:", TITLE, "Danh sách mô hình gồm:"])
@pytest.mark.parametrize("top", PAPERS.values(), ids=PAPERS)
def test_a_letter_that_opens_a_list_holds_the_possible_models_below(top: str, opening: str) -> None:
    found = understand(sheet("\n".join([top, *LETTER, opening, *LINES])))
    assert [one.text for one in found.possible] == LINES


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(["KẾ HOẠCH", "thực hiện phong trào Dân vận khéo năm 2024", *LINES]),
        "\n".join(["HƯỚNG DẪN GHI BIỂU", TITLE, *LINES]),
        "\n".join(["DANH SÁCH ĐĂNG KÝ GIA ĐÌNH VĂN HÓA NĂM 2024", *LINES]),
        "Kính gửi: Ban Dân vận\nĐảng ủy xã gửi danh sách đăng ký mô hình Dân vận khéo (kèm theo).",
    ],
)
def test_other_papers_with_numbered_lines_hold_no_possible_models(text: str) -> None:
    assert understand(sheet(text)).possible == ()


def test_who_signs_under_the_list_may_name_the_unit() -> None:
    below = "| | | | | | TM. ĐẢNG ỦY XÃ CAO XÁ |\n| | | | | | BÍ THƯ |"
    found = understand(sheet("\n".join([TITLE, m3(ONE), "", below])))
    assert [words.text for words in found.elsewhere] == ["ĐẢNG ỦY XÃ CAO XÁ"]


UNNUMBERED = [
    line.replace("| 1 |", "| |").replace("| 2 |", "| |").replace("| 3 |", "| |") for line in (ONE, TWO, THREE)
]


@pytest.mark.parametrize("title", ["", "Kết quả năm 2023\n"])
def test_a_second_sheet_of_a_list_that_counts_nothing_holds_possible_models(title: str) -> None:
    read = understand(m3(UNNUMBERED[0], UNNUMBERED[1]), f"{title}{UNNUMBERED[2]}")
    assert [len(part.entries) for part in read.lists] == [2]
    assert [one.reason for one in read.possible] == ["no-head"]


AGAIN = THREE.replace("| 3 |", "| 1 |")


@pytest.mark.parametrize(
    "second",
    [
        sheet(AGAIN, "Nháp"),
        sheet(f"Kết quả năm 2023\n{AGAIN}", "KQ"),
        sheet(f"Kết quả năm 2023\n{THREE}", "KQ"),
        sheet(f"DANH SÁCH MÔ HÌNH ĐỀ NGHỊ KHEN THƯỞNG\n{THREE}", "KT"),
    ],
    ids=["a draft", "results", "results counted on", "another list"],
)
def test_rows_counted_from_one_again_or_under_a_title_of_their_own_are_possible_models(second: Sheet) -> None:
    read = understand(f"{TITLE}\n{m3(ONE, TWO)}", second)
    assert [len(part.entries) for part in read.lists] == [2]
    assert [one.reason for one in read.possible] == ["no-head"]


@pytest.mark.parametrize("line", [TITLE, "II. Văn hóa - xã hội", "Quý III năm 2024"])
def test_a_second_sheet_goes_on_under_the_title_come_again_or_a_heading_within_the_list(line: str) -> None:
    found = lists(f"{TITLE}\n{m3(ONE, TWO)}", f"{line}\n{THREE}")
    assert [len(part.entries) for part in found] == [2, 1]


def test_rows_of_a_second_sheet_that_fit_no_column_are_possible_models() -> None:
    moved = "| | | Thôn Vàng | Tiếng kẻng giờ ngủ yên | Tập thể | x |"
    assert [one.row for one in understand(m3(*UNNUMBERED), moved).possible] == [1]


@pytest.mark.parametrize("number", ["1", "3"])
def test_a_second_sheet_that_begins_with_a_section_keeps_the_level_above(number: str) -> None:
    group = "B. CẤP HUYỆN"
    three = THREE.replace("| 3 |", f"| {number} |").replace(" Cấp huyện |", " |")
    (_, further) = lists(m3(group, ONE, TWO), f"III. Quốc phòng - an ninh\n{three}")
    assert (levels(further), fields(further)) == (["district"], ["defence_security"])


@pytest.mark.parametrize(
    "line",
    [
        "| | Người liên hệ: Hoàng Thị Mơ - Văn phòng Đảng ủy, số điện thoại 0912345678 |",
        "| | | Đăng ký đảng bộ “Dân vận khéo”: Có | | Số KH: 12-KH/ĐU |",
        "Đầu mối: đồng chí Hùng, Phó Bí thư",
    ],
)
def test_a_note_right_under_the_last_model_neither_joins_it_nor_is_one(line: str) -> None:
    part = read_list(m3(ONE, line))
    assert [(entry.values["name"], entry.values["address"]) for entry in part.entries] == [
        ("Trồng hoa ven đường", "Thôn Trại")
    ]


@pytest.mark.parametrize("words", ["Không đăng ký", "Không", "Không có mô hình nào", "Không đăng ký cấp tỉnh"])
def test_a_group_that_says_it_is_empty_takes_nothing_from_the_groups_below_it(words: str) -> None:
    (part,) = lists("\n".join([HEAD, "A. CẤP TỈNH", words, "B. CẤP HUYỆN", ONE, TWO]))
    assert (len(part.entries), part.possible, len(part.nil_rows), part.unknown_groups) == (2, (), 1, ())
    assert [entry.level_heading for entry in part.entries] == ["district"] * 2


def test_an_empty_section_takes_nothing_from_the_sections_below_it() -> None:
    (part,) = lists("\n".join([HEAD, "I. KINH TẾ", "Không đăng ký", "II. VĂN HÓA - XÃ HỘI", ONE]))
    assert [entry.field_heading for entry in part.entries] == ["culture_society"]


def test_a_known_heading_ends_what_an_earlier_one_takes_back() -> None:
    taken_back = ["A. CẤP TỈNH", "Không đăng ký nữa:", ONE]
    (part,) = lists("\n".join([HEAD, *taken_back, "B. CẤP HUYỆN", TWO]))
    assert (names(part), [possible.reason for possible in part.possible]) == (["6: Nuôi gà đồi"], ["taken-back"])


@pytest.mark.parametrize("lines", [["I. KINH TẾ", ONE, "B. Mô hình đã rút"], ["B. Mô hình đã rút"]])
def test_the_sections_of_what_is_taken_back_are_taken_back_too(lines: list[str]) -> None:
    (part,) = lists("\n".join([HEAD, *lines, "I. KINH TẾ", TWO]))
    assert [possible.reason for possible in part.possible] == ["taken-back"]


@pytest.mark.parametrize("title", ["", "TRONG ĐÓ CÁC MÔ HÌNH ĐĂNG KÝ CẤP HUYỆN"])
def test_a_summary_below_the_list_repeats_its_models(title: str) -> None:
    summary = ["", title, "| STT | | Tên mô hình | Lĩnh vực | Ghi chú |", "| 1 | | Nuôi gà | Kinh tế |"]
    (part,) = lists("\n".join([HEAD, ONE, TWO, *summary]))
    assert (len(part.entries), part.possible) == (2, ())
    assert any("Nuôi gà" in cell.text for cell in part.strays)


def test_a_model_that_only_a_summary_names_is_a_possible_one() -> None:
    summary = ["", "Trong đó cấp huyện:", "| STT | | Tên mô hình | Lĩnh vực |", "| 1 | | Tiếng kẻng | QP-AN |"]
    (part,) = lists("\n".join([HEAD, ONE, TWO, *summary]))
    assert (len(part.entries), [one.reason for one in part.possible]) == (2, ["second-table"])


@pytest.mark.parametrize("label", ["{}. {}", "{} - {}", "{}⏎{}", "{}. {}⏎1"])
def test_a_field_in_the_cell_of_the_number_heads_the_models_from_there_on(label: str) -> None:
    first, third = label.format("I", "Kinh tế"), label.format("III", "Quốc phòng - an ninh")
    part = read_list(m3(ONE.replace("| 1 |", f"| {first} |"), TWO, THREE.replace("| 3 |", f"| {third} |")))
    assert fields(part) == ["economy", "economy", "defence_security"]


@pytest.mark.parametrize(
    "rows", ["| I. Kinh tế | | 01 mô hình |", "| I. Kinh tế |", "| I. Kinh tế | | | | | | | x |"]
)
def test_a_field_in_the_cell_of_the_number_alone_is_a_section(rows: str) -> None:
    part = read_list(m3(rows, ONE, TWO))
    assert (fields(part), part.possible) == (["economy", "economy"], ())


def test_a_level_in_the_cell_of_the_number_heads_the_models_from_there_on() -> None:
    one, two, three = (line.rpartition("| Cấp")[0] for line in (ONE, TWO, THREE))
    lines = [one.replace("| 1 |", "| A. Cấp tỉnh |"), two.replace("| 2 |", "| B. Cấp huyện |"), three]
    assert levels(read_list(m3(*lines))) == ["province", "district", "district"]


@pytest.mark.parametrize(
    ("goes_on", "new"),
    [
        ("TIẾP TỤC DUY TRÌ", "XÂY DỰNG MỚI"), ("A. Tiếp tục duy trì", "B. Xây dựng mới"),
        ("I. Mô hình cũ", "II. Mô hình mới"),
        ("1. Các mô hình duy trì năm 2024", "2. Các mô hình đăng ký mới năm 2024"),
        ("a) Mô hình đã và đang hoạt động", "b) Làm mới"),
    ],
)  # fmt: skip
def test_a_heading_of_a_mode_gives_it_to_the_models_below_that_say_none(goes_on: str, new: str) -> None:
    bare = [line.replace("| | x |", "| | |").replace("| x | |", "| | |") for line in (ONE, TWO, THREE)]
    part = read_list(m3(goes_on, bare[0], bare[1], new, bare[2]))
    said = [str(entry.values["mode"]) for entry in part.entries]
    assert said == ["Tiếp tục duy trì", "Tiếp tục duy trì", "Xây dựng mới"]


@pytest.mark.parametrize(
    ("lines", "modes"),
    [
        (["A. TIẾP TỤC DUY TRÌ", "I. Kinh tế", ONE, "II. Văn hóa - xã hội", TWO, "B. XÂY DỰNG MỚI", THREE], "ccn"),
        (["TIẾP TỤC DUY TRÌ", "Kinh tế", ONE, "Văn hóa - xã hội", TWO, "XÂY DỰNG MỚI", THREE], "ccn"),
        (["I. Kinh tế", "1. Duy trì", ONE, "2. Xây dựng mới", TWO, "II. Văn hóa - xã hội", THREE], "cn-"),
        (["A. Tiếp tục duy trì", ONE, "B. Khối trường học", TWO, "Xây dựng nông thôn mới", THREE], "c--"),
        (["Mô hình duy trì và xây dựng mới", ONE, TWO, THREE], "---"),
    ],
)
def test_a_mode_holds_until_a_heading_beside_or_over_it(lines: list[str], modes: str) -> None:
    said = [str(entry.values.get("mode") or "-") for entry in read_list(m3(*lines)).entries]
    assert "".join({"Tiếp tục duy trì": "c", "Xây dựng mới": "n"}.get(mode, mode) for mode in said) == modes


@pytest.mark.parametrize(
    ("lines", "holders"),
    [
        (["A. TẬP THỂ", "I. Kinh tế", ONE, "II. Văn hóa - xã hội", TWO, "B. CÁ NHÂN", THREE], "ttc"),
        (["I. Kinh tế", "1. Tập thể", ONE, "2. Cá nhân", TWO, "II. Văn hóa - xã hội", THREE], "tc-"),
        (["Mô hình tập thể", ONE, "Điển hình cá nhân", TWO, THREE], "tcc"),
        (["Tập thể, cá nhân", ONE, TWO, THREE], "---"),
    ],
)
def test_a_heading_of_holders_gives_their_kind_to_the_models_that_say_none(lines: list[str], holders: str) -> None:
    bare = [line.replace("| Tập thể |", "| |").replace("| Cá nhân |", "| |") for line in lines]
    said = [str(entry.values.get("holder") or "-") for entry in read_list(m3(*bare)).entries]
    assert "".join(holder[0].lower() for holder in said) == holders


def test_a_models_own_holder_holds_against_a_heading() -> None:
    part = read_list(m3("A. CÁ NHÂN", ONE.replace("| Tập thể |", "| Hội Nông dân xã |")))
    assert [entry.values["holder"] for entry in part.entries] == ["Hội Nông dân xã"]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["A. Đề nghị Tỉnh ủy công nhận", "B. Đề nghị Huyện ủy công nhận", "C. Do cơ quan công nhận"], "pdb"),
        (["A. Tỉnh ủy", "B. Huyện ủy", "C. Cơ sở"], "pdb"),
        (["I. Đăng ký với Ban Dân vận Tỉnh ủy", "II. Đăng ký với Ban Dân vận Huyện ủy", "III. Của cơ quan"], "pdb"),
        (["A. Huyện ủy", "B. UBND huyện", "C. MTTQ huyện"], "---"),  # who does it
        (["A. Huyện ủy", "B. Tỉnh ủy", "C. Cơ sở"], "dpb"),
        (["A. Trình tỉnh", "B. Trình huyện", "C. Báo cáo Huyện ủy Tân Yên"], "pdd"),
        (["A. Trình huyện", "B. Trình huyện xét", "C. Huyện ủy"], "-dd"),
        (["A. Tỉnh ủy Bắc Giang công nhận", "B. UBND huyện Tân Yên công nhận", "C. Xã công nhận"], "pdb"),
    ],
)
def test_groups_by_the_body_that_recognises_are_of_its_level(lines: list[str], found: str) -> None:
    bare = [line.rpartition("| Cấp")[0] for line in (ONE, TWO, THREE)]
    part = read_list(m3(*(text for pair in zip(lines, bare, strict=True) for text in pair)))
    assert "".join((level or "-")[0] for level in levels(part)) == found


def test_those_to_whom_a_list_goes_recognise_none_of_its_models() -> None:
    bare = ONE.rpartition("| Cấp")[0]
    assert levels(read_list(m3("UBND huyện", bare, "Nơi nhận:", "- UBND tỉnh;", "- UBND huyện;"))) == [None]


@pytest.mark.parametrize("rest", ["(2024-2025)", "2024-2025", "31-12-2025"])
def test_years_in_a_row_of_their_own_go_on_with_the_completion_above(rest: str) -> None:
    part = read_list(m3(ONE.replace("30/10/2024", "2 năm"), f"| | | | | | | {rest} |", TWO))
    assert part.entries[0].values["completion"] == f"2 năm\n{rest}"


@pytest.mark.parametrize("stretch", ["2 năm (2024-2025)", "2 năm⏎(2024-2025)", "Trong 2 năm 2024, 2025", "2 năm"])
def test_a_stretch_of_years_as_completion_makes_nothing_possible(stretch: str) -> None:
    part = read_list(m3(ONE.replace("30/10/2024", stretch), TWO))
    assert (len(part.entries), part.possible, part.year) == (2, (), None)


def blocks(number: int, *lines: str, name: str = "Tên mô hình", sep: str = ": ") -> list[str]:
    """A block of labels for each of so many models of the district; ``lines`` stand below each."""
    words = ["Trồng hoa ven đường", "Nuôi gà đồi", "Tiếng kẻng giờ ngủ yên", "Nuôi ong lấy mật"][:number]
    labels = ["Địa chỉ{}Thôn Trại", "Cấp đăng ký{}Cấp huyện", "Người thực hiện{}Chi hội Phụ nữ"]
    labels += ["Thời gian hoàn thành{}Quý III/2024", "Mục tiêu{}Đường sạch đẹp"]
    return [
        line
        for n, model in enumerate(words, start=1)
        for line in [f"Mô hình {n}", f"{name}{sep}{model}", *(label.format(sep) for label in labels), *lines]
    ]


def cells_of(lines: list[str]) -> list[str]:
    return [f"| {line.replace(' = ', ' | ')} |" if " = " in line else line for line in lines]


CARD = "{}. Tên mô hình: {}. Địa chỉ: Thôn Trại. Cấp: Cấp huyện. Tập thể, cá nhân: Chi bộ. Kết quả: tốt."
IN_BLOCKS = {
    "paragraphs": blocks(2),
    "without a caption": [line for line in blocks(2) if not line.startswith("Mô hình")],
    "two columns": cells_of(blocks(2, sep=" = ")),
    "three columns": [
        f"| 1 {line}" if "Tên" in line else f"| {line}" for line in cells_of(blocks(2, sep=" = ")) if "|" in line
    ],
    "points": [
        line.replace("Tên", "1. Tên") if "Tên" in line else f"- {line}" for line in blocks(2) if ":" in line
    ],
    "the name behind the number": [
        line.replace("Mô hình", "Mô hình số") + (f": {below.partition(': ')[2]}" if "Mô hình" in line else "")
        for line, below in zip(blocks(2), [*blocks(2)[1:], ""], strict=True)
        if not line.startswith("Tên")
    ],
    "a line a model": [CARD.format(1, "Trồng hoa ven đường"), CARD.format(2, "Nuôi gà đồi")],
    "lines of one cell": ["| " + BREAK.join(line for line in blocks(2)) + " |"],
    "the level first": [blocks(2)[at] for at in (0, 3, 1, 2, 4, 5, 6, 7, 10, 8, 9, 11, 12, 13)],
    "blank rows between": [line for row in blocks(2) for line in ("", row)],
    "another word for the name": [line.replace("Tên mô hình: Nuôi", "Tên điển hình: Nuôi") for line in blocks(2)],
}


@pytest.mark.parametrize("lines", IN_BLOCKS.values(), ids=IN_BLOCKS)
def test_a_list_of_blocks_is_read_as_the_table_that_its_labels_head(lines: list[str]) -> None:
    read = understand(sheet("\n".join([TITLE, *lines, "", "TM. ĐẢNG ỦY", "BÍ THƯ"])))
    (part,) = lists(sheet("\n".join([TITLE, *lines, "", "TM. ĐẢNG ỦY", "BÍ THƯ"])))
    assert [entry.values["name"] for entry in part.entries] == ["Trồng hoa ven đường", "Nuôi gà đồi"]
    assert {(e.values["address"], e.values["level"]) for e in part.entries} == {("Thôn Trại", "Cấp huyện")}
    assert (read.registrations, read.possible, part.possible, part.leftovers, read.doubtful) == (
        (),
        (),
        (),
        (),
        None,
    )


def test_every_row_of_a_block_is_its_models_and_a_cell_is_where_the_values_stand() -> None:
    part = read_list(sheet("\n".join([TITLE, *cells_of(blocks(2, sep=" = ")), "", "TM. ĐẢNG ỦY"])))
    assert ([entry.row for entry in part.entries], {*part.columns.values()}) == ([2, 9], {2})
    assert balance(part) == (15, 2, 12, 1, 0)


def test_a_block_of_a_field_alone_is_no_heading_of_the_next() -> None:
    lines = ["Lĩnh vực: Kinh tế", *blocks(1), "Mô hình 2", "Lĩnh vực: Kinh tế", "Mô hình 3", *blocks(1)[1:]]
    assert "Trồng hoa ven đường" in [
        entry.values["name"] for entry in read_list("\n".join([TITLE, *lines])).entries
    ]


def test_a_point_below_the_last_label_goes_on_with_it() -> None:
    (first, _) = read_list("\n".join([TITLE, *blocks(2, "- Nhân rộng ra toàn xã")])).entries
    assert first.values["goals"] == "Đường sạch đẹp\n- Nhân rộng ra toàn xã"


def test_a_heading_over_blocks_gives_their_level_or_field() -> None:
    plain = [line for line in blocks(2) if not line.startswith("Cấp")]
    part = read_list("\n".join([TITLE, "I. CẤP TỈNH", *plain[:6], "II. CẤP HUYỆN", *plain[6:]]))
    assert levels(part) == ["province", "district"]
    part = read_list(
        "\n".join([TITLE, "Lĩnh vực: Kinh tế", *plain[:6], "Lĩnh vực: Quốc phòng - an ninh", *plain[6:]])
    )
    assert fields(part) == ["economy", "defence_security"]

    plain = [line for line in blocks(3) if not line.startswith("Cấp")]
    heads = ["Cấp đăng ký: Cấp tỉnh", "Lĩnh vực: Kinh tế", "Cấp đăng ký: Cấp huyện", "Lĩnh vực: Kinh tế"]
    for over in (heads, heads[::2]):
        half = len(over) // 2
        read = understand("\n".join([TITLE, *over[:half], *plain[:6], *over[half:], *plain[6:]]))
        assert (levels(read.lists[0]), read.doubtful) == (["province", "district", "district"], None)


BARE = [line for line in blocks(3) if not line.startswith("Mô hình")]


@pytest.mark.parametrize(
    ("lines", "quoted"),
    [
        (["1. Trồng vải", "Địa chỉ: Thôn Hạ", "Cấp đăng ký: Cấp tỉnh", *BARE], "Địa chỉ: Thôn Hạ"),
        (["Trồng vải", "Cấp đăng ký: Cấp tỉnh", *BARE], "Cấp đăng ký: Cấp tỉnh"),
        ([*BARE, "- Nuôi dế thương phẩm thôn Đông (cấp huyện)"], "- Nuôi dế thương phẩm thôn Đông (cấp huyện)"),
        ([*BARE[:-1], "- Nuôi dế thương phẩm"], "- Nuôi dế thương phẩm"),
        ([*BARE, "Mô hình thứ năm", "Nuôi dế thương phẩm"], "Mô hình thứ năm"),
        ([*BARE, "", "Nuôi dế thương phẩm", "Thôn Đông"], "Nuôi dế thương phẩm"),
        ([*BARE, "- Nhân rộng ra toàn xã", "Tổng số: 03 mô hình", "Trên đây là danh sách của xã."], None),
        ([*BARE, "", "Nơi nhận:", "- Ban Dân vận", "", "BÍ THƯ", "Nguyễn Văn An"], None),
    ],
)
def test_a_line_among_blocks_that_may_be_a_model_leaves_the_reading_in_doubt(
    lines: list[str], quoted: str | None
) -> None:
    doubt = understand("\n".join([TITLE, *lines])).doubtful
    assert (doubt is None) if quoted is None else f"“{quoted}”" in (doubt or "")


def test_a_label_that_nobody_knows_leaves_the_reading_in_doubt_and_one_of_other_tables_does_not() -> None:
    doubt = understand("\n".join([TITLE, *blocks(2, "Hình thức khen: Giấy khen")])).doubtful
    assert doubt is not None
    assert doubt.endswith("“Hình thức khen”")
    read = understand("\n".join([TITLE, *blocks(2, "Kinh phí: 50 triệu đồng", "Ghi chú: Đã họp dân")]))
    assert (read.doubtful, [entry.remark for entry in read.lists[0].entries]) == (None, ["Đã họp dân"] * 2)


@pytest.mark.parametrize("filler", [" ", "“", "( ", ". "])
def test_a_very_long_value_of_a_block_costs_no_more_time_than_its_letters(filler: str) -> None:
    def read(letters: int) -> None:
        long = f"Tên mô hình: A{filler * letters}b"
        understand("\n".join([TITLE, long, *BARE]))
        edges_of(long)
        only_withdraws(long)
        levels_claimed(f"cấp tỉnh và {filler}" * letters)

    assert grows_evenly(read, 8_000)


def test_a_label_that_comes_twice_in_a_block_leaves_the_reading_in_doubt() -> None:
    twice = [line for line in blocks(3) if "Tên mô hình: Nuôi" not in line and line != "Mô hình 2"]
    assert understand("\n".join([TITLE, *twice])).doubtful is not None


def test_a_block_without_a_name_may_be_a_model() -> None:
    part = read_list("\n".join([TITLE, *(line for line in blocks(3) if "Nuôi gà" not in line)]))
    assert (len(part.entries), why(part.possible)) == (2, [(9, "name-missing", 1, "district")])


def test_blocks_that_nobody_filled_in_are_a_blank_list() -> None:
    blank = [line.partition(":")[0] + ": ………" if ":" in line else line for line in blocks(3)]
    part = read_list("\n".join([TITLE, *blank]))
    assert (part.entries, part.leftovers, part.possible) == ((), (), ())


def test_one_block_is_a_list_only_under_the_title_of_one() -> None:
    assert len(read_list("\n".join([TITLE, *blocks(1)])).entries) == 1
    assert understand("\n".join(["Đăng ký mô hình Dân vận khéo năm 2024", *blocks(1)])).lists == ()


def test_forms_are_no_list_of_blocks_be_they_several_or_beside_a_list() -> None:
    asked = [
        "1. Tên mô hình đăng ký: {}",
        "2. Thuộc lĩnh vực: Kinh tế",
        "3. Đăng ký mô hình, điển hình ở cấp: Huyện",
    ]
    asked += ["4. Nội dung thực hiện: Họp dân", "5. Thời gian thực hiện: Quý III", "7. Kết quả dự kiến: Tốt"]
    forms = [
        line.format(name) for name in ("Trồng hoa ven đường", "Nuôi gà đồi") for line in ("BẢN ĐĂNG KÝ", *asked)
    ]
    for lines in (forms, [line for line in forms if line != "BẢN ĐĂNG KÝ"]):
        read = understand("\n".join(lines))
        assert (read.lists, len(read.registrations)) == ((), 2)
    cards = [line.replace("Cấp đăng ký", "Đăng ký mô hình ở cấp") for line in blocks(2)]
    assert understand("\n".join(["Đăng ký mô hình Dân vận khéo", *cards])).lists == ()
    read = understand(sheet(m3(ONE)), sheet("\n".join(blocks(2))))
    assert [names(part) for part in read.lists] == [["2: Trồng hoa ven đường"]]


def test_a_blank_form_under_a_list_holds_no_model() -> None:
    upper = (
        "| STT | Địa chỉ | Tên mô hình | Tập thể hoặc cá nhân | Thời gian triển khai | | Hoàn thành | Mục tiêu |"
    )
    blank = [TITLE, upper, "| | | | | Duy trì năm 2023 | Xây dựng mới năm 2024 | | |", "| 1 |", "| 2 |", "| ... |"]
    read = understand("\n".join([TITLE, HEAD, ONE, TWO, "", "Tên cơ quan, đơn vị", *blank]))
    assert [len(part.entries) for part in read.lists if part.entries] == [2]
    assert read.possible == ()


def test_blocks_beside_a_table_may_be_models_that_it_does_not_name() -> None:
    both = blocks(2)  # the table names the first of them
    below = understand(sheet("\n".join([m3(ONE), "", *both])))
    above = understand(sheet("\n".join([TITLE, *both, "", HEAD, ONE])))
    apart = understand(sheet(m3(ONE)), sheet("\n".join(both), name="Bổ sung"))
    for read in (below, above, apart):
        assert [len(part.entries) for part in read.lists] == [1]
        assert [(one.reason, one.at_most, one.level) for one in read.possible] == [("in-words", 1, "district")]
    counts = ["| Lĩnh vực | Cấp tỉnh | Cấp huyện | Tổng |", "| Kinh tế | 1 | 1 | 2 |", "| Cộng | 2 | 4 | 6 |"]
    for line in ("Tổng số mô hình đăng ký: 08, trong đó: cấp tỉnh 02, cấp huyện 06", "Mô hình đăng ký: 08 mô hình"):
        assert understand(sheet("\n".join([TITLE, line, *counts, "", HEAD, ONE]))).possible == ()
    how = ["1. Tên mô hình: ghi ngắn gọn, rõ nội dung", "2. Địa chỉ: ghi tên thôn", "3. Mục tiêu: ghi rõ kết quả"]
    for beside in (["Người lập: Nguyễn Văn A", "Địa chỉ: xã Ngọc Châu"], [HEAD.strip("| ")], blocks(1), how):
        assert understand(sheet("\n".join([m3(ONE), "", *beside]))).possible == ()
    guide = sheet("\n".join(["HƯỚNG DẪN GHI BIỂU", *both]), name="Hướng dẫn")
    assert understand(sheet(m3(ONE)), guide).possible == ()


@pytest.mark.parametrize("top", ["BÁO CÁO\nKết quả phong trào Dân vận khéo", "HƯỚNG DẪN GHI BIỂU"])
def test_the_blocks_of_a_report_or_a_guide_are_no_list(top: str) -> None:
    assert understand("\n".join([top, *blocks(2)])).lists == ()


@pytest.mark.parametrize(
    ("above", "field", "level"),
    [
        ("1. Lĩnh vực Kinh tế|Không có|2. Lĩnh vực Văn hóa - xã hội", "culture_society", None),
        ("1. Lĩnh vực Kinh tế: Không có|2. Lĩnh vực Văn hóa - xã hội", "culture_society", None),
        (
            "I. Kinh tế|(Không đăng ký)|II. Quốc phòng - an ninh|- Không|III. Văn hóa - xã hội",
            "culture_society",
            None,
        ),
        ("A. Cấp tỉnh|Không có|B. Cấp huyện", None, "district"),
        ("A. Cấp tỉnh: không|B. Cấp huyện", None, "district"),
        ("1. Lĩnh vực Kinh tế|2. Lĩnh vực Văn hóa - xã hội", None, None),
        ("I. Kinh tế|II. Văn hóa - xã hội", None, None),
    ],
)
def test_a_heading_below_one_without_models_is_the_tables(above: str, field: str | None, level: str | None) -> None:
    part = read_list("\n".join(["DANH SÁCH MÔ HÌNH DÂN VẬN KHÉO NĂM 2024", *above.split("|"), m3(ONE)]))
    assert [(e.field_heading, e.level_heading) for e in part.entries] == [(field, level)]


BROKEN = ["| | | trúc xuất khẩu |", "| 3 | Thôn Hạ | Việc tang không | Hội | x | | | Khá |", "| | | vòng hoa |"]


@pytest.mark.parametrize(
    ("rest", "first"),
    [
        ("Đài Loan", "Trồng ổi lê Đài Loan"),
        ("Đông Dư", "Trồng ổi lê Đông Dư"),
        ("Nuôi ong", None),
        ("Tủ sách hè", None),
    ],
)
def test_a_proper_name_goes_on_with_the_name_above_where_others_are_broken_too_or_is_a_model(
    rest: str, first: str | None
) -> None:
    one = "| 1 | Thôn Ngò | Trồng ổi lê | Hội | x | | | Khá |"
    two = "| 2 | Thôn Trại | Trồng măng lục | Hội | x | | | Khá |"
    part = read_list(m3(one, f"| | | {rest} |", two, *BROKEN))
    said = [" ".join(str(entry.values["name"]).split()) for entry in part.entries]
    assert said[-2:] == ["Trồng măng lục trúc xuất khẩu", "Việc tang không vòng hoa"]
    assert (said[0] == first, part.possible == ()) == (bool(first), False)
    alone = read_list(m3(one, f"| | | {rest} |", two))
    assert alone.possible


@pytest.mark.parametrize("label", ["-", ""])
def test_a_hamlet_in_a_row_of_its_own_over_its_models_is_no_row_without_a_name(label: str) -> None:
    rows = [
        "| 1 | Thôn Ngò |", f"| {label} | | Trồng hoa ven đường | Hội | x | | | Khá |",
        f"| {label} | | Nuôi ong lấy mật | Hội | x | | | Khá |", "| 2 | Thôn Trại |",
        "| 3 | Thôn Hạ |", f"| {label} | | Tủ sách hè xanh | Hội | x | | | Khá |",
    ]  # fmt: skip
    part = read_list(m3(*rows))
    assert [entry.values["name"] for entry in part.entries] == [
        "Trồng hoa ven đường", "Nuôi ong lấy mật", "Tủ sách hè xanh",
    ]  # fmt: skip
    # a hamlet with nothing below may be a model whose name is lost
    assert [(possible.row, possible.reason) for possible in part.possible] == [(5, "name-missing")]


def test_an_address_without_a_name_between_models_that_have_both_may_be_a_model() -> None:
    part = read_list(m3(ONE, "| 2 | Thôn Trại |", THREE))
    assert [possible.reason for possible in part.possible] == ["name-missing"]


@pytest.mark.parametrize(
    ("title", "head", "row"),
    [
        (
            "LỊCH GIAO BAN",
            "| TT | Ngày | Nội dung | Chủ trì | Địa điểm |",
            "| 1 | 5/3 | Sơ kết quý một | Bí thư | Hội trường |",
        ),
        (
            "DANH MỤC HỒ SƠ",
            "| STT | Tên hồ sơ | Số trang | Ghi chú |",
            "| 1 | Kế hoạch của Đảng ủy | 3 | Bản chính |",
        ),
        ("TIẾN ĐỘ", "| TT | Nội dung | Thời gian | Chủ trì |", "| 1 | Họp chi bộ các thôn | Tháng 3 | Bí thư |"),
    ],
)
def test_a_sheet_of_another_paper_beside_the_list_is_none_and_holds_no_model(
    title: str, head: str, row: str
) -> None:
    other = f"{title}\n{head}\n{row}"
    said = understand(m3(ONE, TWO), other)
    assert ([len(part.entries) for part in said.lists], said.possible) == ([2], ())
    lists = 2 if "Nội dung" in head else 1  # where the head names models, or no other sheet has any
    assert len(understand(m3(ONE, TWO), other.replace("Nội dung", "Tên mô hình")).lists) == lists
    assert len(understand(m3("I. Kinh tế"), other).lists) == lists


@pytest.mark.parametrize(
    ("title", "columns", "read"),
    [
        ("KẾ HOẠCH THỰC HIỆN NĂM 2024", {"Cấp đăng ký": "Cấp tỉnh"}, True),
        ("LỊCH THỰC HIỆN", {"Xây dựng mới": "x"}, True),
        ("TIẾN ĐỘ THỰC HIỆN", {"Tập thể/cá nhân": "Tập thể"}, True),
        ("TIẾN ĐỘ THỰC HIỆN DÂN VẬN KHÉO NĂM 2024", {"Chủ trì": "Hội Phụ nữ"}, True),
        ("LỊCH THỰC HIỆN", {"Chủ trì": "Tập thể"}, False),
    ],
)
def test_models_under_the_title_of_a_plan_are_read_or_at_least_possible(
    title: str, columns: dict[str, str], read: bool
) -> None:
    head = " | ".join(["| STT | Nội dung | Địa chỉ | Thời gian hoàn thành", *columns])
    row = " | ".join(["| 1 | Trồng hoa ven đường | Thôn Trại | Quý III/2024", *columns.values()])
    said = understand(m3(ONE, TWO), f"{title}\n{head} |\n{row} |")
    assert ([len(part.entries) for part in said.lists], len(said.possible)) == (([2, 1], 0) if read else ([2], 1))


PLACES = ["Thôn Trại", "Tổ dân phố Đầu Cầu", "TDP số 3", "Thôn Chùa 6", "Xã Cao Xá", "Thị trấn Nhã Nam", "Cấp tỉnh"]


@pytest.mark.parametrize("choices", [PLACES, ["1", "2", "3", "4", "5", "6", "7"]])
@pytest.mark.parametrize("columns", ["| ", "| | | | "])
def test_choices_of_a_drop_down_beside_the_table_are_no_part_of_it(choices: list[str], columns: str) -> None:
    rows = ["| ĐẢNG ỦY XÃ LAM CỐT | | | | | | | | |", TITLE_ROW, HEAD, SECTION, ONE, TWO, THREE]
    beside = sheet("\n".join(f"{row} {columns}| {choice} |" for row, choice in zip(rows, choices, strict=True)))
    bare = understand(sheet("\n".join(rows)))
    assert understand(beside).lists == bare.lists
    assert [words.text for words in understand(beside).unit_words] == [words.text for words in bare.unit_words]


@pytest.mark.parametrize(
    "choices",
    [
        ["Danh mục thôn", *PLACES[:6], "Thôn Hạ"],
        [name.upper() for name in PLACES] + ["XÃ NGỌC LÝ"],
    ],
)
@pytest.mark.parametrize("columns", ["", "| "])
def test_many_choices_may_have_a_heading_or_capitals_and_stand_right_beside_the_table(
    choices: list[str], columns: str
) -> None:
    rows = [
        "| ĐẢNG ỦY XÃ LAM CỐT | | | | | | | | |",
        TITLE_ROW,
        HEAD,
        SECTION,
        ONE,
        TWO,
        THREE,
        "| | | | | | | | | |",
    ]
    beside = sheet("\n".join(f"{row} {columns}{choice} |" for row, choice in zip(rows, choices, strict=True)))
    assert understand(beside).lists == understand(sheet("\n".join(rows))).lists


@pytest.mark.parametrize(
    "beside",
    [
        ["Rút mô hình số 2", "", ""],
        ["Cấp huyện 4", "Cấp tỉnh 1", "Cơ sở 2"],
        ["Đề nghị chuyển mô hình số 2 lên cấp tỉnh", "Đã họp ngày 20/02", "Bổ sung sau"],
        ["Tên mô hình", "Tuyến đường hoa Lam Cốt", "Nuôi gà đồi Yên Thế"],
        ["STT", "1", "2"],
    ],
)
def test_what_stands_beside_the_table_and_may_say_something_of_it_stays(beside: list[str]) -> None:
    rows = [f"{row} | | {text} |" for row, text in zip([HEAD, SECTION, ONE], beside, strict=True)]
    made = sheet("\n".join([*rows, TWO]))
    head = FINDER.find(made.rows)
    assert head
    assert SIDE_TABLES.without_choices(made, head) is made


def struck(row: int, column: int, *stretches: str) -> Sheet:
    """A list whose one cell has words between “~” that are struck through."""
    made = sheet("\n".join([HEAD, SECTION, ONE, TWO]))
    looks = tuple(Stretch(text.strip("~"), struck=text.startswith("~")) for text in stretches)
    cells = {(r.number, at): cell for r in made.rows for at, cell in enumerate(r.cells, 1)}
    cells[row, column] = "".join(one.text for one in looks)
    rows = (Row(r.number, tuple(cells[r.number, at] for at in range(1, len(r.cells) + 1))) for r in made.rows)
    return replace(made, rows=tuple(rows), looks={(row, column): looks})


@pytest.mark.parametrize(
    ("column", "stretches", "code", "value"),
    [
        (9, ["~Cấp tỉnh~", " Cấp huyện"], "level", "Cấp huyện"),
        (9, ["Cấp ", "~tỉnh~", " huyện"], "level", "Cấp huyện"),
        (3, ["~Trồng nghệ ~", "Trồng hoa ven đường"], "name", "Trồng hoa ven đường"),
        (3, ["Trồng hoa ", "~ven đê~", " ven đường"], "name", "Trồng hoa ven đường"),
    ],
)
def test_words_struck_through_within_a_cell_are_not_read_and_noticed(
    column: int, stretches: list[str], code: str, value: str
) -> None:
    read = understand(struck(3, column, *stretches))
    assert read.lists[0].entries[0].values[code] == value
    assert [(notice.code, notice.row, notice.column) for _, notice in read.notices] == [("struck-words", 3, column)]


@pytest.mark.parametrize(
    ("column", "stretches", "rows"),
    [
        (3, ["~Trồng hoa ven đường~"], [3]),
        (3, ["~Trồng hoa ~", "~ven đường~"], [3]),
        (9, ["~Cấp huyện~"], [3]),
        (3, ["1. Trồng hoa ven đường", "~\n2. Nuôi gà đồi Yên Thế~"], []),
        (2, ["~Thôn Trại~"], []),
        (8, ["~Đường đẹp~"], []),
    ],
)
def test_a_model_struck_through_as_a_whole_is_not_taken_away(
    column: int, stretches: list[str], rows: list[int]
) -> None:
    """Its row is a struck one where its name or level is; not where a place, goals or one of two names is."""
    read = understand(struck(3, column, *stretches))
    code = {2: "address", 3: "name", 8: "goals", 9: "level"}[column]
    assert read.lists[0].entries[0].values[code] == "".join(stretches).replace("~", "")
    assert [(n.code, n.row) for _, n in read.notices] == [("struck-through", row) for row in rows]


COUNTS = {
    "rule and number": ["| | Cấp | Quy định | Đã đăng ký |", "| | Tỉnh | 01 | 2 |", "| | Huyện | 04-05 | 4 |"],
    "numbered": ["| STT | Cấp | Chỉ tiêu | Thực hiện |", "| 1 | Tỉnh | 01-02 | 1 |", "| 2 | Huyện | 4-5 | 2 |"],
    "no head": ["| | Tỉnh | tối thiểu 01 | 0 |", "| | Huyện | từ 4-5 | 5 |"],
    "two heads": ["| | | Yêu cầu | Đăng ký |", "| | Nội dung cấp tỉnh | ít nhất 01 | 00 |"],
    "one row": ["| | Chỉ tiêu giao | Tỉnh: 1-2 | Huyện: 4-5 |"],
    "in words": ["| | Mức quy định | 1-2 nội dung cấp tỉnh | 4-5 nội dung cấp huyện |"],
    "numbers left out": ["| | Cấp | Số lượng |", "| | Tỉnh | |", "| | Huyện | 5 |"],
    "levels across": ["| | | Cấp tỉnh | Cấp huyện |", "| | Quy định | 1-2 | 4-5 |", "| | Đã đăng ký | 1 | 4 |"],
}


@pytest.mark.parametrize("lines", COUNTS.values(), ids=COUNTS)
@pytest.mark.parametrize("gap", [[], [""]])
def test_a_table_of_counts_under_the_list_holds_no_models_and_heads_none(lines: list[str], gap: list[str]) -> None:
    for text in (m3(SECTION, ONE, TWO, *gap, *lines), m3(SECTION, ONE, *gap, *lines, TWO)):
        part = read_list(text)
        assert [entry.values["name"] for entry in part.entries] == ["Trồng hoa ven đường", "Nuôi gà đồi"]
        assert {entry.level_heading for entry in part.entries} == {None}
        assert not part.possible


@pytest.mark.parametrize(
    ("line", "possible"),
    [
        ("| 3 | Toàn xã | | | | | | | Cấp tỉnh |", 1),  # its name is missing
        ("| 3 | Cấp huyện | | Chi bộ thôn | | x |", 1),
    ],
)
def test_a_row_that_may_be_a_model_is_none_of_counts(line: str, possible: int) -> None:
    assert len(read_list(m3(SECTION, ONE, line, TWO)).possible) == possible


@pytest.mark.parametrize("rest", [".", " *", " (rút)", " xin rút theo ý kiến Đảng ủy", " Xin rút"])
def test_a_name_of_which_no_name_is_left_makes_its_row_a_struck_one(rest: str) -> None:
    read = understand(struck(3, 3, "~Trồng hoa ven đường~", rest))
    assert read.lists[0].entries[0].values["name"] == f"Trồng hoa ven đường{rest}"
    assert [(notice.code, notice.row) for _, notice in read.notices] == [("struck-through", 3)]


def test_neighbouring_words_that_are_struck_are_told_as_they_stood() -> None:
    read = understand(struck(3, 9, "~Cấp hu~", "~yện~", " Cấp tỉnh ", "~cũ~"))
    assert [notice.detail for _, notice in read.notices] == ["Cấp huyện cũ"]


CUT_UP = """
| ĐẢNG BỘ HUYỆN TÂN YÊN | ĐẢNG CỘNG SẢN VIỆT NAM |
{title}
| 1Thôn Chợ MChuyển đấtChi bộ thô x | Quý III/202Vận động 3 |
| 2Thôn Làng Câu lạc bộ Ông Nguyễn Văn | T10/2024 Vận động 3 |
"""


@pytest.mark.parametrize(
    ("title", "unread"),
    [
        (TITLE, [("unread-part", 99)]),
        ("Phụ lục danh sách mô hình “Dân vận khéo” năm 2024", [("unread-part", 99)]),
        ("V/v đăng ký mô hình “Dân vận khéo” năm 2024 (có danh sách gửi kèm)", []),
        ("BÁO CÁO kết quả thực hiện mô hình “Dân vận khéo”", []),
        ("DANH SÁCH hội viên nghèo", []),
    ],
)
def test_a_list_whose_table_falls_apart_in_a_text_layer_is_possible(
    title: str, unread: list[tuple[str, int]]
) -> None:
    made = sheet(CUT_UP.format(title=title))
    read = return_of(Document("pdf", (made,), doubtful="lớp chữ"), 2024)
    assert [(one.reason, one.at_most) for one in read.possible] == unread
    assert not understand(made).possible


@pytest.mark.parametrize(
    ("text", "may_be"),
    [
        ("PHIẾU ĐĂNG KÝ MÔ HÌNH “DÂN VẬN KHÉO” NĂM 2024\nTên mô hình: Tiếng kẻng\nCấp đăng ký: cấp huyện", True),
        ("Xã Đại Hóa\nđăng ký mô hình dân vận khéo\n1\nTiếng kẻng thôn Hạ\nCấp huyện", True),
        (
            "Em gửi anh phần còn lại ạ. Đăng ký Dân vận khéo Xã Cao Xá:\nTủ sách thôn Trung\nTiếng kẻng thôn Hạ",
            True,
        ),
        ("Kính gửi: Ban Dân vận\nXã Cao Xá gửi danh sách đăng ký mô hình “Dân vận khéo” qua bưu điện.", False),
        ("BIÊN BẢN HỌP\nNội dung: thống nhất đăng ký mô hình Dân vận khéo\n1. Khai mạc", False),
        ("Hướng dẫn đăng ký mô hình Dân vận khéo năm 2024\n- Theo mẫu M3, M4", False),
        ("Xã Cao Xá\nNăm 2024 không đăng ký mô hình Dân vận khéo", False),
        ("Xã Cao Xá\nXã sẽ gửi sau danh sách đăng ký Dân vận khéo", False),
        ("Thư mục nhận đăng ký Dân vận khéo\nKhông xóa", False),
        ("Mật khẩu tệp: 123456\nĐăng ký Dân vận khéo xã Cao Xá 2024", False),
        ("ĐĂNG KÝ DÂN VẬN KHÉO 2024\nXã Cao Xá\nTổng: 01 cấp tỉnh, 03 cấp huyện", False),
        ("Nhật ký: 22/02 họp đăng ký Dân vận khéo\n23/02 gửi Ban Dân vận\n26/02 nộp bản giấy", False),
        ("Công việc tháng 2\n1. Đăng ký Dân vận khéo\n2. Giao quân\n3. Tết trồng cây", False),
        ("Hạn nộp đăng ký Dân vận khéo: 27/02/2024\nEmail: bdv@tanyen.vn", False),
        ("Dân vận khéo Cao Xá đăng ký thêm: Bếp ăn tình thương", True),
        ("STT  Tên mô hình      Cấp\n6    Tủ sách thôn Trung     huyện\n(đăng ký dân vận khéo Xã Ngọc Lý)", True),
        (
            "Mô hình dân vận khéo đăng ký 2024 (tiếp):\nThôn Hạ: Tiếng kẻng\nMô hình trên là cấp huyện",
            True,
        ),
        ("Em gửi đăng ký dân vận khéo bổ\nTiếng kẻng an ninh thôn Hạ - cấp huyện", True),
        ("Lưu ý khi đăng ký mô hình Dân vận khéo:\n- Ghi rõ cấp đăng ký\n- Gửi trước ngày 27/2", False),
        ("Mục lục\n1. Danh sách đăng ký mô hình Dân vận khéo\n2. Bản M1 cấp tỉnh", False),
        ("Ghi chú về danh sách đăng ký mô hình Dân vận khéo:\n- Cột 5 đánh dấu x\n- Mục tiêu ghi ngắn gọn", False),
        ("Xã Cao Xá gửi danh sách đăng ký mô hình Dân vận khéo cấp tỉnh, cấp huyện.\nTrân trọng.", False),
        ("ĐĂNG KÝ MÔ HÌNH DÂN VẬN KHÉO\n1. Cấp tỉnh: 01 mô hình\n2. Cấp huyện: 03 mô hình\n(Có danh sách)", False),
        ("Đăng ký mô hình Dân vận khéo: đã hoàn thành", False),
        ("Hạn đăng ký mô hình Dân vận khéo: 27/02/2024", False),
        ("Nội dung: đăng ký mô hình Dân vận khéo cấp tỉnh, cấp huyện", False),
        ("Người phụ trách đăng ký mô hình Dân vận khéo: Nguyễn Thị Hoa", False),
        ("Đăng ký mô hình Dân vận khéo: Bếp ăn tình thương", True),
        ("Xã Cao Xá\nđăng ký mô hình dân vận khéo: trồng vải sớm vietgap", True),
        ("Đăng ký mô hình Dân vận khéo: 5 không 3 sạch", True),
        ("Đăng ký mô hình Dân vận khéo: Tủ Sách Cộng Đồng", True),
        ("Đăng ký mô hình Dân vận khéo: trước ngày 27/02/2024", False),
        ("Đăng ký mô hình Dân vận khéo: ngày 27/02", False),
        ("DANH SÁCH ĐĂNG KÝ MÔ HÌNH DÂN VẬN KHÉO NĂM 2023\n1. Tủ sách thôn Ải (cấp huyện)", True),
    ],
)
def test_a_plain_text_of_the_movement_may_be_a_list_unless_it_is_another_paper(text: str, may_be: bool) -> None:
    document = Document("text", (sheet(text),), doubtful="văn bản thường")
    assert bool(return_of(document, 2024).possible) == may_be


def test_numbers_of_columns_may_tell_what_they_are_made_of() -> None:
    numbers = "| 1 | 2 | 3 | 4 | 5=a | 6=b | 7 | 8 | 9 |"
    part = read_list("\n".join([HEAD, numbers, ONE, TWO]))
    assert (names(part), part.possible) == (["3: Trồng hoa ven đường", "4: Nuôi gà đồi"], ())


@pytest.mark.parametrize("numbers", ["", "| 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 |"])
@pytest.mark.parametrize(
    "guide",
    [
        "| | Thôn, xã | Tên | TT/CN | x | x | Tháng | | Cấp |",
        "| 0 | (ghi thôn, xã) | (Ghi tên ngắn gọn) | | | | | | (tỉnh/huyện/cơ sở) |",
        "| | | (ghi ngắn gọn) | | | | | | |",
        "| | | Tên mô hình ngắn gọn, thể hiện khái quát nội dung | | | | | | Tỉnh/huyện/cơ sở |",
        "| | Ghi thôn | Ghi ngắn gọn | Ghi tập thể | Đánh dấu x | | Tháng, năm | Kết quả dự kiến | Tỉnh, huyện |",
        "| | | | | (đánh dấu x) | (đánh dấu x) | Ghi tháng/năm | | |",
        "| | | | | | | | | Ghi: tỉnh/huyện/cơ sở |",
        "| | (thôn nào) | (ghi ngắn gọn) | (ghi tên) | (x) | (x) | (tháng/năm) | (3-5 dòng) | (tỉnh/huyện) |",
        "| | Nơi làm | Nêu khái quát nội dung | | | | | | Tỉnh/huyện/cơ sở |",
        "| | Điền thôn | Điền tên mô hình | Điền tên | Tích x | Tích x | Điền tháng | Điền mục tiêu | Điền cấp |",
    ],
)
def test_a_row_of_words_under_the_head_that_tells_how_to_fill_it_in_is_no_model(numbers: str, guide: str) -> None:
    part = read_list("\n".join(filter(None, [HEAD, numbers, guide, ONE, TWO])))
    assert ([entry.values["new"] for entry in part.entries], part.possible) == (["x", None], ())


@pytest.mark.parametrize(
    "name",
    [
        "Ghi danh liệt sĩ", "Nêu gương sáng", "Ghi số nhà, gắn biển tên ngõ", "Thủ tục ngắn gọn, cán bộ gần dân",
        "Tuyến đường tỉnh, huyện tự quản", "Gắn biển đánh dấu điểm nguy hiểm", "Ghi tên mình vào sổ vàng",
    ],
)  # fmt: skip
def test_a_model_under_the_head_that_is_called_by_such_a_verb_is_one(name: str) -> None:
    part = read_list("\n".join([HEAD, f"| | Thôn Trại | {name} | Tập thể | | x | Quý IV | | Huyện |", TWO]))
    assert len(part.entries) == 2


@pytest.mark.parametrize("words", ["Năm 2024 không đăng ký lĩnh vực này", "Không đăng ký lĩnh vực trên"])
def test_a_refusal_of_a_field_is_no_model(words: str) -> None:
    part = read_list(m3(SECTION, ONE, "II. Văn hóa - xã hội", f"| 1 | | {words} |"))
    assert (names(part), part.possible) == (["3: Trồng hoa ven đường"], ())


@pytest.mark.parametrize("words", ["* Cấp tỉnh: không có", "- Cấp tỉnh: Không đăng ký"])
def test_a_level_that_has_no_model_may_say_so_in_the_column_of_names(words: str) -> None:
    first = TWO.replace("| 2 |", "| 1 |")
    part = read_list(
        m3(f"| | | {words} |", "| | | * Cấp huyện |", first, "II. Văn hóa - xã hội", f"| | | {words} |")
    )
    assert (levels(part), part.possible) == (["district"], ())


def test_a_caption_over_a_list_that_is_not_there_gives_the_next_list_no_level() -> None:
    lines = [TITLE, "Biểu 1: Đăng ký cấp tỉnh", "Không đăng ký.", "Biểu 2: Đăng ký cấp huyện", HEAD, TWO]
    read = understand("\n".join(lines))
    assert (levels(read.lists[0]), read.level_words) == (["district"], ("Biểu 2: Đăng ký cấp huyện",))


def test_a_summary_at_the_right_of_a_section_leaves_it_a_section() -> None:
    beside = ["| Cấp | Số lượng |", "| Tỉnh | 1 |", "| Huyện | 2 |"]
    first, second, third = (f"| II. Văn hóa - xã hội | | | | | | | | | | {line[1:]}" for line in beside)
    for section in (first, second, third):
        part = read_list(m3(SECTION, ONE, section, TWO, THREE))
        assert (fields(part), part.possible) == (["economy", "culture_society", "culture_society"], ())


@pytest.mark.parametrize(
    "remark",
    [
        "(Mô hình này do Hội Phụ nữ chủ trì)", "* Đảng ủy đề nghị huyện quan tâm mô hình trên",
        "| | | | Đ/c Hoa phụ trách |", "Nội dung này đã được Đảng ủy thống nhất",
    ],
)  # fmt: skip
def test_a_remark_on_the_model_above_ends_no_section(remark: str) -> None:
    part = read_list(m3(SECTION, ONE, remark, TWO, remark, THREE))
    assert (fields(part), len(part.entries)) == (["economy"] * 3, 3)


def test_a_body_that_heads_models_from_a_cell_of_its_own_is_no_model() -> None:
    part = read_list(m3("| | 1. MTTQ xã |", ONE, "| | 2. Hội Cựu chiến binh xã |", ONE, TWO))
    assert (len(part.entries), part.possible) == (3, ())


@pytest.mark.parametrize("sign", [";", ","])
def test_a_list_pasted_as_lines_with_signs_between_its_columns_is_read(sign: str) -> None:
    section = "I. Lĩnh vực kinh tế (Xây dựng nông thôn mới; Phát triển kinh tế, Hiến đất)"
    rows = [
        [TITLE],
        columns_of(HEAD),
        [section],
        columns_of(ONE.replace("Đường đẹp", "Đường đẹp, sạch")),
        columns_of(TWO),
    ]
    part = read_list("\n".join(csv_line(row, sign) for row in rows))
    assert (names(part), fields(part)) == (["4: Trồng hoa ven đường", "5: Nuôi gà đồi"], ["economy"] * 2)
    assert [entry.values["level"] for entry in part.entries] == ["Cấp tỉnh", "Cấp huyện"]
    assert part.entries[0].values["goals"] == "Đường đẹp, sạch"


def test_a_comma_stands_within_a_cell_where_a_blank_follows_it() -> None:
    rows = [csv_line(columns_of(line), ",") for line in (HEAD, ONE, TWO)]
    lines = [TITLE, *rows, rows[-1].replace("Nuôi gà đồi", "Nuôi gà, vịt"), "Cao Xá, ngày 22 tháng 02 năm 2024"]
    part = read_list("\n".join(lines))
    assert [name[3:] for name in names(part)] == ["Trồng hoa ven đường", "Nuôi gà đồi", "Nuôi gà, vịt"]
    unclear = understand(sheet("\n".join(lines).replace("gà, vịt", "gà,vịt")))
    assert (unclear.lists, len(unclear.possible)) == ((), 3)


def test_a_footer_with_a_bar_leaves_semicolons_to_part_a_list_and_quotes_keep_them() -> None:
    rows = [csv_line(columns_of(line), ";") for line in (HEAD, ONE, TWO.replace("Thu nhập", "50 hộ; 3 thôn; 2 tổ"))]
    part = read_list("\n".join([TITLE, *rows, "ĐT: 0204 3 878 123 | Email: caoxa@bacgiang.gov.vn"]))
    assert [entry.values["level"] for entry in part.entries] == ["Cấp tỉnh", "Cấp huyện"]
    assert part.entries[1].values["goals"] == "50 hộ; 3 thôn; 2 tổ"


def test_a_letterhead_with_tabs_leaves_semicolons_to_part_a_short_list() -> None:
    rows = [csv_line(columns_of(line), ";") for line in (HEAD, ONE, TWO)]
    around = ["UBND HUYỆN\tĐẢNG CỘNG SẢN VIỆT NAM", "PHÒNG NỘI VỤ\tTân Yên, ngày 20/02", "NGƯỜI LẬP\tTRƯỞNG PHÒNG"]
    part = read_list("\n".join([*around[:2], TITLE, *rows, around[2], "Nguyễn Thị Hoa\tNguyễn Văn Thắng"]))
    assert [entry.values["level"] for entry in part.entries] == ["Cấp tỉnh", "Cấp huyện"]


def test_sentences_with_commas_are_no_pasted_list() -> None:
    lines = [
        "Kính gửi: Ban Dân vận",
        "Mô hình đăng ký: “Hòa giải viên”, cấp huyện, tập thể, tháng 11",
        "Trân trọng!",
    ]
    assert not understand(sheet("\n".join(lines))).lists


def columns_of(line: str) -> list[str]:
    return [cell.strip() for cell in line[1:-1].split("|")]


def csv_line(cells: list[str], sign: str) -> str:
    """A line as Excel saves it, with quotes where they are needed."""
    line = io.StringIO()
    csv.writer(line, delimiter=sign, lineterminator="").writerow(cells)
    return line.getvalue()


@pytest.mark.parametrize(
    "line",
    ["{n}. “Nụ cười công sở” - tập thể - cấp huyện", '{n}) "Nụ cười công sở", cấp huyện', "+ “Tổ tự quản” – huyện"],
)
def test_lines_that_quote_their_models_are_models(line: str) -> None:
    read = understand("\n".join([TITLE, line.format(n=1), line.format(n=2)]))
    (part,) = read.lists
    assert all("huyện" in str(entry.values["level"]) for entry in part.entries)
    assert len(part.entries) == 2


@pytest.mark.parametrize(
    ("beside", "whys"),
    [
        (MODEL.replace("1", "2", 1), ["in-words"]),
        ("| 1 | Nguyễn Văn Thắng | Bí thư Đảng ủy xã | 0912345678 |", []),
        ("| 1 | Họp Ban chỉ đạo xã | x |", []),
        ("| 1 | Số mô hình cấp tỉnh | 1 |", []),
    ],
)
def test_rows_of_models_beside_a_list_are_possible(beside: str, whys: list[str]) -> None:
    read = understand("\n".join([TITLE, HEAD, f"{ONE} {beside[1:]}", TWO]))
    assert [one.reason for one in read.possible] == whys


@pytest.mark.parametrize("about", ["V/v đăng ký mô hình “Dân vận khéo” năm 2024", "Về việc đăng ký mô hình DVK"])
def test_a_letter_whose_head_says_what_it_is_about_may_register_nothing(about: str) -> None:
    head = f"| HUYỆN ỦY TÂN YÊN⏎BAN TỔ CHỨC⏎Số 12-CV/CB⏎{about} | ĐẢNG CỘNG SẢN VIỆT NAM |"
    nil = understand(f"{head}\nKính gửi: Ban Dân vận\nNăm 2024 đơn vị không đăng ký mô hình “Dân vận khéo”.")
    assert (nil.says_nothing, nil.possible) == (True, ())
    card = understand("DANH SÁCH ĐĂNG KÝ MÔ HÌNH “DÂN VẬN KHÉO”\n| Tên mô hình | Nụ cười công sở |")
    assert [one.text for one in card.possible] == ["Nụ cười công sở"]


@pytest.mark.parametrize(
    ("sentence", "level"),
    [
        ("Phòng Y tế đăng ký mô hình “Bếp ăn tập thể an toàn” ở cấp huyện; thực hiện từ tháng 3.", "district"),
        ("Phòng Y tế đăng ký thực hiện mô hình Bếp ăn tập thể an toàn", None),
        ("Năm 2023 Phòng Y tế đăng ký mô hình “Bếp ăn tập thể an toàn”", ""),
        ("Phòng Y tế đã đăng ký mô hình “Bếp ăn tập thể an toàn”", ""),
        ("Phòng Y tế không đăng ký mô hình “Bếp ăn tập thể an toàn” nữa", ""),
        ("Phòng Y tế đăng ký mô hình “Bếp ăn tập thể an toàn” có được không?", ""),
        ("Phòng Y tế sẽ gửi sau bản đăng ký mô hình “Bếp ăn tập thể an toàn”", ""),
        ("Đề nghị các đơn vị đăng ký mô hình “Dân vận khéo” năm 2024", ""),
    ],
)
def test_a_letter_may_register_a_model_by_a_sentence(sentence: str, level: str | None) -> None:
    letter = f"V/v đăng ký mô hình “Dân vận khéo” năm 2024\nKính gửi: Ban Dân vận Huyện ủy\n{sentence}"
    found = [(each.reason, each.level, each.text) for each in understand(sheet(letter)).possible]
    assert [(why, of) for why, of, _ in found] == ([("in-words", level)] if level != "" else [])
    assert understand(sheet(f"KẾ HOẠCH\n{letter}")).possible == ()


@pytest.mark.parametrize(
    "over", ["CÁC MÔ HÌNH CẤP CƠ SỞ", "II. CÁC MÔ HÌNH CẤP CƠ SỞ", "III. An ninh\nCÁC MÔ HÌNH CẤP CƠ SỞ"]
)
def test_a_level_over_a_further_head_holds_the_sections_below_it(over: str) -> None:
    part = read_list(m3("I. Kinh tế", ONE, "II. Văn hóa - xã hội", TWO, "", over, HEAD, "I. Kinh tế", THREE))
    assert (fields(part), levels(part)) == (["economy", "culture_society", "economy"], [None, None, "base"])


def test_a_level_within_a_section_goes_no_further_than_it_where_a_page_ends_below_it() -> None:
    part = read_list(m3("I. Kinh tế", ONE, "II. Văn hóa - xã hội", "Cấp tỉnh", HEAD, TWO, "III. An ninh", THREE))
    assert levels(part) == [None, "province", None]
