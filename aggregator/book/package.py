"""The parts of the book's .xlsx package: where a sheet lies, and the package with one part replaced.

Nothing but the changed sheet is touched: pictures, charts, comments, formulas with their results and
whatever else people put into the book stay byte for byte. (openpyxl would drop or rewrite some of them.)
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Mapping
from xml.etree.ElementTree import Element, ParseError, fromstring

from aggregator.vietnamese.fold import key

_DAMAGED = "tệp không phải là sổ Excel (.xlsx) hoặc đã hỏng"


class NotUpdated(Exception):
    """The book cannot be added to; the run goes on. The text is the Vietnamese reason."""


def local(tag: str) -> str:
    """A tag or an attribute without its namespace."""
    return tag.rpartition("}")[2]


def attribute(element: Element, name: str) -> str:
    """An attribute whatever its namespace, '' where it is missing."""
    return next((value for tag, value in element.attrib.items() if local(tag) == name), "")


class Parts:
    """The package. Raises NotUpdated where it is no .xlsx workbook."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self.main = self._target("_rels/.rels", "", "officeDocument")
            workbook = self.xml(self.main)
        except (zipfile.BadZipFile, KeyError, ParseError, StopIteration) as error:
            raise NotUpdated(_DAMAGED) from error
        self._sheets = {
            key(attribute(sheet, "name")): self._by_id(_relation_id(sheet))
            for sheet in workbook.iter()
            if local(sheet.tag) == "sheet"
        }
        self.dates_from_1904 = any(
            attribute(e, "date1904") in {"1", "true"} for e in workbook.iter() if local(e.tag) == "workbookPr"
        )

    def sheet(self, title: str) -> str | None:
        """The part of a sheet, by its title."""
        return self._sheets.get(key(title))

    def styles(self) -> Element | None:
        """The styles, if the book has any."""
        try:
            return self.xml(self._target(_relations_of(self.main), posixpath.dirname(self.main), "styles"))
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
            for name in parts.keys() - self.names:
                out.writestr(
                    zipfile.ZipInfo(name, self._zip.infolist()[0].date_time), parts[name], zipfile.ZIP_DEFLATED
                )
        return target.getvalue()

    def _by_id(self, identifier: str) -> str:
        relations = self.xml(_relations_of(self.main))
        found = next((r for r in relations if attribute(r, "Id") == identifier), None)
        return _joined(posixpath.dirname(self.main), attribute(found, "Target")) if found is not None else ""

    def _target(self, relations: str, folder: str, kind: str) -> str:
        found = next(r for r in self.xml(relations) if attribute(r, "Type").rpartition("/")[2] == kind)
        return _joined(folder, attribute(found, "Target"))


def _relation_id(sheet: Element) -> str:
    return next((value for tag, value in sheet.attrib.items() if tag.endswith("}id")), "")


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return f"{folder}/_rels/{name}.rels"


def _joined(folder: str, target: str) -> str:
    path = target if target.startswith("/") else posixpath.join(folder, target)
    return posixpath.normpath(path).lstrip("/")
