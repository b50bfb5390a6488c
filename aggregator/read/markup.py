"""XML read event by event, without entities: a DOCTYPE is refused before it can expand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol
from xml.parsers import expat

from aggregator.errors import Unreadable
from aggregator.read.limits import DAMAGED, ENTITIES

if TYPE_CHECKING:
    from collections.abc import Mapping

SEPARATOR = "\n"  # cannot stand in a namespace or a name


class Handler(Protocol):
    """What takes the events. Names come without their namespace."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None: ...  # noqa: D102

    def end(self, name: str) -> None: ...  # noqa: D102

    def text(self, text: str) -> None: ...  # noqa: D102


def parse(data: bytes, handler: Handler) -> None:
    """Send the elements of an XML part to the handler, in order."""
    parser = expat.ParserCreate(namespace_separator=SEPARATOR)
    parser.buffer_text = True
    names: dict[str, str] = {}

    def local(name: str) -> str:
        found = names.get(name)
        if found is None:
            found = names[name] = name.rpartition(SEPARATOR)[2]
        return found

    def start(name: str, attributes: dict[str, str]) -> None:
        handler.start(local(name), {local(key): value for key, value in attributes.items()})

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda name: handler.end(local(name))
    parser.CharacterDataHandler = handler.text
    parser.StartDoctypeDeclHandler = refuse_doctype
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise Unreadable(DAMAGED) from error


def refuse_doctype(*_declaration: object) -> None:
    """Stop at a DOCTYPE: no office program writes one, and entities are how XML bombs are built."""
    raise Unreadable(ENTITIES)
