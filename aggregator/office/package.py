"""The parts of an .xlsx package, and where rows and cells stand in a sheet, so that nothing else is touched."""

import io
import posixpath
import re
import zipfile
from collections.abc import Collection, Mapping
from xml.etree.ElementTree import Element, ParseError, fromstring
from xml.parsers import expat
from xml.sax.saxutils import escape

from msgspec import Struct, field

from aggregator.nouns.document import cell_place

_LIKE_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # Excel writes what XML cannot hold like this
_DAMAGED = "tệp không phải là sổ Excel (.xlsx) hoặc đã hỏng"


class NotUpdated(Exception):
    """The workbook cannot be added to; the run goes on. The text is the Vietnamese reason."""


def local(tag: str) -> str:
    """A tag or an attribute without its namespace."""
    return tag.rpartition("}")[2]


def attribute(element: Element, name: str) -> str:
    """An attribute whatever its namespace, '' where it is missing."""
    return next((value for tag, value in element.attrib.items() if local(tag) == name), "")


def xml_text(text: str) -> str:
    """A text as it stands in the XML of a cell or a comment: ``_x0041_`` was typed so, and must not become “A”."""
    return escape(_LIKE_ESCAPED.sub("_x005F_", text))


class Parts:
    """The package; ``titles`` leads from sheets to their parts. Raises NotUpdated where it is no .xlsx workbook."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self.main = self._target("_rels/.rels", "", "officeDocument")
            workbook = self.xml(self.main)
        except (zipfile.BadZipFile, KeyError, ParseError, StopIteration) as error:
            raise NotUpdated(_DAMAGED) from error
        folder = posixpath.dirname(self.main)
        relations = self.xml(relations_of(self.main))
        parts = {attribute(r, "Id"): part_in(folder, attribute(r, "Target")) for r in relations}
        self.titles = {
            attribute(sheet, "name"): parts.get(_relation_id(sheet), "")
            for sheet in workbook.iter()
            if local(sheet.tag) == "sheet"
        }
        self.dates_from_1904 = any(
            attribute(e, "date1904") in {"1", "true"} for e in workbook.iter() if local(e.tag) == "workbookPr"
        )

    def styles(self) -> Element | None:
        """The styles, if the book has any."""
        try:
            return self.xml(self._target(relations_of(self.main), posixpath.dirname(self.main), "styles"))
        except (KeyError, StopIteration, ParseError):
            return None

    @property
    def names(self) -> frozenset[str]:
        """The names of all parts."""
        return frozenset(self._zip.namelist())

    def part(self, name: str) -> bytes:
        """A part as it lies in the package."""
        return self._zip.read(name)

    def xml(self, name: str) -> Element:
        """A part as a tree, to look at."""
        return fromstring(self.part(name))  # noqa: S314 -- the office's own book; expat refuses entity bombs

    def replaced(self, parts: Mapping[str, bytes]) -> bytes:
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

    def _target(self, relations: str, folder: str, kind: str) -> str:
        relation = next(r for r in self.xml(relations) if attribute(r, "Type").rpartition("/")[2] == kind)
        return part_in(folder, attribute(relation, "Target"))


def _relation_id(sheet: Element) -> str:
    return next((value for tag, value in sheet.attrib.items() if tag.endswith("}id")), "")


def relations_of(part: str) -> str:
    """The part that holds a part's relations."""
    folder, name = posixpath.split(part)
    return f"{folder}/_rels/{name}.rels"


def part_in(folder: str, target: str) -> str:
    """The part that a relation of a part in that folder leads to."""
    path = target if target.startswith("/") else posixpath.join(folder, target)
    return posixpath.normpath(path).lstrip("/")


_MOST_COLUMNS = 400  # columns that may hold anything of ours
_CONTENT = frozenset({"v", "f", "is"})
_TEXTS = frozenset({"s", "inlineStr", "str"})
START_TAG = re.compile(rb"""<(?:[^>"']|"[^"]*"|'[^']*')*>""")  # a “>” may stand within an attribute
OTHER_ENCODING = re.compile(rb"""\A[^>]*\bencoding\s*=\s*["'](?!utf-8|us-ascii)""", re.IGNORECASE)


class ScannedCell(Struct):
    """A cell element: its column, style and span in bytes.

    ``filled``: it has a value or a formula; ``has_words``: it holds a text that is no formula's result.
    """

    column: int
    style: str
    start: int
    end: int = 0
    filled: bool = False
    text: bool = False
    formula: bool = False

    @property
    def has_words(self) -> bool:
        """Whether somebody typed words into it."""
        return self.filled and self.text and not self.formula


class ScannedRow(Struct):
    """A row element. ``inner`` is where its content ends; None where it is written ``<row …/>``."""

    number: int
    start: int
    inner: int | None = None
    end: int = 0
    cells: dict[int, ScannedCell] = field(default_factory=dict)


class ScannedSheet(Struct):
    """A sheet's rows by number, its columns' styles, and the span of ``sheetData``; prefix such as ``x:``."""

    data: bytes
    rows: dict[int, ScannedRow] = field(default_factory=dict)
    column_styles: dict[int, str] = field(default_factory=dict)
    widths: dict[int, float] = field(default_factory=dict)
    prefix: str = ""
    start: int = 0
    inner: int | None = None
    end: int = 0

    def last_taken(self, columns: Collection[int]) -> int:
        """The last row with anything in one of these columns, or with words that somebody typed beside them.

        A formula or a number that people filled down beside them takes no row.
        """
        rows = (
            number
            for number, row in self.rows.items()
            if any(cell.has_words or (cell.filled and cell.column in columns) for cell in row.cells.values())
        )
        return max(rows, default=0)


def scan(data: bytes) -> ScannedSheet:
    """Scan a worksheet part. Raises NotUpdated where it is no well-formed UTF-8 XML."""
    scanner = _Scanner(ScannedSheet(data))
    try:
        scanner.parser.Parse(data, True)
    except expat.ExpatError as error:
        raise NotUpdated("một trang của sổ đã hỏng") from error
    if not scanner.sheet.end or OTHER_ENCODING.match(data):
        raise NotUpdated("một trang của sổ không có bảng tính")
    return scanner.sheet


def check_well_formed(data: bytes) -> None:
    """Raise NotUpdated where a part is no well-formed XML."""
    try:
        expat.ParserCreate().Parse(data, True)
    except expat.ExpatError as error:
        raise NotUpdated("một trang của sổ đã hỏng") from error


class _Scanner:
    """Walks through the part with expat, which knows where each tag begins."""

    def __init__(self, sheet: ScannedSheet) -> None:
        self.sheet = sheet
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._begin
        self.parser.EndElementHandler = self._end
        self._row: ScannedRow | None = None
        self._cell: ScannedCell | None = None

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        at, name = self.parser.CurrentByteIndex, tag.rpartition(":")[2]
        if name == "sheetData":
            self.sheet.start, self.sheet.prefix = at, tag.removesuffix("sheetData")
        elif name == "col":
            self._column(attributes)
        elif name == "row":
            number = int(attributes.get("r", max(self.sheet.rows, default=0) + 1))
            self._row = self.sheet.rows[number] = ScannedRow(number, at)
        elif name == "c" and self._row is not None:
            column = cell_place(attributes.get("r", ""))[1] or max(self._row.cells, default=0) + 1
            self._cell = self._row.cells[column] = ScannedCell(column, attributes.get("s", ""), at)
            self._cell.text = attributes.get("t") in _TEXTS
        elif name in _CONTENT and self._cell is not None:
            self._cell.filled = True
            self._cell.formula = self._cell.formula or name == "f"

    def _column(self, attributes: dict[str, str]) -> None:
        columns = range(int(attributes["min"]), min(int(attributes["max"]), _MOST_COLUMNS) + 1)
        if "style" in attributes:
            self.sheet.column_styles |= dict.fromkeys(columns, attributes["style"])
        if "width" in attributes and attributes.get("hidden") not in {"1", "true"}:
            self.sheet.widths |= dict.fromkeys(columns, float(attributes["width"]))

    def _end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name == "c" and self._cell is not None:
            self._cell.end = self._after(self._cell.start)[1]
            self._cell = None
        elif name == "row" and self._row is not None:
            self._row.inner, self._row.end = self._after(self._row.start)
            self._row = None
        elif name == "sheetData":
            self.sheet.inner, self.sheet.end = self._after(self.sheet.start)

    def _after(self, start: int) -> tuple[int | None, int]:
        """Where the content of the element that ends here ends (None: it has no end tag), and where the element.

        Its start tag says whether it has one: at the end of one without, expat stands at what follows.
        """
        tag = START_TAG.match(self.sheet.data, start)
        if tag is None:
            raise NotUpdated("một trang của sổ viết bằng bảng mã khác")
        if tag[0].endswith(b"/>"):
            return None, tag.end()
        at = self.parser.CurrentByteIndex
        return at, self.sheet.data.index(b">", at) + 1
