from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest

from aggregator.read.sniff import sniff


def zipped(parts: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return stream.getvalue()


def saved_workbook() -> bytes:
    stream = io.BytesIO()
    openpyxl.Workbook().save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "empty"),
        (b"%PDF-1.7 ...", "pdf"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"Rar!\x1a\x07\x01\x00", "rar"),
        (b"7z\xbc\xaf\x27\x1c\x00", "7z"),
        (b"{\\rtf1\\ansi", "rtf"),
        (b"\x09\x08\x08\x00\x00\x05\x10\x00", "xls"),
        (b"\x09\x00\x04\x00\x02\x00\x10\x00", "xls"),
        (b"<html><body><table></table></body></html>", "html"),
        (b'\xef\xbb\xbf <table border="1"><tr><td>a</td></tr></table>', "html"),
        ("<html><table></table></html>".encode("utf-16"), "html"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "xml2003"),
        (b"Received: from a\r\n\tby b\r\nFrom: x@y.vn\r\nSubject: M4\r\n\r\n<html></html>", "eml"),
        (b"stt;ten\n1;M\xc3\xb4 h\xc3\xacnh\n", "text"),
        (b"\x00\x01\x02\x03\x04", "unknown"),
        (b"<?xml version='1.0'?><note/>", "unknown"),
    ],
)
def test_the_first_bytes_tell_the_kind(data: bytes, kind: str) -> None:
    assert sniff(data) == kind


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (saved_workbook(), "xlsx"),
        (zipped({"xl/workbook.bin": ""}), "xlsb"),
        (zipped({"word/document.xml": "<w/>"}), "docx"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "ods"),
        (zipped({"[Content_Types].xml": "<Types>spreadsheetml.sheet.main</Types>"}), "xlsx"),
        (zipped({"M4.xlsx": "x"}), "zip"),
        (saved_workbook()[:600], "xlsx"),
    ],
)
def test_the_parts_of_a_zip_tell_the_kind_even_when_it_is_cut_short(data: bytes, kind: str) -> None:
    assert sniff(data) == kind


def test_a_damaged_ole_file_is_told_by_the_names_in_its_bytes() -> None:
    magic = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

    assert sniff(magic + "Workbook".encode("utf-16-le")) == "xls"
    assert sniff(magic + "WordDocument".encode("utf-16-le")) == "doc"
    assert sniff(magic + b"nothing known") == "unknown"
