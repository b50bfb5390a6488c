"""Rich text (.rtf, often called .doc): the text and its tables as one sheet."""

import codecs
import struct
from collections.abc import Mapping
from contextlib import suppress

from msgspec import Struct, field, structs

from aggregator.nouns.document import Document, Merge, Notice
from aggregator.read.builder import PaperBuilder, document_of, grid_of
from aggregator.read.formats import is_old_font, looked_like
from aggregator.vietnamese.fold import as_read, regex

TOKEN = regex(
    rb"\\([a-zA-Z]{1,32})(-?[0-9]{1,10})?[ ]?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)"
)
# Groups whose text is not on the paper. Every other group that begins with \* is left out too.
ASIDE = frozenset(
    """fonttbl colortbl stylesheet info pict object filetbl listtable listoverridetable revtbl rsidtbl generator
    themedata colorschememapping latentstyles datastore xmlnstbl fldinst atnid atnauthor bkmkstart
    bkmkend footnote ftnsep ftnsepc aftnsep nonshppict xe tc pgdsctbl mmathPr nonesttables""".split()  # noqa: SIM905
)
# page headers and footers, and text boxes
MARGINS = frozenset({"shptxt", *(kind + page for kind in ("header", "footer") for page in ("", "l", "r", "f"))})
BESIDE = ("margin", "comment")  # what is read and stands beside the text
NUMBERS = frozenset({"listtext", "pntext"})  # the number that Word writes before a paragraph of a list
CHARACTERS = {
    "tab": "\t", "line": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ", "qmspace": " ",
}  # fmt: skip
CHARSETS = {
    0: "cp1252", 128: "cp932", 129: "cp949", 134: "gb2312", 136: "big5", 161: "cp1253", 163: "cp1258",
    204: "cp1251", 238: "cp1250",
}  # fmt: skip
SYMBOL_CHARSET = 2
MOST_DEEP = 1000


class _State(Struct):
    """What a group inherits and its end takes back."""

    kind: str = ""  # "", aside, font (of the font table), margin, comment, number
    font: int = 0
    after: int = 1  # characters that stand after \u for old readers
    hidden: bool = False
    deleted: bool = False


class _Font(Struct):
    name: str = ""
    encoding: str = ""


class _Row(Struct):
    """A row of a table: the text and font of each cell, where it ends (twips), and the words of its merging."""

    cells: list[tuple[str, str]] = field(default_factory=list)
    edges: list[int] = field(default_factory=list)
    merges: list[str] = field(default_factory=list)


def read_rtf(data: bytes) -> Document:
    """The document as one sheet, laid out as that of a Word file. Raises Unreadable."""
    reader = _Reader()
    reader.read(data)
    return document_of("rtf", (reader.builder.sheet(),), b"\\pict" in data)


class _Reader:
    def __init__(self) -> None:
        self.builder = PaperBuilder()
        self._state = _State()
        self._stack: list[_State] = []
        self._fonts: dict[int, _Font] = {}
        self._encoding = "cp1252"
        self._text: list[str] = []
        self._aside_text: list[str] = []  # of a margin or a comment
        self._number = ""
        self._bytes = bytearray()
        self._font = ""
        self._skip = 0  # characters that only old readers show
        self._starred = False
        self._in_table = False
        self._row = _Row()
        self._merge = ""
        self._table: list[_Row] = []
        self._nested: list[_Row] = []
        self._nested_row = _Row()

    def read(self, data: bytes) -> None:
        """Read to the end."""
        for token in TOKEN.finditer(data):
            word, number, byte, sign, brace, text = token.groups()
            if word:
                self._flush()
                self._word(word.decode("ascii"), int(number) if number else None)
            elif byte:
                self._bytes += b"" if self._skip else bytes.fromhex(byte.decode())
                self._skip -= self._skip > 0
            elif brace:
                self._brace(brace)
            elif sign:
                self._sign(sign)
            elif text:
                self._plain(text)
        self._flush()
        self._paragraph()
        self._end_table()
        if self._stack:  # a group that nobody closed: the rest is lost
            self.builder.notices.append(Notice("cut-off"))

    def _brace(self, brace: bytes) -> None:
        self._flush()
        if brace == b"{" and len(self._stack) < MOST_DEEP:
            self._stack.append(structs.replace(self._state))
        elif brace == b"}" and self._stack:
            if self._state.kind in BESIDE and self._stack[-1].kind != self._state.kind:
                text, self._aside_text = "".join(self._aside_text), []
                if self._state.kind == "comment":
                    self.builder.comment(text)
                else:
                    self.builder.margin(text.splitlines())
            self._state = self._stack.pop()
        self._starred, self._skip = False, 0

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self._starred = True
        elif sign in b"\\{}":
            self._plain(sign)
        elif sign in b"~_-":
            self._flush()
            self._add({b"~": "\u00a0", b"_": "-", b"-": "\u00ad"}[sign])
        elif sign in b"\r\n":
            self._flush()
            self._end_paragraph()

    def _plain(self, text: bytes) -> None:
        skipped = min(self._skip, len(text))
        self._skip -= skipped
        self._bytes += text[skipped:]

    def _flush(self) -> None:
        """Decode the bytes gathered, in the encoding of their font."""
        if self._bytes:
            font = self._fonts.get(self._state.font, _Font())
            text = bytes(self._bytes).decode(font.encoding or self._encoding, "replace")
            self._bytes.clear()
            self._add(text)

    def _add(self, text: str) -> None:
        state = self._state
        if state.kind == "font":
            name = self._fonts.setdefault(state.font, _Font())
            name.name += text.strip(";")
        elif state.kind == "number":
            self._number += text
        elif state.kind in BESIDE:
            self._aside_text.append(text)
        elif state.kind != "aside" and not (state.hidden or state.deleted):
            font = self._fonts.get(state.font, _Font()).name.strip()
            self._text.append(looked_like(text, font))
            self._font = self._font or (font if is_old_font(font) and text.strip() else "")

    def _word(self, word: str, number: int | None) -> None:
        starred, self._starred = self._starred, False
        if word == "fonttbl":
            self._state.kind = "font"
        elif word in MARGINS:
            self._state.kind = "margin"
        elif word in NUMBERS:
            self._state.kind = "number"
        elif word == "annotation":
            self._state.kind = "comment"
        elif word in ASIDE or (starred and word != "nesttableprops"):
            self._state.kind = "aside"
        elif self._state.kind == "aside":
            return
        elif word == "u" and number is not None:
            self._add(chr(number % 0x10000))
            self._skip = self._state.after
        elif word in CHARACTERS:
            self._add(CHARACTERS[word])
        else:
            self._look(word, number)
            self._structure(word, number)

    def _look(self, word: str, number: int | None) -> None:
        is_on = number != 0
        if word == "f":
            self._state.font = number or 0
        elif word == "fcharset" and self._state.kind == "font":
            encoding = "latin-1" if number == SYMBOL_CHARSET else CHARSETS.get(number or 0, "")
            self._fonts.setdefault(self._state.font, _Font()).encoding = encoding
        elif word == "ansicpg":
            self._encoding = encoding_of(number)
        elif word == "uc":
            self._state.after = number if number is not None else 1
        elif word == "v":
            self._state.hidden = is_on
        elif word == "deleted":
            self._state.deleted = is_on
        elif word == "plain":
            self._state.hidden = self._state.deleted = False
            self._state.font = 0

    def _structure(self, word: str, number: int | None) -> None:
        """Paragraphs, cells and rows begin and end."""
        if self._state.kind in BESIDE:
            self._aside_text += ["\n"] if word in ("par", "cell", "row") else []
        elif word in ("par", "sect", "page"):
            self._end_paragraph()
        elif word in ("intbl", "pard"):
            self._in_table = word == "intbl"
        elif word == "cell":
            self._row.cells.append(self._taken())
        elif word == "row":
            self._table.append(self._row)
            self._row = _Row(edges=self._row.edges, merges=self._row.merges)
        elif word == "nestcell":
            self._nested_row.cells.append(self._taken())
        elif word == "nestrow":
            self._nested.append(self._nested_row)
            self._nested_row = _Row()
        else:
            self._define(word, number)

    def _define(self, word: str, number: int | None) -> None:
        """The cells of the row: where each ends, and how it is merged. Word says it before or after them."""
        if word == "trowd":
            self._row.edges, self._row.merges, self._merge = [], [], ""
        elif word in ("clvmgf", "clvmrg", "clmgf", "clmrg"):
            self._merge = word
        elif word == "cellx":
            self._row.edges.append(number or 0)
            self._row.merges.append(self._merge)
            self._merge = ""

    def _taken(self) -> tuple[str, str]:
        """The text and font of the paragraph or cell that ends; without text, the number that Word gives it."""
        text, number, font = "".join(self._text).strip(), self._number.strip(" .)\t\n"), self._font
        self._text, self._number, self._font = [], "", ""
        return text or (number if number.isalnum() else ""), font

    def _end_paragraph(self) -> None:
        if self._in_table:
            self._text.append("\n")
        else:
            self._paragraph()

    def _paragraph(self) -> None:
        """A paragraph outside tables is a row of its own."""
        self._end_table()
        self.builder.line(*self._taken())

    def _end_table(self) -> None:
        """Lay out the rows gathered, in the columns that the edges of all their cells make, then nested ones."""
        tables, self._table, self._nested = (self._table, self._nested), [], []
        for rows in filter(None, tables):
            self.builder.gap()
            columns = grid_of(edge for row in rows for edge in row.edges)
            down: dict[int, Merge] = {}
            for row in rows:
                self._lay_out(row, columns, down)
            self.builder.merges += (m for m in down.values() if m.first_row < m.last_row)
            self.builder.gap()

    def _lay_out(self, row: _Row, columns: Mapping[int, int], down: dict[int, Merge]) -> None:
        at, column = self.builder.at, 1
        for index, (text, font) in enumerate(row.cells):
            edge = row.edges[index] if index < len(row.edges) else None
            last = column if edge is None else max(column, columns[edge])
            merge = row.merges[index] if index < len(row.merges) else ""
            above = down.get(column)
            self.builder.put(at, column, text, font)
            if merge == "clvmrg" and above is not None:
                down[column] = structs.replace(above, last_row=at)
            elif above is not None and above.first_row < above.last_row:
                self.builder.merges.append(down.pop(column))
            if merge == "clvmgf":
                down[column] = Merge(at, column, at, last)
            else:
                self.builder.merge(at, column, width=last - column + 1)
            column = last + 1
        self.builder.at += 1


def encoding_of(page: int | None) -> str:
    """The encoding of a code page, where Python has it."""
    with suppress(LookupError):
        return codecs.lookup(f"cp{page}").name
    return "cp1252"


# ---- The text of an Outlook mail: rich text, packed, which may hold the web page that the sender wrote.


PACKED_HEAD = struct.Struct("<IIII")
UNPACKED = 0x414C454D  # “MELA”: it is not packed
WINDOW, LEAST_REPEATED = 4096, 2
MOST_OF_HEAD = 400  # bytes in which a text says what it was made of
DICTIONARY = (  # what every packed text may refer to
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor "
    rb"MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)


def unpack_rtf(data: bytes) -> bytes:
    """The rich text of a mail out of its packing, as far as it goes."""
    if len(data) < PACKED_HEAD.size:
        return b""
    _, size, kind, _ = PACKED_HEAD.unpack_from(data)
    at, window, out = PACKED_HEAD.size, bytearray(DICTIONARY.ljust(WINDOW, b"\0")), bytearray()
    if kind == UNPACKED:
        return data[at : at + size]
    while at < len(data):
        control, at = data[at], at + 1
        for bit in range(8):
            here = (len(DICTIONARY) + len(out)) % WINDOW
            repeated = control >> bit & 1
            word, at = data[at : at + 1 + repeated], at + 1 + repeated
            start, length = divmod(int.from_bytes(word), 16) if repeated else (0, 0)
            if len(word) <= repeated or (repeated and start == here):
                return bytes(out)
            for step in range(length + LEAST_REPEATED if repeated else 1):
                letter = window[(start + step) % WINDOW] if repeated else word[0]
                window[(here + step) % WINDOW] = letter
                out.append(letter)
    return bytes(out)


def page_within(data: bytes) -> str:
    """The web page that Outlook wrote into rich text; nothing where there is none."""
    reader = _PageReader()
    if b"\\fromhtml" in data[:MOST_OF_HEAD]:
        reader.read(data)
    return as_read("".join(reader.page))


class _PageReader(_Reader):
    """Reads the web page within rich text: its tags stand in groups, and what is no part of it is marked."""

    def __init__(self) -> None:
        super().__init__()
        self.page: list[str] = []

    def _word(self, word: str, number: int | None) -> None:
        if word == "htmltag":
            self._starred, self._state.kind = False, ""
        elif word == "htmlrtf":
            self._state.hidden = number != 0
        elif word == "plain":
            self._state.font = 0
        elif self._state.kind or word not in ("par", "line", "tab"):
            super()._word(word, number)
        else:
            self._add("\n")

    def _add(self, text: str) -> None:
        if self._state.kind:
            super()._add(text)
        elif not self._state.hidden:
            self.page.append(text)
