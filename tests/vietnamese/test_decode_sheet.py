"""A sheet is read cell by cell, each cell helped by the others, the original kept."""

from __future__ import annotations

from aggregator.nouns.document import Document, Row, Sheet, Value
from aggregator.vietnamese.decode import decode_document, decode_sheet

PROVED = "TriÓn khai m« h×nh"


def sheet(*rows: tuple[Value, ...], name: str = "M3", fonts: dict[tuple[int, int], str] | None = None) -> Sheet:
    return Sheet(name, tuple(Row(number, cells) for number, cells in enumerate(rows, start=1)), fonts=fonts or {})


def cells(one: Sheet) -> list[tuple[Value, ...]]:
    return [row.cells for row in one.rows]


CLEAN = sheet(("STT", "Tên mô hình", None), (1, "Trồng 2 ha vải thiều, 100 m² nhà lưới", True))


def test_a_clean_sheet_is_the_same_object() -> None:
    assert decode_sheet(CLEAN) is CLEAN
    document = Document("xlsx", (CLEAN,))
    assert decode_document(document) is document


def test_clean_text_in_old_fonts_is_the_same_object() -> None:
    fonted = sheet(("Tên mô hình", "Xã Phúc Hòa"), fonts={(1, 1): ".VnTime", (1, 2): ".VnTime"})
    assert decode_sheet(fonted) is fonted


def test_the_original_is_kept_for_each_changed_cell_and_only_for_those() -> None:
    decoded = decode_sheet(sheet((1, PROVED, "UBND"), (2, "X· Phóc Hßa", 3.5)))
    assert cells(decoded) == [(1, "Triển khai mô hình", "UBND"), (2, "Xã Phúc Hòa", 3.5)]
    assert decoded.typed == {(1, 2): PROVED, (2, 2): "X· Phóc Hßa"}


def test_row_numbers_and_all_else_stay() -> None:
    gap = Sheet("M3", (Row(7, (None, PROVED)),), hidden=True)
    decoded = decode_sheet(gap)
    assert decoded.rows == (Row(7, (None, "Triển khai mô hình")),)
    assert decoded.typed == {(7, 2): PROVED}
    assert decoded.hidden


def test_the_rest_of_the_sheet_decides_an_ambiguous_cell() -> None:
    assert cells(decode_sheet(sheet((PROVED,), ("§¶ng uû x·",), ("Thãn",)))) == [
        ("Triển khai mô hình",),
        ("Đảng uỷ xã",),
        ("Thón",),
    ]


def test_one_cell_is_not_enough_to_decide_the_others() -> None:
    assert cells(decode_sheet(sheet((PROVED,), ("Thãn",))))[1] == ("Thãn",)


def test_unicode_beside_an_old_font_stays() -> None:
    decoded = decode_sheet(sheet((PROVED, "§¶ng uû x·", "Phóc"), fonts={(1, 1): ".VnTime", (1, 2): ".VnTime"}))
    assert cells(decoded) == [("Triển khai mô hình", "Đảng uỷ xã", "Phóc")]


def test_a_sheet_of_unicode_in_an_old_font_stays() -> None:
    rows = (("Xã Việt Lập",), ("Trồng vải thiều",), ("Nuôi ong lấy mật",), ("Cá",))
    fonted = sheet(*rows, fonts={(row, 1): ".VnTime" for row in range(1, 5)})
    assert decode_sheet(fonted) is fonted


def test_vni_and_tcvn3_may_share_a_sheet() -> None:
    assert cells(decode_sheet(sheet((PROVED, "Ngöôøi lao ñoäng")))) == [("Triển khai mô hình", "Người lao động")]


def test_a_decoded_sheet_is_not_decoded_again() -> None:
    once = decode_sheet(sheet((PROVED,), ("§¶ng uû x·",), ("Thãn",)))
    assert decode_sheet(once) is once


def test_a_sheet_that_does_not_tell_is_decided_by_the_rest_of_the_file() -> None:
    document = Document("xls", (sheet((PROVED,), ("§¶ng uû x·",)), sheet(("Thãn",))))
    decoded = decode_document(document)
    assert cells(decoded.sheets[1]) == [("Thón",)]


def test_the_name_of_a_sheet_is_read_only_where_it_is_proved() -> None:
    document = Document("xls", (sheet((PROVED,), name="Tæng hîp"), sheet(("A",), name="Thãn")))
    assert [one.name for one in decode_document(document).sheets] == ["Tổng hợp", "Thãn"]


def test_an_old_fonts_bytes_that_were_read_as_vietnamese_windows_are_read_rightly() -> None:
    for typed, wanted in (
        (
            ("VËn ®éng dån ®iÒn ®æi thöa", "Tõ lèp xe cò", "X· Cao X¸"),
            ("Vận động dồn điền đổi thửa", "Từ lốp xe cũ", "Xã Cao Xá"),
        ),
        (("Kinh tÕ", "Kinh tÕ", "X· Cao X¸"), ("Kinh tế", "Kinh tế", "Xã Cao Xá")),
        (("khoâng ñaêng kyù moâ hình",), ("không đăng ký mô hình",)),
        (("kh«ng ®¨ng ký m« h×nh",), ("không đăng ký mô hình",)),
        (("Caáp xaõ", "Nguyeãn Vaên", "Xaây döïng neáp soáng"), ("Cấp xã", "Nguyễn Văn", "Xây dựng nếp sống")),
    ):
        misread = tuple(text.encode("cp1252").decode("cp1258") for text in typed)
        decoded = decode_document(Document("text", (sheet(misread, ("Thôn Đồng Sào",)),)))
        assert cells(decoded.sheets[0]) == [wanted, ("Thôn Đồng Sào",)]


def test_unicode_beside_an_old_font_is_no_misread_byte() -> None:
    beside = (("Vận động nhân dân dồn điền đổi thửa",), ("Đường hoa tự quản",), ("VËn ®éng nh©n d©n",))
    decoded = decode_document(Document("xlsx", (sheet(*beside),)))
    assert cells(decoded.sheets[0]) == [*beside[:2], ("Vận động nhân dân",)]
