"""The head of a table is found by what its cells mean."""

from __future__ import annotations

import pytest

from aggregator.nouns.document import Sheet
from aggregator.understand.head import HeadFinder, repeats
from tests.sheets import CAMPAIGN, read_list, rows, sheet

FINDER = HeadFinder(CAMPAIGN.headings, {}, year=2024)
NAMES = "name address holder continuing new completion goals stt level"


def found(text: str | Sheet) -> dict[str, str]:
    """The columns of the first head, as code → letter."""
    made = sheet(text) if isinstance(text, str) else text
    head = FINDER.find(made.rows)
    return {code: chr(65 + index) for code, index in head.columns.items()} if head else {}


LETTER = """
    | STT | Địa chỉ xây dựng mô hình | Tên mô hình | Tập thể hoặc cá nhân | Thời gian triển khai | | Dự kiến thời gian hoàn thành | Mục tiêu đề ra (nêu dự kiến kế hoạch xây dựng) |
    | | | | | Mô hình đã và đang hoạt động tiếp tục đăng ký để duy trì thực hiện năm 2022 | Mô hình đăng ký xây dựng mới trong năm 2022 | | |
"""  # noqa: E501 -- the letter's own heads


def test_the_head_of_the_letter_is_two_rows_deep() -> None:
    head = FINDER.find(sheet(LETTER).rows)
    assert head is not None
    assert (head.index, head.first_row, head.last_row) == (0, 1, 2)
    assert found(LETTER) == {
        "stt": "A", "address": "B", "name": "C", "holder": "D", "continuing": "E", "new": "F", "completion": "G",
        "goals": "H",
    }  # fmt: skip


def test_title_rows_above_do_not_matter() -> None:
    text = """
        ĐẢNG BỘ TỈNH BẮC GIANG
        DANH SÁCH ĐĂNG KÝ XÂY DỰNG MÔ HÌNH, ĐIỂN HÌNH “DÂN VẬN KHÉO” NĂM 2024

        | STT | Địa chỉ | Tên mô hình | Mục tiêu |
    """
    head = FINDER.find(sheet(text).rows)
    assert head is not None
    assert head.first_row == 4


def test_an_empty_first_column_and_another_order_are_found() -> None:
    text = "| | Tên mô hình | STT | Mục tiêu đề ra | Địa chỉ |"
    assert found(text) == {"name": "B", "stt": "C", "goals": "D", "address": "E"}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("STT", "stt"),
        ("TT", "stt"),
        ("Số TT", "stt"),
        ("TÊN MÔ HÌNH", "name"),
        ("Tên mô hình, điển hình", "name"),
        ("Ten mo hinh", "name"),
        ("Nội dung đăng ký", "name"),
        ("Việc làm “Dân vận khéo”", "name"),
        ("2023 chuyển sang", "continuing"),
        ("Duy trì 2023", "continuing"),
        ("2024 mới", "new"),
        ("Xây dựng 2024", "new"),
        ("Người/đơn vị phụ trách", "holder"),
        ("Xong trước", "completion"),
        ("Địa điểm thực hiện", "address"),
        ("Thôn, xóm", "address"),
        ("Đơn vị thực hiện", "holder"),
        ("Ai làm", "holder"),
        ("Chủ trì", "holder"),
        ("Ở đâu", "address"),
        ("Cấp nào", "level"),
        ("Bao giờ xong", "completion"),
        ("Tập thể/cá nhân", "holder"),
        ("Thời gian dự kiến hoàn thành", "completion"),
        ("TG hoàn thành", "completion"),
        ("Mục tiêu đề ra", "goals"),
        ("Kết quả dự kiến", "goals"),
        ("Mô hình đã và đang hoạt động tiếp tục đăng ký để duy trì thực hiện năm 2025", "continuing"),
        ("Mô hình đăng ký xây dựng mới trong năm 2031", "new"),
        ("Mới/duy trì", "mode"),
        ("Cấp đăng ký (tỉnh, huyện)", "level"),
        ("Đăng ký cấp tỉnh", "level_province"),
        ("Lĩnh vực đăng ký", "field"),
        ("Ghi chú", "note"),
    ],
)
def test_heads_are_known_in_many_wordings(words: str, code: str) -> None:
    assert FINDER.meaning(words) == code


@pytest.mark.parametrize(
    "words", ["", "Số điện thoại", "Kinh phí", "Người phụ trách", "2024", "Chuyển sang cấp huyện", "…", "Thôn Trại"]
)
def test_other_words_are_no_head(words: str) -> None:
    assert FINDER.meaning(words) is None


def test_a_long_sentence_is_no_head_even_with_the_words_in_it() -> None:
    assert FINDER.meaning("Tên mô hình " + "được ghi ngắn gọn, thể hiện khái quát nội dung " * 4) is None


@pytest.mark.parametrize(
    "text",
    [
        "| STT | Họ và tên | Chức vụ | Số điện thoại |",
        "| STT | Nội dung |",
        "| Tập thể | Cá nhân | Cấp tỉnh | Cấp huyện |",
        "Tên mô hình, địa chỉ, mục tiêu, thời gian hoàn thành",
    ],
)
def test_a_table_without_the_forms_columns_is_none(text: str) -> None:
    assert found(text) == {}


def test_a_column_outside_the_form_is_kept_by_its_head() -> None:
    head = FINDER.find(rows("| STT | Địa chỉ | Tên mô hình | Kinh phí | Ghi chú |"))
    assert head is not None
    assert dict(head.extra) == {3: "Kinh phí", 4: "Ghi chú"}


def test_a_second_column_of_the_same_meaning_is_extra() -> None:
    head = FINDER.find(rows("| STT | Địa chỉ | Tên mô hình | Tên mô hình cũ |"))
    assert head is not None
    assert head.columns["name"] == 2
    assert 3 in head.extra


@pytest.mark.parametrize(
    ("first", "second", "registered"),
    [
        ("Cấp công nhận năm 2023", "Cấp đăng ký năm 2024", "E"),
        ("Cấp đăng ký năm 2024", "Cấp công nhận năm 2023", "D"),
        ("Cấp đăng ký năm 2023", "Cấp đăng ký năm 2024", "E"),
        ("Cấp đã công nhận", "Cấp đăng ký năm 2024", "E"),
        ("Cấp công nhận năm trước", "Cấp đăng ký năm nay", "E"),
        ("Cấp công nhận", "Cấp đề nghị", "E"),
        ("Cấp đăng ký", "Cấp công nhận", "D"),
        ("Cấp đăng ký", "Cấp mô hình", "D"),
    ],
)
def test_of_two_columns_of_levels_the_one_registered_counts_and_the_other_keeps_its_head(
    first: str, second: str, registered: str
) -> None:
    text = f"| STT | Địa chỉ | Tên mô hình | {first} | {second} |"
    assert found(text)["level"] == registered
    head = FINDER.find(rows(text))
    assert head is not None
    assert list(head.extra.values()) == [second if registered == "D" else first]


@pytest.mark.parametrize(
    "words", ["Mô hình mới/duy trì", "Mô hình duy trì, mới", "Mô hình mới duy trì", "Mới hay duy trì"]
)
def test_a_column_that_asks_new_or_kept_is_neither_the_new_ones_nor_the_names(words: str) -> None:
    assert FINDER.meaning(words) == "mode"


def test_a_lone_period_column_is_the_completion() -> None:
    assert found("| STT | Tên mô hình | Địa chỉ | Thời gian thực hiện |")["completion"] == "D"


def test_a_lone_collective_column_holds_the_holder() -> None:
    assert found("| STT | Tên mô hình | Địa chỉ | Tập thể |")["holder"] == "D"


@pytest.mark.parametrize("person", ["Họ và tên", "Họ tên", "HỌ VÀ TÊN CÁ NHÂN", "Họ, tên"])
def test_the_persons_column_is_the_holders_where_no_other_is(person: str) -> None:
    assert found(f"| STT | {person} | Chức vụ | Tên mô hình | Địa chỉ |")["holder"] == "B"
    beside = found(f"| STT | Tập thể hoặc cá nhân | Tên mô hình | Địa chỉ | {person} | Điện thoại |")
    assert beside["holder"] == "B"
    assert "holder" not in found("| STT | Tên mô hình | Địa chỉ | Họ và tên người lập biểu |")


def test_two_holder_columns_are_marks() -> None:
    assert {"holder_collective", "holder_individual"} <= set(
        found("| STT | Tên mô hình | Địa chỉ | Tập thể | Cá nhân |")
    )


def test_a_numbered_row_under_the_head_is_data_even_where_its_words_look_like_heads() -> None:
    text = """
        | STT | Địa chỉ | Tên mô hình | Tập thể hoặc cá nhân |
        | 1 | Địa bàn thôn Trại | Mô hình điển hình trồng hoa | Tập thể |
    """
    head = FINDER.find(rows(text))
    assert head is not None
    assert head.last_row == 1


@pytest.mark.parametrize("section", ["I. Lĩnh vực kinh tế", "I- Lĩnh vực kinh tế (Xây dựng nông thôn mới)"])
def test_a_section_row_under_an_unnamed_column_is_no_head(section: str) -> None:
    text = f"""
        | | Địa chỉ | Tên mô hình | Mục tiêu |
        {section}
        | 1 | Thôn Trại | Trồng hoa | Đẹp |
    """
    head = FINDER.find(rows(text))
    assert head is not None
    assert head.last_row == 1
    assert "field" not in head.columns


def test_a_head_is_known_again_on_a_new_page() -> None:
    text = """
        | STT | Địa chỉ | Tên mô hình | Mục tiêu |
        | 1 | Thôn Trại | Trồng hoa | Đẹp |
        | STT | ĐỊA CHỈ | Tên  mô hình | Mục tiêu |
    """
    first, data, again = rows(text)
    head = FINDER.find([first])
    assert head is not None
    assert repeats(head, again)
    assert not repeats(head, data)


def test_a_form_of_the_next_year_is_found_too() -> None:
    assert set(found(LETTER.replace("2022", "2027"))) == set(NAMES.split()) - {"level"}


def test_numbers_and_names_of_models_alone_head_a_list() -> None:
    assert found("| STT | Tên mô hình | Ghi chú |") == {"stt": "A", "name": "B"}


@pytest.mark.parametrize(
    "joined",
    [
        "Tên, địa chỉ mô hình", "Tên và địa chỉ mô hình", "Mô hình, địa chỉ", "Mô hình và địa điểm thực hiện",
        "Địa chỉ, mô hình", "Nội dung, địa điểm mô hình", "Tên + nơi thực hiện mô hình", "Mô hình (địa chỉ)",
        "Địa điểm - mô hình", "Mô hình kèm địa chỉ", "Tên/địa chỉ/đơn vị thực hiện mô hình", "Mô hình⏎địa bàn",
        "Tập thể, cá nhân và mô hình", "Tên, mục tiêu mô hình",
    ],
)  # fmt: skip
def test_a_head_that_joins_the_name_with_another_column_is_the_names_where_no_other_is(joined: str) -> None:
    assert found(f"| STT | {joined} | Thời gian hoàn thành | Cấp đăng ký |")["name"] == "B"
    assert found(f"| STT | {joined} | Tên mô hình | Thời gian hoàn thành | Cấp đăng ký |")["name"] == "C"


@pytest.mark.parametrize(
    "words",
    ["Địa chỉ xây dựng mô hình", "Nội dung, địa điểm", "Tên, chức vụ", "Họ và tên", "Đơn vị thực hiện mô hình"],
)
def test_a_head_that_names_no_model_joins_none(words: str) -> None:
    assert "name" not in found(f"| STT | {words} | Thời gian hoàn thành | Cấp đăng ký |")


@pytest.mark.parametrize("places", ["Xã | Huyện", "Huyện", "Xã"])
def test_places_beside_the_column_of_levels_are_no_boxes_of_levels(places: str) -> None:
    assert found(f"| STT | Tên mô hình | Cấp đăng ký | Địa chỉ | {places} |").keys() == {
        "stt", "name", "level", "address",
    }  # fmt: skip


def test_boxes_of_levels_stay_boxes_below_their_common_head() -> None:
    text = """
        | STT | Tên mô hình | Địa chỉ | Cấp đăng ký | | |
        | | | | Tỉnh | Huyện | Xã |
    """
    assert {"level_province", "level_district", "level_base"} <= found(text).keys()


TWO_YEARS = {
    "names": ("| STT | Địa chỉ | Mô hình năm 2023 | Mô hình năm 2024 | Mục tiêu |", "name", "D"),
    "names, this year first": ("| STT | Địa chỉ | Tên mô hình năm 2024 | Tên mô hình năm 2023 |", "name", "C"),
    "names by words": ("| STT | Địa chỉ | Tên mô hình năm trước | Tên mô hình năm nay |", "name", "D"),
    "names, old and new": ("| STT | Địa chỉ | Tên mô hình cũ | Tên mô hình mới |", "name", "D"),
    "names under one head": (
        "| STT | Địa chỉ | Tên mô hình | | Mục tiêu |\n| | | Năm 2023 | Năm 2024 | |", "name", "D",
    ),
    "names under the years": (
        "| STT | NĂM 2023 | | NĂM 2024 | | Địa chỉ |\n| | Tên mô hình | Cấp | Tên mô hình | Cấp | |", "name", "D",
    ),
    "three years": (
        "| STT | Địa chỉ | Tên mô hình | | | Mục tiêu |\n| | | 2022 | 2023 | 2024 | |", "name", "E",
    ),
    "levels under one head": (
        "| STT | Địa chỉ | Tên mô hình | Cấp đăng ký | |\n| | | | 2023 | 2024 |", "level", "E",
    ),
    "goals": ("| STT | Địa chỉ | Tên mô hình | Kết quả đạt được năm 2023 | Mục tiêu năm 2024 |", "goals", "E"),
    "completion": (
        "| STT | Địa chỉ | Tên mô hình | Thời gian hoàn thành | |\n| | | | 2023 | 2024 |", "completion", "E",
    ),
    "boxes under the years": (
        "| STT | Địa chỉ | Tên mô hình | Năm 2023 | | Năm 2024 | |\n| | | | Tỉnh | Huyện | Tỉnh | Huyện |",
        "level_province", "F",
    ),
    "boxes by words": (
        "| STT | Địa chỉ | Tên mô hình | Đã công nhận | | Đăng ký | |\n| | | | Tỉnh | Huyện | Tỉnh | Huyện |",
        "level_district", "G",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "code", "column"), TWO_YEARS.values(), ids=TWO_YEARS)
def test_of_columns_by_year_that_of_the_latest_counts(text: str, code: str, column: str) -> None:
    assert found(text)[code] == column


@pytest.mark.parametrize(
    ("heads", "name", "others"),
    [
        ("Tên mô hình | Nội dung mô hình", 2, ()),
        ("Nội dung mô hình | Tên mô hình", 3, ()),
        ("Tên mô hình | Tên mô hình bổ sung", 2, (3,)),
        ("Tên mô hình tập thể | Tên mô hình cá nhân", 2, (3,)),
        ("Mô hình năm 2023 | Mô hình năm 2024", 3, (2,)),
    ],
)
def test_further_columns_of_names_are_known_where_either_may_be_the_one(
    heads: str, name: int, others: tuple[int, ...]
) -> None:
    head = FINDER.find(rows(f"| STT | Địa chỉ | {heads} | Mục tiêu |"))
    assert head is not None
    assert (head.columns["name"], head.other_names) == (name, others)


def test_what_has_no_texts_below_is_no_column_of_names() -> None:
    head = FINDER.find(
        rows("| STT | Địa chỉ | Tên mô hình | Mô hình DVK năm 2024 |\n| 1 | Thôn Trại | Trồng hoa | x |")
    )
    assert head is not None
    assert (head.columns["name"], head.other_names) == (2, ())


def test_boxes_of_the_levels_that_come_twice_say_none() -> None:
    head = FINDER.find(sheet("| STT | Tên mô hình | Mục tiêu | Cấp tỉnh | Cấp huyện | Cấp tỉnh | Cấp huyện |").rows)
    assert head is not None
    assert not [code for code in head.columns if code.startswith("level")]


@pytest.mark.parametrize(
    "group", ["Đã được công nhận", "Công nhận trước đây", "Nguồn hỗ trợ", "Đơn vị chỉ đạo", "Kết quả", "Năm 2023"]
)
@pytest.mark.parametrize("registered", ["", "Cấp đăng ký"])
def test_boxes_of_levels_under_a_head_of_something_else_are_none_and_leave_the_registered_column(
    group: str, registered: str
) -> None:
    text = (
        f"| STT | Tên mô hình | Địa chỉ | {group} | | | {registered} |\n| | | | Cấp xã | Cấp huyện | Cấp tỉnh | |"
    )
    head = FINDER.find(rows(f"{text}\n| 1 | Trồng hoa | Thôn 1 | x | x | | Huyện |"))
    assert head is not None
    assert [code for code in head.columns if code.startswith("level")] == (["level"] if registered else [])
    assert (head.last_row, [*head.extra]) == (2, [3, 4, 5])


def test_of_two_columns_the_head_that_asks_the_year_too_is_of_the_past() -> None:
    assert found("| STT | Địa chỉ | Tên mô hình | Năm đăng ký/cấp | Cấp đăng ký |")["level"] == "E"


@pytest.mark.parametrize("later", ["Cấp", "Cấp đăng ký", "Cấp năm 2024"])
def test_a_level_that_was_given_before_is_not_the_one_registered(later: str) -> None:
    head = FINDER.find(sheet(f"| STT | Tên mô hình | Mục tiêu | Cấp công nhận năm 2023 | {later} |").rows)
    assert head is not None
    assert head.columns["level"] == 4


@pytest.mark.parametrize(
    "heads",
    ["Mô hình cấp tỉnh | Mô hình cấp huyện", "Đề nghị cấp tỉnh | Đề nghị cấp huyện", "T | H", "CT | CH",
     "Số lượng cấp tỉnh | Số lượng cấp huyện", "Cấp tỉnh (đánh dấu x) | Cấp huyện (đánh dấu x)",
     "C. tỉnh | C. huyện", "Cấp tỉnh công nhận | Cấp huyện công nhận",
     "Mô hình đăng ký cấp tỉnh | Mô hình đăng ký cấp huyện"],
)  # fmt: skip
def test_a_level_among_the_words_of_a_head_heads_its_ticks(heads: str) -> None:
    head = FINDER.find(sheet(f"| STT | Tên mô hình | Địa chỉ | Mục tiêu | {heads} |").rows)
    assert head is not None
    assert {c: i for c, i in head.columns.items() if "level" in c} == {"level_province": 4, "level_district": 5}


@pytest.mark.parametrize(
    "base",
    ["Ở cơ sở", "Đăng ký ở cơ sở", "Xét ở cơ sở", "Mô hình thực hiện tại cơ sở", "C. xã", "Cấp xã công nhận"],
)
def test_the_base_beside_boxes_of_levels_in_other_words(base: str) -> None:
    columns = found(f"| STT | Tên mô hình | Địa chỉ | Mục tiêu | Tỉnh | Huyện | {base} |")
    assert columns["level_base"] == "G"


@pytest.mark.parametrize("words", ["Cấp tỉnh công nhận năm 2022", "Cơ sở thực hiện", "Nội dung đăng ký cấp tỉnh"])
def test_what_was_recognised_before_and_places_are_no_boxes(words: str) -> None:
    columns = found(f"| STT | Tên mô hình | Địa chỉ | Mục tiêu | {words} |")
    assert not [code for code in columns if code.startswith("level")]


@pytest.mark.parametrize(
    "pair",
    ["Tập thể | Cá nhân", "Tên tập thể | Tên cá nhân", "TT | CN", "Đơn vị thực hiện (tập thể) | Cá nhân thực hiện"],
)
def test_the_two_columns_of_the_holder(pair: str) -> None:
    for head in (
        f"| STT | Tên mô hình | Địa chỉ | {pair} | Mục tiêu |",
        f"| STT | Tên mô hình | Địa chỉ | Tập thể hoặc cá nhân | | Mục tiêu |\n| | | | {pair} | |",
    ):
        columns = found(head)
        assert [columns.get(code) for code in ("stt", "holder_collective", "holder_individual")] == ["A", "D", "E"]


@pytest.mark.parametrize(
    ("heads", "cells", "boxes"),
    [
        ("Cấp tỉnh công nhận | Cấp huyện công nhận", "x | ", True),
        ("Cấp tỉnh công nhận | Cấp huyện công nhận", "x (năm 2024) | ", True),
        ("Cấp tỉnh công nhận | Cấp huyện công nhận", "x - đã có M1 kèm theo | ", True),
        ("Cấp tỉnh công nhận | Cấp huyện công nhận", "2022 | ", False),
        ("Cấp tỉnh công nhận | Cấp huyện công nhận", " | QĐ 12/2022", False),
        ("Cấp tỉnh công nhận | Cấp huyện công nhận | Cấp đăng ký", "x | | Cấp huyện", False),
        ("Cấp huyện công nhận", "x", False),
        ("Cấp tỉnh | Cấp huyện", "x | ", True),
    ],
)
def test_levels_that_recognise_head_ticks_alone_and_no_years(heads: str, cells: str, boxes: bool) -> None:
    columns = found(f"| STT | Tên mô hình | Địa chỉ | Mục tiêu | {heads} |\n| 1 | Trồng hoa | | | {cells} |")
    assert ("level_district" in columns) == boxes
    assert ("level" in columns) == heads.endswith("đăng ký")


@pytest.mark.parametrize(
    ("head", "cells", "code"),
    [
        ("Cấp huyện", ["Cấp tỉnh", "Cấp huyện", "Cơ sở"], "level"),
        ("Tỉnh", ["H", "T", "CS"], "level"),
        ("Tỉnh", ["Huyện", "", ""], "level"),
        ("Cấp huyện", ["Huyện ủy công nhận", "Tỉnh ủy công nhận", ""], "level"),
        ("Cấp huyện", ["x", "X", ""], "level_district"),
        ("Cấp tỉnh", ["x", "không", "-"], "level_province"),
        ("Cấp tỉnh", ["x (năm 2024)", "x", ""], "level_province"),
        ("Cấp huyện", ["Huyện", "Huyện", ""], "level_district"),
        ("Cấp huyện", ["x", "v", "có"], "level_district"),
        ("Cấp huyện", ["1", "2", "3"], "level_district"),
        ("Cấp huyện", ["x", "đk", "x mới"], "level_district"),
        ("Cấp huyện", ["x", "x", "Cấp tỉnh"], "level_district"),
        ("Cấp huyện", ["2022", "2023", "2023"], "level"),
        ("Cấp huyện", ["QĐ số 12-QĐ/BDV", "x", ""], "level"),
    ],
)
def test_a_levels_word_over_other_levels_heads_their_column(head: str, cells: list[str], code: str) -> None:
    rows_below = (f"| {n} | Trồng hoa | Thôn Trại | {cell} |" for n, cell in enumerate(cells, 1))
    columns = found("\n".join([f"| STT | Tên mô hình | Địa chỉ | {head} |", *rows_below]))
    assert [known for known in columns if known.startswith("level")] == [code]


@pytest.mark.parametrize(
    "row", ["| I. Lĩnh vực kinh tế | | | Cơ sở |", "| THÔN NGÒ | | | HUYỆN |", "| | | | Cơ sở |"]
)
@pytest.mark.parametrize("head", ["Cấp", "Cấp đăng ký"])
def test_a_section_row_with_a_level_is_no_lower_row_of_the_head(row: str, head: str) -> None:
    columns = found(f"| STT | Tên mô hình | Địa chỉ | {head} |\n{row}\n| 1 | Trồng hoa | Thôn Trại | Cấp tỉnh |")
    assert columns == {"stt": "A", "name": "B", "address": "C", "level": "D"}


@pytest.mark.parametrize(("cell", "name"), [("Trồng hoa ven đường", "B"), ("x", "B"), ("x (mô hình điểm)", "B")])
def test_heads_of_levels_over_names_are_no_boxes(cell: str, name: str) -> None:
    head = "| STT | Nội dung | Mô hình đăng ký cấp tỉnh | Mô hình đăng ký cấp huyện | Địa chỉ | Mục tiêu |"
    columns = found(f"{head}\n| 1 | Thực hiện quý III | {cell} | | | |\n| 2 | Thực hiện quý III | | {cell} | | |")
    ticked = cell.startswith("x")
    assert ("level_province" in columns) == ticked
    assert columns["name"] == name or not ticked


@pytest.mark.parametrize(
    ("pair", "holder", "individual"),
    [
        ("Tập thể hoặc cá nhân | CN", "D", None),
        ("CN | Hoàn thành", None, None),
        ("Cá nhân | Hoàn thành", "D", None),
        ("Tập thể | CN", None, "E"),
    ],
)
def test_cn_is_the_individual_beside_the_collective_alone(
    pair: str, holder: str | None, individual: str | None
) -> None:
    columns = found(f"| STT | Tên mô hình | Địa chỉ | {pair} | Mục tiêu |")
    assert (columns.get("holder"), columns.get("holder_individual")) == (holder, individual)


def test_one_letter_alone_heads_no_ticks() -> None:
    head = FINDER.find(sheet("| STT | Tên mô hình | Địa chỉ | Mục tiêu | T | C |").rows)
    assert head is not None
    assert not [code for code in head.columns if "level" in code]


@pytest.mark.parametrize("heads", ["{} năm 2024 | {} năm 2025", "{} năm 2023 | {} năm 2024"])
@pytest.mark.parametrize(("words", "code"), [("Tên mô hình", "name"), ("Cấp đăng ký", "level")])
def test_the_column_of_the_campaigns_year_goes_before_next_years_and_last_years(
    heads: str, words: str, code: str
) -> None:
    plain = {"name": "STT | Địa chỉ | Mục tiêu", "level": "STT | Tên mô hình | Mục tiêu"}[code]
    finder = HeadFinder(CAMPAIGN.headings, {}, year=2024)
    head = finder.find(sheet(f"| {plain} | {heads.format(words, words)} |").rows)
    assert head is not None
    assert head.columns[code] == (3 if "2025" in heads else 4)


@pytest.mark.parametrize(
    "lines",
    [
        ["| TT | Tên mô hình | Địa chỉ | Thông tin chung | | Cấp đăng ký | | |",
         "| | | | Tập thể/ cá nhân | Thời gian hoàn thành | Lên trên | | Tại cơ sở |",
         "| | | | | | Tỉnh | Huyện | Xã |"],
        ["| STT | Nội dung | | | | Mức độ đăng ký | | |",
         "| | Tên mô hình | Địa chỉ | Đối tượng | Hoàn thành | Cấp trên | | Cơ sở |",
         "| | | | | | Tỉnh | Huyện | |"],
        ["| STT | Tên mô hình | Địa chỉ | Thông tin chung | | Đăng ký | | |",
         "| | | | Người thực hiện | Thời gian | Cấp | | |",
         "| | | | Tập thể/ cá nhân | Hoàn thành | Cấp trên | | Cơ sở |",
         "| | | | | | Tỉnh | Huyện | |"],
        ["| STT | Tên mô hình | Địa chỉ | Thông tin | | Cấp đăng ký | | |", "| 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 |",
         "| | | | Tập thể/cá nhân | Hoàn thành | Tỉnh | Huyện | Cơ sở |"],
        ["| STT | Tên mô hình | Địa chỉ | Thông tin | | Cấp đăng ký | | |",
         "| | | | Tập thể/cá nhân | Hoàn thành | Tỉnh | Huyện | Cơ sở |", "| a | b | c | d | e | g | h | i |"],
    ],
    ids=["groups in groups", "groups of other words", "four rows", "numbers within", "letters below"],
)  # fmt: skip
def test_heads_of_three_rows_and_more_are_read_whole(lines: list[str]) -> None:
    models = [
        "| 1 | Trồng hoa | Thôn 1 | Tập thể | 30/10/2024 | x | | |",
        "| 2 | Nuôi gà | Thôn 2 | Cá nhân | | | x | |",
    ]
    part = read_list("\n".join([*lines, *models]))
    assert {**part.columns} == {
        "stt": 1, "name": 2, "address": 3, "holder": 4, "completion": 5,
        "level_province": 6, "level_district": 7, "level_base": 8,
    }  # fmt: skip
    assert [entry.values["name"] for entry in part.entries] == ["Trồng hoa", "Nuôi gà"]
    assert (part.possible, part.leftovers) == ((), ())


def test_a_row_that_names_a_model_is_no_further_row_of_a_head() -> None:
    part = read_list(
        "| STT | Tên mô hình | Địa chỉ | Thông tin | | Cấp |\n"
        "| | Trồng hoa ven đường | Thôn 1 | Tập thể | 30/10/2024 | Cấp tỉnh |\n"
        "| | Nuôi gà đồi | Thôn 2 | Cá nhân | 30/10/2024 | Cấp huyện |"
    )
    assert [entry.values["name"] for entry in part.entries] == ["Trồng hoa ven đường", "Nuôi gà đồi"]


def test_a_head_that_a_person_broke_over_three_rows_is_whole_whichever_words_of_the_name_stand_below() -> None:
    text = """
        | S | ĐỊA CHỈ | TÊN MÔ HÌNH, | TẬP THỂ/ | Thời gian triển khai | | THỜI GIAN | CẤP |
        | T | XÂY DỰNG | ĐIỂN HÌNH | CÁ NHÂN | Tiếp tục duy trì | Xây dựng mới | HOÀN | ĐĂNG KÝ |
        | T | MÔ HÌNH | | | năm 2023 | năm 2024 | THÀNH | |
    """
    assert found(text) == {
        "stt": "A", "address": "B", "name": "C", "holder": "D", "continuing": "E", "new": "F", "completion": "G",
        "level": "H",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Số mô hình đăng ký", None),
        ("Số lượng mô hình đăng ký", None),
        ("Số mô hình đăng ký cấp tỉnh", "level_province"),
    ],
)
def test_how_many_models_there_are_is_no_models_name(words: str, code: str | None) -> None:
    assert FINDER.meaning(words) == code
