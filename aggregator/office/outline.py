"""Where the elements of an XML part stand in its bytes, so that some can be changed and nothing else touched.

``Package`` is a workbook that is given sheets and other parts: its table of contents and its relations follow.
"""

import posixpath
import re
from collections.abc import Iterable, Mapping
from xml.sax.saxutils import quoteattr

from aggregator.office.package import Element, NotUpdated, Parts, ScannedRow, outline, relations_of

Edit = tuple[int, int, bytes]  # bytes from, to, replaced by


def appended(data: bytes, element: Element, new: bytes) -> Edit:
    """The edit that puts something at the end of an element's content, also of one written ``<… />``."""
    if element.inner is not None:
        return element.inner, element.inner, new
    opened = re.sub(rb"\s*/>$", b">", data[element.start : element.end])
    return element.start, element.end, opened + new + f"</{element.tag}>".encode()


def cell_placed(data: bytes, row: ScannedRow, column: int, new: bytes) -> Edit:
    """The edit that puts a cell in place of the one that is there, else before the next one, else at the end."""
    if column in row.cells:
        return row.cells[column].start, row.cells[column].end, new
    at = min((cell.start for number, cell in row.cells.items() if number > column), default=None)
    return appended(data, row.element, new) if at is None else (at, at, new)


def with_attributes(tag: bytes, values: Mapping[str, str | None]) -> bytes:
    """A start tag with these attributes set anew, or taken away (None); no value needs escaping."""
    ending = b"/>" if tag.endswith(b"/>") else b">"
    rest = tag.removesuffix(ending).rstrip()
    for name, value in values.items():
        rest = re.sub(rb"""\s+%s\s*=\s*(?:"[^"]*"|'[^']*')""" % name.encode(), b"", rest)
        rest += b"" if value is None else f' {name}="{value}"'.encode()
    return rest + ending


def edited(data: bytes, edits: Iterable[Edit]) -> bytes:
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
        return self.replaced(self.changes)

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
        self.changes[name] = edited(data, [appended(data, root, f"<{root.prefix}{entry}/>".encode())])

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
        edit = (sheets.opened, sheets.opened, tag) if first else appended(workbook, sheets, tag)
        self.changes[self.main] = edited(workbook, [edit])
