"""M1 and M2 in many hands: whatever way they are written, no value is wrong; what is unsure is a doubt."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import pytest

from aggregator.vietnamese import old_fonts as tcvn3
from tests.hands.paper import BOXES, Block, checkbox, dropdown, facts, paper, symbol, tracked, understood

if TYPE_CHECKING:
    from docx.document import Document as WordDocument


INTRO = (
    "Thực hiện Hướng dẫn số 09-HD/HU ngày 17/8/2022 của Ban Thường vụ Huyện ủy về xây dựng mô hình, điển hình "
    "“Dân vận khéo” giai đoạn 2022 - 2025; {who} đã tổ chức họp và thống nhất đăng ký xây dựng mô hình, điển hình "
    "“Dân vận khéo” năm 2024 như sau:"
)
HEAD = (
    "MẪU ĐĂNG KÝ CỦA TẬP THỂ", "UBND XÃ CAO XÁ", "*", "BẢN ĐĂNG KÝ",
    "Xây dựng mô hình, điển hình “Dân vận khéo” năm 2024",
)  # fmt: skip
TOP = (*HEAD, INTRO.format(who="Chi hội Phụ nữ thôn Trại"), "Địa chỉ: Thôn Trại, xã Cao Xá")
NAME = "1. Tên mô hình đăng ký: Đường hoa thôn Trại"
FIELD = ("2. Thuộc lĩnh vực:", *(f"- {box}{' ☒' if box.startswith('Văn') else ' ☐'}" for box in BOXES))
LEVEL = "3. Đăng ký mô hình, điển hình ở cấp: Huyện"
REST = (
    "4. Nội dung thực hiện: Trồng hoa hai bên đường trục thôn",
    "5. Thời gian thực hiện: Từ tháng 3 đến tháng 11/2024",
    "6. Địa chỉ, phạm vi thực hiện: Thôn Trại, xã Cao Xá",
    "7. Kết quả dự kiến: 100% hộ dân tham gia",
)
SIGNED = ("Lãnh đạo tổ chức, cơ quan, đơn vị", "Ký tên, đóng dấu (nếu có)", "Nguyễn Thị Lan")
M1 = {
    "form": "M1",
    "unit": "UBND XÃ CAO XÁ",
    "holder": "Chi hội Phụ nữ thôn Trại",
    "address": "Thôn Trại, xã Cao Xá",
    "name": "Đường hoa thôn Trại",
    "field": "culture_society",
    "level": "district",
    "content": "Trồng hoa hai bên đường trục thôn",
    "period": "Từ tháng 3 đến tháng 11/2024",
    "scope": "Thôn Trại, xã Cao Xá",
    "results": "100% hộ dân tham gia",
}
TOP2 = (
    "MẪU ĐĂNG KÝ CỦA CÁ NHÂN", "HUYỆN ĐOÀN TÂN YÊN", "*", "BẢN ĐĂNG KÝ",
    "Xây dựng mô hình, điển hình “Dân vận khéo” năm 2024",
    "Thực hiện Hướng dẫn số 09-HD/HU ngày 17/8/2022 của Ban Thường vụ Huyện ủy.",
)  # fmt: skip
WHO = (
    "Tên cá nhân: Nguyễn Văn Bình",
    "Chức vụ: Phó Bí thư",
    "Đơn vị công tác: Huyện đoàn Tân Yên",
    "Địa chỉ: Thị trấn Cao Thượng",
    "Đăng ký xây dựng mô hình, điển hình “Dân vận khéo” năm 2024",
    "Như sau:",
)
M2 = M1 | {
    "form": "M2",
    "unit": "HUYỆN ĐOÀN TÂN YÊN",
    "holder": "Nguyễn Văn Bình",
    "position": "Phó Bí thư",
    "workplace": "Huyện đoàn Tân Yên",
    "address": "Thị trấn Cao Thượng",
    "name": "Hòm thư góp ý",
}
NAME2 = "1. Tên nội dung đăng ký: Hòm thư góp ý"

Written = tuple["WordDocument", list[dict[str, object]]]
Hand = Callable[[], Written]
HANDS: dict[str, Hand] = {}


def hand(written: Hand) -> Hand:
    HANDS[written.__name__] = written
    return written


def m1(*blocks: Block, **other: object) -> Written:
    """A paper and the one M1 read from it; None takes a value away."""
    return paper(*blocks), [_but(M1, other)]


def m2(*blocks: Block, **other: object) -> Written:
    return paper(*blocks), [_but(M2, other)]


def _but(usual: Mapping[str, object], other: dict[str, object]) -> dict[str, object]:
    return {code: value for code, value in {**usual, **other}.items() if value is not None}


@hand
def as_printed() -> Written:
    return m1(*TOP, NAME, *FIELD, LEVEL, *REST, *SIGNED)


@hand
def of_a_person() -> Written:
    return m2(*TOP2, *WHO, NAME2, *FIELD, LEVEL, *REST, "Lãnh đạo cơ quan", "(Ký tên, đóng dấu)", "Cá nhân đăng ký")


@hand
def guidance_left_in() -> Written:
    return m1(
        *TOP[:-1],
        "Địa chỉ:..... Thôn Trại, xã Cao Xá {/(ghi theo địa chỉ của tổ chức, cơ quan, đơn vị)}.",
        "1. Tên mô hình đăng ký:..... Đường hoa thôn Trại.....",
        "{/(Tên mô hình ngắn gọn, thể hiện khái quát được nội dung của mô hình)}",
        *FIELD,
        "{/(Mô hình, điển hình thuộc lĩnh vực nào tích dấu x vào ô tương ứng)}",
        LEVEL,
        "4. Nội dung thực hiện: {/(Sẽ thực hiện như thế nào)}..... Trồng hoa hai bên đường trục thôn",
        "{/(Nêu tóm tắt nội dung từ 03 đến 05 dòng)}",
        "5. Thời gian thực hiện:",
        "Từ tháng 3 đến tháng 11/2024",
        "{/(Ghi thời gian bắt đầu thực hiện đến khi hoàn thành theo tháng, hoặc năm)}",
        *REST[2:],
        "{/(Tùy theo nội dung của mô hình, điển hình để đưa ra dự kiến kết quả, thể hiện rõ ràng, ngắn gọn, "
        "từ 01 dòng đến 03 dòng)}",
        *SIGNED,
    )


@hand
def nothing_filled_in_but_the_name() -> Written:
    return m1(
        *HEAD[:1], "Tên cơ quan, đơn vị", "*", *HEAD[3:4], "Xây dựng mô hình, điển hình “Dân vận khéo” năm.....",
        INTRO.format(who="(tên tổ chức, cơ quan, đơn vị)"),
        "Địa chỉ:..... (ghi theo địa chỉ của tổ chức, cơ quan, đơn vị).",
        "1. Tên mô hình đăng ký: Đường hoa thôn Trại",
        "2. Thuộc lĩnh vực:", *(f"- {box}" for box in BOXES),
        "(Mô hình, điển hình thuộc lĩnh vực nào tích dấu x vào ô tương ứng)",
        "3. Đăng ký mô hình, điển hình ở cấp:",
        "4. Nội dung thực hiện: (Sẽ thực hiện như thế nào).....", "(Nêu tóm tắt nội dung từ 03 đến 05 dòng)",
        "5. Thời gian thực hiện:", "6. Địa chỉ, phạm vi thực hiện:", "7. Kết quả dự kiến:", *SIGNED[:2],
        unit=None, holder=None, address=None, field=None, level=None, content=None, period=None, scope=None,
        results=None, doubts=["field-none"],
    )  # fmt: skip


@hand
def guidance_partly_overwritten() -> Written:
    return m1(
        *TOP, NAME, *FIELD, LEVEL, REST[0],
        "5. Thời gian thực hiện: (Ghi thời gian bắt đầu thực hiện từ tháng 3 đến khi xong)", *REST[2:],
        period=None, doubts=["value-unclear"],
    )  # fmt: skip


@hand
def labels_in_another_order() -> Written:
    return m1(*TOP, NAME, LEVEL, *FIELD, REST[3], REST[1], REST[2], REST[0], *SIGNED)


@hand
def labels_abbreviated() -> Written:
    return m1(
        *TOP[:-1], "Đ/c: Thôn Trại, xã Cao Xá", "1. Tên MH: Đường hoa thôn Trại", "2. LV: VH-XH",
        "3. Cấp ĐK: huyện",
        "4. ND thực hiện: Trồng hoa hai bên đường trục thôn", "5. TG thực hiện: Từ tháng 3 đến tháng 11/2024",
        "6. Địa điểm: Thôn Trại, xã Cao Xá", "7. KQ dự kiến: 100% hộ dân tham gia",
    )  # fmt: skip


@hand
def labels_without_numbers() -> Written:
    return m1(*TOP, *(line[3:] if line[1] == "." else line for line in (NAME, *FIELD, LEVEL, *REST)), *SIGNED)


@hand
def values_on_the_next_line() -> Written:
    split = [part for line in (NAME, LEVEL, *REST) for part in line.split(": ")]
    return m1(*TOP, *split[:2], *FIELD, *split[2:], *SIGNED)


@hand
def values_over_several_lines() -> Written:
    return m1(
        *TOP, "1. Tên mô hình đăng ký: Đường hoa", "thôn Trại", *FIELD, LEVEL, "4. Nội dung thực hiện:",
        "- Trồng hoa hai bên đường", "- Thời gian: chủ nhật hằng tuần", "- Kết quả: đường đẹp", *REST[1:],
        content="- Trồng hoa hai bên đường\n- Thời gian: chủ nhật hằng tuần\n- Kết quả: đường đẹp",
    )  # fmt: skip


@hand
def in_a_two_column_table() -> Written:
    rows = [line.split(": ") for line in (NAME, "2. Thuộc lĩnh vực: Văn hóa - xã hội", LEVEL, *REST)]
    return m1(*TOP, rows, *SIGNED)


@hand
def in_a_table_with_a_column_of_numbers() -> Written:
    lines = (NAME, "2. Thuộc lĩnh vực: Văn hóa - xã hội", LEVEL, *REST)
    return m1(*TOP, [[line[0], *line[3:].split(": ")] for line in lines], *SIGNED)


@hand
def in_a_table_with_the_boxes_in_one_cell() -> Written:
    boxes = "¶".join(f"{'☑' if box.startswith('Văn') else '☐'} {box}" for box in BOXES)
    return m1(*TOP, [["Tên mô hình", "Đường hoa thôn Trại"], ["Lĩnh vực", boxes], ["Cấp", "Huyện"]], *REST)


@hand
def all_in_one_paragraph_with_line_breaks() -> Written:
    return m1("\n".join((*TOP, NAME, *FIELD, LEVEL, *REST)))


@hand
def in_the_old_font_tcvn3() -> Written:
    codes = {letter: char for char, letter in tcvn3.LETTERS.items()}
    top = ("Mẫu đăng ký của tập thể", "UBND xã Cao Xá", "Bản đăng ký", *TOP[4:])
    encoded = ["".join(codes.get(c, c) for c in line) for line in (*top, NAME, *FIELD, LEVEL, *REST)]
    return paper(*encoded, font=".VnTime"), [_but(M1, {"unit": "UBND xã Cao Xá"})]


@hand
def in_decomposed_unicode() -> Written:
    return m1(*(unicodedata.normalize("NFD", line) for line in (*TOP, NAME, *FIELD, LEVEL, *REST)))


@hand
def two_forms_in_a_file() -> Written:
    one = (*TOP, NAME, *FIELD, LEVEL, *REST, *SIGNED)
    other = (*TOP2, *WHO, NAME2, *FIELD, LEVEL, *REST, "Cá nhân đăng ký", "Nguyễn Văn Bình")
    return paper(*one, *other), [dict(M1), dict(M2)]


@hand
def three_forms_under_one_title() -> Written:
    again = [(f"1. Tên mô hình đăng ký: Mô hình {n}", *FIELD, LEVEL, *REST) for n in (1, 2, 3)]
    first = _but(M1, {"name": "Mô hình 1"})
    more = [_but(M1, {"name": f"Mô hình {n}", "unit": None, "holder": None, "address": None}) for n in (2, 3)]
    return paper(*TOP, *again[0], *again[1], *again[2], *SIGNED), [first, *more]


@hand
def a_tracked_change_not_accepted() -> Written:
    return m1(*TOP, tracked("1. Tên mô hình đăng ký: ", "Đường cờ", "Đường hoa thôn Trại"), *FIELD,
              tracked("3. Đăng ký mô hình, điển hình ở cấp: ", "Tỉnh", "Huyện"), *REST)  # fmt: skip


@hand
def the_other_options_deleted_with_changes_tracked() -> Written:
    gone = [tracked("", f"- {box}", "") for box in BOXES if not box.startswith("Văn")]
    return m1(*TOP, NAME, "2. Thuộc lĩnh vực:", *gone, "- Văn hóa - xã hội", LEVEL, *REST)


@hand
def boxes_as_content_controls() -> Written:
    boxes = [checkbox(box, on=box.startswith("Văn")) for box in BOXES]
    level = dropdown("3. Đăng ký mô hình, điển hình ở cấp:", "Huyện")
    return m1(*TOP, NAME, "2. Thuộc lĩnh vực:", *boxes, level, *REST)


@hand
def a_level_control_left_alone() -> Written:
    level = dropdown("3. Đăng ký mô hình, điển hình ở cấp:", "Chọn cấp", placeholder=True)
    return m1(*TOP, NAME, *FIELD, level, *REST, level=None)


@hand
def a_level_placeholder_as_text() -> Written:
    return m1(*TOP, NAME, *FIELD, "3. Đăng ký mô hình, điển hình ở cấp: Chọn cấp", *REST, level=None)


def ticked(*boxes: Block, **other: object) -> Hand:
    return lambda: m1(*TOP, NAME, "2. Thuộc lĩnh vực:", *boxes, LEVEL, *REST, **other)


ORDINARY = [f"- {box}" for box in BOXES]
SIDE_BY_SIDE = "☐ XD Đảng và HTCT  ☐ Kinh tế  ☒ VH-XH  ☐ QP-AN"
ECONOMY, SECURITY = {"field": "economy"}, {"field": "defence_security"}
BOTH = {"field": "culture_society + defence_security", "doubts": ["field-several"]}
DOUBT: dict[str, object] = {"field": None, "doubts": ["field-unclear"]}
NONE: dict[str, object] = {"field": None, "doubts": ["field-none"]}
HANDS |= {
    "x_after": ticked(*ORDINARY[:2], "- Văn hóa - xã hội x", ORDINARY[3]),
    "x_before": ticked(*ORDINARY[:2], "x Văn hóa - xã hội", ORDINARY[3]),
    "x_in_brackets": ticked(*(f"[{' x'[b[2] == 'V']}] {b[2:]}" for b in ORDINARY)),
    "x_in_round_brackets_after_dots": ticked(*ORDINARY[:2], "- Văn hóa - xã hội ........(x)", ORDINARY[3]),
    "wingdings": ticked(*(symbol("Wingdings", "F0FE" if b[0] == "V" else "F0A8", b) for b in BOXES)),
    "bold": ticked(*ORDINARY[:2], "- {*Văn hóa - xã hội}", ORDINARY[3]),
    "underlined": ticked(*ORDINARY[:2], "- {_Văn hóa - xã hội}", ORDINARY[3]),
    "italic": ticked(*ORDINARY[:2], "{/- Văn hóa - xã hội}", ORDINARY[3]),
    "others_struck": ticked(*("- {~" + b + "}" if b[0] != "V" else f"- {b}" for b in BOXES)),
    "others_deleted": ticked("- Văn hóa - xã hội"),
    "boxes_side_by_side": ticked(SIDE_BY_SIDE),
    "boxes_side_by_side_after": ticked("XD Đảng và HTCT □   Kinh tế ☑   VH-XH □   QP-AN □", **ECONOMY),
    "x_in_the_cell_beside": ticked([[b, "x" if b[0] == "V" else ""] for b in BOXES]),
    "x_in_the_cell_before": ticked([["x" if b[0] == "V" else "", b] for b in BOXES]),
    "x_in_the_row_below": ticked([[*BOXES], ["", "", "", "X"]], **SECURITY),
    "cells_two_by_two": ticked([[BOXES[0], "", BOXES[1], "x"], [BOXES[2], "", BOXES[3], ""]], **ECONOMY),
    "two_ticked": ticked(*(f"☒ {b}" if b[0] in "VQ" else f"☐ {b}" for b in BOXES), **BOTH),
    "none_ticked": ticked(*(f"☐ {b}" for b in BOXES), **NONE),
    "a_cross_between_two_options": ticked("Kinh tế x Văn hóa - xã hội", **DOUBT),
    "a_cross_on_a_line_of_its_own": ticked(*ORDINARY[:3], "x", ORDINARY[3], **DOUBT),
    "two_bold": ticked("{*- Kinh tế}", "{*- Văn hóa - xã hội}", "- Quốc phòng - an ninh", **DOUBT),
    "a_lone_box_left_empty": ticked("☐ Văn hóa - xã hội", **DOUBT),
    "two_fields_in_words": ticked("Kinh tế - xã hội", **DOUBT),
    "a_field_of_m3_in_words": ticked("Xây dựng nông thôn mới", **ECONOMY),
    "environment_alone": ticked("Bảo vệ môi trường", **DOUBT),
}  # fmt: skip


def at_level(line: str, **other: object) -> Hand:
    return lambda: m1(*TOP, NAME, *FIELD, line, *REST, **other)


ASKED = "3. Đăng ký mô hình, điển hình ở cấp"
HANDS |= {
    "level_in_words": at_level(f"{ASKED}: Cấp huyện năm 2024"),
    "level_run_into_the_label": at_level(f"{ASKED} tỉnh", level="province"),
    "level_with_the_place": at_level(f"{ASKED}: Cấp huyện (huyện Tân Yên, tỉnh Bắc Giang)"),
    "level_boxes": at_level(f"{ASKED}: ☒ Tỉnh   ☐ Huyện", level="province"),
    "level_boxes_after": at_level(f"{ASKED}: Tỉnh [ ]; Huyện [x]"),
    "level_struck": at_level(ASKED + ": {~Tỉnh} / Huyện"),
    "level_underlined": at_level(ASKED + ": {_Tỉnh} / Huyện", level="province"),
    "level_both": at_level(f"{ASKED}: Tỉnh/Huyện", level=None, doubts=["level-unclear"]),
    "level_other": at_level(f"{ASKED}: xã Cao Xá", level=None, doubts=["level-unclear"]),
}


@hand
def broken_lines_as_from_a_scanner() -> Written:
    return m1(
        *TOP, "1 . Tên mô hình đăng ký :", "Đường hoa", "thôn Trại", "2. Thuộc lĩnh vực : Văn hóa - xã hội",
        "3 . Đăng ký mô hình, điển hình", "ở cấp : Huyện", "4. Nội dung thực hiện : (Sẽ thực hiện",
        "như thế nào) Trồng hoa hai bên đường trục thôn", "5. Thời gian", "thực hiện: Từ tháng 3 đến tháng 11/2024",
        "6. Địa chỉ, phạm vi", "thực hiện: Thôn Trại, xã Cao Xá", "7. Kết quả dự kiến: 100% hộ dân tham gia",
    )  # fmt: skip


@hand
def several_answers_on_one_line() -> Written:
    return m2(
        *TOP2, "Tên cá nhân: Nguyễn Văn Bình\tChức vụ: Phó Bí thư",
        "Đơn vị công tác: Huyện đoàn Tân Yên; Địa chỉ: Thị trấn Cao Thượng",
        *WHO[4:], NAME2, "2. Thuộc lĩnh vực: Văn hóa - xã hội   3. Đăng ký ở cấp: Huyện", *REST,
    )  # fmt: skip


@hand
def a_person_without_a_title() -> Written:
    return m2(*WHO, NAME2, *FIELD, LEVEL, *REST, unit=None)


@hand
def a_person_on_the_collective_form() -> Written:
    return m2(*HEAD, *WHO, NAME2, *FIELD, LEVEL, *REST, form="M1", unit="UBND XÃ CAO XÁ", holder="Nguyễn Văn Bình",
              position=None, workplace=None, doubts=["form-unclear"])  # fmt: skip


@hand
def a_letterhead_of_two_columns() -> Written:
    head = [["HUYỆN ỦY TÂN YÊN¶ĐẢNG ỦY XÃ CAO XÁ¶*", "ĐẢNG CỘNG SẢN VIỆT NAM¶Cao Xá, ngày 20 tháng 02 năm 2024"]]
    return m1(head, *HEAD[3:], *TOP[5:], NAME, *FIELD, LEVEL, *REST, unit="ĐẢNG ỦY XÃ CAO XÁ")


@hand
def the_level_in_the_title_only() -> Written:
    title = "Xây dựng mô hình, điển hình “Dân vận khéo” cấp huyện năm 2024"
    return m1(*HEAD[:4], title, *TOP[5:], NAME, *FIELD, *REST)


@hand
def the_field_beside_boxes_left_empty() -> Written:
    boxes = [f"☐ {box}" for box in BOXES]
    return m1(*TOP, NAME, "2. Thuộc lĩnh vực: Quốc phòng - an ninh", *boxes, LEVEL, *REST, field="defence_security")


@hand
def labels_side_by_side_with_the_values_below() -> Written:
    table = [["Thời gian thực hiện", "Kết quả dự kiến"], ["Từ tháng 3 đến tháng 11/2024", "100% hộ dân tham gia"]]
    return m1(*TOP, NAME, *FIELD, LEVEL, REST[0], REST[2], table, *SIGNED)


def answering(*content: str, said: str, rest: tuple[str, ...] = REST[1:], **other: object) -> Hand:
    """The content answered in these lines."""
    return lambda: m1(*TOP, NAME, *FIELD, LEVEL, *content, *rest, content=said, **other)


def signed(*lines: Block) -> Hand:
    return lambda: m1(*TOP, NAME, *FIELD, LEVEL, *REST, *lines)


ANSWER = "4. Nội dung thực hiện:"
HANDS |= {
    "a_name_that_begins_like_a_label": lambda: m1(
        *TOP, "1. Tên mô hình đăng ký: Nội dung thực hiện tốt quy chế", *FIELD, LEVEL, *REST,
        name="Nội dung thực hiện tốt quy chế",
    ),
    "content_with_numbers": answering(
        ANSWER, "1. Trồng hoa", "2. Thời gian: chủ nhật", said="1. Trồng hoa\n2. Thời gian: chủ nhật"
    ),
    "content_with_bullets_and_no_period": answering(
        ANSWER, "- Thời gian: chủ nhật", said="- Thời gian: chủ nhật", rest=REST[2:], period=None
    ),
    "content_with_words_of_a_label_and_no_period": answering(
        ANSWER, "Thời gian: chủ nhật", "Trồng hoa", said="Thời gian: chủ nhật\nTrồng hoa", rest=REST[2:],
        period=None,
    ),
    "a_page_number_come_along": answering(REST[0], "2", said="Trồng hoa hai bên đường trục thôn"),
    "signed_in_two_columns": signed([["XÁC NHẬN CỦA ĐẢNG ỦY", "T/M CHI BỘ"], ["", "BÍ THƯ"], ["", "Lê Văn An"]]),
    "signed_with_place_and_date": signed("Cao Xá, ngày 20 tháng 2 năm 2024", "CHỦ TỊCH HỘI", "Nguyễn Văn An"),
    "signed_with_a_title_only": signed("CHI HỘI TRƯỞNG", "Nguyễn Văn An"),
    "signed_by_who_registers": signed("Người đăng ký", "Nguyễn Văn An"),
    "roman_numbers": lambda: m1(
        *TOP, f"I{NAME[1:]}", f"II{FIELD[0][1:]}", *FIELD[1:], f"III{LEVEL[1:]}",
        *(f"{numeral}{line[1:]}" for numeral, line in zip(("IV", "V", "VI", "VII"), REST, strict=True)),
    ),
    "the_person_after_the_items": lambda: m2(*TOP2, NAME2, *FIELD, LEVEL, *REST, *WHO[:4]),
    "level_in_cells": lambda: m1(*TOP, NAME, *FIELD, [["3. Đăng ký ở cấp", "Tỉnh", "", "Huyện", "x"]], *REST),
    "level_in_cells_unclear": lambda: m1(
        *TOP, NAME, *FIELD, [["3. Đăng ký ở cấp", "", "Tỉnh", "x", "Huyện"]], *REST,
        level=None, doubts=["level-unclear"],
    ),
    "no_title_at_all": lambda: m1(NAME, *FIELD, LEVEL, *REST, unit=None, holder=None, address=None),
}  # fmt: skip


@pytest.mark.parametrize("name", HANDS)
def test_a_form_in_this_hand_is_read_without_a_wrong_value(name: str) -> None:
    word, expected = HANDS[name]()
    assert [facts(raw) for raw in understood(word).registrations] == expected


def test_there_are_hands_enough() -> None:
    assert len(HANDS) >= 30
