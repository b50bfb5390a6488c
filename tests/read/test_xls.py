from __future__ import annotations

import datetime as dt
import os
import shutil
import struct
import subprocess
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from openpyxl.styles import Font

from aggregator.errors import Unreadable
from aggregator.model import Merge, Row
from aggregator.read.biff import look_at
from aggregator.read.dispatch import read
from aggregator.read.ole import loops

if TYPE_CHECKING:
    from pathlib import Path

    from aggregator.model import Document

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
    sheet.row_dimensions[5].hidden = True
    sheet.merge_cells("B7:C8")
    book.create_sheet("Ẩn").sheet_state = "hidden"
    book.save(path)


def converted(folder: Path, kind: str) -> bytes:
    filled(folder / "M4.xlsx")
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            folder / "out",
            folder / "M4.xlsx",
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return (folder / "out" / f"M4.{kind}").read_bytes()


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
    ]
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
