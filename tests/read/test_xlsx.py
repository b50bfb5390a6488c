from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from importlib import import_module
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font

from aggregator.nouns.document import Merge, Notice, Row, Stretch, Unreadable
from aggregator.read.dispatch import read

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from aggregator.nouns.document import Sheet


xlsxwriter: Any = import_module("xlsxwriter")  # it ships no types

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def saved(fill: Callable[[Any], object]) -> bytes:
    book = openpyxl.Workbook()
    fill(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def edited(data: bytes, part: str, edit: Callable[[str], str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, edit(text.decode()) if name == part else text)
    return stream.getvalue()


def with_sheet(xml: str) -> bytes:
    return edited(saved(lambda _: None), "xl/worksheets/sheet1.xml", lambda _: xml)


def first(data: bytes) -> Sheet:
    return read(data, "M4.xlsx").sheets[0]


def notices(sheet: Sheet, code: str) -> list[tuple[int | None, int | None, str]]:
    return [(n.row, n.column, n.detail) for n in sheet.notices if n.code == code]


def test_cells_stand_at_their_true_rows_and_columns_and_blank_rows_are_left_out() -> None:
    def fill(book: Any) -> None:
        book.active["C5"] = "Mô hình"
        book.active["D5"] = "   "
        book.active["B7"] = "   "
        book.active["B9"] = 3

    assert first(saved(fill)).rows == (Row(5, (None, None, "Mô hình", "   ")), Row(9, (None, 3.0)))


def test_numbers_dates_times_and_booleans_keep_their_kind() -> None:
    def fill(book: Any) -> None:
        book.active.append([1.5, dt.date(2024, 2, 27), dt.datetime(2024, 3, 1, 8, 30), dt.time(7, 15), True])  # noqa: DTZ001

    moment = dt.datetime(2024, 3, 1, 8, 30)  # noqa: DTZ001

    assert first(saved(fill)).rows[0].cells == (1.5, dt.date(2024, 2, 27), moment, dt.time(7, 15), True)


@pytest.mark.parametrize("written", ["1", "true"])
def test_dates_of_a_1904_workbook_are_right_however_it_says_so(written: str) -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"date_1904": True}) as book:
        format_ = book.add_format({"num_format": "dd/mm/yyyy"})
        book.add_worksheet().write_datetime(0, 0, dt.datetime(2024, 2, 27), format_)  # noqa: DTZ001
    data = edited(
        stream.getvalue(), "xl/workbook.xml", lambda xml: xml.replace('date1904="1"', f'date1904="{written}"')
    )

    assert first(data).rows[0].cells == (dt.date(2024, 2, 27),)


def test_a_wrong_dimension_tag_hides_no_row() -> None:
    data = edited(
        saved(lambda book: [book.active.append([n, "x"]) for n in range(6)]),
        "xl/worksheets/sheet1.xml",
        lambda xml: re.sub(r'<dimension ref="[^"]*"', '<dimension ref="A1"', xml),
    )

    assert len(first(data).rows) == 6


def test_cells_without_references_stand_one_after_the_other() -> None:
    data = with_sheet(
        f"<worksheet {MAIN}><sheetData><row><c><v>1</v></c><c><v>2</v></c></row>"
        "<row><c/><c t='inlineStr'><is><t>b</t></is></c></row></sheetData></worksheet>"
    )

    assert first(data).rows == (Row(1, (1.0, 2.0)), Row(2, (None, "b")))


def test_a_sheet_in_prefixed_xml_is_read() -> None:
    data = with_sheet(
        f'<x:worksheet {MAIN.replace("xmlns", "xmlns:x")}><x:sheetData><x:row r="3"><x:c r="B3" t="e">'
        '<x:v>#N/A</x:v></x:c><x:c r="C3"><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )

    assert first(data).rows == (Row(3, (None, None, 7.0)),)
    assert notices(first(data), "error-cell") == [(3, 2, "#N/A")]


def test_a_strict_open_xml_workbook_is_read() -> None:
    strict = {
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "http://purl.oclc.org/ooxml/spreadsheetml/main",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
            "http://purl.oclc.org/ooxml/officeDocument/relationships"
        ),
    }
    data = saved(lambda book: book.active.append(["Xã Cao Xá", 1]))

    def to_strict(xml: str) -> str:
        for old, new in strict.items():
            xml = xml.replace(old, new)
        return xml

    for part in ("workbook.xml", "worksheets/sheet1.xml", "_rels/workbook.xml.rels", "sharedStrings.xml"):
        data = edited(data, f"xl/{part}", to_strict)

    assert first(data).rows == (Row(1, ("Xã Cao Xá", 1.0)),)


def test_merged_ranges_count_from_one_with_both_ends() -> None:
    assert first(saved(lambda book: book.active.merge_cells("B2:C4"))).merges == (Merge(2, 2, 4, 3),)


def test_an_error_cell_is_blank_and_noticed_and_its_row_is_present() -> None:
    def fill(book: Any) -> None:
        book.active.append(["a", "#REF!"])
        book.active["A3"] = "#N/A"

    sheet = first(saved(fill))

    assert sheet.rows == (Row(1, ("a",)), Row(3, ()))
    assert notices(sheet, "error-cell") == [(1, 2, "#REF!"), (3, 1, "#N/A")]


def test_a_formula_without_a_stored_value_is_blank_and_noticed() -> None:
    sheet = first(saved(lambda book: book.active.append(["a", "=SUM(C1:D1)"])))

    assert sheet.rows == (Row(1, ("a",)),)
    assert notices(sheet, "formula-without-value") == [(1, 2, "=SUM(C1:D1)")]


def test_a_formula_whose_stored_text_is_empty_is_no_finding() -> None:
    data = with_sheet(
        f'<worksheet {MAIN}><sheetData><row r="1"><c r="A1"><v>1</v></c>'
        '<c r="B1" t="str"><f>IF(A1=1,"","x")</f><v></v></c></row></sheetData></worksheet>'
    )

    assert first(data).notices == ()


def test_hidden_rows_and_columns_are_noticed_where_they_have_content() -> None:
    def fill(book: Any) -> None:
        for _ in range(3):
            book.active.append(["a", None, "c"])
        for number in (2, 8):
            book.active.row_dimensions[number].hidden = True
        for letter in ("B", "C"):
            book.active.column_dimensions[letter].hidden = True

    sheet = first(saved(fill))

    assert notices(sheet, "hidden-rows") == [(2, None, "dòng 2")]
    assert notices(sheet, "hidden-columns") == [(None, 3, "cột C")]
    assert len(sheet.rows) == 3


def test_hidden_sheets_are_read_and_noticed_and_chart_sheets_are_left_out() -> None:
    def fill(book: Any) -> None:
        book.create_sheet("VH-XH").append(["x"])
        book["VH-XH"].sheet_state = "veryHidden"
        book.create_chartsheet("Biểu đồ")

    sheets = read(saved(fill), "M4.xlsx").sheets

    assert [(sheet.name, sheet.hidden) for sheet in sheets] == [("Sheet", False), ("VH-XH", True)]
    assert sheets[1].notices == (Notice("hidden-sheet", detail="VH-XH"),)


@pytest.mark.parametrize(("state", "read_all"), [("veryHidden", True), ("hidden", True), ("visible", False)])
def test_a_sheet_left_of_a_module_of_macros_names_no_part_and_is_passed_over(state: str, read_all: bool) -> None:
    module = f'<sheets><sheet name="modMain" sheetId="18" state="{state}" r:id="" '
    module += 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/>'
    data = edited(saved(lambda book: None), "xl/workbook.xml", lambda xml: xml.replace("<sheets>", module))

    if read_all:
        assert [sheet.name for sheet in read(data, "M4.xlsx").sheets] == ["Sheet"]
    else:  # what it showed is lost
        with pytest.raises(Unreadable, match="bị hỏng"):
            read(data, "M4.xlsx")


def test_a_row_is_struck_through_only_where_all_its_text_is() -> None:
    def fill(book: Any) -> None:
        for row in (1, 2):
            book.active.append([row, "a", "b"])
            book.active.cell(row, 2).font = Font(strike=True)
        book.active.cell(2, 3).font = Font(strike=True)

    read = first(saved(fill))
    assert notices(read, "struck-through") == [(2, None, "dòng 2")]
    assert {place: one.struck for place, (one,) in read.looks.items()} == {(1, 2): True, (2, 2): True, (2, 3): True}


def test_old_fonts_are_told_for_the_text_cells_that_use_them_and_no_others() -> None:
    def fill(book: Any) -> None:
        book.active.append(["Unicode", "M« h×nh", "VNI", 5])
        for column, name in ((2, ".VnTimeH"), (3, "VNI-Times"), (4, ".VnTime")):
            book.active.cell(1, column).font = Font(name=name)

    assert first(saved(fill)).fonts == {(1, 2): ".VnTimeH", (1, 3): "VNI-Times"}


def test_an_old_font_as_the_normal_style_holds_for_cells_without_a_style() -> None:
    data = edited(
        saved(lambda book: book.active.append(["M« h×nh"])),
        "xl/styles.xml",
        lambda xml: re.sub(r'<name val="[^"]*"', '<name val=".VnTime"', xml),
    )

    assert first(data).fonts == {(1, 1): ".VnTime"}


def test_the_stretches_of_a_text_that_is_struck_through_in_part_are_kept() -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        through = book.add_format({"font_strikeout": True})
        book.add_worksheet().write_rich_string(0, 0, through, "Cấp tỉnh", " Cấp huyện")

    made = first(stream.getvalue())

    assert made.rows[0].cells == ("Cấp tỉnh Cấp huyện",)
    assert made.looks == {(1, 1): (Stretch("Cấp tỉnh", struck=True), Stretch(" Cấp huyện"))}


def test_an_old_font_in_a_run_of_rich_text_is_told() -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        old = book.add_format({"font_name": ".VnTime"})
        book.add_worksheet().write_rich_string(0, 0, "Xã ", old, "Cao X¸")

    sheet = first(stream.getvalue())

    assert sheet.rows == (Row(1, ("Xã Cao X¸",)),)
    assert sheet.fonts == {(1, 1): ".VnTime"}


def test_a_workbook_calamine_cannot_open_is_read_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_data: bytes) -> None:
        raise Unreadable("x")

    monkeypatch.setattr("aggregator.read.xlsx.open_workbook", refuse)

    assert first(saved(lambda book: book.active.append(["a", 1]))).rows == (Row(1, ("a", 1.0)),)


def shown(data: bytes) -> list[tuple[object, ...]]:
    return [row.cells for row in first(data).rows]


def shared(*cells: str, hidden: bool = False) -> bytes:
    """One row of texts kept as shared strings."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, cells)
        sheet.set_row(0, None, None, {"hidden": hidden})
    return stream.getvalue()


def with_formats(*cells: tuple[object, Mapping[str, object]]) -> bytes:
    """One row of cells, each with its own format."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        for column, (value, look) in enumerate(cells):
            sheet.write(0, column, value, book.add_format(look))
    return stream.getvalue()


def test_cells_say_what_they_show() -> None:
    data = with_formats(
        (1, {"num_format": 9}),
        (0.955, {"num_format": "0.0%"}),
        (5, {"num_format": '"Thôn "0'}),
        (45627, {"num_format": "mmm-yy"}),
        (45627, {"num_format": "dd/mm/yyyy"}),
        (1500, {"num_format": "#,##0"}),
        ("Trại", {"num_format": '"Thôn "@'}),
    )

    assert shown(data) == [("100%", "95,5%", "Thôn 5", "12/2024", dt.date(2024, 12, 1), 1500.0, "Thôn Trại")]


def test_ticks_and_boxes_of_symbol_fonts_are_what_they_look_like() -> None:
    signs = [("o", "Wingdings"), ("þ", "Wingdings"), ("ü", "Wingdings"), ("R", "Wingdings 2"), ("Có", "Wingdings")]

    assert shown(with_formats(*((sign, {"font_name": font}) for sign, font in signs))) == [
        ("☐", "☑", "✓", "☑", "Có")
    ]


def test_a_tick_in_one_run_of_a_rich_text_is_a_tick_and_its_old_font_is_told() -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        old, signs = book.add_format({"font_name": ".VnTime"}), book.add_format({"font_name": "Wingdings"})
        book.add_worksheet().write_rich_string(0, 0, signs, "o", " Hay ", old, "M« h×nh")

    assert shown(stream.getvalue()) == [("☐ Hay M« h×nh",)]
    assert first(stream.getvalue()).fonts == {(1, 1): ".VnTime"}


@pytest.mark.parametrize("prefix", ["", "x:"])
def test_an_emoji_in_two_escapes_is_one_character(prefix: str) -> None:
    data = with_sheet(
        f"<{prefix}worksheet xmlns{':x' if prefix else ''}={MAIN[6:]}><{prefix}sheetData><{prefix}row r='1'>"
        f"<{prefix}c r='A1' t='inlineStr'><{prefix}is><{prefix}t>sọ _xD83D__xDE00_</{prefix}t></{prefix}is>"
        f"</{prefix}c>"
        f"</{prefix}row></{prefix}sheetData></{prefix}worksheet>"
    )

    assert shown(data) == [("sọ 😀",)]


@pytest.mark.parametrize("hidden", [False, True])
def test_characters_that_xml_forbids_are_blanks_and_lose_nothing(hidden: bool) -> None:
    data = edited(
        shared("một", "hai", hidden=hidden),
        "xl/sharedStrings.xml",
        lambda xml: xml.replace("một", "m\x03ột&#3;"),
    )

    ((name, other),) = shown(data)
    assert (str(name).split(), other) == (["m", "ột"], "hai")


def test_an_emoji_in_two_references_is_one_character() -> None:
    data = edited(
        shared("hai", hidden=True), "xl/sharedStrings.xml", lambda xml: xml.replace("hai", "&#xD83D;&#56832;&#10;")
    )

    assert shown(data) == [("😀\n",)]


@pytest.mark.parametrize("index", ["-1", "9999", "x"])
def test_a_broken_reference_to_a_shared_string_is_noticed_with_its_cell(index: str) -> None:
    data = edited(
        shared("một", "hai"), "xl/worksheets/sheet1.xml", lambda xml: xml.replace("<v>1</v>", f"<v>{index}</v>")
    )

    assert shown(data) == [("một",)]
    assert [(row, column) for row, column, _ in notices(first(data), "broken-string")] == [(1, 2)]


@pytest.mark.parametrize("written", ["\n 1\n", "1.0", " 1.0 "])
def test_a_reference_between_blanks_or_as_a_decimal_finds_its_shared_string(written: str) -> None:
    data = edited(
        shared("một", "hai"), "xl/worksheets/sheet1.xml", lambda xml: xml.replace("<v>1</v>", f"<v>{written}</v>")
    )

    assert shown(data) == [("một", "hai")]


def test_a_text_that_stands_in_the_place_of_a_value_is_read() -> None:
    cells = "".join(f'<c r="{place}" t="inlineStr"><v>Mô hình</v></c>' for place in ("A1", "B1"))
    data = with_sheet(f'<worksheet {MAIN}><sheetData><row r="1">{cells}</row></sheetData></worksheet>')

    assert shown(data) == [("Mô hình", "Mô hình")]


def test_two_sheets_of_one_name_keep_each_its_own_cells() -> None:
    def fill(book: Any) -> None:
        book.active["A1"] = "một"
        book.create_sheet("M3 khac")["A1"] = "hai"

    data = edited(saved(fill), "xl/workbook.xml", lambda xml: xml.replace("M3 khac", "Sheet"))

    assert [sheet.rows[0].cells for sheet in read(data, "M3.xlsx").sheets] == [("một",), ("hai",)]


@pytest.mark.parametrize("part", ["xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"])
def test_a_workbook_that_lacks_a_part_is_damaged_and_not_a_blank_one(part: str) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(shared("một"))) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))

    with pytest.raises(Unreadable, match="bị hỏng"):
        first(stream.getvalue())


@pytest.mark.parametrize("old", [True, False])
@pytest.mark.parametrize("second", ['chartTrackingRefBase="1"', 'date1904="1"', 'date1904="0"'])
def test_a_second_set_of_properties_does_not_change_the_calendar(old: bool, second: str) -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"date_1904": old}) as book:
        format_ = book.add_format({"num_format": "dd/mm/yyyy"})
        book.add_worksheet().write_datetime(0, 0, dt.datetime(2024, 2, 27), format_)  # noqa: DTZ001
    more = f'<extLst><ext xmlns:x15="y"><x15:workbookPr {second}/></ext></extLst></workbook>'
    data = edited(stream.getvalue(), "xl/workbook.xml", lambda xml: xml.replace("</workbook>", more))

    assert shown(data) == [(dt.date(2024, 2, 27),)]


def test_text_under_a_merged_range_is_told_and_is_no_cell() -> None:
    def fill(book: Any) -> None:
        for row in (["tên", "tên", "khác"], ["a", "ở trên"], [None, "che"], ["che"], ["b", "x"]):
            book.active.append(row)

    ranges = "".join(f'<mergeCell ref="{each}"/>' for each in ("A1:C1", "B2:B3", "A5:B5", "D1:D9", "A3:A4"))
    merged = f'</sheetData><mergeCells count="5">{ranges}</mergeCells>'
    data = edited(saved(fill), "xl/worksheets/sheet1.xml", lambda xml: xml.replace("</sheetData>", merged))

    sheet = first(data)

    told = [(1, 3, "khác"), (3, 2, "che"), (5, 2, "x"), (4, 1, "che")]
    assert notices(sheet, "covered-text") == told
    assert [row.cells for row in sheet.rows] == [("tên", "tên"), ("a", "ở trên"), (), (), ("b",)]


def test_page_headers_footers_and_text_boxes_may_name_the_unit() -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        sheet.set_header('&L&"Arial,Bold"&12ỦY BAN NHÂN DÂN&R&8XÃ CAO XÁ\n&P/&N')
        sheet.set_footer("&C&K00AA00A && B")
        sheet.insert_textbox(5, 0, "ĐẢNG ỦY XÃ\nCAO XÁ")

    assert first(stream.getvalue()).margins == ("ỦY BAN NHÂN DÂN", "XÃ CAO XÁ", "A & B", "ĐẢNG ỦY XÃ", "CAO XÁ")


def test_a_page_header_may_have_excels_escapes_for_its_line_breaks() -> None:
    def fill(book: Any) -> None:
        book.active["A1"] = "x"
        book.active.oddHeader.left.text = "UBND HUYỆN\nPHÒNG TƯ PHÁP"

    assert first(saved(fill)).margins == ("UBND HUYỆN", "PHÒNG TƯ PHÁP")


@pytest.mark.parametrize(("cell", "refused"), [(None, True), ("Đảng ủy xã", False)])
def test_a_picture_alone_in_a_workbook_is_a_scan(cell: str | None, refused: bool) -> None:
    stream = io.BytesIO()
    picture = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\0\0\0\x02\0\x08\2\0\0\0" + bytes(40_000)
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        sheet.insert_image(0, 0, "scan.png", {"image_data": io.BytesIO(picture)})
        sheet.write(0, 0, cell)

    if refused:
        with pytest.raises(Unreadable, match="bản quét hoặc ảnh"):
            read(stream.getvalue(), "M3.xlsx")
    else:
        assert read(stream.getvalue(), "M3.xlsx").pictured


def test_comments_on_cells_are_notices_at_their_cells() -> None:
    def fill(book: Any) -> None:
        book.active["C5"] = "Nuôi ong lấy mật"
        book.active["C5"].comment = Comment("Xin rút mô hình này\nvì thiếu vốn", "Hà")
        book.active["H9"].comment = Comment("Đã kiểm tra <&>", "Hà")

    assert notices(first(saved(fill)), "cell-comment") == [
        (5, 3, "Xin rút mô hình này\nvì thiếu vốn"),
        (9, 8, "Đã kiểm tra <&>"),
    ]


TO_OLD_PROGRAMS = "Your version of Excel allows you to read this threaded comment; however, any edits"


@pytest.mark.parametrize(
    ("comment", "words"),
    [
        (
            f"[Threaded comment]\n\n{TO_OLD_PROGRAMS}\n\nComment:\n    Xin rút\nvì thiếu vốn",
            "Xin rút\nvì thiếu vốn",
        ),
        (
            "[Chuỗi chú thích]\n\nExcel … https://go.microsoft.com/fwlink/?l=1\n\nChú thích:\n  Rút",
            "Rút",
        ),
        (
            "[Ghi chú]\n\nLập bằng Excel 2010\n\nĐề nghị:\n rút",
            "[Ghi chú]\n\nLập bằng Excel 2010\n\nĐề nghị:\n rút",
        ),
        ("Đề nghị:\n rút", "Đề nghị:\n rút"),
        (f"[Threaded comment]\n\n{TO_OLD_PROGRAMS}\n\nComment:\n  ", None),
    ],
)
def test_what_excel_says_to_old_programs_is_no_part_of_a_comment(comment: str, words: str | None) -> None:
    def fill(book: Any) -> None:
        book.active["C5"] = "Nuôi ong lấy mật"
        book.active["C5"].comment = Comment(comment, "")

    assert notices(first(saved(fill)), "cell-comment") == ([(5, 3, words)] if words else [])


def test_of_a_thread_of_comments_its_own_words_count_and_not_those_for_old_programs() -> None:
    def fill(book: Any) -> None:
        book.active["C5"] = "Nuôi ong lấy mật"
        book.active["C5"].comment = Comment("[Threaded comment]\n\nYour version of Excel … Comment:\n  Xin rút", "")

    rels, thread = "xl/worksheets/_rels/sheet1.xml.rels", "xl/threadedComments/threadedComment1.xml"
    kind = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
    link = f'<Relationship Id="t1" Type="{kind}" Target="/{thread}"/></Relationships>'
    data = edited(saved(fill), rels, lambda xml: xml.replace("</Relationships>", link))
    file = io.BytesIO(data)
    with zipfile.ZipFile(file, "a") as package:
        package.writestr(
            thread,
            '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
            '<threadedComment ref="C5" id="1"><text>Xin rút</text></threadedComment>'
            '<threadedComment ref="C5" id="2" parentId="1"><text>Đồng ý</text></threadedComment>'
            "</ThreadedComments>",
        )
    assert notices(first(file.getvalue()), "cell-comment") == [(5, 3, "Xin rút"), (5, 3, "Đồng ý")]


def with_boxes(fill: Callable[[Any], object], *shapes: str, controls: str = "") -> Sheet:
    """The first sheet, with check boxes over its cells: the drawing that Excel keeps of them, and a control."""
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = f'<Relationship Id="v1" Type="{kinds}/vmlDrawing" Target="../drawings/vmlDrawing1.vml"/>'
    links += f'<Relationship Id="c1" Type="{kinds}/ctrlProp" Target="../ctrlProps/ctrlProp1.xml"/>'
    over = f'<legacyDrawing r:id="v1" xmlns:r="{kinds}"/>{controls}</worksheet>'
    data = edited(saved(fill), "xl/worksheets/sheet1.xml", lambda xml: xml.replace("</worksheet>", over))
    file = io.BytesIO(data)
    with zipfile.ZipFile(file, "a") as package:
        package.writestr("xl/worksheets/_rels/sheet1.xml.rels", f"<Relationships>{links}</Relationships>")
        package.writestr("xl/drawings/vmlDrawing1.vml", f"<xml>{''.join(shapes)}</xml>")
        package.writestr("xl/ctrlProps/ctrlProp1.xml", '<formControlPr objectType="CheckBox" checked="Checked"/>')
    return first(file.getvalue())


def box(anchor: str, state: str = "", caption: str = "Check Box 7", shape: str = "_x0000_s1025") -> str:
    data = f'<x:ClientData ObjectType="Checkbox"><x:Anchor>{anchor}</x:Anchor>{state}</x:ClientData>'
    return f'<v:shape id="{shape}"><v:textbox><div><font>{caption}</font></div></v:textbox>{data}</v:shape>'


TICKED = "<x:Checked>1</x:Checked>"


def test_check_boxes_over_the_cells_mark_the_cells_where_they_stand() -> None:
    def fill(book: Any) -> None:
        book.active["A1"], book.active["A2"], book.active["C2"] = "Đăng ký ở cấp:", "Kinh tế", True

    sheet = with_boxes(
        fill,
        box("1, 5, 0, 2, 2, 20, 0, 18", TICKED, "Tỉnh"),
        box("1, 40, 0, 2, 2, 20, 0, 18", "", "Huyện"),
        box("0, 5, 0, 17, 1, 20, 2, 3", TICKED),
        box("2, 5, 1, 2, 3, 20, 1, 18", TICKED),
    )
    assert [row.cells for row in sheet.rows] == [("Đăng ký ở cấp:", "☒ Tỉnh ☐ Huyện"), ("☒ Kinh tế", None, True)]
    assert sheet.notices == ()


def test_a_tick_may_stand_in_the_properties_of_the_control_alone() -> None:
    controls = '<controls><control shapeId="1025" r:id="c1" name="Check Box 1"/></controls>'
    shapes = box("0, 5, 0, 2, 1, 0, 0, 18"), box("0, 5, 1, 2, 1, 0, 1, 18", shape="_x0000_s1026")
    assert [row.cells for row in with_boxes(lambda _: None, *shapes, controls=controls).rows] == [("☒",), ("☐",)]


def test_a_ticked_box_between_two_rows_marks_both_and_is_told_of() -> None:
    sheet = with_boxes(lambda _: None, box("0, 5, 0, 12, 1, 0, 1, 8", TICKED), box("0, 5, 2, 12, 1, 0, 3, 8"))
    assert [row.cells for row in sheet.rows] == [("☒",), ("☒",)]
    assert notices(sheet, "box-unsure") == [(1, 1, ""), (2, 1, "")]


def test_a_box_over_a_merged_range_marks_the_cell_that_shows() -> None:
    sheet = with_boxes(lambda book: book.active.merge_cells("B1:B2"), box("1, 5, 0, 12, 2, 0, 1, 8", TICKED))
    assert [row.cells for row in sheet.rows] == [(None, "☒")]
    assert sheet.notices == ()


@pytest.mark.parametrize("anchor", ["", "1, 2, 3", "0, 99999999, 0, 0, 1, 0, 1, 0", "0, 0, 5, 0, 0, 0, 1, 0"])
def test_a_box_that_stands_nowhere_is_passed_over(anchor: str) -> None:
    assert with_boxes(lambda book: book.active.append(["Cấp:"]), box(anchor, TICKED)).rows == (Row(1, ("Cấp:",)),)


@pytest.mark.parametrize(
    ("fonts", "doubtful"),
    [
        ("<fonts><font><name val='Arial'/></font></fonts><fills", False),
        ("<fonts><font><strike/></font></fonts><fills", True),
        ("<fonts><font><name val='Arial'/>", True),
    ],
)
def test_a_workbook_whose_formats_are_cut_off_is_read_without_them(fonts: str, doubtful: bool) -> None:
    data = saved(lambda book: book.active.append(["Trồng hoa", 5]))
    cut = edited(data, "xl/styles.xml", lambda xml: xml[: xml.index("<fonts")] + fonts)
    document = read(cut, "M4.xlsx")
    assert document.sheets[0].rows[0].cells == ("Trồng hoa", 5)
    assert (document.doubtful is not None) is doubtful
