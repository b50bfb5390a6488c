"""Somebody's .xlsx with cells marked and commented and a first sheet that lists what is said of them.

Only what the notes need is touched: the table of contents, the workbook's list of sheets, the styles, the marked
sheets and their relations. Every other part stays byte for byte, and in the marked sheets every byte that is not
the style of a marked cell: drop-downs, formats, pictures, formulas and the person's own comments survive.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from xml.sax.saxutils import escape, quoteattr

from msgspec import Struct, field

from aggregator.office.note_parts import (
    SHAPE_TYPE,
    VML,
    Cover,
    Looks,
    cover_sheet,
    restyle,
    rich_text,
    shapes,
    stamp_sheet,
    style_of,
    with_looks,
)
from aggregator.office.outline import Edit, Element, appended, edited, outline, with_attributes
from aggregator.office.package import NotUpdated, Parts, part_in, relations_of, scan

_CELL = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_TRANSITIONAL = "http://schemas.openxmlformats.org/"
_OFFICE = "officeDocument/2006/relationships"
_STRICT = ("http://purl.oclc.org/ooxml/", "officeDocument/relationships")
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.{}+xml"
_AFTER_DRAWINGS = frozenset(
    {"legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
     "AlternateContent"}
)  # fmt: skip
_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_FIRST_SHAPE = 1025
_MENDED = "Đã sửa."


class Note(Struct, frozen=True):
    """A cell to be marked, with what is said of it."""

    sheet: str
    cell: str
    text: str


Copy = tuple[str, tuple[Note, ...], Cover]  # the name of a file that goes back, and what its copy is to say


def copy_with_notes(data: bytes, notes: Sequence[Note], cover: Cover) -> bytes | None:
    """The workbook with these notes, or None where it cannot be added to without harm."""
    with suppress(NotUpdated):
        return with_notes(data, notes, cover)
    return None


def with_notes(data: bytes, notes: Sequence[Note], cover: Cover) -> bytes:
    """The workbook with these notes. Raises NotUpdated where it cannot be added to without harm."""
    try:
        return _Annotation(Parts(data), cover).package(notes)
    except (KeyError, ValueError, IndexError, NotImplementedError, RuntimeError, zipfile.BadZipFile) as error:
        raise NotUpdated("cấu trúc tệp khác thường") from error


class _Annotation(Struct):
    """A workbook being added to; ``changes`` are its new parts by name, the rest its namespaces."""

    parts: Parts
    cover: Cover
    changes: dict[str, bytes] = field(default_factory=dict)
    base: str = ""
    kinds: str = ""
    main: str = ""

    def package(self, notes: Sequence[Note]) -> bytes:
        """The whole package with the notes in it."""
        workbook = outline(self._part(self.parts.main), 2)
        strict = any(_STRICT[0] in value for value in workbook.attributes.values())
        self.base, self.kinds = _STRICT if strict else (_TRANSITIONAL, _OFFICE)
        self.main = f"{self.base}spreadsheetml/{'main' if strict else '2006/main'}"
        cells, old = self._by_sheet(notes), self._old_cells() if self.is_copy else {}
        repairs = {title: refs - cells.get(title, {}).keys() for title, refs in old.items()}
        looks = self._styles(self._styles_in(cells), self._styles_in(repairs))
        parts = self._add_sheets(workbook, looks)
        for title in {**cells, **repairs}:
            self._mark(self.parts.titles[title], cells.get(title, {}), repairs.get(title, set()), looks)
        self._deselect(parts)
        return self.parts.replaced(self.changes)

    @property
    def is_copy(self) -> bool:
        """Whether the workbook is an annotated copy come back: then its notes give way to the new ones."""
        return self.cover.stamp_name in self.parts.titles

    def _by_sheet(self, notes: Sequence[Note]) -> dict[str, dict[str, str]]:
        """The words of each cell by sheet and cell."""
        by_sheet: dict[str, dict[str, str]] = {}
        for note in notes:
            if note.sheet in self.parts.titles and _CELL.fullmatch(note.cell):
                cells = by_sheet.setdefault(note.sheet, {})
                cells[note.cell] = "\n".join(filter(None, (cells.get(note.cell), note.text)))
        return by_sheet

    def _old_cells(self) -> dict[str, set[str]]:
        """The cells, by sheet, that bear a comment of an earlier copy of ours."""
        by_sheet = {}
        for title, part in self.parts.titles.items():
            if comments := self._comments_of(part):
                by_sheet[title] = {ref for ref, (_, is_ours) in self._comments_in(comments).items() if is_ours}
        return {title: refs for title, refs in by_sheet.items() if refs}

    def _comments_of(self, part: str) -> str | None:
        return next((target for kind, target in self._relations(part).values() if kind == "comments"), None)

    def _comments_in(self, name: str) -> dict[str, tuple[Element, bool]]:
        """The comments of a part by cell, and whether they are ours."""
        data = self._part(name)
        _, authors, texts = _comment_lists(data)
        author = escape(self.cover.author).encode()
        author_ids = {
            str(n) for n, a in enumerate(authors.children) if a.inner and data[a.opened : a.inner] == author
        }
        return {
            c.attributes.get("ref", ""): (c, c.attributes.get("authorId") in author_ids)
            for c in texts.children
            if c.child("text") is not None
        }

    def _part(self, name: str) -> bytes:
        return self.changes[name] if name in self.changes else self.parts.part(name)

    def _has(self, name: str) -> bool:
        return name in self.changes or name in self.parts.names

    def _free(self, pattern: str) -> str:
        names = {name.lower() for name in (*self.parts.names, *self.changes)}
        return next(name for n in range(1, 10_000) if (name := pattern.format(n)).lower() not in names)

    def _styles_in(self, cells: Mapping[str, Iterable[str]]) -> set[int]:
        """The styles that cells have, by sheet."""
        sheets = ((scan(self._part(self.parts.titles[title])), refs) for title, refs in cells.items())
        return {style_of(sheet, ref) for sheet, refs in sheets for ref in refs}

    def _styles(self, to_mark: set[int], to_clear: set[int]) -> Looks:
        related = self._relations(self.parts.main)
        name = next(target for kind, target in related.values() if kind == "styles")
        self.changes[name], looks = with_looks(self._part(name), to_mark, to_clear)
        return looks

    def _add_sheets(self, workbook: Element, looks: Looks) -> list[str]:
        """Put the first sheet and the stamp into the workbook; the parts of the sheets that were shown."""
        data, sheets = self._part(self.parts.main), workbook.child("sheets")
        if sheets is None:
            raise NotUpdated("tệp không có trang nào")
        numbers = [int(sheet.attributes.get("sheetId", 0)) for sheet in sheets.children]
        titles = {title.casefold() for title in self.parts.titles}
        cover, names = self.cover.name, (f"{self.cover.name} ({n})" for n in range(2, 99))
        if cover.casefold() in titles and not (self.is_copy and cover in self.parts.titles):
            cover = next(name for name in names if name.casefold() not in titles)
        pages = {
            cover: cover_sheet(self.cover, looks, self.main),
            self.cover.stamp_name: stamp_sheet(self.cover, self.main),
        }
        tags: dict[str, bytes] = {}
        for number, (name, page) in enumerate(pages.items(), start=max(numbers) + 1):
            if name in self.parts.titles:
                self.changes[self.parts.titles[name]] = page
                continue
            part = self._free(posixpath.join(posixpath.dirname(self.parts.main), "worksheets/sheet{}.xml"))
            self.changes[part] = page
            self._content_type(part, _TYPE.format("worksheet"))
            identifier = self._relate(self.parts.main, "worksheet", part)
            hidden = "" if name == cover else ' state="veryHidden"'
            tags[name] = (
                f'<{sheets.prefix}sheet xmlns:r="{self.base}{self.kinds}" name={quoteattr(name)} '
                f'sheetId="{number}"{hidden} r:id="{identifier}"/>'.encode()
            )
        first, last = tags.get(cover), tags.get(self.cover.stamp_name)
        edits: list[Edit] = [(sheets.opened, sheets.opened, first)] if first else []
        edits += [appended(data, sheets, last)] if last else []
        active = "0" if first else str(list(self.parts.titles).index(cover))
        for view in (workbook.child("bookViews") or sheets).children:
            if view.name == "workbookView":
                tag = with_attributes(data[view.start : view.opened], {"activeTab": active, "firstSheet": None})
                edits.append((view.start, view.opened, tag))
        for defined in (workbook.child("definedNames") or sheets).children if first else ():
            if "localSheetId" in defined.attributes:  # counts sheets by their place, which moves by one
                place = str(int(defined.attributes["localSheetId"]) + 1)
                tag = with_attributes(data[defined.start : defined.opened], {"localSheetId": place})
                edits.append((defined.start, defined.opened, tag))
        self.changes[self.parts.main] = edited(data, edits)
        return [part for title, part in self.parts.titles.items() if title not in pages]

    def _deselect(self, parts: Sequence[str]) -> None:
        """Two selected sheets are a group, in which Excel types into both."""
        for part in parts:
            data = self._part(part)
            if b"tabSelected" not in data:
                continue
            views = outline(data, 2).child("sheetViews")
            edits = [
                (v.start, v.opened, with_attributes(data[v.start : v.opened], {"tabSelected": None}))
                for v in (views.children if views else ())
                if v.name == "sheetView"
            ]
            self.changes[part] = edited(data, edits)

    def _mark(self, part: str, texts: Mapping[str, str], repairs: Collection[str], looks: Looks) -> None:
        """Mark the cells, and hang a comment on each that has none yet; what was mended is marked no more."""
        data = self._part(part)
        sheet = scan(data)
        edits = [edit for cell in texts for edit in restyle(sheet, cell, looks["mark", style_of(sheet, cell)])]
        for cell in repairs:
            edits += restyle(sheet, cell, looks["clear", style_of(sheet, cell)])
        comments = self._comments_of(part)
        present = self._comments_in(comments) if comments else {}
        if comments:
            self._say_anew(comments, {**dict.fromkeys(repairs, _MENDED), **texts})
        fresh = {cell: text for cell, text in texts.items() if cell not in present}
        if fresh:
            self._comment(part, comments, fresh)
            edits += self._draw(part, data, list(fresh))
        self.changes[part] = edited(data, edits)

    def _say_anew(self, name: str, texts: Mapping[str, str]) -> None:
        """Our own comments of before say what is to be said now; a person's comment stays as it is."""
        edits = [
            (text.start, text.end, f"<{text.tag}>{rich_text(texts[cell], text.prefix)}</{text.tag}>".encode())
            for cell, (comment, is_ours) in self._comments_in(name).items()
            if is_ours and cell in texts and (text := comment.child("text")) is not None
        ]
        self.changes[name] = edited(self._part(name), edits)

    def _comment(self, part: str, name: str | None, texts: Mapping[str, str]) -> None:
        """Write comments into the part of that name, or into a new one where the sheet has none."""
        if name is None:
            name = self._free(posixpath.join(posixpath.dirname(self.parts.main), "comments{}.xml"))
            empty = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="{self.main}">'
            self.changes[name] = f"{empty}<authors/><commentList/></comments>".encode()
            self._content_type(name, _TYPE.format("comments"))
            self._relate(part, "comments", name)
        data = self._part(name)
        root, authors, comments = _comment_lists(data)
        p, number = root.prefix, len(authors.children)
        texts_xml = "".join(
            f'<{p}comment ref="{cell}" authorId="{number}"><{p}text>{rich_text(text, p)}</{p}text></{p}comment>'
            for cell, text in texts.items()
        )
        author = f"<{p}author>{escape(self.cover.author)}</{p}author>".encode()
        self.changes[name] = edited(
            data, [appended(data, authors, author), appended(data, comments, texts_xml.encode())]
        )

    def _draw(self, part: str, data: bytes, cells: Sequence[str]) -> list[Edit]:
        """The boxes of comments, in a drawing of the old kind; the edit that leads the sheet to it, if any."""
        root = outline(data, 1)
        legacy = root.child("legacyDrawing")
        if legacy is not None:
            identifier = next(v for name, v in legacy.attributes.items() if name.endswith(":id"))
            name = self._relations(part)[identifier][1]
            old = self._part(name)
            numbers = [int(n) for n in re.findall(rb"_x0000_s(\d+)", old)]
            start, at = max(numbers, default=_FIRST_SHAPE - 1) + 1, old.rindex(b"</")
            kind = b"" if b'"_x0000_t202"' in old else SHAPE_TYPE.encode()
            self.changes[name] = old[:at] + kind + shapes(cells, start).encode() + old[at:]
            return []
        name = self._free(posixpath.join(posixpath.dirname(self.parts.main), "drawings/vmlDrawing{}.vml"))
        self.changes[name] = f"{VML}{SHAPE_TYPE}{shapes(cells, _FIRST_SHAPE)}</xml>".encode()
        entries = outline(self._part("[Content_Types].xml"), 1).children
        if not any(entry.attributes.get("Extension", "").lower() == "vml" for entry in entries):
            self._contents(f'Default Extension="vml" ContentType="{_VML_TYPE}"')
        identifier = self._relate(part, "vmlDrawing", name)
        tag = f'<{root.prefix}legacyDrawing xmlns:r="{self.base}{self.kinds}" r:id="{identifier}"/>'.encode()
        before = next((child.start for child in root.children if child.name in _AFTER_DRAWINGS), root.inner)
        return [(before or 0, before or 0, tag)]

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        """The relations of a part by identifier: kind and the part that it leads to."""
        name = relations_of(part)
        if not self._has(name):
            return {}
        folder = posixpath.dirname(part)
        relations = {}
        for relation in outline(self._part(name), 1).children:
            target = relation.attributes.get("Target", "")
            kind = relation.attributes.get("Type", "").rpartition("/")[2]
            relations[relation.attributes.get("Id", "")] = (kind, part_in(folder, target))
        return relations

    def _relate(self, part: str, kind: str, target: str) -> str:
        """Add a relation from a part to another; its identifier."""
        name = relations_of(part)
        empty = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="{_RELATIONS}"/>'
        data = self._part(name) if self._has(name) else empty.encode()
        identifiers = {identifier.casefold() for identifier in self._relations(part)}
        identifier = next(i for n in range(1, 10_000) if (i := f"rId{n}").casefold() not in identifiers)
        root = outline(data, 1)
        whole = f"{self.base}{self.kinds}/{kind}"
        tag = f'<{root.prefix}Relationship Id="{identifier}" Type="{whole}" Target="/{target}"/>'
        self.changes[name] = edited(data, [appended(data, root, tag.encode())])
        return identifier

    def _content_type(self, part: str, kind: str) -> None:
        self._contents(f'Override PartName="/{part}" ContentType="{kind}"')

    def _contents(self, entry: str) -> None:
        name = "[Content_Types].xml"
        data = self._part(name)
        root = outline(data, 1)
        self.changes[name] = edited(data, [appended(data, root, f"<{root.prefix}{entry}/>".encode())])


def _comment_lists(data: bytes) -> tuple[Element, Element, Element]:
    """The root of a part of comments, its list of authors and that of the comments."""
    root = outline(data, 3)
    authors, comments = root.child("authors"), root.child("commentList")
    if authors is None or comments is None:
        raise NotUpdated("phần ghi chú của tệp khác thường")
    return root, authors, comments
