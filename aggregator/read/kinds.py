"""What a file is, decided by its bytes alone: names lie."""

import html
import io
import re
from collections.abc import Iterable
from functools import lru_cache
from importlib import import_module
from itertools import chain
from typing import Any, Literal

from aggregator.campaign.word_lists import any_of, keys
from aggregator.nouns.finding import reason
from aggregator.read.package import content, directory
from aggregator.vietnamese.fold import key, regex

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEAD = 8192
ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
BLANK_LINES = regex(rb"[ \t\r\n]{1,64}(?=PK\x03\x04)")

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
    (b"\x78\x9f\x3e\x22", "tnef"),
    (b"\x00\x05\x16\x07", "appledouble"),
    (b"\x00\x05\x16\x00", "appledouble"),
    (b"-----BEGIN PKCS7-----", "p7m"),
    (b"-----BEGIN CMS-----", "p7m"),
    (b"\x1f\x8b\x08", "gzip"),
    (b"ID;P", "other office"),  # SYLK and DIF, which Excel still writes
    (b"TABLE\r\n0,1", "other office"),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "link"),
)
SHAPES = (
    # a bare BIFF stream begins with a BOF record: number, version, then a length of a few bytes
    (regex(rb"(?s)\x09[\x00\x02\x04\x08][\x04-\x10]\x00"), "xls"),
    (regex(rb"(?s)....ftyp(?:hei|hev|mif1|msf1|avif)|RIFF....WEBP|BM....\x00\x00\x00\x00"), "image"),
    # a signed, encrypted or compressed content (PKCS #7): its kind stands at the very beginning
    (
        regex(
            rb"(?s)0.{1,9}?\x06(?:\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07[\x02\x03\x06]|\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x09)"
        ),
        "p7m",
    ),
)
HTML = regex(r"(?i)<(?:!doctype\s+html|html|head|body|table|meta|style|div)\b")
HEADER_LINES = regex(r"(?:>?From .*\r?\n)?(?:[!-9;-~]+:.*(?:\r?\n[ \t].*)*(?:\r?\n|\Z))+")
MAIL_FIELD = regex(r"(?im)^(?:Received|From|To|Subject|Date|MIME-Version|Return-Path|Delivered-To|Message-ID):")
MAIN_TYPES = (
    ("sheet.binary", "xlsb"),
    ("spreadsheetml", "xlsx"),
    ("ms-excel", "xlsx"),
    ("wordprocessingml", "docx"),
    ("ms-word", "docx"),
    ("presentationml", "pptx"),
    ("ms-powerpoint", "pptx"),
    ("visio", "other office"),
)
OFFICE_PARTS = (
    ("xl/workbook.bin", "xlsb"),
    ("xl/workbook.xml", "xlsx"),
    ("word/document.xml", "docx"),
    ("ppt/presentation.xml", "pptx"),
)
DAMAGED_PARTS = (*OFFICE_PARTS, ("xl/worksheets/", "xlsx"), ("[Content_Types].xml", "xlsx"), ("docProps/", "xlsx"))
ROOT_FOLDERS = (("xl/", "xlsx"), ("word/", "docx"), ("ppt/", "pptx"), ("visio/", "other office"))
MAIN_RELATIONS = ("/officeDocument", "/fixedrepresentation")
ATTRIBUTE = regex(r"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
MIME_TYPES = (
    ("opendocument.spreadsheet", "ods"),
    ("opendocument.text", "odt"),
    ("opendocument.presentation", "odp"),
    ("sun.xml.calc", "sxc"),
    ("sun.xml.writer", "sxw"),
    ("application/", "other office"),
)
ODF_MARKS = (("<office:spreadsheet", "ods"), ("<office:text", "odt"), ("<office:presentation", "odp"))
IWORK = regex(r"(?:^|/)index(?:\.zip|/document\.iwa|\.xml(?:\.gz)?|\.apxl(?:\.gz)?)$")
OLE_STREAMS = (
    ("EncryptedPackage", "encrypted"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("WordDocument", "doc"),
    ("PowerPoint Document", "ppt"),
    ("__properties_version1.0", "msg"),
)
ODF_TYPE = regex(rb"application/vnd\.(?:oasis|sun)[\w.]+")
SPREADSHEET_ML = "urn:schemas-microsoft-com:office:spreadsheet"
FLAT_ODF = regex(r"office:mimetype=[\"'][^\"']*opendocument\.(spreadsheet|text)")
WORD_2003 = "http://schemas.microsoft.com/office/word/2003/wordml"
FLAT_OFFICE = "http://schemas.microsoft.com/office/2006/xmlPackage"
LINKS = regex(
    r"\s*(?:\[InternetShortcut\]|\{\s*\"(?:url|doc_id|resource_id)\"\s*:)|<plist[^>]*>\s*<dict>\s*<key>URL</key>"
)
UUENCODED = regex(r"begin [0-7]{3,4} \S[^\r\n]*\r?\n[ -`]+\r?\n")
EMLX = regex(r"\d{1,9}[ \t]*\r?\n")
PAGE_IN_ONE_FILE = regex(r"(?im)^content-type:\s*(?:multipart/related|multipart/alternative|text/html)")
SENT = regex(r"(?im)^(?:received|to|cc|delivered-to|return-path|message-id):")
FROM = regex(r"(?im)^from:(.*)")
SECOND_MAIL = regex(rb"\r?\n\r?\nFrom [^\n]*\r?\n[!-9;-~]+:")


def from_its_start(data: bytes) -> bytes:
    """A file without the blank lines that a web form left before it, where it is a zip."""
    lead = BLANK_LINES.match(data)
    return data[lead.end() :] if lead else data


def sniff(data: bytes) -> str:
    """The kind of a file from its bytes.

    Documents: xlsx, xlsb, xls, ods, docx, doc, html, mhtml, xml2003, text, encrypted. Containers: eml, emlx,
    mbox, msg, tnef, p7m, uu, zip. Others: odt, sxc, sxw, odp, pptx, ppt, iwork, flat ods, flat odt, word2003,
    other office, rar, 7z, gzip, pdf, image, rtf, link, appledouble, empty, unknown.
    """
    if not data:
        return "empty"
    if data.startswith(ZIPS):
        try:
            return _archive_kind(data)
        except Exception:  # a damaged archive fails in many ways; its names may still tell
            odf = ODF_TYPE.search(data[:200])
            parts = (kind for part, kind in DAMAGED_PARTS if part.encode() in data)
            return (odf and _first(MIME_TYPES, odf[0].decode())) or next(parts, "zip")
    if data.startswith(OLE):
        return _ole_kind(data)
    known = (kind for signature, kind in SIGNATURES if data.startswith(signature))
    shape = (kind for pattern, kind in SHAPES if pattern.match(data))
    kind = next(chain(known, shape), None) or ("pdf" if b"%PDF-" in data[:1024] else _text_kind(data[:HEAD]))
    return "mbox" if kind == "eml" and data.startswith(b"From ") and SECOND_MAIL.search(data) else kind


def _archive_kind(data: bytes) -> str:
    """What a zip is: its own list of what it begins with decides, else the parts that every file of a kind has."""
    names = {each.filename.replace("\\", "/").lstrip("/").lower(): each for each in directory(data).infolist()}

    def head(name: str) -> str:
        return content(data, names[name], 8 * HEAD).decode("utf-8", "replace") if name in names else ""

    return (
        _first(MIME_TYPES, head("mimetype"))
        or _root_kind(head("_rels/.rels"), head("[content_types].xml"))
        or next((kind for part, kind in OFFICE_PARTS if part in names), None)
        or _first(ODF_MARKS, head("content.xml"))
        or _first(MIME_TYPES[:-1], head("meta-inf/manifest.xml"))
        or _first(MAIN_TYPES, head("[content_types].xml").lower())
        or ("iwork" if _is_iwork(names) else None)
        or "zip"
    )


@lru_cache(maxsize=64)  # a program writes the same into all of its files
def _root_kind(relations: str, types: str) -> str | None:
    """The kind of the part that an office file begins with, wherever it stands and whatever it is called."""
    mains = [each for each in tags(relations, "Relationship") if each.get("Type", "").endswith(MAIN_RELATIONS)]
    if not mains:
        return None
    part = mains[0].get("Target", "").lstrip("/").lower()
    parts = {each.get("PartName", "").lstrip("/").lower(): each for each in tags(types, "Override")}
    content = parts.get(part, {}).get("ContentType", "").lower()
    if part.endswith(".bin") and "word" not in content:
        return "xlsb"
    folder = next((kind for start, kind in ROOT_FOLDERS if part.startswith(start)), None)
    return _first(MAIN_TYPES, content) or folder or _first(MAIN_TYPES, types.lower()) or "other office"


def tags(xml: str, name: str) -> list[dict[str, str]]:
    """The attributes of each element of a name, as far as they can be read where the part is damaged."""
    elements = re.findall(rf"<(?:\w+:)?{name}\s[^>]*>", xml)
    return [{key: one or other for key, one, other in ATTRIBUTE.findall(element)} for element in elements]


def _is_iwork(names: Iterable[str]) -> bool:
    """Whether it is a file of Numbers, Pages or Keynote, also as the folder that a Mac shows as one file."""
    own = [name for name in names if not name.startswith("__macosx/")]
    marks = [name for name in own if IWORK.search(name)]
    folder = marks[0].partition("index")[0] if marks else ""
    known = any("preview" in name or "quicklook" in name or name.endswith((".iwa", ".apxl")) for name in own)
    return bool(marks) and known and all(name.startswith(folder) for name in own)


def _first(table: tuple[tuple[str, str], ...], text: str) -> str | None:
    return next((kind for clue, kind in table if clue in text), None)


def open_ole(data: bytes) -> Any:
    """An OLE file (``olefile.OleFileIO``), to be closed after use. A damaged one raises in many ways."""
    return import_module("olefile").OleFileIO(io.BytesIO(data))  # loaded when the first comes


def _ole_kind(data: bytes) -> str:
    try:
        with open_ole(data) as ole:
            top = {path[0].lower() for path in ole.listdir(streams=True, storages=False) if len(path) == 1}
    except Exception:  # a damaged directory fails in many ways; its names may still tell
        return next((kind for name, kind in OLE_STREAMS if name.encode("utf-16-le") in data), "unknown")
    return next((kind for name, kind in OLE_STREAMS if name.lower() in top), "unknown")


def _text_kind(head: bytes) -> str:
    text = text_head(head)
    if text is None:  # a mail whose attachment is not packed in letters
        return "eml" if is_mail(head.decode("latin-1")) else "unknown"
    is_xml, mail, length = text.startswith("<"), is_mail(text), EMLX.match(text)
    flat = FLAT_ODF.search(text) if is_xml else None
    kinds = {
        "xml2003": is_xml and SPREADSHEET_ML in text,
        "flat ods": flat and flat[1] == "spreadsheet",
        "flat odt": flat,
        "word2003": is_xml and (WORD_2003 in text or FLAT_OFFICE in text),
        "link": LINKS.match(text) or (text.startswith("<?xml") and LINKS.search(text)),
        "mhtml": mail and is_web_page(text),
        "eml": mail,
        "emlx": length and is_mail(text[length.end() :]),
        "html": HTML.search(text),
        "unknown": is_xml,
        "uu": UUENCODED.match(text),
    }
    return next((kind for kind, fits in kinds.items() if fits), "text")


def is_web_page(text: str) -> bool:
    """Whether what has the form of a mail was sent by nobody: a web page in one file, as Excel saves it."""
    headers = HEADER_LINES.match(text)
    if headers is None or SENT.search(headers[0]) or not PAGE_IN_ONE_FILE.search(headers[0]):
        return False
    author = FROM.search(headers[0])
    return author is None or "saved by" in author[1].lower() or "@" not in author[1]


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


# ---- What mail programs send along with a mail: no list, whatever it is called.


CARD = regex(rb"(?is)(?:\xef\xbb\xbf)?\s*BEGIN:V(?:CARD|CALENDAR)\b.*\bEND:V(?:CARD|CALENDAR)\s*\Z")
DETACHED = {"smime.p7s": (b"0", b"-----BEGIN "), "signature.asc": (b"-----BEGIN PGP SIGNATURE",)}
PUBLIC_KEY = regex(rb"\s*-----BEGIN PGP PUBLIC KEY BLOCK-----[^<>|]*-----END PGP PUBLIC KEY BLOCK-----\s*\Z")
STYLE = regex(rb"[{@]")
CALLED_LIST = regex(r"\b(?:m ?[1-4]|danh sach|ds|dang ky|bieu)\b")
PIXELS: tuple[
    tuple[re.Pattern[bytes], Literal["big", "little"]], ...
] = (  # where an image says its width and height
    (regex(rb"(?s)\x89PNG.{12}(.{4})(.{4})"), "big"),
    (regex(rb"(?s)GIF8..(..)(..)"), "little"),
    (regex(rb"(?s)\xff[\xc0-\xc3]...(..)(..)"), "big"),
)
LARGEST_EMBLEM = 256  # pixels on each side; a list that can be read has more
EMBLEM_NAME = regex(r"(?i)(?:image\d{3,}|logo|spacer)\.\w+")
REST_NAME = regex(r"(?i)(?:att\d{4,}|details)\.(?:txt|html?)")  # as mail programs call what they cut off
# what shows nothing; a link, a frame or a picture may be the list
UNSEEN = regex(
    r"(?is)<!--.*?-->|<style\b.*?</style\s*>|<(?!meta[^>]*refresh|body[^>]*background)"
    r"/?(?:html|head|meta|body|div|p|br|span|font|b|i|u)\b[^>]*>"
)
# “Sent from my iPhone”: some words, one of which says so
OF_DEVICE = regex(
    rf"(?=(?:.* )?(?:sent|get|gui)\b)(?:(?:{any_of(keys('signature', 'devices', 'mail.toml'))})(?: |$)){{3,}}"
)


def accompaniment(data: bytes, name: str) -> str | None:
    """What a file is that can be no list by its own form, wherever it lies, in Vietnamese; None for all others."""
    if CARD.match(data) and not CALLED_LIST.search(key(name)):  # what is called a list may be what is left of it
        return reason("card-or-calendar")
    if data.startswith(DETACHED.get(name.casefold(), ())):
        return reason("signature")
    if PUBLIC_KEY.match(data):
        return reason("public-key")
    if name.casefold().endswith(".css") and STYLE.search(data) and sniff(data) == "text":
        return reason("style-sheet")
    return reason("rest-of-mail") if OF_DEVICE.fullmatch(key(_shown(data, name) or "")) else None


def decoration(data: bytes, name: str) -> str | None:
    """The same of what a mail program adds to a mail that brings other things too: an emblem, an empty rest."""
    if EMBLEM_NAME.fullmatch(name) and 0 < max(_size(data[:HEAD])) <= LARGEST_EMBLEM:
        return reason("emblem")
    return reason("rest-of-mail") if _shown(data, name) == "" else None


def _shown(data: bytes, name: str) -> str | None:
    """What a short text says that is called as mail programs call their own; None for all others."""
    text = text_head(data) if len(data) <= HEAD and REST_NAME.fullmatch(name) else None
    return None if text is None else " ".join(html.unescape(UNSEEN.sub(" ", text)).split())


def _size(head: bytes) -> tuple[int, int]:
    """Two sides of an image in pixels, as it says itself; 0 where it is none or says it further on."""
    at = 0
    if head.startswith(b"\xff\xd8"):
        at = 2  # the frame of a JPEG stands behind segments, each with its length, that may hold a smaller picture
        while head[at : at + 1] == b"\xff" and not b"\xc0" <= head[at + 1 : at + 2] <= b"\xc3":
            at += 2 + int.from_bytes(head[at + 2 : at + 4])
    found = next(((size, order) for pattern, order in PIXELS if (size := pattern.match(head, at))), None)
    return (int.from_bytes(found[0][1], found[1]), int.from_bytes(found[0][2], found[1])) if found else (0, 0)
