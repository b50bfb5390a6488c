"""One file in, one document or container out: the module is chosen by what the bytes say. Separated text too."""

import codecs
import csv
import io
import re
from collections import Counter
from email import message_from_bytes
from importlib import import_module
from itertools import chain
from pathlib import PurePath
from typing import Any

from aggregator.campaign.mail_words import undoes
from aggregator.nouns.document import Container, Document
from aggregator.nouns.finding import Unreadable
from aggregator.read.builder import SheetBuilder
from aggregator.read.kinds import HEAD, OLE, sniff
from aggregator.read.limits import DAMAGED, MAX_MARKUP, NO_MEMORY, check_cells, check_file_size
from aggregator.read.member_names import well_read
from aggregator.read.package import unlocked

# kind: module, function. Each is loaded when the first container of its kind comes.
OPENERS = {
    "eml": ("mail", "open_mail"),
    "emlx": ("mail", "open_emlx"),
    "mbox": ("mail", "open_mbox"),
    "msg": ("outlook", "open_outlook"),
    "tnef": ("tnef", "open_tnef"),
    "p7m": ("tnef", "open_signed"),
    "uu": ("mail_parts", "open_uuencoded"),
    "zip": ("archive", "open_archive"),
}


def open_container(data: bytes, name: str, kind: str) -> Container:
    """Open a mail (``eml``, ``msg``, …) or an archive (``zip``, …); ``name`` is its file name.

    A container inside is an ordinary member. Raises Unreadable where nothing can be taken out.
    """
    check_file_size(data)
    container: Container = _done_by(*OPENERS[kind], data, name)
    return container


def _done_by(module: str, function: str, *arguments: object) -> Any:
    """What a function of the room makes of a file; one that it stumbles over is damaged."""
    try:
        return getattr(import_module(f"aggregator.read.{module}"), function)(*arguments)
    except (Unreadable, MemoryError):
        raise
    except Exception as error:
        raise Unreadable(DAMAGED) from error


# ---- One file in, one document out: the reader is chosen by what the bytes say.


# kind: module, function. A reader is loaded when the first file of its kind comes.
READERS = {
    "xlsx": ("xlsx", "read_xlsx"),
    "xlsb": ("xlsb", "read_xlsb"),
    "xls": ("xls", "read_xls"),
    "ods": ("ods", "read_ods"),
    "flat ods": ("ods", "read_fods"),
    "html": ("html", "read_html"),
    "xml2003": ("xml2003", "read_xml2003"),
    "text": ("dispatch", "read_delimited"),
    "docx": ("docx", "read_docx"),
    "mhtml": ("html", "read_mhtml"),
    "word2003": ("docx", "read_word_xml"),
    "doc": ("docx", "read_doc"),
    "wps": ("docx", "read_wps"),
    "odt": ("odt", "read_odt"),
    "flat odt": ("odt", "read_fodt"),
    "rtf": ("rtf", "read_rtf"),
    "pdf": ("pdf", "read_pdf"),
}

REASONS = {
    "empty": "tệp rỗng (0 byte)",
    "image": "là tệp ảnh (bản chụp hoặc bản quét) nên chưa lấy được số liệu; đề nghị gửi thêm bản Excel hoặc Word",
    "rar": "là tệp nén .rar, chưa mở được; đề nghị gửi lại tệp Excel hoặc nén bằng .zip",
    "7z": "là tệp nén .7z, chưa mở được; đề nghị gửi lại tệp Excel hoặc nén bằng .zip",
    "zip": "là tệp nén .zip, không phải một bảng tính",
    "eml": "là thư điện tử, không phải một bảng tính",
    "msg": "là thư điện tử (Outlook), không phải một bảng tính",
    "emlx": "là thư điện tử, không phải một bảng tính",
    "mbox": "là hộp thư điện tử, không phải một bảng tính",
    "tnef": "là tệp gói của Outlook (winmail.dat), không phải một bảng tính",
    "p7m": "là tệp ký số (.p7m), không phải một bảng tính",
    "uu": "là tệp mã hóa dạng chữ (uuencode), không phải một bảng tính",
    "sxc": "là bảng tính OpenOffice đời cũ (.sxc), chưa đọc được; đề nghị lưu lại dạng Excel (.xlsx)",
    "sxw": "là văn bản OpenOffice đời cũ (.sxw), chưa đọc được; đề nghị lưu lại dạng Word (.docx)",
    "odp": "là bản trình chiếu (.odp), không có bảng đọc được; đề nghị gửi danh sách dạng Excel hoặc Word",
    "pptx": "là bản trình chiếu PowerPoint, không có bảng đọc được; đề nghị gửi danh sách dạng Excel hoặc Word",
    "ppt": "là bản trình chiếu PowerPoint, không có bảng đọc được; đề nghị gửi danh sách dạng Excel hoặc Word",
    "iwork": "là tệp Numbers hoặc Pages của máy Apple, chưa đọc được; đề nghị xuất ra Excel hoặc Word",
    "other office": "là loại tệp văn phòng chưa đọc được; đề nghị gửi lại dạng Excel hoặc Word",
    "gzip": "là tệp nén .gz, chưa mở được; đề nghị gửi lại tệp Excel hoặc nén bằng .zip",
    "link": "chỉ là liên kết tới tệp ở nơi khác, không chứa danh sách; đề nghị gửi chính tệp đó",
    "appledouble": "là phần phụ mà máy Apple kèm theo tệp, không chứa danh sách; đề nghị gửi chính tệp đó",
    "unknown": "không nhận ra loại tệp: không phải Excel, Word hay thư điện tử",
}

EXCEL = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".xltx", ".xlt", ".csv"})


def read(data: bytes, name: str, kind: str | None = None) -> Document:
    """Read one file. ``kind`` is what ``sniff`` says, where known; ``name`` words reasons and tells a Works file.

    Raises Unreadable with a Vietnamese reason where nothing can be read.
    """
    check_file_size(data)
    kind = kind or sniff(data)
    if kind == "unknown" and data.startswith(OLE) and PurePath(name).suffix.lower() == ".wps":
        kind = "wps"  # Works: only LibreOffice knows its bytes
    if kind == "encrypted":
        return read(unlocked(data), name)
    if kind not in READERS:
        raise Unreadable(REASONS.get(kind, REASONS["unknown"]) + _misnamed(kind, name))
    try:
        document: Document = _done_by(*READERS[kind], data)
    except Unreadable as reason:
        raise Unreadable(str(reason) + (_misnamed(kind, name) if kind == "pdf" else "")) from reason
    except MemoryError as error:
        raise Unreadable(NO_MEMORY) from error
    return document


def read_inner(data: bytes) -> Document:
    """A document that stands inside another (an altChunk): of any kind, a saved web page with its pictures too.

    Raises Unreadable.
    """
    kind = message_from_bytes(data[:HEAD]).get_content_type()
    return read(data, "", "mhtml" if kind in ("multipart/related", "text/html") else None)


def _misnamed(kind: str, name: str) -> str:
    """What to add where the name promises a workbook and the bytes are something else."""
    suffix = PurePath(name).suffix.lower()
    return f" (tên tệp ghi {suffix} nhưng không phải Excel)" if suffix in EXCEL and kind != "empty" else ""


META = re.compile(rb"""charset\s*=\s*["']?([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
VIETNAMESE_WINDOWS = "windows-1258"


def text_in(data: bytes) -> str:
    """The text: by its byte order mark, as UTF-8, by the charset it names, or as Vietnamese Windows text."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        return well_read(data.decode("utf-8"))
    except UnicodeDecodeError:
        return data.decode(_charset(data) or VIETNAMESE_WINDOWS, "replace")


def _charset(data: bytes) -> str | None:
    found = META.search(data[:4096])
    if found is None:
        return None
    try:
        name = codecs.lookup(found[1].decode()).name
    except LookupError:
        return None
    return None if name.startswith("utf") else name  # it said UTF-8 and was not


# ---- Comma, semicolon or tab separated text, also where it is called .xls.


DELIMITERS = "\t;,|"
AS_TEXT = re.compile(r'="([^"]*)"\Z')  # how web portals keep Excel from taking a text for a number
SAMPLE = 50  # lines
AGREEING = 0.8  # of the sampled lines
WIDE, LEAST_WIDE = 6, 2  # fields of a list's line; lines of that width
LOST = re.compile(r"[^\W\d_]\?+[^\W\d_]|(?<![\w?])\?+[^\W\d_]|\ufffd")  # a letter that became a question mark
MOST_LOST = 3
LOST_LETTERS = (
    "bị mất chữ có dấu (thành dấu hỏi) khi lưu dạng CSV, không đọc chắc được tên mô hình; "
    "đề nghị gửi tệp Excel (.xlsx), hoặc lưu lại dạng “CSV UTF-8”"
)
NO_DELIMITER = "\x1f"
MOST_OF_MESSAGE, MOST_LINES, LEAST_WORDS = (
    600,
    5,
    8,
)  # letters and lines of a few sentences about a list, which is longer
PLAIN_TEXT = "là văn bản thường, không có bảng; đề nghị gửi lại tệp Excel"


def read_delimited(data: bytes) -> Document:
    """Read as one sheet. Every cell is text. Raises Unreadable where letters were lost when it was saved."""
    if len(data) > MAX_MARKUP:
        raise Unreadable("quá lớn: tệp văn bản hơn 20 MB")
    text = text_in(data)
    if len(LOST.findall(text)) >= MOST_LOST:
        raise Unreadable(LOST_LETTERS)
    delimiter = find_delimiter(text)
    length = text.strip().count("\n") + 1
    is_message = (
        len(text) <= MOST_OF_MESSAGE
        and length <= MOST_LINES
        and (undoes(text) or (length == 1 and len(text.split()) >= LEAST_WORDS))
    )
    if "\x00" in text or not (delimiter or is_message):
        raise Unreadable(PLAIN_TEXT)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter or NO_DELIMITER)
    lines = [[AS_TEXT.sub(r"\1", cell) for cell in row] for row in rows]
    check_cells(sum(map(len, lines)))
    builder = SheetBuilder("CSV")
    builder.dense(lines, 1, 1)
    return Document("text", (builder.sheet(),))


def find_delimiter(text: str) -> str | None:
    """The delimiter that cuts nearly all lines into as many fields, or two wide ones; None where none does.

    Wide lines of one width stand among others where a program left out the blanks at the end.
    """
    sample = io.StringIO(text, newline="")
    lines = [line for _, line in zip(range(SAMPLE), (s for s in sample if s.strip()), strict=False)]
    widths = {sign: Counter(len(fields) for fields in csv.reader(lines, delimiter=sign)) for sign in DELIMITERS}
    agreed = (sign for sign, counts in widths.items() if _is_consistent(counts))
    ragged = (sign for sign, counts in widths.items() if any(w >= WIDE and counts[w] >= LEAST_WIDE for w in counts))
    return next(chain(agreed, ragged), None)


def _is_consistent(counts: Counter[int]) -> bool:
    width, agreeing = max(counts.items(), key=lambda item: item[1], default=(0, 0))
    return width > 1 and counts.total() > 1 and agreeing >= AGREEING * counts.total()
