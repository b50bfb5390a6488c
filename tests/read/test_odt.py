"""OpenDocument texts, packed and flat."""

from __future__ import annotations

import io
import zipfile

import pytest

from aggregator.nouns.document import Merge, Notice, Sheet, Unreadable
from aggregator.read.dispatch import read
from tests.read.test_ods import SPACES

TYPE = "application/vnd.oasis.opendocument.text"


def odt(body: str, styles: str = "", masters: str = "") -> bytes:
    content = (
        f"<office:document-content {SPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    pages = f"<office:master-styles>{masters}</office:master-styles>"
    page = f"<office:document-styles {SPACES}>{pages}</office:document-styles>"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in (("mimetype", TYPE), ("content.xml", content), ("styles.xml", page)):
            archive.writestr(name, text)
    return stream.getvalue()


def sheet(body: str, styles: str = "", masters: str = "") -> Sheet:
    document = read(odt(body, styles, masters), "M3.odt", "odt")
    assert document.kind == "odt"
    return document.sheets[0]


def p(text: str, attributes: str = "") -> str:
    return f"<text:p {attributes}>{text}</text:p>"


def row(*cells: str) -> str:
    return "<table:table-row>" + "".join(cells) + "</table:table-row>"


def cell(content: str, attributes: str = "") -> str:
    return f"<table:table-cell {attributes}>{content}</table:table-cell>"


def texts(made: Sheet) -> list[tuple[object, ...]]:
    return [r.cells for r in made.rows]


def test_paragraphs_and_tables_are_laid_out_like_those_of_a_word_file() -> None:
    table = (
        "<table:table><table:table-header-rows>"
        + row(
            cell(p("STT")),
            cell(p("Tên") + p("mô hình"), 'table:number-columns-spanned="2"'),
            "<table:covered-table-cell/>",
        )
        + "</table:table-header-rows>"
        + row(cell(p("1")), cell(p("Đường<text:s text:c='2'/>hoa")), cell(p("x")))
        + "</table:table>"
    )
    made = sheet("<text:h>ĐẢNG ỦY XÃ</text:h><text:section>" + table + "</text:section>" + p("Nơi nhận"))

    assert texts(made) == [("ĐẢNG ỦY XÃ",), ("STT", "Tên\nmô hình"), ("1", "Đường  hoa", "x"), ("Nơi nhận",)]
    assert [r.number for r in made.rows] == [1, 3, 4, 6]
    assert made.merges == (Merge(3, 2, 3, 3),)


def test_page_headers_are_margins_and_text_boxes_are_rows() -> None:
    masters = (
        "<style:master-page><style:header><text:p>XÃ CAO XÁ</text:p></style:header>"
        "<style:footer><text:p>Trang <text:page-number>1</text:page-number></text:p></style:footer>"
        "</style:master-page>"
    )
    made = sheet(
        p("a<draw:frame xmlns:draw='d'><draw:text-box><text:p>HỘP CHỮ</text:p></draw:text-box></draw:frame>"),
        masters=masters,
    )

    assert made.margins == ("XÃ CAO XÁ", "Trang")
    assert texts(made) == [("a",), ("HỘP CHỮ",)]


def test_comments_and_deleted_text_are_no_content_and_comments_are_told() -> None:
    aside = "<text:tracked-changes><text:p>đã xóa</text:p></text:tracked-changes>"
    made = sheet(aside + p("a<office:annotation><text:p>Xin</text:p><text:p>rút</text:p></office:annotation>b"))

    assert texts(made) == [("ab",)]
    assert made.notices == (Notice("cell-comment", detail="Xin\nrút"),)


def test_automatic_numbers_count_on_from_row_to_row() -> None:
    numbered = (
        '<text:list-style xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" style:name="L1">'
        '<text:list-level-style-number style:num-format="1"/></text:list-style>'
    )
    stt = cell("<text:list text:style-name='L1'><text:list-item><text:p/></text:list-item></text:list>")
    table = "<table:table>" + row(stt, cell(p("a"))) + row(stt, cell(p("b"))) + "</table:table>"

    assert texts(sheet(table, numbered)) == [("1", "a"), ("2", "b")]


def test_old_fonts_are_seen() -> None:
    style = '<style:style style:name="P1"><style:text-properties fo:font-family=".VnTime"/></style:style>'

    assert sheet(p("M«", "text:style-name='P1'"), style).fonts == {(1, 1): ".VnTime"}


def test_a_flat_file_is_read_too() -> None:
    body = f"<office:body><office:text>{p('Cao Xá')}</office:text></office:body>"
    flat = f"<office:document {SPACES}>{body}</office:document>"

    assert read(flat.encode(), "M3.fodt", "flat odt").sheets[0].rows[0].cells == ("Cao Xá",)


def test_a_text_without_a_body_is_damaged() -> None:
    with pytest.raises(Unreadable, match="bị hỏng"):
        read(f"<office:document {SPACES}/>".encode(), "M3.fodt", "flat odt")
