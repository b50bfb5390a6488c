"""The text of a paragraph or a cell as it is read, and what there is to say about it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from aggregator.model import Stretch
from aggregator.read.docx_runs import DELETED, INSERTED, Run, runs_of
from aggregator.read.seen import is_old_font

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from xml.etree.ElementTree import Element

    from aggregator.read.docx_numbers import Numbers
    from aggregator.read.docx_styles import Styles

CHANGED = {INSERTED: "thêm", DELETED: "xóa"}
LONGEST = 80  # characters of a change that are quoted
PLAIN = Stretch("")


@dataclass(frozen=True, slots=True)
class Text:
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
            replace(run, font=run.font or self._styles.run_font(run.style) or usual) for run in runs_of(paragraph)
        ]

    def _number(self, paragraph: Element) -> str:
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
    return tuple(replace(look, text="".join(text for _, text in group)) for look, group in grouped)


def _look(run: Run) -> Stretch:
    return Stretch("", run.bold, run.italic, run.underline, run.struck, run.marked)


def _changes(runs: list[Run]) -> Iterator[str]:
    """The tracked changes in words, neighbouring runs together."""
    for change, group in groupby(runs, key=lambda run: run.change):
        text = "".join(run.text for run in group).strip()
        if change and text:
            yield f"{CHANGED[change]} “{text if len(text) <= LONGEST else text[:LONGEST] + '…'}”"
