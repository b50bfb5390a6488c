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
from aggregator.read.package import Package

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_TEXT = 48 * MIB  # a Word text of this size has some 10,000 pages
DOCUMENT = "word/document.xml"
PROPERTIES = "docProps/custom.xml"
DOCTYPE = re.compile(rb"<\0?!\0?D\0?O\0?C")  # in UTF-8 and in UTF-16
FALSE = frozenset({"0", "false", "off"})
TRANSPARENT = frozenset({"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"})


class WordFile:
    """An opened Word file: the tree of its text, and of the parts beside it."""

    def __init__(self, data: bytes) -> None:
        self._package = Package(data)
        self._main = _main_part(self._package)
        document = self.part(posixpath.basename(self._main))
        body = None if document is None else document.find("body")
        if body is None:
            raise Unreadable(DAMAGED)
        _empty_placeholders(body)
        self.body = body

    def part(self, name: str) -> Element | None:
        """The tree of a part beside the text (``styles.xml``, ``numbering.xml``), if there is one."""
        path = posixpath.join(posixpath.dirname(self._main), name)
        return tree(self._package.part(path)) if path in self._package else None

    @property
    def custom_properties(self) -> Element | None:
        """The tree of the custom document properties, if there are any."""
        return tree(self._package.part(PROPERTIES)) if PROPERTIES in self._package else None


def tree(xml: bytes) -> Element:
    """The tree of an XML part. A DOCTYPE is refused, a text beyond all reason too."""
    if len(xml) > MAX_TEXT:
        raise Unreadable(BOMB)
    if DOCTYPE.search(xml):
        raise Unreadable(ENTITIES)
    try:
        root = fromstring(xml)  # noqa: S314 - without a DOCTYPE there is nothing to expand
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
    if "_rels/.rels" in package:
        for relation in tree(package.part("_rels/.rels")):
            target = relation.get("Target", "").lstrip("/")
            if relation.get("Type", "").endswith("/officeDocument") and target in package:
                return target
    return DOCUMENT
