"""The parts of a Word file as trees of elements without namespaces.

Dropping them makes Transitional and Strict files, and Word's later additions, read alike.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, ParseError, fromstring

from aggregator.errors import Unreadable
from aggregator.read.limits import BOMB, DAMAGED, ENTITIES, MIB
from aggregator.read.markup import well_formed
from aggregator.read.package import Package
from aggregator.read.workbook import relations

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_TEXT = 48 * MIB  # a Word text of this size has some 10,000 pages
DOCUMENT = "word/document.xml"
PROPERTIES = "docProps/custom.xml"
DOCTYPE = re.compile(rb"<\0?!\0?D\0?O\0?C")  # in UTF-8 and in UTF-16
FALSE = frozenset({"0", "false", "off"})
TRANSPARENT = frozenset({"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "sect", "sub-section"})


class WordFile:
    """An opened Word file: the tree of its text, and of the parts beside it, which its relationships name."""

    def __init__(self, data: bytes) -> None:
        self.package = Package(data)
        self._main = _main_part(self.package)
        self._related = relations(self.package, self._main)
        document = tree(self.package.part(self._main)) if self._main in self.package else None
        body = None if document is None else document.find("body")
        if body is None:
            raise Unreadable(DAMAGED)
        _empty_placeholders(body)
        self.body = body

    def part(self, kind: str) -> Element | None:
        """The tree of a part beside the text (``styles``, ``numbering``), if there is one."""
        return next(iter(self.parts(kind)), None)

    def parts(self, *kinds: str) -> list[Element]:
        """The trees of all parts of these kinds (``header``, ``footer``)."""
        named = [relation.part for relation in self._related.values() if relation.kind in kinds]
        usual = [posixpath.join(posixpath.dirname(self._main), f"{kind}.xml") for kind in kinds]
        return [tree(self.package.part(name)) for name in named or usual if name in self.package]

    def chunk(self, relation_id: str) -> bytes:
        """The bytes of the document that stands in the place of an altChunk; b'' where it is missing."""
        relation = self._related.get(relation_id)
        return b"" if relation is None else self.package.part(relation.part)

    @property
    def custom_properties(self) -> Element | None:
        """The tree of the custom document properties, if there are any."""
        return tree(self.package.part(PROPERTIES)) if PROPERTIES in self.package else None


def tree(xml: bytes) -> Element:
    """The tree of an XML part. A DOCTYPE is refused, a text beyond all reason too."""
    if len(xml) > MAX_TEXT:
        raise Unreadable(BOMB)
    if DOCTYPE.search(xml):
        raise Unreadable(ENTITIES)
    try:
        root = fromstring(well_formed(xml))  # noqa: S314 - without a DOCTYPE there is nothing to expand
    except ParseError as error:
        raise Unreadable(DAMAGED) from error
    for element in root.iter():
        _drop_namespaces(element)
    return root


def _drop_namespaces(element: Element) -> None:
    element.tag = element.tag.rpartition("}")[2]
    if element.attrib:
        element.attrib = {name.rpartition("}")[2]: text for name, text in element.attrib.items()}


def on(properties: Element | None, *names: str) -> bool:
    """Whether one of the switches (``b``, ``strike``, …) stands in the properties and is on."""
    if properties is None:
        return False
    found = (properties.find(name) for name in names)
    return any(switch is not None and switch.get("val", "1") not in FALSE for switch in found)


def value(parent: Element | None, path: str) -> str | None:
    """The ``val`` of the element at the path, or None."""
    found = None if parent is None else parent.find(path)
    return None if found is None else found.get("val")


def number(text: str | None, default: int) -> int:
    """A count as the file states it, or the default where it states none."""
    return int(text) if text and text.isdecimal() else default


def children(parent: Element, *names: str) -> Iterator[Element]:
    """The children of the given names, also those wrapped in content controls or insertions."""
    for child in parent:
        if child.tag in names:
            yield child
        elif child.tag in TRANSPARENT:
            yield from children(child, *names)


def _empty_placeholders(body: Element) -> None:
    """Take out “Choose an item”, “Bấm vào đây để nhập văn bản”: nobody wrote it."""
    for control in body.iter("sdt"):
        if on(control.find("sdtPr"), "showingPlcHdr"):
            for text in control.iter("t"):
                text.text = None


def _main_part(package: Package) -> str:
    named = (r.part for r in relations(package, "").values() if r.kind == "officeDocument")
    return next((part for part in named if part in package), DOCUMENT)
