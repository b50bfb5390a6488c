from __future__ import annotations

import pytest

from aggregator.nouns.document import Merge, Picture, Row, Unreadable
from aggregator.read.dispatch import read


def test_tables_and_the_text_between_them_stand_one_under_the_other() -> None:
    page = """<html><head><title>x</title><style>td {color: red}</style></head><body><h1>ĐẢNG BỘ XÃ CAO XÁ</h1>
      <table><tr><th>STT</th><th>Tên<br>mô hình</th></tr><tr><td>1<td>A &amp; B</table>
      <p>Nơi nhận:</p><table><tr><td></td><td>z</td></tr></table></body></html>"""

    document = read(page.encode(), "M4.xls")

    assert document.kind == "html"
    assert document.sheets[0].rows == (
        Row(1, ("ĐẢNG BỘ XÃ CAO XÁ",)),
        Row(2, ("STT", "Tên\nmô hình")),
        Row(3, ("1", "A & B")),
        Row(4, ("Nơi nhận:",)),
        Row(5, (None, "z")),
    )


def test_spans_become_merges_and_move_the_cells_beside_them() -> None:
    page = "<table><tr><td rowspan=2>a</td><td colspan=2>b</td></tr><tr><td>c</td><td>d</td></tr></table>"

    sheet = read(page.encode(), "x.xls").sheets[0]

    assert sheet.rows == (Row(1, ("a", "b")), Row(2, (None, "c", "d")))
    assert sheet.merges == (Merge(1, 1, 2, 1), Merge(1, 2, 1, 3))


@pytest.mark.parametrize(
    ("encoding", "text"),
    [("utf-8", "Đội 5"), ("utf-16", "Đội 5"), ("utf-8-sig", "Đội 5"), ("windows-1258", "thôn Đông")],
)
def test_the_encoding_is_found(encoding: str, text: str) -> None:
    page = f"<table><tr><td>{text}</td></tr></table>"

    assert read(page.encode(encoding), "x.xls").sheets[0].rows[0].cells == (text,)


def test_the_letters_and_numbers_beside_the_cells_of_google_are_no_cells() -> None:
    page = (
        "<table class='waffle'><thead><tr><th class='row-header freezebar-origin-ltr'></th>"
        "<th id='0C0' class='column-headers-background'>A</th><th class='column-headers-background'>B</th></tr>"
        "</thead><tbody><tr><th id='0R0' style='height: 20px;' class='row-headers-background'>"
        "<div class='row-header-wrapper' style='line-height: 20px'>1</div></th><td>STT</td><td>Tên</td></tr>"
        "</tbody></table>"
    )

    assert read(page.encode(), "M3.html").sheets[0].rows == (Row(2, ("STT", "Tên")),)


def test_the_charset_a_page_names_is_believed_where_it_is_not_utf_8() -> None:
    page = '<meta charset="windows-1252"><table><tr><td>M\xab h\xd7nh</td></tr></table>'

    assert read(page.encode("cp1252"), "x.xls").sheets[0].rows[0].cells == ("M« h×nh",)


def test_hidden_and_struck_rows_and_old_fonts_are_told() -> None:
    page = (
        "<table><tr style='display:none'><td>a</td></tr><tr><td><s>b</s></td></tr>"
        "<tr><td><font face='.VnTime'>M«</font></td></tr></table>"
    )

    sheet = read(page.encode(), "x.xls").sheets[0]

    assert [(n.code, n.row) for n in sheet.notices] == [("hidden-rows", 1), ("struck-through", 2)]
    assert sheet.fonts == {(3, 1): ".VnTime"}


def test_a_page_without_a_table_is_refused() -> None:
    with pytest.raises(Unreadable, match="không có bảng nào"):
        read(b"<html><body>Xin chao</body></html>", "x.xls")


def test_spans_without_end_are_refused() -> None:
    page = "<table><tr>" + "<td colspan=1000 rowspan=65534>a</td>" * 100 + "</tr>" + "<tr></tr>" * 1000 + "</table>"

    with pytest.raises(Unreadable, match="quá lớn"):
        read(page.encode(), "x.xls")


def test_a_table_within_a_layout_table_begins_below_and_what_follows_stands_under_it() -> None:
    inner = "<table><tr><td>STT</td><td>Tên</td></tr><tr><td>1</td><td>a</td></tr></table>"
    page = f"""<table><tr><td rowspan=2>ĐẢNG ỦY XÃ{inner}
      </td><td>bên phải</td></tr></table>"""

    sheet = read(page.encode(), "M4.xls").sheets[0]

    assert [row.cells for row in sheet.rows] == [("ĐẢNG ỦY XÃ",), ("STT", "Tên"), ("1", "a"), (None, "bên phải")]
    assert sheet.merges == ()


def test_ticks_are_seen_by_the_font_of_a_class_and_in_the_boxes_of_a_form() -> None:
    page = """<style>.xl65 {color:black; font-family:Wingdings;}</style><table><tr><td class=xl65>o</td>
      <td class="a xl65">þ</td><td><input type="checkbox" checked></td><td><input type=radio></td></tr></table>"""

    assert read(page.encode(), "M4.xls").sheets[0].rows[0].cells == ("☐", "☑", "☑", "☐")


@pytest.mark.parametrize(
    ("options", "shown"),
    [
        ("<option>Cấp tỉnh</option><option selected>Cấp huyện</option><option>Cơ sở</option>", "Cấp huyện"),
        ("<option>Cấp tỉnh<option selected='selected'>Cấp huyện<option>Cơ sở", "Cấp huyện"),
        ("<option value=1>Cấp tỉnh</option><option value=2>Cấp huyện</option>", "Cấp tỉnhCấp huyện"),
        ("", None),
    ],
)
def test_of_a_list_to_choose_from_the_option_chosen_is_read(options: str, shown: str | None) -> None:
    page = f"<table><tr><td>1</td><td>Cấp: <select>{options}</select></td><td>x</td></tr></table>"

    text = f"Cấp: {shown}" if shown else "Cấp:"
    assert read(page.encode(), "M3.xls").sheets[0].rows[0].cells == ("1", text, "x")


def test_a_page_that_only_frames_others_asks_for_the_workbook() -> None:
    with pytest.raises(Unreadable, match="thiếu thư mục đi kèm"):
        read(b"<html><frameset><frame src='x/sheet001.htm'></frameset></html>", "M3.htm")


@pytest.mark.parametrize(
    ("end", "codes"), [("", ["cut-off"]), ("</td></tr>", ["cut-off"]), ("</td></tr></table>", []), ("</table>", [])]
)
def test_a_table_without_its_end_is_cut_off(end: str, codes: list[str]) -> None:
    page = f"<table><tr><td>STT</td><td>Tên mô hình</td></tr><tr><td>1</td><td>Trồng h{end}"
    assert [notice.code for notice in read(page.encode(), "x.html").sheets[0].notices] == codes
    assert not read(b"<table><tr><td>1<td>A<tr><td>2<td>B", "x.html").sheets[0].notices  # without ends of cells


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("<td style='display:none'>ID07</td><td>1</td><td>Tên</td>", ("1", "Tên")),
        ("<td>1<td hidden>ID07<td>Tên", ("1", "Tên")),
        ("<td><span style='display: none'>20241130</span>Quý III/2024</td>", ("Quý III/2024",)),
        ("<td><b style='display:none'>a<i>b</i></b>c<br>d</td><td>e</td>", ("c\nd", "e")),
        ("<td><span style='display:none'>a</td><td>b</td>", (None, "b")),
        ("<td style='color:red'>1</td><td style='width:0'>x</td>", ("1", "x")),
        ("<td class=an>1</td><td>Tên</td>", ("1", "Tên")),  # another rule may show it again
        ("<td style='display:none;display:block'>1</td><td style='/*display:none*/'>x</td>", ("1", "x")),
        ("<td><p style='display:none'>k<p>Tên</td><td>x</td>", ("k\nTên", "x")),
        ("<td><select hidden><option hidden>Chọn cấp<option selected>Cấp tỉnh</select></td>", ("Cấp tỉnh",)),
    ],
)
def test_what_a_page_does_not_show_in_a_row_is_not_read(row: str, cells: tuple[str | None, ...]) -> None:
    page = f"<style>.an {{display:none}}</style><table><tr>{row}</tr></table>"
    assert read(page.encode(), "x.xls").sheets[0].rows[0].cells == cells


@pytest.mark.parametrize(
    ("cell", "by_excel", "by_others"),
    [
        ("Trồng sâm<span style='display:none'> nam xen keo</span>", "Trồng sâm nam xen keo", "Trồng sâm"),
        ("Trồng s<span\n  style='display:none'>âm</span>\n", "Trồng sâm", "Trồng s"),
        ("Cấp <span style='display:none'>huyện</span>", "Cấp huyện", "Cấp"),
        ("<font>Trồng</font><span style='display:none'><font> sâm</font></span>", "Trồng sâm", "Trồng"),
        ("<span style='display:none'>20241130</span>Quý III", "Quý III", "Quý III"),
        (" <span style='display:none'>20241130</span>", None, None),
        ("Bà Hà<span style='display:none'>ID07</span>, <b>Nội</b>", "Bà Hà, Nội", "Bà Hà, Nội"),
        ('Bà Hà<span style="display: none">ID07</span>', "Bà Hà", "Bà Hà"),
    ],
)
def test_the_end_of_a_text_that_excel_cuts_to_its_column_is_read(
    cell: str, by_excel: str | None, by_others: str | None
) -> None:
    for head, text in ('xmlns:x="urn:schemas-microsoft-com:office:excel"', by_excel), ("", by_others):
        page = f"<html {head}><table><tr><td>1</td><td>{cell}</td><td>x</td></tr></table></html>"
        assert read(page.encode(), "x.xls").sheets[0].rows[0].cells[1] == text


def test_a_table_that_opens_by_a_click_is_read() -> None:
    page = "<div style='display:none'><table><tr><td>a</td></tr></table></div>"
    assert read(page.encode(), "x.xls").sheets[0].rows[0].cells == ("a",)


def test_words_struck_out_in_part_of_a_cell_are_kept_apart() -> None:
    sheet = read(b"<table><tr><td><del>cu</del> <ins>moi</ins></td></tr></table>", "x.xls").sheets[0]
    assert [(one.text, one.struck) for one in sheet.looks[1, 1]] == [("cu", True), (" ", False), ("moi", False)]
    assert sheet.notices == ()


@pytest.mark.parametrize(
    "cell",
    [
        "<table border=0><tr><td>Trồng hoa</td></tr></table>",
        "<div><TABLE><tbody><tr><td class=x> <span>Trồng hoa</span></td></tr></tbody></TABLE></div>",
        "<table><tr><td><table><tr><td>Trồng hoa</td></tr></table></td></tr></table>",
        "<table><colgroup><col></colgroup><thead><tr><th>Trồng hoa</th></tr></thead></table>",
        "<table><tr><td><img src=a.png></td><td>Trồng hoa</td></tr><tr><td>&nbsp;</td></tr></table>",
        "Trồng hoa<table style='display:none'><tr><td>nháp</td></tr></table>",
        "Trồng hoa<table hidden><tr><td>nháp</td></tr></table>",
    ],
)
def test_a_cells_text_may_stand_in_a_little_table_of_its_own(cell: str) -> None:
    page = f"<table><tr><td>1</td><td>{cell}</td><td>x</td></tr></table>"

    assert [row.cells for row in read(page.encode(), "M3.xls").sheets[0].rows] == [("1", "Trồng hoa", "x")]


def test_the_font_of_a_little_table_is_that_of_the_cell() -> None:
    page = (
        "<table><tr><td>1</td><td><table><tr><td style='font-family:.VnTime'>X·</td></tr></table></td></tr></table>"
    )

    assert read(page.encode(), "M3.xls").sheets[0].fonts == {(1, 2): ".VnTime"}


def test_one_wrong_byte_makes_no_other_encoding_of_a_page() -> None:
    page = "<table><tr><td>Địa chỉ</td><td>Thôn Đồng</td><td>N?i nhận</td></tr></table>".encode()

    cells = read(page.replace(b"?", b"\xc6"), "M3.xls").sheets[0].rows[0].cells

    assert cells == ("Địa chỉ", "Thôn Đồng", "N\ufffdi nhận")


def test_a_picture_in_a_cell_fills_it_and_one_over_the_cells_reaches_as_far_as_its_size() -> None:
    over = "<span style='position:absolute;width:640px'><img style='height:38px;width:640px'></span>"
    page = f"""<img width=900 height=90><table><tr><td>1</td><td><img width=239 height=40></td></tr>
      <tr><td>2</td><td>b<img src=dot.gif width=1 height=1></td></tr><tr><td colspan=2>{over}</td></tr></table>"""

    sheet = read(page.encode(), "x.xls").sheets[0]

    assert sheet.pictures == (
        Picture(Merge(1, 2, 1, 2), 2, strip=True),
        Picture(Merge(3, 1, 4, 11), 2, strip=True, wide=True),
    )
