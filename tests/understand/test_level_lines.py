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
    "total", ["Tổng số: 05 mô hình, trong đó 01 mô hình cấp tỉnh", "Tổng cộng: 05 mô hình", "Cộng cấp tỉnh: 01"]
)
def test_a_total_of_all_or_of_other_models_gives_no_level(total: str) -> None:
    part = read_list(m3(FIRST, *FOUR, total))
    assert len(names(part)) == 5
    assert {entry.level_heading for entry in part.entries} == {None}
    assert part.totals == ()
