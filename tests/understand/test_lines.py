"""Lists that are no table: models as lines, under or with their levels, and in sentences that quote them."""

from __future__ import annotations

import textwrap

import pytest

from aggregator.nouns.reading import ReturnRead
from aggregator.understand.lines import DOUBT
from tests.sheets import sheet, understand

TITLE = "DANH SÁCH ĐĂNG KÝ MÔ HÌNH “DÂN VẬN KHÉO” NĂM 2024"
SENTENCE = "Xã Cao Xá đăng ký các mô hình Dân vận khéo năm 2024 như sau:"
LETTER = "Số 12-CV/ĐU\nV/v đăng ký mô hình “Dân vận khéo” năm 2024\nKính gửi: Ban Dân vận Huyện ủy"


def read_of(text: str) -> ReturnRead:
    return understand(sheet(textwrap.dedent(text).strip()))


def models(read: ReturnRead) -> list[tuple[str, str]]:
    """Names, and levels by their first letters: of the row, or of the heading above."""
    said = [
        (str(entry.values["name"]), str(entry.values.get("level") or entry.level_heading or ""))
        for part in read.lists
        for entry in part.entries
    ]
    codes = {"province": "t", "district": "h", "base": "c"}
    return [(name, codes.get(level, level.casefold().replace("cấp ", "")[:1])) for name, level in said]


THREE = [("Hiến đất mở đường", "t"), ("Trồng vải sớm", "h"), ("Nuôi ong lấy mật", "h")]


@pytest.mark.parametrize(
    "text",
    [
        f"""
        {TITLE}
        1. Hiến đất mở đường, thôn Trám, tập thể, cấp tỉnh
        2. Trồng vải sớm, thôn Chùa, tập thể, cấp huyện
        3. Nuôi ong lấy mật, thôn Hạ, cá nhân, cấp huyện""",
        f"""
        {SENTENCE}
        1. Hiến đất mở đường - Thôn Trám - Tập thể - Cấp tỉnh
        2. Trồng vải sớm - Thôn Chùa - Tập thể - Cấp huyện
        3. Nuôi ong lấy mật - Thôn Hạ - Cá nhân - Cấp huyện
        Trân trọng.""",
        f"""
        {TITLE}
        I. Cấp tỉnh:
        - Hiến đất mở đường (Thôn Trám)
        * Mô hình đăng ký cấp huyện (02 mô hình)
        - Trồng vải sớm (Thôn Chùa)
        - Nuôi ong lấy mật (Thôn Hạ)
        TM. BAN THƯỜNG VỤ""",
        f"""
        {LETTER}
        Đảng ủy xã Cao Xá đăng ký như sau:
        1. Cấp tỉnh: Hiến đất mở đường
        2. Cấp huyện: Trồng vải sớm; Nuôi ong lấy mật
        3. Kiến nghị: Đề nghị Ban Dân vận quan tâm
        Nơi nhận:
        - Như trên""",
        f"""
        {TITLE}
        Mô hình 1: Hiến đất mở đường. Địa chỉ: Thôn Trám. Cấp tỉnh.
        Mô hình 2: Trồng vải sớm. Địa chỉ: Thôn Chùa. Cấp huyện.
        Mô hình 3: Nuôi ong lấy mật. Địa chỉ: Trụ sở cơ quan. Cấp huyện.""",
        f"""
        {SENTENCE}
        1. Tên mô hình: “Hiến đất mở đường” - tập thể - cấp tỉnh
        2. Tên mô hình: “Trồng vải sớm” do Chi hội Phụ nữ thôn Chùa thực hiện; cấp huyện
        3. Tên mô hình: “Nuôi ong lấy mật” tại thôn Hạ - cấp huyện""",
        """
        Xã Cao Xá đăng ký mô hình Dân vận khéo năm 2024
        - 01 mô hình cấp tỉnh: “Hiến đất mở đường”
        - 02 mô hình cấp huyện: “Trồng vải sớm”; “Nuôi ong lấy mật”""",
        "Đăng ký 01 mô hình DVK cấp tỉnh: “Hiến đất mở đường”; 02 cấp huyện: “Trồng vải sớm”, “Nuôi ong lấy mật”.",
        f"""
        {TITLE}
        | I | Cấp tỉnh |
        | 1 | Hiến đất mở đường |
        | II | Cấp huyện |
        | 1 | Trồng vải sớm |
        | 2 | Nuôi ong lấy mật |""",
        f"{TITLE}\n| Cấp tỉnh:⏎1. Hiến đất mở đường⏎Cấp huyện:⏎1. Trồng vải sớm⏎2. Nuôi ong lấy mật |",
    ],
)
def test_lines_are_models_of_a_doubtful_list(text: str) -> None:
    read = read_of(text)
    assert (models(read), read.possible, read.doubtful) == (THREE, (), DOUBT)


def test_points_below_a_model_are_its_own_and_its_rows_are_where_they_stand() -> None:
    read = read_of(
        f"""
        {TITLE}
        I. CẤP TỈNH
        1. Vận động nhân dân hiến đất
        - Địa chỉ: thôn Trám
        - Hình thức: tập thể
        - Mục tiêu: 500m đường
        - Thời gian hoàn thành: 30/10/2024
        - Có sự tham gia của cả thôn
        II. CẤP HUYỆN
        1. Trồng vải sớm
        - Thôn Chùa
        - Đề nghị hỗ trợ giống"""
    )
    first, second = read.lists[0].entries
    assert (first.row, first.values["address"], first.values["holder"]) == (3, "thôn Trám", "tập thể")
    assert (first.values["completion"], first.values["goals"]) == (
        "30/10/2024",
        "500m đường\nCó sự tham gia của cả thôn",
    )
    assert (second.row, second.values["address"], second.values["goals"]) == (
        10,
        "Thôn Chùa",
        "Đề nghị hỗ trợ giống",
    )


def test_fields_as_headings_and_what_is_not_understood_are_kept() -> None:
    read = read_of(
        f"""
        {TITLE}
        I. Lĩnh vực kinh tế
        1. Trồng vải sớm; Phòng Lao động - Thương binh và Xã hội thực hiện; 20 ha
        2. Nuôi ong lấy mật"""
    )
    first, second = read.lists[0].entries
    assert [first.field_heading, second.field_heading] == ["economy"] * 2
    assert first.notes == {"Ghi chú": "Phòng Lao động - Thương binh và Xã hội thực hiện; 20 ha"}


@pytest.mark.parametrize(
    "text",
    [
        f"{LETTER}\n{SENTENCE}\n1. Về số lượng: 05 mô hình, 01 cấp tỉnh\n2. Về lĩnh vực: kinh tế",
        f"KẾ HOẠCH\nxây dựng mô hình Dân vận khéo\n{TITLE}\n1. Hiến đất, cấp tỉnh\n2. Trồng vải, cấp huyện",
        "HƯỚNG DẪN\nđăng ký mô hình Dân vận khéo\n1. Cấp tỉnh: mỗi xã 01 mô hình\n2. Cấp huyện: mỗi xã 04 mô hình",
        f"{SENTENCE}\n1. Cấp tỉnh: 01 mô hình\n2. Cấp huyện: 04 mô hình",
        f"{SENTENCE}\n1. Cấp tỉnh: không\n2. Cấp huyện: không đăng ký",
        f"{TITLE.replace('2024', '2023')}\n1. Hiến đất mở đường, cấp tỉnh\n2. Trồng vải sớm, cấp huyện",
        "BIÊN BẢN\nHọp đăng ký mô hình Dân vận khéo\n1. Mô hình “Trồng vải sớm” cấp huyện\n2. Nhất trí",
        "BÁO CÁO\nkết quả đăng ký mô hình Dân vận khéo\n1. Mô hình “Hiến đất” cấp tỉnh\n2. Trồng vải cấp huyện",
        f"{SENTENCE}\n1. Danh sách M3\n2. Bản M1 mô hình cấp tỉnh “Hiến đất mở đường”",
        "Xã xin hỏi về đăng ký mô hình Dân vận khéo\n1. Mô hình cấp tỉnh nộp mấy bản?\n2. Cấp huyện nộp cho ai?",
        "Xã xin rút mô hình “Trồng vải” đăng ký Dân vận khéo cấp huyện, thay bằng “Nuôi ong lấy mật” cấp huyện.",
        f"{SENTENCE}\n1. Hiến đất mở đường\n2. Trồng vải sớm",
    ],
)
def test_points_of_letters_plans_minutes_and_other_years_are_no_models(text: str) -> None:
    assert read_of(text).lists == ()


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Xã đăng ký 01 mô hình cấp tỉnh: Hiến đất mở đường; 01 mô hình cấp huyện: Trồng vải sớm.", 1),
        ("Xã đăng ký mô hình “Hiến đất mở đường” và mô hình “Trồng vải sớm”.", 1),
        ("Xã xin rút mô hình “Hiến đất mở đường” đăng ký cấp tỉnh.", 0),
        ("Xã đăng ký mô hình “Hiến đất mở đường” cấp tỉnh (gửi kèm danh sách).", 1),
        ("Năm 2023 xã đăng ký mô hình “Hiến đất mở đường” cấp tỉnh.", 0),
    ],
)
def test_a_sentence_that_names_models_unsurely_holds_possible_ones(sentence: str, names: int) -> None:
    read = read_of(f"Xã Cao Xá – phong trào Dân vận khéo\n{sentence}")
    assert (read.lists, len(read.possible)) == ((), names)
