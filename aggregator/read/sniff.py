"""What a file is, decided by its bytes alone: names lie."""

from __future__ import annotations

import io
import re
import zipfile
from importlib import import_module

CONTAINER_KINDS = frozenset({"eml", "msg", "zip"})

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEAD = 8192

SIGNATURES = (
    (b"%PDF", "pdf"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"{\\rtf", "rtf"),
    (b"\xff\xd8\xff", "image"),
    (b"\x89PNG", "image"),
    (b"GIF8", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
)
# A bare BIFF stream begins with a BOF record: number, version, then a length of a few bytes.
BARE_BIFF = re.compile(rb"\x09[\x00\x02\x04\x08][\x04-\x10]\x00", re.DOTALL)
PHOTO = re.compile(rb"....ftyp(?:hei|hev|mif1|msf1|avif)|RIFF....WEBP|BM....\x00\x00\x00\x00", re.DOTALL)
HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|table|meta|style|div)\b", re.IGNORECASE)
HEADER_LINES = re.compile(r"(?:From .*\r?\n)?(?:[!-9;-~]+:.*(?:\r?\n[ \t].*)*(?:\r?\n|\Z))+")
MAIL_FIELD = re.compile(
    r"^(?:Received|From|To|Subject|Date|MIME-Version|Return-Path|Delivered-To|Message-ID):",
    re.IGNORECASE | re.MULTILINE,
)
OFFICE_TYPES = (
    (b"sheet.binary", "xlsb"),
    (b"spreadsheetml", "xlsx"),
    (b"ms-excel", "xlsx"),
    (b"wordprocessingml", "docx"),
    (b"ms-word", "docx"),
)
OFFICE_PARTS = (("xl/workbook.bin", "xlsb"), ("xl/workbook.xml", "xlsx"), ("word/document.xml", "docx"))
OLE_STREAMS = (
    ("EncryptedPackage", "encrypted"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("WordDocument", "doc"),
    ("__properties_version1.0", "msg"),
)
ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
SPREADSHEET_ML = "urn:schemas-microsoft-com:office:spreadsheet"


def sniff(data: bytes) -> str:
    """The kind of a file from its bytes.

    One of: xlsx, xlsb, xls, ods, docx, doc, html, xml2003, encrypted, eml, msg, zip, rar, 7z,
    pdf, image, rtf, text, empty, unknown.
    """
    if not data:
        return "empty"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(data)
    if data.startswith(OLE):
        return _ole_kind(data)
    return _signature_kind(data) or _text_kind(data[:HEAD])


def _signature_kind(data: bytes) -> str | None:
    for signature, kind in SIGNATURES:
        if data.startswith(signature):
            return kind
    if BARE_BIFF.match(data):
        return "xls"
    if PHOTO.match(data):
        return "image"
    return "pdf" if b"%PDF-" in data[:1024] else None


def _zip_kind(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _archive_kind(archive)
    except Exception:  # a damaged archive fails in many ways; its names may still tell
        return _damaged_zip_kind(data)


def _archive_kind(archive: zipfile.ZipFile) -> str:
    names = {name.replace("\\", "/").lstrip("/").lower(): name for name in archive.namelist()}
    for part, kind in OFFICE_PARTS:
        if part in names:
            return kind
    if "mimetype" in names and _head(archive, names["mimetype"]).startswith(ODS_TYPE):
        return "ods"
    if "[content_types].xml" in names:
        return _first(OFFICE_TYPES, _head(archive, names["[content_types].xml"])) or "zip"
    return "zip"


def _head(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(HEAD)


def _first(table: tuple[tuple[bytes, str], ...], data: bytes) -> str | None:
    return next((kind for clue, kind in table if clue in data), None)


def _damaged_zip_kind(data: bytes) -> str:
    if ODS_TYPE in data[:200]:
        return "ods"
    clues = tuple((part.encode(), kind) for part, kind in OFFICE_PARTS)
    return (
        _first(
            (*clues, (b"xl/worksheets/", "xlsx"), (b"[Content_Types].xml", "xlsx"), (b"docProps/", "xlsx")),
            data,
        )
        or "zip"
    )


def _ole_kind(data: bytes) -> str:
    try:
        with import_module("olefile").OleFileIO(io.BytesIO(data)) as ole:
            top = {path[0].lower() for path in ole.listdir(streams=True, storages=False) if len(path) == 1}
    except Exception:  # a damaged directory fails in many ways; its names may still tell
        return next((kind for name, kind in OLE_STREAMS if name.encode("utf-16-le") in data), "unknown")
    return next((kind for name, kind in OLE_STREAMS if name.lower() in top), "unknown")


def _text_kind(head: bytes) -> str:
    text = text_head(head)
    if text is None:
        return "unknown"
    if SPREADSHEET_ML in text and "<" in text[:10]:
        return "xml2003"
    if HTML.search(text):
        return "eml" if is_mail(text) else "html"
    if text.startswith("<"):
        return "unknown"
    return "eml" if is_mail(text) else "text"


def is_mail(text: str) -> bool:
    """Whether the text begins with the header lines of a mail."""
    headers = HEADER_LINES.match(text)
    return headers is not None and MAIL_FIELD.search(headers[0]) is not None


def text_head(head: bytes) -> str | None:
    """The first characters as text, marks and blanks cut from the left; None where the bytes are no text."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "replace").lstrip("\ufeff \r\n\t")
    if b"\x00" in head:
        return None
    if sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in head) > len(head) // 100:
        return None
    return head.decode("utf-8", "replace").lstrip("\ufeff \r\n\t")
