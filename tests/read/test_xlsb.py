from __future__ import annotations

import io
import struct
import zipfile

from aggregator.nouns.document import Merge, Row
from aggregator.read.dispatch import read

RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.bin"/>'
    '<Relationship Id="r2" Type="x/sharedStrings" Target="sharedStrings.bin"/>'
    '<Relationship Id="r3" Type="x/styles" Target="styles.bin"/></Relationships>'
)


def number(value: int) -> bytes:
    if value < 0x80:
        return bytes([value])
    return bytes([value & 0x7F | 0x80]) + number(value >> 7)


def record(kind: int, content: bytes = b"") -> bytes:
    return number(kind) + number(len(content)) + content


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def font(name: str) -> bytes:
    return record(43, bytes(21) + wide(name))


def style(font_index: int, format_id: int = 0) -> bytes:
    return record(47, struct.pack("<HHH", 0, format_id, font_index) + bytes(10))


def cell(kind: int, column: int, content: bytes, style_index: int = 0) -> bytes:
    return record(kind, struct.pack("<II", column, style_index) + content)


def row(index: int, hidden: bool = False) -> bytes:
    return record(0, struct.pack("<IIH", index, 0, 300) + bytes([0, 0x10 if hidden else 0]) + bytes(5))


def xlsb(sheet: bytes) -> bytes:
    parts = {
        "xl/workbook.bin": record(156, struct.pack("<II", 0, 1) + wide("r1") + wide("M4")),
        "xl/_rels/workbook.bin.rels": RELATIONS.encode(),
        "xl/sharedStrings.bin": record(19, b"\0" + wide("Mô hình")),
        "xl/styles.bin": font("Arial")
        + font(".VnTime")
        + record(617)
        + style(0)
        + style(1)
        + style(0, 14)
        + style(0, 9)
        + record(618),
        "xl/worksheets/sheet1.bin": sheet,
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def test_cells_merges_and_notices_are_taken_from_the_records() -> None:
    data = xlsb(
        row(1)
        + cell(7, 0, struct.pack("<I", 0), style_index=1)
        + cell(2, 1, struct.pack("<I", 7 << 2 | 2))
        + cell(5, 2, struct.pack("<d", 45349.0), style_index=2)
        + cell(4, 3, b"\1")
        + row(1_048_575, hidden=True)
        + cell(6, 0, wide("cuối"))
        + cell(3, 1, b"\x2a")
        + record(176, struct.pack("<IIII", 1, 2, 0, 3))
    )

    sheet = read(data, "M4.xls").sheets[0]

    assert sheet.name == "M4"
    assert sheet.rows == (Row(2, ("Mô hình",)), Row(1_048_576, ("cuối",)))  # what is covered is told, and no cell
    assert sheet.merges == (Merge(2, 1, 3, 4),)
    assert sheet.fonts == {(2, 1): ".VnTime"}
    assert [(n.code, n.row, n.column) for n in sheet.notices] == [
        ("hidden-rows", 1_048_576, None),
        ("error-cell", 1_048_576, 2),
        ("covered-text", 2, 2),
        ("covered-text", 2, 3),
        ("covered-text", 2, 4),
    ]


def test_packed_numbers_may_be_negative_and_in_hundredths() -> None:
    data = xlsb(row(0) + cell(2, 0, struct.pack("<i", -5 * 4 + 2)) + cell(2, 1, struct.pack("<i", 1250 * 4 + 3)))

    assert read(data, "x.xlsb").sheets[0].rows[0].cells == (-5.0, 12.5)


def test_cells_say_what_they_show_and_broken_strings_are_noticed() -> None:
    data = xlsb(row(0) + cell(5, 0, struct.pack("<d", 0.5), style_index=3) + cell(7, 1, struct.pack("<I", 9999)))

    sheet = read(data, "M4.xls").sheets[0]

    assert sheet.rows == (Row(1, ("50%",)),)
    assert [(n.code, n.row, n.column) for n in sheet.notices] == [("broken-string", 1, 2)]


def test_comments_on_cells_are_notices_at_their_cells() -> None:
    place = struct.pack("<IIIII", 0, 4, 4, 2, 2) + bytes(16)
    comments = record(628) + record(635, place) + record(637, b"\0" + wide("Xin rút mô hình này")) + record(636)
    data = xlsb(row(4) + cell(6, 2, wide("Nuôi ong")))
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("xl/comments1.bin", comments)
        archive.writestr(
            "xl/worksheets/_rels/sheet1.bin.rels",
            '<Relationships><Relationship Id="c" Type="x/comments" Target="../comments1.bin"/></Relationships>',
        )

    (notice,) = read(stream.getvalue(), "M3.xlsb").sheets[0].notices

    assert (notice.code, notice.row, notice.column, notice.detail) == ("cell-comment", 5, 3, "Xin rút mô hình này")
