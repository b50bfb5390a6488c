"""The values of M1 and M2, in sheets of every layout, and what stays open."""

from __future__ import annotations

import pytest

from aggregator.nouns.reading import RawRegistration
from tests.sheets import sheet, understand

TITLE = "MẪU ĐĂNG KÝ CỦA TẬP THỂ"
AS_IN_OUR_BLANK = """
| Tên cơ quan, đơn vị: UBND xã Cao Xá | MẪU ĐĂNG KÝ CỦA CÁ NHÂN |
| * | Tân Yên, ngày 20 tháng 02 năm 2024 |
BẢN ĐĂNG KÝ
Xây dựng mô hình, điển hình “Dân vận khéo” năm 2024
| Tên cá nhân:⏎(ghi rõ họ và tên) | Nguyễn Văn Bình |
| Chức vụ:⏎(ghi theo thực tế: Cán bộ, công chức, viên chức, là lãnh đạo ghi rõ chức danh) | Bí thư chi bộ |
| Đơn vị công tác:⏎(Ghi tên tổ chức, cơ quan, đơn vị) | UBND xã Cao Xá |
| Địa chỉ:⏎(Ghi tên địa chỉ đơn vị hoặc địa chỉ thường trú của cá nhân) | Thôn Trại |
Đăng ký xây dựng mô hình, điển hình “Dân vận khéo” năm (giai đoạn) 2024 như sau:
(Đăng ký năm nào ghi năm đó)
| 1. Tên nội dung đăng ký:⏎(Tên ghi ngắn gọn, thể hiện khái quát được nội dung mô hình) | Đường hoa |
| 2. Thuộc lĩnh vực: | (Mô hình, điển hình thuộc lĩnh vực nào đánh dấu x vào ô tương ứng) |
| - Xây dựng Đảng và hệ thống chính trị | ☐ |
| - Phát triển kinh tế, bảo vệ môi trường | x |
| - Văn hóa - xã hội | ☐ |
| - Quốc phòng - an ninh | ☐ |
| 3. Đăng ký mô hình, điển hình ở cấp: | Tỉnh |
| 4. Nội dung thực hiện:⏎(Nêu tóm tắt nội dung đăng ký, từ 03 đến 05 dòng) | Trồng hoa⏎Chăm hoa |
| 5. Thời gian thực hiện: | Năm 2024 |
| 6. Địa chỉ, phạm vi thực hiện: | Thôn Trại |
| 7. Kết quả dự kiến: | 500 m đường hoa |

| Lãnh đạo tổ chức, cơ quan, đơn vị | Cá nhân đăng ký |
| | Nguyễn Văn Bình |
"""


def one(text: str) -> RawRegistration:
    (raw,) = understand(sheet(text)).registrations
    return raw


def with_items(*lines: str, top: str = TITLE) -> RawRegistration:
    """A form with these lines and the items besides that make it one."""
    last = ("5. Thời gian thực hiện: 2024", "7. Kết quả dự kiến: tốt")
    return one("\n".join([top, "1. Tên mô hình đăng ký: Đường hoa", *lines, *last]))


def codes(raw: RawRegistration) -> list[str]:
    return [doubt.code for doubt in raw.doubts]


@pytest.mark.parametrize("tick", ["x", "☑", "✓", "√", "[x]", "....x....", "TRUE"])
def test_a_tick_in_any_sign_chooses_its_field(tick: str) -> None:
    items = f"2. Thuộc lĩnh vực: Kinh tế {tick} Văn hóa - xã hội ☐"
    assert with_items(items).ticks == ("economy",)


def test_pluses_before_all_options_are_bullets() -> None:
    fields = ("2. Thuộc lĩnh vực:", "+ Phát triển kinh tế x", "+ Văn hóa - xã hội", "+ Quốc phòng - an ninh")
    assert with_items("\n".join(fields)).ticks == ("economy",)


def test_our_own_blank_filled_in_as_a_workbook() -> None:
    raw = one(AS_IN_OUR_BLANK)
    assert raw.values == {
        "unit": "UBND xã Cao Xá",
        "holder": "Nguyễn Văn Bình",
        "position": "Bí thư chi bộ",
        "workplace": "UBND xã Cao Xá",
        "address": "Thôn Trại",
        "name": "Đường hoa",
        "field": raw.values["field"],
        "level": "Tỉnh",
        "content": "Trồng hoa\nChăm hoa",
        "period": "Năm 2024",
        "scope": "Thôn Trại",
        "results": "500 m đường hoa",
    }
    assert (raw.form, raw.ticks, raw.level_tick, raw.doubts) == ("M2", ("economy",), "province", ())
    assert (raw.row, raw.rows["name"]) == (1, 11)


def test_our_own_blank_sent_back_empty_is_blank_and_leaves_no_doubt() -> None:
    answers = (
        "Nguyễn Văn Bình |", "Bí thư chi bộ |", "UBND xã Cao Xá |", "Thôn Trại |", "Đường hoa |", "Tỉnh |",
        "Năm 2024 |", "Trồng hoa⏎Chăm hoa |", "500 m đường hoa |",
    )  # fmt: skip
    text = AS_IN_OUR_BLANK.replace("| x |", "| ☐ |")
    for answer in answers:
        text = text.replace(answer, " |")
    raw = one(text)
    assert raw.is_blank
    assert raw.doubts == ()


@pytest.mark.parametrize(
    ("name", "level", "denies"),
    [
        ("Không đăng ký", "", True),
        ("Không", "Không", True),
        ("Đơn vị không đăng ký mô hình năm 2024", "", True),
        ("Không đăng ký", "Tỉnh", False),  # it has a level: what it means is asked
        ("Không rác thải nhựa", "", False),
        ("Chưa chọn", "", False),
    ],
)
def test_a_form_that_says_it_registers_none_is_no_registration(name: str, level: str, *, denies: bool) -> None:
    raw = one(
        f"{TITLE}\n1. Tên mô hình đăng ký: {name}\n2. Thuộc lĩnh vực:\n"
        f"3. Đăng ký mô hình, điển hình ở cấp: {level}\n4. Nội dung thực hiện:\n5. Thời gian thực hiện: Năm 2024"
    )
    assert (raw.denies, raw.is_blank) == (denies, denies)


def test_a_field_cell_with_one_word_says_the_field() -> None:
    assert with_items("| Thuộc lĩnh vực | VH-XH |").ticks == ("culture_society",)


@pytest.mark.parametrize("words", ["Cấp huyện", "huyện", "HUYỆN.", "Cấp huyện năm 2024", "Mô hình cấp huyện"])
def test_the_level_in_words(words: str) -> None:
    assert with_items(f"3. Đăng ký mô hình, điển hình ở cấp: {words}").level_tick == "district"


@pytest.mark.parametrize(
    "words",
    ["Tỉnh ủy công nhận", "Tỉnh công nhận", "Cấp ủy tỉnh", "BTV Tỉnh ủy", "cấp tỉnh, đề nghị Tỉnh ủy công nhận"],
)
def test_the_level_by_the_body_that_recognises(words: str) -> None:
    assert with_items(f"3. Đăng ký mô hình, điển hình ở cấp: {words}").level_tick == "province"


@pytest.mark.parametrize("words", ["tỉnh, huyện", "cấp trên", "thôn Trại", "Tỉnh ủy, Huyện ủy", "chưa rõ tỉnh"])
def test_words_that_name_no_one_level_are_a_doubt(words: str) -> None:
    raw = with_items(f"3. Đăng ký mô hình, điển hình ở cấp: {words}")
    assert raw.level_tick is None
    assert codes(raw) == ["registration-level-unclear"]


@pytest.mark.parametrize("words", ["", ".......", "Chọn cấp", "(Chọn Tỉnh hoặc Huyện)"])
def test_a_level_that_nobody_wrote_is_missing(words: str) -> None:
    raw = with_items(f"3. Đăng ký mô hình, điển hình ở cấp: {words}")
    assert (raw.level_tick, raw.values["level"]) == (None, None)
    assert codes(raw) == []


def test_two_answers_to_one_label_are_a_doubt() -> None:
    raw = with_items("4. Nội dung thực hiện: trồng hoa", "4. Nội dung thực hiện: trồng cây")
    assert raw.values["content"] is None
    assert codes(raw) == ["registration-value-unclear"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("......Đường hoa......", "Đường hoa"),
        ("từ tháng ..3../2024 đến tháng 11", "từ tháng 3/2024 đến tháng 11"),
        ("Đường hoa (thôn Trại)", "Đường hoa (thôn Trại)"),
        ("Dân vận khéo trong “4 xin, 4 luôn”", "Dân vận khéo trong “4 xin, 4 luôn”"),
        ("Đường hoa (VD: 500 mét)", "Đường hoa (VD: 500 mét)"),
        ("___________", None),
    ],
)
def test_dotted_lines_go_and_what_was_typed_stays(typed: str, kept: str | None) -> None:
    assert with_items(f"4. Nội dung thực hiện: {typed}").values["content"] == kept


def test_the_signatures_belong_to_no_item() -> None:
    raw = one(
        f"{TITLE}\n1. Tên mô hình đăng ký: Đường hoa\n2. Thuộc lĩnh vực: Kinh tế\n7. Kết quả dự kiến: tốt\n"
        "T/M ĐẢNG ỦY\nBÍ THƯ\nNguyễn Văn Bình"
    )
    assert raw.values["results"] == "tốt"


def test_the_collective_is_named_by_the_sentence_before_the_items() -> None:
    top = f"{TITLE}\nThực hiện Hướng dẫn số 09; Chi hội Nông dân thôn Trại đã họp và thống nhất đăng ký như sau:"
    assert with_items(top=top).values["holder"] == "Chi hội Nông dân thôn Trại"
    assert with_items(top=f"UBND XÃ CAO XÁ\n{TITLE}").values["holder"] == "UBND XÃ CAO XÁ"
