"""What is read from a Word file."""

from __future__ import annotations

import io
import re
import zipfile
from itertools import pairwise
from typing import TYPE_CHECKING

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from aggregator.nouns.document import Merge, Notice, Sheet, Stretch, Unreadable
from aggregator.read.docx import read_docx, read_word_xml
from aggregator.read.package import tree

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.document import Document as WordDocument


def read(word: WordDocument) -> Sheet:
    return read_docx(saved(word)).sheets[0]


def saved(word: WordDocument) -> bytes:
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def changed(data: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """The package with each part sent through ``change``; None leaves it out."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            part = change(name, old.read(name))
            if part is not None:
                new.writestr(name, part)
    return file.getvalue()


def in_document(old: bytes, new: bytes) -> Callable[[str, bytes], bytes]:
    return lambda name, part: part.replace(old, new) if name == "word/document.xml" else part


def shown(sheet: Sheet) -> dict[int, tuple[object, ...]]:
    return {row.number: row.cells for row in sheet.rows}


LATER = (
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def append(word: WordDocument, xml: str) -> None:
    """Put a paragraph or a table, given as WordprocessingML, at the end of the text."""
    element = parse_xml(re.sub(r"^<(w:\w+)", rf"<\1 {nsdecls('w')} {LATER}", xml))
    word.element.body.insert(len(word.element.body) - 1, element)


def word_with(*blocks: str) -> WordDocument:
    word = docx.Document()
    for block in blocks:
        append(word, block)
    return word


def test_text_stands_in_column_a_and_a_table_in_its_columns_between_blank_rows() -> None:
    word = docx.Document()
    word.add_paragraph("UBND XÃ CAO XÁ")
    word.add_paragraph("")
    word.add_paragraph("DANH SÁCH ĐĂNG KÝ")
    table = word.add_table(2, 3)
    for cell, text in zip(table.rows[1].cells, ("1", "", "Đường hoa"), strict=True):
        cell.text = text
    word.add_paragraph("Nơi nhận:")
    assert shown(read(word)) == {
        1: ("UBND XÃ CAO XÁ",),
        3: ("DANH SÁCH ĐĂNG KÝ",),
        6: ("1", None, "Đường hoa"),
        8: ("Nơi nhận:",),
    }


def test_the_sheet_says_what_it_is() -> None:
    document = read_docx(saved(docx.Document()))
    assert (document.kind, [sheet.name for sheet in document.sheets]) == ("docx", ["Văn bản"])
    assert document.sheets[0].rows == ()


def test_the_two_row_head_of_m3_keeps_its_merges() -> None:
    word = docx.Document()
    table = word.add_table(3, 4)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "STT"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "Thời gian triển khai"
    table.cell(1, 1).text, table.cell(1, 2).text = "duy trì", "xây dựng mới"
    table.cell(2, 0).merge(table.cell(2, 3)).text = "I- Lĩnh vực kinh tế"
    sheet = read(word)
    assert shown(sheet) == {
        1: ("STT", "Thời gian triển khai"),
        2: (None, "duy trì", "xây dựng mới"),
        3: ("I- Lĩnh vực kinh tế",),
    }
    assert set(sheet.merges) == {Merge(1, 1, 2, 1), Merge(1, 2, 1, 3), Merge(3, 1, 3, 4)}


def test_a_row_may_begin_further_right() -> None:
    cell = "<w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc>"
    row = f"<w:tr><w:trPr><w:gridBefore w:val='2'/></w:trPr>{cell}</w:tr>"
    assert shown(read(word_with(f"<w:tbl>{row}</w:tbl>"))) == {1: (None, None, "x")}


def test_text_in_the_lower_part_of_a_merged_cell_is_told_and_no_value() -> None:
    word = docx.Document()
    table = word.add_table(2, 1)
    table.cell(0, 0).text, table.cell(1, 0).text = "trên", "dưới"
    for cell, how in zip((c for r in table.rows for c in r.cells), ("restart", "continue"), strict=True):
        cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:vMerge {nsdecls("w")} w:val="{how}"/>'))
    sheet = read(word)
    assert shown(sheet) == {1: ("trên",), 2: ()}
    assert [(notice.code, notice.row, notice.detail) for notice in sheet.notices] == [("covered-text", 2, "dưới")]


def test_the_lines_and_paragraphs_of_a_cell_are_joined_by_line_breaks() -> None:
    word = docx.Document()
    cell = word.add_table(1, 1).cell(0, 0)
    cell.text = "Mục tiêu 1\nMục tiêu 2"
    cell.add_paragraph("Mục tiêu 3\tcuối")
    assert shown(read(word)) == {1: ("Mục tiêu 1\nMục tiêu 2\nMục tiêu 3\tcuối",)}


def test_a_table_in_a_cell_and_a_text_box_are_read_after_what_holds_them() -> None:
    word = docx.Document()
    outer = word.add_table(2, 1)
    outer.cell(0, 0).text, outer.cell(1, 0).text = "ngoài 1", "ngoài 2"
    outer.cell(0, 0).add_table(1, 2).cell(0, 1).text = "trong"
    append(word, f"<w:p><w:r><w:t>đoạn</w:t></w:r>{TEXT_BOX}</w:p>")
    assert shown(read(word)) == {
        1: ("ngoài 1",),
        2: ("ngoài 2",),
        4: (None, "trong"),
        6: ("đoạn",),
        7: ("trong khung",),
    }


INNER = "<w:txbxContent><w:p><w:r><w:t>trong khung</w:t></w:r></w:p></w:txbxContent>"
TEXT_BOX = (
    "<w:r><mc:AlternateContent xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'>"
    f"<mc:Choice Requires='wps'><w:drawing><wps:txbx>{INNER}</wps:txbx></w:drawing></mc:Choice>"
    f"<mc:Fallback><w:pict>{INNER}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


EITHER = (
    "<mc:AlternateContent xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'>"
    "<mc:Choice Requires='w16se'>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>"
)


def test_a_sign_of_the_emoji_panel_is_what_old_programs_show_for_it() -> None:
    sign = (
        "<w16se:symEx xmlns:w16se='http://schemas.microsoft.com/office/word/2015/wordml/symex' w16se:char='2714'/>"
    )
    sheet = read(word_with(f"<w:p><w:r>{EITHER.format(sign, '<w:t>✔</w:t>')}</w:r></w:p>"))
    assert shown(sheet) == {1: ("✔",)}


def test_of_two_versions_of_a_table_or_a_run_the_first_is_read() -> None:
    new, old = (f"<w:tbl><w:tr><w:tc><w:p><w:r><w:t>{t}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>" for t in "ab")
    runs = EITHER.format("<w:r><w:t>c</w:t></w:r>", "<w:r><w:t>d</w:t></w:r>")
    sheet = read(
        word_with(f"<w:sdt><w:sdtContent><w:p>{runs}</w:p>{EITHER.format(new, old)}</w:sdtContent></w:sdt>")
    )
    assert shown(sheet) == {1: ("c",), 3: ("a",)}


def test_tracked_insertions_are_read_and_deletions_are_not() -> None:
    sheet = read(
        word_with(
            "<w:p><w:r><w:t>Tên </w:t></w:r>"
            "<w:ins w:id='1' w:author='a'><w:r><w:t>mô </w:t></w:r><w:r><w:t>hình</w:t></w:r></w:ins>"
            "<w:del w:id='2' w:author='a'><w:r><w:delText>cũ</w:delText></w:r></w:del></w:p>"
        )
    )
    assert shown(sheet) == {1: ("Tên mô hình",)}
    assert sheet.notices == (Notice("tracked-change", 1, 1, "thêm “mô hình”; xóa “cũ”"),)


def test_a_table_row_whose_deletion_is_tracked_leaves_a_notice_only() -> None:
    deleted = "<w:r><w:delText>Đường hoa</w:delText></w:r>"
    sheet = read(
        word_with(
            "<w:tbl>"
            "<w:tr><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc></w:tr>"
            "<w:tr><w:trPr><w:del w:id='1' w:author='a'/></w:trPr>"
            f"<w:tc><w:p><w:del w:id='2' w:author='a'>{deleted}</w:del></w:p></w:tc></w:tr>"
            "<w:tr><w:trPr><w:ins w:id='3' w:author='a'/></w:trPr>"
            "<w:tc><w:p><w:r><w:t>2</w:t></w:r></w:p></w:tc></w:tr>"
            "</w:tbl>"
        )
    )
    assert shown(sheet) == {1: ("1",), 2: ("2",)}
    assert [(notice.row, notice.detail) for notice in sheet.notices] == [
        (2, "xóa “Đường hoa”"),
        (2, "thêm một dòng của bảng"),
    ]


@pytest.mark.parametrize("text", ["delText", "t"])
def test_a_row_of_several_cells_whose_deletion_is_tracked_may_have_named_a_model(text: str) -> None:
    run = f"<w:r><w:{text}>Đường hoa</w:{text}></w:r>"
    run = f"<w:del w:id='2' w:author='a'>{run}</w:del>" if text == "delText" else run
    cell = f"<w:tc><w:p>{run}</w:p></w:tc>"
    row = f"<w:tr><w:trPr><w:del w:id='1' w:author='a'/></w:trPr>{cell}{cell}</w:tr>"
    sheet = read(word_with(f"<w:tbl>{row}</w:tbl>"))
    assert ([notice.code for notice in sheet.notices], sheet.rows) == (["row-deleted"], ())


def test_an_automatic_stt_is_read_as_a_number() -> None:
    word = docx.Document()
    table = word.add_table(4, 2)
    for index, row in enumerate(table.rows):
        row.cells[0].paragraphs[0].style = "List Number"
        row.cells[1].text = f"mô hình {index + 1}"
    assert [cells[0] for cells in shown(read(word)).values()] == ["1", "2", "3", "4"]


def numbering(word: WordDocument, style: str, start: int) -> None:
    """Make list number 77 of one level."""
    part = word.part.numbering_part.element
    pattern = (
        f"<w:abstractNum {nsdecls('w')} w:abstractNumId='77'><w:lvl w:ilvl='0'>"
        f"<w:start w:val='{start}'/><w:numFmt w:val='{style}'/></w:lvl></w:abstractNum>"
    )
    part.insert(0, parse_xml(pattern))
    part.append(parse_xml(f"<w:num {nsdecls('w')} w:numId='77'><w:abstractNumId w:val='77'/></w:num>"))


LISTED = "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='77'/></w:numPr></w:pPr></w:p>"


@pytest.mark.parametrize(
    ("style", "start", "numbers"),
    [
        ("decimal", 1, ["1", "2", "3"]),
        ("decimal", 7, ["7", "8", "9"]),
        ("upperRoman", 3, ["III", "IV", "V"]),
        ("lowerLetter", 25, ["y", "z", "aa"]),
        ("bullet", 1, []),
    ],
)
def test_lists_are_numbered_in_their_own_way(style: str, start: int, numbers: list[str]) -> None:
    word = docx.Document()
    numbering(word, style, start)
    append(word, f"<w:tbl>{f'<w:tr><w:tc>{LISTED}</w:tc></w:tr>' * 3}</w:tbl>")
    assert [cells[0] for cells in shown(read(word)).values()] == numbers


def levels_of_numbers(*levels: tuple[str, str]) -> str:
    shown = (
        f"<w:lvl w:ilvl='{depth}'><w:numFmt w:val='{style}'/><w:lvlText w:val='{text}'/></w:lvl>"
        for depth, (style, text) in enumerate(levels)
    )
    return f"<w:abstractNum {nsdecls('w')} w:abstractNumId='78'>{''.join(shown)}</w:abstractNum>"


def test_a_paragraph_stands_behind_the_number_or_bullet_that_word_writes_before_it() -> None:
    word = docx.Document()
    part = word.part.numbering_part.element
    part.insert(0, parse_xml(levels_of_numbers(("upperRoman", "%1."), ("decimal", "%1.%2)"), ("bullet", "\uf0b7"))))
    part.append(parse_xml(f"<w:num {nsdecls('w')} w:numId='78'><w:abstractNumId w:val='78'/></w:num>"))
    for level, text in enumerate(["Cấp tỉnh", "Hiến đất", "thôn Trám"] * 2):
        numbered = f"<w:numPr><w:ilvl w:val='{level % 3}'/><w:numId w:val='78'/></w:numPr>"
        append(word, f"<w:p><w:pPr>{numbered}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
    append(word, "<w:p><w:r><w:t>hết</w:t></w:r></w:p>")
    assert [cells[0] for cells in shown(read(word)).values()] == [
        "I. Cấp tỉnh", "I.1) Hiến đất", "- thôn Trám", "II. Cấp tỉnh", "II.1) Hiến đất", "- thôn Trám", "hết",
    ]  # fmt: skip


def test_an_error_pasted_as_text_is_an_error_and_no_name() -> None:
    word = docx.Document()
    for cell, text in zip(word.add_table(1, 3).rows[0].cells, ("1", "#REF!", "#N/A là lỗi"), strict=True):
        cell.text = text
    sheet = read(word)
    assert [cell for row in sheet.rows for cell in row.cells] == ["1", None, "#N/A là lỗi"]
    assert [(n.code, n.column, n.detail) for n in sheet.notices] == [("error-cell", 2, "#REF!")]


def test_a_row_is_struck_through_only_if_all_of_it_is() -> None:
    word = docx.Document()
    table = word.add_table(2, 2)
    for row, struck in zip(table.rows, ((True, True), (True, False)), strict=True):
        for cell, strike in zip(row.cells, struck, strict=True):
            cell.paragraphs[0].add_run("mô hình").font.strike = strike
    assert read(word).notices == (Notice("struck-through", 1, None, "dòng 1"),)


def test_hidden_text_is_read_with_a_notice() -> None:
    word = docx.Document()
    word.add_paragraph().add_run("ẩn").font.hidden = True
    sheet = read(word)
    assert shown(sheet) == {1: ("ẩn",)}
    assert sheet.notices == (Notice("hidden-rows", 1, None, "dòng 1"),)


def test_the_looks_of_a_paragraph_that_is_not_plain_are_kept() -> None:
    word = docx.Document()
    word.add_paragraph("plain")
    paragraph = word.add_paragraph("Tỉnh, ")
    paragraph.add_run("Hu").bold = True
    paragraph.add_run("yện").bold = True
    assert read(word).looks == {(2, 1): (Stretch("Tỉnh, "), Stretch("Huyện", bold=True))}


def test_old_fonts_are_named_whether_of_the_run_or_of_its_style() -> None:
    word = docx.Document()
    word.add_paragraph().add_run("X·").font.name = ".VnTime"
    word.add_paragraph().add_run("Xã")
    word.styles["Title"].font.name = "VNI-Times"
    word.add_paragraph("Xaõ", style="Title")
    assert read(word).fonts == {(1, 1): ".VnTime", (3, 1): "VNI-Times"}


def test_the_usual_font_of_the_file_counts_where_nothing_else_is_said() -> None:
    word = docx.Document()
    word.styles["Normal"].font.name = ".VnTimeH"
    word.add_paragraph("x·")
    assert read(word).fonts == {(1, 1): ".VnTimeH"}


CHECKED = "<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val='{}'/></w14:checkbox></w:sdtPr>{}</w:sdt>"
MARK = "<w:sdtContent><w:r><w:t>?</w:t></w:r></w:sdtContent>"
CHOICE = (
    "<w:sdt><w:sdtPr>{}<w:dropDownList/></w:sdtPr>"
    "<w:sdtContent><w:r><w:t>Cấp tỉnh</w:t></w:r></w:sdtContent></w:sdt>"
)
FIELD = (
    "<w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:checkBox>"
    "<w:default w:val='0'/>{}</w:checkBox></w:ffData></w:fldChar></w:r>"
)
OLD_LIST = (
    "<w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:ddList><w:result w:val='1'/>"
    "<w:listEntry w:val='Cấp tỉnh'/><w:listEntry w:val='Cấp huyện'/></w:ddList></w:ffData></w:fldChar></w:r>"
)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (CHECKED.format(1, MARK), "☒"),
        (CHECKED.format(0, MARK), "☐"),
        (FIELD.format("<w:checked/>"), "☒"),
        (FIELD.format(""), "☐"),
        ("<w:r><w:sym w:font='Wingdings' w:char='F0FE'/></w:r>", "☑"),
        ("<w:r><w:rPr><w:rFonts w:ascii='Wingdings'/></w:rPr><w:t>þ¨</w:t></w:r>", "☑☐"),
        (CHOICE.format(""), "Cấp tỉnh"),
        (CHOICE.format("<w:showingPlcHdr/>"), None),
        (OLD_LIST, "Cấp huyện"),
        ("<w:r><w:t>D</w:t><w:softHyphen/><w:t>a</w:t></w:r>", "D\xada"),  # “Dưa” in the old fonts, from a .doc
        ("<w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>", "a-b\nc"),
        ("<w:hyperlink><w:r><w:t>liên kết</w:t></w:r></w:hyperlink>", "liên kết"),
    ],
)
def test_controls_and_symbols_are_read_as_they_look(content: str, text: str | None) -> None:
    rows = read(word_with(f"<w:p>{content}</w:p>")).rows
    assert [row.cells for row in rows] == ([(text,)] if text else [])


def test_strict_and_macro_enabled_files_are_read_too() -> None:
    word = docx.Document()
    word.add_paragraph("chữ")
    namespace = nsdecls("w").split('"')[1].encode()
    strict = changed(saved(word), in_document(namespace, b"http://purl.oclc.org/ooxml/wordprocessingml/main"))
    macro = changed(saved(word), lambda _, part: part.replace(b"officedocument.wordprocessingml", b"ms-word"))
    for data in (strict, macro):
        assert shown(read_docx(data).sheets[0]) == {1: ("chữ",)}


def test_a_file_without_styles_and_numbering_is_read() -> None:
    word = docx.Document()
    word.add_paragraph("chữ")
    bare = changed(saved(word), lambda name, part: part if name == "word/document.xml" else None)
    assert shown(read_docx(bare).sheets[0]) == {1: ("chữ",)}


@pytest.mark.parametrize(
    "harm",
    [
        lambda name, part: None if name == "word/document.xml" else part,
        in_document(b"<w:body>", b"<w:corpse>"),
        in_document(b"<w:document", b"<!DOCTYPE bomb [<!ENTITY a 'b'>]><w:document"),
        in_document(b"<w:body>", b"<w:body>" + b" " * 49 * 1024 * 1024),
    ],
    ids=["no-document", "not-well-formed", "doctype", "far-too-long"],
)
def test_a_damaged_or_dangerous_file_is_unreadable(harm: Callable[[str, bytes], bytes | None]) -> None:
    with pytest.raises(Unreadable):
        read_docx(changed(saved(docx.Document()), harm))


def test_a_doctype_is_seen_in_utf_16_too() -> None:
    text = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    for encoding in ("utf-16", "utf-16-be"):
        with pytest.raises(Unreadable):
            tree(text.encode(encoding))


def test_a_truncated_file_is_unreadable() -> None:
    with pytest.raises(Unreadable):
        read_docx(saved(docx.Document())[:2000])


def with_chunk(name: str, content: bytes) -> bytes:
    """A document whose text stands in a part of another kind."""
    relation = (
        '<Relationship Id="rIdC" Target="%s"'
        ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk"/></Relationships>'
    )
    word = docx.Document()
    word.add_paragraph("trước")
    word.add_paragraph("sau")
    chunk = b'<w:altChunk r:id="rIdC"/>'

    def change(part: str, data: bytes) -> bytes:
        if part == "word/document.xml":
            head, last = data.rsplit(b"<w:p>", 1)
            return head + chunk + b"<w:p>" + last
        if part == "word/_rels/document.xml.rels":
            return data.replace(b"</Relationships>", (relation % name).encode())
        return data

    file = io.BytesIO(changed(saved(word), change))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(f"word/{name}", content)
    return file.getvalue()


PAGE = "<html><table><tr><td>STT</td><td>Tên</td></tr><tr><td>1</td><td>Đường hoa</td></tr></table></html>"
MHT = (
    "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=B\n\n--B\n"
    "Content-Type: text/html; charset=utf-8\n"
    f"Content-Transfer-Encoding: 8bit\n\n{PAGE}\n--B--\n"
)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.htm", PAGE.encode()),
        ("a.mht", MHT.encode()),
        (
            "a.rtf",
            (
                rb"{\rtf1\trowd\cellx9\cellx99\intbl STT\cell T\u234?n\cell\row "
                rb"1\cell \u272?\u432?\u7901?ng hoa\cell\row}"
            ),
        ),
    ],
)
def test_a_document_in_place_of_text_stands_where_it_is(name: str, content: bytes) -> None:
    rows = read_docx(with_chunk(name, content)).sheets[0].rows

    assert [row.cells for row in rows] == [("trước",), ("STT", "Tên"), ("1", "Đường hoa"), ("sau",)]


def test_parts_are_found_by_their_relationships_whatever_they_are_called() -> None:
    word = docx.Document()
    word.add_paragraph("a", style="List Number")
    word.add_table(1, 1).cell(0, 0).paragraphs[0].style = word.styles["List Number"]

    def renamed(name: str, part: bytes) -> bytes:
        for old in (b"document", b"styles", b"numbering"):
            part = part.replace(b"/" + old + b".xml", b"/" + old + b"2.xml").replace(
                b'"' + old + b".xml", b'"' + old + b"2.xml"
            )
        return part

    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(word))) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            told = re.sub(r"/(document|styles|numbering)\.xml", r"/\g<1>2.xml", name)
            new.writestr(
                told, renamed(name, old.read(name)) if name.endswith((".rels", "Types].xml")) else old.read(name)
            )

    assert [row.cells for row in read_docx(file.getvalue()).sheets[0].rows] == [("1. a",), ("2",)]


def test_page_headers_and_footers_may_name_the_unit() -> None:
    word = docx.Document()
    word.add_paragraph("Danh sách")
    section = word.sections[0]
    section.header.paragraphs[0].text = "HUYỆN ĐOÀN"
    section.footer.paragraphs[0].text = "1"

    assert read(word).margins == ("HUYỆN ĐOÀN",)


def test_a_picture_alone_is_a_scan() -> None:
    file = io.BytesIO(saved(docx.Document()))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("word/media/image1.png", bytes(50_000))

    with pytest.raises(Unreadable, match="bản quét hoặc ảnh"):
        read_docx(file.getvalue())


WORD_2003 = """<?xml version="1.0"?><?mso-application progid="Word.Document"?>
<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" xmlns:wx="x"><w:body><wx:sect>
<w:p><w:r><w:t>ĐẢNG ỦY</w:t></w:r></w:p><w:tbl>
<w:tr><w:tc><w:tcPr><w:vmerge w:val="restart"/></w:tcPr>
<w:p><w:pPr><w:listPr><wx:t wx:val="1."/></w:listPr></w:pPr></w:p></w:tc>
<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>
<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r></w:p></w:tc></w:tr>
<w:tr><w:tc><w:tcPr><w:vmerge/></w:tcPr><w:p/></w:tc><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
<w:sectPr><w:hdr><w:p><w:r><w:t>XÃ CAO XÁ</w:t></w:r></w:p></w:hdr></w:sectPr>
</wx:sect></w:body></w:wordDocument>"""


def test_the_xml_of_word_2003_is_read() -> None:
    document = read_word_xml(WORD_2003.encode())
    (sheet,) = document.sheets

    assert document.kind == "word2003"
    assert [row.cells for row in sheet.rows] == [("ĐẢNG ỦY",), ("1", "☑"), (None, "b")]
    assert set(sheet.merges) == {Merge(3, 1, 4, 1), Merge(3, 2, 3, 3)}
    assert sheet.margins == ("XÃ CAO XÁ",)


def test_a_word_file_as_one_file_of_xml_is_read() -> None:
    word = docx.Document()
    word.add_paragraph("Đảng ủy")
    parts = ""
    with zipfile.ZipFile(io.BytesIO(saved(word))) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")) and "Content_Types" not in name:
                xml = re.sub(r"<\?xml[^>]*\?>", "", package.read(name).decode())
                parts += f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{xml}</pkg:xmlData></pkg:part>'
    flat = f'<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">{parts}</pkg:package>'

    assert read_word_xml(flat.encode()).sheets[0].rows[0].cells == ("Đảng ủy",)


def test_comments_in_the_margin_are_notices_of_no_row() -> None:
    word = docx.Document()
    paragraph = word.add_paragraph("Nuôi ong lấy mật")
    words = f"{'Kính gửi Ban Dân vận Huyện ủy. ' * 5}Xin rút mô hình này"
    word.add_comment(paragraph.runs, words, author="Hà")
    word.add_comment(paragraph.runs, "", author="Hà")
    assert [notice for notice in read(word).notices if notice.code == "cell-comment"] == [
        Notice("cell-comment", detail=words)
    ]


def test_a_frame_of_one_cell_holds_the_text_of_the_cell_it_stands_in() -> None:
    word = docx.Document()
    table = word.add_table(1, 3)
    for cell, text in zip(table.rows[0].cells, ("1", "", "Thôn Trại"), strict=True):
        cell.text = text
    table.cell(0, 1).add_table(1, 1).cell(0, 0).text = "Trồng hoa"
    assert shown(read(word)) == {1: ("1", "Trồng hoa", "Thôn Trại")}
    table.cell(0, 1).paragraphs[0].text = "Mô hình"
    assert [cells[:2] for cells in shown(read(word)).values()] == [("1", "Mô hình"), ("Trồng hoa",)]


def run(text: str, *, hidden: bool = False) -> str:
    return f"<w:r><w:rPr>{'<w:vanish/>' * hidden}</w:rPr><w:t>{text}</w:t></w:r>"


@pytest.mark.parametrize(
    ("cells", "text", "hidden"),
    [
        ([run("Sửa ngõ") + run("xem lại", hidden=True), run("x")], ("Sửa ngõ", "x"), False),
        ([run("(Tên ngắn gọn)", hidden=True) + run("Sân phơi")], ("Sân phơi",), False),
        ([run("#", hidden=True), run("Sân phơi")], ("#", "Sân phơi"), False),
        ([run("1", hidden=True), run("Sân phơi", hidden=True)], ("1", "Sân phơi"), True),
        ([run("1"), run("Sân phơi", hidden=True)], ("1", "Sân phơi"), True),
    ],
)
def test_hidden_words_beside_others_are_not_read_and_hide_no_row(
    cells: list[str], text: tuple[str, ...], hidden: bool
) -> None:
    row = "".join(f"<w:tc><w:p>{each}</w:p></w:tc>" for each in cells)
    sheet = read(word_with(f"<w:tbl><w:tr>{row}</w:tr></w:tbl>"))
    assert [each.cells for each in sheet.rows] == [text]
    assert [notice.code for notice in sheet.notices] == ["hidden-rows"] * hidden


@pytest.mark.parametrize(
    ("words", "boxes", "lines"),
    [
        ("- Kinh tế", ["x"], ["- Kinh tế x"]),
        ("a) Kinh tế", ["x"], ["a) Kinh tế x"]),
        ("2.1. Kinh tế", ["x"], ["2.1. Kinh tế x"]),
        ("- Kinh tế", [""], ["- Kinh tế"]),
        ("- Kinh tế", ["x", ""], ["- Kinh tế", "x"]),  # whose tick it is is not known
        ("- Kinh tế", ["Xã Cao Xá"], ["- Kinh tế", "Xã Cao Xá"]),
        ("UBND XÃ CAO XÁ", ["X"], ["UBND XÃ CAO XÁ", "X"]),
        ("", ["x"], ["x"]),
    ],
)
def test_a_tick_in_a_box_drawn_beside_an_option_is_read_in_it(
    words: str, boxes: list[str], lines: list[str]
) -> None:
    drawn = "".join(TEXT_BOX.replace("trong khung", each) for each in boxes)
    sheet = read(word_with(f"<w:p>{run(words)}{drawn}</w:p>"))
    assert [text for each in sheet.rows for text in each.texts] == lines


@pytest.mark.parametrize(("words", "cells"), [("", ("x",)), ("Tổ hợp tác", ("Tổ hợp tác",))])
def test_a_tick_in_a_box_drawn_in_a_cell_is_its_text_only_without_words(words: str, cells: tuple[str]) -> None:
    paragraphs = f"<w:p>{run(words)}</w:p><w:p>{TEXT_BOX.replace('trong khung', 'x')}</w:p>"
    sheet = read(word_with(f"<w:tbl><w:tr><w:tc>{paragraphs}</w:tc></w:tr></w:tbl>"))
    assert sheet.rows[0].cells == cells


def test_a_cell_that_spans_no_column_stands_in_its_own() -> None:
    cells = "".join(
        f"<w:tc><w:tcPr><w:gridSpan w:val='{span}'/></w:tcPr><w:p>{run(text)}</w:p></w:tc>"
        for span, text in ((1, "1"), (0, "Thôn Trại"), (1, "Sân phơi"))
    )
    sheet = read(word_with(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"))
    assert [each.cells for each in sheet.rows] == [("1", "Thôn Trại", "Sân phơi")]


@pytest.mark.parametrize(
    ("widths", "ends", "columns"),
    [
        ((815, 1, 815, 1, 815), ((1, 3, 5), (2, 4, 5)), {1, 2, 3}),  # as LibreOffice hands on an old Word file
        ((800, 12, 8, 800), ((1, 4), (3, 4)), {1, 2}),
        ((800, 60, 800), ((1, 3), (2, 3)), {1, 2, 3}),  # an edge that is another to the eye
        ((800, 10, 800), ((1, 2, 3), (2, 3)), {1, 2, 3}),  # a cell stands between them
        ((0, 0, 0), ((1, 2, 3), (1, 3)), {1, 2, 3}),
        ((), ((1, 2, 3), (1, 3)), {1, 2, 3}),
        ((800,), ((1, 2, 3), (1, 3)), {1, 2, 3}),
    ],
)
def test_edges_a_hair_apart_are_one_unless_a_cell_stands_between_them(
    widths: tuple[int, ...], ends: tuple[tuple[int, ...], ...], columns: set[int]
) -> None:
    def row(edges: tuple[int, ...]) -> str:
        spans = (right - left for left, right in pairwise((0, *edges)))
        cells = (f"<w:tcPr><w:gridSpan w:val='{span}'/></w:tcPr><w:p>{run('x')}</w:p>" for span in spans)
        return f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"

    grid = "".join(f"<w:gridCol w:w='{width}'/>" for width in widths)
    rows = read(word_with(f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{''.join(map(row, ends))}</w:tbl>")).rows
    assert {column + 1 for each in rows for column in each.contents} == columns


def _field(instructions: str, result: str) -> str:
    begin, middle, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    return f"{begin}{instructions}{middle}{run(result)}{end}"


CODE = "<w:r><w:instrText> MERGEFIELD x </w:instrText></w:r>"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (_field(f"{CODE}{_field(CODE, 'Cá nhân')}{CODE}", "Bà Hoàng Thị Liên"), "Bà Hoàng Thị Liên"),
        (_field(CODE, f"Thôn </w:t></w:r>{_field(CODE, 'Ngò')}<w:r><w:t>"), "Thôn Ngò"),
        ('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + run("Thôn Ngò"), "Thôn Ngò"),  # which never ends
        (
            "<w:r><w:ruby><w:rt><w:r><w:t>a</w:t></w:r></w:rt><w:rubyBase>"
            + run("Tập thể")
            + "</w:rubyBase></w:ruby></w:r>",
            "Tập thể",
        ),
    ],
)
def test_of_a_field_within_another_only_the_result_shows(content: str, text: str) -> None:
    sheet = read(word_with(f"<w:tbl><w:tr><w:tc><w:p>{content}</w:p></w:tc></w:tr></w:tbl>"))
    assert [each.cells for each in sheet.rows] == [(text,)]
