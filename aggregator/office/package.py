"""Packages of the same bytes every day; the parts of an .xlsx, and where elements, rows and cells stand in them."""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Collection, Iterable, Mapping
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from msgspec import Struct, field

from aggregator.nouns.document import cell_place
from aggregator.vietnamese.fold import regex

_LIKE_ESCAPED = regex("_(?=x[0-9A-Fa-f]{4}_)")  # Excel writes what XML cannot hold like this
SHORT_ESCAPE = regex("(?<=_)(?=x[0-9A-Fa-f]{1,3}_)")  # LibreOffice takes “_xa_” for a line break
_DAMAGED = "tệp không phải là sổ Excel (.xlsx) hoặc đã hỏng"


class NotUpdated(Exception):
    """The workbook cannot be added to; the run goes on. The text is the Vietnamese reason."""


def xml_text(text: str) -> str:
    """A text as it stands in the XML of a cell or a comment: ``_x0041_`` was typed so, and must not become “A”."""
    return escape(_LIKE_ESCAPED.sub("_x005F_", text) if "_x" in text else text)


def text_runs(text: str, prefix: str = "") -> str:
    """A text as the runs of a cell, in elements with this prefix; openpyxl would show an escape of “_xa_” there."""
    whole, *more = pieces = SHORT_ESCAPE.split(text) if "_x" in text else [text]
    if not more:
        return f'<{prefix}t xml:space="preserve">{xml_text(whole)}</{prefix}t>'
    return "".join(f"<{prefix}r>{text_runs(piece, prefix)}</{prefix}r>" for piece in pieces)


START_TAG = regex(rb"""<(?:[^>"']++|"[^"]*+"|'[^']*+')*+>""")  # a “>” may stand within an attribute
OTHER_ENCODING = regex(rb"""\A[^>]*\bencoding\s*=\s*["'](?!utf-8|us-ascii)""", re.IGNORECASE)


class Element(Struct, gc=False):
    """An element: ``tag`` with its prefix, ``inner`` where its content ends (None: written ``<… />``)."""

    tag: str
    attributes: dict[str, str]
    start: int
    inner_start: int = 0  # the first byte behind the start tag
    inner: int | None = None
    end: int = 0
    children: "list[Element]" = field(default_factory=list)
    inside: set[str] = field(default_factory=set)  # the tags of what lies deeper than was asked for

    @property
    def name(self) -> str:
        """The tag without its prefix."""
        return self.tag.rpartition(":")[2]

    @property
    def prefix(self) -> str:
        """The prefix with its colon, or nothing."""
        return self.tag.removesuffix(self.name)

    @property
    def identifiers(self) -> list[str]:
        """The identifiers of relations that it names (``r:id``)."""
        return [value for name, value in self.attributes.items() if name.endswith(":id")]

    def child(self, name: str) -> "Element | None":
        """The first child of that name."""
        return next((child for child in self.children if child.name == name), None)


def outline(data: bytes, depth: int) -> Element:
    """The root element with its descendants down to ``depth`` levels below. Raises NotUpdated: no XML in UTF-8."""
    open_elements: list[Element] = []
    roots: list[Element] = []
    level = 0
    parser = expat.ParserCreate()

    def begin(tag: str, attributes: dict[str, str]) -> None:
        nonlocal level
        if level <= depth:
            element = Element(tag, attributes, parser.CurrentByteIndex)
            (open_elements[-1].children if open_elements else roots).append(element)
            open_elements.append(element)
        else:
            open_elements[-1].inside.add(tag)
        level += 1

    def finish(_: str) -> None:
        nonlocal level
        level -= 1
        if level > depth:
            return
        element = open_elements.pop()
        tag = START_TAG.match(data, element.start)
        if tag is None:
            raise NotUpdated("một phần của tệp viết bằng bảng mã khác")
        element.inner_start = element.end = tag.end()
        if not tag[0].endswith(b"/>"):
            element.inner = parser.CurrentByteIndex
            element.end = data.index(b">", element.inner) + 1

    parser.StartElementHandler, parser.EndElementHandler = begin, finish
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise NotUpdated("một phần của tệp đã hỏng") from error
    if OTHER_ENCODING.match(data):
        raise NotUpdated("một phần của tệp viết bằng bảng mã khác")
    return roots[0]


class Parts:
    """The package; ``titles`` leads from sheets to their parts. Raises NotUpdated where it is no .xlsx workbook."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self.main = next(part for kind, part in self.relations("").values() if kind == "officeDocument")
            workbook = outline(self.part(self.main), 2)
        except (zipfile.BadZipFile, KeyError, StopIteration) as error:
            raise NotUpdated(_DAMAGED) from error
        sheets, calendar = workbook.child("sheets"), workbook.child("workbookPr")
        related = self.relations(self.main)
        self.titles = {
            sheet.attributes.get("name", ""): next((related[i][1] for i in sheet.identifiers if i in related), "")
            for sheet in (sheets.children if sheets else ())
        }
        self.dates_from_1904 = calendar is not None and calendar.attributes.get("date1904") in {"1", "true"}

    def styles(self) -> Element | None:
        """The styles, if the book has any, down to single ones."""
        part = self.relation_target(self.main, "styles")
        return outline(self.part(part), 2) if part in self.names else None

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """The relations of a part ('': of the whole package) by identifier: kind and the part that it leads to."""
        try:
            children = outline(self.part(relations_of(part)), 1).children
        except KeyError:
            return {}
        found: dict[str, tuple[str, str]] = {}
        for relation in (child.attributes for child in children):
            place = posixpath.join("/", posixpath.dirname(part), relation.get("Target", ""))
            kind = relation.get("Type", "").rpartition("/")[2]
            found[relation.get("Id", "")] = kind, posixpath.normpath(place).lstrip("/")
        return found

    def relation_target(self, part: str, kind: str) -> str | None:
        """The first part of a kind that a part leads to."""
        return next((target for found, target in self.relations(part).values() if found == kind), None)

    @property
    def names(self) -> frozenset[str]:
        """The names of all parts."""
        return frozenset(self._zip.namelist())

    def part(self, name: str) -> bytes:
        """A part as it lies in the package."""
        return self._zip.read(name)

    def with_part(self, parts: Mapping[str, bytes]) -> bytes:
        """The package with these parts in place of the old ones or after them, with the same stamps."""
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
            for info in self._zip.infolist():
                out.writestr(info, parts.get(info.filename, self._zip.read(info)), info.compress_type)
            for name in sorted(parts.keys() - self.names):
                out.writestr(
                    zipfile.ZipInfo(name, self._zip.infolist()[0].date_time), parts[name], zipfile.ZIP_DEFLATED
                )
        return target.getvalue()


def relations_of(part: str) -> str:
    """The part that holds a part's relations."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


_MOST_COLUMNS = 400  # columns that may hold anything of ours
_CONTENT = frozenset({"v", "f", "is"})
_TEXTS = frozenset({"s", "inlineStr", "str"})


class ScannedCell(Struct):
    """A cell: column, style, span in bytes, whether it has a value or formula, or typed words."""

    column: int
    style: str
    start: int
    end: int = 0
    filled: bool = False
    has_words: bool = False


class ScannedRow(Struct):
    """A row, and its cells by column."""

    number: int
    element: Element
    cells: dict[int, ScannedCell] = field(default_factory=dict)


class ScannedSheet(Struct):
    """A sheet's rows by number, within ``sheetData`` (``body``), and its columns' styles."""

    data: bytes
    body: Element
    rows: dict[int, ScannedRow] = field(default_factory=dict)
    column_styles: dict[int, str] = field(default_factory=dict)
    widths: dict[int, float] = field(default_factory=dict)

    @property
    def prefix(self) -> str:
        """The prefix of its elements, such as ``x:``, or nothing."""
        return self.body.prefix

    def last_taken(self, columns: Collection[int]) -> int:
        """The last row with anything in these columns, or with typed words (no formula or number) beside them."""
        rows = (
            number
            for number, row in self.rows.items()
            if any(cell.has_words or (cell.filled and cell.column in columns) for cell in row.cells.values())
        )
        return max(rows, default=0)


def scan(data: bytes) -> ScannedSheet:
    """Scan a worksheet part. Raises NotUpdated where it is no well-formed UTF-8 XML."""
    root = outline(data, 3)
    body = root.child("sheetData")
    if body is None:
        raise NotUpdated("một trang của sổ không có bảng tính")
    sheet = ScannedSheet(data, body)
    for look in [c.attributes for columns in root.children if columns.name == "cols" for c in columns.children]:
        numbers = range(int(look["min"]), min(int(look["max"]), _MOST_COLUMNS) + 1)
        if "style" in look:
            sheet.column_styles |= dict.fromkeys(numbers, look["style"])
        if "width" in look and look.get("hidden") not in {"1", "true"}:
            sheet.widths |= dict.fromkeys(numbers, float(look["width"]))
    for element in body.children:
        number = int(element.attributes.get("r", max(sheet.rows, default=0) + 1))
        row = sheet.rows[number] = ScannedRow(number, element)
        for cell in (cell for cell in element.children if cell.name == "c"):
            column = cell_place(cell.attributes.get("r", ""))[1] or max(row.cells, default=0) + 1
            row.cells[column] = _cell(column, cell)
    return sheet


def _cell(column: int, cell: Element) -> ScannedCell:
    content = _CONTENT & {tag.rpartition(":")[2] for tag in cell.inside}
    words = bool(content) and "f" not in content and cell.attributes.get("t") in _TEXTS
    return ScannedCell(column, cell.attributes.get("s", ""), cell.start, cell.end, bool(content), words)


def check_well_formed(data: bytes) -> None:
    """Raise NotUpdated where a part is no well-formed XML."""
    try:
        expat.ParserCreate().Parse(data, True)
    except expat.ExpatError as error:
        raise NotUpdated("một trang của sổ đã hỏng") from error


# ---- Changes: edits of the bytes, and a workbook that is given sheets and other parts.

Edit = tuple[int, int, bytes]  # bytes from, to, replaced by


def appending(data: bytes, element: Element, new: bytes) -> Edit:
    """The edit that puts something at the end of an element's content, also of one written ``<… />``."""
    if element.inner is not None:
        return element.inner, element.inner, new
    opened = re.sub(rb"\s*/>$", b">", data[element.start : element.end])
    return element.start, element.end, opened + new + f"</{element.tag}>".encode()


def cell_insertion(data: bytes, row: ScannedRow, column: int, new: bytes) -> Edit:
    """The edit that puts a cell in place of the one that is there, else before the next one, else at the end."""
    if column in row.cells:
        return row.cells[column].start, row.cells[column].end, new
    at = min((cell.start for number, cell in row.cells.items() if number > column), default=None)
    return appending(data, row.element, new) if at is None else (at, at, new)


def with_attributes(tag: bytes, values: Mapping[str, str | None]) -> bytes:
    """A start tag with these attributes set anew, or taken away (None); no value needs escaping."""
    ending = b"/>" if tag.endswith(b"/>") else b">"
    rest = tag.removesuffix(ending).rstrip()
    for name, value in values.items():
        rest = re.sub(rb"""\s+%s\s*=\s*(?:"[^"]*"|'[^']*')""" % name.encode(), b"", rest)
        rest += b"" if value is None else f' {name}="{value}"'.encode()
    return rest + ending


def retagging(data: bytes, element: Element, values: Mapping[str, str | None]) -> Edit:
    """The edit that sets attributes of an element anew, or takes them away (None)."""
    return element.start, element.inner_start, with_attributes(data[element.start : element.inner_start], values)


def apply_edits(data: bytes, edits: Iterable[Edit]) -> bytes:
    """The bytes with all edits done; what goes in at one place goes in together and in its order."""
    parts: list[bytes] = []
    at = 0
    for start, end, new in sorted(edits, key=lambda edit: edit[:2]):
        parts += (data[at:start], new)
        at = end
    return b"".join((*parts, data[at:]))


_TRANSITIONAL = ("http://schemas.openxmlformats.org/", "officeDocument/2006/relationships", "2006/main")
_STRICT = ("http://purl.oclc.org/ooxml/", "officeDocument/relationships", "main")
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_CONTENTS = "[Content_Types].xml"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.{}+xml"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


class Package(Parts):
    """A workbook that is added to: ``changes`` are its new parts by name, the rest its namespaces."""

    def __init__(self, data: bytes) -> None:
        self.changes = dict[str, bytes]()
        super().__init__(data)
        strict = any(_STRICT[0] in value for value in outline(self.part(self.main), 0).attributes.values())
        base, kinds, main = _STRICT if strict else _TRANSITIONAL
        self.kinds, self.namespace = f"{base}{kinds}", f"{base}spreadsheetml/{main}"

    def data(self) -> bytes:
        """The whole package as it is now."""
        return self.with_part(self.changes)

    def part(self, name: str) -> bytes:
        """A part as it is now."""
        return self.changes[name] if name in self.changes else super().part(name)

    def free(self, pattern: str) -> str:
        """A name for a new part, beside the workbook's own; the pattern has a place for a number."""
        taken = {name.lower() for name in (*self.names, *self.changes)}
        path = posixpath.join(posixpath.dirname(self.main), pattern)
        return next(name for n in range(1, 10_000) if (name := path.format(n)).lower() not in taken)

    def relate(self, part: str, kind: str, target: str) -> str:
        """Add a relation from a part to another; its identifier."""
        name, known = relations_of(part), {identifier.casefold() for identifier in self.relations(part)}
        identifier = next(i for n in range(1, 10_000) if (i := f"rId{n}").casefold() not in known)
        if name not in self.changes and name not in self.names:
            self.changes[name] = f'{XML}<Relationships xmlns="{_RELATIONS}"/>'.encode()
        self._append(name, f'Relationship Id="{identifier}" Type="{self.kinds}/{kind}" Target="/{target}"')
        return identifier

    def content_type(self, part: str, kind: str) -> None:
        """Say in the table of contents what a new part is."""
        self._append(_CONTENTS, f'Override PartName="/{part}" ContentType="{CONTENT_TYPE.format(kind)}"')

    def default_type(self, ending: str, kind: str) -> None:
        """Say in the table of contents what parts of an ending are."""
        entries = outline(self.part(_CONTENTS), 1).children
        if not any(entry.attributes.get("Extension", "").lower() == ending for entry in entries):
            self._append(_CONTENTS, f'Default Extension="{ending}" ContentType="{kind}"')

    def _append(self, name: str, entry: str) -> None:
        data = self.part(name)
        root = outline(data, 1)
        self.changes[name] = apply_edits(data, [appending(data, root, f"<{root.prefix}{entry}/>".encode())])

    def add_sheet(self, title: str, data: bytes, state: str = "", *, first: bool = False) -> None:
        """Add a sheet as the last one, or the first. Raises NotUpdated where the workbook has no list of them."""
        part = self.free("worksheets/sheet{}.xml")
        self.changes[part] = data
        self.content_type(part, "worksheet")
        identifier, workbook = self.relate(self.main, "worksheet", part), self.part(self.main)
        sheets = outline(workbook, 2).child("sheets")
        if sheets is None:
            raise NotUpdated("tệp không có trang nào")
        number = 1 + max((int(sheet.attributes.get("sheetId", 0)) for sheet in sheets.children), default=0)
        shown = f' state="{state}"' if state else ""
        tag = (
            f'<{sheets.prefix}sheet xmlns:r="{self.kinds}" name={quoteattr(title)} '
            f'sheetId="{number}"{shown} r:id="{identifier}"/>'.encode()
        )
        edit = (sheets.inner_start, sheets.inner_start, tag) if first else appending(workbook, sheets, tag)
        self.changes[self.main] = apply_edits(workbook, [edit])


# ---- Packages whose bytes are always the same.

FIRST = "[Content_Types].xml"  # where every reader of Office files looks first
NO_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can tell
PLAIN_FILE = 0o600 << 16
MSDOS = 0
DEFLATE_LEVEL = 4  # of 9: what is usual (6) takes twice the time and saves a twelfth


def normal_zip(data: bytes) -> bytes:
    """The package anew: table of contents first, then by name, no times, one compression. Raises BadZipFile."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = sorted(package.namelist(), key=lambda name: (name != FIRST, name))
        return pack(deflate(name, package.read(name)) for name in names)


Deflated = tuple[zipfile.ZipInfo, bytes]  # a part of a package, and its bytes there


def deflate(name: str, content: bytes) -> Deflated:
    """A part as it lies in a package, that tells nothing of day and machine; other threads work meanwhile."""
    entry, press = zipfile.ZipInfo(name, NO_TIME), zlib.compressobj(DEFLATE_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, MSDOS, PLAIN_FILE
    body = press.compress(content) + press.flush()
    entry.CRC, entry.file_size, entry.compress_size = zlib.crc32(content), len(content), len(body)
    return entry, body


def pack(parts: Iterable[Deflated]) -> bytes:
    """The package of these parts, in their order."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for entry, body in parts:  # the library itself writes only what it has pressed
            entry.header_offset = target.tell()
            target.write(entry.FileHeader() + body)
            package.filelist.append(entry)
        package.start_dir = target.tell()
        package._didModify = True  # type: ignore[attr-defined]
    return target.getvalue()
