"""The parts of a Word file: what its paragraphs inherit from styles and lists, and their text as it looks."""

import posixpath
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby

from msgspec import Struct, field, structs

from aggregator.nouns.document import Stretch
from aggregator.read.builder import NOT_TICKED, TICKED
from aggregator.read.formats import is_old_font, looked_like
from aggregator.read.limits import unreadable
from aggregator.read.package import Element, Package, number, on, tree, value
from aggregator.vietnamese.fold import regex

DOCUMENT = "word/document.xml"
EITHER = frozenset({"AlternateContent", "Choice"})  # of two versions the first
TRANSPARENT = EITHER | {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "sect", "sub-section"}


class WordFile:
    """An opened Word file: the tree of its text, and of the parts beside it, which its relationships name."""

    def __init__(self, data: bytes) -> None:
        self.package = Package(data)
        self._main = self.package.main_part(DOCUMENT)
        self._related = self.package.relations(self._main)
        xml = self.package.part(self._main)
        document = tree(xml) if self._main in self.package else None
        body = None if document is None else document.find("body")
        if body is None:
            raise unreadable("damaged")
        for control in body.iter("sdt"):  # “Choose an item”, “Bấm vào đây để nhập văn bản”: nobody wrote it
            for text in control.iter("t") if on(control.find("sdtPr"), "showingPlcHdr") else ():
                text.text = None
        for paragraph in body.iter("p") if b"fldChar" in xml else ():
            for text in _in_instructions(paragraph):
                text.text = None
        self.body = body

    def part(self, kind: str) -> Element | None:
        """The tree of a part beside the text (``styles``, ``numbering``), if there is one."""
        return next(iter(self.parts(kind)), None)

    def parts(self, *kinds: str) -> list[Element]:
        """The trees of all parts of these kinds (``header``, ``footer``)."""
        named = [relation.part for relation in self._related.values() if relation.kind in kinds]
        usual = [posixpath.join(posixpath.dirname(self._main), f"{kind}.xml") for kind in kinds]
        return [tree(self.package.part(name)) for name in named or usual if name in self.package]

    def chunk(self, relation_id: str) -> bytes:
        """The bytes of the document that stands in the place of an altChunk; b'' where it is missing."""
        relation = self._related.get(relation_id)
        return b"" if relation is None else self.package.part(relation.part)


def _in_instructions(paragraph: Element) -> list[Element]:
    """The texts that a field shows within the instructions of another (IF { MERGEFIELD … }), which is not shown."""
    opened, texts = list[bool](), list[Element]()  # of the fields that are open, whether their results have begun
    for element in paragraph.iter():
        kind = element.get("fldCharType") if element.tag == "fldChar" else None
        if kind == "begin":
            opened.append(False)
        elif kind == "separate" and opened:
            opened[-1] = True
        elif kind == "end" and opened:
            opened.pop()
        elif element.tag == "t" and not all(opened):
            texts.append(element)
    return texts if not opened else []


def children(parent: Element, *names: str) -> Iterator[Element]:
    """The children of the given names, also those wrapped in content controls or insertions."""
    for child in parent:
        if child.tag in names:
            yield child
        elif child.tag in TRANSPARENT:
            yield from children(child, *names)


# ---- What a Word paragraph inherits: the font of its style, its place in a list, and the number written for it.


ROMAN = {
    1000: "M", 900: "CM", 500: "D", 400: "CD", 100: "C", 90: "XC",
    50: "L", 40: "XL", 10: "X", 9: "IX", 5: "V", 4: "IV", 1: "I",
}  # fmt: skip
TRUE = frozenset({"1", "true", "on"})
_BULLETS = frozenset("-–+*•")  # other signs are of fonts that draw a dot or an arrow there
MOST_IN_LETTERS = 3999  # further on, letters only fill the memory


class Listing(Struct, frozen=True):
    """A place in a numbered list: which list, and how deep in it."""

    list_id: str
    level: int


class Styles(Struct, frozen=True):
    """The styles of a file by their id, and the names of the two that count where none is named."""

    by_id: dict[str, Element] = field(default_factory=dict)
    usual: str | None = None
    usual_font: str | None = None

    def font(self, paragraph: Element) -> str | None:
        """The font of a paragraph's runs, where they name none."""
        named = (font_of(style.find("rPr")) for style in self._chain(value(paragraph, "pPr/pStyle")))
        return next(filter(None, named), self.usual_font)

    def run_font(self, style: str | None) -> str | None:
        """The font that a character style gives."""
        named = (font_of(element.find("rPr")) for element in self._chain(style)) if style else ()
        return next(filter(None, named), None)

    def listing(self, paragraph: Element) -> Listing | None:
        """The list that a paragraph belongs to, by itself or by its style."""
        listings = map(_listing, (paragraph, *self._chain(value(paragraph, "pPr/pStyle"))))
        listing = next(filter(None, listings), None)
        return None if listing is None or listing.list_id == "0" else listing

    def _chain(self, style_id: str | None) -> Iterator[Element]:
        """A style and those that it is based on, nearest first."""
        seen: set[str] = set()
        current = style_id or self.usual
        while current is not None and current in self.by_id and current not in seen:
            seen.add(current)
            style = self.by_id[current]
            yield style
            current = value(style, "basedOn")


def styles_of(part: Element | None) -> Styles:
    """The styles of a file; it may have none."""
    if part is None:
        return Styles()
    by_id = {style.get("styleId", ""): style for style in part.iterfind("style")}
    defaults = (name for name, style in by_id.items() if style.get("default") in TRUE)
    usual = next((name for name in defaults if by_id[name].get("type") == "paragraph"), None)
    return Styles(by_id, usual, font_of(part.find("docDefaults/rPrDefault/rPr")))


def _listing(element: Element) -> Listing | None:
    list_id = value(element, "pPr/numPr/numId")
    return None if list_id is None else Listing(list_id, number(value(element, "pPr/numPr/ilvl"), 0))


def font_of(look: Element | None) -> str | None:
    """The font that run properties name, if they do."""
    fonts = None if look is None else look.find("rFonts")
    return None if fonts is None else fonts.get("ascii") or fonts.get("hAnsi") or fonts.get("cs")


class Numbers:
    """Counts the paragraphs of each list, in the order in which they are asked for."""

    def __init__(self, part: Element | None) -> None:
        self._abstract: dict[str, Element] = {}
        self._lists: dict[str, Element] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        if part is not None:
            self._abstract = {each.get("abstractNumId", ""): each for each in part.iterfind("abstractNum")}
            self._lists = {each.get("numId", ""): each for each in part.iterfind("num")}

    def next(self, listing: Listing) -> str:
        """The number of the next paragraph of a list, bare (``1``, ``II``, ``a``); '' for a bullet."""
        level = self._level(listing)
        counts = self._counts[self._counted_as(listing)]
        count = counts.get(listing.level, self._start(listing, level) - 1) + 1
        counts[listing.level] = count
        for deeper in [depth for depth in counts if depth > listing.level]:
            del counts[deeper]
        return numeral(count, value(level, "numFmt") or "decimal") if level is not None else ""

    def mark(self, listing: Listing) -> str:
        """What the paper shows before the last paragraph that was counted: “1.”, “a)”, “1.2.”, “-” for a bullet."""
        level = self._level(listing)
        shown, style = value(level, "lvlText") or "", value(level, "numFmt") or "decimal"
        if level is None or style in {"bullet", "none"}:
            return (shown if shown in _BULLETS else "-") if style == "bullet" else ""
        counts = self._counts[self._counted_as(listing)]
        for depth in range(listing.level + 1):
            upper = self._level(Listing(listing.list_id, depth))
            numbered = numeral(
                counts.get(depth, self._start(Listing(listing.list_id, depth), upper)),
                value(upper, "numFmt") or "decimal",
            )
            shown = shown.replace(f"%{depth + 1}", numbered)
        return shown.strip()

    def _level(self, listing: Listing) -> Element | None:
        own = self._override(listing, "lvl")
        abstract = self._abstract.get(value(self._lists.get(listing.list_id), "abstractNumId") or "")
        if own is not None or abstract is None:
            return own
        return next((lvl for lvl in abstract.iterfind("lvl") if lvl.get("ilvl") == str(listing.level)), None)

    def _start(self, listing: Listing, level: Element | None) -> int:
        own = self._override(listing, "startOverride")
        return number(own.get("val") if own is not None else value(level, "start"), 1)

    def _counted_as(self, listing: Listing) -> str:
        """Lists made from one pattern count on together, unless one says where it starts."""
        restarts = self._override(listing, "startOverride") is not None
        pattern = value(self._lists.get(listing.list_id), "abstractNumId")
        return listing.list_id if restarts or pattern is None else f"pattern {pattern}"

    def _override(self, listing: Listing, name: str) -> Element | None:
        entry = self._lists.get(listing.list_id)
        overrides = () if entry is None else entry.iterfind("lvlOverride")
        return next((each.find(name) for each in overrides if each.get("ilvl") == str(listing.level)), None)


def numeral(count: int, style: str) -> str:
    """A count as a list of that style writes it."""
    if style in {"decimal", "decimalZero"} or (count > MOST_IN_LETTERS and style != "bullet"):
        return str(count)
    text = ""
    if style in {"upperRoman", "lowerRoman"}:
        for size, letters in ROMAN.items():
            times, count = divmod(count, size)
            text += letters * times
    elif style in {"upperLetter", "lowerLetter"}:  # A to Z, then AA, BB and so on
        turns, index = divmod(max(count, 1) - 1, 26)
        text = chr(ord("A") + index) * (turns + 1)
    return text.lower() if style.startswith("lower") else text


# ---- The text of a paragraph or a cell, and what there is to say about it.


INSERTED, DELETED = "inserted", "deleted"
CHANGES = {"ins": INSERTED, "moveTo": INSERTED, "del": DELETED, "moveFrom": DELETED}
WRAPPERS = EITHER | {"hyperlink", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "bdo", "dir", "oMath"}
SHOWN = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "\xad"}
CODE = regex("[0-9A-Fa-f]{1,4}")
CHANGE_WORDS = {INSERTED: "thêm", DELETED: "xóa"}
LONGEST = 80  # characters of a change that are quoted
PLAIN = Stretch("")
TICK = regex(r"\s*[xXvV✓✔√☑☒×]?\s*")
OPTION = regex(r"\s*(?:[-–—+•*☐□]|[a-d]\)|\d\.\d)")  # begins one of several to choose from


class Run(Stretch, frozen=True):
    """A stretch as Word keeps it."""

    font: str | None = None  # font and style as it names them itself, not as it inherits them
    style: str | None = None
    hidden: bool = False
    change: str = ""  # INSERTED or DELETED, where it is tracked


def runs_of(parent: Element, change: str = "") -> Iterator[Run]:
    """The runs of a paragraph in order, deleted ones included. Text boxes are not entered."""
    for child in parent:
        if child.tag == "r":
            yield _run(child, change)
        elif child.tag in CHANGES:
            yield from runs_of(child, CHANGES[child.tag] if change != DELETED else change)
        elif child.tag in WRAPPERS:
            yield from _control(child, change)


def _control(wrapper: Element, change: str) -> Iterator[Run]:
    """The runs of a wrapper. A check box is one mark."""
    box = wrapper.find("sdtPr/checkbox")
    if box is not None:
        mark = TICKED if on(box, "checked") else NOT_TICKED
        first = next(runs_of(wrapper, change), Run("", change=change))
        yield structs.replace(first, text=mark)
    else:
        yield from runs_of(wrapper, change)


def _run(element: Element, change: str) -> Run:
    look = element.find("rPr")
    font = font_of(look)
    return Run(
        text="".join(_shown(piece, font) for piece in element),
        font=font,
        style=value(look, "rStyle"),
        bold=on(look, "b"),
        italic=on(look, "i"),
        underlined=value(look, "u") not in (None, "none"),
        struck=on(look, "strike", "dstrike"),
        marked=value(look, "highlight") not in (None, "none"),
        hidden=on(look, "vanish"),
        change=change,
    )


def _shown(piece: Element, font: str | None) -> str:
    match piece.tag:
        case "t" | "delText":
            return looked_like(piece.text or "", font)
        case "sym":
            code = piece.get("char", "")
            return looked_like(chr(int(code, 16)) if CODE.fullmatch(code) else "", piece.get("font"))
        case "fldChar":
            return _form_field(piece)
        case "ruby":
            return "".join(_shown(base, font) for base in piece.iterfind("rubyBase/r/*"))
        case "AlternateContent":  # a sign of the emoji panel, and beside it what old programs show
            return "".join(_shown(plain, font) for plain in piece.iterfind("Fallback/*"))
    return SHOWN.get(piece.tag, "")


def _form_field(piece: Element) -> str:
    """The mark or the choice of an old form field; its text, if any, is in runs of its own."""
    box = piece.find("ffData/checkBox")
    if box is not None:
        state = box.find("checked")
        return TICKED if on(box, "checked" if state is not None else "default") else NOT_TICKED
    entries = [entry.get("val", "") for entry in piece.iterfind("ffData/ddList/listEntry")]
    chosen = number(value(piece, "ffData/ddList/result"), 0)
    return entries[chosen] if chosen < len(entries) else ""


def boxes_of(paragraph: Element) -> Iterator[Element]:
    """The contents of the text boxes anchored in a paragraph, each once."""
    for child in paragraph:
        if child.tag == "txbxContent":
            yield child
        elif child.tag not in {"Fallback", "del", "moveFrom"}:
            yield from boxes_of(child)


def _drawn_tick(paragraph: Element) -> list[Run]:
    """The tick, if any, in the only text box of a paragraph, taken out of there: it is a box to be ticked."""
    boxes = [*boxes_of(paragraph)]
    runs = [run for box in boxes for inner in box.iter("p") for run in runs_of(inner)]
    if len(boxes) != 1 or not TICK.fullmatch("".join(run.text for run in runs)):
        return []
    boxes[0].clear()
    return [Run(" "), *runs]


class Text(Struct, frozen=True):
    """The text of one cell."""

    text: str
    font: str = ""  # an old Vietnamese one
    struck: bool = False
    hidden: bool = False
    changes: tuple[str, ...] = ()  # in words
    looks: tuple[Stretch, ...] = ()  # none where all of it is plain


class TextReader:
    """Reads paragraphs with the styles and the running list numbers of their file."""

    def __init__(self, styles: Styles, numbers: Numbers) -> None:
        self._styles = styles
        self._numbers = numbers
        self._mark = ""  # before the paragraph read last

    def text(self, paragraphs: Iterable[Element]) -> Text:
        """The paragraphs of one cell, joined by line breaks; bare list numbers where that is all.

        Hidden words beside others are left out, as on paper. A tick drawn in a box belongs to the option beside
        it, or to a cell that has no words: beside others an x may be anything.
        """
        lines: list[str] = []
        numbers: list[str] = []
        runs: list[Run] = []
        written = [(paragraph, self.runs(paragraph, runs_of(paragraph))) for paragraph in paragraphs]
        blank = not any(run.text.strip() for _, own in written for run in own)
        for paragraph, own in written:
            if next(paragraph.iter("txbxContent"), None) is None:
                continue  # most paragraphs
            listed = self._styles.listing(paragraph) is not None
            if blank or listed or OPTION.match("".join(run.text for run in own)):
                own.extend(self.runs(paragraph, _drawn_tick(paragraph)))
        beside = any(r.text.strip() and not r.hidden and r.change != DELETED for _, own in written for r in own)
        for paragraph, all_runs in written:
            own = [run for run in all_runs if not (run.hidden and beside)]
            if all_runs and not own:
                continue
            runs += [Run("\n"), *own] if runs else own
            lines.append("".join(run.text for run in own if run.change != DELETED))
            numbers.append(self._number(paragraph))
        text = "\n".join(lines).strip() or "\n".join(filter(None, numbers))
        return _seen(text, runs)

    def listed(self, paragraph: Element) -> Text:
        """The text of one paragraph behind the number or the bullet that Word writes before it (“1. ”, “- ”)."""
        self._mark = ""
        said = self.text([paragraph])
        if not self._mark or not any((text.text or "").strip() for text in paragraph.iter("t")):
            return said
        looks = (Stretch(f"{self._mark} "), *said.looks) if said.looks else ()
        return structs.replace(said, text=f"{self._mark} {said.text}", looks=looks)

    def runs(self, paragraph: Element, runs: Iterable[Run]) -> list[Run]:
        """The runs of a paragraph, each with the font that it is shown in."""
        usual = self._styles.font(paragraph)
        return [structs.replace(run, font=run.font or self._styles.run_font(run.style) or usual) for run in runs]

    def _number(self, paragraph: Element) -> str:
        written = value(paragraph, "pPr/listPr/t")  # Word 2003 keeps the number as shown
        if written:
            self._mark = written.strip()
            return written.rstrip(".) ")
        listing = self._styles.listing(paragraph)
        if listing is None:
            return ""
        number = self._numbers.next(listing)
        self._mark = self._numbers.mark(listing)
        return number


def _seen(text: str, runs: list[Run]) -> Text:
    shown = [run for run in runs if run.text.strip() and run.change != DELETED]
    return Text(
        text,
        font=next((run.font for run in shown if run.font and is_old_font(run.font)), ""),
        struck=bool(shown) and all(run.struck for run in shown),
        hidden=any(run.hidden and any(map(str.isalnum, run.text)) for run in shown),
        changes=tuple(_changes(runs)),
        looks=_looks(runs),
    )


def _looks(runs: list[Run]) -> tuple[Stretch, ...]:
    """The runs that stand, neighbours of one look together; nothing where every one is plain."""
    shown = (run for run in runs if run.text and run.change != DELETED)
    looks = ((Stretch("", run.bold, run.italic, run.underlined, run.struck, run.marked), run.text) for run in shown)
    grouped = [(look, list(group)) for look, group in groupby(looks, key=lambda one: one[0])]
    if all(look == PLAIN for look, _ in grouped):
        return ()
    return tuple(structs.replace(look, text="".join(text for _, text in group)) for look, group in grouped)


def _changes(runs: list[Run]) -> Iterator[str]:
    """The tracked changes in words, neighbouring runs together."""
    for change, group in groupby(runs, key=lambda run: run.change):
        text = "".join(run.text for run in group).strip()
        if change and text:
            yield f"{CHANGE_WORDS[change]} “{text if len(text) <= LONGEST else text[:LONGEST] + '…'}”"
