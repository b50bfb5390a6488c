"""What a cell shows for what it holds: signs of a symbol font, numbers in their format, strings and styles."""

import datetime as dt
import operator as op
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from msgspec import Struct, field

from aggregator.nouns.document import Stretch, Value
from aggregator.read.package import NO_XML, Element, on, tree, value, walk
from aggregator.vietnamese.fold import regex

SYMBOLS = {
    "wingdings": {
        0x6C: "●", 0x6E: "■", 0x6F: "☐", 0x71: "☐", 0x72: "☐", 0x78: "☒", 0xA8: "☐",
        0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    },
    "wingdings 2": {
        0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "●", 0xA2: "■", 0xA3: "☐",
    },
    "webdings": {0x61: "✓", 0x63: "☐", 0x67: "■", 0x6E: "●", 0x72: "✗"},
    "symbol": {0xB4: "×", 0xB7: "•", 0xD6: "√"},
    "marlett": {0x61: "✓", 0x62: "✓", 0x72: "✗"},
}  # fmt: skip
PRIVATE = 0xF000  # where Office keeps the characters of its symbol fonts
FIRST_SIGN = 0x80  # below it a letter of a whole word may have got into the font by mistake


def is_old_font(name: str) -> bool:
    """Whether a font's name is of the TCVN3 (.VnTime) or the VNI family."""
    return name.lower().startswith((".vn", "vni"))


def is_notable_font(name: str) -> bool:
    """Whether text in this font shows something else than its letters: signs, or old Vietnamese ones."""
    return is_old_font(name) or name.lower() in SYMBOLS


def runs_looked_like(text: str, runs: Sequence[tuple[int, str]]) -> str:
    """A rich text as it looks; ``runs`` are where each stretch begins and its font."""
    if not runs:
        return text
    ends = [*(start for start, _ in runs[1:]), len(text)]
    return text[: runs[0][0]] + "".join(
        looked_like(text[start:end], font) for (start, font), end in zip(runs, ends, strict=True)
    )


def looked_like(text: str, font: str | None) -> str:
    """The text as its font shows it; a word that stands in a symbol font by mistake keeps its letters."""
    table = SYMBOLS.get((font or "").lower())
    if table is None:
        return text
    codes = {char: ord(char) - PRIVATE if PRIVATE <= ord(char) < PRIVATE + 256 else ord(char) for char in text}
    mistaken = any(not char.isspace() and code not in table for char, code in codes.items())
    return "".join(char if mistaken and ord(char) < FIRST_SIGN else table.get(codes[char], char) for char in text)


# ---- Number formats: what a cell shows for the number that it holds — a date, a month, “100%”, “Thôn 5”.


EPOCH_1900 = dt.datetime(1899, 12, 30)  # noqa: DTZ001  (a cell has no zone)
EPOCH_1904 = dt.datetime(1904, 1, 1)  # noqa: DTZ001
FIRST_OF_MARCH_1900 = 60  # Excel counts a 29 February 1900 that never was
BUILTIN = {9: "0%", 10: "0.00%", 17: "mmm-yy", 46: "[h]:mm:ss"}
BUILTIN_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
PIECE = regex(
    r'(?is)"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|[_*].|\[\$(?P<sign>[^\]-]*)[^\]]*\]|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General)|(?P<clock>AM/PM|A/P)|(?P<date>[dyhs]+|m+)|(?P<digits>[0#?][0#?.,]*|\.[0#?]+)|(?P<other>.)"
)
SECTION = regex(r'(?s)((?:"[^"]*"?|\\.|[^;"\\])*);')  # semicolons in quotes end none
ELAPSED = regex(r"(?i)[hms]+")
CONDITION = regex(r"(<=|>=|<>|<|>|=)(-?[0-9]{1,15}(?:\.[0-9]{1,15})?)")
TRUTHS = {"<": op.lt, "<=": op.le, "=": op.eq, "<>": op.ne, ">=": op.ge, ">": op.gt}
GIVEN_UP = regex(r"(?i)E[+-]|[0#?] ?/ ?[0-9#?]")  # powers, fractions
SIGNS = "%‰₫$€"
LONGEST_CODE = 255
MOST_SHOWN = 1e15  # beyond it, and for what is no number, a cell shows no words either


class Piece(Struct, frozen=True):
    """A piece of a format: ``kind`` is literal, percent, date, digits, general, elapsed, condition, or text (@)."""

    kind: str
    text: str


class Format(Struct, frozen=True):
    """What a format does. ``kind``: plain (the number itself), date, elapsed, month, or words."""

    kind: str
    sections: tuple[tuple[Piece, ...], ...] = ()

    @property
    def notable(self) -> bool:
        """Whether the format shows another thing than the number or the date, so that a reader must ask it."""
        return self.kind in ("month", "words")

    def value(self, number: float, epoch_1904: bool) -> Value:
        """What a cell of this format says: the number, a date, or the text shown."""
        if self.kind == "plain" or not abs(number) < MOST_SHOWN:
            return number
        if self.kind == "words":
            return words_shown(number, self.sections)
        when = moment(number, epoch_1904, self.kind == "elapsed")
        return month_shown(when, self.sections[0]) if self.kind == "month" and isinstance(when, dt.date) else when

    def text(self, typed: str) -> str:
        """What a cell of this format shows for a text: “Thôn ”@ adds its words to it."""
        section = next((s for s in reversed(self.sections) if any(p.kind == "text" for p in s)), ())
        return "".join(typed if piece.kind == "text" else piece.text for piece in section) or typed


@lru_cache(maxsize=2000)
def format_of(number: int, code: str | None) -> Format:
    """The format of a number and, where the file gives one, its code."""
    if code is None and number not in BUILTIN:
        return Format("date" if number in BUILTIN_DATES else "plain")
    code = (BUILTIN[number] if code is None else code)[:LONGEST_CODE]
    # positive; negative; zero; text, cut at semicolons outside quotes
    cut = SECTION.findall(f"{code};")
    sections = tuple(tuple(pieces_of(section)) for section in cut)
    first = sections[0]
    if any(piece.kind == "elapsed" for piece in first):
        return Format("elapsed")
    letters = "".join(piece.text for piece in first if piece.kind == "date")
    if letters and not any(piece.kind == "general" for piece in first):
        return Format("date" if set(letters) & set("dhs") else "month", sections)
    # a number may be shown with zeros before it, like that of a telephone
    is_padded = any(piece.kind == "digits" and piece.text.startswith("00") for piece in first)
    is_wordy = any(map(has_words, sections)) or is_padded
    return Format("words", sections) if is_wordy and not GIVEN_UP.search(code) else Format("plain")


def pieces_of(section: str) -> list[Piece]:
    """The pieces of one section; colours, paddings and fillings show nothing."""
    pieces = []
    for found in PIECE.finditer(section):
        kind, text = found.lastgroup, found[0]
        if kind == "bracket" and ELAPSED.fullmatch(found["bracket"]):
            pieces.append(Piece("elapsed", text))
        elif kind == "bracket" and CONDITION.fullmatch(found["bracket"]):
            pieces.append(Piece("condition", found["bracket"]))
        elif kind in ("quoted", "escaped", "sign"):
            pieces.append(Piece("literal", found[kind]))
        elif kind == "other":
            pieces.append(Piece({"@": "text", "%": "percent"}.get(text, "literal"), text))
        elif kind in ("date", "digits", "general"):
            pieces.append(Piece(kind, text.lower()))
        elif kind == "clock":
            pieces.append(Piece("date", "h"))
    return pieces


def has_words(section: Sequence[Piece]) -> bool:
    """Whether a section shows letters or a sign of percent or money besides the value."""
    shown = (piece.text for piece in section if piece.kind in ("literal", "percent"))
    return any(c.isalpha() or c in SIGNS for text in shown for c in text)


def moment(serial: float, epoch_1904: bool, elapsed: bool = False) -> dt.date | dt.time | dt.timedelta | float:
    """The date, time or length of time of a serial; the number itself where no calendar reaches."""
    try:
        length = dt.timedelta(milliseconds=round(serial * 86_400_000))
        if elapsed:
            return length
        if 0 <= serial < 1:
            return (EPOCH_1900 + length).time()
        if epoch_1904:
            when = EPOCH_1904 + length
        else:
            when = EPOCH_1900 + length + dt.timedelta(days=int(serial < FIRST_OF_MARCH_1900))
    except (OverflowError, ValueError):
        return serial
    return when.date() if serial == int(serial) else when


def month_shown(when: dt.date, section: Sequence[Piece]) -> str:
    """A month or a year as the cell shows it: “12/2024”, or in the words of the format."""
    names = {piece.text[0] for piece in section if piece.kind == "date"}
    if not has_words(section) and names == {"m", "y"}:
        return f"{when:%m/%Y}"
    shown = [_of_date(when, piece.text) if piece.kind == "date" else piece.text for piece in section]
    text = "".join(shown).strip()
    return f"Tháng {text}" if names == {"m"} and any(p.text.startswith("mmm") for p in section) else text


def _of_date(when: dt.date, letters: str) -> str:
    if letters.startswith("y"):
        return f"{when.year:04}"
    return f"{when.month:02}" if letters == "mm" else str(when.month)


def words_shown(number: float, sections: Sequence[Sequence[Piece]]) -> Value:
    """A number with the words, the percent or the zeros of its format; itself where no section speaks."""
    section = _section(number, sections)
    if not any(piece.kind in ("digits", "general") for piece in section):
        return "".join(piece.text for piece in section).strip() if has_words(section) else number
    if not has_words(section) and not _is_padded_by(section, number):
        return number
    percents = sum(piece.kind == "percent" for piece in section)  # in quotes it is a sign like others
    amount = abs(Decimal(repr(number))) * 100**percents
    minus = "-" if number < 0 and len(sections) == 1 else ""
    pieces = [_amount(amount, piece) if piece.kind in ("digits", "general") else piece.text for piece in section]
    return minus + "".join(pieces).strip()


def _section(number: float, sections: Sequence[Sequence[Piece]]) -> Sequence[Piece]:
    """The section that speaks of a number: by its condition, which is taken out of it, else by the sign."""
    if not any(piece.kind == "condition" for section in sections for piece in section):
        section = sections[1] if number < 0 and len(sections) > 1 else sections[0]
        return sections[2] if number == 0 and len(sections) > 2 else section
    for section in sections[:3]:
        conditions = [CONDITION.fullmatch(piece.text) for piece in section if piece.kind == "condition"]
        if all(each and TRUTHS[each[1]](number, float(each[2])) for each in conditions):
            return [piece for piece in section if piece.kind != "condition"]
    return ()


def _is_padded_by(section: Sequence[Piece], number: float) -> bool:
    """Whether the zeros of a format really stand before the number."""
    digits = (piece.text.partition(".")[0] for piece in section if piece.kind == "digits")
    zeros = max((whole.count("0") for whole in digits), default=0)
    return zeros > len(str(int(abs(number))))


def _amount(amount: Decimal, piece: Piece) -> str:
    """Digits as a Vietnamese reads them: a point between thousands, a comma before decimals."""
    if piece.kind == "general":
        return f"{amount.normalize():f}".replace(".", ",")
    whole, _, decimals = piece.text.rstrip(",").partition(".")
    rounded = amount.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    digits, _, rest = f"{rounded:f}".partition(".")
    optional = len(decimals) - len(decimals.rstrip("#?"))
    while optional and rest.endswith("0"):
        rest, optional = rest[:-1], optional - 1
    digits = digits.zfill(whole.count("0"))
    if "," in whole:
        digits = f"{int(digits):,}".replace(",", ".")
    return f"{digits},{rest}" if rest else digits


# ---- What the cells of a workbook share: its strings and its styles, in .xlsx and .xlsb alike.


NOTABLE_FONT = regex(rb"""(?i)["'](?:\.vn|vni|wingdings|webdings|symbol["']|marlett)""")
NOTABLE_FORMAT = regex(rb"""numFmtId=["'](?:9|10|17)["']|<(?:\w+:)?numFmt\s""")
ESCAPED = regex(r"_x([0-9A-Fa-f]{4})_")


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
    """A string as its runs look."""

    text: str
    font: str = ""  # an old one that one of them is in
    struck: bool = False  # all of them
    looks: tuple[Stretch, ...] = ()  # where some of them are struck


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
    looks = tuple(Stretch(without_escapes(piece), struck=through) for piece, through in runs)
    return Text(without_escapes("".join(pieces)), old, bool(struck) and all(struck), looks)


def without_escapes(text: str) -> str:
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
    formats = {int(f.get("numFmtId", "0")): f.get("formatCode", "") for f in root.iterfind("numFmts/numFmt")}
    for number, style in enumerate(root.iterfind("cellXfs/xf")):
        index, format_id = int(style.get("fontId", "0")), int(style.get("numFmtId", "0"))
        styles.add(number, fonts[index] if index < len(fonts) else ("", False), format_id, formats.get(format_id))
    return styles
