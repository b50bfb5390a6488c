"""What an office file is made of: a zip of parts, unlocked and weighed before it is opened; and their XML."""

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from functools import lru_cache
from importlib import import_module
from typing import Any
from xml.etree import ElementTree

from msgspec import Struct

from aggregator.read import limits
from aggregator.vietnamese.fold import regex

# what zipfile raises over a directory; NotImplementedError is its word for a way of packing that it does not know
ZIP_FAULTS = (zipfile.BadZipFile, NotImplementedError, struct.error, ValueError, OSError)
DEFAULT_PASSWORD = "VelvetSweatshop"  # noqa: S105  (what Excel uses for workbooks “protected” without a password)
SPIN = regex(rb'spinCount="([0-9]+)"')


def unlock(data: bytes) -> bytes:
    """The bytes of the workbook inside a locked file. Raises Unreadable where the password is not Excel's own."""
    if any(int(rounds) > limits.MAX_SPIN for rounds in SPIN.findall(data)):
        raise limits.unreadable("locked")
    opened = io.BytesIO()
    try:
        office_file = import_module("msoffcrypto").OfficeFile(io.BytesIO(data))
        office_file.load_key(password=DEFAULT_PASSWORD)
        office_file.decrypt(opened)
    except Exception as error:  # a wrong password shows itself in many ways
        raise limits.unreadable("locked") from error
    if not opened.getvalue().startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise limits.unreadable("locked")
    return opened.getvalue()


# ---- The parts of a zip package (.xlsx, .xlsb, .ods), unpacked within limits even when its headers lie.


STORED, DEFLATED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED
MOST_EXPANSION = 1032  # deflate cannot expand further than this
HARMLESS = 8 * limits.MIB
LOCAL_HEADER = 30
ENCRYPTED_FLAG = 1
IMAGE = regex(r"(?:^|/)(?:media|pictures)/.*\.(?:png|jpe?g|emf|wmf|gif|tiff?|bmp|webp)$")
SMALL_PICTURE = 4_000  # bytes; an emblem or a line is smaller than a photographed form
LARGE_PICTURE = 30_000  # beside text an emblem may be larger
_SHORT = 16_384  # bytes of what is kept for the files to come


class Relation(Struct, frozen=True):
    """One relationship: the last word of its type (worksheet, styles …) and the part it leads to."""

    kind: str
    part: str


class Package:
    """A zip package in memory. Part names are looked up without regard to case or slashes."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._parts = {normal_name(entry.filename): entry for entry in entries_of(data)}
        entries = self._parts.values()  # bombs: what the headers declare, and what large parts really unpack to
        if len(entries) > limits.MAX_PARTS:
            raise limits.unreadable("too-many-parts", most=limits.MAX_PARTS)
        limits.check_unpacked(max((entry.file_size for entry in entries), default=0))
        limits.check_unpacked(sum(entry.file_size for entry in entries), limits.MAX_UNPACKED)
        limits.check_unpacked(sum(map(self._worst_size, entries)), limits.MAX_UNPACKED)

    def __contains__(self, name: str) -> bool:
        return normal_name(name) in self._parts

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parts, as normalised."""
        return tuple(self._parts)

    def part(self, name: str) -> bytes:
        """The unpacked bytes of a part, at most 300 MiB; b'' where the package has none of that name."""
        entry = self._parts.get(normal_name(name))
        unpacked = content(self._data, entry, limits.MAX_PART + 1) if entry else b""
        limits.check_unpacked(len(unpacked))
        return unpacked

    def relations(self, part: str) -> dict[str, Relation]:
        """The relationships of a part ('': of the whole package), by id."""
        folder, name = posixpath.split(part)
        xml = self.part(posixpath.join(folder, "_rels", name + ".rels")) or NO_XML
        return (_relations if len(xml) < _SHORT else _relations.__wrapped__)(xml, folder)

    def main_part(self, usual: str) -> str:
        """The part that the package begins with, as it says itself; else the usual one."""
        said = (each.part for each in self.relations("").values() if each.kind == "officeDocument")
        return next((part for part in said if part in self), usual)

    def written_name(self, name: str) -> str:
        """The name of a part as its package writes it."""
        return self._parts[normal_name(name)].filename

    def has_pictures(self, least: int = SMALL_PICTURE) -> bool:
        """Whether it holds a picture large enough to show a table; a LARGE_PICTURE may be a scan beside text."""
        return any(entry.file_size >= least and IMAGE.search(name) for name, entry in self._parts.items())

    def _worst_size(self, entry: zipfile.ZipInfo) -> int:
        """The unpacked size, at worst: counted only where the packed size leaves room for harm."""
        if entry.compress_type == DEFLATED and entry.compress_size * MOST_EXPANSION > HARMLESS:
            return unpacked_size(_packed(self._data, entry))
        return entry.compress_size if entry.compress_type == STORED else entry.file_size


def content(data: bytes, entry: zipfile.ZipInfo, most: int) -> bytes:
    """The first unpacked bytes, at most so many, of an entry of a zip. Raises Unreadable: locked, damaged."""
    raw = _packed(data, entry)
    if entry.compress_type == STORED:
        return raw[:most]
    if entry.compress_type != DEFLATED:
        raise limits.unreadable("damaged")
    try:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(raw, most)
    except zlib.error as error:
        raise limits.unreadable("damaged") from error


def _packed(data: bytes, entry: zipfile.ZipInfo) -> bytes:
    if entry.flag_bits & ENCRYPTED_FLAG:
        raise limits.unreadable("locked")
    at = entry.header_offset
    if data[at : at + 4] != b"PK\x03\x04" or len(data) < at + LOCAL_HEADER:
        raise limits.unreadable("damaged")
    name, extra = struct.unpack_from("<HH", data, at + 26)
    start = at + LOCAL_HEADER + name + extra
    return data[start : start + entry.compress_size]


@lru_cache(maxsize=64)  # a program writes the same into all of its files
def _relations(xml: bytes, folder: str) -> dict[str, Relation]:
    related = {}
    for each in tree(xml).iter("Relationship"):
        target = each.get("Target", "").replace("\\", "/")
        whole = posixpath.normpath(posixpath.join(folder, target))
        leads = target.lstrip("/") if target.startswith("/") else whole
        related[each.get("Id", "")] = Relation(each.get("Type", "").rpartition("/")[2], leads)
    return related


@lru_cache(maxsize=1)
def directory(data: bytes) -> zipfile.ZipFile:
    """A zip with its central directory read, once for its kind and its parts; it is held until the next one."""
    return zipfile.ZipFile(io.BytesIO(data))


def entries_of(data: bytes) -> list[zipfile.ZipInfo]:
    """The entries of the central directory, folders left out."""
    try:
        return [entry for entry in directory(data).infolist() if not is_folder(entry)]
    except ZIP_FAULTS as error:
        raise limits.unreadable("damaged") from error


def is_folder(entry: zipfile.ZipInfo) -> bool:
    """Whether an entry only says that there is a folder, in the writing of any system."""
    return entry.orig_filename.endswith(("/", "\\")) and entry.file_size == 0


@lru_cache(maxsize=4096)  # parts are called alike in all files
def normal_name(name: str) -> str:
    """A part name as it is looked up: forward slashes, no leading slash, lower case."""
    return posixpath.normpath(name.replace("\\", "/").lstrip("/")).lower()


def unpacked_size(raw: bytes) -> int:
    """Count what deflated bytes unpack to without keeping it; stops above 300 MiB."""
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    size = 0
    try:
        while raw and not inflater.eof:
            size += len(inflater.decompress(raw, limits.MIB))
            limits.check_unpacked(size)
            raw = inflater.unconsumed_tail
    except zlib.error as error:
        raise limits.unreadable("damaged") from error
    return size


# ---- XML that comes from outside, as elements without namespaces: Transitional and Strict files, and what later
# programs add, read alike. No declaration is followed, any encoding is read.


Element = ElementTree.Element
NO_XML = b"<none/>"  # where a part may be missing
MAX_TREE = 48 * limits.MIB  # a Word text of this size has some 10,000 pages
UTF16 = (b"\xff\xfe", b"\xfe\xff")
DOCTYPE = regex(rb"<\0?!\0?D\0?O\0?C")  # in UTF-8 and in UTF-16
STRETCH = 1 << 16  # bytes
FALSE = frozenset({"0", "false", "off"})
# raw control characters, U+FFFE and U+FFFF, halves of characters in UTF-8, and references that may be to such
ILLEGAL = regex(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]|\xed[\xa0-\xbf][\x80-\xbf]|&#[xX]?[0-9A-Fa-f]+;")
REFERENCES = regex(rb"(?:&#(?:[xX][0-9A-Fa-f]{1,8}|[0-9]{1,9});)+")
REFERENCE = regex(rb"&#(?:[xX]([0-9A-Fa-f]+)|([0-9]+));")


def tree(xml: bytes) -> Element:
    """The tree of an XML part. A text beyond all reason is refused."""
    if len(xml) > MAX_TREE:
        raise limits.unreadable("bomb")
    refuse_doctype(xml)
    try:
        root = ElementTree.fromstring(repair_xml(xml))  # noqa: S314 - without a DOCTYPE there is nothing to expand
    except ElementTree.ParseError as error:
        raise limits.unreadable("damaged") from error
    for element in root.iter():
        _without_namespaces(element)
    return root


def walk(xml: bytes, *names: str) -> Iterator[tuple[str, Element]]:
    """Each element of these names at its ``start``, and whole at its ``end``, when it should be cleared."""
    refuse_doctype(xml)
    parser: Any = ElementTree.XMLPullParser(("start", "end"))
    xml = repair_xml(xml)
    try:
        for at in range(0, len(xml) + 1, STRETCH):
            parser.feed(xml[at : at + STRETCH])
            if at + STRETCH > len(xml):
                parser.close()
            for event, element in parser.read_events():
                if event == "start":
                    _without_namespaces(element)
                if element.tag in names:
                    yield event, element
    except ElementTree.ParseError as error:
        raise limits.unreadable("damaged") from error


def _without_namespaces(element: Element) -> None:
    element.tag = element.tag.rpartition("}")[2]
    if element.attrib:
        element.attrib = {name.rpartition("}")[2]: text for name, text in element.attrib.items()}


def refuse_doctype(xml: bytes) -> None:
    """Stop at a DOCTYPE: no office program writes one, and entities are how XML bombs are built."""
    if DOCTYPE.search(xml):
        raise limits.unreadable("entities")


def on(properties: Element | None, *names: str) -> bool:
    """Whether one of the switches (``b``, ``strike``, …) stands in the properties and is on."""
    found = () if properties is None else map(properties.find, names)
    return any(switch is not None and switch.get("val", "1") not in FALSE for switch in found)


def value(parent: Element | None, path: str) -> str | None:
    """The ``val`` of the element at the path, or None."""
    found = None if parent is None else parent.find(path)
    return None if found is None else found.get("val")


def number(text: str | None, otherwise: int) -> int:
    """A count as the file states it; the other one where it states none, or one beyond all reason."""
    return int(text) if text and text.isdecimal() and len(text) < 10 else otherwise


def repair_xml(data: bytes) -> bytes:
    """XML with a blank for each character that XML forbids, and the two halves of a character put together."""
    if data.startswith(UTF16):
        return data
    if ILLEGAL.search(data):
        data = REFERENCES.sub(lambda found: _characters(found[0]), data)
        data = ILLEGAL.sub(lambda found: found[0] if found[0].startswith(b"&") else b" ", data)
    return data


def _characters(references: bytes) -> bytes:
    """References that stand together: as they are where XML allows each, else the characters that they make up."""
    codes = [int(x, 16) if x else int(d) for x, d in REFERENCE.findall(references)]
    if all(map(_is_allowed, codes)):
        return references
    text = "".join(chr(code) if code < 0x110000 else "\ufffd" for code in codes)
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return "".join(f"&#{ord(char)};" if _is_allowed(ord(char)) else " " for char in text).encode()


def _is_allowed(code: int) -> bool:
    return code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0xFFFF < code < 0x110000
