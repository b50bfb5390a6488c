from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest

from aggregator.nouns.finding import data_file
from aggregator.read.dispatch import OPENERS, READERS
from aggregator.read.kinds import MAIN_TYPES, MIME_TYPES, OLE_STREAMS, SIGNATURES, accompaniment, decoration, sniff
from tests.read.envelopes import encrypted, signed, tnef


def zipped(parts: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return stream.getvalue()


def opc(main: str, kind: str | None, default: str = "") -> bytes:
    """An office file by what its own parts say: where it begins, and of what kind that part is."""
    types = f'<Default Extension="bin" ContentType="application/vnd.{default}"/>'
    if kind:
        types += f'<Override ContentType="application/vnd.{kind}+xml" PartName="/{main.lstrip("/")}"/>'
    begins = f'<Relationship Id="rId1" Type="http://x/relationships/officeDocument" Target="{main}"/>'
    return zipped(
        {"[Content_Types].xml": f"<Types>{types}</Types>", "_rels/.rels": f"<R>{begins}</R>", main: "<x/>"}
    )


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
        (b"L\x00\x00\x00\x01\x14\x02\x00\x00\x00\x00\x00\xc0", "link"),
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
        (b"From: a@b.vn\nTo: b\nContent-Type: multipart/related; boundary=x\n\n<html>", "eml"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x", "mhtml"),
        (b"From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\tb=x\n\n", "mhtml"),
        (b"From - Mon\nFrom: a@b.vn\n\nx\n\nFrom - Tue\nFrom: c@d.vn\n\ny", "mbox"),
        (b"From - Mon\nFrom: a@b.vn\n\nx\n\nFrom nay ve sau\nthi", "eml"),
        (b"123\nFrom: a@b.vn\n\nx", "emlx"),
        (b"begin 644 M3.xlsx\n#AAAA\nend\n", "uu"),
        (signed(b"x"), "p7m"),
        (signed(b"x" * 999, indefinite=True), "p7m"),
        (encrypted(b"x"), "p7m"),
        (tnef({"a": b"x"}), "tnef"),
        (b"\x00\x05\x16\x07\x00\x02\x00\x00", "appledouble"),
        (b"[InternetShortcut]\r\nURL=https://x", "link"),
        (b'{"url": "https://docs.google.com/open?id=1"}', "link"),
        (b"<?xml version='1.0'?><plist><dict><key>URL</key>", "link"),
        (b"<w:wordDocument xmlns:w='http://schemas.microsoft.com/office/word/2003/wordml'>", "word2003"),
        (b"<office:document office:mimetype='application/vnd.oasis.opendocument.spreadsheet'>", "flat ods"),
        (b"<office:document office:mimetype='application/vnd.oasis.opendocument.text'>", "flat odt"),
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
        (opc("word/document2.xml", "wordprocessingml.document.main", default="spreadsheetml.sheet"), "docx"),
        (opc("book/workbook.xml", "spreadsheetml.sheet.main"), "xlsx"),
        (opc("/xl/workbook22.xml", "ms-excel.sheet.macroEnabled.main"), "xlsx"),
        (opc("xl/wb.bin", None, default="ms-excel.sheet.binary.macroEnabled.main"), "xlsb"),
        (opc("xl/workbook.xml", None, default="wordprocessingml.document"), "xlsx"),
        (opc("ppt/presentation.xml", "presentationml.presentation.main"), "pptx"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text", "Pictures/M3.xlsx": "x"}), "odt"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.presentation"}), "odp"),
        (zipped({"mimetype": "application/vnd.sun.xml.calc"}), "sxc"),
        (zipped({"content.xml": "<x><office:spreadsheet>", "META-INF/manifest.xml": ""}), "ods"),
        (zipped({"content.xml": "<x><office:text>", "META-INF/manifest.xml": ""}), "odt"),
        (zipped({"content.xml": "<x><office:spreadsheet>", "meta.xml": "", "styles.xml": ""}), "ods"),
        (zipped({"content.xml": "", "META-INF/manifest.xml": "opendocument.spreadsheet"}), "ods"),
        (zipped({"Index/Document.iwa": "", "preview.jpg": "", "Metadata/a.plist": ""}), "iwork"),
        (zipped({"M3.numbers/Index/Document.iwa": "", "M3.numbers/preview.jpg": "", "__MACOSX/._a": ""}), "iwork"),
        (zipped({"M3.numbers/Index/Document.iwa": "", "M4.xlsx": ""}), "zip"),
        (zipped({"index.xml": "", "M3.xlsx": ""}), "zip"),
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


def test_every_kind_is_read_opened_or_has_its_reason() -> None:
    kinds = {kind for table in (MAIN_TYPES, MIME_TYPES, OLE_STREAMS, SIGNATURES) for _, kind in table}
    kinds |= {"mhtml", "iwork", "flat ods", "flat odt", "word2003", "link", "empty", "unknown", "text", "html"}
    reasons = {name.removeprefix("kind-") for name in data_file("reasons.toml")["kind"]}
    assert kinds - {*READERS, *OPENERS, *reasons, "encrypted"} == set()


def png(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + width.to_bytes(4) + height.to_bytes(4) + b"\x08\x02"


def jpeg(width: int, height: int) -> bytes:
    """With a small picture in a segment before its own size, as cameras write it."""
    inner = b"\xff\xc0\0\x11\x08\0\x10\0\x10" + bytes(9)
    frame = b"\xff\xc0\0\x11\x08" + height.to_bytes(2) + width.to_bytes(2)
    return b"\xff\xd8\xff\xe1" + (len(inner) + 2).to_bytes(2) + inner + frame


PGP_KEY = b"-----BEGIN PGP PUBLIC KEY BLOCK-----\r\nxsBN\r\n-----END PGP PUBLIC KEY BLOCK-----\r\n"
PHONE = "<html><head><meta charset='utf-8'></head><body><br><div>{}</div></body></html>"


@pytest.mark.parametrize(
    ("name", "data", "along", "beside"),  # it is none wherever it lies, it is none beside others of a mail
    [
        ("Văn phòng.vcf", b"BEGIN:VCARD\r\nFN:A\r\nEND:VCARD", True, False),
        ("không tên", b"\xef\xbb\xbfBEGIN:VCALENDAR\r\nEND:VCALENDAR\n", True, False),
        ("M3.vcf", b"BEGIN:VCARD\r\nFN:A\r\nEND:VCARD", False, False),
        ("Cao Xá.txt", "BEGIN:VCARD\nTên mô hình: Đường hoa".encode(), False, False),
        ("smime.p7s", b"0\x82\x01\x02", True, False),
        ("M3 Xã Cao Xá.xlsx.p7s", b"0\x82\x01\x02", False, False),  # of a list that may have been meant
        ("OpenPGP_0x12.asc", PGP_KEY, True, False),
        ("key.txt", PGP_KEY + "Xã Cao Xá, cấp tỉnh".encode(), False, False),
        ("sheet.css", b".a { color: red }", True, False),
        ("style.css", b"@import url(a.css);", True, False),
        ("M3.css", "Tên mô hình".encode(), False, False),
        ("M3.css", b"PK\x03\x04{", False, False),
        ("image001.png", png(150, 50), False, True),
        ("image001.png", png(1240, 60), False, False),
        ("M3.png", png(150, 50), False, False),
        ("thumbnail_Cao Xá.png", png(150, 200), False, False),
        ("spacer.gif", b"GIF89a\x01\0\x01\0", False, True),
        ("logo.jpg", jpeg(120, 90), False, True),
        ("IMG_2024.jpg", jpeg(3000, 2000), False, False),
        ("image002.jpg", b"\xff\xd8\xff", False, False),
        ("ATT00001.htm", PHONE.format("Sent from my iPhone").encode(), True, False),
        ("ATT00002.txt", "Được gửi từ Yahoo Mail trên Android".encode(), True, False),
        ("ATT00003.htm", PHONE.format("&nbsp;").encode(), False, True),
        ("ATT00004.htm", PHONE.format("Xin rút mô hình số 2").encode(), False, False),
        ("ATT00005.htm", PHONE.format("<img src='cid:1'>").encode(), False, False),
        ("ATT00006.txt", "Đã gửi từ iPhone. Xin rút mô hình 2".encode(), False, False),
        ("ATT00007.txt", b"10", False, False),
        *(
            ("ATT00008.htm", PHONE.format(shown).encode(), False, False)
            for shown in (
                "<iframe src='x'>",
                "<a href='https://a.vn/d'></a>",
                "<input value='a'>",
                "<v:imagedata src='x'>",
            )
        ),
        ("ATT00009.htm", b"<html><frameset><frame src='a.htm'></frameset></html>", False, False),
        ("ATT00010.htm", b"<meta http-equiv='refresh' content='0; url=https://a.vn'>", False, False),
        ("details.txt", b"", False, True),
        ("Cao Xá.txt", "Gửi từ iPhone".encode(), False, False),
        ("Cao Xá.htm", b"<html><body></body></html>", False, False),
        ("M3.txt", b"", False, False),
        ("Cao Xá.xlsx", b"", False, False),
    ],
)
def test_what_a_mail_program_sends_along_is_no_list_and_what_may_be_one_stays(
    name: str, data: bytes, along: bool, beside: bool
) -> None:
    assert [each(data, name) is not None for each in (accompaniment, decoration)] == [along, beside]
