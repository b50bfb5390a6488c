"""Rich text, often sent under the name .doc."""

from __future__ import annotations

import pytest

from aggregator.nouns.document import Merge, Notice, Sheet, Unreadable
from aggregator.read.dispatch import read

HEAD = (
    r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset163 Times New Roman;}{\f1\fcharset0 .VnTime;}"
    r"{\f2\fcharset2 Wingdings;}}"
)


def rtf(body: str, end: str = "}") -> Sheet:
    document = read((HEAD + body + end).encode("latin-1"), "M3.doc")
    assert document.kind == "rtf"
    return document.sheets[0]


def row(*cells: str, widths: tuple[int, ...] = (), before: tuple[str, ...] = ()) -> str:
    ends = widths or tuple(range(1000, 1000 * len(cells) + 1, 1000))
    marks = before or ("",) * len(ends)
    defined = "".join(f"{mark}\\cellx{end}" for mark, end in zip(marks, ends, strict=True))
    return rf"\trowd{defined}\pard\intbl " + "".join(f"{cell}\\cell " for cell in cells) + r"\row\pard "


def texts(sheet: Sheet) -> list[tuple[object, ...]]:
    return [r.cells for r in sheet.rows]


def test_paragraphs_and_tables_are_laid_out_like_those_of_a_word_file() -> None:
    sheet = rtf(
        r"\f0 \'d0\u7842?NG \u7910?Y\par "
        + row("STT", r"T\u234?n")
        + row("1", r"Hoa\line hai b\u234?n")
        + r"N\'f4i\par"
    )

    assert texts(sheet) == [("ĐẢNG ỦY",), ("STT", "Tên"), ("1", "Hoa\nhai bên"), ("Nôi",)]
    assert [r.number for r in sheet.rows] == [1, 3, 4, 6]


def test_cells_stand_in_the_grid_that_the_edges_of_all_rows_make() -> None:
    sheet = rtf(
        row("STT", "Thời gian".replace("ờ", r"\u7901?"), widths=(500, 2500), before=(r"\clvmgf", ""))
        + row("", "cu", "moi", widths=(510, 1500, 2500), before=(r"\clvmrg", "", ""))
        + row("1", "", "x", widths=(500, 1500, 2500))
    )

    assert texts(sheet) == [("STT", "Thời gian"), (None, "cu", "moi"), ("1", None, "x")]
    assert set(sheet.merges) == {Merge(1, 1, 2, 1), Merge(1, 2, 1, 3)}


def test_old_fonts_and_ticks_are_seen() -> None:
    sheet = rtf(row(r"{\f1 M\'ab h\'d7nh}", r"{\f2 \'fe}", r"{\f2 o}"))

    assert texts(sheet) == [("M« h×nh", "☑", "☐")]
    assert sheet.fonts == {(1, 1): ".VnTime"}


def test_comments_are_no_content_and_are_told() -> None:
    comment = (
        r"{\*\atnid HA}{\*\atnauthor H\'e0}\chatn{\*\annotation{\*\atndate 1}"
        r"\pard Xin r\'fat\par m\'f4 h\u236?nh n\'e0y}"
    )
    sheet = rtf(rf"A{comment}B\par")

    assert texts(sheet) == [("AB",)]
    assert sheet.notices == (Notice("cell-comment", detail="Xin rút\nmô hình này"),)


def test_page_headers_and_text_boxes_may_name_the_unit() -> None:
    sheet = rtf(r"{\header\pard X\u195? CAO X\'c1\par}{\footer 1}A{\shp{\*\shpinst{\shptxt\pard H\'d4I\par}}}B\par")

    assert sheet.margins == ("XÃ CAO XÁ", "HÔI")
    assert texts(sheet) == [("AB",)]


def test_what_is_not_on_the_paper_is_left_out() -> None:
    sheet = rtf(
        r"{\info{\title Khac}}{\*\generator Riched20}{\stylesheet{\s1 heading;}}Cao{\v  an}{\deleted  xoa} Xa"
        r"{\field{\*\fldinst PAGE}{\fldrslt  1}}{\pict 0102}\par"
    )

    assert texts(sheet) == [("Cao Xa 1",)]


def test_the_number_that_word_writes_counts_where_a_cell_has_no_text() -> None:
    sheet = rtf(row(r"{\listtext 1.\tab}", r"{\listtext 2.\tab}Hoa"))

    assert texts(sheet) == [("1", "Hoa")]


def test_a_table_within_a_cell_follows_its_table() -> None:
    nested = r"a\nestcell b\nestcell{\*\nesttableprops\trowd\cellx500\cellx900\nestrow}"

    assert texts(rtf(row("1", nested + "x"))) == [("1", "x"), ("a", "b")]


def test_an_emoji_in_two_halves_is_one_character() -> None:
    assert texts(rtf(r"\u-10179?\u-8704?\par")) == [("😀",)]


def test_a_text_that_breaks_off_in_the_middle_of_a_table_is_told() -> None:
    table = row("1", "Duong hoa") + row("2", "Duong co")
    assert rtf(table).notices == ()
    assert rtf(table, "").notices == (Notice("cut-off"),)


def test_a_picture_alone_is_a_scan() -> None:
    with pytest.raises(Unreadable, match="bản quét hoặc ảnh"):
        rtf(r"{\pict\pngblip 89504e47}\par")


@pytest.mark.parametrize("body", ["}}}", "{" * 5000, r"\cell\row\nestrow", r"\u99999999 \f7 a", r"\'zz\cellx-5"])
def test_no_bytes_stop_a_run(body: str) -> None:
    assert rtf(body).name == "Văn bản"
