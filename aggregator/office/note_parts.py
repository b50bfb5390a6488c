"""What notes in a workbook are made of: the comments' boxes, the looks of marked cells, the two added sheets."""

import re
from collections.abc import Collection, Sequence
from textwrap import wrap
from xml.sax.saxutils import quoteattr

from msgspec import Struct

from aggregator.nouns.document import cell_name, cell_place, column_letters
from aggregator.office.package import (
    START_TAG,
    Edit,
    Element,
    NotUpdated,
    ScannedSheet,
    cell_placed,
    edited,
    outline,
    retagged,
    with_attributes,
    xml_text,
)
from aggregator.vietnamese.fold import clean

LINE = 15.75  # points, one line of the first sheet
_LETTERS = 1.05  # letters that fill the width of one digit


def row_of(number: int, texts: Sequence[str], styles: int | Sequence[int], widths: Sequence[float] = ()) -> str:
    """A row of texts, as high as the texts need in columns of these widths: not every program fits it by itself."""
    per_cell = [styles] * len(texts) if isinstance(styles, int) else styles
    cells = "".join(
        f'<c r="{cell_name(number, n)}" s="{style}" t="inlineStr"><is><t xml:space="preserve">'
        f"{xml_text(clean(text))}</t></is></c>"
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
    return f'<{prefix}r><{prefix}t xml:space="preserve">{xml_text(clean(text))}</{prefix}t></{prefix}r>'


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
    root = outline(data, 2)
    groups = {n: root.child(n) for n in ("fonts", "fills", "borders", "cellXfs")}
    lists = {n: group for n, group in groups.items() if group is not None}
    if len(lists) < len(groups) or not lists["cellXfs"].children:
        raise NotUpdated("tệp không có bảng kiểu chữ")
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
        tag = with_attributes(data[old.start : old.opened], {"fillId": fill, "applyFill": "1"})
        looks[look, style] = xfs + len(cover_styles) + len(twins)
        twins.append((tag + data[old.opened : old.end]).decode())
    edits += _more(data, lists["cellXfs"], [*cover_styles.values()], twins)
    return edited(data, edits), looks


def _more(data: bytes, group: Element, items: Sequence[str], ready: Sequence[str] = ()) -> list[Edit]:
    """The items at the end of a group of styles, those that have no prefix yet before the ready ones; its count."""
    if group.inner is None:
        raise NotUpdated("tệp không có bảng kiểu chữ")
    count = str(len(group.children) + len(items) + len(ready))
    new = [*(re.sub(r"<(/?)(?=[a-zA-Z])", rf"<\1{group.prefix}", item) for item in items), *ready]
    return [
        retagged(data, group, {"count": count}),
        (group.inner, group.inner, "".join(new).encode()),
    ]


def _xf(font: int, fill: int, border: int, alignment: str) -> str:
    return (
        f'<xf numFmtId="49" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0" applyNumberFormat="1" '
        f'applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">{alignment}</xf>'
    )


def style_of(sheet: ScannedSheet, cell: str) -> int:
    """The style that a cell has, or would have by its column."""
    row, column = cell_place(cell)
    line = sheet.rows.get(row)
    style = line.cells[column].style if line and column in line.cells else sheet.column_styles.get(column, "")
    return int(style or 0)


def restyle(sheet: ScannedSheet, cell: str, look: int) -> list[Edit]:
    """The cell in another style, or a blank one where there is none."""
    number, column = cell_place(cell)
    style = str(look)
    row, p = sheet.rows.get(number), sheet.prefix
    blank = f'<{p}c r="{cell}" s="{style}"/>'.encode()
    if row is None:
        if sheet.body.inner is None:
            raise NotUpdated("trang tính trống")
        at = min((r.element.start for n, r in sheet.rows.items() if n > number), default=sheet.body.inner)
        return [(at, at, f'<{p}row r="{number}">'.encode() + blank + f"</{p}row>".encode())]
    if column in row.cells:
        start = row.cells[column].start
        tag = START_TAG.match(sheet.data, start)
        end = tag.end() if tag else start  # the scan found a tag there
        return [(start, end, with_attributes(sheet.data[start:end], {"s": style}))]
    return [cell_placed(sheet.data, row, column, blank)]


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
