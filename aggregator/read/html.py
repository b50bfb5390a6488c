"""Tables in plain text: web pages, which many programs save as .xls or in one file (MHTML), and separated text."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from email.message import Message
from email.parser import BytesParser
from html import unescape
from html.parser import HTMLParser
from itertools import chain, islice, pairwise

from msgspec import structs

from aggregator.campaign.sentences import movement_in, undoes
from aggregator.nouns.document import Document, Merge, Notice, Sheet, Stretch, Unreadable
from aggregator.nouns.finding import reason
from aggregator.read.builder import SheetBuilder
from aggregator.read.formats import is_notable_font, is_old_font
from aggregator.read.limits import MAX_MARKUP, MIB, check_cells, unreadable
from aggregator.read.member_names import holds_a_sheet, last_part, right_reading
from aggregator.vietnamese.decode import lacks_letters, nearly_utf8
from aggregator.vietnamese.fold import has_phrase, key, regex

META = regex(rb"""(?i)charset\s*=\s*["']?([A-Za-z0-9_.:-]+)""")
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
VIETNAMESE_WINDOWS = "windows-1258"


def text_in(data: bytes) -> str:
    """The text: by its byte order mark, as UTF-8, by the charset it names, or as Vietnamese Windows text."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if (text := nearly_utf8(data)) is not None:
        return right_reading(text)
    found, name = META.search(data[:4096]), "utf-8"
    with suppress(LookupError):
        name = codecs.lookup(found[1].decode()).name if found else name
    # where it names UTF-8 it was not
    return data.decode(VIETNAMESE_WINDOWS if name.startswith("utf") else name, "replace")


# ---- Web pages.


MOST_COLUMNS, MOST_ROWS = 1000, 65534  # what HTML lets one cell span
UNSEEN = frozenset({"script", "style", "title", "head"})
BREAKS = frozenset({"p", "div", "li", "h1", "h2", "h3", "h4"})
CELLS = ("td", "th")
VOID = frozenset({"br", "img", "input", "hr", "col", "wbr", "link", "meta"})
STRUCK = frozenset({"s", "strike", "del"})
CHECKED, UNCHECKED = "☑", "☐"
DISPLAY = regex(r"(?i)(?:^|;)\s*display\s*:\s*([\w-]+)")
# whose end is written
CLOSED = frozenset({"span", "div", "font", "b", "i", "u", "em", "strong", "small", "a", "label"})
FONT_STYLE = regex(r"(?i)font-family\s*:\s*[\"']?([^;\"',]+)")
CLASS = regex(r"\.([\w-]+)\s*\{([^{}]*)\}")
NUMBER = regex(r"\s*([0-9]{1,7})")
# the letters of columns and the numbers of rows that Google Sheets saves beside its cells
RULER = regex(r"<th\b[^>]{0,300}\b(?:row|column)-headers-background\b.{1,200}?</th>")
# a cell's text in a little table of its own, beside an icon; a table of more texts lays the page out
TABLE_IN_CELL = regex(
    r"(?i)(<t[dh]\b[^>]*>(?:[^<]|<(?!/?t(?:able|body|[rdh])\b))*)<table\b([^>]*)>((?:[^<]|<(?!/?table\b)){0,9999})</table\s*>"
)
CELL_WITHIN = regex(r"(?i)<t[dh]\b([^>]*)>((?:[^<]|<(?!/?t(?:body|head|foot|[rdh])\b))*)")
# the end of a text that its column is too narrow to show, as Excel writes it
CUT_END = regex(
    r"(?:(?<=[^>\s])|(?<=[^>\s]\s)|(?<=</font>))<span\s+style='display:none'>((?:[^<]|</?font\b[^>]*>)*)</span>(?=\s*</td)"
)
BY_EXCEL = "urn:schemas-microsoft-com:office:excel"
NO_TEXT = regex(r"(?i)<(?!input\b|select\b)[^>]*>|&nbsp;|&#160;|\s")

Attributes = Mapping[str, str]


def read_html(data: bytes) -> Document:
    """Read the text and all tables, one under the other, as one sheet. Every cell is text."""
    if len(data) > MAX_MARKUP:
        raise unreadable("page-too-large", most=MAX_MARKUP // MIB)
    page, markup = _Page(), RULER.sub("", text_in(data))
    markup = CUT_END.sub(r"\1", markup) if BY_EXCEL in markup else markup
    former = "" if markup.lower().count("<table") > 1 else markup
    while markup != former:
        former, markup = markup, TABLE_IN_CELL.sub(_as_text_of_cell, markup)
    page.feed(markup)
    page.close()
    page.flush()
    if not page.tables:
        raise unreadable("page-of-frames" if page.framed else "page-without-table")
    tags = markup.lower()
    if "</td" in tags and tags.rfind("<table") > tags.rfind("</table"):  # others never write the ends of cells
        page.builder.notices.append(Notice("cut-off"))
    return Document("html", (page.builder.sheet(),))


def _as_text_of_cell(table: re.Match[str]) -> str:
    """A table within a cell as the text of that cell, where one of its own cells at most has any."""
    cells = (cell.groups() for cell in CELL_WITHIN.finditer(table[3]))
    filled = [*islice(((look, text) for look, text in cells if NO_TEXT.sub("", text)), 2)]
    if len(filled) > 1:
        return table[0]
    return f"{table[1]}<p>" + "".join(f"<span{table[2]}><span{at}>{text}</span></span><p>" for at, text in filled)


class _Page(HTMLParser):
    """Lays the page out in rows: a line of text outside a table is a row of one cell."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.builder = SheetBuilder("HTML")
        self.tables = 0
        self.framed = False
        self._row = self._column = self._count = self._unseen = self._struck = 0
        self._covered: dict[int, int] = {}  # column -> rows still covered from above
        self._outer: list[tuple[int, dict[int, int]]] = []  # column and covered of the tables around
        self._merge: Merge | None = None  # of the cell that is open
        self._classes: dict[str, str] = {}  # the fonts that the page's style sheet gives
        self._text: list[Stretch] = []
        self._gone: list[str] = []  # the tags that are open from one on within a row that the page does not show
        self._options: list[tuple[int, bool]] = []  # of the list to choose from: where each begins, whether chosen
        self._in_cell = False
        self._font = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in reversed(attrs)}  # the first counts
        if self._is_gone(tag, attributes):
            return
        if tag in UNSEEN:
            self._unseen += 1
        elif tag == "table":
            self._start_table()
        elif tag == "tr":
            self.flush()
            self._start_row(attributes)
        elif tag in ("td", "th"):
            self.flush()
            self._start_cell(attributes)
        elif (tag == "br" or (tag in BREAKS and self._text)) and self._in_cell:
            self._text.append(Stretch("\n"))
        elif tag == "br" or (tag in BREAKS and self._text):
            self.flush()
        elif tag == "input" and attributes.get("type", "").lower() in ("checkbox", "radio"):
            self._text.append(Stretch(CHECKED if "checked" in attributes else UNCHECKED, struck=self._struck > 0))
        elif tag in ("select", "option"):
            self._options = [] if tag == "select" else [*self._options, (len(self._text), "selected" in attributes)]
        self.framed = self.framed or tag == "frameset"
        self._start_style(tag, attributes)

    def _is_gone(self, tag: str, attributes: Attributes) -> bool:
        """Whether a cell, or what is in one, says itself that it is not shown; hidden rows and tables stay."""
        if tag in (*CELLS, "tr") and "table" not in self._gone:
            self._gone = []
        hidden = tag in CELLS or (self._in_cell and tag in CLOSED)
        if not self._gone and not (hidden and _hides(attributes)):
            return False
        if tag in CELLS:
            self.flush()
        if tag not in VOID:
            self._gone.append(tag)
        return True

    def _ends_gone(self, tag: str) -> bool:
        """Whether a tag ends within what is not shown, or ends that."""
        within = tag in self._gone
        if within:
            last = len(self._gone) - 1 - self._gone[::-1].index(tag)
            self._gone = self._gone[:last]
        elif tag in (*CELLS, "tr", "table"):
            self._gone = []
        return within or bool(self._gone)

    def handle_endtag(self, tag: str) -> None:
        if self._ends_gone(tag):
            return
        if tag in UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag in ("td", "th", "tr"):
            self.flush()
        elif tag == "table":
            self.flush()
            self._end_table()
        elif tag in BREAKS and not self._in_cell:
            self.flush()
        elif tag == "select":
            self._choose()
        elif tag in STRUCK:
            self._struck = max(0, self._struck - 1)

    def handle_data(self, data: str) -> None:
        if self._unseen:
            fonts = ((name, FONT_STYLE.search(look)) for name, look in CLASS.findall(data))
            self._classes.update((name, font[1].strip()) for name, font in fonts if font)
        elif not self._gone:
            self._text.append(Stretch(re.sub(r"[ \t\r\n\f]+", " ", data), struck=self._struck > 0))

    def _choose(self) -> None:
        """Keep the option chosen of the list that ends; all where the page does not say which is."""
        begins = [*(at for at, _ in self._options), len(self._text)]
        chosen = [slice(*ends) for ends, (_, on) in zip(pairwise(begins), self._options, strict=True) if on]
        if chosen:
            self._text[begins[0] :] = [text for each in chosen for text in self._text[each]]
        self._options = []

    def flush(self) -> None:
        """Keep the text gathered: in its cell, or as a row of its own outside tables."""
        whole = "".join(each.text for each in self._text)
        text = "\n".join(line.strip(" ") for line in whole.split("\n")).strip("\n")
        if text.strip():
            if not self._in_cell:
                self._row += 1
                self._place = (self._row, 1)
            struck = {each.struck for each in self._text if each.text.strip()}
            self.builder.put(*self._place, text, self._font, struck == {True})
            if len(struck) > 1:
                self.builder.looks[self._place] = tuple(self._text)
        self._text, self._options, self._in_cell, self._font = [], [], False, ""

    def _start_table(self) -> None:
        """A table within a cell of another, which only lays the page out, begins a row of its own."""
        within = self._in_cell
        self.flush()
        if within and self._merge is not None:
            self.builder.merges.remove(self._merge)
        self._merge = None
        self._outer.append((self._column, self._covered))
        self._covered = {}
        self.tables += 1

    def _end_table(self) -> None:
        """What follows in the row of the table around stands below."""
        self._column, self._covered = self._outer.pop() if self._outer else (0, {})
        if self._outer:
            self._row += 1

    def _start_row(self, attributes: Attributes) -> None:
        self._row += 1
        self._column = 0
        self._covered = {column: rows - 1 for column, rows in self._covered.items() if rows > 1}
        self._count += len(self._covered)
        check_cells(self._count)
        if _hides(attributes):
            self.builder.hidden_rows.add(self._row)

    def _start_cell(self, attributes: Attributes) -> None:
        self._row = max(self._row, 1)
        self._column += 1
        while self._column in self._covered:
            self._column += 1
        width, height = _span(attributes, "colspan", MOST_COLUMNS), _span(attributes, "rowspan", MOST_ROWS)
        self._count += width
        check_cells(self._count)
        if height > 1:
            self._covered.update(dict.fromkeys(range(self._column, self._column + width), height))
        merges = len(self.builder.merges)
        self.builder.merge(self._row, self._column, height, width)
        self._merge = next(iter(self.builder.merges[merges:]), None)
        self._place = (self._row, self._column)
        self._column += width - 1
        self._in_cell = True

    def _start_style(self, tag: str, attributes: Attributes) -> None:
        self._struck += tag in STRUCK
        style = FONT_STYLE.search(attributes.get("style", ""))
        named = next((self._classes[c] for c in attributes.get("class", "").split() if c in self._classes), "")
        name = attributes.get("face", "") if tag == "font" else style[1] if style else named
        name = name.strip()
        if is_old_font(name) or (is_notable_font(name) and not self._font):
            self._font = name


def _hides(attributes: Attributes) -> bool:
    """Whether an element says of itself that it is not shown; of its style the last word counts."""
    said = DISPLAY.findall(attributes.get("style", ""))
    return said[-1].lower() == "none" if said else "hidden" in attributes


def _span(attributes: Attributes, name: str, most: int) -> int:
    found = NUMBER.match(attributes.get(name, ""))
    return min(max(1, int(found[1])), most) if found else 1


# ---- The tables of web pages that Excel, Word and browsers save, all sheets of a workbook together.


SHEET_NAME = regex(r"(?i)<x:Name>([^<]*)</x:Name>\s*<x:WorksheetSource\s+HRef\s*=\s*[\"']?([^\"'\s>]+)")


def read_mhtml(data: bytes) -> Document:
    """The tables of a web page in one file; each sheet of a saved workbook is a sheet. Raises Unreadable."""
    message = BytesParser().parsebytes(data)
    parts = [part for part in message.walk() if part.get_content_type() == "text/html"]
    pages = [(str(part.get("Content-Location", "")), _page(part)) for part in parts]
    names = {
        last_part(unescape(source)): unescape(name)
        for _, page in pages
        for name, source in SHEET_NAME.findall(text_in(page))
    }
    chosen = [page for page in pages if holds_a_sheet(page[0])] or pages  # not the page that only frames them
    sheets: list[Sheet] = []
    for number, (location, page) in enumerate(chosen, start=1):
        try:
            read = read_html(page).sheets
        except Unreadable as error:
            if str(error) != reason("page-without-table"):
                raise
            continue
        title = names.get(last_part(location)) or (read[0].name if len(chosen) == 1 else f"Trang {number}")
        sheets += (structs.replace(sheet, name=title) for sheet in read)
    if not sheets:
        raise unreadable("page-without-table")
    return Document("html", tuple(sheets))


def _page(part: Message) -> bytes:
    """The page in UTF-8 where its header says another charset than the page itself."""
    raw = part.get_payload(decode=True)
    data = raw if isinstance(raw, bytes) else b""
    try:
        return data.decode(part.get_content_charset() or "utf-8").encode()
    except (LookupError, UnicodeError):
        return data


# ---- Comma, semicolon or tab separated text, also where it is called .xls.


DELIMITERS = "\t;,|"
AS_TEXT = regex(r'="([^"]*)"\Z')  # how web portals keep Excel from taking a text for a number
SAMPLE = 50  # lines
AGREEING = 0.8  # of the sampled lines
WIDE, LEAST_WIDE = 6, 2  # fields of a list's line; lines of that width
TITLES = 4  # lines over a narrow list, whose every line is cut into as many fields
NO_DELIMITER = "\x1f"
MOST_OF_MESSAGE, MOST_LINES, LEAST_WORDS = 600, 5, 8  # of a few sentences about a list, which is longer
MOST_OF_LIST = 20_000  # letters


def read_delimited(data: bytes) -> Document:
    """Read as one sheet. Every cell is text. Raises Unreadable where letters were lost when it was saved."""
    if len(data) > MAX_MARKUP:
        raise unreadable("text-too-large", most=MAX_MARKUP // MIB)
    text = text_in(data)
    if lacks_letters(text):
        raise unreadable("lost-letters")
    delimiter, length = find_delimiter(text), text.strip().count("\n") + 1
    is_short = len(text) <= MOST_OF_MESSAGE and length <= MOST_LINES
    is_sentence = length == 1 and len(text.split()) >= LEAST_WORDS
    # of lines
    is_list = len(text) <= MOST_OF_LIST and movement_in(text) == "ours" and has_phrase(key(text), "dang ky")
    if "\x00" in text or not (delimiter or is_sentence or is_list or (is_short and undoes(text))):
        raise unreadable("plain-text")
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter or NO_DELIMITER)
    lines = [[AS_TEXT.sub(r"\1", cell) for cell in row] for row in rows]
    check_cells(sum(map(len, lines)))
    builder = SheetBuilder("CSV")
    builder.rows(lines)
    widths = {len(line) for line in lines[:-1]}
    if len(widths) == 1 and len(lines[-1]) < max(widths) and not text.endswith(("\r", "\n")):
        builder.notices.append(Notice("cut-off"))  # all lines are as wide but the last, which nothing ends
    return Document("text", (builder.sheet(),), doubtful=None if delimiter or is_sentence else reason("in-lines"))


def find_delimiter(text: str) -> str | None:
    """The delimiter that cuts nearly all lines, two wide ones, or all below a title into as many fields."""
    sample = io.StringIO(text, newline="")
    lines = [line for _, line in zip(range(SAMPLE), (s for s in sample if s.strip()), strict=False)]
    widths = {sign: Counter(len(fields) for fields in csv.reader(lines, delimiter=sign)) for sign in DELIMITERS}
    below = (sign for sign in DELIMITERS if _cuts_below_titles([len(x) for x in csv.reader(lines, delimiter=sign)]))
    agreed = (sign for sign, counts in widths.items() if _is_consistent(counts))
    ragged = (sign for sign, counts in widths.items() if any(w >= WIDE and counts[w] >= LEAST_WIDE for w in counts))
    return next(chain(agreed, ragged, below), None)


def _cuts_below_titles(widths: Sequence[int]) -> bool:
    """Whether a few lines that are cut nowhere stand over others of one width, three fields at least."""
    first = next((at for at, width in enumerate(widths) if width > 1), len(widths))
    return (
        first <= TITLES and len(widths) > first + 1 and len({*widths[first:]}) == 1 and widths[first] > LEAST_WIDE
    )


def _is_consistent(counts: Counter[int]) -> bool:
    width, agreeing = max(counts.items(), key=lambda item: item[1], default=(0, 0))
    return width > 1 and counts.total() > 1 and agreeing >= AGREEING * counts.total()
