"""Notes in somebody's own workbook: what is not noted stays byte for byte, and the workbook stays a valid one."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openxml_audit import OpenXmlValidator

from aggregator.office.notes import Cover, Note, with_notes
from aggregator.office.package import NotUpdated
from aggregator.read.xlsx import read_xlsx

NOTE = Note("M3", "C3", "Chưa ghi tên\nĐề nghị ghi")


def cover(*rows: tuple[str, str, str]) -> Cover:
    """A first sheet with these rows: sheet, cell, words."""
    return Cover(
        name="Nội dung cần sửa",
        title="NỘI DUNG CẦN SỬA",
        lines=("Kính gửi: Đảng ủy xã Cao Xá",),
        heads=("Trang", "Ô", "Nội dung"),
        widths=(12, 8, 60),
        rows=rows,
        links=tuple((sheet, cell) for sheet, cell, _ in rows),
        linked=1,
        author="Ban Dân vận",
        stamp_name="_can_sua",
        stamp=(("unit", "cao-xa"), ("point", "row-without-name", "M3", "C3", "Dòng 3 …")),
    )


COVER = cover(("M3", "C3", "Dòng 3 <&> chưa có tên"))


def original(*, comment: str | None = None, cell: str = "A1") -> bytes:
    """A workbook as people make them: merged, formatted, with a drop-down, a picture, a formula, a print area."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet("M3")
    red = book.add_format({"bg_color": "#FF0000", "num_format": "@"})
    sheet.merge_range("A1:D1", "DANH SÁCH")
    sheet.write("A3", "x", red)
    sheet.write("D3", "=1+1", None, 2)
    sheet.data_validation("B3:B9", {"validate": "list", "source": ["Cấp tỉnh", "Cấp huyện"]})
    sheet.conditional_format("A3:A9", {"type": "no_blanks", "format": red})
    sheet.print_area("A1:D9")
    sheet.write_url("A5", "https://example.com")
    if comment:
        sheet.write_comment(cell, comment)
    pictures = book.add_worksheet("Ảnh")
    pictures.insert_image("B2", "anh.png", {"image_data": io.BytesIO(_PIXEL)})
    pictures.activate()
    book.close()
    return stream.getvalue()


_PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001"
    "e221bc330000000049454e44ae426082"
)


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def load(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def complaints(data: bytes, path: Path) -> list[str]:
    path.write_bytes(data)
    return [str(error) for error in OpenXmlValidator().validate(path).errors]


def test_every_part_that_is_not_noted_stays_byte_for_byte() -> None:
    data = original()  # once: a writer puts the second of the clock into it
    before, after = parts(data), parts(with_notes(data, [NOTE], COVER))
    changes = {name for name, data in before.items() if after[name] != data}
    assert changes == {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/_rels/sheet1.xml.rels",  # it has a link of its own
        "xl/worksheets/sheet2.xml",  # it was the one shown
    }


def test_within_a_noted_sheet_only_the_noted_cell_and_the_way_to_its_comment_are_new() -> None:
    before, after = (
        parts(data)["xl/worksheets/sheet1.xml"] for data in (original(), with_notes(original(), [NOTE], COVER))
    )
    rest = re.sub(rb'<c r="C3" s="\d+"/>|<legacyDrawing [^>]*/>', b"", after)
    assert rest == before


def test_the_cell_is_marked_and_commented_and_the_first_sheet_leads_to_it() -> None:
    book = load(with_notes(original(), [NOTE, Note("M3", "A3", "Sai")], COVER))
    sheet, first = book["M3"], book.worksheets[0]
    assert book.sheetnames == ["Nội dung cần sửa", "M3", "Ảnh", "_can_sua"]
    assert (book.active, book["_can_sua"].sheet_state) == (first, "veryHidden")
    assert sheet["C3"].comment.text == NOTE.text
    assert {sheet[c].fill.fgColor.rgb for c in ("A3", "C3")} == {"FFFFF2CC"}
    assert (sheet["A3"].value, sheet["A3"].number_format, sheet["D3"].value) == ("x", "@", "=1+1")
    assert [cell.hyperlink.location for row in first.iter_rows() for cell in row if cell.hyperlink] == ["'M3'!C3"]


def test_print_areas_stay_with_their_sheets() -> None:
    assert load(with_notes(original(), [NOTE], COVER))["M3"].print_area == "'M3'!$A$1:$D$9"


def test_a_comment_of_the_units_own_stays(tmp_path: Path) -> None:
    data = with_notes(original(comment="Của xã"), [NOTE, Note("M3", "A1", "Khác")], COVER)
    sheet = load(data)["M3"]
    assert (sheet["A1"].comment.text, sheet["C3"].comment.text) == ("Của xã", NOTE.text)
    assert complaints(data, tmp_path / "a.xlsx") == []


def test_a_copy_come_back_says_what_is_left_and_marks_no_more_what_was_mended() -> None:
    first = with_notes(original(), [NOTE, Note("M3", "A3", "Sai")], COVER)
    book = load(with_notes(first, [Note("M3", "A3", "Vẫn sai")], cover(("M3", "A3", "Vẫn sai"))))
    sheet = book["M3"]
    assert book.sheetnames == ["Nội dung cần sửa", "M3", "Ảnh", "_can_sua"]
    assert (sheet["A3"].comment.text, sheet["C3"].comment.text) == ("Vẫn sai", "Đã sửa.")
    assert (sheet["A3"].fill.fgColor.rgb, sheet["C3"].fill.fill_type) == ("FFFFF2CC", None)


def test_a_sheet_of_that_name_of_the_units_own_stays() -> None:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    book.add_worksheet("Nội dung cần sửa").write("A1", "của xã")
    book.close()
    book = load(with_notes(stream.getvalue(), [], COVER))
    assert book.sheetnames == ["Nội dung cần sửa (2)", "Nội dung cần sửa", "_can_sua"]
    assert book["Nội dung cần sửa"]["A1"].value == "của xã"


@pytest.mark.parametrize("comment", [None, "Của xã"])
def test_the_copy_has_no_fault_that_the_original_had_not(comment: str | None, tmp_path: Path) -> None:
    before = original(comment=comment)
    after = with_notes(before, [NOTE, Note("M3", "B4", "a"), Note("M3", "C90", "b")], COVER)
    faults = complaints(before, tmp_path / "before.xlsx")
    assert [error for error in complaints(after, tmp_path / "after.xlsx") if error not in faults] == []


@pytest.mark.parametrize("damage", [b"<sheets>", b"<workbook"])
def test_what_is_no_whole_workbook_is_refused(damage: bytes) -> None:
    broken = {name: data.replace(damage, b"<?", 1) for name, data in parts(original()).items()}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, data in broken.items():
            package.writestr(name, data)
    with pytest.raises(NotUpdated):
        with_notes(stream.getvalue(), [NOTE], COVER)


def test_the_same_notes_give_the_same_bytes() -> None:
    data = original()  # once: a writer puts the second of the clock into it
    assert with_notes(data, [NOTE], COVER) == with_notes(data, [NOTE], COVER)


def rewritten(data: bytes, change: Any) -> bytes:
    """The package with each XML part of the workbook changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts(data).items():
            package.writestr(name, change(name, part.decode()) if name.endswith((".xml", ".rels")) else part)
    return stream.getvalue()


def prefixed(name: str, part: str) -> str:
    """As some programs write: every element of a worksheet part with a prefix."""
    if not re.search(r"xl/(workbook|styles|worksheets/sheet\d)\.xml$", name):
        return part
    prefixes = re.sub(r"<(/?)(?=[a-zA-Z])(?!\w+:)", r"<\1x:", part)
    return prefixes.replace('xmlns="http', 'xmlns:x="http', 1)


def strict(_: str, part: str) -> str:
    """As Excel writes “Strict Open XML”."""
    old = "http://schemas.openxmlformats.org/"
    part = part.replace(f"{old}spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main")
    return part.replace(
        f"{old}officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships"
    )


def test_elements_with_a_prefix_are_understood() -> None:
    sheet = load(with_notes(rewritten(original(), prefixed), [NOTE, Note("M3", "A3", "Sai")], COVER))["M3"]
    assert (sheet["C3"].comment.text, sheet["A3"].value, sheet["A3"].fill.fgColor.rgb) == (
        NOTE.text,
        "x",
        "FFFFF2CC",
    )


def test_a_strict_workbook_stays_strict() -> None:
    book = parts(with_notes(rewritten(original(), strict), [NOTE], COVER))
    assert [name for name, data in book.items() if b"officeDocument/2006/relationships/" in data] == []
    again = read_xlsx(with_notes(rewritten(original(), strict), [NOTE], COVER))
    assert [sheet.name for sheet in again.sheets] == ["Nội dung cần sửa", "M3", "Ảnh", "_can_sua"]
