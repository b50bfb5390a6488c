from __future__ import annotations

import io
import subprocess
import sys
import zipfile
import zlib
from importlib import import_module
from pathlib import Path
from typing import Any

import docx
import pytest

from aggregator.nouns.document import Unreadable
from aggregator.nouns.finding import reason
from aggregator.read.dispatch import OPENERS, READERS, Job, open_one, read
from aggregator.understand.document import ReturnReader
from tests.sheets import CAMPAIGN

understand = ReturnReader(CAMPAIGN).understand
xlsxwriter: Any = import_module("xlsxwriter")  # it ships no types


def workbook() -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        book.add_worksheet("M4").write_row(0, 0, ["STT", "Tên mô hình"])
    return stream.getvalue()


@pytest.mark.parametrize(("module", "function"), [*READERS.values(), *OPENERS.values()])
def test_every_reader_that_is_loaded_when_needed_is_there(module: str, function: str) -> None:
    assert callable(getattr(import_module(f"aggregator.read.{module}"), function))


@pytest.mark.parametrize("name", ["M4.xlsx", "M4.xls", "M4", "M4.pdf"])
def test_a_workbook_is_read_whatever_its_name(name: str) -> None:
    document = read(workbook(), name)

    assert document.kind == "xlsx"
    assert document.sheets[0].rows[0].cells == ("STT", "Tên mô hình")


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "M4.xlsx", "tệp rỗng, không có gì bên trong"),
        (b"%PDF-1.4", "M4.pdf", "tệp bị hỏng"),
        (b"%PDF-1.4", "M4.xlsx", "tên tệp ghi .xlsx nhưng không phải Excel"),
        (b"\xff\xd8\xff\xe0", "scan.jpg", "là tệp ảnh"),
        (b"Rar!\x1a\x07\x00", "M4.rar", "là tệp nén .rar, chưa mở được"),
        (b"Rar!\x1a\x07\x00", "M4.xlsx", "chưa mở được (tên tệp ghi .xlsx nhưng không phải Excel); đề nghị"),
        (b"7z\xbc\xaf\x27\x1c", "M4.7z", "là tệp nén .7z"),
        (b"Subject: x\n\n", "x.eml", "là thư điện tử"),
        (b"\x00\x01\x02", "x.bin", "không nhận ra loại tệp"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "x.xls", "tệp bị hỏng"),
        (workbook()[900:], "M3.zip", "là một phần của tệp bị chia nhỏ"),
        (b"\0" * 99 + b"PK\x05\x06\1\0" + bytes(16), "M3.zip", "là một phần của tệp bị chia nhỏ"),
        (b"\r\n<!-- -->\0" + workbook(), "M3.xlsx", "không nhận ra loại tệp"),
        (b"Xin chao", "x.txt", "là văn bản thường"),
    ],
)
def test_what_cannot_be_read_has_a_reason_the_clerk_understands(data: bytes, name: str, reason: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(data, name)

    assert reason in str(refused.value)


@pytest.mark.parametrize(
    ("name", "part"),
    [
        *((f"thư.eml!M3.{end}", True) for end in ("zip.001", "7z.002", "xlsx.001", "z01", "r00", "part2.rar")),
        *((name, False) for name in ("M3.zip", "M3.rar", "M3 27.02.2024.001", "M3.xlsx.2024", "M3 part2.xlsx")),
    ],
)
def test_of_a_part_of_a_split_file_it_is_said_what_it_is(name: str, part: bool, tmp_path: Path) -> None:
    path = tmp_path / "M3"
    path.write_bytes(workbook()[:900])
    with pytest.raises(Unreadable) as refused:
        open_one(Job(name, path), understand)
    assert ("một phần của tệp bị chia nhỏ, không mở riêng được; đề nghị" in str(refused.value)) is part

    path.write_bytes(workbook())
    assert open_one(Job(name, path), understand).reading is not None


def test_a_workbook_cut_short_is_damaged() -> None:
    with pytest.raises(Unreadable, match="bị hỏng hoặc bị cắt cụt"):
        read(workbook()[:900], "M4.xlsx")


@pytest.mark.parametrize(
    ("lost", "codes"), [(bytes(40), ["cut-off"]), (b" " * 40, []), (b"\0", [])], ids=["zeros", "blanks", "one zero"]
)
def test_a_piece_of_a_page_that_a_failed_copy_left_empty_is_told(lost: bytes, codes: list[str]) -> None:
    page = b"<table>" + b"<tr><td>1</td><td>Duong hoa</td></tr>" * 300 + lost + b"</table>"
    assert [notice.code for notice in read(page, "M3.xls").sheets[0].notices] == codes


def test_a_workbook_without_a_worksheet_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")

    with pytest.raises(Unreadable, match="không có trang tính"):
        read(stream.getvalue(), "M4.xlsx")


@pytest.mark.parametrize(
    ("lines", "centimetres", "refused"),
    [
        ([], 4, True),
        (["PHÒNG Y TẾ", "DANH SÁCH ĐĂNG KÝ MÔ HÌNH"], 5, True),
        (["PHÒNG Y TẾ", "Kính gửi Ban Dân vận"], 14, True),
        (["PHÒNG Y TẾ", "Kính gửi Ban Dân vận"], 3, False),
        (["PHÒNG Y TẾ", "Đơn vị không đăng ký mô hình “Dân vận khéo” năm 2024"], 14, False),
    ],
)
def test_a_word_file_of_photos_is_unreadable_and_its_lines_are_kept(
    lines: list[str], centimetres: int, refused: bool, tmp_path: Path
) -> None:
    word = docx.Document()
    for line in lines:
        word.add_paragraph(line)
    chunks = (b"IHDR" + b"\0\0\2\0\0\0\2\0\x08\2\0\0\0", b"IEND")
    sized = (len(chunk[4:]).to_bytes(4) + chunk + zlib.crc32(chunk).to_bytes(4) for chunk in chunks)
    word.add_picture(io.BytesIO(b"\x89PNG\r\n\x1a\n" + b"".join(sized)), width=360_000 * centimetres)
    path = tmp_path / "ds.docx"
    word.save(str(path))

    answer = open_one(Job("ds.docx", path), understand)

    assert answer.unreadable == (reason("picture") if refused else None)
    assert answer.reading is not None
    assert [words.text for words in answer.reading.unit_words][:1] == lines[:1]


def test_reading_an_ordinary_workbook_loads_no_slow_library() -> None:
    program = (
        "import sys, io; from aggregator.read.dispatch import read;"
        "read(sys.stdin.buffer.read(), 'x');"
        "print([m for m in ('pandas', 'openpyxl', 'xlrd', 'olefile', 'msoffcrypto') if m in sys.modules])"
    )

    done = subprocess.run([sys.executable, "-c", program], input=workbook(), capture_output=True, check=True)

    assert done.stdout.strip() == b"[]"
