from __future__ import annotations

import datetime as dt
import io
import zipfile

import pytest

from aggregator.nouns.document import Merge, Notice, Picture, Row, Unreadable
from aggregator.read.dispatch import read

MIME = "application/vnd.oasis.opendocument.spreadsheet"
SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("style", "style"),
        ("fo", "xsl-fo-compatible"),
        ("draw", "drawing"),
        ("svg", "svg-compatible"),
    )
)


def ods(table: str, styles: str = "", manifest: str = "<m/>") -> bytes:
    content = (
        f"<office:document-content {SPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body></office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in (("mimetype", MIME), ("content.xml", content), ("META-INF/manifest.xml", manifest)):
            archive.writestr(name, text)
    return stream.getvalue()


def cell(text: str, attributes: str = 'office:value-type="string"') -> str:
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


def row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def table(*rows: str, attributes: str = "") -> str:
    return f'<table:table table:name="M4" {attributes}>{"".join(rows)}</table:table>'


def test_values_keep_their_kind_and_text_its_paragraphs_and_blanks() -> None:
    cells = (
        cell("1", 'office:value-type="float" office:value="1"'),
        cell("27/02/24", 'office:value-type="date" office:date-value="2024-02-27"'),
        cell("x", 'office:value-type="boolean" office:boolean-value="true"'),
        cell("7:15", 'office:value-type="time" office:time-value="PT07H15M00S"'),
        cell('a</text:p><text:p>b<text:s text:c="2"/>c<text:line-break/>d'),
    )

    found = read(ods(table(row(*cells))), "x.ods").sheets[0].rows[0].cells

    assert found == (1.0, dt.date(2024, 2, 27), True, dt.time(7, 15), "a\nb  c\nd")


def test_repeated_blanks_move_what_follows_and_take_no_room() -> None:
    gap = "<table:table-cell table:number-columns-repeated='3'/>"
    blank_rows = row(
        "<table:table-cell table:number-columns-repeated='16384'/>",
        attributes="table:number-rows-repeated='1048570'",
    )

    rows = read(ods(table(row(gap, cell("a")), blank_rows, row(cell("z")))), "x.ods").sheets[0].rows

    assert rows == (Row(1, (None, None, None, "a")), Row(1048572, ("z",)))


def test_repeated_content_is_laid_out_within_bounds() -> None:
    twice = row(cell("a", 'table:number-columns-repeated="2"'), attributes='table:number-rows-repeated="2"')

    assert read(ods(table(twice)), "x.ods").sheets[0].rows == (Row(1, ("a", "a")), Row(2, ("a", "a")))

    endless = row(
        cell("a", 'table:number-columns-repeated="16384"'), attributes='table:number-rows-repeated="1048576"'
    )
    with pytest.raises(Unreadable, match="quá lớn"):
        read(ods(table(endless)), "x.ods")


def test_merged_ranges_errors_hidden_rows_and_comments_are_seen() -> None:
    rows = (
        row(cell("a", 'table:number-columns-spanned="2" table:number-rows-spanned="3"')),
        row(
            cell(
                "a<office:annotation><office:date>2024-02-20</office:date><text:p>Xin</text:p><text:p>rút</text:p>"
                "</office:annotation>"
            ),
            attributes='table:visibility="filter"',
        ),
        row(cell("#N/A", 'table:formula="of:=NA()" office:value-type="string"')),
    )

    sheet = read(ods(table(*rows)), "x.ods").sheets[0]

    assert sheet.merges == (Merge(1, 1, 3, 2),)
    assert sheet.rows == (Row(1, ("a",)), Row(2, ("a",)), Row(3, ()))
    assert sheet.notices == (
        Notice("hidden-rows", 2, None, "dòng 2"),
        Notice("error-cell", 3, 1, "#N/A"),
        Notice("cell-comment", 2, 1, "Xin\nrút"),
    )


def test_old_fonts_struck_rows_and_hidden_sheets_are_told_by_styles() -> None:
    styles = (
        '<style:style style:name="old"><style:text-properties fo:font-family=".VnTime"/></style:style>'
        '<style:style style:name="gone" style:parent-style-name="old">'
        '<style:text-properties style:text-line-through-style="solid"/></style:style>'
        '<style:style style:name="ta"><style:table-properties table:display="false"/></style:style>'
    )
    rows = (row(cell("M«", 'table:style-name="gone"')), row(cell("b")))

    sheet = read(ods(table(*rows, attributes='table:style-name="ta"'), styles), "x.ods").sheets[0]

    assert sheet.hidden
    assert sheet.fonts == {(1, 1): ".VnTime"}
    assert [notice.code for notice in sheet.notices] == ["hidden-sheet", "struck-through"]


def test_a_locked_document_says_so() -> None:
    with pytest.raises(Unreadable, match="có mật khẩu"):
        read(ods("", manifest="<manifest:encryption-data/>"), "x.ods")


def test_numbers_shown_with_words_and_months_without_a_day_are_what_they_show() -> None:
    styles = (
        '<number:date-style xmlns:number="n" style:name="N1"><number:text>Tháng </number:text><number:month'
        ' number:style="long"/><number:text>/</number:text><number:year/></number:date-style>'
        '<style:style style:name="ce1" style:data-style-name="N1"/>'
        '<style:style style:name="wing"><style:text-properties fo:font-family="Wingdings"/></style:style>'
    )
    cells = (
        cell("95.5%", 'office:value-type="percentage" office:value="0.955"'),
        cell("Thôn 5", 'office:value-type="float" office:value="5"'),
        cell("05", 'office:value-type="float" office:value="5"'),
        cell("12/2024", 'table:style-name="ce1" office:value-type="date" office:date-value="2024-12-01"'),
        cell("þ", 'table:style-name="wing" office:value-type="string"'),
        cell("TRUE", 'office:value-type="float" office:value="1"'),
    )

    found = read(ods(table(row(*cells)), styles), "x.ods").sheets[0].rows[0].cells

    assert found == ("95,5%", "Thôn 5", "05", "Tháng 12/2024", "☑", True)


def test_a_flat_file_is_read_too() -> None:
    body = f"<office:body><office:spreadsheet>{table(row(cell('a')))}</office:spreadsheet></office:body>"
    flat = f"<office:document {SPACES}>{body}</office:document>"

    document = read(flat.encode(), "x.fods", "flat ods")

    assert (document.kind, document.sheets[0].rows) == ("flat ods", (Row(1, ("a",)),))


def test_pictures_lie_over_the_cells_that_they_cover_and_charts_are_none() -> None:
    def frame(size: str, *inside: str) -> str:
        held = "".join(f"<draw:{tag}/>" for tag in inside)
        return f"<table:table-cell><draw:frame {size}>{held}</draw:frame></table:table-cell>"

    anchored = frame('svg:width="14cm" svg:height="1cm" table:end-cell-address="$M4.F3"', "image")
    low, chart = frame('svg:width="14cm" svg:height="0.1mm"', "image"), frame('svg:width="14cm"', "object", "image")
    plain = frame('svg:width="1.5in" svg:height="0.2in"', "image")

    sheet = read(ods(table(row(cell("a"), anchored, low, chart), row(plain))), "M4.ods").sheets[0]

    assert sheet.pictures == (
        Picture(Merge(1, 2, 3, 6), 2, strip=True, wide=True),
        Picture(Merge(2, 1, 2, 3), 1, strip=True),
    )
