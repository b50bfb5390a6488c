"""What a cell says: its text, a mark, a level, a field (R9), a holder; the first that answers, or nobody."""

from __future__ import annotations

import datetime as dt
import unicodedata
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aggregator.campaign.vocabulary import Vocabulary
from aggregator.judge.texts import (
    FieldFinder,
    LevelRemark,
    clean,
    holder_kind,
    is_mark,
    level_of,
    level_remark,
    mode_of,
    text_of,
)
from aggregator.nouns.document import Value
from tests.sheets import CAMPAIGN


@pytest.mark.parametrize(
    ("original", "text"),
    [
        (unicodedata.normalize("NFD", "Trồng hoa"), "Trồng hoa"),
        ("Trồng\u00a0hoa", "Trồng hoa"),
        ("Trồng\u200b hoa\ufeff", "Trồng hoa"),
        ("  Trồng hoa  ", "Trồng hoa"),
        ("Trồng \r\n hoa", "Trồng\nhoa"),
        ("Trồng\rhoa", "Trồng\nhoa"),
        ("Trồng  hoa", "Trồng  hoa"),
        ("“Trồng hoa” – hoà", "“Trồng hoa” – hoà"),
        ("=1+1", "=1+1"),
    ],
)
def test_only_the_normal_form_and_odd_blanks_change(original: str, text: str) -> None:
    assert clean(original) == text


@settings(deadline=None)
@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, None),
        ("", None),
        ("  ", None),
        ("\u200b", None),
        (7, "7"),
        (7.0, "7"),
        (7.5, "7.5"),
        (True, "x"),
        (False, "không"),
        (dt.date(2024, 3, 5), "05/03/2024"),
        (dt.datetime(2024, 3, 5, 7, 30), "05/03/2024"),  # noqa: DTZ001 -- Excel's dates know no zone
    ],
)
def test_a_cell_as_text(value: Value, text: str | None) -> None:
    assert text_of(value) == text


MARKS: list[Value] = ["x", "X", "✓", "✔", "√", "v", "V", "có", "Có", "2023", 2023, 1, "+", "*", "☑", "☒", True,
                      dt.date(2024, 3, 1), "Năm 2023", "đang thực hiện",
                      "●", "■", "✔️", "×", "R", "þ", "ü", "TRUE", "[x]"]  # fmt: skip
NO_MARKS: list[Value] = [None, "", "  ", "-", "–", "...", "…", "không", "Không", "KHÔNG", "0", 0, 0.0, False, "ko",
                         "☐", "\u200b", "\u00a0", "○", "□", "o", "¨", "[ ]", "❑", "FALSE", "chưa",
                         "Không ĐK", "Không đăng ký"]  # fmt: skip


@pytest.mark.parametrize("value", MARKS)
def test_any_mark_people_use(value: Value) -> None:
    assert is_mark(value)


@pytest.mark.parametrize("value", NO_MARKS)
def test_what_says_no_is_no_mark(value: Value) -> None:
    assert not is_mark(value)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("x", None), ("continuing", None)),
        ((None, "x"), ("new", None)),
        (("không", "x"), ("new", None)),
        (("2023", 0), ("continuing", None)),
        (("x", "x"), (None, "mode-both")),
        (("✗", "✓"), ("new", None)),
        (("✅", "❌"), ("continuing", None)),
        (("✔️", "✖️"), ("continuing", None)),
        (("✓", "✓"), (None, "mode-both")),
        (("✗", None), ("continuing", None)),
        (("x", "✓"), (None, "mode-both")),
        ((None, None), (None, "mode-neither")),
        (("-", "-"), (None, "mode-neither")),
        ((None, None, "Xây dựng mới"), ("new", None)),
        ((None, None, "Mới"), ("new", None)),
        ((None, None, "Tiếp tục duy trì"), ("continuing", None)),
        ((None, None, "mới / duy trì"), (None, "mode-neither")),
        ((None, None, "x"), (None, "mode-neither")),
        (("x", None, "Mới"), ("continuing", None)),
        ((None, "Duy trì từ năm 2022"), ("continuing", None)),
        ((None, "duy trì"), ("continuing", None)),
        (("Xây dựng mới", None), ("new", None)),
        ((None, None, "Duy trì từ năm 2022"), ("continuing", None)),
        ((None, None, "Đang hoạt động"), ("continuing", None)),
    ],
)
def test_the_mode_of_an_entry(cells: tuple[Value, ...], expected: tuple[str | None, str | None]) -> None:
    assert mode_of(*cells) == expected


WORDS = Vocabulary(CAMPAIGN)


def level(**words: Any) -> tuple[str | None, str | None, str | None]:
    """Level, source and finding of an entry."""
    vocabulary = {"column": None, "marks": {}, "heading": None, "name": "Trồng hoa", "remark": None} | words
    answer = level_of(WORDS, **vocabulary)
    return answer.code, answer.source, answer.finding_code


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ({"column": "Cấp tỉnh"}, ("province", "column", None)),
        ({"column": "Cấp tỉnh", "heading": "district"}, ("province", "column", None)),
        ({"marks": {"province": None, "district": "x"}}, ("district", "column", None)),
        ({"heading": "province"}, ("province", "heading", None)),
        ({"heading": "base", "name": "Trồng hoa (cấp cơ sở)"}, ("base", "heading", None)),
        ({"heading": "base", "name": "Trồng hoa", "remark": "OCOP cấp tỉnh"}, ("base", "heading", None)),
        ({"name": "Trồng hoa (đăng ký cấp tỉnh)"}, ("province", "text", None)),
        ({"name": "Trồng hoa [cấp huyện]."}, ("district", "text", None)),
        ({"name": "Cấp tỉnh: Trồng hoa"}, ("province", "text", None)),
        ({"name": "(Cấp huyện) Trồng hoa"}, ("district", "text", None)),
        ({"name": "[Tỉnh] Trồng hoa"}, ("province", "text", None)),
        ({"name": "Mô hình cấp huyện - Trồng hoa"}, ("district", "text", None)),
        ({"name": "Trồng hoa (MH cấp tỉnh)"}, ("province", "text", None)),
        ({"name": "Trồng hoa (Đề nghị công nhận cấp tỉnh)"}, ("province", "text", None)),
        ({"remark": "Đăng ký cấp huyện"}, ("district", "text", None)),
        ({"remark": "Cấp huyện năm 2024"}, ("district", "text", None)),
        ({"remark": "Cấp huyện, duy trì từ năm 2022"}, ("district", "text", None)),
        ({"remark": "Đã họp dân; cấp huyện"}, ("district", "text", None)),
        ({"remark": "Chọn đăng ký cấp tỉnh"}, ("province", "text", None)),
        ({"remark": "Lựa chọn đăng ký lên cấp tỉnh"}, ("province", "text", None)),
        ({"remark": "Trình cấp tỉnh"}, ("province", "text", None)),
        ({"remark": "cấp tỉnh - tiếp tục"}, ("province", "text", None)),
        ({"remark": "Cơ sở - duy trì"}, ("base", "text", None)),
        ({"remark": "Làm cơ sở"}, (None, None, "level-missing")),
        ({"name": "MH cơ sở: Trồng hoa"}, ("base", "text", None)),
        ({"remark": "Có mẫu M1 (cấp tỉnh) kèm theo"}, ("province", "text", None)),
        ({"remark": "Gửi kèm M2 cấp huyện"}, ("district", "text", None)),
        ({"remark": "Kèm hồ sơ cấp tỉnh"}, ("province", "text", None)),
        ({"name": "Trồng hoa (chọn đăng ký cấp huyện)"}, ("district", "text", None)),
        ({"level_remarks": [LevelRemark(), LevelRemark("province")]}, ("province", "text", None)),
        ({"level_remarks": [LevelRemark("province")], "remark": "Cấp huyện"}, ("district", "text", None)),
        ({"level_remarks": [LevelRemark("province")], "column": "Cấp huyện"}, ("district", "column", None)),
        ({}, (None, None, "level-missing")),
    ],
)
def test_the_first_that_answers(words: dict[str, Any], expected: tuple[str | None, ...]) -> None:
    assert level(**words) == expected


@pytest.mark.parametrize(
    "words",
    [
        {"column": "Cấp tỉnh, huyện"},
        {"column": "Tỉnh và huyện", "heading": "province"},
        {"heading": "base", "name": "Trồng hoa (cấp tỉnh)"},
        {"heading": "district", "name": "Trồng hoa (đề nghị cấp tỉnh)"},
        {"heading": "district", "name": "Cấp cơ sở: Trồng hoa"},
        {"heading": "district", "remark": "ĐK cấp tỉnh"},
        {"heading": "district", "remark": "Cấp xã"},
        {"marks": {"province": "x", "district": "x"}},
        {"column": "Cấp tỉnh", "marks": {"district": "x"}},
        {"column": "chưa rõ"},
        {"remark": "cấp tỉnh; cấp huyện"},
        {"remark": "Xin trình tỉnh"},
        {"level_remarks": [LevelRemark(text="Tập thể cấp tỉnh")]},
        {"level_remarks": [LevelRemark("province"), LevelRemark("district")]},
        {"level_remarks": [LevelRemark("province")], "heading": "district"},
    ],
)
def test_two_levels_or_none_in_the_column_or_against_the_heading_are_unclear(words: dict[str, Any]) -> None:
    answer = level(**words)
    assert answer in [(None, None, "level-unclear"), ("province", "heading", None)]
    assert answer[0] is None


@pytest.mark.parametrize(
    "words",
    [
        {"name": "Sản phẩm đạt OCOP cấp tỉnh"},
        {"name": "Trồng hoa (đạt giải cấp tỉnh)"},
        {"name": "Nhân rộng (cấp tỉnh) mô hình trồng hoa"},
        {"name": "Cấp nước sạch: thôn Trại"},
        {"name": "Huyện đội - kết nghĩa với thôn Ngò"},
        {"name": "Tỉnh lộ 398: trồng hoa"},
        {"name": "Trồng hoa (đã được công nhận cấp huyện)"},
        {"remark": "đạt OCOP cấp tỉnh"},
        {"remark": "Mô hình cấp huyện năm 2023"},
        {"remark": "Chọn đăng ký cấp tỉnh năm 2025"},
        {"remark": "Không gửi kèm M1 cấp tỉnh"},
        {"remark": "Đề nghị UBND cấp tỉnh xem xét hỗ trợ"},
        {"remark": "Sản phẩm được chọn trưng bày tại hội chợ cấp tỉnh năm 2022"},
        {"remark": "Năm 2023, cấp huyện"},
        {"remark": "Cấp tỉnh năm ngoái"},
        {"remark": "Cấp tỉnh, năm 2022"},
        {"remark": "Hồ sơ cấp tỉnh"},
        {"remark": "Lập hồ sơ trình cấp tỉnh xếp hạng di tích"},
        {"remark": "Trình cấp tỉnh công nhận làng nghề"},
        {"name": "Trồng hoa (mô hình cấp tỉnh năm 2022)"},
    ],
)
def test_words_about_something_else_say_nothing(words: dict[str, Any]) -> None:
    assert level(**words) == (None, None, "level-missing")


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("holder", "Tập thể, đăng ký cấp tỉnh", LevelRemark("province")),
        ("holder", "Tập thể - cấp tỉnh", LevelRemark("province")),
        ("holder", "Cá nhân (ĐK cấp huyện)", LevelRemark("district")),
        ("holder", "Tập thể (cấp huyện)", LevelRemark(text="Tập thể (cấp huyện)")),  # may be a body of the district
        ("holder", "Tập thể cấp tỉnh", LevelRemark(text="Tập thể cấp tỉnh")),
        ("holder", "Tập thể (cấp xã)", LevelRemark()),
        ("holder", "Cán bộ, lãnh đạo cấp huyện", LevelRemark()),
        ("holder", "Nguyễn Văn Cấp", LevelRemark()),
        ("new", "x (cấp tỉnh)", LevelRemark("province")),
        ("new", "Đăng ký cấp huyện", LevelRemark("district")),
        ("new", "Cấp tỉnh / cấp huyện", LevelRemark(text="Cấp tỉnh / cấp huyện")),
        ("continuing", "Cấp tỉnh", LevelRemark("province")),
        ("continuing", "Đã được công nhận cấp tỉnh", LevelRemark()),
        ("continuing", "Cấp huyện, từ năm 2022", LevelRemark("district")),
        ("period", "Năm 2024 (cấp tỉnh)", LevelRemark("province")),
        ("mode", "Mới - cấp huyện", LevelRemark("district")),
        ("new", "x", LevelRemark()),
        ("new", 2024, LevelRemark()),
    ],
)
def test_a_level_in_another_column(code: str, text: Value, expected: LevelRemark) -> None:
    assert level_remark(WORDS, code, text) == expected


@pytest.mark.parametrize("code", ["continuing", "new", "mode", "period"])
@pytest.mark.parametrize(
    "text",
    [
        "x (cấp tỉnh 2023)",
        "2023 (cấp tỉnh)",
        "Năm 2022: cấp huyện",
        "Từ 2021, cấp tỉnh năm 2022",
        "Từ 2021 (cấp huyện)",
        "Cấp huyện (2023)",
        "Cấp tỉnh - 2023",
        "Cấp tỉnh, năm 2023",
        "Năm ngoái, cấp tỉnh",
        "Đã đăng ký cấp tỉnh năm 2022",
    ],
)
def test_a_level_of_another_year_in_another_column_says_nothing(code: str, text: str) -> None:
    assert level_remark(WORDS, code, text) == LevelRemark()


@pytest.mark.parametrize(
    "holder",
    [
        "Hội Phụ nữ cấp huyện",
        "MTTQ và các tổ chức CT-XH cấp huyện",
        "Hội cấp tỉnh và cấp huyện",
        "Ông Nguyễn Văn Bảy - Nông dân giỏi cấp tỉnh",
        "Nghệ nhân cấp tỉnh Nguyễn Văn Hùng",
        "Tổ hợp tác, OCOP cấp tỉnh",
        "Tập thể (công đoàn cấp huyện)",
        "Ủy ban MTTQ - cấp huyện",
    ],
)
def test_a_holder_bears_a_level_of_its_own(holder: str) -> None:
    assert level_remark(WORDS, "holder", holder) == LevelRemark()


def test_a_holder_that_asks_for_a_level_is_unclear() -> None:
    said = "Hội Phụ nữ xã, đề nghị cấp huyện xét"
    assert level_remark(WORDS, "holder", said) == LevelRemark(text=said)


def test_an_unclear_column_leaves_the_word_to_the_heading() -> None:
    assert level(column="x", heading="district") == ("district", "heading", None)


def test_what_did_not_say_it_is_kept_for_the_message() -> None:
    answer = level_of(WORDS, column="Cấp tỉnh, huyện", marks={}, heading=None, name=None, remark=None)
    assert answer.text == "Cấp tỉnh, huyện"


FINDER = FieldFinder(Vocabulary(CAMPAIGN), CAMPAIGN.fields)
ENVIRONMENT = "Phát triển kinh tế, bảo vệ môi trường"


def field(
    heading: str | None = None, column: str | None = None, name: str = "", goals: str = ""
) -> tuple[str | None, str | None, str | None]:
    """Field, source and finding of an entry."""
    answer = FINDER.find(heading, column, name, goals)
    return answer.code, answer.source, answer.finding_code


def test_the_section_goes_first() -> None:
    assert field("economy", "Quốc phòng - an ninh", "Camera an ninh") == ("economy", "section", None)


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        ("Kinh tế", "economy"),
        ("II", "culture_society"),
        ("VH-XH", "culture_society"),
        ("QP-AN", "defence_security"),
        ("Lĩnh vực xây dựng hệ thống chính trị", "political_system"),
        ("Xây dựng Đảng và hệ thống chính trị", "political_system"),
    ],
)
def test_the_column_goes_second(column: str, expected: str) -> None:
    assert field(column=column, name="Trồng hoa") == (expected, "column", None)


def test_words_of_the_row_only_suggest() -> None:
    assert field(name="Camera an ninh") == ("defence_security", "suggested", "field-suggested")


def test_the_name_says_more_than_the_goals() -> None:
    assert field(name="Camera an ninh", goals="Nâng cao thu nhập, sản xuất")[0] == "defence_security"
    assert field(name="Chăn nuôi gà đồi", goals="giữ vệ sinh, môi trường")[0] == "economy"


def test_no_words_suggest_nothing() -> None:
    assert field(name="Gương người tốt") == (None, None, "field-missing")


def test_two_fields_alike_suggest_nothing() -> None:
    assert field(name="Kinh tế gắn với an ninh")[1] is None


def test_a_column_that_names_no_field_is_unclear() -> None:
    assert field(column="Khác") == (None, None, "field-unclear")


def test_the_box_of_m1_means_the_economy_where_nothing_speaks_of_the_environment() -> None:
    assert field(column=ENVIRONMENT, name="Chăn nuôi gà đồi") == ("economy", "column", None)


def test_the_box_of_m1_with_words_of_environment_suggests_section_two_and_asserts_nothing() -> None:
    assert field(column=ENVIRONMENT, name="Thu gom rác thải") == ("culture_society", "suggested", "field-suggested")


@pytest.mark.parametrize("code", [f.code for f in CAMPAIGN.fields])
def test_the_words_that_suggest_a_field_suggest_it(code: str) -> None:
    words = CAMPAIGN.fields_by_code[code].suggest
    answer = [field(name=word)[0] for word in words]
    assert sum(1 for f in answer if f == code) >= len(words) * 0.8


COLLECTIVE = """
Tập thể
tập thể
TẬP THỂ
Tập thể: Chi hội Phụ nữ thôn Trại
Chi hội Phụ nữ thôn Trại
Hội Cựu chiến binh xã
Hội Nông dân
Chi bộ thôn Ngò
Ban Công tác Mặt trận
Ban lãnh đạo thôn
BTV Đảng ủy xã
BCH Đoàn xã
UBND xã Cao Xá
MTTQ và các đoàn thể
Tổ tự quản số 3
Tổ dân phố Hoàng Hoa Thám
Thôn Trại
Nhân dân thôn Trại
Công an huyện
Trường Mầm non
Trạm Y tế xã
Câu lạc bộ dân vũ
HTX nông nghiệp sạch
Đoàn Thanh niên
Đoàn TN
ĐOÀN TNCS HCM
Đoàn Thanh Niên
đoàn thanh niên xã
Tổ Phụ Nữ
TỔ PHỤ NỮ
Trường MN
Truong MN
To mot cua
Cap uy chi bo thon Trai
Đội Văn nghệ
Chị em phụ nữ thôn Trại
Bà con thôn Trại
1. Hội Phụ nữ
Hội CCB; ông Nguyễn Văn Tám phụ trách
TT
Chi hội Phụ nữ, do bà Nguyễn Thị Mận làm chi hội trưởng
""".strip().splitlines()
INDIVIDUAL = """
Cá nhân
CÁ NHÂN
Cá nhân: Nguyễn Văn Tám
Ông Nguyễn Văn Tám
Bà Trần Thị Mận
Anh Giáp Văn Đông
Chị Thân Thị Hoa
Đồng chí Lê Văn Nam
Đ/c Lê Văn Nam - Phó Chủ tịch UBND xã
đ/c Lê Văn Nam, Bí thư Đảng ủy
Nguyễn Thị Lan - Chuyên viên
Nguyễn Thị Lan (Kế toán)
Trần Văn Bình, Điều dưỡng viên
Lê Văn Nam: Chấp hành viên
Lê Thu Hà - Kế toán
Nguyễn Hoa - Bí thư chi bộ
Nguyễn Văn Tám, thôn Hậu
Ông Nguyễn Văn Tám - Bí thư chi bộ thôn Trại
Bà Trần Thị Mận, Chi hội trưởng Chi hội Phụ nữ
Nguyễn Văn Tám
Nguyễn Thị Hồng Nhung
Giáp Văn Đông
Hộ ông Nguyễn Văn Tám
Gia đình bà Trần Thị Mận
Nguyễn Văn Tám - Bí thư chi bộ
Nguyễn Văn Bảy - CT Hội ND
NGUYỄN VĂN BẢY
Đoàn Văn Bảy
ĐOÀN VĂN BẢY
Đoàn Thị Hoa - Bí thư chi bộ
Tô Văn Bảy
Trương Văn Tám
Truong Van Tam
Ho ong Truong Van Tam
Bác sĩ Nguyễn Văn Nam
Đảng viên Lê Thị Hoa
Ô. Tám
B. Mận
Bà Mận
CN
Cô Nguyễn Thị Hoa
Vợ chồng ông Nguyễn Văn Tám
Nguyễn Thị Lan, Trần Văn Bình
Nguyễn Thị Lan và Trần Văn Bình
1. Nguyễn Thị Lan; 2. Trần Văn Bình
""".strip().splitlines()
UNKNOWN = [
    "Tập thể / cá nhân",
    "Tập thể hoặc cá nhân",
    "12 người",
    "x",
    "Trồng cây ăn quả",
    "",
    None,
    "Đoàn Cao Xá",
    "Bí thư chi bộ",
    "Trồng vải - Nguyễn Thị Lan",
    "Hoàng Long – HTX nông nghiệp",
    "Đỗ Gia (HTX)",
    "Cao Thượng - HPN",
    "Lý Cốt (24 hộ)",
    "Ngô Xá - Hậu - Trung",
    "Hà Am, Trung Tiến",
    "Lê Hồng Phong - Chi đoàn",
]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Chi  hội Phụ nữ thôn", "collective"),
        ("Chi\nhội Phụ nữ thôn", "collective"),
        ("Câu lạc  \n bộ Thơ", "collective"),
        ("Nguyễn  Văn Tám", "individual"),
        ("Nguyễn Văn Tám \n  Trưởng thôn", "individual"),
        ("- Nguyễn Thị Lan\n- Trần Văn Bình", "individual"),
        ("Chị\nHội", "individual"),  # “Chị Hội”, and no “Chi hội”
    ],
)
def test_blanks_within_words_change_nothing(text: str, kind: str | None) -> None:
    assert holder_kind(text) == kind


@pytest.mark.parametrize("text", COLLECTIVE)
def test_a_collective(text: str) -> None:
    assert holder_kind(text) == "collective"


@pytest.mark.parametrize("text", INDIVIDUAL)
def test_one_person(text: str) -> None:
    assert holder_kind(text) == "individual"


@pytest.mark.parametrize("text", UNKNOWN)
def test_neither(text: str | None) -> None:
    assert holder_kind(text) is None


@pytest.mark.parametrize(
    ("marks", "kind"),
    [((True, False), "collective"), ((False, True), "individual"), ((True, True), None), ((False, False), None)],
)
def test_marks_in_two_columns(marks: tuple[bool, bool], kind: str | None) -> None:
    assert holder_kind(None, collective=marks[0], individual=marks[1]) == kind


def test_marks_go_before_the_text() -> None:
    assert holder_kind("Ông Nguyễn Văn Tám", collective=True) == "collective"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Camera an ninh thôn xóm - cấp huyện", "district"),
        ("Trồng hoa – đăng ký cấp tỉnh.", "province"),
        ("Đường hoa - cấp tỉnh - thôn Ngò", None),
        ("Học tập điển hình cấp huyện", None),
        ("Hội thi - đạt giải cấp huyện", None),
    ],
)
def test_a_level_after_a_dash_at_the_end_of_the_name_is_read(name: str, code: str | None) -> None:
    assert level(name=name)[0] == code


def test_the_abbreviated_base_is_read_in_the_column_of_levels() -> None:
    assert level(column="CS")[0] == "base"


@pytest.mark.parametrize(
    ("holder", "kind"),
    [
        ("Linh mục Nguyễn Văn Khang", "individual"),
        ("Anh em cựu quân nhân", "collective"),
        ("Bí thư Đảng ủy Nguyễn Văn Thắng", "individual"),
        ("Giám đốc HTX Nguyễn Văn Khoa", "individual"),
        ("CHT Quân sự Nguyễn Văn Đông", "individual"),
        ("UB MTTQ xã", "collective"),
        ("MN Hoa Sen", "collective"),
        ("TYT xã", "collective"),
        ("DQTV xã", "collective"),
        ("TH và THCS Lan Giới", "collective"),
        ("Lực lượng Công an xã", "collective"),
        ("LLVT xã", "collective"),
        ("Liên chi hội PN", "collective"),
        ("CB thôn Đông", "collective"),
        ("BCT Mặt trận thôn", "collective"),
        ("CN - Nguyễn Thị Mơ", "individual"),
        ("TT: Chi hội phụ nữ", "collective"),
    ],
)
def test_what_a_person_is_and_what_many_are_called(holder: str, kind: str) -> None:
    assert holder_kind(holder) == kind
