"""The table of contents of an .xlsx or .xlsb: which parts are sheets, and what they are called."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aggregator.read.markup import parse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aggregator.read.package import Package

DEFAULT_WORKBOOK = "xl/workbook.xml"
TRUE = ("1", "true", "on")


@dataclass(frozen=True, slots=True)
class BookSheet:
    """A worksheet as the workbook lists it."""

    name: str
    part: str
    hidden: bool


@dataclass(slots=True)
class Book:
    """The workbook part: its sheets in order, its calendar, and where its strings and styles are."""

    sheets: list[BookSheet] = field(default_factory=list)
    epoch_1904: bool = False
    plain_epoch: bool = True  # calamine knows date1904="1" and not "true"
    strings: str = "xl/sharedStrings.xml"
    styles: str = "xl/styles.xml"


@dataclass(frozen=True, slots=True)
class Relation:
    """One relationship: the last word of its type (worksheet, styles …) and the part it leads to."""

    kind: str
    part: str


class _Elements:
    """Collects the attributes of the elements asked for."""

    def __init__(self, *names: str) -> None:
        self.found: list[tuple[str, Mapping[str, str]]] = []
        self._names = names

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in self._names:
            self.found.append((name, attributes))

    def end(self, name: str) -> None:
        pass

    def text(self, text: str) -> None:
        pass


def elements(xml: bytes, *names: str) -> list[tuple[str, Mapping[str, str]]]:
    """The named elements of a part, in order, each with its attributes."""
    handler = _Elements(*names)
    if xml:
        parse(xml, handler)
    return handler.found


def relations(package: Package, part: str) -> dict[str, Relation]:
    """The relationships of a part, by id."""
    folder, name = posixpath.split(part)
    found = elements(package.part(posixpath.join(folder, "_rels", name + ".rels")), "Relationship")
    return {
        a.get("Id", ""): Relation(a.get("Type", "").rpartition("/")[2], _target(folder, a.get("Target", "")))
        for _, a in found
    }


def _target(folder: str, target: str) -> str:
    target = target.replace("\\", "/")
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))


def workbook_part(package: Package) -> str:
    """The name of the workbook part."""
    if DEFAULT_WORKBOOK in package:
        return DEFAULT_WORKBOOK
    return next((r.part for r in relations(package, "").values() if r.kind == "officeDocument"), DEFAULT_WORKBOOK)


def read_book(package: Package) -> Book:
    """Read the workbook part and its relationships. Chart, macro and dialog sheets are left out."""
    part = workbook_part(package)
    related = relations(package, part)
    parts = {relation.kind: relation.part for relation in related.values()}
    book = Book()
    book.strings = parts.get("sharedStrings", book.strings)
    book.styles = parts.get("styles", book.styles)
    for name, attributes in elements(package.part(part), "workbookPr", "sheet"):
        if name == "workbookPr":  # Excel 2013 writes a second one, which says nothing of the calendar
            written = attributes.get("date1904")
            book.epoch_1904 = book.epoch_1904 or written in TRUE
            book.plain_epoch = book.plain_epoch and written in (None, "0", TRUE[0])
        else:
            _add_sheet(book, attributes, related)
    return book


def _add_sheet(book: Book, attributes: Mapping[str, str], related: Mapping[str, Relation]) -> None:
    relation = related.get(attributes.get("id", ""))
    if relation is None:
        relation = Relation("worksheet", f"xl/worksheets/sheet{attributes.get('sheetId', '')}.xml")
    if relation.kind == "worksheet":
        hidden = attributes.get("state", "visible") in ("hidden", "veryHidden")
        book.sheets.append(BookSheet(attributes.get("name", ""), relation.part, hidden))
