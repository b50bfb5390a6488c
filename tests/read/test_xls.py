from __future__ import annotations

import datetime as dt
import os
import shutil
import struct
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font

from aggregator.nouns.document import Merge, Row, Unreadable
from aggregator.read.dispatch import read
from aggregator.read.embedded_objects import loops
from aggregator.read.xls import look_at
from tests import soffice
from tests.read.cfb import Tree, compound

if TYPE_CHECKING:
    from pathlib import Path

    from aggregator.nouns.document import Document


HAS_OFFICE = shutil.which("soffice") is not None or os.environ.get("CI_NO_SKIP") == "1"
needs_office = pytest.mark.skipif(not HAS_OFFICE, reason="LibreOffice makes the .xls files")


def record(kind: int, *content: bytes) -> bytes:
    body = b"".join(content)
    return struct.pack("<HH", kind, len(body)) + body


def filled(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "M4"
    sheet["B3"], sheet["C3"], sheet["D3"] = "Mô hình", dt.date(2024, 2, 27), 2
    sheet["B4"], sheet["C4"] = "đã bỏ", "=NA()"
    sheet["B5"] = "M« h×nh"
    sheet["B4"].font, sheet["B5"].font = Font(strike=True), Font(name=".VnTime")
    sheet["B4"].comment = Comment("Xin rút\nmô hình này", "Hà")
    sheet.row_dimensions[5].hidden = True
    sheet.merge_cells("B7:C8")
    book.create_sheet("Ẩn").sheet_state = "hidden"
    book.save(path)


def converted(folder: Path, kind: str) -> bytes:
    filled(folder / "M4.xlsx")
    (saved,) = soffice.converted([folder / "M4.xlsx"], kind, folder / "out")
    return saved.read_bytes()


def check(document: Document) -> None:
    sheet, hidden = document.sheets
    assert sheet.rows == (
        Row(3, (None, "Mô hình", dt.date(2024, 2, 27), 2.0)),
        Row(4, (None, "đã bỏ")),
        Row(5, (None, "M« h×nh")),
    )
    assert sheet.merges == (Merge(7, 2, 8, 3),)
    assert sheet.fonts == {(5, 2): ".VnTime"}
    assert [(n.code, n.row, n.column) for n in sheet.notices] == [
        ("hidden-rows", 5, None),
        ("struck-through", 4, None),
        ("error-cell", 4, 3),
        ("cell-comment", 4, 2),
    ]
    assert sheet.margins == ()
    assert (hidden.name, hidden.hidden) == ("Ẩn", True)


@needs_office
@pytest.mark.parametrize("kind", ["xls", "ods", "xlsx"])
def test_one_sheet_saved_in_three_formats_reads_the_same(tmp_path: Path, kind: str) -> None:
    document = read(converted(tmp_path, kind), "M4.xls")

    assert document.kind == kind
    check(document)


@needs_office
def test_the_slow_reader_agrees_with_the_fast_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = converted(tmp_path, "xls")
    monkeypatch.setattr("aggregator.read.xls._by_calamine", lambda *_: None)

    check(read(data, "M4.xls"))


def test_a_bare_stream_of_excel_2_is_read() -> None:
    text = b"Ten mo hinh"
    cell = struct.pack("<HH3s", 1, 0, b"\0\0\0")
    data = (
        record(0x0009, struct.pack("<HH", 2, 0x10))
        + record(0x0004, cell, bytes([len(text)]), text)
        + record(0x0003, struct.pack("<HH3sd", 1, 1, b"\0\0\0", 7.0))
        + record(0x000A)
    )

    assert read(data, "M4.xls").sheets[0].rows == (Row(2, ("Ten mo hinh", 7.0)),)


def test_far_cells_are_seen_before_calamine_lays_them_out() -> None:
    bof = record(0x0809, bytes(16))
    near, far = (
        record(0x0203, struct.pack("<HHHd", row, column, 0, 1.0)) for row, column in ((0, 0), (65535, 255))
    )

    assert look_at(bof + near).dense
    assert not look_at(bof + near + far).dense


def test_room_for_cells_that_are_only_declared_is_not_given() -> None:
    bof, cell = record(0x0809, bytes(16)), record(0x0203, struct.pack("<HHHd", 0, 0, 0, 1.0))

    assert look_at(bof + record(0x0200, struct.pack("<IIHHH", 0, 3, 0, 3, 0)) + cell).dense
    assert not look_at(bof + record(0x0200, struct.pack("<IIHHH", 0, 0x0F000000, 0, 256, 0)) + cell).dense


def test_a_chain_of_sectors_that_comes_back_to_itself_is_found() -> None:
    assert loops([1, 2, 0], 0)
    assert not loops([1, 2, 0xFFFFFFFE], 0)


def test_a_locked_stream_says_so() -> None:
    data = record(0x0809, bytes(16)) + record(0x002F, bytes(54)) + record(0x000A)

    with pytest.raises(Unreadable, match="có mật khẩu"):
        read(data, "M4.xls")


def test_empty_bytes_have_no_records() -> None:
    assert look_at(b"").sheets == []


def number(row: int, column: int, value: float, style: int = 1) -> bytes:
    return record(0x0203, struct.pack("<HHHd", row, column, style, value))


def label(row: int, column: int, text: str, style: int = 1) -> bytes:
    return record(0x0204, struct.pack("<HHHHB", row, column, style, len(text), 1), text.encode("utf-16-le"))


def font(name: str) -> bytes:
    return record(0x0031, bytes(14), bytes([len(name), 0]), name.encode("latin-1"))


def style(font_index: int = 0, format_index: int = 0, parent: bool = False) -> bytes:
    return record(0x00E0, struct.pack("<HHH", font_index, format_index, 4 if parent else 0), bytes(14))


def number_format(index: int, code: str) -> bytes:
    return record(0x041E, struct.pack("<HHB", index, len(code), 1), code.encode("utf-16-le"))


STYLES = (
    font("Arial")
    + font("Wingdings")
    + number_format(164, '"Thôn "0')
    + number_format(165, "mm/yyyy")
    + style(parent=True)
    + style()
    + style(format_index=9)
    + style(format_index=164)
    + style(format_index=165)
    + style(font_index=1)
)


def biff8(*sheet: bytes, globals_: bytes = STYLES) -> bytes:
    """A bare stream of one sheet “M3”; ``sheet`` are its records."""
    bof = struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0)
    name = b"M3"
    head = record(0x0809, bof) + globals_
    bound = 4 + 8 + len(name) + 4
    place = len(head) + bound
    book = head + record(0x0085, struct.pack("<IBBBB", place, 0, 0, len(name), 0), name) + record(0x000A)
    begin = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    return book + begin + b"".join(sheet) + record(0x000A)


def test_cells_say_what_they_show() -> None:
    cells = (
        number(0, 0, 1, 2),
        number(0, 1, 5, 3),
        number(0, 2, 45627, 4),
        label(0, 3, "þ", 5),
        number(0, 4, 7, 1),
    )

    sheet = read(biff8(*cells), "M3.xls").sheets[0]

    assert sheet.rows == (Row(1, ("100%", "Thôn 5", "12/2024", "☑", 7.0)),)


@pytest.mark.parametrize("formula", [0x0006, 0x0206, 0x0406])
def test_formulas_of_every_age_keep_their_values_and_their_neighbours(formula: int) -> None:
    result = struct.pack("<HHHdHI", 0, 1, 0, 3.0, 0, 0) + struct.pack("<H", 0)

    sheet = read(biff8(label(0, 0, "Đường hoa"), record(formula, result), label(0, 2, "x")), "M3.xls").sheets[0]

    assert sheet.rows == (Row(1, ("Đường hoa", 3.0, "x")),)


def test_an_embedded_workbook_does_not_stand_for_the_one_around_it() -> None:
    outer, inner = biff8(label(0, 0, "ngoài")), biff8(label(0, 0, "trong"))
    padded: Tree = {"Book": outer + bytes(4096), "MBD0001": {"Workbook": inner + bytes(4096)}}

    assert read(compound(padded), "M3.xls").sheets[0].rows == (Row(1, ("ngoài",)),)


def test_page_headers_and_text_boxes_may_name_the_unit() -> None:
    def wide(text: str) -> bytes:
        return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")

    box = "ĐẢNG ỦY XÃ"
    text_box = record(0x01B6, bytes(10), struct.pack("<HHI", len(box), 16, 0))
    text = record(0x003C, b"\x01", box.encode("utf-16-le"))

    look = look_at(biff8(record(0x0014, wide("&L&8XÃ CAO XÁ&RTrang &P")), text_box, text))

    assert look.by_name["M3"].margins == ["XÃ CAO XÁ", "Trang", "ĐẢNG ỦY XÃ"]


def test_a_check_box_marks_the_cell_where_it_stands_with_its_caption() -> None:
    def box(row: int, ticked: int, caption: str) -> bytes:
        anchor = bytes.fromhex("000010f012000000") + struct.pack("<9H", 0, 1, 50, row, 20, 1, 900, row, 240)
        common, state = (
            struct.pack("<HHHHH", 0x15, 0x12, 0x0B, 1, 0),
            struct.pack("<HHHHHH", 0x12, 8, ticked, 0, 0, 0),
        )
        text_box = record(0x01B6, bytes(10), struct.pack("<HHI", len(caption), 16, 0))
        text = record(0x003C, b"\x01", caption.encode("utf-16-le"))
        drawn = record(0xEC, anchor) + record(0x5D, common, bytes(12), state, bytes(4)) + record(0xEC)
        return drawn + text_box + text + record(0x003C, bytes(16))

    sheet = read(biff8(label(0, 0, "Cấp:"), box(0, 1, "Tỉnh"), box(1, 0, "Check Box 2")), "M1.xls").sheets[0]

    assert sheet.rows == (Row(1, ("Cấp:", "☒ Tỉnh")), Row(2, (None, "☐")))


def test_a_control_character_loses_nothing_where_a_row_is_hidden() -> None:
    hidden = record(0x0208, struct.pack("<HHHHHHI", 0, 0, 1, 255, 0, 0, 0x20))

    sheet = read(biff8(hidden, label(0, 0, "một\x03hai")), "M3.xls").sheets[0]

    assert sheet.rows == (Row(1, ("một hai",)),)
    assert [notice.code for notice in sheet.notices] == ["hidden-rows"]


def test_a_picture_alone_is_a_scan() -> None:
    with pytest.raises(Unreadable, match="bản quét hoặc ảnh"):
        read(biff8(globals_=STYLES + record(0x00EB, bytes(8000))), "M3.xls")
