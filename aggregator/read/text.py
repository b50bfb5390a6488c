"""Text out of bytes whose encoding is written inside, or nowhere."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter

from aggregator.nouns.document import Document
from aggregator.nouns.finding import Unreadable
from aggregator.read.builder import SheetBuilder
from aggregator.read.limits import MAX_MARKUP, check_cells

META = re.compile(rb"""charset\s*=\s*["']?([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
VIETNAMESE_WINDOWS = "windows-1258"


def decoded(data: bytes) -> str:
    """The text: by its byte order mark, as UTF-8, by the charset it names, or as Vietnamese Windows text."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode(_named(data) or VIETNAMESE_WINDOWS, "replace")


def _named(data: bytes) -> str | None:
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
SAMPLE = 50  # lines
AGREEING = 0.8  # of the sampled lines
WIDE, LEAST_WIDE = 6, 2  # fields of a list's line; lines of that width
LOST = re.compile(r"[^\W\d_]\?+[^\W\d_]|(?<![\w?])\?+[^\W\d_]|\ufffd")  # a letter that became a question mark
MOST_LOST = 3
LOST_LETTERS = (
    "bị mất chữ có dấu (thành dấu hỏi) khi lưu dạng CSV, không đọc chắc được tên mô hình; "
    "đề nghị gửi tệp Excel (.xlsx), hoặc lưu lại dạng “CSV UTF-8”"
)
PLAIN_TEXT = "là văn bản thường, không có bảng; đề nghị gửi lại tệp Excel"


def read_delimited(data: bytes) -> Document:
    """Read as one sheet. Every cell is text. Raises Unreadable where letters were lost when it was saved."""
    if len(data) > MAX_MARKUP:
        raise Unreadable("quá lớn: tệp văn bản hơn 20 MB")
    text = decoded(data)
    if len(LOST.findall(text)) >= MOST_LOST:
        raise Unreadable(LOST_LETTERS)
    delimiter = find_delimiter(text)
    if delimiter is None or "\x00" in text:
        raise Unreadable(PLAIN_TEXT)
    lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    check_cells(sum(map(len, lines)))
    builder = SheetBuilder("CSV")
    builder.dense(lines, 1, 1)
    return Document("text", (builder.sheet(),))


def find_delimiter(text: str) -> str | None:
    """The delimiter that cuts nearly all lines, or two wide ones, into as many fields; None where none does."""
    sample = io.StringIO(text, newline="")
    lines = [line for _, line in zip(range(SAMPLE), (s for s in sample if s.strip()), strict=False)]
    agreed = next((delimiter for delimiter in DELIMITERS if _is_consistent(lines, delimiter)), None)
    return agreed or next((delimiter for delimiter in DELIMITERS if _is_ragged(lines, delimiter)), None)


def _is_ragged(lines: list[str], delimiter: str) -> bool:
    """Whether wide lines of one width stand among others, as where a program left out the blanks at the end."""
    counts = Counter(len(fields) for fields in csv.reader(lines, delimiter=delimiter))
    return any(width >= WIDE and lines >= LEAST_WIDE for width, lines in counts.items())


def _is_consistent(lines: list[str], delimiter: str) -> bool:
    counts = Counter(len(fields) for fields in csv.reader(lines, delimiter=delimiter))
    if not counts:
        return False
    width, agreeing = counts.most_common(1)[0]
    return width > 1 and sum(counts.values()) > 1 and agreeing >= AGREEING * sum(counts.values())
