"""One return in every format that the readers know, and the ways in which its bytes are spoilt."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree as Tree

import docx

from tests.hands.paper import paper
from tests.read import test_ods, test_odt, test_rtf, test_xls, test_xlsb
from tests.read.envelopes import tnef
from tests.read.test_pdf import pdf, table
from tests.samples.parts import unzipped, zipped
from tests.sheets import of_levels, rows, workbook
from tests.test_containers import TEXTS, WRAPS

ROOT = Path(__file__).parents[2]
LIST = of_levels(1, 4, top="Đơn vị: Xã Cao Xá\nDANH SÁCH ĐĂNG KÝ MÔ HÌNH DÂN VẬN KHÉO NĂM 2024")
GRID = [(row.number, ["" if cell is None else str(cell) for cell in row.cells]) for row in rows(LIST)]
FORM = paper(
    "MẪU ĐĂNG KÝ CỦA TẬP THỂ", "Đơn vị: Xã Cao Xá", "BẢN ĐĂNG KÝ", "1. Tên mô hình đăng ký: Trồng hoa ven đường",
    "2. Thuộc lĩnh vực: Phát triển kinh tế", "3. Đăng ký mô hình ở cấp: huyện", "4. Nội dung thực hiện: Họp thôn",
)  # fmt: skip


def _word() -> bytes:
    word, stream = docx.Document(), io.BytesIO()
    made = word.add_table(len(GRID), max(len(cells) for _, cells in GRID))
    for place, (_, cells) in enumerate(GRID):
        for column, text in enumerate(cells):
            made.cell(place, column).text = text
    word.save(stream)
    return stream.getvalue()


def _form() -> bytes:
    stream = io.BytesIO()
    FORM.save(stream)
    return stream.getvalue()


def _xls() -> bytes:
    cells = [(row, column, text) for row, texts in GRID for column, text in enumerate(texts) if text]
    return test_xls.biff8(*(test_xls.label(row - 1, column, text) for row, column, text in cells))


def _xlsb() -> bytes:
    return test_xlsb.xlsb(
        b"".join(
            test_xlsb.row(row - 1)
            + b"".join(test_xlsb.cell(6, c, test_xlsb.wide(t)) for c, t in enumerate(texts) if t)
            for row, texts in GRID
        )
    )


def _ods() -> bytes:
    return test_ods.ods(test_ods.table(*(test_ods.row(*map(test_ods.cell, texts)) for _, texts in GRID)))


def _odt() -> bytes:
    made = (test_odt.row(*(test_odt.cell(test_odt.p(text)) for text in texts)) for _, texts in GRID)
    return test_odt.odt(f"<table:table>{''.join(made)}</table:table>")


def _rtf() -> bytes:
    def escaped(text: str) -> str:
        return "".join(c if c.isascii() else f"\\u{ord(c)}?" for c in text)

    lines = "".join(test_rtf.row(*map(escaped, texts)) for _, texts in GRID)
    return f"{test_rtf.HEAD}{lines}}}".encode("latin-1")


def _xml2003() -> bytes:
    cell = '<Cell><Data ss:Type="String">{}</Data></Cell>'
    lines = "".join(f"<Row>{''.join(cell.format(text) for text in texts)}</Row>" for _, texts in GRID)
    return (
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        f'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="M3"><Table>{lines}</Table>'
        "</Worksheet></Workbook>"
    ).encode()


def _seeds() -> Iterator[tuple[str, bytes]]:
    book = workbook(LIST)
    yield from {"list.xlsx": book, "list.docx": _word(), "form.docx": _form(), "list.xls": _xls()}.items()
    yield from {"list.xlsb": _xlsb(), "list.ods": _ods(), "list.odt": _odt(), "list.rtf": _rtf()}.items()
    yield "list.xml", _xml2003()
    yield "list.csv", "\n".join("\t".join(texts) for _, texts in GRID).encode()
    yield "list.pdf", pdf(table(800, ("STT", "Dia chi", "Ten mo hinh"), ("1", "Thon Trai", "Trong hoa")))
    yield "winmail.dat", tnef({"M3.xlsx": book})
    for name, (wrap, ending) in WRAPS.items():
        yield f"{name}{ending}", wrap(book, "M3.xlsx")
    for name, (write, ending) in TEXTS.items():
        yield f"{name}{ending}", write(LIST)


SEEDS = dict(_seeds())


def sample_seeds() -> dict[str, bytes]:
    """The returns of the sample campaign, and the blank forms."""
    folders = (ROOT / "samples" / "tiep_nhan", ROOT / "blank_forms")
    files = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())
    return {f"{number} {path.name}": path.read_bytes() for number, path in enumerate(files)}


ODD = (0, 1, 2, 0x7F, 0x80, 0xFF, 0xFFFF, 0x10000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF)
ODD_TEXT = (
    "",
    "-1",
    "0",
    "NaN",
    "1e309",
    "99999999999999999999",
    "XFD1048577",
    "../../a",
    "\u202e",
    "a" * 5000,
    "#REF!",
)
Spoil = Callable[[random.Random, bytes], bytes]


def spoil_bytes(rng: random.Random, data: bytes) -> bytes:
    """Bits turned, pieces cut, doubled, moved, filled with nothing, or of another seed."""
    raw = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 8, 40))):
        at, size = rng.randrange(len(raw) + 1), rng.choice((1, 2, 16, 400))
        deed = rng.randrange(6)
        if deed == 0 and at < len(raw):
            raw[at] ^= 1 << rng.randrange(8)
        elif deed == 1:
            del raw[at : at + size]
        elif deed == 2:
            raw[at:at] = raw[at : at + size] or b"\0"
        elif deed == 3:
            raw[at : at + size] = bytes(size)
        elif deed == 4:
            raw[at:at] = rng.randbytes(size)
        else:
            other = rng.choice(list(SEEDS.values()))
            start = rng.randrange(len(other))
            raw[at : at + size] = other[start : start + size]
    return bytes(raw[: rng.randrange(len(raw) + 1)] if rng.random() < 0.1 else raw)


def spoil_records(rng: random.Random, data: bytes) -> bytes:
    """Numbers in binary records that are not what they should be: lengths, offsets, kinds."""
    raw = bytearray(data)
    for _ in range(rng.choice((1, 1, 3))):
        size = rng.choice((1, 2, 4))
        at = rng.randrange(max(1, len(raw) - size))
        raw[at : at + size] = struct.pack("<I", rng.choice((*ODD, len(raw), rng.randrange(1 << 16))))[:size]
    return bytes(raw)


def spoil_directory(rng: random.Random, data: bytes) -> bytes:
    """A zip whose headers lie: names, sizes, offsets, flags, methods, numbers of entries."""
    places = [at for mark in (b"PK\1\2", b"PK\3\4", b"PK\5\6") for at in _all(data, mark)]
    raw = bytearray(data)
    for at in rng.choices(places, k=rng.choice((1, 1, 4))) if places else ():
        field, size = at + rng.randrange(4, 46), rng.choice((1, 2, 4))
        raw[field : field + size] = struct.pack("<I", rng.choice((*ODD, len(raw))))[:size]
    return bytes(raw)


def _all(data: bytes, mark: bytes) -> Iterator[int]:
    at = data.find(mark)
    while at >= 0:
        yield at
        at = data.find(mark, at + 1)


def spoil_parts(rng: random.Random, data: bytes) -> bytes:
    """The parts of a package dropped, emptied, exchanged, renamed, or one of another seed."""
    parts = dict(_parts(data))
    if not parts:
        return spoil_bytes(rng, data)
    name, other = rng.choice(list(parts)), rng.choice(list(parts))
    deed = rng.randrange(5)
    if deed == 0:
        del parts[name]
    elif deed == 1:
        parts[name] = b""
    elif deed == 2:
        parts[name], parts[other] = parts[other], parts[name]
    elif deed == 3:
        parts[rng.choice(("../a.xml", "/abs.xml", name.upper(), "a" * 300, "[trash]/0"))] = parts.pop(name)
    else:
        foreign = dict(_parts(rng.choice([seed for seed in SEEDS.values() if seed[:2] == b"PK"])))
        parts[name] = rng.choice(list(foreign.values()))
    return zipped(parts)


def spoil_tree(rng: random.Random, data: bytes) -> bytes:
    """Elements of XML dropped, doubled, moved, renamed, nested; attributes that say odd things. No text is new."""
    parts = dict(_parts(data)) or {"": data}
    names = [name for name, part in parts.items() if part.lstrip(b"\xef\xbb\xbf \r\n")[:1] == b"<"]
    for name in rng.sample(names, min(len(names), rng.choice((1, 1, 2)))):
        try:
            root = Tree.fromstring(parts[name])  # noqa: S314 -- our own seeds
        except (Tree.ParseError, ValueError):
            return spoil_bytes(rng, data)
        for _ in range(rng.choice((1, 2, 5))):
            _spoil_element(rng, root)
        parts[name] = Tree.tostring(root, "utf-8")
    return parts[""] if "" in parts else zipped(parts)


def _spoil_element(rng: random.Random, root: Tree.Element) -> None:
    parents = [element for element in root.iter() if len(element)]
    if not parents:
        return
    parent = rng.choice(parents)
    child = rng.choice(list(parent))
    deed = rng.randrange(6)
    if deed == 0:
        parent.remove(child)
    elif deed == 1:
        parent.insert(rng.randrange(len(parent)), child)
    elif deed == 2:
        parent.remove(child)
        target = rng.choice(parents)
        if target not in child.iter():
            target.append(child)
    elif deed == 3:
        child.tag = rng.choice([element.tag for element in root.iter()])
    elif deed == 4 and child.attrib:
        child.set(rng.choice(list(child.attrib)), rng.choice(ODD_TEXT))
    else:
        nested = child
        for _ in range(rng.choice((3, 300))):
            nested = Tree.SubElement(nested, child.tag)


def spoil_headers(rng: random.Random, data: bytes) -> bytes:
    """The lines of a mail's head, and of its parts' heads, in disorder and with odd values."""
    lines = data.split(b"\n")
    heads = [n for n, line in enumerate(lines[:4000]) if b":" in line[:40]] or [0]
    for _ in range(rng.choice((1, 2, 6))):
        at = rng.choice(heads)
        name = lines[at].partition(b":")[0]
        deed = rng.randrange(5)
        if deed == 0:
            lines[at] = b""
        elif deed == 1:
            lines.insert(at, lines[at])
        elif deed == 2:
            lines[at] = name + b": " + rng.choice(_HEADER_VALUES)
        elif deed == 3:
            other = rng.choice(heads)
            lines[at], lines[other] = lines[other], lines[at]
        else:
            lines[at] = name + b":" + b" x" * rng.choice((1, 5000))
        heads = [n for n in heads if n < len(lines)] or [0]
    return b"\n".join(lines)


_HEADER_VALUES = (
    b"Fri, 31 Dec 9999 23:59:59 +0700", b"Mon, 26 Feb 2024 09:12:00 +9999", b"=?UTF-8?B?////?=", b"=?x?Q?=00?=",
    b'multipart/mixed; boundary=""', b"multipart/mixed; boundary=XX; boundary*0*=a''%FF", b"base64", b"\xff\xfe",
    b"attachment; filename*=UTF-8''%E1%BA%BF%00.xlsx", b'attachment; filename="../../M3.xlsx"', b"message/rfc822",
    b"application/ms-tnef", b"x-uuencode", b"text/html; charset=utf-7", b"text/plain; charset=\xff",
)  # fmt: skip


def _parts(data: bytes) -> Mapping[str, bytes]:
    try:
        return unzipped(data)
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        return {}


SPOILS: dict[str, Spoil] = {
    "bytes": spoil_bytes,
    "records": spoil_records,
    "zip directory": spoil_directory,
    "parts": spoil_parts,
    "XML tree": spoil_tree,
    "mail headers": spoil_headers,
}


def spoils_of(name: str, data: bytes) -> list[str]:
    """The ways that mean something for a seed."""
    ways = ["bytes", "records"]
    if data[:2] == b"PK":
        ways += ["zip directory", "parts", "XML tree", "XML tree"]
    elif data.lstrip()[:1] == b"<":
        ways += ["XML tree", "XML tree"]
    if name.endswith((".eml", ".mbox", ".emlx", ".mht")) or b"\nContent-Type:" in data[:2000]:
        ways += ["mail headers", "mail headers"]
    return ways
