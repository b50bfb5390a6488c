"""Lines that name a level: over their models as headings stand, or under them, as people who count write them."""

from __future__ import annotations

import pytest

from tests.sheets import m3, names, read_list, understand

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
    ],
)
def test_sentences_over_or_under_the_list_give_levels_by_the_models_numbers(lines: list[str]) -> None:
    for text in (m3(FIRST, *FOUR, *lines), "\n".join([*lines, "", m3(FIRST, *FOUR)])):
        read = understand(text)
        assert given_levels(text) == ["Cấp tỉnh", *["Cấp huyện"] * 4]
        assert (read.remarks, read.lists[0].unknown_groups, len(read.lists[0].entries)) == ((), (), 5)


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


def test_a_sentence_that_says_otherwise_than_the_column_stays_a_remark() -> None:
    models = [f"{FIRST} Cấp tỉnh |", *(f"{line} Cấp huyện |" for line in FOUR)]
    assert understand(m3(*models, "Mô hình số 1 đăng ký cấp tỉnh, còn lại đăng ký cấp huyện")).remarks == ()
    assert understand(m3(*models, "Mô hình số 2 đăng ký cấp tỉnh")).remarks == ("Mô hình số 2 đăng ký cấp tỉnh",)


def test_a_heading_or_a_line_beside_the_list_that_states_more_models_is_noted() -> None:
    part = read_list(m3("Cấp tỉnh: 01 mô hình", FIRST, "Cấp huyện: 04 mô hình", *FOUR[:3]))
    assert [(total.stated, total.counted) for total in part.totals] == [(4, 3)]
    over = read_list(f"(Đăng ký cấp tỉnh: 01 mô hình; cấp huyện: 04 mô hình)\n\n{m3(FIRST, *FOUR[:3])}")
    assert [(total.stated, total.counted) for total in over.totals] == [(5, 4)]
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
