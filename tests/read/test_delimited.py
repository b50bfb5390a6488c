from __future__ import annotations

import pytest

from aggregator.nouns.document import Row, Unreadable
from aggregator.read.dispatch import read


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("STT,Tên\n1,Mô hình\n", "utf-8"),
        ("STT;Tên\r\n1;Mô hình\r\n", "utf-8-sig"),
        ("STT\tTên\n1\tMô hình\n", "utf-16"),
    ],
)
def test_separated_text_is_a_sheet_of_text_whatever_its_name(text: str, encoding: str) -> None:
    document = read(text.encode(encoding), "M4.xls")

    assert document.sheets[0].rows == (Row(1, ("STT", "Tên")), Row(2, ("1", "Mô hình")))


def test_text_that_excel_shall_not_take_for_a_number_loses_what_keeps_it() -> None:
    text = '"=""STT""","=""Tên"""\n="1",="Mô hình"\n'

    assert read(text.encode(), "M3.csv").sheets[0].rows == (Row(1, ("STT", "Tên")), Row(2, ("1", "Mô hình")))


def test_text_once_taken_for_western_letters_is_read_rightly() -> None:
    text = "STT,Tên\n1,Mô hình\n".encode().decode("cp1252")

    assert read(text.encode(), "M3.csv").sheets[0].rows[1].cells == ("1", "Mô hình")


def test_blank_lines_count_as_rows() -> None:
    assert [row.number for row in read(b"a,b\n\nc,d\n", "x.csv").sheets[0].rows] == [1, 3]


def test_a_narrow_list_under_title_lines_is_a_table() -> None:
    text = "XÃ CAO XÁ\nDANH SÁCH ĐĂNG KÝ\nSTT,Tên mô hình,Cấp đăng ký\n1,Trồng bưởi,Cấp tỉnh\n"

    assert [len(row.cells) for row in read(text.encode(), "M3.csv").sheets[0].rows] == [1, 1, 3, 3]


@pytest.mark.parametrize(
    "text",
    [
        "Kính gửi Ban Dân vận,\nXin gửi.\n",
        "hello",
        "a,b",
        "Kính gửi Ban\nXã Cao Xá, xã Ngọc Lý, xã Liên Sơn\nTrân trọng.\n",
        "Kính gửi Ban\nNăm 2024, xã đăng ký các mô hình sau\nTrồng hoa, nuôi ong, trồng bưởi\n",
    ],
)
def test_plain_text_is_refused(text: str) -> None:
    with pytest.raises(Unreadable, match="văn bản thường"):
        read(text.encode(), "x.xls")


def test_a_text_that_registers_models_of_the_movement_may_be_a_list_of_lines() -> None:
    text = "DANH SÁCH ĐĂNG KÝ MÔ HÌNH “DÂN VẬN KHÉO”\nCấp tỉnh\n1. Trồng bưởi\nCấp huyện\n1. Nuôi ong\n2. Nuôi gà\n"

    document = read(text.encode(), "M3.txt")
    assert (len(document.sheets[0].rows), bool(document.doubtful)) == (6, True)


@pytest.mark.parametrize(
    "text", ["STT,??a ch?,Tên\n1,Thôn B?c,Tr?ng khoai s?\n", "STT,T\ufffdn\n1,\ufffd\ufffda\n"]
)
def test_letters_lost_when_it_was_saved_are_an_alarm_and_no_names(text: str) -> None:
    with pytest.raises(Unreadable, match="mất chữ có dấu"):
        read(text.encode(), "M3.csv")


@pytest.mark.parametrize(
    "name",
    [
        "Vì sao? Để làm gì? Ai làm?", "Tên (?)", "Hỏi?Đáp pháp luật", "https://a.vn/g?id=7", "?Thu gom rác",
        "??Tủ sách", "?Tủ sách?",
    ],
)  # fmt: skip
def test_question_marks_that_ask_are_no_lost_letters(name: str) -> None:
    text = f"STT,Tên\n1,{name}\n2,{name}\n3,{name}\n"

    assert read(text.encode(), "M3.csv").sheets[0].rows[1].cells == ("1", name)


def test_lines_as_long_as_they_have_cells_are_a_table_if_two_wide_ones_agree() -> None:
    head, row = "STT,Địa chỉ,Tên,Holder,Cũ,Mới,Cấp", "1,Thôn,Trồng hoa,Tập thể,,x,Tỉnh"
    text = "\n".join(["ĐẢNG BỘ XÃ CAO XÁ", "DANH SÁCH ĐĂNG KÝ", head, "I. Kinh tế", row, ",,Nơi nhận"])

    rows = read(text.encode(), "M3.csv").sheets[0].rows
    assert [len(row.cells) for row in rows] == [1, 1, 7, 1, 7, 3]


@pytest.mark.parametrize(
    "data",
    [
        b'ID;PWXL;N;E\r\nC;Y1;X1;K"STT"\r\nC;Y1;X2;K"Ten"\r\nE\r\n',
        b'TABLE\r\n0,1\r\n"EXCEL"\r\nVECTORS\r\n0,9\r\n""\r\nDATA\r\n0,0\r\n""\r\n-1,0\r\nEOD\r\n',
    ],
    ids=["SYLK", "DIF"],
)
def test_excels_own_text_formats_are_no_lists_of_commas(data: bytes) -> None:
    with pytest.raises(Unreadable, match="loại tệp văn phòng"):
        read(data, "M3.slk")


@pytest.mark.parametrize(
    "text",
    ["Chị ơi xã em bỏ mô hình Nuôi ong nhé", "cho em gỡ mô hình Nuôi ong lấy mật ra khỏi ds", "MH 2\nko đk nữa\n"],
)
def test_a_saved_message_of_a_sentence_or_two_is_read(text: str) -> None:
    assert read(text.encode(), "zalo.txt").sheets[0].rows[0].texts == text.splitlines()[:1]


def test_a_few_question_marks_for_letters_in_a_long_list_are_an_alarm() -> None:
    rows = "".join(f"{number},Đường hoa thôn Đồng Sào số {number},Cấp huyện\n" for number in range(1, 30))
    with pytest.raises(Unreadable, match="mất chữ có dấu"):
        read(f"STT,Tên mô hình,Cấp\n{rows}30,Tr?ng khoai ? ??i th?p,Cấp xã\n".encode(), "M3.csv")


def test_a_few_wrong_bytes_in_a_long_list_are_no_alarm() -> None:
    rows = "".join(f"{number},Đường hoa thôn Đồng Sào số {number},Cấp huyện\n" for number in range(1, 9))
    data = f"STT,Tên mô hình,Cấp\n{rows}9,N?i nh?n m?i,Cấp xã\n".encode().replace(b"?", b"\xe1")

    assert read(data, "M3.csv").sheets[0].rows[1].cells == ("1", "Đường hoa thôn Đồng Sào số 1", "Cấp huyện")


@pytest.mark.parametrize(
    ("end", "codes"),
    [
        ("2,Đường cờ,Cấp huyện", []),
        ("2,Đường cờ,\n", []),
        ("2,Đường cờ,", []),
        ("2,Đường cờ,Cấp tỉnh", []),
        ("2,Đường cờ,Cấp t\n", []),
        ("2,Đường\n", []),
        ('2,Đường cờ,"Cấp tỉnh, huyện"', []),
        ("2,Đường", ["cut-off"]),
        ("2,Đường cờ,Cấp t", ["cut-off"]),  # as the others begin
        ('2,Đường cờ,"Cấp tỉnh, ', ["cut-off"]),
        ("2,Đường cờ,Cấp h\udce1\udcbb", ["cut-off"]),  # two bytes of a letter of three
    ],
)
def test_a_last_line_that_nothing_ends_is_cut_off_where_it_is_short_or_breaks_off(
    end: str, codes: list[str]
) -> None:
    text = "STT,Tên mô hình,Cấp\n" + "1,Đường hoa,Cấp tỉnh\n" * 4 + end
    assert [
        notice.code for notice in read(text.encode(errors="surrogateescape"), "M3.csv").sheets[0].notices
    ] == codes
