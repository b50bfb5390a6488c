"""The words for fields and levels, as offices write them."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from aggregator.campaign.vocabulary import Vocabulary, may_be_open
from aggregator.nouns.unit import Field
from aggregator.vietnamese.scope import enter
from tests.sheets import CAMPAIGN

EVERY = {"province", "district", "base"}  # unclear
WORDS = Vocabulary(CAMPAIGN)


@pytest.mark.parametrize("field", CAMPAIGN.fields, ids=lambda field: field.code)
def test_every_printed_section_head_names_its_field(field: Field) -> None:
    printed = [
        f"{field.numeral}- {field.print_head} {field.scope}",
        f"{field.numeral}. {field.print_head}:",
        field.print_head.upper(),
        *field.heads,
        *(f"{field.numeral}. {head}" for head in field.heads),
        *(f"Lĩnh vực {head}" for head in field.heads),
    ]
    assert [text for text in printed if WORDS.section(text) != (True, field.code)] == []


@pytest.mark.parametrize("field", CAMPAIGN.fields, ids=lambda field: field.code)
def test_every_word_for_a_field_is_known_in_a_column(field: Field) -> None:
    variants = [field.title, field.numeral, f"{field.numeral}.", field.sheet, *field.heads]
    assert [text for text in variants if WORDS.field_in_column(text) != field.code] == []


def test_no_two_fields_share_a_word() -> None:
    heads = [head for field in CAMPAIGN.fields for head in field.heads]
    assert len({head.casefold() for head in heads}) == len(heads)


@pytest.mark.parametrize(
    "text",
    [
        "Mô hình phát triển kinh tế vườn đồi",
        "Văn hóa ứng xử nơi công sở",
        "I. Thôn Trại",
        "1. Kinh tế vườn",
        "V. Kinh tế",
        "An ninh thôn Ngò",
        "",
    ],
)
def test_an_entry_is_no_section(text: str) -> None:
    field = WORDS.section(text)
    assert field[0] is (text == "V. Kinh tế")


@pytest.mark.parametrize("numeral", ["", "II. ", "1. "])
@pytest.mark.parametrize("cell", ["", "Chi bộ ", "Đảng bộ ", "Cơ quan "])
@pytest.mark.parametrize(
    "name",
    [
        *(unit.name for unit in CAMPAIGN.units if unit.kind == "agency"),
        "Ban Chỉ huy Quân sự huyện",
        "NGÂN HÀNG NÔNG NGHIỆP",
        "PGD Ngân hàng Chính sách xã hội",
        "Chi nhánh Ngân hàng Nông nghiệp",
    ],
)
def test_an_agencys_name_over_models_is_no_field(name: str, cell: str, numeral: str) -> None:
    heading = f"{numeral}{cell}{name}"
    assert (WORDS.section(heading)[0], WORDS.field_of_heading(heading)) == (False, None)


@pytest.mark.parametrize("text", [
        "II. Quân sự địa phương", "B. Phòng chống tội phạm, giữ gìn an ninh", "Quân sự",
        "III. Phòng ngừa tội phạm, an ninh trật tự", "3. Phòng thủ quốc phòng, an ninh",
    ],
)  # fmt: skip
def test_a_task_that_sounds_like_an_office_is_a_field(text: str) -> None:
    assert WORDS.field_of_heading(text) == "defence_security"


@pytest.mark.parametrize("text", ["A. Ngân hàng - kinh tế", "1. Ngân hàng chính sách, phát triển kinh tế"])
def test_a_field_behind_an_agencys_word_is_a_section(text: str) -> None:
    assert WORDS.field_of_heading(text) == "economy"


@pytest.mark.parametrize("text", ["I. Phòng Kinh tế - Hạ tầng", "I. Phòng Văn hóa, xã hội", "I. Trường Chính trị"])
def test_a_field_in_an_agencys_name_is_none(text: str) -> None:
    assert WORDS.field_of_heading(text) is None


def test_a_section_of_two_fields_names_none() -> None:
    assert WORDS.section("I. Lĩnh vực kinh tế và quốc phòng") == (True, None)


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("Cấp tỉnh", {"province"}),
        ("tỉnh", {"province"}),
        ("CẤP HUYỆN", {"district"}),
        ("c. huyện", {"district"}),
        ("Huyện", {"district"}),
        ("Cơ sở", {"base"}),
        ("cấp xã", {"base"}),
        ("Cấp cơ sở", {"base"}),
        ("Cấp phòng", {"base"}),
        ("Cấp trường", {"base"}),
        ("Đăng ký cấp huyện", {"district"}),
        ("Cấp tỉnh, huyện", {"province", "district"}),
        ("tỉnh + huyện", {"province", "district"}),
        ("Văn hóa - xã hội / Cấp huyện", {"district"}),
        ("Huyện ?", EVERY),
        ("Cấp huyện (?)", EVERY),
        ("☐ Cấp huyện", EVERY),
        ("[ ] Tỉnh", EVERY),
        ("Không đăng ký cấp huyện", EVERY),
        ("Chưa đăng ký cấp tỉnh", EVERY),
        ("Không phải cấp tỉnh", EVERY),
        ("Không lên cấp tỉnh", EVERY),
        ("Cấp tỉnh: không", EVERY),
        ("Chưa đạt cấp huyện", EVERY),
        ("Cấp huyện (chưa có quyết định)", {"district"}),
        ("Cấp huyện (đã được công nhận cấp tỉnh năm 2023)", {"district"}),
        ("Cấp tỉnh (đã được huyện thống nhất)", {"province"}),
        ("Huyện (năm 2023 đã đạt cấp tỉnh)", {"district"}),
        ("(đã được huyện giới thiệu lên tỉnh)", {"province", "district"}),
        ("Cấp huyện (đã đăng ký cấp tỉnh)", {"province", "district"}),
        ("Không", set()),
        ("?", set()),
        ("x", set()),
        ("", set()),
    ],
)
def test_levels_in_a_column(text: str, levels: set[str]) -> None:
    assert WORDS.levels_in_column(text) == levels


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("A. Cấp tỉnh", "province"),
        ("I. CẤP TỈNH", "province"),
        ("Mô hình đăng ký cấp huyện:", "district"),
        ("B- Các mô hình, điển hình cấp huyện năm 2024", "district"),
        ("Danh sách mô hình cấp tỉnh (02 mô hình)", "province"),
        ("Cấp tỉnh, cấp huyện", None),
        ("đạt OCOP cấp tỉnh", None),
        ("Cấp nước sạch", None),
        ("Thôn Tỉnh Lộ", None),
        ("", None),
    ],
)
def test_a_heading_names_a_level_only_if_it_says_nothing_else(text: str, level: str | None) -> None:
    assert WORDS.level_heading(text) == level


@pytest.mark.parametrize(
    "text", ["Cơ sở", "C. Cơ sở", "C. Cấp cơ sở", "Mô hình đăng ký cấp cơ sở", "đăng ký cấp cơ sở"]
)
def test_base_is_a_level_too(text: str) -> None:
    assert WORDS.level_heading(text) == "base"


@pytest.mark.parametrize("text", ["Cấp xã", "III. Cấp xã", "Đăng ký cấp xã"])
def test_base_by_its_other_name(text: str) -> None:
    assert WORDS.level_heading(text) == "base"


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("DANH SÁCH ĐĂNG KÝ MÔ HÌNH CẤP TỈNH NĂM 2024", "province"),
        ("Danh sách mô hình cấp huyện", "district"),
        ("Danh sách mô hình cấp tỉnh, huyện", None),
        ("Danh sách mô hình cấp tỉnh và cấp huyện", None),
        ("Danh sách mô hình cấp cơ sở", "base"),
        ("Danh sách mô hình các cấp năm 2024", None),
        ("Danh sách mô hình huyện Tân Yên", None),
    ],
)
def test_a_title_names_a_level_after_the_word_for_it(text: str, level: str | None) -> None:
    assert WORDS.level_in_title(text) == level


@pytest.mark.parametrize(
    "text",
    [
        "Tập thể cấp xã", "II. Tập thể, cá nhân cấp xã", "Các mô hình do cấp xã thực hiện", "Mô hình của cấp xã",
        "A. Cấp xã (ban, ngành)", "Cấp xã: MTTQ và các đoàn thể", "Mô hình cấp xã chủ trì", "B. Cấp thôn (chi bộ)",
        "Khối thị trấn: tập thể cấp thị trấn",
    ],
)  # fmt: skip
def test_a_heading_that_says_who_does_it_names_no_level(text: str) -> None:
    assert WORDS.level_heading(text) is WORDS.level_in_title(text) is None
    assert WORDS.other_heading(text)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Mô hình đăng ký cấp xã của các đoàn thể", "base"),
        ("Tập thể đăng ký cấp xã", "base"),
        ("Tập thể đăng ký cấp huyện", "district"),
        ("Mô hình cấp tỉnh do chi bộ thôn thực hiện", "province"),
        ("Mô hình cấp cơ sở năm 2024", "base"),
        ("Văn hóa - xã hội cấp xã", "base"),
    ],
)
def test_a_heading_that_registers_at_a_level_names_it_whoever_does_it(text: str, level: str) -> None:
    assert WORDS.level_in_title(text) == level


@pytest.mark.parametrize(
    ("text", "level"),
    [("PHẦN A: ĐĂNG KÝ VỚI TỈNH", "province"), ("Mục 2 - Cấp huyện", "district"), ("Nhóm 3: C.sở", "base")],
)
def test_a_heading_may_be_numbered_as_a_part(text: str, level: str) -> None:
    assert WORDS.level_heading(text) == level
    assert WORDS.is_base_heading("PHẦN C: ĐĂNG KÝ TẠI XÃ")


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("A. Mô hình đề nghị Tỉnh ủy công nhận", "province"), ("Đề nghị BTV Huyện ủy xét, công nhận", "district"),
        ("I. Mô hình đăng ký với Ban Dân vận Tỉnh ủy", "province"), ("1. Cấp ủy tỉnh", "province"),
        ("UBND huyện", "district"), ("C. Mô hình do cơ quan công nhận", "base"), ("Đảng ủy xã công nhận", "base"),
        ("Cấp tỉnh", "province"), ("A. Do tỉnh công nhận", "province"),
        ("I. Huyện ủy Tân Yên công nhận", "district"), ("Ban Dân vận Huyện ủy Tân Yên công nhận", "district"),
        ("Đề nghị UBND huyện Tân Yên công nhận", "district"), ("Tỉnh ủy Bắc Giang công nhận", "province"),
        ("Huyện ủy Yên Thế công nhận", None), ("Hội Nông dân huyện Tân Yên", None),
        ("Ban Dân vận công nhận", None), ("Đã được Huyện ủy công nhận", None), ("Huyện ủy không công nhận", None),
        ("Kính gửi Huyện ủy", None), ("Tỉnh ủy, Huyện ủy công nhận", None), ("Khối Huyện ủy", None),
    ],
)  # fmt: skip
def test_a_level_may_be_told_by_the_body_that_recognises(text: str, level: str | None) -> None:
    assert WORDS.level_of_recognition(text) == level


def test_the_place_of_a_body_that_recognises_is_the_running_campaigns() -> None:
    text = "Đề nghị Huyện ủy Phú Bình công nhận"
    assert WORDS.level_of_recognition(text) is None
    there = replace(CAMPAIGN, office=replace(CAMPAIGN.office, province="Thái Nguyên", district="Phú Bình"))
    assert Vocabulary(there).level_of_recognition(text) == "district"


@pytest.mark.parametrize(
    ("heading", "opens"),
    [
        ("I. Mô hình cấp tỉnh năm 2023", True), ("I. Mô hình đạt cấp tỉnh năm 2022, 2023", True),
        ("A. Mô hình cấp tỉnh (đã công nhận)", True), ("I. Đã công nhận cấp huyện năm 2023", True),
        ("Mô hình cấp huyện các năm trước", True), ("Huyện ủy công nhận năm 2023", True),
        ("I. Mô hình cấp tỉnh năm 2024", False), ("II. Đăng ký cấp huyện", False), ("Mô hình năm 2023", False),
        ("Mô hình cấp tỉnh năm 2023 tiếp tục duy trì", False), ("Mô hình cấp huyện (từ năm 2022)", False),
        ("B. Đăng ký cấp huyện theo Quyết định 266-QĐ/HU ngày 21/01/2022", False),
        ("Mô hình đăng ký cấp huyện năm 2023 theo Hướng dẫn số 9 ngày 17/8/2022", True),
        ("Mô hình cấp huyện được công nhận theo Quyết định số 5 ngày 21/01/2023", True),
        ("B. Đăng ký cấp huyện (Hướng dẫn số 09-HD/HU ngày 17/8/2022)", False),
        ("B. Mô hình cấp huyện theo Hướng dẫn 09-HD/HU năm 2022", False),
        ("B. Mô hình cấp huyện (Nghị quyết số 5 năm 2022)", False),
        ("B. Cấp huyện (theo Hướng dẫn 09/HD-HU năm 2022)", False),
        ("B. Cấp huyện (Hướng dẫn 09) - năm 2023", True),
        ("Mô hình cấp huyện theo Hướng dẫn số 09-HD/HU, năm 2023", True),
        ("Mô hình cấp huyện thực hiện theo Hướng dẫn số 09-HD/HU trong năm 2023", True),
        ("Mô hình cấp huyện đăng ký theo Hướng dẫn 09 năm 2023", True),
        ("Mô hình cấp huyện từ 2021 đến hết năm 2023", True), ("Mô hình cấp huyện từ 2021 tới 2023", True),
        ("Mô hình cấp huyện (từ 2022)", False),
        ("Mô hình cấp huyện được công nhận theo Hướng dẫn số 5 ngày 21/01/2023", True),
        ("Mô hình cấp huyện năm 2023 theo Hướng dẫn số 9 ngày 17/8/2022", True),
        ("Mô hình cấp huyện (Quyết định số 112 ngày 5/3/2023)", True),
        ("Mô hình cấp huyện theo kế hoạch năm 2023", True),
        ("B. Cấp huyện (có từ 2022, đăng ký tiếp)", False), ("Mô hình đạt cấp huyện từ 2021 đến 2023", True),
    ],
)  # fmt: skip
def test_a_heading_of_levels_reached_before_leaves_its_models_open(heading: str, opens: bool) -> None:
    assert may_be_open(heading) is opens


def test_which_levels_were_reached_before_follows_from_the_campaigns_year() -> None:
    open_in = {}
    for year in (2024, 2025):
        enter(year)
        open_in[year] = [may_be_open(f"I. Mô hình cấp tỉnh năm {named}") for named in (2024, 2025)]
    assert open_in == {2024: [False, True], 2025: [True, False]}


@pytest.mark.parametrize("text", ["Phòng Giáo dục và Đào tạo", "Trung tâm Y tế", "Phòng Kinh tế và Hạ tầng"])
def test_a_units_name_is_no_field(text: str) -> None:
    assert WORDS.names_agency(text)


@pytest.mark.parametrize(
    "text", ["Tập thể", "B. Cá nhân", "Mô hình mới", "II. Tiếp tục duy trì", "Mô hình của tập thể"]
)
def test_other_headings_only_group(text: str) -> None:
    assert WORDS.other_heading(text)


@pytest.mark.parametrize("text", ["Tập thể dục buổi sáng", "Cá nhân Nguyễn Văn Tám", "Cầu mới", ""])
def test_other_words_group_nothing(text: str) -> None:
    assert not WORDS.other_heading(text)


def test_a_cell_of_one_phrase_over_and_over_is_read_as_any_other() -> None:
    assert WORDS.section("mô hình " * 3_700 + "Kinh tế") == (True, "economy")


@pytest.mark.parametrize(
    "text", ["II", "LV II", "Lĩnh vực II", "lv. II", "LV II.", "Bảo hiểm y tế", "Bảo hiểm xã hội"]
)
def test_a_fields_numeral_or_word_in_its_column_names_it(text: str) -> None:
    assert WORDS.field_in_column(text) == "culture_society"


@pytest.mark.parametrize(
    ("heading", "on"),
    [
        ("II. Nhân rộng các mô hình đã thực hiện năm 2023", True),
        ("II. Sơ kết việc nhân rộng các mô hình đã thực hiện năm 2023", False),
        ("Tình hình duy trì các mô hình năm 2023", False),
        ("Kết quả đăng ký so với năm 2023", True),
        ("Mô hình đã thực hiện năm 2023", False),
    ],
)
def test_a_heading_that_reports_on_what_goes_on_registers_nothing_again(heading: str, *, on: bool) -> None:
    assert WORDS.goes_on(heading) == on
