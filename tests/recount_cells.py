"""The bare cells of a file, read without the program: zip, XML, HTML and mail modules of Python, and xlrd."""

from __future__ import annotations

import email
import io
import re
import zipfile
from collections.abc import Iterator
from email.message import Message
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import xlrd

Rows = list[list[str]]
REFERENCE = re.compile(r"([A-Z]+)(\d+)")


def sheets_of(inbox: Path, file: str) -> list[Rows]:
    """Every sheet of a file, or of a container's member, as rows of texts; the first row is row 1."""
    outer, _, member = file.partition("!")
    data = (inbox / outer).read_bytes()
    return _read(_member(data, member) if member else data)


def _member(data: bytes, name: str) -> bytes:
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.read(name)
    parts = email.message_from_bytes(data).walk()
    return next(_attached(part) for part in parts if part.get_filename() == name)


def _attached(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content


def _read(data: bytes) -> list[Rows]:
    if data.startswith(b"\xd0\xcf"):
        book = xlrd.open_workbook(file_contents=data)
        return [[[_text(v) for v in sheet.row_values(r)] for r in range(sheet.nrows)] for sheet in book.sheets()]
    if data.startswith(b"<html"):
        return [_html(data.decode())]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name.endswith(".xml")}
    if "content.xml" in parts:
        return _ods(parts["content.xml"])
    if "word/document.xml" in parts:
        return [_word(parts["word/document.xml"])]
    return _excel(parts)


def _text(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _tree(data: bytes) -> ElementTree.Element:
    """The XML without its namespaces, so that Strict and Transitional are the same."""
    root = ElementTree.fromstring(data)  # noqa: S314  (our own samples)
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
        element.attrib = {name.rpartition("}")[2]: value for name, value in element.attrib.items()}
    return root


def _excel(parts: dict[str, bytes]) -> list[Rows]:
    table = _tree(parts.get("xl/sharedStrings.xml", b"<sst/>"))
    shared = ["".join(t.text or "" for t in string.iter("t")) for string in table]
    names = sorted((n for n in parts if n.startswith("xl/worksheets/sheet")), key=lambda n: (len(n), n))
    return [_excel_sheet(parts[name], shared) for name in names]


def _excel_sheet(data: bytes, shared: list[str]) -> Rows:
    cells: dict[tuple[int, int], str] = {}
    for cell in _tree(data).iter("c"):
        found = REFERENCE.fullmatch(cell.get("r", ""))
        assert found
        value = "".join(t.text or "" for t in cell.iter("t")) or cell.findtext("v", "")
        cells[int(found[2]), _column(found[1])] = shared[int(value)] if cell.get("t") == "s" else value
    width, height = max(c for _, c in cells), max(r for r, _ in cells)
    return [[cells.get((row, column), "") for column in range(1, width + 1)] for row in range(1, height + 1)]


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _ods(data: bytes) -> list[Rows]:
    return [
        [["\n".join(p.text or "" for p in cell.iter("p")) for cell in row] for row in table.iter("table-row")]
        for table in _tree(data).iter("table")
    ]


def _word(data: bytes) -> Rows:
    return [list(_word_row(row)) for row in _tree(data).iter("tr")]


def _word_row(row: ElementTree.Element) -> Iterator[str]:
    for cell in row.iter("tc"):
        span = cell.find(".//gridSpan")
        yield "".join(t.text or "" for t in cell.iter("t"))
        yield from [""] * (int(span.get("val", "1")) - 1 if span is not None else 0)


def _html(text: str) -> Rows:
    page = _Page()
    page.feed(text)
    return page.rows


class _Page(HTMLParser):
    """Rows of cells; what a wide cell covers is blank."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: Rows = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag == "td":
            self.rows[-1] += [""] * int(dict(attrs).get("colspan") or 1)
            self._at = len(self.rows[-1]) - int(dict(attrs).get("colspan") or 1)

    def handle_data(self, data: str) -> None:
        if self.rows and self.rows[-1]:
            self.rows[-1][self._at] += data
