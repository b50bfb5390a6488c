"""What lies within a file: files of an archive, documents in a document, records of an .xls; within limits."""

import io
import posixpath
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from html import unescape
from itertools import starmap
from typing import Any

from msgspec import Struct, field

from aggregator.nouns.document import Container, Member, Notice, Unreadable
from aggregator.nouns.finding import reason
from aggregator.read import member_names
from aggregator.read.builder import ANCHOR, EXTENT
from aggregator.read.kinds import OLE, open_ole, sniff, tags
from aggregator.read.limits import MAX_FILE, MAX_MEMBERS, MAX_TOTAL, MIB, Room, unreadable
from aggregator.read.package import LARGE_PICTURE, ZIP_FAULTS, Package, entries_of, is_folder
from aggregator.vietnamese.decode import from_bytes
from aggregator.vietnamese.fold import regex

STREAMS = ("Workbook", "Book")


def workbook_stream(data: bytes) -> bytes:
    """The stream of records, out of its OLE file. Raises Unreadable where sectors loop: calamine follows them."""
    if not data.startswith(OLE):
        return data
    try:
        with open_ole(data) as ole:
            check_chains(ole)
            name = next(name for name in STREAMS if ole.exists(name))
            stream: bytes = ole.openstream(name).read(MAX_FILE)
            return stream
    except Exception as error:
        raise unreadable("damaged") from error


def check_chains(ole: Any) -> None:
    """Refuse an OLE file in which a chain of sectors comes back to itself."""
    ole.loadminifat()
    entries = [entry for entry in ole.direntries if entry is not None]
    mini = [e.isectStart for e in entries if e.size < ole.minisectorcutoff and e is not ole.root]
    large = [e.isectStart for e in entries if e.size >= ole.minisectorcutoff or e is ole.root]
    starts = [ole.first_dir_sector, ole.first_mini_fat_sector, *large]
    if any(loops(ole.fat, start) for start in starts) or any(loops(ole.minifat, start) for start in mini):
        raise unreadable("damaged")


def loops(table: Sequence[int], start: int) -> bool:
    """Whether the chain from a sector on is longer than there are sectors."""
    for _ in range(len(table) + 1):
        if not 0 <= start < len(table):
            return False
        start = table[start]
    return True


# ---- Documents inside a document: an M1 inside an M3, a workbook inside a letter.


HOSTS_ZIP, HOSTS_OLE = frozenset({"xlsx", "xlsb", "docx", "ods", "odt"}), frozenset({"xls", "doc"})
NOT_OPENED = "embedded-not-opened"
MAX_OBJECTS, MAX_SIZE = 50, 50 * MIB  # of one document
PART = regex(r"(?:^|/)embeddings/[^/]+$")
ODF_OBJECT = regex(r"opendocument\.(spreadsheet|text)")
ODF_TYPES = {"spreadsheet": "ods", "text": "odt"}
# what a drawing, a chart or a formula is made of; no list stands in it
DRAWN = regex(r"(?i)(?:^|/)(?:charts|diagrams|slides)/_rels/")
FORMULA = "Equation Native"
CORNER = regex(r"(?s)col>(\d{1,5})</(?:\w+:)?col>.{0,200}?row>(\d{1,7})</")
READABLE = frozenset(
    {"xlsx", "xlsb", "xls", "ods", "odt", "docx", "doc", "pdf", "image", "html", "mhtml", "xml2003", "rtf",
     "eml", "msg", "zip", "encrypted", "text", "iwork", "rar", "7z"}
)  # fmt: skip
SUFFIXES = {"xls": ".xls", "doc": ".doc", "msg": ".msg", "pdf": ".pdf", "encrypted": ".xlsx"}
PAGES = regex(r"(?:^|/)(?:word/document|xl/drawings/[^/]+)\.xml$")
IN_CELLS = regex(r"(?:^|/)(?:cellimages|richvaluerel)\.xml$")  # where WPS and Excel keep pictures placed in cells
LEAST_WIDTH, LEAST_HEIGHT = 3_600_000, 2_880_000  # EMU; an emblem, a seal and a signature are smaller
ROWS_WIDTH, ROWS_HEIGHT = 5_400_000, 900_000  # a strip of a table; a signature with its seal is narrower
TOP_ROWS = 5  # of a letterhead, where a banner may be
Place = tuple[str, int | None, int | None]  # sheet, row, column
NOWHERE: Place = ("", None, None)
CLOSED = b"\x00"  # stands for an old Word file, which cannot be taken out of the storage of another
NATIVE, PACKAGE = "\x01Ole10Native", "Package"
BARE = ("CONTENTS", "Contents", "EmbeddedOdf")


class EmbeddedObjects(Struct):
    """The documents inside a document, and a notice for each object that stays closed."""

    pictures: bool = False  # laid on its pages
    large: bool = False  # as a scan is
    members: list[Member] = field(default_factory=list)
    notices: list[tuple[str, Notice]] = field(default_factory=list)  # sheet ('': not known), notice
    _names: member_names.UniqueNames = field(default_factory=member_names.UniqueNames)
    _room: int = MAX_SIZE

    def add(self, name: str, data: bytes, place: Place = NOWHERE) -> None:
        """Take a document out of its wrapping; what is none is a notice at its place (sheet, cell)."""
        try:
            inner = _unwrapped(name, data)
        except MemoryError:
            raise
        except Exception:  # a damaged object stays closed
            self.close(name, place)
            return
        if inner is None:
            return
        name, data = inner
        if sniff(data) not in READABLE or len(self.members) >= MAX_OBJECTS or len(data) > self._room:
            self.close(name, place)
            return
        self._room -= len(data)
        self.members.append(Member(self._names.claim(name), data))

    def close(self, name: str, place: Place) -> None:
        """Say of an object that it stays closed."""
        sheet, row, column = place
        self.notices.append((sheet, Notice(NOT_OPENED, row, column, name)))


def embedded_members(data: bytes, kind: str) -> EmbeddedObjects:
    """What people inserted into a document, each under its own name; no chart or formula. Damage is passed over."""
    inside = EmbeddedObjects()
    try:
        if kind in HOSTS_ZIP and any(part in data for part in (b"embeddings/", b"Object", b"media/")):
            _from_package(Package(data), inside)
        elif kind in HOSTS_OLE and data.startswith(OLE):
            _from_ole(data, inside)
    except (Unreadable, MemoryError):
        raise
    except Exception:  # a damaged host is told by its reader
        return inside
    return inside


def _may_show_rows(picture: bytes, width: int, height: int) -> bool:
    """Whether a picture of that size may show models: a scan, or a strip of a table over the rows of a sheet."""
    corner = CORNER.search(picture.decode("utf-8", "replace"))
    strip = width >= ROWS_WIDTH and height >= ROWS_HEIGHT and corner and int(corner[2]) >= TOP_ROWS
    return bool(strip) or (width >= LEAST_WIDTH and height >= LEAST_HEIGHT)


def _from_package(package: Package, inside: EmbeddedObjects) -> None:
    pages = (package.part(name) for name in package.names if PAGES.search(name))
    pictures = [anchor[0] for page in pages for anchor in ANCHOR.finditer(page) if b"blip" in anchor[0]]
    sizes = [(picture, *map(int, size)) for picture in pictures for size in EXTENT.findall(picture)]
    inside.pictures = bool(sizes)
    in_cells = any(map(IN_CELLS.search, package.names)) and package.has_pictures(LARGE_PICTURE)
    inside.large = in_cells or any(starmap(_may_show_rows, sizes))
    if inside.large:
        inside.notices.append(("", Notice("picture-large")))
    # the parts that the text or a sheet refers to; a chart's numbers, and what nothing refers to, nobody sees
    seen = (rels for rels in package.names if rels.endswith(".rels") and not DRAWN.search(rels))
    shown, places = {part for rels in seen for part in _relations(package, rels).values()}, _places(package)
    for name in package.names:
        if PART.search(name) and name in shown:
            place, title = places.get(name, NOWHERE), posixpath.basename(package.written_name(name))
            try:
                inside.add(title, package.part(name), place)
            except Unreadable:
                inside.close(title, place)
    manifest = package.part("META-INF/manifest.xml").decode("utf-8", "replace")
    for entry in tags(manifest, "file-entry"):
        kind, folder = ODF_OBJECT.search(entry.get("manifest:media-type", "")), entry.get("manifest:full-path", "")
        if kind and folder.endswith("/") and not folder.startswith("/"):
            inside.add(f"{folder.strip('/')}.{ODF_TYPES[kind[1]]}", _packed(package, folder, kind[1]))


def _packed(package: Package, folder: str, kind: str) -> bytes:
    """An object of an OpenDocument file, which lies there unpacked in a folder, as a file of its own."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        for name in package.names:
            if name.startswith(folder.lower()):
                archive.writestr(package.written_name(name)[len(folder) :], package.part(name))
    return stream.getvalue()


def _relations(package: Package, rels: str) -> dict[str, str]:
    """What a part refers to within the package: identifier → part name; as far as it can be read where damaged."""
    base = posixpath.dirname(posixpath.dirname(rels))
    text = package.part(rels).decode("utf-8", "replace")
    return {
        relation["Id"]: posixpath.normpath(posixpath.join("/", base, relation["Target"])).lstrip("/").lower()
        for relation in tags(text, "Relationship")
        if "Id" in relation and "Target" in relation and relation.get("TargetMode") != "External"
    }


def _places(package: Package) -> dict[str, Place]:
    """Where each object of a workbook lies, by part: the sheet's name, and the cell where the file tells it."""
    book = package.part("xl/workbook.xml").decode("utf-8", "replace")
    parts = _relations(package, "xl/_rels/workbook.xml.rels") if book else {}
    places: dict[str, Place] = {}
    for sheet in tags(book, "sheet"):
        part = next((parts.get(value) for name, value in sheet.items() if name.endswith(":id")), None)
        if part is None:
            continue
        rels = f"{posixpath.dirname(part)}/_rels/{posixpath.basename(part)}.rels"
        objects = {i: target for i, target in _relations(package, rels).items() if PART.search(target)}
        if objects:
            text = package.part(part).decode("utf-8", "replace")
            places |= {at: (unescape(sheet.get("name", "")), *_anchor(text, i)) for i, at in objects.items()}
    return places


def _anchor(sheet: str, identifier: str) -> tuple[int | None, int | None]:
    """Row and column of the cell under the upper left corner of an object."""
    at = sheet.find(f'r:id="{identifier}"', sheet.find("<oleObjects"))
    corner = CORNER.search(sheet[at : at + 1500]) if at >= 0 else None
    return (int(corner[2]) + 1, int(corner[1]) + 1) if corner else (None, None)


def _from_ole(data: bytes, inside: EmbeddedObjects) -> None:
    """The objects of an .xls (MBD… storages) or a .doc (ObjectPool)."""
    with open_ole(data) as ole:
        check_chains(ole)
        tops = {tuple(path[:2] if path[0] == "ObjectPool" else path[:1]) for path in ole.listdir()}
        for top in sorted(tops):
            is_object = top[0].startswith("MBD") or (top[0] == "ObjectPool" and len(top) == 2)
            if is_object and (inner := _of_storage(ole, list(top))):
                inside.add(*inner)


def _of_storage(ole: Any, path: list[str]) -> tuple[str, bytes] | None:
    """The document in a storage of the host: a packed file, or an old document as a file of its own."""
    here = {each[len(path)] for each in ole.listdir() if each[: len(path)] == path and len(each) > len(path)}
    if FORMULA in here:
        return None
    packed = _packed_stream(ole, path, here, f"{path[-1]}.bin")
    if packed:
        return packed
    for stream in STREAMS:
        if stream in here:
            return f"{path[-1]}.xls", ole.openstream([*path, stream]).read(MAX_SIZE + 1)
    return (f"{path[-1]}.doc", CLOSED) if "WordDocument" in here else None


def _unwrapped(name: str, data: bytes) -> tuple[str, bytes] | None:
    """The name and bytes of the document in an object's part (“oleObject1.bin”); None where there is none."""
    if not data.startswith(OLE):
        return name, data
    with open_ole(data) as ole:
        check_chains(ole)
        top = {path[0] for path in ole.listdir() if len(path) == 1}
        if FORMULA in top:
            return None
        packed = _packed_stream(ole, [], top, name)
    stem, ending = posixpath.splitext(name)
    return packed or (stem + SUFFIXES.get(sniff(data), ending), data)


def _packed_stream(ole: Any, path: list[str], streams: set[str], name: str) -> tuple[str, bytes] | None:
    """The name and bytes of the file that lies in one of the streams of a storage, which may not know its name."""
    stream = next((stream for stream in (NATIVE, PACKAGE, *BARE) if stream in streams), None)
    if stream is None:
        return None
    data = ole.openstream([*path, stream]).read(MAX_SIZE + 1)
    if stream == NATIVE and (native := _native(data)):
        return native
    kind = sniff(data)  # the name with the ending of what it really is
    return posixpath.splitext(name)[0] + SUFFIXES.get(kind, f".{kind}") if kind in READABLE else name, data


def _native(data: bytes) -> tuple[str, bytes] | None:
    """The file that Windows packed (“Ole10Native”): its name, two paths, its bytes. None where it is none."""
    try:
        end = data.index(b"\x00", 6)
        name, at = from_bytes(data[6:end]), data.index(b"\x00", end + 1) + 5
        (size,) = struct.unpack_from("<I", data, at)
        at += 4 + size
        (size,) = struct.unpack_from("<I", data, at)
        content = data[at + 4 : at + 4 + size]
    except (ValueError, struct.error):
        return None
    return (member_names.base_name(name) or "object", content) if content else None


# ---- Archives (.zip): the files in them, with their folders.


MAX_MEMBER = 100 * MIB


ENCRYPTED, UTF8 = 0x0001, 0x0800  # bits of the general purpose flag
UNIX = 3
UNICODE_PATH = 0x7075
ROOT = regex(r"^(?:[A-Za-z]:)?/*")  # of a whole path of another machine
UNSAFE_PATH = regex(r"(?:^|/)\.\.(?:/|$)|\x00")


def open_archive(data: bytes, _name: str) -> Container:
    """The files of an archive with their folders and ``/``; others are refused or ignored. Raises Unreadable."""
    members: dict[str, bytes] = {}
    refused: list[tuple[str, str]] = []
    names, room = member_names.UniqueNames(), MAX_TOTAL
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not is_folder(entry)]
            if len(entries) > MAX_MEMBERS:
                raise unreadable("too-many", most=MAX_MEMBERS)
            for entry in entries:
                path = _written_path(entry)
                path = path if "\x00" in path else ROOT.sub("", member_names.tidy(path.replace("\\", "/")))
                name = names.claim(path or "?")
                try:
                    members[name] = _unpacked(archive, entry, path, room)
                    room -= len(members[name])
                except Unreadable as error:
                    refused.append((name, str(error)))
    except ZIP_FAULTS as error:
        raise unreadable("damaged") from error
    return _with_pages(members, refused)


def check_sizes(data: bytes, room: Room) -> None:
    """Refuse an archive that declares more than there is room for, if others share it. Raises Unreadable."""
    if room.bytes >= MAX_TOTAL and room.members >= MAX_MEMBERS:
        return
    entries = entries_of(data)
    if not room.holds(sum(entry.file_size for entry in entries), len(entries)):
        raise Unreadable(room.reason)


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, path: str, room: int) -> bytes:
    objections = {
        "unsafe-path": not path or UNSAFE_PATH.search(path),
        "member-is-link": entry.create_system == UNIX and stat.S_ISLNK(entry.external_attr >> 16),
        "locked": entry.flag_bits & ENCRYPTED,
        "member-too-big": entry.file_size > MAX_MEMBER,
        "members-too-big": entry.file_size > room,
    }
    for why in (why for why, holds in objections.items() if holds):
        raise unreadable(why, most=MAX_MEMBER // MIB, total=MAX_TOTAL // MIB)
    try:
        with archive.open(entry) as file:
            return file.read(entry.file_size)
    except NotImplementedError as error:
        raise unreadable("strange-packing") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, struct.error) as error:
        raise unreadable("damaged") from error


def _with_pages(members: dict[str, bytes], refused: Iterable[tuple[str, str]]) -> Container:
    """What was taken out; a saved web page and the folder of its companions are one member."""
    pages, frames = member_names.saved_pages(members, lambda name: members[name][: member_names.PAGE_START])
    for page, sheets in frames.items():
        members[page] = member_names.in_one_file((name, members[name]) for name in (page, *sheets))
    return Container(
        "zip",
        tuple(Member(name, data) for name, data in members.items() if name not in pages),
        tuple(refused),
        trifles=tuple(
            (name, reason("companion-of", page=member_names.last_part(page))) for name, page in pages.items()
        ),
    )


def _written_path(entry: zipfile.ZipInfo) -> str:
    """The path in the Unicode Path field, if it is there and was made for this very name; else as it is encoded."""
    if entry.flag_bits & UTF8:
        return entry.orig_filename
    written, at = entry.orig_filename.encode("cp437"), 0
    while at + 4 <= len(entry.extra):
        kind, size = struct.unpack_from("<HH", entry.extra, at)
        content = entry.extra[at + 4 : at + 4 + size]
        if kind == UNICODE_PATH and len(content) > 5:
            version, checksum = struct.unpack_from("<BL", content)
            if version == 1 and checksum == zlib.crc32(written):
                return content[5:].decode("utf-8", "replace") or from_bytes(written)
        at += 4 + size
    return from_bytes(written)
