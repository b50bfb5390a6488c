"""What is taken out of a recognised table: values, joined cells, notes, and whatever is left over."""

from __future__ import annotations

from aggregator.nouns.document import Document
from aggregator.nouns.reading import ListRead
from tests.sheets import aside, balance, m3, read_list, reader, sheet


def value(part: ListRead, code: str, entry: int = 0) -> object:
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
    assert [(cell.row, cell.column, cell.text) for cell in part.unused] == [(2, 11, "đã họp dân")]


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
    assert (part.nothing_said, len(part.sections)) == (2, 2)


def test_several_names_in_one_cell_are_one_entry() -> None:
    part = read_list(m3("| 1 | Thôn Trại | 1. Trồng hoa⏎2. Nuôi gà | Tập thể |"))
    assert [entry.values["name"] for entry in part.entries] == ["1. Trồng hoa\n2. Nuôi gà"]


def test_a_document_without_a_table_has_no_list() -> None:
    read = reader().understand(Document("docx", (sheet("Giấy mời họp giao ban"),)))
    assert read.lists == ()
    assert read.other_sheets == (("Sheet1", 1),)
