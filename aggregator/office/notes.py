"""Somebody's .xlsx with cells marked and commented and a first sheet that lists what is said of them.

Only what the notes need is touched: the table of contents, the workbook's list of sheets, the styles, the marked
sheets and their relations. Every other part stays byte for byte, and in the marked sheets every byte that is not
the style of a marked cell: drop-downs, formats, pictures, formulas and the person's own comments survive.
"""

import re
import zipfile
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from textwrap import wrap
from xml.sax.saxutils import escape, quoteattr

from msgspec import Struct

from aggregator.nouns.document import cell_name, cell_place, column_letters
from aggregator.nouns.file import MENDED
from aggregator.office import package as xml
from aggregator.vietnamese.fold import clean, regex

LINE = 15.75  # points, one line of the first sheet
_LETTERS = 1.05  # letters that fill the width of one digit


def row_of(number: int, texts: Sequence[str], styles: int | Sequence[int], widths: Sequence[float] = ()) -> str:
    """A row of texts, as high as the texts need in columns of these widths: not every program fits it by itself."""
    per_cell = [styles] * len(texts) if isinstance(styles, int) else styles
    cells = "".join(
        f'<c r="{cell_name(number, n)}" s="{style}" t="inlineStr"><is>{xml.text_runs(clean(text))}</is></c>'
        for n, (text, style) in enumerate(zip(texts, per_cell, strict=True), 1)
    )
    lines = [sum(len(wrap(line, max(1, int(width * _LETTERS)))) or 1 for line in text.split("\n"))
             for text, width in zip(texts, widths, strict=False)]  # fmt: skip
    height = f' ht="{LINE * max(lines) + 3:g}" customHeight="1"' if lines else ""
    return f'<row r="{number}"{height}>{cells}</row>'


VML = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel">'
    '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>'
)
SHAPE_TYPE = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)


def shapes(cells: Sequence[str], first: int) -> str:
    """The boxes of the comments of these cells, numbered from ``first``."""
    return "".join(_shape(cell, first + n) for n, cell in enumerate(cells))


def _shape(cell: str, number: int) -> str:
    """The hidden box of a comment, beside its cell."""
    row, column = (n - 1 for n in cell_place(cell))
    anchor = f"{column + 1}, 15, {max(row - 1, 0)}, 10, {column + 4}, 15, {max(row - 1, 0) + 5}, 4"
    return (
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;visibility:hidden" '
        'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"/><x:ClientData ObjectType="Note"><x:MoveWithCells/>'
        f"<x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>"
        f"<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
    )


def rich_text(text: str, prefix: str) -> str:
    """The words of a comment, in elements with this prefix."""
    return f'<{prefix}r><{prefix}t xml:space="preserve">{xml.xml_text(clean(text))}</{prefix}t></{prefix}r>'


Looks = dict[tuple[str, int], int]  # (what, style that the cell has) → style
_MARK = '<patternFill patternType="solid"><fgColor rgb="FFFFF2CC"/><bgColor indexed="64"/></patternFill>'
_MARK_COLOUR = b"FFF2CC"
_HEAD = '<patternFill patternType="solid"><fgColor rgb="FFDCEAF7"/><bgColor indexed="64"/></patternFill>'
_EDGE = '<{0} style="thin"><color auto="1"/></{0}>'
_FONT = '{}<sz val="{}"/>{}<name val="Times New Roman"/><family val="1"/>'


def with_looks(data: bytes, to_mark: Collection[int], to_clear: Collection[int]) -> tuple[bytes, Looks]:
    """The styles part with looks added at the ends of its lists, and where they stand.

    The first sheet's are known by a name and 0. Of a style that a cell has, ``("mark", style)`` is the twin with
    our colour, ``("clear", style)`` the one without it. Raises NotUpdated where the part lacks a list.
    """
    root = xml.outline(data, 2)
    groups = {n: root.child(n) for n in ("fonts", "fills", "borders", "cellXfs")}
    lists = {n: group for n, group in groups.items() if group is not None}
    if len(lists) < len(groups) or not lists["cellXfs"].children:
        raise xml.NotUpdated("tệp không có bảng kiểu chữ")
    fonts, fills, borders, xfs = (len(lists[n].children) for n in groups)
    edges = "".join(_EDGE.format(side) for side in ("left", "right", "top", "bottom")) + "<diagonal/>"
    new = {
        "fonts": [_FONT.format(*look) for look in (("", 12, ""), ("<b/>", 12, ""), ("<b/>", 14, ""),
                                                   ("<u/>", 12, '<color rgb="FF0563C1"/>'))],
        "fills": [_MARK, _HEAD],
        "borders": [edges],
    }  # fmt: skip
    element = {"fonts": "font", "fills": "fill", "borders": "border"}
    edits = [
        edit
        for group, items in new.items()
        for edit in _more(data, lists[group], [f"<{element[group]}>{i}</{element[group]}>" for i in items])
    ]
    wrap = '<alignment vertical="top" wrapText="1"/>'
    middle = '<alignment horizontal="center" vertical="center" wrapText="1"/>'
    cover_styles = {
        "title": _xf(fonts + 2, 0, 0, '<alignment vertical="center"/>'),
        "line": _xf(fonts, 0, 0, wrap),
        "head": _xf(fonts + 1, fills + 1, borders, middle),
        "cell": _xf(fonts, 0, borders, wrap),
        "link": _xf(fonts + 3, 0, borders, wrap),
    }  # fmt: skip
    looks: Looks = {(look, 0): xfs + n for n, look in enumerate(cover_styles)}
    our_fills = {str(n) for n, f in enumerate(lists["fills"].children) if _MARK_COLOUR in data[f.start : f.end]}
    twins: list[str] = []
    for look, style in [*(("mark", n) for n in sorted(to_mark)), *(("clear", n) for n in sorted(to_clear))]:
        old = lists["cellXfs"].children[style if style < xfs else 0]
        if look == "clear" and old.attributes.get("fillId") not in our_fills:
            looks[look, style] = style
            continue
        fill = str(fills) if look == "mark" else "0"
        tag = xml.with_attributes(data[old.start : old.inner_start], {"fillId": fill, "applyFill": "1"})
        looks[look, style] = xfs + len(cover_styles) + len(twins)
        twins.append((tag + data[old.inner_start : old.end]).decode())
    edits += _more(data, lists["cellXfs"], [*cover_styles.values()], twins)
    return xml.apply_edits(data, edits), looks


def _more(data: bytes, group: xml.Element, items: Sequence[str], ready: Sequence[str] = ()) -> list[xml.Edit]:
    """The items at the end of a group of styles, those that have no prefix yet before the ready ones; its count."""
    if group.inner is None:
        raise xml.NotUpdated("tệp không có bảng kiểu chữ")
    count = str(len(group.children) + len(items) + len(ready))
    new = [*(re.sub(r"<(/?)(?=[a-zA-Z])", rf"<\1{group.prefix}", item) for item in items), *ready]
    return [xml.retagging(data, group, {"count": count}), (group.inner, group.inner, "".join(new).encode())]


def _xf(font: int, fill: int, border: int, alignment: str) -> str:
    return (
        f'<xf numFmtId="49" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0" applyNumberFormat="1" '
        f'applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">{alignment}</xf>'
    )


def style_of(sheet: xml.ScannedSheet, cell: str) -> int:
    """The style that a cell has, or would have by its column."""
    row, column = cell_place(cell)
    line = sheet.rows.get(row)
    style = line.cells[column].style if line and column in line.cells else sheet.column_styles.get(column, "")
    return int(style or 0)


def restyle(sheet: xml.ScannedSheet, cell: str, look: int) -> list[xml.Edit]:
    """The cell in another style, or a blank one where there is none."""
    number, column = cell_place(cell)
    style = str(look)
    row, p = sheet.rows.get(number), sheet.prefix
    blank = f'<{p}c r="{cell}" s="{style}"/>'.encode()
    if row is None:
        if sheet.body.inner is None:
            raise xml.NotUpdated("trang tính trống")
        at = min((r.element.start for n, r in sheet.rows.items() if n > number), default=sheet.body.inner)
        return [(at, at, f'<{p}row r="{number}">'.encode() + blank + f"</{p}row>".encode())]
    if column in row.cells:
        start = row.cells[column].start
        tag = xml.START_TAG.match(sheet.data, start)
        end = tag.end() if tag else start  # the scan found a tag there
        return [(start, end, xml.with_attributes(sheet.data[start:end], {"s": style}))]
    return [xml.cell_insertion(sheet.data, row, column, blank)]


class Cover(Struct, frozen=True):
    """The first sheet: its name, a title, lines under it, and a table whose rows may lead to a cell.

    ``links`` has, for each row, (sheet, cell) or None; the column ``linked`` is the one that leads there.
    ``stamp`` are the rows of a sheet that Excel does not offer to show, called ``stamp_name``.
    """

    name: str
    title: str
    lines: tuple[str, ...]
    heads: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    links: tuple[tuple[str, str] | None, ...]
    linked: int
    author: str
    stamp_name: str
    stamp: tuple[tuple[str, ...], ...] = ()


def cover_sheet(cover: Cover, looks: Looks, namespace: str) -> bytes:
    """The first sheet."""
    last = column_letters(len(cover.heads))
    rows, links = [row_of(1, [cover.title], looks["title", 0])], []
    rows += [row_of(n, [line], looks["line", 0], [sum(cover.widths)]) for n, line in enumerate(cover.lines, 2)]
    head = len(cover.lines) + 3
    rows.append(row_of(head, cover.heads, looks["head", 0], cover.widths))
    for number, (texts, link) in enumerate(zip(cover.rows, cover.links, strict=True), start=head + 1):
        styles = [looks["link" if link and n == cover.linked else "cell", 0] for n in range(len(texts))]
        rows.append(row_of(number, texts, styles, cover.widths))
        if link:
            place = f"'{link[0].replace(chr(39), chr(39) * 2)}'!{link[1]}"
            at = cell_name(number, cover.linked + 1)
            links.append(
                f'<hyperlink ref="{at}" location={quoteattr(place)} display={quoteattr(texts[cover.linked])}/>'
            )
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{width:g}" customWidth="1"/>' for n, width in enumerate(cover.widths, 1)
    )
    merges = "".join(f'<mergeCell ref="A{n}:{last}{n}"/>' for n in range(1, len(cover.lines) + 2))
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{namespace}">'
        '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0"/></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15.75"/><cols>{columns}</cols><sheetData>{"".join(rows)}</sheetData>'
        f'<mergeCells count="{len(cover.lines) + 1}">{merges}</mergeCells>'
        f'{"<hyperlinks>" + "".join(links) + "</hyperlinks>" if links else ""}'
        '<pageMargins left="0.7" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    ).encode()  # fmt: skip


def stamp_sheet(cover: Cover, namespace: str) -> bytes:
    """The sheet by which a copy is known when it comes back."""
    rows = "".join(row_of(n, texts, 0) for n, texts in enumerate(cover.stamp, 1))
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{namespace}">'
        f"<sheetData>{rows}</sheetData></worksheet>"
    ).encode()


# ---- The workbook that is given notes and a first sheet.

_CELL = regex(r"([A-Z]{1,3})([1-9]\d{0,6})")
_AFTER_DRAWINGS = frozenset(
    {"legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
     "AlternateContent"}
)  # fmt: skip
_FIRST_SHAPE = 1025


class Note(Struct, frozen=True):
    """A cell to be marked, with what is said of it."""

    sheet: str
    cell: str
    text: str


class Copy(Struct, frozen=True):
    """The copy of a file that goes back, and what it is to say."""

    file: str
    notes: tuple[Note, ...]
    cover: Cover


def copy_with_notes(data: bytes, notes: Sequence[Note], cover: Cover) -> bytes | None:
    """The workbook with these notes, or None where it cannot be added to without harm."""
    with suppress(xml.NotUpdated):
        return with_notes(data, notes, cover)
    return None


def with_notes(data: bytes, notes: Sequence[Note], cover: Cover) -> bytes:
    """The workbook with these notes. Raises NotUpdated where it cannot be added to without harm."""
    try:
        return _Annotation(data, cover).with_notes(notes)
    except (KeyError, ValueError, IndexError, NotImplementedError, RuntimeError, zipfile.BadZipFile) as error:
        raise xml.NotUpdated("cấu trúc tệp khác thường") from error


class _Annotation:
    def __init__(self, data: bytes, cover: Cover) -> None:
        self.package, self.cover = xml.Package(data), cover
        self.titles = self.package.titles

    def with_notes(self, notes: Sequence[Note]) -> bytes:
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
            if comments := self.package.relation_target(part, "comments"):
                by_sheet[title] = {ref for ref, (_, is_ours) in self._comments_in(comments).items() if is_ours}
        return {title: refs for title, refs in by_sheet.items() if refs}

    def _comments_in(self, name: str) -> dict[str, tuple[xml.Element, bool]]:
        """The comments of a part by cell, and whether they are ours."""
        data = self.package.part(name)
        _, authors, texts = _comment_lists(data)
        author = escape(self.cover.author).encode()
        author_ids = {
            str(n) for n, a in enumerate(authors.children) if a.inner and data[a.inner_start : a.inner] == author
        }
        return {
            c.attributes.get("ref", ""): (c, c.attributes.get("authorId") in author_ids)
            for c in texts.children
            if c.child("text") is not None
        }

    def _styles_in(self, cells: Mapping[str, Iterable[str]]) -> set[int]:
        sheets = ((xml.scan(self.package.part(self.titles[title])), refs) for title, refs in cells.items())
        return {style_of(sheet, ref) for sheet, refs in sheets for ref in refs}

    def _styles(self, to_mark: set[int], to_clear: set[int]) -> Looks:
        name = self.package.relation_target(self.package.main, "styles")
        if name is None:
            raise xml.NotUpdated("tệp không có bảng kiểu chữ")
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
        workbook = xml.outline(data, 2)
        edits: list[xml.Edit] = []
        for view in getattr(workbook.child("bookViews"), "children", ()):
            if view.name == "workbookView":
                values = {"activeTab": str(active), "firstSheet": None}
                edits.append(xml.retagging(data, view, values))
        for name in getattr(workbook.child("definedNames"), "children", ()) if moved else ():
            if "localSheetId" in name.attributes:  # counts sheets by their place
                place = {"localSheetId": str(int(name.attributes["localSheetId"]) + 1)}
                edits.append(xml.retagging(data, name, place))
        self.package.changes[main] = xml.apply_edits(data, edits)

    def _deselect(self, parts: Sequence[str]) -> None:
        """Two selected sheets are a group, in which Excel types into both."""
        for part in parts:
            data = self.package.part(part)
            if b"tabSelected" not in data:
                continue
            views = xml.outline(data, 2).child("sheetViews")
            shown = (view for view in (views.children if views else ()) if view.name == "sheetView")
            edits = [xml.retagging(data, view, {"tabSelected": None}) for view in shown]
            self.package.changes[part] = xml.apply_edits(data, edits)

    def _mark(self, part: str, texts: Mapping[str, str], repairs: Collection[str], looks: Looks) -> None:
        """Mark the cells, and hang a comment on each that has none yet; what was mended is marked no more."""
        data = self.package.part(part)
        sheet = xml.scan(data)
        edits = [edit for cell in texts for edit in restyle(sheet, cell, looks["mark", style_of(sheet, cell)])]
        for cell in repairs:
            edits += restyle(sheet, cell, looks["clear", style_of(sheet, cell)])
        comments = self.package.relation_target(part, "comments")
        present = self._comments_in(comments) if comments else {}
        if comments:
            self._say_anew(comments, {**dict.fromkeys(repairs, MENDED), **texts})
        fresh = {cell: text for cell, text in texts.items() if cell not in present}
        if fresh:
            self._comment(part, comments, fresh)
            edits += self._draw(part, data, list(fresh))
        self.package.changes[part] = xml.apply_edits(data, edits)

    def _say_anew(self, name: str, texts: Mapping[str, str]) -> None:
        """Our own comments of before say what is to be said now; a person's comment stays as it is."""
        edits = [
            (text.start, text.end, f"<{text.tag}>{rich_text(texts[cell], text.prefix)}</{text.tag}>".encode())
            for cell, (comment, is_ours) in self._comments_in(name).items()
            if is_ours and cell in texts and (text := comment.child("text")) is not None
        ]
        self.package.changes[name] = xml.apply_edits(self.package.part(name), edits)

    def _comment(self, part: str, name: str | None, texts: Mapping[str, str]) -> None:
        """Write comments into the part of that name, or into a new one where the sheet has none."""
        if name is None:
            name = self.package.free("comments{}.xml")
            empty = f'{xml.XML}<comments xmlns="{self.package.namespace}">'
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
        self.package.changes[name] = xml.apply_edits(
            data, [xml.appending(data, authors, author), xml.appending(data, comments, texts_xml.encode())]
        )

    def _draw(self, part: str, data: bytes, cells: Sequence[str]) -> list[xml.Edit]:
        """The boxes of comments, in a drawing of the old kind; the edit that leads the sheet to it, if any."""
        root = xml.outline(data, 1)
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


def _comment_lists(data: bytes) -> tuple[xml.Element, xml.Element, xml.Element]:
    root = xml.outline(data, 3)
    authors, comments = root.child("authors"), root.child("commentList")
    if authors is None or comments is None:
        raise xml.NotUpdated("phần ghi chú của tệp khác thường")
    return root, authors, comments
