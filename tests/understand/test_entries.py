"""What is taken out of a recognised table: values, joined cells, notes, and whatever is left over."""

from __future__ import annotations

import pytest

from aggregator.nouns.document import Document
from aggregator.nouns.reading import ListReading
from tests.sheets import BREAK, aside, balance, m3, names, read_list, reader, sheet, understand


def value(part: ListReading, code: str, entry: int = 0) -> object:
    return part.entries[entry].values[code]


def test_every_column_of_the_form_is_taken() -> None:
    part = read_list(m3("| 1 | Thôn Trại | Trồng hoa | Tập thể | | x | Quý III | Đường đẹp | Cấp tỉnh |"))
    assert part.entries[0].values == {
        "stt": 1, "address": "Thôn Trại", "name": "Trồng hoa", "holder": "Tập thể", "continuing": None, "new": "x",
        "completion": "Quý III", "goals": "Đường đẹp", "level": "Cấp tỉnh",
    }  # fmt: skip


def test_columns_are_given_by_number() -> None:
    part = read_list("| | Tên mô hình | STT | Mục tiêu | Địa chỉ |\n| | Trồng hoa | 1 | Đẹp | Thôn Trại |")
    assert part.columns == {"name": 2, "stt": 3, "goals": 4, "address": 5}
    assert value(part, "address") == "Thôn Trại"


def test_joined_rows_continue_each_cell_on_a_new_line() -> None:
    part = read_list(
        m3("| 1 | Thôn Trại | Trồng hoa | | | x | | Đường đẹp |", "| | | | Chi hội Phụ nữ | | | | và sạch |")
    )
    assert value(part, "goals") == "Đường đẹp\nvà sạch"
    assert value(part, "holder") == "Chi hội Phụ nữ"


def test_dots_in_a_joined_row_add_nothing() -> None:
    part = read_list(m3("| 1 | Thôn Trại | Trồng hoa |", "| | … | | Tập thể cán bộ | | | | ... |"))
    assert value(part, "address") == "Thôn Trại"
    assert value(part, "goals") is None


def test_a_column_outside_the_form_becomes_a_note_under_its_head() -> None:
    text = """
        | STT | Tên mô hình | Địa chỉ | Ghi chú | Kinh phí |
        | 1 | Trồng hoa | Thôn Trại | xã hội hóa | 5 triệu |
        | | | Thôn Ngò | và dân góp | |
    """
    assert read_list(text).entries[0].notes == {"Ghi chú": "xã hội hóa\nvà dân góp", "Kinh phí": "5 triệu"}


def test_a_cell_under_no_head_is_kept_apart() -> None:
    part = read_list(m3("| 1 | Thôn Trại | Trồng hoa | | | x | | | | | đã họp dân |"))
    assert [(cell.row, cell.column, cell.text) for cell in part.strays] == [(2, 11, "đã họp dân")]


def test_rows_set_aside_keep_all_their_text() -> None:
    part = read_list(m3("| 1 | Thôn Trại | | Tập thể | | x | | Đường đẹp |"))
    assert aside(part) == ["2: 1 | Thôn Trại | Tập thể | x | Đường đẹp"]


def test_a_merged_cell_stands_for_every_row_of_the_merge() -> None:
    text = m3("| 1 | Thôn Trại | Trồng hoa | Tập thể | | x | 30/10/2024 |", "| 2 | | Nuôi gà | | | x |")
    part = read_list(sheet(text, merges=["B2:B3", "D2:D3", "G2:G3"]))
    assert [value(part, code, 1) for code in ("address", "holder", "completion")] == [
        "Thôn Trại", "Tập thể", "30/10/2024",
    ]  # fmt: skip


def test_a_merge_over_a_million_rows_is_looked_up_only_where_there_is_content() -> None:
    text = m3("| 1 | Thôn Trại | Trồng hoa |", "| 2 | | Nuôi gà |")
    part = read_list(sheet(text, merges=["B2:B1048576"]))
    assert value(part, "address", 1) == "Thôn Trại"


def test_text_before_decoding_is_kept_for_every_row_of_an_entry() -> None:
    made = sheet(
        m3("| 1 | Thôn Trại | Trồng hoa |", "| | | | | | | | Đường đẹp |"),
        typed={(2, 3): "Trång hoa", (3, 8): "®Ñp"},
    )
    assert read_list(made).entries[0].typed == {"name": "Trång hoa", "goals": "®Ñp"}


def test_the_balance_of_rows_is_counted_by_the_reader() -> None:
    part = read_list(
        m3(
            "I. Kinh tế",
            "| 1 | Thôn Trại | Trồng hoa |",
            "| | Thôn Ngò |",
            "| 2 |",
            "| 3 | Thôn Trám |",
            "Tổng cộng: 1 mô hình",
        )
    )
    assert balance(part) == (6, 1, 1, 3, 1)


def test_rows_that_say_nothing_is_registered_are_counted() -> None:
    part = read_list(m3("I. Kinh tế", "| | | Không đăng ký |", "II. VH-XH", "| | | Không |"))
    assert (len(part.nil_rows), len(part.sections)) == (2, 2)


def test_several_names_in_one_cell_are_one_entry() -> None:
    part = read_list(m3("| 1 | Thôn Trại | 1. Trồng hoa⏎2. Nuôi gà | Tập thể |"))
    assert [entry.values["name"] for entry in part.entries] == ["1. Trồng hoa\n2. Nuôi gà"]


def test_a_document_without_a_table_has_no_list() -> None:
    read = reader().understand(Document("docx", (sheet("Giấy mời họp giao ban"),)))
    assert read.lists == ()
    assert read.other_sheets == (("Sheet1", 1),)


def test_where_either_of_two_columns_holds_the_names_a_row_is_named_by_the_one_filled() -> None:
    part = read_list(
        "| STT | Địa chỉ | Tên mô hình | Tên mô hình bổ sung | Mục tiêu |\n"
        "| 1 | Thôn Trại | Trồng hoa ven đường | | Đẹp |\n| 2 | Thôn Ngò | | Nuôi ong lấy mật | Khá |"
    )
    assert names(part) == ["2: Trồng hoa ven đường", "3: Nuôi ong lấy mật"]
    assert part.other_names == ("Tên mô hình bổ sung",)


def test_last_year_s_name_alone_names_no_model() -> None:
    part = read_list(
        "| STT | Địa chỉ | Mô hình năm 2023 | Mô hình năm 2024 | Mục tiêu |\n"
        "| 1 | Thôn Trại | Đường cờ | Trồng hoa ven đường | Đẹp |\n| 2 | Thôn Ngò | Tiếng kẻng | | Khá |"
    )
    assert (names(part), part.name_year) == (["2: Trồng hoa ven đường"], 2024)
    assert [possible.reason for possible in part.possible] == ["name-missing"]


def test_a_merged_year_or_tick_beside_the_list_is_every_row_s() -> None:
    text = """
        | STT | Địa chỉ | Tên mô hình | Mục tiêu | Năm đăng ký | Chọn |
        | 1 | Thôn Trại | Trồng hoa ven đường | Đẹp | 2024 | ☑ |
        | 2 | Thôn Ngò | Nuôi ong lấy mật | Khá | | ☐ |
    """
    part = read_list(sheet(text, merges=["E2:E3"]))
    assert [entry.notes for entry in part.entries] == [
        {"Năm đăng ký": "2024", "Chọn": "☑"},
        {"Năm đăng ký": "2024"},
    ]


def levelled(text: str, *, merges: tuple[str, ...] = ()) -> list[object]:
    return [entry.values.get("level") for entry in read_list(sheet(text, merges=merges)).entries]


PLAIN = "| STT | Địa chỉ | Tên mô hình | Mục tiêu |"
LEGENDS = {
    "signs behind the names": f"""
        {PLAIN}
        | 1 | Thôn Trại | Trồng hoa ven đường (*) | Đẹp |
        | 2 | Thôn Ngò | Nuôi ong lấy mật (**) | Khá |
        Ghi chú: (*) Mô hình đăng ký cấp tỉnh; (**) cấp huyện
    """,
    "one sign, and the rest": f"""
        {PLAIN}
        | 1 | Thôn Trại | Trồng hoa ven đường (*) | Đẹp |
        | 2 | Thôn Ngò | Nuôi ong lấy mật | Khá |
        Ghi chú: (*) Mô hình đăng ký cấp tỉnh; các mô hình còn lại đăng ký cấp huyện
    """,
    "figures explained above": """
        (Cột cấp: 1: cấp tỉnh, 2: cấp huyện, 3: cơ sở)
        | STT | Địa chỉ | Tên mô hình | Cấp |
        | 1 | Thôn Trại | Trồng hoa ven đường | 1 |
        | 2 | Thôn Ngò | Nuôi ong lấy mật | 2 |
    """,
    "figures explained with those of another column": """
        | STT | Địa chỉ | Tên mô hình | Cấp đăng ký | Lĩnh vực |
        | 1 | Thôn Trại | Trồng hoa ven đường | 1 | 2 |
        | 2 | Thôn Ngò | Nuôi ong lấy mật | 2 | 1 |
        Cấp đăng ký: 1 - cấp tỉnh; 2 - cấp huyện. Lĩnh vực: 1 - Kinh tế; 2 - VHXH
    """,
    "figures explained in the head": """
        | STT | Địa chỉ | Tên mô hình | Cấp đăng ký (1: tỉnh; 2: huyện) |
        | 1 | Thôn Trại | Trồng hoa ven đường | 1 |
        | 2 | Thôn Ngò | Nuôi ong lấy mật | 2 |
    """,
    "letters in a column of signs": """
        | STT | Địa chỉ | Tên mô hình | Mục tiêu | Ký hiệu |
        | 1 | Thôn Trại | Trồng hoa ven đường | Đẹp | T |
        | 2 | Thôn Ngò | Nuôi ong lấy mật | Khá | H |
        Ký hiệu: T = cấp tỉnh, H = cấp huyện
    """,
    "letters of the numbers": """
        | STT | Địa chỉ | Tên mô hình | Mục tiêu |
        | T1 | Thôn Trại | Trồng hoa ven đường | Đẹp |
        | H1 | Thôn Ngò | Nuôi ong lấy mật | Khá |
        T là cấp tỉnh; H là cấp huyện
    """,
    "levels in the numbers": """
        | STT | Địa chỉ | Tên mô hình | Mục tiêu |
        | Tỉnh 1 | Thôn Trại | Trồng hoa ven đường | Đẹp |
        | 1 (cấp huyện) | Thôn Ngò | Nuôi ong lấy mật | Khá |
    """,
    "levels under a head of other words": """
        | STT | Địa chỉ | Tên mô hình | Mục tiêu | Trình |
        | 1 | Thôn Trại | Trồng hoa ven đường | Đẹp | Cấp tỉnh |
        | 2 | Thôn Ngò | Nuôi ong lấy mật | Khá | Cấp huyện |
    """,
    "marks before the names": """
        | STT | Địa chỉ | Tên mô hình | Mục tiêu |
        | 1 | Thôn Trại | [T] Trồng hoa ven đường | Đẹp |
        | 2 | Thôn Ngò | [H] Nuôi ong lấy mật | Khá |
        [T] tỉnh; [H] huyện
    """,
    "boxes in one cell": """
        | STT | Địa chỉ | Tên mô hình | Cấp đăng ký |
        | 1 | Thôn Trại | Trồng hoa ven đường | Tỉnh: x; Huyện: |
        | 2 | Thôn Ngò | Nuôi ong lấy mật | ☐ Tỉnh ☒ Huyện |
    """,
}


@pytest.mark.parametrize("text", LEGENDS.values(), ids=LEGENDS)
def test_a_mark_says_the_level_that_a_legend_gives_it(text: str) -> None:
    assert levelled(text) == ["Cấp tỉnh", "Cấp huyện"]


@pytest.mark.parametrize(
    ("letters", "last"), [("THHX", "Cơ sở"), ("thhx", "Cơ sở"), ("THHx", "x"), ("TXXX", "X"), ("XXXX", "X")]
)
def test_an_x_beside_t_and_h_is_the_commune_and_a_tick_elsewhere(letters: str, last: str) -> None:
    rows = [f"| {n} | Thôn Trại | Trồng hoa số {n} | {letter} |" for n, letter in enumerate(letters, 1)]
    assert levelled("\n".join(["| STT | Địa chỉ | Tên mô hình | Cấp |", *rows]))[-1] == last


@pytest.mark.parametrize(
    ("head", "below", "last"),
    [
        ("Cấp (T/H/X)", "", "Cơ sở"),
        ("Cấp", "X: mô hình xây dựng mới", "X"),
        ("Cấp", "Đánh dấu X là mô hình chưa chốt cấp", "X"),
        ("Đăng ký cấp tỉnh (T), huyện (H)", "", "X"),
    ],
)
def test_an_x_that_the_list_uses_otherwise_is_no_level(head: str, below: str, last: str) -> None:
    rows = [f"| {n} | Thôn Trại | Trồng hoa số {n} | {letter} |" for n, letter in enumerate("THHX", 1)]
    text = "\n".join([f"| STT | Địa chỉ | Tên mô hình | {head} |", *rows, "", below])
    assert levelled(text)[-1] == last


def test_what_is_said_of_the_rest_needs_marks_in_the_rows() -> None:
    rows = [f"| {n} | Thôn Trại | Trồng hoa số {n} | Đẹp |" for n in range(1, 6)]
    text = "\n".join([PLAIN, *rows, "Tổng 5: 3 là cấp tỉnh, 1 là cấp huyện, còn lại cấp cơ sở"])
    assert levelled(text) == [None] * 5


@pytest.mark.parametrize(
    "note",
    ["1: cấp tỉnh; 1: cấp huyện", "1: duy trì; 2: xây mới", "Tổng số: 1 mô hình cấp tỉnh; 2 mô hình cấp huyện"],
)
def test_a_mark_that_nothing_or_two_things_explain_stays_as_it_is(note: str) -> None:
    top = "| STT | Địa chỉ | Tên mô hình | Cấp |"
    assert levelled(f"{top}\n| 1 | Thôn Trại | Trồng hoa | 1 |\n| 2 | Thôn Ngò | Nuôi ong | 2 |\n{note}") == [1, 2]


@pytest.mark.parametrize(
    ("province", "district"),
    [("CẤP TỈNH", "CẤP HUYỆN"), ("Tỉnh", "Huyện"), (BREAK.join("CẤPTỈNH"), BREAK.join("CẤPHUYỆN"))],
)
def test_levels_alone_in_a_column_without_a_head_are_the_models_own(province: str, district: str) -> None:
    text = f"""
        | | STT | Địa chỉ | Tên mô hình | Mục tiêu |
        | {province} | 1 | Thôn Trại | Trồng hoa ven đường | Đẹp |
        | {district} | 2 | Thôn Ngò | Nuôi ong lấy mật | Khá |
        | | 3 | Thôn Lý | Tiếng kẻng an ninh | Yên |
    """
    read = [cell.replace(BREAK, "\n") for cell in (province, district, district)]
    assert levelled(text, merges=("A3:A4",)) == read


@pytest.mark.parametrize("head", ["Đ.ký", "Đăng ký với", "Xếp loại cấp", ""])
def test_levels_stand_under_short_heads_too_and_beside_the_others_as_the_word_of_the_base(head: str) -> None:
    cells = ("Tỉnh", "Huyện", "Xã")
    rows = "\n".join(f"| {n} | Thôn Trại | Trồng hoa số {n} | Đẹp | {cell} |" for n, cell in enumerate(cells, 1))
    assert levelled(f"| STT | Địa chỉ | Tên mô hình | Mục tiêu | {head} |\n{rows}") == [*cells]
    numbered = "\n".join(f"| {cell} 1 | Thôn Trại | Trồng hoa {cell} | Đẹp |" for cell in cells)
    assert levelled(f"{PLAIN}\n{numbered}") == ["Cấp tỉnh", "Cấp huyện", "Cơ sở"]
    assert levelled(f"{PLAIN}\n| Xã 1 | Thôn Trại | Trồng hoa | Đẹp |") == [None]


@pytest.mark.parametrize("heads", ["Cấp T | Cấp H | Cấp CS", "ĐKT | ĐKH | ĐKCS", "ĐK T | ĐK H | ĐK CS"])
def test_boxes_of_levels_stand_under_abbreviations(heads: str) -> None:
    top = f"| STT | Địa chỉ | Tên mô hình | {heads} |"
    (entry,) = read_list(f"{top}\n| 1 | Thôn Trại | Trồng hoa ven đường | | x | |").entries
    assert entry.values.get("level_district") == "x"


def test_the_word_of_the_base_is_a_note_of_it_beside_notes_of_the_levels_above() -> None:
    def noted(*notes: str) -> list[str | None]:
        rows = (f"| {n} | Thôn Trại | Trồng hoa số {n} | Đẹp | {note} |" for n, note in enumerate(notes, 1))
        top = "| STT | Địa chỉ | Tên mô hình | Mục tiêu | Ghi chú |"
        return [entry.remark for entry in read_list("\n".join([top, *rows])).entries]

    assert noted("Huyện", "MH xã", "Xã") == ["Huyện", "MH xã\nCơ sở", "Xã\nCơ sở"]
    assert noted("Duy trì", "Xã", "Xã") == ["Duy trì", "Xã", "Xã"]


@pytest.mark.parametrize("cells", [("Tỉnh", "Xã", "Xã"), ("Cấp tỉnh", "TT", "H")])
def test_a_column_without_a_head_in_which_a_place_may_stand_says_no_levels(cells: tuple[str, ...]) -> None:
    rows = "\n".join(f"| {n} | Thôn Trại | Trồng hoa số {n} | Đẹp | {cell} |" for n, cell in enumerate(cells, 1))
    assert not any(levelled(f"| STT | Địa chỉ | Tên mô hình | Mục tiêu | |\n{rows}"))


@pytest.mark.parametrize(
    "head",
    [
        "Đã được công nhận",
        "Ghi chú",
        "Mức hỗ trợ",
        "Đăng ký 2023",
        "Cấp công nhận năm 2023",
        "Cấp đã công nhận",
        "Năm/cấp công nhận trước đây",
        "Năm đăng ký/cấp",
        "Cấp năm 2023",
        "Mô hình được công nhận cấp",
        "Nguồn vốn",
        "Đơn vị phối hợp",
        "Đơn vị kiểm tra, thẩm định",
        "Báo cáo về",
        "Gửi",
        "Trình",
        "Nơi lưu hồ sơ",
        "Tuyến",
    ],
)
def test_levels_of_another_kind_beside_the_list_are_not(head: str) -> None:
    rows = "| 1 | Thôn Trại | Trồng hoa ven đường | Đẹp | Huyện |"
    assert levelled(f"{PLAIN} {head} |\n{rows}") == [None]


NEXT = "| 2 | Thôn Trại | Nuôi ong lấy mật | Đẹp |"


def asked_levels(text: str) -> list[str | None]:
    assert not any(levelled(text))
    return [entry.level_remark for entry in read_list(text).entries]


@pytest.mark.parametrize(
    "head",
    ["Cấp quản lý", "Cấp chỉ đạo", "Cấp thẩm định", "Cơ quan công nhận", "Cấp trên công nhận", "Cấp khen thưởng"],
)
def test_levels_under_a_head_that_may_be_of_something_else_are_asked_about(head: str) -> None:
    rows = f"| 1 | Thôn Trại | Trồng hoa ven đường | Đẹp | Tỉnh ủy công nhận |\n{NEXT} |"
    assert asked_levels(f"{PLAIN} {head} |\n{rows}") == [f"{head}: Tỉnh ủy công nhận", None]


@pytest.mark.parametrize(
    "head",
    [
        "Tuyến",
        "Nguồn vốn",
        "Khen thưởng",
        "Đề nghị khen thưởng",
        "Cấp giấy khen",
        "Cấp ủy chỉ đạo",
        "Người theo dõi",
    ],
)
def test_levels_under_a_head_of_something_else_are_not_asked_about(head: str) -> None:
    rows = f"| 1 | Thôn Trại | Trồng hoa ven đường | Đẹp | Huyện |\n{NEXT} Cơ sở |"
    assert asked_levels(f"{PLAIN} {head} |\n{rows}") == [None, None]


@pytest.mark.parametrize("head", ["Đăng ký mô hình, điển hình ở cấp", "Cấp huyện, cấp tỉnh", "Đăng ký"])
@pytest.mark.parametrize(
    "said", ["Tỉnh ủy công nhận", "Cấp ủy tỉnh", "BTV Tỉnh ủy", "Ban Dân vận Tỉnh ủy", "UBND tỉnh"]
)
def test_bodies_that_recognise_are_levels_of_a_column(head: str, said: str) -> None:
    rows = f"| 1 | Thôn Trại | Trồng hoa ven đường | Đẹp | {said} |\n{NEXT} Cơ quan công nhận |"
    assert levelled(f"{PLAIN} {head} |\n{rows}") == [said, "Cơ quan công nhận"]


@pytest.mark.parametrize(
    "head",
    ["Đ.ký cấp", "Đề nghị xét cấp", "Đăng ký 2024", "Đăng ký", "Mức", "Cấp", "Cấp mô hình", "Đề nghị cấp", "Loại"],
)
def test_a_column_of_nothing_but_levels_is_theirs_where_its_head_may_speak_of_registering(head: str) -> None:
    rows = "| 1 | Thôn Trại | Trồng hoa ven đường | Đẹp | Tỉnh |\n| 2 | Thôn Ngò | Nuôi ong | Khá | Cấp huyện |"
    assert levelled(f"{PLAIN} {head} |\n{rows}") == ["Tỉnh", "Cấp huyện"]


def test_nor_is_a_legend_of_last_years_levels() -> None:
    rows = "| 1 | Thôn Trại | Trồng hoa ven đường (*) | Đẹp |"
    assert levelled(f"{PLAIN}\n{rows}\n(*) Mô hình cấp tỉnh năm 2023") == [None]


def test_a_mark_that_a_legend_explains_is_no_part_of_the_name() -> None:
    rows = "| 1 | Thôn Trại | Trồng hoa (*) | Đẹp |\n| 2 | Thôn Ngò | Nuôi ong ** | Khá |"
    (part,) = understand(f"{PLAIN}\n{rows}\n(*) cấp tỉnh; (**) cấp huyện").lists
    assert [(e.values["name"], e.typed["name"]) for e in part.entries] == [
        ("Trồng hoa", "Trồng hoa (*)"),
        ("Nuôi ong", "Nuôi ong **"),
    ]
    (kept,) = understand(f"{PLAIN}\n{rows}\n(*) Mô hình trọng điểm của xã").lists
    assert [e.values["name"] for e in kept.entries] == ["Trồng hoa (*)", "Nuôi ong **"]


def test_names_that_all_end_in_a_level_say_it_and_some_that_do_say_nothing() -> None:
    ends = ("Trồng hoa, cấp tỉnh", "Nuôi ong cấp huyện", "Tủ sách: cấp huyện")
    rows = "\n".join(f"| {n} | Thôn Trại | {name} | Đẹp |" for n, name in enumerate(ends, start=1))
    (part,) = understand(f"{PLAIN}\n{rows}").lists
    assert [entry.remark for entry in part.entries] == ["Cấp tỉnh", "Cấp huyện", "Cấp huyện"]
    (plain,) = understand(f"{PLAIN}\n{rows}\n| 4 | Thôn Trại | Vườn mẫu | Đẹp |").lists
    assert [entry.remark for entry in plain.entries] == [None] * 4
