"""Somebody's .xlsx with cells marked and commented and a first sheet that lists what is said of them.

Only what the notes need is touched: the table of contents, the workbook's list of sheets, the styles, the marked
sheets and their relations. Every other part stays byte for byte, and in the marked sheets every byte that is not
the style of a marked cell: drop-downs, formats, pictures, formulas and the person's own comments survive.
"""

import re
import zipfile
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from xml.sax.saxutils import escape

from msgspec import Struct

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
from aggregator.office.package import (
    XML,
    Edit,
    Element,
    NotUpdated,
    Package,
    appended,
    edited,
    outline,
    retagged,
    scan,
)
from aggregator.vietnamese.fold import regex

_CELL = regex(r"([A-Z]{1,3})([1-9]\d{0,6})")
_AFTER_DRAWINGS = frozenset(
    {"legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
     "AlternateContent"}
)  # fmt: skip
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
        return _Annotation(data, cover).with_notes(notes)
    except (KeyError, ValueError, IndexError, NotImplementedError, RuntimeError, zipfile.BadZipFile) as error:
        raise NotUpdated("cấu trúc tệp khác thường") from error


class _Annotation:
    """A workbook that is given notes and a first sheet."""

    def __init__(self, data: bytes, cover: Cover) -> None:
        self.package, self.cover = Package(data), cover
        self.titles = self.package.titles

    def with_notes(self, notes: Sequence[Note]) -> bytes:
        """The whole package with the notes in it."""
        cells, old = self._by_sheet(notes), self._old_cells() if self.is_copy else {}
        repairs = {title: refs - cells.get(title, {}).keys() for title, refs in old.items()}
        looks = self._styles(self._styles_in(cells), self._styles_in(repairs))
        parts = self._add_sheets(looks)
        for title in {**cells, **repairs}:
            self._mark(self.titles[title], cells.get(title, {}), repairs.get(title, set()), looks)
        self._deselect(parts)
        return self.package.data()

    @property
    def is_copy(self) -> bool:
        """Whether the workbook is an annotated copy come back: then its notes give way to the new ones."""
        return self.cover.stamp_name in self.titles

    def _by_sheet(self, notes: Sequence[Note]) -> dict[str, dict[str, str]]:
        """The words of each cell by sheet and cell."""
        by_sheet: dict[str, dict[str, str]] = {}
        for note in notes:
            if note.sheet in self.titles and _CELL.fullmatch(note.cell):
                cells = by_sheet.setdefault(note.sheet, {})
                cells[note.cell] = "\n".join(filter(None, (cells.get(note.cell), note.text)))
        return by_sheet

    def _old_cells(self) -> dict[str, set[str]]:
        """The cells, by sheet, that bear a comment of an earlier copy of ours."""
        by_sheet = {}
        for title, part in self.titles.items():
            if comments := self.package.related(part, "comments"):
                by_sheet[title] = {ref for ref, (_, is_ours) in self._comments_in(comments).items() if is_ours}
        return {title: refs for title, refs in by_sheet.items() if refs}

    def _comments_in(self, name: str) -> dict[str, tuple[Element, bool]]:
        """The comments of a part by cell, and whether they are ours."""
        data = self.package.part(name)
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

    def _styles_in(self, cells: Mapping[str, Iterable[str]]) -> set[int]:
        """The styles that cells have, by sheet."""
        sheets = ((scan(self.package.part(self.titles[title])), refs) for title, refs in cells.items())
        return {style_of(sheet, ref) for sheet, refs in sheets for ref in refs}

    def _styles(self, to_mark: set[int], to_clear: set[int]) -> Looks:
        name = self.package.related(self.package.main, "styles")
        if name is None:
            raise NotUpdated("tệp không có bảng kiểu chữ")
        self.package.changes[name], looks = with_looks(self.package.part(name), to_mark, to_clear)
        return looks

    def _add_sheets(self, looks: Looks) -> list[str]:
        """Put the first sheet and the stamp into the workbook; the parts of the sheets that were shown."""
        titles = {title.casefold() for title in self.titles}
        cover, names = self.cover.name, (f"{self.cover.name} ({n})" for n in range(2, 99))
        if cover.casefold() in titles and not (self.is_copy and cover in self.titles):
            cover = next(name for name in names if name.casefold() not in titles)
        namespace = self.package.namespace
        page, stamp = cover_sheet(self.cover, looks, namespace), stamp_sheet(self.cover, namespace)
        for name, data, state in ((cover, page, ""), (self.cover.stamp_name, stamp, "veryHidden")):
            if name in self.titles:
                self.package.changes[self.titles[name]] = data
            else:
                self.package.add_sheet(name, data, state, first=name == cover)
        first = cover not in self.titles
        self._open_at(0 if first else list(self.titles).index(cover), moved=first)
        return [part for title, part in self.titles.items() if title not in (cover, self.cover.stamp_name)]

    def _open_at(self, active: int, *, moved: bool) -> None:
        """Show a sheet when the workbook is opened; ``moved``: the others stand one place further."""
        main = self.package.main
        data = self.package.part(main)
        workbook = outline(data, 2)
        edits: list[Edit] = []
        for view in getattr(workbook.child("bookViews"), "children", ()):
            if view.name == "workbookView":
                values = {"activeTab": str(active), "firstSheet": None}
                edits.append(retagged(data, view, values))
        for name in getattr(workbook.child("definedNames"), "children", ()) if moved else ():
            if "localSheetId" in name.attributes:  # counts sheets by their place
                place = {"localSheetId": str(int(name.attributes["localSheetId"]) + 1)}
                edits.append(retagged(data, name, place))
        self.package.changes[main] = edited(data, edits)

    def _deselect(self, parts: Sequence[str]) -> None:
        """Two selected sheets are a group, in which Excel types into both."""
        for part in parts:
            data = self.package.part(part)
            if b"tabSelected" not in data:
                continue
            views = outline(data, 2).child("sheetViews")
            shown = (view for view in (views.children if views else ()) if view.name == "sheetView")
            edits = [retagged(data, view, {"tabSelected": None}) for view in shown]
            self.package.changes[part] = edited(data, edits)

    def _mark(self, part: str, texts: Mapping[str, str], repairs: Collection[str], looks: Looks) -> None:
        """Mark the cells, and hang a comment on each that has none yet; what was mended is marked no more."""
        data = self.package.part(part)
        sheet = scan(data)
        edits = [edit for cell in texts for edit in restyle(sheet, cell, looks["mark", style_of(sheet, cell)])]
        for cell in repairs:
            edits += restyle(sheet, cell, looks["clear", style_of(sheet, cell)])
        comments = self.package.related(part, "comments")
        present = self._comments_in(comments) if comments else {}
        if comments:
            self._say_anew(comments, {**dict.fromkeys(repairs, _MENDED), **texts})
        fresh = {cell: text for cell, text in texts.items() if cell not in present}
        if fresh:
            self._comment(part, comments, fresh)
            edits += self._draw(part, data, list(fresh))
        self.package.changes[part] = edited(data, edits)

    def _say_anew(self, name: str, texts: Mapping[str, str]) -> None:
        """Our own comments of before say what is to be said now; a person's comment stays as it is."""
        edits = [
            (text.start, text.end, f"<{text.tag}>{rich_text(texts[cell], text.prefix)}</{text.tag}>".encode())
            for cell, (comment, is_ours) in self._comments_in(name).items()
            if is_ours and cell in texts and (text := comment.child("text")) is not None
        ]
        self.package.changes[name] = edited(self.package.part(name), edits)

    def _comment(self, part: str, name: str | None, texts: Mapping[str, str]) -> None:
        """Write comments into the part of that name, or into a new one where the sheet has none."""
        if name is None:
            name = self.package.free("comments{}.xml")
            empty = f'{XML}<comments xmlns="{self.package.namespace}">'
            self.package.changes[name] = f"{empty}<authors/><commentList/></comments>".encode()
            self.package.content_type(name, "comments")
            self.package.relate(part, "comments", name)
        data = self.package.part(name)
        root, authors, comments = _comment_lists(data)
        p, number = root.prefix, len(authors.children)
        texts_xml = "".join(
            f'<{p}comment ref="{cell}" authorId="{number}"><{p}text>{rich_text(text, p)}</{p}text></{p}comment>'
            for cell, text in texts.items()
        )
        author = f"<{p}author>{escape(self.cover.author)}</{p}author>".encode()
        self.package.changes[name] = edited(
            data, [appended(data, authors, author), appended(data, comments, texts_xml.encode())]
        )

    def _draw(self, part: str, data: bytes, cells: Sequence[str]) -> list[Edit]:
        """The boxes of comments, in a drawing of the old kind; the edit that leads the sheet to it, if any."""
        root = outline(data, 1)
        legacy = root.child("legacyDrawing")
        if legacy is not None:
            name = self.package.relations(part)[legacy.identifiers[0]][1]
            old = self.package.part(name)
            numbers = [int(n) for n in re.findall(rb"_x0000_s(\d+)", old)]
            start, at = max(numbers, default=_FIRST_SHAPE - 1) + 1, old.rindex(b"</")
            kind = b"" if b'"_x0000_t202"' in old else SHAPE_TYPE.encode()
            self.package.changes[name] = old[:at] + kind + shapes(cells, start).encode() + old[at:]
            return []
        name = self.package.free("drawings/vmlDrawing{}.vml")
        self.package.changes[name] = f"{VML}{SHAPE_TYPE}{shapes(cells, _FIRST_SHAPE)}</xml>".encode()
        self.package.default_type("vml", "application/vnd.openxmlformats-officedocument.vmlDrawing")
        identifier = self.package.relate(part, "vmlDrawing", name)
        tag = f'<{root.prefix}legacyDrawing xmlns:r="{self.package.kinds}" r:id="{identifier}"/>'.encode()
        before = next((child.start for child in root.children if child.name in _AFTER_DRAWINGS), root.inner)
        return [(before or 0, before or 0, tag)]


def _comment_lists(data: bytes) -> tuple[Element, Element, Element]:
    """The root of a part of comments, its list of authors and that of the comments."""
    root = outline(data, 3)
    authors, comments = root.child("authors"), root.child("commentList")
    if authors is None or comments is None:
        raise NotUpdated("phần ghi chú của tệp khác thường")
    return root, authors, comments
