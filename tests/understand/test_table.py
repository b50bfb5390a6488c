"""Every row under a head is exactly one thing: an entry, joined to one, decoration, or set aside."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from aggregator.nouns.document import Notice, Row
from aggregator.nouns.reading import ListReading
from tests.sheets import CAMPAIGN, HEAD, aside, balance, m3, names, read_list, sheet, understand


def roles(*lines: str, merges: tuple[str, ...] = ()) -> list[str]:
    """The role of every row below the usual head, told from what is taken out of it."""
    part = read_list(sheet(m3(*lines), merges=merges))
    seen, entries, joined, decoration, set_aside = balance(part)
    assert seen == entries + joined + decoration + set_aside
    return ["entry"] * entries + ["joined"] * joined + ["decoration"] * decoration + ["aside"] * set_aside


ENTRY = "| 1 | Thôn Trại | Trồng hoa ven đường | Tập thể | | x | 30/10/2024 | Đường đẹp | Cấp huyện |"


def test_a_row_with_a_name_is_an_entry() -> None:
    assert names(read_list(m3(ENTRY))) == ["2: Trồng hoa ven đường"]


@pytest.mark.parametrize(
    "line",
    [
        "| 4 |",
        "| ... |",
        "| … | … | … |",
        "| 2 | - | - |",
        "| (1) | (2) | (3) | (4) | (5) | (6) | (7) | (8) |",
        "| A | B | 1 | 2 | 3 | 4 | 5 | 6 |",
        "II- Lĩnh vực văn hóa – xã hội (Bảo vệ môi trường; vệ sinh an toàn thực phẩm)",
        "| II | LĨNH VỰC VĂN HÓA - XÃ HỘI: |",
        "VH-XH",
        "A. Cấp tỉnh",
        "B. Cá nhân",
        "| | | Không |",
        "| 1 | | Không đăng ký |",
        "Tổng cộng: 1 mô hình",
        "| | Tổng số | 1 |",
        "Nơi nhận:",
        "| | | | | | Tân Yên, ngày 20 tháng 02 năm 2024 |",
        "| | | | | | T/M ĐẢNG ỦY |",
        "Ghi chú: các mô hình đã họp dân",
        HEAD,
    ],
)
def test_these_rows_are_decoration(line: str) -> None:
    assert roles(ENTRY, line) == ["entry", "decoration"]


@pytest.mark.parametrize("text", ["II. Lĩnh vực văn hóa - xã hội", "LĨNH VỰC VĂN HÓA - XÃ HỘI"])
@pytest.mark.parametrize("gap", [[], [""]], ids=["right below", "below a gap"])
def test_a_section_row_with_a_level_stays_one_and_is_told(text: str, gap: list[str]) -> None:
    row = f"| {text} | | | | | | | | Cơ sở |"
    part = read_list(m3("I. Lĩnh vực kinh tế", ENTRY, *gap, row, ENTRY.replace("1", "2", 1)))
    assert [entry.field_heading for entry in part.entries] == ["economy", "culture_society"]
    assert [one.reason for one in part.possible] == ["name-missing"]


@pytest.mark.parametrize(
    ("column", "above", "field", "level"),
    [
        (1, ["A. Cấp tỉnh", "I. Lĩnh vực kinh tế"], None, None),
        (1, ["A. Cấp tỉnh"], None, None),
        (3, ["A. Cấp tỉnh", "I. Lĩnh vực kinh tế"], "economy", "province"),
        (8, ["A. Cấp tỉnh", "I. Lĩnh vực kinh tế"], "economy", "province"),
    ],
)
def test_an_error_alone_in_a_row_may_be_a_heading(
    column: int, above: list[str], field: str | None, level: str | None
) -> None:
    entry = ENTRY.replace(" Cấp huyện |", " |")
    made = sheet(m3(*above, entry, "| #REF! |", entry.replace("1", "2", 1)))
    number = len(above) + 3
    blank = tuple(Row(row.number, (None,)) if row.number == number else row for row in made.rows)
    part = read_list(replace(made, rows=blank, notices=(Notice("error-cell", number, column, "#REF!"),)))
    assert [entry.level_heading for entry in part.entries] == ["province", level]
    assert part.entries[1].field_heading == field


@pytest.mark.parametrize(
    "name",
    ["Tổng vệ sinh đường làng", "Không rác thải nhựa", "Kinh tế vườn đồi", "Ghi chú lịch sử làng", "Tổ tự quản"],
)
def test_a_name_that_begins_like_decoration_is_an_entry(name: str) -> None:
    assert roles(f"| 1 | Thôn Trại | {name} | Tập thể |") == ["entry"]


def test_a_row_that_registers_nothing_but_says_more_is_not_lost() -> None:
    part = read_list(m3("| 1 | Thôn Trại | Không | Tập thể | | | | đang họp bàn |"))
    assert names(part) == []
    assert aside(part) == ["2: 1 | Thôn Trại | Không | Tập thể | đang họp bàn"]


@pytest.mark.parametrize(
    ("line", "nil"),
    [
        ("Đơn vị không đăng ký mô hình năm 2024.", True),
        ("Phòng Nội vụ không đăng ký mô hình nào", True),
        ("Đơn vị đang họp bàn", False),
        ("Thôn Trám không đăng ký mô hình", False),
    ],
)
def test_a_note_in_any_column_under_an_empty_table_may_say_that_nothing_is_registered(line: str, nil: bool) -> None:
    part = read_list(m3(f"| 1 | |\n| 2 | |\n\n| | | | | | | | {line} |"))
    assert (bool(part.nil_rows), bool(part.leftovers)) == (nil, not nil)


def test_content_without_a_name_is_set_aside() -> None:
    part = read_list(m3("| 1 | Thôn Trại | | Tập thể |"))
    assert names(part) == []
    assert aside(part) == ["2: 1 | Thôn Trại | Tập thể"]


def test_a_running_number_does_not_make_a_continuation_without_a_name_part_of_the_entry_above() -> None:
    part = read_list(m3(ENTRY, "| 2 | Thôn Ngò | | Cá nhân |"))
    assert aside(part) == ["3: 2 | Thôn Ngò | Cá nhân"]


def test_a_row_with_neither_number_nor_name_belongs_to_the_entry_above() -> None:
    assert roles(ENTRY, "| | | | Chi hội Phụ nữ | | | | và an toàn |") == ["entry", "joined"]


@pytest.mark.parametrize(
    "between",
    ["", "| 2 |", "| ... |", "II. Văn hóa - xã hội", "Tổng cộng: 1"],
    ids=["blank row", "number alone", "dots", "section", "total"],
)
def test_what_stands_between_ends_the_entry(between: str) -> None:
    part = read_list(m3(ENTRY, between, "| | | | Chi hội Phụ nữ | | | | và an toàn |"))
    assert part.rows_joined == 0
    assert len(part.leftovers) + len(part.strays) == 1


def test_signatures_never_join_the_last_entry() -> None:
    part = read_list(
        m3(
            ENTRY,
            "| | | | | | Tân Yên, ngày 20 tháng 02 năm 2024 |",
            "| Nơi nhận: | | | | | T/M ĐẢNG ỦY |",
            "| - Như trên, | | | | | BÍ THƯ |",
            "| - Lưu. |",
            "",
            "| | | | | | Nguyễn Văn Tám |",
        )
    )
    assert balance(part) == (6, 1, 0, 5, 0)
    assert part.entries[0].values["goals"] == "Đường đẹp"


def test_an_entry_below_the_signature_is_still_an_entry() -> None:
    part = read_list(m3(ENTRY, "| | | | | | BÍ THƯ |", "", "| 2 | Thôn Ngò | Nuôi gà đồi | Cá nhân |"))
    assert names(part) == ["2: Trồng hoa ven đường", "5: Nuôi gà đồi"]


def test_gaps_of_blank_rows_do_not_end_the_table() -> None:
    part = read_list(m3(ENTRY, *[""] * 300, "| 2 | Thôn Ngò | Nuôi gà đồi | Cá nhân |"))
    assert names(part) == ["2: Trồng hoa ven đường", "303: Nuôi gà đồi"]


def test_one_entry_over_several_merged_rows_is_one_entry() -> None:
    given = sheet(m3("| 1 | Thôn Trại | Trồng hoa | Tập thể |", "| | | ven đường |"), merges=["A2:A3", "C2:C3"])
    part = read_list(given)
    assert names(part) == ["2: Trồng hoa\nven đường"]
    assert part.rows_joined == 1


@pytest.mark.parametrize(("rest", "alone"), [("Nuôi gà đồi", 1), ("ven đường", 0)])
def test_a_whole_name_below_a_merged_number_may_be_a_model_of_its_own(rest: str, alone: int) -> None:
    given = sheet(m3("| 1 | Thôn Trại | Trồng hoa | Tập thể |", f"| | | {rest} |"), merges=["A2:A3"])
    part = read_list(given)
    assert (len(part.entries), [p.reason for p in part.possible]) == (1, ["name-alone"] * alone)


def test_a_merged_address_over_two_entries_makes_two_entries_with_it() -> None:
    given = sheet(m3("| 1 | Thôn Trại | Trồng hoa | Tập thể |", "| 2 | | Nuôi gà | Cá nhân |"), merges=["B2:B3"])
    assert [entry.values["address"] for entry in read_list(given).entries] == ["Thôn Trại", "Thôn Trại"]


def test_a_merged_name_names_no_second_entry() -> None:
    given = sheet(m3("| 1 | Thôn Trại | Trồng hoa |", "| | Thôn Ngò |"), merges=["C2:C3"])
    part = read_list(given)
    assert len(part.entries) == 1
    assert part.entries[0].values["address"] == "Thôn Trại\nThôn Ngò"


FIELDS = [field.code for field in CAMPAIGN.fields]


def fields_of(*lines: str) -> list[str | None]:
    return [entry.field_heading for entry in read_list(m3(*lines)).entries]


def entry(number: int) -> str:
    return f"| {number} | Thôn {number}A | Mô hình số {number} của thôn | Tập thể |"


def test_sections_of_the_letter_give_the_fields() -> None:
    assert (
        fields_of(
            "I- Lĩnh vực kinh tế (Xây dựng nông thôn mới; Phát triển kinh tế)",
            entry(1),
            "II- Lĩnh vực văn hóa – xã hội (Bảo vệ môi trường)",
            entry(2),
            "III- Lĩnh vực Quốc phòng – an ninh (Phòng chống tệ nạn xã hội)",
            entry(3),
            "IV- Lĩnh vực xây dựng hệ thống chính trị (Xây dựng khối đại đoàn kết toàn dân)",
            entry(4),
        )
        == FIELDS
    )


def test_a_section_is_known_by_its_words_never_by_its_numeral() -> None:
    assert fields_of("I. QUỐC PHÒNG - AN NINH", entry(1), "II. KINH TẾ", entry(2)) == [
        "defence_security",
        "economy",
    ]


def test_a_section_without_numeral_in_another_column_is_known() -> None:
    assert fields_of("| | | Lĩnh vực Văn hóa - Xã hội: |", entry(1)) == ["culture_society"]


def test_a_section_with_none_of_the_four_fields_gives_none() -> None:
    assert fields_of("I. Kinh tế", entry(1), "V. Lĩnh vực khác", entry(2)) == ["economy", None]


def test_a_sheet_named_after_a_field_gives_it() -> None:
    part = read_list(sheet(m3(entry(1)), "VH-XH"))
    assert part.entries[0].field_heading == "culture_society"


def levels_of(text: str, name: str = "Sheet1") -> list[str | None]:
    return [entry.level_heading for entry in read_list(sheet(text, name)).entries]


def test_level_headings_hold_until_the_next() -> None:
    text = m3("A. Cấp tỉnh", entry(1), "B. Cấp huyện", entry(2), entry(3), "C. Cơ sở", entry(4))
    assert levels_of(text) == ["province", "district", "district", "base"]


def test_a_level_heading_above_sections_holds_through_them() -> None:
    text = m3("A. Cấp tỉnh", "I. Kinh tế", entry(1), "II. Văn hóa - xã hội", entry(2), "B. Cấp huyện", entry(3))
    assert levels_of(text) == ["province", "province", "district"]


def test_a_level_heading_within_a_section_ends_with_it() -> None:
    text = m3("I. Kinh tế", "Cấp tỉnh", entry(1), "Cấp huyện", entry(2), "II. Văn hóa - xã hội", entry(3))
    assert levels_of(text) == ["province", "district", None]


def test_the_sheet_name_gives_the_level() -> None:
    assert levels_of(m3(entry(1)), "Cấp tỉnh") == ["province"]


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("DANH SÁCH MÔ HÌNH DÂN VẬN KHÉO CẤP HUYỆN NĂM 2024", "district"),
        ("DANH SÁCH MÔ HÌNH DÂN VẬN KHÉO CẤP TỈNH, CẤP HUYỆN NĂM 2024", None),
        ("DANH SÁCH MÔ HÌNH DÂN VẬN KHÉO NĂM 2024", None),
        ("DANH SÁCH ĐĂNG KÝ MÔ HÌNH “DÂN VẬN KHÉO” CƠ SỞ NĂM 2024", "base"),
        ("DANH SÁCH MÔ HÌNH DÂN VẬN KHÉO Ở CÁC TỔ CHỨC CƠ SỞ NĂM 2024", None),
    ],
)
def test_a_title_that_names_one_level_gives_it(title: str, level: str | None) -> None:
    assert levels_of(f"{title}\n\n{m3(entry(1))}") == [level]


@pytest.mark.parametrize(
    ("total", "stated"),
    [
        ("Tổng cộng: 7 mô hình", [7]),
        ("Tổng cộng: 02 mô hình", []),
        ("Tổng cộng: mười hai mô hình", [12]),
        ("Tổng số mô hình: bảy", [7]),
        ("Tổng số: 07 (bảy) mô hình", [7]),
        ("Tổng số mô hình năm 2023: 09; năm 2022: 07", []),
        ("Tổng số: 07 mô hình (tiếp tục từ năm 2023: 03)", [7]),
    ],
)
def test_a_stated_total_is_compared_with_the_count(total: str, stated: list[int]) -> None:
    part = read_list(m3(entry(1), entry(2), total))
    assert [(t.figure, t.count) for t in part.totals] == [(s, 2) for s in stated]


@pytest.mark.parametrize(
    "total",
    [
        "| | TỔNG CỘNG | 02 mô hình (tỉnh: 01, huyện: 01) |",
        "| | Tổng số | 02 mô hình: cấp tỉnh 01, cấp huyện 01 |",
        "Danh sách có 02 mô hình (cấp tỉnh: 01, cấp huyện: 00, xã: 01)",
        "Tổng cộng: 02 mô hình (01 cấp tỉnh, 01 cấp huyện)",
    ],
)
def test_a_total_with_its_levels_in_brackets_states_the_number_before_them(total: str) -> None:
    assert read_list(m3(entry(1), entry(2), total)).totals == ()


@pytest.mark.parametrize("note", ["Ghi chú:", "| * | Ghi chú: |", "| | Ghi chú |"])
def test_numbered_lines_under_a_note_are_no_models_without_a_name(note: str) -> None:
    part = read_list(
        m3(entry(1), note, "| 1 | Do Đảng ủy trực tiếp chỉ đạo |", "| 2 | Do các đoàn thể thực hiện |")
    )
    assert (len(part.entries), part.possible, part.leftovers) == (1, (), ())
    assert len(read_list(m3(entry(1), note, entry(2))).entries) == 2


def test_a_total_of_a_section_counts_the_section() -> None:
    part = read_list(m3("I. Kinh tế", entry(1), "Cộng: 1", "II. VH-XH", entry(2), entry(3), "Cộng: 2", "Tổng: 3"))
    assert part.totals == ()


def test_another_head_on_the_same_sheet_gives_its_own_columns() -> None:
    text = m3(
        entry(1), "", "| STT | Tên mô hình | Địa chỉ | Mục tiêu |", "| 1 | Nuôi gà đồi | Thôn Ngò | Thu nhập |"
    )
    second = read_list(text).entries[1].values
    assert (second["name"], second["address"], second["goals"]) == ("Nuôi gà đồi", "Thôn Ngò", "Thu nhập")


@pytest.mark.parametrize("label", ["", "-", "*", "x", ".", "3a"])
@pytest.mark.parametrize("head", [HEAD, HEAD.replace("Địa chỉ", "Địa điểm"), HEAD.replace("Cấp đăng ký", "")])
def test_a_model_without_a_plain_number_above_a_further_head_is_no_part_of_it(label: str, head: str) -> None:
    below = [ENTRY.replace("1", number, 1) for number in "34"]
    part = read_list(m3(entry(1), ENTRY.replace("| 1 |", f"| {label} |"), head, *below))
    assert len(part.entries) + len(part.possible) == 4
    assert [one.values["level"] for one in part.entries[-2:]] == ["Cấp huyện"] * 2  # also below a blank head


def test_a_further_head_of_two_rows_is_one() -> None:
    rows = m3(entry(1)).splitlines()
    upper = "| STT | Địa chỉ | Tên mô hình | Tập thể | Thời gian triển khai | | Hoàn thành | Mục tiêu | Cấp |"
    lower = "| | | | | Duy trì | Xây dựng mới | | | |"
    part = read_list("\n".join([*rows, upper, lower, entry(2)]))
    assert (len(part.entries), part.possible, part.leftovers) == (2, (), ())


@pytest.mark.parametrize(
    "head",
    [
        "| STT | Tên mô hình đã được công nhận năm 2023 | Cấp công nhận | Số quyết định |",
        "| STT | Tên mô hình năm 2023 | Cấp | Kết quả |",
    ],
)
@pytest.mark.parametrize("above", [False, True])
def test_models_of_a_former_year_by_their_head_do_not_count_beside_this_years(head: str, above: bool) -> None:
    past = f"{head}\n| 1 | Đường điện thắp sáng làng quê | Cấp huyện | Đạt |"
    lists = [past, m3(entry(1), entry(2))] if above else [m3(entry(1), entry(2)), past]
    read = understand("DANH SÁCH ĐĂNG KÝ NĂM 2024\n" + "\n".join(lists))
    assert sum(len(part.entries) for part in read.lists) == 2
    assert len(understand(past).lists[0].entries) == 1  # alone it is what was sent
    caption = "DANH SÁCH MÔ HÌNH ĐÃ THỰC HIỆN NĂM 2023\n| STT | Tên mô hình | Địa chỉ | Cấp công nhận |"
    for over_head in (caption, caption.replace(" ĐÃ THỰC HIỆN", "")):
        over = f"DANH SÁCH ĐĂNG KÝ NĂM 2024\n{over_head}\n| 1 | Đường điện | Thôn Chợ | Cấp huyện |\n{m3(entry(1))}"
        assert sum(len(part.entries) for part in understand(over).lists) == 1


def test_a_table_with_marks_for_what_goes_on_registers_models_of_a_former_year() -> None:
    kept = m3(entry(2)).replace("Tên mô hình", "Tên mô hình đã xây dựng năm 2023", 1)
    assert "2023" in kept
    read = understand(f"DANH SÁCH ĐĂNG KÝ NĂM 2024\n{m3(entry(1))}\nII. Mô hình tiếp tục duy trì\n{kept}")
    assert sum(len(part.entries) for part in read.lists) == 2
    bare = (
        "| STT | Tên mô hình đã xây dựng năm 2023 | Địa chỉ | Cấp |\n| 1 | Đường điện làng quê | Thôn Chợ | Huyện |"
    )
    for over, registered in (("II. Mô hình tiếp tục duy trì", 2), ("II. Mô hình", 1)):
        for lists in (f"{m3(entry(1))}\n{over}\n{bare}", f"{over}\n{bare}\n{m3(entry(1))}"):
            read = understand(f"DANH SÁCH ĐĂNG KÝ NĂM 2024\n{lists}")
            assert sum(len(part.entries) for part in read.lists) == registered


@pytest.mark.parametrize(
    "line",
    [
        "(Danh sách lập theo Kế hoạch số 62-KH/HU năm 2021)",
        "Biểu kèm theo Hướng dẫn số 09-HD/HU năm 2022",
        "Danh sách thông qua tại Hội nghị Đảng ủy tháng 12 năm 2023",
        "PHỤ LỤC: DANH SÁCH MÔ HÌNH (ban hành kèm theo Hướng dẫn năm 2022)",
        "(Biểu M3 ban hành năm 2022)",
        "BIỂU 1: MÔ HÌNH DUY TRÌ (XÂY DỰNG NĂM 2023)",
    ],
)
def test_the_year_of_a_paper_over_a_head_makes_no_list_of_a_former_year(line: str) -> None:
    below = f"DANH SÁCH ĐĂNG KÝ (tiếp theo)\n{m3(entry(2))}"
    read = understand(f"DANH SÁCH ĐĂNG KÝ MÔ HÌNH DÂN VẬN KHÉO NĂM 2024\n{line}\n{m3(entry(1))}\n{below}")
    assert [len(part.entries) for part in read.lists if part.entries] in ([1, 1], [2])
    assert not any(part.draft for part in read.lists)


@pytest.mark.parametrize("column", [3, 8], ids=["holder", "level"])
def test_a_lone_word_under_its_own_column_goes_on_with_the_entry(column: int) -> None:
    word = {3: "Tập thể", 8: "Cấp tỉnh"}[column]
    line = "|" + " |" * column + f" {word} |"
    part = read_list(m3("| 1 | Thôn Trại | Trồng hoa ven đường |", line, entry(2)))
    assert part.rows_joined == 1
    assert part.entries[1].level_heading is None


@pytest.mark.parametrize("heading", ["II- VĂN HÓA - XÃ HỘI", "Lĩnh vực văn hóa - xã hội", "B. Cấp huyện"])
def test_a_heading_ends_the_entry_in_whatever_column_it_stands(heading: str) -> None:
    text = f"""
        | Tập thể, cá nhân | Tên mô hình | Địa chỉ | STT |
        | Tập thể | Trồng hoa | Thôn Trại | 1 |
        {heading}
        | Cá nhân | Nuôi gà | Thôn Ngò | 2 |
    """
    part = read_list(text)
    assert part.rows_joined == 0
    assert (part.entries[1].field_heading, part.entries[1].level_heading) in [
        ("culture_society", None),
        (None, "district"),
    ]


def test_every_sheet_is_looked_at() -> None:
    read = understand(
        sheet(m3(entry(1)), "Kinh tế"), sheet("Hướng dẫn cách ghi", "HD"), sheet(m3(entry(2)), "VH-XH")
    )
    assert [part.sheet for part in read.lists] == ["Kinh tế", "VH-XH"]
    assert read.other_sheets == (("HD", 1),)


GROUPED = ("A. CẤP TỈNH", entry(1), "B. CẤP HUYỆN", entry(2), entry(3))


@pytest.mark.parametrize(
    "total",
    [
        "Cộng cấp huyện: 02",
        "Cộng cấp huyện",
        "Tổng A+B: 03",
        "Tổng cộng (A + B): 3",
        "Cộng cấp tỉnh: 01, cấp huyện: 02",
    ],
)
def test_a_total_by_level_in_the_column_of_names_is_no_model(total: str) -> None:
    part = read_list(m3(*GROUPED, f"| | | {total} |"))
    assert (len(part.entries), part.totals, part.possible) == (3, (), ())


def test_a_total_of_a_level_is_compared_with_the_models_below_its_heading() -> None:
    part = read_list(m3(*GROUPED, "| | | Cộng cấp huyện: 05 |"))
    assert [(total.figure, total.count) for total in part.totals] == [(5, 3)]
    assert read_list(m3(entry(1), entry(2), "| | | Cộng lĩnh vực kinh tế: 01 |")).totals == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "Danh sách ấn định 03 mô hình./.",
        "Danh sách ấn định 03 mô hình",
        "Trên đây là danh sách đăng ký của xã, kính đề nghị Ban Dân vận Huyện ủy xem xét./.",
        "(*) Mô hình trọng điểm của xã",
        "Kính đề nghị Ban xem xét./.",
    ],
)
def test_a_closing_sentence_in_the_column_of_names_is_no_model(sentence: str) -> None:
    part = read_list(m3(*GROUPED, f"| | | {sentence} |"))
    assert (len(part.entries), part.possible, aside(part)) == (3, (), [])


def test_a_name_alone_in_a_list_that_numbers_its_models_is_at_most_a_possible_one() -> None:
    part = read_list(m3(*GROUPED, "| | | Mô hình trọng điểm của xã |"))
    assert (len(part.entries), part.rows_set_aside) == (3, 1)
    assert [(one.row, one.reason, one.at_most, one.level) for one in part.possible] == [
        (7, "name-alone", 1, "district")
    ]
    assert [cell.text for cell in part.strays] == ["Mô hình trọng điểm của xã"]


def test_a_name_alone_is_a_model_where_models_have_no_numbers() -> None:
    assert len(read_list(m3("| | Thôn Trại | Trồng hoa | Tập thể |", "| | | Nuôi gà đồi |")).entries) == 2


@pytest.mark.parametrize(
    "rest",
    [
        "| | | đường phố mới |",
        "| | | đường phố mới | thôn Ngò |",
        "| | (khu 3) | đường phố mới |",
        "| | | đường phố mới | | | | | 500 m đường |",
    ],
)
def test_texts_that_go_on_in_small_letters_without_a_number_are_the_rest_of_the_row_above(rest: str) -> None:
    part = read_list(m3("| 1 | Thôn Trại | Hiến đất mở rộng | Tập thể | x | | 2024 | Mở rộng |", rest, entry(2)))
    assert (len(part.entries), part.rows_joined, part.possible) == (2, 1, ())
    assert part.entries[0].values["name"] == "Hiến đất mở rộng\nđường phố mới"


def test_a_row_with_an_address_of_its_own_is_no_rest() -> None:
    part = read_list(m3("| 1 | Thôn Trại | Trồng hoa | Tập thể | x |", "| | Thôn Ngò | nuôi gà đồi | Hội |"))
    assert len(part.entries) == 2


# --- headings of levels beside other cells, and what ends them ---------------------------------------------------

BY_FIELD = "| Lĩnh vực | STT | Tên mô hình | Địa chỉ | Mục tiêu |"


@pytest.mark.parametrize("heading", ["* Cấp {}:", "Cấp {}", "- Đăng ký cấp {}", "Mô hình cấp {}"])
@pytest.mark.parametrize("beside", ["", "-", "…"], ids=["alone", "a dash", "dots"])
def test_a_level_heading_beside_a_merged_field_or_a_dash_is_no_model(heading: str, beside: str) -> None:
    up, down = heading.format("tỉnh"), heading.format("huyện")
    text = f"""
        {BY_FIELD}
        | Kinh tế | {beside} | {up} |
        | | 1 | Trồng hoa ven đường | Thôn Trại | Đẹp |
        | | {beside} | {down} |
        | | 2 | Nuôi ong lấy mật | Thôn Ngò | Khá |
        | | 3 | Tủ sách hè | Thôn Hạ | Đọc |
    """
    part = read_list(sheet(text.strip(), merges=["A2:A6"]))
    assert names(part) == ["3: Trồng hoa ven đường", "5: Nuôi ong lấy mật", "6: Tủ sách hè"]
    assert [e.level_heading for e in part.entries] == ["province", "district", "district"]
    assert {e.values["field"] for e in part.entries} == {"Kinh tế"}
    assert (part.possible, aside(part)) == ((), [])


OTHERS = [
    ("A. Cấp tỉnh", "B. Cấp huyện", "Mô hình của xã"),
    ("A. Cấp tỉnh", "B. Cấp huyện", "C. Các mô hình khác"),
    ("A. Cấp tỉnh", "B. Cấp huyện", "C. Thôn, chi bộ tự đăng ký"),
    ("| I | CẤP TỈNH |", "| II | CẤP HUYỆN |", "| III | MÔ HÌNH CỦA ĐOÀN XÃ |"),
    ("1. Cấp tỉnh:", "2. Cấp huyện:", "3. Do các thôn thực hiện:"),
    ("Cấp tỉnh", "Cấp huyện", "Các mô hình còn lại"),
    ("1. Cấp tỉnh", "2. Cấp huyện", "3. Mô hình thực hiện ở các xã"),
    ("| | | Cấp tỉnh |", "| | | Cấp huyện |", "| | | Các mô hình còn lại |"),
    ("| | 1. Cấp tỉnh |", "| | 2. Cấp huyện |", "| | 3. Các mô hình còn lại |"),
    ("1. Cấp tỉnh", "2. Cấp huyện", "3. Mô hình mới"),
    ("| | 1. Cấp tỉnh |", "| | 2. Cấp huyện |", "| | c) Đăng ký với Ban Dân vận |"),
    ("| | A. Cấp tỉnh |", "| | B. Cấp huyện |", "| | Đăng ký với Tỉnh ủy, Huyện ủy |"),
    ("a) Cấp tỉnh", "b) Cấp huyện", "c) Cấp huyện, cấp xã"),
    ("| | A. Cấp tỉnh |", "| | B. Cấp huyện |", "| | C. Cấp huyện và cơ sở (01 mô hình) |"),
    ("A. Cấp tỉnh", "B. Cấp huyện", "C. Mô hình không đăng ký cấp tỉnh"),
    ("A. Cấp tỉnh", "B. Cấp huyện", "C. Ngoài các mô hình cấp tỉnh"),
]


@pytest.mark.parametrize("headings", OTHERS, ids=[headings[2] for headings in OTHERS])
def test_a_sibling_heading_in_other_words_ends_the_level(headings: tuple[str, str, str]) -> None:
    rows = [line for n, heading in enumerate(headings, 1) for line in (heading, entry(n))]
    assert levels_of(m3(*rows)) == ["province", "district", None]


@pytest.mark.parametrize(
    "headings",
    [
        ("Cấp tỉnh", "Cấp huyện", "Mô hình thực hiện tại cơ sở"),
        ("1. Cấp tỉnh", "2. Cấp huyện", "3. Các mô hình thực hiện ở cơ sở"),
        ("1. Nội dung đăng ký với tỉnh", "2. Nội dung đăng ký với huyện", "3. Nội dung cơ sở tự xây dựng"),
        ("A. Cấp tỉnh", "B. Cấp huyện", "C. Nội dung thực hiện tại đơn vị (cơ sở)"),
        ("Mô hình đề nghị cấp tỉnh", "Mô hình đề nghị cấp huyện", "Các mô hình còn lại (cơ sở)"),
    ],
)
def test_a_sibling_heading_of_the_base_in_other_words_gives_its_level(headings: tuple[str, str, str]) -> None:
    rows = [line for n, heading in enumerate(headings, 1) for line in (heading, entry(n))]
    assert levels_of(m3(*rows)) == ["province", "district", "base"]


BASE = [
    "C. Mô hình đăng ký tại xã",
    "III. Đăng ký tại cơ sở",
    "3. Đăng ký với xã",
    "C. Xã",
    "C. MÔ HÌNH ĐĂNG KÝ XÃ",
    "C. Các mô hình của xã",
    "C. Mô hình riêng của xã",
    "| C | MÔ HÌNH CỦA XÃ |",
    "C. Nội dung cơ sở tự xây dựng",
    "C. Mô hình do xã tự thực hiện",
]


@pytest.mark.parametrize("heading", BASE)
def test_a_heading_of_the_base_is_known_beside_those_of_the_levels_above(heading: str) -> None:
    text = m3("A. Cấp tỉnh", entry(1), "B. Cấp huyện", entry(2), heading, entry(3))
    assert levels_of(text) == ["province", "district", "base"]
    assert levels_of(m3(heading, entry(3))) == [None]


@pytest.mark.parametrize(
    "names",
    [("M3 - Tinh", "M3 - Huyen", "Xa"), ("1.Tỉnh", "2.Huyện", "3.CS"), ("T", "H", "CS"), ("DKT", "DKH", "DKCS")],
)
def test_sheets_called_by_the_levels_words_hold_their_models(names: tuple[str, ...]) -> None:
    def levels(*called: str) -> list[str | None]:
        sheets = [sheet(m3(entry(n)), name) for n, name in enumerate(called, start=1)]
        return [e.level_heading for part in understand(*sheets).lists for e in part.entries]

    assert levels(*names) == ["province", "district", "base"]
    assert levels(names[2]) == [None]
    assert levels("T", "H", "Sheet3") == [None] * 3


@pytest.mark.parametrize("line", ["Các mô hình của xã:", "Mô hình còn lại", "Những mô hình ở các thôn, chi bộ"])
def test_a_line_over_a_further_table_of_other_models_ends_the_level_before(line: str) -> None:
    text = "\n".join(["A. Cấp tỉnh", m3(entry(1)), "", "B. Cấp huyện", m3(entry(2)), "", line, m3(entry(3))])
    assert [e.level_heading for part in understand(text).lists for e in part.entries] == [
        "province",
        "district",
        None,
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "I. Kinh tế",
        "* Tập thể:",
        "Quý II",
        "1. Mô hình mới",
        "a) Kinh tế",
        "1. Chuyển đổi số",
        "1.1. Chuyển đổi số",
    ],
)
def test_a_heading_of_field_holder_time_or_mode_under_a_level_does_not_end_it(heading: str) -> None:
    assert levels_of(m3("A. Cấp tỉnh", entry(1), "B. Cấp huyện", heading, entry(2))) == ["province", "district"]


def test_headings_that_count_on_within_a_level_do_not_end_it() -> None:
    text = m3("1. Cấp tỉnh", "a) Chuyển đổi số", entry(1), "b) Môi trường", entry(2), "2. Việc khác", entry(3))
    assert levels_of(text) == ["province", "province", None]


@pytest.mark.parametrize("line", ["III. CÁC MÔ HÌNH KHÁC", "III. Mô hình tại các thôn", "III. Mô hình trọng điểm"])
def test_a_sibling_line_over_a_further_table_ends_the_level_of_a_line_over_the_first(line: str) -> None:
    text = "\n".join(["I. CẤP TỈNH", m3(entry(1)), line, m3(entry(2))])
    assert [e.level_heading for part in understand(text).lists for e in part.entries] == ["province", None]


@pytest.mark.parametrize("labels", [("2.1", "2.2"), ("2.1.", "2.2."), ("-", "-"), ("+", "+"), ("•", "•")])
def test_sub_items_with_only_a_name_below_a_model_are_possible_models_only(labels: tuple[str, str]) -> None:
    subs = [f"| {label} | | Tổ ong số {n} |" for n, label in enumerate(labels, 1)]
    part = read_list(m3(entry(1), entry(2), *subs, entry(3)))
    assert [e.values["stt"] for e in part.entries] == [1, 2, 3]
    assert [(p.row, p.reason, p.at_most) for p in part.possible] == [(4, "name-alone", 1), (5, "name-alone", 1)]


def test_sub_items_that_say_all_that_models_say_are_models() -> None:
    part = read_list(m3("| 1 | Thôn Trại | Trồng hoa | Tập thể |", "| 1.1 | Thôn Ngò | Nuôi gà | Tập thể |"))
    assert (len(part.entries), part.possible) == (2, ())


def test_names_alone_are_models_where_every_model_says_no_more() -> None:
    lines = [f"| {label} | | Tổ ong số {label} |" for label in ("1", "1.1", "1.2")]
    assert len(read_list(m3(*lines)).entries) == 3


@pytest.mark.parametrize(
    "name", ["(01 mô hình đang hoàn thiện, xin gửi sau)", "(dự kiến đăng ký thêm)", "(Tủ sách hè)"]
)
def test_a_name_in_brackets_with_a_number_alone_is_possible_only(name: str) -> None:
    part = read_list(m3(entry(1), entry(2), f"| 3 | | {name} |"))
    assert (len(part.entries), [p.reason for p in part.possible]) == (2, ["name-alone"])


def test_a_name_in_brackets_of_a_row_that_says_more_is_a_model() -> None:
    assert len(read_list(m3(entry(1), "| 2 | Thôn Ngò | (Tủ sách hè) | Tập thể |")).entries) == 2


@pytest.mark.parametrize(
    "name",
    ["Khu dân cư không đăng ký cưới sớm", "Không đăng ký xe máy không rõ nguồn gốc", "Không để rác qua đêm"],
)
@pytest.mark.parametrize("rest", ["", "Tập thể |"], ids=["alone", "with its holder"])
def test_a_counted_model_whose_name_begins_like_a_nil_return_is_a_model(name: str, rest: str) -> None:
    part = read_list(m3(entry(1), f"| 2 | | {name} | {rest}"))
    assert (len(part.entries), part.nil_rows) == (2, ())


@pytest.mark.parametrize(
    "heading",
    [
        "B. CÁC MÔ HÌNH ĐÃ ĐƯỢC CÔNG NHẬN NĂM 2023",
        "Mô hình đã công nhận năm 2023",
        "Các mô hình đã được biểu dương trong năm 2023",
        "II. Mô hình đã hoàn thành năm 2023",
        "Kết quả nhân rộng các mô hình đã công nhận năm 2023",
        "Mô hình đã được nhân rộng, đã công nhận năm 2023",
        "B. Đánh giá việc duy trì các mô hình đã được công nhận năm 2023",
        "II. Báo cáo kết quả nhân rộng các mô hình đã công nhận năm 2023",
        "Số liệu nhân rộng mô hình đã công nhận năm 2022",
        "Tình hình nhân rộng các mô hình đã được công nhận",
    ],
)
def test_models_below_a_heading_of_what_was_recognised_in_another_year_are_possible_only(heading: str) -> None:
    part = read_list(m3(entry(1), heading, entry(2), entry(3)))
    assert (len(part.entries), [p.reason for p in part.possible]) == (1, ["taken-back", "taken-back"])


@pytest.mark.parametrize(
    "heading",
    [
        "Nhân rộng các mô hình đã công nhận năm 2023",
        "B. Tiếp tục duy trì các mô hình đã được công nhận năm 2023",
        "II. Mô hình nhân rộng từ các mô hình đã biểu dương năm 2023",
        "Báo cáo các mô hình tiếp tục duy trì đã công nhận năm 2023",
    ],
)
def test_models_of_another_year_that_go_on_or_spread_are_registered(heading: str) -> None:
    part = read_list(m3("Đăng ký năm 2024", entry(1), heading, entry(2), entry(3)))
    assert (len(part.entries), part.possible) == (3, ())


def test_a_sign_in_place_of_a_number_beside_a_goal_goes_on_with_the_model_above() -> None:
    line = "| {} |{} | | | | | | + Sơ kết 6 tháng |"
    part = read_list(m3(entry(1), line.format("-", ""), entry(2)))
    assert (len(part.entries), part.possible, part.rows_joined) == (2, (), 1)
    assert str(part.entries[0].values["goals"]).endswith("+ Sơ kết 6 tháng")
    for label, address in (("-", " Thôn Trại"), ("2", ""), ("...", "")):
        part = read_list(m3(entry(1), line.format(label, address), entry(3)))
        assert [p.reason for p in part.possible] == ["name-missing"]


# --- headings that are known by what follows them ----------------------------------------------------------------


@pytest.mark.parametrize("line", ["| 1. | Quý I |", "| | | Khối thôn |", "| (1) | | Chi bộ |", "| - | TẬP THỂ |"])
def test_a_line_over_a_model_counted_from_one_is_no_model_whatever_it_names(line: str) -> None:
    part = read_list(m3(line, entry(1), entry(2)))
    assert (names(part), part.possible) == (["3: Mô hình số 1 của thôn", "4: Mô hình số 2 của thôn"], ())


@pytest.mark.parametrize("shape", ["| | | {} |", "| | {} |", "| A | {} |", "{}"])
def test_a_line_shaped_like_such_a_heading_ends_its_level_though_the_count_goes_on(shape: str) -> None:
    up, down = shape.format("A CẤP TỈNH"), shape.format("B CẤP HUYỆN (02 MÔ HÌNH)")
    assert levels_of(m3(up, entry(1), down, entry(2), entry(3))) == ["province", "district", "district"]


def test_a_row_with_only_a_name_whose_number_runs_on_is_a_model_before_a_list_counted_anew() -> None:
    part = read_list(m3(entry(1), "| 2 | | Tủ sách hè |", entry(1), entry(2)))
    assert [e.values["stt"] for e in part.entries] == [1, 2, 1, 2]


@pytest.mark.parametrize(("total", "stated"), [("Tổng số: 3 mô hình", [3]), ("Tổng số: 02 mô hình", [])])
def test_a_total_stated_above_the_models_is_compared_with_all_of_them(total: str, stated: list[int]) -> None:
    part = read_list(m3(total, entry(1), entry(2)))
    assert [(t.figure, t.count) for t in part.totals] == [(s, 2) for s in stated]


RICH_HEAD = "| STT | Địa chỉ | Tên mô hình | Tập thể hoặc cá nhân | Hoàn thành | Mục tiêu |"


def rich(label: str, name: str = "Trồng hoa ven đường") -> str:
    return f"| {label} | Thôn Trại | {name} | Chi hội | Quý III | Đẹp |"


def rich_list(*lines: str) -> ListReading:
    return read_list("\n".join([RICH_HEAD, *lines]))


def alone(part: ListReading) -> list[tuple[int, str]]:
    return [(possible.row, possible.reason) for possible in part.possible]


@pytest.mark.parametrize("line", ["| | | TỦ SÁCH CỘNG ĐỒNG |", "| | | Tủ sách cộng đồng |", "| 1.4 | | Tủ sách |"])
def test_a_lone_name_among_models_may_be_a_model(line: str) -> None:
    part = rich_list(rich("1"), rich("2"), line, rich("3"))
    assert (len(part.entries), alone(part)) == (3, [(4, "name-alone")])


@pytest.mark.parametrize(("first", "second"), [("1", "2"), ("1", "3")])
@pytest.mark.parametrize("names", [("Tập thể", "Cá nhân"), ("Hội Phụ nữ", "Thôn Trám")])
def test_a_counted_row_over_models_counted_otherwise_is_no_sure_model(
    first: str, second: str, names: tuple[str, str]
) -> None:
    part = rich_list(f"| {first} | | {names[0]} |", rich("1.1"), f"| {second} | | {names[1]} |", rich("2.1"))
    assert [entry.values["stt"] for entry in part.entries] == ["1.1", "2.1"]


@pytest.mark.parametrize("labels", ["I II III", "a b c", "A B C"])
def test_the_first_lettered_model_may_say_only_its_name(labels: str) -> None:
    first, second, third = labels.split()
    part = rich_list("| | | Cấp huyện |", f"| {first} | | Nuôi gà đồi |", rich(second), rich(third))
    assert (len(part.entries), part.unknown_groups) == (3, ())


def test_a_name_broken_by_hand_is_no_heading() -> None:
    part = rich_list(rich("1", "Thắp sáng"), "| | | tại ba thôn |", rich("1"))
    assert [entry.values["name"] for entry in part.entries] == ["Thắp sáng\ntại ba thôn", "Trồng hoa ven đường"]


@pytest.mark.parametrize("words", ["Không phát sinh", "Chưa phát sinh", "Không thực hiện"])
def test_what_did_not_come_up_is_no_model(words: str) -> None:
    part = rich_list("II. Văn hóa - xã hội", f"| 1 | | {words} |", "III. Quốc phòng - an ninh", rich("1"))
    assert len(part.entries) == 1


def test_a_list_of_names_beside_a_whole_list_is_only_possible() -> None:
    read = understand("\n".join([RICH_HEAD, rich("1")]), "| STT | Tên mô hình |\n| 1 | Tủ sách |\n| 2 | Vườn mẫu |")
    assert [len(part.entries) for part in read.lists] == [1]
    assert understand("| STT | Tên mô hình |\n| 1 | Tủ sách |\n| 2 | Vườn mẫu |").lists[0].rows_seen == 2


@pytest.mark.parametrize("label", ["-", "2.1", "a)", "", "+"])
def test_a_task_with_a_goal_of_its_own_below_a_model_is_at_most_a_possible_model(label: str) -> None:
    task = f"| {label} | | Ra quân ngày thứ bảy | | | 12 hộ |"
    part = rich_list(rich("1"), rich("2"), task, rich("3"))
    assert (len(part.entries), alone(part)) == (3, [(4, "name-alone")])


@pytest.mark.parametrize(("second", "below"), [("2", "1"), ("2", "2"), ("II", "1")])
def test_a_field_that_also_names_who_holds_its_models_is_a_heading(second: str, below: str) -> None:
    first = "I" if second == "II" else "1"
    part = rich_list(
        f"| {first} | | Kinh tế | Hội Nông dân |",
        rich("1"),
        f"| {second} | | Văn hóa - xã hội | Hội Phụ nữ |",
        rich(below),
    )
    assert [entry.field_heading for entry in part.entries] == ["economy", "culture_society"]


NO_STT = "| Tên mô hình | Địa chỉ | Tập thể hoặc cá nhân | Mục tiêu |"


@pytest.mark.parametrize(
    "remark", ["Hết", "Kính đề nghị Huyện ủy quan tâm, chỉ đạo", "Danh sách trên gồm 02 mô hình"]
)
def test_a_remark_below_a_list_without_numbers_is_no_model(remark: str) -> None:
    model = "| Trồng hoa | Thôn Trại | Chi hội | Đẹp |"
    part = read_list("\n".join([NO_STT, model, model.replace("hoa", "ổi"), remark]))
    assert len(part.entries) == 2


@pytest.mark.parametrize(
    "table",
    [
        ("| Lĩnh vực | Số lượng | Cấp tỉnh | Cấp huyện |", "| Kinh tế | 2 | 1 | 1 |", "| VH-XH | 1 | 0 | 1 |"),
        ("| Cấp | Tập thể | Cá nhân | Tổng |", "| Cấp tỉnh | 1 | 0 | 1 |", "| Cấp huyện | 1 | 1 | 2 |"),
    ],
)
def test_a_small_table_of_counts_below_the_list_holds_no_models(table: tuple[str, ...]) -> None:
    part = rich_list(rich("1"), rich("2"), "", *table)
    assert len(part.entries) == 2


@pytest.mark.parametrize("ditto", ["nt", "-nt-", "''", "↓", "tương tự"])
def test_ditto_in_a_column_of_notes_says_the_note_above(ditto: str) -> None:
    head = "| STT | Tên mô hình | Mục tiêu | Ghi chú |"
    noted = read_list(
        "\n".join([head, "| 1 | Trồng hoa | Đẹp | ĐK cấp huyện |", f"| 2 | Nuôi gà | Tốt | {ditto} |"])
    )
    assert [entry.remark for entry in noted.entries] == ["ĐK cấp huyện", "ĐK cấp huyện"]


@pytest.mark.parametrize("head", ["Hình thức (duy trì/xây mới)", "Duy trì hay xây dựng mới", "Mới/duy trì"])
def test_one_column_of_both_modes_is_read_by_its_words(head: str) -> None:
    part = read_list(f"| STT | Tên mô hình | Mục tiêu | {head} |\n| 1 | Trồng hoa | Đẹp | Xây dựng mới |")
    assert part.entries[0].values["mode"] == "Xây dựng mới"


@pytest.mark.parametrize("line", ["KẾT QUẢ THỰC HIỆN NĂM 2023", "Khen thưởng", "Kết quả công nhận"])
def test_a_further_table_of_what_was_done_is_no_part_of_the_list(line: str) -> None:
    past = "| STT | Tên mô hình | Cấp công nhận | Kết quả |\n| 1 | Thắp sáng đường quê | Cấp huyện | Tốt |"
    read = understand("\n".join([RICH_HEAD, rich("1"), rich("2"), "", line, past]))
    years = [(part.year, len(part.entries)) for part in read.lists]
    assert years in ([(None, 2)], [(None, 2), (2023, 0)])


# --- names in two columns side by side ---------------------------------------------------------------------------


def side_by_side(left: str, right: str, *, both: bool = False) -> str:
    """A list of five models, their names in two columns in turn, or in one row where ``both``."""
    rows = [
        f"| {n} | {'Trồng hoa ven đường ' + str(n) if n % 2 or both else ''} "
        f"| {'' if n % 2 and not both else 'Nuôi gà đồi ' + str(n)} | Thôn {n} | 30/10/2024 |"
        for n in range(1, 6)
    ]
    head = f"| STT | {left} | {right} | Địa chỉ | Hoàn thành |"
    return "\n".join(
        ["DANH SÁCH ĐĂNG KÝ MÔ HÌNH “DÂN VẬN KHÉO” NĂM 2024", "", head, *rows, "", "| | | | | BÍ THƯ |"]
    )


@pytest.mark.parametrize(
    ("left", "right", "codes"),
    [
        ("Mô hình (tập thể)", "Điển hình (cá nhân)", ("holder_collective", "holder_individual")),
        ("Tên mô hình tập thể", "Tên mô hình cá nhân", ("holder_collective", "holder_individual")),
        ("Cấp tỉnh", "Cấp huyện", ("level_province", "level_district")),
        ("Mô hình đăng ký cấp tỉnh", "Mô hình đăng ký cấp huyện", ("level_province", "level_district")),
        ("Mô hình duy trì", "Mô hình mới", ("continuing", "new")),
        ("Kinh tế", "Văn hóa - xã hội", ("field_economy", "field_culture_society")),
        ("Lĩnh vực kinh tế", "Lĩnh vực QPAN", ("field_economy", "field_defence_security")),
    ],
)
@pytest.mark.parametrize("both", [False, True], ids=["in turn", "in one row"])
def test_names_in_two_columns_are_two_lists_that_the_heads_tell_apart(
    left: str, right: str, codes: tuple[str, str], *, both: bool
) -> None:
    found = understand(side_by_side(left, right, both=both))
    assert [len(part.entries) for part in found.lists] == ([5, 5] if both else [3, 2])
    for part, code in zip(found.lists, codes, strict=True):
        assert {entry.values[code] for entry in part.entries} == {"x"}
        assert all(entry.values["address"] for entry in part.entries)
    assert not any((found.possible, *(part.possible for part in found.lists)))


def test_columns_of_ticks_or_of_holders_are_no_columns_of_names() -> None:
    ticked = read_list("| STT | Tên mô hình | Cấp tỉnh | Cấp huyện | Địa chỉ |\n| 1 | Trồng hoa | x | | Thôn 1 |")
    assert names(ticked) == ["2: Trồng hoa"]
    holders = "| STT | Tập thể | Cá nhân | Địa chỉ | Hoàn thành |\n| 1 | Hội Nông dân xã | | Thôn 1 | 30/10/2024 |"
    assert understand(holders).lists == ()


@pytest.mark.parametrize(
    ("name", "cell", "field"),
    [
        ("P.KT&HT", "Văn hóa - xã hội", None),  # the column will say it
        ("Quân sự", "Kinh tế", None),
        ("P.KT&HT", "Kinh tế", "economy"),
        ("P.KT&HT", "", "economy"),
        ("P.KT&HT", "khác", "economy"),
    ],
)
def test_a_rows_own_field_holds_against_the_sheets_name(name: str, cell: str, field: str | None) -> None:
    head = f"{HEAD} Lĩnh vực |"
    part = read_list(
        sheet(f"{head}\n| 1 | Thôn Trại | Trồng hoa | Tập thể | | x | 10/2024 | Đẹp | Cấp huyện | {cell} |", name)
    )
    assert [entry.field_heading for entry in part.entries] == [field]


@pytest.mark.parametrize(("ticks", "field"), [("x | |", None), ("| - | x", None), ("| |", "economy")])
def test_a_rows_own_tick_holds_against_the_sheets_name(ticks: str, field: str | None) -> None:
    head = f"{HEAD} Kinh tế | VH-XH | QP-AN |"
    row = f"| 1 | Thôn Trại | Trồng hoa | Tập thể | | x | 10/2024 | Đẹp | Cấp huyện | {ticks} |"
    assert [entry.field_heading for entry in read_list(sheet(f"{head}\n{row}", "Kinh tế")).entries] == [field]


def test_a_section_holds_against_a_rows_field_as_before() -> None:
    row = "| 1 | Thôn Trại | Trồng hoa | Tập thể | | x | 10/2024 | Đẹp | Cấp huyện | Văn hóa - xã hội |"
    part = read_list(f"{HEAD} Lĩnh vực |\nI. Lĩnh vực kinh tế\n{row}")
    assert [entry.field_heading for entry in part.entries] == ["economy"]


@pytest.mark.parametrize(
    "prompt", ["Chọn cấp", "[Chọn cấp đăng ký]", "-- Chọn mục --", "Choose an item.", "Mời chọn"]
)
def test_a_spare_row_with_what_a_drop_down_says_unopened_is_empty(prompt: str) -> None:
    part = read_list(m3(entry(1), f"| 2 | | | | | | | | {prompt} |"))
    assert (len(part.entries), part.leftovers, part.possible) == (1, (), ())


@pytest.mark.parametrize("text", ["Chọn cấp tỉnh", "Cấp huyện", "Chọn giống lúa mới"])
def test_a_row_with_a_choice_or_other_words_is_not(text: str) -> None:
    part = read_list(m3(entry(1), f"| 2 | | | | | | | | {text} |"))
    assert part.possible != ()


# --- numbers that a list's own count leaves out: a row may have been deleted ---


def left_out(*lines: str, head: str = HEAD) -> list[str]:
    """What the count of a list leaves out: “numbers @ row behind them (their level)”."""
    part = read_list("\n".join([head, *lines]))
    open_rows = [row for row in part.possible if row.reason == "numbers-left-out"]
    return [f"{row.text} @ {row.row}" + (f" ({row.level})" if row.level else "") for row in open_rows]


def counted(*labels: object, level: str = "Cấp huyện") -> list[str]:
    """A model for each label."""
    return [
        f"| {n} | Thôn {at} | Trồng hoa {at} | Tập thể | | x | 2024 | Đẹp | {level} |"
        for at, n in enumerate(labels)
    ]


FIRST, SECOND = "I. Lĩnh vực kinh tế", "II. Lĩnh vực văn hóa - xã hội"


@pytest.mark.parametrize(
    ("lines", "lacking"),
    [
        (counted(1, 2, 4, 5), ["3 @ 4"]),
        (counted("02.", "03.", "06."), ["1 @ 2", "4, 5 @ 4"]),
        (counted("(1)", "(2)", "(4)"), ["3 @ 4"]),
        (counted("1.1", "1.3", "2.1", "2.2"), ["2 @ 3"]),
        (counted("a", "b", "d"), ["3 @ 4"]),
        (counted("I", "II", "IV"), ["3 @ 4"]),
        ([FIRST, *counted(1, 3), SECOND, *counted(1, 2)], ["2 @ 4"]),
        ([FIRST, *counted(1, 2), SECOND, *counted(4, 5)], ["3 @ 6"]),
        ([FIRST, *counted(1, 2), SECOND, *counted(2, 3)], ["1 @ 6"]),
        ([*counted(1, 2), HEAD, *counted(4)], ["3 @ 5"]),
        (counted("MH 1", "MH2", "mh 4"), ["3 @ 4"]),
        (counted("1-", "2-", "4-"), ["3 @ 4"]),
        ([*counted(1, 2, 4), "Tổng số: 03 hộ"], ["3 @ 4"]),
    ],
)
def test_a_number_that_the_count_leaves_out_may_be_a_model(lines: list[str], lacking: list[str]) -> None:
    assert left_out(*lines) == lacking


@pytest.mark.parametrize(
    "lines",
    [
        counted(1, 2, 3, 3, 5),  # a slip of the pen
        counted(1, 2, 2, 4),
        counted(1, 3, 2, 4),
        counted(1, 2, 3, 14),
        counted(1, 2, 13, 4, 5),
        counted(1, 2, 3, "ii"),
        counted(1, 2, "0987654321", 4),  # a telephone
        counted(1, 2, 2024),
        counted(4, 2, 6, 1, 3, 5),  # sorted anew
        ["A. Cấp tỉnh", *counted(4), "B. Cấp huyện", *counted(1, 3, 5), "C. Cơ sở", *counted(2, 6)],
        counted(1, 1, 1),
        counted("", "", ""),
        counted(1, "", "", 4),
        counted("a", "b", "c", "d", "đ", "e"),
        [*counted(1, 2), "| 3 |", *counted(4)],
        [*counted(1, 2), "| 3 | | Không |", *counted(4)],
        [*counted(1), "| 2 | | CẤP HUYỆN |", *counted(3)],
        [*counted(1), "| - | Thôn Trại | | | | | | + Sơ kết |", *counted(3)],  # possible by itself
        [FIRST, *counted(1, 2), SECOND, *counted(1, 2)],
        ["| 1 | Lĩnh vực kinh tế |", *counted("1.1", "1.2"), "| 2 | Lĩnh vực văn hóa |", *counted("2.1")],
        [*counted(1, 2, 4), "Tổng cộng: 03 mô hình"],
    ],
)
def test_a_count_that_is_whole_mistyped_or_summed_up_leaves_nothing_out(lines: list[str]) -> None:
    assert left_out(*lines) == []


def test_what_is_left_out_under_a_heading_of_a_level_is_of_that_level() -> None:
    lines = ["A. Cấp tỉnh", *counted(1, 3, level=""), "B. Cấp huyện", *counted(1, 2, level="")]
    assert left_out(*lines, head=HEAD.removesuffix("| Cấp đăng ký |") + "|") == ["2 @ 4 (province)"]


def test_lists_that_go_on_with_one_count_leave_nothing_out() -> None:
    first, second = m3(*counted(2)), m3(*(line.replace("Trồng hoa", "Nuôi gà") for line in counted(1, 3)))
    lists = understand(sheet(first, "Cấp tỉnh"), sheet(second, "Cấp huyện")).lists
    assert [part.possible for part in lists] == [(), ()]
