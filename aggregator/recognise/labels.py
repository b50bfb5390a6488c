"""Find the labels of M1 and M2 in the lines of a sheet, whatever number, bullet or colon goes with them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aggregator.campaign.registration_form import RegistrationForm
from aggregator.lines import Line, Word, words_of
from aggregator.recognise.label_ends import COLON, SURE, ending
from aggregator.viet.fold import key

_NUMBER = re.compile(r"\s*(?:\(\d{1,2}\)|(?:\d{1,2}|[IVX]{1,4}|l)\s*[.)/:–-]+|\d{1,2}(?=\s))\s*")
_LONE_NUMBER = re.compile(r"\(?\d{1,2}\s*[.)/]?")
_BULLET = re.compile(r"\s*(?:[-–—+*•●▪✓⮚]|[a-hđ][.)/])\s*")
_BEFORE_INLINE = re.compile(r"(?:\s{2,}|[\t;|.,…–-]\s*|[;,.]?\s*\d{1,2}\s*[.)/]\s*)$")


@dataclass(frozen=True, slots=True)
class Label:
    """A label from ``start`` of line ``line`` to ``end`` of line ``last``, by their indexes; the value follows.

    ``strength``: 4 number and colon, 3 one of them, 2 words alone or run into the value, 1 a guess.
    """

    code: str
    line: int
    start: int
    last: int
    end: int
    strength: int
    words: int
    numbered: bool
    bulleted: bool = False


class LabelFinder:
    """Knows what every item may be called. The longest spelling decides."""

    def __init__(self, forms: Sequence[RegistrationForm]) -> None:
        called: dict[str, dict[tuple[str, ...], tuple[str, bool]]] = defaultdict(dict)
        for item in (item for form in forms for item in form.items):
            for texts, exact in ((item.exact, True), ((item.label, *item.spellings), False)):
                for words in (tuple(key(text).split()) for text in texts):
                    called[words[0]][words] = (item.code, exact)
        self._called = {first: sorted(by.items(), key=lambda s: -len(s[0])) for first, by in called.items()}

    def labels(self, lines: Sequence[Line]) -> list[Label]:
        """Every label the lines may hold, in order."""
        return [label for index in range(len(lines)) for label in self._in_line(lines, index)]

    def _in_line(self, lines: Sequence[Line], index: int) -> Iterator[Label]:
        text = lines[index].text
        numbered, bulleted, at = _lead(text)
        words = [word for word in words_of(text) if word.start >= at]
        leading = words and text[at : words[0].start].strip() == ""
        first = self._at(lines, index, words, numbered) if leading else None
        if first is not None:
            start = 0
            if not numbered and index and _is_number_of(lines[index - 1], lines[index]):
                numbered = True
            strength = min(first.strength + (numbered and not first.numbered), 4)
            yield Label(first.code, index, start, first.last, first.end, strength, first.words, numbered, bulleted)
        after = first.end if first and first.last == index else 0
        if first is None or first.last == index:
            yield from self._inline(lines, index, words, after)

    def _inline(self, lines: Sequence[Line], index: int, words: Sequence[Word], after: int) -> Iterator[Label]:
        """Labels further on in a line: set off from what stands before, and with a colon of their own."""
        text = lines[index].text
        for position, word in enumerate(words):
            before = _BEFORE_INLINE.search(text, 0, word.start)
            if position == 0 or word.start < after or before is None:
                continue
            for spelling, code, _ in self._spelled(words[position:]):
                end = words[position + len(spelling) - 1].end
                colon = COLON.match(text, end)
                if colon:
                    numbered = bool(re.search(r"\d", before.group()))
                    after = colon.end()
                    start = before.start() if numbered else word.start
                    yield Label(code, index, start, index, after, SURE if numbered else 1, len(spelling), numbered)
                    break

    def _spelled(self, words: Sequence[Word]) -> Iterator[tuple[tuple[str, ...], str, bool]]:
        for spelling, (code, exact) in self._called.get(words[0].key, ()) if words else ():
            if tuple(word.key for word in words[: len(spelling)]) == spelling:
                yield spelling, code, exact

    def _at(self, lines: Sequence[Line], index: int, words: Sequence[Word], numbered: bool) -> Label | None:
        """The label that a line begins with; it may go on in the next line."""
        following = words_of(lines[index + 1].text) if index + 1 < len(lines) else []
        for spelling, code, exact in self._spelled([*words, *following]):
            here = len(words) >= len(spelling)
            last = index if here else index + 1
            end = words[len(spelling) - 1].end if here else following[len(spelling) - len(words) - 1].end
            found = ending(lines[last].text, end, exact or not here, len(spelling), numbered)
            if found is not None:
                strength, end = found
                return Label(code, index, 0, last, end, strength, len(spelling), numbered)
        return None


def _lead(text: str) -> tuple[bool, bool, int]:
    """Whether a number or a bullet opens the line, and where it ends."""
    bullet = _BULLET.match(text)
    number = _NUMBER.match(text, bullet.end() if bullet else 0)
    end = number.end() if number else bullet.end() if bullet else len(text) - len(text.lstrip())
    return number is not None, bullet is not None, end


def _is_number_of(before: Line, line: Line) -> bool:
    """Whether the cell or the line before holds nothing but the label's number."""
    bare = before.text.strip()
    if not _LONE_NUMBER.fullmatch(bare):
        return False
    return before.row == line.row and before.column < line.column
