"""Somebody's own .xlsx with cells marked and commented and a first sheet that lists what is said of them.

Only what the notes need is touched: the table of contents, the workbook's list of sheets, the styles, the marked
sheets and their relations. Every other part stays byte for byte, and in the marked sheets every byte that is not
the style of a marked cell: drop-downs, formats, pictures, formulas and the person's own comments survive.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from aggregator.office.note_parts import (
    SHAPE_TYPE,
    VML,
    Cover,
    Looks,
    cover_sheet,
    place_of,
    rich_text,
    shapes,
    stamp_sheet,
    with_looks,
)
from aggregator.office.outline import Edit, Element, appended, edited, outline, with_attributes
from aggregator.office.package import START_TAG, NotUpdated, Parts, ScannedSheet, relations_of, scan

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
_FIRST_SHAPE = 1025
_MENDED = "Đã sửa."


@dataclass(frozen=True, slots=True)
class Note:
    """A cell to be marked, with what is said of it."""

    sheet: str
    cell: str
    text: str


Copy = tuple[str, tuple[Note, ...], Cover]  # the name of a file that goes back, and what its copy is to say


def noted(data: bytes, notes: Sequence[Note], cover: Cover) -> bytes | None:
    """The workbook with these notes, or None where it cannot be added to without harm."""
    try:
        return with_notes(data, notes, cover)
    except NotUpdated:
        return None


def with_notes(data: bytes, notes: Sequence[Note], cover: Cover) -> bytes:
    """The workbook with these notes. Raises NotUpdated where it cannot be added to without harm."""
    try:
        return _Annotated(Parts(data), cover).made(notes)
    except (KeyError, ValueError, IndexError, NotImplementedError, RuntimeError, zipfile.BadZipFile) as error:
        raise NotUpdated("cấu trúc tệp khác thường") from error


@dataclass
class _Annotated:
    """A workbook being added to; ``changed`` are its new parts by name."""

    parts: Parts
    cover: Cover
    changed: dict[str, bytes] = field(default_factory=dict)

    def made(self, notes: Sequence[Note]) -> bytes:
        workbook = outline(self._part(self.parts.main), 2)
        strict = any(_STRICT[0] in value for value in workbook.attributes.values())
        self.base, self.kinds = _STRICT if strict else (_TRANSITIONAL, _OFFICE)
        self.main = f"{self.base}spreadsheetml/{'main' if strict else '2006/main'}"
        cells, old = self._by_sheet(notes), self._old_cells() if self.returned else {}
        marked = {style for title, mine in cells.items() for style in self._styles_in(title, mine)}
        mended = {title: those - cells.get(title, {}).keys() for title, those in old.items()}
        cleared = {style for title, mine in mended.items() for style in self._styles_in(title, mine)}
        looks = self._styles(marked, cleared)
        shown = self._add_sheets(workbook, looks)
        for title in {**cells, **mended}:
            self._mark(self.parts.titles[title], cells.get(title, {}), mended.get(title, set()), looks)
        self._deselect(shown)
        return self.parts.replaced(self.changed)

    @property
    def returned(self) -> bool:
        """Whether the workbook is an annotated copy come back: then its notes give way to the new ones."""
        return self.cover.stamp_name in self.parts.titles

    def _by_sheet(self, notes: Sequence[Note]) -> dict[str, dict[str, str]]:
        """The words of each cell by sheet and cell."""
        found: dict[str, dict[str, str]] = {}
        for note in notes:
            if note.sheet in self.parts.titles and _CELL.fullmatch(note.cell):
                cells = found.setdefault(note.sheet, {})
                cells[note.cell] = "\n".join(filter(None, (cells.get(note.cell), note.text)))
        return found

    def _old_cells(self) -> dict[str, set[str]]:
        """The cells, by sheet, that bear a comment of an earlier copy of ours."""
        found = {}
        for title, part in self.parts.titles.items():
            comments = self._comments_of(part)
            ours = {ref for ref, (_, mine) in self._comments_in(comments).items() if mine} if comments else set()
            if ours:
                found[title] = ours
        return found

    def _comments_of(self, part: str) -> str | None:
        return next((target for kind, target in self._relations(part).values() if kind == "comments"), None)

    def _comments_in(self, name: str) -> dict[str, tuple[Element, bool]]:
        """The comments of a part by cell, and whether they are ours."""
        data = self._part(name)
        root = outline(data, 3)
        authors, listed = root.child("authors"), root.child("commentList")
        if authors is None or listed is None:
            raise NotUpdated("phần ghi chú của tệp khác thường")
        ours = escape(self.cover.author).encode()
        mine = {str(n) for n, a in enumerate(authors.children) if a.inner and data[a.opened : a.inner] == ours}
        return {
            c.attributes.get("ref", ""): (c, c.attributes.get("authorId") in mine)
            for c in listed.children
            if c.child("text") is not None
        }

    def _part(self, name: str) -> bytes:
        return self.changed[name] if name in self.changed else self.parts.part(name)

    def _has(self, name: str) -> bool:
        return name in self.changed or name in self.parts.names

    def _free(self, pattern: str) -> str:
        taken = {name.lower() for name in (*self.parts.names, *self.changed)}
        return next(name for n in range(1, 10_000) if (name := pattern.format(n)).lower() not in taken)

    # --- styles ---------------------------------------------------------------------------------

    def _styles_in(self, title: str, cells: Iterable[str]) -> set[int]:
        sheet = scan(self._part(self.parts.titles[title]))
        return {_style(sheet, cell) for cell in cells}

    def _styles(self, marked: set[int], cleared: set[int]) -> Looks:
        related = self._relations(self.parts.main)
        name = next(target for kind, target in related.values() if kind == "styles")
        self.changed[name], looks = with_looks(self._part(name), marked, cleared)
        return looks

    # --- sheets ---------------------------------------------------------------------------------

    def _add_sheets(self, workbook: Element, looks: Looks) -> list[str]:
        """Put the first sheet and the stamp into the workbook; the parts of the sheets that were shown."""
        data, sheets = self._part(self.parts.main), workbook.child("sheets")
        if sheets is None:
            raise NotUpdated("tệp không có trang nào")
        numbers = [int(sheet.attributes.get("sheetId", 0)) for sheet in sheets.children]
        taken = {title.casefold() for title in self.parts.titles}
        cover = self.cover.name if self.returned and self.cover.name in self.parts.titles else next(
            n for k in range(1, 99) if (n := _numbered(self.cover.name, k)).casefold() not in taken
        )  # fmt: skip
        pages = {
            cover: cover_sheet(self.cover, looks, self.main),
            self.cover.stamp_name: stamp_sheet(self.cover, self.main),
        }
        tags: dict[str, bytes] = {}
        for number, (name, page) in enumerate(pages.items(), start=max(numbers) + 1):
            if name in self.parts.titles:
                self.changed[self.parts.titles[name]] = page
                continue
            part = self._free(posixpath.join(posixpath.dirname(self.parts.main), "worksheets/sheet{}.xml"))
            self.changed[part] = page
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
        shown = "0" if first else str(list(self.parts.titles).index(cover))
        for view in (workbook.child("bookViews") or sheets).children:
            if view.name == "workbookView":
                tag = with_attributes(data[view.start : view.opened], {"activeTab": shown, "firstSheet": None})
                edits.append((view.start, view.opened, tag))
        for defined in (workbook.child("definedNames") or sheets).children if first else ():
            if "localSheetId" in defined.attributes:  # counts sheets by their place, which moves by one
                moved = str(int(defined.attributes["localSheetId"]) + 1)
                tag = with_attributes(data[defined.start : defined.opened], {"localSheetId": moved})
                edits.append((defined.start, defined.opened, tag))
        self.changed[self.parts.main] = edited(data, edits)
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
            self.changed[part] = edited(data, edits)

    # --- marks and comments ---------------------------------------------------------------------

    def _mark(self, part: str, texts: Mapping[str, str], mended: Collection[str], looks: Looks) -> None:
        """Mark the cells, and hang a comment on each that has none yet; what was mended is marked no more."""
        data = self._part(part)
        sheet = scan(data)
        edits = [edit for cell in texts for edit in _styled(sheet, cell, looks["mark", _style(sheet, cell)])]
        for cell in mended:
            edits += _styled(sheet, cell, looks["clear", _style(sheet, cell)])
        comments = self._comments_of(part)
        there = self._comments_in(comments) if comments else {}
        if comments:
            self._say_anew(comments, {**dict.fromkeys(mended, _MENDED), **texts})
        fresh = {cell: text for cell, text in texts.items() if cell not in there}
        if fresh:
            self._comment(part, comments, fresh)
            edits += self._draw(part, data, list(fresh))
        self.changed[part] = edited(data, edits)

    def _say_anew(self, name: str, texts: Mapping[str, str]) -> None:
        """Our own comments of before say what is to be said now; a person's comment stays as it is."""
        edits = [
            (text.start, text.end, f"<{text.tag}>{rich_text(texts[cell], text.prefix)}</{text.tag}>".encode())
            for cell, (comment, ours) in self._comments_in(name).items()
            if ours and cell in texts and (text := comment.child("text")) is not None
        ]
        self.changed[name] = edited(self._part(name), edits)

    def _comment(self, part: str, there: str | None, texts: Mapping[str, str]) -> None:
        if there is None:
            name = self._free(posixpath.join(posixpath.dirname(self.parts.main), "comments{}.xml"))
            empty = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="{self.main}">'
            self.changed[name] = f"{empty}<authors/><commentList/></comments>".encode()
            self._content_type(name, _TYPE.format("comments"))
            self._relate(part, "comments", name)
        else:
            name = there
        data = self._part(name)
        root = outline(data, 2)
        authors, listed = root.child("authors"), root.child("commentList")
        if authors is None or listed is None:
            raise NotUpdated("phần ghi chú của tệp khác thường")
        p, number = root.prefix, len(authors.children)
        made = "".join(
            f'<{p}comment ref="{cell}" authorId="{number}"><{p}text>{rich_text(text, p)}</{p}text></{p}comment>'
            for cell, text in texts.items()
        )
        author = f"<{p}author>{escape(self.cover.author)}</{p}author>".encode()
        self.changed[name] = edited(data, [appended(data, authors, author), appended(data, listed, made.encode())])

    def _draw(self, part: str, data: bytes, cells: Sequence[str]) -> list[Edit]:
        """The boxes of comments, in a drawing of the old kind; the edit that leads the sheet to it, if any."""
        root = outline(data, 1)
        legacy = root.child("legacyDrawing")
        if legacy is not None:
            identifier = next(v for name, v in legacy.attributes.items() if name.endswith(":id"))
            name = self._relations(part)[identifier][1]
            old = self._part(name)
            used = [int(n) for n in re.findall(rb"_x0000_s(\d+)", old)]
            start, at = max(used, default=_FIRST_SHAPE - 1) + 1, old.rindex(b"</")
            kind = b"" if b'"_x0000_t202"' in old else SHAPE_TYPE.encode()
            self.changed[name] = old[:at] + kind + shapes(cells, start).encode() + old[at:]
            return []
        name = self._free(posixpath.join(posixpath.dirname(self.parts.main), "drawings/vmlDrawing{}.vml"))
        self.changed[name] = f"{VML}{SHAPE_TYPE}{shapes(cells, _FIRST_SHAPE)}</xml>".encode()
        self._default_type("vml", "application/vnd.openxmlformats-officedocument.vmlDrawing")
        identifier = self._relate(part, "vmlDrawing", name)
        tag = f'<{root.prefix}legacyDrawing xmlns:r="{self.base}{self.kinds}" r:id="{identifier}"/>'.encode()
        before = next((child.start for child in root.children if child.name in _AFTER_DRAWINGS), root.inner)
        return [(before or 0, before or 0, tag)]

    # --- the package ----------------------------------------------------------------------------

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        """The relations of a part by identifier: kind and the part that it leads to."""
        name = relations_of(part)
        if not self._has(name):
            return {}
        folder = posixpath.dirname(part)
        found = {}
        for relation in outline(self._part(name), 1).children:
            target = relation.attributes.get("Target", "")
            whole = (
                target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            )
            kind = relation.attributes.get("Type", "").rpartition("/")[2]
            found[relation.attributes.get("Id", "")] = (kind, whole)
        return found

    def _relate(self, part: str, kind: str, target: str) -> str:
        """Add a relation from a part to another; its identifier."""
        name = relations_of(part)
        empty = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="{_RELATIONS}"/>'
        data = self._part(name) if self._has(name) else empty.encode()
        taken = {identifier.casefold() for identifier in self._relations(part)}
        identifier = next(i for n in range(1, 10_000) if (i := f"rId{n}").casefold() not in taken)
        root = outline(data, 1)
        whole = f"{self.base}{self.kinds}/{kind}"
        tag = f'<{root.prefix}Relationship Id="{identifier}" Type="{whole}" Target="/{target}"/>'
        self.changed[name] = edited(data, [appended(data, root, tag.encode())])
        return identifier

    def _content_type(self, part: str, kind: str) -> None:
        self._contents(f'Override PartName="/{part}" ContentType="{kind}"')

    def _default_type(self, ending: str, kind: str) -> None:
        known = outline(self._part("[Content_Types].xml"), 1).children
        if not any(e.attributes.get("Extension", "").lower() == ending for e in known):
            self._contents(f'Default Extension="{ending}" ContentType="{kind}"')

    def _contents(self, said: str) -> None:
        name = "[Content_Types].xml"
        data = self._part(name)
        root = outline(data, 1)
        self.changed[name] = edited(data, [appended(data, root, f"<{root.prefix}{said}/>".encode())])


def _numbered(name: str, number: int) -> str:
    return name if number == 1 else f"{name} ({number})"


def _style(sheet: ScannedSheet, cell: str) -> int:
    row, column = place_of(cell)
    there = sheet.rows.get(row)
    style = there.cells[column].style if there and column in there.cells else sheet.column_styles.get(column, "")
    return int(style or 0)


def _styled(sheet: ScannedSheet, cell: str, look: int) -> list[Edit]:
    """The cell in another style, or a blank one where there is none."""
    number, column = place_of(cell)
    style = str(look)
    row, p = sheet.rows.get(number), sheet.prefix
    blank = f'<{p}c r="{cell}" s="{style}"/>'.encode()
    if row is None:
        if sheet.inner is None:
            raise NotUpdated("trang tính trống")
        at = min((r.start for n, r in sheet.rows.items() if n > number), default=sheet.inner)
        return [(at, at, f'<{p}row r="{number}">'.encode() + blank + f"</{p}row>".encode())]
    if column in row.cells:
        start = row.cells[column].start
        tag = START_TAG.match(sheet.data, start)
        end = tag.end() if tag else start  # the scan found a tag there
        return [(start, end, with_attributes(sheet.data[start:end], {"s": style}))]
    if row.inner is None:
        opened = re.sub(rb"\s*/>$", b">", sheet.data[row.start : row.end])
        return [(row.start, row.end, opened + blank + f"</{p}row>".encode())]
    at = min((c.start for n, c in row.cells.items() if n > column), default=row.inner)
    return [(at, at, blank)]
