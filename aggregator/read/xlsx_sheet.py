"""A close look at an .xlsx sheet: strings, styles, every cell as it shows itself, and what values do not show.

It is slower than calamine and never lays the sheet out as a rectangle, so it also reads
the sheets whose cells lie too far apart.
"""

import datetime as dt
from collections.abc import Sequence

from msgspec import Struct, field

from aggregator.nouns.document import Merge, Stretch, Value, column_number
from aggregator.read.builder import BROKEN, ERROR, UNVALUED, SheetBuilder, is_old_font
from aggregator.read.formats import Format, format_of, is_symbol_font, looked_like
from aggregator.read.package import NO_XML, Element, on, tree, value, walk
from aggregator.vietnamese.fold import regex

# ---- What the cells of a workbook share: its strings and its styles, in .xlsx and .xlsb alike.


NOTABLE_FONT = regex(rb"""(?i)["'](?:\.vn|vni|wingdings|webdings|symbol["']|marlett)""")
NOTABLE_FORMAT = regex(rb"""numFmtId=["'](?:9|10|17)["']|<(?:\w+:)?numFmt\s""")
ESCAPED = regex(r"_x([0-9A-Fa-f]{4})_")


def is_notable_font(name: str) -> bool:
    """Whether text in this font shows something else than its letters."""
    return is_old_font(name) or is_symbol_font(name)


class Styles(Struct):
    """For each style number of a cell: its notable font, whether it is struck, and its format unless plain."""

    fonts: dict[int, str] = field(default_factory=dict)
    struck: set[int] = field(default_factory=set)
    formats: dict[int, Format] = field(default_factory=dict)

    @property
    def notable(self) -> set[int]:
        """The style numbers that call for a close look."""
        return {*self.fonts, *self.struck, *(n for n, format_ in self.formats.items() if format_.notable)}

    def add(self, number: int, font: tuple[str, bool], format_id: int, code: str | None) -> None:
        """Note a style: its font (name, struck) and its number format."""
        name, struck = font
        if is_notable_font(name):
            self.fonts[number] = name
        if struck:
            self.struck.add(number)
        format_ = format_of(format_id, code)
        if format_.kind != "plain":
            self.formats[number] = format_

    def shown(self, value: Value, style: int, epoch_1904: bool) -> Value:
        """What a cell of this style shows for a number or a text."""
        format_ = self.formats.get(style)
        if format_ is None or isinstance(value, bool):
            return value
        if isinstance(value, str):
            return format_.text(value)
        return format_.value(value, epoch_1904) if isinstance(value, (int, float)) else value


class Text(Struct, frozen=True):
    """A string as its runs look, an old font that one of them is in, and whether all of them are struck.

    ``looks`` are its stretches where some of them are struck.
    """

    text: str
    font: str = ""
    struck: bool = False
    looks: tuple[Stretch, ...] = ()


def rich_text(string: Element) -> Text:
    """A string (``si`` or ``is``) as its runs look; what tells how to pronounce it is left out."""
    pieces, fonts, struck = [], [], []
    for part in string:
        if part.tag == "t":
            pieces.append(part.text or "")
            struck.append(False)
        elif part.tag == "r":
            look = part.find("rPr")
            font = value(look, "rFont") or ""
            pieces.append("".join(looked_like(text.text or "", font) for text in part.iterfind("t")))
            fonts.append(font)
            struck.append(on(look, "strike"))
    old = next(filter(is_old_font, fonts), "")
    runs = zip(pieces, struck, strict=True) if any(struck) and not all(struck) else ()
    looks = tuple(Stretch(unescaped(piece), struck=through) for piece, through in runs)
    return Text(unescaped("".join(pieces)), old, bool(struck) and all(struck), looks)


def unescaped(text: str) -> str:
    """Text with Excel's own escapes (_x000D_ for a carriage return) put back."""
    return ESCAPED.sub(lambda code: chr(int(code[1], 16)), text) if "_x" in text else text


def has_notable_runs(xml: bytes) -> bool:
    """Whether a part has rich text in a notable font or struck through at all."""
    return b"rPr" in xml and (b"strike" in xml or NOTABLE_FONT.search(xml) is not None)


def has_notable_styles(xml: bytes) -> bool:
    """Whether the styles part names a notable font, a strike-through or a format of its own at all."""
    return b"strike" in xml or any(clue.search(xml) for clue in (NOTABLE_FONT, NOTABLE_FORMAT))


def read_strings(xml: bytes) -> list[Text]:
    """Read a shared strings part; an absent one gives none."""
    strings = []
    for event, element in walk(xml or NO_XML, "si"):
        if event == "end":
            strings.append(rich_text(element))
            element.clear()
    return strings


def read_styles(xml: bytes) -> Styles:
    """Read a styles part; an absent one gives no styles."""
    root, styles = tree(xml or NO_XML), Styles()
    fonts = [(value(font, "name") or "", on(font, "strike")) for font in root.iterfind("fonts/font")]
    formats = {
        int(each.get("numFmtId", "0")): each.get("formatCode", "") for each in root.iterfind("numFmts/numFmt")
    }
    for number, style in enumerate(root.iterfind("cellXfs/xf")):
        index, format_id = int(style.get("fontId", "0")), int(style.get("numFmtId", "0"))
        styles.add(number, fonts[index] if index < len(fonts) else ("", False), format_id, formats.get(format_id))
    return styles


# ---- The cells of a sheet.


FRACTION = regex(r"\.[0-9]+")  # of a second
RANGE = regex(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Za-z]{1,3})\$?([0-9]{1,7}))?\Z")
TRUE = ("1", "true", "on")
BROKEN_STRING = "chuỗi dùng chung số {}"


def merge_of(reference: str) -> Merge | None:
    """A merged range from ``A1:C2``; None where it is no range of at least two cells."""
    found = RANGE.match(reference)
    if found is None or found[3] is None:
        return None
    columns = sorted((column_number(found[1]), column_number(found[3])))
    rows = sorted((int(found[2]), int(found[4])))
    return Merge(rows[0], columns[0], rows[1], columns[1]) if columns[0] < columns[1] or rows[0] < rows[1] else None


class SheetReader:
    """Puts the cells of one sheet part into the builder, and says which rows and columns are hidden."""

    def __init__(self, builder: SheetBuilder, strings: Sequence[Text], styles: Styles, epoch_1904: bool) -> None:
        self._builder, self._strings, self._styles, self._epoch_1904 = builder, strings, styles, epoch_1904
        self._row = self._column = 0

    def read(self, xml: bytes) -> None:
        """Walk the part, cell by cell. Raises Unreadable."""
        for event, element in walk(xml, "col", "row", "c"):
            if event == "end":
                if element.tag == "c":
                    self._cell(element)
                element.clear()
            elif element.tag == "row":
                number = element.get("r", "")
                self._row, self._column = int(number) if number.isdecimal() else self._row + 1, 0
                if is_hidden(element, "ht"):
                    self._builder.hidden_rows.add(self._row)
            elif element.tag == "col" and is_hidden(element, "width"):
                first = int(element.get("min", "1"))
                self._builder.hidden_columns.append((first, int(element.get("max", first))))

    def _cell(self, cell: Element) -> None:
        place = RANGE.match(cell.get("r", ""))
        if place is None:
            self._column += 1
        else:
            self._row, self._column = int(place[2]), column_number(place[1])
        kind, style = cell.get("t", "n"), int(cell.get("s") or 0)
        value = cell.findtext("v", "")
        text = self._text(kind, value, cell)
        if text is None:
            self._builder.unread(BROKEN, self._row, self._column, BROKEN_STRING.format(value.strip()))
        elif kind == "e":
            self._builder.unread(ERROR, self._row, self._column, text.text or "#VALUE!")
        elif text.text:
            shown = self._styles.shown(cell_value(kind, text.text), style, self._epoch_1904)
            font, struck = self._styles.fonts.get(style) or text.font, text.struck or style in self._styles.struck
            self._builder.put(self._row, self._column, shown, font, struck)
            if text.looks:
                self._builder.looks[self._row, self._column] = text.looks
        elif kind != "str" and (formula := cell.findtext("f")) is not None:
            self._builder.unread(UNVALUED, self._row, self._column, f"={formula}")

    def _text(self, kind: str, value: str, cell: Element) -> Text | None:
        """The text of the cell; None where it points to a shared string that is not there."""
        if kind == "s":
            number = value.strip().removesuffix(".0")  # some programs write every number so
            index = int(number) if number.isdecimal() else -1
            if not number:
                return Text("")
            return self._strings[index] if 0 <= index < len(self._strings) else None
        inline = cell.find("is") if kind == "inlineStr" else None
        text = Text("") if inline is None else rich_text(inline)
        return text if text.text else Text(unescaped(value) if kind == "str" else value)


def cell_value(kind: str, text: str) -> Value:
    """The value of a cell of this type (``t``)."""
    if kind == "b":
        return text.strip() in TRUE
    if kind == "d":
        return iso_value(text)
    try:
        return text if kind in ("s", "str", "inlineStr") else float(text)
    except ValueError:
        return text


def is_hidden(element: Element, size: str) -> bool:
    """Whether a row or a group of columns is not shown: hidden, or of no height or width."""
    return element.get("hidden") in TRUE or element.get(size, "1").strip("0.") == ""


def iso_value(text: str) -> Value:
    """A date or a time of day written as ISO 8601; the text itself where it is none."""
    for kind in (dt.date, dt.time, dt.datetime):
        try:
            return kind.fromisoformat(FRACTION.sub("", text))
        except ValueError:
            continue
    return text
