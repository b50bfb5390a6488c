"""Where the elements of an XML part stand in its bytes, so that some can be changed and nothing else touched."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.parsers import expat

from msgspec import Struct, field

from aggregator.office.package import OTHER_ENCODING, START_TAG, NotUpdated

Edit = tuple[int, int, bytes]  # bytes from, to, replaced by


class Element(Struct):
    """An element: ``tag`` with its prefix, ``inner`` where its content ends (None: written ``<… />``)."""

    tag: str
    attributes: dict[str, str]
    start: int
    opened: int = 0  # the first byte behind the start tag
    inner: int | None = None
    end: int = 0
    children: list[Element] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The tag without its prefix."""
        return self.tag.rpartition(":")[2]

    @property
    def prefix(self) -> str:
        """The prefix with its colon, or nothing."""
        return self.tag.removesuffix(self.name)

    def child(self, name: str) -> Element | None:
        """The first child of that name."""
        return next((child for child in self.children if child.name == name), None)


def outline(data: bytes, depth: int) -> Element:
    """The root element with its descendants down to ``depth`` levels below it.

    Raises NotUpdated where the bytes are no well-formed XML in UTF-8.
    """
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
        element.opened = element.end = tag.end()
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


def appended(data: bytes, element: Element, new: bytes) -> Edit:
    """The edit that puts something at the end of an element's content, also of one written ``<… />``."""
    if element.inner is not None:
        return element.inner, element.inner, new
    opened = re.sub(rb"\s*/>$", b">", data[element.start : element.end])
    return element.start, element.end, opened + new + f"</{element.tag}>".encode()


def with_attributes(tag: bytes, values: dict[str, str | None]) -> bytes:
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
