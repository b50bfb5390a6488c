"""Lines that name a level: over their models as headings stand, or under them, as people who count write them."""

from __future__ import annotations

import pytest

from tests.sheets import HEAD, m3, names, read_list, sheet, understand

PROVINCE, DISTRICT = "province", "district"
FIRST = "| 1 | Thôn Trại | Trồng hoa ven đường | Tập thể | | x | 30/10/2024 | Đường đẹp |"
FOUR = [f"| {n} | Thôn Ngò | Nuôi gà đồi số {n} | Cá nhân | x | | Quý III | Thu nhập |" for n in range(2, 6)]


def levels(*lines: str) -> list[str | None]:
    """The levels that the lines give, list by list."""
    return [entry.level_heading for part in understand(m3(*lines)).lists for entry in part.entries]


def given_levels(text: str) -> list[object]:
    """What stands in the place of the levels' column."""
    return [entry.values.get("level") for part in understand(text).lists for entry in part.entries]


@pytest.mark.parametrize(
    "line",
    [
        "{count} mô hình cấp {level}", "0{count} mô hình đăng ký cấp {level}", "Cộng cấp {level}: 0{count}",
        "| | | Cộng cấp {level} | {count} |", "Tổng số mô hình cấp {level}: 0{count} mô hình",
        "| | | Cấp {level}: 0{count} mô hình |",
        "| Cộng | | 0{count} mô hình cấp {level} |", "(Các mô hình trên đăng ký cấp {level})",
        "Hết mô hình cấp {level}",
        "| | | Các mô hình nêu trên là mô hình cấp {level} |",
    ],
)  # fmt: skip
def test_a_line_under_as_many_models_as_it_counts_or_that_says_so_gives_their_level(line: str) -> None:
    """“1 mô hình cấp tỉnh” under the first model is nothing that the four below it are."""
    under = line.format(count=1, level="tỉnh"), line.format(count=4, level="huyện")
    assert levels(FIRST, under[0], *FOUR, under[1]) == [PROVINCE, *[DISTRICT] * 4]
    assert levels(FIRST, under[0], *FOUR, under[1], FIRST) == [PROVINCE, *[DISTRICT] * 4, None]
    assert levels(FIRST, under[0], *FOUR) == [PROVINCE, *[None] * 4]


@pytest.mark.parametrize("line", ["Ghi chú: cả {} mô hình đăng ký cấp huyện.", "{} mô hình trên đăng ký cấp huyện"])
def test_a_line_of_all_models_above_gives_their_level_where_it_counts_them_all(line: str) -> None:
    assert levels(FIRST, *FOUR, line.format(5)) == [DISTRICT] * 5
    assert levels(FIRST, *FOUR, line.format(4)) == [None] * 5


@pytest.mark.parametrize(
    "line", ["Cấp {level}", "→ Đăng ký cấp {level}", "| Cấp {level} | | | | | | | 07 mô hình |"]
)
def test_no_level_is_known_where_a_line_could_tell_of_the_models_above_or_below(line: str) -> None:
    """The first models have no line above them, the last line has no model below."""
    assert levels(FIRST, line.format(level="tỉnh"), *FOUR, line.format(level="huyện")) == [None] * 5


@pytest.mark.parametrize("line", ["(Đăng ký cấp {level})", "| | | Cấp {level} |"])
def test_lines_under_each_model_give_each_its_level(line: str) -> None:
    said = [line.format(level=level) for level in ("tỉnh", "huyện", "huyện")]
    pairs = [row for pair in zip([FIRST, *FOUR], said, strict=False) for row in pair]
    assert levels(*pairs) == [PROVINCE, DISTRICT, DISTRICT]
    assert levels(*pairs[:4]) == [None, None]


ALONE = ["| | | ({}) |", "| | | {} |", "| | | - {} |"]


@pytest.mark.parametrize("line", ALONE)
@pytest.mark.parametrize("words", ["Đăng ký cấp {}", "đăng ký cấp {}", "Cấp {}"])
def test_lines_under_some_models_are_of_the_model_above_where_one_comes_twice(line: str, words: str) -> None:
    up, down = (line.format(words.format(level)) for level in ("tỉnh", "huyện"))
    found = [DISTRICT, None, PROVINCE, DISTRICT, None]
    assert levels(FIRST, down, FOUR[0], FOUR[1], up, FOUR[2], down, FOUR[3]) == found
    sections = "I. Kinh tế", FIRST, down, FOUR[0], down, "II. Văn hóa - xã hội", FOUR[1], FOUR[2], up
    assert levels(*sections) == [DISTRICT, DISTRICT, None, PROVINCE]
    assert levels(up, FIRST, down, *FOUR) == [PROVINCE, *[DISTRICT] * 4]
    by_hamlet = up, FIRST, down, FOUR[0], "II. Văn hóa - xã hội", up, FOUR[1], down, FOUR[2]
    assert levels(*by_hamlet) == [PROVINCE, DISTRICT, PROVINCE, DISTRICT]


@pytest.mark.parametrize("line", ["| | | (Cấp {}) |", "| | | Đăng ký cấp {} |", "| | | - (đăng ký cấp {}) |"])
def test_lines_under_some_models_leave_all_levels_open_where_they_may_be_headings(line: str) -> None:
    up, down = line.format("tỉnh"), line.format("huyện")
    assert levels(FIRST, up, FOUR[0], down, *FOUR[1:]) == [None] * 5
    assert levels(FIRST, up, *FOUR) == [None] * 5
    assert levels("A. CẤP TỈNH", FIRST, down, *FOUR) == [PROVINCE, *[DISTRICT] * 4]


LABELLED = ["| | | Cấp đăng ký: {} |", "| | | - Cấp đề nghị: cấp {} |", "| | | (cấp mô hình đăng ký: {}) |"]


@pytest.mark.parametrize("line", LABELLED)
def test_a_level_with_its_label_is_of_the_model_above_where_one_comes_twice(line: str) -> None:
    up, down = line.format("tỉnh"), line.format("huyện")
    assert levels(FIRST, up, FOUR[0], down, FOUR[1], down, FOUR[2]) == [PROVINCE, DISTRICT, DISTRICT, None]
    assert PROVINCE not in levels(FIRST, up, *FOUR)


@pytest.mark.parametrize("line", ["| | | Cấp {} |", "| | | - Cấp {} |", "| | | A. Cấp {} |"])
def test_a_heading_may_stand_over_a_further_page_again(line: str) -> None:
    up, down = line.format("tỉnh"), line.format("huyện")
    assert levels(FIRST, down, *FOUR[:2], down, *FOUR[2:]) == [None, *[DISTRICT] * 4]
    assert levels(up, FIRST, down, *FOUR[:2], down, *FOUR[2:]) == [PROVINCE, *[DISTRICT] * 4]
    assert levels(FIRST, "| | | (Cấp huyện) |", *FOUR[:2], "| | | (Cấp huyện) |", *FOUR[2:])[:2] == [DISTRICT, None]


OF_ABOVE = ["Các mô hình trên đăng ký cấp huyện", "Ghi chú: các mô hình trên là cấp huyện"]
OF_REST = [
    "(các mô hình còn lại đăng ký cấp huyện)",
    "Các mô hình còn lại: cấp huyện",
    "Các mô hình khác: cấp huyện",
]


@pytest.mark.parametrize("last", [line.format(words) for words in OF_ABOVE for line in ("{}", "| | | {} |")])
def test_a_sentence_about_the_models_above_gives_none_a_level_that_another_line_may_or_does(last: str) -> None:
    """A level in brackets under the first may be its own; the heading of the others says otherwise."""
    assert levels(FIRST, "| | | (Cấp tỉnh) |", *FOUR, last) == [None, *[DISTRICT] * 4]
    assert levels(FIRST, "| | | Cấp tỉnh |", *FOUR, last) == [None] * 5
    assert levels("A. CẤP TỈNH", FIRST, "B. CẤP HUYỆN", *FOUR, last) == [PROVINCE, *[DISTRICT] * 4]


@pytest.mark.parametrize("last", [line.format(words) for words in OF_REST for line in ("{}", "| | | {} |")])
def test_a_last_sentence_about_the_rest_opens_the_levels_that_it_speaks_against(last: str) -> None:
    for up in ("Cấp tỉnh", "(Cấp tỉnh)", "Đăng ký cấp tỉnh"):
        assert levels(FIRST, f"| | | {up} |", *FOUR, last) == [None] * 5
    assert levels("A. CẤP TỈNH", FIRST, *FOUR, last) == [None] * 5
    assert levels("A. CẤP TỈNH", FIRST, "B. CẤP HUYỆN", *FOUR, last) == [PROVINCE, *[DISTRICT] * 4]
    assert levels("A. CẤP TỈNH", FIRST, "B. Các mô hình khác (cấp huyện)") == [PROVINCE]
    later = last.replace("huyện", "tỉnh năm 2025")
    assert levels("A. CẤP TỈNH", FIRST, "B. CẤP HUYỆN", *FOUR, later) == [PROVINCE, *[DISTRICT] * 4]
    of_base = f"| | | {last.strip('| ')} |".replace("huyện", "cơ sở")
    assert levels(FIRST, "B. CẤP HUYỆN", *FOUR, of_base) == [None, *[DISTRICT] * 4]


@pytest.mark.parametrize("line", [one.format("Đăng ký cấp huyện") for one in ALONE])
def test_a_line_in_rows_merged_with_those_of_its_model_gives_its_level(line: str) -> None:
    given = sheet(m3(FIRST, line, *FOUR), merges=["A2:A3", "B2:B3"])
    assert [entry.level_heading for entry in read_list(given).entries] == [DISTRICT, *[None] * 4]


@pytest.mark.parametrize("line", ["| | | (Lĩnh vực {}) |", "| | | Lĩnh vực: {} |", "| | | - Lĩnh vực {} |"])
def test_fields_under_the_models_are_of_the_model_above_where_one_comes_twice(line: str) -> None:
    economy, culture = line.format("kinh tế"), line.format("văn hóa - xã hội")
    part = read_list(m3(FIRST, culture, FOUR[0], economy, FOUR[1], culture))
    assert [entry.field_heading for entry in part.entries] == ["culture_society", "economy", "culture_society"]
    assert part.possible == ()


@pytest.mark.parametrize("line", ["| | | Lĩnh vực {} |", "| | | - Lĩnh vực {} |"])
def test_fields_over_their_models_are_headings(line: str) -> None:
    over = line.format("kinh tế"), line.format("văn hóa - xã hội")
    part = read_list(m3(over[0], FIRST, over[1], *FOUR))
    assert [entry.field_heading for entry in part.entries] == ["economy", *["culture_society"] * 4]


@pytest.mark.parametrize("last", ["| 1 | | ... | |", "| | | Không đăng ký |", "| 1 | | | |"])
def test_a_line_over_nothing_is_a_heading_that_says_so(last: str) -> None:
    """A blank line of the form, or “Không đăng ký”, stands under its heading: so do all others."""
    assert levels(FIRST, "A. Cấp tỉnh", FOUR[0], "B. Cấp huyện", last) == [None, PROVINCE]


@pytest.mark.parametrize(
    "line", ["{count} mô hình cấp {level}", "Cấp {level}", "| | | Cấp {level}: 0{count} mô hình |"]
)
def test_a_line_over_its_models_is_their_heading(line: str) -> None:
    over = line.format(count=1, level="tỉnh"), line.format(count=4, level="huyện")
    assert levels(over[0], FIRST, over[1], *FOUR) == [PROVINCE, *[DISTRICT] * 4]
    assert levels(FIRST, over[1], *FOUR) == [None, *[DISTRICT] * 4]


@pytest.mark.parametrize(
    ("province", "district"),
    [
        ("| Cấp tỉnh | Quy định 1-2 | Đăng ký 01 |", "| Cấp huyện | Quy định 4-5 | Đăng ký 04 |"),
        ("| Cấp tỉnh | Chỉ tiêu 01 | 01 |", "| Cấp huyện | Chỉ tiêu 04 | 04 |"),
        ("| A | Cấp tỉnh | 01 | Đạt |", "| B | Cấp huyện | 04 | Đạt |"),
        ("| Cấp tỉnh | SL: 01 |", "| Cấp huyện | SL: 04 |"),
        ("| I | Đăng ký cấp tỉnh | 1 | 0 | 1 |", "| II | Đăng ký cấp huyện | 4 | 2 | 2 |"),
        ("| I | Cấp tỉnh | | | | | | Tổng: 01 |", "| II | Cấp huyện | | | | | | Tổng: 04 |"),
        ("| A. CẤP TỈNH | | | | | | | Tổng: 01 |", "| B. CẤP HUYỆN | | | | | | | Tổng: 04 |"),
    ],
)
def test_counts_or_quotas_beside_a_level_over_its_models_leave_it_their_heading(
    province: str, district: str
) -> None:
    assert levels(province, FIRST, district, *FOUR) == [PROVINCE, *[DISTRICT] * 4]


@pytest.mark.parametrize(
    "table",
    [
        ["| Cấp | Quy định | Đã đăng ký |", "| Tỉnh | 01-02 | 1 |", "| Huyện | 04-05 | 4 |"],
        ["| STT | Cấp | Số lượng |", "| 1 | Tỉnh | 1 |", "| 2 | Huyện | 4 |", "| 3 | Cơ sở | 1 |"],
    ],
)
def test_a_level_right_below_a_table_of_counts_heads_its_models(table: list[str]) -> None:
    few = ["| 1 | Thôn Trại | Trồng hoa |", "| 1 | Thôn Ngò | Nuôi ong |"]
    for first, second in (([], table), (table, [])):
        lines = [*first, "Cấp tỉnh", few[0], *second, "Cấp huyện", few[1]]
        assert levels(*lines) == [PROVINCE, DISTRICT], lines


@pytest.mark.parametrize("line", ["Trong 5 mô hình có 3 là cấp tỉnh", "5 mô hình: 3 là cấp tỉnh; 2 là cấp huyện"])
def test_a_line_that_counts_some_of_the_models_gives_no_level_and_is_no_model(line: str) -> None:
    read = understand(m3(FIRST, *FOUR, line))
    assert [entry.level_heading for entry in read.lists[0].entries] == [None] * 5
    assert not read.lists[0].possible
    assert any(text in line for text in read.level_words)


@pytest.mark.parametrize(
    "caption", ["Biểu {n}: cấp {level}", "Bảng {n}. Danh sách mô hình đăng ký cấp {level}", "(Cấp {level})"]
)
def test_captions_under_tables_give_no_level_to_the_table_below(caption: str) -> None:
    head = m3().splitlines()[0]
    first, second = caption.format(n=1, level="tỉnh"), caption.format(n=2, level="huyện")
    assert levels(FIRST, "", first, "", head, *FOUR, "", second) == [None] * 5


@pytest.mark.parametrize(
    "total",
    [
        "Tổng số: 05 mô hình, trong đó 01 mô hình cấp tỉnh",
        "Tổng cộng: 05 mô hình (01 cấp tỉnh)",
        "Tổng cộng: 05 mô hình",
        "Cộng cấp tỉnh: 01",
    ],
)
def test_a_total_of_all_or_of_other_models_gives_no_level(total: str) -> None:
    part = read_list(m3(FIRST, *FOUR, total))
    assert len(names(part)) == 5
    assert {entry.level_heading for entry in part.entries} == {None}
    assert part.totals == ()


@pytest.mark.parametrize(
    "lines",
    [
        ["- Mô hình đăng ký cấp tỉnh: số 1", "- Mô hình đăng ký cấp huyện: số 2, 3, 4, 5"],
        ["(cấp tỉnh: STT 1; còn lại cấp huyện)"],
        ["Ghi chú: Mô hình số 1 đăng ký cấp tỉnh, các mô hình còn lại đăng ký cấp huyện."],
        ["Cấp tỉnh: 01 mô hình (số 1); cấp huyện: 04 mô hình (số 2 đến số 5)"],
        ["Mô hình 1: cấp tỉnh, mô hình 2, 3, 4, 5: cấp huyện"],
        ["Các mô hình số 2-5 đăng ký cấp huyện, mô hình số 1 đăng ký cấp tỉnh"],
        ["Trừ mô hình số 1 đăng ký cấp tỉnh, còn lại là cấp huyện."],
        ["Ghi chú: Mô hình số 1: cấp tỉnh; số 2 đến số 5: cấp huyện"],
        ["Cấp tỉnh: số 1; cấp huyện: số 2 đến 5; cấp xã: không"],
        ["Ghi chú: mục 1 là cấp tỉnh, mục 2-5 là cấp huyện"],
        ["Trong đó: cấp xã: mô hình số không; cấp tỉnh: mô hình số 1; cấp huyện: mô hình số 2, 3, 4, 5"],
        ["Cấp cơ sở: số thứ tự 0; cấp tỉnh: số thứ tự 1; cấp huyện: số thứ tự 2, 3, 4, 5"],
    ],
)
def test_sentences_over_or_under_the_list_give_levels_by_the_models_numbers(lines: list[str]) -> None:
    for text in (m3(FIRST, *FOUR, *lines), "\n".join([*lines, "", m3(FIRST, *FOUR)])):
        read = understand(text)
        assert given_levels(text) == ["Cấp tỉnh", *["Cấp huyện"] * 4]
        assert (read.remarks, read.lists[0].unknown_groups, len(read.lists[0].entries)) == ((), (), 5)
        assert read.lists[0].totals == ()


@pytest.mark.parametrize(
    "line",
    [
        "Cấp tỉnh: 1; cấp huyện: 4", "Cấp tỉnh: 01 mô hình; cấp huyện: 04 mô hình", "Cấp tỉnh 1-2, cấp huyện 4-5",
        "Cấp tỉnh: mô hình số 1; cấp huyện: mô hình số 2, 3, 4, 5, 6",
        "Mô hình số 1 cấp tỉnh; mô hình số 1, 2, 3, 4, 5 cấp huyện",
        "Mô hình số 1 không đăng ký cấp tỉnh, mô hình số 2, 3, 4, 5 đăng ký cấp huyện",
        "Năm 2023: mô hình số 1 cấp tỉnh; mô hình số 2, 3, 4, 5 cấp huyện",
    ],
)  # fmt: skip
def test_counts_numbers_of_no_model_and_what_two_sentences_say_give_no_level(line: str) -> None:
    assert given_levels(m3(FIRST, *FOUR, line)) == [None] * 5


def test_numbers_that_come_again_or_are_not_named_give_no_level() -> None:
    said = "Cấp tỉnh: mô hình số 1"
    assert given_levels(m3("I. Kinh tế", FIRST, "II. Văn hóa - xã hội", FIRST, said)) == [None, None]
    assert given_levels(m3(FIRST, *FOUR, said)) == ["Cấp tỉnh", *[None] * 4]
    assert given_levels(f"(Đăng ký cấp tỉnh: mô hình số 1)\n\n{m3(FIRST, *FOUR)}") == ["Cấp tỉnh", *[None] * 4]


def test_a_sentence_that_says_otherwise_than_the_column_stays_beside_the_list() -> None:
    models = [f"{FIRST} Cấp tỉnh |", *(f"{line} Cấp huyện |" for line in FOUR)]
    assert understand(m3(*models, "Mô hình số 1 đăng ký cấp tỉnh, còn lại đăng ký cấp huyện")).remarks == ()
    denied = "Cấp tỉnh: không; cấp huyện: số 2, 3, 4, 5"
    assert given_levels(m3(FIRST, *FOUR, denied)) == [None, *["Cấp huyện"] * 4]
    assert understand(m3(*models, denied)).level_words != ()
    assert understand(m3(*models, denied.replace("không", "số 1"))).level_words == ()
    assert understand(m3(*models, "Mô hình số 2 đăng ký cấp tỉnh")).sentences == ("Mô hình số 2 đăng ký cấp tỉnh",)


def test_a_heading_or_a_line_beside_the_list_that_states_more_models_is_noted() -> None:
    part = read_list(m3("Cấp tỉnh: 01 mô hình", FIRST, "Cấp huyện: 04 mô hình", *FOUR[:3]))
    assert [(total.figure, total.count) for total in part.totals] == [(4, 3)]
    over = read_list(f"(Đăng ký cấp tỉnh: 01 mô hình; cấp huyện: 04 mô hình)\n\n{m3(FIRST, *FOUR[:3])}")
    assert [(total.figure, total.count) for total in over.totals] == [(5, 4)]
    assert read_list(m3("Cấp tỉnh: 01 mô hình", FIRST, "Cấp huyện: 04 mô hình", *FOUR)).totals == ()


@pytest.mark.parametrize(
    "line", ["Tổng số hộ tham gia: 120 hộ", "Tổng số đảng viên: 320", "Tổng kinh phí: 50 triệu"]
)
def test_a_total_of_other_things_states_no_models(line: str) -> None:
    assert read_list(m3(FIRST, *FOUR, line)).totals == ()


@pytest.mark.parametrize("heading", ["Mục {}: Cấp {}", "Phần {}. Cấp {}", "Mô hình số {}: cấp {}"])
def test_a_number_of_a_part_or_of_one_model_leaves_a_heading_one(heading: str) -> None:
    assert levels(heading.format(1, "tỉnh"), FIRST, heading.format(2, "huyện"), *FOUR) == [
        PROVINCE,
        *[DISTRICT] * 4,
    ]


AGAIN = [line.replace(f"| {n} |", f"| {n - 1} |", 1) for n, line in enumerate(FOUR, start=2)]
FIELDED = f"{HEAD} Lĩnh vực |"


@pytest.mark.parametrize("between", [[], [""], ["", HEAD], ["Cộng: 01 mô hình"]])
def test_models_counted_from_1_again_under_no_heading_are_no_more_of_the_headings_level(between: list[str]) -> None:
    assert levels("A. CẤP TỈNH", FIRST, *between, *AGAIN) == [PROVINCE, *[None] * 4]


@pytest.mark.parametrize("between", [["I. Lĩnh vực kinh tế"], ["Khối đoàn thể"], ["b) Cá nhân"]])
def test_models_counted_again_under_a_heading_of_field_or_group_stay_of_the_level(between: list[str]) -> None:
    assert levels("A. CẤP HUYỆN", FIRST, *between, *AGAIN) == [DISTRICT] * 5


def test_models_counted_again_in_a_sheet_named_by_its_level_or_of_another_field_stay_of_the_level() -> None:
    named = understand(sheet(m3(FIRST, *AGAIN), "Cấp huyện")).lists[0]
    by_field = [f"{FIRST} | Kinh tế |", *(f"{line} | Văn hóa |" for line in AGAIN)]
    fielded = understand("\n".join([FIELDED, "A. CẤP HUYỆN", *by_field])).lists[0]
    assert [entry.level_heading for part in (named, fielded) for entry in part.entries] == [DISTRICT] * 10


@pytest.mark.parametrize(
    ("line", "known"),
    [
        ("Cấp tỉnh: 01 mô hình", []),
        ("Cấp huyện: 05 mô hình", [DISTRICT] * 5),
        ("Cấp huyện: 06 mô hình", [DISTRICT] * 5),
        ("Cấp huyện (từ 4-5 mô hình)", [DISTRICT] * 5),
        ("Cấp huyện: không quá 03 mô hình", [DISTRICT] * 5),
    ],
)
def test_a_line_over_the_list_that_counts_fewer_models_than_it_has_heads_none(line: str, known: list[str]) -> None:
    part = read_list(f"DANH SÁCH ĐĂNG KÝ MÔ HÌNH DÂN VẬN KHÉO\n{line}\n\n{m3(FIRST, *FOUR)}")
    assert [entry.level_heading or "" for entry in part.entries] == (known or [""] * 5)


def test_models_beyond_those_that_a_heading_counts_are_of_no_sure_level() -> None:
    assert levels("Cấp tỉnh: 01 mô hình", FIRST, *FOUR) == [PROVINCE, *[None] * 4]
    assert levels("Cấp huyện: tối đa 03 mô hình", FIRST, *FOUR) == [DISTRICT] * 5


def test_a_level_that_is_denied_above_the_list_heads_nothing_of_it() -> None:
    denied = "I. CẤP TỈNH: không đăng ký\nII. CẤP HUYỆN: không đăng ký"
    pairs: list[tuple[str, str | None]] = [("III. CẤP CƠ SỞ", "base"), ("", None)]
    for last, level in pairs:
        text = f"DANH SÁCH ĐĂNG KÝ MÔ HÌNH DÂN VẬN KHÉO\n{denied}\n{last}\n\n{m3(FIRST, *FOUR)}"
        assert [entry.level_heading for entry in read_list(text).entries] == [level] * 5


@pytest.mark.parametrize(
    ("heading", "level"),
    [
        ("I. Lĩnh vực kinh tế (sản phẩm OCOP cấp tỉnh)", None),
        ("I. Kinh tế - chỉ tiêu cấp huyện giao", None),
        ("I- Lĩnh vực kinh tế (tổng số: 03, cấp tỉnh: 1)", None),
        ("I. Lĩnh vực kinh tế: 3 mô hình, cấp tỉnh: 2", None),
        ("I. Lĩnh vực kinh tế (tổng số: 01, cấp tỉnh: 01)", PROVINCE),
        ("I. Lĩnh vực kinh tế (đăng ký cấp tỉnh)", PROVINCE),
        ("I. Lĩnh vực kinh tế - cấp tỉnh", PROVINCE),
        ("I. Mô hình phát triển kinh tế cấp tỉnh", PROVINCE),
    ],
)
def test_a_fields_heading_gives_a_level_only_where_it_says_no_other_thing_of_it(
    heading: str, level: str | None
) -> None:
    assert levels(heading, FIRST) == [level]


@pytest.mark.parametrize("numbers", ["2, 3", "2-3", "2 và 3"])
def test_a_sentence_by_numbers_with_all_the_rest_gives_each_model_its_own_level(numbers: str) -> None:
    said = f"Trong đó: mô hình số 1 đăng ký cấp tỉnh; mô hình số {numbers} đăng ký cấp huyện; còn lại cấp xã."
    assert given_levels(m3(FIRST, *FOUR, said)) == ["Cấp tỉnh", *["Cấp huyện"] * 2, *["Cơ sở"] * 2]
    assert given_levels(m3(FIRST, *FOUR, said.replace(numbers, "không"))) == [None] * 5


@pytest.mark.parametrize(
    "line",
    [
        "I. Mô hình cấp {level} (yêu cầu: ít nhất 01 mô hình)",
        "I. Mô hình cấp {level} (yêu cầu: từ 04 đến 05 mô hình)",
        "I. Nội dung đăng ký cấp {level} (gửi kèm M1, M2)", "I. Mô hình cấp {level} (báo cáo theo quý)",
    ],
)  # fmt: skip
def test_a_heading_names_its_level_whatever_its_brackets_ask(line: str) -> None:
    assert levels(line.format(level="tỉnh"), FIRST, line.format(level="huyện"), FOUR[0]) == [PROVINCE, DISTRICT]
    assert levels("I. Cấp huyện yêu cầu", FIRST) == [None]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Biểu 1. Mô hình cấp tỉnh", "Biểu 2. Mô hình cấp huyện"),
        ("Biểu 1: Mô hình đăng ký cấp tỉnh", "Biểu 2: Mô hình đăng ký cấp huyện"),
        ("Phụ lục số 1 - Mô hình cấp tỉnh", "Phụ lục số 2 - Mô hình cấp huyện"),
        ("Mẫu M4.1 - Cấp tỉnh", "Mẫu M4.2 - Cấp huyện"),
        ("I. Đối với cấp tỉnh", "II. Đối với cấp huyện"),
        ("* Về cấp tỉnh:", "* Về cấp huyện:"),
    ],
)
def test_the_line_over_each_table_gives_its_level(first: str, second: str) -> None:
    title = "DANH SÁCH ĐĂNG KÝ MÔ HÌNH “DÂN VẬN KHÉO”"
    again = [line.replace(f"| {n} |", f"| {n - 1} |", 1) for n, line in enumerate(FOUR[:3], start=2)]
    found = understand("\n".join([title, first, m3(FIRST), "", second, m3(*again)])).lists
    assert [entry.level_heading for part in found for entry in part.entries] == [PROVINCE, *[DISTRICT] * 3]


def test_a_form_for_one_level_alone_and_a_count_without_a_caption_stay_what_they_are() -> None:
    title = "DANH SÁCH ĐĂNG KÝ MÔ HÌNH “DÂN VẬN KHÉO”"
    (alone,) = understand(f"{title}\nMẪU M3 - CẤP HUYỆN\n{m3(FIRST)}").lists
    assert [entry.level_heading for entry in alone.entries] == [None]
    (counted,) = understand(f"{title}\n02 mô hình cấp tỉnh\n{m3(FIRST, FOUR[0])}").lists
    assert [entry.level_heading for entry in counted.entries] == [PROVINCE, PROVINCE]
