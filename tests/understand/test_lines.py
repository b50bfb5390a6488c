"""Lists that are no table: models as lines, under or with their levels, and in sentences that quote them."""

from __future__ import annotations

import textwrap

import pytest

from aggregator.nouns.reading import ReturnReading
from aggregator.understand.lines import DOUBT
from tests.sheets import sheet, understand

TITLE = "DANH SÁCH ĐĂNG KÝ MÔ HÌNH “DÂN VẬN KHÉO” NĂM 2024"
SENTENCE = "Xã Cao Xá đăng ký các mô hình Dân vận khéo năm 2024 như sau:"
LETTER = "Số 12-CV/ĐU\nV/v đăng ký mô hình “Dân vận khéo” năm 2024\nKính gửi: Ban Dân vận Huyện ủy"


def read_of(text: str) -> ReturnReading:
    return understand(sheet(textwrap.dedent(text).strip()))


def models(read: ReturnReading) -> list[tuple[str, str]]:
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
        f"{TITLE}\n* CẤP TỈNH\n1. Hiến đất mở đường\n* CẤP HUYỆN\n1. Trồng vải sớm\n2. Nuôi ong lấy mật",
        f"{TITLE}\nA. Cấp tỉnh\nMH 1: Hiến đất mở đường\nB. Cấp huyện\nMH 1: Trồng vải sớm\nMH 2: Nuôi ong lấy mật",
        *(
            f"{opening}\nCấp tỉnh\n1. Hiến đất mở đường\nCấp huyện\n1. Trồng vải sớm\n2. Nuôi ong lấy mật"
            for opening in (
                "Thực hiện Công văn số 15-CV/HU, Đảng ủy xã Cao Xá đăng ký mô hình Dân vận khéo năm 2024 như sau:",
                "Căn cứ Hướng dẫn số 09-HD/HU, Đảng ủy xã đăng ký mô hình “Dân vận khéo” năm 2024 cụ thể:",
                "Kính gửi Ban Dân vận, xã Cao Xá đăng ký mô hình “Dân vận khéo” năm 2024:",
            )
        ),
        *(
            f"{TITLE}\n{first}\n1. Hiến đất mở đường\n{second}\n1. Trồng vải sớm\n2. Nuôi ong lấy mật"
            for first, second in (
                ("I. Đề xuất cấp tỉnh", "II. Đề xuất cấp huyện"),
                ("Cấp tỉnh", "Vậy xã đăng ký cấp huyện các mô hình sau:"),
                ("Cấp tỉnh", "Trên đây là mô hình cấp tỉnh. Mô hình cấp huyện gồm:"),
                ("Cấp tỉnh", f"T/M ĐẢNG ỦY\nBÍ THƯ\nNguyễn Văn Thắng\n{TITLE}\nCấp huyện"),
                ("Cấp tỉnh", f"T/M ĐẢNG ỦY\n{TITLE.replace('NĂM', 'CẤP HUYỆN NĂM')}"),
                ("Cấp tỉnh", "II. Cấp huyện\n* Duy trì từ năm 2023:"),
            )
        ),
        *(
            f"{TITLE}\nCấp tỉnh\n1. Hiến đất mở đường\nCấp huyện\n1. Trồng vải sớm\n{page}\n2. Nuôi ong lấy mật"
            for page in ("ĐẢNG ỦY XÃ CAO XÁ", "UBND XÃ CAO XÁ\nTrang 2", "TM. ĐẢNG ỦY", "Trân trọng!", TITLE)
        ),
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
        f"{TITLE}\n1. Hiến đất mở đường\n2. Trồng vải sớm",
        f"{TITLE}\n1. Hiến đất mở đường, cấp tỉnh\n2. Trồng vải sớm",
        f"{TITLE}\n1. Hội Nông dân xã\n- Mô hình cấp huyện: Nuôi ong\n2. Đoàn xã\n- Mô hình cấp huyện: Đèn đường",
        f"{SENTENCE}\n1. Cấp tỉnh:\n- Chi bộ thôn Trám chủ trì\n2. Cấp huyện:\n- Đảng ủy bố trí kinh phí",
        f"{SENTENCE}\n- Cấp tỉnh: 01 mô hình\n- Cấp huyện: 04 mô hình, gồm 2 mô hình kinh tế và 2 mô hình văn hóa",
        f"{SENTENCE}\n- Cấp huyện: Lĩnh vực kinh tế 02 mô hình; Lĩnh vực văn hóa 02 mô hình\nCó danh sách kèm theo",
        f"{SENTENCE}\nCấp tỉnh: không; cấp huyện: không; cơ sở: không",
        "DANH SÁCH cán bộ phụ trách đăng ký mô hình Dân vận khéo\nI. Cấp huyện\n1. Nguyễn Văn An\n2. Thân Văn Bảy",
        "Danh sách các hộ đăng ký mô hình Dân vận khéo\nCấp huyện\n1. Hộ ông Nguyễn Văn An\n2. Hộ bà Giáp Thị Hạnh",
        "Danh sách hồ sơ đăng ký mô hình Dân vận khéo\nCấp huyện\n1. Bảng tổng hợp\n2. Ảnh hoạt động",
        "Tiêu chí mô hình Dân vận khéo đăng ký năm 2024\nI. Cấp tỉnh\n1. Có sức lan tỏa\n2. Được dân đồng tình",
        "Gợi ý đăng ký mô hình Dân vận khéo\nI. Lĩnh vực kinh tế\n1. Dồn điền đổi thửa\n2. Hiến đất mở đường",
        f"{TITLE}\nXã Cao Xá\n1. Cấp tỉnh: Trồng vải\nXã Ngọc Châu\n1. Cấp tỉnh: Nuôi ong lấy mật",
        f"{TITLE}\nI. Cấp tỉnh\n1. Xã Cao Xá: Trồng vải sớm\n2. Xã Ngọc Châu: Nuôi ong lấy mật",
        "Kính gửi: Các chi bộ\nĐảng ủy đề nghị các chi bộ đăng ký mô hình Dân vận khéo:\nCấp huyện\n- Hoa",
    ],
)
def test_points_of_letters_plans_minutes_and_other_years_are_no_models(text: str) -> None:
    assert read_of(text).lists == ()


FOUR = ["Đường hoa phụ nữ", "Camera an ninh thôn", "Chi bộ bốn tốt", "Tủ sách thôn Ải"]


def of_district(lines: list[str]) -> ReturnReading:
    return read_of("\n".join([TITLE, "I. Cấp tỉnh", "1. Trồng vải sớm", "II. Cấp huyện", *lines]))


@pytest.mark.parametrize(
    "name",
    [
        "Hạn chế rác thải nhựa", "Mỗi thôn một con đường hoa", "Phân công đảng viên phụ trách hộ nghèo",
        "Về đích nông thôn mới", "camera an ninh thôn", "Trên đây là nhà: giữ gìn đình làng",
        "Họp dân bàn việc làng", "Danh sách đỏ - xóa nhà tạm", "Xây dựng nông thôn mới", "Văn hóa công sở",
        "Mục tiêu 3 sạch: sạch nhà, sạch ngõ", "Thôn Thông minh", "Tự quản giáp ranh với xã Ngọc Châu",
        "Xanh - Sạch - Đẹp", "Không đốt rơm rạ sau thu hoạch",
    ],
)  # fmt: skip
def test_a_line_with_the_mark_of_its_neighbours_is_a_model_whatever_it_begins_with(name: str) -> None:
    names = [FOUR[0], name, *FOUR[2:]]
    read = of_district([f"{n}. {each}" for n, each in enumerate(names, start=1)])
    assert [found for found, _ in models(read)] == ["Trồng vải sớm", *names]
    assert [part.possible for part in read.lists] == [()]


@pytest.mark.parametrize("name", ["Trân trọng người cao tuổi", "Về đích nông thôn mới năm 2025"])
def test_a_line_right_below_a_heading_with_a_deeper_mark_is_a_model(name: str) -> None:
    names = [name, *FOUR[1:]]
    read = of_district([f"{n}. {each}" for n, each in enumerate(names, start=1)])
    assert [found for found, _ in models(read)] == ["Trồng vải sớm", *names]


def test_a_bullet_that_begins_like_another_paper_is_a_model() -> None:
    read = of_district(["- Chương trình Tiếng loa an ninh", "- Kế hoạch nhỏ của thiếu nhi"])
    assert len(models(read)) == 3


LINES = "I. Cấp tỉnh\n1. Trồng vải sớm\nII. Cấp huyện\n1. Nuôi ong lấy mật"


@pytest.mark.parametrize(
    ("text", "possible"),
    [
        ("BÀI THAM LUẬN\nCác mô hình tiêu biểu đăng ký và được công nhận", False),
        ("HƯƠNG ƯỚC THÔN TRUNG\nPhong trào “Dân vận khéo”, mô hình đăng ký gồm:", False),
        ("BẢN TIN DÂN VẬN KHÉO SỐ 02\nCác nội dung đăng ký mô hình gồm:", False),
        ("DANH SÁCH ĐẠI BIỂU DỰ HỘI NGHỊ ĐĂNG KÝ MÔ HÌNH “DÂN VẬN KHÉO” NĂM 2024", True),
        ("ĐỀ CƯƠNG\nXã Cao Xá đăng ký mô hình “Dân vận khéo” năm 2024 như sau:", True),
        ("MẪU THAM KHẢO\nXã Cao Xá đăng ký mô hình “Dân vận khéo” năm 2024 như sau:", True),
        ("Các nội dung đăng ký mô hình “Dân vận khéo” gồm:", True),
        (f"Gửi xã Cao Xá tham khảo cách ghi:\n{SENTENCE}", True),
        ("PHƯƠNG HƯỚNG NĂM 2024\nĐăng ký xây dựng mô hình “Dân vận khéo”", True),
        ("DANH MỤC ẢNH\nCác mô hình “Dân vận khéo” đăng ký năm 2024", False),
        ("DANH MỤC MÔ HÌNH “DÂN VẬN KHÉO” THAM KHẢO", False),
        ("DANH MỤC MÔ HÌNH “DÂN VẬN KHÉO” XÃ ĐI HỌC TẬP NĂM 2024", False),
        ("CÁC TIÊU CHÍ ĐĂNG KÝ MÔ HÌNH “DÂN VẬN KHÉO” NĂM 2024", True),
        ("NỘI DUNG HỌP TRIỂN KHAI ĐĂNG KÝ MÔ HÌNH “DÂN VẬN KHÉO” NĂM 2024", True),
        ("QUY CHẾ HOẠT ĐỘNG\nXã Cao Xá đăng ký 05 mô hình “Dân vận khéo” năm 2024, cần làm tốt:", True),
        ("BẢN CAM KẾT\nChi bộ thôn Trung đăng ký mô hình “Dân vận khéo” năm 2024 là việc làm thiết thực", True),
        ("THÔNG TIN\nĐăng ký mô hình, điển hình “Dân vận khéo” năm 2024", True),
    ],
)
def test_lines_without_the_title_of_a_list_or_a_unit_that_registers_are_at_most_possible(
    text: str, *, possible: bool
) -> None:
    read = read_of(f"ĐẢNG ỦY XÃ CAO XÁ\n{text}\n{LINES}")
    assert (read.lists, bool(read.possible)) == ((), possible)


@pytest.mark.parametrize(
    "title",
    [
        "TỜ TRÌNH\nVề việc đăng ký mô hình “Dân vận khéo” năm 2024",
        "CÔNG VĂN\nV/v đăng ký mô hình “Dân vận khéo” năm 2024",
        "NỘI DUNG ĐĂNG KÝ MÔ HÌNH “DÂN VẬN KHÉO” NĂM 2024",
        "CÁC MÔ HÌNH, ĐIỂN HÌNH “DÂN VẬN KHÉO” ĐĂNG KÝ NĂM 2024",
        "DANH SÁCH CÁC CHI BỘ ĐĂNG KÝ MÔ HÌNH “DÂN VẬN KHÉO” NĂM 2024",
        "DANH SÁCH MTTQ VÀ CÁC ĐOÀN THỂ, THÔN ĐĂNG KÝ MÔ HÌNH “DÂN VẬN KHÉO” NĂM 2024",
        "MÔ HÌNH “DÂN VẬN KHÉO” ĐĂNG KÝ NĂM 2024 CỦA ĐẢNG BỘ XÃ",
        "TỜ TRÌNH\nĐăng ký mô hình, điển hình “Dân vận khéo” năm 2024",
        "PHIẾU ĐĂNG KÝ MÔ HÌNH “DÂN VẬN KHÉO” NĂM 2024",
        "PHIẾU TRÌNH\nĐăng ký mô hình, điển hình “Dân vận khéo” năm 2024",
        f"KẾT LUẬN\n{SENTENCE}",
        "DANH MỤC MÔ HÌNH “DÂN VẬN KHÉO” NĂM 2024",
        *(
            f"{line}\n{opening}"
            for line in ("HỎA TỐC", "THÁNG 02/2024", "TỔ GIÚP VIỆC", "CỤC THUẾ TỈNH BẮC GIANG", "CHÀO ANH CHỊ")
            for opening in (SENTENCE, "ĐĂNG KÝ MÔ HÌNH DÂN VẬN KHÉO NĂM 2024")
        ),
        "ĐĂNG KÝ MÔ HÌNH DÂN VẬN KHÉO NĂM 2024\nKINH TẾ",
        f"Đăng ký mô hình Dân vận khéo 2024\nCHÀO ANH CHỊ\n{SENTENCE}",
    ],
)
def test_what_registers_is_a_list_whatever_line_in_capitals_stands_above(title: str) -> None:
    assert len(models(read_of(f"ĐẢNG ỦY XÃ CAO XÁ\n{title}\n{LINES}"))) == 2


@pytest.mark.parametrize(
    "unit",
    ["Thanh tra huyện", "Phòng Tài nguyên và Môi trường", "Ban Tổ chức Huyện ủy", "Điện lực Tân Yên", "BHXH huyện"],
)
def test_an_agency_of_whatever_name_registers_what_stands_below(unit: str) -> None:
    assert len(models(read_of(f"{unit} đăng ký mô hình “Dân vận khéo” năm 2024 như sau:\n{LINES}"))) == 2


@pytest.mark.parametrize(
    ("tail", "count"),
    [
        ("3. Người liên hệ: đ/c Nguyễn Thị Hà", 2),
        ("TM. ĐẢNG ỦY\nNguyễn Văn Thắng\n3. Nơi nhận: Ban Dân vận", 2),
        ("3. Đề nghị Ban Dân vận xem xét\n4. Tài liệu kèm theo: bản M1", 2),
        ("Ghi chú:\n3. Số liệu tính đến 20/02/2024", 2),
        ("3. Về đích nông thôn mới", 3),
        ("3. Kiến nghị của cử tri được giải quyết nhanh", 3),
        ("3. Đề nghị là có: tổ hòa giải\n4. Chi bộ bốn tốt", 4),
        ("3. Trân trọng cảm ơn!", 2),
        ("3. Trân trọng./.", 2),
        ("3. Mọi thắc mắc xin liên hệ đ/c Hoa, 0987 654 321", 2),
        ("3. Danh sách trên đã được Ban Thường vụ thống nhất", 2),
        ("3. Danh sách này thay danh sách cũ", 2),
        ("3. Các mô hình trên đã được họp dân", 2),
        ("3. Danh sách gồm 04 mô hình", 2),
        ("3. Số điện thoại liên hệ 0240.3878.123", 2),
        ("3. Danh sách hộ nghèo được giúp đỡ", 3),
        ("3. Bếp ăn tình thương – chị Hoa 0912 345 678", 3),
        ("3. Tủ sách thôn Hạ do ông Nguyễn Văn An 0987 654 321 phụ trách", 3),
        ("3. Thu gom rác thải, thôn Ải, liên hệ ông Bình 0984123456", 3),
        ("3. Hồ sơ M1 sẽ nộp trực tiếp vào sáng thứ hai", 2),
        ("3. Người tổng hợp: Nguyễn Thị Hoa", 2),
        ("3. Hồ sơ nộp trực tuyến tại nhà văn hóa", 3),
        ("3. Mô hình trên đồi chè", 3),
        ("3. Người tốt việc tốt: Nguyễn Thị Hoa", 3),
        ("3. Trồng na - ông An, 0987654321\n4. Nuôi ong - bà Hoa, 0912345678", 4),
        ("3. Trân trọng người có công", 3),
        ("3. Xin trân trọng từng giọt nước", 3),
        ("3. Đề nghị ít, làm nhiều", 3),
        ("3. Số liệu thật, việc làm thật", 3),
    ],
)
def test_a_point_that_counts_on_below_the_models_is_at_most_possible(tail: str, count: int) -> None:
    (part,) = of_district(["1. Đường hoa", "2. Đèn đường", *tail.split("\n")]).lists
    assert len(part.entries) == 1 + count


@pytest.mark.parametrize(
    ("last", "counts"),
    [
        *((line, False) for line in (
            "Cam kết thực hiện đúng tiến độ", "SĐT liên hệ: 0912345678", "Có gì anh gọi em 0912345678",
            "Xã đề nghị được hỗ trợ kinh phí", "Khó khăn, vướng mắc: không", "Đơn vị tính: mô hình",
            "Trân trọng cảm ơn", "File M1 em gửi sau", "Phương hướng nhân rộng: mỗi thôn một mô hình",
            "Kinh phí thực hiện: do dân đóng góp\n7. Giao khối Dân vận theo dõi", "Bản giấy gửi qua bưu điện",
            "Bản giấy em nộp chiều nay", "Đảng ủy xã xin tiếp thu", "Nộp trước ngày 27/02",
            "Hạn nộp 27/02", "Đảng ủy xã: đã họp thống nhất",
        )),
        *((line, True) for line in (
            "Phân công đảng viên phụ trách hộ", "Thu gom rác", "Họp dân sáng thứ bảy", "Trân trọng người có công",
            "Vận động nhân dân đăng ký tham gia bảo hiểm y tế", "Phụ nữ cảm ơn người lính", "Thôn nộp rác đúng giờ",
            "Hội LHPN xã: Tuyến đường hoa", "Thôn Hậu: hiến đất làm đường", "Mô hình: Hũ gạo tình thương",
            "“Tiếng trống khuyến học”: thôn Hạ",
        )),
    ],
)  # fmt: skip
def test_a_sixth_line_of_five_may_be_of_the_letter_where_it_is_not_as_the_others(
    last: str, *, counts: bool
) -> None:
    five = ["1. Đường hoa", "2. Đèn đường", "3. Nuôi gà đồi", "4. Nuôi ong lấy mật", "5. Tủ sách thôn"]
    (part,) = of_district([*five, *f"6. {last}".split("\n")]).lists
    assert (len(part.entries), bool(part.possible)) == (7, False) if counts else (6, True)


@pytest.mark.parametrize(
    "name", ["Kinh phí 0 đồng: phiên chợ nhân ái", "Mục tiêu 3 không: không rác", "Họp ít: làm nhanh"]
)
def test_the_last_model_of_a_level_may_have_a_label_with_words_of_a_letter(name: str) -> None:
    assert len(models(of_district(["1. Đường hoa", f"2. {name}"]))) == 3


@pytest.mark.parametrize(
    ("lines", "names", "possible"),
    [
        ("I. Cấp tỉnh\n- Trồng vải\nII. Cấp huyện\n- An ninh trật tự\n- Nuôi ong", ["Trồng vải", "Nuôi ong"], [5]),
        ("Cấp tỉnh:\nBảo vệ môi trường\nCấp huyện:\n- Nuôi ong", ["Nuôi ong"], [3]),
        ("I. Cấp huyện\n1. Nuôi ong\nII. Cấp tỉnh\nAn ninh trật tự", ["Nuôi ong"], [5]),
        ("I. Cấp tỉnh\n1. Kinh tế\nII. Cấp huyện\n1. Kinh tế\n- Nuôi ong", ["Nuôi ong"], []),
        (
            "I. Cấp huyện\n1. An ninh trật tự\n2. Bảo vệ môi trường\n3. Xây dựng nông thôn mới",
            ["Bảo vệ môi trường", "Xây dựng nông thôn mới"],
            [3],
        ),
        *(
            (f"Cấp huyện\n{new}\n1. Nuôi ong\n{old}\n2. Đường hoa", ["Nuôi ong", "Đường hoa"], [])
            for new, old in (
                ("a) Đăng ký mới năm 2024", "b) Duy trì từ năm 2023"),
                ("* Mô hình mới năm 2024", "* Mô hình duy trì từ năm 2023"),
                ("a. Mới (năm 2024)", "b. Duy trì (từ năm 2023)"),
            )
        ),
        ("I. Cấp tỉnh\n1. An ninh trật tự\nII. Cấp huyện\n1. Nuôi ong", ["Nuôi ong"], [3]),
        ("I. Cấp tỉnh\n1. Trồng vải\nII. Cấp huyện\n1. An ninh trật tự", ["Trồng vải"], [5]),
        ("I. Cấp tỉnh\n1. Lĩnh vực kinh tế\nII. Cấp huyện\n1. Nuôi ong", ["Nuôi ong"], []),
        (
            "Cấp huyện\na) Duy trì từ năm 2023\n1. Nuôi ong\n2. Đường hoa\n* Mô hình mới:\n3. Trồng vải",
            ["Nuôi ong", "Đường hoa", "Trồng vải"],
            [],
        ),
        ("Cấp huyện\n1. Duy trì vệ sinh từ năm 2023\n2. Nuôi ong", ["Duy trì vệ sinh từ năm 2023", "Nuôi ong"], []),
    ],
)
def test_a_field_alone_below_a_level_may_be_a_model_and_a_mode_over_numbers_is_none(
    lines: str, names: list[str], possible: list[int]
) -> None:
    (part,) = read_of(f"{TITLE}\n{lines}").lists
    assert [entry.values["name"] for entry in part.entries] == names
    assert [one.row for one in part.possible] == possible


@pytest.mark.parametrize(
    "below",
    ["- Zalo: 0912345678", "- Địa chỉ: Thôn Trung, xã Cao Xá", "- Bí thư chi bộ thôn Trung\n- Trưởng thôn Hậu"],
)
def test_lines_below_counts_that_they_do_not_meet_are_no_models(below: str) -> None:
    read = read_of(f"{SENTENCE}\n1. Cấp tỉnh: 01 mô hình\n2. Cấp huyện: 04 mô hình\n{below}")
    assert (read.lists, read.possible) == ((), ())


@pytest.mark.parametrize(
    "rest",
    [
        "“Trồng vải sớm” của Tổ hợp tác “Vải ngon”; 01 mô hình cấp huyện “Nuôi ong lấy mật”",
        "“Trồng vải sớm” (tên cũ “Vải chín sớm”); 01 mô hình cấp huyện “Nuôi ong lấy mật”",
        "“Trồng vải sớm”; 01 mô hình cấp huyện “Nuôi ong lấy mật” gắn với “Xanh, sạch, đẹp”",
    ],
)
def test_a_sentence_counts_no_more_models_than_it_says(rest: str) -> None:
    read = read_of(f"Xã Cao Xá đăng ký mô hình “Dân vận khéo” năm 2024: 01 mô hình cấp tỉnh {rest}.")
    assert models(read) in ([("Trồng vải sớm", "t"), ("Nuôi ong lấy mật", "h")], [])
    assert read.lists or read.possible


FORM = (
    "MẪU ĐĂNG KÝ CỦA TẬP THỂ\nTên mô hình: Trồng vải sớm\nĐịa chỉ: thôn Trám\nPhạm vi: thôn Trám\nMục tiêu: 50 hộ"
)


TITLE_OF_TWO = "DANH SÁCH\nĐăng ký mô hình “Dân vận khéo” năm 2024"


@pytest.mark.parametrize(
    "text",
    [
        text
        for title in (TITLE, TITLE_OF_TWO, SENTENCE)
        for text in (f"{FORM}\n{title}\n{LINES}", f"{title}\n{LINES}\n{FORM}")
    ],
)
def test_a_form_and_a_list_of_lines_stand_in_one_file(text: str) -> None:
    read = read_of(text)
    assert (len(models(read)), len(read.registrations)) == (2, 1)


def test_who_takes_part_in_a_model_of_a_form_begins_no_list() -> None:
    part = "Kết quả dự kiến:\n- Các hộ đăng ký thực hiện mô hình gồm:\n+ Hộ ông Bảy\n+ Hộ bà Mai"
    (form,) = read_of(f"{FORM}\nNội dung thực hiện: Vận động\n{part}").registrations
    assert "Hộ bà Mai" in str(form.values["results"])


@pytest.mark.parametrize(
    ("lines", "count", "unread"),
    [
        (["1. Đường hoa", "Hội Phụ nữ xã chủ trì", "2. Đèn đường"], 2, [6]),
        (["1. Đường hoa do Chi hội", "Phụ nữ tự quản", "2. Đèn đường"], 2, [6]),
        (["1. Đường hoa do chi hội", "phụ nữ tự quản", "2. Đèn đường"], 2, []),  # a line that goes on
        (["1. Đường hoa", "2. Đèn đường", "III. Các mô hình còn lại", "1. Nuôi gà đồi"], 2, [7, 8]),
        (["1. Đường hoa", "- Đèn đường", "- Chi bộ bốn tốt"], 1, [6, 7]),
        (["1. Đường hoa", "- Địa chỉ: thôn Trám", "- Dân góp công", "- Dân góp tiền"], 1, []),
        (["- Đường hoa", "1. Đèn đường", "- Chi bộ bốn tốt"], 1, [6, 7]),
        (["- Đường hoa", "- Nguyễn Văn An, Phó Bí thư", "- Văn phòng Đảng ủy"], 1, [6, 7]),
        (["1. Đường hoa", "2. OCOP", "3. Đèn đường"], 2, [6]),
        (["1. Đường hoa", "Tổng cộng: 01 mô hình"], 1, []),
        (["- Đường hoa", "TM. ĐẢNG ỦY", "- Đèn đường"], 1, [7]),
        (["- Đường hoa", "Nơi nhận:", "- Như trên", "- Lưu văn phòng"], 1, []),
        (["1. Đường hoa", "2. Đèn đường", "1. Danh sách M3 (01 bản)"], 2, [7]),
        (["1. Đường hoa", "2. Đèn đường", "Ngô Văn Ba", "Xã Cao Xá"], 2, []),
    ],
)
def test_a_line_of_a_list_that_no_model_is_read_in_is_a_possible_one(
    lines: list[str], count: int, unread: list[int]
) -> None:
    (part,) = of_district(lines).lists
    assert [(one.row, one.reason) for one in part.possible] == [(row, "line-unread") for row in unread]
    assert (len(part.entries), part.rows_set_aside) == (1 + count, len(unread))


def test_several_behind_one_heading_that_only_commas_part_may_be_as_many() -> None:
    (part,) = read_of(f"{TITLE}\nCấp tỉnh: Trồng vải sớm\nCấp huyện: Đường hoa, Đèn đường, Chi bộ bốn tốt").lists
    assert [(one.row, one.at_most) for one in part.possible] == [(3, 3)]


@pytest.mark.parametrize("heading", ["III. Mô hình năm 2023 đã hoàn thành", "DANH SÁCH MÔ HÌNH NĂM 2023"])
def test_lines_under_a_heading_of_last_year_are_none_of_the_lists(heading: str) -> None:
    (part,) = of_district(["1. Đường hoa", heading, "1. Nuôi gà đồi", "2. Nuôi ong"]).lists
    assert (len(part.entries), [one.reason for one in part.possible]) == (2, ["taken-back"] * 2)


def test_a_quoted_theme_names_no_model_and_models_of_one_sentence_have_no_numbers() -> None:
    read = read_of(
        "Xã đăng ký 02 mô hình Dân vận khéo cấp huyện: “Tủ sách thôn”, “Chi bộ bốn tốt”, theo chủ đề “Vì dân”,"
        " thực hiện chỉ thị “Về dân vận chính quyền”."
    )
    assert models(read) == [("Tủ sách thôn", "h"), ("Chi bộ bốn tốt", "h")]
    assert [entry.values["stt"] for entry in read.lists[0].entries] == [None, None]


def test_a_sentence_may_say_by_which_letter_it_registers() -> None:
    text = "Thực hiện Công văn số 12, Chi bộ đăng ký xây dựng 01 mô hình cấp tỉnh: “Hòa giải, đối thoại”"
    assert models(read_of(f"{LETTER}\n{text}")) == [("Hòa giải, đối thoại", "t")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Năm 2022 xã đăng ký mô hình “Trồng vải sớm” cấp tỉnh.",
        "Nếu được, xã đăng ký mô hình “Trồng vải sớm” cấp tỉnh.",
        "Xã dự kiến đăng ký mô hình “Trồng vải sớm” cấp tỉnh.",
        "Xã sẽ đăng ký mô hình “Trồng vải sớm” cấp tỉnh.",
        "Xã đang họp để đăng ký mô hình “Trồng vải sớm”.",
        "Đề nghị Ban hướng dẫn xã đăng ký mô hình “Trồng vải sớm”.",
        "Phòng Tư pháp hướng dẫn các xã đăng ký mô hình “Trồng vải sớm” cấp huyện.",
        "Phòng đã tham mưu UBND huyện đăng ký mô hình “Trồng vải sớm” với tỉnh.",
        "Đăng ký mô hình “Trồng vải sớm” có cần M1 không, xã hỏi.",
        "Báo đưa tin xã Ngọc Châu đăng ký mô hình “Trồng vải sớm”.",
        "Xã được phân công giúp xã Lan Giới đăng ký mô hình “Trồng vải sớm”.",
        "Đối với các xã, thị trấn: lựa chọn.\nCác đơn vị đăng ký mô hình “Trồng vải sớm”.",
    ],
)
def test_a_sentence_that_registers_nothing_of_this_unit_now_is_no_evidence(sentence: str) -> None:
    read = read_of(f"Phong trào Dân vận khéo\n{sentence}\nXã Cao Xá")
    assert (read.lists, read.possible) == ((), ())


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Xã đề nghị đăng ký mô hình “Hiến đất mở đường”, đề nghị Ban tổng hợp.", 1),
        ("Xã Cao Xá đăng ký mô hình “Hiến đất”; xã Ngọc Châu phối hợp.", 1),
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


BY_LEVEL = "Cấp tỉnh: Trồng vải sớm\nCấp huyện: Tủ sách thôn Hạ"


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        (
            "ĐẢNG ỦY XÃ CAO XÁ\nI. Cấp tỉnh:\n1. Trồng vải sớm, thôn Trung\nII. Cấp huyện:\n1. Chợ quê\n2. Tủ sách",
            "thh",
        ),
        ("Cấp tỉnh: Trồng vải sớm VietGAP.\nCấp huyện: Tủ sách thôn Hạ, Camera an ninh.", "th"),
        ("Cấp tỉnh 1: Trồng vải sớm\nCấp huyện 2: Tủ sách thôn Hạ; Camera an ninh", "thh"),
        ("- Trồng vải sớm, tỉnh\n- Chợ quê\n- Tủ sách thôn Hạ, huyện", "t?h"),
        ("Năm nay xã có: trồng vải sớm (tỉnh); tủ sách thôn Hạ, chợ quê (huyện) ạ", "th"),
        ("MÔ HÌNH DÂN VẬN KHÉO 2024\n| Cấp tỉnh | Trồng vải sớm |\n| Cấp huyện | Tủ sách thôn Hạ |", "th"),
        (
            "TỜ TRÌNH\nV/v công nhận mô hình Dân vận khéo\n1. Trồng vải sớm (cấp tỉnh)\n2. Chợ quê (cấp huyện)",
            "th",
        ),
        ("Mô hình DVK Cao Xá:\nkinh tế: trồng vải sớm\nvăn hóa: tủ sách thôn Hạ", "??"),
        ("1. Tủ sách thôn Hạ: đề nghị cấp huyện\n2. Trồng vải sớm: đề nghị cấp huyện", "hh"),
        ("Cấp tỉnh: Bản sắc làng tôi\nCấp huyện: Bản M1 và ảnh", "th"),  # one is a name
        (f"THỰC HIỆN HƯỚNG DẪN 09 VỀ MÔ HÌNH DÂN VẬN KHÉO NĂM 2022\nĐảng ủy xã đăng ký:\n{BY_LEVEL}", "th"),
        (f"KẾT QUẢ MÔ HÌNH DÂN VẬN KHÉO NĂM 2023\nNăm nay xã có:\n{BY_LEVEL}", "th"),
        (f"DANH SÁCH MÔ HÌNH DÂN VẬN KHÉO NĂM 2023\nDuy trì\nĐĂNG KÝ 2024\n{BY_LEVEL}", "th"),
        ("Mức khen thưởng mô hình\nCấp tỉnh: Bằng khen của UBND tỉnh\nCấp huyện: Giấy khen của UBND huyện", ""),
        ("Còn thiếu\nCấp tỉnh: Chưa có bản M1\nCấp huyện: Thiếu chữ ký, thiếu dấu", ""),
        ("Hồ sơ mô hình\nCấp tỉnh: Bản M1, báo cáo, ảnh minh họa\nCấp huyện: Bản M2, ảnh minh họa", ""),
        ("Tiêu chí mô hình\nCấp tỉnh: Có tính lan tỏa toàn tỉnh\nCấp huyện: Có hiệu quả rõ rệt", ""),
        ("Góp ý về mô hình\nCấp tỉnh: Nên có tiêu chí riêng\nCấp huyện: Đề nghị giữ như năm trước", ""),
        ("Nhóm Zalo mô hình\nCấp huyện: Nguyễn Văn Hùng, Phó Ban\nCấp xã: Trần Thị Hoa, Phó Bí thư", ""),
        ("Năm ngoái xã được khen: mô hình Bếp ăn (cấp tỉnh); mô hình Tủ sách (cấp huyện)", ""),
        ("Cấp tỉnh: Trồng vải sớm", ""),  # and no other
        ("Lưu ý:\n- Cấp tỉnh: phải có xác nhận của Đảng ủy\n- Cấp huyện: gửi kèm bản M1", ""),
        ("1. Cấp tỉnh: 01 mô hình\n2. Cấp huyện: 03 mô hình\n(Có danh sách kèm theo)", ""),
        ("Xã gửi danh sách mô hình Dân vận khéo gồm 01 mô hình cấp tỉnh, 03 mô hình cấp huyện (kèm theo).", ""),
        ("Cấp tỉnh: Trồng vải sớm có được không?\nCấp huyện: Tủ sách thôn Hạ có được không?", ""),
        ("Cấp tỉnh: không đăng ký mô hình\nCấp huyện: không đăng ký mô hình", ""),
        ("KẾ HOẠCH\nThực hiện Dân vận khéo\n- Cấp tỉnh: Trồng vải sớm\n- Cấp huyện: Tủ sách thôn Hạ", ""),
        (
            "MÔ HÌNH DÂN VẬN KHÉO NĂM 2023\n- Cấp tỉnh: Trồng vải sớm\n- Cấp huyện: Tủ sách thôn Hạ",
            "th",
        ),  # may be left
    ],
)
def test_several_lines_that_name_models_by_level_may_hold_them_in_a_paper_that_registers_nothing(
    text: str, levels: str
) -> None:
    read = read_of(text)
    codes = {"province": "t", "district": "h", None: "?"}
    assert (read.lists, "".join(codes[one.level] for one in read.possible)) == ((), levels)


@pytest.mark.parametrize(
    ("year", "count"),
    [("2023\n{}", 2), ("2023 VÀ ĐĂNG KÝ NĂM 2024\n{}", 2), ("2023\n{}\nII. Đăng ký năm 2024:\n{}", 4)],
)
def test_lines_titled_of_an_earlier_year_may_be_models_under_a_title_that_was_left(year: str, count: int) -> None:
    lines = "1. Tủ sách thôn Ải, cấp huyện\n2. Nhà sạch vườn đẹp, cấp huyện"
    read = read_of(f"DANH SÁCH ĐĂNG KÝ MÔ HÌNH “DÂN VẬN KHÉO” NĂM {year.format(lines, lines)}")
    assert sum(len(part.entries) for part in read.lists) + len(read.possible) == count


@pytest.mark.parametrize(
    "title",
    [
        "MÔ HÌNH DÂN VẬN KHÉO NĂM 2024", "CÁC MÔ HÌNH, ĐIỂN HÌNH “DÂN VẬN KHÉO”",
        "Tổng hợp các mô hình Dân vận khéo đăng ký năm 2024",
    ],
)  # fmt: skip
def test_a_title_may_leave_out_that_it_is_of_a_list(title: str) -> None:
    read = read_of(
        f"ĐẢNG ỦY XÃ CAO XÁ\n{title}\nI. Cấp tỉnh:\n1. Trồng vải sớm\nII. Cấp huyện:\n1. Tủ sách thôn Hạ"
    )
    assert (models(read), read.doubtful) == ([("Trồng vải sớm", "t"), ("Tủ sách thôn Hạ", "h")], DOUBT)
