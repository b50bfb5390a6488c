"""What stands above a table: the unit's name, the form's code, “bổ sung”, the stamp."""

from __future__ import annotations

import pytest

from aggregator.nouns.document import Row, Sheet
from aggregator.nouns.file import STAMP
from aggregator.understand.denials import registers_nothing
from aggregator.understand.document import read_stamp
from aggregator.understand.paper_lines import top_rows, unit_words
from tests.sheets import HEAD, sheet


def units(text: str) -> list[str]:
    """The words that may name the unit; those after a label with a colon before them."""
    made = sheet(text)
    return [(":" if w.labelled else "") + w.text for w in unit_words(made, made.rows)]


@pytest.mark.parametrize(
    "text",
    [
        "Đơn vị: Xã Cao Xá",
        "ĐƠN VỊ: Xã Cao Xá",
        "Đơn vị ……… Xã Cao Xá",
        "Tên cơ quan, đơn vị: Xã Cao Xá",
        "Tên cơ quan, đơn vị : ... Xã Cao Xá ...",
        "Đơn vị báo cáo: Xã Cao Xá",
        "| Đơn vị: | | Xã Cao Xá |",
        "| Tên cơ quan, đơn vị | Xã Cao Xá |",
        "Tên cơ quan, đơn vị\nXã Cao Xá",
    ],
)
def test_the_words_after_a_label(text: str) -> None:
    assert ":Xã Cao Xá" in units(text)


def test_lines_without_a_label_may_name_the_unit_too() -> None:
    assert units("HUYỆN ỦY TÂN YÊN⏎ĐẢNG ỦY XÃ CAO XÁ".replace("⏎", "\n")) == [
        "HUYỆN ỦY TÂN YÊN",
        "ĐẢNG ỦY XÃ CAO XÁ",
    ]


def test_lines_within_one_cell_are_lines() -> None:
    assert units("| HUYỆN ỦY TÂN YÊN⏎XÃ CAO XÁ | ĐẢNG CỘNG SẢN VIỆT NAM |") == [
        "HUYỆN ỦY TÂN YÊN",
        "XÃ CAO XÁ",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
    ]


def test_the_addressee_names_no_unit() -> None:
    assert units("Kính gửi: Ban Dân vận Huyện ủy\nXã Cao Xá") == ["Xã Cao Xá"]
    assert units("| Kính gửi:⏎- Ban Dân vận Huyện ủy;⏎- Hội Nông dân huyện. |") == []


def test_a_label_that_nobody_filled_in_says_nothing() -> None:
    assert units("Tên cơ quan, đơn vị: ...............") == []


@pytest.mark.parametrize(
    "guidance",
    [
        "Cột tô màu do Ban Dân vận Huyện ủy bổ sung.",
        "Mẫu M3 dùng cho xã, thị trấn. Mỗi mô hình ghi một dòng. Cột tô màu do Ban Dân vận Huyện ủy ghi.",
        "Gửi về Ban Dân vận Huyện ủy đúng hạn. Mỗi mô hình ghi một dòng; thiếu dòng thì chèn thêm.",
    ],
)
def test_a_line_that_guides_whoever_fills_in_names_no_unit(guidance: str) -> None:
    assert units(f"XÃ CAO XÁ\n{guidance}") == ["XÃ CAO XÁ"]


@pytest.mark.parametrize(
    "line",
    [
        "TM. ĐẢNG ỦY X. CAO XÁ.",
        "Đơn vị: Xã Cao Xá. Huyện Tân Yên",
        "Đơn vị: Thị trấn Nhã Nam. Huyện Tân Yên. Tỉnh Bắc Giang.",
    ],
)
def test_dots_after_short_words_make_no_guidance(line: str) -> None:
    assert len(units(line)) == 1


def test_place_and_date_beside_an_empty_label_are_no_unit() -> None:
    assert units("| Tên cơ quan, đơn vị: ......... | Tân Yên, ngày ..... tháng ..... năm 2024 |") == []


@pytest.mark.parametrize("line", ["Tân Yên, ngày ..... tháng ..... năm 2024", "Cao Xá, ngày 2 tháng 2 năm 2024"])
def test_place_and_date_alone_leave_no_word_of_the_place(line: str) -> None:
    assert units(line) == []
    assert units(f"| Xã Cao Xá⏎{line} |") == ["Xã Cao Xá"]


def test_a_number_beside_a_label_is_no_unit() -> None:
    assert units("| Đơn vị: | 12 |") == []


def test_the_stamp_is_read_from_its_own_sheet() -> None:
    stamp = Sheet(STAMP, (Row(1, ("form", "M3")), Row(2, ("unit", "cao-xa")), Row(3, ("alone",))), hidden=True)
    assert read_stamp([sheet(HEAD), stamp]) == {"form": "M3", "unit": "cao-xa"}
    assert read_stamp([sheet(HEAD)]) == {}


def test_only_rows_above_the_head_are_the_letterhead() -> None:
    made = sheet(f"Xã Cao Xá\n\n{HEAD}\nXã Liên Sơn")
    assert [row.number for row in top_rows(made, 3)] == [1]
    assert [row.number for row in top_rows(made, None)] == [1, 3, 4]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Năm 2024 đơn vị không đăng ký mô hình “Dân vận khéo”", True),
        ("Chi bộ không có mô hình đăng ký", True),
        ("KHÔNG ĐĂNG KÝ", True),
        ("Không có nội dung đăng ký", True),
        ("Kho bạc năm nay không tham gia đăng ký mô hình DVK", True),
        ("Chi bộ không xây dựng mô hình, điển hình dân vận khéo", True),
        ("Không có tập thể, cá nhân nào đăng ký mô hình", True),
        ("Phòng chưa có nội dung đăng ký", True),
        ("Không đăng ký lại mô hình đã được công nhận", False),
        ("2. Không đăng ký các mô hình đã được công nhận", False),
        ("Không xây dựng mô hình hình thức, chạy theo số lượng", False),
        ("Danh sách đăng ký mô hình", False),
        ("Mô hình “Không rác thải”", False),
    ],
)
def test_a_sentence_that_registers_nothing(text: str, says: bool) -> None:
    assert registers_nothing(text) is says


@pytest.mark.parametrize(
    "line",
    [
        "ĐẢNG ỦY XÃ CAO XÁ\tCao Xá, ngày 22 tháng 02 năm 2024",
        "ĐẢNG ỦY XÃ CAO XÁ Cao Xá, ngày 22 tháng 02 năm 2024",
        "ĐẢNG ỦY XÃ CAO XÁ          ĐẢNG CỘNG SẢN VIỆT NAM",
        "ĐẢNG ỦY XÃ CAO XÁ ĐẢNG CỘNG SẢN VIỆT NAM",
        "ĐẢNG ỦY XÃ CAO XÁ Cộng hoà xã hội chủ nghĩa Việt Nam",
    ],
)
def test_what_stands_at_the_right_of_a_letterhead_is_no_part_of_the_unit(line: str) -> None:
    made = Sheet("Văn bản", (Row(1, (line,)),))
    assert next(unit_words(made, made.rows)).text.strip() == "ĐẢNG ỦY XÃ CAO XÁ"
