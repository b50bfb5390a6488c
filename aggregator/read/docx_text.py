"""The text of a Word paragraph or a cell: its runs as they look on paper, and what there is to say about them."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from msgspec import Struct, structs

from aggregator.nouns.document import Stretch
from aggregator.read.builder import is_old_font
from aggregator.read.docx_styles import EITHER, Numbers, Styles, font_of
from aggregator.read.formats import looked_like
from aggregator.read.package import Element, number, on, value

INSERTED, DELETED = "inserted", "deleted"
CHANGES = {"ins": INSERTED, "moveTo": INSERTED, "del": DELETED, "moveFrom": DELETED}
WRAPPERS = EITHER | {"hyperlink", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "bdo", "dir", "oMath"}
CHECKED, UNCHECKED = "☒", "☐"
SHOWN = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
CODE = re.compile("[0-9A-Fa-f]{1,4}")
CHANGED = {INSERTED: "thêm", DELETED: "xóa"}
LONGEST = 80  # characters of a change that are quoted
PLAIN = Stretch("")


class Run(Stretch, frozen=True):
    """A stretch as Word keeps it. ``font`` and ``style`` are what it names itself, not what it inherits.

    ``change`` is ``inserted`` or ``deleted`` where the change is tracked, else empty.
    """

    font: str | None = None
    style: str | None = None
    hidden: bool = False
    change: str = ""


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
        mark = CHECKED if on(box, "checked") else UNCHECKED
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
    """What one piece of a run looks like on paper."""
    match piece.tag:
        case "t" | "delText":
            return looked_like(piece.text or "", font)
        case "sym":
            return looked_like(_character(piece.get("char", "")), piece.get("font"))
        case "fldChar":
            return _form_field(piece)
        case "AlternateContent":  # a sign of the emoji panel, and beside it what old programs show
            return "".join(_shown(plain, font) for plain in piece.iterfind("Fallback/*"))
    return SHOWN.get(piece.tag, "")


def _character(code: str) -> str:
    """The character of a code of four hexadecimal digits; nothing for what is no code."""
    return chr(int(code, 16)) if CODE.fullmatch(code) else ""


def _form_field(piece: Element) -> str:
    """The mark or the choice of an old form field; its text, if any, is in runs of its own."""
    box = piece.find("ffData/checkBox")
    if box is not None:
        state = box.find("checked")
        return CHECKED if on(box, "checked" if state is not None else "default") else UNCHECKED
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


class Text(Struct, frozen=True):
    """The text of one cell. ``font`` is an old Vietnamese font, or empty; ``changes`` are in words.

    ``looks`` are its stretches, or empty where all of it is plain.
    """

    text: str
    font: str = ""
    struck: bool = False
    hidden: bool = False
    changes: tuple[str, ...] = ()
    looks: tuple[Stretch, ...] = ()


class TextReader:
    """Reads paragraphs with the styles and the running list numbers of their file."""

    def __init__(self, styles: Styles, numbers: Numbers) -> None:
        self._styles = styles
        self._numbers = numbers

    def text(self, paragraphs: Iterable[Element]) -> Text:
        """The paragraphs of one cell, joined by line breaks; bare list numbers where that is all."""
        lines: list[str] = []
        numbers: list[str] = []
        runs: list[Run] = []
        for paragraph in paragraphs:
            own = self.runs(paragraph)
            runs += [Run("\n"), *own] if runs else own
            lines.append("".join(run.text for run in own if run.change != DELETED))
            numbers.append(self._number(paragraph))
        text = "\n".join(lines).strip() or "\n".join(filter(None, numbers))
        return _seen(text, runs)

    def runs(self, paragraph: Element) -> list[Run]:
        """The runs of a paragraph, each with the font that it is shown in."""
        usual = self._styles.font(paragraph)
        return [
            structs.replace(run, font=run.font or self._styles.run_font(run.style) or usual)
            for run in runs_of(paragraph)
        ]

    def _number(self, paragraph: Element) -> str:
        written = value(paragraph, "pPr/listPr/t")  # Word 2003 keeps the number as shown
        if written:
            return written.rstrip(".) ")
        listing = self._styles.listing(paragraph)
        return "" if listing is None else self._numbers.next(listing)


def _seen(text: str, runs: list[Run]) -> Text:
    shown = [run for run in runs if run.text.strip() and run.change != DELETED]
    return Text(
        text,
        font=next((run.font for run in shown if run.font and is_old_font(run.font)), ""),
        struck=bool(shown) and all(run.struck for run in shown),
        hidden=any(run.hidden for run in shown),
        changes=tuple(_changes(runs)),
        looks=_looks(runs),
    )


def _looks(runs: list[Run]) -> tuple[Stretch, ...]:
    """The runs that stand, neighbours of one look together; nothing where every one is plain."""
    looks = ((_look(run), run.text) for run in runs if run.text and run.change != DELETED)
    grouped = [(look, list(group)) for look, group in groupby(looks, key=lambda one: one[0])]
    if all(look == PLAIN for look, _ in grouped):
        return ()
    return tuple(structs.replace(look, text="".join(text for _, text in group)) for look, group in grouped)


def _look(run: Run) -> Stretch:
    return Stretch("", run.bold, run.italic, run.underlined, run.struck, run.marked)


def _changes(runs: list[Run]) -> Iterator[str]:
    """The tracked changes in words, neighbouring runs together."""
    for change, group in groupby(runs, key=lambda run: run.change):
        text = "".join(run.text for run in group).strip()
        if change and text:
            yield f"{CHANGED[change]} “{text if len(text) <= LONGEST else text[:LONGEST] + '…'}”"
