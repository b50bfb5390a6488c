from __future__ import annotations

import io
import struct
import zipfile

import openpyxl
import pytest

from aggregator.nouns.document import Row, Unreadable
from aggregator.read.dispatch import read

HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = "</sheetData></worksheet>"


def with_parts(**parts: str) -> bytes:
    made = io.BytesIO()
    openpyxl.Workbook().save(made)
    stream = io.BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            key = name.rpartition("/")[2].partition(".")[0]
            new.writestr(name, parts[key] if name.endswith(".xml") and key in parts else old.read(name))
    return stream.getvalue()


def test_two_cells_in_the_far_corners_are_two_cells() -> None:
    cells = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'

    rows = read(with_parts(sheet1=HEAD + cells + TAIL), "x.xlsx").sheets[0].rows

    assert [(row.number, len(row.cells), row.cells[-1]) for row in rows] == [
        (1, 1, 1.0),
        (1048576, 16384, 2.0),
    ]


def test_many_far_cells_without_references_are_not_laid_out_as_a_rectangle() -> None:
    cells = "<row>" + "<c/>" * 16000 + "<c><v>1</v></c></row>" + "<row/>" * 50_000 + "<row><c><v>2</v></c></row>"

    rows = read(with_parts(sheet1=HEAD + cells + TAIL), "x.xlsx").sheets[0].rows

    assert [(row.number, row.cells[-1]) for row in rows] == [(1, 1.0), (50_002, 2.0)]


def test_a_million_styled_blank_rows_below_the_table_are_nothing() -> None:
    cells = '<row r="2"><c r="A2"><v>5</v></c></row>' + "".join(
        f'<row r="{n}" s="0"><c r="A{n}" s="0"/></row>' for n in range(3, 1_048_577, 8)
    )

    assert read(with_parts(sheet1=HEAD + cells + TAIL), "x.xlsx").sheets[0].rows == (Row(2, (5.0,)),)


def test_data_spread_too_far_to_the_right_is_refused() -> None:
    cells = "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, 20_000, 8))

    with pytest.raises(Unreadable, match="rải quá xa"):
        read(with_parts(sheet1=HEAD + cells + TAIL), "x.xlsx")


@pytest.mark.parametrize("part", ["sheet1", "workbook", "styles"])
def test_a_part_that_declares_entities_is_refused(part: str) -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + HEAD + "&b;" + TAIL
    parts = {part: bomb}
    if part == "styles":
        parts[part] = bomb.replace(HEAD, '<a n=".VnTime">')
        parts["sheet1"] = HEAD + '<row r="1"><c r="A1"><v>1</v></c></row>' + TAIL

    with pytest.raises(Unreadable, match="khai báo không an toàn"):
        read(with_parts(**parts), "x.xlsx")


def test_a_part_that_declares_more_than_300_mib_is_refused() -> None:
    data = bytearray(with_parts())
    at = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, 400 * 1024 * 1024)

    with pytest.raises(Unreadable, match="quá lớn"):
        read(bytes(data), "x.xlsx")


def test_a_part_that_unpacks_to_more_than_it_declares_is_counted_as_it_unpacks() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            for _ in range(310):
                part.write(b" " * 1024 * 1024)
    data = bytearray(stream.getvalue())
    struct.pack_into("<I", data, data.rindex(b"PK\x01\x02") + 24, 100)

    with pytest.raises(Unreadable, match="quá lớn"):
        read(bytes(data), "x.xlsx")


def test_a_file_of_more_than_100_mib_is_refused() -> None:
    with pytest.raises(Unreadable, match="quá lớn: 101 MB"):
        read(bytes(101 * 1024 * 1024), "x.xlsx")
